"""What the form of a verb makes of a statement: it holds, it does not, it has ended; or nothing is said of it.

state     "lives" holds, "lived", "used to live", "no longer lives" has ended, "doesn't live" does not hold
present   as state, but the past says nothing ("was in Rome")
change    "moved", "has moved" holds; the present, the future and a denial say nothing
end       "quit", "has quit" has ended
gone      has ended (of patterns without a verb)
stopped   "no longer", "not … any more", "used to" alone
fact      "was born", "studied": holds whatever the tense
anytime   as fact, unless denied
future    "is going to", "will", "is moving": intended
planned   "is going to" alone
wish      "would like", "wants"
rather    "would rather"
ongoing   "is working", "has been playing": holds
lately    "has been playing" alone
habitual  "always", "every day": holds
always    "is always"
able      "can" holds, "can't" does not
unable    "can't" holds
denied    "is not" holds
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

from memos.agents.statements.clauses import Clause
from memos.agents.statements.nouns import FUNCTION_WORDS
from memos.agents.statements.predicates import Polarity
from memos.agents.statements.verbs import ADVERBS
from memos.agents.statements.vocabulary import ABOUT_THE_TEXT, WEEKDAYS
from memos.agents.statements.words import Tokens

When = Literal[
    "state", "present", "change", "end", "gone", "stopped", "fact", "anytime", "future", "planned", "wish", "rather",
    "ongoing", "lately", "habitual", "always", "able", "unable", "denied", "must",
]  # fmt: skip
OBLIGED = frozenset({"takes", "habit", "diet"})
"""What one has to do regularly one does: "I have to take insulin"."""
_REGULARLY = frozenset("always usually often never normally generally regularly frequently rarely typically".split())


def meaning(when: When, predicate: str, clause: Clause) -> Polarity | None:
    """What the verb's form makes of a statement with this predicate; None if it says nothing of it."""
    verb = clause.verb
    if when in _PLAIN and verb.modal and not (verb.modal == "have to" and (predicate in OBLIGED or when == "end")):
        return None
    found = _MEANINGS[when](clause)
    return None if found == "-" and predicate in ("wants", "plans") else found


def _positive(clause: Clause) -> Polarity:
    return "-" if clause.verb.negated else "+"


def _state(clause: Clause) -> Polarity | None:
    verb = clause.verb
    if verb.tense == "past" and not verb.used_to:
        return None if verb.negated or verb.perfect else "ended"
    return _present(clause)


def _present(clause: Clause) -> Polarity | None:
    verb = clause.verb
    if ended := _ended(clause):
        return ended
    passing = verb.perfect and not verb.progressive and not _lasts(clause)
    return None if verb.tense != "present" or passing else _positive(clause)


def _lasts(clause: Clause) -> bool:
    """Whether "have loved" still holds: "always", "since", "for years"."""
    verb = clause.verb
    said = any(token.word in ("since", "for") for token in clause.rest)
    return verb.lemma == "be" or verb.negated or "always" in verb.adverbs or said


def _done(clause: Clause) -> bool:
    verb = clause.verb
    return (verb.tense == "past" or verb.perfect) and not verb.negated and not verb.used_to


def _change(clause: Clause) -> Polarity | None:
    return "+" if _done(clause) else None


def _end(clause: Clause) -> Polarity | None:
    return "ended" if _done(clause) else None


def _stopped(clause: Clause) -> Polarity | None:
    return _ended(clause) if clause.verb.tense != "future" else None


def _fact(clause: Clause) -> Polarity | None:
    return None if clause.verb.negated or clause.verb.tense == "future" else "+"


def _anytime(clause: Clause) -> Polarity | None:
    return None if clause.verb.negated else "+"


def _future(clause: Clause) -> Polarity | None:
    verb = clause.verb
    if verb.modal not in ("", "will") or verb.perfect:
        return None
    intended = verb.tense == "future" or (verb.progressive and verb.tense == "present")
    return _positive(clause) if intended else None


def _planned(clause: Clause) -> Polarity | None:
    verb = clause.verb
    at_once = "now" in (*verb.adverbs, *(token.word for token in clause.rest))
    return "+" if verb.tense == "future" and not (verb.modal or verb.negated or at_once) else None


