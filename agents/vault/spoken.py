"""Passwords that are told without the word, or in spite of it: by their form, by how they are spelt out, by what they open."""

from __future__ import annotations

import re
from typing import Final

from memos.agents.vault.detector import Cue, Detector
from memos.agents.vault.told import PHRASE, is_phrase
from memos.agents.vault.words import PROSE, made_up, real, strong, unmistakable

_VALUE: Final = r"(?<![^\s\"'“”«„‘`(:：=,，/|])(?P<value>[^\s\"'“”«»„‘`<>|\\\x00]{6,64}+)"
_PLAIN: Final = r"(?P<value>[^\s\"'“”«»„‘`<>|\\\x00/,;]{5,64}+)"
_ANY_LANGUAGE: Final = (
    r"pass ?words?|passwd|pass ?codes?|pass ?phrases?|pwds?|passwor[dt]|kennwort|mots? de passe|mdp|contrase(?:ñ|n|ny)as?|clave|senha"
    r"|palavra[ -]passe|wachtwoord|lösenord\w{0,3}|adgangskode\w{0,3}|kodeord\w{0,3}|passord\w{0,3}|has[łl]o|heslo|şifre\w{0,4}"
    r"|log ?ins?(?! names?)|log(?:ged|ging)? (?:in|on)|sign(?:ed|ing)? in|credentials?|creds?|unlocks?"
    r"|secret word|magic word|wi-?fi|wlan|router|hotspot"
    r"|network key|netflix|spotify|disney\+?|hulu|icloud|apple ?id|zugang\w{0,6}"
    r"|accesso|acceso|парол\w{1,3}|логин"
)
_LANGUAGE_HINTS: Final = (
    "pass", "pwd", "kennwort", "mdp", "contras", "contran", "clave", "senha", "palavra", "wachtwoord", "lösenord", "adgangskode",
    "kodeord", "hasł", "haslo", "heslo", "ifre", "login", "log in", "log on", "logged", "logging", "sign in", "signed in", "signing in",
    "cred", "unlock", "secret word", "magic word", "wifi", "wi-fi", "wlan", "router", "hotspot", "network key", "netflix", "spotify",
    "disney", "hulu", "icloud", "apple", "zugang", "accesso", "acceso", "парол", "логин",
)  # fmt: skip
_GIVEN: Final = (
    r"(?:\b(?:it|that)(?:['’]s| is| should be| must be| will be)|\basks?\b[^\n.]{0,16},|\b(?:changed|set|reset"
    r"|switched|updated|made|put|turned|renamed) (?:it|that|this|mine|them|the [\w ]{1,20}) (?:back )?(?:to|as"
    r"|into)"
    r"|(?:it|that|which|this)(?:['’]s| is| was) (?:now|currently|still)|(?:new|old|current|temporary|temp|initial"
    r"|default|first) (?:one|password|login|pw)"
    r"(?:['’]s| is| was|:)?|(?:get|gets|got|log|logs|logged|sign|signs|signed) (?:\w{1,8} )?(?:in|on"
    r"|into \w{1,12}(?: \w{1,12})?)(?: as \S{1,30})? (?:with|using)"
    r"|(?:type|enter|use|try|typed|entered|tried|paste|put in)|unlocks? (?:it |this )?with|opens? with)"
)
_SPELT: Final = (
    r"(?:capital|upper ?case|lower ?case|all caps|no caps|small letters|no spaces?|without spaces|one word|all one word|case[- ]sensitive"
    r"|zero,? not|not (?:an?|the) (?:letter )?[oO]\b|letter [oO]\b|exclamation (?:mark|point)|underscore"
    r"|with a (?:dash|hyphen|hash|dollar)"
    r"|majuscule|minuscule|mayúscula|minúscula|großgeschrieben|kleingeschrieben|groß geschrieben|klein geschrieben|Großbuchstabe"
    r"|maiuscol|minuscol|maiúscul|minúscul|hoofdletter|kleine letter)"
)


