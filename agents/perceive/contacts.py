"""What is written to be recognised: e-mail addresses, URLs, file names, phone numbers, amounts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from memos.agents.perceive.gazetteer import AMOUNT_UNITS, CURRENCY_SIGNS, FILE_ENDINGS, TOP_DOMAINS
from memos.agents.perception import Mention, MentionType

LONGEST = 2048
"""The longest address or file name, in characters."""

_CHUNK = re.compile(r"[^\s<>\"'`()\[\]{}|,;“”‘’*]+")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'`()\[\]{}|]+", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w/.,-])(?:\+|\()?\d[\d ().-]{5,17}\d(?![\w/%-])")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:,\d+)*(?:\.\d+)?")
_UNIT = re.compile(r"[ -]?([A-Za-z]{1,12}|%)")
_GROUP = re.compile(r"\d+")
_FRAMEWORKS = frozenset(("node", "next", "vue", "react", "express", "three", "nuxt", "d3"))


def contacts(content: str) -> list[Mention]:
    """All of them, in order, never overlapping."""
    found: list[Mention] = []
    for kind in (_links, _chunks, _phones, _amounts):
        found = sorted([*found, *apart(kind(content), found)], key=lambda mention: mention.start)
    return found


def apart(mentions: Iterable[Mention], taken: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions that touch none of the taken ones; both come in order."""
    place = 0
    for mention in mentions:
        while place < len(taken) and taken[place].end <= mention.start:
            place += 1
        if place == len(taken) or mention.end <= taken[place].start:
            yield mention


def _mention(content: str, start: int, end: int, kind: MentionType, name: str = "") -> Mention:
    text = content[start:end]
    return Mention(text=text, start=start, end=end, type=kind, name=name or text)


def _links(content: str) -> Iterator[Mention]:
    for match in _URL.finditer(content):
        end = match.start() + len(match[0].rstrip(".,;:!?…*_~"))
        if match.start() + 4 < end <= match.start() + LONGEST:
            yield _mention(content, match.start(), end, "url")


def _chunks(content: str) -> Iterator[Mention]:
    """Words with a dot or an at sign inside: addresses, hosts without a scheme, file names."""
    for match in _CHUNK.finditer(content):
        word = match[0]
        if len(word) > LONGEST or "://" in word or word[:4].casefold() == "www." or not ("." in word or "@" in word):
            continue
        word = word.rstrip(".:!?…_~")
        start, end = match.start(), match.start() + len(word)
        if _EMAIL.fullmatch(word):
            yield _mention(content, start, end, "email", word.casefold())
        elif _is_file(word):
            yield _mention(content, start, end, "file")
        elif _is_host(word):
            yield _mention(content, start, end, "url")


def _is_file(word: str) -> bool:
    stem, _, ending = word.rpartition(".")
    name = stem.replace("\\", "/").rpartition("/")[2]
    known = ending.casefold() in FILE_ENDINGS and name.casefold() not in _FRAMEWORKS
    return known and any(char.isalpha() for char in name) and all(char.isalnum() or char in "~./\\-_" for char in stem)


def _is_host(word: str) -> bool:
    host, _, path = word.partition("/")
    labels = host.split(".")
    plain = len(labels[-1]) == 3 or labels[-1] in ("io", "ai", "app", "dev", "uk", "co")
    named = host.isascii() and all(label.replace("-", "").isalnum() for label in labels)
    return len(labels) > 1 and labels[-1] in TOP_DOMAINS and bool(path or plain) and named


def _phones(content: str) -> Iterator[Mention]:
    for match in _PHONE.finditer(content):
        if _is_phone(match[0]):
            yield _mention(content, match.start(), match.end(), "phone")


def _is_phone(text: str) -> bool:
    """Enough digits in groups as phone numbers have them; a bare run of digits, a date or a span of years is none."""
    groups = _GROUP.findall(text)
    digits = sum(map(len, groups))
    if text.startswith("+"):
        return 8 <= digits <= 15
    years = all(len(group) == 4 and group[:2] in ("19", "20") for group in groups)
    if years or len(groups) == 1 or " - " in text or text.count(".") == 1:
        return False
    shape = [len(group) for group in groups]
    return shape == [3, 4] or (digits in (10, 11) and max(shape) <= 5 and min(shape) >= 1 and shape[0] != 4)


def _amounts(content: str) -> Iterator[Mention]:
    """Money and measured quantities: a number with a currency sign before it or a unit after it."""
    for match in _NUMBER.finditer(content):
        start = match.start()
        signed = start > 0 and content[start - 1] in CURRENCY_SIGNS
        end = _after_units(content, match.end())
        if signed or end > match.end():
            yield _mention(content, start - 1 if signed else start, end, "amount")


def _after_units(content: str, place: int) -> int:
    """The place behind at most three units ("5 million dollars"), or the place itself."""
    for _ in range(3):
        unit = _UNIT.match(content, place)
        if unit is None or (unit[1] != "%" and unit[1].casefold() not in AMOUNT_UNITS):
            break
        if content[unit.end() : unit.end() + 1].isalnum():
            break
        place = unit.end()
    return place
