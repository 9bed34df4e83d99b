"""The formats there are, and which one a file is in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from memos.errors import InvalidInput, UnknownFormat
from memos.interfaces.importers import (
    chat,
    chatgpt,
    claude,
    jsonl,
    langgraph,
    lihua,
    locomo,
    longmemeval,
    mem0,
    realmem,
    tables,
    whatsapp,
    zipped,
)
from memos.interfaces.importers.items import Item
from memos.interfaces.importers.source import Source
from memos.interfaces.importers.tables import Tables
from memos.interfaces.importers.zipped import Zipped


class Format(NamedTuple):
    """A format by its name, its reader, and what tells how a file was read that could be read otherwise."""

    name: str
    title: str
    read: Callable[[Source], Iterator[Item]]
    doubt: Callable[[Source], str] = lambda _source: ""


FORMATS: Final = {
    form.name: form
    for form in (
        Format("locomo", "LoCoMo", locomo.read),
        Format("longmemeval", "LongMemEval", longmemeval.read),
        Format("realmem", "RealMem", realmem.read),
        Format("chatgpt", "ChatGPT export", chatgpt.read),
        Format("claude", "Claude export", claude.read),
        Format("mem0", "mem0 memories", mem0.read),
        Format("langgraph", "LangGraph store", langgraph.read),
        Format("jsonl", "JSON Lines", jsonl.read),
        Format("lihua", "LiHua-World chats", lihua.read),
        Format("whatsapp", "WhatsApp chat", whatsapp.read, whatsapp.doubt),
        Format("whatsapp-dmy", "WhatsApp chat, day first", whatsapp.read_day_first),
        Format("whatsapp-mdy", "WhatsApp chat, month first", whatsapp.read_month_first),
        Format("chat", "Markdown or text chat", chat.read),
    )
}
_DOCUMENTS: Final[tuple[tuple[Callable[[Any], bool], str], ...]] = (
    (locomo.recognises, "locomo"),
    (longmemeval.recognises, "longmemeval"),
    (realmem.recognises, "realmem"),
    (chatgpt.recognises, "chatgpt"),
    (claude.recognises, "claude"),
    (mem0.recognises, "mem0"),
    (langgraph.recognises, "langgraph"),
    (jsonl.recognises, "jsonl"),
)
_TEXTS: Final[tuple[tuple[Callable[[Source], bool], str], ...]] = (
    (lihua.recognises, "lihua"),
    (whatsapp.recognises, "whatsapp"),
    (chat.recognises, "chat"),
)
_TABLES: Final[tuple[tuple[Callable[[Tables], bool], str], ...]] = (
    (mem0.recognises_tables, "mem0"),
    (langgraph.recognises_tables, "langgraph"),
)
_WHOLE: Final = {"locomo", "longmemeval", "realmem", "chatgpt", "claude"}
"""Formats of one JSON document, which is looked at before it is read."""

_ENDINGS: Final = {".json", ".jsonl", ".ndjson", ".md", ".markdown", ".txt"}
_HINT: Final = f"Name it with --format: {', '.join(FORMATS)}."


class Opened(NamedTuple):
    """A file and the format it is in. `read()` starts from the beginning each time."""

    source: Source
    format: Format

    def read(self) -> Iterator[Item]:
        """Exchanges and problems, in order."""
        return self.format.read(self.source)


def open_file(path: Path, format_name: str | None = None) -> Opened:
    """The file with its format: the one named, else the one its content shows. Raises InvalidInput or UnknownFormat."""
    named = format_called(format_name)
    source = _opened(path)
    if isinstance(source, Tables):
        return Opened(source, _of_tables(source, named))
    found = named or FORMATS[sniff(source)]
    if found.name in _WHOLE and not _fits(source, found.name):
        raise source.wrong(
            f"this is no {found.title} file", hint="Leave out --format, and it is told from the content."
        )
    return Opened(source, found)


def _opened(path: Path) -> Source:
    """The file as what its first bytes say it is: a zip with a text in it, a database, else a text."""
    try:
        if not path.is_file():
            return Source(path)  # which says what is wrong
        with path.open("rb") as file:
            head = file.read(len(tables.MAGIC))
    except (OSError, ValueError):
        return Source(path)
    if head.startswith(zipped.MAGIC):
        return Zipped(path)
    return Tables(path) if head == tables.MAGIC else Source(path)


def _of_tables(source: Tables, named: Format | None) -> Format:
    found = next((name for recognises, name in _TABLES if recognises(source)), None)
    if source.columns("points") == {"id", "point"}:
        raise source.wrong(
            "these are Qdrant's own files, which hold Python objects: nothing in them is opened",
            hint='Write what mem0 says to a file: json.dump(memory.get_all(user_id="…"), file).',
        )
    if source.columns("journal") and source.columns("cubes"):
        raise source.wrong(
            "it is a backup, or a store, of memos itself",
            hint=f"`memos restore {source.path.name}` puts a backup in place; `memos export` writes what can be imported.",
        )
    if found is None or (named is not None and named.name != found):
        raise source.wrong(
            "it is a SQLite database, of no known shape", hint="mem0's history and LangGraph's store can be read."
        )
    return FORMATS[found]


def format_called(name: str | None) -> Format | None:
    """The format of this name, if one is given. Raises InvalidInput when there is none."""
    if name is not None and name not in FORMATS:
        raise InvalidInput(f"There is no format {name!r}.", hint=_HINT)
    return FORMATS[name] if name else None


def _fits(source: Source, format_name: str) -> bool:
    return any(name == format_name and recognises(source.document) for recognises, name in _DOCUMENTS)


def sniff(source: Source) -> str:
    """The name of the format that the content shows."""
    if source.path.suffix.lower() in {".jsonl", ".ndjson"}:
        return "jsonl"
    if source.first_line[0] in "{[":
        return _sniff_json(source)
    found = next((name for recognises, name in _TEXTS if recognises(source)), None)
    if found is None:
        raise UnknownFormat(f"{source.path}: no line in it begins with who speaks (Ana: …).", hint=_HINT)
    return found


def _sniff_json(source: Source) -> str:
    """JSON Lines is told by its first line, without reading the rest; `[10:02] Ana: …` looks like JSON at first sight."""
    if jsonl.is_lines(source) and _is_more_than_a_line(source):
        return "jsonl"
    try:
        document = source.document
    except InvalidInput:
        found = next((name for recognises, name in _TEXTS if source.first_line[0] == "[" and recognises(source)), None)
        if found is not None:
            return found
        raise
    found = next((name for recognises, name in _DOCUMENTS if recognises(document)), None)
    if found is None:
        raise UnknownFormat(f"{source.path}: it is JSON, but of no known shape.", hint=_HINT)
    return found


def _is_more_than_a_line(source: Source) -> bool:
    with_text = (number for number, line in source.numbered_lines() if line.strip())
    return next(with_text, None) is not None and next(with_text, None) is not None


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those of the folders named: by name, so that dated ones come in order."""
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        within = [
            file
            for file in path.rglob("*")
            if file.suffix.lower() in _ENDINGS and file.is_file() and not _hidden(file, path)
        ]
        if not within:
            raise InvalidInput(f"{path}: there is no {', '.join(sorted(_ENDINGS))} file in it.")
        found += sorted(within, key=lambda file: (file.name, file))
    return found


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)
