"""The kinds of value that a rule may ask for: O:place, O:thing, P:name …"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from memos.agents.statements.aims import (
    is_aimed,
    is_amount,
    is_awaited,
    is_betterment,
    is_choice,
    is_dated,
    is_journey,
    is_known_project,
    is_leaning,
    is_needed,
    is_pledge,
    is_preferred,
    is_project,
    is_quality,
    is_refused,
    is_sought,
    is_standing,
    is_timely,
    is_venture,
)  # fmt: skip
from memos.agents.statements.kernels import HARD_STOPS
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
    TITLES,
    is_age,
    is_aged,
    is_alone,
    is_along,
    is_aside,
    is_brand,
    is_carehome,
    is_code,
    is_company,
    is_date,
    is_figure,
    is_introduced,
    is_island,
    is_job,
    is_known_place,
    is_long,
    is_money,
    is_named,
    is_naming,
    is_nation,
    is_organisation,
    is_phone,
    is_place,
    is_street,
    is_time,
    is_titled,
    is_value,
    is_wedding,
)  # fmt: skip
from memos.agents.statements.nouns import FUNCTION_WORDS, VALUED
from memos.agents.statements.pursuits import (
    is_barred,
    is_craft,
    is_customary,
    is_devotee,
    is_diet_phrase,
    is_driven,
    is_dropped,
    is_eaten,
    is_flaring,
    is_held_by_name,
    is_injury,
    is_kind_of_favorite,
    is_make,
    is_models,
    is_noun_phrase,
    is_pastime_verb,
    is_possession,
    is_practised,
    is_prescribed,
    is_put_out,
    is_recovered,
    is_shunned,
    is_side_taken,
    is_substance,
    is_substance_use,
    is_sung,
    is_trigger,
)  # fmt: skip
from memos.agents.statements.trades import (
    DEGREES,
    EXAMS,
    FORCES,
    POSITIONS,
    VOICES,
    is_ability,
    is_changing_jobs,
    is_charged,
    is_dropping,
    is_employing,
    is_field,
    is_firm,
    is_firm_name,
    is_jobbing,
    is_language,
    is_leave,
    is_leaving,
    is_livelihood,
    is_out_of_work,
    is_pay,
    is_piloting,
    is_post,
    is_rank,
    is_rate,
    is_retiring,
    is_running,
    is_school,
    is_self_employed,
    is_shift,
    is_side,
    is_subject,
    is_team,
    is_term,
    is_unit,
    is_vocation,
)  # fmt: skip
from memos.agents.statements.values import Slot, vague
from memos.agents.statements.verbs import ADVERBS, AUXILIARIES, FORMS
from memos.agents.statements.vocabulary import (
    AIDS,
    AROUND,
    BODY,
    CARERS,
    CONDITIONS,
    CONTRACTS,
    DECADES,
    DOINGS,
    DRINKS,
    DWELLINGS,
    FOODS,
    GROUPS,
    ILL,
    INSTRUMENTS,
    LANGUAGES,
    NUMBER_WORDS,
    NUMBERED,
    OPENS_A_CLAUSE,
    OUTCOMES,
    OUTINGS,
    OWNED,
    PETS,
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
    WORKPLACES,
)  # fmt: skip

_DOING = frozenset(word for word in FORMS if word.endswith("ing")) - frozenset(
    "nursing building training engineering consulting banking accounting teaching catering cleaning publishing printing".split()
)
_FINITE = frozenset(
    word for word, forms in FORMS.items() if any(form.tense in ("s", "past") and form.lemma != word for form in forms)
)


SLOTS: Mapping[str, Slot] = MappingProxyType(
    {
        "place": Slot(is_place, AROUND, 6),
        "stirring": Slot(is_noun_phrase, AROUND, 9),
        "whose": Slot(is_anything, AROUND, 5),
        "land": Slot(lambda words: is_place(words) and words[0].capital, AROUND, 5),
        "lands": Slot(lambda words: is_place(words) and words[0].capital, AROUND - {"and"}, 8, several=True),
        "city": Slot(is_known_place, AROUND | NUMBER_WORDS | {"a", "some", "many"}, 4),
        "isle": Slot(is_island, AROUND, 5),
        "street": Slot(is_street, AROUND, 6),
        "dwelling": Slot(ending_in(DWELLINGS, 6), AROUND, 6),
        "carehome": Slot(is_carehome, AROUND, 4),
        "aside": Slot(is_aside, OPENS_A_CLAUSE, 7),
        "along": Slot(is_along, OPENS_A_CLAUSE, 7),
        "longtime": Slot(is_long, OPENS_A_CLAUSE - {"when"}, 6),
        "year": Slot(lambda words: words[0].text.isdigit() and len(words[0].text) == 4, AROUND, 1),
        "alone": Slot(is_alone, OPENS_A_CLAUSE | frozenset("at in with and now".split()), 3),
        "people": Slot(
            is_company,
            OPENS_A_CLAUSE | frozenset("so that than as i we it for with from at on in to about now still".split()),
            10,
            several=True,
        ),
        "org": Slot(is_organisation, AROUND - {"and"} | _FINITE | {"doing"}, 6),
        "name": Slot(is_naming, AROUND | FUNCTION_WORDS - {"de", "of"}, 4, proper=True),
        "names": Slot(is_naming, AROUND - {"and"} | FUNCTION_WORDS - {"and"}, 8, several=True, proper=True),
        "exam": Slot(ending_in(EXAMS), AROUND, 4),
        "rate": Slot(is_rate, OPENS_A_CLAUSE | frozenset("an per for and each every a".split()), 3),
        "charged": Slot(is_charged, AROUND - {"and"}, 3),
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
            AROUND - {"and", "'s"} | _FINITE,
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
            OPENS_A_CLAUSE | frozenset("and so for at in on with right these diet household family".split()),
            4,
        ),
        "eaten": Slot(is_eaten, AROUND - {"and", "any"} | FORMS.keys() - {"smoke", "drink", "dress"}, 10, several=True),
        "allergic": Slot(is_trigger, AROUND | {"'s", "no", "any", "of"}, 3),
        "barred": Slot(is_barred, AROUND - {"not", "any", "have"}, 6),
        "put_out": Slot(is_put_out, AROUND - {"my", "back", "out"}, 5),
        "all_clear": Slot(lambda words: [t.word for t in words[:2]] == ["all", "clear"], AROUND, 2),
        "off": Slot(lambda words: words[0].word == "off" and len(words) > 1 and is_eaten(words[1:]), AROUND, 5),
        "aid": Slot(ending_in(AIDS, 3), AROUND, 3),
        "deaf_or_blind": Slot(
            lambda words: words[0].word in ("deaf", "blind") and words[-1].word in ("ear", "eye", "ears", "eyes"),
            AROUND - {"in", "my", "one"},
            5,
        ),
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
        "hives": Slot(
            any_of(frozenset("bees chickens hens pigeons ducks quail alpacas koi".split()), 3),
            AROUND - {"and"},
            6,
            several=True,
        ),
        "craft": Slot(is_craft, AROUND - {"and"} | {"instead"}, 3),
        "horses": Slot(only(frozenset({"horses", "ponies", "motorbikes", "motorcycles"})), AROUND, 1),
        "races": Slot(
            only(frozenset({"marathons", "ultramarathons", "ultras", "half-marathons", "10ks", "triathlons"})),
            AROUND,
            1,
        ),
        "sung": Slot(is_sung, AROUND, 3),
        "models": Slot(is_models, AROUND, 4),
        "skipped": Slot(is_pastime_verb, AROUND | {"in", "since"}, 1),
        "vice_doing": Slot(only(frozenset({"smoking", "vaping", "drinking"})), AROUND | {"again"}, 1),
        "sober": Slot(only(frozenset({"sober", "clean", "smoke-free", "alcohol-free", "teetotal"})), AROUND, 1),
        "customary": Slot(is_customary, OPENS_A_CLAUSE | frozenset("so now and these".split()), 9),
        "shunned": Slot(is_shunned, OPENS_A_CLAUSE | frozenset("so at".split()), 8),
        "cut_down": Slot(
            lambda words: len(words) > 3 and words[1].word in ("down", "back") and words[2].word == "on",
            OPENS_A_CLAUSE | frozenset("so and".split()),
            7,
        ),
        "again_and_again": Slot(
            lambda words: words[0].word.endswith("ing") and len(words) > 1 and is_doing(words), OPENS_A_CLAUSE, 10
        ),
        "chores": Slot(
            lambda words: words[-1].word.endswith(("ing", "runs", "run", "work", "shopping", "chores", "driving")),
            AROUND,
            3,
        ),
        "driven": Slot(is_driven, AROUND, 5),
        "make": Slot(is_make, AROUND | {",", "for", "with"}, 5),
        "gotten_make": Slot(is_make, AROUND | {"called", "named"}, 5),
        "vice": Slot(is_substance_use, OPENS_A_CLAUSE | frozenset("so when like of and in on".split()), 6),
        "devotee": Slot(is_devotee, AROUND, 3),
        "possession": Slot(is_possession, AROUND - {"and"} | {"called", "named"}, 10, several=True),
        "gotten": Slot(is_held_by_name, AROUND | {"called", "named"}, 6),
        "recovered": Slot(is_recovered, AROUND | {"thanks", "thank"}, 4),
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
        "held": Slot(
            is_kept,
            OPENS_A_CLAUSE | frozenset("so that than as i we it to and for with from at on in called named".split()),
            8,
        ),
        "owned": Slot(ending_in(OWNED), AROUND | {"ready"}, 5),
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
        "named": Slot(is_named, AROUND, 4),
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
        "project": Slot(is_project, FUNCTION_WORDS, 5, heads=UNDERTAKINGS),
        "known": Slot(is_known_project, FUNCTION_WORDS, 5, heads=UNDERTAKINGS),
        "journey": Slot(is_journey, FUNCTION_WORDS - {"to"} | _FINITE, 7),
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
        "timely": Slot(is_timely, OPENS_A_CLAUSE, 12),
        "leaning": Slot(is_leaning, OPENS_A_CLAUSE | frozenset("so that than as i we it".split()), 20, several=True),
        "aimed": Slot(is_aimed, OPENS_A_CLAUSE - {"how"} | {"so"}, 18, deep=True),
        "needed": Slot(is_needed, OPENS_A_CLAUSE - {"how"} | {"so"}, 16, deep=True),
        "pledge": Slot(is_pledge, OPENS_A_CLAUSE | {"so"}, 16),
        "refused": Slot(is_refused, OPENS_A_CLAUSE | {"so"}, 12),
        "venture": Slot(is_venture, OPENS_A_CLAUSE - {"who"} | {"so"}, 16, deep=True),
        "duties": Slot(is_venture, OPENS_A_CLAUSE | {"so"}, 24, several=True),
        "demanded": Slot(lambda words: len(words) > 1 and is_noun(words), AUXILIARIES | {"'s"}, 6),
        "belief": Slot(
            lambda words: len(words) > 2 and not vague(words), OPENS_A_CLAUSE | {"so", "but"}, 16, deep=True
        ),
        "sought": Slot(
            is_sought, OPENS_A_CLAUSE | frozenset("so not and but as i we you it".split()), 9, deep=True, open=True
        ),
        "dated": Slot(is_dated, OPENS_A_CLAUSE | frozenset("so and with to".split()), 6),
        "standing": Slot(is_standing, OPENS_A_CLAUSE | frozenset("so and for until this with right again".split()), 3),
        "titled": Slot(lambda words: 1 <= len(words) <= 6 and words[0].capital, AROUND, 7),
        "requirement": Slot(
            lambda words: len(words) > 1 and is_doing(words),
            OPENS_A_CLAUSE - {"after", "before"} | {"so"},
            14,
            deep=True,
        ),
        "business": Slot(ending_in(WORKPLACES | {"business", "practice", "consultancy", "brand"}), AROUND, 4),
        "academic": Slot(is_subject, AROUND - {"and"} | {"student", "course", "class", "too"}, 4),
        "learned": Slot(is_language, AROUND | {"lessons", "classes", "course"}, 1),
        "post": Slot(
            is_post,
            OPENS_A_CLAUSE
            | frozenset("and at for by since so with now in from who i we last this on today yesterday next".split()),
            6,
        ),
        "field": Slot(
            is_field, AROUND - {"and"} | {"two", "three", "four", "five", "six", "ten", "a", "years", "many"}, 4
        ),
        "working_there": Slot(lambda words: [t.word for t in words[1:]] in (["there"], ["here"]), AROUND, 2),
        "forces": Slot(only(FORCES), AROUND, 1),
        "taught": Slot(
            is_vocation, OPENS_A_CLAUSE | frozenset("at in for since to with on by so , part-time".split()), 7
        ),
        "livelihood": Slot(is_livelihood, OPENS_A_CLAUSE | {"for"}, 7),
        "piloting": Slot(is_piloting, AROUND, 5),
        "running": Slot(
            is_running, OPENS_A_CLAUSE | frozenset("with and in near so since for called named".split()), 6
        ),
        "team": Slot(is_team, AROUND - {"and"} | {"called", "named", "every", "too"}, 6),
        "side": Slot(is_side, AROUND | {"called", "named"}, 5),
        "firm": Slot(is_firm, AROUND, 5),
        "employing": Slot(is_employing, AROUND - {"'s"} | _FINITE | _DOING, 6),
        "rank": Slot(is_rank, AROUND, 2),
        "unit": Slot(is_unit, AROUND - {"'s"} | _FINITE, 6),
        "firmname": Slot(is_firm_name, AROUND | _FINITE | _DOING, 4),
        "school": Slot(is_school, AROUND - {"and", "'s"} | _FINITE | _DOING, 6),
        "pay": Slot(is_pay, OPENS_A_CLAUSE | frozenset("and so now from as at , before after i".split()), 7),
        "term": Slot(is_term, AROUND, 4),
        "shift": Slot(is_shift, AROUND | {"shift,"}, 3),
        "idle": Slot(is_out_of_work, AROUND, 4),
        "independent": Slot(is_self_employed, AROUND - {"my", "own"}, 3),
        "leave": Slot(is_leave, AROUND, 3),
        "leaving": Slot(is_leaving, AROUND - {"been", "was", "am", "in"}, 5),
        "changing_jobs": Slot(is_changing_jobs, AROUND, 3),
        "retiring": Slot(is_retiring, AROUND, 1),
        "dropping": Slot(is_dropping, AROUND - {"of"}, 4),
        "ability": Slot(
            is_ability,
            OPENS_A_CLAUSE | frozenset("and or so yet at , any now today tonight tomorrow this on until for".split()),
            5,
        ),
        "position": Slot(ending_in(POSITIONS, 3), AROUND - {"back"}, 3),
        "voice": Slot(any_of(VOICES, 2), AROUND, 2),
        "employment": Slot(only(frozenset("job position role post career gig employment jobs".split())), AROUND, 1),
        "degree": Slot(ending_in(DEGREES), AROUND, 3),
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
        "kinds": Slot(
            any_of(PETS, 4), OPENS_A_CLAUSE | frozenset("so at from in with for too since".split()), 12, several=True
        ),
        "doing": Slot(is_doing, OPENS_A_CLAUSE | frozenset("so".split()), 14, deep=True),
        "value": Slot(is_value, OPENS_A_CLAUSE | STOPS_A_VALUE - {"for", "with"}, 9),
        "when": Slot(is_time, OPENS_A_CLAUSE | STOPS_A_VALUE, 7),
        "code": Slot(is_code, AROUND | {"and", ","}, 1),
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
            | frozenset("back forward forwards up down ahead out over to until till by for on at".split()),
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
