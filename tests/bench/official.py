"""Small made-up files in the forms in which the sets are published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def write(path: Path, content: Any) -> Path:
    """A JSON file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def locomo(folder: Path, *conversations: dict[str, Any]) -> Path:
    """Two people, two sessions, five turns; questions with untidy evidence."""
    return write(folder / "locomo" / "locomo10.json", list(conversations) or [conversation()])


def conversation(name: str = "conv-1") -> dict[str, Any]:
    """One of them."""
    turn = {"speaker": "Maya", "text": ""}
    return {
        "sample_id": name,
        "conversation": {
            "speaker_a": "Maya",
            "speaker_b": "Tom",
            "session_1_date_time": "1:56 pm on 8 May, 2023",
            "session_1": [
                {**turn, "dia_id": "D1:1", "text": "I planted tulips in the garden."},
                {**turn, "dia_id": "D1:2", "text": "Look at this!", "blip_caption": "a red kite", "query": "kite"},
                {**turn, "dia_id": "D1:3", "speaker": "Tom", "text": "I bought a violin."},
            ],
            "session_2_date_time": "12:05 am on 25 December, 2023",
            "session_2": [
                {**turn, "dia_id": "D2:1", "text": "The tulips are in bloom."},
                {**turn, "dia_id": "D2:2", "speaker": "Tom", "text": "I sold the violin to Rosa."},
            ],
            "session_10_date_time": "9:00 am on 1 January, 2024",
        },
        "qa": [
            {"question": "What did Maya plant?", "answer": "tulips", "evidence": ["D1:1; D2:1"], "category": 1},
            {"question": "What did Tom buy?", "answer": "a violin", "evidence": ["D:1:03", "D9:9"], "category": 4},
            {"question": "Whose kite?", "adversarial_answer": "Tom's", "evidence": ["D1:1-D1:3"], "category": 5},
            {"question": "Who bakes?", "answer": "nobody", "evidence": [], "category": 3},
        ],
        "observation": {},
    }


def audit(folder: Path) -> Path:
    """Corrects the second question of the second conversation of the whole file, and gives nothing better for the third."""
    errors = [
        {"question_id": "locomo_7_qa1", "question": "What did Tom buy?", "correct_evidence": ["D2:2"]},
        {"question_id": "locomo_7_qa2", "question": "Whose kite?", "correct_evidence": []},
    ]
    return write(folder / "locomo" / "audit" / "errors.json", errors)


def realmem(folder: Path, name: str = "Ana_Ito") -> Path:
    """A persona with three sessions; one query in the third, its evidence in the first."""

    def turn(speaker: str, content: str, **more: Any) -> dict[str, Any]:
        return {"speaker": speaker, "content": content, "is_query": False, "query_id": None, **more}

    query = {"is_query": True, "query_id": "Q-0001", "category_name": "Dynamic Updating", "topic": "Trips"}
    sessions = [
        ("aaaa", [turn("User", "I will take the train to Oslo."), turn("Assistant", "Pack a warm coat.")]),
        (
            "bbbb",
            [turn("User", "My sourdough starter died."), turn("Assistant", "Feed it every day."), turn("User", " ")],
        ),
        (
            "cccc",
            [
                turn("User", "How shall I get to Oslo?", **query),
                turn("Assistant", "By train.", memory_session_uuids=["aaaa", "cccc", "dddd", "ffff"], memory_used=[]),
            ],
        ),
        ("dddd", [turn("User", "I was in Oslo by train, and now I know the train to Oslo.")]),
    ]
    drawn = [
        {
            "content": "Ana takes the train to Oslo.",
            "source_turn": 1,
            "source_content_snapshot": "I will take the train to Oslo.",
        },
        {"content": "Ana owns a coat.", "source_turn": 9, "source_content_snapshot": "said nowhere"},
    ]
    dialogues = [
        {
            "session_identifier": f"Trips:{number}",
            "session_uuid": uuid,
            "current_time": "2025-12-15 (Monday)",
            "dialogue_turns": turns,
            "extracted_memory": drawn if uuid == "aaaa" else [],
        }
        for number, (uuid, turns) in enumerate(sessions)
    ]
    content = {"_metadata": {"person_name": name, "total_sessions": 4}, "dialogues": dialogues}
    return write(folder / "realmem" / f"{name}_dialogues_256k.json", content).parent


def lihua(folder: Path) -> Path:
    """Three chats, one of them known by its day alone; a question on two, one without an answer, one on a chat that is not there."""
    root = folder / "lihua_world"
    chats = {
        "week1/20260105_1100.txt": "Time: 20260105_11:00\nLiHua: I have arrived!\nLunch on the 8th?\nWolfgangSchulz: See you: noon.",
        "week2/20260112_0900.txt": "Time: 20260112_09:00\nLiHua: The rent is due.\n",
        "bakery/20260408.txt": "Time: 20260408_08:38\nAlice: Your bread is here.",
    }
    for name, text in chats.items():
        file = root / "corpus" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    asked = [
        ("When is lunch?", "20260105_11:00<and>20260408", "Multi"),
        ("Who snores?", "N/A", "Null"),
        ("Who sings?", "20270101_10:00", "Single"),
    ]
    queries = {str(n): {"question": q, "answer": "", "evidence": e, "type": t} for n, (q, e, t) in enumerate(asked)}
    write(root / "query_set.json", queries)
    return root


