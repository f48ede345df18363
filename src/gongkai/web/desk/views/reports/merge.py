"""The merge of a region: who is in it and with what, one organ looked at and decided upon, one figure explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.ledger.reasons import NotAllowed
from gongkai.lib.errors import UnusableInput
from gongkai.report.comparison import comparison
from gongkai.report.layout import shown
from gongkai.report.model import Figure
from gongkai.report.output.sheet import sheet_of
from gongkai.report.rules import check
from gongkai.report.rules.context import Context
from gongkai.web.accounts.selectors import names_of
from gongkai.web.desk.access import reach_of, today, user_of
from gongkai.web.desk.forms.reports.merge import HandIn, Why
from gongkai.web.desk.sheets import TYPES, download
from gongkai.web.desk.told import sentences, told
from gongkai.web.desk.views.files import kept
from gongkai.web.desk.views.reports.reach import report_of
from gongkai.web.reporting.models import Scope, Submission
from gongkai.web.reporting.selectors import merging
from gongkai.web.reporting.selectors.due import due_of, late_days
from gongkai.web.reporting.selectors.subordinates import LEFT_OUT, Kind, below
from gongkai.web.reporting.selectors.words import cell_words, problem_words
from gongkai.web.reporting.services import submitting
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.ui import addresses
from gongkai.web.ui.http import typed
from gongkai.web.vault import files
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterator
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from gongkai.report.merge import Part
    from gongkai.web.desk.access import Reach
    from gongkai.web.desk.sheets import Cell
    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.models import AnnualReport
    from gongkai.web.reporting.selectors.due import Due
    from gongkai.web.reporting.selectors.merging import Region
    from gongkai.web.reporting.selectors.subordinates import Unit

_LABELS = {
    Kind.EDITION: ("done", "已公布"),
    Kind.SIGNED: ("info", "已签发"),
    Kind.FILE: ("info", "文件"),
    Kind.HISTORY: ("info", "历史报告"),
}
_HEADER = ("机关", "状态", "数字来源", "公布期限", "晚几天", "错误", "决定", "理由")
_SUMS = ("表", "行", "列", "合计")
_DONE = {
    "leave_out": "已记下：不等{}的报告。它的报告来了会自动计入。", "take_as_is": "已记下：{}的报告照样汇总。换了文件或者版本要重新看。",
    "ask_again": "已撤回对{}的决定。", "take_back": "{}的文件不再计入，原件留着。",
}  # fmt: skip
_DECIDED = {LEFT_OUT: "不等它"}


class Row(NamedTuple):
    """An organ in the list: its state as a tag, days late against the local date, errors by the rules that no reason covers."""

    unit: Unit
    kind: str
    label: str
    due: Due
    late: int
    errors: int

    @property
    def late_words(self) -> str:
        """How late it is today, where it is not public yet."""
        return f"已过 {self.late} 天"

    @property
    def decided(self) -> str:
        """What the office decided, in words; "" for nothing."""
        decision = self.unit.decision
        return _DECIDED.get(decision.key, "照样汇总") if decision is not None else ""


class Added(NamedTuple):
    """What one organ adds to a figure: the number as it counts, what stood there where that is not simply it, why it is unknown; the page of the figure."""

    unit: Unit
    number: str
    printed: str
    why: str
    address: str


@login_required
@require_safe
def report_merge(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All organs of the region with what there is of each, what stands in the way, what was decided."""
    return _page(request, region_of(request, pk))


@login_required
@require_safe
def report_merge_export(request: HttpRequest, pk: uuid.UUID, kind: str) -> HttpResponse:
    """The list of organs as CSV or Excel; with ``?what=sums`` every figure with the part of each organ."""
    if kind not in TYPES:
        raise Http404
    annual = region_of(request, pk)
    found = merging.region(annual)
    name = f"{annual.organ.name}{annual.year}年度报告汇总"
    if request.GET.get("what") == "sums":
        return download(kind, f"{name}明细", (*_SUMS, *(merging.called(each) for each in found.given)), _sums(found))
    return download(kind, f"{name}进度", _HEADER, _lines(found, today(request)))


