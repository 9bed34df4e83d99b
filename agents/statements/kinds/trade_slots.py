"""The kinds of value that rules of work and study ask for: O:post, O:firm, O:team …"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from memos.agents.statements.grammar.values import Slot
from memos.agents.statements.grammar.verbs import AUXILIARIES, FORMS
from memos.agents.statements.grammar.vocabulary import AROUND, OPENS_A_CLAUSE
from memos.agents.statements.kinds.matters import any_of, ending_in, only
from memos.agents.statements.kinds.posts import (
    is_agent,
    is_base,
    is_body,
    is_chief,
    is_clock,
    is_contract,
    is_days,
    is_department,
    is_office,
    is_playing_position,
    is_rate,
    is_school_year,
    is_span,
    is_topic,
    is_transport,
    is_work_team,
    is_working_hours,
    is_workload,
)
from memos.agents.statements.kinds.trades import (
    DEGREES,
    FORCES,
    POSITIONS,
    VOICES,
    is_ability,
    is_changing_jobs,
    is_dropping,
    is_employing,
    is_field,
    is_firm,
    is_firm_name,
    is_language,
    is_leave,
    is_leaving,
    is_livelihood,
    is_out_of_work,
    is_pay,
    is_piloting,
    is_post,
    is_rank,
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

DOING = frozenset(word for word in FORMS if word.endswith("ing")) - frozenset(
    "nursing building training engineering consulting banking accounting teaching catering cleaning publishing printing".split()
)
FINITE = frozenset(
    word for word, forms in FORMS.items() if any(form.tense in ("s", "past") and form.lemma != word for form in forms)
)

OF_WORK: Mapping[str, Slot] = MappingProxyType(
    {
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
        "employing": Slot(is_employing, AROUND - {"'s"} | FINITE | DOING, 6),
        "rank": Slot(is_rank, AROUND, 2),
        "unit": Slot(is_unit, AROUND - {"'s"} | FINITE, 6),
        "firmname": Slot(is_firm_name, AROUND | FINITE | DOING, 4),
        "school": Slot(is_school, AROUND - {"and", "'s"} | FINITE | DOING, 6),
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
        "school_year": Slot(is_school_year, AROUND | {"at", "of", "and", "starting", "going"}, 2),
        "department": Slot(is_department, AROUND, 5),
        "work_team": Slot(is_work_team, AROUND | {"called", "named"}, 5),
        "office": Slot(is_office, AROUND | {"of"}, 3),
        "society": Slot(is_body, AROUND, 6),
        "transport": Slot(is_transport, AROUND | {"every", "instead", "again"}, 3),
        "workload": Slot(is_workload, AROUND | {"again", "instead"}, 2),
        "rate": Slot(is_rate, OPENS_A_CLAUSE | frozenset("and so now at from for in instead , again".split()), 4),
        "workdays": Slot(is_days, (AROUND | {"every"}) - {"and", "to", "till", "until", "-"}, 6),
        "workhours": Slot(
            is_working_hours, OPENS_A_CLAUSE | frozenset("and so now at on , every again i we".split()), 9
        ),
        "playing": Slot(is_playing_position, AROUND - {"back"}, 3),
        "clock": Slot(is_clock, OPENS_A_CLAUSE | frozenset("and so now but on every again i we to until".split()), 5),
        "base": Slot(is_base, AROUND | {"again", "instead"}, 3),
        "remote": Slot(only(frozenset("remote remotely hybrid on-site onsite".split())), AROUND | {"again"}, 1),
        "span": Slot(is_span, OPENS_A_CLAUSE | frozenset("and so now but each by i we".split()), 4),
        "retirement": Slot(ending_in(frozenset({"retirement"})), AROUND, 2),
        "agent": Slot(is_agent, AROUND, 4),
        "contract": Slot(is_contract, AROUND, 3),
        "grader": Slot(ending_in(frozenset({"grader", "former"})), AROUND, 2),
        "chief": Slot(is_chief, AROUND | AUXILIARIES | {"'s", ","}, 4),
        "topic": Slot(is_topic, OPENS_A_CLAUSE | frozenset("so now and but i we it instead , not".split()), 9),
    }
)
