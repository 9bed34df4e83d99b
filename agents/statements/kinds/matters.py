"""Which words are something to like, to do, to suffer from, to own; and which only speak of the talk itself."""

from __future__ import annotations

from memos.agents.statements.grammar.nouns import FUNCTION_WORDS, is_name, is_word
from memos.agents.statements.grammar.values import Accepts, vague
from memos.agents.statements.grammar.verbs import FORMS
from memos.agents.statements.grammar.vocabulary import (
    ACTIVE_VERBS,
    AILMENTS,
    BODY,
    DIETS,
    DRINKS,
    EATEN,
    FOODS,
    HOBBIES,
    ILL,
    INSTRUMENTS,
    LASTING_VERBS,
    MEDICINES,
    NO_THING,
    NOT_HELD,
    PAINS,
    PASSING_VERBS,
    PETS,
    SPORTS,
    STATIVE_VERBS,
    UNSETTLED,
    VAGUE,
)  # fmt: skip
from memos.agents.statements.grammar.words import Token, Tokens
from memos.schemas.roles import ROLES


def any_of(known: frozenset[str], longest: int = 5) -> Accepts:
    """A value with one of these words in it."""

    def accepts(words: Tokens) -> bool:
        return len(words) <= longest and any(token.word in known for token in words)

    return accepts


def only(known: frozenset[str]) -> Accepts:
    """One of these words and no more."""

    def accepts(words: Tokens) -> bool:
        return words[0].word in known and len(words) == 1

    return accepts


def ending_in(known: frozenset[str], longest: int = 4) -> Accepts:
    """A value whose last word is one of these."""

    def accepts(words: Tokens) -> bool:
        return len(words) <= longest and words[-1].word in known

    return accepts


def is_thing(words: Tokens) -> bool:
    """Something to like, to want or to own, that is not the talk itself."""
    return len(words) <= 9 and not vague(words) and words[0].word not in NO_THING


def is_interest(words: Tokens) -> bool:
    """Something to be interested in beyond the moment."""
    return is_thing(words) and not any(
        form.lemma in ("look", "make", "see", "know", "hear", "get", "find", "join", "use", "go")
        for form in FORMS.get(words[0].word, ())
    )


def is_doing(words: Tokens) -> bool:
    """Something to do, that is more than "do it"."""
    first = words[0].word
    if words[-1].word in ("it", "that", "this", "them") or (
        len(words) == 1 and (first in PASSING_VERBS or first in VAGUE)
    ):
        return False
    return first[0].isalpha() and (first not in FUNCTION_WORDS or first in FORMS or first == "be") and len(words) <= 18


def is_ailment(words: Tokens) -> bool:
    """An illness, an injury, a trouble with health."""
    ill = [token.word for token in words]
    if {"biggest", "real", "major", "huge", "main", "symptoms", "list"} & set(ill):
        return False
    if len(ill) > 5 or (ill[-1] not in AILMENTS and "cold" in ill) or "drink" in ill:
        return False
    if ill[-1] in PAINS:
        return any(w in BODY or w in ("chronic", "severe") for w in ill)
    return any(w in AILMENTS or w.endswith(("itis", "osis", "algia", "emia", "phobia")) for w in ill) or (
        ill[-1] in BODY and any(w in ILL for w in ill)
    )


def is_noun(words: Tokens) -> bool:
    """Words without a pronoun, an article or a mark among them."""
    return not vague(words) and words[0].word not in FUNCTION_WORDS and all(is_word(token) for token in words)


def is_intended(words: Tokens) -> bool:
    """Something one sets out to do, beyond the talk itself."""
    lemmas = {form.lemma for form in FORMS.get(words[0].word, ())}
    rest = {token.word for token in words[1:]}
    if not 2 <= len(words) <= 14 or rest & {"it", "that", "you", "this", "them", "bed", "sleep", "back", "on"} - {
        "back",
        "on",
        "this",
    }:
        return False
    for lemma in lemmas & LASTING_VERBS.keys():
        wanted = LASTING_VERBS[lemma]
        if (
            not wanted
            or rest & wanted
            or ("PLACE" in wanted and any(is_title(t) for t in words[2:3] if words[1].word in ("to", "in")))
        ):
            return True
    return False


def is_lasting_wish(words: Tokens) -> bool:
    """What one may want for good: not to see, to know or to ask something now."""
    if any(token.word in ("you", "your") for token in words) or [token.word for token in words[:2]] == ["make", "sure"]:
        return False
    return is_doing(words) and len(words) > 1 and words[0].word not in PASSING_VERBS and not vague(words[1:])


def is_routine(words: Tokens) -> bool:
    """Something that may be done regularly; feeling and thinking are not."""
    lemmas = {form.lemma for form in FORMS.get(words[0].word, ())} or {words[0].word}
    pointing = words[1].word in ("it", "that", "this", "so") if len(words) > 1 else True
    pointing = pointing or words[0].word in ("got", "end", "ended")
    done = not lemmas & STATIVE_VERBS or _has_or_sees(lemmas, [token.word for token in words[1:]])
    return not pointing and done and is_doing(words)


