"""The words that times are made of. Data only: extend a table and its examples in tests/agents/test_times.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from memos.agents.lexicon import listed

Unit = Literal["minute", "hour", "day", "week", "month", "year", "decade", "weekend", "night"]
Season = Literal["spring", "summer", "autumn", "winter"]
Part = Literal["morning", "afternoon", "evening", "night"]


def _numbered(words: str, start: int = 1) -> dict[str, int]:
    """Each word with its place; alternatives are joined by a slash."""
    return {word: n for n, group in enumerate(words.split(), start) for word in group.split("/")}


MONTHS: Mapping[str, int] = _numbered(
    "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept october/oct"
    " november/nov december/dec"
)
MONTHS_OR_NOT = listed("march mar april may june jun august jan sep dec")
"""Months that are also names, verbs or shortenings: only a time where something around says so ("in May", "May 3rd")."""

WEEKDAYS: Mapping[str, int] = _numbered(
    "monday/mon tuesday/tue/tues wednesday/wed/weds thursday/thu/thur/thurs friday/fri saturday/sat sunday/sun", 0
)
SHORT_WEEKDAYS = listed("mon tue tues wed weds thu thur thurs fri sat sun")

UNITS: Mapping[str, tuple[Unit, int]] = {
    "minute": ("minute", 1), "minutes": ("minute", 1), "min": ("minute", 1), "mins": ("minute", 1),
    "hour": ("hour", 1), "hours": ("hour", 1), "hr": ("hour", 1), "hrs": ("hour", 1),
    "day": ("day", 1), "days": ("day", 1), "night": ("night", 1), "nights": ("night", 1),
    "week": ("week", 1), "weeks": ("week", 1), "fortnight": ("week", 2), "fortnights": ("week", 2),
    "weekend": ("weekend", 1), "weekends": ("weekend", 1),
    "month": ("month", 1), "months": ("month", 1), "quarter": ("month", 3), "quarters": ("month", 3),
    "year": ("year", 1), "years": ("year", 1), "yr": ("year", 1), "yrs": ("year", 1),
    "decade": ("year", 10), "decades": ("year", 10),
}  # fmt: skip
"""Units of counting, each as so many of a smaller set."""

NUMBERS: Mapping[str, int] = {
    **_numbered(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty"
    ),
    **{word: 10 * n for word, n in _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 2).items()},
}
ORDINALS: Mapping[str, int] = {
    **_numbered(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    ),
    "thirtieth": 30,
}
APOSTROPHES = frozenset(("'", "’", "‘"))
ORDINAL_ENDS = frozenset(("st", "nd", "rd", "th"))
DECADES: Mapping[str, int] = {
    word: 1900 + 10 * n
    for word, n in _numbered("twenties thirties forties fifties sixties seventies eighties nineties", 2).items()
}

SEASONS: Mapping[str, Season] = {
    "spring": "spring", "springtime": "spring", "summer": "summer", "summertime": "summer",
    "autumn": "autumn", "fall": "autumn", "winter": "winter", "wintertime": "winter",
}  # fmt: skip
SEASON_CUES = listed("in over during since until till by before after through throughout from")

PARTS: Mapping[str, Part] = {
    "morning": "morning", "mornin": "morning", "afternoon": "afternoon", "evening": "evening", "eve": "evening",
    "night": "night", "nite": "night", "midmorning": "morning", "lunchtime": "afternoon",
}  # fmt: skip

HOLIDAYS: Mapping[str, str] = {
    "christmas eve": "12-24", "xmas eve": "12-24", "christmas day": "12-25", "christmas": "12-25", "xmas": "12-25",
    "boxing day": "12-26", "new year eve": "12-31", "new years eve": "12-31", "nye": "12-31",
    "new year day": "01-01", "new years day": "01-01", "new years": "01-01",
    "valentine day": "02-14", "valentines day": "02-14", "valentine": "02-14", "groundhog day": "02-02",
    "st patrick day": "03-17", "st . patrick day": "03-17", "saint patrick day": "03-17", "pi day": "03-14",
    "april fool day": "04-01", "april fools day": "04-01", "april fools": "04-01", "earth day": "04-22",
    "cinco de mayo": "05-05", "juneteenth": "06-19", "independence day": "07-04", "fourth of july": "07-04",
    "bastille day": "07-14", "halloween": "10-31", "all saints day": "11-01", "veterans day": "11-11",
    "mlk day": "01 mon 3", "presidents day": "02 mon 3", "mother day": "05 sun 2", "mothers day": "05 sun 2",
    "memorial day": "05 mon -1", "father day": "06 sun 3", "fathers day": "06 sun 3", "labor day": "09 mon 1",
    "labour day": "09 mon 1", "columbus day": "10 mon 2", "thanksgiving day": "11 thu 4", "thanksgiving": "11 thu 4",
    "good friday": "easter -2", "easter sunday": "easter 0", "easter monday": "easter 1", "easter": "easter 0",
    "black friday": "thanksgiving 1", "cyber monday": "thanksgiving 4", "mardi gras": "easter -47",
    "fat tuesday": "easter -47", "ash wednesday": "easter -46", "palm sunday": "easter -7",
}  # fmt: skip
"""Holidays of one day: `month-day`, `month weekday nth`, or days counted from Easter Sunday or (US) Thanksgiving.

