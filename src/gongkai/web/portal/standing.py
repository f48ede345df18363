"""Where a case stands, for the applicant: one sentence, the latest day, what may be done now, and what if nobody answers."""

from __future__ import annotations

from calendar import monthrange
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import Refused, written
from gongkai.law.parameters import NoValueInForce
from gongkai.law.remedies import NO_REPLY, remedy
from gongkai.law.reminders import APPLICANT
from gongkai.ledger.states.parts import Phase
from gongkai.ledger.term import clock, term
from gongkai.ledger.vocabulary.codes import Way
from gongkai.lib.errors import UnusableInput
from gongkai.web.applications.models import Application, Letter, Text
from gongkai.web.applications.services import citizen
from gongkai.web.applications.services.acting import APPLICANT as APPLICANT_ACTOR
from gongkai.web.applications.services.acting import state_of
from gongkai.web.applications.services.submitting import receipt_of
from gongkai.web.organs.selectors import calendar_of, remedy_facts
from gongkai.web.portal.told import steps

if TYPE_CHECKING:
    import uuid
    from datetime import date

    from gongkai.law.deadlines import Clock
    from gongkai.law.remedies import Remedy
    from gongkai.ledger.states.application import ApplicationState
    from gongkai.ledger.term import Term
    from gongkai.web.organs.models import Organ
    from gongkai.web.portal.told import Told

_RUNNING = (Phase.OPEN, Phase.REANSWERING)
_ENDED = {
    Phase.ANSWERED: "已经答复", Phase.CLOSED: "不再处理，已经结案", Phase.WITHDRAWN: "您已经撤回申请", Phase.HANDED_OVER: "已经移交承接的机关",
}  # fmt: skip
# Letters written to the applicant. Those to third parties and other organs, and inner papers, are never shown here.
TO_APPLICANT = frozenset({"P03", "P04", "P05", "P06", "P08", "P12", "P13", "P14", "reply", *(f"D{number:02}" for number in range(1, 24))})
_SENT = (Letter.State.ISSUED, Letter.State.SERVED)


class Overdue(NamedTuple):
    """What may be done when the period ran out: the clause, and the last days for a review and a direct suit (None when no rule gives one)."""

    since: date
    rule: Remedy | None
    review_until: date | None
    suit_until: date | None


class Standing(NamedTuple):
    """The page of a case. ``kind`` colours the tag; ``due`` is None while someone is waited for or nothing is certain yet."""

    case: Application
    organ: Organ
    kind: str
    head: str
    words: str
    due: date | None
    provisional: bool
    steps: list[Told]
    letters: list[Letter]
    overdue: Overdue | None
    correction_until: date | None
    may_correct: bool
    reasons_asked: date | None
    may_add: bool
    may_withdraw: bool
    fee: int | None


def case(identity: uuid.UUID) -> Application | None:
    """The case with its organ; None for one that is not there."""
    return Application.objects.select_related("organ").filter(pk=identity).first()


def numbered(*numbers: str) -> list[uuid.UUID]:
    """The cases of that register number, in one of its forms: none, or one of each organ that uses it."""
    return list(Application.objects.filter(register_number__in=numbers).order_by("created_at").values_list("pk", flat=True)[:3])


def promised(found: Application) -> list[Text]:
    """The papers that the applicant will bring or post, as one sentence; none for most."""
    return list(Text.objects.filter(stream=found.pk, key=citizen.PROMISED))


def handed_in(found: Application) -> list[Text]:
    """What the applicant handed in later, newest first."""
    return list(Text.objects.filter(stream=found.pk, key__in=citizen.HANDED_IN, created_by=APPLICANT_ACTOR).order_by("-created_at"))


