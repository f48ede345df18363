"""Fills the Excel template that a superior sends: figures into its empty cells, everything else left as it is.

The workbook is not written anew: only the sheets that get figures are changed, cell by cell, so that
styles, formulas, other sheets and whatever else the superior put into the file stay what they were.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from gongkai.lib.archive import Archive, whole
from gongkai.lib.document import Grid
from gongkai.lib.errors import UnusableInput
from gongkai.report.forms import FORMS
from gongkai.report.layout import edition_of, shown
from gongkai.report.merged.parts import figures_of
from gongkai.report.model import Figure
from gongkai.report.readers import kind_of, xlsx
from gongkai.report.writers.template_slots import Found, Slot, find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.report.forms import Form
    from gongkai.report.model import Report

_RESAVE = "请用 Excel 或 WPS 打开后另存为 .xlsx 再试"
_DIGITS = 15  # that a number in a sheet keeps
# What may stand before calcPr in a workbook.
_BEFORE_CALC = ("sheets", "functionGroups", "externalReferences", "definedNames")


class FilledCell(NamedTuple):
    """A figure that was written: the report's cell, the sheet, the place in it (「D5」)."""

    cell: str
    sheet: str
    place: str


class Filled(NamedTuple):
    """The workbook with its figures, and what was and was not done.

    ``strange`` are labels of the tables that no row or column of the form has, with their places. ``kept``
    says which cells held a formula, or something else than the report's figure, and were not touched;
    ``unknown`` which stay empty because the report has no figure for them.
    """

    data: bytes
    filled: tuple[FilledCell, ...]
    strange: tuple[str, ...]
    kept: tuple[str, ...]
    unknown: tuple[str, ...]


def fill_template(template: bytes, report: Report) -> Filled:
    """The template (.xlsx) with the figures of the report in the empty cells beside the official labels.

    A cell that several tables of the workbook have is filled in the first that is empty there. Raises
    :class:`UnusableInput` for what is no workbook and for one without any table of the report's form.
    """
    edition = edition_of(report)
    with whole("Excel 模板", _RESAVE):
        book = _Book(template)
        filling = _Filling(report, edition)
        for sheet in book.found(edition):
            filling.fill(sheet)
        return Filled(book.packed(), tuple(filling.filled), tuple(filling.strange), tuple(filling.told_kept()), tuple(filling.unknown))


def order_of(template: bytes, form: str) -> tuple[str, ...]:
    """The names of the report's cells (``table3.new[0]``) in the order in which the template asks for them, each once.

    ``form`` is a key of ``FORMS``. Raises as :func:`fill_template`.
    """
    edition = FORMS[form]
    with whole("Excel 模板", _RESAVE):
        return tuple(dict.fromkeys(slot.cell for sheet in _Book(template).found(edition) for slot in sheet.found.slots))


class _Filling:
    """What has been written so far, over all sheets."""

    def __init__(self, report: Report, edition: Form) -> None:
        self.report = report
        self.edition = edition
        self.done: set[str] = set()
        self.filled: list[FilledCell] = []
        self.strange: list[str] = []
        self.kept: dict[str, str] = {}
        self.unknown: list[str] = []

    def fill(self, sheet: _Sheet) -> None:
        """Write what belongs into one sheet."""
        for slot in sheet.found.slots:
            if slot.cell in self.done:
                continue
            place = f"工作表“{sheet.name}”{_reference(slot.row, slot.column)}"
            figure = self.figure(slot.cell)
            if sheet.has_formula(slot):
                self.kept.setdefault(slot.cell, f"{place} 有公式")
            elif printed := sheet.texts.get((slot.row, slot.column), ""):
                if printed != shown(figure):
                    self.kept.setdefault(slot.cell, f"{place} 原有“{printed}”，报告是“{shown(figure) or '空白'}”")
            elif figure.value is None:
                self.unknown.append(place)
            else:
                sheet.write(slot, figure)
                self.filled.append(FilledCell(slot.cell, sheet.name, _reference(slot.row, slot.column)))
                self.done.add(slot.cell)
        self.strange += [
            f"工作表“{sheet.name}”{_reference(cell.row, cell.column)}“{' '.join(cell.text.split())}”" for cell in sheet.found.strange
        ]

    def told_kept(self) -> Iterator[str]:
        """Cells that were not touched, save those that were filled in another place."""
        yield from (words for cell, words in self.kept.items() if cell not in self.done)

    def figure(self, cell: str) -> Figure:
        """The report's figure; without a value when the report lacks the row."""
        row, _, index = cell.partition("[")
        figures = figures_of(self.report, self.edition, row)
        place = int(index.rstrip("]"))
        return figures[place] if figures is not None and place < len(figures) else Figure(None)


