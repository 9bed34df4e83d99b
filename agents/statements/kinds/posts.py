"""Which words tell of a place within work, study or a club: a school year, a department, an office held, a way to work, hours."""

from __future__ import annotations

from memos.agents.statements.grammar.nouns import FUNCTION_WORDS, is_name
from memos.agents.statements.grammar.values import vague
from memos.agents.statements.grammar.vocabulary import ADJECTIVES, GROUPS, MONTHS, NOT_JOBS, WEEKDAYS
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.kinds.named import is_titled
from memos.agents.statements.kinds.trades import FIELDS, POSITIONS
from memos.schemas.roles import ROLES


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ORDINALS = _set(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth final last penultimate 1st 2nd 3rd 4th 5th "
    "6th 7th 8th 9th 10th 11th 12th 13th freshman sophomore junior senior"
)
_YEARS_OF_SCHOOL = _set("year grade form class semester term trimester standard")
_STAGES = _set(
    "kindergarten preschool nursery reception sophomore freshman pre-k prek kita daycare vorschule sixth-form year-abroad"
)
_COUNTED = _set("one two three four five six seven eight nine ten eleven twelve thirteen")
_TEAMS = _set("team squad crew group tribe guild pod")
_OFFICES = _set(
    "treasurer secretary president vice-president chair chairman chairwoman chairperson captain vice-captain co-captain skipper vice-chair "
    "spokesperson spokesman spokeswoman organiser organizer coordinator co-ordinator conductor coach manager drummer librarian webmaster "
    "steward trustee delegate representative rep director leader umpire referee quartermaster scoutmaster archivist editor co-chair deputy "
    "moderator president-elect cashier auditor prefect head headteacher headmaster headmistress principal"
)
_BODIES = GROUPS | _set(
    "association council board committee party federation academy youth parish network initiative cooperative co-op pta troop side eleven "
    "class school parliament chapter alliance trust project society reading-group bookclub"
)
_TRANSPORT = _set(
    "train bus car bike bicycle tram metro subway underground tube ferry scooter e-scooter e-bike ebike foot motorbike motorcycle moped taxi boat "
    "carpool coach commuter-train s-bahn u-bahn skateboard vespa cab van cycle minibus shuttle"
)
_WORKLOADS = (("full-time",), ("part-time",), ("full", "time"), ("part", "time"), ("half", "time"), ("half-time",))
_PERIODS = _set("day week month year fortnight shift")
_COUNTABLE = _set("hours hour days day shifts shift evenings mornings nights afternoons lessons times")


def is_school_year(words: Tokens) -> bool:
    """A year of school or study: "fifth grade", "year 9", "second year", "kindergarten"."""
    said = [token.word for token in words]
    if len(said) == 1:
        return said[0] in _STAGES
    if len(said) == 2 and said[0] in ("year", "grade", "form", "class", "p"):
        return said[1].isdigit() or said[1] in _COUNTED
    return len(said) == 2 and said[0] in _ORDINALS and said[1] in _YEARS_OF_SCHOOL


def is_department(words: Tokens) -> bool:
    """A part of a firm: "marketing department", "Internal Audit division"; also one named by its field alone."""
    last = words[-1].word
    named = words[0].word not in FUNCTION_WORDS and not vague(words)
    return 1 < len(words) <= 5 and named and last in ("department", "division", "section", "dept")


def is_work_team(words: Tokens) -> bool:
    """A team at work by name: "Payments team", "QA squad"."""
    return 1 < len(words) <= 5 and words[-1].word in _TEAMS and words[0].word not in FUNCTION_WORDS


def is_office(words: Tokens) -> bool:
    """An office held in a club: "treasurer", "vice captain", "first secretary"."""
    chosen = words[0].word.endswith("ed") or words[0].word in ("made", "chosen")
    return len(words) <= 3 and words[-1].word in _OFFICES and words[0].word not in FUNCTION_WORDS and not chosen


def is_body(words: Tokens) -> bool:
    """What an office is held in: "chess club", "parents' council", "Rotary Club of Leeds"."""
    return len(words) <= 6 and any(token.word in _BODIES for token in words) and words[0].word not in FUNCTION_WORDS


def is_transport(words: Tokens) -> bool:
    """What one goes to work by."""
    return len(words) <= 3 and words[-1].word in _TRANSPORT


def is_workload(words: Tokens) -> bool:
    """Full-time or part-time, or so much of it: "80 percent"."""
    said = [token.word for token in words]
    share = said[0].rstrip("%").isdigit() and (said[0].endswith("%") or said[-1] in ("percent", "%"))
    return tuple(said) in _WORKLOADS or (share and len(said) <= 2)


def is_rate(words: Tokens) -> bool:
    """So much in so much time: "32 hours a week", "three days a week", "40 hours"."""
    said = [token.word for token in words]
    counted = said[0].replace(".", "").isdigit() or said[0] in _COUNTED
    if not counted or len(said) < 2 or said[1] not in _COUNTABLE:
        return False
    return len(said) == 2 or (len(said) == 4 and said[2] in ("a", "per", "each", "every") and said[3] in _PERIODS)


def is_days(words: Tokens) -> bool:
    """On which days of the week: "Monday to Thursday", "Mondays and Tuesdays", "weekends"."""
    said = [token.word for token in words]
    days = {day for day in said if day in WEEKDAYS or day in ("weekends", "weekdays")}
    joined = all(
        word in WEEKDAYS
        or word in ("to", "and", "till", "until", "through", "-", "–", ",", "weekends", "weekdays", "or")
        for word in said
    )
    return bool(days) and joined


