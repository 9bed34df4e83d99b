"""Names of people, places, organisations and things: capitals in context, known names, and the words around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from memos.agents.lexicon import listed
from memos.agents.perceive.gazetteer import (
    ANIMALS,
    CAPITALS_ONLY,
    CITIES,
    COUNTRIES,
    GIVEN_NAMES,
    KIN,
    NAMED_KINDS,
    NATIONALITIES,
    NOT_NAMES,
    ORGANISATION_NOUNS,
    ORGANISATIONS,
    PLACE_NOUNS,
    PLACE_OPENERS,
    PLACES_FIRST,
    STARTERS,
    THINGS,
    TITLES,
    WORDS_TOO,
)
from memos.agents.perceive.tokens import Token, tokens_of
from memos.agents.perception import Mention, MentionType, Sentence

PARTICLES = listed("de da do dos del della di van von der den la le du al el bin ibn")
OPENING_MARKS = frozenset("\"'“‘*_([#-–—•:>~|¿¡")
GREETINGS = listed("hey hi hello dear thanks yo bye congrats sorry")
PERSON_VERBS = listed("told asked met meet miss invited married dating texted phoned hugged introduced thank marry")
WED = listed("married engaged wed")
SAYING = listed("said says told asked thinks thought wants loves likes hates texted phoned replied laughed")
LIVING = listed("lives called married moved")
WORK = listed("""
    work works worked working job intern interned internship employed hired career engineer manager position role
""")
WORKING = listed("at for with join joined joining")
STUDY = listed("study studies studied studying graduated enrolled degree student professor")
MOTION = listed("""
    move moved moving moves go going went goes travel traveled travelled traveling travelling trip trips flew fly
    flying flight flights drove drive driving relocate relocated relocating back come came coming return returned
    train bus heading head
""")
ORIGIN = listed("come comes came am i'm is are we're originally flight train flew moved back born")
VISITING = listed("visit visited visiting explore explored exploring leave leaving toured")
SKILL = listed("""
    written write writing code coding learn learned learning coded programming skilled fluent interested believe
    believes course lesson proficient app using
""")
NAMING = frozenset(("called", "named"))
LARGE_SHARE = 0.7
"""From this share of capitals on (the first word aside) a sentence is a heading or shouting."""
LONGEST_RUN = 6
"""How many words a name has at most."""


class Candidate(NamedTuple):
    """A name that was read. One that is not `sure` counts only if the same name stands for sure elsewhere in the exchange."""

    mention: Mention
    sure: bool


class Run(NamedTuple):
    """Tokens `first` to `stop` of a sentence, read as one name; `opening` if it begins the sentence."""

    tokens: tuple[Token, ...]
    first: int
    stop: int
    opening: bool

    @property
    def words(self) -> list[str]:
        """The folded words of the name, without a possessive ending."""
        return [token.word for token in self.tokens[self.first : self.stop]]

    @property
    def folded(self) -> str:
        """The name as the tables hold it."""
        return " ".join(word for word in self.words if word != ".").replace(" - ", "-")

    def before(self, back: int = 1) -> str:
        """The folded word so many places before the name; empty outside the sentence."""
        return self.tokens[self.first - back].low if self.first >= back else ""

    def after(self, ahead: int = 0) -> str:
        """The folded word so many places after the name; empty outside the sentence."""
        return self.tokens[self.stop + ahead].low if self.stop + ahead < len(self.tokens) else ""

    def lately(self, *wanted: frozenset[str]) -> bool:
        """Whether one of these words stands among the five before the name."""
        return any(token.low in words for token in self.tokens[max(self.first - 5, 0) : self.first] for words in wanted)


def names_in(sentence: Sentence, people: frozenset[str]) -> Iterator[Candidate]:
    """The names in a sentence; `people` are the folded names, and parts of names, of people already known."""
    tokens = tokens_of(sentence.text)
    if sentence.text.startswith("```"):
        return
    doubtful = _written_large(tokens)
    place = 0
    while place < len(tokens):
        run = _run_at(tokens, place)
        if run is None:
            if lower := _known_in_lower_case(tokens, place, people):
                yield Candidate(_mention(sentence, lower, _kind(lower, people)[0]), sure=True)
            place += 1
            continue
        place = run.stop
        trimmed = _trimmed(run, people)
        if trimmed and (found := _judged(sentence, trimmed, people, doubtful)):
            yield found


def _written_large(tokens: Sequence[Token]) -> bool:
    """Whether capitals tell nothing here: a heading or shouting."""
    words = [token.text for token in tokens if token.text[0].isalpha() and token.low != "i"]
    large = sum(1 for text in words[1:] if text[0].isupper())
    return len(words) >= 4 and large >= LARGE_SHARE * (len(words) - 1)


def _is_capital(token: Token, before: str = "") -> bool:
    """Whether a token can belong to a name. A month can be one's name ("Aunt May")."""
    if not token.text[0].isupper():
        return False
    person = token.word in GIVEN_NAMES and (before in TITLES or before in KIN)
    return person or (token.low not in NOT_NAMES and token.word not in NOT_NAMES)


