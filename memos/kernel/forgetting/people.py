"""Somebody as he is known here: what forgetting a person begins with. A mere word is nobody, and the user himself is not one of them."""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import Connection

from memos.agents.perceive.speakers import same_person
from memos.errors import NotFound, Refused
from memos.kernel.forgetting.toll import speaks_of
from memos.schemas.roles import ROLES
from memos.store.forgetting import evidence
from memos.store.forgetting.evidence import Roots
from memos.store.rows import fold
from memos.store.space import Space

_MINE: Final = re.compile(r"(?:my|our) (.+)")
_MYSELF: Final = frozenset({"i", "me", "myself", "user", "the user"})


def roots_of_person(connection: Connection, space: Space, name: str) -> Roots:
    """All that mentions somebody, whatever he is called there, and all that he said. "My sister" is whoever that is here.

    NotFound for whom nobody here is known by that name, however often the word stands there; Refused for the user himself, by
    whom all of it was said.
    """
    number, user = space.number, space.scope.user
    own = {fold(user), *evidence.names_of_user(connection, number)}
    own |= {fold(one) for one in evidence.speakers(connection, number) if same_person(one, user)}
    asked = evidence.alike(connection, number, fold(name))
    if fold(name) in _MYSELF or own & set(asked):
        raise Refused(
            f"{name!r} is the user: what is said here is his own words, and all of it would have to go.",
            hint="`memos forget --everything` (user=True) does that. Nothing was forgotten.",
        )
    for called in (fold(name), *_by_role(fold(name), own)):
        names = evidence.alike(connection, number, called)
        if evidence.is_somebody(connection, number, names):
            return evidence.of_person(connection, number, names, speaks_of)
    held = sum(speaks_of(text, fold(name)) for text in evidence.contents(connection, number))
    raise NotFound(
        f"No such person is known here: {name!r}; {held:,} {'message holds' if held == 1 else 'messages hold'} the word.",
        hint="`memos graph` shows who is. Nothing was forgotten.",
    )


def _by_role(name: str, own: set[str]) -> list[str]:
    """What "my sister" may be called here: "Ana's sister"."""
    mine = _MINE.fullmatch(name)
    if mine is None:
        return []
    role = mine[1]
    return [f"{one}'s {called}" for one in sorted(own) for called in dict.fromkeys((role, ROLES.get(role, role)))]
