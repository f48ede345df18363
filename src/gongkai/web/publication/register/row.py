"""One row of a list as an item: every value read, every contradiction of the row named. Errors are all found at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from gongkai.law import catalogue
from gongkai.law.deadlines import written
from gongkai.ledger.vocabulary.codes import Attribute
from gongkai.lib import cells
from gongkai.lib.cells import Problem, Unreadable
from gongkai.lib.text import alike, squeeze
from gongkai.web.publication.models import Column, Genre
from gongkai.web.publication.register.columns import (
    ADDRESS,
    BY_KEY,
    CHANNEL_CHOICES,
    CHANNEL_WORDS,
    CHANNELS,
    CHOICES,
    CODE,
    COLUMN,
    DAY,
    NEEDED,
    SENT_UP,
    TAKEN_UP,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from gongkai.lib.tablefile import Table, Value
    from gongkai.web.organs.models import Organ
    from gongkai.web.publication.register.columns import Field

AGAIN = "请改正后重新上传"
_TOTALS = ("合计", "总计", "小计")
_MARKS = re.compile(r"[、；;，,/｜|\n\t]+")
_EMPTY = ("", "/", "-", "—", "无")
_BEHIND = (("published", "formed"), ("expires", "effective"), ("repealed", "formed"))  # the first cannot come before the second


@dataclass(slots=True)
class Row:
    """The values of one row by the keys of ``columns``; ``extra`` those of unknown columns. ``problems`` empty: it can be brought in."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __getitem__(self, key: str) -> Any:
        return self.values.get(key)

    def wrong(self, key: str, words: str) -> None:
        """Note an error in a column."""
        label = BY_KEY[key].label
        self.problems.append(Problem(self.line, label, f"第 {self.line} 行“{label}”{words}。{AGAIN}。"))

    def odd(self, key: str, words: str) -> Problem:
        """What is odd in a column, as a sentence that stops nothing."""
        return Problem(self.line, BY_KEY[key].label, f"第 {self.line} 行：{words}。")

    @property
    def outlets(self) -> tuple[str, ...]:
        """The channels on which it became public, 报送 left out."""
        return tuple(each for each in self["channels"] or () if each not in (SENT_UP, TAKEN_UP))


def rows_of(table: Table, columns: Mapping[str, str], today: date) -> Iterator[Row]:
    """Every row of the list, read and looked at by itself; rows of totals are left out. ``columns``: see :func:`column_words`."""
    for line, values in table.rows():
        row = _read(table, line, values, columns)
        if squeeze(row["title"] or "") in _TOTALS and not row["published"]:
            continue
        _needed(row)
        _sequence(row, today)
        _channels(row)
        row.values["column"] = row["column"] or default_column(row["genre"])
        yield row


def column_words(organ: Organ | None, level: str) -> dict[str, str]:
    """What columns are called, with their keys. Of one name twice the organ's own comes first, then that of its level, then that of the law
    before that of a domain.
    """
    entries = sorted(catalogue.entries(), key=lambda entry: (level in entry.levels, not entry.is_domain))
    words = {squeeze(alike(label)): entry.key for entry in entries for label in (entry.key, entry.label, entry.successor) if label}
    own = Column.objects.filter(organ=organ).exclude(label="") if organ else ()
    return words | {squeeze(alike(each.label)): each.key for each in own}


def default_column(genre: str | None) -> str:
    """Where an item belongs whose list does not say it: papers among the papers, the rest under what else the law wants published."""
    return "documents" if genre in (Genre.NORMATIVE.value, Genre.RULE.value) else "others"


def _read(table: Table, line: int, values: list[Value], columns: Mapping[str, str]) -> Row:
    row = Row(line)
    for key, label, value in zip(table.keys, table.labels, values, strict=False):
        if not key:
            if label and (kept := cells.plain(value)):
                row.extra[label] = kept
            continue
        try:
            row.values[key] = _meaning(BY_KEY[key], value, columns)
        except Unreadable as error:
            row.values[key] = None
            row.wrong(key, f"写的是 {cells.shown(value)}{error}")
    return row


def _meaning(field: Field, value: Value, columns: Mapping[str, str]) -> Any:
    """The meaning of a value: text, a day, a code, channels. None for an empty one. Raises :class:`Unreadable`."""
    if field.kind == DAY:
        return cells.day(value)
    text = cells.plain(value)
    if text in _EMPTY and field.key not in ("title", "text"):
        return None
    if field.most and len(text) > field.most:
        raise Unreadable(f"，有 {len(text)} 个字，最多 {field.most} 个字")
    if field.kind == CODE:
        return _code(field, text)
    if field.kind == COLUMN:
        return _column(text, columns)
    if field.kind == CHANNELS:
        return _named_channels(text)
    if field.kind == ADDRESS:
        return _address(text)
    return text if field.key in ("summary", "text") else " ".join(text.split())


def _code(field: Field, text: str) -> str:
    wanted = squeeze(alike(text))
    found = next((code for label, code in field.words.items() if squeeze(alike(label)) == wanted), None)
    if found is None:
        raise Unreadable(f"，没有这一种。可以写：{CHOICES[field.key]}")
    return found


def _column(text: str, columns: Mapping[str, str]) -> str:
    found = columns.get(squeeze(alike(text)))
    if found is None:
        raise Unreadable("，目录里没有这个栏目。请写“栏目、渠道和设置”里列出的栏目名，不清楚的空着")
    return found


def _named_channels(text: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    unknown = []
    for piece in _MARKS.split(text):
        if not piece.strip():
            continue
        key = CHANNEL_WORDS.get(squeeze(alike(piece)))
        if key is None:
            unknown.append(piece.strip())
        else:
            found[key] = None
    if unknown:
        raise Unreadable(f"，不认识其中的{'、'.join(f'“{each}”' for each in unknown)}。可以写：{CHANNEL_CHOICES}，几个之间用“；”隔开")
    return tuple(found)


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or any(character.isspace() for character in text):
        raise Unreadable("，不是网址。请写成 https:// 开头的完整地址，没有的空着")
    return text


def _needed(row: Row) -> None:
    flawed = {problem.column for problem in row.problems}
    for each in NEEDED:
        if not row[each.key] and each.label not in flawed:
            row.wrong(each.key, "没有填")


def _sequence(row: Row, today: date) -> None:
    """Published before it was formed is a day that somebody made up; what has not come yet is no history."""
    for later, earlier in _BEHIND:
        if row[later] and row[earlier] and row[later] < row[earlier]:
            row.wrong(later, f"写的是 {row[later]}，早于“{BY_KEY[earlier].label}”{row[earlier]}")
    for key in ("formed", "published"):
        if row[key] and row[key] > today:
            row.wrong(key, f"写的是 {row[key]}，今天是{written(today)}，还没有到")


def _channels(row: Row) -> None:
    """What is not for everybody was not published (条例 Art. 13)."""
    attribute = row["attribute"]
    if row.outlets and attribute and attribute != Attribute.ACTIVE.value:
        row.wrong("attribute", f"写的是 {Attribute.of(attribute).label}，却填了公开渠道")
