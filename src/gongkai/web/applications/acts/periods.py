"""Acts about time and money: reasons asked for, later answers, extension, the fee."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.law import fees
from gongkai.law.deadlines import ClockEvent, Refused, explain, written
from gongkai.ledger.reasons import Reason
from gongkai.ledger.term import term
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Assessment, FeeMethod, Role
from gongkai.notices.kinds.fee import BY_ITEM, BY_PAGE
from gongkai.web.applications.acts.base import BY_HEAD, Act, Answers, Keep, LetterPlan, Sending
from gongkai.web.applications.acts.forms import ActForm, Document, NoAnswers, choice, day, line, number, text
from gongkai.web.applications.acts.intake import document
from gongkai.web.applications.models import Application, Person
from gongkai.web.applications.models.people import Capacity
from gongkai.web.organs import settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongkai.ledger.vocabulary import Event
    from gongkai.web.applications.acts.case import Case

REASONS, PERIOD, FEE = "说明理由", "期限", "收费"


class RequestReasons(ActForm):
    """Numbers that are beyond reason (条例 Art. 35)."""

    application_counts = text("申请的数量、频次", "例如 2026年1月至3月共提出申请36件")
    reason_days = number("说明理由期限（工作日）", most=60)
    reason_way = line("说明理由的方式")

    def prepare(self) -> None:
        """What the office chose, and how many there were this year."""
        self.start("reason_days", settings.of(self.case.organ, "reason_days"))
        self.start("reason_way", "书面")
        others = same_applicant(self.case).filter(received_on__year=self.case.on.year).count()
        self.start("application_counts", f"{self.case.on.year}年共向本机关提出申请{others}件")


def same_applicant(case: Case) -> Any:
    """The applications of the same principal to the same organ, found by blind index; this one included."""
    index = next((person.index for person in case.application.people.all() if person.capacity == Capacity.PRINCIPAL), "")
    if not index:
        return Application.objects.filter(pk=case.application.pk)
    same = Person.objects.filter(index=index, capacity=Capacity.PRINCIPAL).values("application")
    return Application.objects.filter(organ=case.organ, pk__in=same)


def _request(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    assert sending
    return (a.ReasonsRequested(letter=sending.number),)


class Assess(ActForm):
    """What the office thinks of the reasons."""

    assessment = choice("判断", [(each.value, each.label) for each in Assessment], radio=True)
    note = text("判断依据", "申请人说了什么理由，为什么合理或者不合理")


def _assess(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    return (a.ReasonsAssessed(assessment=Assessment.of(answers["assessment"]), note=keep("判断依据", answers["note"])),)


class Defer(ActForm):
    """How much later, and why (条例 Art. 35)."""

    deferral_days = number("从今天起几个工作日内答复", "条例只说合理期限", most=120)
    reasons_received_on = day("收到理由说明的日期")
    deferral_reason = text("延迟理由")

    def prepare(self) -> None:
        """20 working days; reasons come before they are assessed."""
        self.start("deferral_days", 20)
        self.start("reasons_received_on", self.case.state.reasons.assessed_on if self.case.state.reasons else None)


def _deferred_until(case: Case, answers: Answers) -> date:
    return case.calendar.add(case.on, int(answers["deferral_days"])).day


def _defer(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    assert sending
    return (a.Deferred(until=_deferred_until(case._replace(on=sending.dated), answers), letter=sending.number),)


def _defer_facts(case: Case, answers: Answers) -> dict[str, object]:
    return {**answers, "due_on": _deferred_until(case, answers)}


class Extend(ActForm):
    """How many days more, and why (条例 Art. 33(2))."""

    extension_days = number("延长几个工作日", "最多 20 个工作日，只能延长一次", most=20)
    extension_reason = text("延期理由", "写给申请人看的理由，例如 需要征求意见、查阅档案数量较多")

    def prepare(self) -> None:
        """The whole of it; the page says which day that is."""
        self.start("extension_days", 20)
        try:
            due = extended_to(self.case, 20)
        except Refused:
            due = None
        if due:
            self.fields["extension_days"].help_text = f"最多 20 个工作日，只能延长一次；延长 20 个工作日的，答复期限到{written(due)}"


def extended_to(case: Case, days: int) -> date | None:
    """The due day after an extension told on the day of the act; None while somebody is waited for. Raises ``Refused``."""
    current = case.state.round
    return explain(current.received_on, (*current.events, ClockEvent("extended", case.on, days=days)), case.calendar).due


def _extend(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    assert sending
    approver = Role.of(sending.approver) if sending.approver in ("office_head", "legal", "leader") else Role.OFFICER
    return (a.Extended(days=int(answers["extension_days"]), approver=approver, letter=sending.number),)


def _extend_facts(case: Case, answers: Answers) -> dict[str, object]:
    """``approved_on`` is the day of the letter: the head signs the letter itself."""
    return {**answers, "due_on": extended_to(case, int(answers["extension_days"])), "approved_on": case.on}


def _knows_when(case: Case) -> Iterator[Reason]:
    if case.state.rounds and not case.state.extension and term(case.state, case.calendar, case.on).due is None:
        yield Reason("现在没有确定的答复期限（正在等补正、缴费或者意见），等到以后再延期，才能写明延到哪一天", ("条例:33.2",))


class NotifyFee(ActForm):
    """Why a fee, and by which measure (条例 Art. 42, 收费办法)."""

    finding = text("明显超过合理范围的认定", "数量、频次明显超过合理范围的事实；收费不是自动的，由本机关认定")
    method = choice("计收方式", [(each.value, each.label) for each in FeeMethod], "一件申请只用一种", radio=True)
    pages = number("页数", "按量计收的填写拟提供信息的页数", required=False)
    payment_way = line("缴纳方式", "例如 凭缴款通知书到代收银行缴纳")

    def prepare(self) -> None:
        """Which of the month it is, and what that comes to."""
        place = ordinal(self.case)
        self.start("payment_way", "凭缴款通知书到代收银行缴纳")
        amount = fees.by_item(place, self.case.state.received_on or self.case.on).amount
        self.fields["method"].help_text = f"按件计收的，本件是申请人当月向本机关提出的第 {place} 件，应收 {amount} 元；按量计收的按页数计算"

    def clean(self) -> dict[str, Any]:
        """By page needs the pages; nothing to charge is said before a letter is made."""
        answers = super().clean() or {}
        if answers.get("method") == FeeMethod.BY_PAGE and not answers.get("pages"):
            self.add_error("pages", "按量计收的请填写页数")
        elif answers.get("method") and not charge(self.case, answers)[2]:
            self.add_error("method", "按这个方式算出来不收费，不要发收费通知")
        return answers


def ordinal(case: Case) -> int:
    """Which of the applicant's month at this organ this application is (收费办法)."""
    received = case.state.received_on
    assert received
    rows = same_applicant(case).filter(received_on__year=received.year, received_on__month=received.month)
    found = rows.order_by("received_on", "created_at").values_list("pk", "received_on")
    receipts = [fees.Receipt(str(pk), on, str(case.organ.pk), "") for pk, on in found]
    return fees.ordinal(receipts, str(case.application.pk))


