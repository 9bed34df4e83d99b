"""Work, study and clubs over several conversations: however a change is told, the new value stands for the old one."""

from __future__ import annotations

import pytest

from memos.agents.statements.grammar.words import tokens
from memos.agents.statements.reading import read_sentence
from tests.agents.test_statements_settled import believed


@pytest.mark.parametrize(
    ("said", "now", "gone"),
    [
        (("I'm on the Payments team.", "I ended up on the Fraud Detection team."), "member_of Fraud Detection team", "Payments"),
        (("I work in the marketing department.", "They transferred me to the sales department."), "sales department", "marketing"),
        (("I work under Doctor Ilieva.", "Doctor Petrov is in charge of me now."), "relation:boss Doctor Petrov", "Ilieva"),
        (("Doctor Falk supervises my thesis.", "I switched supervisors, it's Doctor Rieger now."), "Doctor Rieger", "Falk"),
        (("I work 40 hours a week.", "I've cut down to 32 hours a week."), "work 32 hours a week", "40"),
        (("I work full-time.", "I've gone part-time since our son was born."), "part-time", "full-time"),
        (("My daughter Noa is in year 9.", "Noa has started year 10."), "Noa attribute:grade year 10", "year 9"),
        (("My thesis is about peat bogs.", "I changed the topic, my thesis is about seagrass now."), "thesis topic seagrass", "peat"),
        (("I play as a goalkeeper in our football club.", "The coach moved me to striker."), "position striker", "goalkeeper"),
        (("I'm the treasurer of our tennis club.", "I was elected president of the tennis club."), "president", "treasurer"),
        (("Brian is the captain of our bowling team.", "Joan has replaced Brian as captain of our bowling team."), "captain Joan", "Brian"),
        (("My major is chemistry.", "I've switched my major, it's pharmacology now."), "studies pharmacology", "chemistry"),
        (("My annual salary is 58,000 euros.", "I earn a salary of 61,000 euros a year."), "salary 61,000 euros a year", "58,000"),
        (("I work at Polder Media.", "Polder Media went bankrupt."), "", "works_at Polder Media"),
        (("I'm self-employed.", "I closed my business and work for Toitures Martin now."), "works_at Toitures Martin", "Nobody"),
    ],
)  # fmt: skip
def test_what_changes_at_work_or_school_retires_the_old_value(said: tuple[str, str], now: str, gone: str) -> None:
    facts = believed(*said)
    assert any(now in fact for fact in facts) or not now
    assert [fact for fact in facts if gone in fact] == []


def test_an_office_in_a_club_is_no_profession() -> None:
    facts = believed("I'm a nurse.", "I'm the treasurer of the rowing club.")
    assert {"Ana occupation nurse", "Ana attribute:role in rowing club treasurer"} <= facts


def test_who_is_mentioned_without_a_name_displaces_nobody() -> None:
    assert "Ana relation:boss Efua" in believed("My manager is Efua.", "My manager wants a report again.")


@pytest.mark.parametrize(
    "text",
    [
        "I changed my mind, it's too late.",
        "I switched to tea, it's better.",
        "After the talk I gave I was tired.",
        "I'm ready to tackle this.",
        "My brother manages me fine.",
    ],
)
def test_what_announces_nothing_of_work_is_left(text: str) -> None:
    told = ("attribute:position", "attribute:team lead", "attribute:mind", "works_at", "attribute:thesis supervisor")
    assert [one.predicate for one in read_sentence(tokens(text)) if one.predicate in told] == []
