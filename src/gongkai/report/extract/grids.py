"""Rows of real tables (HTML, Word, Excel, PDF) to rows of the report.

Tables are not looked for: every row of every grid is asked whether it is a row of the
report. So a table that breaks across pages, stands inside another or has a heading row in
the middle needs no care of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.text import alike, one_space, squeeze
from gongkai.report.extract import labels
from gongkai.report.extract.figures import figure, looks_like_figure, readable
from gongkai.report.model import Extra, Figure, Origin, Row, Unsure

if TYPE_CHECKING:
    from gongkai.lib.document import Cell, Grid

_LONGEST_HEADER = 60  # characters; the note on 勾稽关系 has 36
_TABLE4 = (("行政复议", "review"), ("未经复议直接起诉", "litigation_direct"), ("复议后起诉", "litigation_after_review"))


class Tables:
    """What was found in tables so far; the loose reader adds to the same."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self.origins: dict[str, Origin] = {}
        self.unsure: list[Unsure] = []
        self.split: set[str] = set()
        self.forms: dict[str, str] = {}
        self.column_labels: dict[str, tuple[str, ...]] = {}
        self.extras: list[Extra] = []

    def has(self, table: str) -> bool:
        """True when any row of the table was found."""
        return any(key.startswith(table + ".") for key in self.rows)

    def put(self, key: str, figures: Row, label: str, source: str) -> None:
        """Keep a row that was read for certain cell by cell; what is unreadable becomes unsure."""
        if key in self.rows:
            return  # a table printed twice: the first stands
        self.rows[key] = tuple(item if readable(item) else Figure(None, item.printed) for item in figures)
        self.origins[key] = Origin(one_space(label), source)
        for index, item in enumerate(figures):
            if not readable(item):
                self.unsure.append(Unsure(f"{key}[{index}]", item.shown, "这一格不是数字"))

    def doubt(self, key: str, width: int, printed: str, why: str, label: str, source: str) -> None:
        """A row that is there but whose cells cannot be told apart."""
        if key in self.rows:
            return
        self.rows[key] = (Figure(None),) * width
        self.origins[key] = Origin(one_space(label), source)
        self.unsure.append(Unsure(key, printed, why))


class _Line(NamedTuple):
    cells: list[Cell]
    texts: list[str]


