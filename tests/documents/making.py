"""Real documents, made on the spot."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import fpdf

from memos.documents.converter import read
from memos.documents.document import Document
from memos.documents.limits import LIMITS, Limits
from memos.documents.reading import Reader


def pdf(*pages: str, chapters: tuple[str, ...] = (), password: str = "", title: str = "") -> bytes:
    """A page a text; `chapters` are bookmarks, one a page, and stand on it as headlines."""
    made = fpdf.FPDF()
    made.set_font("helvetica", size=12)
    if title:
        made.set_title(title)
    if password:
        made.set_encryption(owner_password=password, user_password=password)
    for number, text in enumerate(pages):
        made.add_page()
        if number < len(chapters):
            made.start_section(chapters[number])
            made.cell(text=chapters[number], new_x="LMARGIN", new_y="NEXT")
        if text:
            made.multi_cell(0, text=text)
    return bytes(made.output())


def word(*paragraphs: tuple[int, str]) -> bytes:
    """A DOCX: (level, words), level 0 is no heading."""
    made = docx.Document()
    for level, words in paragraphs:
        if level:
            made.add_heading(words, level)
        else:
            made.add_paragraph(words)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def mail(body: str = "We leave at nine.", *attached: tuple[str, bytes], subject: str = "Trip") -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "ana@example.org", "bo@example.org", subject
    made.set_content(body)
    for name, data in attached:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def nested_mail(depth: int) -> bytes:
    """Mails one within the other, `depth` in all."""
    made = EmailMessage()
    made["From"], made["Subject"] = "ana@example.org", "mail 1"
    made.set_content("the innermost")
    for number in range(2, depth + 1):
        outer = EmailMessage()
        outer["From"], outer["Subject"] = "ana@example.org", f"mail {number}"
        outer.set_content(f"around {number}")
        outer.add_attachment(made)
        made = outer
    return made.as_bytes()


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def here(data: bytes, name: str = "", media_type: str | None = None, limits: Limits = LIMITS) -> Document:
    """Read in this very process: what a reader makes of it, limits and all."""
    reader = Reader(limits)
    sections = tuple(reader.sections(data, name, media_type))
    head = reader.head()
    return Document(head.title, head.media_type, head.digest, sections, head.pages, head.notes)


def apart(data: bytes, name: str = "", limits: Limits = LIMITS) -> Document:
    """Read as it is in earnest: in a process of its own."""
    return read(io.BytesIO(data), name, limits=limits)


def placed(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return path
