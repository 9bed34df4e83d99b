"""The public face: one object to add to, search, question, inspect and repair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from pydantic import ValidationError

from memos.agents.perceive.times import resolve
from memos.agents.persona import BUDGET, render_profile
from memos.bootstrap import archives, assemble, backups, graphs, identities, read_settings
from memos.chance import SystemClock
from memos.errors import InvalidInput, NotFound, StoreUnavailable
from memos.inputs import Messages, invalid, messages_of, validated
from memos.kernel import revise, upkeep
from memos.kernel.doctor import Diagnosis, doctor
from memos.kernel.documents.ingest import Handover, add_resource, resource_text
from memos.kernel.forgetting import forget, holds
from memos.kernel.remember import remember
from memos.kernel.statistics import statistics
from memos.kernel.vault import secrets as vault
from memos.kernel.vault.discretion import discreet
from memos.kernel.vault.redaction import refuse_secret_names, without_secrets
from memos.ports import Clock, Embedder, Ids
from memos.retrieval.analysis import READ
from memos.retrieval.answer import answer
from memos.retrieval.recall import recall
from memos.schemas.cube import EdgeType, Kind, MemCube, Source, State
from memos.schemas.forgetting import Forgotten
from memos.schemas.graph import Looking, Neighbourhood
from memos.schemas.message import StoredMessage
from memos.schemas.operation import JournalEntry, Receipt
from memos.schemas.query import Answer, Listing, Portrait, Query, Recollection
from memos.schemas.scope import Scope
from memos.schemas.statistics import Statistics
from memos.settings import Settings
from memos.store.pages import Pages
from memos.store.space import Space

if TYPE_CHECKING:
    from memos.schemas.archive import Exported, Imported
    from memos.schemas.backup import Backup, Restored

FLUSH_AFTER = 64
"""How many recollections are held back before they are written together."""
_LOOKED_THROUGH = 3 * READ
"""Characters of a question that are looked through for secrets: enough to know one that begins in what is read, and is cut there."""


class Why(NamedTuple):
    """What a belief rests on: each cited message with its spans, the cubes it was derived from, and the operations that made it."""

    cube: MemCube
    sources: tuple[tuple[StoredMessage, tuple[Source, ...]], ...]
    parents: tuple[MemCube, ...]
    operations: tuple[JournalEntry, ...]


@discreet
class Memory:
    """Remembers for many users and finds it again, with the words it rests on.

    Open it with `Memory.open`; it is a context manager. All methods may be called from several threads.
    Errors are `memos.errors.MemosError`; each says whether anything was applied.
    """

    def __init__(self, settings: Settings, **replacements: Any) -> None:
        self._tenant = settings.tenant
        self._parts = assemble(settings, **replacements)
        self._unwritten: dict[tuple[str, str], list[Recollection]] = {}
        forget.resume_at_open(self._parts)

    @classmethod
    def open(
        cls,
        path: str | Path | None = None,
        *,
        embedder: Embedder | str | None = None,
        llm: object = None,
        clock: Clock | None = None,
        ids: Ids | None = None,
        **settings: Any,
    ) -> Memory:
        """Opens (and if need be creates) the store in the directory `path`; default `$MEMOS_HOME`, else `~/.memos`.

        `embedder` is "minilm" (default), "hash", "none" (lexical only) or an object of that port. `llm=None` is a supported mode:
        all agents work by rules. Other keywords are the fields of `memos.settings.Settings`; they win over the environment.
        """
        if llm is not None:
            raise InvalidInput("The agents work by rules: no language model can drive them yet.", hint="Leave llm out.")
        from_environment = read_settings(path)
        if isinstance(embedder, str):
            settings["embedder"] = embedder
            embedder = None
        try:
            chosen = Settings.model_validate({**from_environment.model_dump(), **settings})
        except ValidationError as error:
            raise invalid(error) from None
        return cls(chosen, embedder=embedder, clock=clock, ids=ids)

    # -- the way in

    def add(
        self,
        messages: Messages,
        *,
        user_id: str,
        agent_id: str | None = None,
        run_id: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        op_id: str | None = None,
    ) -> Receipt:
        """Remembers an exchange. When it returns, the messages are durable; see `Receipt.pending` and `Receipt.operations`.

        A retry with the same `op_id` is applied once. `metadata` is added to every message.
        """
        scope = self._scope(user_id, agent_id, run_id)
        return remember(self._parts, scope, messages_of(messages, metadata), op_id)

    def add_resource(
        self,
        source: str | Path | bytes,
        *,
        user_id: str,
        agent_id: str | None = None,
        run_id: str | None = None,
        title: str | None = None,
        uri: str | None = None,
        media_type: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        op_id: str | None = None,
        report: upkeep.Report = upkeep.unheard,
    ) -> Receipt:
        """Remembers a document, chunk by chunk, so that it is found again by page and heading. All of it is applied, or nothing.

        `source` is a file (`Path`, or its name), the bytes, an https address (fetched only where MEMOS_FETCH=on), or text: with the `uri`
        it is from, or of several lines. What it is, is told from what is in it; `media_type` chooses among kinds of text. Added again after
        a change (the same file, or `uri`), only what changed is changed; a retry with the same `op_id` is applied once.
        Raises `DocumentRefused` for what is encrypted, damaged, too large or a trap. `report` is told of pages and chunks.
        """
        scope = self._scope(user_id, agent_id, run_id)
        handover = Handover(source, title, uri, media_type, metadata)
        return add_resource(self._parts, scope, handover, op_id, report)

    # -- the way out

    def search(
        self,
        query: str,
        *,
        user_id: str | None = None,
        agent_id: str | None = None,
        run_id: str | None = None,
        limit: int = 10,
        kinds: Sequence[Kind | str] | None = None,
        filters: Mapping[str, Any] | None = None,
        as_of: datetime | None = None,
        valid_at: datetime | None = None,
        token_budget: int = 2000,
        explain: bool = False,
    ) -> Recollection:
        """The memories that bear on a question, best first, each with the messages it rests on, and a packed context for a prompt.

        `as_of` asks what was believed then, `valid_at` what held in the world then. No model generates anything on this path. Of a
        question the first 4,096 characters are read, and kept.
        """
        scope, filters = self._scope_and_filters(user_id, agent_id, run_id, filters)
        question = validated(
            Query,
            text=query,
            scope=scope,
            limit=limit,
            kinds=kinds,
            filters=filters,
            as_of=as_of,
            valid_at=valid_at,
            token_budget=token_budget,
            explain=explain,
        )
        space = self._space(scope)
        told = without_secrets(self._parts, scope, question.text[:_LOOKED_THROUGH])[:READ]
        question = question.model_copy(update={"text": told})
        found = recall(self._parts.recall_tools(), space, question)
        self._hold(scope, found)
        return found

    def ask(
        self,
        question: str,
        *,
        user_id: str,
        limit: int = 10,
        filters: Mapping[str, Any] | None = None,
        as_of: datetime | None = None,
        valid_at: datetime | None = None,
    ) -> Answer:
        """Answers from memory in the evidence's own sentences, with citations, or says that nothing answers it.

        Keywords as for `search`. The citations count as feedback.
        """
        found = self.search(question, user_id=user_id, limit=limit, filters=filters, as_of=as_of, valid_at=valid_at)
        given = answer(found.query, found, self.messages(_evidence(found), user_id=user_id), resolve)
        if given.citations:
            with suppress(StoreUnavailable):  # feedback can be spared where the disk is full, an answer can't
                self.feedback(found.id, cited=[citation.cube_id for citation in given.citations], user_id=user_id)
        return given

    def profile(self, *, user_id: str, token_budget: int = BUDGET) -> str:
        """What the user is like, for a prompt: the persona tree on a page of at most `token_budget` tokens, the surest leaves."""
        budget = validated(Portrait, token_budget=token_budget).token_budget
        leaves = self._space(self._scope(user_id)).cubes.list(kinds=[Kind.CORE])
        return render_profile(leaves, self._parts.tokens.count, budget)

    def feedback(self, recollection_id: str, *, cited: Sequence[str], user_id: str) -> None:
        """Says which hits of a recollection an answer really used (cube ids). Only hits that were shown count; others are refused."""
        scope = self._scope(user_id)
        self.flush()
        self._space(scope).recollections.cite(recollection_id, list(cited))

    # -- looking

    def get(self, cube_id: str, *, user_id: str) -> MemCube:
        """One memory by its id; `NotFound` when there is none in this space."""
        return self._one(self._space(self._scope(user_id)), cube_id)

    def get_all(
        self,
        *,
        user_id: str | None = None,
        agent_id: str | None = None,
        run_id: str | None = None,
        kinds: Sequence[Kind | str] | None = None,
        states: Sequence[State | str] = (State.ACTIVE,),
        filters: Mapping[str, Any] | None = None,
        as_of: datetime | None = None,
        valid_at: datetime | None = None,
        limit: int = 100,
        offset: int = 0,
    ) -> list[MemCube]:
        """Memories, newest first."""
        scope, filters = self._scope_and_filters(user_id, agent_id, run_id, filters)
        asked = validated(
            Listing,
            scope=scope,
            kinds=kinds,
            states=states,
            filters=filters,
            as_of=as_of,
            valid_at=valid_at,
            limit=limit,
            offset=offset,
        )
        return self._space(scope).cubes.list(
            kinds=asked.kinds,
            states=asked.states,
            filters=asked.filters,
            as_of=asked.as_of,
            valid_at=asked.valid_at,
            limit=asked.limit,
            offset=asked.offset,
        )

    def history(self, cube_id: str, *, user_id: str) -> list[JournalEntry]:
        """Every operation that touched a memory, oldest first."""
        space = self._space(self._scope(user_id))
        self._one(space, cube_id)
        return list(space.journal.of_cube(cube_id))

    def versions(self, cube_id: str, *, user_id: str) -> list[MemCube]:
        """Every version of a memory, oldest first; `schemas.difference` tells what changed between two."""
        space = self._space(self._scope(user_id))
        self._one(space, cube_id)
        return [version.cube for version in space.cubes.history(cube_id)]

    def operations(self, *, user_id: str, limit: int = 20) -> list[JournalEntry]:
        """The last operations on a user's memories, newest first."""
        asked = validated(Listing, scope=self._scope(user_id), limit=limit)
        return list(self._space(asked.scope).journal.latest(asked.limit))

    def why(self, cube_id: str, *, user_id: str) -> Why:
        """From a belief to the sentences it rests on."""
        space = self._space(self._scope(user_id))
        cube = self._one(space, cube_id)
        spans: dict[str, list[Source]] = {}
        for source in cube.provenance.sources:
            spans.setdefault(source.message_id, []).append(source)
        messages = space.messages.get(list(spans))
        return Why(
            cube=cube,
            sources=tuple((message, tuple(spans[message.id])) for message in messages),
            parents=tuple(space.cubes.get(list(cube.provenance.parents))),
            operations=tuple(space.journal.of_cube(cube_id)),
        )

    def graph(
        self,
        *,
        user_id: str,
        around: str | None = None,
        path_to: str | None = None,
        depth: int = 1,
        types: Sequence[EdgeType | str] | None = None,
        as_of: datetime | None = None,
        valid_at: datetime | None = None,
        limit: int = 60,
    ) -> Neighbourhood:
        """What is around somebody, something or a memory (a name or a cube id), or the shortest ways from there to `path_to`.

        Without `around`, the best connected. All names of one are one node. `as_of` and `valid_at` as for `search`; at most `limit` nodes.
        """
        asked = validated(
            Looking,
            around=around,
            path_to=path_to,
            depth=depth,
            types=tuple(EdgeType) if types is None else tuple(types),
            as_of=as_of,
            valid_at=valid_at,
            limit=limit,
        )
        found: Neighbourhood = graphs().look(self._parts, self._scope(user_id), asked)
        return found

    def resource_text(self, cube_id: str, *, user_id: str) -> str:
        """All that was read from the document a memory stands for, or is a piece of; `NotFound` for any other memory."""
        return resource_text(self._space(self._scope(user_id)), cube_id)

    def messages(self, message_ids: Sequence[str], *, user_id: str) -> list[StoredMessage]:
        """Messages as they were stored, in the order asked for; unknown ids are left out."""
        return self._space(self._scope(user_id)).messages.get(list(message_ids))

    def users(self) -> list[str]:
        """For whom something is remembered, in this tenant."""
        return [scope.user for scope in self._parts.spaces.list() if scope.tenant == self._tenant]

    def pages(self, *, user_id: str) -> Pages:
        """A way to look through a space of whatever size: statements, conversations and operations by limit and offset."""
        return Pages(self._space(self._scope(user_id)))

    def stats(self, user_id: str | None = None) -> Statistics:
        """How much is kept of a user, or of all; how it grew, and whether every index is up with it."""
        users = self.users() if user_id is None else [user_id]
        return statistics(self._parts, [self._space(self._scope(user)) for user in users], user_id)

    # -- repairing

    def update(self, cube_id: str, text: str, *, user_id: str) -> JournalEntry:
        """Mends a belief: a new version says `text`. For a statement that may be the whole sentence or just the right value."""
        return revise.correct(self._parts, self._scope(user_id), cube_id, text)

    def delete(self, cube_id: str, *, user_id: str) -> None:
        """Retracts one memory. It leaves a tombstone; `undo` brings it back. To remove bytes is another thing (`forget`)."""
        revise.delete(self._parts, self._scope(user_id), [cube_id])

    def delete_all(self, *, user_id: str) -> int:
        """Retracts all memories of a user in one commit, and says how many."""
        space = self._space(self._scope(user_id))
        alive = [cube.id for cube in space.cubes.list(states=[State.ACTIVE, State.SUPERSEDED]) if not cube.frozen]
        return len(revise.delete(self._parts, self._scope(user_id), alive)) if alive else 0

    def same_as(self, name: str, other: str, *, user_id: str) -> JournalEntry:
        """Says that `name` is another name of `other`; `undo` takes it back. Raises NotFound where neither is known."""
        said: JournalEntry = identities().same_as(self._parts, self._scope(user_id), name, other)
        return said

    def separate(self, name: str, other: str, *, user_id: str) -> JournalEntry:
        """Says that these are two, whatever the talk suggests, now and later; `undo` takes it back."""
        said: JournalEntry = identities().separate(self._parts, self._scope(user_id), name, other)
        return said

    def undo(self, op_id: str, *, user_id: str) -> tuple[JournalEntry, ...]:
        """Reverses a whole commit. If something of it was changed since, that is a `Conflict` and nothing is applied."""
        return revise.undo(self._parts, self._scope(user_id), op_id)

    def reveal(self, handle: str, *, user_id: str) -> str:
        """The secret behind a handle (`vault://…`, or the vault cube's id). The journal says that it was revealed, before it is told."""
        return vault.reveal(self._parts, self._scope(user_id), handle)

    def secrets(self, *, user_id: str) -> list[vault.Secret]:
        """What is sealed in a user's vault, newest first: label, handle, when it was told and in which message; never a value."""
        return vault.secrets(self._parts, self._scope(user_id))

    def remove_secret(self, handle: str, *, user_id: str) -> tuple[JournalEntry, ...]:
        """Takes a secret out of the vault: a tombstone, as with `delete`, which `undo` brings back; its bytes go with `forget`."""
        return vault.remove(self._parts, self._scope(user_id), handle)

    def rotate(self, *, drop_old: bool = False, report: upkeep.Report = upkeep.unheard) -> vault.Rotation:
        """Seals every secret, of all users, with a new root key. Interrupted, everything opens, and the next call goes on.

        Old keys stay, for backups and other stores that share them; `drop_old` takes them away, once nothing in this store needs them.
        """
        return vault.rotate(self._parts, drop_old=drop_old, report=report)

    def forget(
        self,
        *,
        user_id: str,
        message: str | None = None,
        cube: str | None = None,
        session: str | None = None,
        source: str | None = None,
        person: str | None = None,
        user: bool | str = False,
        preview: bool = False,
        whole: bool = False,
        report: upkeep.Report = upkeep.unheard,
    ) -> Forgotten:
        """Removes the bytes of one thing, and of all that rests on it alone: not to be undone, unlike `delete`.

        Name one: a `message` or a `cube` by id (an utterance takes its message with it), a `session` by its run_id, a `source` (of
        messages, or the address of a document), a `person` who is known here (everything that mentions him), or the whole `user` (True, or
        his id once more). What rests on something else, too, survives on the rest. With `preview` nothing goes: `.plan` tells what would,
        with `whole` all of it by name. Every file is searched afterwards: `.scan`.

        `NotFound` for what is not here, `Refused` for what a legal hold protects; nothing is changed then. Where the files can't be
        cleared yet (another process reads, or owns the store), `.pending` says why; see `resume_forgetting`.
        """
        with suppress(StoreUnavailable):
            self.flush()  # what was shown of it is written, so that it is found and goes
        named = {"message": message, "cube": cube, "session": session, "source": source, "person": person}
        target = forget.target_of(user_id, user=user, **named)
        scope = self._scope(user_id)
        return forget.forget(self._parts, scope, target, preview=preview, whole=whole, report=report)

    def resume_forgetting(self, *, report: upkeep.Report = upkeep.unheard) -> list[Forgotten]:
        """Goes on with forgettings that were interrupted, or had to wait, of all users.

        One that was done meanwhile, when the store was opened, is told of here, too, once.
        """
        return forget.resume(self._parts, report)

    def hold(self, cube_id: str, *, user_id: str) -> JournalEntry:
        """Puts a memory under a legal hold: neither it nor a message that it cites can be forgotten."""
        return holds.hold(self._parts, self._scope(user_id), cube_id)

    def release(self, cube_id: str, *, user_id: str) -> JournalEntry:
        """Lifts a legal hold."""
        return holds.release(self._parts, self._scope(user_id), cube_id)

    def resume(self, *, user_id: str) -> list[Receipt]:
        """Settles the exchanges whose agents' part is still to come."""
        return upkeep.resume(self._parts, self._space(self._scope(user_id)))

    def doctor(self, *, repair: bool = False, report: upkeep.Report = upkeep.unheard) -> Diagnosis:
        """Compares the truth with itself and with every index, for all users; with `repair`, mends what is behind."""
        return doctor(self._parts, repair=repair, report=report)

    def reindex(self, *, embed: bool = False, report: upkeep.Report = upkeep.unheard) -> dict[str, int]:
        """Builds every index anew from the truth, for all users, and says how many memories each has in them.

        With `embed`, everything is embedded with the present embedder: the only way to change the model of a store.
        """
        return upkeep.reindex(self._parts, embed=embed, report=report)

    # -- carrying away

    def export(
        self,
        path: str | Path,
        *,
        user_id: str | None = None,
        passphrase: str | None = None,
        report: upkeep.Report = upkeep.unheard,
    ) -> Exported:
        """Writes the memories of a user, or of all, into a new file, which `import_archive` brings back anywhere.

        With a `passphrase` the values of secrets are in it, sealed under that; without, they are not. The root key never is.
        """
        self.flush()
        scopes = [self._scope(user) for user in (self.users() if user_id is None else [user_id])]
        done: Exported = archives().export(self._parts, Path(path), scopes, passphrase=passphrase, report=report)
        return done

    def import_archive(
        self,
        path: str | Path,
        *,
        user_id: str | None = None,
        as_user: str | None = None,
        passphrase: str | None = None,
        secrets: bool = True,
        dry_run: bool = False,
        report: upkeep.Report = upkeep.unheard,
    ) -> Imported:
        """Brings in an archive: verified as a whole, then user by user, each in one transaction. Twice is once.

        `user_id`: of one user alone. `as_user`: under another name. Without `secrets`, values are left out, and no passphrase is needed.
        """
        wanted = archives().Wanted(self._tenant, user_id, as_user, passphrase, secrets)
        done: Imported = archives().import_archive(self._parts, Path(path), wanted, dry_run=dry_run, report=report)
        return done

    def backup(self, path: str | Path, *, report: upkeep.Report = upkeep.unheard) -> Backup:
        """Copies the whole store into a new file (or into a folder), while others write; verified. The vault's key is not in it."""
        self.flush()
        done: Backup = backups().backup(self._parts, Path(path), report=report)
        return done

    @staticmethod
    def restore(
        backup: str | Path,
        path: str | Path | None = None,
        *,
        replace: bool = False,
        dry_run: bool = False,
        report: upkeep.Report = upkeep.unheard,
    ) -> Restored:
        """Makes a backup the store in `path` (as for `open`), which nobody may have open; with `replace`, in place of one there."""
        home, now = read_settings(path).home, SystemClock().now()
        done: Restored = backups().restore(Path(backup), home, now, replace=replace, dry_run=dry_run, report=report)
        return done

    # -- ending

    def flush(self) -> None:
        """Writes the recollections held back so far."""
        while self._unwritten:
            (tenant, user), held = self._unwritten.popitem()
            try:
                self._space(Scope(tenant=tenant, user=user)).recollections.save_many(held)
            except NotFound:
                continue  # forgotten meanwhile, by another process
            except StoreUnavailable:
                self._unwritten[tenant, user] = [*held, *self._unwritten.get((tenant, user), ())][-FLUSH_AFTER:]
                raise

    def close(self) -> None:
        """Writes what is held back, if it can be written, and gives everything back. Closing twice is fine."""
        with suppress(StoreUnavailable):
            self.flush()
        self._parts.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- within

    def _scope(self, user_id: str, agent_id: str | None = None, run_id: str | None = None) -> Scope:
        refuse_secret_names(name for name in (user_id, agent_id, run_id) if isinstance(name, str))
        return validated(Scope, tenant=self._tenant, user=user_id, agent=agent_id, run=run_id)

    def _scope_and_filters(
        self, user_id: str | None, agent_id: str | None, run_id: str | None, filters: object
    ) -> tuple[Scope, Mapping[str, Any] | None]:
        """`user_id`, `agent_id` and `run_id` may stand among the filters too; an agent or a run given narrows the answer."""
        if filters is not None and not isinstance(filters, Mapping):
            raise InvalidInput("filters must be an object.")
        rest = dict(filters or {})
        user = user_id if user_id is not None else rest.pop("user_id", None)
        rest.pop("user_id", None)
        if not isinstance(user, str):
            raise InvalidInput("Whose memory? Give user_id.")
        narrowed = {field: value for field, value in (("agent_id", agent_id), ("run_id", run_id)) if value is not None}
        return self._scope(user), {**rest, **narrowed} or None

    def _space(self, scope: Scope) -> Space:
        return self._parts.space(scope)

    def _one(self, space: Space, cube_id: str) -> MemCube:
        found = space.cubes.get([cube_id])
        if not found:
            raise NotFound(f"There is no memory {cube_id!r} here.")
        return found[0]

    def _hold(self, scope: Scope, found: Recollection) -> None:
        self._unwritten.setdefault(scope.space, []).append(found)
        if len(self._unwritten[scope.space]) >= FLUSH_AFTER:
            with suppress(StoreUnavailable):  # a store that can't be written answers all the same
                self.flush()


def _evidence(found: Recollection) -> list[str]:
    return list(dict.fromkeys(message_id for hit in found.hits for message_id in hit.evidence))
