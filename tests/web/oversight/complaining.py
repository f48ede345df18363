"""Complaints for the tests of this folder, as far as they have come. Monday 2 March 2026: 15 days are 17 March, 60 days are Friday 1 May, a holiday."""

from __future__ import annotations

from datetime import date

from gongkai.web.oversight.services import grievances
from gongkai.web.oversight.services.grievances import Said
from support import web

CAME = web.MONDAY
CONTACT = "申请人甲 13800000001"
SAID = Said("late", "去年12月的申请到现在没有答复，登记号示政公开申〔2025〕9号", CONTACT)
REPLY_BY = date(2026, 3, 16)


def taken(organ, on=CAME, said=SAID, **more):
    return grievances.take_in(**({"organ": organ, "said": said, "source": "online", "received_on": on, "moment": web.at(on)} | more))


def accepted(organ, by, **more):
    row = taken(organ, **more)
    grievances.accept(grievance=row, by=by, moment=web.at(date(2026, 3, 3)))
    return row


def asked(organ, by, **more):
    row = accepted(organ, by, **more)
    grievances.ask(grievance=row, passed="请说明2025年第9号申请的答复情况", reply_by=REPLY_BY, by=by, moment=web.at(date(2026, 3, 3)))
    row.refresh_from_db()
    return row


def found(organ, by, officer, finding="true", **more):
    row = asked(organ, by, **more)
    grievances.reply(grievance=row, words="已经补发答复", by=officer, moment=web.at(date(2026, 3, 5)))
    grievances.find(grievance=row, finding=finding, words="答复逾期 12 个工作日", by=by, moment=web.at(date(2026, 3, 6)))
    row.refresh_from_db()
    return row
