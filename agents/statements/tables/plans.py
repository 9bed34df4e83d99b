"""Goals and plans: what somebody wants and what is intended."""

from __future__ import annotations

from memos.agents.statements.rules import Rule

_PLANS: tuple[Rule, ...] = (
    Rule("plans", "S plan|intend on|to O:doing",
         ("I'm planning to buy a motorbike this summer => buy a motorbike this summer", "we plan on visiting Peru => visiting Peru", "I intend to retire early => retire early"),
         ("I planned to go", "I'm planning on it"), "present", link="to"),
    Rule("plans", "S plan a|an|our|my O:one", ("we're planning a trip to Peru => trip", "I'm planning my wedding => wedding"), ("I'm planning a lot",), "present"),
    Rule("plans", "S decide to O:doing",
         ("I've decided to fill the missing values with the mean => fill the missing values with the mean", "we decided to sell the house => sell the house"),
         ("I decided to", "I decided not to go"), "change", link="to"),
    Rule("plans", "S decide|settle on O:thing", ("we decided on oak floors => oak floors",), ("I decided on it",), "change"),
    Rule("plans", "S sign up for O:one", ("I signed up for a half marathon => half marathon",), ("I signed up for it",), "change"),
    Rule("plans", "S book a|an|our|my O:noun", ("I booked a flight to Rome => flight", "we've booked a table at Noma => table"), ("I booked it",), "change", confidence=0.8),
    Rule("plans", "S V:going",
         ("I'm moving to Berlin next month => moving to Berlin next month", "we're going to move to Spain => move to Spain", "I'm going to apply for his job! => apply for his job",
          "I'm getting married in June => getting married in June", "we're going camping in June => going camping in June"),
         ("I'm going to bed", "I'm going to check it", "I will do that", "I moved to Berlin", "I'm moving on", "I'll get back to you", "I'm starting to see it"), "future"),
    Rule("plans", "S think|dream of|about O:going", ("I'm thinking of buying a boat => buying a boat", "we're thinking about moving to Spain => moving to Spain"), ("I'm thinking about it", "I think of you"), "ongoing", confidence=0.5),
    Rule("plans", "S V:deed", ("I'm definitely going to incorporate tempo runs into my schedule => incorporate tempo runs into my schedule",),
         ("I'm going to check it", "I'm going to send it now", "I'm going to be late", "I'll incorporate it"), "planned", confidence=0.7),
    Rule("plans", "S like|love|want to plan|book|organise|organize a|an|our|my? O:one", ("I'd like to plan a family trip to the Maldives => family trip",), ("I'd like to plan it",), "wish"),
    Rule("plans", "S be all set to start with|the|that|my? O:one", ("I'm all set to start with the Coffee routine tomorrow => Coffee routine",), ("I'm all set",), "present", confidence=0.7),
    Rule("plans", "S be ready to start with|on the|that? O:noun", ("I'm ready to start with that 5-minute breathing plan we discussed => 5-minute breathing plan",),
         ("I'm ready to start", "I'm ready to get that set up"), "present", confidence=0.6),
)

_WANTS: tuple[Rule, ...] = (
    Rule("wants", "S want|wish|hope to O:lasting",
         ("I want to keep practicing how to explain my stories => keep practicing how to explain my stories", "my daughter wants to be a vet => daughter: be a vet",
          "I hope to retire at 60 => retire at 60"),
         ("I want to see the list", "I want to know more", "I don't want to waste time", "I wanted to ask"), "present", link="to", confidence=0.7),
    Rule("wants", "^ want to O:lasting", ("Just wanna add a little flair to the space => add a little flair to the space",), ("want to see it",), "fact", link="to", confidence=0.6),
    Rule("wants", "my|our main|big|ultimate|long-term|current|biggest|personal|only? goal|dream|aim|ambition|objective is|'s to? O:thing",
         ("my goal is to run a marathon => run a marathon", "my dream is to open a bakery => open a bakery", "our main goal is financial security => financial security"), ("my goal is that",), "fact"),
    Rule("wants", "S try|aim|strive to O:lasting", ("I'm trying to eat healthier these days => eat healthier", "I'm aiming to crank up my weights => crank up my weights"),
         ("I'm trying to find it", "I try to help", "I'm trying to understand this"), "ongoing", link="to", confidence=0.7),
    Rule("wants", "S look to O:lasting", ("I'm looking to stay active => stay active",), ("I'm looking to see it",), "ongoing", link="to", confidence=0.7),
    Rule("wants", "S be keen|eager|determined|desperate to O:lasting", ("I'm keen to keep the trip cruisy => keep the trip cruisy",), ("I'm eager to see it",), "present", link="to", confidence=0.7),
    Rule("wants", "S hope to O:lasting", ("I was hoping to make some headway on my project => make some headway on my project",), ("I was hoping to see it",), "anytime", link="to", confidence=0.6),
    Rule("wants", "S like|love to focus|work on O:goal", ("I'd really like to focus on sprint training => sprint training",), ("I'd like to focus on that",), "wish", confidence=0.7),
    Rule("wants", "the|my|our main|only|whole? goal|aim|objective|idea|point is|'s to O:doing", ("the goal is to minimize meetings => minimize meetings",), ("the goal is to do that",), "fact", link="to", confidence=0.7),
    Rule("wants", "what matters most to? me|us? is|are O:goal", ("what matters most to me is financial security => financial security",), ("what matters most is that",), "fact"),
    Rule("wants", "^ our|my? O:demand is|are what matter|matters most", ("our peace of mind is what matters most => peace of mind",), ("it is what matters most",), "fact", confidence=0.7),
    Rule("wants", "S dream of O:doing", ("I dream of opening a bakery => opening a bakery",), ("I dream of",), "present"),
    Rule("wants", "S save up? for O:one", ("I'm saving for a house => house", "we're saving up for a van => van"), ("I'm saving for it",), "present"),
    Rule("wants", "S train for O:one", ("I'm training for a marathon => marathon",), ("I'm training for that",), "present"),
    Rule("wants", "S look for a|an O:quest", ("I'm looking for a new job => new job", "we're looking for a bigger flat => bigger flat"), ("I'm looking for my keys", "I'm looking for a good example"), "present"),
    Rule("wants", "S like|love to O:dream", ("I'd love to learn the cello => learn the cello", "I'd like to visit Japan one day => visit Japan one day"),
         ("I'd love to see that", "I'd love to get your feedback", "I'd like to know more"), "wish", link="to", confidence=0.6),
    Rule("wants", "^ O:demand is a must", ("a minimum participant number is a must => minimum participant number",), ("it is a must",), "fact", confidence=0.6),
)

RULES: tuple[Rule, ...] = (*_PLANS, *_WANTS)
