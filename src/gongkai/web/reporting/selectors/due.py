"""When a report must be public, and when it must be with the superior before: by law, by the office's own setting (条例 Art. 49)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery

from gongkai.law.deadlines import written
from gongkai.ledger.reasons import Reason
from gongkai.ledger.state import replay
from gongkai.ledger.states.report import ReportPhase, ReportState
from gongkai.lib.text import alike
from gongkai.web.events import store
from gongkai.web.organs import settings
from gongkai.web.organs.models import Level
from gongkai.web.reporting.models import AnnualReport, PastReport, Scope

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ

REMINDED_FROM = 12  # the month of the report's own year: from 1 December on it is prepared
_GOVERNMENTS = (Level.PROVINCE, Level.CITY, Level.COUNTY)  # 县级以上地方人民政府
_BELOW = (Level.TOWN, Level.STREET)
_DAY = re.compile(r"(\d{1,2})[-./月](\d{1,2})日?")
_ART_49 = ("条例:49",)


class Due(NamedTuple):
    """The days of one report: public by ``publish_by``, for the ``reason``; with the superior by ``hand_by``, None where nobody reads before."""

    year: int
    publish_by: date
    reason: Reason
    hand_by: date | None


class Line(NamedTuple):
    """A report that is not public yet: what comes next, by which day, days left (negative when it is past).

    ``annual`` is None while nobody began; ``state`` is then that of an empty stream.
    """

    organ: Organ
    due: Due
    annual: AnnualReport | None
    state: ReportState
    what: str
    by: date
    left: int

    @property
    def late(self) -> bool:
        """Past the day of publication itself, not only that of handing over."""
        return self.due.publish_by < self.by + timedelta(days=-self.left)

    @property
    def words(self) -> str:
        """See :func:`left_words`."""
        return left_words(self.left)


class Row(NamedTuple):
    """A report as the superior sees it; ``late`` in days: published that late, or not published and that late today. 0 is in time."""

    organ: Organ
    due: Due
    annual: AnnualReport | None
    state: ReportState
    late: int
    brought: bool  # came as a file of the past

    @property
    def words(self) -> str:
        """Where it stands."""
        if self.annual is None:
            return "已导入历史报告" if self.brought else "没有开始编制"
        step = (ReportPhase.WITH_DISTRICT if self.state.waiting else self.state.phase).label
        if not self.annual.edition:
            return step
        public = f"已公布第{self.annual.edition}版"
        return public if self.state.phase is ReportPhase.PUBLISHED else f"{public}，更正：{step}"


class Owed(NamedTuple):
    """A report that is not public yet, for the first page of the desk: ``annual`` its id, None while nobody began; ``by`` its day.

    How far it has come is not asked: that would be a question to the ledger on every first page.
    """

    organ: Organ
    due: Due
    annual: uuid.UUID | None
    by: date
    left: int

    @property
    def what(self) -> str:
        """What the office has to do."""
        if self.annual is None:
            return "开始编制"
        return f"公布，先报上级审读（最迟{written(self.due.hand_by)}）" if self.due.hand_by else "公布"

    @property
    def words(self) -> str:
        """See :func:`left_words`."""
        return left_words(self.left)


class Summary(NamedTuple):
    """How many reports of the newest year are public, public but late, waiting to be read, not public and past their day."""

    year: int
    published: int
    published_late: int
    waiting: int
    overdue: int


def due_of(organ: Organ, year: int) -> Due:
    """The days of the organ's report on that year."""
    publish_by, reason = _publish_by(organ, year + 1)
    early = timedelta(days=int(settings.of(organ, "report_submit_days")))
    return Due(year, publish_by, reason, publish_by - early if reads_first(organ) else None)


def reads_first(organ: Organ) -> bool:
    """Whether the superior reads before it is published: the setting of an organ that has a superior here (practice 19)."""
    return organ.parent_id is not None and bool(settings.of(organ, "report_read_first"))


