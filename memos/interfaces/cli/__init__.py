"""The command line. `main` is what the `memos` command runs; what a command needs is imported when it is named."""

from memos.interfaces.cli.app import main

__all__ = ["main"]
