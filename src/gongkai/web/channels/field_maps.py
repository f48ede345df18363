"""What goes into which field of another system: read from data, edited by an office, filled from an envelope."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.lib.richtext import placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gongkai.web.channels.base import Envelope

KINDS = {"text": "文字", "date": "日期", "html": "带格式的正文", "choice": "从列表里选", "file": "上传文件"}
SOURCES = {
    "title": "标题", "organ": "发布机关", "column": "栏目", "summary": "内容概述", "html": "正文（带格式）", "text": "正文（纯文字）",
    "issued_on": "成文日期", "published_on": "发布日期", "address": "本系统里的网址", "files": "附件的名称",
}  # fmt: skip
MOST = 60
_PATTERN = re.compile(r"(?:%[Ymd]|[^%{}])*")
_ISO = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D?")


class Line(NamedTuple):
    """One field there: its label, what it takes, what kind of input it is, how a date is written."""

    label: str
    source: str
    kind: str = "text"
    pattern: str = "%Y-%m-%d"


class FieldMap(NamedTuple):
    """The fields of one content system in the order of its form."""

    key: str
    label: str
    lines: tuple[Line, ...]


class Filled(NamedTuple):
    """A field with what is copied into it. ``kind`` is a key of :data:`KINDS`."""

    label: str
    value: str
    kind: str


@cache
def field_maps() -> dict[str, FieldMap]:
    """The maps that come with the product, by key."""
    raw = tomllib.loads((Path(__file__).with_name("data") / "field_maps.toml").read_text("utf-8"))
    return {each["key"]: FieldMap(each["key"], each["label"], tuple(Line(**line) for line in each["fields"])) for each in raw["map"]}


def field_map_of(value: Any) -> FieldMap:
    """The map of a setting: the key of one of ours, or the office's own lines. Ask :func:`why_not_map` before."""
    if not value or isinstance(value, str):
        return field_maps()[value or "default"]
    return FieldMap("own", "本机关的", tuple(Line(**{key: str(word) for key, word in line.items()}) for line in value))


def why_not_map(value: Any) -> list[str]:
    """All that is wrong with a map, one sentence each."""
    if not value or isinstance(value, str):
        return [] if not value or value in field_maps() else [f"没有名为“{value[:40]}”的字段对照表，请从列表里选。"]
    if not isinstance(value, list) or len(value) > MOST:
        return [f"字段对照表应当是一行一个字段，最多 {MOST} 行。"]
    return [reason for number, line in enumerate(value, 1) for reason in _why_not_line(number, line)]


def _why_not_line(number: int, line: Any) -> Iterator[str]:
    place = f"字段对照表第 {number} 行："
    if not isinstance(line, dict) or set(line) - set(Line._fields):
        yield f"{place}只能有字段名称、内容来源、类型和日期写法。"
        return
    label, source, kind = str(line.get("label", "")).strip(), str(line.get("source", "")), str(line.get("kind", "text"))
    if not label or len(label) > 40:
        yield f"{place}请写对方系统里的字段名称，不超过 40 个字。"
    if source not in SOURCES and not re.fullmatch(r"(?:field|fixed):.{1,200}", source):
        yield f"{place}不认识内容来源“{source[:40]}”，请从列表里选。"
    if kind not in KINDS:
        yield f"{place}不认识类型“{kind[:20]}”，请从列表里选。"
    if not _PATTERN.fullmatch(str(line.get("pattern", ""))):
        yield f"{place}日期写法只能用 %Y、%m、%d 和标点。"


def fields_for(envelope: Envelope, field_map: FieldMap) -> list[Filled]:
    """Each field of the other system with its value, in the order of its form; empty ones too, so that nobody looks for them."""
    return [Filled(line.label, value_of(envelope, line), line.kind) for line in field_map.lines]


def value_of(envelope: Envelope, line: Line) -> str:
    """What the field takes of the envelope, as text."""
    kind, _, word = line.source.partition(":")
    if kind == "fixed":
        return word
    if kind == "field":
        found = envelope.fields.get(word, "")
        return _dated(found, line.pattern) if line.kind == "date" else found
    if kind == "files":
        return "\n".join(each.name for each in envelope.enclosed)
    if kind == "html":
        return placed(envelope.html, lambda name: None)  # pictures are uploaded there: ours have no address in another system
    value = getattr(envelope, line.source)
    return _written(value, line.pattern) if isinstance(value, date) else value or ""


def as_json(lines: Sequence[Line]) -> list[Mapping[str, str]]:
    """Lines as an account keeps them."""
    return [line._asdict() for line in lines]


def _dated(found: str, pattern: str) -> str:
    match = _ISO.fullmatch(found.strip())
    try:
        return _written(date(*map(int, match.groups())), pattern) if match else found
    except ValueError:
        return found


def _written(day: date, pattern: str) -> str:
    return pattern.replace("%Y", f"{day.year:04}").replace("%m", f"{day.month:02}").replace("%d", f"{day.day:02}")
