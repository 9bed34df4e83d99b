"""Perceiving an exchange: who speaks to whom, what is noise, and all of it together."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from memos.agents.perceive import Exchange, perceive
from memos.agents.perceive.noise import FORMULAS, noise_reason
from memos.agents.perceive.speakers import name_parts, same_person
from memos.agents.perception import Perceived, Utterance
from memos.bench.hostile import TOO_LONG, seconds
from memos.schemas.message import Role, StoredMessage, Trust
from memos.schemas.scope import Scope

NOON = datetime(2024, 5, 15, 12, tzinfo=UTC)


def said(content: str, role: Role = "user", name: str | None = None, *, at: datetime = NOON) -> StoredMessage:
    return StoredMessage(
        id=f"m-{abs(hash((content, role, name)))}",
        role=role,
        name=name,
        content=content,
        timestamp=at,
        trust=Trust.USER,
        position=1,
        op_id="op",
    )


def perceived(
    *messages: StoredMessage,
    user: str = "ana",
    user_name: str | None = None,
    earlier: tuple[StoredMessage, ...] = (),
    people: dict[str, str] | None = None,
) -> Perceived:
    return perceive(
        Exchange(
            scope=Scope(user=user),
            op_id="op",
            now=NOON,
            messages=messages,
            earlier=earlier,
            people=people or {},
            user_name=user_name,
        )
    )


def one(content: str, role: Role = "user", name: str | None = None) -> Utterance:
    return perceived(said(content, role, name)).utterances[0]


def test_all_of_an_utterance() -> None:
    utterance = one("I moved to Lisbon in May. My sister Maya Lopes helped; Maya is great!")
    assert [sentence.text[:7] for sentence in utterance.sentences] == ["I moved", "My sist"]
    assert [(mention.type, mention.name) for mention in utterance.mentions] == [
        ("place", "Lisbon"),
        ("person", "Maya Lopes"),
        ("person", "Maya Lopes"),
    ]
    assert [time_.text for time_ in utterance.times_in(0, 25)] == ["in May"]
    assert utterance.noise is None


def test_times_count_from_each_message() -> None:
    two = perceived(said("See you tomorrow"), said("See you tomorrow!", at=datetime(2025, 1, 1, tzinfo=UTC)))
    assert [utterance.times[0].interval.start.year for utterance in two.utterances] == [2024, 2025]


def test_earlier_messages_are_context_only() -> None:
    result = perceived(said("Then Maya left."), earlier=(said("I met Maya Lopes."),))
    assert [utterance.message.content for utterance in result.earlier] == ["I met Maya Lopes."]
    assert [mention.name for mention in result.utterances[0].mentions] == ["Maya Lopes"]


def test_without_a_name_the_user_speaks_to_the_assistant() -> None:
    result = perceived(said("I live in Porto."), said("How nice for you!", "assistant"), user_name="Ana Lopes")
    assert [(u.speaker, u.addressee, u.about_user) for u in result.utterances] == [
        ("Ana Lopes", "assistant", True),
        ("assistant", "Ana Lopes", False),
    ]


def test_the_user_is_one_person_with_and_without_a_name() -> None:
    result = perceived(said("I live in Porto.", name="Ana"), said("I like it."), said("Good!", "assistant"))
    assert [(u.speaker, u.addressee) for u in result.utterances[:2]] == [("Ana", "assistant")] * 2
    assert result.utterances[2].addressee == "Ana"


def test_two_people_speak_to_each_other() -> None:
    result = perceived(said("I paint.", name="Jon"), said("You do?", name="Gina"), user="space")
    assert [(u.speaker, u.addressee, u.about_user) for u in result.utterances] == [
        ("Jon", "Gina", False),
        ("Gina", "Jon", False),
    ]


@pytest.mark.parametrize(
    ("content", "addressee"),
    [
        ("Hey Wolfgang, are you there?", "WolfgangSchulz"),
        ("Are you there, Wolfgang?", "WolfgangSchulz"),
        ("Good morning Adam Smith! Coffee?", "AdamSmith"),
        ("Are you all there?", None),
        ("I told Wolfgang, and he laughed.", None),
        ("Hi Peter, are you there?", None),
    ],
)
def test_in_a_group_somebody_is_addressed_by_name(content: str, addressee: str | None) -> None:
    group = tuple(said("Hi", name=name) for name in ("AdamSmith", "WolfgangSchulz", "LiHua"))
    result = perceived(said(content, name="LiHua"), earlier=group, user="space")
    assert result.utterances[0].addressee == addressee


def test_of_several_named_users_only_the_spaces_own_is_the_user() -> None:
    result = perceived(said("I paint.", name="Jon"), said("I sing.", name="Ana Lopes"), user="ana")
    assert [utterance.about_user for utterance in result.utterances] == [False, True]


def test_a_single_named_user_who_talks_with_an_assistant_is_the_user() -> None:
    result = perceived(said("I paint.", name="Jon"), said("Nice!", "assistant"), user="u-17")
    assert [utterance.about_user for utterance in result.utterances] == [True, False]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("JakeWatson", ("jake", "watson")),
        ("jake_w", ("jake", "w")),
        ("Zoë Müller", ("zoë", "müller")),
        ("ANA", ("ana",)),
        ("", ()),
    ],
)
def test_names_have_parts(name: str, parts: tuple[str, ...]) -> None:
    assert name_parts(name) == parts


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Ana", "ana lopes", True),
        ("JakeWatson", "Jake Watson", True),
        ("Ana Lopes", "Ana Costa", False),
        ("Lopes", "Ana Lopes", False),
        ("", "Ana", False),
    ],
)
def test_the_same_person(first: str, second: str, same: bool) -> None:
    assert same_person(first, second) is same


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("👍", "no words"),
        ("?!", "no words"),
        ("ok", "acknowledgement"),
        ("Okkkk!!", "acknowledgement"),
        ("Oh, nice 😊", "acknowledgement"),
        ("yes", "acknowledgement"),
        ("Thanks!", "thanks"),
        ("ok, thanksss Maya ❤️", "acknowledgement"),
        ("haha", "laughter"),
        ("Hahahahaha lol", "laughter"),
        ("Hi Maya! How are you?", "greeting"),
        ("Bye! See you soon", "farewell"),
        ("Good night", "farewell"),
        ("hmm...", "filler"),
        ("Maya", None),
        ("Thanks, I moved to Porto.", None),
        ("ok, Tuesday then", None),
        ("42", None),
        ("Lisbon", None),
        ("no meat", None),
        ("谢谢", None),
    ],
)
def test_noise(content: str, reason: str | None) -> None:
    assert noise_reason(content, {"maya"}) == reason


def test_every_formula_is_noise_for_its_reason() -> None:
    assert {
        (words, noise_reason(words), reason)
        for reason, formulas in FORMULAS.items()
        for words in formulas
        if noise_reason(words) != reason
    } == set()


def test_a_yes_that_answers_is_not_noise() -> None:
    asked = perceived(said("Do you eat meat?", "assistant"), said("yes"), said("ok"))
    assert [utterance.noise for utterance in asked.utterances] == [None, None, "acknowledgement"]
    assert perceived(said("I see.", "assistant"), said("yes")).utterances[1].noise == "acknowledgement"


def test_what_a_tool_reports_is_not_noise() -> None:
    assert one("ok", "tool").noise is None
    assert one("", "tool").noise == "empty"


@pytest.mark.parametrize("piece", ["Maya in May. ", "1:30 ", "\n", "a@b.org ", "Yes! ", "....", "ok ", "Hi, "])
def test_takes_no_longer_than_its_text(piece: str) -> None:
    message = said((piece * 16_000)[:16_000])
    assert seconds(lambda: perceived(message)) < TOO_LONG


def test_of_a_huge_message_only_the_beginning_is_read() -> None:
    message = said("x " * (1024 * 1024))
    assert seconds(lambda: perceived(message)) < TOO_LONG
