"""From what is put to what an engine holds: plain fields, shelves, places."""

from __future__ import annotations

import uuid  # noqa: TC003 - fields of a named tuple
from collections import defaultdict
from datetime import date  # noqa: TC003 - the same
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection

from gongkai.lib.errors import UnusableInput
from gongkai.web.organs.models import Organ  # noqa: TC001 - the same
from gongkai.web.search import shelves
from gongkai.web.search.engine import Entry, Labels, first_of, last_of
from gongkai.web.search.engines import engine
from gongkai.web.search.words import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from django.apps.registry import Apps

_BATCH = 1000
_PLAIN = ("plain_title", "number_key", "index_key", "plain")
_PLACED = "UPDATE search_publicitem SET place = %s, shelf = %s WHERE id = %s"
_LOCK = 0x73656172  # one session of PostgreSQL at a time hands out places


class Page(NamedTuple):
    """One page of an attachment: the name of the file, the number of the page (0: the file has none), its text."""

    name: str
    number: int
    text: str


class Paper(NamedTuple):
    """What is made findable; the fields are those of ``services.put``."""

    organ: Organ
    title: str
    published_on: date
    text: str = ""
    number: str = ""
    index_number: str = ""
    address: str = ""
    source: str = "publication"
    origin: uuid.UUID | None = None
    column: str = ""
    column_label: str = ""
    genre: str = ""
    validity: str = ""
    summary: str = ""
    issued_on: date | None = None
    pages: Sequence[Page] = ()


class Models(NamedTuple):
    """The tables, as they are today or as a migration finds them."""

    items: Any
    pages: Any
    labels: Any


def models(apps: Apps) -> Models:
    """The tables of these apps."""
    return Models(*(apps.get_model("search", name).objects for name in ("PublicItem", "PublicPage", "Label")))


def make_plain(item: Any) -> None:
    """Fill the columns by which an item is found from those that a person reads."""
    item.plain_title, item.number_key, item.index_key = plain(item.title), plain(item.number), plain(item.index_number)
    fields = (item.plain_title, item.number_key, item.index_key, plain(item.summary), plain(item.text))
    item.plain = " ".join(field for field in fields if field)


def entry(item: Any, labels: Labels, pages: Iterable[str]) -> Entry:
    """An item with plain columns, place and shelf, and its plain pages, as an engine takes it."""
    head = tuple(field for field in (item.plain_title, item.number_key, item.index_key) if field)
    return Entry(item.place, item.shelf, labels, head, (*item.plain.split(), *(page for page in pages if page)))


def labels_of(item: Any) -> Labels:
    """By what the item can be chosen."""
    return Labels(item.organ_id.hex, item.column, item.genre, item.validity)


def stored(ids: Sequence[uuid.UUID], tables: Models) -> list[Entry]:
    """What the engine was given for these items, word by word, without those that it does not hold."""
    items = tables.items.filter(pk__in=ids, place__isnull=False)
    known = list(items.only("plain_title", "number_key", "index_key", "plain", "place", "shelf"))
    pages = pages_of([item.pk for item in known], tables)
    values = shelves.values([item.shelf for item in known], tables.labels)
    return [entry(item, values[item.shelf], pages[item.pk]) for item in known]


def pages_of(ids: Sequence[uuid.UUID], tables: Models) -> dict[uuid.UUID, list[str]]:
    """The plain pages of each item in their order."""
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    for item, text in tables.pages.filter(item__in=ids).order_by("item", "order").values_list("item_id", "plain"):
        found[item].append(text)
    return found


def lock() -> None:
    """One writer at a time hands out numbers: SQLite has no other, PostgreSQL waits here until the end of the transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def shelve(items: Sequence[Any], tables: Models, names: Mapping[str, str] | None = None) -> None:
    """Give each item the shelf of its labels; ``names`` are those of columns by their keys. Behind ``lock``."""
    numbers = shelves.numbers([labels_of(item) for item in items], names or {}, tables.labels)
    for item in items:
        item.shelf = shelves.pack(labels_of(item), numbers)


def place(items: Sequence[Any]) -> None:
    """Give each item the next free place of its day; the first that it gets is kept as such. Behind ``lock``."""
    following: dict[date, int] = {}
    index = engine()
    for item in items:
        day = item.published_on
        if day not in following:
            known = index.highest(first_of(day), last_of(day))
            following[day] = first_of(day) if known is None else known + 1
        if following[day] > last_of(day):
            raise UnusableInput(
                f"{day:%Y年%m月%d日}发布的条目太多，检索最多容纳一天 {last_of(day) - first_of(day) + 1:,} 条", "请按实际发布日期分开导入"
            )
        item.place = following[day]
        if getattr(item, "first_place", 0) is None:  # older migrations do not have it
            item.first_place = item.place
        following[day] += 1


def reindex(tables: Models, told: Callable[[int], None] | None = None) -> int:
    """Make plain columns, shelves, places and the index anew from what is stored; how many items. ``told`` hears of progress."""
    lock()
    index = engine()
    index.clear()
    index.many(begin=True)
    ids = list(tables.items.filter(withdrawn_on__isnull=True).order_by("published_on", "place", "pk").values_list("pk", flat=True))
    tables.items.update(place=None, shelf=None)
    for start in range(0, len(ids), _BATCH):
        _again(ids[start : start + _BATCH], tables)
        if told:
            told(min(start + _BATCH, len(ids)))
    index.many(begin=False)
    return len(ids)


def _again(ids: Sequence[uuid.UUID], tables: Models) -> None:
    found = {item.pk: item for item in tables.items.filter(pk__in=ids)}
    items = [found[pk] for pk in ids]
    pages = list(tables.pages.filter(item__in=ids).order_by("item", "order"))
    changed = [item for item in items if _renewed(item)]
    tables.items.bulk_update(changed, _PLAIN, batch_size=100)
    newer = [page for page in pages if page.plain != plain(page.text)]
    for page in newer:
        page.plain = plain(page.text)
    tables.pages.bulk_update(newer, ["plain"], batch_size=100)
    shelve(items, tables, {item.column: item.column_label for item in items})
    place(items)
    key = tables.items.model._meta.pk
    with connection.cursor() as cursor:
        cursor.executemany(_PLACED, [(item.place, item.shelf, key.get_db_prep_save(item.pk, connection)) for item in items])
    plains = pages_of(ids, tables)
    engine().put([entry(item, labels_of(item), plains[item.pk]) for item in items])


def _renewed(item: Any) -> bool:
    """Whether its plain columns are made otherwise today."""
    before = [getattr(item, name) for name in _PLAIN]
    make_plain(item)
    return before != [getattr(item, name) for name in _PLAIN]
