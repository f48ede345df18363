"""The organs that the citizen's side shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from gongkai.web.organs.selectors import receiving

if TYPE_CHECKING:
    from datetime import date

    from gongkai.web.organs.models import Organ


def listed(on: date) -> list[Organ]:
    """Those to which one can apply on that day, from the top of the tree down."""
    return list(receiving(on))


def one(slug: str, on: date) -> Organ:
    """The organ of an address. Raises ``Http404`` for one that is not there or takes no applications."""
    found = receiving(on).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def only(on: date) -> Organ | None:
    """The organ, where there is just one."""
    first = list(receiving(on)[:2])
    return first[0] if len(first) == 1 else None
