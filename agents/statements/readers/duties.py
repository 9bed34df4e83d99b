"""Who plays a part by what he does: "Katrin supervises me", "Petrov is in charge of us", "Joan replaced Brian as captain of our team".

Parts that are named ("my boss is Katrin") are read in `parts_played.py`; here the verb tells which one it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from memos.agents.statements.grammar.clauses import Clause
from memos.agents.statements.grammar.meaning import meaning
from memos.agents.statements.grammar.nouns import FUNCTION_WORDS, SPEAKER, name_at
from memos.agents.statements.grammar.verbs import ADVERBS
from memos.agents.statements.grammar.vocabulary import MONTHS, WEEKDAYS
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.kinds.posts import is_office
from memos.agents.statements.predicates import Polarity
from memos.agents.statements.readers.parts_played import HELD, PASSED_ON
from memos.agents.statements.rules import Stated
from memos.schemas.roles import ROLES

_BOSS, _LEAD, _ADVISER = "relation:boss", "attribute:team lead", "attribute:thesis supervisor"
_PAPERS = frozenset("thesis dissertation phd doctorate masters master bachelor bachelors research".split())
_US = frozenset({"me", "us"})
_TEAMS = frozenset("team department group squad division unit".split())
_DUTIES: Mapping[str, tuple[tuple[frozenset[str], str], ...]] = MappingProxyType(
    {
        "manage": ((_US, _BOSS), (_TEAMS, _LEAD)), "boss": ((_US, _BOSS),), "oversee": ((_US, _BOSS), (_PAPERS, _ADVISER), (_TEAMS, _LEAD)),
        "supervise": ((_US, _BOSS), (_PAPERS, _ADVISER)), "advise": ((_PAPERS, _ADVISER),), "lead": ((_TEAMS, _LEAD),), "head": ((_TEAMS, _LEAD),),
        "run": ((_TEAMS, _LEAD),), "mentor": ((_US, "attribute:mentor"),), "tutor": ((frozenset({"me"}), "relation:teacher"),),
        "coach": ((_US | {"team"}, "relation:coach"),), "train": ((_US | {"team"}, "relation:coach"),),
    }
)  # fmt: skip
"""By verb: of whom or what it is said, and which part that is."""
_OURS = frozenset("my our".split())


def duties_in(clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """Who plays which part for the speaker, by what a clause says that he does."""
    yield from _under(clause, tokens)
    name = _name(clause, tokens)
    if not name or clause.mood != "statement" or not clause.rest:
        return
    if part := _part(clause):
        polarity = meaning("state", part, clause)
        if clause.verb.lemma == "take":
            polarity = meaning("change", part, clause)
        if polarity is not None:
            yield _held(name, part, polarity, clause, tokens)
        return
    if clause.verb.lemma in ("be", "become") and (office := _office_of_ours(tokens, clause.verb.end, clause.end)):
        polarity = meaning("state" if clause.verb.lemma == "be" else "change", office, clause)
        if polarity is not None:
            yield _held(name, office, polarity, clause, tokens)
        return
    yield from _succeeds(name, clause, tokens)


_UNDER: Mapping[str, str] = MappingProxyType(
    {
        "managed": _BOSS, "supervised": _BOSS, "overseen": _BOSS, "bossed": _BOSS, "mentored": "attribute:mentor", "coached": "relation:coach",
        "trained": "relation:coach", "tutored": "relation:teacher", "led": _LEAD, "headed": _LEAD, "run": _LEAD,
    }
)  # fmt: skip
"""By participle: which part he plays by whom this is done to me, to us, to our team."""


def _under(clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "I'm supervised by Dr. Falk", "my thesis is supervised by Dr. Falk", "our team is led by Pawel"."""
    said = [token.word for token in clause.rest if token.word not in ADVERBS and token.word != "being"]
    if clause.verb.lemma != "be" or clause.mood != "statement" or said[1:2] != ["by"]:
        return
    part = _UNDER.get(said[0], "")
    noun = clause.subject.text.lower().split()[-1:] if clause.subject.being == "owned" else []
    if noun and noun[0] in _PAPERS:
        part = _ADVISER if said[0] in ("supervised", "overseen", "advised") else ""
    elif noun:
        part = _LEAD if noun[0] in _TEAMS and part in (_LEAD, _BOSS) else ""
    elif clause.subject.being != "speaker" or part == _LEAD:
        return
    at = next(n for n in range(clause.verb.end, clause.end) if tokens[n].word == "by") + 1
    name = tokens[at : at + name_at(tokens, at)] if at < len(tokens) else []
    polarity = meaning("state", part, clause) if part and name else None
    if polarity is not None:
        yield _held(name, part, polarity, clause, tokens)


