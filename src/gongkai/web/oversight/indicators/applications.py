"""依申请公开: answered late, or past the last day and not answered. Number and days alone, nothing of the applicant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from gongkai.law.deadlines import written
from gongkai.web.oversight.indicators.base import COUNTED, SHARED, Asked, Case, Found, indicator
from gongkai.web.oversight.indicators.items import counted
from gongkai.web.oversight.selectors import defects

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.db.models import QuerySet

    from gongkai.web.applications.models import Application

_READ = ("organ", "register_number", "due_on", "ended_on")


def _cases(rows: QuerySet[Application], on: Callable[[Application], date | None], words: Callable[[Application], str]) -> list[Case]:
    found = rows.only(*_READ).order_by("due_on", "register_number", "pk")
    return [Case(each.organ_id, each.register_number, on(each), reverse("desk:case", args=[each.pk]), words(each)) for each in found]


def _day(day: date | None) -> str:
    return written(day) if day else "没有算出的日子"


@indicator("late_replies", SHARED)
def late_replies(asked: Asked) -> Found:
    """超过期限才答复申请。

    查什么：考核期内办结的政府信息公开申请，答复的日子晚于期限的最后一日。
    怎么算：每件申请算一件；按比例的，以考核期内办结的全部申请为分母。
    依据：条例第三十三条。
    """
    rows = defects.applications_late(asked.keys, asked.first, asked.last)
    found = _cases(rows, lambda case: case.ended_on, lambda case: f"期限到{_day(case.due_on)}，{_day(case.ended_on)}才办结")
    return Found(found, counted(defects.applications_ended(asked.keys, asked.first, asked.last)))


@indicator("overdue_replies", COUNTED)
def overdue_replies(asked: Asked) -> Found:
    """到期没有答复申请。

    查什么：看的那一天，期限已经过了、还没有答复的政府信息公开申请。
    怎么算：每件申请算一件。
    依据：条例第三十三条。
    """
    rows = defects.applications_overdue(asked.keys, asked.day)
    words = f"，到{written(asked.day)}还没有答复"
    return Found(_cases(rows, lambda case: case.due_on, lambda case: f"期限到{_day(case.due_on)}{words}"))


INDICATORS = (late_replies, overdue_replies)
