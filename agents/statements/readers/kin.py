"""Kin: named in passing ("my sister Maya", "my two kids"), had ("I have a son, Jakob"), or told of somebody ("Torsten is my boss")."""

from __future__ import annotations

from collections.abc import Iterator

from memos.agents.statements.grammar.clauses import Clause
from memos.agents.statements.grammar.meaning import meaning
from memos.agents.statements.grammar.nouns import (
    BY_AGE,
    CALLED_BY_ROLE,
    CALLED_BY_ROLE_AND_NAME,
    SPEAKER,
    Subject,
    called_at,
    given_name,
    is_word,
    kin_at,
    name_at,
    text_of,
)
from memos.agents.statements.grammar.values import reach, trim
from memos.agents.statements.grammar.verbs import ADVERBS, AUXILIARIES, FORMS
from memos.agents.statements.grammar.vocabulary import SCHOOLS
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.kinds.slots import SLOTS
from memos.agents.statements.predicates import HALVES, ROLES_THAT_PASS, Polarity
from memos.agents.statements.rules import Rule, Stated
from memos.schemas.roles import ROLES

KIN = Rule("relation:{role}", "my KIN NAME", ("my sister Maya moved => sister Maya",), ())
UNNAMED = KIN._replace(confidence=0.7)
NEEDS_A_NAME = frozenset(
    "friend colleague neighbor client student teacher doctor coach landlord dentist therapist relative vet ex twin".split()
)
"""Of these, "my client said" tells nothing that lasts; with a name it does."""
_OF_ONES_OWN = frozenset("missus wife hubby kids".split())
"""Who is meant by "the missus" is no question."""


def kin_in(tokens: Tokens) -> Iterator[Stated]:
    """Who is spoken of as the speaker's kin, anywhere in a sentence."""
    for at, token in enumerate(tokens[:-1]):
        yield from _unowned(tokens, at)
        yield from _named_before(tokens, at)
        counted = token.word in ("with", "have", "got", "of", "has")
        if token.word == "the" and tokens[at + 1].word in _OF_ONES_OWN and not _are_anybodys(tokens, at + 2):
            role = tokens[at + 1]
            yield Stated(SPEAKER, f"relation:{ROLES[role.word]}", [role], "+", token.start, role.end, UNNAMED)
        if token.word in ("my", "our") or counted:
            kin = kin_at(tokens, at + 1, SPEAKER)
            if kin and (_is_called(tokens, at, kin[1]) or (not kin[0].name and _is_gone(tokens, kin[1]))):
                continue
            if kin and (kin[0].number or not counted):
                yield from _named(tokens, at + (counted and 1), *kin)
                yield from _others(tokens, *kin)
                yield from _at_school(tokens, *kin)
                yield from _kin_of_kin(tokens, *kin)
                yield from _told_in_passing(tokens, *kin)


def _are_anybodys(tokens: Tokens, at: int) -> bool:
    """ "A playground for the kids", "the kids in the neighborhood": not one's own, who do something or are with one."""
    if tokens[at - 1].word != "kids":
        return False
    if {"community", "neighborhood", "neighbourhood", "playground", "garden", "students", "residents"} & {
        t.word for t in tokens
    }:
        return True
    acting = at < len(tokens) and (
        tokens[at].word in AUXILIARIES or tokens[at].word in ("need", "love", "go", "come", "want", "get")
    )
    before = tokens[at - 3].word if at > 2 else ""
    return before in ("for", "of", "all", "like") or not (acting or before in ("with", "and", "get", "take", "pick"))


_GONE = frozenset("died dies quit resigned retired".split())


def _is_gone(tokens: Tokens, at: int) -> bool:
    """ "Dad died in 2010", "my boss has just quit", "my mum passed away", "my dad is dead": nobody that one has now."""
    said = [
        token.word
        for token in tokens[at : at + 4]
        if token.word not in ADVERBS | {"has", "have", "had", "'s", "'d", "sadly"}
    ]
    return (
        said[:1] in ([word] for word in _GONE)
        or said[:2] in (["passed", "away"], ["passed", "on"], ["is", "dead"])
        or said[:1] == ["dead"]
    )


def _unowned(tokens: Tokens, at: int) -> Iterator[Stated]:
    """Kin of the speaker's without "my": "Grandma Rosa", "Mum irons", "a friend of mine, Ying"."""
    word = tokens[at].word
    kin = called_at(tokens, at) if word in CALLED_BY_ROLE | CALLED_BY_ROLE_AND_NAME else None
    if kin and not _is_called(tokens, at, kin[1]) and not (not kin[0].name and _is_gone(tokens, kin[1])):
        acts = kin[1] < len(tokens) and (tokens[kin[1]].word in FORMS or tokens[kin[1]].word in AUXILIARIES | {"'s"})
        if kin[0].name or tokens[at].capital or acts:
            yield from _named(tokens, at, *kin)
    if word in ("a", "an", "one") and (kin := kin_at(tokens, at + 1, SPEAKER)) and not kin[0].name:
        end = kin[1]
        if [token.word for token in tokens[end : end + 2]] in (["of", "mine"], ["of", "ours"]):
            name, closed = given_name(tokens, end + 2)
            if name:
                yield from _named(tokens, at + 1, kin[0]._replace(name=name), closed)


