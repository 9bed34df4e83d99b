"""Documents on their way in: read, rid of secrets, cut into chunks, compared with what was read before, committed at once.

A document is a cube that stands for it and a cube a chunk, each `part_of` it. That it was handed over is a message, and all of them
cite it. No agent makes a belief of what it says, and it is trusted as documents are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from memos.documents.chunks import Chunk, chunks
from memos.documents.converter import read
from memos.documents.document import Document
from memos.documents.encoding import shortened
from memos.errors import Conflict, InvalidInput, NotFound
from memos.kernel.documents.handing import handed
from memos.kernel.documents.names import Names, names_of
from memos.kernel.documents.revision import Pair, compared
from memos.kernel.embed import Embedding
from memos.kernel.parts import Parts
from memos.kernel.remember import REPLANS, op_id_of, receipt_of
from memos.kernel.upkeep import Report, unheard
from memos.kernel.vault.redaction import redact
from memos.schemas.complaint import complaint
from memos.schemas.cube import Edge, EdgeType, Kind, MemCube, Provenance, Resource, Source, State
from memos.schemas.message import Message, Trust
from memos.schemas.operation import Add, Delete, NoOp, Operation, Receipt, Update
from memos.schemas.scope import Scope
from memos.schemas.value import Moment, canonical, digest
from memos.store.contents import Holding
from memos.store.messages import Settling
from memos.store.space import Space

AGENT: Final = "documents"
"""Who stands in the journal for the reader of documents."""

STEP: Final = " › "
"""Between a heading and the one below it."""

_OUTLINE: Final = 600
"""Characters of a document's outline: its first headings, else its first words."""
_TITLE: Final = 200
_FIRST_WORDS: Final = 8
"""Of a document that is called nothing, its name."""


class Handover(NamedTuple):
    """A document as its user calls it: what is not given is told from the document."""

    source: object
    title: str | None = None
    uri: str | None = None
    media_type: str | None = None
    metadata: object = None


class _Read(NamedTuple):
    """A document without its secrets, what it is called, and the message that tells of its handing-over."""

    document: Document
    title: str
    called: bool
    uri: str
    message: Message
    chunks: Sequence[Chunk]
    sealed: Sequence[Add]

    @property
    def source(self) -> Source:
        """What everything that is made of it cites."""
        return Source(message_id=self.message.id)


def add_resource(
    parts: Parts, scope: Scope, handover: Handover, op_id: str | None = None, report: Report = unheard
) -> Receipt:
    """Remembers a document. All of it is applied, or nothing; `report` is told of pages read and chunks embedded.

    Idempotent by `op_id`. The same document again is a NoOp; one that changed since (the same `uri`, or the same file) changes only
    the chunks that say something else now. Raises DocumentRefused, InvalidInput, NotFound or Refused for what can't be taken.
    """
    op_id = parts.ids.new() if op_id is None else op_id_of(op_id)
    embedder = parts.embedder()  # one that is missing, or the wrong one, is told before anything is read
    fetcher = parts.fetcher() if parts.fetcher else None
    with handed(handover.source, handover.uri, handover.media_type, fetcher) as given:
        named = handover.title or given.name or given.uri or "the document"
        document = read(
            given.stream, given.name, given.media_type, report=lambda _, n, of: report(f"Reading {named}", n, of)
        )
        came = _Unread(document, handover, given.name, given.uri, given.trust)
    message = _message(parts, came)
    chunks(document.sections)  # too many are told, like all that is wrong with a document, before there is a space
    space = parts.spaces.open(scope.tenant, scope.user, create=True)
    told = _without_secrets(parts, space, scope, op_id, came, message)
    request = digest(canonical([scope.model_dump(mode="json"), told.message.content, dict(told.message.metadata)]))
    if space.exchanges.get(op_id) is not None:
        exchange = space.messages.receive(op_id, scope, [told.message], (), request)
        return receipt_of(space, exchange, replayed=True)
    vectors = Embedding(embedder, lambda done, of: report(f"Embedding {told.title}", done, of))
    for attempt in range(REPLANS):
        seen = space.journal.head()
        planned = _planned(parts, space, scope, op_id, told)
        embedded = vectors.of(planned.texts)
        settling = Settling(planned.operations, embedded.rows, embedded.fingerprint, planned.holding, seen)
        try:
            space.messages.receive(op_id, scope, [told.message], told.sealed, request, settling)
            break
        except Conflict:
            if attempt == REPLANS - 1:
                raise
    parts.catch_up(space)
    return Receipt(op_id=op_id, message_ids=(told.message.id,), operations=space.journal.of_op(op_id))


