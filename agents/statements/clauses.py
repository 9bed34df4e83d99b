"""A sentence taken apart into clauses: who, what verb, what follows, and whether it is meant as a statement."""

from __future__ import annotations

from typing import Literal, NamedTuple

from memos.agents.statements.nouns import NOBODY, SPEAKER, Subject, bare_subjects_at, is_word, kin_at, subjects_at
from memos.agents.statements.verbs import ADVERBS, AUXILIARIES, FORMS, HEDGES, Tense, Verb, verb_at
from memos.agents.statements.words import Token, Tokens

Mood = Literal["statement", "question", "supposed", "reported"]


class Clause(NamedTuple):
    """One subject with one verb. Positions are indices into the sentence's words.

    `rest` is what follows the verb, `lead` what stands before the subject ("since May", "because"); `hedged` marks "I think", "maybe".
    """

    subject: Subject
    verb: Verb
    rest: Tokens
    lead: Tokens
    mood: Mood
    hedged: bool
    start: int
    end: int


class _Kernel(NamedTuple):
    subject: Subject
    verb: Verb
    start: int
    elided: bool


HARD_STOPS = frozenset(". ! ? ; : ( ) [ ] { } « » … — – | * _ # < > = / ~".split())
QUOTES = frozenset('" “ ”'.split())
CONNECTORS = frozenset(
    "and but so because that which who where when if while though although since until or then as before after once unless whether "
    "whenever wherever except plus cause however like than what why how".split()
)
_SUPPOSING = frozenset("if unless whether suppose supposing imagine assuming pretend".split())
_WISHING = frozenset("wish imagine dream pretend hope suppose wonder doubt bet ask".split())
_THINKING = frozenset("think guess believe suppose reckon feel assume".split())
_REPORTING = frozenset("say tell think claim assume believe mention suggest guess joke mean".split())
_WH = frozenset("what where when who whom whose which why how".split())
_INTERJECTIONS = frozenset(
    "so well yeah yes yep yup no nope oh hey hi hello ok okay btw fyi also and but anyway anyways ah haha lol hmm um uh right sure "
    "honestly update news then now plus ugh damn wow guys hiya yo man mate dude because , turns".split()
)
_FRAGMENT_VERBS = frozenset(
    "move relocate land sign accept trade exchange replace turn hand rescue upgrade quit leave start join switch adopt buy sell get lose retire finish drop stop give break graduate marry become ditch "
    "swap change resign divorce upgrade decide book bring pick dislike love hate prefer adore need want live work study learn train".split()
)
_BASE_FRAGMENTS = frozenset("love hate prefer adore dislike need want".split())
_ING_FRAGMENTS = frozenset("move start live work study train relocate plan".split())


def clauses(tokens: Tokens) -> list[Clause]:
    """The clauses of a sentence, left to right."""
    kernels = _kernels(tokens)
    asked = _is_question(tokens, kernels)
    read: list[Clause] = []
    for n, kernel in enumerate(kernels):
        lead = _lead_start(tokens, kernel.start, kernels[n - 1].verb.end if n else 0)
        following = kernels[n + 1].start if n + 1 < len(kernels) else len(tokens)
        limit = _lead_start(tokens, following, kernel.verb.end) if following < len(tokens) else following
        end = _end(tokens, kernel.verb.end, limit)
        before = read[-1] if read else None
        mood, hedged = _mood(tokens, kernel, tokens[lead : kernel.start], before)
        if mood == "statement" and _is_quoted(tokens, kernel):
            mood = "reported"
        if mood == "statement" and asked and not _told_anyway(tokens, kernels, n):
            mood = "question"
        rest = tokens[kernel.verb.end : end]
        read.append(
            Clause(kernel.subject, kernel.verb, rest, tokens[lead : kernel.start], mood, hedged, kernel.start, end)
        )
    return read


