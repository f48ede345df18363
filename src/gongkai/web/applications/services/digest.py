"""What is due, by mail: to each officer his own, to the head of the office what is overdue, unassigned or unsigned as well.

Number and state only: a mail may lie anywhere, so no content and no name of an applicant ever stands in one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import written
from gongkai.ledger.states.parts import Phase
from gongkai.notices.kinds import KINDS
from gongkai.web import mailing
from gongkai.web.accounts.models import Appointment, Role, Substitution, User
from gongkai.web.applications.models import Application, DigestSent, Letter, Remedy
from gongkai.web.organs import settings
from gongkai.web.organs.selectors import calendar_of, existing

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterator
    from datetime import date, datetime

    from gongkai.law.calendar import Calendar
    from gongkai.web.organs.models import Organ

NEAR_DAYS = 3  # working days, as on the work list
MOST_ATTEMPTS = 5
_RUNNING = (Phase.OPEN.value, Phase.REANSWERING.value)
CONFIRM, OVERDUE, NEAR, UNSIGNED, REMEDY = "今天必须确认", "已超期", "3 个工作日内到期", "等待签发", "复议和诉讼"
_ORDER = (CONFIRM, OVERDUE, NEAR, REMEDY, UNSIGNED)


class Line(NamedTuple):
    """One thing that is due: under which heading, its number and its state, and whose it is (None: nobody's)."""

    heading: str
    number: str
    state: str
    handler: uuid.UUID | None


def lines_of(organ: Organ, day: date) -> list[Line]:
    """All that is due in an organ on that day."""
    calendar = calendar_of(organ)
    near = calendar.add(day, NEAR_DAYS).day
    return [*_unconfirmed(organ), *_cases(organ, calendar, day, near), *_remedies(organ, calendar, day, near), *_letters(organ)]


def for_head(lines: list[Line]) -> list[Line]:
    """What goes to the head: what is late, whatever nobody has taken, what waits for a signature, all reviews and lawsuits."""
    return [line for line in lines if line.heading in (OVERDUE, CONFIRM, UNSIGNED, REMEDY) or line.handler is None]


@transaction.atomic
def plan(*, day: date) -> list[DigestSent]:
    """The mails of that day, each once: a second call makes none. None on a rest day of the organ, and none that would be empty."""
    made: list[DigestSent] = []
    wanted: dict[User, int] = {}
    for organ in existing(day):
        lines = _on_working_days(organ, day)
        if not lines:
            continue
        for user, own in _readers(organ, lines, day):
            wanted[user] = wanted.get(user, 0) + len(own)
        if settings.of(organ, "digest_mail") and for_head(lines):
            row, new = DigestSent.objects.get_or_create(user=None, organ=organ, day=day, defaults={"lines": len(for_head(lines))})
            made += [row] if new else []
    for user, count in wanted.items():
        row, new = DigestSent.objects.get_or_create(user=user, day=day, defaults={"lines": count})
        made += [row] if new else []
    return made


def unsent(day: date) -> list[DigestSent]:
    """Those of that day that are still to be delivered, after too many attempts no more."""
    return list(DigestSent.objects.filter(day=day, sent_at=None, attempts__lt=MOST_ATTEMPTS))


def deliver(*, digest: DigestSent, moment: datetime) -> bool:
    """Send one; what the mail server said stays on the row where it failed. Whether it is sent.

    The attempt is claimed first: of two workers with the same mail one sends it.
    """
    mine = DigestSent.objects.filter(pk=digest.pk, sent_at=None, attempts=digest.attempts)
    if digest.sent_at or not mine.update(attempts=digest.attempts + 1):
        return True
    digest.attempts += 1
    digest.problem = mailing.send(*_mail(digest), _address(digest))
    if not digest.problem:
        digest.sent_at = moment
    digest.save(update_fields=["sent_at", "problem"])
    return digest.sent_at is not None


def text_of(organ: Organ, lines: list[Line], day: date) -> str:
    """The plain text about one organ."""
    parts = [f"{organ.name} {written(day)}"]
    for heading in _ORDER:
        own = [line for line in lines if line.heading == heading]
        if own:
            parts.append(f"\n{heading}（{len(own)} 件）")
            parts += [f"  {line.number}  {line.state}" for line in own]
    return "\n".join(parts)


def _mail(digest: DigestSent) -> tuple[str, str]:
    texts = [text_of(organ, lines, digest.day) for organ, lines in _contents(digest)]
    subject = f"依申请公开到期提醒（{written(digest.day)}，{digest.lines} 件）"
    return subject, "\n\n".join((*texts, "请登录工作台办理。这封邮件只写编号和状态，不写申请内容和申请人。"))


def _contents(digest: DigestSent) -> Iterator[tuple[Organ, list[Line]]]:
    if digest.user is None:
        assert digest.organ is not None
        yield digest.organ, for_head(lines_of(digest.organ, digest.day))
        return
    for organ in existing(digest.day):
        lines = _on_working_days(organ, digest.day)
        own = dict(_readers(organ, lines, digest.day)).get(digest.user) if lines else None
        if own:
            yield organ, own


def _address(digest: DigestSent) -> str:
    return digest.user.email if digest.user else str(settings.of(digest.organ, "digest_mail")) if digest.organ else ""


def _on_working_days(organ: Organ, day: date) -> list[Line]:
    try:
        return lines_of(organ, day) if calendar_of(organ).is_working(day) else []
    except OutsideCalendar:
        return []


def _readers(organ: Organ, lines: list[Line], day: date) -> list[tuple[User, list[Line]]]:
    """Who gets which lines: the officers of the organ and its heads, or who stands in for them, who have an address."""
    held = Appointment.objects.filter(organ=organ, role__in=(Role.OFFICER, Role.OFFICE_HEAD), valid_from__lte=day, user__is_active=True)
    found: dict[User, dict[Line, None]] = {}
    away = _away(day)
    for each in held.exclude(valid_to__lt=day).select_related("user"):
        head = for_head(lines) if each.role == Role.OFFICE_HEAD else []
        own = [line for line in lines if line.handler == each.user_id]
        reader = away.get(each.user_id, each.user)
        if reader.email and (head or own):
            found.setdefault(reader, {}).update(dict.fromkeys([*head, *own]))
    return [(user, list(own)) for user, own in found.items()]


def _away(day: date) -> dict[uuid.UUID, User]:
    """Who stands in for whom on that day: during leave the mail goes to the substitute."""
    now = Substitution.objects.filter(from_day__lte=day, to_day__gte=day, substitute__is_active=True).select_related("substitute")
    return {each.user_id: each.substitute for each in now}


def _unconfirmed(organ: Organ) -> Iterator[Line]:
    rows = Application.objects.filter(organ=organ, phase=Phase.UNREGISTERED.value).order_by("register_number")
    for number, handler in rows.values_list("register_number", "handler"):
        yield Line(CONFIRM, number, "与申请人确认收到", handler)


def _cases(organ: Organ, calendar: Calendar, day: date, near: date) -> Iterator[Line]:
    rows = Application.objects.filter(organ=organ, phase__in=_RUNNING, due_on__lte=near).order_by("due_on", "register_number")
    for number, due, handler in rows.values_list("register_number", "due_on", "handler"):
        assert due is not None  # chosen by it
        yield Line(OVERDUE if due < day else NEAR, number, _words("答复", due, calendar, day), handler)


def _remedies(organ: Organ, calendar: Calendar, day: date, near: date) -> Iterator[Line]:
    for remedy in Remedy.objects.filter(organ=organ, next_due__lte=near).order_by("next_due"):
        assert remedy.next_due is not None
        yield Line(REMEDY, remedy.register_number, _words(remedy.next_duty, remedy.next_due, calendar, day), remedy.handler_id)


def _letters(organ: Organ) -> Iterator[Line]:
    waiting = Letter.objects.filter(organ=organ, state=Letter.State.IN_APPROVAL).order_by("drafted_at")
    numbers = dict(Application.objects.filter(pk__in=waiting.values("stream")).values_list("pk", "register_number"))
    for letter in waiting:
        yield Line(
            UNSIGNED,
            numbers.get(letter.stream, letter.code),
            f"{KINDS[letter.code].name if letter.code in KINDS else '文书'}等待签发",
            letter.drafted_by_id,
        )


def _words(what: str, due: date, calendar: Calendar, day: date) -> str:
    left = calendar.between(day, due)
    if due < day:
        return f"应于{written(due)}前{what}，已超期 {max(-left, 1)} 个工作日"
    return f"最迟今天{what}" if due == day else f"最迟{written(due)}{what}，剩 {left} 个工作日"
