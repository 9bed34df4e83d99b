"""Seed phrases of wallets, and the codes that get somebody back in: recovery codes, keys of authenticators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Final

from memos.agents.vault.detector import Cue, Detector
from memos.agents.vault.mnemonic import WORDS

_SHORTEST: Final = 12
_LONGEST: Final = 24


def _mnemonics(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Words that BIP-39 knows, as many as it asks for, the last of which holds the check digits of the others; with their numbering."""
    if match.end() - match.start() < 4 * _SHORTEST - 1:
        return
    words = list(re.finditer(r"[A-Za-z]{3,8}", match[0]))
    numbers = [WORDS.get(word[0].lower(), -1) for word in words]
    first = 0
    while first + _SHORTEST <= len(words):
        length = _phrase(numbers[first : first + _LONGEST])
        if length:
            numbering = _NUMBER_BEFORE.search(match[0], 0, words[first].start())
            start = numbering.start() if numbering else words[first].start()
            yield match.start() + start, match.start() + words[first + length - 1].end()
        first += length or 1


def _phrase(numbers: Sequence[int]) -> int:
    """How many of these words, as many as can be, are a phrase: its last bits, one for each 32 before, begin the SHA-256 of those."""
    longest = whole = 0
    for count, number in enumerate(numbers, start=1):
        if number < 0:
            break
        whole = whole << 11 | number
        if count % 3 == 0 and count >= _SHORTEST:
            bits = count // 3
            digest = sha256((whole >> bits).to_bytes(bits * 4, "big")).digest()
            if digest[0] >> 8 - bits == whole & (1 << bits) - 1:
                longest = count
    return longest if len(set(numbers[:longest])) > 1 else 0


def _wallet(match: re.Match[str]) -> bool:
    """Nearly all of them words of BIP-39: copied with a slip, or written by a wallet that has no check digits."""
    words = re.findall(r"[a-z]+", match["value"].lower())
    return sum(word in WORDS for word in words) >= 0.9 * len(words) and len(set(words)) >= 10


_NUMBER_BEFORE: Final = re.compile(r"(?<!\d)\d{1,2}[.):]?[ \t]{0,2}$")


def _code(match: re.Match[str]) -> bool:
    """A digit in it, and no date."""
    telling = any(char.isdigit() for char in match[0]) or (match[0].isupper() and "-" in match[0])
    return telling and not re.fullmatch(r"(?:19|20)\d\d(?:-\d\d){0,2}", match[0])


_NUMBERING: Final = r"(?:\d{1,2}[.):]?[ \t]{0,2})?"
_RECOVERY: Final = (
    r"\b(?:(?:back-?up|back-up|recovery|scratch|bypass|emergency|restore|rescue|reset|one-time|2fa|mfa"
    r"|two-factor|filevault|bitlocker)[ -](?:(?:recovery|backup|login) )?(?:codes?|keys?|kit)|emergency kit"
    r"|codes? de (?:secours|récupération)|(?:wiederherstellungs|backup-?|notfall)(?:codes?|schlüssel)|códigos? de (?:recuperación"
    r"|respaldo|backup|recuperação)"
    r"|codici di (?:recupero|backup)|herstelcodes?|kody zapasowe|резервн\w{2,3} код\w{0,2})"
    r"|恢复码|备用码|リカバリーコード|バックアップコード"
)
_AUTHENTICATOR: Final = (
    r"\b(?:setup key|set-up key|t?otp_secret|authenticator|2fa|totp|otp|two[- ]factor|mfa|qr|einrichtungsschlüssel"
    r"|clave de configuración)\b|認証"
)

PHRASES: Final[tuple[Detector, ...]] = (
    Detector(
        "seed phrase",
        "credential",
        ("",),
        rf"(?<![\w-]){_NUMBERING}[A-Za-z]{{3,8}}+(?!\w)(?:[ \t\n,;/|-]{{1,4}}{_NUMBERING}[A-Za-z]{{3,8}}+(?!\w)){{0,63}}+",
        within=_mnemonics,
    ),
    Detector(
        "seed phrase",
        "credential",
        ("seed", "recovery phrase", "recovery words", "mnemonic", "wallet", "semilla", "récupération", "wiederherstellung"),
        rf"(?i)(?<![\w-])(?P<value>{_NUMBERING}[a-z]{{3,10}}(?:[ \t\n,;/|-]{{1,4}}{_NUMBERING}[a-z]{{3,10}}){{11,23}})(?!\w)",
        _wallet,
        Cue(r"\bseed(?: words?| phrase)?\b|recovery (?:phrase|words?)|mnemonic|wallet|semilla"
        r"|phrase de récupération|wiederherstellungs", 40, stop=r"\n\n"),
    ),
    Detector(
        "recovery code",
        "credential",
        ("-",),
        r"(?<![\w-])(?:(?:\d{6}-){7}\d{6}|A3-[A-Z0-9]{6}-(?:[A-Z0-9]{6}-[A-Z0-9]{5}|[A-Z0-9]{11})(?:-[A-Z0-9]{5}){3})(?![\w-])",
        needs="figures",
    ),
    Detector(
        "recovery code",
        "credential",
        ("code", "code", "key", "kit", "schlüssel", "codici", "kody", "код", "恢复", "备用", "コード", "códigos"),
        r"(?<![\w.@-])(?:\d{4}[ -]\d{4}|[A-Za-z0-9]{4,8}(?:-[A-Za-z0-9]{4,8}){1,7}|[a-z0-9]{8,12}"
        r"|[A-Z0-9]{8,32}|\d{6,8}|[A-Z]\d{5})(?![\w-])",
        _code,
        Cue(_RECOVERY, 240, every=True, stop=r"\n\n|[.!?] [A-Z]"),
    ),
    Detector(
        "password",
        "credential",
        ("app",),
        r"(?<![\w-])[a-z]{4}(?:(?P<gap>[ -])[a-z]{4})(?:(?P=gap)[a-z]{4}){2}(?![\w-])",
        cue=Cue(r"\bapp(?:lication)?(?:-specific)? pass(?:word|code)\b", 40),
    ),
    Detector(
        "one-time password key",
        "credential",
        ("setup", "set-up", "authenticator", "2fa", "otp", "factor", "mfa", "qr", "einrichtung", "clave", "認証"),
        r"(?<![\w-])(?:[A-Z2-7]{4}(?:[ -][A-Z2-7]{4}){3,15}|[a-z2-7]{4}(?:[ -][a-z2-7]{4}){3,15}|[A-Z2-7]{16,64}={0,6})(?![\w-])",
        lambda match: any(char.isdigit() for char in match[0]),
        Cue(_AUTHENTICATOR, 80),
        needs="digit",
    ),
    Detector(
        "one-time password key",
        "credential",
        ("otpauth://",),
        r"(?i)otpauth://[^\s\"'<>]{0,200}?[?&]secret=(?P<value>[A-Z2-7]{16,128})",
    ),
)  # fmt: skip
