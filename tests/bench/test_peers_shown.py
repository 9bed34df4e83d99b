"""Peers' figures as a table and as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from memos.bench.peers.contest import Curve
from memos.bench.peers.picture import drawn, merged, spread
from memos.bench.peers.table import rows


def curve(dataset: str, peer: str, *at: float, reason: str = "") -> Curve:
    recall = tuple(float(share) for share in np.interp(range(1, 51), (1, 5, 10, 50), at)) if at else ()
    return Curve(dataset, peer, "package", "1.0" if at else "", 1234 if at else 0, recall, reason)


SOME = (
    curve("locomo", "memos", 0.4, 0.7, 0.8, 0.9),
    curve("locomo", "A & B", 0.1, 0.3, 0.4, 0.9),
    curve("locomo", "C", 0.1, 0.305, 0.4, 0.9),
    curve("locomo", "D", reason="no | room"),
    curve("musique", "memos", 0.2, 0.5, 0.6, 0.7),
    curve("musique", "A & B", 0.3, 0.5, 0.55, 0.6),
    curve("musique", "C", 0.3, 0.5, 0.555, 0.6),
)


def test_the_table_names_everyone() -> None:
    table = list(rows(SOME))
    assert table[0] == "| set | system | version | R@1 | R@2 | R@5 | R@10 | R@25 | R@50 |"
    assert (
        table[2]
        == "| locomo (1,234) | memos | package 1.0 | **40.0** | **47.5** | **70.0** | **80.0** | **83.8** | **90.0** |"
    )
    assert table[3] == "|  | A & B | package 1.0 | 10.0 | 15.0 | 30.0 | 40.0 | 58.8 | **90.0** |"
    assert table[5] == "|  | D | package | no \\| room |  |  |  |  |  |"
    assert table[6].startswith("| musique (1,234) | memos | package 1.0 | 20.0 |")
    assert len({row.count(" | ") for row in table if "\\|" not in row and "---" not in row}) == 1


NUMBERS = {"memos": 0, "A & B": 1, "C": 2, "E": 3}


def test_curves_that_nobody_could_tell_apart_are_one_line() -> None:
    assert [line.label for line in merged(SOME[:3], NUMBERS)] == ["memos", "A & B, C"]
    apart = (*SOME[:2], curve("locomo", "C", 0.1, 0.33, 0.4, 0.9))
    assert [line.label for line in merged(apart, NUMBERS)] == ["memos", "A & B", "C"]


def test_ours_has_a_line_of_its_own_though_another_is_as_good() -> None:
    same = [SOME[0]._replace(peer="E"), SOME[0], SOME[0]._replace(peer="C")]
    assert [(line.number, line.label) for line in merged(same, NUMBERS)] == [(3, "E, C"), (0, "memos")]


@pytest.mark.parametrize(
    ("heights", "expected"),
    [
        ([], []),
        ([40.0], [40.0]),
        ([80.0, 40.0], [80.0, 40.0]),
        ([40.0, 41.0, 42.0], [40.0, 55.0, 70.0]),
        ([100.0, 99.0, 20.0], [100.0, 85.0, 20.0]),
        ([100.0, 100.0], [85.0, 100.0]),
    ],
)
def test_names_stand_apart_and_above_the_bottom(heights: list[float], expected: list[float]) -> None:
    assert spread(heights, 100.0) == expected


def texts_of(picture: str) -> Iterator[str]:
    for element in ET.fromstring(picture).iter("{http://www.w3.org/2000/svg}text"):  # noqa: S314 our own
        yield element.text or ""


def test_the_picture_shows_every_set_and_line() -> None:
    picture = drawn(SOME)
    told = list(texts_of(picture))
    assert {"LoCoMo", "MuSiQue", "memos", "A & B, C", "80.0", "60.0", "1,234 questions"} <= set(told)
    assert "D" not in told
    assert picture.count("<polyline") == 4
    assert "prefers-color-scheme: dark" in picture


@pytest.mark.parametrize("share", [0.0, 0.5, 0.9, 0.995, 1.0])
def test_a_figure_stands_below_the_title_whatever_it_is(share: float) -> None:
    picture = drawn([curve("hotpotqa", "memos", share, share, share, share)])
    elements = list(ET.fromstring(picture).iter("{http://www.w3.org/2000/svg}text"))  # noqa: S314 our own
    [figure] = [float(one.attrib["y"]) for one in elements if one.get("class") == "figure"]
    titles = [
        float(one.attrib["y"]) for one in elements if one.get("class") == "title" or "questions" in (one.text or "")
    ]
    ascent, descent = 12, 4
    assert figure - ascent > max(titles) + descent


def test_without_ours_nobody_is_drawn_as_ours() -> None:
    others = [one for one in SOME if one.peer != "memos"]
    assert 'class="line c0"' not in drawn(others)
    assert 'class="line c0"' in drawn(SOME)


def test_a_peer_is_drawn_alike_in_every_panel() -> None:
    picture = drawn([SOME[1], SOME[4], SOME[5]])
    assert picture.count('class="line c1"') == 2


def test_a_line_lies_where_its_recall_is() -> None:
    picture = drawn([curve("locomo", "memos", 0.0, 0.5, 0.5, 1.0)])
    line = next(one for one in picture.splitlines() if "<polyline" in one)
    points = [tuple(map(float, pair.split(","))) for pair in line.split('points="')[1].split('"')[0].split()]
    frame = [float(one.split("M38 ")[1].split("H")[0]) for one in picture.splitlines() if 'class="grid"' in one]
    assert len(points) == 51
    assert points[0] == (38.0, max(frame))
    assert points[49][1] == points[50][1] == min(frame)
    assert points[4][1] == pytest.approx((max(frame) + min(frame)) / 2, abs=0.1)
    assert all(one[0] < other[0] and one[1] >= other[1] for one, other in pairwise(points))
