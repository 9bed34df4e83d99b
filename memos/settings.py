"""Every setting there is, with its meaning and its environment variable. Bootstrap reads the environment; nothing else does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from memos.errors import InvalidInput
from memos.schemas.value import Value

Durability = Literal["full", "fast"]
VectorIndexChoice = Literal["auto", "exact", "chroma"]
EmbedderChoice = Literal["minilm", "hash", "none"]
FetchChoice = Literal["off", "on"]
KeyStoreChoice = Literal["file", "keyring"]


class Settings(Value):
    """How a memory is opened.

    home           data directory                                                    MEMOS_HOME          ~/.memos
    cache          where embedding weights are kept                                  MEMOS_CACHE         ~/.cache/memos
    key_file       the vault's root key; created 0600 when first needed              MEMOS_KEY_FILE      ~/.config/memos/vault.key
    key_store      file, or keyring (of the operating system, in an entry named after key_file) MEMOS_KEY_STORE file
    tenant         the tenant of everything opened                                   MEMOS_TENANT        default
    user           the user the command line speaks for                              MEMOS_USER          me
    embedder       minilm, hash (tests) or none (lexical only)                       MEMOS_EMBEDDER      minilm
    vector_index   exact, chroma, or auto (exact below a measured size)              MEMOS_VECTOR_INDEX  auto
    durability     full (an ack survives power loss) or fast (the last ms may not)   MEMOS_DURABILITY    full
    busy_timeout   seconds to wait for another process's write                       MEMOS_BUSY_TIMEOUT  10
    fetch          whether a document given by its address is fetched (https)        MEMOS_FETCH         off
    """

    home: Path
    cache: Path
    key_file: Path
    tenant: str = "default"
    user: str = "me"
    embedder: EmbedderChoice = "minilm"
    vector_index: VectorIndexChoice = "auto"
    durability: Durability = "full"
    busy_timeout: float = 10.0
    fetch: FetchChoice = "off"
    key_store: KeyStoreChoice = "file"

    @classmethod
    def read(cls, environment: Mapping[str, str], user_home: Path) -> Settings:
        """The settings an environment asks for. An unknown value is refused with the values there are (`InvalidInput`)."""
        return cls(
            home=Path(environment.get("MEMOS_HOME") or user_home / ".memos"),
            cache=Path(environment.get("MEMOS_CACHE") or user_home / ".cache" / "memos"),
            key_file=Path(environment.get("MEMOS_KEY_FILE") or user_home / ".config" / "memos" / "vault.key"),
            tenant=environment.get("MEMOS_TENANT") or "default",
            user=environment.get("MEMOS_USER") or "me",
            embedder=_one_of(environment, "MEMOS_EMBEDDER", "minilm", EmbedderChoice),
            vector_index=_one_of(environment, "MEMOS_VECTOR_INDEX", "auto", VectorIndexChoice),
            durability=_one_of(environment, "MEMOS_DURABILITY", "full", Durability),
            busy_timeout=_seconds(environment, "MEMOS_BUSY_TIMEOUT", 10.0),
            fetch=_one_of(environment, "MEMOS_FETCH", "off", FetchChoice),
            key_store=_one_of(environment, "MEMOS_KEY_STORE", "file", KeyStoreChoice),
        )


def _one_of(environment: Mapping[str, str], variable: str, default: str, choices: object) -> Any:
    value = environment.get(variable) or default
    allowed: tuple[str, ...] = get_args(choices)
    if value not in allowed:
        raise InvalidInput(f"{variable} is {value!r}.", hint=f"Set it to one of: {', '.join(allowed)}.")
    return value


def _seconds(environment: Mapping[str, str], variable: str, default: float) -> float:
    raw = environment.get(variable)
    if not raw:
        return default
    try:
        value = float(raw)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 3600:
        raise InvalidInput(f"{variable} is {raw!r}.", hint="Set it to a number of seconds from 0 to 3600.")
    return value
