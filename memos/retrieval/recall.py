"""Question in, evidence out: what is asked of whom → channels → features → ranking → coverage → the re-join with the truth → packing."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from types import MappingProxyType
from typing import Final, NamedTuple

import numpy as np
from sqlalchemy import Connection

from memos.errors import InvalidInput
from memos.index.dense import Near
from memos.index.shadows import Shadows
from memos.index.units import UTTERANCE, Rows
from memos.index.vectors import sound
from memos.ports import Clock, Embedder, Ids, VectorEntry, Vectors
from memos.retrieval.analysis import READ, analyse
from memos.retrieval.asked import About, about
from memos.retrieval.channels import CHANNELS as BASIC
from memos.retrieval.channels import FAILURES, POOL, Channel, Found, Raw
from memos.retrieval.coverage import FIRST, covering, held, wants_several
from memos.retrieval.dates import Times, no_times
from memos.retrieval.features import RAW, Features, describe
from memos.retrieval.network import graph
from memos.retrieval.packing import Counter, pack
from memos.retrieval.piecemeal import piecemeal
from memos.retrieval.places import is_digest
from memos.retrieval.ranking import SHIPPED, Calibration, Weights, score, told_of
from memos.retrieval.speakers import called
from memos.retrieval.succession import Ranked, in_order
from memos.retrieval.temporal import temporal
from memos.retrieval.view import FINDABLE, Question, View, look, of_now
from memos.retrieval.voice import voiced
from memos.schemas import filter as filters
from memos.schemas.cube import MemCube
from memos.schemas.query import Hit, Query, Recollection
from memos.store import reading
from memos.store.cubes import by_num
from memos.store.space import Space

_SPARE: Final = 4
"""Candidates joined beyond the limit, for those that the truth turns away: hardly any, what may be found is known."""
_EMBEDDED: Final = 1_024
"""Characters of a question that its vector stands for, about what the model reads at once: four times as many take 0.4 s and make it
no clearer."""


CHANNELS: Final[Mapping[str, Channel]] = MappingProxyType(
    {**BASIC, "parts": piecemeal, "graph": graph, "temporal": temporal}
)
"""All channels, by the name under which they are reported."""
_BY_WORDS: Final = frozenset({"lexical", "asked", "task", "parts", "temporal"})
"""Those that ask for no vector."""


class Tools(NamedTuple):
    """What recall works with. `embedder` is asked for when needed, and may raise what makes a channel stand aside."""

    shadows: Shadows
    embedder: Callable[[], Embedder | None]
    tokens: Counter
    clock: Clock
    ids: Ids
    times: Times = no_times
    weights: Weights = SHIPPED.weights
    calibration: Calibration = SHIPPED.calibration
    channels: Mapping[str, Channel] = CHANNELS


def recall(tools: Tools, space: Space, query: Query) -> Recollection:
    """The memories that bear on a question, best first, with the messages they rest on, packed for a prompt.

    A channel that fails is named in `degraded`, the others answer. Raises InvalidInput for a question without a word in
    it, or for filters that can't be understood. It writes nothing.
    """
    if not query.text.strip():
        raise InvalidInput("The question is empty.", hint="Ask something.")
    degraded: list[str] = []
    with see(tools, space, query, degraded) as seen:
        hits = rank(seen, query, tools.weights, tools.calibration)
        present = answerable(seen, tools.calibration)
    packed = pack(hits, query.token_budget, tools.tokens)
    return Recollection(
        id=tools.ids.new(),
        query=query.text,
        valid_at=query.valid_at,
        subjects=seen.asked.subjects,
        answerable=present,
        hits=hits,
        context=packed.context,
        tokens=packed.tokens,
        degraded=tuple(degraded),
    )


class Seen(NamedTuple):
    """What ranking is given of a question: the moment, the space as it is seen, what is asked of whom, what each channel found, the
    candidates' features; and the cubes that were joined already, by number, for whoever ranks again."""

    now: datetime
    view: View
    asked: About
    question: Question
    found: Mapping[str, Found]
    features: Features
    joined: dict[int, MemCube]

    def without(self, channel: str) -> Seen:
        """As it would be seen without a channel."""
        left = {name: found for name, found in self.found.items() if name != channel}
        return self._replace(found=left, features=describe([*left.values()], self.question, self.view))


