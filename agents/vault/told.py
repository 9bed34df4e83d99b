"""What people tell each other and write into their settings: passwords, PINs, codes of doors. In the languages people chat in."""

from __future__ import annotations

import re
from typing import Final

from memos.agents.vault.detector import TRAILING, Cue, Detector
from memos.agents.vault.words import PROSE, made_up, real


def _assigned(match: re.Match[str]) -> bool:
    """After `=`, `:` or `is`: a value that looks made up; a plain word only for a password at a clause's end."""
    said = match.groupdict().get("head") or match["value"]
    value = said.rstrip(TRAILING)
    if not real(value) or _PATH.match(value):
        return False
    if any(char.isdigit() for char in value):
        return len(value) >= 4 if _is_password(match) else len(value) >= 8 and not value.isdigit()
    if any(not char.isalnum() and char not in "'’-./_" for char in value):
        return _is_password(match) and len(value) >= 6
    end = match.start("value") + len(value)
    return _is_password(match) and len(value) >= 6 and bool(_CLAUSE_END.match(match.string, end))


def _is_password(match: re.Match[str]) -> bool:
    return match["name"].casefold().startswith("pass") or match["name"].casefold() in ("pwd", "psk", "pw")


def is_phrase(match: re.Match[str]) -> bool:
    """Three words or more, among which numbers may be, and none of them talk."""
    words = re.split("[ -]", match["value"].casefold())
    return len(words) >= 3 and not (PROSE - {"correct"}) & set(words)


def _sentence_of_words(match: re.Match[str]) -> bool:
    """A phrase of four words or more, each of them long enough to be one of its own and no participle: "is kept under the mat" is talk."""
    words = match["value"].casefold().split()
    return (
        is_phrase(match)
        and len(words) >= 4
        and min(map(len, words)) >= 3
        and not words[0].endswith(("ed", "ing", "en", "ly"))
    )


def _made_up(match: re.Match[str]) -> bool:
    """A made-up word; or a number of six to twelve digits behind a colon."""
    value = match["value"].rstrip(TRAILING)
    if value.isdigit():
        return 6 <= len(value) <= 12 and match.string[: match.start()].rstrip().endswith((":", " is", "=", "->", "→"))
    return made_up(value)


def _named_value(match: re.Match[str]) -> bool:
    return real(match["value"].rstrip(TRAILING))


_PATH: Final = re.compile(r"[~.]?(?:/[\w.-]+){2}|[A-Za-z]:\\")
_CLAUSE_END: Final = re.compile(
    r"[\"'`)]?(?:[.,;!?]+[\"'`’”»)\]]{0,3}(?=[\s.,;]|$)|[,;&]|\s*(?:$|\n)|[’”»]|\s+(?:and|but|so|btw|ok|please|pls|thanks)\b)"
)
_LABEL_EDGE: Final = r"(?:(?<![A-Za-z0-9])|(?-i:(?<=[a-z])(?=[A-Z])))"
_SAYS: Final = r"[\"'’]?[ \t]{0,3}(?:(?:is|are|was|=>|:=|={1,2}|:)[ \t]{0,3}){1,2}(?:now |still |actually |just )?"
_PASSWORD: Final = (
    rf"(?i){_LABEL_EDGE}(?P<name>password|passwd|passwort|passcode|pass ?phrase|pass ?word|pwd|psk|pw)"
    r"(?:[ _](?:for|of|to|on|at|in|from)(?: (?!(?:is|are|was)\b)[\w'’-]{1,20}+){1,4}+)?"
)
_PIECE: Final = r"[^\s\"'`“”\[\]\x00,;&]"
_HEAD: Final = rf"(?P<head>{_PIECE}{{1,128}}+(?:[,;&]++(?!\w{{1,32}}+[=:]){_PIECE}{{0,128}}+){{0,16}}+)"
_REST: Final = rf"(?:[\"'`\[\]](?=\w)(?!\w{{1,32}}+[\"':=])(?:{_PIECE}|[,;&]){{1,128}}+){{0,8}}+"
"""A password reaches to the next white space, but not into the next field of a query or a record. Its head is judged."""

