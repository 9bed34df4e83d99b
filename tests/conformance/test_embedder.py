"""What every embedder must do, run on each."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from memos.models.embedding.hashing import HashEmbedder
from memos.models.embedding.minilm import MiniLM
from memos.models.embedding.weights import fetch

if TYPE_CHECKING:
    from collections.abc import Callable

    from memos.ports import Embedder

CACHE = Path(os.environ.get("MEMOS_CACHE") or Path.home() / ".cache" / "memos")


def minilm() -> MiniLM:
    return MiniLM.open(fetch(CACHE))


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(HashEmbedder, id="hash"),
        pytest.param(minilm, id="minilm", marks=pytest.mark.needs_weights),
    ],
)
def embedder(request: pytest.FixtureRequest) -> Embedder:
    make: Callable[[], Embedder] = request.param
    return make()


STORY = "Ana moved to Lisbon in May. She works at a bakery there, and her brother visits in summer.\n" * 60

HOSTILE = {
    "nul": "a\x00b likes tea",
    "lone high surrogate": "tea \ud83d and cake",
    "lone low surrogate": "\udc00tea and cake",
    "surrogate pair in halves": "tea \ud83d\ude00 cake",
    "right to left": "\u202etea\u202c and \u200fcake\u200e",
    "emoji": "tea 👩‍👩‍👧‍👦 cake 🎉",
    "combining": "tea" + "\u0301" * 500,
    "control": "tea\x1b[31m\x07cake",
    "special tokens": "[SEP] tea [CLS] cake [PAD] [MASK] <|endoftext|>",
    "braces": "{tea} %s \\0 ${cake}",
    "no spaces": "tea" * 2000,
    "noncharacter": "tea \uffff \ufffe cake",
    "astral": "tea " + "\U0001d54f" * 3000,
}


def test_the_fingerprint_names_the_model(embedder: Embedder) -> None:
    name, _, version = embedder.fingerprint.partition("/")
    assert name
    assert version


def test_rows_are_float32_unit_vectors(embedder: Embedder) -> None:
    rows = embedder.embed(["Ana lives in Lisbon.", "tea", STORY])
    assert rows.shape == (3, embedder.dimension)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, embedder.dimension)


@pytest.mark.parametrize("text", ["", " ", "\n\t \r\n", "\x00", "\u200b\u200f", "...", " " * 100_000])
def test_a_text_that_says_nothing_is_like_nothing(embedder: Embedder, text: str) -> None:
    rows = embedder.embed([text, "tea"])
    assert not rows[0].any()
    assert rows[1].any()


def test_rows_come_in_the_order_of_the_texts(embedder: Embedder) -> None:
    texts = [f"{'very ' * (37 * place % 50)}long walk number {place}" for place in range(100)]
    together = embedder.embed(texts)
    for place in (0, 1, 49, 50, 98, 99):
        np.testing.assert_allclose(together[place], embedder.embed([texts[place]])[0], atol=1e-5)


def test_like_texts_are_nearer_than_unlike_ones(embedder: Embedder) -> None:
    question, answer, other = embedder.embed(
        ["Where does Ana live?", "Ana lives in Lisbon.", "The recipe needs two eggs and some flour."]
    )
    assert question @ answer > question @ other + 0.2


def test_the_same_text_gives_the_same_row_in_another_process(embedder: Embedder, tmp_path: Path) -> None:
    target = tmp_path / "row.npy"
    code = (
        "import sys, numpy as np\n"
        "from pathlib import Path\n"
        "from memos.models.embedding.hashing import HashEmbedder\n"
        "from memos.models.embedding.minilm import MiniLM\n"
        "from memos.models.embedding.weights import installed\n"
        "embedder = HashEmbedder() if sys.argv[1].startswith('hash') else MiniLM.open(installed(Path(sys.argv[2])))\n"
        "np.save(sys.argv[3], embedder.embed(['Ana lives in Lisbon.']))\n"
    )
    subprocess.run([sys.executable, "-c", code, embedder.fingerprint, str(CACHE), str(target)], check=True, cwd=Path())
    np.testing.assert_allclose(np.load(target), embedder.embed(["Ana lives in Lisbon."]), atol=1e-6)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_taken(embedder: Embedder, text: str) -> None:
    (row,) = embedder.embed([text])
    assert np.isfinite(row).all()
    assert np.linalg.norm(row) == pytest.approx(1, abs=1e-5) or not row.any()
    assert "".join(text[start:end] for start, end in embedder.split(text)) == text


def test_the_empty_text_has_no_parts(embedder: Embedder) -> None:
    assert embedder.split("") == []


def test_a_short_text_is_one_part(embedder: Embedder) -> None:
    assert embedder.split("Ana lives in Lisbon.") == [(0, 20)]


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        STORY.replace("\n", " "),
        "word " * 3000,
        "x" * 5000,
        "東京に住んでいます。" * 300,
        "a.b" * 999,
        "\n" * 9000,
    ],
    ids=["lines", "sentences", "words", "one word", "no spaces", "dots", "line ends"],
)
def test_parts_cover_the_text_and_each_fits(embedder: Embedder, text: str) -> None:
    spans = embedder.split(text)
    assert len(spans) > 1
    assert [start for start, _ in spans] == [0] + [end for _, end in spans[:-1]]
    assert spans[-1][1] == len(text)
    for start, end in spans:
        assert start < end
        assert embedder.split(text[start:end]) == [(0, end - start)]


def test_parts_end_with_sentences(embedder: Embedder) -> None:
    for text in (STORY, STORY.replace("\n", " ")):
        assert all(text[start:end].rstrip().endswith(".") for start, end in embedder.split(text))


def test_nothing_of_a_long_text_is_cut(embedder: Embedder) -> None:
    plain, tailed = embedder.embed([STORY, STORY + "The volcano erupted at midnight over the frozen harbour. " * 20])
    volcano, tea = embedder.embed(["The volcano erupted at midnight.", "Green tea is served at five."])
    assert tailed @ volcano > plain @ volcano + 0.1
    assert tailed @ volcano > tailed @ tea


def test_a_long_text_stands_near_the_mean_of_its_parts(embedder: Embedder) -> None:
    (whole,) = embedder.embed([STORY])
    spans = embedder.split(STORY)
    parts = embedder.embed([STORY[start:end] for start, end in spans])
    mean = np.average(parts, axis=0, weights=[end - start for start, end in spans])
    assert whole @ mean / np.linalg.norm(mean) > 0.999


def test_a_megabyte_without_a_space_is_taken(embedder: Embedder) -> None:
    (row,) = embedder.embed(["\U0001f600" * 1_000_000])
    assert np.isfinite(row).all()


def test_threads_may_share_it(embedder: Embedder) -> None:
    texts = [f"Ana bought {number} oranges at the market" for number in range(40)]
    expected = embedder.embed(texts)
    with ThreadPoolExecutor(8) as pool:
        for place, rows in enumerate(pool.map(lambda text: embedder.embed([text]), texts)):
            np.testing.assert_allclose(rows[0], expected[place], atol=1e-5)
