"""Work and study: employer, occupation, projects, school, skills, membership."""

from __future__ import annotations

from memos.agents.statements.rules import Rule

_EMPLOYER: tuple[Rule, ...] = (
    Rule("works_at", "S work full-time|part-time|remotely? at|for O:org",
         ("I work at Bosch => Bosch", "I'm working for a small bakery => small bakery", "my sister no longer works at Google => sister: ended Google",
          "I used to work at IKEA => ended IKEA", "I worked for Nokia for ten years => ended Nokia"),
         ("I work at night", "it works for me", "Saturday works for me", "I worked at it")),
    Rule("works_at", "S teach X:noun at|in O:org", ("I teach maths at a secondary school => secondary school",), ("I teach maths at night",), "present"),
    Rule("works_at", "S work in|with O:org", ("I work in a bank => bank",), ("I work in silence",), confidence=0.6),
    Rule("works_at", "S start work|working|a|my|new|job|as? at|with O:org",
         ("I started at Siemens today => Siemens", "I moved to Porto and started working at Bosch => Bosch"), ("I started at noon", "I started at 5"), "change"),
    Rule("works_at", "S start|begin work|working|a|my|new|job|as? at|with O:org", ("I'm starting at Ericsson on Monday => Ericsson",), ("I'm starting at noon",), "ongoing", confidence=0.7),
    Rule("works_at", "S hand|give in|my|notice? at O:org", ("I handed in my notice at Ericsson => ended Ericsson",), ("I gave my best at home",), "end"),
    Rule("same", "S hand|give in|my? O:notice", ("Gave my notice in spring => ended notice",), ("I gave my best",), "end"),
    Rule("works_at", "S join O:org", ("I've joined Stripe => Stripe", "I joined Siemens as an engineer => Siemens"),
         ("I joined the gym", "I joined the call", "I joined a band", "I joined them"), "change", confidence=0.7),
    Rule("works_at", "S get|land|take|accept|find a|the|my|new? job|position|role|offer at|with|from O:org",
         ("I got a job at Bosch => Bosch", "just landed a new job at Spotify => Spotify"), ("I got a job",), "change"),
    Rule("works_at", "S have a|my? new? job|position|role at|with O:org", ("I have a job at Lidl => Lidl",), ("I have a job at hand",)),
    Rule("works_at", "S switch from W:name to O:name", ("I switched from Nokia to Ericsson => Ericsson; ended Nokia",),
         ("I switched from tea to coffee",), "change", confidence=0.6),
    Rule("works_at", "S be employed|hired at|by O:org", ("I'm employed by Siemens => Siemens",), ("I'm employed by night",)),
    Rule("works_at", "S be at O:org now|these|as", ("I'm at Bosch now => Bosch",), ("I'm at home now", "I'm at the airport now"), "present"),
    Rule("works_at", "^ now at|with O:org", ("now at Bosch => Bosch",), ("now at home", "now at last"), "fact"),
    Rule("works_at", "^ first|new? day|week one? at O:org", ("day one at Limagrain today! => Limagrain", "first day at Bosch => Bosch"),
         ("first day at home", "first day at the beach"), "fact"),
    Rule("works_at", "my new? job at|with O:org", ("my new job at Bosch is great => Bosch",), ("my job at hand",), "fact"),
    Rule("works_at", "my|current employer is|'s now? O:org", ("my employer is Airbus => Airbus",), ("my employer is nice to me",), "fact"),
    Rule("works_at", "S quit|leave|resign my|his|her|their|the|our? job|position|role|post|work at|with|from O:org",
         ("I quit my job at Google => ended Google", "my brother left his job at IKEA => brother: ended IKEA"),
         ("I left my bag at Maria's", "I quit my job"), "end"),
    Rule("works_at", "S leave|quit O:org", ("I left Michelin => ended Michelin",), ("I left home", "I left it", "I quit smoking", "I left the house"), "end"),
    Rule("works_at", "S resign from O:org", ("I resigned from Bosch => ended Bosch",), ("I resigned from it",), "end"),
    Rule("works_at", "S be laid|let|fired off|go? by|from|at O:org", ("I was laid off from Meta => ended Meta",), ("I was let down at home",), "end"),
    Rule("works_at", "S get laid|let|fired off|go? by|from|at O:org", ("I got fired from Lidl => ended Lidl",), ("I got fired up at night",), "end"),
)