def standing(found: Application, day: date) -> Standing:
    """The page of the case on that day."""
    state = state_of(found)
    now = _term(found, state, day)
    running = state.phase in _RUNNING
    correction, reasons = state.correction, state.reasons
    owes = running and correction is not None and correction.received_on is None
    fee = state.fee.amount if running and state.fee is not None and state.fee.paid_on is None else None
    over = _overdue(found, now, day) if running else None
    kind, head, words = _said(found, state, now, over, day)
    due = now.due if now and running else None
    return Standing(
        found, found.organ, kind, head, words, due, bool(now and now.provisional), steps(state), letters(found), over,
        correction.until if owes and correction else None, owes,
        reasons.requested_on if running and reasons is not None and reasons.assessed_on is None else None,
        not owes and (running or state.phase is Phase.UNREGISTERED), running, fee,
    )  # fmt: skip


def days(found: Application, day: date) -> Clock | None:
    """The days of the running period; None before registration and where a history cannot be counted."""
    state = state_of(found)
    if not state.rounds:
        return None
    try:
        return clock(state, calendar_of(found.organ), day)
    except (Refused, OutsideCalendar):
        return None


def letters(found: Application) -> list[Letter]:
    """What was sent to the applicant, newest first."""
    sent = Letter.objects.filter(stream=found.pk, state__in=_SENT, code__in=TO_APPLICANT).order_by("-issued_on", "-drafted_at")
    return list(sent.select_related("organ", "sealed_scan", "edited"))


def letter(found: Application, identity: uuid.UUID) -> Letter | None:
    """One of :func:`letters`."""
    return next((each for each in letters(found) if each.pk == identity), None)


def waits_for_reader(sent: Letter) -> bool:
    """Whether it was sent online and nobody said yet that it was received."""
    return sent.state == Letter.State.ISSUED and sent.way == Way.ONLINE.value


def _term(found: Application, state: ApplicationState, day: date) -> Term | None:
    if not state.rounds or state.phase not in _RUNNING:
        return None
    try:
        return term(state, calendar_of(found.organ), day)
    except (Refused, OutsideCalendar):
        return None


def _overdue(found: Application, now: Term | None, day: date) -> Overdue | None:
    if now is None or now.due is None or day <= now.due:
        return None
    try:
        rule = remedy(NO_REPLY, remedy_facts(found.organ), served_on=now.due)
    except (UnusableInput, NoValueInForce):  # the organ's record does not name who reviews: the page sends to the 主管部门 alone
        return Overdue(now.due, None, None, None)
    until = now.due + timedelta(days=rule.review_days) if rule.review_days else None  # 复议法 Art. 20(1): calendar days
    suit = _months_later(now.due, rule.months) if rule.months else None
    return Overdue(now.due, rule, until, suit)


def _months_later(day: date, months: int) -> date:
    """The same day of that later month, or its last (民法典 Art. 202)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))


def _said(found: Application, state: ApplicationState, now: Term | None, over: Overdue | None, day: date) -> tuple[str, str, str]:
    if state.phase is Phase.UNREGISTERED:
        return "warn", "待确认", _unconfirmed(found)
    if state.phase not in _RUNNING:
        return "done", _ENDED[state.phase], f"{written(found.ended_on)}办结" if found.ended_on else ""
    again = "重新答复" if state.phase is Phase.REANSWERING else "答复"
    if over:
        return "error", "已超期", f"应当在{written(over.since)}前{again}，现在已经超过期限"
    if now is None:
        return "info", "正在办理", "期限请向受理机关询问"
    if now.waiting:
        until = f"，{written(now.waiting.until)}止" if now.waiting.until else ""
        if now.waiting.who == APPLICANT:
            return "warn", "等您办理", f"现在等您{now.waiting.what}{until}，这段时间不计入答复期限"
        return "info", "正在征求意见", f"现在等被征求意见的一方{now.waiting.what}{until}，这段时间不计入答复期限"
    assert now.due is not None  # a term without a due day waits for someone
    return "info", "正在办理", f"最迟{written(now.due)}前{again}{'（暂定：放假安排公布后可能变动）' if now.provisional else ''}"


def _unconfirmed(found: Application) -> str:
    try:
        by = receipt_of(found).by
    except Refused:
        by = None
    until = f"机关最迟{written(by)}与您确认" if by else "机关将与您确认"
    return f"已经提交，{until}收到，从确认的次日起计算答复期限（条例第三十一条）"
