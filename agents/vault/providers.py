"""Keys and tokens that tell by their form who gave them out, and long random values that stand behind a telling name."""

from __future__ import annotations

import re
from typing import Final

from memos.agents.vault.detector import EDGE, Cue, Detector, EntryType
from memos.agents.vault.words import dense, documented, random_looking, real

_END: Final = r"(?![A-Za-z0-9])"
_HEX32: Final = rf"{EDGE}[0-9a-f]{{32}}{_END}"


def _given(match: re.Match[str]) -> bool:
    """Not what a manual prints."""
    return not documented(match[0])


def _key(label: str, hints: str, pattern: str) -> Detector:
    """A key whose form tells what it is."""
    kind: EntryType = "token" if label.endswith("token") else "api_key"
    return Detector(label, kind, tuple(hints.split()), EDGE + pattern, _given, needs="long")


def _mixed(value: str) -> bool:
    """Capitals, small letters and a digit, and many of them: manuals' samples are no exception, people try the vault with them."""
    kinds = (str.isupper, str.islower, str.isdigit)
    return len(set(value)) >= 16 and all(any(map(kind, value)) for kind in kinds)


def _secret_words(match: re.Match[str]) -> bool:
    return dense(match["value"])


_NAMED: Final = r"(?:key|token|secret|signature|auth|credential|cookie|session|remember_me|jwt)"

