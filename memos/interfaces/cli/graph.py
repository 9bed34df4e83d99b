"""`memos graph`: who and what memories speak of, drawn in the terminal or written to a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.text import Text
from rich.tree import Tree

from memos.errors import InvalidInput
from memos.interfaces.cli import paper, shapes
from memos.interfaces.cli.finding import moment_of
from memos.interfaces.cli.options import Home, Json, User, commands, somebody
from memos.interfaces.cli.plain import amount, one_line
from memos.interfaces.cli.session import Session, opened
from memos.interfaces.pictures import day, sort_of, span
from memos.interfaces.pictures.dot import dot
from memos.interfaces.pictures.graphml import graphml
from memos.interfaces.pictures.page import page
from memos.schemas.cube import EdgeType, State
from memos.schemas.graph import DEPTH, MOST_NODES, Link, Neighbourhood, Node

app = commands()

_WIDTH: Final = 110
_ID: Final = re.compile(r"…?[0-9a-f]*\d[0-9a-f]*(?:-[0-9a-f]*)*")
_GROUP: Final = 8
"""Branches of one kind that are drawn; of more, how many there are."""
_STYLES: Final[Mapping[str, str]] = {
    "person": "bold bright_red",
    "place": "bold green",
    "organisation": "bold magenta",
    "thing": "bold",
    "semantic": "cyan",
    "core": "magenta",
    "utterance": "blue",
    "topic": "blue",
    "session": "blue",
    "procedural": "yellow",
    "resource": "yellow",
    "vault": "red",
}
_OUT: Final[Mapping[EdgeType, str]] = {
    EdgeType.MENTIONS: "speaks of",
    EdgeType.SAME_AS: "is the same as",
    EdgeType.NEXT: "followed by",
    EdgeType.PART_OF: "part of",
    EdgeType.DERIVED_FROM: "derived from",
    EdgeType.SUPERSEDES: "took the place of",
    EdgeType.CONTRADICTS: "contradicts",
    EdgeType.CAUSES: "caused",
    EdgeType.RELATES: "related",
}
_IN: Final[Mapping[EdgeType, str]] = {
    EdgeType.MENTIONS: "spoken of in",
    EdgeType.SAME_AS: "is the same as",
    EdgeType.NEXT: "follows",
    EdgeType.PART_OF: "made of",
    EdgeType.DERIVED_FROM: "led to",
    EdgeType.SUPERSEDES: "superseded by",
    EdgeType.CONTRADICTS: "contradicted by",
    EdgeType.CAUSES: "because",
    EdgeType.RELATES: "related",
}
_SPOKEN: Final[Mapping[str, str]] = {
    "semantic": "believed",
    "core": "in the profile",
    "utterance": "said",
    "topic": "talked about",
    "session": "talked about",
}
_ORDER: Final = ("related", "is not", "believed", "in the profile")
_WRITERS: Final[Mapping[str, Callable[[Neighbourhood, str], str]]] = {
    ".graphml": lambda shown, _: graphml(shown),
    ".dot": lambda shown, _: dot(shown),
    ".html": page,
}


@app.command()
def graph(
    who: Annotated[
        str | None,
        typer.Argument(
            metavar="[USER|NAME]",
            help="Whose memory; or somebody or something in it, as with --around.",
            callback=somebody,
            show_default=False,
        ),
    ] = None,
    around: Annotated[
        str | None,
        typer.Option(
            "--around", metavar="NAME", help="Whom or what to look at: a name, or a memory's id.", callback=somebody
        ),
    ] = None,
    path_to: Annotated[
        str | None, typer.Option("--path-to", metavar="NAME", help="Show the shortest ways from there to this one.")
    ] = None,
    depth: Annotated[int, typer.Option("--depth", "-d", min=1, max=DEPTH, help="How many edges far.")] = 1,
    types: Annotated[
        list[EdgeType] | None, typer.Option("--types", metavar="TYPE", help="Only edges of this type; may be repeated.")
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="TIME", help="As it was believed then.")] = None,
    valid_at: Annotated[
        str | None, typer.Option("--valid-at", metavar="TIME", help="What held in the world then.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=MOST_NODES, help="How many nodes at most.")] = 60,
    export: Annotated[
        Path | None,
        typer.Option("--export", metavar="FILE", help="Write FILE.graphml, .dot or .html instead.", show_default=False),
    ] = None,
    same: Annotated[
        tuple[str, str] | None,
        typer.Option("--same", metavar="NAME NAME", help="Say that two names are of one.", show_default=False),
    ] = None,
    separate: Annotated[
        tuple[str, str] | None,
        typer.Option("--separate", metavar="NAME NAME", help="Say that two names are of two.", show_default=False),
    ] = None,
    user: User = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Draw who and what memories speak of.

    It shows how they hang together; all names of one are one node. Without --around: the best connected. --export writes GraphML,
    DOT or a page for the browser. --same and --separate put right who is who; `memos undo` takes that back.
    """
    if same or separate:
        _say(same, separate, (who, user), home, json=json)
        return
    write = _writer(export)
    moments = moment_of(as_of), moment_of(valid_at)
    with opened(home, user) as session:
        named_user = (
            who if who is not None and user is None and (around is not None or who in session.memory.users()) else None
        )
        whose = named_user or session.user
        centre = around if around is not None or named_user is not None else who
        shown = session.memory.graph(
            user_id=whose,
            around=_node(session._replace(user=whose), centre),
            path_to=_node(session._replace(user=whose), path_to),
            depth=depth,
            types=types or None,
            as_of=moments[0],
            valid_at=moments[1],
            limit=limit,
        )
    title = f"{centre} in the memory of {whose}" if centre else f"The memory of {whose}"
    if export is not None:
        export.write_text(write(shown, title), encoding="utf-8")
    if json:
        shapes.write({"user": whose, "export": str(export) if export else None, **shown.model_dump(mode="json")})
    elif export is not None:
        paper.say(f"Wrote {amount(len(shown.nodes), 'node')} and {amount(len(shown.links), 'edge')} to {export}.")
    else:
        _draw(shown, path_to, depth)


