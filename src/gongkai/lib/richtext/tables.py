"""Tables made square: every cell inside, none over another, no row and no column in which nothing begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib import limits
from gongkai.lib.errors import UnusableInput
from gongkai.lib.richtext.tree import Cell, Para, Table, leading, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongkai.lib.richtext.notes import Notes
    from gongkai.lib.richtext.tree import Block, Inlines

# First words of a row that names columns.
_COLUMN_WORDS = frozenset("序号 编号 项目 名称 单位 类别 事项 指标 时间 日期 年份 年度 地区 部门 姓名 内容 阶段 档次".split())
_NAME_LENGTH = 20


class _Placed(NamedTuple):
    cell: Cell
    row: int
    column: int
    high: int
    wide: int


def table(rows: Sequence[Sequence[Cell]], head: int, caption: Inlines = ()) -> Table | None:
    """The table as it can be written; None when no cell is there. The first ``head`` rows are said to be its head.

    Raises:
        UnusableInput: it covers more squares than any table of an office.
    """
    squared = _squared(rows)
    if not squared:
        return None
    if head:
        squared = [[cell._replace(header=True) for cell in row] if number < head else row for number, row in enumerate(squared)]
    if not any(cell.header for row in squared for cell in row) and _names_columns(squared):
        squared[0] = [cell._replace(header=True) for cell in squared[0]]
    squared = [[cell._replace(look="") if cell.header else cell for cell in row] for row in squared]
    return Table(tuple(map(tuple, squared)), _head(squared), caption)


def opened(rows: Sequence[Sequence[Cell]], head: int, caption: Inlines, notes: Notes) -> list[Block]:
    """The table as a block, or what stands in one that only sets the page: one with a table in it, one of a single cell."""
    nested = any(isinstance(block, Table) for row in rows for cell in row for block in cell.blocks)
    made = None if nested else table(rows, head, caption)
    if made is not None and not (len(made.rows) == 1 and len(made.rows[0]) == 1):
        return [made]
    if any(rows):
        notes.add("layout")
    above: list[Block] = [Para(caption)] if caption else []
    return above + [block for row in rows for cell in row for block in cell.blocks]


def _head(rows: Sequence[Sequence[Cell]]) -> int:
    """The rows of the head: header cells only, none of which reaches into the body."""
    most = min(leading(rows), len(rows) - 1)
    reach = good = 0
    for number, row in enumerate(rows[:most]):
        reach = max(reach, *(number + cell.rows for cell in row))
        if reach == number + 1:
            good = number + 1
    return good


def _names_columns(rows: Sequence[Sequence[Cell]]) -> bool:
    """True when a first row without header cells is plainly one: all bold, or it begins like one."""
    if len(rows) < 2 or len(rows[0]) < 2 or any(cell.rows > 1 for cell in rows[0]):
        return False
    texts = [" ".join(lines(cell.blocks)).strip() for cell in rows[0]]
    if not all(texts) or any(len(text) > _NAME_LENGTH for text in texts):
        return False
    return texts[0].replace("\u3000", "").replace(" ", "") in _COLUMN_WORDS or all(_is_bold(cell.blocks) for cell in rows[0])


def _is_bold(blocks: Iterable[Block]) -> bool:
    return all(
        isinstance(block, Para)
        and all("strong" in getattr(each, "marks", ()) or not getattr(each, "text", "").strip() for each in block.inlines)
        for block in blocks
    )


def _squared(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    placed = _lay(rows)
    if not placed:
        return []
    row_at = {row: at for at, row in enumerate(sorted({each.row for each in placed}))}
    column_at = {column: at for at, column in enumerate(sorted({each.column for each in placed}))}
    if len(row_at) * len(column_at) > limits.CELLS:
        raise _too_large()
    covered: set[tuple[int, int]] = set()
    made: list[list[tuple[int, Cell]]] = [[] for _ in row_at]
    for cell, row, column, high, wide in placed:
        top, left = row_at[row], column_at[column]
        down = [row_at[at] for at in range(row, row + high) if at in row_at]
        along = [column_at[at] for at in range(column, column + wide) if at in column_at]
        covered.update((y, x) for y in down for x in along)
        made[top].append((left, cell._replace(rows=len(down), columns=len(along))))
    for y, cells in enumerate(made):
        cells.extend((x, Cell()) for x in range(len(column_at)) if (y, x) not in covered)
        cells.sort(key=lambda each: each[0])
    return [[cell for _, cell in cells] for cells in made]


def _lay(rows: Sequence[Sequence[Cell]]) -> list[_Placed]:
    """Every cell with its place; spans cut where they would leave the table or run into a cell from above."""
    taken: dict[int, int] = {}
    placed = []
    squares = 0
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while taken.get(column, 0) > number:
                column += 1
            high = max(1, min(cell.rows, len(rows) - number, limits.SPAN))
            wide = 1
            while wide < min(cell.columns, limits.SPAN) and taken.get(column + wide, 0) <= number:
                wide += 1
            squares += high * wide
            if squares > limits.CELLS:
                raise _too_large()
            placed.append(_Placed(cell, number, column, high, wide))
            for at in range(column, column + wide):
                taken[at] = number + high
            column += wide
    return placed


def _too_large() -> UnusableInput:
    return UnusableInput(f"表格超过 {limits.CELLS} 个单元格", "请把它作为表格文件（.xlsx）附在后面，正文里不放")