_OCCUPATION: tuple[Rule, ...] = (
    Rule("occupation", "S work as O:job", ("I work as a nurse => nurse", "he works as a barista in Porto => he: barista", "I worked as a waiter => ended waiter"),
         ("I work as hard as I can",)),
    Rule("occupation", "S be O:job",
         ("I'm a nurse => nurse", "she is a software engineer at Bosch => she: software engineer", "my dad is a retired pilot => father: retired pilot",
          "I was a teacher => ended teacher", "I'm a pastry chef as of this morning => pastry chef", "I'm not a doctor => - doctor"),
         ("I'm a fan of doctors", "I am a big fan", "I'm a bit late", "she is a star")),
    Rule("occupation", "S be O:retired", ("my mum is retired => mother: retired",), ("I'm tired",), "present", link="bare"),
    Rule("occupation", "^ not a|an O:job any", ("not a barista anymore => ended barista",), ("not a problem any more",), "gone"),
    Rule("occupation", "S become O:job", ("I became a teacher => teacher",), ("I became angry",), "change"),
    Rule("occupation", "S be promoted to O:job", ("I was promoted to team lead => team lead",), ("the post was promoted to everyone",), "fact"),
    Rule("occupation", "S get promoted to O:job", ("I got promoted to manager => manager",), ("I got promoted to",), "change"),
    Rule("occupation", "S start as|working as? O:job", ("I started as a chef => chef",), ("I started as soon as possible",), "change"),
    Rule("occupation", "S retrain|train as O:job", ("I retrained as a nurse => nurse",), ("I trained as hard as I could",), "change"),
    Rule("occupation", "^ as O:job ,? i|we|my", ("as a nurse I work nights => nurse",), ("as a rule I do", "as a lawyer, write a letter"), "fact", confidence=0.6),
    Rule("occupation", "my job|profession|occupation is|'s O:job", ("my job is nurse => nurse",), ("my job is hard",), "fact"),
    Rule("occupation", "S run my|our own? O:org", ("I run my own bakery => bakery",), ("I run my mouth",), "present", confidence=0.7),
)

_PROJECTS: tuple[Rule, ...] = (
    Rule("works_on", "S work on O:one", ("I'm working on a novel => novel", "I'm working on my thesis about bees => thesis"),
         ("I'm working on it", "let's work on that", "I'll work on this"), "present"),
    Rule("owns", "S start|open|found|launch my|a|an own? O:business", ("I started my own bakery => bakery",), ("I opened a tab",), "change"),
    Rule("works_on", "S write a|my|our|the O:one", ("I'm writing a book about bees => book",), ("I write you later", "I wrote an email"), "present", confidence=0.7),
    Rule("works_on", "S build|develop|launch|design a|an|my|our O:one", ("I'm building an app for runners => app", "we're developing a new game => new game"),
         ("I built a wall",), "present", confidence=0.7),
    Rule("works_on", "my|our O:project", ("I'll send you my thesis => thesis",), ("my website's colors are off today, thesis or not? they ask",), "fact", confidence=0.7),
    Rule("works_on", "the|my|our ' O:titled ' essay|novel|story|project|book|song|paper|thesis|app|film|game", ("the 'Old Main Street' essay went well => Old Main Street",), ("the 'old' way",), "fact", confidence=0.7),
    Rule("studies", "S miss|keep|start|continue|finish|love|begin studying|learning|practicing|practising O:noun", ("I missed studying the red varietals => red varietals",), ("I keep learning",), "anytime", confidence=0.7),
    Rule("works_on", "headway|progress on|with my|our O:one", ("I made some headway on my Hometown History Project => Hometown History Project",), ("progress on that",), "fact"),
    Rule("works_on", "S handle O:one", ("my cousin handles KYC questions => cousin: KYC questions",), ("I can't handle it",), "present", confidence=0.7),
)

