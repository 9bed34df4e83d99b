"""What somebody owns, gets, sells and loses."""

from __future__ import annotations

from memos.agents.statements.rules import Rule

_THINGS = frozenset(
    "car bike bicycle motorbike scooter van truck boat laptop computer desktop pc phone tablet door kitchen room bedroom bathroom house fence wall walls living-room "
    "guitar helmet couch sofa wardrobe shed gate caravan camper hair nails office hallway lounge ceiling".split()
)
"""Things that are told by their colour."""
_RUNNING = frozenset("laptop computer desktop pc machine phone tablet server workstation mac netbook homeserver".split())
"""Things that an operating system runs on."""
_SORTED = frozenset("car phone laptop bike motorbike camera tablet van guitar piano watch console scooter bicycle motorcycle computer notebook".split())
"""Things that are told by their make."""
_LOOKS: tuple[Rule, ...] = (
    Rule("attribute:{N} color", "N be now|still|all|currently|painted|a|in|bright? O:hue", ("My car is red => car color: red", "Our front door is green => front door color: green", "my hair is blue now => hair color: blue", "my sister's bike is dark green => bike color: dark green"),
         ("my car is red hot", "the sky is blue"), "present", nouns=_THINGS),
    Rule("attribute:{N} color", "N respray|repaint|paint|dye|redo|wrap in? O:hue", ("I had my car resprayed black => car color: black", "we got the kitchen repainted yellow => kitchen color: yellow"), ("I had my hair cut short", "the painter painted well"), "change"),
    Rule("attribute:{P} color", "S paint|repaint|spray|respray|dye|redo|stain|wrap my|our|the P:thing_named in? O:hue",
         ("I painted my bike orange => orange", "We've painted the front door yellow => yellow", "I dyed my hair pink => pink"), ("I painted the town red", "I painted my mum"), "change"),
    Rule("attribute:{N} operating system", "N run|use|have|boot|be now|on|still|with|under? O:system", ("My laptop runs Windows 11 => laptop operating system: Windows 11", "my desktop is running Debian now => desktop operating system: Debian", "my desktop has Mint on it => desktop operating system: Mint"),
         ("my laptop runs hot", "my phone runs out of battery"), "present", nouns=_RUNNING),
    Rule("attribute:{P} operating system", "S run|use|have|keep|put O:system on|as my|our|the P:thing_named", ("I run Fedora on my laptop => Fedora",), ("I run on my treadmill",), "present"),
    Rule("attribute:{P} operating system", "S install|put|flash O:system on|onto my|our|the P:thing_named", ("I've installed Ubuntu on my laptop => Ubuntu",), ("I installed Steam on my laptop",), "change"),
    Rule("attribute:{P} operating system", "S upgrade|switch|move|change|migrate my|our|the P:thing_named over|from? to O:system", ("I switched my laptop to Linux => Linux",), ("I moved my laptop to Rome",), "change"),
    Rule("attribute:operating system", "S use|run O:system", ("I use macOS => macOS", "she runs Arch => she: Arch"), ("I use Windows of time", "I run marathons"), "present"),
    Rule("attribute:operating system", "S work|code|game|live|develop on|with|under O:system", ("I work on Windows => Windows",), ("I work on Mondays",), "present"),
    Rule("attribute:operating system", "S be on|using|running O:system", ("I'm on Ubuntu => Ubuntu", "I'm using Windows 11 => Windows 11"), ("I'm on Monday",), "present"),
    Rule("attribute:operating system", "S switch|move|change|migrate|upgrade|go|convert over|back|completely|full-time? from W:system to O:system", ("I moved from Ubuntu to Arch => Arch; ended Ubuntu",), ("I moved from Rome to Milan",), "change"),
    Rule("attribute:operating system", "S switch|move|change|migrate|upgrade|go|convert over|back|completely|full-time? to O:system", ("I've switched to Fedora => Fedora",), ("I switched to tea",), "change"),
    Rule("attribute:operating system", "S put|install O:system on it|there", ("I wiped my computer and put Linux Mint on it => Linux Mint",), ("I put jam on it",), "change"),
    Rule("attribute:{P} operating system", "^ O:system is|'s|runs now|installed|running|also? on my|our P:thing_named", ("Ubuntu is installed on my laptop => Ubuntu",), ("Windows is a pain",), "fact"),
    Rule("attribute:operating system", "S install O:system", ("I installed Fedora last night => Fedora",), ("I installed the app",), "change", confidence=0.7),
)

