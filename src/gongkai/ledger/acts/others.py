"""Guards of the other streams: requests for correction, reviews and lawsuits, publication, documents, activities."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.law.deadlines import written
from gongkai.ledger.acts.base import Case, Check, guard, irregular, needed
from gongkai.ledger.reasons import Reason
from gongkai.ledger.states.publication import STAGES
from gongkai.ledger.vocabulary import activity as y
from gongkai.ledger.vocabulary import document as d
from gongkai.ledger.vocabulary import publication as p
from gongkai.ledger.vocabulary import rectification as r
from gongkai.ledger.vocabulary import remedy as m
from gongkai.ledger.vocabulary.codes import Finding, Way

if TYPE_CHECKING:
    from collections.abc import Iterator

_RECTIFY = "条例:41"
_CELL = re.compile(r"table2\.[a-z_]+\[\d\]")
_FIGURE = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")
_FORM = "格式2021#二"


def _not_before(attribute: str, words: str, cite: str) -> Check:
    """The act is not earlier than the day in that field of the state."""

    def check(case: Case) -> Iterator[Reason]:
        day = getattr(case.state, attribute)
        if day and case.on < day:
            yield Reason(f"早于{words}{written(day)}", (cite,))

    return check


def _first(attribute: str, words: str, cite: str) -> Check:
    """The act begins the stream."""

    def check(case: Case) -> Iterator[Reason]:
        if getattr(case.state, attribute):
            yield Reason(f"{words}", (cite,))

    return check


def _begun(attribute: str, words: str, cite: str) -> Check:
    """The stream has begun."""

    def check(case: Case) -> Iterator[Reason]:
        if not getattr(case.state, attribute):
            yield Reason(f"{words}", (cite,))

    return check


# --- requests for correction ---------------------------------------------------------------------------


@guard(r.RectificationReceived, _first("request", "这件更正请求已经登记", _RECTIFY))
def why_not_receive_rectification(case: Case) -> Iterator[Reason]:
    """Once, with evidence (条例 Art. 41)."""
    if case.act is not None:
        yield from needed(case.act.register_number, "登记号", _RECTIFY)
        yield from needed(case.act.evidence, "证据材料的编号", _RECTIFY)


@guard(r.RectificationDecided, _begun("request", "还没有收到更正请求", _RECTIFY), _not_before("received_on", "收到更正请求的", _RECTIFY))
def why_not_decide_rectification(case: Case) -> Iterator[Reason]:
    """Once; whoever passes it on says to whom."""
    if case.state.decision:
        yield Reason(f"已于{written(case.state.decided_on)}处理", (_RECTIFY,))
    if case.act is None:
        return
    yield from needed(case.act.letter, "文号", _RECTIFY)
    if case.act.finding in (Finding.TRANSFERRED, Finding.REDIRECTED):
        yield from needed(case.act.to, "有权更正的机关", _RECTIFY)


@guard(r.RectificationServed, _begun("decision", "更正请求还没有处理", _RECTIFY), _not_before("decided_on", "处理更正请求的", _RECTIFY))
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

_CASE = (_begun("case", "还没有收到副本", "条例:51"), _not_before("received_on", "收到副本的", "条例:51"))


def _running(case: Case) -> Iterator[Reason]:
    if case.state.final_on:
        yield Reason(f"结果已于{written(case.state.final_on)}生效", ("条例:51",))


def _after_decision(case: Case) -> Iterator[Reason]:
    if case.state.awaiting_decision or not case.state.instances:
        yield Reason("还没有决定或者裁判", ("条例:51",))
    elif case.on < case.state.instances[-1].decided_on:
        yield Reason(f"早于收到决定或者裁判的{written(case.state.instances[-1].decided_on)}", ("条例:51",))


@guard(m.CopyReceived, _first("case", "这件案件已经登记", "条例:51"))
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


# --- publication ---------------------------------------------------------------------------------------

_DRAFT = (_begun("content", "还没有起草", "条例:17"), _not_before("formed_on", "信息形成的", "条例:26"))


@guard(p.Drafted, _first("content", "已经起草", "条例:17"))
def why_not_draft(case: Case) -> Iterator[Reason]:
    """Once; later contents are changes."""
    if case.act is not None:
        yield from needed(case.act.content, "内容的编号", "条例:17")
        yield from needed(case.act.catalogue, "目录条目", "条例:12")


@guard(p.Reviewed, *_DRAFT)
def why_not_review(case: Case) -> Iterator[Reason]:
    """The three reviews in their order (条例 Art. 17: 先审查后公开)."""
    upcoming = case.state.next_stage
    if upcoming is None:
        yield Reason("三审已经通过", ("条例:17",))
    elif case.act is not None and case.act.stage is not upcoming:
        yield Reason(f"应当先{upcoming.label}", ("条例:17",))


@guard(p.Approved, *_DRAFT)
def why_not_approve(case: Case) -> Iterator[Reason]:
    """After all three reviews, once."""
    yield from (Reason(f"{stage.label}没有通过", ("条例:17",)) for stage in STAGES if stage not in case.state.passed)
    if case.state.approved_on:
        yield Reason(f"已于{written(case.state.approved_on)}签发", ("条例:17",))


@guard(p.Published, *_DRAFT, _begun("approved_on", "没有签发", "条例:17"), _not_before("approved_on", "签发的", "条例:17"))
def why_not_publish(case: Case) -> Iterator[Reason]:
    """What was approved, with a receipt; the same content once a channel."""
    if case.act is None:
        return
    standing = case.state.on_outlet(case.act.outlet)
    if standing and standing.content == case.state.content:
        yield Reason(f"已于{written(standing.since)}在{case.act.outlet.label}公开", ("条例:23",))
    yield from needed(case.act.receipt, "公开凭证的编号", "条例:23")


@guard(p.Changed, *_DRAFT)
def why_not_change(case: Case) -> Iterator[Reason]:
    """To another content."""
    if case.act is not None and case.act.content in ("", case.state.content):
        yield Reason("没有新的内容", ("条例:26",))
    if case.act is not None and case.act.changed_on > case.on:
        yield Reason("变更的日子晚于登记的日子", ("条例:26",))


@guard(p.TakenDown, *_DRAFT)
def why_not_take_down(case: Case) -> Iterator[Reason]:
    """From a channel on which it stands, with a reason."""
    if case.act is None:
        if not case.state.standing:
            yield Reason("没有在任何渠道公开", ("条例:23",))
        return
    if case.state.on_outlet(case.act.outlet) is None:
        yield Reason(f"没有在{case.act.outlet.label}公开", ("条例:23",))
    yield from needed(case.act.reason, "原因", "条例:18")


# --- documents -----------------------------------------------------------------------------------------

_ISSUE = (_begun("issue", "还没有制发", "条例:20(1)"), _not_before("issued_on", "制发的", "条例:20(1)"))


def _holds(case: Case) -> Iterator[Reason]:
    if case.state.ended_on:
        yield Reason(f"自{written(case.state.ended_on)}起已经失效", ("条例:20(1)",))


@guard(d.Issued, _first("issue", "这件文件已经制发", "条例:20(1)"))
def why_not_issue(case: Case) -> Iterator[Reason]:
    """Once, with its 文号."""
    if case.act is not None:
        yield from needed(case.act.number, "文号", "条例:20(1)")


@guard(d.Amended, *_ISSUE, _holds)
def why_not_amend(case: Case) -> Iterator[Reason]:
    """While it holds."""
    if case.act is not None:
        yield from needed(case.act.number, "修改文件的文号", "条例:20(1)")


@guard(d.Repealed, *_ISSUE, _holds)
def why_not_repeal(case: Case) -> Iterator[Reason]:
    """While it holds."""
    if case.act is not None:
        yield from needed(case.act.number, "废止文件的文号", "条例:20(1)")


@guard(d.Expired, *_ISSUE, _holds)
def why_not_expire(case: Case) -> Iterator[Reason]:
    """On the day that it names, not earlier."""
    expires = case.state.expires_on
    if case.state.issue and expires is None:
        yield Reason("文件没有写明失效日，请用废止", ("条例:20(1)",))
    elif expires and case.on < expires:
        yield Reason(f"失效日是{written(expires)}", ("条例:20(1)",))


# --- activities ----------------------------------------------------------------------------------------


def _recorded(case: Case) -> Iterator[Reason]:
    """A record, and a number of people that can be."""
    if case.act is None:
        return
    yield from needed(case.act.record, "记录的编号", "条例:50")
    if getattr(case.act, "participants", 0) < 0 or getattr(case.act, "persons", 0) < 0:
        yield Reason("人数不能小于零", ("条例:50",))


why_not_hold_training = guard(y.TrainingHeld)(_recorded)
why_not_hold_meeting = guard(y.MeetingHeld)(_recorded)
why_not_hold_open_day = guard(y.OpenDayHeld)(_recorded)
why_not_receive_assessment = guard(y.AssessmentReceived)(_recorded)
why_not_do_social_review = guard(y.SocialReviewDone)(_recorded)
why_not_hold_accountable = guard(y.HeldAccountable)(_recorded)


@guard(y.FigureDeclared)
def why_not_declare_figure(case: Case) -> Iterator[Reason]:
    """A cell of table two, a decimal number, a source."""
    if case.act is None:
        return
    if not _CELL.fullmatch(case.act.cell):
        yield Reason(f"“{case.act.cell}”不是表二的格，应当像 table2.licences[0]", (_FORM,))
    if not _FIGURE.fullmatch(case.act.value):
        yield Reason(f"“{case.act.value}”不是不小于零的十进制数", (_FORM,))
    yield from needed(case.act.source, "来源", _FORM)
