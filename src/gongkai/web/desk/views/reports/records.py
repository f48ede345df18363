"""Things behind a number with their titles and addresses on the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse

from gongkai.lib.identity import identity
from gongkai.web.desk.access import reach_of
from gongkai.web.publication.models import Item
from gongkai.web.reporting.selectors.behind import ACTIVITY, APPLICATION, CELL, ITEM, RECTIFICATION, TROUBLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.selectors.behind import Row

PAGE = 100
_PAGES = {
    ITEM: ("item.see", "desk:item"), APPLICATION: ("case.see", "desk:case"), RECTIFICATION: ("case.see", "desk:rectification"),
    TROUBLE: ("report.see", "desk:reports_trouble"),
}  # fmt: skip


class Listed(NamedTuple):
    """A row with what it is called, and its page ("" where there is none, or the user may not see it)."""

    row: Row
    title: str
    address: str


def listed(request: HttpRequest, organ: Organ, rows: Sequence[Row], addresses: dict[str, str]) -> list[Listed]:
    """Rows of one page as they are shown; ``addresses`` by the key of what has no page of its own. At most one query."""
    titles = _titles(request, organ, [each.key for each in rows if each.kind == ITEM])
    return [Listed(each, each.name or titles.get(each.key, ""), _address(request, organ, each, titles, addresses)) for each in rows]


def _address(request: HttpRequest, organ: Organ, row: Row, titles: dict[str, str], addresses: dict[str, str]) -> str:
    if row.kind in (ACTIVITY, CELL):
        return addresses.get(row.key, "")
    act, name = _PAGES[row.kind]
    known = row.kind != ITEM or row.key in titles
    return reverse(name, args=[row.key]) if known and reach_of(request).may(act, organ) else ""


def _titles(request: HttpRequest, organ: Organ, streams: Sequence[str]) -> dict[str, str]:
    """The titles of the items that these streams hold, for who may see them."""
    wanted = [each for each in streams if identity(each)]
    if not wanted or not reach_of(request).may("item.see", organ):
        return {}
    return {str(pk): title for pk, title in Item.objects.filter(pk__in=wanted, organ=organ).values_list("pk", "title")}
