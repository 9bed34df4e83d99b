"""What somebody does regularly."""

from __future__ import annotations

from memos.agents.statements.rules import Rule

RULES: tuple[Rule, ...] = (
    Rule("habit", "S V:vice", ("I smoke a pipe of an evening => smoke a pipe", "I don't smoke any more => ended smoke", "I used to smoke but now I vape => ended smoke; vape", "she doesn't drink => she: - drink",
         "my dad smokes a pack a day => father: smokes a pack a day", "I drink => drink"), ("I drink it", "I smoke salmon", "I drank that"), link="verb", confidence=0.8),
    Rule("habit", "S start|begin O:vice_doing", ("I've started smoking again => smoking",), ("I started it",), "change", confidence=0.8),
    Rule("habit", "S be O:sober", ("I've been sober for three years => sober",), ("I've been busy",), "lately_or_now", link="is {}", confidence=0.8),
    Rule("habit", "S V:customary", ("I get up at 5am => get up at 5am", "I bike to work => bike to work", "I commute by train => commute by train", "my wife drives to work => wife: drives to work",
         "I no longer bike to work => ended bike to work"), ("I get up and leave", "I work hard", "I go to it", "I got up at 5am"), "lived", link="verb", confidence=0.8),
    Rule("habit", "S V:shunned", ("I avoid festivals => avoid festivals", "we avoid pork => avoid pork"), ("I avoid it", "I avoid that"), "holding", link="verb", confidence=0.7),
    Rule("habit", "S cut V:cut_down", ("I've cut down on sugar => cut down on sugar", "I cut back on coffee => cut back on coffee"), ("I cut down the tree",), "change", link="has {}", confidence=0.8),
    Rule("habit", "S do all the O:chores", ("I do all the cooking at home => cooking",), ("I do all the things",), "present", link="does all the {}", confidence=0.8),
    Rule("habit", "S swear by O:noun", ("I swear by a combination of foam rolling and deep stretches => combination of foam rolling and deep stretches", "I swear by cold showers => cold showers"), ("I swear by it",), "present", link="swears by {}", confidence=0.7),
    Rule("habit", "S try to O:tried", ("I try to hydrate well => hydrate", "we try to eat fish twice a week => eat fish twice a week"), ("I try to help", "I try to see it", "I'm trying to eat less"), "simple", link="tries to {}", confidence=0.6, own=True),
    Rule("habit", "^ O:suited is|are|'s always|still|now|really|definitely|also? such? a|an huge|big|major|key|important|great|regular|central|essential? part of my|our life|lives|week|weeks|weekend|weekends|day|days|routine|evening|evenings|morning|mornings|workout|workouts|diet|culture|business|work",
         ("hot pot is such a big part of my weekends with friends => hot pot", "Meditation is a big part of my morning => Meditation"), ("that is a big part of my life", "it's part of my job"), "fact", link="has {} as a part of the routine", confidence=0.7),
    Rule("habit", "S tend to O:doing", ("I tend to grab whatever is easy => grab whatever is easy",), ("I tend to it",), "present", link="tends to {}", confidence=0.8),
    Rule("habit", "S stick to O:noun", ("I stick to clamshells and monster walks => clamshells; monster walks",), ("I stick to it",), "present", confidence=0.6),
    Rule("same|habit", "S V:routine", ("I don't go to the gym any more => ended go to the gym", "I used to swim every day => ended swim every day", "I no longer smoke cigars => ended smoke cigars"),
         ("I don't know any more", "I don't see it any more", "I go to the gym"), "stopped", link="verb", confidence=0.7),
    Rule("habit", "S V:drinks", ("I don't drink coffee => - drink coffee", "I never drink alcohol => - drink alcohol"), ("I drink it",), "present", link="verb"),
    Rule("habit", "S V:lately", ("I've been playing Stardew Valley lately => playing Stardew Valley",),
         ("I've been thinking about it", "I've been meaning to ask", "I've been waiting for you"), "lately", confidence=0.6),
    Rule("habit", "S V:kept_up", ("I've been tracking my calories since January => tracking my calories",), ("I've been losing my mind", "Dr. Lee has been treating my asthma"), "lately", confidence=0.6, own=True),
    Rule("habit", "S V:routine",
         ("I usually get up at six => get up at six", "I go to the gym every morning => go to the gym every morning", "my dad always walks the dog at dawn => father: walks the dog at dawn",
          "I spend about 10 minutes stretching every day => spend about 10 minutes stretching every day", "I never eat breakfast => - eat breakfast",
          "After a tough workout, I spend about 10 minutes on stretching => spend about 10 minutes on stretching"),
         ("I always forget", "I usually do", "I always feel like that", "I'm always happy to help", "I always love that", "it always rains", "I never knew that"), "habitual", link="verb", confidence=0.7),
)
