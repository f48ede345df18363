"""Pages as the site itself answers them: through every middleware, without a network."""

from __future__ import annotations

import io
import logging
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.urls import get_script_prefix

from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http.response import HttpResponseBase


def rendered(path: str) -> bytes | None:
    """The bytes that a reader gets under ``path``; None when there is no such page. What was taken down keeps the page that says so.

    Raises :class:`UnusableInput` when the page cannot be made.
    """
    with _quiet():
        response = _handler().get_response(_request(path))
        try:
            return _answer(response, path)
        finally:
            response.close()


def _answer(response: HttpResponseBase, path: str) -> bytes | None:
    if response.status_code == 404:
        return None
    if response.status_code not in (200, 410):
        raise UnusableInput(f"这一页回答 {response.status_code}", "请先在浏览器里打开看看是哪里不对", f"{path}：")
    return _body(response)


@contextmanager
def _quiet() -> Iterator[None]:
    """What was taken down is no trouble to write to the log, and the end of a page is no reason to close the database."""
    logger = logging.getLogger("django.request")
    before = logger.level
    logger.setLevel(logging.ERROR)
    request_finished.disconnect(close_old_connections)
    try:
        yield
    finally:
        request_finished.connect(close_old_connections)
        logger.setLevel(before)


@cache
def _handler() -> WSGIHandler:
    return WSGIHandler()


def _request(path: str) -> WSGIRequest:
    """A plain visit without a cookie, under the first name of the site."""
    host = next((name for name in settings.ALLOWED_HOSTS if not name.startswith((".", "*", "["))), "localhost")
    prefix = get_script_prefix().rstrip("/")
    return WSGIRequest({
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": prefix, "PATH_INFO": path.removeprefix(prefix).encode("utf-8").decode("latin-1"), "QUERY_STRING": "",
        "SERVER_NAME": host, "SERVER_PORT": "443", "HTTP_HOST": host, "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
        "HTTP_X_FORWARDED_PROTO": "https", "wsgi.url_scheme": "https", "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(),
        "wsgi.version": (1, 0), "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False, "RAW_URI": quote(path),
    })  # fmt: skip


def _body(response: HttpResponseBase) -> bytes:
    if response.streaming:
        return b"".join(response.streaming_content)  # type: ignore[attr-defined]  # HttpResponseBase does not declare it
    content: bytes = response.content  # type: ignore[attr-defined]  # the same
    return content
