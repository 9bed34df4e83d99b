"""Corrections of a step, read from a sentence: "actually step 2 is …", "skip the third step", "swap 2 and 3", "230, not 220".

What is read here does something only to a procedure that it fits (`mending.applied`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from memos.agents.procedures.mending import (
    BEFORE_LAST,
    LAST,
    NUMBERS,
    VALUE,
    Change,
    Insert,
    InsertBy,
    Move,
    Remove,
    Replace,
    Restate,
    Reword,
    Swap,
)
from memos.agents.procedures.steps import clean
from memos.agents.procedures.verbs import begins_with_verb

LONGEST = 400
"""Characters of a correcting sentence."""

_AFTERTHOUGHT = re.compile(
    r",? (?:i forgot(?: to (?:say|mention))?|by the way|btw|actually|sorry)?[.! ]*$", re.IGNORECASE
)

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "opening": (
            r"(?:(?:actually|no|nope|sorry|oh|oops|wait|hmm|and|also|but|so|ok|okay|well|please|by the way|btw|correction"
            r"|on second thought|one (?:more )?(?:correction|change|thing)|i was wrong|my mistake|can you|could you|would you"
            r"|let's|we should|i meant|i mean|you can|you should|remember|i forgot"
            r"(?: (?:to (?:say|mention)|one (?:thing|step)|a step))?)[,:;.!]? ){0,4}"
        ),
        "of": r"(?:(?:in|for|of|to|about|with|on) (?P<of>(?:my|our|the|that|this)? ?[\w' -]{2,50}?)(?: <sort>)?, ?)?",
        "of it": r"(?: (?:of|in|from) (?P<of2>(?:the|my|our|that|this)? ?[\w' -]{2,50}?))?",
        "sort": (
            r"(?:recipe|routine|process|procedure|checklist|list|workflow|how-to|instructions|steps|ritual|method)"
        ),
        "nth": rf"(?:{'|'.join(_ORDINALS)}|last|final|\d{{1,2}}(?:st|nd|rd|th))",
        "n": rf"(?:\d{{1,2}}|{'|'.join(NUMBERS)})",
        "which": (
            r"(?:(?:the )?(?P<nth><nth>) (?:step|one|point|item)|(?:step|point|item|number)(?: number)? (?P<n><n>))"
        ),
        "text": r"(?P<text>.{2,300})",
        "one more": r"(?:a|one|another|one more|this|a new)",
        "right": r"(?P<right>.{1,120}?)",
        "wrong": r"(?P<wrong>[^,.;!?]{1,60})",
        "where": r"(?: at the (?P<where>end|very end|beginning|start|top))?",
    }
)


def _pattern(text: str) -> re.Pattern[str]:
    """A pattern over a whole sentence: `<name>` stands for a part, a blank for any white space."""
    return re.compile(_filled(f"^<opening><of>(?:please )?{text}[.! ]*$"), re.IGNORECASE)


def _filled(text: str) -> str:
    for _ in range(3):  # parts are made of parts
        text = re.sub(r"(?<!P)<([a-z][a-z ]*)>", lambda name: _PARTS[name[1]], text)
    return text.replace(" ", r"\s+").replace(r"\s+?", r"\s?")


class Correction(NamedTuple):
    """A change of a step, and what it is said of ("the kombucha"; empty if that is not said)."""

    change: Change
    of: str = ""


class CorrectionRule(NamedTuple):
    """A way of correcting a step: a pattern, what it comes to, what it fits and what it must not."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Change | None]
    fits: tuple[str, ...]
    not_fits: tuple[str, ...]


def _number(said: str) -> int:
    """The place that a number or an ordinal names, counted from 0."""
    folded = said.casefold()
    if folded in ("last", "final"):
        return LAST
    for names in (_ORDINALS, NUMBERS):
        if folded in names:
            return names.index(folded)
    return max(0, int(re.sub(r"\D", "", folded)) - 1)


def _which(match: re.Match[str]) -> int:
    return _number(match["nth"] or match["n"])


