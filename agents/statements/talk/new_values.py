"""A new value for what is known already, in whatever words: "the proposal must now be in by 4 April", where it was due on 14 March.

A change is seldom told as the value was. What links the two is the thing, by its noun, and the sort of the value: a day for a day,
an amount for an amount, a name for a name. A cue says that it is a change, so that nothing else is read this way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from memos.agents.settlement.wording import fold, names, words
from memos.agents.statements.grammar.nouns import FUNCTION_WORDS, TELLS_WHICH, is_name, text_of
from memos.agents.statements.grammar.verbs import FORMS, lemmas_in
from memos.agents.statements.grammar.vocabulary import ENGAGEMENTS, MONTHS, NUMBERED, WEEKDAYS
from memos.agents.statements.grammar.words import Tokens, tokens, written
from memos.agents.statements.kinds.aims import is_standing
from memos.agents.statements.kinds.belongings import is_colour, is_system
from memos.agents.statements.kinds.feature_slots import is_stage
from memos.agents.statements.kinds.sorts import CLOCK, DATE, DAY, sort_of_value, sorts_in
from memos.agents.statements.kinds.wares import kind_of
from memos.agents.statements.predicates import possessive
from memos.agents.statements.talk.claims import Claim
from memos.agents.statements.talk.hearing import Hearing
from memos.agents.statements.talk.ledger import Known
from memos.agents.statements.talk.spoken_of import CHANGED, OWNING, QUALITIES, Mention, goes_on, mentions_in, things_in

_SINCE_NOW = frozenset("now instead nowadays currently anymore new another rather finally different henceforth".split())
_PHRASES = frozenset(
    "these days|no longer|not until|from now|as of|as from|from this|from next|starting from|starting in|any more|any longer|effective from|not open|since the|since last".split(
        "|"
    )
)
_OPEN = frozenset(
    "would could might maybe perhaps if whether want wants wanted wish hope hoping ask asks asked asking try trying tried should considering "
    "wonder wondering possibly suggested suggests refused unless thinking".split()
)
"""Words that leave it open whether anything has changed."""
ASPECTS = frozenset(
    "price deadline system color place hours arrival departure end measure number time date day start owner host status phase stack amount "
    "target cost fee fees level limit code name lead".split()
)
"""Words behind a noun that only say which side of the thing is told."""
_AIMS = frozenset("goal target aim objective budget quota".split())
_MONEY = re.compile(
    r"[$€£¥₹₦] ?\d[\d.,]*\d?k?|\b\d[\d.,]*k? ?(?:euros?|eur|€|dollars?|usd|pounds?|quid|bucks|francs?|chf|kr|kronor|kroner|rupees|yen|zloty|naira|pesos?|rand|lei|percent|%)",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"(?<![\w.,-])(?:[A-Z]{1,3} )?[\w-]{0,24}\d[\w.,:/-]*(?: ?%)?")
_MONTH = re.compile(rf"\b(?:{'|'.join(month.title() for month in sorted(MONTHS) if len(month) > 2)})\b")
_ORDINAL = re.compile(
    r"\b(?:ground|top|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_PLAIN = {"date": DATE, "clock": CLOCK, "day": DAY, "money": _MONEY}
_TOWARDS = frozenset("to until till by onto into over".split())
_AT = frozenset("on at for is 's are be now in with = was".split())
_NOT_IT = frozenset("from since not than of".split())
_CARRYING = frozenset("install use run try choose pick buy adopt put".split())
"""Verbs whose object is the new value: "installed Fedora on my laptop"."""
_MADE_ANEW = frozenset(
    "put move switch migrate port rewrite rebuild build install convert transfer change go redo swap replace".split()
)
_LOOSE = ("is", "habit", "plans", "wants", "works_on", "owns", "works_at", "prefers")
MOST_WORDS = 60
"""A longer sentence tells too much for a value in it to be linked to a noun in it."""


class NewValues:
    """Finds what a sentence gives a new value to."""

    def __init__(self, heard: Hearing) -> None:
        self._heard = heard

    def told_in(self, sentence: Tokens, before: Tokens, found: Sequence[Claim], *, mistaken: bool) -> list[Claim]:
        """What a sentence was found to claim; a new value of something known stands in the place of looser readings of its words."""
        said = [token.word for token in sentence]
        found = [self._stands_otherwise(claim) for claim in found]
        open_ended = bool(_OPEN & set(said)) and not mistaken
        if len(said) > MOST_WORDS or "?" in said[-2:] or open_ended or not (mistaken or _tells_a_change(said)):
            return found
        found = [self._replanned(claim) for claim in found]
        candidates = list(self._meant(sentence, before))
        stretches = _stretches(sentence)
        spoken_of = {stretches[at] for _, _, at in candidates if at >= 0}
        best = 0
        for score, known, at in sorted(candidates, key=lambda one: -one[0]):
            if at >= 0 and _unchanged(sentence, stretches, at):
                continue
            best = max(best, score)
            if score < best:
                break
            value = self._new_value(known, sentence, at)
            if value is None or names(value, known.object):
                continue
            there = _stretch_of(value, sentence, stretches)
            if at >= 0 and stretches[at] != there and there in spoken_of:
                continue  # "the electricity went up to 85, the insurance is the same"
            told = [claim for claim in found if claim.holds and _overlap(value, claim.object)]
            if any(_says(claim, known) or not self._is_loose(claim) for claim in told):
                return found
            fresh = self._heard.restated(known, "correct" if mistaken else "assert", sentence, value)
            return [*(claim for claim in found if claim not in told), fresh._replace(instead_of=known.object)]
        return found

    def _stands_otherwise(self, claim: Claim) -> Claim:
        """ "The project is active again", where it was on hold: a matter stands in one way at a time."""
        if claim.predicate != "is" or claim.instead_of or not is_standing(tokens(claim.object)):
            return claim
        for known in self._heard.ledger.of(claim.subject):
            if (
                known.predicate == "is"
                and is_standing(tokens(known.object))
                and fold(known.object) != fold(claim.object)
            ):
                return claim._replace(instead_of=known.object)
        return claim

    def _replanned(self, claim: Claim) -> Claim:
        """ "We're now going to Rome on 18 May", where it was 4 May: the same plan, but for one part of it."""
        if claim.predicate not in ("plans", "wants") or claim.instead_of or not claim.holds:
            return claim
        for known in self._heard.ledger.of(claim.subject):
            if (
                known.predicate == claim.predicate
                and known.said_at < claim.observed_at
                and _differ_in_part(claim, known)
            ):
                return claim._replace(instead_of=known.object)
        return claim

    def _meant(self, sentence: Tokens, before: Tokens) -> Iterator[tuple[int, Known, int]]:
        """What is known of the things that are spoken of: how surely each is meant, and where its noun stands."""
        mentions = list(mentions_in(sentence))
        if goes_on(sentence):
            mentions += [mention._replace(at=-1) for mention in mentions_in(before)]
        things = [f"the {text}" for text in things_in(sentence)][:3]
        things += self._own_things(sentence, mentions)
        for one in self._heard.ledger.lately(subjects=[*self._heard.subjects, *things]):
            if one.said_at > self._heard.utterance.message.timestamp:
                continue
            noun = _noun_of(one)
            fits = [(score, mention.at) for mention in mentions if noun and (score := self._fit(one, noun, mention))]
            if fits:
                score, at = max(fits)
                yield score, one, at
            elif goal := self._aim(one, mentions):
                yield 1, one, goal.at
            elif _is_deed(one, sentence):
                yield 1, one, -1
            elif (told_at := _by_value(one, sentence)) is not None:
                yield 1, one, told_at

    def _own_things(self, sentence: Tokens, mentions: Sequence[Mention]) -> list[str]:
        """What things of the speaker's are called that are spoken of: "Ana's boat", "Ana's sailing boat"."""
        owner = possessive(self._heard.utterance.speaker)
        ends = {one.at for one in mentions if one.at >= 0 and one.owner in ("my", "our", "the")}
        names_of = (
            f"{owner} {text_of(sentence[max(at + 1 - length, 0) : at + 1])}"
            for at in sorted(ends)[:3]
            for length in (1, 2)
        )
        return list(dict.fromkeys(names_of))

    def _aim(self, known: Known, mentions: Sequence[Mention]) -> Mention | None:
        """ "My reading goal", where somebody wants to read 30 books."""
        if known.predicate not in ("wants", "plans") or not _FIGURES.search(known.object):
            return None
        aims = words(" ".join(_AIMS))
        aimed = (one for one in mentions if one.telling & aims and one.owner in ("my", "our", "", "the"))
        deed = words(known.object)
        akin = frozenset(word[:4] for word in deed)
        return next((one for one in aimed if all(word[:4] in akin for word in one.telling - aims)), None)

    def _is_loose(self, claim: Claim) -> bool:
        """Whether a claim was read of the same words for want of anything better: of nothing that is known."""
        if not claim.predicate.startswith("attribute:"):
            return claim.predicate in _LOOSE
        return all(known.predicate != claim.predicate for known in self._heard.ledger.of(claim.subject))

    def _fit(self, known: Known, noun: list[str], mention: Mention) -> int:
        """How well a mention tells this noun; 0 if it means something else."""
        mine = words(" ".join(word for word in noun if word not in QUALITIES) or " ".join(noun))
        shared = mine & mention.telling
        titled = _is_titled(noun, mention)
        if not shared or not (titled or words(" ".join(_heads(noun))) & mention.telling):
            told_by = mention.telling <= mine and noun[-1] in ENGAGEMENTS and sort_of_value(known.object) in _PLAIN
            return int(told_by)  # "the vet rang" of the vet appointment
        if (
            (mine - shared)
            and (mention.telling - mine - words(" ".join(ASPECTS)))
            and known.predicate not in ("habit", "wants")
        ):
            return 0  # "the reading goal" is not the savings goal
        if titled and len(mine) > 1:
            return 3
        anothers = fold(known.subject) != fold(self._heard.utterance.speaker) and known.predicate.startswith(
            "attribute:"
        )
        if mention.owner in ("", "my", "our", "the"):
            return 0 if anothers and mention.owner != "the" else 2 * len(shared)
        if mention.owner in ("his", "her", "their", "its"):
            return 2 * len(shared) if anothers else 0
        if anothers:
            return 2 * len(shared) + 1 if mention.owner in fold(known.subject) else 0
        return 2 * len(shared) + 1 if words(mention.owner) <= mine else 0  # "the cabin's wifi password"

    def _new_value(self, known: Known, sentence: Tokens, at: int) -> str | None:
        """The value that a sentence gives to something: of the sort that it had, and where a new value stands."""
        content = self._heard.utterance.message.content
        old = tokens(known.object)
        if is_colour(old):
            return _other(sentence, known.object, is_colour, 3)
        if is_stage(old):
            return _other(sentence, known.object, is_stage, 2)
        if is_system(old):
            return _other(sentence, known.object, is_system, 3)
        sort = sort_of_value(known.object)
        figures = known.predicate in ("habit", "wants", "plans")
        if not figures and (sort == "name" or kind_of(known.object)):
            return self._new_name(known, sentence, at)
        first, last = sentence[0].start, sentence[-1].end
        pattern = _pattern(known.object, sort)
        if pattern is None or (figures and pattern not in (_MONEY, _FIGURES, _MONTH)):
            return None
        spans = [match.span() for match in pattern.finditer(content, first, last)]
        if not spans and pattern is _MONEY:
            spans = [match.span() for match in _FIGURES.finditer(content, first, last)]
        others = {"clock": (DATE, DAY), "date": (DAY,), "day": (DATE,)}.get(sort, ()) if not spans else ()
        spans += [match.span() for one in others for match in one.finditer(content, first, last)]
        chosen = _chosen(spans, sentence, known.object, content, at)
        if chosen is None:
            return None
        start, end = chosen
        if figures:  # "read 45 books" for "read 30 books"
            figure = pattern.search(known.object)
            right = content[start:end].rstrip(" .,")
            return f"{known.object[: figure.start()]}{right}{known.object[figure.end() :]}" if figure else None
        end = _with_unit(content, end, last, known.object, sort)
        value = content[start:end].rstrip(" .,:/-")
        if pattern is _ORDINAL:  # "fifth floor" for "second floor"
            value = _ORDINAL.sub(lambda _: value, known.object, count=1)
        return value

    def _new_name(self, known: Known, sentence: Tokens, at: int) -> str | None:
        """The name that stands where a new value does: "put the queue on RabbitMQ", "switched our CI to GitLab"."""
        content = self._heard.utterance.message.content
        kind = kind_of(known.object)
        before = known.statement.partition(known.object)[0].split()
        leads = _TOWARDS | {"is", "'s", "are", "called", "named", "now"} | {*before[-1:]} - {"the", "a", "my", "their"}
        for n, token in enumerate(sentence):
            named = is_name(sentence, n) or (bool(kind) and kind_of(token.text) == kind)
            if not named or token.word in MONTHS | WEEKDAYS or is_name(sentence, n - 1):
                continue
            ahead = n - 1
            while ahead > 0 and sentence[ahead].word in ("the", "a", "an", "now", "just", "simply"):
                ahead -= 1
            lead = sentence[ahead].word if n else ""
            carried = bool(n) and bool(_lemmas(sentence[ahead : ahead + 1]) & _CARRYING)
            placed = lead in ("on", "in", "with") and bool(_lemmas(sentence[:ahead]) & _MADE_ANEW)
            end = n + 1
            while end < len(sentence) and (is_name(sentence, end) or sentence[end].text[:1].isdigit()):
                end += 1
            renamed = (
                at >= 0
                and ahead == at
                and bool(_lemmas(sentence[:at]) & {"call", "name", "rename", "christen", "title"})
            )
            told_first = (
                end < at <= end + 4
                and sentence[end].word in ("is", "'s", "becomes", "became")
                and sentence[end + 1].word in (*OWNING, "now")
            )
            if lead == "from" or not (lead in leads or carried or placed or told_first or renamed):
                continue
            value = written(content, sentence[n:end])
            if not names(value, known.object) and not names(value, " ".join(_noun_of(known))):
                return value
        return None


