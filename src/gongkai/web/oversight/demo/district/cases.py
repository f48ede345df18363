"""Applications that organs of the fictional district received in three years, as the rows of their registers. About nobody."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from gongkai.ledger.vocabulary.codes import Channel, Column, Result, Sort, Way
from gongkai.web.applications.register.case import Case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.law.calendar import Calendar
    from gongkai.web.oversight.demo.district.plan import Member

_ROWS = (
    "granted", "granted", "partial", "unavailable.not_held", "granted", "not_processed.petition", "denied.process_information", "granted",
    "unavailable.needs_creation", "granted", "denied.administrative_query", "partial", "not_processed.repeat", "granted", "denied.law_forbids",
)  # fmt: skip
_CHANNELS = (Channel.ONLINE, Channel.SIGNED_POST, Channel.ONLINE, Channel.IN_PERSON, Channel.EMAIL)
_COLUMNS = (Column.PERSON,) * 6 + (Column.BUSINESS, Column.PERSON, Column.LEGAL_SERVICE, Column.BUSINESS)
_NAMES = "甲乙丙丁戊己庚辛壬癸"
_ABOUT = (
    "财政预算执行情况",
    "征地补偿方案",
    "项目招标结果",
    "补贴发放明细",
    "行政处罚决定",
    "会议讨论记录",
    "采购合同",
    "规划许可",
    "检查结果",
    "工作经费支出",
)
_REMEDY_EVERY, _SUIT_EVERY, _CORRECT_EVERY, _EXTEND_EVERY = 40, 90, 12, 17
_OLD = 120  # days behind which reviews and lawsuits are over
_RESULTS = (Result.UPHELD, Result.UPHELD, Result.OVERTURNED, Result.OTHER)


def cases(member: Member, count: int, first: date, today: date, calendar: Calendar) -> Iterator[Case]:
    """``count`` cases in the order in which they came. The newest are still open, ``member.waiting`` of them past their day."""
    span = (today - first).days
    for place in range(count):
        received = calendar.next_working(first + timedelta(days=span * place // count)).day
        received = min(received, today)
        left = count - place  # how many come behind it
        open_since = calendar.back(today, 24 + left % 5).day if left <= member.waiting else received
        values = _asked(member, place, min(received, open_since))
        values |= _ended(member, place, values["received"], today, calendar) if left > member.waiting else {}
        yield Case(place + 2, values)


def _asked(member: Member, place: int, received: date) -> dict[str, Any]:
    column = _COLUMNS[place % len(_COLUMNS)]
    who = f"申请人{_NAMES[place % 10]}" if column is Column.PERSON else f"示例{_NAMES[place % 10]}有限公司"
    return {
        "number": f"{member.word}申〔{received.year}〕{place + 1}号", "received": received, "channel": _CHANNELS[place % len(_CHANNELS)].value,
        "column": column.value, "name": who, "content": f"{member.short_name}{received.year - 1}年{_ABOUT[place % len(_ABOUT)]}",
    }  # fmt: skip


def _ended(member: Member, place: int, received: date, today: date, calendar: Calendar) -> dict[str, Any]:
    """Corrected, extended, answered, disputed: as far as the days have come."""
    values: dict[str, Any] = {}
    days = 22 + place % 9 if member.slow and place % member.slow == member.slow - 1 else 4 + place * 3 % 15
    since = received
    if place % _CORRECT_EVERY == 5:
        asked, since = calendar.add(received, 4).day, calendar.add(received, 9).day
        values |= {"correction_requested": asked, "correction_received": since}
    elif place % _EXTEND_EVERY == 7:
        values |= {"extended": 20, "extended_on": calendar.add(received, 18).day}
        days += 16
    closed = calendar.add(since, days).day
    values |= {"closed": closed, "row": _ROWS[place % len(_ROWS)], "served": calendar.add(closed, 2).day, "way": Way.ONLINE.value}
    if closed + timedelta(days=_OLD + 60) < today:
        values |= _disputed(place, closed)
    return {key: value for key, value in values.items() if not isinstance(value, date) or value <= today} if values["served"] <= today else {
        key: values[key] for key in ("correction_requested", "correction_received", "extended", "extended_on")
        if key in values and (not isinstance(values[key], date) or values[key] <= today)
    }  # fmt: skip


def _disputed(place: int, closed: date) -> dict[str, Any]:
    result = _RESULTS[place // _REMEDY_EVERY % len(_RESULTS)].value
    if place % _REMEDY_EVERY == 11:
        return {"review_received": closed + timedelta(days=30), "review_closed": closed + timedelta(days=90), "review_result": result}
    if place % _SUIT_EVERY == 23:
        return {
            "suit_sort": Sort.LITIGATION_DIRECT.value, "suit_received": closed + timedelta(days=40), "suit_closed": closed + timedelta(days=130),
            "suit_result": result,
        }  # fmt: skip
    return {}
