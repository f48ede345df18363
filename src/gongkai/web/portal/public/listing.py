"""The lists behind the doors of an organ: what each is bound to, what its page shows, and the same as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import Http404
from django.urls import reverse

from gongkai.web.portal.public import lists, reports
from gongkai.web.portal.public.frame import Frame, column_tags, context_of, meta_of
from gongkai.web.portal.public.where import COLUMN, GENRE, VALIDITY, Where
from gongkai.web.publication.models import Genre
from gongkai.web.unchanged import once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from gongkai.web.portal.public.lists import Cut, Row
    from gongkai.web.publication.selectors.columns import Shown
    from gongkai.web.search.models import PublicItem

    Counted = dict[str, dict[str, int]]


class Door(NamedTuple):
    """One of the lists of an organ: its name, the genre it is bound to, what it may be narrowed by, its ColumnType (发展指引)."""

    key: str
    title: str
    genre: str
    kinds: tuple[str, ...]
    kind: str
    words: str


DOORS = {
    "items": Door("items", "法定主动公开内容", "", ("column", "genre", "validity"), "信息公开目录", "本机关依照条例第十九条至第二十一条主动公开的政府信息"),
    "catalogue": Door("catalogue", "政府信息公开目录", "", ("column",), "信息公开目录", "主动公开信息的索引、名称、内容概述、生成日期（条例第十二条）"),
    "rules": Door("rules", "政府信息公开制度", Genre.REGIME.value, (), "信息公开制度", "政府信息公开的规章制度和工作规范"),
    "reports": Door("reports", "政府信息公开年报", Genre.REPORT.value, (), "信息公开年报", "历年政府信息公开工作年度报告（条例第五十条）"),
}  # fmt: skip
EMPTY = Where()
_GROUPS = (("条例第二十条", "条例:20"), ("条例第二十一条", "条例:21"), ("基层政务公开标准化规范化试点领域", "基层公开"))


def grouped(frame: Frame) -> list[tuple[str, list[tuple[Shown, str]]]]:
    """The columns of the organ by the clause that asks for them, each with its address: "" for one in which there is nothing yet.

    Who follows a link wants to read something: five blank columns make a site fail (国办秘函〔2019〕19号).
    """
    found, there = [], filled(frame)
    for words, cite in _GROUPS:
        held = [
            (each, address(frame.organ.slug, "items", Where(COLUMN, each.key)) if each.key in there else "")
            for each in frame.columns
            if each.entry.cite.partition("(")[0] == cite
        ]
        if held:
            found.append((words, held))
    return found


def filled(frame: Frame) -> set[str]:
    """The columns in which readers find something."""
    return set(lists.counted(frame.organ)[COLUMN])


def bound_to(door: Door, where: Where) -> Where:
    """The list that a path of this door names. Raises ``Http404`` for one that it does not have."""
    if where.kind and where.kind not in door.kinds:
        raise Http404
    return where._replace(kind=GENRE, value=door.genre) if door.genre else where


def cut_of(frame: Frame, door: Door, bound: Where) -> Cut:
    """The page with its rows."""
    cut = lists.cut(lists.only_shown(_once_each(frame, door, lists.ever(frame.organ, bound))), bound)
    if not cut.total and (bound.year or (bound.kind and bound.kind != COLUMN and not door.genre)):
        raise Http404
    rows = lists.rows_of(frame.organ.slug, cut.rows)
    return cut._replace(rows=lists.by_year(rows) if door.genre == Genre.REPORT else rows)


def _once_each(frame: Frame, door: Door, found: QuerySet[PublicItem]) -> QuerySet[PublicItem]:
    """A report that is published here stands in the list of reports once, also where it was published as an item too."""
    return lists.without(found, reports.doubled(frame.organ)) if door.genre == Genre.REPORT else found


def years_of(frame: Frame, door: Door, bound: Where) -> list[int]:
    """The years of the list, newest first."""
    root = bound._replace(year=None, page=None)
    return once(
        ("years", frame.organ.pk, door.key, root), lambda: lists.years_of(_once_each(frame, door, lists.narrowed(frame.organ, root)))
    )


def address(slug: str, door: str, where: Where) -> str:
    """Where a list of a door stands."""
    return f"{reverse(f'portal:{door}', args=[slug])}{where}"


def data_address(slug: str, door: str, where: Where, suffix: str) -> str:
    """The same as data."""
    return f"{address(slug, door, where)}list.{suffix}"


def _own(door: Door, where: Where | None) -> Where | None:
    """A list as the door's own paths name it."""
    if where is None or not door.genre:
        return where
    return where._replace(kind="", value="")


