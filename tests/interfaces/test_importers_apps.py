"""Exports of Claude and WhatsApp: told from their content, also in their zips; what is broken is named by its place."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from memos.errors import InvalidInput
from memos.interfaces.importers.formats import open_file
from memos.interfaces.importers.ingest import look_through
from memos.interfaces.importers.items import EXCHANGE_LIMIT, Imported, Problem
from memos.interfaces.importers.zipped import FREE
from memos.schemas.message import Trust


def read(path: Path, format_name: str | None = None) -> tuple[str, list[Imported], list[Problem]]:
    opened = open_file(path, format_name)
    items = list(opened.read())
    exchanges = [item for item in items if isinstance(item, Imported)]
    return opened.format.name, exchanges, [item for item in items if isinstance(item, Problem)]


def written(folder: Path, content: Any, name: str = "conversations.json") -> Path:
    (folder / name).write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return folder / name


def zipped(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return path


def _said(uuid: str, sender: str, text: str, **more: Any) -> dict[str, Any]:
    content = [{"type": "text", "text": text}] if text else []
    made = {
        "uuid": uuid,
        "sender": sender,
        "text": text,
        "content": content,
        "created_at": "2025-03-01T09:00:00.123456Z",
    }
    return {**made, "attachments": [], "files": [], **more}


CLAUDE: list[dict[str, Any]] = [
    {
        "uuid": "c-late",
        "name": "Later",
        "created_at": "2025-04-01T10:00:00Z",
        "chat_messages": [_said("m9", "human", "Anything else?")],
    },
    {
        "uuid": "c-early",
        "name": "A boat",
        "created_at": "2025-03-01T09:00:00Z",
        "account": {"uuid": "a1"},
        "chat_messages": [
            _said(
                "m1",
                "human",
                "I bought a boat. Here are the papers.",
                attachments=[
                    {"file_name": "papers.txt", "file_size": 20, "file_type": "txt", "extracted_content": "Length 8 m"},
                    {"file_name": "seal.bin", "extracted_content": ""},
                ],
                files=[{"file_name": "boat.png"}],
            ),
            _said(
                "m2",
                "assistant",
                "",
                content=[
                    {"type": "thinking", "thinking": "They have a boat."},
                    {"type": "tool_use", "name": "web_search", "input": {}},
                    {"type": "text", "text": "Congratulations!"},
                    {"type": "text", "text": "What is its name?"},
                ],
            ),
            _said("m3", "human", "   "),
        ],
    },
]


class TestClaude:
    def test_conversations_oldest_first_with_what_was_said(self, tmp_path: Path) -> None:
        name, exchanges, problems = read(written(tmp_path, CLAUDE))
        assert (name, problems) == ("claude", [])
        assert [one.run_id for one in exchanges] == ["c-early", "c-late"]
        first, document, answer = exchanges[0].messages
        assert (first.id, first.role, first.content) == (
            "m1",
            "user",
            "I bought a boat. Here are the papers.\n[seal.bin]\n[boat.png]",
        )
        assert first.metadata == {"title": "A boat"}
        assert str(first.timestamp) == "2025-03-01 09:00:00.123456+00:00"
        assert (answer.role, answer.content) == ("assistant", "Congratulations!\nWhat is its name?")
        assert (document.id, document.content, document.trust_level) == ("m1/1", "Length 8 m", Trust.DOCUMENT)
        assert document.metadata["file_name"] == "papers.txt"

    def test_in_its_zip(self, tmp_path: Path) -> None:
        plain = read(written(tmp_path, CLAUDE))
        files = {"users.json": "[]", "projects.json": "[]", "conversations.json": json.dumps(CLAUDE)}
        assert read(zipped(tmp_path / "data-2025.zip", files)) == plain

    def test_one_conversation_alone(self, tmp_path: Path) -> None:
        assert [one.run_id for one in read(written(tmp_path, CLAUDE[0], "one.json"))[1]] == ["c-late"]

    def test_older_exports_have_text_alone(self, tmp_path: Path) -> None:
        message = {"uuid": "m1", "sender": "human", "text": "Hello", "created_at": "2023-08-01T09:00:00+00:00"}
        _, (only,), _ = read(written(tmp_path, [{"uuid": "c", "name": "", "chat_messages": [message]}]))
        assert [(one.content, dict(one.metadata)) for one in only.messages] == [("Hello", {})]

    def test_a_name_of_a_document_that_is_none(self, tmp_path: Path) -> None:
        attached = [{"file_name": "a\nb" * 200, "extracted_content": "words"}]
        conversation = {"uuid": "c", "chat_messages": [_said("m", "human", "See", attachments=attached)]}
        _, (only,), problems = read(written(tmp_path, [conversation]))
        assert not problems
        assert len(only.messages[1].name or "") == 256

    def test_long_conversations_become_several_exchanges(self, tmp_path: Path) -> None:
        for count, parts in ((EXCHANGE_LIMIT, 1), (EXCHANGE_LIMIT + 1, 2)):
            said = [_said(f"m{n}", "human", f"Number {n}") for n in range(count)]
            assert len(read(written(tmp_path, [{"uuid": "c", "chat_messages": said}]))[1]) == parts

    @pytest.mark.parametrize(
        ("message", "what"),
        [
            (_said("m", "robot", "x"), "sender is 'robot'"),
            (_said("m", "human", "x", created_at="soon"), "created_at is no time"),
            ("hello", "the message is text"),
            ({"uuid": 1.5, "sender": "human", "text": "x"}, "uuid"),
        ],
    )
    def test_what_is_broken_is_named(self, tmp_path: Path, message: Any, what: str) -> None:
        conversation = {"uuid": "c", "name": "Talk", "chat_messages": [_said("ok", "human", "fine"), message]}
        _, exchanges, (problem,) = read(written(tmp_path, [conversation]))
        assert [one.content for one in exchanges[0].messages] == ["fine"]
        assert problem.where == "conversation 1 (Talk), message 2"
        assert what in problem.what


ANDROID = """12/30/23, 9:14 PM - Messages and calls are end-to-end encrypted. Tap to learn more.
12/30/23, 9:14 PM - Ana created group "Boat"
12/30/23, 9:15\u202fPM - Ana: We have a boat:
it is red

