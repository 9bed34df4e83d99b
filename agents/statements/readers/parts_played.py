"""Who plays which part in somebody's life, and who takes it over from whom: dentist, landlord, teacher, cleaner, wife.

People tell it in many ways: "Dr. Berg is my dentist", "my dentist, Dr. Berg", "I have Dr. Berg as my dentist", "I switched to a new
dentist, Dr. Berg", "Dr. Berg took over from Dr. Moe", "hers is Dr. Berg now". All of them are read here, to the same predicate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from memos.agents.statements.grammar.clauses import Clause
from memos.agents.statements.grammar.nouns import SPEAKER, Subject, is_word, name_at
from memos.agents.statements.grammar.verbs import ADVERBS
from memos.agents.statements.grammar.vocabulary import CREEDS, MONTHS, NATIONS, TIME_UNITS, WEEKDAYS
from memos.agents.statements.grammar.words import Token, Tokens
from memos.agents.statements.predicates import Polarity, entry_of
from memos.agents.statements.readers.parts import COPULAS, Part, is_part, part_at, part_predicate, parts_in
from memos.agents.statements.rules import Rule, Stated
from memos.schemas.roles import ROLES

HELD = Rule("relation:{role}", "X be my ROLE", ("Dr. Berg is my dentist => dentist Dr. Berg",), ())
PASSED_ON = HELD._replace(when="change")
"""Of a change: who is named instead holds the part no longer."""
OPEN = "same:part"
"""Predicate of what leaves open which part is meant: "hers is Dr. Berg now", "Edgar replaced Valentina"."""
BY_OWNER = HELD._replace(predicate=OPEN, pattern="hers be NAME")
"""Of "hers is Dr. Berg now" the only part she is known to have somebody for is meant, if no part is spoken of."""
_LEADING_TO_A_NAME = frozenset(
    "a an one the certain called named old dear good lovely nice young great kind friendly wonderful strict patient this some man woman guy lady bloke chap person "
    "somebody someone gentleman fellow girl probably definitely officially finally".split()
)
_MARKS = frozenset(", : ( - – —".split())
_FOR_NOW = frozenset(
    "now nowadays currently today still again actually officially finally also already since instead then back meanwhile really apparently just".split()
)
_TIMES = MONTHS | WEEKDAYS | TIME_UNITS | frozenset("last this the spring summer autumn winter fall".split())


def part_holders_in(read: Sequence[Clause], tokens: Tokens, moods: Sequence[str]) -> Iterator[Stated]:
    """Who is said, anywhere in a sentence, to play a part, or to play it no longer."""
    for stated in _all_holders_in(read, tokens, moods):
        if stated.instead and stated.polarity == "+" and not entry_of(stated.predicate).functional:
            yield stated._replace(object=stated.instead, polarity="ended", instead=())
        yield stated


def _all_holders_in(read: Sequence[Clause], tokens: Tokens, moods: Sequence[str]) -> Iterator[Stated]:
    said: list[Stated] = []
    for part in parts_in(tokens):
        if moods[part.start] in ("statement", "reported"):
            found = [*_after_it(part, tokens), *_before_it(part, tokens), *_as_it(part, read, tokens)]
            said += found or _and_of_another(part, tokens, said)
    yield from said
    for clause in read:
        if clause.mood == "statement":
            yield from _had(clause, tokens)
            yield from _taken_over(clause, tokens)
            yield from _left_open(clause, tokens)
    yield from _told_by_owner(tokens, moods)


def _and_of_another(part: Part, tokens: Tokens, said: Sequence[Stated]) -> Iterator[Stated]:
    """ "Dr. Berg is my dentist and my wife's dentist too": the same of another."""
    before = tokens[part.start - 1].word if part.start else ""
    if (
        said
        and before in ("and", "as", "also")
        and said[-1].polarity == "+"
        and tokens[part.start].start - said[-1].end < 12
    ):
        yield said[-1]._replace(
            subject=part.owner,
            predicate=part.predicate,
            instead=(),
            whole=(tokens[part.noun].start, tokens[part.noun].end),
        )


def without_other_readings(found: Sequence[Stated], others: Sequence[Stated]) -> list[Stated]:
    """What else was read, but for what makes something else of the names and parts told here: "Dr. Berg is a dentist"."""
    taken = [(one.object[0].start, one.object[-1].end) for one in found]
    taken += [(one.instead[0].start, one.instead[-1].end) for one in found if one.instead]
    taken += [one.whole for one in found if one.whole != (0, 0)]

    def clashes(stated: Stated) -> bool:
        first, last = stated.object[0].start, stated.object[-1].end
        kin = stated.predicate.startswith("relation:") and not is_part(stated.predicate)
        return not kin and any(first < end and start < last for start, end in taken)

    return [one for one in others if not clashes(one)]


# -- the names beside them


def _length_of_name(tokens: Tokens, at: int) -> int:
    """How many words of a person's name stand here: not "Dutch", not "Catholic"."""
    length = name_at(tokens, at) if at < len(tokens) else 0
    if not length or tokens[at].word in NATIONS | CREEDS or tokens[at].word in ROLES or tokens[at].text.isupper():
        return 0
    return length


