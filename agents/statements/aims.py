"""Which words are an aim: a choice made, something needed, a step intended, a project, a journey."""

from __future__ import annotations

from memos.agents.statements.matters import is_doing, is_thing
from memos.agents.statements.named import is_figure
from memos.agents.statements.nouns import FUNCTION_WORDS, ROLES, is_word
from memos.agents.statements.values import vague
from memos.agents.statements.verbs import ADVERBS, AUXILIARIES, FORMS
from memos.agents.statements.vocabulary import (
    ABOUT_THE_TALK,
    ABOUT_THE_TEXT,
    ANY_UNDERTAKING,
    BETTERING,
    DOINGS,
    DRAWBACKS,
    IN_PASSING,
    JOURNEYS,
    MONTHS,
    ONES_OWN_UNDERTAKINGS,
    PASSING_VERBS,
    PROJECTS,
    SHUNNED_IN_PASSING,
    STANDINGS,
    STATIVE_VERBS,
    TIME_UNITS,
    UNDERTAKINGS,
    VAGUE,
    WEEKDAYS,
)  # fmt: skip
from memos.agents.statements.words import Tokens

_POINTING = frozenset(
    "it that this these those them you your yours me him her one ones which what there here so".split()
)
_SOON_OVER = IN_PASSING | (PASSING_VERBS - {"get", "give", "start", "stick", "avoid", "add", "focus"})
_QUOTES = frozenset("' \" “ ” ‘ ’".split())
_IN_ORDER = frozenset(
    "option options number # first second third last next other another same both all either step part phase stage section "
    "level question week scene shot".split()
)
_DATED = WEEKDAYS | MONTHS | TIME_UNITS | {"tonight", "later", "christmas", "easter", "holidays", "weekends"}


def is_choice(words: Tokens) -> bool:
    """What somebody decides on, by a name of its own: "the Community Favorite"; not "option 2", "the first one"."""
    first, last = words[0].word, words[-1].word
    if len(words) > 8 or vague(words) or {first, last} & _POINTING or first in _IN_ORDER or first in FUNCTION_WORDS:
        return False
    if any(token.word in ROLES or token.word in ("i", "we", "you", "it") for token in words):
        return False
    telling = any(any(c.isdigit() for c in token.text) or token.capital for token in words)
    unclear = last in ABOUT_THE_TEXT or (last in VAGUE and len(words) < 3)
    return telling or not (unclear or _lemmas(words) & DOINGS)


def is_awaited(words: Tokens) -> bool:
    """What somebody is ready for, by a name of its own."""
    return len(words) > 1 and is_choice(words)


def is_quality(words: Tokens) -> bool:
    """What speaks for a thing of which there is more: "do-able", "natural"; not "complicated"."""
    return words[0].word not in DRAWBACKS and words[0].word[0].isalpha()


def is_amount(words: Tokens) -> bool:
    """Figures and no more around them than a unit: "0.5%", "500 naira"."""
    return len(words) <= 5 and is_figure(words[:1])


def is_preferred(words: Tokens) -> bool:
    """What stands before "sounds better": a choice without a clause in it."""
    first = words[0]
    made = first.word.endswith("ed") or any(form.tense == "past" for form in FORMS.get(first.word, ()))
    plain = len(words) == 1 and first.text.islower() and "-" not in first.text
    if made or plain or first.word in DOINGS or any(token.word in AUXILIARIES for token in words):
        return False
    return is_choice(words) and all(is_word(token) or token.word in _QUOTES for token in words)


def is_needed(words: Tokens) -> bool:
    """What somebody has to get done beyond the talk: "find a quiet place to stay", not "see those prices"."""
    return len(words) > 2 and _is_step(words) and not _lemmas(words) & SHUNNED_IN_PASSING


def is_pledge(words: Tokens) -> bool:
    """A step promised for a time of its own or on something of one's own: "add this code to my notebook"."""
    said = [token.word for token in words]
    anchored = bool(_DATED & set(said)) or any(word in ("my", "our") for word in said[1:-1])
    anchored = (
        anchored and words[1].word not in ("these", "those") and not {"now", "feedback", "notes", "reply"} & set(said)
    )
    return _is_step(words) and anchored and not _lemmas(words) & (STATIVE_VERBS | {"see", "keep"})


def is_refused(words: Tokens) -> bool:
    """What somebody does not want to do, for good: "use app script"; not "waste time", "rush it"."""
    return len(words) > 2 and _is_step(words) and not _lemmas(words) & SHUNNED_IN_PASSING


def is_aimed(words: Tokens) -> bool:
    """What somebody wants to do: "start a fitness plan"."""
    return len(words) > 2 and _is_step(words) and not _lemmas(words) & {"go", "make", "have", "do", "leave"}


def is_betterment(words: Tokens) -> bool:
    """What somebody wants to make better of his own: "improve my business communication"."""
    return len(words) > 2 and words[1].word in ("my", "our") and words[0].word in BETTERING and _is_step(words)


