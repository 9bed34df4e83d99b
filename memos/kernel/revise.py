"""What a person does to memories by hand: correct one, delete one, undo a commit. All of it goes through the journal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pydantic import ValidationError

from memos.agents.persona import SEPARATOR
from memos.agents.statements.grammar.words import MAX_SENTENCE, tokens, written
from memos.agents.statements.predicates import entry_of
from memos.errors import Conflict, InvalidInput, NotFound, Refused
from memos.kernel.embed import vectors_for
from memos.kernel.parts import Parts
from memos.kernel.remember import REPLANS, legible
from memos.kernel.vault.redaction import redact
from memos.schemas.complaint import complaint
from memos.schemas.cube import (
    Core,
    Episodic,
    Kind,
    MemCube,
    Payload,
    Procedural,
    Provenance,
    Resource,
    Semantic,
    Source,
    State,
    Vault,
)
from memos.schemas.message import Message, Trust
from memos.schemas.operation import Delete, JournalEntry, Operation, Update
from memos.schemas.scope import Scope
from memos.store.messages import Settling
from memos.store.space import Space

BY_HAND = "owner"
"""The agent that stands in the journal for a person's own hand."""

_TAKE_BACK = (
    "To take a belief back, undo the commit that made it: `memos history` shows it, `memos undo COMMIT` does it."
)

_NO_VALUE = re.compile(
    r"\W*(?:(?:no|nope|nah|not|never)\b\W*)*"
    r"(?:(?:that|this|it)(?:['’]?s|\s+is|\s+was)?(?:\s*n['’]?t|\s+not|\s+never)?\b\W*)?"
    r"(?:(?:not|at all|so|all|just|simply|really|quite|completely|totally|anymore|any more|no longer)\b\W*)*"
    r"(?:(?:true|untrue|right|correct|the case|wrong|incorrect|false|a lie|nonsense|a mistake|mistaken|outdated)\b\W*)?"
    r"(?:(?:at all|any ?more)\b\W*)?",
    re.IGNORECASE,
)
"""Words that only say that something is, or is not, so."""


def correct(parts: Parts, scope: Scope, cube_id: str, text: str) -> JournalEntry:
    """Mends a belief: a new version says `text`, which is kept as a message of its own and cited.

    For a statement, `text` may be the whole sentence or just the value that is right. What was said (an utterance) is evidence and stays:
    `Refused`, as for a frozen or deleted cube. What was superseded stays so, in better words. If the cube changes meanwhile,
    what it says then is mended.
    """
    space = parts.space(scope)
    cube = _alive(space, cube_id)
    op_id = parts.ids.new()
    redacted = redact(parts, space, scope, op_id, [_right_words(parts, text)])
    for attempt in range(REPLANS):
        now_cube = _alive(space, cube_id)
        update = _correction(now_cube, redacted.messages[0], op_id)
        operations = [*_leaves_following(space, now_cube, update), update]
        vectors = vectors_for(parts, space, operations)
        settling = Settling(operations, vectors.rows, vectors.fingerprint)
        try:
            space.messages.receive(op_id, cube.scope, redacted.messages, redacted.sealed, op_id, settling)
            break
        except Conflict:
            if attempt == REPLANS - 1:
                raise
    parts.catch_up(space)
    return space.journal.of_op(op_id)[-1]


def _right_words(parts: Parts, text: str) -> Message:
    try:
        said = Message(
            id=parts.ids.new(), content=text, source="correction", trust=Trust.OWNER, timestamp=parts.clock.now()
        )
    except ValidationError as error:
        raise InvalidInput(f"The correction can't be taken: {complaint(error)}.") from None
    if not said.content.strip():
        raise InvalidInput("A correction needs words.", hint=_TAKE_BACK)
    if _NO_VALUE.fullmatch(said.content):
        raise InvalidInput("A correction says what is right instead.", hint=_TAKE_BACK)
    return said


