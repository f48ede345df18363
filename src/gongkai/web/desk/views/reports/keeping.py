"""Words are not lost with a session: who is logged out while he writes, or sends a page from before he logged in again, finds them back.

A page hands out a ticket with its form, signed, that says for whom and for which report it was made. A post that may not be taken, for
nobody is logged in or its token is of an older login, but has such a ticket, is put aside in the session and nothing is written; after
the login the page shows it to the same person. Without a ticket it is refused like any other.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpResponse, HttpResponseForbidden, HttpResponseRedirect, QueryDict
from django.middleware.csrf import CsrfViewMiddleware
from django.views.decorators.csrf import csrf_exempt

from gongkai.web.desk.access import user_of
from gongkai.web.ui import errors

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable

    from django.http import HttpRequest

    from gongkai.web.accounts.models import User

    View = Callable[..., HttpResponse]

TICKET = "ticket"
_SALT = "gongkai.web.desk.reports.keeping"
_DAYS = 30  # a page that stayed open over the holidays is still sent
_KEPT = "kept_words"
_NOT_KEPT = ("csrfmiddlewaretoken", TICKET)


class _Token(CsrfViewMiddleware):
    """Asks whether the token of a post is right, and only says so."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponseForbidden:
        return HttpResponseForbidden(reason)


def keeps_words(view: View) -> View:
    """For a page about one report (its first parameter) that has a form of long texts: logged in, with a right token, or the words are kept."""

    @csrf_exempt  # asked below, so that a stale token costs nobody his words
    @wraps(view)
    def kept(request: HttpRequest, pk: uuid.UUID, **more: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            if request.method == "POST" and (whose := _whose(request, pk)):
                _keep(request, whose)
            return redirect_to_login(request.get_full_path())
        if request.method == "POST" and _Token(_nothing).process_view(request, _nothing, (), {}) is not None:
            if _whose(request, pk) != str(user_of(request).pk):
                return errors.csrf(request)
            _keep(request, str(user_of(request).pk))
            return HttpResponseRedirect(request.get_full_path())
        return view(request, pk, **more)

    return kept


def ticket_for(user: User, pk: uuid.UUID) -> str:
    """The ticket of a page about that report made for the user."""
    return signing.dumps([str(user.pk), str(pk)], salt=_SALT)


def kept_words(request: HttpRequest) -> QueryDict | None:
    """What the user sent to this page when it could not be taken; None for nothing."""
    held = request.session.get(_KEPT, {}).get(request.path)
    return QueryDict(held["words"]) if held and held["user"] == str(user_of(request).pk) else None


def forget(request: HttpRequest) -> None:
    """The words are saved, or not wanted any more."""
    held = request.session.get(_KEPT, {})
    if held.pop(request.path, None) is not None:
        request.session[_KEPT] = held


def holds_ticket(request: HttpRequest, pk: uuid.UUID) -> bool:
    """Whether the post comes from a page about that report that was made for somebody."""
    return bool(_whose(request, pk))


def _whose(request: HttpRequest, pk: uuid.UUID) -> str:
    """For whom the page was made; "" where it has no ticket of ours about this report."""
    try:
        user, report = signing.loads(request.POST.get(TICKET, ""), salt=_SALT, max_age=_DAYS * 24 * 3600)
    except (signing.BadSignature, ValueError):
        return ""
    return str(user) if report == str(pk) else ""


def _keep(request: HttpRequest, user: str) -> None:
    words = request.POST.copy()
    for name in _NOT_KEPT:
        words.pop(name, None)
    request.session[_KEPT] = {request.path: {"user": user, "words": words.urlencode()}}


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)
