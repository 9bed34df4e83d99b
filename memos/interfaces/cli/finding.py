"""`memos search` and `memos ask`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.text import Text

from memos.agents.vault import without_values
from memos.errors import InvalidInput
from memos.interfaces.cli import paper, shapes
from memos.interfaces.cli.options import Home, Json, User, commands
from memos.interfaces.cli.plain import one_line
from memos.interfaces.cli.session import Session, opened
from memos.retrieval.ranking import SHIPPED, moves
from memos.schemas.cube import Source
from memos.schemas.message import StoredMessage
from memos.schemas.query import Answer, Hit, Recollection

app = commands()

_QUOTES = 2
_QUOTE_WIDTH = 220
_TEXT_WIDTH = 320
_MOVES = 8
"""Features shown of a hit: those that moved it most."""


@app.command()
def search(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="What to look for, in plain words.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=1000, help="How many memories.")] = 10,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", "-k", metavar="KIND", help="Only this kind; may be repeated.")
    ] = None,
    run: Annotated[str | None, typer.Option("--run", metavar="ID", help="Only what was said in this run.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="TIME", help="As it was believed then.")] = None,
    valid_at: Annotated[
        str | None, typer.Option("--valid-at", metavar="TIME", help="As it was in the world then.")
    ] = None,
    budget: Annotated[
        int, typer.Option("--budget", metavar="TOKENS", min=1, help="Size of the packed context.")
    ] = 2000,
    context: Annotated[bool, typer.Option("--context", help="Print the packed context alone, for a prompt.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what moved each up or down, and what the channels gave.")
    ] = False,
    user: User = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Find the memories that bear on a question."""
    then = moment_of(as_of)
    with opened(home, user) as session:
        found = session.memory.search(
            question,
            user_id=session.user,
            run_id=run,
            limit=limit,
            kinds=kind or None,
            as_of=then,
            valid_at=moment_of(valid_at),
            token_budget=budget,
            explain=explain,
        )
        messages = _messages(session, found)
        unknown = "" if found.hits else _unknown(session, then)
    if json:
        shapes.write(shapes.recollection(found, session.user, messages))
    elif context:
        paper.say(found.context)
    else:
        _print_found(found, messages, unknown or "Nothing bears on this.", explain=explain)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="A question, in plain words.")],
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="TIME", help="As it was believed then.")] = None,
    valid_at: Annotated[
        str | None, typer.Option("--valid-at", metavar="TIME", help="As it was in the world then.")
    ] = None,
    user: User = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Answer a question in the words that were said."""
    then = moment_of(as_of)
    with opened(home, user) as session:
        given = session.memory.ask(question, user_id=session.user, as_of=then, valid_at=moment_of(valid_at))
        cited = session.memory.messages([citation.message_id for citation in given.citations], user_id=session.user)
        unknown = _unknown(session, then) if given.abstained else ""
    if json:
        shapes.write(shapes.answer(given, without_values(question), session.user))
    elif unknown:
        paper.say((unknown, "yellow"))
    else:
        print_answer(given, {message.id: message for message in cited}, session.user)


def print_answer(given: Answer, messages: dict[str, StoredMessage], user: str) -> None:
    """The answer, and below it what it rests on."""
    if given.abstained:
        paper.say((given.text, "yellow"))
        return
    paper.say((one_line(given.text), "bold"))
    for message_id in dict.fromkeys(
        citation.message_id for citation in given.citations if citation.message_id in messages
    ):
        message = messages[message_id]
        citing = [citation for citation in given.citations if citation.message_id == message_id]
        places = [(message.content.find(citation.quote), len(citation.quote)) for citation in citing]
        spans = [Source(message_id=message_id, start=at, end=at + length) for at, length in places if at >= 0]
        aliases = "".join(f"[{alias}]" for alias in dict.fromkeys(citation.alias for citation in citing))
        said = paper.quote(message, spans, user=user, width=_QUOTE_WIDTH)
        paper.indented(paper.line((f"{aliases} {paper.minute(message.timestamp)}  ", "dim"), said))


def _messages(session: Session, found: Recollection) -> dict[str, StoredMessage]:
    wanted = list(dict.fromkeys(message_id for hit in found.hits for message_id in hit.evidence))
    return {message.id: message for message in session.memory.messages(wanted, user_id=session.user)}


def _unknown(session: Session, then: datetime | None) -> str:
    """Why there is no answer, where a moment is asked about at which nothing was known yet; else nothing."""
    begun = session.memory.pages(user_id=session.user).begun() if then else None
    if then is None or begun is None or begun <= then:
        return ""
    return (
        f"Nothing was known yet at {paper.minute(then)}: the first memory was written at {paper.minute(begun)}."
        " --as-of asks what was believed then; --valid-at asks how things were."
    )


def _print_found(found: Recollection, messages: dict[str, StoredMessage], nothing: str, *, explain: bool) -> None:
    if not found.hits:
        paper.say((nothing, "yellow"))
    made = paper.table(
        paper.number("#"), paper.number("score"), paper.dim("when"), "kind", paper.wide("memory"), paper.dim("id")
    )
    for hit in found.hits:
        told = paper.told(hit.cube, lambda text: paper.passage(text, found.query, _TEXT_WIDTH))
        for quote in _quotes(hit, messages):
            told.append("\n")
            told.append_text(quote)
        if explain:
            told.append("\n")
            told.append_text(_explained(hit))
        made.add_row(
            str(hit.alias),
            f"{hit.score:.2f}",
            paper.when(hit.cube),
            paper.kind(hit.cube),
            told,
            paper.line((paper.short_id(hit.cube.id), "dim")),
        )
    if found.hits:
        paper.put(made)
    for channel in found.degraded:
        paper.say((f"Answered without {one_line(channel)}", "yellow"))


def _quotes(hit: Hit, messages: dict[str, StoredMessage]) -> list[Text]:
    """The best of what a statement or a summary rests on; an utterance is its own quote."""
    spans: dict[str, list[Source]] = {}
    for source in hit.cube.provenance.sources:
        spans.setdefault(source.message_id, []).append(source)
    shown = [messages[message_id] for message_id in hit.evidence if message_id in messages][:_QUOTES]
    if len(shown) == 1 and shown[0].content.strip() and shown[0].content.strip() in hit.cube.text:
        return []
    return [
        paper.line(
            ("  ", ""),
            (f"{paper.day(message.timestamp)} ", "dim"),
            paper.quote(message, spans.get(message.id, ()), user=hit.cube.scope.user, width=_QUOTE_WIDTH),
        )
        for message in shown
    ]


def _explained(hit: Hit) -> Text:
    """What moved it up or down, and below it what the channels gave."""
    moved = [*moves(hit.features, SHIPPED.weights).items()][:_MOVES]
    return paper.line(
        ("  moved by  ", "dim"),
        ("  ".join(f"{name}:{by:+.2f}" for name, by in moved), "cyan"),
        ("\n  channels  ", "dim"),
        ("  ".join(f"{name}:{value:.3f}" for name, value in hit.channels.items()), "cyan"),
    )


def moment_of(given: str | None) -> datetime | None:
    """A time as it is typed; without a zone it is UTC."""
    if given is None:
        return None
    try:
        found = datetime.fromisoformat(given)
    except ValueError:
        raise InvalidInput(f"{given!r} is no time.", hint="Write 2024-05-01 or 2024-05-01T10:00:00+02:00.") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
