"""Who or what a clause is about: pronouns, kin, names, things and what they own."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from memos.agents.statements.grammar.words import Token, Tokens
from memos.schemas.roles import ROLES

Being = Literal["speaker", "addressee", "pronoun", "kin", "person", "owned", "thing", "nobody"]


class Subject(NamedTuple):
    """What a clause speaks of.

    `text` is the pronoun, the name, the canonical role (kin) or the noun (owned, thing); `owner` whose kin or thing it is;
    `name` the name given in passing ("my sister Maya"); `beside` who else is spoken of ("my sister and I").
    """

    being: Being
    text: str = ""
    owner: Subject | None = None
    name: str = ""
    plural: bool = False
    number: str = ""
    beside: Subject | None = None

    @property
    def personal(self) -> bool:
        """Whether it is somebody: a statement about a person may be made of it."""
        return self.being in ("speaker", "addressee", "pronoun", "kin", "person")


SPEAKER = Subject("speaker", "I")
WE = Subject("speaker", "we")
NOBODY = Subject("nobody")

PLURAL_ROLES = frozenset(word for word in ROLES if word.endswith("s") and word not in ("boss", "sis", "missus")) | {
    "children",
    "grandchildren",
}
CALLED_BY_ROLE = frozenset(
    "mum mom mama dad daddy papa grandma granny nana grandpa grandad granddad hubby wifey nan gran".split()
)
"""Roles that are said without "my"."""

CALLED_BY_ROLE_AND_NAME = frozenset(
    "uncle auntie aunty aunt cousin granny grandmother grandfather opa oma abuela abuelo".split()
)
"""Roles that are said without "my" before a name ("Auntie Bola")."""

CALLED_BY_ARTICLE = frozenset("landlord landlady coach boss kids baby wife missus hubby grommets nippers".split())
"""Roles that are said with "the" of one's own."""

FEMALE = frozenset(
    "mother sister daughter wife girlfriend grandmother aunt niece mother-in-law sister-in-law stepmother granddaughter stepdaughter".split()
)
MALE = frozenset(
    "father brother son husband boyfriend grandfather uncle nephew father-in-law brother-in-law stepfather grandson stepson".split()
)

_MODIFIERS = frozenset(
    "personal older younger small wee kid half step foster adopted adoptive biological teenage grown-up estranged pregnant favorite great darling youngest little big baby twin eldest oldest youngest elder best good old dear new other only first second third late middle close previous line "
    "closest ex former lovely poor wonderful beautiful sweet dearest former current immediate direct whole entire own two three four five both".split()
)
BY_AGE = frozenset("oldest eldest youngest".split())
_COUNTS = frozenset("one two three four five six seven both 2 3 4 5 6".split())
_POSSESSIVES: Mapping[str, Subject] = MappingProxyType(
    {
        "my": SPEAKER, "our": SPEAKER, "your": Subject("addressee", "you"), "his": Subject("pronoun", "he"),
        "her": Subject("pronoun", "she"), "their": Subject("pronoun", "they"), "its": NOBODY,
    }
)  # fmt: skip
PRONOUNS: Mapping[str, Subject] = MappingProxyType(
    {
        "i": SPEAKER, "we": WE, "you": Subject("addressee", "you"), "he": Subject("pronoun", "he"),
        "she": Subject("pronoun", "she"), "they": Subject("pronoun", "they", plural=True),
        "it": Subject("thing", "it"), "this": NOBODY, "that": NOBODY, "these": NOBODY, "those": NOBODY, "there": NOBODY,
        "everyone": NOBODY, "everybody": NOBODY, "someone": NOBODY, "somebody": NOBODY, "people": Subject("nobody", plural=True),
        "nobody": NOBODY, "anyone": NOBODY, "who": Subject("pronoun", "who"), "everything": NOBODY, "nothing": NOBODY, "one": NOBODY,
        "what": NOBODY,
    }
)  # fmt: skip
FUNCTION_WORDS = frozenset(
    "a an the my our your his her their its this that these those i me we us you he him she they them it who whom which what when "
    "where why how if unless whether and or but so because as than of in on at to from for with without by about into over after "
    "before since until during through between against not no yes am is are was were be been being have has had do does did will "
    "would can could should might may must shall 's 'd there here then too also very just really still now only even more most some "
    "any all both each every other another such own same like please thanks ok okay well oh hi hey up down out off away back again "
    "ago yet already never ever always usually often sometimes actually currently finally recently maybe perhaps probably".split()
)
_CAPITALS_THAT_NAME_NOBODY = frozenset(
    "i monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december english french german spanish chinese japanese italian portuguese sounds sound thanks thank hope glad great good "
    "nice love loved yeah yes no sure absolutely definitely totally awesome perfect cool wow hello hi hey haha lol just looking plus "
    "remember maybe let ok okay right alright god jesus christ dear sorry congrats can't anything everything something nothing got "
    "speaking step option phase week day note update edit chapter scene shot part question answer stop start please once both each most "
    "many some several another next first second third last new old big happy merry wait honestly anyway btw fyi exactly true same "
    "instead although though however therefore meanwhile otherwise until while despite besides having being driving living".split()
)
_VALUED = (
    "budget date deadline rent price cost salary wage fee password number address email phone birthday goal target name password size weight "
    "height limit time schedule address status hotel flight train bus meeting appointment interview exam call session wedding party launch "
    "trip event class lesson rehearsal practice game match concert gig delivery order insurance plan subscription mortgage bill "
    "plate locker pin code passcode room seat table booking reservation gate terminal color theme title topic venue location place "
    "start departure arrival release demo presentation review workshop conference visit pickup checkup surgery move type "
    "username handle extension postcode zip iban license licence provider bank gym speed version score rank blood shift hours "
    "pace capacity headcount"
)
VALUED = frozenset(_VALUED.split())
"""Nouns that stand for one value in their speaker's life: "the deadline" is his deadline."""


