"""Which words name something: a place, an employer, a person, a profession, a figure, a date."""

from __future__ import annotations

from itertools import pairwise

from memos.agents.statements.grammar.bare_nouns import is_time_word
from memos.agents.statements.grammar.nouns import CALLED_BY_ROLE, FUNCTION_WORDS, is_name, is_word
from memos.agents.statements.grammar.values import vague
from memos.agents.statements.grammar.verbs import FORMS
from memos.agents.statements.grammar.vocabulary import (
    ADJECTIVES,
    COMPANY,
    DWELLINGS,
    ISLANDS,
    LONG_TIMES,
    MONTHS,
    NATIONS,
    NO_VALUE,
    NOT_JOBS,
    NOT_PLACES,
    NOT_WORKPLACES,
    NUMBER_WORDS,
    OPENS_A_VALUE,
    PETS,
    PLACES,
    POSSESSIONS,
    PROFESSIONS,
    STREET_ENDINGS,
    STREETS,
    STREETS_FIRST,
    TIME_UNITS,
    VAGUE,
    VALUE_WORDS,
    WEEKDAYS,
    WORKPLACES,
)  # fmt: skip
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.kinds.makes import is_make
from memos.agents.statements.kinds.matters import is_medicine
from memos.schemas.roles import ROLES


def is_place(words: Tokens) -> bool:
    """Somewhere one can live: a name, a kind of dwelling, or in lower-case chat a word that is nothing else."""
    first = words[0]
    if (
        not 1 <= len(words) <= 6
        or (words[-1].word in NOT_PLACES and not (len(words) > 1 and words[-1].word in DWELLINGS))
        or first.word in NOT_PLACES
        or not first.word[0].isalpha()
    ):
        return False
    if any(token.word in ("he", "she", "i", "you", "we", "they") for token in words):
        return False
    if not first.capital and words[-1].word[0].isdigit():
        return False
    if is_medicine(words) or (words[-1].word in POSSESSIONS - DWELLINGS and len(words) < 3):
        return False
    if is_make(words) and " ".join(token.word for token in words) not in _PLACES_THAT_NAME_CARS | PLACES:
        return False
    if first.word in MONTHS | WEEKDAYS | TIME_UNITS or words[-1].word in TIME_UNITS:
        return False
    if first.capital:
        return True
    dwelling = any(token.word in DWELLINGS for token in words) or any(token.capital for token in words)
    return dwelling or (
        len(words) <= 2 and first.word not in FUNCTION_WORDS and first.word not in FORMS and first.word not in ROLES
    )


_PLACES_THAT_NAME_CARS = frozenset(
    "tucson malibu tahoe ibiza leon toledo granada santa fe cordoba marbella seville dakota sedona sorento capri alhambra arosa arona "
    "ateca tarraco montana lincoln austin aurora kona avalon orlando cortina monterey savannah telluride yukon sierra durango".split()
) | {"santa fe", "new yorker"}


def is_known_place(words: Tokens) -> bool:
    """A city or a country that everybody knows: where a name could be anything, only these are places."""
    return words[0].capital and " ".join(token.word for token in words) in PLACES


def is_island(words: Tokens) -> bool:
    """Somewhere that one lives on: "Skye", "the island of Gozo"."""
    return (words[0].capital and words[-1].word in ISLANDS) or words[0].word in ("island", "isle", "coast", "islands")


def is_street(words: Tokens) -> bool:
    """A street by its name, with a number or without: "12 Elm Street", "Lindenstraat", "Rua das Flores 7"."""
    if not any(token.capital for token in words):
        return False
    first, last = words[0], [token.word for token in words if not token.word[0].isdigit()][-1]
    named = last in STREETS or last.endswith(STREET_ENDINGS) or (first.capital and first.word in STREETS_FIRST)
    return named or (first.text[0].isdigit() and len(words) > 1 and words[1].capital)


def is_carehome(words: Tokens) -> bool:
    """Where the old, the ill and the young are looked after."""
    care = {token.word for token in words[:-1]} & {"care", "nursing", "retirement", "old", "children's", "foster"}
    return words[-1].word in ("hospice", "almshouse") or (words[-1].word in ("home", "village") and bool(care))


def is_aside(words: Tokens) -> bool:
    """What may stand between a verb and the place it leads to: "with my wife", "by the sea", "last year"."""
    return len(words) <= 7 and all(is_word(token) or token.word in (",", "'") for token in words)


def is_along(words: Tokens) -> bool:
    """What may stand between "move" and where to: with whom, when, with what of one's own."""
    whole = [token.word for token in words[:2]] in (
        ["my", "whole"],
        ["our", "whole"],
        ["the", "whole"],
        ["my", "family"],
    )
    return is_aside(words) and (
        whole or words[0].word in ("with", "last", "this", "in", "after", "away", "from", "as", "at", "on", "whole")
    )


def is_long(words: Tokens) -> bool:
    """Long enough to live somewhere: "a decade", "2015", "I was two"."""
    said = [token.word for token in words]
    year = any(token.text.isdigit() and len(token.text) == 4 for token in words)
    return (
        year or said[:2] in (["i", "was"], ["we", "were"]) or bool(set(said) & (LONG_TIMES | MONTHS | {"good", "ever"}))
    )


