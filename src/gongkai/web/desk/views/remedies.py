"""Reviews and lawsuits: the list with table four, registering, the page of a case and its steps, the two drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.law.deadlines import written
from gongkai.ledger.vocabulary.codes import Appellant, Procedure, Result, Sort
from gongkai.notices.writers import docx, pdf
from gongkai.web.applications.models import Application, Remedy
from gongkai.web.applications.papers.answer import answer_draft
from gongkai.web.applications.papers.evidence import evidence_list
from gongkai.web.applications.papers.material import material
from gongkai.web.applications.remedy_clock import ANSWER, APPEAL, DEFEND, FINAL, PERFORM
from gongkai.web.applications.selectors import beside
from gongkai.web.applications.services import remedies, revealing
from gongkai.web.desk.access import case_of, need, need_anywhere, reach_of, today, user_of
from gongkai.web.desk.forms import remedies as forms
from gongkai.web.desk.told import sentences, told
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.reporting.selectors.counted_in import counted_in
from gongkai.web.ui.http import typed
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable

    from django.core.files.uploadedfile import UploadedFile
    from django.forms import Form
    from django.http import HttpRequest

    from gongkai.web.applications.services.beside_acting import Outcome

PAGE = 50
WRITERS = {
    "docx": (docx.render, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (pdf.render, "application/pdf"),
}
DRAFTS = {"answer": (answer_draft, "答复书或者答辩状草稿"), "evidence": (evidence_list, "证据清单")}
FORMS = {
    "reply": forms.Reply, "due": forms.Due, "decide": forms.Decide, "appeal": forms.Appeal, "final": forms.Final, "performed": forms.Performed,
}  # fmt: skip
VERBS = {**{key: verb for key, (verb, _) in beside.STEPS.items()}, "performed": "登记已经履行"}
# The step by which the next duty is done.
NEXT = {ANSWER: "reply", DEFEND: "reply", APPEAL: "final", FINAL: "final", PERFORM: "performed"}


class DueWords(NamedTuple):
    """Working days left and how to say it."""

    days_left: int | None
    words: str


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Reviews and lawsuits of my organs, what is due first; table four of a year below."""
    need_anywhere(request, "case.see")
    organs = list(reach_of(request).organs("case.see"))
    only_open = request.GET.get("all") != "1"
    year = _year(request)
    rows = beside.remedies_of([organ.pk for organ in organs], only_open=only_open)
    day = today(request)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/remedies/list.html", {
        "page": page, "lines": [(row, _left(row, request), Result.of(row.result).label if row.result else "") for row in page.object_list], "only_open": only_open, "year": year,
        "years": range(day.year, day.year - 4, -1), "table": beside.table_four(organs, year), "columns": beside.COLUMN_WORDS,
        "handles": reach_of(request).any("case.handle"),
    })  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Register a case that is about no application, or whose number is typed in."""
    need_anywhere(request, "case.handle")
    return _register(request, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, application: uuid.UUID) -> HttpResponse:
    """Register a case about this application."""
    return _register(request, case_of(request, application, "case.handle"))


@login_required
@require_safe
def remedy(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The case: what is owed until when, what can be done, what happened, its papers."""
    found = remedy_of(request, pk, "case.see")
    page = beside.page_of(found, today(request))
    return render(request, "desk/remedies/case.html", {
        "remedy": found, "page": page, "counted": counted_in("remedy", found.pk, page.state.log, today(request)), "due": _left(found, request), "next": NEXT.get(found.next_duty, ""), "verb": VERBS.get(NEXT.get(found.next_duty, ""), ""),
        "handles": reach_of(request).may("case.handle", found.organ), "attach": forms.Attach(), "purposes": remedies.PURPOSES,
    })  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: uuid.UUID, key: str) -> HttpResponse:
    """One step of the case: its form, and doing it."""
    found = remedy_of(request, pk, "case.handle")
    if key not in FORMS:
        raise Http404
    form = FORMS[key](request.POST or None, request.FILES or None, today=today(request))
    if request.method == "POST" and form.is_valid():
        with told(request, "已登记。"):
            done = _DOERS[key](request, found, form)
            for sentence in done.irregular if done else ():
                messages.warning(request, f"已登记，同时注明：{sentence}")
        return redirect("desk:remedy", pk=found.pk)
    return render(request, "desk/remedies/step.html", {"remedy": found, "form": form, "verb": VERBS[key], "seen": found.step})