def _name(clause: Clause, tokens: Tokens) -> Tokens:
    """The name of the person that a clause is about."""
    if clause.subject.being not in ("person", "kin"):
        return []
    words = list(tokens[clause.start : clause.verb.start])
    if clause.subject.being == "person" and tokens[clause.start].word == "who":
        first_name = clause.subject.text.split()[0]
        at = next(
            (n for n in range(clause.start - 1, max(clause.start - 6, -1), -1) if tokens[n].text == first_name),
            clause.start,
        )
        words = list(tokens[at : clause.start])
    first = next((n for n in range(len(words)) if name_at(words, n)), None)
    named = words[first : first + name_at(words, first)] if first is not None else []
    other = WEEKDAYS | MONTHS | ROLES.keys()
    return named if len(named) > 1 or (named and named[0].word not in other) else []


def _part(clause: Clause) -> str:
    """Which part somebody plays who does this to me, to us, to our team."""
    said = [token.word for token in clause.rest if token.word not in ADVERBS]
    charge = said[:3] == ["in", "charge", "of"] if clause.verb.lemma == "be" else said[:2] == ["charge", "of"]
    if charge and clause.verb.lemma in ("be", "take"):
        said = said[said.index("of") + 1 :]
        duties: tuple[tuple[frozenset[str], str], ...] = ((_US, _BOSS), (_TEAMS, _LEAD), (_PAPERS, _ADVISER))
    else:
        duties = _DUTIES.get(clause.verb.lemma, ())
    for objects, part in duties:
        ours = said[:1] and said[0] in _OURS and objects & set(said[1:3])
        if ours or (said[:1] and said[0] in objects & _US):
            return part
    return ""


def _succeeds(name: Tokens, clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "Joan has replaced Brian as captain of our bowling team", "Joan took over as our treasurer"."""
    said = [token.word for token in clause.rest]
    cue = next((n for n, word in enumerate(said) if word == "as"), None)
    over = clause.verb.lemma in ("replace", "succeed") or (clause.verb.lemma == "take" and said[:1] == ["over"])
    if not over or cue is None or meaning("change", _BOSS, clause) != "+":
        return
    office = _office_of_ours(tokens, clause.verb.end + cue + 1, clause.end)
    if not office:
        return
    at = next((n for n in range(clause.verb.end, clause.verb.end + cue) if name_at(tokens, n)), None)
    before = tokens[at : at + name_at(tokens, at)] if at is not None else []
    yield _held(name, office, "+", clause, tokens)._replace(rule=PASSED_ON._replace(predicate=office), instead=before)


def _office_of_ours(tokens: Tokens, at: int, limit: int) -> str:
    """ "Captain of our bowling team" as an attribute of the speaker: the bowling team captain."""
    while at < limit and (tokens[at].word in ("the", "a", "an", "new") or tokens[at].word in ADVERBS):
        at += 1
    of = next((n for n in range(at + 1, min(at + 4, limit)) if tokens[n].word in ("of", "at", "for")), None)
    if of is None or of + 1 >= limit or tokens[of + 1].word not in _OURS or not is_office(tokens[at:of]):
        return ""
    end = of + 2
    while end < limit and tokens[end].word[0].isalpha() and tokens[end].word not in FUNCTION_WORDS and end < of + 5:
        end += 1
    body = " ".join(token.word for token in tokens[of + 2 : end])
    return f"attribute:{body} {' '.join(token.word for token in tokens[at:of])}" if body else ""


def _held(value: Tokens, predicate: str, polarity: Polarity, clause: Clause, tokens: Tokens) -> Stated:
    span = (tokens[clause.start].start, tokens[clause.end - 1].end)
    rule = HELD._replace(predicate=predicate)
    return Stated(SPEAKER, predicate, value, polarity, *span, rule, hedged=clause.hedged, whole=span)
