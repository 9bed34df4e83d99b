"""What may fill a slot of a rule: how far a value reaches, and which words can't be one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from memos.agents.statements.clauses import HARD_STOPS
from memos.agents.statements.nouns import CALLED_BY_ROLE, FUNCTION_WORDS, ROLES, VALUED, is_name, is_word
from memos.agents.statements.verbs import ADVERBS, AUXILIARIES, FORMS
from memos.agents.statements.vocabulary import (
    ACTIVE_VERBS, AILMENTS, BODY, CONDITIONS, DIETS, DRINKS, FOODS, GROUPS, HOBBIES, ILL, INSTRUMENTS, LANGUAGES, LASTING_VERBS, MEDICINES, MONTHS, NATIONS, OUTCOMES, OUTINGS, OWNED, PAINS, PASSING_VERBS, PETS, PROFESSIONS, QUESTS, SPORTS, STATES_OF_MARRIAGE, STATIVE_VERBS, SUBJECTS, TIME_UNITS, VAGUE, VAGUE_AT_THE_END,
    WEEKDAYS,
)  # fmt: skip
from memos.agents.statements.words import Token, Tokens

Accepts = Callable[[Tokens], bool]


class Slot(NamedTuple):
    """A kind of value: the words it stops at, how long it may be, what it may be, and whether "and" makes several of it.

    A `deep` one may hold clauses of its own ("make sure the pace is right"). An `apposed` one may end in a name behind a comma ("a second cat, Miso"). A `proper` one is a name: where capitals are used at all, it must have one.
    """

    accepts: Accepts
    stops: frozenset[str]
    longest: int = 8
    several: bool = False
    apposed: bool = False
    deep: bool = False
    proper: bool = False


_ARTICLES = frozenset("a an the my our your his her their some any this that these those its".split())
_TRAILING = frozenset(
    "atm originally from of to for at in on by about the a an my our now too also though tho lol btw again already today tonight currently actually instead anyway please really right yet either lately "
    "recently btw as so just but and or well then more with haha xd mate guys u you man yesterday tomorrow ever properly after all".split()
)
_TRAILING_PHRASES = (
    ("any", "more"), ("any", "longer"), ("at", "all"), ("so", "much"), ("very", "much"), ("a", "lot"), ("a", "bit"), ("as", "well"),
    ("these", "days"), ("right", "now"), ("at", "the", "moment"), ("by", "far"), ("by", "a", "mile"), ("of", "course"), ("for", "now"),
    ("the", "most"), ("the", "best"), ("since", "then"), ("after", "all"), ("to", "be", "honest"), ("at", "present"), ("for", "good"),
    ("like", "crazy"), ("the", "other", "day"), ("by", "the", "way"), ("as", "of", "now"), ("in", "fact"), ("in", "general"), ("or", "so"),
    ("as", "of", "today"), ("as", "of", "this", "morning"), ("from", "now", "on"), ("this", "morning"), ("big", "time"), ("at", "last"),
    ("this", "year"), ("last", "year"), ("last", "month"), ("last", "week"), ("this", "week"), ("this", "month"),
)  # fmt: skip

_CLAUSES = frozenset("because when while if since until but which who whose though although where unless whereas except plus cause once whenever".split())
_AROUND = frozenset(
    "with for since until till because when while where but and so if as from last next this these now for after before then who which "
    "that during by through over without at on in to again back permanently temporarily near since about around right i we it "
    "am is are was were has have had will would 's 'd my our together alone anymore instead too also any these not just than into via though yesterday today tomorrow ago".split()
)


def fills(slot: Slot, words: Tokens, sentence: Tokens) -> bool:
    """Whether these words may fill the slot, in this sentence."""
    if len(words) > slot.longest or not slot.accepts(words):
        return False
    return not slot.proper or any(token.capital for token in words) or not any(token.capital for token in sentence)


def trim(words: Tokens) -> Tokens:
    """A value without articles at its front and without what only trails behind it."""
    start, end = 0, len(words)
    while start < end and ((words[start].word in _ARTICLES and words[start].text != "A") or not is_word(words[start])):
        start += 1
    changed = True
    while changed and end > start:
        changed = False
        for phrase in _TRAILING_PHRASES:
            if end - start > len(phrase) and tuple(t.word for t in words[end - len(phrase) : end]) == phrase:
                end, changed = end - len(phrase), True
        trailing = words[end - 1].word in _TRAILING and not words[end - 1].text[:1].isupper()
        if end - start >= 1 and (trailing or not is_word(words[end - 1])):
            end, changed = end - 1, True
    return words[start:end]


MAX_REACH = 24


def reach(slot: Slot, words: Tokens, at: int, limit: int) -> int:
    """How far a value that begins here may go."""
    end = at
    limit = min(limit, at + MAX_REACH)
    while end < limit:
        token = words[end]
        if token.word in HARD_STOPS or (token.word in slot.stops and end > at):
            break
        if token.word == "," and slot.apposed and end > at and end + 1 < limit and is_name(words, end + 1):
            return end + 2
        if token.word == "," and not (slot.several and _goes_on(words, end + 1, limit)):
            break
        if token.word in ("and", "or") and not slot.several and "and" in slot.stops:
            break
        end += 1
    return end


def _goes_on(words: Tokens, at: int, limit: int) -> bool:
    """Whether a list goes on behind this comma: a few words and then "and", "or", another comma, or the end."""
    for ahead in range(at, min(at + 5, limit)):
        word = words[ahead].word
        if ahead > at and word in (",", "and", "or"):
            return True
        if word in _CLAUSES or word in ("i", "we", "it", "he", "she", "they", "you", "not", "so", "is", "are") or word in HARD_STOPS:
            return False
    return limit - at <= 4


def parts(words: Tokens, *, apposed: bool = False) -> list[Tokens]:
    """The members of a list: "Dutch, French and a bit of Turkish"."""
    found: list[Tokens] = []
    start = 0
    for at, token in enumerate(words):
        if apposed and token.word == "," and at + 1 < len(words) and is_name(words, at + 1):
            continue
        if token.word in (",", "and", "or", "/") and at > start and not _is_pair(words, at):
            found.append(words[start:at])
            start = at + 1
        elif token.word in (",", "and", "or", "/") and at == start:
            start = at + 1
    found.append(words[start:])
    return [part for part in found if part]


_PAIRS = frozenset({("rock", "roll"), ("fish", "chips"), ("mac", "cheese"), ("salt", "vinegar"), ("black", "white"), ("gin", "tonic")})


def _is_pair(words: Tokens, at: int) -> bool:
    return at + 1 < len(words) and (words[at - 1].word, words[at + 1].word) in _PAIRS


def points(words: Tokens) -> bool:
    """Whether a value points at the talk: "that idea", "your style", "his story", "to learn from you"."""
    return words[0].word in ("your", "that", "this", "these", "those", "his", "her", "their", "its") or words[-1].word == "you"


def vague(words: Tokens) -> bool:
    """Whether these words point at the talk itself ("it", "that idea") and so carry no value."""
    real = [token.word for token in words if is_word(token)]
    if len(real) > 1 and real[0] in ("anything", "everything", "something") and real[1] not in FUNCTION_WORDS:
        return False
    if real and real[-1] in VAGUE_AT_THE_END and not {"of", "for", "about"} & set(real):
        return True
    if not real or all(word in FUNCTION_WORDS or word in VAGUE for word in real):
        return True
    return real[0] in ("it", "that", "this", "these", "those", "them", "you", "your", "how", "what", "him", "everything", "anything") or (
        real[0] in VAGUE or (len(real) > 1 and real[0] in _ARTICLES and real[1] in VAGUE)
    )


def _place(words: Tokens) -> bool:
    first = words[0]
    if not 1 <= len(words) <= 6 or words[-1].word in NOT_PLACES or first.word in NOT_PLACES or not first.word[0].isalpha():
        return False
    if any(token.word in ("he", "she", "i", "you", "we", "they") for token in words):
        return False
    if first.word in MONTHS | WEEKDAYS | TIME_UNITS or words[-1].word in TIME_UNITS:
        return False
    if first.capital:
        return True
    dwelling = any(token.word in DWELLINGS for token in words) or any(token.capital for token in words)
    return dwelling or (len(words) <= 2 and first.word not in FUNCTION_WORDS and first.word not in FORMS and first.word not in ROLES)


NOT_PLACES = frozenset(
    "reality hurry silence trouble argument nicely laughter chair scratch site app chat hope fear peace love touch shape order charge control trouble pain bed hospital line mind general fact case time particular need bits "
    "mood middle process same past future present moment shock denial luck doubt debt jail prison school class town stock sync tears person it "
    "contact session meeting agreement awe heaven hell dream dreams bad good great deep real full high low total advance full-time harmony "
    "interested pieces theory practice practise progress public private vain use danger action front second first last each every all another "
    "something anything the-know details detail us them you me him one terms addition between bands band way ways part parts mine two three "
    "favor favour favorite awhile while bit".split()
)
DWELLINGS = frozenset(
    "town city village suburb suburbs countryside country apartment flat house studio cottage farm farmhouse downtown area street avenue road "
    "lane condo building dorm dorms bungalow houseboat boat caravan van trailer district neighbourhood neighborhood centre center outskirts "
    "coast island mountains north south east west abroad loft basement floor province region county quarter room place valley beach lake".split()
)


def _organisation(words: Tokens) -> bool:
    first = words[0]
    if len(words) > 6 or first.word in NOT_PLACES | MONTHS | WEEKDAYS | TIME_UNITS | NOT_WORKPLACES or first.word[0].isdigit():
        return False
    if any(token.word in NOT_WORKPLACES for token in words):
        return False
    if any(token.capital for token in words):
        return True
    return any(token.word in WORKPLACES for token in words) or (len(words) == 1 and first.word not in FUNCTION_WORDS | FORMS.keys() and len(first.word) > 2)


NOT_WORKPLACES = frozenset(
    "silence beach fun smoking drinking mouth bag house room hand airport noise tea coffee job group chat crowd rest house flat band choir them gym call home night nights noon dawn weekends weekend least first last once same time it this that moment myself pace morning evening afternoon "
    "work end start top best present length random midnight lunch dinner breakfast him her them me us improving all remote remotely hours "
    "o'clock am pm desk computer project essay draft plan skills form technique goals idea ideas speed".split()
)
WORKPLACES = frozenset(
    "company firm startup start-up bank school hospital university college clinic shop store cafe café restaurant bakery office factory "
    "agency studio lab library museum hotel bar pub garage warehouse farm supermarket pharmacy kindergarten nursery newspaper council "
    "ministry government charity ngo nonprofit airline airport station theatre theater gallery gym salon bookstore bookshop brewery practice "
    "publisher ministry court zoo institute academy post garden dealership".split()
)


def _name(words: Tokens) -> bool:
    if not 1 <= len(words) <= 4 or not words[0].word[0].isalpha() or "@" in words[0].text:
        return False
    first = words[0].word
    if all(is_name(words, at) for at in range(len(words))):
        return first not in NATIONS and first not in CALLED_BY_ROLE
    known = FUNCTION_WORDS | FORMS.keys() | ROLES.keys() | ADJECTIVES
    return len(words) == 1 and first not in known and not first.endswith(("ing", "ed", "ly", "ful", "ous", "ive", "able"))


ADJECTIVES = frozenset(
    "later soon when whenever tomorrow today tonight yesterday good great bad nice lovely sick ill tired happy sad angry busy fine ok home late early here there back pregnant old young single married "
    "engaged asleep awake awesome amazing wonderful annoying funny vegan vegetarian allergic afraid ready sure different new coming mad "
    "very so too such kind sweet super quite mine yours better worse best worst tall short fun cool smart out".split()
)


def _value(words: Tokens) -> bool:
    first = words[0].word
    if len(words) > 9 or first in _NO_VALUE or vague(words) or first.endswith("ing") or (first in FUNCTION_WORDS - _VALUE_OPENERS and first not in MONTHS):
        return False
    if first not in ("set", "due") and (first.endswith("ed") or any(form.tense == "part" for form in FORMS.get(first, ()))):
        return False
    figures = any(any(c.isdigit() for c in t.text) or t.text[0] in "$€£¥₹₦+" or "@" in t.text for t in words[:6])
    named = words[0].capital or any(t.word in WEEKDAYS | MONTHS | VALUE_WORDS for t in words[:4])
    return figures or named


_VALUE_OPENERS = frozenset("at on in by from between about around under over up down before after not the a for until".split())
_NO_VALUE = frozenset("ok okay fine good great bad nice important perfect clear why because crucial key amazing awesome not going coming how".split())
VALUE_WORDS = frozenset(
    "noon midnight morning evening afternoon tomorrow tonight weekend thousand hundred million k grand euros euro dollars pounds bucks kr "
    "red blue green yellow black white grey gray purple orange pink brown positive negative hours minutes kg km lbs cm metres meters".split()
)


def number_like(words: Tokens) -> bool:
    """An amount, a date, a time: something with a figure, or a number word."""
    return any(t.text[0].isdigit() or t.text[0] in "$€£¥₹₦+" for t in words) or words[0].word in NUMBER_WORDS


NUMBER_WORDS = frozenset("one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety".split())


def _age(words: Tokens) -> bool:
    first = words[0]
    if first.text.isdigit() and 0 < int(first.text) < 120 and len(first.text) <= 3:
        follows = words[1].word if len(words) > 1 else ""
        return follows in ("", "years", "now", "yo", "yrs", "and", "today", "year", "months", "weeks", "next", "this", "in", "already", "y", "this")
    return first.word in NUMBER_WORDS and first.word != "one" and (len(words) == 1 or words[1].word in ("years", "now", "today", "months", "in"))


def _phone(words: Tokens) -> bool:
    return sum(char.isdigit() for token in words for char in token.text) >= 5 and "@" not in words[0].text


def _date(words: Tokens) -> bool:
    return any(t.word in MONTHS for t in words) or (words[0].text[0].isdigit() and any(c in words[0].text for c in "/.-"))


def _any_of(known: frozenset[str], longest: int = 5) -> Accepts:
    def accepts(words: Tokens) -> bool:
        return len(words) <= longest and any(token.word in known for token in words)

    return accepts


def _only(known: frozenset[str]) -> Accepts:
    def accepts(words: Tokens) -> bool:
        return words[0].word in known and len(words) == 1

    return accepts


def _ending_in(known: frozenset[str], longest: int = 4) -> Accepts:
    def accepts(words: Tokens) -> bool:
        return len(words) <= longest and words[-1].word in known

    return accepts


def _job(words: Tokens) -> bool:
    last = words[-1].word
    if any(form.tense == "part" for form in FORMS.get(words[0].word, ())) and words[0].word not in ("retired", "trained"):
        return False
    if any(t.word in ("favorite", "'s") for t in words):
        return False
    if not 1 <= len(words) <= 6 or any(t.word in VAGUE or t.word in NOT_JOBS for t in words):
        return False
    head = next((n for n, t in enumerate(words) if t.word in ("at", "for", "in", "with", "of", "from")), len(words))
    last = words[head - 1].word if head else last
    if any(t.word in FUNCTION_WORDS or t.word in ("wrong", "right") for t in words[:head]):
        return False
    return last in PROFESSIONS or (last.endswith(("ologist", "ician", "graphist", "maker", "engineer", "smith", "wright", "keeper")) and last not in NOT_JOBS)


NOT_JOBS = frozenset("fan lover person member believer eater drinker beginner newbie number winter summer dinner reader writer's gamechanger reminder".split())


def _thing(words: Tokens) -> bool:
    return len(words) <= 9 and not vague(words) and words[0].word not in _NO_THING


_NO_THING = frozenset("to about when if so very more less not at by in on hard well fast better best out off of much".split())


def _interest(words: Tokens) -> bool:
    return _thing(words) and not any(form.lemma in ("look", "make", "see", "know", "hear", "get", "find", "join", "use", "go") for form in FORMS.get(words[0].word, ()))


def _doing(words: Tokens) -> bool:
    first = words[0].word
    if words[-1].word in ("it", "that", "this", "them") or (len(words) == 1 and (first in PASSING_VERBS or first in VAGUE)):
        return False
    return first[0].isalpha() and (first not in FUNCTION_WORDS or first in FORMS or first == "be") and len(words) <= 18


def _ailment(words: Tokens) -> bool:
    ill = [token.word for token in words]
    if {"biggest", "real", "major", "huge", "main", "symptoms", "list"} & set(ill):
        return False
    if len(ill) > 5 or (ill[-1] not in AILMENTS and "cold" in ill) or "drink" in ill:
        return False
    if ill[-1] in PAINS:
        return any(w in BODY or w in ("chronic", "severe") for w in ill)
    return any(w in AILMENTS or w.endswith(("itis", "osis", "algia", "emia", "phobia")) for w in ill) or (ill[-1] in BODY and any(w in ILL for w in ill))


def _named(words: Tokens) -> bool:
    return all(is_name(words, at) for at in range(len(words))) and words[0].word not in NATIONS


def _introduced(words: Tokens) -> bool:
    return len(words) <= 3 and _named(words) and all(len(t.text) > 2 and t.text.istitle() for t in words)


def _noun(words: Tokens) -> bool:
    return not vague(words) and words[0].word not in FUNCTION_WORDS and all(is_word(token) for token in words)


def _intended(words: Tokens) -> bool:
    """Something one sets out to do, beyond the talk itself."""
    lemmas = {form.lemma for form in FORMS.get(words[0].word, ())}
    rest = {token.word for token in words[1:]}
    if not 2 <= len(words) <= 14 or rest & {"it", "that", "you", "this", "them", "bed", "sleep", "back", "on"} - {"back", "on", "this"}:
        return False
    for lemma in lemmas & LASTING_VERBS.keys():
        wanted = LASTING_VERBS[lemma]
        if not wanted or rest & wanted or ("PLACE" in wanted and any(is_title(t) for t in words[2:3] if words[1].word in ("to", "in"))):
            return True
    return False


def _lastingly(words: Tokens) -> bool:
    """What one may want for good: not to see, to know or to ask something now."""
    if any(token.word in ("you", "your") for token in words) or [token.word for token in words[:2]] == ["make", "sure"]:
        return False
    return _doing(words) and len(words) > 1 and words[0].word not in PASSING_VERBS and not vague(words[1:])


def _routine(words: Tokens) -> bool:
    lemmas = {form.lemma for form in FORMS.get(words[0].word, ())} or {words[0].word}
    pointing = words[1].word in ("it", "that", "this", "so") if len(words) > 1 else True
    pointing = pointing or words[0].word in ("got", "end", "ended")
    return not pointing and not lemmas & STATIVE_VERBS and _doing(words)


def _goal(words: Tokens) -> bool:
    """What one works towards: "to run a marathon", "financial security"."""
    return not vague(words) and words[0].word not in ("when", "how", "what", "if") and len(words) <= 14


def _feeling(words: Tokens) -> bool:
    """How a part of the body is: "a bit sore", "shaky"."""
    return words[-1].word in ILL | {"shaky", "tight", "numb", "tender", "itchy", "inflamed", "infected", "fine", "killing"} - {"fine"}


DOINGS = frozenset("be have do go use try take make stop work continue".split())


def _lately(words: Tokens) -> bool:
    lemmas = {form.lemma for form in FORMS.get(words[0].word, ())}
    return len(words) > 1 and bool(lemmas & ACTIVE_VERBS) and not vague(words[1:])


def _activity(words: Tokens) -> bool:
    known = HOBBIES | SPORTS | INSTRUMENTS | DRINKS | FOODS | DIETS | {"lessons", "classes", "lesson", "class", "course", "sugar", "meditation"}
    return words[0].word.endswith("ing") or any(token.word in known for token in words)


def _pet(words: Tokens) -> bool:
    """A pet and, at most, its name: "beagle called Biscuit", "second cat, Miso"; not "dog food"."""
    place = next((n for n, token in enumerate(words) if token.word in PETS), None)
    if place is None or len(words) > 7 or any(t.word in ("hot", "food") for t in words):
        return False
    if words[place].word in ("fish", "chicken", "duck", "rabbit", "chickens", "horse") and len(words) == 1:
        return words[place].word in ("rabbit", "chickens", "horse")
    after = words[place + 1 :]
    return not after or after[0].word in ("called", "named", ",") or all(is_name(after, n) or t.word in PETS for n, t in enumerate(after))


def _diet(words: Tokens) -> bool:
    return len(words) <= 3 and words[-1].word in DIETS and words[0].word not in FUNCTION_WORDS and (words[-1].word != "eater" or len(words) > 1)


def _nation(words: Tokens) -> bool:
    return len(words) == 1 and words[0].word in NATIONS and (words[0].capital or words[0].word not in ("polish", "thai"))


def _ailing(words: Tokens) -> bool:
    """An ailment in passing: "dodgy back", "asthma"; a part of the body alone is none."""
    return _ailment(words) and words[-1].word in BODY | AILMENTS | PAINS and words[-1].word not in ("cold", "add", "pressure", "pregnant", "panic", "disease")


def _medicine(words: Tokens) -> bool:
    last = words[-1].word
    ends = ("cillin", "statin", "prazole", "olol", "pril", "sartan", "zepam", "formin", "mab", "profen", "etamol", "oxetine", "aline", "thyroxine")
    return len(words) <= 5 and (last in MEDICINES or last.endswith(ends) or any(w.word in MEDICINES for w in words))


def _lasting(words: Tokens) -> bool:
    return not vague(words) and len(words) <= 9 and words[0].word not in NOT_HELD


NOT_HELD = frozenset(
    "coffee ticket tickets mistake soul beer drink lunch dinner breakfast sandwich round question questions doubt idea ideas thoughts thought time problem problems fun feeling chance plenty lot lots no some one more better "
    "look great good hard tough blast meeting look issue issues try point plan plans sense reason choice option options session nothing to".split()
)


def _anything(words: Tokens) -> bool:
    return len(words) <= 12


SLOTS: Mapping[str, Slot] = MappingProxyType(
    {
        "place": Slot(_place, _AROUND, 6),
        "land": Slot(lambda words: _place(words) and words[0].capital, _AROUND, 5),
        "org": Slot(_organisation, _AROUND - {"and"} | {"doing"}, 6),
        "name": Slot(_name, _AROUND | FUNCTION_WORDS - {"de", "of"}, 4, proper=True),
        "names": Slot(_name, _AROUND - {"and"} | FUNCTION_WORDS - {"and"}, 8, several=True, proper=True),
        "age": Slot(_age, _CLAUSES | {",", "and"}, 3),
        "phone": Slot(_phone, _AROUND, 6),
        "email": Slot(lambda words: "@" in words[0].text and len(words) == 1, _AROUND, 1),
        "date": Slot(_date, _CLAUSES | frozenset("and so".split()), 5),
        "language": Slot(_any_of(LANGUAGES, 6), _CLAUSES | frozenset("at to with for in on fluently natively".split()), 14, several=True),
        "nation": Slot(_nation, _CLAUSES | frozenset("and citizen national but".split()), 2),
        "marriage": Slot(_only(STATES_OF_MARRIAGE), _AROUND | {"!"}, 2),
        "job": Slot(_job, _CLAUSES | frozenset("and at for by since so with now in from who i we".split()), 6),
        "diet": Slot(_diet, _CLAUSES | frozenset("and so for at in on with right these diet".split()), 4),
        "ailment": Slot(_ailment, _CLAUSES | frozenset("as from for since so too at in on during with after".split()), 8, several=True),
        "interest": Slot(_interest, _CLAUSES | frozenset("so that than as i we it".split()), 20, several=True),
        "thing": Slot(_thing, _CLAUSES | frozenset("so that than as i we it".split()), 20, several=True),
        "noun": Slot(_thing, _CLAUSES | frozenset("so that than as i we it for with from at on in to about".split()), 16, several=True),
        "one": Slot(_thing, _CLAUSES | frozenset("so that than as i we it and for with from at on in to about".split()), 8),
        "held": Slot(_lasting, _CLAUSES | frozenset("so that than as i we it to and for with from at on in called named".split()), 8),
        "owned": Slot(_ending_in(OWNED), _AROUND, 5),
        "group": Slot(_ending_in(GROUPS), _AROUND, 5),
        "medicine": Slot(_medicine, _AROUND - {"in"} | {"every", "each", "daily", "twice", "once"}, 6, several=True),
        "intolerant": Slot(lambda words: words[-1].word in ("intolerant", "coeliac", "celiac"), _AROUND, 3),
        "state": Slot(_only(CONDITIONS), _AROUND, 2),
        "introduced": Slot(_introduced, _AROUND, 3),
        "named": Slot(_named, _AROUND, 4),
        "subject": Slot(_noun, _AROUND | AUXILIARIES | {"'s"}, 3),
        "devoted": Slot(_noun, _AROUND | {"fan", "lover", "enthusiast"}, 3),
        "favored": Slot(_noun, AUXILIARIES | {"'s"}, 6),
        "feared": Slot(_noun, AUXILIARIES | {"scares", "scare", "terrifies"} | ADVERBS, 5),
        "demand": Slot(_noun, AUXILIARIES | {"'s"}, 6),
        "hobby": Slot(_any_of(HOBBIES, 3), _AROUND - {"and"}, 8, several=True),
        "sport": Slot(_any_of(SPORTS, 4), _AROUND - {"and"}, 8, several=True),
        "outing": Slot(lambda words: words[0].word in OUTINGS, _AROUND | {"every", "each", "a", "twice", "once"}, 3),
        "going": Slot(_intended, _CLAUSES | {"so"}, 14),
        "lasting": Slot(_lastingly, _CLAUSES - {"how"} | {"so"}, 18, deep=True),
        "dream": Slot(_intended, _CLAUSES | {"so"}, 12),
        "quest": Slot(_ending_in(QUESTS), _AROUND, 5),
        "routine": Slot(_routine, _CLAUSES | {"so"}, 14),
        "valued": Slot(_ending_in(VALUED, 3), _AROUND, 3),
        "lessons": Slot(_ending_in(frozenset({"class", "classes", "lesson", "lessons", "course", "courses"})), _AROUND, 5),
        "manner": Slot(lambda words: words[0].word in ("by", "in", "with", "when", "at", "alone"), frozenset({"because", "so", "than", "but"}), 8, deep=True),
        "goal": Slot(_goal, _CLAUSES | {"so"}, 14, deep=True),
        "feeling": Slot(_feeling, _CLAUSES | frozenset("and so from after".split()), 6),
        "level": Slot(_ending_in(frozenset({"beginner", "novice", "newbie", "expert", "amateur", "pro", "professional"}), 3), _AROUND, 3),
        "deed": Slot(lambda words: _lastingly(words) and words[0].word not in DOINGS, _CLAUSES - {"how"} | {"so"}, 18, deep=True),
        "lately": Slot(_lately, _CLAUSES | {"so"}, 12),
        "notice": Slot(lambda words: words[0].word in ("notice", "resignation"), _AROUND, 1),
        "parted": Slot(lambda words: [t.word for t in words] in (["broke", "up"], ["broken", "up"], ["split", "up"]), _AROUND - {"up"} | {"with"}, 2),
        "retired": Slot(lambda words: words[0].word == "retired", _AROUND, 1),
        "drinks": Slot(lambda words: words[0].word.startswith("dr") and any(t.word in DRINKS for t in words), _CLAUSES | {"so"}, 6),
        "address": Slot(lambda words: any(c.isdigit() for t in words for c in t.text) and any(t.capital for t in words), _CLAUSES | {"now", "and"}, 8),
        "business": Slot(_ending_in(WORKPLACES | {"business", "practice", "consultancy", "brand"}), _AROUND, 4),
        "academic": Slot(_any_of(SUBJECTS, 3), _AROUND, 3),
        "activity": Slot(_activity, _CLAUSES | frozenset("so at by with and for in on since last this".split()), 5),
        "outcome": Slot(_only(OUTCOMES), _AROUND, 2),
        "gender": Slot(lambda words: len(words) == 1 and words[0].word in ("woman", "man", "girl", "boy", "guy"), _AROUND | {"i", "we", ","}, 1),
        "body": Slot(_ending_in(BODY - {"heart"}), _AROUND | {"skiing", "playing", "running", "badly"}, 4),
        "sore": Slot(lambda words: len(words) <= 3 and words[-1].word in BODY and any(t.word in ILL for t in words[:-1]), (_AROUND | AUXILIARIES | FORMS.keys() | {"too"}) - ILL - BODY, 3),
        "ailing": Slot(_ailing, (_AROUND | AUXILIARIES | FORMS.keys() | {"too"}) - ILL - BODY, 4),
        "food": Slot(_any_of(FOODS, 4), _AROUND - {"and"}, 8, several=True),
        "drink": Slot(_any_of(DRINKS, 4), _AROUND - {"and"}, 8, several=True),
        "instrument": Slot(_any_of(INSTRUMENTS, 3), _AROUND - {"and"} | {"better", "way", "really", "badly", "well", "too", "every", "myself"}, 8, several=True),
        "pet": Slot(_pet, _CLAUSES | frozenset("so at from in on with for too since".split()), 12, several=True, apposed=True),
        "petted": Slot(_pet, _CLAUSES | AUXILIARIES | FORMS.keys() - {"called", "named"} | frozenset("'s and so at from in on with for too since i".split()), 8, apposed=True),
        "kinds": Slot(_any_of(PETS, 4), _CLAUSES | frozenset("so at from in with for too since".split()), 12, several=True),
        "doing": Slot(_doing, _CLAUSES | frozenset("so".split()), 14, deep=True),
        "value": Slot(_value, _CLAUSES | frozenset("and so i we".split()), 9),
        "figure": Slot(lambda words: number_like(words) and len(words) <= 8, _CLAUSES | frozenset("and so".split()), 8),
        "words": Slot(_anything, _CLAUSES | frozenset("so".split()), 12),
    }
)


def is_title(token: Token) -> bool:
    """A capital letter that is not just the start of a sentence is the reader's only sign of a name."""
    return token.capital and token.word not in FUNCTION_WORDS