PROVIDERS: Final[tuple[Detector, ...]] = (
    Detector(
        "private key",
        "private_key",
        ("private key",),
        r"-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----(?!(?:\s|\\[rn]){0,4}+[(<\[.…*])"
        r"(?:(?:[^-]|-(?!----))*+-----END [A-Z0-9 ]{0,40}-----|(?:(?:\s|\\[rn]){0,4}+[A-Za-z0-9+/=]{16,}+)++)",
    ),
    Detector("private key", "private_key", ("age-secret-key-",), r"(?i)AGE-SECRET-KEY-1[0-9A-Z]{50,62}"),
    Detector(
        "private key",
        "private_key",
        ("privatekey", "presharedkey", "private key", "preshared key", "privkey"),
        r"(?i)(?:priv(?:ate)?|preshared) ?key[\"']?[ \t]{0,3}(?:is|=|:)?[ \t]{0,3}[\"']?(?P<value>[A-Za-z0-9+/]{43}=)",
    ),
    Detector(
        "private key",
        "private_key",
        ("private", "priv", "seed", "signing", "wallet", "secret"),
        r"(?P<value>(?<![0-9A-Za-z])(?:0x)?[0-9a-fA-F]{64}(?![0-9A-Za-z]))",
        cue=Cue(r"priv(?:ate)?[ _-]?key|wallet key|\bseed\b|signing key|secret key|secret", 40),
    ),
    Detector("private key", "private_key", ("xprv", "yprv", "zprv"), EDGE + r"[xyz]prv[1-9A-HJ-NP-Za-km-z]{100,112}"),
    Detector(
        "private key",
        "private_key",
        ("5", "k", "l"),
        rf"{EDGE}[5KL][1-9A-HJ-NP-Za-km-z]{{50,51}}{_END}",
        _given,
        needs="long",
    ),
    Detector(
        "AWS key",
        "api_key",
        ("akia", "asia", "abia", "acca"),
        rf"{EDGE}(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{{16}}{_END}",
        lambda match: "XXXX" not in match[0],
        needs="long",
    ),
    Detector(
        "secret",
        "token",
        ("akia", "asia", "aws"),
        r"(?<![A-Za-z0-9/+])(?P<value>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])",
        lambda match: _mixed(match["value"]),
        Cue(r"a[ks]ia[a-z0-9]{16}(?![a-z0-9])|aws_?secret|secret_?access_?key|aws secret|secret access key", 60, stop=r"\n\n"),
        needs="long",
    ),
    Detector("secret", "token", ('"auth"',), r'"auth"\s{0,3}:\s{0,3}"(?P<value>[A-Za-z0-9+/]{12,512}={0,2})"'),
    _key("GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_", r"gh[pousr]_[A-Za-z0-9]{36,255}"),
    _key("GitHub token", "github_pat_", r"github_pat_[A-Za-z0-9_]{22,255}"),
    _key("GitLab token", "gl", r"gl(?:pat|ptt|dt|rt|rtr|cbt|ft|soat|agent|imt|ffct|oas)-[A-Za-z0-9_.-]{20,255}"),
    _key("Slack token", "xox xapp-", r"(?:xox[a-z](?:\.xox[a-z])?-|xapp-)[A-Za-z0-9-]{10,255}"),
    Detector(
        "webhook",
        "credential",
        ("hooks.slack", "/api/webhooks/", "webhook.office", "hooks.zapier", "maker.ifttt", "chat.googleapis", "hook.", "outlook.office"),
        r"(?:https?://)?(?:hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/[A-Za-z0-9_/+-]{20,255}"
        r"|(?:[a-z]{1,10}\.)?discord(?:app)?\.com/api/webhooks/\d{15,22}/[\w-]{40,100}"
        r"|[\w-]{1,60}\.webhook\.office\.com/webhookb2/[\w@/-]{40,300}|outlook\.office(?:365)?\.com/webhook/[\w@/-]{40,300}"
        r"|hooks\.zapier\.com/hooks/catch/\d{4,12}/\w{4,20}/?|maker\.ifttt\.com/trigger/\w{1,60}/(?:json/)?with/key/[\w-]{16,64}"
        r"|chat\.googleapis\.com/v1/spaces/[\w-]{4,40}/messages\?key=[\w-]{20,60}&token=[\w%-]{20,100}"
        r"|hook\.(?:[a-z]{2}\d\.)?make\.com/\w{24,50})",
        _given,
    ),
    _key("Stripe key", "_live_ _test_ whsec_", r"(?:[sr]k_(?:live|test)_|whsec_)[A-Za-z0-9+/]{16,255}"),
    _key("Google key", "aiza", r"AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"),
    _key("Google token", "ya29. gocspx- 1//0", r"(?:ya29\.|GOCSPX-|1//0)[A-Za-z0-9_-]{20,400}"),
    Detector(
        "API key",
        "api_key",
        ("sk-", "sk_"),
        EDGE + r"(?:sk-(?:proj-|ant-|or-|svcacct-|admin-|lf-)?|sk_)[A-Za-z0-9_-]{20,255}",
        lambda match: sum(char.isdigit() for char in match[0]) >= 2 and not documented(match[0]),
    ),
    _key(
        "access token",
        "hf_ npm_ pypi- sg. lin_ ntn_ secret_ api_org_ r8_ gsk_ figd_ pmak- nrak nral dckr_ hrku- rubygems_ oy2 fly fm2_ xai-",
        r"(?:(?:hf_|api_org_|npm_|ntn_|secret_|gsk_|r8_|lin_(?:api|oauth)_|xai-|pplx-|nvapi-|fm[12]_)[A-Za-z0-9]{30,255}"
        r"|(?:pypi-|figd_|figu_)[A-Za-z0-9_-]{30,255}|SG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{30,64}|PMAK-[0-9a-f]{24}-[0-9a-f]{34}"
        r"|NRAK-[A-Z0-9]{27}|[0-9a-f]{36}NRAL|NR(?:II|JS|BR)-[A-Za-z0-9_-]{20,40}|dckr_(?:pat|oat)_[A-Za-z0-9_-]{20,80}"
        r"|HRKU-[A-Za-z0-9_-]{30,70}|rubygems_[0-9a-f]{48}|oy2[a-z0-9]{43}(?![a-z0-9]))",
    ),
    _key(
        "access token",
        "do shp atatt atbb atctt glsa_ glc_ glpt- dapi hvs. hvb. hvr. eaaa sq0 dp. pscale_ sntry pat v1.0- sbp_ lsv2 tskey- vercel_ key-",
        r"(?:do[opr]_v1_[0-9a-f]{64}|shp(?:at|ss|ca|pa)_[0-9a-fA-F]{32}|(?:ATATT3|ATCTT3|ATBB)[A-Za-z0-9_=-]{24,300}"
        r"|gl(?:sa|c)_[A-Za-z0-9+/=_]{30,300}|dapi[0-9a-f]{32}(?:-\d)?|hv[sbr]\.[A-Za-z0-9_-]{24,300}|EAAA[A-Za-z0-9_-]{50,120}"
        r"|sq0(?:atp|csp|idp)-[A-Za-z0-9_-]{22,60}|dp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9_.-]{40,64}"
        r"|pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.-]{32,64}|sntry[us]_[A-Za-z0-9+/=_-]{40,300}|pat[A-Za-z0-9]{14}\.[0-9a-f]{64}"
        r"|v1\.0-[0-9a-f]{24}-[0-9a-f]{146}|sbp_[0-9a-f]{40}|lsv2_[a-z]{2}_[0-9a-f]{32}_[0-9a-f]{10}|tskey-[a-z]{2,8}-[A-Za-z0-9-]{20,80}"
        r"|key-[0-9a-f]{32}|vercel_[A-Za-z0-9_]{24,60})",
    ),
    _key(
        "access token",
        "pcsk_ tvly- nfp_ re_ sl. pul- ccipat_ bkua_ sq squ_ tfp_ xkeysib- shippo_ cfpat- pat- fc- waka_ ddp_"
        " rnd_ napi_ ico- pnu_ akcp aio_ ltai"
        " dt0c01. ops_ey atta eaac igqv aaaaaaaa sk.ey flwseck duffel_ rdme_ sdk- ezak y0_ aqvn sb_secret_ dsn_"
        " nvapi- apify_api_ wandb_ pk.ey jina_"
        " sk-lf- lfk- phx_ phc_ sgp_ bu_ pplx- csk- cpk- glhf_ tok_ mlsn. atlas crsr_ cur_ key_",
        r"(?:pcsk_[A-Za-z0-9_]{40,90}|tvly-[A-Za-z0-9-]{24,60}|nfp_[A-Za-z0-9]{30,50}"
        r"|re_[A-Za-z0-9]{6,12}_[A-Za-z0-9]{18,32}|sl\.[A-Za-z0-9_-]{60,300}"
        r"|pul-[0-9a-f]{40}|CCIPAT_[A-Za-z0-9_]{30,80}|bk[ua]a?_[a-z0-9]{32,50}|sq[pua]_[0-9a-f]{40}"
        r"|tfp_[A-Za-z0-9_-]{40,80}|xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}"
        r"|shippo_(?:live|test)_[0-9a-f]{40}|CFPAT-[A-Za-z0-9_-]{40,60}|pat-(?:na|eu|ap)\d-[0-9a-f-]{36}"
        r"|fc-[0-9a-f]{32}|waka_[0-9a-f-]{36}|ddp_[A-Za-z0-9]{30,50}"
        r"|rnd_[A-Za-z0-9]{24,40}|napi_[a-z0-9]{40,80}|ico-[A-Za-z0-9]{32}|pnu_[A-Za-z0-9]{36}"
        r"|AKCp[A-Za-z0-9]{60,80}|aio_[A-Za-z0-9]{28}|LTAI[A-Za-z0-9]{16,24}"
        r"|dt0c01\.[A-Z0-9]{24}\.[A-Z0-9]{64}|ops_ey[A-Za-z0-9_-]{80,900}|ATTA[A-Za-z0-9]{60,80}"
        r"|EAAC[A-Za-z0-9]{60,300}|IGQV[A-Za-z0-9_-]{60,300}"
        r"|AAAAAAAAAAAAAAAAAAAAA[A-Za-z0-9%]{60,140}|[sp]k\.eyJ[A-Za-z0-9_-]{20,200}\.[A-Za-z0-9_-]{16,60}"
        r"|FLWSECK(?:_TEST)?-[A-Za-z0-9]{20,50}-X"
        r"|duffel_(?:live|test)_[A-Za-z0-9_=-]{40,60}|rdme_[a-z0-9]{60,80}|(?:sdk"
        r"|api)-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|EZAK[A-Za-z0-9]{54}"
        r"|y0_[A-Za-z0-9_-]{50,80}|AQVN[A-Za-z0-9_-]{35,50}|sb_secret_[A-Za-z0-9_-]{24,60}"
        r"|apify_api_[A-Za-z0-9]{30,50}|jina_[A-Za-z0-9]{40,80}"
        r"|(?:phx|sgp)_[A-Za-z0-9_]{36,80}|csk-[a-z0-9]{40,60}|mlsn\.[0-9a-f]{60,70}|crsr_[0-9a-f]{60,70}|key_[0-9a-f]{32,64})",
    ),
    _key("access token", "nsec1", r"nsec1[a-z0-9]{58}(?![a-z0-9])"),
    _key("access token", "/1", r"[12]/\d{12,18}(?:/\d{12,18})?:[0-9a-f]{32}(?![0-9a-f])"),
    Detector(
        "access token",
        "token",
        ("kubeadm", "--token"),
        r"(?<![\w.])[a-z0-9]{6}\.[a-z0-9]{16}(?![\w.])",
        cue=Cue(r"kubeadm|--token", 60),
    ),
    _key("access token", "q~", r"[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34}"),
    _key("access token", "-us", rf"[0-9a-f]{{32}}-us\d{{1,2}}{_END}"),
    _key("access token", "-", rf"[0-9a-f]{{32}}-[0-9a-f]{{8}}-[0-9a-f]{{8}}{_END}"),
    _key("access token", ".atlasv1.", r"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}"),
    _key("access token", "fo1_ flyv1", r"(?:fo1_[\w-]{43}|FlyV1 fm2_[A-Za-z0-9+/=,_-]{40,800})"),
    Detector("access token", "token", ("sk",), EDGE + rf"SK[0-9a-f]{{32}}{_END}", _given),
    Detector("access token", "token", ("twilio",), _HEX32, cue=Cue(r"twilio", 60, stop=r"\n\n")),
    Detector("access token", "token", ("ac",), _HEX32, cue=Cue(rf"ac[0-9a-f]{{32}}{_END}", 60, stop=r"\n\n")),
    Detector(
        "bot token",
        "token",
        (":",),
        r"(?:(?<=/bot)|(?<![A-Za-z0-9]))\d{8,10}:[A-Za-z0-9_-]{34,35}(?![A-Za-z0-9_-])",
        _given,
        needs="long",
    ),
    _key(
        "bot token",
        ".",
        r"(?:mfa\.[\w-]{84}|[MNO](?=[\w-]{0,27}\d)[A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,45}(?![\w-]))",
    ),
    Detector(
        "JSON web token",
        "token",
        ("eyj",),
        r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}+(?:\.eyJ[A-Za-z0-9_-]{8,}+\.[A-Za-z0-9_-]{8,}+"
        r"|\.[A-Za-z0-9_-]{0,400}+(?:\.[A-Za-z0-9_-]{8,}+){3})",
    ),
    Detector(
        "authorization",
        "token",
        ("bearer", "basic", "authorization", "x-"),
        r"(?i)(?:\b(?:bearer|authorization[\"']?[:=]? {0,3}[\"']?(?:basic|digest|token|apikey)"
        r"|basic)[ \t]{1,3}(?P<value>[A-Za-z0-9._~+/=-]{16,}))",
        lambda match: random_looking(match["value"]) or (match["value"].endswith("=") and real(match["value"])),
        needs="long",
    ),
    Detector(
        "password in an address",
        "credential",
        (":/",),
        r"(?<=:/)/?[^\s/:@\"'<>\x00]{0,128}:(?P<value>[^\s/@\"'<>\x00]{1,256})@(?=[A-Za-z0-9\[])",
        lambda match: real(match["value"]),
    ),
    Detector(
        "shared key",
        "credential",
        ("accountkey", "sharedaccesskey", "sig="),
        r"(?:AccountKey=|SharedAccessKey=|[?&;]sig=)(?P<value>[A-Za-z0-9+/%]{32,128}={0,2})",
    ),
    Detector(
        "secret",
        "token",
        ("key", "token", "secret", "signature", "cookie", "session", "auth", "remember_me", "credential", "jwt"),
        rf"(?i)(?<!public)(?<!public[_.-]){_NAMED}(?:_base|_id_secret|_hex|_value)?[\"'`]?\]?"
        r"[ \t]{0,3}(?:=>|:=|={1,2}|:)[ \t]{0,3}[\"'`]?(?:base64:)?(?P<value>[A-Za-z0-9+/=_.~!@#$%^&*-]{16,512})",
        _secret_words,
        needs="long",
    ),
    Detector(
        "secret",
        "token",
        ("=",),
        r"(?m)^[ \t]{0,4}(?:export |set |env )?(?![A-Z0-9_]{0,40}(?:HASH|SHA|COMMIT|_ID\b|ID=|DIGEST|PUBLIC"
        r"|CHECKSUM|VERSION|BUILD|URL|PATH|REV|CLIENT|TRACE|SEED"
        r"|UUID|MD5|ETAG|FINGERPRINT|NAME|USER|TAG))[A-Z][A-Z0-9_]{2,40}=[\"']?(?P<value>[A-Za-z0-9+/_-]{24,200}={0,2})(?![^\s\"'])",
        _secret_words,
        needs="long",
    ),
    Detector(
        "secret",
        "token",
        ("key", "token", "secret", "clé", "schlüssel", "clave", "chiave", "chave", "sleutel", "ключ", "токен", "密钥", "トークン",
        "キー", "pat",
         "credential"),
        r"(?<![\w/.=&?#@:+-])(?P<value>(?=[A-Za-z_~-]*\d)[A-Za-z0-9+/=_.~-]{20,512})(?![\w/])",
        _secret_words,
        Cue(
            r"\b(?:api|access|auth|secret|private|client|app|admin|service|signing|account|license|encryption|master|token|secret"
            r"|credential|pat|bot|integration|session|refresh)[ _-]?(?:key|token|secret|credential)?s?\b|\bkey\b"
            r"|密钥|トークン|apiキー|токен"
            r"|ключ|\bclé\b"
            r"|schlüssel\b|\bclave\b|\bchiave\b|\bchave\b|\bsleutel\b|--token|--key",
            50,
        ),
        needs="long",
    ),
)  # fmt: skip