def _name_from(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Where the first name stands that is led to from here by nothing that tells something else."""
    for start in range(at, min(at + 7, len(tokens))):
        if length := _length_of_name(tokens, start):
            return start, start + length
        if tokens[start].word not in _LEADING_TO_A_NAME | _FOR_NOW | _MARKS | ADVERBS:
            return None
    return None


def _start_of_name(tokens: Tokens, end: int) -> int | None:
    """Where the name that ends here begins."""
    for start in range(max(end - 3, 0), end):
        whole = name_at(tokens, start) >= end - start and _length_of_name(tokens, start) > 0
        if whole and (
            start == 0 or not tokens[start - 1].capital or tokens[start - 1].word in _OPENERS or start == end - 3
        ):
            return start
    return None


_OPENERS = frozenset("since but and so now yes no oh well also i then because".split())


def _names_in(words: Tokens) -> Tokens:
    at = next((n for n in range(len(words)) if _length_of_name(words, n)), None)
    return words[at : at + _length_of_name(words, at)] if at is not None else []


def _polarity(between: Sequence[Token], behind: Sequence[Token], *, past: bool) -> Polarity | None:
    """What the words around a copula make of the statement; None where it says nothing."""
    said, after = {token.word for token in between}, {token.word for token in behind}
    if "longer" in said | after or (said & {"not", "never"} and after & {"anymore", "more"}):
        return "ended"
    if past:
        return None if said & {"not", "never"} else "ended"
    return "-" if said & {"not", "never"} else "+"


def _stated(part: Part, tokens: Tokens, name: tuple[int, int], polarity: Polarity, *, old: Tokens = (), change: bool = False) -> Stated:  # fmt: skip
    words = tokens[name[0] : name[1]]
    polarity = "ended" if part.former and polarity == "+" else polarity
    rule = PASSED_ON if part.new or change or old else HELD
    first, last = min(part.start, name[0]), max(part.end, name[1])
    noun = (tokens[part.noun].start, tokens[part.noun].end)
    return Stated(
        part.owner,
        part.predicate,
        words,
        polarity,
        tokens[first].start,
        tokens[last - 1].end,
        rule,
        instead=old,
        whole=noun,
    )


# -- "my dentist is Dr. Berg"


def _after_it(part: Part, tokens: Tokens) -> Iterator[Stated]:
    """ "My dentist is Dr. Berg", "my dentist's name is …", "my dentist isn't Dr. Moe any more", "my dentist: Dr. Berg"."""
    at = part.end + (2 if [token.word for token in tokens[part.end : part.end + 2]] == ["'s", "name"] else 0)
    copula = at
    while copula < len(tokens) and copula - at < 4 and tokens[copula].word in _FOR_NOW | ADVERBS:
        copula += 1
    words = [token.word for token in tokens[copula : copula + 3]]
    if not words:
        return
    yield from _in_apposition(part, tokens)
    used = words == ["used", "to", "be"]
    perfect = words[0] in ("has", "have", "'s") and "been" in words
    if not (used or perfect or words[0] in COPULAS or words[0] == ":"):
        return
    start = copula + 3 if used else copula + 1
    while start < len(tokens) and tokens[start].word in COPULAS | ADVERBS | _FOR_NOW | {"not", "never"}:
        start += 1
    name = _name_from(tokens, start)
    if name is None or (name[1] < len(tokens) and tokens[name[1]].word == "'s"):
        return
    past = used or words[0] in ("was", "were")
    polarity = _polarity(tokens[copula : name[0]], tokens[name[1] : name[1] + 2], past=past)
    if polarity is None:
        return
    yield _stated(part, tokens, name, polarity, old=_not_him(tokens, name[1]) if polarity == "+" else ())
    instead = _but_him(tokens, name[1]) if polarity != "+" else None
    if instead is not None:
        yield _stated(part, tokens, instead, "+", old=tokens[name[0] : name[1]])


def _in_apposition(part: Part, tokens: Tokens) -> Iterator[Stated]:
    """ "Our family doctor, Dr. Berg, says no", "my physio Dr. Moe", "my cleaner (Ana)"."""
    marked = tokens[part.end].word in (",", "(")
    at = part.end + int(marked)
    length = _length_of_name(tokens, at)
    behind = tokens[at + length] if at + length < len(tokens) else None
    closed = behind is None or not is_word(behind) or (not marked and behind.word != "'s")
    if length and closed and not (marked and behind is not None and behind.word in ("and", "or")):
        yield _stated(part, tokens, (at, at + length), "+")


def _not_him(tokens: Tokens, at: int) -> Tokens:
    """Who is named behind "not", "instead of": "(my dentist is Dr. Berg now,) not Dr. Moe"."""
    for start in range(at, min(at + 5, len(tokens))):
        word = tokens[start].word
        if word == "not" or (word == "of" and tokens[start - 1].word in ("instead", "place")):
            return tokens[start + 1 : start + 1 + _length_of_name(tokens, start + 1)]
        if word not in _FOR_NOW | {",", "and", "instead", "in", "place"}:
            return []
    return []


_LEADING_TO_ANOTHER = (
    _FOR_NOW
    | COPULAS
    | _MARKS
    | _TIMES
    | frozenset("but it he she more any any-more since from and anymore rather".split())
)


def _but_him(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Who is named instead: "(my dentist isn't Dr. Moe any more,) it's Dr. Berg", "but Dr. Berg"."""
    for start in range(at, min(at + 9, len(tokens))):
        length = _length_of_name(tokens, start)
        if length and start > at + 1:
            return start, start + length
        if tokens[start].word not in _LEADING_TO_ANOTHER:
            return None
    return None


# -- "Dr. Berg is my dentist"


_BETWEEN = COPULAS | _FOR_NOW | frozenset("not never has have become became used to be no longer both once".split())


def _before_it(part: Part, tokens: Tokens) -> Iterator[Stated]:
    """ "Dr. Berg is my dentist now", "Dr. Berg, who is my dentist", "Dr. Moe is no longer my dentist"."""
    copula = part.start
    while copula > 0 and part.start - copula < 5 and tokens[copula - 1].word in _BETWEEN | ADVERBS:
        copula -= 1
    verbs = [token.word for token in tokens[copula : part.start]]
    if not verbs and copula and tokens[copula - 1].word in (",", "(") and _ends(tokens, part.end):
        start = _start_of_name(tokens, copula - 1)
        if start is not None:  # "Dr. Berg, our dentist, says no"
            yield _stated(part, tokens, (start, copula - 1), "+")
        return
    if not {"become", "became", *COPULAS} & set(verbs) or not _closes(tokens, part.end):
        return
    end = copula - int(copula > 1 and tokens[copula - 1].word == "who")
    end -= int(end > 1 and tokens[end - 1].word in (",", "("))
    start = _start_of_name(tokens, end)
    if start is None and end and tokens[end - 1].word in ("he", "she"):  # "Ruth does my taxes, she's my accountant"
        named = _names_in(tokens[: end - 1])
        start = next((n for n in range(end) if named and tokens[n] is named[0]), None)
        end = start + len(named) if start is not None else end
    if start is None:
        return
    past = "used" in verbs or (bool({"was", "were"} & set(verbs)) and "been" not in verbs)
    behind = tokens[part.end : part.end + 3]
    polarity = _polarity(tokens[copula : part.start], behind[:2], past=past)
    if polarity is not None:
        change = bool({"now", "nowadays", "became", "these"} & {*verbs, *(token.word for token in behind)})
        old = _not_him(tokens, part.end) if polarity == "+" else ()
        yield _stated(part, tokens, (start, end), polarity, change=change, old=old)


def _ends(tokens: Tokens, at: int) -> bool:
    return at >= len(tokens) or not is_word(tokens[at])


_GOING_ON = _FOR_NOW | frozenset(
    "and or but so too as well for since in at on from until till because while when who which this that here there with anymore any by after before last he she they i we it you "
    "the a these days if although though during of over next every all not".split()
)


def _closes(tokens: Tokens, at: int) -> bool:
    """Whether the words that name a part end here, and go on to nothing that is the part's: "my boss's house", "my doctor friend"."""
    if at >= len(tokens) or not is_word(tokens[at]):
        return True
    word = tokens[at]
    return word.word != "'s" and (word.word in _GOING_ON or word.word in ADVERBS or not word.text.islower())


# -- "I have Dr. Berg as my dentist", "Dr. Berg took over as my dentist"


_CHOOSING = frozenset("get choose pick hire".split())
_TREATED_AS = frozenset("have get see use choose pick keep hire".split())
_BECOMING = frozenset("take replace succeed step act start begin come work serve fill follow".split())


def _as_it(part: Part, read: Sequence[Clause], tokens: Tokens) -> Iterator[Stated]:
    """ "I've got Dr. Berg as my dentist", "Dr. Berg took over (from Dr. Moe) as my dentist"."""
    cue = part.start - 1
    clause = next((one for one in reversed(read) if one.start <= cue), None)
    if (
        cue < 2
        or tokens[cue].word not in ("as", "for")
        or clause is None
        or clause.mood != "statement"
        or clause.verb.end > cue
    ):
        return
    verb = clause.verb
    if verb.modal or verb.tense == "future":
        return
    if clause.subject.personal and verb.lemma in _TREATED_AS:
        name = _name_from(tokens, verb.end)
        if name is None or name[1] != cue:
            return
        past = verb.used_to or verb.negated or (verb.tense == "past" and verb.lemma not in _CHOOSING)
        yield _stated(part, tokens, name, "ended" if past else "+", change=verb.lemma in _CHOOSING)
        instead = _but_him(tokens, part.end) if past else None
        if instead is not None:
            yield _stated(part, tokens, instead, "+", old=tokens[name[0] : name[1]])
        return
    end = _end_of_subject(tokens, clause)
    start, old = _start_of_name(tokens, end), _names_in(tokens[verb.end : cue])
    if start is None or tokens[cue].word != "as" or verb.negated:
        return
    said = [token.word for token in tokens[verb.end : cue]]
    if verb.lemma in _BECOMING and (verb.lemma != "take" or "over" in said):
        yield _stated(part, tokens, (start, end), "+", old=old, change=True)
    elif verb.lemma == "be" and said[:1] == ["replaced"] and old:
        first = next(n for n in range(verb.end, cue) if tokens[n] is old[0])
        yield _stated(part, tokens, (first, first + len(old)), "+", old=tokens[start:end], change=True)


def _end_of_subject(tokens: Tokens, clause: Clause) -> int:
    end = clause.verb.start
    while end > clause.start and (
        tokens[end - 1].word in ADVERBS | _FOR_NOW or tokens[end - 1].word in ("has", "have", "'s")
    ):
        end -= 1
    return end


# -- "I have a new dentist, Dr. Berg"


_COMING_BY = frozenset("get find hire switch change move go choose pick meet".split())
_HAVING_ONE = frozenset("have see use".split())
_ARTICLES = frozenset("a an another one no any".split())
_BEFORE_THE_ARTICLE = frozenset(
    "the to over myself ourselves himself herself themselves us me given assigned with now such still got had not".split()
)


def _had(clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "I have a new dentist, Dr. Berg", "we switched to a different vet: Dr. Moe"; "I have no dentist now"."""
    verb, subject = clause.verb, clause.subject
    if not subject.personal or subject.being == "addressee" or verb.modal or verb.tense == "future":
        return
    got = verb.lemma in _COMING_BY and (verb.tense == "past" or verb.perfect)
    given = verb.lemma == "be" and any(token.word in ("given", "assigned") for token in clause.rest[:2])
    at = next((n for n in range(verb.end, min(verb.end + 5, len(tokens))) if tokens[n].word in _ARTICLES), None)
    if at is None and [token.word for token in tokens[verb.end : verb.end + 2]] == ["the", "same"]:
        at = verb.end + 1
    if not (got or given or verb.lemma in _HAVING_ONE) or at is None:
        return
    if {token.word for token in tokens[verb.end : at]} - _BEFORE_THE_ARTICLE - ADVERBS:
        return
    part = part_at(tokens, at + 1, subject)
    if part is None:
        return
    none = tokens[at].word == "no" or verb.negated
    if verb.lemma == "have" and none and verb.tense == "present" and _closes(tokens, part.end):
        noun = tokens[part.noun : part.noun + 1]
        span = (tokens[clause.start].start, tokens[part.noun].end)
        yield Stated(subject, OPEN, noun, "ended", *span, HELD._replace(predicate=OPEN), whole=span)
        return
    name = _name_behind(tokens, part.end)
    if name is None or none:
        return
    past = verb.lemma in _HAVING_ONE and (verb.tense == "past" or verb.used_to) and not verb.perfect
    held = _stated(
        part._replace(former=False, start=at), tokens, name, "ended" if past else "+", change=got and part.new
    )
    yield held
    if subject.beside is not None and subject.text == "we":
        yield held._replace(subject=subject.beside)


_TO_ITS_NAME = (
    _MARKS | _FOR_NOW | _TIMES | frozenset("called named these at moment ago in by name of his her is 's".split())
)


def _name_behind(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The name told right behind a part, or behind a comma and the time: "(a new vet) this month, Dr. Moe", "(a vet) called Ana"."""
    for start in range(at, min(at + 7, len(tokens))):
        length = _length_of_name(tokens, start) if tokens[start].word not in _TIMES else 0
        if length:
            before, closed = tokens[start - 1].word, start + length
            listed = before == "," and closed < len(tokens) and tokens[closed].word in ("and", "or")
            led = start == at or before in _MARKS | {"called", "named", "of", "is", "'s"}
            return (start, closed) if led and not listed else None
        if tokens[start].word not in _TO_ITS_NAME:
            return None
    return None


# -- "Edgar replaced Valentina", "hers is Dr. Berg now"


_PUT_IN_PLACE = (["replaced", "by"], ["replaced", "with"], ["succeeded", "by"], ["followed", "by"])


def _taken_over(clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "Edgar replaced Valentina", "Valentina was replaced by Edgar", "Edgar took over from Valentina": as what, is known."""
    verb, said = clause.verb, [token.word for token in clause.rest]
    end = _end_of_subject(tokens, clause)
    start, other = _start_of_name(tokens, end), _names_in(clause.rest[:6])
    done = verb.tense == "past" or verb.perfect
    if verb.negated or verb.modal or not done or start is None or not other or "as" in said:
        return
    first = next(n for n in range(len(clause.rest)) if clause.rest[n] is other[0])
    own = tokens[start:end]
    if (verb.lemma in ("replace", "succeed") and first == 0) or (verb.lemma == "take" and said[:2] == ["over", "from"]):
        new, old = own, other
    elif (verb.lemma in ("be", "get") and said[:2] in _PUT_IN_PLACE) or (verb.lemma == "hand" and "over" in said):
        new, old = other, own
    else:
        return
    span = (tokens[clause.start].start, tokens[clause.end - 1].end)
    yield Stated(SPEAKER, OPEN, new, "+", *span, PASSED_ON._replace(predicate=OPEN), instead=old)


_ONES_OWN: Mapping[str, Subject] = MappingProxyType(
    {"mine": SPEAKER, "ours": SPEAKER, "hers": Subject("pronoun", "she"), "his": Subject("pronoun", "he"), "theirs": Subject("pronoun", "they")}
)  # fmt: skip
_NOW = frozenset("now instead new nowadays these".split())


def _left_open(clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "It's Dr. Berg now", "the new dentist is Dr. Berg", "I see Dr. Berg instead": which part, the talk around tells."""
    verb, subject = clause.verb, clause.subject
    led = int(verb.end < len(tokens) and verb.lemma in ("go", "be") and tokens[verb.end].word in ("to", "with"))
    name = _name_from(tokens, verb.end + led)
    if verb.negated or verb.modal or verb.tense != "present" or name is None:
        return
    possessed = name[1] < len(tokens) and tokens[name[1]].word == "'s"
    switched = bool({token.word for token in tokens[clause.start : name[1] + 3]} & _NOW)
    noun = subject.text.lower().rsplit(maxsplit=1)[-1] if subject.being == "thing" and subject.text else ""
    is_it = verb.lemma == "be" and subject.text == "it"
    is_part_of_ours = verb.lemma in ("be", "call") and part_predicate(noun) is not None
    goes = verb.lemma in ("go", "be") and tokens[verb.end : verb.end + 1] and tokens[verb.end].word in ("to", "with")
    seen = (verb.lemma in ("see", "use") and name[0] == verb.end) or (goes and name[0] == verb.end + 1)
    other = subject.being in ("kin", "person", "pronoun")
    if not possessed and (is_it or is_part_of_ours or (seen and switched and (other or subject.being == "speaker"))):
        span = (tokens[clause.start].start, tokens[name[1] - 1].end)
        whose = subject if seen and other else SPEAKER
        yield Stated(whose, OPEN, tokens[name[0] : name[1]], "+", *span, PASSED_ON._replace(predicate=OPEN))


def _told_by_owner(tokens: Tokens, moods: Sequence[str]) -> Iterator[Stated]:
    """ "Hers is Dr. Berg now", "mine's Dr. Moe": whose part it is, told by a pronoun alone."""
    for at, token in enumerate(tokens[:-2]):
        if token.word not in _ONES_OWN or tokens[at + 1].word not in ("is", "'s", "was") or moods[at] == "supposed":
            continue
        name = _name_from(tokens, at + 2)
        if name is not None:
            polarity: Polarity = "ended" if tokens[at + 1].word == "was" else "+"
            span = (token.start, tokens[name[1] - 1].end)
            yield Stated(_ONES_OWN[token.word], OPEN, tokens[name[0] : name[1]], polarity, *span, BY_OWNER)