def lines(organs: Iterable[Organ], day: date) -> list[Line]:
    """What is due on the reports of these organs, the earliest first: last year's until it is public, this year's from 1 December on."""
    rows = [row for year in _years(day) for row in rows_of(organs, year, day)]
    found = [_line(row, day) for row in rows if not row.brought and not (row.annual and row.annual.edition)]
    return sorted(found, key=lambda line: (line.by, line.organ.path))


def rows_of(organs: Iterable[Organ], year: int, day: date) -> list[Row]:
    """Every report on that year that these organs owe or made, by the day of publication. Three queries, however many organs."""
    owing = [organ for organ in organs if organ.level != Level.DEPARTMENT and _existed(organ, year)]
    if not owing:
        return []
    known = {organ.pk: organ for organ in owing}
    made: dict[uuid.UUID, list[AnnualReport]] = {}
    for annual in AnnualReport.objects.filter(organ__in=list(known), year=year).order_by("scope"):
        annual.organ = known[annual.organ_id]
        made.setdefault(annual.organ_id, []).append(annual)
    brought = set(PastReport.objects.filter(organ__in=list(known), year=year, replaced_at=None).values_list("organ", flat=True))
    states = states_of([annual for each in made.values() for annual in each])
    rows = [
        _row(organ, annual, states.get(annual.pk) if annual else None, year, day, brought=organ.pk in brought)
        for organ in owing
        for annual in _reports(organ, made.get(organ.pk, []))
    ]
    return sorted(rows, key=lambda row: (row.due.publish_by, row.organ.path))


def owed(organs: QuerySet[Organ], day: date) -> list[Owed]:
    """The reports that these organs owe and have not published, the earliest first. One query: for the first page of the desk."""
    years = _years(day)
    mine = AnnualReport.objects.filter(organ=OuterRef("pk")).filter(
        Q(organ__level__in=_GOVERNMENTS, scope=Scope.REGION) | (~Q(organ__level__in=_GOVERNMENTS) & Q(scope=Scope.OWN))
    )
    asked: dict[str, Any] = {}
    for year in years:
        asked[f"report_{year}"] = Subquery(mine.filter(year=year).values("pk"))
        asked[f"public_{year}"] = Exists(mine.filter(year=year, edition__gt=0)) | Exists(
            PastReport.objects.filter(organ=OuterRef("pk"), year=year, replaced_at=None)
        )
    found = [
        _owed(organ, year, getattr(organ, f"report_{year}"), day)
        for organ in organs.exclude(level=Level.DEPARTMENT).annotate(**asked)
        for year in years
        if _existed(organ, year) and not getattr(organ, f"public_{year}")
    ]
    return sorted(found, key=lambda each: (each.by, each.organ.path))


def left_words(left: int) -> str:
    """Days that are left, in words.

    >>> [left_words(days) for days in (5, 0, -3)]
    ['还有 5 天', '今天到期', '已过 3 天']
    """
    return f"还有 {left} 天" if left > 0 else "今天到期" if left == 0 else f"已过 {-left} 天"


def summary_of(organs: Iterable[Organ], day: date, year: int = 0) -> Summary:
    """The reports of a year counted, of the newest one where none is named."""
    chosen = year or newest_year(day)
    rows = rows_of(organs, chosen, day)
    public = [row for row in rows if row.annual is not None and row.annual.edition]
    return Summary(
        chosen, len(public), sum(row.late > 0 for row in public), sum(row.state.waiting is not None for row in rows),
        sum(row.late > 0 for row in rows if row not in public),
    )  # fmt: skip


def newest_year(day: date) -> int:
    """The newest year whose report is being made on that day."""
    return day.year if day.month >= REMINDED_FROM else day.year - 1


def states_of(annuals: Iterable[AnnualReport]) -> dict[uuid.UUID, ReportState]:
    """Where each report stands, folded from its events. One query for 500 reports."""
    found: dict[uuid.UUID, ReportState] = {}
    for stream, log in store.logs([each.pk for each in annuals]):
        state = replay("report", log)
        assert isinstance(state, ReportState)
        found[stream] = state
    return found


