"""转为主动公开: the information of an answer made public for everybody after review, and taken back (条例 Art. 44)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.accounts.selectors import holding
from gongkai.web.applications.services import making_public
from gongkai.web.desk.access import case_of, today, user_of
from gongkai.web.desk.forms.making_public import Publishing, TakingBack
from gongkai.web.desk.told import sentences, told
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.applications.models import Application

REVIEWS = ("letter.review", "letter.legal", "letter.sign")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def public(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Title and text for everybody, each question of the privacy check answered, who reviewed it. Shows what is public already."""
    case = case_of(request, pk, "case.handle")
    item = making_public.public_item(case)
    known = {"title": item.title, "text": item.text, "number": item.number, "index_number": item.index_number} if item else {}
    reviewers = [user for user in holding(REVIEWS, case.organ, today(request)) if user != request.user]
    form = Publishing(request.POST if request.method == "POST" else None, reviewers=reviewers, initial=known)
    if request.method == "POST" and form.is_valid() and _published(request, case, form):
        return redirect("desk:case", pk=case.pk)
    return render(request, "desk/making_public.html", {
        "case": case, "form": form, "item": item, "back": TakingBack(auto_id="id_back_%s"), "suitable": making_public.suitable(case), "reviewers": reviewers,
    })  # fmt: skip


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """It is not public any more."""
    case = case_of(request, pk, "case.handle")
    with told(request, "已撤下，公众不能再查到。"):
        making_public.take_back(
            application=case, why=request.POST.get("why", ""), on=today(request), by=user_of(request), moment=typed(request).moment
        )
    return redirect("desk:public", pk=case.pk)


def _published(request: HttpRequest, case: Application, form: Publishing) -> bool:
    """Whether it is public now; if not, the form says why."""
    try:
        making_public.make_public(
            application=case, publication=form.publication, answered=form.answered, on=today(request), by=user_of(request),
            moment=typed(request).moment, reviewer=form.reviewers[form.cleaned_data["reviewer"]],
        )  # fmt: skip
    except NotAllowed as error:
        for sentence in sentences(error):
            form.add_error(None, sentence)
        return False
    messages.success(request, "已转为主动公开，公众现在可以查到。")
    return True
