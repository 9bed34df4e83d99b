"""The router: who looks at an exchange, side by side, and what comes of it whoever is faster or fails."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing
from itertools import permutations
from pathlib import Path

import pytest

from memos.agents.agent import Workbench
from memos.agents.perceive import Exchange
from memos.agents.perception import Perceived
from memos.agents.proposal import Decline, Draft, Proposal
from memos.agents.remembered import Remembered
from memos.agents.router import Routed, Router
from memos.agents.settle import Policy
from memos.schemas.cube import Core, Edge, EdgeType, Kind, Procedural
from memos.schemas.message import StoredMessage, Trust
from memos.schemas.operation import Add, NoOp
from memos.store.db import Database
from memos.store.space import Spaces
from tests.agents.making import Look, Tiny, fact, proposal, proposing
from tests.store.making import ANA, START, Counting, Stopped, receive

PATIENCE = 20.0
"""Seconds after which a thread that waits for another one gives up."""


def exchange(*contents: str) -> Exchange:
    messages = tuple(
        StoredMessage(
            id=f"m{place}",
            name="Ana",
            content=content,
            timestamp=START,
            trust=Trust.USER,
            run="s1",
            position=place,
            op_id="op",
        )
        for place, content in enumerate(contents or ("I like tea.",), 1)
    )
    return Exchange(scope=ANA, op_id="op", now=START, messages=messages)


def run(*agents: Tiny, on: Exchange | None = None) -> Routed:
    return Router(agents, Policy()).run(on or exchange(), Workbench(Remembered(), Counting()))


def raising(_perceived: Perceived, _bench: Workbench) -> list[Draft]:
    raise ZeroDivisionError("by nothing")


class Undecided(Tiny):
    def wants(self, _perceived: Perceived) -> str | None:
        raise LookupError("no idea")


class TestFailure:
    def test_who_raises_loses_only_his_own_proposals(self) -> None:
        broken = Tiny(Kind.CORE, raising)
        routed = run(Tiny(Kind.SEMANTIC, proposing(fact("tea"))), broken)
        assert [one.cube.text for one in routed.operations if isinstance(one, Add)] == ["Ana likes tea."]
        assert routed.failures == {"core": "ZeroDivisionError: by nothing"}

    def test_the_failure_stands_among_the_operations(self) -> None:
        routed = run(Tiny(Kind.CORE, raising))
        assert routed.operations == (NoOp(agent="core", reason="failed: ZeroDivisionError: by nothing"),)

    def test_who_can_not_say_what_he_wants_loses_only_his_own_proposals(self) -> None:
        routed = run(Undecided(Kind.CORE, proposing()), Tiny(Kind.SEMANTIC, proposing(fact("tea"))))
        assert [type(one) for one in routed.operations] == [Add, NoOp]
        assert routed.route == {"semantic": "always"}
        assert routed.failures == {"core": "LookupError: no idea"}

    def test_the_operations_of_the_others_are_those_they_would_have_been(self) -> None:
        def take_and_raise(perceived: Perceived, bench: Workbench) -> list[Draft]:
            proposal(perceived, bench, fact("jam"))
            return raising(perceived, bench)

        semantic = Tiny(Kind.SEMANTIC, linked)
        assert run(Tiny(Kind.CORE, take_and_raise), semantic).operations[:-1] == run(semantic).operations

    def test_all_may_fail(self) -> None:
        routed = run(*(Tiny(kind, raising) for kind in Kind))
        assert set(routed.failures) == set(Kind)
        assert {type(one) for one in routed.operations} == {NoOp}


class TestRoute:
    def test_only_those_who_want_an_exchange_look_and_their_reasons_are_told(self) -> None:
        semantic = Tiny(Kind.SEMANTIC, proposing(fact("tea")), reason="something is liked")
        core = Tiny(Kind.CORE, proposing(Core(path="identity.name", value="Ana")), reason=None)
        routed = run(semantic, core)
        assert routed.route == {"semantic": "something is liked"}
        assert (semantic.looks, core.looks) == (1, 0)
        assert not routed.failures

    def test_what_nobody_wants_comes_to_nothing(self) -> None:
        assert run(Tiny(Kind.CORE, proposing(), reason=None)) == Routed((), {}, {})

    def test_all_see_the_same_perceived_exchange(self) -> None:
        seen: list[Perceived] = []

        def watch(perceived: Perceived, _bench: Workbench) -> list[Draft]:
            seen.append(perceived)
            return []

        run(Tiny(Kind.CORE, watch), Tiny(Kind.SEMANTIC, watch), on=exchange("I like tea.", "And jam."))
        assert seen[0] == seen[1]
        assert [one.message.content for one in seen[0].utterances] == ["I like tea.", "And jam."]


class TestSideBySide:
    def test_two_look_at_once(self) -> None:
        together = threading.Barrier(2, timeout=PATIENCE)

        def meet(_perceived: Perceived, _bench: Workbench) -> list[Draft]:
            together.wait()
            return [Decline(agent="core", reason="met")]

        routed = run(Tiny(Kind.CORE, meet), Tiny(Kind.SEMANTIC, meet))
        assert not routed.failures
        assert [one.reason for one in routed.operations] == ["met", "met"]

    @pytest.mark.parametrize("order", list(permutations(range(3))))
    def test_who_is_faster_changes_nothing(self, order: Sequence[int]) -> None:
        turns = [threading.Event() for _ in range(len(order) + 1)]
        turns[0].set()
        routed = run(
            *(
                Tiny(kind, taking_turns(look, turns, place))
                for (kind, look), place in zip(LOOKS.items(), order, strict=True)
            )
        )
        assert not routed.failures
        assert routed.operations == run(*(Tiny(kind, look) for kind, look in LOOKS.items())).operations


def linked(perceived: Perceived, bench: Workbench) -> list[Draft]:
    """Two statements, the second derived from the first."""
    first = proposal(perceived, bench, fact("tea"))
    second = proposal(perceived, bench, fact("tea with milk", "drinks"), parents=(first.id,))
    edge = Edge(source=second.id, target=first.id, type=EdgeType.DERIVED_FROM)
    return [first, second.model_copy(update={"edges": (edge,)})]


LOOKS: dict[Kind, Look] = {
    Kind.SEMANTIC: linked,
    Kind.CORE: proposing(Core(path="identity.name", value="Ana"), Core(path="identity.home", value="Porto")),
    Kind.PROCEDURAL: proposing(Procedural(title="Answer in Portuguese.")),
}


def taking_turns(look: Look, turns: Sequence[threading.Event], place: int) -> Look:
    """Looks when it is his turn, and is done when all have had theirs."""

    def wait(perceived: Perceived, bench: Workbench) -> Sequence[Draft]:
        assert turns[place].wait(PATIENCE)
        drafts = look(perceived, bench)
        turns[place + 1].set()
        assert turns[-1].wait(PATIENCE)
        return drafts

    return wait


def test_edges_and_parents_lead_to_what_was_proposed_with_them() -> None:
    first, second = run(Tiny(Kind.SEMANTIC, linked)).operations
    assert isinstance(first, Add)
    assert isinstance(second, Add)
    assert second.cube.provenance.parents == (first.cube.id,)
    assert [(edge.source, edge.target) for edge in second.edges] == [(second.cube.id, first.cube.id)]
    assert first.cube.id < second.cube.id


def test_proposals_are_settled_in_the_order_of_the_agents() -> None:
    agents = [Tiny(kind, look) for kind, look in LOOKS.items()]
    forwards, backwards = (run(*order).operations for order in (agents, agents[::-1]))
    assert [one.agent for one in forwards] == ["semantic", "semantic", "core", "core", "procedural"]
    assert [one.agent for one in backwards] == ["procedural", "core", "core", "semantic", "semantic"]


def test_what_is_known_already_may_be_linked_to() -> None:
    known = Remembered()
    router = Router([Tiny(Kind.SEMANTIC, proposing(fact("tea")))], Policy())
    known.apply(router.run(exchange(), Workbench(known, Counting("old"))).operations)
    [old] = known.cubes

    def on_top(perceived: Perceived, bench: Workbench) -> list[Proposal]:
        return [proposal(perceived, bench, fact("jam"), parents=(old.id,))]

    [added] = Router([Tiny(Kind.SEMANTIC, on_top)], Policy()).run(exchange(), Workbench(known, Counting())).operations
    assert isinstance(added, Add)
    assert added.cube.provenance.parents == (old.id,)


def test_nothing_is_written(tmp_path: Path) -> None:
    database = Database.open(tmp_path, clock=Stopped(), ids=Counting(), durability="fast")
    with closing(database), closing(sqlite3.connect(tmp_path / "memos.db")) as watcher:
        space = Spaces(database).open("default", "ana")
        receive(space, "I like tea.")
        before = watcher.execute("PRAGMA data_version").fetchone()
        router = Router([Tiny(kind, look) for kind, look in LOOKS.items()], Policy())
        assert router.run(exchange(), Workbench(space.cubes, Counting())).operations
        assert watcher.execute("PRAGMA data_version").fetchone() == before
        assert space.cubes.count() == 0
