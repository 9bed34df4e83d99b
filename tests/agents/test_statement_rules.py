"""Every row of every rule table says what it reads and what it must not read; here those examples run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from memos.agents.statements.grammar.words import tokens
from memos.agents.statements.predicates import is_known
from memos.agents.statements.reading import read_sentence
from memos.agents.statements.rules import Rule, Stated
from memos.agents.statements.tables import RULES
from memos.bench.hostile import TOO_LONG, seconds


def _shown(stated: Stated) -> str:
    subject = stated.subject
    who = subject.name or subject.text
    if "{N}" in stated.rule.predicate:
        who = stated.predicate.partition(":")[2] or who
    polarity = "" if stated.polarity == "+" else f"{stated.polarity} "
    value = " ".join(token.text for token in stated.object)
    return f"{polarity}{value}" if who in ("I", "we") or "{P}" in stated.rule.predicate else f"{who}: {polarity}{value}"


def _families(rule: Rule) -> set[str]:
    """What a rule may read; "same" is what is known already, and stands for itself only if there is nothing else."""
    named = [predicate.partition("{")[0] for predicate in rule.predicate.split("|")]
    return set(named[1:] or named)


def _read(text: str, rule: Rule) -> list[str]:
    families = _families(rule)
    found = (
        s for s in read_sentence(tokens(text)) if any(s.predicate.startswith(f) for f in families) or s.rule is rule
    )
    return [_shown(stated) for stated in found]


def _examples() -> Iterator[tuple[Rule, str, list[str]]]:
    for rule in RULES:
        for example in rule.yes:
            text, _, values = example.partition(" => ")
            yield rule, text, values.split("; ")


@pytest.mark.parametrize(("rule", "text", "values"), [pytest.param(*row, id=row[1]) for row in _examples()])
def test_a_rule_reads_its_examples(rule: Rule, text: str, values: list[str]) -> None:
    read = _read(text, rule)
    assert [value for value in values if value not in read] == [], f"{rule.pattern} read {read}"


@pytest.mark.parametrize(
    ("rule", "text"), [pytest.param(rule, text, id=f"{rule.predicate}: {text}") for rule in RULES for text in rule.no]
)
def test_a_rule_leaves_its_counterexamples(rule: Rule, text: str) -> None:
    assert _read(text, rule) == []


def test_every_rule_has_an_example() -> None:
    assert [rule.pattern for rule in RULES if not rule.yes or not rule.no] == []


def test_every_predicate_is_in_the_table() -> None:
    assert [
        rule.predicate
        for rule in RULES
        if not rule.predicate.startswith("same") and not is_known(rule.predicate.split("|")[-1].removesuffix(":{P}"))
    ] == []


HOSTILE = (
    "a " * 32_768,
    "my " * 21_845,
    "I'm " * 16_384,
    "not " * 16_384,
    "x" * 65_536,
    "a.a" * 21_845,
    "my sister's " * 5_461,
    ", and I live in " * 4_096,
    "(" * 65_536,
    "1," * 32_768,
    "I have never not always " * 2_730,
    "@" * 65_536,
    "from to " * 8_192,
)


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:12] for text in HOSTILE])
def test_hostile_text_is_answered_at_once(text: str) -> None:
    assert seconds(lambda: read_sentence(tokens(text[:2_000]))) < TOO_LONG
