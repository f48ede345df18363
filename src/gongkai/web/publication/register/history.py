"""A row of a list as events. It is history: nothing here judges it, and what a list does not say is not made up.

A list does not say when an item was reviewed and signed; the ledger wants to know that it was before it stood in public. It counts as
approved on the day on which it was published, by the head of the office of publication, and has no reviews.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.ledger.vocabulary import document as d
from gongkai.ledger.vocabulary import publication as p
from gongkai.ledger.vocabulary.codes import Attribute, DocumentSort, Outlet, Role
from gongkai.web.publication.models.item import DOCUMENTS
from gongkai.web.publication.register.checking import upward

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from gongkai.ledger.vocabulary import Event
    from gongkai.web.publication.models import Item
    from gongkai.web.publication.register.row import Row

    Dated = tuple[Event, date]
    Receipt = Callable[[str], str]  # a channel, "" for 报送 -> the id of its receipt

NO_NUMBER = "无文号"


def item_events(row: Row, item: Item, content: str, reason: str, receipt: Receipt) -> list[Dated]:
    """The events of the item with their legal days. ``content`` and ``reason`` are the ids of its version and of the note that says why."""
    attribute = Attribute.of(row["attribute"] or Attribute.ACTIVE.value)
    formed, published = row["formed"], row["published"]
    events: list[Dated] = [
        (p.Drafted(content=content, catalogue=item.column, formed_on=formed), formed),
        (p.Classified(attribute=attribute, reason=reason, role=Role.OFFICER), formed),
        (p.Approved(role=Role.OFFICE_HEAD), published),
    ]
    events += [(p.Published(outlet=Outlet.of(outlet), receipt=receipt(outlet)), published) for outlet in row.outlets]
    taken = upward(row["channels"])
    if taken is not None:
        events.append((p.SentUp(receipt=receipt(""), taken=taken or None), published))
    return events


def document_events(row: Row, item: Item, content: str, today: date) -> list[Dated]:
    """The life of a normative document or a rule that became public; empty for other papers."""
    if item.genre not in DOCUMENTS or not row.outlets:
        return []
    issued = d.Issued(
        sort=DocumentSort.of(item.genre),
        number=item.number or NO_NUMBER,
        content=content,
        publication=str(item.pk),
        expires_on=row["expires"],
    )
    events: list[Dated] = [(issued, row["formed"])]
    if row["repealed"]:
        events.append((d.Repealed(number=row["repealed_by"] or NO_NUMBER), row["repealed"]))
    elif row["expires"] and row["expires"] <= today:
        events.append((d.Expired(), row["expires"]))
    return events