_STUDY: tuple[Rule, ...] = (
    Rule("studies_at", "S study|enrol|enroll at|in O:org", ("I study at Coimbra => Coimbra", "I'm studying at TU Delft => TU Delft", "she studied at MIT => she: ended MIT"),
         ("I study at night", "I study at home")),
    Rule("studies_at", "S attend O:org", ("my son attends Lincoln High => son: Lincoln High",), ("I attended the meeting",), "present"),
    Rule("studies_at", "S be a? student at O:org", ("I'm a student at Lund University => Lund University",), ("I'm a student at heart",)),
    Rule("studies", "S study|major in? O:noun",
         ("I'm studying law => law", "my brother is studying law too => brother: law", "I studied physics in Graz => ended physics", "I'm majoring in biology => biology"),
         ("I studied it", "I study at home", "I study hard")),
    Rule("studies", "S take|have O:lessons", ("I'm taking piano lessons on Tuesdays => piano lessons", "I've been taking pottery classes => pottery classes"),
         ("I took the wrong turn",), "present"),
    Rule("studies", "S do a|an|my master|masters|phd|degree|bachelor|mba|doctorate in O:noun", ("I'm doing a PhD in chemistry => chemistry", "I did my masters in law => law"), ("I'm doing a favor in return",), "fact"),
    Rule("studies", "S learn how? to? O:noun", ("I'm learning the ukulele => ukulele",), ("I learned a lot", "I'm learning so much"), "present", confidence=0.7),
    Rule("studies_at", "S do a|an|my master|masters|phd|degree|bachelor|mba|doctorate at O:org", ("I'm doing a PhD at KTH => KTH",), ("I'm doing a run at noon",), "present"),
    Rule("same|studies", "S switch|change|move to O:academic", ("I switched to maths => maths",), ("I switched to tea",), "change"),
    Rule("graduated_from", "S graduate from O:org", ("I graduated from MIT in 2010 => MIT",), ("I graduated from it",), "fact"),
)

_SKILLS: tuple[Rule, ...] = (
    Rule("skill", "S play the? O:instrument", ("I play bass in a ska band => bass", "my daughter plays the flute => daughter: flute", "I used to play the violin => ended violin"),
         ("I play a game",), link="plays"),
    Rule("skill", "S play the? O:instrument", ("I can play the piano => piano",), ("I can play a role",), "able", link="plays"),
    Rule("skill", "S be the|a|our O:instrument player", ("I'm the bass player in our ska band => bass",), ("I'm the best player",), link="plays"),
    Rule("skill", "S be really|very|pretty? good|great|skilled at O:thing", ("I'm good at chess => chess", "my son is great at maths => son: maths"),
         ("I'm good at the moment", "I'm good at that"), "present"),
    Rule("skill", "S have some|lots|a|lot|years|of|much|bit|little? experience in|with O:thing", ("I've got some experience in first aid => first aid",), ("I have experience in that",)),
    Rule("skill", "S be a|an|complete|total|absolute|real? O:level", ("I'm a beginner => beginner", "my wife is a complete novice => wife: novice"), ("I'm a believer",), "present", confidence=0.7),
    Rule("skill", "S know how to O:doing", ("I know how to weld => weld",), ("I don't know how to start", "I know how to fix it"), "anytime", confidence=0.7),
    Rule("member_of", "S be a|an? member of O:one", ("I'm a member of a book club => book club",), ("I'm a member of that",)),
    Rule("member_of", "S be in O:group", ("I'm in a ska band => ska band",), ("I'm in a rush",)),
    Rule("member_of", "S join O:group", ("I joined a choir => choir",), ("I joined the call",), "change"),
    Rule("member_of", "S leave|quit O:group", ("I left the choir => ended choir",), ("I left the room",), "end"),
    Rule("member_of", "S play|sing in O:group", ("I sing in a choir => choir", "she plays in an orchestra => she: orchestra"), ("I sing in the shower",), "present"),
    Rule("member_of", "S play for O:org", ("my son plays for Benfica => son: Benfica",), ("I play for fun",), "present"),
)

RULES: tuple[Rule, ...] = (*_OCCUPATION, *_SKILLS, *_EMPLOYER, *_PROJECTS, *_STUDY)