def musique(folder: Path, name: str = "musique") -> Path:
    """Four passages, one question of two hops; a passage of the corpus is spaced otherwise than the question's paragraph."""
    passages = [
        ("Ada Byron", "Ada Byron was born in London."),
        ("London", "London lies on the Thames."),
        ("Oslo", "Oslo lies on a fjord."),
        ("Oslo", "Oslo is also an album."),
    ]
    write(folder / "hipporag" / f"{name}_corpus.json", [{"title": a, "text": f"{b} "} for a, b in passages])
    paragraphs = [
        {"idx": n, "title": title, "paragraph_text": text, "is_supporting": n < 2}
        for n, (title, text) in enumerate(passages)
    ]
    asked = {
        "id": "2hop__1_2",
        "paragraphs": paragraphs,
        "question": "On which river was Ada Byron born?",
        "answer": "Thames",
    }
    return write(folder / "hipporag" / f"{name}.json", [asked])


def openie(folder: Path, name: str = "musique") -> Path:
    """Triples of two passages, some of them none."""
    docs = [
        {
            "passage": "Ada Byron\nAda Byron was born in London.",
            "extracted_triples": [["Ada Byron", "born in", "London"], ["Ada"]],
        },
        {
            "passage": "London\nLondon lies on the Thames.",
            "extracted_triples": [["London", "lies on", "Thames"], ["a", "", "b"]],
        },
        {"passage": "Nowhere\nNothing.", "extracted_triples": [["x", "y", "z"]]},
    ]
    return write(folder / "hipporag" / f"openie_{name}_results.json", {"docs": docs})


def hotpotqa(folder: Path, name: str = "hotpotqa") -> Path:
    """Two questions over three passages; the second shares one with the first."""
    context = [
        ["Alû", ["Alû is a spirit.", " It is vengeful."]],
        ["Lilu", ["Lilu is akin to Alû."]],
        ["Gallu", ["A demon."]],
    ]
    rows = [
        {
            "_id": "5a",
            "question": "What is Lilu?",
            "type": "bridge",
            "context": context,
            "supporting_facts": [["Alû", 0], ["Lilu", 0]],
        },
        {
            "_id": "5b",
            "question": "Which?",
            "type": "comparison",
            "context": context[1:],
            "supporting_facts": [["Gallu", 0], ["Gallu", 1]],
        },
    ]
    return write(folder / "hipporag" / f"{name}.json", rows)


def prefeval(folder: Path) -> Path:
    """Two topics."""
    root = folder / "prefeval" / "explicit_preference"
    for topic, told in {"pets": ["I am allergic to cats.", "I want no fish."], "food": ["I eat no meat."]}.items():
        rows = [{"preference": one, "question": f"What about {topic}?", "explanation": ""} for one in told]
        write(root / f"{topic}.json", rows)
    return root.parent


def longmemeval(folder: Path) -> Path:
    """A scored instance, one that abstains, and one whose evidence only the assistant's turn holds."""
    sessions = {
        "answer_1": [
            {"role": "user", "content": "I studied botany.", "has_answer": True},
            {"role": "assistant", "content": "You studied botany.", "has_answer": False},
        ],
        "other_2": [{"role": "user", "content": "What is a fox?"}, {"role": "assistant", "content": ""}],
        "answer_3": [
            {"role": "user", "content": "Name a bird.", "has_answer": False},
            {"role": "assistant", "content": "A wren.", "has_answer": True},
        ],
    }

    def instance(question_id: str, question: str, answering: str) -> dict[str, Any]:
        return {
            "question_id": question_id,
            "question_type": "single-session-user",
            "question": question,
            "question_date": "2023/05/30 (Tue) 23:40",
            "answer": "",
            "answer_session_ids": [answering],
            "haystack_dates": ["2023/05/20 (Sat) 02:21"] * 3,
            "haystack_session_ids": list(sessions),
            "haystack_sessions": list(sessions.values()),
        }

    rows = [
        instance("q1", "What did I study?", "answer_1"),
        instance("q2_abs", "Where did I dance?", "answer_1"),
        instance("q3", "Which bird was named?", "answer_3"),
    ]
    return write(folder / "longmemeval" / "longmemeval_s.json", rows)


def everything(folder: Path) -> Path:
    """All sets in one folder."""
    for make in (locomo, audit, realmem, lihua, musique, openie, hotpotqa, prefeval, longmemeval):
        make(folder)
    return folder
