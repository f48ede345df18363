"""机构改革: everything that a change will move, where to, and all reasons why it cannot be carried out."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q

from gongkai.law.deadlines import written
from gongkai.ledger.states.parts import Phase
from gongkai.ledger.states.report import ReportPhase
from gongkai.web.accounts.models import Appointment
from gongkai.web.applications.models import Application, Rectification, Remedy
from gongkai.web.applications.selectors import running as cases
from gongkai.web.channels.models import Account
from gongkai.web.organs import services as organs
from gongkai.web.oversight.models import OrganChange, Platform, Task
from gongkai.web.oversight.selectors.obstacles import too_early
from gongkai.web.publication.selectors import running as items
from gongkai.web.reporting.models import AnnualReport, Trouble
from gongkai.web.reporting.selectors.due import states_of

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterator, Sequence
    from datetime import date

    from gongkai.web.organs.models import Organ

APPLICATION, REMEDY, RECTIFICATION, DRAFT, DOCUMENT = "application", "remedy", "rectification", "draft", "document"
COLUMN, CHANNEL, TROUBLE, APPOINTMENT, STAYING = "column", "channel", "trouble", "appointment", "staying"
TASK, PLATFORM = "task", "platform"
LABELS = {
    APPLICATION: "没有办结的申请", REMEDY: "没有结束的复议、诉讼", RECTIFICATION: "没有送达的更正请求", DRAFT: "还没有公开过的信息",
    DOCUMENT: "现行有效的规范性文件", COLUMN: "栏目设置", CHANNEL: "发布渠道", TROUBLE: "没有解决的问题", TASK: "没有办结的上级任务",
    PLATFORM: "公开平台", APPOINTMENT: "职责",
    STAYING: "已公开的信息（留在原地址）",
}  # fmt: skip
_SIGNED = (ReportPhase.SIGNED, ReportPhase.WITH_DISTRICT, ReportPhase.READ)
Kind = OrganChange.Kind


class Thing(NamedTuple):
    """One running thing: its sort (a key of :data:`LABELS`), its number, who works on it, the organ that it leaves and the one to which it goes."""

    sort: str
    row: Any  # of the model that its sort names
    number: str
    handler: str
    source: Organ
    to: Organ
    chosen: bool = False  # the clerk said so

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.sort}-{self.row.pk}"

    @property
    def label(self) -> str:
        """What sort of thing it is."""
        return LABELS[self.sort]


class Line(NamedTuple):
    """So many of a sort."""

    sort: str
    amount: int

    @property
    def label(self) -> str:
        """What sort of thing it is."""
        return LABELS[self.sort]


class Plan(NamedTuple):
    """What will move: counts by sort, the running things one by one, what stays and why nothing can be done yet (``reasons``, all of them)."""

    change: OrganChange
    lines: tuple[Line, ...]
    things: tuple[Thing, ...]
    stays: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each sort."""
        return {each.sort: each.amount for each in self.lines}


def plan_of(change: OrganChange, today: date) -> Plan:
    """What carrying it out on that day would do. Reads only; a change of name moves nothing."""
    sources, heirs = list(change.sources.order_by("path")), heirs_of(change)
    if change.kind == Kind.RENAME:
        return Plan(change, (), (), (), tuple(_first_reasons(change, sources, heirs, today)))
    things = tuple(_things(change, sources, heirs)) if heirs else ()
    counted = Counter(each.sort for each in things) if heirs else Counter(sort for each in sources for sort, _ in _running(each))
    for source in sources:
        counted.update(_beside(source, change.day))
    lines = tuple(Line(sort, counted[sort]) for sort in LABELS if counted[sort])
    reasons = [*_first_reasons(change, sources, heirs, today), *_left_behind(counted, heirs), *_open_reasons(change, sources, things)]
    return Plan(change, lines, things, tuple(_stays(sources)), tuple(dict.fromkeys(reasons)))


