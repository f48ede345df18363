"""The superior's Excel, filled with a report: kept with the list of what was filled and what was not, so that it can be looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.report.comparison import comparison
from gongkai.report.writers.template_xlsx import fill_template, order_of
from gongkai.web.reporting.models import Note
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.services.acting import actor_of, note
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.vault import files

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.reporting.models import AnnualReport
    from gongkai.web.vault.files import Upload

TEMPLATE = "template"  # the key of the notes that keep filled files
PURPOSE = "report_template"


def fill_in(*, annual: AnnualReport, template: Upload, by: User, moment: datetime) -> Note:
    """Fill the empty cells of a workbook with the report as it stands. Raises :class:`UnusableInput` for what is no workbook with these tables.

    The note's ``data``: the digest of the ``content``, the cells that were ``filled`` (cell, sheet, place), sentences on those ``kept`` and
    ``unknown`` (their cells are ``open``), labels that are ``strange``, and the ``order`` in which the workbook asks for cells.
    """
    catch_up()
    content = content_of(annual)
    made = fill_template(template.data, content.report)
    order = order_of(template.data, annual.form)
    told: dict[str, object] = {
        "content": content.digest, "filled": [list(each) for each in made.filled], "kept": list(made.kept), "unknown": list(made.unknown),
        "strange": list(made.strange), "order": list(order),
        "open": [each.cell for each in comparison(content.report, order=order) if each.figure.value is None],
    }  # fmt: skip
    return _keep(annual, template.name, made.data, told, by=by, moment=moment)


def filled_of(annual: AnnualReport) -> list[Note]:
    """The files that were filled with this report, the newest first."""
    return list(Note.objects.filter(stream=annual.pk, key=TEMPLATE).select_related("file").order_by("-created_at"))


@transaction.atomic
def _keep(annual: AnnualReport, name: str, data: bytes, told: dict[str, object], *, by: User, moment: datetime) -> Note:
    stem = name.rpartition(".")[0] or name
    kept = files.keep(
        name=f"{stem}（已填）.xlsx", data=data, kind="xlsx", purpose=PURPOSE, stream=annual.pk, organ=annual.organ_id, by=actor_of(by), moment=moment
    )  # fmt: skip
    return Note.objects.select_related("file").get(
        pk=note(stream=annual.pk, key=TEMPLATE, text=name, by=by, moment=moment, data=told, file=kept)
    )
