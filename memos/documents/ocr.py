"""Text in pictures, through tesseract where it is installed."""

from __future__ import annotations

import shutil
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from typing import Any, Final

from memos.documents.encoding import clean
from memos.documents.limits import LIMITS, Limits, refuse_beyond
from memos.errors import DocumentRefused

HINT: Final = (
    "pip install 'memcube-os[ocr]', and tesseract (apt install tesseract-ocr, brew install tesseract), read it"
)


@cache
def available() -> bool:
    """Whether pictures can be read here."""
    found = all(find_spec(name) is not None for name in ("PIL", "pytesseract"))
    return found and shutil.which("tesseract") is not None


def text_of_image(data: bytes, limits: Limits = LIMITS) -> str:
    """What stands in a picture. Raises DocumentRefused where nothing does, or nothing can read it."""
    if not available():
        raise DocumentRefused("It is an image, and nothing here reads images.", hint=f"{HINT}.")
    images = import_module("PIL.Image")
    try:
        picture = images.open(BytesIO(data))
        refuse_beyond(limits.pixels, picture.width * picture.height, "pixels", hint="Save it smaller.")
        text = text_of(picture, limits)
    except images.DecompressionBombError:  # Pillow's own limit, far above ours, is told before the size can be asked
        raise DocumentRefused(
            f"It has more than {limits.pixels:,} pixels, the most that is taken.", hint="Save it smaller."
        ) from None
    except (OSError, SyntaxError, ValueError):
        raise DocumentRefused("It is an image, and it is truncated or damaged.") from None
    if not text.strip():
        raise DocumentRefused("It is an image in which no text was found.", hint="Describe it in words.")
    return text


def text_of(picture: Any, limits: Limits) -> str:
    """What tesseract reads in a picture of Pillow's. One that takes longer than the silence allowed gives none."""
    tesseract = import_module("pytesseract")
    try:
        return clean(tesseract.image_to_string(picture, timeout=limits.silence * 0.8))
    except (tesseract.TesseractError, RuntimeError) as error:
        raise DocumentRefused(f"tesseract failed: {type(error).__name__}.", hint="Give it as text.") from None
