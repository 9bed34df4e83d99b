"""Runs the real command line in this process, on a real store, with the hash embedder."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from memos.interfaces.cli.app import app


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """The one document on stderr."""
        return json.loads(self.err)["error"]


Run = Callable[..., Ran]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A home of its own, and nothing of the machine's."""
    return {
        "MEMOS_HOME": str(tmp_path / "home"),
        "MEMOS_CACHE": str(tmp_path / "cache"),
        "MEMOS_KEY_FILE": str(tmp_path / "vault.key"),
        "MEMOS_EMBEDDER": "hash",
        "MEMOS_USER": "me",
        "MEMOS_TENANT": "default",
        "COLUMNS": "120",
    }


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    """Runs `memos ARGUMENTS…`; every outcome but those of `Ran` is a failure of the test."""

    def call(*arguments: object, stdin: str = "", code: int | None = 0) -> Ran:
        result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin, env=environment)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.stderr
        if code is not None:
            assert result.exit_code == code, (result.stdout, result.stderr)
        return Ran(result.exit_code, result.stdout, result.stderr)

    return call
