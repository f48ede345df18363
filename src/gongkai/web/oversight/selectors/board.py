"""今天要催谁: every organ below a district with its lamp, the reasons for it in words, its figures of the year beside last year and its neighbours.

A few queries for any number of organs. Clock, outcome and documents only: no applicant, no content.
"""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db.models import JSONField, Max, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from gongkai.law.deadlines import written
from gongkai.web.accounts.models import Appointment
from gongkai.web.applications.selectors.figures import FEW
from gongkai.web.clock import day_of
from gongkai.web.events import lately
from gongkai.web.organs.models import Level, Organ
from gongkai.web.oversight.models import Urging
from gongkai.web.oversight.selectors import board_health
from gongkai.web.oversight.selectors.board_measures import NOW, SENT_UP, Counted, Lamp, counted
from gongkai.web.reporting.selectors.due import owed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from gongkai.web.oversight.selectors.board_measures import Span
    from gongkai.web.reporting.selectors.due import Owed

SILENT_AFTER = 30  # days in which nobody logged in or wrote anything: a habit of the house, not law
URGED_WITHIN = timedelta(days=30)
REPORTS, SILENT, HEALTH = "reports", "silent", "health"  # keys of reasons that are no measures
# Neighbours are compared within their class.
CLASSES: Mapping[str, tuple[str, tuple[Level, ...]]] = {
    "towns": ("乡镇、街道", (Level.TOWN, Level.STREET)),
    "bureaus": ("部门和单位", (Level.BUREAU, Level.VERTICAL, Level.INSTITUTION)),
    "governments": ("县级以上政府", (Level.PROVINCE, Level.CITY, Level.COUNTY)),
}
_NOTHING = Counted({}, {}, {})


class Reason(NamedTuple):
    """Why an organ is not green: in words, and ``key``, the measure whose list opens, or one of REPORTS, SILENT, HEALTH; ``year`` of a report."""

    key: str
    words: str
    lamp: Lamp
    year: int = 0


class Figures(NamedTuple):
    """What an organ did in a year. Rates are whole per cents, None under :data:`FEW` cases."""

    received: int = 0
    ended: int = 0
    late: int = 0
    public: int = 0
    public_late: int = 0
    policies: int = 0
    unexplained: int = 0
    final: int = 0
    corrected: int = 0

    @property
    def on_time(self) -> int | None:
        """Of the answers, those in time."""
        return _rate(self.ended - self.late, self.ended)

    @property
    def public_on_time(self) -> int | None:
        """Of what became public, what did so in time."""
        return _rate(self.public - self.public_late, self.public)

    @property
    def explained(self) -> int | None:
        """Of the policies, those that something explains."""
        return _rate(self.policies - self.unexplained, self.policies)

    @property
    def corrected_share(self) -> int | None:
        """纠错率: of the reviews and lawsuits with a final result, those in which the organ was put right."""
        return _rate(self.corrected, self.final)


class Letter(NamedTuple):
    """The last letter of 催办 of the last weeks."""

    pk: UUID
    number: str
    day: date
    acknowledged: bool


class Line(NamedTuple):
    """One organ of the board. ``wrote`` and ``came`` are when somebody of it last wrote an event and last logged in; None: never."""

    organ: Organ
    counted: Counted
    year: Figures
    before: Figures
    reasons: tuple[Reason, ...]
    wrote: datetime | None
    came: datetime | None
    letter: Letter | None

    @property
    def lamp(self) -> Lamp:
        """The worst of its reasons."""
        lamps = {each.lamp for each in self.reasons}
        return Lamp.RED if Lamp.RED in lamps else Lamp.YELLOW if lamps else Lamp.GREEN

    @property
    def overdue(self) -> int:
        """Answers that are past their day."""
        return self.counted.now.get("cases_overdue", 0)

    @property
    def unpublished(self) -> int:
        """What had to be public and is not."""
        return self.counted.now.get("items_overdue", 0)

    @property
    def kind(self) -> str:
        """The key of its class."""
        return next((key for key, (_, levels) in CLASSES.items() if self.organ.level in levels), "")

    @property
    def words(self) -> str:
        """All its reasons in one sentence."""
        return "；".join(each.words for each in self.reasons)


