"""`memos forget`, `hold` and `release`, as a person meets them."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.forgetting import files_with
from tests.interfaces.conftest import Run


@pytest.fixture
def told(run: Run) -> Run:
    for text, session in (
        ("I moved to Lisbon in May.", "s1"),
        ("I moved to Quexford. My sister Maya is a baker.", "s2"),
    ):
        run("add", text, "--run", session)
    return run


def test_the_preview_comes_first_and_changes_nothing(told: Run) -> None:
    shown = told("forget", "--session", "s2", "--dry-run").out
    assert "this goes" in shown
    assert "1 message, 8 memories" in shown
    assert "This stays" in shown
    assert "The user lives in Lisbon.  holds again" in shown
    assert "Quexford" in told("list").out


def test_it_goes_and_says_what_was_searched(told: Run, tmp_path: Path) -> None:
    shown = told("forget", "--session", "s2", "--yes").out
    assert "forgotten  1 message, 8 memories" in shown
    assert "0 hits" in shown
    assert "not in reach" in shown
    assert "Quexford" not in told("list").out
    assert "FORGET" in told("history").out
    assert files_with(tmp_path / "home", b"quexford") == []
    assert told("doctor").code == 0
    assert told("forget", "--session", "s2", "--yes", "--json", code=66).error["code"] == "not_found"


def test_json(told: Run) -> None:
    planned = told("forget", "--person", "Maya", "--dry-run", "--json").json
    assert (planned["stage"], planned["plan"]["target"]["what"], planned["scan"]) == ("planned", "person", None)
    done = told("forget", "--person", "Maya", "--yes", "--json").json
    assert (done["stage"], done["scan"]["hits"], done["pending"]) == ("done", 0, "")
    assert told("forget", "--resume", "--json").json == {"forgotten": []}


def test_nobody_there_to_say_yes(told: Run) -> None:
    for arguments in (("--session", "s2"), ("--session", "s2", "--json"), ("--everything",)):
        assert told("forget", *arguments, code=65).code == 65
    assert "Quexford" in told("list").out


@pytest.mark.parametrize(
    "arguments", [(), ("--session", "s2", "--person", "Maya"), ("--person", " "), ("--cube", "123")]
)
def test_one_thing_is_named(told: Run, arguments: tuple[str, ...]) -> None:
    told("forget", *arguments, "--yes", code=65)


def test_a_hold_is_put_on_and_lifted(told: Run) -> None:
    (cube,) = [one for one in told("list", "--json").json["memories"] if one["text"] == "Maya is a baker."]
    assert "held" in told("hold", cube["id"]).out
    refused = told("forget", "--session", "s2", "--yes", code=77)
    assert cube["id"] in refused.err
    assert "memos release" in refused.err
    assert told("hold", cube["id"], "--json", code=77).error["code"] == "refused"
    assert "released" in told("release", cube["id"]).out
    told("forget", "--session", "s2", "--yes")


def at_a_terminal(environment: dict[str, str], answer: str, *arguments: str) -> tuple[int, str]:
    """Runs the command on a real terminal, and types an answer."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from memos.interfaces.cli import main; main()", *arguments]
    child = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, **environment})
    os.close(theirs)
    os.write(ours, f"{answer}\n".encode())
    shown = b""
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError:
        pass  # the other end is closed
    os.close(ours)
    return child.wait(), shown.decode()


def test_it_asks_and_takes_no_for_an_answer(told: Run, environment: dict[str, str]) -> None:
    code, shown = at_a_terminal(environment, "n", "forget", "--session", "s2")
    assert (code, "Forget this?" in shown, "Nothing was forgotten" in shown) == (77, True, True)
    code, shown = at_a_terminal(environment, "you", "forget", "--everything")
    assert (code, "Type me to forget" in shown) == (77, True)
    assert "Quexford" in told("list").out
    code, shown = at_a_terminal(environment, "me", "forget", "--everything")
    assert (code, "0 hits" in shown) == (0, True)
    assert told("list", "--users", "--json").json["users"] == []
