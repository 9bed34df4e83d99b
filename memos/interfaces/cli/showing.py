"""`memos demo`: a tour on a shipped conversation, in a store of its own that is thrown away."""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple

import typer

from memos.bootstrap import read_settings
from memos.errors import WeightsMissing
from memos.interfaces.cli import paper, shapes
from memos.interfaces.cli.finding import print_answer
from memos.interfaces.cli.looking import print_why
from memos.interfaces.cli.options import Json, commands
from memos.interfaces.cli.plain import amount
from memos.interfaces.cli.progress import announce, counted
from memos.interfaces.cli.telling import Profile, began, print_profile, profile_of
from memos.interfaces.importers.formats import open_file
from memos.interfaces.importers.ingest import Found, Summary, ingest, look_through
from memos.memory import Memory, Why
from memos.models.embedding.weights import installed
from memos.schemas.cube import Kind, MemCube, State
from memos.schemas.message import StoredMessage
from memos.schemas.operation import JournalEntry
from memos.schemas.query import Answer
from memos.schemas.value import Moment, Value

app = commands()

USER: Final = "Wanyu"
_SHIPPED: Final = "memos.interfaces.demo"
_CONVERSATION: Final = "wanyu.json"
_STORY: Final = "story.json"
_OPERATIONS: Final = 10
_STATEMENTS: Final = 8


class Story(Value):
    """What the demo asks, what it then adds, and the words of the belief it explains."""

    questions: tuple[str, ...]
    news: str
    told_at: Moment
    why: str


class Change(NamedTuple):
    """What somebody said, what followed from it, and what was believed of the same matter before and after."""

    said: str
    operations: tuple[JournalEntry, ...]
    beliefs: tuple[MemCube, ...]


class Tour(NamedTuple):
    """Everything the demo shows."""

    found: Found
    opening: tuple[StoredMessage, ...]
    summary: Summary
    operations: tuple[JournalEntry, ...]
    profile: Profile
    answers: tuple[tuple[str, Answer, dict[str, StoredMessage]], ...]
    change: Change
    why: Why | None
    embedder: str


@app.command()
def demo(
    keep: Annotated[bool, typer.Option("--keep", help="Leave the store behind, and say where it is.")] = False,
    json: Json = False,
) -> None:
    """Tour on a shipped conversation: no key, no network.

    Half a year of talks between Wanyu and an assistant (RealMem, AvatarMemory/RealMemBench, Apache-2.0) is remembered in a
    fresh directory, looked at from all sides, and thrown away. Your own memories are not touched.
    """
    with _directory(keep=keep) as home:
        tour = _tour(home, quiet=json)
        if json:
            shapes.write(_as_json(tour, home if keep else None))
            return
        _print_tour(tour)
        _print_end(home if keep else None)


@contextmanager
def _directory(*, keep: bool) -> Generator[Path]:
    if keep:
        yield Path(tempfile.mkdtemp(prefix="memos-demo-"))
        return
    with tempfile.TemporaryDirectory(prefix="memos-demo-") as name:
        yield Path(name)


def _embedder() -> str:
    """The one that is set, or none where its weights are not here: the demo never fetches anything."""
    settings = read_settings()
    if settings.embedder == "minilm":
        try:
            installed(settings.cache)
        except WeightsMissing:
            return "none"
    return settings.embedder


def _tour(home: Path, *, quiet: bool) -> Tour:
    announce("Loading the agents and the embedding model", quiet=quiet)
    embedder = _embedder()
    shipped = files(_SHIPPED)
    story = Story.model_validate_json((shipped / _STORY).read_text(encoding="utf-8"))
    with (
        as_file(shipped / _CONVERSATION) as path,
        Memory.open(home / "data", embedder=embedder, key_file=home / "vault.key", durability="fast") as memory,
    ):
        found = look_through(open_file(path))
        announce(f"Remembering a conversation of {found.messages:,} messages", quiet=quiet)
        with counted("Remembering", found.messages, "messages", quiet=quiet) as advance:
            *_, summary = ingest(memory, [found], user=USER, default_user=USER, skip=False, progress=advance)
        announce("Asking it questions, and telling it something new", quiet=quiet)
        operations = memory.operations(user_id=USER, limit=100_000)
        profile = profile_of(memory, USER, _STATEMENTS)
        answers = tuple(_asked(memory, question) for question in story.questions)
        change = _change(memory, story)
        return Tour(
            found=found,
            opening=_opening(memory, found),
            summary=summary,
            operations=tuple(_telling(operations)),
            profile=profile,
            answers=answers,
            change=change,
            why=_why(memory, story, profile),
            embedder=embedder,
        )


def _opening(memory: Memory, found: Found) -> tuple[StoredMessage, ...]:
    first = next(iter(found.opened.read()))
    ids = [message.id for message in getattr(first, "messages", ())[:3]]
    return tuple(memory.messages(ids, user_id=USER))


