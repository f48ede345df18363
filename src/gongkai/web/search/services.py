"""Putting things into the index and taking them out. What is put is public: the caller has answered for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.web.search import index
from gongkai.web.search.models import PublicItem
from gongkai.web.search.words import pairs, plain

if TYPE_CHECKING:
    import uuid
    from datetime import date

    from gongkai.web.organs.models import Organ


@transaction.atomic
def put(
    *,
    organ: Organ,
    title: str,
    published_on: date,
    text: str = "",
    number: str = "",
    index_number: str = "",
    address: str = "",
    source: str = PublicItem.Source.PUBLICATION,
    origin: uuid.UUID | None = None,
) -> PublicItem:
    """Make something findable; what came from the same ``origin`` before is replaced."""
    known = PublicItem.objects.filter(source=source, origin=origin).first() if origin else None
    item = known or PublicItem(source=source, origin=origin)
    item.organ, item.title, item.text, item.published_on, item.withdrawn_on = organ, title.strip(), text.strip(), published_on, None
    item.number, item.index_number, item.address = number.strip(), index_number.strip(), address.strip()
    item.number_key, item.index_key = plain(number), plain(index_number)
    item.plain_title = plain(f"{title}{number}{index_number}")
    item.plain = f"{item.plain_title} {plain(text)}"
    item.save()
    index.put(item.id, _pairs(item))
    return item


@transaction.atomic
def withdraw(*, item: PublicItem, on: date) -> None:
    """It is no longer public from that day on: it is not found any more; the row stays."""
    item.withdrawn_on = on
    item.save(update_fields=["withdrawn_on"])
    index.drop(item.id)


@transaction.atomic
def rebuild() -> int:
    """Index everything anew; how many items that are."""
    items = PublicItem.objects.filter(withdrawn_on__isnull=True)
    for item in items.iterator(chunk_size=200):
        index.put(item.id, _pairs(item))
    return items.count()


def _pairs(item: PublicItem) -> list[str]:
    return list(dict.fromkeys(pair for part in item.plain.split() for pair in pairs(part)))
