"""May this be done now? All reasons why not, at once; what is irregular all the same; and the act itself.

``why_not_<act>(state, on, calendar, act=None)`` for every act; ``why_not`` finds the one of an event.
``decide`` is the only door: it refuses with all reasons, or gives the state after the entry and names what
was irregular. Loading a stream uses ``state.replay``, which judges nothing.
"""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import TYPE_CHECKING, TypeVar

from gongkai.law.deadlines import explain, written
from gongkai.ledger.acts.activities import (
    why_not_change_leading_group,
    why_not_check_oneself,
    why_not_declare_figure,
    why_not_do_social_review,
    why_not_hold_accountable,
    why_not_hold_meeting,
    why_not_hold_open_day,
    why_not_hold_training,
    why_not_open_year,
    why_not_receive_assessment,
)
from gongkai.ledger.acts.base import GUARDS, NOTED, Case
from gongkai.ledger.acts.deciding import (
    why_not_answer,
    why_not_choose_main_row,
    why_not_close,
    why_not_decide_item,
    why_not_import_result,
    why_not_order_reanswer,
    why_not_reanswer,
    why_not_serve,
)
from gongkai.ledger.acts.intake import (
    why_not_add_item,
    why_not_hand_over,
    why_not_lapse_correction,
    why_not_receive_correction,
    why_not_register,
    why_not_request_correction,
    why_not_split_item,
    why_not_withdraw,
)
from gongkai.ledger.acts.moving import (
    why_not_move_application,
    why_not_move_document,
    why_not_move_publication,
    why_not_move_rectification,
    why_not_move_remedy,
)
from gongkai.ledger.acts.others import (
    why_not_appeal,
    why_not_become_final,
    why_not_decide,
    why_not_decide_rectification,
    why_not_file_reply,
    why_not_receive_copy,
    why_not_receive_rectification,
    why_not_serve_rectification,
    why_not_set_reply_due,
)
from gongkai.ledger.acts.publishing import (
    why_not_amend,
    why_not_approve,
    why_not_change,
    why_not_classify,
    why_not_draft,
    why_not_expire,
    why_not_explain,
    why_not_issue,
    why_not_publish,
    why_not_reassess,
    why_not_repeal,
    why_not_review,
    why_not_send_up,
    why_not_take_down,
)
from gongkai.ledger.acts.reporting import (
    why_not_open_report,
    why_not_publish_report,
    why_not_read_report,
    why_not_review_report,
    why_not_send_report_up,
    why_not_sign_report,
)
from gongkai.ledger.acts.waiting import (
    payment_until,
    reply_until,
    why_not_ask_help,
    why_not_assess_reasons,
    why_not_consult,
    why_not_defer,
    why_not_extend,
    why_not_lapse_consultation,
    why_not_lapse_fee,
    why_not_notify_fee,
    why_not_pay,
    why_not_receive_help,
    why_not_receive_opinion,
    why_not_request_reasons,
)
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.ledger.state import advance, apply, effective, start
from gongkai.ledger.states.application import ApplicationState, clock_event
from gongkai.ledger.states.base import StreamState
from gongkai.ledger.vocabulary import ANYWHERE, STREAMS, Corrected, Voided

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gongkai.law.calendar import Calendar
    from gongkai.ledger.vocabulary import Entry, Event

__all__ = [
    "BEIJING",
    "GUARDS",
    "NotAllowed",
    "Reason",
    "decide",
    "irregularities",
    "payment_until",
    "reply_until",
    "why_not",
    "why_not_add_item",
    "why_not_amend",
    "why_not_answer",
    "why_not_appeal",
    "why_not_approve",
    "why_not_ask_help",
    "why_not_assess_reasons",
    "why_not_become_final",
    "why_not_change",
    "why_not_change_leading_group",
    "why_not_check_oneself",
    "why_not_choose_main_row",
    "why_not_classify",
    "why_not_close",
    "why_not_consult",
    "why_not_decide",
    "why_not_decide_item",
    "why_not_decide_rectification",
    "why_not_declare_figure",
    "why_not_defer",
    "why_not_do_social_review",
    "why_not_draft",
    "why_not_expire",
    "why_not_explain",
    "why_not_extend",
    "why_not_file_reply",
    "why_not_hand_over",
    "why_not_hold_accountable",
    "why_not_hold_meeting",
    "why_not_hold_open_day",
    "why_not_hold_training",
    "why_not_import_result",
    "why_not_issue",
    "why_not_lapse_consultation",
    "why_not_lapse_correction",
    "why_not_lapse_fee",
    "why_not_mend",
    "why_not_move_application",
    "why_not_move_document",
    "why_not_move_publication",
    "why_not_move_rectification",
    "why_not_move_remedy",
    "why_not_notify_fee",
    "why_not_open_report",
    "why_not_open_year",
    "why_not_order_reanswer",
    "why_not_pay",
    "why_not_publish",
    "why_not_publish_report",
    "why_not_read_report",
    "why_not_reanswer",
    "why_not_reassess",
    "why_not_receive_assessment",
    "why_not_receive_copy",
    "why_not_receive_correction",
    "why_not_receive_help",
    "why_not_receive_opinion",
    "why_not_receive_rectification",
    "why_not_register",
    "why_not_repeal",
    "why_not_request_correction",
    "why_not_request_reasons",
    "why_not_review",
    "why_not_review_report",
    "why_not_send_report_up",
    "why_not_send_up",
    "why_not_serve",
    "why_not_serve_rectification",
    "why_not_set_reply_due",
    "why_not_sign_report",
    "why_not_split_item",
    "why_not_take_down",
    "why_not_withdraw",
]
S = TypeVar("S", bound=StreamState)
# Legal days are days in China, wherever the machine stands. 中国标准时间 has had no summer time since 1992.
BEIJING = timezone(timedelta(hours=8), "北京时间")


