"""What somebody uses and whom he is a customer of: tools, banks, gyms, memberships; how often, how much and how he takes something."""

from __future__ import annotations

from memos.agents.statements.rules import Rule

_TOOLS: tuple[Rule, ...] = (
    Rule("same:tool|habit", "S switch|migrate|move|transfer|port|convert|change W:kept_in over|across? to|into|onto O:wared",
         ("I've migrated my notes to Obsidian => Obsidian", "I moved our tickets over to Linear => Linear"), ("I moved my sofa to the wall", "I moved my desk to Berlin?"), "fact", link="verb", confidence=0.8),
    Rule("attribute:{P}", "S switch|change|move|go over|across? to|with O:wared as|for my|our|the? P:own_tool", ("I switched to Helix as my editor => Helix", "I went with Mubi as our platform => Mubi"), ("I switched to tea as my drink",), "change"),
    Rule("attribute:{P}", "O be now? my|our new|main|current|default|only? P:own_tool now|these|instead|since|from|.", ("N26 is my bank now => bank: N26",), ("this is my bank", "tomorrow is my clinic day"), "present"),
    Rule("habit", "S V:tooled", ("I track my runs with Strava => track my runs with Strava", "I use Notion for my recipes => use Notion for my recipes", "I code in VS Code => code in VS Code",
         "my wife tracks her sleep with Oura => wife: tracks her sleep with Oura", "I write most of my code in Java => write most of my code in Java"),
         ("I talk with Anna", "I use it for my notes", "I write in my room", "I pay with a card", "I used Notion yesterday", "I code in the office"), "lived", link="verb", confidence=0.8),
    Rule("habit", "S V:tooled", ("I'm using Actual Budget => using Actual Budget", "I've been writing Kotlin in VS Code since May => writing Kotlin in VS Code"), ("I'm using it",), "ongoing", link="verb", confidence=0.7),
    Rule("habit", "S use O:used", ("I no longer use Trello => ended Trello", "I don't use Slack any more => ended Slack", "I used to use Trello => ended Trello"), ("I don't use it any more", "I no longer use that"), "stopped", link="uses {}", confidence=0.8),
)

_CUSTOMERS: tuple[Rule, ...] = (
    Rule("member_of", "S be a|an? long-time|longtime|loyal|new|paying|premium? customer|client|subscriber|patron|customers|clients|subscribers of|with|at|to O:name", ("I'm a customer of Boursorama => Boursorama", "we're clients with Aviva => Aviva"), ("I'm a customer of yours",), link="is a customer of {}"),
    Rule("attribute:{P}", "my|our P:served contract|plan|policy|account|subscription|deal|tariff is|are|'s all|now|currently? with|through|from|at|by O:wared",
         ("my phone contract is with Vodafone => Vodafone", "our energy deal is with Octopus => Octopus"), ("my phone plan is with the paperwork",), "fact"),
    Rule("attribute:{P}", "my|our P:served comes|come all|now|currently? from|through|via|with O:wared", ("our electricity comes from Vattenfall => Vattenfall", "our internet comes through Sky now => Sky"), ("my energy comes from coffee",), "fact"),
    Rule("attribute:insurance", "my|our|the P:one is|are|'s all|now|still? insured with|by|through O:name", ("my car is insured with Allianz => Allianz",), ("my car is insured with a firm",), "fact"),
    Rule("attribute:insurance", "S be|get insured with|by|through O:name", ("I'm insured with AXA => AXA", "we're insured through Aviva now => Aviva"), ("I'm insured with them",), "state"),
    Rule("attribute:insurance", "S insure my|our|the|it P:one with|at|through O:name", ("I've insured the car with AXA => AXA",), ("I insured the car with care",), "change"),
    Rule("attribute:{P}", "S switch|change|move|take|transfer all|most|of? my|our|the P:served over|across|away? from W:wared over? to O:wared", ("I've moved all my accounts from Barclays to Monzo => Monzo; ended Barclays",), ("I moved my phone from Rome to Milan",), "change"),
    Rule("attribute:gym", "S go|belong|train|lift|exercise to|at a|the|my? gym|studio called|named O:name", ("I go to a gym called FitStar => FitStar",), ("I go to a gym called after him",), "state"),
    Rule("same:gym", "S go|train|lift|switch|swim|exercise|belong to|at O:clubname now|instead|these|since|from", ("I go to The Yard now => Yard", "I train at Iron Temple these days => Iron Temple"), ("I go to it now", "we're going to Crete instead"), "simple"),
    Rule("same|member_of", "my|our contract|membership|subscription|account|season-ticket|pass with|at|to|for|of|in the? O:clubname expired|lapsed|ended|finished", ("my membership of the Lakeside Rowing Club lapsed => ended Lakeside Rowing Club",), ("my contract with him ended",), "gone"),
    Rule("same|member_of", "my|our contract|membership|subscription|account|season-ticket|pass with|at|to|for|of|in the? O:clubname ran|has|have|is|was|got|'s been|just|now|run? out|expired|lapsed|over|cancelled|canceled|terminated|up|ended|history",
         ("My contract with FitStar ran out in June => ended FitStar", "my membership at the Riverside Tennis Club has expired => ended Riverside Tennis Club"), ("my contract with FitStar is great", "my contract with him ran out"), "gone"),
    Rule("member_of", "S get|buy|choose|pick|take|order O:streaming", ("I got Disney+ instead => Disney", "we got Netflix => Netflix"), ("I got it", "I got a disney princess dress"), "change", link="subscribes to {}", confidence=0.7),
    Rule("member_of", "S have a|an|my|our subscription|membership|season-ticket to|of|at|with|for the? O:name", ("We have a subscription to The Economist => Economist", "I have a membership at Holmes Place => Holmes Place"), ("I have a subscription to it",), "state", link="subscribes to {}"),
    Rule("member_of", "S be|play|swim|run|row|train|sing with|at|for O:clubname club|society|association now|these|instead", ("I'm with Northgate Tennis Club now => Northgate Tennis",), ("I'm with the club now",), "present"),
    Rule("member_of", "S subscribe|resubscribe to O:wared", ("I subscribed to Tidal => Tidal",), ("I subscribed to it",), "change", link="subscribes to {}"),
)

