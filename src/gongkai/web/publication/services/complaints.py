"""我要纠错: what readers say is wrong, answered in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from gongkai.law.calendar import OutsideCalendar
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.web.clock import day_of
from gongkai.web.organs import settings
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.publication.models import Complaint

if TYPE_CHECKING:
    from datetime import date, datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.publication.models import Item

KINDS = ("内容有误", "错别字", "链接打不开", "附件打不开", "内容过时", "泄露个人信息", "其他")
TEXT_CHARACTERS, CONTACT_CHARACTERS = 1000, 100
_CITE = ("网站指引",)


@transaction.atomic
def complain(
    *, organ: Organ, item: Item | None, page: str, kind: str, text: str, contact: str, moment: datetime, key: str | None = None
) -> Complaint:
    """Take in what a reader says; the same ``key`` gives the complaint that is there. Raises :class:`NotAllowed`."""
    problems = []
    if kind not in KINDS:
        problems.append(Reason("没有选哪里不对", _CITE))
    if not text.strip():
        problems.append(Reason("没有写说明", _CITE))
    if len(text) > TEXT_CHARACTERS:
        problems.append(Reason(f"说明超过 {TEXT_CHARACTERS} 字", _CITE))
    if problems:
        raise NotAllowed(tuple(problems))
    row = Complaint(
        organ=organ, item=item, page=page[:300], kind=kind, text=text.strip(), contact=contact.strip()[:CONTACT_CHARACTERS], created_at=moment, key=key,
        due_on=_due(organ, moment),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return Complaint.objects.get(key=key)
    return row


@transaction.atomic
def answer(*, complaint: Complaint, state: str, text: str, by: User, moment: datetime) -> None:
    """Say what was done about it. Raises :class:`NotAllowed`."""
    row = Complaint.objects.select_for_update().get(pk=complaint.pk)
    problems = [] if text.strip() else [Reason("没有写处理结果", _CITE)]
    if row.state != Complaint.State.NEW:
        problems.append(Reason("已经处理过", _CITE))
    if state not in (Complaint.State.ANSWERED, Complaint.State.INVALID):
        problems.append(Reason("没有选处理结果", _CITE))
    if problems:
        raise NotAllowed(tuple(problems))
    row.state, row.answer, row.answered_at, row.answered_by = state, text.strip(), moment, by.actor
    row.save(update_fields=["state", "answer", "answered_at", "answered_by"])


def _due(organ: Organ, moment: datetime) -> date | None:
    """The last day to answer, by the office's setting."""
    try:
        return calendar_of(organ).add(day_of(moment), settings.of(organ, "complaint_days")).day
    except OutsideCalendar:
        return None
