"""The installed command, in a process of its own: what only a real process can show."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from memos.interfaces.cli.progress import counted, measured

Run = Callable[..., Any]
MEMOS = Path(sys.executable).with_name("memos")


@pytest.fixture
def process_environment(environment: dict[str, str]) -> dict[str, str]:
    return {**{name: value for name, value in os.environ.items() if not name.startswith("MEMOS_")}, **environment}


def call(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([MEMOS, *arguments], env=environment, capture_output=True, text=True, timeout=60, check=False)


def write_chat(path: Path, runs: int) -> Path:
    lines = (
        json.dumps({"content": f"I visited place {run}.", "run_id": f"r{run}", "id": f"m{run}"}) for run in range(runs)
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_help_imports_nothing_heavy() -> None:
    program = "import sys; from memos.interfaces.cli.app import app; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "sqlalchemy", "pydantic", "langgraph", "onnxruntime", "chromadb", "litellm"} & set(loaded)


def test_search_imports_no_agent_graph_and_no_model_client(process_environment: dict[str, str]) -> None:
    call(process_environment, "add", "I live in Lisbon.")
    program = (
        "import sys\nfrom memos.interfaces.cli.app import app\n"
        "try:\n    app(['search', 'Lisbon'])\nexcept SystemExit:\n    print('LOADED', *sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], env=process_environment, capture_output=True, text=True, check=True
    )
    loaded = ran.stdout.split("LOADED")[1].split()
    assert not {"langgraph", "litellm", "chromadb"} & set(loaded)


def test_ctrl_c_stops_an_import_and_it_goes_on_later(process_environment: dict[str, str], tmp_path: Path) -> None:
    path = write_chat(tmp_path / "chat.jsonl", 200)
    child = subprocess.Popen(
        [MEMOS, "import", str(path)], env=process_environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    log = Path(process_environment["MEMOS_HOME"]) / "memos.db-wal"
    deadline = time.monotonic() + 30
    while not (log.exists() and log.stat().st_size > 1_500_000) and time.monotonic() < deadline:
        time.sleep(0.02)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=30)
    assert child.returncode == 130, said
    assert "what is stored stays" in said
    assert "Traceback" not in said
    done = json.loads(call(process_environment, "import", str(path), "--json").stdout)
    assert done["already_there"] > 0
    assert done["already_there"] + done["messages"] == 200
    assert call(process_environment, "doctor", "--repair").returncode in {0, 1}
    assert call(process_environment, "doctor").returncode == 0


def test_a_closed_pipe_is_no_traceback(process_environment: dict[str, str], tmp_path: Path) -> None:
    call(process_environment, "import", str(write_chat(tmp_path / "chat.jsonl", 30)))
    command = [MEMOS, "list", "--json", "--limit", "1000"]
    with subprocess.Popen(
        command, env=process_environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.read(10)
        child.stdout.close()
        said = child.stderr.read()
    assert "Traceback" not in said


@pytest.mark.parametrize(("where", "why"), [("> /dev/full", "No space left on device"), (">&-", "Bad file descriptor")])
def test_output_that_can_not_be_written_is_one_line(process_environment: dict[str, str], where: str, why: str) -> None:
    def lost(*arguments: str) -> str:
        shell = ["bash", "-c", f'"$0" "$@" {where}', MEMOS, *arguments]
        ran = subprocess.run(shell, env=process_environment, capture_output=True, text=True, timeout=60, check=False)
        assert ran.returncode == 74, ran.stderr
        return ran.stderr

    words = f"The output could not be written: {why}; what the command did stays."
    error = json.loads(lost("add", "I live in Lisbon.", "--json"))["error"]
    assert (error["code"], error["message"], error["applied"]) == ("output_failed", words, "unknown")
    assert "Lisbon" in call(process_environment, "list").stdout
    for arguments in (("--help",), ("list",), ("add", "Hello"), ("add", "--help"), ("--version",)):
        assert lost(*arguments) == f"memos: {words}\n"


def test_unexpected_errors_are_one_line_unless_asked(process_environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "tiktoken.py").write_text("raise RuntimeError('this library is broken')\n")
    odd = {**process_environment, "PYTHONPATH": str(tmp_path)}
    call(process_environment, "add", "I live in Rome.")
    plain, asked = call(odd, "search", "Rome"), call({**odd, "MEMOS_DEBUG": "1"}, "search", "Rome")
    assert (plain.returncode, plain.stderr.splitlines()[0][:6]) == (70, "memos:")
    assert "Traceback" not in plain.stderr
    assert "Traceback" in asked.stderr
    assert json.loads(call(odd, "search", "Rome", "--json").stderr)["error"]["code"] == "unexpected"


def test_demo_tells_its_story_and_leaves_nothing(process_environment: dict[str, str], tmp_path: Path) -> None:
    ran = call({**process_environment, "TMPDIR": str(tmp_path)}, "demo")
    assert ran.returncode == 0, ran.stderr
    assert [line[0] for line in ran.stdout.splitlines() if re.match(r"\d  \w", line)] == list("123456")
    assert "164 messages" in ran.stdout
    assert ran.stderr.splitlines()[:2] == [
        "Loading the agents and the embedding model",
        "Remembering a conversation of 164 messages",
    ]
    assert not list(tmp_path.glob("memos-demo-*"))
    assert not Path(process_environment["MEMOS_HOME"]).exists()


def test_demo_as_json_and_kept(process_environment: dict[str, str], tmp_path: Path) -> None:
    ran = call({**process_environment, "TMPDIR": str(tmp_path)}, "demo", "--json", "--keep")
    assert not ran.stderr
    shown = json.loads(ran.stdout)
    assert {"user", "home", "messages", "operations", "profile", "answers", "change", "why"} <= set(shown)
    assert shown["change"]["operations"]
    kept = {**process_environment, "MEMOS_HOME": shown["home"]}
    assert "Wanyu" in call(kept, "list", "--user", "Wanyu").stdout


def test_a_long_task_writes_a_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    with counted("Remembering", 2000, "messages", seconds=0) as advance, measured(seconds=0) as report:
        advance(1500)
        report("Indexing", 1, 4)
    with counted("Remembering", 2, "messages") as advance, measured(quiet=True, seconds=0) as report:
        advance(1)
        report("Indexing", 1, 4)
    assert capsys.readouterr() == ("", "Remembering: 1,500 of 2,000 messages\nIndexing: 25%\n")


@pytest.mark.parametrize(("room", "refused"), [("16", "The disk is full"), ("200", "memos: ")])
def test_reading_goes_on_where_nothing_more_can_be_written(
    process_environment: dict[str, str], room: str, refused: str
) -> None:
    """A limit on the size of files stands for a full disk: no room for SQLite's shared memory, and none for its log."""

    def cramped(*arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
        limited = ["bash", "-c", 'ulimit -f "$0" && exec "$@"', room, MEMOS, *arguments]
        return subprocess.run(
            limited, env=process_environment, input=said, capture_output=True, text=True, timeout=60, check=False
        )

    call(process_environment, "add", "I live in Lisbon.")
    for reading in (("search", "Lisbon"), ("ask", "Where do I live?"), ("list",), ("profile",), ("doctor",)):
        ran = cramped(*reading)
        assert (ran.returncode, "Traceback" in ran.stderr) == (0, False), ran.stderr
        assert "Lisbon" in ran.stdout or reading == ("doctor",)
    written = cramped("add", "-", said=f"I work at Acme. {'And so on. ' * 30_000}")
    assert (written.returncode, refused in written.stderr, "Traceback" in written.stderr) == (74, True, False)
    assert call(process_environment, "add", "I work at Acme.").returncode == 0


def test_the_shipped_conversation_comes_with_its_licence() -> None:
    shipped = files("memos.interfaces.demo")
    assert "Apache License" in (shipped / "LICENSE").read_text(encoding="utf-8")
    assert "RealMem" in (shipped / "SOURCE.md").read_text(encoding="utf-8")
    assert len((shipped / "wanyu.json").read_bytes()) < 300_000
