"""What readers find: the search index follows what is public, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web.publication.models import Validity
from gongkai.web.publication.models.item import STANDING
from gongkai.web.publication.selectors.columns import label_of
from gongkai.web.publication.selectors.envelopes import our_address
from gongkai.web.search import services as search
from gongkai.web.search.models import PublicItem

if TYPE_CHECKING:
    from datetime import date

    from gongkai.web.publication.models import Item


def refresh(*, item: Item, on: date) -> None:
    """Index what readers see of the item now; take out what they do not see any more. Inside the transaction of the act."""
    version = item.shown
    if version is None or item.phase not in STANDING:
        known = PublicItem.objects.filter(source=PublicItem.Source.PUBLICATION, origin=item.pk, withdrawn_on__isnull=True).first()
        if known is not None:
            search.withdraw(item=known, on=on)
        return
    assert item.published_on is not None
    fields = version.fields
    pages = [
        search.Page(each.name, number, text)
        for each in version.attachments.all()
        for number, text in enumerate(each.pages, 1)
        if text.strip()
    ]
    search.put(
        organ=item.organ, title=version.title, text=version.text, number=fields.get("number", ""), index_number=item.index_number,
        address=our_address(item), published_on=item.published_on, source=PublicItem.Source.PUBLICATION, origin=item.pk, column=fields["column"],
        column_label=label_of(item.organ, fields["column"]), genre=fields.get("genre", ""), validity=Validity(item.validity).value,
        summary=fields.get("summary", ""), issued_on=item.formed_on, pages=pages,
    )  # fmt: skip
