"""`memos init`."""

from __future__ import annotations

from memos.bootstrap import read_settings
from memos.interfaces.cli import paper, shapes
from memos.interfaces.cli.options import Home, Json, commands
from memos.interfaces.cli.progress import measured
from memos.memory import Memory
from memos.models.embedding.weights import fetch

app = commands()


@app.command()
def init(home: Home = None, json: Json = False) -> None:
    """Make the store and fetch the embedding weights (once).

    They are 91 MB. Doing it again checks both. Without network or weights, MEMOS_EMBEDDER=none works with words alone.
    """
    settings = read_settings(home)
    Memory.open(home).close()
    weights = None
    if settings.embedder == "minilm":
        with measured(quiet=json) as report:
            weights = fetch(settings.cache, report=report)
    if json:
        shapes.write(
            {"home": str(settings.home), "embedder": settings.embedder, "weights": str(weights) if weights else None}
        )
        return
    paper.say(("store    ", "dim"), str(settings.home))
    paper.say(("weights  ", "dim"), str(weights) if weights else f"none needed (embedder {settings.embedder})")
    paper.say(("Try: ", "dim"), ('memos add "I moved to Lisbon in May."', "cyan"))