def _replace(match: re.Match[str]) -> Change | None:
    """Of "step 2 is …" only what says what is to be done: it begins as an order, or "should be" or a colon says so."""
    said = match.string[: match.start("text")].casefold().rstrip()
    if (
        said.endswith((":", " be", " to", " with", " by", " into", " says"))
        or "should" in said
        or begins_with_verb(match["text"])
    ):
        return Replace(_which(match), clean(match["text"]))
    return None


def _beside(match: re.Match[str]) -> Change:
    place, after = _which(match), match["side"].casefold() == "after"
    at = (LAST if after else BEFORE_LAST) if place == LAST else place + after
    return Insert(at, clean(match["text"]))


def _at_an_end(match: re.Match[str]) -> Change:
    first = (match["where"] or "").casefold() in ("beginning", "start", "top")
    return Insert(0 if first else LAST, clean(match["text"]))


_OPEN_END = re.compile(r"(?:\b(?:is|are|was|were|be|do|does|did|it|that|am|'s|'m|'re)|,)$", re.IGNORECASE)
"""After these words "not" only says that something is not so."""


def _between(match: re.Match[str]) -> Change | None:
    """A step between two that stand one after the other; "between 1 and 2" alone may be a time."""
    one, other = _number(match["one"]), _number(match["other"])
    if "step" not in match[0][: match.start("text")].casefold() or one < 0 or other != one + 1:
        return None
    return Insert(other, clean(match["text"])) if begins_with_verb(match["text"]) else None


def _unquoted(words: str) -> str:
    return words.strip(" '\"“”‘")


