"""催办: write the letters, read one, print it, acknowledge it at the organ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from gongkai.lib.errors import UnusableInput
from gongkai.notices.writers import docx, pdf
from gongkai.web.accounts.services.refusals import Refusal
from gongkai.web.desk.access import need, need_anywhere, reach_of, user_of
from gongkai.web.desk.views.oversight.board import board_of, calendar, district_of
from gongkai.web.desk.views.reports.life_papers import TYPES, given
from gongkai.web.organs.models import Organ
from gongkai.web.oversight import board_tasks
from gongkai.web.oversight.models import Urging
from gongkai.web.oversight.services import board as services
from gongkai.web.oversight.urging_letter import TITLE, letter_of
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

PAGE = 50
WRITERS = {"docx": docx.render, "pdf": pdf.render}
ISSUES, ANSWERS = "order.issue", "order.answer"
_SEES = ("oversight.see", "report.see")


@login_required
@require_POST
def urge(request: HttpRequest) -> HttpResponse:
    """A letter to each chosen organ, or to all of the list; mails follow in the worker."""
    need_anywhere(request, ISSUES)
    found, district = board_of(request), district_of(request)
    chosen, all_of_them = set(request.POST.getlist("organ")), request.POST.get("all") == "1"
    lines = [line for line in found.to_urge if line.organ.pk != district.pk and (all_of_them or line.organ.slug in chosen)]
    if not lines:
        messages.error(request, "没有选要催办的机关。请勾选以后再点“催办”。")
        return redirect("desk:district_board")
    try:
        made = services.urge(
            district=district, lines=lines, span=found.span, calendar=calendar(request), by=user_of(request), moment=typed(request).moment,
            again=request.POST.get("again") == "1",
        )  # fmt: skip
    except Refusal as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
        return redirect("desk:district_board")
    for letter in made:
        if letter.mail_to:
            board_tasks.mail.enqueue(str(letter.pk))
    mailed = sum(bool(letter.mail_to) for letter in made)
    messages.success(request, f"已发出 {len(made)} 份催办函，其中 {mailed} 份同时发邮件。各机关登录以后会先看到。")
    return redirect("desk:urgings")


@login_required
@require_safe
def urgings(request: HttpRequest) -> HttpResponse:
    """Letters of the district, or to the user's organ: the newest first."""
    reach = reach_of(request)
    if not any(reach.any(act) for act in _SEES):
        raise PermissionDenied
    organs = Organ.objects.none()
    for act in _SEES:
        organs |= reach.organs(act)
    rows = Urging.objects.filter(organ__in=organs.order_by().values("pk")).select_related("organ", "made_by", "acknowledged_by")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/oversight/urgings.html", {"page": page, "watches": reach.any("oversight.see")})


@login_required
@require_safe
def urging(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One letter: what it named, whether it was read, what the organ says."""
    found = _urging(request, pk)
    reach = reach_of(request)
    context = {
        "urging": found, "kinds": list(WRITERS), "answers": reach.may(ANSWERS, found.organ) and found.acknowledged_at is None,
        "most": services.ANSWER, "watches": reach.may("oversight.see", found.organ),
    }  # fmt: skip
    return render(request, "desk/oversight/urging.html", context)


@login_required
@require_safe
def paper(request: HttpRequest, pk: uuid.UUID, kind: str) -> HttpResponse:
    """The letter, one page A4."""
    found = _urging(request, pk)
    if kind not in WRITERS:
        raise Http404
    try:
        data = WRITERS[kind](letter_of(found))
    except UnusableInput as unusable:
        messages.error(request, unusable.sentence())
        return redirect("desk:urging", pk=pk)
    return given(data, TYPES[f".{kind}"], f"{TITLE} {found.number}.{kind}")


@login_required
@require_POST
def acknowledge(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The organ has it, and says what it does."""
    found = _urging(request, pk)
    need(request, ANSWERS, found.organ)
    try:
        services.acknowledge(urging=found, answer=request.POST.get("answer", ""), by=user_of(request), moment=typed(request).moment)
    except Refusal as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, "已确认收到，上级可以看到。")
    return redirect("desk:urging", pk=pk)


def _urging(request: HttpRequest, pk: uuid.UUID) -> Urging:
    """The letter, for who watches the organ or works in it; 404 for who has nothing to do with it, 403 for another role."""
    found = Urging.objects.select_related("organ", "district", "made_by", "acknowledged_by").filter(pk=pk).first()
    if found is None or not reach_of(request).knows(found.organ):
        raise Http404
    if not any(reach_of(request).may(act, found.organ) for act in _SEES):
        raise PermissionDenied
    return found
