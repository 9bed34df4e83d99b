"""Standing instructions: how the user wants things done, from now on. A request for once is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from memos.agents.lexicon import listed
from memos.agents.procedures.steps import COMMA_VERB
from memos.agents.procedures.verbs import VERBS, begins_with_verb

LONGEST_SENTENCE = 400

WORDS: Mapping[str, str] = {
    "opening": (
        "and|also|but|so|oh|ok|okay|right|please|pls|just|hey|btw|by the way|one more thing|please remember"
        "|(?:please )?keep in mind|remember|note|in general"
    ),
    "order": (
        "add|address|answer|apologi[sz]e|ask|assume|attach|avoid|be|begin|book|call|cc|check|choose|cite|compare|confirm|convert"
        "|copy|deploy"
        "|double-check|email|end|ensure|explain|file|follow|forward|format|give|greet|include|keep(?! an eye)|leave"
        "|highlight|limit|list|make sure|mention|message|notify|mark|offer|open|order|pay|phone|pick|ping|pretend|print|propose"
        "|provide|put|quote|read"
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
        "answer|ask|book|build|buy|call|commit|cook|delete|deploy|draft|edit|explain|forget|mention|merge|open|order|paste|plan|post|prepare"
        "|publish|push|recommend|release|review"
        "|reply|request|respond|say|schedule|send|share|suggest|summari[sz]e|talk|tell|translate|travel|work|write"
        "|are unsure|are not sure|aren't sure|don't know|are looking|are writing|are working"
    ),
    "doing": "|".join(sorted(VERBS - listed("do have make water time can may"), key=len, reverse=True)),
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
        _pattern(
            r"(?:<wish> )?(?:please )?(?P<how>(?:always|never) (?:please )?"
            r"(?!remember\b(?! (?:to|me|my|that (?:i|my|we))\b))<order>.*)"
        ),
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
            "Always remember: you are loved.",
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
            r"(?:<wish> )?(?P<how>(?:(?:<never>|always|only) )?<order>.{3,200}?)(?:[,;]? (?:<now_on>|every time)|, always)[.!? ]*$"
        ),
        fits=(
            "Answer in German from now on.",
            "Call me Sam from now on!",
            "Could you use Celsius going forward?",
            "Show me the diff every time.",
            "Reply in French, always.",
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
            r"|(?:when|before|after|if) (?:(?:you|i) <asked_to>|you're \w{3,16}ing)[^,]{0,120})"
            r"(?:,? (?:and |but )?(?:only )?(?:if|once|provided(?: that)?) (?P<given>[^,]{3,100}))?,"
            r" (?:then )?(?:please )?(?:<wish> )?(?P<how>(?:(?:always|first|only|<never>) )?(?:<order>|<doing>(?!.*\?)).*)"
        ),
        fits=(
            "Every time I upload a photo, rename it by date and put it in the album.",
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
            "Whenever I travel, do I need a visa?",
            "Every time I upload a photo, water drips.",
        ),
    ),
    Rule(
        "when doing something",
        _pattern(
            r"(?P<when>(?:when|while|before|after) (?!being|having|doing so|evening|morning|spring|\w*thing|king)\w{3,16}ing\b[^,]{2,100}),"
            r" (?:then )?(?:please )?(?:<wish> )?(?P<how>(?:(?:always|first|only|<never>) )?(?:<order>|<doing>(?!.*\?)) .*)"
        ),
        fits=(
            "When writing to clients, use formal language and sign with my full name.",
            "Please remember: when booking trains for me, pick a window seat.",
            "Before sending a mail, show me the draft.",
        ),
        not_fits=(
            "When writing to clients I use formal language.",
            "After eating, she said so.",
            "When being asked, say yes.",
            "When evening comes, call me.",
        ),
    ),
    Rule(
        "for all of these",
        _pattern(
            r"(?:for|in|with|on) (?P<when>(?:(?:my|our|all|any|every|each) [^,]{3,60}|\w+s (?:to|for|from|about|with|on) [^,]{2,50})),"
            r" (?:please )?(?:<wish> )?(?:please )?"
            r"(?P<how>(?:always|never) (?:please )?<order> .*)"
        ),
        fits=(
            "For my weekly reports, always start with the numbers.",
            "In letters to the bank, always give the account name.",
        ),
        not_fits=("For my birthday, we always go out.", "In my dreams, always."),
    ),
    Rule(
        "for each of these",
        _pattern(r"for (?P<when>(?:every|each|any) (?!of\b)[^,]{3,60}), (?:please )?(?:<wish> )?(?P<how><order> .*)"),
        fits=("For every invoice, add VAT and send a copy to Bob.",),
        not_fits=("For every winner there is a loser.", "For every mile I run, I eat."),
    ),
    Rule(
        "on such days",
        _pattern(
            r"(?P<when>(?:on (?:(?:mon|tues|wednes|thurs|fri|satur|sun)days|weekdays|weekends)"
            r"|every (?:(?:mon|tues|wednes|thurs|fri|satur|sun)?day|morning|evening|night|week|month))"
            r"(?: (?:morning|evening|afternoon|night)s?)?(?: at [^,]{2,20})?),"
            r" (?:please )?(?:<wish> )?(?P<how>(?:send|remind|show|give|tell|ask|read|wake|call|text|email) me\b.*)"
        ),
        fits=("On Fridays, send me the summary at five.", "Every morning, tell me the weather."),
        not_fits=("On Friday, send me the summary.", "On Fridays, we eat fish.", "Every day, I send me mails."),
    ),
    Rule(
        "what one must not do",
        _pattern(
            r"you (?P<how>(?:(?:must|should|may|are to) never|must not|mustn't|may not)(?: ever)?"
            r" <order> (?=.*\b(?:my|me|our|us)\b).*)"
        ),
        fits=("You must not share my calendar.", "You should never ever email my boss."),
        not_fits=("You must not give up.", "You should never say never.", "You must not know my boss."),
    ),
    Rule(
        "what one is called",
        _pattern(
            r"(?:i'd|i would|i) (?:much )?(?:prefer|rather)(?: it if| that)?(?: you)? (?P<how>call me (?-i:[A-Z])[\w. '-]{1,40})[.!]*$"
        ),
        fits=("I'd prefer that you call me Annie.",),
        not_fits=("I'd prefer that you call me later.", "I'd prefer you called."),
    ),
    Rule(
        "what is done with all of mine",
        _pattern(
            r"(?:<wish> )(?P<how>(?:sign|proofread|translate|double-check|check|review) (?:all )?(?:my|our)"
            r" (?:e?mails|letters|messages|replies|posts|reports|invoices) (?:with|as|for|in|into|before) .+)"
        ),
        fits=("I want you to sign my mails with 'Ana'.",),
        not_fits=("I want you to sign my mail.", "I sign my mails with 'Ana'."),
    ),
    Rule(
        "make sure to, when doing",
        _pattern(
            r"(?:make sure (?:to|you)|be sure to|remember to) (?P<how>(?:<order>|<doing>) .{2,100}?"
            r" (?:before|after|when|whenever) (?!being|going|leaving|coming)\w{3,16}ing (?:[\w'-]+ ){0,3}?[\w'-]{3,}(?<!s)s)[.! ]*$"
        ),
        fits=("Make sure to double-check totals before sending invoices.",),
        not_fits=("Make sure to eat before leaving.", "Make sure to call me before sending it."),
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
            r" (?:before|after|during|on|at|between|while) .{2,100}"
            r"|(?:don't|do not|dont|never) (?:ever )?(?:schedule|book|plan|arrange|set up|put)(?: me)?(?: any)?"
            r" (?:meetings?|calls?|appointments?|flights?|trains?|anything|events?)"
            r" (?:before|after|during|on|at|between|while|without|in) .{2,100})"
        ),
        fits=(
            "Don't call me before nine.",
            "please never text me during lunch",
            "do not ping me on Sundays",
            "Don't schedule meetings on Fridays.",
        ),
        not_fits=("He doesn't call me before nine.", "Don't call me, I'll call you.", "Don't book it on Friday."),
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

_POLITE = re.compile(
    r"^(?:please|pls|kindly)\s+"
    r"|(?:\s+instead)?(?:,\s*(?:please|pls|thanks|thank you|ok|okay)|(?<!\bsay)\s+(?:please|pls|thanks|thank you))?[\s.!?]*$",
    re.IGNORECASE,
)
_MUST_NOT = re.compile(r"^(?:(?:must|should|may|are to) never|must not|mustn't|may not)(?: ever)?\s+", re.IGNORECASE)
_STEPS = re.compile(r"(?:,|;)?\s+(?:and then|then|after that|and finally|finally)\s+|;\s+", re.IGNORECASE)
_ADVICE = re.compile(
    r"^(?:try (?!not\b|to\b)|check out\b|look no further|never say never)"
    r"|\byour(?:self)?\b(?! (?:own )?(?:\w+ )?(?:answers?|repl|responses?|tone|sources"
    r"|explanations?|messages?|summar|language|emails?|suggestions?|recipes?|system|records|notes|reasoning|time|best|work))",
    re.IGNORECASE,
)
"""What one tells a friend, not an assistant."""
_AND_ORDER = re.compile(
    rf"\s+and\s+(?=(?:(?:{WORDS['never']}|always)\s+)?(?:{WORDS['order']}|{WORDS['doing']})\b)", re.IGNORECASE
)
_CONDITION = re.compile(r",? (?:but |and )?only (?:if|when|once) (?P<given>.{3,120})$", re.IGNORECASE)
_WHEN = re.compile(r"^(?:when|whenever|while|if|every time|each time|any ?time)\s+", re.IGNORECASE)
_LEAD = re.compile(r"^(?:(?:always|first|then|please)\s+)+", re.IGNORECASE)


class Instruction(NamedTuple):
    """A standing instruction as it was given: what to do, when, in which steps."""

    title: str
    trigger: str
    steps: tuple[str, ...]
    entry_type: Literal["workflow", "preference"]
    rule: str
    preconditions: tuple[str, ...] = ()


def find_instruction(sentence: str) -> Instruction | None:
    """The standing instruction that a sentence gives, if it gives one."""
    if len(sentence) > LONGEST_SENTENCE:
        return None
    plain = sentence.replace("’", "'").strip().lstrip("-*• ")
    for rule in RULES:
        match = rule.pattern.match(plain)
        if match and _ADVICE.search(match["how"]) is None:
            return _instruction(rule, match)
    return None


def _instruction(rule: Rule, match: re.Match[str]) -> Instruction:
    said = match.groupdict()
    how, only = _only_if(_MUST_NOT.sub("never ", _clean(match["how"])))
    when = _clean(said.get("when") or "")
    given = tuple(_capital(one) for one in (_clean(said.get("given") or ""), only) if one)
    parts = _STEPS.split(how)
    if when:
        parts = _enumerated(parts)
    if when and len(parts) == 1:
        parts = _AND_ORDER.split(how)
    steps = tuple(step for part in parts if (step := _capital(_LEAD.sub("", _clean(part)))))
    if when or given or len(steps) > 1:
        title = f"{_capital(when)}: {how}" if when else _capital(how)
        return Instruction(title, _WHEN.sub("", when), steps, "workflow", rule.name, given)
    return Instruction(_capital(how), "", (), "preference", rule.name)


def _enumerated(parts: list[str]) -> list[str]:
    """The parts cut at commas before orders, too, if that gives three or more: "apologise first, check the number, then …"."""
    pieces = [piece for part in parts for piece in COMMA_VERB.split(part)]
    are_all = all(begins_with_verb(piece) for piece in pieces[1:])
    return pieces if len(pieces) > 2 and are_all else parts


def _only_if(how: str) -> tuple[str, str]:
    """An instruction without its condition at the end, and the condition: "…, but only if the tests are green"."""
    match = _CONDITION.search(how)
    return (how, "") if match is None else (_clean(how[: match.start()]), _clean(match["given"]))


def _clean(words: str) -> str:
    return _POLITE.sub("", words.strip()).strip(" ,;:")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
