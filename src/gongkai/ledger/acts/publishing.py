"""Guards of publication and of normative documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.law.deadlines import written
from gongkai.law.publication_periods import publication_period
from gongkai.ledger.acts.base import Case, begun, first_act, guard, irregular, needed, not_before
from gongkai.ledger.reasons import Reason
from gongkai.ledger.states.publication import STAGES
from gongkai.ledger.vocabulary import document as d
from gongkai.ledger.vocabulary import publication as p
from gongkai.ledger.vocabulary.codes import Attribute

if TYPE_CHECKING:
    from collections.abc import Iterator

_SOURCE = "公开属性源头"  # 国办发〔2016〕80号

# --- publication ---------------------------------------------------------------------------------------

_DRAFT = (begun("content", "还没有起草", "条例:17"), not_before("formed_on", "信息形成的", "条例:26"))


@guard(p.Drafted, first_act("content", "已经起草", "条例:17"))
def why_not_draft(case: Case) -> Iterator[Reason]:
    """Once; later contents are changes."""
    if case.act is not None:
        yield from needed(case.act.content, "内容的编号", "条例:17")
        yield from needed(case.act.catalogue, "目录条目", "条例:12")


@guard(p.Classified, *_DRAFT)
def why_not_classify(case: Case) -> Iterator[Reason]:
    """What is not for everybody needs its clause and a reason; what stands in public is taken down first."""
    if case.act is None or case.act.attribute is Attribute.ACTIVE:
        return
    yield from needed(case.act.basis, "不主动公开依据的条款", _SOURCE)
    yield from needed(case.act.reason, "不主动公开的理由", _SOURCE)
    yield from (Reason(f"还在{each.outlet.label}公开，请先撤下", ("条例:18",)) for each in case.state.standing)


@guard(p.Reassessed, *_DRAFT)
def why_not_reassess(case: Case) -> Iterator[Reason]:
    """Only what is withheld or given on request alone, not before it was last looked at (条例 Art. 18)."""
    if case.state.attribute in (None, Attribute.ACTIVE):
        yield Reason("只有不主动公开的信息才要定期评估", ("条例:18",))
    yield from not_before("assessed_on", "上一次评估的", "条例:18")(case)
    if case.act is not None:
        yield from needed(case.act.note, "评估意见的编号", "条例:18")


@guard(p.Reviewed, *_DRAFT)
def why_not_review(case: Case) -> Iterator[Reason]:
    """The three reviews in their order (条例 Art. 17: 先审查后公开)."""
    if case.state.attribute is None:
        yield Reason("还没有定公开属性", (_SOURCE,))
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


def _for_everybody(case: Case) -> Iterator[Reason]:
    if case.state.attribute is None:
        yield Reason("还没有定公开属性", (_SOURCE,))
    elif not case.state.may_go_out:
        yield Reason(f"公开属性是{case.state.attribute.label}", ("条例:13",))


@guard(p.Published, *_DRAFT, begun("approved_on", "没有签发", "条例:17"), not_before("approved_on", "签发的", "条例:17"))
def why_not_publish(case: Case) -> Iterator[Reason]:
    """What is 主动公开 and approved, with a receipt; the same content once a channel."""
    yield from _for_everybody(case)
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


@guard(p.SentUp, *_DRAFT, begun("approved_on", "没有签发", "条例:17"), not_before("approved_on", "签发的", "条例:17"))
def why_not_send_up(case: Case) -> Iterator[Reason]:
    """What was approved, with a receipt. What is not for everybody may be sent up all the same."""
    if case.act is not None:
        yield from needed(case.act.receipt, "报送凭证的编号", "条例:17")


@guard(p.Explained, *_DRAFT)
def why_not_explain(case: Case) -> Iterator[Reason]:
    """A policy that is public, by an interpretation once."""
    if case.state.first_on is None:
        yield Reason("文件还没有公开", ("公开要点2016",))
    if case.act is None:
        return
    yield from needed(case.act.publication, "解读的编号", "公开要点2016")
    if any(each.publication == case.act.publication for each in case.state.explained):
        yield Reason("这件解读已经登记", ("公开要点2016",))


@irregular(p.Explained)
def _explained_late(case: Case) -> Iterator[Reason]:
    """3 working days from the publication of the paper."""
    first = case.state.first_on
    rule = publication_period("interpretation", first).rule if first else None
    if rule and case.on > case.calendar.add(first, rule.value).day:
        yield Reason(f"解读晚于文件公开后{rule.words}", (rule.cite,))


# --- documents -----------------------------------------------------------------------------------------

_ISSUE = (begun("issue", "还没有制发", "条例:20(1)"), not_before("issued_on", "制发的", "条例:20(1)"))


def _holds(case: Case) -> Iterator[Reason]:
    if case.state.ended_on:
        yield Reason(f"自{written(case.state.ended_on)}起已经失效", ("条例:20(1)",))


@guard(d.Issued, first_act("issue", "这件文件已经制发", "条例:20(1)"))
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
