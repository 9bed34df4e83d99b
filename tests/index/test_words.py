"""Words kept warm: BM25 by the space alone, in three grains; the same scores whatever the history."""

from __future__ import annotations

import math
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memos.bench.hostile import TOO_LONG, seconds
from memos.index.lexical import words
from memos.index.stems import Stems
from memos.index.units import UTTERANCE, Units
from memos.index.warm import Budget
from memos.index.words import AROUND, MOST_TERMS, Matches, Score, WarmWords, Words
from memos.schemas.cube import Procedural, Semantic, State
from memos.store.space import Spaces
from tests.retrieval.making import World
from tests.store.making import update

VOCABULARY = ("lisbon", "porto", "tram", "hill", "maya", "soup")


@pytest.fixture
def warm() -> Iterator[WarmWords]:
    made = WarmWords()
    yield made
    made.close()


def seen(world: World, warm: WarmWords) -> tuple[Words, Units]:
    with world.database.read() as connection:
        units = world.shadows.units.of(connection, world.space.number)
        return warm.of(connection, world.space.number, units), units


def asked(world: World, warm: WarmWords, question: str) -> Matches:
    return seen(world, warm)[0].matches(dict.fromkeys(words(question), 1.0))


def told(world: World, units: Units) -> list[str | None]:
    nums = units.table["num"].tolist()
    with world.database.read() as connection:
        held = {int(num): str(said) for num, said in connection.exec_driver_sql("SELECT rowid, text FROM cube_fts")}
    return [held.get(num) for num in nums]


def bm25(texts: Mapping[int, list[str]], terms: list[str]) -> dict[int, float]:
    """By the book, one text at a time."""
    mean = sum(map(len, texts.values())) / len(texts)
    scores = dict.fromkeys(texts, 0.0)
    for term in terms:
        having = sum(term in text for text in texts.values())
        rarity = math.log(1 + (max(100, len(texts)) - having + 0.5) / (having + 0.5))
        for key, text in texts.items():
            count = Counter(text)[term]
            scores[key] += rarity * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * len(text) / mean))
    return scores


def same(one: Score, other: Score) -> None:
    np.testing.assert_allclose(one.bm25, other.bm25, rtol=1e-6)
    np.testing.assert_allclose(one.share, other.share, rtol=1e-6)


def test_each_grain_is_bm25_by_the_book(world: World, warm: WarmWords) -> None:
    world.say("Trams climb hills.", "Which hill?", "Lisbon has seven hills.", "Soup?", "Soup it is, soup.", run="a")
    world.say("A tram in Porto.", "Nice hill.", run="b")
    question = ["tram", "hill", "soup"]
    matches = asked(world, warm, " ".join(question))
    _, units = seen(world, warm)
    cut = Stems()
    names = {int(cut.cut([word]).hashes[0]): word for word in question}
    terms = cut.cut([text or "" for text in told(world, units)])
    own: dict[int, list[str]] = {row: [] for row in range(units.table.size)}
    for row, term in zip(terms.texts.tolist(), terms.hashes.tolist(), strict=True):
        own[row].append(names.get(term, str(term)))
    runs, at = units.table["run"].tolist(), units.table["position"].tolist()
    near = {
        row: [
            term for other in own if runs[other] == runs[row] and abs(at[other] - at[row]) <= 2 for term in own[other]
        ]
        for row in own
    }
    whole = {run: [term for row in own if runs[row] == run for term in own[row]] for run in runs}
    assert matches.own().bm25.tolist() == pytest.approx(list(bm25(own, question).values()))
    assert matches.window().bm25.tolist() == pytest.approx(list(bm25(near, question).values()))
    assert matches.session().bm25.tolist() == pytest.approx([bm25(whole, question)[run] for run in runs])


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_whatever_the_history_the_scores_are_those_of_a_fresh_index(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as home:
        world, warm, fresh = World(Path(home)), WarmWords(), WarmWords()
        text = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=6).map(" ".join)
        for _ in range(data.draw(st.integers(1, 5))):
            world.say(
                *data.draw(st.lists(text, min_size=1, max_size=4)), run=data.draw(st.sampled_from(["a", "b", None]))
            )
            seen(world, warm)
            ids = [cube.id for cube in world.space.cubes.list()]
            match data.draw(st.sampled_from(["keep", "delete", "reword"])):
                case "delete":
                    world.forget(data.draw(st.sampled_from(ids)))
                case "reword":
                    [cube] = world.space.cubes.get([data.draw(st.sampled_from(ids))])
                    world.commit(update(cube, payload=cube.payload.model_copy(update={"text": data.draw(text)})))
                case _:
                    seen(world, warm)
        question = dict.fromkeys(VOCABULARY, 1.0)
        one, other = seen(world, warm)[0].matches(question), seen(world, fresh)[0].matches(question)
        for grain in ("own", "window", "session"):
            same(getattr(one, grain)(), getattr(other, grain)())
        for each in (warm, fresh, world):
            each.close()


