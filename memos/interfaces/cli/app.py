"""The `memos` command: which subcommands there are, and what happens at its edge when something goes wrong.

A subcommand's module is imported when it is named, so that `memos --help` costs a tenth of a second.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from importlib import import_module
from typing import Annotated, Any, Final, NamedTuple

import typer
from typer.core import TyperGroup
from typer.main import get_group

import memos
from memos.agents.vault import without_values
from memos.errors import MemosError
from memos.interfaces.cli.output import Output
from memos.interfaces.cli.plain import printable

UsageError: Final[type[Exception]] = typer.BadParameter.__mro__[1]
"""A command line that can't be understood: Typer's own errors, which know the usage line."""

_UNEXPECTED: Final = "This should not happen. MEMOS_DEBUG=1 shows where it did; what is stored stays."


class Interrupted(MemosError):
    """Somebody pressed Ctrl-C."""

    code = "interrupted"
    exit_code = 130


class Unexpected(MemosError):
    """A fault of this program."""

    code = "unexpected"


class Entry(NamedTuple):
    """Where a subcommand lives, and its line in the help."""

    module: str
    section: str
    summary: str


COMMANDS: Final[Mapping[str, Entry]] = {
    "demo": Entry("showing", "Begin", "Tour on a shipped conversation: no key, no network."),
    "init": Entry("starting", "Begin", "Make the store and fetch the embedding weights (once)."),
    "add": Entry("taking", "Remember", "Remember what somebody said, or a document."),
    "import": Entry("taking", "Remember", "Remember whole conversations from files."),
    "search": Entry("finding", "Recall", "Find the memories that bear on a question."),
    "ask": Entry("finding", "Recall", "Answer a question in the words that were said."),
    "profile": Entry("telling", "Recall", "Tell what is known of a user, on one page."),
    "timeline": Entry("telling", "Recall", "Tell what held when, old beliefs struck out."),
    "list": Entry("looking", "Look", "List memories, or for whom there are any."),
    "show": Entry("looking", "Look", "Show one memory with its whole header."),
    "why": Entry("looking", "Look", "Show the words a belief rests on."),
    "history": Entry("looking", "Look", "Show what happened to a memory, or last of all."),
    "graph": Entry("graph", "Look", "Draw who and what memories speak of."),
    "diff": Entry("diff", "Look", "Show what changed between two versions."),
    "stats": Entry("measuring", "Look", "Tell sizes, kinds, growth, index health."),
    "bench": Entry("benchmark", "Look", "Measure recall on a public data set."),
    "tui": Entry("terminal", "Look", "Look into a memory on a full screen."),
    "correct": Entry("mending", "Repair", "Put a belief right."),
    "undo": Entry("mending", "Repair", "Take a whole commit back."),
    "forget": Entry("forgetting", "Keep", "Remove the bytes of something, and search the files."),
    "hold": Entry("forgetting", "Keep", "Keep a memory from being forgotten."),
    "release": Entry("forgetting", "Keep", "Lift a legal hold."),
    "vault": Entry("vault", "Keep", "Look after sealed secrets."),
    "export": Entry("archives", "Keep", "Write memories into one file, for another store."),
    "backup": Entry("archives", "Keep", "Copy the whole store into one file, verified."),
    "restore": Entry("archives", "Keep", "Put a backup in place of the store."),
    "doctor": Entry("keeping", "Keep", "Compare the truth with every index; --repair mends."),
    "reindex": Entry("keeping", "Keep", "Build the indices anew; --embed changes the model."),
}


class _Subcommands(MutableMapping[str, Any]):
    """The subcommands by name; each is loaded when it is asked for."""

    def __getitem__(self, name: str) -> Any:
        module = import_module(f"memos.interfaces.cli.{COMMANDS[name].module}")
        return get_group(module.app).commands[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)

    def __setitem__(self, name: str, command: Any) -> None:
        raise TypeError("subcommands are listed in COMMANDS")

    def __delitem__(self, name: str) -> None:
        raise TypeError("subcommands are listed in COMMANDS")


class Commands(TyperGroup):
    """The group of all subcommands, and the edge: no error leaves it but as a line and an exit code."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands = _Subcommands()

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the help."""
        return list(COMMANDS)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The help's list of subcommands, by section, without loading any."""
        for section in dict.fromkeys(entry.section for entry in COMMANDS.values()):
            with formatter.section(section):
                formatter.write_dl(
                    [(name, entry.summary) for name, entry in COMMANDS.items() if entry.section == section]
                )

    def invoke(self, ctx: Any) -> Any:
        """Runs the subcommand. An error nobody foresaw becomes `Unexpected`, unless its traceback is asked for."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, typer.Abort) as stop:  # the latter where somebody was asked
            raise Interrupted(str(stop) or "Interrupted: what is stored stays.") from None
        except (MemosError, UsageError, typer.Exit):
            raise
        # The outermost boundary.
        except Exception as error:
            if ctx.params["debug"]:
                raise
            raise Unexpected(f"{type(error).__name__}: {error}", hint=_UNEXPECTED) from error

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Runs a command line and ends the process with its exit code; what went wrong is a line on stderr, or JSON."""
        arguments = sys.argv[1:] if args is None else list(args)
        extra.update(prog_name="memos", standalone_mode=False)
        try:
            code = super().main(arguments, *rest, **extra)
        except UsageError as error:
            code = _usage(error, as_json="--json" in arguments)
        except MemosError as error:
            code = _complain(error, as_json="--json" in arguments)
        sys.exit(code or 0)


app = typer.Typer(cls=Commands, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"memos {memos.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    debug: Annotated[
        bool, typer.Option("--debug", envvar="MEMOS_DEBUG", help="Show the traceback of an unforeseen error.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Tell the version.")
    ] = False,
) -> None:
    """A memory for agents: keeps what was said, what follows from it, and the words it rests on.

    Everything lives in one directory: --home, $MEMOS_HOME or ~/.memos. Every command takes --json; those that are about
    one user's memories take --user, too. The demo has a directory of its own.
    """
    del debug, version  # `Commands` and `_version` look at them


def main() -> None:
    """Runs the `memos` command."""
    sys.stdout = Output.standard()
    app()


def _usage(error: Any, *, as_json: bool) -> int:
    code = int(error.exit_code)
    error.message = without_values(error.message)
    if as_json:
        _tell({"code": "usage", "message": error.format_message(), "hint": "", "applied": "no", "exit_code": code})
    else:
        error.show()
    return code


def _complain(error: MemosError, *, as_json: bool) -> int:
    message, hint = without_values(error.message), without_values(error.hint)
    if as_json:
        known = {"code": error.code, "message": message, "hint": hint}
        _tell({**known, "applied": error.applied, "exit_code": error.exit_code})
    else:
        typer.echo(printable(f"memos: {message}"), err=True)
        if hint:
            typer.echo(printable(hint), err=True)
    return error.exit_code


def _tell(error: Mapping[str, Any]) -> None:
    typer.echo(json.dumps({"error": error}), err=True)