def is_alone(words: Tokens) -> bool:
    """With nobody: "alone", "by myself", "on my own"."""
    said = [token.word for token in words]
    by_oneself = said[0] == "by" and said[-1].endswith(("self", "selves"))
    return said in (["alone"], ["solo"]) or by_oneself or (said[0] == "on" and said[-1] == "own")


def is_company(words: Tokens) -> bool:
    """Somebody to live with: kin, a name, a pet, "two students"."""
    known = ROLES.keys() | PETS | COMPANY
    return (
        len(words) <= 5
        and not vague(words)
        and not any(token.word in ("my", "our") for token in words[1:])
        and (any(token.word in known for token in words) or is_name(words, 0))
    )


def is_organisation(words: Tokens) -> bool:
    """Somebody to work for or to study at."""
    first = words[0]
    if (
        len(words) > 6
        or first.word in NOT_PLACES | MONTHS | WEEKDAYS | TIME_UNITS | NOT_WORKPLACES
        or first.word[0].isdigit()
    ):
        return False
    if any(token.word in NOT_WORKPLACES for token in words) or first.word in ADJECTIVES:
        return False
    if any(token.capital for token in words):
        return True
    return any(token.word in WORKPLACES for token in words) or (
        len(words) == 1 and first.word not in FUNCTION_WORDS | FORMS.keys() and len(first.word) > 2
    )


def is_naming(words: Tokens) -> bool:
    """What somebody can be called."""
    if not 1 <= len(words) <= 4 or not words[0].word[0].isalpha() or "@" in words[0].text:
        return False
    first = words[0].word
    if all(is_name(words, at) for at in range(len(words))):
        return first not in NATIONS and first not in CALLED_BY_ROLE
    known = FUNCTION_WORDS | FORMS.keys() | ROLES.keys() | ADJECTIVES
    return (
        len(words) == 1 and first not in known and not first.endswith(("ing", "ed", "ly", "ful", "ous", "ive", "able"))
    )


def is_value(words: Tokens) -> bool:
    """A concrete value: figures, a date, a name, a colour."""
    first = words[0].word
    if (
        len(words) > 9
        or first in NO_VALUE
        or vague(words)
        or first.endswith("ing")
        or (first in FUNCTION_WORDS - OPENS_A_VALUE and first not in MONTHS)
    ):
        return False
    if first not in ("set", "due") and (
        first.endswith("ed") or any(form.tense == "part" for form in FORMS.get(first, ()))
    ):
        return False
    figures = any(any(c.isdigit() for c in t.text) or t.text[0] in "$€£¥₹₦+" or "@" in t.text for t in words[:6])
    written_so = any(char.isupper() for char in words[0].text)  # "iPhone"
    named = written_so or any(t.word in WEEKDAYS | MONTHS | VALUE_WORDS for t in words[:4])
    return figures or named


def is_figure(words: Tokens) -> bool:
    """An amount, a date, a time: something with a figure, or a number word."""
    return any(t.text[0].isdigit() or t.text[0] in "$€£¥₹₦+" for t in words) or words[0].word in NUMBER_WORDS


_HEFTS = frozenset("kg kgs kilo kilos kilogram kilograms lb lbs pounds stone st".split())


def is_heft(words: Tokens) -> bool:
    """What somebody may weigh: "75 kg", "88 kilos", "70kg", "12 stone"."""
    said = "".join(token.word for token in words[:2])
    figure = said.rstrip("abcdefghijklmnopqrstuvwxyz")
    return len(words) <= 2 and said[len(figure) :] in _HEFTS and figure[:1].isdigit()


def is_time(words: Tokens) -> bool:
    """A day, a date or a time of day."""
    timed = any(is_time_word(token) or token.word in MONTHS - {"may", "march"} for token in words)
    timed = timed or any(a.text.isdigit() and b.word in ("am", "pm", "o'clock") for a, b in pairwise(words))
    first = words[0]
    led = is_time_word(first) or first.word[0].isdigit() or first.word in MONTHS | _LEADS_TO_A_TIME
    return len(words) <= 7 and timed and led and not vague(words)


_LEADS_TO_A_TIME = frozenset(
    "every each next this the early mid late end half quarter about around noon first last second third alternate both either on at in by from".split()
)


def is_brand(words: Tokens) -> bool:
    """The name of a firm, as it may be written in haste: "giffgaff"."""
    one = (
        len(words) == 1 and words[0].word not in FUNCTION_WORDS | FORMS.keys() | ADJECTIVES and words[0].word.isalpha()
    )
    return one or is_named(words)


def is_code(words: Tokens) -> bool:
    """A number or a code that something goes by: "27", "12A", "6E-2041"."""
    return len(words) <= 2 and any(char.isdigit() for char in words[0].text) and "@" not in words[0].text


