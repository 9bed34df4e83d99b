"""Where clauses begin: a subject with a verb that agrees with it, also where the subject is left out."""

from __future__ import annotations

from typing import NamedTuple

from memos.agents.statements.grammar.bare_nouns import bare_subjects_at
from memos.agents.statements.grammar.nouns import (
    NOBODY,
    SPEAKER,
    VALUED,
    Subject,
    is_word,
    kin_at,
    subjects_at,
)
from memos.agents.statements.grammar.verbs import ADVERBS, AUXILIARIES, FORMS, Tense, Verb, verb_at
from memos.agents.statements.grammar.words import Tokens


class Kernel(NamedTuple):
    """A subject with its verb, where it begins, and whether the subject is left out."""

    subject: Subject
    verb: Verb
    start: int
    elided: bool


HARD_STOPS = frozenset(". ! ? ; : ( ) [ ] { } « » … — – | * _ # < > = / ~".split())


CONNECTORS = frozenset(
    "and but so because that which who where when if while though although since until or then as before after once unless whether "
    "whenever wherever except plus cause however like than what why how".split()
)


WISHING = frozenset("wish imagine dream pretend hope suppose wonder doubt bet ask".split())


THINKING = frozenset("think guess believe suppose reckon feel assume".split())


REPORTING = frozenset("say tell think claim assume believe mention suggest guess joke mean".split())


INTERJECTIONS = frozenset(
    "so well yeah yes yep yup no nope oh hey hi hello ok okay btw fyi also and but anyway anyways ah haha lol hmm um uh right sure "
    "honestly update news then now plus ugh damn wow guys hiya yo man mate dude because , turns".split()
)


_FRAGMENT_VERBS = frozenset(
    "enrol enroll transfer qualify sign do cancel subscribe unsubscribe open close transfer push extend reschedule postpone raise move relocate land sign accept trade exchange replace turn hand rescue upgrade quit leave start join switch adopt buy sell get lose retire finish drop stop give break graduate marry become ditch "
    "swap change resign divorce upgrade decide book bring pick dislike love hate prefer adore need want live work study learn train".split()
)


_BASE_FRAGMENTS = frozenset("love hate prefer adore dislike need want".split())


_ING_FRAGMENTS = frozenset("learn teach move start live work study train relocate plan".split())


PREPOSITIONS = frozenset("of for in on at with from about to by into near without behind under".split())


def kernels_in(tokens: Tokens) -> list[Kernel]:
    """All kernels of a sentence, left to right."""
    found: list[Kernel] = []
    at = opened = 0
    while at < len(tokens):
        opened = len(found) if tokens[at].word == "(" else opened
        goes_on = at > 0 and ")" in (tokens[at - 1].word, tokens[at - 2].word) and 0 < opened <= len(found)
        kernel = _kernel_at(tokens, at, found[opened - 1] if goes_on else found[-1] if found else None)
        if kernel is None:
            at += 1
        else:
            found.append(kernel)
            at = max(kernel.verb.end, at + 1)
    return found


def _kernel_at(tokens: Tokens, at: int, before: Kernel | None) -> Kernel | None:
    opening = opens(tokens, at)
    word = tokens[at].word
    if word == "who":
        owner = _person_before(tokens, at)
        verb = verb_at(tokens, at + 1, owner) if owner.personal else None
        return Kernel(owner, verb, at, False) if verb else None
    if (
        before
        and tokens[at - 1].word in ("to", "with", "for", "from", "of", "'s")
        and tokens[at].word in ("that", "this")
    ):
        return None
    if word in ("someone", "somebody") and at + 1 < len(tokens) and tokens[at + 1].word in ("called", "named"):
        return None
    readings = subjects_at(tokens, at)
    if word == "it" and at > 2 and tokens[at - 1].word == ",":
        readings = [(_left_behind(tokens, at - 1) or readings[0][0], at + 1)]
    if opening and not readings:
        readings = bare_subjects_at(tokens, at)
    if opening and word in VALUED - {"bill"} and readings and readings[0][0].being == "person":
        readings = [*bare_subjects_at(tokens, at), *readings]  # "Rent is due on the 1st"
    for subject, noun_end in readings:
        end = _behind_aside(tokens, noun_end) if subject.being in ("person", "kin", "owned") else noun_end
        if end < len(tokens) and (verb := verb_at(tokens, end, subject)):
            if subject.being == "owned" and _is_doing(tokens, end):
                continue  # "my brother's getting": not what he owns
            if subject.being in ("owned", "thing") and _is_noun_too(tokens, end, verb):
                continue  # "our business name is": not what the business names
            if (not opening or tokens[at - 1].word == "/") and _is_inside(tokens, at, end, subject):
                continue  # "improve my app's Description", "the tap in the flat is broken": no subject of a clause
            return Kernel(subject, _of_each(tokens, at, subject, verb), at, False)
    named = [*bare_subjects_at(tokens, at)] if opening and readings and readings[0][0].being == "person" else []
    for subject, end in named:  # "Naidoo flower budget went up"
        if end < len(tokens) and (verb := verb_at(tokens, end, subject)):
            return Kernel(subject, verb, at, False)
    return _elided_at(tokens, at, before) if opening and (not readings or word in FORMS) else None


