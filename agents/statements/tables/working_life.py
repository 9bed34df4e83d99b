"""Where one stands at work, at school and in a club: team, department, hours, school year, thesis, position, office."""

from __future__ import annotations

from memos.agents.statements.rules import Rule

_INTO = "move|switch|transfer|change|go|shift|rotate"
_PUT = "transfer|post|move|reassign|assign|second|switch|put|shift|stick|rotate"
_BEEN_PUT = "transferred|posted|moved|reassigned|assigned|seconded|switched|put|shifted|merged|placed"
_TEAM, _DEPARTMENT, _OFFICE = "is on {}", "works in {}", "attribute:role in {P}"
_CHOSEN = "elected|made|appointed|voted|named|chosen|re-elected|picked|nominated"
_LIVE: tuple[Rule, ...] = (
    Rule("member_of", f"S {_INTO} over|back|internally|across? to|into|onto the|a|another? O:work_team",
         ("I moved to the Procurement team last week => Procurement team", "I've transferred to the security team => security team"), ("I moved to Porto", "I moved to the team hotel"), "change", link=_TEAM),
    Rule("member_of", f"S be|get {_BEEN_PUT} over? to|into|onto|on|in|with the|a? O:work_team", ("I got moved to the Checkout squad => Checkout squad",), ("I got moved to tears",), "fact", link=_TEAM),
    Rule("member_of", f"X {_PUT} T:whom over? to|into|onto|on|in the|a? O:work_team", ("they put me on the Fraud team => Fraud team",), ("they put me on the list",), "change", link=_TEAM),
    Rule("member_of", "S be in|on|with now? the|our? O:work_team", ("I'm on the Payments team => Payments team", "I'm in the Compliance team => Compliance team"), ("I'm in the room",), link=_TEAM),
    Rule("member_of", "S end|wind up on|in|with|at the|a? O:work_team", ("I ended up on the Fraud Detection team => Fraud Detection team",), ("I ended up in bed",), "change", link=_TEAM),
    Rule("member_of", "S be a|an? part|member of the|a|our? O:work_team", ("I'm part of the Infrastructure team now => Infrastructure team",), ("I'm part of the problem",), link=_TEAM),
    Rule("member_of", "S work|sit on|in|with|for the O:work_team", ("I work on the Payments team => Payments team",), ("I work in the evening",), link=_TEAM),
    Rule("attribute:department", "S work|be now? in|for|at|with the|our? O:department", ("I work in the marketing department => marketing department",), ("I work in the morning",), link=_DEPARTMENT),
    Rule("attribute:department", f"S {_INTO} from the|our? W:department to the|our? O:department",
         ("I moved from the tax department to the audit department => audit department; ended tax department",), ("I moved to Rome",), "change", link=_DEPARTMENT),
    Rule("attribute:department", f"S {_INTO}|join over|back? to|into? the|our? O:department", ("I moved to the sales department => sales department",), ("I moved to Rome",), "change", link=_DEPARTMENT),
    Rule("attribute:department", f"S be|get {_BEEN_PUT} over? to|into|in the|our? O:department", ("I've been moved to the legal department => legal department",), ("I was moved to tears",), "fact", link=_DEPARTMENT),
    Rule("attribute:department", f"X {_PUT} T:whom over? to|into|in the|our? O:department", ("they transferred me to the sales department => sales department",), ("they moved me to tears",), "change", link=_DEPARTMENT),
    Rule("attribute:department", "N be|'s now? O:titled", ("my department is Internal Audit => Internal Audit",), ("my department is great",), "present", nouns=frozenset({"department"}), link=_DEPARTMENT),
    Rule("relation:boss", "S report|answer directly|straight|only|solely|now? to O:chief", ("I report directly to Annelie Strand => Annelie Strand",), ("I report to the board",)),
    Rule("relation:boss", "S work|be|serve directly? under O:chief", ("I work under Doctor Ilieva => Doctor Ilieva",), ("I work under pressure", "I'm under stress")),
    Rule("relation:boss", "the person|one|guy|woman|man i|we report|answer to is|'s|: now? O:chief", ("The person I report to is Ms. Adler => Ms. Adler",), ("the person I report to is nice",), "fact"),
)

