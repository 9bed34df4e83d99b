"""Which words are something done for pleasure, out of habit or for one's body, something eaten, something driven."""

from __future__ import annotations

from itertools import pairwise

from memos.agents.statements.grammar.nouns import FUNCTION_WORDS, is_word
from memos.agents.statements.grammar.values import vague
from memos.agents.statements.grammar.verbs import ADVERBS, FORMS
from memos.agents.statements.grammar.vocabulary import (
    AILMENTS,
    BODY,
    DIETS,
    DRINKS,
    EATEN,
    ENTHUSIASTS,
    HOBBIES,
    INSTRUMENTS,
    MEDICINES,
    NOT_HELD,
    PAINS,
    PASTIMES,
    POSSESSIONS,
    SPORTS,
    TIME_UNITS,
    WEEKDAYS,
)
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.kinds.makes import is_make
from memos.agents.statements.kinds.matters import is_ailment

_SMALL_TALK = frozenset("thing things something anything everything nothing way it that this stuff part bit".split())
_OWNERS = frozenset("'s my our his her their your the no any severe bad food".split())


def lemmas_of(word: str) -> set[str]:
    """The verbs that this word may be a form of."""
    return {form.lemma for form in FORMS.get(word, ())}


def is_noun_phrase(words: Tokens) -> bool:
    """A thing as the subject of a sentence: "loud places", "people who litter"; no pronoun, no mark."""
    return words[0].word not in FUNCTION_WORDS and not vague(words) and all(is_word(token) for token in words)


def is_substance(words: Tokens) -> bool:
    """An allergen: something to eat, to breathe in, to be stung by; not an idea or a day of the week."""
    said = {token.word for token in words}
    return not vague(words) and len(words) <= 6 and not said & (WEEKDAYS | TIME_UNITS | _SMALL_TALK)


def is_trigger(words: Tokens) -> bool:
    """What stands before "allergy": "tree nut", "bee sting"; not "my wife's", "outgrown my milk"."""
    said = {token.word for token in words}
    return len(words) <= 3 and is_substance(words) and not said & (_OWNERS | FORMS.keys() - {"dust", "fish"})


def is_eaten(words: Tokens) -> bool:
    """Food or drink by its name: "red meat", "bread", "most nuts"."""
    last = words[-1].word
    return len(words) <= 4 and (last in EATEN | DRINKS or f"{last}s" in EATEN or last.removesuffix("s") in EATEN)


def is_pastime_verb(words: Tokens) -> bool:
    """A sport or a craft told by its verb alone: "surf", "knit"."""
    return len(words) == 1 and bool(lemmas_of(words[0].word) & PASTIMES)


def is_substance_use(words: Tokens) -> bool:
    """Smoking, vaping or drinking as such: "smoke", "smoke a pipe", "drink"; not "drink it"."""
    rest = [token.word for token in words[1:]]
    if not lemmas_of(words[0].word) & {"smoke", "vape", "drink"} or set(rest) & (_SMALL_TALK | {"salmon", "meat"}):
        return False
    return len(words) <= 6


def is_diet_phrase(words: Tokens) -> bool:
    """A way of eating in one or more words: "gluten free", "low-salt", "non-vegetarian", "intermittent fasting"."""
    last = words[-1].word.removeprefix("non-")
    said = [token.word for token in words]
    if said[-1] == "eater":
        return len(said) == 2 and said[0] in EATEN | {"fussy", "picky", "plant", "clean", "big", "light"}
    if said[-2:] in (["intermittent", "fasting"], ["plant", "based"], ["calorie", "deficit"]):
        return len(said) <= 3
    if last in ("free", "carb", "carbs", "fat", "salt", "sugar", "sodium", "protein", "fodmap", "fibre", "fiber"):
        return len(said) == 2 and (said[0] in ("low", "high", "no", "zero") or (said[1] == "free" and said[0] in EATEN))
    return len(words) <= 3 and (last in DIETS or last.startswith(("low-", "high-"))) and said[0] not in FUNCTION_WORDS


def is_barred(words: Tokens) -> bool:
    """What somebody can't eat, said with its verb: "can't eat gluten"."""
    said = [token.word for token in words]
    return "not" in said and any(is_eaten(words[n:]) for n in range(said.index("not") + 2, len(words)))


