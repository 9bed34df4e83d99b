"""How speakers put right and take back what they have said: the phrases, and the values they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from memos.agents.statements.grammar.clauses import clauses
from memos.agents.statements.grammar.nouns import FUNCTION_WORDS, PRONOUNS, is_word
from memos.agents.statements.grammar.verbs import AUXILIARIES
from memos.agents.statements.grammar.vocabulary import MONTHS, WEEKDAYS
from memos.agents.statements.grammar.words import Token, Tokens

Cues = Mapping[str, tuple[tuple[str, ...], ...]]
"""Phrases by their first word, the longer ones first."""


def _phrases(written: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in written.split("|"))


def _cues(written: str, *others: tuple[str, ...]) -> Cues:
    found: dict[str, list[tuple[str, ...]]] = {}
    for cue in sorted((*_phrases(written), *others), key=len, reverse=True):
        found.setdefault(cue[0], []).append(cue)
    return MappingProxyType({first: tuple(cues) for first, cues in found.items()})


def _cues_in(cues: Cues, words: list[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The cues of a sentence, each with where it begins."""
    for at, word in enumerate(words):
        yield from ((at, cue) for cue in cues.get(word, ()) if tuple(words[at : at + len(cue)]) == cue)


_MISTAKES = _cues(
    "i meant|i mean|my bad|my mistake|my error|my fault|correction|i misspoke|misspoke|i misread|misread|i was wrong|typo|typos|"
    "mixed up|mixed them up|mixed it up|mixed those up|mixing up|mixing them up|got wrong|got it wrong|got that wrong|got this wrong|get it wrong|have it wrong|"
    "had it wrong|had that wrong|have that wrong|make that|not what i meant|i made a mistake|made a mistake|made an error|i said wrong|said it wrong|was wrong|"
    "were wrong|is wrong|'s wrong|that 's not right|that is not right|is not right|'s not right|not correct|is incorrect|you got wrong|"
    "wrong ,|wrong .|i confused|confusing it with|confused it with|confused with|oops|whoops|woops|oopsie|sorry|actually|no wait|wait no|wait ,|hang on|hold on|"
    "wait actually|no , it|no ,|no it|nope|let me correct|to correct|please correct|correct the|correct that|correct it|can you correct|i have to correct|"
    "misremembered|i remembered wrong|told you wrong|told you the wrong|gave you the wrong|gave the wrong|gave you a wrong|typed the wrong|wrote the wrong|put the wrong|"
    "said the wrong|sent the wrong|told you something wrong|i wrote|i said|i told you|i typed|should be|should read|should say|should have been|should have said|meant to say|meant to write|"
    "meant to type|meant to put|autocorrect|autocorrected|autocorrect strikes|spell check|spellcheck|i should correct|not quite|slip of|slip up|turns out|mistyped|i mistyped|misheard|i misheard|"
    "miscounted|i miscounted|misspelled|misspelt|i misspelled|miscalculated|mislabeled|checked again|double checked|double-checked|checked the|looked again|on second look|second look|"
    "wrong way round|wrong way around|other way round|other way around|swapped the|flipped the|switched the|transposed|backwards|fat fingers|fat fingered|brain fart|"
    "strike that|scratch that|fix that|fix it|for the record|to be precise|to be exact|i stand corrected|stand corrected|let me rephrase|not anymore sorry|"
    "i was thinking of|i had in mind|thinking of somebody else|thinking of someone else|was incorrect|were incorrect|the right one is|the correct one is|right one is|the one i meant|i meant is|confused him with|confused her with|mistook|"
    "the wrong|is spelled|is spelt|'s spelled|'s spelt|spelled with|spelt with|wrong number|wrong date|wrong day|wrong time|wrong name|wrong person|wrong one|wrong address|wrong month|wrong year|wrong way|got the wrong"
)  # fmt: skip
"""Words that own a mistake, or tell somebody else that he has made one."""
_OPENS_ONLY = frozenset(
    "no nope sorry wait actually oops whoops woops wrong oh hang hold turns checked looked i'm".split()
)
"""Cues beginning so are meant only where a sentence begins: "sorry, it's …", not "I'm sorry to hear"."""
_WANTS_BUT = _phrases("i said|i told you|i wrote|i typed|turns out|should be|was wrong|is wrong")
"""Cues that are one only if the sentence also says what it is instead, or what it is not."""