def _spelt(match: re.Match[str]) -> bool:
    return made_up(match["value"]) and strong(match["value"])


def _password(match: re.Match[str]) -> bool:
    """A strong one that nothing calls a name."""
    return strong(match["value"]) and not _CALLED.search(match.string, max(0, match.start() - 24), match.start("value"))


def _given(match: re.Match[str]) -> bool:
    """Behind words that hand it over: "changed it to", "log in with"."""
    told = _GIVEN_WORDS.finditer(match.string, max(0, match.start() - 70), match.start("value"))
    return any(match.start("value") - given.end() <= 14 for given in told)


_GIVEN_WORDS: Final = re.compile(rf"(?i){_GIVEN}(?=[ :])")
_CALLED: Final = re.compile(
    r"(?i)(?:called|named|network|ssid|name|user|username|nick|handle|gamertag|version|model|e-?mail)(?: is|['’]s)?[:=]?[ \t]?[\"'“`]?\Z"
)


def _word(match: re.Match[str]) -> bool:
    """One that is no talk about passwords."""
    value = match["value"].rstrip(".,;:!?)]}\"'`’”»")
    return real(value) and value.casefold() not in PROSE


def _reset(match: re.Match[str]) -> bool:
    """Made up, or a longer word at the end of the clause."""
    value = match["value"].rstrip(".,;:!?)\"'")
    ends = _ENDS.match(match.string, match.start("value") + len(value))
    return _word(match) and (made_up(value) or (len(value) >= 7 and ends is not None))


_ENDS: Final = re.compile(r"[\"')]?(?:[.!]?\s{0,3}(?:$|\n)|[.!] [A-Z]|, )")

_JOINED: Final = re.compile(
    r"(?i)(?:\b(?:to|now|was|is|be|it['’]?s|one|from|before|previously|formerly|originally|or|and|then|with|password|pass|pw)|['’]s"
    r"|[,;:=/|>→-]|\n|\d[.)])[ \t]{0,2}[\"'“«„‘`(*]{0,2}\Z"
)

