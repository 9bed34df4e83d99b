"""Procedures: how the user wants things done, from now on. A request for once is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from memos.agents.agent import Workbench
from memos.agents.perception import Perceived, Sentence, Utterance
from memos.agents.proposal import Draft, Proposal
from memos.schemas.cube import Kind, Procedural
from memos.schemas.message import Trust

LONGEST_MESSAGE = 1_500
"""Longer messages are documents or prompts that were pasted, not talk to the assistant."""

LONGEST_SENTENCE = 400

WORDS: Mapping[str, str] = {
    "opening": "and|also|but|so|oh|ok|okay|right|please|pls|just|hey|btw|by the way|one more thing|remember|in general",
    "order": (
        "add|address|answer|apologi[sz]e|ask|assume|avoid|be|begin|book|call|cc|check|cite|compare|confirm|convert|copy|deploy"
        "|double-check|email|end|ensure|explain|file|follow|forward|format|give|greet|include|keep(?! an eye)|leave"
        "|list|make sure|mention|message|notify|offer|open|pay|phone|ping|pretend|print|propose|provide|put|quote|read"
        "|recommend|refer|remember|remind|repeat|reply|respond|round|run|say|schedule|send|share|show|sign|skip|speak|spell|start|stick"
        "|stop|suggest|summari[sz]e|talk|tell|test|text|translate|try|update|use|wait|warn|wake|write"
    ),
    "wish": (
        "i want you to|i would like you to|i'd like you to|i need you to|can you|could you|would you|will you"
        "|you should|you must|make sure to|make sure you|remember to|try to"
    ),
    "never": "don't|do not|dont|never|stop|no need to",
    "now_on": (
        "from now on|from here on|from here on out|going forward|from today on|henceforth|in future|in the future"
        "|for future reference|as a rule|as a general rule|at all times"
    ),
    "style": (
        "bullet points?|bullets|emojis?|jargon|markdown|tables?|headers|headings|exclamation (?:marks|points)|slang"
        "|acronyms|abbreviations|small ?talk|swear words|technical terms|passive voice|em dashes|sir|ma'am|my surname"
        "|my (?:first|last|full) name"
    ),
    "answers": (
        "answers?|reply|replies|responses?|explanations?|messages|summaries|tone|language|emails|suggestions|recipes"
    ),
    "asked_to": (
        "answer|ask|book|call|commit|cook|deploy|draft|explain|forget|mention|order|paste|plan|prepare|recommend|release"
        "|reply|request|respond|say|schedule|send|share|suggest|summari[sz]e|talk|tell|translate|travel|work|write"
        "|are unsure|are not sure|aren't sure|don't know|are looking|are writing|are working"
    ),
}
"""The words of the rules below: `<order>` there stands for any of these orders."""


class Rule(NamedTuple):
    """A way of giving a standing instruction: a pattern over a sentence, what it fits, and what it must not.

    The group `how` is the instruction; `when`, if there is one, its trigger.
    """

    name: str
    pattern: re.Pattern[str]
    fits: tuple[str, ...]
    not_fits: tuple[str, ...]


def _pattern(text: str) -> re.Pattern[str]:
    """A pattern from the beginning of a sentence: `<name>` stands for a list of words, a blank for any white space."""
    text = rf"^(?:(?:{WORDS['opening']})[,:]? ){{0,3}}{text}"
    filled = re.sub(r"(?<!P)<(\w+)>", lambda name: rf"(?:{WORDS[name[1]]})\b", text)
    return re.compile(filled.replace(" ", r"\s+").replace(r"\s+?", r"\s?"), re.IGNORECASE)


RULES: tuple[Rule, ...] = (
    Rule(
        "always or never",
        _pattern(r"(?:<wish> )?(?:please )?(?P<how>(?:always|never) (?:please )?<order>.*)"),
        fits=(
            "Always answer in French.",
            "Please always address me as Dr. Silva.",
            "never call me before nine",
            "I want you to always cite your sources.",
            "Can you always reply in Portuguese?",
        ),
        not_fits=(
            "Always wanted to see Rome.",
            "Never mind, I found it.",
            "never been there",
            "I always answer in French.",
            "Always a pleasure!",
            "She never calls me before nine.",
            "Always keep an eye on your surroundings.",
        ),
    ),
    Rule(
        "from now on",
        _pattern(
            r"<now_on>,? (?:please )?(?:<wish> )?(?:please )?(?P<how>(?:(?:<never>|always|only) )?(?:<order>|do\b).*)"
        ),
        fits=(
            "From now on, keep your answers short.",
            "going forward please use metric units",
            "In future I'd like you to send the agenda a day before.",
            "from now on don't use my surname",
        ),
        not_fits=(
            "From now on I'll run every morning.",
            "In the future, cars will fly.",
            "In future plans we go to Rome.",
        ),
    ),
    Rule(
        "..., from now on",
        _pattern(
            r"(?:<wish> )?(?P<how>(?:(?:<never>|always|only) )?<order>.{3,200}?)[,;]? (?:<now_on>|every time)[.!? ]*$"
        ),
        fits=(
            "Answer in German from now on.",
            "Call me Sam from now on!",
            "Could you use Celsius going forward?",
            "Show me the diff every time.",
            "Just make sure your system keeps its records straight from now on.",
        ),
        not_fits=(
            "I will answer in German from now on.",
            "Tell me what happens in future physics",
            "Let's hope it's all good vibes from now on!",
        ),
    ),
    Rule(
        "whenever",
        _pattern(
            r"(?P<when>(?:whenever|every time|each time|any ?time) [^,]{3,120}"
            r"|(?:when|before|after|if) (?:(?:you|i) <asked_to>|you're \w{3,16}ing)[^,]{0,120}),"
            r" (?:then )?(?:please )?(?:<wish> )?(?P<how>(?:(?:always|first|only|<never>) )?<order>.*)"
        ),
        fits=(
            "When you deploy, first run the tests.",
            "Whenever I mention Maya, remind me of her birthday.",
            "If you don't know, say so.",
            "Before you book a flight, always ask me.",
            "every time I travel, send me the weather, then the packing list",
            "When you're looking for campgrounds, please keep our budget in mind.",
        ),
        not_fits=(
            "When you get a chance, send me the file.",
            "If you can, tell me the time.",
            "When I was young, we used to swim.",
            "Whenever I cook, the alarm goes off.",
            "If I ask nicely, will you sing?",
        ),
    ),
    Rule(
        "no such style",
        _pattern(
            r"(?:<wish> )?(?P<how>(?:<never> (?:using|use|writing|write|writing in|write in|including|include|adding"
            r"|add|calling me|call me)|avoid|avoid using|no|no more|skip|skip the|skip all)"
            r" (?:any |the |so many |too many |those |these )?<style>.{0,80})"
        ),
        fits=(
            "please don't use bullet points",
            "No emojis please.",
            "avoid jargon",
            "Stop using exclamation marks!",
            "Don't call me sir.",
        ),
        not_fits=("Don't use the car today.", "I don't use emojis.", "Avoid the highway."),
    ),
    Rule(
        "never at such a time",
        _pattern(
            r"(?:<wish> )?(?P<how>(?:don't|do not|dont|never) (?:ever )?"
            r"(?:call|text|message|email|phone|ping|wake|disturb|remind|notify) me"
            r" (?:before|after|during|on|at|between|while) .{2,100})"
        ),
        fits=("Don't call me before nine.", "please never text me during lunch", "do not ping me on Sundays"),
        not_fits=("He doesn't call me before nine.", "Don't call me, I'll call you."),
    ),
    Rule(
        "how answers should be",
        _pattern(
            r"(?P<how>keep (?:all )?(?:your|the) <answers> .{2,100}"
            r"|(?:i|i'd|i would) (?:much |really )?(?:prefer|like|want) (?:your|my|all) <answers> .{2,100}"
            r"|(?:i|i'd|i would) (?:much )?prefer (?:short|long|brief|concise|detailed|direct|simple|plain|formal)"
            r" <answers>.{0,80})"
        ),
        fits=(
            "Keep your answers short please.",
            "I prefer short answers.",
            "I'd like your replies in French",
            "keep the tone friendly",
        ),
        not_fits=("I like your answers.", "I want answers now.", "Keep the change."),
    ),
)
"""The ways of giving a standing instruction, tried in order on each sentence that a user says."""

_POLITE = re.compile(r"^(?:please|pls|kindly)\s+|,?\s*(?:please|pls|thanks|thank you|ok|okay)?[\s.!?]*$", re.IGNORECASE)
_STEPS = re.compile(r"(?:,|;)?\s+(?:and then|then|after that|and finally|finally)\s+|;\s+", re.IGNORECASE)
_WHEN = re.compile(r"^(?:when|whenever|if|every time|each time|any ?time)\s+", re.IGNORECASE)
_LEAD = re.compile(r"^(?:(?:always|first|then|please)\s+)+", re.IGNORECASE)


class Instruction(NamedTuple):
    """A standing instruction as it was given: what to do, when, in which steps."""

    title: str
    trigger: str
    steps: tuple[str, ...]
    entry_type: Literal["workflow", "preference"]
    rule: str


def find_instruction(sentence: str) -> Instruction | None:
    """The standing instruction that a sentence gives, if it gives one."""
    if len(sentence) > LONGEST_SENTENCE:
        return None
    plain = sentence.replace("’", "'").strip().lstrip("-*• ")
    for rule in RULES:
        match = rule.pattern.match(plain)
        if match:
            return _instruction(rule, match)
    return None


def _instruction(rule: Rule, match: re.Match[str]) -> Instruction:
    how = _clean(match["how"])
    when = _clean(match.groupdict().get("when") or "")
    steps = tuple(step for part in _STEPS.split(how) if (step := _capital(_LEAD.sub("", _clean(part)))))
    if when or len(steps) > 1:
        title = f"{_capital(when)}: {how}" if when else _capital(how)
        return Instruction(title, _WHEN.sub("", when), steps, "workflow", rule.name)
    return Instruction(_capital(how), "", (), "preference", rule.name)


def _clean(words: str) -> str:
    return _POLITE.sub("", words.strip()).strip(" ,;:")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


class ProceduralAgent:
    """Notes how the user wants things done."""

    kind = Kind.PROCEDURAL
    question = "How does the user want things done from now on?"

    def wants(self, perceived: Perceived) -> str | None:
        """An exchange in which the user gives a standing instruction."""
        first = next(_given(perceived), None)
        return f"a standing instruction ({first[2].rule})" if first else None

    def propose(self, perceived: Perceived, bench: Workbench) -> list[Draft]:
        """A procedure for every standing instruction of a user; those of documents and tools are none."""
        return [
            Proposal(
                id=bench.ids.new(),
                agent=self.kind.value,
                payload=Procedural(
                    title=given.title, trigger=given.trigger, steps=given.steps, entry_type=given.entry_type
                ),
                sources=(utterance.source(sentence.start, sentence.end),),
                observed_at=utterance.message.timestamp,
                trust=utterance.message.trust,
                reason=f"{utterance.speaker} said how to do it ({given.rule})",
            )
            for utterance, sentence, given in _given(perceived)
        ]


def _given(perceived: Perceived) -> Iterator[tuple[Utterance, Sentence, Instruction]]:
    """What users tell an assistant; what people tell each other is their own affair."""
    utterances = (*perceived.earlier, *perceived.utterances)
    people = {one.speaker for one in utterances if one.message.role == "user"}
    for utterance in perceived.utterances:
        message = utterance.message
        if message.role != "user" or message.trust.rank < Trust.USER.rank or len(message.content) > LONGEST_MESSAGE:
            continue
        if utterance.addressee in people and utterance.addressee != utterance.speaker:
            continue
        for sentence in utterance.sentences:
            given = find_instruction(sentence.text)
            if given is not None:
                yield utterance, sentence, given
