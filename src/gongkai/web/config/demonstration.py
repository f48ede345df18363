"""The whole demonstration: the applications of a year, what the town published, its reports; all of it in one transaction, or none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.web.accounts.models import User
from gongkai.web.applications.demo import fill as applications
from gongkai.web.applications.demo import office
from gongkai.web.clock import day_of, now
from gongkai.web.organs.models import Organ
from gongkai.web.oversight.demo import fill as oversight
from gongkai.web.oversight.demo.district import fill as district
from gongkai.web.publication.demo import fill as publication
from gongkai.web.publication.models import Item
from gongkai.web.reporting.demo import fill as reporting

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


class Filled(NamedTuple):
    """What is there now: whether it was made just now, cases, items, logins as (organ, role, name, username), the password of all."""

    made: bool
    cases: int
    items: int
    logins: tuple[tuple[str, str, str, str], ...]
    password: str


@transaction.atomic
def fill(progress: Callable[[int, int], None], moment: datetime | None = None) -> Filled:
    """Make the demonstration unless it is there. Raises :class:`UnusableInput` in an installation where real people work."""
    at = moment or now()
    done = applications.fill(progress, at)
    if done.made:
        publication.fill(at)
        reporting.fill(at)
        organs = {each.slug: each for each in Organ.objects.filter(slug__startswith="demo-")}
        people = {each.username: each for each in User.objects.filter(username__in=[login.username for login in office.LOGINS])}
        towns = [organs[slug] for slug in (office.TOWN, office.STREET, office.BUREAU)]
        oversight.fill(district=organs[office.DISTRICT], towns=towns, people=people, today=day_of(at), moment=at)
    items = Item.objects.filter(organ__slug__startswith="demo-").count()
    return Filled(done.made, done.cases, items, done.logins, done.password)


def fill_district(told: Callable[[int, int, str], None], scale: float, moment: datetime | None = None) -> district.Made:
    """Make the organs of the district that are not there yet, behind :func:`fill`. ``scale`` 1 is the whole; see ``oversight.demo.district``."""
    return district.fill(told, moment or now(), scale)
