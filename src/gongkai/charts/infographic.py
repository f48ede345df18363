"""One-page explanations: a sheet of points in one of three layouts, as SVG, PNG, PDF and plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.charts import press
from gongkai.charts.layouts import WIDTH, for_paper, for_phone
from gongkai.charts.shapes import Picture
from gongkai.charts.sheet import LAYOUTS, Layout, faults
from gongkai.charts.svg import written
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from gongkai.charts.sheet import Panel, Sheet

_A4_POINTS = 210 / 25.4 * 72


@dataclass(frozen=True)
class Infographic:
    """A sheet laid out for a telephone (``phone``) and for one page of A4 (``paper``)."""

    layout: Layout
    sheet: Sheet
    phone: Picture
    paper: Picture

    def svg(self, width: int = 1080, *, prefix: str = "gk-sheet", board: bool = False) -> str:
        """The picture ``width`` pixels wide, 0 for as wide as its place; ``board`` for the sheet of A4."""
        return written(self.paper if board else self.phone, prefix, pixels=width)

    def png(self, width: int = 1080, *, board: bool = False) -> bytes:
        """The picture as a PNG of ``width`` pixels. Raises :class:`UnusableInput` without a Chinese font."""
        return press.png(self.paper if board else self.phone, width)

    def pdf(self) -> bytes:
        """One page of A4 upright, for the notice board. Raises :class:`UnusableInput` without a Chinese font."""
        return press.pdf(self.paper, _A4_POINTS)

    @property
    def sentence(self) -> str:
        """What the picture is, in one sentence: the alternative text; :attr:`text` says the rest."""
        return self.phone.sentence

    @property
    def text(self) -> str:
        """All that the picture says, as plain text: for screen readers, for search, for who prefers to read."""
        return _plain(self.sheet)


def infographic(layout: Layout, sheet: Sheet) -> Infographic:
    """A sheet in a layout: ``points`` 单页要点, ``flow`` 流程 or ``contrast`` 对照.

    Raises :class:`UnusableInput` with all reasons why it cannot be: what is missing, what is too long and by how much.
    """
    found = faults(sheet, layout)
    if found:
        raise UnusableInput(
            "；".join(found), f"请改好后再生成，版式可选 {'、'.join(LAYOUTS)}" if layout not in LAYOUTS else "请改好后再生成"
        )
    paper = for_paper(sheet, layout)
    if paper is None:
        raise UnusableInput("一张 A4 纸放不下这些内容", "请减少几条，或把话说短一些")
    phone = for_phone(sheet, layout)
    sentence = f"{sheet.title}，{sheet.issuer}，一图读懂：{'、'.join(panel.title for panel in sheet.panels)}。"
    pictures = [Picture(WIDTH, block.height, block.shapes, sheet.title, sentence) for block in (phone, paper)]
    return Infographic(layout, sheet, *pictures)


def _plain(sheet: Sheet) -> str:
    dated = f"{sheet.date.year}年{sheet.date.month}月{sheet.date.day}日" if sheet.date else ""
    lines = [sheet.title, "　".join(filter(None, [sheet.issuer, sheet.number, dated]))]
    for panel in sheet.panels:
        lines += ["", panel.title, *_points(panel)]
    if sheet.address:
        lines += ["", f"全文：{sheet.address}"]
    return "\n".join(lines) + "\n"


def _points(panel: Panel) -> list[str]:
    said = []
    for number, point in enumerate(panel.points, 1):
        mark = f"{number}. " if panel.kind == "how" else ""
        label = f"{point.label}：" if point.label else ""
        said.append(f"{mark}{label}原来{point.text}，现在{point.new}" if panel.kind == "old_new" else f"{mark}{label}{point.text}")
    return said
