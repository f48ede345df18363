"""Writing the four parts of a report: the words with their fields, what readers will see of them, and what is said of it while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.desk.access import reach_of, user_of
from gongkai.web.desk.forms.reports.text import MOST_REASON, Writing, reasons
from gongkai.web.desk.told import sentences
from gongkai.web.desk.views.reports.keeping import forget, holds_ticket, keeps_words, kept_words
from gongkai.web.desk.views.reports.reach import report_of
from gongkai.web.desk.views.reports.text_page import checked, fresh, reading, shown, typed
from gongkai.web.desk.views.reports.text_tools import changed
from gongkai.web.reporting.selectors.content import content_of, drafted_in
from gongkai.web.reporting.selectors.findings import findings_of
from gongkai.web.reporting.selectors.revisions import numbered
from gongkai.web.reporting.services import drafting
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.ui import http

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.reporting.models import AnnualReport
    from gongkai.web.reporting.services.drafting import Saved


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
def report_text(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The four parts in one form, beside them the text as readers will see it with the findings in their places.

    Posted with ``tool`` it comes back with something done to the typed words and saves nothing; else it saves. What was typed stands in the
    form whatever becomes of it.
    """
    annual = report_of(request, pk, "report.edit" if request.method == "POST" else "report.see")
    catch_up()
    if request.method == "POST":
        return _posted(request, annual)
    if not reach_of(request).may("report.edit", annual.organ):
        return shown(request, reading(annual))
    held = kept_words(request)
    if held is None:
        return shown(request, fresh(annual))
    messages.warning(request, "登录中断以前写的字都在下面，还没有保存。请看一遍，再点“保存”。")
    return shown(request, typed(annual, Writing(held)))


@require_POST
def report_text_check(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What all rules say of the words as they are typed, in their places: fragments. Nothing is kept."""
    if not request.user.is_authenticated:
        if holds_ticket(request, pk):
            return render(request, "desk/reports/text_over.html")
        return redirect_to_login(request.get_full_path())
    annual = report_of(request, pk, "report.edit")
    catch_up()
    return checked(request, typed(annual, Writing(request.POST)))


def _posted(request: HttpRequest, annual: AnnualReport) -> HttpResponse:
    form, tool = Writing(request.POST), request.POST.get("tool", "")
    if tool == "forget":
        forget(request)
        return redirect("desk:report_text", pk=annual.pk)
    if tool:
        return shown(request, typed(annual, changed(request, annual, form, tool)))
    saved = _saved(request, annual, form) if form.is_valid() else None
    if saved is None:
        return shown(request, typed(annual, form), status=422)
    forget(request)
    _answer(request, annual, reasons(request.POST))
    return _led_on(request, annual, saved)


def _saved(request: HttpRequest, annual: AnnualReport, form: Writing) -> Saved | None:
    """What became of the words; None when they were refused, and then the reasons are said."""
    based_on = form.cleaned_data["based_on"]
    base = numbered(annual, based_on)
    try:
        return drafting.save(
            annual=annual, sections=form.sections, based_on=based_on, drafted=form.seen(drafted_in(base)) if base else None,
            note=form.cleaned_data["note"], by=user_of(request), moment=http.typed(request).moment,
        )  # fmt: skip
    except NotAllowed as refused:
        for sentence in sentences(refused):
            messages.error(request, sentence)
        return None


def _led_on(request: HttpRequest, annual: AnnualReport, saved: Saved) -> HttpResponse:
    """Say what became of the words, and lead to where it is seen."""
    if saved.clashes:
        places = sum(len(each) for each in saved.clashes.values())
        messages.warning(request, f"您写的已经存下。您打开以后，别人也改了其中 {places} 处，请看过两边再决定用哪一种。")
        return redirect("desk:report_text_aside", pk=annual.pk, number=saved.revision.number)
    if saved.joined:
        messages.success(request, "已保存。您打开以后别人改过别的地方，两边已经合在一起，合进来的列在下面。")
        return redirect(f"{reverse('desk:report_text', args=[annual.pk])}?joined={saved.revision.number}")
    messages.success(request, "已保存。" if saved.changed else "文字没有改动，没有另存。")
    return redirect("desk:report_text", pk=annual.pk)


def _answer(request: HttpRequest, annual: AnnualReport, said: dict[str, str]) -> None:
    """Keep the reasons for findings that the text still has as it is saved now; say which of them are not needed any more."""
    if not said:
        return
    found = {each.mark: each for each in findings_of(content_of(report_of(request, annual.pk, "report.edit"))) if each.blocks}
    kept = 0
    for mark, words in said.items():
        if mark not in found:
            messages.info(request, f"写了理由的一处问题已经改掉，或者换了说法，这条理由没有记下：“{words}”")
        elif len(words) > MOST_REASON:
            messages.error(request, f"理由最多 {MOST_REASON} 字，这一条有 {len(words)} 字，没有记下：“{words}”")
        else:
            drafting.answer(annual=annual, found=found[mark], reason=words, by=user_of(request), moment=http.typed(request).moment)
            kept += 1
    if kept:
        messages.success(request, f"已记下 {kept} 条保留的理由。")
