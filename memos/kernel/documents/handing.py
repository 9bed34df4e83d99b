"""What somebody hands over as a document: a file, bytes, text, or an address that may be fetched; as a stream, with where it is from."""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple
from urllib.parse import unquote, urlsplit

from memos.documents.encoding import clean
from memos.documents.limits import LIMITS
from memos.documents.opening import opened, resolved
from memos.errors import DocumentRefused, InvalidInput, Refused
from memos.schemas.complaint import kind_of
from memos.schemas.message import Trust

if TYPE_CHECKING:
    from memos.documents.fetching import Fetcher  # brings TLS: who fetches nothing shall not pay for it

_ADDRESS: Final = re.compile(r"(?i)https?://\S+")
_LONGEST_URI: Final = 2_048
_UNFIT: Final = re.compile(r"[\x00-\x1f\x7f]")


class Handed(NamedTuple):
    """A document before it is read. `name` is what it is called where it comes from, if it is called anything."""

    stream: BinaryIO
    name: str
    uri: str
    media_type: str | None
    trust: Trust


@contextmanager
def handed(source: object, uri: str | None, media_type: object, fetcher: Fetcher | None) -> Generator[Handed]:
    """The document that `source` means, open for reading.

    A `Path` is a file, bytes are the document itself. A text is an address if it looks like one, the document itself if it has
    several lines or comes with the `uri` it is from, else the name of a file. Raises InvalidInput, NotFound, Refused or
    DocumentRefused, as the case may be; nothing is fetched without a fetcher.
    """
    _check_uri(uri)
    if media_type is not None and not isinstance(media_type, str):
        raise InvalidInput(f"A media type is text, not {kind_of(media_type)}.")
    match source:
        case Path():
            with opened(source) as stream:
                yield Handed(stream, clean(source.name), uri or resolved(source).as_uri(), media_type, Trust.DOCUMENT)
        case bytes() | bytearray() | memoryview():
            yield _held(bytes(source), uri or "", media_type)
        case str() if uri is not None or "\n" in source:
            yield _held(_utf8(source), uri or "", media_type)
        case str() if _ADDRESS.fullmatch(source.strip()):
            yield _fetched(source.strip(), media_type, fetcher)
        case str() if source.strip():
            path = Path(source)
            with opened(path) as stream:
                yield Handed(stream, clean(path.name), resolved(path).as_uri(), media_type, Trust.DOCUMENT)
        case str():
            raise InvalidInput("There is nothing to remember: the name of a file is empty.")
        case _:
            raise InvalidInput(f"A document is a path, bytes, a text or an address, not {kind_of(source)}.")


def _held(data: bytes, uri: str, media_type: str | None) -> Handed:
    if len(data) > LIMITS.bytes:
        raise DocumentRefused(
            f"It has {len(data):,} bytes; {LIMITS.bytes:,} are the most that is taken.",
            hint="Split it, and add the parts.",
        )
    trust = Trust.WEB if _ADDRESS.fullmatch(uri) else Trust.DOCUMENT
    return Handed(BytesIO(data), _named(uri), uri, media_type, trust)


def _fetched(address: str, media_type: str | None, fetcher: Fetcher | None) -> Handed:
    if fetcher is None:
        raise Refused(
            "That is an address, and nothing is fetched from the network.",
            hint="Set MEMOS_FETCH=on to have it fetched, or fetch it and hand over the text with uri=….",
        )
    found = fetcher.fetch(address)
    return Handed(BytesIO(found.data), _named(found.url), address, media_type or found.media_type, Trust.WEB)


def _named(uri: str) -> str:
    """The last part of an address's path."""
    return unquote(urlsplit(uri).path.rstrip("/").rpartition("/")[2]) if uri else ""


def _check_uri(uri: object) -> None:
    if uri is None:
        return
    if not isinstance(uri, str) or not 0 < len(uri.strip()) <= _LONGEST_URI or _UNFIT.search(uri):
        raise InvalidInput(f"uri must be text of 1 to {_LONGEST_URI:,} characters without control characters.")
    try:
        urlsplit(uri)
    except ValueError:
        raise InvalidInput("uri is no address that can be read.") from None


def _utf8(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidInput(f"Character {error.start:,} is half a character: this is no Unicode text.") from None