def charge(case: Case, answers: Answers) -> tuple[FeeMethod, int, int]:
    """Method, quantity and fen."""
    method = FeeMethod.of(answers["method"])
    received = case.state.received_on
    assert received
    quantity = ordinal(case) if method is FeeMethod.BY_ITEM else int(answers["pages"])
    fee = fees.by_item(quantity, received) if method is FeeMethod.BY_ITEM else fees.by_pages(quantity, received)
    return method, quantity, int(fee.amount * 100)


def _fee(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    assert sending
    method, quantity, amount = charge(case, answers)
    finding = keep("明显超过合理范围的认定", answers["finding"])
    return (a.FeeNotified(method=method, quantity=quantity, amount=amount, finding=finding, letter=sending.number),)


def _fee_facts(case: Case, answers: Answers) -> dict[str, object]:
    method, quantity, _ = charge(case, answers)
    return {
        "fee_method": BY_ITEM if method is FeeMethod.BY_ITEM else BY_PAGE, "fee_quantity": quantity, "fee_finding": answers["finding"],
        "payment_way": answers["payment_way"],
    }  # fmt: skip


def _paid(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    return (a.FeePaid(receipt=document(answers, keep, "财政票据")),)


def _fee_lapsed(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    return (a.FeeLapsed(),)


ACTS = (
    Act(
        "request_reasons", "要求说明理由", "申请数量、频次明显超过合理范围的；不停止计算期限", REASONS, a.ReasonsRequested, RequestReasons, _request,
        LetterPlan(lambda case, answers: "P04", lambda case, answers: dict(answers)),
    ),
    Act(
        "assess_reasons", "判断理由", "申请人说明的理由是否合理", REASONS, a.ReasonsAssessed, Assess, _assess, day="作出判断的日期",
    ),
    Act(
        "defer", "延迟答复", "理由合理但在期限内办不完，确定合理期限并告知", REASONS, a.Deferred, Defer, _defer,
        LetterPlan(lambda case, answers: "P06", _defer_facts),
    ),
    Act(
        "extend", "延期", "经工作机构负责人同意，延长不超过 20 个工作日，一次；在期限届满前告知申请人", PERIOD, a.Extended, Extend, _extend,
        LetterPlan(lambda case, answers: "P05", _extend_facts, approval=BY_HEAD), possible=_knows_when,
    ),
    Act(
        "notify_fee", "发收费通知", "认定数量、频次明显超过合理范围的，可以收取信息处理费", FEE, a.FeeNotified, NotifyFee, _fee,
        LetterPlan(lambda case, answers: "P12", _fee_facts),
    ),
    Act(
        "record_payment", "登记缴费", "答复期限从缴费完毕的次日起重新计算", FEE, a.FeePaid, Document, _paid, day="缴费日期",
    ),
    Act(
        "lapse_fee", "认定逾期未缴费", "收到收费通知的次日起 20 个工作日没有缴费", FEE, a.FeeLapsed, NoAnswers, _fee_lapsed,
    ),
)  # fmt: skip
