"""The rules, one table an area of life. To teach the reader a new way of saying something, add a row with its examples."""

from __future__ import annotations

from memos.agents.statements.rules import Rule, Rulebook
from memos.agents.statements.tables import (
    attributes,
    family,
    habits,
    health,
    home,
    identity,
    plans,
    possessions,
    projects,
    services,
    tastes,
    work,
)  # fmt: skip

RULES: tuple[Rule, ...] = (
    *identity.RULES, *work.SHARP, *family.RULES, *home.RULES, *services.RULES, *work.RULES, *projects.RULES, *health.RULES, *possessions.RULES, *tastes.RULES, *plans.RULES,
    *habits.RULES, *attributes.RULES, *services.PROVIDERS,
)  # fmt: skip
RULEBOOK = Rulebook(RULES)
