"""What a memory is a piece or a digest of, and where in a document it stands, as one would cite it: report.pdf, p. 12, § Results."""

from __future__ import annotations

from memos.schemas.cube import Episodic, Kind, MemCube, Resource


def is_chunk(cube: MemCube) -> bool:
    """Whether a memory is a piece of a document: what stands for a whole one tells how many it has, what talk mentions has an address."""
    return isinstance(cube.payload, Resource) and not cube.payload.uri and "chunks" not in cube.metadata


def is_digest(cube: MemCube) -> bool:
    """Whether a cube says again, in short, what others say: topics, sessions, leaves of the persona, what stands for a document."""
    summary = isinstance(cube.payload, Episodic) and cube.payload.granularity != "utterance"
    return summary or cube.kind is Kind.CORE or "chunks" in cube.metadata


def place_of(cube: MemCube) -> str:
    """Title, page or lines, and heading, as far as they are known; of anything but a resource, nothing."""
    payload = cube.payload
    if not isinstance(payload, Resource):
        return ""
    lines = cube.metadata.get("lines")
    told = [payload.title]
    if payload.page is not None:
        told.append(f"p. {payload.page}")
    elif isinstance(lines, list) and len(lines) == 2:
        told.append(f"lines {lines[0]}–{lines[1]}" if lines[0] != lines[1] else f"line {lines[0]}")
    if payload.heading:
        told.append(f"§ {payload.heading}")
    return ", ".join(told)
