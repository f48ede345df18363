"""Guards of decisions, answers, service, closing, and answering again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.law import tally
from gongkai.law.deadlines import written
from gongkai.law.facts import FACTS
from gongkai.law.grounds import UnknownKind, by_code
from gongkai.ledger.acts.base import Case, guard, in_phase, irregular, needed
from gongkai.ledger.acts.intake import letter, live_item
from gongkai.ledger.reasons import Reason
from gongkai.ledger.states.parts import Phase
from gongkai.ledger.term import lateness
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Assessment, Party, Way

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from gongkai.law.grounds import DecisionKind
    from gongkai.ledger.states.application import ApplicationState

_RUNNING = in_phase(Phase.OPEN, Phase.REANSWERING)
_CLOSING = ("D21", "D22")


@guard(a.ItemDecided, _RUNNING)
def why_not_decide_item(case: Case) -> Iterator[Reason]:
    """A live item, a kind in force on that day whose conditions hold, with every fact that its letter must state."""
    if case.act is None:
        return
    yield from live_item(case.state, case.act.item)
    kind = yield from _kind(case)
    if kind is None:
        return
    yield from _conditions(case.state, kind)
    given = {key for key, where in case.act.facts if where}
    yield from (Reason(f"没有写{FACTS[key].label}", kind.articles[:1]) for key in kind.facts if key not in given)
    yield from (Reason(f"没有“{key}”这种事实", kind.articles[:1]) for key in sorted(given - FACTS.keys()))


def _kind(case: Case) -> Generator[Reason, None, DecisionKind | None]:
    """The kind of the act, when there is such a kind on that day."""
    try:
        kind = by_code(case.act.decision)
    except UnknownKind as unknown:
        yield Reason(str(unknown), ("条例:36",))
        return None
    if case.on < kind.since:
        yield Reason(f"“{kind.label}”自{written(kind.since)}起才有", kind.articles[:1])
    return kind


def _conditions(state: ApplicationState, kind: DecisionKind) -> Iterator[Reason]:
    if kind.code in _CLOSING:
        yield Reason(f"“{kind.label}”是整件结案，请用“不再处理”", kind.articles[:1])
    if kind.code == "D15" and not (state.correction and state.correction.received_on):
        yield Reason("没有收到过补正，不能认定补正后仍不明确", ("条例:30",))
    refuted = state.reasons and state.reasons.assessment in (Assessment.UNREASONABLE, Assessment.NOT_GIVEN)
    if kind.code == "D19" and not refuted:
        yield Reason("没有要求说明理由并认定理由不合理", ("条例:35",))


@irregular(a.ItemDecided)
def _without_third_party(case: Case) -> Iterator[Reason]:
    asked = any(each.party is Party.THIRD_PARTY and not each.open for each in case.state.consultations)
    if by_code(case.act.decision).code == "D07" and not asked:
        yield Reason(f"第{case.act.item}项以第三方合法权益为由不予公开，没有征求第三方意见的结果", ("条例:32",))


@guard(a.MainRowChosen, _RUNNING)
def why_not_choose_main_row(case: Case) -> Iterator[Reason]:
    """A decided item, with a reason."""
    if case.act is None:
        return
    item = yield from live_item(case.state, case.act.item)
    if item and not item.decision:
        yield Reason(f"第{item.number}项还没有作出决定", ("格式2021#三",))
    yield from needed(case.act.reason.strip(), "理由", "格式2021#三")


def _complete(case: Case) -> Iterator[Reason]:
    """Every item decided, not after the answer, and the row of table three certain."""
    state: ApplicationState = case.state
    for item in state.live_items:
        if item.decided_on is None:
            yield Reason(f"第{item.number}项还没有作出决定", ("条例:36",))
        elif case.on < item.decided_on:
            yield Reason(f"早于第{item.number}项作出决定的{written(item.decided_on)}", ("条例:36",))
    if all(item.decision for item in state.live_items) and state.live_items:
        row = tally.row_of_application(state.tally_items)
        if isinstance(row, tally.NeedsChoice):
            yield Reason(row.why, ("格式2021#三",))
    if case.act is not None:
        yield from letter(case)


@guard(a.Answered, in_phase(Phase.OPEN))
def why_not_answer(case: Case) -> Iterator[Reason]:
    """All items decided; one letter for all. Late, or while someone is still awaited, is irregular, not refused."""
    yield from _complete(case)


@guard(a.Reanswered, in_phase(Phase.REANSWERING))
def why_not_reanswer(case: Case) -> Iterator[Reason]:
    """As an answer, after it was ordered."""
    yield from _complete(case)


@irregular(a.Answered, a.Reanswered)
def _answer_out_of_order(case: Case) -> Iterator[Reason]:
    state: ApplicationState = case.state
    if state.correction and not state.correction.received_on:
        yield Reason("申请人还没有补正就答复", ("条例:30",))
    if state.fee and not state.fee.paid_on:
        yield Reason("申请人还没有缴费就答复", ("收费办法",))
    late = lateness(state, case.calendar, case.on)
    if late:
        yield Reason(*late)
    yield from _courier(case)


@irregular(a.Served)
def _courier(case: Case) -> Iterator[Reason]:
    if case.act.way is Way.COURIER:
        yield Reason("邮寄送达应当通过邮政企业，不能用其他快递", ("送达解释",))


@guard(a.ResultImported, in_phase(Phase.OPEN))
def why_not_import_result(case: Case) -> Iterator[Reason]:
    """A row that table three has. History is not judged further."""
    if case.act is not None and case.act.row not in tally.ROW_LABELS:
        yield Reason(f"表三没有“{case.act.row}”这一行", ("格式2021#三",))


@guard(a.Served, in_phase(*(phase for phase in Phase if phase is not Phase.UNREGISTERED)))
def why_not_serve(case: Case) -> Iterator[Reason]:
    """A letter that was issued, once, not before it was issued, with proof."""
    state: ApplicationState = case.state
    if case.act is None:
        if all(state.served_on(each.step) for each in state.letters):
            yield Reason("没有等待送达的文书", ("送达解释",))
        return
    issued = next((each for each in state.letters if each.step == case.act.step), None)
    if issued is None:
        yield Reason(f"第{case.act.step}步没有发出文书", ("送达解释",))
    elif case.on < issued.day:
        yield Reason(f"早于发出“{issued.number}”的{written(issued.day)}", ("送达解释",))
    if state.served_on(case.act.step):
        yield Reason("这份文书已经登记送达", ("送达解释",))
    yield from needed(case.act.proof, "送达凭证的编号", "送达解释")


@guard(a.Closed, in_phase(Phase.OPEN))
def why_not_close(case: Case) -> Iterator[Reason]:
    """After the lapse of a correction (D21) or of a fee (D22)."""
    correction, fee = case.state.correction, case.state.fee
    lapses = {"D21": correction and correction.lapsed_on, "D22": fee and fee.lapsed_on}
    if case.act is None:
        if not any(lapses.values()):
            yield Reason("没有认定逾期不补正或者逾期未缴费", ("条例:30", "收费办法"))
        return
    kind = yield from _kind(case)
    if kind is None:
        return
    lapsed = lapses.get(kind.code)
    if kind.code not in _CLOSING:
        yield Reason(f"“{kind.label}”要逐项决定并答复", kind.articles[:1])
    elif lapsed is None:
        yield Reason(f"没有认定{'逾期不补正' if kind.code == 'D21' else '逾期未缴费'}", kind.articles[-1:])
    elif case.on < lapsed:
        yield Reason(f"早于认定逾期的{written(lapsed)}", kind.articles[-1:])
    yield from letter(case)


@guard(a.ReanswerOrdered, in_phase(Phase.ANSWERED, Phase.CLOSED))
def why_not_order_reanswer(case: Case) -> Iterator[Reason]:
    """Of what has been answered or closed, not before that day."""
    ended = case.state.round.outcome if case.state.rounds else None
    if ended and case.on < ended.day:
        yield Reason(f"早于答复或者结案的{written(ended.day)}", ("条例:51",))
    if case.act is not None:
        yield from needed(case.act.document, "决定书的编号", "条例:51")
        if case.act.period is not None and case.act.period < 1:
            yield Reason("决定书给的期限应当大于零", ("条例:51",))