def owns_mistake(sentence: Tokens) -> bool:
    """Whether the speaker says that something said before was wrong."""
    words = [token.word for token in sentence]
    if _gets_wrong(words):
        return True
    if words[:1] == ["*"] and 1 < len(words) <= SHORT and sentence[1].start == sentence[0].end and words[1] != "*":
        return True  # "*Wednesday"; with a space behind the star it is a list
    return any(_fits(cue, words, at) for at, cue in _cues_in(_MISTAKES, words))


_GETTING = frozenset(
    "get got getting have had having put wrote write spelled spelt said typed remembered gave told".split()
)


def _gets_wrong(words: list[str]) -> bool:
    """ "I keep getting her name wrong", "I had the date wrong"."""
    if "wrong" not in words[:14]:
        return False
    before = words[max(words.index("wrong") - 6, 0) : words.index("wrong")]
    own = bool({"i", "we", "you"} & set(before)) or "i" in words[:4]
    return own and bool(_GETTING & set(before)) and not {"not", "if", "what", "something", "nothing"} & set(before)


def finds_out(sentence: Tokens) -> bool:
    """ "It turns out that Leo studies biochemistry": what was believed till now was a mistake."""
    words = [token.word for token in sentence]
    return any(pair in (("turns", "out"), ("turned", "out"), ("found", "out")) for pair in pairwise(words))


_IN_PASSING = frozenset(
    "sorry actually oops whoops woops nope wait hang hold no checked looked double backwards fix strike scratch".split()
)


def owns_plainly(sentence: Tokens) -> bool:
    """Whether it says so in words that are said of nothing but a mistake: "I mixed up", "typo", not "actually"."""
    words = [token.word for token in sentence]
    return any(_fits(cue, words, at) and cue[0] not in _IN_PASSING for at, cue in _cues_in(_MISTAKES, words))


def _fits(cue: tuple[str, ...], words: list[str], at: int) -> bool:
    following = words[at + len(cue) : at + len(cue) + 1]
    if cue == ("sorry",) and (following and following[0] in ("to", "for", "about", "you", "if", "that", "i")):
        return False
    if (
        cue in (("nope",), ("sorry",), ("actually",))
        and at
        and words[at - 1] not in (",", ".", "!", "oh", "oops", "ah")
    ):
        return False
    if cue[0] in _OPENS_ONLY:
        return at <= 3
    if cue == ("make", "that"):
        return bool(following) and (any(char.isdigit() for char in following[0]) or following[0] in WEEKDAYS | MONTHS)
    if cue == ("to", "correct"):
        return at <= 2
    if cue in _WANTS_BUT:
        return bool({"not", "but", "actually", "really", "meant", "instead"} & set(words[max(at - 6, 0) :]))
    if cue == ("i", "mean"):
        return following not in (["you"], ["it"], ["what"], ["by"]) and at <= 3
    return True


class Swap(NamedTuple):
    """A value put right: `right` in the place of `wrong` (empty if it is not said); `plain` if words alone may be meant.

    `alike` if only what is spelled alike can be meant ("no, he's at Kremer").
    """

    right: Tokens
    wrong: Tokens
    plain: bool = False
    alike: bool = False


_LEADS_TO_THE_VALUE = _phrases(
    "the right one is|the correct one is|the correct one should be|the right one would be|i meant is|i meant was|i meant to say|i meant to write|i meant to type|i meant to put|i meant|i mean|meant to say|meant|make that|make it|actually it is|actually it 's|it is actually|it 's actually|it is really|"
    "should have been|should have said|should be|should read|should say|correction :|correction|typo :|typo ,|oops ,|sorry ,|sorry|actually|it is|it 's|that 's|that is|"
    "is spelled|is spelt|'s spelled|'s spelt|spelled|spelt|*|no ,|no"
)

