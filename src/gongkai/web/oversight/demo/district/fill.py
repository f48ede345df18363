"""Fill the fictional district: organ after organ, each whole or not at all, so that what was killed in the middle goes on where it stood."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.web.applications.demo.office import DISTRICT, PASSWORD
from gongkai.web.applications.models import Application
from gongkai.web.applications.register import writing as registers
from gongkai.web.clock import day_of
from gongkai.web.events import heads
from gongkai.web.organs.models import Organ
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.organs.swift import swift
from gongkai.web.oversight.demo.district import cases, desk, items, offices, plan, reports
from gongkai.web.publication.models import Item
from gongkai.web.publication.register import writing as lists
from gongkai.web.reporting.services.projecting import catch_up, taking
from gongkai.web.search import services as search

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from gongkai.web.oversight.demo.district.plan import Member

    Progress = Callable[[int, int, str], None]  # things done, of how many, what is going on

ITEMS, CASES, YEARS = 200_000, 20_000, 3


class Made(NamedTuple):
    """What is there now: organs made just now (0: all were there), organs, cases and items of the district, logins, the password of all."""

    made: int
    organs: int
    cases: int
    items: int
    logins: tuple[tuple[str, str, str, str], ...]
    password: str


def fill(progress: Progress, moment: datetime, scale: float = 1.0) -> Made:
    """Make what is not there yet, beside the ordinary demonstration, which belongs to the district. ``scale`` 0.01 makes a hundredth of it."""
    members, district = plan.members(), Organ.objects.get(slug=DISTRICT)
    of_items, of_cases = plan.shares(_left(ITEMS, scale, Item)), plan.shares(_left(CASES, scale, Application))
    there = set(Organ.objects.filter(slug__in=[each.slug for each in members]).values_list("slug", flat=True))
    whole, done, made = sum(of_items) + sum(of_cases), 0, 0
    if len(there) < len(members):
        search.many(begin=True)
    else:
        progress = _untold
    for place, member in enumerate(members):
        count = _Count(done, whole, member.short_name, progress)
        if member.slug not in there:
            _organ(member, place, district, of_items[place], of_cases[place], moment, count)
            made += 1
        done += of_items[place] + of_cases[place]
        progress(done, whole, member.short_name)
    progress(done, whole, "正在核对统计数字")
    catch_up()
    search.many(begin=False)  # also behind a call that was killed; where nothing is to be tidied it costs nothing
    below = Organ.objects.filter(path__startswith=district.path)
    return Made(
        made,
        below.count(),
        Application.objects.filter(organ__in=below).count(),
        Item.objects.filter(organ__in=below).count(),
        _logins(),
        PASSWORD,
    )


def _untold(done: int, whole: int, what: str) -> None:
    """Where nothing is made there is nothing to wait for."""


def _left(whole: int, scale: float, model: type[Item] | type[Application]) -> int:
    """How many are left to make beside those of the ordinary demonstration."""
    ordinary = model._default_manager.filter(organ__slug__startswith="demo-").exclude(
        organ__slug__in=[each.slug for each in plan.members()]
    )
    return max(round(whole * scale) - ordinary.count(), 0)


class _Count:
    """How far one organ is, told as things of all."""

    def __init__(self, before: int, whole: int, name: str, progress: Progress) -> None:
        self._before, self._whole, self._name, self._progress = before, whole, name, progress

    def __call__(self, done: int) -> None:
        """So many things of the part that is being written."""
        self._progress(self._before + done, self._whole, self._name)

    def behind(self, done: int) -> _Count:
        """The same for the part that comes behind so many things."""
        return _Count(self._before + done, self._whole, self._name, self._progress)


@transaction.atomic
def _organ(member: Member, place: int, district: Organ, count: int, asked: int, moment: datetime, told: _Count) -> None:
    """One organ with its three years, all in one transaction."""
    today = day_of(moment)
    first = date(today.year - YEARS + 1, 1, 1)
    organ = offices.make(member, place, district)
    people = offices.people(organ)
    days = swift(calendar_of(organ))
    with taking() as take:
        found = cases.cases(member, asked, first, today, days)
        registers.write(found, organ=organ, moment=moment, progress=told, written=take)
        lists.write(
            lambda: items.rows(member, count, first, today), organ=organ, moment=moment, file=f"{member.short_name}主动公开清单.xlsx",
            progress=told.behind(asked), written=take,
        )  # fmt: skip
    desk.leave(member, organ, people.officer, days, moment)
    reports.make(member, organ, people, moment)
    heads.note(today)  # each sealed report names the head: the next one need not walk the whole ledger


def _logins() -> tuple[tuple[str, str, str, str], ...]:
    names = dict(Organ.objects.filter(slug__in=[each.organ for each in offices.LOGINS]).values_list("slug", "name"))
    return tuple((names[each.organ], each.role.label, each.name, each.username) for each in offices.LOGINS)