def _is_quoted(tokens: Tokens, kernel: _Kernel) -> bool:
    """Whether the clause stands within quotation marks: somebody else's words, or a title."""
    if not any(token.word in QUOTES for token in tokens):
        return False
    before = sum(token.word in QUOTES for token in tokens[: kernel.start])
    return before % 2 == 1 and any(token.word in QUOTES for token in tokens[kernel.verb.end :])


def _kernels(tokens: Tokens) -> list[_Kernel]:
    found: list[_Kernel] = []
    at = 0
    while at < len(tokens):
        kernel = _kernel_at(tokens, at, found[-1] if found else None)
        if kernel is None:
            at += 1
        else:
            found.append(kernel)
            at = max(kernel.verb.end, at + 1)
    return found


def _kernel_at(tokens: Tokens, at: int, before: _Kernel | None) -> _Kernel | None:
    opening = opens(tokens, at)
    word = tokens[at].word
    if word == "who":
        owner = _person_before(tokens, at)
        verb = verb_at(tokens, at + 1, owner) if owner.personal else None
        return _Kernel(owner, verb, at, False) if verb else None
    if (
        before
        and tokens[at - 1].word in ("to", "with", "for", "from", "of", "'s")
        and tokens[at].word in ("that", "this")
    ):
        return None
    readings = subjects_at(tokens, at)
    if word == "it" and at > 2 and tokens[at - 1].word == ",":
        readings = [(_left_behind(tokens, at - 1) or readings[0][0], at + 1)]
    if opening and not readings:
        readings = bare_subjects_at(tokens, at)
    for subject, end in readings:
        if end < len(tokens) and (verb := verb_at(tokens, end, subject)):
            if subject.being == "owned" and tokens[end - 1].word in FORMS and tokens[end - 1].word.endswith("ing"):
                continue  # "my brother's getting": not what he owns
            if not opening and _is_inside(tokens, at, end, subject):
                continue  # "improve my app's Description", "the tap in the flat is broken": no subject of a clause
            return _Kernel(subject, verb, at, False)
    return _elided_at(tokens, at, before) if opening and (not readings or word in FORMS) else None


def _left_behind(tokens: Tokens, comma: int) -> Subject | None:
    """ "For the bonus, it has to be paid": what "it" takes up again."""
    for start in range(max(comma - 6, 0), comma - 1):
        if tokens[start].word in ("the", "my", "our"):
            return next((subject for subject, end in subjects_at(tokens, start) if end == comma), None)
    return None


def _is_inside(tokens: Tokens, at: int, end: int, subject: Subject) -> bool:
    """Whether a noun in the middle of a sentence belongs to what stands before it rather than opening a clause."""
    word = tokens[at - 1].word
    if subject.being not in ("owned", "thing", "person", "kin") or word in CONNECTORS:
        return False
    if word in _PREPOSITIONS or (subject.being == "person" and tokens[at - 1].capital and tokens[at - 1].word != "i"):
        return True
    thinking = any(form.lemma in _THINKING | _REPORTING | _WISHING | {"know", "hear"} for form in FORMS.get(word, ()))
    return tokens[end].word == "'s" and not thinking


_PREPOSITIONS = frozenset("of for in on at with from about to by into near without behind under".split())


def opens(tokens: Tokens, at: int) -> bool:
    """Whether a clause may begin here: at the front, after a mark, after a conjunction or an interjection."""
    if at == 0:
        return True
    word = tokens[at - 1].word
    if word in HARD_STOPS or word in (",", "-", "and", "but", "then", "so", "or") or not is_word(tokens[at - 1]):
        return True
    return word in _INTERJECTIONS | ADVERBS and opens(tokens, at - 1) if at < 4 else False


