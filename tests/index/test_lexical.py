"""Finding by words: exact, quick, and deaf to query syntax."""

from __future__ import annotations

import pytest

from memos.bench.hostile import TOO_LONG, seconds
from memos.index.lexical import Lexical, words
from memos.store.space import Spaces
from tests.retrieval.making import World


@pytest.fixture
def lexical(world: World) -> Lexical:
    return world.shadows.lexical


def found(world: World, lexical: Lexical, question: str) -> list[str]:
    with world.database.read() as connection:
        result = lexical.search(connection, world.space.key, question)
    best = sorted(zip(result.text.tolist(), result.nums.tolist(), strict=True), reverse=True)
    cubes = world.space.cubes.by_num(result.nums.tolist())
    return [cubes[num].cube.text for score, num in best if score > 0]


def test_telling_words_only(world: World) -> None:
    assert words("What did Ana say about the Lisbon flat?") == ["ana", "say", "lisbon", "flat"]
    assert words("Who is it?") == ["who", "is", "it"]
    assert words("🙂 … ?!") == []
    assert words("Straße STRASSE") == ["strasse"]


def test_inflected_words_are_found_best_first(world: World, lexical: Lexical) -> None:
    long = "Lisbon has many movers, I hear, and a great many hills and trams besides."
    world.say("I moved to Lisbon.", long, "Rain.")
    assert found(world, lexical, "moving to Lisbon")[0] == "Ana: I moved to Lisbon."
    assert found(world, lexical, "Porto") == []


def test_the_window_finds_an_answer_by_its_neighbours(world: World, lexical: Lexical) -> None:
    world.say("Which marathon did you run?", "The one in Valencia.", "Nice.", "Anyway, dinner.", "Soup.", "Good night.")
    with world.database.read() as connection:
        result = lexical.search(connection, world.space.key, "marathon")
    assert (result.text > 0).tolist() == [True, False, False]
    assert (result.window > 0).tolist() == [True, True, True]


@pytest.mark.parametrize(
    "question",
    [
        '" OR * NEAR( )',
        "lisbon AND NOT space:s1",
        'text:"lisbon" OR {window}: x*',
        "lisbon*",
        "NEAR(lisbon flat, 2)",
        "^lisbon",
        "a -lisbon +flat",
        "the of and to",
        "🙂🙂🙂",
        "lisbon\x00flat",
        "' ; DROP TABLE cube_fts --",
        "\u202egnol\u202c ﷽ \ufeff",
        "_ __ ___",
    ],
)
def test_syntax_in_a_question_is_inert(world: World, lexical: Lexical, question: str) -> None:
    world.say("My flat in Lisbon is small.")
    hits = found(world, lexical, question)
    assert hits in ([], ["Ana: My flat in Lisbon is small."])
    assert bool(hits) == any(word in question for word in ("lisbon", "flat"))


def test_another_space_is_never_found(world: World, lexical: Lexical) -> None:
    world.say("My flat in Lisbon.")
    other = Spaces(world.database).open("default", "bob")
    with world.database.read() as connection:
        for question in ("lisbon", "s1", 'space:"s1"'):
            assert not lexical.search(connection, other.key, question).nums.size


def test_ten_thousand_terms_are_cut_to_the_rarest(world: World, lexical: Lexical) -> None:
    world.say("The zebra crossing.", *(f"Lunch number {n}." for n in range(50)))
    many = " ".join([*(f"lunch number {n}" for n in range(40)), "zebra", *(f"w{n}" for n in range(10_000))])
    assert found(world, lexical, many)[0] == "Ana: The zebra crossing."
    assert seconds(lambda: found(world, lexical, many)) < TOO_LONG


def test_common_words_are_dropped_where_there_is_a_rarer_one(world: World, lexical: Lexical) -> None:
    world.say(*(f"coffee time again, day {n}" for n in range(2_500)), "coffee with Ines", run=None)
    with world.database.read() as connection:
        assert lexical.telling(connection, ["coffee", "time", "ines"]) == ["ines"]
        assert len(lexical.telling(connection, ["coffee", "time", "day"])) == 1
        assert lexical.search(connection, world.space.key, "coffee time again with Ines").nums.size <= 5
        assert lexical.search(connection, world.space.key, "coffee time again").nums.size > 2_000


def test_texts_outside_the_index_are_weighed_alike(world: World, lexical: Lexical) -> None:
    world.say(*["coffee"] * 20, "zebra")
    with world.database.read() as connection:
        rare, common, neither = lexical.weigh(connection, "zebras drinking coffee", ["a zebra", "some coffee", "tea"])
    assert rare > common > neither == 0
