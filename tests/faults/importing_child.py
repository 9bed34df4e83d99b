"""Imports a file into a store, and tells on stdout of every exchange once it is acknowledged. Run as a script."""

import sys
from pathlib import Path

from memos.interfaces.importers.formats import open_file
from memos.interfaces.importers.ingest import ingest, look_through
from memos.interfaces.importers.items import Imported
from memos.memory import Memory


def main(file: Path, home: Path, user: str) -> None:
    """Imports, and prints the ids of the messages of each exchange after it."""
    opened = open_file(file)
    exchanges = (item for item in opened.read() if isinstance(item, Imported))
    with Memory.open(home, embedder="hash", key_file=home / "key") as memory:
        steps = ingest(
            memory,
            [look_through(opened)],
            user=user,
            default_user=user,
            skip=False,
            progress=lambda _count: None,
        )
        for exchange, _ in zip(exchanges, steps, strict=True):
            print(*(message.id for message in exchange.messages), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
