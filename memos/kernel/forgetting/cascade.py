"""What goes when something is forgotten, and what stays on the rest.

A version of a memory stays if some message that is not forgotten was the evidence for what it says, and is cited by it: then the
forgotten ones are taken out of what it cites. A version that was made on forgotten words alone goes, also when it only told that
something was over. What remains of a memory stands as its last remaining version says; if none remains, the memory goes, and with it
what was derived from it. Summaries are told anew from what is left of their members, leaves of the persona lose the values
that no statement bears any more.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from sqlalchemy import Connection

from memos.agents.persona import SEPARATOR
from memos.agents.statements.predicates import entry_of
from memos.schemas.cube import Kind
from memos.schemas.value import canonical
from memos.store.forgetting import evidence
from memos.store.forgetting.evidence import Body, Chain, Roots, Version
from memos.store.rows import fold

Retell = Callable[[Body, list[int]], Body | None]
"""Tells a summary anew: its last form, and the positions of what is left of its members; None when nothing is worth telling."""

_STANDING: Final = ("state", "valid_from", "valid_to")
"""What an entry that goes may have changed of a memory that stays: it is as it was before."""


class Fate(NamedTuple):
    """A cube that is touched, and the versions that remain of it; none: it goes."""

    chain: Chain
    left: tuple[Version, ...]

    @property
    def gone(self) -> bool:
        """Whether the whole cube goes."""
        return not self.left


@dataclass
class Cascade:
    """Everything that a forgetting touches. `said` are the forgotten messages, by id, and their words."""

    said: Mapping[str, str]
    fates: dict[int, Fate] = field(default_factory=dict)
    retold: set[int] = field(default_factory=set)
    roots: Roots = field(default_factory=Roots)

    @property
    def gone(self) -> dict[int, str]:
        """The cubes that go, by number."""
        return {num: fate.chain.id for num, fate in self.fates.items() if fate.gone}

    @property
    def changed(self) -> dict[int, Fate]:
        """The cubes that stay, and do not stay as they were."""
        return {num: fate for num, fate in self.fates.items() if not fate.gone and _differs(fate)}


def _differs(fate: Fate) -> bool:
    was = [(version.seq, version.before) for version in fate.chain.versions]
    return was != [(version.seq, canonical(version.body)) for version in fate.left]


def cascade(connection: Connection, space: int, roots: Roots, said: Mapping[str, str], retell: Retell) -> Cascade:
    """What forgetting the roots comes to; `said` are their messages with their words. It reads, and changes nothing."""
    return _Walk(connection, space, roots, said, retell).walked()


class _Walk:
    def __init__(
        self, connection: Connection, space: int, roots: Roots, said: Mapping[str, str], retell: Retell
    ) -> None:
        self._connection = connection
        self._space = space
        self._roots = roots
        self._said = said
        self._words = [fold(words) for words in said.values()]
        self._retell = retell
        self._chains: dict[int, Chain] = {}
        self._fates: dict[int, Fate] = {}
        self._gone_ids: set[str] = set()
        self._values: set[tuple[str, str]] = set()
        self._borne: set[tuple[str, str]] = set()

    def walked(self) -> Cascade:
        """Rounds, until nothing more goes: statements and all else first, then the leaves that follow from them."""
        children = evidence.begotten(self._connection, self._space)
        todo = evidence.citing(self._connection, self._space, self._said) | self._roots.cubes
        todo |= self._at(self._roots.positions)
        while todo:
            self._load(todo)
            leaves = {num for num in todo if self._chains[num].kind == Kind.CORE.value}
            self._decide(todo - leaves)
            self._values = self._values_gone()
            leaves |= self._leaves()
            self._load(leaves)
            self._decide(leaves)
            gone = {fate.chain.id for fate in self._fates.values() if fate.gone}
            todo = {
                child for id_ in gone - self._gone_ids for child in children.get(id_, ()) if not self._is_gone(child)
            }
            self._gone_ids = gone
        return Cascade(self._said, self._fates, self._summaries(), self._roots)

    def _load(self, nums: set[int]) -> None:
        self._chains |= evidence.chains(self._connection, self._space, nums - self._chains.keys())

    def _decide(self, nums: set[int]) -> None:
        """Decides on these cubes, but for summaries: those are told anew later."""
        for num in nums:
            self._fates[num] = Fate(self._chains[num], self._remaining(self._chains[num]))

    def _is_gone(self, num: int) -> bool:
        return num in self._fates and self._fates[num].gone

    def _at(self, positions: Iterable[int]) -> set[int]:
        held = "position IN (SELECT value FROM json_each(:positions))"
        return evidence.numbers(self._connection, self._space, held, positions=canonical(sorted(positions)))

    # -- one cube

    def _remaining(self, chain: Chain) -> tuple[Version, ...]:
        if chain.num in self._roots.cubes or (chain.position is not None and chain.position in self._roots.positions):
            return ()
        if chain.granularity in ("topic", "session"):
            return chain.versions  # told anew once it is known what is left of its members
        confirmed = _confirmations(chain)
        left: list[Version] = []
        for place, version in enumerate(chain.versions):
            sealed = chain.kind == Kind.VAULT.value  # stays for any message that holds its handle
            if version.event != "DELETE" and not sealed and self._made_on_forgotten(version):
                continue
            body = self._without(chain, version, confirmed)
            if body is not None:
                body = _as_before(chain.versions, place, left, body)
                left.append(Version(version.seq, version.number, version.event, version.evidence, body, version.before))
        return tuple(left) if any(version.event != "DELETE" for version in left) else ()

    def _made_on_forgotten(self, version: Version) -> bool:
        return bool(version.evidence) and all(one in self._said for one in version.evidence)

    def _without(self, chain: Chain, version: Version, confirmed: Mapping[str, set[str]]) -> Body | None:
        """The version's form without what is forgotten; None when it rests on nothing else."""
        payload = version.body["payload"]
        vouched = confirmed[canonical(payload)]
        provenance = version.body["provenance"]
        sources = [one for one in provenance["sources"] if one["message_id"] not in self._said]
        parents = [one for one in provenance["parents"] if one not in self._gone_ids]
        supported = bool(sources) or any(parent != chain.id for parent in parents)
        if chain.kind == Kind.VAULT.value and not sources:
            elsewhere = self._handle_elsewhere(version.body)
            sources, supported, vouched = elsewhere, bool(elsewhere), set()
        if not supported or (vouched and vouched <= self._said.keys()):
            return None
        stripped = (sources, parents) != (provenance["sources"], provenance["parents"])
        body = {**version.body, "provenance": {**provenance, "sources": sources, "parents": parents}}
        if chain.kind == Kind.CORE.value:
            return self._leaf_without(body)
        return self._reworded(body) if stripped else version.body

    def _handle_elsewhere(self, body: Body) -> list[Body]:
        """A message that stays and holds the handle of a secret: the secret stays for it."""
        handle = str(body["metadata"].get("handle", ""))
        if not handle:
            return []
        asked = (
            "SELECT id FROM messages WHERE space = ? AND instr(content, ?) AND id NOT IN (SELECT value FROM json_each(?)) "
            "ORDER BY position LIMIT 1"
        )
        bound = (self._space, f"vault://{handle}", canonical(list(self._said)))
        found = self._connection.exec_driver_sql(asked, bound).scalars()
        return [{"message_id": one, "start": 0, "end": None} for one in found]

    def _reworded(self, body: Body) -> Body | None:
        """What stays says nothing that only the forgotten messages said: names, key words, steps."""
        kept = self._evidence_words(body)
        payload = dict(body["payload"])
        for name in ("steps", "preconditions"):
            if name in payload:
                payload[name] = [one for one in payload[name] if not self._only_forgotten(one, kept)]
        if payload["kind"] == Kind.PROCEDURAL.value:
            if self._only_forgotten(payload["trigger"], kept):
                payload["trigger"] = ""
            if self._only_forgotten(payload["title"], kept):
                payload["title"] = payload["trigger"] or next(iter(payload["steps"]), "")
            if not payload["title"]:
                return None
        kept = f"{kept}\n{fold(json.dumps(payload, ensure_ascii=False))}"
        header = {name: [one for one in body[name] if fold(one) in kept] for name in ("entities", "keywords")}
        return {**body, **header, "payload": payload}

    def _evidence_words(self, body: Body) -> str:
        ids = canonical([one["message_id"] for one in body["provenance"]["sources"]])
        asked = "SELECT content FROM messages WHERE space = ? AND id IN (SELECT value FROM json_each(?))"
        return "\n".join(fold(words) for words in self._connection.exec_driver_sql(asked, (self._space, ids)).scalars())

    def _only_forgotten(self, text: str, kept: str) -> bool:
        words = fold(text).rstrip(".!")
        return bool(words) and words not in kept and any(words in said for said in self._words)

    # -- leaves of the persona

    def _leaves(self) -> set[int]:
        """The leaves that follow from statements of which a value goes."""
        paths = canonical(sorted({path for _, path in self._values if path}))
        held = "path IN (SELECT value FROM json_each(:paths))"
        return evidence.numbers(self._connection, self._space, held, paths=paths)

    def _values_gone(self) -> set[tuple[str, str]]:
        """Values that no statement bears any more, with the path of the leaf they stand in."""
        stating = [fate for fate in self._fates.values() if fate.chain.kind == Kind.SEMANTIC.value]
        self._borne = {_stated(version) for fate in stating for version in fate.left}
        told = {_stated(version) for fate in stating for version in fate.chain.versions}
        return {(value, path) for value, path in told - self._borne if not self._stated_elsewhere(value, path)}

    def _stated_elsewhere(self, value: str, path: str) -> bool:
        asked = "SELECT num, predicate_key FROM cubes WHERE space = ? AND object_key = ? AND state <> 'deleted'"
        rows = self._connection.exec_driver_sql(asked, (self._space, value))
        return any(num not in self._fates and (entry_of(key).path or "") == path for num, key in rows)

    def _leaf_without(self, body: Body) -> Body | None:
        payload = body["payload"]
        kept = self._evidence_words(body)
        values = [
            value
            for value in payload["value"].split(SEPARATOR)
            if not self._unborne(fold(value), payload["path"], kept)
        ]
        return {**body, "payload": {**payload, "value": SEPARATOR.join(values)}} if values else None

    def _unborne(self, value: str, path: str, kept: str) -> bool:
        """Whether no statement bears a value any more, or it was said in a forgotten message and in none that stays."""
        if (value, path) in self._values:
            return True
        borne = (value, path) in self._borne or self._stated_elsewhere(value, path)
        return not borne and self._only_forgotten(value, kept)

    # -- summaries

    def _summaries(self) -> set[int]:
        """Tells the topics and sessions anew of which a member goes, or that quote what goes; returns their numbers."""
        members = evidence.members(self._connection, self._space)
        touched = {id_ for id_, of in members.items() if of & self._gone_ids}
        touched |= {id_ for id_, of in members.items() if of & touched}  # sessions, through their topics
        summaries = "granularity IN ('topic', 'session') AND id IN (SELECT value FROM json_each(:ids))"
        nums = evidence.numbers(self._connection, self._space, summaries, ids=canonical(sorted(touched)))
        nums |= {num for num, fate in self._fates.items() if fate.chain.granularity in ("topic", "session")}
        self._load(nums)
        self._decide(nums - self._fates.keys())
        retold = {num for num in nums if self._fates[num].left}
        starts = {fate.chain.id: fate.chain.versions[0].seq for fate in self._fates.values() if fate.gone}
        for num in sorted(retold):
            chain = self._fates[num].chain
            spoken = self._spoken(chain.id, members)
            since = min((starts[one] for one in spoken if one in starts), default=self._first_citing(chain))
            self._fates[num] = Fate(chain, self._told_anew(chain, spoken - starts.keys(), since))
        return {num for num in retold if self._fates[num].left}

    def _spoken(self, summary: str, members: Mapping[str, set[str]]) -> set[str]:
        """The ids of the utterances that a summary is made of, directly or through its topics."""
        direct = members.get(summary, set())
        return direct | {id_ for one in direct for id_ in members.get(one, ())}

    def _first_citing(self, chain: Chain) -> int:
        return min((one.seq for one in chain.versions if any(id_ in self._said for id_ in one.cited)), default=0)

    def _told_anew(self, chain: Chain, spoken: set[str], since: int) -> tuple[Version, ...]:
        """Versions from before the first forgotten word stay as they are; of the later ones the last is told anew."""
        untouched = [version for version in chain.versions if version.seq < since]
        last = chain.versions[-1]
        if last.seq < since:
            return chain.versions
        held = "position IS NOT NULL AND id IN (SELECT value FROM json_each(:ids))"
        left = evidence.numbers(self._connection, self._space, held, ids=canonical(sorted(spoken)))
        asked = "SELECT position FROM cubes WHERE num IN (SELECT value FROM json_each(?)) ORDER BY position"
        positions = list(self._connection.exec_driver_sql(asked, (canonical(sorted(left)),)).scalars())
        body = self._retell(last.body, positions) if positions else None
        if body is None:
            return ()
        return (*untouched, Version(last.seq, last.number, last.event, last.evidence, body, last.before))


def _confirmations(chain: Chain) -> dict[str, set[str]]:
    """By what a version says, the messages that were evidence for saying so and are cited for it."""
    confirmed: dict[str, set[str]] = {}
    for version in chain.versions:
        vouching = confirmed.setdefault(canonical(version.body["payload"]), set())
        vouching |= set(version.evidence) & set(version.cited)
    return confirmed


def _as_before(versions: tuple[Version, ...], place: int, left: list[Version], body: Body) -> Body:
    """What a version took over from the one before it, it takes over from what is left of that."""
    if not left:
        return body
    before = versions[place - 1].body
    return {**body, **{name: left[-1].body[name] for name in _STANDING if body[name] == before[name]}}


def _stated(version: Version) -> tuple[str, str]:
    """The value that a statement gives, folded, and the path of the leaf it stands in ("" if in none)."""
    payload = version.body["payload"]
    return fold(payload["object"]), entry_of(payload["predicate"]).path or ""