_HOURS: tuple[Rule, ...] = (
    Rule("attribute:working time", "S work|be now|only|back? O:workload", ("I work part-time => part-time", "my wife is full-time => wife: full-time"), ("I work hard",), "present", link="works {}"),
    Rule("attribute:working time", "S go|switch|move|change|drop|return|cut down|back|over? to? O:workload",
         ("I've gone part-time => part-time", "I dropped to 80 percent => 80 percent"), ("I went home",), "change", link="works {}"),
    Rule("attribute:working days", "S work only|always? from|on|every? O:workdays",
         ("I work from Monday to Thursday => Monday to Thursday", "I work Tuesdays and Fridays => Tuesdays and Fridays"), ("I worked on Monday", "it works on Monday"), "present", link="works {}"),
    Rule("attribute:working hours", "S work from? O:workhours", ("I work from 7 to 3 now => 7 to 3", "I work nine to five => nine to five"), ("I worked for 5 to 6 firms",), link="works from {}"),
    Rule("attribute:working hours", "N be now|from? O:workhours", ("my working hours are 9 to 5 => 9 to 5",), ("my hours are long",), "present", nouns=frozenset({"hours", "shift"}), link="works from {}"),
    Rule("same:rate", "S cut|go|drop|reduce|increase|be|move|get|bring|step|slow back|down|up|out|over? to O:rate", ("I've cut down to 32 hours a week => 32 hours a week",), ("I went to 3 shops",), "anytime"),
    Rule("same:rate", "S cut|reduce|increase|lower|raise|bump my|the|it X:noun down|up|back? to O:rate", ("I've reduced my hours to 30 hours a week => 30 hours a week",), ("I cut my hair",), "change"),
    Rule("attribute:work start", "S start|begin work|working at|around O:clock", ("I start work at six => six",), ("I start at Bosch",), "present", link="starts work at {}"),
    Rule("attribute:work end", "S finish|stop|end work|working at|around O:clock", ("I finish work at 5 pm => 5 pm",), ("I finish at last",), "present", link="finishes work at {}"),
    Rule("attribute:place of work", "S work always|mostly|again? from the|a? O:base", ("I work from home => home",), ("I work from memory",), link="works from {}"),
    Rule("attribute:place of work", "S work mostly|again? at|in the|my|a? O:base", ("I work in the office again => office", "I work at home => home"), ("I work at night",), link="works at {}"),
    Rule("attribute:place of work", "S work|be|go fully|mostly|back|fully? O:remote", ("I work remotely => remotely", "I'm fully remote now => remote"), ("I'm hybrid-minded",), "present", link="works {}"),
    Rule("attribute:place of work", "S be|go back in|at|to the O:base again|now|full-time|these|every|since", ("I'm back in the office now => office",), ("I'm in the office",), "present", link="works at {}"),
    Rule("attribute:{N}", "N take|last now|only|about|around|usually? O:span",
         ("my commute takes 50 minutes => commute: 50 minutes",), ("my commute takes forever",), "present", nouns=frozenset({"commute", "journey", "drive", "ride", "walk", "way"}), link="told"),
    Rule("attribute:day off", "my|our day off|free|of is|'s|: off? now? O:when", ("my day off is Wednesday => Wednesday",), ("my day off is great",), "fact"),
    Rule("attribute:days off", "my|our days off are now? O:workdays", ("my days off are Monday and Tuesday => Monday and Tuesday",), ("my days off are rare",), "fact"),
)

_YEARS: tuple[Rule, ...] = (
    Rule("attribute:grade", "S be now|already|still? in|into the|my|his|her|their|a? O:school_year",
         ("my daughter is in year 9 => daughter: year 9", "I'm in my second year at university => second year", "my son is in fifth grade => son: fifth grade"), ("I'm in first place", "we're in the second year of drought?"), "present", link="is in {}"),
    Rule("attribute:grade", "S start|begin|enter|reach|join|repeat|attend the|my|his|her|their? O:school_year",
         ("my daughter has started year 10 => daughter: year 10", "my son started first grade => son: first grade"), ("she started a new year",), "anytime", link="is in {}"),
    Rule("attribute:grade", "S move|go|come|get|step|advance|progress|pass up|on? to|into|in the|my|his|her? O:school_year",
         ("my son moved up to sixth grade => son: sixth grade",), ("he went into debt",), "anytime", link="is in {}"),
    Rule("attribute:grade", "S be now? a|an? O:grader", ("my daughter is a fourth grader => daughter: fourth grader",), ("I'm a first mate",), "present", link="is a {}"),
    Rule("attribute:grade", "S be a|an? O:school_year student|pupil|now", ("I'm a second year student => second year",), ("I'm a second year?",), "present", link="is in {}", confidence=0.8),
)

