"""Fill an installation with the demonstration, once: all of it in one transaction, or none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.lib.errors import UnusableInput
from gongkai.web.accounts.models import User
from gongkai.web.applications.demo import history, office, rectify
from gongkai.web.applications.demo.cases import GROUPS
from gongkai.web.applications.demo.desk import Desk, all_plans
from gongkai.web.applications.models import Application
from gongkai.web.clock import now
from gongkai.web.organs.models import Organ

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


class Filled(NamedTuple):
    """What is there now: whether it was made just now, cases, logins as (organ, role, name, username), the password of all."""

    made: bool
    cases: int
    logins: tuple[tuple[str, str, str, str], ...]
    password: str


def fill(progress: Callable[[int, int], None], moment: datetime | None = None) -> Filled:
    """Make the demonstration unless it is there. Raises :class:`UnusableInput` in an installation where real people work."""
    made = not Organ.objects.filter(slug=office.TOWN).exists()
    if made:
        _refuse_real()
        _make(progress, moment or now())
    return Filled(made, Application.objects.filter(organ__slug__startswith="demo-").count(), _logins(), office.PASSWORD)


def _refuse_real() -> None:
    """Accounts whose password everybody knows have no place beside real ones."""
    if User.objects.exists():
        raise UnusableInput("这个数据文件夹里已经有工作人员的账号", "演示请用 --data 换一个文件夹")


@transaction.atomic
def _make(progress: Callable[[int, int], None], moment: datetime) -> None:
    organs = office.make_organs()
    desk = Desk(organs, office.make_accounts(organs), moment)
    history.bring_last_year(desk)
    rectify.plan_rectifications(desk)
    for plan in all_plans(GROUPS):
        desk.plan(plan)
    desk.work(progress)


def _logins() -> tuple[tuple[str, str, str, str], ...]:
    names = dict(Organ.objects.filter(slug__startswith="demo-").values_list("slug", "name"))
    return tuple((names[each.organ], each.role.label, each.name, each.username) for each in office.LOGINS)
