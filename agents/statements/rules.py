"""The rule engine: a rule is a row of data, matched word by word against a clause or a sentence; nothing backtracks.

A pattern is words separated by spaces:

    S live|reside in|at O:place     S: somebody; then a verb (any form of "live" or "reside"); then one of these words; then a value
    N be O:value                    N: a thing ("my rent", "the deadline"); its noun may stand in the predicate as {N}
    ^ allergic to O:noun            ^: where a clause may begin, with no subject (whoever speaks is meant)
    my O:owned                      anywhere in a sentence
    a|big?                          any of these words, or none; adverbs between the words of a pattern are passed over
    S V:doing                       V: the verb itself with what follows it, whatever verb it is
    W:place                         an earlier value that O replaces ("from Faro to Braga")
    P:name                          part of the predicate, as {P}
    X promote T:whom to O:post      X: somebody or something, no matter who; T: to whom it happens, of whom it is then said
    S V:ability .                   here the clause must end
    S teach V:taught                V behind a verb: the value begins at that verb
    S eat G:barred                  G behind a verb: the value begins at the first word of its group ("can't eat")
    O bore T:whom                   O: what the clause is about is the value: "golf bores me"

What the form of the verb makes of a statement (`when`) is told in `meaning.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from memos.agents.statements.grammar.clauses import Clause, is_noun_like
from memos.agents.statements.grammar.kernels import PREPOSITIONS
from memos.agents.statements.grammar.meaning import When, meaning
from memos.agents.statements.grammar.nouns import SPEAKER, Subject, head_of, is_word, owner_end, whom, whom_end
from memos.agents.statements.grammar.values import MAX_REACH, fills, generic, parts, points, reach, trim, vague
from memos.agents.statements.grammar.verbs import ADVERBS, FORMS
from memos.agents.statements.grammar.vocabulary import TIME_UNITS
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.kinds.slots import SLOTS
from memos.agents.statements.predicates import Polarity


class Rule(NamedTuple):
    """One way of saying something. `yes` are examples ("text => object" or "text => subject: object"), `no` texts it must not read.

    `nouns` are the only ones that N may end in. `weak` is believed only if nothing of the kind is known; `link` is the word
    between predicate and object in a sentence ("wants *to* travel"), or the whole of its verb phrase ("needs to {}"). An `own` one is read of
    the speaker alone.
    """

    predicate: str
    pattern: str
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    when: When = "state"
    weak: bool = False
    link: str = ""
    confidence: float = 0.9
    nouns: frozenset[str] = frozenset()
    ends: tuple[str, ...] = ()
    own: bool = False


class Stated(NamedTuple):
    """What a rule read: subject, predicate, object and polarity, with the characters of the message that say so.

    `instead` is the earlier value that it replaces; `whole` the characters of the whole clause, in which its times stand.
    """

    subject: Subject
    predicate: str
    object: Tokens
    polarity: Polarity
    start: int
    end: int
    rule: Rule
    hedged: bool = False
    instead: Tokens = ()
    whole: tuple[int, int] = (0, 0)


class Word(NamedTuple):
    """One of these words must stand here."""

    words: frozenset[str]
    optional: bool


class Fill(NamedTuple):
    """A value of this kind must stand here."""

    name: str
    slot: str


Element = Word | Fill
_PARTICLES = frozenset({"up", "on", "over", "out", "in"})
"""Behind the person, these make another verb of it: "it fired me up"."""
_Filled = dict[str, tuple[int, int]]


Anchor = Literal["S", "N", "X", "O", "^", ""]
_OF_A_CLAUSE: Mapping[str, Anchor] = MappingProxyType({"S": "S", "N": "N", "X": "X", "O": "O"})


class Compiled(NamedTuple):
    """A rule ready to match: what it hangs on, the words it is found by or that must follow (`needs`), the rest of its pattern."""

    rule: Rule
    anchor: Anchor
    keys: tuple[str, ...]
    elements: tuple[Element, ...]
    from_verb: bool = False
    from_group: bool = False
    needs: frozenset[str] = frozenset()


def compiled(rule: Rule) -> Compiled:
    """Reads a rule's pattern; a malformed one is refused when the tables are loaded."""
    head, *rest = rule.pattern.split()
    if of_a_clause := _OF_A_CLAUSE.get(head):
        verb, *rest = rest
        keys = tuple(verb.split("|"))
        if verb.startswith("V:"):
            keys, rest = ("*",), [verb, *rest]
        from_verb = bool(rest) and rest[0].startswith("V:")
        from_group = bool(rest) and rest[0].startswith("G:")
        if from_verb or from_group:
            rest[0] = f"O:{rest[0][2:]}"
        return Compiled(rule, of_a_clause, keys, tuple(map(_element, rest)), from_verb, from_group)
    anchor: Literal["^", ""] = "^" if head == "^" else ""
    elements = tuple(map(_element, rest if anchor else [head, *rest]))
    first = elements[0]
    keys = tuple(first.words) if isinstance(first, Word) and not first.optional else ("*",)
    words = (element.words for element in elements if isinstance(element, Word) and not element.optional)
    needs: frozenset[str] = next(words, frozenset()) if keys == ("*",) else frozenset()
    return Compiled(rule, anchor, keys, elements, needs=needs if "." not in needs else frozenset())


