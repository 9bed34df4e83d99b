"""memos: a memory operating system for LLM agents.

    from memos import Memory, Message

    with Memory.open("./data") as memory:
        memory.add("I moved to Lisbon in May.", user_id="ana")
        memory.search("Where does Ana live?", user_id="ana").hits[0].cube.text

Names are resolved when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from memos.asynchronous import AsyncMemory
    from memos.errors import MemosError
    from memos.memory import Memory
    from memos.schemas.cube import Kind, MemCube, State
    from memos.schemas.message import Message
    from memos.schemas.operation import JournalEntry, Receipt
    from memos.schemas.query import Answer, Hit, Recollection

__all__ = [
    "Answer",
    "AsyncMemory",
    "Hit",
    "JournalEntry",
    "Kind",
    "MemCube",
    "Memory",
    "MemosError",
    "Message",
    "Receipt",
    "Recollection",
    "State",
]

__version__ = "0.1.0"

_HOMES = {
    "Answer": "memos.schemas.query",
    "AsyncMemory": "memos.asynchronous",
    "Hit": "memos.schemas.query",
    "JournalEntry": "memos.schemas.operation",
    "Kind": "memos.schemas.cube",
    "MemCube": "memos.schemas.cube",
    "Memory": "memos.memory",
    "MemosError": "memos.errors",
    "Message": "memos.schemas.message",
    "Receipt": "memos.schemas.operation",
    "Recollection": "memos.schemas.query",
    "State": "memos.schemas.cube",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'memos' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