def is_name(tokens: Tokens, at: int) -> bool:
    """Whether this word is written like somebody's name and is not just the first word of a sentence."""
    token = tokens[at]
    if not token.capital or not token.text[0].isalpha() or len(token.text) < 2 or "@" in token.text:
        return False
    return token.word not in _CAPITALS_THAT_NAME_NOBODY and token.word not in FUNCTION_WORDS


def name_at(tokens: Tokens, at: int) -> int:
    """How many words of a name stand here (at most three)."""
    length = 0
    while length < 3 and at + length < len(tokens) and is_name(tokens, at + length):
        length += 1
        joint = at + length
        if joint + 1 < len(tokens) and tokens[joint].word in _PARTICLES and is_name(tokens, joint + 1):
            length += 2  # "Professor de Wit"
    return length


_PARTICLES = frozenset("de van von der di da del dos bin ibn".split())


def text_of(tokens: Tokens) -> str:
    """Words as they were written, one space between."""
    return " ".join(token.text for token in tokens)


def subjects_at(tokens: Tokens, at: int) -> list[tuple[Subject, int]]:
    """What a noun phrase that begins here may be, each reading with where it ends; the likelier first."""
    if tokens[at].word in _OF_SEVERAL and (several := _several_at(tokens, at)):
        return several
    readings = _one_at(tokens, at)
    if readings and readings[0][0].being in ("kin", "person", "owned") and _may_pair(tokens, at):
        readings = [*_together(tokens, readings), *readings]
    return readings


_OF_SEVERAL = frozenset("both all each neither none".split())
_JOINING = frozenset("and & + n nor".split())


def _several_at(tokens: Tokens, at: int) -> list[tuple[Subject, int]]:
    """ "Both of us", "neither of my sisters", "all of them", "both my parents"."""
    of = at + 1 + int(at + 1 < len(tokens) and tokens[at + 1].word == "of")
    if of >= len(tokens):
        return []
    if of == at + 2 and tokens[of].word in ("us", "them"):
        return [(WE if tokens[of].word == "us" else PRONOUNS["they"], of + 1)]
    if tokens[of].word in ("my", "our", "his", "her", "their"):
        return [(subject, end) for subject, end in _one_at(tokens, of) if subject.being == "kin" and subject.plural]
    return []


def _may_pair(tokens: Tokens, at: int) -> bool:
    return at == 0 or tokens[at - 1].word in _BEFORE_A_PAIR or not is_word(tokens[at - 1])


def _together(tokens: Tokens, readings: list[tuple[Subject, int]]) -> list[tuple[Subject, int]]:
    """ "Ana and Ben", "my brother Tom and my sister", "Ana, Ben and Carl": the first of them, with the next beside."""
    for subject, end in readings:
        if subject.being not in ("kin", "person") or end + 1 >= len(tokens):
            continue
        comma = tokens[end - 1].word == ","  # a name takes its comma with it
        at = end if comma or tokens[end].word != "," else end + 1
        joined = tokens[at].word in _JOINING
        listed = at > end or comma
        if not (joined or listed) or at + int(joined) >= len(tokens):
            continue
        first = at + int(joined)
        following = _member_at(tokens, first, subject)
        rest = _together(tokens, following[:1])
        if rest and rest[0][0].beside is not None:
            return [(subject._replace(beside=rest[0][0]), rest[0][1])]
        if joined and following:
            return [(subject._replace(beside=following[0][0]), following[0][1])]
    return []


