"""Who is who: names that can be of one, names that can't, and what words in their place stand for."""

from __future__ import annotations

import pytest

from memos.agents.resolution.forms import Form, alike, fold, misspelt
from memos.agents.resolution.names import Names
from memos.agents.resolution.nicknames import same_given_name
from memos.agents.resolution.references import description
from memos.agents.resolution.talk import Talk


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Bob", "Robert", "nickname"),
        ("Liz", "Elizabeth", "nickname"),
        ("Bob Smith", "Robert Smith", "nickname"),
        ("Bob", "Robert Smith", "nickname"),
        ("Maya", "Maya Lopes", "first name"),
        ("Dr. Silva", "Rosa Silva", "surname"),
        ("Mr. Smith", "Adam Smith", "surname"),
        ("A. Smith", "Adam Smith", "initials"),
        ("Olivers, C. N.", "C. Olivers", "initials"),
        ("Jennifer Moore", "Jenniffer Moore", "spelling"),
        ("LiHua", "Li Hua", "spelling"),
        ("NZ", "New Zealand", "abbreviation"),
        ("L&P", "Lemon & Paeroa", "abbreviation"),
        ("Java EE", "Java Enterprise Edition", "abbreviation"),
        ("2PC", "2-phase commit protocol", "abbreviation"),
        ("Tekapo", "Lake Tekapo", "short form"),
        ("Orbit", "Orbit Inc", "short form"),
        ("Mount Cook", "Aoraki/Mount Cook", "short form"),
    ],
)
def test_names_that_can_be_of_one(one: str, other: str, reason: str) -> None:
    person = reason == "spelling"
    assert alike(Form(one, person=person), Form(other, person=person)) == reason
    assert alike(Form(other, person=person), Form(one, person=person)) == reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bob", "Rosa"),
        ("Maya Lopes", "Maya Silva"),
        ("Adam Smith", "Zoe Smith"),
        ("Mr. Smith", "Mrs. Smith"),
        ("B. Smith", "Adam Smith"),
        ("Ana", "Ann"),  # too short to be a slip
        ("Lindis Pass", "L&P"),
        ("Arthur's Pass", "Arthur's Pass National Park"),
        ("New World", "New World Wanaka"),
        ("Paris", "Paris Hilton"),
        ("Fox Glacier", "Franz Josef Glacier"),
    ],
)
def test_names_that_can_not(one: str, other: str) -> None:
    assert alike(Form(one), Form(other)) is None


def test_nicknames_go_both_ways_and_through_a_third() -> None:
    assert same_given_name("bob", "robert")
    assert same_given_name("robert", "bob")
    assert same_given_name("bob", "rob")
    assert not same_given_name("bob", "bill")


@pytest.mark.parametrize(("one", "other"), [("jenifer", "jennifer"), ("micheal", "michael"), ("sarrah", "sarah")])
def test_one_slip_is_a_slip(one: str, other: str) -> None:
    assert misspelt(one, other)
    assert misspelt(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("maya", "mara"), ("jennifer", "jenefir"), ("robert", "robert"), ("laura", "lauren")]
)
def test_more_than_one_is_none(one: str, other: str) -> None:
    assert not misspelt(one, other)


def test_a_name_is_known_by_its_words_alone() -> None:
    assert fold("The  Café's") == fold("the cafe's")
    assert fold("José Álvarez") == "jose alvarez"


def test_a_new_name_is_taken_for_the_only_one_it_fits() -> None:
    names = Names()
    assert names.meet("Robert Smith") == "Robert Smith"
    assert names.meet("Bob") == "Robert Smith"
    assert [(one.name, one.same_as, one.reason) for one in names.found] == [("Bob", "Robert Smith", "nickname")]


def test_where_two_fit_none_is_taken() -> None:
    names = Names()
    names.meet("Robert Smith")
    names.meet("Robert Jones")
    assert names.meet("Bob") == "Bob"
    assert not names.found


def test_who_is_said_to_be_two_is_never_one() -> None:
    names = Names({"robert": "Robert"}, people=["robert"], apart=[frozenset(("bob", "robert"))])
    assert names.meet("Bob", person=True) == "Bob"


def test_those_who_talk_with_each_other_are_two() -> None:
    names = Names()
    names.begin(["Bob", "Robert"])
    assert names.canonical("Bob") == "Bob"
    assert names.canonical("Robert") == "Robert"
    assert not names.found


def told(content: str, *mentions: str) -> Names:
    names = Names()
    places = [(content.index(mention), content.index(mention) + len(mention)) for mention in mentions]
    names.read(content, places)
    for mention in mentions:
        names.meet(mention)
    return names


