"""What happened in a case, in words for the applicant: never a third party's or an officer's name, never inner steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.law.deadlines import written
from gongkai.ledger.state import effective
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Party

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from gongkai.ledger.states.application import ApplicationState
    from gongkai.ledger.vocabulary import Event

_PARTIES = {
    Party.THIRD_PARTY: "这份信息可能涉及第三方的合法权益，已书面征求第三方意见（条例第三十二条）。等意见的时间不计入答复期限",
    Party.CO_MAKER: "这份信息由几个机关共同制作，已征求其他制作机关意见（条例第三十四条）。等意见的时间不计入答复期限",
    Party.OTHER_ORGAN: "已征求其他机关意见。等意见的时间不计入答复期限（条例第三十三条）",
}


class Told(NamedTuple):
    """One step: its day, a title, and what it means."""

    day: date
    title: str
    words: str


def _amount(event: Any) -> str:
    return f"信息处理费 {event.amount / 100:.2f} 元，怎么交见通知书。交清后重新计算答复期限"


_SAID: dict[type[Event], tuple[str, Callable[[Any], str]]] = {
    a.Registered: ("收到申请", lambda e: f"登记号 {e.register_number}，共 {e.items} 项"),
    a.CorrectionRequested: ("请您补正", lambda e: f"请在{written(e.until)}前补正。补正后重新计算答复期限（条例第三十条）"),
    a.CorrectionReceived: ("收到您的补正", lambda e: "从次日起重新计算答复期限"),
    a.CorrectionLapsed: ("没有在期限内补正", lambda e: ""),
    a.ConsultationSent: ("征求意见", lambda e: _PARTIES[e.party]),
    a.ConsultationAnswered: ("收到意见", lambda e: "被征求意见的一方已经答复"),
    a.ConsultationLapsed: ("征求意见期满", lambda e: "被征求意见的一方没有在期限内答复，由机关继续办理"),
    a.ReasonsRequested: ("请您说明理由", lambda e: "说明申请数量、频次的理由（条例第三十五条），见告知书"),
    a.Deferred: ("延迟答复", lambda e: f"延迟到{written(e.until)}前答复（条例第三十五条）"),
    a.Extended: ("延长答复期限", lambda e: f"经政府信息公开工作机构负责人同意，延长 {e.days} 个工作日（条例第三十三条）"),
    a.FeeNotified: ("通知缴费", _amount),
    a.FeePaid: ("收到缴费", lambda e: "从次日起重新计算答复期限"),
    a.FeeLapsed: ("没有在期限内缴费", lambda e: ""),
    a.Answered: ("已经答复", lambda e: f"文号 {e.letter}"),
    a.ResultImported: ("已经办结", lambda e: ""),
    a.Served: ("文书送达", lambda e: e.way.label),
    a.Withdrawn: ("撤回申请", lambda e: "您撤回了申请，不再办理"),
    a.Closed: ("不再处理", lambda e: f"文号 {e.letter}"),
    a.ReanswerOrdered: ("须重新答复", lambda e: f"因{e.ordered_by.label}"),
    a.Reanswered: ("已经重新答复", lambda e: f"文号 {e.letter}"),
    a.HandedOver: ("移交", lambda e: "因机构调整移交承接的机关继续办理"),
    a.Moved: ("由承接的机关继续办理", lambda e: "因机构改革，职能转到新的机关，由它继续办理。答复期限不重新计算，编号不变"),
}  # fmt: skip


def steps(state: ApplicationState) -> list[Told]:
    """What concerns the applicant, newest first; corrected records as corrected, voided ones not at all."""
    found = [(entry.effective_on, _SAID.get(type(entry.event)), entry.event) for entry in effective(state.log)]
    return [Told(day, said[0], said[1](event)) for day, said, event in reversed(found) if said]
