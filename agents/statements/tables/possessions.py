"""What somebody owns, gets, sells and loses."""

from __future__ import annotations

from memos.agents.statements.rules import Rule

RULES: tuple[Rule, ...] = (
    Rule("owns", "S own|co-own O:held", ("I own a Vespa => Vespa", "my dad owns a small bakery => father: small bakery", "I don't own a car => - car", "we co-own a cottage => cottage"), ("I own up to it", "I own that mistake"), link="owns {}"),
    Rule("owns", "S have O:possession", ("I have an old camera => old camera", "I've got a motorbike => motorbike", "I no longer have a car => ended car", "I've a Fiat Punto => Fiat Punto",
         "I've got an air fryer and a decent knife => air fryer; decent knife", "we used to have a cabin on Senja => ended cabin", "I've got two bikes => two bikes"), ("I have a car appointment", "I have a question", "I've got a deadline"), link="owns {}"),
    Rule("owns", "S have my|our O:owned", ("I've got my guitar ready => guitar",), ("I've got my hands full",), "present", confidence=0.7, link="owns {}"),
    Rule("owns", "S drive|ride a|an|my|his|her|our|the O:driven", ("I drive a Honda Civic => Honda Civic", "I drive a Yaris now, hybrid and all => Yaris", "my brother drives an old Volvo estate => brother: old Volvo estate", "I used to drive a Golf => ended Golf"),
         ("I drive a lot", "I ride the bus", "I'm driving a rental this week"), link="drives {}", confidence=0.85),
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
    Rule("owns", "my|our|his|her car|phone|laptop|bike|motorbike|camera|tablet|van|computer , a|an|my O:make", ("my car, a Volvo V60, beeps at me => Volvo V60", "my phone, an old Nokia, died => old Nokia"), ("my friend, a Dane,",), "fact", confidence=0.8, link="owns {}"),
    Rule("owns", "new car|phone|laptop|bike|motorbike|camera|tablet|van , a|an|the? O:make", ("I bought a new car, a Skoda Octavia => Skoda Octavia",), ("a new car, please",), "fact", confidence=0.8, link="owns {}"),
    Rule("owns", "my|our O:owned", ("I'll bring my camera too => camera", "the noise of my old laptop => old laptop", "I'll be bringing my bass! => bass"), ("my car insurance is due", "my phone number", "our house rules"), "fact", confidence=0.7),
)
