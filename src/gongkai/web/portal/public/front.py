"""The first page of an organ, its guide, its map, its simple version; and the page of the whole site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q
from django.urls import reverse

from gongkai.web.accounts.models import AdminAct
from gongkai.web.clock import day_of
from gongkai.web.organs.models import Level, Organ
from gongkai.web.oversight.selectors import days as open_days
from gongkai.web.portal.public import items, listing, lists, reports, statistics
from gongkai.web.portal.public.frame import STYLES, column_tags, context_of, frame_of, meta_of
from gongkai.web.portal.public.where import GENRE, Where
from gongkai.web.publication.models import Interpretation
from gongkai.web.publication.models.item import POLICIES, STANDING
from gongkai.web.search.models import PublicItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from gongkai.web.portal.public.frame import Frame
    from gongkai.web.portal.public.lists import Row

NEWEST, POLICIES_SHOWN, SIMPLE = 8, 5, 30


class Explained(NamedTuple):
    """A policy with what explains it: title and address of each."""

    row: Row
    explanations: list[tuple[str, str, str]]


class Around(NamedTuple):
    """Organs beside this one, by what they are: above, beside, below."""

    above: Organ | None
    departments: list[Organ]
    towns: list[Organ]


def organ(frame: Frame, readable: QuerySet[Organ]) -> dict[str, Any]:
    """The first page of an organ; ``readable`` are the organs whose pages are open."""
    found, slug = frame.organ, frame.organ.slug
    year = statistics.newest_year(found)
    return context_of(
        frame, "", newest=newest(found, NEWEST), policies=policies(found), numbers=statistics.four_numbers(frame, year) if year else [], year=year,
        annual=reports.newest(found), groups=listing.grouped(frame), around=around(found, readable), open_days=open_days.front(found), feed=reverse("portal:feed", args=[slug]), json=reverse("portal:organ_data", args=[slug]),
        meta=meta_of(frame),
    )  # fmt: skip


def organ_data(frame: Frame) -> dict[str, Any]:
    """The first page as JSON."""
    found = frame.organ
    kept = ("slug", "name", "short_name", "credit_code", "site_code", "office", "address", "postcode", "phone", "fax", "email", "hours")
    year = statistics.newest_year(found)
    return {
        "organ": {name: getattr(found, name) for name in kept},
        "columns": [{"key": each.key, "label": each.label} for each in frame.columns],
        "numbers": [
            {"label": each.label, "value": each.value, "url": each.url} for each in (statistics.four_numbers(frame, year) if year else [])
        ],
        "annual_report": _annual(found),
        "newest": [row.data() for row in newest(found, NEWEST)],
    }


def _annual(found: Organ) -> dict[str, Any] | None:
    annual = reports.newest(found)
    if annual is None:
        return None
    numbers = [{"label": label, "value": value} for value, label, _ in annual["numbers"]]
    return {"year": annual["year"], "url": annual["url"], "numbers": numbers}


def newest(found: Organ, most: int) -> list[Row]:
    """What became public last."""
    return lists.rows_of(found.slug, list(lists.only_shown(lists.published(found)).order_by("-place")[:most]))


def policies(found: Organ) -> list[Explained]:
    """The latest policies, each with its explanations."""
    rows = lists.rows_of(
        found.slug,
        list(
            lists.only_shown(lists.published(found))
            .filter(genre__in=POLICIES, source=PublicItem.Source.PUBLICATION)
            .order_by("-place")[:POLICIES_SHOWN]
        ),
    )
    links: dict[Any, list[tuple[str, str, str]]] = {}
    standing = Interpretation.objects.filter(policy__in=[row.id for row in rows], item__phase__in=STANDING).select_related("item__shown")
    for each in standing:
        if items.is_shown(each.item):
            where = reverse("portal:item", args=[found.slug, each.item_id])
            links.setdefault(each.policy_id, []).append((each.get_form_display(), items.title_of(each.item), where))
    return [Explained(row, links.get(row.id, [])) for row in rows]


def around(found: Organ, readable: QuerySet[Organ]) -> Around:
    """The organs to which a reader may want to go from here: one query."""
    wanted = Q(parent=found)
    if found.parent is not None:
        wanted |= Q(parent=found.parent) | Q(pk=found.parent.pk)
    near = list(readable.filter(wanted).exclude(pk=found.pk))
    above = next((each for each in near if found.parent is not None and each.pk == found.parent.pk), None)
    towns = [each for each in near if each.level in (Level.TOWN, Level.STREET)]
    return Around(above, [each for each in near if each not in towns and each != above], [each for each in towns if each != above])


def guide(frame: Frame) -> dict[str, Any]:
    """公开指南: made of the organ's record whenever it is asked for (条例 Art. 12, 53(2))."""
    here = reverse("portal:guide", args=[frame.organ.slug])
    return context_of(
        frame, here, groups=listing.grouped(frame), changed_on=changed_on(frame.organ), json=reverse("portal:guide_data", args=[frame.organ.slug]),
        crumbs=_crumbs(frame, "政府信息公开指南"), meta=meta_of(frame, column_tags("政府信息公开指南", f"{frame.organ.name}政府信息公开指南", "信息公开指南")),
    )  # fmt: skip


