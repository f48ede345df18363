"""Handing over, the three reviews, the approval, the yearly look at what is withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.vocabulary.codes import Stage, Verdict
from gongkai.lib.errors import UnusableInput
from gongkai.web.desk.access import reach_of, user_of
from gongkai.web.desk.forms.items.reviewing import Approving, OnScreen, PaperApproval, PaperReview, Reassessing
from gongkai.web.desk.told import sentences, told
from gongkai.web.desk.views.items.dossier import text_of
from gongkai.web.desk.views.items.reach import item_of, on, role_of, seen_of, who
from gongkai.web.events.store import Overtaken
from gongkai.web.publication.selectors.fields import shown_fields
from gongkai.web.publication.services import checking, drafting, reviewing
from gongkai.web.publication.services.acting import state_of

if TYPE_CHECKING:
    import uuid

    from django import forms
    from django.http import HttpRequest, HttpResponse

    from gongkai.web.publication.models import Item

_REFUSED = (NotAllowed, UnusableInput, Overtaken)
_PAPER_ID = "id_paper_%s"  # both forms stand on one page


@login_required
@require_POST
def item_submit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Hand the draft to review."""
    found = item_of(request, pk, "item.draft")
    with told(request, "已送审。送审以后要改，会另起一版重新审查。"):
        drafting.submit(item=found, **who(request))
    return redirect("desk:item", pk=found.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item_review(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The review that comes next: on screen by who may review, registered from paper by who drafts."""
    found = _item(request, pk, "item.review")
    stage = Stage.of(found.next_stage) if found.next_stage and found.submitted_at else None
    on_screen, on_paper = OnScreen(None), PaperReview(None, today=on(request), auto_id=_PAPER_ID)
    if request.method == "POST" and "paper" in request.POST:
        on_paper = PaperReview(request.POST, request.FILES, today=on(request), auto_id=_PAPER_ID)
        if on_paper.is_valid() and _paper_reviewed(request, found, stage, on_paper):
            return redirect("desk:item", pk=found.pk)
    elif request.method == "POST":
        _need(request, found, "item.review")
        on_screen = OnScreen(request.POST)
        if on_screen.is_valid() and _reviewed(request, found, stage, on_screen):
            return redirect("desk:reviews")
    return _page(request, found, "desk/items/review.html", "item.review", on_screen, on_paper, stage=stage)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item_approve(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """签发, on screen or registered from paper."""
    found = _item(request, pk, "item.approve")
    on_screen, on_paper = Approving(None), PaperApproval(None, today=on(request), auto_id=_PAPER_ID)
    if request.method == "POST" and "paper" in request.POST:
        on_paper = PaperApproval(request.POST, request.FILES, today=on(request), auto_id=_PAPER_ID)
        if on_paper.is_valid() and _approved(request, found, on_paper, on_paper.signed, on_paper.capacity):
            return redirect("desk:item", pk=found.pk)
    elif request.method == "POST":
        _need(request, found, "item.approve")
        on_screen = Approving(request.POST)
        signed = on_screen.signed(user_of(request), on(request))
        if on_screen.is_valid() and _approved(request, found, on_screen, signed, role_of(request, found.organ, "item.approve")):
            return redirect("desk:item", pk=found.pk)
    return _page(request, found, "desk/items/approve.html", "item.approve", on_screen, on_paper)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item_reassess(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The yearly look at what is withheld (条例 Art. 18)."""
    found = item_of(request, pk, "item.approve")
    form = Reassessing(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        still = form.cleaned_data["still"] == "1"
        with told(request, "已记下评估意见，维持不公开。" if still else "已记下评估意见，请改公开属性，重新审查后公开。"):
            reviewing.reassess(
                item=found, still=still, text=form.cleaned_data["text"], role=role_of(request, found.organ, "item.approve"), on=on(request), **who(request)
            )  # fmt: skip
        return redirect("desk:item", pk=found.pk)
    return render(request, "desk/items/reassess.html", {"form": form, "item": found}, status=422 if form.is_bound and form.errors else 200)


def _item(request: HttpRequest, pk: uuid.UUID, act: str) -> Item:
    """Who may act, and who may register what was signed on paper; 403 for others."""
    found = item_of(request, pk)
    reach = reach_of(request)
    if not (reach.may(act, found.organ) or reach.may("item.draft", found.organ)):
        raise PermissionDenied
    return found


def _need(request: HttpRequest, found: Item, act: str) -> None:
    if not reach_of(request).may(act, found.organ):
        raise PermissionDenied


def _page(
    request: HttpRequest, found: Item, template: str, act: str, on_screen: forms.Form, on_paper: forms.Form, **more: Any
) -> HttpResponse:
    """The paper itself, who reviewed it before, what is open, both forms."""
    version = found.draft
    if version is None:
        raise Http404
    version.item = found
    reach, stage = reach_of(request), more.get("stage")
    signed = reviewing.Signed(user_of(request).name, on(request), user_of(request))
    attachments = list(version.attachments.select_related("file"))
    context = {
        "item": found, "version": version, "body": text_of(version, attachments), "fields": list(shown_fields(version)),
        "attachments": [each for each in attachments if not each.inline], "opinions": list(found.opinions.filter(version=version).select_related("scan")),
        "remarks": [each for each in checking.remarks(found) if each.open or each.answer], "acts": reach.may(act, found.organ),
        "registers": reach.may("item.draft", found.organ), "form": on_screen if on_screen.is_bound else on_paper, "on_screen": on_screen, "on_paper": on_paper,
        "seen": len(state_of(found).log), "against": [each.sentence for each in reviewing.why_not_by(found, signed, stage)] if reach.may(act, found.organ) else [],
    }  # fmt: skip
    refused = any(each.is_bound and each.errors for each in (on_screen, on_paper))
    return render(request, template, context | more, status=422 if refused else 200)


def _reviewed(request: HttpRequest, found: Item, stage: Stage | None, form: OnScreen) -> bool:
    verdict = Verdict.PASSED if request.POST.get("verdict") == Verdict.PASSED.value else Verdict.RETURNED
    clean = form.cleaned_data
    signed, role = form.signed(user_of(request), on(request)), role_of(request, found.organ, "item.review")
    return _kept(request, found, stage, form, verdict, signed=signed, role=role, text=clean["text"], checklist=clean["checklist"])


def _paper_reviewed(request: HttpRequest, found: Item, stage: Stage | None, form: PaperReview) -> bool:
    clean = form.cleaned_data
    verdict = Verdict.of(clean["verdict"])
    return _kept(
        request, found, stage, form, verdict, signed=form.signed, role=form.capacity, text=clean["text"], checklist=clean["checklist"]
    )  # fmt: skip


def _kept(request: HttpRequest, found: Item, stage: Stage | None, form: forms.Form, verdict: Verdict, **said: Any) -> bool:
    if stage is None:
        form.add_error(None, "现在没有要做的审查：还没有送审，或者三审已经通过。")
        return False
    try:
        reviewing.review(item=found, stage=stage, verdict=verdict, seen=seen_of(request), **said, **who(request))
    except _REFUSED as error:
        return _refused(form, error)
    messages.success(request, f"{stage.label}通过。" if verdict is Verdict.PASSED else f"{stage.label}退回，已交还起草人。")
    return True


def _approved(request: HttpRequest, found: Item, form: forms.Form, signed: reviewing.Signed, role: Any) -> bool:
    try:
        reviewing.approve(item=found, signed=signed, role=role, text=form.cleaned_data["text"], seen=seen_of(request), **who(request))
    except _REFUSED as error:
        return _refused(form, error)
    messages.success(request, "已签发，可以发布。" if found.attribute == "active" else "已签发。公开属性不是主动公开，不会发布。")
    return True


def _refused(form: forms.Form, error: Exception) -> bool:
    for sentence in sentences(error):
        form.add_error(None, sentence)
    return False
