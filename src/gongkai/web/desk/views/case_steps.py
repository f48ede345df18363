"""Steps on the page of a case that are no acts of the ledger's clock: look, take, check, give, link, add a file, print."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import Refused
from gongkai.lib.errors import UnusableInput
from gongkai.lib.identity import identity
from gongkai.notices.writers import docx, pdf
from gongkai.web.applications.codes import code_of
from gongkai.web.applications.models import Application, Person, Reveal
from gongkai.web.applications.services import assigning, intake_desk, linking, revealing, submitting
from gongkai.web.applications.services.intake_papers import PAPERS, paper
from gongkai.web.desk.access import case_of, need_anywhere, reach_of, today, user_of
from gongkai.web.desk.forms.steps import Assigning, Checking, Confirming, Linking, Revealing, Uploading
from gongkai.web.desk.told import sentences, told
from gongkai.web.ui.http import typed
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    import uuid

    from django import forms
    from django.http import HttpRequest

SHOWN_FOR = timedelta(minutes=10)  # so long the page of one recorded look can be opened again
_WRITERS = {
    "docx": (docx.render, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (pdf.render, "application/pdf"),
}


@login_required
@require_POST
def reveal(request: HttpRequest, pk: uuid.UUID, person: int) -> HttpResponse:
    """Record who looks at what and for what, then lead to the page that shows it."""
    case = case_of(request, pk, "case.reveal")
    who = get_object_or_404(Person.objects.select_related("application"), pk=person, application=case)
    form = Revealing(request.POST)
    if not form.is_valid():
        return _wrong(request, form, case)
    clean = form.cleaned_data
    made = revealing.reveal(person=who, what=clean["what"], why=clean["why"], by=user_of(request), moment=typed(request).moment)
    return redirect("desk:revealed", pk=case.pk, reveal=made.pk)


@login_required
@require_safe
def revealed(request: HttpRequest, pk: uuid.UUID, reveal: int) -> HttpResponse:
    """What a recorded look shows: to the same person, for a few minutes."""
    case = case_of(request, pk, "case.reveal")
    seen = get_object_or_404(Reveal, pk=reveal, application=case, by=user_of(request), moment__gte=typed(request).moment - SHOWN_FOR)
    person = get_object_or_404(Person, pk=seen.person, application=case)
    return render(
        request, "desk/revealed.html", {"case": case, "seen": seen, "person": person, "shown": revealing.values(person, seen.what)}
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Office and applicant confirmed receipt: the case is registered on that day."""
    case = case_of(request, pk, "case.handle")
    if case.received_on is not None:
        messages.info(request, "这件申请已经登记，不需要再确认。")
        return redirect("desk:case", pk=case.pk)
    form = Confirming(request.POST or None, today=today(request))
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        with told(request, "已登记，答复期限从确认的次日起算。"):
            intake_desk.confirm(application=case, on=clean["day"], why=clean["why"], by=user_of(request), moment=typed(request).moment)
        return redirect("desk:case", pk=case.pk)
    return render(request, "desk/confirm.html", {"case": case, "form": form, "receipt": submitting.receipt_of(case)})