def _run_at(tokens: tuple[Token, ...], place: int) -> Run | None:
    """The name that begins here: capitals, with particles, initials and hyphens between them."""
    if not _is_capital(tokens[place], tokens[place - 1].low if place else ""):
        return None
    stop = place + 1
    while stop < len(tokens) and stop - place < LONGEST_RUN and tokens[stop - 1].low == tokens[stop - 1].word:
        bridge = _bridge(tokens, place, stop)
        if bridge is None:
            break
        stop = bridge + 1
    return Run(tokens, place, stop, _opens(tokens, place))


def _bridge(tokens: Sequence[Token], first: int, place: int) -> int | None:
    """The place of the next capital of the same name, if there is one."""
    token, last = tokens[place], tokens[place - 1]
    if _is_capital(token, last.low):
        return place
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is None or not _is_capital(following):
        beyond = place + 2 < len(tokens) and _is_capital(tokens[place + 2])
        two = (token.low, following.low if following else "")
        joined = two == ("of", "the") or (token.low in PARTICLES and two[1] in PARTICLES)
        return place + 2 if beyond and joined else None
    glued = last.end == token.start and token.end == following.start
    if token.low in PARTICLES or (token.text == "-" and glued) or token.text == "&":
        return place + 1
    if token.text == "." and last.end == token.start:
        return place + 1 if len(last.text) == 1 or last.low in TITLES or last.low == "st" else None
    if token.low == "of" and last.word not in GIVEN_NAMES and tokens[first].low not in STARTERS:
        return place + 1
    return None


def _opens(tokens: Sequence[Token], place: int) -> bool:
    """Whether a capital is due here anyway: nothing but marks before it, or a mark that begins anew."""
    if place and tokens[place - 1].text in '"“‘:([—–*|>':
        return True
    return all(token.text in OPENING_MARKS for token in tokens[max(place - 6, 0) : place]) and place <= 6


def _trimmed(run: Run, people: frozenset[str]) -> Run | None:
    """The name without a word in front that only begins the sentence ("Yesterday Maya …")."""
    if run.folded in people or _in_tables(run):
        return run
    while run.first < run.stop:
        first = run.tokens[run.first]
        single = run.stop - run.first == 1
        idle = first.low in STARTERS and (run.opening or single or first.low == "the")
        verbal = run.opening and not single and len(first.low) > 4 and first.low.endswith(("ing", "ed", "ly"))
        joint = first.low in PARTICLES or first.low in ("of", "&", "-", ".")
        if not ((idle and first.low not in people) or (verbal and first.word not in GIVEN_NAMES) or joint):
            break
        run = run._replace(first=run.first + 1, opening=run.opening and first.low in ("-", "&"))
    return run if run.first < run.stop else None


def _in_tables(run: Run) -> bool:
    folded = run.folded
    if folded in CAPITALS_ONLY:
        return run.tokens[run.first].text.isupper()
    return folded in CITIES or folded in COUNTRIES or folded in ORGANISATIONS


def _known_in_lower_case(tokens: tuple[Token, ...], place: int, people: frozenset[str]) -> Run | None:
    """A known person's name, or a given name after "called", that was written small."""
    word = tokens[place].word
    if len(word) < 3 or not word[0].isalpha() or word in WORDS_TOO or word in STARTERS:
        return None
    named = place > 0 and tokens[place - 1].low in NAMING and word in GIVEN_NAMES
    return Run(tokens, place, place + 1, opening=False) if word in people or named else None


def _judged(sentence: Sentence, run: Run, people: frozenset[str], doubtful: bool) -> Candidate | None:
    """What kind of name it is and whether it is one at all."""
    words = run.words
    if all(word in NATIONALITIES or word in TITLES or word in KIN for word in words) and run.folded not in people:
        return None
    lone = run.stop - run.first == 1
    small = run.folded in CAPITALS_ONLY and not _in_tables(run)
    if (lone and len(words[0]) == 1) or small or words[:2] == ["new", "year"]:
        return None
    kind, told = _kind(run, people)
    recognised = _is_person(words, people) if kind == "person" else kind != "thing" and _in_tables(run)
    if (doubtful or _is_label(run)) and not recognised:
        return None
    idle = run.opening and lone and not told
    if idle and words[0] in WORDS_TOO and run.folded not in people:
        return None
    explained = run.after() in ("is", "was") and run.after(1) in ("my", "our", "a")
    return Candidate(_mention(sentence, run, kind), not idle or recognised or explained)


