"""复议、诉讼: put right by a review body or a court, and duties that were not done in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from gongkai.law.deadlines import written
from gongkai.web.oversight.indicators.base import COUNTED, SHARED, Asked, Case, Found, indicator
from gongkai.web.oversight.indicators.items import counted
from gongkai.web.oversight.selectors import defects

if TYPE_CHECKING:
    from datetime import date

    from gongkai.web.applications.models import Remedy

_READ = ("organ", "register_number", "sort", "body_name", "next_due", "next_duty", "performance_due", "performed_on", "final_on")


@indicator("corrected", SHARED)
def corrected(asked: Asked) -> Found:
    """被行政复议、行政诉讼纠正。

    查什么：考核期内生效的政府信息公开行政复议决定、行政诉讼裁判，结果是纠正的。
    怎么算：每件复议、诉讼算一件；按比例的，以考核期内生效的全部复议、诉讼为分母。
    依据：条例第五十一条；年度报告格式表四“结果纠正”。
    """
    rows = defects.remedies_corrected(asked.keys, asked.first, asked.last).only(*_READ).order_by("final_on", "pk")
    found = [_case(each, each.final_on, f"{each.body_name}：结果纠正") for each in rows]
    return Found(found, counted(defects.remedies_final(asked.keys, asked.first, asked.last)))


@indicator("remedies_overdue", COUNTED)
def remedies_overdue(asked: Asked) -> Found:
    """复议、诉讼里的事到期没有办。

    查什么：看的那一天，复议答复、诉讼答辩、重新答复、履行判决等本机关的事，期限已经过了还没有办。
    怎么算：每件复议、诉讼算一件。
    依据：行政复议法第四十八条、第五十四条、第七十七条；行政诉讼法第六十七条。
    """
    rows = defects.remedies_overdue(asked.keys, asked.day).only(*_READ).order_by("next_due", "pk")
    return Found([_case(each, _owed(each, asked.day), f"{each.body_name}：{_what(each, asked.day)}") for each in rows])


def _case(row: Remedy, on: date | None, words: str) -> Case:
    return Case(row.organ_id, row.register_number, on, reverse("desk:remedy", args=[row.pk]), words)


def _owed(row: Remedy, day: date) -> date | None:
    """The earliest day that is past."""
    due = [row.next_due, None if row.performed_on else row.performance_due]
    return min((each for each in due if each is not None and each < day), default=None)


def _what(row: Remedy, day: date) -> str:
    duty = row.next_duty if row.next_due is not None and row.next_due < day else "履行"
    owed = _owed(row, day)
    return f"{duty or '办理'}的期限到{written(owed)}，没有办" if owed else "没有办"


INDICATORS = (corrected, remedies_overdue)