def _noun_of(known: Known) -> list[str]:
    """The words for the thing that something known is said of."""
    family, _, noun = known.predicate.partition(":")
    if family == "attribute" and noun:
        said = noun.split()
        while len(said) > 1 and said[-1] in ASPECTS:
            said = said[:-1]
        return said
    if known.predicate in ("is", "name") and (known.subject.startswith("the ") or "'s " in known.subject):
        return known.subject.rpartition("'s ")[2].lower().removeprefix("the ").split()
    if known.predicate in ("habit", "wants", "plans") and _FIGURES.search(known.object):
        return [word for word in known.object.lower().split() if word.isalpha() and word not in FUNCTION_WORDS][-1:]
    return []


def _is_deed(known: Known, sentence: Tokens) -> bool:
    """Whether a sentence speaks of the deed that is planned for some time: "the opening of the cafe", "retire"."""
    if known.predicate not in ("wants", "plans"):
        return False
    plain = (
        frozenset(word for word in words(known.object) if not any(char.isdigit() for char in word)) - _MONTHS_AS_WORDS
    )
    return bool(plain) and plain <= words(" ".join(token.text for token in sentence))


_MONTHS_AS_WORDS = words(" ".join(MONTHS))
_GIVEN_UP = frozenset("cancel rip scrap ditch swap switch replace drop trade exchange".split())


