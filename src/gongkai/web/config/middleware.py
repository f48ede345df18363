"""What every request gets: a limit of its size, the moment it arrived, and pages that no cache keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web import clock
from gongkai.web.ui import errors
from gongkai.web.ui.relative import INDEX, relative_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    Handler = Callable[[HttpRequest], HttpResponse]


BODY_BYTES = 40 * 1024 * 1024  # one file of the largest size and the form around it


def size(handler: Handler) -> Handler:
    """A body that is too large is refused by its length, before any of it is read; one without a length is not read at all."""

    def limited(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > BODY_BYTES:
            return errors.too_large(request)
        return handler(request)

    return limited


def moment(handler: Handler) -> Handler:
    """The clock is read once a request: what one act writes carries one moment, and views pass it down."""

    def stamped(request: HttpRequest) -> HttpResponse:
        request.moment = clock.now()  # type: ignore[attr-defined]  # declared on ui.http.Request
        return handler(request)

    return stamped


def as_files(handler: Handler) -> Handler:
    """Public pages are files: ``…/index.html`` is the page of its folder, and links between them are relative (``ui.relative``)."""

    def filed(request: HttpRequest) -> HttpResponse:
        if request.path_info.endswith(f"/{INDEX}"):
            request.path_info = request.path_info.removesuffix(INDEX)
            request.path = request.path.removesuffix(INDEX)
        response = handler(request)
        if is_public(response) and not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
            response.content = relative_html(response.content, request.path)
            if response.has_header("Content-Length"):
                response.headers["Content-Length"] = str(len(response.content))
        return response

    return filed


def is_public(response: HttpResponse) -> bool:
    """Whether the view said that every cache may keep it: then it holds nothing of any person."""
    return "public" in response.headers.get("Cache-Control", "")


def no_store(handler: Handler) -> Handler:
    """A page may hold what concerns one person: unless its view says otherwise no cache keeps it."""

    def guarded(request: HttpRequest) -> HttpResponse:
        response = handler(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    return guarded