RULES: tuple[CorrectionRule, ...] = (
    CorrectionRule(
        "a step beside another",
        _pattern(
            r"(?:add|insert|put)(?: <one more>)?(?: step)? (?P<side>after|before) (?:the )?<which>(?:,? (?:which is|namely))?[:,]? <text>"
        ),
        _beside,
        fits=("Add a step after the first one: trim the leaves.", "insert another step before step 2: let it cool"),
        not_fits=("Add sugar after dinner.", "Put it after the first one"),
    ),
    CorrectionRule(
        "beside a step, another",
        _pattern(
            r"(?P<side>after|before) (?:the )?<which>,? (?:add|insert|put|there(?:'s| is))(?: <one more> step)?:? <text>"
        ),
        _beside,
        fits=("Before step 1, add: fill the kettle.", "After the second step, add a step: put in gravel."),
        not_fits=("After the first step we were tired.",),
    ),
    CorrectionRule(
        "one more step",
        _pattern(
            r"(?:add (?:<one more> )?(?:more )?(?:(?:new|last|final) )?step|one (?:more|last|final) step)<where>:? <text>"
        ),
        _at_an_end,
        fits=("One more step at the end: send the mail.", "Add a last step: return the keys."),
        not_fits=("One more step.", "Add more salt."),
    ),
    CorrectionRule(
        "a step should come before another",
        _pattern(
            r"<which> (?:(?:should|must|has to|needs to|ought to) )?(?:comes?|go(?:es)?|be|happens?|stands?|is(?: done)?)"
            r" (?P<side>before|after) (?:the )?(?:step )?(?P<other><nth>|<n>)(?: step| one)?"
        ),
        lambda match: Move(_which(match), _number(match["other"]), after=match["side"].casefold() == "after"),
        fits=("step 3 should come before step 2", "The last step goes after the first one."),
        not_fits=("Step 3 should come before dinner.", "It should come before step 2"),
    ),
    CorrectionRule(
        "between two steps, another",
        _pattern(
            r"(?:(?:add|insert|put) )?between (?:the )?(?:steps? )?(?P<one><nth>|<n>) and (?:the )?(?:step )?(?P<other><nth>|<n>)"
            r"(?: steps?)?[,:] (?:(?:there(?:'s| is)|add|insert|put)(?: <one more> step)?:? )?<text>"
        ),
        _between,
        fits=("Between step 1 and 2, wash your hands.", "between the first and the second step: add a step: stir"),
        not_fits=("Between step 1 and 3, wash.", "Between 1 and 2, it rained.", "Between 9 and 10 I sleep."),
    ),
    CorrectionRule(
        "a forgotten step beside another",
        re.compile(
            _filled(
                r"^(?:(?:oh|oops|wait|sorry|ah|also|and|actually)[,:;.!]? ){0,3}(?:i (?:almost )?forgot|i should have said)"
                r"(?: (?:to (?:say|mention)|one (?:thing|step)|a step))?[,:;.]? (?P<side>before|after) (?P<doing>\w{2,16}ing)"
                r"(?: [\w' -]{1,40})?, <text>[.! ]*$"
            ),
            re.IGNORECASE,
        ),
        lambda match: (
            InsertBy(match["doing"].casefold(), clean(match["text"]), after=match["side"].casefold() == "after")
            if begins_with_verb(match["text"])
            else None
        ),
        fits=("Oh, I forgot: before grinding, rinse the filter.", "I forgot to say, after baking, let it cool"),
        not_fits=("I forgot it before leaving, sorry.", "Before grinding, rinse the filter."),
    ),
    CorrectionRule(
        "a value in a step",
        _pattern(
            r"in (?:the )?<which>,? (?:it's|it is|it should be|it should say|that's|use|say|i meant)? ?<right>,? not <wrong>"
        ),
        lambda match: (
            None
            if _OPEN_END.search(match["right"])
            else Reword(_unquoted(match["right"]), _unquoted(match["wrong"]), _which(match))
        ),
        fits=("Wait, in step 2 it's 'fold', not 'knead'.", "in the third step use oil, not butter"),
        not_fits=("In step 2 it's not easy.", "In Rome it's pasta, not pizza."),
    ),
    CorrectionRule(
        "a step is wrong",
        _pattern(
            r"<which> (?:is|was) (?:wrong|not right|incorrect)[,;:.]? (?:it(?:'s| is| should be)|should be):? <text>"
        ),
        lambda match: Replace(_which(match), clean(match["text"])),
        fits=("step 9 is wrong, it should be serve warm",),
        not_fits=("Step 9 is wrong.",),
    ),
    CorrectionRule(
        "a step says more",
        _pattern(r"the (?P<thing>[\w' -]{2,40}?) (?:needs to|should|must|has to|have to) <text>"),
        lambda match: Restate(_AFTERTHOUGHT.sub("", match["text"])) if begins_with_verb(match["text"]) else None,
        fits=("The bread needs to bake 40 minutes, I forgot.",),
        not_fits=("The bread should be fresh.", "Bread needs to bake."),
    ),
    CorrectionRule(
        "a step of something is another",
        _pattern(
            r"<which> (?:of|in|from) (?P<of2>(?:the|my|our|that|this) [\w' -]{2,50}?)(?: (?:is|should be))?: <text>"
        ),
        lambda match: Replace(_which(match), clean(match["text"])),
        fits=("Step two of the tea: steep for 4 minutes.",),
        not_fits=("Step two of the tea is my favourite.",),
    ),
    CorrectionRule(
        "a step is another",
        _pattern(
            r"<which>(?: (?:is|should be|should read|must be|becomes|reads|is now)(?: to)?|:)(?: actually)?:? <text>"
        ),
        _replace,
        fits=(
            "Actually step 2 is: build the image.",
            "Sorry, step 4 should be post on Bluesky.",
            "the last step is call Ana",
        ),
        not_fits=("Step 2 is actually the funniest scene.", "Actually step 2 is my favourite part."),
    ),
    CorrectionRule(
        "another step in its place",
        _pattern(
            r"(?:replace|change|make|update|correct|rewrite|turn) <which>(?: (?:with|to|by|into|to be|so it says)|:):? <text>"
        ),
        lambda match: Replace(_which(match), clean(match["text"])),
        fits=("Replace step 1 with: brew green tea.", "In the kimchi recipe, change step 4 to: wait ten days."),
        not_fits=("Change the first one.", "Replace it with tea."),
    ),
    CorrectionRule(
        "without a step",
        _pattern(
            r"(?:skip|remove|drop|delete|leave out|omit|strike|cut|take out|forget|scrap) <which><of it>"
            r"(?:,? (?:please|it's|because|since|as|i|we|for now)\b.*)?"
        ),
        lambda match: Remove(_which(match)),
        fits=("Skip the third step.", "And remove the last step.", "Drop the first step, I shower before anyway."),
        not_fits=("Skip it.", "Remove the stains in three steps."),
    ),
    CorrectionRule(
        "a step can go",
        _pattern(
            r"<which> (?:is (?:not|no longer) (?:needed|necessary)|isn't needed|can (?:go|be (?:skipped|dropped|removed)))(?: .{0,60})?"
        ),
        lambda match: Remove(_which(match)),
        fits=("Step 3 is no longer needed.", "The last step can be skipped."),
        not_fits=("Step 3 is not easy.",),
    ),
    CorrectionRule(
        "two steps change places",
        _pattern(
            r"(?:swap|switch|exchange|flip)(?: around)?(?: steps?)? (?:the )?(?P<one><nth>|<n>) (?:and|with)"
            r" (?:the )?(?P<other><nth>|<n>)(?: steps?)?<of it>"
        ),
        lambda match: Swap(_number(match["one"]), _number(match["other"])),
        fits=("Swap 2 and 3.", "Swap steps 3 and 4.", "switch the first and the last step"),
        not_fits=("Swap columns 2 and 3.", "Please swap the two."),
    ),
    CorrectionRule(
        "a step at an end",
        _pattern(
            r"(?:move|put|do|take) <which> (?:(?:to|at) the (?P<end>top|start|beginning|end|bottom)|(?P<order>first|last))"
        ),
        lambda match: (
            Move(_which(match), LAST, after=True)
            if (match["end"] or match["order"]).casefold() in ("end", "bottom", "last")
            else Move(_which(match), 0)
        ),
        fits=("Move step 3 to the top.", "put the second step at the end", "Do step 2 first."),
        not_fits=("Move to the top.", "Do it first."),
    ),
    CorrectionRule(
        "a step before or after another",
        _pattern(
            r"(?:move|put|do|take) <which> (?P<side>before|after) (?:the )?(?:step )?(?P<other><nth>|<n>)(?: step| one)?"
        ),
        lambda match: Move(_which(match), _number(match["other"]), after=match["side"].casefold() == "after"),
        fits=("Move step 4 before step 2.", "Do the last step after the first one."),
        not_fits=("Do it after step 2 hours later on.",),
    ),
)
"""The ways of correcting a step, tried in order; after them, `_reworded`."""

