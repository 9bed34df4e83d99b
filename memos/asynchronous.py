"""`Memory` for asyncio: every call runs in a worker thread."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypeVar

import anyio.to_thread

from memos.memory import Memory

if TYPE_CHECKING:
    from memos.schemas.backup import Restored

Given = ParamSpec("Given")
Result = TypeVar("Result")


def _awaitable(
    method: Callable[Concatenate[Memory, Given], Result],
) -> Callable[Concatenate[AsyncMemory, Given], Awaitable[Result]]:
    async def call(portal: AsyncMemory, /, *args: Given.args, **kwargs: Given.kwargs) -> Result:
        return await anyio.to_thread.run_sync(lambda: method(portal.sync, *args, **kwargs))

    call.__doc__ = method.__doc__
    return call


class AsyncMemory:
    """`Memory`, awaitable: every call runs in a worker thread. `sync` is the memory behind it."""

    def __init__(self, memory: Memory) -> None:
        self.sync = memory

    @classmethod
    def open(cls, path: str | Path | None = None, **settings: Any) -> Opening:
        """See `Memory.open`: `memory = await AsyncMemory.open(…)`, or `async with AsyncMemory.open(…) as memory:`."""
        return Opening(path, settings)

    add = _awaitable(Memory.add)
    add_resource = _awaitable(Memory.add_resource)
    resource_text = _awaitable(Memory.resource_text)
    search = _awaitable(Memory.search)
    ask = _awaitable(Memory.ask)
    profile = _awaitable(Memory.profile)
    feedback = _awaitable(Memory.feedback)
    get = _awaitable(Memory.get)
    get_all = _awaitable(Memory.get_all)
    history = _awaitable(Memory.history)
    versions = _awaitable(Memory.versions)
    operations = _awaitable(Memory.operations)
    why = _awaitable(Memory.why)
    graph = _awaitable(Memory.graph)
    messages = _awaitable(Memory.messages)
    users = _awaitable(Memory.users)
    pages = _awaitable(Memory.pages)
    stats = _awaitable(Memory.stats)
    update = _awaitable(Memory.update)
    delete = _awaitable(Memory.delete)
    delete_all = _awaitable(Memory.delete_all)
    same_as = _awaitable(Memory.same_as)
    separate = _awaitable(Memory.separate)
    undo = _awaitable(Memory.undo)
    reveal = _awaitable(Memory.reveal)
    secrets = _awaitable(Memory.secrets)
    remove_secret = _awaitable(Memory.remove_secret)
    rotate = _awaitable(Memory.rotate)
    forget = _awaitable(Memory.forget)
    resume_forgetting = _awaitable(Memory.resume_forgetting)
    hold = _awaitable(Memory.hold)
    release = _awaitable(Memory.release)
    resume = _awaitable(Memory.resume)
    doctor = _awaitable(Memory.doctor)
    reindex = _awaitable(Memory.reindex)
    export = _awaitable(Memory.export)
    import_archive = _awaitable(Memory.import_archive)
    backup = _awaitable(Memory.backup)
    flush = _awaitable(Memory.flush)
    close = _awaitable(Memory.close)

    @staticmethod
    async def restore(backup: str | Path, path: str | Path | None = None, **how: Any) -> Restored:
        """See `Memory.restore`."""
        return await anyio.to_thread.run_sync(lambda: Memory.restore(backup, path, **how))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


class Opening:
    """A memory about to be opened in a worker thread: to be awaited, or entered and in the end closed."""

    def __init__(self, path: str | Path | None, settings: Mapping[str, Any]) -> None:
        self._path = path
        self._settings = settings
        self._opened: AsyncMemory | None = None

    def __await__(self) -> Generator[Any, None, AsyncMemory]:
        return self._open().__await__()

    async def _open(self) -> AsyncMemory:
        return AsyncMemory(await anyio.to_thread.run_sync(lambda: Memory.open(self._path, **self._settings)))

    async def __aenter__(self) -> AsyncMemory:
        self._opened = await self._open()
        return self._opened

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._opened is not None:
            await self._opened.close()
