"""Passages and questions that need several of them, in the forms HippoRAG publishes (OSU-NLP-Group/HippoRAG).

`<name>.json` holds the questions, each with the paragraphs it was made from; `<name>_corpus.json` beside it all passages, as a list of
titles and texts or as an object from titles to sentences; `openie_<name>*.json` the triples that a language model drew from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from memos.bench.sets.dataset import CUTS, SEED, Bank, DataSet, Question, Session, Triple, opaque
from memos.bench.sets.files import Form, document, in_form_of, rows
from memos.errors import InvalidInput, NotFound
from memos.schemas.message import Message, Trust

_CORPUS: Final = 'a list of objects with "title" and "text", or an object from titles to sentences'
_TRIPLES: Final = Form(
    "results of open information extraction",
    'an object with "docs": a list of objects with "passage" and "extracted_triples"',
)


def _asking(name: str) -> Form:
    return Form(
        f"the questions of {name}",
        'a list of objects with "id" or "_id", "question", and "paragraphs", or "context" and "supporting_facts"',
    )


class Passage(NamedTuple):
    """A title and a text."""

    title: str
    text: str

    @property
    def key(self) -> str:
        """What it is known by: its words, however they are spaced."""
        return " ".join(f"{self.title}\n{self.text}".split())

    @property
    def content(self) -> str:
        """What is remembered."""
        return f"{self.title}\n{self.text}"


def read(path: Path, name: str, *, seed: int = SEED, triples: Path | None = None) -> DataSet:
    """All passages of a file as one bank: each one session of one message, so that no window mixes two.

    `path` is the file with the questions, or a folder with only one such. With `triples`, HippoRAG's results of open information
    extraction, the bank has them.
    """
    path = _questions_in(path, name) if path.is_dir() else path
    held = document(path)
    corpus = path.with_name(f"{path.stem}_corpus.json")
    with in_form_of(_asking(name), path):
        asking = [row for row in rows(held) if _paragraphs(row)]
        if not asking:
            raise ValueError("no question has a paragraph")
    if corpus.exists():
        passages = document(corpus)
        with in_form_of(Form(f"a corpus of {name}", _CORPUS), corpus):
            pool = _Pool(_corpus(passages), name, seed)
    else:
        pool = _Pool((passage for row in asking for passage, _ in _paragraphs(row)), name, seed)
    with in_form_of(_asking(name), path):
        questions = tuple(_asked(asking, pool, name, seed))
    told = {} if triples is None else _triples(triples, pool)
    return DataSet(name, "message", CUTS, (Bank(path.stem, pool.sessions(), questions, told),))


def published_triples(path: Path) -> Path | None:
    """The file of triples that lies beside a file of questions, if one does."""
    return next(iter(sorted(path.parent.glob(f"openie_{path.stem}_*.json"))), None)


def questions_file(path: Path, name: str) -> Path:
    """The file with the questions: the path itself, or the one of this name in a folder."""
    return _questions_in(path, name) if path.is_dir() else path


def _questions_in(folder: Path, name: str) -> Path:
    found = sorted(one for one in folder.glob(f"{name}*.json") if not one.stem.endswith("_corpus"))
    if not found:
        raise NotFound(f"There is no {name}*.json in {folder}.", hint="Give the file with the questions.")
    if len(found) > 1:
        raise InvalidInput(
            f"There are several in {folder}: {', '.join(one.name for one in found)}.", hint="Give one of them."
        )
    return found[0]


class _Pool:
    """The passages, each once, and the message each of them is."""

    def __init__(self, passages: Iterable[Passage], name: str, seed: int) -> None:
        self._ids: dict[str, str] = {}
        self._by_title: dict[str, list[str]] = {}
        self._passages: list[Passage] = []
        for passage in passages:
            if passage.key and passage.key not in self._ids:
                self._ids[passage.key] = message_id = opaque(seed, name, "passage", passage.key)
                self._by_title.setdefault(passage.title.strip(), []).append(message_id)
                self._passages.append(passage)
        self._name, self._seed = name, seed

    def sessions(self) -> tuple[Session, ...]:
        """A session of one message for each, in order."""
        return tuple(
            Session(
                opaque(self._seed, self._name, "session", passage.key),
                (
                    Message(
                        id=self._ids[passage.key],
                        role="tool",
                        trust=Trust.DOCUMENT,
                        content=passage.content,
                        source=self._name,
                    ),
                ),
            )
            for passage in self._passages
        )

    def find(self, passage: Passage) -> str | None:
        """The message that a passage is: by its words, or by its title where only one has it."""
        titled = self._by_title.get(passage.title.strip(), [])
        return self._ids.get(passage.key) or (titled[0] if len(titled) == 1 else None)


def _corpus(held: Any) -> Iterator[Passage]:
    if isinstance(held, dict):
        for title, sentences in held.items():
            yield Passage(str(title), "".join(sentences))
        return
    for one in held:
        yield Passage(str(one["title"]), str(one["text"] if "text" in one else one["paragraph_text"]))


def _paragraphs(row: Mapping[str, Any]) -> list[tuple[Passage, bool]]:
    """The paragraphs a question was made from, and whether they support the answer."""
    if told := row.get("paragraphs"):
        return [
            (
                Passage(str(one["title"]), str(one.get("paragraph_text", one.get("text")))),
                bool(one.get("is_supporting", True)),
            )
            for one in told
        ]
    supporting = {str(fact[0]) for fact in row.get("supporting_facts") or ()}
    return [(Passage(str(title), "".join(said)), str(title) in supporting) for title, said in row.get("context") or ()]


def _asked(rows: Sequence[Mapping[str, Any]], pool: _Pool, name: str, seed: int) -> Iterator[Question]:
    """Categories as the set names its kinds of question: hops (2hop), or bridge and comparison."""
    for row in rows:
        official = str(row["_id"] if "_id" in row else row["id"])
        gold = [pool.find(passage) for passage, supports in _paragraphs(row) if supports]
        found = tuple(dict.fromkeys(one for one in gold if one is not None))
        if found:
            category = str(row.get("type") or official.partition("__")[0])
            yield Question(opaque(seed, name, "question", official), str(row["question"]), category, found)


def _triples(path: Path, pool: _Pool) -> dict[str, tuple[Triple, ...]]:
    """By message. Triples that are not three filled texts are left out, as those who published them do."""
    held = document(path)
    found: dict[str, tuple[Triple, ...]] = {}
    with in_form_of(_TRIPLES, path):
        for one in held["docs"]:
            title, _, text = str(one["passage"]).partition("\n")
            message_id = pool.find(Passage(str(one.get("title", title)), str(one.get("text", text))))
            if message_id is not None:
                told = [Triple(*map(str.strip, each)) for each in one["extracted_triples"] or () if _is_triple(each)]
                found[message_id] = tuple(dict.fromkeys(told))
    return found


def _is_triple(given: Any) -> bool:
    return isinstance(given, list) and len(given) == 3 and all(isinstance(one, str) and one.strip() for one in given)