"""What stands before a bare value that puts another right; the longer first."""
_PLAINLY = frozenset("meant mean make should correction typo * spelled spelt".split())
"""Leads after which any word may be the value: "I meant pistachios"."""
SHORT = 18
"""A correction without the wrong value is short: so many words at most."""
_FRESH = frozenset(
    "no sorry actually oops , . - – — ; wait and but : well god it that name this number time date one ! ( typo".split()
)


def swaps(sentence: Tokens, *, mistaken: bool = False) -> Iterator[Swap]:
    """ "Lisbon, not Porto", "not Porto, Lisbon", "I said Porto but it's Lisbon", "I meant Lisbon", "*Lisbon": the value put right.

    Behind words that own a mistake a value standing alone is one too: "typo, sorry!! 24 August".
    """
    found = _opposed(sentence) or _said_but(sentence) or _led_to(sentence)
    if found is None and mistaken:
        found = _alone(sentence) or _it_is(sentence) or _of_somebody(sentence)
    if found is not None:
        yield found


def _opposed(sentence: Tokens) -> Swap | None:
    """ "Lisbon, not Porto", "not Porto but Lisbon", "it's walnuts she's allergic to, not cashews"."""
    pieces = _pieces(sentence)
    for n, piece in enumerate(pieces):
        if piece[0].word == "not" and len(piece) > 1:
            wrong = _bare(piece[1:])
            after = _bare(pieces[n + 1]) if n + 1 < len(pieces) else []
            before = (_bare(pieces[n - 1]) or _cleft(pieces[n - 1])) if n else []
            if wrong and (right := (before or after if n else after)):
                return Swap(right, wrong, plain=True)
        for at, (first, second) in enumerate(pairwise(piece)):
            if (first.word, second.word) in (("instead", "of"), ("rather", "than")) and at > 0:
                right, wrong = _bare(piece[:at]), _bare(piece[at + 2 :])
                if right and wrong:
                    return Swap(right, wrong, plain=True)
    return None


def opposed_values(sentence: Tokens) -> Iterator[Tokens]:
    """Every value that is said not to be it: "Anders" of "he is called Andreas Holm, not Anders"."""
    for piece in _pieces(sentence)[1:]:
        if piece[0].word == "not" and len(piece) > 1 and (wrong := _bare(piece[1:])):
            yield wrong


def _cleft(piece: Tokens) -> list[Token]:
    """ "It's walnuts she's allergic to": what is told apart from its clause."""
    words = [token.word for token in piece]
    at = next((n for n, word in enumerate(words) if word in ("is", "'s", "was")), -1)
    if at != 1 or words[0] not in ("it", "that"):
        return []
    end = next((n for n in range(at + 2, len(words)) if words[n] in ("she", "he", "i", "we", "they", "that")), 0)
    return list(piece[at + 1 : end]) if end else []


_SAYING = frozenset("said told wrote typed put mentioned thought claimed gave read".split())


def _said_but(sentence: Tokens) -> Swap | None:
    """ "I told you plot 27, but it is plot 72", "I said Tuesday, it's actually Thursday"."""
    words = [token.word for token in sentence]
    start = next((n for n, (a, b) in enumerate(pairwise(words)) if a in ("i", "you", "we") and b in _SAYING), None)
    if start is None:
        return None
    pieces = _pieces(sentence[start + 2 :])
    if len(pieces) < 2 or not ({"but", ",", "-", "–", "—", "and", "."} & set(words[start + 2 :])):
        return None
    wrong = _bare(pieces[0])
    right = next((value for piece in pieces[1:] if (value := _bare(piece))), [])
    return Swap(right, wrong) if right and wrong else None


