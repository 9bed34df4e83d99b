"""What people type into doors, alarms, phones and cash machines: PINs and codes, told before or behind what they open."""

from __future__ import annotations

import re
from typing import Final

from memos.agents.vault.detector import Cue, Detector

_OPENED: Final = (
    r"(?:door|gate|garage|alarm|entry|entrance|access|safe|key[ -]?(?:safe|box|pad|cabinet)|lock ?box|locker|padlock|lock|deadbolt"
    r"|bike|suitcase|luggage|building|unlock|intercom|buzzer|lobby|elevator|lift|shed|barn|cellar|basement|storage|bins?|laundry"
    r"|car park|barrier|cottage|cabin|airbnb|flat|apartment|bathroom|restroom|toilet|gym|pool|cash ?box|till|vault|disarm|get in"
    r"|portes?|portail|portillon|bo[iî]te|coffre|alarme|immeuble|entrée|interphone|cadenas|antivol|ascenseur|accès"
    r"|puerta|portal|portón|garaje|alarma|caja|candado|trastero|edificio|llaves|taquilla|entrada"
    r"|(?:haus|garagen|eingangs)?türe?|tor|hoftor|alarmanlage|tresor|schlüssel\w{0,10}|schließfach|\w{0,8}schloss|eingang|spind|koffer"
    r"|porta|portone|cancello|cassetta|cassaforte|allarme|lucchetto|citofono|armadietto|portão|cofre|cadeado|garagem|prédio|portaria"
    r"|(?:voor)?deur|poort|kluis|sleutel\w{0,8}|slot|fietsslot|schuur|drzwi|bram[ay]|furtki?|domofonu?|sejfu?|kłódki?"
    r"|dörr\w{0,3}|port\w{0,2}|larm\w{0,2}|lås\w{0,2}|kassaskåp\w{0,2}"
    r"|двер\w{1,3}|подъезд\w{0,3}|домофон\w{0,2}|сейф\w{0,2}|сигнализаци\w|калитк\w|ворот\w{0,3}|замк?\w{0,3})(?:s|['’]s)?"
)
_LOCKED: Final = (
    r"(?:gate|alarm|key ?pad|lock ?box|padlock|key[ -]?(?:safe|box|cabinet)|safe|lock|door|combo|schlüssel(?:safe"
    r"|box|tresor|kasten)|tresor"
    r"|cadenas|candado|lucchetto|cadeado|boîte à clés|coffre|caja fuerte|cassaforte|kluis|alarma|alarme|allarme|portail|cancello)"
)
_DEVICE: Final = (
    r"(?:phone|tablet|i ?pad|i ?phone|voice ?mail|laptop|tv|parental(?: control)?s?|screen[ -]?time|sim(?: card)?|watch|atm"
    r"|cash ?card|debit(?: card)?|credit card|bank ?card|card|cashpoint|photocopier|copier|guest|disarm(?:ing)?|master|house|office)"
)
_NO_DOOR: Final = "".join(
    f"(?<!{word} )"
    for word in (
        "error", "exit", "area", "country", "status", "postal", "post", "zip", "promo", "discount", "coupon", "voucher",
         "building", "penal",
        "civil", "product", "item", "source", "dress", "tax", "billing", "referral", "booking", "cheat", "color", "colour", "fault",
        "airport", "dialling", "dialing", "flight", "the hs", "sort", "swift", "gift", "morse", "fire",
    )
)  # fmt: skip
_CODE_WORDS: Final = (
    rf"(?:\b(?=[cpnskz]){_NO_DOOR}(?:codes?|combination|combo|pins?|number (?:for|to|on)|numbers? for"
    rf"|combinaison|código|codi|combinaci[óo]n?|codice"
    r"|combinazione|combinação|segredo|zahlencode|kombination|zahlenkombination|cijfercode|combinatie|kode|kod|koden|kodu)(?:['’]s)?\b"
    r"|\bкод\w{0,2}\b)"
)
_SURE_WORDS: Final = (
    r"(?=[cudgslktpabдeh门保ドオ玄金현도])(?:\bcombination\b|\bcombo\b|\bunlock[^\n.\d]{0,20}\bthen\b|digicode"
    r"|\b(?:gate|door|safe|lock|garage|padlock|lockbox) opens? (?:with|on)"
    r"|\bkey ?pad\b|\block ?box\b|\b(?:suitcase|bike|locker|gym) lock\b|\bsafe[:=]|(?:tür|tor|alarm|schlüsselbox"
    r"|garagen|eingangs|haus)-?code"
    r"|(?:deur|alarm|poort)code|portkod\w{0,2}|dörrkod\w{0,2}|larmkod\w{0,2}|домофон|门禁密码|门锁密码|保险箱密码|ドアコード|オートロック|玄関の?番号"
    r"|金庫の番号|현관 ?비밀번호|도어락)"
)
_DEVICE_WORDS: Final = (
    rf"\b(?:{_DEVICE}(?:['’]s)?[ -](?:code|pin|passcode|lock ?code|unlock(?: code)?)\b"
    rf"|(?:code|pin|passcode) (?:for|to|of|on) (?:(?:my|the|our|her|his|their|your"
    rf"|\w{{1,14}}['’]s) )?(?:[a-z]{{1,12}}+ ){{0,2}}{_DEVICE}\b"
    rf"|{_DEVICE} (?:is )?(?:unlocks?|unlocked|opens?) with|(?:office|house|home|shop|burglar|building|store|warehouse|cottage|flat"
    r"|studio|shed|front door|back door|school|church|gym|lab|garage) alarm\b[:=]?)"
)
_PIN_WORDS: Final = (
    r"(?:(?<![\w$])(?:pins?|puk2?|pin[ -]?code|geheimzahl|geheimnummer|pincode|nip|code (?:pin|secret|confidentiel)|codice pin"
    r"|código pin|screen ?lock|lock ?screen|unlock code|passcode|clave de la tarjeta|code de (?:la |ma )?carte)(?:['’]s)?(?![\w])"
    r"|пин(?:-?код)?|暗证号|暗証番号|取款密码|支付密码|密码|비밀번호|비번)"
)
_TYPED: Final = (
    r"(?:punch(?:ing|ed)?(?: in)?|key(?:ing|ed)? in|tap(?: in)?|typ(?:e|ing|ed)(?: in)?|enter(?:ing)?|dial|press|buzz"
    r"|hit|use|push)"
)
_BEFORE: Final = r"(?<![\w.,/:+€$£*#-])"
_BEHIND: Final = (
    r"(?![\w%€$£°]|[.,/:-]\d|[ -]?(?:km|m|cm|mm|kg|inch\w*|feet|ft|digits?|characters|numbers|°|metres|meters|miles|minutes?|hours?"
    r"|pesos|pounds|quid|bucks|lbs|sq|square|points|errors?|people|years?|times|days?|weeks?|euros?|dollars?"
    r"|percent|pm|am|seconds?|secs?|attempts?|tries)\b)"
)
_DOOR_CODE: Final = (
    r"(?<![\w.,/:+€$£*#-])(?P<value>[*#]?(?:\d[*#]?){3,10}+|\d{1,2}(?:[ ]?[-–][ ]?\d{1,2}){2,5}|\d(?: \d){3,7}|\d\d \d\d(?: \d\d)?"
    r"|[LR]?\d{1,2}[LR]?(?:(?: (?:left|right))?[ ,/]{1,2}(?:(?:then|left|right)[ ,]{1,2}){0,2}[LR]?\d{1,2}[LR]?){2,3}(?: (?:left|right))?"
    r"|[A-ZА-Я]{0,2}\d{3,6}[A-ZА-Я#*]{0,2}|\d{1,4}[A-ZА-Я]\d{1,4}[A-ZА-Я]?)" + _BEHIND
)
_FIGURES: Final = (
    r"zero|oh|one|two|three|four|five|six|seven|eight|nine|double|null|eins|zwei|drei|vier|fünf|sechs|sieben|acht"
    r"|neun|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|deux|trois|quatre|cinq|sept|huit|neuf"
)


