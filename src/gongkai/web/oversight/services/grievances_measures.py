"""What follows from a grievance that is true: 督促整改 and 通报批评 (条例 Art. 47.2); and the record of who was held accountable (Art. 46, 52, 53)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.law.citation import printed
from gongkai.law.deadlines import written
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.proof.personal import personal
from gongkai.web.accounts.services.refusals import Refusal
from gongkai.web.clock import day_of
from gongkai.web.oversight.models import Accountability, Grievance, GrievanceStep
from gongkai.web.oversight.services import orders
from gongkai.web.oversight.services.grievances import HEARD, locked
from gongkai.web.reporting.selectors.activities import BY_KEY, activities
from gongkai.web.reporting.services import activities as ledger

if TYPE_CHECKING:
    from datetime import date, datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ

_BLAME = ("条例:46",)
MOST_PERSONS = 1000
Measure, Step = Grievance.Measure, GrievanceStep.Kind


class Decision(NamedTuple):
    """A decision to hold accountable: what, when, by whom, which paper, why, how many persons (0: the organ alone)."""

    kind: str
    on: date
    decided_by: str
    document: str
    about: str
    persons: int


@transaction.atomic
def order(*, grievance: Grievance, what: str, due_on: date, by: User, moment: datetime) -> None:
    """Order the organ to mend it by a day; the order runs on its own from here. Raises :class:`NotAllowed` with all reasons."""
    row = locked(grievance.pk)
    problems = _why_not_measure(row)
    if row.order_id is not None:
        problems.append(Reason("已经发出整改通知，不用再发", HEARD))
    if problems:
        raise NotAllowed(tuple(problems))
    wanted = orders.Wanted(what, due_on, printed(HEARD[0]), origin_words=f"投诉举报 {row.number}")
    try:
        row.order = orders.issue(district=row.body, organ=row.organ, wanted=wanted, by=by, moment=moment)
    except Refusal as refused:
        raise NotAllowed(tuple(Reason(words.rstrip("。")) for words in refused.reasons)) from refused
    _measured(row, Measure.ORDER)
    row.save(update_fields=["measure", "order"])
    _step(row, Step.ORDERED, f"{row.order.number}：{what.strip()}", by, moment, due_on)


@transaction.atomic
def criticise(*, grievance: Grievance, document: str, words: str, by: User, moment: datetime) -> None:
    """Criticise the organ in a circular, by its paper. Raises :class:`NotAllowed` with all reasons."""
    row = locked(grievance.pk)
    problems = _why_not_measure(row)
    if row.document:
        problems.append(Reason(f"已经通报批评过（{row.document}）", HEARD))
    if not document.strip():
        problems.append(Reason("没有写通报的文号", HEARD))
    if not words.strip():
        problems.append(Reason("没有写通报了什么", HEARD))
    if problems:
        raise NotAllowed(tuple(problems))
    row.document = document.strip()
    _measured(row, Measure.CRITICISE)
    row.save(update_fields=["measure", "document"])
    _step(row, Step.CRITICISED, f"{row.document}：{words.strip()}", by, moment)


@transaction.atomic
def decide(*, organ: Organ, decision: Decision, by: User, moment: datetime, key: str | None = None) -> Accountability:
    """Write a decision down; where persons were held accountable, that is told to the year, once. Raises :class:`NotAllowed` with all reasons.

    The same ``key`` is one decision.
    """
    known = Accountability.objects.filter(key=key).first() if key else None
    if known is not None:
        return known
    decision = decision._replace(decided_by=decision.decided_by.strip(), document=decision.document.strip(), about=decision.about.strip())
    problems = _why_not_decided(decision, day_of(moment))
    if Accountability.objects.filter(organ=organ, document=decision.document, kind=decision.kind, voided_at=None).exists():
        problems.append(Reason(f"{decision.document}已经登记过", _BLAME))
    if problems:
        raise NotAllowed(tuple(problems))
    made = Accountability(organ=organ, key=key or None, created_at=moment, created_by=by, **decision._asdict())
    if decision.persons:
        words = f"{made.get_kind_display()}（{decision.decided_by}，{decision.document}）：{decision.about}"
        deed = ledger.Deed(BY_KEY["accountability"], decision.on, {"persons": decision.persons}, words)
        made.step = ledger.register(organ=organ, year=decision.on.year, deed=deed, by=by, moment=moment)
    made.save(force_insert=True)
    return made


@transaction.atomic
def take_back(*, decision: Accountability, reason: str, by: User, moment: datetime) -> None:
    """It was written down wrong: it counts no longer and stays in the record. Raises :class:`NotAllowed` with all reasons."""
    row = Accountability.objects.select_for_update(of=("self",)).select_related("organ").get(pk=decision.pk)
    problems = [Reason("已经作废", _BLAME)] if row.voided_at else []
    if not reason.strip():
        problems.append(Reason("没有写为什么作废", _BLAME))
    if problems:
        raise NotAllowed(tuple(problems))
    year = row.on.year
    if row.step is not None and row.step in {each.step for each in activities(row.organ_id, year)}:
        ledger.void(organ=row.organ, year=year, step=row.step, reason=reason, on=day_of(moment), by=by, moment=moment)
    row.voided_at, row.voided_why = moment, reason.strip()
    row.save(update_fields=["voided_at", "voided_why"])


def _why_not_measure(row: Grievance) -> list[Reason]:
    if row.state != Grievance.State.FOUND:
        return [Reason("登记查证结果以后、答复以前才能办", HEARD)]
    return [Reason("不属实的，不督促整改，也不通报批评", HEARD)] if row.finding == Grievance.Finding.UNTRUE else []


def _measured(row: Grievance, more: Grievance.Measure) -> None:
    row.measure = Measure.BOTH if row.measure and row.measure != more else more


def _step(row: Grievance, kind: str, words: str, by: User, moment: datetime, due_on: date | None = None) -> None:
    GrievanceStep.objects.create(grievance=row, kind=kind, on=day_of(moment), words=words, due_on=due_on, created_at=moment, by=by)


def _why_not_decided(decision: Decision, today: date) -> list[Reason]:
    problems = []
    if decision.kind not in Accountability.Kind.values:
        problems.append(Reason("没有选种类", _BLAME))
    if decision.on > today:
        problems.append(Reason(f"{written(decision.on)}还没有到", _BLAME))
    for value, label in ((decision.decided_by, "谁决定的"), (decision.document, "文号"), (decision.about, "因为什么")):
        if not value:
            problems.append(Reason(f"没有写{label}", _BLAME))
    if not 0 <= decision.persons <= MOST_PERSONS:
        problems.append(Reason(f"人数要在 0 到 {MOST_PERSONS} 之间", _BLAME))
    if decision.kind == Accountability.Kind.DISCIPLINE and decision.persons == 0:
        problems.append(Reason("处分是对人的，请写人数", _BLAME))
    found = [each.masked() for each in personal(decision.about) if each.certain]
    if found:
        problems.append(Reason(f"只写人数，不写个人信息：{'、'.join(found)}", _BLAME))
    return problems
