"""`memos forget`, `hold` and `release`, as a person meets them."""

from __future__ import annotations

import os
import pty
import re
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


def test_a_preview_names_names_and_can_be_read_whole(told: Run) -> None:
    for number in range(12):
        told("add", f"I saw {number} herons at the lake.", "--run", "birds")
    shown = told("forget", "--session", "birds", "--dry-run").out
    assert "more: --dry-run --all shows all" in shown
    whole = told("forget", "--session", "birds", "--dry-run", "--all").out
    assert "more:" not in whole
    assert all(f"I saw {number} herons" in whole for number in range(12))
    planned = told("forget", "--session", "birds", "--dry-run", "--all", "--json").json["plan"]
    assert len(planned["messages"]) == planned["counts"]["messages"] == 12
    assert "names: Maya" in told("forget", "--person", "Maya", "--dry-run").out


def test_a_word_is_no_person(told: Run) -> None:
    for word in ("sister", "moved", "Lisbon"):
        refused = told("forget", "--person", word, "--yes", code=66)
        assert "No such person" in refused.err
        assert "hold" in refused.err
    assert "--everything" in told("forget", "--person", "me", "--yes", code=77).err


def test_bytes_that_are_still_there_are_said_first(told: Run, environment: dict[str, str]) -> None:
    """Another process owns the store: hidden at once, gone when that process ends and somebody goes on."""
    hold = "import sys, memos; memory = memos.Memory.open(sys.argv[1]); print('open', flush=True); sys.stdin.readline()"
    command = [sys.executable, "-c", hold, environment["MEMOS_HOME"]]
    other = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment}
    )
    assert other.stdin is not None
    assert other.stdout is not None
    assert other.stdout.readline() == "open\n"
    done = told("forget", "--session", "s2", "--yes", code=75)
    said = done.out[done.out.index("Hidden:") :]
    assert said.startswith("Hidden: nobody finds it any more. Its bytes are still in the files.")
    assert "forgotten  " not in done.out
    assert re.search(r"since \d{4}-\d\d-\d\d \d\d:\d\d \S+\)", " ".join(said.split()))
    assert "Quexford" not in told("list").out
    other.communicate("\n")
    resumed = told("forget", "--resume").out
    assert "resumed    the forgetting of a session, begun 20" in resumed
    assert "0 hits" in resumed
    assert files_with(Path(environment["MEMOS_HOME"]), b"quexford") == []
    assert "No forgetting was begun" in told("forget", "--resume").out
