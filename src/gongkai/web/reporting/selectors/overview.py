"""The annual reports of an office: which there are and where each stands, by when it is owed, what is next, what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.ledger.states.report import ReportPhase, ReportState
from gongkai.web.organs.models import Level, Organ
from gongkai.web.organs.selectors import existing
from gongkai.web.reporting.models import AnnualReport, Scope
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.selectors.due import REMINDED_FROM, due_of, states_of
from gongkai.web.reporting.selectors.findings import findings_of, why_not_hand_over
from gongkai.web.reporting.selectors.sheet import TABLES, anchor_of
from gongkai.web.reporting.selectors.words import problem_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from gongkai.ledger.reasons import Reason
    from gongkai.report.tally import Problem
    from gongkai.web.reporting.selectors.content import Content
    from gongkai.web.reporting.selectors.due import Due
    from gongkai.web.reporting.selectors.findings import Found

GOVERNMENTS = (Level.PROVINCE, Level.CITY, Level.COUNTY)
_STILL_OPEN = (ReportPhase.DRAFT, ReportPhase.CORRECTING)

# Where something is mended.
TEXT, FIGURE, DECLARE, CASE, MERGE = "text", "figure", "declare", "case", "merge"


class Line(NamedTuple):
    """A report in the list: where it stands, by when it is owed."""

    annual: AnnualReport
    phase: ReportPhase
    due: Due

    @property
    def by(self) -> date | None:
        """The next day that counts: to hand it up, then to publish it; None once it is public."""
        return next_day(self.annual, self.phase, self.due)


class Opening(NamedTuple):
    """A report that may be begun."""

    organ: Organ
    year: int
    scope: Scope

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.organ.slug}:{self.year}:{self.scope.value}"

    @property
    def words(self) -> str:
        """How people call it."""
        return f"{self.organ.name}{self.year}年度报告（{self.scope.label}）"


class Obstacle(NamedTuple):
    """A reason why the report is not handed over, and where it is mended: ``place`` with the ``cell``, the id of the ``case``, or the ``anchor`` of a finding."""

    sentence: str
    place: str
    cell: str = ""
    case: str = ""
    anchor: str = ""


class Duty(NamedTuple):
    """What comes next: ``key`` names it, ``act`` the permission that it needs ("" for none)."""

    key: str
    act: str
    verb: str
    why: str


class Overview(NamedTuple):
    """One report as it stands at this moment; ``by`` is the next day that counts."""

    annual: AnnualReport
    content: Content
    found: list[Found]
    state: ReportState
    phase: ReportPhase
    due: Due
    by: date | None
    obstacles: tuple[Obstacle, ...]
    duty: Duty


def reports_of(organs: Iterable[Organ]) -> QuerySet[AnnualReport]:
    """All reports of these organs, the newest year first."""
    held = AnnualReport.objects.filter(organ__in=[each.pk for each in organs])
    return held.select_related("organ__parent", "head").order_by("-year", "organ__path", "scope")


def lines_of(annuals: Sequence[AnnualReport]) -> list[Line]:
    """Where each stands. One query for all their events; the content is only made of those of which somebody has said something."""
    states = states_of(annuals)
    return [Line(each, _phase(each, states.get(each.pk, ReportState())), due_of(each.organ, each.year)) for each in annuals]


def openings(organs: Sequence[Organ], today: date) -> list[Opening]:
    """The reports that these organs owe next and have not begun: of the year before, from December on also of the running one."""
    years = (today.year - 1, *((today.year,) if today.month >= REMINDED_FROM else ()))
    keys = [each.pk for each in organs]
    known = set(AnnualReport.objects.filter(organ__in=keys, year__in=years).values_list("organ", "year", "scope"))
    above = set(existing(today).filter(parent__in=keys).exclude(level=Level.DEPARTMENT).values_list("parent", flat=True))
    return [
        Opening(organ, year, scope)
        for year in years
        for organ in organs
        if organ.level != Level.DEPARTMENT and organ.valid_from.year <= year <= (organ.valid_to.year if organ.valid_to else year)
        for scope in (Scope.OWN, *((Scope.REGION,) if organ.level in GOVERNMENTS and organ.pk in above else ()))
        if (organ.pk, year, scope.value) not in known
    ]


def overview_of(annual: AnnualReport) -> Overview:
    """The report now, with everything that stands in its way. The facts must have been brought up before (``services.projecting``)."""
    content = content_of(annual)
    found = findings_of(content)
    state = states_of([annual])[annual.pk]
    phase = state.phase_of(content.digest)
    obstacles = tuple(obstacles_of(content, found))
    due = due_of(annual.organ, annual.year)
    duty = next_duty(phase, obstacles, reads_first=due.hand_by is not None)
    return Overview(annual, content, found, state, phase, due, next_day(annual, phase, due), obstacles, duty)


def next_day(annual: AnnualReport, phase: ReportPhase, due: Due) -> date | None:
    """The day by which the next step is owed: handed up while nobody above has it, published after that; None once an edition is public."""
    if annual.edition:
        return None
    above = phase in (ReportPhase.WITH_DISTRICT, ReportPhase.READ)
    return due.publish_by if above or due.hand_by is None else due.hand_by


def obstacles_of(content: Content, found: list[Found]) -> list[Obstacle]:
    """Each reason of ``findings.why_not_hand_over`` with the place where it is mended."""
    problems = {problem_words(content.compiled.report, each): each for each in content.compiled.problems}
    blocking = [each for each in found if each.blocks]
    return [_obstacle(content, reason, problems.get(reason.text), blocking) for reason in why_not_hand_over(content, found)]


def next_duty(phase: ReportPhase, obstacles: Sequence[Obstacle], *, reads_first: bool) -> Duty:
    """The one thing to do next; what others must supply is asked first, for they need time."""
    if phase == ReportPhase.CORRECTING and not obstacles:
        return Duty("differences", "report.see", "看公布以后的变化", "现在的内容和公布的不一样：确实要改的，审核、签发以后作为更正重新公布")
    if phase == ReportPhase.RETURNED:  # mended before anybody reviews it again, whatever else is open
        return Duty("mend", "report.edit", "照退回的意见改", "上级退回了这份内容，照标出的改好以后重新审核、签发、报送")
    if phase in _STILL_OPEN:
        return _to_finish(obstacles)
    if phase == ReportPhase.REVIEWED:
        return Duty("sign", "report.sign", "签发", "审核已经通过，由机关负责人签发")
    if phase == ReportPhase.SIGNED and reads_first:
        return Duty("send_up", "report.edit", "报送审读", "已经签发，先报上级审读再公布")
    if phase in (ReportPhase.SIGNED, ReportPhase.READ):
        return Duty("publish", "report.publish", "公布", "已经签发" if phase == ReportPhase.SIGNED else "上级审读已经通过")
    if phase == ReportPhase.WITH_DISTRICT:
        return Duty("wait", "", "", "等上级审读")
    return Duty("done", "", "", "已经公布，没有要办的事")


def _to_finish(obstacles: Sequence[Obstacle]) -> Duty:
    places = {each.place: each for each in obstacles}
    if MERGE in places:
        return Duty("merge", "report.edit", "收齐各机关的报告", places[MERGE].sentence)
    if DECLARE in places:
        return Duty("ask", "report.edit", "请有关机构报数", "有的数没有记录可数，由作出决定的机构申报")
    if CASE in places:
        return Duty("case", "case.handle", "指定主要事项", places[CASE].sentence)
    if places:
        return Duty("write", "report.edit", "写正文、改错", f"还有 {len(obstacles)} 处要改，列在下面")
    return Duty("review", "report.review", "审核", "内容已经齐全，由没有起草的人审核")


def _obstacle(content: Content, reason: Reason, problem: Problem | None, blocking: Sequence[Found]) -> Obstacle:
    if problem is not None:
        return _of_problem(content, reason, problem)
    mine = next((each for each in blocking if reason.text.startswith(f"{each.finding.message}；")), None)
    if mine is None:
        return Obstacle(reason.sentence, TEXT)
    return Obstacle(reason.sentence, FIGURE if mine.finding.place.part in TABLES else TEXT, anchor=anchor_of(mine))


def _of_problem(content: Content, reason: Reason, problem: Problem) -> Obstacle:
    if problem.case:
        return Obstacle(reason.sentence, CASE, case=problem.case)
    if content.annual.scope == Scope.REGION:
        return Obstacle(reason.sentence, MERGE)
    return Obstacle(reason.sentence, DECLARE, cell=problem.cells[0] if problem.cells else "")


def _phase(annual: AnnualReport, state: ReportState) -> ReportPhase:
    """``ReportState.phase_of`` the content as it is now; of what nobody has looked at yet the content says nothing more."""
    if not state.reviews and not state.editions:
        return state.phase_of("")
    return state.phase_of(content_of(annual).digest)