def late_days(due: Due, published_on: date | None, day: date) -> int:
    """How many days after the last day it was published, or is not published yet; 0 in time."""
    return max(0, ((published_on or day) - due.publish_by).days)


def _existed(organ: Organ, year: int) -> bool:
    """On any day of the year: an organ that ended in it owes a report on its part, none on later years (机构改革)."""
    return organ.valid_from.year <= year and (organ.valid_to is None or organ.valid_to.year >= year)


def _years(day: date) -> list[int]:
    """The years whose reports are due: last year's, from 1 December on this year's too."""
    return [day.year - 1, *([day.year] if day.month >= REMINDED_FROM else [])]


def _owed(organ: Organ, year: int, annual: uuid.UUID | None, day: date) -> Owed:
    due = due_of(organ, year)
    by = due.hand_by if annual is None and due.hand_by is not None and day <= due.hand_by else due.publish_by
    return Owed(organ, due, annual, by, (by - day).days)


def _reports(organ: Organ, made: list[AnnualReport]) -> Iterator[AnnualReport | None]:
    """Those it made; a government of a county and up owes the one on its whole region (条例 Art. 49(2)), others their own."""
    owed = Scope.REGION if organ.level in _GOVERNMENTS else Scope.OWN
    yield from made
    if owed not in {each.scope for each in made}:
        yield None


def _row(organ: Organ, annual: AnnualReport | None, state: ReportState | None, year: int, day: date, *, brought: bool) -> Row:
    due = due_of(organ, year)
    late = 0 if brought and annual is None else late_days(due, annual.published_on if annual else None, day)
    return Row(organ, due, annual, state or ReportState(), late, brought)


def _line(row: Row, day: date) -> Line:
    what, by = _next(row)
    return Line(row.organ, row.due, row.annual, row.state, what, by, (by - day).days)


def _next(row: Row) -> tuple[str, date]:
    """What has to be done next, and its last day."""
    first = row.due.hand_by or row.due.publish_by
    if row.annual is None:
        return "开始编制", first
    if row.due.hand_by is None or row.state.read_digest:
        return "公布", row.due.publish_by
    if row.state.waiting:
        return "等上级审读，读过以后公布", row.due.publish_by
    return "报送上级审读", row.due.hand_by


def _publish_by(organ: Organ, year: int) -> tuple[date, Reason]:
    """The last day in ``year``, and why it is this one."""
    limit, reason = _by_law(organ, year)
    text = str(settings.of(organ, "report_due")).strip()
    if not text:
        return limit, reason
    chosen = _day(text, year)
    if chosen is None:
        return limit, Reason(f"设置里的公布期限“{text}”不是一个日期（写成“1-20”或者“1月20日”）；{reason.text}", reason.cites)
    if organ.level not in _BELOW and chosen > limit:
        return limit, Reason(f"设置里的公布期限{written(chosen)}晚于条例；{reason.text}", reason.cites)
    return chosen, Reason(f"本机关设置{written(chosen)}以前公布", ())


def _by_law(organ: Organ, year: int) -> tuple[date, Reason]:
    if organ.level in _GOVERNMENTS:  # 条例 Art. 49(2)
        return date(year, 3, 31), Reason(f"县级以上地方人民政府{written(date(year, 3, 31))}以前公布", ("条例:49.2",))
    last = date(year, 1, 31)
    if organ.level in _BELOW:  # 条例 Art. 49 names neither towns nor streets
        return last, Reason(f"条例没有规定乡镇、街道公布的日子，由上级规定；没有设置的按{written(last)}", _ART_49)
    return last, Reason(f"县级以上人民政府部门{written(last)}以前公布", ("条例:49.1",))


def _day(text: str, year: int) -> date | None:
    found = _DAY.fullmatch(re.sub(r"\s", "", alike(text)))
    try:
        return date(year, int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None