def resource_text(space: Space, cube_id: str) -> str:
    """What was read from the document that a cube stands for, or is a chunk of. Raises NotFound for any other cube."""
    for cube in space.cubes.get([cube_id]):
        for document in space.cubes.get([str(cube.metadata.get("document", cube.id))]):
            if isinstance(document.payload, Resource):
                text = space.contents.text(document.id, document.payload.digest)
                if text is not None:
                    return text
    raise NotFound(f"There is no document {cube_id!r} here.", hint="`memos list --kind resource` shows what there is.")


class _Unread(NamedTuple):
    """A document as it came, secrets and all."""

    document: Document
    handover: Handover
    name: str
    uri: str
    trust: Trust


def _without_secrets(parts: Parts, space: Space, scope: Scope, op_id: str, came: _Unread, message: Message) -> _Read:
    """Everything that will be stored, redacted first: text, headings, title, address, metadata."""
    document, handover = came.document, came.handover
    title = _title(came)
    headings = list(dict.fromkeys(step for section in document.sections for step in section.heading))
    texts = [title, came.uri, *document.notes, *headings]
    bodies = [text for section in document.sections for text in (section.text, section.lead)]
    carriers = [message.model_copy(update={"content": text, "metadata": {}}) for text in (*texts, *bodies)]
    clean = redact(parts, space, scope, op_id, [message, *carriers])
    safe_message, *safe = clean.messages
    safe_texts = [one.content for one in safe]
    heading_of = dict(zip(headings, safe_texts[2 + len(document.notes) :], strict=False))
    body = iter(safe_texts[len(texts) :])
    sections = tuple(
        section._replace(text=next(body), lead=next(body), heading=tuple(heading_of[step] for step in section.heading))
        for section in document.sections
    )
    notes = tuple(safe_texts[2 : 2 + len(document.notes)])
    return _Read(
        document=document._replace(sections=sections, notes=notes),
        title=safe_texts[0],
        called=handover.title is not None,
        uri=safe_texts[1],
        message=safe_message,
        chunks=chunks(sections),
        sealed=clean.sealed,
    )


def _called(title: object) -> str:
    """The title that somebody gives, in one line."""
    words = " ".join(title.split()) if isinstance(title, str) else ""
    if not 0 < len(words) <= _TITLE:
        raise InvalidInput(f"A title is text of 1 to {_TITLE} characters.")
    return words


def _title(came: _Unread) -> str:
    """What it is called, else the name of the file; of what has none, what it calls itself, its address, or its first words."""
    if came.handover.title is not None:
        return _called(came.handover.title)
    own = " ".join(came.document.title.split())
    if came.name and came.trust is not Trust.WEB:
        return came.name
    words = " ".join(came.document.sections[0].text[: _TITLE * 10].split()[:_FIRST_WORDS])
    return shortened(own or came.uri or words, _TITLE) or "a document"


def _message(parts: Parts, came: _Unread) -> Message:
    document, handover = came.document, came.handover
    size = f"{document.pages:,} pages" if document.pages else f"{len(document.text):,} characters"
    size = "1 page" if document.pages == 1 else size
    notes = "".join(f"\nNot read: {note}." for note in document.notes)
    if handover.metadata is not None and not isinstance(handover.metadata, Mapping):
        raise InvalidInput("metadata must be an object.")
    try:
        return Message.model_validate(
            {
                "id": parts.ids.new(),
                "role": "tool",
                "content": f"“{_title(came)}” was handed over ({size}).{notes}",
                "source": "document",
                "trust": came.trust,
                "timestamp": parts.clock.now(),
                "metadata": {
                    **(handover.metadata or {}),
                    "uri": came.uri,
                    "media_type": document.media_type,
                    "digest": document.digest,
                },
            }
        )
    except ValidationError as error:
        raise InvalidInput(f"{complaint(error)}.") from None