def test_many_writes_are_merged_into_the_rest(world: World, warm: WarmWords) -> None:
    for start in range(0, 900, 150):
        world.say(*(f"tram {n % 7} to hill {n % 31}" for n in range(start, start + 150)), run=f"s{start}")
        seen(world, warm)
    held = seen(world, warm)[0].said
    assert 0 < np.count_nonzero(held.young) < held.young.size
    fresh = WarmWords()
    for grain in ("own", "window", "session"):
        same(
            getattr(asked(world, warm, "tram 3 hill 30"), grain)(),
            getattr(asked(world, fresh, "tram 3 hill 30"), grain)(),
        )
    fresh.close()


def test_stems_and_signs_are_read_as_the_full_text_index_reads_them(world: World, warm: WarmWords) -> None:
    world.say("I moved to São Paulo.", "Straßen, don’t_stop", "\u202egnol\u202c naïve x2", "running_man", "…", "🙂 yes")
    for question in ("moving", "sao", "paulo", "don", "stop", "naive", "x2", "runs", "man", "yes", "gnol"):
        with world.database.read() as connection:
            found = (
                connection.exec_driver_sql("SELECT rowid FROM cube_fts WHERE text MATCH ?", (f'"{question}"',))
                .scalars()
                .all()
            )
        units = seen(world, warm)[1]
        assert units.table["num"][asked(world, warm, question).own().bm25 > 0].tolist() == found, question


def test_windows_stay_in_their_run_and_within_reach(world: World, warm: WarmWords) -> None:
    world.say("Marathon?", "Yes.", "Valencia.", "Soup.", "Bread.", run="a")
    world.say("And you?", run="b")
    matches = asked(world, warm, "marathon")
    assert (matches.own().bm25 > 0).tolist() == [True, False, False, False, False, False]
    assert (matches.window().bm25 > 0).tolist() == [True, True, True, False, False, False]
    assert (matches.window((1.0, 0.5)).bm25 > 0).tolist() == [True, True, False, False, False, False]
    assert (matches.window((1.0,) * 5).bm25 > 0).tolist() == [True, True, True, True, True, False]
    assert (matches.session().bm25 > 0).tolist() == [True, True, True, True, True, False]
    fading = asked(world, warm, "marathon").window((1.0, 0.5, 0.2)).bm25
    assert fading[0] > fading[1] > fading[2] > 0


@pytest.mark.parametrize("reach", range(1, 9))
def test_a_window_may_reach_further_than_there_is_talk(world: World, warm: WarmWords, reach: int) -> None:
    world.say("Marathon?", "Yes.", "Valencia.", run="a")
    window = asked(world, warm, "marathon").window((1.0,) * (reach + 1))
    assert (window.bm25 > 0).tolist() == [distance <= reach for distance in range(3)]


def test_only_utterances_have_windows(world: World, warm: WarmWords) -> None:
    [first] = world.say("I live in Lisbon.")
    world.believe(
        Semantic(subject="Ana", predicate="lives in", object="Lisbon", statement="Ana lives in Lisbon."), [first]
    )
    matches = asked(world, warm, "lisbon")
    spoken = seen(world, warm)[1].table["grain"] == UTTERANCE
    assert (matches.own().bm25 > 0).all()
    assert (matches.window().bm25 > 0).tolist() == spoken.tolist()
    assert (matches.session().bm25 > 0).all()


