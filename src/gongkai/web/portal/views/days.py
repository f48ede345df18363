"""政府开放日 for readers: what is coming and what was, signing up without an account, the receipt, giving a place back, the code and the notice."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.accounts import throttle
from gongkai.web.clock import day_of
from gongkai.web.oversight.models import DayVisitor, OpenDay
from gongkai.web.oversight.posters import qr
from gongkai.web.oversight.selectors import days as selectors
from gongkai.web.oversight.services import days_signing as services
from gongkai.web.oversight.services.days import KEPT_DAYS
from gongkai.web.portal import limits, organs
from gongkai.web.portal.forms.days import GivingBack, SigningUp
from gongkai.web.portal.public.frame import STYLES, context_of, frame_of
from gongkai.web.ui import errors
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid
    from datetime import date

    from django.http import HttpRequest

    from gongkai.web.organs.models import Organ

LIMIT = throttle.Throttle("days.network", 30, throttle.HOUR)  # a whole office may stand behind one address
GIVE_BACK = throttle.Throttle("days.code", 30, throttle.HOUR)
PAGE = 20
_STYLES = [f"ui/{name}.css" for name in (*STYLES, "days")]


@require_safe
def days(request: HttpRequest, slug: str) -> HttpResponse:
    """What is coming, the next one first; then what was, the newest first."""
    organ, today = _organ(request, slug)
    rows = selectors.public(organ)
    coming = [(each, selectors.why_closed(each, held, today)) for each, held in selectors.coming(organ, today)]
    page = Paginator(rows.filter(day__lt=today), PAGE).get_page(request.GET.get("page"))
    return _page(request, organ, "portal/days.html", coming=coming, page=page)


@require_http_methods(["GET", "HEAD", "POST"])
def day(request: HttpRequest, slug: str, pk: uuid.UUID) -> HttpResponse:
    """The day with its programme and the form; full, closed, over or cancelled is said instead of it."""
    organ, today = _organ(request, slug)
    found = _day(organ, pk)
    held = selectors.taken(found)
    closed = selectors.why_closed(found, held, today)
    first = {"key": secrets.token_urlsafe(16), "people": 1}
    posted = request.POST if request.method == "POST" else None
    form = SigningUp(posted, initial=first, organ=organ.name, kept_days=KEPT_DAYS)
    if form.is_bound and form.is_valid():
        wait = throttle.why_not((LIMIT, limits.network(request)), moment=typed(request).moment)
        if wait:
            return errors.too_many(request, wait)
        made = _signed(request, found, form)
        if made:
            return HttpResponseRedirect(reverse("portal:day_signed", args=[slug, pk, made.pk]))
    left = found.places - held if found.places is not None else None
    return _page(request, organ, "portal/day.html", day=found, form=form if form.is_bound or not closed else None, closed=closed, left=left)


@require_safe
def signed(request: HttpRequest, slug: str, pk: uuid.UUID, visitor: uuid.UUID) -> HttpResponse:
    """The receipt: how many places, the code that gives them back. Neither name nor telephone: the address may be passed on."""
    organ, _ = _organ(request, slug)
    found = _day(organ, pk)
    guest = DayVisitor.objects.filter(day=found, pk=visitor).only("people", "cancelled_at", "erased_on").first()
    if guest is None:
        raise Http404
    return _page(request, organ, "portal/day_signed.html", day=found, guest=guest, code=services.code(guest))


@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest, slug: str, pk: uuid.UUID) -> HttpResponse:
    """Give a place back by the code of the receipt."""
    organ, _ = _organ(request, slug)
    found = _day(organ, pk)
    form = GivingBack(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        wait = throttle.why_not((GIVE_BACK, limits.network(request)), moment=typed(request).moment)
        if wait:
            return errors.too_many(request, wait)
        try:
            guest = services.withdraw(day=found, code=form.cleaned_data["code"], moment=typed(request).moment)
        except NotAllowed as refused:
            form.add_error(None, "；".join(each.sentence for each in refused.reasons) + "。")
        else:
            if guest:
                return HttpResponseRedirect(reverse("portal:day_signed", args=[slug, pk, guest.pk]))
            form.add_error("code", "没有这个取消码。请对照回执核对。")
    return _page(request, organ, "portal/day_cancel.html", day=found, form=form)


@require_safe
def code(request: HttpRequest, slug: str, pk: uuid.UUID) -> HttpResponse:
    """The QR code of the day's page."""
    organ, _ = _organ(request, slug)
    return HttpResponse(qr(_address(organ, _day(organ, pk))), content_type="image/svg+xml")


@require_safe
def notice(request: HttpRequest, slug: str, pk: uuid.UUID) -> HttpResponse:
    """The day on one sheet of A4, to be pinned up, with the code that leads to its page."""
    organ, _ = _organ(request, slug)
    found = _day(organ, pk)
    return _page(request, organ, "portal/day_notice.html", day=found, address=_address(organ, found), styles=_STYLES)


def _signed(request: HttpRequest, found: OpenDay, form: SigningUp) -> DayVisitor | None:
    try:
        return services.sign_up(day=found, guest=form.guest, moment=typed(request).moment, key=form.cleaned_data["key"])
    except NotAllowed as refused:
        for each in refused.reasons:
            form.add_error(None, f"{each.sentence}。")
        return None


def _address(organ: Organ, found: OpenDay) -> str:
    """Where readers open the day."""
    return f"{frame_of(organ).base}{reverse('portal:day', args=[organ.slug, found.pk])}"


def _organ(request: HttpRequest, slug: str) -> tuple[Organ, date]:
    today = day_of(typed(request).moment)
    return organs.readable(slug, today), today


def _day(organ: Organ, pk: uuid.UUID) -> OpenDay:
    found = selectors.public(organ).select_related("organ").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, organ: Organ, template: str, **more: Any) -> HttpResponse:
    context = context_of(frame_of(organ), request.path, **more)
    form = more.get("form")
    return render(request, template, context, status=422 if form is not None and form.errors else 200)