def why_not(state: StreamState, entry: Entry, calendar: Calendar) -> list[Reason]:
    """All reasons why this entry cannot follow; empty when it can."""
    event = entry.event
    if entry.number != state.next_number:
        return [Reason(f"账本已有{len(state.log)}步，这一步却是第{entry.number}步，请重新载入再办", ("条例:45",))]
    reasons = _times(entry)
    if isinstance(event, ANYWHERE):
        return reasons + why_not_mend(state, entry, calendar)
    if type(event) not in STREAMS[state.stream]:
        return [*reasons, Reason(f"“{event.title}”不属于这本账", ("条例:45",))]
    return reasons + GUARDS[type(event)](state, entry.effective_on, calendar, event)


def decide(state: S, entry: Entry, calendar: Calendar) -> tuple[S, tuple[str, ...]]:
    """The state after the entry, and what was irregular in it. Raises :class:`NotAllowed` with all reasons."""
    reasons = why_not(state, entry, calendar)
    if reasons:
        raise NotAllowed(tuple(reasons))
    return apply(state, entry), irregularities(state, entry.event, entry.effective_on, calendar)


def irregularities(state: StreamState, event: Event, on: date, calendar: Calendar) -> tuple[str, ...]:
    """What is irregular in an allowed act, as sentences with their clauses: it is recorded and named, not refused."""
    noted = NOTED.get(type(event))
    own = [reason.sentence for reason in noted(Case(state, on, calendar, event))] if noted else []
    return (*own, *_by_clock(state, event, on, calendar))


def _by_clock(state: StreamState, event: Event, on: date, calendar: Calendar) -> tuple[str, ...]:
    """What the clock names because of this event."""
    if not isinstance(state, ApplicationState) or not state.rounds:
        return ()
    seen = clock_event(state, event, on)
    if seen is None:
        return ()
    before = explain(state.round.received_on, state.round.events, calendar).irregular
    after = explain(state.round.received_on, (*state.round.events, seen), calendar).irregular
    return tuple(sentence for sentence in after if sentence not in before)


def why_not_mend(state: StreamState, entry: Entry, calendar: Calendar) -> list[Reason]:
    """Reasons against a correction or a voiding: what it speaks of, and every later step that could then not stand."""
    event = entry.event
    assert isinstance(event, (Corrected, Voided))
    held = {each.number: each for each in effective(state.log)}
    mended = held.get(event.number)
    if mended is None:
        return [Reason(f"不能{event.title}：没有第{event.number}步，或者它已经作废", ("条例:45",))]
    if isinstance(event, Corrected) and type(event.event) is not type(mended.event):
        return [Reason(f"不能{event.title}：第{event.number}步是“{mended.event.title}”，请先作废再补记“{event.event.title}”", ("条例:45",))]
    known = _objections(state.stream, effective(state.log), calendar)
    mending = _objections(state.stream, effective((*state.log, entry)), calendar)
    return [
        Reason(f"不能{event.title}：第{number}步“{held[number].event.title}”就不能成立，{reason.text}", reason.cites)
        for number, reason in mending
        if (number, reason) not in known
    ]


def _objections(stream: str, entries: Iterable[Entry], calendar: Calendar) -> list[tuple[int, Reason]]:
    """What guards say of a history: the reasons against its first step that could not stand, by the number of the step."""
    state = start(stream)
    for entry in entries:
        reasons = _times(entry) + GUARDS[type(entry.event)](state, entry.effective_on, calendar, entry.event)
        if reasons:
            return [(entry.number, reason) for reason in reasons]
        state = advance(state, entry)
    return []


def _times(entry: Entry) -> list[Reason]:
    """The moment of writing has its offset, and the legal day has come by then, unless the event may be written ahead."""
    if entry.recorded_at.tzinfo is None:
        return [Reason("记录的时刻没有写时区，请由系统填写", ("条例:45",))]
    written_on = entry.recorded_at.astimezone(BEIJING).date()
    if entry.effective_on > written_on and not entry.event.ahead:
        return [Reason(f"生效日{written(entry.effective_on)}晚于记录的{written(written_on)}，还没有发生的事不能登记", ("条例:45",))]
    return []
