"""填报对照表: every figure of a report with its labels, cell by cell, beside that of last year."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.report.forms import FORMS
from gongkai.report.layout import edition_of
from gongkai.report.merged.parts import cells_of, figures_of
from gongkai.report.model import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.report.forms import Form, FormRow
    from gongkai.report.model import Report


class Compared(NamedTuple):
    """One cell: table (``table3``), the label over a group of rows, row, column, name (``table3.new[0]``), figure, last year's figure.

    ``figure`` has no value and nothing printed where the report lacks the row; ``previous`` is None where
    last year's report has no cell that means the same (another form, no such row, no report).
    """

    table: str
    group: str
    label: str
    column: str
    cell: str
    figure: Figure
    previous: Figure | None


def comparison(report: Report, previous: Report | None = None, *, order: Iterable[str] | None = None) -> list[Compared]:
    """All cells of the report's form in the order of the official tables, or those of ``order`` in that order.

    ``order`` is what :func:`gongkai.report.writers.template_xlsx.order_of` finds in a superior's Excel; names
    that no form has are left out. That ``previous`` is last year's report of the same organ is the caller's care.
    """
    edition = edition_of(report)
    names = [cell for cell, _, _ in cells_of(edition)] if order is None else order
    return [found for name in names if (found := _compared(name, report, previous, edition)) is not None]


def _compared(name: str, report: Report, previous: Report | None, edition: Form) -> Compared | None:
    row, _, index = name.partition("[")
    place = int(index.rstrip("]")) if index.rstrip("]").isdecimal() else -1
    form = next((form for form in (edition, *FORMS.values()) if 0 <= place < form.width(row)), None)
    entry = form.row_of(row) if form else None
    if form is None or entry is None:
        return None
    figure = _figure(report, form, row, place) or Figure(None)
    before = _figure(previous, form, row, place) if previous is not None else None
    return Compared(row.partition(".")[0], _group(form, row, entry), entry.label, form.column_label(row, place), name, figure, before)


def _group(form: Form, row: str, entry: FormRow) -> str:
    """What stands over the row: the item of Article 20 of a block, 「（三）不予公开」, 「行政诉讼」."""
    block = form.block_of(row.partition(".")[2]) if row.startswith("table2.") else None
    return block.item if block else entry.group


def _figure(report: Report, form: Form, row: str, place: int) -> Figure | None:
    """The report's figure in a cell of this form; None when what it has there means something else."""
    block = form.block_of(row.partition(".")[2]) if row.startswith("table2.") else None
    if block is not None and report.table2_forms.get(block.key, report.form) not in (None, form.name):
        return None
    figures = figures_of(report, form, row)
    return figures[place] if figures is not None and len(figures) == form.width(row) else None
