"""What is due in publication, by mail: to each drafter his own, to the head of the office all of it.

索引号 and state only: a mail may lie anywhere, and a draft is nobody's business but the office's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import written
from gongkai.web import mailing
from gongkai.web.accounts.models import Role
from gongkai.web.accounts.permissions import appointments
from gongkai.web.accounts.selectors import holding
from gongkai.web.organs.selectors import calendar_of, existing
from gongkai.web.publication.models import Reminder
from gongkai.web.publication.selectors.worklist import due_lines

if TYPE_CHECKING:
    from datetime import date, datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.publication.selectors.worklist import Line

MOST_ATTEMPTS = 5


def remind(*, day: date, moment: datetime) -> int:
    """Send the mails of that day that were not sent yet; how many were. What fails stays with its problem and is tried at the next call."""
    sent = 0
    for user, texts in _mails(day).items():
        lines = sum(len(found) for _, found in texts)
        row, _ = Reminder.objects.get_or_create(user=user, day=day, defaults={"lines": lines})
        claimed = Reminder.objects.filter(pk=row.pk, sent_at=None, attempts=row.attempts, attempts__lt=MOST_ATTEMPTS).update(
            attempts=row.attempts + 1
        )
        if claimed:
            sent += _send(row, user, texts, moment)
    return sent


def _mails(day: date) -> dict[User, list[tuple[Organ, list[Line]]]]:
    """For each person the lines of each organ; nobody on a rest day of the organ, nobody without an address."""
    found: dict[User, list[tuple[Organ, list[Line]]]] = {}
    for organ in existing(day):
        lines = list(due_lines(organ, day)) if _works(organ, day) else []
        if not lines:
            continue
        for user in holding(("item.draft",), organ, day):
            heads = any(each.role == Role.OFFICE_HEAD for each in appointments(user, day))
            own = lines if heads else [line for line in lines if line.owner in (None, user.pk)]
            if own and user.email:
                found.setdefault(user, []).append((organ, own))
    return found


def _send(row: Reminder, user: User, texts: list[tuple[Organ, list[Line]]], moment: datetime) -> bool:
    subject = f"主动公开到期提醒（{written(row.day)}，{sum(len(found) for _, found in texts)} 条）"
    body = "\n\n".join(
        (*(text_of(organ, lines, row.day) for organ, lines in texts), "请登录工作台办理。这封邮件只写编号和状态，不写内容。")
    )
    row.refresh_from_db()
    row.problem = mailing.send(subject, body, user.email)
    if not row.problem:
        row.sent_at = moment
    row.save(update_fields=["sent_at", "problem"])
    return row.sent_at is not None


def text_of(organ: Organ, lines: list[Line], day: date) -> str:
    """The plain text about one organ."""
    parts = [f"{organ.name} {written(day)}"]
    for heading in dict.fromkeys(line.heading for line in lines):
        own = [line for line in lines if line.heading == heading]
        parts.append(f"\n{heading}（{len(own)} 条）")
        parts += [f"  {line.name}  {line.words}" for line in own]
    return "\n".join(parts)


def _works(organ: Organ, day: date) -> bool:
    try:
        return calendar_of(organ).is_working(day)
    except OutsideCalendar:
        return False