def _say(
    same: tuple[str, str] | None,
    separate: tuple[str, str] | None,
    whose: tuple[str | None, str | None],
    home: Path | None,
    *,
    json: bool,
) -> None:
    """Puts right by hand who is who, and tells what was said."""
    if same and separate:
        raise typer.BadParameter("give --same or --separate, not both.")
    who, user = whose
    with opened(home, user) as session:
        if who is not None and who not in session.memory.users():
            raise InvalidInput(
                f"{who!r} is no user here.", hint="`memos list --users` shows them; nothing was changed."
            )
        mine = who or session.user
        entry = (
            session.memory.same_as(*same, user_id=mine)
            if same
            else session.memory.separate(*(separate or ("", "")), user_id=mine)
        )
    if json:
        shapes.write({"user": mine, "operation": shapes.entry(entry)})
        return
    paper.put(paper.operations([entry]))
    paper.say((f"commit {entry.op_id}", "dim"))


def _node(session: Session, given: str | None) -> str | None:
    """What is given is a name, unless it can only be an id, or a piece of one."""
    if given is None or not _ID.fullmatch(given.strip()):
        return given
    return session.cube(given).id


def _writer(export: Path | None) -> Callable[[Neighbourhood, str], str]:
    if export is None:
        return lambda _shown, _title: ""
    if export.suffix.lower() not in _WRITERS:
        raise InvalidInput(
            f"{export.name!r}: what shall it be?",
            hint="Give a name that ends in .graphml, .dot or .html; nothing was written.",
        )
    if not export.parent.is_dir():
        raise InvalidInput(f"There is no directory {str(export.parent)!r}.", hint="Nothing was written.")
    return _WRITERS[export.suffix.lower()]


# -- drawing


def _draw(shown: Neighbourhood, path_to: str | None, depth: int) -> None:
    if path_to is not None:
        _draw_paths(shown)
    elif not shown.nodes:
        paper.say("There is nothing to draw yet: nobody and nothing has been named.")
    else:
        _Drawing(shown, depth).print()
    if shown.more:
        paper.say(("There is more than is shown: --limit and --types choose.", "dim"))


def _draw_paths(shown: Neighbourhood) -> None:
    if not shown.paths:
        paper.say("No way leads from one to the other.")
    for place, way in enumerate(shown.paths):
        if place:
            paper.gap()
        paper.console().print(_named(shown.node(way[0])))
        for one, other in pairwise(way):
            link = next(link for link in shown.links if {link.source, link.target} == {one, other})
            says = link.label or (_OUT if link.source == one else _IN)[link.type]
            paper.say(
                ("  │ ", "dim"), (one_line(says, _WIDTH), "italic"), (_dated(link.valid_from, link.valid_to), "dim")
            )
            paper.console().print(_named(shown.node(other)))