class GridReader:
    """Reads one grid after another into :class:`Tables`; remembers the header it stands under."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.header: tuple[str, ...] = ()
        self.seen3: tuple[int, ...] = ()
        self.padded3 = False  # empty cells stand before the figures of a row
        self.ragged3 = False  # the rows of the grid are not under each other
        self.wide3 = False  # the grid has a column more than the form, so that empty cells say nothing
        self.part4: list[str] = []
        self.in4 = False
        self.columns4 = False
        self.heard: list[str] = []

    def hear(self, text: str) -> None:
        """A short line between two grids: it may say which part of table four the next grid is."""
        if "诉" not in text and "复议" not in text:
            return
        bare = alike(squeeze(text))
        named = [key for word, key in _TABLE4 if word in bare]
        if len(named) == 1 and (named != ["review"] or "诉讼" not in bare):
            self.heard = named

    def read(self, grid: Grid) -> set[int]:
        """Take what the grid has; gives the numbers of its rows that belong to the report's tables."""
        taken: set[int] = set()
        self.seen3 = ()
        self.wide3, self.ragged3 = _columns_too_many(grid)
        self.padded3 = False
        for cells in grid.anchored():
            line = _Line(cells, [labels.bare(cell.text) for cell in cells])
            if self._row(grid, line) or self._header(line):
                taken.add(cells[0].row)
        return taken

    def _row(self, grid: Grid, line: _Line) -> bool:
        if self.in4 and self._row_of_four(grid, line):
            return True
        found = _label(line)
        if found is None:
            return self._part_of_four(grid, line) or self._figure_in_label(grid, line) or self._extra(grid, line)
        position, key = found
        values = line.cells[position + 1 :]
        if not all(_cell_like(cell.text) for cell in values) or not values:
            return False
        place = grid.place(line.cells[position])
        label = line.cells[position].text
        self.in4 = False
        if key.startswith("table2."):
            self._row_of_two(key, values, label, place)
        else:
            self._row_of_three(key, values, label, place)
        return True

    def _row_of_two(self, key: str, values: list[Cell], label: str, place: str) -> None:
        block = labels.BLOCK_OF[key.partition(".")[2]]
        texts = [cell.text for cell in values]
        form = self._form_of_block(block, texts)
        width = labels.block_width(block, form)
        if not width:
            return
        if width == 1 and len(set(texts)) == 1 == len(set(self.header)) and len(texts) == len(self.header):
            texts = texts[:1]  # a merged cell that a converter repeated in every column, header and all
        first = _first_cell(texts, width)
        if first is not None:
            self.tables.put(key, tuple(map(figure, texts[first : first + width])), label, place)
        else:
            why = f"应有 {width} 个数，读到 {len(texts)} 格"
            self.tables.doubt(key, width, " ".join(texts), why, label, place)

    def _form_of_block(self, block: str, texts: list[str]) -> str:
        forms = self.tables.forms
        if block not in forms:
            printed = [text for text in texts if text.strip()]
            by_header = labels.block_form(block, "".join(self.header)) if self.header else None
            form = by_header or labels.form_by_width(block, len(printed)) or next(iter(forms.values()), None)
            forms[block] = form or "2021"
            if self.header and by_header:
                self.tables.column_labels[block] = self.header
        return forms[block]

    def _row_of_three(self, key: str, values: list[Cell], label: str, place: str) -> None:
        width = 7
        self.padded3 = self.padded3 or (len(values) > width and not values[0].text.strip())
        if len(values) != width and self.seen3 and not self.ragged3:
            at = {cell.column: cell for cell in values}
            aligned = [at[column] for column in self.seen3 if column in at]
            rest = [cell for cell in values if cell.column not in self.seen3]
            if len(aligned) == width and not any(cell.text.strip() for cell in rest):
                values = aligned
        first = None if self.wide3 and len(values) > width else _first_cell([cell.text for cell in values], width)
        if first == 0 and self.padded3 and len(values) == width and not values[0].text.strip():
            first = None  # empty cells stand before the figures in other rows: this row may lack its last ones
        if first is not None:
            values = values[first : first + width]
            if all(cell.text.strip() for cell in values):
                self.seen3 = tuple(cell.column for cell in values)
            self.tables.put(key, tuple(figure(cell.text) for cell in values), label, place)
        else:
            texts = " ".join(cell.text for cell in values)
            self.tables.doubt(key, width, texts, f"应有 {width} 个数，读到 {len(values)} 格", label, place)

    def _header(self, line: _Line) -> bool:
        """Remember header cells; True when the line is one of the official header lines."""
        first = line.texts[0] if line.texts else ""
        if any(len(text) > _LONGEST_HEADER for text in line.texts):
            return False  # a paragraph in a sheet or layout table that speaks of 商业企业 is no header
        if "信息内容" in first and len(line.texts) > 1:
            self.header = tuple(one_space(cell.text) for cell in line.cells[1:] if cell.text.strip())
            return True
        joined = "".join(line.texts)
        if "结果维持" in joined or joined.startswith("行政复议") or "复议后起诉" in joined or "复议直接起诉" in joined:
            self._open_four(line)
            return True
        if not joined:
            return self.in4
        return (
            "第二十条" in joined[:6] or "勾稽关系" in joined or "申请人情况" in joined or "法人或其他组织" in joined or "商业企业" in joined
            or all(labels.canon(text) in labels.HEADERS for text in line.texts if text)
        )  # fmt: skip

    def _open_four(self, line: _Line) -> None:
        if not self.in4:
            self.in4, self.columns4, self.part4 = True, False, []
        for text in line.texts:
            bare = labels.canon(text)
            self.columns4 = self.columns4 or bare == "结果维持"
            for word, key in _TABLE4:
                if bare == word and key not in self.part4:
                    self.part4.append(key)

    def _row_of_four(self, grid: Grid, line: _Line) -> bool:
        texts = [cell.text for cell in line.cells]
        if not all(_cell_like(text) for text in texts):
            return False
        parts = self.part4 or (self.heard if len(texts) == 5 else []) or [key for _, key in _TABLE4]
        whole = self.columns4 and len(texts) == 5 * len(parts)  # right under the column labels a row may be blank
        if any(labels.canon(text) in labels.HEADERS for text in texts if text.strip()) or not (whole or any(map(figure_printed, texts))):
            return False
        place = grid.place(line.cells[0])
        width = 5 * len(parts)
        while len(texts) > width and not texts[-1].strip():
            texts.pop()
        if len(texts) != width:
            printed = [text for text in texts if text.strip()]
            texts = printed if len(printed) == width else texts
        put_four(self.tables, parts, texts, place)
        self.in4, self.heard = False, []  # the next header may open a table of its own for the lawsuits
        return True

    def _part_of_four(self, grid: Grid, line: _Line) -> bool:
        """A row 「行政复议」 with its five figures, where table four stands on its side."""
        name = labels.canon(line.texts[-6]) if self.columns4 and len(line.texts) in (6, 7) else ""
        key = dict(_TABLE4).get(name)
        texts = [cell.text for cell in line.cells[-5:]]
        if key is None or not all(map(looks_like_figure, texts)) or not any(map(str.strip, texts)):
            return False
        self.tables.put(f"table4.{key}", tuple(map(figure, texts)), name, grid.place(line.cells[-6]))
        return True

    def _figure_in_label(self, grid: Grid, line: _Line) -> bool:
        """「行政许可：124」 in one cell."""
        name, colon, number = line.texts[0].partition("：")
        key = labels.row_of(name) if colon and number and looks_like_figure(number) else None
        if key is None or not key.startswith("table2.") or any(line.texts[1:]):
            return False
        self._row_of_two(key, [line.cells[0]._replace(text=number)], name, grid.place(line.cells[0]))
        return True

    def _extra(self, grid: Grid, line: _Line) -> bool:
        """A row under a header of table two that no form has."""
        if not self.header or len(line.cells) < 2 or self.tables.has("table3"):
            return False
        label, *values = line.cells
        numbers = [cell.text for cell in values]
        if not label.text.strip() or looks_like_figure(label.text) or labels.canon(label.text) in labels.HEADERS:
            return False
        if len(label.text) > 40 or "第二十条" in line.texts[0] or "信息内容" in line.texts[0]:
            return False
        if not any(text.strip() for text in numbers) or not all(looks_like_figure(text) for text in numbers):
            return False
        self.tables.extras.append(Extra("table2", one_space(label.text), tuple(map(str.strip, numbers)), grid.place(label)))
        return True


