"""What a one-page explanation says: a policy as structured points, read from a clerk's lines and held to what fits on one page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from datetime import date

PanelKind = Literal["who", "how_much", "when", "how", "where", "phone", "old_new", "note"]
PANEL_KINDS: tuple[PanelKind, ...] = get_args(PanelKind)
Layout = Literal["points", "flow", "contrast"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)
HEADINGS: dict[str, str] = {
    "who": "谁能享受",
    "how_much": "标准是多少",
    "when": "什么时间",
    "how": "怎么办理",
    "where": "到哪里办",
    "phone": "咨询电话",
    "old_new": "有什么变化",
    "note": "特别提示",
}
LAYOUT_NAMES: dict[str, str] = {"points": "单页要点", "flow": "流程", "contrast": "对照（旧/新）"}
# What one page holds at a size that can be read on a board: characters in a panel and in all, points.
CHARACTERS, ALL_CHARACTERS = 120, 480
POINTS = {"how": 8, "old_new": 6, "how_much": 4}
_POINTS, _ALL_POINTS = 6, 18
_TITLE, _POLICY, _ISSUER, _NUMBER, _HEADING, _LABEL, _ADDRESS = 40, 80, 30, 30, 12, 16, 200
_SIGN = re.compile(
    r"(?:\d{1,2}[.、．)）](?!\d)|[（(]?[一二三四五六七八九十]{1,2}[、）)]|第[一二三四五六七八九十\d]{1,2}步[：:、]?|[-•·●■*])\s*"
)
_LABELLED = re.compile(rf"(?P<label>[^：:。，；→]{{1,{_LABEL}}})(?:：|:(?!\d\d|//))\s*(?P<text>.+)")
_CHANGE = re.compile(r"\s*(?:→|->|=>|｜|\||\t)\s*")


@dataclass(frozen=True)
class Point:
    """One point of a panel: an optional label and its text. In ``old_new``, ``text`` is what held before and ``new`` what holds now."""

    text: str
    label: str = ""
    new: str = ""

    @property
    def characters(self) -> int:
        """How many characters it has, blanks left out."""
        return len("".join((self.label + self.text + self.new).split()))


@dataclass(frozen=True)
class Panel:
    """Points under one heading; an empty ``heading`` is the usual one of its kind."""

    kind: PanelKind
    points: tuple[Point, ...]
    heading: str = ""

    @property
    def title(self) -> str:
        """The heading that is shown."""
        return self.heading or HEADINGS[self.kind]

    @property
    def characters(self) -> int:
        """How many characters its points have."""
        return sum(point.characters for point in self.points)


@dataclass(frozen=True)
class Sheet:
    """A policy on one page: ``policy`` is the name of the paper, ``number`` its 文号, ``address`` that of its full text, for the QR code."""

    title: str
    issuer: str
    panels: tuple[Panel, ...]
    policy: str = ""
    number: str = ""
    date: date | None = None
    address: str = ""

    def panel(self, kind: PanelKind) -> Panel | None:
        """The first panel of a kind."""
        return next((panel for panel in self.panels if panel.kind == kind), None)


def read_panel(kind: PanelKind, text: str, heading: str = "") -> Panel:
    """A panel of what a clerk typed: one point a line, ``标签：文字`` where it has a label, ``事项：旧 → 新`` for a change.

    Numbers and bullets before a line are left out. Raises :class:`UnusableInput` naming every line that cannot be read.
    """
    lines = [(number, " ".join(line.split(" ")).strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if kind != "old_new":
        return Panel(kind, tuple(_point(_SIGN.sub("", line, count=1) if _SIGN.match(line) else line) for _, line in lines), heading.strip())
    points, unread = [], []
    for number, line in lines:
        point = _change(line)
        points.append(point)
        if not (point.text and point.new):
            unread.append(str(number))
    if unread:
        raise UnusableInput(f"第 {'、'.join(unread)} 行分不清旧和新", "请写成“事项：旧规定 → 新规定”")
    return Panel(kind, tuple(points), heading.strip())


def _point(line: str) -> Point:
    found = _LABELLED.fullmatch(line)
    return Point(found["text"].strip(), found["label"].strip()) if found else Point(line)


def _change(line: str) -> Point:
    parts = [part.strip() for part in _CHANGE.split(_SIGN.sub("", line, count=1) if _SIGN.match(line) else line)]
    if len(parts) == 3:
        return Point(parts[1], parts[0], parts[2])
    found = _LABELLED.fullmatch(parts[0])
    old, label = (found["text"], found["label"]) if found else (parts[0], "")
    return Point(old.strip(), label.strip(), parts[1] if len(parts) == 2 else "")


def faults(sheet: Sheet, layout: str) -> list[str]:
    """All reasons why a sheet cannot be drawn in a layout, each a Chinese clause."""
    found = [
        *_length("标题", sheet.title, _TITLE, needed=True),
        *_length("发布单位", sheet.issuer, _ISSUER, needed=True),
        *_length("文件名称", sheet.policy, _POLICY),
        *_length("文号", sheet.number, _NUMBER),
        *_length("全文地址", sheet.address, _ADDRESS),
    ]
    if layout not in LAYOUTS:
        found.append(f"没有“{layout}”这种版式")
    if not sheet.panels:
        found.append("一个要点也没有")
    for panel in sheet.panels:
        found += _panel_faults(panel)
    found += _too_much(sheet)
    steps, changes = sheet.panel("how"), sheet.panel("old_new")
    if layout == "flow" and (steps is None or len(steps.points) < 2):
        found.append("流程版式要有“怎么办理”，至少两步")
    if layout == "contrast" and (changes is None or not changes.points):
        found.append("对照版式要有“有什么变化”，至少一项")
    return found


def _too_much(sheet: Sheet) -> list[str]:
    found = []
    kinds = [panel.kind for panel in sheet.panels]
    found += [f"“{HEADINGS[kind]}”有 {kinds.count(kind)} 栏，请并成一栏" for kind in PANEL_KINDS if kinds.count(kind) > 1]
    points = sum(len(panel.points) for panel in sheet.panels)
    if points > _ALL_POINTS:
        found.append(f"共有 {points} 条，一张图最多 {_ALL_POINTS} 条")
    characters = sum(panel.characters for panel in sheet.panels)
    if characters > ALL_CHARACTERS:
        found.append(f"共有 {characters} 个字，一张图最多 {ALL_CHARACTERS} 个字，超出 {characters - ALL_CHARACTERS} 个字")
    return found


def _panel_faults(panel: Panel) -> list[str]:
    if panel.kind not in PANEL_KINDS:
        return [f"没有“{panel.kind}”这种栏目"]
    name, most = f"“{panel.title[:_HEADING]}”", POINTS.get(panel.kind, _POINTS)
    found = [*_length(f"{name}的栏目名", panel.heading, _HEADING)]
    if not panel.points or any(not point.text.strip() for point in panel.points):
        found.append(f"{name}有空的条目")
    if panel.kind == "old_new" and any(not point.new.strip() for point in panel.points):
        found.append(f"{name}有一项没写新规定")
    if len(panel.points) > most:
        found.append(f"{name}有 {len(panel.points)} 条，最多 {most} 条")
    if panel.characters > CHARACTERS:
        found.append(f"{name}有 {panel.characters} 个字，最多 {CHARACTERS} 个字，超出 {panel.characters - CHARACTERS} 个字")
    for point in panel.points:
        found += _length(f"{name}的标签“{point.label[:_LABEL]}…”", point.label, _LABEL)
    return found


def _length(what: str, text: str, most: int, *, needed: bool = False) -> list[str]:
    if needed and not text.strip():
        return [f"没有{what}"]
    return [f"{what}有 {len(text)} 个字，最多 {most} 个字"] if len(text) > most else []
