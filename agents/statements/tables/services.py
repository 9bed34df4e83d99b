"""Services and arrangements: banks, gyms, providers, subscriptions, sizes, numbers of places, what is due and what it costs."""

from __future__ import annotations

from memos.agents.statements.grammar.vocabulary import CARERS
from memos.agents.statements.rules import Rule

_DEADLINES: tuple[Rule, ...] = (
    Rule("attribute:{P} deadline", "S hand|turn|submit|finish|deliver|file|send|give|complete|return|write|pay in|up|off|back? my|our|the|this P:one by|before|until|on O:when",
         ("I've got to hand in my thesis by 30 June => 30 June", "I have to submit the report by Friday => Friday"), ("I have to finish by Friday", "should I hand in my thesis by 30 June?"), "must"),
    Rule("attribute:{P} deadline", "S need|want|plan|hope|aim to hand|turn|submit|finish|deliver|file|send|give|complete|return|write|pay in|up|off|back? my|our|the|this P:one by|before|until|on O:when",
         ("I need to hand in my thesis by 30 June => 30 June",), ("I need to finish by Friday",), "present"),
)

_PRICES: tuple[Rule, ...] = (
    Rule("attribute:{P} rent", "S pay O:money rent|in for the|my|our P:one", ("i pay 780 rent for the workshop => 780",), ("I pay 780 for it",), "present"),
    Rule("attribute:rent", "S pay O:money in? rent", ("I pay 780 in rent => 780",), ("I pay for rent",), "present"),
    Rule("attribute:{P} price", "S pay|spend O:money for|on my|our|the P:one", ("I pay 40 euros a month for my gym => 40 euros a month",), ("I paid for the gym",), "present"),
    Rule("attribute:{P} price", "S charge|take O:money for|a|per|an P:one", ("I take 8000 dram for a violin lesson => 8000 dram", "I charge 30 euros a lesson => 30 euros"), ("I charge my phone", "I take 20 minutes for lunch?"), "present", confidence=0.7),
)

_PROVIDERS: tuple[Rule, ...] = (
    Rule("attribute:bank", "S bank with|at O:org", ("I bank with Nubank => Nubank", "we bank at Monzo => Monzo"), ("I bank on it",)),
    Rule("attribute:bank", "S have|keep|open|get a|an|my|our|all|current|savings|joint|business|new? account|accounts|savings|money with|at O:name",
         ("I have a current account with Lloyds => Lloyds", "I opened an account with Revolut => Revolut"), ("I have an account with you", "I have money with me"), "fact", confidence=0.8),
    Rule("attribute:bank", "S close my|our|the|all? account|accounts with|at O:name", ("I closed my account with Lloyds => ended Lloyds",), ("I closed my account with pleasure",), "end"),
    Rule("attribute:{P}", "my|our P:served is|are|'s all|now|currently? with|through|from|at|by O:name",
         ("all my banking is with Starling from today => Starling", "my car insurance is with Allianz => Allianz", "our internet's with Vodafone now => Vodafone"), ("my insurance is with the doctor", "my mail is at home"), "fact"),
    Rule("attribute:{P}", "S use|have O:name for|as my|our|all|the? P:served",
         ("I use Revolut as my bank => Revolut", "we have Vodafone for our internet => Vodafone"), ("I use it for my bank",), "present"),
    Rule("attribute:{P}", "S get|buy my|our P:served from|through|with|at|via O:name", ("we get our internet from Sky => Sky", "I get my energy from Octopus => Octopus"), ("I get my energy from coffee",), "present"),
    Rule("attribute:{P}", "S switch|change|move|take|transfer my|our P:served over|across|from|away? to O:name",
         ("we transferred our pension to Aviva => Aviva", "we moved our insurance over to Allianz => Allianz"), ("I moved my phone to the table",), "change"),
    Rule("same:provider", "S be|go with|at|back O:name for|now|these|since|until|till|but|and", ("I'm with Barclays now => Barclays",), ("I'm with you now",), "state"),
    Rule("same:provider", "S be with O:name", ("I'm with Barclays => Barclays",), ("I'm with you", "I was with friends"), "state"),
    Rule("same:provider", "S be on a|an|the|my? O:brand sim|simonly|contract|tariff|network", ("I'm on a giffgaff sim at the moment => giffgaff",), ("I'm on a plan", "I'm on a diet plan"), "state"),
    Rule("same:provider", "S be on a|an|the|my X:plan with O:name", ("I'm on the 20GB plan with Lebara => Lebara",), ("I'm on a plan with friends",), "state"),
    Rule("same:provider", "S have|get|use a|an|my|the O:brand sim|simonly|contract|tariff|network|account|policy|broadband", ("I have a Lebara sim => Lebara",), ("I have a new contract",), "present"),
    Rule("same:provider", "S go|sign with O:name", ("we went with Octopus => Octopus",), ("I went with him",), "change", confidence=0.8),
    Rule("same:provider", "S sign|join|enrol|enroll up|on|in? with|to|at|for O:name", ("I signed up with Holmes Place => Holmes Place", "I signed up to Bumble => Bumble"), ("I signed up for it",), "change", confidence=0.8),
    Rule("attribute:gym", "S train|lift|exercise at O:name", ("I train at FitInn => FitInn", "she trains at Gold Gym => she: Gold Gym"), ("I train at night", "I train at home"), "state"),
    Rule("attribute:gym", "S work out at O:name", ("I work out at PureGym => PureGym",), ("I work out at home",), "state"),
    Rule("attribute:gym", "S go to the gym at O:name", ("I go to the gym at Virgin Active => Virgin Active",), ("I go to the gym at night",), "state"),
    Rule("attribute:gym", "S be a? member at|of O:name gym|fitness|club", ("I'm a member at Virgin gym => Virgin",), ("I'm a member of a gym",)),
)

