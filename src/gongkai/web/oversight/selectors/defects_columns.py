"""Columns in which there is nothing, and columns that stand still (国办秘函〔2019〕19号), of many organs at once: see ``defects``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Max

from gongkai.inspection.numbers import numbers_at
from gongkai.inspection.rules.freshness import last_day
from gongkai.web.publication.models import Item
from gongkai.web.publication.models.item import STANDING
from gongkai.web.publication.selectors.columns import columns_by_organ

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from gongkai.web.organs.models import Organ

_DOCUMENTS = "documents"  # the column of 政策文件: it has the shorter period


class Quiet(NamedTuple):
    """A column that an organ shows: its newest item is of ``last``, None where there is none; ``kept_until`` is the last day on which that still counts as kept up."""

    organ: Organ
    key: str
    label: str
    last: date | None
    period: str
    kept_until: date | None


def columns(organs: Sequence[Organ], day: date) -> list[Quiet]:
    """Every column that these organs show, with the day of its newest item. Two queries, however many organs.

    Raises :class:`UnusableInput` for a day before the indicators.
    """
    numbers = numbers_at(day)
    newest: dict[tuple[UUID, str], date] = {}
    standing = Item.objects.filter(organ__in=[organ.pk for organ in organs], phase__in=STANDING)
    for organ_id, key, last in standing.order_by().values_list("organ", "column").annotate(Max("published_on")):
        newest[organ_id, key] = last
    shown = columns_by_organ(organs)
    found = []
    for organ in organs:
        for each in shown[organ.pk]:
            period = numbers.notices_stale if each.key == _DOCUMENTS else numbers.long_stale
            last = newest.get((organ.pk, each.key))
            found.append(Quiet(organ, each.key, each.label, last, period.words, last_day(last, period) if last else None))
    return found


def columns_blank(organs: Sequence[Organ], day: date) -> list[Quiet]:
    """Those in which there is nothing (单项否决指标: 空白栏目)."""
    return [each for each in columns(organs, day) if each.last is None]


def columns_stale(organs: Sequence[Organ], day: date) -> list[Quiet]:
    """Those whose newest item is older than the period of their kind (单项否决指标: 栏目不更新)."""
    return [each for each in columns(organs, day) if each.kept_until is not None and each.kept_until < day]
