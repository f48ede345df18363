"""替班: who stands in for whom on which days. Events still name who really acted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from gongkai.web.accounts.models import ADMINISTRATORS, Appointment, Substitution, User
from gongkai.web.accounts.services.recording import record
from gongkai.web.accounts.services.refusals import Refusal, unless

if TYPE_CHECKING:
    from datetime import date, datetime

LONGEST_DAYS = 183  # longer absences are a change of roles


def why_not(*, user: User, substitute: User, from_day: date, to_day: date, today: date) -> list[str]:
    """All reasons against the substitution."""
    reasons = []
    if user.pk == substitute.pk:
        reasons.append("替班人不能是本人，请选另一个人。")
    if not substitute.is_active:
        reasons.append(f"{substitute.name}的账号已停用，请选另一个人。")
    if to_day < from_day:
        reasons.append("止期早于起期，请改正日期。")
    if to_day < today:
        reasons.append("日期已经过去。替班不能补办，请从今天起安排。")
    if (to_day - from_day).days > LONGEST_DAYS:
        reasons.append("替班最长半年。更长的请安全管理员调整职责。")
    if _holds(substitute, from_day, to_day, ADMINISTRATORS):
        reasons.append(f"{substitute.name}是管理员，不办理申请，不能替班（三员分立）。请选另一个人。")
    clash = Substitution.objects.filter(user=user, from_day__lte=to_day, to_day__gte=from_day).select_related("substitute").first()
    if clash:
        reasons.append(f"这几天已经由{clash.substitute.name}替班。请先结束原来的安排。")
    return reasons


@transaction.atomic
def begin(*, user: User, substitute: User, from_day: date, to_day: date, by: User, today: date, moment: datetime) -> Substitution:
    """Arrange it. Raises :class:`Refusal` with all reasons."""
    people = {each.pk: each for each in User.objects.select_for_update().filter(pk__in=[user.pk, substitute.pk]).order_by("pk")}
    user, substitute = people[user.pk], people[substitute.pk]
    unless(why_not(user=user, substitute=substitute, from_day=from_day, to_day=to_day, today=today))
    made = Substitution.objects.create(user=user, substitute=substitute, from_day=from_day, to_day=to_day)
    _write("leave.begin", made, by, moment)
    return made


@transaction.atomic
def end(*, substitution: Substitution, today: date, by: User, moment: datetime) -> None:
    """End it: yesterday was its last day; one that has not begun, or began today, is taken back. Raises :class:`Refusal`."""
    locked = Substitution.objects.select_for_update().select_related("user", "substitute").get(pk=substitution.pk)
    if locked.to_day < today:
        raise Refusal(["这次替班已经结束。"])
    _write("leave.end", locked, by, moment)
    if locked.from_day >= today:
        locked.delete()
        return
    locked.to_day = today - timedelta(days=1)
    locked.save(update_fields=["to_day"])


def _holds(user: User, from_day: date, to_day: date, roles: tuple[str, ...]) -> bool:
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gte=from_day)
    return Appointment.objects.filter(in_force, user=user, role__in=roles, valid_from__lte=to_day).exists()


def _write(what: str, made: Substitution, by: User, moment: datetime) -> None:
    detail = {"from": made.from_day.isoformat(), "to": made.to_day.isoformat()}
    record(what=what, about=f"{made.substitute.name}替{made.user.name}", by=by, moment=moment, detail=detail)
