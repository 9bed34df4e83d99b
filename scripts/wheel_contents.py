"""Tells whether a wheel holds every file of the package at its place, and nothing else.

`memos/agents` and `memos/schemas` are links in the source tree; a build that does not follow them gives a wheel that
installs and then fails on import.
"""

import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parent.parent
METADATA = ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")


def package_files(root: Path) -> set[str]:
    """What a wheel built from the source tree has to hold below `memos/`."""
    below = [path.relative_to(root) for path in (root / "memos").rglob("*") if path.is_file()]
    for linked in ("agents", "schemas"):
        below += [Path("memos") / path.relative_to(root) for path in (root / linked).rglob("*") if path.is_file()]
    return {path.as_posix() for path in below if path.suffix != ".pyc" and not path.name.startswith(".")}


def problems(wheel: ZipFile, root: Path) -> list[str]:
    """What is wrong with the wheel, a line each."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    info = f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    expected = package_files(root) | {f"{info}/{name}" for name in METADATA}
    found = set(wheel.namelist())
    commands = wheel.read(f"{info}/entry_points.txt").decode() if f"{info}/entry_points.txt" in found else ""
    return [
        *(f"missing: {name}" for name in sorted(expected - found)),
        *(f"does not belong: {name}" for name in sorted(found - expected)),
        *(f"missing command: {name}" for name, at in project["scripts"].items() if f"{name} = {at}" not in commands),
    ]


def main(path: Path) -> int:
    """Print what is wrong with the wheel; 1 if anything is."""
    with ZipFile(path) as wheel:
        found = problems(wheel, ROOT)
        print(*(found or [f"{len(wheel.namelist())} files, complete"]), sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
