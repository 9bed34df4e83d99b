"""Resources: addresses and files that are named in talk, which are noted and never fetched; and documents that are pasted into it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from memos.agents.agent import Workbench
from memos.agents.perceive.naming import nodes
from memos.agents.perception import Perceived, Sentence, Utterance
from memos.agents.proposal import Decline, Draft, Proposal
from memos.documents.pasted import Pasted, find_pasted, pieces
from memos.schemas.cube import Kind, Resource
from memos.schemas.message import Trust
from memos.schemas.value import digest

MAX_PER_MESSAGE = 20
"""How many resources one message may bring; a page of links is a document, not talk."""

MAX_CHUNKS = 400
"""How many pieces a pasted document may make; a longer one is handed over as a document."""

MEDIA_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf", "doc": "application/msword", "rtf": "application/rtf", "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text", "epub": "application/epub+zip", "json": "application/json",
    "csv": "text/csv", "tsv": "text/tab-separated-values", "txt": "text/plain", "md": "text/markdown",
    "html": "text/html", "htm": "text/html", "xml": "application/xml", "yaml": "application/yaml",
    "yml": "application/yaml", "toml": "application/toml", "ipynb": "application/x-ipynb+json", "py": "text/x-python",
    "js": "text/javascript", "ts": "text/x-typescript", "sql": "application/sql", "log": "text/plain",
    "tex": "text/x-tex", "ics": "text/calendar", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "gif": "image/gif", "svg": "image/svg+xml", "webp": "image/webp", "heic": "image/heic", "mp3": "audio/mpeg",
    "wav": "audio/wav", "m4a": "audio/mp4", "mp4": "video/mp4", "mov": "video/quicktime", "mkv": "video/x-matroska",
}  # fmt: skip
"""Media types by the end of a file's name."""

_UNSAFE_END = ".,;:!?'\"*_"


class Found(NamedTuple):
    """Something named in a text: where it stands, its address, a title, and what it is by its name."""

    start: int
    end: int
    uri: str
    title: str
    media_type: str


class Rule(NamedTuple):
    """How a resource is recognised, with what it finds in each example and examples in which it finds nothing."""

    name: str
    pattern: re.Pattern[str]
    finds: Mapping[str, str]
    passes: tuple[str, ...]


_ENDINGS = "|".join(sorted(MEDIA_TYPES, key=len, reverse=True))

RULES: tuple[Rule, ...] = (
    Rule(
        "address",
        re.compile(r"(?i)(?<![\w@])(?:https?://|www\.)[^\s<>\"`{}|\\^\[\]]{3,2000}"),
        finds={
            "have a look at https://example.org/menu.": "https://example.org/menu",
            "It's on WWW.Example.org/Plan?day=2, I think": "https://www.example.org/Plan?day=2",
            "(see https://en.example.org/wiki/Ada_(name))": "https://en.example.org/wiki/Ada_(name)",
            "the pdf: http://example.org/a/report.pdf!": "http://example.org/a/report.pdf",
        },
        passes=("mail ana@www.example.org", "https:// is a scheme", "what is http anyway?", "www. is short"),
    ),
    Rule(
        "file",
        re.compile(rf"(?i)(?<![\w/.@~\\-])(?:[\w~-][\w.~-]{{0,80}}/){{0,8}}[\w-][\w-]{{0,100}}(?:\.[\w-]{{1,30}}){{0,3}}\.(?:{_ENDINGS})(?![\w/-]|\.\w)"),
        finds={
            "the numbers are in budget_2024.xlsx, second sheet": "budget_2024.xlsx",
            "open docs/plan.v2.md please": "docs/plan.v2.md",
            "Attached: CV-Ana.pdf.": "CV-Ana.pdf",
        },
        passes=("I like node.js", "we use Next.js and Vue.js", "send me a pdf", "ana@notes.md", "at 3.45pm", "the .csv format"),
    ),
)  # fmt: skip

_PRODUCTS = re.compile(r"(?i)^[a-z]{1,12}\.(?:js|ts|py|io)$")
"""Names of software that look like files of code: Node.js, Vue.js, discord.py."""


def find_resources(text: str) -> Iterator[Found]:
    """What is named in a text, in order, each address once."""
    found = sorted(one for rule in RULES for match in rule.pattern.finditer(text) if (one := _found(rule, match)))
    seen: set[str] = set()
    reached = 0
    for one in found:
        if one.start >= reached and one.uri not in seen:
            seen.add(one.uri)
            yield one
        reached = max(reached, one.end)


