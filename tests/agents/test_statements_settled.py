"""People, homes, couples and pets over several conversations: what is said in other words retires what was known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from memos.agents.agent import Workbench
from memos.agents.perceive import Exchange, perceive
from memos.agents.remembered import Remembered
from memos.agents.semantic import SemanticAgent
from memos.agents.settle import Policy, settle
from memos.schemas.cube import Semantic
from memos.schemas.message import StoredMessage, Trust
from memos.schemas.scope import Scope
from tests.agents.telling import Counter, is_current

START = datetime(2024, 1, 1, 10, tzinfo=UTC)


def believed(*said: str, days: tuple[int, ...] = ()) -> set[str]:
    """What is believed after Ana has said this, one message a conversation, forty days apart or on these days."""
    memories, ids = Remembered(), Counter()
    for position, text in enumerate(said):
        moment = START + timedelta(days=days[position] if days else 40 * position)
        message = StoredMessage(
            id=f"m{position}", role="user", name="Ana", content=text, timestamp=moment, trust=Trust.USER, position=position,
            op_id=f"o{position}",
        )  # fmt: skip
        perceived = perceive(
            Exchange(scope=Scope(user="Ana"), op_id=f"o{position}", now=moment, messages=(message,), earlier=())
        )
        bench = Workbench(memories, ids)
        memories.apply(settle(SemanticAgent().propose(perceived, bench), perceived, bench, Policy()), moment)
    return {
        f"{cube.payload.subject} {cube.payload.predicate} {cube.payload.object}"
        for cube in memories.cubes
        if is_current(cube) and isinstance(cube.payload, Semantic)
    }


@pytest.mark.parametrize(
    ("said", "now", "gone"),
    [
        (("I live in Cardiff.", "We packed up the house and home is Lisbon for us these days."), "lives_in Lisbon", "Cardiff"),
        (("I live in Riga.", "It didn't work out so we're back in Tallinn since last week."), "lives_in Tallinn", "Riga"),
        (("I still live with my parents.", "Finally got my own flat!"), "owns own flat", "lives_with parents"),
        (("I'm seeing a man named Darnell.", "Me and Darnell are done."), "", "Darnell"),
        (("My girlfriend Lea cooks.", "I'm dating a guy called Tom."), "relation:partner Tom", "Lea"),
        (("My fiancé is Tom.", "I married Tom in May."), "relation:spouse Tom", "relation:fiance"),
        (("My husband is Tom.", "I got divorced."), "marital_status divorced", "relation:husband"),
        (("I live with Gwen.", "I live alone now."), "lives_with alone", "Gwen"),
        (("We got a puppy, her name is Luna.", "Luna died last week."), "", "has_pet"),
        (("My cat's name is Robin.", "We renamed the cat, he's called Pickle."), "has_pet Pickle", "Robin"),
        (("Everyone calls me Trixie.", "I go by Bea nowadays."), "nickname Bea", "Trixie"),
        (("My number is 555-0142.", "Lost my sim, got a new number, it's 555-0177."), "phone 555-0177", "555-0142"),
    ],
)  # fmt: skip
def test_a_new_value_in_other_words_retires_the_old_one(said: tuple[str, str], now: str, gone: str) -> None:
    facts = believed(*said)
    assert any(now in fact for fact in facts) or not now
    assert [fact for fact in facts if gone in fact] == []


def test_an_older_partner_told_later_is_no_rival() -> None:
    facts = believed("My husband Julian is right.", "I'm dating a guy called Marcus.", days=(400, 0))
    assert "Ana relation:husband Julian" in facts
    assert not any("Marcus" in fact for fact in facts)


def test_of_two_who_lived_together_one_moves() -> None:
    facts = believed(
        "My mama lives in Macon and my auntie Renee lives in Macon.", "Auntie Renee up and moved to Savannah."
    )
    assert {"Ana's mother lives_in Macon", "Renee lives_in Savannah"} <= facts


def test_who_comes_to_live_with_somebody_has_moved() -> None:
    facts = believed("My mother lives in Sylhet.", "My mother has come to live with us in Dhaka.")
    assert {"Ana's mother lives_in Dhaka", "Ana lives_with mother"} <= facts


def test_the_same_wife_in_other_words_is_known() -> None:
    facts = believed("My wife's name is Ayumi.", "I am married to Ayumi for thirty years this week.")
    assert [fact for fact in facts if "Ayumi" in fact] == ["Ana relation:wife Ayumi"]


def test_an_age_told_in_passing_belongs_to_the_one_named() -> None:
    facts = believed("Jayden, that's my son, is 9 and asks about stars.")
    assert {"Ana relation:son Jayden", "Jayden age 9"} <= facts


def test_what_is_said_of_a_pair_is_said_of_both() -> None:
    facts = believed("My brother Tom and I live in Rome.")
    assert {"Ana lives_in Rome", "Tom lives_in Rome"} <= facts