def _member_at(tokens: Tokens, at: int, before: Subject) -> list[tuple[Subject, int]]:
    """A further member of those named together; "my brother and sister" are both the speaker's."""
    if tokens[at].word in ROLES and tokens[at].word not in CALLED_BY_ROLE and before.being == "kin" and before.owner:
        kin = kin_at(tokens, at, before.owner)
        return [kin] if kin else []
    found = [one for one in _one_at(tokens, at) if one[0].being in ("kin", "person")]
    return [(subject, end) for subject, end in found if end >= len(tokens) or tokens[end].word != "'s"]


def _one_at(tokens: Tokens, at: int) -> list[tuple[Subject, int]]:
    token = tokens[at]
    if token.word in _POSSESSIVES:
        return _owned_at(tokens, at + 1, _POSSESSIVES[token.word])
    if token.word == "me" and (pair := _me_and(tokens, at)):
        return [pair]
    if token.word in PRONOUNS:
        return [(PRONOUNS[token.word], at + 1)]
    if (token.word in CALLED_BY_ROLE or token.word in CALLED_BY_ROLE_AND_NAME) and (kin := called_at(tokens, at)):
        return _with_possessions(tokens, *kin)
    if token.word == "the" and at + 1 < len(tokens) and tokens[at + 1].word in CALLED_BY_ARTICLE:
        return _with_possessions(
            tokens, Subject("kin", ROLES[tokens[at + 1].word], SPEAKER, "", tokens[at + 1].word in PLURAL_ROLES), at + 2
        )
    if token.word in ("the", "this", "that"):
        plain = [(Subject("thing", text_of(tokens[at + 1 : end])), end) for end in noun_ends(tokens, at + 1)]
        parts = [
            (Subject("thing", f"{thing.text} {text_of(tokens[end + 1 : to])}"), to)  # "the studio's rent"
            for thing, end in plain
            if end < len(tokens) and tokens[end].word == "'s" and tokens[at].word == "the"
            for to in noun_ends(tokens, end + 1)
            if tokens[to - 1].word in VALUED
        ]
        return [*parts, *plain, *with_phrases(tokens, at + 1, plain)]
    if token.word in ("project", "operation") and (length := name_at(tokens, at + 1)):  # "project Atlas"
        return [(Subject("thing", text_of(tokens[at : at + 1 + length])), at + 1 + length)]
    if length := name_at(tokens, at):
        after = [word.word for word in tokens[at + length : at + length + 2]]
        if after == ["and", "i"] and (at == 0 or tokens[at - 1].word in _BEFORE_A_PAIR):
            return [(WE._replace(beside=Subject("person", text_of(tokens[at : at + length]))), at + length + 2)]
        return _with_possessions(tokens, Subject("person", text_of(tokens[at : at + length])), at + length)
    return []


_OBJECTS: Mapping[str, Subject] = MappingProxyType(
    {
        "me": SPEAKER, "us": WE, "him": PRONOUNS["he"], "her": PRONOUNS["she"], "them": PRONOUNS["they"],
        "my": SPEAKER, "i": SPEAKER, "we": WE, "he": PRONOUNS["he"], "she": PRONOUNS["she"], "our": WE, "his": PRONOUNS["he"], "their": PRONOUNS["they"],
    }
)  # fmt: skip


def whom(tokens: Tokens, start: int, end: int) -> Subject:
    """The person in the object of a verb, or an owner: "me", "him", "my sister", "Maya's"; nobody, if it is something else."""
    if end == start + 1 and tokens[start].word in _OBJECTS:
        return _OBJECTS[tokens[start].word]
    end -= int(tokens[end - 1].word == "'s")
    readings = (subject for subject, last in subjects_at(tokens, start) if last == end)
    return next((subject for subject in readings if subject.being in ("kin", "person")), NOBODY)


_BEFORE_A_PAIR = frozenset(
    ", . ! ? : ; and but so because that when since while then after before now yesterday today both neither either as if".split()
)
"""What stands before "Tom and I": "in Lisbon and I" is no pair."""


def _me_and(tokens: Tokens, at: int) -> tuple[Subject, int] | None:
    """ "Me and my best mate Deon", "me and Tom": the speaker, and who else."""
    if at + 2 >= len(tokens) or tokens[at + 1].word not in ("and", "n", "+"):
        return None
    if tokens[at + 2].word in ("my", "the") and (kin := kin_at(tokens, at + 3, SPEAKER)):
        return WE._replace(beside=kin[0]), kin[1]
    length = name_at(tokens, at + 2)
    other = Subject("person", text_of(tokens[at + 2 : at + 2 + length]))
    return (WE._replace(beside=other), at + 2 + length) if length else None


