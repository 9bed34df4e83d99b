"""E-mail: its headers, its words, and what is attached to it, each under its name."""

from __future__ import annotations

import email
import email.errors
import email.policy
from collections.abc import Callable, Iterator
from email.message import EmailMessage, MIMEPart
from typing import Final

from memos.documents.document import Section
from memos.documents.encoding import clean, shortened
from memos.errors import DocumentRefused

Attached = Callable[[bytes, str, str, tuple[str, ...]], Iterator[Section]]
"""Reads an attachment: its bytes, name, media type and the headings above it."""

_HEADERS: Final = ("From", "To", "Cc", "Date", "Subject")
_NESTED: Final = "message/rfc822"


def parsed(data: bytes) -> EmailMessage:
    """The mail in these bytes."""
    try:
        return email.message_from_bytes(data.lstrip(b"\r\n"), policy=email.policy.default)
    except (email.errors.MessageError, ValueError, RecursionError):
        raise DocumentRefused("It begins as an e-mail and can't be read as one.") from None


def subject(mail: EmailMessage) -> str:
    """What it is about; nothing where that is not said."""
    return _header(mail, "Subject")


def sections(mail: EmailMessage, attached: Attached, above: tuple[str, ...] = ()) -> Iterator[Section]:
    """The headers, the text (of several forms the plain one), then the attachments by name."""
    told = [f"{name}: {value}" for name in _HEADERS if (value := _header(mail, name))]
    yield Section("\n".join(told) or "(no headers)", above)
    body = mail.get_body(preferencelist=("plain", "html"))
    if body is not None:
        content = _content(body)
        if body.get_content_type() == "text/html":
            yield from attached(content.encode("utf-8"), "", "text/html", above)
        elif content.strip():
            yield Section(content, above)
    for number, part in enumerate(mail.iter_attachments(), 1):
        name = shortened(clean(part.get_filename() or ""), 200)
        media_type = part.get_content_type()
        if media_type == _NESTED:
            held = part.get_payload()
            inner = held[0] if isinstance(held, list) and held else None
            data = inner.as_bytes() if isinstance(inner, EmailMessage) else b""
            name = name or f"mail {number}"
        else:
            payload = part.get_payload(decode=True)
            data = payload if isinstance(payload, bytes) else b""
            name = name or f"attachment {number}"
        yield from attached(data, name, media_type, (*above, name))


def _header(mail: EmailMessage, name: str) -> str:
    try:
        return " ".join(clean(str(mail.get(name, ""))).split())
    except (ValueError, LookupError, email.errors.MessageError):
        return ""


def _content(body: MIMEPart) -> str:
    try:
        return clean(str(body.get_content()))
    except (LookupError, UnicodeError, ValueError):  # a character set that is not known, or not kept to
        payload = body.get_payload(decode=True)
        return clean(payload.decode("latin-1")) if isinstance(payload, bytes) else ""