def _found(rule: Rule, match: re.Match[str]) -> Found | None:
    words = _trimmed(match[0])
    end = match.start() + len(words)
    if rule.name == "file":
        if _PRODUCTS.match(words):
            return None
        return Found(match.start(), end, words, words.rsplit("/", 1)[-1], media_type_of(words))
    uri = _normal(words)
    host, _, path = uri.partition("://")[2].partition("/")
    if "." not in host.strip(".") and not host.startswith("localhost"):
        return None
    page = path.partition("?")[0].partition("#")[0].rstrip("/")
    return Found(match.start(), end, uri, f"{host}/{page}"[:200].rstrip("/"), media_type_of(page, "text/html"))


def media_type_of(name: str, otherwise: str = "text/plain") -> str:
    """What something is, by the end of its name."""
    stem, _, ending = name.rpartition(".")
    return MEDIA_TYPES.get(ending.casefold(), otherwise) if stem else otherwise


def _trimmed(words: str) -> str:
    """Without the punctuation of the sentence around it; a closing bracket stays if it was opened within."""
    while words:
        if words[-1] in _UNSAFE_END or (words[-1] == ")" and words.count(")") > words.count("(")):
            words = words[:-1]
        else:
            break
    return words


def _normal(address: str) -> str:
    """Scheme and host in lower case, no fragment: two spellings of one address are one resource."""
    if address[:4].casefold() == "www.":
        address = f"https://{address}"
    scheme, _, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme.casefold()}://{host.casefold()}{slash}{path.partition('#')[0]}"


class ResourceAgent:
    """Notes what documents and pages are spoken of, and where."""

    kind = Kind.RESOURCE
    question = "Which document, page or file is spoken of here?"

    def wants(self, perceived: Perceived) -> str | None:
        """An exchange in which an address or a file is named, or a document stands."""
        if any(True for _ in _pasted(perceived)):
            return "a document is pasted in"
        return "a page or a file is named" if any(True for _ in _named(perceived)) else None

    def propose(self, perceived: Perceived, bench: Workbench) -> list[Draft]:
        """A resource for every address and file, its text the sentence that it was named in; and one for every piece of a document."""
        return [*_mentions(perceived, bench), *(draft for one in _pasted(perceived) for draft in _chunks(*one, bench))]


def _mentions(perceived: Perceived, bench: Workbench) -> list[Draft]:
    return [
        Proposal(
            id=bench.ids.new(),
            agent=Kind.RESOURCE.value,
            payload=Resource(
                title=found.title,
                uri=found.uri,
                media_type=found.media_type,
                digest=digest(found.uri),
                text=sentence.text,
            ),
            sources=(utterance.source(sentence.start, sentence.end),),
            observed_at=utterance.message.timestamp,
            trust=utterance.message.trust,
            reason=f"{utterance.speaker} named {found.title}",
        )
        for utterance, sentence, found in _named(perceived)
    ]


def _pasted(perceived: Perceived) -> Iterator[tuple[Utterance, Pasted]]:
    for utterance in perceived.utterances:
        for pasted in find_pasted(utterance.message.content):
            yield utterance, pasted


def _chunks(utterance: Utterance, pasted: Pasted, bench: Workbench) -> Iterator[Draft]:
    """What somebody pastes in is not what he says: it is trusted as documents are."""
    found = pieces(pasted)
    if len(found) > MAX_CHUNKS:
        reason = f"a pasted document of {len(found)} pieces: hand it over as a document"
        yield Decline(agent=Kind.RESOURCE.value, reason=reason, sources=(utterance.source(),))
        return
    for number, chunk in enumerate(found):
        yield Proposal(
            id=bench.ids.new(),
            agent=Kind.RESOURCE.value,
            payload=Resource(
                title=pasted.title,
                media_type=pasted.media_type,
                digest=chunk.digest,
                chunk=number,
                heading=" › ".join(chunk.heading),
                text=chunk.text,
            ),
            sources=(utterance.source(chunk.start, chunk.end),),
            observed_at=utterance.message.timestamp,
            trust=Trust.least([utterance.message.trust, Trust.DOCUMENT]),
            reason=f"{utterance.speaker} pasted {pasted.title}",
            entities=nodes(one for one in utterance.mentions if chunk.start <= one.start < chunk.end),
        )


def _named(perceived: Perceived) -> Iterator[tuple[Utterance, Sentence, Found]]:
    seen: set[str] = set()
    for utterance in perceived.utterances:
        fresh = (
            (utterance, sentence, found)
            for sentence in utterance.sentences
            for found in find_resources(sentence.text)
            if found.uri not in seen
        )
        for place, named in enumerate(fresh):
            if place >= MAX_PER_MESSAGE:
                break
            seen.add(named[2].uri)
            yield named
