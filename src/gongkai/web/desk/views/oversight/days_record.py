"""An open day as it was: who came, what was handed out and asked, pictures and the press, contacts for a reason, and its registration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.web.desk.access import today
from gongkai.web.desk.forms.oversight.days import Attending, Closing, Handing, Noting, Picturing, Questioning, Reasoning, Replying
from gongkai.web.desk.views.items.reach import who
from gongkai.web.desk.views.oversight.days import RUNS, day_of, tried
from gongkai.web.oversight.models import DayPhoto, DayQuestion
from gongkai.web.oversight.selectors import days as selectors
from gongkai.web.oversight.services import days_holding, days_signing
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from gongkai.web.oversight.models import OpenDay

_FORMS: dict[str, tuple[type[Any], str, str]] = {
    "question": (Questioning, "记一个咨询", "已记下。"),
    "photo": (Picturing, "传照片", "已保存照片。"),
    "note": (Noting, "记反馈、报道", "已记下。"),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def count(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Who came and what was handed out, on one page that can be saved half filled."""
    found = day_of(request, pk, RUNS)
    posted = request.POST if request.method == "POST" else None
    visitors = list(found.visitors.filter(cancelled_at=None))
    came = Attending(posted, visitors=visitors, groups=list(found.groups.all()), others=found.others)
    handed = Handing(posted, materials=list(found.materials.all()))
    if posted is not None and came.is_valid() and handed.is_valid() and tried(came, lambda: _counted(request, found, came, handed)):
        messages.success(request, "已保存。")
        return redirect("desk:day", pk=pk)
    context = {"day": found, "came": came, "handed": handed, "visitors": len(visitors)}
    return render(request, "desk/oversight/day_count.html", context, status=422 if came.errors or handed.errors else 200)


@transaction.atomic
def _counted(request: HttpRequest, found: OpenDay, came: Attending, handed: Handing) -> bool:
    moment = typed(request).moment
    days_holding.attend(day=found, **came.given, moment=moment)
    days_holding.hand_out(day=found, handed=handed.given, moment=moment)
    return True


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def visitors(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Names and telephones, once, to who says why; it is recorded who looked."""
    found = day_of(request, pk, RUNS)
    form = Reasoning(request.POST if request.method == "POST" else None)
    shown = None
    if form.is_bound and form.is_valid():
        rows = tried(form, lambda: days_signing.reveal(day=found, why=form.cleaned_data["reason"], **who(request)))
        shown = [
            (place, days_signing.begin(each), each, each.name.reveal(), each.phone.reveal()) for place, each in enumerate(rows or [], 1)
        ]
    context = {"day": found, "form": form, "shown": shown, "taken": selectors.taken(found)}
    return render(request, "desk/oversight/day_visitors.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: uuid.UUID, key: str) -> HttpResponse:
    """A question, pictures, feedback or the press."""
    if key not in _FORMS:
        raise Http404
    found = day_of(request, pk, RUNS)
    kind, words, done = _FORMS[key]
    form = kind(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid() and tried(form, lambda: _added(request, found, key, form)):
        messages.success(request, done)
        again = "again" in request.POST
        return redirect("desk:day_add", pk=pk, key=key) if again else redirect("desk:day", pk=pk)
    context = {"day": found, "form": form, "words": words, "key": key}
    return render(request, "desk/oversight/day_add.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _added(request: HttpRequest, found: OpenDay, key: str, form: Any) -> bool:
    clean = form.cleaned_data
    if key == "question":
        days_holding.ask(day=found, asked=clean["asked"], answer=clean["answer"], **who(request))
    elif key == "note":
        days_holding.note(day=found, sort=clean["sort"], words=clean["words"], address=clean["address"], moment=typed(request).moment)
    else:
        for each in form.uploads:
            days_holding.add_photo(day=found, upload=each, alt=clean["alt"], agreed=clean["agreed"], **who(request))
    return True


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: uuid.UUID, number: int) -> HttpResponse:
    """The answer that was promised for later."""
    found = day_of(request, pk, RUNS)
    question = get_object_or_404(DayQuestion, pk=number, day=found)
    form = Replying(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and tried(form, lambda: _answered(request, question, form)) is not None:
        messages.success(request, "已登记答复。")
        return redirect("desk:day", pk=pk)
    context = {"day": found, "form": form, "question": question}
    return render(request, "desk/oversight/day_answer.html", context, status=422 if form.errors else 200)


def _answered(request: HttpRequest, question: DayQuestion, form: Form) -> DayQuestion:
    return days_holding.answer(question=question, words=form.cleaned_data["words"], moment=typed(request).moment)


@login_required
@require_POST
def remove(request: HttpRequest, pk: uuid.UUID, number: int) -> HttpResponse:
    """Take a picture away for good."""
    found = day_of(request, pk, RUNS)
    photo = get_object_or_404(DayPhoto.objects.select_related("file"), pk=number, day=found)
    days_holding.remove_photo(photo=photo, moment=typed(request).moment)
    messages.success(request, "照片已删除。")
    return redirect("desk:day", pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Register it in the year, once; all that is still missing stands above the button."""
    found = day_of(request, pk, RUNS)
    counted = selectors.counted(found)
    draft = selectors.words_of(found, counted)
    form = Closing(request.POST if request.method == "POST" else None, initial={"words": draft})
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["words"]
        if tried(form, lambda: days_holding.close(day=found, words=words, **who(request))):
            messages.success(request, "已登记到年度活动里，年度报告计入。")
            return redirect("desk:day", pk=pk)
    reasons = [each.sentence for each in selectors.why_not_close(found, counted, draft, today(request))]
    context = {"day": found, "form": form, "counted": counted, "reasons": reasons if not form.is_bound else []}
    return render(request, "desk/oversight/day_close.html", context, status=422 if form.errors else 200)
