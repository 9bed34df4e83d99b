"""The rules, one table an area of life. To teach the reader a new way of saying something, add a row with its examples."""

from __future__ import annotations

from memos.agents.statements.rules import Rule, Rulebook
from memos.agents.statements.tables import (
    attributes,
    family,
    features,
    habits,
    health,
    home,
    identity,
    plans,
    possessions,
    projects,
    services,
    tastes,
    usages,
    work,
    working_life,
)  # fmt: skip

RULES: tuple[Rule, ...] = (
    *identity.RULES, *possessions.SHARP, *working_life.SHARP, *work.SHARP, *family.RULES, *home.RULES, *usages.RULES, *services.RULES, *work.RULES, *features.RULES, *projects.RULES, *health.RULES, *possessions.RULES, *tastes.RULES, *plans.RULES,
    *habits.RULES, *attributes.RULES, *services.PROVIDERS,
)  # fmt: skip
RULEBOOK = Rulebook(RULES)