def _is_label(run: Run) -> bool:
    """Whether it only heads what follows ("Drive Time: …", "**Goal:** …")."""
    marks = [run.after(ahead) for ahead in range(4)]
    return run.opening and ":" in marks and all(mark in (":", "*", "_", ")") for mark in marks[: marks.index(":")])


def _is_person(words: Sequence[str], people: frozenset[str]) -> bool:
    return words[0] in GIVEN_NAMES or words[0] in TITLES or " ".join(words) in people or words[0] in people


def _kind(run: Run, people: frozenset[str]) -> tuple[MentionType, bool]:
    """The type of a name, and whether the words in and around it told so (the tables know the rest)."""
    told = _by_words(run, people)
    return (told, True) if told else (_by_tables(run, people), False)


def _by_words(run: Run, people: frozenset[str]) -> MentionType | None:
    words = run.words
    titled = words[0] in TITLES and len(words) > 1 and words[1] != "of"
    if titled or run.before() in TITLES or run.folded in people:
        return "person"
    noun = (_by_noun(words) if len(words) > 1 else None) or _by_noun_before(run)
    if noun:
        return noun
    kind = _by_surroundings(run)
    if kind != "place" or run.folded in COUNTRIES or run.folded in CITIES:
        return kind
    if run.folded in ORGANISATIONS and _in_tables(run):
        return "organisation"
    return None if _is_person(words, people) else kind


def _by_noun_before(run: Run) -> MentionType | None:
    """The noun that a name explains: "my sister Maya", "our dog, Rex", "a startup called Zeta"."""
    before = run.before(2) if run.before() == "," else run.before()
    if before in NAMING:
        nouns = [token.low for token in reversed(run.tokens[max(run.first - 5, 0) : run.first])]
        told = next((noun for noun in nouns if noun in ANIMALS or noun in KIN or noun in NAMED_KINDS), "")
        if told in NAMED_KINDS:
            return NAMED_KINDS[told]
        return "thing" if told in ANIMALS else "person" if told in KIN or run.words[0] in GIVEN_NAMES else None
    if before in ANIMALS:
        return "thing"
    return "person" if before in KIN else NAMED_KINDS.get(run.before())


def _by_noun(words: Sequence[str]) -> MentionType | None:
    if words[-1] in ORGANISATION_NOUNS or words[0] in ("university", "bank", "college", "institute", "ministry"):
        return "organisation"
    return "place" if words[-1] in PLACE_NOUNS or words[0] in PLACE_OPENERS else None


def _by_surroundings(run: Run) -> MentionType | None:
    """What the prepositions and verbs beside an unknown name make of it."""
    before, after = run.before(), run.after()
    if _is_beside(run):
        return "person"
    if (before in WORKING and run.lately(WORK)) or (before == "at" and run.lately(STUDY)):
        return "organisation"
    inside = before == "in" and not run.lately(SKILL) and run.words[0] not in THINGS
    reached = (before == "to" and run.lately(MOTION)) or (before == "from" and run.before(2) in ORIGIN)
    if inside or reached or before in VISITING or before in ("at", "near"):
        return "place"
    called = before in GREETINGS and after in (",", "!", "?", ".", "")
    acting = before in PERSON_VERBS or after in SAYING or (after, run.after(1)) == ("and", "i")
    acting = acting or (after in LIVING and run.words[0] in GIVEN_NAMES and run.words[0] not in PLACES_FIRST)
    return "person" if called or acting else None


def _is_beside(run: Run) -> bool:
    """Whether somebody is with this one: "works at Siemens with Jonathan Reyes", "married to Oriol"."""
    married = run.before() == "to" and run.before(2) in WED
    given = len(run.words) > 1 and run.words[0] in GIVEN_NAMES and run.folded not in ORGANISATIONS
    return married or (run.before() == "with" and given)


def _by_tables(run: Run, people: frozenset[str]) -> MentionType:
    folded = run.folded
    person = _is_person(run.words, people)
    if folded in PLACES_FIRST or ((folded in COUNTRIES or folded in CITIES) and not person):
        return "place"
    if folded in ORGANISATIONS and not person:
        return "organisation"
    return "person" if person else "thing"


def _mention(sentence: Sentence, run: Run, kind: MentionType) -> Mention:
    start, last = run.tokens[run.first].start, run.tokens[run.stop - 1]
    possessive = last.low != last.word and last.low not in ORGANISATIONS
    end = last.end - len("'s") if possessive else last.end
    text = sentence.text[start:end]
    return Mention(
        text=text, start=sentence.start + start, end=sentence.start + end, type=kind, name=" ".join(text.split())
    )
