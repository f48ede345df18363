"""The register of the year before, as the town kept it in a spreadsheet: brought in like any other register."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gongkai.law.tally import ROW_LABELS
from gongkai.web.applications.register.reading import open_table
from gongkai.web.applications.register.writing import bring_in

if TYPE_CHECKING:
    from gongkai.law.calendar import Calendar
    from gongkai.web.applications.demo.desk import Desk

_HEAD = (
    "登记编号", "收到日期", "提交方式", "申请人类型", "办结日期", "办理结果", "申请人", "申请内容", "补正通知日期", "补正收到日期",
    "送达日期", "复议收到日期", "复议结案日期", "复议结果",
)  # fmt: skip
_CONTENTS = (
    "宅基地审批情况",
    "道路硬化工程合同",
    "征地补偿款发放明细",
    "低保评议会议材料",
    "镇财政收支情况",
    "农田水利项目资金",
    "公厕改造项目清单",
    "村干部补贴标准",
)
_KEYS = tuple(key for key in ROW_LABELS if key not in ("other", "other.fee_unpaid", "other.no_correction", "unavailable.still_unclear"))
_ROWS = 40


def bring_last_year(desk: Desk) -> int:
    """Bring it in; how many cases."""
    year = desk.today.year - 2 if desk.today.month < 3 else desk.today.year - 1
    lines = [",".join(_HEAD), *(",".join(str(cell or "") for cell in _row(place, year, desk.calendar)) for place in range(_ROWS))]
    table = open_table("\r\n".join(lines).encode("gb18030"))
    done = bring_in(table, organ_name=desk.organs["demo-zhen"].name, moment=desk.moment)
    assert done.checked.good, done.checked.problems
    return done.imported


def _row(place: int, year: int, calendar: Calendar) -> tuple[object, ...]:
    """A case every few working days from January on, each answered within the period but the tenth and the thirtieth."""
    first = calendar.next_working(date(year, 1, 2)).day
    received = calendar.add(first, 1 + place * 5).day
    corrected = place % 8 == 3
    asked = calendar.add(received, 4).day if corrected else None
    came = calendar.add(received, 9).day if corrected else None
    took = 26 if place in (10, 30) else 8 + place % 9
    closed = calendar.add(came or received, took).day
    reviewed = place in (6, 22)
    copy = calendar.add(closed, 20).day if reviewed else None
    return (
        f"示镇{year}-{place + 1:03d}", received, ("网络", "邮寄", "当面", "网络", "传真")[place % 5], ("自然人", "自然人", "商业企业", "自然人", "法律服务机构")[place % 5],
        closed, ROW_LABELS[_KEYS[place * 7 % len(_KEYS)] if place % 3 else "granted"].replace("，", "、"), f"申请人{'甲乙丙丁戊己庚辛'[place % 8]}",
        _CONTENTS[place % 8], asked, came, calendar.add(closed, 3).day, copy, calendar.add(copy, 40).day if copy else None, "结果维持" if copy else None,
    )  # fmt: skip