_SWITCHED: tuple[Rule, ...] = (
    Rule("attribute:{P}", "S switch|change|move|go over|across? to|with O:brand for my|our|the P:served",
         ("we've switched to Admiral for the car insurance => Admiral", "I went with Octopus for my electricity => Octopus"), ("I switched to tea for the energy boost", "I went with him for my phone"), "change"),
)

_REACHED: tuple[Rule, ...] = (
    Rule("email", "use|to|is|at O:email , that|this|it is|'s my", ("please use hello@x.example, that's my email now => hello@x.example",), ("the word hello",), "fact"),
    Rule("phone", "use|to|is|at|on|call O:phone , that|this|it is|'s my", ("call me on 555-0177, that's my new number => 555-0177",), ("the word hello",), "fact"),
)

_CARERS: tuple[Rule, ...] = (
    Rule("attribute:{P}", "my|our new|old|current|dear|lovely|poor|former? P:carer ,|called|named|is? O:person", ("Formal email to my thesis advisor Dr. Pardo, please => Dr. Pardo", "my accountant, Mr Lowe, says no => Mr Lowe"), ("my lawyer says no",), "mention", confidence=0.8),
    Rule("attribute:{P}", "S have|get|see|find|be|hire given|assigned|now|got? a|an new|different|another? P:carer ,|called|named|:? O:person",
         ("I was given a cardiologist, Dr. Brekke, who insists on porridge => Dr. Brekke", "we've got a new accountant, Mr Lowe => Mr Lowe"), ("I have a lawyer",), "fact", confidence=0.8),
    Rule("attribute:{N}", "N be old|young|now|then|dear|poor? O:person", ("our conductor was old Hrant => ended Hrant", "my cardiologist is Dr. Haugen => Dr. Haugen"), ("the conductor was good",), "state", nouns=CARERS),
    Rule("relation:boss", "S report to O:person", ("I report to Meenal now => Meenal",), ("I report to the board",)),
)

_SUBSCRIPTIONS: tuple[Rule, ...] = (
    Rule("member_of", "S subscribe to O:name", ("I subscribe to Netflix => Netflix",), ("I subscribe to that view",), link="subscribes to {}"),
    Rule("member_of", "S be subscribed to O:name", ("I'm subscribed to the Economist => Economist",), ("I'm subscribed to it",), link="subscribes to {}"),
    Rule("member_of", "S pay for O:streaming", ("i pay for netflix, 4k plan => netflix",), ("I pay for dinner",), link="subscribes to {}"),
    Rule("member_of", "S have a|an|my? O:name subscription|membership|premium", ("I have a Spotify subscription => Spotify", "we've got a Costco membership => Costco"), ("I have a subscription",), link="subscribes to {}"),
    Rule("member_of", "S have|get|share O:streaming", ("we have netflix => netflix",), ("I have a disney princess dress",), "present", link="subscribes to {}", confidence=0.7),
    Rule("same:service", "S cancel|end|stop|ditch|drop|leave|quit|close|terminate|scrap my|our|the O:served subscription|membership|plan|contract|policy|account?",
         ("I cancelled my gym membership => ended gym",), ("I cancelled my order", "I closed the window"), "end"),
    Rule("same:service", "S let my|our|the O:served subscription|membership|plan|contract|policy lapse|expire|run|go", ("I let my gym membership lapse => ended gym",), ("I let my phone go flat",), "end"),
    Rule("same|member_of", "S let my|our|the O:brand subscription|membership|account|contract|policy lapse|expire|run|go", ("we let our Economist subscription lapse => ended Economist",), ("I let my phone go",), "end", link="subscribes to {}"),
    Rule("same:service", "S get rid of my|our|the O:served", ("we got rid of the broadband => ended broadband",), ("I got rid of the moths",), "end"),
    Rule("same|member_of", "S cancel|end|stop|ditch|drop|leave|quit|close|delete|scrap|terminate|kill|bin my|our|the? O:streaming", ("cancelled netflix today => ended netflix", "I ditched Spotify => ended Spotify"), ("I cancelled the order",), "end", link="subscribes to {}"),
    Rule("same|member_of", "S cancel|end|stop|ditch|drop|leave|quit|close|scrap|terminate|kill|bin my|our|the? O:brand subscription|membership|account|plan|contract|policy|premium",
         ("I cancelled my Virgin membership => ended Virgin",), ("I cancelled the plan",), "end", link="subscribes to {}"),
    Rule("same|member_of", "S unsubscribe from O:name", ("I unsubscribed from Audible => ended Audible",), ("I unsubscribed from it",), "end", link="subscribes to {}"),
)

