"""The organs that the citizen's side shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404

from gongkai.web.organs.models import Level, Organ
from gongkai.web.organs.selectors import receiving
from gongkai.web.publication.models import SiteSettings

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet


def listed(on: date) -> list[Organ]:
    """Those to which one can apply on that day, from the top of the tree down."""
    return list(receiving(on))


def one(slug: str, on: date) -> Organ:
    """The organ of an address. Raises ``Http404`` for one that is not there or takes no applications."""
    found = receiving(on).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def heir(slug: str, on: date) -> Organ | None:
    """Who takes applications in place of an organ that ended (机构改革); None where it did not, where nobody does, or several do."""
    organ = Organ.objects.filter(slug=slug, valid_to__lt=on).first()
    while organ is not None and organ.valid_to is not None and organ.valid_to < on:
        heirs = list(organ.successors.all()[:2])
        organ = heirs[0] if len(heirs) == 1 else None
    return organ


def only(on: date) -> Organ | None:
    """The organ, where there is just one."""
    first = list(receiving(on)[:2])
    return first[0] if len(first) == 1 else None


def open_to_readers(on: date) -> QuerySet[Organ]:
    """Those whose column readers may open: begun, not kept inside (``Mount.NONE``), no inner department.

    An organ that was closed stays readable: what it published does not go away with it.
    """
    inside = Q(site__mount=SiteSettings.Mount.NONE)
    return Organ.objects.filter(valid_from__lte=on).exclude(level=Level.DEPARTMENT).exclude(inside).select_related("parent", "site")


def readable(slug: str, on: date) -> Organ:
    """The organ of a page that is read. Raises ``Http404`` for one that is not there or whose column is not open."""
    found = list(open_to_readers(on).filter(slug=slug).order_by())  # an order makes Django hash every column, on every page
    if not found:
        raise Http404
    return found[0]
