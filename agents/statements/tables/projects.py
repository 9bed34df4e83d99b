"""Projects: what somebody works on, and how it stands."""

from __future__ import annotations

from memos.agents.statements.rules import Rule

_QUOTE = "'|\"|“|‘|’|”"
_TITLED = (
    "project|essay|novel|story|book|song|paper|thesis|app|film|game|script|course|campaign|manuscript|presentation"
)

_WORKING: tuple[Rule, ...] = (
    Rule("works_on", "S work on O:one", ("I'm working on a novel => novel", "I'm working on my thesis about bees => thesis"),
         ("I'm working on it", "let's work on that", "I'll work on this"), "present"),
    Rule("works_on", "S try|aim|attempt|plan to build|create|develop|write|implement|make|design|code|program|train|launch|set|invent|produce|compose up? a|an|the|my|our|some|this? O:artefact",
         ("we are trying to create a batching algorithm => batching algorithm", "I'm trying to build a budget app => budget app"),
         ("I'm trying to create a routine", "I'm trying to make it"), "ongoing", link="works on {}", confidence=0.7),
    Rule("works_on", "S try|aim|attempt to build|create|develop|implement|design \"|“ O:words \"|”", ('we are trying to implement "live batching" => live batching',), ("I'm trying to build 'it'",), "ongoing", link="works on {}", confidence=0.7),
    Rule("owns", "S start|open|found|launch my|a|an own? O:business", ("I started my own bakery => bakery",), ("I opened a tab",), "change"),
    Rule("works_on", "S write a|my|our|the O:one", ("I'm writing a book about bees => book",), ("I write you later", "I wrote an email"), "present", confidence=0.7),
    Rule("works_on", "S build|develop|launch|design a|an|my|our O:one", ("I'm building an app for runners => app", "we're developing a new game => new game"),
         ("I built a wall",), "present", confidence=0.7),
    Rule("studies", "S miss|keep|start|continue|finish|love|begin studying|learning|practicing|practising O:noun",
         ("I missed studying the red varietals => red varietals",),
         ("I keep learning",), "anytime", confidence=0.7),
    Rule("works_on", "headway|progress on|with my|our O:one", ("I made some headway on my Hometown History Project => Hometown History Project",),
         ("progress on that",), "fact"),
    Rule("works_on", "S handle O:one", ("my cousin handles KYC questions => cousin: KYC questions",), ("I can't handle it",), "present", confidence=0.7),
    Rule("works_on", "my core|main|key|current|daily? responsibilities|duties|tasks is|are|involve|include O:duties",
         ("My core responsibilities involve overseeing projects, training staff and handling clients => overseeing projects; training staff",),
         ("my responsibilities are killing me, what are they?",), "fact", link="is responsible for {}"),
    Rule("works_on", "S be in charge of the|a|an|our|all? O:gap", ("I'm in charge of the catering => catering",), ("I'm in charge of that",), "present", link="is in charge of {}", confidence=0.8),
    Rule("works_on", "S be mainly|also|mostly|directly|partly? responsible for O:thing", ("I'm responsible for the budget reports => budget reports",), ("I'm responsible for that",), "present", link="is responsible for {}", confidence=0.8),
    Rule("works_on", "S lead|manage|oversee|coordinate|head|supervise|curate up? a|an|the|our O:gap", ("I manage a team of five engineers => team of five engineers", "my wife manages the volunteers => wife: volunteers"), ("I managed the stress", "I can't manage the stress"), "present", confidence=0.7),
    Rule("works_on", "my main|current|own? role|job|task|part|responsibility is|'s to O:tackled", ("My role is to coordinate the volunteers => coordinate the volunteers",), ("my job is to see it",), "fact", link="has to {}", confidence=0.7),
    Rule("skill", "S have the|an ability|skills|expertise to O:doing", ("Joe has the ability to send follow up videos => Joe: send follow up videos",),
         ("I have the ability to do that",), "present", link="is able to {}"),
    Rule("occupation", "my current|new|present|official? role|position|title is|'s O:job", ("My current role is Middle Manager at a trading company => Middle Manager",),
         ("my role is hard", "my current position is awkward"), "fact"),
    Rule("works_at", "role|position|title is|'s X:job at|with O:org", ("My current role is Middle Manager at a trading company => trading company",),
         ("the role is manager at night",), "fact"),
    Rule("skill", "top|key|main|core|strongest|best|biggest skills|strengths i|we|use|have|daily|every|day? is|are|include O:noun",
         ("The key skills I use daily are project management, team leadership, and problem-solving => project management; team leadership; problem-solving",),
         ("my skills are rusty", "what are my key skills?"), "mention", link="can do {}"),
)