class _Drawing:
    """A tree from each node looked at, so deep as was asked for; a node has its own branches where it stands nearest to a root."""

    def __init__(self, shown: Neighbourhood, depth: int) -> None:
        self._depth = depth
        self._nodes = {node.id: node for node in shown.nodes}
        self._links: dict[str, list[Link]] = {}
        for link in shown.links:
            for end in dict.fromkeys((link.source, link.target)):
                self._links.setdefault(end, []).append(link)
        self._roots = shown.around or self._best()

    def print(self) -> None:
        """Draws it."""
        drawn = set(self._roots)
        for place, root in enumerate(self._roots):
            if place:
                paper.gap()
            tree = Tree(_named(self._nodes[root]), guide_style="dim")
            level = [(tree, root, "")]
            for _ in range(self._depth):
                level = [twig for branch in level for twig in self._grown(*branch, drawn)]
            paper.console().print(tree)

    def _best(self) -> Sequence[str]:
        """Where nobody was asked for: the entities that most leads to."""
        entities = [node for node in self._nodes if self._nodes[node].is_entity and node in self._links]
        return sorted(entities or self._nodes, key=lambda node: -len(self._links.get(node, ())))[:_GROUP]

    def _grown(self, tree: Tree, node: str, above: str, drawn: set[str]) -> list[tuple[Tree, str, str]]:
        """Draws the branches of a node, and gives those that may grow on."""
        grown: list[tuple[Tree, str, str]] = []
        groups = self._groups(node, above)
        for title in sorted(groups, key=_rank):
            branch = tree.add(Text(title, style="dim italic"))
            for link in groups[title][:_GROUP]:
                other = link.target if link.source == node else link.source
                twig = branch.add(self._twig(link, self._nodes[other]))
                if other not in drawn:
                    drawn.add(other)
                    grown.append((twig, other, node))
            if len(groups[title]) > _GROUP:
                branch.add(Text(f"and {amount(len(groups[title]) - _GROUP, 'other')}", style="dim"))
        return grown

    def _groups(self, node: str, above: str) -> dict[str, list[Link]]:
        """The edges of a node by what they say, but those to where it hangs; a statement that a relation tells is left out."""
        groups: dict[str, list[Link]] = {}
        links = [link for link in self._links.get(node, ()) if above not in (link.source, link.target)]
        told = {link.label for link in links if link.label}
        for link in sorted(links, key=lambda link: (link.valid_to is not None, -link.seq)):
            other = self._nodes[link.target if link.source == node else link.source]
            if link.type is EdgeType.MENTIONS and other.label in told:
                continue
            groups.setdefault(self._title(link, node, other), []).append(link)
        return groups

    def _title(self, link: Link, node: str, other: Node) -> str:
        if link.type is EdgeType.MENTIONS and link.target == node:
            return _SPOKEN.get(sort_of(other), _IN[link.type])
        if link.type is EdgeType.CONTRADICTS and other.is_entity:
            return "is not"
        return (_OUT if link.source == node else _IN)[link.type]

    def _twig(self, link: Link, other: Node) -> Text:
        text = _named(other)
        if link.label and link.type is EdgeType.RELATES:
            text.append(f"  {one_line(link.label, _WIDTH)}", style="strike dim" if link.valid_to else "")
        return text.append(_dated(link.valid_from, link.valid_to), style="dim")


def _rank(title: str) -> tuple[int, str]:
    return (_ORDER.index(title) if title in _ORDER else len(_ORDER), title)


def _named(node: Node) -> Text:
    """A node in a line: a name with what it is and its other names, or a text with when it held."""
    sort = sort_of(node)
    if node.is_entity:
        also = f", also {', '.join(map(one_line, node.also))}" if node.also else ""
        return Text.assemble((one_line(node.label, _WIDTH), _STYLES.get(sort, "")), (f"  {sort}{also}", "dim"))
    over = node.state not in (None, State.ACTIVE)
    held = span(node.valid_from, node.valid_to) or day(node.said_at)
    said = (one_line(node.label, _WIDTH), f"{_STYLES.get(sort, '')}{' strike' if over else ''}")
    return Text.assemble(said, (f"  {held}{'' if not over or node.state is None else f', {node.state.value}'}", "dim"))


def _dated(start: datetime | None, end: datetime | None) -> str:
    held = span(start, end)
    return f"  {held}" if held else ""