def _elided_at(tokens: Tokens, at: int, before: _Kernel | None) -> _Kernel | None:
    """ "moved to Porto", "and started at Bosch": the subject is the one before, or whoever speaks."""
    word = tokens[at].word
    if word not in FORMS and word not in AUXILIARIES:
        return None
    if word == "like":
        return None
    if before is not None and before.subject is not NOBODY and _same_breath(tokens, before, at):
        going_on = _continued(tokens, at, before)
        if going_on is not None or before.subject.being != "speaker" or before.verb.modal:
            return going_on
    if at and tokens[at - 1].word in ("and", "or") and before is not None:
        return None
    if word == "going" and at + 2 < len(tokens) and tokens[at + 1].word == "to":
        base = next((form for form in FORMS.get(tokens[at + 2].word, ()) if form.tense == "base"), None)
        return _Kernel(SPEAKER, Verb(base.lemma, "future", start=at, end=at + 3), at, True) if base else None
    for form in FORMS.get(word, ()):
        if form.lemma not in _FRAGMENT_VERBS or not _may_stand_alone(tokens, at, form.tense, form.lemma):
            continue
        tense: Tense = "past" if form.tense == "past" else "present"
        start = at
        while start and tokens[start - 1].word in ADVERBS:
            start -= 1
        adverbs = tuple(token.word for token in tokens[start:at])
        verb = Verb(form.lemma, tense, progressive=form.tense == "ing", adverbs=adverbs, start=start, end=at + 1)
        return _Kernel(SPEAKER, verb, at, True)
    return None


def _may_stand_alone(tokens: Tokens, at: int, tense: str, lemma: str) -> bool:
    if at + 1 >= len(tokens) or not is_word(tokens[at + 1]):
        return False
    if tense == "base":
        return lemma in _BASE_FRAGMENTS and tokens[at + 1].word not in ("you", "u")
    if tense == "ing":
        at_front = all(token.word in _INTERJECTIONS for token in tokens[:at]) or tokens[at - 1].word in HARD_STOPS
        finite = not at_front or any(
            token.word in AUXILIARIES or token.word == "'s" for token in tokens[at + 1 : at + 8]
        )
        return lemma in _ING_FRAGMENTS and not finite
    return tense == "past"


def _same_breath(tokens: Tokens, before: _Kernel, at: int) -> bool:
    between = [token.word for token in tokens[before.verb.end : at]]
    return (
        bool(between)
        and between[-1] in ("and", "but", "then", ",", *ADVERBS)
        and not any(w in HARD_STOPS for w in between)
    )


