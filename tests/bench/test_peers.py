"""The peers rank what they were given and nothing else; fusion and the walk over triples are what they say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from memos.bench.peers.command import main
from memos.bench.peers.contest import ENTRANTS, curves, measured
from memos.bench.peers.fusion import Fusion, fused
from memos.bench.peers.hipporag import DAMPING, Edge, HippoRag, alike, ends, pagerank, spanned, transitions
from memos.bench.peers.ours import Ours
from memos.bench.peers.peer import Entrant, Peer, Room, Sight, said
from memos.bench.sets.dataset import Bank, DataSet, Question, Session, Triple
from memos.errors import EmbedderMismatch, MemosError
from memos.models.embedding.hashing import HashEmbedder
from memos.ports import Embedder, Vectors
from memos.schemas.message import Message

DAY = datetime(2024, 5, 1, tzinfo=UTC)
NEEDS = {"mem0": "mem0", "bm25": "bm25s"}
PLAIN = [
    pytest.param(module, name, marks=pytest.mark.skipif(find_spec(NEEDS.get(module, "memos")) is None, reason="extra"))
    for module, name in (
        ("dense", "Dense"),
        ("langgraph", "LangGraph"),
        ("chroma", "Chroma"),
        ("mem0", "Mem0"),
        ("bm25", "Bm25"),
        ("hipporag", "HippoRag"),
        ("ours", "Ours"),
    )
]


def session(number: int, *texts: str, name: str | None = None) -> Session:
    messages = (
        Message(id=f"m{number}.{place}", name=name, content=text, timestamp=DAY) for place, text in enumerate(texts)
    )
    return Session(f"run{number}", tuple(messages))


BOATS = Bank(
    "boats",
    (
        session(0, "My sailing boat leaks near the keel", "Thanks, and thanks again", name="Ana"),
        session(1, "The bakery sells rye bread on Fridays", name="Ben"),
        session(2, "Rye bread again, the bakery was closed", "Thanks, and thanks again", name="Ben"),
    ),
    (),
)
BREAD = Question("q1", "Which bakery sells rye bread on Fridays?", "all", ("m1.0",))


def peer_of(module: str, name: str, room: Room) -> Peer:
    made: Peer = getattr(import_module(f"memos.bench.peers.{module}"), name)(room)
    return made


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(HashEmbedder(), tmp_path / "peer")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path) -> None:
    (tmp_path / "peer").mkdir()


@pytest.mark.parametrize(("module", "name"), PLAIN)
def test_a_peer_finds_what_was_said(module: str, name: str, room: Room) -> None:
    with closing(peer_of(module, name, room)) as peer:
        peer.fill(BOATS)
        ranked = peer.rank(BREAD)
    assert ranked[0] == "m1.0"
    assert set(ranked) <= {"m0.0", "m0.1", "m1.0", "m2.0", "m2.1"}
    assert len(ranked) == len(set(ranked))


@pytest.mark.parametrize(("module", "name"), PLAIN)
def test_a_question_sees_no_later_session(module: str, name: str, room: Room) -> None:
    with closing(peer_of(module, name, room)) as peer:
        peer.fill(BOATS)
        early = peer.rank(BREAD._replace(text="Thanks for the sailing boat", before=1))
        late = peer.rank(BREAD._replace(before=2))
    assert early
    assert set(early) <= {"m0.0", "m0.1"}
    assert late[0] == "m1.0"
    assert not set(late) & {"m2.0", "m2.1"}


@pytest.mark.parametrize(("module", "name"), PLAIN)
def test_a_second_bank_takes_the_place_of_the_first(module: str, name: str, room: Room) -> None:
    with closing(peer_of(module, name, room)) as peer:
        peer.fill(BOATS)
        peer.rank(BREAD)
        peer.fill(Bank("other", (session(7, "Rye bread is on sale at the market"),), ()))
        assert peer.rank(BREAD) == ["m7.0"]


def test_ours_is_asked_at_the_questions_moment(room: Room) -> None:
    sessions = (session(0, "I planted tomatoes in the garden", name="Ana"),)
    asked = Question("q", "What did Ana plant?", "all", ("m0.0",), before=1, asked_at=datetime(2024, 6, 1, tzinfo=UTC))
    with closing(Ours(room)) as peer:
        peer.fill(Bank("garden", sessions, (asked,)))
        assert peer.rank(asked) == ["m0.0"]
        assert peer._memory.get_all(user_id="bench")[0].created_at.month == 6


def test_a_message_is_told_with_its_speaker() -> None:
    assert said(Message(content="Hello", name="Ana")) == "Ana: Hello"
    assert said(Message(content="Hello", role="tool")) == "Hello"


def test_sight_ends_before_the_session_named() -> None:
    sight = Sight(BOATS)
    assert sight.within(BREAD, ["m2.0", "m0.0"]) == ["m2.0", "m0.0"]
    assert sight.within(BREAD._replace(before=2), ["m2.0", "m1.0", "m0.0"]) == ["m1.0", "m0.0"]
    assert sight.within(BREAD._replace(before=0), ["m2.0", "m0.0"]) == []


# -- fusion


def test_fusion_sums_reciprocal_places() -> None:
    assert fused([["a", "b", "c"], ["b", "d", "a"]]) == ["b", "a", "d", "c"]
    assert fused([["a", "b"], ["b", "a"]]) == ["a", "b"]
    assert fused([[], []]) == []


def test_fusion_asks_all_its_peers() -> None:
    asked = [Scripted([["a", "b"]]), Scripted([["b", "c"]])]
    fusion = Fusion(asked)
    fusion.fill(BOATS)
    assert fusion.rank(BREAD._replace(id="0")) == ["b", "a", "c"]
    fusion.close()
    assert [peer.filled for peer in asked] == [["boats"], ["boats"]]
    assert all(peer.closed for peer in asked)


# -- personalised PageRank


def test_pagerank_is_networkx_s() -> None:
    rng = np.random.default_rng(5)
    graph = nx.gnm_random_graph(40, 90, seed=5)
    edges = [Edge(one, other, float(rng.integers(1, 5))) for one, other in graph.edges]
    for edge in edges:
        graph.edges[edge.one, edge.other]["weight"] = edge.weight
    seeds = np.zeros(40)
    seeds[[3, 17]] = 1.0, 0.25
    expected = nx.pagerank(graph, alpha=DAMPING, personalization=dict(enumerate(seeds)), tol=1e-12)
    found = pagerank(transitions(edges, 40), seeds)
    assert found == pytest.approx([expected[node] for node in range(40)], abs=1e-6)
    assert found.sum() == pytest.approx(1.0)


def test_a_walker_without_an_edge_returns_to_the_seeds() -> None:
    assert pagerank(transitions([], 3), np.array([0.0, 2.0, 0.0])) == pytest.approx([0.0, 1.0, 0.0])


def test_scores_are_brought_between_0_and_1() -> None:
    assert spanned(np.array([-1.0, 1.0, 0.0])).tolist() == [0.0, 1.0, 0.5]
    assert spanned(np.array([0.3, 0.3])).tolist() == [1.0, 1.0]


def test_the_ends_of_a_triple_are_plain_phrases() -> None:
    assert ends(Triple("  São Paulo (city)", "is in", "Brazil!")) == ("s o paulo  city", "brazil")
    assert ends(Triple("Brazil", "is", "brazil")) == ("brazil",)
    assert ends(Triple("東京", "is", "...")) == ()


def test_names_that_are_alike_are_paired_once() -> None:
    pairs = {
        (one, other): cosine for one, other, cosine in alike(["maria silva", "maria silva s", "oslo"], HashEmbedder())
    }
    assert set(pairs) == {("maria silva", "maria silva s")}
    assert 0.8 <= pairs["maria silva", "maria silva s"] <= 1.0001


HOPS = Bank(
    "hops",
    (
        session(0, "Orrin Vale\nOrrin Vale was raised by Marta Lind."),
        session(1, "Marta Lind\nShe worked in a lighthouse off Skagen."),
        session(2, "Cooking\nA recipe for soup with lentils."),
        session(3, "Harbours\nBoats are painted each spring."),
    ),
    (),
    {
        "m0.0": (Triple("Orrin Vale", "was raised by", "Marta Lind"),),
        "m1.0": (Triple("Marta Lind", "worked in", "lighthouse"),),
        "m2.0": (Triple("soup", "is made with", "lentils"),),
    },
)


def test_the_walk_reaches_the_second_hop(room: Room) -> None:
    peer = HippoRag(room)
    peer.fill(HOPS)
    ranked = peer.rank(Question("q", "Who raised Orrin Vale?", "all", ("m1.0",)))
    assert ranked[:2] == ["m0.0", "m1.0"]
    assert sorted(ranked) == ["m0.0", "m1.0", "m2.0", "m3.0"]


def test_without_a_fact_that_bears_the_ranking_is_the_dense_one(room: Room) -> None:
    peer, dense = HippoRag(room), peer_of("dense", "Dense", room)
    asked = Question("q", "spring painted boats", "all", ("m3.0",))
    for one in (peer, dense):
        one.fill(HOPS)
    assert peer.rank(asked) == dense.rank(asked)
    assert peer.rank(asked)[0] == "m3.0"


# -- the contest


@dataclass
class Scripted:
    """A peer that gives these rankings, one after the other."""

    rankings: Sequence[list[str]]
    filled: list[str] = field(default_factory=list)
    closed: bool = False

    def fill(self, bank: Bank) -> None:
        self.filled.append(bank.name)

    def rank(self, question: Question) -> list[str]:
        return self.rankings[int(question.id)]

    def close(self) -> None:
        self.closed = True


TWO = DataSet(
    "two",
    "message",
    (1, 5),
    (
        BOATS._replace(questions=(Question("0", "?", "all", ("m0.0", "m1.0")), Question("1", "?", "all", ("m1.0",)))),
        Bank("null", (session(9, "Nothing"),), (Question("2", "?", "all", ()),)),
    ),
)


def test_a_curve_is_the_mean_share_at_every_k() -> None:
    peer = Scripted([["m0.0", "m0.1", "m1.0"], ["m0.0", "m1.0"]])
    curve = measured(TWO, Entrant("scripted", "numpy", lambda _: peer), HashEmbedder())
    assert (curve.questions, len(curve.recall)) == (2, 50)
    assert [curve.at(k) for k in (1, 2, 3, 50)] == [0.25, 0.75, 1.0, 1.0]
    assert peer.filled == ["boats"]
    assert peer.closed


def test_a_peer_that_is_not_installed_is_told() -> None:
    curve = measured(TWO, Entrant("absent", "no-such-package", lambda _: Scripted([])), HashEmbedder())
    assert (curve.recall, curve.version, curve.reason) == ((), "", "not installed")


def test_a_peer_that_fails_is_told_with_the_reason() -> None:
    peer = Scripted([])
    curve = measured(TWO, Entrant("failing", "numpy", lambda _: peer), HashEmbedder())
    assert (curve.recall, curve.reason) == ((), "IndexError: list index out of range")
    assert curve.version == np.__version__
    assert peer.closed


class Broken(HashEmbedder):
    """An embedder that fails as ours would."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise EmbedderMismatch("other weights")


