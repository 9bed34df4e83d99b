"""Numbers that money and offices go by: cards, accounts, social security."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from memos.agents.lexicon import listed
from memos.agents.vault.detector import Cue, Detector


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _card(match: re.Match[str]) -> bool:
    """The check digit of card numbers (ISO/IEC 7812). Of other numbers, phones say what theirs is: IMEI."""
    compact = _digits(match[0])
    digits = [int(char) for char in compact]
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return (
        13 <= len(digits) <= 19
        and len(set(digits)) > 1
        and (sum(doubled) + sum(digits[-1::-2])) % 10 == 0
        and not _OTHER_NUMBER.search(match.string, max(0, match.start() - 30), match.start())
    )


_OTHER_NUMBER: Final = re.compile(
    r"(?i)(?<![a-z])(?:imei|iccid|isbn|ean|gtin|upc|tracking|serial|order|invoice|loyalty|ticket|build|version"
    r"|phone|tel|unix|timestamp|id|fax)"
    r"[^\w\n]{0,3}(?:no|nr|number|code|#|is)?[^\w\n]{0,3}$"
)

_IBAN_LENGTHS: Final[Mapping[str, int]] = {
    entry[:2]: int(entry[2:])
    for entry in listed("""
        AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24
        FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32
        LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24
        RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30
    """)
}
"""SWIFT's registry of IBAN formats."""


def _iban(match: re.Match[str]) -> bool:
    """The length of its country and the remainder of ISO 13616."""
    compact = _digits(match["value"]).upper()
    if len(compact) != _IBAN_LENGTHS.get(compact[:2]):
        return False
    return int("".join(str(int(char, 36)) for char in compact[4:] + compact[:4])) % 97 == 1


def _iban_patterns() -> str:
    """One alternative a length, so that the words after the number are never taken for its end."""
    lengths = sorted(set(_IBAN_LENGTHS.values()))
    countries = {size: "|".join(code for code, known in _IBAN_LENGTHS.items() if known == size) for size in lengths}
    return "|".join(rf"(?:{countries[size]})\d\d(?:[ \xa0\u202f-]?[A-Z0-9]){{{size - 4}}}" for size in lengths)


_GAP: Final = r"[ ._\xa0\u2009\u202f-]"
_CVV_WORDS: Final = (
    r"\b(?:cvv2?|cvc2?|cid\b|security code|card code|prüf(?:ziffer|nummer)|kartenprüfnummer|crypto(?:gramme)?|sicherheitscode"
    r"|código de seguridad|cod(?:ice)? di sicurezza|código de segurança|(?:three|four|3|4)[ -]digits?|(?:on|from"
    r"|at) the (?:back|front)|(?<!social )security (?:number|no\b)|c\.?v\.?(?:v|c)\.?)|安全码|セキュリティコード"
)