def _of_each(tokens: Tokens, at: int, subject: Subject, verb: Verb) -> Verb:
    """The verb with what is said of each: "neither Ana nor Ben eats", "they are both vegan"."""
    if tokens[at].word in ("neither", "none") or (at and tokens[at - 1].word == "neither"):
        verb = verb._replace(negated=True)
    several = subject.plural or subject.beside is not None or subject.text in ("we", "they")
    both = verb.lemma == "be" and verb.end + 1 < len(tokens) and tokens[verb.end].word in ("both", "all", "each")
    if several and both and tokens[verb.end + 1].word not in ("of", "that", "the"):
        return verb._replace(end=verb.end + 1, adverbs=(*verb.adverbs, tokens[verb.end].word))
    return verb


def _is_doing(tokens: Tokens, end: int) -> bool:
    """Whether the last word of an owned thing is what its owner is doing: "my brother's getting", not "my meeting"."""
    last = tokens[end - 1].word
    return last in FORMS and last.endswith("ing") and last not in VALUED


def _is_noun_too(tokens: Tokens, at: int, verb: Verb) -> bool:
    """Whether what looks like a verb is the last noun before one: "business name is", "learning plan needs"."""
    if verb.end != at + 1 or verb.tense != "present" or verb.end >= len(tokens) or verb.lemma == "be":
        return False
    return tokens[verb.end].word in ("is", "are", "was", "were", "'s", "has", "will", "needs")


def _has_subject(tokens: Tokens, end: int) -> bool:
    """Whether somebody is spoken of in the words before: "Renee packed and moved" is not said of the speaker."""
    return any(
        subject.personal and subject.being != "speaker"
        for at in range(max(end - 5, 0), end)
        for subject, _ in subjects_at(tokens, at)[:1]
    )


_THEN = tuple(
    tuple(said.split())
    for said in "this year|this summer|this month|this week|this time|next year|next week|next month|back then|at the time|at that time|in those days|in those years|at the moment|these days|right now|before that|before him|before her|of old".split(
        "|"
    )
)
"""What may stand between somebody and his verb: "my boss back then was"."""


def _behind_aside(tokens: Tokens, end: int) -> int:
    """Where a clause goes on whose subject is told more of between commas: "Jayden, that's my son, is 9"."""
    at = end - 1 if tokens[end - 1].word == "," else end  # a name takes its comma with it
    then = next((cue for cue in _THEN if tuple(token.word for token in tokens[end : end + len(cue)]) == cue), ())
    if then or at + 2 >= len(tokens) or tokens[at].word != ",":
        return end + len(then)
    opened = tokens[at + 1]
    if opened.word not in ("that", "who", "my", "our", "a", "an", "the", "aged", "age") and not opened.text.isdigit():
        return end
    comma = next((n for n in range(at + 2, min(at + 8, len(tokens))) if tokens[n].word in HARD_STOPS | {","}), end)
    return comma + 1 if comma > at and tokens[comma].word == "," else end


_ADDRESSED = frozenset(
    "guy guys friend friends man dear love bro god goodness word bad mate brother sister lord boss people".split()
)
"""Last words of an address or an exclamation: "my guy, it's late"."""


def _left_behind(tokens: Tokens, comma: int) -> Subject | None:
    """ "For the bonus, it has to be paid": what "it" takes up again."""
    for start in range(max(comma - 6, 0), comma - 1):
        if tokens[start].word in ("the", "my", "our") and tokens[comma - 1].word not in _ADDRESSED:
            return next((subject for subject, end in subjects_at(tokens, start) if end == comma), None)
    return None


def _is_inside(tokens: Tokens, at: int, end: int, subject: Subject) -> bool:
    """Whether a noun in the middle of a sentence belongs to what stands before it rather than opening a clause."""
    word = tokens[at - 1].word
    if subject.being not in ("owned", "thing", "person", "kin") or word in CONNECTORS:
        return False
    named = subject.being == "person" and tokens[at - 1].capital and tokens[at - 1].word != "i"
    if word in PREPOSITIONS or word == "/" or named:
        return True
    thinking = any(form.lemma in THINKING | REPORTING | WISHING | {"know", "hear"} for form in FORMS.get(word, ()))
    return tokens[end].word == "'s" and not thinking and subject.text != "it"


