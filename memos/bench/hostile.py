"""How long the rules take over 64 KiB of hostile text: text that makes a careless pattern go over it again and again."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType

from memos.agents.agent import Workbench
from memos.agents.perceive import Exchange, perceive
from memos.agents.perceive.times import resolve
from memos.agents.perception import Perceived
from memos.agents.procedures.corrections import find_correction
from memos.agents.procedures.instructions import find_instruction
from memos.agents.procedures.telling import continued, read_telling
from memos.agents.resource import find_resources
from memos.agents.statements.talk.interpret import claims_in
from memos.agents.vault import find_secrets
from memos.bench.extraction import NoMemories
from memos.chance import SystemClock, Uuid7
from memos.index.flags import flags_of
from memos.retrieval.analysis import analyse
from memos.schemas.message import StoredMessage, Trust
from memos.schemas.scope import Scope

SIZE = 64 * 1024
"""Characters of a hostile text."""

LIMIT = 0.05
"""Seconds a reader may take over it."""

TOO_LONG = 1.0
"""Seconds that no reader takes on any machine, and that a pattern which goes over its text again and again exceeds."""

_DASHES = "-" * 5
_NOW = datetime(2024, 5, 1, tzinfo=UTC)

PIECES: Sequence[str] = (
    "a ", "x", "1 ", "1", ".", "-", " ", "\n", "@", "(", '"', "'", "😊", "é", "*a ", "**a ", "a.a", "a/", "a-", "~/", "_",
    "my ", "I'm ", "not ", "my sister's ", ", and I live in ", "I live in ", "so does my ", "no, not X, Y. ",
    "forget what i said about ", "My name is Bob. ", "I like a, b. ", "x\n", "the the, it ", "’s ",
    "I have never not always ", "from to ", "to my ", "my project ",
    "Maya ", "Aa", "A. ", "Maya X", "Dr. ", "de la ", "Maya in May. ", "Yes! ", "ok ", "Hi, ", "hey ", ", a", "```",
    "a@b.org ", "a@a.", "$1 ", "1 kg ", "+1 ", "x.pdf ", "http://", "https://) ", "www.", "~", ".pdf", "1.", "1,", "(1",
    "1/", "1/2 ", "1:30 ", "12:", "2024-", "2024 ", "in 3 ", "from 1 to ", "next ", "may ", "on May ", "two ", "half past ",
    "a couple of ", "two days before ", "until the ", "the 5th of ", "Monday and ", "week of ",
    "1. a\n", "- mix it\n", "first i mix, ", "then then ", "here's how i make ", "step 1 ", "in the a ", "add a step ",
    "please ", "and ", "whenever a", "always answer ", "keep your answers ", "don't ",
    "4444 ", "4444-", "DE44 ", "de12", "password is ", "password for ", "password: ", "passphrase is aa bb cc dd ",
    f"{_DASHES}BEGIN PRIVATE KEY{_DASHES}", f"{_DASHES}BEGIN PRIVATE KEY{_DASHES}\n{'a' * 20}\n", "://a:", "https://aaaa.aa ",
    "eyJaaaaaaaaa.", "token=", "a_token:= b secret := ", "pin for my ", "bearer  ", "sk-", "SG.aaaaaaaaaaaaaaaaaa.",
    "aPasswordB", "[password vault://", "xox", "ghp_", "cvv ", "pass phrase", "key key ", "ssn ",
    "?", "a? ", "the a of ", "before x ", "how many years ", "what is the ", 'Ab "cd" ', "Ab or ", "A of ", "你好吗？", "a, b and ",
)  # fmt: skip
"""What hostile texts repeat: each a beginning that some pattern looks for and never finds the end of."""


def hostile(piece: str) -> str:
    """A text of `SIZE` characters that says nothing else."""
    return (piece * (SIZE // len(piece) + 1))[:SIZE]


def _perceived(text: str) -> Perceived:
    message = StoredMessage(
        id="m1", role="user", name="Ana", content=text, timestamp=_NOW, trust=Trust.USER, position=1, op_id="o"
    )
    return perceive(Exchange(scope=Scope(user="ana"), op_id="o", now=_NOW, messages=(message,)))


def _statements(text: str) -> Callable[[], object]:
    seen = _perceived(text)
    return lambda: claims_in(seen, Workbench(NoMemories(), Uuid7(SystemClock())))


def _how_tos(text: str) -> Callable[[], object]:
    """Read in pieces as long as the longest message that is read for them."""
    said = [utterance for at in range(0, SIZE, 6_000) for utterance in _perceived(text[at : at + 6_000]).utterances]
    return lambda: [read(one.message.content, one.sentences) for one in said for read in (read_telling, continued)]


READERS: Mapping[str, Callable[[str], Callable[[], object]]] = MappingProxyType(
    {
        "perceive": lambda text: lambda: _perceived(text),
        "times": lambda text: lambda: resolve(text, _NOW),
        "statements": _statements,
        "secrets": lambda text: lambda: find_secrets(text),
        "resources": lambda text: lambda: list(find_resources(text)),
        "how-tos": _how_tos,
        "corrections": lambda text: lambda: [find_correction(text[at : at + 400]) for at in range(0, SIZE, 400)],
        "questions": lambda text: lambda: analyse(text, _NOW, resolve),
        "signs": lambda text: lambda: flags_of(text),
        "instructions": lambda text: lambda: [find_instruction(text[at : at + 400]) for at in range(0, SIZE, 400)],
    }
)
"""What reads a text. Called with it, gives the reading to be timed."""


def seconds(reading: Callable[[], object]) -> float:
    """Processor time of a reading. Tried three times at most, because any machine has slow moments; the best counts."""
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        reading()
        best = min(best, time.process_time() - started)
        if best <= LIMIT:
            break
    return best


def main(arguments: Sequence[str]) -> int:
    """Prints each reader's slowest texts."""
    parser = argparse.ArgumentParser(prog="hostile", description=__doc__)
    parser.add_argument("--slowest", type=int, default=3, help="how many texts to show for each")
    slowest: int = parser.parse_args(arguments).slowest
    over = 0
    for name, reader in READERS.items():
        taken = sorted(((seconds(reader(hostile(piece))), piece) for piece in PIECES), reverse=True)
        over += sum(took > LIMIT for took, _ in taken)
        shown = ", ".join(f"{took * 1000:.0f} ms {piece[:20]!r}" for took, piece in taken[:slowest])
        print(f"{name:14}{shown}")
    print(f"{len(PIECES)} texts of {SIZE} characters; over {LIMIT * 1000:.0f} ms: {over}")
    return 0
