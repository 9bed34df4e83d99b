"""What settling does with summaries, persona leaves, resources, instructions and utterances, and with edges."""

from __future__ import annotations

from memos.schemas.cube import (
    Edge,
    EdgeType,
    Entity,
    Procedural,
    Resource,
    Source,
    State,
)
from memos.schemas.message import Trust
from tests.agents.telling import Talk, fact, leaf, summary, utterance

# -- extend


def test_an_extension_is_a_new_version() -> None:
    talk = Talk()
    talk.tell(summary("One.", id="s"))
    old = talk.memories.get(["s"])[0].provenance.sources
    talk.tell(
        summary("One. Two.", intent="extend", replaces="s", sources=(*old, Source(message_id="m2", start=0, end=4)))
    )
    assert talk.events == ["UPDATE"]
    [cube] = talk.memories.get(["s"])
    assert (cube.text, cube.version, cube.provenance.message_ids) == ("One. Two.", 2, ("m1", "m2"))


def test_an_extension_that_changes_nothing_is_dropped() -> None:
    talk = Talk()
    talk.tell(summary("One.", id="s"))
    talk.tell(summary("One.", intent="extend", replaces="s", sources=talk.memories.get(["s"])[0].provenance.sources))
    assert talk.operations == ()


def test_an_extension_of_what_is_gone_begins_anew() -> None:
    talk = Talk()
    talk.tell(summary("One.", intent="extend", replaces="nowhere"))
    assert talk.events == ["ADD"]


def test_an_agent_extends_only_its_own() -> None:
    talk = Talk()
    talk.tell(summary("One.", id="s"))
    talk.tell(summary("Mine now.", agent="intruder", intent="extend", replaces="s"))
    assert talk.events == ["NO_OP"]


def test_what_is_derived_is_trusted_like_its_least_trusted_source() -> None:
    talk = Talk()
    talk.tell(summary("One.", id="s"))
    old = talk.memories.get(["s"])[0].provenance.sources
    talk.tell(
        summary("One. Two.", intent="extend", replaces="s", sources=(*old, Source(message_id="m2", start=0, end=4))),
        by=Trust.WEB,
    )
    assert talk.memories.get(["s"])[0].trust is Trust.WEB


# -- other kinds


def test_leaves_of_the_persona_tree_have_one_value() -> None:
    talk = Talk()
    talk.tell(leaf("Porto"))
    talk.tell(leaf("porto"))
    assert talk.events == ["NO_OP"]
    talk.tell(leaf("Lisbon"))
    assert [(cube.text, cube.state) for cube in talk.memories.cubes] == [
        ("home: Porto", State.SUPERSEDED),
        ("home: Lisbon", State.ACTIVE),
    ]


def test_a_leaf_may_end_without_a_statement_that_it_did() -> None:
    talk = Talk()
    talk.tell(leaf("Porto"))
    talk.tell(leaf("Porto", intent="end"))
    assert talk.events == ["UPDATE"]


def test_a_list_goes_on_as_its_agent_says() -> None:
    talk = Talk()
    talk.tell(leaf("tea", id="l"))
    talk.tell(leaf("tea, coffee", intent="extend", replaces="l"))
    assert [(cube.text, cube.version) for cube in talk.memories.cubes] == [("home: tea, coffee", 2)]


def test_a_resource_is_one_by_its_address() -> None:
    talk = Talk()
    for text in ("see it", "see it again"):
        talk.tell({"payload": Resource(title="Menu", uri="https://example.org/menu", text=text)})
    assert talk.events == ["NO_OP"]
    assert len(talk.memories.cubes) == 1


def test_the_same_instruction_is_one() -> None:
    talk = Talk()
    for _ in range(2):
        talk.tell({"payload": Procedural(title="Answer in French")})
    assert talk.events == ["NO_OP"]


def test_the_same_words_in_two_messages_are_two_utterances() -> None:
    talk = Talk()
    talk.tell(utterance("haha"))
    talk.tell(utterance("haha"))
    assert talk.events == ["ADD"]


def test_one_message_is_one_utterance() -> None:
    talk = Talk()
    talk.tell(utterance("haha"), utterance("haha"))
    assert talk.events == ["ADD", "NO_OP"]


# -- edges


def test_edges_lead_to_what_survived() -> None:
    talk = Talk()
    talk.tell(fact("Porto", id="first"))
    talk.tell(
        fact("Porto", id="again"),
        fact("cheese", "likes", id="other", edges=(Edge(source="other", target="again", type=EdgeType.RELATES),)),
    )
    assert [(edge.source, edge.target) for edge in talk.memories.edges] == [("other", "first")]


def test_edges_to_what_was_left_out_or_never_was_are_dropped() -> None:
    talk = Talk()
    ends = ("refused", "nowhere", "entity:porto")
    talk.tell(
        fact("x", id="refused", confidence=0.0),
        fact(
            "cheese", "likes", id="c", edges=tuple(Edge(source="c", target=end, type=EdgeType.RELATES) for end in ends)
        ),
    )
    assert [edge.target for edge in talk.memories.edges] == ["entity:porto"]


def test_entities_come_with_their_cube() -> None:
    talk = Talk()
    talk.tell(fact("Porto", entities=(Entity(name="Porto", type="place"),)))
    assert talk.fact("Porto").entities == ("Porto",)
    assert [entity.name for entity in talk.memories.entities] == ["Porto"]
