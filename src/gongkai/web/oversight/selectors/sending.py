"""What was sent up in a year and what was taken: every thing once, whether it went by this in-tray, by a channel or both.

Items of 主动公开 are those that the annual report counts (``publication.selectors.figures``); to whom they went is told by the sending, else by
the channel. What is no item is counted by its last sending.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.web.oversight.models.tasks import Sending
from gongkai.web.publication.models import Delivery, Item, Upward

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ

NOBODY = "没有写明"


class Thing(NamedTuple):
    """One thing that was sent up. ``item``: the public item, None for something else; ``sending``: the row of this in-tray, None for a channel's.

    ``taken`` None: not known.
    """

    title: str
    to: str
    on: date
    taken: bool | None
    where: str
    address: str
    sending: uuid.UUID | None
    item: uuid.UUID | None


class Row(NamedTuple):
    """So many sent and so many of them taken: of a month (``key`` 1 to 12) or of a superior (his name)."""

    key: int | str
    sent: int
    taken: int


def things(organ: Organ, year: int) -> list[Thing]:
    """Everything that the organ sent up in the year, the newest first; three queries."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = list(Sending.objects.filter(organ=organ, on__range=(first, last), replaced_by=None).select_related("item").order_by("on"))
    of_item = {each.item_id: each for each in rows if each.item_id}
    channels = {each.item_id: each for each in _delivered(organ, first, last)}
    found = [_other(each) for each in rows if not each.item_id]
    days: dict[uuid.UUID, tuple[str, date, bool]] = {}
    upward = Upward.objects.filter(item__organ=organ, on__range=(first, last)).order_by("on")
    for item, title, on, taken in upward.values_list("item", "item__title", "on", "taken"):
        known = days.get(item)
        days[item] = (title, known[1] if known else on, taken or (known[2] if known else False))
    found += [_item(pk, told, of_item.get(pk), channels.get(pk)) for pk, told in days.items()]
    return sorted(found, key=lambda each: (each.on, each.title), reverse=True)


def by_month(found: Iterable[Thing]) -> list[Row]:
    """Twelve rows."""
    held = list(found)
    return [_row(month, [each for each in held if each.on.month == month]) for month in range(1, 13)]


def by_superior(found: Iterable[Thing]) -> list[Row]:
    """One row for each to whom something went, who got most first."""
    held: dict[str, list[Thing]] = {}
    for each in found:
        held.setdefault(each.to, []).append(each)
    return sorted((_row(to, those) for to, those in held.items()), key=lambda row: (-row.sent, str(row.key)))


def chosen(found: Iterable[Thing], *, month: int | None = None, to: str = "", taken: bool = False) -> list[Thing]:
    """The things behind a number."""
    return [each for each in found if (month is None or each.on.month == month) and (not to or each.to == to) and (not taken or each.taken)]


def years_of(organ: Organ) -> list[int]:
    """The years in which something was sent up."""
    mine = {day.year for day in Sending.objects.filter(organ=organ).order_by().dates("on", "year")}
    return sorted(mine | {day.year for day in Upward.objects.filter(item__organ=organ).order_by().dates("on", "year")}, reverse=True)


def sendable(organ: Organ, most: int = 200) -> QuerySet[Item]:
    """Approved items of the organ, the newest first: what may be sent up (条例 Art. 17)."""
    return Item.objects.filter(organ=organ, approved_on__isnull=False, imported=False).order_by("-approved_on", "-created_at")[:most]


def _delivered(organ: Organ, first: date, last: date) -> Iterable[Delivery]:
    """What went by the channel 报送上级."""
    rows = Delivery.objects.filter(item__organ=organ, outlet="", state=Delivery.State.RECEIVED, received_on__range=(first, last))
    return rows.select_related("account").order_by("received_on")


def _other(row: Sending) -> Thing:
    return Thing(row.title, row.to, row.on, _taken(row), row.where, row.address, row.pk, None)


def _item(pk: uuid.UUID, told: tuple[str, date, bool], row: Sending | None, channel: Delivery | None) -> Thing:
    title, on, taken = told
    place: dict[str, Any] = channel.account.settings if channel and channel.account else {}
    name = channel.account.name if channel and channel.account else NOBODY
    to = row.to if row else str(place.get("place") or name)
    known = True if taken else _taken(row) if row else None
    return Thing(title, to, on, known, row.where if row else "", row.address if row else "", row.pk if row else None, pk)


def _taken(row: Sending) -> bool | None:
    return None if not row.outcome else row.outcome == Sending.Outcome.TAKEN


def _row(key: int | str, held: list[Thing]) -> Row:
    return Row(key, len(held), sum(bool(each.taken) for each in held))
