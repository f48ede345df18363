"""For the superior: which reports were sent up, which are owed, which are late; and one of them to read, to let pass or to return."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.vocabulary.codes import Verdict
from gongkai.lib.errors import UnusableInput
from gongkai.report.output.sheet import sheet_of
from gongkai.web.desk.access import need_anywhere, reach_of, today, user_of
from gongkai.web.desk.forms.reports.reading import Reading
from gongkai.web.desk.told import sentences
from gongkai.web.desk.views.reports.life import seen_of
from gongkai.web.desk.views.reports.life_papers import TYPES, given
from gongkai.web.desk.views.reports.life_steps import steps
from gongkai.web.desk.views.reports.reach import public_page, report_of
from gongkai.web.events.store import Overtaken
from gongkai.web.organs.models import Organ
from gongkai.web.organs.selectors import existing
from gongkai.web.reporting.selectors.due import due_of, newest_year, rows_of, summary_of
from gongkai.web.reporting.selectors.present import code_of
from gongkai.web.reporting.selectors.reading import sent_up
from gongkai.web.reporting.services import reviewing
from gongkai.web.reporting.services.acting import state_of
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.reporting.services.publishing import SUFFIXES, file_name, rendered
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from gongkai.ledger.states.report import ReportState
    from gongkai.web.reporting.models import AnnualReport
    from gongkai.web.reporting.selectors.due import Row
    from gongkai.web.reporting.selectors.reading import Sent

FIRST_YEAR = 2021
_YEARS = 5


class Line(NamedTuple):
    """A row of the list; ``opens`` whether there is something to read, ``sent_on`` when it came."""

    row: Row
    opens: bool
    sent_on: date | None


@login_required
@require_safe
def reports_reading(request: HttpRequest) -> HttpResponse:
    """What was sent up and waits, by its day of publication; then all that is owed, with what is late."""
    need_anywhere(request, "report.read")
    day = today(request)
    year = _year(request, day)
    mine = reach_of(request).organs("report.read").order_by("path").values("pk")
    organs = list(existing(day).filter(pk__in=mine))
    lines = [_line(row) for row in rows_of(organs, year, day)]
    context = {
        "year": year, "years": range(newest_year(day), newest_year(day) - _YEARS, -1), "waiting": [each for each in lines if each.row.state.waiting], "lines": lines,
        "counted": summary_of(organs, day, year),
    }  # fmt: skip
    return render(request, "desk/reports/reading.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_reading(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The report that was sent up, on its sheet with its findings; mark what is to be mended, let it pass or return it."""
    found = report_of(request, pk, "report.read")
    catch_up()
    state = state_of(found)
    sent = sent_up(found, state)
    form = Reading(request.POST if request.method == "POST" else None, found=sent.takeable if sent else {})
    if request.method == "POST" and form.is_valid() and _read(request, found, state, form):
        return redirect("desk:reports_reading")
    return render(
        request, "desk/reports/reading_report.html", _context(request, found, state, sent, form), status=422 if form.errors else 200
    )


@login_required
@require_safe
def report_reading_file(request: HttpRequest, pk: uuid.UUID, kind: str) -> HttpResponse:
    """What was sent up, as a file to print or to read elsewhere."""
    found = report_of(request, pk, "report.read")
    sent = sent_up(found, state_of(found))
    if f".{kind}" not in SUFFIXES or sent is None:
        raise Http404
    try:
        data = rendered(sent.report, f".{kind}")
    except UnusableInput as unusable:
        messages.error(request, unusable.sentence())
        return redirect("desk:report_reading", pk=found.pk)
    return given(data, TYPES[f".{kind}"], f"{file_name(found, '')}（报送稿 {code_of(sent.sending.digest)}）.{kind}")


def _line(row: Row) -> Line:
    last = row.state.sendings[-1] if row.state.sendings else None
    open_ = last is not None and (row.state.edition is None or row.state.edition.step < last.step)
    return Line(row, open_, last.day if last is not None and open_ else None)


def _context(request: HttpRequest, found: AnnualReport, state: ReportState, sent: Sent | None, form: Reading) -> dict[str, Any]:
    return {
        "annual": found, "public": public_page(found), "sent": sent, "form": form, "due": due_of(found.organ, found.year), "code": code_of(sent.sending.digest) if sent else "",
        "sheet": sheet_of(sent.report, sent.findings) if sent else None, "steps": steps(found, state), "seen": len(state.log), "kinds": [suffix[1:] for suffix in SUFFIXES],
        "acts": sent is not None and sent.waiting and _superior(request, state) is not None,
        "answers": [(sent.takeable[mark][1], reason) for mark, reason in sent.reasons.items()] if sent else [],
    }  # fmt: skip


def _read(request: HttpRequest, found: AnnualReport, state: ReportState, form: Reading) -> bool:
    """Whether it was read; the form has the reasons where it was refused."""
    body = _superior(request, state)
    if body is None:
        form.add_error(None, "没有等着您审读的内容：还没有报送，已经审读过，或者不是报给您所在的机关的。")
        return False
    passing = request.POST.get("verdict") == Verdict.PASSED.value
    try:
        reviewing.read(
            annual=found, digest=request.POST.get("digest", ""), verdict=Verdict.PASSED if passing else Verdict.RETURNED, marked=form.marked, by=user_of(request),
            body=body, moment=typed(request).moment, on=today(request), opinion=form.cleaned_data["opinion"], seen=seen_of(request),
        )  # fmt: skip
    except (NotAllowed, Overtaken) as error:
        for sentence in sentences(error):
            form.add_error(None, sentence)
        return False
    messages.success(request, f"{found.organ.name}{found.year}年度报告：{'审读通过' if passing else '已退回修改'}。")
    return True


def _superior(request: HttpRequest, state: ReportState) -> Organ | None:
    """The organ to which it was sent and that the user reads for; None where there is none."""
    body = Organ.objects.filter(pk=state.waiting.to).first() if state.waiting else None
    return body if body is not None and reach_of(request).may("report.read", body) else None


def _year(request: HttpRequest, day: date) -> int:
    text = request.GET.get("year", "")
    return int(text) if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= newest_year(day) else newest_year(day)