@dataclass
class Wrapping(Scripted):
    """Other people's code that calls our embedder back, and wraps what it raises."""

    embedder: Embedder = field(default_factory=HashEmbedder)

    def fill(self, bank: Bank) -> None:
        try:
            self.embedder.embed([bank.name])
        except MemosError as error:
            raise RuntimeError("could not embed") from error


def test_what_goes_wrong_in_ours_is_no_reason() -> None:
    wrapped = Entrant("wrapping", "numpy", lambda room: Wrapping([], embedder=room.embedder))
    with pytest.raises(RuntimeError, match="could not embed"):
        measured(TWO, wrapped, Broken())


def test_an_adapter_that_no_longer_fits_is_no_reason() -> None:
    beyond = TWO._replace(banks=(TWO.banks[0]._replace(questions=(BREAD._replace(before=1),)),))
    unheard_of = Entrant("unheard of", "numpy", lambda _: _Seeing())
    with pytest.raises(KeyError, match="m7"):
        measured(beyond, unheard_of, HashEmbedder())


class _Seeing(Scripted):
    """A peer that names a message it was never given."""

    def __init__(self) -> None:
        super().__init__([])

    def rank(self, question: Question) -> list[str]:
        return Sight(BOATS).within(question, ["m7"])


def test_whoever_ends_the_bench_ends_it() -> None:
    def ended(_: Room) -> Peer:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        measured(TWO, Entrant("ended", "numpy", ended), HashEmbedder())


