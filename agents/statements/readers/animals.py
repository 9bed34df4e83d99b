"""Pets told in passing, and what is told of them later: their breed, another name. A pet stays one statement: "has a whippet called Olle"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from memos.agents.settlement.wording import names, words
from memos.agents.statements.grammar.nouns import SPEAKER, is_word, name_at
from memos.agents.statements.grammar.verbs import ADVERBS
from memos.agents.statements.grammar.vocabulary import ADJECTIVES, PETS
from memos.agents.statements.grammar.words import Token, Tokens
from memos.agents.statements.rules import Rule, Stated
from memos.agents.statements.talk.ledger import Known, Ledger

NAMED = Rule("has_pet", "my PET NAME", ("our hamster Krumel escapes => hamster Krumel",), ("my dog food",))
BREED = Rule("same:breed", "PET be a BREED", ("Balou is a labrador => labrador",), ("Balou is a boy",))
NAME = Rule("same:pet name", "PET be called NAME", ("Muffin is called Magnus now => Magnus",), ("she is called often",))
REFINED = frozenset({BREED.predicate, NAME.predicate})
"""Predicates of what is told of a pet that is known."""
_KINDS = frozenset(
    "dog dogs puppy puppies pup cat cats kitten kittens kitty pet pets bird birds fish horse horses doggo doggy pooch kitties rescue".split()
)
"""Words that only say what kind of animal a pet is, and no breed."""
_MIXED = frozenset("mix cross mixed-breed crossbreed".split())
_ANIMALS = frozenset({"he", "she", "it", "they"})


def pets_in(tokens: Tokens, moods: Sequence[str]) -> Iterator[Stated]:
    """Pets named in passing, and what their breed or their name is said to be."""
    for at, token in enumerate(tokens):
        if moods[at] == "supposed":
            continue
        if token.word in ("my", "our", "new"):
            yield from _named(tokens, at)
            yield from _named_before(tokens, at)
        if token.word in ("is", "'s", "was", "are"):
            yield from _breed(tokens, at)
            yield from _called(tokens, at)
        if token.word in ("renamed", "rechristened", "rename"):
            yield from _renamed(tokens, at)


def _named(tokens: Tokens, at: int) -> Iterator[Stated]:
    """ "Our hamster Krumel", "our new dog: Ronja, a spaniel"."""
    noun = at + 1
    while noun < len(tokens) and noun - at < 4 and _describes(tokens[noun]):
        noun += 1
    while noun + 1 < len(tokens) and tokens[noun + 1].word in PETS and tokens[noun + 1].text.islower():
        noun += 1
    if noun >= len(tokens) or tokens[noun].word not in PETS or tokens[noun].capital:
        return
    gap = (
        noun + 1 + int(noun + 1 < len(tokens) and tokens[noun + 1].word in (":", "called", "named", ",", "(", "-", "–"))
    )
    length = name_at(tokens, gap) if gap < len(tokens) else 0
    if not length or (gap > noun + 1 and tokens[noun + 1].word in (",", "-") and not _closes(tokens, gap + length)):
        return
    name, first = tokens[gap : gap + length], noun
    span = (tokens[at].start, name[-1].end)
    if tokens[noun + 1].word in (":", ",", "(", "-", "–"):
        rule = NAMED._replace(link=tokens[noun].word)
        yield Stated(SPEAKER, "has_pet", name, "+", *span, rule, whole=span)
        breed = gap + length
        if breed + 2 < len(tokens) and tokens[breed].word == "," and tokens[breed + 1].word in ("a", "an"):
            yield from _of_breed(tokens, breed + 2, name)
        return
    yield Stated(SPEAKER, "has_pet", tokens[first : gap + length], "+", *span, NAMED, whole=span)


def _named_before(tokens: Tokens, at: int) -> Iterator[Stated]:
    """ "Sixten, our beagle, is eight", "Biscuit (that's my dog)"."""
    noun = at + 1
    while noun < len(tokens) and noun - at < 3 and _describes(tokens[noun]):
        noun += 1
    if noun >= len(tokens) or tokens[noun].word not in PETS or not _closes(tokens, noun + 1):
        return
    between = [token.word for token in tokens[max(at - 2, 0) : at]]
    end = at - 2 if between in (["that", "'s"], ["that", "is"], ["who", "is"], ["who", "'s"]) else at
    if end < 2 or tokens[end - 1].word not in (",", "(", "-", "–", "—"):
        return
    start = next((n for n in range(max(end - 3, 0), end - 1) if name_at(tokens, n) == end - 1 - n), None)
    if start is not None and (start == 0 or tokens[start - 1].word not in (",", "and", "or")):
        name = tokens[start : end - 1]
        span = (name[0].start, tokens[noun].end)
        rule = NAMED._replace(link=tokens[noun].word)
        yield Stated(SPEAKER, "has_pet", name, "+", *span, rule, whole=span)


def _describes(token: Token) -> bool:
    return token.word in ADJECTIVES | {
        "little",
        "big",
        "elderly",
        "beloved",
        "older",
        "younger",
        "black",
        "white",
        "ginger",
        "rescue",
        "other",
    }


def _closes(tokens: Tokens, at: int) -> bool:
    return at >= len(tokens) or not is_word(tokens[at]) or tokens[at].word in ("and", "is", "'s", "has", "who")


def _breed(tokens: Tokens, at: int) -> Iterator[Stated]:
    """ "Balou is a labrador", "our dog is actually a golden retriever", "she's not a pug, she's a boxer"."""
    start = at + 1
    while start < len(tokens) and (tokens[start].word in ADVERBS or tokens[start].word in ("now", "actually")):
        start += 1
    name = _animal_before(tokens, at)
    if start < len(tokens) and tokens[start].word in ("a", "an") and name is not None:
        yield from _of_breed(tokens, start + 1, name)


def _of_breed(tokens: Tokens, start: int, name: Tokens) -> Iterator[Stated]:
    end = start
    while (
        end < len(tokens)
        and end - start < 4
        and is_word(tokens[end])
        and not (end > start and tokens[end - 1].word in _MIXED)
    ):
        if tokens[end].word not in PETS | _MIXED and not (end + 1 < len(tokens) and tokens[end + 1].word in PETS):
            break
        end += 1
    breed = tokens[start:end]
    if breed and len(breed) <= 4 and any(token.word in PETS - _KINDS for token in breed):
        yield Stated(SPEAKER, BREED.predicate, breed, "+", (name or breed)[0].start, breed[-1].end, BREED, instead=name)


def _animal_before(tokens: Tokens, at: int) -> Tokens | None:
    """The name of an animal, or the word for it, that ends before a verb; no words for "she"; None if it is something else."""
    if at and tokens[at - 1].word in _ANIMALS:
        return []
    for start in range(max(at - 2, 0), at):
        if name_at(tokens, start) >= at - start:
            return tokens[start:at]
    if at > 1 and tokens[at - 1].word in PETS and tokens[at - 2].word in ("the", "our", "my"):
        return tokens[at - 1 : at]
    return None


def _called(tokens: Tokens, at: int) -> Iterator[Stated]:
    """ "Muffin is called Magnus now", "the puppy's name is Waffle", "he's Captain now"."""
    following = [token.word for token in tokens[at + 1 : at + 3]]
    now = at + 1 + int(following[:1] == ["now"])
    called = now < len(tokens) and tokens[now].word in ("called", "named")
    first = now + int(called)
    length = name_at(tokens, first) if first < len(tokens) else 0
    after = tokens[first + length].word if first + length < len(tokens) else ""
    named_before = at > 1 and tokens[at - 1].word == "name"
    subject = at - 2 if named_before and tokens[at - 2].word == "'s" else at
    name = _animal_before(tokens, subject) if subject != at or not named_before else None
    bare = called or named_before or after == "now" or following[:1] == ["now"]
    if length and name is not None and bare and tokens[at].word != "was":
        value = tokens[first : first + length]
        yield Stated(SPEAKER, NAME.predicate, value, "+", (name or value)[0].start, value[-1].end, NAME, instead=name)


def _renamed(tokens: Tokens, at: int) -> Iterator[Stated]:
    """ "We renamed Muffin Magnus", "we've renamed the parrot to Captain"."""
    start = at + 1 + int(at + 1 < len(tokens) and tokens[at + 1].word in ("the", "our", "my"))
    end = start + 1
    to = end + int(end < len(tokens) and tokens[end].word in ("to", "as", "into"))
    if start >= len(tokens) or not (tokens[start].word in PETS or tokens[start].capital):
        return
    length = name_at(tokens, to) if to < len(tokens) else 0
    if not length and name_at(tokens, start) == 2:
        to, length = start + 1, 1
    if length:
        value = tokens[to : to + length]
        yield Stated(
            SPEAKER, NAME.predicate, value, "+", tokens[at].start, value[-1].end, NAME, instead=tokens[start:end]
        )


def pet_meant(stated: Stated, pets: Sequence[Known], around: Sequence[Tokens]) -> Known | None:
    """Which of the known pets a breed or a name is told of: by its name or its kind, or as the only one spoken of."""
    pets = [one for one in pets if not any(words(one.object) < words(other.object) for other in pets)]
    pets = list({one.object: one for one in pets}.values())
    told = " ".join(token.text for token in stated.instead)
    if told:
        return next((one for one in pets if names(told, one.object)), None) or next(
            (one for one in pets if told.islower() and told in one.statement.lower().split(" called ")[0].split()), None
        )
    said = {token.word for sentence in around for token in sentence}
    spoken = [one for one in pets if said & set(one.object.lower().replace(",", " ").split())]
    spoken = spoken or [one for one in pets if said & _KINDS & set(one.statement.lower().split())]
    return spoken[0] if len(spoken) == 1 else None


def refined(stated: Stated, pet: Known, value: str) -> str | None:
    """The pet as it is known, with its breed or its new name: "golden retriever called Balou"; None if that is its name."""
    kind, name = _kind_and_name(pet)
    if stated.predicate == BREED.predicate:
        return f"{value} called {name}" if name else value
    if names(value, name):
        return None
    return f"{kind} called {value}" if kind else value


def _kind_and_name(pet: Known) -> tuple[str, str]:
    told = pet.object.replace(",", " ").split()
    name = " ".join(word for word in told if word[:1].isupper())
    kind = " ".join(
        word for word in told if not word[:1].isupper() and word not in ("called", "named", "a", "an", "the")
    )
    if not kind:
        before = pet.statement.lower().partition(" called ")[0].split()
        kind = next((word for word in reversed(before) if word in PETS and word not in ("pet", "pets")), "")
    return kind, name


def pets_of(ledger: Ledger, subject: str) -> list[Known]:
    """The pets somebody is known to have, the last told first."""
    return [one for one in ledger.of(subject) if one.predicate == "has_pet"]
