"""What a rule may look at: the report, last year's, the form the year requires, texts made alike."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.text import alike
from gongkai.report.forms import form_of, required_form
from gongkai.report.organ import STREET, TOWN, kind_of

if TYPE_CHECKING:
    from gongkai.report.forms.base import Form, FormRow
    from gongkai.report.model import Report, Row

PROSE = ("preamble", "overview", "problems", "other")


class Neighbour(NamedTuple):
    """Another report of the same call, for text that two organs share."""

    file: str
    report: Report


class Context:
    """One report under check. Everything derived is computed once, when first asked for.

    ``year`` and ``organ`` given by the caller stand over what the document says.
    """

    def __init__(
        self,
        report: Report,
        *,
        previous: Report | None = None,
        year: int | None = None,
        organ: str | None = None,
        neighbours: tuple[Neighbour, ...] = (),
    ) -> None:
        self.report = report
        self.previous = previous
        self.neighbours = neighbours
        self.given_year = year
        self.given_organ = organ
        self.year = year if year is not None else report.year
        self.organ = organ if organ is not None else report.organ
        self._texts: dict[str, str] = {}
        # Figures of a table as numbers, made once for all sum rules (rules/sums.py).
        self.labels: list[tuple[str, str, FormRow]] | None = None  # labels as printed with the official row (rules/labels.py)
        self.numbers: dict[str, dict[str, list[int | float | None]]] = {}

    @cached_property
    def required(self) -> Form | None:
        """The form that the year requires; where the year is unknown, the form the tables have."""
        return required_form(self.year) if self.year is not None else form_of(self.report.form)

    @cached_property
    def edition(self) -> str:
        """Which edition's rules apply: "2021", "2019", or "old" for a report before 2019."""
        if self.required is not None:
            return self.required.name
        return "old" if self.year is not None and self.year < 2019 else "2021"

    @cached_property
    def form(self) -> Form | None:
        """The form that the tables have; None when the report has no tables."""
        return form_of(self.report.form)

    @cached_property
    def kind(self) -> str:
        """What sort of organ reports: see :mod:`gongkai.report.organ`."""
        return kind_of(self.organ or "", self.everything)

    @property
    def is_town(self) -> bool:
        """A town or street, the lowest level."""
        return self.kind in (TOWN, STREET)

    def raw(self, part: str) -> str:
        """The part's words as printed; "" when the document does not have the part."""
        report = self.report
        if part == "title":
            return report.title or ""
        if part == "document":
            return report.text
        return report.sections.get(part, "") if part in PROSE else report.notes.get(part, "")

    def text(self, part: str) -> str:
        """The part's words made alike (``lib.text.alike``): same length, same offsets as :meth:`raw`."""
        if part not in self._texts:
            self._texts[part] = alike(self.raw(part))
        return self._texts[part]

    @cached_property
    def everything(self) -> str:
        """All prose one after the other, made alike, for questions of presence only."""
        return "\n".join(self.text(part) for part in ("title", *PROSE, "table2", "table3", "table4"))

    def row(self, key: str) -> Row | None:
        """The figures of a row, None when the document does not have it."""
        return self.report.rows.get(key)

    def column_label(self, row: str, index: int) -> str:
        """The label over a cell, in the form that its block has."""
        table, _, key = row.partition(".")
        form = self.form
        if table == "table2":
            for block_key, name in self.report.table2_forms.items():
                block_form = form_of(name)
                block = block_form.block_of(key) if block_form else None
                if block is not None and block.key == block_key:
                    return block.columns[index].label if index < len(block.columns) else ""
        form = form or self.required
        if form is None or index >= form.width(row):
            return ""
        return form.column_label(row, index)
