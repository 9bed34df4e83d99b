"""Talk with canaries in it, and independent eyes on what is left of them."""

from __future__ import annotations

from pathlib import Path

from memos import Memory, Message
from memos.store.space import Space
from tests.store.making import in_child

TEA = "zanzibarian"
FLAT = "kwyjibonic"
BAKERY = "kyrgyzopolis"
DOG = "barkalounging"

SESSIONS = {
    "s1": [
        Message(id="m1", name="Ana", content="I moved to Lisbon in May."),
        Message(id="m2", name="Ana", content=f"I love {TEA} tea, it is quite a thing here."),
    ],
    "s2": [
        Message(id="m3", name="Ana", content=f"I moved to Porto last week, the flat is {FLAT} and sunny."),
        Message(id="m4", name="Ana", content=f"My sister Maya works as a baker in {BAKERY}."),
    ],
    "s3": [
        Message(id="m5", name="Ana", content=f"I love {TEA} tea, still."),
        Message(id="m6", name="Ana", content=f"Our dog {DOG} barks at the neighbours all day.", source="diary"),
    ],
}


def tell(memory: Memory, user: str = "ana") -> None:
    """The talk of three sessions."""
    for run, messages in SESSIONS.items():
        memory.add(messages, user_id=user, run_id=run, op_id=f"told-{run}")


def space_of(memory: Memory, user: str = "ana") -> Space:
    return memory._space(memory._scope(user))


def texts(memory: Memory, user: str = "ana") -> set[str]:
    return {cube.text for cube in memory.get_all(user_id=user, limit=1000)}


def files_with(home: Path, *needles: bytes) -> list[str]:
    """The files that hold one of these, looked through by another process: see `memos.store.forgetting.residue`."""

    def look() -> str:
        found = [
            path.name
            for path in home.rglob("*")
            if path.is_file() and any(needle.lower() in path.read_bytes().lower() for needle in needles)
        ]
        return " ".join(sorted(found))

    return in_child(look).split()


def words_with(memory: Memory, *stems: str) -> list[str]:
    """The words of the full-text index that begin like this."""
    with memory._parts.database.read() as connection:
        terms = connection.exec_driver_sql("SELECT term FROM cube_vocab").scalars()
        return [term for term in terms if term.startswith(stems)]


def vectors_of(memory: Memory, text: str, user: str = "ana") -> list[bytes]:
    """Telling parts of the vectors of a text."""
    space = space_of(memory, user)
    with memory._parts.database.read() as connection:
        asked = "SELECT vector FROM embeddings JOIN cubes ON cubes.num = cube WHERE cubes.space = ? AND instr(body, ?)"
        blobs = connection.exec_driver_sql(asked, (space.number, text)).scalars().all()
    assert blobs
    return [
        blob[at : at + 64] for blob in blobs for at in range(0, len(blob), 256) if len(set(blob[at : at + 64])) > 32
    ]


DANGLING = {
    "edges": "SELECT count(*) FROM edges WHERE {end} NOT LIKE 'entity:%' AND NOT EXISTS "
    "(SELECT 1 FROM cubes WHERE cubes.space = edges.space AND cubes.id = edges.{end})",
    "names": "SELECT count(*) FROM edges WHERE {end} LIKE 'entity:%' AND NOT EXISTS "
    "(SELECT 1 FROM entities WHERE entities.space = edges.space AND entities.node = edges.{end})",
}
ORPHANS = (
    "SELECT count(*) FROM journal WHERE cube IS NOT NULL AND cube NOT IN (SELECT num FROM cubes)",
    "SELECT count(*) FROM sources WHERE cube NOT IN (SELECT num FROM cubes)",
    "SELECT count(*) FROM embeddings WHERE cube NOT IN (SELECT num FROM cubes)",
    "SELECT count(*) FROM usage WHERE cube NOT IN (SELECT num FROM cubes)",
    "SELECT count(*) FROM citations WHERE recollection NOT IN (SELECT id FROM recollections)",
    "SELECT count(*) FROM contents WHERE digest NOT IN (SELECT content FROM holdings)",
    (
        "SELECT count(*) FROM journal, json_each(journal.evidence) AS told WHERE NOT EXISTS "
        "(SELECT 1 FROM messages WHERE messages.space = journal.space AND messages.id = told.value)"
    ),
    (
        "SELECT count(*) FROM journal, json_each(journal.after, '$.provenance.sources') AS told WHERE NOT EXISTS "
        "(SELECT 1 FROM messages WHERE messages.space = journal.space AND messages.id = told.value ->> 'message_id')"
    ),
    (
        "SELECT count(*) FROM exchanges, json_each(message_ids) AS told WHERE NOT EXISTS "
        "(SELECT 1 FROM messages WHERE messages.space = exchanges.space AND messages.id = told.value)"
    ),
)


def check_whole(memory: Memory) -> None:
    """Nothing hangs in the air, and doctor finds nothing."""
    with memory._parts.database.read() as connection:
        for asked in (*ORPHANS, *(one.format(end=end) for one in DANGLING.values() for end in ("source", "target"))):
            assert connection.exec_driver_sql(asked).scalar_one() == 0, asked
    found = memory.doctor()
    assert found.status == "clean", found.findings
