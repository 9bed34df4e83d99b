"""Couples: who came together, who parted, where the words name neither a state nor a partner ("she's with Jakub now", "we called it off")."""

from __future__ import annotations

from collections.abc import Iterator

from memos.agents.statements.grammar.clauses import Clause
from memos.agents.statements.grammar.meaning import meaning
from memos.agents.statements.grammar.nouns import SPEAKER, name_at
from memos.agents.statements.grammar.verbs import ADVERBS
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.readers.kin import APART
from memos.agents.statements.rules import Rule, Stated

PARTNER = Rule(
    "relation:partner", "X be with NAME", ("She's with Jakub now => she: Jakub",), ("I'm with Vodafone now",)
)
PARTED = Rule("same:partner", "X be no longer together", ("we're no longer together => ended together",), (), "end")
DIVORCED = Rule("same:divorce", "the divorce be final", ("the divorce is final => divorce",), ())
TAKEN = Rule("marital_status", "X see someone", ("I'm seeing someone => seeing someone",), (), link="is {}")
_WEDDINGS = frozenset("engagement wedding".split())
_FINAL = frozenset("final through official done finalised finalized complete completed granted".split())
_LATELY = frozenset("now since these nowadays for".split())
_COUPLE = frozenset(
    "dating date seeing boyfriend girlfriend couple couples married husband wife dumped partner engaged relationship".split()
)


def couples_in(clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """What a clause says of a couple."""
    if clause.mood != "statement":
        return
    yield from _is_with(clause, tokens)
    yield from _parted(clause, tokens)
    yield from _divorced(clause, tokens)
    yield from _sees_someone(clause, tokens)
    yield from _is_over(clause, tokens)


def _is_over(clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "It's over between Lars and me", "things are finished with Lars"."""
    said = [token.word for token in clause.rest]
    over = (
        clause.verb.lemma == "be"
        and said[:1] in (["over"], ["finished"], ["done"], ["off"])
        and not clause.verb.negated
    )
    if over and said[1:2] in (["between"], ["with"]) and clause.subject.text in ("it", "things", ""):
        names = [n for n in range(clause.verb.end + 2, clause.end) if name_at(tokens, n)]
        if names and (said[1] == "with" or {"me", "us"} & set(said[2:])):
            value = tokens[names[0] : names[0] + name_at(tokens, names[0])]
            yield Stated(
                SPEAKER, PARTNER.predicate, value, "ended", *_span(clause, tokens), PARTNER._replace(when="end")
            )


def _span(clause: Clause, tokens: Tokens) -> tuple[int, int]:
    return tokens[clause.start].start, tokens[clause.end - 1].end


def _is_with(clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "She's (together) with Jakub now", "I'm with Marcel", where the talk is of couples."""
    verb, at = clause.verb, clause.verb.end
    while at < clause.end and (tokens[at].word in ADVERBS or tokens[at].word in ("together", "now", "back")):
        at += 1
    said = {token.word for token in tokens}
    length = name_at(tokens, at + 1) if at + 1 < clause.end and tokens[at].word == "with" else 0
    together = "together" in {token.word for token in tokens[verb.end : at]}
    lately = _LATELY & {token.word for token in (*tokens[verb.end : at], *tokens[at + 1 + length : clause.end])}
    other = clause.subject.being in ("kin", "person", "pronoun")
    sure = together or (other and lately) or (_COUPLE & said and "provider" not in said)
    polarity = meaning("state", PARTNER.predicate, clause)
    if (
        verb.lemma == "be"
        and length
        and sure
        and clause.subject.personal
        and polarity
        and clause.subject.being != "addressee"
    ):
        name = tokens[at + 1 : at + 1 + length]
        yield Stated(clause.subject, PARTNER.predicate, name, polarity, *_span(clause, tokens), PARTNER)


def _parted(clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "We're no longer together", "we called off the wedding", "the engagement is off": whoever the partner is, he is none any more."""
    verb, subject = clause.verb, clause.subject
    said = [token.word for token in tokens[verb.end - 1 : clause.end]]
    rest = [token.word for token in clause.rest]
    done = verb.tense == "past" or verb.perfect
    off = (
        subject.being in ("thing", "owned")
        and subject.text.split()[-1:]
        and subject.text.split()[-1] in _WEDDINGS
        and rest[:1] == ["off"]
    )
    called = (
        verb.lemma in ("call", "break", "end", "cancel")
        and done
        and bool(_WEDDINGS & set(rest[:4]))
        and ("off" in rest[:4] or verb.lemma in ("end", "cancel"))
    )
    still = " ".join((*verb.adverbs, *rest[:3]))
    together = (
        subject.text == "we" and verb.lemma == "be" and "together" in still and ("longer" in still or verb.negated)
    )
    apart = (
        subject.text == "we"
        and subject.beside is None
        and done
        and not verb.negated
        and tuple(said[:2]) in APART | {("split", "up"), ("broke", "up")}
    )
    if off or (called and subject.being == "speaker") or (together and verb.tense == "present") or apart:
        words = clause.rest[-1:] or tokens[verb.end - 1 : verb.end]
        yield Stated(SPEAKER, PARTED.predicate, words, "ended", *_span(clause, tokens), PARTED)


def _divorced(clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "The divorce is final", "my divorce came through": who tells it is divorced."""
    verb, subject = clause.verb, clause.subject
    rest = {token.word for token in clause.rest[:3]}
    final = (verb.lemma in ("be", "get") and rest & _FINAL) or (verb.lemma in ("come", "go") and "through" in rest)
    if (
        subject.being in ("thing", "owned")
        and subject.text.lower() == "divorce"
        and final
        and not verb.negated
        and verb.tense != "future"
    ):
        words = [token for token in tokens[clause.start : verb.start] if token.word == "divorce"]
        if words:
            yield Stated(SPEAKER, DIVORCED.predicate, words, "+", *_span(clause, tokens), DIVORCED)


def _sees_someone(clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "I'm seeing someone (new)": no longer single, though it is not said with whom."""
    verb = clause.verb
    current = verb.progressive and verb.tense == "present" and not verb.negated and not verb.modal
    known = len(clause.rest) > 1 and clause.rest[1].word in (
        "called",
        "named",
        "about",
        "else",
        "tomorrow",
        "on",
        "at",
        "in",
    )
    if (
        verb.lemma in ("see", "date")
        and current
        and [t.word for t in clause.rest[:1]] in (["someone"], ["somebody"])
        and not known
    ):
        words = tokens[verb.end - 1 : verb.end + 1]
        yield Stated(clause.subject, TAKEN.predicate, words, "+", *_span(clause, tokens), TAKEN)