def context(frame: Frame, door: Door, where: Where, cut: Cut, years: list[int]) -> dict[str, Any]:
    """What the page of a list is given."""
    slug = frame.organ.slug
    name = door.title if door.genre or not (where.kind or where.year) else lists.name_of(frame, where)
    if door.genre and where.year:
        name = f"{door.title}（{where.year}年）"
    entry = next((each for each in frame.columns if where.kind == COLUMN and each.key == where.value), None)
    here = address(slug, door.key, where)
    counted = lists.counted(frame.organ) if not door.genre and where.kind != COLUMN and not where.page else {}
    return context_of(
        frame, here, door=door, where=where, name=name, cut=cut, rows=cut.rows, entry=entry, years=_years(slug, door, where, years),
        genres=_genres(frame, where, counted) if door.key == "items" else [], counts=bool(counted) and not str(where), tree=_tree(frame, {} if str(where) else counted) if door.key == "items" else [],
        filled=_filled(frame, counted) if door.key == "catalogue" else [], newer=_page(slug, door, cut.newer), older=_page(slug, door, cut.older),
        root=address(slug, door.key, where.root), crumbs=_crumbs(frame, door, where, name),
        json=data_address(slug, door.key, where, "json"), csv=data_address(slug, door.key, where, "csv"),
        feed=reverse("portal:column_feed", args=[slug, where.value]) if where.kind == COLUMN else reverse("portal:feed", args=[slug]),
        downloads=_downloads(slug, years) if door.key == "catalogue" else [],
        meta=meta_of(frame, column_tags(name, door.words if entry is None else entry.entry.label, door.kind)),
    )  # fmt: skip


def _page(slug: str, door: Door, where: Where | None) -> str:
    own = _own(door, where)
    return address(slug, door.key, own) if own is not None else ""


def _years(slug: str, door: Door, where: Where, years: Sequence[int]) -> list[tuple[str, str, bool]]:
    """Chips: label, address, whether it is this one. Nothing to choose between is no chip."""
    if len(years) < 2 and not where.year:
        return []
    every = ("全部年份", address(slug, door.key, where._replace(year=None, page=None)), where.year is None)
    return [every, *((f"{each}年", address(slug, door.key, where._replace(year=each, page=None)), where.year == each) for each in years)]


def _genres(frame: Frame, where: Where, counted: Counted) -> list[tuple[str, str, bool]]:
    """Chips of genre and validity above the list of everything; how many things each has is not said beside one year, whose page then stays
    as it is when something is published in another.
    """
    if not counted:
        return []
    slug = frame.organ.slug
    found = []
    for kind in (GENRE, VALIDITY):
        amounts = counted[kind]
        for value in sorted(amounts) if where.year else sorted(amounts, key=lambda each: -amounts[each]):
            label = lists.name_of(frame, Where(kind, value))
            said = label if where.year else f"{label} {amounts[value]}"
            found.append((said, address(slug, "items", Where(kind, value)), (where.kind, where.value) == (kind, value)))
    return found if len(found) > 1 else []


def _tree(frame: Frame, counted: Counted) -> list[tuple[str, list[tuple[Shown, str, int | None]]]]:
    """The columns in their groups; how many things each has only where that was ``counted``."""
    of_columns = counted.get(COLUMN)
    return [
        (words, [(each, url, None if of_columns is None else of_columns.get(each.key, 0)) for each, url in held])
        for words, held in grouped(frame)
    ]


def _filled(frame: Frame, counted: Counted) -> list[tuple[str, str, bool]]:
    """Columns in which there is something, to narrow the catalogue by."""
    return [
        (frame.label(key), address(frame.organ.slug, "catalogue", Where(COLUMN, key)), False)
        for key in sorted(counted.get(COLUMN, {}), key=frame.place)
    ]


def _crumbs(frame: Frame, door: Door, where: Where, name: str) -> list[tuple[str, str]]:
    home = [(frame.organ.short_name or frame.organ.name, reverse("portal:organ", args=[frame.organ.slug]))]
    if not str(where):
        return [*home, (door.title, "")]
    return [*home, (door.title, address(frame.organ.slug, door.key, EMPTY)), (name, "")]


def _downloads(slug: str, years: Sequence[int]) -> list[tuple[int, list[tuple[str, str]]]]:
    """The whole catalogue of each year as files."""
    return [
        (each, [(words, reverse("portal:catalogue_year", args=[slug, each, suffix])) for words, suffix in (("Excel", "xlsx"), ("CSV", "csv"), ("JSON", "json"))])
        for each in years
    ]  # fmt: skip


def data(frame: Frame, door: Door, where: Where, cut: Cut) -> dict[str, Any]:
    """The same as JSON."""
    slug = frame.organ.slug
    rows: Sequence[Row] = cut.rows
    return {
        "organ": frame.organ.name, "list": door.title if not str(where.root) or door.genre else lists.name_of(frame, where), "page": address(slug, door.key, where),
        **({"total": cut.total} if cut.is_newest else {}),
        "newer": _json(slug, door, cut.newer), "older": _json(slug, door, cut.older), "items": [row.data() for row in rows],
    }  # fmt: skip


def _json(slug: str, door: Door, where: Where | None) -> str | None:
    own = _own(door, where)
    return data_address(slug, door.key, own, "json") if own is not None else None
