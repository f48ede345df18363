"""What each kind of event does to the clock: one function a kind, with the clause on the line that applies it.

Irregular acts are recorded and named when the law still gives them effect; what it gives no effect is
refused. Decided here, because the texts are silent:

* A deferral (Art. 35) is a day, not a count: a consultation does not move it, but the due day is never
  earlier than without the deferral, and an extension after it adds its days behind it.
* A restart begins a full period without the extension and without the deferral that went before it.
* A consultation or a notice of fee sent after the due day is named; it does not bring the answer back in time.
* The answer ends whatever was still open on its day, and by that the due day is known against which it is judged.
  Behind it the clock has ended: acts of the organ are refused, what others do is only recorded.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.citation import printed
from gongkai.law.clock_model import KIND_WORDS, refusal, written
from gongkai.law.clock_state import CONSULTATION, CORRECTION, FEE, IN_FORCE, Standstill, State, clause, due_day, period

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from gongkai.law.calendar import Calendar
    from gongkai.law.clock_model import ClockEvent, ClockSettings

_FEE_RULES = "收费办法"


class Effect(NamedTuple):
    """The state after an event, what it did in Chinese, the citation key, and what was irregular ("" nothing)."""

    state: State
    words: str
    cite: str
    irregular: str = ""


class Before(NamedTuple):
    """An event and all it meets: the state, the calendar, the settings."""

    state: State
    event: ClockEvent
    calendar: Calendar
    settings: ClockSettings

    @property
    def due(self) -> date:
        """The due day, if what is still open ended on the day of the event."""
        return due_day(self.state, self.calendar, self.event.day)

    def refused(self, problem: str, cite: str) -> Exception:
        """The refusal of this event."""
        return refusal(self.event.day, self.event.kind, problem, cite)

    def named(self, problem: str, cite: str) -> str:
        """The sentence that names an irregular act."""
        return f"{written(self.event.day)}{KIND_WORDS[self.event.kind]}，{problem}（{printed(cite)}）"

    def after_expiry(self, consequence: str, cite: str) -> str:
        """The sentence for an act after the due day; empty when it was in time."""
        due = self.due
        return self.named(f"答复期限已于{written(due)}届满，{consequence}", cite) if self.event.day > due else ""


def apply(before: Before) -> Effect:
    """The effect of one event. Raises :class:`~gongkai.law.deadlines.Refused` for what the law gives no effect."""
    state, event = before.state, before.event
    if event.kind not in _EFFECTS:
        raise before.refused(f"没有这种事件，可以用的有 {'、'.join(KIND_WORDS)}", "条例:33")
    if event.day < state.received:
        raise before.refused(f"早于收到申请之日{written(state.received)}，请核对日期", clause(state, "条例:31", "条例2007:24"))
    if state.answered is None:
        return _EFFECTS[event.kind](before)
    if event.kind not in _OF_OTHERS:
        raise before.refused(
            f"已于{written(state.answered)}答复，期限已经终结；重新答复请另立期限", clause(state, "条例:33", "条例2007:24")
        )
    return Effect(state, "已经答复，对期限没有影响", clause(state, "条例:33", "条例2007:24"))


def _correction_requested(before: Before) -> Effect:
    state, event = before.state, before.event
    cite = clause(state, "条例:30", "条例2007:21(4)")
    if any(each.kind == CORRECTION for each in state.standstills):
        raise before.refused("补正只能一次性告知，请把全部事项写在一份告知书里", cite)  # 条例 Art. 30: 一次性
    limit, irregular = period("correction_request", state.received), ""
    if limit is not None:
        last = before.calendar.add(state.received, limit.value).day  # 条例 Art. 30: 7 working days from receipt
        if event.day > last:
            irregular = before.named(f"超过收到申请之日起{limit.words}（{written(last)}止），收到补正后仍重新计算", limit.cite)
    if event.until is not None and event.until < event.day:
        raise before.refused(f"补正期限{written(event.until)}早于告知之日，请改正", cite)
    return Effect(_stand_still(state, Standstill(CORRECTION, "", event.day, event.until)), "期限停止计算", cite, irregular)


def _correction_received(before: Before) -> Effect:
    cite = clause(before.state, "条例:30", "条例2007:21(4)")
    owed = _owed(before, CORRECTION, "没有尚待补正的告知书，请先登记告知补正", cite)
    irregular = before.named(f"超过补正期限{written(owed.until)}，仍重新计算", cite) if owed.until and before.event.day > owed.until else ""
    words = f"自次日起重新计算{before.state.allowed}个工作日"  # 条例 Art. 30: 答复期限自收到补正之日起计算
    return Effect(_restart(before, owed), words, cite, irregular)


def _consultation_sent(before: Before) -> Effect:
    state, event = before.state, before.event
    asked = Standstill(CONSULTATION, event.label, event.day, None)
    # 条例 Art. 32, 34: 15 working days from the day the letter arrives; without proof of service from the day it was sent.
    limit = period("co_maker_reply" if asked.co_maker else "third_party_reply", event.day)
    until = None if limit is None else before.calendar.add(event.day, limit.value).day
    cite = clause(state, "条例:33.3", "条例2007:24")
    irregular = before.after_expiry("征求意见不再影响期限", cite)
    # Without names two letters are two consultations, each ended by an answer of its own.
    if event.label and _named(state, event.label):
        return Effect(state, f"正在征求{asked.party}意见，再次发函不改变扣除的日子", cite, irregular)
    words = f"自次日起至{asked.party}答复之日不计算"
    return Effect(_stand_still(state, asked._replace(until=until)), words, cite, irregular)


def _consultation_answered(before: Before) -> Effect:
    return _consultation_ended(before, "已经答复", lapsed=False)


def _consultation_lapsed(before: Before) -> Effect:
    return _consultation_ended(before, "逾期未提出意见，由本机关决定是否公开", lapsed=True)  # 条例 Art. 32


def _consultation_ended(before: Before, words: str, *, lapsed: bool) -> Effect:
    state, event = before.state, before.event
    cite = clause(state, "条例:33.3", "条例2007:24")
    asked = _consulted(state, event.label)
    if asked is None:
        if not any(each.kind == CONSULTATION and each.label == event.label for each in state.standstills):
            raise before.refused(f"没有向{Standstill(CONSULTATION, event.label, event.day, None).party}征求过意见，请核对名称", cite)
        return Effect(state, "此前已经答复或者逾期，对期限没有影响", cite)
    if lapsed and state.received >= IN_FORCE:
        cite = "条例:34" if asked.co_maker else "条例:32"
    if lapsed and asked.co_maker:
        words = "逾期未提出意见，视为同意公开"  # 条例 Art. 34
    irregular = _too_early(before, asked) if lapsed else ""
    state = _end(state, asked, event.day)
    return Effect(state, f"{asked.party}{words}" + ("" if state.open else "，自次日起继续计算"), cite, irregular)


def _reasons_requested(before: Before) -> Effect:
    _since_2019(before)
    return Effect(before.state, "要求说明理由不停止期限", "条例:35")  # 条例 Art. 35 names no standstill


def _deferred(before: Before) -> Effect:
    state, event, due = before.state, before.event, before.due
    _since_2019(before)
    if event.until is None:
        raise before.refused("没有写延迟到哪一天，请写明", "条例:35")
    if event.until <= due:
        raise before.refused(f"延迟到的{written(event.until)}不晚于原定的{written(due)}，请写更晚的一天", "条例:35")
    if event.until < event.day:
        raise before.refused(f"延迟到的{written(event.until)}早于告知之日，请写更晚的一天", "条例:35")
    irregular = before.after_expiry(_consequence(before), "条例:35")
    if irregular and not before.settings.late_grant_counts:
        return Effect(state, "届满后才告知，不改变答复期限", "条例:35", irregular)
    words = f"另定合理期限，延迟到{written(event.until)}"
    return Effect(replace(state, deferred=event.until, deferred_extra=0), words, "条例:35", irregular)


def _extended(before: Before) -> Effect:
    state, event = before.state, before.event
    limit = period("extension_limit", state.received)
    assert limit is not None  # the answer period of the same day was found before
    if not 1 <= event.days <= limit.value:  # 条例 Art. 33(2): at most 20 working days
        raise before.refused(f"延长{event.days}个工作日不在1至{limit.value}个工作日之内，请改正", limit.cite)
    if state.extended is not None:
        raise before.refused(f"已于{written(state.extended)}延长过，只能延长一次", limit.cite)
    irregular = before.after_expiry(_consequence(before), limit.cite)
    state = replace(state, extended=event.day)
    if irregular and not before.settings.late_grant_counts:
        return Effect(state, "届满后才延长，不改变答复期限", limit.cite, irregular)
    later = event.days if state.deferred is not None else 0
    state = replace(state, extra=event.days, deferred_extra=later)
    return Effect(state, f"延长{event.days}个工作日", limit.cite, irregular)


def _consequence(before: Before) -> str:
    return "按本机关的设定仍计入期限" if before.settings.late_grant_counts else "不改变答复期限"


def _fee_notified(before: Before) -> Effect:
    state, event = before.state, before.event
    irregular = before.after_expiry("收费通知应当在答复期限内发出", _FEE_RULES)
    if any(each.kind == FEE for each in state.standstills):
        irregular = before.named("同一申请已经发过收费通知", _FEE_RULES)
    limit = period("fee_payment", event.day)  # 收费办法: 20 working days from the day after the notice
    until = None if limit is None else before.calendar.add(event.day, limit.value).day
    owed = [each for each in state.open if each.kind == FEE]
    for each in owed:
        state = _end(state, each, event.day)
    return Effect(_stand_still(state, Standstill(FEE, "", event.day, until)), "期限停止计算", _FEE_RULES, irregular)


def _fee_paid(before: Before) -> Effect:
    owed = _owed(before, FEE, "没有尚待缴费的收费通知，请先登记收费通知", _FEE_RULES)
    irregular = ""
    if owed.until and before.event.day > owed.until:
        irregular = before.named(f"超过缴费期限{written(owed.until)}，仍重新计算", _FEE_RULES)
    extra = before.state.extra if before.settings.extension_survives_payment else 0
    words = f"自次日起重新计算{before.state.allowed}个工作日" + (f"，连同已延长的{extra}个工作日" if extra else "")
    return Effect(replace(_restart(before, owed), extra=extra), words, _FEE_RULES, irregular)


def _answered(before: Before) -> Effect:
    state, event, due = before.state, before.event, before.due
    on_time = event.day <= due
    irregular = next(filter(None, (_too_early(before, each) for each in state.open if each.kind == CONSULTATION)), "")
    words = "在期限内答复" if on_time else f"超过{written(due)}，逾期答复"
    for each in state.open:
        state = _end(state, each, event.day)  # nobody is waited for behind the answer
    return Effect(replace(state, answered=event.day, on_time=on_time), words, clause(state, "条例:33.2", "条例2007:24"), irregular)


def _too_early(before: Before, asked: Standstill) -> str:
    """The sentence for not waiting until the party's time was over; empty when it was."""
    if asked.until is None or before.event.day >= asked.until:
        return ""
    return before.named(f"{asked.party}提出意见的期限到{written(asked.until)}才满", "条例:34" if asked.co_maker else "条例:32")


