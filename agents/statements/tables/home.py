"""Where and with whom somebody lives, and where they have been."""

from __future__ import annotations

from memos.agents.statements.rules import Rule

RULES: tuple[Rule, ...] = (
    Rule("lives_in", "S live|reside here|out|right|over|back? in|near|at|outside O:place",
         ("I live in Lisbon => Lisbon", "my sister lives in a small village near Braga => sister: small village", "we've been living in Oslo since May => Oslo",
          "I used to live in Rome => ended Rome", "back in 2019 I lived in Rome => ended Rome", "I no longer live in Faro => ended Faro", "i live in lisbon btw => lisbon"),
         ("I live in hope", "I live in fear of it", "Do you live in Rome?", "if I lived in Rome", "I'd live in Rome")),
    Rule("lives_in", "S be based in|out? of? O:place", ("I'm based in Berlin => Berlin",), ("I'm based in reality",), "present"),
    Rule("lives_in", "S be back? in O:place these|now|permanently", ("I'm in Haifa these days => Haifa", "I'm in Berlin now => Berlin"), ("I'm in trouble now", "I was in Rome last week"), "present"),
    Rule("lives_in", "S move|relocate|emigrate back|over|up|down|here? from W:place to|into O:place",
         ("my sister Maya moved from Faro to Braga => Maya: Braga; Maya: ended Faro", "I moved from Oslo to Bergen in May => Bergen; ended Oslo"), ("I moved from chair to chair",), "change"),
    Rule("lives_in", "S move|relocate|emigrate back|over|up|down|out? to|into O:place",
         ("I moved to Porto => Porto", "moved to Copenhagen last summer => Copenhagen", "relocated to Copenhagen over the summer => Copenhagen", "we've just moved to a cottage in Wales => cottage",
          "Vikram moved to Pune => Vikram: Pune"),
         ("I moved to the next step", "let's move to Porto", "I'm moving to Berlin", "I might move to Rome", "we moved to Thursday", "I want to move to Rome"), "change"),
    Rule("lives_in", "S move out of O:place", ("I moved out of Faro => ended Faro",), ("I moved out of necessity, it was time",), "end"),
    Rule("lives_in", "S settle down? in O:place", ("we settled in Leeds => Leeds",), ("I settled in nicely",), "change"),
    Rule("lives_in", "S leave W:place for O:place", ("I left Oslo for Bergen => Bergen; ended Oslo",), ("I left home for work",), "change"),
    Rule("lives_in", "S buy|rent|get a|an|our? new? house|flat|apartment|place|home|cottage in O:place", ("we bought a house in Leeds => Leeds",), ("we bought a house in May",), "change", confidence=0.7),
    Rule("lives_in", "S have a|an|my|our? house|flat|apartment|place|home|cottage in O:place", ("my grandma's got a house in Gdynia => grandmother: Gdynia",), ("I have a place in mind",), "present", weak=True, confidence=0.6),
    Rule("lives_in", "my|our home|place|flat|apartment|house is|'s in O:place", ("My place is in Aarhus, close to the harbour => Aarhus",), ("my place is in order",), "fact"),
    Rule("lives_in", "^ based in O:place", ("based in Ghent btw => Ghent",), ("based in part on facts",), "fact"),
    Rule("lives_in", "^ living|live in O:place now|since|these|for", ("living in Ghent now => Ghent",), ("living in fear for long",), "fact"),
    Rule("lives_in", "here in O:place", ("it's raining here in Ghent => Ghent",), ("here in the app", "here in this chat"), "fact", confidence=0.6),
    Rule("attribute:address", "S live at O:address", ("I live at 12 Elm Street => 12 Elm Street",), ("I live at home",)),
    Rule("lives_in", "^ been in O:place since|for", ("been in London since 2015 => London",), ("been in bed for days",), "fact"),
    Rule("visited", "S visit O:land", ("I visited Kyoto last spring => Kyoto",), ("I visited my aunt", "I will visit Rome", "I visited the site"), "change"),
    Rule("visited", "S be to|in O:land twice|once|before|last", ("I've been to Kyoto twice => Kyoto",), ("I've been to the shop before",), "fact"),
    Rule("visited", "S travel|go|fly to O:land last|once|in", ("I travelled to Peru last year => Peru",), ("I went to bed last", "I went to work in the morning"), "change", confidence=0.7),
)
