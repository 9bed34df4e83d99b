"""What somebody does regularly."""

from __future__ import annotations

from memos.agents.statements.rules import Rule

RULES: tuple[Rule, ...] = (
    Rule("habit", "S V:routine",
         ("I usually get up at six => get up at six", "I go to the gym every morning => go to the gym every morning", "my dad always walks the dog at dawn => father: walks the dog at dawn",
          "I spend about 10 minutes stretching every day => spend about 10 minutes stretching every day", "I never eat breakfast => - eat breakfast",
          "After a tough workout, I spend about 10 minutes on stretching => spend about 10 minutes on stretching"),
         ("I always forget", "I usually do", "I always feel like that", "I'm always happy to help", "I always love that", "it always rains", "I never knew that"), "habitual", link="verb", confidence=0.7),
)
