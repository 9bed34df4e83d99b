"""How a claim is put in words: its value as it was said, its statement in the third person."""

from __future__ import annotations

import re

from memos.agents.perception import Utterance
from memos.agents.statements.grammar.verbs import FORMS
from memos.agents.statements.grammar.words import third_person
from memos.agents.statements.predicates import Polarity, in_third_person, in_third_persons, possessive, told
from memos.agents.statements.rules import Stated

LONGEST_PLAN = 160
"""How much of what follows a plan its statement keeps ("a motorbike this summer, a Triumph"), in characters."""


def value_of(stated: Stated, utterance: Utterance) -> str:
    """The value, verbatim; of a pair of quotation marks it keeps both or none."""
    content, first = utterance.message.content, stated.object[0]
    if stated.rule.pattern.startswith("S V:") and any(
        form.lemma == first.word and form.tense == "past" for form in FORMS.get(first.text.lower(), ())
    ):
        return f"{first.word}{content[first.end : stated.object[-1].end]}"
    return _whole_quoted(content, first.start, stated.object[-1].end)


_QUOTES = {'"': '"', "“": "”", "‘": "’", "«": "»", "*": "*", "`": "`"}


def _whole_quoted(content: str, start: int, end: int) -> str:
    """A value without the mark that opens a quotation or the stars of one which ends behind it: "“OCM Recycle" of "“OCM Recycle (…)”"."""
    while end - start > 1 and content[start] in _QUOTES and _QUOTES[content[start]] not in content[start + 1 : end]:
        start += 1
    return content[start:end]


def sentence_for(
    stated: Stated, utterance: Utterance, subject: str, predicate: str, value: str, polarity: Polarity
) -> str:
    """The statement as a sentence with the subject's name. What has ended is told as it held."""
    content = utterance.message.content
    link = stated.rule.link if predicate in stated.rule.predicate else ""
    if "{}" in link:
        value = value if _ENDS_IN_ARTICLE.search(link) else _with_article(stated, content)
        return " ".join(told(subject, predicate, value, polarity, link).split())
    if (
        predicate == "relation:friend"
        and value[:1].isupper()
        and _BEST.search(content[max(stated.start - 12, 0) : stated.end])
    ):
        return told(subject, "relation:best friend", value, polarity)
    if predicate.startswith("attribute:"):
        return _of_attribute(stated, content, subject, predicate, value, polarity)
    if link == "verb" and predicate == "hobby" and polarity == "+":
        return f"{subject} {_with_verb_of_another(value)}."
    if predicate in ("wants", "likes", "prefers") and "{}" not in link:
        base = _is_base(stated) or (predicate == "wants" and _follows_to(stated, content))
        link = "to" if base and any(word.startswith("to") for word in stated.rule.pattern.split()) else ""
        value = value if link else _with_article(stated, content)
    if predicate == "is" and "{P}" in stated.rule.predicate:
        verb = "are" if subject.endswith("s") and not subject.endswith("ss") else "is"
        return f"The {subject.removeprefix('the ')} {verb} {_with_article(stated, content)}."
    if predicate == "is":
        clause = content[stated.start : stated.end]
        return f"{clause[:1].upper()}{clause[1:]}."
    if predicate == "plans":
        end = stated.whole[1]
        if 0 < end - stated.object[0].start < LONGEST_PLAN:
            value = content[stated.object[0].start : max(end, stated.object[-1].end)].rstrip(" ,.!?")
        link = "to" if _is_base(stated) or _follows_to(stated, content) else ""
        value = value if link else _with_article(stated, content, value)
    if predicate == "works_on":
        value = _with_article(stated, content)
    if predicate != "habit" and link == "verb":
        value = _with_verb_of_another(value)
    if predicate == "habit" and link == "verb" and not _is_base(stated) and polarity == "+":
        value = _with_verb_of_another(value)
    elif predicate == "habit" and _is_base(stated) and link == "verb":
        value = in_third_person(value) if polarity == "+" else value
        if polarity == "-":
            return f"{subject} never {in_third_person(value)}."
    return " ".join(told(subject, predicate, value, polarity, link).split())


