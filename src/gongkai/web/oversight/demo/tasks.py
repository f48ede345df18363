"""The in-tray of the fictional town: tasks of every kind on their way, what was sent up, and one task that the district gave to all."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from gongkai.ledger.guards import BEIJING
from gongkai.web.oversight.models.tasks import Sending, Sort, Task, Way, Weight
from gongkai.web.oversight.selectors.sending import sendable
from gongkai.web.oversight.services import sending, tasks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ

_OFFICE = "示例区人民政府办公室"


def fill(*, district: Organ, towns: Sequence[Organ], people: Mapping[str, User], today: date, moment: datetime) -> None:
    """Fill the in-tray of the first town as of ``today``; ``people`` by user name (jingban, fuze, jiandu)."""
    town, officer, head = towns[0], people["jingban"], people["fuze"]

    def at(day: date) -> datetime:
        return min(datetime.combine(day, time(10), BEIJING).astimezone(UTC), moment)

    def received(title: str, days_ago: int, due_in: int, hour: time | None = None, **more: Any) -> Task:
        day = today - timedelta(days=days_ago)
        asked = tasks.Asked(_OFFICE, title, day, due_on=today + timedelta(days=due_in), due_time=hour)._replace(**more)
        return tasks.receive(organ=town, asked=asked, handler=officer, by=head, moment=at(day))

    received("填报政务新媒体账号清理表", 9, -1, sort=Sort.FORM, way=Way.PLATFORM, weight=Weight.HIGH)
    received(
        "核对公开栏目里失效的链接",
        4,
        0,
        time(17),
        sort=Sort.MEND,
        way=Way.GROUP,
        weight=Weight.URGENT,
        words="区办抽查发现的，逐个改好后回复。",
    )
    meeting = received("参加全区政务公开工作例会", 12, -8, sort=Sort.MEETING, way=Way.DOCUMENT, number="示区办函〔2026〕12号")
    tasks.answer(
        task=meeting,
        words="负责人参加，会议材料已传阅。",
        on=today - timedelta(days=8),
        by=officer,
        moment=at(today - timedelta(days=8)),
    )
    back = received("报送本月政务公开信息", 10, 3, way=Way.GROUP, words="不少于3篇，附照片。")
    tasks.note(task=back, words="已请各村、各站所报素材。", by=officer, moment=at(today - timedelta(days=7)))
    first = _sent(town, officer, back, today - timedelta(days=5), at(today - timedelta(days=5)))
    sending.come_back(
        sending=first, why="缺照片，请补上再报", on=today - timedelta(days=2), due_on=today + timedelta(days=2), by=officer, moment=at(today - timedelta(days=2))
    )  # fmt: skip
    items = list(sendable(town, 2))
    for number, item in enumerate(items):
        row = sending.send(
            organ=town, sent=sending.Sent(_OFFICE, today, item=item, way=Way.GROUP, receipt="群里回复“收到”"), by=officer, moment=moment
        )
        if not number:
            sending.settle(sending=row, taken=True, on=today, where="示例区人民政府网站“镇街动态”", by=officer, moment=moment)
    asked = tasks.Asked(district.name, "报送上半年政务公开工作情况", today, sort=Sort.REPORT, due_on=today + timedelta(days=7))
    asked = asked._replace(words="按附件提纲写，不超过2000字。")
    tasks.issue(organ=district, asked=asked, organs=towns, by=people["jiandu"], moment=moment)


def _sent(town: Organ, officer: User, task: Task, on: date, moment: datetime) -> Sending:
    sent = sending.Sent(_OFFICE, on, "政务公开信息3篇", text="一、示例镇公布危房改造补助名单……", way=Way.GROUP, receipt="收到")
    return sending.send(organ=town, sent=sent, task=task, by=officer, moment=moment)
