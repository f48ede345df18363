"""Which organ, year and delivery a page is about: read from the address, narrowed to what the user may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.http import Http404

from gongkai.web.desk.access import need, need_anywhere, reach_of, today
from gongkai.web.organs.models import Organ
from gongkai.web.publication.models import Delivery

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest

FIRST_YEAR = 2008  # 条例2007 came into force


class Chosen(NamedTuple):
    """The organ of a page, and those between which the user can change."""

    organ: Organ
    organs: list[Organ]

    @property
    def several(self) -> bool:
        """Whether there is anything to choose."""
        return len(self.organs) > 1


def organ_asked(request: HttpRequest, act: str) -> Chosen:
    """The organ that ``?organ`` names, the first otherwise; 403 for who may do ``act`` for none, 404 for one that is out of reach."""
    need_anywhere(request, act)
    organs = list(reach_of(request).organs(act).order_by("path"))
    slug = request.GET.get("organ", "")
    found = next((each for each in organs if each.slug == slug), None) if slug else organs[0]
    if found is None:
        raise Http404
    return Chosen(found, organs)


def organ_named(request: HttpRequest, slug: str, act: str) -> Organ:
    """The organ of an address, when the user may do ``act`` for it; 404 and 403 as ``access.need``."""
    found = Organ.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    need(request, act, found)
    return found


def year_asked(request: HttpRequest) -> int:
    """The year of ``?year``; this one when there is none or it cannot be right."""
    text, this = request.GET.get("year", ""), today(request).year
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 4 and FIRST_YEAR <= int(text) <= this else this


def years_offered(request: HttpRequest, known: list[int]) -> list[int]:
    """The years between which a page changes: those with something, and this one; newest first."""
    return sorted({*known, today(request).year}, reverse=True)[:12]


def delivery_of(request: HttpRequest, pk: uuid.UUID, act: str = "item.publish") -> Delivery:
    """The delivery with its item, version, channel and organ; 404 and 403 as ``access.need``."""
    found = Delivery.objects.select_related("item__organ", "item__shown", "version__item__organ", "account", "scan").filter(pk=pk).first()
    if found is None:
        raise Http404
    need(request, act, found.item.organ)
    return found
