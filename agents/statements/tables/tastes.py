"""Likes, dislikes, preferences, favourites, interests, hobbies."""

from __future__ import annotations

from memos.agents.statements.rules import Rule

_FAVORITES: tuple[Rule, ...] = (
    Rule("favorite:{P}", "my|our all-time|new|absolute|current? favorite P:subject is|are|'s now? O:thing",
         ("my favorite color is green => green", "my favourite sport is handball => handball", "our favorite place is Braga => Braga", "my favorite author's now Becky Chambers => Becky Chambers"),
         ("my favorite part is that scene", "what is my favorite color?"), "fact"),
    Rule("favorite:{P}", "^ O:favored is|are|'s now? my|our all-time|new|absolute? favorite P:subject",
         ("Ted Chiang's my favorite author by a mile => Ted Chiang", "I caved, rugby is my favourite sport now => rugby"), ("it is my favorite part", "this is my favorite song"), "fact"),
    Rule("likes", "^ O:favored is|are|'s one of my|our favorites|favorite|faves", ("Wonderwall is one of my favorites => Wonderwall",), ("it's one of my favorites",), "fact", confidence=0.8),
    Rule("likes", "^ O:favored is|are|'s my|our favorite|fave|go-to|jam|passion|weakness", ("Bicycle crunches are my go-to! => Bicycle crunches", "sushi is my weakness => sushi"), ("it is my favorite", "this is my jam"), "fact", confidence=0.7),
    Rule("likes", "S be a sucker for O:thing", ("I'm always a sucker for a charming small town => charming small town",), ("I'm a sucker for that",), "present"),
    Rule("likes", "S be up|down|game for O:thing", ("I'm always up for fresh air and adventure => fresh air; adventure",), ("I'm up for some songs", "I'm always down for that"), "always", confidence=0.6),
    Rule("likes", "S enjoy O:thing", ("My husband would enjoy any historical sites => husband: historical sites",), ("I'd enjoy that",), "wish", confidence=0.6),
    Rule("likes", "my|our favorites|favorite|fave is|are O:thing", ("my favorites are lemon tarts => lemon tarts",), ("my favorite is that one",), "fact", confidence=0.7),
)

_DISLIKING: tuple[Rule, ...] = (
    Rule("dislikes", "S hate|dislike|despise|loathe|detest being|having? O:thing",
         ("I hate coriander => coriander", "my wife hates olives => wife: olives", "I hate aubergine as well => aubergine", "Hate mushrooms btw => mushrooms"),
         ("I hate it", "I hate that", "I hate to say it", "I'd hate to leave"), "present"),
    Rule("dislikes", "S stand|bear|tolerate|abide|stomach O:thing", ("i can't stand coriander => coriander", "I can't bear loud music => loud music"), ("I can't stand it",), "unable"),
    Rule("dislikes", "S be a|an|really|big|huge? fan|keen of|on O:thing", ("I'm not a fan of horror films => horror films",), ("I'm not a fan of that",), "denied"),
    Rule("dislikes", "S be into O:thing", ("I'm not into jazz => jazz",), ("I'm not into it",), "denied"),
    Rule("dislikes", "^ not a|big|huge? fan of O:thing", ("not a fan of olives => olives",), ("not a fan of that",), "fact"),
    Rule("dislikes", "S be really|so? afraid|scared|terrified of O:thing", ("I'm terrified of heights => heights", "my son is scared of dogs => son: dogs"), ("I'm afraid of that", "I'm afraid so"), "present"),
    Rule("dislikes", "thought of O:feared does? scares|scare|terrifies me", ("the thought of big losses scares me => big losses", "the thought of big losses really does scare me => big losses"), ("the thought of it scares me",), "fact", confidence=0.7),
)

_LIKING: tuple[Rule, ...] = (
    Rule("likes", "S like|love|adore|enjoy to O:doing", ("I like to cook Thai food => cook Thai food", "my son loves to draw => son: draw"), ("I'd love to see the list", "I'd like to know"), "present"),
    Rule("likes", "S like|love|adore|enjoy O:thing",
         ("I love classic rock and some folk stuff too => classic rock; folk stuff", "I like hiking => hiking", "my sister loves jazz => sister: jazz", "we really enjoy the sessions => sessions",
          "I don't like mushrooms => mushrooms", "I'm really enjoying the sessions! => sessions", "I no longer like sushi => ended sushi", "I used to love metal => ended metal",
          "Love hiking! => hiking", "I've always loved trains => trains"),
         ("I love that idea", "I like it", "I like your style", "I love this one", "I'd love some", "I love how it looks", "I loved it", "I love you",
          "I like the idea of adding balance work too", "I really like that!", "I loved the part where she left"), "present"),
    Rule("likes", "S be a|an|huge|big|massive|total|real|such? fan|lover of O:thing", ("I'm a big fan of Miles Davis => Miles Davis",), ("I'm a fan of that idea",), "present"),
    Rule("likes", "S be a|an|huge|big|massive|total|real|such? O:devoted fan|lover|enthusiast|nerd|buff|addict", ("I'm a huge Beatles fan => Beatles",), ("I'm a fan",), "present"),
    Rule("likes", "S be fond|crazy|mad|nuts of|about O:thing", ("I'm crazy about salsa => salsa",), ("I'm mad about it",), "present"),
    Rule("likes", "S be obsessed|hooked with|on O:thing", ("I'm obsessed with sourdough => sourdough",), ("I'm hooked on that",), "present"),
    Rule("likes", "S get enough of O:thing", ("I can't get enough of ramen => ramen",), ("I can't get enough of it",), "unable"),
    Rule("likes", "^ big|huge|massive fan of O:thing", ("Big fan of techno => techno",), ("big fan of that",), "fact"),
    Rule("likes", "S have a soft|sweet spot|tooth for O:thing", ("I have a soft spot for old trains => old trains",), ("I have a soft spot for that",), "present"),
)

