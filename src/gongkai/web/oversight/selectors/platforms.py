"""The register of platforms as pages show it: each with its last update and how it stands; a visit with its findings by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Max

from gongkai.inspection.rules import BY_CODE
from gongkai.web.oversight.models.platforms import Followed, Platform, Visit
from gongkai.web.oversight.selectors.platforms_health import health
from gongkai.web.oversight.selectors.visits import before, key_of, keys_of
from gongkai.web.publication.models import Delivery, Item
from gongkai.web.publication.models.item import STANDING

if TYPE_CHECKING:
    import uuid
    from collections.abc import Collection, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from gongkai.inspection.rules.base import Rule
    from gongkai.web.organs.models import Organ
    from gongkai.web.oversight.selectors.platforms_health import Mark

LEVELS = {"error": "错误", "warning": "提醒", "info": "提示"}
SHOWN = 30  # findings of one rule on a page; all of them with ``?all=``


class Line(NamedTuple):
    """A platform of a list; its worst mark, None where nothing judges it."""

    platform: Platform
    mark: Mark | None


class Found(NamedTuple):
    """A finding of a visit. ``fresh``: it was not there the time before, None where there was none. ``followed`` what was made of it."""

    key: str
    finding: Mapping[str, Any]
    fresh: bool | None
    followed: Followed | None


class Group(NamedTuple):
    """The findings of one rule at one level: the first of them to show, and how many there are."""

    rule: Rule
    level: str
    found: list[Found]
    amount: int

    @property
    def label(self) -> str:
        """The level in words."""
        return LEVELS[self.level]

    @property
    def title(self) -> str:
        """What is wrong, without a stop."""
        return self.rule.title.rstrip("。")

    @property
    def fix(self) -> str:
        """What to do about it."""
        return self.rule.paragraph("怎样改")


def platforms_of(organs: QuerySet[Organ], *, kind: str = "", closed: bool = False) -> QuerySet[Platform]:
    """Those of these organs, of one kind where it is given; those that were closed only with ``closed``."""
    rows = Platform.objects.filter(organ__in=organs.order_by().values("pk")).select_related("organ", "account")
    rows = rows.filter(kind=kind) if kind in Platform.Kind.values else rows
    return rows.filter(closed_on__isnull=not closed).order_by("organ__path", "-own", "kind", "name")


def lines(rows: Collection[Platform], day: date) -> tuple[list[Line], dict[uuid.UUID, tuple[Mark, ...]]]:
    """The platforms with their worst marks, and all marks of their organs."""
    marks = health({each.organ_id for each in rows}, day)
    worst: dict[uuid.UUID, Mark] = {}
    for mark in (mark for held in marks.values() for mark in held if mark.platform):
        worst.setdefault(mark.platform, mark)  # type: ignore[arg-type]  # None was left out
    return [Line(each, worst.get(each.pk)) for each in rows], marks


def last_update(platform: Platform) -> date | None:
    """When it was last kept up: what the record says, or what somebody noted, whichever is later."""
    days: list[date | None] = [platform.noted_on]
    if platform.own:
        days.append(Item.objects.filter(organ=platform.organ_id, phase__in=STANDING).aggregate(last=Max("published_on"))["last"])
    if platform.account_id:
        received = Delivery.objects.filter(account=platform.account_id, state=Delivery.State.RECEIVED)
        days.append(received.aggregate(last=Max("received_on"))["last"])
    return max((each for each in days if each is not None), default=None)


def groups(visit: Visit, *, everything: str = "") -> list[Group]:
    """The findings by rule and level, the gravest first; of the rule ``everything`` all of them, of others :data:`SHOWN`."""
    last = before(visit)
    known = set(keys_of(last)) if last is not None else None
    taken = {each.key: each for each in Followed.objects.filter(platform=visit.platform_id)}
    held: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for finding in visit.result.get("findings", ()):
        held.setdefault((finding["code"], finding["level"]), []).append(finding)
    made = []
    for (code, level), findings in held.items():
        shown = findings if code == everything else findings[:SHOWN]
        found = [Found(key, each, None if known is None else key not in known, taken.get(key)) for each in shown for key in (key_of(each),)]
        made.append(Group(BY_CODE[code], level, found, len(findings)))
    return made


def gone(visit: Visit, most: int = 50) -> list[dict[str, Any]]:
    """What the visit before found and this one does not."""
    last = before(visit)
    if last is None:
        return []
    here = keys_of(visit)
    return [each for key, each in keys_of(last).items() if key not in here][:most]
