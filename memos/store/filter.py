"""Filters as SQL: every value is a bound parameter, every path comes from the list of fields.

`schemas.filter.matches` says what they mean. SQLite reads a text within JSON up to its first NUL, so none is asked for.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, assert_never

from sqlalchemy import ColumnElement, and_, exists, false, func, literal, not_, or_, select, true

from memos.schemas.filter import All, AnyOf, Condition, Filter, Not, Scalar
from memos.store.rows import micros
from memos.store.tables import CUBES

_COLUMNS: Final = {
    "id": CUBES.c.id,
    "kind": CUBES.c.kind,
    "state": CUBES.c.state,
    "version": CUBES.c.version,
    "run_id": CUBES.c.run,
    "agent_id": CUBES.c.agent,
    "trust": CUBES.c.trust,
    "confidence": CUBES.c.confidence,
    "created_at": CUBES.c.created_at,
    "observed_at": CUBES.c.observed_at,
    "valid_from": CUBES.c.valid_from,
    "valid_to": CUBES.c.valid_to,
    "occurred_at": CUBES.c.occurred_start,
    "path": CUBES.c.path,
    "granularity": CUBES.c.granularity,
}
_PATHS: Final = {
    "labels": "$.labels",
    "keywords": "$.keywords",
    "entities": "$.entities",
    "subject": "$.payload.subject",
    "predicate": "$.payload.predicate",
    "object": "$.payload.object",
    "actor": "$.payload.actor",
    "sensitivity": "$.sensitivity",
    "frozen": "$.frozen",
}


def where(condition: Filter) -> ColumnElement[bool]:
    """The condition on `cubes` that a filter stands for."""
    match condition:
        case All(parts=parts):
            return and_(true(), *(where(part) for part in parts))
        case AnyOf(parts=parts):
            return or_(false(), *(where(part) for part in parts))
        case Not(part=part):
            return not_(where(part))
        case Condition():
            return _compared(condition)
        case _:
            assert_never(condition)


def _compared(condition: Condition) -> ColumnElement[bool]:
    match condition.operator:
        case "eq" | "in":
            return or_(false(), *(_equal(condition, value) for value in condition.values))
        case "ne" | "nin":
            return not_(or_(false(), *(_equal(condition, value) for value in condition.values)))
        case "contains" if condition.type == "list":
            return _equal(condition, condition.values[0])
        case "contains":
            held = _held(condition.field)
            return and_(_is_text(condition), func.instr(held, _bound(condition.values[0])) > 0)
        case "gt" | "gte" | "lt" | "lte":
            held, value = _held(condition.field), _bound(condition.values[0])
            return and_(_is_like(condition, condition.values[0]), _ORDER[condition.operator](held, value))
        case _:
            assert_never(condition.operator)


_ORDER: Final = {
    "gt": lambda held, value: held > value,
    "gte": lambda held, value: held >= value,
    "lt": lambda held, value: held < value,
    "lte": lambda held, value: held <= value,
}


def _equal(condition: Condition, value: Scalar) -> ColumnElement[bool]:
    if condition.type == "list":
        member = func.json_each(CUBES.c.body, _path(condition.field)).table_valued("value")
        return exists(select(literal(1)).select_from(member).where(member.c.value == value))
    if value is None:
        return _absent(condition)
    return and_(_is_like(condition, value), _held(condition.field) == _bound(value))


def _absent(condition: Condition) -> ColumnElement[bool]:
    if condition.type == "any":
        return func.coalesce(_json_type(condition), "null").in_(("null", "array", "object"))
    return _held(condition.field).is_(None)


def _is_like(condition: Condition, value: Scalar) -> ColumnElement[bool]:
    """What is there, and of the value's type: only then SQL and Python compare alike.

    Never NULL, so that NOT gives its opposite.
    """
    if condition.type != "any":
        return _held(condition.field).is_not(None)
    return func.coalesce(_json_type(condition), "null").in_(_json_types(value))


def _json_types(value: Scalar) -> tuple[str, ...]:
    match value:
        case bool():
            return ("true", "false")
        case int() | float():
            return ("integer", "real")
        case _:
            return ("text",)


def _is_text(condition: Condition) -> ColumnElement[bool]:
    return _is_like(condition, "")


def _json_type(condition: Condition) -> ColumnElement[str]:
    return func.json_type(CUBES.c.body, _path(condition.field))


def _held(field: str) -> ColumnElement[Any]:
    column = _COLUMNS.get(field)
    return func.json_extract(CUBES.c.body, _path(field)) if column is None else column


def _path(field: str) -> str:
    """A path within the body. A metadata name is an identifier (checked when parsed), quoted all the same and bound."""
    return _PATHS[field] if field in _PATHS else f'$.metadata."{field.removeprefix("metadata.")}"'


def _bound(value: Scalar) -> str | int | float | None:
    match value:
        case datetime():
            return micros(value)
        case bool():
            return int(value)
        case _:
            return value