_STAKES: tuple[Rule, ...] = (
    Rule("owns", "S put|invest|stake X:figure in|into O:name", ("I've put 500 euros into Tesla => Tesla", "we invested 2000 euros in Bitcoin => Bitcoin"),
         ("I put 2 eggs in the bowl", "I put 20 minutes into it"), "change", confidence=0.7),
)

_MENTIONED: tuple[Rule, ...] = (
    Rule("works_on", f"the|my|our|this|that|for|on|about|with|of|in|finished|finalized {_QUOTE} O:titled {_QUOTE} {_TITLED}",
         ("the 'Old Main Street' essay went well => Old Main Street", 'I finalized the logline for "The Glitched Call" film => Glitched Call', "Can we go on with 'The Glitched Call' project? => Glitched Call"),
         ("the 'old' way", "the word 'Thesis' is odd"), "mention", confidence=0.7),
    Rule("works_on", "the|this|that|a|an|my|our|some O:gap that|which i|we am|are|have currently|been|now|also|both|all|still|actively? working|focusing",
         ("this same drug-resistant TB paper that I'm working on => same drug-resistant TB paper",), ("the thing that I'm working on", "the plan that I am working"), "mention", link="works on {}", confidence=0.7),
    Rule("works_on", "the|this|that|a|an|my|our|some O:gap i|we am|are|have currently|been|now|also|both|all|still? building|writing|developing|designing|coding|drafting|composing",
         ("for the board game I'm designing => board game",), ("the thing I'm writing",), "mention", link="works on {}", confidence=0.7),
    Rule("owns", "the|this|that|a|an|some O:gap i|we already have|own",
         ("on top of the current allocation algorithm I already have => current allocation algorithm",), ("the things I already have", "the info I already have"), "mention", confidence=0.6),
    Rule("works_on", "my|our ` O:words ` notebook|script|repo|repository|project|app|package|module|library",
         ("I'll add this code to my `titanic_analysis.ipynb` notebook => titanic_analysis . ipynb",),
         ("my `x` variable",), "mention", link="works on {}", confidence=0.7),
    Rule("works_on", "my|our O:project",
         ("I'll send you my thesis => thesis", "What's next for my group buying app? => group buying app", "For my side hustle, we need cash => side hustle"),
         ("our project is great", "my search for meaning"), "mention", link="works on {}", confidence=0.7),
    Rule("works_on", "the|this|that O:known",
         ("What's the next step for this data analysis project? => data analysis project", "her comments on the Main Street essay => Main Street essay", "I'm ready to continue with this job search => job search"),
         ("the whole project is late", "this essay is hard", "the next story", "the story of my life"), "mention", link="works on {}", confidence=0.6),
    Rule("works_on", f"S finish|complete the|my|our? {_QUOTE} O:titled {_QUOTE} {_TITLED}",
         ("I'm so glad we finished 'The Glitched Call' project. => ended Glitched Call",),
         ("I finished the 'old' one",), "end"),
    Rule("works_on", "S finish|complete|publish|submit up? the|my|our O:known", ("we finished the Main Street essay => ended Main Street essay",),
         ("I finished the project",), "end"),
    Rule("works_on", "S finish|complete|publish|submit up? my|our O:project", ("I finished my thesis => ended thesis",), ("I finished my first draft",), "end"),
)

_STANDING: tuple[Rule, ...] = (
    Rule("is", "N be O:standing",
         ("The 10% experimental fund is now active => 10% experimental fund: active", "the trip planning is paused => trip planning: paused", "my 2FA is active now => 2FA: active"),
         ("the result is great", "I'm active"), "present"),
    Rule("is:{P}", "put|keep|keeping|putting|place|placing the|those|these|that|this|my|our P:one O:standing",
         ("Good stuff for keeping those heavier sessions on hold => on hold", "let's put the First Aid module on hold => on hold"),
         ("keep it on hold", "put the kettle on"), "fact", confidence=0.8),
    Rule("is:{P}", "for the|my|our P:one , how|what about the|a? O:value", ("And for the transfer, how about the 25th of each month? => 25th of each month",),
         ("for the trip, how about you?", "for the party, what about that"), "mention", confidence=0.6),
    Rule("is:{P}", "for the|my|our P:one ,|: let 's start|go|say|make|do|use? with|for|it? O:amount",
         ("For the commission on every transaction, let's start with 0.5% => 0.5%", "for the bonus, let's say 500 naira => 500 naira"),
         ("for the bonus, let's see", "for the bonus, let's start with the rules", "for the kids, let's start by looking into Ohio's 529 plan"), "fact", confidence=0.8),
)

RULES: tuple[Rule, ...] = (*_WORKING, *_STAKES, *_MENTIONED, *_STANDING)
