"""Pages and files that are named in talk."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from memos.agents.agent import Workbench
from memos.agents.perceive import Exchange, perceive
from memos.agents.proposal import Proposal
from memos.agents.remembered import Remembered
from memos.agents.resource import MAX_PER_MESSAGE, RULES, ResourceAgent, find_resources
from memos.agents.settle import Policy, settle
from memos.bench.hostile import TOO_LONG, seconds
from memos.schemas.cube import Resource
from memos.schemas.message import StoredMessage, Trust
from memos.schemas.scope import Scope

NOW = datetime(2024, 5, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(("text", "uri"), [example for rule in RULES for example in rule.finds.items()])
def test_a_rule_finds_its_examples(text: str, uri: str) -> None:
    [found] = find_resources(text)
    assert found.uri == uri


@pytest.mark.parametrize("text", [example for rule in RULES for example in rule.passes])
def test_no_rule_finds_what_is_none(text: str) -> None:
    assert list(find_resources(text)) == []


@pytest.mark.parametrize(
    ("text", "title", "media_type"),
    [
        ("http://Example.org/A/Report.PDF?x=1#p2", "example.org/A/Report.PDF", "application/pdf"),
        ("https://example.org/", "example.org", "text/html"),
        ("notes/plan.md", "plan.md", "text/markdown"),
        ("budget.xlsx", "budget.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_what_is_told_by_the_name(text: str, title: str, media_type: str) -> None:
    [found] = find_resources(text)
    assert (found.title, found.media_type) == (title, media_type)


def test_a_file_in_an_address_is_no_file_of_its_own() -> None:
    assert [found.uri for found in find_resources("https://example.org/a/report.pdf")] == [
        "https://example.org/a/report.pdf"
    ]


def test_spellings_of_one_address_are_one_resource() -> None:
    assert len(list(find_resources("HTTPS://Example.org/a#top, https://example.org/a"))) == 1


@pytest.mark.parametrize(
    "piece", ["http://", "a.", "a/", "~", "~/", "www.", "a-", ".pdf", "a.pdf", "https://)", "1.", "_"]
)
def test_hostile_text_takes_no_time(piece: str) -> None:
    text = (piece * 65_536)[:65_536]
    parts = [text[place : place + 2_000] for place in range(0, len(text), 2_000)]
    assert seconds(lambda: [list(find_resources(part)) for part in parts]) < TOO_LONG


class Ids:
    def __init__(self) -> None:
        self._made = 0

    def new(self) -> str:
        self._made += 1
        return f"r{self._made}"


class Space:
    """Tells one message after the other."""

    def __init__(self) -> None:
        self.memories = Remembered()
        self._bench = Workbench(self.memories, Ids())
        self._told = 0

    def tell(self, content: str) -> list[Proposal]:
        self._told += 1
        message = StoredMessage(
            id=f"m{self._told}", content=content, timestamp=NOW, trust=Trust.USER, position=self._told, op_id="o"
        )
        perceived = perceive(Exchange(scope=Scope(user="ana"), op_id="o", now=NOW, messages=(message,)))
        drafts = ResourceAgent().propose(perceived, self._bench)
        assert bool(drafts) == bool(ResourceAgent().wants(perceived))
        self.memories.apply(settle(drafts, perceived, self._bench, Policy()))
        return [draft for draft in drafts if isinstance(draft, Proposal)]


def test_a_resource_carries_the_sentence_it_was_named_in() -> None:
    [proposal] = Space().tell("Hi. The menu is at https://example.org/menu today. Bye.")
    assert isinstance(proposal.payload, Resource)
    assert proposal.payload.text == "The menu is at https://example.org/menu today."
    assert proposal.sources[0].start == 4


def test_named_again_it_is_the_same_resource() -> None:
    space = Space()
    space.tell("The menu is at https://example.org/menu today.")
    space.tell("Did you see https://example.org/menu?")
    [cube] = space.memories.cubes
    assert cube.provenance.message_ids == ("m1", "m2")


def test_a_page_of_links_brings_only_some() -> None:
    text = "\n".join(f"https://example.org/{number}" for number in range(100))
    assert len(Space().tell(text)) == MAX_PER_MESSAGE
