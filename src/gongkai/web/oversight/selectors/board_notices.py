"""What waits for a word of an organ: letters of 催办, orders of 整改."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import BooleanField, Value

from gongkai.web.oversight.models import UNFINISHED, Order, Urging

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ


class Waiting(NamedTuple):
    """One of them: ``day`` is when the letter was written, or until when the order is to be carried out."""

    pk: UUID
    number: str
    day: date
    letter: bool


def notices(organs: QuerySet[Organ]) -> list[Waiting]:
    """Those of these organs, the earliest day first. One query."""
    ids = organs.order_by().values("pk")
    orders = Order.objects.filter(organ__in=ids, state__in=UNFINISHED).order_by()
    letters = Urging.objects.filter(organ__in=ids, acknowledged_at=None).order_by()
    rows = letters.values_list("pk", "number", "day", Value(True, BooleanField())).union(
        orders.values_list("pk", "number", "due_on", Value(False, BooleanField()))
    )
    return sorted((Waiting(*row) for row in rows), key=lambda each: (each.day, each.number))
