"""What the fictional offices do with an item, day after day, by the services that their desks use."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import xlsxwriter

from gongkai.ledger.guards import BEIJING
from gongkai.ledger.vocabulary.codes import Role, Stage, Verdict
from gongkai.web.channels.base import Outcome, Receipt
from gongkai.web.publication.demo import this_year as plan
from gongkai.web.publication.models import Delivery, Drawing, Genre
from gongkai.web.publication.selectors import figures
from gongkai.web.publication.services import checking, delivering, drafting, explaining, lifecycle, releasing, reviewing
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gongkai.law.calendar import Calendar
    from gongkai.web.accounts.models import User
    from gongkai.web.channels.models import Account
    from gongkai.web.organs.models import Organ
    from gongkai.web.publication.models import Item

_ROLES = {Stage.FIRST: Role.OFFICER, Stage.SECOND: Role.LEGAL, Stage.FINAL: Role.OFFICE_HEAD}


class People(NamedTuple):
    """Who drafts, who reviews first, second and last, who signs."""

    drafter: User
    reviewers: tuple[User, User, User]
    leader: User


class Office:
    """One organ with its people, channels and calendar, up to the day of the demonstration."""

    def __init__(self, organ: Organ, people: People, accounts: Sequence[Account], calendar: Calendar, moment: datetime) -> None:
        self.organ, self.people, self.accounts, self.calendar, self.moment = organ, people, accounts, calendar, moment
        self.made: dict[str, Item] = {}
        self.serial = 0
        self._day, self._minutes = date.min, 0
        self._agenda: list[tuple[date, Callable[[date], None]]] = []

    def live_until(self, day: date) -> None:
        """Do what was put off to days before that one, in their order."""
        due = sorted((each for each in self._agenda if each[0] < day), key=lambda each: each[0])
        self._agenda = [each for each in self._agenda if each[0] >= day]
        for when, what in due:
            what(when)

    def do(self, one: plan.Plan) -> Item:
        """Take one item as far as its plan says."""
        formed = self.calendar.back(self.moment.astimezone(BEIJING).date(), one.ago).day
        self.live_until(formed)
        item = self._draft(one, formed)
        self.made[one.key] = item
        if one.explains:
            explaining.link(
                policy=self.made[one.explains], item=item, form=one.form, interpreter=self.people.leader.name if one.by_leader else one.department,
                by_leader=one.by_leader, by=self.people.drafter, moment=self._at(formed),
            )  # fmt: skip
        if one.until == plan.DRAFT:
            return item
        reviewed = self.calendar.add(formed, 1).day
        self._answer(item, reviewed)
        drafting.submit(item=item, by=self.people.drafter, moment=self._at(reviewed))
        item.refresh_from_db()
        self._review(item, reviewed, 0 if one.until == plan.SUBMITTED else 2 if one.until == plan.IN_REVIEW else 3)
        if one.until in (plan.SUBMITTED, plan.IN_REVIEW):
            return item
        self._approve(item, reviewed)
        if one.until == plan.PUBLISHED:
            self._release(item, reviewed)
            self._after(one, item, reviewed)
        return item

    def _at(self, day: date) -> datetime:
        """A moment of that day, each later than the one before; never later than now."""
        if day != self._day:
            self._day, self._minutes = day, 0
        self._minutes += 1
        return min(datetime.combine(day, time(9, 0), BEIJING).astimezone(UTC) + timedelta(minutes=self._minutes), self.moment)

    def _draft(self, one: plan.Plan, formed: date) -> Item:
        self.serial += one.numbered
        words = {"year": formed.year, "last": formed.year - 1, "sentence": figures.year_of(self.organ, formed.year - 1).sentence}
        series = "示政规" if one.genre == Genre.NORMATIVE else "示政发"
        fields: dict[str, Any] = {
            "column": one.column, "genre": one.genre.value, "title": one.title.format(**words), "issuer": self.organ.name,
            "number": f"{series}〔{formed.year}〕{self.serial}号" if one.numbered else "", "subject": "", "source": self.organ.short_name,
            "department": one.department, "keywords": "", "summary": one.summary.format(**words), "formed_on": formed, "counted_from": None,
            "effective_from": None, "expires_on": formed.replace(year=formed.year + one.expires_after_years, day=1) if one.expires_after_years else None,
        }  # fmt: skip
        item = drafting.draft(
            organ=self.organ, content=drafting.Content(fields=fields, html=one.html.format(**words)), attribute=one.attribute, basis=one.basis,
            reason=one.reason, role=Role.OFFICER, by=self.people.drafter, moment=self._at(formed), on=formed,
        )  # fmt: skip
        for place, (sort, kind, given) in enumerate(one.drawings):
            assert item.draft is not None
            Drawing.objects.create(version=item.draft, sort=sort, kind=kind, given=given, position=place)
        if one.then == "attached":
            drafting.attach(
                item=item, upload=Upload("补助对象名单.xlsx", _list_of_houses()), by=self.people.drafter, moment=self._at(formed)
            )
        return item

    def _answer(self, item: Item, day: date) -> None:
        """What the check asks is answered, as an office would."""
        answers: Mapping[str, str] = {each.fingerprint: "已核对，可以公开。" for each in checking.remarks(item) if each.open}
        if answers:
            checking.answer(item=item, answers=answers, by=self.people.drafter, moment=self._at(day))

    def _review(self, item: Item, day: date, stages: int) -> None:
        for stage, user in list(zip(Stage, self.people.reviewers, strict=True))[:stages]:
            reviewing.review(
                item=item, stage=stage, verdict=Verdict.PASSED, signed=reviewing.Signed(user.name, day, user), role=_ROLES[stage], by=user,
                moment=self._at(day), text="同意。", checklist=tuple(reviewing.CHECKLIST),
            )  # fmt: skip

    def _approve(self, item: Item, day: date) -> None:
        leader = self.people.leader
        reviewing.approve(item=item, signed=reviewing.Signed(leader.name, day, leader), role=Role.LEADER, by=leader, moment=self._at(day))

    def _release(self, item: Item, day: date) -> None:
        releasing.release(item=item, accounts=self.accounts, by=self.people.drafter, moment=self._at(day))
        recent = self.calendar.between(day, self.moment.astimezone(BEIJING).date()) < 15
        for delivery in item.deliveries.filter(account__isnull=False, state=Delivery.State.QUEUED):
            if recent:
                continue  # the newest still wait for somebody to bring them there
            receipt = Receipt(
                Outcome.RECEIVED, self._at(day), "已张贴，照片存档。" if delivery.outlet == "board" else "已送达，签收单存档。"
            )
            delivering.keep(delivery=delivery, receipt=receipt, by=self.people.drafter, moment=self._at(day))

    def _after(self, one: plan.Plan, item: Item, day: date) -> None:
        """Put off what befalls it four weeks later."""
        acts = {"repealed": self._repeal, "taken_down": self._take_down, "amended": self._amend}
        if one.then in acts:
            self._agenda.append((self.calendar.add(day, 20).day, partial(acts[one.then], item)))

    def _repeal(self, item: Item, day: date) -> None:
        lifecycle.repeal(item=item, number=f"示政规〔{day.year}〕2号", on=day, by=self.people.drafter, moment=self._at(day))

    def _take_down(self, item: Item, day: date) -> None:
        reason = "中标单位名称有误，更正后重新公开。"
        releasing.take_down(item=item, reason=reason, by=self.people.drafter, moment=self._at(day))

    def _amend(self, item: Item, day: date) -> None:
        assert item.draft is not None
        html = item.draft.html.replace("每次不超过2小时", "每次不超过3小时")
        fields = {name: getattr(item, name) for name in drafting.FIELDS}
        drafting.edit(
            item=item, content=drafting.Content(fields=fields, html=html), change_note="限时停车由2小时改为3小时。", changed_on=day, by=self.people.drafter,
            moment=self._at(day), on=day,
        )  # fmt: skip
        self._answer(item, day)
        drafting.submit(item=item, by=self.people.drafter, moment=self._at(day))
        item.refresh_from_db()
        self._review(item, day, 3)
        self._approve(item, day)
        self._release(item, day)


def made_for(office: Office) -> int:
    """All plans of the year in the order of their days; how many."""
    for one in sorted(plan.PLANS, key=lambda one: -one.ago):
        office.do(one)
    office.live_until(date.max)
    return len(plan.PLANS)


def _list_of_houses() -> bytes:
    """A sheet with nothing of any person in it: households by village."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": "农村危房改造补助对象名单", "author": "", "company": ""})
        sheet = book.add_worksheet("名单")
        for row, cells in enumerate(
            (("村", "户数", "补助标准（万元/户）"), ("示例村", 4, 2.7), ("东示例村", 3, 2.7), ("西示例村", 5, 1.2))
        ):
            sheet.write_row(row, 0, cells)
    return file.getvalue()
