"""The cells of a worksheet with their places, and which rows and columns are hidden."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib import limits
from gongkai.lib.errors import UnusableInput
from gongkai.proof.files.package import attribute, child, children, local

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

    from gongkai.proof.files.package import Package

_NARROW = 0.1  # a column of this width, in characters, is not seen
_MOST_COMPARED = 20_000_000  # merged cells times cells with text: some seconds
_LOW = 1.0  # a row of this height, in points, is not seen


class Cell(NamedTuple):
    """A cell by row and column (from 1), its shown text and the number of its format."""

    row: int
    column: int
    text: str
    format: str

    @property
    def address(self) -> str:
        """「B3」."""
        return f"{letters(self.column)}{self.row}"


class Sheet(NamedTuple):
    """The cells of a sheet in order; hidden rows with their code; hidden columns as spans; covered places; used strings."""

    cells: list[Cell]
    hidden_rows: dict[int, str]
    covered: dict[tuple[int, int], None]
    used: set[int]
    hidden_columns: list[tuple[int, int]]

    def hidden_column(self, column: int) -> bool:
        """Whether a column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)


def letters(column: int) -> str:
    """1 → A, 27 → AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def place(reference: str) -> tuple[int, int]:
    """Row and column of 「B3」; 0 where it says nothing."""
    match = re.fullmatch(r"\$?([A-Za-z]{0,3})\$?([0-9]{0,7})", reference)
    if match is None:
        return 0, 0
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2] or 0), column


def ranges(numbers: Iterable[int], *, columns: bool = False) -> str:
    """「3–5、9」; columns as letters."""
    ordered = sorted(numbers)
    spans: list[list[int]] = []
    for number in ordered:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    shown = [(letters(a), letters(b)) if columns else (str(a), str(b)) for a, b in spans[:8]]
    return "、".join(a if a == b else f"{a}–{b}" for a, b in shown) + ("等" if len(spans) > 8 else "")


def shared_strings(package: Package) -> list[str]:
    """The strings that cells point to, without their phonetic readings."""
    names = package.targets(package.main, "sharedStrings")
    return [string(entry) for entry in package.tree(names[0]) if local(entry) == "si"] if names else []


def string(entry: etree._Element) -> str:
    """The text of a string item: plain, or of its runs."""
    return "".join(_texts(entry))


def _texts(entry: etree._Element) -> Iterator[str]:
    for inner in entry:
        if local(inner) == "t":
            yield inner.text or ""
        elif local(inner) == "r":
            yield from _texts(inner)


def sheet(root: etree._Element, strings: list[str]) -> Sheet:
    """One worksheet."""
    cells: list[Cell] = []
    used: set[int] = set()
    hidden: dict[int, str] = {}
    filtered = any(local(element) == "autoFilter" and len(element) for element in root)
    code = "filtered_row" if filtered else "hidden_row"
    by_default = (defaults := child(root, "sheetFormatPr")) is not None and attribute(defaults, "zeroHeight") in ("1", "true")
    row = 0
    for entry in children(root, "sheetData"):
        row = int(attribute(entry, "r") or 0) or row + 1
        if _hidden_row(entry, by_default=by_default):
            hidden[row] = code
        column = 0
        for inner in entry:
            column = place(attribute(inner, "r"))[1] or column + 1
            cells.append(Cell(row, column, _value(inner, strings, used), attribute(inner, "s")))
        if len(cells) > limits.CELLS:
            raise UnusableInput(f"工作表超过 {limits.CELLS} 格", "请分成几个文件再试")
    return Sheet(cells, hidden, _covered(root, cells), used, list(_columns(root)))


def _hidden_row(entry: etree._Element, *, by_default: bool) -> bool:
    said, height = attribute(entry, "hidden"), attribute(entry, "ht")
    if said in ("1", "true"):
        return True
    if height:
        return float(height) <= _LOW
    return by_default and said == ""


def _columns(root: etree._Element) -> Iterator[tuple[int, int]]:
    defaults = child(root, "sheetFormatPr")
    named = []
    for entry in children(root, "cols"):
        first, last = int(attribute(entry, "min") or 0), int(attribute(entry, "max") or 0)
        width = attribute(entry, "width")
        named.append((first, last))
        if attribute(entry, "hidden") in ("1", "true") or (width and float(width) <= _NARROW):
            yield first, last
    if defaults is not None and attribute(defaults, "defaultColWidth") and float(attribute(defaults, "defaultColWidth")) <= _NARROW:
        before = 0
        for first, last in sorted(named):
            yield before + 1, first - 1
            before = last
        yield before + 1, 1 << 14


def _value(entry: etree._Element, strings: list[str], used: set[int]) -> str:
    kind, value = attribute(entry, "t"), child(entry, "v")
    if kind == "inlineStr":
        inline = child(entry, "is")
        return string(inline) if inline is not None else ""
    text = (value.text or "") if value is not None else ""
    if kind != "s":
        return plain_number(text) if kind in ("", "n") else text
    if not text.strip().isdigit() or int(text) >= len(strings):
        return ""
    used.add(int(text))
    return strings[int(text)]


def plain_number(text: str) -> str:
    """A number as digits: 1.38001380000E10 → 13800138000. Anything else as it stands."""
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]{1,2}", text) and float(text).is_integer():
        return str(int(float(text)))
    return text


def _covered(root: etree._Element, cells: list[Cell]) -> dict[tuple[int, int], None]:
    """The places under merged cells that are not shown."""
    spans = []
    for entry in children(root, "mergeCells"):
        first, _, last = attribute(entry, "ref").partition(":")
        spans.append((place(first), place(last or first)))
    texts = [cell for cell in cells if cell.text] if spans else []
    if len(spans) * len(texts) > _MOST_COMPARED:
        raise UnusableInput("工作表里合并的单元格过多", "请取消不需要的合并再试")
    return {
        (cell.row, cell.column): None
        for (top, left), (bottom, right) in spans
        for cell in texts
        if top <= cell.row <= bottom and left <= cell.column <= right and (cell.row, cell.column) != (top, left)
    }
