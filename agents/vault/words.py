"""What told secrets look like, and what only looks like one: placeholders, talk about passwords, code."""

from __future__ import annotations

import re
from typing import Final

from memos.agents.lexicon import listed
from memos.agents.vault.detector import TRAILING

NO_SECRETS: Final = listed("""
    a an and any are asked be been being case changed changeme correct easy empty enabled encrypted example expired
    fake fine for forgotten going gone hard hashed hidden if in incorrect invalid is it its just known like long
    lost managed missing mandatory my my_password mypassword needed never no none not null of ok on one optional or
    our out pass passwd password placeholder please protected pw pwd redacted required reset right safe saved same
    secret secure sent set short shared so still stored str string strong stuff text that the there this to token
    too true false undefined unknown unsafe updated used user username very weak what wrong xxxx your your_password
    yourpassword yours revoked rotated disabled hunter incorrecta incorrecto incorrecte falsch abgelaufen vergeten
    verkeerd fout errato sbagliata errada onjuist vacío vacía obligatorio obligatoire erforderlich boolean number
    obligatoria obligatorios obligatorias requerida requerido
""")
"""Words that follow "password is" or "password:" and are no password."""

PROSE: Final = NO_SECRETS | listed("""
    above account admin administrator after again always as ask at attached before below between but by call can cannot
    character characters check choose click contact contain contains create do does each email enter every expires from
    generate give has have he help her his how i include least length letters login longer longest mail mandatory many
    maximum may me minimum more most must new next nobody or over page pick press provide request resets security see
    send she should shorter shown since six eight ten soon symbols system than their them they today tomorrow try type
    under until up use uses via was we when where which who will with without write yet you
""")
"""Words that occur in talk about passwords and passphrases, and not in one."""

_PLACEHOLDER: Final = re.compile(
    r"^(?:[x*•.?#_-]+|<.*|\$[\w{(].*|%[\w{(].*|\{.*|\(.*|.*\(\)?.*\)?|\[.*|[\w-]{1,30}=[\"'].*|(?:your|my|some|the)[_-]\D*"
    r"|(?:new|old|current|db|database|app|root|user|admin|test|default|login)[_-]?(?:password|passwd|pass|secret|key|token)"
    r"|(?:os|self|this|process|config|env|settings|secrets|args|options|params|request|req|ctx|data|var"
    r"|local)[.:\[].*|.*(?:::|->|=>).*)$",
    re.IGNORECASE,
)
_DOCUMENTED: Final = re.compile(r"EXAMPLE|[xX0*•]{8}|1234567890(?:ABCDEF|abcdef)|\.\.\.|…")
"""What manuals print in the place of a secret."""

_TECHNICAL: Final = re.compile(
    r"[a-z]{1,4}-?\d{1,3}|\d{1,4}-?[a-z]{1,12}|\d{1,4}-?(?:char|digit|bit|byte|word|letter)\w*|[vV]?\d+(?:[._-]\w+)*|[A-Z]{1,10}-?\d{1,4}"
    r"|(?i:user|room|step|page|level|chapter|section|version|day|week|year|option|part|line|file|image|test"
    r"|number|unit|python|node|oauth)[-_]?\d{1,4}"
    r"|(?:WPA|wpa|IPv|ipv|iPhone|iPad|iOS|[Ww]indows|Office|Microsoft|SHA|AES|Web|Log|Argon|argon|[Bb]crypt|PBKDF)[- ]?\d\w{0,4}"
    r"|(?i:chat|gpt|chatgpt|claude|llama|gemini|mistral|covid|sars-cov|chrome|firefox|safari|edge|android|windows"
    r"|ubuntu|debian|macos|python|node"
    r"|java|php|postgres\w{0,4}|mysql|redis|django|react|angular|vue|iphone|ipad|galaxy|pixel|playstation|xbox)[-_ ]?[\d.]{1,8}\w{0,8}"
    r"|1[Pp]assword|b(?:ase)?64\w{0,6}|utf-?8\w{0,6}|[\d.,]+[a-z]{0,5}[+*)]{0,4}|[A-Z][a-z]{2}\d{1,2}(?:st|nd|rd|th)?"
)
"""Words with a number in them that belong to any talk."""