SHARP: tuple[Rule, ...] = (
    Rule("owns", "S upgrade|switch|change|move|go over|back? to|onto|for a|an|my O:gotten_make", ("I've switched to a Toyota Auris => Toyota Auris", "we went for a Kia Niro after all => Kia Niro"), ("I switched to a smaller firm", "I went for a walk"), "change", link="owns {}"),
    Rule("owns", "S upgrade|switch|change|move|go over|back|on? from|my W:make to O:make", ("I've moved from Canon to Sony => Sony; ended Canon", "I switched from Android to an iPhone => iPhone; ended Android"), ("I switched from tea to coffee", "I moved from Rome to Milan"), "change", link="owns {}"),
    Rule("owns", "S use|shoot|photograph|film|record|work|type|write|game|play|code|edit|cook|commute|ride|travel|cycle|get with|on|from|off|around|about? a|an|my O:gear",
         ("I work on a ThinkPad => ThinkPad", "I use an old Nokia => old Nokia", "I shoot with a Canon R6 => Canon R6", "I play a Fender Telecaster => Fender Telecaster", "she commutes on a Brompton => she: Brompton"), ("I work on a farm", "I use a pencil", "I play a lot"), "present", link="uses {}"),
    Rule("owns", "S have|own a|an|the|one|our|my O:gear", ("I have a Dacia Duster now => Dacia Duster", "my brother's got a Toyota Yaris => brother: Toyota Yaris", "I no longer have the Fiesta => ended Fiesta"), ("I have a Dacia dealer", "I have a doctor now"), link="has a {}"),
    Rule("owns", "S shoot|photograph|film|record|work|type|write|code|edit|commute|travel|read|call|text|listen|practise|practice X:aside with|on a|an|my O:gear",
         ("I photograph birds with an Olympus => Olympus",), ("I went out with a Dane",), "present", link="uses {}"),
    Rule("owns", "S be still|now|currently? on a|an O:gear", ("I'm on a Galaxy S10 => Galaxy S10",), ("I'm on a plane",), "present", link="has a {}"),
    Rule("owns", "S be|become the? proud|happy|new? owner|owners of a|an|the O:held", ("I'm the proud owner of a Skoda Enyaq => Skoda Enyaq",), ("I'm the owner of it",), "present", link="owns {}"),
    Rule("owns", "S get|buy|purchase|take|choose|collect|receive|win|unbox|lease|land|score|find|end|wind|settle|upgrade|switch|change|move|go|come|convert|step|splash|invest|plump|opt over|up|out|home|back|across|down|on|myself|ourselves? to|with|on|for|onto|in|away? with? a|an O:gear",
         ("We ended up with a Sharan => Sharan", "we've taken a Kia Niro instead => Kia Niro"), ("I got a doctor", "I went with a friend"), "change", link="has a {}"),
    Rule("owns", "X give|get|buy|issue|send|lend|hand|ship|provide|leave T:whom with? a|an|the|their|his|her|my O:gear", ("They issued me with a MacBook today => MacBook", "work gave me a MacBook => MacBook", "my dad bought my sister a Yaris => sister: Yaris"), ("they gave me a hand",), "change", link="has a {}"),
    Rule("owns", "the O:gear i|we use|drive|have|ride|own|play|wear|write|work|shoot|type", ("The HP I use for work overheats => HP", "the Berlingo I drive is too small => Berlingo"), ("the book I have", "the Berlingo he drives"), "mention", confidence=0.8, link="uses {}"),
    Rule("owns", "a|an O:gear is|'s my|our new|only|main|daily? car|phone|laptop|camera|bike|ride|computer|van|tablet|watch now|these?", ("a Nikon Z5 is my camera now => Nikon Z5",), ("a Nikon is a camera",), "fact", link="has a {}"),
    Rule("owns", "^ finally|just? went over|up|back? to|for|with a|an O:gear", ("Went over to a Pixel 8 on Friday => Pixel 8",), ("went for a run",), "fact", link="has a {}"),
    Rule("owns", "^ O:gear here|user|owner .", ("pixel 6 here, battery dead by 3pm => pixel 6",), ("Anna here, hello",), "fact", link="has a {}"),
    Rule("owns", "there is|'s a|an O:gear in|on|outside|parked my|our|the? garage|drive|driveway|pocket|desk|street|house|yard|door", ("there's a Mazda in my garage => Mazda",), ("there's a Mazda in the ad",), "fact", link="has a {}"),
    Rule("owns", "a|an|the O:gear , which|that i|we now? drive|use|ride|have|own|wear|play", ("the insurance paid for a Skoda Octavia, which I drive now => Skoda Octavia",), ("a Skoda, which I hate",), "fact", link="has a {}"),
    Rule("owns", "mine|ours is|'s a|an O:gear", ("mine is a Picanto => Picanto",), ("mine is a mess",), "fact", link="has a {}"),
    Rule("owns", "stole|nicked|pinched|swiped|totalled|totaled|wrecked|robbed my|our O:gotten", ("Somebody nicked my Cube => ended Cube", "they stole my old bike => ended old bike"), ("she stole my heart", "I stole my thoughts"), "gone", link="owns {}"),
    Rule("owns", "one|car|phone|bike|laptop|camera before it|that|this|then was a|an O:gear", ("The one before it was an Ibiza => ended Ibiza",), ("the one before that was a mess",), "gone", link="has a {}"),
    Rule("attribute:{N}", "N be still|now|currently? a|an|the|one|only|just? O:gear", ("My laptop is an ancient Toshiba => laptop: ancient Toshiba", "my sister's car is a Toyota Yaris => car: Toyota Yaris"), ("my laptop is a mess",), "present", nouns=_SORTED),
    Rule("owns", "S wear O:gear", ("I wear a Garmin now => Garmin", "she wears a Casio => she: Casio"), ("I wear a hat",), "present", link="wears {}"),
    Rule("owns", "S ride a|an|my|his|her|our|the O:driven", ("I ride a Trek to work => Trek", "I ride a Honda CB500 => Honda CB500", "I ride a Triumph now => Triumph"), ("I ride the bus", "I ride a lot"), link="rides {}", confidence=0.85),
    *_LOOKS,
)

