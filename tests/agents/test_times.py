"""Times in words: each row is an example that must be read, or must not. The conventions are in tests/data/dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from memos.agents.perceive.times import resolve
from memos.agents.perceive.times.calendar import easter, holiday_of
from memos.agents.perceive.times.words import HOLIDAYS
from memos.bench.dates import score
from memos.bench.hostile import TOO_LONG, hostile, seconds

WEDNESDAY = datetime(2024, 5, 15, 12, tzinfo=UTC)
BORN = date(1990, 8, 20)
DATES = Path(__file__).parent.parent / "data" / "dates"

# text | expression | start | end (exclusive) or the granularity; said on Wednesday 15 May 2024, at noon
READ = """
today | today | 2024-05-15 | day
See you the day after tomorrow. | the day after tomorrow | 2024-05-17 | day
We met the day before yesterday. | the day before yesterday | 2024-05-13 | day
I'll call later today. | later today | 2024-05-15 | day
last Friday | last Friday | 2024-05-10 | day
last Wednesday | last Wednesday | 2024-05-08 | day
next Friday | next Friday | 2024-05-24 | day
next Tuesday | next Tuesday | 2024-05-21 | day
this Monday | this Monday | 2024-05-13 | day
this coming Sunday | this coming Sunday | 2024-05-19 | day
Friday works for me. | Friday | 2024-05-17 | day
See you all Friday! | Friday | 2024-05-17 | day
We went hiking on Saturday. | on Saturday | 2024-05-11 | day
We are going hiking on Saturday. | on Saturday | 2024-05-18 | day
Got back on Friday. | on Friday | 2024-05-10 | day
I've got a meeting on Friday. | on Friday | 2024-05-17 | day
I booked a table for Friday. | Friday | 2024-05-17 | day
It's been moved to Monday. | Monday | 2024-05-20 | day
I'm so glad that it worked on Monday. | on Monday | 2024-05-13 | day
Dad visited us on Sunday and leaves on Tuesday. | on Tuesday | 2024-05-21 | day
We met last Friday and Saturday. | Saturday | 2024-05-11 | day
the Friday after next | the Friday after next | 2024-05-31 | day
the Monday before last | the Monday before last | 2024-05-06 | day
two Fridays ago | two Fridays ago | 2024-05-03 | day
Tuesday next week | Tuesday next week | 2024-05-21 | day
Monday of last week | Monday of last week | 2024-05-06 | day
this week Thursday | this week Thursday | 2024-05-16 | day
a week from Monday | a week from Monday | 2024-05-27 | day
a week on Friday | a week on Friday | 2024-05-24 | day
two weeks from tomorrow | two weeks from tomorrow | 2024-05-30 | day
a week ago today | a week ago today | 2024-05-08 | day
Thursday the 23rd | Thursday the 23rd | 2024-05-23 | day
on Thursday 23rd | on Thursday 23rd | 2024-05-23 | day
Friday, May 24th | Friday, May 24th | 2024-05-24 | day
on the 3rd | on the 3rd | 2024-06-03 | day
We signed it on the 3rd. | on the 3rd | 2024-05-03 | day
on the 20th, we leave | on the 20th | 2024-05-20 | day
the 15th of next month | the 15th of next month | 2024-06-15 | day
May 3rd, 2021 | May 3rd, 2021 | 2021-05-03 | day
on 3 May 2024 | on 3 May 2024 | 2024-05-03 | day
the 3rd of June | the 3rd of June | 2024-06-03 | day
May the 4th | May the 4th | 2025-05-04 | day
Jan. 5, 2023 | Jan. 5, 2023 | 2023-01-05 | day
may 5th | may 5th | 2025-05-05 | day
May 3 '21 | May 3 '21 | 2021-05-03 | day
on 5/20 | on 5/20 | 2024-05-20 | day
05/03/2024 | 05/03/2024 | 2024-05-03 | day
23/05/2024 | 23/05/2024 | 2024-05-23 | day
3.5.2024 | 3.5.2024 | 2024-05-03 | day
2024-07-01 | 2024-07-01 | 2024-07-01 | day
We met on 20240701. | on 20240701 | 2024-07-01 | day
We met on 20240701_13:00. | on 20240701_13:00 | 2024-07-01T13:00 | instant
We met on 20240701T09:30. | on 20240701T09:30 | 2024-07-01T09:30 | instant
three days ago | three days ago | 2024-05-12 | day
in a few days | in a few days | 2024-05-18 | day
a couple of days ago | a couple of days ago | 2024-05-13 | day
Just a few more days to go! | a few more days to go | 2024-05-18 | day
Christmas | Christmas | 2024-12-25 | day
We flew home last Christmas. | last Christmas | 2023-12-25 | day
Christmas 2022 | Christmas 2022 | 2022-12-25 | day
on New Year's Eve | on New Year's Eve | 2024-12-31 | day
next Thanksgiving | next Thanksgiving | 2024-11-28 | day
Easter 2025 | Easter 2025 | 2025-04-20 | day
the 4th of July | the 4th of July | 2024-07-04 | day
two days before Christmas | two days before Christmas | 2024-12-23 | day
the day after Christmas | the day after Christmas | 2024-12-26 | day
the first Monday of June | the first Monday of June | 2024-06-03 | day
the last day of the month | the last day of the month | 2024-05-31 | day
We left on May 3rd, 2021. The next day it rained. | The next day | 2021-05-04 | day
last week | last week | 2024-05-06 | week
earlier this week | earlier this week | 2024-05-13 | week
the week before last | the week before last | 2024-04-29 | week
the week after next | the week after next | 2024-05-27 | week
the week before Christmas | the week before Christmas | 2024-12-16 | week
the week of May 20th | the week of May 20th | 2024-05-20 | week
a few weeks ago | a few weeks ago | 2024-04-22 | week
in about two weeks | in about two weeks | 2024-05-27 | week
in two weeks' time | in two weeks' time | 2024-05-27 | week
the first week of June | the first week of June | 2024-06-01 | week
next month | next month | 2024-06-01 | month
three months ago | three months ago | 2024-02-01 | month
a year and a half ago | a year and a half ago | 2022-11-01 | month
in October 2027 | in October 2027 | 2027-10-01 | month
I moved to Lisbon in May. | in May | 2024-05-01 | month
What happened in June? | in June | 2023-06-01 | month
He's moving in June | in June | 2024-06-01 | month
May last year | May last year | 2023-05-01 | month
next year in May | next year in May | 2025-05-01 | month
in May '98 | in May '98 | 1998-05-01 | month
We married in June 2019. Three months later we moved. | Three months later | 2019-09-01 | month
last summer | last summer | 2023-06-01 | season
this summer | this summer | 2024-06-01 | season
in the summer of 2019 | in the summer of 2019 | 2019-06-01 | season
We swam a lot in the summer. | in the summer | 2023-06-01 | season
last winter | last winter | 2023-12-01 | season
two summers ago | two summers ago | 2022-06-01 | season
in 2016 | in 2016 | 2016-01-01 | year
last year | last year | 2023-01-01 | year
2023 was a hard year | 2023 | 2023-01-01 | year
twenty-five years ago | twenty-five years ago | 1999-01-01 | year
We met in 2015 and two years later we married. | two years later | 2017-01-01 | year
I met her in 2010. The year before, I lived in Rome. | The year before | 2009-01-01 | year
I grew up in the 90s. | in the 90s | 1990-01-01 | decade
the '80s | the '80s | 1980-01-01 | decade
the nineties | the nineties | 1990-01-01 | decade
two hours ago | two hours ago | 2024-05-15T10:00 | hour
half an hour ago | half an hour ago | 2024-05-15T11:30 | instant
10 minutes ago | 10 minutes ago | 2024-05-15T11:50 | instant
at 3 p.m. on May 20th | at 3 p.m. on May 20th | 2024-05-20T15:00 | instant
at 7:30 tomorrow morning | at 7:30 tomorrow morning | 2024-05-16T07:30 | instant
Friday afternoon at 2 PM | Friday afternoon at 2 PM | 2024-05-17T14:00 | instant
Sunday evening at 8 | Sunday evening at 8 | 2024-05-19T20:00 | instant
next week on Tuesday at 5 pm | next week on Tuesday at 5 pm | 2024-05-21T17:00 | instant
dinner at 8 tonight | at 8 tonight | 2024-05-15T20:00 | instant
at 2 am last night | at 2 am last night | 2024-05-15T02:00 | instant
half past seven tonight | half past seven tonight | 2024-05-15T19:30 | instant
Friday at noon | Friday at noon | 2024-05-17T12:00 | instant
I'll arrive at 5. | at 5 | 2024-05-15T17:00 | instant
2024-06-01T10:30 | 2024-06-01T10:30 | 2024-06-01T10:30 | instant
tonight | tonight | 2024-05-15T18:00 | 2024-05-16T06:00
last night | last night | 2024-05-14T18:00 | 2024-05-15T06:00
this morning | this morning | 2024-05-15T06:00 | 2024-05-15T12:00
yesterday evening | yesterday evening | 2024-05-14T18:00 | 2024-05-15
Friday night | Friday night | 2024-05-17T18:00 | 2024-05-18T06:00
the night before Christmas | the night before Christmas | 2024-12-24T18:00 | 2024-12-25T06:00
the morning of June 3rd | the morning of June 3rd | 2024-06-03T06:00 | 2024-06-03T12:00
next weekend | next weekend | 2024-05-25 | 2024-05-27
We slept over the weekend. | the weekend | 2024-05-11 | 2024-05-13
this past weekend | this past weekend | 2024-05-11 | 2024-05-13
the weekend of June 1 | the weekend of June 1 | 2024-06-01 | 2024-06-03
the last weekend in August | the last weekend in August | 2024-08-31 | 2024-09-02
in late June | in late June | 2024-06-21 | 2024-07-01
mid-January next year | mid-January next year | 2025-01-11 | 2025-01-21
the end of next month | the end of next month | 2024-06-21 | 2024-07-01
early 2020 | early 2020 | 2020-01-01 | 2020-05-01
in the early 90s | in the early 90s | 1990-01-01 | 1994-01-01
since 2016 | since 2016 | 2016-01-01 | 2024-05-15T12:00
since last Monday | since last Monday | 2024-05-13 | 2024-05-15T12:00
until June | until June | 2024-05-15T12:00 | 2024-06-01
till Friday at noon | till Friday at noon | 2024-05-15T12:00 | 2024-05-17T12:00
until the end of May | until the end of May | 2024-05-15T12:00 | 2024-06-01
for the past two weeks | for the past two weeks | 2024-05-01T12:00 | 2024-05-15T12:00
the past few days | the past few days | 2024-05-12T12:00 | 2024-05-15T12:00
over the next month | over the next month | 2024-05-15T12:00 | 2024-06-15T12:00
within two weeks | within two weeks | 2024-05-15T12:00 | 2024-05-29T12:00
from May to July | from May to July | 2024-05-01 | 2024-08-01
We stayed from May to July. | from May to July | 2023-05-01 | 2023-08-01
between March and June 2022 | between March and June 2022 | 2022-03-01 | 2022-07-01
from 2015 to 2018 | from 2015 to 2018 | 2015-01-01 | 2019-01-01
2015-2018 | 2015-2018 | 2015-01-01 | 2019-01-01
July 8th to 12th | July 8th to 12th | 2024-07-08 | 2024-07-13
Dec 20, 2026 - Jan 1, 2027 | Dec 20, 2026 - Jan 1, 2027 | 2026-12-20 | 2027-01-02
from Monday to Friday | from Monday to Friday | 2024-05-20 | 2024-05-25
tomorrow from 2 to 4 pm | tomorrow from 2 to 4 pm | 2024-05-16T14:00 | 2024-05-16T16:00
between 9 and 11 am on Friday | between 9 and 11 am on Friday | 2024-05-17T09:00 | 2024-05-17T11:00
from 14:00 to 15:30 | from 14:00 to 15:30 | 2024-05-15T14:00 | 2024-05-15T15:30
"""

NOT_READ = """
You may go. | May I ask? | 5 may come | March on! | Give me a second. | in a minute | the second time | on second thought
Sunday roast was great. | Freaky Friday | Friday Night Lights | Wednesday Addams | the Christmas tree | I love Christmas! | Merry Christmas!
I had spring rolls. | I fall asleep. | the fall of Rome | a summer dress | August Wilson wrote it.
I heard from June. | a gift for April | Will is here. | every Monday | each Friday I swim | I swim on Sundays | on a Sunday
I am 30. | I have 2000 books | in 2000 people | room 2015 | It cost $2019 | 1984 is a novel | his 80s | in his mid-30s
temperatures in the 80s | He scored 8/10 | order 20240701 | on 20241301 | on 20240701x | 24/7 | 80/20 | a ratio of 16:10 | John 3:16
1/2 cup | at 5 percent | one by one | at one of the cafes | around 6,800 RMB | standing at around 5'8" | by 10%
I ran it in 30 minutes. | I lost 5 kg in two weeks. | I haven't seen her in two years. | once in a year | for ten years
the 3rd floor | my cat Midnight | a midnight snack | at the last minute | last time | Next, we mix it. | the day before my exam
when I was ten | on my birthday | since then | all day | the other day | soon | it's about time
"""


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("text", "expression", "start", "last"), _rows(READ))
def test_is_read(text: str, expression: str, start: str, last: str) -> None:
    found = [mention for mention in resolve(text, WEDNESDAY) if mention.text == expression]
    assert len(found) == 1, [(mention.text, mention.interval) for mention in resolve(text, WEDNESDAY)]
    interval = found[0].interval
    assert interval.start == _moment(start)
    assert text[found[0].start : found[0].end] == expression
    if last[0].isdigit():
        assert (interval.end, interval.granularity) == (_moment(last), "range")
    else:
        assert interval.granularity == last


@pytest.mark.parametrize("text", [text for row in _rows(NOT_READ) for text in row])
def test_is_not_read(text: str) -> None:
    assert resolve(text, WEDNESDAY) == ()


@pytest.mark.parametrize(
    ("text", "expression", "start", "end"),
    [
        ("I left when I was ten.", "when I was ten", "2000-08-20", "2001-08-20"),
        ("When I turned thirty, I quit.", "When I turned thirty", "2020-08-20", "2021-08-20"),
        ("at the age of 18", "at the age of 18", "2008-08-20", "2009-08-20"),
        ("I've known her since I was ten", "since I was ten", "2000-08-20", "2024-05-15T12:00"),
        ("on my 30th birthday", "on my 30th birthday", "2020-08-20", "2020-08-21"),
        ("my birthday is coming", "my birthday", "2024-08-20", "2024-08-21"),
        ("my last birthday", "my last birthday", "2023-08-20", "2023-08-21"),
    ],
)
def test_ages_are_counted_from_the_date_of_birth(text: str, expression: str, start: str, end: str) -> None:
    (mention,) = resolve(text, WEDNESDAY, birth=BORN)
    assert (mention.text, mention.interval.start, mention.interval.end) == (expression, _moment(start), _moment(end))


def test_an_age_in_minutes_is_none() -> None:
    assert resolve("when I was ten minutes late", WEDNESDAY, birth=BORN) == ()


def test_offsets_are_those_of_the_text() -> None:
    text = "Hi there! 🎉\n- I moved in May 2020.\n- We met again last week, on a boat."
    assert [text[m.start : m.end] for m in resolve(text, WEDNESDAY)] == ["in May 2020", "last week"]


def test_an_anchor_in_another_zone_counts_as_its_instant() -> None:
    lisbon = datetime(2024, 5, 15, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert resolve("today", lisbon)[0].interval.start == _moment("2024-05-16")


@pytest.mark.parametrize("anchor", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)])
def test_what_lies_outside_the_calendar_is_no_time(anchor: datetime) -> None:
    for row in _rows(READ):
        resolve(row[0], anchor)
    assert resolve("9999 years ago", anchor) == ()


@pytest.mark.parametrize(("year", "month", "day"), [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2038, 4, 25)])
def test_easter(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


@pytest.mark.parametrize("name", sorted(HOLIDAYS))
def test_every_holiday_has_a_day_every_year(name: str) -> None:
    for year in range(1999, 2031):
        day = holiday_of(year, HOLIDAYS[name])
        assert (day.end - day.start, day.start.year) == (timedelta(days=1), year)


def test_the_development_set_is_read() -> None:
    report = score(DATES / "dev.jsonl")
    assert report.right >= 0.95
    assert report.right_granularity >= 0.95
    assert report.false_alarms == 0
    assert "right interval" in report.as_text()


ATTACKS = [
    "1 ",
    "1/",
    "the ",
    "from 1 to ",
    "next ",
    "may ",
    "a couple of ",
    "two days before ",
    "until the ",
    "12:",
    "'",
]


@pytest.mark.parametrize("piece", [*ATTACKS, "Monday and ", "week of ", "half past ", "2024-", "in 3 ", "on May "])
def test_takes_no_longer_than_its_text(piece: str) -> None:
    assert seconds(lambda: resolve(hostile(piece), WEDNESDAY)) < TOO_LONG


@pytest.mark.parametrize(
    "piece", ["1 ", "12 ", "in 2 ", "2024 ", "1/2 ", "5:", "1, ", "two ", "from 1 to ", "the 5th of ", "may "]
)
def test_figures_without_end_take_no_time(piece: str) -> None:
    text = (piece * (65_536 // len(piece) + 1))[:65_536]
    assert seconds(lambda: resolve(text, WEDNESDAY)) < TOO_LONG


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 2 3 May 2023", ["3 May 2023"]),
        ("after 1998 1 5 31", ["1998"]),
        ("1 2 3 4 at 10:30 pm on 2 May", ["10:30 pm on 2 May"]),
        ("in 2 in 2 in 2 weeks in 2 in 2 in 2 weeks", ["in 2 weeks", "in 2 weeks"]),
        ("two years later. I was ill in 2001. two years later.", ["2001", "two years later"]),
    ],
)
def test_times_among_figures_are_read(text: str, expected: list[str]) -> None:
    assert [mention.text.removeprefix("at ").removeprefix("in ") for mention in resolve(text, WEDNESDAY)] == [
        words.removeprefix("in ") for words in expected
    ]
