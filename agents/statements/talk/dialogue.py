"""What an utterance does with the one before: answers its question, confirms what it claims."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from memos.agents.statements.grammar.clauses import clauses
from memos.agents.statements.grammar.nouns import is_word
from memos.agents.statements.grammar.verbs import AUXILIARIES
from memos.agents.statements.grammar.words import Token, Tokens, tokens

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
_MIRROR: Mapping[str, str] = MappingProxyType(
    {"you": "I", "your": "my", "are": "am", "yours": "mine", "were": "was", "yourself": "myself"}
)


OPENINGS: Mapping[str, str] = MappingProxyType({"move": "I moved to", "relocate": "I moved to"})
"""A verb that leaves its value to the next sentence ("We've moved! Braga now"), and how that sentence begins."""


def opening_verb(sentence: Tokens) -> str:
    """The verb of a sentence in which the speaker says that something has changed, but not yet to what."""
    said = clauses(sentence)
    last = said[-1] if said else None
    if last is None or last.subject.being != "speaker" or last.rest or last.mood != "statement" or last.verb.negated:
        return ""
    return last.verb.lemma if last.verb.tense == "past" or last.verb.perfect else ""


class Answer(NamedTuple):
    """Words to be read as if the speaker had said all of them: `first` is where his own begin."""

    words: list[Token]
    first: int


def answer_to(question: Tokens, reply: Tokens) -> Answer | None:
    """The reply as a whole sentence, if it is a bare answer to a question that is known."""
    frame = _frame_of(question)
    return completed(frame, reply) if frame else None


def completed(frame: str, reply: Tokens) -> Answer | None:
    """The reply behind the beginning of a sentence, if it is no sentence of its own."""
    words = [token for token in reply if token.word not in ("it", "it's")]
    while words and (
        words[0].word
        in YES
        | {
            "well",
            "oh",
            "so",
            "um",
            ",",
            ".",
            "now",
            "currently",
            "-",
            "hmm",
            "in",
            "at",
            "to",
            "just",
            "only",
            "mostly",
        }
        or not is_word(words[0])
    ):
        words = words[1:]
    if words[:1] and words[0].word in ("is", "'s", "am"):
        words = words[1:]
    if not words or words[0].word in NO or clauses(words[:6]):
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
        if (
            asked[at + 1 : at + 2] in (["is"], ["'s"], ["are"])
            and word in ("what", "who", "which", "when")
            and asked[at + 2 : at + 3] == ["your"]
        ):
            return f"my {' '.join(asked[at + 3 : at + 7])} is".replace(" 's", "'s") if len(asked) > at + 3 else None
    return None


_PADDING = frozenset(
    "now currently again these days then so and but oh by the way actually currently btw also still".split()
) - {"the"}


def claims_of(sentence: Tokens) -> list[Token]:
    """What is claimed of "you", turned into what "you" would say: "You live in Lisbon, right?" to "I live in Lisbon"."""
    words = [token for token in sentence if token.word not in ("right", "correct")]
    words = _without_opening(words)
    if len(words) > 2 and words[0].word in AUXILIARIES and words[1].word == "you":
        words = [
            words[1],
            *([] if words[0].word in ("do", "did") and words[2].word != "not" else [words[0]]),
            *words[2:],
        ]
        words = [*words[:1], *(_past(words[1:]) if sentence_asks_past(sentence) else words[1:])]
    if not any(token.word in ("you", "your") for token in words):
        return []
    mirrored = [token._replace(word=_MIRROR.get(token.word, token.word).lower()) for token in words]
    return [token for token in mirrored if token.word != "?"]


def sentence_asks_past(sentence: Tokens) -> bool:
    """Whether it asks "did you …"."""
    return any(token.word == "did" for token in sentence[:3])


def _past(words: list[Token]) -> list[Token]:
    first = words[0]
    return [first._replace(word="did"), *words]


def _without_opening(words: list[Token]) -> list[Token]:
    """Without "so", "wait" and "if I remember right,"."""
    opened = [token.word for token in words[:8]]
    if (
        opened[:3] == ["if", "i", "remember"]
        or opened[:4] == ["if", "i", "am", "not"]
        or opened[:3] == ["as", "i", "recall"]
    ):
        comma = next((n for n, word in enumerate(opened) if word in (",", "you", "your")), 0)
        words = words[comma + int(words[comma].word == ",") :]
    while words and (
        words[0].word in ("so", "and", "oh", "ah", "wait", "ok", "okay", "but", "since", "because", "remember", "well")
        or not is_word(words[0])
    ):
        words = words[1:]
    return words


_SO_I_AM = tuple([person, verb] for person in ("i", "we") for verb in ("am", "are", "do", "have", "did", "was"))
"""Short answers that say yes: "I am, yes.", "We do." """


def says_yes(sentence: Tokens) -> bool:
    """Whether it begins with a yes: "yes exactly", "that's right", "correct"."""
    words = [token.word for token in sentence if is_word(token)][:4]
    if words[:2] in _SO_I_AM and len(sentence) <= 6 and "not" not in words:
        return True
    return bool(words) and (words[0] in YES or words[:3] in (["that", "is", "right"], ["that", "'s", "right"], ["that", "is", "correct"],
                                                             ["that", "'s", "correct"], ["you", "are", "right"], ["you", "got", "it"]))  # fmt: skip


_NO_LONGER = (
    "not any more", "no longer", "not since", "not now", "i stopped", "i quit", "i gave it up", "i have stopped", "i have quit", "i gave that up", "that 's over", "that is over",
    "not for a while", "not lately", "i used to", "that was before", "not these days", "no more", "those days are over", "i do not any more",
)  # fmt: skip
_PARTINGS = tuple(tuple(cue.split()) for cue in _NO_LONGER)


def says_no_longer(sentence: Tokens) -> bool:
    """Whether it begins with saying that something is so no longer: "not any more", "no, I stopped in May"."""
    words = [token.word for token in sentence if is_word(token)]
    words = words[1:] if words[:1] and words[0] in NO | {"well", "actually", "oh", "sorry"} else words
    return any(tuple(words[: len(cue)]) == cue for cue in _PARTINGS)


_ECHOES = tuple(
    tuple(cue.split())
    for cue in "same here|same for me|me too|so am i|so do i|so have i|so did i|so was i|likewise|ditto|me neither|neither do i|neither am i|nor do i|as am i|as do i|i do too|i am too|i have too|i do as well|i am as well".split(
        "|"
    )
)
"""What says of oneself what another has just said of himself."""


def echoes(sentence: Tokens) -> bool:
    """Whether it begins by saying that the same is so of the speaker."""
    words = [token.word for token in sentence if is_word(token)]
    while words and words[0] in ("and", "oh", "haha", "ha", "well", "yes", "yeah", "wow", "lol"):
        words = words[1:]
    return any(tuple(words[: len(cue)]) == cue for cue in _ECHOES)


_NOT_QUITE = tuple(
    tuple(cue.split())
    for cue in "not quite|not exactly|not really|almost|nearly|close|wrong|that is wrong|that 's wrong|that is not right|that 's not right|actually".split(
        "|"
    )
)
"""How a correction of what another has said begins, besides a no."""


_AGREEING = frozenset("right correct exactly true indeed yep yes".split())
_WITH_IT = frozenset(
    "that it is 's you are got i am do have spot on quite absolutely totally yeah of course well oh ha haha still all".split()
)


def confirms(sentence: Tokens) -> bool:
    """Whether it agrees in so many words, to what was no question either: "that's right", "exactly", "correct"."""
    words = [token.word for token in sentence if is_word(token)]
    return says_yes(sentence) and bool(_AGREEING & set(words)) and set(words) <= _AGREEING | _WITH_IT


def answer_instead(sentence: Tokens) -> list[Token]:
    """The bare value behind a no: "Mira" of "No, Mira"; none if there is more."""
    words = list(sentence)
    nearly = next((cue for cue in _NOT_QUITE if tuple(token.word for token in words[: len(cue)]) == cue), ())
    if not words or not (nearly or words[0].word in NO):
        return []
    words = words[max(len(nearly) - 1, 0) :]
    value = [
        token
        for token in words[1:]
        if is_word(token) and token.word not in ("it", "'s", "is", "that", "actually", "her", "his", "she", "he")
    ]
    return value if 0 < len(value) <= 3 and not clauses(value) else []
