"""Checks the facts of a letter before a word is set: none missing, none unknown, each of its type.

Facts come under their English key or their Chinese label, from JSON or TOML. Every refusal is one
Chinese sentence that names the fact by its label.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from gongkai.lib.errors import UnusableInput
from gongkai.notices import base

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gongkai.notices.base import Fact

# Control characters have no place in a letter, and XML has none for them; a line feed begins a paragraph.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 20_000


def checked(facts: Sequence[Fact], given: Mapping[str, object], where: str = "") -> dict[str, Any]:
    """The facts by key, each in its type, defaults filled in; ``where`` says in Chinese which part is checked.

    Raises :class:`UnusableInput` for a fact that is unknown, given twice, missing (all at once) or not of its type.
    """
    by_name = {name: fact for fact in facts for name in (fact.key, fact.label)}
    unknown = [name for name in given if name not in by_name]
    if unknown:
        named = "、".join(f"“{name}”" for name in unknown)
        raise UnusableInput(f"不认识{named}", "请核对写法，用 gongkai notice 种类 --fields 看可以写哪些", where)
    found: dict[str, Any] = {}
    for name, value in given.items():
        fact = by_name[name]
        if fact.key in found:
            raise UnusableInput(f"“{fact.label}”写了两次", "请只留一处", where)
        found[fact.key] = None if _empty(value) else _typed(fact, value, where)
    missing = [fact for fact in facts if fact.required and found.get(fact.key) is None]
    if missing:
        named = "、".join(f"“{fact.label}”（{fact.key}）" for fact in missing)
        raise UnusableInput(f"缺少{named}", "请在数据里补上", where)
    return {fact.key: fact.default if found.get(fact.key) is None else found[fact.key] for fact in facts}


def _empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or (isinstance(value, (list, tuple)) and not value)


def _typed(fact: Fact, value: object, where: str) -> object:
    return _READERS[fact.type](fact, value, where)


def _wrong(fact: Fact, what: str, where: str) -> UnusableInput:
    return UnusableInput(f"“{fact.label}”{what}", fact.hint or "请改正", where)


def _text(fact: Fact, value: object, where: str) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise _wrong(fact, "要写成文字", where)
    if len(value) > _LONGEST:
        raise _wrong(fact, f"超过 {_LONGEST} 字", where)
    return _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _date(fact: Fact, value: object, where: str) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
            return date.fromisoformat(value.strip())
    except ValueError:
        raise _wrong(fact, f"写的 {value} 这一天不存在", where) from None
    raise UnusableInput(f"“{fact.label}”不是日期", "请写成 2026-03-05 的样子", where)


def _count(fact: Fact, value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1_000_000:
        raise _wrong(fact, "要写一个不小于 1 的整数", where)
    return value


def _choice(fact: Fact, value: object, where: str) -> str:
    if not isinstance(value, str) or value.strip() not in fact.choices:
        raise UnusableInput(f"“{fact.label}”不能是“{value}”", f"可以是：{'、'.join(fact.shown_choices)}", where)
    return value.strip()


def _flag(fact: Fact, value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise _wrong(fact, "要写 true 或 false", where)
    return value


def _lines(fact: Fact, value: object, where: str) -> tuple[str, ...]:
    entries = value if isinstance(value, (list, tuple)) else str(value).split("\n") if isinstance(value, str) else None
    if entries is None:
        raise _wrong(fact, "要写成若干行文字", where)
    lines = tuple(_text(fact, entry, where) for entry in entries)
    return tuple(line for line in lines if line)


def _tables(fact: Fact, value: object, where: str) -> tuple[dict[str, Any], ...]:
    entries = _entries(fact, value, where)
    return tuple(checked(fact.parts, entry, f"{where}“{fact.label}”第{n}条：") for n, entry in enumerate(entries, 1))


def _items(fact: Fact, value: object, where: str) -> tuple[dict[str, object], ...]:
    """Items of a reply stay as they came: which facts each needs depends on its decision (``kinds/decisions.py``)."""
    return tuple({str(key): entry for key, entry in table.items()} for table in _entries(fact, value, where))


def _entries(fact: Fact, value: object, where: str) -> list[Mapping[str, object]]:
    entries = list(value) if isinstance(value, (list, tuple)) else [value]
    tables: list[Mapping[str, object]] = [entry for entry in entries if isinstance(entry, dict)]
    if len(tables) < len(entries):
        raise _wrong(fact, "要写成一条一条的表", where)
    return tables


_READERS: dict[str, Callable[[Fact, object, str], object]] = {
    base.TEXT: _text, base.DATE: _date, base.COUNT: _count, base.CHOICE: _choice, base.FLAG: _flag,
    base.LINES: _lines, base.STEPS: _tables, base.PIECES: _tables, base.ITEMS: _items,
}  # fmt: skip
