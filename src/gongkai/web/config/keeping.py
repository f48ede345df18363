"""Public pages are kept until the database changes: many people read the same page at once, and hardly ever is anything new.

What a view marked as public (``portal.public.answer``) depends on nothing but address, day and database. So it is kept beside a
stamp of the database and given again while the stamp is the same: nobody ever gets a page that is older than the record.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import get_conditional_response

from gongkai.web import unchanged
from gongkai.web.clock import day_of
from gongkai.web.config.middleware import is_public
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from django.http import HttpRequest

    from gongkai.web.config.middleware import Handler

_SHARE = 8  # a page larger than this part of the room is not kept: it would drive out all others


class Kept(NamedTuple):
    """A page as it was answered."""

    content: bytes
    headers: dict[str, str]


class Shelf:
    """The pages of one thread, those asked for last, all of one stamp."""

    def __init__(self, room: int) -> None:
        """``room`` in bytes."""
        self._room, self._used = room, 0
        self._stamp: object = None
        self._pages: OrderedDict[object, Kept] = OrderedDict()

    def get(self, stamp: object, key: object) -> Kept | None:
        """The page, if it was kept under this very stamp; another stamp empties the shelf."""
        if stamp != self._stamp:
            self._pages.clear()
            self._stamp, self._used = stamp, 0
            return None
        found = self._pages.get(key)
        if found is not None:
            self._pages.move_to_end(key)
        return found

    def put(self, stamp: object, key: object, page: Kept) -> None:
        """Keep a page that was made after ``stamp`` was read; those not asked for the longest give way."""
        if stamp != self._stamp or len(page.content) > self._room // _SHARE or key in self._pages:
            return
        self._pages[key] = page
        self._used += len(page.content)
        while self._used > self._room:
            _, gone = self._pages.popitem(last=False)
            self._used -= len(gone.content)


_own = threading.local()  # a stamp is that of its thread


def kept(handler: Handler) -> Handler:
    """A public page that was answered before is answered again, as long as nothing was written since."""

    def keeping(request: HttpRequest) -> HttpResponse:
        if request.method != "GET" or not settings.KEPT_BYTES:
            return handler(request)
        shelf: Shelf | None = getattr(_own, "shelf", None)
        if shelf is None:
            shelf = _own.shelf = Shelf(settings.KEPT_BYTES)
        stamp, key = unchanged.stamp(), _key(request)
        found = shelf.get(stamp, key) if stamp is not None else None
        if found is not None:
            return _again(request, found)
        response = handler(request)
        if stamp is not None and _keepable(response):
            shelf.put(stamp, key, Kept(response.content, dict(response.headers)))
        return response

    return keeping


def _key(request: HttpRequest) -> object:
    """The address with everything that a page is made from beside the database."""
    told = (
        request.META.get(name, "")
        for name in ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "HTTP_X_FORWARDED_PROTO", "SCRIPT_NAME", "QUERY_STRING")
    )
    return request.path, day_of(typed(request).moment), *told


def _keepable(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and is_public(response)
        and not response.has_header("Vary")
    )


def _again(request: HttpRequest, page: Kept) -> HttpResponse:
    response = HttpResponse(page.content, headers=page.headers)
    answer: HttpResponse = get_conditional_response(request, etag=page.headers.get("ETag"), response=response) or response
    return answer
