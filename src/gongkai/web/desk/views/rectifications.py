"""更正 of records about oneself (条例 Art. 41): list, registering, the page of a request with its letter, signing, issuing, service."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.ledger.vocabulary.codes import Channel, Finding, Way
from gongkai.lib.errors import UnusableInput
from gongkai.web.accounts.models import Role
from gongkai.web.applications.models import Approval, Letter, Rectification
from gongkai.web.applications.selectors import beside
from gongkai.web.applications.services import rectifications
from gongkai.web.applications.services.remedies import REFUSALS
from gongkai.web.desk.access import need, need_anywhere, reach_of, today, user_of
from gongkai.web.desk.forms import rectifications as forms
from gongkai.web.desk.told import sentences, told
from gongkai.web.desk.views.case_steps import SHOWN_FOR
from gongkai.web.desk.views.remedies import WRITERS
from gongkai.web.ui.http import typed
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    import uuid

    from django.core.files.uploadedfile import UploadedFile
    from django.forms import Form
    from django.http import HttpRequest

PAGE = 50


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Requests of my organs, the unfinished ones first."""
    need_anywhere(request, "case.see")
    only_open = request.GET.get("all") != "1"
    organs = list(reach_of(request).organs("case.see").values_list("pk", flat=True))
    page = Paginator(beside.rectifications_of(organs, only_open=only_open), PAGE).get_page(request.GET.get("page"))
    lines = [(row, Finding.of(row.finding).label if row.finding else "") for row in page.object_list]
    return render(
        request,
        "desk/rectifications/list.html",
        {"page": page, "lines": lines, "only_open": only_open, "handles": reach_of(request).any("case.handle")},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register a request."""
    need_anywhere(request, "case.handle")
    form = forms.Receiving(
        request.POST or None, request.FILES or None, organs=list(reach_of(request).organs("case.handle")), today=today(request)
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _registered(request, form)
        except REFUSALS as error:
            for sentence in sentences(error):
                messages.error(request, sentence)
        else:
            messages.success(request, f"已登记为{made.register_number}。")
            return redirect("desk:rectification", pk=made.pk)
    return render(request, "desk/rectifications/new.html", {"form": form})


@login_required
@require_safe
def rectification(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The request, its letters as they will be served, and the next step."""
    found = _found(request, pk, "case.see")
    reach = reach_of(request)
    rows = [row for row in rectifications.letters_of(found) if row.state != Letter.State.DROPPED]
    handles, signs = reach.may("case.handle", found.organ), reach.may("letter.sign", found.organ)
    shown = [_with_forms(row, request, number) for number, row in enumerate(rows)] if handles or signs else []
    return render(request, "desk/rectifications/case.html", {
        "row": found, "finding": Finding.of(found.finding).label if found.finding else "", "letters": shown, "handles": handles, "signs": signs, "reveals": reach.may("case.reveal", found.organ),
        "next": _next(found, rows), "approvals": Approval.objects.filter(letter__in=rows).select_related("letter"),
        "files": beside.files_of(found.pk), "looks": [(look, beside.TAKEN.get(look.what, look.what)) for look in rectifications.looks(found)],
        "issuing": forms.Issuing(today=today(request)), "deciding": forms.Deciding(),
        "serving": forms.Serving(today=today(request), way=rows[0].way if rows else ""),
    })  # fmt: skip


@login_required
@require_POST
def decide(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Draft the letter, or draft it anew."""
    found = _found(request, pk, "case.handle")
    form = forms.Deciding(request.POST)
    if not form.is_valid():
        return _wrong(request, form, found)
    clean = form.cleaned_data
    decision = rectifications.Decision(
        Finding.of(clean["finding"]), clean["reason"], clean["right_organ"].strip(), clean["right_organ_contact"].strip()
    )
    with told(request, "已起草告知书，请负责人签发。"):
        rectifications.draft(rectification=found, decision=decision, by=user_of(request), moment=typed(request).moment)
    return redirect("desk:rectification", pk=found.pk)


@login_required
@require_POST
def sign(request: HttpRequest, pk: uuid.UUID, letter: uuid.UUID) -> HttpResponse:
    """签发 on screen, by the head or the leader."""
    found = _found(request, pk, "letter.sign")
    row = get_object_or_404(Letter, pk=letter, stream=found.pk)
    form = forms.Signing(request.POST)
    if not form.is_valid():
        return _wrong(request, form, found)
    clean = form.cleaned_data
    with told(request, "已签发，文号已经编好。" if clean["agreed"] else "已退回起草人。"):
        rectifications.sign(letter=row, **clean, by=user_of(request), role=_role(request, found), moment=typed(request).moment)
    return redirect("desk:rectification", pk=found.pk)


@login_required
@require_POST
def sign_on_paper(request: HttpRequest, pk: uuid.UUID, letter: uuid.UUID) -> HttpResponse:
    """Record who signed on paper, with the scan."""
    found = _found(request, pk, "case.handle")
    row = get_object_or_404(Letter, pk=letter, stream=found.pk)
    form = forms.PaperSigning(request.POST, request.FILES)
    if not form.is_valid():
        return _wrong(request, form, found)
    clean = form.cleaned_data
    paper = rectifications.OnPaper(clean["name"].strip(), clean["day"], _upload(clean["scan"]))
    with told(request, "已登记纸面签发，文号已经编好。"):
        rectifications.sign(letter=row, agreed=True, by=user_of(request), role=Role.LEADER, moment=typed(request).moment, paper=paper)
    return redirect("desk:rectification", pk=found.pk)


@login_required
@require_POST
def issue(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The signed letters go out."""
    found = _found(request, pk, "case.handle")
    form = forms.Issuing(request.POST, request.FILES, today=today(request))
    if not form.is_valid():
        return _wrong(request, form, found)
    clean = form.cleaned_data
    with told(request, "已登记发出。"):
        rectifications.issue(
            rectification=found, on=clean["on"], way=Way.of(clean["way"]), by=user_of(request), moment=typed(request).moment,
            posting_number=clean["posting_number"], scan=_upload(clean["scan"]) if clean["scan"] else None,
        )  # fmt: skip
    return redirect("desk:rectification", pk=found.pk)


@login_required
@require_POST
def serve(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Proof of service."""
    found = _found(request, pk, "case.handle")
    form = forms.Serving(request.POST, request.FILES, today=today(request))
    if not form.is_valid():
        return _wrong(request, form, found)
    clean = form.cleaned_data
    proof = _upload(clean["proof_file"]) if clean["proof_file"] else clean["proof_words"]
    with told(request, "已登记送达。"):
        done = rectifications.serve(
            rectification=found, on=clean["on"], way=Way.of(clean["way"]), proof=proof, by=user_of(request), moment=typed(request).moment
        )
        for sentence in done.irregular:
            messages.warning(request, f"已登记，同时注明：{sentence}")
    return redirect("desk:rectification", pk=found.pk)


@login_required
@require_POST
def letter_file(request: HttpRequest, pk: uuid.UUID, letter: uuid.UUID, kind: str) -> HttpResponse:
    """A letter for Word or print. It names the applicant, so that it is kept who took it."""
    found = _found(request, pk, "case.see")
    reach = reach_of(request)
    if not reach.may("case.handle", found.organ) and not reach.may("letter.sign", found.organ):  # who signs must be able to read it
        raise PermissionDenied
    row = get_object_or_404(Letter.objects.select_related("organ"), pk=letter, stream=found.pk)
    if kind not in WRITERS:
        raise Http404
    render_as, content_type = WRITERS[kind]
    moment = typed(request).moment
    data = render_as(rectifications.rendered(row, today(request)))
    rectifications.record_taken(letter=row, by=user_of(request), moment=moment)
    response = HttpResponse(data, content_type=content_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{found.register_number}告知书.{kind}')}"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Who asks, in full: after the purpose was written down, for some minutes."""
    found = _found(request, pk, "case.reveal")
    moment = typed(request).moment
    if request.method == "POST":
        with told(request, "已记录这次查看。"):
            rectifications.record_look(rectification=found, why=request.POST.get("why", ""), by=user_of(request), moment=moment)
        return redirect("desk:rectification_person", pk=found.pk)
    looked = rectifications.has_looked(rectification=found, by=user_of(request), since=moment - SHOWN_FOR)
    values = (("申请人", found.name), ("证件号码", found.identity), ("联系电话", found.phone), ("通信地址", found.address))
    shown = [(label, value.reveal(), None) for label, value in values if value] if looked else []
    return render(request, "desk/rectifications/person.html", {"row": found, "looked": looked, "shown": shown})


def _found(request: HttpRequest, pk: uuid.UUID, act: str) -> Rectification:
    found = Rectification.objects.select_related("organ", "handler").filter(pk=pk).first()
    if found is None:
        raise Http404
    need(request, act, found.organ)
    return found


def _registered(request: HttpRequest, form: forms.Receiving) -> Rectification:
    clean = form.cleaned_data
    asked = rectifications.Request(
        clean["name"], clean["record"], clean["wanted"], clean["evidence"], Channel.of(clean["channel"]), clean["identity"], clean["phone"],
        clean["address"],
    )  # fmt: skip
    papers = [_upload(clean["paper"])] if clean["paper"] else []
    return rectifications.register(
        organ=form.organs[clean["organ"]], request=asked, on=clean["on"], by=user_of(request), moment=typed(request).moment, papers=papers
    )


def _with_forms(row: Letter, request: HttpRequest, number: int) -> tuple[Letter, object, Form, Form]:
    """A letter, what it says, and the forms to sign it, whose fields have ids of their own."""
    own = f"id_{number}_%s"
    return row, _shown(row, request), forms.Signing(auto_id=own), forms.PaperSigning(auto_id=own)


def _shown(row: Letter, request: HttpRequest) -> object:
    """The letter to look at; None when retention took what it said."""
    try:
        return rectifications.rendered(row, today(request)) if row.facts else None
    except UnusableInput:
        return None


def _next(found: Rectification, rows: list[Letter]) -> str:
    """The word of the next step: which form the page offers first."""
    if found.served_on or found.erased_on:
        return ""
    if found.decided_on:
        return "serve"
    if not rows:
        return "decide"
    return "issue" if all(row.state == Letter.State.APPROVED for row in rows) else "sign"


def _role(request: HttpRequest, found: Rectification) -> str:
    """As what the user signs."""
    held = {each.role for each in reach_of(request).held if found.organ.path.startswith(each.organ.path)}
    return Role.LEADER if Role.LEADER in held else Role.OFFICE_HEAD


def _upload(file: UploadedFile[bytes]) -> Upload:
    return Upload(file.name or "", file.read())


def _wrong(request: HttpRequest, form: Form, found: Rectification) -> HttpResponse:
    for field, errors in form.errors.items():
        label = form.fields[field].label if field in form.fields else ""
        for error in errors:
            messages.error(request, f"{label}：{error}" if label else str(error))
    return redirect("desk:rectification", pk=found.pk)
