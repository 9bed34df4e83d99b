"""The kinds of value that a rule may ask for: O:place, O:thing, P:name …"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from memos.agents.statements.grammar.kernels import HARD_STOPS
from memos.agents.statements.grammar.nouns import FUNCTION_WORDS, VALUED
from memos.agents.statements.grammar.values import Slot, vague
from memos.agents.statements.grammar.verbs import ADVERBS, AUXILIARIES, FORMS
from memos.agents.statements.grammar.vocabulary import (
    AIDS,
    AROUND,
    BODY,
    CARERS,
    CONDITIONS,
    CONTRACTS,
    CREEDS,
    DECADES,
    DOINGS,
    DRINKS,
    GROUPS,
    ILL,
    INSTRUMENTS,
    LANGUAGES,
    NUMBERED,
    OPENS_A_CLAUSE,
    OUTCOMES,
    OUTINGS,
    QUESTS,
    SERVICES,
    SPORTS,
    STATES_OF_MARRIAGE,
    STOPS_A_VALUE,
    STREAMING,
    TAKES_OVER,
    TIME_UNITS,
    UNDERTAKINGS,
    UNITS,
    WEEKDAYS,
    WORKPLACES,
)  # fmt: skip
from memos.agents.statements.kinds.aims import (
    is_aimed,
    is_amount,
    is_artefact,
    is_awaited,
    is_becoming,
    is_betterment,
    is_choice,
    is_conviction,
    is_dated,
    is_engagement,
    is_felt,
    is_journey,
    is_known_project,
    is_leaning,
    is_needed,
    is_noun_only,
    is_pledge,
    is_preference_for,
    is_preferred,
    is_project,
    is_quality,
    is_refused,
    is_sought,
    is_standing,
    is_tackled,
    is_tried,
    is_venture,
)  # fmt: skip
from memos.agents.statements.kinds.daily import DAILY_SLOTS
from memos.agents.statements.kinds.feature_slots import OF_FEATURES
from memos.agents.statements.kinds.home_slots import OF_HOMES
from memos.agents.statements.kinds.matters import (
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
    is_kept_up,
    is_lasting_wish,
    is_medicine,
    is_noun,
    is_pastime,
    is_pet,
    is_routine,
    is_thing,
    only,
)  # fmt: skip
from memos.agents.statements.kinds.named import (
    TITLES,
    is_age,
    is_aged,
    is_brand,
    is_code,
    is_date,
    is_figure,
    is_heft,
    is_height,
    is_introduced,
    is_job,
    is_money,
    is_naming,
    is_nation,
    is_organisation,
    is_phone,
    is_time,
    is_titled,
    is_value,
    is_wedding,
)  # fmt: skip
from memos.agents.statements.kinds.pursuits import (
    is_barred,
    is_customary,
    is_devotee,
    is_diet_phrase,
    is_dropped,
    is_eaten,
    is_flaring,
    is_injury,
    is_kind_of_favorite,
    is_models,
    is_noun_phrase,
    is_pastime_verb,
    is_practised,
    is_prescribed,
    is_shunned,
    is_side_taken,
    is_substance,
    is_substance_use,
    is_sung,
    is_trigger,
)  # fmt: skip
from memos.agents.statements.kinds.trade_slots import DOING, FINITE, OF_WORK
from memos.agents.statements.kinds.trades import EXAMS, is_employing, is_jobbing, is_subject

SLOTS: Mapping[str, Slot] = MappingProxyType(
    {
        **DAILY_SLOTS,
        **OF_HOMES,
        **OF_FEATURES,
        "stirring": Slot(is_noun_phrase, AROUND, 9),
        "whose": Slot(is_anything, AROUND, 5),
        "year": Slot(lambda words: words[0].text.isdigit() and len(words[0].text) == 4, AROUND, 1),
        "org": Slot(is_organisation, AROUND - {"and"} | FINITE | {"doing"}, 6),
        "name": Slot(is_naming, AROUND | FUNCTION_WORDS - {"de", "of"}, 4, proper=True),
        "exam": Slot(ending_in(EXAMS), AROUND, 4),
        "played": Slot(ending_in(INSTRUMENTS, 3), AROUND | {"up"}, 3),
        "discipline": Slot(lambda words: is_subject(words) and words[-1].word not in LANGUAGES, AROUND - {"and"}, 4),
        "studied": Slot(
            lambda words: is_thing(words) and words[0].word not in FUNCTION_WORDS,
            OPENS_A_CLAUSE | AUXILIARIES | frozenset("so that than as i we it for with from at on in to about".split()),
            16,
            several=True,
        ),
        "course": Slot(
            lambda words: (
                len(words) > 1
                and words[-1].word in ("class", "classes", "course", "bootcamp", "workshop", "program", "programme")
            ),
            AROUND,
            5,
        ),
        "employer": Slot(
            lambda words: (
                is_employing(words) and not any(t.word in ("school", "uni", "university", "college") for t in words)
            ),
            AROUND - {"and", "'s"} | FINITE,
            6,
        ),
        "majored": Slot(
            lambda words: is_subject(words) or (is_noun(words) and not words[0].capital),
            AROUND - {"and"} | AUXILIARIES,
            5,
        ),
        "jobbing": Slot(
            is_jobbing, OPENS_A_CLAUSE | frozenset("at in for since to with on by so , part-time and".split()), 3
        ),
        "grade": Slot(
            lambda words: words[-1].word in ("grade", "year", "form", "class") and len(words) == 2, AROUND, 3
        ),
        "whom": Slot(
            is_anything,
            AROUND | {"off", "go", "redundant", "up", "another", "more", "an", "a"} | TAKES_OVER | FORMS.keys(),
            4,
        ),
        "age": Slot(is_age, OPENS_A_CLAUSE | {",", "and", "i", "we"}, 3),
        "ages": Slot(
            lambda words: (
                len(words) == 3 and words[0].text.isdigit() and words[2].text.isdigit() and words[1].word == "and"
            ),
            OPENS_A_CLAUSE | {","},
            3,
        ),
        "knot": Slot(is_wedding, AROUND, 3),
        "unwed": Slot(lambda words: words[0].word in ("married", "marry", "wed") and len(words) == 1, AROUND, 2),
        "relationship": Slot(only(frozenset({"relationship", "marriage", "partnership"})), AROUND - {"with"}, 2),
        "crush": Slot(is_naming, AROUND | FUNCTION_WORDS | {"said"}, 2),
        "grownup": Slot(
            lambda words: is_age(words) and words[0].text.isdigit() and int(words[0].text) > 24,
            OPENS_A_CLAUSE | {",", "i", "we"},
            1,
        ),
        "aged": Slot(is_aged, AROUND, 3),
        "decade": Slot(only(DECADES), AROUND, 1),
        "genderless": Slot(
            only(frozenset({"nonbinary", "non-binary", "enby", "agender", "genderfluid", "genderqueer"})), AROUND, 1
        ),
        "tongue": Slot(only(LANGUAGES), AROUND, 1),
        "phone": Slot(is_phone, AROUND, 6),
        "email": Slot(lambda words: "@" in words[0].text and len(words) == 1, AROUND, 1),
        "date": Slot(is_date, OPENS_A_CLAUSE | frozenset("and so for but on please".split()), 5),
        "language": Slot(
            any_of(LANGUAGES, 6),
            OPENS_A_CLAUSE | frozenset("at to with for in on fluently natively".split()),
            14,
            several=True,
        ),
        "nation": Slot(is_nation, OPENS_A_CLAUSE | frozenset("and citizen national but".split()), 2),
        "marriage": Slot(only(STATES_OF_MARRIAGE), AROUND | {"!"}, 2),
        "job": Slot(
            is_job,
            OPENS_A_CLAUSE | frozenset("and all at on aboard for by since so with now in from who i we".split()),
            6,
        ),
        "diet": Slot(
            lambda words: is_diet(words) or is_diet_phrase(words),
            OPENS_A_CLAUSE
            | frozenset(
                "and so for at in on with right these diet household family after before from now again last this".split()
            ),
            4,
        ),
        "eaten": Slot(is_eaten, AROUND - {"and", "any"} | FORMS.keys() - {"smoke", "drink", "dress"}, 10, several=True),
        "allergic": Slot(is_trigger, AROUND | {"'s", "no", "any", "of"}, 3),
        "barred": Slot(is_barred, AROUND - {"not", "any", "have"}, 6),
        "aid": Slot(ending_in(AIDS, 3), AROUND, 3),
        "flaring": Slot(is_flaring, OPENS_A_CLAUSE - {"when", "if", "whenever"} | {"so"}, 8, deep=True),
        "allergen": Slot(
            is_substance,
            OPENS_A_CLAUSE
            | AUXILIARIES
            | frozenset("so that than as i we it she he they my for with from at to about".split()),
            16,
            several=True,
        ),
        "pastime": Slot(is_pastime_verb, AROUND | ADVERBS | {"a", "the", "twice", "once"}, 1),
        "favored_kind": Slot(is_kind_of_favorite, AROUND | AUXILIARIES | {"'s", "?", ":", "used"}, 3),
        "titled_noun": Slot(lambda words: any(t.capital for t in words) and not vague(words), AROUND | {"as"}, 6),
        "pastime_noun": Slot(is_dropped, AROUND, 4),
        "best": Slot(
            lambda words: [t.word for t in words] in (["best"], ["the", "best"], ["goat"]), OPENS_A_CLAUSE | {"for"}, 3
        ),
        "preferrer": Slot(is_side_taken, AROUND | {"person", "people"}, 2),
        "horses": Slot(only(frozenset({"horses", "ponies", "motorbikes", "motorcycles"})), AROUND, 1),
        "sung": Slot(is_sung, AROUND, 3),
        "models": Slot(is_models, AROUND, 4),
        "skipped": Slot(is_pastime_verb, AROUND | {"in", "since"}, 1),
        "customary": Slot(is_customary, OPENS_A_CLAUSE | frozenset("so now and these".split()), 9),
        "shunned": Slot(is_shunned, OPENS_A_CLAUSE | frozenset("so at".split()), 8),
        "chores": Slot(
            lambda words: words[-1].word.endswith(("ing", "runs", "run", "work", "shopping", "chores", "driving")),
            AROUND,
            3,
        ),
        "vice": Slot(is_substance_use, OPENS_A_CLAUSE | frozenset("so when like of and in on".split()), 6),
        "devotee": Slot(is_devotee, AROUND, 3),
        "injury": Slot(is_injury, AROUND - {"and"}, 5, several=True),
        "prescribed": Slot(
            is_prescribed, AROUND - {"and"} | {"every", "each", "daily", "twice", "once"}, 8, several=True
        ),
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
        "group": Slot(ending_in(GROUPS), AROUND, 5),
        "medicine": Slot(
            is_medicine,
            AROUND - {"and"} | {"every", "each", "daily", "twice", "once", "kept", "onto", "three", "between"},
            8,
            several=True,
        ),
        "intolerant": Slot(
            lambda words: words[-1].word in ("intolerant", "coeliac", "celiac") and words[0].word != "not", AROUND, 3
        ),
        "state": Slot(only(CONDITIONS), AROUND, 2),
        "introduced": Slot(is_introduced, AROUND, 3, proper=True),
        "subject": Slot(is_noun, AROUND | AUXILIARIES | {"'s"}, 3),
        "devoted": Slot(is_noun, AROUND | {"fan", "lover", "enthusiast"}, 3),
        "favored": Slot(is_noun, AUXILIARIES | {"'s"}, 6),
        "feared": Slot(is_noun, AUXILIARIES | {"scares", "scare", "terrifies"} | ADVERBS, 5),
        "demand": Slot(is_noun, AUXILIARIES | {"'s"}, 6),
        "hobby": Slot(is_practised, AROUND - {"and"}, 8, several=True),
        "sport": Slot(any_of(SPORTS, 4), AROUND - {"and"}, 8, several=True),
        "outing": Slot(lambda words: words[0].word in OUTINGS, AROUND | {"every", "each", "a", "twice", "once"}, 3),
        "going": Slot(is_intended, OPENS_A_CLAUSE | {"so"}, 14),
        "lasting": Slot(is_lasting_wish, OPENS_A_CLAUSE - {"how"} | {"so"}, 18, deep=True),
        "dream": Slot(is_intended, OPENS_A_CLAUSE | {"so"}, 12),
        "quest": Slot(ending_in(QUESTS), AROUND, 5),
        "routine": Slot(is_routine, OPENS_A_CLAUSE | {"so"}, 14),
        "valued": Slot(ending_in(VALUED, 3), AROUND | {"up", "down", "back", "forward"}, 3),
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
        "feeling": Slot(is_feeling, OPENS_A_CLAUSE | frozenset("and so from after me".split()), 6),
        "level": Slot(
            ending_in(frozenset({"beginner", "novice", "newbie", "expert", "amateur", "pro", "professional"}), 3),
            AROUND | {"like"},
            3,
        ),
        "novice": Slot(ending_in(frozenset({"beginner", "novice", "newbie", "amateur"}), 3), AROUND | {"like"}, 3),
        "deed": Slot(
            lambda words: is_lasting_wish(words) and words[0].word not in DOINGS,
            OPENS_A_CLAUSE - {"how"} | {"so"},
            18,
            deep=True,
        ),
        "lately": Slot(is_pastime, OPENS_A_CLAUSE | {"so"}, 12),
        "kept_up": Slot(is_kept_up, OPENS_A_CLAUSE | {"so"}, 12),
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
        "project": Slot(is_project, FUNCTION_WORDS, 5, heads=UNDERTAKINGS),
        "known": Slot(is_known_project, FUNCTION_WORDS, 5, heads=UNDERTAKINGS),
        "journey": Slot(is_journey, FUNCTION_WORDS - {"to"} | FINITE | {"happen", "work", "go", "itself"}, 7),
        "choice": Slot(
            is_choice,
            OPENS_A_CLAUSE | frozenset("as for so that we you i it then from at by and instead today".split()),
            9,
        ),
        "preferred": Slot(is_preferred, OPENS_A_CLAUSE | HARD_STOPS, 8),
        "awaited": Slot(
            is_awaited, OPENS_A_CLAUSE | frozenset("as so that we you i it then by and to today".split()), 8
        ),
        "quality": Slot(is_quality, AROUND, 3),
        "amount": Slot(is_amount, OPENS_A_CLAUSE | frozenset("and so as".split()), 5),
        "betterment": Slot(is_betterment, OPENS_A_CLAUSE | frozenset("so with by using based".split()), 10),
        "leaning": Slot(is_leaning, OPENS_A_CLAUSE | frozenset("so that than as i we it".split()), 20, several=True),
        "aimed": Slot(is_aimed, OPENS_A_CLAUSE - {"how"} | {"so"}, 18, deep=True),
        "needed": Slot(is_needed, OPENS_A_CLAUSE - {"how"} | {"so"}, 16, deep=True),
        "pledge": Slot(is_pledge, OPENS_A_CLAUSE | {"so"}, 16),
        "refused": Slot(is_refused, OPENS_A_CLAUSE | {"so"}, 12),
        "venture": Slot(is_venture, OPENS_A_CLAUSE - {"who"} | {"so"}, 16, deep=True),
        "duties": Slot(is_venture, OPENS_A_CLAUSE | {"so"}, 24, several=True),
        "belief": Slot(
            lambda words: len(words) > 2 and not vague(words), OPENS_A_CLAUSE | {"so", "but"}, 16, deep=True
        ),
        "sought": Slot(
            is_sought, OPENS_A_CLAUSE | frozenset("so not and but as i we you it".split()), 9, deep=True, open=True
        ),
        "dated": Slot(is_dated, OPENS_A_CLAUSE | frozenset("so and with to".split()), 6),
        "tackled": Slot(is_tackled, OPENS_A_CLAUSE - {"how"} | {"so", "you", "we"}, 16, deep=True),
        "tried": Slot(
            is_tried,
            OPENS_A_CLAUSE | {"so"},
            12,
        ),
        "felt": Slot(is_felt, OPENS_A_CLAUSE | frozenset("so not in for with and at about when by".split()), 4),
        "becoming": Slot(is_becoming, OPENS_A_CLAUSE | frozenset("so not in for with and".split()), 6),
        "engagement": Slot(
            is_engagement,
            OPENS_A_CLAUSE | DOING | frozenset("so and but for with at to about in on that i we he she".split()),
            6,
        ),
        "gap": Slot(is_noun_only, frozenset(), 7),
        "artefact": Slot(is_artefact, AROUND | {"called", "which"}, 6),
        "conviction": Slot(is_conviction, OPENS_A_CLAUSE | {"so", "but"}, 18, deep=True),
        "ventured": Slot(lambda words: is_venture(words) and len(words) > 2, OPENS_A_CLAUSE, 10),
        "creed": Slot(any_of(CREEDS, 6), OPENS_A_CLAUSE | frozenset("so but on in at with about".split()), 7),
        "suited": Slot(is_preference_for, AUXILIARIES | {"works", "work", "suits", "suit"}, 7),
        "unwelcome": Slot(
            lambda words: words[0].word not in ("else", "more", "new", "other", "further") and is_doing(words),
            OPENS_A_CLAUSE | {"so"},
            12,
            deep=True,
        ),
        "suiting": Slot(
            lambda words: is_preference_for(words) and words[0].word not in WEEKDAYS,
            OPENS_A_CLAUSE | HARD_STOPS,
            8,
        ),
        "standing": Slot(is_standing, OPENS_A_CLAUSE | frozenset("so and for until this with right again".split()), 3),
        "titled": Slot(lambda words: 1 <= len(words) <= 6 and words[0].capital, AROUND, 7),
        "requirement": Slot(
            lambda words: len(words) > 1 and is_doing(words),
            OPENS_A_CLAUSE - {"after", "before"} | {"so"},
            14,
            deep=True,
        ),
        "business": Slot(ending_in(WORKPLACES | {"business", "practice", "consultancy", "brand"}), AROUND, 4),
        **OF_WORK,
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
        "instrument": Slot(
            any_of(INSTRUMENTS, 3),
            AROUND - {"and"} | {"better", "way", "really", "badly", "well", "too", "every", "myself"},
            8,
            several=True,
        ),
        "pet": Slot(
            is_pet,
            OPENS_A_CLAUSE | frozenset("so at from in on with for too since now".split()),
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
        "doing": Slot(is_doing, OPENS_A_CLAUSE | frozenset("so".split()), 14, deep=True),
        "value": Slot(is_value, OPENS_A_CLAUSE | STOPS_A_VALUE - {"for", "with"}, 9),
        "when": Slot(is_time, OPENS_A_CLAUSE | STOPS_A_VALUE, 7),
        "kilos": Slot(is_heft, AROUND, 3),
        "paid": Slot(
            only(frozenset("pay salary wage wages income paycheck allowance stipend pension".split())), AROUND, 1
        ),
        "code": Slot(is_code, AROUND | {"and", ","}, 1),
        "height": Slot(is_height, OPENS_A_CLAUSE | frozenset("and so now but".split()), 5),
        "money": Slot(is_money, OPENS_A_CLAUSE | STOPS_A_VALUE | {"rent"}, 5),
        "number": Slot(is_code, frozenset("and so but of for".split()) | OPENS_A_CLAUSE, 1),
        "counted": Slot(
            lambda words: words[0].word.isalpha() and words[0].word not in TIME_UNITS, AROUND | {",", "and"}, 1
        ),
        "numbered": Slot(only(NUMBERED), frozenset(), 1),
        "streaming": Slot(ending_in(STREAMING, 2), AROUND | {"subscription", "premium"}, 2),
        "arranged": Slot(
            is_thing,
            OPENS_A_CLAUSE
            | frozenset("back forward forwards up down ahead out over to until till by for on at from".split()),
            5,
        ),
        "quantity": Slot(is_code, frozenset("of and so but for".split()) | OPENS_A_CLAUSE, 2),
        "measured": Slot(lambda words: is_code(words) and words[-1].word in UNITS, AROUND | {"and", ","}, 2),
        "event": Slot(is_thing, OPENS_A_CLAUSE | frozenset("and so but as i we it because with".split()), 6),
        "plan": Slot(ending_in(CONTRACTS | {"sim", "deal", "tariff"}, 4), AROUND, 4),
        "carer": Slot(
            ending_in(CARERS, 3), AROUND | TITLES | {"called", "named", ",", "dr.", "mr.", "mrs.", "ms.", "prof."}, 3
        ),
        "person": Slot(is_titled, AROUND | AUXILIARIES | {"'s", ","}, 3),
        "served": Slot(ending_in(SERVICES, 3), AROUND | CONTRACTS, 3),
        "brand": Slot(
            is_brand, AROUND | CONTRACTS | frozenset("sim simonly gym tariff network card deal today".split()), 3
        ),
        "figure": Slot(
            lambda words: is_figure(words) and len(words) <= 8, OPENS_A_CLAUSE | frozenset("and so".split()), 8
        ),
        "words": Slot(is_anything, OPENS_A_CLAUSE | frozenset("so".split()), 12),
    }
)
