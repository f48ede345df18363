"""What an application still asks for: of whom, what, since when, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.ledger.acts.waiting import payment_until, reply_until
from gongkai.ledger.states.parts import Phase
from gongkai.ledger.term import term

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongkai.law.calendar import Calendar
    from gongkai.ledger.states.application import ApplicationState

APPLICANT, OFFICER = "申请人", "经办人"


class Duty(NamedTuple):
    """Who must do what, since when, until when (None: no day is known or the law names none), under which clause."""

    who: str
    what: str
    since: date
    until: date | None
    cites: tuple[str, ...]


def duties(state: ApplicationState, calendar: Calendar) -> tuple[Duty, ...]:
    """All open duties, those of others first, then ours in the order in which they arose."""
    if not state.rounds or state.phase is Phase.HANDED_OVER:
        return ()
    running = state.phase in (Phase.OPEN, Phase.REANSWERING)
    found = [*_of_others(state, calendar), *_ours(state), *_answer(state, calendar)] if running else []
    return (*found, *_services(state))


def _of_others(state: ApplicationState, calendar: Calendar) -> Iterator[Duty]:
    correction, fee = state.correction, state.fee
    if correction and not correction.received_on and not correction.lapsed_on:
        yield Duty(APPLICANT, "补正", correction.requested_on, correction.until, ("条例:30",))
    if fee and not fee.paid_on and not fee.lapsed_on:
        yield Duty(APPLICANT, "缴费", fee.notified_on, payment_until(state, calendar), ("收费办法",))
    for asked in state.consultations:
        if asked.open:
            cite = "条例:33.3"  # 条例 Art. 33(3): this time does not count
            yield Duty(f"{asked.party.label}（{asked.label}）", "提出意见", asked.sent_on, reply_until(state, asked, calendar), (cite,))
    for helper in state.co_handlings:
        if helper.answered_on is None:
            yield Duty(f"协办机构（{helper.label}）", "反馈", helper.asked_on, helper.due, ("条例:45",))


def _ours(state: ApplicationState) -> Iterator[Duty]:
    if state.correction and state.correction.lapsed_on:
        yield Duty(OFFICER, "告知不再处理", state.correction.lapsed_on, None, ("条例:30",))
    if state.fee and state.fee.lapsed_on:
        yield Duty(OFFICER, "告知不再处理", state.fee.lapsed_on, None, ("收费办法",))
    if state.reasons and state.reasons.assessment is None:
        yield Duty(OFFICER, "判断申请人说明的理由", state.reasons.requested_on, None, ("条例:35",))


def _answer(state: ApplicationState, calendar: Calendar) -> Iterator[Duty]:
    period = term(state, calendar)
    undecided = [str(item.number) for item in state.live_items if not item.decision]
    if undecided:
        yield Duty(OFFICER, f"对第{'、'.join(undecided)}项作出决定", state.round.received_on, period.due, period.cites)
    yield Duty(OFFICER, "重新答复" if state.round.order else "答复", state.round.received_on, period.due, period.cites)


def _services(state: ApplicationState) -> Iterator[Duty]:
    for letter in state.letters:
        if state.served_on(letter.step) is None:
            yield Duty(OFFICER, f"登记“{letter.number}”的送达", letter.day, None, ("送达解释",))