class Middle(NamedTuple):
    """The middle of a class, over the organs of which there is a figure; None where there is none."""

    key: str
    label: str
    organs: int
    values: Mapping[str, float | None]


class Board(NamedTuple):
    """Everything that the first screen and the table need."""

    span: Span
    lines: tuple[Line, ...]
    middles: tuple[Middle, ...]

    @property
    def to_urge(self) -> list[Line]:
        """Whom to urge today: red before yellow, more reasons before fewer."""
        found = [line for line in self.lines if line.lamp is not Lamp.GREEN]
        return sorted(found, key=lambda line: (line.lamp is not Lamp.RED, -_weight(line), line.organ.path))

    def count(self, lamp: Lamp) -> int:
        """How many organs have that lamp."""
        return sum(line.lamp is lamp for line in self.lines)

    @property
    def lamps(self) -> list[tuple[Lamp, int]]:
        """Each lamp with its organs."""
        return [(lamp, self.count(lamp)) for lamp in Lamp]


COMPARED: tuple[tuple[str, str], ...] = (
    ("received", "收到"), ("ended", "办结"), ("on_time", "按期率"), ("public", "公开"), ("public_on_time", "按期公开率"), ("explained", "解读率"),
    ("corrected_share", "纠错率"),
)  # fmt: skip


def board_of(organs: QuerySet[Organ], span: Span) -> Board:
    """The board over these organs: inner departments are none. Few queries, however many."""
    watched = organs.exclude(level=Level.DEPARTMENT)
    ids = watched.order_by().values("pk")
    numbers = counted(ids, span)
    reports = _reports(watched, numbers, span)
    health = board_health.tripping(ids, span.today)
    lines = tuple(
        _line(organ, numbers.get(organ.pk, _NOTHING), [*reports.get(organ.pk, ()), *_health(health.get(organ.pk, ()))], span)
        for organ in _asked(watched, span.today)
    )
    return Board(span, lines, tuple(_middles(lines)))


def _asked(organs: QuerySet[Organ], day: date) -> QuerySet[Organ]:
    """The organs, each with when somebody of it last came and last wrote."""
    there = Appointment.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), organ=OuterRef("pk"), valid_from__lte=day).order_by()
    came = there.values("organ").annotate(last=Max("user__last_login")).values("last")
    return organs.annotate(wrote=lately.last_written(), came=Subquery(came), told=_last_letter(day)).order_by("path")


def _line(organ: Organ, numbers: Counted, beside: Sequence[Reason], span: Span) -> Line:
    reasons = [Reason(each.key, each.words(numbers.now[each.key]), each.lamp) for each in NOW if numbers.now.get(each.key)]
    wrote, came, told = organ.wrote, organ.came, organ.told  # type: ignore[attr-defined]  # annotated above
    quiet = _silence(organ, wrote, came, span.today)
    ordered = sorted([*reasons, *beside], key=lambda each: each.lamp is not Lamp.RED)
    return Line(organ, numbers, Figures(**numbers.year), Figures(**numbers.before), (*ordered, *quiet), wrote, came, _letter(told))


def _silence(organ: Organ, wrote: datetime | None, came: datetime | None, day: date) -> list[Reason]:
    """Nobody came and nobody wrote for too long; an organ that was set up since may still be silent."""
    last = max((day_of(each) for each in (wrote, came) if each is not None), default=None)
    days = (day - (last or organ.valid_from)).days
    if days <= SILENT_AFTER:
        return []
    words = f"{days} 天没有人登录，也没有办过任何事" if last else "没有人登录过，也没有办过任何事"
    return [Reason(SILENT, words, Lamp.YELLOW)]


def _reports(organs: QuerySet[Organ], numbers: Mapping[UUID, Counted], span: Span) -> dict[UUID, list[Reason]]:
    """Annual reports that are late, were not sent up, or are due soon (条例 Art. 49). One query: which were sent up is counted with the rest."""
    found: dict[UUID, list[Reason]] = {}
    for each in owed(organs, span.today):
        sent = bool(numbers.get(each.organ.pk, _NOTHING).now.get(f"{SENT_UP}{each.due.year}"))
        reason = report_reason(each, sent=sent, day=span.today, near=span.near)
        if reason is not None:
            found.setdefault(each.organ.pk, []).append(reason)
    return found


