"""The readers give what the official files say, under ids that tell nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from memos.bench.sets import catalogue, hotpotqa, lihua, locomo, longmemeval, musique, prefeval, realmem
from memos.bench.sets.dataset import Bank, DataSet, Question
from memos.bench.sets.multihop import published_triples
from memos.errors import InvalidInput, NotFound, UnknownFormat
from memos.schemas.message import Trust
from tests.bench import official

MAKE: dict[str, Callable[[Path], Path]] = {
    "locomo": official.locomo,
    "realmem": official.realmem,
    "lihua": official.lihua,
    "musique": official.musique,
    "hotpotqa": official.hotpotqa,
    "prefeval": official.prefeval,
    "longmemeval": official.longmemeval,
}


def said(bank: Bank) -> dict[str, str]:
    """What each message says, by id."""
    return {message.id: message.content for session in bank.sessions for message in session.messages}


def answers(bank: Bank, question: Question) -> list[str]:
    """What the gold of a question says: of a session, its first message."""
    first = {session.run_id: session.messages[0].content for session in bank.sessions}
    return [{**said(bank), **first}[one] for one in question.gold]


@pytest.mark.parametrize("name", MAKE)
class TestEverySet:
    def test_gold_is_in_the_bank(self, name: str, tmp_path: Path) -> None:
        dataset = catalogue.read(name, MAKE[name](tmp_path))
        assert dataset.name == name
        assert dataset.cuts == (1, 3, 5, 10, 25, 50)
        for bank in dataset.banks:
            known = set(said(bank)) if dataset.unit == "message" else {session.run_id for session in bank.sessions}
            assert all(known.issuperset(question.gold) for question in bank.questions)

    def test_the_seed_alone_makes_the_ids(self, name: str, tmp_path: Path) -> None:
        path = MAKE[name](tmp_path)
        read = catalogue.SETS[name].read
        one, again, other = read(path), read(path), read(path, seed=8)
        assert one == again
        mine, theirs = set(said(one.banks[0])), set(said(other.banks[0]))
        assert mine.isdisjoint(theirs)
        assert list(said(one.banks[0]).values()) == list(said(other.banks[0]).values())

    def test_a_file_of_another_form_is_refused(self, name: str, tmp_path: Path) -> None:
        foreign = official.write(tmp_path / "20260101.json", [{"something": "else"}])
        with pytest.raises((UnknownFormat, NotFound), match=r"20260101\.json|query_set"):
            catalogue.read(name, foreign)
        (tmp_path / "broken.json").write_text("[{", encoding="utf-8")
        with pytest.raises((UnknownFormat, NotFound), match=r"broken\.json|query_set"):
            catalogue.read(name, tmp_path / "broken.json")
        (tmp_path / "empty").mkdir()
        with pytest.raises(NotFound):
            catalogue.read(name, tmp_path / "empty")
        with pytest.raises(NotFound, match="nowhere"):
            catalogue.read(name, tmp_path / "nowhere")


EXPECTED = {
    "locomo": '"sample_id", "conversation" and "qa"',
    "realmem": 'an object with "dialogues"',
    "musique": '"paragraphs"',
    "hotpotqa": '"supporting_facts"',
    "prefeval": '"preference" and "question"',
    "longmemeval": '"haystack_sessions"',
}
FOUND = {
    "{}": "found an empty object",
    "[]": "found an empty list",
    "5": "found a number",
    "null": "found null",
    '["a"]': "found a list of 1, the first text",
    '[{"a": 1, "b": 2}]': 'found a list of 1, the first an object with "a", "b"',
    '{"dialogues": 5}': 'found an object with "dialogues"',
    "": "is empty",
    "[" * 100_000: "nested too deep",
}


@pytest.mark.parametrize("held", FOUND)
@pytest.mark.parametrize("name", EXPECTED)
def test_what_was_expected_is_told_and_what_was_found(name: str, held: str, tmp_path: Path) -> None:
    path = tmp_path / "odd.json"
    path.write_text(held, encoding="utf-8")
    with pytest.raises(UnknownFormat) as refused:
        catalogue.read(name, path)
    said = str(refused.value)
    assert str(path) in said
    assert FOUND[held] in said
    assert EXPECTED[name] in said or "found" not in FOUND[held]
    assert not any(words in said for words in ("indices", "object is not", "has no attribute", "None"))


def test_of_lihua_the_file_that_is_odd_is_named(tmp_path: Path) -> None:
    folder = official.lihua(tmp_path)
    queries = next(folder.rglob("query_set.json"))
    for held, found in (("[]", "found an empty list"), ("{}", "no question is in it"), ('{"1": 5}', 'object with "1"')):
        queries.write_text(held, encoding="utf-8")
        with pytest.raises(UnknownFormat, match=found) as refused:
            catalogue.read("lihua", folder)
        assert str(queries) in str(refused.value)
        assert '"question", "type" and "evidence"' in str(refused.value)


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "picture.json"
    path.write_bytes(b"\x89PNG\xff")
    with pytest.raises(UnknownFormat, match="no text"):
        catalogue.read("musique", path)


def test_ids_tell_neither_turns_nor_dates(tmp_path: Path) -> None:
    for name, make in MAKE.items():
        for bank in catalogue.read(name, make(tmp_path)).banks:
            ids = [*said(bank), *(session.run_id for session in bank.sessions)]
            assert all(len(one) == 16 and int(one, 16) >= 0 for one in ids), name
            assert len(set(ids)) == len(ids)


class TestLoCoMo:
    def test_untidy_evidence(self) -> None:
        assert locomo.evidence(["D8:6; D9:17"]) == ("8:6", "9:17")
        assert locomo.evidence(["D9:1 D4:4 D9:1"]) == ("9:1", "4:4")
        assert locomo.evidence(["D:11:26", "D30:05"]) == ("11:26", "30:5")
        assert locomo.evidence(["D12:3-D12:5"]) == ("12:3", "12:4", "12:5")
        assert locomo.evidence(["D1:1-D1:9999", "D", None]) == ()
        assert locomo.evidence(None) == ()

    def test_conversation(self, tmp_path: Path) -> None:
        (bank,) = locomo.read(official.locomo(tmp_path)).banks
        assert bank.name == "conv-1"
        assert [len(session.messages) for session in bank.sessions] == [3, 2]
        first = bank.sessions[0].messages
        assert (first[1].content, first[1].name) == ("Look at this! [image: a red kite]", "Maya")
        assert first[0].timestamp == datetime(2023, 5, 8, 13, 56, tzinfo=UTC)
        assert bank.sessions[1].messages[0].timestamp == datetime(2023, 12, 25, 0, 5, tzinfo=UTC)

    def test_questions_without_evidence_are_left_out(self, tmp_path: Path) -> None:
        (bank,) = locomo.read(official.locomo(tmp_path)).banks
        assert [(one.category, answers(bank, one)) for one in bank.questions] == [
            ("1 multi-hop", ["I planted tulips in the garden.", "The tulips are in bloom."]),
            ("4 single-hop", ["I bought a violin."]),
            ("5 adversarial", [one.content for one in bank.sessions[0].messages]),
        ]

    def test_the_audit_corrects_evidence_of_the_same_questions(self, tmp_path: Path) -> None:
        path = official.locomo(tmp_path)
        (before,) = locomo.read(path).banks
        (after,) = locomo.read(path, audit=official.audit(tmp_path)).banks
        assert [one.id for one in after.questions] == [one.id for one in before.questions]
        assert answers(after, after.questions[1]) == ["I sold the violin to Rosa."]
        assert after.questions[0] == before.questions[0]
        assert after.questions[2] == before.questions[2]

    def test_a_single_conversation_and_a_folder(self, tmp_path: Path) -> None:
        alone = official.write(tmp_path / "one.json", official.conversation())
        assert locomo.read(alone) == locomo.read(official.locomo(tmp_path)) == locomo.read(tmp_path / "locomo")

    def test_two_of_one_name_are_refused(self, tmp_path: Path) -> None:
        path = official.locomo(tmp_path, official.conversation(), official.conversation())
        with pytest.raises(InvalidInput, match="twice"):
            catalogue.read("locomo", path)


class TestRealMem:
    def test_only_earlier_sessions_answer(self, tmp_path: Path) -> None:
        dataset = realmem.read(official.realmem(tmp_path))
        (bank,) = dataset.banks
        (question,) = bank.questions
        assert (dataset.unit, bank.name) == ("session", "Ana_Ito")
        assert (question.before, question.category) == (2, "Dynamic Updating")
        assert question.asked_at == datetime(2025, 12, 15, tzinfo=UTC)
        assert answers(bank, question) == ["I will take the train to Oslo."]
        assert [[one.role for one in session.messages] for session in bank.sessions] == [
            ["user", "assistant"],
            ["user", "assistant"],
            ["user", "assistant"],
            ["user"],
        ]

    def test_a_file_is_a_folder_of_one(self, tmp_path: Path) -> None:
        folder = official.realmem(tmp_path)
        assert realmem.read(folder) == realmem.read(next(folder.iterdir()))
        official.realmem(tmp_path, "Ben_Li")
        assert [bank.name for bank in realmem.read(folder).banks] == ["Ana_Ito", "Ben_Li"]


class TestLiHua:
    def test_chats_and_questions(self, tmp_path: Path) -> None:
        (bank,) = lihua.read(official.lihua(tmp_path)).banks
        assert [one.content for session in bank.sessions for one in session.messages] == [
            "I have arrived!\nLunch on the 8th?",
            "See you: noon.",
            "The rent is due.",
            "Your bread is here.",
        ]
        assert bank.sessions[0].messages[1].name == "WolfgangSchulz"
        assert bank.sessions[2].messages[0].timestamp == datetime(2026, 4, 8, 8, 38, tzinfo=UTC)
        assert [(one.category, len(one.gold)) for one in bank.questions] == [("Multi", 2), ("Null", 0)]


class TestPassages:
    def test_musique(self, tmp_path: Path) -> None:
        path = official.musique(tmp_path)
        (bank,) = musique.read(path).banks
        (question,) = bank.questions
        assert (bank.name, question.category) == ("musique", "2hop")
        assert len(bank.sessions) == 4
        assert all(len(session.messages) == 1 for session in bank.sessions)
        (passage,) = bank.sessions[0].messages
        assert (passage.role, passage.trust_level) == ("tool", Trust.DOCUMENT)
        assert [one.split("\n")[0] for one in answers(bank, question)] == ["Ada Byron", "London"]
        assert musique.read(path.parent) == musique.read(path)
        assert not bank.triples

    def test_published_triples(self, tmp_path: Path) -> None:
        path, triples = official.musique(tmp_path), official.openie(tmp_path)
        assert published_triples(path) == triples
        (bank,) = musique.read(path, triples=triples).banks
        told = {said(bank)[one].split("\n")[0]: list(map(tuple, each)) for one, each in bank.triples.items()}
        assert told == {"Ada Byron": [("Ada Byron", "born in", "London")], "London": [("London", "lies on", "Thames")]}

    def test_hotpotqa_with_and_without_a_corpus(self, tmp_path: Path) -> None:
        path = official.hotpotqa(tmp_path)
        (pooled,) = hotpotqa.read(path).banks
        assert [one.category for one in pooled.questions] == ["bridge", "comparison"]
        assert [len(one.gold) for one in pooled.questions] == [2, 1]
        assert len(pooled.sessions) == 3
        corpus = {
            "Lilu": ["Lilu is akin to Alû."],
            "Alû": ["Alû is a spirit.", " It is vengeful."],
            "Gallu": ["A demon."],
        }
        official.write(path.with_name("hotpotqa_corpus.json"), {**corpus, "More": ["Noise."]})
        (given,) = hotpotqa.read(path).banks
        assert len(given.sessions) == 4
        assert given.questions == pooled.questions
        listed = [{"title": title, "text": "".join(text), "idx": 0} for title, text in corpus.items()]
        official.write(path.with_name("hotpotqa_corpus.json"), listed)
        (again,) = hotpotqa.read(path).banks
        assert again.questions == pooled.questions

    def test_several_in_a_folder_are_told(self, tmp_path: Path) -> None:
        official.musique(tmp_path)
        path = official.musique(tmp_path, "musique_train")
        with pytest.raises(InvalidInput, match=r"musique\.json, musique_train\.json"):
            musique.read(path.parent)


class TestPrefEval:
    def test_each_preference_is_a_session(self, tmp_path: Path) -> None:
        root = official.prefeval(tmp_path)
        (bank,) = prefeval.read(root).banks
        assert [answers(bank, one) for one in bank.questions] == [
            ["I eat no meat."],
            ["I am allergic to cats."],
            ["I want no fish."],
        ]
        assert [len(session.messages) for session in bank.sessions] == [1, 1, 1]
        assert prefeval.read(root / "explicit_preference") == prefeval.read(root)
        official.write(root / "implicit_preference" / "pets.json", [{"other": "form"}])
        assert prefeval.read(root) == prefeval.read(root / "explicit_preference")


class TestLongMemEval:
    def test_user_turns_and_abstention(self, tmp_path: Path) -> None:
        dataset = longmemeval.read(official.longmemeval(tmp_path))
        assert dataset.counting == {"user"}
        scored, abstaining, unscored = dataset.banks
        assert answers(scored, scored.questions[0]) == ["I studied botany."]
        assert scored.questions[0].asked_at == datetime(2023, 5, 30, 23, 40, tzinfo=UTC)
        assert scored.sessions[0].messages[0].timestamp == datetime(2023, 5, 20, 2, 21, tzinfo=UTC)
        assert [one.gold for one in abstaining.questions] == [()]
        assert unscored.questions == ()
        assert [len(session.messages) for session in scored.sessions] == [2, 1, 2]

    def test_turns(self, tmp_path: Path) -> None:
        dataset = longmemeval.read(official.longmemeval(tmp_path), unit="message")
        bank = dataset.banks[0]
        assert dataset.unit == "message"
        assert [said(bank)[one] for one in bank.questions[0].gold] == ["I studied botany."]

    def test_json_lines_and_lists_of_questions(self, tmp_path: Path) -> None:
        path = official.longmemeval(tmp_path)
        rows = json.loads(path.read_text(encoding="utf-8"))
        lines = tmp_path / "longmemeval_lines.json"
        lines.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        assert longmemeval.read(lines) == longmemeval.read(path)
        several = {
            **rows[0],
            "questions": [rows[0].pop("question"), "another?"],
            "answer_session_ids": [["answer_1"], ["other_2"]],
        }
        del several["question"]
        listed = longmemeval.read(official.write(tmp_path / "listed.json", [several]))
        assert listed.banks[0] == longmemeval.read(path).banks[0]


def test_what_is_not_for_a_set_is_refused(tmp_path: Path) -> None:
    path = official.prefeval(tmp_path)
    with pytest.raises(InvalidInput, match="--audit is for locomo"):
        catalogue.read("prefeval", path, audit=path)
    with pytest.raises(InvalidInput, match="--triples is for musique and hotpotqa"):
        catalogue.read("prefeval", path, triples=path)
    with pytest.raises(InvalidInput, match="no benchmark"):
        catalogue.read("squad", path)


def test_a_folder_of_data(tmp_path: Path) -> None:
    found = catalogue.found_in(official.everything(tmp_path))
    assert [name for name, _ in found] == list(catalogue.SETS)
    assert all(isinstance(catalogue.read(name, path), DataSet) for name, path in found)
    with pytest.raises(NotFound):
        catalogue.found_in(tmp_path / "realmem")