def _digits_of_a_code(match: re.Match[str]) -> bool:
    """Digits that are neither a year, nor an amount, nor a time."""
    return not re.fullmatch(r"(?:19|20)\d\d", match["value"]) or match.string[: match.start()].endswith(
        (": ", "is ", "=", "code ", "pin ", "PIN ")
    )


def _of_a_door(match: re.Match[str]) -> bool:
    """What the code opens is named in the same breath."""
    text, start, end = match.string, match.start("value"), match.end("value")
    before = re.split(r"\n|[.!?](?=\s)", text[max(0, start - 80) : start])[-1]
    behind = re.split(r"\n|[,;]|[.!?](?=\s)", text[end : end + 30])[0]
    return _digits_of_a_code(match) and bool(_PLACE.search(before) or _PLACE.search(behind))


def _no_time(match: re.Match[str]) -> bool:
    """Alarms and gates go by times as well."""
    timed = re.fullmatch(r"(?:[01]\d|2[0-3])[0-5][05]", match["value"])
    return _digits_of_a_code(match) and not (timed and _AT.search(match.string, 0, match.start("value")))


_AT: Final = re.compile(
    r"(?:(?<=\bat)|(?<=\bfor)|(?<=\bby)|(?<=\bto)|(?<=\bfrom)|(?<=until)|(?<=before)|(?<=after)|(?<=set)) \Z"
)
_PLACE: Final = re.compile(rf"(?i)\b{_OPENED}\b")

