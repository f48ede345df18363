"""What lies unfinished on the desks of the fictional district: items past their day, problems of the years with what became of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from gongkai.ledger.vocabulary.codes import Attribute, Role
from gongkai.web.clock import day_of
from gongkai.web.publication.models import Genre
from gongkai.web.publication.services import drafting
from gongkai.web.reporting.models import Trouble
from gongkai.web.reporting.services import troubles

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.law.calendar import Calendar
    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.oversight.demo.district.plan import Member

_UNFINISHED = (
    ("{name}第三季度惠民资金发放情况", "livelihood"), ("{name}安全生产专项检查结果", "supervision"), ("{name}工程项目竣工公告", "projects"),
    ("{name}应急预案（修订）", "emergencies"), ("{name}办公地址和电话变更公告", "organisation"), ("{name}收费项目调整公告", "fees"),
)  # fmt: skip


class _Wanting(NamedTuple):
    problem: str
    measure: str
    done: str


# The first one comes back in every report of some organs, word for word.
_PROBLEMS = (
    _Wanting("栏目更新不及时，有的栏目半年没有新内容", "指定专人每月核对栏目，由办公室通报", "全年每月核对一次，空白栏目减少"),
    _Wanting("解读形式单一，多数文件只有文字", "政策文件公布当天同时公布问答和图解", "全年公布图解六份"),
    _Wanting(
        "征求意见用的时间偏长，有的申请临近期限才答复", "登记后第三个工作日确定承办人，第十个工作日核对", "平均办理时间缩短三个工作日"
    ),
    _Wanting("公开前审查记录不全", "没有三审记录的一律不发布", "抽查四十条，记录齐全"),
)


def leave(member: Member, organ: Organ, officer: User, calendar: Calendar, moment: datetime) -> None:
    """Drafts that should be public by now, and the register of problems of three years."""
    today = day_of(moment)
    for place in range(member.overdue):
        _overdue(member, organ, officer, place, calendar.back(today, 22 + 3 * place).day, moment)
    for year in range(today.year - 2, today.year + 1):
        _year(member, organ, officer, year, today, moment)


def _overdue(member: Member, organ: Organ, officer: User, place: int, formed: date, moment: datetime) -> None:
    title, column = _UNFINISHED[place]
    name = title.format(name=member.short_name)
    fields = {
        "column": column, "genre": Genre.NOTICE.value, "title": name, "issuer": organ.name, "number": "", "subject": "", "source": organ.short_name,
        "department": organ.office, "keywords": "", "summary": f"{name}。", "formed_on": formed, "counted_from": None, "effective_from": None,
        "expires_on": None,
    }  # fmt: skip
    drafting.draft(
        organ=organ, content=drafting.Content(fields=fields, html=f"<p>{name}，内容正在核对。</p>"), attribute=Attribute.ACTIVE, role=Role.OFFICER,
        by=officer, moment=moment, on=formed,
    )  # fmt: skip


def _year(member: Member, organ: Organ, officer: User, year: int, today: date, moment: datetime) -> None:
    """Two problems a year; where an organ is silent or its columns are blank the first one is the same every year, and never solved."""
    again = member.blank > 2
    for turn in range(2):
        told = _PROBLEMS[0 if again and turn == 0 else 1 + (year + member.weight + turn) % (len(_PROBLEMS) - 1)]
        entry = troubles.Entry(told.problem, told.measure, organ.office, date(year + 1, 6 + 3 * turn, 30))
        made = troubles.add(organ=organ, year=year, entry=entry, by=officer, moment=moment)
        until = date(year + 1, 5 + 3 * turn, 20)
        if until <= today and not (again and turn == 0):
            troubles.done(trouble=made, on=until, words=told.done, by=officer, moment=moment)
        elif year < today.year and turn == 1:
            troubles.step(
                trouble=made,
                on=today - timedelta(days=20),
                state=Trouble.State.GOING,
                words="已经布置，正在落实",
                by=officer,
                moment=moment,
            )