_ADDRESS: Final = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.]+|[a-z][a-z0-9+.-]*://.*|www\..*|(?:[\w-]+\.)+(?:com|org|net|example|io|dev"
    r"|local)\b.*|[~.]?/.*|[\w-]+\.[a-z]{2,4}"
)
_FIELD: Final = re.compile(r"[a-z_]{2,20}=\w")
_HEX: Final = frozenset("0123456789abcdef")
_SYMBOLS: Final = frozenset("!#$%^&*+=@~_")


def real(value: str) -> bool:
    """Not a placeholder, a type or a piece of code."""
    return value.casefold() not in NO_SECRETS and not _PLACEHOLDER.match(value) and not documented(value)


def documented(value: str) -> bool:
    """Printed in manuals, so known to everybody."""
    return bool(_DOCUMENTED.search(value))


def random_looking(value: str) -> bool:
    """Real, and with a digit in it: what a machine made up, or a person who was told to."""
    return real(value) and any(char.isdigit() for char in value) and not value.isdigit()


def made_up(value: str) -> bool:
    """A word that no talk has: letters with digits or signs among them, and neither a placeholder nor an address."""
    bare = value.rstrip(TRAILING).lstrip("(")
    if len(bare) < 6 or not real(bare) or _FIELD.match(bare) or _TECHNICAL.fullmatch(bare) or _ADDRESS.fullmatch(bare):
        return False
    letters = any(char.isalpha() for char in bare)
    return letters and (
        any(char.isdigit() for char in bare) or bool(_SYMBOLS.intersection(bare.strip("*_~#")[1:-1]) - {"_"})
    )


def dense(value: str) -> bool:
    """Letters and digits that a machine drew: many kinds of them, in no order."""
    kinds = len(value) // (3 if set(value) <= _HEX else 2)
    return random_looking(value) and len(set(value)) >= min(10, kinds) and sum(map(str.isdigit, value)) >= 2


def strong(value: str) -> bool:
    """A made-up word of eight characters or more, with digits, and with a sign or a capital inside: as people build passwords."""
    bare = value.rstrip(TRAILING).lstrip("(*")
    if (
        len(bare) < 8
        or not _WRITTEN.fullmatch(bare)
        or _NAMES.search(bare)
        or not made_up(_IN_BRACKETS.sub(r"\1", bare))
    ):
        return False
    if not any(char.isdigit() for char in bare):
        return any(char in "!#$%&*+^~?@" for char in bare[1:-1]) and bare != bare.lower()
    mixed = any(char.isupper() for char in bare) and any(char.islower() for char in bare)
    return mixed or any(char in "!#$%&*+^~?@_" for char in bare[1:-1]) or (value[len(bare) :][:1] == "!")


def unmistakable(value: str) -> bool:
    """Strong, and so mixed that nothing else in a talk looks like it: both cases, a digit and a sign that names do not have."""
    bare = value.removesuffix("**").rstrip(TRAILING).lstrip("*#@")
    signs = [at for at, char in enumerate(value) if char in "!#$%&*+^~?@"]
    return (
        strong(bare)
        and any(char.isupper() for char in bare)
        and any(char.islower() for char in bare)
        and any(char.isdigit() for char in bare)
        and any(0 < at < len(bare) for at in signs)
        and not _FORMULA.search(bare)
    )


_IN_BRACKETS: Final = re.compile(r"\((\w{1,8})\)")
_WRITTEN: Final = re.compile(
    r"[^\W_](?:[\w!#$%&*+^~?@.-]|\(\w{1,8}\)){6,62}[\w!#$%&*+^~?@.-]|[!#$%&*+^~?@_-][\w!#$%&*+^~?@.-]{7,62}"
)
_NAMES: Final = re.compile(
    r"%[0-9A-F]{2}|\d%(?:\W|$)|^@|^\w+@\w|^#\w+$|\d{4}-\d\d|^v\d|_\w+_\w+_|mAh"
    r"|^\W*\d+\W*[A-Za-z]+$|--|\.\w+\.\w+\.|'s$"
)
_FORMULA: Final = re.compile(
    r"^[vV]?\d+\.\d|^V\d|![A-Z$]{1,3}\$?\d|[&?]\w{1,12}(?:=|$)|^[A-Z]\d?[&+*^]|[+*^]\d|\d[+*^]\d"
)
