"""The pause after wrong passwords: how long it still is, and the page that says so."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt
from django.shortcuts import render

from gongkai.web.accounts.address import client_address
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


def locked(request: HttpRequest, original: HttpResponse | None = None, credentials: Mapping[str, str] | None = None) -> HttpResponse:
    """429 with the seconds that are left. The same for a name that nobody has."""
    wait = _left(request, credentials)
    response = render(request, "accounts/locked.html", {"minutes": math.ceil(wait / 60)}, status=429)
    response.headers["Retry-After"] = str(wait)
    return response


def _left(request: HttpRequest, credentials: Mapping[str, str] | None) -> int:
    pause = get_cool_off(request)
    name = get_client_username(request, dict(credentials) if credentials else None)
    last = AccessAttempt.objects.filter(username=name, ip_address=client_address(request)).order_by("-attempt_time").first()
    if pause is None:
        return 1
    passed = (typed(request).moment - last.attempt_time).total_seconds() if last else 0.0
    left: float = pause.total_seconds() - max(0.0, passed)
    return max(1, math.ceil(left))
