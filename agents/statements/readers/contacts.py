"""Handles on services, pronouns, and addresses that work no longer: values written in one go ("@ana.b", "she/her", "zo#44")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from memos.agents.statements.grammar.nouns import SPEAKER, Subject, is_word, subjects_at
from memos.agents.statements.grammar.verbs import ADVERBS
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.kinds.named import is_phone
from memos.agents.statements.predicates import Polarity
from memos.agents.statements.rules import Rule, Stated

HANDLE = Rule("attribute:{service} handle", "X be HANDLE on SERVICE", ("I'm @wolfie on Telegram => @wolfie",), ())
PRONOUNS = Rule(
    "attribute:pronouns", "X use PRONOUNS", ("I use they/them => they/them",), (), link="uses the pronouns {}"
)
DEAD = Rule("same", "X ADDRESS no longer works", ("a@b.example no longer works => ended a@b.example",), (), "end")
_SERVICES = frozenset(
    "instagram insta ig twitter telegram discord signal skype snapchat snap tiktok mastodon bluesky threads linkedin github gitlab steam twitch xbox psn playstation reddit "
    "youtube slack facebook messenger strava goodreads letterboxd vinted etsy ebay nintendo matrix viber line wechat pinterest tumblr soundcloud spotify paypal venmo revolut chess.com lichess".split()
)
_FULL = {"insta": "instagram", "ig": "instagram", "snap": "snapchat", "playstation": "psn"}
_HANDLES = frozenset("handle username user name account tag id nick profile address nickname channel gamertag".split())
_LEADING = frozenset(
    "is 's are : to as now = under at called named handle and has changed become current currently".split()
)
_PRONOUNS = frozenset("he she they it him her them his hers theirs xe xem ze zir hir ey em any fae faer".split())
_SAYING_PRONOUNS = frozenset(
    "pronouns pronoun use uses using by prefer prefers say with are is as go goes for : to used".split()
)
_DEAD = tuple(
    tuple(said.split())
    for said in (
        "no longer works", "no longer work", "does not work", "is dead", "no longer exists", "does not exist", "is gone", "is no longer mine", "is no longer valid", "is no longer in use",
        "is not mine", "is not valid", "is defunct", "bounces", "is out of service", "was disconnected", "has been disconnected", "is disconnected", "is not working", "is not in use",
        "is closed", "was closed", "has been closed", "got cut off", "stopped working", "has stopped working", "is deactivated", "is inactive", "is not active",
    )
)  # fmt: skip


def run_at(tokens: Tokens, at: int) -> int:
    """Where what is written in one go from here ends, without a mark that only ends the sentence: "@kalina.bakes"."""
    end = at + 1
    while (
        end < len(tokens)
        and tokens[end].start == tokens[end - 1].end
        and tokens[end].word not in (",", "'s", "!", "?", ")", "(", ";", ":")
    ):
        end += 1
    while end > at + 1 and not is_word(tokens[end - 1]):
        end -= 1
    return end


def contacts_in(tokens: Tokens, moods: Sequence[str]) -> Iterator[Stated]:
    """Handles and pronouns that a sentence tells, and addresses that it calls dead."""
    for at, token in enumerate(tokens):
        if moods[at] in ("supposed", "question"):
            continue
        if token.text == "@":
            yield from _bare_handle(tokens, at)
        if token.word in _SERVICES:
            yield from _handle(tokens, at)
        if token.word in _PRONOUNS and at + 2 < len(tokens) and tokens[at + 1].word == "/":
            yield from _pronouns(tokens, at)
        if "@" in token.text[1:] or token.text[0].isdigit() or token.text[0] == "+":
            yield from _dead(tokens, at)


def _handle(tokens: Tokens, at: int) -> Iterator[Stated]:
    """ "My Instagram handle is @ana", "I'm @ana on Instagram", "on Instagram I'm @ana now", "new Discord: zo.x"."""
    service = _FULL.get(tokens[at].word, tokens[at].word)
    start, named = at + 1, False
    while start < len(tokens) and (tokens[start].word in _HANDLES | _LEADING or tokens[start].word in ADVERBS):
        named = named or tokens[start].word in _HANDLES or tokens[start].word in (":", "is", "'s", "as", "under")
        start += 1
    before = [token.word for token in tokens[max(at - 3, 0) : at]]
    if before[-1:] == ["on"] and start < len(tokens) and tokens[start].word in ("i", "you"):
        start += 1
        while start < len(tokens) and (
            tokens[start].word in ("am", "'s", "'m", "can", "find", "me", "as", "at", "under", "go", "by", "now")
            or tokens[start].word in ADVERBS
        ):
            start += 1
        named = True
    owner = _owner_of(tokens, at)
    if (
        owner is not None
        and named
        and start < len(tokens)
        and (value := _written_handle(tokens, start, led=start - at > 1))
    ):
        yield _told(HANDLE, owner, f"attribute:{service} handle", value, tokens, at)
        return
    if before[-1:] == ["on"]:
        end = at - 1
        first = next(
            (
                n
                for n in range(max(end - 7, 0), end)
                if run_at(tokens, n) == end and (n == 0 or tokens[n - 1].end < tokens[n].start)
            ),
            None,
        )
        told = first is not None and bool(
            {"am", "'m", "is", "as", "at", "under", "by", "me", "i"}
            & {t.word for t in tokens[max(first - 2, 0) : first]}
        )
        if first is not None and told and (value := _written_handle(tokens, first, led=False)):
            mine = {"i", "me", "am", "'m", "my"} & {token.word for token in tokens[max(first - 4, 0) : first]}
            if mine:
                yield _told(HANDLE, SPEAKER, f"attribute:{service} handle", value, tokens, first)


def _bare_handle(tokens: Tokens, at: int) -> Iterator[Stated]:
    """ "My new account there is @clay", "it's @clay now": of which service, only what is known tells."""
    before = [token.word for token in tokens[max(at - 7, 0) : at]]
    value = tokens[at : run_at(tokens, at)]
    told = (
        before[-1:]
        and before[-1] in ("is", "'s", "now", "to", "as", ":", "be")
        and {"my", "it", "i", "new"} & set(before)
    )
    if len(value) > 1 and told:
        yield _told(HANDLE, SPEAKER, "same:handle", value, tokens, at)


def _written_handle(tokens: Tokens, at: int, *, led: bool) -> Tokens:
    """What is written like a handle: with "@", a dot, a figure or an underscore in it; or any one word behind "handle is"."""
    end = run_at(tokens, at)
    text = "".join(token.text for token in tokens[at:end])
    marked = text.startswith("@") or any(char in "._#" or char.isdigit() for char in text[1:])
    plain = led and text.isalpha() and text.islower() and tokens[at].word not in ADVERBS
    return tokens[at:end] if len(text) > 2 and (marked or plain) and not text[0].isdigit() else []


def _owner_of(tokens: Tokens, at: int) -> Subject | None:
    """Whose handle it is, by the word before the service."""
    n = at - 1
    while n >= 0 and tokens[n].word in (
        "new",
        "old",
        "main",
        "personal",
        "work",
        "public",
        "current",
        "on",
        "handle",
        "username",
    ):
        n -= 1
    if n < 0 or tokens[n].word in ("my", "our", "me", "us", ".", "!", ",", ":", "changed"):
        return SPEAKER
    if tokens[n].word == "'s":
        for start in range(max(n - 4, 0), n):
            for subject, end in subjects_at(tokens, start):
                if end == n and subject.being in ("kin", "person"):
                    return subject
    return {"his": Subject("pronoun", "he"), "her": Subject("pronoun", "she")}.get(tokens[n].word)


def _pronouns(tokens: Tokens, at: int) -> Iterator[Stated]:
    """ "My pronouns are she/her", "I use they/them", "Robin goes by he/him now"."""
    end = run_at(tokens, at)
    value = tokens[at:end]
    if not all(token.word in _PRONOUNS | {"/"} for token in value) or (
        tokens[at - 1 : at] and tokens[at - 1].word == "/"
    ):
        return
    before = [token.word for token in tokens[max(at - 8, 0) : at]]
    after = [token.word for token in tokens[end : end + 3]]
    if not _SAYING_PRONOUNS & set(before[-3:]) and "pronouns" not in after:
        return
    owner = _whose_pronouns(tokens, max(at - 9, 0), at, after)
    if owner is None:
        return
    over = "longer" in before[-4:] or "anymore" in after
    used = before[-4:-1].count("used") > 0 or "were" in before[-2:]
    if {"not", "never"} & set(before[-3:]) and not over:
        return
    yield _told(PRONOUNS, owner, "attribute:pronouns", value, tokens, at, "ended" if over or used else "+")


def _whose_pronouns(tokens: Tokens, first: int, at: int, after: Sequence[str]) -> Subject | None:
    for n in range(at - 1, first - 1, -1):
        if tokens[n].word in ("my", "i", "me"):
            return SPEAKER
        if tokens[n].word in (",", ".") and n < at - 3:
            break
        found = [
            (subject, end) for subject, end in subjects_at(tokens, n) if subject.being in ("person", "kin", "pronoun")
        ]
        if found and tokens[n].word not in ("it", "you", "that", "this"):
            return found[0][0]
    opens = all(
        not is_word(token) or token.word in ("pronouns", "are", "now", "use", "new") for token in tokens[first:at]
    )
    return SPEAKER if opens or after[:2] == ["for", "me"] else None


def _dead(tokens: Tokens, at: int) -> Iterator[Stated]:
    """ "old@x.example no longer works", "555-0142 is dead"."""
    end = at + 1
    while (
        end < len(tokens)
        and end - at < 6
        and "@" not in tokens[at].text
        and (tokens[end].text[0].isdigit() or tokens[end].text in ("-", "/"))
    ):
        end += 1
    words = tokens[at:end]
    if "@" not in tokens[at].text and not is_phone(words):
        return
    said = tuple(token.word for token in tokens[end : end + 5])
    if any(said[: len(cue)] == cue for cue in _DEAD):
        yield _told(DEAD, SPEAKER, "same", words, tokens, at, "ended")


def _told(rule: Rule, subject: Subject, predicate: str, value: Tokens, tokens: Tokens, at: int, polarity: Polarity = "+") -> Stated:  # fmt: skip
    first = min(tokens[at].start, value[0].start)
    span = (first, value[-1].end)
    return Stated(subject, predicate, value, polarity, *span, rule._replace(predicate=predicate), whole=span)
