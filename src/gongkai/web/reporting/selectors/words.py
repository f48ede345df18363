"""Cells in words: 「三（三）不予公开 1.属于国家秘密 · 自然人」."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.report.forms import form_of
from gongkai.report.narrative.catalogue import GROUPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.report.model import Report
    from gongkai.report.tally import Problem

_TABLES = {"table2": "表二", "table3": "表三", "table4": "表四"}
# Counts of the first part, by the cells under which they are declared.
_COUNTS = {f"narrative.{entry.key}": entry.label for entries in GROUPS.values() for entry in entries}


def cell_words(report: Report, cells: Sequence[str]) -> str:
    """Cells as the form prints them, with 、 between; a row alone is its label, a count of the first part what is counted.

    The name itself of one that the form does not have.
    """
    return "、".join(_one(report, cell) for cell in cells)


def problem_words(report: Report, problem: Problem) -> str:
    """What keeps a figure from being known, with the cells it concerns in front."""
    return f"{cell_words(report, problem.cells)}：{problem.words}" if problem.cells else problem.words


def _one(report: Report, cell: str) -> str:
    if cell in _COUNTS:
        return _COUNTS[cell]
    form = form_of(report.form)
    row, _, index = cell.partition("[")
    entry = form.row_of(row) if form else None
    if form is None or entry is None:
        return cell
    words = f"{_TABLES[row.partition('.')[0]]}“{entry.group}{entry.label}”"
    return f"{words}的“{form.column_label(row, int(index.rstrip(']')))}”" if index else words
