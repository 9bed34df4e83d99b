"""Filters: what a caller may ask of a memory's header and payload, parsed once into a small closed tree.

    {"kind": "semantic", "created_at": {"gte": "2024-05-01T00:00:00Z"}, "OR": [{"labels": "work"}, {"version": 1}]}

Fields that stand together must all hold. A bare value means `eq`. `AND` and `OR` take a list of filters, `NOT` one or
several (none may hold). Of a list field (`labels`, `keywords`, `entities`) `eq` and `contains` ask for a member, `in`
for any of several. Of text `contains` asks for a part, exactly as written. `occurred_at` is compared by the start of
its interval. There are two truth values: what a memory lacks equals nothing (but `null`), and no order holds of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias, assert_never

from pydantic import TypeAdapter, ValidationError

from memos.errors import InvalidInput
from memos.schemas.cube import Kind, MemCube, State
from memos.schemas.message import Trust
from memos.schemas.value import Moment

Operator = Literal["eq", "ne", "in", "nin", "gt", "gte", "lt", "lte", "contains"]
Scalar: TypeAlias = str | int | float | bool | datetime | None
FieldType = Literal["text", "number", "time", "bool", "list", "any"]

MAX_DEPTH: Final = 8
MAX_CONDITIONS: Final = 128
MAX_VALUES: Final = 1000

FIELDS: Final[Mapping[str, FieldType]] = {
    "id": "text",
    "kind": "text",
    "state": "text",
    "version": "number",
    "run_id": "text",
    "agent_id": "text",
    "labels": "list",
    "keywords": "list",
    "entities": "list",
    "trust": "text",
    "confidence": "number",
    "created_at": "time",
    "observed_at": "time",
    "valid_from": "time",
    "valid_to": "time",
    "occurred_at": "time",
    "subject": "text",
    "predicate": "text",
    "object": "text",
    "path": "text",
    "actor": "text",
    "granularity": "text",
    "sensitivity": "text",
    "frozen": "bool",
}
"""What may be asked about, besides `metadata.<name>`."""

_CHOICES: Final[Mapping[str, frozenset[str]]] = {
    "kind": frozenset(Kind),
    "state": frozenset(State),
    "trust": frozenset(Trust),
    "sensitivity": frozenset({"low", "medium", "high"}),
}
_METADATA: Final = re.compile(r"metadata\.[A-Za-z_][A-Za-z0-9_]{0,63}")
_EQUALITY: Final[tuple[Operator, ...]] = ("eq", "ne", "in", "nin")
_ORDER: Final[tuple[Operator, ...]] = ("gt", "gte", "lt", "lte")
_OPERATORS: Final[tuple[Operator, ...]] = (*_EQUALITY, *_ORDER, "contains")
_ASKABLE: Final[Mapping[FieldType, tuple[Operator, ...]]] = {
    "text": (*_EQUALITY, "contains"),
    "list": (*_EQUALITY, "contains"),
    "bool": _EQUALITY,
    "number": (*_EQUALITY, *_ORDER),
    "time": (*_EQUALITY, *_ORDER),
    "any": _OPERATORS,
}
_MOMENT: Final[TypeAdapter[datetime]] = TypeAdapter(Moment)


@dataclass(frozen=True, slots=True)
class Condition:
    """One field compared with a value (for `in` and `nin`: with several)."""

    field: str
    operator: Operator
    values: tuple[Scalar, ...]

    @property
    def type(self) -> FieldType:
        """What the field holds."""
        return FIELDS.get(self.field, "any")


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Some part holds."""

    parts: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Filter


Filter: TypeAlias = "Condition | All | AnyOf | Not"


def parse(given: Mapping[str, Any]) -> Filter:
    """The filter that plain data stand for. Anything it does not know raises InvalidInput, and says what there is."""
    return _Parser().filter(given, depth=0)


class _Parser:
    def __init__(self) -> None:
        self._conditions = 0

    def filter(self, given: Any, depth: int) -> Filter:
        if depth > MAX_DEPTH:
            raise InvalidInput(f"This filter is nested deeper than {MAX_DEPTH} levels.")
        if not isinstance(given, Mapping):
            raise InvalidInput(f"A filter is an object of fields, not {type(given).__name__}.")
        parts = [part for key, value in given.items() for part in self._parts(key, value, depth)]
        return parts[0] if len(parts) == 1 else All(parts=tuple(parts))

    def _parts(self, key: Any, value: Any, depth: int) -> list[Filter]:
        match key:
            case "AND" | "OR":
                if not isinstance(value, list | tuple) or not value:
                    raise InvalidInput(f"{key} takes a list of filters.")
                parts = tuple(self.filter(part, depth + 1) for part in value)
                return [All(parts=parts) if key == "AND" else AnyOf(parts=parts)]
            case "NOT":
                refused = value if isinstance(value, list | tuple) else [value]
                return [Not(part=self.filter(part, depth + 1)) for part in refused]
            case str() if key in FIELDS or _METADATA.fullmatch(key):
                return self._conditions_on(key, value)
            case _:
                known = ", ".join(FIELDS)
                raise InvalidInput(
                    f"There is no field {_shown(key)} to filter by.", hint=f"There are: {known}, metadata.<name>."
                )

    def _conditions_on(self, field: str, value: Any) -> list[Filter]:
        asked = value if isinstance(value, Mapping) else {"eq": value}
        if not asked:
            raise InvalidInput(f"The filter on {field} asks nothing.")
        self._conditions += len(asked)
        if self._conditions > MAX_CONDITIONS:
            raise InvalidInput(f"A filter has at most {MAX_CONDITIONS} conditions.")
        return [_condition(field, operator, operand) for operator, operand in asked.items()]


