"""Reading a sentence: its clauses, and what stands in it beside them, through the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from memos.agents.statements.grammar.clauses import SUPPOSING, Clause, clauses
from memos.agents.statements.grammar.kernels import CONNECTORS, HARD_STOPS, opens
from memos.agents.statements.grammar.nouns import VALUED, Subject, is_word
from memos.agents.statements.grammar.values import trim, vague
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.predicates import entry_of
from memos.agents.statements.readers.ages import ages_in, births_in
from memos.agents.statements.readers.animals import pets_in
from memos.agents.statements.readers.announced import announced
from memos.agents.statements.readers.contacts import contacts_in
from memos.agents.statements.readers.couples import couples_in
from memos.agents.statements.readers.doubts import doubted
from memos.agents.statements.readers.duties import duties_in
from memos.agents.statements.readers.ellipsis import barred_by_allergy, left_unsaid
from memos.agents.statements.readers.kin import UNNAMED, housemates_of, kin_in, kin_of, parted_from, reached_at
from memos.agents.statements.readers.mentions import outdone
from memos.agents.statements.readers.parts_played import OPEN, part_holders_in, without_other_readings
from memos.agents.statements.readers.rewordings import reworded
from memos.agents.statements.readers.sharing import also_of, each_of, gapped, so_does, with_it
from memos.agents.statements.readers.stirring import stirring_clauses
from memos.agents.statements.rules import Rule, Stated
from memos.agents.statements.tables import RULEBOOK
from memos.agents.statements.terms import in_own_terms

MOST_WORDS = 400
MOST_CLAUSES = 40
"""A sentence with more is no talk: it is a list, a log or an attack."""
SHORT = 14
"""How many words a note has at most in which "=" is a verb."""


def read_sentence(tokens: Tokens) -> list[Stated]:
    """Everything a sentence states, in the order in which it is said; each statement once."""
    if not 0 < len(tokens) <= MOST_WORDS:
        return []
    tokens = _turned_out(_spelled_out(tokens))
    read = clauses(tokens)
    if len(read) > MOST_CLAUSES:
        return []
    holders = list(part_holders_in(read, tokens, _moods(read, tokens)))
    others = without_other_readings([one for one in holders if one.predicate != OPEN], list(_all(read, tokens)))
    found = (plain for stated in (*holders, *others) if (plain := in_own_terms(stated)) is not None)
    believed = [stated for stated in found if not doubted(stated, tokens)]
    changed = list(_announced(tokens, read))
    taken = [(one.object[0].start, one.object[-1].end) for one in changed]
    believed = [
        one
        for one in believed
        if not any(one.object[0].start < end and start < one.object[-1].end for start, end in taken)
    ]
    believed += changed
    believed = [stated for stated in believed if ":whose" not in stated.predicate]
    believed += _in_plain_order(tokens, read, believed)
    return _once(sorted(believed, key=lambda stated: (stated.start, stated.end)))


def _announced(tokens: Tokens, read: list[Clause]) -> Iterator[Stated]:
    """What is told of a change that has been announced: "I switched supervisors, it's Dr. Rieger now"."""
    for words, value, start, end in announced(tokens, read):
        for stated in _all(clauses(words), words):
            own = in_own_terms(stated)
            if own is not None and own.object[0].start == value[0].start and own.rule.when != "mention":
                rule = own.rule._replace(when="change")
                yield own._replace(start=start, end=end, whole=(start, end), rule=rule)
                break


def _in_plain_order(tokens: Tokens, read: list[Clause], found: Sequence[Stated]) -> list[Stated]:
    """What the sentence says in another order than the rules expect: "FitLab is my gym"."""
    told: list[Stated] = []
    for plain in reworded(tokens, read):
        first, last = plain.value[0].start, plain.value[-1].end
        plainly = (one for one in found if not one.predicate.startswith("same:"))
        if any(one.object[0].start < last and first < one.object[-1].end for one in plainly):
            continue
        for stated in _all(clauses(plain.words), plain.words):
            own = in_own_terms(stated)
            meant = own is not None and first <= own.object[0].start < last and own.rule.when != "mention"
            if own is not None and meant and not doubted(own, plain.words):
                told.append(own._replace(start=plain.start, end=plain.end, whole=(plain.start, plain.end)))
        if told:
            break
    return told


def _spelled_out(tokens: Tokens) -> Tokens:
    """ "Rent = 950": the sign as the verb it stands for."""
    signs = [n for n, token in enumerate(tokens) if token.text == "="]
    if (
        len(signs) != 1
        or not 0 < signs[0] < 6
        or len(tokens) > SHORT
        or not all(is_word(t) for t in tokens[: signs[0]])
    ):
        return tokens
    at = signs[0]
    if tokens[at - 1].word not in VALUED and tokens[0].word not in ("my", "our", "favorite", "favourite", "fave"):
        return tokens
    return [*tokens[:at], tokens[at]._replace(word="is", text="is"), *tokens[at + 1 :]]


_TURNING = frozenset("turned turns turn turning proved proves proven".split())


def _turned_out(tokens: Tokens) -> Tokens:
    """ "He turned out not to be allergic" as "he is not allergic"."""
    at = next((n for n, token in enumerate(tokens) if token.word in _TURNING), None)
    said = [token.word for token in tokens[at + 1 : at + 5]] if at is not None else []
    rest = said[1:] if said[:1] == ["out"] else said
    barred = rest[:1] == ["not"]
    if at is None or rest[barred : barred + 2] != ["to", "be"]:
        return tokens
    end = at + 1 + (said[:1] == ["out"]) + barred + 2
    verb = tokens[at]._replace(word="is")
    return [*tokens[:at], verb, *([tokens[at + 1 + (said[:1] == ["out"])]] if barred else []), *tokens[end:]]


def _all(read: list[Clause], tokens: Tokens) -> Iterator[Stated]:
    moods = _moods(read, tokens)
    said: list[Stated] = []
    for clause in read:
        if clause.mood == "statement":
            told = list(_from_clause(clause, tokens))
            others = list(gapped(told, clause, read, tokens, RULEBOOK.read_clause))
            said += [one for one in told if not any(one.object[0].start >= other.whole[0] for other in others)]
            said += others
    mentioned: list[Stated] = []
    for at in range(len(tokens)):
        if moods[at] != "supposed" and is_word(tokens[at]):
            for found in RULEBOOK.read_words(tokens, at, opens(tokens, at), told=moods[at] == "statement"):
                whole = found._replace(whole=_whole(read, tokens, at))
                holder = _holder(read, at) if found.predicate in ("phone", "email") else None
                mentioned += [whole._replace(subject=holder) if holder else whole]
    yield from left_unsaid(read, tokens, [*said, *mentioned])
    had = [*said, *mentioned]
    said = [stated for stated in said if not outdone(stated, had, read, tokens)]
    yield from (stated for stated in said if not barred_by_allergy(stated, read, tokens))
    yield from _favorite_before(read, tokens)
    for clause in stirring_clauses(tokens, read, RULEBOOK.stirs):
        if clause.mood == "statement" and moods[clause.start] == "statement":
            yield from _from_clause(clause, tokens)
    yield from _welcomed(read, tokens)
    yield from (one for one in mentioned if not outdone(one, had, read, tokens))
    yield from pets_in(tokens, moods)
    yield from contacts_in(tokens, moods)
    yield from births_in(tokens, moods)
    yield from reached_at(tokens)
    yield from (stated for stated in kin_in(tokens) if moods[_index(tokens, stated)] != "supposed")


def _from_clause(clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    found = (
        list(kin_of(clause, tokens)) or list(parted_from(clause, tokens)) or list(RULEBOOK.read_clause(clause, tokens))
    )
    found += housemates_of(clause, tokens)
    found += couples_in(clause, tokens)
    found += ages_in(clause, tokens)
    duties = list(duties_in(clause, tokens))
    found = [
        *duties,
        *(one for one in found if not duties or not one.predicate.startswith(("occupation", "attribute:role in "))),
    ]
    opened = clause.start - len(clause.lead)
    whole = (tokens[opened].start, tokens[clause.end - 1].end)
    for read in found:
        stated = read._replace(whole=whole)
        if (
            stated.rule.nouns and stated.predicate == "condition" and clause.subject.being == "owned"
        ):  # "my back is sore": the ailment names what ails
            noun = next(n for n in range(clause.start, clause.end) if tokens[n].text == clause.subject.text.split()[0])
            last = next(
                n for n in range(len(tokens)) if tokens[n] is stated.object[-1] or tokens[n] == stated.object[-1]
            )
            stated = stated._replace(object=tokens[noun : last + 1])
        said = (
            list(each_of(stated)) if stated.subject.beside and stated.subject.being in ("person", "kin") else [stated]
        )
        ended = [one._replace(object=one.instead, polarity="ended", instead=()) for one in said if _replaces(one)]
        several = not entry_of(stated.predicate.rpartition("|")[2]).functional
        yield from [*ended, *said] if several else [*said, *ended]  # of several, the one that has ended is followed
        yield from also_of(stated, clause, tokens)
        yield from so_does(stated, clause, tokens)
        yield from with_it(stated, clause, tokens)


def _holder(read: list[Clause], at: int) -> Subject | None:
    """Who has what stands here: "my husband has a new number: 555-0199"."""
    verbs = ("have", "get", "change")
    having = (clause for clause in read if clause.verb.lemma in verbs and clause.verb.end <= at < clause.end)
    subject = next((clause.subject for clause in having), None)
    return subject if subject is not None and subject.being in ("kin", "person", "pronoun") else None


def _replaces(stated: Stated) -> bool:
    return bool(stated.instead) and stated.rule.when == "change"


_WELCOMING = Rule("prefers", "S prefer|love|like if|that CLAUSE", when="wish", confidence=0.6)


def _welcomed(read: list[Clause], tokens: Tokens) -> Iterator[Stated]:
    """ "I'd prefer if you could soften it", "I love that we can all play together": a clause as the value."""
    for n, (before, clause) in enumerate(pairwise(read)):
        lemma, led = before.verb.lemma, [token.word for token in clause.lead]
        prefers = lemma == "prefer" and before.verb.modal in ("", "would") and led in (["if"], ["that"], [])
        loves = (
            lemma in ("love", "like")
            and not before.verb.modal
            and led == ["that"]
            and clause.subject.being == "speaker"
        )
        told = before.subject.being == "speaker" and before.mood == "statement" and not before.verb.negated
        if (prefers or loves) and told and not before.rest and before.verb.tense == "present":
            value = trim(tokens[clause.verb.end - 1 : _joint_end(read[n + 1 :], tokens)])
            if len(value) > 1 and not vague(value):
                predicate = "prefers" if prefers else "likes"
                span = (tokens[before.start].start, value[-1].end)
                yield Stated(before.subject, predicate, value, "+", *span, _WELCOMING, whole=span)


def _joint_end(read: list[Clause], tokens: Tokens) -> int:
    """Where a clause ends with those that share its subject: "come together and enjoy soccer"."""
    end = read[0].end
    for clause in read[1:]:
        if clause.subject != read[0].subject or tokens[clause.start - 1].word != "and":
            break
        end = clause.end
    return end


def _favorite_before(read: list[Clause], tokens: Tokens) -> Iterator[Stated]:
    """ "Becky Chambers has dethroned everyone, she's my favorite author": of whom the clause before speaks."""
    for before, clause in pairwise(read):
        pronoun = clause.subject.being == "pronoun" or clause.subject.text == "it"
        if pronoun and clause.verb.lemma == "be" and clause.mood == "statement" and before.subject.being == "person":
            words = list(tokens[before.start : before.verb.start])
            while words and not words[-1].capital:
                words.pop()
            for stated in RULEBOOK.read_words([*words, *tokens[clause.verb.start : clause.end]], 0, opening=True):
                if stated.predicate.startswith("favorite:"):
                    yield stated._replace(whole=(words[0].start, tokens[clause.end - 1].end))


def _moods(read: list[Clause], tokens: Tokens) -> list[str]:
    """The mood of the clause each word belongs to; outside of any clause a word is told."""
    length = len(tokens)
    moods = ["statement"] * length
    if any(
        token.word == "?" for token in tokens[-3:]
    ):  # what is asked begins behind the last mark before the question mark
        asked = next(
            (n for n in range(length - 2, 0, -1) if tokens[n].word in HARD_STOPS - {"?"} or tokens[n].word == ","), 0
        )
        moods[asked:] = ["question"] * (length - asked)
    for clause in read:
        opened = clause.start - len(clause.lead)
        if clause.mood == "supposed":  # only what "when" or "if" introduces, not all that stands before
            opened += next(
                (n for n in range(len(clause.lead) - 1, -1, -1) if clause.lead[n].word in CONNECTORS | SUPPOSING), 0
            )
        timed = clause.mood == "supposed" and bool(clause.lead) and clause.lead[-1].word in _TIMING
        moods[opened : clause.end] = ["timed" if timed else clause.mood] * (clause.end - opened)
    return moods


_TIMING = frozenset("when whenever once until till before after".split())
"""What introduces a clause that only tells the time: "after my sister's visit" there is a sister."""


def _whole(read: list[Clause], tokens: Tokens, at: int) -> tuple[int, int]:
    """The characters of the clause this word belongs to; of the sentence, if it belongs to none."""
    for clause in read:
        opened = clause.start - len(clause.lead)
        if opened <= at < clause.end:
            return tokens[opened].start, tokens[clause.end - 1].end
    return tokens[0].start, tokens[-1].end


def _index(tokens: Tokens, stated: Stated) -> int:
    return next(n for n, token in enumerate(tokens) if token.start >= stated.start)


def _once(found: list[Stated]) -> list[Stated]:
    """Without what says the same of the same words again: the surer reading stays."""
    kept: dict[tuple[str, int, int], Stated] = {}
    for stated in found:
        who = (
            f"{stated.subject.being}:{stated.subject.text}:{stated.subject.name}"
            if stated.subject.being != "speaker"
            else ""
        )
        key = (f"{who} {stated.predicate}", stated.object[0].start, stated.object[-1].end)
        if key not in kept or stated.rule.confidence > kept[key].rule.confidence:
            kept[key] = stated
    return [
        stated
        for stated in kept.values()
        if not (_told_better(stated, kept.values()) or _is_anothers(stated, kept.values()))
    ]


def _is_anothers(stated: Stated, all_found: Iterable[Stated]) -> bool:
    """In "her mobile is 555-0177" the words alone would make it the speaker's: the clause tells whose it is."""
    if stated.subject.being != "speaker" or stated.rule.pattern[:2] in ("S ", "N ", "X "):
        return False
    return any(
        other.predicate == stated.predicate
        and other.object[0].start == stated.object[0].start
        and other.subject.being != "speaker"
        for other in all_found
    )


def _told_better(stated: Stated, all_found: Iterable[Stated]) -> bool:
    """Whether the sentence tells the name of the kin or the pet that this only mentions."""
    if stated.predicate == "has_pet" and not stated.rule.link:
        return any(other.predicate == "has_pet" and other.rule.link == stated.object[-1].word for other in all_found)
    return stated.rule is UNNAMED and _has_name(stated, all_found)


def _has_name(stated: Stated, all_found: Iterable[Stated]) -> bool:
    """Whether the same sentence tells the name of the kin that this only mentions."""
    return any(other.predicate == stated.predicate and other.rule is not UNNAMED for other in all_found)
