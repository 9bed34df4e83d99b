"""What somebody owns, gets, sells and loses."""

from __future__ import annotations

from memos.agents.statements.rules import Rule

RULES: tuple[Rule, ...] = (
    Rule("owns", "S own O:held", ("I own a Vespa => Vespa", "my dad owns a small bakery => father: small bakery", "I don't own a car => - car"), ("I own up to it", "I own that mistake")),
    Rule("owns", "S have O:owned", ("I have an old camera => old camera", "I've got a motorbike => motorbike", "I no longer have a car => ended car"), ("I have a car appointment",)),
    Rule("owns", "S drive|ride a|an|my O:held", ("I drive a Honda Civic => Honda Civic",), ("I drive a lot",), "present", confidence=0.8),
    Rule("owns", "S buy|get|purchase a|an|my|our|some|new|the? O:owned", ("I bought a new bike => bike", "we just got a van => van", "bought a guitar yesterday => guitar"),
         ("I bought lunch", "I got it", "I'm buying a car", "I'd buy a car"), "change"),
    Rule("owns", "S sell my|our|the O:held", ("I sold my car => ended car", "we sold the boat => ended boat"), ("I sold my soul",), "end"),
    Rule("owns", "S get rid of my|our|the O:held", ("I got rid of my piano => ended piano",), ("I got rid of it",), "end"),
    Rule("owns", "S give away my|our|the O:owned", ("I gave away my bike => ended bike",), ("I gave away the plot",), "end"),
    Rule("owns", "S swap|trade|exchange|replace my|our|the W:held for|with a|an|my O:held", ("I swapped my car for a cargo bike => cargo bike; ended car", "I replaced my Kindle with a Kobo => Kobo; ended Kindle"), ("I swapped it for that",), "change"),
    Rule("owns", "S upgrade from|my W:held to O:held", ("I upgraded from a Corolla to a Prius => Prius; ended Corolla",), ("I upgraded from it",), "change"),
    Rule("owns", "my|our O:owned", ("I'll bring my camera too => camera", "the noise of my old laptop => old laptop", "I'll be bringing my bass! => bass"), ("my car insurance is due", "my phone number", "our house rules"), "fact", confidence=0.7),
)
