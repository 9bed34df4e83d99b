"""A sentence as a list of words: contractions taken apart, informal spellings made plain, every word keeping its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

MAX_SENTENCE = 800
"""Sentences with more characters are not read: they are pasted text, not talk."""


class Token(NamedTuple):
    """A word in plain form (lower case), as it was written, and where it stands in the message."""

    word: str
    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it is written like a name."""
        return self.text[:1].isupper()


Tokens = Sequence[Token]

_MARKS = "\u0300-\u036f"
"""Accents written behind their letter, as macOS does in the names of files: they are part of the word."""
_WORD = re.compile(
    r"(?:Dr|Mr|Mrs|Ms|Prof|St)\.|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,4}"  # an address is one word
    r"|(?<![\w])R\d[\d.,]{0,30}\w{0,8}|[$€£¥₹₦]\s?\d[\d.,:/]{0,30}\w{0,8}|\+?\(?\d[\d.,:/()-]{0,30}\w{0,8}%?"  # so are amounts, times and numbers
    rf"|\w[\w{_MARKS}]{{0,63}}(?:['’\-&]\w[\w{_MARKS}]{{0,63}}){{0,8}}|\S"
)
_TITLES = frozenset({"Dr.", "Mr.", "Mrs.", "Ms.", "Prof.", "St."})
_TRAILING = ".,:/-("
_CLITICS = {"m": "am", "re": "are", "ve": "have", "ll": "will", "d": "'d", "s": "'s"}
_SPELLED = {
    "im": "i am", "ive": "i have", "dont": "do not", "doesnt": "does not", "didnt": "did not", "cant": "can not",
    "cannot": "can not", "wont": "will not", "isnt": "is not", "arent": "are not", "wasnt": "was not",
    "werent": "were not", "havent": "have not", "hasnt": "has not", "wouldnt": "would not", "couldnt": "could not",
    "thats": "that is", "theres": "there is", "shes": "she is", "hes": "he is", "theyre": "they are", "youre": "you are",
    "whats": "what is", "wheres": "where is", "weve": "we have", "theyve": "they have", "youve": "you have",
    "gonna": "going to", "wanna": "want to", "gotta": "have to", "u": "you", "ur": "your", "bc": "because",
    "cos": "because", "cuz": "because", "coz": "because", "&": "and", "nd": "and", "anymore": "any more", "lets": "let us",
    "ya": "you", "favourite": "favorite", "colour": "color", "mom's": "mom 's", "lotsa": "lots of", "kinda": "rather",
    "'m": "am", "til": "until", "till": "until", "nowadays": "now", "w/": "with", "abt": "about", "rn": "now",
    "dunno": "do not know", "lemme": "let me", "gimme": "give me", "e-mail": "email", "bday": "birthday", "finna": "going to",
}  # fmt: skip


_EMPHASIS = re.compile(r"(?<![\w*])\*{1,2}(?=[^\s*])[^*\n]{1,160}(?<=[^\s*])\*{1,2}(?![\w*])")


def tokens(text: str, offset: int = 0) -> list[Token]:
    """The words of a piece of text that begins at `offset` of its message. Stars around words that are stressed are no words."""
    plain = _EMPHASIS.sub(lambda match: match[0].replace("*", " "), text) if "*" in text else text
    return [token for match in _WORD.finditer(plain) for token in _plain(match[0], offset + match.start())]


def _plain(text: str, start: int) -> Iterator[Token]:
    if len(text) > 1 and text[-1] in _TRAILING and text not in _TITLES:
        bare = text.rstrip(_TRAILING)
        yield from _plain(bare, start) if bare else ()
        yield from (Token(mark, mark, start + n, start + n + 1) for n, mark in enumerate(text) if n >= len(bare))
        return
    word = text.lower().replace("’", "'")
    if word.endswith("n't") and len(word) > 3:
        base = {"ca": "can", "wo": "will", "ai": "am"}.get(word[:-3], word[:-3])
        yield Token(base, text[:-3], start, start + len(text) - 3)
        yield Token("not", text[-3:], start + len(text) - 3, start + len(text))
        return
    head, mark, tail = word.rpartition("'")
    if mark and head and tail in _CLITICS:
        yield from _plain(text[: len(head)], start)
        yield Token(_CLITICS[tail], text[len(head) :], start + len(head), start + len(text))
        return
    spelled = _SPELLED.get(word)
    if text in ("IT", "US"):
        word = text  # not the pronouns
    if spelled is None:
        yield Token(word, text, start, start + len(text))
        return
    for part in spelled.split():  # one written word, several plain ones: they share its place
        yield Token(part, text, start, start + len(text))


def written(content: str, words: Tokens) -> str:
    """What the message says between the first and the last of these words."""
    return content[words[0].start : words[-1].end] if words else ""


