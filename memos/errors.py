"""Everything that can go wrong, in one tree.

    MemosError
    ├── InvalidInput        the caller's input can't be taken as it stands        exit 65
    │   ├── UnknownFormat   a file is in no format that can be read               exit 65
    │   └── DocumentRefused a document is encrypted, damaged, too large, a trap   exit 65
    ├── NotFound            no such thing here (a foreign id looks the same)      exit 66
    ├── Conflict            the thing changed meanwhile, or an id is taken        exit 75
    ├── Refused             policy says no (frozen, trust, quota)                 exit 77
    ├── StoreUnavailable    the store can't be used now                           exit 74
    │   ├── StoreBusy       another process holds the write lock                  exit 73
    │   ├── StoreFull       the disk is full                                      exit 74
    │   ├── StoreReadOnly   the data directory can't be written                   exit 74
    │   ├── StoreCorrupt    the file is damaged                                   exit 65
    │   └── SchemaTooNew    written by a newer version                            exit 78
    ├── EmbedderMismatch    the store was embedded by another model               exit 78
    ├── WeightsMissing      the embedding weights are not here                    exit 69
    ├── EmbedderFailed      the embedder gave no usable vectors                   exit 69
    ├── IndexFailed         a vector index could not be read or written           exit 74
    └── VaultIntegrity      a sealed value does not open                          exit 65

Every error says what happened, what to do about it, and whether anything was applied.
"""

from __future__ import annotations

from typing import ClassVar, Literal

Applied = Literal["no", "yes", "unknown"]


class MemosError(Exception):
    """Any failure this package reports on purpose.

    `code` is stable and machine readable, `exit_code` is what the command line returns (sysexits.h where one fits).
    `hint` says what to do; `applied` whether the store changed.
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 70

    def __init__(self, message: str, *, hint: str = "", applied: Applied = "no") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.applied: Applied = applied

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class InvalidInput(MemosError):
    """The caller's input can't be taken as it stands; nothing was applied."""

    code = "invalid_input"
    exit_code = 65


class UnknownFormat(InvalidInput):
    """A file is in no format that can be read."""

    code = "unknown_format"


class DocumentRefused(InvalidInput):
    """A document can't be read: encrypted, damaged, too large, not what it says, or made to do harm."""

    code = "document_refused"


class NotFound(MemosError):
    """No such thing in this space. A foreign id gives the same answer as one that never was."""

    code = "not_found"
    exit_code = 66


class Conflict(MemosError):
    """The thing changed since it was read, or the id is taken by other content."""

    code = "conflict"
    exit_code = 75


class Refused(MemosError):
    """Policy does not allow it: frozen, more trusted, over quota."""

    code = "refused"
    exit_code = 77


class StoreUnavailable(MemosError):
    """The store can't be used at the moment."""

    code = "store_unavailable"
    exit_code = 74


class StoreBusy(StoreUnavailable):
    """Another process held the write lock for longer than the busy timeout."""

    code = "store_busy"
    exit_code = 73


class StoreFull(StoreUnavailable):
    """The disk (or a size limit) is full; reads go on working."""

    code = "store_full"


class StoreReadOnly(StoreUnavailable):
    """The data directory or file can't be written."""

    code = "store_read_only"


class StoreCorrupt(StoreUnavailable):
    """The database file is damaged or is not a database."""

    code = "store_corrupt"
    exit_code = 65


class SchemaTooNew(StoreUnavailable):
    """The store was written by a newer version; it was not touched."""

    code = "schema_too_new"
    exit_code = 78


class EmbedderMismatch(MemosError):
    """The store holds embeddings of another model; vectors of two models are never mixed."""

    code = "embedder_mismatch"
    exit_code = 78


class WeightsMissing(MemosError):
    """The embedding weights are not on this machine and could not be fetched."""

    code = "weights_missing"
    exit_code = 69


class EmbedderFailed(MemosError):
    """The embedder gave no usable vectors. What was to be embedded is found by its words meanwhile."""

    code = "embedder_failed"
    exit_code = 69


class IndexFailed(MemosError):
    """A vector index could not be read or written. The truth is unharmed: the index is behind."""

    code = "index_failed"
    exit_code = 74


class VaultIntegrity(MemosError):
    """A sealed value does not open: wrong key, or the record was changed or moved."""

    code = "vault_integrity"
    exit_code = 65
