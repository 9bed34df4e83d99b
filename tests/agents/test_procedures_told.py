"""How-tos are read with their lead, steps and preconditions; stories, lists of things and questions are none."""

from __future__ import annotations

import pytest

from memos.agents.perceive.sentences import split
from memos.agents.procedures import leads
from memos.agents.procedures.adopting import adopts
from memos.agents.procedures.leads import LeadRule, find_lead
from memos.agents.procedures.steps import (
    MOST,
    are_orders,
    code_steps,
    listed_steps,
    marker_of,
    precondition,
    speaks_of_a_step,
    told_steps,
)
from memos.agents.procedures.telling import asked_for, begins, continued, read_telling
from memos.schemas.cube import Procedural


def told(content: str) -> Procedural:
    found = read_telling(content, split(content))
    assert found is not None
    return found.procedure


@pytest.mark.parametrize(("rule", "lead"), [(rule, lead) for rule in leads.RULES for lead in rule.fits])
def test_a_lead_fits_its_examples(rule: LeadRule, lead: str) -> None:
    found = find_lead(lead)
    assert found is not None
    assert found[0] is rule


@pytest.mark.parametrize("lead", [lead for rule in leads.RULES for lead in rule.not_fits])
def test_no_lead_fits_what_is_none(lead: str) -> None:
    assert find_lead(lead) is None


@pytest.mark.parametrize(
    "content",
    [
        "First I woke up, then I had breakfast and finally went to work.",
        "My shopping list:\n- milk\n- eggs",
        "Things I love about Lisbon:\n1. the light\n2. the hills",
        "Here's how my day went: first the train was late, then I ate.",
        "How do I make sourdough? First feed it?",
        "So, to confirm:\n1. Bench 60 kg\n2. Squat 80 kg",
        "Steps:\n1. one thing\n2. another",
        "My goals for this year:\n- run a marathon\n- learn Italian",
        "4. How to meditate: find a quiet space and sit.\n5. How to sleep",
    ],
)
def test_what_explains_nothing_is_no_procedure(content: str) -> None:
    assert read_telling(content, split(content)) is None


def test_a_lead_with_a_numbered_list_and_what_is_needed() -> None:
    found = told("# Closing the cafe\n\nYou need the alarm code.\n\n1. Count the till\n2. Set the alarm.\n")
    assert (found.title, found.steps) == ("Closing the cafe", ("Count the till", "Set the alarm"))
    assert found.preconditions == ("The alarm code",)
    assert found.entry_type == "workflow"


def test_first_then_finally() -> None:
    found = told("To reset the router, first unplug it, then wait a minute, and finally plug it in.")
    assert (found.title, found.trigger) == ("How to reset the router", "reset the router")
    assert found.steps == ("Unplug it", "Wait a minute", "Plug it in")
    assert found.entry_type == "guide"


def test_steps_named_one_after_the_other() -> None:
    found = told("How to file expenses: scan the receipt, open the portal and submit. You need an approval.")
    assert found.steps == ("Scan the receipt", "Open the portal", "Submit")
    assert found.preconditions == ("An approval",)


def test_nouns_after_commas_are_no_steps() -> None:
    block = told_steps([("Then I mix flour, water and salt.", 0)])
    assert block is not None
    assert [step.text for step in block.steps] == ["Mix flour, water and salt"]


def test_commands_are_a_script_and_comments_are_no_steps() -> None:
    found = told("Steps for backing up:\n```sh\n# first\n$ rsync -a ~ /mnt\numount /mnt\n```")
    assert found.entry_type == "script"
    assert found.steps == ("rsync -a ~ /mnt", "umount /mnt")


def test_a_lead_may_wait_for_its_steps() -> None:
    assert told("Here's how I make my sourdough:").steps == ()


@pytest.mark.parametrize(("count", "left_out"), [(1, 0), (MOST, 0), (MOST + 1, 1)])
def test_of_a_very_long_list_the_first_steps_are_kept(count: int, left_out: int) -> None:
    block = listed_steps("\n".join(f"- step {number}" for number in range(count)))
    assert block is not None
    assert (len(block.steps), block.left_out) == (count - left_out, left_out)


def test_steps_keep_their_letters() -> None:
    found = told(
        "How to make jam:\n1. Open the notebook\n2. Please book\n3. Take a look\n4. Say thanks\n5. Cook, please"
    )
    assert found.steps == ("Open the notebook", "Book", "Take a look", "Say thanks", "Cook")


