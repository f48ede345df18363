"""What an office does, day after day, by its own services: drafts, signatures, letters, proofs of service.

All cases are taken in the order of days, so that numbers and dates run together as they do in an office.
"""

from __future__ import annotations

import heapq
from datetime import UTC, datetime, time
from functools import partial
from typing import TYPE_CHECKING, Any

from gongkai.law.receipt import Came
from gongkai.ledger.guards import BEIJING
from gongkai.ledger.vocabulary.codes import Channel, Sort, Way
from gongkai.web.applications.demo import beside
from gongkai.web.applications.demo.facts import FACTS, THE_ITEM
from gongkai.web.applications.models import Application, Approval, Letter
from gongkai.web.applications.services import letters, steps
from gongkai.web.applications.services.acting import state_of
from gongkai.web.applications.services.approvals import Paper, missing, needed
from gongkai.web.applications.services.citizen import correct, withdraw
from gongkai.web.applications.services.linking import link
from gongkai.web.applications.services.making_public import Publication, make_public
from gongkai.web.applications.services.remedies import refresh
from gongkai.web.applications.services.submitting import Asked, Form, Somebody, submit, take_over
from gongkai.web.clock import day_of
from gongkai.web.organs.selectors import calendar_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from gongkai.web.accounts.models import User
    from gongkai.web.applications.demo.plan import Plan, Step
    from gongkai.web.organs.models import Organ

_SERVED_AFTER = 3  # working days from posting to the signature of the reader
_POST = (Channel.SIGNED_POST, Channel.ORDINARY_POST, Channel.FAX, Channel.EMAIL)
_SIGNERS = {"demo-zhen": ("fazhi", "lingdao", "fuze"), "demo-jiaoyu": ("jiaoyu-fazhi", "jiaoyu-fuze", "jiaoyu-fuze"),
            "demo-jiedao": ("jiedao-fazhi", "jiedao-fuze", "jiedao-fuze"), "demo-xiang": ("fazhi", "lingdao", "fuze")}  # fmt: skip
_WEIGHTS, _CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"  # GB 11643-1999


class Desk:
    """The offices of the demonstration up to its day."""

    def __init__(self, organs: Mapping[str, Organ], people: Mapping[str, User], moment: datetime) -> None:
        self.organs, self.people, self.moment = organs, people, moment
        self.today = day_of(moment)
        self.calendar = calendar_of(organs["demo-zhen"])
        self._agenda: list[tuple[date, int, Callable[[date], None]]] = []
        self._order = 0

    def at(self, day: date) -> datetime:
        """Half past nine on that day; on the last day never later than now."""
        return min(datetime.combine(day, time(9, 30), BEIJING).astimezone(UTC), self.moment)

    def on(self, day: date, what: Callable[[date], None]) -> None:
        """Put something on the agenda of a day; what lies behind the last day is left undone."""
        if day <= self.today:
            self._order += 1
            heapq.heappush(self._agenda, (day, self._order, what))

    def plan(self, plan: Plan) -> None:
        """Put a case on the agenda, with all that follows from it."""
        self.on(self.calendar.back(self.today, plan.ago).day if plan.ago else self.today, lambda day: _Case(self, plan).come(day))

    def work(self, progress: Callable[[int, int], None]) -> int:
        """Do all that is on the agenda, the earliest first; how much that was."""
        done = 0
        while self._agenda:
            day, _, what = heapq.heappop(self._agenda)
            what(day)
            done += 1
            progress(done, done + len(self._agenda))
        return done

    def later(self, day: date, after: int) -> date:
        """So many working days behind a day."""
        return self.calendar.add(day, after).day if after else day


