"""政府开放日: planned, changed, announced to readers, called off; what is left of who signed up is erased some days later."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.db.models import Q

from gongkai.law.deadlines import written
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.web.clock import day_of
from gongkai.web.oversight.models import DayVisitor, OpenDay
from gongkai.web.oversight.selectors.days import taken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime, time

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ

CITE = ("条例:50",)
KEPT_DAYS = 30  # name and phone of who signed up are kept so long behind the day (个人信息保护法 Art. 19: no longer than is needed)
State = OpenDay.State


class Plan(NamedTuple):
    """What is planned. ``groups`` and ``materials`` are names with numbers; ``closes_on`` is the day before when it is None."""

    sort: str
    theme: str
    day: date
    begins: time
    ends: time
    place: str
    organisers: str
    programme: str
    banner: str = ""
    boards: str = ""
    groups: Sequence[tuple[str, int]] = ()
    materials: Sequence[tuple[str, int]] = ()
    sign_up: bool = False
    places: int | None = None
    closes_on: date | None = None


_PLAIN = ("sort", "theme", "day", "begins", "ends", "place", "organisers", "programme", "banner", "boards", "sign_up", "places")


@transaction.atomic
def plan(*, organ: Organ, plan: Plan, by: User, moment: datetime) -> OpenDay:
    """Write a plan down; readers see nothing yet. Raises :class:`NotAllowed` with all reasons."""
    _refuse(_why_not(plan))
    row = OpenDay(organ=organ, created_at=moment, created_by=by.actor)
    _fill(row, plan)
    row.save(force_insert=True)
    _lists(row, plan)
    return row


@transaction.atomic
def change(*, day: OpenDay, plan: Plan, moment: datetime) -> OpenDay:
    """Plan it otherwise; what was counted of a group or a material that stays is kept. Raises :class:`NotAllowed` with all reasons."""
    row = locked(day)
    problems = [*why_over(row), *_why_not(plan)]
    if row.state == State.ANNOUNCED:
        problems += _why_not_announced(row, plan, day_of(moment))
    _refuse(problems)
    _fill(row, plan)
    row.on_front = row.state == State.ANNOUNCED and row.day >= day_of(moment)
    row.save()
    _lists(row, plan)
    return row


@transaction.atomic
def announce(*, day: OpenDay, moment: datetime) -> OpenDay:
    """Show it to readers. Raises :class:`NotAllowed` with all reasons."""
    row = locked(day)
    problems = [*why_over(row)]
    if row.state == State.ANNOUNCED:
        problems.append(Reason("已经发布过", CITE))
    if row.day < day_of(moment):
        problems.append(Reason(f"{written(row.day)}已经过去，不能再发布；请直接登记活动情况", CITE))
    if row.sign_up and not row.places:
        problems.append(Reason("开通了网上报名，没有写名额", CITE))
    _refuse(problems)
    row.state, row.on_front, row.announced_at = State.ANNOUNCED, True, moment
    row.save(update_fields=["state", "on_front", "announced_at"])
    return row


@transaction.atomic
def cancel(*, day: OpenDay, reason: str, moment: datetime) -> OpenDay:
    """Call it off; the page says so with the reason. Raises :class:`NotAllowed` with all reasons."""
    row = locked(day)
    problems = [*why_over(row)]
    if not reason.strip():
        problems.append(Reason("没有写为什么取消", CITE))
    _refuse(problems)
    row.state, row.on_front, row.why_cancelled = State.CANCELLED, False, reason.strip()
    row.save(update_fields=["state", "on_front", "why_cancelled"])
    return row


@transaction.atomic
def tidy(today: date) -> int:
    """The nightly work: the first page leads to no day that is over, and names and phones are erased; how many people were forgotten."""
    OpenDay.objects.filter(on_front=True, day__lt=today).update(on_front=False)
    due = DayVisitor.objects.filter(erased_on=None, day__day__lt=today - timedelta(days=KEPT_DAYS))
    return due.update(name="", phone="", erased_on=today)


def locked(day: OpenDay) -> OpenDay:
    """The row, locked, with its organ."""
    return OpenDay.objects.select_for_update(of=("self",)).select_related("organ").get(pk=day.pk)


def why_over(row: OpenDay) -> Iterator[Reason]:
    """Why nothing can be changed any more."""
    if row.state == State.HELD:
        yield Reason("已经登记到年度活动里；要改的请先撤回登记", CITE)
    if row.state == State.CANCELLED:
        yield Reason("已经取消，不能再改", CITE)


def _why_not(plan: Plan) -> Iterator[Reason]:
    if plan.sort not in OpenDay.Sort.values:
        yield Reason("没有选是开放日还是公开日", CITE)
    for value, words in ((plan.theme, "主题"), (plan.place, "地点"), (plan.organisers, "承办单位"), (plan.programme, "活动安排")):
        if not value.strip():
            yield Reason(f"没有写{words}", CITE)
    if plan.ends <= plan.begins:
        yield Reason("结束的时间不晚于开始的时间", CITE)
    if plan.sign_up and not plan.places:
        yield Reason("开通网上报名要写名额", CITE)
    if plan.closes_on is not None and plan.closes_on > plan.day:
        yield Reason(f"报名截止日{written(plan.closes_on)}在活动以后", CITE)
    for held, words in ((plan.groups, "邀请对象"), (plan.materials, "发放资料")):
        names = [name for name, _ in held]
        for name in sorted({each for each in names if names.count(each) > 1}):
            yield Reason(f"{words}里“{name}”写了两次", CITE)


def _why_not_announced(row: OpenDay, plan: Plan, today: date) -> Iterator[Reason]:
    """What readers were promised is not taken back without saying so."""
    held = taken(row)
    if held and not plan.sign_up:
        yield Reason(f"已经有{held}人报名，不能关闭网上报名；不办了的请取消活动", CITE)
    if plan.places is not None and plan.places < held:
        yield Reason(f"已经有{held}人报名，名额不能少于这个数", CITE)
    if plan.day != row.day and plan.day < today:
        yield Reason(f"{written(plan.day)}已经过去", CITE)


def _fill(row: OpenDay, plan: Plan) -> None:
    for name in _PLAIN:
        value = getattr(plan, name)
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.places = plan.places if plan.sign_up else None
    row.closes_on = (plan.closes_on or plan.day - timedelta(days=1)) if plan.sign_up else None


def _lists(row: OpenDay, plan: Plan) -> None:
    for rows, held, number in ((row.groups, plan.groups, "invited"), (row.materials, plan.materials, "planned")):
        rows.filter(~Q(name__in=[name for name, _ in held])).delete()
        for position, (name, count) in enumerate(held):
            rows.update_or_create(name=name, defaults={number: count, "position": position})


def _refuse(problems: Iterator[Reason] | Sequence[Reason]) -> None:
    found = tuple(problems)
    if found:
        raise NotAllowed(found)
