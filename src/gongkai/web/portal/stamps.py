"""Has anything changed of what readers see of an organ? Told from sums over its rows, without going through its addresses.

A stamp may change where no address did; where an address gets another key, its stamp has changed (``tests/web/portal/test_catalogue.py``
holds every act to it). Days count: what depends on the day of asking is looked at anew every day.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Sum

from gongkai.web.portal.public import front
from gongkai.web.portal.public.frame import digest, frame_of, key_of
from gongkai.web.publication.models import Delivery, Interpretation, Item, Note, Reach, Upward
from gongkai.web.reporting.models import Edition, PastReport
from gongkai.web.search.models import PublicItem

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ

    Sums = dict[uuid.UUID, list[Any]]

_SAID = ("slug", "name", "short_name", "level", "parent_id")  # of every organ, on the pages of the others


def stamps(readable: QuerySet[Organ], *, on: date) -> dict[str, str]:
    """The stamp of each organ whose column is open on that day, by its slug; a dozen queries, and a few more an organ."""
    organs = list(readable)
    everywhere = [on, *(tuple(getattr(each, name) for name in _SAID) for each in organs)]
    sums = _sums()
    return {each.slug: digest([everywhere, key_of(frame_of(each)), front.changed_on(each), sums[each.pk]]) for each in organs}


def _sums() -> Sums:
    """For each organ counts, sums and last moments of its rows."""
    found: Sums = defaultdict(list)
    for name, rows in _tables():
        for organ, *held in rows:
            found[organ].append((name, *held))
    return found


def _tables() -> Iterable[tuple[str, Iterable[tuple[Any, ...]]]]:
    """Every act on an item adds a step to it, and what readers see of it carries the moment of its last change."""
    steps = {"n": Count("pk"), "steps": Sum("step"), "last": Max("changed_at")}
    yield "items", _grouped(Item.objects.all(), "organ", "phase", "validity", **steps)
    found = {"n": Count("pk"), "places": Sum("place"), "first": Sum("first_place"), "shelves": Sum("shelf"), "gone": Max("withdrawn_on")}
    yield "found", _grouped(PublicItem.objects.all(), "organ", "source", **found)
    yield "notes", _grouped(Note.objects.all(), "item__organ", "key", n=Count("pk"), last=Max("created_at"))
    yield "deliveries", _grouped(Delivery.objects.all(), "item__organ", "state", n=Count("pk"), last=Max("created_at"))
    yield "reach", _grouped(Reach.objects.all(), "item__organ", "outlet", n=Count("pk"), last=Max("on"))
    yield "upward", _grouped(Upward.objects.all(), "item__organ", "taken", n=Count("pk"), last=Max("on"))
    yield "reports", _grouped(Edition.objects.all(), "report__organ", n=Count("pk"), last=Max("created_at"))
    yield "past", _grouped(PastReport.objects.all(), "organ", n=Count("pk"), last=Max("created_at"), replaced=Max("replaced_at"))
    yield "explained", _grouped(Interpretation.objects.all(), "policy__organ", "recorded", n=Count("pk"), last=Max("linked_at"))


def _grouped(rows: QuerySet[Any], *by: str, **sums: Any) -> Iterable[tuple[Any, ...]]:
    found: QuerySet[Any, tuple[Any, ...]] = rows.order_by(*by).values_list(*by).annotate(**sums)
    return found
