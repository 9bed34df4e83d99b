"""What takes the place of a habit, a use or a dose: the same frame with another time, amount or thing in it.

"Gets up at 7" and "wakes up at half past five now" fill one frame, getting up; "takes 20 mg of citalopram" and "40 mg of
citalopram" differ in their figures; "tracks my runs with Strava" and "… with Garmin now" in one thing, where a word such as
"now" says that it is another than before.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import NamedTuple

from memos.agents.settlement.wording import words
from memos.agents.statements.grammar.verbs import FORMS
from memos.agents.statements.grammar.vocabulary import (
    HOBBIES,
    MONTHS,
    NUMBER_WORDS,
    OUTINGS,
    SPORTS,
    TIME_UNITS,
    WEEKDAYS,
)
from memos.agents.statements.kinds.wares import is_ware, kinds_in
from memos.agents.statements.talk.claims import Claim
from memos.agents.statements.talk.ledger import Known, Ledger

FRAMED = frozenset({"habit", "hobby", "takes", "owns", "studies", "skill", "member_of", "prefers", "condition"})
"""Predicates of several values, of which some fill one frame."""
REPLACED = frozenset(
    "now nowadays instead anymore longer these switched changed moved swapped replaced lately since currently today again back "
    "migrated converted transferred only finally traded gone went".split()
)
"""Words that say of something that it was otherwise before."""
_LIGHT = frozenset("go do have take get manage be make start drink use".split())
"""Verbs that say little: "go for a run", "manage one run"."""
_TRAVEL = frozenset("walk cycle bike drive commute ride bus jog run take get go carpool".split())
_STUDY = frozenset("school uni university college class lectures".split())


def _stems(said: Collection[str]) -> frozenset[str]:
    return words(" ".join(said))


_TIMES = _stems(
    [
        *WEEKDAYS, *MONTHS, *TIME_UNITS, *NUMBER_WORDS, *(f"{day}s" for day in WEEKDAYS),
        *"half quarter past noon midnight midday am pm o'clock early late earlier later daily weekly nightly twice once thrice times time every each "
        "other most some day days night nights morning mornings evening evenings afternoon afternoons weekend weekends weekday weekdays fortnight "
        "couple few per a.m p.m dawn sunrise sunset lunchtime mg mcg g ml iu units unit dose dosage before after around nearly almost roughly "
        "maybe like usually normally always often max maximum least".split(),
    ]
)  # fmt: skip
_ROUTINES: Mapping[str, tuple[frozenset[str], tuple[frozenset[str], ...]]] = MappingProxyType(
    {
        "rising": (frozenset("get wake rise be".split()), (frozenset({"up"}), frozenset({"awake"}))),
        "bedtime": (frozenset("go be turn hit fall get head crash".split()), tuple(frozenset({word}) for word in "bed asleep sack hay sleep".split())),
        "sleep": (frozenset("sleep get average need".split()), (frozenset({"hour"}),)),
    }
)  # fmt: skip
"""What is done once a day, by its verbs and the words that go with them."""
_NAMED = frozenset({"bedtime", "alarm"})


class Frame(NamedTuple):
    """A value taken apart: its routine, if it has a name; its verb, what it is about, its figures and times."""

    routine: str
    verb: str
    about: frozenset[str]
    times: frozenset[str]
    scales: frozenset[str]
    kinds: Mapping[str, str]


def frame_of(predicate: str, value: str) -> Frame:
    """The frame that a value fills."""
    said = value.lower().split()
    verbs = {form.lemma for form in FORMS.get(said[0], ())} if said else set[str]()
    verb = min(verbs, key=len, default="") or (said[0] if predicate == "habit" and said else "")
    family, _, noun = predicate.partition(":")
    *course, last = noun.split() or [""]
    if family == "attribute" and noun not in _NAMED:  # "my yoga class is on Fridays" of "goes to yoga on Wednesdays"
        value = f"{' '.join(course) if course and last in _SESSIONS else noun} {value}"
    every = words(value)
    times = frozenset(word for word in every if word in _TIMES or any(char.isdigit() for char in word))
    light = _stems([said[0]]) if verb in _LIGHT and len(every - times) > 1 else frozenset[str]()
    routine = noun if family == "attribute" and noun in _NAMED else _routine(verbs, set(said))
    scales = frozenset(name for name, pattern in _SCALES if pattern.search(value))
    return Frame(routine, verb, every - times - light, times, scales, kinds_in(value))


_SCALES = (
    (
        "clock",
        re.compile(
            r"\b(?:at|by|around|before|until|till|past|after) (?:about |around )?(?:\d|half|quarter|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight)",
            re.IGNORECASE,
        ),
    ),
    (
        "rhythm",
        re.compile(
            r"\b(?:every|each|daily|weekly|(?:a|per) (?:day|week|month|year|night)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:morn|even)ings?|nights|weekends)\b",
            re.IGNORECASE,
        ),
    ),
)
"""By what a habit is timed: the hour of "at 7", the rhythm of "twice a week"; one is no other value of the other."""


def _routine(verbs: set[str], said: set[str]) -> str:
    for name, (lemmas, marks) in _ROUTINES.items():
        if verbs & lemmas and any(mark <= {word.removesuffix("s") for word in said} for mark in marks):
            return name
    to_work = bool(verbs & _TRAVEL) and {"to"} <= said
    if to_work and said & {"work", "office"}:
        return "commute"
    return "way to school" if to_work and said & _STUDY else ""


def rival_in_frame(claim: Claim, ledger: Ledger, said: Collection[str]) -> Known | None:
    """What is known of the same frame, whose place the claim takes."""
    if not _is_framed(claim.predicate):
        return None
    mine = frame_of(claim.predicate, claim.object)
    replaced = bool(REPLACED & set(said))
    for known in ledger.of(claim.subject):
        if not _is_framed(known.predicate):
            continue
        late = known.said_at > claim.observed_at
        theirs = frame_of(known.predicate, known.object)
        if _same_routine(mine, theirs) or (
            (known.predicate == claim.predicate or "attribute" in (claim.predicate[:9], known.predicate[:9]))
            and (_by_figures(mine, theirs) or ((replaced or late) and _by_thing(mine, theirs, claim.predicate)))
        ):
            return known
    return None


def _is_framed(predicate: str) -> bool:
    noun = predicate.partition(":")[2]
    return predicate in FRAMED or noun in _NAMED or noun.rpartition(" ")[2] in _SESSIONS | PASTIMES_AT_TIMES


PASTIMES_AT_TIMES = SPORTS | OUTINGS | HOBBIES | frozenset("swim run walk ride jog workout".split())
"""What is done at its time: "my swim is at 7 now"."""
_SESSIONS = frozenset(
    "class classes lesson lessons session sessions practice training rehearsal rehearsals course".split()
)
"""What takes place at its time, as often as what is learned there: "yoga class"."""


def _same_routine(mine: Frame, theirs: Frame) -> bool:
    named = {mine.routine, theirs.routine}
    if "alarm" in named:
        named = (named - {"alarm"}) | {"rising"}
    timed = mine.routine in ("commute", "way to school") or bool(mine.times)
    return len(named) == 1 and "" not in named and timed


def _by_figures(mine: Frame, theirs: Frame) -> bool:
    """ "Get up at 7 every day" after "get up at 6 every day"."""
    changed = bool(mine.times - theirs.times) and bool(theirs.times - mine.times)
    alike = bool(mine.scales & theirs.scales) or mine.scales == theirs.scales
    return changed and alike and bool(mine.about) and _akin(mine.about, theirs.about)


def _akin(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether all that one is about the other is about too: "meditation" of "meditate"."""
    fewer, more = sorted((mine, theirs), key=len)
    return bool(fewer) and all(
        any(one == other or (len(one) > _PREFIX and one[:_PREFIX] == other[:_PREFIX]) for other in more)
        for one in fewer
    )


