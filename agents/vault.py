"""The vault: finds secrets in text before anything is stored, and recognises the handles that stand for sealed ones.

Each detector is a row of a table: what it finds, a linear pattern, and a check of what the pattern caught.
A pattern's group `value` (or else the whole match) is what gets sealed; the words around it stay readable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple

from memos.agents.agent import Workbench
from memos.agents.lexicon import listed
from memos.agents.perception import Perceived
from memos.agents.proposal import Decline, Draft
from memos.schemas.cube import Kind, Source

EntryType = Literal["credential", "api_key", "token", "private_key", "card", "account", "other"]

HANDLE = re.compile(r"\[[^\[\]\n]{1,40} vault://[0-9a-f]{8,64}\]")
"""What stands in a text for a sealed secret."""


class Secret(NamedTuple):
    """A secret in a text: where it stands, what to call it, and what sort it is."""

    start: int
    end: int
    label: str
    entry_type: EntryType


class Detector(NamedTuple):
    """A kind of secret. One of `hints` must occur in the lower-cased text for the pattern to be tried ("" always does).

    `accepts` judges what the pattern caught.
    """

    label: str
    entry_type: EntryType
    hints: tuple[str, ...]
    pattern: re.Pattern[str]
    accepts: Callable[[re.Match[str]], bool] = lambda _: True


# -- what a caught value must look like

_NO_SECRETS = listed("""
    a an and any are asked be been being case changed changeme correct easy empty enabled encrypted example expired
    fake fine for forgotten going gone hard hashed hidden if in incorrect invalid is it its just known like long
    lost managed missing mandatory my my_password mypassword needed never no none not null of ok on one optional or
    our out pass passwd password placeholder please protected pw pwd redacted required reset right safe saved same
    secret secure sent set short shared so still stored str string strong stuff text that the there this to token
    too true false undefined unknown unsafe updated used user username very weak what wrong xxxx your your_password
    yourpassword yours
""")
"""Words that follow "password is" or "password:" and are no password."""

_PROSE = _NO_SECRETS | listed("""
    above account admin administrator after again always as ask at attached before below between but by call can cannot
    character characters check choose click contact contain contains create do does each email enter every expires from
    generate give has have he help her his how i include least length letters login longer longest mail mandatory many
    maximum may me minimum more most must new next nobody or over page pick press provide request resets security see
    send she should shorter shown since six eight ten soon symbols system than their them they today tomorrow try type
    under until up use uses via was we when where which who will with without write yet you
""")
"""Words that occur in talk about passwords and passphrases, and not in one."""

_PLACEHOLDER = re.compile(
    r"^(?:[x*•.?#_-]+|<.*|\$.*|%.*|\{.*|.*\(.*|(?:your|my|some|the)[_-].*|(?:os|self|process|config|env|settings)\..*)$",
    re.IGNORECASE,
)


def _real(value: str) -> bool:
    """Not a placeholder, a type or a piece of code."""
    return value.casefold() not in _NO_SECRETS and not _PLACEHOLDER.match(value)


def _random_looking(value: str) -> bool:
    """Real, and with a digit in it: what a machine made up, or a person who was told to."""
    return _real(value) and any(char.isdigit() for char in value) and not value.isdigit()


def _assigned(match: re.Match[str]) -> bool:
    """After `=`, `:` or `is`: a value that looks made up; a plain word only for a password at a clause's end."""
    said = match.groupdict().get("head") or match["value"]
    value = said.rstrip(_TRAILING)
    if not _real(value):
        return False
    if any(char.isdigit() for char in value):
        return len(value) >= 4 if _is_password(match) else len(value) >= 8 and not value.isdigit()
    if any(not char.isalnum() and char not in "'’-./_" for char in value):
        return _is_password(match) and len(value) >= 6
    end = match.start("value") + len(said.rstrip(",;&"))
    return _is_password(match) and len(value) >= 6 and bool(_CLAUSE_END.match(match.string, end))


def _is_password(match: re.Match[str]) -> bool:
    return match["name"].casefold().startswith("pass") or match["name"].casefold() in ("pwd", "psk", "pw")


def _is_phrase(match: re.Match[str]) -> bool:
    """Three words or more, the last of which may be a number, and none of them talk."""
    words = re.split("[ -]", match["value"].casefold())
    return len(words) >= 3 and not (_PROSE - {"correct"}) & set(words)


def _luhn(match: re.Match[str]) -> bool:
    """The check digit of card numbers (ISO/IEC 7812)."""
    digits = [int(char) for char in match[0] if char.isdigit()]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return 13 <= len(digits) <= 19 and len(set(digits)) > 1 and (sum(doubled) + sum(digits[-1::-2])) % 10 == 0