_SHOES = "shoe|shoes|boot|boots|trainers|sneakers|trainer|sneaker|heels|cleats"
_SIZES: tuple[Rule, ...] = (
    Rule("attribute:shoe size", f"S wear|take|be|need|have a|an? size O:code {_SHOES}",
         ("I wear a size 39 shoe => 39", "my son takes a size 8 boot => son: 8", "I'm a size 10 shoe => 10"), ("I wear a size too big in shoes",), "present"),
    Rule("attribute:shoe size", f"S wear|take|be|need a|an? size? O:code in {_SHOES}", ("I take a size 7 in trainers => 7",), ("I'm 40 in May",), "present"),
    Rule("attribute:shoe size", "my feet are|'s a|an? size O:code", ("my feet are size 47 => 47",), ("my feet are cold",), "fact"),
    Rule("attribute:size", "S be a|an? size O:code", ("she's a size 27 => she: 27", "I'm a size 12 => 12", "my son is size 6 => son: 6"), ("she's a size queen",), "present"),
    Rule("attribute:size", "S wear|take a|an? size O:code", ("I wear a size 9 => 9", "he takes size 44 => he: 44"), ("I wear a size too big",), "present"),
    Rule("attribute:size", "S wear|take a|an O:code", ("Mila wears a 30 now => Mila: 30", "she takes a 42 => she: 42"), ("I take a 20 minute nap", "I take a 7am train"), "present"),
)

_PLACES: tuple[Rule, ...] = (
    Rule("same:numbered", "S be in|at|on O:code now|instead", ("they changed it, I'm in 22A now => 22A",), ("I'm on 3 coffees", "I'm in 3 choirs"), "present"),
    Rule("attribute:{P}", "S be|have|drive|live|stay|sit|get|rent|park|work|moor|train in|at|on|to|up|a|an|the|my? P:numbered O:code",
         ("I'm in room 204 => 204", "we have plot 27 => 27", "I drive unit 4471 => 4471", "we've got seat 12A => 12A"), ("I'm in room service", "I have a spot"), "present"),
    Rule("attribute:{P}", "S move|switch|change|swap|transfer to|into P:numbered O:code", ("I moved to desk 14 => 14",), ("I moved to room two",), "change"),
    Rule("attribute:{P}", "X move|put|assign|switch|transfer|upgrade|give T:whom to|in|on|into? P:numbered O:code",
         ("they moved me to desk 31 => 31", "HR put us in room 12 => 12"), ("they moved me to tears", "he gave me gate money"), "change"),
    Rule("attribute:{P}", "S be moved|assigned|given|put|switched|transferred|upgraded to|in|on|into? P:numbered O:code", ("we were moved to room 310 => 310", "I was given locker 12 => 12"), ("I was moved to tears",), "fact"),
    Rule("attribute:{P}", "^ P:numbered O:code", ("Plot 27, by the water tap. => 27", "berth 62, further from the stall => 62"), ("Room for two?",), "fact", confidence=0.6),
)

RULES: tuple[Rule, ...] = (*_DEADLINES, *_PRICES, *_SIZES, *_PLACES, *_REACHED, *_CARERS, *_SWITCHED, *_SUBSCRIPTIONS)
_GYMS: tuple[Rule, ...] = (
    Rule("same:gym", "S join|try O:clubname", ("I joined Iron Temple => Iron Temple",), ("I joined him",), "change", confidence=0.7),
)
PROVIDERS: tuple[Rule, ...] = (*_PROVIDERS, *_GYMS)
"""Read last: "switched to Starling" is a change of bank only if it is nothing else."""
