"""What somebody does regularly."""

from __future__ import annotations

from memos.agents.statements.rules import Rule

RULES: tuple[Rule, ...] = (
    Rule("habit", "S tend to O:doing", ("I tend to grab whatever is easy => grab whatever is easy",), ("I tend to it",), "present", link="to", confidence=0.8),
    Rule("habit", "S stick to O:noun", ("I stick to clamshells and monster walks => clamshells; monster walks",), ("I stick to it",), "present", confidence=0.6),
    Rule("same|habit", "S V:routine", ("I don't go to the gym any more => ended go to the gym", "I used to swim every day => ended swim every day", "I no longer smoke cigars => ended smoke cigars"),
         ("I don't know any more", "I don't see it any more", "I go to the gym"), "stopped", link="verb", confidence=0.7),
    Rule("habit", "S V:drinks", ("I don't drink coffee => - drink coffee", "I never drink alcohol => - drink alcohol"), ("I drink it",), "present", link="verb"),
    Rule("habit", "S V:lately", ("I've been playing Stardew Valley lately => playing Stardew Valley",),
         ("I've been thinking about it", "I've been meaning to ask", "I've been waiting for you"), "lately", confidence=0.6),
    Rule("habit", "S V:routine",
         ("I usually get up at six => get up at six", "I go to the gym every morning => go to the gym every morning", "my dad always walks the dog at dawn => father: walks the dog at dawn",
          "I spend about 10 minutes stretching every day => spend about 10 minutes stretching every day", "I never eat breakfast => - eat breakfast",
          "After a tough workout, I spend about 10 minutes on stretching => spend about 10 minutes on stretching"),
         ("I always forget", "I usually do", "I always feel like that", "I'm always happy to help", "I always love that", "it always rains", "I never knew that"), "habitual", link="verb", confidence=0.7),
)