def things_of(change: OrganChange) -> list[Thing]:
    """What runs at its organs, with where it goes."""
    heirs = heirs_of(change)
    return list(_things(change, list(change.sources.order_by("path")), heirs)) if heirs else []


def heirs_of(change: OrganChange) -> list[Organ]:
    """Who takes over, the main one first."""
    return [*([change.main] if change.main else []), *change.others.order_by("path")]


def _running(source: Organ) -> Iterator[tuple[str, Any]]:
    yield from ((APPLICATION, each) for each in cases.applications(source))
    yield from ((REMEDY, each) for each in cases.remedies(source))
    yield from ((RECTIFICATION, each) for each in cases.rectifications(source))
    yield from ((DRAFT, each) for each in items.drafts(source))
    yield from ((DOCUMENT, each) for each in items.documents(source))


def _things(change: OrganChange, sources: Sequence[Organ], heirs: Sequence[Organ]) -> Iterator[Thing]:
    """Each running thing with where it goes: as the clerk said, else to the organ where who works on it has a role, else to the main one."""
    said = {(each.sort, each.thing): each.organ_id for each in change.destinations.all()}
    known = {each.pk: each for each in heirs}
    found = [(source, sort, row) for source in sources for sort, row in _running(source)]
    roles = _roles(heirs, change.day) if len(heirs) > 1 else {}
    for source, sort, row in found:
        person = row.drafter if sort in (DRAFT, DOCUMENT) else row.handler
        chosen = known.get(said.get((sort, row.pk)))  # type: ignore[arg-type]  # None is none
        there = roles.get(person.pk, set()) if person else set()
        proposed = known[next(iter(there))] if len(there) == 1 else heirs[0]
        number = row.index_number if sort in (DRAFT, DOCUMENT) else row.register_number
        yield Thing(sort, row, number, person.name if person else "", source, chosen or proposed, chosen is not None)


def _roles(heirs: Sequence[Organ], day: date) -> dict[uuid.UUID, set[uuid.UUID]]:
    """In which of these organs somebody has a role on that day or later."""
    held: dict[uuid.UUID, set[uuid.UUID]] = {}
    chosen = Appointment.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), organ__in=heirs)
    for user, organ in chosen.values_list("user", "organ"):
        held.setdefault(user, set()).add(organ)
    return held


def _beside(source: Organ, day: date) -> dict[str, int]:
    """What moves by itself, and what stays, counted."""
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    return {
        COLUMN: items.columns(source),
        CHANNEL: Account.objects.filter(organ=source).count(),
        TROUBLE: Trouble.objects.filter(organ=source, done_on=None, dropped_at=None).count(),
        TASK: Task.objects.filter(organ=source).exclude(state__in=(Task.State.ANSWERED, Task.State.DROPPED)).count(),
        PLATFORM: Platform.objects.filter(organ=source, closed_on=None).count(),
        APPOINTMENT: Appointment.objects.filter(in_force, organ=source, user__is_active=True).count(),
        STAYING: items.published(source),
    }


def _stays(sources: Sequence[Organ]) -> Iterator[str]:
    """What does not move, in words."""
    for source in sources:
        if count := cases.unserved(source):
            yield f"{source.name}有 {count} 件已经答复、还没有登记送达的申请，留在它名下，由原来的经办人补登记"
        if count := items.published(source):
            yield f"{source.name}公开过的 {count} 条信息留在原来的网址，页面写明由谁承接"
    yield "已经办结的申请、已经公布的年度报告和登记号、文号都不动"
    yield "原机关的职责不终止：撤销当年的年度报告和留下的公开信息还要人管"


