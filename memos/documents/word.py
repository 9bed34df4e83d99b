"""DOCX, through markitdown's converter, once the archive it is has been looked through."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from xml.parsers.expat import ExpatError

from markitdown import DocumentConverter, StreamInfo
from markitdown.converters import DocxConverter

from memos.documents import markdown
from memos.documents.document import Section
from memos.documents.kinds import DOCX
from memos.documents.limits import LIMITS, Limits, refuse_beyond
from memos.documents.webpage import without_links
from memos.errors import DocumentRefused

_CONVERTER: Callable[[], DocumentConverter] = DocxConverter
_SMALL = 1 << 20
"""Unpacked bytes that do no harm, however well they were packed."""
_ENCRYPTED = 0x1
_BODY = re.compile(r"word/document\d*\.xml")
_HIDDEN_RUN = re.compile(
    rb"<w:r(?: [^<>]*)?>\s*<w:rPr>(?:(?!</w:rPr>|<w:r[ >]).)*?<w:vanish(?: w:val=\"(?:1|true|on)\")?\s*/>(?:(?!<w:r[ >]).)*?</w:r>",
    re.DOTALL,
)
"""A run of characters that are hidden, and that holds no other run."""


def sections(data: bytes, limits: Limits = LIMITS, above: tuple[str, ...] = ()) -> tuple[str, Iterator[Section]]:
    """The document's title, and its sections by its headings. Raises DocumentRefused for what is damaged or a trap."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            refuse_bomb(archive.infolist(), limits)
            damaged = archive.testzip()
            if damaged:
                raise DocumentRefused(f"It is damaged: {damaged!r} within it does not match its checksum.")
            visible = _without_hidden(archive, data)
        made = _CONVERTER().convert(BytesIO(visible), StreamInfo(mimetype=DOCX, extension=".docx"))
    except (zipfile.BadZipFile, KeyError, ExpatError, ValueError, EOFError):
        raise DocumentRefused("It is truncated or damaged: Word could not open it either.") from None
    except RecursionError:
        raise DocumentRefused("It is nested too deeply.", hint="Save it as PDF.") from None
    text = without_links(made.markdown)
    return made.title or markdown.title_of(text), markdown.sections(text, above)


def _without_hidden(archive: zipfile.ZipFile, data: bytes) -> bytes:
    """The document without the words that Word hides (a run's own `w:vanish`; those that a style hides stay)."""
    bodies = {name: archive.read(name) for name in archive.namelist() if _BODY.fullmatch(name)}
    shown = {name: _HIDDEN_RUN.sub(b"", body) for name, body in bodies.items()}
    if shown == bodies:
        return data
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in archive.infolist():
            copy.writestr(entry, shown[entry.filename] if entry.filename in shown else archive.read(entry))
    return made.getvalue()


def refuse_bomb(entries: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    """Raises DocumentRefused for an archive that is encrypted, has too many entries, or unpacks to far more than it is."""
    refuse_beyond(limits.entries, len(entries), "files within it", hint="It is no document that Word wrote.")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise DocumentRefused("It is encrypted.", hint="Save it without a password.")
    unpacked, packed = (sum(getattr(entry, size) for entry in entries) for size in ("file_size", "compress_size"))
    refuse_beyond(limits.unpacked, unpacked, "bytes when unpacked", hint="It is no document that Word wrote.")
    for what, size, held in [(entry.filename, entry.file_size, entry.compress_size) for entry in entries] + [
        ("the whole", unpacked, packed)
    ]:
        if size > _SMALL and size > limits.ratio * held:
            raise DocumentRefused(
                f"It unpacks to more than {limits.ratio} times its size ({what!r}): that is a trap, no document.",
                hint="Save it again with Word, or as PDF.",
            )
