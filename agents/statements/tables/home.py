"""Where and with whom somebody lives, and where they have been."""

from __future__ import annotations

from memos.agents.statements.rules import Rule

_WITHIN = "here|out|right|over|back|down|up|somewhere|happily|alone|still?"
_DWELLING = "house|flat|apartment|place|home|cottage|studio|condo|townhouse|bungalow|houseboat|farm|farmhouse|room|bedsit|duplex|loft|unit|maisonette"

_LIVING: tuple[Rule, ...] = (
    Rule("lives_in", "S live|stay in|at X:dwelling in O:land", ("i live in a bedspace in Pasig with 5 other girls => Pasig", "we're living in a rented flat in Cork => Cork"), ("I live in a dream in May",)),
    Rule("lives_in", f"S live|reside|dwell {_WITHIN} in|at O:place",
         ("I live in Lisbon => Lisbon", "my sister lives in a small village near Braga => sister: small village", "we've been living in Oslo since May => Oslo",
          "I used to live in Rome => ended Rome", "back in 2019 I lived in Rome => ended Rome", "I no longer live in Faro => ended Faro", "i live in lisbon btw => lisbon", "Since May I live in Basel => Basel",
          "I live in St John's Wood => St John 's Wood", "I lived here in Kent for years => ended Kent"),
         ("I live in hope", "I live in fear of it", "Do you live in Rome?", "if I lived in Rome", "I'd live in Rome", "I live in the same street")),
    Rule("lives_in", "S live|reside|stay close near|to O:land", ("we live close to Graz => Graz",), ("we live close to the edge",), link="near"),
    Rule("lives_in", "S live|reside|dwell outside|near O:place", ("we live near Utrecht => Utrecht", "my son lives outside Reading => son: Reading"), ("I live near you",), link="near"),
    Rule("lives_in", "S live|reside on O:isle", ("we live on Skye now => Skye", "my aunt lives on the island of Gozo => aunt: island of Gozo"), ("I live on coffee", "I live on a budget"), link="on"),
    Rule("attribute:address", "S live|stay on|at O:street", ("I live on Lindenstraat => Lindenstraat", "we live at 12 Elm Street => 12 Elm Street", "we live on Station Road => Station Road"),
         ("I live at home", "I live on noodles", "we live on Monday money"), link="on"),
    Rule("lives_in", "S live|reside X:aside in O:land", ("I live alone in Ghent => Ghent", "we live by the sea in Split => Split", "my dad lives with his new wife in Turin => father: Turin",
         "My aunt lives round the corner from us in Malmö => aunt: Malmö", "we live quite happily in Graz => Graz"), ("I live with regret in July", "I live and breathe in peace")),
    Rule("lives_in", "S stay in|at|near O:land", ("I stay in Baner => Baner", "I stay in Tanjung Tokong, ninth floor => Tanjung Tokong", "my parents stay in Nagpur => parent: Nagpur"),
         ("we stayed in Rome", "I'm staying in Rome", "I stay in bed", "I stay in on Fridays", "we stay in Hotel Roma every summer", "I usually stay in Rome"), "lived"),
    Rule("lives_in", "S live|stay out of O:dwelling", ("I've been living out of a van since March => van",), ("I live out of a suitcase",), "state", link="out of a"),
    Rule("lives_in", "i|we live|work|study and work|study|live in|at O:land", ("I live and work in Oslo => Oslo",), ("I live and work in peace",), "fact"),
    Rule("lives_in", "S be nicely|happily|well? settled|based|resident|domiciled|located|stationed down|out? in|of|at O:place", ("I'm based in Berlin => Berlin", "I'm settled in Bath now => Bath", "I'm now based out of Chicago => Chicago"),
         ("I'm based in reality", "it's settled in court"), "present"),
    Rule("lives_in", "S be back? in O:place these|now|permanently", ("I'm in Haifa these days => Haifa", "I'm in Berlin now => Berlin", "we're in Kent these days => Kent"), ("I'm in trouble now", "I was in Rome last week"), "present"),
    Rule("lives_in", "S be back in O:land since", ("we're back in Tallinn since last week => Tallinn",), ("I'm back in pain since last week",), "present"),
    Rule("lives_in", "S be back in O:land for X:longtime", ("I'm back in Porto for good => Porto",), ("I'm back in Porto for a wedding",), "present"),
    Rule("lives_in", "S be in|at O:land for|since X:longtime", ("I've been in Zurich for a decade => Zurich", "we've been in Kyoto since 2015 => Kyoto", "my brother's been in Perth for years => brother: Perth"),
         ("I've been in Zurich for two days", "I was in Rome for years", "I've been in meetings since March"), "since"),
    Rule("lives_in", "S be in a|an|the O:carehome", ("my gran is in a care home => grandmother: care home", "Granddad Olu's in a nursing home now => Olu: nursing home"), ("I was in a nursing home today",), "present"),
    Rule("lives_in", "S be in O:land", ("we're no longer in Kent => ended Kent", "I'm not in Berlin anymore => ended Berlin"), ("we're in Kent", "I was in Rome"), "stopped"),
    Rule("same:home", "S be|stay back? in O:land", ("I don't live in Lille. We're in Rennes => Rennes",), ("we're in a hurry",), "present"),
    Rule("lives_in", "S call O:land home|my|our", ("I call Valencia home => Valencia", "we call Kigali our home => Kigali"), ("I call Valencia every day",)),
    Rule("lives_in", "S make O:land my|our|his|her home", ("we've made Bristol our home => Bristol",), ("I made soup at home",), "change"),
    Rule("lives_in", "^ home is|'s now|currently|these|days? O:land", ("home is Leeds now => Leeds", "we packed up the house and home is Lisbon for us these days => Lisbon"), ("home is where the heart is", "home is fine"), "fact"),
    Rule("lives_in", "my|our|new home|base is|'s now|currently? O:land", ("Our home is Split => Split", "our new home is Braga => Braga"), ("my home is messy",), "fact"),
    Rule("lives_in", "^ home for|to me|us is|'s now? O:land", ("home for me is Glasgow => Glasgow",), ("home for me is warm",), "fact"),
    Rule("lives_in", "^ O:land is|'s|has|been been|now|still? home now|to|for|since", ("Leicester has been home since I was two => Leicester", "Porto is home now => Porto"), ("Monday is home day for us", "She is home now"), "fact"),
    Rule("lives_in", "^ O:land is where i live", ("Ghent is where I live => Ghent",), ("That is where I live",), "fact"),
    Rule("lives_in", "^ O:land , my|our new|adopted? home|city|town", ("Greetings from Graz, my new home => Graz",), ("Sunday, my home day",), "fact"),
    Rule("lives_in", "from O:land , my|our new|adopted home|city|town", ("Greetings from Graz, my new home => Graz",), ("from Monday, my new home day",), "fact"),
    Rule("lives_in", "my|our new|current|own? home|place|flat|apartment|house|studio|room|condo|base is|'s in|near|outside O:place", ("My place is in Aarhus, close to the harbour => Aarhus", "My apartment's in Quezon City => Quezon City", "My new place is in Kreuzberg => Kreuzberg"), ("my place is in order", "our house is in a mess"), "fact"),
    Rule("lives_in", "^ based|residing|living now? in O:place", ("based in Ghent btw => Ghent",), ("based in part on facts", "living in fear"), "fact"),
    Rule("lives_in", "^ no longer living|based|live in O:place", ("no longer living in Kent => ended Kent",), ("no longer in use",), "gone"),
    Rule("lives_in", "^ living|live in O:place now|since|these|for", ("living in Ghent now => Ghent",), ("living in fear for long",), "fact"),
    Rule("lives_in", "S be X:aside living in O:land", ("I'm a Brit living in Ohio => Ohio", "my wife is a Finn living in Spain => wife: Spain"), ("the cost of living in London", "my sister living in Rome"), "present"),
    Rule("lives_in", "as a|an|someone X:aside living in O:land", ("as an expat living in Doha I miss snow => Doha",), ("as a way of life in May",), "fact"),
    Rule("lives_in", "here in O:place", ("it's raining here in Ghent => Ghent",), ("here in the app", "here in this chat"), "fact", confidence=0.6),
    Rule("lives_in", "^ been in O:place since|for X:longtime", ("been in London since 2015 => London",), ("been in bed for days",), "fact"),
    Rule("lives_in", "S have a|an|my|our? house|flat|apartment|place|home|cottage in O:place", ("my grandma's got a house in Gdynia => grandmother: Gdynia",), ("I have a place in mind",), "present", weak=True, confidence=0.6),
    Rule("lives_in", f"S rent|lease a|an|our|my|the small|little|tiny|one-bed? {_DWELLING} in|near O:land", ("I rent a room in Camden => Camden", "we're renting a small flat in Graz => Graz"), ("I rent a room in May", "we rented a flat in Rome for the week"), "present"),
)

