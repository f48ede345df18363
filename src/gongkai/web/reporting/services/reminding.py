"""What is due on annual reports, by mail, from 1 December on: to those who write them and to the head of the office.

Not every day: at the beginning of each week, on each of the last days before the next date, and on the day behind it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import written
from gongkai.web import mailing
from gongkai.web.accounts.selectors import holding
from gongkai.web.organs.selectors import calendar_of, existing
from gongkai.web.reporting.models import ReportReminder
from gongkai.web.reporting.selectors.due import lines

if TYPE_CHECKING:
    from datetime import date, datetime

    from gongkai.law.calendar import Calendar
    from gongkai.web.accounts.models import User
    from gongkai.web.reporting.selectors.due import Line

MOST_ATTEMPTS = 5
LAST_DAYS = 7  # before the next date: every working day


def remind(*, day: date, moment: datetime) -> int:
    """Send the mails of that day that were not sent yet; how many were. What fails stays with its problem and is tried at the next call."""
    sent = 0
    for user, found in _mails(day).items():
        row, _ = ReportReminder.objects.get_or_create(user=user, day=day, defaults={"lines": len(found)})
        claimed = ReportReminder.objects.filter(pk=row.pk, sent_at=None, attempts=row.attempts, attempts__lt=MOST_ATTEMPTS).update(
            attempts=row.attempts + 1
        )
        if claimed:
            sent += _send(row, user, found, moment)
    return sent


def text_of(line: Line) -> str:
    """One report: whose, of which year, what comes next, by when."""
    return f"{line.organ.name}{line.due.year}年度报告：{line.what}，最迟{written(line.by)}（{line.words}）"


def _mails(day: date) -> dict[User, list[Line]]:
    """For each person what is due in the offices whose report he writes; nobody on a rest day, nobody without an address."""
    found: dict[User, list[Line]] = {}
    for line in lines(list(existing(day)), day):
        if not _told_on(line, day, calendar_of(line.organ)):
            continue
        for user in holding(("report.edit",), line.organ, day):
            if user.email:
                found.setdefault(user, []).append(line)
    return found


def _told_on(line: Line, day: date, calendar: Calendar) -> bool:
    """Whether the mail goes on that day."""
    try:
        if not calendar.is_working(day):
            return False
        begins = not any(calendar.is_working(day - timedelta(days=back)) for back in range(1, day.weekday() + 1))
        just_past = line.left < 0 and not any(calendar.is_working(line.by + timedelta(days=behind)) for behind in range(1, -line.left))
    except OutsideCalendar:
        return False
    return begins or just_past or 0 <= line.left <= LAST_DAYS


def _send(row: ReportReminder, user: User, found: list[Line], moment: datetime) -> bool:
    subject = f"年度报告到期提醒（{written(row.day)}，{len(found)} 份）"
    body = "\n".join((*map(text_of, found), "", "请登录工作台办理。"))
    row.refresh_from_db()
    row.problem = mailing.send(subject, body, user.email)
    if not row.problem:
        row.sent_at = moment
    row.save(update_fields=["sent_at", "problem"])
    return row.sent_at is not None
