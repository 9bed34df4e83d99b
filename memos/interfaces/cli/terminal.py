"""`memos tui`."""

from __future__ import annotations

import sys

from memos.errors import InvalidInput
from memos.interfaces.cli import shapes
from memos.interfaces.cli.options import Home, Json, User, commands
from memos.interfaces.cli.session import opened
from memos.interfaces.tui.app import VIEWS, Terminal

app = commands()


@app.command()
def tui(user: User = None, home: Home = None, json: Json = False) -> None:
    """Look into a memory on a full screen.

    All by keyboard: profile, beliefs on a time axis, timeline, search with its trace, operations with undo, and conversations
    with the words that became memories. ? shows the keys. With --json nothing is started: the views and their keys are written.
    """
    if json:
        views = enumerate(VIEWS, 1)
        shapes.write({"views": [{"name": v.NAME, "number": n, "letter": v.LETTER, "about": v.ABOUT} for n, v in views]})
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InvalidInput("A full screen needs a terminal.", hint="`memos profile` and `memos timeline` print.")
    with opened(home, user) as session:
        Terminal(session.memory, session.user).run()
