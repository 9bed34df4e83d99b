"""Episodes: what was said, utterance by utterance; the topics it falls into; the session as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Literal

from memos.agents.agent import Workbench
from memos.agents.episodes.cohesion import BACK, Said, breaks, read
from memos.agents.episodes.digest import Digest, quotable, ranked
from memos.agents.perceive.naming import MOST, EntityType, typed
from memos.agents.perceive.titles import title_of
from memos.agents.perception import Perceived, SameAs, Utterance
from memos.agents.proposal import Decline, Draft, Proposal
from memos.schemas.cube import ABOUT, Edge, EdgeType, Entity, Episodic, Interval, Kind, MemCube, content_hash
from memos.schemas.message import Trust

AGENT = Kind.EPISODIC.value

SESSION_GAP = timedelta(hours=1)
"""Talk that belongs to no run is one session as long as no pause is longer than this."""

LINES: Mapping[str, int] = {"topic": 3, "session": 5}
"""How many sentences sum up a topic, a session."""


class EpisodicAgent:
    """Remembers what was said and when, and sums it up."""

    kind = Kind.EPISODIC
    question = "What was said or happened, when, and who took part?"

    def wants(self, perceived: Perceived) -> str | None:
        """Every exchange: that something was said is always worth knowing."""
        return "something was said" if perceived.utterances else None

    def propose(self, perceived: Perceived, bench: Workbench) -> list[Draft]:
        """An utterance for everything that was said, its topics, its session; noise is declined."""
        drafts: list[Draft] = [
            Decline(agent=AGENT, reason=f"nothing to remember: {utterance.noise}", sources=(utterance.source(),))
            for utterance in perceived.utterances
            if utterance.noise
        ]
        said = [read(utterance) for utterance in perceived.utterances if not utterance.noise]
        if said:
            episode = _Episode(perceived, bench)
            for one, new_topic in zip(said, breaks(episode.before, said), strict=True):
                episode.take(one, new_topic=new_topic)
            drafts += episode.proposals()
        return drafts


class _Stretch:
    """A topic or a session on its way to a proposal: to go on with `cube`, or a new one."""

    def __init__(self, granularity: Literal["topic", "session"], proposal_id: str, cube: MemCube | None = None) -> None:
        self.id = proposal_id
        self.cube = cube
        self.digest = Digest(granularity, LINES[granularity], of=cube)
        self.part_of: str | None = None
        self.grew = False

    def proposal(self) -> Proposal | None:
        """What is to be remembered of it, if anything came to it."""
        digest = self.digest
        if not self.grew or digest.time is None:
            return None
        lines, keywords = digest.chosen(), digest.keywords()
        about = ", ".join(keywords[:3]) or "a few words"
        return Proposal(
            id=self.id,
            agent=AGENT,
            intent="extend" if self.cube else "assert",
            replaces=self.cube.id if self.cube else None,
            payload=Episodic(
                text="\n".join(line.text for line in lines),
                event_type=digest.granularity,
                occurred_at=digest.time,
                granularity=digest.granularity,
                participants=tuple(digest.people),
            ),
            sources=tuple(line.source for line in ranked(lines, keywords)),
            observed_at=digest.time.end,
            trust=digest.trust,
            reason=f"the {digest.granularity} goes on: {about}" if self.cube else f"a {digest.granularity}: {about}",
            keywords=keywords,
            edges=() if self.part_of is None else (_edge(self.id, self.part_of, EdgeType.PART_OF),),
        )


class _Episode:
    """An exchange becoming utterances, topics and sessions. `before` is what the open topic held last."""

    def __init__(self, perceived: Perceived, bench: Workbench) -> None:
        self._perceived = perceived
        self._bench = bench
        earlier = [utterance for utterance in perceived.earlier if not utterance.noise][-BACK:]
        self._session, self._topic = self._open()
        self.before: list[Said] = [read(utterance) for utterance in earlier] if self._topic else []
        self._last = self._last_cube(earlier) if self._session else None
        self._utterances: list[Proposal] = []
        self._stretches = [stretch for stretch in (self._topic, self._session) if stretch]

    def take(self, said: Said, *, new_topic: bool) -> None:
        """Goes on with an utterance."""
        session = self._session
        if session is None or self._is_apart(session, said):
            session = self._session = self._begin("session")
            self._topic = self._last = None
        topic = self._topic
        if topic is None or new_topic:
            topic = self._topic = self._begin("topic")
            topic.part_of = session.id
        lines = tuple(quotable(said.utterance))
        for stretch in (topic, session):
            stretch.digest.take(said, lines)
            stretch.grew = True
        self._last = self._utter(said.utterance, topic.id)

    def proposals(self) -> Iterator[Proposal]:
        """Utterances, then topics, then sessions."""
        yield from self._utterances
        for granularity in ("topic", "session"):
            for stretch in self._stretches:
                if stretch.digest.granularity == granularity and (proposal := stretch.proposal()):
                    yield proposal

    def _open(self) -> tuple[_Stretch | None, _Stretch | None]:
        """The session that goes on and its last topic, if they do."""
        found: dict[str, MemCube] = {}
        for cube in self._bench.memories.open_summaries(self._perceived.scope.run):
            if isinstance(cube.payload, Episodic) and not cube.frozen:
                found.setdefault(cube.payload.granularity, cube)
        new = self._bench.ids.new
        session = _Stretch("session", new(), found["session"]) if "session" in found else None
        topic = _Stretch("topic", new(), found["topic"]) if session and "topic" in found else None
        return session, topic

    def _begin(self, granularity: Literal["topic", "session"]) -> _Stretch:
        stretch = _Stretch(granularity, self._bench.ids.new())
        self._stretches.append(stretch)
        return stretch

    def _is_apart(self, session: _Stretch, said: Said) -> bool:
        """Whether a pause ends a session; a run is one session however long its pauses are."""
        time = session.digest.time
        if self._perceived.scope.run is not None or time is None:
            return False
        return said.at > time.end + SESSION_GAP or said.at < time.start - SESSION_GAP

    def _utter(self, utterance: Utterance, topic: str) -> str:
        own = self._bench.ids.new()
        edges = [_edge(own, topic, EdgeType.PART_OF)]
        if self._last is not None:
            edges.append(_edge(self._last, own, EdgeType.NEXT))
        same = [one for one in self._perceived.identities if one.message_id == utterance.message.id]
        edges += (identity(one.name, one.same_as, one.weight) for one in same)
        named = [*_entities(utterance), *(one for each in same for one in _both(each))]
        if title := _title(utterance):
            edges.append(Edge(source=own, target=title.node, type=EdgeType.MENTIONS, weight=ABOUT))
            named.append(title)
        self._utterances.append(
            Proposal(
                id=own,
                agent=AGENT,
                payload=utterance_payload(utterance),
                sources=(utterance.source(0, len(utterance.message.content)),),
                observed_at=utterance.message.timestamp,
                trust=utterance.message.trust,
                reason=f"{utterance.speaker} said so",
                entities=tuple(dict.fromkeys(named)),
                edges=tuple(edges),
            )
        )
        return own

    def _last_cube(self, earlier: Sequence[Utterance]) -> str | None:
        """The cube of the last utterance before this exchange: its content is known, so its hash finds it."""
        if not earlier:
            return None
        known = self._bench.memories.by_content([content_hash(utterance_payload(earlier[-1]))])
        return known[0].id if known else None


def utterance_payload(utterance: Utterance) -> Episodic:
    """What was said, verbatim. It depends on the message and its speaker alone, so that its hash can be had again."""
    at = utterance.message.timestamp
    return Episodic(
        text=utterance.message.content,
        actor=utterance.speaker,
        occurred_at=Interval(start=at, end=at, granularity="instant"),
    )


def _entities(utterance: Utterance) -> Iterator[Entity]:
    """What the utterance names, and whom its pronouns mean."""
    named = typed(utterance.mentions)
    spoken = dict(list(named.items())[:MOST])
    for name in utterance.meant:
        spoken.setdefault(name, named.get(name, "person"))
    for name, type_ in spoken.items():
        if name:
            yield Entity(name=name, type=type_)


def _title(utterance: Utterance) -> Entity | None:
    """What a document is about. Who talks gives his words no title."""
    if utterance.message.trust not in (Trust.DOCUMENT, Trust.WEB):
        return None
    title = title_of(utterance.message.content)
    return Entity(name=title) if title else None


def _both(same: SameAs) -> tuple[Entity, Entity]:
    type_: EntityType = "person" if same.is_person else "thing"
    return Entity(name=same.name, type=type_), Entity(name=same.same_as, type=type_)


def identity(name: str, same_as: str, weight: float) -> Edge:
    """The edge that leads from a name to the one it is known by."""
    return Edge(source=Entity(name=name).node, target=Entity(name=same_as).node, type=EdgeType.SAME_AS, weight=weight)


def _edge(source: str, target: str, type_: EdgeType) -> Edge:
    return Edge(source=source, target=target, type=type_)