def test_how_much_of_the_question_is_there(world: World, warm: WarmWords) -> None:
    world.say("The zebra crossing.", "Coffee with Ines.", "Coffee again.")
    share = asked(world, warm, "zebra coffee").own().share
    assert share[0] > share[1] == share[2] > 0
    assert asked(world, warm, "coffee").own().share.tolist() == [0, 1, 1]
    assert asked(world, warm, "coffee giraffe").own().share.max() < 0.5
    assert asked(world, warm, "giraffe").own().share.tolist() == [0, 0, 0]
    matches = asked(world, warm, "zebra coffee")
    found = dict(zip(matches.names, matches.presence(np.array([2, 0, 2])).tolist(), strict=True))
    assert found == {"zebra": [False, True, False], "coffee": [True, False, True]}


def test_what_the_question_stresses_counts(world: World, warm: WarmWords) -> None:
    world.say("A zebra.", "A tiger.")
    lexicon = seen(world, warm)[0]
    plain, stressed = lexicon.matches({"zebra": 1, "tiger": 1}).own(), lexicon.matches({"zebra": 1, "tiger": 3}).own()
    assert plain.bm25[0] == plain.bm25[1] == pytest.approx(stressed.bm25[1] / 3)
    assert lexicon.matches({"zebra": 1, "zebras": 1}).own().bm25[0] == plain.bm25[0]


def test_a_title_counts_more_than_what_follows(world: World, warm: WarmWords) -> None:
    [first] = world.say("Do it so.")
    world.believe(Procedural(title="Bread", steps=("Buy flour", "Knead")), [first])
    world.believe(Procedural(title="Flour", steps=("Buy bread", "Knead")), [first])
    scores = asked(world, warm, "bread").own().bm25
    assert scores[1] > scores[2] > 0


def test_what_is_superseded_is_found_and_what_is_deleted_is_not(world: World, warm: WarmWords) -> None:
    one, other = world.say("Old zebra.", "New zebra.")
    [cube] = world.space.cubes.get([f"u{one}"])
    world.commit(update(cube, state=State.SUPERSEDED))
    assert (asked(world, warm, "zebra").own().bm25 > 0).all()
    world.forget(f"u{other}")
    matches = asked(world, warm, "zebra")
    assert (matches.own().bm25 > 0).tolist() == [True, False]
    assert matches.session().bm25.all()  # the row of what was deleted is still of that run


@pytest.mark.parametrize(
    "question", ["", "🙂🙂", "_ __", "\x00", "\ud800", "the of and", '" OR * NEAR( )', "﷽", "%s' --"]
)
def test_a_question_without_a_word_that_is_there_matches_nothing(world: World, warm: WarmWords, question: str) -> None:
    world.say("My flat in Lisbon is small.")
    matches = asked(world, warm, question)
    for score in (matches.own(), matches.window(), matches.session()):
        assert not score.bm25.any()
        assert not score.share.any()


def test_an_empty_space_matches_nothing(world: World, warm: WarmWords) -> None:
    matches = asked(world, warm, "lisbon")
    assert [score.bm25.size for score in (matches.own(), matches.window(), matches.session())] == [0, 0, 0]
    assert matches.presence(np.empty(0, dtype=np.int64)).shape == (0, 0)


def test_scripts_without_gaps_are_matched_by_pairs_of_signs(world: World, warm: WarmWords) -> None:
    world.say("私は東京に住んでいます。", "京都に行きました。", "أعيش في لشبونة", "Живу в Лиссабоне")
    assert (asked(world, warm, "東京").own().bm25 > 0).tolist() == [True, False, False, False]
    assert int(asked(world, warm, "京都に住んで").own().bm25.argmax()) in (0, 1)
    assert (asked(world, warm, "لشبونة").own().bm25 > 0).tolist() == [False, False, True, False]
    assert (asked(world, warm, "ЛИССАБОНЕ").own().bm25 > 0).tolist() == [False, False, False, True]


