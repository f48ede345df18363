"""投诉举报 (条例 Art. 47, 51): said without account, a receipt with number and code, and what came of it by both."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.accounts import throttle
from gongkai.web.applications.codes import code_of, matches
from gongkai.web.clock import day_of
from gongkai.web.oversight.models import Grievance
from gongkai.web.oversight.selectors import grievances as selectors
from gongkai.web.oversight.services import grievances as services
from gongkai.web.portal import cookies, limits, organs
from gongkai.web.portal.forms.grievances import Complaining, Looking
from gongkai.web.portal.public.frame import context_of, frame_of
from gongkai.web.ui import errors
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.organs.models import Organ

LIMIT = throttle.Throttle("grievance.network", 20, throttle.HOUR)
LOOK_NUMBER = throttle.Throttle("grievance.look.number", 10, throttle.HOUR)
LOOK_NETWORK = throttle.Throttle("grievance.look.network", 60, throttle.HOUR)
WRONG = "编号或者查询码不对。请对照回执再写一次；回执丢了的，请打电话给受理的机关。"
_COMPARED = 3  # every try compares as many codes, whatever is found


@require_http_methods(["GET", "HEAD", "POST"])
def grievance(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, with the ways that there are besides."""
    organ = _organ(request, slug)
    moment = typed(request).moment
    about = selectors.concerned(organ, day_of(moment))
    first = {"key": secrets.token_urlsafe(16), "organ": organ.slug}
    form = Complaining(request.POST if request.method == "POST" else None, organs=about, initial=first)
    if form.is_bound and form.is_valid():
        wait = throttle.why_not((LIMIT, limits.network(request)), moment=moment)
        if wait:
            return errors.too_many(request, wait)
        made = _taken(request, form)
        if made is not None:
            response = HttpResponseRedirect(reverse("portal:grievance_receipt", args=[slug]))
            cookies.keep_grievance(response, made.pk, moment)
            return response
    return _page(request, organ, "portal/grievance.html", form=form, nobody=not about.exists(), body=selectors.hearing(organ))


@require_safe
def receipt(request: HttpRequest, slug: str) -> HttpResponse:
    """Number, code and days, to the browser that handed it in, for an hour."""
    organ = _organ(request, slug)
    pk = cookies.kept_grievance(request, typed(request).moment)
    found = _grievance(pk) if pk else None
    if found is None:
        return redirect("portal:grievance_look", slug=slug)
    return _page(request, organ, "portal/grievance_receipt.html", grievance=found, code=code_of(found.pk), reached=bool(found.contact))


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, slug: str) -> HttpResponse:
    """Number and code; both right, and the page says how it stands. A wrong number and a wrong code are one answer in one time."""
    organ, moment = _organ(request, slug), typed(request).moment
    form = Looking(request.POST if request.method == "POST" else None, initial={"number": request.GET.get("number", "")[:60]})
    found = None
    if form.is_bound and form.is_valid():
        number = limits.plain_number(form.cleaned_data["number"])
        tries = ((LOOK_NUMBER, number), (LOOK_NETWORK, limits.network(request)))
        wait = throttle.why_not(*tries, moment=moment)
        if wait:
            return errors.too_many(request, wait)
        right = _right(number, form.cleaned_data["code"])
        if right is None:
            form.add_error(None, WRONG)
        else:
            throttle.forgive(*tries, moment=moment)
            found = _grievance(right)
    return _page(request, organ, "portal/grievance_look.html", form=form, grievance=found)


def _right(number: str, code: str) -> uuid.UUID | None:
    cases: list[uuid.UUID | None] = [*selectors.numbered(number)]
    compared = [matches(case, code) for case in (*cases, *(None,) * _COMPARED)[:_COMPARED]]
    return next((case for case, fits in zip(cases, compared, strict=False) if fits), None)


def _taken(request: HttpRequest, form: Complaining) -> Grievance | None:
    moment = typed(request).moment
    try:
        return services.take_in(
            organ=form.cleaned_data["organ"], said=form.said, source=Grievance.Source.ONLINE, received_on=day_of(moment), moment=moment,
            key=form.cleaned_data["key"],
        )  # fmt: skip
    except NotAllowed as refused:
        for each in refused.reasons:
            form.add_error(None, f"{each.sentence}。")
        return None


def _grievance(pk: uuid.UUID) -> Grievance | None:
    return Grievance.objects.select_related("organ", "body", "order").filter(pk=pk).first()


def _organ(request: HttpRequest, slug: str) -> Organ:
    return organs.readable(slug, day_of(typed(request).moment))


def _page(request: HttpRequest, organ: Organ, template: str, **more: Any) -> HttpResponse:
    return render(request, template, context_of(frame_of(organ), request.path, **more))
