"""The way in: messages become durable, agents propose, one transaction makes it so.

Two stages. `stored`: the messages are safe, whatever happens later. `settled`: what the agents made of them is committed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress

from pydantic import TypeAdapter, ValidationError

from memos.agents.agent import Workbench
from memos.agents.perceive import Exchange
from memos.agents.resolution.names import simple
from memos.agents.resolution.nicknames import full_names
from memos.agents.vault import without_values
from memos.errors import Conflict, InvalidInput, MemosError, StoreBusy, StoreCorrupt, StoreFull
from memos.kernel.embed import vectors_for
from memos.kernel.parts import Parts
from memos.kernel.vault.redaction import redact
from memos.schemas.cube import Source
from memos.schemas.message import Message, StoredMessage
from memos.schemas.operation import NoOp, Receipt
from memos.schemas.scope import Name, Scope
from memos.schemas.value import canonical, digest
from memos.store.messages import StoredExchange
from memos.store.space import Space

CONTEXT = 6
"""How many utterances before an exchange its agents see, to know what pronouns and answers refer to."""

REPLANS = 5
"""How often an exchange that lost a race with another process is planned anew before it is left pending."""

_NAME: TypeAdapter[str] = TypeAdapter(Name)


def remember(parts: Parts, scope: Scope, messages: Sequence[Message], op_id: str | None = None) -> Receipt:
    """Remembers an exchange. Answers once its messages are durable; `pending` says that the agents' part is still to come.

    Idempotent by `op_id`: the same request again applies nothing and returns what it did the first time.
    Raises `InvalidInput` for an empty exchange or an `op_id` that is no name, `Conflict` when an `op_id` or a message id is
    taken by other content.
    """
    if not messages:
        raise InvalidInput("There is no message to remember.", hint="Give at least one; nothing was stored.")
    op_id = parts.ids.new() if op_id is None else op_id_of(op_id)
    parts.embedder()  # one that is missing, or the wrong one, is told before there is a space
    space = parts.spaces.open(scope.tenant, scope.user, create=True)
    named = [message if message.id else message.model_copy(update={"id": parts.ids.new()}) for message in messages]
    redacted = redact(parts, space, scope, op_id, named)
    request = _request_hash(scope, messages, redacted.messages)
    exchange = space.messages.receive(op_id, scope, redacted.messages, redacted.sealed, request)
    if exchange.settled:
        return receipt_of(space, exchange, replayed=True)
    return settle_exchange(parts, space, exchange)


def op_id_of(given: object) -> str:
    """The name of an operation, or InvalidInput."""
    try:
        return _NAME.validate_python(given)
    except ValidationError:
        raise InvalidInput(
            "op_id must be text of 1 to 256 characters, none of them a control character.",
            hint="Leave it out, and one is made; nothing was stored.",
        ) from None


def settle_exchange(parts: Parts, space: Space, exchange: StoredExchange) -> Receipt:
    """The second stage: route, settle, embed, commit. A failure leaves the exchange stored and pending, and says why.

    Only a damaged file is raised (`StoreCorrupt`): what lies in one is not acknowledged.
    """
    try:
        with parts.turn(space):
            _settle(parts, space, exchange)
    except StoreCorrupt as error:
        raise StoreCorrupt(error.message, hint=error.hint, applied="unknown") from error
    except MemosError as error:
        return _left_pending(space, exchange, str(error))
    # A fault of ours must not cost the caller an acknowledged message: the exchange stays, visible in `memos doctor`.
    except Exception as error:  # noqa: BLE001
        return _left_pending(space, exchange, f"{type(error).__name__}: {error}")
    return receipt_of(space, exchange)


def _settle(parts: Parts, space: Space, exchange: StoredExchange) -> None:
    bench = Workbench(memories=space.cubes, ids=parts.ids, talk=space.messages)
    if not space.messages.of_op(exchange.op_id):
        space.journal.commit(exchange.op_id, [_seen_before(exchange)], settles=True)
        return
    for attempt in range(REPLANS):
        seen = space.journal.head()
        routed = parts.router().run(_as_seen_by_agents(parts, space, exchange), bench)
        vectors = vectors_for(parts, space, routed.operations)
        try:
            space.journal.commit(
                exchange.op_id,
                routed.operations,
                vectors=vectors.rows,
                fingerprint=vectors.fingerprint,
                settles=True,
                route=routed.route,
                failures=routed.failures,
                seen=seen,
            )
            break
        except Conflict:
            if attempt == REPLANS - 1:
                raise
    parts.catch_up(space)


def _seen_before(exchange: StoredExchange) -> NoOp:
    evidence = tuple(Source(message_id=message_id) for message_id in exchange.message_ids)
    return NoOp(reason="every message of this exchange was remembered before", evidence=evidence, agent="kernel")


def _as_seen_by_agents(parts: Parts, space: Space, exchange: StoredExchange) -> Exchange:
    """Only what this exchange brought: messages that were stored before have been seen before."""
    messages = space.messages.of_op(exchange.op_id)
    first = messages[0]
    known = space.graph.known()
    return Exchange(
        scope=exchange.scope,
        op_id=exchange.op_id,
        now=parts.clock.now(),
        messages=tuple(map(_legible, messages)),
        earlier=tuple(map(_legible, space.messages.before(first.position, exchange.scope.run, CONTEXT))),
        people=known.people,
        things=known.things,
        apart=known.apart,
        heard=_heard(space, messages, known.people),
    )


def _heard(space: Space, messages: Iterable[StoredMessage], people: Iterable[str]) -> frozenset[str]:
    """Who spoke before: asked only where somebody new may be called by another form of a name that is known."""
    new = {simple(message.name) for message in messages if message.name and message.role == "user"}.difference(people)
    forms = {form for name in new for form in full_names(name)}
    if not forms or forms.isdisjoint(form for name in people for form in full_names(name)):
        return frozenset()
    return frozenset(map(simple, space.messages.speakers()))


def legible(text: str) -> str:
    """The text as it is read: a NUL is no part of a word but a gap. It stays as long as it is, so that spans hold."""
    return text.replace("\x00", " ")


def _legible(message: StoredMessage) -> StoredMessage:
    return message.model_copy(update={"content": legible(message.content)})


def _left_pending(space: Space, exchange: StoredExchange, reason: str) -> Receipt:
    reason = without_values(reason)
    with suppress(StoreBusy, StoreFull):  # the messages are stored, whether or not the reason finds room beside them
        space.exchanges.failed(exchange.op_id, reason)
    return Receipt(op_id=exchange.op_id, message_ids=tuple(exchange.message_ids), pending=True, pending_reason=reason)


def receipt_of(space: Space, exchange: StoredExchange, *, replayed: bool = False) -> Receipt:
    """What became of an exchange that is settled."""
    return Receipt(
        op_id=exchange.op_id,
        message_ids=tuple(exchange.message_ids),
        replayed=replayed,
        operations=space.journal.of_op(exchange.op_id),
    )


def _request_hash(scope: Scope, asked: Sequence[Message], redacted: Sequence[Message]) -> str:
    """Over what the caller gave (ids and times he left open stay open), with secrets already out."""
    given = [
        {**safe.model_dump(mode="json"), "id": message.id, "timestamp": str(message.timestamp)}
        for message, safe in zip(asked, redacted, strict=True)
    ]
    return digest(canonical([scope.model_dump(mode="json"), given]))
