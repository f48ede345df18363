"""How a page that is read is answered: the same bytes for everybody, no cookie, and nothing twice to who has it already."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

CACHE = "public, max-age=60"
HTML, JSON, ATOM, XML, TEXT = (
    "text/html; charset=utf-8", "application/json; charset=utf-8", "application/atom+xml; charset=utf-8", "application/xml; charset=utf-8",
    "text/plain; charset=utf-8",
)  # fmt: skip
_GONE = 410
_CLOSED = "default-src 'none'; frame-ancestors 'none'; sandbox"


def page(request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponseBase:
    """A page. The template is not told who asks: it cannot depend on it."""
    return data(request, render_to_string(template, dict(context)).encode("utf-8"), HTML, status=status)


def as_json(request: HttpRequest, held: Mapping[str, Any], *, status: int = 200) -> HttpResponseBase:
    """The same as data."""
    return data(request, json_bytes(held), JSON, status=status)


def json_bytes(held: Mapping[str, Any]) -> bytes:
    """Data as they are written: Chinese as it is, keys in their order, a line feed at the end."""
    return (json.dumps(held, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def data(request: HttpRequest, body: bytes, content_type: str, *, name: str = "", status: int = 200) -> HttpResponseBase:
    """Bytes with their mark (ETag, by content); 304 for who has them. ``name`` makes it a file to keep."""
    response = HttpResponse(body, content_type=content_type, status=status)
    response["Cache-Control"] = CACHE
    if name:
        response["Content-Disposition"] = disposition(name)
    if status != 200:
        return response
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def file(request: HttpRequest, body: bytes, content_type: str, name: str, *, shown: bool) -> HttpResponseBase:
    """A file that came from outside: never with a guessed type, never with a script that runs; ``shown`` in the browser or only kept."""
    response = data(request, body, content_type)
    response["Content-Disposition"] = disposition(name, "inline" if shown else "attachment")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _CLOSED
    return response


def disposition(name: str, how: str = "attachment") -> str:
    """The header that names a file."""
    return f"{how}; filename*=UTF-8''{quote(name)}"