def _by_value(known: Known, sentence: Tokens) -> int | None:
    """Where a sentence names the value that is known: "cancelled the Kaiserhof", "swapped us to plot 31"."""
    if not known.predicate.startswith("attribute:"):
        return None
    first = known.object.lower().partition(" ")[0]
    for n, token in enumerate(sentence[:-1]):
        if token.word == first and first in NUMBERED and sentence[n + 1].text[0].isdigit():
            return n
    said = words(" ".join(token.text for token in sentence))
    named = (
        sort_of_value(known.object) == "name" and words(known.object) <= said and bool(_lemmas(sentence) & _GIVEN_UP)
    )
    return 0 if named else None


def _differ_in_part(claim: Claim, known: Known) -> bool:
    """Whether the same is planned, at another time, in another place, with somebody else."""
    mine, theirs = claim.object.split(), known.object.split()
    if not lemmas_in(mine[0]) & lemmas_in(theirs[0]):
        return False
    shared, new, old = (
        words(" ".join(one)) for one in (set(mine) & set(theirs), set(mine) - set(theirs), set(theirs) - set(mine))
    )
    alike = sorts_in(" ".join(word for word in mine if word not in theirs)) & sorts_in(
        " ".join(word for word in theirs if word not in mine)
    )
    return len(shared) > 1 and bool(new and old) and bool(alike - {"words"}) and len(new) < 4


