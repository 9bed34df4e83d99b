"""What is not worth remembering: messages made of nothing but formulas. In doubt a message is kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping


def _phrases(text: str) -> frozenset[str]:
    """A list of phrases written as text, separated by bars."""
    return frozenset(phrase.strip() for phrase in text.split("|"))


FORMULAS: Mapping[str, frozenset[str]] = {
    "acknowledgement": _phrases("""
        ok|okay|okey|k|kk|okie|okie dokie|alright|all right|right|sure|sure thing|got it|gotcha|i see|cool|nice|
        great|perfect|awesome|amazing|wonderful|excellent|fantastic|lovely|good|fine|sweet|wow|oh|oh ok|ah|ah ok|
        oh nice|oh wow|oh cool|sounds good|sounds great|sounds perfect|sounds like a plan|will do|noted|understood|
        roger|roger that|makes sense|fair enough|no problem|no worries|np|indeed|exactly|true|agreed|same|same here|
        interesting|that's great|that's nice|that's cool|that's good|that's fine|that's awesome|that's amazing|
        good idea|good point|good to know|good to hear|glad to hear it|glad to hear that|congrats|congratulations|
        well done|good job|great job|nice one|deal|done|anytime|you're welcome|youre welcome|ur welcome|my pleasure|
        welcome|never mind|nevermind|nvm|it's fine|it's ok|it's okay|that works|works for me|go on|go ahead|
        continue|please|please do
    """),
    "thanks": _phrases("""
        thanks|thank you|thank u|thx|ty|tysm|thanks a lot|thanks so much|thank you so much|thank you very much|
        many thanks|thanks again|thank you again|cheers|much appreciated|appreciate it|i appreciate it|
        thanks a million|thanks a bunch
    """),
    "laughter": _phrases("""
        lol|lmao|rofl|lmfao|xd|haha|hah|ha|hehe|heh|hihi|ahaha
    """),
    "greeting": _phrases("""
        hi|hello|hey|hey there|hi there|hello there|hiya|yo|good morning|morning|good afternoon|good evening|
        what's up|whats up|sup|how are you|how are you doing|how's it going|how do you do|nice to meet you|
        long time no see
    """),
    "farewell": _phrases("""
        bye|bye bye|goodbye|good bye|see you|see ya|cya|see you later|see you soon|see you then|see you around|
        see you tomorrow|later|talk later|talk soon|talk to you later|talk to you soon|ttyl|take care|good night|
        goodnight|night|nighty night|sleep well|sweet dreams|have a good one|have a nice day|have a great day|
        have a good day|have a good night|have a great weekend|have a nice weekend|have fun|enjoy|catch you later|
        gotta go|i have to go|until next time|bye for now|xoxo
    """),
    "filler": _phrases("""
        hm|hmm|mm|mhm|um|uh|uhm|er|erm|well|so|anyway|anyways|and|but|eh|huh|ugh|oops|ouch|yay|yikes|phew|
        let me think|let me see|i guess|whatever|test|testing|ping
    """),
}
"""Formulas by the reason they give; matched after folding, with repeated letters counted once."""

ANSWERS = _phrases("""
    yes|yep|yup|yeah|yea|ya|yes please|yes i do|yes i am|of course|definitely|absolutely|certainly|totally|no|nope|
    nah|not really|not yet|maybe|perhaps|sure|right|correct|exactly|true|agreed|deal|same|same here|no thanks|
    no thank you|never|always|sometimes|i do|i am|i did|i have|i don't|i'm not|that works|works for me|done|fine|
    good|great|please|please do
""")
"""What tells something when a question came before, and nothing otherwise."""

LONGEST = 120
"""No formula is longer, in characters: longer messages are not looked at."""

_REPEATED = re.compile(r"(.)\1+")
_BREAK = re.compile(r"[^\w\s']+|\n")
_LAUGHTER = re.compile(r"(?:a?(?:ha|he|hi|ja){2,}h?|l(?:ol)+|(?:mwa|bwa|mua)ha(?:ha)*)")


def _squeezed(words: str) -> str:
    """A formula as it is compared: repeated letters once ("thanksss" and "thanks" are one)."""
    return _REPEATED.sub(r"\1", words)


_REASONS: Mapping[str, str] = {
    **{_squeezed(words): "acknowledgement" for words in ANSWERS},
    **{_squeezed(words): reason for reason, formulas in FORMULAS.items() for words in formulas},
}
_TELLING = frozenset(_squeezed(words) for words in ANSWERS)


def noise_reason(content: str, names: Collection[str] = (), *, answers: bool = False) -> str | None:
    """Why nothing here is worth remembering; None when something may be.

    `names` (folded) are skipped where they stand beside a formula ("thanks Maya!"); `answers` says that a question came
    just before, which makes a "yes" worth keeping.
    """
    if not content.strip():
        return "empty"
    if len(content) > LONGEST:
        return None
    folded = content.casefold().replace("’", "'")
    clauses = [words for part in _BREAK.split(folded) if (words := " ".join(part.split()))]
    if not clauses:
        return "no words"
    reasons = [_clause_reason(words, names, answers) for words in clauses]
    told = [reason for reason in reasons if reason]
    if len(told) < len(reasons):
        return None
    return next((reason for reason in told if reason not in ("name", "filler")), told[0] if told[0] != "name" else None)


def _clause_reason(words: str, names: Collection[str], answers: bool) -> str | None:
    if words in names:
        return "name"
    bare = " ".join(word for word in words.split() if word not in names)
    squeezed = _squeezed(bare)
    if answers and squeezed in _TELLING:
        return None
    laughs = bool(bare) and all(_LAUGHTER.fullmatch(word) or _REASONS.get(word) == "laughter" for word in bare.split())
    return "laughter" if laughs else _REASONS.get(squeezed)
