"""Utterances, topics and sessions, as talk goes on from exchange to exchange."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memos.agents.agent import Workbench
from memos.agents.episodes.cohesion import breaks, read
from memos.agents.episodes.digest import LONGEST_LINE
from memos.agents.episodic import LINES, EpisodicAgent
from memos.agents.lexicon import content_words
from memos.agents.perceive import Exchange, perceive
from memos.agents.proposal import Proposal
from memos.agents.remembered import Remembered
from memos.agents.settle import Policy, settle
from memos.bench.hostile import TOO_LONG, seconds
from memos.schemas.cube import ABOUT, EdgeType, Episodic, MemCube
from memos.schemas.message import StoredMessage, Trust
from memos.schemas.operation import Add, NoOp, Operation
from memos.schemas.scope import Scope

START = datetime(2024, 5, 1, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

GARDEN = [
    ("Ana", "The tomatoes in my garden are finally turning red."),
    ("Ben", "Lucky you! My tomatoes died, the garden gets no sun at all."),
    ("Ana", "Tomatoes need six hours of sun, maybe try lettuce in that garden?"),
    ("Ben", "Lettuce grows in the shade? Then my garden will be full of lettuce."),
    ("Ana", "Water the lettuce every evening and the garden will feed you all summer."),
]
FLIGHT = [
    ("Ben", "Did you book the flight to Lisbon? The airline raised its fares again."),
    ("Ana", "Yes, the flight leaves Friday at noon, the airline gave me a window seat."),
    ("Ben", "Great, I will take the same airline and land in Lisbon an hour later."),
    ("Ana", "Then let's meet at the Lisbon airport, next to the airline's counter."),
]


class Ids:
    def __init__(self) -> None:
        self._made = 0

    def new(self) -> str:
        self._made += 1
        return f"e{self._made:04}"


class Conversation:
    """Talk of a run (or of none), remembered exchange by exchange."""

    def __init__(self, run: str | None = "r") -> None:
        self.memories = Remembered()
        self.messages: list[StoredMessage] = []
        self.operations: tuple[Operation, ...] = ()
        self.proposals: list[Proposal] = []
        self._bench = Workbench(self.memories, Ids())
        self._run = run
        self._clock = START

    def say(self, *turns: tuple[str, str], after: timedelta = MINUTE, role: str = "user") -> None:
        new: list[StoredMessage] = []
        for speaker, content in turns:
            self._clock += after
            new.append(self._message(len(self.messages) + len(new), speaker, content, role))
        exchange = Exchange(
            scope=Scope(user="ana", run=self._run),
            op_id=f"o{len(self.messages)}",
            now=self._clock,
            messages=tuple(new),
            earlier=tuple(self.messages[-6:]),
        )
        perceived = perceive(exchange)
        drafts = EpisodicAgent().propose(perceived, self._bench)
        self.proposals = [draft for draft in drafts if isinstance(draft, Proposal)]
        self.operations = settle(drafts, perceived, self._bench, Policy())
        self.memories.apply(self.operations)
        self.messages += new

    def _message(self, place: int, speaker: str, content: str, role: str) -> StoredMessage:
        return StoredMessage.model_validate(
            {
                "id": f"m{place}",
                "role": role,
                "name": speaker,
                "content": content,
                "timestamp": self._clock,
                "trust": {"assistant": Trust.AGENT, "tool": Trust.DOCUMENT}.get(role, Trust.USER),
                "run": self._run,
                "position": place,
                "op_id": f"o{place}",
            }
        )

    def cubes(self, granularity: str) -> list[MemCube]:
        return [
            cube
            for cube in self.memories.cubes
            if isinstance(cube.payload, Episodic) and cube.payload.granularity == granularity
        ]

    def edges(self, type_: EdgeType) -> list[tuple[str, str]]:
        return [(edge.source, edge.target) for edge in self.memories.edges if edge.type is type_]

    def one(self, granularity: str) -> MemCube:
        [cube] = self.cubes(granularity)
        return cube


def payload(cube: MemCube) -> Episodic:
    assert isinstance(cube.payload, Episodic)
    return cube.payload


@pytest.mark.parametrize("size", [1, 2, 5])
def test_everything_said_is_an_utterance_and_they_follow_each_other(size: int) -> None:
    talk = Conversation()
    for place in range(0, len(GARDEN), size):
        talk.say(*GARDEN[place : place + size])
    said = talk.cubes("utterance")
    assert [(payload(cube).actor, payload(cube).text) for cube in said] == GARDEN
    assert [cube.provenance.message_ids for cube in said] == [(message.id,) for message in talk.messages]
    assert talk.edges(EdgeType.NEXT) == [(one.id, other.id) for one, other in pairwise(said)]


def test_noise_is_declined_with_its_reason() -> None:
    talk = Conversation()
    talk.say(("Ana", "ok"), ("Ana", "The train leaves at nine."), ("Ana", "thanks!"))
    assert [cube.text for cube in talk.cubes("utterance")] == ["Ana: The train leaves at nine."]
    declined = [operation for operation in talk.operations if isinstance(operation, NoOp)]
    assert [operation.evidence[0].message_id for operation in declined] == ["m0", "m2"]
    assert all(operation.reason.startswith("nothing to remember: ") for operation in declined)


def test_nothing_but_noise_makes_no_session() -> None:
    talk = Conversation()
    talk.say(("Ana", "ok"), ("Ana", "thanks!"))
    assert talk.memories.cubes == ()


def test_a_question_alone_is_an_utterance() -> None:
    talk = Conversation(run=None)
    talk.say(("Ana", "Where did I leave my keys?"))
    assert [cube.text for cube in talk.cubes("utterance")] == ["Ana: Where did I leave my keys?"]
    assert len(talk.cubes("session")) == 1


def test_utterances_belong_to_topics_and_topics_to_the_session() -> None:
    talk = Conversation()
    talk.say(*GARDEN)
    topic, session = talk.one("topic"), talk.one("session")
    said = [cube.id for cube in talk.cubes("utterance")]
    assert set(talk.edges(EdgeType.PART_OF)) == {*((one, topic.id) for one in said), (topic.id, session.id)}


def test_a_session_goes_on_over_exchanges() -> None:
    talk = Conversation()
    for turn in GARDEN:
        talk.say(turn)
    session, topic = talk.one("session"), talk.one("topic")
    assert session.version == topic.version == len(GARDEN)
    assert payload(session).participants == ("Ana", "Ben")
    assert payload(session).occurred_at.start == talk.messages[0].timestamp
    assert payload(session).occurred_at.end == talk.messages[-1].timestamp
    assert session.keywords[:3] == ("garden", "lettuce", "tomatoe") or "garden" in session.keywords[:2]
    members = {source for source, target in talk.edges(EdgeType.PART_OF) if target == topic.id}
    assert members == {cube.id for cube in talk.cubes("utterance")}


def lines_with_sources(talk: Conversation, cube: MemCube) -> list[tuple[str, str]]:
    """Each line of a summary and the message it is quoted from, in the order of the lines."""
    contents = {message.id: message for message in talk.messages}
    quoted = {}
    for source in cube.provenance.sources:
        message = contents[source.message_id]
        assert source.end is not None
        quote = "".join(" " if char.isspace() else char for char in message.content[source.start : source.end])
        quoted[f"{message.name}: {quote}"] = message.id
    return [(line, quoted[line]) for line in payload(cube).text.split("\n")]


@pytest.mark.parametrize("size", [1, 2, 3, 9])
def test_a_summary_quotes_what_it_cites_in_the_order_it_was_said(size: int) -> None:
    talk = Conversation()
    turns = [*GARDEN, *FLIGHT]
    for place in range(0, len(turns), size):
        talk.say(*turns[place : place + size])
    for cube in (*talk.cubes("session"), *talk.cubes("topic")):
        lines = lines_with_sources(talk, cube)
        assert len(lines) <= LINES[payload(cube).granularity]
        places = [int(message_id[1:]) for _, message_id in lines]
        assert places == sorted(places)


def test_the_best_source_stands_first() -> None:
    talk = Conversation()
    talk.say(*GARDEN)
    cube = talk.one("session")
    line_of = {message_id: line for line, message_id in lines_with_sources(talk, cube)}
    worth = {word: len(cube.keywords) - place for place, word in enumerate(cube.keywords)}
    scores = [
        sum(worth.get(word, 0) for word in set(content_words(line_of[source.message_id].partition(": ")[2])))
        for source in cube.provenance.sources
    ]
    assert scores == sorted(scores, reverse=True)


def test_new_words_begin_a_new_topic() -> None:
    talk = Conversation()
    talk.say(*GARDEN, *FLIGHT)
    first, second = talk.cubes("topic")
    assert "garden" in first.keywords[:3]
    assert "airline" in second.keywords[:3]
    assert len(talk.cubes("session")) == 1


def test_a_pause_begins_a_new_topic() -> None:
    talk = Conversation()
    talk.say(*GARDEN[:2])
    talk.say(*GARDEN[2:], after=timedelta(minutes=31))
    assert len(talk.cubes("topic")) == 1 + 3
    assert len(talk.cubes("session")) == 1


def test_an_open_topic_is_judged_by_what_came_before_the_exchange() -> None:
    said = [read(utterance) for utterance in perceived_talk([*GARDEN, *FLIGHT])]
    together = breaks([], said)
    assert together.index(True, 1) == len(GARDEN)
    assert breaks(said[: len(GARDEN)], said[len(GARDEN) :])[0]
    assert breaks(said[:3], said[3:5]) == [False, False]


def perceived_talk(turns: Sequence[tuple[str, str]]) -> tuple[object, ...]:
    messages = tuple(
        StoredMessage(
            id=f"m{place}",
            name=name,
            content=content,
            timestamp=START + place * MINUTE,
            trust=Trust.USER,
            position=place,
            op_id="o",
        )
        for place, (name, content) in enumerate(turns)
    )
    return perceive(Exchange(scope=Scope(user="ana"), op_id="o", now=START, messages=messages)).utterances


def test_without_a_run_a_long_pause_ends_the_session() -> None:
    talk = Conversation(run=None)
    talk.say(GARDEN[0], GARDEN[1])
    talk.say(GARDEN[2], after=timedelta(minutes=59))
    talk.say(FLIGHT[0], FLIGHT[1], after=timedelta(minutes=61))
    assert len(talk.cubes("session")) == 3
    said = talk.cubes("utterance")
    assert talk.edges(EdgeType.NEXT) == [(said[0].id, said[1].id), (said[1].id, said[2].id)]


def test_a_run_is_one_session_however_long_its_pauses() -> None:
    talk = Conversation(run="r")
    talk.say(GARDEN[0])
    talk.say(GARDEN[1], after=timedelta(days=3))
    assert len(talk.cubes("session")) == 1


def test_a_summary_is_trusted_like_the_least_of_what_it_sums_up() -> None:
    talk = Conversation()
    talk.say(*GARDEN[:2])
    assert talk.one("session").trust is Trust.USER
    talk.say(("assistant", "Basil is another plant for a sunny garden."), role="assistant")
    assert talk.one("session").trust is Trust.AGENT
    assert talk.cubes("utterance")[0].trust is Trust.USER


def test_a_long_message_is_kept_verbatim_and_quoted_in_part() -> None:
    talk = Conversation()
    content = "garden " * 20_000
    talk.say(("Ana", content))
    assert payload(talk.one("utterance")).text == content
    assert len(payload(talk.one("session")).text) <= LONGEST_LINE + 5


def test_a_session_stays_short_and_its_making_quick() -> None:
    talk = Conversation()
    turns = [(speaker, f"{text} Number {number}.") for number in range(40) for speaker, text in (*GARDEN, *FLIGHT)]
    talk.say(*turns)
    long_before = len(talk.memories.cubes)
    assert len(payload(talk.one("session")).text) <= LINES["session"] * (LONGEST_LINE + 10)
    assert seconds(lambda: talk.say(GARDEN[0])) < TOO_LONG
    assert len(talk.memories.cubes) > long_before


WORDS = st.lists(
    st.sampled_from(["garden", "Lisbon", "flight", "tomato", "ok", "yes", "?", ". ", "\n", ": ", "when", "é"]),
    max_size=12,
)
TURNS = st.lists(
    st.tuples(st.sampled_from(["Ana", "Ben: x", "C"]), WORDS.map(" ".join), st.integers(1, 90)), min_size=1, max_size=12
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(TURNS, st.integers(1, 4), st.sampled_from(["r", None]))
def test_whatever_is_said_the_graph_hangs_together(
    turns: list[tuple[str, str, int]], size: int, run: str | None
) -> None:
    talk = Conversation(run)
    for place in range(0, len(turns), size):
        part = turns[place : place + size]
        talk.say(*((speaker, content) for speaker, content, _ in part), after=part[0][2] * MINUTE)
    said, topics = talk.cubes("utterance"), talk.cubes("topic")
    part_of = talk.edges(EdgeType.PART_OF)
    for cube in (*said, *topics):
        assert len([target for source, target in part_of if source == cube.id]) == 1
    following = talk.edges(EdgeType.NEXT)
    assert len({target for _, target in following}) == len(following) == len(said) - len(talk.cubes("session"))
    for cube in talk.memories.cubes:
        assert cube.text
        assert cube.provenance.sources


def test_the_handle_of_a_secret_is_no_word() -> None:
    said = "The server is at https://orbit.example/login and its key is [API key vault://de3e8155f24b7b26] now."
    assert content_words(said) == ["server", "key", "api", "key"]


@pytest.mark.parametrize(("role", "about"), [("tool", [("entity:harbour song", ABOUT)]), ("user", [])])
def test_a_document_is_about_what_its_title_says(role: str, about: list[tuple[str, float]]) -> None:
    talk = Conversation()
    talk.say(("Ana", "Harbour Song (record)\nIt was sung by Maya Lopes in 1974."), role=role)
    [said] = [one for one in talk.operations if isinstance(one, Add) and one.cube.id == talk.one("utterance").id]
    titled = [(edge.target, edge.weight) for edge in said.edges if edge.type is EdgeType.MENTIONS]
    assert titled == about
    assert "entity:maya lopes" in {entity.node for entity in said.entities}
