"""The names of a space and who bears them: a new one is taken for a known one if nothing else fits and nothing speaks against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from memos.agents.resolution.forms import Form, Reason, alike
from memos.agents.resolution.nicknames import FULL_NAMES

WEIGHTS: Final[Mapping[Reason, float]] = {
    "said to be": 1.0,
    "spelling": 0.95,
    "abbreviation": 0.9,
    "first name": 0.9,
    "short form": 0.85,
    "surname": 0.85,
    "initials": 0.85,
    "nickname": 0.8,
}
"""How sure one may be that two names are of one, by what makes them alike."""
SHORTEST: Final = 2
"""Abbreviations of so few letters are taken for what was spelt out in the same talk alone."""
_SAID: Final = re.compile(
    r"\s*\((?:aka |a\.k\.a\. |or |called |short: )?[\"“']?"
    r"|,? (?:aka|a\.k\.a\.|also known as|also called|nicknamed|better known as|goes by)(?: the name(?: of)?)? [\"“']?"
    r"|,? or [\"“'](?=\w)"
    r"|,? (?:but )?(?:everyone|everybody|we all|people|friends) calls? (?:him|her|them) [\"“']?",
    re.IGNORECASE,
)
"""Words between two names of one: "Robert (Bob)", "Robert, aka Bob", "Robert, everyone calls him Bob"."""
_IMPORTED: Final = re.compile(r"\bimport ([\w.]+) as (\w+)")
_LISTED: Final = re.compile(r"\s*(?:,|,? (?:and|or|&|vs\.?|versus|with|met|told|called|knows) )\s*", re.IGNORECASE)
"""Words between two names of two: "Bob and Robert", "Bob met Robert"."""


class Identity(NamedTuple):
    """Two names found to stand for one: the new name, the one known before, why, and how sure that is (0 to 1)."""

    name: str
    same_as: str
    reason: Reason
    weight: float


class Names:
    """Who bears which name.

    `known` leads from names to the canonical ones, `people` are those of persons, `apart` are pairs that somebody has said to
    be two, `heard` those who have spoken under a name of their own: all folded by case and space. What is met goes on top, and
    `found` gathers the identities that came to light.
    """

    def __init__(
        self,
        known: Mapping[str, str] | None = None,
        *,
        people: Iterable[str] = (),
        apart: Iterable[frozenset[str]] = (),
        heard: Iterable[str] = (),
    ) -> None:
        self._canonical = dict(known or {})
        self._stored = frozenset(self._canonical)
        self._people = set(people)
        self._apart = set(apart)
        self._heard = set(heard)
        self._speakers: set[str] = set()
        self._here: set[str] = set()
        self.found: list[Identity] = []

    def begin(self, speakers: Iterable[str]) -> None:
        """A conversation begins in which these take part: people, and each another one."""
        self._here.clear()
        named = list(speakers)
        self._speakers.update(map(simple, named))
        self._speakers.update([simple(self.meet(name, person=True)) for name in named])

    def meet(self, name: str, *, person: bool = False) -> str:
        """The canonical name of whoever is called so; the name itself for somebody new."""
        key = simple(name)
        if key in self._canonical:
            self._here.update((key, simple(self._canonical[key])))
            return self._canonical[key]
        self._here.add(key)
        form = Form(name, person=person or key in self._people)
        fitting = self._fitting(form)
        if len(fitting) != 1:
            self._canonical[key] = name
            self._people.update([key] if form.person else [])
            return name
        canonical, reason = next(iter(fitting.items()))
        self._join(name, canonical, reason)
        return canonical

    def canonical(self, name: str) -> str:
        """The canonical name of somebody known; the name itself for everybody else, who stays unknown."""
        return self._canonical.get(simple(name), name)

    def is_person(self, name: str) -> bool:
        """Whether this is known to be somebody's name."""
        return simple(name) in self._people

    def read(self, content: str, spans: Sequence[tuple[int, int]]) -> None:
        """Takes in what the words between names say: that two names are of one, or of two. Spans in order of place."""
        for (start, end), (follows, last) in pairwise(spans):
            between = content[end:follows]
            if len(between) > 48 or follows < end:
                continue
            one, other = content[start:end], content[follows:last]
            if _SAID.fullmatch(between) and self._may_be_one(one, other, between):
                self._say_one(one, other)
            elif _LISTED.fullmatch(between):
                self._apart.add(frozenset((simple(one), simple(other))))
        for match in _IMPORTED.finditer(content):
            if match[1] != match[2]:
                self._say_one(match[1], match[2])

    def _may_be_one(self, one: str, other: str, between: str) -> bool:
        """What stands in brackets alone may be anything (a place, a year): a name of the same only if it is built like one."""
        if between.strip() != "(":
            return True
        first, second = Form(one), Form(other)
        return alike(first, second) is not None

    def _say_one(self, one: str, other: str) -> None:
        first, second = self.meet(one), self.meet(other)
        if first == second or self._told_apart(first, second):
            return
        if simple(second) in self._stored and simple(first) not in self._stored:
            first, second = second, first  # what is stored stands under the name known before
        self._join(second, first, "said to be")

    def _join(self, name: str, canonical: str, reason: Reason) -> None:
        key = simple(name)
        borne = [known for known, bearer in self._canonical.items() if bearer == self._canonical.get(key, name)]
        self._canonical.update(dict.fromkeys([*borne, key], canonical))
        if simple(canonical) in self._people:
            self._people.add(key)
        if key != simple(canonical):
            self.found.append(Identity(name, canonical, reason, WEIGHTS[reason]))

    def _fitting(self, form: Form) -> dict[str, Reason]:
        """The canonical names that this one may stand for, and why; the same words in another form alone decide."""
        fitting: dict[str, Reason] = {}
        for key in self._candidates(form):
            canonical = self._canonical[key]
            other = Form(canonical if simple(canonical) == key else key, person=key in self._people)
            if other.key == form.key:
                return {canonical: "spelling"} if self._pair(form.name, canonical) not in self._apart else {}
            reason = alike(form, other)
            if (
                reason == "abbreviation"
                and len(form.abbreviation or other.abbreviation) == SHORTEST
                and key not in self._here
            ):
                continue
            if reason == "nickname" and key in self._heard and simple(form.name) in self._speakers:
                continue  # Bill who speaks and Will who speaks are two, though both may be short for William
            if (
                reason is not None
                and not self._told_apart(form.name, canonical)
                and not self._told_apart(form.name, key)
            ):
                fitting.setdefault(canonical, reason)
        return fitting

    def _candidates(self, form: Form) -> list[str]:
        """The known names that share a word with this one, or are what it may abbreviate."""
        wanted = {
            word for word in (form.given, form.surname.rpartition(" ")[2], form.single, *form.words) if len(word) > 1
        }
        for word in tuple(wanted):
            wanted |= FULL_NAMES.get(word, frozenset())
        shorts = (
            wanted | {short for short, full in FULL_NAMES.items() if not full.isdisjoint(wanted)}
            if form.person
            else wanted
        )
        squeezed = "".join(form.words)
        found = []
        for key in self._canonical:
            words = key.replace(",", " ").replace("/", " ").split()
            if not shorts.isdisjoint(words) or key.replace(" ", "") == squeezed or self._abbreviates(form, key):
                found.append(key)
        return found

    def _abbreviates(self, form: Form, key: str) -> bool:
        if form.person:
            return False
        if form.abbreviation:
            return key[:1] == form.abbreviation[0] and len(key) > len(form.abbreviation)
        return key in form.letters or key.replace("&", "") in form.letters

    @staticmethod
    def _pair(one: str, other: str) -> frozenset[str]:
        return frozenset((simple(one), simple(other)))

    def _told_apart(self, one: str, other: str) -> bool:
        pair = self._pair(one, other)
        return pair in self._apart or (len(pair) == 2 and pair <= self._speakers)


def simple(name: str) -> str:
    """A name as it is known by: whatever its case and white space."""
    return " ".join(name.casefold().split())
