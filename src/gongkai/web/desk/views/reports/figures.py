"""The three tables on screen, the cases behind each figure, and what the record says now against what was published. Nothing here takes a figure in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.report.comparison import comparison
from gongkai.report.layout import shown
from gongkai.report.writers import render as written
from gongkai.web.desk.sheets import TYPES, download
from gongkai.web.desk.views.reports.overview import page_of
from gongkai.web.desk.views.reports.reach import report_of
from gongkai.web.publication.models import Item
from gongkai.web.reporting.models import Scope
from gongkai.web.reporting.selectors import differences as compared
from gongkai.web.reporting.selectors import figures, history, merging
from gongkai.web.reporting.selectors.cells import APPLICATION, DOCUMENT, REMEDY, Cases, Opened, cell_name
from gongkai.web.reporting.selectors.content import content_of, tables_of
from gongkai.web.reporting.selectors.counting import how_counted
from gongkai.web.reporting.selectors.decisions import beside
from gongkai.web.reporting.selectors.declared import cells_of
from gongkai.web.reporting.selectors.findings import findings_of
from gongkai.web.reporting.selectors.reconciling import reconcile
from gongkai.web.reporting.selectors.sheet import DECLARED, UNDECIDED, UNKNOWN, sheet_of
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.ui import addresses

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Iterator

    from django.http import HttpRequest

    from gongkai.report.tally import Compiled
    from gongkai.web.desk.sheets import Cell
    from gongkai.web.reporting.models import AnnualReport
    from gongkai.web.reporting.selectors.cells import Line
    from gongkai.web.reporting.selectors.differences import Case

PAGE = 100
MOST = 20_000  # rows of a download
_HEADER = ("表", "项目", "行", "列", "本年", "上年", "来源")
_CASES = ("编号", "类型", "收到或者制发", "办结、生效或者失效", "结果")
_ORIGINS = {DECLARED: "申报", UNKNOWN: "还没有数", UNDECIDED: "还没有数"}


class Row(NamedTuple):
    """A case behind a cell with its address on the desk, "" for none."""

    line: Line
    address: str


class Named(NamedTuple):
    """A case by its number, with its address on the desk, "" for none."""

    number: str
    address: str


@login_required
@require_safe
def report_figures(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Tables two, three and four as they are printed; with ``?last=1`` last year's figure beside each."""
    found = report_of(request, pk)
    catch_up()
    content = content_of(found)
    last = history.previous(found)
    beside = request.GET.get("last") == "1"
    sheet = sheet_of(content, findings_of(content), last if beside else None)
    open_cells = [cell for cell in sheet.figures() if cell.origin in (UNKNOWN, UNDECIDED)]
    context = {
        "annual": found, "back_words": back_words(found), "sheet": sheet, "last": last is not None, "beside": beside, "declare_url": page_of("desk:reports_declared", found),
        "merge_url": page_of("desk:report_merge", found), "text_url": page_of("desk:report_text", found), "region": found.scope == Scope.REGION,
        "unknown": sum(cell.origin == UNKNOWN for cell in open_cells), "undecided": sum(cell.origin == UNDECIDED for cell in open_cells),
    }  # fmt: skip
    return render(request, "desk/reports/figures.html", context)


@login_required
@require_safe
def report_figures_export(request: HttpRequest, pk: uuid.UUID, kind: str) -> HttpResponse:
    """The three tables: as Excel in the official form, as CSV cell by cell with last year's figure."""
    if kind not in TYPES:
        raise Http404
    found = report_of(request, pk)
    catch_up()
    compiled = tables_of(found)
    name = f"{found.organ.name}{found.year}年度报告三张表"
    if kind == "csv":
        return download(kind, name, _HEADER, _lines(found, compiled))
    response = HttpResponse(written(compiled.report, f".{kind}"), content_type=TYPES[kind])
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{kind}')}"
    return response


@login_required
@require_safe
def report_cell(request: HttpRequest, pk: uuid.UUID, cell: str) -> HttpResponse:
    """One figure: how it counts, and the cases that make it, or who declared it, or what keeps it from being known."""
    found = report_of(request, pk)
    _known(found, cell)
    if found.scope == Scope.REGION:  # a sum: the page of the merge says what each organ adds
        return redirect("desk:report_merge_cell", pk=found.pk, cell=cell)
    catch_up()
    opened = Opened(found, cell)
    page = Paginator(opened.cases, PAGE).get_page(request.GET.get("page")) if opened.said is None else None
    context = {
        "annual": found, "cell": cell, "words": cell_name(found.year, cell), "figure": opened.shown, "known": opened.known, "how": how_counted(found.year, cell),
        "said": opened.said, "source": opened.source(), "published": beside(found.organ_id, found.year, cells_of(found.year)).get(cell), "declare_url": page_of("desk:reports_declared", found),
        "page": page, "rows": _rows(page.object_list) if page else [], "kind": opened.cases.kind, "undecided": _rows(opened.undecided),
    }  # fmt: skip
    return render(request, "desk/reports/cell.html", context)


