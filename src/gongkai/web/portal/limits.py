"""How often number and code may be tried, and the comparison: wrong number and wrong code are one answer in one time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.lib.text import alike
from gongkai.web.accounts import throttle
from gongkai.web.accounts.address import client_address, neighbourhood
from gongkai.web.applications.codes import matches
from gongkai.web.portal.standing import numbered

if TYPE_CHECKING:
    import uuid
    from datetime import datetime

    from django.http import HttpRequest

_OPEN, _CLOSE = r"[\[(（【〔［{｛<＜〈《「『]*", r"[\])）】〕］}｝>＞〉》」』年第_./—–-]*"
# With any brackets or none; a year is four figures, so "202612" is number 12 of 2026.
_PRINTED = re.compile(rf"(\D*?){_OPEN}((?:19|20)\d{{2}}){_CLOSE}0*(\d{{1,6}})号?")
_COMPARED = 3  # every try compares as many codes, whatever is found


def plain_number(text: str) -> str:
    """A register number as it is printed, however it was typed: any brackets or none, wide or narrow figures, without 号.

    >>> plain_number("示政公开申[2026] 12 号"), plain_number("示政公开申（２０２６）第12"), plain_number("示政公开申 2026-12")
    ('示政公开申〔2026〕12号', '示政公开申〔2026〕12号', '示政公开申〔2026〕12号')
    """
    number = "".join(alike(text).split())
    printed = _PRINTED.fullmatch(number)
    return "{}〔{}〕{}号".format(*printed.groups()) if printed else number


def wait(request: HttpRequest, number: str, moment: datetime) -> int:
    """Seconds to wait before the next try; the try is counted by number, by network and in all."""
    return throttle.why_not(*_keys(request, number), moment=moment)


def right(request: HttpRequest, number: str, typed: str, code: str, moment: datetime) -> uuid.UUID | None:
    """The case of number and code; None when one of them is wrong, whichever. A right one is not counted as a try.

    ``number`` is plain; ``typed`` as it was written, for numbers of an imported register, which have forms of their own.
    """
    cases: list[uuid.UUID | None] = [*numbered(number, typed.strip())]
    compared = [matches(case, code) for case in (*cases, *(None,) * _COMPARED)[:_COMPARED]]
    found = next((case for case, fits in zip(cases, compared, strict=False) if fits), None)
    if found is not None:
        throttle.forgive(*_keys(request, number), moment=moment)
    return found


def network(request: HttpRequest) -> str:
    """The neighbourhood of the browser, for limits."""
    return neighbourhood(client_address(request))


def _keys(request: HttpRequest, number: str) -> tuple[tuple[throttle.Throttle, str], ...]:
    return ((throttle.TRACK_NUMBER, number), (throttle.TRACK_NETWORK, network(request)), (throttle.TRACK_ALL, ""))