def is_flaring(words: Tokens) -> bool:
    """How a part of the body gives trouble: "acts up when I run", "hurts"."""
    after = words[1].word if len(words) > 1 else ""
    return (lemmas_of(words[0].word) <= {"act", "play", "flare"} and after in ("up", "out")) or bool(
        lemmas_of(words[0].word) & {"hurt", "ache", "click", "swell"}
    )


def is_kind_of_favorite(words: Tokens) -> bool:
    """What there may be a favourite of: "food", "board game"; not "part", "priority"."""
    said = {token.word for token in words}
    return len(words) <= 3 and not said & _NO_FAVORITES and is_noun_phrase(words) and words[-1].word.isalpha()


_NO_FAVORITES = frozenset(
    "part parts thing things moment moments priority priorities tip tips pick picks choice choices concern concerns goal goals question "
    "line bit memory advice idea option speed shelf floor result results one ones way to is are".split()
)


def is_dropped(words: Tokens) -> bool:
    """What one may get bored of for good: a thing by its name; not what is being done right now."""
    first = words[0].word
    return (
        is_noun_phrase(words)
        and not first.endswith("ing")
        and first not in ("everything", "people", "life", "work", "trouble", "swing", "groove", "debt", "details")
    )


def is_side_taken(words: Tokens) -> bool:
    """What kind of person one is by what one is for: "tea", "dog", "beach", "morning"; not "nice", "busy"."""
    return len(words) == 1 and words[0].word.removesuffix("s") in _SIDES


_SIDES = frozenset(
    "tea coffee dog cat morning night evening beach mountain city country book movie film wine beer whisky gin cider people ideas numbers car train "
    "bike android iphone apple pc mac savory savoury sweet cheese chocolate pizza pasta rice bread meat fish veggie summer winter autumn spring "
    "indoor indoors outdoor outdoors outdoorsy routine list spreadsheet texting phone email paper kindle audiobook podcast radio vinyl "
    "window aisle sofa couch gym yoga running water soda juice breakfast brunch spice family party plan detail visual hands-on".split()
)


def is_craft(words: Tokens) -> bool:
    """A sport, a craft, an instrument, by its name: "running", "the ukulele", "competitive swimming"."""
    return len(words) <= 3 and words[-1].word in HOBBIES | SPORTS | INSTRUMENTS | _CRAFTS


_CRAFTS = frozenset(
    "crochet watercolours watercolors painting drawing sketching sewing quilting brewing foraging bread sourdough beekeeping journaling singing "
    "rapping acting improv writing reading gaming cosplay magic juggling ballroom salsa tango bachata swing flamenco hip-hop tap skateboarding "
    "rollerblading paragliding skydiving canyoning caving orienteering spinning kitesurfing windsurfing wakeboarding paddleboarding snooker petanque "
    "boules croquet curling ultimate floorball futsal karting motocross dressage showjumping metal-detecting stargazing birding scuba freediving "
    "resin macrame macramé leatherwork blacksmithing whittling carving lego warhammer model-making trainspotting bonsai".split()
)


def is_sung(words: Tokens) -> bool:
    """What is sung or danced: "sing alto", "dance salsa"."""
    rest = [token.word for token in words[1:]]
    return bool(rest) and set(rest) <= _CRAFTS | {
        "alto",
        "soprano",
        "tenor",
        "bass",
        "baritone",
        "backing",
        "vocals",
        "lead",
        "jazz",
        "opera",
        "folk",
        "ballet",
    }


def is_models(words: Tokens) -> bool:
    """What is made for pleasure: "model trains", "old radios", "ships in bottles"."""
    return (
        words[0].word in ("model", "miniature", "vintage", "classic", "antique", "old", "lego", "toy")
        and len(words) > 1
    )


def is_customary(words: Tokens) -> bool:
    """What is said as a custom without "every day": rising at six, cycling to work, working nights."""
    said = [token.word for token in words]
    verbs, rest = lemmas_of(said[0]), said[1:]
    if verbs & {"get", "wake"} and rest[:1] == ["up"]:
        return _has_hour(rest)
    if verbs & {"go"} and rest[:2] == ["to", "bed"]:
        return len(rest) > 2 and (_has_hour(rest) or rest[2] in ("early", "late"))
    if verbs & {"commute"}:
        return bool(rest)
    if verbs & {"work"}:
        return (
            rest[-1:] in (["nights"], ["shifts"], ["weekends"], ["days"], ["evenings"], ["part-time"])
            and len(rest) <= 2
        )
    travels = verbs & {"bike", "cycle", "walk", "drive", "run", "ride", "take", "go", "jog"}
    return bool(travels) and any(pair in _TO_WORK for pair in pairwise(rest)) and len(rest) <= 6


