"""What stands between a session and the desk: its time limits, an initial password, a missing second factor.

A session without a page for ``SESSION_IDLE_SECONDS`` ends, and any session ``SESSION_COOKIE_AGE`` after the
login. The time of the login is what allauth wrote when the password or key was checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse

from gongkai.web.accounts.factors import must_have_factor
from gongkai.web.accounts.models import User
from gongkai.web.clock import day_of
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    Handler = Callable[[HttpRequest], HttpResponse]

_SEEN, _NO_FACTOR_NEEDED = "seen_at", "no_factor_needed"
_NOTED_EVERY = 60  # seconds: not every page writes to the session
_FACTOR = "您的职责要求两步验证。请先启用动态口令或者添加安全密钥，再办理业务。"
_PASSWORD = "现在用的是初始密码。请先换成自己的密码，再办理业务。"  # noqa: S105 - words for a page


def gates(handler: Handler) -> Handler:
    """Middleware, behind the one that knows the user. Who has no session cookie passes untouched."""

    def gated(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not isinstance(request.user, User):
            return handler(request)
        if _over(request):
            logout(request)
            return handler(request)
        return (_missing(request, request.user) if _is_office(request.path) else None) or handler(request)

    return gated


def _over(request: HttpRequest) -> bool:
    now = typed(request).moment.timestamp()
    logins = [record["at"] for record in request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, ())]
    if not logins:
        return False
    seen = request.session.get(_SEEN, max(logins))
    if now - min(logins) > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_SECONDS:
        return True
    if now - seen > _NOTED_EVERY:
        request.session[_SEEN] = now
    return False


def _missing(request: HttpRequest, user: User) -> HttpResponse | None:
    if user.initial_password:
        return _lead(request, "account_change_password", _PASSWORD)
    if not settings.SECOND_FACTOR_ROLES or request.session.get(_NO_FACTOR_NEEDED):
        return None
    if is_mfa_enabled(user) or not must_have_factor(user, day_of(typed(request).moment)):
        request.session[_NO_FACTOR_NEEDED] = True
        return None
    return _lead(request, "mfa_index", _FACTOR)


def _lead(request: HttpRequest, name: str, words: str) -> HttpResponse:
    messages.warning(request, words)
    following = {"next": request.get_full_path()} if request.method == "GET" else {}
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode(following)}" if following else reverse(name))


def _is_office(path: str) -> bool:
    return path.startswith((resolve_url(settings.LOGIN_REDIRECT_URL), reverse("accounts:home")))
