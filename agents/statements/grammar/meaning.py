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
musing    "is thinking", "was thinking"
lately    "has been playing" alone
habitual  "always", "every day": holds
always    "is always"
able      "can" holds, "can't" does not
unable    "can't" holds
denied    "is not" holds
bored     "got bored of", "am tired of" has ended
never     "never liked" holds (of the contrary)
smitten   "fell in love", "is in love" holds
anyhow    holds whatever the modal verb ("could live on pasta")
stirred   "is curious", "has become curious" holds
without   "has no interest" does not hold
pursued   "surfs" holds, if no object follows; "used to surf", "formerly surfed" has ended
lapsed    "hasn't skated in years" has ended
behind    "is over", "is off" has ended
holding   "eats" holds; what is denied or past says nothing
lacking   "doesn't eat", "no longer eats": only what does not hold
lately_or_now  as present, and "has been doing"
dropped   "was taken off", "has been taken off" has ended
under     "put me on", "has me on": holds, unless denied or hypothetical
regained  "can eat again" has ended ("can't eat")
denial    does not hold (of patterns without a verb)
undone    "never did", "has not done" does not hold
since     "has been" holds, "has never been" does not
lived     "stays" holds, "is staying" and "usually stays" say nothing
must      "has to", of a thing: holds
refused   "does not want": denied of what is wanted
simple    "tries" holds, "is trying" and "has tried" say nothing
called_for  "needs to", of a thing: holds, unless it is said of the text at hand
promised  "will" alone
would     "would like" alone
chosen    "go with", "am going with", "will go with", "would go with", "went with": holds
mention   is there even in a question (of patterns without a verb)
ought     "should be": the right value, if a mistake is owned
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

from memos.agents.statements.grammar.clauses import Clause
from memos.agents.statements.grammar.former import TRYING, as_if_now, as_if_so, has_passed, in_former_days
from memos.agents.statements.grammar.nouns import FUNCTION_WORDS
from memos.agents.statements.grammar.verbs import ADVERBS
from memos.agents.statements.grammar.vocabulary import ABOUT_THE_TEXT, WEEKDAYS
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.predicates import Polarity

When = Literal[
    "state", "present", "change", "end", "gone", "stopped", "fact", "anytime", "future", "planned", "wish", "rather",
    "ongoing", "lately", "habitual", "always", "able", "unable", "denied", "must",
    "denial", "undone", "since", "lived", "behind", "holding", "lacking", "lately_or_now", "dropped", "under", "regained",
    "bored", "never", "smitten", "anyhow", "stirred", "without", "pursued", "lapsed",
    "would", "chosen", "mention", "harmless", "disproved", "promised", "refused", "musing", "ought", "simple", "called_for",
]  # fmt: skip
OBLIGED = frozenset({"takes", "habit", "diet"})
"""What one has to do regularly one does: "I have to take insulin"."""
_REGULARLY = frozenset("always usually often never normally generally regularly frequently rarely typically".split())


def meaning(when: When, predicate: str, clause: Clause) -> Polarity | None:
    """What the verb's form makes of a statement with this predicate; None if it says nothing of it."""
    verb = clause.verb
    if (
        when in _PLAIN
        and verb.modal
        and not (
            verb.modal == "have to"
            and (predicate in OBLIGED or when == "end" or (when == "change" and verb.tense == "past"))
        )
    ):
        return None
    found = _MEANINGS[when](clause)
    if found is None and when in _HELD and in_former_days(clause):
        found = "ended" if _MEANINGS[when](as_if_now(clause)) == "+" else None
    elif found == "+" and when in ("fact", "change", "anytime") and has_passed(clause, predicate):
        found = "ended"
    elif found is None and when in _DENIABLE and _denies(clause):
        found = "ended" if _ended(clause) else "-"
        found = found if _MEANINGS[when](as_if_so(clause)) == "+" else None
    return None if found == "-" and predicate in ("wants", "plans") and when != "refused" else found


