"""Resolving an exchange: its names become the canonical ones of the space, its pronouns the people they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from memos.agents.perceive import Exchange
from memos.agents.perceive.gazetteer import TITLES
from memos.agents.perceive.speakers import ASSISTANT
from memos.agents.perception import Mention, Perceived, SameAs, Utterance
from memos.agents.resolution.names import Identity, Names, simple
from memos.agents.resolution.talk import Talk

_NAMED: Final = frozenset(("person", "place", "organisation", "thing"))
_SHE: Final = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE)


def resolve(perceived: Perceived, exchange: Exchange) -> Perceived:
    """The exchange with every name in its canonical form, whom pronouns mean, and the identities that came to light.

    Pure: the same exchange gives the same result. What is known of the space stands in `exchange`; of no other space anything.
    """
    names = Names(
        {**exchange.things, **exchange.people}, people=exchange.people, apart=exchange.apart, heard=exchange.heard
    )
    said = (*perceived.earlier, *perceived.utterances)
    names.begin(dict.fromkeys(one.speaker for one in said if _is_person_speaking(one)))
    for one in said:
        spans = [(mention.start, mention.end) for mention in one.mentions if mention.type in _NAMED]
        names.read(one.message.content, spans)
    for mention in sorted(_named(said), key=_says_little):
        names.meet(mention.name, person=mention.type == "person")
    meant = _meant(said, names)
    utterances = tuple(_resolved(one, names, meant[place]) for place, one in enumerate(said))
    first = len(perceived.earlier)
    people = {simple(each.name): names.canonical(each.same_as) for each in names.found if names.is_person(each.same_as)}
    return perceived.model_copy(
        update={
            "earlier": utterances[:first],
            "utterances": utterances[first:],
            "people": {**perceived.people, **people} if people else perceived.people,
            "identities": tuple(_dated(names, perceived.utterances)),
        }
    )


def _is_person_speaking(one: Utterance) -> bool:
    return one.message.role == "user" and one.speaker not in (ASSISTANT, "The user")


def _named(said: tuple[Utterance, ...]) -> list[Mention]:
    """Each name once, first come, first met."""
    by_name = {simple(mention.name): mention for one in reversed(said) for mention in reversed(one.mentions)}
    return [mention for mention in reversed(by_name.values()) if mention.type in _NAMED and mention.name.strip()]


def _says_little(mention: Mention) -> tuple[bool, int]:
    """Full names come first, then short ones, then those that need a title."""
    words = mention.name.split()
    return words[0].rstrip(".").casefold() in TITLES, -len(words)


def _meant(said: tuple[Utterance, ...], names: Names) -> list[tuple[str, ...]]:
    """Whom "he" and "she" mean, by utterance: people alone, each once."""
    talk = Talk(names)
    meant: list[tuple[str, ...]] = []
    for one in said:
        talk.begin_turn(one.message.content, one.speaker, one.addressee)
        found: dict[str, None] = {}
        for start, text, mention in sorted(_places(one), key=lambda place: place[0]):
            referent = talk.refer(mention.name if mention else text, start, person=mention is not None)
            if mention is None and referent is not None:
                found[referent] = None
        meant.append(tuple(found))
    return meant


def _places(one: Utterance) -> Iterator[tuple[int, str, Mention | None]]:
    yield from ((mention.start, mention.text, mention) for mention in one.mentions if mention.type == "person")
    yield from ((match.start(), match[0], None) for match in _SHE.finditer(one.message.content))


def _resolved(one: Utterance, names: Names, meant: tuple[str, ...]) -> Utterance:
    renamed = tuple(
        mention
        if (name := names.canonical(mention.name)) == mention.name
        else mention.model_copy(update={"name": name})
        for mention in one.mentions
        if mention.type in _NAMED or mention.name
    )
    if renamed == one.mentions and not meant:
        return one
    return one.model_copy(update={"mentions": renamed, "meant": tuple(map(names.canonical, meant))})


def _dated(names: Names, utterances: tuple[Utterance, ...]) -> Iterator[SameAs]:
    """The identities, each with the message whose words show it."""
    by_name: Mapping[str, str] = {
        simple(name): one.message.id
        for one in reversed(utterances)
        if not one.noise
        for name in (
            one.speaker,
            *(mention.name for mention in one.mentions),
            *(mention.text for mention in one.mentions),
        )
    }
    for each in dict.fromkeys(names.found):
        message_id = by_name.get(simple(each.name)) or by_name.get(simple(each.same_as))
        if message_id is not None:
            yield _same_as(each, names, message_id)


def _same_as(each: Identity, names: Names, message_id: str) -> SameAs:
    return SameAs(
        name=each.name,
        same_as=each.same_as,
        is_person=names.is_person(each.same_as),
        reason=each.reason,
        weight=each.weight,
        message_id=message_id,
    )
