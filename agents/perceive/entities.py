"""Who and what is named in an exchange, each under one canonical name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from memos.agents.perceive.contacts import apart, contacts
from memos.agents.perceive.names import Candidate, names_in
from memos.agents.perceive.sentences import READ
from memos.agents.perceive.speakers import name_parts, same_person
from memos.agents.perception import Mention, Sentence

NAMESAKES = 16
"""How many people of one first name are told apart in an exchange."""

_SMALL = re.compile(r"\b[^\W\d_A-Z]{3,40}\b")


class Named(NamedTuple):
    """The people known before anything is read: canonical names, aliases, and the folded words they go by."""

    canonical: tuple[str, ...]
    aliases: Mapping[str, str]
    words: frozenset[str]

    @staticmethod
    def of(names: Iterable[str], aliases: Mapping[str, str]) -> Named:
        """From full names or handles ("Maya Lopes", "JakeWatson"), and from folded aliases to canonical names."""
        canonical = tuple(dict.fromkeys(names))
        words = {
            form for name in canonical for form in (name.casefold(), " ".join(name_parts(name)), *name_parts(name)[:1])
        }
        return Named(canonical, aliases, frozenset(words | {alias for alias in aliases if "'" not in alias} - {""}))


def find_mentions(content: str, sentences: Sequence[Sentence], known: Named) -> tuple[Candidate, ...]:
    """The mentions of one message, in order; names that need more evidence are marked as not sure."""
    written = contacts(content[:READ])
    names = [found for sentence in sentences for found in names_in(sentence, known.words)]
    free = {mention.start for mention in apart((candidate.mention for candidate in names), written)}
    kept = [Candidate(mention, sure=True) for mention in written] + [
        each for each in names if each.mention.start in free
    ]
    return tuple(sorted(kept, key=lambda candidate: candidate.mention.start))


def spoken_words(contents: Iterable[str]) -> frozenset[str]:
    """The words that are written small somewhere: a capital alone makes no names of them."""
    return frozenset(word for content in contents for word in _SMALL.findall(content[:READ]))


def with_canonical_names(
    found: Sequence[tuple[Candidate, ...]], known: Named, spoken: frozenset[str] = frozenset()
) -> list[tuple[Mention, ...]]:
    """The mentions of all messages of an exchange, each with the canonical name of who or what it stands for.

    A person goes by the longest form seen ("Maya" → "Maya Lopes"), unless two people share the shorter one. A name that
    was not sure where it stood is kept if it is sure elsewhere. A thing of one word that is also written small (`spoken`)
    is none: "the Afternoon".
    """
    found = [tuple(each for each in message if not _is_common(each.mention, spoken)) for message in found]
    sure = {
        candidate.mention.name.casefold(): candidate.mention
        for message in found
        for candidate in message
        if candidate.sure
    }
    full = _full_names([mention.name for mention in sure.values() if mention.type == "person"], known)
    named = []
    for message in found:
        kept = [_as_elsewhere(candidate, sure) for candidate in message]
        named.append(tuple(_renamed(mention, full, known) for mention in kept if mention))
    return named


def _is_common(mention: Mention, spoken: frozenset[str]) -> bool:
    return mention.type == "thing" and mention.text[0].isupper() and mention.name.casefold() in spoken


def _as_elsewhere(candidate: Candidate, sure: Mapping[str, Mention]) -> Mention | None:
    if candidate.sure:
        return candidate.mention
    same = sure.get(candidate.mention.name.casefold())
    return candidate.mention.model_copy(update={"type": same.type}) if same else None


def _full_names(names: Iterable[str], known: Named) -> dict[str, list[str]]:
    """By first word, every full name of that beginning that nothing longer contains; known people's first."""
    by_first: dict[str, list[str]] = {}
    longest_first = sorted(
        dict.fromkeys((*known.canonical, *names)),
        key=lambda name: (-len(name_parts(name)), name not in known.canonical),
    )
    for name in longest_first:
        group = by_first.setdefault(next(iter(name_parts(name)), ""), [])
        if len(group) < NAMESAKES and not any(same_person(name, longer) for longer in group):
            group.append(name)
    return by_first


def _renamed(mention: Mention, full: Mapping[str, Sequence[str]], known: Named) -> Mention:
    name = _canonical(mention, full, known)
    return mention if name == mention.name else mention.model_copy(update={"name": name})


def _canonical(mention: Mention, full: Mapping[str, Sequence[str]], known: Named) -> str:
    alias = known.aliases.get(mention.name.casefold())
    if alias:
        return alias
    if mention.type != "person":
        return mention.name
    parts = name_parts(mention.name)
    fitting = [name for name in full.get(parts[0] if parts else "", ()) if same_person(mention.name, name)]
    return fitting[0] if len(fitting) == 1 else mention.name