_PAPERS = frozenset({"thesis", "dissertation"})
_WRITTEN = "thesis|dissertation"
_THESIS: tuple[Rule, ...] = (
    Rule("attribute:thesis topic", "N be now? about|on O:topic", ("my thesis is about peat bogs => peat bogs",), ("my thesis is on Friday?", "my thesis is on hold"), "present", nouns=_PAPERS),
    Rule("attribute:thesis topic", f"S write|do|research|finish my|a|the|his|her|their master|masters|bachelor|bachelors|phd|doctoral|diploma|'s? {_WRITTEN} about|on O:topic",
         ("I'm writing my thesis on tidal power => tidal power", "my sister is writing her dissertation about Bach => sister: Bach"), ("I'm writing my thesis on Sundays",), "present"),
    Rule("attribute:thesis topic", f"topic|subject|title of my|the {_WRITTEN} is|'s now? O:topic", ("The topic of my thesis is tidal power => tidal power",), ("the topic of my thesis is hard",), "fact"),
    Rule("attribute:thesis topic", f"my {_WRITTEN} topic|subject|title is|'s now? O:topic", ("my thesis topic is tidal power => tidal power",), ("my thesis topic is hard",), "fact"),
    Rule("same:topic", "the|my|our new topic|subject is|'s|: now? O:topic", ("the new topic is monastic mills => monastic mills",), ("the topic is hard",), "fact"),
    Rule("studies", "S prepare|prep|study|revise|cram for my|the|a|an? O:exam", ("I'm preparing for the notary exam => notary exam",), ("I'm preparing for a party",), "present", link="is studying for {}"),
    Rule("same", "S pass|ace|fail|sit|finish my|the? O:exam", ("I passed the bar exam => ended bar exam",), ("I passed the salt",), "end"),
)

_PLAY: tuple[Rule, ...] = (
    Rule("attribute:position", "S play|be now|usually|mostly? as|at|in|the|a|an? O:playing now|these|instead|this|in|for|on|of|,|.",
         ("I play centre now => centre",), ("I play it back", "I'm the back"), "present", link="plays {}", confidence=0.7),
    Rule("attribute:position", "S be a|the|our|an? O:playing in|for|on|of my|our|the|his|her|a? X:team", ("I'm the left back in my handball team => left back",), ("I'm a guard at the prison",), "present", link="plays {}"),
    Rule("attribute:position", "N be O:playing", ("my position is shooting guard => shooting guard",), ("my position is clear",), "present", nouns=frozenset({"position"}), link="plays {}"),
    Rule("same:position", "S be a|the|an|our? O:playing now|these|this|from|since", ("I'm a shooting guard now => shooting guard",), ("I'm back now",), "present", link="plays {}"),
    Rule("same:position", "S switch|move|change|go back|over|up|forward? to|into O:playing", ("I switched to striker => striker",), ("I switched to tea",), "change", link="plays {}"),
    Rule("attribute:position", "X move|switch|put|stick|shift|play|use|turn|place T:whom back|up|over|forward? to|in|into|at|as|on the|a|an? O:playing",
         ("the coach moved me to striker => striker", "coach stuck me in midfield => midfield"), ("they put me in a box", "she moved me to the back of the room"), "change", link="plays {}"),
    Rule("attribute:position", "S be|get moved|switched|put|shifted|converted back|up|over? to|in|into|at the|a? O:playing", ("I've been moved to centre back => centre back",), ("I was moved to tears",), "fact", link="plays {}"),
    Rule("member_of", "S sign for O:side", ("I've signed for Sporting Mantova => Sporting Mantova",), ("I signed for the parcel",), "change", link="plays for {}", confidence=0.7),
)

_OFFICES: tuple[Rule, ...] = (
    Rule(_OFFICE, "S be now|also|currently|still? the|a|an|our? O:office of|at|in|for|on the|our|my|a|this? P:society",
         ("I'm the treasurer of our tennis club => treasurer", "my wife is secretary of the parish council => secretary"), ("I'm the captain of my soul",)),
    Rule(_OFFICE, f"S be|get {_CHOSEN} as? the|a|an|our? O:office of|at|in|for|on the|our|my|a|this? P:society", ("I was elected president of the tennis club => president",), ("I was made redundant",), "fact"),
    Rule(_OFFICE, "S become|serve|act|volunteer|take over? as? the|a|an|our? O:office of|at|in|for|on the|our|my|a|this? P:society", ("I became chair of the book club => chair",), ("I became part of the club",), "change"),
    Rule(_OFFICE, "X elect|make|appoint|vote|name|choose T:whom as|to? be? the|a|an|our? O:office of|at|in|for|on the|our|my|a|this? P:society",
         ("they elected me captain of the rowing team => captain",), ("they made me member of the club",), "change"),
    Rule(_OFFICE, "S step|stand|resign|retire down? as|from being? the|a? O:office of|at|in|for|on the|our|my|a|this? P:society",
         ("I stepped down as secretary of the chess club => ended secretary",), ("I stepped down from the bus",), "end"),
    Rule(_OFFICE, "S give|quit|stop up? being|as the|a? O:office of|at|in|for|on the|our|my|a|this? P:society", ("I gave up being treasurer of the choir => ended treasurer",), ("I gave up being nice",), "end"),
)