def _named_before(tokens: Tokens, at: int) -> Iterator[Stated]:
    """ "Jayden, that's my son, is 9", "Ying, a friend of mine": the name comes first."""
    if (
        at < 2
        or tokens[at].word not in ("my", "our")
        or (kin := kin_at(tokens, at + 1, SPEAKER)) is None
        or kin[0].name
    ):
        return
    comma = next((n for n in (at - 1, at - 2, at - 3) if n > 0 and tokens[n].word in (",", "(")), 0)
    between = [token.word for token in tokens[comma + 1 : at]]
    first = next((n for n in range(max(comma - 3, 0), comma) if name_at(tokens, n) == comma - n), None)
    closed = kin[1] >= len(tokens) or not is_word(tokens[kin[1]])
    if (
        comma
        and first is not None
        and closed
        and between in ([], ["that", "'s"], ["that", "is"], ["who", "is"], ["who", "'s"], ["she", "'s"], ["he", "'s"])
    ):
        words = tokens[first:comma]
        if SLOTS["introduced"].accepts(words) and (
            between or (kin[1] < len(tokens) and tokens[kin[1]].word in (",", ")"))
        ):
            yield Stated(SPEAKER, f"relation:{kin[0].text}", words, "+", words[0].start, tokens[kin[1] - 1].end, KIN)


def reached_at(tokens: Tokens) -> Iterator[Stated]:
    """ "Call Lorcan on 555-0142": somebody's number, told with the name."""
    for at, token in enumerate(tokens[:-2]):
        length = (
            name_at(tokens, at + 1)
            if token.word in ("call", "ring", "text", "phone", "contact", "reach", "whatsapp")
            else 0
        )
        start = at + 1 + length
        if length and start < len(tokens):
            start += int(tokens[start].word in ("on", "at", "via", ":") and start + 1 < len(tokens))
            end = reach(SLOTS["phone"], tokens, start, len(tokens))
            words = trim(tokens[start:end])
            if words and words[0].text[0] in "+(0123456789" and SLOTS["phone"].accepts(words):
                who = Subject("person", text_of(tokens[at + 1 : at + 1 + length]))
                yield Stated(who, "phone", words, "+", token.start, words[-1].end, _REACHED)


_REACHED = Rule("phone", "call NAME on NUMBER")


def _told_in_passing(tokens: Tokens, kin: Subject, end: int) -> Iterator[Stated]:
    """What stands behind somebody in brackets or between commas: "my son (7)", "my brother Alexander, Sasha for short"."""
    if end < len(tokens) and (age := tokens[end]).text.startswith("(") and age.text.strip("()").isdigit():
        bare = age._replace(text=age.text.strip("()"), word=age.text.strip("()"), start=age.start + 1)
        bare = bare._replace(end=bare.start + len(bare.text))
        yield Stated(kin, "age", [bare], "+", bare.start, bare.end, UNNAMED)
    opened = end < len(tokens) and tokens[end].word in (",", "(")
    at = end if opened else end - 1  # a name takes its comma with it
    if at + 2 >= len(tokens) or tokens[at].word not in (",", "("):
        return
    value, closing = tokens[at + 1], tokens[at + 2].word
    if (
        value.text.isdigit()
        and int(value.text) < 110
        and (closing == ")" if tokens[at].word == "(" else closing == ",")
    ):
        yield Stated(kin, "age", [value], "+", tokens[at].start, value.end, UNNAMED)
    length = name_at(tokens, at + 1)
    behind = [token.word for token in tokens[at + 1 + length : at + 3 + length]]
    if length and kin.name and (behind == ["for", "short"] or behind[:1] == ["to"]):
        words = tokens[at + 1 : at + 1 + length]
        yield Stated(kin, "nickname", words, "+", words[0].start, words[-1].end, KIN)