_HELD = frozenset({"present", "habitual", "able", "simple", "pursued", "lately_or_now", "lived"})
"""Readings by which the past alone says nothing, but ends what it tells of in former days."""


_DENIABLE = _HELD | {"state", "ongoing", "lived"}


def _denies(clause: Clause) -> bool:
    """ "I never smoked", "Leo doesn't study law any more": what the same words without "not" would say is not so."""
    verb = clause.verb
    never = (
        "never" in verb.adverbs
        and verb.lemma not in TRYING
        and (verb.tense == "past" or verb.perfect)
        and not verb.used_to
    )
    return verb.negated and not verb.modal and (never or (verb.tense == "present" and _ended(clause) == "ended"))


def _positive(clause: Clause) -> Polarity:
    return "-" if clause.verb.negated else "+"


def _state(clause: Clause) -> Polarity | None:
    verb = clause.verb
    if verb.tense == "past" and not verb.used_to:
        passing = verb.perfect and not any(token.word == "for" for token in clause.rest)  # "we'd lived there for years"
        return None if verb.negated or passing else "ended"
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
    said = any(token.word in ("since", "for", "life") for token in clause.rest)
    return verb.lemma == "be" or verb.negated or "always" in verb.adverbs or said


def _done(clause: Clause) -> bool:
    verb = clause.verb
    return (verb.tense == "past" or verb.perfect) and not verb.negated and not verb.used_to


def _change(clause: Clause) -> Polarity | None:
    if not _done(clause):
        return None
    at_first = {"originally", "initially"} & {*clause.verb.adverbs, *(token.word for token in clause.lead)}
    return "ended" if at_first and not clause.verb.perfect else "+"


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


def _undone(clause: Clause) -> Polarity | None:
    verb = clause.verb
    return "-" if verb.negated and not verb.modal and (verb.tense == "past" or verb.perfect) else None


def _since(clause: Clause) -> Polarity | None:
    verb = clause.verb
    now = verb.tense == "present" or verb.lemma == "have"
    return _positive(clause) if verb.perfect and now and not verb.modal else None


def _lived(clause: Clause) -> Polarity | None:
    verb = clause.verb
    passing = verb.progressive or verb.perfect or _REGULARLY & set(verb.adverbs)
    return (
        None if passing or _names_a_rhythm([token.word for token in (*clause.lead, *clause.rest)]) else _present(clause)
    )


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
    return "+" if verb.modal == "can" and verb.negated and verb.tense == "present" and not verb.used_to else None


def _denied(clause: Clause) -> Polarity | None:
    verb = clause.verb
    return "+" if not verb.modal and verb.negated and verb.tense == "present" and not _ended(clause) else None


def _would(clause: Clause) -> Polarity | None:
    verb = clause.verb
    return "+" if verb.modal == "would" and not (verb.negated or verb.perfect) else None


def _promised(clause: Clause) -> Polarity | None:
    verb = clause.verb
    return "+" if verb.modal == "will" and not (verb.negated or verb.perfect or verb.progressive) else None


def _musing(clause: Clause) -> Polarity | None:
    verb = clause.verb
    return "+" if verb.progressive and not verb.negated and verb.tense != "future" else None


def _refused(clause: Clause) -> Polarity | None:
    verb = clause.verb
    return "-" if verb.negated and not verb.modal and verb.tense == "present" and not _ended(clause) else None


def _simple(clause: Clause) -> Polarity | None:
    passing = clause.verb.progressive or clause.verb.perfect
    return "+" if not passing and _present(clause) == "+" else None


def _called_for(clause: Clause) -> Polarity | None:
    about_text = clause.subject.text.lower().split()[-1:] in ([noun] for noun in ABOUT_THE_TEXT)
    return None if about_text or clause.subject.text in ("it", "they") else _simple(clause)


def _chosen(clause: Clause) -> Polarity | None:
    verb = clause.verb
    settled = verb.modal in ("will", "would") or verb.tense != "present" or verb.progressive or verb.perfect
    return "+" if settled and verb.modal in ("", "will", "would") and not (verb.negated or verb.used_to) else None