def report_reason(each: Owed, *, sent: bool, day: date, near: date) -> Reason | None:
    """Why a report that is not public is told; None while there is time."""
    due = each.due
    name = f"{due.year}年度报告"
    if day > due.publish_by:
        return Reason(REPORTS, f"{name}逾期 {(day - due.publish_by).days} 天没有公布", Lamp.RED, due.year)
    if due.hand_by is not None and not sent and day > due.hand_by:
        return Reason(REPORTS, f"{name}没有报送，应当在{written(due.hand_by)}以前", Lamp.YELLOW, due.year)
    if due.hand_by is not None and not sent and near >= due.hand_by:
        return Reason(REPORTS, f"{name}最迟{written(due.hand_by)}报送", Lamp.YELLOW, due.year)
    if near >= due.publish_by:
        return Reason(REPORTS, f"{name}最迟{written(due.publish_by)}公布", Lamp.YELLOW, due.year)
    return None


def _health(told: Sequence[str]) -> list[Reason]:
    """A column that stands still is no breach of the 条例: yellow, over the number or not (国办秘函〔2019〕19号)."""
    return [Reason(HEALTH, words, Lamp.YELLOW) for words in told]


def _last_letter(day: date) -> Subquery:
    """The last letter to each organ, as one value: one look into an index."""
    mine = Urging.objects.filter(organ=OuterRef("pk"), day__gte=day - URGED_WITHIN).order_by("-day", "-made_at")
    return Subquery(
        mine.annotate(told=JSONObject(pk="pk", number="number", day="day", at="acknowledged_at")).values("told")[:1], JSONField()
    )


def _letter(told: Mapping[str, str | None] | None) -> Letter | None:
    if told is None:
        return None
    return Letter(UUID(told["pk"] or ""), told["number"] or "", date.fromisoformat((told["day"] or "")[:10]), told["at"] is not None)


def _middles(lines: Iterable[Line]) -> Iterable[Middle]:
    by_class: dict[str, list[Line]] = {}
    for line in lines:
        by_class.setdefault(line.kind, []).append(line)
    for key, (label, _) in CLASSES.items():
        if key in by_class:
            values = {name: _median(getattr(line.year, name) for line in by_class[key]) for name, _ in COMPARED}
            yield Middle(key, label, len(by_class[key]), values)


def _median(values: Iterable[int | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(median(known)) if known else None


def _rate(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole >= FEW else None


def _weight(line: Line) -> int:
    return sum(amount for key, amount in line.counted.now.items() if key.endswith("_overdue"))


def _none_last(value: int | None) -> tuple[bool, int]:
    return value is None, value or 0


# How the table may be sorted: the worst first where there is a worst.
ORDERS: Mapping[str, tuple[str, Callable[[Line], object]]] = {
    "lamp": ("红黄绿", lambda line: ((Lamp.RED, Lamp.YELLOW, Lamp.GREEN).index(line.lamp), -_weight(line), line.organ.path)),
    "name": ("机关", lambda line: line.organ.path),
    "received": ("收到", lambda line: (-line.year.received, line.organ.path)),
    "on_time": ("按期率", lambda line: (_none_last(line.year.on_time), line.organ.path)),
    "overdue": ("答复已超期", lambda line: (-line.overdue, line.organ.path)),
    "public": ("公开", lambda line: (-line.year.public, line.organ.path)),
    "public_late": ("逾期公开", lambda line: (-line.year.public_late, line.organ.path)),
    "explained": ("解读率", lambda line: (_none_last(line.year.explained), line.organ.path)),
    "corrected": ("被纠正", lambda line: (-line.year.corrected, line.organ.path)),
}  # fmt: skip


def chosen(board: Board, *, order: str = "lamp", kind: str = "", lamp: str = "") -> list[Line]:
    """The lines of the table, narrowed to a class and a lamp, sorted by a key of :data:`ORDERS`."""
    lines = [line for line in board.lines if (not kind or line.kind == kind) and (not lamp or line.lamp == lamp)]
    return sorted(lines, key=ORDERS[order][1])  # type: ignore[arg-type]  # each key gives values of one kind
