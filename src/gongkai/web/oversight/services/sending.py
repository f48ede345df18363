"""报送: what was sent up and its receipt, what came back, what was taken (采用).

What is an item of 主动公开 is told by the ledger of the item (``publication.sent_up``), so that the annual report counts it there and only
there; whether it was taken corrects that event and adds none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.ledger.state import effective
from gongkai.ledger.vocabulary import Corrected
from gongkai.ledger.vocabulary import publication as p
from gongkai.web.clock import day_of
from gongkai.web.oversight.models.tasks import Sending, Task, TaskStep, Way
from gongkai.web.oversight.services.tasks import DONE, finish, keep, step, why_not_day
from gongkai.web.publication.services.acting import act, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime, time

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.publication.models import Item
    from gongkai.web.vault.files import Upload

SENT, RECEIPT, TAKEN = "sending", "sending_receipt", "sending_taken"  # purposes of files
Kind, Outcome = TaskStep.Kind, Sending.Outcome


class Sent(NamedTuple):
    """What was sent: an item or something else with a title, to whom, which way, when; ``receipt`` in the words of the other side."""

    to: str
    on: date
    title: str = ""
    item: Item | None = None
    text: str = ""
    way: str = Way.GROUP
    at: time | None = None
    receipt: str = ""


class Papers(NamedTuple):
    """Files: those that were sent, and the receipt."""

    sent: Sequence[Upload] = ()
    receipt: Upload | None = None


NOTHING = Papers()


@transaction.atomic
def send(
    *, organ: Organ, sent: Sent, by: User, moment: datetime, papers: Papers = NOTHING, task: Task | None = None, replaces: Sending | None = None
) -> Sending:  # fmt: skip
    """Note what was sent up. For a task it answers the task; ``replaces`` is what had come back. Raises :class:`NotAllowed` with all reasons."""
    row = Task.objects.select_for_update(of=("self",)).get(pk=task.pk) if task is not None else None
    reasons = [*_why_not(organ, sent, papers, day_of(moment)), *_why_not_for(row, sent, moment), *_why_not_again(replaces)]
    _unless(reasons)
    title = sent.title.strip() or (sent.item.title if sent.item else "")
    made = Sending.objects.create(
        organ=organ, task=row, item=sent.item, replaces=replaces, title=title, text=sent.text.strip(), to=sent.to.strip(), way=sent.way, on=sent.on,
        receipt=sent.receipt.strip(), created_at=moment, created_by=by.actor,
    )  # fmt: skip
    keep(papers.sent, stream=made.pk, organ=organ, purpose=SENT, by=by, moment=moment)
    keep([papers.receipt] if papers.receipt else [], stream=made.pk, organ=organ, purpose=RECEIPT, by=by, moment=moment)
    if sent.item is not None:
        act(item=sent.item, events=[(p.SentUp(receipt=str(made.pk)), sent.on)], by=by, moment=moment)
    if row is not None:
        if row.state not in DONE:
            finish(row, sent.on, sent.at)
        step(row, Kind.SENT, f"报送“{title}”给{made.to}（{made.get_way_display()}）。", by, moment)
    return made


@transaction.atomic
def come_back(
    *, sending: Sending, why: str, on: date, by: User, moment: datetime, due_on: date | None = None, due_time: time | None = None
) -> None:  # fmt: skip
    """退回: the other side wants it again, until the new day; its task is open again. Raises :class:`NotAllowed`."""
    row = _locked(sending)
    reasons = [*why_not_day(on, row.on, day_of(moment))]
    if not why.strip():
        reasons.append(Reason("没有写为什么退回"))
    if row.returned_on is not None:
        reasons.append(Reason("已经登记过退回"))
    if row.outcome == Outcome.TAKEN:
        reasons.append(Reason("对方已经采用，不能登记退回"))
    if row.task_id and due_on is None:
        reasons.append(Reason("没有写最迟哪天重报"))
    if due_on is not None and due_on < on:
        reasons.append(Reason("重报的期限比退回的日子还早"))
    _unless(reasons)
    row.returned_on, row.returned_why = on, why.strip()
    row.save(update_fields=["returned_on", "returned_why"])
    if row.task_id:
        task = Task.objects.select_for_update().get(pk=row.task_id)
        task.state, task.answered_on, task.answered_time, task.on_time = Task.State.RETURNED, None, None, None
        task.due_on, task.due_time = due_on, due_time
        task.save(update_fields=["state", "answered_on", "answered_time", "on_time", "due_on", "due_time"])
        step(task, Kind.RETURNED, f"“{row.title}”退回：{why.strip()}", by, moment)


@transaction.atomic
def settle(
    *, sending: Sending, taken: bool, on: date, by: User, moment: datetime, where: str = "", address: str = "", proof: Upload | None = None
) -> None:  # fmt: skip
    """采用: whether the other side took it, known on ``on``; ``where`` it appeared, ``address`` and a file as proof. Raises :class:`NotAllowed`."""
    row = _locked(sending)
    reasons = [*why_not_day(on, row.on, day_of(moment))]
    if taken and not where.strip():
        reasons.append(Reason("没有写登在哪里"))
    if row.returned_on is not None:
        reasons.append(Reason("这一次已经退回，请登记重报的那一次"))
    _unless(reasons)
    row.outcome = Outcome.TAKEN if taken else Outcome.NOT_TAKEN
    row.outcome_on, row.where, row.address = on, where.strip() if taken else "", address.strip() if taken else ""
    row.save(update_fields=["outcome", "outcome_on", "where", "address"])
    keep([proof] if proof else [], stream=row.pk, organ=row.organ, purpose=TAKEN, by=by, moment=moment)
    if row.item is not None:
        _correct(row, row.item, taken, by, moment)
    if row.task_id:
        task = Task.objects.get(pk=row.task_id)
        step(task, Kind.TAKEN, f"“{row.title}”{row.get_outcome_display()}{f'：{row.where}' if row.where else ''}。", by, moment)


def _correct(row: Sending, item: Item, taken: bool, by: User, moment: datetime) -> None:
    """The event of the sending says from now on whether it was taken: one sending stays one event."""
    log = effective(state_of(item).log)
    entry = next(each for each in log if isinstance(each.event, p.SentUp) and each.event.receipt == str(row.pk))
    assert isinstance(entry.event, p.SentUp)
    if entry.event.taken is taken:
        return
    event = Corrected(number=entry.number, effective_on=entry.effective_on, event=replace(entry.event, taken=taken))
    act(item=item, events=[(event, day_of(moment))], by=by, moment=moment)


def _locked(sending: Sending) -> Sending:
    return Sending.objects.select_for_update(of=("self",)).select_related("organ", "item").get(pk=sending.pk)


def _why_not(organ: Organ, sent: Sent, papers: Papers, today: date) -> Iterator[Reason]:
    if not sent.to.strip():
        yield Reason("没有写报给谁")
    if sent.item is None and not sent.title.strip():
        yield Reason("没有写报送了什么")
    if sent.item is None and not sent.text.strip() and not papers.sent:
        yield Reason("没有报送的内容：写下文字、传上文件，或者选一条公开的信息")
    if sent.item is not None and sent.item.organ_id != organ.pk:
        yield Reason("选的信息不是本机关的")
    yield from why_not_day(sent.on, sent.on, today)


def _why_not_for(row: Task | None, sent: Sent, moment: datetime) -> Iterator[Reason]:
    if row is None:
        return
    if row.state == Task.State.DROPPED:
        yield Reason("这件任务已经不用办")
    if sent.on <= day_of(moment):
        yield from why_not_day(sent.on, row.received_on, day_of(moment))


def _why_not_again(replaces: Sending | None) -> Iterator[Reason]:
    if replaces is None:
        return
    if replaces.returned_on is None:
        yield Reason("前一次没有退回，不用重报")
    if Sending.objects.filter(replaces=replaces).exists():
        yield Reason("前一次已经重报过")


def _unless(reasons: Sequence[Reason]) -> None:
    if reasons:
        raise NotAllowed(tuple(reasons))
