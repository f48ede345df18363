"""What is done with a letter, one POST each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai.lib.errors import UnusableInput
from gongkai.web.applications.services import approvals, citizen, letters
from gongkai.web.desk import access
from gongkai.web.desk.told import told
from gongkai.web.desk.views.letters import letter_of, page_of
from gongkai.web.desk.views.letters_forms import Dropping, Issuing, OnPaper, Returning, Scanning, Serving
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid

    from django import forms
    from django.http import HttpRequest, HttpResponse

    from gongkai.web.applications.models import Application, Letter


def _again(request: HttpRequest, found: Letter, application: Application, **shown: Any) -> HttpResponse:
    """The page once more, with what is wrong."""
    return render(request, "desk/letters/letter.html", page_of(request, found, application, **shown), status=422)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": access.user_of(request), "moment": typed(request).moment}


@login_required
@require_POST
def submit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Hand the draft over for approval."""
    found, _ = letter_of(request, pk, "case.handle")
    with told(request, "已送审签。"):
        letters.submit(letter=found, **_who(request))
    return redirect("desk:letter", pk=pk)


@login_required
@require_POST
def paper(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Record who signed on the printed sheet."""
    found, application = letter_of(request, pk, "case.handle")
    form = OnPaper(request.POST, request.FILES, letter=found, today=access.today(request))
    if not form.is_valid():
        return _again(request, found, application, on_paper=form, wrong=form)
    clean = form.cleaned_data
    signed = approvals.Paper(clean["name"], clean["role"], clean["day"], clean["scan"])
    with told(request, "已记录纸面签批。"):
        letters.approve(
            letter=found, stage=clean["stage"], agreed=clean["agreed"] == "1", opinion=clean["opinion"], paper=signed, **_who(request)
        )  # fmt: skip
    return redirect("desk:letter", pk=pk)


@login_required
@require_POST
def take_back(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take the letter back from Word; what must not change is compared first."""
    found, application = letter_of(request, pk, "case.handle")
    form = Returning(request.POST, request.FILES)
    if not form.is_valid():
        return _again(request, found, application, returning=form, wrong=form)
    try:
        back = letters.take_back(letter=found, file=form.cleaned_data["file"], reason=form.cleaned_data["reason"], **_who(request))
    except UnusableInput as unusable:
        messages.error(request, unusable.sentence())
        return redirect("desk:letter", pk=pk)
    if not back.taken:
        return _again(request, found, application, returning=form, differences=back.differences)
    messages.success(request, "已收下改过的文书，以它为准。")
    return redirect("desk:letter", pk=pk)


@login_required
@require_POST
def scan(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep the scan with the seal."""
    found, application = letter_of(request, pk, "case.handle")
    form = Scanning(request.POST, request.FILES)
    if not form.is_valid():
        return _again(request, found, application, scanning=form, wrong=form)
    with told(request, "已上传盖章文书，以它为送达的原件。"):
        letters.attach_scan(letter=found, scan=form.cleaned_data["file"], **_who(request))
    return redirect("desk:letter", pk=pk)


@login_required
@require_POST
def issue(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Send it: the act is written to the ledger."""
    found, application = letter_of(request, pk, "case.handle")
    warned = page_of(request, found, application).get("irregular")
    form = Issuing(request.POST, request.FILES, today=access.today(request), way="", warned=bool(warned))
    if not form.is_valid():
        return _again(request, found, application, issuing=form, wrong=form)
    clean = form.cleaned_data
    with told(request, "已登记发出。"):
        done = letters.issue(
            letter=found, on=clean["on"], way=clean["way"], posting_number=clean["posting_number"], scan=clean["scan"], **_who(request)
        )
        for sentence in done.irregular:
            messages.warning(request, f"已记录，不合规定：{sentence}")
    return redirect("desk:letter", pk=pk)


@login_required
@require_POST
def serve(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Record that it arrived."""
    found, application = letter_of(request, pk, "case.handle")
    form = Serving(request.POST, request.FILES)
    if not form.is_valid():
        return _again(request, found, application, serving=form, wrong=form)
    clean = form.cleaned_data
    with told(request, "已登记送达。"):
        done = letters.serve(letter=found, on=clean["on"], way=clean["way"], proof=clean["file"] or clean["proof"], **_who(request))
        for sentence in done.irregular:
            messages.warning(request, f"已记录，不合规定：{sentence}")
    return redirect("desk:letter", pk=pk)


@login_required
@require_POST
def drop(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Make it void."""
    found, application = letter_of(request, pk, "case.handle")
    form: forms.Form = Dropping(request.POST)
    if not form.is_valid():
        return _again(request, found, application, dropping=form, wrong=form)
    with told(request, "文书已作废。"):
        letters.drop(letter=found, reason=form.cleaned_data["reason"], **_who(request))
    return redirect("desk:letter", pk=pk)


@login_required
@require_POST
def link(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Make the one-time link for an opinion and show it once."""
    found, application = letter_of(request, pk, "case.handle")
    asked = page_of(request, found, application)["asked"]
    if asked is None:
        raise Http404
    token = citizen.make_link(consulted=asked, **_who(request))
    return render(request, "desk/letters/link.html", {"letter": found, "case": application, "asked": asked, "token": token})
