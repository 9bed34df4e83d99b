"""Jobs, studies and teams as they change: what a new one ends, what an ending without a name means, what was told late."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from memos.memory import Memory
from memos.schemas.cube import Kind, Semantic, State
from memos.schemas.message import Message


def believed(folder: Path, *said: str) -> set[str]:
    """What holds after these lines, each "date text", were told to a new memory: its statements that are no denials."""
    with Memory.open(folder / "home", embedder="hash", durability="fast", key_file=folder / "key") as memory:
        for line in said:
            day, _, text = line.partition(" ")
            message = Message(
                role="user", name="Ana", content=text, timestamp=datetime.fromisoformat(f"{day}T10:00:00+00:00")
            )
            memory.add(message, user_id="ana", run_id=day)
        found = memory.get_all(user_id="ana", kinds=(Kind.SEMANTIC,), states=[State.ACTIVE], limit=100)
    return {
        cube.text
        for cube in found
        if isinstance(cube.payload, Semantic) and not cube.payload.negated and cube.valid_to is None
    }


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        (["2022-01-01 I'm a nurse at St Mary's.", "2023-01-01 I got laid off last week."], {"Ana is a nurse."}),
        (["2022-01-01 I work at Bosch.", "2023-01-01 I quit!", "2023-05-01 Day one at Siemens!"], {"Ana works at Siemens."}),
        (["2022-01-01 I'm a section chief at Toyota.", "2024-01-01 I retired in March."], {"Ana is retired."}),
        (["2022-01-01 I teach maths.", "2023-01-01 Left teaching for good, they've hired me as an actuary."], {"Ana is an actuary."}),
        (["2022-01-01 im a junior developer", "2024-01-01 they promoted me to team lead today"], {"Ana is a team lead."}),
        (
            ["2022-01-01 I'm a nurse in the emergency room.", "2023-01-01 they transferred me to the NICU last week"],
            {"Ana is a nurse.", "Ana works at the NICU."},
        ),
        (["2022-01-01 my salary is 31k", "2023-01-01 GOT THE RAISE. I'm on 36k as of this month"], {"Ana's salary is 36k."}),
        (
            ["2022-01-01 I play for Thistle Rovers.", "2023-01-01 Left the Rovers in june and signed with Harbour United."],
            {"Ana plays for Harbour United."},
        ),
        (
            ["2022-01-01 I'm studying law at Leiden.", "2023-01-01 I transferred to Utrecht University."],
            {"Ana studies law.", "Ana studies at Utrecht University."},
        ),
    ],
)  # fmt: skip
def test_the_new_takes_the_place_of_the_old(tmp_path: Path, said: list[str], holds: set[str]) -> None:
    assert believed(tmp_path, *said) == holds


def test_an_ending_told_late_does_not_end_what_came_after(tmp_path: Path) -> None:
    said = (
        "2024-03-11 I'm at Equinor since january.",
        "2022-06-27 I work for a little firm called Nordskrue.",
        "2022-07-01 I quit!",
    )
    assert believed(tmp_path, *said) == {"Ana works at Equinor."}


def test_an_ending_of_nothing_known_says_nothing(tmp_path: Path) -> None:
    assert believed(tmp_path, "2024-01-01 I got laid off, any tips?") == set()
