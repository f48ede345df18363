"""Signing up for an open day without an account: a place is taken once, never two for one, and given back by the code of the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid4

from django.db import transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.web.accounts.services.recording import record
from gongkai.web.applications.codes import code_of
from gongkai.web.clock import day_of
from gongkai.web.oversight.models import DayVisitor, OpenDay
from gongkai.web.oversight.selectors.days import taken, why_closed
from gongkai.web.oversight.services.days import CITE, locked
from gongkai.web.vault.keyring import keyring

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.web.accounts.models import User

MOST = 20  # people that one person may sign up
NAME_CHARACTERS, GROUP_CHARACTERS = 30, 40
_PLACE = "open_day.code"


class Guest(NamedTuple):
    """Who comes: name and telephone, with how many, for whom."""

    name: str
    phone: str
    people: int
    group: str = ""


@transaction.atomic
def sign_up(*, day: OpenDay, guest: Guest, moment: datetime, key: str | None = None) -> DayVisitor:
    """Take a place; the same ``key`` gives the one that was taken. Raises :class:`NotAllowed` with all reasons."""
    row = locked(day)
    known = row.visitors.filter(key=key).first() if key else None
    if known is not None:
        return known
    held = taken(row)
    problems = []
    closed = why_closed(row, held, day_of(moment))
    if closed:
        problems.append(Reason(closed.rstrip("。")))
    elif row.places is not None and held + guest.people > row.places:
        problems.append(Reason(f"只剩{row.places - held}个名额，请减少人数"))
    if not guest.name.strip() or not guest.phone.strip():
        problems.append(Reason("没有写姓名或者电话"))
    if not 0 < guest.people <= MOST:
        problems.append(Reason(f"人数应当是1到{MOST}"))
    if problems:
        raise NotAllowed(tuple(problems))
    identity = uuid4()
    return DayVisitor.objects.create(
        id=identity, day=row, name=guest.name.strip()[:NAME_CHARACTERS], phone=guest.phone.strip(), people=guest.people,
        group=guest.group.strip()[:GROUP_CHARACTERS], blind=_blind(code_of(identity)), key=key or None, created_at=moment,
    )  # fmt: skip


@transaction.atomic
def withdraw(*, day: OpenDay, code: str, moment: datetime) -> DayVisitor | None:
    """Give the place back by the code of the receipt; None when there is no such code. A second time changes nothing."""
    row = locked(day)
    found = row.visitors.filter(blind=_blind(code)).first()
    if found is None:
        return None
    if found.cancelled_at is None:
        if row.state != OpenDay.State.ANNOUNCED or row.day < day_of(moment):
            raise NotAllowed((Reason("活动已经结束或者取消，不用再取消报名"),))
        found.cancelled_at = moment
        found.save(update_fields=["cancelled_at"])
    return found


@transaction.atomic
def reveal(*, day: OpenDay, why: str, by: User, moment: datetime) -> list[DayVisitor]:
    """Names and telephones of who signed up, for a reason; it is recorded who looked. Raises :class:`NotAllowed`."""
    if not why.strip():
        raise NotAllowed((Reason("没有写为什么要看", CITE),))
    detail = {"day": str(day.pk), "why": why.strip()}
    record(what="day.reveal", about=f"{day.organ.name}：{day.theme}", by=by, moment=moment, detail=detail)
    return list(DayVisitor.objects.filter(day=day, cancelled_at=None))


def code(visitor: DayVisitor) -> str:
    """The code of the receipt, as it is printed."""
    identity = visitor.pk
    assert isinstance(identity, UUID)
    return code_of(identity)


def begin(visitor: DayVisitor) -> str:
    """The first characters of that code: enough to find somebody's row at the door, too little to give the place back."""
    return code(visitor).partition("-")[0]


def _blind(given: str) -> str:
    """What is stored of a code, however it was typed."""
    plain = "".join(each for each in given.upper().translate(str.maketrans("ILOU", "110V")) if each.isascii() and each.isalnum())
    return keyring().blind(plain, _PLACE)