_IBAN_LENGTHS: Mapping[str, int] = {
    entry[:2]: int(entry[2:])
    for entry in listed("""
        AD24 AE23 AT20 BE16 BG22 BR29 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GE22 GR27 HR21 HU28 IE22 IL23
        IS26 IT27 JO30 KW30 KZ20 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MT31 NL18 NO15 PK24 PL28 PT25 QA29 RO24 RS22 SA24 SE24
        SI19 SK24 TR26 UA29
    """)
}


def _iban(match: re.Match[str]) -> bool:
    """The length of its country and the remainder of ISO 13616."""
    compact = match["value"].replace(" ", "").replace("-", "").upper()
    if len(compact) != _IBAN_LENGTHS.get(compact[:2]):
        return False
    return int("".join(str(int(char, 36)) for char in compact[4:] + compact[:4])) % 97 == 1


def _iban_patterns() -> str:
    """One alternative a length, so that the words after the number are never taken for its end."""
    lengths = sorted(set(_IBAN_LENGTHS.values()))
    countries = {size: "|".join(code for code, known in _IBAN_LENGTHS.items() if known == size) for size in lengths}
    return "|".join(rf"(?:{countries[size]})\d\d(?:[ -]?[A-Z0-9]){{{size - 4}}}" for size in lengths)


# -- the table

_TRAILING = ".,;:!?)]}>\"'`"
_CLAUSE_END = re.compile(r"[\"'`)]?(?:[.,;!?]+(?=\s|$)|\s*(?:$|\n)|\s+(?:and|but|so|btw|ok|please|pls|thanks)\b)")
_EDGE = r"(?<![A-Za-z0-9])"
_LABEL_EDGE = r"(?:(?<![A-Za-z0-9])|(?-i:(?<=[a-z])(?=[A-Z])))"
_SAYS = r"[\"'’]?[ \t]{0,3}(?:(?:is|are|was|=>|:=|={1,2}|:)[ \t]{0,3}){1,2}(?:now |still |actually |just )?"
_PASSWORD = (
    rf"(?i){_LABEL_EDGE}(?P<name>password|passwd|passwort|passcode|pass ?phrase|pass ?word|pwd|psk|pw)"
    r"(?:[ _](?:for|of|to|on)(?: (?!(?:is|are|was)\b)[\w'’-]{1,20}+){1,4}+)?"
)
_PIECE = r"[^\s\"'`“”\[\]\x00,;&]"
_HEAD = rf"(?P<head>{_PIECE}{{1,128}}+(?:[,;&]++(?!\w{{1,32}}+[=:]){_PIECE}{{0,128}}+){{0,16}}+)"
_REST = rf"(?:[\"'`\[\]](?=\w)(?!\w{{1,32}}+[\"':=])(?:{_PIECE}|[,;&]){{1,128}}+){{0,8}}+"
"""A password reaches to the next white space, but not into the next field of a query or a record. Its head is judged."""

_PHRASE = r"(?P<value>[a-z]{2,16}+(?:[ -][a-z]{2,16}+){1,24}+(?:[ -]\d{1,8}+)?+)"
_DOOR = r"(?:door|gate|garage|alarm|entry|lock|access)"


def _key(prefix: str, body: str) -> re.Pattern[str]:
    """A key with a telling prefix."""
    return re.compile(rf"{_EDGE}(?:{prefix}){body}")