@login_required
@require_safe
def report_cell_export(request: HttpRequest, pk: uuid.UUID, cell: str, kind: str) -> HttpResponse:
    """The cases behind a figure as CSV or Excel."""
    if kind not in TYPES:
        raise Http404
    found = report_of(request, pk)
    _known(found, cell)
    catch_up()
    name = f"{found.year}年度报告{cell_name(found.year, cell)}"
    if found.scope == Scope.REGION:
        return download(kind, name, ("各机关的数",), [(words,) for words in merging.sources(found).get(cell, [])])
    cases = Cases(found.organ_id, found.year, cell)[:MOST]
    return download(kind, name, _CASES, ((each.number, each.sort, each.began_on, each.ended_on, each.result) for each in cases))


@login_required
@require_safe
def report_differences(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What the record says now against the edition that is public, and last year's carry-out against this year's carry-in."""
    found = report_of(request, pk)
    catch_up()
    edition = found.editions.order_by("-number").first()
    result = compared.differences(found, edition) if edition else None
    cases = [*(case for each in result.cells for case in (*each.came, *each.left)), *(each.case for each in result.late)] if result else []
    items = _items(case.stream for case in cases if case.kind == DOCUMENT and case.stream)
    context = {
        "annual": found, "edition": edition, "result": result, "back_words": back_words(found),
        "cells": [(each, [_named(case, items) for case in each.came], [_named(case, items) for case in each.left]) for each in result.cells] if result else [],
        "late": [(each, _named(each.case, items)) for each in result.late] if result else [],
        "carried": reconcile(found.organ, found.year) if found.scope == Scope.OWN else None,
        "carried_url": addresses.of("desk:report_carried", found.organ.slug, found.year), "life_url": page_of("desk:report_life", found),
    }  # fmt: skip
    return render(request, "desk/reports/differences.html", context)


def _known(annual: AnnualReport, cell: str) -> None:
    try:
        figures.parts_of(annual.year, cell)
    except KeyError as unknown:
        raise Http404 from unknown


def _rows(lines: Iterable[Line]) -> list[Row]:
    held = list(lines)
    items = _items(each.stream for each in held if each.kind == DOCUMENT)
    return [Row(each, address_of(each.kind, each.stream, items)) for each in held]


def _items(streams: Iterable[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """The item that holds each document."""
    wanted = list(streams)
    return (
        {document: pk for document, pk in Item.objects.filter(document__in=wanted).values_list("document", "pk") if document}
        if wanted
        else {}
    )


def address_of(kind: str, stream: uuid.UUID, items: dict[uuid.UUID, uuid.UUID]) -> str:
    """The page of a case."""
    if kind == APPLICATION:
        return reverse("desk:case", args=[stream])
    if kind == REMEDY:
        return reverse("desk:remedy", args=[stream])
    return reverse("desk:item", args=[items[stream]]) if stream in items else ""


def back_words(annual: AnnualReport) -> str:
    """How the page of a report is called on the way back to it."""
    return f"{annual.year}年度报告"


def _named(case: Case, items: dict[uuid.UUID, uuid.UUID]) -> Named:
    return Named(case.number or "一件已经作废的", address_of(case.kind, case.stream, items) if case.stream else "")


def _lines(annual: AnnualReport, compiled: Compiled) -> Iterator[tuple[Cell, ...]]:
    doubtful = {each.where for each in compiled.report.unsure}
    for each in comparison(compiled.report, history.previous(annual)):
        known = each.figure.value is not None
        origin = DECLARED if each.cell in compiled.declared else "" if known else UNDECIDED if each.cell in doubtful else UNKNOWN
        counted = "各机关相加" if annual.scope == Scope.REGION else "按记录统计"
        before = shown(each.previous) if each.previous is not None else ""
        yield (
            each.table.replace("table", "表"),
            each.group,
            each.label,
            each.column,
            shown(each.figure),
            before,
            _ORIGINS.get(origin, counted),
        )
