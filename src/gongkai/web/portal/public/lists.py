"""Lists of what an organ has published: cut into pages that stay as they are when more is published."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, F
from django.http import Http404
from django.urls import reverse

from gongkai.law import catalogue
from gongkai.ledger.vocabulary.codes import Attribute
from gongkai.web.portal.public.where import COLUMN, GENRE, IN_FORCE, VALIDITY, Where
from gongkai.web.publication.models import Genre, Validity
from gongkai.web.search.engine import A_DAY, day_of, first_of, last_of
from gongkai.web.search.models import PublicItem
from gongkai.web.unchanged import once

if TYPE_CHECKING:
    import uuid
    from collections.abc import Container, Sequence

    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ
    from gongkai.web.portal.public.frame import Frame

HOLDING = (Validity.VALID, Validity.AMENDED)
SIZE = 20  # rows of an older page; the newest one has up to twice as many
FIELDS = (
    "id", "source", "origin", "title", "number", "index_number", "address", "summary", "column", "column_label", "genre", "validity", "issued_on",
    "published_on", "place", "first_place", "withdrawn_on",
)  # fmt: skip
ORDER = ("first_place", "pk")  # from the oldest on
_ITEMS, _REPORTS = "items/", "reports/"  # folders of an organ, as in portal.urls
_YEAR = re.compile(r"(20\d\d)年")


class Row(NamedTuple):
    """One line of a list, as every form of it shows it. ``url`` is "" for what has no page."""

    id: uuid.UUID
    title: str
    number: str
    index_number: str
    url: str
    summary: str
    column: str
    column_label: str
    genre: str
    validity: str
    issued_on: date | None
    published_on: date
    place: int

    @property
    def genre_label(self) -> str:
        """体裁 in words."""
        return Genre(self.genre).label if self.genre in Genre.values else ""

    @property
    def validity_label(self) -> str:
        """有效性 in words; "" where there is none."""
        return Validity(self.validity).label if self.validity in Validity.values and self.validity else ""

    @property
    def validity_kind(self) -> str:
        """How the word is coloured, see ``ui/components/tag``."""
        return validity_kind(self.validity)

    def data(self) -> dict[str, Any]:
        """As JSON."""
        days = {
            name: day.isoformat() if day else None for name, day in (("issued_on", self.issued_on), ("published_on", self.published_on))
        }
        kept = ("title", "number", "index_number", "url", "summary", "column", "column_label", "genre", "validity")
        return {"id": str(self.id), **{name: getattr(self, name) for name in kept}, **days}


class Cut(NamedTuple):
    """One page of rows, newest first. ``number`` None is the newest page; ``newer`` and ``older`` are the pages beside it.

    ``total`` counts what readers find in the whole list, and is told by the newest page only.
    """

    rows: Sequence[Any]
    number: int | None
    newer: Where | None
    older: Where | None
    total: int
    where: Where

    @property
    def is_newest(self) -> bool:
        """Whether it is the page on which new things appear."""
        return self.number is None


def validity_kind(validity: str) -> str:
    """The kind of the tag: green for what holds, amber for what holds otherwise or not yet, plain for what is over."""
    return {Validity.VALID: "done", Validity.AMENDED: "warn", Validity.COMING: "info", Validity.REPEALED: "error", Validity.EXPIRED: "error"}.get(
        Validity(validity), ""
    )  # fmt: skip


def published(organ: Organ | None = None) -> QuerySet[PublicItem]:
    """What readers find of an organ, of all organs when none is named."""
    found = PublicItem.objects.filter(withdrawn_on__isnull=True, place__isnull=False)
    return found.filter(organ=organ) if organ else found


def ever(organ: Organ, where: Where) -> QuerySet[PublicItem]:
    """All that ever stood in the list of a path. What was taken down keeps its place, and what is changed does not move:
    one change of ten thousand things changes one older page and not all that follow.
    """
    found = PublicItem.objects.filter(organ=organ, first_place__isnull=False)
    if where == where._replace(kind=VALIDITY, value=IN_FORCE):
        found = found.filter(validity__in=HOLDING)
    elif where.kind:
        found = found.filter(**{where.kind: where.value})
    return found.filter(first_place__range=_places(where.year)) if where.year else found


def narrowed(organ: Organ, where: Where) -> QuerySet[PublicItem]:
    """What readers find in the list of a path."""
    return ever(organ, where).filter(withdrawn_on__isnull=True)


def _places(year: int) -> tuple[int, int]:
    return first_of(date(year, 1, 1)), last_of(date(year, 12, 31))


def year_of(first_place: int) -> int:
    """The year in whose lists a thing stands: that in which readers had it first."""
    return day_of(first_place).year


def cut(found: QuerySet[Any], where: Where, order: tuple[str, ...] = ORDER, *, hiding: bool = True) -> Cut:
    """A page of the list; ``order`` from the oldest on. ``hiding``: what was taken down counts, and is not shown. Raises ``Http404`` for a page that it does not have."""
    ever_there = found.count()
    archive = archived(ever_there)
    if where.page is None:
        total = found.filter(withdrawn_on__isnull=True).count() if hiding else ever_there
        rows = _shown(found.order_by(*order)[archive * SIZE :], hiding)
        while not rows and archive:  # all of the newest were taken down
            archive -= 1
            rows = _shown(found.order_by(*order)[archive * SIZE : (archive + 1) * SIZE], hiding)
        return Cut(rows, None, None, where._replace(page=archive) if archive else None, total, where)
    if where.page > archive:
        raise Http404
    rows = _shown(found.order_by(*order)[(where.page - 1) * SIZE : where.page * SIZE], hiding)
    newer = where._replace(page=where.page + 1 if where.page < archive else None)
    older = where._replace(page=where.page - 1) if where.page > 1 else None
    return Cut(rows, where.page, newer, older, ever_there, where)


def _shown(found: QuerySet[Any], hiding: bool) -> list[Any]:
    return [each for each in found if not hiding or each.withdrawn_on is None][::-1]


def archived(total: int) -> int:
    """How many older pages a list has."""
    return max(0, total // SIZE - 1)


def rows_of(organ_slug: str, items: Sequence[PublicItem]) -> list[Row]:
    """Lines of what was found."""
    root = root_of(organ_slug)
    return [row_of(root, {name: getattr(item, name) for name in FIELDS}) for item in items]


def root_of(slug: str) -> str:
    """Under which the things of an organ stand, each in a folder of its id: asked of Django once and not for every line."""
    return reverse("portal:items", args=[slug])


def row_of(root: str, held: dict[str, Any]) -> Row:
    """The line of one thing; ``root`` is :func:`root_of` its organ, ``held`` has :data:`FIELDS`. An answer that became public leads where its office said."""
    own = held["source"] != PublicItem.Source.ANSWER and held["origin"] is not None
    url = address_of(root, held) if own else held["address"]
    return Row(
        held["origin"] if own else held["id"], held["title"], held["number"], held["index_number"], url, held["summary"], held["column"],
        held["column_label"], held["genre"], held["validity"], held["issued_on"], held["published_on"], held["place"],
    )  # fmt: skip


def address_of(root: str, held: dict[str, Any]) -> str:
    """Where a thing of an organ stands here, wherever its column is mounted: an item by its id, an annual report beside the items."""
    if held["source"] == PublicItem.Source.REPORT:
        return f"{root.removesuffix(_ITEMS)}{_REPORTS}{held['address'].partition(f'/{_REPORTS}')[2]}"
    return f"{root}{held['origin']}/"


def without(found: QuerySet[PublicItem], titles: Sequence[str]) -> QuerySet[PublicItem]:
    """Without items of these titles."""
    return found.exclude(source=PublicItem.Source.PUBLICATION, title__in=titles) if titles else found


def is_double(held: dict[str, Any], titles: Container[str]) -> bool:
    """Whether ``without`` leaves it out; ``held`` has :data:`FIELDS`."""
    return held["source"] == PublicItem.Source.PUBLICATION and held["title"] in titles


def by_year(rows: Sequence[Row]) -> list[Row]:
    """Annual reports, newest year first; one that does not say its year is taken for that of the year before it came out."""
    return sorted(rows, key=lambda row: -(int(found[1]) if (found := _YEAR.search(row.title)) else row.published_on.year - 1))


def only_shown(found: QuerySet[PublicItem]) -> QuerySet[PublicItem]:
    """Without the text, which no line shows."""
    return found.only(*FIELDS)


def years_of(found: QuerySet[PublicItem]) -> list[int]:
    """The years in which something of a list was published first, newest first."""
    days = found.order_by().annotate(day=F("first_place").bitrightshift(A_DAY)).values_list("day", flat=True).distinct()
    return sorted({date.fromordinal(day).year for day in days}, reverse=True)


def counted(organ: Organ) -> dict[str, dict[str, int]]:
    """How many things an organ has by column, genre and validity: one query; none while nothing was written."""
    return once(("counted", organ.pk), lambda: _counted(organ))


def _counted(organ: Organ) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {COLUMN: {}, GENRE: {}, VALIDITY: {}}
    groups = narrowed(organ, Where()).values_list("column", "genre", "validity").annotate(count=Count("id")).order_by()
    for *values, count in groups:
        for kind, value in zip((COLUMN, GENRE, VALIDITY), values, strict=True):
            if value:
                found[kind][value] = found[kind].get(value, 0) + count
    return found


def name_of(frame: Frame, where: Where) -> str:
    """What the list is called: 「财政预算、决算信息（2026年）」. Raises ``Http404`` for a column, genre or validity that there is none of."""
    words = _narrow_name(frame, where)
    if not where.year:
        return words or "全部信息"
    return f"{words}（{where.year}年）" if words else f"{where.year}年公开的信息"


def _narrow_name(frame: Frame, where: Where) -> str:
    if where.kind == COLUMN:
        if not any(each.key == where.value for each in frame.columns) and not _known(where.value):
            raise Http404
        return frame.label(where.value)
    if where.kind == VALIDITY and where.value == IN_FORCE:
        return "现行有效的规范性文件"
    choices: type[Genre | Validity] = Genre if where.kind == GENRE else Validity
    if where.kind and where.value not in choices.values:
        raise Http404
    return str(choices(where.value).label) if where.kind else ""


def _known(key: str) -> bool:
    return any(each.key == key for each in catalogue.entries())


ATTRIBUTE = Attribute.ACTIVE.label  # of everything in these lists
