"""An utterance heard against what is known: which statements it may speak of, and how it states one of them anew."""

from __future__ import annotations

from collections.abc import Sequence

from memos.agents.perception import Utterance
from memos.agents.proposal import Intent
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.predicates import possessive, told
from memos.agents.statements.talk.claims import Claim
from memos.agents.statements.talk.ledger import Known, Ledger

SAME_TALK = 129_600
"""How long ago the last thing said may have been said, in seconds, for a bare correction to mean it: yesterday."""
LATELY = 4 * 86_400
"""The same for one that owns a mistake in so many words."""


MOST_KIN = 8
"""How many of the people near the speaker are looked up."""


class Hearing:
    """An utterance, what is known before it, and the subjects it may speak of: its speaker, then `others`."""

    def __init__(self, ledger: Ledger, utterance: Utterance, others: Sequence[str] = ()) -> None:
        self.ledger = ledger
        self.utterance = utterance
        self.subjects = [utterance.speaker, *others]

    def lately(self, within: float = SAME_TALK) -> list[Known]:
        """What was said in this talk, the last first."""
        said = self.utterance.message.timestamp
        lately = self.ledger.lately(subjects=self.around())
        return [known for known in lately if abs((said - known.said_at).total_seconds()) < within]

    def around(self) -> list[str]:
        """The subjects it may speak of without naming them: its own, and the people near the speaker."""
        kin = [one for one in self.ledger.of(self.utterance.speaker) if one.predicate.startswith("relation:")]
        roles = (f"{possessive(one.subject)} {one.predicate.removeprefix('relation:')}" for one in kin[:MOST_KIN])
        return list(dict.fromkeys([*self.subjects, *(one.object for one in kin[:MOST_KIN]), *roles]))

    def restated(
        self, known: Known, intent: Intent, sentence: Tokens, value: str | None = None, statement: str | None = None
    ) -> Claim:
        """A claim of what is known, made by a sentence; with another value, if one is given, and its wording with it."""
        message = self.utterance.message
        return Claim(
            subject=known.subject,
            predicate=known.predicate,
            object=known.object if value is None else value,
            statement=statement or (known.statement if value is None else retold(known, value)),
            intent=intent,
            negated=False,
            sources=(self.utterance.source(sentence[0].start, sentence[-1].end),),
            observed_at=message.timestamp,
            trust=message.trust,
            confidence=0.9,
            about_user=self.utterance.about_user,
        )


def retold(known: Known, value: str) -> str:
    """The statement with another value."""
    if known.object and known.statement.count(known.object) == 1:
        return known.statement.replace(known.object, value)
    old, new = _differing(known.object.split(), value.split())
    if old and new and known.statement.count(old) == 1:
        return known.statement.replace(old, new)
    return told(known.subject, known.predicate, value, "+")


def _differing(old: list[str], new: list[str]) -> tuple[str, str]:
    """The words in which two values differ, between those that they begin and end with alike."""
    start = next(
        (n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new))
    )
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return " ".join(old[start : len(old) - end]), " ".join(new[start : len(new) - end])
