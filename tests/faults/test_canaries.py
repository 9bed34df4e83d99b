"""Forty secrets, told wherever a text can enter: none of them is in any file, log, error, full-text table, embedding or archive.

Each is sought as it is, in base64 (at any offset), in hex, in UTF-16, percent-encoded and escaped as JSON does.
"""

from __future__ import annotations

import base64
import json
import logging
import traceback
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
from typer.testing import CliRunner

from memos.errors import MemosError
from memos.interfaces.cli.app import app
from memos.memory import Memory
from memos.models.embedding.hashing import HashEmbedder
from memos.ports import Vectors

DASHES = "-" * 5
TAIL = "9fQ2xW7bLk4Zt8VnR3mYc6Hd1JsGpUa"
HEX = "7c1e94b2d85f60a3917be24dc8f5306a"


class Canary(NamedTuple):
    """A secret, and the words in which it is told. Secrets are put together, so that no scanner takes this file for a leak."""

    kind: str
    secret: str
    told: str

    @property
    def text(self) -> str:
        return self.told.format(self.secret)


def canary(kind: str, secret: str, told: str = "{}") -> Canary:
    return Canary(kind, secret, told)


CANARIES = [
    canary("aws id", "AKIA" + "Q7ZL2MXV9TRW4KSB", "use {} for the bucket"),
    canary("aws secret", "q8Zt/" + TAIL + "+4Kd", "aws_secret_access_key = {}"),
    canary("github", "ghp_" + TAIL + "Qw3Er", "token: {}"),
    canary("github fine", "github_pat_" + TAIL + "A1", "it is {}"),
    canary("gitlab", "glpat-" + TAIL[:20], "clone with {}"),
    canary("slack", "xoxb-" + "730412985512-" + TAIL, "slack {}"),
    canary("slack hook", "https://hooks.slack" + ".com/services/T07KQ2LB/B0MZX4WP/" + TAIL[:24], "post to {}"),
    canary("stripe", "sk_live_" + TAIL[:28], "charge with {}"),
    canary("google", "AIza" + (TAIL + "B2cDe")[:35], "maps key {} please"),
    canary("openai", "sk-proj-" + TAIL + "X9", "my key is {}"),
    canary("anthropic", "sk-ant-" + "api03-" + TAIL + "Zz8", "claude: {}"),
    canary("hugging face", "hf_" + TAIL + "Kp5", "load it with {}"),
    canary("npm", "npm_" + TAIL + "Tn4Bv", "publish with {}"),
    canary("sendgrid", "SG." + TAIL[:22] + "." + TAIL + "L0pQ6rS1tU2v", "mail by {}"),
    canary("telegram", "7391046825:" + "AA" + TAIL + "b2", "the bot is {}"),
    canary("digital ocean", "dop_v1_" + HEX + HEX, "droplet {}"),
    canary("shopify", "shpat_" + HEX, "shop {}"),
    canary("json web token", "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiI4MTI3In0." + TAIL, "session={}"),
    canary("bearer", TAIL[::-1] + "mN4", "Authorization: Bearer {}"),
    canary("basic", base64.b64encode(b"olive:quince-Harbor_58").decode(), "Authorization: Basic {}"),
    canary("private key", f"{DASHES}BEGIN RSA PRIVATE KEY{DASHES}\nMIIEow{TAIL}\n{TAIL[::-1]}==\n{DASHES}END RSA PRIVATE KEY{DASHES}"),
    canary("age", "AGE-SECRET-" + "KEY-1" + "QZ4LX7NM2VTC9KRB" * 3 + "W8HJ6P5Y3D", "decrypt with {}"),
    canary("wallet", "0x" + HEX[::-1] + HEX, "PRIVATE_KEY={}"),
    canary("url password", "gull-Tern_8842", "postgres://ana:{}@db.invalid/app"),
    canary("password", "pelican-Sunday-4297", "the wifi password is {}"),
    canary("plain password", "zwartevogelkamer", "my password is {}."),
    canary("setting", "Ox!Bow+Lake_7713", "DB_PASSWORD={}"),
    canary("german", "Fliederweg-19bQ7", "Das Passwort lautet {}."),
    canary("russian", "Sosna_2pora93!", "пароль от почты {}"),
    canary("chinese", "huangshan778842", "wifi密码是 {} ，好"),
    canary("passphrase", "lantern bicycle mossy otter", "my passphrase is {}."),
    canary("login", "hunterGreen8817", "login ana / {}"),
    canary("card", "4539 5787 6362 1486", "my card is {}"),
    canary("amex", "3782-822463-10013", "amex {}"),
    canary("iban", "DE75 5121 0800 1245 1261 99", "pay to {}"),
    canary("social security", "734-58-2917", "my SSN is {}"),
    canary("pin", "73914826", "my PIN is {}"),
    canary("door code", "*8#4#2#6#1#9", "the door code is {}"),
    canary("recovery code", "k7q2m-x9w4z", "backup codes: {}"),
    canary("authenticator", "TFCO HLTJ HMED FMG2 4EL4 6UXD", "setup key for 2fa: {}"),
]  # fmt: skip


