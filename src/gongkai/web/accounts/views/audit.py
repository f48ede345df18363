"""Pages of the auditor: what administrators did, what the ledger holds, what was written late or changed, figures with their cases."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.web.accounts.access import need_organs, organ_of, today, user_of
from gongkai.web.accounts.figures import figures, workbook
from gongkai.web.accounts.forms.audit import Looking
from gongkai.web.accounts.models import AdminAct, User
from gongkai.web.accounts.selectors import ACTORS, admin_acts, names_of
from gongkai.web.accounts.services.recording import WORDS, record
from gongkai.web.events import browse, verification
from gongkai.web.organs import settings
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from gongkai.web.organs.models import Organ

PAGE = 50
FIRST_YEAR, LAST_YEAR = 2008, 2100
_ACT = "audit.see"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def acts(request: HttpRequest) -> HttpResponse:
    """What administrators did, the last first."""
    organs = need_organs(request, _ACT)
    what = request.GET.get("what", "")
    page = Paginator(admin_acts(organs, what if what in WORDS else ""), PAGE).get_page(request.GET.get("page"))
    rows = [(each, WORDS.get(each.what, each.what)) for each in page.object_list]
    return render(request, "accounts/acts.html", {"page": page, "rows": rows, "words": WORDS, "what": what})


@login_required
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """The lines of the ledger, without what they say of anybody."""
    return _lines(request, browse.records, "全部事件", "每条事件的种类、两个时间、办理人和哈希。内容和个人信息不在这里显示。")


@login_required
@require_safe
def late(request: HttpRequest) -> HttpResponse:
    """Lines written long after their legal day."""
    days = _late_days(request)
    words = f"写入时间比生效日晚 {days} 天以上的。期限一律按生效日算；晚写的要能说明原因。天数由系统管理员在机关设置里定。"
    return _lines(request, lambda wanted: browse.late(wanted, days), "晚写入的事件", words)


@login_required
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Corrections and voids."""
    return _lines(request, browse.changes, "更正和作废", "更正过日期、内容或者作废的记录。原来的记录不动，两条都留着。")


@login_required
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Check the whole ledger against its chain; what was found is kept for later."""
    need_organs(request, _ACT)
    if request.method == "POST":
        found = verification.verify()
        words = found.fault.words if found.fault else ""
        detail = {"entries": found.entries, "streams": found.streams, "head": str(found.head), "fault": words}
        record(what="ledger.check", about="台账", by=user_of(request), moment=typed(request).moment, detail=detail)
        if words:
            messages.error(request, f"台账与链不符：{words}。请停止办理，保留现场，从备份恢复前先报告。")
        else:
            messages.success(request, f"核对了 {found.streams} 件、{found.entries} 条事件，与写下时一致。")
        return redirect("accounts:check")
    checked = AdminAct.objects.filter(what="ledger.check").select_related("actor")[:20]
    return render(request, "accounts/check.html", {"checked": checked})


@login_required
@require_safe
def year(request: HttpRequest) -> HttpResponse:
    """Table three of an organ and year as counted from the ledger, with the workbook of the cases behind it."""
    organs = need_organs(request, _ACT)
    chosen = organs.filter(slug=request.GET.get("organ", "")).first() or organs[0]
    asked = _year(request.GET.get("year", ""), today(request).year)
    found = figures(chosen, asked)
    context = {
        "organs": organs,
        "chosen": chosen,
        "year": asked,
        "years": range(today(request).year, today(request).year - 6, -1),
        "rows": found.lines,
    }
    return render(request, "accounts/figures.html", context)


@login_required
@require_safe
def export(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The workbook: figures, cases, events with their hashes."""
    organ = organ_of(request, slug, _ACT)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    response = HttpResponse(workbook(figures(organ, year), user_of(request).name), content_type=_XLSX)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{organ.name}{year}年数字和案件.xlsx')}"
    return response


def _lines(request: HttpRequest, select: Callable[[browse.Wanted], browse.Lines], title: str, lead: str) -> HttpResponse:
    organs = need_organs(request, _ACT)
    form = Looking(request.GET or None, organs=organs)
    wanted = _wanted(form, organs)
    page = Paginator(select(wanted), PAGE).get_page(request.GET.get("page"))
    names = names_of({line.actor for line in page.object_list})
    bodies = {organ.pk: organ.short_name or organ.name for organ in organs}
    rows = [
        (line, browse.title_of(line.kind), names.get(line.actor, line.actor), bodies.get(line.stream.organ, ""))
        for line in page.object_list
    ]
    return render(request, "accounts/ledger.html", {"page": page, "rows": rows, "form": form, "title": title, "lead": lead})


def _wanted(form: Looking, organs: QuerySet[Organ]) -> browse.Wanted:
    everything = browse.Wanted(tuple(organs.values_list("pk", flat=True)))
    if not form.is_bound or not form.is_valid():
        return everything
    given = form.cleaned_data
    return everything._replace(
        organs=(given["organ"].pk,) if given["organ"] else everything.organs, stream=given["stream"], kind=given["kind"],
        actor=_actor(given["actor"]), from_day=given["from_day"], to_day=given["to_day"],
    )  # fmt: skip


def _actor(text: str) -> str:
    if not text or text in ACTORS:
        return text
    user = User.objects.filter(username=text).first()
    return user.actor if user else text


def _late_days(request: HttpRequest) -> int:
    days: int = settings.of(need_organs(request, _ACT)[0], "late_entry_days")
    return days


def _year(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR else otherwise