def _must(clause: Clause) -> Polarity | None:
    verb = clause.verb
    about_text = clause.subject.text.lower().split()[-1:] in ([noun] for noun in ABOUT_THE_TEXT)
    bound = verb.modal in ("have to", "must")
    return "+" if bound and verb.tense == "present" and not verb.negated and not about_text else None


def _ought(clause: Clause) -> Polarity | None:
    verb = clause.verb
    return "+" if verb.modal == "should" and not verb.negated else None


def _bored(clause: Clause) -> Polarity | None:
    if clause.verb.lemma == "be":
        return _behind(clause)
    return _end(clause)


def _never(clause: Clause) -> Polarity | None:
    verb = clause.verb
    return "+" if "never" in verb.adverbs and (verb.tense == "past" or verb.perfect) and not verb.modal else None


def _smitten(clause: Clause) -> Polarity | None:
    return _present(clause) if clause.verb.lemma in ("be", "have") else _change(clause)


def _anyhow(clause: Clause) -> Polarity | None:
    verb = clause.verb
    return "+" if verb.modal in ("can", "could") and not verb.negated else None


def _stirred(clause: Clause) -> Polarity | None:
    return _present(clause) if clause.verb.lemma == "be" else _change(clause)


def _without(clause: Clause) -> Polarity | None:
    return "-" if _present(clause) == "+" else None


_AFTER_A_PASTIME = frozenset(
    "in on at with every a whenever when and but now too as most since again these competitively professionally regularly loads lots , "
    "sometimes occasionally together because instead".split()
)


def _harmless(clause: Clause) -> Polarity | None:
    verb = clause.verb
    able = verb.modal in ("can", "") and not verb.negated and verb.tense == "present"
    return "-" if able and not _ended(clause) else None


def _disproved(clause: Clause) -> Polarity | None:
    return "-" if _done(clause) else None


def _pursued(clause: Clause) -> Polarity | None:
    said = [token.word for token in clause.rest]
    if (
        said
        and said[0] not in _AFTER_A_PASTIME
        and said[:2] not in (["for", "fun"], ["for", "pleasure"], ["any", "more"])
    ):
        return None
    if said[:2] in (["with", "it"], ["on", "it"], ["a", "shop"]) or (
        said[:1] == ["a"] and said[1:2] not in (["lot"], ["bit"])
    ):
        return None
    if _names_a_rhythm(said) or clause.verb.perfect or clause.verb.progressive or clause.subject.text == "they":
        return None
    return _present(clause)


def _lapsed(clause: Clause) -> Polarity | None:
    verb, said = clause.verb, {token.word for token in clause.rest}
    long = said & {"years", "ages", "months", "decades", "year", "forever", "since"}
    return "ended" if verb.perfect and verb.negated and not verb.modal and long else None


def _behind(clause: Clause) -> Polarity | None:
    verb = clause.verb
    return "ended" if verb.tense == "present" and not (verb.negated or verb.modal) else None


def _holding(clause: Clause) -> Polarity | None:
    return "+" if _present(clause) == "+" else None


def _lacking(clause: Clause) -> Polarity | None:
    found = _present(clause)
    return None if found == "+" else found


def _lately_or_now(clause: Clause) -> Polarity | None:
    verb = clause.verb
    went = verb.lemma == "go" and _done(clause)
    return "+" if went or _lately(clause) else _state(clause) if verb.used_to else _present(clause)


def _dropped(clause: Clause) -> Polarity | None:
    return "ended" if _done(clause) else None


def _under(clause: Clause) -> Polarity | None:
    verb = clause.verb
    return "+" if not (verb.negated or verb.modal or verb.used_to or verb.tense == "future") else None