CODES: Final[tuple[Detector, ...]] = (
    Detector(
        "PIN",
        "credential",
        ("pin", "puk", "geheim", "nip", "code secret", "confidentiel", "tarjeta", "carte", "пин", "暗", "密码", "lock", "passcode", "비"),
        rf"{_BEFORE}(?P<value>\d{{8}}|\d{{6}}|\d{{4,5}}[#*]?|\d(?:[ -]\d){{3,7}}|\d\d \d\d(?: \d\d)?){_BEHIND}",
        _digits_of_a_code,
        Cue(_PIN_WORDS, 44),
        needs="figures",
    ),
    Detector(
        "PIN",
        "credential",
        ("pin", "passcode", "code", "combo", "combination"),
        rf"(?i)(?<![\w-])(?P<value>(?:(?:{_FIGURES})(?:, |[ ,-])){{3,8}}(?:{_FIGURES}))(?![\w-])",
        cue=Cue(r"\b(?:pins?|passcode|code|combo|combination)\b", 44),
    ),
    Detector(
        "PIN",
        "credential",
        (" pin", "puk", "passcode", "code", "combo"),
        rf"{_BEFORE}(?P<value>[*#]?\d{{4,8}}[*#]?),? (?:is|was|as|for)(?: still| now)? (?:(?:the|my|our|your|her"
        rf"|his|their) )?(?:[\w'’]{{1,12}} ){{0,3}}"
        r"(?i:pin|puk|passcode|combo|(?:door|gate|alarm|entry|garage|safe|access|lock|locker|shed|key ?box"
        r"|lockbox|padlock) (?:code|combo|pin))\b",
        needs="figures",
    ),
    Detector(
        "door code",
        "credential",
        ("key", "lock", "schlüssel", "schloss", "cadenas", "candado", "ipad", "tablet"),
        r"(?i)\b(?:(?:key ?box|lock ?box|key ?safe|key ?pad|padlock|schlüssel(?:box|safe)|\w{0,8}schloss|cadenas|candado) {1,2}"
        rf"|(?:i ?pad|tablet)[:=] ?)(?P<value>\d{{4,6}}[#*]?){_BEHIND}",
        _digits_of_a_code,
        needs="figures",
    ),
    Detector(
        "door code",
        "credential",
        ("#", "*"),
        r"(?<![\w.,/:+€$£*#-])(?P<value>[*#]\d{3,8}[*#]?|\d{3,8}[*#])(?![\w*#])",
        cue=Cue(r"\b(?:codes?|press|dial|enter|type|buzzer|combo|punch|hit|key in|keypad|pin|tap|door|gate|code)\b", 20),
        needs="figures",
    ),
    Detector(
        "door code",
        "credential",
        ("combo", "combin", "unlock", "open", "key", "lock", "safe", "code", "kod", "домофон", "门", "保险", "コード", "ロック", "玄関",
         "金庫",
         "현관", "도어"),
        _DOOR_CODE,
        _digits_of_a_code,
        Cue(_SURE_WORDS, 30),
        needs="figures",
    ),
    Detector(
        "door code",
        "credential",
        ("cod", "cód", "combo", "combin", "pin", "number", "segredo", "kod", "komb", "код"),
        _DOOR_CODE,
        _of_a_door,
        Cue(_CODE_WORDS, 46, every=True),
        needs="figures",
    ),
    Detector(
        "door code",
        "credential",
        ("gate", "alarm", "key", "lock", "safe", "door", "combo", "schlüssel", "tresor", "cadenas", "candado", "lucchetto",
         "cadeado", "coffre",
         "caja", "cassaforte", "kluis", "portail", "cancello"),
        r"(?:['’]s|\b(?:is|are|con|avec|mit|met|com|with|est|es|ist)|[èé:=→])(?: now| still)?[ \t]{1,2}"
        rf"(?P<value>[*#]?\d{{3,8}}[*#]?|\d(?:[ -]\d){{3,7}}|[A-Z]\d{{3,5}}){_BEHIND}",
        _no_time,
        Cue(rf"\b{_LOCKED}(?=['’]s|\b)", 26),
        needs="figures",
    ),
    Detector(
        "door code",
        "credential",
        ("door", "gate", "alarm", "keypad", "safe", "lock", "garage", "open", "gets you in", "disarm"),
        rf"{_BEFORE}(?P<value>[*#]?\d{{4,8}}[*#]?|[A-Z]\d{{3,5}}|\d(?:-\d){{3,7}})(?= (?:(?:at|on|into|opens"
        rf"|unlocks|disarms|turns off|works (?:on|for)"
        r"|to (?:open|get (?:in|into|through)|unlock|disarm))"
        rf" (?:(?:the|my|our|your|that) )?(?:[a-z]{{1,10}} ){{0,2}}(?:{_OPENED}|keypad|panel)\b"
        r"|(?:gets|lets|will get|will let|should get|should let) (?:you|us|them|him|her|me|anyone) (?:in|through)\b))",
        _digits_of_a_code,
        needs="figures",
    ),
    Detector(
        "door code",
        "credential",
        ("door", "gate", "alarm", "keypad", "safe", "lock", "garage", "entrance", "intercom", "disarm", "to get in"),
        rf"(?i)\b(?:door|gate|alarm|keypad|safe|lock|garage|entrance|intercom|disarm"
        rf"|to get in)\b[^\n.?!\d]{{0,50}}\b{_TYPED} (?P<value>[*#]?\d{{4,8}}[*#]?"
        rf"|\d(?:-\d){{3,7}}){_BEHIND}",
        _digits_of_a_code,
        needs="figures",
    ),
    Detector(
        "PIN",
        "credential",
        ("code", "pin", "unlock", "open", "alarm", "passcode"),
        rf"{_BEFORE}(?P<value>[A-Z]?\d{{4,8}}[#*]?|\d(?:[ -]\d){{3,7}}){_BEHIND}",
        _no_time,
        Cue(_DEVICE_WORDS, 26),
        needs="figures",
    ),
)  # fmt: skip
