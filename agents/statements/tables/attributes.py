"""Attributes: "my budget is 30k", "the meeting is now on Thursday", "the rent went up to 1080", "the project is called X now"."""

from __future__ import annotations

from memos.agents.statements.rules import Rule

_MOVED = (
    "moved|shifted|pushed|postponed|rescheduled|changed|raised|increased|cut|lowered|reduced|bumped|brought|delayed|set|moving|extended|pulled|put|"
    "rearranged|re-arranged|rebooked|switched|advanced|deferred|adjusted|upped|fixed|updated|corrected|shortened|lengthened|prolonged|swapped|scheduled|booked|brought|slotted"
)
_MOVE = (
    "raise|bump|increase|lower|cut|drop|move|push|change|postpone|reschedule|shift|set|bring|extend|pull|put|rearrange|rebook|switch|delay|adjust|swap|make|"
    "reduce|up|update|shorten|advance|defer"
)
_WAY = "back|forward|forwards|up|down|ahead|out|over|on|again|now|all|way"
_VEHICLES = frozenset("flight flights train bus plane ferry boat coach tram shuttle eurostar connection ship taxi cab uber".split())

RULES: tuple[Rule, ...] = (
    Rule("attribute:{N}", "N be at|on|in|for|around|about|up|down|only|due|set|by|from|scheduled|booked|planned? at|to|on|for|at|by? O:value",
         ("my rent is 950 a month => rent: 950 a month", "The app launch date is 14 May => app launch date: 14 May", "my phone plan is down to 25 euros => phone plan: 25 euros",
          "the meeting is now on Thursday => meeting: Thursday", "our hotel is the Astoria => hotel: Astoria", "my blood type is A positive => blood type: A positive", "My name is Ana Sousa => Ana Sousa", "my sister's name is Maya => sister: Maya",
          "my dentist appointment is on Tuesday at 3 => dentist appointment: Tuesday at 3", "rent is 990 now => rent: 990",
          "physio is on thursday at 3 for my left shoulder => physio: thursday at 3", "The appeal for my Syrian client is due on 3 October => appeal for syrian client: 3 October",
          "my maths test is on tuesday pls explain it => maths test: tuesday", "our team standup is at 9:15 => team standup: 9:15"),
         ("the meeting is boring", "the weather is nice", "the plan is great", "my friend is 34", "is the meeting on Friday?"), "present", link="told"),
    Rule("attribute:{N}", "N be O:value", ("saddle height should be 71 cm => saddle height: 71 cm", "the deadline should be 5 May => deadline: 5 May"), ("the report should be short",), "ought", confidence=0.6),
    Rule("attribute:{N}", f"N be {_MOVED} {_WAY}? to|till|until|for|by O:value",
         ("the meeting has been moved to Friday => meeting: Friday", "my flight was rescheduled to 9 am => flight: 9 am", "the thesis deadline was extended to 15 September => thesis deadline: 15 September",
          "the launch has been brought forward to 3 May => launch: 3 May"), ("I was moved to tears", "the meeting was moved online"), "fact"),
    Rule("attribute:{N}", f"N get {_MOVED} {_WAY}? to|till|until|for|by O:value", ("the deadline got pushed to May 3 => deadline: May 3",), ("the deadline got moved about",), "change"),
    Rule("attribute:{N} arrival", "N land|arrive|get|come|touch|dock in|into|down? at|on|by|around? O:when",
         ("Our flight lands at 16:20 => flight arrival: 16:20", "my train gets in at 18:40 => train arrival: 18:40"), ("my dad lands at 5pm", "the flight lands on time"), "present", link="told", nouns=_VEHICLES),
    Rule("attribute:{N} arrival", "N land|arrive|get|come|touch|dock in|into|at X:place at|on|by|around O:when",
         ("my flight lands in Faro at 16:20 => flight arrival: 16:20",), ("the flight lands in Faro on time",), "present", link="told", nouns=_VEHICLES),
    Rule("attribute:{N} departure", "N leave|depart|go|take|sail|set off? from? at|on|by|around? O:when",
         ("our flight leaves at 9 am => flight departure: 9 am", "the ferry sails on Friday => ferry departure: Friday"), ("my dad leaves at 5pm",), "present", link="told", nouns=_VEHICLES),
    Rule("attribute:{N} end", "N end|finish|close|expire|lapse|stop at|on|in|by|until? O:when",
         ("my shift ends at 6 pm => shift end: 6 pm", "my visa expires on 3 May => visa end: 3 May"), ("the film ends badly", "the story ends on Monday?"), "present", link="told"),
    Rule("attribute:{N}", "N come|happen|take|fall|meet|occur|go|renew|begin|start|kick|open|resume place|out|off|round|again? on|at|every|in|from? O:when",
         ("The health inspector comes on 4 March => health inspector: 4 March", "My reading group meets on Wednesdays => reading group: Wednesdays", "the party starts at 3:30pm => party: 3:30pm", "my course begins in September => course: September"),
         ("my daughter comes on Friday", "the story starts well", "I start on Monday"), "present", link="told"),
    Rule("attribute:{N}", "N come|happen|take|fall|meet|occur|run|go place|out? on|at|every|in|from? O:when",
         ("the inspector is coming on 11 March => inspector: 11 March",), ("my mum is coming on Friday",), "ongoing"),
    Rule("attribute:{N}", "N go|move|change|rise|increase|drop|fall|jump up|down? from W:value to O:value", ("my rent rose from 900 to 950 euros => rent: 950 euros; rent: ended 900",), ("my mood went from bad to worse",), "change"),
    Rule("attribute:{P}", "^ my|our|the? new|updated|revised|latest P:valued :|,|-|=|is|'s now? O:value", ("new locker: 103 => 103",), ("new number, who dis",), "fact"),
    Rule("attribute:{N}", "N extend|postpone|reschedule|delay|push|bump|raise|increase|lower|bring|reduce|cut|defer up|down|back|forward? to|till|until O:value",
         ("deadline extended to mid April => deadline: mid April", "rent increased to 950 => rent: 950"), ("the app extended to new markets",), "change"),
    Rule("attribute:{N}", "N go|move|shift|slip|change|rise|increase|grow|drop|fall|jump|climb|switch up|down|back|forward? to O:value",
         ("my budget has gone up to 30k => budget: 30k", "launch date's slipped to 3 June => launch date: 3 June", "my rent went up to 1100 => rent: 1100"), ("my phone went to the repair shop",), "change"),
    Rule("attribute:{N} price", "N cost|come me|us|you|about|around|only|to|exactly? O:money", ("the gym costs me 40 euros a month => gym price: 40 euros a month", "my döner costs 6.50 => döner price: 6.50"), ("the gym costs me nerves", "the flight comes to Rome"), "present", link="told"),
    Rule("attribute:{N}", "N leave|depart|start|begin|arrive|land|get|end|finish|close|open|run in? at|on|from|until O:value",
         ("our flight leaves at 9 => flight: 9", "my shift starts at 6 am => shift: 6 am", "my lease runs until March => lease: March"),
         ("the flight leaves on time",), "present"),
    Rule("name", "N be called|named O:name", ("the project is called Falcon now => project: Falcon",), ("the meeting was called off",), "present"),
    Rule("is", "N need to O:requirement", ("the app needs to work offline => app: work offline",), ("the answer needs to be short", "the text needs to sound nice"), "called_for", confidence=0.6),
    Rule("name", "N be renamed to? O:name", ("the app was renamed Falcon => app: Falcon",), ("the app was renamed yesterday",), "fact"),
    Rule("attribute:{P}", f"X {_MOVE} the|my|our|his|her|their P:arranged {_WAY}? to|until|till|for|by O:when",
         ("They've pushed our standup back to 10:00 => 10:00", "they moved the dress rehearsal forward to Tuesday => Tuesday", "we've put the hen do back to 3 May => 3 May"),
         ("I moved the sofa to the wall", "I put the kettle on for Monday?"), "change"),
    Rule("attribute:it", f"S {_MOVE} it|that|this {_WAY}? to|until|till|for O:value",
         ("they've pushed it back to 10:00 => it: 10:00", "we moved it to Friday => it: Friday"), ("I moved it to the garden", "they pushed it to the limit"), "change"),
    Rule("attribute:{N} {P}", "N have|get O:quantity of P:counted", ("my desktop has 16 GB of ram => 16 GB",), ("my desktop has lots of ram",), "present", link="has", confidence=0.8),
    Rule("attribute:{N} measure", "N have|get O:measured", ("the desktop has 64 GB now => desktop measure: 64 GB",), ("the desktop has a dent",), "present", link="has", confidence=0.7),
    Rule("attribute:{N} {P}", "N have|get O:number P:counted", ("The Dlamini wedding has 180 guests => 180",), ("the meeting has 3 am", "I have 3 dogs"), "present", link="has", confidence=0.7),
    Rule("attribute:{N} {P}", "N have|get a|an|its? new|different P:valued ,|:|- O:value", ("the garage has a new code, 9023 => 9023",), ("the garage has a new code",), "present"),
    Rule("same:{P} price", "^ a|an|one P:one is|are|'s now|at? O:money", ("a döner is 7.90 at my shop => 7.90",), ("a dog is a friend",), "fact"),
    Rule("attribute:{P} price", "^ a|an|one P:one costs|cost now? O:money at|in my|our", ("a döner costs 7.90 at my shop => 7.90",), ("a dog costs money in our town",), "fact"),
    Rule("attribute:{P}", f"X {_MOVE} my|our P:paid up|down|back? to O:money", ("They bumped my pay to 3300 euros => 3300 euros",), ("they cut my pay to punish me",), "change"),
    Rule("attribute:{P}", f"X {_MOVE}|stretch|hike|jack|nudge|trim|slash the|my|our P:valued up|down|back|forward? to|until|till O:value",
         ("the landlord's bumped the rent to 1080 => 1080", "they moved the meeting to Thursday => Thursday", "I changed my budget to 20k => 20k"), ("I moved the sofa to the wall",), "change"),
    Rule("attribute:hotel", "S be booked into|at the? O:name", ("we're booked into the Bristol => Bristol",), ("I'm booked into a meeting",), "present"),
    Rule("attribute:height", "S be|stand|measure about|around|exactly|roughly|only|nearly|almost? O:height tall|high",
         ("I am 168 cm tall => 168 cm", "my son is 1.80 m tall => son: 1.80 m", "I'm six foot two tall => six foot two", "she stands 5 ft 9 tall => she: 5 ft 9"), ("I stand tall", "I'm 5 minutes away")),
    Rule("attribute:height", "S be|stand|measure about|around|exactly|roughly|only|nearly|almost? O:height",
         ("I'm 171 cm => 171 cm", "my brother is 6 foot 1 => brother: 6 foot 1", "I'm five foot nothing => five foot nothing"), ("I'm 5 km from home", "I'm 20 cm short of the finish", "I'm 34")),
    Rule("attribute:weight", "S be down|up|back|at|under|over to|at? O:kilos now|again|already|finally|today|this? .", ("I'm down to 75 kg => 75 kg", "she's at 60 kilos now => she: 60 kilos"), ("I'm at 80 kg on the bench press", "I'm up to 100 push-ups"), "present", confidence=0.8, link="told"),
    Rule("attribute:weight", "S get|drop|go|come|climb down|up|back to|at O:kilos now|again|already|finally|today|this? .", ("I got down to 12 stone => 12 stone", "I've gone up to 66 kg => 66 kg"), ("I got down to the shops",), "change", confidence=0.8, link="told"),
    Rule("attribute:weight", "S weigh O:figure", ("I weigh 82 kg => 82 kg",), ("I weigh my options",), "present"),
    Rule("name:{P}", "S rename the|my|our P:one to O:name", ("we renamed the project to Falcon => Falcon",), ("we renamed the project to fit",), "change"),
    Rule("attribute:level", "as a|an total|complete|absolute? O:novice", ("which is what I needed as a beginner => beginner",), ("as a result", "Acting as an expert in AI, do this"), "mention", confidence=0.7),
    Rule("attribute:level", "for a|an total|complete|absolute? O:level like me", ("too much cycling for a beginner like me => beginner",), ("for a beginner like you",), "mention", confidence=0.7),
    Rule("is", "N V:requirement", ("the algorithm has to output the meal plan => algorithm: output the meal plan", "for the bonus, it has to be paid in euros => bonus: be paid in euros"), ("the answer has to be short", "the bonus will be paid"), "must", confidence=0.6),
    Rule("is", "N be for O:one", ("The pitch is for an IT decision maker => pitch: IT decision maker",), ("the pitch is for you",), "present", confidence=0.7),
    Rule("is", "N be O:outcome", ("my car is broken => car: broken",), ("the result is great",), "present", confidence=0.7),
    Rule("is", "N get O:outcome", ("The generator just got fixed => generator: fixed",), ("the result got better",), "change", confidence=0.7),
)