class _Book:
    """A workbook whose sheets can be changed and that is packed again with every other part as it was."""

    def __init__(self, data: bytes) -> None:
        if kind_of(data) != "xlsx":
            raise UnusableInput("模板不是 .xlsx 表格", _RESAVE)
        self.data = data
        self.archive = Archive(data)
        self.book = self.archive.tree("xl/workbook.xml")
        self.space = "{" + (etree.QName(self.book).namespace or "") + "}"
        self.sheets: list[_Sheet] = []

    def found(self, edition: Form) -> list[_Sheet]:
        """The visible sheets in which a table of the form was found."""
        parts = dict(self._parts())
        for grid in xlsx.read(self.data).blocks:
            if isinstance(grid, Grid) and (found := find(grid, edition)).slots:
                name = grid.source.removeprefix("工作表“").removesuffix("”")
                self.sheets.append(_Sheet(name, parts[name], self.archive.tree(parts[name]), self.space, found, grid))
        if not self.sheets:
            raise UnusableInput(f"模板里没有找到{edition.name}年格式的年度报告表格", "请确认是上级发的填报表，各行各列的名称与格式一致")
        return self.sheets

    def _parts(self) -> Iterator[tuple[str, str]]:
        """Names of sheets with the part of the archive that holds each."""
        targets = {}
        for relation in self.archive.tree("xl/_rels/workbook.xml.rels"):
            target = relation.get("Target") or ""
            targets[relation.get("Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        for sheet in self.book.iter(self.space + "sheet"):
            key = next((value for name, value in sheet.attrib.items() if etree.QName(name).localname == "id" and "}" in str(name)), None)
            if key in targets:
                yield sheet.get("name") or "", targets[key]

    def packed(self) -> bytes:
        """The whole file. Excel is told to work out all formulas again: what they gave was for empty cells."""
        changed = {sheet.part: sheet.root for sheet in self.sheets if sheet.changed}
        forgotten = [sheet.forget_results() for sheet in self.sheets if sheet.changed]
        if any(forgotten) or (changed and "xl/calcChain.xml" in self.archive):
            self._recalculate()
            changed["xl/workbook.xml"] = self.book
        file = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
            for name in self.archive.names():
                info = zipfile.ZipInfo(name, old.getinfo(name).date_time)
                info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, old.getinfo(name).external_attr
                new.writestr(info, _bytes(changed[name]) if name in changed else self.archive.read(name))
        return file.getvalue()

    def _recalculate(self) -> None:
        calc = self.book.find(self.space + "calcPr")
        if calc is None:
            before = [child for name in _BEFORE_CALC for child in self.book.iterchildren(self.space + name)]
            calc = etree.Element(self.space + "calcPr")
            before[-1].addnext(calc)
        calc.set("fullCalcOnLoad", "1")


class _Sheet:
    """One sheet: its XML, what stands in it, its slots."""

    def __init__(self, name: str, part: str, root: etree._Element, space: str, found: Found, grid: Grid) -> None:
        self.name = name
        self.part = part
        self.root = root
        self.space = space
        self.found = found
        self.changed = False
        self.texts = {(cell.row, cell.column): cell.text.strip() for cell in grid.cells if cell.text.strip()}
        data = root.find(space + "sheetData")
        if data is None:
            raise UnusableInput(f"模板的工作表“{name}”已损坏或不完整", _RESAVE)
        self.rows_element = data
        self.rows: dict[int, etree._Element] = {}
        self.cells: dict[tuple[int, int], etree._Element] = {}
        self._number()

    def _number(self) -> None:
        """Say of every row and cell where it is, as the format allows to leave out."""
        number = -1
        for row in self.rows_element.iterchildren(self.space + "row"):
            number = int(row.get("r") or number + 2) - 1
            row.set("r", str(number + 1))
            self.rows[number] = row
            column = -1
            for cell in row.iterchildren(self.space + "c"):
                column = _column(cell.get("r")) if cell.get("r") else column + 1
                cell.set("r", _reference(number, column))
                self.cells[number, column] = cell

    def has_formula(self, slot: Slot) -> bool:
        """True when the square holds a formula."""
        cell = self.cells.get((slot.row, slot.column))
        return cell is not None and cell.find(self.space + "f") is not None

    def write(self, slot: Slot, figure: Figure) -> None:
        """Put a figure into an empty cell: a number as a number where a sheet keeps it, else as text."""
        cell = self._cell(slot.row, slot.column)
        for child in list(cell):
            cell.remove(child)
        _without(cell, "t")
        value = figure.value
        if isinstance(value, int | float) and float(f"{value:.{_DIGITS}g}") == value:
            etree.SubElement(cell, self.space + "v").text = shown(Figure(value))
        else:
            cell.set("t", "inlineStr")
            inline = etree.SubElement(cell, self.space + "is")
            etree.SubElement(inline, self.space + "t").text = shown(Figure(value))
        self.changed = True

    def _cell(self, row: int, column: int) -> etree._Element:
        """The cell, made with the style of its row or column when the file does not list it."""
        found = self.cells.get((row, column))
        if found is None:
            line = self._row(row)
            found = etree.Element(self.space + "c", {"r": _reference(row, column)})
            style = line.get("s") if line.get("customFormat") in {"1", "true"} else self._style_of(column)
            if style:
                found.set("s", style)
            before = [other for other in range(column) if (row, other) in self.cells]
            if before:
                self.cells[row, before[-1]].addnext(found)
            else:
                line.insert(0, found)
            _without(line, "spans")  # a hint that may now be wrong
            self.cells[row, column] = found
        return found

    def _row(self, number: int) -> etree._Element:
        found = self.rows.get(number)
        if found is None:
            found = etree.Element(self.space + "row", {"r": str(number + 1)})
            before = [other for other in self.rows if other < number]
            if before:
                self.rows[max(before)].addnext(found)
            else:
                self.rows_element.insert(0, found)
            self.rows[number] = found
        return found

    def _style_of(self, column: int) -> str | None:
        for group in self.root.iterchildren(self.space + "cols"):
            for entry in group:
                if int(entry.get("min") or 0) <= column + 1 <= int(entry.get("max") or 0):
                    return entry.get("style")
        return None

    def forget_results(self) -> bool:
        """Take away what formulas gave while the cells were empty; the formulas stay. True when there are any."""
        formulas = [cell for cell in self.cells.values() if cell.find(self.space + "f") is not None]
        for cell in formulas:
            for result in cell.findall(self.space + "v"):
                cell.remove(result)
            _without(cell, "t")
        return bool(formulas)


def _without(element: etree._Element, name: str) -> None:
    if name in element.attrib:
        del element.attrib[name]


def _bytes(root: etree._Element) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def _reference(row: int, column: int) -> str:
    """「D5」 for row 4 and column 3."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _column(reference: str | None) -> int:
    number = 0
    for letter in (reference or "").replace("$", "").rstrip("0123456789").upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