_ONES_WAY: tuple[Rule, ...] = (
    Rule("habit", "S V:served_up", ("I take my coffee with oat milk => take my coffee with oat milk", "she drinks her tea black => she: drinks her tea black", "I take my coffee black now => take my coffee black"),
         ("I take my coffee", "I took my coffee black"), "lived", link="verb", confidence=0.8),
    Rule("habit", "S V:served_up", ("I've been taking my tea black for three weeks => taking my tea black for three weeks",), ("I've been thinking of my tea",), "ongoing", link="verb", confidence=0.8),
    Rule("habit", "S V:opening", ("I start my day with a black coffee => start my day with a black coffee", "my dad begins every morning with the news => father: begins every morning with the news"), ("I start my day", "I'll start my day with it", "I started my day with it"), "lived", link="verb", confidence=0.8),
    Rule("habit", "S be O:abed", ("I'm in bed by 10 most nights => in bed by 10 most nights", "my kids are asleep by eight => child: asleep by eight", "I'm up at 5 => up at 5"), ("I'm in bed", "I'm up for it", "I was up at 5"), "present", link="is {}", confidence=0.8),
    Rule("attribute:alarm", "N go|ring|sound off? at|around|by O:when", ("my alarm goes off at 6:30 => 6:30", "my alarm rings at 5:45 => 5:45"), ("my alarm goes off all the time", "my phone rings at 5"), "present", nouns=frozenset({"alarm"})),
    Rule("attribute:alarm", "my alarm is|'s set for|at|to O:when", ("my alarm is set for 7 => alarm: 7",), ("my alarm is set",), "fact"),
    Rule("attribute:alarm", "S set|move|put|change|have my alarm back|forward|up|set? for|to|at O:when", ("I set my alarm for 6:15 => 6:15",), ("I set my alarm off",), "simple"),
    Rule("same:amount|habit", "S be now|already|only|just|currently? down|back|up|at to|at? O:so_much", ("I'm down to one coffee a day => one coffee a day", "she's down to five cigarettes a day => she: five cigarettes a day", "I'm at two espressos a day now => two espressos a day"),
         ("I'm down to earth", "I'm up to my neck in work"), "present", link="is at {}", confidence=0.8),
    Rule("same:amount|habit", "S go|come|get|cut|drop down|up|back to O:so_much", ("I've gone up to twenty minutes of meditation every morning => twenty minutes of meditation every morning", "I cut down to two beers a week => two beers a week"), ("I got down to work",), "change", link="is at {}", confidence=0.8),
    Rule("same:amount|habit", "S cut|reduce|limit|drop|increase|raise|bring it|that|this|them|myself|things? down|back|up? to O:so_much", ("I've cut it down to two beers a week => two beers a week", "I limit myself to one coffee a day => one coffee a day"), ("I cut it down to size",), "fact", link="is at {}", confidence=0.8),
    Rule("same:amount|takes", "X put|move|bump|step|raise|take|titrate T:whom up|down|back to O:amount_of", ("my psychiatrist put me up to 40 mg of citalopram => 40 mg of citalopram",), ("they moved me up to the front",), "change", link="takes {}"),
    Rule("attribute:{P} dose", "X double|halve|triple|raise|increase|lower|reduce|cut|bump|change|up|adjust|drop|bring my|the|his|her P:one up|down? to O:dose", ("they doubled my losartan to 100 mg => 100 mg", "she cut my sertraline to 25mg => 25mg"), ("they doubled my joy",), "change", confidence=0.8),
    Rule("attribute:{P} dose", "the|my dose|dosage|strength of my|the P:one is|'s|was|are now|currently|only|about? O:dose", ("the dose of my levothyroxine is 75 mcg => 75 mcg",), ("the dose of my levothyroxine is right",), "fact"),
    Rule("attribute:{P} dose", "my P:one is|'s now|currently|only|about|at|up|down? to|at? O:dose", ("my levothyroxine is 50 mcg => 50 mcg", "my insulin's down to 14 units => 14 units"), ("my luggage is heavy",), "fact"),
    Rule("attribute:{P} dose", "^ P:one is|'s now|currently|only|about|at|up|down to|at? O:dose", ("insulin's down to 14 units => 14 units",), ("the price is right",), "fact", confidence=0.7),
    Rule("takes", "S inject|swallow|use|need|inhale|have O:dosed", ("I inject 18 units of insulin => 18 units of insulin",), ("I use 200 g of flour", "I have 40 ml of milk"), "present"),
    Rule("same:smoking", "S be a|an|now|finally|officially? O:nonsmoker", ("I'm a non-smoker now => ended non-smoker",), ("I'm a smoker",), "behind"),
    Rule("favorite:team", "S support|root|cheer for? O:name now|these|instead|since|because|and|but", ("I support Independiente now => Independiente",), ("I support you now", "I support the idea now"), "state", link="supports {}", confidence=0.7),
    Rule("favorite:team", "S support|root|cheer for? O:name .", ("my dad supports Boca. => father: Boca", "I support Benfica. => Benfica"), ("I support you", "I support my sister"), "state", link="supports {}", confidence=0.7),
    Rule("favorite:team", "the|my football|soccer|rugby|baseball|basketball|hockey|cricket? team|club|side i|we support|follow|cheer|root for? is|'s|are O:name", ("the football team I support is Racing => Racing",), ("the team I support is good",), "mention", link="supports {}"),
    Rule("favorite:team", "S be a|an|the big|lifelong|huge|proud|keen|die-hard|loyal|long-time|longtime|passionate? O:name supporter", ("I'm a lifelong Hanshin Tigers supporter => Hanshin Tigers",), ("I'm a supporter of that",), "state", link="is a {} supporter", confidence=0.7),
    Rule("habit", "S be a|an long-time|longtime|happy|loyal|heavy|daily|big? O:wared user", ("my brother is a Windows user => brother: Windows", "I'm a Notion user => Notion"), ("I'm a new user",), "state", link="uses {}", confidence=0.8),
    Rule("same:provider", "S be a|an|now? O:wared customer|customers|client|clients", ("we're Telia customers as of March => Telia",), ("we're new customers",), "present"),
    Rule("likes", "S come around|round to O:thing", ("I've come round to mushrooms => mushrooms",), ("I came round to it",), "change"),
    Rule("same|prefers", "S go over|across to O:noun", ("I've gone over to cortados => cortados",), ("I went over to him",), "change", confidence=0.7),
    Rule("same:carer", "S see|have|visit|use|go to? O:person now|instead|these|from", ("I see Dr. Kaya now => Dr. Kaya",), ("I see it now", "I see him now"), "present"),
)

RULES: tuple[Rule, ...] = (*_TOOLS, *_CUSTOMERS, *_ONES_WAY)