def _since_2019(before: Before) -> None:
    if before.event.day < IN_FORCE:
        raise before.refused(f"这项规定自{written(IN_FORCE)}起施行，此前不能适用", "条例:35")


def _owed(before: Before, kind: str, problem: str, cite: str) -> Standstill:
    """What the applicant owes; refused when it is nothing."""
    for each in before.state.open:
        if each.kind == kind:
            return each
    raise before.refused(problem, cite)


def _named(state: State, label: str) -> Standstill | None:
    """The longest open consultation of that label."""
    return next((each for each in state.open if each.kind == CONSULTATION and each.label == label), None)


def _consulted(state: State, label: str) -> Standstill | None:
    """The open consultation that an answer ends: that of its label; where one side left the name out, the only one open."""
    found = _named(state, label)
    pending = [each for each in state.open if each.kind == CONSULTATION]
    if found is None and len(pending) == 1 and "" in (label, pending[0].label):
        return pending[0]
    return found


def _stand_still(state: State, more: Standstill) -> State:
    return replace(state, standstills=(*state.standstills, more))


def _end(state: State, ended: Standstill, day: date) -> State:
    at = state.standstills.index(ended)  # the first of equal ones: two letters of one day have two answers
    return replace(state, standstills=(*state.standstills[:at], ended._replace(ended=day), *state.standstills[at + 1 :]))


def _restart(before: Before, owed: Standstill) -> State:
    """The full period again from the day after, without the extension and the deferral of the old one."""
    day = before.event.day
    state = _end(before.state, owed, day)
    return replace(state, starts=(*state.starts, day), extra=0, deferred=None, deferred_extra=0)


_EFFECTS: dict[str, Callable[[Before], Effect]] = {
    "correction_requested": _correction_requested,
    "correction_received": _correction_received,
    "consultation_sent": _consultation_sent,
    "consultation_answered": _consultation_answered,
    "consultation_lapsed": _consultation_lapsed,
    "reasons_requested": _reasons_requested,
    "deferred": _deferred,
    "extended": _extended,
    "fee_notified": _fee_notified,
    "fee_paid": _fee_paid,
    "answered": _answered,
}
# What the applicant, a third party or another organ does: facts that come in even behind the answer.
_OF_OTHERS = frozenset({"correction_received", "consultation_answered", "consultation_lapsed", "fee_paid"})
