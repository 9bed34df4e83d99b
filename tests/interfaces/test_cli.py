"""Every command's happy path, the shape of its JSON, and what it says when something is wrong."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from memos.interfaces.cli.app import COMMANDS, _Subcommands
from memos.retrieval.ranking import SHIPPED

Run = Callable[..., Any]

CHAT = (
    "## 2024-03-01\n**Ana:** I live in Lisbon. I love surfing.\n**Ben:** Cool!\n"
    "## 2024-06-02\n**Ana:** I moved to Porto.\n**Ben:** How is it?\n**Ana:** My sister Maya lives there too.\n"
)
CUBE = {
    "id",
    "kind",
    "text",
    "scope",
    "version",
    "state",
    "payload",
    "provenance",
    "valid_from",
    "valid_to",
    "confidence",
}
ENTRY = {"seq", "op_id", "event", "cube_id", "kind", "version", "text", "reason", "agent", "evidence", "committed_at"}


@pytest.fixture
def ana(run: Run, tmp_path: Path) -> Run:
    """The command line over a small imported chat, speaking for Ana."""
    path = tmp_path / "chat.md"
    path.write_text(CHAT, encoding="utf-8")
    run("import", path, "--user", "Ana")
    return lambda *arguments, **how: run(*arguments, "--user", "Ana", **how)


def statement(ana: Run, words: str, **how: Any) -> Any:
    """The statement that holds these words."""
    found = ana("list", "--kind", "semantic", "--all", "--json", **how).json["memories"]
    return next(cube for cube in found if words in cube["text"])


class TestHelp:
    def test_help_names_every_command(self, run: Run) -> None:
        shown = run("--help").out
        assert all(re.search(rf"^  {name} ", shown, re.MULTILINE) for name in COMMANDS)

    @pytest.mark.parametrize("name", COMMANDS)
    def test_every_command_begins_its_help_with_its_line(self, run: Run, name: str) -> None:
        shown = " ".join(run(name, "--help").out.split())
        assert COMMANDS[name].summary in shown
        assert "--json" in (run(name, "list", "--help").out if name == "vault" else shown)

    @pytest.mark.parametrize("name", COMMANDS)
    def test_help_promises_no_option_that_is_not_there(self, run: Run, name: str) -> None:
        whole = (name, "list") if name == "vault" else (name,)
        prose, _, options = run(*whole, "--help").out.partition("Options:")
        assert set(re.findall(r"--[a-z-]+", prose)) <= set(re.findall(r"--[a-z-]+", options))
        of_one_user = name not in {"demo", "init", "doctor", "reindex", "backup", "restore", "bench"}
        assert ("--user" in options) == of_one_user
        assert ("--home" in options) == (name != "demo")

    def test_the_list_of_commands_is_complete(self) -> None:
        known = _Subcommands()
        assert all(known[name].name == name for name in COMMANDS)

    def test_version_and_unknown_commands(self, run: Run) -> None:
        assert run("--version").out.startswith("memos ")
        assert "Did you mean 'search'" in run("serach", code=2).err
        assert run("search", "--json", code=2).error["code"] == "usage"


class TestAdd:
    def test_add_says_what_it_made(self, run: Run) -> None:
        assert "I live in Lisbon" in run("add", "I live in Lisbon.", "--name", "Ana").out

    def test_json_is_the_receipt(self, run: Run) -> None:
        receipt = run("add", "I live in Lisbon.", "--time", "2024-05-01", "--run", "r", "--id", "m1", "--json").json
        assert receipt["message_ids"] == ["m1"]
        assert not receipt["pending"]
        assert receipt["operations"]
        assert set(receipt["operations"][0]) >= ENTRY

    def test_a_retry_is_applied_once(self, run: Run) -> None:
        arguments = ("add", "I live in Lisbon.", "--op-id", "op-1", "--id", "m1", "--json")
        assert not run(*arguments).json["replayed"]
        assert run(*arguments).json["replayed"]

    def test_text_from_standard_input(self, run: Run) -> None:
        assert run("add", "-", "--json", stdin="I live in Rome.\n").json["operations"]

    def test_what_became_no_memory_is_shown_in_its_own_words(self, run: Run) -> None:
        assert re.search(r"NO_OP +ok +nothing to remember", run("add", "ok", "--id", "m1").out)
        assert re.search(
            r"NO_OP +ok +every message of this exchange was remembered before", run("add", "ok", "--id", "m1").out
        )
        assert [entry["text"] for entry in run("history", "--json").json["operations"]] == ["ok", "ok"]

    @pytest.mark.parametrize(
        "arguments", [("",), ("   ",), ("x", "--role", "wizard"), ("x", "--time", "soon"), ("x", "--user", "a\x00b")]
    )
    def test_what_can_not_be_taken_is_refused(self, run: Run, arguments: tuple[str, ...]) -> None:
        assert run("add", *arguments, "--json", code=65).error["code"] == "invalid_input"

    @pytest.mark.parametrize("time", ["9999-12-31T23:59:59-11:00", "0001-01-01T00:00:00+14:00"])
    def test_a_time_outside_the_calendar_is_refused(self, run: Run, time: str) -> None:
        run("add", "I live in Lisbon.")
        for arguments in (
            ("add", "I live in Porto.", "--time", time),
            ("ask", "Where do I live?", "--as-of", time),
            ("search", "Lisbon", "--valid-at", time),
        ):
            error = run(*arguments, "--json", code=65).error
            assert "is outside the calendar (years 1 to 9999 in UTC)" in error["message"]
            assert (error["code"], error["applied"]) == ("invalid_input", "no")


class TestImport:
    def test_summary_counts_operations_by_kind(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "chat.md"
        path.write_text(CHAT, encoding="utf-8")
        shown = run("import", path, "--user", "Ana").out
        assert "5 messages remembered" in shown
        assert "semantic" in shown

    def test_again_is_harmless(self, ana: Run, tmp_path: Path) -> None:
        before = ana("list", "--all", "--json", "--limit", 1000).json["memories"]
        again = ana("import", tmp_path / "chat.md", "--json").json
        assert (again["messages"], again["already_there"], again["operations"]) == (0, 5, {})
        assert ana("list", "--all", "--json", "--limit", 1000).json["memories"] == before

    def test_a_longer_copy_adds_what_is_new(self, ana: Run, tmp_path: Path) -> None:
        path = tmp_path / "chat.md"
        path.write_text(f"{CHAT}**Ben:** Say hello to Maya!\n", encoding="utf-8")
        again = ana("import", path, "--json").json
        assert (again["messages"], again["already_there"]) == (1, 5)

    def test_stops_before_anything_is_stored(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "x.jsonl"
        path.write_text('{"content": "I live in Lisbon."}\n{"content": \n', encoding="utf-8")
        error = run("import", path, "--json", code=65).error
        assert f"{path}, line 2" in error["message"]
        assert error["applied"] == "no"
        run("list", code=66)

    def test_skips_when_told_to(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "x.jsonl"
        path.write_text('{"content": "I live in Lisbon."}\n{"content": \n', encoding="utf-8")
        done = run("import", path, "--on-error", "skip", "--json", code=1).json
        assert (done["messages"], done["exit_code"]) == (1, 1)
        assert [problem["where"] for problem in done["problems"]] == ["line 2"]

    def test_a_file_whose_only_line_is_bad_is_left_out(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "bignum.jsonl"
        path.write_text(f'{{"content": {"9" * 5000}}}\n', encoding="utf-8")
        done = run("import", path, "--on-error", "skip", "--json", code=1).json
        assert (done["messages"], done["exit_code"]) == (0, 1)
        assert [problem["what"] for problem in done["problems"]] == ["not readable as JSON: a number is too long"]
        run("list", code=66)

    def test_an_id_used_twice_leaves_out_only_its_line(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "x.jsonl"
        lines = [{"id": "1", "content": "I live in Lisbon."}, {"id": "1", "content": "I love tea."}]
        path.write_text("\n".join(map(json.dumps, [*lines, {"id": "2", "content": "I have a cat."}])), encoding="utf-8")
        clash = "line 2: id '1' was used on line 1 for other words"
        assert clash in run("import", path, "--json", code=65).error["message"]
        done = run("import", path, "--on-error", "skip", code=1).out
        assert "2 messages remembered, 1 record left out" in done
        assert clash in " ".join(done.split())

    def test_what_is_left_out_is_named_and_counted(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "x.json"
        turns = [
            {"speaker": "Ana", "dia_id": "D1:1", "text": "I live in Lisbon."},
            {"speaker": "Ana", "dia_id": "D1:2"},
        ]
        path.write_text(
            json.dumps([{"sample_id": "a", "conversation": {"session_1": [*turns, None]}}]), encoding="utf-8"
        )
        named = (
            "a, session_1, turn 2 (D1:2): text is missing",
            "a, session_1, turn 3: the turn is null, not an object",
        )
        refused = run("import", path, code=65)
        assert all(one in refused.err for one in named)
        assert "Nothing was imported" in refused.err
        run("list", code=66)
        tried = run("import", path, "--on-error", "skip", "--dry-run", code=1).out
        done = run("import", path, "--on-error", "skip", code=1).out
        for shown in (tried, done):
            assert all(one in " ".join(shown.split()) for one in named)
        assert "1 message remembered, 2 records left out" in done
        assert "LoCoMo, 1 message\n" in done

    def test_files_of_several_people_for_one_memory_warn(self, run: Run, tmp_path: Path) -> None:
        ana, ben, both = tmp_path / "1.md", tmp_path / "2.md", tmp_path / "3.md"
        ana.write_text("**Ana:** I live in Lisbon.\n**Assistant:** Nice.\n", encoding="utf-8")
        ben.write_text("**User:** My name is Ben. I live in Rome.\n**Assistant:** Hello Ben.\n", encoding="utf-8")
        both.write_text("**Ana:** I love tea.\n**Cleo:** Me too.\n", encoding="utf-8")
        warned = run("import", ana, ben, "--dry-run").err
        assert "2.md: Ben speaks here, and the memory of 'me' is of Ana. --user NAME" in " ".join(warned.split())
        assert "warning" not in run("import", ana).err
        assert "warning" not in run("import", both).err
        assert "Ben" in run("import", ben, "--json").json["warnings"][0]
        assert "warning" not in run("import", ben, "--user", "Ben").err

    def test_the_same_id_with_other_words_is_named(self, run: Run, tmp_path: Path) -> None:
        first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
        first.write_text('{"id": "m1", "content": "one"}\n', encoding="utf-8")
        second.write_text('{"id": "m1", "content": "two"}\n{"id": "m2", "content": "three"}\n', encoding="utf-8")
        run("import", first)
        assert "b.jsonl, lines 1 to 2" in run("import", second, "--json", code=75).error["message"]
        assert run("import", second, "--on-error", "skip", "--json", code=1).json["problems"]

    def test_a_folder_with_files_that_are_no_chats(self, run: Run, tmp_path: Path) -> None:
        folder = tmp_path / "chats"
        folder.mkdir()
        (folder / "a.md").write_text("# Notes\nNobody speaks here.\n", encoding="utf-8")
        (folder / "b.md").write_text(CHAT, encoding="utf-8")
        (folder / "c.jsonl").write_bytes(b'{"content": \n')
        stopped = run("import", folder, code=65).err
        assert "a.md: no line in it begins with who speaks" in stopped
        assert "Nothing was imported. Mend it, or leave it out with --on-error skip." in " ".join(stopped.split())
        run("list", code=66)
        done = run("import", folder, "--on-error", "skip", code=1).out
        assert "5 messages remembered, 1 file and 1 record left out" in done
        assert "a.md: no line" in done
        assert "c.jsonl, line 1: not valid JSON" in done
        (folder / "b.md").unlink()
        nothing = run("import", folder, "--on-error", "skip", code=1)
        assert "0 messages remembered, 1 file and 1 record left out" in nothing.out
        assert "a.md: no line" in nothing.out
        assert "--on-error" not in nothing.err
        assert "no format 'x'" in run("import", folder, "--on-error", "skip", "--format", "x", code=65).err

    def test_dry_run_stores_nothing(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "chat.md"
        path.write_text(CHAT, encoding="utf-8")
        done = run("import", path, "--dry-run", "--json").json
        assert (done["files"][0]["format"], done["files"][0]["messages"], done["messages"]) == ("chat", 5, 0)
        run("list", code=66)

    def test_several_conversations_become_several_users(self, run: Run, tmp_path: Path) -> None:
        sample = {
            "conversation": {
                "session_1_date_time": "1:56 pm on 8 May, 2023",
                "session_1": [{"speaker": "Ana", "dia_id": "D1:1", "text": "I live in Lisbon."}],
            }
        }
        path = tmp_path / "x.json"
        path.write_text(json.dumps([{**sample, "sample_id": "a"}, {**sample, "sample_id": "b"}]), encoding="utf-8")
        run("import", path)
        assert run("list", "--users", "--json").json == {"users": ["a", "b"]}
        assert run("import", path, "--user", "both", "--json").json["messages"] == 2
        hits = run("search", "Lisbon", "--user", "both", "--json").json["hits"]
        assert {hit["evidence"][0] for hit in hits} == {"a/D1:1", "b/D1:1"}


@pytest.mark.parametrize(
    "arguments", [("add", "I live in Lisbon."), ("search", "Lisbon"), ("list",), ("undo", "--last")]
)
def test_an_empty_user_is_refused(run: Run, arguments: tuple[str, ...]) -> None:
    for name in ("", "  "):
        assert "the name is empty" in " ".join(run(*arguments, "--user", name, code=2).err.split())
    assert run(*arguments, "--user", "", "--json", code=2).error["code"] == "usage"


class TestOthers:
    def test_the_profile_of_another_speaker(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "chat.md"
        path.write_text("**Ana:** I live in Lisbon.\n**Ben:** I live in Rome. I love chess.\n", encoding="utf-8")
        run("import", path, "--user", "Ana")
        shown = run("profile", "Ben", "--user", "Ana").out
        assert "in the memory of Ana" in shown
        assert "Rome" in shown
        assert "Lisbon" not in shown
        told = run("profile", "Ben", "--user", "Ana", "--json").json
        assert (told["user"], told["person"], told["tree"], told["more"]) == ("Ana", "Ben", {}, 0)
        few = ("profile", "Ben", "--user", "Ana", "--limit", "1")
        assert "and 1 more: --limit 2" in run(*few).out
        assert run(*few, "--json").json["more"] == 1
        assert "Lisbon" in run("profile", "Ana").out

    def test_who_is_unknown_is_not_found(self, ana: Run) -> None:
        assert "Nothing is known about 'Zork'" in ana("profile", "Zork", code=66).err
        assert "Nothing is known about 'Zork'" in ana("timeline", "--about", "Zork", code=66).err
        assert ana("timeline", "--about", "Zork", "--json", code=66).error["code"] == "not_found"
        assert "Maya" in ana("timeline", "--about", "Maya").out


class TestSearch:
    def test_table_and_json(self, ana: Run) -> None:
        assert "Porto" in ana("search", "Where does Ana live?").out
        found = ana("search", "Where does Ana live?", "--json", "--limit", 3).json
        assert set(found) == {"id", "user", "query", "answerable", "hits", "context", "tokens", "degraded"}
        assert 0 < found["answerable"] <= 1
        assert len(found["hits"]) <= 3
        hit = found["hits"][0]
        assert set(hit["cube"]) >= CUBE
        assert hit["quotes"][0]["id"] == hit["evidence"][0]

    def test_an_assistants_words_are_marked(self, run: Run) -> None:
        run("add", "Porto has lovely weather all the year.", "--role", "assistant")
        assert "The assistant said: Porto has lovely weather" in run("ask", "How is the weather in Porto?").out

    def test_explain_and_context(self, ana: Run) -> None:
        hit = ana("search", "surfing", "--explain", "--json").json["hits"][0]
        assert hit["channels"]
        shown = " ".join(ana("search", "surfing", "--explain", "-n", "1").out.split())
        moved, channels = shown.partition(" moved by ")[2].split(" channels ")
        adds = {name: SHIPPED.weights.get(name, 0.0) * value for name, value in hit["features"].items()}
        most = sorted(filter(adds.get, adds), key=lambda name: -abs(adds[name]))[:8]
        assert moved.split() == [f"{name}:{adds[name]:+.2f}" for name in most]
        assert channels.split() == [f"{name}:{value:.3f}" for name, value in hit["channels"].items()]
        assert ana("search", "surfing", "--context").out.startswith("[1]")

    def test_narrowed_by_kind_and_run(self, ana: Run) -> None:
        assert all(
            hit["kind"] == "semantic" for hit in ana("search", "Lisbon", "-k", "semantic", "--json").json["hits"]
        )
        found = ana("search", "Lisbon", "--run", "chat 2024-03-01", "--json").json
        assert {quote["run"] for hit in found["hits"] for quote in hit["quotes"]} == {"chat 2024-03-01"}

    def test_empty_questions_unknown_users_and_times(self, ana: Run, run: Run) -> None:
        assert ana("search", " ", "--json", code=65).error["code"] == "invalid_input"
        assert run("search", "x", "--user", "nobody", "--json", code=66).error["code"] == "not_found"
        assert ana("search", "x", "--as-of", "soon", "--json", code=65).error["code"] == "invalid_input"
        assert ana("search", "x", "--kind", "gossip", "--json", code=65).error["code"] == "invalid_input"

    def test_before_anything_was_written_nothing_was_known(self, ana: Run) -> None:
        for command in ("search", "ask"):
            told = " ".join(ana(command, "Where does Ana live?", "--as-of", "2001-02-03").out.split())
            assert "Nothing was known yet at 2001-02-03: the first memory was written at 20" in told
            assert "Nothing was known" not in ana(command, "Where does Ana live?").out
            assert "Nothing was known" not in ana(command, "Where does Ana live?", "--as-of", "2999-01-01").out
        assert ana("search", "Lisbon", "--as-of", "2001-02-03", "--json").json["hits"] == []

    def test_without_a_store_nothing_is_made(self, run: Run, environment: dict[str, str]) -> None:
        assert "no memory" in run("search", "x", code=66).err
        assert not Path(environment["MEMOS_HOME"]).exists()

    def test_ask(self, ana: Run) -> None:
        given = ana("ask", "Where does Ana live?", "--json").json
        assert set(given) == {"user", "question", "text", "citations", "recollection_id", "abstained"}
        assert ana("ask", "Where does Ana live?").out


class TestLooking:
    def test_list_filters(self, ana: Run) -> None:
        kinds = {cube["kind"] for cube in ana("list", "--json", "--limit", 1000).json["memories"]}
        assert {"semantic", "episodic"} <= kinds
        assert len(ana("list", "--json", "-n", 1, "--offset", 1).json["memories"]) == 1
        assert all(c["payload"]["subject"] == "Ana" for c in ana("list", "--about", "Ana", "--json").json["memories"])
        assert "There is no such memory" in ana("list", "--state", "merged").out

    def test_show_has_the_whole_header(self, ana: Run) -> None:
        cube = statement(ana, "Porto")
        shown = ana("show", cube["id"]).out
        assert all(f"{group}\n" in shown for group in ("identity", "time", "provenance", "usage", "payload"))
        assert set(ana("show", cube["id"], "--json").json["cube"]) >= CUBE

    def test_ids_by_their_beginning_or_end(self, ana: Run) -> None:
        cube = statement(ana, "Porto")
        assert ana("show", cube["id"][-8:], "--json").json["cube"]["id"] == cube["id"]
        assert ana("show", cube["id"][:-1], "--json").json["cube"]["id"] == cube["id"]
        assert "too short" in ana("show", cube["id"][:5], code=65).err
        assert "fits" in ana("show", cube["id"][:6], code=65).err
        assert ana("show", "ffffffffffff", "--json", code=66).error["code"] == "not_found"

    def test_why_marks_the_words(self, ana: Run) -> None:
        cube = statement(ana, "Porto")
        found = ana("why", cube["id"], "--json").json
        source = found["sources"][0]
        span = source["spans"][0]
        assert "Porto" in source["message"]["content"][span["start"] : span["end"]]
        assert set(found["operations"][0]) >= ENTRY
        assert "because it was said" in ana("why", cube["id"]).out

    def test_history_of_one_and_of_all(self, ana: Run) -> None:
        cube = statement(ana, "Porto")
        assert ana("history", cube["id"], "--json").json["operations"][0]["event"] == "ADD"
        assert len(ana("history", "--limit", 2, "--json").json["operations"]) == 2
        assert "ADD" in ana("history").out

    def test_profile_and_timeline(self, ana: Run, run: Run) -> None:
        page = run("profile", "Ana", "--json").json
        assert set(page) == {"user", "person", "tree", "page", "core", "statements", "more", "counts"}
        assert "Ana" in run("profile", "Ana").out
        assert run("profile", "Ana", "--context").out == f"{page['page']}\n"
        assert "left out for want of room" in run("profile", "Ana", "--budget", "12").out
        entries = ana("timeline", "--json").json["entries"]
        assert {"active", "superseded"} <= {cube["state"] for cube in entries}
        assert "Porto" in ana("timeline", "--about", "porto").out
        assert "Nothing is known about 'Zanzibar'" in ana("timeline", "--about", "Zanzibar", code=66).err


class TestMending:
    def test_correct_and_undo(self, ana: Run) -> None:
        cube = statement(ana, "surfing")
        done = ana("correct", cube["id"], "sailing", "--json").json
        assert "sailing" in done["cube"]["text"]
        assert done["operation"]["event"] == "UPDATE"
        assert ana("undo", "--last", "--json").json["undone"] == done["operation"]["op_id"]
        assert ana("show", cube["id"], "--json").json["cube"]["text"] == cube["text"]
        assert ana("correct", cube["id"], "sailing").out.startswith("was")

    def test_undo_takes_the_end_of_a_commit(self, ana: Run) -> None:
        op_id = ana("add", "I own a boat.", "--name", "Ana", "--json").json["op_id"]
        assert ana("undo", op_id[-8:], "--json").json["undone"] == op_id
        assert ana("undo", op_id, "--json", code=75).error["code"] == "conflict"

    def test_undo_goes_back_step_by_step_and_says_what_and_how_to_redo(self, run: Run) -> None:
        first = run("add", "I live in Lisbon.", "--json").json["op_id"]
        second = run("add", "I love surfing.", "--json").json["op_id"]
        shown = " ".join(run("undo", "--last").out.split())
        assert 'taken back "I love surfing." (' in shown
        assert f"memos undo undo:{second} redoes it" in shown
        assert 'memos undo --last would now take back "I live in Lisbon." (' in shown
        again = run("undo", "--last", "--json").json
        assert (again["undone"], again["redo"], again["next"]) == (first, f"undo:{first}", None)
        assert again["about"].startswith('"I live in Lisbon."')
        assert "nothing to undo" in run("undo", "--last", code=66).err
        run("undo", second, code=75)

    def test_what_was_redone_can_be_taken_back_again(self, run: Run) -> None:
        first = run("add", "I live in Lisbon.", "--json").json["op_id"]
        run("undo", "--last")
        assert "redone" in run("undo", f"undo:{first}").out
        assert "Lisbon" in run("list").out
        assert run("undo", "--last", "--json").json["undone"] == f"undo:undo:{first}"
        assert "no such memory" in run("list").out
        run("undo", "--last", code=66)

    def test_undo_wants_to_know_what(self, ana: Run) -> None:
        for arguments in ((), ("x-op-id", "--last"), ("abc",)):
            assert ana("undo", *arguments, "--json", code=65).error["code"] == "invalid_input"
        assert ana("undo", "no-such-commit", "--json", code=66).error["code"] == "not_found"

    def test_what_was_said_stays(self, ana: Run) -> None:
        said = ana("list", "--kind", "episodic", "--json").json["memories"][0]
        assert ana("correct", said["id"], "x", "--json", code=77).error["code"] == "refused"

    def test_reveal(self, run: Run) -> None:
        secret = "sk-proj-" + "a1B2c3D4e5F6g7H8" * 2
        run("add", f"My OpenAI API key is {secret}")
        listed = run("list", "--kind", "vault", "--json")
        assert secret not in listed.out
        vault = listed.json["memories"][0]
        assert run("vault", "reveal", vault["id"][-8:]).out.strip() == secret
        assert run("vault", "reveal", f"vault://{vault['metadata']['handle']}", "--json").json["secret"] == secret
        assert run("vault", "reveal", "vault://0000000000000000", "--json", code=66).error["code"] == "not_found"
        assert secret not in run("search", "API key").out


class TestHostileText:
    TEXT = "I live in \x1b[31mRed\x1b[0m [bold]City[/bold] \x1b]0;title\x07 :smile: \x9b5m \u202eevil\u202c."

    def test_nothing_steers_the_terminal(self, run: Run) -> None:
        run("add", self.TEXT, "--id", "m1", "--name", "A [link=x]b")
        cube = run("list", "--json").json["memories"][-1]
        for command in (
            ("list",),
            ("search", "Where do I live?", "--explain"),
            ("search", "live", "--context"),
            ("ask", "Where do I live?"),
            ("show", cube["id"]),
            ("why", cube["id"]),
            ("history",),
            ("timeline",),
            ("profile",),
        ):
            shown = run(*command).out
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown), command
        assert "[bold]City[/bold]" in run("list").out
        assert ":smile:" in run("list").out

    def test_json_is_inert_and_faithful(self, run: Run) -> None:
        run("add", self.TEXT, "--id", "m1")
        ran = run("search", "live", "--json")
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", ran.out)
        assert ran.json["hits"][0]["quotes"][0]["content"] == self.TEXT

    @pytest.mark.parametrize(
        "text", ["[/]", "[bold", "\\[x]", "{}", "%s", "<b>", "'; DROP TABLE cubes;--", '" OR NEAR(', "💥" * 50]
    )
    def test_any_text_goes_everywhere(self, run: Run, text: str) -> None:
        run("add", text, "--name", text[:8])
        run("search", text, code=None)
        run("ask", text, code=None)
        run("timeline", "--about", text, code=None)
        run("list", "--about", text)
        run("show", text, code=None)
        run("profile", text, code=None)


class TestErrors:
    def test_a_home_that_is_no_directory(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x", encoding="utf-8")
        ran = run("add", "x", "--home", tmp_path / "file" / "below", "--json", code=None)
        assert ran.code == 74
        assert ran.error["code"].startswith("store")

    def test_a_file_that_is_no_database(self, run: Run, environment: dict[str, str]) -> None:
        home = Path(environment["MEMOS_HOME"])
        home.mkdir()
        (home / "memos.db").write_text("not a database, but long enough to have a header " * 9, encoding="utf-8")
        assert run("search", "x", "--json", code=65).error["code"] == "store_corrupt"
        assert "not a database" in run("doctor", code=65).err

    def test_settings_that_make_no_sense(self, run: Run, environment: dict[str, str]) -> None:
        environment["MEMOS_EMBEDDER"] = "gpt"
        assert "MEMOS_EMBEDDER" in run("add", "x", code=65).err

    def test_missing_weights_do_not_stop_a_search(self, run: Run, environment: dict[str, str]) -> None:
        run("add", "I live in Lisbon.")
        environment["MEMOS_EMBEDDER"] = "minilm"
        found = run("search", "Lisbon", "--json").json
        assert found["hits"]
        assert found["degraded"]
        assert run("add", "I live in Porto.", "--json", code=69).error["code"] == "weights_missing"