_PREFERRING: tuple[Rule, ...] = (
    Rule("prefers", "S prefer O:thing over|to|than|instead|rather", ("I prefer tea over coffee => tea", "my wife prefers trains to planes => wife: trains"), ("I prefer this over that",), "wish"),
    Rule("prefers", "S prefer to? O:thing", ("I prefer window seats => window seats", "I prefer to work alone => work alone", "we prefer working in the morning => working in the morning"),
         ("I prefer it", "I'd prefer that"), "wish"),
    Rule("prefers", "S V:doing", ("I'd rather pay in instalments => pay in instalments",), ("I'd rather not",), "rather", confidence=0.8),
    Rule("prefers", "S be all about O:thing", ("I'm all about making things simple => making things simple",), ("I'm all about that",), "present", confidence=0.7),
    Rule("prefers", "S think more like O:thing", ("I was thinking more like a 5kg jump => 5kg jump",), ("I was thinking about it",), "anytime", confidence=0.6),
    Rule("prefers", "S learn|work|study|focus|sleep better|best O:manner", ("I learn better by seeing examples => by seeing examples",), ("I work better than you",), "present", confidence=0.7),
    Rule("prefers", "my preference is|'s O:thing", ("my preference is a window seat => window seat",), ("my preference is that",), "fact"),
    Rule("same|prefers", "S switch|change|move|go from W:noun to O:noun", ("I switched from Kindle to paper books => paper books; ended Kindle", "I switched from tea to coffee => coffee; ended tea"),
         ("I switched from one to the other",), "change", confidence=0.7),
    Rule("same|prefers", "S switch|change over? to O:noun", ("I switched to paper books => paper books",), ("I switched to the other", "I changed to it"), "change", confidence=0.7),
)

_INTERESTS: tuple[Rule, ...] = (
    Rule("interested_in", "S be really|very|super|so|also|especially? interested in O:interest", ("I'm interested in birdwatching => birdwatching", "my son is interested in space => son: space"),
         ("I'm interested in that", "I'd be interested in joining a workshop"), "present"),
    Rule("interested_in", "S be really|very|super|so|also|totally|big? into O:thing",
         ("I'm into jazz => jazz", "he's into frogs => he: frogs", "I've been really into The Witcher lately => Witcher"), ("I'm into it", "I'm into a mix"), "present"),
    Rule("interested_in", "S get into O:thing", ("I got into climbing => climbing",), ("I got into trouble", "I got into an argument"), "change"),
    Rule("interested_in", "S be passionate about O:thing", ("I'm passionate about typography => typography",), ("I'm passionate about that",), "present"),
    Rule("hobby", "S collect O:noun", ("I collect stamps => stamps",), ("I collected the parcels",), "present", confidence=0.7),
    Rule("hobby", "my|our new|other|main|only? hobby|hobbies|pastime is|are|'s O:thing", ("My hobby is beekeeping, two hives on the roof => beekeeping",), ("my hobby is this",), "fact"),
    Rule("hobby", "another|new|second hobby : O:thing", ("new hobby: woodturning => woodturning",), ("new hobby: this",), "fact"),
    Rule("hobby", "another|new|second hobby , X:words : O:thing", ("picked up another hobby, as if bees weren't enough: woodturning => woodturning",), ("another hobby, please",), "fact"),
    Rule("hobby", "S take up O:noun", ("I've taken up pottery => pottery",), ("I took up your time",), "change"),
    Rule("hobby", "S start|begin doing|with? O:hobby", ("I started yoga => yoga",), ("I started it",), "change"),
    Rule("hobby", "S do|practice|practise O:hobby", ("I do yoga => yoga", "my wife does pilates => wife: pilates", "i used to do gymnastics competitively => ended gymnastics competitively"), ("I do the dishes",)),
    Rule("hobby", "S play O:sport", ("I play tennis on Sundays => tennis", "my kids play chess => child: chess"), ("I play it by ear", "I play the album")),
    Rule("hobby", "S go O:outing", ("we go hiking every weekend => hiking",), ("I go shopping tomorrow",), "habitual"),
    Rule("same|habit", "S quit|stop|drop|ditch|abandon doing|playing|taking|going|to|practising|practicing? O:activity",
         ("I've quit the piano lessons => ended piano lessons", "I stopped playing tennis => ended tennis", "I quit smoking => ended smoking"),
         ("I stopped it", "I dropped the ball", "I stopped by the shop", "I stopped at the shop"), "end", confidence=0.8),
    Rule("same|habit", "S give up O:activity", ("I gave up smoking => ended smoking",), ("I gave up my seat",), "end", confidence=0.8),
    Rule("same", "S quit|stop|drop|ditch|abandon doing|playing|taking|going|practising|practicing? O:noun", ("Vikram dropped law => Vikram: ended law",), ("I stopped it",), "end", confidence=0.8),
)

RULES: tuple[Rule, ...] = (*_FAVORITES, *_DISLIKING, *_LIKING, *_PREFERRING, *_INTERESTS)
