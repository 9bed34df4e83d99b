"""Lives to be archived, and archives taken apart and put together again."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from memos import Memory
from memos.schemas.archive import MANIFEST, Manifest
from memos.schemas.scope import Scope

PASSPHRASE = "four words of chance"  # noqa: S105
SECRET = "hunter2-Xq93-secret"  # noqa: S105


def live(memory: Memory) -> None:
    """Ana moves, is corrected, changes her mind, takes something back, tells a secret and reads; Bob drinks tea."""
    memory.add("I moved to Lisbon in May.", user_id="ana", run_id="spring")
    memory.add("I moved to Porto.", user_id="ana", run_id="summer")
    memory.add(f"My password is {SECRET}. I love tea.", user_id="ana", run_id="summer", op_id="told")
    memory.add("My sister Maya lives in Oslo.", user_id="ana", run_id="summer", op_id="maya")
    memory.undo("maya", user_id="ana")
    memory.add_resource("# Rivers\n\nThe Tagus ends in Lisbon.\n", user_id="ana")
    found = memory.search("Where does Ana live?", user_id="ana")
    memory.feedback(found.id, cited=[found.hits[0].cube.id], user_id="ana")
    memory.add("I love tea.", user_id="bob")


def hashes(memory: Memory) -> dict[str, str]:
    """The state hash of every user."""
    scopes = [Scope(tenant=memory._tenant, user=user) for user in memory.users()]
    return {scope.user: memory._space(scope).journal.state_hash() for scope in scopes}


def parts_of(archive: Path) -> dict[str, bytes]:
    """Every part, unpacked."""
    with zipfile.ZipFile(archive) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(path: Path, parts: Mapping[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> Path:
    """A zip of these parts."""
    with zipfile.ZipFile(path, "w", kind) as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, kind)
    return path


def signed(parts: Mapping[str, bytes], **changes: Any) -> dict[str, bytes]:
    """The parts with a manifest that fits them, as somebody would make it who wants to be believed."""
    told = json.loads(parts[MANIFEST])
    for name, content in parts.items():
        if name != MANIFEST:
            lines, digest = content.count(b"\n"), hashlib.sha256(content).hexdigest()
            told["parts"][name] = {"lines": lines, "bytes": len(content), "sha256": digest}
    manifest = Manifest.model_validate({**told, **changes, "digest": ""})
    return {**parts, MANIFEST: manifest.model_copy(update={"digest": manifest.sum()}).model_dump_json().encode()}


def forged(archive: Path, path: Path, name: str, edit: Callable[[list[Any]], Any], **changes: Any) -> Path:
    """The archive with the lines of one part edited, and every hash made to fit."""
    parts = parts_of(archive)
    lines = [json.loads(line) for line in parts[name].splitlines()]
    edit(lines)
    parts[name] = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    return packed(path, signed(parts, **changes))