@login_required
@require_POST
def take(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a case from the in-tray."""
    case = case_of(request, pk, "case.handle")
    submitting.take_over(application=case, by=user_of(request), moment=typed(request).moment)
    messages.success(request, "已由您接手办理。")
    return redirect("desk:case", pk=case.pk)


@login_required
@require_POST
def check_identity(request: HttpRequest, pk: uuid.UUID, person: int) -> HttpResponse:
    """Write down what comparing the identity proof found."""
    case = case_of(request, pk, "case.handle")
    who = get_object_or_404(Person, pk=person, application=case)
    form = Checking(request.POST)
    if not form.is_valid():
        return _wrong(request, form, case)
    with told(request, "已记下身份核验结果。"):
        revealing.check_identity(person=who, **form.cleaned_data, by=user_of(request), moment=typed(request).moment)
    return redirect("desk:case", pk=case.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Give a case to an officer."""
    case = case_of(request, pk, "case.assign")
    form = Assigning(request.POST or None, officers=list(assigning.officers(case.organ, today(request))))
    if request.method == "POST" and form.is_valid():
        with told(request, f"已交{form.chosen.name}办理。"):
            assigning.assign(
                application=case, to=form.chosen, by=user_of(request), moment=typed(request).moment, why=form.cleaned_data["why"]
            )
        return redirect("desk:case", pk=case.pk)
    return render(request, "desk/assign.html", {"case": case, "form": form})


@login_required
@require_POST
def assign_many(request: HttpRequest) -> HttpResponse:
    """Give the ticked cases to one officer, all or none."""
    need_anywhere(request, "case.assign")
    organs = reach_of(request).organs("case.assign")
    officers = [user for organ in organs for user in assigning.officers(organ, today(request))]
    form = Assigning(request.POST, officers=officers)
    ids = [pk for each in request.POST.getlist("case") if (pk := identity(each))]
    if not ids:
        messages.error(request, "没有勾选申请，请先勾选要交办的申请。")
    elif form.is_valid():
        with told(request, f"已把勾选的 {len(ids)} 件交{form.chosen.name}办理。"):
            assigning.assign_many(applications=ids, organs=organs, to=form.chosen, by=user_of(request), moment=typed(request).moment)
    else:
        _say(request, form)
    return redirect("desk:home")


@login_required
@require_POST
def link(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Note that two applications belong together, take that back, or answer both in one letter."""
    case = case_of(request, pk, "case.handle")
    deed = request.POST.get("deed", "")
    by, moment = user_of(request), typed(request).moment
    if deed == "unmerge":
        with told(request, "已改为各自答复。"):
            linking.unmerge(application=case, by=by, moment=moment)
        return redirect("desk:case", pk=case.pk)
    form = Linking(request.POST)
    if deed == "unlink":
        form.fields["why"].required = False
    if not form.is_valid():
        return _wrong(request, form, case)
    other = Application.objects.filter(organ=case.organ, register_number=form.cleaned_data["number"].strip()).first()
    if other is None:
        messages.error(request, f"本机关没有登记编号为“{form.cleaned_data['number']}”的申请，请核对编号。")
    elif deed == "unlink":
        with told(request, "已取消关联。"):
            linking.unlink(application=case, other=other, by=by, moment=moment)
    elif deed == "merge":
        with told(request, f"已注明与{other.register_number}一并答复；两件各自计算期限，各计一件。"):
            linking.merge(application=case, into=other, why=form.cleaned_data["why"], by=by, moment=moment)
    else:
        with told(request, f"已与{other.register_number}关联。"):
            linking.link(application=case, other=other, why=form.cleaned_data["why"], by=by, moment=moment)
    return redirect("desk:case", pk=case.pk)


@login_required
@require_POST
def add_file(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Put a scan or material into the case."""
    case = case_of(request, pk, "case.handle")
    form = Uploading(request.POST, request.FILES)
    if not form.is_valid():
        return _wrong(request, form, case)
    given = form.cleaned_data["file"]
    with told(request, "已存入本案材料。"):
        intake_desk.add_file(
            application=case, upload=Upload(given.name, given.read()), purpose=form.cleaned_data["purpose"], by=user_of(request),
            moment=typed(request).moment,
        )  # fmt: skip
    return redirect("desk:case", pk=case.pk)


@login_required
@require_POST
def make_paper(request: HttpRequest, pk: uuid.UUID, code: str, kind: str) -> HttpResponse:
    """P01 or P02 as Word or PDF. Both hold personal data in full, so making one is recorded."""
    case = case_of(request, pk, "case.handle")
    if code not in PAPERS or kind not in _WRITERS:
        raise Http404
    render_as, content_type = _WRITERS[kind]
    try:
        data = render_as(paper(application=case, code=code, on=today(request)))
    except (UnusableInput, OutsideCalendar, Refused) as error:
        for sentence in sentences(error):
            messages.error(request, sentence)
        return redirect("desk:case", pk=case.pk)
    revealing.record(application=case, what=code, why=f"打印{PAPERS[code]}", by=user_of(request), moment=typed(request).moment)
    response = HttpResponse(data, content_type=content_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{case.register_number}{PAPERS[code]}.{kind}')}"
    return response


@login_required
@require_safe
def receipt(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What is handed to the applicant: number, 查询码, the last day to answer; and the papers to print."""
    case = case_of(request, pk, "case.handle")
    return render(request, "desk/receipt.html", {"case": case, "code": code_of(case.pk), "receipt": submitting.receipt_of(case)})


def _wrong(request: HttpRequest, form: forms.Form, case: Application) -> HttpResponse:
    _say(request, form)
    return redirect("desk:case", pk=case.pk)


def _say(request: HttpRequest, form: forms.Form) -> None:
    for field, errors in form.errors.items():
        label = form.fields[field].label if field in form.fields else ""
        for error in errors:
            messages.error(request, f"{label}：{error}" if label else str(error))