SPOKEN: Final[tuple[Detector, ...]] = (
    Detector(
        "password",
        "credential",
        ("",),
        r"(?<![^\s\"'“”«„‘`(:：=,|])(?P<value>(?=[^\s\d]{0,40}\d)(?=[^\s!#$%&*+^~?@]{0,40}[!#$%&*+^~?@])[A-Za-z0-9!#$%&*+^~?@._-]{8,40}+)"
        r"(?=[\"'“”»’`.,;:)|!?]{0,3}(?:\s|$))",
        lambda match: unmistakable(match["value"]),
        needs="digit",
    ),
    Detector(
        "password",
        "credential",
        _LANGUAGE_HINTS,
        _VALUE,
        _password,
        Cue(rf"(?<![A-Za-z])(?:{_ANY_LANGUAGE})(?![A-Za-z_])", 120, every=True, stop=r"\n\n"),
    ),
    Detector(
        "password",
        "credential",
        ("",),
        r"(?<![^\s\"'“”«„‘`(:=])(?P<value>(?=[^\s\d]{0,40}\d)[^\s\"'“”«»„‘`<>|\\\x00]{8,64}+)",
        lambda match: _password(match) and _given(match),
        needs="digit",
    ),
    Detector(
        "password",
        "credential",
        ("pass", "pw", "key", "psk"),
        r"(?i)(?<![\w-])(?:pass|pw|psk|(?:wi-?fi|wlan|network|security|wpa2?) key)(?: ?(?:is|=|->|→|–|-) ?|[ \t]{1,2})[\"'“]?" + _PLAIN,
        lambda match: strong(match["value"]) or (made_up(match["value"]) and not match["value"][0].isdigit()),
        needs="sign",
    ),
    Detector(
        "password",
        "credential",
        ("capital", "case", "caps", "small letters", "space", "one word", "zero", "letter", "exclamation", "underscore", "with a",
         "mayúsc", "minúsc", "geschrieben", "buchstabe", "maiusc", "minusc", "maiúsc", "majusc"),
        rf"(?i)(?<![^\s\"'“«„‘`(:=])(?P<value>(?=[^\s\d]{{0,40}}\d)[^\s\"'“”«»„‘`<>"
        rf"|\\\x00]{{8,40}}+)(?=[\"'”»’`]?[ ,;.–—-]{{0,3}}\(?[^\n.\d]{{0,24}}{_SPELT})",
        _spelt,
        needs="digit",
    ),
    Detector(
        "password",
        "credential",
        ("login", "log in", "unlock", "pass", "sign in", "code"),
        r"(?i)\b(?:laptop|desktop|computer|pc|phone|tablet|ipad|iphone|mac|macbook|windows|kiosk|tv|screen|router"
        r"|modem|printer|nas|server|admin|root"
        r"|guest|wi-?fi|staff|office|zip|pdf|file|archive|vault|encryption|backup|disk|bitlocker|keychain|hotspot|zoom|meeting|webinar)"
        rf" (?:login|log ?in|unlock|pass|sign ?in|pass ?code|access)(?:[:=]| is| ->| →) ?[\"'“]?{_PLAIN}",
        lambda match: made_up(match["value"]) and len(match["value"]) >= 6,
        needs="sign",
    ),
    *(
        Detector(
            "password",
            "credential",
            ("wifi", "wi-fi", "wlan", "ssid", "hotspot", "network", "wpa"),
            rf"(?i)\b(?:wi-?fi|wlan|ssid|hotspot|network|wpa2?)\b[^\n]{{0,36}}?(?:{told})[ \t]{{1,2}}[\"'“]?{_PLAIN}",
            lambda match: (made_up(match["value"]) and not _CALLED.search(match.string, match.start(), match.start("value")))
            or (match["value"].isdigit() and 8 <= len(match["value"]) <= 24),
            needs="sign",
        )
        for told in (
            (r"\bneed|\btype|\benter|\buse|\bthen|\bkey(?: is|:| ist)?|\bcode(?: is|:)?|schlüssel(?: ist|:)?"
            r"|\bclé(?: est| ?:)?|\bclave(?: es|:)?"),
            r"\bis|\bes|\best|\bist|[:,–-]",
        )
    ),
    Detector(
        "password",
        "credential",
        ("user", "login", "account"),
        r"(?i)\b(?:user(?:name)?|login|account):?(?: is)? ?[\"'“]?[\w.@+-]{2,40}[\"'”]?,?(?: and| with| /"
        r"| &)?(?: the)? pass(?:word|code)?\b(?: is|:|=)? ?[\"'“]?"
        r"(?P<value>[^\s\"'“”<>|\\\x00/,;)]{4,64}+)(?=[\"'”).,;]{0,3}(?:\s|$))",
        _word,
    ),
    Detector(
        "password",
        "credential",
        ("/", "|", " : "),
        r"(?i)\b(?:basic auth|log ?ins?|log(?:ging)? in|credentials?|creds?|sign[ -]in|identifiants?"
        r"|zugang(?:sdaten)?|credenciales|credenziali|user ?(?:name)?"
        r" ?(?:and|/|&|\+) ?pass(?:word)?|user/pw|htaccess|htpasswd)\b[^\n:=]{0,48}?(?:[:=]| is| are| with"
        r"| was) ?[\"'“(]?[\w.@+-]{2,40}[\"'”]? ?[/|:] ?[\"'“]?"
        r"(?P<value>[^\s\"'“”<>|\\\x00/,;)]{4,64}+)(?=[\"'”).,;]{0,3}(?:\s|$))",
        _word,
    ),
    Detector(
        "password",
        "credential",
        (":",),
        r"(?m)^[ \t>*-]{0,4}[a-z][\w.@-]{1,30}:(?P<value>[^\s:/\"'<>|\\\x00]{8,40})[ \t]{0,4}\r?$",
        lambda match: strong(match["value"]),
        needs="sign",
    ),
    Detector(
        "password",
        "credential",
        ("@",),
        r"(?i)(?<![\w.+-])[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,3}(?:[ ,;|/–—-]{1,3}|\r?\n|\t)(?:and "
        r"|then |with |pass:? |pw:? |password:? ){0,2}"
        r"(?P<value>[^\s\"'<>|\\\x00/,;@]{6,40}+)",
        lambda match: strong(match["value"]),
        needs="sign",
    ),
    Detector(
        "password",
        "credential",
        ("secret", "pass", "key", "pin", "pw", "code"),
        r"(?im)^[ \t>*-]{0,6}[\"']?(?:secret|pass(?:word|code|phrase)?|pw|pwd|pin|passkey|kennwort|clave"
        r"|mdp)[\"']?[ \t]{0,4}(?:[:=]|=>|\|)[ \t]{0,4}"
        r"(?P<value>[^\s\"'<>\x00]{6,64}+)[ \t]{0,4}\r?$",
        lambda match: made_up(match["value"]) and not re.search(r"[&;,]\w{1,32}=", match["value"]),
        needs="sign",
    ),
    Detector(
        "password",
        "credential",
        ("word", "pass"),
        r"(?i)\b(?:safe ?word|magic word|secret word|code ?word|password|passphrase|passwort"
        r"|kennwort)\b(?! (?:prompt|field|box|page|manager|reset|hint|policy|strength"
        r"|screen))[^\n.?!:\"“”]{0,40}?(?:(?:['’]s|is|was|be|to|type|enter|say|use|:|=)"
        r" ?)[\"“'‘](?P<value>[^\s\"“”\x00\[\]]{4,40})[\"”'’]",
        _word,
    ),
    Detector(
        "password",
        "credential",
        ("password", "passcode", "passphrase", "passwort"),
        r"(?i)\bpass(?:word|code|phrase|wort)(?: (?:for|of|to|on)(?: [\w'’-]{1,20}){1,4}?)?(?:['’]s (?:now "
        r"|still )?|(?: has been| was| is| got| been)?(?: now)? (?:changed|set|reset|updated|switched) to"
        r"| (?:will be|should be|would be|became|remains|stays) |\W{1,3}in case[^\n,]{1,40}, (?:is|it['’]s) ) ?"
        + _PLAIN
        + r"(?=[,.;!?]?(?:\s|$))",
        _reset,
    ),
    Detector(
        "passphrase",
        "credential",
        ("phrase", "password", "master"),
        rf"(?i)\b(?:pass ?phrase|phrase|password)\b[^\n:.]{{1,40}}: ?[\"'“]?{PHRASE}(?=[\"'”]?[.!]?+[ \t\r]{{0,8}}+(?:\n|$))",
        is_phrase,
    ),
)  # fmt: skip

AGAIN: Final[tuple[Detector, ...]] = (
    Detector(
        "password",
        "credential",
        ("",),
        r"(?<![^\s\"'“”«„‘`(:：=,;/|>-])(?P<value>[^\s\"'“”«»„‘`<>|\\\x00,;/()\[\]]{5,64}+)",
        lambda match: (
            made_up(match["value"]) and bool(_JOINED.search(match.string, max(0, match.start() - 40), match.start()))
        ),
        needs="sign",
    ),
    Detector(
        "password",
        "credential",
        ("",),
        r"(?i)\b(?:old|new|current|previous|former|first|second|last|other|next)(?: one| password| pw)?"
        r"(?: is| was|['’]s|:| used to be| will be)(?: now)? [\"'“]?"
        r"(?P<value>[^\W\d_]{5,24}+)(?=[\"'”]?(?:[.,;!?]|\s{0,3}$|\s{0,3}\n| and\b))",
        _word,
    ),
)
"""What else is a password where one was told already: the old one, the new one, the others of a list."""