@login_required
@require_POST
def report_merge_file(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take in the report of a subordinate; read in a bounded process, matched by its name, year and form looked at."""
    annual = region_of(request, pk, "report.edit")
    form = _hand_in(request, merging.region(annual), posted=True)
    if form.is_valid():
        given, moment = form.cleaned_data["file"], typed(request).moment
        organ = next((each for each in _organs(annual) if each.slug == form.cleaned_data["organ"]), None)
        try:
            row = submitting.submit(
                annual=annual, upload=Upload(given.name, given.read()), organ=organ, whole=form.cleaned_data.get("whole", False), by=user_of(request),
                moment=moment,
            )  # fmt: skip
        except (UnusableInput, NotAllowed) as error:
            for sentence in sentences(error):
                form.add_error("file", f"“{files.safe_name(given.name)}”：{sentence}。")
        else:
            messages.success(request, f"已收到{row.organ_name}的报告，计入汇总。")
            return redirect("desk:report_merge_part", pk=annual.pk, organ=row.organ.slug if row.organ else "")
    return _page(request, annual, form, status=422)


@login_required
@require_safe
def report_merge_part(request: HttpRequest, pk: uuid.UUID, organ: str) -> HttpResponse:
    """One organ: what there is of it, on its sheet with what is wrong, and what can be decided."""
    annual = region_of(request, pk)
    return _part(request, annual, _unit(merging.region(annual), organ), Why())


@login_required
@require_POST
def report_merge_decide(request: HttpRequest, pk: uuid.UUID, organ: str) -> HttpResponse:
    """Go on without a report, take one with its errors, take a decision or a file back."""
    annual = region_of(request, pk, "report.edit")
    unit, deed, moment, by = _unit(merging.region(annual), organ), request.POST.get("deed", ""), typed(request).moment, user_of(request)
    form = Why(request.POST)
    if deed in ("take_back", "ask_again"):
        with told(request, _DONE[deed].format(unit.organ.name)):
            if deed == "take_back":
                submitting.take_back(annual=annual, organ=unit.organ, moment=moment)
            else:
                submitting.ask_again(annual=annual, organ=unit.organ, by=by, moment=moment)
        return redirect("desk:report_merge_part", pk=annual.pk, organ=organ)
    if deed not in _DONE:
        form.add_error(None, "没有说办哪一件，请点页面上的按钮。")
    elif form.is_valid():
        decide = submitting.leave_out if deed == "leave_out" else submitting.take_as_is
        try:
            decide(annual=annual, organ=unit.organ, reason=form.cleaned_data["reason"], by=by, moment=moment)
        except NotAllowed as error:
            for sentence in sentences(error):
                form.add_error(None, f"{sentence}。")
        else:
            messages.success(request, _DONE[deed].format(unit.organ.name))
            return redirect("desk:report_merge", pk=annual.pk)
    return _part(request, annual, unit, form, status=422)


@login_required
@require_safe
def report_merge_given(request: HttpRequest, pk: uuid.UUID, submission: uuid.UUID) -> HttpResponse:
    """A file as it was handed in, replaced ones too."""
    annual = region_of(request, pk)
    found = Submission.objects.select_related("file").filter(pk=submission, report=annual).first()
    if found is None:
        raise Http404
    return kept(found.file, show=False)


@login_required
@require_safe
def report_merge_cell(request: HttpRequest, pk: uuid.UUID, cell: str) -> HttpResponse:
    """One figure explained: own + each organ below = sum."""
    annual = region_of(request, pk)
    found = merging.region(annual)
    try:
        parts = merging.cell_of(found, cell)
    except KeyError as unknown:
        raise Http404 from unknown
    compiled = merging.compiled_of(found)
    row, _, index = cell.partition("[")
    figure = compiled.report.rows[row][int(index.rstrip("]"))]
    context = {
        "annual": annual, "cell": cell, "words": cell_words(compiled.report, (cell,)), "figure": shown(figure), "known": figure.value is not None,
        "parts": [_added(unit, part, cell, reach_of(request)) for unit, part in parts], "missing": [each for each in found.units if each.found.report is None],
    }  # fmt: skip
    return render(request, "desk/reports/merge_cell.html", context)


def region_of(request: HttpRequest, pk: uuid.UUID, act: str = "report.see") -> AnnualReport:
    """The report of a region, brought up to the record; 404 for a report of one organ alone."""
    annual = report_of(request, pk, act)
    if annual.scope != Scope.REGION:
        raise Http404
    catch_up()
    return annual


def _page(request: HttpRequest, annual: AnnualReport, form: HandIn | None = None, status: int = 200) -> HttpResponse:
    found, day = merging.region(annual), today(request)
    rows = [_row(each, annual.year, day) for each in found.units]
    whole = [(problem_words(merging.compiled_of(found).report, each), "") for each in merging.problems_of_all(found)]
    names = names_of({each.decision.created_by for each in found.units if each.decision})
    edits = reach_of(request).may("report.edit", annual.organ)
    context = {
        "annual": annual, "rows": rows, "problems": [*whole, *((each.words, row.unit.organ.slug) for row in rows for each in merging.problems_of(found, row.unit))],
        "notes": found.merged.notes if found.merged else (), "form": form or _hand_in(request, found), "edits": edits,
        "missing": sum(row.unit.missing for row in rows), "late": sum(row.late > 0 and row.unit.missing for row in rows), "left_out": sum(row.unit.left_out for row in rows),
        "decided": [(row, names.get(row.unit.decision.created_by, "")) for row in rows if row.unit.decision],
        "summed": found.merged is not None, "alike_url": addresses.of("desk:report_merge_alike", annual.pk),
    }  # fmt: skip
    return render(request, "desk/reports/merge.html", context, status=status)


def _part(request: HttpRequest, annual: AnnualReport, unit: Unit, form: Why, status: int = 200) -> HttpResponse:
    report = unit.found.report
    row = _row(unit, annual.year, today(request))
    older = list(annual.submissions.filter(organ=unit.organ).select_related("file").order_by("-created_at"))
    names = names_of({each.created_by for each in older} | ({unit.decision.created_by} if unit.decision else set()))
    region = merging.region(annual)
    mine = [each.words for each in merging.problems_of(region, unit)]
    context = {
        "annual": annual, "unit": unit, "row": row, "form": form, "edits": reach_of(request).may("report.edit", annual.organ),
        "sheet": sheet_of(report, check(Context(report))) if report else None, "problems": mine,
        "older": [(each, names.get(each.created_by, each.created_by)) for each in older], "by": names.get(unit.decision.created_by, "") if unit.decision else "",
        "decides": unit.found.report is None or bool(mine) or bool(form.errors), "hand_in": _hand_in(request, region, organ=unit.organ.slug), "takes": unit.found.kind not in submitting.IN_SYSTEM,
        "says": report.organ if report and unit.submission and report.organ != unit.organ.name else "",
    }  # fmt: skip
    return render(request, "desk/reports/merge_part.html", context, status=status)


def _row(unit: Unit, year: int, day: date) -> Row:
    due = due_of(unit.organ, year)
    late = 0 if unit.found.kind in (Kind.FILE, Kind.HISTORY) else late_days(due, unit.annual.published_on if unit.annual else None, day)
    kind, label = _LABELS.get(unit.found.kind, ("", ""))
    if unit.found.kind == Kind.NONE:
        kind, label = ("warn", "不等它") if unit.left_out else ("error", "缺")
    return Row(unit, kind, label, due, late, len(merging.errors_of(unit)))


def _hand_in(request: HttpRequest, found: Region, *, posted: bool = False, organ: str = "") -> HandIn:
    organs = [each.organ for each in found.units if each.found.kind not in submitting.IN_SYSTEM]
    paths = [each.path for each in below(found.annual.organ, found.annual.year)]
    above = any(path != each.organ.path and path.startswith(each.organ.path) for each in found.units if not each.own for path in paths)
    if posted:
        return HandIn(request.POST, request.FILES, organs=organs, above=above)
    return HandIn(organs=organs, above=above, initial={"organ": organ})


def _organs(annual: AnnualReport) -> list[Organ]:
    return [annual.organ, *below(annual.organ, annual.year)]


def _unit(found: Region, slug: str) -> Unit:
    unit = next((each for each in found.units if each.organ.slug == slug), None)
    if unit is None:
        raise Http404
    return unit


def _added(unit: Unit, part: Part, cell: str, reach: Reach) -> Added:
    number = shown(Figure(part.value)) if part.value is not None else ""
    address = ""
    if unit.annual is not None and reach.may("report.see", unit.organ):
        address = (
            reverse("desk:report_merge_cell", args=[unit.annual.pk, cell])
            if unit.region
            else addresses.of("desk:report_cell", unit.annual.pk, cell)
        )
    return Added(unit, number, part.printed or "", part.why, address)


def _lines(found: Region, day: date) -> Iterator[tuple[Cell, ...]]:
    for unit in found.units:
        row = _row(unit, found.annual.year, day)
        reason = unit.decision.text if unit.decision else ""
        yield (merging.called(unit), row.label, unit.found.what, row.due.publish_by, row.late, row.errors, row.decided, reason)


def _sums(found: Region) -> Iterator[tuple[Cell, ...]]:
    """Every figure in the order of the form: the sum, then what each organ adds."""
    if found.merged is None:
        return
    for each in comparison(found.merged.report):
        parts = found.merged.cells[each.cell]
        numbers = (_plain(Figure(part.value) if part.value is not None else Figure(None, part.printed or "")) for part in parts)
        yield (each.table.replace("table", "表"), f"{each.group}{each.label}", each.column, _plain(each.figure), *numbers)


def _plain(figure: Figure) -> Cell:
    """A count as a number, all else as it is printed."""
    return figure.value if isinstance(figure.value, int) else shown(figure)