def _led_to(sentence: Tokens) -> Swap | None:
    words = [token.word for token in sentence]
    for cue in _LEADS_TO_THE_VALUE if len(sentence) <= SHORT else ():
        for at in range(len(words) - len(cue) + 1):
            if tuple(words[at : at + len(cue)]) != cue:
                continue
            plain = bool(_PLAINLY & set(cue))
            led = cue[0] == "should" or cue[-1] in ("is", "was")
            clear = (plain and led) or bool({"right", "correct"} & set(cue))
            if not (at == 0 or words[at - 1] in _FRESH or clear or cue[-1].startswith("spel")):
                continue
            rest = sentence[at + len(cue) :]
            pieces = _pieces(rest) if rest else []
            if cue in (("i", "mean"), ("i", "meant")) and at and (not pieces or pieces[0][0] is not rest[0]):
                before = _pieces(sentence[:at])
                if before and (value := _bare(before[-1])):  # "oops, Bisquit I mean"
                    return Swap(value, [], True)
            value = _bare(pieces[0]) if pieces and pieces[0][0] is rest[0] else []
            if value and not clauses(value):
                return Swap(value, [], plain)
    return None


def _it_is(sentence: Tokens) -> Swap | None:
    """ "According to the confirmation it is the Hotel Regina"."""
    for clause in clauses(sentence):
        value = [token for token in clause.rest if is_word(token)]
        while value and value[0].word in FUNCTION_WORDS and not value[0].capital:
            value = value[1:]
        plain = clause.subject.text == "it" and clause.verb.lemma == "be" and clause.verb.tense == "present"
        named = bool(value) and all(
            t.capital or any(map(str.isdigit, t.text)) or t.word in ("of", "the") for t in value
        )
        if plain and not clause.verb.negated and named and len(value) <= 5:
            return Swap(value, [])
    return None


def _of_somebody(sentence: Tokens) -> Swap | None:
    """ "He's at Kremer": a name told of somebody, by one who owns a mistake."""
    for clause in clauses(sentence):
        names = [token for token in clause.rest if token.capital and token.word not in FUNCTION_WORDS]
        small = [token for token in clause.rest if is_word(token) and token not in names]
        if names and len(names) <= 3 and all(token.word in FUNCTION_WORDS for token in small):
            return Swap(names, [], alike=True)
    return None


def _alone(sentence: Tokens) -> Swap | None:
    """A value standing alone in its piece of the sentence, with figures, a day or a name in it."""
    for piece in _pieces(sentence):
        value = _bare(piece)
        if piece[0].word in PRONOUNS and piece[0].word not in ("it", "that", "this"):
            continue
        if value and len(value) <= 4 and not clauses(value) and any(_tells(token) for token in value):
            return Swap(value, [])
    return None


def _tells(token: Token) -> bool:
    return token.word in WEEKDAYS | MONTHS or "@" in token.text or any(char.isdigit() for char in token.text)


def _pieces(sentence: Tokens) -> list[list[Token]]:
    """The sentence cut at commas, dashes, brackets, stops and before "not"."""
    found: list[list[Token]] = [[]]
    for token in sentence:
        if token.word in (",", ".", "!", "?", ";", ":", "-", "–", "—", "(", ")", "*", "but", "and", "…") or not (
            is_word(token) or token.word[0] in "$€£+"
        ):
            found.append([])
        elif token.word == "not" and found[-1]:
            found.append([token])
        else:
            found[-1].append(token)
    return [piece for piece in found if piece]


_LEADING = frozenset(
    "no nope sorry oops actually really i meant mean wait oh god ah well correction make that it's its typo whoops my bad ugh argh haha lol "
    "misspoke mistyped misremembered misread misheard messed up you said told wrote typed to say omg hang hold on just only again".split()
)
_POINTING = frozenset("it that this its the name number date one time day address price total code actually my".split())
_BEHIND = frozenset(
    "sorry actually though btw now instead lol haha please then too tho obviously thanks really only not".split()
)


