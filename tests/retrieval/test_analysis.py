"""Made-up questions of every kind, and what is understood of them."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memos.agents.perceive.times import resolve
from memos.index.flags import Flag, flags_of
from memos.retrieval.analysis import NOTHING, READ, Analysis, Bearing, analyse
from memos.retrieval.asking import Asks, Expects
from memos.retrieval.names import names_in
from memos.store.rows import moment

STEADY = settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)

KINDS = """
Who fixed the boiler? | who person
Whose bike is in the hall? | who person
With whom did Ana go to the opera? | who person
The tower was designed by whom? | who person
When did Ana buy the boat? | when time
In what year was the bridge opened? | when time
At what time does the ferry leave? | when time
How long ago did we meet? | when time
How many years ago did Ben retire? | when time
Where does Ben keep the keys? | where place
To where did they move? | where place
Which city did Ana grow up in? | what place
What did Ana cook for Ben? | what thing
Which actor played the miller? | what person
What is Ben's shoe size? | what number
What does Ana prefer for breakfast? | what liking
How many goats does Ben have? | count number
How old is Ana's mother? | count number
What is the number of the bus to the lake? | count number
How long did the repair take? | duration duration
How many weeks was Ana away? | duration duration
Why did Ben sell the farm? | why reason
What made Ana change her mind? | why reason
How does Ana make the sauce? | how thing
Did Ben like the soup? | yes_no liking
Isn't the shop closed? | yes_no thing
Is it the red one or the blue one? | choice thing
Which is older, the barn or the house? | choice thing
What activities does Ana do with Ben? | listing thing
List the instruments that Ben plays. | listing thing
What are the names of Ana's goats? | listing thing
What should I cook tonight? | advice liking
Can you recommend a good thriller? | advice liking
Any ideas for a birthday present? | advice liking
What does Ana recommend against moths? | what thing
Remind me to call Ben. | command thing
Could you draft the letter? | command thing
Tell me where Ana lives. | where place
I painted the fence today. | statement thing
Great, thanks! | statement thing
And the other one? | other thing
我住在哪里？ | other thing
Где живёт Анна? | other thing
""".strip().splitlines()


@pytest.mark.parametrize("row", KINDS)
def test_a_question_is_of_a_kind(row: str) -> None:
    question, _, wanted = row.partition(" | ")
    understood = analyse(question, NOW)
    assert f"{understood.asks} {understood.expects}" == wanted


def test_each_kind_has_an_example() -> None:
    assert {row.partition(" | ")[2].split()[0] for row in KINDS} == set(Asks)
    assert {row.partition(" | ")[2].split()[1] for row in KINDS} == set(Expects)


NAMES = """
Where does Ana Costa live? | ana costa
Who wrote Lord of the Rings? | lord of the rings
Did Ludwig van Beethoven meet Haydn? | ludwig van beethoven, haydn
Is J. K. Rowling older than D.P. Varma? | j. k. rowling, d.p. varma
What is "the old goat" about? | the old goat
Did I see Ben in May on a Monday? | ben
Does Zoë O'Neal know Jung Eun-ji? | zoë o'neal, jung eun-ji
Tell me about Smith & Sons. | smith & sons
WHERE DOES ANA LIVE? |
where does ana live? |
Thanks. Great. Suggest something. |
Ana is here. Ben's dog barks. Carla Dias left. | ana, ben, carla dias
Где живёт Анна? | анна
我住在哪里？ |
""".strip().splitlines()


@pytest.mark.parametrize("row", NAMES)
def test_names_are_told_by_their_capitals(row: str) -> None:
    question, _, wanted = row.partition(" |")
    assert ", ".join(analyse(question, NOW).names) == wanted.strip()


def test_of_whom_something_is_asked() -> None:
    understood = analyse("What is Ana’s brother called, and where is James' boat?", NOW)
    assert understood.owners == ("ana", "james")
    assert understood.names == ("ana", "james")


PARTS = """
Who is the spouse of the director of Jump for Glory? | the director of Jump for Glory / Who is the spouse of
In what county is the town where Harris Fawell was born? | the town where Harris Fawell was born / In what county is
What currency is used in the country Signmark is from? | the country Signmark is from / What currency is used in
Which is older, the Colosseum or the Eiffel Tower? | Colosseum / Eiffel Tower
Are Nantong and Jingdezhen in the same province? | Nantong / Jingdezhen
Do both Ana and Ben ride? | Ana / Ben
Did Ana sell the boat before Ben moved to Faro? | Ben moved to Faro / Did Ana sell the boat
How long was it between the trip to Rome and the move to Paris? | the trip to Rome / the move to Paris
What plane dropped the bomb on Kenji's birthplace? | Kenji's birthplace / What plane dropped the bomb on
Who is Ana's sister's husband? | Ana's sister / Who is   husband
Who ruled the country where the composer of Aschenbrodel died? | the composer of Aschenbrodel died / the country where / Who ruled
Where does Ana live? |
What is Ana's favourite colour? |
What did I do before I left? |
Did Ana and Ben go to Faro? |
What is the name of the dog? |
""".strip().splitlines()


@pytest.mark.parametrize("row", PARTS)
def test_a_question_of_several_hops_has_parts(row: str) -> None:
    question, _, wanted = row.partition(" |")
    assert " / ".join(analyse(question, NOW).parts) == wanted.strip()


TIMES = """
What did we do last May? | 2025-05-01 2025-06-01 in
What happened in 2023? | 2023-01-01 2024-01-01 in
What did Ana say on 8 May? | 2026-05-08 2026-05-09 in
What did Ana propose on 20260207? | 2026-02-07 2026-02-08 in
Whom did I meet two weeks ago? | 2026-05-04 2026-05-11 in
What did I do before Christmas? | 2025-12-25 2025-12-26 before
What did I do prior to Christmas? | 2025-12-25 2025-12-26 before
What did I buy after March 2024? | 2024-03-01 2024-04-01 after
Where have I been since March? | 2026-03-01 2026-05-20 in
the dinner on 8 May | 2027-05-08 2027-05-09 in, 2026-05-08 2026-05-09 in
the dinner on 30 May 2026 | 2026-05-30 2026-05-31 in
What did Ana propose on 20260207_13:00? | 2026-02-07 2026-02-07 in
The rain stopped and I fixed the roof of the shed, with Ben and his new ladder. What is the plan for this week? |
The rain stopped and I fixed the roof of the shed, with Ben and his new ladder. What was the plan last week? | 2026-05-11 2026-05-18 in
Where did Ana live? |
May I ask you something? |
""".strip().splitlines()


@pytest.mark.parametrize("row", TIMES)
def test_times_are_spans_as_of_the_asking(row: str) -> None:
    question, _, wanted = row.partition(" |")
    spans = analyse(question, NOW, resolve).spans
    told = [f"{moment(span.start):%Y-%m-%d} {moment(span.end):%Y-%m-%d} {span.relation}" for span in spans]
    assert ", ".join(told) == wanted.strip()


def test_who_gives_no_resolver_gets_no_spans() -> None:
    assert analyse("What happened in 2023?", NOW).spans == ()


BEARINGS = """
When did I first meet Ana? | first
What was the last book I read? | last
What did I read last week? |
What is her last name? |
What did Ana do before the match? | before past
Where did we go after dinner? | after
What has changed since then? | since
What is Ana planning to do? | next
Where do I live now? | now
Where did I use to live? | past
What is the latest version? | last
""".strip().splitlines()


@pytest.mark.parametrize("row", BEARINGS)
def test_a_question_bears_on_time(row: str) -> None:
    question, _, wanted = row.partition(" |")
    assert analyse(question, NOW).bearings == {Bearing(name) for name in wanted.split()}


def test_of_a_talk_all_but_courtesies_is_searched_and_the_last_question_asks() -> None:
    said = "Hi there! Thanks. The tiles for the terrace came on Monday and Ben laid them at once. Which grout should I use? Okay?"
    understood = analyse(said, NOW)
    assert (
        understood.focus
        == "The tiles for the terrace came on Monday and Ben laid them at once. Which grout should I use?"
    )
    assert (understood.asks, understood.talk, understood.oneself) == (Asks.ADVICE, True, True)
    assert {"tiles", "terrace", "grout"} <= set(understood.telling)
    assert "ben" not in understood.telling


def test_nothing_but_courtesies_is_searched_as_it_is() -> None:
    assert analyse("Hi! Thanks.", NOW).focus == "Hi! Thanks."


@pytest.mark.parametrize(
    "question",
    [
        "What's next?",
        "Let's fix the roof.",
        "What is the next step?",
        "I fixed the roof.",
        "Where is what you suggested?",
    ],
)
def test_some_questions_go_on_with_a_talk(question: str) -> None:
    assert analyse(question, NOW).talk


@pytest.mark.parametrize(
    "question", ["Who is the next mayor?", "the dinner on 8 May", "Where is the roof?", "Could it rain?"]
)
def test_others_stand_alone(question: str) -> None:
    assert not analyse(question, NOW).talk


def test_negation_the_asker_and_several() -> None:
    assert analyse("What don't I like?", NOW).negated
    assert not analyse("What do I like?", NOW).negated
    assert analyse("Where is my bike?", NOW).oneself
    assert not analyse("Where is the bike?", NOW).oneself
    assert analyse("How many goats are there?", NOW).several
    assert not analyse("Where is the goat?", NOW).several


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_of_nothing_nothing_is_understood(text: str) -> None:
    assert analyse(text, NOW) == NOTHING


def test_what_answers_shows_it() -> None:
    wanted = analyse("When did Ana leave?", NOW).shown_by
    assert wanted == Flag.TIME
    assert flags_of("Ana: I left on Friday.") & wanted
    assert not flags_of("Ana: I left.") & wanted
    assert analyse("What did Ana eat?", NOW).shown_by == 0


def test_of_a_long_text_the_beginning_is_read() -> None:
    assert analyse("x" * READ + " Ana", NOW).names == ()
    assert analyse("x" * (READ - 4) + " Ana", NOW).names == ("ana",)


HOSTILE = [
    "What is ",
    'Ab "cd" ',
    "?",
    "a? ",
    "the a of ",
    "before x ",
    "how many years ",
    "Ab or ",
    "it's ",
    "1 May ",
    "A's ",
    "A of ",
    ". ",
]


@pytest.mark.parametrize("piece", [*HOSTILE, "你好吗？", "\ud800", "\x00", "é", "İ ", "ﬁ"])
def test_64_kilobytes_of_anything_are_read(piece: str) -> None:
    assert isinstance(analyse((piece * 65536)[:65536], NOW, resolve), Analysis)


@STEADY
@given(st.text(max_size=300))
def test_any_text_is_read_the_same_way_twice(text: str) -> None:
    assert analyse(text, NOW) == analyse(text, NOW)


@STEADY
@given(st.text(alphabet="Ab cI's\"?.!,-&ofthe\n ", max_size=200))
def test_names_stand_where_they_say_in_order_and_apart(text: str) -> None:
    names = names_in(text)
    assert all(text[name.start : name.end].strip(" ,.?!") == name.text for name in names)
    assert all(one.end <= other.start for one, other in pairwise(names))


@STEADY
@given(st.text(alphabet="AnaBo whicthe of's before or and?.", max_size=120))
def test_parts_are_pieces_of_the_question(text: str) -> None:
    parts = analyse(text, NOW).parts
    assert len(parts) != 1
    assert all(word in text for part in parts for word in part.split())
