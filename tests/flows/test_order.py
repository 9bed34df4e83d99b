"""In which order a search answers: what holds before what it took the place of, and summaries only for what nothing else tells."""

from __future__ import annotations

import pytest

from memos import Memory, Message
from memos.schemas.cube import Episodic, MemCube, Semantic, State
from memos.schemas.query import Hit

_HISTORY = {
    "s1": ["I live in Porto.", "I work at Acme as a nurse.", "My favourite dish is soup.", "I have a dog called Rex."],
    "s2": [
        "The weather in Porto was fine all week.",
        "I took the train to Braga with my sister Lena.",
        "Lena lives in Faro.",
    ],
    "s3": ["I moved to Lisbon in May.", "The flat in Lisbon has two rooms, the one in Porto had three."],
    "s4": ["I work at Globex now.", "Lena moved to Evora.", "We will meet in Porto next year."],
}


def fill(memory: Memory) -> None:
    for run, contents in _HISTORY.items():
        messages = [Message(role="user", name="Ana", content=content) for content in contents]
        memory.add(messages, user_id="ana", run_id=run)


def answered(cube: MemCube) -> tuple[str, str] | None:
    """What a statement with one value tells of whom."""
    told = cube.payload
    return (told.subject, told.predicate) if isinstance(told, Semantic) and told.functional else None


def ask(memory: Memory, question: str, limit: int) -> list[Hit]:
    return list(memory.search(question, user_id="ana", limit=limit).hits)


@pytest.mark.parametrize("limit", [1, 2, 3, 10, 40])
@pytest.mark.parametrize(
    "question",
    [
        "Where does Ana live?",
        "Does Ana live in Porto?",
        "What are all the cities that Ana and Lena live in?",
        "How many cities are there in which Ana lives: Porto, Lisbon?",
        "Do Ana and Lena live in the same city, Porto?",
        "Who lives in Porto, and who works at Acme?",
        "Where does the sister of Ana live?",
        "Ana Porto Acme Faro",
    ],
)
def test_what_holds_stands_before_what_it_took_the_place_of(memory: Memory, question: str, limit: int) -> None:
    fill(memory)
    hits = ask(memory, question, limit)
    places = {hit.cube.id: place for place, hit in enumerate(hits)}
    current = {answered(hit.cube): places[hit.cube.id] for hit in hits if hit.cube.state is State.ACTIVE}
    for hit in hits:
        if hit.cube.state is State.SUPERSEDED:
            assert current[answered(hit.cube)] < places[hit.cube.id]
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)


def test_there_is_something_superseded_to_be_found(memory: Memory) -> None:
    fill(memory)
    states = [hit.cube.state for hit in ask(memory, "What are all the cities that Ana and Lena live in?", 40)]
    assert states.count(State.SUPERSEDED) >= 2


def test_a_question_about_the_past_is_told_what_was(memory: Memory) -> None:
    fill(memory)
    hits = ask(memory, "Where did Ana live before Lisbon?", 10)
    assert any(hit.cube.state is State.SUPERSEDED and "Porto" in hit.cube.text for hit in hits)


@pytest.mark.parametrize("limit", [1, 3, 10, 40])
@pytest.mark.parametrize(
    "question",
    ["Where does Ana live?", "What are all the cities that Ana and Lena live in?", "weather train Braga Lena dog"],
)
def test_a_summary_stands_only_for_what_no_other_hit_tells(memory: Memory, question: str, limit: int) -> None:
    fill(memory)
    hits = ask(memory, question, limit)
    spoken = [
        hit
        for hit in hits
        if not (isinstance(hit.cube.payload, Episodic) and hit.cube.payload.granularity != "utterance")
    ]
    told = {message for hit in spoken for message in hit.evidence}
    for hit in hits:
        if hit not in spoken:
            assert not told.issuperset(hit.evidence)
            assert len(hit.evidence) <= 5
    assert spoken[0] is hits[0]


def test_what_the_persona_was_once_takes_no_place(memory: Memory) -> None:
    """A full leaf is written anew, without what it has had longest: that is no less disliked."""
    kinds = ["beaches", "trains", "bars", "films", "soups", "songs", "parks", "hats", "novels", "tents"]
    for number, sort in enumerate(["crowded", "noisy", "long", "old", "expensive", "borrowed"]):
        messages = [Message(role="user", name="Ana", content=f"I dislike {sort} {kind}.") for kind in kinds]
        memory.add(messages, user_id="ana", run_id=f"s{number}")
    once = {cube.id for cube in memory.get_all(user_id="ana", kinds=["core"], states=["superseded"])}
    assert once
    hits = ask(memory, "Where should Ana go on holiday?", 10)
    assert len(hits) == 10
    assert not once & {hit.cube.id for hit in hits}
