"""`memos graph`: drawn, written to files that other programs read, and nothing in it that a text could break."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import networkx as nx
import pytest

from memos.interfaces.pictures.dot import dot
from memos.interfaces.pictures.graphml import graphml
from memos.interfaces.pictures.page import page
from memos.schemas.cube import EdgeType, Kind
from memos.schemas.graph import DEPTH, MOST_NODES, Link, Neighbourhood, Node
from tests.interfaces.conftest import Run

HOSTILE = '</script><script>alert(1)</script> "quoted" \\ back\\n\\" & <b> ]]> \x00\x07\ud800 {x} \u202e'


@pytest.fixture
def told(run: Run) -> Run:
    """Ana's memory: her sister Maya, Bob who is Robert."""
    for words in (
        "My sister Maya lives in Porto.",
        "Bob lives in Lisbon.",
        "Robert moved to Porto.",
        "Maya loves pottery.",
    ):
        run("add", words, "--user", "ana")
    run("add", "Zed lives in Oslo with Maya.", "--user", "tom")
    return run


def test_somebody_is_drawn_with_words_and_without_ids(told: Run) -> None:
    shown = told("graph", "ana", "--around", "Maya").out
    assert shown.startswith("Maya  person, also Ana's sister\n")
    assert "Maya lives in Porto." in shown
    assert "Maya likes pottery." in shown
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", shown)
    assert "\x1b" not in shown


def test_all_names_lead_to_the_same_drawing(told: Run) -> None:
    by_name = told("graph", "ana", "--around", "Robert").out
    assert by_name == told("graph", "ana", "--around", "bob").out == told("graph", "Bob", "--user", "ana").out
    assert by_name.startswith("Bob  person, also Robert\n")


def test_an_overview_and_a_node_at_depth(told: Run) -> None:
    assert {"Maya", "Bob", "Ana"} <= set(re.findall(r"^(\w+)  person", told("graph", "ana").out, re.MULTILINE))
    near, far = (told("graph", "ana", "--around", "Maya", "--depth", depth).out for depth in (1, 2))
    assert "Bob" not in near
    assert "Bob" in far


def test_few_nodes_are_shown_with_what_hangs_on_them(told: Run) -> None:
    for limit in (3, 5, 8):
        shown = told("graph", "ana", "-n", limit).out
        assert "├── related" in shown or "└── related" in shown, limit
        assert len(told("graph", "ana", "-n", limit, "--json").json["nodes"]) <= limit


def test_who_is_who_is_put_right_by_hand(told: Run) -> None:
    assert "Bob is not Robert." in told("graph", "ana", "--separate", "Bob", "Robert").out
    assert "also Robert" not in told("graph", "ana", "--around", "Bob").out
    said = told("graph", "ana", "--same", "Bob", "Robert", "--json").json
    assert (said["user"], said["operation"]["text"]) == ("ana", "Bob is the same as Robert.")
    assert "also" in told("graph", "ana", "--around", "Bob").out.splitlines()[0]
    assert told("graph", "ana", "--same", "Maya", "Porto", code=65).err.startswith("memos: Maya is known as a person")
    assert "no user here" in told("graph", "anna", "--same", "Bob", "Maya", code=65).err
    told("graph", "ana", "--same", "Bob", "Maya", "--separate", "Bob", "Maya", code=2)


def test_nothing_of_another_user_is_shown(told: Run) -> None:
    for shown in (
        told("graph", "ana", "--depth", DEPTH),
        told("graph", "ana", "--around", "Maya", "--depth", DEPTH, "--json"),
    ):
        assert "Zed" not in shown.out
        assert "Oslo" not in shown.out
    assert told("graph", "ana", "--around", "Zed", "--json", code=None).error["code"] == "not_found"


def test_the_way_from_one_to_another(told: Run) -> None:
    assert told("graph", "ana", "--around", "Maya", "--path-to", "Robert").out.split("\n")[0] == "Maya  person"
    way = told("graph", "ana", "--around", "Maya", "--path-to", "Bob", "--json").json["paths"][0]
    assert (way[0], way[-1]) == ("entity:maya", "entity:bob")
    assert "No way" in told("graph", "ana", "--around", "Maya", "--path-to", "Lisbon", "--types", "same_as").out


def test_times_choose_what_is_shown(told: Run) -> None:
    told("add", "Maya lives in Faro now.", "--user", "ana")
    texts = told("graph", "ana", "--around", "Maya", "--as-of", "2020-01-01", "--json").json
    assert [node["label"] for node in texts["nodes"]] == ["Maya"]
    assert texts["links"] == []
    held = told("graph", "ana", "--around", "Maya", "--valid-at", "2999-01-01", "--json").json
    related = {
        link["target"] for link in held["links"] if link["type"] == "relates" and link["source"] == "entity:maya"
    }
    assert related == {"entity:faro"}