def _first_reasons(change: OrganChange, sources: Sequence[Organ], heirs: Sequence[Organ], today: date) -> Iterator[str]:
    """What is wrong with the change itself."""
    if change.day > today:
        yield f"要到{written(change.day)}才能办理，现在先核对和确认。"
    if not sources:
        yield "没有写原机关。"
    others = OrganChange.objects.filter(sources__in=sources, state__in=(OrganChange.State.PLANNED, OrganChange.State.CONFIRMED))
    for other in others.exclude(pk=change.pk).distinct():
        yield f"同一个机关还有一项没有办理的{other.get_kind_display()}（{other.number}），请先办理或者放弃。"
    if change.kind == Kind.RENAME:
        for source in sources:
            yield from organs.why_not_rename(organ=source, name=change.name, first_day=change.day)
        return
    if change.kind == Kind.MERGE and not heirs:
        yield "没有写承接机关。"
    if change.kind == Kind.SPLIT and len(heirs) < 2:
        yield "分设至少要有两个承接机关；只有一个的，请按合并或者撤销办理。"
    last_day = change.day - timedelta(days=1)
    for source in sources:
        yield from (reason for heir in heirs for reason in organs.why_not_close(organ=source, last_day=last_day, successor=heir))
        if not heirs:
            yield from organs.why_not_close(organ=source, last_day=last_day, successor=None)
    if any(heir in sources for heir in heirs):
        yield "承接机关不能同时是原机关；一个机关并入另一个的，原机关里只写并入的那个。"


def _left_behind(counted: Counter[str], heirs: Sequence[Organ]) -> Iterator[str]:
    """Abolished without anybody who goes on: only what has nothing left (条例 Art. 10: who goes on with the powers answers for the information)."""
    if heirs:
        return
    for sort in (APPLICATION, REMEDY, RECTIFICATION, DRAFT, DOCUMENT, CHANNEL, TROUBLE, TASK, PLATFORM):
        if counted[sort]:
            yield f"{LABELS[sort]}还有 {counted[sort]} 件，请写明由谁承接。"
    if counted[APPOINTMENT]:
        yield f"还有 {counted[APPOINTMENT]} 项职责没有着落，请写明承接机关，或者请安全管理员先终止。"


def _open_reasons(change: OrganChange, sources: Sequence[Organ], things: Sequence[Thing]) -> Iterator[str]:
    """What has to be finished before."""
    for source in sources:
        yield from _unpublished(source)
        for letter in cases.signed_letters(source):
            yield f"{source.name}的{letter.number or '一份文书'}已经签发、还没有发出，请先发出或者作废。"
        if cases.open_imports(source) + items.open_imports(source):
            yield f"{source.name}有没有办完的导入，请先确认或者放弃。"
    yield from _taken_numbers(things)
    yield from too_early(change, [(each.row, each.sort, each.number) for each in things if _has_events(each)])


def _has_events(thing: Thing) -> bool:
    """An application that nobody registered, and a draft that nobody handed in, have none."""
    return not (thing.sort == APPLICATION and thing.row.phase == Phase.UNREGISTERED) and bool(thing.row.step)


def _unpublished(source: Organ) -> Iterator[str]:
    """Reports that were signed and are not public: the signature speaks of the organ as it was."""
    reports = {each.pk: each for each in AnnualReport.objects.filter(organ=source)}
    for pk, state in states_of(reports.values()).items():
        phase = state.phase_of(state.signed_digest) if state.signed_digest else None
        if phase in _SIGNED:
            yield f"{source.name}{reports[pk].year}年度报告{phase.label}，还没有公布，请先公布。"


def _taken_numbers(things: Sequence[Thing]) -> Iterator[str]:
    """Numbers stay as they are: two alike cannot stand in one register."""
    seen: set[tuple[str, uuid.UUID, str]] = set()
    for sort, model in ((APPLICATION, Application), (REMEDY, Remedy), (RECTIFICATION, Rectification)):
        mine = [each for each in things if each.sort == sort]
        there: Any = model._default_manager.filter(
            organ__in={each.to.pk for each in mine}, register_number__in=[each.number for each in mine]
        )
        taken = set(there.values_list("organ", "register_number"))
        for each in mine:
            key = (sort, each.to.pk, each.number)
            if (each.to.pk, each.number) in taken or key in seen:
                yield f"{each.to.name}已经有登记号“{each.number}”，两件不能同号，请先更正其中一件的登记号。"
            seen.add(key)