def opens(tokens: Tokens, at: int) -> bool:
    """Whether a clause may begin here: at the front, after a mark, after a conjunction or an interjection."""
    if at == 0:
        return True
    word = tokens[at - 1].word
    if word in HARD_STOPS or word in (",", "-", "and", "but", "then", "so", "or") or not is_word(tokens[at - 1]):
        return True
    if at >= 4:
        return word in ADVERBS and tokens[at - 2].word in ("and", "but")
    return word in INTERJECTIONS | ADVERBS and opens(tokens, at - 1)


def _elided_at(tokens: Tokens, at: int, before: Kernel | None) -> Kernel | None:
    """ "moved to Porto", "and started at Bosch": the subject is the one before, or whoever speaks."""
    word = tokens[at].word
    if word not in FORMS and word not in AUXILIARIES:
        return None
    if word == "like" or (word == "need" and at and tokens[at - 1].word == "no"):
        return None
    if (before is None or tokens[at - 1].word in HARD_STOPS) and (kernel := _of_speaker_at(tokens, at)):
        return kernel
    if before is not None and before.subject is not NOBODY and _same_breath(tokens, before, at):
        going_on = _continued(tokens, at, before)
        if going_on is not None or before.subject.being != "speaker" or before.verb.modal:
            return going_on
    if at and tokens[at - 1].word in ("and", "or") and (before is not None or _has_subject(tokens, at - 1)):
        return None
    if word == "going" and at + 2 < len(tokens) and tokens[at + 1].word == "to":
        base = next((form for form in FORMS.get(tokens[at + 2].word, ()) if form.tense == "base"), None)
        return Kernel(SPEAKER, Verb(base.lemma, "future", start=at, end=at + 3), at, True) if base else None
    for form in FORMS.get(word, ()):
        if form.lemma not in _FRAGMENT_VERBS or not _may_stand_alone(tokens, at, form.tense, form.lemma):
            continue
        tense: Tense = "past" if form.tense == "past" else "present"
        start = at
        while start and tokens[start - 1].word in ADVERBS:
            start -= 1
        adverbs = tuple(token.word for token in tokens[start:at])
        verb = Verb(form.lemma, tense, progressive=form.tense == "ing", adverbs=adverbs, start=start, end=at + 1)
        return Kernel(SPEAKER, verb, at, True)
    return None


def _of_speaker_at(tokens: Tokens, at: int) -> Kernel | None:
    """ "Can't stand olives", "haven't smoked in years", "used to surf": who speaks leaves himself out; no order, no question."""
    words = [token.word for token in tokens[at : at + 3]]
    refused = words[:2] in (["can", "not"], ["could", "not"], ["have", "not"], ["did", "not"])
    held = words[:2] == ["do", "not"] and words[2:] in (
        [lemma] for lemma in ("like", "smoke", "drink", "own", "have", "enjoy", "drive", "want", "need")
    )
    if not (refused or held or words[:2] == ["used", "to"]):
        return None
    verb = verb_at(tokens, at, SPEAKER)
    return (
        Kernel(SPEAKER, verb, at, True)
        if verb and verb.lemma in {f.lemma for fs in FORMS.values() for f in fs}
        else None
    )


def _may_stand_alone(tokens: Tokens, at: int, tense: str, lemma: str) -> bool:
    if at + 1 >= len(tokens) or not is_word(tokens[at + 1]):
        return False
    if lemma == "do":
        return tense == "past" and tokens[at + 1].word in ("my", "a", "an")
    if tense == "base":
        return lemma in _BASE_FRAGMENTS and tokens[at + 1].word not in ("you", "u")
    if tense == "ing":
        at_front = all(token.word in INTERJECTIONS for token in tokens[:at]) or tokens[at - 1].word in HARD_STOPS
        finite = not at_front or any(
            token.word in AUXILIARIES or token.word == "'s" for token in tokens[at + 1 : at + 8]
        )
        return lemma in _ING_FRAGMENTS and not finite
    return tense == "past"


def _same_breath(tokens: Tokens, before: Kernel, at: int) -> bool:
    between = [token.word for token in tokens[before.verb.end : at]]
    while "(" in between and ")" in between[between.index("(") :]:
        first = between.index("(")
        between[first : between.index(")", first) + 1] = []
    return (
        bool(between)
        and between[-1] in ("and", "but", "then", ",", *ADVERBS)
        and not any(w in HARD_STOPS for w in between)
    )


