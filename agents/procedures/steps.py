"""Steps as they are told: numbered and bulleted lines, lines of code, "first … then … finally", and what must hold before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from memos.agents.procedures.verbs import VERBS, begins_with_verb

MOST = 64
"""How many steps one telling may have; a longer list is a document."""

LONGEST = 400
"""Characters of a step; a longer one is prose."""

MARKER = (
    r"(?:first(?:ly)?(?: of all| off| up)?|to (?:start|begin)(?: with)?|start by|second(?:ly)?|third(?:ly)?|fourth(?:ly)?"
    r"|next(?: up)?|and then|then|after (?:that|this)|afterwards|once (?:that's|that is|it's) done|finally|lastly"
    r"|last of all|and last|at the end|in the end|step \d{1,2}|\d{1,2}(?:st|nd|rd|th) step)"
)
"""Words that say which step comes now."""

_LISTED = re.compile(
    r"^[ \t]*(?P<mark>(?:\(?\d{1,2}[.):]|step \d{1,2}[.):]|[-*•–▪◦+])[ \t]+)(?P<item>\S.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_FENCE = re.compile(r"```[\w+-]*[ \t]*\n(?P<code>.*?)```", re.DOTALL)
_AT_START = re.compile(
    rf"^(?:(?:ok|okay|so|and|well|right|now|oh),? )?(?:(?:i|we|you) (?:always |usually )?(?=first))?(?P<marker>{MARKER})\b[,:]?\s*",
    re.IGNORECASE,
)
_WITHIN = re.compile(rf"(?:[,;:]\s*(?:and\s+|but\s+)?|\s+and\s+)(?={MARKER}\b)", re.IGNORECASE)
_ACTOR = (
    r"(?:(?:i|we|you)(?:'ll| will| have to| need to| should| must| can| always| usually| normally| just)*"
    r"|please|make sure (?:you|to)|be sure to)"
)
_COMMA_VERB = re.compile(
    rf"[,;]\s+(?:and\s+)?(?=(?:{_ACTOR}\s+)?(?:{'|'.join(sorted(VERBS, key=len, reverse=True))})\b(?!\s+and\b|\s*,))",
    re.IGNORECASE,
)
_AND_VERB = re.compile(rf"\s+and\s+(?=(?:{'|'.join(sorted(VERBS, key=len, reverse=True))})\b)", re.IGNORECASE)
_STRIPPED = re.compile(rf"^(?:{_ACTOR}\s+)(?=\w)", re.IGNORECASE)
_POLITE = re.compile(r"(?:,?\s*(?:please|ok|okay|thanks|thank you))?[\s.!?;,]*$", re.IGNORECASE)
_MARKED = re.compile(r"\*\*|__|`")

_NEEDED = re.compile(
    r"^(?:(?:for (?:this|that),? )?(?:you|i|we)(?:'ll| will)? (?:need|must have)(?P<to> to)?"
    r"|(?:it )?requires?|prerequisites?:|requirements?:|needed:|required:|what you need:|you'll need:) (?P<need>.{2,200})$",
    re.IGNORECASE,
)
_SURE_FIRST = re.compile(
    r"^(?:make sure|ensure|be sure|check)(?: that)? (?P<need>.{3,160}?),? (?:before (?:you|i|we) (?:start|begin)|before starting"
    r"|before (?:you|i|we) do (?:this|that|it|anything)|beforehand|first)$",
    re.IGNORECASE,
)
_BEFORE_START = re.compile(
    r"^before (?:you start|starting|you begin|beginning|anything else|you do (?:this|that|anything)),? "
    r"(?:please )?(?:make sure|ensure|be sure|check)(?: that)? (?P<need>.{3,160})$",
    re.IGNORECASE,
)
_ONLY_IF = re.compile(
    r"^(?:do (?:this|it) |this (?:only )?works )?(?:only (?:do (?:this|it) )?(?:if|when|once)|provided(?: that)?|as long as)"
    r" (?P<need>.{3,160})$",
    re.IGNORECASE,
)
_NEEDS = (_NEEDED, _SURE_FIRST, _BEFORE_START, _ONLY_IF)


class Step(NamedTuple):
    """A step, and where its words stand in the message."""

    text: str
    start: int
    end: int


class Block(NamedTuple):
    """Steps that stand together, what must hold before them, and where it all stands; `code` if they are commands."""

    steps: tuple[Step, ...]
    preconditions: tuple[str, ...]
    start: int
    end: int
    code: bool = False


def clean(words: str) -> str:
    """A step as it is kept: without who does it, politeness and marks, with a capital."""
    plain = _MARKED.sub("", words.replace("’", "'")).strip(" \t-–—:;,")
    plain = _POLITE.sub("", _STRIPPED.sub("", plain)).strip()
    return plain[:1].upper() + plain[1:]


def precondition(sentence: str) -> str | None:
    """What must hold or be at hand before the first step, if a sentence says so: "You need the alarm code."."""
    plain = _MARKED.sub("", sentence.replace("’", "'")).strip().rstrip(".! ")
    for pattern in _NEEDS:
        if match := pattern.match(plain):
            need = match["need"].strip(" ,;:")
            return need[:1].upper() + need[1:]
    return None


def marker_of(text: str) -> str | None:
    """The word by which a text says which step comes now, folded; None if there is none at its beginning."""
    match = _AT_START.match(text.replace("’", "'"))
    return None if match is None else match["marker"].casefold()


def listed_steps(content: str, start: int = 0) -> Block | None:
    """The first list at or after `start`: lines with numbers or bullets of one sort, blank lines between them allowed."""
    steps: list[Step] = []
    needs: list[str] = []
    first = last = -1
    sort = ""
    for line in _LISTED.finditer(content, start):
        mark = "n" if any(char.isdigit() for char in line["mark"]) else line["mark"].strip()
        if steps and (content[last : line.start()].strip() or mark != sort):
            break
        sort, last = mark, line.end()
        first = line.start() if first < 0 else first
        text, needed = _without_needs(line["item"])
        needs += needed
        if text:
            steps.append(Step(clean(text), line.start("item"), line.end("item")))
    if not steps or len(steps) > MOST or any(len(step.text) > LONGEST for step in steps):
        return None
    return Block(tuple(step for step in steps if step.text), tuple(needs), first, last)


def code_steps(content: str, start: int = 0) -> Block | None:
    """The commands of the first fenced block at or after `start`, one a line; a line that is a comment is none."""
    fence = _FENCE.search(content, start)
    if fence is None:
        return None
    steps: list[Step] = []
    place = fence.start("code")
    for line in fence["code"].splitlines(keepends=True):
        text = line.strip().removeprefix("$ ").strip()
        if text and not text.startswith(("#", "//")):
            steps.append(Step(text, place, place + len(line.rstrip())))
        place += len(line)
    if not steps or len(steps) > MOST or any(len(step.text) > LONGEST for step in steps):
        return None
    return Block(tuple(steps), (), fence.start(), fence.end(), code=True)


def told_steps(sentences: Sequence[tuple[str, int]], *, plain: bool = False) -> Block | None:
    """Steps told in sentences (text and place): from the first on, as long as each says which step it is, or what is needed.

    With `plain`, the first sentence may name its steps one after the other without such words ("scan it, open the portal and
    submit").
    """
    steps: list[Step] = []
    needs: list[str] = []
    end = start = sentences[0][1] if sentences else 0
    for place, (sentence, at) in enumerate(sentences):
        needed = precondition(sentence)
        if needed:
            needs.append(needed)
        elif sentence.rstrip().endswith("?") or len(sentence) > LONGEST:
            break
        elif marker_of(sentence) or _WITHIN.search(sentence):
            steps += _marked(sentence, at)
        elif place == 0 and plain:
            steps += _enumerated(sentence, at)
        else:
            break
        end = at + len(sentence)
    if not steps or len(steps) > MOST:
        return None
    return Block(tuple(step for step in steps if step.text), tuple(needs), start, end)


def are_orders(steps: Sequence[Step]) -> bool:
    """Whether most steps begin as orders do."""
    return bool(steps) and sum(begins_with_verb(step.text) for step in steps) * 3 >= len(steps) * 2


def _marked(sentence: str, at: int) -> Iterator[Step]:
    """The steps of a sentence that is cut by "then", "finally", …; before a cut, commas before verbs cut too."""
    for start, end in _cut(sentence, _WITHIN, 0, len(sentence)):
        marker = _AT_START.match(sentence[start:end])
        begin = start + marker.end() if marker else start
        for first, last in _cut(sentence, _COMMA_VERB, begin, end):
            yield Step(clean(sentence[first:last]), at + first, at + last)


def _enumerated(sentence: str, at: int) -> list[Step]:
    """The steps of a sentence that names them one after the other; none unless each begins as an order does."""
    cuts = [
        piece
        for start, end in _cut(sentence, _COMMA_VERB, 0, len(sentence))
        for piece in _cut(sentence, _AND_VERB, start, end)
    ]
    steps = [Step(clean(sentence[start:end]), at + start, at + end) for start, end in cuts]
    return steps if len(steps) > 1 and all(begins_with_verb(step.text) for step in steps) else []


def _cut(text: str, at: re.Pattern[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for cut in at.finditer(text, start, end):
        if cut.start() > begin:
            yield begin, cut.start()
        begin = cut.end()
    if begin < end:
        yield begin, end


def _without_needs(item: str) -> tuple[str, list[str]]:
    """An item without the sentences in it that say what must hold before."""
    said = re.split(r"(?<=[.!])\s+", item)
    needs = [need for sentence in said[1:] if (need := precondition(sentence))]
    return " ".join([said[0], *(sentence for sentence in said[1:] if precondition(sentence) is None)]), needs
