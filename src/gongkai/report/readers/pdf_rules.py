"""Tables on a PDF page from the lines that are drawn around their cells.

All coordinates are points from the upper left corner of the page as it is shown, y downwards.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

# Lines this close are one line (double borders, rounding), ends this far apart still meet.
_SNAP = 2.5
_REACH = 3.5
# More lines than this, after joining, are a drawing; the longest table of the form has 40 lying and 16 standing on a page.
_MOST = 600
_SQUARES = 10_000
_LEAST = 6.0  # a shorter line is an underline of one sign or a speck


class Rule(NamedTuple):
    """A straight line: at ``at`` (y when it lies, x when it stands), from ``start`` to ``end``."""

    at: float
    start: float
    end: float


class Ruled(NamedTuple):
    """A ruled table: the positions of its column and row edges and its cells ``(row, column, rows, columns)``."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, int, int, int], ...]

    def square(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of the point; None outside the table."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        return row, min(bisect_right(self.xs, x), len(self.xs) - 1) - 1


def find_tables(lying: list[Rule], standing: list[Rule]) -> list[Ruled]:
    """The tables of a page, from top to bottom. A single frame around text is no table."""
    lying, standing = merged(lying), merged(standing)
    tables: list[Ruled] = []
    if len(lying) > _MOST or len(standing) > _MOST:
        return tables
    for rows, columns in _connected(lying, standing):
        table = _table(rows, columns)
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda table: (table.ys[0], table.xs[0]))


def merged(rules: list[Rule]) -> list[Rule]:
    """Lines on one another or end to end as one line; specks left out."""
    levels: list[list[Rule]] = []
    for rule in sorted(rules):
        if levels and rule.at - levels[-1][0].at <= _SNAP:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    result = []
    for level in levels:
        at = sum(rule.at for rule in level) / len(level)
        start, end = 0.0, -1.0
        for rule in sorted(level, key=lambda rule: rule.start):
            if end < start or rule.start > end + _REACH:
                if end - start >= _LEAST:
                    result.append(Rule(at, start, end))
                start, end = rule.start, rule.end
            else:
                end = max(end, rule.end)
        if end - start >= _LEAST:
            result.append(Rule(at, start, end))
    return result


def _connected(lying: list[Rule], standing: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of lines that cross or meet."""
    parents = list(range(len(lying) + len(standing)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    for number, row in enumerate(lying):
        for other, column in enumerate(standing, len(lying)):
            if row.start - _REACH <= column.at <= row.end + _REACH and column.start - _REACH <= row.at <= column.end + _REACH:
                parents[root(number)] = root(other)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index in range(len(parents)):
        rows, columns = groups.setdefault(root(index), ([], []))
        if index < len(lying):
            rows.append(lying[index])
        else:
            columns.append(standing[index - len(lying)])
    return list(groups.values())


def _edges(rules: list[Rule], low: float, high: float) -> list[float]:
    """Positions of the lines, with the open ends of the crossing ones: some tables have no outer border."""
    positions: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not positions or at - positions[-1] > _SNAP:
            positions.append(at)
    if positions and positions[0] - low > 2 * _REACH:
        positions.insert(0, low)
    if positions and high - positions[-1] > 2 * _REACH:
        positions.append(high)
    return positions


def _table(lying: list[Rule], standing: list[Rule]) -> Ruled | None:
    if len(lying) < 2 or not standing:
        return None
    xs = _edges(standing, min(rule.start for rule in lying), max(rule.end for rule in lying))
    ys = _edges(lying, min(rule.start for rule in standing), max(rule.end for rule in standing))
    if len(xs) < 2 or len(ys) < 2 or not 6 <= len(xs) * len(ys) <= _SQUARES:
        return None
    right = [[_covered(standing, xs[column + 1], ys[row], ys[row + 1]) for column in range(len(xs) - 2)] for row in range(len(ys) - 1)]
    below = [[_covered(lying, ys[row + 1], xs[column], xs[column + 1]) for column in range(len(xs) - 1)] for row in range(len(ys) - 2)]
    return Ruled(tuple(xs), tuple(ys), tuple(_rectangles(right, below, len(ys) - 1, len(xs) - 1)))


def _covered(rules: list[Rule], at: float, start: float, end: float) -> bool:
    middle = (start + end) / 2
    return any(abs(rule.at - at) <= _SNAP and rule.start - 1 <= middle <= rule.end + 1 for rule in rules)


def _rectangles(right: list[list[bool]], below: list[list[bool]], rows: int, columns: int) -> list[tuple[int, int, int, int]]:
    """Squares without a line between them as one cell; cells never overlap."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            wide = 1
            while column + wide < columns and not right[row][column + wide - 1] and (row, column + wide) not in taken:
                wide += 1
            high = 1
            while row + high < rows and not any(below[row + high - 1][column : column + wide]):
                if any(right[row + high][column : column + wide - 1]):
                    break
                high += 1
            taken.update((row + down, column + along) for down in range(high) for along in range(wide))
            cells.append((row, column, high, wide))
    return cells
