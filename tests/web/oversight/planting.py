"""Defects planted through the real services: for each automatic indicator one organ that has the defect and one that has not.

A plant of :data:`PLANTS` takes the :class:`World`, plants, and says what an officer counts by hand: ``cases`` of the organ that has it, and what
they are a share of there (None where no share is computed). The other organ has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from gongkai.law import catalogue
from gongkai.ledger.vocabulary.codes import Explanation, Procedure, Result, Sort
from gongkai.report.sample import clean
from gongkai.report.writers import render
from gongkai.web.applications.register import jobs as registers
from gongkai.web.applications.services import remedies
from gongkai.web.channels.base import Outcome, Receipt
from gongkai.web.channels.links import Checked
from gongkai.web.channels.services import configure
from gongkai.web.publication.models import Genre
from gongkai.web.publication.services import columns, complaints, delivering, explaining, looking
from gongkai.web.publication.services.columns import Choice
from gongkai.web.reporting.selectors.activities import BY_KEY
from gongkai.web.reporting.services import activities, importing
from gongkai.web.vault.files import Upload
from support import items, web

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from gongkai.web.organs.models import Organ

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
LINKED = '<p>详见<a href="https://www.shiliqu.example/gone.html">办事指南</a>。</p>'
LATE = {"formed_on": date(2026, 1, 5)}  # 20 working days later is 2026-02-02; released on 2026-03-06
REGISTER = "登记编号,收到日期,提交方式,申请人类型,办结日期,办理结果\n1号,2026-03-02,当面,自然人,{ended},予以公开\n"


class Counted(NamedTuple):
    """What is counted by hand in the organ that has the defect."""

    cases: int
    base: int | None = None


@dataclass
class World:
    """Two organs of one district with their people: ``bad`` gets the defect, ``good`` does not."""

    bad: Organ
    good: Organ
    bad_people: items.Team
    good_people: items.Team
    patch: pytest.MonkeyPatch

    def both(self) -> tuple[tuple[Organ, items.Team], tuple[Organ, items.Team]]:
        return (self.bad, self.bad_people), (self.good, self.good_people)

    def published(self, bad: dict, good: dict) -> None:
        """One item each, published on 2026-03-06, with these fields."""
        items.published(self.bad, self.bad_people, **bad)
        items.published(self.good, self.good_people, **good)


def late_publication(world: World) -> Counted:
    world.published(LATE, {})
    return Counted(1, 1)


def overdue_items(world: World) -> Counted:
    items.ready(world.bad, world.bad_people)  # approved and never released
    items.published(world.good, world.good_people)
    return Counted(1)


def wrong_dates(world: World) -> Counted:
    """Written anew later with a day on which it was already public."""
    world.published({}, {})
    item = world.bad.items.select_related("organ", "draft", "shown", "drafter").get()
    items.edited(item, world.bad_people, on=date(2026, 4, 1), formed_on=date(2026, 3, 20), note="更正成文日期")
    return Counted(1, 1)


def no_summary(world: World) -> Counted:
    world.published({"summary": ""}, {})
    return Counted(1, 1)


def no_number(world: World) -> Counted:
    people = world.bad_people
    item = items.answered(items.drafted(world.bad, people, genre=Genre.POLICY.value, number=""), people, words="没有编号")
    items.released(items.approved(items.reviewed(items.submitted(item, people), people), people), people)
    items.published(world.good, world.good_people, genre=Genre.POLICY.value)
    return Counted(1, 1)


def _explained(organ: Organ, people: items.Team, *, by_leader: bool) -> None:
    policy = items.published(organ, people, genre=Genre.POLICY.value)
    reading = items.published(organ, people, genre=Genre.INTERPRETATION.value, title="一图读懂补助政策", number="")
    explaining.link(
        policy=policy,
        item=reading,
        form=Explanation.TEXT,
        interpreter="镇长丁",
        by_leader=by_leader,
        by=people.officer,
        moment=web.at(items.RELEASED),
    )


def unexplained_policies(world: World) -> Counted:
    for _ in range(2):
        items.published(world.bad, world.bad_people, genre=Genre.POLICY.value)
    _explained(world.good, world.good_people, by_leader=False)
    return Counted(2, 2)


def explained_by_leader(world: World) -> Counted:
    """A merit: who has it gets points."""
    _explained(world.bad, world.bad_people, by_leader=True)
    _explained(world.good, world.good_people, by_leader=False)
    return Counted(1)


def _register(organ: Organ, people: items.Team, ended: str) -> None:
    moment = web.at(date(2026, 6, 1))
    paper = Upload("台账.csv", REGISTER.format(ended=ended).encode())
    job = registers.upload(organ=organ, paper=paper, by=people.officer, moment=moment)
    registers.look(job=job, moment=moment)
    assert registers.confirm(job=job, moment=moment), job.result
    registers.run(job=job, moment=moment)


def late_replies(world: World) -> Counted:
    _register(world.bad, world.bad_people, "2026-04-15")  # the last day was 2026-03-30
    _register(world.good, world.good_people, "2026-03-20")
    return Counted(1, 1)


def overdue_replies(world: World) -> Counted:
    web.application(world.bad)  # nobody ever answers
    _register(world.good, world.good_people, "2026-03-20")
    return Counted(1)


def _review(organ: Organ, people: items.Team, result: Result | None, *, replied: bool = True) -> None:
    copy = remedies.Copy(
        sort=Sort.REVIEW,
        body_name="示例区人民政府",
        received_on=web.MONDAY,
        claimant="申请人甲",
        claim="责令公开",
        procedure=Procedure.ORDINARY,
    )
    remedy = remedies.register(organ=organ, copy=copy, by=people.officer, moment=web.at(web.MONDAY))
    if replied:
        on = date(2026, 3, 6)
        remedies.file_reply(remedy=remedy, on=on, reply="答复书", evidence="证据卷一", by=people.officer, moment=web.at(on))
    if result is not None:
        on = date(2026, 4, 20)
        remedy.refresh_from_db()
        remedies.decide(remedy=remedy, on=on, result=result, paper="复议决定书", by=people.officer, moment=web.at(on))


def corrected(world: World) -> Counted:
    _review(world.bad, world.bad_people, Result.OVERTURNED)
    _review(world.good, world.good_people, Result.UPHELD)
    return Counted(1, 1)


def remedies_overdue(world: World) -> Counted:
    _review(world.bad, world.bad_people, None, replied=False)
    _review(world.good, world.good_people, Result.UPHELD)
    return Counted(1)


def _only_livelihood(organ: Organ) -> None:
    hidden = {each.key: Choice(each.key == "livelihood", "权责清单") for each in catalogue.entries_for(catalogue.TOWN)}
    columns.choose(organ=organ, choices=hidden)


def blank_columns(world: World) -> Counted:
    for organ, _ in world.both():
        _only_livelihood(organ)
    items.published(world.good, world.good_people)
    return Counted(1, 1)


def stale_columns(world: World) -> Counted:
    for organ, _ in world.both():
        _only_livelihood(organ)
    days = {"drafted": date(2025, 11, 3), "done": date(2025, 11, 5)}
    item = items.drafted(world.bad, world.bad_people, on=days["drafted"], formed_on=date(2025, 10, 30))
    item = items.reviewed(items.submitted(item, world.bad_people, on=days["done"]), world.bad_people, on=days["done"])
    items.released(items.approved(item, world.bad_people, on=days["done"]), world.bad_people, on=days["done"])
    items.published(world.good, world.good_people)
    return Counted(1, 1)


def guide_incomplete(world: World) -> Counted:
    for organ, _ in world.both():
        columns.mount(organ=organ, changes={"arrangement": "按条例第二十条分类"})
        organ.__class__.objects.filter(pk=organ.pk).update(
            office="党政办", address="人民路2号", hours="工作日", phone="0000-1000002", fax="0000-1000003", email="a@example.com"
        )
    world.bad.__class__.objects.filter(pk=world.bad.pk).update(fax="", hours="")
    return Counted(2)


def _complaint(organ: Organ, people: items.Team, answered: date | None) -> None:
    made = complaints.complain(
        organ=organ, item=None, page="/", kind=complaints.KINDS[0], text="日期写错了", contact="", moment=web.at(web.MONDAY)
    )
    if answered is not None:
        complaints.answer(complaint=made, state="answered", text="已改正", by=people.officer, moment=web.at(answered))


def complaints_overdue(world: World) -> Counted:
    _complaint(world.bad, world.bad_people, None)
    _complaint(world.good, world.good_people, date(2026, 3, 4))
    return Counted(1)


def complaints_late(world: World) -> Counted:
    _complaint(world.bad, world.bad_people, date(2026, 3, 4))
    _complaint(world.bad, world.bad_people, date(2026, 4, 1))  # seven working days were over on 2026-03-11
    _complaint(world.good, world.good_people, date(2026, 3, 4))
    return Counted(1, 2)


def dead_links(world: World) -> Counted:
    for organ, people in world.both():
        gone = organ is world.bad

        def check(addresses, *, policy, gone=gone):
            return [Checked(each, not gone, "网页不存在（404），请改正或者删去链接。" if gone else "") for each in addresses]

        item = items.published(organ, people, html=LINKED)
        world.patch.setattr(looking, "check_links", check)
        looking.look(version=item.shown, moment=web.at(items.RELEASED))
    return Counted(1)


def stuck_deliveries(world: World) -> Counted:
    for organ, people in world.both():
        account = configure(organ=organ, channel="board", name="公告栏", settings={}, by=people.officer.actor, moment=web.at(items.DRAFTED))
        item = items.published(organ, people, accounts=[account])
        outcome = Outcome.REFUSED if organ is world.bad else Outcome.RECEIVED
        receipt = Receipt(outcome, web.at(items.RELEASED), "公告栏已经拆除" if organ is world.bad else "已经张贴")
        delivering.keep(delivery=item.deliveries.get(account=account), receipt=receipt, by=people.officer, moment=web.at(items.RELEASED))
    return Counted(1)


def _brought(organ: Organ, people: items.Team, year: int, change: Callable | None = None) -> None:
    """A report of that year, brought in from a file in the next January."""
    report = clean(year=year, organ=organ.name)
    paper = Upload("年报.txt", render(change(report) if change else report, ".txt"))
    moment = web.at(date(2026, 1, 20))
    waits = importing.upload(organ=organ, paper=paper, by=people.officer, moment=moment)
    importing.confirm(organ=organ, pk=waits.file.pk, year=year, by=people.officer, moment=moment)


def late_report(world: World) -> Counted:
    _brought(world.good, world.good_people, 2025)
    return Counted(1)  # that of the other one was to be public by 2026-01-31 and never was


def _wrong_total(report):
    """The total of one row of table three is one too many: it breaks its row, its column, and the balance of the table."""
    row = report.rows["table3.new"]
    return report._replace(rows={**report.rows, "table3.new": (*row[:-1], row[-1]._replace(value=row[-1].value + 1))})


def report_errors(world: World) -> Counted:
    _brought(world.bad, world.bad_people, 2025, _wrong_total)
    _brought(world.good, world.good_people, 2025)
    return Counted(WRONG_TOTAL)


WRONG_TOTAL = 3  # the row does not add up, the table is out of balance, and the text says another number


def copied_report(world: World) -> Counted:
    """One takes over its overview of last year; the other wrote anew."""
    own = "全年组织村组长和窗口人员学习答复文书的写法，逐条核对惠农补贴和救助公示，清理过期通知，补齐附件说明，整理老旧档案目录，并把意见箱搬到便民大厅。"

    def anew(report):
        words = (
            own.replace("逐条", "逐户")
            + "此外请老党员担任义务监督员，每月到村里看公示栏一次，发现缺页、褪色、盖住的当天告诉经办人更换，年底评出三个做得好的村。"
        )
        return report._replace(
            sections={**report.sections, "overview": words, "problems": "人手少，培训次数不多。明年请区里派人讲课两次。"}
        )

    for year in (2024, 2025):
        _brought(world.bad, world.bad_people, year)
    _brought(world.good, world.good_people, 2024)
    _brought(world.good, world.good_people, 2025, anew)
    return Counted(COPIED)


COPIED = 1  # D001: the overview; the problems of the sample are too short to say anything


def _held(world: World, key: str, numbers: dict[str, int]) -> Counted:
    deed = activities.Deed(BY_KEY[key], date(2026, 5, 15), numbers, "答复办法")
    moment = web.at(date(2026, 5, 16))
    activities.register(organ=world.good, year=2026, deed=deed, by=world.good_people.officer, moment=moment)
    return Counted(1)


def no_training(world: World) -> Counted:
    return _held(world, "training", {"participants": 12})


def no_open_day(world: World) -> Counted:
    return _held(world, "open-day", {"participants": 20, "materials": 200, "questions": 8})


def no_self_check(world: World) -> Counted:
    return _held(world, "self-check", {"found": 3, "mended": 3})


PLANTS: dict[str, Callable[[World], Counted]] = {
    each.__name__: each
    for each in (
        late_publication, overdue_items, wrong_dates, no_summary, no_number, stuck_deliveries, unexplained_policies, explained_by_leader, late_replies,
        overdue_replies, corrected, remedies_overdue, blank_columns, stale_columns, guide_incomplete, complaints_overdue, complaints_late, dead_links,
        late_report, report_errors, copied_report, no_training, no_open_day, no_self_check,
    )
}  # fmt: skip
