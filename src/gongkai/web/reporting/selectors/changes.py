"""What is another between two contents of a report: cell by cell, part by part, and in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.report.comparison import comparison
from gongkai.report.output.checked import part_words
from gongkai.web.reporting.selectors.content import SECTIONS
from gongkai.web.reporting.selectors.words import cell_words

if TYPE_CHECKING:
    from gongkai.report.model import Figure, Report

_BLANK = "空白"
_MOST = 12  # cells that one sentence names


class Cell(NamedTuple):
    """A figure that changed: its name, its place in words, what stood there and what stands there now."""

    cell: str
    words: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """「表二“…”的“…”由 0 改为 3」."""
        return f"{self.words}由 {self.before} 改为 {self.after}"


class Part(NamedTuple):
    """A part of the prose that changed: its key, its heading, both texts."""

    key: str
    heading: str
    before: str
    after: str


class Changes(NamedTuple):
    """All that changed; ``title`` is the new one where it is another, else ""."""

    cells: tuple[Cell, ...]
    parts: tuple[Part, ...]
    title: str = ""

    @property
    def none(self) -> bool:
        """Nothing changed."""
        return not (self.cells or self.parts or self.title)

    @property
    def sentence(self) -> str:
        """All of it in one sentence; "" for nothing."""
        told = [each.sentence for each in self.cells[:_MOST]]
        if len(self.cells) > _MOST:
            told.append(f"另有 {len(self.cells) - _MOST} 个数字改动")
        if self.title:
            told.append(f"标题改为“{self.title}”")
        if self.parts:
            told.append(f"{'、'.join(f'“{each.heading}”' for each in self.parts)}的文字有改动")
        return "；".join(told) + "。" if told else ""


def changes(old: Report, new: Report) -> Changes:
    """What ``new`` has another than ``old``; both reports of the same organ and year."""
    cells = tuple(
        Cell(each.cell, cell_words(new, [each.cell]), _shown(each.previous), _shown(each.figure))
        for each in comparison(new, old)
        if _shown(each.previous) != _shown(each.figure)
    )
    parts = tuple(
        Part(key, part_words(new, key), old.sections.get(key, ""), new.sections.get(key, ""))
        for key in SECTIONS
        if old.sections.get(key, "") != new.sections.get(key, "")
    )
    return Changes(cells, parts, (new.title or "") if old.title != new.title else "")


def _shown(figure: Figure | None) -> str:
    return (figure.shown if figure is not None else "") or _BLANK
