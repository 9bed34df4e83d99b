"""Whatever was told, and whatever of it is forgotten: no trace of it anywhere, everything else as it was."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from memos import Memory, Message
from memos.schemas.cube import State
from tests.flows.forgetting import check_whole, files_with, space_of, words_with

SAYINGS = (
    "I moved to {0} last week.",
    "I live in {0} now.",
    "I love {0} tea and the {1} cake.",
    "No, I don't love {0} tea any more.",
    "My sister {0} works as a baker in {1}.",
    "I work at {0}, they make {1} things.",
    "{0} and {1} came by, we talked about the weather for hours.",
    "Every day, first boil the {0} water, then pour it over the {1} leaves.",
    'He said "{0}" and\nleft; what a {1}!',
    "I still live in Faro.",
    "I love mint tea.",
)
RUNS = ("morning", "evening", None)
SOURCES = ("chat", "diary")


class Said(NamedTuple):
    """A message and the made-up words that only it has."""

    message: Message
    run: str | None
    words: tuple[str, ...]


@st.composite
def talks(draw: st.DrawFn) -> list[Said]:
    """A few messages in a few runs, each with words of its own."""
    said: list[Said] = []
    for number in range(draw(st.integers(2, 9))):
        saying = draw(st.sampled_from(SAYINGS))
        words = tuple(f"Qu{'aeiou'[number % 5]}x{'bdfgklmn'[number % 8]}or{place}zim" for place in "ab")
        used = tuple(word for place, word in enumerate(words) if f"{{{place}}}" in saying)
        message = Message(
            id=f"message-{number}", name="Ana", content=saying.format(*words), source=draw(st.sampled_from(SOURCES))
        )
        said.append(Said(message, draw(st.sampled_from(RUNS)), used))
    return said


@st.composite
def targets(draw: st.DrawFn, said: list[Said]) -> tuple[dict[str, Any], list[Said]]:
    """What is forgotten, and what of the talk goes with it."""
    what = draw(st.sampled_from(["message", "session", "source", "person"]))
    one = draw(st.sampled_from(said))
    if what == "session" and one.run:
        return {"session": one.run}, [other for other in said if other.run == one.run]
    if what == "source":
        source = one.message.source
        return {"source": source}, [other for other in said if other.message.source == source]
    if what == "person" and one.message.content.startswith("My sister"):  # a place is nobody
        return {"person": one.words[0]}, [one]
    return {"message": one.message.id}, [one]


def believed(memory: Memory, kept: set[str]) -> dict[str, str]:
    """The statements that rest on what is kept alone, in all their versions, and what they say."""
    cubes = memory.get_all(user_id="ana", kinds=["semantic"], states=tuple(State), limit=1000)
    space = space_of(memory)
    return {
        cube.id: cube.text
        for cube in cubes
        if all(
            kept.issuperset((*version.cube.provenance.message_ids, *version.entry.evidence))
            for version in space.cubes.history(cube.id)
        )
    }


@pytest.mark.timeout(600)
@settings(max_examples=14, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_trace_is_left_and_all_else_stays(data: st.DataObject) -> None:
    said = data.draw(talks())
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        with Memory.open(home, embedder="hash", durability="fast", key_file=Path(folder) / "key") as memory:
            for one in said:
                memory.add([one.message], user_id="ana", run_id=one.run)
            memory.add("I live in Faro, near the sea.", user_id="ben")
            memory.search("Where does Ana live, and what does she love?", user_id="ana")
            left = list(said)
            for _ in range(data.draw(st.integers(1, 2))):
                if left:
                    target, going = data.draw(targets(left))
                    left = [one for one in left if one not in going]
                    forget(memory, target, [one.message.id for one in left])
            check_traces(memory, home, said, left)


def forget(memory: Memory, target: dict[str, Any], kept: list[str]) -> None:
    stays, other = believed(memory, set(kept)), space_of(memory, "ben").journal.state_hash()
    done = memory.forget(user_id="ana", **target)
    assert (done.stage, done.scan and done.scan.hits) == ("done", 0), target
    assert space_of(memory, "ben").journal.state_hash() == other
    texts = {cube.id: cube.text for cube in memory.get_all(user_id="ana", states=tuple(State), limit=1000)}
    assert stays.items() <= texts.items()


def check_traces(memory: Memory, home: Path, said: list[Said], left: list[Said]) -> None:
    check_whole(memory)
    kept = [one.message.id for one in left]
    stored = memory.messages([one.message.id for one in said], user_id="ana")
    assert [(one.id, one.content) for one in stored] == [(one.message.id, one.message.content) for one in left]
    gone = [word for one in said if one not in left for word in one.words]
    assert files_with(home, *(word.encode() for word in gone)) == []
    assert words_with(memory, *(word.lower()[:8] for word in gone)) == [] if gone else True
    ids = [one.message.id.encode() for one in said if one.message.id not in kept]
    assert files_with(home, *ids) == []
