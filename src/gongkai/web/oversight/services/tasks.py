"""Tasks from superiors: received or issued, given to a colleague, worked on, answered. Every step is kept with who did it.

Raises :class:`NotAllowed` with all reasons; files are looked at before anything is written.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.db.models import F

from gongkai.law.deadlines import written
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.web.accounts.selectors import holding
from gongkai.web.clock import day_of
from gongkai.web.oversight.models.tasks import Issue, Sort, Task, TaskStep, Way, Weight
from gongkai.web.vault import files

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterator, Sequence
    from datetime import datetime, time

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.vault.files import Upload
    from gongkai.web.vault.models import StoredFile

PAPER = "task_paper"  # of the files that came with a task
State, Kind = Task.State, TaskStep.Kind
_LABELS = {
    "issuer": "布置的机关", "title": "要办什么", "received_on": "收到日期", "way": "来源", "number": "文号", "words": "具体要求", "sort": "种类",
    "weight": "重要程度", "due_on": "期限", "due_time": "几点以前",
}  # fmt: skip
DONE = (State.ANSWERED, State.DROPPED)


class Asked(NamedTuple):
    """What a superior wants: who, which way, what, since when, until when (``due_time`` None: the whole of that day)."""

    issuer: str
    title: str
    received_on: date
    way: str = Way.DOCUMENT
    number: str = ""
    words: str = ""
    sort: str = Sort.REPORT
    weight: str = Weight.NORMAL
    due_on: date | None = None
    due_time: time | None = None


@transaction.atomic
def receive(
    *, organ: Organ, asked: Asked, by: User, moment: datetime, uploads: Sequence[Upload] = (), handler: User | None = None
) -> Task:  # fmt: skip
    """Put a task into the in-tray of an organ, with its papers; ``handler`` is who does it."""
    _unless([*_why_not(asked, day_of(moment)), *_why_not_handler(organ, handler, moment)])
    task = Task.objects.create(organ=organ, handler=handler, created_at=moment, created_by=by.actor, **_plain(asked))
    keep(uploads, stream=task.pk, organ=organ, purpose=PAPER, by=by, moment=moment)
    if handler is not None:
        step(task, Kind.ASSIGNED, f"交给{handler.name}办。", by, moment)
    return task


@transaction.atomic
def issue(
    *, organ: Organ, asked: Asked, organs: Sequence[Organ], by: User, moment: datetime, uploads: Sequence[Upload] = ()
) -> Issue:  # fmt: skip
    """Give a task to many organs at once, in the name of ``organ``: it lands in each in-tray on this day."""
    today = day_of(moment)
    asked = asked._replace(issuer=organ.name, way=Way.SYSTEM, received_on=today)
    reasons = list(_why_not(asked, today))
    if not organs:
        reasons.append(Reason("没有选给哪些机关"))
    if asked.due_on is not None and asked.due_on < today:
        reasons.append(Reason(f"期限{written(asked.due_on)}已经过了"))
    gone = [each.name for each in organs if each.valid_to is not None and each.valid_to < today]
    if gone:
        reasons.append(Reason(f"{'、'.join(gone)}已经撤销，请从名单里去掉"))
    _unless(reasons)
    plain = _plain(asked)
    shared = {name: plain[name] for name in ("title", "number", "words", "sort", "weight", "due_on", "due_time")}
    made = Issue.objects.create(organ=organ, created_at=moment, created_by=by, **shared)
    keep(uploads, stream=made.pk, organ=organ, purpose=PAPER, by=by, moment=moment)
    Task.objects.bulk_create(Task(organ=each, issue=made, created_at=moment, created_by=by.actor, **plain) for each in organs)
    return made


@transaction.atomic
def remind(*, issue: Issue, by: User, moment: datetime, only: Sequence[uuid.UUID] = ()) -> int:
    """催办: remind every organ that has not answered, or of these only ``only``; once a day each. How many were reminded."""
    today = day_of(moment)
    waiting = Task.objects.select_for_update().filter(issue=issue).exclude(state__in=DONE)
    chosen = list(waiting.filter(organ__in=only) if only else waiting)
    known = dict(TaskStep.objects.filter(task__in=chosen, kind=Kind.REMINDED).order_by("created_at").values_list("task", "created_at"))
    found = [each for each in chosen if each.pk not in known or day_of(known[each.pk]) < today]
    words = f"{issue.organ.name}催办：{_until(issue.due_on, issue.due_time)}。" if issue.due_on else f"{issue.organ.name}催办，请尽快办理。"
    TaskStep.objects.bulk_create(
        TaskStep(task=each, kind=Kind.REMINDED, words=words, created_at=moment, created_by=by.actor) for each in found
    )
    Task.objects.filter(pk__in=[each.pk for each in found]).update(reminders=F("reminders") + 1)
    return len(found)


@transaction.atomic
def change(*, task: Task, asked: Asked, by: User, moment: datetime, uploads: Sequence[Upload] = ()) -> None:
    """Say otherwise what is wanted, where the clerk noted it wrongly or the superior changed it; what it said before is kept as a step."""
    row = _open(task)
    reasons = list(_why_not(asked, day_of(moment)))
    if row.issue_id:
        reasons.append(Reason("这件任务是上级在系统里布置的，请联系上级改"))
    _unless(reasons)
    new = _plain(asked)
    changed = [name for name, value in new.items() if getattr(row, name) != value]
    keep(uploads, stream=row.pk, organ=row.organ, purpose=PAPER, by=by, moment=moment)
    if not changed:
        return
    words = "；".join(f"{_LABELS[name]}原为“{_shown(row, name)}”" for name in changed)
    for name in changed:
        setattr(row, name, new[name])
    row.save(update_fields=changed)
    step(row, Kind.CHANGED, f"{words}。", by, moment)


@transaction.atomic
def assign(*, task: Task, to: User, by: User, moment: datetime) -> None:
    """Give it to a colleague who may handle tasks there."""
    row = _open(task)
    reasons = list(_why_not_handler(row.organ, to, moment))
    if row.handler_id == to.pk:
        reasons.append(Reason(f"已经是{to.name}在办"))
    _unless(reasons)
    row.handler = to
    row.save(update_fields=["handler"])
    step(row, Kind.ASSIGNED, f"交给{to.name}办。", by, moment)


@transaction.atomic
def note(*, task: Task, words: str, by: User, moment: datetime) -> None:
    """Write down a step: who was asked, what came back."""
    row = Task.objects.select_for_update().get(pk=task.pk)
    _unless([] if words.strip() else [Reason("没有写做了什么")])
    step(row, Kind.NOTED, words.strip(), by, moment)


@transaction.atomic
def answer(*, task: Task, words: str, on: date, by: User, moment: datetime, at: time | None = None) -> None:
    """It is done, without anything that was sent up (a meeting, an answer by telephone); ``on`` and ``at`` say when."""
    row = _open(task)
    reasons = [*why_not_day(on, row.received_on, day_of(moment))]
    if not words.strip():
        reasons.append(Reason("没有写怎样答复的"))
    _unless(reasons)
    finish(row, on, at)
    step(row, Kind.ANSWERED, words.strip(), by, moment)


@transaction.atomic
def drop(*, task: Task, why: str, by: User, moment: datetime) -> None:
    """The superior took it back, or it was noted twice."""
    row = _open(task)
    reasons = [] if why.strip() else [Reason("没有写为什么不用办")]
    if row.issue_id:
        reasons.append(Reason("这件任务是上级在系统里布置的，请联系上级撤回"))
    _unless(reasons)
    row.state = State.DROPPED
    row.save(update_fields=["state"])
    step(row, Kind.DROPPED, why.strip(), by, moment)


def finish(row: Task, on: date, at: time | None) -> None:
    """Set the locked row done at that time, and whether that was in time."""
    row.state, row.answered_on, row.answered_time = State.ANSWERED, on, at
    row.on_time = in_time(row, on, at)
    row.save(update_fields=["state", "answered_on", "answered_time", "on_time"])


def in_time(task: Task, on: date, at: time | None) -> bool:
    """Whether that moment is within the period. On the last day, an answer of which nobody noted the hour is in time."""
    if task.due_on is None or on < task.due_on:
        return True
    return on == task.due_on and (task.due_time is None or at is None or at <= task.due_time)


def step(task: Task, kind: str, words: str, by: User, moment: datetime) -> None:
    """Write a step of a task."""
    TaskStep.objects.create(task=task, kind=kind, words=words, created_at=moment, created_by=by.actor)


def keep(
    uploads: Sequence[Upload], *, stream: uuid.UUID, organ: Organ, purpose: str, by: User, moment: datetime
) -> list[StoredFile]:  # fmt: skip
    """Keep files under the id of what they belong to."""
    return [
        files.store(name=each.name, data=each.data, purpose=purpose, stream=stream, organ=organ.pk, by=by.actor, moment=moment)
        for each in uploads
    ]


def why_not_day(on: date, first: date, today: date) -> Iterator[Reason]:
    """Reasons against a day on which something was done: not before ``first``, not after today."""
    if on > today:
        yield Reason(f"{written(on)}还没有到")
    if on < first:
        yield Reason(f"{written(on)}比收到的日子{written(first)}还早")


def _open(task: Task) -> Task:
    """The row, locked. Refused when it is over."""
    row = Task.objects.select_for_update(of=("self",)).select_related("organ").get(pk=task.pk)
    _unless([Reason(f"这件任务{row.get_state_display()}，不能再改")] if row.state in DONE else [])
    return row


def _why_not(asked: Asked, today: date) -> Iterator[Reason]:
    if not asked.issuer.strip():
        yield Reason("没有写谁布置的")
    if not asked.title.strip():
        yield Reason("没有写要办什么")
    if asked.received_on > today:
        yield Reason(f"收到日期{written(asked.received_on)}还没有到")
    if asked.due_on is not None and asked.due_on < asked.received_on:
        yield Reason(f"期限{written(asked.due_on)}比收到日期还早")
    if asked.due_time is not None and asked.due_on is None:
        yield Reason("写了几点以前，没有写哪一天")


def _why_not_handler(organ: Organ, handler: User | None, moment: datetime) -> Iterator[Reason]:
    if handler is not None and not holding(["task.handle"], organ, day_of(moment)).filter(pk=handler.pk).exists():
        yield Reason(f"{handler.name}在{organ.name}不能办这件任务，请选经办人或者工作机构负责人")


def _plain(asked: Asked) -> dict[str, object]:
    given = asked._asdict()
    return given | {name: given[name].strip() for name in ("issuer", "title", "number", "words")}


def _shown(row: Task, name: str) -> str:
    """What a field says, as people read it."""
    value = getattr(row, f"get_{name}_display")() if name in ("way", "sort", "weight") else getattr(row, name)
    if isinstance(value, date):
        return written(value)
    return str(value) if value not in (None, "") else "空"


def _until(day: date | None, hour: time | None) -> str:
    words = f"期限是{written(day)}" if day else "没有写期限"
    return f"{words} {hour:%H:%M}" if hour else words


def _unless(reasons: Sequence[Reason]) -> None:
    if reasons:
        raise NotAllowed(tuple(reasons))