def _pattern(old: str, sort: str) -> re.Pattern[str] | None:
    if sort in _PLAIN:
        return _PLAIN[sort]
    if _MONEY.search(old):
        return _MONEY
    if sort == "figures" and not _ORDINAL.search(old):
        return _FIGURES
    if _MONTH.search(old):
        return _MONTH
    return _ORDINAL if _ORDINAL.search(old) else None


def _other(sentence: Tokens, old: str, accepts: Callable[[Tokens], bool], longest: int) -> str | None:
    """The only other value of a kind that is told by its words: a colour, a stage."""
    found: list[str] = []
    n = 0
    while n < len(sentence):
        end = next((end for end in range(min(n + longest, len(sentence)), n, -1) if accepts(sentence[n:end])), n)
        if end > n:
            found.append(" ".join(token.text for token in sentence[n:end]))
        n = max(end, n + 1)
    other = [one for one in found if not names(one, old)]
    return other[0] if len(other) == 1 else None


def _lemmas(said: Tokens) -> set[str]:
    return {form.lemma for token in said for form in FORMS.get(token.word, ())}


def _tells_a_change(said: list[str]) -> bool:
    return bool((_SINCE_NOW | CHANGED) & set(said)) or any(
        f"{one} {other}" in _PHRASES for one, other in pairwise(said)
    )