def guide_data(frame: Frame) -> dict[str, Any]:
    """The guide as JSON."""
    found = frame.organ
    day = changed_on(found)
    kept = ("office", "address", "postcode", "hours", "phone", "fax", "email", "review_body", "review_address", "review_online", "court")
    return {
        "organ": found.name, "changed_on": day.isoformat(), **{name: getattr(found, name) for name in kept}, "arrangement": frame.site.arrangement,
        "columns": [{"key": each.key, "label": each.label, "law": each.entry.cite} for each in frame.columns],
    }  # fmt: skip


def changed_on(found: Organ) -> date:
    """The day of the last recorded change of the organ's record; the day from which the organ is there before any."""
    acts = AdminAct.objects.filter(what__in=("organ.edit", "organ.establish"), detail__slug=found.slug)
    moment = acts.order_by("-moment").values_list("moment", flat=True).first()
    return day_of(moment) if moment else found.valid_from


def site_map(frame: Frame) -> dict[str, Any]:
    """网站地图: every list of the organ with a link."""
    here = reverse("portal:map", args=[frame.organ.slug])
    return context_of(frame, here, groups=listing.grouped(frame), crumbs=_crumbs(frame, "网站地图"), meta=meta_of(frame))


def way(frame: Frame, steps: Sequence[Any]) -> dict[str, Any]:
    """依申请公开流程."""
    return context_of(
        frame, reverse("portal:apply", args=[frame.organ.slug]), steps=steps, crumbs=_crumbs(frame, "依申请公开流程"), meta=meta_of(frame)
    )


def apply_tags(organ: Organ | None) -> list[tuple[str, str]]:
    """The tags of 依申请公开, a column of the platform (国办公开办函〔2019〕61号) whose pages are made apart from those that are only read."""
    if organ is None:
        return []
    return meta_of(frame_of(organ), column_tags("依申请公开", f"向{organ.name}申请公开政府信息", "依申请公开"))


def simple(frame: Frame) -> dict[str, Any]:
    """The simple version: few things, large, the telephone first."""
    found = frame.organ
    genres = lists.counted(found)[GENRE]
    wanted = [value for value in ("notice", "list", "interpretation", "normative_documents", "policy") if genres.get(value)]
    kinds = [(lists.name_of(frame, Where(GENRE, value)), listing.address(found.slug, "items", Where(GENRE, value))) for value in wanted]
    return context_of(frame, "", newest=newest(found, SIMPLE), kinds=kinds, meta=meta_of(frame), simple=True)


def site(readable: Iterable[Organ]) -> dict[str, Any]:
    """The page of the whole site: organs as a tree, what is new everywhere."""
    organs = list(readable)
    open_ = {each.pk: each for each in organs}
    tops = [each for each in organs if each.parent_id not in open_]
    shown = [
        (lists.row_of(lists.root_of(each.organ.slug), {name: getattr(each, name) for name in lists.FIELDS}), open_[each.organ_id])
        for each in _newest_anywhere(organs)
    ]
    host = frame_of(tops[0]) if tops else None  # who keeps the site answers for its first page
    return {
        "tree": [(top, _below(top, organs)) for top in tops],
        "newest": shown,
        "styles": [f"ui/{name}.css" for name in STYLES],
        "count": len(organs),
        "host": host.organ if host else None,
        "site": host.site if host else None,
        "frame": host,
        "meta": meta_of(host) if host else [],
    }


def _newest_anywhere(organs: Sequence[Organ]) -> list[PublicItem]:
    return list(lists.published().filter(organ__in=organs).select_related("organ").defer("text", "plain").order_by("-place")[:NEWEST])


def _below(top: Organ, organs: Sequence[Organ]) -> list[tuple[str, list[Organ]]]:
    """The organs under one, by what they are."""
    under = [each for each in organs if each.path.startswith(top.path) and each.pk != top.pk]
    towns = [each for each in under if each.level in (Level.TOWN, Level.STREET)]
    return [(words, held) for words, held in (("部门", [each for each in under if each not in towns]), ("乡镇、街道", towns)) if held]


def _crumbs(frame: Frame, name: str) -> list[tuple[str, str]]:
    return [(frame.organ.short_name or frame.organ.name, reverse("portal:organ", args=[frame.organ.slug])), (name, "")]