# -- what becomes of it


class _Planned(NamedTuple):
    """Operations, the document to hold, and what the cubes they change said before."""

    operations: Sequence[Operation]
    holding: Holding | None
    said: Mapping[str, str] = MappingProxyType({})

    @property
    def texts(self) -> dict[str, str]:
        """What is to be embedded, by cube id. A chunk that only moved says what it said, and has its vectors."""
        cubes = [one.cube for one in self.operations if isinstance(one, Add | Update)]
        return {cube.id: cube.text for cube in cubes if self.said.get(cube.id) != cube.text}


def _planned(parts: Parts, space: Space, scope: Scope, op_id: str, told: _Read) -> _Planned:
    """The operations that make the space hold the document as it is now."""
    known = _known(space, told)
    if known is not None and _unchanged(known, told):
        reason = f"“{told.title}” is remembered already, and has not changed"
        if known.payload.title != told.title:
            reason = f"it is remembered already, as “{known.payload.title}”"
        return _Planned([NoOp(reason=reason, evidence=(told.source,), agent=AGENT, kind=Kind.RESOURCE)], None)
    if known is not None and not told.called:
        told = told._replace(title=known.payload.title)
    maker = _Maker(parts, scope, op_id, told, parts.ids.new() if known is None else known.cube.id)
    before = [] if known is None else _chunks_of(space, known.cube)
    pairs = [maker.operation(pair) for pair in compared(before, told.chunks)]
    operations = [operation for operation in pairs if operation is not None]
    same = len(pairs) - len(operations)
    if same:
        reason = f"{same} of {len(told.chunks)} chunks are as they were"
        operations.append(NoOp(reason=reason, evidence=(told.source,), agent=AGENT, kind=Kind.RESOURCE))
    holding = Holding(maker.document, told.document.digest, told.document.text)
    said = {cube.id: cube.text for cube in before}
    return _Planned([maker.of_document(known.cube if known else None), *operations], holding, said)


class _Known(NamedTuple):
    """A document that is held: its cube, and what that says."""

    cube: MemCube
    payload: Resource


def _known(space: Space, told: _Read) -> _Known | None:
    """The document at this address; if there is none, the one with these very bytes."""
    same_address = space.cubes.by_uri([told.uri]) if told.uri else []
    same_bytes = space.cubes.get(space.contents.documents(told.document.digest))
    for cube in same_address:
        if _is_document(cube) and isinstance(cube.payload, Resource):
            return _Known(cube, cube.payload)
    for cube in same_bytes:
        if _is_document(cube) and isinstance(cube.payload, Resource) and cube.payload.digest == told.document.digest:
            return _Known(cube, cube.payload)
    return None


def _is_document(cube: MemCube) -> bool:
    """Whether a cube stands for a document that is held; one that talk only mentions has another agent."""
    return cube.state is State.ACTIVE and "chunks" in cube.metadata and cube.provenance.agent in (AGENT, "owner")


def _unchanged(known: _Known, told: _Read) -> bool:
    return known.payload.digest == told.document.digest and (not told.called or known.payload.title == told.title)


def _chunks_of(space: Space, document: MemCube) -> list[MemCube]:
    members = space.cubes.get(space.graph.members(document.id))
    alive = [one for one in members if one.state is State.ACTIVE and isinstance(one.payload, Resource)]
    return sorted(alive, key=lambda one: (one.payload.chunk if isinstance(one.payload, Resource) else 0, one.id))


