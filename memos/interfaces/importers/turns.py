"""The lines of written-down chats: who speaks, when, and where a new day begins. Every pattern looks at one line's beginning."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Final, NamedTuple

from memos.interfaces.importers.records import from_words

_TEXT = r"\s*(?P<text>.*)$"
_ITEM = r"^(?P<item>[-*+>] )?"
_NAME = r"(?P<name>[^*:()\[\]\n]{1,40})"
_TIME = r"[(\[](?P<time>[^)\]\n]{1,30})[)\]]"
_FORMS: Final = tuple(
    re.compile(form + _TEXT, re.DOTALL)
    for form in (
        rf"{_ITEM}(?P<bold>\*\*|__){_NAME}(?:{_TIME} ?)?:(?P=bold)",
        rf"{_ITEM}(?P<bold>\*\*|__){_TIME} ?{_NAME}:(?P=bold)",
        rf"{_ITEM}(?P<bold>\*\*|__){_NAME}(?P=bold) ?(?:{_TIME} ?)?:",
        rf"{_ITEM}{_TIME} ?(?P<bold>\*\*|__){_NAME}(?::(?P=bold)|(?P=bold):)",
        rf"{_ITEM}(?P<bold>\*\*|__){_NAME}(?P=bold) ?[-–—|·,]? ?[(\[]?(?P<time>\d[^)\]\n]{{2,30}})[)\]]?(?=\s*$)",
        r"^\[(?P<time>[^\]\n]{1,30})\] ?(?P<name>[^:\[\]\n]{1,40}):(?=\s|$)",
        r"^(?P<name>[^:()\n]{1,40})\((?P<time>[^)\n]{1,30})\) ?:(?=\s|$)",
        rf"^#{{1,6}} +{_NAME}{_TIME} ?:?(?=\s*$)",
    )
)
_PLAIN: Final = re.compile(r"^(?P<item>[-*+>] )?(?P<name>\w[\w .'’-]{0,39}):(?=\s|$)" + _TEXT, re.DOTALL)
_CALLED: Final = re.compile(r"^(?:#{1,6} +|(?P<bold>\*\*|__))(?P<name>[^\W\d_][\w .'’-]{0,39})(?(bold)(?P=bold)) *#*$")
_QUOTED: Final = re.compile(r"^> ?", re.MULTILINE)
_HEADING: Final = re.compile(r"^#{1,6} +(?P<title>.*?) *#*$")
_DATED: Final = re.compile(r"^(?:Time|Date): ?(?P<date>.{4,40})$", re.IGNORECASE)
_CLOCK: Final = re.compile(r"^(\d{1,2}):(\d\d)(?::(\d\d))? ?([ap])?\.?m?\.?$", re.IGNORECASE)
_WORDS_IN_NAME: Final = 4

USERS: Final = {"user", "human", "you", "me"}
ASSISTANTS: Final = {"assistant", "ai", "bot", "chatgpt", "claude", "gemini", "copilot", "gpt-4", "gpt-4o", "model"}
OTHERS: Final = {"system": "system", "tool": "tool"}


class Turn(NamedTuple):
    """The line on which somebody begins to speak. `marked`: it can't be anything else (bold, or with the time).

    `item` is the bullet or the quotation mark before it. `called`: a name alone on its line, as a heading or in bold.
    """

    name: str
    clock: str
    text: str
    marked: bool
    item: str = ""
    called: bool = False


def turn(line: str) -> Turn | None:
    """The beginning of a turn that a line may be."""
    for form in _FORMS:
        if (match := form.match(line)) and _is_name(match["name"]):
            parts = match.groupdict()
            clock, item = (parts.get(part) or "" for part in ("time", "item"))
            return Turn(match["name"].strip(), clock.strip(), match["text"], marked=True, item=item.strip())
    if (match := _PLAIN.match(line)) and _is_name(match["name"]):
        return Turn(match["name"].strip(), "", match["text"], marked=False, item=(match["item"] or "").strip())
    if (match := _CALLED.match(line)) and _is_name(match["name"]):
        is_role = match["name"].casefold() in USERS | ASSISTANTS and not match["bold"]
        return Turn(match["name"].strip(), "", "", marked=is_role, called=True)
    return None


def unquoted(words: str) -> str:
    """What is quoted as a whole, without the marks; else the words as they are."""
    lines = [line for line in words.split("\n") if line.strip()]
    return _QUOTED.sub("", words) if lines and all(line.startswith(">") for line in lines) else words


def is_item(line: str) -> bool:
    """Whether a line is an item of a list."""
    return line.startswith(("- ", "* ", "+ "))


def _is_name(words: str) -> bool:
    return 0 < len(words.split()) <= _WORDS_IN_NAME


def heading(line: str) -> str | None:
    """The title of a heading, if the line is one."""
    match = _HEADING.match(line)
    return match["title"] if match else None


def day(line: str) -> datetime | None:
    """The date that a line sets for what follows: a heading with a date, `Time: …`, or a date alone between dashes or stars."""
    dated = _DATED.match(line)
    words = dated["date"] if dated else heading(line) or line.strip("-–—=*_ ")
    if len(words) > 60 or not any(character.isdigit() for character in words):
        return None
    for part in (words, *re.split(r" [-–—|] |: ", words)):
        if len(part) >= 6 and (found := from_words(part)):
            return found
    return None


def at(clock: str, today: datetime | None) -> datetime | None:
    """The time that stands beside a name: a whole date, or a time of the day that is talked of."""
    match = _CLOCK.match(clock)
    if not match:
        return from_words(clock.replace(",", "")) or today if clock else today
    if today is None:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4] and hour <= 12:
        hour = hour % 12 + (12 if match[4].lower() == "p" else 0)
    try:
        return datetime.combine(today.date(), time(hour, minute, second), today.tzinfo)
    except ValueError:
        return today


def role_of(name: str) -> tuple[str, str | None]:
    """The role a name stands for, and the name where it says more than the role."""
    folded = name.casefold()
    if folded in USERS:
        return "user", None
    if folded in ASSISTANTS:
        return "assistant", None if folded in {"assistant", "ai", "bot", "model"} else name
    return (OTHERS[folded], None) if folded in OTHERS else ("user", name)
