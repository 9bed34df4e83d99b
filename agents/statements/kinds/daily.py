"""Kinds of value for what somebody uses, takes and does day by day: tools, providers, times of rising, amounts, the ways to take coffee."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from memos.agents.statements.grammar.nouns import FUNCTION_WORDS, is_word
from memos.agents.statements.grammar.values import Slot, vague
from memos.agents.statements.grammar.verbs import ADVERBS, AUXILIARIES, FORMS
from memos.agents.statements.grammar.vocabulary import (
    AROUND,
    DRINKS,
    MEDICINES,
    MONTHS,
    NUMBER_WORDS,
    OPENS_A_CLAUSE,
    SERVICES,
    WEEKDAYS,
)
from memos.agents.statements.grammar.words import Token, Tokens
from memos.agents.statements.kinds.matters import ending_in, only
from memos.agents.statements.kinds.named import is_known_place, is_naming
from memos.agents.statements.kinds.pursuits import is_craft, is_eaten, is_put_out, lemmas_of
from memos.agents.statements.kinds.wares import is_ware, kind_of
from memos.schemas.roles import ROLES

TOOLS = frozenset(
    "bank gym insurer provider editor ide browser os system shell terminal keyboard launcher calendar player reader messenger planner wallet framework language "
    "stack database tool app client platform software program programme tracker manager blocker vpn assistant distro search engine linter "
    "dentist gp optician hairdresser airline supermarket library cafe pharmacy clinic surgery school nursery".split()
)
"""What one has one of, to work with or to go to: "my editor is Vim"."""
_CRAFTED = frozenset(
    "watch track log budget code program write edit draw design sketch plan organise organize schedule journal listen shop pay bank store back message chat "
    "browse search learn manage keep stream record mix compose animate model render host deploy build test type invoice file bookmark meditate "
    "navigate scan sync save develop script present read study practise practice count monitor".split()
)
"""What is done with a tool: "track my runs with Strava", "write my notes in Obsidian"."""
_BY_MEANS = frozenset("with in on using via through".split())
_CUPS = DRINKS | frozenset("tea cup cups cereal porridge oatmeal eggs steak pizza toast burger noodles salad".split())
_MANNERS = frozenset(
    "with without black plain white neat straight sweet unsweetened strong weak iced cold hot milky medium rare well-done over".split()
)
_RATES = frozenset("day week month night morning evening hour fortnight year daily weekly".split())


def is_titled(token: Token) -> bool:
    """Whether a word is written like a name, or is the name of a ware in small letters."""
    return is_ware(token.text) or (
        token.capital and token.word not in MONTHS | WEEKDAYS | FUNCTION_WORDS and token.word not in ROLES
    )


def _means_at(words: Tokens) -> int:
    """Where the tool is named: behind "with", "in", "on"; 0 if nowhere."""
    for n in range(len(words) - 1, 0, -1):
        if words[n - 1].word in _BY_MEANS and is_titled(words[n]):
            return n
    return 0


def is_tooled(words: Tokens) -> bool:
    """Something done with a tool by its name: "track my runs with Strava", "code in VS Code", "use Svelte for the frontend"."""
    lemmas = lemmas_of(words[0].word) or {words[0].word.removesuffix("s")}
    if "use" in lemmas:
        return len(words) > 1 and is_used(words[1:])
    at = _means_at(words)
    if not lemmas & _CRAFTED or not at or not all(is_word(token) for token in words):
        return False
    named = any(is_ware(token.text) or kind_of(token.text) not in ("", "tongue") for token in words[at:])
    owning = any(
        token.word in ("my", "our", "his", "her", "their", "all", "most", "everything", "the") for token in words[1:at]
    )
    return named or (owning and words[at - 1].word in ("with", "using", "via"))


def is_used(words: Tokens) -> bool:
    """A tool by its name, and what for: "Svelte", "Notion for my recipes", "Actual Budget now"."""
    first = words[0]
    stop = next(
        (
            n
            for n, token in enumerate(words)
            if token.word in ("for", "to", "as", "at", "on", "with", "instead", "when", "on")
        ),
        len(words),
    )
    named = words[:stop]
    if not named or not all(is_word(token) for token in words) or first.word in FUNCTION_WORDS:
        return False
    known = any(is_ware(token.text) for token in named)
    written = all(is_titled(token) for token in named) and kind_of(first.text) != "tongue"
    return known or (written and len(named) <= 3)


def is_abed(words: Tokens) -> bool:
    """ "In bed by 10", "up at 6", "asleep before eleven"."""
    said = [token.word for token in words]
    opened = said[0] in ("up", "awake", "asleep") or said[:2] in (["in", "bed"], ["out", "of"])
    return (
        opened
        and any(w in ("by", "at", "around", "before", "until", "from") for w in said)
        and any(map(_is_hour, words))
    )


def _is_hour(token: Token) -> bool:
    return token.text[0].isdigit() or token.word in NUMBER_WORDS | {"midnight", "noon", "dawn", "half"}


def is_served_up(words: Tokens) -> bool:
    """How something is taken: "take my coffee black", "drink my tea with oat milk"; "like my steak rare"."""
    said = [token.word for token in words]
    if not lemmas_of(said[0]) & {"take", "drink", "have", "like", "eat", "order", "prefer"} or len(said) < 4:
        return False
    owned = said[1] in ("my", "our", "his", "her", "their")
    return owned and said[2] in _CUPS and said[3] in _MANNERS and not vague(words[2:])


def is_opening(words: Tokens) -> bool:
    """What the day begins or ends with: "start my day with a black coffee"."""
    said = [token.word for token in words]
    if not lemmas_of(said[0]) & {"start", "begin", "end", "finish", "open"} or "with" not in said[:-1]:
        return False
    return said[1] in ("my", "the", "our", "every", "each") and bool(
        set(said[2:4]) & {"day", "morning", "mornings", "days", "evening", "week"}
    )


def is_consumed(words: Tokens) -> bool:
    """So much to drink or to smoke in so much time: "five espressos a day", "one coffee a day", "ten cigarettes a day"."""
    said = [token.word for token in words]
    counted = said[0] in NUMBER_WORDS | {"a", "half", "about", "around"} or said[0][0].isdigit()
    rate = (
        said[-1] in _RATES and (said[-2] in ("a", "per", "each", "every", "the") or said[-1].endswith("ly"))
        if len(said) > 2
        else False
    )
    something = len(said) > 3 and said[1] not in (
        "a",
        "per",
        "every",
        "each",
        "times",
        "days",
        "nights",
        "am",
        "pm",
        "on",
        "to",
    )
    return counted and something and (rate or said[-2:-1] == ["most"]) and len(said) <= 9


def is_dose(words: Tokens) -> bool:
    """An amount alone: "100 mg", "14 units", "two tablets"."""
    said = [token.word for token in words]
    unit = said[0].lstrip("0123456789.,½") or said[-1]
    return len(said) <= 3 and _is_hour(words[0]) and unit in _UNITS


_UNITS = frozenset("mg mcg g ml iu units unit tablets tablet pills pill drops puffs capsules".split())


def is_amount_of(words: Tokens) -> bool:
    """So much of something: "40 mg of citalopram", "twenty minutes of meditation every morning", "two runs a week"."""
    said = [token.word for token in words]
    return is_consumed(words) or (_is_hour(words[0]) and len(said) > 2 and (said[1] in _UNITS or "of" in said))


def is_dosed(words: Tokens) -> bool:
    """A dose of a medicine: "18 units of insulin", "20 mg of citalopram"."""
    said = [token.word for token in words]
    return (
        is_amount_of(words)
        and "of" in said
        and (set(said) & (_UNITS - {"g", "ml"}) != set() or bool(set(said) & MEDICINES))
    )


def is_kept_in(words: Tokens) -> bool:
    """What one may keep in a programme: "notes", "photo library"; no firm and no service."""
    last = words[-1]
    return words[0].word not in FUNCTION_WORDS and not last.capital and last.word not in SERVICES and not vague(words)


_VITALS = frozenset("pressure sugar cholesterol thyroid iron levels count pulse weight".split())


def is_harmed_by(words: Tokens) -> bool:
    """Something that an allergy may be to: by its name, and not what happened."""
    return (
        len(words) <= 3
        and all(
            is_word(token) and token.word not in FUNCTION_WORDS | FORMS.keys() - {"fish", "dust"} for token in words
        )
        and not vague(words)
    )


DAILY_SLOTS: Mapping[str, Slot] = MappingProxyType(
    {
        "tooled": Slot(is_tooled, OPENS_A_CLAUSE | {"so"}, 11),
        "used": Slot(is_used, OPENS_A_CLAUSE | frozenset("so and now these instead".split()), 8),
        "abed": Slot(is_abed, OPENS_A_CLAUSE | {"so"}, 8),
        "served_up": Slot(is_served_up, OPENS_A_CLAUSE | {"so", "now"}, 9),
        "opening": Slot(is_opening, OPENS_A_CLAUSE | {"so", "now"}, 10),
        "so_much": Slot(lambda words: is_amount_of(words) and not is_dosed(words), OPENS_A_CLAUSE | frozenset("so now and these last".split()), 9),
        "consumed": Slot(is_consumed, OPENS_A_CLAUSE | frozenset("so now and these".split()), 9),
        "amount_of": Slot(is_amount_of, OPENS_A_CLAUSE | frozenset("so now and these last".split()), 9),
        "dose": Slot(is_dose, AROUND | {"a", "now", "since"}, 3),
        "own_tool": Slot(ending_in(TOOLS, 3), AROUND | AUXILIARIES | {"'s"}, 3),
        "wared": Slot(
            lambda words: (all(is_titled(token) for token in words) and not is_known_place(words)) or is_ware(words[0].text),
            AROUND | FUNCTION_WORDS | ADVERBS | {"gym", "membership", "subscription", "account"},
            4,
            proper=True,
        ),
        "dosed": Slot(is_dosed, OPENS_A_CLAUSE | frozenset("so at every each daily in now before".split()), 6),
        "nonsmoker": Slot(only(frozenset("non-smoker nonsmoker ex-smoker ex-smokers non-smokers".split())), AROUND, 1),
        "kept_in": Slot(is_kept_in, OPENS_A_CLAUSE | {"over", "across", "to"}, 5),
        "vital": Slot(ending_in(_VITALS, 3), AROUND | AUXILIARIES | {"'s", "back", "normal", "within"}, 3),
        "harmless": Slot(is_harmed_by, AROUND, 3),
        "clubname": Slot(is_naming, AROUND | FUNCTION_WORDS - {"of", "the"} | {"gym"}, 5, proper=True),
        "put_out": Slot(is_put_out, AROUND - {"my", "back", "out"}, 5),
        "all_clear": Slot(lambda words: [t.word for t in words[:2]] == ["all", "clear"], AROUND, 2),
        "off": Slot(lambda words: words[0].word == "off" and len(words) > 1 and is_eaten(words[1:]), AROUND, 5),
        "deaf_or_blind": Slot(
            lambda words: words[0].word in ("deaf", "blind") and words[-1].word in ("ear", "eye", "ears", "eyes"),
            AROUND - {"in", "my", "one"},
            5,
        ),
        "craft": Slot(is_craft, AROUND - {"and"} | {"instead"}, 3),
        "races": Slot(
            only(frozenset({"marathons", "ultramarathons", "ultras", "half-marathons", "10ks", "triathlons"})), AROUND, 1
        ),
        "vice_doing": Slot(only(frozenset({"smoking", "vaping", "drinking"})), AROUND | {"again"}, 1),
        "sober": Slot(only(frozenset({"sober", "clean", "smoke-free", "alcohol-free", "teetotal"})), AROUND, 1),
        "cut_down": Slot(
            lambda words: len(words) > 3 and words[1].word in ("down", "back") and words[2].word == "on",
            OPENS_A_CLAUSE | frozenset("so and".split()),
            7,
        ),
    }
)  # fmt: skip
"""Slots of this area of life; `slots.py` takes them up."""
