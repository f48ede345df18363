"""An open day in a few words: planned, announced, with people who came."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from gongkai.web.oversight.services import days, days_holding
from gongkai.web.oversight.services.days import Plan
from gongkai.web.oversight.services.days_signing import Guest, sign_up
from support import web

if TYPE_CHECKING:
    from gongkai.web.oversight.models import OpenDay

BEFORE, DAY, AFTER = date(2026, 5, 6), date(2026, 5, 15), date(2026, 5, 18)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (8).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
PLAN = Plan(
    sort="open", theme="走进便民服务中心", day=DAY, begins=time(9), ends=time(11, 30), place="示例镇便民服务中心", organisers="示例镇党政综合办公室",
    programme="9:00 参观窗口\n10:00 座谈", groups=(("人大代表", 4), ("村民代表", 10)), materials=(("公开指南折页", 200),), sign_up=True, places=5,
)  # fmt: skip
GUEST = Guest("申请人甲", "13800000001", 2, "示例村")
WORDS = "便民服务中心开放日，代表参观窗口。"


def planned(organ, by, plan: Plan = PLAN) -> OpenDay:
    return days.plan(organ=organ, plan=plan, by=by, moment=web.at(BEFORE))


def announced(organ, by, plan: Plan = PLAN) -> OpenDay:
    return days.announce(day=planned(organ, by, plan), moment=web.at(BEFORE))


def signed(day, guest: Guest = GUEST, key: str | None = None, on: date = BEFORE):
    return sign_up(day=day, guest=guest, moment=web.at(on), key=key)


def counted(day, by, others: int = 7) -> OpenDay:
    """Everybody who signed up came, 3 and 8 of the groups, 7 others; 150 copies; two questions, one of them answered there."""
    came = {each.pk: each.people for each in day.visitors.filter(cancelled_at=None)}
    groups = dict(zip(day.groups.values_list("pk", flat=True), (3, 8), strict=True))
    day = days_holding.attend(day=day, came=came, groups=groups, others=others, moment=web.at(DAY))
    days_holding.hand_out(day=day, handed={day.materials.get().pk: 150}, moment=web.at(DAY))
    for asked, answer in (("怎样申请公开", "填申请表，当面、邮寄、网上都可以。"), ("去年的名单在哪里", "")):
        days_holding.ask(day=day, asked=asked, answer=answer, by=by, moment=web.at(DAY))
    return day


def closed(day, by) -> OpenDay:
    return days_holding.close(day=day, words=WORDS, by=by, moment=web.at(AFTER))
