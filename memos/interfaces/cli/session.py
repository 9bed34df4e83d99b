"""An opened memory, for the length of a command."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import memos
from memos.bootstrap import read_settings
from memos.errors import InvalidInput, NotFound
from memos.memory import Memory
from memos.schemas.cube import MemCube

SHORTEST = 6
"""Characters of an id that are asked for at least: fewer hit too much."""

_MATCHES = 1000


class Session(NamedTuple):
    """The memory, whose it is, and where."""

    memory: Memory
    user: str
    home: Path

    def cube(self, fragment: str) -> MemCube:
        """The memory with this id. Its beginning or its end will do, if no other has it (ids made together begin alike)."""
        fragment = fragment.strip().removeprefix("…").casefold()
        if len(fragment) < SHORTEST:
            raise InvalidInput(
                f"{fragment!r} is too short for an id.", hint=f"Give at least {SHORTEST} characters of it."
            )
        found = self.memory.pages(user_id=self.user).matching(fragment, limit=_MATCHES)
        if not found:
            raise NotFound(
                f"There is no memory {fragment!r} of {self.user!r}.", hint="`memos list` shows what there is."
            )
        if len(found) > 1:
            some = ", ".join(found[:4])
            raise InvalidInput(f"{fragment!r} fits {len(found)} memories: {some}…", hint="Give more of it.")
        return self.memory.get(found[0], user_id=self.user)


@contextmanager
def opened(home: Path | None, user: str | None, *, make: bool = False) -> Generator[Session]:
    """The memory in `home`; only with `make` is one made where there is none."""
    settings = read_settings(home)
    if not make and not (settings.home / "memos.db").exists():
        raise NotFound(
            f"There is no memory in {settings.home} yet.",
            hint='`memos add "…"` and `memos import FILE` make one; --home names another.',
        )
    with memos.Memory.open(settings.home) as memory:
        yield Session(memory, user or settings.user, settings.home)