def is_working_hours(words: Tokens) -> bool:
    """From when till when: "9 to 5", "8:30 to 16:30", "seven to three"."""
    said = [token.word for token in words]
    joint = next((n for n, word in enumerate(said) if word in ("to", "till", "until", "-", "–")), 0)
    if not joint:
        clock = said[0].partition("-")
        return len(said) == 1 and clock[0].replace(":", "").isdigit() and clock[2].replace(":", "").isdigit()
    return _is_clock(said[:joint]) and _is_clock(said[joint + 1 :])


def is_clock(words: Tokens) -> bool:
    """A time of day, also in words: "six in the morning", "half past seven", "8:30"."""
    said = [token.word for token in words]
    if said[:2] in (["half", "past"], ["quarter", "past"], ["quarter", "to"], ["half"]):
        said = said[2:]
    return bool(said) and _is_clock(said)


def is_agent(words: Tokens) -> bool:
    """Whoever is called by what he does: "piano tuner", "customs officer"; not what one is by nature or by age."""
    last = words[-1].word
    plain = all(token.text.islower() and token.word not in FUNCTION_WORDS | ADJECTIVES for token in words)
    other = last in _NO_AGENTS or last in ROLES or last in NOT_JOBS
    return (
        plain
        and not other
        and not vague(words)
        and last.endswith(("er", "or", "ist", "ician", "eer", "ant", "man", "woman", "officer", "cook", "clerk"))
    )


_NO_AGENTS = _set(
    "winner survivor runner smoker drinker swimmer owner homeowner foreigner teenager volunteer newcomer outsider insider loner listener learner "
    "follower hater dreamer traveler traveller gamer hiker biker cyclist climber reader eater sleeper riser helper supporter user subscriber "
    "customer consumer prisoner stranger monster number matter disaster burden infant giant elephant plant participant immigrant migrant "
    "tenant vegetarian debtor donor minor major senior junior visitor sponsor neighbor ancestor factor mirror error terror horror favor "
    "power tower flower answer paper water summer winter cancer carer parent father mother brother sister daughter letter master character"
)


def is_contract(words: Tokens) -> bool:
    """A kind of contract of work: "permanent contract", "zero-hours contract"."""
    kinds = _set(
        "permanent temporary fixed-term zero-hours zero-hour open-ended indefinite rolling freelance casual full-time part-time unlimited limited seasonal indefinite-term"
    )
    return (
        len(words) in (2, 3)
        and words[-1].word == "contract"
        and words[0].word in kinds | {"fixed", "one-year", "two-year", "three-year"}
    )


def is_span(words: Tokens) -> bool:
    """How long something takes: "50 minutes", "an hour", "half an hour", "an hour and a half"."""
    last = words[-1].word
    counted = words[0].word[0].isdigit() or words[0].word in _COUNTED | _TENS | {"an", "half", "hour"}
    return counted and last in ("minutes", "minute", "hour", "hours", "min", "mins", "half")


def is_base(words: Tokens) -> bool:
    """From where one works: at home, in the office."""
    return [token.word for token in words] in (
        ["home"],
        ["office"],
        ["headquarters"],
        ["coworking", "space"],
        ["co-working", "space"],
    )


_TENS = _set("ten fifteen twenty thirty forty forty-five fifty sixty ninety")


def _is_clock(said: list[str]) -> bool:
    first = said[0].removesuffix("am").removesuffix("pm").replace(":", "").replace(".", "") if said else ""
    told = first.isdigit() or (bool(said) and said[0] in _COUNTED | {"noon", "midnight"})
    return (
        told
        and len(said) <= 4
        and all(
            word in _set("in the am pm a.m. p.m. morning afternoon evening night o'clock half past")
            for word in said[1:]
        )
    )


def is_playing_position(words: Tokens) -> bool:
    """Where one plays: "left back", "striker", "attacking midfielder"."""
    last, before = words[-1].word, [token.word for token in words[:-1]]
    return (
        len(words) <= 3
        and last in POSITIONS | {"striker", "stopper", "attack"}
        and all(word in _SIDES | POSITIONS for word in before)
    )


_SIDES = _set(
    "left right centre center central point shooting power small wide attacking defensive inside outside full number second first third short "
    "loose tight opposite holding middle tighthead loosehead strong weak free"
)


def is_chief(words: Tokens) -> bool:
    """Whoever one may report to: a name with or without a title, no month, no day, no firm's part."""
    if words[0].word in MONTHS | WEEKDAYS | FIELDS or not is_titled(words):
        return False
    return all(
        is_name(words, n) or words[n].word in ("de", "van", "der", "von", "al", "el", "la", "da", "bin", ".")
        for n in range(len(words))
    )


def is_topic(words: Tokens) -> bool:
    """What a thesis is about: any noun that says something."""
    first = words[0].word
    plain = first in ADJECTIVES and len(words) == 1
    if (
        plain
        or first.removesuffix("s") in WEEKDAYS
        or first in _set("hold track time schedule hard tough great fine boring late ready interesting")
    ):
        return False
    return (
        not vague(words)
        and words[0].word not in _set("to how why what time it that me you due nearly almost half going done finished")
        and len(words) <= 9
    )
