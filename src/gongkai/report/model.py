"""An annual report after reading: sections, figures, and what stayed unsure.

Rows are named by table and key, ``table3.granted``; the keys are those of the
contract and of :mod:`gongkai.report.forms`. A row that the document does not have is
absent from ``rows``; a row that is there has its full length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.report.forms.base import Form

Value = int | float | str | None
# What mending prints where only a person knows the figure. Its value is None, never 0.
TO_FILL = "待填"


class Figure(NamedTuple):
    """One cell. ``value`` None means blank, "/", not applicable or unreadable: never zero.

    A text value is an amount with its unit (「251000元」). ``printed`` keeps what stood in
    the cell where that is not simply the value; None when nothing was recorded.
    """

    value: Value
    printed: str | None = None

    @property
    def shown(self) -> str:
        """What a reader of the document saw."""
        if self.printed is not None:
            return self.printed
        return "" if self.value is None else str(self.value)


Row = tuple[Figure, ...]


class Unsure(NamedTuple):
    """A cell (``table2.fees[0]``) or row (``table2.fees``) that cannot be read with certainty."""

    where: str
    printed: str
    why: str


class Origin(NamedTuple):
    """How a row stood in the document: its label as printed, and the place in words."""

    label: str
    source: str = ""


class Heading(NamedTuple):
    """A section heading as printed, its number and where it begins in :attr:`Report.text`."""

    section: str
    printed: str
    number: str
    start: int


class Extra(NamedTuple):
    """A table row with figures that no official form has (「其他主动公开文件」)."""

    table: str
    label: str
    printed: tuple[str, ...]
    source: str = ""


class Report(NamedTuple):
    """A whole annual report. Never changed after it is made; ``_replace`` gives another.

    ``sections`` has the prose of ``preamble`` ``overview`` ``problems`` ``other`` (1st, 5th
    and 6th part, and what stands before them) and, kept apart from the contract's JSON in
    ``notes``, the sentences printed around the tables of parts two to four.
    """

    title: str | None
    organ: str | None
    year: int | None
    form: str | None
    cited_form: str | None
    table2_forms: Mapping[str, str]
    sections: Mapping[str, str]
    rows: Mapping[str, Row]
    unsure: tuple[Unsure, ...] = ()
    # The rest is how the document looked; a report from JSON has none of it.
    split: frozenset[str] = frozenset()
    origins: Mapping[str, Origin] = {}
    headings: tuple[Heading, ...] = ()
    column_labels: Mapping[str, tuple[str, ...]] = {}
    extras: tuple[Extra, ...] = ()
    notes: Mapping[str, str] = {}
    title_lines: tuple[str, ...] = ()
    metadata: Mapping[str, str] = {}
    text: str = ""
    kind: str = "json"

    def value(self, row: str, index: int) -> Value:
        """The value of one cell; None when the row is absent or the cell unknown."""
        figures = self.rows.get(row)
        return figures[index].value if figures else None

    def number(self, row: str, index: int) -> int | float | None:
        """The value of one cell when it is a number."""
        value = self.value(row, index)
        return value if isinstance(value, (int, float)) else None

    def doubted(self, row: str) -> bool:
        """True when the row, or a cell of it, stands in ``unsure`` or was split from glued digits."""
        return row in self.split or any(item.where == row or item.where.startswith(row + "[") for item in self.unsure)


def in_form(form: Form, *, organ: str, year: int, rows: Mapping[str, Row], unsure: tuple[Unsure, ...] = ()) -> Report:
    """A report of our own making: under its official title, all in the one form, with these rows and no prose yet."""
    return Report(
        title=f"{organ}{year}年政府信息公开工作年度报告", organ=organ, year=year, form=form.name, cited_form=form.name,
        table2_forms={block.key: form.name for block in form.blocks}, sections={}, rows=rows, unsure=unsure,
    )  # fmt: skip
