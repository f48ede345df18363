"""What came in for a survey: piles of paper that the desk counts, opinions and what is done about each."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.web.desk.access import reach_of, today
from gongkai.web.desk.forms.oversight.surveys import Counting, Following, Quoting, Reasoning
from gongkai.web.desk.told import filed
from gongkai.web.desk.views.items.reach import who
from gongkai.web.desk.views.oversight.surveys import EDITS, SEES, survey_of
from gongkai.web.oversight.models import Filled
from gongkai.web.oversight.selectors import surveys as selectors
from gongkai.web.oversight.services import surveys_answers as services

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

_A_PAGE = 40


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Count a pile of paper in."""
    found = survey_of(request, pk, EDITS)
    form = Counting(request.POST or None, questions=list(found.questions.all()), initial={"key": secrets.token_urlsafe(16)})
    if form.is_bound and form.is_valid():
        key = form.cleaned_data["key"]
        if filed(form, lambda: services.enter(survey=found, counted=form.counted, key=key, **who(request))):
            messages.success(request, f"已录入 {form.cleaned_data['sheets']} 份纸质答卷。")
            return redirect("desk:survey", pk=pk)
    return render(request, "desk/oversight/survey_paper.html", {"survey": found, "form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pile_out(request: HttpRequest, pk: uuid.UUID, pile: int) -> HttpResponse:
    """Take a pile that was counted wrong out of the result, with the reason."""
    found = survey_of(request, pk, EDITS)
    row = found.filled.filter(pk=pile, source=Filled.Source.PAPER).select_related("counted_by").first()
    if row is None:
        raise Http404
    form = Reasoning(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        if filed(form, lambda: services.take_out(survey=found, pile=pile, reason=reason)):
            messages.success(request, "已作废这一批，记录和原因都留着。写错的请重新录入。")
            return redirect("desk:survey", pk=pk)
    context = {"survey": found, "pile": row, "form": form}
    return render(request, "desk/oversight/survey_pile_out.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def opinions(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Everything that was written, those nobody has taken up first."""
    found = survey_of(request, pk, SEES)
    page = Paginator(selectors.opinions_of(found), _A_PAGE).get_page(request.GET.get("page"))
    rows = []
    for each in page.object_list:
        steps = list(each.follow_ups.all())
        last = steps[-1] if steps else None
        late = last is not None and last.state == last.State.GOING and last.due_on is not None and last.due_on < today(request)
        rows.append((each, last, late))
    return render(request, "desk/oversight/survey_opinions.html", {"survey": found, "rows": rows, "page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, pk: uuid.UUID, opinion: uuid.UUID) -> HttpResponse:
    """One opinion: what was done about it, and what readers may see of it. ``?quote`` in the post says which form was sent."""
    found = survey_of(request, pk, EDITS if request.method == "POST" else SEES)
    row = selectors.opinions_of(found).filter(pk=opinion).first()
    if row is None:
        raise Http404
    quoting = request.method == "POST" and "quote" in request.POST
    follow = Following(request.POST if request.method == "POST" and not quoting else None)
    quote = Quoting(request.POST if quoting else None, initial={"quote": row.quote})
    if (
        follow.is_bound
        and follow.is_valid()
        and filed(follow, lambda: services.follow_up(opinion=row, **follow.cleaned_data, **who(request)))
    ):
        messages.success(request, "已登记。")
        return redirect("desk:survey_opinion", pk=pk, opinion=opinion)
    if quote.is_bound and quote.is_valid() and filed(quote, lambda: services.quote(opinion=row, text=quote.cleaned_data["quote"])):
        messages.success(request, "已保存摘登的文字。" if quote.cleaned_data["quote"] else "不摘登这一条。")
        return redirect("desk:survey_opinion", pk=pk, opinion=opinion)
    context = {"survey": found, "opinion": row, "follow": follow, "quote": quote, "edits": reach_of(request).may(EDITS, found.organ)}
    return render(request, "desk/oversight/survey_opinion.html", context, status=422 if follow.errors or quote.errors else 200)