def _continued(tokens: Tokens, at: int, before: Kernel) -> Kernel | None:
    verb = before.verb
    expected: str = (
        "ing"
        if verb.progressive
        else "part"
        if verb.perfect
        else "base"
        if verb.modal or verb.tense == "future"
        else verb.tense
    )
    if expected == "present":
        expected = "base" if before.subject.being in ("speaker", "addressee") or before.subject.plural else "s"
    if verb.lemma == "be" and expected in ("base", "s"):
        expected = "s" if before.subject.being in ("person", "kin", "pronoun") else "base"
    if (finite := _finite_again(tokens, at, before)) is not None:
        return finite
    if verb.lemma == "be" and verb.end < at and tokens[at].word == "raised":
        return None  # "born and raised": one thing said twice
    infinitive = any(token.word == "to" for token in tokens[verb.end : at])
    for form in FORMS.get(tokens[at].word, ()):
        tenses = {expected, "past"} if expected == "part" else {expected}
        if form.tense not in tenses or (form.tense == "base" and (infinitive or not _followed(tokens, at))):
            continue
        negated = verb.negated and bool(verb.modal)
        return Kernel(
            before.subject, verb._replace(lemma=form.lemma, negated=negated, adverbs=(), start=at, end=at + 1), at, True
        )
    if (
        tokens[at].word in AUXILIARIES
        and tokens[at].word not in ("can", "do")
        and tokens[at - 1].word in ("and", "but", ",")
    ):
        found = verb_at(tokens, at, before.subject)
        inverted = at + 1 < len(tokens) and tokens[at + 1].word in (
            "i",
            "you",
            "we",
            "they",
            "he",
            "she",
            "it",
            "that",
            "there",
            "this",
            "the",
        )
        return Kernel(before.subject, found, at, True) if found and not inverted else None
    return None


def _finite_again(tokens: Tokens, at: int, before: Kernel) -> Kernel | None:
    """ "Karim has left Delmar and works at Bosch", "she was a nurse and now drives a cab": a verb in a tense of its own."""
    verb, first = before.verb, at
    while first and tokens[first - 1].word in ADVERBS:
        first -= 1
    joined = first > 0 and tokens[first - 1].word in ("and", "but", "so")
    third = before.subject.being in ("person", "kin", "pronoun") and not before.subject.plural
    if joined and before.subject.being == "speaker" and _goes_on_now(tokens, at, before):
        base = next(form for form in FORMS[tokens[at].word] if form.tense == "base")
        now = Verb(base.lemma, adverbs=tuple(token.word for token in tokens[first:at]), start=at, end=at + 1)
        return Kernel(before.subject, now, at, True)
    if not (joined and third and _followed(tokens, at)) or before.subject.beside is not None:
        return None
    told: Tense | None = None
    for form in FORMS.get(tokens[at].word, ()):
        if form.tense == "s" and (verb.perfect or verb.tense == "past" or verb.progressive):
            told = "present"
        elif form.tense == "past" and (verb.perfect or (verb.tense == "present" and not verb.modal)):
            told = "past"
        if told is not None:
            adverbs = tuple(token.word for token in tokens[first:at])
            return Kernel(before.subject, Verb(form.lemma, told, adverbs=adverbs, start=at, end=at + 1), at, True)
    return None


def _goes_on_now(tokens: Tokens, at: int, before: Kernel) -> bool:
    """ "I closed my business and work for Bosch now": a base form after what was done, with what only a verb has behind it."""
    verb, forms = before.verb, FORMS.get(tokens[at].word, ())
    done = (verb.tense == "past" or verb.perfect) and not verb.modal and not verb.used_to
    present = any(form.tense == "base" for form in forms) and not any(form.tense == "past" for form in forms)
    if not (done and present and _followed(tokens, at)) or any(t.word == "to" for t in tokens[verb.end : at]):
        return False
    now = any(token.word in ("now", "instead", "nowadays", "these") for token in tokens[at : at + 10])
    return tokens[at + 1].word in PREPOSITIONS | {"a", "an", "the", "my"} and (
        now or tokens[at + 1].word in PREPOSITIONS
    )


def _followed(tokens: Tokens, at: int) -> bool:
    return at + 1 < len(tokens) and is_word(tokens[at + 1]) and tokens[at + 1].word not in ("and", "or")


def _person_before(tokens: Tokens, at: int) -> Subject:
    """The person a relative clause is about: what stands right before "who"."""
    for start in range(at - 1, max(at - 8, -1), -1):
        for subject, end in subjects_at(tokens, start):
            if subject.being in ("kin", "person") and end in (at, at - 1):
                return subject
        kin = kin_at(tokens, start, SPEAKER) if tokens[start].word in ("a", "an") else None
        if kin and kin[1] in (at, at - 1):
            return kin[0]
    return NOBODY