def _regained(clause: Clause) -> Polarity | None:
    verb = clause.verb
    return "ended" if verb.modal == "can" and not verb.negated and verb.tense == "present" else None


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
    each = any(word in ("every", "each") and after not in ("other", "time") for word, after in pairwise([*words, ""]))
    plain = each or any(w in ("daily", "weekly", "nightly") or (w in WEEKDAYS and w.endswith("s")) for w in words)
    return plain or any(_counts(pair) for pair in pairwise(words)) or ["before", "bed"] in (words[-2:], words[1:3])


def _counts(pair: tuple[str, str]) -> bool:
    """ "(Twice) a week", "most mornings", "(in the) evenings", "(of) an evening"."""
    first, second = pair
    parts = ("mornings", "evenings", "afternoons", "nights", "weekends", "days")
    spans = ("day", "week", "month", "year", "night", "fortnight")
    return (
        (first in ("a", "per") and second in spans)
        or (first in ("most", "the", "some") and second in parts)
        or pair == ("an", "evening")
    )


def _once_upon_a_time(clause: Clause) -> bool:
    """ "Formerly I surfed", "I once drank eight coffees a day"."""
    said = {token.word for token in clause.lead} | set(clause.verb.adverbs)
    once = "once" in said and _names_a_rhythm([token.word for token in clause.rest])
    back_then = bool(said & {"in", "as", "during", "growing"}) and bool(said & _YOUTH)
    return bool(said & {"formerly", "previously"}) or once or back_then


_YOUTH = frozenset(
    "teens twenties thirties forties fifties youth childhood kid child teenager teen student schoolboy schoolgirl boy girl".split()
)
"""Words for times of life that are over: "in my twenties I rowed"."""


def _ended(clause: Clause) -> Polarity | None:
    verb = clause.verb
    if verb.used_to:
        return None if verb.negated else "ended"
    if verb.tense == "past" and not verb.negated and not verb.modal and _once_upon_a_time(clause):
        return "ended"
    words = [token.word for token in clause.rest]
    longer = any(
        pair in (("any", "more"), ("any", "longer")) and not _of_something(clause.rest[n + 2 :])
        for n, pair in enumerate(pairwise(words))
    )
    return "ended" if "no longer" in verb.adverbs or (verb.negated and longer) else None


def _of_something(after: Tokens) -> bool:
    """ "Any more time" is an amount; "any more", "any more because …" is an end."""
    return bool(after) and after[0].word[0].isalpha() and after[0].word not in FUNCTION_WORDS | ADVERBS


_PLAIN = frozenset(
    {
        "pursued",
        "lapsed",
        "bored",
        "stirred",
        "without",
        "smitten",
        "holding",
        "lacking",
        "lately_or_now",
        "state",
        "present",
        "change",
        "end",
        "stopped",
        "fact",
        "anytime",
        "ongoing",
        "lately",
        "planned",
        "since",
        "lived",
        "simple",
    }
)
"""Readings that a modal verb ("might", "should") rules out."""
_MEANINGS: Mapping[str, Callable[[Clause], Polarity | None]] = MappingProxyType(
    {
        "state": _state, "present": _present, "change": _change, "end": _end, "gone": lambda _: "ended", "stopped": _stopped,
        "fact": _fact, "anytime": _anytime, "future": _future, "planned": _planned, "wish": _wish, "rather": _rather,
        "ongoing": _ongoing, "lately": _lately, "habitual": _habitual, "always": _always, "able": _able, "unable": _unable,
        "denied": _denied, "bored": _bored, "never": _never, "smitten": _smitten, "anyhow": _anyhow, "stirred": _stirred,
        "without": _without, "pursued": _pursued, "lapsed": _lapsed, "behind": _behind, "holding": _holding, "lacking": _lacking, "lately_or_now": _lately_or_now,
        "harmless": _harmless, "disproved": _disproved, "dropped": _dropped, "under": _under, "regained": _regained, "must": _must, "denial": lambda _: "-", "undone": _undone, "since": _since, "lived": _lived, "would": _would, "chosen": _chosen, "mention": lambda _: "+", "ought": _ought, "promised": _promised, "refused": _refused, "simple": _simple, "called_for": _called_for, "musing": _musing,
    }
)  # fmt: skip
