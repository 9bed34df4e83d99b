"""What reaches a terminal can not steer it, and what is marked is what was said."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memos.interfaces.cli.paper import WORDS, marked_words
from memos.interfaces.cli.plain import as_json, one_line, printable
from memos.schemas.cube import Source

STEERING = {
    *map(chr, range(9)),
    *map(chr, range(11, 32)),
    *map(chr, range(127, 160)),
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
}


@given(st.text(max_size=200))
def test_nothing_that_steers_is_left(text: str) -> None:
    assert not STEERING & set(printable(text))


@given(
    st.recursive(
        st.none() | st.text() | st.floats(allow_nan=False),
        lambda below: st.lists(below) | st.dictionaries(st.text(), below),
    )
)
def test_json_says_the_same(document: object) -> None:
    written = as_json(document)
    assert json.loads(written) == document
    assert not (STEERING - {"\n"}) & set(written)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb\x1b[0mc", "abc"),
        ("a\x1b]0;title\x07b", "ab"),
        ("a\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\b", "alinkb"),
        ("a\x1b]0;never ended", "a0;never ended"),
        ("a\r\nb\tc", "a\nb\tc"),
        ("[bold]x[/bold]", "[bold]x[/bold]"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_one_line_is_cut() -> None:
    assert one_line(" a \n b ") == "a b"
    assert one_line("abcdef", 4) == "abc…"


@given(
    st.text(min_size=1, max_size=80),
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=4),
    st.integers(0, 60),
)
def test_marked_words_never_fail(content: str, spans: list[tuple[int, int]], width: int) -> None:
    sources = [Source(message_id="m", start=min(span), end=max(span)) for span in spans]
    shown = marked_words(content, sources, width)
    if not width:
        assert shown.plain == printable(content) or "\x1b" in content or "\r" in content


def test_the_words_of_the_span_are_marked() -> None:
    content = "x" * 300 + " I moved to Lisbon. " + "y" * 300
    start = content.index("Lisbon")
    shown = marked_words(content, [Source(message_id="m", start=start, end=start + 6)], 100)
    marked = [shown.plain[span.start : span.end] for span in shown.spans if span.style == WORDS]
    assert marked == ["Lisbon"]
    assert len(shown.plain) < 110
