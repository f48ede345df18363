"""Following a case by number and code, without account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.web.portal import cookies, limits
from gongkai.web.portal.forms.case import Look
from gongkai.web.ui.errors import too_many
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

WRONG = "登记号或者查询码不对。请对照回执再写一次；回执丢了的，请带身份证明到窗口，或者打电话给受理机关。"


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Number and code; both right, and the case is open in this browser for an hour."""
    moment = typed(request).moment
    if request.method != "POST":
        return render(
            request,
            "portal/track.html",
            {"form": Look(initial={"number": request.GET.get("number", "")[:60]}), "over": "over" in request.GET},
        )
    form = Look(request.POST)
    if not form.is_valid():
        return render(request, "portal/track.html", {"form": form})
    number = limits.plain_number(form.cleaned_data["number"])
    if seconds := limits.wait(request, number, moment):
        return too_many(request, seconds)
    found = limits.right(request, number, form.cleaned_data["number"], form.cleaned_data["code"], moment)
    if found is None:
        form.add_error(None, WRONG)
        return render(request, "portal/track.html", {"form": form})
    response = redirect("portal:case")
    cookies.open_case(response, found, moment)
    return response


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the case in this browser."""
    response = redirect("portal:track")
    response.delete_cookie(cookies.CASE, samesite="Lax")
    return response
