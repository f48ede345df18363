"""Putting things into the index and taking them out. What is put is public: the caller has answered for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import transaction

from gongkai.web import bulk
from gongkai.web.search import filing
from gongkai.web.search.engines import engine
from gongkai.web.search.filing import Page, Paper
from gongkai.web.search.models import PublicItem, PublicPage
from gongkai.web.search.words import plain

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from gongkai.web.organs.models import Organ

__all__ = ["Page", "Paper", "many", "put", "put_many", "rebuild", "withdraw"]

_BATCH = 2000
_COPIED = (
    "organ", "published_on", "source", "origin", "column", "column_label", "genre", "validity", "issued_on",
)  # fmt: skip
_STRIPPED = ("title", "text", "number", "index_number", "address", "summary")


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
    column: str = "",
    column_label: str = "",
    genre: str = "",
    validity: str = "",
    summary: str = "",
    issued_on: date | None = None,
    pages: Sequence[Page] = (),
) -> PublicItem:
    """Make something findable; what came from the same ``origin`` before is replaced.

    ``column`` is a key of the catalogue and ``column_label`` its name; ``pages`` the text of the attachments, page by page.
    """
    paper = Paper(
        organ, title, published_on, text, number, index_number, address, source, origin, column, column_label, genre, validity, summary, issued_on, pages,
    )  # fmt: skip
    (item,) = _put([paper])
    return item


def put_many(papers: Iterable[Paper], *, batch: int = _BATCH) -> int:
    """Make very many things findable, a batch a transaction; how many. Sorted by day and in large batches it is fastest. See ``many``."""
    count = 0
    for some in _batches(papers, batch):
        with transaction.atomic():
            count += len(_put(some))
    return count


@transaction.atomic
def many(*, begin: bool) -> None:
    """Before and after an import of tens of thousands: the index makes room, and tidies up afterwards."""
    engine().many(begin=begin)


@transaction.atomic
def withdraw(*, item: PublicItem, on: date) -> None:
    """It is no longer public from that day on: at once it is not found any more; the row stays."""
    _drop([item.pk])
    item.withdrawn_on, item.place, item.shelf = on, None, None
    item.save(update_fields=["withdrawn_on", "place", "shelf"])


@transaction.atomic
def rebuild() -> int:
    """Index everything anew; how many items that are."""
    return filing.reindex(filing.models(apps))


def _batches(papers: Iterable[Paper], most: int) -> Iterator[list[Paper]]:
    """Batches in which no origin comes twice, so that a later paper replaces an earlier one."""
    batch: list[Paper] = []
    origins: set[tuple[str, uuid.UUID]] = set()
    for paper in papers:
        if len(batch) >= most or (paper.origin and (paper.source, paper.origin) in origins):
            yield batch
            batch, origins = [], set()
        batch.append(paper)
        if paper.origin:
            origins.add((paper.source, paper.origin))
    if batch:
        yield batch


def _put(papers: Sequence[Paper]) -> list[PublicItem]:
    tables = filing.models(apps)
    filing.lock()
    known = _known(papers)
    if known:
        _drop([item.pk for item in known.values()])
        PublicPage.objects.filter(item__in=known.values()).delete()
    items = [_filled(paper, known.get((paper.source, paper.origin))) for paper in papers]
    filing.shelve(items, tables, {paper.column: paper.column_label for paper in papers})
    filing.place(items)
    _save(items)
    pages = [
        PublicPage(item=item, order=order, name=page.name, number=page.number, text=page.text, plain=plain(page.text))
        for item, paper in zip(items, papers, strict=True)
        for order, page in enumerate(paper.pages)
    ]
    bulk.insert(pages)
    plains: dict[uuid.UUID, list[str]] = {}
    for page in pages:
        plains.setdefault(page.item_id, []).append(page.plain)
    engine().put([filing.entry(item, filing.labels_of(item), plains.get(item.pk, ())) for item in items])
    return items


def _known(papers: Sequence[Paper]) -> dict[tuple[str, uuid.UUID | None], PublicItem]:
    """Items of the same origins."""
    origins = {paper.origin for paper in papers if paper.origin}
    if not origins:
        return {}
    found = PublicItem.objects.filter(origin__in=origins).order_by("-published_on", "id")
    wanted = {(paper.source, paper.origin) for paper in papers}
    return {(item.source, item.origin): item for item in reversed(found) if (item.source, item.origin) in wanted}


def _filled(paper: Paper, item: PublicItem | None) -> PublicItem:
    item = item or PublicItem()
    for name in _COPIED:
        setattr(item, name, getattr(paper, name))
    for name in _STRIPPED:
        setattr(item, name, getattr(paper, name).strip())
    item.withdrawn_on = None
    filing.make_plain(item)
    return item


def _save(items: Sequence[PublicItem]) -> None:
    new = [item for item in items if item._state.adding]
    for item in items:
        if not item._state.adding:
            item.save()
    bulk.insert(new)


def _drop(ids: Sequence[uuid.UUID]) -> None:
    entries = filing.stored(ids, filing.models(apps))
    if entries:
        engine().drop(entries)