def _columns_too_many(grid: Grid) -> tuple[bool, bool]:
    """Whether rows have a column more than the form (eight figures, or a head 小计), and whether full rows begin at different columns."""
    figures: dict[int, list[int]] = {}
    for cell in grid.cells:
        if cell.text.strip().isdecimal():
            figures.setdefault(cell.row, []).append(cell.column)
        elif len(cell.text) < 12 and squeeze(cell.text).endswith("小计"):
            return True, True
    counts = [len(columns) for columns in figures.values()]
    return counts.count(8) > 1, len({columns[0] for columns in figures.values() if len(columns) == 7}) > 1


def _first_cell(texts: list[str], width: int) -> int | None:
    """Where the row's own cells begin among empty ones that merged cells left; None when nobody can tell."""
    spare = len(texts) - width
    if spare <= 0:
        return None if spare else 0
    printed = [index for index, text in enumerate(texts) if text.strip()]
    before = printed[0] if printed else 0
    behind = len(texts) - 1 - printed[-1] if printed else len(texts)
    if not before and behind >= spare:
        return 0
    if not behind and before >= spare:
        return spare
    return before if before + behind == spare else None


def put_four(tables: Tables, parts: list[str], texts: list[str], place: str) -> None:
    """The one row of table four, cut into its blocks of five."""
    for index, key in enumerate(parts):
        name = f"table4.{key}"
        if len(texts) == 5 * len(parts):
            tables.put(name, tuple(map(figure, texts[5 * index : 5 * index + 5])), "", place)
        else:
            tables.doubt(name, 5, " ".join(texts), f"应有 {5 * len(parts)} 个数，读到 {len(texts)} 格", "", place)


def figure_printed(text: str) -> bool:
    """True for a cell that has something in it that can be a figure."""
    return bool(text.strip()) and looks_like_figure(text)


def _cell_like(text: str) -> bool:
    """Short enough for a figure cell and free of sentences: what is not a number is kept as unsure."""
    return len(text) <= 16 and "。" not in text


def _label(line: _Line) -> tuple[int, str] | None:
    """The rightmost cell that is the label of a row, left of the first figure."""
    best: tuple[int, str] | None = None
    for position, text in enumerate(line.texts):
        if not text:
            continue
        if text[0].isdigit() and looks_like_figure(text):
            break
        key = labels.row_of(text)
        if key is not None:
            best = (position, key)
    if best is None and len(line.texts) >= 8:
        for position, text in enumerate(line.texts[:3]):
            if not any(map(figure_printed, line.texts[position + 1 :])):
                break  # 「自然人、法人或其他组织、总计」 above the columns
            if labels.canon(text) in ("3.其他", "其他"):
                return position, "table3.other.rest"
            if labels.canon(text) in ("（七）总计", "总计"):
                return position, "table3.total"
    return best
