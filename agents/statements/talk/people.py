"""Which name a subject goes by: "my sister" is Maya once that is known, "she" whoever was spoken of alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from memos.agents.settlement.wording import fold
from memos.agents.statements.grammar.nouns import FEMALE, MALE, SPEAKER, Subject, kin_at, name_at, subjects_at
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.predicates import possessive
from memos.agents.statements.talk.ledger import Ledger
from memos.schemas.roles import ROLES

_CHANGED = frozenset("trans transgender transitioned transitioning boy girl non-binary nonbinary pronouns".split())
"""In talk of these somebody may be "he" now who was a daughter."""
_SEVERAL = "several"
"""Whom "they" may mean: kin spoken of in the plural."""


class _Seen(NamedTuple):
    name: str
    sex: str


class People:
    """Names and what they stand for, as far as the talk has come."""

    def __init__(self, known: Mapping[str, str], ledger: Ledger) -> None:
        self._known = {fold(key): name for key, name in known.items()}
        self._ledger = ledger
        self._turns: list[list[_Seen]] = [[]]
        self.puts_right = False
        """Whether a mistake is being put right: then "she" may be whoever was spoken of before the answer."""

    def resolve(self, subject: Subject, speaker: str, addressee: str | None, *, but: str = "") -> str | None:
        """The canonical name of a subject, who is not `but`; None if it can't be told who is meant."""
        match subject.being:
            case "speaker":
                return speaker
            case "addressee":
                return addressee
            case "kin":
                return self._kin(subject, speaker, addressee)
            case "person":
                return self._person(subject.text)
            case "pronoun":
                return self._antecedent(subject.text, but)
            case "owned":
                owner = self.resolve(subject.owner, speaker, addressee) if subject.owner else None
                return f"{possessive(owner)} {subject.text}" if owner else None
            case "thing":
                return self._thing(subject.text, speaker) if subject.text and subject.text != "it" else None
            case "nobody":
                return None

    def _thing(self, noun: str, speaker: str) -> str:
        """ "The project" is the speaker's project, if that has been spoken of."""
        owned = f"{possessive(speaker)} {noun}"
        return owned if next(self._ledger.of(owned), None) else f"the {noun}"

    def meet(self, names: Iterable[str]) -> None:
        """From now on these are known to be people."""
        for name in names:
            self._known.setdefault(fold(name), name)

    def _person(self, name: str) -> str | None:
        """A name that is known, alone or with what else stands before or behind it; a stranger's is no subject."""
        return (
            self._known.get(fold(name))
            or self._known.get(fold(name.rsplit(maxsplit=1)[-1]))
            or self._known.get(fold(name.split(maxsplit=1)[0]))
        )

    def learn(self, role_owner: str, role: str, name: str) -> None:
        """From now on this kin goes by this name."""
        self._known[fold(f"{possessive(role_owner)} {role}")] = name
        self._known.setdefault(fold(name), name)

    def next_turn(self) -> None:
        """What was said before a whole turn is no longer what "she" means, but in a correction."""
        self._turns = [*self._turns[-2:], []]
        self.puts_right = False

    def hear(self, tokens: Tokens, speaker: str, addressee: str | None = None) -> None:
        """Takes in who is spoken of in a sentence."""
        for at, token in enumerate(tokens):
            if token.word in ("my", "our", "a", "an") and (kin := kin_at(tokens, at + 1, SPEAKER)):
                name = self._told_to_be(tokens, at) or self._kin(kin[0], speaker, None)
                if name and kin[0].plural and not kin[0].name:
                    self._see(name, _SEVERAL)
                elif name and (kin[0].name or token.word in ("my", "our")):
                    self._see(name, _sex(kin[0].text))
            elif token.word == "your" and addressee and (kin := kin_at(tokens, at + 1, SPEAKER)) and not kin[0].plural:
                self._see(self._kin(kin[0]._replace(name=""), addressee, None) or addressee, _sex(kin[0].text))
        for at in range(len(tokens)):
            for subject, end in subjects_at(tokens, at)[:1]:
                follows = end < len(tokens) and tokens[end].word in ("is", "'s", "has", "was", "and", ",")
                before = [word.word for word in tokens[max(at - 5, 0) : at]]
                told = before[-1:] in (["is"], ["'s"]) and bool({"his", "her", "their"} & set(before))
                if told:
                    continue  # "his teacher is Mr. Osei": he was somebody before
                if subject.being == "person" and (fold(subject.text) in self._known or (follows and at == 0)):
                    name = self._known.get(fold(subject.text), subject.text)
                    self._see(name, "" if _CHANGED & {word.word for word in tokens} else self._sex_of(name, speaker))

    def _told_to_be(self, tokens: Tokens, at: int) -> str:
        """Of "Maya is my best friend" Maya: they are one, whom "she" may mean."""
        if at != 2 or tokens[1].word not in ("is", "'s") or not name_at(tokens, 0):
            return ""
        return self._known.get(fold(tokens[0].text), tokens[0].text)

    def _sex_of(self, name: str, speaker: str) -> str:
        """Of what sex somebody is, by what he is known to be to the speaker."""
        roles = (
            known.predicate.removeprefix("relation:")
            for known in self._ledger.of(speaker)
            if fold(known.object) == fold(name)
        )
        return next((sex for role in roles if (sex := _sex(role))), "")

    def saw(self, name: str, role: str = "") -> None:
        """Somebody was spoken of."""
        self._see(name, _sex(role))

    def _see(self, name: str, sex: str) -> None:
        self._turns[-1].append(_Seen(name, sex))

    def _kin(self, subject: Subject, speaker: str, addressee: str | None) -> str | None:
        owner = self.resolve(subject.owner, speaker, addressee) if subject.owner else speaker
        if owner is None:
            return None
        key = fold(f"{possessive(owner)} {subject.text}")
        if subject.name:
            return self._known.get(fold(subject.name), subject.name)
        if key in self._known:
            return self._known[key]
        predicate = f"relation:{subject.text}"
        told = [
            known.object
            for known in self._ledger.of(owner)
            if known.predicate == predicate and is_own_name(known.object)
        ]
        if len(told) == 1 and not subject.plural:
            return told[0]
        return f"{possessive(owner)} {_plural(subject.text) if subject.plural else subject.text}"

    def _antecedent(self, pronoun: str, but: str = "") -> str | None:
        sex = {"he": "m", "she": "f", "they": _SEVERAL}.get(pronoun)
        if sex is None:
            return None
        lately, before = self._turns[-2:], self._turns[:-2]
        for turns in ([self._turns[-1]],) if sex == _SEVERAL else (lately, before if self.puts_right else []):
            seen = [one for turn in turns for one in turn if one.sex == sex or (one.sex == "" and sex != _SEVERAL)]
            certain = {one.name for one in seen if one.sex == sex}
            others = {one.name for turn in turns for one in turn if {one.sex, sex} == {"m", "f"}}
            candidates = (certain or {one.name for one in seen} - others) - {but}
            if candidates:
                return candidates.pop() if len(candidates) == 1 else None
        return None


def _plural(role: str) -> str:
    return "children" if role == "child" else f"{role}s"


def is_own_name(value: str) -> bool:
    """Whether somebody is told by a name of their own, and not only by what they are ("Mum")."""
    return value[:1].isupper() and value.lower() not in ROLES


def _sex(role: str) -> str:
    return "f" if role in FEMALE else "m" if role in MALE else ""
