"""What an office did in a year besides cases and papers: the sorts that are registered, and what was registered of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.ledger.acts.activities import NONE_OF
from gongkai.ledger.state import effective
from gongkai.ledger.vocabulary import activity as y
from gongkai.web.accounts.selectors import names_of
from gongkai.web.reporting.models import Note
from gongkai.web.reporting.selectors.declared import year_of

if TYPE_CHECKING:
    import uuid
    from datetime import date, datetime

    from gongkai.ledger.states.activity import ActivityState
    from gongkai.ledger.vocabulary import Event


class Number(NamedTuple):
    """A number that an event tells: its field, label and unit; ``needed`` is False where it may not have been counted."""

    name: str
    label: str
    unit: str
    needed: bool = True


class Sort(NamedTuple):
    """A sort of activity: ``key`` names it in addresses, ``asks`` is what its record says, ``hint`` an example of it.

    ``result`` is True where the words of the record are the result that the report repeats (条例 Art. 50(4)).
    """

    key: str
    event: type[Event]
    label: str
    numbers: tuple[Number, ...]
    asks: str
    hint: str
    result: bool = False


_PEOPLE = Number("participants", "参加人次", "人次")
SORTS = (
    Sort("meeting", y.MeetingHeld, "政务公开工作会议", (_PEOPLE,), "会议内容", "例如：布置全年公开任务，通报栏目自查结果。"),
    Sort("training", y.TrainingHeld, "政府信息公开业务培训", (_PEOPLE,), "培训内容", "例如：条例和答复办法培训，各办公室经办人参加。"),
    Sort(
        "open-day", y.OpenDayHeld, "政府开放日",
        (_PEOPLE, Number("materials", "发放资料", "份", needed=False), Number("questions", "现场解答咨询", "件", needed=False)),
        "活动内容", "例如：便民服务中心开放日，村民代表参观窗口。",
    ),
    Sort("assessment", y.AssessmentReceived, "工作考核结果", (), "考核结果", "只写结果，报告里写成“政务公开工作考核结果为……”，例如：良好。", result=True),
    Sort("review", y.SocialReviewDone, "社会评议", (_PEOPLE,), "评议结果", "只写结果，报告里写成“评议结果为……”，例如：满意率96%。", result=True),
    Sort("accountability", y.HeldAccountable, "责任追究", (Number("persons", "被追究责任的", "人"),), "处理决定", "例如：对逾期答复作出的处理决定，写明文号，不写姓名。"),
    Sort("leading-group", y.LeadingGroupChanged, "领导小组成立或者调整", (Number("members", "成立、调整以后有", "人"),), "文件", "例如：关于调整政务公开工作领导小组的通知，写明文号。"),
    Sort("self-check", y.SelfChecked, "公开栏目自查", (Number("found", "查出问题", "处"), Number("mended", "其中已经改正", "处")), "自查情况", "例如：第三季度自查，主要是附件打不开。"),
)  # fmt: skip
BY_KEY = {sort.key: sort for sort in SORTS}
# The sorts of which the report says a number: where there was none, that is declared.
CLAIMED = {sort.key for sort in SORTS if sort.event in NONE_OF.values()}
_BY_EVENT = {sort.event: sort for sort in SORTS}


class Activity(NamedTuple):
    """One activity: ``step`` its number in the year's log, ``on`` its legal day, ``said`` number by number as it reads, its record, who wrote it when."""

    step: int
    sort: Sort
    on: date
    said: str
    record: Note | None
    by: str
    at: datetime


def activities(organ: uuid.UUID, year: int) -> list[Activity]:
    """What was registered for the year, the newest day first; what was voided is left out."""
    return of_state(year_of(organ, year))


def of_state(state: ActivityState | None) -> list[Activity]:
    """The same of a year that was read already."""
    entries = [(each, sort) for each in (effective(state.log) if state else ()) if (sort := _BY_EVENT.get(type(each.event)))]
    notes = {str(each.pk): each for each in Note.objects.filter(pk__in=[_record(each.event) for each, _ in entries]).select_related("file")}
    names = names_of({each.actor for each, _ in entries})
    found = [
        Activity(each.number, sort, each.effective_on, said(sort, each.event), notes.get(_record(each.event)), names.get(each.actor, each.actor), each.recorded_at)
        for each, sort in entries
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.on, each.step), reverse=True)


def said(sort: Sort, event: Event) -> str:
    """The numbers of an event as a list reads them; what was not counted is left out."""
    told = ((number, getattr(event, number.name)) for number in sort.numbers)
    return "，".join(f"{'' if number == _PEOPLE else number.label}{value}{number.unit}" for number, value in told if value is not None)


def _record(event: Event) -> str:
    record: str = getattr(event, "record", "")
    return record
