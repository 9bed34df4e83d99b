"""Which words are an aim: a choice made, something needed, a step intended, a project, a journey."""

from __future__ import annotations

from memos.agents.statements.grammar.nouns import FUNCTION_WORDS, is_word
from memos.agents.statements.grammar.values import vague
from memos.agents.statements.grammar.verbs import ADVERBS, AUXILIARIES, FORMS
from memos.agents.statements.grammar.vocabulary import (
    ABOUT_THE_TALK,
    ABOUT_THE_TEXT,
    ANY_UNDERTAKING,
    ARTEFACTS,
    BETTERING,
    DOINGS,
    DRAWBACKS,
    ENGAGEMENTS,
    IN_PASSING,
    JOURNEYS,
    MONTHS,
    ONES_OWN_UNDERTAKINGS,
    OPENS_A_CLAUSE,
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
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.kinds.matters import is_doing, is_routine, is_thing
from memos.agents.statements.kinds.named import is_figure
from memos.schemas.roles import ROLES

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


_NO_QUALITY = frozenset(
    "sure able honest clear ready like into for at up back out over in on it that this the a an to there here with here done going happy free home back "
    "fair not my our rid used through started better so good nice great".split()
)


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
    """What somebody is ready for, by a name of its own: "the new schedule", "Phase 2"; not "a fantastic Saturday"."""
    numbered = len(words) == 2 and words[0].word in ("phase", "week", "stage", "module") and words[1].text.isdigit()
    return numbered or (len(words) > 1 and is_choice(words) and words[-1].word not in _DATED)


_OF_THE_TALK = frozenset(
    "finalize finalise lock complete update draft fill set choose pick select go help see hear roll rumble rock warm hop pop".split()
)
"""What one may be ready to do with the text at hand, beside what is done in passing."""


def is_tackled(words: Tokens) -> bool:
    """A step that is more than the next turn of the talk, also with something known: "tackle those deadlifts"."""
    rest = [token.word for token in _after_adverbs(words)[1:]]
    pointing = bool({"that", "those"} & set(rest[:2]))
    known = [token for token in words if token.word not in ("that", "those")] if pointing else words
    if "get" in _lemmas(words) and (known[-1].word in ("up", "in", "out", "off") or (pointing and len(known) < 5)):
        return False  # "get that wallet set up"
    return (
        len(known) > 2
        and _is_step(known)
        and not _lemmas(known) & ((SHUNNED_IN_PASSING | _OF_THE_TALK) - {"start", "make"})
    )


def is_becoming(words: Tokens) -> bool:
    """How somebody wants to be: "look sharp", "feel more confident", "get leaner"."""
    said = [token.word for token in _after_adverbs(words)]
    return said[0] in ("be", "become", "stay", "get", "remain") and len(said) > 1 and is_felt(_after_adverbs(words)[1:])


def is_felt(words: Tokens) -> bool:
    """How somebody may be: "powerful", "more confident"; not "able", "at home", "those prices"."""
    said = [token.word for token in words]
    small = said[0] in FUNCTION_WORDS - {"more", "less"} | _NO_QUALITY
    return not (small or said[0].endswith("ing")) and not any(_points(said, n) for n in range(len(said)))


def is_tried(words: Tokens) -> bool:
    """What somebody makes a point of doing: "eat fish twice a week", "hydrate"; not "help", "see it"."""
    if len(words) > 1:
        return is_routine(words) and _is_step(words)
    return (
        words[0].word.isalpha()
        and not vague(words)
        and not _lemmas(words) & (_SOON_OVER | STATIVE_VERBS | {"help", "come", "go"})
    )


def is_engagement(words: Tokens) -> bool:
    """Something one has on a day of its own: "dentist appointment", "mandatory dinner tonight"."""
    said = {token.word for token in words}
    timed = bool((WEEKDAYS | MONTHS | {"tonight", "tomorrow", "weekend"}) & said)
    return is_noun_only(words[:2]) and (words[-1].word in ENGAGEMENTS or (timed and len(words) > 1))


def is_noun_only(words: Tokens) -> bool:
    """A noun with what stands before it and no small words but "of" and "for": "drug-resistant TB paper"."""
    small = FUNCTION_WORDS - {"of", "for", "same", "own"}
    plain = all(is_word(token) and token.word not in small | AUXILIARIES | OPENS_A_CLAUSE for token in words)
    unclear = (VAGUE | ABOUT_THE_TALK) - ({"stuff"} if len(words) > 1 else set())
    return plain and not vague(words) and words[-1].word not in unclear


def is_pointing(words: Tokens) -> bool:
    """Whether a value opens with a word that stands for what was spoken of."""
    return words[0].word in _POINTING | FUNCTION_WORDS


def is_artefact(words: Tokens) -> bool:
    """Something made by thinking: "batching algorithm", "budget app"; or whatever has a name in quotes."""
    return words[-1].word in ARTEFACTS and not is_pointing(words)


def is_conviction(words: Tokens) -> bool:
    """A clause that tells how things are in general: "stories with gray characters create more engaging ones"."""
    said = [token.word for token in words]
    judged = any(
        form.tense in ("base", "s") for word in said[1:] for form in FORMS.get(word, ()) if word not in ("like", "back")
    ) or bool({"is", "are"} & set(said[1:]))
    about = said[0] not in _POINTING | {
        "i",
        "we",
        "he",
        "she",
        "they",
        "the",
        "a",
        "an",
        "my",
        "our",
        "how",
        "to",
        "more",
        "less",
        "so",
        "much",
        "better",
    }
    sure = not {"i", "we", "you", "should", "could", "would", "might", "will", "'d", "going", "let"} & set(said)
    return len(said) > 3 and about and sure and judged


def is_preference_for(words: Tokens) -> bool:
    """What suits somebody: a noun or a doing without a clause in it, pointing at nothing."""
    return is_choice(words) and not any(token.word in AUXILIARIES for token in words)


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


def is_leaning(words: Tokens) -> bool:
    """What somebody prefers beyond the talk: "work alone", not "discuss the plan"."""
    return is_thing(words) and words[0].word not in IN_PASSING | {"discuss", "get"}


def is_venture(words: Tokens) -> bool:
    """Something to set about, as a noun: "offering services", "switching to a 4-day week"."""
    if [token.word for token in words[:2]] in (["trying", "to"], ["starting", "to"], ["going", "to"]) and len(
        words
    ) > 3:
        return _is_step(words[2:])
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
    if words[-1].word in ("business", "website", "channel", "blog") and not own:
        return False  # of these "my business" alone tells nothing
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
    told_apart = any(word not in ANY_UNDERTAKING for word in said[:head]) and not ADVERBS & set(said[:head])
    return told_apart if head == len(said) - 1 else said[head + 1] == "to" and words[-1].capital


def is_dated(words: Tokens) -> bool:
    """Something that has its day: "Friday morning review"."""
    said = [token.word for token in words]
    return len(said) > 1 and bool((WEEKDAYS | MONTHS) & set(said)) and not (vague(words) or said[0].endswith("ing"))


def is_standing(words: Tokens) -> bool:
    """How a matter stands: "on hold", "paused"."""
    return " ".join(token.word for token in words) in STANDINGS
