"""上年结转: what last year's report carried out, beside what the record carries in, column by column, with the cases (格式2021#三)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.report.tally import CARRIED_IN, CARRIED_OUT, COLUMNS, year_form
from gongkai.web.reporting.selectors import figures
from gongkai.web.reporting.selectors.past import held_of, surely

if TYPE_CHECKING:
    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.selectors.figures import Behind
    from gongkai.web.reporting.selectors.past import Held


class Column(NamedTuple):
    """A column of table three, the sum last. ``reported``: carried out by last year's report, None where it does not surely say so;
    ``printed`` what stands there then. ``counted``: carried in by the record, which is ``cases``.
    """

    label: str
    reported: int | None
    printed: str
    counted: int
    cases: tuple[Behind, ...]

    @property
    def difference(self) -> int | None:
        """How many more the record carries in; negative for fewer, None where last year's figure is unknown."""
        return None if self.reported is None else self.counted - self.reported

    @property
    def fewer(self) -> int:
        """How many fewer the record carries in; 0 where it does not."""
        return max(0, -(self.difference or 0))


class Reconciled(NamedTuple):
    """The comparison for the report of ``year``. ``before`` is last year's report, None where there is none."""

    year: int
    before: Held | None
    columns: tuple[Column, ...]

    @property
    def agrees(self) -> bool | None:
        """True when every column agrees, False when one differs, None when nothing surely differs and something is unknown."""
        differences = [each.difference for each in self.columns]
        if any(differences):
            return False
        return None if None in differences else True

    @property
    def wrong(self) -> tuple[Column, ...]:
        """The columns that differ."""
        return tuple(each for each in self.columns if each.difference)


def reconcile(organ: Organ, year: int) -> Reconciled:
    """Compare for the report of that year. The facts must have been brought up before (``services.projecting``)."""
    before, form = held_of(organ, year - 1), year_form(year)
    cases = figures.behind(organ.pk, year, f"table3.{CARRIED_IN}[{len(COLUMNS)}]")
    columns = []
    for index, label in enumerate(form.columns):
        mine = tuple(each for each in cases if index == len(COLUMNS) or each.column == COLUMNS[index])
        columns.append(Column(label, *_reported(before, index), len(mine), mine))
    return Reconciled(year, before, tuple(columns))


def _reported(before: Held | None, index: int) -> tuple[int | None, str]:
    """What last year's report carried out in that column, and what stands there where that is not surely known."""
    row = f"table3.{CARRIED_OUT}"
    if before is None:
        return None, ""
    value = surely(before.report, row, index)
    figures_of_row = before.report.rows.get(row)
    return value, "" if value is not None or figures_of_row is None else figures_of_row[index].shown
