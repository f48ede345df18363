"""Word documents (.docx): paragraphs and tables straight from word/document.xml.

One walk over the tree, start and end of the few elements that matter. What wraps text without
changing it (content controls, links, insertions) needs no care that way; what is not part of the
text as it stands (deletions, the second copy of a text box, old properties) is left out whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from gongkai.lib import limits
from gongkai.lib.archive import Archive, custom_properties, whole
from gongkai.lib.document import Block, Cell, Document, Grid, Paragraph
from gongkai.lib.docx_numbers import Numbers
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Callable

    _Start = Callable[[etree._Element], bool | None]

_SPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = ("del", "moveFrom", "rt", "pPrChange", "rPrChange", "tcPrChange", "tblPrChange", "trPrChange", "tblPrExChange")
# Signs that Word keeps as a number in a picture font (Wingdings, Symbol).
_SIGNS = {"F0FC": "√", "F0FE": "☑", "F0A8": "□", "F06F": "□", "F052": "☑", "F0A7": "▪", "F0D7": "×", "F0B4": "×", "F0B7": "·", "F06C": "●"}
# A table of one column whose cells run longer than this sets the page, it is no table.
_PROSE = 60

_Piece = str | Grid


def read(data: bytes) -> Document:
    """The paragraphs and tables of a .docx file, in order. Raises UnusableInput for anything unusable."""
    with whole("Word 文档"):
        archive = Archive(data)
        root = archive.tree(main_part(archive))
        space = next((space for space in _SPACES if root.tag.startswith(space)), None)
        if space is None:
            raise UnusableInput("不是 Word 文档的正文", "请用 Word 或 WPS 打开后另存为 .docx 再试")
        pieces = _Walk(space, _numbers(archive, root, space)).pieces(root)
        return Document("docx", _blocks(pieces), properties=custom_properties(archive))


def main_part(archive: Archive) -> str:
    """The name of the part with the text; nearly always word/document.xml. KeyError when there is none."""
    name = "word/document.xml"
    if name in archive:
        return name
    for other in archive.names():
        if other.startswith("word/document") and other.endswith(".xml"):
            return other
    raise KeyError(name)


def _numbers(archive: Archive, root: etree._Element, space: str) -> Numbers | None:
    """The automatic numbers; None when no paragraph can have one."""
    if "word/numbering.xml" not in archive:
        return None
    direct = next(root.iter(space + "numPr"), None) is not None
    styled = "word/styles.xml" in archive and next(root.iter(space + "pStyle"), None) is not None
    if not (direct or styled):
        return None
    styles = None
    if styled and b"numPr" in (part := archive.read("word/styles.xml")):
        styles = archive.parsed(part, "word/styles.xml")
    if not direct and styles is None:
        return None
    return Numbers(space, archive.tree("word/numbering.xml"), styles)


def _blocks(pieces: list[_Piece]) -> tuple[Block, ...]:
    """Blocks with their sources: 「第 3 段」, 「表格 2」."""
    blocks: list[Block] = []
    paragraphs = tables = 0
    for piece in pieces:
        if isinstance(piece, str):
            paragraphs += 1
            blocks.append(Paragraph(piece, f"第 {paragraphs} 段"))
        else:
            tables += 1
            blocks.append(piece._replace(source=f"表格 {tables}"))
    return tuple(blocks)


class _CellFrame:
    """A table cell while it is read."""

    __slots__ = ("merge", "pieces", "sideways", "wide")

    def __init__(self) -> None:
        self.pieces: list[_Piece] = []
        self.wide = 1
        self.merge = ""  # of rows: "" none, "restart", "continue"
        self.sideways = False  # continues the cell to its left


class _TableFrame:
    """A table while it is read: rows of cells, and for each row the columns left out before it."""

    __slots__ = ("dropped", "nested", "rows", "skipped")

    def __init__(self) -> None:
        self.rows: list[list[_CellFrame]] = []
        self.skipped: list[int] = []
        self.dropped = False
        self.nested = False


class _Walk:
    """The state of one walk. ``space`` is the word namespace in braces."""

    def __init__(self, space: str, numbers: Numbers | None) -> None:
        self._space = space
        self._value = space + "val"
        self._numbers = numbers
        self._containers: list[list[_Piece]] = [[]]
        self._tables: list[_TableFrame] = []
        self._cells: list[_CellFrame] = []
        self._outer: list[tuple[list[str], list[str | None], list[_Piece]]] = []
        self._text: list[str] = []
        self._mark: list[str | None] = [None, None, None]  # list, level, style of the open paragraph
        self._boxes: list[_Piece] = []
        self._count = 0
        self._starts = self._start_table()
        self._ends = {
            space + "p": self._end_paragraph,
            space + "tc": self._end_cell,
            space + "tr": self._end_row,
            space + "tbl": self._end_table,
            space + "txbxContent": self._end_box,
        }

    def _start_table(self) -> dict[str, _Start]:
        """What to do at the start of an element; True means: leave out all that is in it."""
        space = self._space
        starts: dict[str, _Start] = {
            space + "p": self._start_paragraph,
            space + "tc": self._start_cell,
            space + "gridSpan": self._span,
            space + "vMerge": self._merge,
            space + "hMerge": self._merge_sideways,
            space + "tr": self._start_row,
            space + "gridBefore": self._row_gap,
            space + "tbl": self._start_grid,
            space + "tab": self._tab,
            space + "ptab": self._tab,
            space + "br": self._new_line,
            space + "cr": self._new_line,
            space + "noBreakHyphen": self._hyphen,
            space + "sym": self._sign,
            space + "txbxContent": self._start_box,
            _ALTERNATIVE + "Fallback": lambda element: element.getprevious() is not None,
        }
        if self._numbers is not None:
            starts[space + "numPr"] = self._list
            starts[space + "pStyle"] = self._style
        starts |= {space + name: self._left_out for name in _SKIPPED}
        return starts

    def pieces(self, root: etree._Element) -> list[_Piece]:
        """Everything under ``root``, in order."""
        starts, ends = self._starts, self._ends
        text_tag = self._space + "t"
        walk = etree.iterwalk(root, events=("start", "end"), tag=(text_tag, *starts))
        for event, element in walk:
            tag = element.tag
            if event == "start":
                if tag == text_tag:  # half of all; worth the shortcut
                    if element.text:
                        self._text.append(element.text)
                elif starts[tag](element):
                    walk.skip_subtree()
            elif tag in ends:
                ends[tag]()
        return self._containers[0]

    def _new_line(self, _: etree._Element) -> None:
        self._text.append("\n")

    def _hyphen(self, _: etree._Element) -> None:
        self._text.append("-")

    def _tab(self, element: etree._Element) -> None:
        # Tab stops of the paragraph have the same name, with a position.
        if element.get(self._space + "pos") is None:
            self._text.append("\t")

    def _sign(self, element: etree._Element) -> None:
        code = (element.get(self._space + "char") or "").upper()
        if code in _SIGNS:
            self._text.append(_SIGNS[code])
        elif len(code) == 4 and not code.startswith(("F0", "E", "D", "0")):
            self._text.append(chr(int(code, 16)))

    def _left_out(self, element: etree._Element) -> bool:
        parent = element.getparent()
        if parent is not None and parent.tag == self._space + "trPr" and self._tables and element.tag == self._space + "del":
            self._tables[-1].dropped = True
        return True

    def _style(self, element: etree._Element) -> None:
        self._mark[2] = element.get(self._value)

    def _list(self, element: etree._Element) -> bool:
        for child in element:
            if child.tag == self._space + "numId":
                self._mark[0] = child.get(self._value)
            elif child.tag == self._space + "ilvl":
                self._mark[1] = child.get(self._value)
        return True

    def _start_paragraph(self, _: etree._Element) -> None:
        self._outer.append((self._text, self._mark, self._boxes))
        self._text, self._mark, self._boxes = [], [None, None, None], []

    def _end_paragraph(self) -> None:
        text = "".join(self._text).strip()
        if self._numbers is not None and (self._mark[0] or self._mark[2]):
            number = self._numbers.number(*self._mark)
            text = number + text if text else ""
        container = self._containers[-1]
        if text:
            container.append(text)
        container.extend(self._boxes)
        self._text, self._mark, self._boxes = self._outer.pop()

    def _start_box(self, _: etree._Element) -> None:
        self._containers.append([])

    def _end_box(self) -> None:
        self._boxes.extend(self._containers.pop())

    def _start_grid(self, _: etree._Element) -> None:
        self._tables.append(_TableFrame())

    def _start_row(self, _: etree._Element) -> None:
        table = self._tables[-1]
        table.rows.append([])
        table.skipped.append(0)
        table.dropped = False

    def _end_row(self) -> None:
        table = self._tables[-1]
        if table.dropped:
            table.rows.pop()
            table.skipped.pop()
            table.dropped = False

    def _row_gap(self, element: etree._Element) -> None:
        self._tables[-1].skipped[-1] = self._number(element, 0)

    def _start_cell(self, _: etree._Element) -> None:
        self._count += 1
        if self._count > limits.CELLS:
            raise UnusableInput(f"表格超过 {limits.CELLS} 个单元格", "请确认这是一份年度报告")
        cell = _CellFrame()
        self._tables[-1].rows[-1].append(cell)
        self._cells.append(cell)
        self._containers.append(cell.pieces)

    def _end_cell(self) -> None:
        self._cells.pop()
        self._containers.pop()

    def _span(self, element: etree._Element) -> None:
        self._cells[-1].wide = max(1, self._number(element, 1))

    def _merge(self, element: etree._Element) -> None:
        self._cells[-1].merge = "restart" if element.get(self._value) == "restart" else "continue"

    def _merge_sideways(self, element: etree._Element) -> None:
        self._cells[-1].sideways = element.get(self._value) != "restart"

    def _number(self, element: etree._Element, otherwise: int) -> int:
        text = element.get(self._value) or ""
        number = int(text) if text.isdecimal() and len(text) < 8 else otherwise
        if number > limits.SPAN:
            raise UnusableInput(f"表格单元格合并超过 {limits.SPAN} 列", "请用 Word 或 WPS 打开后另存一份再试")
        return number

    def _end_table(self) -> None:
        table = self._tables.pop()
        self._containers[-1].extend(_table_pieces(table))
        if self._tables:
            self._tables[-1].nested = True


def _table_pieces(table: _TableFrame) -> list[_Piece]:
    """A table as a grid, followed by the tables within it; a table that only sets the page as what stands in it."""
    inner = []
    if table.nested:
        inner = [row for row in table.rows if any(isinstance(piece, Grid) for cell in row for piece in cell.pieces)]
    if _sets_page(table, inner):
        return [piece for row in table.rows for cell in row for piece in cell.pieces]
    nested = [piece for row in inner for cell in row for piece in cell.pieces if isinstance(piece, Grid)]
    cells = tuple(_placed(table))
    return [Grid(cells), *nested] if cells else list(nested)


def _sets_page(table: _TableFrame, inner: list[list[_CellFrame]]) -> bool:
    """``inner``: the rows that hold a table."""
    if all(len(row) <= 1 for row in table.rows):
        if len(table.rows) == 1 or inner:
            return True
        return any(len(piece) > _PROSE for row in table.rows for cell in row for piece in cell.pieces if isinstance(piece, str))
    return bool(inner) and all(sum(1 for cell in row if cell.pieces) == 1 for row in inner)


def _placed(table: _TableFrame) -> list[Cell]:
    """Cells with place and extent. A continued cell belongs to the one above it that covers the same column."""
    cells: list[Cell] = []
    open_above: dict[int, int] = {}  # column -> index in cells of the merged cell that may go on
    for row_number, (row, column) in enumerate(zip(table.rows, table.skipped, strict=True)):
        going_on: dict[int, int] = {}
        for frame in row:
            if frame.sideways and cells and cells[-1].row == row_number:
                cells[-1] = cells[-1]._replace(columns=cells[-1].columns + frame.wide)
            elif frame.merge == "continue" and column in open_above:
                index = open_above[column]
                cells[index] = _longer(cells[index], frame, row_number)
                going_on[column] = index
            else:
                cells.append(Cell(_cell_text(frame), row_number, column, 1, frame.wide))
                if frame.merge:
                    going_on[column] = len(cells) - 1
            column += frame.wide
        open_above = going_on
    return cells


def _longer(cell: Cell, frame: _CellFrame, row_number: int) -> Cell:
    text = _cell_text(frame)
    return cell._replace(rows=row_number - cell.row + 1, text=f"{cell.text}\n{text}".strip() if text else cell.text)


def _cell_text(frame: _CellFrame) -> str:
    if len(frame.pieces) == 1 and isinstance(frame.pieces[0], str):
        return frame.pieces[0]
    return "\n".join(piece for piece in frame.pieces if isinstance(piece, str))
