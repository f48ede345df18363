"""公开平台: an incomplete guide, messages of readers, dead links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from gongkai.law.deadlines import written
from gongkai.web.oversight.indicators.base import COUNTED, SHARED, Asked, Case, Found, indicator
from gongkai.web.oversight.indicators.items import counted
from gongkai.web.oversight.selectors import defects
from gongkai.web.publication.selectors.sites import guides_incomplete

if TYPE_CHECKING:
    from datetime import date

    from gongkai.web.publication.models import Complaint


@indicator("guide_incomplete", COUNTED)
def guide_incomplete(asked: Asked) -> Found:
    """公开指南不完整。

    查什么：公开指南应当写明的分类和编排体系、公开工作机构的名称、地址、时间、电话、传真、互联网联系方式，有没有缺。
    怎么算：缺一项算一件。
    依据：条例第十二条、第五十三条第（二）项。
    """
    return Found([
        Case(organ.pk, label, None, reverse("portal:guide", args=[organ.slug]), f"指南里没有{label}", inner=False)
        for organ, missing in guides_incomplete(asked.organs) for label in missing
    ])  # fmt: skip


@indicator("complaints_overdue", COUNTED)
def complaints_overdue(asked: Asked) -> Found:
    """网页纠错到期没有答复。

    查什么：看的那一天，读者的“我要纠错”过了答复期限还没有处理。
    怎么算：每条纠错算一件。
    依据：政府网站发展指引：网民留言在规定的时间内答复。
    """
    rows = defects.complaints_overdue(asked.keys, asked.day).order_by("due_on", "pk")
    return Found([_complaint(each, each.due_on, f"应当在{_day(each.due_on)}以前答复，到{written(asked.day)}还没有答复") for each in rows])


@indicator("complaints_late", SHARED)
def complaints_late(asked: Asked) -> Found:
    """网页纠错超过期限才答复。

    查什么：考核期内答复的“我要纠错”，答复的日子晚于答复期限。
    怎么算：每条纠错算一件；按比例的，以考核期内答复的全部纠错为分母。
    依据：政府网站发展指引：网民留言在规定的时间内答复。
    """
    rows = defects.complaints_late(asked.keys, asked.first, asked.last).order_by("answered_at", "pk")
    found = [_complaint(each, each.answered_on, f"应当在{_day(each.due_on)}以前答复，{_day(each.answered_on)}才答复") for each in rows]
    return Found(found, counted(defects.complaints_answered(asked.keys, asked.first, asked.last)))


@indicator("dead_links", COUNTED)
def dead_links(asked: Asked) -> Found:
    """公开的网页里有打不开的链接。

    查什么：现在公开的信息，正文里的链接最近一次查看时打不开。没有查看过的不算。
    怎么算：每条信息算一件，不管有几个链接。
    依据：政府网站与政务新媒体检查指标：链接可用。
    """
    rows = defects.items_with_links(asked.keys).select_related("organ", "shown").order_by("first_published_on", "pk")
    found = []
    for each in rows.only("organ__slug", "title", "shown__links", "shown__links_at", "first_published_on"):
        dead = [address for address, ok, _ in each.shown.links if ok is False] if each.shown else []
        if dead:
            address = reverse("portal:item", args=[each.organ.slug, each.pk])
            found.append(Case(each.organ_id, each.title, each.first_published_on, address, f"打不开：{'、'.join(dead[:3])}", inner=False))
    return Found(found)


def _complaint(row: Complaint, on: date | None, words: str) -> Case:
    return Case(row.organ_id, f"{row.kind}：{row.page}", on, reverse("desk:complaint", args=[row.pk]), words)


def _day(day: date | None) -> str:
    return written(day) if day else "没有算出的日子"


INDICATORS = (guide_incomplete, complaints_overdue, complaints_late, dead_links)
