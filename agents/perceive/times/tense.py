"""Whether a clause speaks of the past, judged by the verb nearest to a time in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from memos.agents.lexicon import listed
from memos.agents.perceive.tokens import Token

Tense = Literal["past", "future"]

REACH = 25
"""How many tokens to each side are looked at."""

FUTURE = listed("""
    will 'll won't shall gonna going let's can could should would might may must want wants need needs hope hopes plan
    plans planning try tries hoping intend intends wanna gotta expect expects due ready upcoming tomorrow is are am be
    i'm we're you're they're it's he's she's that's there's isn't aren't can't couldn't shouldn't wouldn't don't
    doesn't leaves starts begins ends opens closes arrives comes returns departs lands kicks expires runs
""")
"""Signs that a time still to come is meant (a present tense too: "the lease starts in May")."""

PAST = listed("""
    was were had did didn't wasn't weren't hadn't went came got saw met took made gave told said thought bought
    brought felt found left lost won began became broke built caught chose drew drank drove ate fell flew forgot froze
    grew heard held kept knew led learnt lent meant paid rode rang ran sang sat sent slept spoke spent stood stole
    swam taught threw understood woke wore wrote sold quit happened been gone done seen eaten written spoken taken
    given known shown grown flown driven begun chosen broken fallen forgotten sung hung dug fought sought shot stuck
    struck swept lit hid beat dreamt burnt leapt bit blew dealt fed fled hurt overslept swore tore wept withdrew used
""")
"""Past forms that no ending gives away."""

NOT_PAST = listed("""
    need feed speed indeed bed red hundred seed weed exceed proceed succeed ahead bored tired excited interested
    worried scared stressed thrilled pleased delighted married engaged retired relaxed confused overwhelmed exhausted
    motivated inspired united limited related dedicated detailed advanced talented experienced animated breed greed
    embed fred ted jed ned ahmed mohammed shared biased aged naked sacred wicked beloved unexpected
""")
"""Words in -ed that are no past tense, or seldom."""

ARRANGED = listed("""
    planned scheduled booked arranged pushed postponed rescheduled delayed decided agreed promised
    invited hoped wanted reserved expected supposed signed registered confirmed set asked
""")
"""What is done now about a time to come: future, where "to" or "for" stands between it and the time."""

MOVED = listed("moved shifted")
"""The same only where "to" stands right before the time: "moved to Friday" is arranged, "moved to Lisbon in May" is past."""

PRESENT_BE = listed("am is are 'm 're 's i'm we're you're they're he's she's it's be being get getting feel feeling")
PERFECT = listed("have has i've we've you've they've 've")
MODALS = listed("to will can should would could might may must")
DETERMINERS = listed("a an the my our your this that")
BETWEEN = listed("just already all not been so")
"""What may stand between an auxiliary and its participle, besides adverbs in -ly."""
GETTING = DETERMINERS | {"some", "any", "two"}
BREAKS = frozenset((";", "—", "–"))


def tense_around(tokens: Sequence[Token], first: int, stop: int) -> Tense:
    """The tense of the clause around `tokens[first:stop]`: the nearest verb before it, else the nearest after it.

    Without any sign, the future: times without a year or a week are the coming ones.
    """
    if first and tokens[first - 1].low == "for":
        return "future"
    before = range(first - 1, max(first - REACH, 0) - 1, -1)
    after = range(stop, min(stop + REACH, len(tokens)))
    return _nearest(tokens, before, first) or _nearest(tokens, after, first) or "future"


def _nearest(tokens: Sequence[Token], places: range, time: int) -> Tense | None:
    """The tense of the first verb met on the way to the end of the clause."""
    aimed = False
    for place in places:
        word = tokens[place].low
        if word in BREAKS:
            return None
        aimed = aimed or (word in ("to", "for") and place < time)
        if tokens[place].low in MOVED and time and tokens[time - 1].low == "to":
            return "future"
        if sign := _sign(tokens, place, aimed):
            return sign
    return None


def _sign(tokens: Sequence[Token], place: int, aimed: bool) -> Tense | None:
    word = tokens[place].low
    if word == "may" and tokens[place].text != "may":
        return None
    if word in ARRANGED and aimed:
        return "future"
    if word in PAST or (word.endswith("ed") and len(word) > 3 and word not in NOT_PAST):
        return _of_past_form(tokens, place)
    if word in FUTURE or word.endswith(("'ll", "'m", "'re")):
        return "future"
    return None


def _of_past_form(tokens: Sequence[Token], place: int) -> Tense | None:
    """What a past form tells, which may be a participle.

    "is booked" and "we've got" are present, "has moved" is past, "a planned trip" tells nothing.
    """
    back = place - 1
    while back >= 0 and (tokens[back].low in BETWEEN or tokens[back].low.endswith("ly")):
        back -= 1
    previous = tokens[back].low if back >= 0 else ""
    if previous in PRESENT_BE or previous in MODALS:
        return "future"
    if tokens[place].low == "got":
        object_follows = place + 1 < len(tokens) and tokens[place + 1].low in GETTING
        return "future" if previous in PERFECT or (not previous and object_follows) else "past"
    return None if previous in DETERMINERS and tokens[place].low.endswith("ed") else "past"
