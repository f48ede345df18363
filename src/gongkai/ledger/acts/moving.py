"""Guards of 划转: organs are reorganised, and what runs goes on at the organ that takes over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.law.deadlines import written
from gongkai.ledger.acts.base import Case, begun, guard, in_phase, needed
from gongkai.ledger.reasons import Reason
from gongkai.ledger.state import effective
from gongkai.ledger.states.parts import Phase
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary import document as d
from gongkai.ledger.vocabulary import publication as p
from gongkai.ledger.vocabulary import rectification as r
from gongkai.ledger.vocabulary import remedy as m

if TYPE_CHECKING:
    from collections.abc import Iterator

_CITE = "惯例"


def _passing(case: Case) -> Iterator[Reason]:
    """From the organ that has it to another one, with a paper, and not into the time in which the first one still acted."""
    act = case.act
    if act is None:
        return
    yield from needed(act.source, "移出机关", _CITE)
    yield from needed(act.to, "承接机关", _CITE)
    yield from needed(act.document, "批准文件的编号", _CITE)
    if act.source and act.source == act.to:
        yield Reason("移出和承接的是同一个机关", (_CITE,))
    if case.state.moves and case.state.moves[-1].to != act.source:
        yield Reason("现在不在移出机关名下", (_CITE,))
    last = max((each.effective_on for each in effective(case.state.log) if not each.event.ahead), default=None)
    if last and case.on < last:
        yield Reason(f"划转日期{written(case.on)}早于最近一步的{written(last)}", (_CITE,))


@guard(a.Moved, in_phase(Phase.OPEN, Phase.REANSWERING), _passing)
def why_not_move_application(case: Case) -> Iterator[Reason]:
    """While an answer is owed; what is answered stays with the organ that answered."""
    yield from ()


@guard(r.Moved, begun("request", "还没有收到更正请求", "条例:41"), _passing)
def why_not_move_rectification(case: Case) -> Iterator[Reason]:
    """Until the answer is served (条例 Art. 41)."""
    if case.state.served_on:
        yield Reason("已经登记送达", ("条例:41",))


@guard(m.Moved, begun("case", "还没有收到副本", "条例:51"), _passing)
def why_not_move_remedy(case: Case) -> Iterator[Reason]:
    """At any time: what was ordered may still be owed when the result is final (复议法 Art. 77)."""
    yield from ()


@guard(p.Moved, begun("content", "还没有起草", "条例:17"), _passing)
def why_not_move_publication(case: Case) -> Iterator[Reason]:
    """What never was public; what was keeps its address and its history."""
    if case.state.first_on:
        yield Reason(f"已于{written(case.state.first_on)}公开，留在原机关名下", ("条例:10",))


@guard(d.Moved, begun("issue", "还没有制发", "条例:20(1)"), _passing)
def why_not_move_document(case: Case) -> Iterator[Reason]:
    """While it is in force."""
    if case.state.ended_on and case.state.ended_on <= case.on:
        yield Reason(f"已于{written(case.state.ended_on)}失去效力", ("条例:20(1)",))
