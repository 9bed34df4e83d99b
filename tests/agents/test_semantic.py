"""Statements read out of talk: who is meant, what is meant by saying it, on which words it rests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from memos.agents.agent import Workbench
from memos.agents.perceive import Exchange, perceive
from memos.agents.perception import Perceived
from memos.agents.proposal import Proposal
from memos.agents.semantic import SemanticAgent
from memos.bench.extraction import NoMemories, score
from memos.bench.hostile import TOO_LONG, seconds
from memos.chance import SystemClock, Uuid7
from memos.schemas.cube import MemCube, Provenance, Semantic, Source
from memos.schemas.message import StoredMessage, Trust
from memos.schemas.scope import Scope

NOW = datetime(2024, 6, 5, 10, tzinfo=UTC)
LABELLED = Path(__file__).parents[1] / "data" / "extraction" / "dev.jsonl"


class Known(NoMemories):
    """A memory that holds some statements."""

    def __init__(self, *cubes: MemCube) -> None:
        self._cubes = cubes

    def by_subject(self, subjects: Sequence[str]) -> list[MemCube]:
        return [cube for cube in self._cubes if isinstance(cube.payload, Semantic) and cube.payload.subject in subjects]


def known(subject: str, predicate: str, value: str, *, functional: bool = True) -> MemCube:
    payload = Semantic(
        subject=subject, predicate=predicate, object=value, statement=f"{subject} … {value}.", functional=functional
    )
    earlier = NOW - timedelta(days=90)
    return MemCube(
        id="c1", scope=Scope(user="ana"), created_at=earlier, observed_at=earlier, trust=Trust.USER, payload=payload,
        provenance=Provenance(sources=(Source(message_id="m0"),), agent="semantic"),
    )  # fmt: skip


BISCUIT = known("Ana", "has_pet", "beagle called Biscuit", functional=False)
PIANO = known("Ana", "studies", "piano lessons", functional=False)
LAUNCH = known("Ana", "attribute:app launch date", "14 May")


def talk(*said: str, earlier: int = 0, trust: Trust = Trust.USER) -> Perceived:
    """Lines "Ana: …"; "assistant: …" is the assistant."""
    messages = []
    for position, line in enumerate(said):
        name, _, text = line.partition(": ")
        assistant = name == "assistant"
        messages.append(
            StoredMessage(
                id=f"m{position}", role="assistant" if assistant else "user", name=None if assistant else name, content=text,
                timestamp=NOW, trust=Trust.AGENT if assistant else trust, position=position, op_id="op",
            )
        )  # fmt: skip
    exchange = Exchange(
        scope=Scope(user="ana"), op_id="op", now=NOW, messages=tuple(messages[earlier:]), earlier=tuple(messages[:earlier]),
        user_name="Ana",
    )  # fmt: skip
    return perceive(exchange)


def proposals(perceived: Perceived, *cubes: MemCube) -> list[Proposal]:
    drafts = SemanticAgent().propose(perceived, Workbench(Known(*cubes), Uuid7(SystemClock())))
    return [draft for draft in drafts if isinstance(draft, Proposal)]


def shown(perceived: Perceived, *cubes: MemCube) -> list[str]:
    rows = []
    for proposal in proposals(perceived, *cubes):
        payload = proposal.payload
        assert isinstance(payload, Semantic)
        not_ = "not " if payload.negated else ""
        rows.append(f"{proposal.intent}: {payload.subject} {payload.predicate} {not_}{payload.object}")
    return rows


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        (["Ana: I live in Lisbon now."], ["assert: Ana lives_in Lisbon"]),
        (["Ana: im allergic to peanuts btw"], ["assert: Ana allergic_to peanuts"]),
        (
            ["Ana: My sister Maya moved from Faro to Braga. She works at a bank."],
            [
                "assert: Ana relation:sister Maya",
                "assert: Maya lives_in Braga",
                "end: Maya lives_in Faro",
                "assert: Maya works_at bank",
            ],
        ),
        (["Ana: we adopted a dog called Rex"], ["assert: Ana has_pet dog called Rex"]),
        (["Ana: I quit my job at Google."], ["end: Ana works_at Google"]),
        (
            ["Ana: I used to live in Rome but now I live in Milan."],
            ["end: Ana lives_in Rome", "assert: Ana lives_in Milan"],
        ),
        (["Ana: I don't eat meat any more."], ["end: Ana likes meat"]),
        (["Ana: I don't have a dog."], ["deny: Ana has_pet not dog"]),
        (["Ana: relocated to Copenhagen last summer"], ["assert: Ana lives_in Copenhagen"]),
        (
            ["Ana: I speak Dutch, French and Greek."],
            [f"assert: Ana language {name}" for name in ("Dutch", "French", "Greek")],
        ),
        (["Ana: my rent is 950 a month, is that normal?"], ["assert: Ana attribute:rent 950 a month"]),
        (
            ["Ben: I live in Ghent.", "Ana: I live in Porto."],
            ["assert: Ben lives_in Ghent", "assert: Ana lives_in Porto"],
        ),
    ],
)
def test_what_is_said_is_proposed(said: list[str], stated: list[str]) -> None:
    assert shown(talk(*said)) == stated


@pytest.mark.parametrize(
    "said",
    [
        "Where do you live?",
        "Should I move to Rome?",
        "If I lived in Paris I'd be broke.",
        "I wish I lived in Rome.",
        "I love that idea!",
        "I'd love to see the list.",
        "She works at Siemens.",
        'Rewrite this: "I live in Rome and I work at Google."',
        "write an email that says: I live in Rome",
        "you said I live in Porto",
        "I live in hope.",
        "maybe I'll move to Spain",
        "Could you remind me to call my bank?",
    ],
)
def test_what_states_nothing_is_left(said: str) -> None:
    assert shown(talk(f"Ana: {said}")) == []


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        ("I'm in Quito now for a conference.", []),
        ("My neighbour said 'I live in Cairo'.", []),
        ("I like mixing banana and almond milk.", ["assert: Ana likes mixing banana and almond milk"]),
        ("I speak Dutch, French and Thai.", [f"assert: Ana language {one}" for one in ("Dutch", "French", "Thai")]),
    ],
)
def test_a_stay_is_no_home_and_quoted_words_are_not_the_speaker_s(said: str, stated: list[str]) -> None:
    assert shown(talk(f"Ana: {said}")) == stated


def test_an_assistant_states_nothing_of_the_user() -> None:
    assert (
        shown(
            talk("assistant: Since you live in Ghent and work at Bosch, take the train.", "Ana: how long does it take?")
        )
        == []
    )


def test_a_document_states_nothing_of_the_user() -> None:
    assert shown(talk("Ana: I live in Ghent.", trust=Trust.DOCUMENT)) == []


def test_a_claim_that_is_confirmed_rests_on_both_messages() -> None:
    (proposal,) = proposals(talk("assistant: You live in Lisbon, right?", "Ana: yes exactly"))
    assert [source.message_id for source in proposal.sources] == ["m0", "m1"]
    assert (proposal.trust, proposal.payload.render()) == (Trust.USER, "Ana lives in Lisbon.")


@pytest.mark.parametrize(
    ("question", "reply", "stated"),
    [
        ("Where do you live now?", "Lisbon, since May", "assert: Ana lives_in Lisbon"),
        ("What's your new number?", "555-0123", "assert: Ana phone 555-0123"),
        ("What's your dog's name?", "Biscuit", "assert: Ana has_pet Biscuit"),
        ("Do you have any siblings?", "two brothers", "assert: Ana relation:brother two brothers"),
        ("Any allergies?", "just shellfish", "assert: Ana allergic_to shellfish"),
        ("How old is your daughter?", "she's four", "assert: Ana's daughter age four"),
    ],
)
def test_a_bare_answer_is_read_with_its_question(question: str, reply: str, stated: str) -> None:
    assert shown(talk(f"assistant: {question}", f"Ana: {reply}")) == [stated]


@pytest.mark.parametrize(
    ("before", "said", "instead_of", "stated"),
    [
        ("I live in Porto.", "no, Lisbon, not Porto", "Porto", "correct: Ana lives_in Lisbon"),
        ("My sister is called Marta.", "sorry, I meant Marina", "Marta", "correct: Ana relation:sister Marina"),
        ("my flight leaves at 9:40", "*9:14", "9:40", "correct: Ana attribute:flight departure 9:14"),
        (
            "my blood type is A positive",
            "my bad, I misread the card. it's O negative",
            "A positive",
            "correct: Ana attribute:blood type O negative",
        ),
        ("My birthday is 3 May.", "oops, typo: 4 May", "3 May", "correct: Ana birthday 4 May"),
    ],
)
def test_a_correction_names_what_it_puts_right(before: str, said: str, instead_of: str, stated: str) -> None:
    perceived = talk(f"Ana: {before}", f"Ana: {said}")
    assert shown(perceived)[-1] == stated
    assert proposals(perceived)[-1].instead_of == instead_of


def test_a_correction_finds_what_memory_holds() -> None:
    assert shown(talk("Ana: it's Lisbon, not Porto"), known("Ana", "lives_in", "Porto")) == [
        "correct: Ana lives_in Lisbon"
    ]


def test_what_was_said_earlier_in_the_run_is_context_only() -> None:
    assert shown(talk("Ana: I live in Porto.", "Ana: no, Braga, not Porto", earlier=1)) == [
        "correct: Ana lives_in Braga"
    ]


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("I'm moving to Berlin in March.", "scratch that, I'm not moving"),
        ("I'm planning to buy a motorbike this summer, a Triumph.", "never mind about the Triumph"),
        ("I'm going to apply for his job!", "can you take back what I told you about applying?"),
    ],
)
def test_a_retraction_aims_at_what_its_words_name(before: str, said: str) -> None:
    first, second = proposals(talk(f"Ana: {before}", f"Ana: {said}"))
    assert (second.intent, second.payload) == ("retract", first.payload)


@pytest.mark.parametrize("said", ["Don't forget the milk.", "Did you forget that?", "Forget it!"])
def test_a_retraction_is_not_seen_where_there_is_none(said: str) -> None:
    assert shown(talk("Ana: I live in Porto.", f"Ana: {said}")) == ["assert: Ana lives_in Porto"]


@pytest.mark.parametrize(
    ("holding", "said", "stated"),
    [
        (
            BISCUIT,
            "we don't have a dog anymore",
            "end: Ana has_pet beagle called Biscuit",
        ),
        (
            BISCUIT,
            "Biscuit died last week",
            "end: Ana has_pet beagle called Biscuit",
        ),
        (known("Ana", "works_at", "Lidl"), "I quit my job!", "end: Ana works_at Lidl"),
        (known("Ana", "works_at", "Lidl"), "I don't work there any more", "end: Ana works_at Lidl"),
        (
            PIANO,
            "I've quit the piano lessons",
            "end: Ana studies piano lessons",
        ),
        (
            LAUNCH,
            "launch date's slipped to 3 June",
            "assert: Ana attribute:app launch date 3 June",
        ),
        (known("Ana", "attribute:bank", "N26"), "I'm with Revolut now", "assert: Ana attribute:bank Revolut"),
    ],
)
def test_what_is_known_says_what_is_meant(holding: MemCube, said: str, stated: str) -> None:
    assert shown(talk(f"Ana: {said}"), holding) == [stated]


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("I live in Lisbon since May.", datetime(2024, 5, 1, tzinfo=UTC), None),
        ("Back in 2019 I lived in Rome.", datetime(2019, 1, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC)),
        ("I moved to Oslo in 2017.", datetime(2017, 1, 1, tzinfo=UTC), None),
        ("The meeting is on Thursday.", None, None),
    ],
)
def test_times_in_the_clause_bound_the_statement(said: str, start: datetime | None, end: datetime | None) -> None:
    (proposal,) = proposals(talk(f"Ana: {said}"))
    assert (proposal.valid_from, proposal.valid_to) == (start, end)


def test_a_statement_cites_its_very_words() -> None:
    text = "Hi there! By the way, I moved to Porto in May. How are you?"
    (proposal,) = proposals(talk(f"Ana: {text}"))
    (source,) = proposal.sources
    assert text[source.start : source.end] == "I moved to Porto"


def test_a_hedged_statement_is_less_sure() -> None:
    (sure,) = proposals(talk("Ana: I'm allergic to nuts."))
    (hedged,) = proposals(talk("Ana: I think I'm allergic to nuts."))
    assert hedged.confidence < sure.confidence


def test_statements_read_as_sentences() -> None:
    perceived = talk(
        "Ana: I work as a nurse. My parents live in Athens. I go to the gym every morning. I play the cello."
    )
    assert [proposal.payload.render() for proposal in proposals(perceived)] == [
        "Ana is a nurse.",
        "Ana has parents.",
        "Ana's parents live in Athens.",
        "Ana goes to the gym every morning.",
        "Ana plays the cello.",
    ]


def test_the_development_rows_are_read_as_well_as_before() -> None:
    report = score(LABELLED)
    assert (round(report.precision, 2) >= 0.90, round(report.recall, 2) >= 0.65) == (True, True), report.as_text()
    assert report.count("invented", "wrong subject") == 0


HOSTILE = (
    "my ", "I'm ", "@", "I live in ", ", and I live in ", "my sister's ", "so does my ", "no, not X, Y. ", "forget what i said about ",
    "*a ", '"', "My name is Bob. ", "I like a, b. ", "x\n", "the the, it ", "a.a", "(", "\u2019s ",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_is_read_at_once(piece: str) -> None:
    perceived = talk("Ana: " + (piece * 65_536)[:65_536])
    assert seconds(lambda: proposals(perceived)) < TOO_LONG
