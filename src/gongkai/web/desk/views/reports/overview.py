"""The annual reports of the user's organs, and the page from which one is made: where it stands, what is next, what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.desk.access import need, need_anywhere, reach_of, today, user_of
from gongkai.web.desk.forms.reports.opening import Begin
from gongkai.web.desk.told import sentences
from gongkai.web.desk.views.outlets.choosing import organ_named
from gongkai.web.desk.views.reports.reach import public_page, report_of
from gongkai.web.reporting.models import AnnualReport, Scope
from gongkai.web.reporting.selectors import overview as selectors
from gongkai.web.reporting.selectors.overview import CASE, DECLARE, FIGURE, MERGE, openings
from gongkai.web.reporting.services.drafting import open_report
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.ui import addresses
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid
    from collections.abc import Sequence
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.reporting.selectors.overview import Duty, Line, Obstacle

PAGE = 20
# What a duty of ``selectors.overview`` is done on: the name of the page; "" for none.
_PAGES = {
    "ask": "desk:reports_declared", "write": "desk:report_text", "mend": "desk:report_text", "merge": "desk:report_merge", "differences": "desk:report_differences", "review": "desk:report_life",
    "sign": "desk:report_life", "send_up": "desk:report_life", "publish": "desk:report_life", "wait": "desk:report_life", "done": "desk:report_life",
}  # fmt: skip
# The pages of a report: name of the address, words, what is done there.
_BESIDE = (
    ("desk:report_figures", "三张表", "按统一格式，点一个数看是哪些"),
    ("desk:report_text", "正文", "总体情况、问题和改进、其他事项"),
    ("desk:reports_declared", "申报的数", "没有记录可数的，由作出决定的机构申报"),
    ("desk:reports_activities", "会议、培训、考核", "第一部分的次数和结果从这里数"),
    ("desk:report_merge", "汇总", "各机关的报告"),
    ("desk:reports_troubles", "问题登记簿", "第五部分从这里来"),
    ("desk:report_comparison", "填报对照表", "逐格和上年并列，填上级发来的表"),
    ("desk:report_life", "审核、签发和公布", "一步一步办，经过都在"),
    ("desk:report_editions", "公布的各版", "封存的文件"),
    ("desk:report_differences", "公布以后的变化", "记录现在和公布的不同"),
)


class Left(NamedTuple):
    """How long there still is, in days, and the words."""

    days_left: int
    words: str


class Row(NamedTuple):
    """A report in the list, with the time that is left; None once it is public."""

    line: Line
    left: Left | None


class InTheWay(NamedTuple):
    """A reason, and the page where it is mended ("" where this installation has none)."""

    sentence: str
    verb: str
    address: str


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: HttpRequest) -> HttpResponse:
    """All reports that the user may see; posting begins one that is owed."""
    need_anywhere(request, "report.see")
    catch_up()
    reach, day = reach_of(request), today(request)
    edits = list(reach.organs("report.edit").order_by("path"))
    form = Begin(request.POST if request.method == "POST" else None, openings(edits, day))
    if request.method == "POST" and not edits:
        raise PermissionDenied
    if request.method == "POST" and form.is_valid() and (begun := _begun(request, form)) is not None:
        return redirect("desk:report", pk=begun.pk)
    organs = list(reach.organs("report.see").order_by("path"))
    page = Paginator(selectors.reports_of(organs), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "page": page, "rows": [Row(each, left_of(each.by, day)) for each in selectors.lines_of(list(page.object_list))],
        "many": len(organs) > 1, "edits": bool(edits), "places": _places(edits=bool(edits)),
    }  # fmt: skip
    return render(request, "desk/reports/list.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def report(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One line of state, the next duty as a button, every reason why it is not handed over with the place where it is mended."""
    found = report_of(request, pk)
    catch_up()
    view = selectors.overview_of(found)
    reach, duty = reach_of(request), view.duty
    context = {
        "annual": found, "view": view, "left": left_of(view.by, today(request)), "public": public_page(found),
        "address": address_of(found, duty, view.obstacles) if not duty.act or reach.may(duty.act, found.organ) else "",
        "obstacles": [_in_the_way(found, each, edits=reach.may("report.edit", found.organ)) for each in view.obstacles], "pages": _pages(found), "blocking": sum(each.blocks for each in view.found),
    }  # fmt: skip
    return render(request, "desk/reports/overview.html", context)