def _telling(newest_first: Sequence[JournalEntry]) -> Iterator[JournalEntry]:
    """A few operations of each sort, in the order in which they happened: what is decided, not what is merely kept."""
    wanted = {
        ("ADD", "semantic"): 3,
        ("ADD", "core"): 1,
        ("UPDATE", "semantic"): 2,
        ("NO_OP", "semantic"): 1,
        ("NO_OP", ""): 1,
    }
    wanted |= {("ADD", "episodic"): 1, ("ADD", "procedural"): 1}
    for entry in reversed(newest_first):
        sort = (entry.event, entry.kind.value if entry.kind else "")
        if wanted.get(sort, 0) > 0:
            wanted[sort] -= 1
            yield entry


def _asked(memory: Memory, question: str) -> tuple[str, Answer, dict[str, StoredMessage]]:
    given = memory.ask(question, user_id=USER)
    cited = memory.messages([citation.message_id for citation in given.citations], user_id=USER)
    return question, given, {message.id: message for message in cited}


def _change(memory: Memory, story: Story) -> Change:
    """Says something new, and looks at what is believed of the same matter."""
    said = {"content": story.news, "timestamp": story.told_at}
    receipt = memory.add(said, user_id=USER, run_id="demo")
    operations = tuple(entry for entry in receipt.operations if entry.kind is Kind.SEMANTIC)
    touched = [
        memory.get(cube_id, user_id=USER) for cube_id in dict.fromkeys(entry.cube_id for entry in operations) if cube_id
    ]
    return Change(story.news, operations, tuple(sorted(touched, key=lambda cube: cube.state is State.ACTIVE)))


def _why(memory: Memory, story: Story, profile: Profile) -> Why | None:
    statements = memory.get_all(user_id=USER, kinds=["semantic"], limit=10_000)
    wanted = next((cube for cube in statements if story.why in cube.text), next(iter(profile.statements), None))
    return memory.why(wanted.id, user_id=USER) if wanted else None


# -- on the terminal


def _print_tour(tour: Tour) -> None:
    _print_what_came_in(tour)
    paper.heading(
        "2  What the agents made of it", "no model: rules propose, one gate decides, a journal keeps every step"
    )
    paper.put(paper.operations(tour.operations, limit=_OPERATIONS))
    paper.heading("3  Who is Wanyu?", "memos profile Wanyu")
    print_profile(tour.profile)
    paper.heading("4  Questions", "answers are the words that were said, and say which")
    for question, given, messages in tour.answers:
        paper.gap()
        paper.say(("? ", "bold cyan"), (question, "cyan"))
        print_answer(given, messages, USER)
    _print_change(tour.change)
    if tour.why:
        paper.heading("6  Why is that believed?", f"memos why {paper.short_id(tour.why.cube.id)}")
        print_why(tour.why, most=2, width=400)


def _print_what_came_in(tour: Tour) -> None:
    summary = tour.summary
    paper.heading("1  What came in", "RealMem, AvatarMemory/RealMemBench, Apache-2.0")
    paper.say(
        f"{summary.exchanges} chats, {amount(summary.messages, 'message')}, remembered in {summary.seconds:.1f} s. It begins:"
    )
    for message in tour.opening:
        said = paper.line((f"{paper.minute(message.timestamp)}  ", "dim"), paper.quote(message, user=USER, width=160))
        paper.indented(said)
    counts = [f"{count:,} {kind}" for (event, kind), count in sorted(summary.operations.items()) if event == "ADD"]
    paper.say(("kept: ", "dim"), ", ".join(counts))
    if tour.embedder == "none":
        paper.say(
            ("The embedding weights are not here, so this works with words alone; `memos init` fetches them.", "yellow")
        )


def _print_change(change: Change) -> None:
    paper.heading("5  Something changes", f'memos add "{change.said}"')
    paper.put(paper.operations(change.operations))
    paper.say(("nothing is overwritten: the old belief stays, with the time it held", "dim"))
    for cube in change.beliefs:
        style = "bold" if cube.state is State.ACTIVE else "dim strike"
        since = paper.validity(cube) or f"since {paper.day(began(cube))}"
        paper.indented(paper.line((f"{since:26}", "dim"), (cube.text, style)))


def _print_end(home: Path | None) -> None:
    paper.heading("Now yours")
    for command, meaning in (
        ("memos import chat.txt", "a chat, a folder of them, a ChatGPT export, JSON Lines …"),
        ('memos search "where did we want to go?"', "what bears on it, and the words it rests on"),
        ("memos timeline", "what held when"),
    ):
        paper.indented(paper.line((f"{command:42}", "cyan"), (meaning, "dim")))
    if home:
        paper.gap()
        paper.say("Kept: ", (f"memos list --home {home / 'data'} --user {USER}", "cyan"))


def _as_json(tour: Tour, home: Path | None) -> dict[str, Any]:
    return {
        "user": USER,
        "home": str(home / "data") if home else None,
        "embedder": tour.embedder,
        "messages": tour.summary.messages,
        "exchanges": tour.summary.exchanges,
        "seconds": round(tour.summary.seconds, 3),
        "operations": shapes.entries(tour.operations),
        "profile": {"core": shapes.cubes(tour.profile.tree), "statements": shapes.cubes(tour.profile.statements)},
        "answers": [shapes.answer(given, question, USER) for question, given, _ in tour.answers],
        "change": {
            "said": tour.change.said,
            "operations": shapes.entries(tour.change.operations),
            "beliefs": shapes.cubes(tour.change.beliefs),
        },
        "why": shapes.why(tour.why) if tour.why else None,
    }
