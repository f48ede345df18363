"""One published thing as readers see it: the version that is shown, its files, pictures, explanations and earlier versions."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils.safestring import mark_safe

from gongkai.law.deadlines import written
from gongkai.ledger.vocabulary import document as d
from gongkai.lib.richtext import placed
from gongkai.web.clock import day_of
from gongkai.web.portal.public import pictures
from gongkai.web.publication.models import Delivery, Interpretation, Item, Note, Validity, Version
from gongkai.web.publication.models.item import POLICIES, STANDING
from gongkai.web.publication.selectors.fields import shown_fields
from gongkai.web.publication.services.acting import document_of
from gongkai.web.vault.kinds import KINDS

if TYPE_CHECKING:
    import uuid
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from gongkai.web.organs.models import Organ
    from gongkai.web.portal.public.pictures import Shown as ShownPicture
    from gongkai.web.publication.models import Attachment

OVER = (Validity.REPEALED, Validity.EXPIRED)
_BOX = '<div class="gk-scroll" tabindex="0" role="group" aria-label="表格，可以左右移动">'


class File(NamedTuple):
    """A file below the text: its name, kind in words, size in bytes, pages of text, address."""

    name: str
    kind: str
    size: int
    pages: int
    url: str


class Beside(NamedTuple):
    """A policy or an explanation that belongs to the item: how it is called, where it stands, and what binds them."""

    title: str
    number: str
    url: str
    published_on: date | None
    form: str
    interpreter: str
    by_leader: bool
    validity: str
    pk: uuid.UUID


class Edition(NamedTuple):
    """One version that readers had: the day it came out, what changed, and where it is compared with the one before ("" where it is not)."""

    number: int
    on: date
    note: str
    now: bool
    url: str


class Page(NamedTuple):
    """All that the page of an item shows."""

    item: Item
    version: Version
    fields: list[tuple[str, str]]
    html: SafeString
    files: list[File]
    pictures: list[ShownPicture]
    explained_by: list[Beside]
    explains: list[Beside]
    editions: list[Edition]
    over: str

    @property
    def is_policy(self) -> bool:
        """Whether it is a paper that is to be explained (国办发〔2016〕19号)."""
        return self.version.fields.get("genre") in POLICIES

    @property
    def is_paper(self) -> bool:
        """Whether it can be had as a paper: whatever has a 文号."""
        return bool(self.version.fields.get("number"))


def find(organ: Organ, pk: uuid.UUID) -> Item:
    """The item of an address, public or once public. Raises ``Http404`` for a draft, which nobody outside may know of."""
    found = next(iter(Item.objects.filter(organ=organ, pk=pk).select_related("shown").order_by()), None)
    if found is None or found.shown is None or not (is_shown(found) or is_gone(found)):
        raise Http404
    found.organ = organ
    found.shown.item = found
    return found


def is_shown(item: Item) -> bool:
    """Whether readers see it now."""
    return item.shown_id is not None and item.phase in STANDING


def is_gone(item: Item) -> bool:
    """Whether readers once saw it and do not any more."""
    return item.shown_id is not None and item.withdrawn_on is not None and item.phase not in STANDING


def why_gone(item: Item) -> str:
    """The reason that readers are told."""
    return Note.objects.filter(item=item, key="taken_down").order_by("-created_at").values_list("text", flat=True).first() or ""


def page_of(item: Item) -> Page:
    """What the page shows; at most eight queries."""
    version = item.shown
    assert version is not None
    files = list(version.attachments.select_related("file"))
    around = _around(item)
    return Page(
        item, version, list(shown_fields(version)), body_of(version, files), [_file(item, each) for each in files if not each.inline],
        pictures.shown_of(version), around[0], around[1], editions_of(item), _over(item),
    )  # fmt: skip


def body_of(version: Version, files: Sequence[Attachment]) -> SafeString:
    """The text with the addresses of its own pictures and files."""
    by_name = {each.name: file_url(version.item, each) for each in files}
    return scrolling(placed(version.html, by_name.get))


def scrolling(html: str) -> SafeString:
    """Tables of a clean text in boxes of their own, so that a wide one moves by itself, by keyboard too.

    >>> scrolling("<table><tbody></tbody></table>")
    '<div class="gk-scroll" tabindex="0" role="group" aria-label="表格，可以左右移动"><table><tbody></tbody></table></div>'
    """
    return mark_safe(html.replace("<table>", f"{_BOX}<table>").replace("</table>", "</table></div>"))  # noqa: S308 - written by ``lib.richtext`` alone


def file_url(item: Item, attachment: Attachment) -> str:
    """Where a file of the item is had: by its id, so that no name is too long for a disk."""
    suffix = KINDS[attachment.file.kind].suffix.removeprefix(".")
    return reverse("portal:item_file", args=[item.organ.slug, item.pk, attachment.pk, suffix])


def _file(item: Item, each: Attachment) -> File:
    pages = len(each.pages) if each.file.kind == "pdf" else 0
    return File(each.name, KINDS[each.file.kind].label, each.file.size, pages, file_url(item, each))


def _around(item: Item) -> tuple[list[Beside], list[Beside]]:
    """What explains the item, and what it explains: only what readers see."""
    if not Interpretation.objects.filter(
        Q(policy=item) | Q(item=item)
    ).exists():  # mostly: the wide questions below cost more than all else
        return [], []
    linked = Interpretation.objects.filter(Q(policy=item) | Q(item=item)).select_related("policy__shown", "item__shown")
    explained = [_beside(item, each, each.item) for each in linked if each.policy_id == item.pk and is_shown(each.item)]
    explains = [_beside(item, each, each.policy) for each in linked if each.item_id == item.pk and is_shown(each.policy)]
    return explained, explains


def _beside(item: Item, link: Interpretation, other: Item) -> Beside:
    version = other.shown
    assert version is not None
    return Beside(
        version.title, version.fields.get("number", ""), reverse("portal:item", args=[item.organ.slug, other.pk]), other.published_on,
        link.get_form_display(), link.interpreter, link.by_leader, other.validity, other.pk,
    )  # fmt: skip


def editions_of(item: Item) -> list[Edition]:
    """The versions that readers had, newest first. One is compared with the one before unless something was taken down in between:
    what had to be taken away is not shown again in a comparison.
    """
    came_out = (
        Delivery.objects.filter(item=item)
        .order_by("created_at")
        .values_list("version__number", "version__note", "created_at", "version_id")
    )
    first: dict[int, tuple[str, Any, uuid.UUID]] = {}
    for number, note, at, version in came_out:
        first.setdefault(number, (note, at, version))
    if not first:
        return []
    down = Note.objects.filter(item=item, key="taken_down").order_by("-created_at").values_list("created_at", flat=True).first()
    open_ = compared_numbers([(number, first[number][1]) for number in sorted(first)], down)
    found = []
    for number in sorted(first):
        note, at, version = first[number]
        url = reverse("portal:item_version", args=[item.organ.slug, item.pk, number]) if number in open_ else ""
        found.append(Edition(number, day_of(at), note, version == item.shown_id, url))
    return found[::-1] if len(found) > 1 else []


def compared_numbers(came_out: Sequence[tuple[int, datetime]], down: datetime | None) -> set[int]:
    """The versions that are compared with the one before: both came out after the last time the thing was taken down."""
    pairs = zip(came_out, came_out[1:], strict=False)
    return {number for (_, before), (number, _) in pairs if down is None or before > down}


def _over(item: Item) -> str:
    """Since when and by what it does not hold any more, or not yet; "" for what holds."""
    version = item.shown
    assert version is not None
    begins = version.fields.get("effective_from", "")
    if item.validity == Validity.COMING:
        return f"本文件{f'自{written(date.fromisoformat(begins))}起施行，' if begins else ''}现在尚未生效。"
    if item.validity == Validity.AMENDED:
        return "本文件已经修改，这里是修改后的文本。"
    if item.validity not in OVER:
        return ""
    state = document_of(item)
    since = f"自{written(state.ended_on)}起" if state and state.ended_on else ""
    if item.validity == Validity.EXPIRED:
        return f"本文件{since}失效，不再作为依据。"
    number = next((each.event.number for each in reversed(state.log) if isinstance(each.event, d.Repealed)), "") if state else ""
    return f"本文件{since}废止{f'（{number}）' if number else ''}，不再作为依据。"


def compared(item: Item, number: int) -> tuple[Version, Version, Edition]:
    """The version of that number, the one before it that readers had, and what is said of it. Raises ``Http404``."""
    editions = editions_of(item)
    found = next((each for each in editions if each.number == number and each.url), None)
    if found is None:
        raise Http404
    before = max(each.number for each in editions if each.number < number)
    versions = {each.number: each for each in Version.objects.filter(item=item, number__in=(number, before))}
    for each in versions.values():
        each.item = item
    return versions[number], versions[before], found


def title_of(item: Item) -> str:
    """The title that readers see."""
    assert item.shown is not None
    return item.shown.title