@contextmanager
def see(tools: Tools, space: Space, query: Query, degraded: list[str]) -> Generator[Seen]:
    """Looks at a space with a question; what is seen holds within the block. Channels that fail are named in `degraded`.

    The question is embedded, a third of the time a search takes, beside all that needs no vector.
    """
    now = tools.clock.now()
    text = query.text[:READ]
    with space.database.read() as connection:
        view = look(connection, space, tools.shadows, query, now)
        analysis = analyse(text, query.as_of or now, tools.times, called(text, view.units))
        beside = ThreadPoolExecutor(1)
        embedding = beside.submit(_embedded, tools, voiced(text, analysis, view.units))
        beside.shutdown(wait=False)  # the thread ends with its task: nobody waits for it to be gone
        asked = about(query, view)
        view = view if _of_the_past(asked, query) else of_now(view)
        question = Question(text, None, asked.direct, analysis)
        found = _search(tools.channels, _BY_WORDS.__contains__, question, view, degraded)
        vector = _vector(embedding, tools, connection, degraded)
        near = None if vector is None else _near(view, vector, degraded)
        question = question._replace(vector=vector, near=near)
        found |= _search(tools.channels, lambda name: name not in _BY_WORDS, question, view, degraded)
        in_turn = {name: found[name] for name in tools.channels if name in found}
        yield Seen(now, view, asked, question, in_turn, describe([*in_turn.values()], question, view), {})


def rank(seen: Seen, query: Query, weights: Weights, calibration: Calibration) -> tuple[Hit, ...]:
    """The best of what is seen, as the truth has it, each with the chance that it answers; to be called while it is seen."""
    scores = score(seen.features.values, weights)
    order = _order(seen, calibration.slope * scores + calibration.intercept)
    ranked = _rejoin(seen, query, _standing(scores, order), order)[: query.limit]
    ordered = (ranked if _of_the_past(seen.asked, query) else in_order(ranked, seen.view, seen.now))[: query.limit]
    present = answerable(seen, calibration)
    chances = calibration.chances(np.array([each.score for each in ordered]), present)
    certain = [each._replace(score=float(chance)) for each, chance in zip(ordered, chances, strict=True)]
    return _hits(certain, seen.view, query, seen.features, scores, seen.asked.direct)


def answerable(seen: Seen, calibration: Calibration) -> float:
    """The chance that anything that is seen answers; 0 where there is nothing."""
    return calibration.presence.chance(told_of(seen.features.values)) if seen.features.nums.size else 0.0


class _Embedded(NamedTuple):
    """A question's vector, and the model it is of."""

    vector: Vectors
    fingerprint: str


def _embedded(tools: Tools, text: str) -> _Embedded | None:
    embedder = tools.embedder()
    if embedder is None:
        return None
    rows = sound(VectorEntry(0, 0, embedder.embed([text[:_EMBEDDED]])), embedder.dimension)
    return _Embedded(rows[0], embedder.fingerprint)


def _vector(
    embedding: Future[_Embedded | None], tools: Tools, connection: Connection, degraded: list[str]
) -> Vectors | None:
    """A question's vector, unless there is no embedder or it fails."""
    try:
        found = embedding.result()
        if found is None:
            return None
        tools.shadows.dense.check_model(connection, found.fingerprint)
    except FAILURES as error:
        degraded.append(f"dense: {error}")
        return None
    return found.vector if found.vector.any() else None  # zeros: the model can read nothing in it


def _near(view: View, vector: Vectors, degraded: list[str]) -> Near | None:
    """What is like a question's vector; None where the index fails."""
    size = view.units.table.size
    try:
        near = view.shadows.dense.search(
            view.connection, view.space.key, vector, POOL, size=size, allowed=view.allowed_nums
        )
    except FAILURES as error:
        degraded.append(f"dense: {error}")
        return None
    degraded.extend([f"dense: {near.note}"] if near.note else [])
    return near


def _search(
    channels: Mapping[str, Channel], chosen: Callable[[str], bool], question: Question, view: View, degraded: list[str]
) -> dict[str, Found]:
    """What each channel that is chosen finds; one that fails stands aside."""
    found: dict[str, Found] = {}
    for name in filter(chosen, channels):
        try:
            found[name] = channels[name](question, view, POOL)
        except FAILURES as error:
            degraded.append(f"{name}: {error}")
    return found


def _order(seen: Seen, odds: Raw) -> Rows:
    """The places of the candidates, best first; a question that needs several has those first that answer it together.

    Of a past belief only what is said now is known, so there the order by chance stands.
    """
    order: Rows = np.lexsort((-seen.features.nums, -odds))
    if seen.view.as_of is not None or not wants_several(seen.question.analysis):
        return order
    first = order[:FIRST]
    several = held(seen.question, seen.view, seen.features.rows[first])
    return np.concatenate([first[covering(odds[first], several)], order[FIRST:]])


