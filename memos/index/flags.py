"""What kind of thing a text holds (English): cheap signs, a bit each, read once and kept beside the cube.

A question that asks when is answered by a text that speaks of a time, one that asks who by a text with a name in it. The
signs are rough on purpose: ranking learns what each is worth, and a wrong one costs a place, not an answer.
"""

from __future__ import annotations

import re
from enum import IntFlag
from typing import Final


class Flag(IntFlag):
    """One sign a bit; all of them fit 16."""

    TIME = 1 << 0
    """Speaks of a time: a date, a weekday, an hour, "two weeks ago"."""
    NUMBER = 1 << 1
    """Has a number, in digits or in words from two up."""
    NAME = 1 << 2
    """Has a capitalised word inside a sentence that is no month or weekday."""
    QUESTION = 1 << 3
    """Asks something."""
    GREETING = 1 << 4
    """Greets, thanks or agrees, and says nothing else."""
    PLACE = 1 << 5
    """Names a place, or a kind of place."""
    SELF = 1 << 6
    """Speaks in the first person."""
    IMAGE = 1 << 7
    """Carries an image, or its caption."""
    REASON = 1 << 8
    """Gives a reason: "because", "so that", "due to"."""
    DURATION = 1 << 9
    """Tells how long: "for two weeks", "three hours"."""
    LIKING = 1 << 10
    """Tells what somebody likes, dislikes, prefers or favours."""
    LISTING = 1 << 11
    """Names several things in a row."""
    QUOTED = 1 << 12
    """Has something in quotation marks: a title, a saying."""


READ: Final = 4_096
"""Characters of a text that are read: a longer one shows its kind by then."""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


MONTHS: Final = "january february march april may june july august september october november december"
WEEKDAYS: Final = "monday tuesday wednesday thursday friday saturday sunday"
_CALENDAR: Final = "|".join(f"{word.capitalize()}" for word in f"{MONTHS} {WEEKDAYS}".split())

_TIME: Final = _listed(
    f"""{MONTHS.replace(" march", "").replace(" may", "")} {WEEKDAYS} today yesterday tomorrow tonight ago weekend noon midnight
    o'clock nowadays christmas xmas easter halloween thanksgiving mondays tuesdays wednesdays thursdays fridays saturdays sundays"""
)
_UNIT: Final = _listed(
    """minute minutes hour hours day days night nights week weeks month months year years decade decades morning afternoon
    evening summer winter spring fall autumn"""
)
_NUMBER: Final = _listed(
    """two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty forty fifty sixty hundred
    hundreds thousand thousands million dozen dozens twice couple half"""
)
_GIVING: Final = _listed("because order so reason inspired motivated motivates since due thanks why")
_OR_NAMES: Final = frozenset({"may", "march"})
_LIKING: Final = _listed(
    """love loves loved enjoy enjoys enjoyed prefer prefers preferred favorite favourite favorites favourites hate hates hated
    dislike dislikes adore adores fan passion passionate obsessed"""
)
_PLACE: Final = _listed(
    """city town village country street road avenue park restaurant cafe café bar hotel museum gallery library school college
    university airport station beach lake river mountain mountains church hospital clinic office gym mall store shop market
    stadium theater theatre apartment studio garden island downtown neighborhood district"""
)
_SELF: Final = _listed("i i'm i've i'll i'd me my mine myself we we're we've we'll we'd us our ours ourselves")
_PHATIC: Final = _listed(
    """hi hey hello thanks thank cheers bye goodbye goodnight yes yeah yep sure ok okay welcome congrats congratulations wow haha
    lol great cool awesome nice sounds glad gotcha alright absolutely definitely exactly totally agreed indeed aww omg"""
)
_EMPTY: Final = _listed(
    """a about all always am and anytime are at be been better bit but can care catch chat come course day did do don't done
    everything feel for forward from fun get glad go going gonna good guess had happy has have hear help here hope how i i'd
    i'll i'm i've idea if in is it it'll it's just keep know later let let's like look looking lot luck me mean more much my
    need no not now of oh on one or our out perfect please plan point problem ready really right same say see so some soon
    sorry soon still take talk tell that that'll that's the their them then there they this time to too totally true up us
    very was way we we'll well what what's when will with wonderful work works worries worry would you you'll you're you've
    your yourself"""
)
_WORD: Final = re.compile(r"\w+(?:'\w+)?")
_SPEAKER: Final = re.compile(r"[^\W\d_][\w .'-]{0,39}: ")
_DIGIT: Final = re.compile(r"\d")
_DATE: Final = re.compile(
    r"\b(?:19|20)\d\d(?:[-/.]?\d\d(?:[-/.]?\d\d)?)?(?![^\W_])|\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2}/\d{1,2}\b",
    re.IGNORECASE,
)
_MAY: Final = re.compile(
    r"(?:\b(?:in|of|on|by|since|until|till|last|next|early|late|mid|this) |\d )(?:May|March)\b|\b(?:May|March) \d"
)
_NEAR: Final = re.compile(
    r"\b(?:last|next|this|past|previous|coming|that|every|the other|in the) (?:\w+ )?(?:day|night|week|month|year|morning|afternoon|evening"
    r"|summer|winter|spring|fall|autumn)s?\b"
)
_LONG: Final = re.compile(
    r"(?:\d|\b(?:an?|few|couple of|several|many|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|half an?|all|whole|for|in))"
    r"[ -](?:\w+ )?(?:minute|hour|day|night|week|month|year|decade)s?\b"
)
_NAME: Final = re.compile(rf"[a-z,;0-9] [\"'“‘(]?(?!(?:{_CALENDAR}|I)\b)[A-ZÀ-ÖØ-ÞА-Я]\w")
_IN: Final = re.compile(
    rf"\b(?:in|at|to|from|near|around|visit(?:ed|ing)?|toward) (?:the )?(?!(?:{_CALENDAR}|I)\b)[A-Z][a-z]"
)
_WHY: Final = re.compile(
    r"\b(?:because|so that|in order to|due to|thanks to|that's why|the reason|which is why|inspired|motivate[ds]"
    r"|since (?:i|we|he|she|it|they)\b)"
)
_IMAGE: Final = re.compile(r"\[(?:image|photo|picture)\b|<image|!\[[^\]]*\]\(|\bimage omitted\b", re.IGNORECASE)
_ROW: Final = re.compile(
    r"\w, [^,.!?\n]{2,40},? (?:and|or|&) \w"
    r"|^[ \t]*(?:[-*•]|\d{1,2}[.)]) [^\n]*\n[ \t]*(?:[-*•]|\d{1,2}[.)]) ",
    re.MULTILINE,
)
_QUOTED: Final = re.compile(r"[\"“][^\"”\n]{2,80}[\"”]")
_BIT: Final = {flag: int(flag) for flag in Flag}
"""Plain numbers: to join members of an enumeration takes longer than to find them."""
_BY_WORD: Final = (
    (_TIME, _BIT[Flag.TIME]),
    (_NUMBER, _BIT[Flag.NUMBER]),
    (_PLACE, _BIT[Flag.PLACE]),
    (_LIKING, _BIT[Flag.LIKING]),
    (_SELF, _BIT[Flag.SELF]),
)
"""Where one word is sign enough."""
_FEW: Final = 30
"""Words in a text that may be nothing but a greeting."""


