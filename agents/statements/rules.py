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

What the form of the verb makes of a statement (`when`) is told in `meaning.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from memos.agents.statements.clauses import Clause
from memos.agents.statements.meaning import When, meaning
from memos.agents.statements.nouns import SPEAKER, Subject
from memos.agents.statements.predicates import Polarity
from memos.agents.statements.slots import SLOTS
from memos.agents.statements.values import fills, parts, points, reach, trim, vague
from memos.agents.statements.verbs import ADVERBS
from memos.agents.statements.words import Tokens


class Rule(NamedTuple):
    """One way of saying something. `yes` are examples ("text => object" or "text => subject: object"), `no` texts it must not read.

    `nouns` are the only ones that N may end in. `weak` is believed only if nothing of the kind is known; `link` is the word
    between predicate and object in a sentence ("wants *to* travel").
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
_Filled = dict[str, tuple[int, int]]


class Compiled(NamedTuple):
    """A rule ready to match: what it hangs on, the words it is found by, the rest of its pattern."""

    rule: Rule
    anchor: Literal["S", "N", "^", ""]
    keys: tuple[str, ...]
    elements: tuple[Element, ...]


def compiled(rule: Rule) -> Compiled:
    """Reads a rule's pattern; a malformed one is refused when the tables are loaded."""
    head, *rest = rule.pattern.split()
    if head in ("S", "N"):
        verb, *rest = rest
        if verb.startswith("V:"):
            return Compiled(rule, head, ("*",), (Fill("O", verb[2:]), *map(_element, rest)))  # type: ignore[arg-type]
        return Compiled(rule, head, tuple(verb.split("|")), tuple(map(_element, rest)))  # type: ignore[arg-type]
    anchor: Literal["^", ""] = "^" if head == "^" else ""
    elements = tuple(map(_element, rest if anchor else [head, *rest]))
    first = elements[0]
    keys = tuple(first.words) if isinstance(first, Word) and not first.optional else ("*",)
    return Compiled(rule, anchor, keys, elements)


def _element(written: str) -> Element:
    name, mark, slot = written.partition(":")
    if mark and slot in SLOTS:
        return Fill(name, slot)
    return Word(frozenset(written.rstrip("?").split("|")), written.endswith("?"))


class Rulebook:
    """All rules, found by the verb or the first word they hang on. Reading a clause tries only those."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        by_key: dict[tuple[str, str], list[Compiled]] = defaultdict(list)
        self.rules = tuple(rules)
        for rule in map(compiled, self.rules):
            for key in rule.keys:
                by_key[rule.anchor, key].append(rule)
        self._by_key: Mapping[tuple[str, str], tuple[Compiled, ...]] = MappingProxyType(
            {key: tuple(found) for key, found in by_key.items()}
        )

    def read_clause(self, clause: Clause, tokens: Tokens) -> Iterator[Stated]:
        """What a clause states. Of rules that fit the same words, or speak of the same predicate, the first is heard."""
        anchor = "S" if clause.subject.personal else "N"
        for key in (clause.verb.lemma, "*"):
            taken: list[Stated] = []
            for rule in self._by_key.get((anchor, key), ()):
                taken += [stated for stated in _stated(rule, clause, tokens) if not _clashes(stated, taken)]
            if taken:
                yield from taken
                return

    def read_words(self, tokens: Tokens, at: int, opening: bool) -> Iterator[Stated]:
        """What stands at this word of a sentence, apart from any clause."""
        rules = list(self._by_key.get(("", tokens[at].word), ()))
        if opening:
            rules += [*self._by_key.get(("^", tokens[at].word), ()), *self._by_key.get(("^", "*"), ())]
        for rule in rules:
            if filled := match(rule.elements, tokens, at, len(tokens)):
                ended: Polarity = "ended" if rule.rule.when in ("end", "gone") else "+"
                found = list(_read(rule, filled, tokens, SPEAKER, ended, (tokens[at].start, False)))
                yield from found
                if found:
                    return


def _clashes(stated: Stated, taken: list[Stated]) -> bool:
    def clash(other: Stated) -> bool:
        if other.rule is stated.rule:
            return False
        over = other.object[0].start < stated.object[-1].end and stated.object[0].start < other.object[-1].end
        return over or other.predicate == stated.predicate

    return any(map(clash, taken))


def match(elements: tuple[Element, ...], tokens: Tokens, at: int, limit: int) -> _Filled | None:
    """Fits a pattern to the words from here on: left to right, once."""
    filled: _Filled = {}
    for n, element in enumerate(elements):
        if isinstance(element, Word):
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
        end = reach(slot, tokens, at, len(tokens) if slot.deep else limit)
        following = elements[n + 1] if n + 1 < len(elements) else None
        if isinstance(following, Word) and not following.optional:
            stop = next((k for k in range(at + 1, min(limit, at + 20)) if tokens[k].word in following.words), None)
            if stop is None:
                return None
            end = stop
        if end <= at:
            return None
        filled[element.name] = (at, end)
        at = end
    return filled


def _stated(rule: Compiled, clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    if not _may_follow(rule, clause):
        return
    polarity = meaning(rule.rule.when, rule.rule.predicate, clause)
    if polarity is None or (rule.rule.nouns and not rule.rule.nouns & set(clause.subject.text.lower().split()[-1:])):
        return
    first = clause.verb.end - 1 if rule.keys == ("*",) else clause.verb.end
    filled = match(rule.elements, tokens, first, clause.end)
    if filled is not None:
        yield from _read(rule, filled, tokens, clause.subject, polarity, (tokens[clause.start].start, clause.hedged))


def _may_follow(rule: Compiled, clause: Clause) -> bool:
    """A quick look at the first word behind the verb, which spares most rules a closer one."""
    first = rule.elements[0] if rule.elements else None
    if not isinstance(first, Word) or first.optional or not clause.rest:
        return bool(clause.rest) or rule.keys == ("*",)
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
        pieces = parts(tokens[start:end], apposed=slot.apposed) if slot.several else [tokens[start:end]]
        trimmed = [words for piece in pieces if (words := trim(piece))]
        fit = [words for words in trimmed if fills(slot, words, tokens)]
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
    for value in values.get("O", ()):
        yield Stated(subject, predicate, value, polarity, start, stop, rule, hedged, instead)
