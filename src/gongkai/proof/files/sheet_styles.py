"""Whether a cell of a workbook can be seen: colour of its words and of its ground, its size, its number format."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from gongkai.proof.files.package import attribute, child, local
from gongkai.proof.files.word_styles import white

if TYPE_CHECKING:
    from lxml import etree

_T = TypeVar("_T")
_TINY = 2.0  # points
_WHITE_THEME, _WHITE_INDEXED = "0", {"1", "9"}


class _Font(NamedTuple):
    white: bool
    color: str
    size: float


class Formats:
    """The cell formats of ``xl/styles.xml``; ``root`` None when there is none."""

    def __init__(self, root: etree._Element | None) -> None:
        self.unseen: list[str] = []
        if root is None:
            return
        empty = {attribute(entry, "numFmtId") for entry in _entries(root, "numFmts") if _shows_nothing(attribute(entry, "formatCode"))}
        fonts = [_font(entry) for entry in _entries(root, "fonts")]
        fills = [_fill(entry) for entry in _entries(root, "fills")]
        for entry in _entries(root, "cellXfs"):
            font = _at(fonts, attribute(entry, "fontId")) or _Font(False, "", 11)
            fill = _at(fills, attribute(entry, "fillId")) or ""
            self.unseen.append(_why(font, fill, attribute(entry, "numFmtId") in empty))

    def why(self, number: str) -> str:
        """The code of a finding for cells with this format, "" when they can be seen."""
        return _at(self.unseen, number or "0") or ""


def _why(font: _Font, fill: str, empty: bool) -> str:
    if empty:
        return "hidden_format"
    if font.size <= _TINY:
        return "tiny_text"
    if (font.white and fill in ("", "white")) or (font.color and font.color == fill):
        return "white_text"
    return ""


def _entries(root: etree._Element, name: str) -> list[etree._Element]:
    found = child(root, name)
    return list(found) if found is not None else []


def _at(items: list[_T], number: str) -> _T | None:
    return items[int(number)] if number.isdigit() and int(number) < len(items) else None


def _shows_nothing(code: str) -> bool:
    """``;;;``: nothing for any value."""
    parts = code.replace('""', "").replace(" ", "").split(";")
    return len(parts) >= 3 and not any(parts)


def _color(element: etree._Element | None) -> str:
    """A colour as ``white``, RRGGBB, or a mark of its own; "" when none is named."""
    if element is None:
        return ""
    rgb, theme, indexed = attribute(element, "rgb").upper()[-6:], attribute(element, "theme"), attribute(element, "indexed")
    if white(rgb) or (theme == _WHITE_THEME and not attribute(element, "tint")) or indexed in _WHITE_INDEXED:
        return "white"
    return rgb or (f"theme{theme}{attribute(element, 'tint')}" if theme else f"indexed{indexed}" if indexed not in ("", "64") else "")


def _font(entry: etree._Element) -> _Font:
    color, size = _color(child(entry, "color")), child(entry, "sz")
    try:
        points = float(attribute(size, "val")) if size is not None else 11.0
    except ValueError:
        points = 11.0
    return _Font(color == "white", color, points)


def _fill(entry: etree._Element) -> str:
    pattern = child(entry, "patternFill")
    if pattern is None:
        return "gradient" if len(entry) else ""
    if attribute(pattern, "patternType") in ("", "none"):
        return ""
    if attribute(pattern, "patternType") != "solid":
        return "pattern"
    return _color(next((inner for inner in pattern if local(inner) == "fgColor"), None)) or "black"
