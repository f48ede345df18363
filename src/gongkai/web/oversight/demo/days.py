"""Activities of the fictional town's year: an open day that is counted and registered, one that people sign up for, training, who answers."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.ledger.guards import BEIJING
from gongkai.web.oversight.models import DayNote, Particulars, Standing
from gongkai.web.oversight.selectors.days import counted, words_of
from gongkai.web.oversight.services import days, days_holding
from gongkai.web.oversight.services.days import Plan
from gongkai.web.oversight.services.days_particulars import Post, Said, register, stand
from gongkai.web.oversight.services.days_signing import Guest, sign_up
from gongkai.web.reporting.selectors.activities import BY_KEY
from gongkai.web.reporting.services.activities import Deed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.oversight.models import OpenDay

_GROUPS = (("人大代表", 4), ("政协委员", 2), ("村（社区）代表", 15), ("企业代表", 3))
_CAME = (4, 1, 13, 3)
_MATERIALS = (("政府信息公开指南折页", 200), ("惠农补贴办事明白卡", 150))
_HANDED = (168, 121)
_ASKED = (
    ("不会上网怎样申请公开", "可以到便民服务中心当面填申请表，填写有困难的由工作人员代填。"),
    ("补贴名单在哪里看", "村公告栏公示七天，网站社会救助栏目同时公开。"),
    ("去年修的村道花了多少钱", ""),
)
_GUESTS = (("来访人甲", "13800000001", 2, "示例村"), ("来访人乙", "13800000002", 1, ""), ("来访人丙", "13800000003", 3, "示例社区"))
_STANDING = (
    (Standing.Sort.LEADER, "副镇长（分管政务公开）", None),
    (Standing.Sort.OFFICE, "党政综合办公室", None),
    (Standing.Sort.FULL, "信息公开岗", 1),
    (Standing.Sort.PART, "各办公室信息员", 6),
)
_MEMBERS = "镇长 组长\n副镇长 副组长\n党政综合办公室主任 办公室主任\n便民服务中心主任 成员\n财政所所长 成员"


def fill(*, district: Organ, towns: Sequence[Organ], people: Mapping[str, User], today: date, moment: datetime) -> None:
    """Make all of it as of ``today``; ``people`` by user name (jingban). What would lie in the year before is left out."""
    town, by = towns[0], people["jingban"]

    def at(day: date) -> datetime:
        return min(datetime.combine(day, time(10), BEIJING).astimezone(UTC), moment)

    _standing(town, by, date(today.year, 1, 1), at)
    for ago, key, numbers, words, said in (
        (50, "leading-group", {"members": None}, "调整政务公开工作领导小组的通知", Said(people=_MEMBERS)),
        (35, "training", {"participants": 11}, "依申请公开答复办法培训，会后闭卷测试。", Said(
            topic="答复期限和文书", hours=Decimal(3), form=Particulars.Form.TOGETHER, teacher="区政府办公室政务公开科", tested=11, passed=10, average=Decimal("87.5"),
        )),
    ):  # fmt: skip
        on = today - timedelta(days=ago)
        if on.year == today.year:
            deed = Deed(BY_KEY[key], on, numbers, words)
            register(organ=town, year=today.year, deed=deed, said=said, by=by, moment=at(on))
    held = today - timedelta(days=24)
    if held.year == today.year:
        _held(_planned(town, "走进便民服务中心", held, by, at(held - timedelta(days=14))), by, at(held), at(held + timedelta(days=1)))
    soon = _planned(town, "惠农补贴怎么算", today + timedelta(days=16), by, at(today - timedelta(days=3)))
    for name, phone, count, group in _GUESTS:
        sign_up(day=soon, guest=Guest(name, phone, count, group), moment=moment)


def _standing(town: Organ, by: User, first: date, at: Callable[[date], datetime]) -> None:
    for sort, words, number in _STANDING:
        stand(organ=town, post=Post(sort, words, number, ""), from_day=first, by=by, moment=at(first))


def _planned(town: Organ, theme: str, day: date, by: User, moment: datetime) -> OpenDay:
    plan = Plan(
        "open", theme, day, time(9), time(11, 30), "便民服务中心一楼", "党政综合办公室、便民服务中心", "9:00 参观窗口和政务公开专区\n9:40 看一件事怎样办\n10:30 座谈，当场回答问题",
        banner="走进政府 面对面公开", boards="怎样申请公开政府信息\n惠农补贴一张图\n镇村两级公开什么", groups=_GROUPS, materials=_MATERIALS, sign_up=True, places=30,
    )  # fmt: skip
    return days.announce(day=days.plan(organ=town, plan=plan, by=by, moment=moment), moment=moment)


def _held(day: OpenDay, by: User, then: datetime, later: datetime) -> None:
    groups = dict(zip(day.groups.values_list("pk", flat=True), _CAME, strict=True))
    day = days_holding.attend(day=day, came={}, groups=groups, others=17, moment=then)
    days_holding.hand_out(day=day, handed=dict(zip(day.materials.values_list("pk", flat=True), _HANDED, strict=True)), moment=then)
    for asked, answer in _ASKED:
        days_holding.ask(day=day, asked=asked, answer=answer, by=by, moment=then)
    days_holding.note(day=day, sort=DayNote.Sort.FEEDBACK, words="座谈的时间可以再长一些。", address="", moment=later)
    days_holding.close(day=day, words=words_of(day, counted(day)), by=by, moment=later)
