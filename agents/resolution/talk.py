"""Conversations as chains of references: a name, then "she", "the class", "it"; what each of them stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from memos.agents.lexicon import listed
from memos.agents.resolution.forms import Form
from memos.agents.resolution.names import Names, simple
from memos.agents.resolution.references import PRONOUNS, Description, Pronoun, description, one_thing, same_noun

REACH: Final = 3
"""How many turns back a pronoun reaches."""
_PASSING: Final = listed("""
    trip journey adventure session practice jam class workshop event talk meeting party dinner lunch call visit day week
    weekend time idea question plan text study
""")
"""Nouns of what comes and goes: "our session" of next week is another one."""
_UNIQUE: Final = listed("basement garden gym bakery garage yard band choir church library")
"""Nouns of which one has one in one's life: "the gym" is the same one whoever one speaks with."""
_LASTING: Final = listed("office house apartment flat kitchen studio school team")
"""Nouns of what stays: said to the same people it is the same one on another day."""
_SENTENCE_END: Final = re.compile(r"[.!?]+\s|\n")


class Reference(NamedTuple):
    """A place in the talk where something was spoken of: what it stands for, and how that was put."""

    referent: str
    turn: int
    sentence: int
    line: int
    is_person: bool
    before: str = ""
    owner: str = ""
    name: Form | None = None
    described: Description | None = None


class Talk:
    """The conversations of a space, one after the other.

    What has a name is looked up in `names`. What is only described, or meant by a pronoun, is sought in the same conversation; of
    earlier ones only what is told by a name ("the New Zealand trip"), is somebody's ("your RV") or stays where it is ("the gym").
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        self._said: list[Reference] = []
        self._earlier: list[Reference] = []
        self._company = ""
        self._turn = 0
        self._speaker = self._addressee = ""
        self._content = ""
        self._made = 0
        self._one: dict[str, str] = {}

    def begin(self, speakers: Iterable[str]) -> None:
        """Another conversation, between these."""
        self._earlier += [one for one in self._said if one.described and one.described.names]
        self._said = []
        self._company = ", ".join(sorted({simple(name) for name in speakers}))

    def begin_turn(self, content: str, speaker: str, addressee: str | None = None) -> None:
        """Somebody takes the floor and says this."""
        self._turn += 1
        self._content = content
        self._speaker, self._addressee = simple(speaker), simple(addressee or "")

    def refer(self, text: str, start: int, *, person: bool = False) -> str | None:
        """What the words that stand there mean; None for a pronoun of which that can't be told."""
        before = self._content[:start]
        here = Reference(
            "", self._turn, len(_SENTENCE_END.findall(before)), before.count("\n"), False, before.rpartition("\n")[2]
        )
        if pronoun := PRONOUNS.get(text.casefold()):
            found = self._meant(pronoun, here, possessive=text.casefold() in ("its", "their"))
        elif described := None if person else description(text):
            owner = self._owner(described)
            found = here._replace(referent=self._described(described, owner), described=described, owner=owner)
        else:
            form = Form(text, person=person)
            referent = self._names.meet(text, person=person)
            found = here._replace(referent=referent, is_person=form.person, name=form)
        if found is None:
            return None
        self._said.append(found)
        return found.referent

    def settled(self, referent: str) -> str:
        """What a referent stands for now: two that were described apart may have turned out to be one."""
        while referent in self._one:
            referent = self._one[referent]
        return self._names.canonical(referent)

    # -- pronouns

    def _meant(self, pronoun: Pronoun, here: Reference, *, possessive: bool) -> Reference | None:
        """Of the last sentence that speaks of somebody or something fitting, the first; None where two people fit."""
        near = [one for one in self._said if one.turn > self._turn - REACH and self._fits(one, pronoun)]
        if possessive:
            near = [
                one
                for one in near
                if one.turn == here.turn and (one.sentence == here.sentence or self._heads_line(one, here))
            ][:1]
        if not near:
            return None
        last = [one for one in near if (one.turn, one.sentence) == (near[-1].turn, near[-1].sentence)]
        if pronoun in ("he", "she") and len({one.referent for one in last}) > 1:
            return None
        return last[0]._replace(turn=here.turn, sentence=here.sentence, line=here.line)

    def _heads_line(self, one: Reference, here: Reference) -> bool:
        """Whether a line begins with it ("**Fergburger:** … their burgers")."""
        return one.line == here.line and not one.before.strip(" \t*-_#•>0123456789.()")

    def _fits(self, one: Reference, pronoun: Pronoun) -> bool:
        if pronoun in ("he", "she"):
            return one.is_person and simple(one.referent) not in (self._speaker, self._addressee)
        plural = one.described is not None and one.described.plural
        return plural or not one.is_person if pronoun == "they" else not one.is_person and not plural

    # -- descriptions

    def _owner(self, described: Description) -> str:
        """Whose it is said to be; empty where that is not told of one."""
        return {"my": self._speaker, "your": self._addressee}.get(described.opening, "")

    def _described(self, new: Description, owner: str) -> str:
        here = self._taken_up(new, owner)
        told = self._told_by_name(new)
        lasting = told.referent if told else self._lasting(new, owner)
        if here is None:
            return lasting or self._fresh(new)
        if lasting and here.described and self.settled(lasting) != self.settled(here.referent):
            self._one[self.settled(here.referent)] = self.settled(lasting)
        return here.referent

    def _taken_up(self, new: Description, owner: str) -> Reference | None:
        """What was described alike before in this talk, or bears a name that says what it is ("the lake": Lake Wakatipu)."""
        takes_up = new.is_definite and new.is_bare and not new.plural
        for one in reversed(self._said):
            if (
                one.described is not None
                and one_thing(new, one.described)
                and not (one.owner and owner and one.owner != owner)
            ):
                return one
            if takes_up and one.name is not None and _says_what(one.name, new.noun):
                return one
        return None

    def _told_by_name(self, new: Description) -> Reference | None:
        """ "Your New Zealand trip" of another day."""
        for one in reversed(self._earlier):
            told = one.described
            if (
                told
                and new.names
                and same_noun(new.noun, told.noun)
                and new.plural == told.plural
                and _agree(new, told)
            ):
                return one
        return None

    def _lasting(self, new: Description, owner: str) -> str | None:
        """ "My RV", and "your RV" said to him, are one thing on any day; "our session" is another every time."""
        if new.is_definite and new.is_bare and not new.plural:
            if new.noun in _UNIQUE and not owner:
                return f"the {new.noun}"
            if new.noun in _LASTING:
                return f"the {new.noun} of {owner or self._company}"
        if not owner or new.plural or new.noun in _PASSING:
            return None
        return f"{owner}'s {' '.join([*sorted(new.words), new.noun])}"

    def _fresh(self, new: Description) -> str:
        self._made += 1
        return f"the {new.noun} ({self._made})"


def _says_what(name: Form, noun: str) -> bool:
    """Whether a name says what it is of: "Lake Wakatipu" is a lake."""
    return not name.person and len(name.words) > 1 and noun in (name.words[0], name.words[-1])


def _agree(one: Description, other: Description) -> bool:
    """Whether the names in one description are all among those of the other."""
    return one.names <= other.names or other.names <= one.names