def test_types_choose_edges(told: Run) -> None:
    shown = told("graph", "ana", "--around", "Maya", "--types", "relates", "--json").json
    assert {link["type"] for link in shown["links"]} == {"relates"}


def test_a_memory_is_looked_at_by_a_piece_of_its_id(told: Run) -> None:
    found = told("list", "--user", "ana", "--kind", "semantic", "--json").json["memories"][0]
    shown = told("graph", "ana", "--around", found["id"][-12:], "--json").json
    assert shown["around"] == [found["id"]]
    assert any(link["type"] == "derived_from" for link in shown["links"])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--around", "Nobody"], "not_found"),
        (["--path-to", "Maya"], "invalid_input"),
        (["--export", "picture.bmp"], "invalid_input"),
        (["--export", "no/such/place/x.dot"], "invalid_input"),
        (["--as-of", "whenever"], "invalid_input"),
    ],
)
def test_what_can_not_be_shown_is_refused(told: Run, arguments: list[str], code: str) -> None:
    assert told("graph", "ana", *arguments, "--json", code=None).error["code"] == code


@pytest.mark.parametrize(
    ("option", "value", "fine"),
    [
        *[("--depth", 0, False), ("--depth", 1, True), ("--depth", DEPTH, True), ("--depth", DEPTH + 1, False)],
        *[
            ("--limit", 0, False),
            ("--limit", 1, True),
            ("--limit", MOST_NODES, True),
            ("--limit", MOST_NODES + 1, False),
        ],
    ],
)
def test_limits(told: Run, option: str, value: int, fine: bool) -> None:
    ran = told("graph", "ana", "--around", "Maya", option, value, "--json", code=None)
    assert (ran.code == 0) is fine
    if fine and option == "--limit":
        assert len(ran.json["nodes"]) <= value


def test_an_export_is_written_and_said(told: Run, tmp_path: Path) -> None:
    for suffix in ("graphml", "dot", "html"):
        written = tmp_path / f"maya.{suffix}"
        assert str(written) in told("graph", "ana", "--around", "Maya", "--export", written).out
        assert "Maya" in written.read_text(encoding="utf-8")
    read = nx.read_graphml(tmp_path / "maya.graphml")
    assert read.nodes["entity:maya"]["label"] == "Maya"


def hostile() -> Neighbourhood:
    nodes = (
        Node(id='entity:a"; x', label="A \\", type="person", also=('"',)),
        Node(id="c1", label=HOSTILE.replace("\ud800", ""), kind=Kind.SEMANTIC),
        Node(id="c2", label="", kind=Kind.EPISODIC, grain="utterance"),
    )
    links = (
        Link(
            source=nodes[0].id,
            target="c1",
            type=EdgeType.RELATES,
            label=HOSTILE.replace("\ud800", ""),
            predicate='"><img src=x>',
        ),
        Link(source="c2", target="c2", type=EdgeType.NEXT),
        Link(source="c2", target="c1", type=EdgeType.MENTIONS),
    )
    return Neighbourhood(nodes=nodes, links=links, around=(nodes[0].id,), more=True)


def test_graphml_loads_back_whatever_the_texts_are() -> None:
    shown = hostile()
    read = nx.parse_graphml(graphml(shown))
    assert set(read) == {node.id for node in shown.nodes}
    assert read.number_of_edges() == len(shown.links)
    assert "<script>alert(1)</script>" in read.nodes["c1"]["label"]


DOT_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')


def test_dot_holds_nothing_outside_its_quotes() -> None:
    written = dot(hostile())
    bare = DOT_STRING.sub("Q", written)
    assert '"' not in bare
    lines = [line.strip() for line in bare.strip().split("\n")]
    assert (lines[0], lines[-1]) == ("digraph memory {", "}")
    for line in lines[1:-1]:
        assert re.fullmatch(r"(?:(?:graph|node|edge|Q|Q -> Q) )\[(?:\w+=(?:Q|\d+)(?:, )?)+\];", line), line
    assert written.count("->") >= len(hostile().links)


class Page(HTMLParser):
    """The tags of a page, and what would reach out of it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.reaching: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.reaching += [
            (name, value or "")
            for name, value in attrs
            if name in ("src", "href", "action", "style") or name.startswith("on")
        ]


def test_a_page_is_one_file_and_no_text_becomes_part_of_it() -> None:
    written = page(hostile(), HOSTILE.replace("\ud800", ""))
    read = Page(written)
    assert read.tags.count("script") == read.tags.count("style") == read.tags.count("aside") == 1
    assert not {"img", "b", "link", "iframe", "object", "base", "form"} & set(read.tags)
    assert read.reaching == []
    assert "default-src 'none'" in written
    assert not re.search(r"https?://|url\((?!#)", written)
    assert page(hostile(), "x") == page(hostile(), "x")


def test_a_page_of_nothing_is_a_page() -> None:
    assert Page(page(Neighbourhood(nodes=(), links=()), "Nothing")).tags.count("svg") == 1
