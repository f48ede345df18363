"""What every request gets: the moment it arrived, and pages that no cache keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    Handler = Callable[[HttpRequest], HttpResponse]


def moment(handler: Handler) -> Handler:
    """The clock is read once a request: what one act writes carries one moment, and views pass it down."""

    def stamped(request: HttpRequest) -> HttpResponse:
        request.moment = clock.now()  # type: ignore[attr-defined]  # declared on ui.http.Request
        return handler(request)

    return stamped


def no_store(handler: Handler) -> Handler:
    """A page may hold what concerns one person: unless its view says otherwise no cache keeps it."""

    def guarded(request: HttpRequest) -> HttpResponse:
        response = handler(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    return guarded
