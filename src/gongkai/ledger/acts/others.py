"""Guards of requests for correction, and of reviews and lawsuits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.law.deadlines import written
from gongkai.ledger.acts.base import Case, begun, first_act, guard, irregular, needed, not_before
from gongkai.ledger.reasons import Reason
from gongkai.ledger.vocabulary import rectification as r
from gongkai.ledger.vocabulary import remedy as m
from gongkai.ledger.vocabulary.codes import Finding, Way

if TYPE_CHECKING:
    from collections.abc import Iterator

_RECTIFY = "条例:41"


# --- requests for correction ---------------------------------------------------------------------------


@guard(r.RectificationReceived, first_act("request", "这件更正请求已经登记", _RECTIFY))
def why_not_receive_rectification(case: Case) -> Iterator[Reason]:
    """Once, with evidence (条例 Art. 41)."""
    if case.act is not None:
        yield from needed(case.act.register_number, "登记号", _RECTIFY)
        yield from needed(case.act.evidence, "证据材料的编号", _RECTIFY)


@guard(r.RectificationDecided, begun("request", "还没有收到更正请求", _RECTIFY), not_before("received_on", "收到更正请求的", _RECTIFY))
def why_not_decide_rectification(case: Case) -> Iterator[Reason]:
    """Once; whoever passes it on says to whom."""
    if case.state.decision:
        yield Reason(f"已于{written(case.state.decided_on)}处理", (_RECTIFY,))
    if case.act is None:
        return
    yield from needed(case.act.letter, "文号", _RECTIFY)
    if case.act.finding in (Finding.TRANSFERRED, Finding.REDIRECTED):
        yield from needed(case.act.to, "有权更正的机关", _RECTIFY)


@guard(r.RectificationServed, begun("decision", "更正请求还没有处理", _RECTIFY), not_before("decided_on", "处理更正请求的", _RECTIFY))
def why_not_serve_rectification(case: Case) -> Iterator[Reason]:
    """Once, with proof."""
    if case.state.served_on:
        yield Reason("已经登记送达", (_RECTIFY,))
    if case.act is not None:
        yield from needed(case.act.proof, "送达凭证的编号", _RECTIFY)


@irregular(r.RectificationServed)
def _courier(case: Case) -> Iterator[Reason]:
    if case.act.way is Way.COURIER:
        yield Reason("邮寄送达应当通过邮政企业，不能用其他快递", ("送达解释",))


# --- reviews and lawsuits ------------------------------------------------------------------------------

_CASE = (begun("case", "还没有收到副本", "条例:51"), not_before("received_on", "收到副本的", "条例:51"))


def _running(case: Case) -> Iterator[Reason]:
    if case.state.final_on:
        yield Reason(f"结果已于{written(case.state.final_on)}生效", ("条例:51",))


def _after_decision(case: Case) -> Iterator[Reason]:
    if case.state.awaiting_decision or not case.state.instances:
        yield Reason("还没有决定或者裁判", ("条例:51",))
    elif case.on < case.state.instances[-1].decided_on:
        yield Reason(f"早于收到决定或者裁判的{written(case.state.instances[-1].decided_on)}", ("条例:51",))


@guard(m.CopyReceived, first_act("case", "这件案件已经登记", "条例:51"))
def why_not_receive_copy(case: Case) -> Iterator[Reason]:
    """Once."""
    if case.act is not None:
        yield from needed(case.act.register_number, "登记号", "条例:51")


@guard(m.ReplyDueSet, *_CASE, _running)
def why_not_set_reply_due(case: Case) -> Iterator[Reason]:
    """A day not before the notice."""
    if case.act is not None and case.act.until < case.on:
        yield Reason("答复期限早于通知", ("条例:51",))


@guard(m.ReplyFiled, *_CASE, _running)
def why_not_file_reply(case: Case) -> Iterator[Reason]:
    """With the evidence: without it the act counts as unproved (复议法 Art. 70)."""
    if case.act is not None:
        yield from needed(case.act.document, "答复书的编号", "复议法:48")
        yield from needed(case.act.evidence, "证据清单的编号", "复议法:70")


@irregular(m.ReplyFiled)
def _late_reply(case: Case) -> Iterator[Reason]:
    if case.state.reply_due and case.on > case.state.reply_due:
        yield Reason(f"提交答复晚于{written(case.state.reply_due)}", ("条例:51",))


@guard(m.Decided, *_CASE, _running)
def why_not_decide(case: Case) -> Iterator[Reason]:
    """While a review organ or a court has the case."""
    if case.state.instances and not case.state.awaiting_decision:
        yield Reason("已经有决定或者裁判，没有上诉", ("诉讼法:85",))
    if case.act is not None:
        yield from needed(case.act.document, "文书的编号", "条例:51")


@guard(m.Appealed, *_CASE, _running, _after_decision)
def why_not_appeal(case: Case) -> Iterator[Reason]:
    """Against a judgment; a review decision is sued against, which is a case of its own."""
    if case.act is not None:
        yield from needed(case.act.document, "上诉状的编号", "诉讼法:85")


@guard(m.BecameFinal, *_CASE, _running, _after_decision)
def why_not_become_final(case: Case) -> Iterator[Reason]:
    """Once there is a decision that nobody appealed against."""
    yield from ()
