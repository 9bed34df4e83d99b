"""What is known when something is said: the statements of memory, and on top of them those of the exchange so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from memos.agents.settlement.wording import fold, names, words
from memos.agents.statements.talk.claims import Claim
from memos.schemas.cube import MemCube, Semantic, State
from memos.schemas.value import Moment

BySubject = Callable[[Sequence[str]], list[MemCube]]


class Known(NamedTuple):
    """A statement that is believed to hold, and when it was said."""

    subject: str
    predicate: str
    object: str
    statement: str
    functional: bool
    said_at: Moment


class Ledger:
    """Looks statements up by subject: memory is asked once a subject; what the exchange has said since comes first."""

    def __init__(self, by_subject: BySubject) -> None:
        self._by_subject = by_subject
        self._stored: dict[str, list[Known]] = {}
        self._said: list[Known] = []
        self._gone: list[Known] = []

    def note(self, claim: Claim) -> None:
        """Takes a claim of this exchange into account."""
        payload = claim.payload
        known = Known(
            claim.subject, claim.predicate, claim.object, claim.statement, payload.functional, claim.observed_at
        )
        if claim.holds:
            self._said.append(known)
        elif claim.intent in ("end", "deny", "retract"):
            self._gone.append(known)

    def of(self, subject: str) -> Iterator[Known]:
        """What holds of a subject, the last said first."""
        seen: set[tuple[str, str]] = set()
        single: set[str] = set()
        for known in (
            *(k for k in reversed(self._said) if fold(k.subject) == fold(subject)),
            *self._of_memory(subject),
        ):
            key = (fold(known.predicate), fold(known.object))
            if key in seen or known.predicate in single or any(_same(known, gone) for gone in self._gone):
                continue
            seen.add(key)
            single.update({known.predicate} if known.functional else ())
            yield known

    def lately(self, *, subjects: Iterable[str]) -> list[Known]:
        """What was said of anybody in this exchange and what is known of these subjects, the last said first."""
        everybody = dict.fromkeys([*(k.subject for k in reversed(self._said)), *subjects])
        found = [known for subject in everybody for known in self.of(subject)]
        order = {id(known): -place for place, known in enumerate(self._said)}
        return sorted(found, key=lambda known: (-known.said_at.timestamp(), order.get(id(known), 1)))

    def naming(self, subject: str, text: str, *predicates: str) -> Known | None:
        """What holds of a subject and is named by these words: in its value, or else anywhere in its sentence."""
        candidates = [known for known in self.of(subject) if not predicates or known.predicate in predicates]
        by_value = (known for known in candidates if text.strip() and names(text, known.object))
        wanted = words(text)
        by_sentence = (known for known in candidates if wanted and wanted <= words(known.statement))
        return next(by_value, None) or next(by_sentence, None)

    def _of_memory(self, subject: str) -> list[Known]:
        key = fold(subject)
        if key not in self._stored:
            cubes = self._by_subject([subject])
            self._stored[key] = [known for cube in cubes if (known := _current(cube)) is not None]
        return self._stored[key]


def _current(cube: MemCube) -> Known | None:
    payload = cube.payload
    if not isinstance(payload, Semantic) or payload.negated or cube.state is not State.ACTIVE:
        return None
    if cube.valid_to is not None and cube.valid_to <= cube.observed_at:
        return None
    return Known(
        payload.subject, payload.predicate, payload.object, payload.statement, payload.functional, cube.observed_at
    )


def _same(known: Known, gone: Known) -> bool:
    same = fold(known.subject) == fold(gone.subject) and known.predicate == gone.predicate
    return same and names(gone.object, known.object) and known.said_at <= gone.said_at
