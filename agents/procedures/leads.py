"""What leads in a how-to: "Here's how I …:", "Release checklist:", "When planning a hike, I …"; and what it is called by that.

A story ("first we drove to Porto, then …") has no such lead.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from memos.agents.procedures.verbs import gerund_of_verb, is_verb

EntryType = Literal["workflow", "guide", "script", "preference"]

_OPENING = (
    r"(?:(?:so|ok|okay|well|right|now|hey|hi|yes|sure|btw|by the way|for (?:the record|your information|future reference)"
    r"|please (?:remember|note|keep in mind|save this)|remember|note|keep in mind)[,:!.]? ){0,3}"
)
_NEEDED_FIRST = r"(?:only (?:if|when|once) (?P<given>[^,\n]{3,120}), )?"
_USUALLY = r"(?:(?:usually|always|normally|typically|generally|like to|should|have to|need to|would) )?"
_HOW = r"how (?:i|we|to|you|one|they) " + _USUALLY
_TASK = r"(?P<task>[^:.!?,\n]{3,80}?)"
_WHICH_END = r"(?: (?:at home|myself|every time|each time))?"
_GOES = (
    r"(?: (?:is (?:very |quite |pretty )?(?:simple|easy|short)|goes (?:like this|as follows|so)|is as follows|is like this"
    r"|looks like this|works like this|is this|consists of this|is|now))?"
)
_NOUN = (
    r"routine|ritual|recipe|process|procedure|checklist|workflow|method|protocol|runbook|playbook|regimen|workout|drill"
    r"|technique|how-to|instructions|steps"
)


class Lead(NamedTuple):
    """What says that a procedure follows. `loose`: only a list of orders or steps marked as such make it one.

    `waits`: the steps may come with the next message.
    """

    title: str
    trigger: str
    rest: int
    given: str = ""
    entry_type: EntryType = "workflow"
    loose: bool = False
    waits: bool = False
    enumerates: bool = False


class LeadRule(NamedTuple):
    """A way of leading in a procedure, what it fits and what it must not. The groups: `task`, `noun`, `given`."""

    name: str
    pattern: re.Pattern[str]
    fits: tuple[str, ...]
    not_fits: tuple[str, ...]
    loose: bool = False
    waits: bool = False
    enumerates: bool = False


def _lead(text: str) -> re.Pattern[str]:
    whole = (_OPENING + _NEEDED_FIRST + text).replace(" ", r"\s+")
    return re.compile("^" + whole, re.IGNORECASE)


_END = r"(?P<end>\s*(?:[:.,–—]|$|\s-\s))"

RULES: tuple[LeadRule, ...] = (
    LeadRule(
        "here is how",
        _lead(
            r"(?:here'?s|here is|this is|that's|that is|(?:let me|i'll|i will|i can|i want to|i'd like to)"
            r" (?:explain|tell you|show you|describe|walk you through|write down)) (?:exactly )?"
            rf"(?P<head>{_HOW}){_TASK}{_WHICH_END}{_END}"
        ),
        fits=("Here's how I make my sourdough:", "Let me explain how we deploy the shop.", "This is how I do laundry:"),
        not_fits=("Here's how my day went:", "This is how it all started.", "Here's how I met your mother:"),
        waits=True,
        enumerates=True,
    ),
    LeadRule(
        "how to, with a colon",
        _lead(rf"(?P<head>{_HOW}){_TASK}\s*(?P<end>:)"),
        fits=("How I roast chicken:", "How to file expenses:"),
        not_fits=("How do you make bread?", "How we laughed:"),
        enumerates=True,
    ),
    LeadRule(
        "how to, as a heading",
        _lead(rf"(?P<head>how to ){_TASK}(?P<end>\s*$)"),
        fits=("How to restart the database",),
        not_fits=("How to feel", "How do you make bread"),
        loose=True,
    ),
    LeadRule(
        "to do something, first",
        _lead(
            rf"(?:in order )?(?P<head>to ){_TASK}(?P<end>(?=[,:]\s+(?:you |i |we |just )?(?:first\b|start by|step 1)"
            r"|[:,]\s+\(?1[.)]\s|:\s*(?:\n|$)))"
        ),
        fits=("To reset the router, first unplug it, then wait.", "To water the bonsai: first check the soil."),
        not_fits=("To be honest, first I thought so.", "To me, first comes family."),
        loose=True,
    ),
    LeadRule(
        "when doing something, I",
        _lead(r"(?P<head>)(?:when|whenever) (?P<gerund>\w+ing [^,:.\n]{2,60}),(?P<end>)(?= (?:i|we) )"),
        fits=("When making pizza dough, I mix flour and water, and then knead it.",),
        not_fits=("When I was young, I swam.", "When nothing works, I cry."),
        loose=True,
    ),
    LeadRule(
        "I do it like this",
        _lead(rf"(?:i|we) {_USUALLY}{_TASK} (?:like this|this way|like so|as follows|in this order)(?P<end>[:,.])"),
        fits=("I do laundry like this: first I sort it.", "We file invoices as follows:"),
        not_fits=("I feel like this: sad.",),
        waits=True,
        enumerates=True,
    ),
    LeadRule(
        "steps to do something",
        _lead(
            r"(?:(?:please )?follow (?:these|the following) steps|(?:please )?do the following|do this"
            r"|(?:these|here) are the steps|the steps are|(?:the |my |our |these )?(?:steps|commands|instructions|checklist"
            rf"|procedure|process|recipe|guide|workflow))(?P<head>) (?:to|for|when|on) {_TASK}\s*(?P<end>:)"
        ),
        fits=("Steps for backing up the laptop:", "Follow these steps to publish the docs:", "My recipe for bread:"),
        not_fits=("Thanks for the recipe for bread.", "Steps to nowhere"),
    ),
    LeadRule(
        "a routine of that name",
        _lead(
            r"(?:(?:here'?s|here is|here are|this is|these are|let me (?:tell|show) you) )?"
            rf"(?P<noun>(?:(?:my|our|the|a|an) )?(?:[\w'-]+ ){{0,6}}?(?:{_NOUN}))"
            rf"(?: for (?:me|us|you|next time))?{_GOES}(?P<end>\s*:)"
        ),
        fits=("My morning coffee ritual:", "Release checklist:", "Our release process is simple: we freeze it."),
        not_fits=("My shopping list:", "The process of it all", "I like the recipe"),
        enumerates=True,
    ),
    LeadRule(
        "the way I do it",
        _lead(rf"the way (?:i|we) {_USUALLY}{_TASK}(?: is(?: this)?)?\s*(?P<end>:)"),
        fits=("The way I clean the grill: I heat it up, then I brush it.",),
        not_fits=("The way I see it: no.", "I like the way we work."),
        enumerates=True,
    ),
    LeadRule(
        "whenever I do something, I first",
        _lead(
            rf"(?:when|whenever|every time|each time|before) (?:i|we) {_TASK},(?P<end>)"
            r"(?= (?:i|we) (?:always |usually )?(?:first\b|start by\b|begin by\b))"
        ),
        fits=("Whenever I start a painting, I first sketch it, then I add colour.",),
        not_fits=("When I was young, I first swam.", "Whenever I cook, I sing."),
        loose=True,
    ),
    LeadRule(
        "things to do",
        _lead(
            r"(?P<head>)(?:the |my |our )?things (?:to|i|we) (?:do|check|remember|take care of|see to) (?P<noun>(?:before|after|when|for)"
            r" [^:.!?,\n]{2,60}?)\s*(?P<end>:)"
        ),
        fits=("Things to do before a flight:", "Things to check before we open:"),
        not_fits=("Things I love about Lisbon:", "Things to buy:"),
        loose=True,
    ),
    LeadRule(
        "what to do when it happens",
        _lead(
            r"(?P<head>)(?P<noun>(?:whenever|(?:when|if) (?:an?|any|the|some(?:one|body|thing)|you|there))\b"
            r" [^:.!?,\n]{3,80}?)\s*(?P<end>:\s*$)"
        ),
        fits=("When a build fails:", "Whenever somebody is ill:", "If there is no water:"),
        not_fits=("When I was young:", "If so:", "When a build fails, rerun it"),
        loose=True,
    ),
    LeadRule(
        "a list of orders of mine",
        _lead(
            r"(?:here'?s |here is )?(?P<noun>(?:my|our) (?!.*\b(?:goals?|resolutions?|plans?|wish\w*|dreams?|ideas?|questions?|favou?rites?"
            r"|options?|hopes?|lists?|to-?dos?|tasks?|priorit\w+|agenda|schedule|calendar|day|today|tomorrow|weeks?|month|year|homework"
            r"|itinerary|timeline|errands|books?|songs?|films?|movies?|answers?|points?|notes?|thoughts?|reasons?|requests?)\b)"
            r"(?:[\w'-]+ ){0,4}[\w'-]+)\s*(?P<end>:\s*)$"
        ),
        fits=("My Sunday reset:", "Our gym warm-up:"),
        not_fits=("My goals for this year:", "Our top candidates: Ana", "My favourite books:"),
        loose=True,
    ),
    LeadRule(
        "doing something",
        _lead(r"(?P<head>)(?P<gerund>\w+ing (?:up |off |out |down |in )?[^:.!?,\n]{2,60})(?P<end>\s*:?\s*)$"),
        fits=("Onboarding a new hire:", "Closing the cafe"),
        not_fits=("Things I love about Lisbon:", "Morning all:", "Spring cleaning is fun."),
        loose=True,
    ),
)
"""The ways of leading in a procedure, tried in order at the beginning of a sentence."""

_NOT_TASKS = re.compile(
    r"^(?:(?:confirm|recap|clarify|conclude|begin|start|answer|sum up|summari[sz]e)$|feel|felt|be|see it|think|met|got"
    r"|look at (?:it|things)|treat people|live|do (?:it|that|this)$|do$|go$|make it$)\b",
    re.IGNORECASE,
)
_NAMELESS = re.compile(
    r"^(?:.*\b(?:these|those|this|that)\b|(?:the |a |an )?(?:(?:general|following|next|additional|further|specific|same|above|main)\s+)?"
    r"(?:steps|instructions|process|procedure|method)$)",
    re.IGNORECASE,
)
"""Names under which nothing could be found again."""
_OF_MINE = re.compile(r"^(?:my|our|the|a|an)\s+", re.IGNORECASE)
_NOUN_END = re.compile(rf"\s*(?:{_NOUN})$", re.IGNORECASE)


def find_lead(sentence: str) -> tuple[LeadRule, Lead] | None:
    """The lead that a sentence begins with, if it does."""
    plain = sentence.replace("’", "'")
    for rule in RULES:
        match = rule.pattern.match(plain)
        lead = None if match is None else _read(rule, match)
        if lead is not None:
            return rule, lead
    return None


def _read(rule: LeadRule, match: re.Match[str]) -> Lead | None:
    said = match.groupdict()
    noun, gerund, task = said.get("noun"), said.get("gerund"), said.get("task")
    if noun:
        if _NAMELESS.match(noun):
            return None
        title = capital(_OF_MINE.sub("", noun) if noun.casefold().startswith(("the ", "a ", "an ")) else noun)
        if noun.split()[0].casefold() in ("before", "after", "when", "whenever", "if", "for"):
            return Lead(capital(match[0].strip(" :\n")), noun.partition(" ")[2], match.end(), loose=True)
        trigger = _NOUN_END.sub("", _OF_MINE.sub("", noun)) or _OF_MINE.sub("", noun)
    elif gerund:
        if not gerund_of_verb(gerund.split()[0]):
            return None
        title, trigger = capital(gerund.strip()), gerund.strip()
    elif task:
        head = said.get("head") or ""
        first = task.split()[0]
        if rule.name == "whenever I do something, I first":
            return Lead(capital(task), task.strip(), match.end(), loose=True) if is_verb(first) else None
        if _NOT_TASKS.match(task) or not (is_verb(first) or gerund_of_verb(first) or not head):
            return None
        if rule.name == "I do it like this" and not is_verb(first):
            return None
        title, trigger = capital(f"{head}{task}".strip()), task.strip()
        title = f"How to {task.strip()}" if head.strip().casefold() == "to" else title
    else:
        return None
    return Lead(
        title=title,
        trigger=trigger,
        rest=match.end(),
        given=capital((said.get("given") or "").strip()),
        entry_type="guide" if title.casefold().startswith("how to") else "workflow",
        loose=rule.loose,
        waits=rule.waits,
        enumerates=rule.enumerates,
    )


def names_a_task(trigger: str) -> bool:
    """Whether a trigger says what for, and not merely "checklist" or "my routine"."""
    return bool(_NOUN_END.sub("", trigger).strip())


def capital(words: str) -> str:
    """Words with single blanks between them and a capital."""
    words = " ".join(words.split())
    return words[:1].upper() + words[1:]