_NOT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?P<right>.{1,200}?),? (?:and )?not (?P<wrong>[^,.;!?]{1,60})[.! ]*$",
        r"^(?P<right>.{1,200}?),? (?:instead of|rather than|in place of) (?P<wrong>[^,.;!?]{1,60})[.! ]*$",
        r"^(?:it's |it is )?not (?P<wrong>[^,.;!?]{1,60}),? but (?P<right>[^,.;!?]{1,80})[.! ]*$",
    )
)
_CORRECTS = re.compile(
    r"(?:actually|no|nope|sorry|oh|oops|wait|correction|i meant|i mean|my mistake|i was wrong|(?:it's |it is )?not)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(_filled("^<opening>"), re.IGNORECASE)
_NAMED = re.compile(_filled("^<opening><of>"), re.IGNORECASE)


def find_correction(sentence: str) -> Correction | None:
    """The correction of a step that a sentence gives, if it gives one."""
    if len(sentence) > LONGEST or sentence.rstrip().endswith("?"):
        return None
    plain = " ".join(sentence.replace("’", "'").split())
    for rule in RULES:
        match = rule.pattern.match(plain)
        change = None if match is None else rule.read(match)
        if match is not None and change is not None:
            said = match.groupdict()
            return Correction(change, (said.get("of") or said.get("of2") or said.get("thing") or "").strip())
    return _reworded(plain)


def _reworded(plain: str) -> Correction | None:
    """A value for another: of something that is named, after a "no", or as an order; else people merely compare things."""
    opening, named = _OPENING.match(plain), _NAMED.match(plain)
    readings = [(named["of"].strip(), plain[named.end() :])] if named and named["of"] else []
    readings.append(("", plain[opening.end() :] if opening else plain))
    for of, rest in readings:
        if of or _CORRECTS.match(plain) or begins_with_verb(rest) or VALUE.match(rest):
            for pattern in _NOT:
                match = pattern.match(rest)
                if match and not _OPEN_END.search(match["right"]):
                    return Correction(Reword(match["right"].strip(), match["wrong"].strip()), of)
    return None
