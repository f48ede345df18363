"""社会评议 at the desk: the list, writing a questionnaire, its page with the result, and what is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.law.deadlines import written
from gongkai.web.desk.access import need, reach_of, today
from gongkai.web.desk.forms.oversight.surveys import Closing, Prolonging, Reasoning, Writing
from gongkai.web.desk.told import filed
from gongkai.web.desk.views.items.reach import who
from gongkai.web.desk.views.outlets.choosing import organ_asked, organ_named
from gongkai.web.oversight import posters
from gongkai.web.oversight.models import Survey
from gongkai.web.oversight.selectors import surveys as selectors
from gongkai.web.oversight.selectors.surveys_charts import charts_of
from gongkai.web.oversight.services import surveys as services
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.ui.forms import GkForm
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid

    from django.forms import Form
    from django.http import HttpRequest

SEES, EDITS = "report.see", "report.edit"
_A_PAGE = 30
_DONE = {
    "issue": "已发布。开始那一天起，读者可以填写。", "prolong": "已改截止日期。", "drop": "已作废，这份问卷和答卷都留着，不计入年度报告。",
    "close": "已登记评议结果，计入年度报告。", "reopen": "已重新打开，原来登记的结果不再计入。改好以后请重新登记结果。", "publish": "已公布，读者看得到了。",
    "unpublish": "已收回，读者看不到结果了。",
}  # fmt: skip
_FORMS: dict[str, type[Form]] = {"prolong": Prolonging, "drop": Reasoning, "close": Closing, "reopen": Reasoning}


@login_required
@require_safe
def surveys(request: HttpRequest) -> HttpResponse:
    """All of an organ, the newest first."""
    chosen = organ_asked(request, SEES)
    page = Paginator(selectors.surveys_of([chosen.organ]), _A_PAGE).get_page(request.GET.get("page"))
    waiting = selectors.open_opinions(list(page.object_list))
    rows = [(each, selectors.stage(each, today(request)), waiting.get(each.pk, 0)) for each in page.object_list]
    context = {"chosen": chosen, "rows": rows, "page": page, "today": today(request), "edits": reach_of(request).may(EDITS, chosen.organ)}
    return render(request, "desk/oversight/surveys.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, organ: str) -> HttpResponse:
    """Write a questionnaire: from the ready set, or with ``?set=blank`` from nothing."""
    found = organ_named(request, organ, EDITS)
    form = Writing.of(request.POST or None, ready=request.GET.get("set") != "blank", today=today(request))
    made: list[Survey] = []
    if form.is_bound and form.is_valid() and filed(form, lambda: made.append(services.draft(organ=found, **form.given, **who(request)))):
        messages.success(request, "已保存，还没有发布。请核对下面的问卷再发布。")
        return redirect("desk:survey", pk=made[0].pk)
    return render(request, "desk/oversight/survey_write.html", {"organ": found, "form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Change a draft."""
    found = survey_of(request, pk, EDITS)
    form = Writing.of(request.POST or None, survey=found)
    if form.is_bound and form.is_valid() and filed(form, lambda: services.rewrite(survey=found, **form.given)):
        messages.success(request, "已保存。")
        return redirect("desk:survey", pk=pk)
    context = {"organ": found.organ, "survey": found, "form": form}
    return render(request, "desk/oversight/survey_write.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def survey(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The questionnaire, what came in, what can be done."""
    return _page(request, survey_of(request, pk, SEES))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, pk: uuid.UUID, act: str) -> HttpResponse:
    """Do one thing with it. What was typed stays on the page when it is refused."""
    found = survey_of(request, pk, EDITS)
    if act not in _DONE:
        raise Http404
    if request.method != "POST":
        return redirect("desk:survey", pk=pk)
    form = _FORMS.get(act, GkForm)(request.POST, auto_id=f"id_{act}_%s")
    catch_up()
    if form.is_valid() and filed(form, lambda: _act(request, found, act, form.cleaned_data)):
        messages.success(request, _DONE[act])
        return redirect("desk:survey", pk=pk)
    return _page(request, found, act, form)


@login_required
@require_safe
def qr(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The code of the public page."""
    return HttpResponse(posters.qr(_address(request, survey_of(request, pk, SEES))), content_type="image/svg+xml")


@login_required
@require_safe
def notice(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A sheet of A4 for the notice board and the counter."""
    found = survey_of(request, pk, SEES)
    lines = [
        found.intro,
        f"填写时间：{written(found.opens_on)}至{written(found.closes_on)}",
        "不用登录，不问您是谁。不方便上网的，可以在窗口填写纸质问卷。",
    ]
    made = posters.pdf(posters.Poster(found.organ.name, found.title, lines, _address(request, found), "扫二维码填写问卷"))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="notice.pdf"'
    return response


# --- parts ---------------------------------------------------------------------------------------------------


def survey_of(request: HttpRequest, pk: uuid.UUID, act: str) -> Survey:
    """The survey, when the user may do ``act`` for its organ; 404 and 403 as ``access.need``."""
    found = Survey.objects.select_related("organ__site", "created_by").prefetch_related("questions").filter(pk=pk).first()
    if found is None:
        raise Http404
    need(request, act, found.organ)
    return found


def _act(request: HttpRequest, found: Survey, act: str, given: dict[str, Any]) -> None:
    match act:
        case "issue":
            services.issue(survey=found, moment=typed(request).moment)
        case "prolong":
            services.prolong(survey=found, moment=typed(request).moment, **given)
        case "drop":
            services.drop(survey=found, **given)
        case "publish" | "unpublish":
            services.publish(survey=found, moment=typed(request).moment if act == "publish" else None)
        case "close":
            services.close(survey=found, **given, **who(request))
        case _:
            services.reopen(survey=found, **given, **who(request))


def _page(request: HttpRequest, found: Survey, at: str = "", form: Form | None = None) -> HttpResponse:
    result = selectors.result_of(found)
    first: dict[str, dict[str, Any]] = {
        "prolong": {"closes_on": found.closes_on},
        "close": {"result": found.result or selectors.suggested(result)},
    }
    forms = {name: made(initial=first.get(name), auto_id=f"id_{name}_%s") for name, made in _FORMS.items()}
    if form is not None and at in forms:
        forms[at] = form
    opinions, waiting = selectors.opinions_counted(found)
    context = {
        "survey": found, "questions": [(each, selectors.options_of(each)) for each in found.questions.all()], "stage": selectors.stage(found, today(request)),
        "result": result, "charts": charts_of(result), "piles": selectors.piles_of(found), "opinions": opinions, "waiting": waiting,
        "edits": reach_of(request).may(EDITS, found.organ), "address": _address(request, found), "forms": forms, "at": at, "form": form,
        "over": today(request) > found.closes_on, "few": selectors.FEW,
    }  # fmt: skip
    return render(request, "desk/oversight/survey.html", context, status=422 if form is not None and form.errors else 200)


def _address(request: HttpRequest, found: Survey) -> str:
    """Where readers open it: below the address that the organ's settings name, else where this installation is."""
    path = reverse("portal:survey", args=[found.organ.slug, found.pk])
    site = getattr(found.organ, "site", None)
    return f"{site.address.rstrip('/')}{path}" if site is not None and site.address else request.build_absolute_uri(path)