_EMPLOYED: tuple[Rule, ...] = (
    Rule("works_at", "N be now? at|with O:employing", ("my new job is at Hotel Prado => Hotel Prado",), ("my job is at risk",), "present", nouns=frozenset({"job", "position"})),
    Rule("studies_at", "had|have|was|is|'s|after|since my first|1st day|week|month|term|semester at|in the|a? O:school",
         ("today was my first day at the Goethe Gymnasium => Goethe Gymnasium",), ("today was my first day at school",), "fact"),
    Rule("studies_at", "had|have|was|is|'s|after|since T:whose first|1st day|week|month|term at|in the|a? O:school",
         ("Today was my daughter's first day at the Goethe Gymnasium => daughter: Goethe Gymnasium",), ("today was my daughter's first day at home",), "fact"),
    Rule("works_at", "had|have|was|is|'s|after|since my first|1st day|week|month|shift at|with the|a? O:employer",
         ("Just had my first day at Havgull Auksjon => Havgull Auksjon", "yesterday was my first day at Quickhaul => Quickhaul"), ("yesterday was my first day at home",), "fact"),
    Rule("works_at", "had|have|was|is|'s|after|since T:whose first|1st day|week|month|shift at|with the|a? O:employer",
         ("Today was my wife's first day at Bosch => wife: Bosch",), ("today was my wife's first day at home",), "fact"),
    Rule("attribute:office", "the|our|my office where|that|which? i|we work at|in|from? is|'s now? in O:land", ("the office where I work is in Leiden => Leiden",), ("the office where I work is in chaos",), "fact"),
    Rule("studies", "S be in|on a|an|the|my? O:course",
         ("I'm in a French evening class on Tuesdays => French evening class", "I'm on a bookkeeping course => bookkeeping course"), ("I'm in class", "I'm on course"), "present", link="is taking {}"),
    Rule("studies_at", "S be now|currently|still? enrolled|registered|matriculated|inscribed as? a? student? at|with O:employing",
         ("I'm enrolled at Fontys => Fontys",), ("I'm enrolled at night",), "present", link="studies at {}"),
    Rule("studies", "S be now|currently|still? enrolled|registered in|for|on a|an|the? O:academic", ("I'm enrolled in nursing => nursing",), ("I'm enrolled in it",), "present"),
    Rule("studies", "S transfer|switch|change|move|go out of W:academic into|to O:academic", ("I transferred out of law into nursing => nursing; ended law",), ("I moved out of Rome into Paris",), "change"),
    Rule("studies", "S pursue|complete|read|study|work toward|towards|for|on? a|an|my bachelor|master|masters|bachelors|doctoral|university|college|'s? degree|phd|ba|bsc|msc|ma|mba|doctorate|diploma|masters|bachelors|master in|of O:majored",
         ("I'm pursuing a degree in mechanical engineering => mechanical engineering",), ("I'm working on a solution in May",), "present"),
    Rule("same:school", "S move|go over|on|up|back? to the? O:school", ("my husband has moved to Lincoln High => husband: Lincoln High",), ("he moved to Rome",), "change"),
    Rule("occupation", "S become|turn a|an? O:agent",
         ("I've become a piano tuner => piano tuner", "my sister became a paralegal officer => sister: paralegal officer"), ("I became a mother", "I've become a morning person", "I became a better runner"), "change"),
    Rule("occupation", "S be a|an? O:agent by trade|profession|training", ("I'm a piano tuner by trade => piano tuner",), ("I'm a winner by nature",)),
    Rule("occupation", "S make the|a jump|move|switch|leap|transition|step|change from W:field to|into O:field",
         ("I made the jump from procurement to quality control => quality control; ended procurement",), ("I made the move from Rome to Oslo",), "change", link="works in {}"),
    Rule("occupation", f"X {_PUT} T:whom from W:field to|into O:field", ("they moved me from sales to marketing => marketing; ended sales",), ("they moved me from Rome to Oslo",), "change", link="works in {}"),
    Rule("works_at", "S be now|back? on staff|the|payroll at|with|of O:employing", ("I'm on staff at Lumenbox => Lumenbox",), ("I'm on the bus at night",), "present"),
    Rule("works_at", "S be now|on|staff|employed|back? at|with a|an|the|this X:noun called|named O:name", ("I'm at a studio called Lumenbox now => Lumenbox",), ("I'm at a loss",), "present"),
    Rule("attribute:contract", "S be|have|get|sign on? a|an|my|the|new? O:contract",
         ("I'm on a zero-hours contract => zero-hours contract", "I signed a permanent contract => permanent contract"), ("I signed the phone contract",), "anytime", link="has {}"),
    Rule("attribute:contract", "X give|offer|grant|hand T:whom a|an|the|new? O:contract", ("They've given me a permanent contract => permanent contract",), ("they gave me the contract",), "change", link="has {}"),
    Rule("attribute:commute", "it takes|'s me|us? only|about|around|just|now|roughly|exactly? O:span to get|travel|drive|commute|walk|cycle|bike to my|the? work|office|job|school|uni|university|campus|college",
         ("It takes me twenty minutes to get to work => twenty minutes",), ("it takes me twenty minutes to cook",), "fact"),
    Rule("attribute:salary", "S earn|get|make|have|draw|receive a|an annual|monthly|yearly|base|gross|net|starting? salary|wage|income|pay of about|around? O:pay",
         ("I earn a salary of 51,000 euros a year => 51,000 euros a year",), ("I get a salary of it",), "present"),
    Rule("member_of", "S play|row|swim|run|race|compete football|soccer|basketball|handball|volleyball|hockey|rugby|cricket|baseball|tennis|netball|lacrosse|futsal|korfball|floorball for|with|at O:side",
         ("I play football for Brann => Brann",), ("I play football for fun",), "present", link="plays for {}"),
    Rule("studies_at", "S go to the? O:school", ("I go to Roskilde University now => Roskilde University",), ("I go to Leeds",), link="studies at {}"),
    Rule("works_at", "S be employed|hired|engaged|working as a|an|the? X:post at|by|with|for O:employing", ("I'm employed as a web developer at Nexim => Nexim",), ("I'm employed as a nurse at night",), "fact"),
    Rule("occupation", "S be employed|working|engaged as a|an|the? O:post", ("I'm employed as a buyer => buyer",), ("I'm employed as expected",), "present"),
    Rule("occupation", "S take|enter|go early|into|on? O:retirement", ("my dad took early retirement => father: retirement",), ("I took a break",), "change", link="is in {}", ends=("works_at",)),
    Rule("studies_at", "X move|transfer|switch|send|enrol|enroll|put T:whom to|in|at|into O:school", ("We moved my daughter to Pine Ridge Elementary => daughter: Pine Ridge Elementary",), ("we sent her to Rome",), "change"),
    Rule("studies", "S start|begin out|off? studying|reading|with O:academic but|and|then", ("I started out studying maths but it was dull => ended maths",), ("I started with law",), "end"),
    Rule("studies", "S start|begin out|off studying|reading|with|in O:academic", ("I started out studying maths => ended maths",), ("I started out with nothing",), "end"),
    Rule("occupation", "N be in|within O:field", ("My job is in customer support at Paylink => customer support",), ("my job is in danger",), "present", nouns=frozenset({"job", "work"}), link="works in {}"),
    Rule("works_at", "S sign a|my|the|new|permanent|employment|work|job contract|offer|on with|at|from? O:employing",
         ("I signed a contract with Brightoar => Brightoar",), ("I signed a contract with my landlord", "I signed a lease with Anna"), "change"),
    Rule("works_at", "the|my company|firm|employer|organisation|organization|business|hospital|school|clinic|agency|shop|restaurant|bank|hotel|lab|factory|studio|newspaper|office|practice|place i|we work|am|teach|nurse for|at|with|in? is|'s|: called|named? O:titled",
         ("The company I work for is called Sunmesa => Sunmesa",), ("my company is great",), "mention"),
    Rule("occupation", "by profession|trade|training i am|'m a|an O:job", ("By profession I'm an architect => architect",), ("by luck I met a nurse",), "mention"),
)

SHARP: tuple[Rule, ...] = (*_LIVE, *_HOURS, *_YEARS, *_THESIS, *_PLAY, *_OFFICES, *_EMPLOYED)
"""What is said of work, school and clubs in words that would elsewhere be read of a home."""
