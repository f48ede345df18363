"""Declared figures of a year: what is there and what is owed, declaring one, asking offices, the sheet that they fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.ledger.reasons import NotAllowed
from gongkai.lib.errors import UnusableInput
from gongkai.notices.writers import docx, pdf
from gongkai.web.desk.access import need, reach_of, today
from gongkai.web.desk.forms.reports.declared import Asking, Declaring
from gongkai.web.desk.told import sentences, told
from gongkai.web.desk.views.items.reach import role_of, who
from gongkai.web.desk.views.outlets.choosing import organ_asked, organ_named, year_asked, years_offered
from gongkai.web.events.store import Overtaken
from gongkai.web.reporting.models import FigureRequest
from gongkai.web.reporting.request_slip import slip
from gongkai.web.reporting.selectors.declared import cell_named, lines, offices, open_requests
from gongkai.web.reporting.selectors.due import due_of
from gongkai.web.reporting.selectors.troubles import soon
from gongkai.web.reporting.services import declaring
from gongkai.web.reporting.services.projecting import catch_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from gongkai.notices.letter import Letter
    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.selectors.declared import Asked, Line

FIRST_YEAR, LAST_YEAR = 2019, 2100  # years with an official form; before, reports had no tables
_WRITERS: dict[str, tuple[Callable[[Letter], bytes], str]] = {
    "docx": (docx.render, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (pdf.render, "application/pdf"),
}


@login_required
@require_safe
def declared(request: HttpRequest) -> HttpResponse:
    """Every figure of the year with its source, what is waited for, what was said before."""
    chosen = organ_asked(request, "report.see")
    year = year_due(request)
    catch_up()
    found = lines(chosen.organ, year, today(request))
    return render(request, "desk/reports/declared.html", {
        "chosen": chosen, "year": year, "years": [each for each in years_offered(request, [year, today(request).year - 1]) if each >= FIRST_YEAR],
        "owed": [each for each in found if each.owed], "groups": _groups(found), "offices": _by_office(found),
        "edits": reach_of(request).may("report.edit", chosen.organ), "urgent": soon([chosen.organ.pk], today(request)).count(),
    })  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, organ: str, year: int, cell: str) -> HttpResponse:
    """Declare one figure. What was typed stays on the page when it is refused."""
    found = organ_named(request, organ, "report.edit")
    catch_up()
    line = _line(found, possible(year), cell, request)
    form = Declaring(request.POST, request.FILES, line=line) if request.method == "POST" else Declaring(line=line)
    if form.is_bound and form.is_valid():
        try:
            declaring.declare(
                organ=found, year=year, cell=cell, figure=form.figure, role=role_of(request, found, "report.edit"), on=today(request),
                seen=form.cleaned_data["seen"], **who(request),
            )  # fmt: skip
        except (NotAllowed, Overtaken) as error:
            for sentence in sentences(error):
                form.add_error(None, sentence)
        else:
            messages.success(request, f"已申报“{line.cell.words}”。")
            return redirect(back_to(found, year))
    context = {"organ": found, "year": year, "line": line, "form": form, "back": back_to(found, year)}
    return render(request, "desk/reports/declared_one.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, organ: str, year: int) -> HttpResponse:
    """Ask an office for figures by a day."""
    found = organ_named(request, organ, "report.edit")
    catch_up()
    known = lines(found, possible(year), today(request))
    form = Asking(request.POST if request.method == "POST" else None, lines=known, today=today(request))
    if form.is_bound and form.is_valid():
        clean = form.cleaned_data
        try:
            declaring.ask(
                organ=found, year=year, cells=clean["cells"], office=clean["office"], due_on=clean["due_on"], note=clean["note"], on=today(request),
                **who(request),
            )  # fmt: skip
        except NotAllowed as error:
            for sentence in sentences(error):
                form.add_error(None, sentence)
        else:
            messages.success(request, f"已记下向{clean['office']}要 {len(clean['cells'])} 个数。打印报送单，送给他们填。")
            return redirect(back_to(found, year))
    context = {
        "organ": found,
        "year": year,
        "form": form,
        "offices": offices(found.pk),
        "due": due_of(found, year),
        "back": back_to(found, year),
    }
    return render(request, "desk/reports/declared_ask.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def ask_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Wait for a figure no longer."""
    found = _request(request, pk, "report.edit")
    with told(request, "已不再要这个数。"):
        declaring.drop(request=found, moment=who(request)["moment"])
    return redirect(back_to(found.organ, found.year))


@login_required
@require_safe
def ask_slip(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The sheet for the office of a request, with everything that is asked of it and open."""
    if kind not in _WRITERS:
        raise Http404
    found = _request(request, pk, "report.see")
    asked = [(cell_named(found.year, each.cell), each) for each in open_requests(found.organ_id, found.year) if each.office == found.office]
    if not asked:
        messages.error(request, f"{found.office}没有要报的数了。")
        return redirect(back_to(found.organ, found.year))
    letter = slip(organ=found.organ, year=found.year, office=found.office, asked=asked, on=today(request))
    write, content_type = _WRITERS[kind]
    try:
        data = write(letter)
    except UnusableInput as unusable:
        messages.error(request, unusable.sentence())
        return redirect(back_to(found.organ, found.year))
    answer = HttpResponse(data, content_type=content_type)
    answer["Content-Disposition"] = (
        f"attachment; filename*=UTF-8''{quote(f'{found.year}年数据报送单　{found.office}.{kind}'.replace('/', '_'))}"
    )
    return answer


def year_due(request: HttpRequest) -> int:
    """The year of ``?year``; else the one whose report is due next: last year's, from December on this one's."""
    day = today(request)
    if not request.GET.get("year"):
        return day.year if day.month == 12 else day.year - 1
    return max(year_asked(request), FIRST_YEAR)


def possible(year: int) -> int:
    """The year, when it has an official form; else 404."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year


def _line(organ: Organ, year: int, cell: str, request: HttpRequest) -> Line:
    found = next((each for each in lines(organ, year, today(request)) if each.cell.key == cell), None)
    if found is None:
        raise Http404
    return found


def _request(request: HttpRequest, pk: int, act: str) -> FigureRequest:
    found = FigureRequest.objects.select_related("organ").filter(pk=pk).first()
    if found is None:
        raise Http404
    need(request, act, found.organ)
    return found


def _groups(found: list[Line]) -> list[tuple[str, str, list[Line]]]:
    """The lines in the parts of the page, each with its heading and what it is."""
    return [
        (
            "表二（五）（六）（八）：由作出决定的机构申报",
            "owed",
            [each for each in found if each.cell.in_table and not each.cell.by_record],
        ),
        ("第一部分里的数", "told", [each for each in found if not each.cell.in_table]),
        ("表二（一）：从文件的制发、废止记录数出", "counted", [each for each in found if each.cell.in_table and each.cell.by_record]),
    ]


def _by_office(found: list[Line]) -> list[tuple[str, int, list[tuple[Line, Asked]]]]:
    """What is waited for, by office, with one of its requests by which the sheet is named; who is due first in front."""
    waiting: dict[str, list[tuple[Line, Asked]]] = {}
    pairs = [(line, asked) for line in found for asked in line.asked]
    for pair in sorted(pairs, key=lambda each: each[1].request.due_on):
        waiting.setdefault(pair[1].request.office, []).append(pair)
    return [(office, held[0][1].request.pk, held) for office, held in waiting.items()]


def back_to(organ: Organ, year: int) -> str:
    """The page of all declared figures of that year."""
    return f"{reverse('desk:reports_declared')}?organ={organ.slug}&year={year}"