@login_required
@require_safe
def report_of_year(request: HttpRequest, organ: str, year: int, cell: str = "") -> HttpResponse:
    """To the report of an organ on a year, or to one figure of it; to the list where nobody has begun it."""
    found = organ_named(request, organ, "report.see")
    annual = AnnualReport.objects.filter(organ=found, year=year, scope=Scope.OWN).first()
    if annual is None:
        messages.info(request, f"{found.name}{year}年度报告还没有开始编制。")
        return redirect("desk:reports")
    return redirect("desk:report_cell", pk=annual.pk, cell=cell) if cell else redirect("desk:report", pk=annual.pk)


def left_of(by: date | None, day: date) -> Left | None:
    """How long there is still to that day; None without one."""
    if by is None:
        return None
    left = (by - day).days
    return Left(left, f"还有 {left} 天" if left > 0 else "今天到期" if left == 0 else f"已过 {-left} 天")


def _begun(request: HttpRequest, form: Begin) -> AnnualReport | None:
    """The report that was begun; None when it was refused, which is said."""
    chosen, moment = form.chosen, typed(request).moment
    need(request, "report.edit", chosen.organ)
    try:
        made = open_report(organ=chosen.organ, year=chosen.year, scope=chosen.scope, by=user_of(request), moment=moment, on=today(request))
    except NotAllowed as refused:
        for sentence in sentences(refused):
            messages.error(request, sentence)
        return None
    messages.success(request, f"已开始编制{chosen.words}，数字和文字按记录起草好了。")
    return made


def _places(*, edits: bool) -> list[tuple[str, str]]:
    """What stands beside the reports of all years: words and address, without what this installation does not have."""
    named = (
        *((("desk:reports_start", "第一次编制，从这里开始"),) if edits else ()), ("desk:reports_history", "历年年度报告"), ("desk:reports_declared", "申报的数"), ("desk:reports_activities", "会议、培训、考核"),
    )  # fmt: skip
    return [(words, address) for name, words in named if (address := addresses.of(name))]


def _pages(annual: AnnualReport) -> list[tuple[str, str, str]]:
    """The pages of a report: words, address, what is done there."""
    not_here = {"desk:report_merge"} if annual.scope == Scope.OWN else {"desk:reports_declared", "desk:reports_activities"}
    not_yet = set() if annual.edition else {"desk:report_editions", "desk:report_differences"}
    found = [(words, page_of(name, annual), hint) for name, words, hint in _BESIDE if name not in not_here | not_yet]
    return [each for each in found if each[1]]


def page_of(name: str, annual: AnnualReport) -> str:
    """The page of that name about the report (``report_…``), or about its organ and year (``reports_…``); "" where there is none."""
    if name.startswith("desk:report_"):
        return addresses.of(name, annual.pk)
    if beside := addresses.of(name):
        return f"{beside}?{urlencode({'organ': annual.organ.slug, 'year': annual.year})}"
    return addresses.of(name, annual.organ.slug, annual.year)


def address_of(annual: AnnualReport, duty: Duty, obstacles: Sequence[Obstacle]) -> str:
    """Where the next duty is done; "" where nothing is to be done."""
    if duty.key == "case":
        case = next(each.case for each in obstacles if each.place == CASE)
        return reverse("desk:case", args=[case])
    return page_of(_PAGES[duty.key], annual) if duty.verb else ""


def _in_the_way(annual: AnnualReport, obstacle: Obstacle, *, edits: bool) -> InTheWay:
    if obstacle.place == CASE:
        return InTheWay(obstacle.sentence, "打开这件申请", reverse("desk:case", args=[obstacle.case]))
    if obstacle.place == FIGURE:
        return InTheWay(obstacle.sentence, "看这一格", f"{reverse('desk:report_figures', args=[annual.pk])}#{obstacle.anchor}")
    if obstacle.place == DECLARE:
        one = addresses.of("desk:reports_declare", annual.organ.slug, annual.year, obstacle.cell) if edits else ""
        return InTheWay(obstacle.sentence, "去申报", one or page_of("desk:reports_declared", annual))
    if obstacle.place == MERGE:
        return InTheWay(obstacle.sentence, "看各机关的报告", page_of("desk:report_merge", annual))
    address = page_of("desk:report_text", annual)
    return InTheWay(obstacle.sentence, "改正文", f"{address}#{obstacle.anchor}" if address and obstacle.anchor else address)
