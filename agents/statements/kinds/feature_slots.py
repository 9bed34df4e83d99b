"""The kinds of value that rules of things ask for: O:tool, O:spot, O:lodging, O:stage …"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from memos.agents.statements.grammar.nouns import FUNCTION_WORDS, is_name
from memos.agents.statements.grammar.values import Slot, vague
from memos.agents.statements.grammar.verbs import AUXILIARIES
from memos.agents.statements.grammar.vocabulary import (
    AROUND,
    MONTHS,
    OPENS_A_CLAUSE,
    STOPS_A_VALUE,
    TIME_UNITS,
    WEEKDAYS,
)
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.kinds.aims import is_engagement
from memos.agents.statements.kinds.belongings import is_system
from memos.agents.statements.kinds.matters import ending_in
from memos.agents.statements.kinds.named import is_code, is_time, is_value
from memos.agents.statements.kinds.wares import is_ware

ENTRUSTED = frozenset(
    "project app website site blog shop store server database data queue code codebase frontend backend front-end back-end api service "
    "platform newsletter game bot script plugin dashboard pipeline build builds ci deployment deployments repo repository repositories docs "
    "documentation photos files backups notes tasks tickets tests testing monitoring logs logging invoices invoicing accounting payments "
    "hosting storage cache search analytics auth authentication email mail calendar podcast portfolio monolith library tool tracker model "
    "wiki forum landing page pages system scheduler worker workers stack".split()
)
"""What one runs, keeps or builds with a tool of choice."""
EVENTS = frozenset(
    "trip holiday vacation honeymoon getaway offsite retreat wedding party reception conference meeting meetup workshop festival reunion "
    "ceremony interview exam concert gig race marathon match game tournament camp course class seminar lecture gala ball fair fundraiser "
    "exhibition funeral picnic dinner lunch brunch barbecue bbq hike cruise tour break weekend kickoff hackathon launch rehearsal practice "
    "practise training destination venue stag hen do afterparty screening".split()
)
"""What takes place somewhere at some time."""
_LODGINGS = frozenset(
    "hotel hostel inn guesthouse b&b resort lodge motel airbnb pension riad pousada parador albergue villa apartments cottage campsite".split()
)
_STAGES = frozenset(
    "phase stage testing production beta alpha development review design planning progress qa staging".split()
)
_PARTS = frozenset(
    "floor building wing room block basement attic garage shed hangar marina harbour harbor yard depot warehouse campus".split()
)
_PAID_FOR = frozenset(
    "rent mortgage electricity gas water heating internet broadband phone insurance gym nursery daycare kindergarten childcare parking "
    "groceries food subscription membership tuition fees storage lessons lesson council tax utilities bills therapy cleaner cleaning "
    "petrol fuel transport commute bus train pass season ticket garage allotment studio locker hosting server license licence".split()
)


def is_tool(words: Tokens) -> bool:
    """A tool or a technique by its name: "Redis", "svelte", "GitLab CI"."""
    first = words[0]
    if first.word in MONTHS | WEEKDAYS | TIME_UNITS or len(words) > 4 or vague(words):
        return False
    return is_ware(first.text) or is_system(words) or (first.capital and first.word not in FUNCTION_WORDS)


def _is_spot(words: Tokens) -> bool:
    """Where a thing stands: a place by name, or a part of a building."""
    named = is_name(words, 0) and words[0].word not in MONTHS | WEEKDAYS
    return not is_time(words) and (named or words[-1].word in _PARTS)


def _is_corner(words: Tokens) -> bool:
    """What a thing is by: "the window", "next to the printer"."""
    return not is_time(words) and words[0].text[0].isalpha() and len(words) <= 4 and not vague(words)


def _is_lodging(words: Tokens) -> bool:
    """A hotel by its name: "Hotel Adriana", "the Grand Hotel", "Airbnb"."""
    return any(token.word in _LODGINGS for token in words) and any(token.capital for token in words)


def is_stage(words: Tokens) -> bool:
    """How far something is: "planning phase", "production", "beta testing"."""
    return len(words) <= 3 and words[-1].word in _STAGES and not any(token.capital for token in words)


def _is_entrusted(words: Tokens) -> bool:
    return len(words) <= 4 and words[-1].word in ENTRUSTED and words[0].word not in FUNCTION_WORDS


def _is_hours(words: Tokens) -> bool:
    """ "From 9 to 17", "9-5"."""
    return is_code(words[:1]) and len(words) <= 7


_TOOL_STOPS = AROUND | AUXILIARIES | {","}
OF_FEATURES: Mapping[str, Slot] = MappingProxyType(
    {
        "tool": Slot(is_tool, _TOOL_STOPS, 4),
        "ware": Slot(lambda words: is_ware(words[0].text), _TOOL_STOPS, 2),
        "allowance": Slot(
            ending_in(
                frozenset(
                    "money allowance benefit benefits pension scholarship stipend grant commission bonus alimony maintenance".split()
                ),
                3,
            ),
            AROUND,
            3,
        ),
        "occasion": Slot(ending_in(EVENTS, 3), AROUND, 3),
        "fixture": Slot(is_engagement, AROUND | WEEKDAYS | MONTHS | {"tomorrow", ":", "tonight", "today"}, 4),
        "spot": Slot(_is_spot, AROUND | {"at", ","}, 5),
        "corner": Slot(_is_corner, AROUND - {"to"} | {","}, 4),
        "lodging": Slot(_is_lodging, AROUND, 6),
        "stage": Slot(is_stage, AROUND | {"now", "with"}, 3),
        "entrusted": Slot(_is_entrusted, AROUND | {","}, 4),
        "hours": Slot(_is_hours, OPENS_A_CLAUSE | STOPS_A_VALUE, 7),
        "bought": Slot(ending_in(_PAID_FOR, 3), AROUND | {","}, 3),
        "settled": Slot(is_value, OPENS_A_CLAUSE | STOPS_A_VALUE, 6),
    }
)
