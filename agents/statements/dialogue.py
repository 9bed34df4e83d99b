"""What an utterance does with the one before: answers its question, confirms what it claims; and how speakers take things back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from memos.agents.statements.clauses import clauses
from memos.agents.statements.nouns import FUNCTION_WORDS, is_word
from memos.agents.statements.verbs import AUXILIARIES
from memos.agents.statements.words import Token, Tokens, tokens

QUESTIONS: tuple[tuple[str, str], ...] = (
    ("where do you live", "I live in"), ("where are you living", "I live in"), ("where do you live now", "I live in"),
    ("where are you based", "I am based in"), ("where are you from", "I am from"), ("where did you grow up", "I grew up in"),
    ("where were you born", "I was born in"), ("where did you move", "I moved to"), ("where are you moving", "I am moving to"),
    ("where did you move to", "I moved to"), ("where do you work", "I work at"), ("where are you working", "I work at"),
    ("who do you work for", "I work at"), ("where do you study", "I study at"), ("what do you study", "I study"),
    ("what are you studying", "I study"), ("what do you do", "I am a"), ("what do you do for a living", "I am a"),
    ("what do you do for work", "I am a"), ("how old are you", "I am"), ("how old is he", "he is"), ("how old is she", "she is"),
    ("what is her name", "she is called"), ("what is his name", "he is called"), ("what is she called", "she is called"),
    ("what is he called", "he is called"), ("what are you allergic to", "I am allergic to"), ("any allergies", "I am allergic to"),
    ("do you have any allergies", "I am allergic to"), ("are you allergic to anything", "I am allergic to"),
    ("do you have any pets", "I have"), ("any pets", "I have"), ("do you have any siblings", "I have"), ("any siblings", "I have"),
    ("do you have kids", "I have"), ("do you have any kids", "I have"), ("do you have children", "I have"),
    ("what languages do you speak", "I speak"), ("which languages do you speak", "I speak"), ("what are you into", "I am into"),
    ("what are your hobbies", "my hobby is"), ("any hobbies", "my hobby is"), ("what instrument do you play", "I play"),
    ("which instrument do you play", "I play"), ("what music do you like", "I like"), ("what food do you like", "I like"),
    ("what do you like", "I like"), ("what do you drive", "I drive a"), ("what medication do you take", "I take"),
    ("what do you take", "I take"), ("which bank are you with", "I bank with"), ("where do you bank", "I bank with"),
    ("what are you training for", "I am training for"), ("when were you born", "I was born on"),
)  # fmt: skip
"""A question asked of "you", and the beginning of the sentence that its bare answer completes."""
_FRAMES: Mapping[tuple[str, ...], str] = MappingProxyType({tuple(asked.split()): frame for asked, frame in QUESTIONS})

YES = frozenset("yes yep yeah yup exactly correct right true indeed absolutely sure definitely ja aye".split())
NO = frozenset("no nope nah".split())
_MIRROR: Mapping[str, str] = MappingProxyType({"you": "I", "your": "my", "are": "am", "yours": "mine", "were": "was", "yourself": "myself"})


class Answer(NamedTuple):
    """Words to be read as if the speaker had said all of them: `first` is where his own begin."""

    words: list[Token]
    first: int


def answer_to(question: Tokens, reply: Tokens) -> Answer | None:
    """The reply as a whole sentence, if it is a bare answer to a question that is known."""
    frame = _frame_of(question)
    words = [token for token in reply if token.word not in ("it", "it's")]
    while words and (words[0].word in YES | {"well", "oh", "so", "um", ",", ".", "now", "currently", "-", "hmm", "in", "at", "to"} or not is_word(words[0])):
        words = words[1:]
    if words[:1] and words[0].word in ("is", "'s", "am"):
        words = words[1:]
    if frame is None or not words or words[0].word in NO or clauses(words[:6]):
        return None
    opening = [token._replace(start=words[0].start, end=words[0].start) for token in tokens(frame)]
    return Answer([*opening, *words], len(opening))


def _frame_of(question: Tokens) -> str | None:
    asked = [token.word for token in question if is_word(token) and token.word not in _PADDING]
    for start in range(len(asked)):
        for end in range(len(asked), start, -1):
            if frame := _FRAMES.get(tuple(asked[start:end])):
                return frame
    for at, word in enumerate(asked):
        if asked[at + 1 : at + 2] in (["is"], ["'s"], ["are"]) and word in ("what", "who", "which", "when") and asked[at + 2 : at + 3] == ["your"]:
            return f"my {' '.join(asked[at + 3 : at + 7])} is" if len(asked) > at + 3 else None
    return None


_PADDING = frozenset("now currently again these days then so and but oh by the way actually currently btw also still".split()) - {"the"}


def claims_of(sentence: Tokens) -> list[Token]:
    """What is claimed of "you", turned into what "you" would say: "You live in Lisbon, right?" to "I live in Lisbon"."""
    words = [token for token in sentence if token.word not in ("right", "correct")]
    words = _without_opening(words)
    if len(words) > 2 and words[0].word in AUXILIARIES and words[1].word == "you":
        words = [words[1], *([] if words[0].word in ("do", "did") and words[2].word not in ("not",) else [words[0]]), *words[2:]]
        words = [*words[:1], *(_past(words[1:]) if sentence_asks_past(sentence) else words[1:])]
    if not any(token.word in ("you", "your") for token in words):
        return []
    mirrored = [token._replace(word=_MIRROR.get(token.word, token.word).lower()) for token in words]
    return [token for token in mirrored if token.word not in ("?",)]


def sentence_asks_past(sentence: Tokens) -> bool:
    """Whether it asks "did you …"."""
    return any(token.word == "did" for token in sentence[:3])


def _past(words: list[Token]) -> list[Token]:
    first = words[0]
    return [first._replace(word="did"), *words]


def _without_opening(words: list[Token]) -> list[Token]:
    """Without "so", "wait" and "if I remember right,"."""
    opened = [token.word for token in words[:8]]
    if opened[:3] == ["if", "i", "remember"] or opened[:4] == ["if", "i", "am", "not"] or opened[:3] == ["as", "i", "recall"]:
        comma = next((n for n, word in enumerate(opened) if word in (",", "you", "your")), 0)
        words = words[comma + int(words[comma].word == ",") :]
    while words and (words[0].word in ("so", "and", "oh", "ah", "wait", "ok", "okay", "but", "since", "because", "remember", "well") or not is_word(words[0])):
        words = words[1:]
    return words


def says_yes(sentence: Tokens) -> bool:
    """Whether it begins with a yes: "yes exactly", "that's right", "correct"."""
    words = [token.word for token in sentence if is_word(token)][:4]
    return bool(words) and (words[0] in YES or words[:3] in (["that", "is", "right"], ["that", "'s", "right"], ["that", "is", "correct"],
                                                             ["that", "'s", "correct"], ["you", "are", "right"], ["you", "got", "it"]))  # fmt: skip


def says_no(sentence: Tokens) -> bool:
    """Whether it begins with a no."""
    words = [token.word for token in sentence if is_word(token)][:1]
    return bool(words) and words[0] in NO


_MISTAKE = (
    "i meant", "i mean", "my bad", "my mistake", "correction", "scratch that", "i misspoke", "i misread", "i was wrong", "typo",
    "i got it wrong", "i mixed up", "i mixed", "mixed up", "got wrong", "make that", "not what i meant", "i made a mistake", "i said wrong",
    "that was wrong", "that is wrong", "that 's wrong", "you got wrong", "wrong ,", "i confused", "oops", "whoops", "sorry ,", "sorry not",
    "sorry it", "actually ,", "actually it", "actually no", "no wait", "wait no", "wait ,", "no , it", "no ,", "no it", "nope ,", "got the", "oh god",
    "i have to correct", "let me correct", "to correct", "misremembered", "i told you wrong", "i wrote", "should be", "should have said",
    "i typed", "autocorrect", "i should correct", "not quite", "slip of", "turns out it", "got that wrong", "had it wrong", "wasn ' t", "mistyped",
)  # fmt: skip
_MISTAKES: tuple[tuple[str, ...], ...] = tuple(tuple(cue.split()) for cue in _MISTAKE)


def owns_mistake(sentence: Tokens) -> bool:
    """Whether the speaker says that something said before was wrong."""
    words = [token.word for token in sentence]
    if words[:1] == ["*"] and len(words) > 1:
        return True
    return any(tuple(words[at : at + len(cue)]) == cue for cue in _MISTAKES for at in range(len(words)) if cue[0] == words[at] and _fits(cue, words, at))


def _fits(cue: tuple[str, ...], words: list[str], at: int) -> bool:
    if cue == ("got", "the"):
        return "wrong" in words[at : at + 8]
    if cue[0] in ("no", "nope", "sorry", "wait", "actually", "oops", "whoops", "wrong", "oh"):
        return at <= 2 and not (cue == ("oh", "god") and "not" not in words)
    return cue not in (("should", "be"), ("i", "wrote")) or "not" in words


class Swap(NamedTuple):
    """A value put right: `right` in the place of `wrong` (empty if it is not said)."""

    right: Tokens
    wrong: Tokens


def swaps(sentence: Tokens) -> Iterator[Swap]:
    """ "Lisbon, not Porto", "not Porto, Lisbon", "it's X not Y", "I meant X", "*X": the bare value put right."""
    words = [token.word for token in sentence]
    pieces = _pieces(sentence)
    for n, piece in enumerate(pieces):
        if piece[0].word == "not" and len(piece) > 1:
            wrong = _bare(piece[1:])
            after = _bare(pieces[n + 1]) if n + 1 < len(pieces) else []
            before = _bare(pieces[n - 1]) if n else []
            if right := (before or after if n else after):
                yield Swap(right, wrong)
                return
    for cue in (("i", "meant"), ("i", "mean"), ("make", "that"), ("actually", "it", "is"), ("actually", "it", "'s"), ("it", "is"), ("it", "'s"), ("actually",), ("correction", ":"), ("sorry", ","), ("sorry",), ("*",), ("oops", ","), ("typo", ":"), ("should", "be"), ("no", ",")):  # fmt: skip
        for at in range(len(words)):
            if tuple(words[at : at + len(cue)]) == cue:
                rest = sentence[at + len(cue) :]
                value = _bare(_pieces(rest)[0]) if rest and _pieces(rest) else []
                if value and not clauses(value):
                    yield Swap(value, [])
                    return


def _pieces(sentence: Tokens) -> list[list[Token]]:
    """The sentence cut at commas, dashes, brackets, stops and before "not"."""
    found: list[list[Token]] = [[]]
    for token in sentence:
        if token.word in (",", ".", "!", "?", ";", ":", "-", "–", "—", "(", ")", "*", "but", "and", "…") or not (is_word(token) or token.word[0] in "$€£+"):
            found.append([])
        elif token.word == "not" and found[-1]:
            found.append([token])
        else:
            found[-1].append(token)
    return [piece for piece in found if piece]


def _bare(piece: Tokens) -> list[Token]:
    """The value of a piece without what leads to it: "no it's Lisbon" to "Lisbon"."""
    words = list(piece)
    while words and (words[0].word in _LEADING or words[0].word in ("it", "is", "'s", "was", "am")):
        words = words[1:]
    if any(t.word in AUXILIARIES or t.word == "'s" for t in words):
        cut = max(n for n, t in enumerate(words) if t.word in AUXILIARIES or t.word == "'s")
        words = words[cut + 1 :]
    while words and (words[0].word in _LEADING or (words[0].word in FUNCTION_WORDS and words[0].text.islower())):
        words = words[1:]
    while words and words[-1].word in ("sorry", "actually", "though", "btw", "now", "instead", "lol", "haha", "please", "then", "too"):
        words = words[:-1]
    return words if len(words) <= 6 else []


_LEADING = frozenset("no nope sorry oops actually i meant mean wait oh god ah well correction make that it's its typo whoops my bad ugh argh haha lol".split())

_RETRACT = (
    "forget what i said about", "forget what i told you about", "forget about", "forget that", "forget it", "forget what i said", "scratch that", "ignore that",
    "ignore what i said about", "ignore what i said", "ignore what i told you about", "disregard what i said about", "disregard that", "disregard", "never mind about", "nevermind about",
    "never mind the", "nevermind the", "take back what i told you about", "take back what i said about", "i take back", "i take that back", "take that back", "delete that", "delete what i said about",
    "strike that", "remove that", "forget the thing about", "forget the", "scrap that", "scrap the", "cancel that", "don't remember", "unsay", "please forget", "forget my", "forget i said", "forget i ever said",
    "forget i told you", "forget i mentioned", "forget everything about", "erase what i said about", "erase", "drop the thing about", "i was joking about", "i was kidding about", "just kidding about", "i made that up",
    "remove what i said about", "delete the note about", "delete", "forget all that about", "do not remember", "was a joke", "i was joking", "i was only joking", "i was kidding", "i was just kidding", "that was a lie",
)  # fmt: skip
_RETRACTIONS: tuple[tuple[str, ...], ...] = tuple(sorted((tuple(cue.split()) for cue in _RETRACT), key=len, reverse=True))


def taken_back(sentence: Tokens) -> list[Token] | None:
    """The words that name what is taken back; empty for the last thing said, None if nothing is."""
    words = [token.word for token in sentence]
    for cue in _RETRACTIONS:
        for at in range(len(words) - len(cue) + 1):
            if tuple(words[at : at + len(cue)]) == cue and not any(w in ("not", "never", "cannot") for w in words[max(at - 3, 0) : at]):
                rest = list(sentence[at + len(cue) :])
                stop = next((n for n, token in enumerate(rest) if token.word in (",", ".", "!", "?", ";", ":", "-", "—", "–", "because", "i", "please")), len(rest))
                return [token for token in rest[:stop] if token.word not in FUNCTION_WORDS]
    return None
