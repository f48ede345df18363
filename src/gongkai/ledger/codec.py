"""Entries to JSON and back, exactly; old payloads are raised to the present shape on reading, never rewritten.

::

    {"number": 1, "kind": "application.registered", "schema": 3, "payload": {…},
     "effective_on": "2026-03-02", "recorded_at": "2026-03-02T09:30:00+08:00", "actor": "", "group": "", "body": ""}

To change the shape of an event: raise its ``schema`` by one and add a line to ``UPGRADES``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from gongkai.ledger.vocabulary import KINDS, Entry, Event
from gongkai.ledger.vocabulary.codes import Column

Reader = Callable[[Any, str], Any]  # a value out of JSON and where it stands -> what it means; raises UnreadableEntry
_EVENT = ("kind", "schema", "payload")
_ENVELOPE = ("number", "kind", "schema", "payload", "effective_on", "recorded_at", "actor", "group", "body")


class UnreadableEntry(ValueError):
    """What is stored is no entry of this ledger: one Chinese sentence with the place."""


def _unreadable(where: str, problem: str) -> UnreadableEntry:
    return UnreadableEntry(f"账本记录的“{where}”{problem}，请核对记录的来历或者升级程序")


def _registered_1(payload: dict[str, Any]) -> dict[str, Any]:
    """Schema 1 wrote the applicant's column by its printed label, under the name ``applicant``."""
    labels = {column.label: column.value for column in Column}
    label = payload.pop("applicant", None)
    if label not in labels:
        raise _unreadable("applicant", f"写着“{label}”，不是表三的列")
    return {**payload, "column": labels[label]}


def _with(**fields_since: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """The upgrade that only adds fields, each with what an older entry says of it: nothing."""
    return lambda payload: {**payload, **fields_since}


# (kind, schema) → payload of that schema to the payload of the next
UPGRADES: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {
    ("application.registered", 1): _registered_1,
    ("application.registered", 2): _with(taken_over_on=None),
    ("activity.open_day_held", 1): _with(materials=None, questions=None),
    ("activity.figure_declared", 1): _with(note=""),
}


def to_json(entry: Entry) -> dict[str, Any]:
    """The entry as plain JSON values, in the present schema."""
    return {
        "number": entry.number,
        **_event_to_json(entry.event),
        "effective_on": entry.effective_on.isoformat(),
        "recorded_at": entry.recorded_at.isoformat(),
        "actor": entry.actor,
        "group": entry.group,
        "body": entry.body,
    }


def from_json(raw: object) -> Entry:
    """The entry that ``to_json`` gave, or an older one raised to the present schema. Raises :class:`UnreadableEntry`."""
    values = _object(raw, "记录", _ENVELOPE)
    return Entry(
        number=_read(int, values["number"], "number"),
        effective_on=_read(date, values["effective_on"], "effective_on"),
        recorded_at=_read(datetime, values["recorded_at"], "recorded_at"),
        event=_event({key: values[key] for key in ("kind", "schema", "payload")}, "payload"),
        actor=_read(str, values["actor"], "actor"),
        group=_read(str, values["group"], "group"),
        body=_read(str, values["body"], "body"),
    )


def dumps(entry: Entry) -> str:
    """One line of JSON."""
    return json.dumps(to_json(entry), ensure_ascii=False, separators=(",", ":"))


def loads(text: str) -> Entry:
    """The entry of ``dumps``. Raises :class:`UnreadableEntry`, also for what is no JSON."""
    try:
        raw = json.loads(text)
    except ValueError:
        raise _unreadable("记录", "不是 JSON") from None
    return from_json(raw)


def _event_to_json(event: Event) -> dict[str, Any]:
    payload = {name: _write(getattr(event, name)) for name in _names(event.kind)}
    return {"kind": event.kind, "schema": event.schema, "payload": payload}


@cache
def _names(kind: str) -> tuple[str, ...]:
    """The fields of an event."""
    return tuple(field.name for field in fields(KINDS[kind]))


def _write(value: Any) -> Any:
    if type(value) is str:  # most values are
        return value
    if isinstance(value, Event):
        return _event_to_json(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [_write(each) for each in value]
    return value


def _event(raw: object, where: str) -> Event:
    values = _object(raw, where, _EVENT)
    kind = _read(str, values["kind"], "kind")
    if kind not in KINDS:
        raise _unreadable("kind", f"写着“{kind}”，没有这种事件")
    payload = values["payload"]
    if not isinstance(payload, dict):
        raise _unreadable(kind, "没有内容")
    cls = KINDS[kind]
    payload = _raised(cls, _read(int, values["schema"], "schema"), dict(payload))
    readers = _readers(kind)
    _object(payload, kind, tuple(readers))
    return cls(**{name: readers[name](value, f"{kind}.{name}") for name, value in payload.items()})


def _raised(cls: type[Event], schema: int, payload: dict[str, Any]) -> dict[str, Any]:
    """The payload in the present schema."""
    if not 1 <= schema <= cls.schema:
        raise _unreadable(cls.kind, f"的格式号是{schema}，本程序只认到{cls.schema}")
    for number in range(schema, cls.schema):
        payload = UPGRADES[cls.kind, number](payload)
    return payload


@cache
def _readers(kind: str) -> dict[str, Reader]:
    """The fields of an event, and how each is read."""
    cls = KINDS[kind]
    hints = get_type_hints(cls)
    return {field.name: _reader(hints[field.name]) for field in fields(cls)}


def _object(raw: object, where: str, keys: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise _unreadable(where, "不是一条记录")
    for key in keys:
        if key not in raw:
            raise _unreadable(where, f"缺少 {key}")
    for key in raw:
        if key not in keys:
            raise _unreadable(where, f"多出 {key}")
    return raw


def _read(expected: Any, value: Any, where: str) -> Any:
    """A value of that type out of JSON."""
    return _reader(expected)(value, where)


@cache
def _reader(expected: Any) -> Reader:
    """What reads values of a type: it is looked at once, values come by the million."""
    origin, inner = get_origin(expected), get_args(expected)
    if origin is UnionType:
        chosen = _reader(next(each for each in inner if each is not NoneType))
        return lambda value, where: None if value is None else chosen(value, where)
    if origin is tuple:
        return partial(_tuple, tuple(each if each is ... else _reader(each) for each in inner))
    if expected is Event:
        return _event
    if expected in (date, datetime) or (isinstance(expected, type) and issubclass(expected, StrEnum)):
        return partial(_parsed, expected)
    return partial(_plain, expected)


def _plain(expected: Any, value: Any, where: str) -> Any:
    if type(value) is not expected:  # a bool is no int here
        raise _unreadable(where, f"写着“{value}”，类型不对")
    return value


def _tuple(inner: tuple[Any, ...], value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise _unreadable(where, "不是一列")
    if inner[-1] is ...:
        return tuple(inner[0](each, where) for each in value)
    if len(value) != len(inner):
        raise _unreadable(where, f"应当有{len(inner)}个值")
    return tuple(each(part, where) for each, part in zip(inner, value, strict=True))


def _parsed(expected: Any, value: Any, where: str) -> Any:
    """A day, a moment or a code from the text that ``_write`` made of it, and no other text."""
    try:
        if not isinstance(value, str):
            raise ValueError
        made = expected(value) if issubclass(expected, StrEnum) else expected.fromisoformat(value)
    except ValueError:
        raise _unreadable(where, f"写着“{value}”，没有这个值") from None
    if _write(made) != value:
        raise _unreadable(where, f"写着“{value}”，写法不对")
    return made
