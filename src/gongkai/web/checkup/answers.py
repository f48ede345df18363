"""What is answered: a page for people (or the part of it that htmx asked for), JSON for programs."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import HttpResponse, StreamingHttpResponse
from django.template.loader import render_to_string

from gongkai.lib import limits
from gongkai.web.checkup import apart, sealed
from gongkai.web.checkup.forms import Given
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from gongkai.web.checkup.examining import Answer, Order
    from gongkai.web.checkup.turns import Turn

_PAGE, _PART, _TURN = "checkup/home.html", "checkup/parts/answer.html", "checkup/parts/turn.html"
_JSON = "application/json; charset=utf-8"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CLOSED = "default-src 'none'; frame-ancestors 'none'; sandbox"
_HERE = "@@found@@"  # where a page that waits is cut
UNUSABLE, BUSY, OFTEN = 422, 503, 429
LOOK = 0.25  # seconds between two looks whose turn it is
LONGEST = 60  # seconds in the row
COME_BACK = 20  # seconds
BUSY_WORDS = f"现在检查的人多，前面已经排满了。请过 {COME_BACK} 秒再试；文件要重新选一次。"
TOO_LONG = f"等了 {LONGEST} 秒还没有轮到。请过一会儿再试；文件要重新选一次。"


# --- for people -----------------------------------------------------------------------------------------


def page(request: HttpRequest, form: Given, *, status: int = 200, **said: Any) -> HttpResponse:
    """The page, or with htmx what was found alone. ``said``: ``answer`` with its words, or ``problem``, a sentence."""
    return HttpResponse(_text(request, form, **said), status=status)


def found(request: HttpRequest, answer: Answer, order: Order) -> HttpResponse:
    """The page of a checked report, or of one that cannot be used: like every form that is shown again it is answered as done."""
    return page(request, Given(), **_said(request, answer, order))


def refused(request: HttpRequest, status: int, problem: str, *, wait: int = 0) -> HttpResponse:
    """A page that says why nothing was checked; ``wait``: seconds until it is worth trying again."""
    return _later(page(request, Given(), status=status, problem=problem), wait)


def waiting(request: HttpRequest, turn: Turn, order: Order, given: bytes, previous: bytes) -> StreamingHttpResponse:
    """The page as far as it is known: then line by line the place in the row, then what was found, then its end."""
    response = StreamingHttpResponse(_Waiting(request, turn, order, given, previous))
    response["X-Accel-Buffering"] = "no"  # a proxy must not keep the lines until the end
    return response


class _Waiting:
    """The pieces of such a page. Whoever closes it gives the place back."""

    def __init__(self, request: HttpRequest, turn: Turn, order: Order, given: bytes, previous: bytes) -> None:
        self._request, self._turn = request, turn
        self._asked = (order, given, previous)

    def __iter__(self) -> Iterator[str]:
        before, _, behind = _text(self._request, Given(), waiting=True).partition(_HERE)
        yield before or "\n"  # an empty piece would be the end
        try:
            yield from self._row()
        finally:
            self._turn.end()
        yield behind or "\n"

    def close(self) -> None:
        """Give the place back."""
        self._turn.end()

    def _row(self) -> Iterator[str]:
        told = -1
        for _ in range(int(LONGEST / LOOK)):
            place = self._turn.move()
            if place != told:
                yield render_to_string(_TURN, {"place": place})
                told = place
            if not place:
                order, given, previous = self._asked
                answer = apart.examine(order, given, previous, moment=typed(self._request).moment)
                yield render_to_string(_PART, _said(self._request, answer, order), self._request)
                return
            time.sleep(LOOK)
            yield "\n"  # nothing to see, but the server notices who has gone away
        yield render_to_string(_PART, {"problem": TOO_LONG}, self._request)


def mended(file: sealed.Mended) -> HttpResponse:
    """The mended Word file, to be kept."""
    response = HttpResponse(file.data, content_type=_DOCX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _CLOSED
    return response


def _text(request: HttpRequest, form: Given, **said: Any) -> str:
    part = bool(typed(request).htmx)
    more = {"form": form, "here": _HERE, "megabytes": limits.RAW_BYTES // (1024 * 1024), "hours": sealed.LASTS // 3600}
    return render_to_string(_PART if part else _PAGE, {**more, **said}, request)


def _said(request: HttpRequest, answer: Answer, order: Order) -> dict[str, Any]:
    if answer.error:
        return {"problem": f"{order.name}：{answer.error}。"}
    held = sealed.seal(order.name, answer.mended, typed(request).moment) if answer.mended else ""
    return {"answer": answer._asdict(), "name": order.name, "mended": held}


# --- for programs ---------------------------------------------------------------------------------------


def document(answer: Answer) -> HttpResponse:
    """What ``gongkai report check --json`` prints; 422 when the file cannot be used."""
    return HttpResponse(answer.document, content_type=_JSON, status=UNUSABLE if answer.error else 200)


def problems(status: int, *said: tuple[str, str], wait: int = 0) -> HttpResponse:
    """Why nothing was checked, in the shape of the open data: where and what, one for each thing that is wrong."""
    body = {"problems": [{"where": where, "words": words} for where, words in said]}
    return _later(HttpResponse(json.dumps(body, ensure_ascii=False) + "\n", content_type=_JSON, status=status), wait)


def _later(response: HttpResponse, wait: int) -> HttpResponse:
    if wait:
        response["Retry-After"] = str(wait)
    return response
