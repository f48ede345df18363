"""The receipt: number and 查询码, the latest day of the answer and how it was counted, a picture code, paper."""

from __future__ import annotations

import io
from functools import wraps
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.web.applications.codes import code_of
from gongkai.web.clock import day_of
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.portal import cookies, drafts, papers, standing
from gongkai.web.portal.views.answers import as_file
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from gongkai.web.applications.models import Application


def _with_receipt(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """With the application that this browser handed in."""

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: str) -> HttpResponse:
        draft = drafts.find(cookies.draft_token(request))
        if draft is None or draft.application is None:
            return redirect("portal:track")
        return view(request, draft.application, **kwargs)

    return wrapped


@require_safe
@_with_receipt
def receipt(request: HttpRequest, application: Application) -> HttpResponse:
    """The receipt page. The same after a double click, Back or a crash."""
    now = standing.standing(application, day_of(typed(request).moment))
    context = {
        "organ": application.organ, "application": application, "now": now, "code": code_of(application.pk),
        "paper": application.received_on is not None, "tracking": _tracking(request, application), "promised": standing.promised(application),
    }  # fmt: skip
    return render(request, "portal/apply/receipt.html", context)


@require_safe
@_with_receipt
def days(request: HttpRequest, application: Application) -> HttpResponse:
    """How the day was counted."""
    today = day_of(typed(request).moment)
    context = {
        "organ": application.organ, "clock": standing.days(application, today), "calendar": calendar_of(application.organ), "today": today,
        "back": reverse("portal:receipt"),
    }  # fmt: skip
    return render(request, "portal/case/days.html", context)


@require_safe
@_with_receipt
def qr(request: HttpRequest, application: Application) -> HttpResponse:
    """A picture code of the tracking page with the number in it, and never the 查询码."""
    target = io.BytesIO()
    code = segno.make(_tracking(request, application), error="m")
    code.save(target, kind="svg", border=4, dark="#1b1f24", light="#ffffff", svgclass=None, lineclass=None, omitsize=True)
    return HttpResponse(target.getvalue(), content_type="image/svg+xml")


@require_safe
@_with_receipt
def paper(request: HttpRequest, application: Application, suffix: str) -> HttpResponse:
    """P02, the receipt as a paper."""
    made = papers.receipt(application, day_of(typed(request).moment))
    if made is None:
        raise Http404
    return as_file(request, made, suffix, f"回执（{application.register_number}）")


def _tracking(request: HttpRequest, application: Application) -> str:
    return request.build_absolute_uri(f"{reverse('portal:track')}?{urlencode({'number': application.register_number})}")
