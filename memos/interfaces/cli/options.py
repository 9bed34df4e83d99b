"""The options that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def somebody(name: str | None) -> str | None:
    """The name, which may be left out and may not be empty."""
    if name is not None and not name.strip():
        raise typer.BadParameter("the name is empty. Whose memory? Leave it out for $MEMOS_USER, else me.")
    return name


User = Annotated[
    str | None,
    typer.Option(
        "--user",
        "-u",
        metavar="NAME",
        help="Whose memory (else $MEMOS_USER, else me).",
        callback=somebody,
        show_default=False,
    ),
]
Home = Annotated[
    Path | None,
    typer.Option("--home", metavar="DIR", help="Data directory (else $MEMOS_HOME, else ~/.memos).", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="Write one JSON document.")]


def commands() -> typer.Typer:
    """An empty set of commands, written the way all of them are."""
    return typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