def _standing(scores: Raw, order: Rows) -> Raw:
    """Scores by which candidates stand in this order: none has less than what stands behind it."""
    standing = scores.copy()
    standing[order] = np.maximum.accumulate(scores[order][::-1])[::-1]
    return standing


def _rejoin(seen: Seen, query: Query, scores: Raw, order: Rows) -> list[Ranked]:
    """The best candidates as the truth has them; whatever it does not bear out is turned away."""
    nums = seen.features.nums
    ranked: list[Ranked] = []
    step = query.limit + _SPARE
    for start in range(0, order.size, step):
        chosen = order[start : start + step]
        _join(seen, nums[chosen].tolist())
        for place in chosen.tolist():
            cube = seen.joined.get(int(nums[place]))
            if cube is not None and _may_be_told(cube, query, seen.now):
                ranked.append(Ranked(int(nums[place]), cube, float(scores[place])))
        if len(_without_echoes(ranked)) >= query.limit:
            break
    return _without_echoes(ranked)


def _without_echoes(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Without topics, sessions and leaves of the persona all of whose messages the utterances and statements name that
    they were made of: they would only take places."""
    named = {message for each in ranked if not is_digest(each.cube) for message in each.cube.provenance.message_ids}
    return [
        each for each in ranked if not (is_digest(each.cube) and named.issuperset(each.cube.provenance.message_ids))
    ]


def _join(seen: Seen, nums: Sequence[int]) -> None:
    """Reads cubes as they stand, or stood at the moment asked about, unless they are read already."""
    view = seen.view
    wanted = [num for num in nums if num not in seen.joined]
    if view.as_of is None:
        found = by_num(view.connection, view.space.number, wanted)
        seen.joined.update({num: joined.cube for num, joined in found.items()})
        return
    then = view.space.cubes.as_of(view.as_of, wanted)
    numbers = view.space.cubes.nums([cube.id for cube in then])
    seen.joined.update({numbers[cube.id]: cube for cube in then})


def _may_be_told(cube: MemCube, query: Query, now: datetime) -> bool:
    """The last word, on the cube itself: state, expiry, the time asked about, and filters on a past form."""
    if cube.state not in FINDABLE or (cube.expires_at is not None and cube.expires_at <= (query.as_of or now)):
        return False
    if query.valid_at is not None and not cube.holds_at(query.valid_at):
        return False
    return query.as_of is None or not query.filters or filters.matches(filters.parse(query.filters), cube)


def _of_the_past(asked: About, query: Query) -> bool:
    return query.as_of is not None or query.valid_at is not None or asked.past


def _hits(
    ranked: Sequence[Ranked], view: View, query: Query, features: Features, scores: Raw, direct: Mapping[int, float]
) -> tuple[Hit, ...]:
    evidence = _evidence([each.cube for each in ranked], view, features, scores)
    hits: list[Hit] = []
    for alias, each in enumerate(ranked, 1):
        place = int(np.searchsorted(features.nums, each.num))
        known = query.explain and place < features.nums.size and features.nums[place] == each.num
        hits.append(
            Hit(
                cube=each.cube,
                score=each.score,
                evidence=evidence[each.cube.id],
                alias=alias,
                direct=direct.get(each.num, 0.0),
                channels={name: float(features.raw[name][place]) for name in RAW} if known else {},
                features={name: float(column[place]) for name, column in features.values.items()} if known else {},
            )
        )
    return tuple(hits)


def _evidence(cubes: Sequence[MemCube], view: View, features: Features, scores: Raw) -> dict[str, tuple[str, ...]]:
    """The messages each cube rests on. A statement names them as its provenance does, what put it right first; of a summary, those
    whose utterances match the question best come first."""
    cited = {cube.id: cube.provenance.message_ids for cube in cubes}
    several = {cube.id: cited[cube.id] for cube in cubes if is_digest(cube) and len(cited[cube.id]) > 1}
    if not several:
        return cited
    table = view.units.table[features.rows]
    spoken = table["grain"] == UTTERANCE
    of_position = dict(zip(table["position"][spoken].tolist(), scores[spoken].tolist(), strict=True))
    rows = reading.rows(
        view.connection,
        "SELECT id, position FROM messages WHERE space = ? AND id IN (SELECT value FROM json_each(?))",
        (view.space.number, json.dumps([message for messages in several.values() for message in messages])),
    )
    relevance = {message: of_position.get(position, -np.inf) for message, position in rows}
    return cited | {
        cube_id: tuple(sorted(messages, key=lambda message: -relevance.get(message, -np.inf)))
        for cube_id, messages in several.items()
    }