_MOVING: tuple[Rule, ...] = (
    Rule("lives_in", "S move|relocate|emigrate|migrate|transfer|shift back|over|up|down|here|house|flat|base? from W:place to|into O:place",
         ("my sister Maya moved from Faro to Braga => Maya: Braga; Maya: ended Faro", "I moved from Oslo to Bergen in May => Bergen; ended Oslo"), ("I moved from chair to chair",), "change"),
    Rule("lives_in", "S move|relocate to|into X:dwelling in O:land", ("we've just moved to a cottage in Wales => Wales",), ("we moved to tears in May",), "change"),
    Rule("lives_in", "S move|relocate|emigrate|migrate|immigrate|resettle back|over|up|down|out|across|on|house|home|away|abroad|permanently? to|into O:place",
         ("I moved to Porto => Porto", "moved to Copenhagen last summer => Copenhagen", "relocated to Copenhagen over the summer => Copenhagen", "we've just moved to a cottage by the sea => cottage",
          "Vikram moved to Pune => Vikram: Pune", "we upped sticks and moved to Kerry => Kerry"),
         ("I moved to the next step", "let's move to Porto", "I'm moving to Berlin", "I might move to Rome", "we moved to Thursday", "I want to move to Rome"), "change"),
    Rule("lives_in", "S move|relocate X:along to O:land", ("we moved with the kids to Bergen => Bergen", "my parents moved last year to Faro => parent: Faro", "I moved my whole life to Oslo => Oslo"),
         ("I moved my money to Monzo", "we moved the call to Friday"), "change"),
    Rule("lives_in", "S be transferred|relocated|posted|moved|deployed|reassigned to O:land", ("I've been transferred to Kigali => Kigali",), ("I was moved to tears", "the call was moved to Friday"), "fact"),
    Rule("lives_in", "relocated|transferred|posted me|us back|over? to|from O:land", ("My company relocated me to Singapore => Singapore",), ("they posted me to the other desk",), "fact"),
    Rule("lives_in", "S move in X:aside in O:land", ("I moved in with Leo in Ghent => Ghent",), ("I moved in with Leo in May",), "change"),
    Rule("lives_in", "S come|go to live|stay X:aside in O:land", ("my mother has come to live with us in Dhaka => mother: Dhaka",), ("I went to live shows in May",), "change"),
    Rule("lives_in", "S move out of O:place", ("I moved out of Faro => ended Faro",), ("I moved out of necessity, it was time", "I moved out of my parents' place"), "end"),
    Rule("lives_in", "S leave O:city for|in|after? X:longtime", ("I've left Paris for good => ended Paris", "I left Berlin two years ago => ended Berlin"), ("I left Google for good reasons at work",), "end"),
    Rule("lives_in", "S move|go away from O:land", ("we moved away from Leeds => ended Leeds",), ("we moved away from Monday calls",), "end"),
    Rule("lives_in", "S settle down|back? in O:place", ("we settled in Leeds => Leeds", "my parents have settled in Biarritz => parent: Biarritz"), ("I settled in nicely",), "change"),
    Rule("lives_in", "S end|wind up living? in O:land", ("we ended up in Porto => Porto",), ("we ended up in trouble",), "change", confidence=0.7),
    Rule("lives_in", "S leave W:city for O:place", ("I left Oslo for Bergen => Bergen; ended Oslo",), ("I left home for work",), "change"),
    Rule("lives_in", f"S buy|get|find|close a|an|our|my|the|on? own|new|first|little|small|tiny|big|lovely|bigger|smaller? {_DWELLING} in|near|outside O:land",
         ("we bought a house in Leeds => Leeds", "I finally got my own flat in Hackney => Hackney", "I've just bought a flat in Porto => Porto"), ("we bought a house in May",), "change", confidence=0.7),
    Rule("lives_in", f"S get|pick|collect|have up? the keys to|for|of our|my|the|a new|first|own? {_DWELLING} in O:land", ("We got the keys to our new house in Ghent yesterday! => Ghent",), ("we got the keys to the house in May",), "change", confidence=0.8),
)

