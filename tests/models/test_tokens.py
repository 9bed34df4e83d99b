"""Counting and cutting by tokens."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from memos.errors import MemosError
from memos.models.tokens import TokenCounter, ranks_file

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def counter() -> TokenCounter:
    return TokenCounter()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", 0),
        ("hello world", 2),
        ("I moved to Lisbon in May.", 7),
        ("antidisestablishmentarianism", 6),
        ("你好，世界", 6),
        ("   leading and trailing   ", 5),
        ("<|endoftext|>", 7),
    ],
)
def test_it_counts_as_the_published_encoding_does(counter: TokenCounter, text: str, tokens: int) -> None:
    assert counter.count(text) == tokens


def test_slicing_a_long_text_does_not_change_its_count(counter: TokenCounter) -> None:
    sentence = "Ana moved to Lisbon in May; she didn't  like the 12345 stairs.\n\n"
    per_sentence = counter.count(sentence * 2) - counter.count(sentence)
    assert counter.count(sentence * 2000) == 2000 * per_sentence


@pytest.mark.parametrize(
    "text",
    [" " * 1_000_000 + "x", "x" * 1_000_000, "\n\t " * 300_000, "👍" * 100_000, "\x00" * 9999],
    ids=["spaces", "letters", "white space", "emoji", "nul"],
)
def test_a_megabyte_of_anything_is_counted(counter: TokenCounter, text: str) -> None:
    assert 0 < counter.count(text) <= len(text.encode())


def test_lone_surrogates_are_counted_and_kept(counter: TokenCounter) -> None:
    text = "tea \ud83d and \udc00 cake"
    assert counter.count(text) == counter.count("tea \ufffd and \ufffd cake")
    assert counter.truncate(text, 100) == text


@pytest.mark.parametrize("budget", [0, -1])
def test_no_budget_leaves_nothing(counter: TokenCounter, budget: int) -> None:
    assert counter.truncate("hello", budget) == ""


def test_a_text_within_the_budget_is_returned_whole(counter: TokenCounter) -> None:
    assert counter.truncate("hello world", 2) == "hello world"


def test_a_text_is_cut_between_tokens(counter: TokenCounter) -> None:
    assert counter.truncate("I moved to Lisbon in May.", 4) == "I moved to Lisbon"


def test_a_character_is_never_cut(counter: TokenCounter) -> None:
    for budget in range(1, 12):
        assert set(counter.truncate("👩\u200d👩\u200d👧 你好 𝕏", budget)) <= set("👩\u200d👩\u200d👧 你好 𝕏")


def test_what_is_kept_is_a_beginning_within_the_budget(counter: TokenCounter) -> None:
    rng = random.Random(7)  # noqa: S311 - test data
    for _ in range(300):
        text = "".join(rng.choices("ab 1.\n\t'é你👍\ud800", k=rng.randrange(200)))
        budget = rng.randrange(1, 80)
        kept = counter.truncate(text, budget)
        assert text.startswith(kept)
        assert counter.count(kept) <= budget
        assert kept == text or counter.count(text) > budget


def test_a_huge_text_is_cut_from_its_beginning_only(counter: TokenCounter) -> None:
    assert counter.truncate("word " * 1_000_000, 10) == "word word word word word word word word word word"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MemosError, match="nowhere"):
        TokenCounter(tmp_path / "nowhere").count("x")


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    damaged = tmp_path / "ranks"
    damaged.write_bytes(ranks_file().read_bytes()[:-100])
    with pytest.raises(MemosError, match="not the cl100k_base"):
        TokenCounter(damaged).count("x")


def test_counting_neither_imports_litellm_nor_changes_the_environment() -> None:
    code = (
        "import os, sys\n"
        "before = dict(os.environ)\n"
        "from memos.models.tokens import TokenCounter\n"
        "assert TokenCounter().count('hello world') == 2\n"
        "assert 'litellm' not in sys.modules\n"
        "assert dict(os.environ) == before\n"
    )
    environment = {key: value for key, value in os.environ.items() if key != "TIKTOKEN_CACHE_DIR"}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
