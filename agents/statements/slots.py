"""The kinds of value that a rule may ask for: O:place, O:thing, P:name …"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from memos.agents.statements.matters import (
    any_of,
    ending_in,
    is_activity,
    is_ailing,
    is_ailment,
    is_anything,
    is_diet,
    is_doing,
    is_feeling,
    is_goal,
    is_intended,
    is_interest,
    is_kept,
    is_lasting_wish,
    is_medicine,
    is_noun,
    is_pastime,
    is_pet,
    is_routine,
    is_thing,
    only,
)  # fmt: skip
from memos.agents.statements.named import (
    is_age,
    is_date,
    is_figure,
    is_introduced,
    is_job,
    is_named,
    is_naming,
    is_nation,
    is_organisation,
    is_phone,
    is_place,
    is_value,
)  # fmt: skip
from memos.agents.statements.nouns import FUNCTION_WORDS, VALUED
from memos.agents.statements.values import Slot
from memos.agents.statements.verbs import ADVERBS, AUXILIARIES, FORMS
from memos.agents.statements.vocabulary import (
    AROUND,
    BODY,
    CONDITIONS,
    DOINGS,
    DRINKS,
    FOODS,
    GROUPS,
    HOBBIES,
    ILL,
    INSTRUMENTS,
    LANGUAGES,
    OPENS_A_CLAUSE,
    OUTCOMES,
    OUTINGS,
    OWNED,
    PETS,
    PROJECTS,
    QUESTS,
    SPORTS,
    STATES_OF_MARRIAGE,
    SUBJECTS,
    WORKPLACES,
)  # fmt: skip

_FINITE = frozenset(
    word for word, forms in FORMS.items() if any(form.tense in ("s", "past") and form.lemma != word for form in forms)
)


SLOTS: Mapping[str, Slot] = MappingProxyType(
    {
        "place": Slot(is_place, AROUND, 6),
        "land": Slot(lambda words: is_place(words) and words[0].capital, AROUND, 5),
        "org": Slot(is_organisation, AROUND - {"and"} | _FINITE | {"doing"}, 6),
        "name": Slot(is_naming, AROUND | FUNCTION_WORDS - {"de", "of"}, 4, proper=True),
        "names": Slot(is_naming, AROUND - {"and"} | FUNCTION_WORDS - {"and"}, 8, several=True, proper=True),
        "age": Slot(is_age, OPENS_A_CLAUSE | {",", "and"}, 3),
        "phone": Slot(is_phone, AROUND, 6),
        "email": Slot(lambda words: "@" in words[0].text and len(words) == 1, AROUND, 1),
        "date": Slot(is_date, OPENS_A_CLAUSE | frozenset("and so".split()), 5),
        "language": Slot(
            any_of(LANGUAGES, 6),
            OPENS_A_CLAUSE | frozenset("at to with for in on fluently natively".split()),
            14,
            several=True,
        ),
        "nation": Slot(is_nation, OPENS_A_CLAUSE | frozenset("and citizen national but".split()), 2),
        "marriage": Slot(only(STATES_OF_MARRIAGE), AROUND | {"!"}, 2),
        "job": Slot(is_job, OPENS_A_CLAUSE | frozenset("and at for by since so with now in from who i we".split()), 6),
        "diet": Slot(is_diet, OPENS_A_CLAUSE | frozenset("and so for at in on with right these diet".split()), 4),
        "ailment": Slot(
            is_ailment,
            OPENS_A_CLAUSE | frozenset("as from for since so too at in on during with after".split()),
            8,
            several=True,
        ),
        "interest": Slot(is_interest, OPENS_A_CLAUSE | frozenset("so that than as i we it".split()), 20, several=True),
        "thing": Slot(is_thing, OPENS_A_CLAUSE | frozenset("so that than as i we it".split()), 20, several=True),
        "noun": Slot(
            is_thing,
            OPENS_A_CLAUSE | AUXILIARIES | frozenset("so that than as i we it for with from at on in to about".split()),
            16,
            several=True,
        ),
        "one": Slot(
            is_thing,
            OPENS_A_CLAUSE | frozenset("so that than as i we it and for with from at on in to about".split()),
            8,
        ),
        "held": Slot(
            is_kept,
            OPENS_A_CLAUSE | frozenset("so that than as i we it to and for with from at on in called named".split()),
            8,
        ),
        "owned": Slot(ending_in(OWNED), AROUND, 5),
        "group": Slot(ending_in(GROUPS), AROUND, 5),
        "medicine": Slot(is_medicine, AROUND - {"in"} | {"every", "each", "daily", "twice", "once"}, 6, several=True),
        "intolerant": Slot(lambda words: words[-1].word in ("intolerant", "coeliac", "celiac"), AROUND, 3),
        "state": Slot(only(CONDITIONS), AROUND, 2),
        "introduced": Slot(is_introduced, AROUND, 3),
        "named": Slot(is_named, AROUND, 4),
        "subject": Slot(is_noun, AROUND | AUXILIARIES | {"'s"}, 3),
        "devoted": Slot(is_noun, AROUND | {"fan", "lover", "enthusiast"}, 3),
        "favored": Slot(is_noun, AUXILIARIES | {"'s"}, 6),
        "feared": Slot(is_noun, AUXILIARIES | {"scares", "scare", "terrifies"} | ADVERBS, 5),
        "demand": Slot(is_noun, AUXILIARIES | {"'s"}, 6),
        "hobby": Slot(any_of(HOBBIES, 3), AROUND - {"and"}, 8, several=True),
        "sport": Slot(any_of(SPORTS, 4), AROUND - {"and"}, 8, several=True),
        "outing": Slot(lambda words: words[0].word in OUTINGS, AROUND | {"every", "each", "a", "twice", "once"}, 3),
        "going": Slot(is_intended, OPENS_A_CLAUSE | {"so"}, 14),
        "lasting": Slot(is_lasting_wish, OPENS_A_CLAUSE - {"how"} | {"so"}, 18, deep=True),
        "dream": Slot(is_intended, OPENS_A_CLAUSE | {"so"}, 12),
        "quest": Slot(ending_in(QUESTS), AROUND, 5),
        "routine": Slot(is_routine, OPENS_A_CLAUSE | {"so"}, 14),
        "valued": Slot(ending_in(VALUED, 3), AROUND, 3),
        "lessons": Slot(
            ending_in(frozenset({"class", "classes", "lesson", "lessons", "course", "courses"})), AROUND, 5
        ),
        "manner": Slot(
            lambda words: words[0].word in ("by", "in", "with", "when", "at", "alone"),
            frozenset({"because", "so", "than", "but"}),
            8,
            deep=True,
        ),
        "goal": Slot(is_goal, OPENS_A_CLAUSE | {"so"}, 14, deep=True),
        "feeling": Slot(is_feeling, OPENS_A_CLAUSE | frozenset("and so from after".split()), 6),
        "level": Slot(
            ending_in(frozenset({"beginner", "novice", "newbie", "expert", "amateur", "pro", "professional"}), 3),
            AROUND,
            3,
        ),
        "deed": Slot(
            lambda words: is_lasting_wish(words) and words[0].word not in DOINGS,
            OPENS_A_CLAUSE - {"how"} | {"so"},
            18,
            deep=True,
        ),
        "lately": Slot(is_pastime, OPENS_A_CLAUSE | {"so"}, 12),
        "notice": Slot(lambda words: words[0].word in ("notice", "resignation"), AROUND, 1),
        "parted": Slot(
            lambda words: [t.word for t in words] in (["broke", "up"], ["broken", "up"], ["split", "up"]),
            AROUND - {"up"} | {"with"},
            2,
        ),
        "retired": Slot(lambda words: words[0].word == "retired", AROUND, 1),
        "drinks": Slot(
            lambda words: words[0].word.startswith("dr") and any(t.word in DRINKS for t in words),
            OPENS_A_CLAUSE | {"so"},
            6,
        ),
        "address": Slot(
            lambda words: any(c.isdigit() for t in words for c in t.text) and any(t.capital for t in words),
            OPENS_A_CLAUSE | {"now", "and"},
            8,
        ),
        "project": Slot(ending_in(PROJECTS), AROUND | AUXILIARIES | {"'s"}, 5),
        "titled": Slot(lambda words: 1 <= len(words) <= 6 and words[0].capital, AROUND, 7),
        "requirement": Slot(
            lambda words: len(words) > 1 and is_doing(words),
            OPENS_A_CLAUSE - {"after", "before"} | {"so"},
            14,
            deep=True,
        ),
        "business": Slot(ending_in(WORKPLACES | {"business", "practice", "consultancy", "brand"}), AROUND, 4),
        "academic": Slot(any_of(SUBJECTS, 3), AROUND, 3),
        "activity": Slot(
            is_activity, OPENS_A_CLAUSE | frozenset("so at by with and for in on since last this".split()), 5
        ),
        "outcome": Slot(only(OUTCOMES), AROUND, 2),
        "gender": Slot(
            lambda words: len(words) == 1 and words[0].word in ("woman", "man", "girl", "boy", "guy"),
            AROUND | {"i", "we", ","},
            1,
        ),
        "body": Slot(ending_in(BODY - {"heart"}), AROUND | {"skiing", "playing", "running", "badly"}, 4),
        "sore": Slot(
            lambda words: len(words) <= 3 and words[-1].word in BODY and any(t.word in ILL for t in words[:-1]),
            (AROUND | AUXILIARIES | FORMS.keys() | {"too"}) - ILL - BODY,
            3,
        ),
        "ailing": Slot(is_ailing, (AROUND | AUXILIARIES | FORMS.keys() | {"too"}) - ILL - BODY, 4),
        "food": Slot(any_of(FOODS, 4), AROUND - {"and"}, 8, several=True),
        "drink": Slot(any_of(DRINKS, 4), AROUND - {"and"}, 8, several=True),
        "instrument": Slot(
            any_of(INSTRUMENTS, 3),
            AROUND - {"and"} | {"better", "way", "really", "badly", "well", "too", "every", "myself"},
            8,
            several=True,
        ),
        "pet": Slot(
            is_pet,
            OPENS_A_CLAUSE | frozenset("so at from in on with for too since".split()),
            12,
            several=True,
            apposed=True,
        ),
        "petted": Slot(
            is_pet,
            OPENS_A_CLAUSE
            | AUXILIARIES
            | FORMS.keys() - {"called", "named"}
            | frozenset("'s and so at from in on with for too since i".split()),
            8,
            apposed=True,
        ),
        "kinds": Slot(
            any_of(PETS, 4), OPENS_A_CLAUSE | frozenset("so at from in with for too since".split()), 12, several=True
        ),
        "doing": Slot(is_doing, OPENS_A_CLAUSE | frozenset("so".split()), 14, deep=True),
        "value": Slot(is_value, OPENS_A_CLAUSE | frozenset("and so i we".split()), 9),
        "figure": Slot(
            lambda words: is_figure(words) and len(words) <= 8, OPENS_A_CLAUSE | frozenset("and so".split()), 8
        ),
        "words": Slot(is_anything, OPENS_A_CLAUSE | frozenset("so".split()), 12),
    }
)