NUMBERS: Final[tuple[Detector, ...]] = (
    Detector(
        "bank account",
        "account",
        ("",),
        rf"(?i)(?<![A-Za-z0-9])(?=[A-Z]{{2}}\d\d)(?P<value>{_iban_patterns()})(?![A-Za-z0-9])",
        _iban,
        needs="number",
    ),
    Detector(
        "card code",
        "card",
        (
            "cvv",
            "cvc",
            "cid",
            "code",
            "digits",
            "prüf",
            "crypto",
            "seguridad",
            "sicurezza",
            "segurança",
            "back",
            "front",
            "security",
            "c.v",
            "安全码",
            "セキュリティ",
        ),
        r"(?<![\w.,/:+-])(?P<value>\d{3,4})(?![\w%°€$£]|[.,/:-]\d)",
        cue=Cue(_CVV_WORDS, 24),
        needs="figures",
    ),
    Detector(
        "card number",
        "card",
        ("",),
        rf"(?<![0-9A-Za-z.$€£+-])(?:[2-6]\d{{12,18}}|(?:[2456]\d"
        rf"|3[0-9])\d\d(?P<four>{_GAP})\d{{4}}(?P=four)\d{{4}}(?P=four)\d{{4}}(?:(?P=four)\d{{3}})?"
        r"|[2456]\d{3}(?:\r?\n\d{4} \d{4} \d{4}| \d{4}\r?\n\d{4} \d{4}| \d{4} \d{4}\r?\n\d{4})"
        rf"|3\d{{3}}(?P<six>{_GAP})\d{{6}}(?P=six)\d{{4,5}})(?![0-9A-Za-z-]|[.,]\d)",
        _card,
        needs="number",
    ),
    Detector(
        "card number",
        "card",
        ("card", "visa", "amex", "karte", "carte", "tarjeta", "carta", "cartão", "kaart", "карт", "カード", "卡"),
        rf"(?<![0-9A-Za-z.$€£+-])[2-6](?:{_GAP}?\d){{12,18}}(?![0-9A-Za-z-]|[.,]\d)",
        _card,
        Cue(r"card|visa|amex|karte|carte|tarjeta|carta|cartão|kaart|карт|カード|卡", 50),
        needs="number",
    ),
    Detector(
        "card code",
        "card",
        ("exp",),
        r"(?<![\w.,/:+-])(?P<value>\d{3,4})(?![\w%°€$£]|[.,/:-]\d)",
        cue=Cue(r"\bexp\w{0,8}\.?:? ?\d\d ?/ ?\d{2,4}", 14),
        needs="figures",
    ),
    Detector(
        "card code",
        "card",
        ("/",),
        r"(?<![\w.,/:+-])(?P<value>\d{3,4})(?![\w%°€$£]|[.,/:-]\d)",
        cue=Cue(r"\d{4}[ ,;|]{1,3}(?:0[1-9]|1[0-2]) ?/ ?(?:20)?\d\d(?![\d/])", 6),
        needs="figures",
    ),
    Detector(
        "social security number",
        "account",
        ("ssn", "social security", "social"),
        r"(?i)(?<![a-z])(?:ssns?|social(?: security)?)(?![a-z])[^\n\d\x00]{0,30}+"
        r"(?<!\d)(?P<value>\d{3}(?P<gap>[ .-]?)\d{2}(?P=gap)\d{4})(?!\w|[ -]\d)",
        needs="figures",
    ),
    Detector(
        "social security number",
        "account",
        (
            "w-2",
            "w2",
            "w-9",
            "w9",
            "1099",
            "i-9",
            "tax",
            "ss#",
            "ss #",
            "ss no",
            "ss num",
            "payroll",
            "employee",
            "new hire",
            "itin",
            "taxpayer",
        ),
        r"(?<![\w.$€£#/+-])(?P<value>(?!000|666)\d{3}(?P<gap>[ .\xa0-])(?!00)\d{2}(?P=gap)(?!0000)\d{4})(?![\w/-]|[.,]\d| \d)",
        cue=Cue(
            r"\b(?:w-?2|w-?9|w-?4|1099|i-9|tax(?:payer)?|itin|ss ?#|ss n(?:o|um)|payroll|employee|new hire)",
            60,
            stop=r"\n\n",
        ),
        needs="figures",
    ),
    Detector(
        "social security number",
        "account",
        (
            "national insurance",
            "ni number",
            "ni no",
            "nino",
            "sécurité sociale",
            "sécu",
            "versicherungsnummer",
            "seguridad social",
            "codice fiscale",
            "bsn",
            "personnummer",
            "cpf",
            "pesel",
            "ahv",
        ),
        r"(?<![\w-])(?P<value>[A-CEGHJ-PR-TW-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]|[12] ?\d\d ?\d\d ?\d[\dAB] ?\d{3} ?\d{3}(?: ?\d\d)?"
        r"|\d\d ?\d{6} ?[A-Z] ?\d{3}|[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]|\d{2}[ /]?\d{8}[ /]?\d{2}|\d{3}\.?\d{3}\.?\d{3}-?\d{2}"
        r"|756\.?\d{4}\.?\d{4}\.?\d\d|(?:19|20)?\d{6}[-+]\d{4}|\d{9})(?![\w-])",
        cue=Cue(
            r"national insurance|\bni (?:number|no)|\bnino\b|sécurité sociale|\bsécu\b"
            r"|sozialversicherungsnummer|rentenversicherungsnummer"
            r"|seguridad social|codice fiscale|\bbsn\b|personnummer|\bcpf\b|\bpesel\b|\bahv\b",
            40,
        ),
        needs="figures",
    ),
    Detector(
        "social security number",
        "account",
        ("-",),
        r"(?<![\w.$€£#/+-])(?P<value>(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4})(?![\w/-]|[.,]\d)",
        needs="figures",
    ),
)