def is_timely(words: Tokens) -> bool:
    """Something to set about that has its time: "doing a short burst later today"."""
    said = [token.word for token in words]
    doing = len(said) > 2 and said[0].endswith("ing") and said[0] not in ("seeing", "being", "evening", "morning")
    return doing and bool(_DATED & set(said)) and not any(_points(said, n) for n in range(len(said)))


def is_leaning(words: Tokens) -> bool:
    """What somebody prefers beyond the talk: "work alone", not "discuss the plan"."""
    return is_thing(words) and words[0].word not in IN_PASSING | {"discuss", "get"}


def is_venture(words: Tokens) -> bool:
    """Something to set about, as a noun: "offering services", "switching to a 4-day week"."""
    doing = words[0].word.endswith("ing") and len(words[0].word) > 4
    return doing and len(words) > 1 and _is_step(words)


def _is_step(words: Tokens) -> bool:
    """Something to do that is told in full, and that is more than the next turn of the talk."""
    rest = _after_adverbs(words)[1:]
    if not rest or not is_doing(words) or _lemmas(words) & _SOON_OVER:
        return False
    said = [token.word for token in rest]
    if said[0] in ("started", "going", "there", "cracking", "moving", "sure", "so", "stuck") or {"that", "those"} & set(
        said[:3]
    ):
        return False
    if said[-1] in ("ready", "right", "going", "over", "thing", "things", "stuff") or {
        "sorted",
        "done",
        "sent",
        "finished",
        "started",
        "moving",
    } & set(said):
        return False
    bare = (
        (len(said) == 1 or said[0] in FUNCTION_WORDS)
        and len(said) <= 2
        and said[-1] in VAGUE | ABOUT_THE_TEXT | ABOUT_THE_TALK
    )
    return not bare and not any(_points(said, n) for n in range(min(len(said), 5)))


def _points(said: list[str], at: int) -> bool:
    """Whether a word stands for what was spoken of: "it", "this" without a noun."""
    if said[at] in ("this", "these"):
        return at + 1 == len(said) or said[at + 1] in FUNCTION_WORDS
    return said[at] in ("it", "them", "you", "your", "yours", "him", "her", "ones")


def _after_adverbs(words: Tokens) -> Tokens:
    skipped = 0
    while skipped + 1 < len(words) and (words[skipped].word in ADVERBS or words[skipped].word.endswith("ly")):
        skipped += 1
    return words[skipped:]


def _lemmas(words: Tokens) -> set[str]:
    first = _after_adverbs(words)[0].word
    return {form.lemma for form in FORMS.get(first, ())} | {first, first.removesuffix("ing")}


def is_sought(words: Tokens) -> bool:
    """A thing wanted or needed for itself: "two full days on the West Coast", "energy that lasts"."""
    said = [token.word for token in words]
    if (
        len(said) < 3
        or not is_thing(words)
        or said[0] in FUNCTION_WORDS | _POINTING
        or {"you", "your", "it", "them"} & set(said)
    ):
        return False
    head = next(
        (n for n, word in enumerate(said) if word in ("of", "for", "with", "that", "to", "on", "in")), len(said)
    )
    last = said[head - 1] if head else said[-1]
    unclear = VAGUE - {"energy", "plan", "choice", "option"} if head < len(said) else VAGUE
    return last not in unclear | ABOUT_THE_TEXT | ABOUT_THE_TALK and (
        said[-1] not in _POINTING | {"now", "asap", "immediately"} or said[-2] == "for"
    )


def is_project(words: Tokens) -> bool:
    """Something worked on: a thesis, "Hometown History Project"; a bare "project" says nothing."""
    own = [token for token in words[:-1] if token.word not in ANY_UNDERTAKING]
    named = all(is_word(token) and token.word not in FUNCTION_WORDS for token in words)
    if words[-1].word == "hustle" and [token.word for token in words[-2:-1]] != ["side"]:
        return False
    return named and (words[-1].word in PROJECTS or (bool(own) and words[-1].word in UNDERTAKINGS))


def is_known_project(words: Tokens) -> bool:
    """A project told apart from others: "the Main Street essay", "this job search"."""
    own = [token for token in words[:-1] if token.word not in ANY_UNDERTAKING]
    return bool(own) and words[-1].word in ONES_OWN_UNDERTAKINGS and is_project(words)


def is_journey(words: Tokens) -> bool:
    """A journey told apart from others: "Kyoto trip", "trip to Peru"; none that is over."""
    said = [token.word for token in words]
    if {"last", "past", "previous", "recent", "first"} & set(said):
        return False
    head = next((n for n, word in enumerate(said) if word in JOURNEYS), None)
    if head is None or head > 4:
        return False
    told_apart = any(word not in ANY_UNDERTAKING for word in said[:head])
    return told_apart if head == len(said) - 1 else said[head + 1] == "to" and words[-1].capital


def is_dated(words: Tokens) -> bool:
    """Something that has its day: "Friday morning review"."""
    said = [token.word for token in words]
    return len(said) > 1 and bool((WEEKDAYS | MONTHS) & set(said)) and not (vague(words) or said[0].endswith("ing"))


def is_standing(words: Tokens) -> bool:
    """How a matter stands: "on hold", "paused"."""
    return " ".join(token.word for token in words) in STANDINGS