def _element(written: str) -> Element:
    name, mark, slot = written.partition(":")
    if mark and slot in SLOTS:
        return Fill(name, slot)
    return Word(frozenset(written.rstrip("?").split("|")), written.endswith("?"))


_WITHOUT_A_VERB: Mapping[When, Polarity] = MappingProxyType({"end": "ended", "gone": "ended", "denial": "-"})


class Rulebook:
    """All rules, found by the verb or the first word they hang on. Reading a clause tries only those."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        by_key: dict[tuple[str, str], list[Compiled]] = defaultdict(list)
        self.rules = tuple(rules)
        for rule in map(compiled, self.rules):
            for key in rule.keys:
                for anchor in ("S", "N") if rule.anchor == "X" else (rule.anchor,):
                    by_key[anchor, key].append(rule)
        self._by_key: Mapping[tuple[str, str], tuple[Compiled, ...]] = MappingProxyType(
            {key: tuple(found) for key, found in by_key.items()}
        )

    def read_clause(self, clause: Clause, tokens: Tokens) -> Iterator[Stated]:
        """What a clause states. Of rules that fit the same words, or speak of the same predicate, the first is heard."""
        anchor = "S" if clause.subject.personal else "N"
        for key in ((anchor, clause.verb.lemma), ("O", clause.verb.lemma), (anchor, "*")):
            taken: list[Stated] = []
            for rule in self._by_key.get(key, ()):
                taken += [stated for stated in _stated(rule, clause, tokens) if not _clashes(stated, taken)]
            if taken:
                yield from taken
                return

    def stirs(self, lemma: str) -> bool:
        """Whether the subject of this verb may be the value of a statement ("golf bores me")."""
        return ("O", lemma) in self._by_key

    def read_words(self, tokens: Tokens, at: int, opening: bool, *, told: bool = True) -> Iterator[Stated]:
        """What stands at this word of a sentence, apart from any clause; where nothing is told, only what is mentioned."""
        rules = list(self._by_key.get(("", tokens[at].word), ()))
        if opening:
            said = {token.word for token in tokens[at : at + 2 * MAX_REACH]}
            rules += self._by_key.get(("^", tokens[at].word), ())
            rules += [rule for rule in self._by_key.get(("^", "*"), ()) if not rule.needs or rule.needs & said]
        taken: list[Stated] = []
        for rule in rules:
            if not told and rule.rule.when != "mention":
                continue
            if filled := match(rule.elements, tokens, at, len(tokens)):
                polarity = _WITHOUT_A_VERB.get(rule.rule.when, "+")
                found = list(_read(rule, filled, tokens, SPEAKER, polarity, (tokens[at].start, False)))
                taken += [stated for stated in found if not _clashes(stated, taken)]
        yield from taken


def _tells_more(words: Tokens) -> bool:
    """Whether what follows an "and" is no further value but a clause: "jollof and her favourite food is rice"."""
    return any(token.word in ("is", "are", "was", "were", "has", "have", "will") for token in words[1:])


def _patient(agent: Subject, person: Subject) -> Subject:
    """ "Mum's cardiologist switched *her* to …": whose he is, is whom he treats."""
    owner = agent.owner
    if (
        person.being == "pronoun"
        and agent.being in ("owned", "kin")
        and owner is not None
        and owner.being in ("kin", "person")
    ):
        return owner
    return person


def _clashes(stated: Stated, taken: list[Stated]) -> bool:
    def clash(other: Stated) -> bool:
        if other.rule is stated.rule:
            return False
        over = other.object[0].start < stated.object[-1].end and stated.object[0].start < other.object[-1].end
        return (
            over
            or other.predicate == stated.predicate
            or stated.predicate in ("same:work", "same:employer", "same:study", "same:team")
        )

    return any(map(clash, taken))


def match(elements: tuple[Element, ...], tokens: Tokens, at: int, limit: int) -> _Filled | None:
    """Fits a pattern to the words from here on: left to right, once."""
    filled: _Filled = {}
    for n, element in enumerate(elements):
        if isinstance(element, Word):
            if "." in element.words:
                if (
                    at < limit
                    and is_word(tokens[at])
                    and tokens[at].word not in ("and", "or", "but", "so", "yet", "well")
                ):
                    return None
                continue
            skipped = at
            while (
                skipped < limit
                and tokens[skipped].word in ADVERBS
                and tokens[skipped].word not in element.words
                and skipped < at + 3
            ):
                skipped += 1
            if skipped < limit and tokens[skipped].word in element.words:
                at = skipped + 1
                while element.optional and at < limit and tokens[at].word in element.words:
                    at += 1
            elif not element.optional:
                return None
            continue
        slot = SLOTS[element.slot]
        if element.name == "T":
            end = owner_end(tokens, at, limit) if element.slot == "whose" else whom_end(tokens, at, limit)
            last = n + 1 == len(elements)
            if end == at or (last and end < limit and tokens[end].word in _PARTICLES):
                return None
            filled["T"] = (at, end)
            at = end
            continue
        following = elements[n + 1] if n + 1 < len(elements) else None
        if isinstance(following, Word) and not following.optional and "." not in following.words:
            stop = next((k for k in range(at + 1, min(limit, at + 20)) if tokens[k].word in following.words), None)
            if stop is None:
                return None
            end = stop
        else:
            end = reach(slot, tokens, at, len(tokens) if slot.deep else limit)
            if isinstance(following, Fill):
                end = min(end, at + slot.longest)
        if end <= at:
            return None
        filled[element.name] = (at, end)
        at = end
    return filled


def _stated(rule: Compiled, clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    if not _may_follow(rule, clause) or (rule.rule.own and not _is_own(clause, tokens)):
        return
    polarity = meaning(rule.rule.when, rule.rule.predicate, clause)
    noun = head_of(clause.subject.text)
    taken_up = noun == "it" and rule.rule.predicate.startswith("attribute:{N}")
    if polarity is None or (rule.rule.nouns and noun not in rule.rule.nouns and not taken_up):
        return
    if rule.from_verb and polarity != "+" and rule.rule.predicate == "habit" and rule.rule.when != "end":
        tokens = _with_base(tokens, clause)
    first = clause.verb.end - 1 if rule.from_verb else clause.verb.end
    first = clause.verb.start if rule.from_group else first
    filled = match(rule.elements, tokens, first, clause.end)
    if filled is not None and rule.anchor == "O":
        yield from _concerning(rule, filled, tokens, clause, polarity)
    elif filled is not None:
        yield from _read(rule, filled, tokens, clause.subject, polarity, (tokens[clause.start].start, clause.hedged))


def _with_base(tokens: Tokens, clause: Clause) -> Tokens:
    """The words with the verb as it is listed: what somebody "drank" is what he used to drink."""
    at = clause.verb.end - 1
    base = tokens[at]._replace(word=clause.verb.lemma)
    return [*tokens[:at], base, *tokens[at + 1 :]] if clause.verb.tense == "past" else tokens


def _concerning(
    rule: Compiled, filled: _Filled, tokens: Tokens, clause: Clause, polarity: Polarity
) -> Iterator[Stated]:
    """What the clause is about as the value: "golf" in "golf bores me"."""
    about = generic(tokens[clause.start : clause.verb.start])
    if not about or clause.subject.being in ("speaker", "addressee", "pronoun"):
        return
    start = next(n for n in range(clause.start, clause.verb.start) if tokens[n] is about[0])
    entry = rule._replace(elements=(Fill("O", "stirring"), *rule.elements))
    read = {"O": (start, start + len(about)), **filled}
    yield from _read(entry, read, tokens, SPEAKER, polarity, (about[0].start, clause.hedged))


def _is_own(clause: Clause, tokens: Tokens) -> bool:
    """Whether the speaker says it of himself; not what only tells which thing is meant: "the info we need to give"."""
    if clause.subject.being != "speaker" or not clause.start:
        return clause.subject.being == "speaker"
    before, opened = tokens[clause.start - 1], clause.lead[0].word if clause.lead else ""
    thinking = any(form.tense in ("base", "past") for form in FORMS.get(before.word, ()))
    return not is_noun_like(before) or thinking or before.word in TIME_UNITS or opened in PREPOSITIONS


def _may_follow(rule: Compiled, clause: Clause) -> bool:
    """A quick look at the first word behind the verb, which spares most rules a closer one."""
    first = rule.elements[0] if rule.elements else None
    if not isinstance(first, Word) or first.optional or not clause.rest:
        return bool(clause.rest) or rule.from_verb or rule.from_group
    word = clause.rest[0].word
    return word in first.words or word in ADVERBS


def _read(
    entry: Compiled, filled: _Filled, tokens: Tokens, subject: Subject, polarity: Polarity, said: tuple[int, bool]
) -> Iterator[Stated]:
    rule = entry.rule
    slots = {element.name: SLOTS[element.slot] for element in entry.elements if isinstance(element, Fill)}
    values: dict[str, list[Tokens]] = {}
    for name, (start, end) in filled.items():
        slot = slots[name]
        if name == "T":
            subject = _patient(subject, whom(tokens, start, end))
            continue
        pieces = parts(tokens[start:end], apposed=slot.apposed) if slot.several else [tokens[start:end]]
        trimmed = [words for piece in pieces if (words := trim(piece))]
        fit = [
            words for n, words in enumerate(trimmed) if fills(slot, words, tokens) and not (n and _tells_more(words))
        ]
        if slot.proper and tokens[start].word in ("a", "an"):
            return  # "a Londoner" is no name
        if not fit or (name == "O" and (vague(fit[0]) or points(tokens[start:end]))) or fit[0] is not trimmed[0]:
            return
        values[name] = fit
    noun = subject.text if subject.being in ("owned", "thing") else ""
    start, hedged = said
    end = max((end for _, end in filled.values()), default=0)
    stop = tokens[end - 1].end if end else tokens[-1].end
    part = " ".join(token.word for token in values["P"][0]) if "P" in values else ""
    predicate = rule.predicate.replace("{N}", noun.lower()).replace("{P}", part)
    instead = values["W"][0] if "W" in values else ()
    if "T" in filled and "O" not in slots:
        values["O"] = [tokens[slice(*filled["T"])]]
    for value in values.get("O", ()):
        yield Stated(subject, predicate, value, polarity, start, stop, rule, hedged, instead)
