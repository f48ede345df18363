"""How the public side of an organ stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web.organs.models import Level
from gongkai.web.publication.models import SiteSettings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.web.organs.models import Organ

_OWN = (SiteSettings.Mount.COLUMN, SiteSettings.Mount.FILES, SiteSettings.Mount.ALONE)
# Who may have a site of its own: county and above (国办公开办函〔2019〕61号); departments and towns are columns of it.
_MAY_STAND_ALONE = (Level.PROVINCE, Level.CITY, Level.COUNTY)


def site_of(organ: Organ) -> SiteSettings:
    """The settings of an organ, those by default when nobody chose."""
    return next(iter(SiteSettings.objects.filter(organ=organ)), None) or SiteSettings(organ=organ)


def has_own_column(organ: Organ) -> bool:
    """Whether our pages are where readers find it: then publishing there is publishing on 政府网站."""
    return site_of(organ).mount in _OWN


def why_not_alone(organ: Organ, approval: str) -> list[str]:
    """Reasons against a site of its own."""
    if Level(organ.level) in _MAY_STAND_ALONE or approval.strip():
        return []
    return [f"{organ.name}不能有独立网站，公开栏目设在上级门户网站上；确有批准的，请写明批准文件（国办公开办函〔2019〕61号）。"]


# What the guide must say (条例 Art. 12), by the fields of the organ's record.
_GUIDE = {
    "office": "政府信息公开工作机构的名称", "address": "办公地址", "hours": "办公时间", "phone": "联系电话", "fax": "传真号码", "email": "互联网联系方式",
}  # fmt: skip


def missing_in_guide(organ: Organ, site: SiteSettings | None = None) -> list[str]:
    """What Article 12 wants of the guide and the record does not have; a guide without it is not kept current (条例 Art. 53(2)).

    ``site`` are the organ's settings, where they were already read.
    """
    found = [label for name, label in _GUIDE.items() if not getattr(organ, name)]
    return found if (site or site_of(organ)).arrangement else [*found, "政府信息的分类和编排体系"]


def guides_incomplete(organs: Iterable[Organ]) -> list[tuple[Organ, list[str]]]:
    """The organs whose guide lacks something, with what is missing. One query, however many organs."""
    asked = list(organs)
    sites = {each.organ_id: each for each in SiteSettings.objects.filter(organ__in=asked)}
    found = [(organ, missing_in_guide(organ, sites.get(organ.pk) or SiteSettings(organ=organ))) for organ in asked]
    return [(organ, missing) for organ, missing in found if missing]
