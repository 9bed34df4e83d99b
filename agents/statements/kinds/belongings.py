"""What homes and things are like: kinds of dwelling, colours, operating systems, things told by their make."""

from __future__ import annotations

from memos.agents.statements.grammar.vocabulary import OWNED
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.kinds.makes import is_make

ABODES = frozenset(
    "flat apartment house studio cottage bungalow condo maisonette duplex townhouse loft houseboat narrowboat farmhouse penthouse bedsit "
    "bedsitter caravan motorhome campervan van rv yurt cabin villa chalet dorm flatshare houseshare bedspace annexe annex basement attic "
    "trailer mansion terrace tower squat convent hostel semi barn granny-flat tiny-house highrise high-rise block compound boat"
    " commune".split()
)
"""Kinds of dwelling: what one lives in, wherever it stands."""
COLOURS = frozenset(
    "red blue green yellow black white grey gray purple orange pink brown turquoise teal cyan magenta maroon burgundy beige cream ivory "
    "silver gold golden bronze copper navy violet lilac lavender indigo mint olive khaki mustard coral salmon peach charcoal anthracite "
    "crimson scarlet ochre tan taupe aubergine blonde blond brunette ginger platinum auburn terracotta apricot sand plum rust emerald ruby wine cobalt azure magnolia mauve fuchsia aqua petrol chocolate vanilla "
    "sage".split()
)
SHADES = frozenset(
    "dark light bright pale deep matt matte metallic pastel neon royal sky racing navy baby dusty warm cool forest bottle british racing "
    "racing-green steel midnight lime olive sage hot electric pearl glossy satin burnt blood brick lemon and".split()
)
_SYSTEMS = frozenset(
    "windows macos linux ubuntu fedora arch debian mint manjaro nixos opensuse suse gentoo slackware chromeos android ios ipados "
    "grapheneos lineageos calyxos freebsd openbsd kubuntu xubuntu lubuntu zorin elementary kali centos rhel popos pop os endeavouros "
    "endeavour solus void alpine rocky monterey ventura sonoma sequoia catalina harmonyos steamos raspbian".split()
)
_OF_SYSTEMS = frozenset(
    "linux os pro home edition lts xp vista silverblue kinoite tumbleweed leap desktop sur big mac".split()
)
_NOT_HAD = frozenset("previous last former old-time first next ex future dream prior another your".split())
"""Words of a thing that one does not have now."""


def is_abode(words: Tokens) -> bool:
    """A kind of dwelling: "two-bed flat", "small terraced house"."""
    passing = {"holiday", "summer", "weekend", "second", "vacation", "beach", "ski", "guest"} & {t.word for t in words}
    return len(words) <= 5 and words[-1].word in ABODES and not passing and not any(token.capital for token in words)


def is_lodging(words: Tokens) -> bool:
    """What one may rent to live in: "tiny room", "two-bed flat"."""
    return is_abode(words) or (len(words) <= 4 and words[-1].word in ("room", "place", "bedroom"))


def is_colour(words: Tokens) -> bool:
    """A colour: "red", "dark green", "black and white"."""
    return words[-1].word in COLOURS and all(token.word in COLOURS | SHADES for token in words)


def is_system(words: Tokens) -> bool:
    """An operating system: "Ubuntu", "Windows 11", "Arch Linux"."""
    return words[0].word in _SYSTEMS and all(
        token.word in _SYSTEMS | _OF_SYSTEMS or token.text[0].isdigit() for token in words[1:]
    )


def is_gear(words: Tokens) -> bool:
    """A thing told by its make, and known for one: "Renault Clio", "MacBook Air"; not "Focus"."""
    return (
        is_make(words)
        and words[0].word not in _NOT_HAD
        and any(token.capital or len(token.word) > 4 for token in words)
    )


def is_thing_named(words: Tokens) -> bool:
    """A thing by its noun alone: "front door", "work laptop"."""
    return len(words) <= 3 and words[-1].word not in ("town", "day", "picture") and all(t.text.islower() for t in words)


def is_owned(words: Tokens) -> bool:
    """A thing that one has: "old laptop", "bass"; not "last car", nor the flat that one may rent."""
    last = words[-1].word
    kept = last in OWNED and (last not in ABODES or words[0].word == "own")
    return len(words) <= 4 and kept and words[0].word not in _NOT_HAD
