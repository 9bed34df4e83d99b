"""Which words name something: a place, an employer, a person, a profession, a figure, a date."""

from __future__ import annotations

from memos.agents.statements.nouns import CALLED_BY_ROLE, FUNCTION_WORDS, ROLES, is_name
from memos.agents.statements.values import vague
from memos.agents.statements.verbs import FORMS
from memos.agents.statements.vocabulary import (
    ADJECTIVES,
    DWELLINGS,
    MONTHS,
    NATIONS,
    NO_VALUE,
    NOT_JOBS,
    NOT_PLACES,
    NOT_WORKPLACES,
    NUMBER_WORDS,
    OPENS_A_VALUE,
    PROFESSIONS,
    TIME_UNITS,
    VAGUE,
    VALUE_WORDS,
    WEEKDAYS,
    WORKPLACES,
)  # fmt: skip
from memos.agents.statements.words import Tokens


def is_place(words: Tokens) -> bool:
    """Somewhere one can live: a name, a kind of dwelling, or in lower-case chat a word that is nothing else."""
    first = words[0]
    if (
        not 1 <= len(words) <= 6
        or words[-1].word in NOT_PLACES
        or first.word in NOT_PLACES
        or not first.word[0].isalpha()
    ):
        return False
    if any(token.word in ("he", "she", "i", "you", "we", "they") for token in words):
        return False
    if first.word in MONTHS | WEEKDAYS | TIME_UNITS or words[-1].word in TIME_UNITS:
        return False
    if first.capital:
        return True
    dwelling = any(token.word in DWELLINGS for token in words) or any(token.capital for token in words)
    return dwelling or (
        len(words) <= 2 and first.word not in FUNCTION_WORDS and first.word not in FORMS and first.word not in ROLES
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
    named = words[0].capital or any(t.word in WEEKDAYS | MONTHS | VALUE_WORDS for t in words[:4])
    return figures or named


def is_figure(words: Tokens) -> bool:
    """An amount, a date, a time: something with a figure, or a number word."""
    return any(t.text[0].isdigit() or t.text[0] in "$€£¥₹₦+" for t in words) or words[0].word in NUMBER_WORDS


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


def is_phone(words: Tokens) -> bool:
    """A telephone number: five digits at least."""
    return sum(char.isdigit() for token in words for char in token.text) >= 5 and "@" not in words[0].text


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
    if words[0].word == "head" and len(words) < 3:
        return False
    if not 1 <= len(words) <= 6 or any(t.word in VAGUE or t.word in NOT_JOBS for t in words):
        return False
    head = next((n for n, t in enumerate(words) if t.word in ("at", "for", "in", "with", "of", "from")), len(words))
    last = words[head - 1].word if head else last
    if any(t.word in FUNCTION_WORDS or t.word in ("wrong", "right") for t in words[:head]):
        return False
    return last in PROFESSIONS or (
        last.endswith(("ologist", "ician", "graphist", "maker", "engineer", "smith", "wright", "keeper"))
        and last not in NOT_JOBS
    )


def is_named(words: Tokens) -> bool:
    """Nothing but names."""
    return all(is_name(words, at) for at in range(len(words))) and words[0].word not in NATIONS


def is_introduced(words: Tokens) -> bool:
    """A name as one introduces oneself: "Ana", "Ana Sousa"; not "ADHD"."""
    return len(words) <= 3 and is_named(words) and all(len(t.text) > 2 and t.text.istitle() for t in words)


def is_nation(words: Tokens) -> bool:
    """A nationality."""
    return (
        len(words) == 1 and words[0].word in NATIONS and (words[0].capital or words[0].word not in ("polish", "thai"))
    )