_JOINTS = frozenset(", ; : . and but so while because although though whereas - – — ( )".split())
_UNTOUCHED = frozenset("same unchanged still stays stay stayed keeps kept keep keeping remains remain remained".split())


def _stretches(sentence: Tokens) -> list[int]:
    """For each word, which stretch of the sentence it stands in: marks and conjunctions part them."""
    numbers: list[int] = []
    for token in sentence:
        joint = token.word in _JOINTS
        numbers.append((numbers[-1] if numbers else 0) + int(joint))
    return numbers


def _stretch_of(value: str, sentence: Tokens, stretches: list[int]) -> int:
    first = value.split(maxsplit=1)[0]
    return next((stretches[n] for n, token in enumerate(sentence) if first.startswith(token.text)), -1)


def _unchanged(sentence: Tokens, stretches: list[int], at: int) -> bool:
    """ "The car insurance is the same", "the desktop stays on Debian"."""
    return any(token.word in _UNTOUCHED and stretches[n] == stretches[at] for n, token in enumerate(sentence))


_SIDES = ASPECTS | {"destination", "venue", "location", "topic", "theme", "colour", "size"}


def _heads(noun: list[str]) -> list[str]:
    """The noun itself; of "deadline for the grant" the grant too, for the deadline is only one side of it."""
    end = next((n for n, word in enumerate(noun) if n and word in TELLS_WHICH), len(noun))
    return [noun[end - 1], noun[-1]] if noun[end - 1] in _SIDES else [noun[end - 1]]


def _is_titled(noun: list[str], mention: Mention) -> bool:
    """ "Atlas", where "project Atlas" or a feature of Atlas is known."""
    named = noun[1:] if noun[0] in ("project", "team", "operation", "app") else noun[:1]
    return len(noun) > 1 and mention.named and mention.telling == words(" ".join(named[:1]))


def _says(claim: Claim, known: Known) -> bool:
    return known.functional and claim.predicate == known.predicate and fold(claim.subject) == fold(known.subject)


def _overlap(value: str, other: str) -> bool:
    return names(value, other) or bool(words(value) & words(other) and any(char.isdigit() for char in value))


_PASSED_OVER = frozenset("the a about around now only number just room".split())


def _chosen(
    spans: Sequence[tuple[int, int]], sentence: Tokens, old: str, content: str, at: int
) -> tuple[int, int] | None:
    """Which of the values of this sort is the new one: what stands behind "to" or "until", else behind "on", "at", "is"."""
    fresh: list[tuple[int, int, int]] = []
    noun_end = sentence[at].end if at >= 0 else 0
    for start, end in spans:
        n = next((n for n, token in enumerate(sentence) if token.end > start), 0)
        ahead = n - 1
        while ahead > 0 and sentence[ahead].word in _PASSED_OVER:
            ahead -= 1
        lead = sentence[ahead].word if ahead >= 0 else ""
        told_when = sentence[max(n - 2, 0)].word in ("as", "since") or lead in _NOT_IT
        if told_when or words(content[start:end]) <= words(old):
            continue
        rank = 0 if lead in _TOWARDS else 1 if lead in _AT else 2
        fresh.append((rank + (0 if start >= noun_end else 1), start, end))
    if not fresh:
        return None
    _, start, end = min(fresh)
    return start, end


def _with_unit(content: str, end: int, last: int, old: str, sort: str) -> int:
    """A figure with what it counts, if the old one was told so: "29 students"; an amount with its period."""
    following = re.compile(r" (\w+)").match(content, end, last)
    if sort == "figures" and following and words(following[1]) <= words(old):
        end = following.end()
    period = re.compile(r" (?:an?|per|each|every) \w+").match(content, end, last)
    return period.end() if period and sort in ("money", "figures") else end
