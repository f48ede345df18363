"""Guards of what the answer waits for: opinions, help, reasons, more time, fees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.law.clock_state import period
from gongkai.law.deadlines import written
from gongkai.law.grounds import by_code
from gongkai.ledger.acts.base import Case, guard, in_phase, irregular, needed
from gongkai.ledger.acts.intake import letter
from gongkai.ledger.reasons import Reason
from gongkai.ledger.states.parts import Phase
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Assessment, Party, Role

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from datetime import date

    from gongkai.law.calendar import Calendar
    from gongkai.ledger.states.application import ApplicationState
    from gongkai.ledger.states.parts import Consultation

_RUNNING = in_phase(Phase.OPEN, Phase.REANSWERING)
# Opinions and help may come in, and be written down, behind the answer.
_EVEN_AFTER = in_phase(Phase.OPEN, Phase.REANSWERING, Phase.ANSWERED)
_PERIODS = {Party.THIRD_PARTY: "third_party_reply", Party.CO_MAKER: "co_maker_reply"}
_CLAUSES = {Party.THIRD_PARTY: "条例:32", Party.CO_MAKER: "条例:34", Party.OTHER_ORGAN: "条例:33.3"}
_FEES = "收费办法"


def reply_until(state: ApplicationState, asked: Consultation, calendar: Calendar) -> date | None:
    """The last day to give an opinion: 15 working days from receipt of the letter; None without proof of service or period."""
    served = state.served_on(asked.step)
    name = _PERIODS.get(asked.party)
    limit = period(name, served) if name and served else None
    return calendar.add(served, limit.value).day if limit and served else None  # 条例 Art. 32, 34


def payment_until(state: ApplicationState, calendar: Calendar) -> date | None:
    """The last day to pay: 20 working days from the day after the notice came; None without proof of service."""
    served = state.served_on(state.fee.step) if state.fee else None
    limit = period("fee_payment", served) if served else None
    return calendar.add(served, limit.value).day if limit and served else None  # 收费办法


@guard(a.ConsultationSent, _RUNNING)
def why_not_consult(case: Case) -> Iterator[Reason]:
    """Each party under its own label, once."""
    if case.act is None:
        return
    yield from needed(case.act.label, "被征求意见者的编号", _CLAUSES[case.act.party])
    if case.state.consultation(case.act.label):
        yield Reason(f"已经征求过“{case.act.label}”的意见", (_CLAUSES[case.act.party],))
    yield from letter(case)


@guard(a.ConsultationAnswered, _EVEN_AFTER)
def why_not_receive_opinion(case: Case) -> Iterator[Reason]:
    """Of a party that was asked and has not answered. A late opinion is kept and named."""
    asked = yield from _party(case)
    if asked and asked.answered_on:
        yield Reason(f"“{asked.label}”已于{written(asked.answered_on)}答复", (_CLAUSES[asked.party],))
    if case.act is not None:
        yield from needed(case.act.document, "书面意见的编号", "条例:32")


@irregular(a.ConsultationAnswered)
def _late_opinion(case: Case) -> Iterator[Reason]:
    asked = case.state.consultation(case.act.label)
    until = reply_until(case.state, asked, case.calendar)
    if until and case.on > until:
        yield Reason(f"“{asked.label}”的意见晚于{written(until)}", (_CLAUSES[asked.party],))


@guard(a.ConsultationLapsed, _RUNNING)
def why_not_lapse_consultation(case: Case) -> Iterator[Reason]:
    """When 15 working days from the proven receipt of the letter are over (条例 Art. 32, 34)."""
    asked = yield from _party(case)
    if asked is None:
        return
    if not asked.open:
        yield Reason(f"“{asked.label}”已经答复或者已经认定逾期", (_CLAUSES[asked.party],))
    if asked.party not in _PERIODS:
        return  # 条例 Art. 33(3) names no period for other organs
    until = reply_until(case.state, asked, case.calendar)
    if until is None:
        yield Reason(f"没有“{asked.label}”收到征求意见书的凭证，期限无从起算", (_CLAUSES[asked.party],))
    elif case.on <= until:
        yield Reason(f"“{asked.label}”提出意见的期限到{written(until)}才满", (_CLAUSES[asked.party],))


def _party(case: Case) -> Generator[Reason, None, Consultation | None]:
    """The consultation of the act; without act a reason when nobody is being asked."""
    if case.act is None:
        if not any(each.open for each in case.state.consultations):
            yield Reason("没有正在征求的意见", ("条例:32",))
        return None
    asked: Consultation | None = case.state.consultation(case.act.label)
    if asked is None:
        yield Reason(f"没有征求过“{case.act.label}”的意见", ("条例:32",))
    elif case.on < asked.sent_on:
        yield Reason(f"早于发出征求意见书的{written(asked.sent_on)}", (_CLAUSES[asked.party],))
    return asked


@guard(a.CoHandlingAsked, _RUNNING)
def why_not_ask_help(case: Case) -> Iterator[Reason]:
    """Each unit of the own organ once; it stops nothing."""
    if case.act is None:
        return
    yield from needed(case.act.label, "协办机构的编号", "条例:45")
    if any(each.label == case.act.label for each in case.state.co_handlings):
        yield Reason(f"已经交“{case.act.label}”协办", ("条例:45",))


@guard(a.CoHandlingAnswered, _EVEN_AFTER)
def why_not_receive_help(case: Case) -> Iterator[Reason]:
    """Of a unit that was asked and has not answered."""
    open_ones = [each for each in case.state.co_handlings if each.answered_on is None]
    if case.act is not None:
        open_ones = [each for each in open_ones if each.label == case.act.label]
    if not open_ones:
        yield Reason("没有等待反馈的协办", ("条例:45",))
    yield from (Reason(f"早于交办的{written(each.asked_on)}", ("条例:45",)) for each in open_ones[:1] if case.on < each.asked_on)


@guard(a.ReasonsRequested, in_phase(Phase.OPEN))
def why_not_request_reasons(case: Case) -> Iterator[Reason]:
    """Once; it stops nothing (条例 Art. 35)."""
    if case.state.reasons:
        yield Reason(f"已于{written(case.state.reasons.requested_on)}要求说明理由", ("条例:35",))
    if case.act is not None:
        yield from letter(case)


@guard(a.ReasonsAssessed, in_phase(Phase.OPEN))
def why_not_assess_reasons(case: Case) -> Iterator[Reason]:
    """Reasons that were asked for, not before that day."""
    reasons = case.state.reasons
    if reasons is None:
        yield Reason("没有要求申请人说明理由", ("条例:35",))
    elif case.on < reasons.requested_on:
        yield Reason(f"早于要求说明理由的{written(reasons.requested_on)}", ("条例:35",))
    if reasons and reasons.assessment:
        yield Reason(f"已经判断过：{reasons.assessment.label}", ("条例:35",))
    if case.act is not None:
        yield from needed(case.act.note, "判断依据", "条例:35")


@guard(a.Deferred, in_phase(Phase.OPEN))
def why_not_defer(case: Case) -> Iterator[Reason]:
    """When the reasons asked for were found reasonable (条例 Art. 35)."""
    reasons = case.state.reasons
    if reasons is None:
        yield Reason("没有要求申请人说明理由", ("条例:35",))
    elif reasons.assessment is not Assessment.REASONABLE:
        yield Reason("没有认定申请人说明的理由合理", ("条例:35",))
    if case.act is not None:
        yield from letter(case)


@guard(a.Extended, in_phase(Phase.OPEN))
def why_not_extend(case: Case) -> Iterator[Reason]:
    """Once, 1 to 20 working days, approved by the head of the office (条例 Art. 33(2)). Too late is irregular, not refused."""
    if case.state.extension:
        yield Reason("已经延过一次", ("条例:33.2",))
    if case.act is None:
        return
    limit = period("extension_limit", case.state.received_on or case.on)
    if limit and not 1 <= case.act.days <= limit.value:
        yield Reason(f"延长{case.act.days}个工作日，应当在1至{limit.value}个工作日之内", (limit.cite,))
    if case.act.approver is not Role.OFFICE_HEAD:
        yield Reason(f"应当经{Role.OFFICE_HEAD.label}同意，不是{case.act.approver.label}", ("条例:33.2",))
    yield from letter(case)


@guard(a.FeeNotified, in_phase(Phase.OPEN))
def why_not_notify_fee(case: Case) -> Iterator[Reason]:
    """With the finding that number or frequency is clearly beyond reason (条例 Art. 42); paid once only."""
    if case.on < by_code("D22").since:
        yield Reason(f"收费办法自{written(by_code('D22').since)}起施行", (_FEES,))
    if case.state.fee and case.state.fee.paid_on:
        yield Reason(f"这件申请已于{written(case.state.fee.paid_on)}缴费，只收一次", (_FEES,))
    if case.act is None:
        return
    yield from needed(case.act.finding, "数量、频次明显超过合理范围的认定", "条例:42.1")
    if case.act.amount < 1 or case.act.quantity < 1:
        yield Reason("数量和金额应当大于零", (_FEES,))
    yield from letter(case)


@guard(a.FeePaid, in_phase(Phase.OPEN))
def why_not_pay(case: Case) -> Iterator[Reason]:
    """A fee that was asked for. A late payment still counts while the case is not closed."""
    yield from _charged(case)
    if case.act is not None:
        yield from needed(case.act.receipt, "票据的编号", _FEES)


@guard(a.FeeLapsed, in_phase(Phase.OPEN))
def why_not_lapse_fee(case: Case) -> Iterator[Reason]:
    """When 20 working days from the proven receipt of the notice are over."""
    yield from _charged(case)
    fee = case.state.fee
    if fee is None:
        return
    if fee.lapsed_on:
        yield Reason(f"已于{written(fee.lapsed_on)}认定过", (_FEES,))
    until = payment_until(case.state, case.calendar)
    if until is None:
        yield Reason("没有收费通知的送达凭证，缴费期限无从起算", (_FEES,))
    elif case.on <= until:
        yield Reason(f"缴费期限到{written(until)}才满", (_FEES,))


def _charged(case: Case) -> Iterator[Reason]:
    fee = case.state.fee
    if fee is None:
        yield Reason("没有发出过收费通知", (_FEES,))
    elif fee.paid_on:
        yield Reason(f"已于{written(fee.paid_on)}缴费", (_FEES,))
    elif case.on < fee.notified_on:
        yield Reason(f"早于收费通知的{written(fee.notified_on)}", (_FEES,))