def housemates_of(clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "Nana lives with us now", "my dad has moved in with us": who has come to live with the speaker."""
    subject, verb = clause.subject, clause.verb
    rest = [token.word for token in clause.rest]
    with_us = next((n for n in range(len(rest) - 1) if rest[n] == "with" and rest[n + 1] in ("us", "me")), None)
    if subject.being not in ("kin", "person") or with_us is None or with_us > 4:
        return
    moved = verb.lemma in ("move", "come") and ("in" in rest[:with_us] or "live" in rest[:with_us])
    polarity = meaning("change" if moved else "state", "lives_with", clause)
    passing = {"from", "until", "till", "for", "every", "during", "over", "sometimes"} & {
        *rest[with_us:],
        *verb.adverbs,
    }
    if polarity and not passing and (moved or verb.lemma in ("live", "stay", "sleep")):
        words = _shortest(tokens[clause.start : verb.start], subject)
        yield Stated(SPEAKER, "lives_with", words, polarity, words[0].start, clause.rest[with_us + 1].end, KIN)


def _shortest(words: Tokens, subject: Subject) -> Tokens:
    """The name in these words that name a subject, or else what they call him."""
    named = [token for token in words if token.text in subject.name.split()]
    role = [token for token in words if token.word in ROLES]
    return named or role[-1:] or words


APART: frozenset[tuple[str, ...]] = frozenset(
    tuple(said.split())
    for said in (
        "broke up", "broken up", "break up", "split up", "split", "separated", "divorced", "parted ways", "called it quits", "called it off",
        "are done", "are over", "are finished", "are through", "are history", "are no longer together", "are not together", "got divorced",
        "ended things", "have split", "are not a couple", "are no longer a couple", "are no longer dating", "are no longer engaged", "are no more", "are not dating", "are not seeing each other", "stopped seeing each other", "stopped dating", "called time on", "are exes", "fell apart", "called off the engagement", "called off the wedding", "went our separate ways", "is over", "is done",
    )
)  # fmt: skip
_OF_SOMETHING = (("with",), ("the",), ("a",), ("everything",))
"""What follows a word of parting that parts from no person: "done with the garden", "split the bill"."""
_COUPLE = KIN._replace(predicate="marital_status", pattern="S part", link="verb")


def parted_from(clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "Me and Darnell are done", "my girlfriend and I split up": who is no longer the speaker's partner."""
    other, verb = clause.subject.beside, clause.verb
    if clause.subject.being == "kin" and clause.subject.plural and verb.tense == "past" and not verb.negated:
        words = trim(tokens[verb.end - 1 : min(verb.end + 1, clause.end)])
        if tuple(token.word for token in words) in APART:  # "my parents split up when I was ten"
            yield Stated(clause.subject, "marital_status", words, "+", words[0].start, words[-1].end, _COUPLE)
        return
    if other is None or clause.subject.text != "we" or (other.being == "kin" and other.text not in HALVES):
        return
    if (
        verb.tense == "future"
        or verb.modal
        or (verb.negated and "together" not in (*verb.adverbs, *(t.word for t in clause.rest)))
    ):
        return
    said = tuple(
        token.word
        for token in tokens[verb.end - 1 : clause.end]
        if token.word not in ADVERBS or token.word == "together"
    )
    after = {cue: said[len(cue) : len(cue) + 1] for cue in APART if said[: len(cue)] == cue}
    together = "together" in said or "together" in verb.adverbs
    if any(word[:1] not in _OF_SOMETHING for word in after.values()) or (verb.negated and together):
        words = _shortest(
            [t for t in tokens[clause.start : verb.start] if t.word not in ("i", "me", "and", "my")], other
        )
        role = other.text if other.being == "kin" else "partner"
        yield Stated(SPEAKER, f"relation:{role}", words, "ended", words[0].start, tokens[clause.end - 1].end, KIN)
        for token in tokens[verb.end - 1 : clause.end]:
            if token.word in ("divorced", "separated"):  # no longer married, and to nobody else
                yield Stated(
                    SPEAKER, "marital_status", [token], "+", words[0].start, token.end, _COUPLE._replace(link="")
                )
                return


def _others(tokens: Tokens, kin: Subject, end: int) -> Iterator[Stated]:
    """The further names of several: "two kids, Ella and Max"."""
    while kin.plural and kin.name and end + 1 < len(tokens) and tokens[end].word in ("and", ",", "&"):
        length = name_at(tokens, end + 1)
        if not length:
            return
        words = tokens[end + 1 : end + 1 + length]
        yield Stated(SPEAKER, f"relation:{kin.text}", words, "+", words[0].start, words[-1].end, KIN)
        end += 1 + length


def _at_school(tokens: Tokens, kin: Subject, end: int) -> Iterator[Stated]:
    """ "Two kids still in high school"."""
    while end < len(tokens) and tokens[end].word in ADVERBS:
        end += 1
    if end + 1 < len(tokens) and tokens[end].word in ("in", "at"):
        last = next((n for n in range(end + 1, min(end + 4, len(tokens))) if tokens[n].word in SCHOOLS), None)
        if last is not None:
            words = tokens[end + 1 : last + 1]
            yield Stated(kin, "studies_at", words, "+", words[0].start, words[-1].end, UNNAMED)


def _is_called(tokens: Tokens, at: int, end: int) -> bool:
    """Whether these words only address somebody: "My brother, you are sharp", "no wahala, my friend."."""
    after = tokens[end + 1] if end + 1 < len(tokens) else None
    told_of = after is not None and (
        (after.capital and after.word != "i")
        or after.word[0].isdigit()
        or after.word in ("who", "a", "an", "the", "whose")
    )
    opens_it = (
        at == 0 and end < len(tokens) and tokens[end].word == "," and not (told_of or tokens[end - 1].word == ",")
    )
    closes_it = (
        at > 0
        and tokens[at - 1].word in (",", "ah", "yes", "thanks", "no")
        and (end >= len(tokens) or not is_word(tokens[end]))
    )
    return opens_it or closes_it


def _kin_of_kin(tokens: Tokens, owner: Subject, end: int) -> Iterator[Stated]:
    """ "my brother's newborn, little Sipho": somebody is the child of a brother."""
    if end < len(tokens) and tokens[end].word == "'s" and (kin := kin_at(tokens, end + 1, owner)) and kin[0].name:
        yield from (stated._replace(subject=owner) for stated in _named(tokens, end + 1, *kin))


def kin_of(clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "I have a son, Jakob", "Torsten is my boss": a clause that says who is whose kin."""
    subject, verb, at = clause.subject, clause.verb, clause.verb.end
    polarity = meaning("state", KIN.predicate, clause)
    if polarity is None or not clause.rest:
        return
    if verb.lemma == "have" and subject.personal:
        skip = at + int(tokens[at].word in ("a", "an", "no", "any", "some"))
        polarity = "-" if tokens[at].word == "no" else polarity
        if kin := kin_at(tokens, skip, subject):
            yield from (
                stated._replace(subject=subject, polarity=polarity) for stated in _named(tokens, skip, *kin, sure=True)
            )
    elif verb.lemma == "be" and subject.being == "kin" and polarity == "ended" and subject.text in ROLES_THAT_PASS:
        yield from _former(clause, tokens)
    elif verb.lemma == "be" and subject.being == "person" and tokens[at].word in ("my", "our"):
        kin = kin_at(tokens, at + 1, SPEAKER)
        name = tokens[clause.start : clause.verb.start]
        if kin and name and kin[1] >= clause.end and SLOTS["name"].accepts(name):
            said = Stated(
                SPEAKER, f"relation:{kin[0].text}", name, polarity, name[0].start, tokens[kin[1] - 1].end, KIN
            )
            yield said._replace(hedged=clause.hedged)


def _former(clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "My girlfriend was called Tracy", "my boss back then was Mr Harker": who was it once."""
    called = clause.verb.end + int(tokens[clause.verb.end].word in ("called", "named"))
    words = trim(tokens[called : reach(SLOTS["titled"], tokens, called, clause.end)])
    if words and SLOTS["titled"].accepts(words) and not clause.subject.plural:
        predicate, owner = f"relation:{clause.subject.text}", clause.subject.owner or SPEAKER
        yield Stated(owner, predicate, words, "ended", tokens[clause.start].start, words[-1].end, KIN)


def _named(tokens: Tokens, at: int, kin: Subject, end: int, *, sure: bool = False) -> Iterator[Stated]:
    role = next((n for n in range(at, end) if tokens[n].word in ROLES), end - 1)
    while role + 1 < end and tokens[role + 1].word in ROLES:
        role += 1
    predicate = f"relation:{'child' if kin.text in BY_AGE else kin.text}"
    if kin.name:
        first = next(n for n in range(role, end) if tokens[n].text == kin.name.split()[0])
        words = tokens[first : first + len(kin.name.split())]
    elif kin.text in NEEDS_A_NAME and not sure and not kin.number:
        return
    else:
        words = tokens[role - int(bool(kin.number) and role > at) : role + 1]
    rule = KIN if kin.name or sure else UNNAMED
    polarity: Polarity = "+"
    before = tokens[role].word
    if before.startswith("ex-") and ROLES.get(before[3:]):
        predicate, polarity = f"relation:{ROLES[before[3:]]}", "ended"
    former = ("ex", "former", "late") if kin.text in HALVES else ("ex", "former")
    if (role > at and tokens[role - 1].word in former) or (
        role > at
        and tokens[role - 1].word == "old"
        and kin.text in ("roommate", "boss", "teacher", "landlord", "colleague", "coach")
    ):
        polarity = "ended"
    yield Stated(SPEAKER, predicate, words, polarity, tokens[at].start, words[-1].end, rule)