def is_height(words: Tokens) -> bool:
    """How tall somebody is: "168 cm", "1.80 m", "1m75", "six foot two", "5 ft 9"."""
    said = [token.word for token in words]
    plain = said[0].removesuffix("cm").rstrip()
    metric = (
        plain.isdigit()
        and 100 <= int(plain) <= 230
        and (said[0] != plain or said[1:] in (["cm"], ["centimetres"], ["centimeters"]))
    )
    metres = said[0][:2] in ("1.", "2.", "1,", "1m", "2m") and (
        said[1:] in (["m"], ["metres"], ["meters"]) or "m" in said[0]
    )
    feet = said[0] in _FEET and said[1:2] in (["foot"], ["feet"], ["ft"], ["ft."]) and len(said) <= 4
    return metric or metres or (feet and all(w in _FEET | _INCHES for w in said[2:]))


_FEET = frozenset("4 5 6 7 four five six seven".split())
_INCHES = frozenset("0 1 2 3 8 9 10 11 one two three eight nine ten eleven nothing inch inches in and half a".split())


def is_money(words: Tokens) -> bool:
    """An amount of money, or a bare figure."""
    first = words[0].text
    return len(words) <= 5 and (first[0].isdigit() or first[0] in "$€£¥₹₦R") and any(c.isdigit() for c in first)


def is_age(words: Tokens) -> bool:
    """How old somebody is."""
    first = words[0]
    if first.text.isdigit() and 0 < int(first.text) < 120 and len(first.text) <= 3:
        follows = words[1].word if len(words) > 1 else ""
        return follows in (
            "",
            "years",
            "now",
            "yo",
            "yrs",
            "and",
            "today",
            "year",
            "months",
            "weeks",
            "next",
            "this",
            "in",
            "already",
            "y",
            "this",
        )
    return (
        first.word in NUMBER_WORDS
        and first.word != "one"
        and (len(words) == 1 or words[1].word in ("years", "now", "today", "months", "in"))
    )


def is_aged(words: Tokens) -> bool:
    """An age before "old": "34-year", "28 year"."""
    number, _, unit = "-".join(token.word for token in words).partition("-")
    return number.isdigit() and unit in ("year", "years", "yr", "yrs")


def is_phone(words: Tokens) -> bool:
    """A telephone number: five digits at least."""
    return sum(char.isdigit() for token in words for char in token.text) >= 5 and "@" not in words[0].text


def is_wedding(words: Tokens) -> bool:
    """Getting married, in other words."""
    said = [token.word for token in words]
    return said in (
        ["tied", "the", "knot"],
        ["tying", "the", "knot"],
        ["eloped"],
        ["got", "hitched"],
        ["got", "wed"],
        ["wed"],
        ["remarried"],
        ["got", "remarried"],
    )


def is_date(words: Tokens) -> bool:
    """A day of a month."""
    return any(t.word in MONTHS for t in words) or (
        words[0].text[0].isdigit() and any(c in words[0].text for c in "/.-")
    )


def is_job(words: Tokens) -> bool:
    """What somebody does for a living."""
    last = words[-1].word
    if any(form.tense == "part" for form in FORMS.get(words[0].word, ())) and words[0].word not in (
        "retired",
        "trained",
    ):
        return False
    if any(t.word in ("favorite", "'s") for t in words):
        return False
    if words[0].word.endswith("est") and len(words) > 1:
        return False  # "my toughest proofreader"
    if words[0].word == "stay-at-home":
        return len(words) == 2
    if words[0].word == "head" and len(words) < 3 and words[-1].word not in PROFESSIONS - {"head"}:
        return False
    if not 1 <= len(words) <= 6 or any(t.word in VAGUE or t.word in NOT_JOBS for t in words):
        return False
    head = next((n for n, t in enumerate(words) if t.word in ("at", "for", "in", "with", "of", "from")), len(words))
    last = words[head - 1].word if head else last
    if any(t.word in FUNCTION_WORDS or t.word in ("wrong", "right") for t in words[:head]):
        return False
    return (last in PROFESSIONS or (last in ("leader", "lead") and head > 1)) or (
        last.endswith(("ologist", "ician", "graphist", "maker", "engineer", "smith", "wright", "keeper"))
        and last not in NOT_JOBS
    )


def is_named(words: Tokens) -> bool:
    """Nothing but names."""
    return all(is_name(words, at) for at in range(len(words))) and words[0].word not in NATIONS


def is_introduced(words: Tokens) -> bool:
    """A name as one introduces oneself: "Ana", "Ana Sousa"; not "ADHD"."""
    named = [token for token in words if token.word.rstrip(".") not in TITLES]
    return (
        bool(named) and len(words) <= 3 and is_named(words) and all(len(t.text) > 2 and t.text.istitle() for t in named)
    )


TITLES = frozenset("mr mrs ms dr prof professor miss madam sir doctor".split())


def is_titled(words: Tokens) -> bool:
    """A name with or without a title before it: "Dr. Pardo", "Mr Harker", "Ana Sousa"."""
    return words[0].capital and len(words) <= 3 and (words[0].word.rstrip(".") in TITLES or is_named(words))


def is_nation(words: Tokens) -> bool:
    """A nationality."""
    return (
        len(words) == 1 and words[0].word in NATIONS and (words[0].capital or words[0].word not in ("polish", "thai"))
    )
