"""Reviews and lawsuits: registered when our copy arrives, with their own clocks; the result goes back to the application.

The citizen files with the review organ or the court, never with us. Files are kept under the purposes of :data:`PURPOSES`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.law.deadlines import written
from gongkai.law.parameters import parameter
from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.states.parts import Phase
from gongkai.ledger.states.remedy import RemedyState
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary import remedy as m
from gongkai.ledger.vocabulary.codes import Appellant, OrderedBy, Procedure, Result, Sort, Unit
from gongkai.lib.errors import UnusableInput
from gongkai.web.applications.models import Application, Remedy
from gongkai.web.applications.remedy_clock import reply_until
from gongkai.web.applications.services import acting, beside_acting
from gongkai.web.applications.services.acting import actor_of, keep
from gongkai.web.applications.services.beside_acting import Outcome, begin
from gongkai.web.events.store import Overtaken
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.organs.services import next_number
from gongkai.web.vault import files
from gongkai.web.vault.kinds import DOCUMENTS

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.ledger.vocabulary import Event
    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.vault.files import Upload

PURPOSES = {
    "remedy_copy": "申请书或者起诉状副本", "remedy_notice": "答复、应诉通知书", "remedy_reply": "答复书或者答辩状", "remedy_evidence": "证据清单和证据",
    "remedy_decision": "复议决定书或者裁判文书", "remedy_appeal": "上诉状", "remedy_other": "其他材料",
}  # fmt: skip
WORDS = {Sort.REVIEW: "议", Sort.LITIGATION_DIRECT: "诉", Sort.LITIGATION_AFTER_REVIEW: "诉"}  # of our own register number


class Copy(NamedTuple):
    """What the copy and its notice say. ``reply_until`` the last day that the notice names, None when it names none."""

    sort: Sort
    body_name: str
    received_on: date
    case_number: str = ""
    claimant: str = ""
    claim: str = ""
    application: Application | None = None
    procedure: Procedure = Procedure.ORDINARY
    co_defendant: bool = False
    reply_until: date | None = None


class Order(NamedTuple):
    """What a decision orders. ``reanswer``: answer the application again, in ``period`` units when it names a period; ``what`` until ``until``: anything else."""

    reanswer: bool = False
    period: int | None = None
    unit: Unit = Unit.WORKING_DAY
    what: str = ""
    until: date | None = None


NOTHING = Order()
REFUSALS = (NotAllowed, UnusableInput, Overtaken)  # what these services raise for people to read


@transaction.atomic
def register(*, organ: Organ, copy: Copy, by: User, moment: datetime, paper: Upload | None = None) -> Remedy:
    """A review or lawsuit of which our copy came. Raises :class:`UnusableInput`, :class:`~gongkai.ledger.reasons.NotAllowed`."""
    if not copy.body_name.strip():
        raise UnusableInput("没有写复议机关或者法院", "请照通知书写全称")
    if copy.application is not None and copy.application.organ_id != organ.pk:
        raise UnusableInput("涉及的申请不是本机关的", "请核对登记编号，主动公开引起的可以空着")
    if copy.sort is not Sort.REVIEW and copy.procedure is Procedure.SIMPLIFIED:
        raise UnusableInput("简易程序的期限只对行政复议有规定", "诉讼请选普通程序；法院另定了期限的，填写通知书写明的最后一天")
    remedy = Remedy(
        organ=organ, application=copy.application, sort=copy.sort.value, body_name=copy.body_name.strip(), case_number=copy.case_number.strip(),
        claimant=copy.claimant.strip(), claim=copy.claim.strip(), handler=by, created_at=moment,
        register_number=next_number(organ=organ, word=WORDS[copy.sort], year=copy.received_on.year),
    )  # fmt: skip
    remedy.save(force_insert=True)
    begin(row=remedy)
    event = m.CopyReceived(
        register_number=remedy.register_number, sort=copy.sort, application=str(copy.application.pk) if copy.application else "",
        procedure=copy.procedure, co_defendant=copy.co_defendant,
    )  # fmt: skip
    events: list[tuple[Event, date]] = [(event, copy.received_on)]
    if copy.reply_until:
        notice = _given(remedy, "remedy_notice", f"通知书写明最迟{written(copy.reply_until)}提交", by, moment)
        events.append((m.ReplyDueSet(until=copy.reply_until, document=notice), copy.received_on))
    if paper:
        attach(remedy=remedy, upload=paper, purpose="remedy_copy", by=by, moment=moment)
    beside_acting.act(row=remedy, events=events, by=by, moment=moment)
    remedy.refresh_from_db(fields=["claimant"])  # sealed now, as everybody else reads it
    return remedy


@transaction.atomic
def set_reply_due(*, remedy: Remedy, until: date, on: date, by: User, moment: datetime, seen: int | None = None) -> Outcome:
    """A notice that came on that day names the last day of the answer."""
    notice = _given(remedy, "remedy_notice", f"通知书写明最迟{written(until)}提交", by, moment)
    return beside_acting.act(row=remedy, events=[(m.ReplyDueSet(until=until, document=notice), on)], by=by, moment=moment, seen=seen)


@transaction.atomic
def file_reply(
    *, remedy: Remedy, on: date, reply: Upload | str, evidence: Upload | str, by: User, moment: datetime, seen: int | None = None
) -> Outcome:
    """The answer with its evidence was handed in: each as the file, or in words (文号, 卷号). Late is recorded and named (复议法 Art. 48, 70)."""
    before = beside_acting.remedy_state(remedy)
    event = m.ReplyFiled(
        document=_given(remedy, "remedy_reply", reply, by, moment), evidence=_given(remedy, "remedy_evidence", evidence, by, moment)
    )
    done = beside_acting.act(row=remedy, events=[(event, on)], by=by, moment=moment, seen=seen)
    until = reply_until(before, calendar_of(remedy.organ))
    if until and on > until.day and not before.reply_due:  # the guard knows only a day that a notice set
        done = done._replace(irregular=(*done.irregular, f"提交答复晚于{written(until.day)}，逾期又没有正当理由的，视为没有证据"))
    return done


@transaction.atomic
def decide(
    *, remedy: Remedy, on: date, result: Result, paper: Upload | str, by: User, moment: datetime, by_ruling: bool = False,
    order: Order = NOTHING, seen: int | None = None,
) -> Outcome:  # fmt: skip
    """A decision or judgment was received. One of a review is in force at once (复议法 Art. 75) and its order goes to the application."""
    decided = m.Decided(result=result, document=_given(remedy, "remedy_decision", paper, by, moment), reanswer=order.reanswer)
    events: list[tuple[Event, date]] = [(decided, on)]
    review = remedy.sort == Sort.REVIEW
    if review:
        events.append((m.BecameFinal(), on))
    remedy.by_ruling = by_ruling
    remedy.save(update_fields=["by_ruling"])
    done = beside_acting.act(row=remedy, events=events, by=by, moment=moment, seen=seen)
    return _carry_out(remedy, done, order, decided.document, on, by, moment) if review else done


@transaction.atomic
def appeal(
    *, remedy: Remedy, on: date, side: Appellant, paper: Upload | str, by: User, moment: datetime, seen: int | None = None
) -> Outcome:
    """Somebody appealed: the case is pending again (诉讼法 Art. 85)."""
    if remedy.sort == Sort.REVIEW:
        raise UnusableInput("对复议决定不能上诉", "申请人向法院起诉的，收到起诉状副本后另行登记为“复议后起诉”", remedy.register_number)
    event = m.Appealed(by=side, document=_given(remedy, "remedy_appeal", paper, by, moment))
    return beside_acting.act(row=remedy, events=[(event, on)], by=by, moment=moment, seen=seen)


@transaction.atomic
def become_final(*, remedy: Remedy, on: date, by: User, moment: datetime, order: Order = NOTHING, seen: int | None = None) -> Outcome:
    """The judgment is in force; what it orders begins to run. Whether the application is answered again stands in the judgment itself."""
    done = beside_acting.act(row=remedy, events=[(m.BecameFinal(), on)], by=by, moment=moment, seen=seen)
    assert isinstance(done.state, RemedyState)
    last = done.state.instances[-1].decision
    return _carry_out(remedy, done, order._replace(reanswer=last.reanswer), last.document, on, by, moment)


@transaction.atomic
def perform(*, remedy: Remedy, on: date, by: User, moment: datetime) -> None:
    """What was ordered has been done on that day. Raises :class:`UnusableInput` when nothing was ordered, or it is not yet that day."""
    if remedy.performance_due is None:
        raise UnusableInput("没有登记须履行的内容", "请先在登记决定或者裁判时写明", remedy.register_number)
    state = beside_acting.remedy_state(remedy)
    if state.final_on and on < state.final_on:
        raise UnusableInput(f"履行日期早于结果生效的{written(state.final_on)}", "请核对日期", remedy.register_number)
    remedy.performed_on = on
    remedy.save(update_fields=["performed_on"])
    keep(stream=remedy.pk, key="remedy_performed", text=f"{written(on)}已履行：{remedy.performance_what}", by=by, moment=moment)
    refresh(remedy=remedy)


def refresh(*, remedy: Remedy) -> None:
    """Make the columns again; another answer that was ordered and has been given counts as performed on its day."""
    application = remedy.application
    state = beside_acting.remedy_state(remedy)
    answers_again = bool(state.instances) and state.instances[-1].decision.reanswer
    if application and answers_again and remedy.performance_due and not remedy.performed_on and application.phase == Phase.ANSWERED:
        remedy.performed_on = application.ended_on
        remedy.save(update_fields=["performed_on"])
    beside_acting.save_projection(remedy, state)


@transaction.atomic
def attach(*, remedy: Remedy, upload: Upload, purpose: str, by: User, moment: datetime) -> str:
    """Keep a file of the case under one of :data:`PURPOSES`; its id."""
    if purpose not in PURPOSES:
        raise UnusableInput("没有选材料的种类", f"请从 {'、'.join(PURPOSES.values())} 中选一种")
    row = files.store(
        name=upload.name, data=upload.data, purpose=purpose, stream=remedy.pk, organ=remedy.organ_id, by=actor_of(by), moment=moment,
        allowed=DOCUMENTS,
    )  # fmt: skip
    return str(row.id)


def _carry_out(remedy: Remedy, done: Outcome, order: Order, document: str, on: date, by: User, moment: datetime) -> Outcome:
    """Another answer is a new round of the application (条例 as practised: practice 8); anything else is a duty of this case alone."""
    application = remedy.application
    ordered = order.reanswer and application is not None and application.phase in (Phase.ANSWERED, Phase.CLOSED)
    irregular = done.irregular
    if ordered:
        assert application is not None
        cause = OrderedBy.REVIEW if remedy.sort == Sort.REVIEW else OrderedBy.JUDGMENT
        event = a.ReanswerOrdered(ordered_by=cause, document=document, period=order.period, unit=order.unit)
        again = acting.act(application=application, events=[(event, on)], by=by, moment=moment)
        irregular = (*irregular, *again.irregular)
        remedy.performance_what, remedy.performance_due = order.what or "重新答复申请人", order.until or application.due_on
    elif order.reanswer or order.what or order.until:
        words = "对申请作出答复" if order.reanswer else "履行决定或者裁判"
        remedy.performance_what, remedy.performance_due = order.what or words, order.until or _counted(remedy, order, on)
    remedy.save(update_fields=["performance_what", "performance_due"])
    beside_acting.save_projection(remedy, done.state)
    return done._replace(irregular=irregular)


def _counted(remedy: Remedy, order: Order, on: date) -> date | None:
    """The end of the period that the decision names; of an answer without one, the period of the Regulation (practice 8)."""
    length = order.period or (parameter("answer_period").at(on).value if order.reanswer else None)
    if length is None:
        return None
    in_working_days = order.unit is Unit.WORKING_DAY
    return calendar_of(remedy.organ).add(on, length).day if in_working_days else date.fromordinal(on.toordinal() + length)


def _given(remedy: Remedy, purpose: str, given: Upload | str, by: User, moment: datetime) -> str:
    """The id of a paper: the file, or what was written in its place."""
    if isinstance(given, str):
        return keep(stream=remedy.pk, key=purpose, text=given, by=by, moment=moment)
    return attach(remedy=remedy, upload=given, purpose=purpose, by=by, moment=moment)
