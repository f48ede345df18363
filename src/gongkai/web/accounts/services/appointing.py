"""Roles given and taken. The three administrators are kept apart, from one another and from every case (三员分立)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from gongkai.law.deadlines import written
from gongkai.web.accounts.models import ADMINISTRATORS, Appointment, Role, Substitution, User
from gongkai.web.accounts.services.recording import record
from gongkai.web.accounts.services.refusals import Refusal, unless

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ


def why_not_appoint(*, user: User, organ: Organ, role: str, valid_from: date, valid_to: date | None, by: User | None) -> list[str]:
    """All reasons against it; empty when it may be done."""
    wanted = Role(role)
    reasons = []
    if by is not None and by.pk == user.pk:
        reasons.append("不能给自己授予职责，请另一位安全管理员办理。")
    if not user.is_active:
        reasons.append(f"{user.name}的账号已停用，请先启用。")
    if organ.valid_to and organ.valid_to < valid_from and not (wanted not in ADMINISTRATORS and organ.successors.exists()):
        # somebody must look after the last report and the pages of an organ that was taken over
        reasons.append(f"{organ.name}已于{written(organ.valid_to)}撤销，请选承接的机关。")
    if valid_to and valid_to < valid_from:
        reasons.append("止期早于起期，请改正日期。")
    return reasons + _kept_apart(user, wanted, valid_from, valid_to) + _twice(user, organ, wanted, valid_from, valid_to)


@transaction.atomic
def appoint(
    *, user: User, organ: Organ, role: str, subtree: bool, valid_from: date, valid_to: date | None = None, by: User, moment: datetime
) -> Appointment:
    """Give the role from that day on. Raises :class:`Refusal` with all reasons."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    unless(why_not_appoint(user=locked, organ=organ, role=role, valid_from=valid_from, valid_to=valid_to, by=by))
    given = Appointment.objects.create(user=locked, organ=organ, role=role, subtree=subtree, valid_from=valid_from, valid_to=valid_to)
    if role in settings.SECOND_FACTOR_ROLES:  # the next login asks for the second factor
        User.objects.filter(pk=locked.pk).update(session_round=F("session_round") + 1)
    _write("account.appoint", given, by, moment)
    return given


@transaction.atomic
def dismiss(*, appointment: Appointment, on: date, by: User, moment: datetime) -> None:
    """End the role: ``on`` is its last day. One that has not begun is taken back. Raises :class:`Refusal`."""
    locked = Appointment.objects.select_for_update().select_related("user", "organ").get(pk=appointment.pk)
    if locked.user_id == by.pk:
        raise Refusal(["不能终止自己的职责，请另一位安全管理员办理。"])
    if locked.valid_to and locked.valid_to < on:
        raise Refusal([f"这项职责已于{written(locked.valid_to)}到期，不用再终止。"])
    locked.valid_to = on
    _write("account.dismiss", locked, by, moment)
    if locked.valid_from > on:
        locked.delete()
    else:
        locked.save(update_fields=["valid_to"])


@transaction.atomic
def carry_over(*, organ: Organ, to: Organ, on: date, by: User, moment: datetime) -> int:
    """机构改革: whoever has a role for ``organ`` on ``on`` or later has it for ``to`` too; how many roles were given.

    The role for ``organ`` stays: its last report and what it published are looked after by the same people. A role that began for nobody
    but ``to`` by this is written down for the auditor like any other.
    """
    given = 0
    for each in Appointment.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), organ=organ, user__is_active=True):
        first = max(on, each.valid_from)
        if _overlapping(each.user, first, each.valid_to).filter(organ=to, role=each.role).exists():
            continue
        new = Appointment.objects.create(
            user=each.user, organ=to, role=each.role, subtree=each.subtree, valid_from=first, valid_to=each.valid_to
        )
        _write("account.appoint", new, by, moment)
        given += 1
    return given


def _kept_apart(user: User, wanted: Role, valid_from: date, valid_to: date | None) -> list[str]:
    held = [Role(each) for each in _overlapping(user, valid_from, valid_to).order_by().values_list("role", flat=True).distinct()]
    reasons = []
    for role in held:
        if role is wanted or (wanted not in ADMINISTRATORS and role not in ADMINISTRATORS):
            continue
        kind = "三类管理员由不同的人担任" if wanted in ADMINISTRATORS and role in ADMINISTRATORS else "管理员不办理申请"
        reasons.append(f"{user.name}已经是{role.label}，不能同时是{wanted.label}：{kind}。请先终止原来的职责，或者换一个人。")
    if wanted in ADMINISTRATORS and Substitution.objects.filter(substitute=user, to_day__gte=valid_from).exists():
        reasons.append(f"{user.name}正在替别人办理申请，不能同时是{wanted.label}。请先结束替班。")
    return reasons


def _twice(user: User, organ: Organ, wanted: Role, valid_from: date, valid_to: date | None) -> list[str]:
    if _overlapping(user, valid_from, valid_to).filter(organ=organ, role=wanted).exists():
        return [f"{user.name}在{organ.name}已经是{wanted.label}。要改范围或者日期的，请先终止原来的。"]
    return []


def _overlapping(user: User, valid_from: date, valid_to: date | None) -> QuerySet[Appointment]:
    found = Appointment.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from), user=user)
    return found.filter(valid_from__lte=valid_to) if valid_to else found


def _write(what: str, given: Appointment, by: User, moment: datetime) -> None:
    detail = {
        "organ": given.organ.slug, "role": given.role, "subtree": given.subtree, "from": given.valid_from.isoformat(),
        "to": given.valid_to.isoformat() if given.valid_to else None,
    }  # fmt: skip
    about = f"{given.user.username}：{given.organ.name}{Role(given.role).label}"
    record(what=what, about=about, by=by, moment=moment, detail=detail)
