"""Who speaks and to whom: who "I" and "you" are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from memos.agents.lexicon import listed
from memos.schemas.message import StoredMessage

ASSISTANT = "assistant"

_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-zß-ÿ\d])(?=[A-ZÀ-Þ])")
_CALL_END = re.compile(r"[,!:?\n]")
GREETINGS = listed("""
    hey hi hello dear yo oh ok okay so well thanks thank you good morning afternoon evening night and bye sorry please
    yes no sure great
""")
NAMELESS = listed("me user default admin root test guest")
"""Ids that are nobody's name."""
LOOKED_AT = 120
"""How far from the ends of a message somebody is called by name, in characters."""


class Party(NamedTuple):
    """What is known of who takes part in a run: the user's id and name if known, and everybody who has spoken."""

    user_id: str
    user_name: str | None
    speakers: tuple[str, ...]
    named_users: frozenset[str]
    has_assistant: bool


def name_parts(name: str) -> tuple[str, ...]:
    """The words of a name or a handle, folded: "JakeWatson" and "jake_watson" give ("jake", "watson")."""
    return tuple(part.casefold() for word in _WORD.findall(name) for part in _CAMEL.split(word))


def same_person(one: str, other: str) -> bool:
    """Whether two names can be of one person: equal, or the same first name with one of them saying more."""
    first, second = name_parts(one), name_parts(other)
    if not first or not second or first[0] != second[0]:
        return False
    return set(first) <= set(second) or set(second) <= set(first)


def party_of(messages: Iterable[StoredMessage], user_id: str, user_name: str | None) -> Party:
    """Everybody who takes part in these messages, in the order in which they first speak; tools and systems don't."""
    people = [message for message in messages if message.role in ("user", "assistant")]
    named = dict.fromkeys(message.name for message in people if message.role == "user" and message.name)
    if user_name is None:
        # Whoever bears the user's id as a name is the user, also where he speaks without it.
        user_name = next((name for name in named if same_person(name, user_id)), None)
    return Party(
        user_id=user_id,
        user_name=user_name,
        speakers=tuple(dict.fromkeys(speaker_of(message, user_id, user_name) for message in people)),
        named_users=frozenset(named),
        has_assistant=any(message.role == "assistant" for message in people),
    )


def _readable(user_id: str) -> str:
    """What somebody is called of whom only the id is known: a plain word is taken for a name, and written like one."""
    if user_id.casefold() in NAMELESS:
        return "The user"
    return user_id.title() if user_id.isalpha() and user_id.islower() else user_id


def speaker_of(message: StoredMessage, user_id: str, user_name: str | None) -> str:
    """The name of who says "I" here."""
    if message.name:
        return message.name
    if message.role == "user":
        return user_name or _readable(user_id)
    return ASSISTANT if message.role == "assistant" else message.role


def is_about_user(message: StoredMessage, party: Party) -> bool:
    """Whether "I" here is the user whose space this is.

    A named speaker is, if the name agrees with the user's; if no name is known, also if this is the only person who talks
    with an assistant. Where several people talk and none of them can be told to be the user, nobody is.
    """
    if message.role != "user":
        return False
    if message.name is None:
        return True
    if any(same_person(message.name, known) for known in (party.user_name, party.user_id) if known):
        return True
    return party.user_name is None and party.has_assistant and len(party.named_users) == 1


def addressee_of(content: str, speaker: str, party: Party, people: Mapping[str, str]) -> str | None:
    """Who "you" is: the other one of two, in a group whoever is called by name, None if that can't be told."""
    others = [name for name in party.speakers if name != speaker]
    if len(others) == 1:
        return others[0]
    if not others:
        return ASSISTANT if speaker in (party.user_name, party.user_id) else None
    return _called(content, others, people)


def _called(content: str, others: Sequence[str], people: Mapping[str, str]) -> str | None:
    """Who of these is called by name at the beginning ("Hey Maya, …") or the end of the message ("…, Maya?")."""
    opening = _CALL_END.split(content[:LOOKED_AT], maxsplit=1)
    _, comma, closing = content[-LOOKED_AT:].rpartition(",")
    calls = [opening[0]] * (len(opening) > 1) + [closing.strip(" .!?…\n")] * bool(comma)
    for call in calls:
        words = call.split()
        while words and words[0].casefold() in GREETINGS:
            words = words[1:]
        called = " ".join(words)
        fitting = [name for name in others if same_person(people.get(called.casefold(), called), name)]
        if len(fitting) == 1:
            return fitting[0]
    return None