_TOGETHER: tuple[Rule, ...] = (
    Rule("lives_with", "S live|reside all|totally|quite? O:alone", ("I live alone => alone", "my gran still lives by herself => grandmother: by herself", "I live on my own now => on my own"), ("I live on my salary", "I live by the sea"), link="bare"),
    Rule("lives_with", "S live|reside|cohabit at|back|home|still? with O:people", ("I live with my parents => parents", "I live with two cats => two cats", "I'm back living with my mum => mum", "my gran lives with two cats => grandmother: two cats"),
         ("I can live with it", "I live with it", "I live with asthma", "I stay with the plan")),
    Rule("lives_with", "S move back|right? in together? with O:people", ("I moved in with my girlfriend last week => girlfriend", "I've moved back in with my parents => parents"), ("I moved in with haste",), "change"),
    Rule("lives_with", "S stay with O:people", ("I stay with my auntie => auntie",), ("I'm staying with my sister", "Every summer I stay with my grandfather", "I stay with the plan"), "lived"),
    Rule("lives_with", "S be back|still living with O:people", ("I'm back living with my mum => mum",), ("I'm back with my mum",), "present"),
    Rule("lives_with", "S live|stay at|in my|our O:people '|'s place|house|home|flat|basement|apartment|attic", ("I still live at my parents' place => parents", "we live in my mum's basement => mum"), ("I live at my own pace",)),
    Rule("lives_with", "S share a|an|the|my|our? small|little|tiny|big? flat|house|apartment|place|room|dorm with O:people", ("I share a flat with Gwen => Gwen", "I share a flat with two students => two students"), ("I share a thought with you",)),
    Rule("lives_with", "just me and my O:people at|in|here", ("It's just me and my son at home => son",), ("just me and my thoughts at night",), "fact", confidence=0.8),
    Rule("lives_with", "S move out of|from my|our O:people '|'s place|house|home|flat|basement|apartment|attic", ("I moved out of my parents' place => ended parents",), ("I moved out of my comfort zone",), "end"),
)

