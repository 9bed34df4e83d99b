"""What a document is, told from what is in it. Its name only chooses among kinds of text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Final, Literal, NamedTuple

from memos.documents.encoding import decoded
from memos.documents.table import delimiter_of
from memos.errors import DocumentRefused

Kind = Literal["pdf", "docx", "image", "html", "mail", "table", "markdown", "code", "text"]

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CODE: Final[Mapping[str, str]] = {
    "py": "text/x-python", "pyi": "text/x-python", "js": "text/javascript", "mjs": "text/javascript",
    "jsx": "text/javascript", "ts": "text/x-typescript", "tsx": "text/x-typescript", "java": "text/x-java",
    "kt": "text/x-kotlin", "c": "text/x-c", "h": "text/x-c", "cc": "text/x-c++", "cpp": "text/x-c++",
    "hpp": "text/x-c++", "cs": "text/x-csharp", "go": "text/x-go", "rs": "text/x-rust", "rb": "text/x-ruby",
    "php": "text/x-php", "swift": "text/x-swift", "scala": "text/x-scala", "sh": "text/x-shellscript",
    "sql": "application/sql", "lua": "text/x-lua", "pl": "text/x-perl", "r": "text/x-r",
}  # fmt: skip
"""Media types of source code, by the end of a file's name."""

_MARKDOWN: Final = frozenset({"md", "markdown", "mdown", "mkd"})
_TABLES: Final = {"csv": "text/csv", "tsv": "text/tab-separated-values"}
_PAGES: Final = frozenset({"html", "htm", "xhtml"})

_IMAGES: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_NOT_READ: Final = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old or encrypted Office file",
        "Save it without a password as DOCX or PDF.",
    ),
    (b"\x1f\x8b", "compressed with gzip", "Unpack it, and give the file within."),
    (b"BZh91AY&SY", "compressed with bzip2", "Unpack it, and give the file within."),
    (b"\xfd7zXZ\x00", "compressed with xz", "Unpack it, and give the file within."),
    (b"(\xb5/\xfd", "compressed with zstd", "Unpack it, and give the file within."),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "Unpack it, and give the files within."),
    (b"Rar!\x1a\x07", "a RAR archive", "Unpack it, and give the files within."),
    (b"SQLite format 3\x00", "a SQLite database", "Export what matters as CSV."),
    (b"\x7fELF", "a program", ""),
    (b"MZ\x90", "a program", ""),
    (b"\xca\xfe\xba\xbe", "a program", ""),
    (b"%!PS", "PostScript", "Save it as PDF."),
    (b"{\\rtf", "RTF", "Save it as DOCX or PDF."),
    (b"OggS", "a recording", "Give its transcript."),
    (b"ID3\x03", "a recording", "Give its transcript."),
    (b"fLaC", "a recording", "Give its transcript."),
)
_PACKED: Final = {
    "xl/": ("an Excel workbook", "Save the sheets as CSV."),
    "ppt/": ("a PowerPoint presentation", "Save it as PDF."),
    "META-INF/container.xml": ("an EPUB book", "Save it as PDF or HTML."),
    "content.xml": ("an OpenDocument file", "Save it as DOCX or PDF."),
}
_PDF_WITHIN: Final = 1024
"""Bytes among which the mark of a PDF may stand, as readers of PDF agree."""

_HTML: Final = re.compile(
    r"(?is)(?>\s+|<!--(?:(?!-->).)*+-->|<\?xml[^<>]*>)*+<(?:!doctype\s+html|html|head|body|meta|title)[\s>]"
)
"""Possessive: of a thousand comments in a row none is read twice."""
_TAG: Final = re.compile(r"(?i)</?(?:p|div|h[1-6]|table|ul|ol|a|span|br|section|article)\b[^<>]*>")
_HEADER: Final = re.compile(r"(?m)^([A-Za-z][A-Za-z-]{0,40}):[ \t]*\S")
_OF_MAIL: Final = frozenset(
    {
        "from",
        "to",
        "subject",
        "date",
        "message-id",
        "received",
        "mime-version",
        "delivered-to",
        "return-path",
        "reply-to",
    }
)
_ATX: Final = re.compile(r"(?m)^#{1,6}[ \t]+\S")


class Told(NamedTuple):
    """The kind, the media type, and, of text, the text."""

    kind: Kind
    media_type: str
    text: str = ""


def tell(data: bytes, name: str = "", media_type: str | None = None) -> Told:
    """What these bytes are. Raises DocumentRefused for what is not read, and says what it is."""
    if not data.strip():
        raise DocumentRefused("It is empty.", hint="There is nothing in it to remember.")
    if _is_pdf(data):
        return Told("pdf", "application/pdf")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _packed(data)
    for magic, image in _IMAGES:
        if data.startswith(magic):
            return Told("image", image)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Told("image", "image/webp")
    if data.startswith(b"BM") and data[6:10] == bytes(4):
        return Told("image", "image/bmp")
    for magic, what, hint in _NOT_READ:
        if data.startswith(magic):
            raise DocumentRefused(f"It is {what}: that is not read.", hint=hint)
    return flavour(decoded(data), name, media_type)


def _is_pdf(data: bytes) -> bool:
    """A PDF may begin with something else, as long as it goes on as one; a text may speak of PDF."""
    return data.startswith(b"%PDF-") or (b"%PDF-" in data[:_PDF_WITHIN] and b"startxref" in data)


def flavour(text: str, name: str = "", media_type: str | None = None) -> Told:
    """Which kind of text this is; the name and the media type it came under count where the text bears them out."""
    ending = name.rpartition(".")[2].casefold() if "." in name else ""
    claimed = (media_type or "").partition(";")[0].strip().casefold()
    if _HTML.match(text) or ((ending in _PAGES or claimed == "text/html") and _TAG.search(text)):
        return Told("html", "text/html", text)
    if is_mail(text):
        return Told("mail", "message/rfc822", text)
    table = _TABLES.get(ending) or (claimed if claimed in _TABLES.values() else None)
    if table and delimiter_of(text):
        return Told("table", table, text)
    if ending in _MARKDOWN or claimed == "text/markdown":
        return Told("markdown", "text/markdown", text)
    code = CODE.get(ending) or (claimed if claimed in CODE.values() else None)
    if code or text.startswith("#!"):
        return Told("code", code or "text/x-shellscript", text)
    if not ending and delimiter_of(text, sure=True):
        return Told("table", "text/csv", text)
    if len(_ATX.findall(text)) > 1:
        return Told("markdown", "text/markdown", text)
    return Told("text", "text/plain", text)


def is_mail(text: str) -> bool:
    """Whether a text begins with the headers of a mail."""
    block = text.lstrip("\n").partition("\n\n")[0][:20_000]
    first = block.partition("\n")[0]
    if not (_HEADER.match(first) or first.startswith("From ")):
        return False
    return len({found.casefold() for found in _HEADER.findall(block)} & _OF_MAIL) > 1


def _packed(data: bytes) -> Told:
    try:
        names = set(zipfile.ZipFile(BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise DocumentRefused("It begins as a zip archive and is truncated or damaged.") from None
    if "word/document.xml" in names:
        return Told("docx", DOCX)
    for mark, (what, hint) in _PACKED.items():
        if any(name.startswith(mark) for name in names):
            raise DocumentRefused(f"It is {what}: that is not read.", hint=hint)
    raise DocumentRefused("It is a zip archive: that is not read.", hint="Unpack it, and give the files within.")