_DETECTORS: tuple[Detector, ...] = (
    Detector(
        "private key",
        "private_key",
        ("private key",),
        re.compile(
            r"-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----"
            r"(?:(?:[^-]|-(?!----))*+-----END [A-Z0-9 ]{0,40}-----|(?:(?:\s|\\[rn]){0,4}+[A-Za-z0-9+/=]{16,}+)++)"
        ),
    ),
    Detector("AWS key", "api_key", ("akia", "asia"), _key("AKIA|ASIA", r"[A-Z0-9]{16}(?![A-Za-z0-9])")),
    Detector("GitHub token", "token", ("gh", "github_pat_"), _key("gh[pousr]_", r"[A-Za-z0-9]{36,255}")),
    Detector("GitHub token", "token", ("github_pat_",), _key("github_pat_", r"[A-Za-z0-9_]{22,255}")),
    Detector("GitLab token", "token", ("gl",), _key("gl(?:pat|ptt|dt|rt|cbt|ft|soat)-", r"[A-Za-z0-9_-]{20,255}")),
    Detector("Slack token", "token", ("xox", "xapp-"), _key("xox[abceoprs]-|xapp-", r"[A-Za-z0-9-]{10,255}")),
    Detector(
        "Slack webhook",
        "credential",
        ("hooks.slack.com",),
        re.compile(r"hooks\.slack\.com/(?:services|workflows)/(?P<value>[A-Za-z0-9_/+-]{20,255})"),
    ),
    Detector(
        "Stripe key",
        "api_key",
        ("_live_", "_test_", "whsec_"),
        _key("[sr]k_(?:live|test)_|whsec_", r"[A-Za-z0-9]{16,255}"),
    ),
    Detector(
        "Google key", "api_key", ("aiza", "ya29.", "gocspx-"), _key("AIza", r"[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])")
    ),
    Detector("Google token", "token", ("ya29.", "gocspx-"), _key(r"ya29\.|GOCSPX-", r"[A-Za-z0-9_-]{20,255}")),
    Detector(
        "API key",
        "api_key",
        ("sk-",),
        _key("sk-(?:proj-|ant-|or-|svcacct-|admin-)?", r"[A-Za-z0-9_-]{20,255}"),
        lambda match: sum(char.isdigit() for char in match[0]) >= 2,
    ),
    Detector(
        "access token",
        "token",
        ("hf_", "npm_", "pypi-", "sg.", "dop_v1_", "shpat_", "lin_api_"),
        _key(r"hf_|npm_|pypi-|dop_v1_|shpat_|lin_api_|SG\.[A-Za-z0-9_-]{16,64}\.", r"[A-Za-z0-9_-]{30,255}"),
    ),
    Detector(
        "bot token", "token", (":aa",), re.compile(rf"{_EDGE}\d{{8,10}}:AA[A-Za-z0-9_-]{{32,34}}(?![A-Za-z0-9_-])")
    ),
    Detector(
        "JSON web token",
        "token",
        ("eyj",),
        re.compile(r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}+\.eyJ[A-Za-z0-9_-]{8,}+\.[A-Za-z0-9_-]{8,}+"),
    ),
    Detector(
        "authorization",
        "token",
        ("bearer", "basic"),
        re.compile(r"(?i)\b(?:bearer|authorization:? {0,3}basic)[ \t]{1,3}(?P<value>[A-Za-z0-9._~+/=-]{16,})"),
        lambda match: _random_looking(match["value"]),
    ),
    Detector(
        "password in an address",
        "credential",
        ("://",),
        re.compile(r"(?<=://)[^\s/:@\"'<>\x00]{0,128}:(?P<value>[^\s/@\"'<>\x00]{1,256})@(?=[A-Za-z0-9\[])"),
        lambda match: _real(match["value"]),
    ),
    Detector(
        "password",
        "credential",
        ("pass", "pwd", "psk", "pw"),
        re.compile(
            rf"{_PASSWORD}{_SAYS}(?:[\"'`“](?P<quoted>[^\"'`”\n\x00]{{3,128}})[\"'`”]|(?P<value>{_HEAD}{_REST}))"
        ),
        lambda match: _real(match["quoted"]) if match["quoted"] else _assigned(match),
    ),
    Detector(
        "password",
        "credential",
        (":",),
        re.compile(rf"{_PASSWORD}[ \t]{{0,3}}:[ \t]{{0,3}}{_PHRASE}(?=[.!]?+[ \t\r]{{0,8}}+(?:\n|$))"),
        _is_phrase,
    ),
    Detector(
        "passphrase",
        "credential",
        ("passphrase", "pass phrase", "seed phrase", "recovery phrase"),
        re.compile(rf"(?i)\b(?:pass ?|seed |recovery )phrase{_SAYS}{_PHRASE}(?=[.,;!?\n]|$)"),
        _is_phrase,
    ),
    Detector(
        "secret",
        "token",
        ("key", "token", "secret", "signature"),
        re.compile(
            rf"(?i){_LABEL_EDGE}(?P<name>(?:api|access|auth|secret|private|account|client|signing|encryption|license|refresh"
            rf"|bot|session|bearer|app|user)"
            rf"[ _-]?(?:access[ _-]?)?(?:key|token|secret)|token|secret){_SAYS}[\"'`“]?"
            r"(?P<value>[A-Za-z0-9_+/=.~-]{8,256})"
        ),
        _assigned,
    ),
    Detector(
        "PIN",
        "credential",
        ("pin",),
        re.compile(
            r"(?i)\b(?P<name>pin)(?:[ -](?:code|number|no\.?))?"
            rf"(?: for (?:my|the|our)(?: (?!(?:is|are|was)\b)[a-z]{{1,20}}+){{1,4}}+)?{_SAYS}"
            r"(?P<value>\d{4}|\d{6}|\d{8})(?!\w|[.,/:-]\d)"
        ),
    ),
    Detector(
        "door code",
        "credential",
        ("code",),
        re.compile(
            rf"(?i)\b(?:{_DOOR}[ -]?code(?: (?:for|to|of) (?:my|the|our)(?: (?!(?:is|are|was)\b)[a-z]{{1,20}}+){{1,4}}+)?"
            rf"|code (?:for|to|of) (?:my|the|our) (?:[a-z]{{1,12}}+ )?{_DOOR}){_SAYS}"
            r"(?P<value>[*#]?(?:\d[*#]?){3,10}+)(?![\w*#]|[.,/:-]\d)"
        ),
    ),
    Detector(
        "card code",
        "card",
        ("cvv", "cvc", "security code"),
        re.compile(r"(?i)\b(?:cvv2?|cvc2?|security code)[\"']?[ \t]{0,3}(?:is|=|:)?[ \t]{0,3}(?P<value>\d{3,4})(?!\w)"),
    ),
    Detector(
        "card number",
        "card",
        ("",),
        re.compile(
            r"(?<![\w.$€£+-])(?:[2-6]\d{3}([ -]?)\d{4}\1\d{4}\1\d{1,4}(?:\1\d{3})?|3[0-9]\d{2}([ -]?)\d{6}\2\d{4,5})"
            r"(?![\w-]|[.,]\d)"
        ),
        _luhn,
    ),
    Detector(
        "bank account",
        "account",
        ("",),
        re.compile(rf"(?i)(?<![A-Za-z0-9])(?=[A-Z]{{2}}\d\d)(?P<value>{_iban_patterns()})(?![A-Za-z0-9])"),
        _iban,
    ),
    Detector(
        "social security number",
        "account",
        ("ssn", "social security"),
        re.compile(
            r"(?i)(?<![a-z])(?:ssns?|social security)(?![a-z])[^\n\d\x00]{0,30}+"
            r"(?<!\d)(?P<value>\d{3}(?P<gap>[ -]?)\d{2}(?P=gap)\d{4})(?!\w|[ -]\d)"
        ),
    ),
    Detector(
        "social security number",
        "account",
        ("-",),
        re.compile(r"(?<![\w.$€£#/+-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w/-]|[.,]\d)"),
    ),
)


