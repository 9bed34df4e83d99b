"""Attributes: "my budget is 30k", "the meeting is now on Thursday", "the rent went up to 1080", "the project is called X now"."""

from __future__ import annotations

from memos.agents.statements.rules import Rule

_MOVED = "moved|shifted|pushed|postponed|rescheduled|changed|raised|increased|cut|lowered|reduced|bumped|brought|delayed|set|moving"

RULES: tuple[Rule, ...] = (
    Rule("attribute:{N}", "N be at|on|in|for|around|about|up|down|only|due|set? at|to|on|for|at? O:value",
         ("my rent is 950 a month => rent: 950 a month", "The app launch date is 14 May => app launch date: 14 May", "my phone plan is down to 25 euros => phone plan: 25 euros",
          "the meeting is now on Thursday => meeting: Thursday", "our hotel is the Astoria => hotel: Astoria", "my blood type is A positive => blood type: A positive", "My name is Ana Sousa => Ana Sousa", "my sister's name is Maya => sister: Maya",
          "my dentist appointment is on Tuesday at 3 => dentist appointment: Tuesday at 3", "rent is 990 now => rent: 990"),
         ("the meeting is boring", "the weather is nice", "the plan is great", "my friend is 34"), "present"),
    Rule("attribute:{N}", f"N be {_MOVED} back|forward|up|down|ahead? to|till|until|for O:value",
         ("the meeting has been moved to Friday => meeting: Friday", "my flight was rescheduled to 9 am => flight: 9 am"), ("I was moved to tears", "the meeting was moved online"), "fact"),
    Rule("attribute:{N}", f"N get {_MOVED} back|forward|up|down|ahead? to|till|until|for O:value", ("the deadline got pushed to May 3 => deadline: May 3",), ("the deadline got moved about",), "change"),
    Rule("attribute:{N}", "N go|move|change|rise|increase|drop|fall|jump up|down? from W:value to O:value", ("my rent rose from 900 to 950 euros => rent: 950 euros; rent: ended 900",), ("my mood went from bad to worse",), "change"),
    Rule("attribute:{N}", "N go|move|shift|slip|change|rise|increase|grow|drop|fall|jump|climb up|down|back? to O:value",
         ("my budget has gone up to 30k => budget: 30k", "launch date's slipped to 3 June => launch date: 3 June", "my rent went up to 1100 => rent: 1100"), ("my phone went to the repair shop",), "change"),
    Rule("attribute:{N}", "N cost me|us? O:figure", ("the gym costs me 40 euros a month => gym: 40 euros a month",), ("the gym costs me nerves",), "present"),
    Rule("attribute:{N}", "N leave|depart|start|begin|arrive|land|get|end|finish|close|open|run in? at|on|from|until O:value",
         ("our flight leaves at 9 => flight: 9", "my train gets in at 18:40 => train: 18:40", "my shift starts at 6 am => shift: 6 am", "my lease runs until March => lease: March"),
         ("the flight leaves on time",), "present"),
    Rule("name", "N be called|named O:name", ("the project is called Falcon now => project: Falcon", "our dog is called Rex => Rex"), ("the meeting was called off",), "present"),
    Rule("name", "N be renamed to? O:name", ("the app was renamed Falcon => app: Falcon",), ("the app was renamed yesterday",), "fact"),
    Rule("attribute:{P}", "S raise|bump|increase|lower|cut|drop|move|push|change|postpone|reschedule|shift|set|bring the|my|our P:valued up|down|back|forward? to|until|till O:value",
         ("the landlord's bumped the rent to 1080 => 1080", "they moved the meeting to Thursday => Thursday", "I changed my budget to 20k => 20k"), ("I moved the sofa to the wall",), "change"),
    Rule("attribute:hotel", "S be booked into|at the? O:name", ("we're booked into the Bristol => Bristol",), ("I'm booked into a meeting",), "present"),
    Rule("attribute:weight", "S weigh O:figure", ("I weigh 82 kg => 82 kg",), ("I weigh my options",), "present"),
    Rule("name:{P}", "S rename the|my|our P:one to O:name", ("we renamed the project to Falcon => Falcon",), ("we renamed the project to fit",), "change"),
    Rule("attribute:bank", "S bank with O:org", ("I bank with Nubank => Nubank",), ("I bank on it",)),
    Rule("same:provider", "S be with O:name", ("as a student I was with Itau => ended Itau",), ("I'm with you", "I was with friends"), "state"),
    Rule("is", "N V:requirement", ("the algorithm has to output the meal plan => algorithm: output the meal plan", "for the bonus, it has to be paid in euros => bonus: be paid in euros"), ("the answer has to be short", "the bonus will be paid"), "must", confidence=0.6),
    Rule("is", "N be for O:one", ("The pitch is for an IT decision maker => pitch: IT decision maker",), ("the pitch is for you",), "present", confidence=0.7),
    Rule("is", "N be O:outcome", ("my car is broken => car: broken",), ("the result is great",), "present", confidence=0.7),
    Rule("is", "N get O:outcome", ("The generator just got fixed => generator: fixed",), ("the result got better",), "change", confidence=0.7),
)