def _continued(tokens: Tokens, at: int, before: _Kernel) -> _Kernel | None:
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
    if verb.lemma == "be" and verb.end < at and tokens[at].word == "raised":
        return None  # "born and raised": one thing said twice
    infinitive = any(token.word == "to" for token in tokens[verb.end : at])
    for form in FORMS.get(tokens[at].word, ()):
        tenses = {expected, "past"} if expected == "part" else {expected}
        if form.tense not in tenses or (form.tense == "base" and (infinitive or not _followed(tokens, at))):
            continue
        negated = verb.negated and bool(verb.modal)
        return _Kernel(
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
        return _Kernel(before.subject, found, at, True) if found and not inverted else None
    return None


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


def _lead_start(tokens: Tokens, start: int, floor: int) -> int:
    """Where what introduces a clause begins: its conjunctions, and at the front of a sentence everything."""
    if floor == 0:
        return next((n + 1 for n in range(start - 1, -1, -1) if tokens[n].word in HARD_STOPS), 0)
    at = start
    while at > floor and (
        tokens[at - 1].word in CONNECTORS or tokens[at - 1].word in ADVERBS or tokens[at - 1].word in (",", "to")
    ):
        at -= 1
    return at


def _end(tokens: Tokens, at: int, limit: int) -> int:
    first = at
    while at < limit and tokens[at].word not in HARD_STOPS and not _is_symbol(tokens[at]):
        if at > first and _asks(tokens, at):
            break
        at += 1
    while at > first and tokens[at - 1].word in (",", "-", "and", "but", "so", "'"):
        at -= 1
    return at


def _is_symbol(token: Token) -> bool:
    return not token.text[0].isascii() and not token.text[0].isalnum() and token.text not in "’‘€£₦₹¥"


def _mood(tokens: Tokens, kernel: _Kernel, lead: Tokens, before: Clause | None) -> tuple[Mood, bool]:
    words = {token.word for token in lead}
    hedged = bool(HEDGES & (words | set(kernel.verb.adverbs)))
    last = lead[-1].word if lead else ""
    opened = kernel.start - len(lead)
    introduced = ([token.word for token in tokens[max(at - 2, 0) : at]] for at in (opened, kernel.start))
    if any(words in (["make", "sure"], ["not", "sure"]) for words in introduced):
        return "supposed", hedged
    if last in ("what", "how", "which"):
        return "reported", hedged
    if (
        words & _SUPPOSING
        or last in ("like", "than")
        or (len(lead) > 1 and lead[-2].word == "as" and last in ("if", "though"))
    ):
        return "supposed", hedged
    if before and (before.end >= kernel.start - len(lead)) and not before.rest:
        if before.verb.lemma in _WISHING and before.verb.lemma != "suppose":
            return "supposed", hedged
        if before.subject.being == "speaker" and before.verb.lemma in _THINKING:
            return ("supposed", True) if before.verb.negated else (before.mood, True)
        if before.subject.being in ("addressee", "pronoun", "nobody") and before.verb.lemma in _REPORTING:
            return "reported", hedged
    if before and before.mood == "supposed" and not any(w.word in HARD_STOPS for w in lead) and last != "because":
        follows = words & {"and", "then"} or tokens[kernel.start - 1].word == ","
        conditional = "if" in {token.word for token in before.lead} and before.subject.being != "addressee"
        if follows and conditional and kernel.subject.personal:
            return "supposed", hedged
    at = kernel.start
    if (
        at
        and not kernel.elided
        and tokens[at - 1].word in AUXILIARIES
        and (at == 1 or tokens[at - 2].word not in ("i", "it"))
    ):
        return "question", hedged
    return "statement", hedged


def _is_question(tokens: Tokens, kernels: list[_Kernel]) -> bool:
    if any(token.word == "?" for token in tokens[-3:]):
        return True
    first = next((token.word for token in tokens if token.word not in _INTERJECTIONS and is_word(token)), "")
    second = next((n for n, token in enumerate(tokens) if token.word == first), 0) + 1
    asked = second < len(tokens) and tokens[second].word in AUXILIARIES | {"'s"} and first in _WH
    return asked or bool(
        first in AUXILIARIES - {"have", "had", "'d"}
        and kernels
        and not kernels[0].elided
        and kernels[0].start <= second + 1
    )


def _told_anyway(tokens: Tokens, kernels: list[_Kernel], n: int) -> bool:
    """In "my rent is 950, is that normal?" the first clause is told and only the rest is asked."""
    kernel = kernels[n]
    if kernel.start and tokens[kernel.start - 1].word in ("because", "since") and kernel.subject.being == "speaker":
        return True
    opened = kernel.start
    while opened and tokens[opened - 1].word not in HARD_STOPS | {","}:
        opened -= 1
    if any(token.word in _WH | AUXILIARIES for token in tokens[opened : kernel.start]):
        return False
    if any(_asks(tokens, at) for at in range(kernel.verb.end + 1, len(tokens))):
        return True
    return any(tokens[at].word in HARD_STOPS - {"?"} for at in range(kernel.verb.end, len(tokens)))


def _asks(tokens: Tokens, at: int) -> bool:
    """Whether an asking clause begins here, after a mark or a conjunction."""
    if tokens[at - 1].word not in HARD_STOPS | {",", "and", "but", "so", "-"}:
        return False
    word, following = tokens[at].word, tokens[at + 1].word if at + 1 < len(tokens) else ""
    if word in _WH or (word == "any" and tokens[at - 1].word != ","):
        return True
    return word in AUXILIARIES and following not in ("?", "") and word != "'d"