@pytest.mark.parametrize(
    ("content", "one", "other"),
    [
        ("I met Dorothea, aka Fitz, there.", "Dorothea", "Fitz"),
        ("Dorothea, everyone calls her Fitz.", "Dorothea", "Fitz"),
        ("Container-managed Persistence (CMP) helps.", "Container-managed Persistence", "CMP"),
    ],
)
def test_words_that_say_two_names_are_of_one(content: str, one: str, other: str) -> None:
    names = told(content, one, other)
    assert names.canonical(other) == one


@pytest.mark.parametrize("content", ["Bob and Robert came.", "Bob, Robert and I left.", "Bob met Robert."])
def test_words_that_say_they_are_two(content: str) -> None:
    names = told(content, "Bob", "Robert")
    assert names.canonical("Bob") == "Bob"
    assert names.canonical("Robert") == "Robert"


def test_what_stands_in_brackets_may_be_anything() -> None:
    names = told("We met Maya (Lisbon) there.", "Maya", "Lisbon")
    assert names.canonical("Lisbon") == "Lisbon"


def test_two_letters_stand_only_for_what_was_spelt_out_in_the_same_talk() -> None:
    names = Names()
    names.meet("New Zealand")
    names.begin(["Ana"])
    assert names.meet("NZ") == "NZ"


class Spoken:
    """A talk, turn by turn: what the words in square brackets stand for."""

    def __init__(self, *speakers: str) -> None:
        self.talk = Talk(Names())
        self.begin(*speakers)

    def begin(self, *speakers: str) -> None:
        self._speakers = speakers
        self.talk.begin(speakers)

    def say(self, speaker: str, content: str) -> list[str | None]:
        plain, places = "", []
        for piece in content.split("["):
            words, bracket, rest = piece.partition("]")
            if bracket:
                places.append((words, len(plain)))
            plain += words + rest
        others = [name for name in self._speakers if name != speaker]
        self.talk.begin_turn(plain, speaker, others[0] if len(others) == 1 else None)
        return [self.talk.refer(words, start) for words, start in places]


def test_a_pronoun_stands_for_the_only_one_it_fits() -> None:
    spoken = Spoken("Ana", "Tom")
    assert spoken.say("Ana", "[Maya] called. [She] said hello.") == ["Maya", "Maya"]
    assert spoken.say("Tom", "How is [she]?") == ["Maya"]


def test_of_two_in_a_sentence_it_can_not_be_told() -> None:
    spoken = Spoken("Ana", "Tom")
    assert spoken.say("Ana", "[Maya] met [Rosa]. [She] laughed.") == ["Maya", "Rosa", None]


def test_he_is_neither_who_speaks_nor_who_is_spoken_to() -> None:
    spoken = Spoken("Ana", "Tom")
    assert spoken.say("Ana", "[Tom], has [he] called?") == ["Tom", None]


def test_a_pronoun_reaches_only_so_far() -> None:
    spoken = Spoken("Ana", "Tom")
    spoken.say("Ana", "[Maya] called.")
    for speaker in ("Tom", "Ana"):
        spoken.say(speaker, "It rains.")
    assert spoken.say("Tom", "Is [she] well?") == [None]


def test_a_description_takes_up_what_was_described_alike() -> None:
    spoken = Spoken("Ana", "Tom")
    [first] = spoken.say("Ana", "I give [a free baking class].")
    assert spoken.say("Tom", "When is [the class]?") == [first]
    assert spoken.say("Tom", "And [the talk]?") != [first]


def test_a_description_takes_up_a_name_that_says_what_it_is() -> None:
    spoken = Spoken("Ana", "Tom")
    assert spoken.say("Ana", "We saw [Lake Wakatipu]. [The lake] was cold.") == ["Lake Wakatipu"] * 2


def test_what_is_owned_is_one_thing_on_any_day_and_what_passes_is_not() -> None:
    spoken = Spoken("Ana", "Tom")
    van, session = spoken.say("Ana", "[my van] is at [our session].")
    spoken.begin("Ana", "Tom")
    assert spoken.say("Tom", "How is [your van]?") == [van]
    assert spoken.say("Tom", "I liked [our session].") != [session]
    assert spoken.say("Tom", "I sold [my van].") != [van]


@pytest.mark.parametrize("name", ["numpy", "Olivers, 2009", "The Fat Duck", "2-phase commit protocol", "Queenstown"])
def test_names_are_no_descriptions(name: str) -> None:
    assert description(name) is None
