"""Ordinary questions over all kinds of belief, in the first and the third person: the belief that answers comes first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from memos import Memory, Message
from memos.retrieval.answer import SILENCE, answer
from memos.retrieval.questions import ASKER, Person, read
from memos.schemas.cube import Core
from tests.retrieval.making import World
from tests.store.making import add, cube

TOLD = """I live in Porto.
My name is Ana Costa.
My nickname is Annie.
I'm 34 years old.
My birthday is on 4 May.
I'm a woman.
I am Portuguese.
I come from Braga.
I was born in Faro.
I speak Dutch and Portuguese.
I'm married.
I have a dog called Rex and a cat called Miso.
I work as a nurse.
I work at Santa Maria Hospital.
I'm working on a field guide to mosses.
I graduated from Coimbra.
I can play the cello.
I'm a member of a rowing club.
My husband is Pedro.
I live with Pedro.
I've been to Iceland.
I'm allergic to peanuts.
I have asthma.
I'm vegetarian.
I take ibuprofen.
I like coriander.
I hate olives.
I prefer tea to coffee.
I'm interested in astronomy.
My hobby is knitting.
I drive a Volvo.
I own a boat.
I want to learn Japanese.
I'm planning to run a marathon.
I go to the gym every Monday.
My email is ana@example.org.
My phone number is 912 345 678.
My favorite color is teal.
My shoe size is 39.
My boss is Marta.
My sister Karin lives in Malmo.
My brother Piet is a plumber.
My daughter Lea is 7 years old.
My dentist is Dr. Alves.
My friend is called Tom.
My mother is a teacher.
Piet has a dog called Bello.
Piet speaks Spanish.
Piet likes sailing.
Piet is allergic to cats.
Piet's favorite food is pizza.
Piet works at Philips.
Karin is divorced.
Tom drives a Tesla.
Tom is from Ireland.
Tom is 40 years old.
Tom's birthday is 3 March.
Karin studies law.
Karin hates spiders.
My mother lives in Lisbon.
Piet wants to buy a house."""

ASKED = """What is my name? | Ana is called Ana Costa.
What's my name? | Ana is called Ana Costa.
Who am I? | Ana is called Ana Costa.
What is my nickname? | Ana is also called Annie.
How old am I? | Ana is 34 years old.
What is my age? | Ana is 34 years old.
When is my birthday? | Ana's birthday is 4 May.
When was I born? | Ana's birthday is 4 May.
What gender am I? | Ana is a woman.
What is my nationality? | Ana is Portuguese.
Where am I from? | Ana is from Braga.
Where do I come from? | Ana is from Braga.
Where was I born? | Ana was born in Faro.
Which languages do I speak? | Ana speaks Dutch. + Ana speaks Portuguese.
What languages can I speak? | Ana speaks Dutch. + Ana speaks Portuguese.
Am I married? | Ana is married.
What is my marital status? | Ana is married.
Who is my husband? | Ana's husband is Pedro.
What pets do I have? | Ana has a dog called Rex. + Ana has a cat called Miso.
Do I have a cat? | Ana has a cat called Miso.
What is my dog called? | Ana has a dog called Rex.
What's the name of my cat? | Ana has a cat called Miso.
What is my job? | Ana is a nurse.
What do I do? | Ana is a nurse.
What do I do for a living? | Ana is a nurse.
What's my profession? | Ana is a nurse.
Where do I work? | Ana works at Santa Maria Hospital.
Who is my employer? | Ana works at Santa Maria Hospital.
What am I working on? | Ana works on a field guide.
Where did I graduate? | Ana graduated from Coimbra.
Which instrument do I play? | Ana plays the cello.
What clubs am I a member of? | Ana is a member of a rowing club.
Where do I live? | Ana lives in Porto.
Which city do I live in? | Ana lives in Porto.
Who do I live with? | Ana lives with Pedro.
Which countries have I visited? | Ana has visited Iceland.
What am I allergic to? | Ana is allergic to peanuts.
What medical conditions do I have? | Ana has asthma.
What is my diet? | Ana is vegetarian.
What medication do I take? | Ana takes ibuprofen.
What do I like? | Ana likes coriander.
What do I hate? | Ana dislikes olives.
What don't I like? | Ana dislikes olives.
What do I prefer? | Ana prefers tea.
What am I interested in? | Ana is interested in astronomy.
What are my hobbies? | Ana has the hobby knitting.
What car do I drive? | Ana drives a Volvo.
What do I want? | Ana wants to learn Japanese.
What are my plans? | Ana plans to run a marathon.
What are my habits? | Ana goes to the gym every Monday.
What is my email address? | Ana can be reached at ana@example.org.
What's my phone number? | Ana has the phone number 912 345 678.
What is my favorite color? | Ana's favorite color is teal.
What's my favourite colour? | Ana's favorite color is teal.
What is my shoe size? | Ana's shoe size is 39.
Who is my boss? | Ana's boss is Marta.
Who is my manager? | Ana's boss is Marta.
What's my boss called? | Ana's boss is Marta.
Who is my dentist? | Ana's dentist is Dr. Alves.
Do I have a sister? | Ana's sister is Karin.
Who are my siblings? | Ana's sister is Karin. + Ana's brother is Piet.
How old is my daughter? | Lea is 7 years old.
What is my daughter's name? | Ana's daughter is Lea.
Where does my sister live? | Karin lives in Malmo.
What does my brother do? | Piet is a plumber.
What does my mother do for a living? | Ana's mother is a teacher.
Where does my mum live? | Ana's mother lives in Lisbon.
Who is my friend? | Ana's friend is Tom.
Where does Karin live? | Karin lives in Malmo.
where does karin live? | Karin lives in Malmo.
What is Piet's job? | Piet is a plumber.
Where does Piet work? | Piet works at Philips.
What pet does Piet have? | Piet has a dog called Bello.
What is my brother's dog called? | Piet has a dog called Bello.
Which language does Piet speak? | Piet speaks Spanish.
What does Piet like? | Piet likes sailing.
What is Piet allergic to? | Piet is allergic to cats.
What is Piet's favorite food? | Piet's favorite food is pizza.
What does Piet want? | Piet wants to buy a house.
Is Karin married? | Karin is divorced.
What does Karin study? | Karin studies law.
What does Karin hate? | Karin dislikes spiders.
What car does Tom drive? | Tom drives a Tesla.
Where is Tom from? | Tom is from Ireland.
How old is Tom? | Tom is 40 years old.
When is Tom's birthday? | Tom's birthday is 3 March.
Who is Piet? | Ana's brother is Piet.
Who is allergic to cats? | Piet is allergic to cats.
Who has a dog? | Ana has a dog called Rex. + Piet has a dog called Bello."""


def said(text: str) -> set[str]:
    """The sentences of an answer, without aliases and dates beside them."""
    return {re.sub(r" \([^)]*\)$", "", each) for each in re.split(r" \[\d+\] ?", text) if each}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    home = tmp_path_factory.mktemp("known")
    with Memory.open(home / "home", embedder="hash", durability="fast", key_file=home / "key") as memory:
        memory.add([Message(name="Ana", content=sentence) for sentence in TOLD.splitlines()], user_id="ana")
        yield memory


@pytest.mark.parametrize("row", ASKED.splitlines())
def test_a_question_meets_the_belief_that_answers_it(known: Memory, row: str) -> None:
    question, _, expected = row.partition(" | ")
    assert said(known.ask(question, user_id="ana").text) == set(expected.split(" + "))


@pytest.mark.parametrize(
    "question",
    [
        "Where does Zoe live?",
        "What is Zoe's job?",
        "What is Tom's job?",
        "where does piet live?",
    ],
)
def test_of_whom_it_is_not_known_nothing_is_said(known: Memory, question: str) -> None:
    given = known.ask(question, user_id="ana")
    assert (given.abstained, given.text, given.citations) == (True, SILENCE, ())


def test_a_search_finds_it_first_too(known: Memory) -> None:
    for question, expected in (
        ("What is my job?", "Ana is a nurse."),
        ("How old is my daughter?", "Lea is 7 years old."),
    ):
        assert known.search(question, user_id="ana").hits[0].cube.text == expected


def test_a_nameless_user_is_known_by_the_id(known: Memory) -> None:
    known.add("My name is Bo. I work as a baker. My friend Kai is a judge.", user_id="user-7")
    assert "baker" in known.ask("What is my job?", user_id="user-7").text
    assert "judge" not in known.ask("What is my job?", user_id="user-7").text


class TestReading:
    @pytest.mark.parametrize(
        ("question", "people"),
        [
            ("Where does Piet live?", {Person("piet")}),
            ("What is my sister's husband called?", {Person(ASKER, ("sister", "husband"))}),
            ("Who is Karin Berg's boss?", {Person("karin berg", ("boss",))}),
            ("What did I tell my sister?", {Person(ASKER), Person(ASKER, ("sister",))}),
            ("Who has a dog?", set()),
        ],
    )
    def test_whom_a_question_names(self, question: str, people: set[Person]) -> None:
        assert {person for person in read(question).people if person.sure} == people

    @pytest.mark.parametrize(
        "question",
        [
            "Who was my previous employer?",
            "Who is Ana's former boss?",
            "What was the address of her old job?",
            "Where is Ana's old house?",
            "What is Kees' old phone called?",
            "Who is my ex-wife?",
            "Who is my ex?",
            "Where was our first home?",
            "Where did Ana use to live?",
            "Which car did I drive back then?",
            "Where did we originally live?",
            "What are Ana's past jobs?",
        ],
    )
    def test_some_questions_are_about_how_things_were(self, question: str) -> None:
        assert read(question).past

    @pytest.mark.parametrize(
        "question",
        [
            "How old is my boss?",
            "Who is my 40 year old boss?",
            "What does my old friend Tom do?",
            "Where is the old house on the hill?",
            "What is my first name?",
            "Who came first?",
            "What am I used to?",
            "What did you say in our previous conversation?",
            "Where does my ex-wife live?",
            "Where do I work?",
        ],
    )
    def test_others_are_not(self, question: str) -> None:
        assert not read(question).past

    def test_a_question_of_any_length_is_read_at_once(self) -> None:
        chain = "my mother's " * 5_000
        assert all(len(person.roles) <= 3 for person in read(f"Where does {chain}live?").people)
        assert len(read(" ".join(f"Name{number}" for number in range(9_000))).people) < 100


MOVED: Final = """I live in Porto.
I work at Philips.
My boss is Marta.
My wife is Karin.
My phone number is 912 345 678.
I moved to Lisbon.
I now work at Siemens.
My new boss is Piet.
Karin and I got divorced.
Karin lives in Faro.
My wife is Lea.
Lea lives in Braga.
My phone number is now 913 000 111."""


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    home = tmp_path_factory.mktemp("moved")
    with Memory.open(home / "home", embedder="hash", durability="fast", key_file=home / "key") as memory:
        for day, said in enumerate(MOVED.splitlines(), 1):
            when = datetime(2024, 1, day, tzinfo=UTC)
            memory.add(Message(name="Ana", content=said, timestamp=when), user_id="ana", run_id=f"r{day // 4}")
        yield memory


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who was my previous employer?", "Ana works at Philips."),
        ("Where was my old job?", "Ana works at Philips."),
        ("Where was my first home?", "Ana lives in Porto."),
        ("Where did I live back then?", "Ana lives in Porto."),
        ("Who was my old boss?", "Ana's boss is Marta."),
        ("What was my old phone number?", "Ana has the phone number 912 345 678."),
        ("Who is my ex-wife?", "Ana's wife is Karin."),
        ("Where does my ex-wife live?", "Karin lives in Faro."),
        ("Where do I work?", "Ana works at Siemens."),
        ("Who is my boss?", "Ana's boss is Piet."),
        ("Where does my wife live?", "Lea lives in Braga."),
    ],
)
def test_what_was_comes_first_where_it_is_asked_for(moved: Memory, question: str, text: str) -> None:
    assert moved.search(question, user_id="ana").hits[0].cube.text == text


class TestTheTime:
    """What was, what was then, and when it was."""

    @pytest.fixture
    def memory(self, tmp_path: Path) -> Iterator[Memory]:
        with Memory.open(tmp_path / "home", embedder="hash", durability="fast", key_file=tmp_path / "key") as memory:
            for year, content in (
                (2021, "I live in Porto."),
                (2021, "I work as a baker."),
                (2024, "I moved to Genoa in May 2024."),
                (2024, "I became a teacher."),
                (2024, "The boxes from Genoa are everywhere."),
            ):
                when = datetime(year, 6, 1, tzinfo=UTC)
                memory.add(Message(name="Ana", content=content, timestamp=when), user_id="ana")
            yield memory

    @pytest.mark.parametrize(
        ("question", "expected"),
        [
            ("Where do I live?", "Ana lives in Genoa. [1]"),
            ("Where did I use to live?", "Ana lives in Porto. (until 2024-05-01) [1]"),
            ("What did I do before?", "Ana is a baker. (until 2024-06-01) [1]"),
            ("What was my job previously?", "Ana is a baker. (until 2024-06-01) [1]"),
        ],
    )
    def test_now_and_before(self, memory: Memory, question: str, expected: str) -> None:
        assert memory.ask(question, user_id="ana").text == expected

    @pytest.mark.parametrize("year", [2022, 2023])
    @pytest.mark.parametrize("question", ["Where do I live?", "Where did I live?", "What is my job?", "Genoa?"])
    def test_of_what_began_later_nothing_is_said(self, memory: Memory, question: str, year: int) -> None:
        moment = datetime(year, 6, 1, tzinfo=UTC)
        given = memory.ask(question, user_id="ana", valid_at=moment)
        assert "Genoa" not in given.text
        assert "teacher" not in given.text
        assert ("Porto" in given.text) == ("live" in question)
        assert ("baker" in given.text) == ("job" in question)
        found = memory.search(question, user_id="ana", valid_at=moment)
        assert not any("moved to Genoa" in hit.cube.text or "teacher" in hit.cube.text for hit in found.hits)

    @pytest.mark.parametrize(
        ("content", "question", "expected"),
        [
            ("The concert was yesterday.", "When was the concert?", "(2024-03-11) [1]"),
            ("I met Tom last weekend.", "When did I meet Tom?", "(2024-03-09 to 2024-03-10) [1]"),
            ("I visited Japan in 2019.", "When did I visit Japan?", "Ana has visited Japan. (2019) [1]"),
            ("We adopted a parrot!", "When did we adopt the parrot?", "(said 2024-03-12) [1]"),
            ("My dentist appointment is on 3 April.", "When is my dentist appointment?", "3 April. [1]"),
            ("The concert was yesterday.", "Who was at the concert?", "yesterday. [1]"),
        ],
    )
    def test_asked_when_a_date_stands_beside(self, tmp_path: Path, content: str, question: str, expected: str) -> None:
        when = datetime(2024, 3, 12, 10, tzinfo=UTC)
        with Memory.open(tmp_path / "home", embedder="hash", durability="fast", key_file=tmp_path / "key") as memory:
            for sentence in (content, "We had soup."):
                memory.add(Message(name="Ana", content=sentence, timestamp=when), user_id="ana")
            assert memory.ask(question, user_id="ana").text.endswith(expected)


def test_a_leaf_of_the_persona_is_told_in_the_words_it_rests_on(world: World) -> None:
    [message] = world.say("I do like coriander with everything, you know.")
    world.forget(f"u{message}")
    leaf = cube("leaf", Core(path="personality.likes", value="coriander"), [message])
    world.commit(add(leaf))
    found = world.ask("What about coriander?")
    assert [hit.cube.text for hit in found.hits] == ["likes: coriander"]
    given = answer(found.query, found, world.space.messages.get([message]))
    assert given.text == "Ana: I do like coriander with everything, you know. [1]"


@pytest.mark.parametrize(
    ("content", "question", "never"),
    [
        ("I'm allergic to penicillin. Jack isn't.", "What is Jack allergic to?", "I'm allergic"),
        ("If I won the lottery I'd live in Paris.", "Do I live in Paris?", "Paris"),
    ],
)
def test_what_is_said_of_oneself_or_imagined_answers_nothing_else(
    tmp_path: Path, content: str, question: str, never: str
) -> None:
    with Memory.open(tmp_path / "home", embedder="hash", durability="fast", key_file=tmp_path / "key") as memory:
        memory.add(content, user_id="nadia")
        assert never not in memory.ask(question, user_id="nadia").text
