"""What is given up by name, and what takes its place: "swapped pottery for weaving", "stepped down from the board".

Only the words are read here; which statement they mean is found among what is known (`endings.py`), so that one table of
verbs serves hobbies and cars, subscriptions and trips alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from memos.agents.statements.grammar.clauses import Clause, clauses
from memos.agents.statements.grammar.kernels import HARD_STOPS
from memos.agents.statements.grammar.nouns import SPEAKER, Subject, is_word
from memos.agents.statements.grammar.values import trim
from memos.agents.statements.grammar.verbs import ADVERBS
from memos.agents.statements.grammar.words import Tokens

Phrases = tuple[tuple[str, ...], ...]


def _phrases(written: str) -> Phrases:
    """Phrases, the longer ones first; "_" is the empty one."""
    found = (tuple(phrase.split()) if phrase != "_" else () for phrase in written.split("|"))
    return tuple(sorted(found, key=len, reverse=True))


class GivenUp(NamedTuple):
    """What is given up, what comes instead (nothing, if that is not said), and who has given it up."""

    old: Tokens
    new: Tokens = ()
    who: Subject = SPEAKER


_FOR = ("for", "with", "by", "against")
_TO = ("to", "onto", "into", "on", "over")
_SWAPS: Mapping[str, tuple[Phrases, tuple[str, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(
            "swap exchange ditch drop leave quit replace dump abandon sell cancel substitute".split(),
            (_phrases("out|_"), _FOR),
        ),
        **dict.fromkeys("trade".split(), (_phrases("in|out|up|_"), _FOR)),
        **dict.fromkeys("give".split(), (_phrases("up|up on"), _FOR)),
        **dict.fromkeys(
            "switch change move go convert upgrade downgrade transfer jump migrate defect graduate progress cross shift turn".split(),
            (_phrases("from|over from|away from|on from|across from"), _TO),
        ),
    }
)
"""By which verb, said how, one thing gives way to another, and what stands before that."""
_CHOOSING = frozenset("choose pick go decide settle opt do take get buy book use try".split())
_OVER = _phrases("instead of|rather than|in place of|not")
_GIVING_UP: Mapping[str, Phrases] = MappingProxyType(
    {
        "give": _phrases("up on|up|up with|away|back|notice at"), "get": _phrases("rid of|out of|over|off"), "throw": _phrases("away|out"), "step": _phrases("down from|down as|away from|back from|off"),
        "stand": _phrases("down from|down as"), "drop": _phrases("out of|_"), "come": _phrases("off"), "go": _phrases("off|right off|totally off|completely off"), "pull": _phrases("out of"),
        "back": _phrases("out of"), "resign": _phrases("from|as"), "retire": _phrases("from|as|_"), "withdraw": _phrases("from"), "part": _phrases("with|ways with"), "move": _phrases("out of|away from|on from"),
        "wean": _phrases("myself off|off|me off"), "turn": _phrases("my back on"), "fall": _phrases("out of love with|out with"), "lose": _phrases("interest in|my taste for|_"), "take": _phrases("me off|a break from"),
        "kick": _phrases("the|_"), "pack": _phrases("in|up"), "hang": _phrases("up"), "put": _phrases("down|to sleep"), "let": _phrases("go of"), "break": _phrases("up with|it off with"), "split": _phrases("up with|with|up from|from"),
        "finish": _phrases("with|_"), "cut": _phrases("out"), "opt": _phrases("out of"), "unsubscribe": _phrases("from"), "deregister": _phrases("from"), "phase": _phrases("out"), "write": _phrases("off"), "leave": _phrases("_"),
        **dict.fromkeys("sell donate quit stop ditch scrap abandon cancel end dump rehome surrender return bin shelve axe forgo renounce close shut terminate total crash".split(), _phrases("_")),
    }
)  # fmt: skip
"""By which verb, said how, something is given up."""
_DOING = frozenset(
    "doing going taking playing using eating drinking learning practising practicing studying seeing dating watching wearing having being to".split()
)
_STOPS = frozenset(
    "for with to onto because since after before last this next today yesterday tomorrow when while , and so but now on in at by from due thanks "
    "over during until till if as i we which that instead either cos coz again".split()
)
_NOT_FOR_ME = _phrases("for me|for us|in my life|on my plate|in our house|in this house")


def giving_up(sentence: Tokens) -> Iterator[GivenUp]:
    """Everything a sentence says is given up, alone or for something else."""
    for clause in clauses(sentence):
        verb = clause.verb
        if clause.mood == "statement" and (passed := _passed(sentence, clause)) is not None:
            yield passed
        if clause.mood != "statement" or not clause.subject.personal or clause.subject.being == "addressee":
            continue
        if (old := _no_longer(clause)) is not None:
            yield GivenUp(old, who=clause.subject)
        done = (verb.tense == "past" or verb.perfect) and not verb.negated and not verb.used_to
        if done and verb.modal in ("", "have to"):
            rest = _behind(sentence, clause)
            found = _swapped(clause, rest) or _chosen(clause, rest) or _given_up(clause, rest)
            if found is not None:
                ours = any(token.word in ("my", "our") for token in clause.rest)
                yield found._replace(who=SPEAKER if ours else clause.subject)  # "IT replaced my laptop"
        elif (
            not verb.modal
            and not verb.used_to
            and (verb.tense == "future" or verb.progressive or verb.tense == "present")
        ):
            found = None if verb.negated else _chosen(clause, _behind(sentence, clause))
            if found is not None:
                yield found._replace(who=clause.subject)
    yield from _no_more(sentence)


_STEALING = frozenset("steal nick pinch swipe rob".split())
_PASSED = frozenset("replaced swapped exchanged traded superseded succeeded substituted".split())


def _passed(sentence: Tokens, clause: Clause) -> GivenUp | None:
    """ "The Micra has been replaced by a Yaris", "the Yaris replaced my Micra": one thing in the place of another."""
    verb, rest = clause.verb, _behind(sentence, clause)
    if verb.lemma in _STEALING and clause.subject.being in ("nobody", "pronoun") and rest and not verb.negated:
        old = _thing(rest)
        return GivenUp(old) if old and rest[0].word in ("the", "my", "our") and verb.tense == "past" else None
    if clause.subject.being not in ("thing", "owned") or verb.negated or verb.modal or not rest:
        return None
    named = [token for token in sentence[clause.start : verb.start] if token.word not in ("the", "my", "our")]
    if verb.lemma == "replace" and (verb.tense == "past" or verb.perfect):
        at = next((n for n, token in enumerate(rest) if n and token.word in _FOR), 0)
        old, new = (_thing(rest[:at]), _thing(rest[at + 1 :])) if at else (_thing(rest), named)
    elif [token.word for token in rest[:2]] in (["way", "for"], ["way", "to"]) and verb.lemma in ("make", "give"):
        old, new = named, _thing(rest[2:])
    elif verb.lemma in ("be", "get") and verb.tense != "future" and rest[0].word in _PASSED:
        at = next((n for n, token in enumerate(rest) if token.word in _FOR), 0)
        old, new = named, _thing(rest[at + 1 :]) if at else []
    else:
        return None
    return GivenUp(old, new) if old and new else None


def _behind(sentence: Tokens, clause: Clause) -> Tokens:
    """What stands behind the verb, up to the end of the clause; without adverbs before it."""
    rest = sentence[clause.verb.end : max(clause.end, clause.verb.end)]
    while rest and rest[0].word in ADVERBS:
        rest = rest[1:]
    return rest


def _after(rest: Tokens, manners: Phrases) -> Tokens | None:
    """What follows the first of these phrases that the words begin with."""
    said = tuple(token.word for token in rest[:4])
    for manner in manners:
        if said[: len(manner)] == manner:
            return rest[len(manner) :]
    return None


def _thing(words: Tokens) -> Tokens:
    """The first value here: up to a mark or a small word."""
    stop = next((n for n, token in enumerate(words) if token.word in _STOPS or token.word in HARD_STOPS), len(words))
    value = list(words[:stop])
    while len(value) > 1 and value[0].word in _DOING:
        value = value[1:]
    return trim(value)


def _swapped(clause: Clause, rest: Tokens) -> GivenUp | None:
    """ "Swapped pottery for weaving", "moved over from Sky to Virgin"."""
    manners, links = _SWAPS.get(clause.verb.lemma, ((), ()))
    after = _after(rest, manners) if links else None
    at = next((n for n, token in enumerate(after or ()) if n and token.word in links), 0)
    if not after or not at:
        return None
    old, new = _thing(after[:at]), _thing(after[at + 1 :])
    return GivenUp(old, new) if old and new else None


def _chosen(clause: Clause, rest: Tokens) -> GivenUp | None:
    """ "Decided on Korea instead of Japan", "we're taking the train rather than the car"."""
    if clause.verb.lemma not in _CHOOSING and not clause.verb.progressive:
        return None
    for n in range(1, len(rest)):
        for cue in _OVER[:3]:
            if tuple(token.word for token in rest[n : n + len(cue)]) == cue:
                start = next((k for k in range(n) if rest[k].word in ("to", "on", "for", "with", "the", "a", "an")), -1)
                old, new = _thing(rest[n + len(cue) :]), _thing(rest[start + 1 : n])
                return GivenUp(old, new) if old and new else None
    return None


def _given_up(clause: Clause, rest: Tokens) -> GivenUp | None:
    """ "Gave up five-a-side", "stepped down from the board", "gave Miso to my cousin", "put Bruno down"."""
    lemma = clause.verb.lemma
    after = _after(rest, _GIVING_UP.get(lemma, ()))
    if after:
        old = _thing(after)
        return GivenUp(old) if old else None
    if lemma in ("give", "put", "write", "throw", "take", "sell", "return", "hand", "send", "let"):
        particles = {
            "give": ("to", "away", "back", "up"),
            "put": ("down",),
            "let": ("go",),
            "throw": ("away", "out"),
            "take": ("back",),
        }
        at = next(
            (n for n, token in enumerate(rest[:6]) if n and token.word in particles.get(lemma, ("off", "back"))), 0
        )
        old = trim(rest[:at])
        return GivenUp(old) if old and len(old) <= 4 else None
    return None


_HOLDING = frozenset(
    "have own keep use go drive ride wear drink eat smoke play study learn do practise practice attend take run collect watch read speak rent".split()
)


def _no_longer(clause: Clause) -> Tokens | None:
    """ "We don't have Pepper any more", "I no longer drive the Opel": what one does or has no longer."""
    verb, said = clause.verb, [token.word for token in clause.rest]
    at = next((n for n, pair in enumerate(pairwise(said)) if pair in (("any", "more"), ("any", "longer"))), -1)
    over = "no longer" in verb.adverbs or (verb.negated and at > 0)
    if not over or verb.lemma not in _HOLDING or verb.modal or verb.tense != "present":
        return None
    rest = list(clause.rest[: at if at > 0 else len(said)])
    while rest and rest[0].word in _LEADING:
        rest = rest[1:]
    old = _thing(rest)
    return old or None


_LEADING = _DOING | frozenset("to at in on the my our a any".split())


def _no_more(sentence: Tokens) -> Iterator[GivenUp]:
    """ "No more glasses for me", "so no boat for me these days", "no meat any more"."""
    for at, token in enumerate(sentence[:-2]):
        if token.word != "no" or (
            at
            and is_word(sentence[at - 1])
            and sentence[at - 1].word not in ("so", "and", "it", "'s", "is", "but", "then")
        ):
            continue
        more = sentence[at + 1].word in ("more", "longer")
        rest = sentence[at + 1 + more :]
        stop = next(
            (n for n, one in enumerate(rest) if one.word in _STOPS | {"any", "these"} or one.word in HARD_STOPS),
            len(rest),
        )
        behind = tuple(one.word for one in rest[stop : stop + 3])
        mine = any(behind[: len(cue)] == cue for cue in _NOT_FOR_ME)
        longer = behind[:2] in (("any", "more"), ("any", "longer"), ("these", "days"))
        old = trim(rest[:stop])
        if old and len(old) <= 3 and (mine or longer):
            yield GivenUp(old)
