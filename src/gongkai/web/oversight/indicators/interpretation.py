"""政策解读: policies that nothing explains, and what the head explained himself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from gongkai.web.oversight.indicators.base import MERIT, SHARED, Asked, Case, Found, indicator
from gongkai.web.oversight.indicators.items import counted, item_cases
from gongkai.web.oversight.selectors import defects

if TYPE_CHECKING:
    from gongkai.web.publication.models import Interpretation


@indicator("unexplained_policies", SHARED)
def unexplained_policies(asked: Asked) -> Found:
    """政策文件没有解读。

    查什么：考核期内公开、现在仍然公开的规章、规范性文件和其他政策文件，没有关联任何解读。
    怎么算：每份文件算一件；按比例的，以这些文件的总数为分母，有解读的占多少得多少分。
    依据：国办发〔2016〕19号：政策解读与政策文件同步。
    """
    rows = defects.policies_unexplained(asked.keys, asked.first, asked.last)
    found = item_cases(rows, lambda item: item.first_published_on, lambda item: "没有解读")
    return Found(found, counted(defects.policies(asked.keys, asked.first, asked.last)))


@indicator("explained_by_leader", MERIT)
def explained_by_leader(asked: Asked) -> Found:
    """主要负责人带头解读政策。

    查什么：考核期内公开的政策解读，解读人是本机关主要负责人。
    怎么算：每篇解读算一件，用来加分。
    依据：国办发〔2016〕19号：主要负责人带头解读。
    """
    rows = defects.explained_by_leaders(asked.keys, asked.first, asked.last).select_related("policy__organ", "item")
    return Found([_case(each) for each in rows.order_by("item__first_published_on", "pk")])


def _case(row: Interpretation) -> Case:
    organ = row.policy.organ
    address = reverse("portal:item", args=[organ.slug, row.item_id])
    words = f"{row.interpreter or '主要负责人'}解读《{row.policy.title}》"
    return Case(organ.pk, row.item.title, row.item.first_published_on, address, words, inner=False)


INDICATORS = (unexplained_policies, explained_by_leader)
