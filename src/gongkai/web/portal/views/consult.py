"""The one-time link for somebody who was asked for an opinion: an extra to the letter. Who applied is never shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from gongkai.web.accounts import throttle
from gongkai.web.applications.services import citizen
from gongkai.web.clock import day_of
from gongkai.web.portal import limits
from gongkai.web.portal.forms.case import Opinion
from gongkai.web.portal.views.case import REFUSED, sentences
from gongkai.web.ui.errors import too_many
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LONGEST_TOKEN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def consult(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked, and the answer to it, once and in time. A link that is spent, over or wrong says one and the same."""
    moment = typed(request).moment
    asked = citizen.by_link(token[:LONGEST_TOKEN], day_of(moment))
    if asked is None:
        return _private(render(request, "portal/consult_over.html", {}, status=410))
    organ = asked.application.organ
    form = Opinion(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if wait := throttle.why_not((throttle.UPLOAD_NETWORK, limits.network(request)), moment=moment):
            return too_many(request, wait)
        try:
            given = form.cleaned_data
            citizen.answer_consultation(consulted=asked, stance=given["stance"], text=given["text"], files=form.uploads, moment=moment)
        except REFUSED as error:
            form.add_error(None, sentences(error))
        else:
            return _private(render(request, "portal/consult_done.html", {"organ": organ, "moment": moment}))
    return _private(
        render(
            request,
            "portal/consult.html",
            {"organ": organ, "asked": asked.asked, "party": asked.party, "until": asked.link_until, "form": form},
        )
    )


def _private(response: HttpResponse) -> HttpResponse:
    """The address is a secret: no search engine keeps it. That no other site hears of it is the referrer policy of all pages."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