def forms(secret: str) -> Iterator[bytes]:
    """What a secret could look like in a file. Of several lines, the longest."""
    secret = max(secret.split("\n"), key=len)
    raw = secret.encode()
    yield raw
    yield secret.encode("utf-16-le")
    yield secret.encode("utf-16-be")
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    yield quote(secret, safe="").encode()
    yield json.dumps(secret)[1:-1].encode()
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + raw)
        core = encoded[4 if offset else 0 : (offset + len(raw)) // 3 * 4]
        yield core
        yield core.replace(b"+", b"-").replace(b"/", b"_")


def leaks(where: str, found: bytes) -> list[str]:
    """Which canaries are in these bytes."""
    return [f"{one.kind} in {where}" for one in CANARIES if any(form in found for form in forms(one.secret))]


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes()
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    yield from ((f"{path.name}/{name}", archive.read(name)) for name in archive.namelist())


class Recording(HashEmbedder):
    """The hash embedder, which keeps what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.given += texts
        return super().embed(texts)


def test_there_are_forty_of_different_kinds() -> None:
    assert len({one.kind for one in CANARIES}) == len({one.secret for one in CANARIES}) == 40


def test_the_scan_finds_what_is_there() -> None:
    for one in CANARIES:
        for form in forms(one.secret):
            assert len(form) >= 8, one.kind
            assert leaks("a file", b"x" + form + b"y")
    assert leaks("a file", base64.b64encode(b"ab" + CANARIES[0].secret.encode() + b"cde"))
    assert not leaks("a file", b"nothing")


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    return caplog


def told_everywhere(memory: Memory, text: str, number: int) -> None:
    """Tells a secret in every part of a message, and in every role."""
    short = text.replace("\n", " ")[:250]
    nested = {"deep": [{"list": [text]}], short: "a key", "note": text}
    exchange: list[dict[str, Any]] = [
        {"role": "user", "name": "Ana", "content": text},
        {"role": "tool", "name": "shell", "content": f"$ cat notes\n{text}\n"},
        {"role": "assistant", "content": f"I noted:\n{text}"},
        {"name": short, "content": "Hello there."},
        {"content": "Please remember the attachment.", "metadata": nested},
    ]
    memory.add(exchange, user_id="ana", run_id=f"s{number}", metadata={"origin": {"said": text}})


def handed_over(memory: Memory, ones: Sequence[Canary], number: int, folder: Path) -> None:
    """Hands over documents with secrets in their text, title, address, metadata, and in the name of their file."""
    texts = [one.text for one in ones]
    first = texts[0].replace("\n", " ")
    pages = "\n\n".join(f"## Part {n}\n\nBefore.\n\n{text}\n\nAfter." for n, text in enumerate(texts))
    memory.add_resource(
        f"# Notes {number}\n\n{pages}\n".encode(),
        user_id="ana",
        title=f"About {first}",
        uri=f"notes/{number}/{first}",
        media_type="text/markdown",
        metadata={"origin": texts, first: "a key"},
    )
    for text in [text for text in texts if "/" not in text and len(text) < 150][:1]:
        named = folder / f"{text}.txt"
        named.write_text("A file that says nothing.\n", encoding="utf-8")
        memory.add_resource(named, user_id="ana")
        named.unlink()


def asked_everywhere(memory: Memory, text: str, home: str) -> None:
    """Asks with a secret wherever the library takes a question, or the words of a correction."""
    found = memory.search(text, user_id="ana")
    memory.search("where is it", user_id="ana", filters={"metadata.note": text})
    memory.ask(text, user_id="ana")
    memory.ask(f"Where do I live? {text}", user_id="ana")
    memory.feedback(found.id, cited=[hit.cube.id for hit in found.hits[:1]], user_id="ana")
    memory.update(home, f"Ana lives in {text}", user_id="ana")


def complaints(memory: Memory, text: str) -> list[Callable[[], Any]]:
    """What can be asked for wrongly, with a secret in it that would be repeated in the complaint."""
    user = {"user_id": "ana"}
    return [
        lambda: memory.get(text, **user),
        lambda: memory.history(text, **user),
        lambda: memory.why(text, **user),
        lambda: memory.delete(text, **user),
        lambda: memory.undo(text, **user),
        lambda: memory.update(text, "x", **user),
        lambda: memory.reveal(text, **user),
        lambda: memory.remove_secret(text, **user),
        lambda: memory.feedback(text, cited=[text], **user),
        lambda: memory.search("x", filters={text: 1}, **user),
        lambda: memory.search("x", filters={"created_at": {"gt": text}}, **user),
        lambda: memory.search("x", filters={"content": {text: text}}, **user),
        lambda: memory.search("x", kinds=[text], **user),
        lambda: memory.search("x", as_of=text, **user),  # type: ignore[arg-type]
        lambda: memory.add([{"content": "x", "role": text}], **user),
        lambda: memory.add([{"content": "x", text: "y"}], **user),
        lambda: memory.add([{"content": text, "timestamp": text}], **user),
        lambda: memory.add(f"{text}\ud800", **user),
        lambda: memory.add("x", op_id=f"{text}\n", **user),
        lambda: memory.add_resource(Path(text), **user),
        lambda: memory.get_all(filters={"id": {"like": text}}, **user),
        lambda: memory.profile(user_id=text),
    ]


@pytest.mark.timeout(600)
def test_no_canary_is_anywhere(
    tmp_path: Path, lines: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    embedder = Recording()
    store = tmp_path / "store"
    told: list[str] = []
    with Memory.open(
        store / "home", key_file=tmp_path / "key", embedder=embedder, durability="fast", vector_index="chroma"
    ) as memory:
        memory.add("I live in Lisbon.", user_id="ana")
        [home] = [cube.id for cube in memory.get_all(user_id="ana", kinds=["semantic"])]
        for number, one in enumerate(CANARIES):
            told_everywhere(memory, one.text, number)
            asked_everywhere(memory, one.text, home)
            for complaint in complaints(memory, one.text):
                try:
                    complaint()
                except MemosError as error:
                    told += [str(error), error.hint, repr(error), *traceback.format_exception(error)]
        for first in range(0, len(CANARIES), 5):
            handed_over(memory, CANARIES[first : first + 5], first, tmp_path)
        memory.flush()
        held = {memory.reveal(secret.handle, user_id="ana") for secret in memory.secrets(user_id="ana")}
        store.joinpath("out").mkdir()
        memory.export(store / "out" / "all.memos")
        memory.export(store / "out" / "sealed.memos", passphrase="a long enough passphrase")  # noqa: S106
        memory.backup(store / "out" / "backup")
        found = [
            leak for name, content in files(store) for leak in leaks(name, content)
        ]  # while it is open: the log is there
        diagnosis = memory.doctor()
    found += [leak for name, content in files(store) for leak in leaks(name, content)]
    found += leaks("what was embedded", "\n".join(embedder.given).encode())
    found += leaks("errors", "\n".join(told).encode())
    found += leaks("logs", lines.text.encode())
    shown = capfd.readouterr()
    found += leaks("output", (shown.out + shown.err).encode())
    assert sorted(set(found)) == []
    assert [one.kind for one in CANARIES if not any(one.secret in value for value in held)] == []
    assert embedder.given
    assert len(told) > 40 * 10
    assert diagnosis.status == "clean"


@pytest.mark.timeout(600)
def test_no_canary_is_said_by_the_command_line(tmp_path: Path, lines: pytest.LogCaptureFixture) -> None:
    environment = {
        "MEMOS_HOME": str(tmp_path / "home"),
        "MEMOS_KEY_FILE": str(tmp_path / "key"),
        "MEMOS_EMBEDDER": "hash",
        "MEMOS_DURABILITY": "fast",
    }
    said = []
    for one in CANARIES[::8]:
        text = one.text
        for arguments in (
            ("add", text),
            ("add", text, "--json"),
            ("search", text),
            ("search", text, "--json", "--explain"),
            ("ask", text),
            ("ask", text, "--json"),
            ("search", "x", "--as-of", text),
            ("search", "x", "--limit", text),
            ("search", "x", text),
            ("list", "--kind", text),
            ("show", text),
            ("why", text, "--json"),
            ("history", text),
            ("undo", text),
            ("correct", text, text),
            ("vault", "list"),
            ("vault", "rm", text, "--yes"),
            (text,),
            ("history",),
            ("list", "--json"),
        ):
            result = CliRunner().invoke(app, list(arguments), env=environment)
            assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
            said.append(f"{result.stdout}\n{result.stderr}")
    broken = tmp_path / "chat.jsonl"
    broken.write_text("\n".join(["{" + one.text.replace("\n", " ") for one in CANARIES]), encoding="utf-8")
    for rest in ((), ("--json",)):
        result = CliRunner().invoke(app, ["import", str(broken), *rest], env=environment)
        said.append(f"{result.stdout}\n{result.stderr}")
    found = [f"{leak}: {output[:60]!r}" for output in said for leak in leaks("output", output.encode())]
    found += leaks("logs", lines.text.encode())
    found += [leak for name, content in files(tmp_path / "home") for leak in leaks(name, content)]
    assert found == []
    assert len(said) == 5 * 20 + 2
