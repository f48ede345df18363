"""What leaves the house of an item: its public version as an envelope for channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web.channels.base import Enclosed, Envelope
from gongkai.web.publication.selectors.columns import label_of
from gongkai.web.publication.selectors.fields import shown_fields
from gongkai.web.publication.selectors.sites import site_of
from gongkai.web.ui import addresses
from gongkai.web.vault import files
from gongkai.web.vault.kinds import KINDS

if TYPE_CHECKING:
    from gongkai.web.publication.models import Item, SiteSettings, Version


def envelope_of(version: Version) -> Envelope:
    """The version with its files. What an item is now called in metadata stands in the version, not in the row."""
    item = version.item
    enclosed = tuple(
        Enclosed(each.name, KINDS[each.file.kind].type, files.read(each.file)) for each in version.attachments.select_related("file")
    )
    published = item.published_on or item.approved_on or version.changed_on
    return Envelope(
        key=f"{version.pk}", item=str(item.pk), title=version.title, organ=item.organ.name, column=label_of(item.organ, version.fields["column"]),
        issued_on=item.formed_on, published_on=published, fields=dict(shown_fields(version)), summary=version.fields.get("summary", ""),
        html=version.html, text=version.text, enclosed=enclosed, address=our_address(item),
    )  # fmt: skip


def our_address(item: Item, site: SiteSettings | None = None) -> str:
    """Where readers open it on our column: absolute when the organ's settings (``site``, where they are known) say where it is mounted."""
    path = addresses.of("portal:item", item.organ.slug, item.pk)
    base = (site or site_of(item.organ)).address.rstrip("/")
    return f"{base}{path}" if base and path else path