and small
12/30/23, 9:16 PM - Ben Lee: <Media omitted>
12/30/23, 9:17 PM - +49 170 1234567: IMG-20231230-WA0001.jpg (file attached)
The boat
12/31/23, 12:05 AM - Ana: Happy new year <This message was edited>
12/31/23, 12:06 AM - Ben Lee: This message was deleted
1/1/24, 10:00 AM - Ana: Ben: is not here
"""

IOS = (
    "\ufeff[30.12.23, 21:14:59] Boat: \u200eMessages and calls are end-to-end encrypted.\r\n"
    "[30.12.23, 21:15:03] Ana: We have a boat:\r\nit is red\r\n"
    "\u200e[30.12.23, 21:16:00] Ben: \u200e<attached: 00000012-PHOTO-2023-12-30-21-16-00.jpg>\r\n"
    "\u200e[30.12.23, 21:17:00] Ben: \u200eimage omitted\r\n"
    "[31.12.23, 00:05:09] ~\u202fZoe: @\u2068Ana\u2069 Happy new year\r\n"
)


def told(exchanges: list[Imported]) -> list[tuple[str | None, str, str]]:
    return [
        (one.name, one.content, f"{one.timestamp:%Y-%m-%d %H:%M:%S}") for part in exchanges for one in part.messages
    ]


class TestWhatsApp:
    def test_a_guess_at_the_order_of_dates_is_told_and_can_be_put_right(self, tmp_path: Path) -> None:
        path = written(tmp_path, "1/2/24, 10:00 - Al: Hello there\n2/3/24, 10:05 - Bo: I live in Rome\n", "x.txt")
        assert "read day first; --format whatsapp-mdy" in look_through(open_file(path)).doubt
        for name, months in ((None, [2, 3]), ("whatsapp-dmy", [2, 3]), ("whatsapp-mdy", [1, 2])):
            _, exchanges, _ = read(path, name)
            assert [one.timestamp.month for part in exchanges for one in part.messages if one.timestamp] == months
        assert look_through(open_file(path, "whatsapp-mdy")).doubt == ""

    @pytest.mark.parametrize("date", ["13/2/24", "2/13/24", "2024-02-03", "3/3/24"])
    def test_dates_that_can_be_read_in_one_way_leave_no_doubt(self, tmp_path: Path, date: str) -> None:
        path = written(tmp_path, f"{date}, 10:00 - Al: Hello there\n", "x.txt")
        assert look_through(open_file(path)).doubt == ""

    def test_android(self, tmp_path: Path) -> None:
        name, exchanges, problems = read(written(tmp_path, ANDROID, "WhatsApp Chat with Boat.txt"))
        assert (name, problems) == ("whatsapp", [])
        assert told(exchanges) == [
            ("Ana", "We have a boat:\nit is red\n\nand small", "2023-12-30 21:15:00"),
            ("Ben Lee", "[media]", "2023-12-30 21:16:00"),
            ("+49 170 1234567", "[IMG-20231230-WA0001.jpg]\nThe boat", "2023-12-30 21:17:00"),
            ("Ana", "Happy new year", "2023-12-31 00:05:00"),
            ("Ana", "Ben: is not here", "2024-01-01 10:00:00"),
        ]
        assert [len(one.messages) for one in exchanges] == [3, 1, 1]
        assert [str(one.run_id)[-10:] for one in exchanges] == ["2023-12-30", "2023-12-31", "2024-01-01"]

    def test_ios(self, tmp_path: Path) -> None:
        name, exchanges, problems = read(written(tmp_path, IOS, "_chat.txt"))
        assert (name, problems) == ("whatsapp", [])
        assert told(exchanges) == [
            ("Ana", "We have a boat:\nit is red", "2023-12-30 21:15:03"),
            ("Ben", "[00000012-PHOTO-2023-12-30-21-16-00.jpg]", "2023-12-30 21:16:00"),
            ("Ben", "[image]", "2023-12-30 21:17:00"),
            ("Zoe", "@Ana Happy new year", "2023-12-31 00:05:09"),
        ]

    def test_in_its_zip_with_pictures(self, tmp_path: Path) -> None:
        plain = read(written(tmp_path, IOS, "_chat.txt"))
        assert read(zipped(tmp_path / "Boat.zip", {"0001-PHOTO.jpg": b"\xff\xd8\xff\0", "_chat.txt": IOS})) == plain
        named = zipped(tmp_path / "b.zip", {"WhatsApp Chat with Boat.txt": ANDROID})
        assert len(told(read(named)[1])) == 5

    def test_a_longer_copy_keeps_ids_and_runs(self, tmp_path: Path) -> None:
        first = read(written(tmp_path, ANDROID, "a.txt"))[1]
        second = read(written(tmp_path, ANDROID + "1/1/24, 10:01 AM - Ana: And now he is\n", "b.txt"))[1]
        ids = [[one.id for one in part.messages] for part in second]
        assert [[one.id for one in part.messages] for part in first[:2]] == ids[:2]
        assert [one.run_id for one in first] == [one.run_id for one in second]

    @pytest.mark.parametrize(
        ("dates", "days"),
        [
            (("13/02/2024", "14/02/2024"), ("2024-02-13", "2024-02-14")),
            (("02/13/2024", "02/14/2024"), ("2024-02-13", "2024-02-14")),
            (("2024-02-03", "2024-02-04"), ("2024-02-03", "2024-02-04")),
            (("24/12/31", "25/01/01"), ("2024-12-31", "2025-01-01")),
            (("03.02.24", "04.02.24"), ("2024-02-03", "2024-02-04")),
            (("01/03/24", "01/04/24", "02/01/24"), ("2024-01-03", "2024-01-04", "2024-02-01")),
            (("03/01/24", "04/01/24", "01/02/24"), ("2024-01-03", "2024-01-04", "2024-02-01")),
            (("01/02/24", "01/02/24"), ("2024-02-01", "2024-02-01")),
        ],
    )
    def test_the_order_of_dates_is_told_from_all(
        self, tmp_path: Path, dates: tuple[str, ...], days: tuple[str, ...]
    ) -> None:
        text = "".join(f"{one}, 10:0{n} - Ana: Number {n}\n" for n, one in enumerate(dates))
        _, exchanges, _ = read(written(tmp_path, text, "x.txt"))
        assert [when[:10] for _, _, when in told(exchanges)] == list(days)

    def test_with_half_days_and_slashes_the_month_comes_first(self, tmp_path: Path) -> None:
        _, exchanges, _ = read(written(tmp_path, "1/2/24, 12:00 AM - A: x\n1/2/24, 12:00 PM - A: y\n", "x.txt"))
        assert [when for _, _, when in told(exchanges)] == ["2024-01-02 00:00:00", "2024-01-02 12:00:00"]

    def test_other_languages(self, tmp_path: Path) -> None:
        text = "[12.3.2022 klo 14.08.18] Matias: Moi\n[12.3.2022 klo 14.09.00] Aino: \u200e<Media jätettiin pois>\n"
        _, exchanges, _ = read(written(tmp_path, text, "x.txt"))
        assert told(exchanges) == [("Matias", "Moi", "2022-03-12 14:08:18"), ("Aino", "[media]", "2022-03-12 14:09:00")]

    def test_a_line_that_only_looks_like_one_belongs_to_the_message(self, tmp_path: Path) -> None:
        text = "13/02/24, 10:00 - Ana: The log says\n99/99/24, 10:00 - Nobody: boo\n31/12/24, 25:00 - No: time\n"
        _, exchanges, _ = read(written(tmp_path, text, "x.txt"))
        assert [content.count("\n") for _, content, _ in told(exchanges)] == [2]

    def test_what_comes_before_the_first_message_is_a_problem(self, tmp_path: Path) -> None:
        text = "my favourite chat\n13/02/24, 10:00 - Ana: Hello\n"
        _, exchanges, (problem,) = read(written(tmp_path, text, "x.txt"), "whatsapp")
        assert problem == Problem("line 1", "no message has begun yet: 'my favourite chat'")
        assert told(exchanges)[0][1] == "Hello"


class TestZips:
    @pytest.mark.parametrize("files", [{}, {"readme.txt": "hello"}, {"__MACOSX/_chat.txt": "x"}])
    def test_without_a_chat(self, tmp_path: Path, files: dict[str, str | bytes]) -> None:
        path = zipped(tmp_path / "x.zip", files)
        with pytest.raises(InvalidInput):
            open_file(path)

    def test_damaged(self, tmp_path: Path) -> None:
        whole = zipped(tmp_path / "x.zip", {"_chat.txt": IOS}).read_bytes()
        for length in (10, len(whole) // 2, len(whole) - 1):
            (tmp_path / "x.zip").write_bytes(whole[:length])
            with pytest.raises(InvalidInput, match="damaged"):
                open_file(tmp_path / "x.zip")
        (tmp_path / "x.zip").write_bytes(whole[:60] + bytes([whole[60] ^ 0xFF]) + whole[61:])
        with pytest.raises(InvalidInput):
            read(tmp_path / "x.zip")

    def test_encrypted(self, tmp_path: Path) -> None:
        content = bytearray(zipped(tmp_path / "x.zip", {"_chat.txt": IOS}).read_bytes())
        content[content.index(b"PK\x01\x02") + 8] |= 1
        (tmp_path / "x.zip").write_bytes(content)
        with pytest.raises(InvalidInput, match=r"_chat\.txt is encrypted"):
            open_file(tmp_path / "x.zip")

    @pytest.mark.parametrize(("extra", "fits"), [(0, True), (1, False)])
    def test_a_bomb(self, tmp_path: Path, extra: int, fits: bool) -> None:
        line = "13/02/24, 10:00 - Ana: Hello\n"
        path = zipped(tmp_path / "x.zip", {"_chat.txt": line + "\n" * (FREE - len(line) + extra)})
        if fits:
            assert open_file(path).format.name == "whatsapp"
        else:
            with pytest.raises(InvalidInput, match="too much for what it is"):
                open_file(path)
