"""`memos add --file`: documents, with a bar by page and by chunk, and what became of each in a line."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from memos.errors import InvalidInput, MemosError, NotFound, Refused
from memos.interfaces.cli import paper, shapes
from memos.interfaces.cli.plain import amount
from memos.interfaces.cli.progress import measured
from memos.interfaces.cli.session import Session
from memos.schemas.operation import Receipt

LEFT_OUT: Final = 1
"""The exit code when something of what was named was left out, or is stored and yet to be settled."""
_ADDRESSES: Final = ("http://", "https://")
_NOT_READ: Final = "Not read: "
_MOST_FILES: Final = 10_000


class Outcome(NamedTuple):
    """What became of one document."""

    name: str
    receipt: Receipt | None
    seconds: float
    notes: tuple[str, ...] = ()
    error: MemosError | None = None

    @property
    def counts(self) -> Counter[str]:
        """How many chunks were added, changed and deleted; the document itself does not count."""
        entries = self.receipt.operations if self.receipt else ()
        return Counter(entry.event for entry in entries if entry.kind == "resource" and entry.cube_id)

    @property
    def words(self) -> str:
        """What was done, in words."""
        counts = self.counts
        if self.receipt is not None and self.receipt.replayed:
            return "was handed over under this op id before; nothing was applied again"
        if not counts:
            return next((entry.reason for entry in self.receipt.operations), "") if self.receipt else ""
        if not counts["UPDATE"] and not counts["DELETE"]:
            return f"remembered in {amount(counts['ADD'] - 1, 'chunk')}"
        changed = {"changed": counts["UPDATE"] - 1, "new": counts["ADD"], "gone": counts["DELETE"]}
        told = ", ".join(f"{number} {what}" for what, number in changed.items() if number)
        return f"updated: {told or 'its text is as it was'}"


def documents(given: Sequence[str], *, recursive: bool) -> Iterator[str | Path]:
    """What was named, one document after the other; of folders, with `recursive`, the files in them that are no hidden ones or links."""
    for name in given:
        if name.startswith(_ADDRESSES):
            yield name
            continue
        path = Path(name)
        path = path.parent.resolve() / path.name if path.name not in ("", "..") else path.resolve()
        if not path.is_dir() or path.is_symlink():
            yield path
            continue
        if not recursive:
            raise InvalidInput(f"{name} is a folder.", hint="--recursive adds the files in it.")
        found = [one for one in sorted(path.rglob("*")) if one.is_file() and not one.is_symlink()]
        yield from (one for one in found if not any(part.startswith(".") for part in one.relative_to(path).parts))


def add_documents(
    session: Session, given: Sequence[str | Path], options: Mapping[str, Any], *, quiet: bool
) -> list[Outcome]:
    """Adds each. What can't be taken is told of with the others, and raised where it is the only one."""
    if not given:
        raise NotFound("There is no file in there.")
    if len(given) > _MOST_FILES:
        raise InvalidInput(f"{len(given):,} files are more than {_MOST_FILES:,} at once.", hint="Add folder by folder.")
    outcomes: list[Outcome] = []
    with measured(quiet=quiet) as report:
        for source in given:
            name = source.name if isinstance(source, Path) else source
            started = time.perf_counter()
            before = _last(session)
            try:
                receipt = session.memory.add_resource(source, user_id=session.user, report=report, **options)
            except KeyboardInterrupt:
                what = f"{name} was stored already" if _last(session) != before else f"nothing of {name} was stored"
                others = sum(one.receipt is not None for one in outcomes)
                stay = f"; {amount(others, 'document')} before it stayed" if others else ""
                raise KeyboardInterrupt(f"Interrupted: {what}{stay}.") from None
            except (InvalidInput, NotFound, Refused) as error:
                if isinstance(error, NotFound):
                    error.hint = 'What somebody said is told without --file: memos add "…".'
                if name not in error.message:
                    error.message = f"{name}: {error.message}"
                if len(given) == 1:
                    raise
                outcomes.append(Outcome(name, None, time.perf_counter() - started, error=error))
                continue
            told = session.memory.messages(receipt.message_ids, user_id=session.user)
            lines = (line for message in told for line in message.content.splitlines())
            notes = tuple(line.removeprefix(_NOT_READ) for line in lines if line.startswith(_NOT_READ))
            outcomes.append(Outcome(name, receipt, time.perf_counter() - started, notes))
    return outcomes


def _last(session: Session) -> int:
    """The user's last entry in the journal, 0 where there is none."""
    known = session.user in session.memory.users()
    return next((one.seq for one in session.memory.operations(user_id=session.user, limit=1)), 0) if known else 0


def write(outcomes: Sequence[Outcome], *, json: bool) -> int:
    """Tells what became of the documents, and returns the exit code."""
    code = LEFT_OUT if any(one.error for one in outcomes) else 0
    if json:
        shapes.write({"documents": [_as_json(one) for one in outcomes], "exit_code": code})
        return code
    for one in outcomes:
        if one.error:
            paper.say(("left out ", "yellow"), str(one.error))
            continue
        paper.say((one.name, "bold"), f": {one.words}", (f"  {one.seconds:.1f} s", "dim"))
        for note in one.notes:
            paper.say(("  not read ", "yellow"), note)
        if one.receipt:
            paper.say((f"  commit {one.receipt.op_id}", "dim"))
    return code


def _as_json(one: Outcome) -> dict[str, Any]:
    counts = one.counts
    error = {"code": one.error.code, "message": one.error.message, "hint": one.error.hint} if one.error else None
    return {
        "name": one.name,
        "operations": {event: counts[event] for event in ("ADD", "UPDATE", "DELETE") if counts[event]},
        "summary": one.words,
        "notes": list(one.notes),
        "seconds": round(one.seconds, 3),
        "receipt": shapes.receipt(one.receipt) if one.receipt else None,
        "error": error,
    }