def _has_or_sees(lemmas: set[str], rest: list[str]) -> bool:
    """ "Have pancakes", "see a cardiologist": what may be done regularly with verbs that mostly tell a state."""
    meals = {"breakfast", "lunch", "dinner", "brunch", "supper", "roast", "pancakes", "takeaway", "tea", "coffee"}
    seen = any(word in ROLES or word.endswith(("ologist", "therapist", "iatrist", "physio")) for word in rest)
    return bool(("have" in lemmas and set(rest) & (meals | FOODS | EATEN)) or ("see" in lemmas and seen))


def is_goal(words: Tokens) -> bool:
    """What one works towards: "to run a marathon", "financial security"."""
    return not vague(words) and words[0].word not in ("when", "how", "what", "if") and len(words) <= 14


def is_feeling(words: Tokens) -> bool:
    """How a part of the body is: "a bit sore", "shaky"."""
    return words[-1].word in ILL | {
        "shaky",
        "tight",
        "numb",
        "tender",
        "itchy",
        "inflamed",
        "infected",
        "fine",
        "killing",
    } - {"fine"}


def is_pastime(words: Tokens) -> bool:
    """Something done again and again: playing, training, reading."""
    lemmas = {form.lemma for form in FORMS.get(words[0].word, ())}
    return len(words) > 1 and bool(lemmas & ACTIVE_VERBS) and not vague(words[1:])


def is_kept_up(words: Tokens) -> bool:
    """What one has been doing with something of one's own: "tracking my calories"; not "losing my mind"."""
    lemmas = {form.lemma for form in FORMS.get(words[0].word, ())}
    own = len(words) > 2 and words[1].word in ("my", "our") and words[0].word.endswith("ing")
    return own and not vague(words[2:]) and not lemmas & (STATIVE_VERBS | PASSING_VERBS | UNSETTLED)


def is_activity(words: Tokens) -> bool:
    """Something that one can give up: lessons, sports, smoking."""
    known = (
        HOBBIES
        | SPORTS
        | INSTRUMENTS
        | DRINKS
        | FOODS
        | DIETS
        | {"lessons", "classes", "lesson", "class", "course", "sugar", "meditation"}
    )
    return words[0].word.endswith("ing") or any(token.word in known for token in words)


def is_pet(words: Tokens) -> bool:
    """A pet and, at most, its name: "beagle called Biscuit", "second cat, Miso"; not "dog food"."""
    place = next((n for n, token in enumerate(words) if token.word in PETS), None)
    if place is None or len(words) > 7 or any(t.word in ("hot", "food") for t in words):
        return False
    if words[place].word in ("fish", "chicken", "duck", "rabbit", "chickens", "horse") and len(words) == 1:
        return words[place].word in ("rabbit", "chickens", "horse")
    if any(t.word in FUNCTION_WORDS - {"other", "own", "same"} for t in words[:place]):
        return False
    after = words[place + 1 :]
    return (
        not after
        or after[0].word in ("called", "named", ",")
        or all(is_name(after, n) or t.word in PETS for n, t in enumerate(after))
    )


def is_diet(words: Tokens) -> bool:
    """A way of eating."""
    return (
        len(words) <= 3
        and words[-1].word in DIETS
        and words[0].word not in FUNCTION_WORDS
        and (words[-1].word != "eater" or len(words) > 1)
    )


def is_ailing(words: Tokens) -> bool:
    """An ailment in passing: "dodgy back", "asthma"; a part of the body alone is none."""
    return (
        is_ailment(words)
        and words[-1].word in BODY | AILMENTS | PAINS
        and words[-1].word not in ("cold", "add", "pressure", "pregnant", "panic", "disease")
    )


def is_medicine(words: Tokens) -> bool:
    """Something taken for one's health."""
    last = words[-1].word
    ends = (
        "cillin",
        "statin",
        "prazole",
        "olol",
        "pril",
        "sartan",
        "zepam",
        "formin",
        "mab",
        "profen",
        "etamol",
        "oxetine",
        "aline",
        "thyroxine",
        "xaban",
        "dipine",
        "pram",
        "triptan",
        "faxine",
        "gliptin",
        "gliflozin",
        "glutide",
        "cycline",
        "mycin",
        "azole",
        "thiazide",
        "xacin",
    )
    if any(w.word in ("off", "on", "onto", "my", "to", "from") or w.word in ROLES for w in words[:-1]):
        return False
    return len(words) <= 5 and (last in MEDICINES or last.endswith(ends) or any(w.word in MEDICINES for w in words))


def is_kept(words: Tokens) -> bool:
    """Something to have and to keep."""
    return not vague(words) and len(words) <= 9 and words[0].word not in NOT_HELD


def is_anything(words: Tokens) -> bool:
    """Anything that is not too long."""
    return len(words) <= 12


def is_title(token: Token) -> bool:
    """A capital letter that is not just the start of a sentence is the reader's only sign of a name."""
    return token.capital and token.word not in FUNCTION_WORDS
