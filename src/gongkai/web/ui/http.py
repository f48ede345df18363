"""Requests as our middleware makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest

if TYPE_CHECKING:
    from datetime import datetime

    from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    """``moment`` when it arrived; ``htmx`` true when only a fragment is wanted."""

    moment: datetime
    htmx: HtmxDetails


def typed(request: HttpRequest) -> Request:
    """The request with our attributes, for a type checker."""
    return cast("Request", request)
