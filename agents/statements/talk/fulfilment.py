"""Plans that come true: "We're moving to Utrecht in August" … "We moved on the 10th" makes Utrecht the home.

What was planned is read again as something done, by the same rules: "move to Utrecht" as "I moved to Utrecht".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from memos.agents.settlement.wording import fold, words
from memos.agents.statements.grammar.clauses import Clause, clauses
from memos.agents.statements.grammar.kernels import PREPOSITIONS
from memos.agents.statements.grammar.nouns import head_of
from memos.agents.statements.grammar.verbs import ADVERBS, FORMS, lemmas_in
from memos.agents.statements.grammar.vocabulary import MONTHS, TIME_UNITS, WEEKDAYS
from memos.agents.statements.grammar.words import Tokens, inflect, tokens
from memos.agents.statements.predicates import told
from memos.agents.statements.reading import read_sentence
from memos.agents.statements.talk.claims import Claim
from memos.agents.statements.talk.hearing import Hearing
from memos.agents.statements.talk.ledger import Known

LASTING = frozenset(
    {"lives_in", "works_at", "occupation", "studies_at", "marital_status", "owns", "has_pet", "member_of", "visited"}
)
"""What a deed that was planned may make of somebody."""
_DONE = frozenset("done over complete completed finished behind".split())
_WENT = frozenset("went go through well smoothly fine happened".split())
_FREELY = (
    PREPOSITIONS
    | ADVERBS
    | MONTHS
    | WEEKDAYS
    | TIME_UNITS
    | frozenset(
        "yesterday today last this two three four a an and , ! . over the in already house houses home flat it there here".split()
    )
)
_ACHIEVED = (
    "made it",
    "did it",
    "have done it",
    "got there",
    "are here",
    "have arrived",
    "are in",
    "are finally in",
    "are finally here",
    "are all moved",
)
_SAME_DEED = {
    "relocate": "move",
    "emigrate": "move",
    "begin": "start",
    "join": "start",
    "purchase": "buy",
    "get": "adopt",
}


def come_true(sentence: Tokens, heard: Hearing, found: Sequence[Claim]) -> Iterator[Claim]:
    """What holds now that something planned has been done, and the plan, which is none any more."""
    if any(claim.predicate in LASTING and claim.holds for claim in found) or any(t.word == "?" for t in sentence[-2:]):
        return
    deeds = [clause for clause in clauses(sentence) if _may_tell_a_deed(clause)]
    speaker, said_at = heard.utterance.speaker, heard.utterance.message.timestamp
    for known in list(heard.ledger.of(speaker)) if deeds else ():
        if known.predicate not in ("plans", "wants") or known.said_at > said_at:
            continue
        if any(_tells(clause, known) for clause in deeds):
            outcome = list(_outcome(known, heard, sentence))
            yield from outcome
            if outcome:
                yield heard.restated(known, "end", sentence)
                return


def _may_tell_a_deed(clause: Clause) -> bool:
    verb = clause.verb
    if clause.mood != "statement" or verb.negated or verb.modal or verb.used_to or verb.tense == "future":
        return False
    return clause.subject.being in ("speaker", "thing", "owned")


def _tells(clause: Clause, known: Known) -> bool:
    """Whether a clause says that what is known to be planned was done: by its verb, by its noun, or by "we made it"."""
    verb, said = clause.verb, [token.word for token in clause.rest]
    planned = {_SAME_DEED.get(lemma, lemma) for lemma in lemmas_in(known.object.partition(" ")[0])}
    if clause.subject.being != "speaker":
        deed = words(head_of(clause.subject.text)) & words(known.object.partition(" ")[0])
        done = verb.lemma == "be" and bool(_DONE & set(said[:3])) and verb.tense == "present"
        return bool(deed) and (
            done or (verb.lemma in ("go", "happen") and bool(_WENT & {*said, verb.lemma}) and verb.tense == "past")
        )
    told_so = f"{verb.lemma if verb.tense == 'present' else _past(verb.lemma)} {' '.join(said[:2])}"
    if "move" in planned and any(f"{told_so} ".startswith(f"{phrase} ") for phrase in _ACHIEVED):
        return True
    past = verb.tense == "past" or verb.perfect
    if not past or _SAME_DEED.get(verb.lemma, verb.lemma) not in planned:
        return False
    return all(token.word in _FREELY or token.text[0].isdigit() for token in clause.rest[:3]) or bool(
        words(" ".join(said)) & words(known.object.partition(" ")[2])
    )


def _past(lemma: str) -> str:
    return "are" if lemma == "be" else inflect(lemma)["past"].partition("|")[0]


def _outcome(known: Known, heard: Hearing, sentence: Tokens) -> Iterator[Claim]:
    """The statements that a plan makes once it is done."""
    first, _, rest = known.object.partition(" ")
    lemma = min((form.lemma for form in FORMS.get(first.lower(), ())), key=len, default="")
    if not lemma:
        return
    for stated in read_sentence(tokens(f"I {_past(lemma)} {rest}")):
        if stated.predicate not in LASTING or stated.polarity != "+" or stated.subject.being != "speaker":
            continue
        value = " ".join(token.text for token in stated.object)
        if fold(value) == fold(known.object):
            continue
        statement = told(
            known.subject, stated.predicate, value, "+", stated.rule.link if "{}" in stated.rule.link else ""
        )
        fresh = heard.restated(known, "assert", sentence, value, statement)
        yield fresh._replace(predicate=stated.predicate)