PHRASE: Final = r"(?P<value>[a-z]{2,16}+(?:[ -](?:[a-z]{2,16}+|\d{1,8}+)){1,24}+)"

_WORD_CUES: Final = (
    r"(?<![A-Za-z])(?:pass ?words?|passwd|pass ?codes?|pass ?phrases?|pwds?|pw|psk|pass(?=[ \t]{0,2}[:=]| is )|passwor[dt]|kennwort"
    r"|zugangscode"
    r"|mots? de passe|mdp|contrase(?:ñ|n|ny)as?|clave|contrasinal|senha|palavra[ -]passe|parola(?: d['’]ordine)?|wachtwoord"
    r"|lösenord\w{0,3}"
    r"|adgangskode\w{0,3}|kodeord\w{0,3}|passord\w{0,3}|salasana\w{0,3}|has[łl]o|heslo|jelszó|jelszav\w{0,4}|parol[aăe]?"
    r"|şifre\w{0,4}|sifre\w{0,4}"
    r"|lozinka|šifra|geslo|slaptažodis|parool|lykilorð|fjalëkalimi|mật khẩu|kata sandi|sandi|pasahitza|pasvorto"
    r"|unlocks?(?: [\w']{1,12}){1,3} with)(?![A-Za-z_])"
    r"|парол\w{1,3}|лозинка|κωδικ\w{1,3}|συνθηματικ\w{1,3}|كلمة (?:السر|المرور)|الرقم السري|סיסמ\w{1,3}|رمز عبور|पासवर्ड|密码|密碼|口令"
    r"|パスワード|暗証番号|비밀번호"
    r"|비번|암호|รหัสผ่าน|গোপন শব্দ|கடவுச்சொல்"
)
_WORD_HINTS: Final = (
    "pass", "pwd", "pw", "psk", "kennwort", "mot de", "mots de", "mdp", "contras", "clave", "senha", "palavra", "parol",
     "wachtwoord", "lösenord", "adgangskode", "kodeord",
    "salasana", "hasł", "haslo", "heslo", "jelsz", "ifre", "lozinka", "šifra", "geslo", "slapt", "lykil", "fjal", "unlock", "mật",
     "sandi",
     "pasahi", "pasv", "парол",
    "лозинка", "κωδικ", "συνθ", "كلمة", "الرقم", "סיסמ", "رمز", "पासवर्ड", "密", "口令", "パスワード", "暗証", "비", "암호", "รหัส", "zugang",
     "গোপন", "கட",
)  # fmt: skip
_WORD: Final = (
    r"(?<![!-~\u00a1-\u02af\u0370-\u04ff])[\"'“”«„‘`(]{0,2}(?P<value>[!#-~\u00a1-\u02af\u0370-\u04ff]{5,128}+)"
)

_FOREIGN_CUES: Final = (
    r"\b(?:passwort|kennwort|mots? de passe|mdp|contrase(?:ñ|n|ny)a|clave|senha|palavra[ -]passe|wachtwoord|lösenordet"
    r"|adgangskoden|kodeordet"
    r"|passordet|hasło|heslo|şifre)\b"
)

