"""Taking an exchange in: each message becomes an utterance with its sentences, speaker, mentions and times."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from memos.agents.perceive.entities import Named, find_mentions, spoken_words, with_canonical_names
from memos.agents.perceive.noise import noise_reason
from memos.agents.perceive.sentences import split
from memos.agents.perceive.speakers import ASSISTANT, addressee_of, is_about_user, name_parts, party_of, speaker_of
from memos.agents.perceive.times import resolve_sentences
from memos.agents.perception import Perceived, Utterance
from memos.schemas.message import StoredMessage
from memos.schemas.scope import Scope
from memos.schemas.value import Moment, Value


class Exchange(Value):
    """What is handed over in one `add`, and what agents may know besides it.

    `earlier` are the last messages of the same run before it. `people` maps folded names to canonical ones, `things` those of
    all that is nobody; `apart` are pairs of folded names that somebody has said to be two; `heard` are the folded names under which
    people spoke before, where one of them may be taken for who speaks here.
    `user_name` is what the space's user is called, if that is known.
    """

    scope: Scope
    op_id: str
    now: Moment
    messages: tuple[StoredMessage, ...]
    earlier: tuple[StoredMessage, ...] = ()
    people: dict[str, str] = Field(default_factory=dict)
    things: dict[str, str] = Field(default_factory=dict)
    apart: frozenset[frozenset[str]] = frozenset()
    heard: frozenset[str] = frozenset()
    user_name: str | None = None


def perceive(exchange: Exchange) -> Perceived:
    """The exchange as the specialists see it. Pure: the same exchange gives the same result."""
    utterances = _utterances(exchange)
    return Perceived(
        scope=exchange.scope,
        op_id=exchange.op_id,
        now=exchange.now,
        utterances=utterances[len(exchange.earlier) :],
        earlier=utterances[: len(exchange.earlier)],
        people=exchange.people,
    )


def _utterances(exchange: Exchange) -> tuple[Utterance, ...]:
    """Everything said, earlier messages first: names and questions of those help to understand the new ones."""
    said = (*exchange.earlier, *exchange.messages)
    party = party_of(said, exchange.scope.user, exchange.user_name)
    called = frozenset(part for name in (*party.speakers, ASSISTANT) for part in (name.casefold(), *name_parts(name)))
    sentences = [split(message.content) for message in said]
    known = Named.of((*party.speakers, *exchange.people.values()), exchange.people)
    found = [find_mentions(message.content, own, known) for message, own in zip(said, sentences, strict=True)]
    mentions = with_canonical_names(found, known, spoken_words(message.content for message in said))
    return tuple(
        Utterance(
            message=message,
            speaker=(speaker := speaker_of(message, party.user_id, party.user_name)),
            addressee=addressee_of(message.content, speaker, party, exchange.people),
            about_user=is_about_user(message, party),
            sentences=sentences[place],
            mentions=mentions[place],
            times=resolve_sentences(sentences[place], message.timestamp),
            noise=_noise(said, place, called),
        )
        for place, message in enumerate(said)
    )


def _noise(said: Sequence[StoredMessage], place: int, called: frozenset[str]) -> str | None:
    """What a tool or a system reports is never noise; a bare "yes" is, unless somebody else has just asked something."""
    message = said[place]
    if message.role not in ("user", "assistant"):
        return None if message.content.strip() else "empty"
    before = said[place - 1] if place else None
    asked = before is not None and "?" in before.content and (before.role, before.name) != (message.role, message.name)
    return noise_reason(message.content, called, answers=asked)
