"""A topic or session told anew, from those of its utterances that stay: by the same digest that told it first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from memos.agents.episodes.cohesion import read
from memos.agents.episodes.digest import Digest, quotable, ranked
from memos.agents.episodic import LINES
from memos.agents.perceive import Exchange, perceive
from memos.schemas.cube import Episodic, MemCube
from memos.schemas.message import StoredMessage
from memos.store.forgetting.evidence import Body


def retold(body: Body, messages: Sequence[StoredMessage], now: datetime) -> Body | None:
    """The summary's form as it would have become without the messages that go; None when nothing left is worth telling."""
    cube = MemCube.model_validate(body)
    payload = cube.payload
    if not isinstance(payload, Episodic) or payload.granularity == "utterance" or not messages:
        return None
    exchange = Exchange(scope=cube.scope, op_id=cube.provenance.op_id, now=now, messages=tuple(map(_legible, messages)))
    digest = Digest(payload.granularity, LINES[payload.granularity])
    for utterance in perceive(exchange).utterances:
        if not utterance.noise:
            digest.take(read(utterance), tuple(quotable(utterance)))
    lines, keywords = digest.chosen(), digest.keywords()
    if digest.time is None or not lines:
        return None
    told = cube.model_copy(
        update={
            "payload": payload.model_copy(
                update={
                    "text": "\n".join(line.text for line in lines),
                    "occurred_at": digest.time,
                    "participants": tuple(digest.people),
                }
            ),
            "provenance": cube.provenance.model_copy(
                update={"sources": tuple(line.source for line in ranked(lines, keywords)), "parents": ()}
            ),
            "keywords": keywords,
            "entities": (),
            "trust": digest.trust,
            "observed_at": digest.time.end,
        }
    )
    return dict(told.journalled())


def _legible(message: StoredMessage) -> StoredMessage:
    """As agents read it: see `remember.legible`."""
    return message.model_copy(update={"content": message.content.replace("\x00", " ")})