def _bare(piece: Tokens) -> list[Token]:
    """The value of a piece without what leads to it: "no it's Lisbon" to "Lisbon"."""
    words = list(piece)
    while words and (words[0].word in _LEADING or words[0].word in ("it", "is", "'s", "was", "am")):
        words = words[1:]
    verbs = [n for n, t in enumerate(words) if (t.word in AUXILIARIES and t.text != "May") or t.word == "'s"]
    if verbs:
        said = verbs[0]
        if any(t.word not in _POINTING for t in words[:said]):
            return []
        words = words[verbs[-1] + 1 :]
    while words and (words[0].word in _LEADING or (words[0].word in FUNCTION_WORDS and words[0].text.islower())):
        words = words[1:]
    if [token.word for token in words[-2:]] == ["at", "all"]:
        words = words[:-2]
    while words and words[-1].word in _BEHIND:
        words = words[:-1]
    return words if len(words) <= 6 else []


class TakenBack(NamedTuple):
    """What is taken back: the words that name it, none for the last thing said; `all` if everything said with it."""

    named: tuple[Token, ...] = ()
    all: bool = False


_WHAT = "what i said|what i told you|what i mentioned|what i wrote|what i just said|what i just told you|everything i said|everything i told you|all that|the thing|the bit|the part|that bit|that part|that thing|the whole thing|that stuff|the stuff"
_ABOUT = tuple(
    tuple(f"{verb} {what} {about}".split())
    for verb in ("forget", "ignore", "disregard", "delete", "erase", "remove", "drop", "scrap", "unsay", "take back", "scratch", "strike", "discard", "bin", "dump", "wipe", "undo", "skip")
    for what in _WHAT.split("|")
    for about in ("about", "with", "on", "regarding")
)  # fmt: skip
_NAMING = _cues(
        "forget about|forget everything about|forget anything about|never mind about|nevermind about|never mind the|nevermind the|i take back|forget the|forget my|scrap the|scrap my|"
        "delete the note about|delete the memory about|delete the|remove the|erase the|i was joking about|i was kidding about|just kidding about|kidding about|joking about|lied about|"
        "made up the|do not remember the|do not remember my|do not remember anything about|do not save the|do not keep the|do not store the|i never said|drop the|bin the|can bin the|"
        "can forget the|can forget about|can delete|can drop the|can scrap the|strike the|ignore the|disregard the|ignore my|disregard my|delete my|remove my|erase my|take the|take my", *_ABOUT
)  # fmt: skip
"""What stands before the words that name what is taken back."""
_UNNAMED = _cues(
    "forget what i said|forget what i told you|forget that|forget i said|forget i ever said|forget i told you|forget i mentioned|forget all that|please forget|scratch that|ignore that|"
    "ignore what i said|disregard what i said|disregard that|i take that back|take that back|take it back|delete that|strike that|remove that|erase that|scrap that|cancel that|unsay|never mind that|nevermind that|"
    "do not remember that|do not remember this|do not remember it|do not save that|do not save this|do not save it|do not store that|do not store this|do not keep that|do not note that|do not write that down|do not record that|"
    "do not hold on to that|no need to remember that|off the record|pretend i did not say|pretend i never|pretend i did not|pretend that never|act like i never|act as if i never|as if i never|i never said that|"
    "ignore my last|disregard my last|forget my last|delete my last|never said anything|that never happened|wipe that|undo that|leave that out"
)
_JOKING = _cues(
    "just kidding|was kidding|am kidding|only kidding|kidding|was joking|am joking|was only joking|just joking|was a joke|was just a joke|'s a joke|only a joke|i made that up|made it up|made that up|"
    "was a lie|was lying|i lied|not serious|was not serious|pulling your leg|messing with you|teasing you|was only teasing|was teasing|jk|not true|was not true|'s not true|was sarcasm|was being sarcastic"
)
"""Words that take back the whole of what was said before, not only its last statement."""
_STOPS = frozenset(", . ! ? ; : - — – ( ) because i please".split())