TOLD: Final[tuple[Detector, ...]] = (
    Detector(
        "password",
        "credential",
        ("pass", "pwd", "psk", "pw"),
        rf"{_PASSWORD}{_SAYS}(?:[\"'`“](?P<quoted>[^\"'`”\n\x00]{{3,128}})[\"'`”]|(?P<value>{_HEAD}{_REST}))",
        lambda match: real(match["quoted"]) if match["quoted"] else _assigned(match),
    ),
    Detector(
        "password",
        "credential",
        ("pass", "pwd", "_pw", "auth"),
        r"(?i)(?:(?<=[a-z0-9]_)|(?<![a-z])(?:pg|mysql_?|smtp|db|mail|ftp)?)(?:password|passwd|pass|pwd|pw|passphrase|requirepass"
        r"|auth_pass)[\"']?\]?(?:[ \t]{0,2}(?:=>|:=|[=:]|,(?=[ \t]?[\"']))[ \t]{0,2}|[\"'] value=)"
        r"[\"']?(?P<value>[^\s\"'<>;,&\x00]{6,128})",
        lambda match: made_up(match["value"]),
        needs="sign",
    ),
    Detector(
        "password",
        "credential",
        ("password>", "passwd>", "pwd>", "pass>", "secret>"),
        r"(?i)<(?:\w{0,20}:)?\w{0,20}(?:password|passwd|pwd|pass|secret)>(?P<value>[^<>\s]{4,128})</",
        _named_value,
    ),
    Detector(
        "password",
        "credential",
        (" -p", " -a ", " -u", "--user", "--pass", "identified by", "machine ", ";p:", "securestring ", "requirepass ", " -w ", "/p:",
         " password", "storepass", "keypass", "passin", "passout", "net use", "net user", "htpasswd", "wpa_passphrase",
          "-secret", "chpasswd",
         "--pwd", "--key"),
        r"(?i)(?:\bmysql[^\n]{0,80}\s-p|\bsshpass -p ?|--pass(?:word)?[ =]|\bredis-cli\b[^\n]{0,80} -a |identified by "
        r"|\bmachine \S{1,80} login \S{1,80} password |;P:"
        r"|convertto-securestring |requirepass |\bcurl[^\n]{0,200}?\s(?:-u|--user) ?[\"']?[\w.@-]{1,60}:|\bldap\w{0,10}[^\n]{0,120}\s-w "
        r"|\s(?:-U|-u|--user(?:name)?|-a)[ =]?[\"']?[\w.@\\/-]{1,60}[%:](?=\S{0,40}[\d!#$&*+_-])"
        r"|--(?:[a-z]{1,12}-)?(?:passwd|passphrase|pwd|secret)[ =]"
        r"|--[a-z]{1,12}-password[ =]|-pass(?:in|out)? (?:pass:)?(?=\S{0,40}\d)|-(?:store|key|src|dest)(?:store)?pass "
        r"|\b(?:7z|unzip|zip|rar|unrar|mysqldump|mysqladmin|docker login|az login|mongo\w{0,6}|sqlcmd|freerdp"
        r"|xfreerdp|rdesktop|evil-winrm|lftp|plink|pscp)\b"
        r"[^\n]{0,120}\s(?:-p|-P|/p:|--pass(?:word)? ?)[ =]?(?=\S{0,40}[\d!#$&*+_])|/p:|\bnet use[^\n]{0,100} /user:\S{1,40} "
        r"|\bnet user \S{1,40} |\bhtpasswd -\w{1,4} (?:\S{1,80} )?\S{1,40} |\bwpa_passphrase \S{1,40} |nmcli[^\n]{0,100} password "
        r"|\b(?:create|alter) (?:user|role|login)[^\n]{0,80} password[ =]{1,3}(?=[\"'])"
        r"|\becho [\"']?[\w-]{1,30}:(?=[^\n|]{4,80}\|[^\n]{0,12}chpasswd)"
        r"|\busername \S{1,40} (?:privilege \d{1,2} )?(?:password|secret) (?:0 )?(?=\S{0,40}\d)|\bset (?:the )?password for \S{1,40} to )"
        r"[\"']?(?P<value>[^\s\"';\x00]{4,128})",
        _named_value,
    ),
    Detector(
        "password",
        "credential",
        ("pass", "pwd", "psk", "pw"),
        rf"{_PASSWORD}[ \t]{{0,3}}:[ \t]{{0,3}}{PHRASE}(?=[.!]?+[ \t\r]{{0,8}}+(?:\n|$))",
        is_phrase,
    ),
    Detector(
        "password",
        "credential",
        ("password", "pass word"),
        r"(?i)\bpass ?word(?: (?:for|of|to|on|at|in)(?: (?!(?:is|was)\b)[\w'’-]{1,20}+){1,4}+)?(?: is| was|['’]s)(?: now| still)? "
        rf"{PHRASE}(?=[.!]?+[ \t\r]{{0,8}}+(?:\n|$))",
        _sentence_of_words,
    ),
    Detector(
        "passphrase",
        "credential",
        ("passphrase", "pass phrase", "seed phrase", "recovery phrase"),
        rf"(?i)\b(?:pass ?|seed |recovery )phrase(?:{_SAYS}| (?:type|enter|use|say) ){PHRASE}(?=[.,;!?\n]|$)",
        is_phrase,
    ),
    Detector("password", "credential", _WORD_HINTS, _WORD, _made_up, Cue(rf"{_WORD_CUES}", 56)),
    Detector(
        "password",
        "credential",
        ("pass", "pwd", "pw", "wort", "contras", "clave", "senha", "parol"),
        r"(?P<value>[!-~\u00a1-\u02af]{6,64}+)(?=[\"'”’»]?,? (?:is|as|was|es|est|ist|é|è|für|como|comme|als) (?:[\w'’]{1,12} ){0,4}"
        r"(?:password|pass ?code|pwd|pw|passwort|kennwort|mot de passe|contraseña|clave|senha)\b)",
        lambda match: made_up(match["value"].strip("\"'“”‘’«»")),
        needs="sign",
    ),
    Detector(
        "password",
        "credential",
        ("login", "log in", "user", "account", "cred", "identifiant", "benutzer", "usuario", "utente", "zugang", "acceso", "accès",
         "sign in", "логин"),
        r"(?<!\S)[\w.@+-]{1,40}(?: [/|:] |[:/]| pass? )(?P<value>[^\s/]{6,64}+)(?!\S)",
        lambda match: made_up(match["value"]),
        Cue(r"\b(?:log ?ins?|log in|sign in|user(?:name)?|account|creds?|credentials|identifiants?|benutzer|usuario|utente"
            r"|zugang\w{0,6}|acceso|accès|логин)\b", 60),
        needs="sign",
    ),
    Detector(
        "password",
        "credential",
        ("@", "admin", "root", " p: ", " pass: "),
        r"(?<!\S)(?:[\w.+-]{1,40}@[\w.-]{3,40}|admin|root)(?: [/|:] |[:/])(?P<value>[^\s/]{6,64}+)(?!\S)"
        r"|(?<!\S)u(?:ser)?: ?[\w.@+-]{1,40},? p(?:ass)?: ?(?P<quoted>\S{4,64})",
        lambda match: made_up(match["quoted"] or match["value"]),
        needs="sign",
    ),
    Detector(
        "password",
        "credential",
        _WORD_HINTS,
        r"(?<![^\s:=：])(?P<value>[^\W\d_]{6,24}+)(?=[.!]?[ \t]{0,4}(?:\n|$))",
        lambda match: real(match["value"]) and match["value"].casefold() not in PROSE,
        Cue(rf"(?:{_WORD_CUES})[^\n:=.?!]{{0,24}}[:=：]", 4),
    ),
    Detector(
        "secret",
        "token",
        ("key", "token", "secret", "signature"),
        rf"(?i){_LABEL_EDGE}(?P<name>(?:api|access|auth|secret|private|account|client|signing|encryption|license|refresh|bot"
        rf"|session|bearer|app|user)"
        rf"[ _-]?(?:access[ _-]?)?(?:key|token|secret)|token|secret){_SAYS}[\"'`“]?(?P<value>[A-Za-z0-9_+/=.~-]{{8,256}})",
        _assigned,
        needs="digit",
    ),
    Detector(
        "password",
        "credential",
        _WORD_HINTS,
        r"(?<=[ \xa0])[\"“«„'’]?(?P<value>[^\W\d_]{6,24}+)(?=[\"”»'’]?[.!]?[ \t]{0,4}(?:\n|$))",
        lambda match: real(match["value"]) and match["value"].casefold() not in PROSE,
        Cue(rf"(?:{_FOREIGN_CUES})[^\n:=.?!]{{0,24}}? (?:es|est|c['’]est|ist|lautet|é|è|är|er|to|jest|je|adalah|is|это|on)(?= )", 3),
    ),
)  # fmt: skip
