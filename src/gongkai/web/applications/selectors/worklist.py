"""The work list: which cases stand in which list, how many, and one page of rows. Few queries whatever the number of cases."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When

from gongkai.law.tally import ROW_LABELS
from gongkai.ledger.states.parts import Phase
from gongkai.lib.text import alike
from gongkai.web.applications.models import Application, Item, Letter, Person
from gongkai.web.applications.models.people import Capacity
from gongkai.web.applications.selectors.days import RUNNING, UNFINISHED, reminder
from gongkai.web.vault.keyring import keyring

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from gongkai.law.reminders import Reminder
    from gongkai.web.applications.selectors.days import Marks
    from gongkai.web.organs.models import Organ

ON_THE_WAY = (Letter.State.DRAFT, Letter.State.IN_APPROVAL, Letter.State.APPROVED)


class Bucket(NamedTuple):
    """A list: its key in addresses, its name, what stands in it, and what an empty one says."""

    key: str
    label: str
    holds: str
    empty: str
    urgent: bool = False

    @property
    def empty_title(self) -> str:
        """What an empty list says first."""
        return f"“{self.label}”里现在没有申请"


BUCKETS = (
    Bucket("confirm", "今天必须确认", "电子邮件、传真、平常信函和待确认的网上申请", "收到需要与申请人确认的申请以后，会列在这里。", True),
    Bucket("overdue", "已超期", "答复期限已经过去、还没有答复的", "过了答复期限还没有答复的，会列在这里。", True),
    Bucket("today", "今天到期", "今天是答复期限最后一天的", "今天到期的申请会列在这里。", True),
    Bucket("near", "3 个工作日内", "今天起 3 个工作日以内到期的", "快要到期的申请会提前 3 个工作日列在这里。"),
    Bucket("soon", "5 个工作日内", "今天起 5 个工作日以内到期的", "快要到期的申请会提前 5 个工作日列在这里。"),
    Bucket("correction", "补正等待", "已告知补正，等申请人补正的", "发出补正告知书以后，申请会列在这里等申请人补正。"),
    Bucket("consultation", "征询中", "正在征求第三方或者其他机关意见的", "发出征求意见书以后，申请会列在这里。"),
    Bucket("fee", "待缴费", "已通知缴费，等申请人缴费的", "发出收费通知以后，申请会列在这里。"),
    Bucket("letters", "草稿、审签中", "有文书还没有发出的", "起草的文书在发出以前，所属的申请会列在这里。"),
    Bucket("unserved", "待送达", "文书已经发出，还没有登记送达的", "发出的文书在登记送达以前，所属的申请会列在这里。"),
    Bucket("all", "全部在办", "还没有办结的全部申请", "登记的申请会列在这里，直到办结。"),
    Bucket("ended", "已办结", "已经答复、不再处理、撤回或者移交的", "办结的申请会列在这里。"),
    Bucket("every", "全部申请", "在办的和办结的", "登记的申请会列在这里。"),
)
BY_KEY = {bucket.key: bucket for bucket in BUCKETS}
COUNTED = tuple(bucket.key for bucket in BUCKETS[:11])  # what the side list shows; the last two grow without end


class Wanted(NamedTuple):
    """What a list is narrowed to; "" and None ask for nothing."""

    words: str = ""
    phase: str = ""
    handler: uuid.UUID | None = None
    year: int | None = None
    ended: int | None = None
    late: bool = False
    column: str = ""
    row: str = ""
    channel: str = ""
    organ: uuid.UUID | None = None


class Line(NamedTuple):
    """One line of a list. ``applicant`` is masked."""

    case: Application
    reminder: Reminder
    item: str
    applicant: str
    drafting: bool

    @property
    def badge(self) -> Reminder:
        """The reminder without its day, which stands beside it."""
        words = self.reminder.words
        return self.reminder._replace(words=words.rpartition("（")[0] if words.endswith("）") else words)

    @property
    def until(self) -> date | None:
        """The day that the badge speaks of."""
        return self.case.due_on or self.case.waiting_until or self.reminder.by

    @property
    def waits_for(self) -> str:
        """For whom the case waits now."""
        case = self.case
        if case.waiting_who:
            return f"等{case.waiting_who}{case.waiting_what}"
        if case.phase in UNFINISHED:
            return "经办人"
        return "等送达" if case.unserved else ""

    @property
    def outcome(self) -> str:
        """The row of table three, in words."""
        return ROW_LABELS.get(self.case.row, "")


def in_bucket(key: str, marks: Marks) -> Q:
    """What stands in the list of that key."""
    running = Q(phase__in=RUNNING)
    letters = Letter.objects.filter(state__in=ON_THE_WAY).values("stream")
    return {
        "confirm": Q(phase=Phase.UNREGISTERED.value),
        "overdue": running & Q(due_on__lt=marks.today),
        "today": running & Q(due_on=marks.today),
        "near": running & Q(due_on__gte=marks.today, due_on__lte=marks.near),
        "soon": running & Q(due_on__gte=marks.today, due_on__lte=marks.soon),
        "correction": running & Q(waiting_what="补正"),
        "consultation": running & Q(waiting_what="提出意见"),
        "fee": running & Q(waiting_what="缴费"),
        "letters": Q(pk__in=letters),
        "unserved": Q(unserved__gt=0),
        "all": Q(phase__in=UNFINISHED),
        "ended": ~Q(phase__in=UNFINISHED),
        "every": Q(),
    }[key]


def counts(cases: QuerySet[Application], marks: Marks, keys: Iterable[str] = COUNTED) -> dict[str, int]:
    """How many of ``cases`` stand in each list: one query that goes once through the unfinished ones. The one source of these figures."""
    wanted = tuple(keys)
    unfinished = cases.filter(phase__in=UNFINISHED).order_by().annotate(when=_when(marks)).values("phase", "waiting_what", "when")
    beside = [
        cases.filter(in_bucket(key, marks)).order_by().annotate(key=Value(key), nothing=Value(""), never=Value("")).values("key", "nothing", "never")
        for key in wanted
        if key not in _OF_UNFINISHED
    ]  # fmt: skip
    parts = [part.annotate(n=Count("pk")) for part in beside]
    found: Counter[str] = Counter()
    query = unfinished.annotate(n=Count("pk")).values_list("phase", "waiting_what", "when", "n")
    for phase, waiting, when, n in query.union(*(part.values_list("key", "nothing", "never", "n") for part in parts), all=True):
        for key in [phase] if phase in wanted else _lists_of(phase, waiting, when):
            found[key] += n
    return {key: found[key] for key in wanted}


_WAITS = {"补正": "correction", "提出意见": "consultation", "缴费": "fee"}
_OF_UNFINISHED = {"confirm", "overdue", "today", "near", "soon", "all", *_WAITS.values()}
_WITHIN = {"overdue": ("overdue",), "today": ("today", "near", "soon"), "near": ("near", "soon"), "soon": ("soon",), "later": ()}


def _when(marks: Marks) -> Case:
    """How far away the due day is, as the narrowest list that holds it."""
    return Case(
        When(due_on__lt=marks.today, then=Value("overdue")), When(due_on=marks.today, then=Value("today")),
        When(due_on__lte=marks.near, then=Value("near")), When(due_on__lte=marks.soon, then=Value("soon")), default=Value("later"),
    )  # fmt: skip


def _lists_of(phase: str, waiting: str, when: str) -> list[str]:
    """The lists in which an unfinished case of this kind stands."""
    if phase not in RUNNING:
        return ["all", "confirm"]
    return ["all", *_WITHIN[when], *([_WAITS[waiting]] if waiting in _WAITS else [])]


def cases_of(organs: QuerySet[Organ]) -> QuerySet[Application]:
    """The applications of these organs."""
    return Application.objects.filter(organ__in=organs.order_by().values("pk"))


def narrowed(cases: QuerySet[Application], wanted: Wanted) -> QuerySet[Application]:
    """Those that have what is wanted."""
    plain = {
        "phase": wanted.phase, "handler": wanted.handler, "row": wanted.row, "channel": wanted.channel, "organ": wanted.organ,
        "received_on__year": wanted.year, "ended_on__year": wanted.ended,
    }  # fmt: skip
    cases = cases.filter(**{name: value for name, value in plain.items() if value not in ("", None)})
    if wanted.late:
        cases = cases.filter(on_time=False)
    if wanted.column:
        cases = cases.filter(pk__in=Person.objects.filter(capacity=Capacity.PRINCIPAL, column=wanted.column).values("application"))
    return cases.filter(_says(wanted.words)) if wanted.words.strip() else cases


def sorted_by_due(cases: QuerySet[Application]) -> QuerySet[Application]:
    """Unconfirmed ones first, then by the day they are due, then those that wait by the end of the waiting, then the rest, newest first."""
    unconfirmed = Case(
        When(phase=Phase.UNREGISTERED.value, then=0), When(phase__in=RUNNING, then=1), default=2, output_field=IntegerField()
    )
    return cases.order_by(
        unconfirmed, F("due_on").asc(nulls_last=True), F("waiting_until").asc(nulls_last=True), F("received_on").desc(nulls_last=True), "pk"
    )


def newest_first(cases: QuerySet[Application]) -> QuerySet[Application]:
    """By the day of receipt: lists that grow without end are read from their index."""
    return cases.order_by("-received_on")


def with_words(cases: QuerySet[Application]) -> QuerySet[Application]:
    """With all that a line shows, in the same query."""
    items = Item.objects.filter(application=OuterRef("pk")).order_by("number")
    people = Person.objects.filter(application=OuterRef("pk"), capacity=Capacity.PRINCIPAL)
    letters = Letter.objects.filter(stream=OuterRef("pk"), state__in=ON_THE_WAY)
    return cases.select_related("organ", "handler").annotate(
        first_item=Subquery(items.values("content")[:1]), applicant=Subquery(people.values("name")[:1]), drafting=Exists(letters)
    )


def lines_of(keys: Iterable[uuid.UUID], day: date) -> list[Line]:
    """Lines of the applications with these keys, in their order. A page is chosen by its keys first: joined tables would keep
    the database from reading the order off an index.
    """
    wanted = list(keys)
    found = {line.case.pk: line for line in lines(with_words(Application.objects.filter(pk__in=wanted)), day)}
    return [found[key] for key in wanted if key in found]


def lines(cases: Iterable[Application], day: date) -> list[Line]:
    """Lines of applications that :func:`with_words` gave."""
    return [
        Line(
            case,
            reminder(case, day),
            getattr(case, "first_item", None) or "",
            str(getattr(case, "applicant", None) or ""),
            bool(getattr(case, "drafting", False)),
        )
        for case in cases
    ]


def _says(words: str) -> Q:
    """By number, text, 文号 of a letter, or the applicant's whole name, which only its blind index finds."""
    text = words.strip()
    name = keyring().blind(alike(text), "name")
    return (
        Q(register_number__contains=text)
        | Q(pk__in=Item.objects.filter(Q(content__contains=text) | Q(index_number__contains=text)).values("application"))
        | Q(pk__in=Person.objects.filter(name_index=name).values("application"))
        | Q(pk__in=Letter.objects.filter(number__contains=text).values("stream"))
    )