def _condition(field: str, name: Any, operand: Any) -> Condition:
    type_: FieldType = FIELDS.get(field, "any")
    operator: Operator | None = next((known for known in _OPERATORS if known == name), None)
    if operator is None:
        raise InvalidInput(
            f"There is no operator {_shown(name)}.", hint=f"There are: {', '.join(_OPERATORS)}, AND, OR, NOT."
        )
    if operator not in _ASKABLE[type_]:
        raise InvalidInput(f"{operator} can't be asked of {field}.", hint=f"Ask {', '.join(_ASKABLE[type_])}.")
    if operator not in ("in", "nin"):
        return Condition(field, operator, (_single(field, operator, _value(field, type_, operand)),))
    if not isinstance(operand, list | tuple) or len(operand) > MAX_VALUES:
        raise InvalidInput(f"{field}: {operator} takes a list of at most {MAX_VALUES} values.")
    values = tuple(_value(field, type_, one) for one in operand)
    if None in values:
        raise InvalidInput(f"{field}: only eq and ne can be asked about null.")
    return Condition(field, operator, values)


def _single(field: str, operator: Operator, value: Scalar) -> Scalar:
    if operator == "contains" and not isinstance(value, str):
        raise InvalidInput(f"{field}: contains asks for a text.")
    if operator in _ORDER and (value is None or isinstance(value, bool)):
        raise InvalidInput(f"{field}: {operator} asks for a text, a number or a time.")
    return value


def _value(field: str, type_: FieldType, value: Any) -> Scalar:
    if value is None and type_ != "list":
        return None
    match type_:
        case "time":
            return _time(field, value)
        case "number":
            right = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 2**63
        case "bool":
            right = isinstance(value, bool)
        case "text" | "list":
            right = isinstance(value, str)
        case "any":
            right = isinstance(value, str | bool | float) or (isinstance(value, int) and abs(value) < 2**63)
        case _:
            assert_never(type_)
    if not right or value != value:
        raise InvalidInput(f"{field}: {type(value).__name__} is no value to compare it with.")
    if isinstance(value, str):
        _storable(field, value)
    choices = _CHOICES.get(field)
    if choices is not None and value not in choices:
        raise InvalidInput(f"{field}: {_shown(value)} is none of {', '.join(sorted(choices))}.")
    return value if not isinstance(value, str) else str(value)


def _time(field: str, value: Any) -> datetime:
    if not isinstance(value, str | datetime):
        raise InvalidInput(f"{field}: a time is written like 2024-05-01T10:00:00Z.")
    try:
        return _MOMENT.validate_python(value)
    except ValidationError:
        raise InvalidInput(f"{field}: a time needs an offset (2024-05-01T10:00:00Z or +02:00).") from None


def _storable(field: str, value: str) -> None:
    if "\x00" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise InvalidInput(f"{field}: no text that is stored holds this character.")


def _shown(value: Any) -> str:
    return repr(str(value)[:40])


def matches(condition: Filter, cube: MemCube) -> bool:
    """Whether a cube passes the filter: the meaning of a filter, to which the store's SQL is held."""
    match condition:
        case All(parts=parts):
            return all(matches(part, cube) for part in parts)
        case AnyOf(parts=parts):
            return any(matches(part, cube) for part in parts)
        case Not(part=part):
            return not matches(part, cube)
        case Condition():
            return _holds(condition, cube)
        case _:
            assert_never(condition)


def _holds(condition: Condition, cube: MemCube) -> bool:
    held = value_of(cube, condition.field)
    values = condition.values
    first = values[0] if values else None
    match condition.operator:
        case "eq" | "in":
            return any(_equal(held, value) for value in values)
        case "ne" | "nin":
            return not any(_equal(held, value) for value in values)
        case "contains":
            return first in held if isinstance(held, tuple) else isinstance(held, str) and str(first) in held
        case "gt" | "gte" | "lt" | "lte":
            return _comparable(held, first) and _COMPARE[condition.operator](held, first)
        case _:
            assert_never(condition.operator)


_COMPARE: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "gt": lambda held, value: held > value,
    "gte": lambda held, value: held >= value,
    "lt": lambda held, value: held < value,
    "lte": lambda held, value: held <= value,
}


def _equal(held: Any, value: Scalar) -> bool:
    if isinstance(held, tuple):
        return value in held
    if held is None or value is None:
        return held is None and value is None
    return _comparable(held, value) and bool(held == value)


def _comparable(held: Any, value: Any) -> bool:
    """Text with text, numbers with numbers, times with times; true and false with themselves alone."""
    if isinstance(held, bool) or isinstance(value, bool):
        return isinstance(held, bool) and isinstance(value, bool)
    return any(isinstance(held, types) and isinstance(value, types) for types in (str, (int, float), datetime))


def value_of(cube: MemCube, field: str) -> Any:
    """What a cube holds in a field; None where it has no such field."""
    match field:
        case "run_id":
            return cube.scope.run
        case "agent_id":
            return cube.scope.agent
        case "occurred_at":
            interval = getattr(cube.payload, "occurred_at", None)
            return None if interval is None else interval.start
        case "subject" | "predicate" | "object" | "path" | "actor" | "granularity":
            return getattr(cube.payload, field, None)
        case "kind" | "state" | "trust":
            return str(getattr(cube, field).value)
        case _ if field.startswith("metadata."):
            held = cube.metadata.get(field.removeprefix("metadata."))
            return held if isinstance(held, str | int | float | bool) else None
        case _:
            return getattr(cube, field)