def whom_end(tokens: Tokens, at: int, limit: int) -> int:
    """Where the person who is the object of a verb ends; where he begins, if it is nobody."""
    if at >= limit:
        return at
    people = [end for subject, end in subjects_at(tokens, at) if subject.being in ("kin", "person") and end <= limit]
    return people[0] if people else at + int(tokens[at].word in _OBJECTS.keys() - {"my", "our", "his", "their"})


def owner_end(tokens: Tokens, at: int, limit: int) -> int:
    """Where an owner ends: "my wife's", "Maya's", "her"; where he begins, if it is none."""
    for subject, end in subjects_at(tokens, at) if at < limit else []:
        if subject.being in ("kin", "person") and end < limit and tokens[end].word == "'s":
            return end + 1
    return at + int(at < limit and tokens[at].word in ("my", "our", "his", "her", "their"))


def with_phrases(tokens: Tokens, start: int, plain: list[tuple[Subject, int]]) -> list[tuple[Subject, int]]:
    """ "The appeal for my Syrian client", "my flight to Delhi": a noun with the phrase that tells which one is meant."""
    found: list[tuple[Subject, int]] = []
    for subject, end in plain[-3:]:
        if end + 1 >= len(tokens) or tokens[end].word not in TELLS_WHICH:
            continue
        first = end + 1 + int(tokens[end + 1].word in _DETERMINERS)
        found += [(subject._replace(text=text_of(tokens[start:to])), to) for to in noun_ends(tokens, first)]
    return found


TELLS_WHICH = frozenset("for of to at with from in".split())
_DETERMINERS = frozenset("my our the his her their your a an this".split())


def head_of(noun: str) -> str:
    """The noun itself, without the phrase that tells which is meant: "flight" of "flight to Delhi"."""
    words = noun.lower().split()
    end = next((n for n, word in enumerate(words) if n and word in TELLS_WHICH), len(words))
    return words[end - 1] if words else ""


def kin_at(tokens: Tokens, at: int, owner: Subject) -> tuple[Subject, int] | None:
    """A person named by what he is to the owner, with his name if it is said: "older sister Maya"."""
    first, count = at, ""
    while at < len(tokens) and tokens[at].word in _MODIFIERS and at - first < 4:
        count = tokens[at].text if tokens[at].word in _COUNTS else count
        at += 1
    if first < at < len(tokens) and tokens[at - 1].word in BY_AGE and tokens[at].word in FUNCTION_WORDS | {",", "."}:
        return Subject("kin", tokens[at - 1].word, owner), at  # "my oldest is leaving for college"
    if at < len(tokens) and tokens[at].word in _OWN_CHILDREN and (owned := _own_child(tokens, first, at, owner)):
        return owned
    if at >= len(tokens) or tokens[at].word not in ROLES:
        return None
    word = tokens[at].word
    role, at = ROLES[word], at + 1
    if role == "friend" and word in ("mate", "buddy") and owner is not SPEAKER:
        return None
    if role in ("child", "twin") and at < len(tokens) and ROLES.get(tokens[at].word, "") in ("brother", "sister"):
        role, at = ROLES[tokens[at].word], at + 1  # "baby brother", "twin sister"
    name, end = given_name(tokens, at)
    return Subject("kin", role, owner, name, word in PLURAL_ROLES or role == "twin", count), end


_OWN_CHILDREN: Mapping[str, str] = MappingProxyType(
    {"girl": "daughter", "boy": "son", "girls": "daughter", "boys": "son", "lad": "son", "lads": "son"}
)


def _own_child(tokens: Tokens, first: int, at: int, owner: Subject) -> tuple[Subject, int] | None:
    """ "My little girl Embla", "our boys": one's own; "my girl" may be anybody."""
    word = tokens[at].word
    name, end = given_name(tokens, at + 1)
    little = any(token.word in _YOUNG for token in tokens[first:at])
    ours = first > 0 and tokens[first - 1].word == "our"
    if not (little or ours or (word.endswith("s") and name)):
        return None
    return Subject("kin", _OWN_CHILDREN[word], owner, name, word.endswith("s")), end


_YOUNG = frozenset("little baby wee small eldest oldest youngest older younger newborn big sweet darling".split())


