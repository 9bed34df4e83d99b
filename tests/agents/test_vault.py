"""What counts as a secret, what does not, and that finding them is quick whatever the text."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memos.agents.agent import Workbench
from memos.agents.perception import Perceived, Utterance
from memos.agents.proposal import Decline
from memos.agents.remembered import Remembered
from memos.agents.vault import HANDLE, find_secrets
from memos.agents.vault.agent import VaultAgent
from memos.bench.hostile import TOO_LONG, seconds
from memos.schemas.message import StoredMessage, Trust
from memos.schemas.scope import Scope

BODY = "4f9Kd02LmQx7Zr81TbVw6Yc3Np5Hs0Ga"
"""What keys are made of here. Keys are put together, so that no scanner takes this file for a leak."""

DASHES = "-" * 5
PEM = f"{DASHES}BEGIN RSA PRIVATE KEY{DASHES}\nMIIEow{BODY}\n{BODY}==\n{DASHES}END RSA PRIVATE KEY{DASHES}"
JWT = ".".join(("eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", f"dBjftJeZ4CVP-{BODY}"))

SECRETS = [
    ("AWS key", "use {} for the bucket", "AKIA" + BODY[:16].upper()),
    ("secret", "aws_secret_access_key = {}", "wJalrXUtnFEMI/K7MDENG/" + BODY[:18]),
    ("GitHub token", "token: {}", "ghp_" + BODY + "abcd"),
    ("GitHub token", "it is {}", "github_pat_" + BODY),
    ("GitLab token", "({})", "glpat-" + BODY[:20]),
    ("Slack token", "slack {}", "xoxb-" + "123456789012-" + BODY),
    ("webhook", "post to {} then", "https://hooks.slack" + ".com/services/T04KQ7TBW/B05LR8UCX/" + BODY),
    ("Stripe key", "key={}", "sk_live_" + BODY),
    ("Google key", "maps key {} please", "AIza" + (BODY + BODY)[:35]),
    ("Google token", "{}", "ya29." + BODY),
    ("API key", "export OPENAI={}", "sk-proj-" + BODY),
    ("API key", "my key is {}", "sk-ant-" + "api03-" + BODY),
    ("access token", "{}", "hf_" + BODY),
    ("access token", "{}", "npm_" + BODY + "abcd"),
    ("bot token", "{}", "1234567890:AA" + (BODY + BODY)[:33]),
    ("JSON web token", "curl with {}", JWT),
    ("private key", "here:\n{}\nkeep it", PEM),
    ("private key", '"key": "{}"', PEM.replace("\n", "\\n")),
    ("private key", "cut short: {}", PEM.rpartition("\n")[0]),
    ("authorization", "Authorization: Bearer {}", BODY),
    ("authorization", "Authorization: Basic {}", "dXNlcjpwYXNzd29yZDEy"),
    ("password in an address", "postgres://ana:{}@db.example/app", "s3cr3t-pw"),
    ("password in an address", "redis://:{}@cache:6379", "Tr0ub4dor"),
    ("password", "my password is {}", "hunter2"),
    ("password", "The wifi password: {}!", "swordfish"),
    ("password", "password={}&user=ana", "Abc!def"),
    ("password", 'the password is "{}".', "correct horse"),
    ("password", "DB_PASSWORD={}", "xK9$mmq2"),
    ("password", '{{"dbPassword": "{}"}}', "xK9mmq2"),
    ("password", "Password for the router is {} btw", "tiger77lily"),
    ("password", "pwd: {}", "pa55word"),
    ("password", "My wifi password is {}.", "Tr0ub4dor&3"),
    ("password", "the password is {}, keep it", "a,b;c&d9"),
    ("password", "my password is {} ok?", "hunter2[x]y"),
    ("password", '{{"a": {{"password": {}}},"b":3}}', "xK9mmq2"),
    ("password", "Password: {}", "correct horse battery staple"),
    ("password", "Wifi password for guests: {}.\nSee you!", "correct horse battery staple"),
    ("passphrase", "my passphrase is {}.", "correct horse battery staple"),
    ("passphrase", "my ssh pass phrase is {}", "open sesame 42"),
    ("password", "the pass phrase is {}", "s3sam3&go"),
    ("door code", "The door code is {}.", "8842#"),
    ("door code", "Gate code: {}, then push", "*1234"),
    ("door code", "the code for the front door is {}", "8842"),
    ("door code", "our alarm code for the house is {}!", "0042*"),
    ("secret", "api_key={}", "abc123def456"),
    ("secret", "client_secret: '{}'", "9f8e7d6c5b4a"),
    ("secret", "?access_token={}", BODY),
    ("PIN", "my PIN is {}", "4821"),
    ("PIN", "pin code: {}.", "4821"),
    ("PIN", "the pin for my phone is {}", "482163"),
    ("card number", "my card {} expires soon", "4539 5787 6362 1486"),
    ("card number", "{}", "5453010000095323"),
    ("card number", "amex {}", "3782-822463-10013"),
    ("card code", "cvv {}", "123"),
    ("bank account", "IBAN {} please", "DE75 5121 0800 1245 1261 99"),
    ("bank account", "{}", "GB33BUKB20201555555555"),
    ("social security number", "SSN: {}", "078-05-1120"),
    ("social security number", "My social security number is {}.", "123-45-6789"),
    ("social security number", "her ssn {} is on the form", "219099998"),
    ("social security number", "social security # (mine): {}", "219 09 9998"),
    ("social security number", "SSN = {}", "000-12-3456"),
    ("social security number", "It's {}, write it down", "123-45-6789"),
    ("social security number", "({})", "899-99-9999"),
    ("password", "mon mot de passe est {}.", "tournesol"),
    ("password", "la clave del wifi: {}", "girasoles"),
    ("password", "пароль от почты {}", "Sosna_2pora!"),
    ("password", "wifi密码是 {}，好", "huangshan7788"),
    ("password", "so I typed {} as my password", "Bonfire$Night05"),
    ("password", "login ana / {}", "hunterGreen88"),
    ("password", "mail.txt?note=my%20password%20is%20{}", "hunter2%21x"),
    ("recovery code", "backup codes: {}", "k7q2m-x9w4z"),
    ("one-time password key", "setup key: {}", "TFCO HLTJ HMED FMG2 4EL4 6UXD"),
    ("seed phrase", "{}", "abandon " * 11 + "about"),
    ("password", "I changed it to {} this morning", "OtterRiver!5"),
    ("password", "if the laptop asks, it's {}", "brambleHedge19"),
    ("password", "it's {} with a capital S", "ginger_Snap8"),
    ("password", "logged her in with {} this time", "Marzipan44"),
    ("password", "basic auth for staging: preview / {}", "mothwing"),
    ("password", "the password's {}, all lower case", "mothwing"),
    ("password", "laptop login: {}", "tinydancer1971"),
    ("password", "passphrase: {}", "marmalade sandals 4 kites"),
    ("PIN", "The PIN for the door is {}, gate closes at 10", "4821#"),
    ("PIN", "The code is {}", "four eight two one"),
    ("PIN", "office alarm {}", "5549"),
    ("door code", "Code de la boîte à clés : {}. Sonner chez nous.", "B5082"),
    ("door code", "El código del portal es {}", "3317"),
    ("door code", "the gate's {}, push hard", "4471"),
    ("door code", "Safe combination: {}", "32 left, 14 right, 27 left"),
    ("card number", "amex for the hotel is {}", "3782 822463 10013"),
    ("social security number", "W-2 box a: {}", "840 20 3656"),
    ("bot token", "https://api.telegram.org/bot{}/getMe", "1234567890:AA" + (BODY + BODY)[:33]),
    ("webhook", "{}", "https://discord" + ".com/api/webhooks/1187654321098765432/" + BODY * 2),
]  # fmt: skip

BY_ITSELF = [
    ("password", "root:{}", "calvin(17)Duct"),
    ("seed phrase", "seed words: {}", "gravity machine north sort system female filter attitude volume fold club stay"),
    ("password", "  secret: {}", "Leek&Daffodil_3"),
]
"""Told by where it stands: on a line of its own, or to the end of the text."""

HARMLESS = [
    "the password is wrong",
    'the password prompt is "annoying"',
    "my login name is ana_miller84",
    "the wifi is called GuestHouse_5G",
    "the office alarm went off at 0730",
    "I logged in with Chrome125 on Windows10",
    "the garage charged 4500 for the door",
    "printer error code 5200, discount code for the gym: FIT2024",
    "K2-18b?** is a planet, and firmware V2.3.1-rc4+g321574f is old",
    "pwd: /srv/projects/site",
    "ALTER USER report WITH PASSWORD :'new_password';",
    "Das Passwort ist abgelaufen, bitte ein neues setzen",
    "la contraseña debe tener al menos 12 caracteres",
    "abandon " * 12,
    "IMEI 357690666085011 goes on the form",
    "100%25 of it, 50%",
    "My password is not working any more.",
    "Password is required.",
    "Password: must contain 8 characters",
    "Password: please choose a new one",
    "Password: minimum eight characters",
    "Password: see attached note",
    "the password is the same as always",
    "the pass phrase is valid until 2027",
    "password: str, token: Token, user: User",
    "password = config['db_password']",
    "password = settings[name]",
    "the area code is 617",
    "zip code is 90210",
    "exit code is 139, the access code path is slow",
    "the door code is 3.1415 lines long",
    "I forgot my password, is it the same as yours?",
    "password = getpass()",
    "password: str, token: Token",
    'password = os.environ["DB_PASSWORD"]',
    "password=${DB_PASSWORD}",
    "password: <your password>",
    "password: ********",
    "The secret is to keep trying.",
    "his secret: patience and time",
    "The token is expired",
    "token = self.tokenizer",
    "That is the key: understanding",
    "pin it on the board",
    "My bowling pin is 10 inches",
    "the pin is 3,500 metres away",
    "a bearer of good news arrived",
    "https://example.org:8080/a@b",
    "mail me at ana@example.org: thanks",
    "https://user:password@example.org",
    "call me at 4111 111 111 or 5500 1234 5678 9012",
    "order 4111 1111 1111 1112",
    "the number 0000 0000 0000 0000",
    "DE89 3704 0044 0532 0130 01",
    "ISBN 978-3-16-148410-0",
    "part 000-12-3456, part 666-12-3456, part 900-12-3456, part 123-00-4567, part 123-45-0000",
    "call 123-45-67890, 1123-45-6789 or 123-456-7890",
    "case 2024-123-45-6789 and 123-45-6789-1",
    "social security matters to 40 million people, says page 123",
    "sk-learn is a library; so is scikit-learn-contrib-extras",
    "the AKIA prefix marks keys",
    "-----BEGIN PRIVATE KEY----- is how it starts",
    "eyJ is how tokens begin",
    "see [password vault://0123456789abcdef] for it",
    "my password is [password vault://0123456789abcdef] and that's it",
    "https://ana:[password in an address vault://0123456789abcdef]@db.example",
    'password is "[password vault://0123456789abcdef]"',
    "",
    "パスワードは秘密です",
]


@pytest.mark.parametrize(("label", "frame", "secret"), SECRETS + BY_ITSELF)
def test_a_secret_is_found_whole_and_alone(label: str, frame: str, secret: str) -> None:
    text = frame.format(secret)
    [found] = find_secrets(text)
    assert (text[found.start : found.end], found.label) == (secret, label)


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_holds_no_secret(text: str) -> None:
    assert find_secrets(text) == []


SEVERAL = [
    ("I changed my password from OldPass99! to NewPass77?", ["OldPass99!", "NewPass77?"]),
    ("My password used to be Frosch77! but now it's Kroete88!", ["Frosch77!", "Kroete88!"]),
    ("My new password is Kroete88!, the old one was Frosch77!", ["Kroete88!", "Frosch77!"]),
    ("passwords: alpha1X!, beta2Y!, gamma3Z!", ["alpha1X!", "beta2Y!", "gamma3Z!"]),
    ("My old password was dolphin, the new one is walrus.", ["dolphin", "walrus"]),
    ("password was hunter2, changed to hunter3", ["hunter2", "hunter3"]),
    ("email pass Gr8tPass!! / bank pass Oth3rPass!!", ["Gr8tPass!!", "Oth3rPass!!"]),
    ("| site | password |\n|---|---|\n| mail | Gr8tPass!! |\n| bank | dolphin |", ["Gr8tPass!!", "dolphin"]),
    ("user,password\nana,Gr8tPass!!\nbo,dolphin", ["Gr8tPass!!", "dolphin"]),
]


@pytest.mark.parametrize(("text", "secrets"), SEVERAL)
def test_all_of_several_are_found(text: str, secrets: list[str]) -> None:
    assert [text[found.start : found.end] for found in find_secrets(text)] == secrets


WHOLE = [
    ("my password is {}", "Gr8tPass!!"),
    ("my password is {}, ok", "Gr8tPass?!"),
    ("export DB_PASS={}", "Gr8tPass!!"),
    ("ssh pass is “{}”", "Gr8tPass!!"),
    ("{} is my password", "Gr8tPass!!"),
    ("password: {}", "swordfish!!"),
    ("no file 'my password is {}.'. Try another", "swordfish"),
    ("the password? it's {}", "Gr8tPass!!"),
    ("It's {} (the password)", "Gr8tPass!!"),
    ("Use {} to log in", "Gr8tPass!!"),
    ("user: root password: {}", "toor"),
    ("Password:\n\n{}", "Zebra!9931"),
    ("<input type=password value='{}'>", "Gr8tPass!!"),
    ("the password for the wifi is {}", "correct horse battery staple"),
    ("the wifi password at home is {}", "dolphin"),
    ("pay with {} in the sandbox", "4242 4242 4242 4242"),
    ("card {} exp 12/27", "4111111111111111"),
    ("amex {}", "378282246310005"),
    ("IBAN: {}", "GB82WEST12345698765432"),
    ("{} is my account", "de89370400440532013000"),
    ("key {} here", "AKIA" + "IOSFODNN7EXAMPLE"),
    ("aws_secret_access_key = {}", "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCYEXAMPLEKEY"),
    ("card {} wrapped", "4539 5787\n6362 1486"),
    ("card {} joined", "4539_5787_6362_1486"),
    ("a token: {}, hidden", "ghp_" + BODY[:9] + "\u200b" + BODY[9:] + "abcd"),
    ("in full width: {}", "".join(chr(ord(char) + 0xFEE0) for char in "ghp_" + BODY + "abcd")),
    ("ｐａｓｓｗｏｒｄ: {}", "Geheim!2023"),
]


@pytest.mark.parametrize(("frame", "secret"), WHOLE)
def test_it_is_found_to_its_last_character(frame: str, secret: str) -> None:
    text = frame.format(secret)
    assert [text[found.start : found.end] for found in find_secrets(text)] == [secret]


@pytest.mark.parametrize(
    "text", ["the password at work is kept under the keyboard mat", "your-api-key, AKIA" + "X" * 16]
)
def test_placeholders_and_talk_stay(text: str) -> None:
    assert find_secrets(text) == []


def redacted(text: str) -> str:
    for secret in reversed(find_secrets(text)):
        text = f"{text[: secret.start]}[{secret.label} vault://0123456789abcdef]{text[secret.end :]}"
    return text


def test_several_are_found_in_order() -> None:
    text = "\nand ".join(frame.format(secret) for _, frame, secret in SECRETS)
    found = find_secrets(text)
    assert found == sorted(found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert [secret for _, _, secret in SECRETS if len(secret) > 4 and secret in redacted(text)] == []


PIECES = st.sampled_from(
    [
        *(frame.format(secret) for _, frame, secret in SECRETS),
        *HARMLESS,
        "password",
        " is ",
        ": ",
        "=",
        '"',
        "4111",
        " ",
        "\n",
        "secret",
        "https://",
        "@",
        BODY,
        DASHES,
    ]
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_finding_is_idempotent(text: str) -> None:
    once = redacted(text)
    assert redacted(once) == once


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=200))
def test_spans_lie_in_the_text_and_apart(text: str) -> None:
    reached = 0
    for secret in find_secrets(text):
        assert reached <= secret.start < secret.end <= len(text)
        reached = secret.end


HOSTILE = [
    "a", "4", "4 ", "4444 ", "4444-", "DE44 ", "de12", "password is ", "password is a&b,", "password:a[b", "door code is 8#",
    "code to the a door", "password for ", "password: ",
    "passphrase is aa bb cc dd ", "passphrase: a 1 ", "one two ", "abandon able ", "wifi ", "code de la ",
    "it's a1 ", "Aa1!", "door code 8 ",
    f"{DASHES}BEGIN PRIVATE KEY{DASHES}", f"{DASHES}BEGIN PRIVATE KEY{DASHES}\n" + "aaaaaaaaaaaaaaaaaaaa\n", "://a:", "https://aaaa.aa ",
    "eyJaaaaaaaaa.", "token=", "a_token:= b secret := ", " ", "pin for my ", "bearer  ", "sk-", "SG.aaaaaaaaaaaaaaaaaa.", "aPasswordB",
    "[password vault://", "xox", "ghp_", "cvv ", "\n", "-", '"', "pass phrase", "key key ", "ssn ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_no_time(piece: str) -> None:
    text = (piece * (65_536 // len(piece) + 1))[:65_536]
    assert seconds(lambda: find_secrets(text)) < TOO_LONG


def perceived(content: str) -> Perceived:
    now = datetime(2024, 5, 1, tzinfo=UTC)
    message = StoredMessage(id="m1", content=content, timestamp=now, trust=Trust.USER, position=1, op_id="o")
    utterance = Utterance(message=message, speaker="Ana")
    return Perceived(scope=Scope(user="ana"), op_id="o", now=now, utterances=(utterance,))


class NoIds:
    def new(self) -> str:
        raise AssertionError("the vault agent adds nothing")


def test_the_agent_notes_handles_and_proposes_nothing() -> None:
    agent = VaultAgent()
    seen = perceived("it is [password vault://0123456789abcdef], ok?")
    bench = Workbench(Remembered(), NoIds())
    assert agent.wants(seen) == "a sealed secret is mentioned"
    [draft] = agent.propose(seen, bench)
    assert isinstance(draft, Decline)
    [source] = draft.sources
    assert HANDLE.fullmatch(seen.utterances[0].message.content[source.start : source.end])


def test_without_a_handle_it_is_not_concerned() -> None:
    seen = perceived("hello")
    assert VaultAgent().wants(seen) is None
    assert VaultAgent().propose(seen, Workbench(Remembered(), NoIds())) == []