Keys are as tokens fold: without the possessive ending.
"""

NOT_TIMES: Mapping[str, frozenset[str]] = {
    "weekday": listed("""
        roast roasts best school blues brunches scaries times paper newspaper addams drive driver club people motivation
    """),
    "holiday": listed("""
        tree trees card cards costume costumes movie movies film films gift gifts present presents egg eggs cake
        cookies cookie carol carols lights decoration decorations song songs music sweater sweaters jumper spirit
        ornament ornaments themed theme candy island market markets shopping stocking stockings wreath pudding turkey
        bunny story stories special vibe vibes stuff playlist album cactus
    """),
    "midnight": listed("snack snacks blue oil sun express mass run runs special feast movie"),
    "season": listed("""
        roll rolls onion onions cleaning water mattress break camp internship job coat jacket asleep apart behind in
        into down off over back for through out short love ill sick victim school squash sports
    """),
}
"""What follows a name of a time in a compound that is none ("Sunday roast", "Christmas tree", "spring rolls")."""

NOT_DAYS = listed("freaky taco casual bloody ruby super giving manic ms miss mrs")
"""What makes a name of a weekday ("Freaky Friday")."""

KEEPSAKES = listed("""
    gift gifts present presents card cards cake flowers something dress letter text message call heard hear email note
    photo picture portrait birthday
""")
"""Before "for June", "from April": a person is meant."""

HABITUAL = listed("every each any per most alternate no another a an one some")
"""Before a weekday, a part of day, a season or a holiday: no particular one is meant."""

RELATIVE_DAYS: Mapping[str, int] = {"today": 0, "yesterday": -1, "tomorrow": 1, "tmrw": 1, "tomorow": 1, "tmr": 1}

STEPS: Mapping[str, int] = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "upcoming": 1,
}
"""Which one, counted from now."""

EDGES: Mapping[str, int] = {
    "early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2,
}  # fmt: skip
"""The third of a stretch that is meant."""

QUANTIFIERS: Mapping[str, int] = {"a": 1, "an": 1, "couple": 2, "few": 3}

MEASURES = listed("""
    people words steps calories meters metres miles km kilometers feet ft mg ml g kg lbs pounds dollars euros bucks
    usd percent points pages times pieces units items cups grams copies students members employees users views
    followers
""")
"""After a number that might be a year or an hour: it counts something instead."""

AFTER_A_TIME = listed("""
    and or but so at in on for with to from by if when as is was will would works we i i'm i'll he she they you it my
    your our the because since until till this next sharp please then though too instead again where which that while
    after before about around of
""")
"""Words that may follow a bare number which is a day ("the 3rd and …") or an hour ("at 7 with Maya")."""