def test_ten_thousand_terms_are_cut_to_the_rarest(world: World, warm: WarmWords) -> None:
    world.say("The zebra crossing.", *(f"Lunch number {n}." for n in range(50) for _ in "ab"))
    many = " ".join([*(f"lunch number {n}" for n in range(40)), "zebra", *(f"w{n}" for n in range(10_000))])
    matches = asked(world, warm, many)
    assert len(matches.names) == MOST_TERMS
    assert matches.own().bm25.argmax() == 0
    assert seconds(lambda: asked(world, warm, many).window()) < TOO_LONG
    assert seconds(lambda: asked(world, warm, "東京に住" * 10_000).window()) < TOO_LONG


@pytest.mark.parametrize("last", ["zebra", "gnu"])
def test_of_equally_rare_terms_the_first_are_kept(last: str, world: World, warm: WarmWords) -> None:
    world.say("The zebra and the gnu crossing.", *(f"Lunch number {n}." for n in range(MOST_TERMS)))
    first = "gnu" if last == "zebra" else "zebra"
    matches = asked(world, warm, " ".join([first, *map(str, range(MOST_TERMS - 1)), last]))
    assert first in matches.names
    assert last not in matches.names


def test_common_words_are_dropped_where_there_is_a_rarer_one(world: World, warm: WarmWords) -> None:
    world.say(*(f"coffee time again, day {n}" for n in range(2_050)), "coffee with Ines", run=None)
    assert asked(world, warm, "coffee time Ines").names == ("ines",)
    assert len(asked(world, warm, "coffee time day").names) == 1
    assert np.count_nonzero(asked(world, warm, "coffee time again").own().bm25) > 2_000


def test_texts_in_no_row_are_weighed_alike(world: World, warm: WarmWords) -> None:
    world.say(*["coffee"] * 20, "zebra")
    lexicon = seen(world, warm)[0]
    asked_for = dict.fromkeys(words("zebras drinking coffee"), 1.0)
    rare, common, neither, empty = lexicon.weigh(asked_for, ["a zebra zebra", "some coffee", "tea", ""]).tolist()
    assert rare > common > neither == empty == 0
    assert lexicon.weigh({}, ["tea"]).tolist() == [0]
    assert lexicon.weigh(asked_for, []).size == 0


def test_units_read_earlier_show_their_rows_alone(world: World, warm: WarmWords) -> None:
    world.say("A zebra.")
    _, before = seen(world, warm)
    world.say("Two zebras.")
    seen(world, warm)
    with world.database.read() as connection:
        older = warm.of(connection, world.space.number, before)
    matches = older.matches({"zebra": 1.0})
    assert matches.own().bm25.shape == matches.window(AROUND).bm25.shape == older.lengths.shape == (1,)
    assert matches.own().bm25.all()


def test_another_space_is_neither_found_nor_counted(world: World, warm: WarmWords) -> None:
    world.say("A zebra.", "A tram.")
    before = asked(world, warm, "zebra").own().bm25
    other = Spaces(world.database).open("default", "bob")
    with world.database.read() as connection:
        units = world.shadows.units.of(connection, other.number)
        assert warm.of(connection, other.number, units).matches({"zebra": 1.0}).own().bm25.size == 0
    assert asked(world, warm, "zebra").own().bm25.tolist() == before.tolist()


def test_the_signs_of_a_text_are_read_once_and_again_when_it_changes(world: World, warm: WarmWords) -> None:
    world.say("Where do you live?", "Lisbon.")
    lexicon, units = seen(world, warm)
    with world.database.read() as connection:
        question, answer, again = lexicon.signs(connection, units, np.array([0, 1, 0])).tolist()
    assert question == again != answer


def test_what_is_forgotten_is_dropped(world: World) -> None:
    budget = Budget()
    warm = WarmWords(budget)
    world.say("A zebra.")
    seen(world, warm)
    assert budget.total > 0
    warm.forget(world.space.number)
    assert seen(world, warm)[0].matches({"zebra": 1.0}).own().bm25.all()
    warm.close()


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
def test_syntax_in_a_question_is_inert(world: World, warm: WarmWords, question: str) -> None:
    world.say("My flat in Lisbon is small.")
    found = bool(asked(world, warm, question).own().bm25.any())
    assert found == any(word in question for word in ("lisbon", "flat"))
