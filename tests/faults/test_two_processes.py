"""Two processes import into one store at once: both are whole, and the indices agree with the truth."""

import json
import subprocess
import sys
from pathlib import Path

from memos.memory import Memory

CHILD = Path(__file__).with_name("importing_child.py")
EXCHANGES = 60


def write_chat(path: Path, who: str) -> list[str]:
    ids = [f"{who}:{number}" for number in range(EXCHANGES)]
    lines = [
        {"id": message_id, "run_id": f"{who} {message_id}", "content": f"I visited place {message_id}.", "name": who}
        for message_id in ids
    ]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return ids


def import_at_once(home: Path, *files: Path) -> None:
    children = [subprocess.Popen([sys.executable, CHILD, file, home, "both"], stdout=subprocess.PIPE) for file in files]
    for child in children:
        out, _ = child.communicate(timeout=110)
        assert child.returncode == 0
        assert out


def utterances(memory: Memory) -> list[str]:
    filters = {"granularity": "utterance"}
    return sorted(cube.text for cube in memory.get_all(user_id="both", kinds=["episodic"], filters=filters, limit=1000))


def test_two_files_at_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    files = [tmp_path / "ana.jsonl", tmp_path / "ben.jsonl"]
    ids = [message_id for file in files for message_id in write_chat(file, file.stem.title())]
    import_at_once(home, *files)
    with Memory.open(home, embedder="hash", key_file=home / "key") as memory:
        assert len(memory.messages(ids, user_id="both")) == len(ids)
        assert len(utterances(memory)) == len(ids)
        found = memory.doctor()
        assert found.status == "clean", found.findings


def test_the_same_file_twice_at_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    file = tmp_path / "ana.jsonl"
    ids = write_chat(file, "Ana")
    import_at_once(home, file, file)
    with Memory.open(home, embedder="hash", key_file=home / "key") as memory:
        assert len(memory.messages(ids, user_id="both")) == len(ids)
        assert len(utterances(memory)) == len(ids)
        found = memory.doctor()
        assert found.status == "clean", found.findings
