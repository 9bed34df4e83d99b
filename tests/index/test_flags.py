from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memos.index.flags import READ, Flag, flags_of

STEADY = settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
SIGNS = """
Ana: See you on Friday. | TIME
Ana: We moved in 2019. | TIME NUMBER SELF
It was on May 3rd. | TIME NUMBER
She may come along. |
Two weeks ago it rained. | TIME NUMBER DURATION
Let's say 7:30. | TIME NUMBER
The invoice is due on 20240315. | TIME NUMBER
Last summer was dry. | TIME
There were a dozen of them. | NUMBER
My boss is called Henk. | NAME SELF
Henk: it rains. |
Who was that? | QUESTION
他是谁？ | QUESTION
Thanks, sounds good! | GREETING
Ana: Haha yes, see you soon! | GREETING
Thanks, the piano tuner called. |
Thanks, see you at 8. | NUMBER
We live in Porto. | NAME PLACE SELF
There is a library. | PLACE
Ben: I went home. | SELF
A cat [image: a black cat on a wall] | IMAGE
He quit because the pay was bad. | REASON
So it goes. |
It took three hours. | DURATION NUMBER
He waited for an hour. | DURATION
She loves chess. | LIKING
Bring bread, some cheese and wine. | LISTING
Bring:\\n- bread\\n- wine | LISTING
We read "The Waves" there. | QUOTED SELF NAME
Привет, как дела? | QUESTION
""".strip().splitlines()


@pytest.mark.parametrize("row", SIGNS)
def test_a_text_shows_its_signs(row: str) -> None:
    text, _, names = row.partition(" |")
    expected = Flag(0)
    for name in names.split():
        expected |= Flag[name]
    assert Flag(flags_of(text.replace("\\n", "\n"))) == expected


def test_they_fit_sixteen_bits() -> None:
    assert max(Flag) < 1 << 15


def test_of_a_long_text_the_beginning_is_read() -> None:
    assert not flags_of("x" * READ + " Friday") & Flag.TIME
    assert flags_of("x" * (READ - 7) + " Friday") & Flag.TIME


@STEADY
@given(st.text())
def test_any_text_has_signs(text: str) -> None:
    assert 0 <= flags_of(text) < 1 << 16


@STEADY
@given(st.text(alphabet="a ,.'\"“[]?\n-1IA:/", max_size=200))
def test_who_speaks_makes_no_difference(text: str) -> None:
    if not text[:1].isalpha() and ": " not in text:
        assert flags_of(f"Ana Costa: {text}") == flags_of(text)