_TO_WORK = frozenset(
    {("to", "work"), ("to", "school"), ("to", "uni"), ("to", "university"), ("to", "college"), ("the", "office")}
)


def _has_hour(words: list[str]) -> bool:
    return any(word[0].isdigit() or word in _HOURS for word in words)


_HOURS = frozenset("four five six seven eight nine ten eleven midnight dawn sunrise noon early late".split())


def is_shunned(words: Tokens) -> bool:
    """ "Avoid festivals": keeping away from a kind of thing."""
    pointing = words[1].word in FUNCTION_WORDS or words[1].word in _SMALL_TALK if len(words) > 1 else True
    return lemmas_of(words[0].word) == {"avoid"} and not pointing and not vague(words[1:])


def is_driven(words: Tokens) -> bool:
    """A vehicle to drive or ride: "Yaris", "old Volvo estate", "cargo bike"; not "lot", "rental", "bus"."""
    last = words[-1].word
    known = is_make(words) or last in _VEHICLES or any(token.capital or token.text[0].isdigit() for token in words)
    return known and not vague(words) and last not in ("bus", "train", "metro", "tube", "rental", "wave", "lift")


_VEHICLES = frozenset(
    "car van truck lorry taxi cab motorbike motorcycle scooter bike bicycle tractor estate hatchback suv pickup convertible hybrid minivan "
    "camper campervan jeep ute moped e-bike ebike horse".split()
)


def is_put_out(words: Tokens) -> bool:
    """ "Put my back out": a part of the body that one has strained."""
    said = [token.word for token in words]
    return len(said) > 3 and said[-1] == "out" and said[-2] in ("back", "neck", "shoulder", "hip", "knee")


def is_practised(words: Tokens) -> bool:
    """Something that is done for pleasure: "yoga", "competitive gymnastics"; not "all the cooking"."""
    return len(words) <= 3 and words[0].word not in ("all", "most", "any") and any(t.word in HOBBIES for t in words)


def is_devotee(words: Tokens) -> bool:
    """One who does something for pleasure: "keen birdwatcher", "avid reader"."""
    return len(words) <= 3 and words[-1].word in ENTHUSIASTS


def is_possession(words: Tokens) -> bool:
    """Something to keep by its name or its make: "air fryer", "two bikes", "Fiat Punto"; not "question", "deadline"."""
    last = words[-1].word
    first = words[0].word
    if len(words) > 6 or vague(words) or first in NOT_HELD - {"one"} or first in FUNCTION_WORDS:
        return False
    return last in POSSESSIONS or last.removesuffix("s") in POSSESSIONS or is_make(words)


def is_held_by_name(words: Tokens) -> bool:
    """Something that was got: a possession, or a name written like one ("Fender", "Nikon Z6")."""
    if words[0].word in FUNCTION_WORDS | {"rid"} or words[-1].word in NOT_HELD:
        return False
    return is_possession(words) or (
        len(words) <= 3 and words[-1].capital and not vague(words) and len(words[0].text) > 2
    )


def is_injury(words: Tokens) -> bool:
    """A part of the body, an illness, an operation: what one recovers from."""
    last = words[-1].word
    return is_ailment(words) or last in BODY | PAINS | AILMENTS | {"op", "operation", "accident", "stroke", "burnout"}


def is_prescribed(words: Tokens) -> bool:
    """A medicine where the words around it leave no doubt ("my doctor switched me to …"): any short name will do."""
    first, last = words[0].word, words[-1].word
    if len(words) > 5 or first in FUNCTION_WORDS | ADVERBS or lemmas_of(last) & {"do", "go", "be", "start", "take"}:
        return False
    known = any(token.word in MEDICINES for token in words)
    return known or (last.isalpha() and len(last) > 4 and (last not in _NO_MEDICINES and not last.endswith("ing")))


_NO_MEDICINES = frozenset(
    "shift shifts night nights days team project waitlist waiting payroll speaker mute hold trial probation board leave list "
    "phone train trains plane flight menu schedule plan class course group ventilator guilty treadmill track there "
    "monday tuesday wednesday thursday friday saturday sunday english spanish french german insurance department office "
    "another other business economy different remote person manager room hotel first second third part-time full-time "
    "diet keto vegan machine stage campaign account budget desk committee programme program subject topic side position".split()
)