class _Case:
    """One case on its way."""

    def __init__(self, desk: Desk, plan: Plan) -> None:
        self.desk, self.plan = desk, plan
        self.organ = desk.organs[plan.organ]
        self.officer = desk.people[plan.officer]
        self.application: Application
        self.last: Letter | None = None
        self.remedies: dict[str, Any] = {}

    def come(self, day: date) -> None:
        """The application comes in, and its steps are put on the agenda."""
        online = self.plan.channel is Channel.ONLINE
        came = Came(submitted=day, arrived=day if self.plan.channel in _POST else None, confirmed=self._confirmed(day))
        self.application = submit(
            organ=self.organ, form=_form(self.plan), channel=self.plan.channel, came=came, by="applicant" if online else self.officer,
            moment=self.desk.at(day),
        )  # fmt: skip
        if online and (self.plan.steps or self.plan.ago > 1):
            take_over(application=self.application, by=self.officer, moment=self.desk.at(day))
        for each in self.plan.steps:
            self.desk.on(self.desk.later(day, each.after), partial(self._do, each))

    def _confirmed(self, day: date) -> date | None:
        """Fax, mail and ordinary post count from the day on which both sides confirmed (条例 Art. 31); a plan without steps is not confirmed yet."""
        if self.plan.channel in (Channel.ORDINARY_POST, Channel.FAX, Channel.EMAIL) and self.plan.steps:
            return day
        return None

    def _do(self, each: Step, day: date) -> None:
        self.application.refresh_from_db()
        getattr(self, f"_{each.how}")(each, day)

    def _act(self, each: Step, day: date) -> None:
        answers = dict(each.answers)
        if each.act == "hand_over":
            answers["to"] = str(self.desk.organs["demo-zhen"].pk)
        steps.perform(application=self.application, act=each.act, answers=answers, on=day, by=self.officer, moment=self.desk.at(day))

    def _mend(self, each: Step, day: date) -> None:
        """The last step of that title was wrong."""
        log = state_of(self.application).log
        wrong = next(entry for entry in reversed(log) if entry.event.title == each.answers["title"])
        answers = {"number": str(wrong.number), "reason": each.answers["reason"]}
        if each.answers["by"] == "correct_record":
            answers["effective_on"] = self.desk.calendar.back(wrong.effective_on, 1).day.isoformat()
        steps.perform(
            application=self.application, act=str(each.answers["by"]), answers=answers, on=day, by=self.officer, moment=self.desk.at(day)
        )

    def _decide(self, each: Step, day: date) -> None:
        answers = {"decision": each.act, **FACTS.get(each.act, {}), **each.answers}
        if answers.get("provided_items") == THE_ITEM:  # what was asked for is what is given
            answers["provided_items"] = self.application.items.get(number=int(str(answers.get("item", 1)))).content
        steps.perform(application=self.application, act="decide_item", answers=answers, on=day, by=self.officer, moment=self.desk.at(day))

    def _letter(self, each: Step, day: date) -> None:
        """The whole way of a letter, with two stops that the demonstration shows: ``stop`` draft or approval, ``unserved``."""
        answers = dict(each.answers)
        stop, paper, unserved = answers.pop("stop", ""), answers.pop("paper", False), answers.pop("unserved", False)
        moment, way = self.desk.at(day), str(answers.get("way") or Way.POST.value)
        made = letters.draft(application=self.application, act=each.act, answers=answers, by=self.officer, moment=moment)
        self.last = made
        if stop == "draft":
            return
        if needed(made):
            letters.submit(letter=made, by=self.officer, moment=moment)
            if stop == "approval":
                return
            self._sign(made, day, on_paper=bool(paper))
        if stop == "signed":
            return
        number = f"XA{made.pk.int % 10**9:09d}00" if way == Way.POST else ""
        letters.issue(letter=made, on=day, way=way, by=self.officer, moment=moment, posting_number=number)
        for remedy in self.remedies.values() if each.act == "reanswer" else ():
            remedy.refresh_from_db()
            refresh(remedy=remedy)
        if not unserved:
            self.desk.on(self.desk.later(day, _SERVED_AFTER), lambda then: self._served(made, then, way))

    def _sign(self, made: Letter, day: date, *, on_paper: bool) -> None:
        legal, leader, head = (self.desk.people[name] for name in _SIGNERS[self.plan.organ])
        made.refresh_from_db()
        while made.state == Letter.State.IN_APPROVAL and (left := missing(made)):
            stage = left[0]
            by = legal if stage == Approval.Stage.LEGAL else head if made.act == "extend" else leader
            role = "legal" if stage == Approval.Stage.LEGAL else "office_head" if by == head else "leader"
            paper = Paper(by.name, role, day) if on_paper else None
            letters.approve(
                letter=made,
                stage=stage,
                agreed=True,
                opinion="同意",
                by=self.officer if on_paper else by,
                moment=self.desk.at(day),
                paper=paper,
            )
            made.refresh_from_db()

    def _served(self, made: Letter, day: date, way: str) -> None:
        made.refresh_from_db()
        words = {Way.POST.value: f"邮件 {made.posting_number} 已由收件人签收", Way.IN_PERSON.value: "送达回证由本人签收"}
        for each in Letter.objects.filter(stream=made.stream, state=Letter.State.ISSUED, step=made.step):
            letters.serve(
                letter=each, on=day, way=way, proof=words.get(way, "申请人在网上查询页面签收"), by=self.officer, moment=self.desk.at(day)
            )

    def _correct(self, each: Step, day: date) -> None:
        """The applicant corrects online."""
        correct(application=self.application, text=str(each.answers["text"]), files=(), moment=self.desk.at(day))

    def _withdraw(self, each: Step, day: date) -> None:
        withdraw(application=self.application, text=str(each.answers["text"]), moment=self.desk.at(day))

    def _link(self, each: Step, day: date) -> None:
        """Found alike by the officer: the same applicant's earlier case."""
        earlier = (
            Application.objects.filter(organ=self.organ).exclude(pk=self.application.pk).order_by("-created_at", "register_number").first()
        )
        if earlier is not None:
            why = "同一申请人，申请内容相近"
            link(application=self.application, other=earlier, why=why, by=self.officer, moment=self.desk.at(day))

    def _publish(self, each: Step, day: date) -> None:
        """The answer is made public for everybody after review (条例 Art. 44)."""
        publication = Publication(str(each.answers["title"]), str(each.answers["text"]), index_number=f"YSQ-{day:%Y-%m%d}")
        make_public(application=self.application, publication=publication, answered={}, on=day, by=self.officer, moment=self.desk.at(day))

    def _remedy(self, each: Step, day: date) -> None:
        """A review or lawsuit about this case."""
        sort = Sort.of(str(each.answers["sort"]))
        self.remedies[sort.value] = beside.register_remedy(self.application, sort, day, self.officer, self.desk.at(day))

    def _remedy_step(self, each: Step, day: date) -> None:
        beside.remedy_step(self.remedies[str(each.answers["sort"])], dict(each.answers), day, self.officer, self.desk.at(day))


def _form(plan: Plan) -> Form:
    person = plan.column.value == "person"
    somebody = Somebody(
        name=plan.who, column=plan.column.value, identity_kind="citizen" if person else "credit",
        identity=_identity(plan.who) if person else "91110000000000000X", phone="13800000001", email="a@example.com",
        address="示例区示例镇示例村1号", postcode="000002", contact="" if person else "联系人甲",
    )  # fmt: skip
    return Form(people=(somebody,), items=tuple(Asked(content) for content in plan.items), wanted_form="纸质", wanted_way="邮寄")


def _identity(name: str) -> str:
    """A number that passes every check and is nobody's: the serial follows from the name."""
    digits = f"11010119000101{sum(map(ord, name)) % 1000:03d}"
    return digits + _CHECKS[sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11]


def all_plans(groups: Sequence[Sequence[Plan]]) -> list[Plan]:
    """The plans of all groups, the oldest first."""
    return sorted((plan for group in groups for plan in group), key=lambda plan: -plan.ago)
