"""The size of the text (适老化): kept in a cookie that says nothing else, so that it works without script and without a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COOKIE = "gk-text"
LARGE, NORMAL = "large", "normal"
YEAR = 365 * 24 * 60 * 60  # seconds


def size_of(request: HttpRequest | None) -> str:
    """``large`` when the reader chose so, else ``normal``."""
    return LARGE if request is not None and request.COOKIES.get(COOKIE) == LARGE else NORMAL


@csrf_exempt  # a size of letters is no secret and harms nobody; a token would put a cookie on every public page
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Keep the size ``size`` and go back to the page ``next`` of this site."""
    size = LARGE if request.POST.get("size") == LARGE else NORMAL
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    response.set_cookie(COOKIE, size, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True)
    return response