@login_required
@require_POST
def attach(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Put another file into the case."""
    found = remedy_of(request, pk, "case.handle")
    form = forms.Attach(request.POST, request.FILES)
    if form.is_valid():
        with told(request, "已存入本案材料。"):
            remedies.attach(
                remedy=found, upload=_upload(form.cleaned_data["file"]), purpose=form.cleaned_data["purpose"], by=user_of(request),
                moment=typed(request).moment,
            )  # fmt: skip
    else:
        _say(request, form)
    return redirect("desk:remedy", pk=found.pk)


@login_required
@require_POST
def draft(request: HttpRequest, pk: uuid.UUID, paper: str, kind: str) -> HttpResponse:
    """The evidence list or the draft of the answer, for Word or print. They name people, so making one about an application is recorded."""
    found = remedy_of(request, pk, "case.handle")
    if paper not in DRAFTS or kind not in WRITERS:
        raise Http404
    make, name = DRAFTS[paper]
    render_as, content_type = WRITERS[kind]
    application = found.application
    held = material(Application.objects.select_related("organ").get(pk=application.pk)) if application else None
    data = render_as(make(found, held, today(request)))
    if application:
        revealing.record(
            application=application, what=f"remedy:{paper}", why=f"起草{name}", by=user_of(request), moment=typed(request).moment
        )
    response = HttpResponse(data, content_type=content_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{found.register_number}{name}.{kind}')}"
    return response


def remedy_of(request: HttpRequest, pk: uuid.UUID, act: str) -> Remedy:
    """The case, when the user may do ``act`` with it; 404 and 403 as ``access.need``."""
    found = Remedy.objects.select_related("organ", "application", "handler").filter(pk=pk).first()
    if found is None:
        raise Http404
    need(request, act, found.organ)
    return found


def _register(request: HttpRequest, application: Application | None) -> HttpResponse:
    organs = [application.organ] if application else list(reach_of(request).organs("case.handle"))
    initial = {"application_number": application.register_number} if application else {}
    form = forms.Registering(request.POST or None, request.FILES or None, organs=organs, today=today(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = _registered(request, form)
        except remedies.REFUSALS as error:
            for sentence in sentences(error):
                messages.error(request, sentence)
        else:
            last = f"，最迟{made.reply_due.year}年{made.reply_due.month}月{made.reply_due.day}日{made.next_duty}" if made.reply_due else ""
            messages.success(request, f"已登记为{made.register_number}{last}。")
            return redirect("desk:remedy", pk=made.pk)
    return render(request, "desk/remedies/new.html", {"form": form, "application": application})


def _registered(request: HttpRequest, form: forms.Registering) -> Remedy:
    clean = form.cleaned_data
    copy = remedies.Copy(
        sort=Sort.of(clean["sort"]), body_name=clean["body_name"], received_on=clean["on"], case_number=clean["case_number"],
        claimant=clean["claimant"], claim=clean["claim"], application=form.found, procedure=Procedure.of(clean["procedure"]),
        co_defendant=clean["co_defendant"], reply_until=clean["reply_until"],
    )  # fmt: skip
    paper = _upload(clean["paper"]) if clean["paper"] else None
    return remedies.register(organ=form.organs[clean["organ"]], copy=copy, by=user_of(request), moment=typed(request).moment, paper=paper)


def _common(request: HttpRequest, found: Remedy, form: Form) -> dict[str, object]:
    seen = request.POST.get("seen", "")
    return {
        "remedy": found, "on": form.cleaned_data["on"], "by": user_of(request), "moment": typed(request).moment,
        "seen": int(seen) if seen.isdecimal() else None,
    }  # fmt: skip


def _reply(request: HttpRequest, found: Remedy, form: Form) -> Outcome:
    return remedies.file_reply(reply=_paper(form, "reply"), evidence=_paper(form, "evidence"), **_common(request, found, form))  # type: ignore[arg-type]


def _due(request: HttpRequest, found: Remedy, form: Form) -> Outcome:
    return remedies.set_reply_due(until=form.cleaned_data["until"], **_common(request, found, form))  # type: ignore[arg-type]


def _decide(request: HttpRequest, found: Remedy, form: Form) -> Outcome:
    assert isinstance(form, forms.Decide)
    clean = form.cleaned_data
    return remedies.decide(
        result=Result.of(clean["result"]), paper=_paper(form, "paper"), by_ruling=clean["by_ruling"],
        order=form.order(reanswer=clean["reanswer"]), **_common(request, found, form),  # type: ignore[arg-type]
    )  # fmt: skip


def _appeal(request: HttpRequest, found: Remedy, form: Form) -> Outcome:
    return remedies.appeal(side=Appellant.of(form.cleaned_data["side"]), paper=_paper(form, "paper"), **_common(request, found, form))  # type: ignore[arg-type]


def _final(request: HttpRequest, found: Remedy, form: Form) -> Outcome:
    assert isinstance(form, forms.Final)
    return remedies.become_final(order=form.order(reanswer=False), **_common(request, found, form))  # type: ignore[arg-type]


def _performed(request: HttpRequest, found: Remedy, form: Form) -> None:
    remedies.perform(remedy=found, on=form.cleaned_data["on"], by=user_of(request), moment=typed(request).moment)


_DOERS: dict[str, Callable[[HttpRequest, Remedy, Form], Outcome | None]] = {
    "reply": _reply, "due": _due, "decide": _decide, "appeal": _appeal, "final": _final, "performed": _performed,
}  # fmt: skip


def _paper(form: Form, name: str) -> Upload | str:
    """A file when there is one, else the words in its place."""
    file = form.cleaned_data[f"{name}_file"]
    return _upload(file) if file else str(form.cleaned_data[f"{name}_words"])


def _upload(file: UploadedFile[bytes]) -> Upload:
    return Upload(file.name or "", file.read())


def _left(found: Remedy, request: HttpRequest) -> DueWords:
    """Working days to the next duty, negative behind it, and the words for it; None and "" without one."""
    day = today(request)
    if found.next_due is None:
        return DueWords(None, "")
    left = calendar_of(found.organ).between(day, found.next_due)
    if found.next_due < day:
        late = max(-left, 1)
        return DueWords(-late, f"{written(found.next_due)}，已超期 {late} 个工作日")
    return DueWords(left, f"{written(found.next_due)}，{f'剩 {left} 个工作日' if found.next_due > day else '就是今天'}")


def _year(request: HttpRequest) -> int:
    given = request.GET.get("year", "")
    return int(given) if given.isdecimal() and 2008 <= int(given) <= today(request).year else today(request).year


def _say(request: HttpRequest, form: Form) -> None:
    for field, errors in form.errors.items():
        label = form.fields[field].label if field in form.fields else ""
        for error in errors:
            messages.error(request, f"{label}：{error}" if label else str(error))
