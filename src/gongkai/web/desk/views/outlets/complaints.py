"""我要纠错: what readers say is wrong, with the last day to answer. How to reach the reader is masked until somebody says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.law.deadlines import written
from gongkai.web.accounts.services.recording import record
from gongkai.web.desk.access import need, reach_of, today, user_of
from gongkai.web.desk.forms.outlets.complaints import Answering, Revealing
from gongkai.web.desk.told import told
from gongkai.web.desk.views.items.listing import Due
from gongkai.web.desk.views.items.reach import who
from gongkai.web.desk.views.outlets.choosing import organ_asked
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.publication.models import Complaint
from gongkai.web.publication.services import complaints as services
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid
    from datetime import date

    from django.http import HttpRequest, HttpResponse

PAGE = 50


@login_required
@require_safe
def complaints(request: HttpRequest) -> HttpResponse:
    """The complaints of the organ: what is to be answered, soonest first; ``?list=all`` the rest too."""
    chosen = organ_asked(request, "item.see")
    everything = request.GET.get("list") == "all"
    rows = Complaint.objects.filter(organ=chosen.organ).select_related("item", "organ")
    counts = rows.aggregate(open=Count("pk", filter=Q(state=Complaint.State.NEW)), all=Count("pk"))
    rows = (
        rows.order_by("-created_at", "pk") if everything else rows.filter(state=Complaint.State.NEW).order_by("due_on", "created_at", "pk")
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/outlets/complaints.html", {
        "chosen": chosen, "page": page, "lines": [(each, due_of(each, today(request))) for each in page.object_list], "everything": everything, "counts": counts,
    })  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def complaint(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One complaint, and its answer."""
    found = _complaint(request, pk, "complaint.answer" if request.method == "POST" else "item.see")
    form = Answering(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with told(request, "已登记处理结果。"):
            services.answer(complaint=found, state=form.cleaned_data["state"], text=form.cleaned_data["text"], **who(request))
        return redirect("desk:complaint", pk=found.pk)
    return _page(request, found, form)


@login_required
@require_POST
def complaint_reveal(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show how to reach the reader, once, to who says why; it is recorded who looked."""
    found = _complaint(request, pk, "complaint.answer")
    form = Revealing(request.POST)
    if not form.is_valid():
        return _page(request, found, Answering(), form, status=422)
    record(
        what="complaint.reveal", about=f"{found.organ.name}：{found.kind}", by=user_of(request), moment=typed(request).moment,
        detail={"complaint": str(found.pk), "why": form.cleaned_data["why"]},
    )  # fmt: skip
    return _page(request, found, Answering(), contact=found.contact.reveal())


def due_of(found: Complaint, day: date) -> Due:
    """How long there still is to answer; nothing for what is answered."""
    if found.due_on is None or found.state != Complaint.State.NEW:
        return Due(None, "")
    calendar = calendar_of(found.organ)
    if day > found.due_on:
        late = max(calendar.between(found.due_on, day), 1)
        return Due(-late, f"已超期 {late} 个工作日（应当在{written(found.due_on)}前答复）")
    left = calendar.between(day, found.due_on)
    return Due(left, f"剩 {left} 个工作日（{written(found.due_on)}前）" if left else "今天到期")


def _page(
    request: HttpRequest, found: Complaint, form: Answering, reveal: Revealing | None = None, contact: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "complaint": found, "form": form, "due": due_of(found, today(request)), "answers": reach_of(request).may("complaint.answer", found.organ),
        "reveal": reveal or Revealing(), "contact": contact, "has_contact": bool(found.contact),
    }  # fmt: skip
    return render(request, "desk/outlets/complaint.html", context, status=422 if form.errors else status)


def _complaint(request: HttpRequest, pk: uuid.UUID, act: str) -> Complaint:
    found = Complaint.objects.select_related("organ", "item").filter(pk=pk).first()
    if found is None:
        raise Http404
    need(request, act, found.organ)
    return found
