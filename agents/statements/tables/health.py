"""Allergies, conditions, diet and medicine."""

from __future__ import annotations

from memos.agents.statements.rules import Rule
from memos.agents.statements.vocabulary import BODY

RULES: tuple[Rule, ...] = (
    Rule("allergic_to", "S be badly|severely|mildly|highly|super|very? allergic to O:noun",
         ("I'm allergic to peanuts => peanuts", "I'm allergic to cats and pollen => cats; pollen", "my son is allergic to eggs => son: eggs", "I'm not allergic to nuts => - nuts"),
         ("I'm allergic to that idea", "are you allergic to nuts?")),
    Rule("allergic_to", "^ allergic to O:noun", ("allergic to peanuts btw => peanuts",), ("allergic to that",), "fact"),
    Rule("allergic_to", "S have a|an severe|bad|mild|strong? allergy to O:noun", ("I have an allergy to latex => latex",), ("I have an allergy to that",)),
    Rule("allergic_to", "S have a|an|my severe|bad|mild? O:one allergy", ("I have a peanut allergy => peanut", "my daughter has a severe nut allergy => daughter: nut"), ("I have a question about allergy",)),
    Rule("allergic_to", "my allergy to O:noun", ("my allergy to cats is getting worse => cats",), ("my allergy to it",), "fact"),
    Rule("allergic_to", "my O:one allergy", ("my peanut allergy is acting up => peanut",), ("my allergy is back",), "fact"),
    Rule("allergic_to", "S develop an allergy to O:noun", ("I developed an allergy to shellfish => shellfish",), ("I developed an interest",), "change"),
    Rule("condition", "S be O:intolerant", ("I'm lactose intolerant => lactose intolerant",), ("I'm tolerant",)),
    Rule("condition", "S get|develop|catch a|an|some|really|my? O:ailment", ("I got the flu => flu", "Got malaria, doctor says rest => malaria"), ("I got a plan",), "change"),
    Rule("condition", "S have a|an|some|really|my? O:ailment", ("I have asthma => asthma", "my dad has type 2 diabetes => father: type 2 diabetes", "I've got a bad knee => bad knee",
         "I had migraines as a kid => ended migraines"), ("I have a plan", "I have a cold drink", "I have a bad feeling")),
    Rule("condition", "S suffer from O:ailment", ("I suffer from migraines => migraines",), ("I suffer from FOMO",)),
    Rule("condition", "S be O:state", ("I'm pregnant => pregnant", "my son is autistic => son: autistic", "I'm diabetic => diabetic"), ("I'm blindly following",), "present"),
    Rule("condition", "S be diagnosed with O:ailment", ("I was diagnosed with ADHD => ADHD",), ("I was diagnosed with curiosity",), "fact"),
    Rule("condition", "S get diagnosed with O:ailment", ("I got diagnosed with celiac disease => celiac disease",), ("I got diagnosed with love",), "change"),
    Rule("condition", "S break|sprain|tear|injure|hurt|pull|twist my|his|her|their O:body", ("I broke my ankle skiing => ankle", "my son broke his arm => son: arm"), ("I broke my phone", "I broke my heart"), "change"),
    Rule("condition", "my O:ailing", ("my bad knee is acting up => bad knee", "my asthma is back => asthma"),
         ("the broken hand-off", "my back up plan"), "fact"),
    Rule("condition", "N be|feel still|a|bit|little|really|so|pretty|quite|very? O:feeling", ("my back is still a bit sore => back is still a bit sore", "my knee feels shaky => knee feels shaky"), ("my schedule is tight",), "present", nouns=BODY),
    Rule("condition", "S be|get|feel|wake up? really|so|very|pretty? sick|ill with|from? O:ailment", ("I'm sick with malaria => malaria",), ("I'm sick of it",), "anytime"),
    Rule("condition", "^ O:ailing got me", ("Malaria got me, I can't work => Malaria",), ("That song got me",), "fact"),
    Rule("condition", "the O:sore", ("without pushing the dodgy back too hard => dodgy back",), ("the broken hand-off",), "fact"),
    Rule("condition", "getting over this|the|a bloody|damn|stupid|awful|nasty? O:ailing", ("Main thing is just getting over this bloody flu => flu",), ("getting over this back and forth",), "fact"),
    Rule("diet", "S be a|an|strict|mostly|fully? O:diet", ("I'm vegan => vegan", "nowadays I'm pescatarian => pescatarian", "I'm not vegetarian any more => ended vegetarian", "I used to be a proper meat eater => ended proper meat eater",
         "my sister is a vegetarian => sister: vegetarian"), ("I'm raw about it", "the vegan options")),
    Rule("diet", "S become|turn|go fully|completely? O:diet", ("I went vegan in May => vegan", "I've gone gluten-free => gluten-free"), ("I went fasting", "I went home"), "change"),
    Rule("diet", "S be on|doing a|an|the? O:diet diet?", ("I'm on keto => keto", "I'm not on keto any more => ended keto"), ("I'm on the raw side",)),
    Rule("diet", "S do|follow|try|eat a|an|the? O:diet diet?", ("I'm not doing keto anymore => ended keto", "I eat vegan => vegan", "I follow a low-carb diet => low-carb"), ("I do the raw numbers",), "present"),
    Rule("diet", "^ on|gone|going|went O:diet", ("on keto now => keto", "went vegan in May => vegan"), ("on raw data",), "fact"),
    Rule("likes", "S eat O:food", ("I don't eat pork => - pork", "I don't eat meat anymore => ended meat"), ("I eat dinner", "I ate fish"), "present"),
    Rule("likes", "S eat O:food", ("I can't eat dairy => - dairy",), ("I can't eat it",), "able"),
    Rule("takes", "S take|use|need O:medicine", ("I take metformin => metformin", "I have to take insulin every day => insulin", "I'm taking ibuprofen for my back => ibuprofen"),
         ("I take the bus", "I take notes", "I take it easy")),
    Rule("takes", "S be on O:medicine", ("I'm on antidepressants => antidepressants", "my dad is on blood thinners => father: blood thinners"), ("I'm on the bus", "I'm on it")),
    Rule("takes", "S stop|quit taking O:medicine", ("I stopped taking metformin => ended metformin",), ("I stopped taking the bus",), "end"),
)
