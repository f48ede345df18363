"""年度报告: published late, with errors, or copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from gongkai.law.deadlines import written
from gongkai.web.oversight.indicators.base import COUNTED, Asked, Case, Found, indicator
from gongkai.web.oversight.selectors import defects_reports

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.web.oversight.selectors.defects_reports import Faulty


@indicator("late_report", COUNTED)
def late_report(asked: Asked) -> Found:
    """年度报告没有按期公布。

    查什么：应当在考核期内公布的年度报告，晚于公布期限才公布，或者到看的那一天还没有公布。乡镇、街道的期限按上级的设置。
    怎么算：每份报告算一件。
    依据：条例第四十九条。
    """
    rows = defects_reports.reports_late(asked.organs, asked.first, asked.last, asked.day)
    return Found([
        Case(
            row.organ.pk, f"{row.due.year}年度报告", row.due.publish_by, reverse("portal:reports", args=[row.organ.slug]),
            f"应当在{written(row.due.publish_by)}以前公布，{_when(row.annual.published_on if row.annual else None, row.late)}", inner=False,
        ) for row in rows
    ])  # fmt: skip


@indicator("report_errors", COUNTED)
def report_errors(asked: Asked) -> Found:
    """公布的年度报告有错误。

    查什么：应当在考核期内公布的年度报告，最新一版里确定的错误：勾稽不平、要素缺少、数字矛盾等，写明了保留理由的不算。
    怎么算：每处错误算一件。
    依据：条例第五十条；年度报告格式。
    """
    return Found(_cases(defects_reports.reports_with_errors(asked.organs, asked.first, asked.last)))


@indicator("copied_report", COUNTED)
def copied_report(asked: Asked) -> Found:
    """年度报告雷同。

    查什么：应当在考核期内公布的年度报告，总体情况或者问题部分与上一年大段相同，或者与一同考核的其他机关大段相同。
    怎么算：每一部分算一件。
    依据：条例第五十条；各地考核中的通行做法。
    """
    return Found(_cases(defects_reports.reports_copied(asked.organs, asked.first, asked.last)))


def _when(published: object, late: int) -> str:
    return f"晚了{late}天" if published else f"已经过了{late}天还没有公布"


def _cases(faulty: Iterable[Faulty]) -> list[Case]:
    found = []
    for each in faulty:
        organ, year = each.given.organ, each.given.year
        address = reverse("portal:reports", args=[organ.slug])
        found.append(Case(organ.pk, f"{year}年度报告", each.given.on, address, f"{each.finding.code} {each.finding.message}", inner=False))
    return found


INDICATORS = (late_report, report_errors, copied_report)
