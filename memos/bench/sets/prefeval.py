"""PrefEval (amazon-science/PrefEval): a preference somebody stated once, and a question to which it matters without being named.

Each preference is a session of one user message; all topics are one bank; the question's own preference is what answers it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from memos.bench.sets.dataset import CUTS, SEED, Bank, DataSet, Question, Session, opaque
from memos.bench.sets.files import Form, document, files, in_form_of, rows
from memos.schemas.message import Message

_EXPLICIT = "explicit_preference"
_FORM: Final = Form("PrefEval", 'a list of objects with "preference" and "question"')


def read(path: Path, *, seed: int = SEED) -> DataSet:
    """The folder of explicit preferences, a file a topic; of the whole benchmark's folder, the one so named in it."""
    inner = next(iter(sorted(path.rglob(_EXPLICIT))), path) if path.is_dir() else path
    sessions: list[Session] = []
    questions: list[Question] = []
    for file in files(inner, "*.json", Path.is_file, of="PrefEval"):
        topic, held = file.stem, document(file)
        with in_form_of(_FORM, file):
            for number, row in enumerate(rows(held)):
                message_id = opaque(seed, "prefeval", topic, number)
                said = Message(id=message_id, content=row["preference"], source="prefeval")
                sessions.append(Session(opaque(seed, "prefeval", topic, number, "session"), (said,)))
                asked = opaque(seed, "prefeval", topic, number, "question")
                questions.append(Question(asked, row["question"], topic, (message_id,)))
    return DataSet("prefeval", "message", CUTS, (Bank("prefeval", tuple(sessions), tuple(questions)),))
