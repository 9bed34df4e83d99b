"""The lines of an archive as values, user by user, whatever part they stand in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from memos.errors import UnknownFormat
from memos.kernel.archive.container import NOTHING, Limits, Reader
from memos.schemas.archive import FORMAT, MANIFEST, PARTS, VERSION, Line, Manifest
from memos.schemas.complaint import complaint

_SHOWN: Final = 80


class Read(NamedTuple):
    """A line: where it stands, as it is written, and as the value it is."""

    number: int
    line: bytes
    value: Any

    @property
    def raw(self) -> dict[str, Any]:
        """The line as plain data, in its own words."""
        plain: dict[str, Any] = json.loads(self.line)
        return plain


class Lines:
    """All parts of an archive, each read from its beginning to its end, once."""

    def __init__(self, reader: Reader, manifest: Manifest, types: Mapping[str, type[Line]] = PARTS) -> None:
        """`types` are what the lines of each part are read as."""
        self._reader = reader
        self._types = types
        self._open = {name: self._read(name, manifest) for name in PARTS}
        self._next: dict[str, Read | None] = dict.fromkeys(PARTS)

    def of(self, name: str, space: int) -> Iterator[Read]:
        """The lines of one user in a part; those of users before are passed over. Users are asked for in their order."""
        while (read := self._peek(name)) is not None and read.value.space <= space:
            self._next[name] = None
            if read.value.space == space:
                yield read

    def rest(self, name: str) -> Read | None:
        """The next line that nobody asked for; None at the end, when the whole part has been compared with the manifest."""
        return self._peek(name)

    def _peek(self, name: str) -> Read | None:
        if self._next[name] is None:
            self._next[name] = next(self._open[name], None)
        return self._next[name]

    def _read(self, name: str, manifest: Manifest) -> Iterator[Read]:
        line_type, last = self._types[name], 0
        for number, line in self._reader.lines(name, manifest.parts[name]):
            try:
                value: Line = line_type.model_validate_json(line)
            except ValidationError as error:
                is_json = error.errors(include_url=False, include_input=False)[0]["type"] != "json_invalid"
                what = complaint(error) if is_json else "it is no JSON"
                raise self._reader.wrong(f"{name}, line {number}: {what}") from None
            if value.space < last:
                raise self._reader.wrong(f"{name}, line {number}: user {value.space} comes after user {last}")
            last = value.space
            yield Read(number, line, value)


def read_manifest(reader: Reader) -> Manifest:
    """The manifest, if it is whole and of a version that can be read. Raises InvalidInput or UnknownFormat."""
    try:
        raw = json.loads(reader.manifest())
    except (ValueError, RecursionError) as error:
        raise reader.wrong(f"{MANIFEST} is no JSON ({str(error)[:_SHOWN]})") from None
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise UnknownFormat(f"{reader.path}: this is no archive of memos.", hint=NOTHING)
    version = raw.get("version")
    if isinstance(version, int) and version > VERSION:
        raise UnknownFormat(
            f"{reader.path}: it is of a newer version (format {version}; this program reads up to {VERSION}).",
            hint=f"Upgrade memcube-os. {NOTHING}",
        )
    try:
        manifest = Manifest.model_validate(raw)
    except ValidationError as error:
        raise reader.wrong(f"{MANIFEST}: {complaint(error)}") from None
    if manifest.digest != manifest.sum():
        raise reader.wrong(f"{MANIFEST} was changed: it does not have the digest it tells")
    _refuse_nonsense(reader, manifest)
    return manifest


def is_sealed(path: Path) -> bool:
    """Whether an archive's secrets are in it, under a passphrase. Errors as for `read_manifest`."""
    with Reader(path, Limits()) as reader:
        return read_manifest(reader).vault == "sealed"


def _refuse_nonsense(reader: Reader, manifest: Manifest) -> None:
    users = [(user.tenant, user.user) for user in manifest.users]
    if [user.space for user in manifest.users] != list(range(1, len(users) + 1)) or len(set(users)) < len(users):
        raise reader.wrong(f"{MANIFEST}: its users are not numbered one by one")
    if missing := next((name for name in PARTS if name not in manifest.parts), None):
        raise reader.wrong(f"{MANIFEST} does not speak of {missing}")
    if len({manifest.vault == "sealed", manifest.passphrase is not None, manifest.mac is not None}) > 1:
        raise reader.wrong(f"{MANIFEST}: it does not say how its secrets are sealed")