_TRAVELS: tuple[Rule, ...] = (
    Rule("visited", "S visit O:land", ("I visited Kyoto last spring => Kyoto",), ("I visited my aunt", "I will visit Rome", "I visited the site"), "change"),
    Rule("visited", "S be to|in O:land twice|once|before|last|already|three|four|five|many|several|a|loads|lots", ("I've been to Kyoto twice => Kyoto", "I've been to Peru before => Peru", "we've been to Rome three times => Rome"), ("I've been to the shop before",), "fact"),
    Rule("visited", "S be to O:lands", ("I've been to Japan => Japan", "we've been to Kenya and Uganda => Kenya; Uganda", "I've never been to Asia => - Asia"), ("I've been to work", "I was to Rome"), "since"),
    Rule("visited", "^ never been to O:land", ("Never been to Asia, unbelievably => - Asia",), ("never been to that",), "denial"),
    Rule("visited", "^ just? got back from O:land", ("just got back from Patagonia, legs are jelly => Patagonia",), ("got back from work",), "fact"),
    Rule("visited", "S get|come|be back from a|our|my|the? trip|holiday|vacation|honeymoon? to|in|from? O:land", ("we got back from Madeira on Sunday => Madeira", "I'm just back from Seoul => Seoul"), ("I got back from work",), "anytime"),
    Rule("visited", "S travel|go|fly to O:land last|once|in|for|with", ("I travelled to Peru last year => Peru", "we went to Malta for our honeymoon => Malta"), ("I went to bed last", "I went to work in the morning"), "change", confidence=0.7),
    Rule("visited", "S do O:land in X:year", ("We did Morocco in 2019 => Morocco",), ("We did Pilates in May",), "change", confidence=0.5),
    Rule("visited", "S travel around|across|through|all? over? O:land", ("we travelled around Vietnam => Vietnam",), ("I travelled around in May",), "change"),
)

RULES: tuple[Rule, ...] = (*_TOGETHER, *_LIVING, *_MOVING, *_TRAVELS)
