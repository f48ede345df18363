"""投诉举报 about the fictional town: one that just came, one that waits for its explanation, one that was true and is being mended; a talk that followed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from gongkai.ledger.guards import BEIJING
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.oversight.models import Accountability, Grievance
from gongkai.web.oversight.services import grievances, grievances_measures
from gongkai.web.oversight.services.grievances import Said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ

Source = Grievance.Source
_CONTACT = "申请人甲 13800000000"


def fill(*, district: Organ, towns: Sequence[Organ], people: Mapping[str, User], today: date, moment: datetime) -> None:
    """Make them as of ``today``; ``people`` by user name (jingban, jiandu)."""
    town, officer, supervisor = towns[0], people["jingban"], people["jiandu"]
    calendar = calendar_of(district)

    def at(day: date) -> datetime:
        return min(datetime.combine(day, time(10), BEIJING).astimezone(UTC), moment)

    def came(ago: int, duty: str, text: str, source: str, contact: str = "") -> Grievance:
        day = today - timedelta(days=ago)
        by = None if source == Source.ONLINE else supervisor
        return grievances.take_in(organ=town, said=Said(duty, text, contact), source=source, received_on=day, moment=at(day), by=by)

    def asked(row: Grievance, ago: int, passed: str, reply_by: date) -> None:
        grievances.accept(grievance=row, by=supervisor, moment=at(today - timedelta(days=ago)))
        grievances.ask(grievance=row, passed=passed, reply_by=reply_by, by=supervisor, moment=at(today - timedelta(days=ago)))

    true = came(34, Grievance.Duty.NOT_PUBLISHED, "村里今年的危房改造补助名单一直没有看到公示，网站上也没有。", Source.PHONE, _CONTACT)
    asked(true, 30, "反映今年农村危房改造补助对象名单没有公示、没有在网站公开，请说明。", today - timedelta(days=16))
    grievances.reply(grievance=true, words="名单在村公告栏公示过，没有及时传到网站。", by=officer, moment=at(today - timedelta(days=20)))
    found = at(today - timedelta(days=12))
    grievances.find(
        grievance=true,
        finding=Grievance.Finding.PARTLY,
        words="村公告栏公示过，网站超过 20 个工作日没有公开。",
        by=supervisor,
        moment=found,
    )
    due = calendar.next_working(today + timedelta(days=4)).day
    grievances_measures.order(
        grievance=true, what="补公开今年的补助名单，核对其他惠民补贴名单是否都已公开。", due_on=due, by=supervisor, moment=found
    )
    grievances.answer(
        grievance=true,
        words="部分属实。名单在村公告栏公示过，没有及时在网站公开，已督促镇里限期补公开。",
        by=supervisor,
        moment=at(today - timedelta(days=10)),
    )

    waits = came(9, Grievance.Duty.LATE, "上个月寄出的申请到现在没有回音，不知道收到没有。", Source.LETTER, _CONTACT)
    asked(
        waits, 6, "反映上个月邮寄的申请没有答复，请核对邮件登记，说明收到和办理情况。", calendar.next_working(today + timedelta(days=2)).day
    )
    came(1, Grievance.Duty.OUTDATED, "公开指南上的电话是空号。", Source.ONLINE)
    talked = today - timedelta(days=8)
    if talked.year == today.year:
        decision = grievances_measures.Decision(
            Accountability.Kind.TALK,
            talked,
            district.office or district.name,
            f"示区政办函〔{talked.year}〕18号",
            "惠民补贴名单没有及时在网站公开",
            0,
        )
        grievances_measures.decide(organ=town, decision=decision, by=officer, moment=at(talked))