_BEST = re.compile(r"\bbest (?:friend|mate|buddy|pal)\b|\bbestie\b|\bbff\b", re.IGNORECASE)
_FILLER = re.compile(r"\b(?:now|currently|actually|just|still|apparently|already|officially) ", re.IGNORECASE)
_PLURAL_VERBS = frozenset(
    "are go come start meet leave cost have end open close run begin land arrive depart expire".split()
)
_UNTIMED = frozenset("deadline date day birthday budget price rent departure arrival end time start target due".split())


def _of_attribute(stated: Stated, content: str, subject: str, predicate: str, value: str, polarity: Polarity) -> str:
    """An attribute in the words it was told in ("Ana's flight lands at 18:05"), if they fit, or else "is" with the value."""
    aspect = stated.rule.predicate.partition("{N}")[2]
    noun = stated.predicate.partition(":")[2].removesuffix(aspect)
    if stated.rule.link == "has":
        return _counted(stated, subject, content)
    if noun.endswith(" deadline") and stated.rule.pattern.startswith("S"):
        return f"{possessive(subject)} {noun.removesuffix(' deadline')} is due {placing(value)}{value}."
    last = noun.rpartition(" ")[2]
    at = content.lower().find(last, stated.start) if stated.rule.link == "told" and polarity == "+" else -1
    if 0 <= at < stated.object[0].start and noun != "it":
        noun = _DETERMINER.sub("", content[stated.start : at + len(last)])
        noun = re.split(r"['’]s? ", noun)[-1]
        verb = content[at + len(last) : stated.object[-1].end].strip()
        verb = _FILLER.sub("", f"is {verb[2:].strip()}" if verb[:2] in ("'s", "’s") else verb)
        first = verb.partition(" ")[0].lower()
        if "," not in verb and " name " not in verb and (first.endswith("s") or first in _PLURAL_VERBS):
            return f"{possessive(subject)} {in_third_persons(noun)} {verb}."
    placed = placing(value) if not _UNTIMED & set(predicate.lower().split(":")[1].split()) else ""
    return " ".join(told(subject, predicate, f"{placed}{value}", polarity).split())


def _counted(stated: Stated, subject: str, content: str) -> str:
    """ "Ana's desktop has 16 GB of ram", "The Dlamini wedding has 180 guests"."""
    clause = _DETERMINER.sub("", content[stated.start : stated.end])
    return f"{possessive(subject)} {in_third_persons(clause)}."


_DETERMINER = re.compile(r"^(?:(?:my|our|the|his|her|their|your|this|that)|[\w-]+['’]s) +", re.IGNORECASE)
_ON = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_AT = re.compile(r"\d{1,2}(?:[:.]\d{2}(?!\d)| ?[ap]m\b)|noon\b|midnight\b", re.IGNORECASE)


def placing(value: str) -> str:
    """What stands before a day or a time: "on " Thursday, "at " 9:15; nothing before anything else."""
    return "on " if _ON.match(value) else "at " if _AT.match(value) else ""


_ARTICLE = re.compile(r"\b(an?|the|my|our|some|this|that|these|those)\W{1,4}$", re.IGNORECASE)
_ENDS_IN_ARTICLE = re.compile(r"\b(?:an?|the) \{\}")


def _with_article(stated: Stated, content: str, value: str = "") -> str:
    """The value with the article that it was said with: "decided on *a* traditional ryokan"; without stars."""
    start, end = stated.object[0].start, stated.object[-1].end
    words = re.sub(r"[*`]", "", value or content[start:end])
    article = _ARTICLE.search(content[max(start - 12, 0) : start])
    if article is None:
        return words
    plain = {"this": "the", "that": "the", "these": "the", "those": "the"}.get(article[1].lower(), article[1].lower())
    return f"{plain} {words}"


def _follows_to(stated: Stated, content: str) -> bool:
    start = stated.object[0].start
    return content[max(start - 3, 0) : start].lower().strip() == "to" and not stated.object[0].word.endswith("ing")


def _with_verb_of_another(value: str) -> str:
    """A value that begins with its verb, in whatever form, told of somebody: "teaching maths" to "teaches maths"."""
    verb, _, rest = value.partition(" ")
    form = next(iter(FORMS.get(verb.lower(), ())), None)
    return f"{third_person(form.lemma if form else verb.lower())} {rest}".rstrip()


def _is_base(stated: Stated) -> bool:
    first = stated.object[0].word
    return any(form.tense == "base" for form in FORMS.get(first, ())) or first in ("be", "have", "do")