def flags_of(text: str) -> int:
    """The signs of a text as bits of `Flag`. Linear in what is read; a text in another script shows its digits and marks."""
    text = text[:READ].replace("’", "'")
    speaker = _SPEAKER.match(text)
    said = text[speaker.end() :] if speaker else text
    low = said.lower()
    spoken = _WORD.findall(low)
    words = frozenset(spoken)
    digits = _DIGIT.search(said) is not None
    units = not words.isdisjoint(_UNIT)
    held = _marks(said)
    for listed, bit in _BY_WORD:
        if not words.isdisjoint(listed):
            held |= bit
    if digits:
        held |= _BIT[Flag.NUMBER]
    if (
        (digits and _DATE.search(said))
        or (units and _NEAR.search(low))
        or (not words.isdisjoint(_OR_NAMES) and _MAY.search(said))
    ):
        held |= _BIT[Flag.TIME]
    if units and _LONG.search(low):
        held |= _BIT[Flag.DURATION]
    if not words.isdisjoint(_GIVING) and _WHY.search(low):
        held |= _BIT[Flag.REASON]
    if len(spoken) <= _FEW and not digits and not words.isdisjoint(_PHATIC) and len(words - _PHATIC - _EMPTY) <= 1:
        held |= _BIT[Flag.GREETING]
    return held


def _marks(said: str) -> int:
    """What capitals and punctuation show."""
    held = _BIT[Flag.QUESTION] if "?" in said or "？" in said else 0
    if _NAME.search(said):
        held |= _BIT[Flag.NAME] | (_BIT[Flag.PLACE] if _IN.search(said) else 0)
    if ("[" in said or "<" in said) and _IMAGE.search(said):
        held |= _BIT[Flag.IMAGE]
    if (("," in said and (" and " in said or " or " in said)) or "\n" in said) and _ROW.search(said):
        held |= _BIT[Flag.LISTING]
    if ('"' in said or "“" in said) and _QUOTED.search(said):
        held |= _BIT[Flag.QUOTED]
    return held
