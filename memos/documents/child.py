"""The process that converts one document: bytes on standard input, lines of JSON on standard output.

A converter is a large parser of what strangers wrote. So it works where it can do nothing but think: within limits of memory and
time, without the network, and without other programs but tesseract. Whoever started it may kill it.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from memos.documents.limits import Limits
from memos.documents.reading import Reader
from memos.errors import DocumentRefused

_SYSTEM: Final[Any] = import_module("resource") if find_spec("resource") else None
"""Limits of a process, where the system has such."""

_FORBIDDEN: Final = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.sendto",
    "socket.sendmsg",
    "urllib.Request",
    "http.client.connect",
    "ftplib.connect",
    "os.system",
    "os.exec",
)
_RECURSION: Final = 10_000
_PROGRAM: Final = "tesseract"


class Forbidden(Exception):
    """A converter wanted to reach the network or start a program."""


def main() -> None:
    """Reads what the command line tells: limits, name and media type as one JSON document."""
    given = json.loads(sys.argv[1])
    limits = Limits(**given["limits"])
    confine(limits)
    try:
        _convert(given, limits)
    except DocumentRefused as error:
        _tell({"refused": error.message, "hint": error.hint})
    except MemoryError:
        _tell({"refused": f"Reading it takes more than {limits.memory >> 20:,} MiB of memory.", "hint": "Split it."})
    except Forbidden as error:
        _tell({"refused": f"It would make its reader reach out ({error}): that is not done.", "hint": ""})
    # The edge of this process: whatever a converter stumbles over is a document that can't be read. Its words stay out of the message.
    except Exception as error:  # noqa: BLE001
        _tell({"refused": f"It can't be read ({type(error).__name__}).", "hint": "Save it as PDF or plain text."})


def _convert(given: dict[str, Any], limits: Limits) -> None:
    reader = Reader(limits, lambda what, done, total: _tell({"report": [what, done, total]}))
    data = sys.stdin.buffer.read(limits.bytes + 1)
    for section in reader.sections(data, given["name"], given["media_type"]):
        _tell({"section": section})
    _tell({"head": reader.head()})


def confine(limits: Limits) -> None:
    """Takes from this process, for good, what a converter does not need."""
    sys.setrecursionlimit(_RECURSION)
    if _SYSTEM is not None:
        _most(_SYSTEM.RLIMIT_AS, limits.memory)
        _most(_SYSTEM.RLIMIT_CPU, int(limits.seconds) + 1)
        _most(_SYSTEM.RLIMIT_CORE, 0)
    sys.addaudithook(_refuse)


def _most(what: int, most: int) -> None:
    hard = _SYSTEM.getrlimit(what)[1]
    most = most if hard == _SYSTEM.RLIM_INFINITY else min(most, hard)
    _SYSTEM.setrlimit(what, (most, hard))


def _refuse(event: str, args: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise Forbidden(event)
    if event == "subprocess.Popen":
        program = args[0] or args[1][0]
        if Path(str(program)).name != _PROGRAM:
            raise Forbidden(event)


def _tell(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
