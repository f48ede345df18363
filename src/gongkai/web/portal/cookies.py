"""What a browser of the citizen's side keeps: the draft it is filling in, the case it may look at, the complaint it handed in.

They are cookies of their own, so that plain pages need no session. The first holds a random token; the others
name one case and an hour, signed.
"""

from __future__ import annotations

import secrets
import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.signing import BadSignature, Signer

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

DRAFT, CASE, GRIEVANCE = "gk-draft", "gk-case", "gk-grievance"
DRAFT_SECONDS = 7 * 24 * 60 * 60
CASE_SECONDS = 60 * 60
_SALTS = {CASE: "gongkai.portal.case", GRIEVANCE: "gongkai.portal.grievance"}


def new_token() -> str:
    """A token for a new draft."""
    return secrets.token_urlsafe(32)


def draft_token(request: HttpRequest) -> str:
    """The token of the draft that this browser fills in; "" for none."""
    return request.COOKIES.get(DRAFT, "")


def keep_draft(response: HttpResponse, token: str) -> None:
    """Let the browser keep the draft for a week."""
    _set(response, DRAFT, token, DRAFT_SECONDS)


def open_case(response: HttpResponse, case: uuid.UUID, moment: datetime) -> None:
    """Let the browser look at that case for an hour, and at no other."""
    _open(response, CASE, case, moment)


def opened_case(request: HttpRequest, moment: datetime) -> uuid.UUID | None:
    """The case that number and code opened in this browser; None when there is none or the hour is over."""
    return _opened(request, CASE, moment)


def keep_grievance(response: HttpResponse, grievance: uuid.UUID, moment: datetime) -> None:
    """Let the browser show number and code of the complaint that it handed in, for an hour."""
    _open(response, GRIEVANCE, grievance, moment)


def kept_grievance(request: HttpRequest, moment: datetime) -> uuid.UUID | None:
    """The complaint that this browser handed in; None when there is none or the hour is over."""
    return _opened(request, GRIEVANCE, moment)


def forget(response: HttpResponse) -> None:
    """Take all away, for a computer that others use too."""
    for name in (DRAFT, CASE, GRIEVANCE):
        response.delete_cookie(name, samesite="Lax")


def _open(response: HttpResponse, cookie: str, case: uuid.UUID, moment: datetime) -> None:
    until = int(moment.timestamp()) + CASE_SECONDS
    _set(response, cookie, Signer(salt=_SALTS[cookie]).sign(f"{case}.{until}"), CASE_SECONDS)


def _opened(request: HttpRequest, cookie: str, moment: datetime) -> uuid.UUID | None:
    try:
        name, _, until = Signer(salt=_SALTS[cookie]).unsign(request.COOKIES.get(cookie, "")).partition(".")
        return uuid.UUID(name) if moment.timestamp() < int(until) else None
    except (BadSignature, ValueError):
        return None


def _set(response: HttpResponse, name: str, value: str, seconds: int) -> None:
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
