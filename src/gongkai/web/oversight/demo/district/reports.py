"""Last year's annual reports of the fictional district: published, handed in, returned, begun, or nothing at all."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from gongkai.ledger.guards import BEIJING
from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.vocabulary import activity as y
from gongkai.ledger.vocabulary.codes import Role, Verdict
from gongkai.web.accounts.models import User
from gongkai.web.clock import day_of
from gongkai.web.oversight.demo.district import plan
from gongkai.web.reporting.demo.year import DECLARED
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.selectors.present import Marked
from gongkai.web.reporting.services import drafting, publishing, reviewing
from gongkai.web.reporting.services.acting import acts_in_year, note, stream_of_year
from gongkai.web.reporting.services.projecting import catch_up

if TYPE_CHECKING:
    from gongkai.ledger.vocabulary import Event
    from gongkai.web.organs.models import Organ
    from gongkai.web.oversight.demo.district.offices import People
    from gongkai.web.oversight.demo.district.plan import Member


class _Did(NamedTuple):
    month: int
    kind: type[y.TrainingHeld | y.MeetingHeld | y.SocialReviewDone] | None
    people: int
    record: str

    def event(self, record: str) -> Event:
        """The event, which names its record; without a kind it is the result of the assessment of the year."""
        return self.kind(participants=self.people, record=record) if self.kind else y.AssessmentReceived(record=record)


_DID = (
    _Did(3, y.MeetingHeld, 16, "政务公开工作会议：布置全年公开任务。"),
    _Did(6, y.TrainingHeld, 24, "条例和公开前审查培训。"),
    _Did(11, y.SocialReviewDone, 80, "满意率95%"),
    _Did(12, None, 0, "良好"),
)
_RETURNED = Marked("overview", "第一部分没有说明监督保障的情况")


def make(member: Member, organ: Organ, people: People, moment: datetime) -> None:
    """Take the report as far as the organ came."""
    if member.report == plan.NONE:
        return
    # What only a clerk can say (a case that was overdue at the end of the year) stops a report where it stands: it is begun, and waits for him.
    with suppress(NotAllowed):
        _Report(organ, people, moment, 1 + member.weight).until(member.report)


class _Report:
    """The report of one organ on last year, made in January."""

    def __init__(self, organ: Organ, people: People, moment: datetime, day: int) -> None:
        self.organ, self.people, self.moment = organ, people, moment
        self.today = day_of(moment)
        self.year = self.today.year - 1
        self.on = min(date(self.today.year, 1, 10 + day), self.today)
        self.at = min(datetime.combine(self.on, time(10, 0), BEIJING).astimezone(UTC), moment)

    def until(self, state: str) -> None:
        """What the office did and declared, and the report up to that state."""
        self._did()
        catch_up()
        annual = drafting.open_report(organ=self.organ, year=self.year, by=self.people.officer, moment=self.at, on=self.on)
        if state == plan.BEGUN:
            return
        digest, district = content_of(annual).digest, self.organ.parent
        assert district is not None
        at, on = self.at, self.on
        officer, reviewer, leader = self.people
        reviewing.review(
            annual=annual, digest=digest, verdict=Verdict.PASSED, role="reviewer", by=reviewer, moment=at, on=on, opinion="同意。"
        )  # fmt: skip
        reviewing.sign(annual=annual, digest=digest, role="leader", by=leader, moment=at, on=on)
        reviewing.send_up(annual=annual, digest=digest, to=district, by=officer, moment=at, on=on)
        if state == plan.FILED:
            return
        passed = state == plan.PUBLISHED
        reviewing.read(
            annual=annual, digest=digest, verdict=Verdict.PASSED if passed else Verdict.RETURNED, marked=[] if passed else [_RETURNED],
            by=User.objects.get(username="jiandu"), body=district, moment=at, on=on,
        )  # fmt: skip
        if passed:
            publishing.publish(annual=annual, digest=digest, by=officer, moment=at, on=on)

    def _did(self) -> None:
        """Activities and declared figures, with the note behind each, as one act."""
        by = self.people.officer
        stream = stream_of_year(self.organ, self.year, by=by, moment=self.at)
        events: list[tuple[Event, date]] = []
        for did in _DID:
            record = note(stream=stream, key="record", text=did.record, by=by, moment=self.at)
            events.append((did.event(record), date(self.year, did.month, 12)))
        for each in DECLARED:
            source = note(stream=stream, key="source", text=each.source, by=by, moment=self.at, data={"person": each.person})
            events.append((y.FigureDeclared(cell=each.cell, value=each.value, source=source, role=Role.OFFICER), self.on))
        acts_in_year(organ=self.organ, year=self.year, events=events, by=by, moment=self.at)