def called_at(tokens: Tokens, at: int) -> tuple[Subject, int] | None:
    """Kin of the speaker's called by what they are: "mum", "Grandma Rosa", "Auntie Bola"; "Uncle" alone if written like a name."""
    word = tokens[at].word
    if at and tokens[at - 1].word in ("the", "a", "an", "this", "that", *_POSSESSIVES):
        return None
    length = name_at(tokens, at + 1) if ROLES[word] in _CALLED_BY_NAME_TOO else 0
    if not length and name_at(tokens, at + 1) and tokens[at].capital:
        return None  # "Mama Put's" is somebody's name
    alone = word in CALLED_BY_ROLE or (tokens[at].capital and word in ("uncle", "auntie", "aunty"))
    if not length and not alone:
        return None
    return Subject("kin", ROLES[word], SPEAKER, text_of(tokens[at + 1 : at + 1 + length])), at + 1 + length


_CALLED_BY_NAME_TOO = frozenset({"grandmother", "grandfather", "uncle", "aunt", "cousin"})


def given_name(tokens: Tokens, at: int) -> tuple[str, int]:
    """The name right after somebody's role: "Maya", ", Maya,", "called Maya", "(Maya)"."""
    ahead = at
    if ahead < len(tokens) and tokens[ahead].word in ("called", "named"):
        ahead += 1
        named = (
            ahead < len(tokens)
            and is_word(tokens[ahead])
            and tokens[ahead].word not in FUNCTION_WORDS | {"off", "later"}
        )
        length = name_at(tokens, ahead) or int(named)
        return (text_of(tokens[ahead : ahead + length]), ahead + length) if length else ("", at)
    if length := name_at(tokens, ahead):
        return text_of(tokens[ahead : ahead + length]), ahead + length
    if ahead < len(tokens) and tokens[ahead].word in (",", "("):
        ahead += int(ahead + 1 < len(tokens) and tokens[ahead + 1].word in _MODIFIERS)
        length = name_at(tokens, ahead + 1)
        closed = ahead + 1 + length
        if length and (closed >= len(tokens) or tokens[closed].word in (",", ")", ".", "!", "?", "and")):
            return text_of(tokens[ahead + 1 : closed]), closed + int(
                closed < len(tokens) and tokens[closed].word in (",", ")")
            )
    return "", at


def _owned_at(tokens: Tokens, at: int, owner: Subject) -> list[tuple[Subject, int]]:
    if kin := kin_at(tokens, at, owner):
        subject, end = kin
        if end + 1 < len(tokens) and tokens[end].word == "and" and tokens[end + 1].word in ("i", "me", "my", "myself"):
            shared = end + 2 if tokens[end + 1].word != "my" else end
            return [(WE._replace(beside=subject), shared)] if shared > end else _with_possessions(tokens, subject, end)
        return [*_with_possessions(tokens, subject, end), *_things(tokens, at, owner)]
    return _things(tokens, at, owner)


def _things(tokens: Tokens, at: int, owner: Subject) -> list[tuple[Subject, int]]:
    found: list[tuple[Subject, int]] = []
    plain: list[tuple[Subject, int]] = []
    for end in noun_ends(tokens, at):
        thing = Subject("owned", text_of(tokens[at:end]), owner)
        plain.append((thing, end))
        if end < len(tokens) and tokens[end].word == "'s":  # "my dog's name"
            found += [
                (Subject("owned", text_of(tokens[end + 1 : to]), thing), to)
                for to in noun_ends(tokens, end + 1)
                if not tokens[end + 1].word.endswith("ed")
            ]
        found.append((thing, end))
    return [*found, *with_phrases(tokens, at, plain)]


def _with_possessions(tokens: Tokens, owner: Subject, end: int) -> list[tuple[Subject, int]]:
    readings = [(owner, end)]
    plural = owner.plural and end < len(tokens) and tokens[end].word in ("'", "’")
    if plural or (end < len(tokens) and tokens[end].word == "'s"):
        if kin := kin_at(tokens, end + 1, owner):
            return [*_with_possessions(tokens, *kin), *readings]
        owned = [(Subject("owned", text_of(tokens[end + 1 : to]), owner), to) for to in noun_ends(tokens, end + 1)]
        return [*owned, *readings]
    return readings


def noun_ends(tokens: Tokens, at: int) -> list[int]:
    """Where a noun of one to four words that begins here may end."""
    ends = []
    for end in range(at, min(at + 4, len(tokens))):
        token = tokens[end]
        if not token.word[0].isalnum() or (token.word in FUNCTION_WORDS and not (token.word == "back" and end == at)):
            break
        ends.append(end + 1)
    return ends


def is_word(token: Token) -> bool:
    """Whether it is a word at all, and not a mark."""
    return token.word[0].isalnum() or token.word in ("'s", "'d") or (token.word[0] in "$€£¥₹₦+" and len(token.word) > 1)