def taken_back(sentence: Tokens) -> TakenBack | None:
    """What a sentence takes back, if it does."""
    words = [token.word for token in sentence]
    joking = _find(_JOKING, words) is not None
    if (found := _find(_NAMING, words)) is not None and not (joking and "about" not in words):
        at, cue = found
        rest = list(sentence[at + len(cue) :])
        stop = next((n for n, token in enumerate(rest) if token.word in _STOPS), len(rest))
        named = tuple(
            token for token in rest[:stop] if token.word not in FUNCTION_WORDS and token.word not in _CARRIERS
        )
        kept = {token.word for token in rest[:stop]}
        off = cue in (("take", "the"), ("take", "my")) and not ({"off", "out"} & kept and _RECORDS & kept)
        if named and not off:
            return TakenBack(named)
    if (joke := _was_a_joke(sentence)) is not None:
        return joke
    if _find(_UNNAMED, words) is not None or joking:
        about = next((n for n, token in enumerate(sentence[:4]) if token.word in ("about", "regarding", "re")), None)
        if about is not None:  # "about the violin, pretend I never mentioned it"
            stop = next((n for n in range(about, len(words)) if words[n] in _STOPS), len(words))
            named = tuple(t for t in sentence[about + 1 : stop] if t.word not in FUNCTION_WORDS)
            return TakenBack(named) if named else None
        return TakenBack(all=joking)
    return None


_NOT_IN_EARNEST = frozenset(
    "joke jokes prank pranks lie lies bluff fib fibs hoax windup wind-up fool fools nonsense rubbish bollocks fiction fantasy".split()
)


def _was_a_joke(sentence: Tokens) -> TakenBack | None:
    """ "The marathon thing was an April fool's joke", "all of that was a lie": what was not said in earnest."""
    for clause in clauses(sentence):
        told = [token.word for token in clause.rest[:7]]
        told = told[: told.index(",")] if "," in told else told
        plain = clause.verb.lemma == "be" and clause.verb.tense == "past" and not clause.verb.negated
        if clause.mood != "statement" or not plain or not _NOT_IN_EARNEST & set(told) or clause.subject.personal:
            continue
        subject = [token for token in sentence[clause.start : clause.verb.start] if token.word not in PRONOUNS]
        named = tuple(t for t in subject if t.word not in FUNCTION_WORDS | _CARRIERS)
        if named or not subject:
            return TakenBack(named, all=not named)
    return None


_RECORDS = frozenset("record list notes memory file books".split())
_JOKES = frozenset("kidding joking messing pulling teasing".split())
_CARRIERS = frozenset(
    "said told mentioned say record list notes note memory thing things stuff part bit plan plans idea whole".split()
)


def _find(cues: Cues, words: list[str]) -> tuple[int, tuple[str, ...]] | None:
    return next(((at, cue) for at, cue in _cues_in(cues, words) if not _only_spoken_of(words, at)), None)


def _only_spoken_of(words: list[str], at: int) -> bool:
    """ "Don't forget it", "did you forget that", "I forget it": nothing is taken back."""
    before = words[max(at - 3, 0) : at]
    asked = before[-1:] in (["you"], ["i"], ["we"], ["they"]) and not {"can", "could", "will", "would", "please"} & set(
        before
    )
    plain = words[at] in (
        "take",
        "i",
        "was",
        "am",
        "made",
        "'s",
        "lied",
        "do",
        "can",
        "never",
        "just",
        "pulling",
        "messing",
    )
    forgets = words[at] == "do" and before[-1:] in (["i"], ["we"], ["you"], ["they"])  # "I don't remember the name"
    wonders = words[at] in _JOKES and bool({"you", "are"} & set(before) and "i" not in before)  # "you're kidding"
    return bool({"not", "never"} & set(before)) or (asked and not plain) or forgets or wonders


_ADDING = frozenset("also too another second besides plus additionally additional well".split())


def adds(sentence: Tokens) -> bool:
    """Whether what it says comes on top of what was said: "oops, I'm allergic to celery too"."""
    return any(token.word in _ADDING for token in sentence)
