"""Which items a page lists: read from the address, narrowed to what the user may see."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F, Q

from gongkai.law import catalogue
from gongkai.web.desk.access import reach_of, today
from gongkai.web.desk.forms.items.filters import DUE, NEWEST, Filters, Wanted
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.publication.clock import said
from gongkai.web.publication.models import Item
from gongkai.web.publication.selectors import worklist
from gongkai.web.publication.selectors.columns import labels_of

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from gongkai.law.calendar import Calendar
    from gongkai.web.publication.selectors.worklist import Bucket

_DONE = ("published", "withdrawn")  # lists of what is over: the newest first
_SHOWN = ("overdue", "near", "drafts", "review", "approval", "ready", "deliveries", "unexplained", "reassess", "cleanup")


class Due(NamedTuple):
    """How long there is still: working days, None when nothing is owed, and the words."""

    days_left: int | None
    words: str

    @property
    def short(self) -> str:
        """The words without the day."""
        return self.words.partition("（")[0]


_NOTHING = Due(None, "")


class Line(NamedTuple):
    """One row of the list."""

    item: Item
    column: str
    due: Due


class Tab(NamedTuple):
    """A list with how many it has."""

    bucket: Bucket
    number: int
    here: bool


class ItemListing:
    """What the address asks for. Searching looks through all items unless a list is named."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.day = today(request)
        self.organs = list(reach_of(request).organs("item.see").order_by("path"))
        self.label = labels_of(self.organs)
        self.filters = Filters(request.GET, columns=self._columns(), organs=self.organs)
        self.wanted = self.filters.wanted
        self.bucket: Bucket = worklist.KEYS.get(request.GET.get("list", "")) or worklist.KEYS["all"]
        self.at = worklist.marks(self.organs[0], self.day)

    @property
    def many(self) -> bool:
        """Whether the list holds items of several organs."""
        return len(self.organs) > 1

    @property
    def filtered(self) -> bool:
        """Whether more than words was asked for: the filters are open then."""
        return self.wanted._replace(words="") != Wanted() or bool(self.filters.order)

    @property
    def narrowed(self) -> bool:
        """Whether anything was asked for beyond the list itself."""
        return self.wanted != Wanted()

    @cached_property
    def base(self) -> QuerySet[Item]:
        """All items that the user may see."""
        if len(self.organs) == 1:
            return Item.objects.filter(organ=self.organs[0])
        return Item.objects.filter(organ__in=[organ.pk for organ in self.organs])

    @cached_property
    def items(self) -> QuerySet[Item]:
        """The items of the list in their order."""
        chosen = _narrowed(worklist.bucket(self.base, self.bucket.key, self.at), self.wanted)
        order = self.filters.order or (NEWEST if self.bucket.key in _DONE else DUE)
        if order == NEWEST:
            return chosen.order_by(F("published_on").desc(nulls_last=True), "-created_at", "pk")
        return chosen.order_by(F("due_on").asc(nulls_last=True), F("published_on").desc(nulls_last=True), "-created_at", "pk")

    def tabs(self) -> list[Tab]:
        """The lists that have something, the one shown, and those that are always there."""
        counts = worklist.counts(self.base, self.at)
        return [
            Tab(each, counts[each.key], each.key == self.bucket.key)
            for each in worklist.BUCKETS
            if counts[each.key] or each.key not in _SHOWN or each.key == self.bucket.key
        ]

    def lines(self, keys: Sequence[uuid.UUID]) -> list[Line]:
        """The rows of these items, in this order. One query."""
        found = {each.pk: each for each in Item.objects.filter(pk__in=keys).select_related("organ", "drafter")}
        return list(self.rows(found[key] for key in keys if key in found))

    def rows(self, items: Iterable[Item]) -> Iterable[Line]:
        """The rows of items that are at hand with their organs."""
        calendars: dict[uuid.UUID, Calendar] = {}
        for each in items:
            if each.organ_id not in calendars:
                calendars[each.organ_id] = calendar_of(each.organ)
            due = _due(calendars[each.organ_id], each.due_on, self.day) if each.due_on else _NOTHING
            yield Line(each, self.label(each.organ_id, each.column), due)

    def _columns(self) -> list[tuple[str, str]]:
        own = self.organs[0].pk
        return [(each.key, self.label(own, each.key)) for each in catalogue.entries()]


def due_of(item: Item, day: date) -> Due:
    """How long there is still for an item (with its organ)."""
    return _NOTHING if item.due_on is None else _due(calendar_of(item.organ), item.due_on, day)


@lru_cache(maxsize=4096)
def _due(calendar: Calendar, due: date, day: date) -> Due:
    """Days are counted one by one, and the items of a list share their days."""
    late = day > due
    days = calendar.between(due, day) if late else calendar.between(day, due)
    return Due(-max(days, 1) if late else days, said(due, day, calendar))


def _narrowed(items: QuerySet[Item], wanted: Wanted) -> QuerySet[Item]:
    for word in wanted.words.split():
        items = items.filter(Q(title__icontains=word) | Q(number__icontains=word) | Q(index_number__icontains=word))
    exact = {"column": wanted.column, "genre": wanted.genre, "phase": wanted.phase, "attribute": wanted.attribute, "organ": wanted.organ}
    return items.filter(**{name: value for name, value in exact.items() if value})
