"""Acts that end a round: the answer, 不再处理, and answering again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.law.deadlines import written
from gongkai.law.grounds import DENIED, NOT_PROCESSED, PARTIAL, by_code
from gongkai.ledger.acts.waiting import payment_until
from gongkai.ledger.reasons import Reason
from gongkai.ledger.states.application import ApplicationState
from gongkai.ledger.states.parts import Phase
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import OrderedBy, Unit, Way
from gongkai.web.applications.acts import facts
from gongkai.web.applications.acts.base import BY_SIGNER, Act, Answers, Keep, LetterPlan, Sending
from gongkai.web.applications.acts.deciding import item_facts
from gongkai.web.applications.acts.forms import ActForm, Document, choice, number, text
from gongkai.web.applications.acts.intake import document
from gongkai.web.applications.models import Text
from gongkai.web.events import store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.ledger.vocabulary import Event
    from gongkai.web.applications.acts.case import Case
    from gongkai.web.applications.models import Application

ANSWER, AGAIN = "答复", "重新答复"
WAYS = tuple((each.value, each.label) for each in Way if each is not Way.COURIER)
_LEGAL = (DENIED, PARTIAL, NOT_PROCESSED)


class Reply(ActForm):
    """How the answer goes out; what it says stands in the decisions."""

    way = choice("送达方式", WAYS, "通过互联网送达的，答复书要写明网上申请行政复议的渠道", radio=True)
    enclosures = text("附件", "每行一项；没有的空着", required=False)

    def prepare(self) -> None:
        """By post, unless the applicant came to fetch it."""
        at_hand = "当面" in self.case.application.wanted_way
        self.start("way", Way.IN_PERSON.value if at_hand else Way.POST.value)


class CloseForm(ActForm):
    """Ends an application that was not corrected or paid."""

    way = choice("送达方式", WAYS, radio=True)

    def prepare(self) -> None:
        """By post."""
        self.start("way", Way.POST.value)


def refusals(case: Case) -> bool:
    """Whether something is withheld or not handled: what a legal officer looks at (setting ``approve_legal``)."""
    return any(item.decision and by_code(item.decision).family in _LEGAL for item in case.state.live_items)


def _answer(event: type[a.Answered | a.Reanswered]) -> Any:
    def events(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
        assert sending
        return (event(letter=sending.number, way=sending.way),)

    return events


def _reply_code(case: Case, answers: Answers) -> str:
    """One item has the letter of its own kind, several have one answer (practice 1)."""
    live = case.state.live_items
    return live[0].decision if len(live) == 1 else "reply"


def _reply_facts(case: Case, answers: Answers) -> dict[str, object]:
    items = item_facts(case)
    own = {"items": items} if len(items) > 1 else {key: value for key, value in items[0].items() if key not in ("decision", "item_content")}
    lines = tuple(each.strip() for each in str(answers.get("enclosures") or "").splitlines() if each.strip())
    return {**own, "enclosures": lines, "served_online": answers["way"] == Way.ONLINE.value}


def _lapse(case: Case) -> str:
    return "D22" if case.state.fee and case.state.fee.lapsed_on else "D21"


def _close(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    assert sending
    return (a.Closed(decision=_lapse(case), letter=sending.number),)


def _close_facts(case: Case, answers: Answers) -> dict[str, object]:
    online = {"served_online": answers["way"] == Way.ONLINE.value}
    if _lapse(case) == "D22" and case.state.fee:
        notice = facts.notice_words(case, case.state.fee.step)
        return {**online, "ground": "逾期未缴费", "fee_notice": notice, "payment_deadline": payment_until(case.state, case.calendar)}
    correction = case.state.correction
    assert correction
    letter, served = facts.letter_of_step(case, correction.step), case.state.served_on(correction.step)
    days = facts.answers_of(letter).get("correction_days") if letter else None
    until = case.calendar.add(served, int(str(days))).day if served and days else correction.until
    return {**online, "ground": "逾期不补正", "correction_notice": facts.notice_words(case, correction.step), "correction_deadline": until}


class Order(Document):
    """Why it has to be answered again, and until when."""

    ordered_by = choice("因何而起", [(each.value, each.label) for each in OrderedBy], radio=True)
    period = number("决定书给的期限", "没有写期限的空着：从收到之日起 20 个工作日", required=False, most=365)
    unit = choice("期限的单位", [(each.value, each.label) for each in Unit])


def _order(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    return (
        a.ReanswerOrdered(
            ordered_by=OrderedBy.of(answers["ordered_by"]), document=document(answers, keep, "责令重新答复的决定"),
            period=answers.get("period") or None, unit=Unit.of(answers["unit"]),
        ),
    )  # fmt: skip


def _preface(case: Case) -> str:
    """What a second answer says first: the answer that it replaces, and why."""
    before = case.state.rounds[-2].outcome if len(case.state.rounds) > 1 else None
    order = case.state.round.order
    if before is None or order is None:
        return ""
    old = f"《政府信息公开申请答复》（{before.letter}）" if before.letter else "答复"
    why = {
        OrderedBy.REVIEW: "根据行政复议决定", OrderedBy.JUDGMENT: "根据人民法院的判决", OrderedBy.SELF: "经自行复核",
    }[order.ordered_by]  # fmt: skip
    named = Text.objects.filter(stream=case.application.pk, pk=order.document).values_list("text", flat=True).first()
    source = f"（{' '.join(named.split())}）" if named and len(named) <= 60 and order.ordered_by is not OrderedBy.SELF else ""
    return f"本机关曾于{written(before.day)}就本申请作出{old}。{why}{source}，本机关重新作出答复，以本次答复为准。"


def merged(case: Case) -> list[Application]:
    """The open applications that are answered in the same letter (``services.linking.merge``)."""
    return list(case.application.merged.filter(phase=Phase.OPEN.value).order_by("received_on", "pk"))


def _together(case: Case) -> Iterator[Reason]:
    """One letter for several: it goes out from the one into which the others were merged, when all are decided."""
    if case.application.merged_into_id:
        yield Reason("这件申请与别的一件一并答复，请在那一件里答复", ("条例:36",))
    for other in merged(case):
        state = store.load(other.pk)
        assert isinstance(state, ApplicationState)
        undecided = "、".join(str(item.number) for item in state.live_items if not item.decision)
        if undecided:
            yield Reason(f"一并答复的{other.register_number}第{undecided}项还没有作出决定", ("条例:36",))


def _told_together(case: Case) -> str:
    """What the letter says of the others."""
    others = merged(case)
    if not others:
        return ""
    named = "、".join(f"{written(each.received_on)}收到的{each.register_number}" for each in others if each.received_on)
    return f"本机关对同一申请人提出的政府信息公开申请（{named}）一并答复。"


def _is_lapsed(case: Case) -> Iterator[Reason]:
    """A correction or payment that came after the lapse was found opens the case again."""
    correction, fee = case.state.correction, case.state.fee
    if not (correction and correction.lapsed_on) and not (fee and fee.lapsed_on):
        yield Reason("没有认定逾期不补正或者逾期未缴费", ("条例:30", "收费办法"))


ACTS = (
    Act(
        "answer", "答复", "各项都作出决定以后，一份答复书、一个文号", ANSWER, a.Answered, Reply, _answer(a.Answered),
        LetterPlan(_reply_code, _reply_facts, approval=BY_SIGNER, preface=_told_together),
        possible=_together,
    ),
    Act(
        "close", "不再处理", "逾期不补正或者逾期未缴费，告知不再处理", ANSWER, a.Closed, CloseForm, _close,
        LetterPlan(lambda case, answers: "P13", _close_facts, approval=BY_SIGNER), possible=_is_lapsed,
    ),
    Act(
        "order_reanswer", "须重新答复", "行政复议决定、判决责令，或者本机关自行纠正；另起期限", AGAIN, a.ReanswerOrdered, Order, _order,
        day="收到决定的日期",
    ),
    Act(
        "reanswer", "重新答复", "新的答复书、新的文号；表三不再计一次", AGAIN, a.Reanswered, Reply, _answer(a.Reanswered),
        LetterPlan(_reply_code, _reply_facts, approval=BY_SIGNER, preface=_preface),
    ),
)  # fmt: skip