@pytest.mark.parametrize(
    ("content", "steps"),
    [
        (
            "How to release:\n1. Bump\n   - in pyproject\n   - in CHANGELOG\n2. Tag",
            ("Bump: in pyproject; in CHANGELOG", "Tag"),
        ),
        ("How to release:\n1. Bump\n   1. one\n   2. two\n2. Tag", ("Bump: one; two", "Tag")),
        ("To restart it: 1) stop the app 2) start the app", ("Stop the app", "Start the app")),
        ("Steps for onboarding:\na) make an account\nb) greet", ("Make an account", "Greet")),
        ("When a build fails:\n- check the log\n- ping Maya", ("Check the log", "Ping Maya")),
        ("How to clean:\n- sort\n- fold\n* stack\n• label", ("Sort", "Fold", "Stack", "Label")),
    ],
)
def test_lists_of_many_shapes(content: str, steps: tuple[str, ...]) -> None:
    assert told(content).steps == steps


@pytest.mark.parametrize(
    ("content", "needs"),
    [
        ("How to restart it\nPrerequisites: backup finished\n1. stop it\n2. start it", ("Backup finished",)),
        ("How to restart it\nPrerequisites:\n- a backup\n- VPN\nSteps:\n1. stop it\n2. start it", ("A backup", "VPN")),
        (
            "Before you restart it, make sure the backup finished. To restart it: 1) stop it 2) start it",
            ("The backup finished",),
        ),
    ],
)
def test_what_must_hold_before(content: str, needs: tuple[str, ...]) -> None:
    found = told(content)
    assert (found.preconditions, found.steps) == (needs, ("Stop it", "Start it"))


def test_a_task_named_before_stands_for_it() -> None:
    found = told(
        "Before you restart the database, make sure the backup finished. To restart it: 1) stop it 2) start it"
    )
    assert (found.title, found.trigger) == ("How to restart the database", "restart the database")


@pytest.mark.parametrize(
    ("sentence", "speaks"),
    [
        ("step 3 should come before step 2", True),
        ("Step 9 is wrong.", True),
        ("The third step was hard.", True),
        ("Step 2 is to knead it.", False),
        ("Step 2: knead it.", False),
        ("Then knead it.", False),
    ],
)
def test_what_is_said_of_a_step_tells_none(sentence: str, speaks: bool) -> None:
    assert speaks_of_a_step(sentence) is speaks
    assert not speaks or continued(sentence, split(sentence)) is None


def test_spans_of_steps_are_where_their_words_stand() -> None:
    content = "Tea:\n1. Boil water\n2) Pour\n"
    block = listed_steps(content)
    assert block is not None
    assert [content[step.start : step.end] for step in block.steps] == ["Boil water", "Pour"]


def test_an_open_fence_holds_no_commands() -> None:
    assert code_steps("```sh\nls\n") is None


@pytest.mark.parametrize(
    ("sentence", "need"),
    [
        ("You need the alarm code.", "The alarm code"),
        ("Make sure the boiler is hot before you start.", "The boiler is hot"),
        ("Before you start, make sure that the door is shut.", "The door is shut"),
        ("Only if the build is green.", "The build is green"),
        ("Prerequisites: two screws", "Two screws"),
        ("We needed a break.", None),
        ("Make sure to smile.", None),
    ],
)
def test_preconditions(sentence: str, need: str | None) -> None:
    assert precondition(sentence) == need


@pytest.mark.parametrize(
    ("text", "marker"),
    [("Then I mix it.", "then"), ("ok, finally bake", "finally"), ("Step 3: cool", "step 3"), ("Thence home", None)],
)
def test_words_that_say_which_step_comes(text: str, marker: str | None) -> None:
    assert marker_of(text) == marker


def test_a_message_goes_on_only_if_it_says_so() -> None:
    assert continued("Then bake it. Finally eat.", split("Then bake it. Finally eat.")) is not None
    assert continued("It was fun.", split("It was fun.")) is None
    assert begins("1. Boil water")
    assert not begins("2. Pour")


def test_a_question_names_what_its_answer_explains() -> None:
    asked = asked_for("How do you usually prepare for your race?")
    assert asked is not None
    assert (asked.title, asked.trigger) == ("How to prepare for my race", "prepare for my race")
    assert asked_for("How do you feel?") is None


@pytest.mark.parametrize(
    "answer",
    [
        "Perfect, let's do it that way.",
        "Great, that's how we'll do it from now on.",
        "Please remember these steps for me.",
        "I like it, we'll do it like that.",
    ],
)
def test_what_takes_over(answer: str) -> None:
    assert adopts(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "Perfect, thanks!",
        "Let's not do it that way.",
        "Let's do it that way, but without step 2.",
        "Shall we do it that way? Let's use that method?",
        "Maybe I'll use that method.",
        "Let's do it that way. " + "And another thing. " * 20,
    ],
)
def test_what_takes_nothing_over(answer: str) -> None:
    assert not adopts(answer)


def test_most_steps_of_a_procedure_are_orders() -> None:
    orders, things = listed_steps("- mix it\n- bake it\n- salt"), listed_steps("- milk\n- eggs\n- bake it")
    assert orders is not None
    assert things is not None
    assert are_orders(orders.steps)
    assert not are_orders(things.steps)
