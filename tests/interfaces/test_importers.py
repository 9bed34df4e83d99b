"""Every format is told from its content, read in order, with stable ids; what is broken is named by its place."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from memos.errors import InvalidInput, UnknownFormat
from memos.interfaces.importers.formats import files_in, open_file
from memos.interfaces.importers.items import EXCHANGE_LIMIT, Imported, Problem

LOCOMO: list[Mapping[str, Any]] = [
    {
        "qa": [{"question": "?"}],
        "sample_id": "conv-1",
        "conversation": {
            "speaker_a": "Ana",
            "speaker_b": "Ben",
            "session_2_date_time": "9:05 am on 1 June, 2023",
            "session_2": [{"speaker": "Ben", "dia_id": "D2:1", "text": "Hi again"}],
            "session_1_date_time": "1:56 pm on 8 May, 2023",
            "session_1": [
                {"speaker": "Ana", "dia_id": "D1:1", "text": "Look!", "blip_caption": "a photo of a cat"},
                {"speaker": "Ben", "dia_id": "D1:2", "text": "Nice"},
            ],
        },
    }
]
LONGMEMEVAL = [
    {
        "question_id": "q1",
        "haystack_dates": ["2023/05/20 (Sat) 02:21", "2023/05/21 (Sun) 10:00"],
        "haystack_session_ids": ["s_a", "s_b"],
        "haystack_sessions": [
            [{"role": "user", "content": "I have a degree."}, {"role": "assistant", "content": "Good."}],
            [{"role": "user", "content": "Bye."}, {"role": "assistant", "content": ""}],
        ],
    }
]
REALMEM = {
    "_metadata": {"person_name": "Ann"},
    "dialogues": [
        {
            "session_uuid": "u1",
            "session_identifier": "x",
            "current_time": "2025-12-15 (Monday)",
            "dialogue_turns": [{"speaker": "User", "content": "Hello"}, {"speaker": "Assistant", "content": "Hi"}],
        }
    ],
}


def _node(parent: str | None, children: list[str], role: str = "", text: str = "", **more: Any) -> dict[str, Any]:
    spoken = {
        "author": {"role": role},
        "create_time": 1714557600.5,
        "content": {"content_type": "text", "parts": [text]},
    }
    return {"parent": parent, "children": children, "message": {**spoken, **more} if role else None}


CHATGPT = [
    {
        "title": "Trips",
        "create_time": 1714557600.0,
        "conversation_id": "c1",
        "current_node": "d",
        "mapping": {
            "root": _node(None, ["s"]),
            "s": _node("root", ["a"], "system", "You are…"),
            "a": _node("s", ["b", "d"], "user", "Where to?", id="a-id"),
            "b": _node("a", [], "assistant", "An abandoned branch"),
            "d": _node("a", [], "assistant", "Porto"),
        },
    }
]


def write(folder: Path, name: str, content: str | bytes | object) -> Path:
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def read(path: Path, format_name: str | None = None) -> tuple[str, list[Imported], list[Problem]]:
    opened = open_file(path, format_name)
    items = list(opened.read())
    exchanges = [item for item in items if isinstance(item, Imported)]
    return opened.format.name, exchanges, [item for item in items if isinstance(item, Problem)]


def said(exchanges: list[Imported]) -> list[tuple[str, str | None, str]]:
    return [(message.role, message.name, message.content) for one in exchanges for message in one.messages]


class TestFormats:
    def test_locomo_in_session_order_with_its_own_ids(self, tmp_path: Path) -> None:
        name, exchanges, problems = read(write(tmp_path, "x.json", LOCOMO))
        assert (name, problems) == ("locomo", [])
        assert [one.run_id for one in exchanges] == ["session_1", "session_2"]
        assert [message.id for one in exchanges for message in one.messages] == ["D1:1", "D1:2", "D2:1"]
        first = exchanges[0].messages[0]
        assert (first.name, first.content) == ("Ana", "Look! [image: a photo of a cat]")
        assert str(first.timestamp) == "2023-05-08 13:56:00+00:00"

    def test_several_locomo_conversations_are_several_users(self, tmp_path: Path) -> None:
        _, exchanges, _ = read(write(tmp_path, "x.json", [*LOCOMO, {**LOCOMO[0], "sample_id": "conv-2"}]))
        assert {one.user for one in exchanges} == {"conv-1", "conv-2"}
        assert exchanges[0].within("conv-1").messages[0].id == "conv-1/D1:1"

    def test_longmemeval_leaves_out_empty_turns(self, tmp_path: Path) -> None:
        name, exchanges, _ = read(write(tmp_path, "x.json", LONGMEMEVAL))
        assert name == "longmemeval"
        assert [message.id for one in exchanges for message in one.messages] == ["s_a_1", "s_a_2", "s_b_1"]

    def test_realmem(self, tmp_path: Path) -> None:
        name, exchanges, _ = read(write(tmp_path, "x.json", REALMEM))
        assert name == "realmem"
        assert said(exchanges) == [("user", None, "Hello"), ("assistant", None, "Hi")]
        assert str(exchanges[0].messages[0].timestamp) == "2025-12-15 00:00:00+00:00"

    def test_chatgpt_follows_the_branch_that_was_shown(self, tmp_path: Path) -> None:
        name, exchanges, _ = read(write(tmp_path, "conversations.json", CHATGPT))
        assert name == "chatgpt"
        assert said(exchanges) == [("user", None, "Where to?"), ("assistant", None, "Porto")]
        assert exchanges[0].messages[0].id == "a-id"
        assert exchanges[0].messages[0].metadata == {"title": "Trips"}

    def test_lihua_keeps_lists_within_a_message(self, tmp_path: Path) -> None:
        text = "Time: 20260105_11:00\nLiHua: Two dishes:\n\n1. **Soup**: hot\n2. Rice\nChaeSong-hwa: Good\n"
        name, exchanges, _ = read(write(tmp_path, "20260105_1100.txt", text))
        assert name == "lihua"
        assert said(exchanges) == [
            ("user", "LiHua", "Two dishes:\n\n1. **Soup**: hot\n2. Rice"),
            ("user", "ChaeSong-hwa", "Good"),
        ]
        assert [message.id for message in exchanges[0].messages] == ["20260105_1100:1", "20260105_1100:2"]

    def test_jsonl_groups_the_lines_of_a_run(self, tmp_path: Path) -> None:
        lines = [
            {"role": "human", "content": "Hi", "session_id": "s1", "timestamp": 1714557600000, "mood": "fine"},
            {"role": "ai", "content": [{"type": "text", "text": "Hey"}, {"type": "image_url"}], "session_id": "s1"},
            {"speaker": "Ana", "text": "Me too", "session_id": "s2", "id": "m3"},
            {"messages": [{"content": "whole"}, {"content": "exchange"}], "run_id": "s3", "user_id": "ana"},
        ]
        name, exchanges, _ = read(write(tmp_path, "x.jsonl", "\n".join(map(json.dumps, lines))))
        assert name == "jsonl"
        assert [(one.run_id, len(one.messages)) for one in exchanges] == [("s1", 2), ("s2", 1), ("s3", 2)]
        assert said(exchanges)[:3] == [
            ("user", None, "Hi"),
            ("assistant", None, "Hey\n[image]"),
            ("user", "Ana", "Me too"),
        ]
        assert exchanges[0].messages[0].metadata == {"mood": "fine"}
        assert str(exchanges[0].messages[0].timestamp) == "2024-05-01 10:00:00+00:00"
        assert exchanges[2].user == "ana"

    def test_a_json_list_of_messages_is_read_alike(self, tmp_path: Path) -> None:
        name, exchanges, _ = read(write(tmp_path, "x.json", [{"role": "user", "content": "Hi"}]))
        assert (name, said(exchanges)) == ("jsonl", [("user", None, "Hi")])

    def test_markdown_chat_with_days_and_times(self, tmp_path: Path) -> None:
        text = (
            "# A chat\n\n## 2024-05-01\n\n**Ana:** I moved to Lisbon.\nAnd I like it.\n\nNote: sunny.\n\n"
            "**Ben** (10:02): See https://x.org: nice\n```\nAna: this is code\n```\n## May 3, 2024\n**Ana:** Bye\n"
        )
        name, exchanges, problems = read(write(tmp_path, "chat.md", text))
        assert (name, problems) == ("chat", [])
        assert [one.run_id for one in exchanges] == ["chat 2024-05-01", "chat 2024-05-03"]
        assert said(exchanges) == [
            ("user", "Ana", "I moved to Lisbon.\nAnd I like it.\n\nNote: sunny."),
            ("user", "Ben", "See https://x.org: nice\n```\nAna: this is code\n```"),
            ("user", "Ana", "Bye"),
        ]
        assert [str(message.timestamp)[:16] for one in exchanges for message in one.messages] == [
            "2024-05-01 00:00",
            "2024-05-01 10:02",
            "2024-05-03 00:00",
        ]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("User: Hi\nAssistant: Hello\n", [("user", None, "Hi"), ("assistant", None, "Hello")]),
            ("[10:02] Ana: Hi\n[10:03] Ben: Yo\n", [("user", "Ana", "Hi"), ("user", "Ben", "Yo")]),
            ("Ana (10:02 PM): Hi\nBen (11:00): Yo\n", [("user", "Ana", "Hi"), ("user", "Ben", "Yo")]),
            ("## User\n\nTea\n\n## ChatGPT\n\nOk\n", [("user", None, "Tea"), ("assistant", "ChatGPT", "Ok")]),
            ("﻿Ana: Olá\nBen: 你好\n", [("user", "Ana", "Olá"), ("user", "Ben", "你好")]),
        ],
    )
    def test_ways_to_write_a_chat_down(
        self, tmp_path: Path, text: str, expected: list[tuple[str, str | None, str]]
    ) -> None:
        name, exchanges, problems = read(write(tmp_path, "x.txt", text))
        assert (name, said(exchanges), problems) == ("chat", expected, [])

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (
                "**Ana**: Packing:\n\n- tent\n- Ben: the wine\n\n```\nBen: code\n# no heading\n```\n**Ben**: ok\n  1. a\n  2. b",
                [
                    ("Ana", "Packing:\n\n- tent\n- Ben: the wine\n\n```\nBen: code\n# no heading\n```"),
                    ("Ben", "ok\n  1. a\n  2. b"),
                ],
            ),
            (
                "Ana: hi\n- Ben: hello\n- Ana: well?\nBen: ok",
                [("Ana", "hi"), ("Ben", "hello"), ("Ana", "well?"), ("Ben", "ok")],
            ),
            ("**Ana:** hi\n- Ben: hello\n**Ben:** ok", [("Ana", "hi"), ("Ben", "hello"), ("Ben", "ok")]),
            ("- Ana: hi\n- Ben: hello\n- Ana: bye", [("Ana", "hi"), ("Ben", "hello"), ("Ana", "bye")]),
            (
                "> Ana: I moved.\n> It is nice.\n\n> Ben: Great!\n> - really\n>\n> Ana: yes",
                [("Ana", "I moved.\nIt is nice."), ("Ben", "Great!\n- really"), ("Ana", "yes")],
            ),
            ("**Ana:**\n> I moved.\n> - so\n\n**Ben:**\n> Great", [("Ana", "I moved.\n- so"), ("Ben", "Great")]),
            (
                "## Ana\n\nI moved.\n- one\n\n## Ben\n\n### What I did\nNothing.\n## Ana\nBye",
                [("Ana", "I moved.\n- one"), ("Ben", "### What I did\nNothing."), ("Ana", "Bye")],
            ),
            ("### Ana (2024-05-01 10:00)\nHello\n### Ben (10:01)\nHi", [("Ana", "Hello"), ("Ben", "Hi")]),
            ("**Ana** [10:02]\nHello\n\n**Ben** — 10:03\nHi", [("Ana", "Hello"), ("Ben", "Hi")]),
            (
                "[10:02] **Ana:** a\n**[10:03] Ben:** b\n**Ana (10:04):** c\n__Ben:__ d",
                [("Ana", "a"), ("Ben", "b"), ("Ana", "c"), ("Ben", "d")],
            ),
            (
                "### User\nWhat?\n### Assistant\n**Summary**\n## Details\nx",
                [(None, "What?"), (None, "**Summary**\n## Details\nx")],
            ),
        ],
    )
    def test_lists_code_and_headings_stay_with_who_said_them(
        self, tmp_path: Path, text: str, expected: list[tuple[str | None, str]]
    ) -> None:
        name, exchanges, problems = read(write(tmp_path, "x.md", text))
        assert (name, problems) == ("chat", [])
        assert [(one, words) for _, one, words in said(exchanges)] == expected

    def test_a_time_of_the_day_goes_on_from_the_last_date(self, tmp_path: Path) -> None:
        _, exchanges, _ = read(write(tmp_path, "x.md", "[2024-05-01 10:03] Ana: Hi\n[10:04] Ben: Hello"))
        assert [str(one.timestamp)[:16] for one in exchanges[0].messages] == ["2024-05-01 10:03", "2024-05-01 10:04"]

    @pytest.mark.parametrize(
        "text", ["# Notes\nText.\n- a list\n- Note: eggs", "## Plan\nA\n## Summary\nB\n**Done**\nC"]
    )
    def test_what_is_no_chat_is_refused(self, tmp_path: Path, text: str) -> None:
        with pytest.raises(UnknownFormat, match="no line in it begins with who speaks"):
            open_file(write(tmp_path, "x.md", text))

    def test_words_before_anybody_speaks_are_named(self, tmp_path: Path) -> None:
        _, _, problems = read(write(tmp_path, "x.md", "# Title\nSome words.\n**Ana:** hi"))
        assert problems == [Problem("line 2", "nobody has spoken yet: 'Some words.'")]

    def test_a_folder_gives_its_files_by_name(self, tmp_path: Path) -> None:
        (tmp_path / "b").mkdir()
        for name in ("b/1.txt", "2.txt", ".hidden.txt", "b/.git.md", "other.bin"):
            write(tmp_path, name, "User: Hi\nAssistant: Yo\n")
        assert [path.name for path in files_in([tmp_path])] == ["1.txt", "2.txt"]


class TestIds:
    def test_made_ids_do_not_depend_on_the_folder_and_are_unique(self, tmp_path: Path) -> None:
        text = "Ana: Hi\nBen: Hi\nAna: Hi\nBen: Hi\n"
        (tmp_path / "copy").mkdir()
        first = read(write(tmp_path, "a.txt", text))[1]
        second = read(write(tmp_path / "copy", "a.txt", text))[1]
        ids = [message.id for message in first[0].messages]
        assert len(set(ids)) == 4
        assert ids == [message.id for message in second[0].messages]
        assert first[0].op_id("chat") == second[0].op_id("chat")

    def test_a_longer_copy_keeps_the_ids_of_what_it_shares(self, tmp_path: Path) -> None:
        short = read(write(tmp_path, "a.txt", "Ana: Hi\nBen: Yo\n"))[1][0]
        longer = read(write(tmp_path, "a.txt", "Ana: Hi\nBen: Yo\nAna: More\nBen: Sure\n"))[1][0]
        assert [message.id for message in longer.messages][:2] == [message.id for message in short.messages]

    def test_long_runs_become_several_exchanges(self, tmp_path: Path) -> None:
        lines = "".join(f'{{"content": "line {n}", "run_id": "r"}}\n' for n in range(EXCHANGE_LIMIT * 2 + 1))
        _, exchanges, _ = read(write(tmp_path, "x.jsonl", lines))
        assert [len(one.messages) for one in exchanges] == [EXCHANGE_LIMIT, EXCHANGE_LIMIT, 1]


class TestBroken:
    @pytest.mark.parametrize(
        ("name", "content", "says"),
        [
            ("x.txt", b"", "empty"),
            ("x.txt", b"  \n\n", "white space"),
            ("x.txt", "Ana: hi".encode("utf-16"), "UTF-16"),
            ("x.txt", "Ana: olá\nBen: sí\n".encode("latin-1"), "line 1 is not UTF-8"),
            ("x.txt", b"Ana: hi\nBen: \x00\n", "NUL"),
            ("x.zip", b"PK\x03\x04rest", "zip"),
            ("x.json", b'{"a": [1, 2', "line 1, column"),
            ("x.json", b"[" * 100_000, "nested too deeply"),
            ("x.json", b'[{"content": ' + b"9" * 5000 + b"}]", "not readable as JSON"),
            ("x.json", b'{"unknown": 1}', "of no known shape"),
            ("x.json", b"[]", "of no known shape"),
            ("x.txt", b"Nobody speaks in this text.\n", "who speaks"),
        ],
    )
    def test_files_that_can_not_be_read_say_why(self, tmp_path: Path, name: str, content: bytes, says: str) -> None:
        with pytest.raises(InvalidInput) as caught:
            read(write(tmp_path, name, content))
        assert says in caught.value.message
        assert name in caught.value.message

    def test_missing_files_directories_and_formats(self, tmp_path: Path) -> None:
        for path in (tmp_path / "missing", tmp_path, Path("/dev/null")):
            with pytest.raises(InvalidInput):
                open_file(path)
        with pytest.raises(InvalidInput, match="no format 'xml'"):
            open_file(write(tmp_path, "x.txt", "Ana: hi"), "xml")
        with pytest.raises(InvalidInput, match="no LoCoMo file"):
            open_file(write(tmp_path, "x.json", REALMEM), "locomo")
        with pytest.raises(UnknownFormat):
            open_file(write(tmp_path, "x.md", "# Title\n\nProse.\n"))

    def test_broken_lines_are_named_and_the_rest_is_read(self, tmp_path: Path) -> None:
        lines = [
            b'{"content": "one"}',
            b'{"content": ',
            b'{"role": "wizard", "content": "x"}',
            b'{"content": 5}',
            b"[1]",
            b'{"content": "\xff"}',
            b'{"content": "\\ud800"}',
            b'{"content": "x", "timestamp": "soon"}',
            b'{"role": "user"}',
            b'{"content": "x", "timestamp": "9999-12-31T23:59:59-11:00"}',
            b'{"content": "two"}',
        ]
        _, exchanges, problems = read(write(tmp_path, "x.jsonl", b"\n".join(lines)))
        assert [content for _, _, content in said(exchanges)] == ["one", "two"]
        assert [problem.where for problem in problems] == [f"line {n}" for n in range(2, 11)]

    def test_an_id_for_other_words_is_named_and_the_rest_is_read(self, tmp_path: Path) -> None:
        lines = [
            {"id": 1, "content": "one"},
            {"id": 1, "content": "two"},
            {"id": 1, "content": "one"},
            {"messages": [{"id": 2, "content": "x"}, {"id": 2, "content": "y"}]},
            {"id": 2, "content": "three"},
            {"id": 1, "content": "of another user", "user_id": "ben"},
        ]
        used = "id '1' was used on {} 1 for other words"
        for name, what, content in (
            ("x.jsonl", "line", "\n".join(map(json.dumps, lines))),
            ("x.json", "record", json.dumps(lines)),
        ):
            _, exchanges, problems = read(write(tmp_path, name, content))
            assert [words for _, _, words in said(exchanges)] == ["one", "one", "three", "of another user"]
            assert problems == [
                Problem(f"{what} 2", used.format(what)),
                Problem(f"{what} 4", f"id '2' was used on {what} 4 for other words"),
            ]

    @pytest.mark.parametrize(
        ("line", "says"),
        [("[" * 100_000, "nested too deeply"), (f'{{"content": {"9" * 5000}}}', "a number is too long")],
    )
    def test_a_line_that_is_no_readable_json_says_which(self, tmp_path: Path, line: str, says: str) -> None:
        _, _, problems = read(write(tmp_path, "x.jsonl", f"{line}\n"))
        assert problems == [Problem("line 1", f"not readable as JSON: {says}")]

    def test_a_broken_turn_is_named_and_the_rest_of_its_session_is_read(self, tmp_path: Path) -> None:
        broken = json.loads(json.dumps(LOCOMO))
        del broken[0]["conversation"]["session_1"][1]["text"]
        broken[0]["conversation"]["session_1"].append("not a turn")
        broken[0]["conversation"]["session_2"] = None
        turns = len(LOCOMO[0]["conversation"]["session_1"])
        _, exchanges, problems = read(write(tmp_path, "x.json", broken))
        assert [(one.run_id, len(one.messages)) for one in exchanges] == [("session_1", turns - 1)]
        known = broken[0]["conversation"]["session_1"][1]["dia_id"]
        assert problems == [
            Problem(f"conv-1, session_1, turn 2 ({known})", "text is missing"),
            Problem(f"conv-1, session_1, turn {turns + 1}", "the turn is text, not an object"),
            Problem("conv-1, session_2", "session_2 is null, not a list"),
        ]

    def test_a_broken_message_of_a_conversation_is_named(self, tmp_path: Path) -> None:
        broken: Any = json.loads(json.dumps(CHATGPT))
        broken[0]["mapping"]["a"]["message"]["author"] = None
        broken[0]["mapping"]["s"]["message"] = 5
        broken.append({"conversation_id": "c2", "mapping": None})
        broken.append("nothing")
        _, exchanges, problems = read(write(tmp_path, "x.json", broken))
        assert [content for _, _, content in said(exchanges)] == ["Porto"]
        assert sorted(problems) == [
            Problem("conversation 1 (Trips), message a", "author is null, not an object"),
            Problem("conversation 1 (Trips), message s", "message is a number, not an object"),
            Problem("conversation 2", "mapping is null, not an object"),
            Problem("conversation 3", "the conversation is text, not an object"),
        ]

    @pytest.mark.parametrize(
        ("document", "at", "where"),
        [
            (LONGMEMEVAL, (0, "haystack_sessions", 0, 1, "content"), "q1, s_a, turn 2"),
            (REALMEM, ("dialogues", 0, "dialogue_turns", 0, "content"), "session 1 (u1), turn 0"),
        ],
    )
    def test_a_broken_turn_of_other_formats(
        self, tmp_path: Path, document: object, at: tuple[Any, ...], where: str
    ) -> None:
        _, exchanges, problems = read(write(tmp_path, "x.json", _with(document, at, 7)))
        assert problems == [Problem(where, "content is a number, not text")]
        assert said(exchanges)

    def test_messages_in_a_circle(self, tmp_path: Path) -> None:
        ring = json.loads(json.dumps(CHATGPT))
        ring[0]["mapping"]["root"]["parent"] = "d"
        _, exchanges, problems = read(write(tmp_path, "x.json", ring))
        assert exchanges == []
        assert "circle" in problems[0].what

    @pytest.mark.parametrize("document", [LOCOMO, LONGMEMEVAL, REALMEM, CHATGPT])
    def test_any_part_may_be_of_any_shape(self, tmp_path: Path, document: object) -> None:
        """Every value of a document in turn is replaced by something else: never anything but exchanges and problems."""
        for path in _paths(document):
            for other in (None, 7, "x", [], {}, True):
                try:
                    read(write(tmp_path, "x.json", _with(document, path, other)))
                except InvalidInput:
                    continue


def _paths(value: object, prefix: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [path for key, each in below for path in _paths(each, (*prefix, key))]
    return [*([prefix] if prefix else []), *found]


def _with(document: object, path: tuple[Any, ...], other: object) -> object:
    copy = json.loads(json.dumps(document))
    at = copy
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = other
    return copy
