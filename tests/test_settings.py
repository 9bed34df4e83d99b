"""Settings come from a mapping, with defaults, and unknown values are refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from memos.errors import InvalidInput
from memos.settings import Settings

HOME = Path("/somewhere/ana")


def test_defaults_lie_under_the_user_home() -> None:
    settings = Settings.read({}, HOME)
    assert settings.home == HOME / ".memos"
    assert settings.home not in settings.key_file.parents
    assert (settings.embedder, settings.vector_index, settings.durability) == ("minilm", "auto", "full")


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert Settings.read({"MEMOS_HOME": "", "MEMOS_EMBEDDER": ""}, HOME) == Settings.read({}, HOME)


@pytest.mark.parametrize("variable", ["MEMOS_EMBEDDER", "MEMOS_VECTOR_INDEX", "MEMOS_DURABILITY", "MEMOS_BUSY_TIMEOUT"])
def test_an_unknown_value_is_refused_by_name(variable: str) -> None:
    with pytest.raises(InvalidInput, match=variable):
        Settings.read({variable: "sometimes"}, HOME)


@pytest.mark.parametrize(
    ("seconds", "taken"), [("0", True), ("3600", True), ("3601", False), ("-1", False), ("nan", False)]
)
def test_bounds_of_the_busy_timeout(seconds: str, taken: bool) -> None:
    if taken:
        assert Settings.read({"MEMOS_BUSY_TIMEOUT": seconds}, HOME).busy_timeout == float(seconds)
    else:
        with pytest.raises(InvalidInput):
            Settings.read({"MEMOS_BUSY_TIMEOUT": seconds}, HOME)