def _correction(cube: MemCube, message: Message, op_id: str) -> Update:
    payload = _mended(cube.payload, legible(message.content))
    if payload == cube.payload:
        raise InvalidInput("That is what is believed already; nothing was changed.")
    source = Source(message_id=message.id, start=0, end=len(message.content))
    mended = cube.model_copy(
        update={
            "version": cube.version + 1,
            "state": State.ACTIVE if cube.state is State.QUARANTINED else cube.state,
            "payload": payload,
            "trust": Trust.OWNER,
            "confidence": 1.0,
            "provenance": Provenance(
                sources=(source, *cube.provenance.sources), parents=cube.provenance.parents, agent=BY_HAND, op_id=op_id
            ),
        }
    )
    return Update(cube=mended, base_version=cube.version, reason="corrected by hand", evidence=(source,), agent=BY_HAND)


def _leaves_following(space: Space, old: MemCube, update: Update | None) -> list[Operation]:
    """What becomes of the persona when a statement is corrected (`update`) or taken back (None): its leaf follows."""
    if not isinstance(old.payload, Semantic) or old.state is not State.ACTIVE:
        return []
    path = entry_of(old.payload.predicate).path
    right = update.cube.payload.object if update and isinstance(update.cube.payload, Semantic) else None
    return [
        operation
        for leaf in (space.cubes.by_path([path]) if path else [])
        if leaf.state is State.ACTIVE and not leaf.frozen and isinstance(leaf.payload, Core)
        for operation in _leaf_following(leaf, leaf.payload, old.payload.object, right, update)
    ]


def _leaf_following(
    leaf: MemCube, payload: Core, wrong: str, right: str | None, update: Update | None
) -> list[Operation]:
    values = payload.value.split(SEPARATOR)
    if wrong not in values:
        return []
    kept = [right if value == wrong else value for value in values if right or value != wrong]
    if not kept:
        return [
            Delete(
                cube_id=leaf.id, base_version=leaf.version, reason="what it follows from was taken back", agent=BY_HAND
            )
        ]
    sources = (*update.evidence, *leaf.provenance.sources) if update else leaf.provenance.sources
    changed = {
        "version": leaf.version + 1,
        "payload": payload.model_copy(update={"value": SEPARATOR.join(filter(None, kept))}),
        "provenance": leaf.provenance.model_copy(update={"sources": sources, "agent": BY_HAND}),
    }
    reason = "follows from what was corrected" if update else "without what was taken back"
    return [
        Update(
            cube=leaf.model_copy(update=changed),
            base_version=leaf.version,
            reason=reason,
            evidence=sources[:1],
            agent=BY_HAND,
        )
    ]


def delete(
    parts: Parts, scope: Scope, cube_ids: Sequence[str], reason: str = "deleted by hand"
) -> tuple[JournalEntry, ...]:
    """Retracts beliefs: tombstones, which undo brings back. Deleting what is deleted already changes nothing.

    A document goes with its pieces.
    """
    space = parts.space(scope)
    cubes = {cube.id: cube for cube in space.cubes.get(list(cube_ids))}
    pieces = [piece for cube in cubes.values() if cube.kind is Kind.RESOURCE for piece in space.graph.members(cube.id)]
    cubes |= {piece.id: piece for piece in space.cubes.get(pieces) if not piece.frozen}
    missing = [cube_id for cube_id in cube_ids if cube_id not in cubes]
    if missing:
        raise _no_such(missing[0])
    frozen = [cube.id for cube in cubes.values() if cube.frozen]
    if frozen:
        raise Refused(f"{frozen[0]} is frozen.", hint="Thaw it first; nothing was deleted.")
    now = parts.clock.now()
    operations: list[Operation] = [
        Delete(cube_id=cube.id, base_version=cube.version, valid_to=now, reason=reason, agent=BY_HAND)
        for cube in cubes.values()
        if cube.state is not State.DELETED
    ]
    if len(cubes) == 1:
        operations = [*_leaves_following(space, next(iter(cubes.values())), None), *operations]
    return _commit(parts, space, parts.ids.new(), operations) if operations else ()


def undo(parts: Parts, scope: Scope, op_id: str) -> tuple[JournalEntry, ...]:
    """Reverses a whole commit. What was changed since is a `Conflict`, and nothing is applied."""
    space = parts.space(scope)
    entries = space.journal.undo(op_id, by=BY_HAND)
    parts.catch_up(space)
    return entries