def find_secrets(text: str) -> list[Secret]:
    """Every secret in a text, in order, none overlapping another. The handle of a sealed secret is never taken for one.

    Where two detectors overlap, the whole stretch is one secret, called what the first in the table calls it.
    """
    if "vault://" in text:
        text = HANDLE.sub(lambda handle: "\0" * len(handle[0]), text)
    lowered = text.lower()
    found: list[Secret] = []
    for detector in _DETECTORS:
        if any(hint in lowered for hint in detector.hints):
            found += _caught(detector, text)
    return _merged(found) if len(found) > 1 else found


def _caught(detector: Detector, text: str) -> Iterator[Secret]:
    for match in detector.pattern.finditer(text):
        if not detector.accepts(match):
            continue
        groups = match.groupdict()
        group = next((name for name in ("quoted", "value") if groups.get(name)), 0)
        start, end = match.span(group)
        if group == "value":
            end = start + len(match["value"].rstrip(_TRAILING))
        yield Secret(start, end, detector.label, detector.entry_type)


def _merged(found: list[Secret]) -> list[Secret]:
    """Overlapping secrets as one, named by the detector that stands first in the table (`found` is in its order)."""
    rank = {secret: order for order, secret in reversed(list(enumerate(found)))}
    merged: list[Secret] = []
    for secret in sorted(rank, key=lambda secret: (secret.start, rank[secret])):
        last = merged[-1] if merged else None
        if last is None or secret.start >= last.end:
            merged.append(secret)
            continue
        named = min(last, secret, key=lambda one: rank[one])
        union = named._replace(start=last.start, end=max(last.end, secret.end))
        rank[union] = rank[named]
        merged[-1] = union
    return merged


class VaultAgent:
    """Looks after secrets. It has nothing left to propose: they were sealed before any agent saw the text."""

    kind = Kind.VAULT
    question = "Is there a secret here that must never be read, embedded or shown?"

    def wants(self, perceived: Perceived) -> str | None:
        """An exchange in which a handle stands."""
        return "a sealed secret is mentioned" if next(_handles(perceived), None) else None

    def propose(self, perceived: Perceived, bench: Workbench) -> list[Draft]:
        """Notes the handles it sees: the secrets behind them are sealed already."""
        del bench
        sources = tuple(_handles(perceived))
        if not sources:
            return []
        return [
            Decline(
                agent=self.kind.value, reason="a secret is mentioned; it was sealed when it came in", sources=sources
            )
        ]


def _handles(perceived: Perceived) -> Iterator[Source]:
    for utterance in perceived.utterances:
        if "vault://" in utterance.message.content:
            for handle in HANDLE.finditer(utterance.message.content):
                yield utterance.source(handle.start(), handle.end())