class _Maker:
    """Makes the operations of one document."""

    def __init__(self, parts: Parts, scope: Scope, op_id: str, told: _Read, document: str) -> None:
        self.document = document
        self._ids = parts.ids
        self._scope = scope
        self._told = told
        self._now: Moment = parts.clock.now()
        self._origin = Provenance(sources=(told.source,), agent=AGENT, op_id=op_id)
        self._names = names_of(told.title if told.called else " ".join(told.document.title.split()), told.chunks)

    def of_document(self, before: MemCube | None) -> Operation:
        """The cube that stands for it: title, address, outline."""
        told = self._told
        payload = Resource(
            title=told.title,
            uri=told.uri if before is None or not isinstance(before.payload, Resource) else before.payload.uri,
            media_type=told.document.media_type,
            digest=told.document.digest,
            text=_outline(told),
        )
        counts = {"chunks": len(told.chunks), "characters": len(told.document.text), "pages": told.document.pages}
        extra = {name: value for name, value in counts.items() if value is not None}
        if before is None:
            return self._add(self._cube(self.document, payload, extra), "a document was handed over")
        return self._update(before, payload, extra, "the document changed")

    def operation(self, pair: Pair) -> Operation | None:
        """What becomes of a chunk; None for one that is as it was, or that somebody may not change."""
        before, chunk = pair.before, pair.after
        if before is not None and (before.frozen or before.trust.rank > self._told.message.trust_level.rank):
            return None
        if chunk is None:
            assert before is not None  # noqa: S101
            return Delete(
                cube_id=before.id,
                base_version=before.version,
                reason="it is no longer in the document",
                evidence=(self._told.source,),
                agent=AGENT,
            )
        payload = Resource(
            title=self._told.title,
            media_type=self._told.document.media_type,
            digest=chunk.digest,
            chunk=pair.number,
            heading=STEP.join(chunk.heading),
            page=chunk.page,
            text=chunk.text,
        )
        extra = {"document": self.document, **({"lines": list(chunk.lines)} if chunk.lines else {})}
        named = self._names.get(chunk, Names())
        if before is None:
            edge = Edge(source=(new := self._ids.new()), target=self.document, type=EdgeType.PART_OF)
            return _naming(self._add(self._cube(new, payload, extra), "part of a document", edge), named)
        if before.payload == payload and before.metadata.get("lines") == extra.get("lines"):
            return None
        moved = isinstance(before.payload, Resource) and before.payload.digest == chunk.digest
        reason = "it stands elsewhere now" if moved else "it says something else now"
        return _naming(self._update(before, payload, extra, reason), named)

    def _cube(self, cube_id: str, payload: Resource, extra: Mapping[str, Any]) -> MemCube:
        return MemCube(
            id=cube_id,
            scope=self._scope,
            created_at=self._now,
            observed_at=self._now,
            metadata={**self._own(), **extra},
            provenance=self._origin,
            trust=self._told.message.trust_level,
            payload=payload,
        )

    def _own(self) -> dict[str, Any]:
        """The caller's metadata, without what is told of the document itself."""
        told = self._told.message.metadata
        return {name: value for name, value in told.items() if name not in ("uri", "media_type", "digest")}

    def _add(self, cube: MemCube, reason: str, *edges: Edge) -> Add:
        return Add(cube=cube, reason=reason, evidence=(self._told.source,), agent=AGENT, edges=edges)

    def _update(self, before: MemCube, payload: Resource, extra: Mapping[str, Any], reason: str) -> Update:
        changed = {
            "version": before.version + 1,
            "payload": payload,
            "observed_at": self._now,
            "metadata": {**before.metadata, **self._own(), **extra},
            "provenance": self._origin,
        }
        cube = before.model_copy(update=changed)
        return Update(cube=cube, base_version=before.version, reason=reason, evidence=(self._told.source,), agent=AGENT)


def _naming(operation: Add | Update, named: Names) -> Operation:
    """The operation on a chunk, with what it names."""
    cube = operation.cube.model_copy(update={"entities": tuple(one.name for one in named.all)})
    edges = (*operation.edges, *named.edges(cube.id))
    return operation.model_copy(update={"cube": cube, "entities": named.all, "edges": edges})


def _outline(told: _Read) -> str:
    """What a document is about, in short: the headings, outermost first; without any, how it begins."""
    headings = dict.fromkeys(chunk.heading[:2] for chunk in told.chunks if chunk.heading)
    outermost = sorted(headings, key=len)
    text = "; ".join(dict.fromkeys(heading[-1] for heading in outermost))
    return " ".join((text or told.document.sections[0].text).split())[:_OUTLINE]
