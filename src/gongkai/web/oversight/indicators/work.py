"""监督保障: whether training, an open day, a self-check were held at all. What was not registered cannot be told in the report and counts as not held."""

from __future__ import annotations

from django.urls import reverse

from gongkai.web.oversight.indicators.base import COUNTED, Asked, Case, Found, indicator
from gongkai.web.oversight.selectors import defects


def _without(asked: Asked, sort: str, words: str) -> Found:
    """A case for every organ that has registered nothing of the sort in the period. One query."""
    held = set(defects.activities_held(asked.keys, sort, asked.first, asked.last).order_by().values_list("organ", flat=True))
    address = reverse("desk:reports_activities")
    return Found([Case(organ.pk, words, None, address, "考核期内一次都没有登记") for organ in asked.organs if organ.pk not in held])


@indicator("no_training", COUNTED)
def no_training(asked: Asked) -> Found:
    """没有举办培训。

    查什么：考核期内有没有登记过政府信息公开培训。
    怎么算：一次都没有登记的，算一件。
    依据：条例第四十八条。
    """
    return _without(asked, "training_held", "政府信息公开培训")


@indicator("no_open_day", COUNTED)
def no_open_day(asked: Asked) -> Found:
    """没有举办政府开放日。

    查什么：考核期内有没有登记过政府开放日、政务公开活动日。
    怎么算：一次都没有登记的，算一件。
    依据：各地关于政府开放日的规定；条例没有要求，用不用由考核的机关决定。
    """
    return _without(asked, "open_day_held", "政府开放日")


@indicator("no_self_check", COUNTED)
def no_self_check(asked: Asked) -> Found:
    """没有自查公开栏目。

    查什么：考核期内有没有登记过公开栏目自查。
    怎么算：一次都没有登记的，算一件。
    依据：政府网站与政务新媒体监管工作的要求；条例第五条：公开应当及时、准确。
    """
    return _without(asked, "self_checked", "公开栏目自查")


INDICATORS = (no_training, no_open_day, no_self_check)
