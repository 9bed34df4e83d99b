"""The persona tree follows the statements about the user and its page keeps within its budget."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from memos.agents.agent import Workbench
from memos.agents.core import CoreAgent
from memos.agents.perceive import Exchange, perceive
from memos.agents.persona import render_profile
from memos.agents.proposal import Proposal
from memos.bench.extraction import NoMemories
from memos.chance import SystemClock, Uuid7
from memos.schemas.cube import Core, MemCube, Provenance, Semantic, Source, State
from memos.schemas.message import StoredMessage, Trust
from memos.schemas.scope import Scope

NOW = datetime(2024, 6, 5, 10, tzinfo=UTC)


class Known(NoMemories):
    """A memory that holds some cubes."""

    def __init__(self, *cubes: MemCube) -> None:
        self._cubes = cubes

    def by_subject(self, subjects: Sequence[str]) -> list[MemCube]:
        return [cube for cube in self._cubes if isinstance(cube.payload, Semantic) and cube.payload.subject in subjects]

    def by_statement(self, pairs: Sequence[tuple[str, str]]) -> list[MemCube]:
        return [
            cube
            for cube in self._cubes
            if isinstance(cube.payload, Semantic) and (cube.payload.subject, cube.payload.predicate) in pairs
        ]

    def by_path(self, paths: Sequence[str]) -> list[MemCube]:
        return [cube for cube in self._cubes if isinstance(cube.payload, Core) and cube.payload.path in paths]


def cube(
    payload: Core | Semantic, *, days_ago: int = 90, confidence: float = 1.0, state: State = State.ACTIVE
) -> MemCube:
    then = NOW - timedelta(days=days_ago)
    return MemCube(
        id=f"c{days_ago}-{payload.kind}-{payload.render()[:20]}", scope=Scope(user="ana"), created_at=then, observed_at=then,
        trust=Trust.USER, payload=payload, confidence=confidence, state=state,
        provenance=Provenance(sources=(Source(message_id="m"),), agent="core"),
    )  # fmt: skip


def stated(predicate: str, value: str, *, functional: bool = False) -> MemCube:
    return cube(
        Semantic(subject="Ana", predicate=predicate, object=value, statement=f"Ana … {value}.", functional=functional)
    )


def leaf(path: str, value: str) -> MemCube:
    return cube(Core(path=path, value=value))


def leaves(*said: str, held: tuple[MemCube, ...] = (), speaker: str = "Ana") -> list[tuple[str, str, str]]:
    messages = tuple(
        StoredMessage(
            id=f"m{n}", role="user", name=speaker, content=text, timestamp=NOW, trust=Trust.USER, position=n, op_id="op"
        )
        for n, text in enumerate(said)
    )
    exchange = Exchange(scope=Scope(user="ana"), op_id="op", now=NOW, messages=messages, user_name="Ana")
    drafts = CoreAgent().propose(perceive(exchange), Workbench(Known(*held), Uuid7(SystemClock())))
    found = [(draft.intent, draft.payload) for draft in drafts if isinstance(draft, Proposal)]
    return [(intent, payload.path, payload.value) for intent, payload in found if isinstance(payload, Core)]


def test_statements_about_the_user_become_leaves() -> None:
    assert leaves("I live in Lisbon and I'm allergic to peanuts. My sister is called Maya.") == [
        ("assert", "identity.home.city", "Lisbon"),
        ("assert", "biological.health.allergies", "peanuts"),
        ("assert", "identity.family.sister", "Maya"),
    ]


def test_what_others_say_of_themselves_is_no_leaf() -> None:
    assert leaves("I live in Lisbon.", speaker="Ben") == []


def test_what_is_said_of_others_is_no_leaf() -> None:
    assert leaves("My sister Maya lives in Braga.") == [("assert", "identity.family.sister", "Maya")]


def test_kin_without_a_name_are_no_leaf() -> None:
    assert leaves("My sister called.") == []


def test_several_values_are_joined() -> None:
    held = (stated("allergic_to", "peanuts"), leaf("biological.health.allergies", "peanuts"))
    assert leaves("I'm also allergic to kiwi.", held=held) == [
        ("assert", "biological.health.allergies", "peanuts; kiwi")
    ]


def test_a_new_single_value_takes_the_place_of_the_old() -> None:
    held = (stated("lives_in", "Lisbon", functional=True), leaf("identity.home.city", "Lisbon"))
    assert leaves("I moved to Porto.", held=held) == [("assert", "identity.home.city", "Porto")]


def test_a_change_within_one_exchange_leaves_the_last_value() -> None:
    assert leaves("I live in Lisbon.", "I moved to Porto.") == [("assert", "identity.home.city", "Porto")]


def test_what_has_ended_leaves_the_tree() -> None:
    held = (stated("likes", "jazz"), stated("likes", "tea"), leaf("personality.likes", "jazz; tea"))
    assert leaves("I no longer like jazz.", held=held) == [("assert", "personality.likes", "tea")]


def test_the_last_value_ends_the_leaf() -> None:
    held = (stated("works_at", "Google", functional=True), leaf("identity.work.employer", "Google"))
    assert leaves("I quit my job at Google.", held=held) == [("end", "identity.work.employer", "Google")]


def test_what_is_known_changes_nothing() -> None:
    held = (stated("lives_in", "Lisbon", functional=True), leaf("identity.home.city", "Lisbon"))
    assert leaves("I live in Lisbon.", held=held) == []


def _words(text: str) -> int:
    return len(text.split())


def test_the_page_reads_by_branch() -> None:
    page = render_profile([leaf("identity.home.city", "Lisbon"), leaf("biological.health.allergies", "nuts")], _words)
    assert page == "Biological › health\n  allergies: nuts\n\nIdentity › home\n  city: Lisbon"


def test_the_page_shows_only_what_holds() -> None:
    gone = cube(Core(path="identity.home.city", value="Faro"), state=State.SUPERSEDED)
    assert render_profile([gone, leaf("identity.home.city", "Lisbon")], _words) == "Identity › home\n  city: Lisbon"


@pytest.mark.parametrize("budget", [10, 25, 60, 200])
def test_the_page_keeps_within_its_budget_and_says_what_is_missing(budget: int) -> None:
    many = [cube(Core(path=f"identity.things.leaf_{n}", value="a value"), days_ago=n) for n in range(40)]
    page = render_profile(many, _words, budget)
    assert _words(page) <= budget
    assert ("left out" in page) == (page.count("a value") < len(many))


def test_the_least_sure_and_oldest_leaves_go_first() -> None:
    long = " and so on and so on and so on"
    sure = cube(Core(path="identity.a", value=f"sure{long}"), days_ago=500)
    fresh = cube(Core(path="identity.b", value=f"fresh{long}"), days_ago=1, confidence=0.5)
    stale = cube(Core(path="identity.c", value=f"stale{long}"), days_ago=90, confidence=0.5)
    page = render_profile([stale, fresh, sure], _words, 33)
    assert ("sure" in page, "fresh" in page, "stale" in page) == (True, True, False)


def test_a_budget_too_small_for_anything_gives_nothing() -> None:
    assert render_profile([leaf("identity.home.city", "Lisbon")], _words, 1) == ""
