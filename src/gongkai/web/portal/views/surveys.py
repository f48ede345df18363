"""社会评议: questionnaires of an organ, filled in without account and without a trace of who did, and their results once they are public."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.accounts import throttle
from gongkai.web.clock import day_of
from gongkai.web.oversight.models import Survey
from gongkai.web.oversight.selectors import surveys as selectors
from gongkai.web.oversight.selectors.surveys_charts import charts_of
from gongkai.web.oversight.services import surveys_answers as services
from gongkai.web.portal import limits, organs
from gongkai.web.portal.forms.surveys import Answering
from gongkai.web.portal.public.frame import context_of, frame_of
from gongkai.web.ui import errors
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.organs.models import Organ

LIMIT = throttle.Throttle("survey.network", 60, throttle.HOUR)  # a whole office may stand behind one address


@require_safe
def surveys(request: HttpRequest, slug: str) -> HttpResponse:
    """Those that can be answered, now or soon, and those whose result is public."""
    organ, today = _organ(request, slug)
    rows = [(each, selectors.stage(each, today)) for each in selectors.readable(organ, today)]
    return _page(request, organ, "portal/surveys.html", rows=rows)


@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, slug: str, pk: uuid.UUID) -> HttpResponse:
    """The questions while it is open; before and after, what there is to say, and the result when it is public."""
    organ, today = _organ(request, slug)
    found = _survey(organ, pk)
    now = selectors.stage(found, today)
    form = None
    if now.open:
        form = Answering(
            request.POST if request.method == "POST" else None,
            questions=list(found.questions.all()),
            initial={"key": secrets.token_urlsafe(16)},
        )
        if form.is_bound and form.is_valid():
            wait = throttle.why_not((LIMIT, limits.network(request)), moment=typed(request).moment)
            if wait:
                return errors.too_many(request, wait)
            if _answered(request, found, form):
                return HttpResponseRedirect(reverse("portal:survey_thanks", args=[slug, pk]))
    public = found.published_at is not None
    result = selectors.result_of(found) if public else None
    return _page(
        request, organ, "portal/survey.html", survey=found, now=now, form=form, result=result, charts=charts_of(result) if result else [],
        quotes=found.opinions.exclude(quote="").select_related("question")[:50] if public else [],
    )  # fmt: skip


@require_safe
def thanks(request: HttpRequest, slug: str, pk: uuid.UUID) -> HttpResponse:
    """It was taken in. The same for everybody: the page does not know who opens it."""
    organ, _ = _organ(request, slug)
    return _page(request, organ, "portal/survey_thanks.html", survey=_survey(organ, pk))


def _answered(request: HttpRequest, found: Survey, form: Answering) -> bool:
    try:
        services.answer(survey=found, chosen=form.chosen, texts=form.texts, key=form.cleaned_data["key"], moment=typed(request).moment)
    except NotAllowed as refused:
        for each in refused.reasons:
            form.add_error(None, f"{each.sentence}。")
        return False
    return True


def _organ(request: HttpRequest, slug: str) -> tuple[Organ, date]:
    today = day_of(typed(request).moment)
    return organs.readable(slug, today), today


def _survey(organ: Organ, pk: uuid.UUID) -> Survey:
    found = Survey.objects.prefetch_related("questions").filter(organ=organ, pk=pk).exclude(state=Survey.State.DRAFT).first()
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, organ: Organ, template: str, **more: Any) -> HttpResponse:
    return render(request, template, context_of(frame_of(organ), request.path, **more))
