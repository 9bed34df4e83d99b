"""Family, friends and pets. Kin named in passing ("my sister Maya") are read by `kin.py`; here are the sentences about them."""

from __future__ import annotations

from memos.agents.statements.rules import Rule

RULES: tuple[Rule, ...] = (
    Rule("marital_status", "S be happily|recently|newly? O:marriage", ("I'm married => married", "I'm single => single", "my sister is divorced => sister: divorced",
         "I'm not married => - married"), ("I'm single handedly doing it",)),
    Rule("marital_status", "S get O:marriage", ("we got married last week => married", "I got engaged! => engaged"), ("I got single tickets",), "change"),
    Rule("marital_status", "^ just got O:marriage", ("Just got married! => married",), ("just got home",), "fact"),
    Rule("marital_status", "^ O:marriage !", ("engaged!! => engaged",), ("single room please", "Married with three children"), "fact"),
    Rule("relation:partner", "^ O:name and i broke|split up", ("Tom and I broke up => ended Tom",), ("The plate and I broke it",), "end"),
    Rule("same", "S V:parted", ("we broke up => ended broke up",), ("I broke it", "I split the bill"), "end"),
    Rule("relation:partner", "S break up with O:name", ("I broke up with Luca => ended Luca",), ("I broke up with laughter",), "end"),
    Rule("relation:partner", "S date O:name", ("I'm dating Luca => Luca",), ("I date my letters",), "present"),
    Rule("relation:spouse", "S be married to O:name", ("I'm married to Jonas => Jonas",), ("I'm married to my job",)),
    Rule("relation:spouse", "S marry O:name", ("I married Jonas in May => Jonas",), ("I married young",), "change"),
    Rule("lives_with", "S live with O:one", ("I live with my parents => parents", "I live with two cats => two cats"), ("I can live with it", "I live with it")),
    Rule("lives_with", "S share a|an|the|my flat|house|apartment|place|room with O:one", ("I share a flat with Gwen => Gwen",), ("I share a thought with you",)),
    Rule("has_pet", "S have O:pet", ("We have a beagle called Biscuit => beagle called Biscuit", "I've got two cats => two cats", "my sister has a parrot => sister: parrot",
         "I don't have a dog => - dog", "we don't have a dog anymore => ended dog"), ("I have a hot dog", "I have fish on Fridays", "I have fish on Fridays")),
    Rule("has_pet", "S own O:pet", ("I own a horse => horse",), ("I own a dog house",)),
    Rule("has_pet", "S adopt O:pet", ("we adopted a dog called Rex => dog called Rex", "just adopted a kitten! => kitten"), ("we adopted a new policy",), "change"),
    Rule("has_pet", "S get|buy|rescue|welcome O:pet", ("I got a puppy yesterday => puppy", "we got a second cat, Miso => second cat , Miso"), ("I got the cat food", "I bought fish for dinner"), "change"),
    Rule("has_pet", "my|our O:petted", ("my dog Rex ate it => dog Rex", "our cat is called Miso => cat"), ("my fish tank", "my dog food"), "fact", confidence=0.8),
    Rule("has_pet", "S lose our|my O:pet", ("we lost our dog last month => ended dog",), ("I lost my dog tags",), "end"),
    Rule("has_pet", "S say goodbye to O:name", ("we said goodbye to Biscuit => ended Biscuit", "we had to say goodbye to Biscuit => ended Biscuit"), ("I said goodbye to my boss",), "end"),
)