def _wish(clause: Clause) -> Polarity | None:
    verb = clause.verb
    if verb.modal not in ("", "would") or verb.perfect or verb.tense == "past":
        return None
    return _ended(clause) or _positive(clause)


def _rather(clause: Clause) -> Polarity | None:
    verb = clause.verb
    return "+" if verb.modal == "would" and "rather" in verb.adverbs and not verb.negated else None


def _ongoing(clause: Clause) -> Polarity | None:
    verb = clause.verb
    return "+" if verb.progressive and verb.tense == "present" and not verb.negated else None


def _lately(clause: Clause) -> Polarity | None:
    return _ongoing(clause) if clause.verb.perfect else None


def _always(clause: Clause) -> Polarity | None:
    verb = clause.verb
    return "+" if "always" in verb.adverbs and not verb.negated and verb.tense == "present" else None


def _able(clause: Clause) -> Polarity | None:
    verb = clause.verb
    return _positive(clause) if verb.modal in ("can", "") and verb.tense == "present" else None


def _unable(clause: Clause) -> Polarity | None:
    verb = clause.verb
    return "+" if verb.modal == "can" and verb.negated and verb.tense == "present" and not _ended(clause) else None


def _denied(clause: Clause) -> Polarity | None:
    verb = clause.verb
    return "+" if not verb.modal and verb.negated and verb.tense == "present" and not _ended(clause) else None


def _must(clause: Clause) -> Polarity | None:
    verb = clause.verb
    about_text = clause.subject.text.lower().split()[-1:] in ([noun] for noun in ABOUT_THE_TEXT)
    return "+" if verb.modal == "have to" and verb.tense == "present" and not verb.negated and not about_text else None


def _habitual(clause: Clause) -> Polarity | None:
    verb = clause.verb
    if verb.modal not in ("", "have to") or verb.tense != "present" or verb.perfect or verb.progressive:
        return None
    said = [token.word for token in clause.rest]
    introduced = [token.word for token in clause.lead]
    after_something = len(introduced) > 2 and introduced[0] in ("after", "before", "whenever", "on")
    regularly = not verb.modal and (after_something or _REGULARLY & set(verb.adverbs) or _names_a_rhythm(introduced))
    return _positive(clause) if (regularly or _names_a_rhythm(said)) and not _ended(clause) else None


def _names_a_rhythm(words: list[str]) -> bool:
    """ "Every day", "on Sundays"; not "each other"."""
    each = any(word in ("every", "each") and after != "other" for word, after in pairwise([*words, ""]))
    return each or any(w in ("daily", "weekly", "nightly") or (w in WEEKDAYS and w.endswith("s")) for w in words)


def _ended(clause: Clause) -> Polarity | None:
    verb = clause.verb
    if verb.used_to:
        return None if verb.negated else "ended"
    words = [token.word for token in clause.rest]
    longer = any(
        pair in (("any", "more"), ("any", "longer")) and not _of_something(clause.rest[n + 2 :])
        for n, pair in enumerate(pairwise(words))
    )
    return "ended" if "no longer" in verb.adverbs or (verb.negated and longer) else None


def _of_something(after: Tokens) -> bool:
    """ "Any more time" is an amount; "any more", "any more because …" is an end."""
    return bool(after) and after[0].word[0].isalpha() and after[0].word not in FUNCTION_WORDS | ADVERBS


_PLAIN = frozenset({"state", "present", "change", "end", "stopped", "fact", "anytime", "ongoing", "lately", "planned"})
"""Readings that a modal verb ("might", "should") rules out."""
_MEANINGS: Mapping[str, Callable[[Clause], Polarity | None]] = MappingProxyType(
    {
        "state": _state, "present": _present, "change": _change, "end": _end, "gone": lambda _: "ended", "stopped": _stopped,
        "fact": _fact, "anytime": _anytime, "future": _future, "planned": _planned, "wish": _wish, "rather": _rather,
        "ongoing": _ongoing, "lately": _lately, "habitual": _habitual, "always": _always, "able": _able, "unable": _unable,
        "denied": _denied, "must": _must,
    }
)  # fmt: skip