_PREFIX = 5
"""So many letters in common make a noun of a verb."""


def _by_thing(mine: Frame, theirs: Frame, predicate: str) -> bool:
    """ "Order the green curry at Busaba" after "order the pad thai at Busaba"; "use Svelte" after "use React"."""
    other = bool(mine.about - theirs.about)
    shared = mine.about & theirs.about
    verb = _stems([mine.verb]) if mine.verb else frozenset[str]()
    if other and mine.verb and mine.verb == theirs.verb and shared - verb and predicate == "habit":
        return True
    return any(
        kind in theirs.kinds
        and theirs.kinds[kind].lower() != word.lower()
        and (mine.verb == theirs.verb or predicate in ("studies", "skill", "hobby"))
        for kind, word in mine.kinds.items()
    )


_DOSE = re.compile(r"\b\d[\d.,]*\s?(?:mg|mcg|µg|g|ml|iu|units?|tablets?|pills?|drops|puffs|capsules)\b", re.IGNORECASE)


def is_dose(value: str) -> bool:
    """Whether it is an amount of a medicine and nothing else."""
    return _DOSE.fullmatch(value.strip()) is not None


def dosed(whole: str, dose: str) -> str:
    """A medicine with another dose: "20 mg of citalopram", "citalopram" and "40 mg" to "40 mg of citalopram"."""
    return _DOSE.sub(lambda _: dose, whole, count=1) if _DOSE.search(whole) else f"{dose} of {whole}"


def measured(known: Known, amount: str) -> bool:
    """Whether an amount may be one of what is known: "one coffee a day" of "drinks three coffees a day"."""
    mine, theirs = frame_of(known.predicate, amount), frame_of(known.predicate, known.object)
    return known.predicate in FRAMED and bool(theirs.times) and _akin(mine.about, theirs.about)


def named_in(value: str) -> str:
    """The name of a ware in a value: "Strava" of "track my runs with Strava"; the last, if there are several."""
    named = [word for word in value.split() if is_ware(word)]
    return named[-1] if named else next((word for word in reversed(value.split()) if word[:1].isupper()), "")