def _commit(parts: Parts, space: Space, op_id: str, operations: Sequence[Operation]) -> tuple[JournalEntry, ...]:
    vectors = vectors_for(parts, space, operations)
    entries = space.journal.commit(
        op_id, operations, vectors=vectors.rows, fingerprint=vectors.fingerprint, settles=True
    )
    parts.catch_up(space)
    return entries


def _alive(space: Space, cube_id: str) -> MemCube:
    found = space.cubes.get([cube_id])
    if not found:
        raise _no_such(cube_id)
    cube = found[0]
    if cube.frozen:
        raise Refused(f"{cube_id} is frozen.", hint="Thaw it first; nothing was changed.")
    if cube.state is State.DELETED:
        raise Refused(f"{cube_id} was deleted.", hint="`memos undo` brings it back; nothing was changed.")
    return cube


def _no_such(cube_id: str) -> NotFound:
    return NotFound(
        f"There is no memory {cube_id!r} here.", hint="`memos list` shows what there is; nothing was changed."
    )


def _mended(payload: Payload, said: str) -> Payload:
    match payload:
        case Semantic():
            return _mended_statement(payload, said.strip())
        case Core():
            return payload.model_copy(update={"value": said.strip()})
        case Procedural():
            return _mended_procedure(payload, said)
        case Resource():
            return payload.model_copy(update={"title": said.strip()})
        case Vault():
            return payload.model_copy(update={"label": said.strip()})
        case Episodic():
            raise Refused(
                "This is what was said: it is evidence and stays as it is.",
                hint="Correct the statement that rests on it (`memos show` names it), or undo the commit (`memos undo`).",
            )


def _mended_procedure(payload: Procedural, said: str) -> Procedural:
    # Imported here because the rules take long to load, and a search revises nothing.
    from memos.agents.procedures.rewriting import rewritten  # noqa: PLC0415

    mended = rewritten(payload, said)
    if mended is None:
        raise InvalidInput(
            f"Which step of {payload.title!r} that corrects can't be told; nothing was changed.",
            hint="Give all steps, a numbered line each, or say which one: `step 2 is: build the image`.",
        )
    return mended


_SPEAKS_OF_HIMSELF = re.compile(r"(?:i|i['’]\w+|my|we|we['’]\w+|our)\s", re.IGNORECASE)


def _value_told(payload: Semantic, said: str) -> str | None:
    """The value in a sentence that somebody says of himself; None if it is no such sentence."""
    if not _SPEAKS_OF_HIMSELF.match(said):
        return None
    # Imported here because the rules take long to load (0.1 s), and a search revises nothing.
    from memos.agents.statements.reading import read_sentence  # noqa: PLC0415

    for stated in read_sentence(tokens(said[:MAX_SENTENCE])):
        if stated.predicate == payload.predicate and stated.polarity == "+":
            return written(said, stated.object)
    raise InvalidInput(
        f"What is right about {payload.statement!r} can't be told from that sentence; nothing was changed.",
        hint=f"Give the value alone, or a sentence that begins with {payload.subject}.",
    )


def _mended_statement(payload: Semantic, said: str) -> Semantic:
    """A whole sentence about the subject replaces the statement; anything shorter is the value that is right.

    Who speaks of himself ("I live in Genoa now") is understood as when he talks; what is not understood is refused.
    """
    words = _value_told(payload, said) or said.rstrip(".")
    if words.casefold().startswith(payload.subject.casefold() + " "):
        head, found, _ = payload.statement.rpartition(payload.object)
        value = words[len(head) :].strip() if found and words.casefold().startswith(head.casefold()) else words
        return payload.model_copy(update={"statement": said, "object": value or words, "negated": False})
    head, found, tail = payload.statement.rpartition(payload.object)
    sentence = f"{head}{words}{tail}" if found else f"{payload.subject} {payload.predicate.replace('_', ' ')} {words}."
    return payload.model_copy(update={"statement": sentence, "object": words, "negated": False})
