"""公开栏目: those in which there is nothing, and those that stand still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from gongkai.law.deadlines import written
from gongkai.web.oversight.indicators.base import SHARED, Asked, Case, Found, indicator
from gongkai.web.oversight.selectors import defects_columns

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from gongkai.web.oversight.selectors.defects_columns import Quiet


def _shown(asked: Asked) -> dict[UUID, int]:
    """How many columns each organ shows."""
    found: dict[UUID, int] = {}
    for each in defects_columns.columns(asked.organs, asked.day):
        found[each.organ.pk] = found.get(each.organ.pk, 0) + 1
    return found


def _cases(quiet: Iterable[Quiet]) -> list[Case]:
    return [
        Case(each.organ.pk, each.label, each.last, reverse("portal:guide", args=[each.organ.slug]), _words(each), inner=False)
        for each in quiet
    ]


def _words(quiet: Quiet) -> str:
    if quiet.last is None:
        return "栏目里什么都没有"
    return f"最近一次发布在{written(quiet.last)}，超过{quiet.period}没有更新"


@indicator("blank_columns", SHARED)
def blank_columns(asked: Asked) -> Found:
    """空白栏目。

    查什么：机关公开的目录栏目里，现在一条信息都没有的。
    怎么算：每个栏目算一件；按比例的，以公开的全部栏目为分母。
    依据：政府网站与政务新媒体检查指标单项否决指标：空白栏目。
    """
    return Found(_cases(defects_columns.columns_blank(asked.organs, asked.day)), _shown(asked))


@indicator("stale_columns", SHARED)
def stale_columns(asked: Asked) -> Found:
    """栏目长期没有更新。

    查什么：机关公开的目录栏目，看的那一天，政策文件类超过6个月、其他栏目超过12个月没有新的信息。
    怎么算：每个栏目算一件，空白栏目另算；按比例的，以公开的全部栏目为分母。
    依据：政府网站与政务新媒体检查指标单项否决指标：栏目不更新。
    """
    return Found(_cases(defects_columns.columns_stale(asked.organs, asked.day)), _shown(asked))


INDICATORS = (blank_columns, stale_columns)