_IRREGULAR = {
    "have": "has had had having", "do": "does did done doing", "go": "goes went gone going",
    "get": "gets got gotten getting", "buy": "buys bought bought buying", "sell": "sells sold sold selling",
    "leave": "leaves left left leaving", "lose": "loses lost lost losing", "move": "moves moved moved moving",
    "drive": "drives drove driven driving", "ride": "rides rode ridden riding", "write": "writes wrote written writing",
    "rewrite": "rewrites rewrote rewritten rewriting", "rebuild": "rebuilds rebuilt rebuilt rebuilding", "rip": "rips ripped ripped ripping",
    "teach": "teaches taught taught teaching", "learn": "learns learned|learnt learned|learnt learning",
    "speak": "speaks spoke spoken speaking", "grow": "grows grew grown growing", "eat": "eats ate eaten eating",
    "drink": "drinks drank drunk drinking", "sleep": "sleeps slept slept sleeping", "keep": "keeps kept kept keeping",
    "run": "runs ran run running", "swim": "swims swam swum swimming", "quit": "quits quit|quitted quit quitting",
    "give": "gives gave given giving", "take": "takes took taken taking", "make": "makes made made making",
    "begin": "begins began begun beginning", "become": "becomes became become becoming", "break": "breaks broke broken breaking",
    "bring": "brings brought brought bringing", "build": "builds built built building", "opt": "opts opted opted opting", "choose": "chooses chose chosen choosing",
    "come": "comes came come coming", "cut": "cuts cut cut cutting", "feel": "feels felt felt feeling", "find": "finds found found finding",
    "fly": "flies flew flown flying", "hear": "hears heard heard hearing", "know": "knows knew known knowing",
    "hold": "holds held held holding", "mean": "means meant meant meaning", "meet": "meets met met meeting",
    "pay": "pays paid paid paying", "put": "puts put put putting", "read": "reads read read reading", "say": "says said said saying",
    "see": "sees saw seen seeing", "send": "sends sent sent sending", "set": "sets set set setting", "sing": "sings sang sung singing",
    "spend": "spends spent spent spending", "stand": "stands stood stood standing", "stick": "sticks stuck stuck sticking", "deal": "deals dealt dealt dealing", "tell": "tells told told telling",
    "think": "thinks thought thought thinking", "wake": "wakes woke woken waking", "wear": "wears wore worn wearing",
    "win": "wins won won winning", "die": "dies died died dying", "split": "splits split split splitting", "bear": "bears bore born bearing",
    "shift": "shifts shifted shifted shifting", "understand": "understands understood understood understanding", "let": "lets let let letting",
    "sit": "sits sat sat sitting", "draw": "draws drew drawn drawing", "throw": "throws threw thrown throwing", "forget": "forgets forgot forgotten forgetting",
    "step": "steps stepped stepped stepping", "stop": "stops stopped stopped stopping", "drop": "drops dropped dropped dropping", "plan": "plans planned planned planning",
    "swap": "swaps swapped swapped swapping", "slip": "slips slipped slipped slipping", "bump": "bumps bumped bumped bumping",
    "prefer": "prefers preferred preferred preferring", "travel": "travels traveled|travelled traveled|travelled traveling|travelling",
    "transfer": "transfers transferred transferred transferring", "study": "studies studied studied studying", "jog": "jogs jogged jogged jogging",
    "rent": "rents rented rented renting", "date": "dates dated dated dating", "cost": "costs cost cost costing", "wed": "weds wed wed wedding",
    "rise": "rises rose risen rising", "fall": "falls fell fallen falling", "lead": "leads led led leading", "lay": "lays laid laid laying",
    "catch": "catches caught caught catching", "fight": "fights fought fought fighting", "feed": "feeds fed fed feeding",
    "steal": "steals stole stolen stealing", "swear": "swears swore sworn swearing", "hit": "hits hit hit hitting", "bet": "bets bet bet betting",
    "hurt": "hurts hurt hurt hurting", "tear": "tears tore torn tearing", "commit": "commits committed committed committing",
    "ban": "bans banned banned banning", "chat": "chats chatted chatted chatting", "knit": "knits knitted knitted knitting",
    "hike": "hikes hiked hiked hiking", "seek": "seeks sought sought seeking", "knead": "kneads kneaded kneaded kneading", "lie": "lies lay lain lying",
    "upset": "upsets upset upset upsetting", "rob": "robs robbed robbed robbing", "wrap": "wraps wrapped wrapped wrapping",
    "practise": "practises practised practised practising", "show": "shows showed shown showing", "start": "starts started started starting",
    "cancel": "cancels cancelled|canceled cancelled|canceled cancelling|canceling", "refer": "refers referred referred referring",
    "outgrow": "outgrows outgrew outgrown outgrowing", "beat": "beats beat beaten beating", "swell": "swells swelled swollen swelling",
    "adopt": "adopts adopted adopted adopting", "call": "calls called called calling", "ditch": "ditches ditched ditched ditching",
}  # fmt: skip


class Form(NamedTuple):
    """A verb's dictionary form and which of its forms a word is: base, s, past, part or ing."""

    lemma: str
    tense: str


def _regular(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        return f"{lemma}es {lemma}ed {lemma}ed {lemma}ing"
    if lemma.endswith("e"):
        return f"{lemma}s {lemma}d {lemma}d {lemma[:-1]}ing"
    if lemma.endswith("y") and lemma[-2:-1] not in tuple("aeiou"):
        return f"{lemma[:-1]}ies {lemma[:-1]}ied {lemma[:-1]}ied {lemma}ing"
    return f"{lemma}s {lemma}ed {lemma}ed {lemma}ing"


def inflect(lemma: str) -> dict[str, str]:
    """The forms of a verb by tense; several spellings are joined by a bar."""
    forms = _IRREGULAR.get(lemma, _regular(lemma)).split()
    return dict(zip(("s", "past", "part", "ing"), forms, strict=True)) | {"base": lemma}


def third_person(lemma: str) -> str:
    """The form that follows a name."""
    return "is" if lemma == "be" else inflect(lemma)["s"]


def lexicon(lemmas: Iterator[str]) -> dict[str, tuple[Form, ...]]:
    """Every form of these verbs, with what it may be."""
    forms: dict[str, dict[Form, None]] = {}
    for lemma in lemmas:
        for tense, spellings in inflect(lemma).items():
            for spelling in spellings.split("|"):
                forms.setdefault(spelling, {})[Form(lemma, tense)] = None
    return {word: tuple(found) for word, found in forms.items()}