def test_everyone_suited_takes_part_and_nobody_else() -> None:
    hops = DataSet("hops", "message", (1,), (HOPS,))
    triples = "PPR over published triples"
    assert [one.name for one in ENTRANTS if one.suits(hops)] == [
        one.name for one in ENTRANTS if one.name != "BM25 of whole sessions"
    ]
    assert triples not in {one.name for one in ENTRANTS if one.suits(TWO)}
    assert len({one.name for one in ENTRANTS}) == len(ENTRANTS)


CHEAP = [one for one in ENTRANTS if one.name in {"LangGraph InMemoryStore", "Chroma"}]


def small(text: str = "The bakery sells rye bread on Fridays") -> DataSet:
    return DataSet("small", "message", (1,), (Bank("b", (session(1, text),), (BREAD,)),))


def test_what_is_kept_is_not_measured_again(tmp_path: Path) -> None:
    first = list(curves([small()], CHEAP, HashEmbedder(), tmp_path))
    chroma = next(file for file in tmp_path.glob("small-*.json") if "Chroma" in file.name)
    chroma.write_text(json.dumps({**json.loads(chroma.read_text()), "recall": [0.5] * 50}))
    kept = {curve.peer: curve for curve in curves([small()], CHEAP, HashEmbedder(), tmp_path)}
    assert kept["Chroma"].at(1) == 0.5
    assert all(kept[curve.peer] == curve for curve in first if curve.peer != "Chroma")
    again = {curve.peer: curve for curve in curves([small()], CHEAP, HashEmbedder(), tmp_path, ["Chroma"])}
    assert again["Chroma"].at(1) == 1.0


@pytest.mark.parametrize("change", ["data", "version"])
def test_figures_of_something_else_are_not_taken(change: str, tmp_path: Path) -> None:
    list(curves([small()], CHEAP, HashEmbedder(), tmp_path))
    for file in tmp_path.glob("small-*Chroma.json"):
        version = {"version": "0"} if change == "version" else {}
        file.write_text(json.dumps({**json.loads(file.read_text()), "recall": [0.5] * 50, **version}))
    data = small("Another bakery, more bread") if change == "data" else small()
    found = {curve.peer: curve for curve in curves([data], CHEAP, HashEmbedder(), tmp_path)}
    assert found["Chroma"].at(1) == 1.0


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path / "nowhere")])
    assert ended.value.code == 2
    assert "nowhere" in capsys.readouterr().err
