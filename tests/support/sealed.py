"""A published annual report without its life: the rows that a publication seals, out of any report, in no time.

What the page of a report shows depends on these rows alone; ``support.reports.published`` goes the whole way.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from gongkai.report import codec, sample
from gongkai.report.model import Figure
from gongkai.report.writers import render
from gongkai.web.reporting.models import AnnualReport, Edition, EditionFile, PastReport, Revision, Scope
from gongkai.web.reporting.services.indexing import index
from gongkai.web.reporting.services.publishing import KINDS, file_name
from gongkai.web.vault import files
from support import hostile
from support.web import at

if TYPE_CHECKING:
    from datetime import date

    from gongkai.report.model import Report
    from gongkai.web.organs.models import Organ

_BY = "user:seal"


def report(organ: Organ, year: int, **rows: tuple[int, ...]) -> Report:
    """A clean report of that organ; ``rows`` of table three or four (``new``, ``review``) have other figures."""
    made = sample.clean("2021", year, organ.name)
    held = dict(made.rows)
    for key, values in rows.items():
        name = f"table3.{key}" if f"table3.{key}" in held else f"table4.{key}"
        held[name] = tuple(Figure(value) for value in values)
    return made._replace(rows=held)


def seal(organ: Organ, made: Report, *, on: date, scope: Scope = Scope.OWN, note: str = "") -> Edition:
    """Publish it as the next edition of its year. PDF and Excel are small stand-ins; the other files are what the writers make."""
    assert made.year is not None
    annual = AnnualReport.objects.filter(organ=organ, year=made.year, scope=scope).first() or _annual(organ, made, scope, on)
    number, moment = annual.editions.count() + 1, at(on)
    data = {
        ".docx": render(made, ".docx"), ".pdf": hostile.pdf(), ".html": render(made, ".html"), ".xlsx": hostile.workbook("<sheetData/>"),
        ".json": codec.dumps(made).encode("utf-8"),
    }  # fmt: skip
    manifest = "".join(f"{hashlib.sha256(body).hexdigest()}  {file_name(annual, suffix)}\n" for suffix, body in data.items())
    edition = Edition.objects.create(
        report=annual, number=number, published_on=on, position=1, ledger_head="0" * 64, content=hashlib.sha256(data[".json"]).hexdigest(),
        digest=hashlib.sha256(manifest.encode("utf-8")).hexdigest(), manifest=manifest, note=note, document=codec.to_dict(made), created_at=moment,
        created_by=_BY,
    )  # fmt: skip
    for suffix, body in data.items():
        kept = files.keep(
            name=file_name(annual, suffix), data=body, kind=KINDS[suffix], purpose="annual_report", stream=annual.pk, organ=organ.pk, by=_BY, moment=moment
        )  # fmt: skip
        EditionFile.objects.create(edition=edition, suffix=suffix, file=kept)
    AnnualReport.objects.filter(pk=annual.pk).update(edition=number, changed_on=on)
    index(annual=annual, edition=edition)
    return edition


def past(organ: Organ, made: Report, *, on: date) -> PastReport:
    """A report of an earlier year that the office brought in from a file."""
    moment = at(on)
    kept = files.keep(
        name="往年报告.docx", data=render(made, ".docx"), kind="docx", purpose="annual_report", stream=None, organ=organ.pk, by=_BY, moment=moment
    )  # fmt: skip
    return PastReport.objects.create(
        organ=organ, year=made.year, document=codec.to_dict(made), file=kept, created_at=moment, created_by=_BY
    )


def _annual(organ: Organ, made: Report, scope: Scope, on: date) -> AnnualReport:
    annual = AnnualReport.objects.create(
        organ=organ, year=made.year, scope=scope, form="2021", created_at=at(on), published_on=on, changed_on=on
    )
    annual.head = Revision.objects.create(report=annual, number=1, sections=dict(made.sections), created_at=at(on), created_by=_BY)
    annual.save(update_fields=["head"])
    return annual
