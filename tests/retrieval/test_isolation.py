"""What a search loads, and that many may search at once."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from tests.retrieval.making import World

HEAVY = ("chromadb", "langgraph", "litellm", "llama_cpp", "torch", "onnxruntime")


def test_recall_imports_nothing_heavy() -> None:
    asked = (
        f"import sys, memos.retrieval.recall, memos.retrieval.answer; print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_searching_while_others_write(world: World) -> None:
    world.say("The boat is called Alba.")

    def write(number: int) -> None:
        world.say(f"Lunch number {number}.", run=f"run{number}")

    def search(_: int) -> list[str]:
        return world.texts("What is the boat called?", limit=3)

    with ThreadPoolExecutor(6) as threads:
        writes = [threads.submit(write, number) for number in range(30)]
        searches = [threads.submit(search, number) for number in range(60)]
        assert all(done.result() is None for done in writes)
        assert all(done.result()[0] == "Ana: The boat is called Alba." for done in searches)
    assert world.texts("Lunch number 29", limit=1) == ["Ana: Lunch number 29."]
