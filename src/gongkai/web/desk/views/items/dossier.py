"""All that the page of an item shows, in a number of queries that does not grow with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.safestring import mark_safe

from gongkai.lib.richtext import placed
from gongkai.web.accounts.selectors import names_of
from gongkai.web.desk.views.items.history import Step, Things, steps
from gongkai.web.publication.models import Interpretation
from gongkai.web.publication.models.item import POLICIES
from gongkai.web.publication.selectors.fields import shown_fields
from gongkai.web.publication.services import checking, redacting
from gongkai.web.publication.services.acting import state_of
from gongkai.web.ui import addresses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from gongkai.ledger.states.publication import PublicationState
    from gongkai.web.publication.models import Attachment, Delivery, Item, Note, Opinion, Version
    from gongkai.web.publication.services.checking import Raised

_BESIDE = ("scheduled", redacting.NOTE)  # notes of what the ledger does not know
_OPEN_DELIVERIES = ("queued", "waiting", "failed", "refused")


class FileLine(NamedTuple):
    """An attachment with what the check says of it."""

    attachment: Attachment
    remarks: list[Raised]


class Dossier(NamedTuple):
    """The page. ``remarks`` are those of the newest version, none once it is approved: it can no longer be changed."""

    item: Item
    version: Version
    state: PublicationState
    files: list[FileLine]
    remarks: list[Raised]
    versions: list[Version]
    opinions: list[Opinion]
    steps: list[Step]
    notes: list[Note]
    deliveries: list[Delivery]
    explained_by: list[Interpretation]
    explains: list[Interpretation]

    @property
    def open_remarks(self) -> int:
        """How many must still be mended or answered."""
        return sum(each.open for each in self.remarks)

    @property
    def is_policy(self) -> bool:
        """Whether it is a paper that wants an interpretation (国办发〔2016〕19号)."""
        return self.item.genre in POLICIES

    @property
    def text_remarks(self) -> list[Raised]:
        """Those about text and metadata; those about a file stand beside it."""
        return [each for each in self.remarks if not each.attachment]

    @property
    def file_remarks(self) -> int:
        """How many are about files."""
        return sum(bool(each.attachment) for each in self.remarks)

    @property
    def seen(self) -> int:
        """The number of the last entry shown: what an act hands back, so that nobody overtakes unseen."""
        return len(self.state.log)

    @property
    def attachments(self) -> list[Attachment]:
        """The files listed below the text."""
        return [each.attachment for each in self.files if not each.attachment.inline]


def dossier(item: Item) -> Dossier:
    """The page of ``item`` (with organ, draft, shown, drafter)."""
    version = item.draft
    assert version is not None
    version.item = item
    state = state_of(item)
    attachments = list(version.attachments.select_related("file"))
    remarks = checking.remarks(item) if item.approved_on is None else []
    versions = list(item.versions.defer("html", "text"))
    opinions = list(item.opinions.select_related("reviewer", "scan", "version").defer("version__html", "version__text"))
    notes, deliveries = (
        list(item.notes.all()),
        list(item.deliveries.select_related("account", "version").defer("version__html", "version__text")),
    )
    return Dossier(
        item, version, state, [FileLine(each, [one for one in remarks if one.attachment == str(each.pk)]) for each in attachments], remarks, versions,
        opinions, steps(state, _things(state, versions, opinions, notes, deliveries)), [each for each in notes if each.key in _BESIDE],
        [each for each in deliveries if each.state != "cancelled"], _links(Interpretation.objects.filter(policy=item), "item"),
        _links(Interpretation.objects.filter(item=item), "policy"),
    )  # fmt: skip


def text_of(version: Version, attachments: Sequence[Attachment]) -> SafeString:
    """The text as a page of the desk shows it: pictures and links to files lead to the files of the item."""
    known = {each.name: addresses.of("desk:item_file", version.item_id, each.file_id) for each in attachments}
    return clean(placed(version.html, lambda name: f"{known[name]}?show=1" if name in known else None))


def clean(html: str) -> SafeString:
    """What ``lib.richtext`` wrote, for a template."""
    return mark_safe(html)  # noqa: S308 - cleaned when it was kept; lib.richtext alone writes it


def metadata_of(version: Version) -> list[tuple[str, str, str]]:
    """The metadata that readers see, for a summary list."""
    return [(name, words, "") for name, words in shown_fields(version)]


def stuck(deliveries: Sequence[Delivery]) -> int:
    """How many deliveries are not yet there."""
    return sum(each.state in _OPEN_DELIVERIES for each in deliveries)


def _links(found: object, other: str) -> list[Interpretation]:
    return list(found.select_related(other))  # type: ignore[attr-defined]  # a query set of interpretations


def _things(
    state: PublicationState, versions: Sequence[Version], opinions: Sequence[Opinion], notes: Sequence[Note], deliveries: Sequence[Delivery]
) -> Things:
    words = {str(each.pk): each.text for each in notes} | {str(each.pk): each.text for each in opinions if each.text}
    return Things(
        words, {str(each.pk): each.address for each in deliveries if each.address}, {str(each.pk): each.number for each in versions},
        names_of(entry.actor for entry in state.log),
    )  # fmt: skip