RULES: tuple[Rule, ...] = (
    Rule("owns", "S own|co-own O:held", ("I own a Vespa => Vespa", "my dad owns a small bakery => father: small bakery", "I don't own a car => - car", "we co-own a cottage => cottage"), ("I own up to it", "I own that mistake"), link="owns {}"),
    Rule("owns", "S have O:possession", ("I have an old camera => old camera", "I've got a motorbike => motorbike", "I no longer have a car => ended car", "I've a Fiat Punto => Fiat Punto",
         "I've got an air fryer and a decent knife => air fryer; decent knife", "we used to have a cabin on Senja => ended cabin", "I've got two bikes => two bikes"), ("I have a car appointment", "I have a question", "I've got a deadline"), link="owns {}"),
    Rule("owns", "S have my|our O:owned", ("I've got my guitar ready => guitar",), ("I've got my hands full",), "present", confidence=0.7, link="owns {}"),
    Rule("owns", "S drive a|an|my|his|her|our|the O:driven", ("I drive a Honda Civic => Honda Civic", "I drive a Yaris now, hybrid and all => Yaris", "my brother drives an old Volvo estate => brother: old Volvo estate", "I used to drive a Golf => ended Golf"),
         ("I drive a lot", "I'm driving a rental this week"), link="drives {}", confidence=0.85),
    Rule("owns", "S drive O:make", ("me and my mate Deon both drive Golfs => Golfs",), ("I drive carefully",), link="drives {}", confidence=0.85),
    Rule("owns", "S buy|get|purchase myself|himself|herself|themselves|ourselves? a|an|my|our|some|new|the? O:gotten", ("I bought a new bike => bike", "we just got a van => van", "bought a guitar yesterday => guitar", "got himself a Mazda? no, I got myself a Mazda => Mazda",
         "my wife got herself a Vespa => wife: Vespa"), ("I bought lunch", "I got it", "I'm buying a car", "I'd buy a car", "I got a promotion"), "change", link="owns {}"),
    Rule("owns", "S pick up a|an|my|our|new|secondhand|second-hand|used? O:gotten", ("I picked up a secondhand Fender => Fender",), ("I picked up the kids",), "change", confidence=0.8, link="owns {}"),
    Rule("owns", "S treat myself|ourselves|himself|herself to a|an|new|some? O:gotten", ("I treated myself to a Switch => Switch",), ("I treated myself to lunch",), "change", link="owns {}"),
    Rule("owns", "S inherit O:held", ("I inherited a piano => piano",), ("I inherited it",), "change", link="owns {}"),
    Rule("owns", "X give|leave|buy|gift|get T:whom a|an|the|their|his|her|my|our|new? O:gotten", ("my parents gave me their old Skoda => old Skoda", "my uncle left us a barn in Slovenia => barn", "my dad bought me a guitar => guitar"), ("they gave me a hand", "she left me a note", "he gave me notice"), "change", confidence=0.8, link="owns {}"),
    Rule("owns", "S sell my|our|his|her|their|the O:held", ("I sold my car => ended car", "we sold the boat => ended boat", "she sold her Vespa => she: ended Vespa"), ("I sold my soul",), "end", link="owns {}"),
    Rule("owns", "S get rid of my|our|his|her|their|the O:held", ("I got rid of my piano => ended piano",), ("I got rid of it",), "end", link="owns {}"),
    Rule("owns", "S give away my|our|his|her|the O:owned", ("I gave away my bike => ended bike",), ("I gave away the plot",), "end", link="owns {}"),
    Rule("owns", "S give|donate|pass my|our|his|her|the O:possession to|away|on", ("gave the laptop to my nephew => ended laptop", "I gave the old bike to my sister => ended old bike"), ("I gave my number to her",), "end", link="owns {}"),
    Rule("owns", "S trade in my|our|his|her|the W:make for a|an|the O:held", ("I traded in my Corsa for a Yaris => Yaris; ended Corsa",), ("I traded it in",), "change", link="owns {}"),
    Rule("owns", "S trade in my|our|his|her|the O:gotten", ("we finally traded in the Odyssey => ended Odyssey",), ("we traded it in",), "end", link="owns {}"),
    Rule("owns", "S write off my|our|his|her|the O:gotten", ("he wrote off the Golf => he: ended Golf",), ("I wrote off the idea",), "end", link="owns {}"),
    Rule("owns", "S crash|wreck|total|scrap|bin|chuck|smash|brick|wreck my|our|his|her|the O:gotten", ("Deon crashed his Golf => Deon: ended Golf",), ("I crashed the party",), "end", confidence=0.8, link="owns {}"),
    Rule("owns", "S lose my|our|his|her O:gotten", ("I lost my AirPods => ended AirPods",), ("I lost my job", "I lost my keys"), "end", confidence=0.7, link="owns {}"),
    Rule("owns", "my|our O:gotten was|were|got|has|is been? stolen|nicked|pinched|totalled|totaled|scrapped|written-off|written", ("my bike was stolen last night => ended bike", "my Golf was written off => ended Golf", "my car got stolen => ended car"), ("my heart was stolen",), "gone", link="owns {}"),
    Rule("owns", "S swap|trade|exchange|replace my|our|his|her|the W:held for|with a|an|my|his|her O:held", ("I swapped my car for a cargo bike => cargo bike; ended car", "I replaced my Kindle with a Kobo => Kobo; ended Kindle", "I replaced my Pixel with an iPhone 15 => iPhone 15; ended Pixel"), ("I swapped it for that",), "change", link="owns {}"),
    Rule("owns", "S upgrade from|my|the W:held to O:held", ("I upgraded from a Corolla to a Prius => Prius; ended Corolla",), ("I upgraded from it",), "change", link="owns {}"),
    Rule("owns", "S upgrade|switch|change|move|go from a|an|my? W:make to|onto a|an|the O:gotten", ("I've just switched from Android to an iPhone => iPhone; ended Android", "I went from a Golf to a Polo => Polo; ended Golf"), ("I switched from tea to coffee", "I moved from Rome to Milan"), "change", link="owns {}"),
    Rule("owns", "S upgrade|switch|change|move|go over|back? to|onto a|an|the|my? O:gotten_make", ("I upgraded to a Galaxy S24 => Galaxy S24", "I've moved to an iPhone => iPhone"), ("I moved to Rome", "I switched to coffee"), "change", link="owns {}"),
    Rule("owns", "my|our|the new|current? car|phone|laptop|bike|motorbike|camera|tablet|van|computer|guitar|piano|tent|watch today|yesterday|finally? ,|:|( a|an|my O:make", ("my car, a Volvo V60, beeps at me => Volvo V60", "my phone, an old Nokia, died => old Nokia", "The car, a Nissan Micra, is due for its MOT => Nissan Micra", "Picked up the new car today, a Skoda => Skoda"), ("my friend, a Dane,",), "fact", confidence=0.8, link="owns {}"),
    Rule("owns", "new car|phone|laptop|bike|motorbike|camera|tablet|van , a|an|the? O:make", ("I bought a new car, a Skoda Octavia => Skoda Octavia",), ("a new car, please",), "fact", confidence=0.8, link="owns {}"),
    Rule("owns", "my|our old|previous|last|former car|phone|laptop|bike|motorbike|camera|tablet|van|computer|guitar|watch , a|an|my O:make", ("My old car, a Volvo V60, was cheaper to run => ended Volvo V60",), ("my old friend, a Dane,",), "gone", link="owns {}"),
    Rule("owns", "my|our own|new|trusty|beloved|shiny|lovely? O:gear", ("My Renault Clio won't start this morning => Renault Clio", "How do I reset the light on my Audi A3? => Audi A3", "Finally got my new Citroën C3! => Citroën C3"), ("my Monday", "my focus is bad", "my next Audi", "my Toyota dealer"), "mention", confidence=0.7, link="has a {}"),
    Rule("owns", "^ driving|riding a|an|my|our O:gear", ("Driving a Nissan Micra in the snow, any tips? => Nissan Micra",), ("driving a lot",), "mention", confidence=0.7, link="has a {}"),
    Rule("owns", "replacement|upgrade|replacements arrived|came|is|sorted|ordered|here? :|,|is a|an O:gear", ("Replacement arrived: a Motorola => Motorola",), ("the replacement is a friend",), "fact", link="owns {}"),
    Rule("owns", "my|our O:owned", ("I'll bring my camera too => camera", "the noise of my old laptop => old laptop", "I'll be bringing my bass! => bass"), ("my car insurance is due", "my phone number", "our house rules"), "fact", confidence=0.7, link="has a {}"),
)
