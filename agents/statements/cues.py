"""How speakers put right and take back what they have said: the phrases, and the values they name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from memos.agents.statements.clauses import clauses
from memos.agents.statements.nouns import FUNCTION_WORDS, is_word
from memos.agents.statements.verbs import AUXILIARIES
from memos.agents.statements.words import Token, Tokens

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
    return any(
        tuple(words[at : at + len(cue)]) == cue
        for cue in _MISTAKES
        for at in range(len(words))
        if cue[0] == words[at] and _fits(cue, words, at)
    )


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


LEADS_TO_THE_VALUE: tuple[tuple[str, ...], ...] = (
    ("i", "meant"), ("i", "mean"), ("make", "that"), ("actually", "it", "is"), ("actually", "it", "'s"), ("it", "is"), ("it", "'s"),
    ("actually",), ("correction", ":"), ("sorry", ","), ("sorry",), ("*",), ("oops", ","), ("typo", ":"), ("should", "be"), ("no", ","),
)  # fmt: skip
"""What stands before a bare value that puts another right."""
SHORT = 16
"""A correction without the wrong value is short: so many words at most."""


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
    for cue in LEADS_TO_THE_VALUE if len(sentence) <= SHORT else ():
        for at in range(len(words)):
            fresh = at == 0 or words[at - 1] in (
                "no",
                "sorry",
                "actually",
                "oops",
                ",",
                ".",
                "-",
                "wait",
                "and",
                "but",
                ":",
                "well",
                "god",
            )
            if tuple(words[at : at + len(cue)]) == cue and (fresh or cue == ("should", "be")):
                rest = sentence[at + len(cue) :]
                value = _bare(_pieces(rest)[0]) if rest and _pieces(rest) else []
                if value and not clauses(value):
                    yield Swap(value, [])
                    return


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


def _bare(piece: Tokens) -> list[Token]:
    """The value of a piece without what leads to it: "no it's Lisbon" to "Lisbon"."""
    words = list(piece)
    while words and (words[0].word in _LEADING or words[0].word in ("it", "is", "'s", "was", "am")):
        words = words[1:]
    verbs = [n for n, t in enumerate(words) if (t.word in AUXILIARIES and t.text != "May") or t.word == "'s"]
    if verbs:
        said = verbs[0]
        if any(
            t.word not in ("it", "that", "this", "its", "the", "name", "number", "date", "one") for t in words[:said]
        ):
            return []
        words = words[verbs[-1] + 1 :]
    while words and (words[0].word in _LEADING or (words[0].word in FUNCTION_WORDS and words[0].text.islower())):
        words = words[1:]
    while words and words[-1].word in (
        "sorry",
        "actually",
        "though",
        "btw",
        "now",
        "instead",
        "lol",
        "haha",
        "please",
        "then",
        "too",
    ):
        words = words[:-1]
    return words if len(words) <= 6 else []


_LEADING = frozenset(
    "no nope sorry oops actually i meant mean wait oh god ah well correction make that it's its typo whoops my bad ugh argh haha lol misspoke mistyped misremembered misread messed up".split()
)

_RETRACT = (
    "forget what i said about", "forget what i told you about", "forget about", "forget that", "forget what i said", "scratch that", "ignore that",
    "ignore what i said about", "ignore what i said", "ignore what i told you about", "disregard what i said about", "disregard that", "disregard", "never mind about", "nevermind about",
    "never mind the", "nevermind the", "take back what i told you about", "take back what i said about", "i take back", "i take that back", "take that back", "delete that", "delete what i said about",
    "strike that", "remove that", "forget the thing about", "forget the", "scrap that", "scrap the", "cancel that", "don't remember", "unsay", "please forget", "forget my", "forget i said", "forget i ever said",
    "forget i told you", "forget i mentioned", "forget everything about", "erase what i said about", "erase", "drop the thing about", "i was joking about", "i was kidding about", "just kidding about", "i made that up",
    "remove what i said about", "delete the note about", "delete", "forget all that about", "do not remember", "was a joke", "i was joking", "i was only joking", "i was kidding", "i was just kidding", "that was a lie",
)  # fmt: skip
_RETRACTIONS: tuple[tuple[str, ...], ...] = tuple(
    sorted((tuple(cue.split()) for cue in _RETRACT), key=len, reverse=True)
)


def _only_spoken_of(words: list[str], at: int) -> bool:
    """ "Don't forget it", "did you forget that", "I forget it": nothing is taken back."""
    before = words[max(at - 3, 0) : at]
    asked = before[-1:] in (["you"], ["i"], ["we"], ["they"]) and not {"can", "could", "will", "would", "please"} & set(
        before
    )
    return bool({"not", "never"} & set(before)) or (asked and words[at] != "take" and words[at : at + 1] != ["i"])


def taken_back(sentence: Tokens) -> list[Token] | None:
    """The words that name what is taken back; empty for the last thing said, None if nothing is."""
    words = [token.word for token in sentence]
    for cue in _RETRACTIONS:
        for at in range(len(words) - len(cue) + 1):
            if tuple(words[at : at + len(cue)]) == cue and not _only_spoken_of(words, at):
                rest = list(sentence[at + len(cue) :])
                stop = next(
                    (
                        n
                        for n, token in enumerate(rest)
                        if token.word in (",", ".", "!", "?", ";", ":", "-", "—", "–", "because", "i", "please")
                    ),
                    len(rest),
                )
                return [token for token in rest[:stop] if token.word not in FUNCTION_WORDS]
    return None
