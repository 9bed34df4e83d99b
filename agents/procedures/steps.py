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
    r"^(?P<indent>[ \t]*)(?P<mark>(?:\(?\d{1,2}[.):]|step \d{1,2}[.):]|\(?[a-z]\)|[-*•–▪◦+])[ \t]+)(?P<item>\S.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_INLINE = re.compile(r"(?:^|(?<=\s))\(?(?P<number>\d{1,2})[.)]\s+(?=\S)")
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
COMMA_VERB = re.compile(
    rf"[,;]\s+(?:and\s+)?(?=(?:{_ACTOR}\s+)?(?:{'|'.join(sorted(VERBS, key=len, reverse=True))})\b(?!\s+and\b|\s*,))",
    re.IGNORECASE,
)
_AND_VERB = re.compile(rf"\s+and\s+(?=(?:{'|'.join(sorted(VERBS, key=len, reverse=True))})\b)", re.IGNORECASE)
_STRIPPED = re.compile(rf"^(?:{_ACTOR}\s+)(?=\w)", re.IGNORECASE)
_POLITE = re.compile(r"(?:,\s*(?:please|ok|okay|thanks|thank you)|(?<!\bsay)\s+please)?[\s.!?;,]*$", re.IGNORECASE)
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
_OF_A_STEP = re.compile(
    r"^\W{0,4}(?:\w+,? ){0,2}?(?:the )?(?:step (?:\d{1,2}|[a-z]+)|\w+ step) "
    r"(?:(?P<is>is|was|isn't|are|comes?|goes|has|had|needs|should|must|can|could|shouldn't|mustn't|doesn't|looks|seems)\b)(?P<rest>.*)$",
    re.IGNORECASE,
)


class Step(NamedTuple):
    """A step, and where its words stand in the message."""

    text: str
    start: int
    end: int


class Block(NamedTuple):
    """Steps that stand together, what must hold before them, and where it all stands; `code` if they are commands.

    Of more than `MOST`, the first ones; `left_out` says how many others there are.
    """

    steps: tuple[Step, ...]
    preconditions: tuple[str, ...]
    start: int
    end: int
    code: bool = False
    left_out: int = 0


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


def speaks_of_a_step(text: str) -> bool:
    """Whether a sentence says something of a step ("step 3 should come before step 2") and tells none."""
    match = _OF_A_STEP.match(text.replace("’", "'"))
    tells = (
        match is not None
        and match["is"].casefold() == "is"
        and begins_with_verb(match["rest"].strip(" :").removeprefix("to "))
    )
    return match is not None and not tells


def marker_of(text: str) -> str | None:
    """The word by which a text says which step comes now, folded; None if there is none at its beginning."""
    match = _AT_START.match(text.replace("’", "'"))
    return None if match is None else match["marker"].casefold()


def listed_steps(content: str, start: int = 0) -> Block | None:
    """The first list at or after `start`: lines with numbers, letters or bullets, blank lines between them allowed.

    Items set further in belong to the step above them. A line may hold the whole list ("1) stop it 2) start it").
    """
    steps: list[Step] = []
    needs: list[str] = []
    first = last = inner = -1
    depth, mark = 0, ""
    for line in _LISTED.finditer(content, start):
        now, indent = line["mark"].strip(), len(line["indent"].expandtabs(4))
        if not steps and now.strip("()").isalpha() and now.strip("()").casefold() != "a":
            continue  # letters begin with a
        if steps and content[last : line.start()].strip():
            break
        if steps and _is_inner(now, indent - depth, len(steps), known=indent == inner):
            inner, last = indent, line.end()
            steps[-1] = _with_inner(steps[-1], line)
            continue
        if steps and not _one_sort(mark, now, apart=content.count("\n", last, line.start()) > 1):
            break
        first, depth = (line.start(), indent) if first < 0 else (first, depth)
        mark, last, inner = now, line.end(), -1
        text, needed = _without_needs(line["item"])
        needs += needed
        if text:
            steps.append(Step(clean(text), line.start("item"), line.end("item")))
    kept = tuple(step for step in steps[:MOST] if step.text)
    if not kept or any(len(step.text) > LONGEST for step in kept):
        return None
    return Block(kept, tuple(needs), first, last, left_out=max(0, len(steps) - MOST))


def inline_steps(content: str, start: int = 0) -> Block | None:
    """The list that the line at `start` holds: "1) stop it 2) start it", numbered from one."""
    end = content.find("\n", start)
    end = len(content) if end < 0 else end
    marks: list[re.Match[str]] = []
    for mark in _INLINE.finditer(content, start, min(end, start + MOST * LONGEST)):
        if int(mark["number"]) == len(marks) + 1:
            marks.append(mark)
    stops = [*(mark.start() for mark in marks[1:]), end]
    spans = [(mark.end(), stop) for mark, stop in zip(marks, stops, strict=True)] if marks else []
    steps = [
        Step(clean(content[begin:stop]), begin, begin + len(content[begin:stop].rstrip())) for begin, stop in spans
    ]
    kept = tuple(step for step in steps[:MOST] if step.text)
    if len(kept) < 2 or any(len(step.text) > LONGEST for step in kept):
        return None
    return Block(kept, (), marks[0].start(), end, left_out=max(0, len(steps) - MOST))


def _is_inner(mark: str, deeper: int, count: int, *, known: bool) -> bool:
    """Whether an item is set in under the last step, and does not merely go on with the numbers, badly set."""
    goes_on = mark.strip("().:").isdigit() and int(mark.strip("().:")) == count + 1
    return deeper >= 2 and (known or not goes_on)


def _with_inner(step: Step, line: re.Match[str]) -> Step:
    joint = "; " if ": " in step.text else ": "
    said = clean(line["item"])
    said = said if line["item"][:1].isupper() else said[:1].lower() + said[1:]
    return Step(f"{step.text}{joint}{said}", step.start, line.end("item"))


def _one_sort(mark: str, other: str, *, apart: bool) -> bool:
    """Whether two marks may stand in one list; bullets may differ, unless a blank line parts them."""
    sorts = {_sort(mark), _sort(other)}
    return len(sorts) == 1 and (sorts != {"bullet"} or mark == other or not apart)


def _sort(mark: str) -> str:
    if any(char.isdigit() for char in mark):
        return "number"
    return "letter" if mark.strip("()").isalpha() else "bullet"


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
        elif sentence.rstrip().endswith("?") or len(sentence) > LONGEST or speaks_of_a_step(sentence):
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
        for first, last in _cut(sentence, COMMA_VERB, begin, end):
            yield Step(clean(sentence[first:last]), at + first, at + last)


def _enumerated(sentence: str, at: int) -> list[Step]:
    """The steps of a sentence that names them one after the other; none unless each begins as an order does."""
    cuts = [
        piece
        for start, end in _cut(sentence, COMMA_VERB, 0, len(sentence))
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
