"""填报对照表: every figure of a report in the order of the form or of the superior's Excel, and that Excel filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.lib.errors import UnusableInput
from gongkai.report.comparison import comparison
from gongkai.report.layout import shown
from gongkai.web.accounts.selectors import names_of
from gongkai.web.desk.access import reach_of, user_of
from gongkai.web.desk.forms.reports.merge import Template
from gongkai.web.desk.sheets import TYPES, download
from gongkai.web.desk.views.files import kept
from gongkai.web.desk.views.reports.reach import report_of
from gongkai.web.reporting.models import Note
from gongkai.web.reporting.selectors import history
from gongkai.web.reporting.selectors.content import content_of, tables_of
from gongkai.web.reporting.selectors.words import cell_words
from gongkai.web.reporting.services.filling import TEMPLATE, fill_in, filled_of
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.ui.http import typed
from gongkai.web.vault import files
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Iterator

    from django.http import HttpRequest, HttpResponse

    from gongkai.report.model import Figure
    from gongkai.web.desk.sheets import Cell
    from gongkai.web.reporting.models import AnnualReport

_HEADER = ("表", "项目", "行", "列", "本年", "上年")


class Kept(NamedTuple):
    """A workbook in the list, with the numbers of its cells."""

    note: Note
    by: str

    @property
    def filled(self) -> int:
        """How many cells were filled."""
        return len(self.note.data["filled"])

    @property
    def open(self) -> int:
        """How many were not."""
        return len(self.note.data["unknown"]) + len(self.note.data["kept"])


class Filled(NamedTuple):
    """A cell that was filled: what it is in the report, the sheet and the place in the workbook."""

    words: str
    sheet: str
    place: str


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_comparison(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The table to keep, the superior's workbook to be filled, and those that were filled."""
    annual = report_of(request, pk)
    edits = reach_of(request).may("report.edit", annual.organ)
    form = Template()
    if request.method == "POST":
        if not edits:
            raise PermissionDenied
        form = Template(request.POST, request.FILES)
        made = _filled(request, annual, form) if form.is_valid() else None
        if made is not None:
            messages.success(request, "已填好，请核对下面的清单，再下载。")
            return redirect("desk:report_filled", pk=annual.pk, filled=made.pk)
    held = filled_of(annual)
    names = names_of({each.created_by for each in held})
    context = {"annual": annual, "form": form, "edits": edits, "held": [Kept(each, names.get(each.created_by, "")) for each in held]}
    return render(request, "desk/reports/merge_comparison.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def report_comparison_export(request: HttpRequest, pk: uuid.UUID, kind: str) -> HttpResponse:
    """Every figure beside last year's; with ``?order=`` and the id of a filled workbook in the order in which that asks for them."""
    if kind not in TYPES:
        raise Http404
    annual = report_of(request, pk)
    catch_up()
    asked = request.GET.get("order", "")
    held = next((each for each in filled_of(annual) if str(each.pk) == asked), None)
    if asked and held is None:
        raise Http404
    return download(
        kind, f"{annual.organ.name}{annual.year}年度报告填报对照表", _HEADER, _rows(annual, held.data["order"] if held else None)
    )


@login_required
@require_safe
def report_filled(request: HttpRequest, pk: uuid.UUID, filled: uuid.UUID) -> HttpResponse:
    """A workbook that was filled: what was filled and what was not, and why."""
    annual = report_of(request, pk)
    held = _held(annual, filled)
    catch_up()
    content = content_of(annual)
    context = {
        "annual": annual, "held": held, "filled": [Filled(cell_words(content.report, (cell,)), sheet, place) for cell, sheet, place in held.data["filled"]],
        "table": Kept(held, ""), "unknown_cells": cell_words(content.report, held.data["open"]), "kept": held.data["kept"], "unknown": held.data["unknown"], "strange": held.data["strange"], "changed": held.data["content"] != content.digest,
    }  # fmt: skip
    return render(request, "desk/reports/merge_filled.html", context)


@login_required
@require_safe
def report_filled_file(request: HttpRequest, pk: uuid.UUID, filled: uuid.UUID) -> HttpResponse:
    """The filled workbook, to keep."""
    held = _held(report_of(request, pk), filled)
    assert held.file is not None
    return kept(held.file, show=False)


def _filled(request: HttpRequest, annual: AnnualReport, form: Template) -> Note | None:
    """What was made of the workbook; None when it cannot be used, which the form says."""
    given = form.cleaned_data["file"]
    try:
        return fill_in(annual=annual, template=Upload(given.name, given.read()), by=user_of(request), moment=typed(request).moment)
    except UnusableInput as error:
        form.add_error("file", f"“{files.safe_name(given.name)}”：{error.sentence()}。")
        return None


def _held(annual: AnnualReport, pk: uuid.UUID) -> Note:
    found = Note.objects.filter(pk=pk, stream=annual.pk, key=TEMPLATE).select_related("file").first()
    if found is None:
        raise Http404
    return found


def _rows(annual: AnnualReport, order: Iterable[str] | None) -> Iterator[tuple[Cell, ...]]:
    for each in comparison(tables_of(annual).report, history.previous(annual), order=order):
        before = _plain(each.previous) if each.previous is not None else ""
        yield (each.table.replace("table", "表"), each.group, each.label, each.column, _plain(each.figure), before)


def _plain(figure: Figure) -> Cell:
    """A count as a number, all else as it is printed."""
    return figure.value if isinstance(figure.value, int) else shown(figure)
