"""Requests for correction, reviews and lawsuits, publication and documents: their way and their refusals."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.ledger.acts.base import GUARDS
from gongkai.ledger.state import start
from gongkai.ledger.states.remedy import PENDING
from gongkai.ledger.vocabulary import STREAMS
from gongkai.ledger.vocabulary import document as d
from gongkai.ledger.vocabulary import publication as p
from gongkai.ledger.vocabulary import rectification as r
from gongkai.ledger.vocabulary import remedy as m
from gongkai.ledger.vocabulary.codes import (
    Appellant,
    Attribute,
    Channel,
    DocumentSort,
    Explanation,
    Finding,
    Outlet,
    Result,
    Role,
    Sort,
    Stage,
    Verdict,
    Way,
)
from tests.ledger.desk import CALENDAR, Desk, day

ASKED = r.RectificationReceived(register_number="更2026-1", channel=Channel.IN_PERSON, evidence="d1")
TOLD = r.RectificationDecided(finding=Finding.CORRECTED, letter="示镇公更〔2026〕1号")
PROVED = r.RectificationServed(way=Way.POST, proof="p1")
COPY = m.CopyReceived(register_number="复2026-1", sort=Sort.REVIEW, application="s1")
REPLY = m.ReplyFiled(document="d1", evidence="d2")
JUDGED = m.Decided(result=Result.OVERTURNED, document="d3", reanswer=True)
APPEAL = m.Appealed(by=Appellant.ORGAN, document="d4")
FINAL = m.BecameFinal()
DRAFT = p.Drafted(content="c1", catalogue="20-1", formed_on=day("3-2"))
FOR_ALL = p.Classified(attribute=Attribute.ACTIVE, role=Role.OFFICER)
INNER = p.Classified(attribute=Attribute.WITHHELD, basis="条例:16.1", reason="n1", role=Role.OFFICER)
STILL = p.Reassessed(verdict=Verdict.PASSED, note="n2", role=Role.OFFICE_HEAD)
SENT = p.SentUp(receipt="r3")
EXPLAINED = p.Explained(publication="s2", form=Explanation.PICTURE, by_leader=True)
APPROVED = p.Approved(role=Role.LEADER)
ON_SITE = p.Published(outlet=Outlet.WEBSITE, receipt="r1")
CHANGED = p.Changed(content="c2", changed_on=day("4-1"))
DOWN = p.TakenDown(outlet=Outlet.WEBSITE, reason="n1", receipt="r2")
ISSUED = d.Issued(sort=DocumentSort.NORMATIVE, number="示镇规〔2026〕1号", content="c1", expires_on=day("6-1"))
AMENDED = d.Amended(number="示镇规〔2026〕2号", content="c2")
REPEALED = d.Repealed(number="示镇规〔2026〕3号")
EXPIRED = d.Expired()


def passed(stage, verdict=Verdict.PASSED):
    return p.Reviewed(stage=stage, verdict=verdict, role=Role.OFFICER)


def asked():
    return Desk("rectification").do(ASKED, "3-2")


def told():
    return asked().do(TOLD, "3-9")


def sued(sort=Sort.REVIEW):
    return Desk("remedy").do(replace(COPY, sort=sort), "3-2")


def judged():
    return sued().do(REPLY, "3-9").do(JUDGED, "4-20")


def bare():
    return Desk("publication").do(DRAFT, "3-3")


def drafted():
    return bare().do(FOR_ALL, "3-3")


def withheld():
    return bare().do(INNER, "3-3")


def reviewed():
    return drafted().do(passed(Stage.FIRST), "3-4").do(passed(Stage.SECOND), "3-4").do(passed(Stage.FINAL), "3-5")


def published():
    return reviewed().do(APPROVED, "3-5").do(ON_SITE, "3-6")


def issued():
    return Desk("document").do(ISSUED, "3-2")


# --- the way -------------------------------------------------------------------------------------------


def test_a_request_for_correction_is_received_decided_and_served():
    desk = told().do(PROVED, "3-12")
    assert (desk.state.received_on, desk.state.decided_on, desk.state.served_on) == (day("3-2"), day("3-9"), day("3-12"))
    assert desk.noted == []
    courier = told().do(replace(PROVED, way=Way.COURIER), "3-12")
    assert "应当通过邮政企业" in courier.noted[0]


def test_a_case_counts_where_it_stands_at_the_end_of_the_year():
    year, next_year = date(2026, 12, 31), date(2027, 12, 31)
    assert start("remedy").cell(year) is None
    assert sued().state.cell(date(2025, 12, 31)) is None
    assert sued().state.cell(year) == ("review", PENDING)
    final = judged().do(FINAL, "5-8")
    assert final.state.cell(year) == ("review", "overturned")
    assert final.state.cell(next_year) is None
    assert final.state.cell(date(2026, 4, 30)) == ("review", PENDING)


def test_a_case_that_is_appealed_against_is_pending_again_and_counts_once():
    desk = sued(Sort.LITIGATION_DIRECT).do(m.ReplyDueSet(until=day("3-20"), document="d1"), "3-3").do(REPLY, "3-20").do(JUDGED, "4-20")
    assert not desk.state.awaiting_decision
    desk.do(APPEAL, "4-28")
    assert desk.state.awaiting_decision
    desk.do(replace(JUDGED, result=Result.UPHELD), "7-1").do(FINAL, "7-1")
    assert desk.state.cell(date(2026, 12, 31)) == ("litigation_direct", "upheld")
    assert desk.noted == []


def test_a_reply_after_its_day_is_named():
    desk = sued().do(m.ReplyDueSet(until=day("3-16"), document="d1"), "3-3").do(REPLY, "3-17")
    assert desk.noted == ["提交答复晚于2026年3月16日（条例第五十一条）"]


def test_information_is_reviewed_three_times_then_published_changed_and_taken_down():
    desk = published()
    assert (desk.state.first_on, desk.state.next_stage, desk.state.on_outlet(Outlet.WEBSITE).content) == (day("3-6"), None, "c1")
    desk.do(replace(ON_SITE, outlet=Outlet.WECHAT), "3-6").do(CHANGED, "4-2")
    assert (desk.state.formed_on, desk.state.next_stage, desk.state.approved_on) == (day("4-1"), Stage.FIRST, None)
    for stage in Stage:
        desk.do(passed(stage), "4-3")
    desk.do(APPROVED, "4-3").do(ON_SITE, "4-3")
    assert [(each.outlet, each.content) for each in desk.state.standing] == [(Outlet.WECHAT, "c1"), (Outlet.WEBSITE, "c2")]
    desk.do(DOWN, "5-6")
    assert [each.outlet for each in desk.state.standing] == [Outlet.WECHAT]
    assert desk.state.first_on == day("3-6")


def test_a_review_that_returns_the_draft_begins_again():
    desk = drafted().do(passed(Stage.FIRST), "3-4").do(passed(Stage.SECOND, Verdict.RETURNED), "3-5")
    assert desk.state.next_stage is Stage.FIRST


def test_what_is_withheld_is_looked_at_again_and_reviewed_anew_when_it_becomes_public():
    desk = withheld().do(STILL, "12-1")
    assert (desk.state.may_go_out, desk.state.assessed_on, desk.state.basis) == (False, day("12-1"), "条例:16.1")
    for stage in Stage:
        desk.do(passed(stage), "12-2")
    desk.do(APPROVED, "12-2").do(FOR_ALL, "12-3")
    assert (desk.state.may_go_out, desk.state.assessed_on, desk.state.passed, desk.state.approved_on) == (True, None, (), None)


def test_sending_up_is_no_publication():
    desk = reviewed().do(APPROVED, "3-5").do(SENT, "3-6").do(replace(SENT, taken=True), "3-9")
    assert (desk.state.sent_up, desk.state.taken_up, desk.state.first_on) == ((day("3-6"), day("3-9")), (day("3-9"),), None)


def test_an_interpretation_later_than_three_working_days_is_named():
    late = published().do(EXPLAINED, "3-12")
    assert late.noted == ["解读晚于文件公开后3个工作日（《2016年政务公开工作要点》（国办发〔2016〕19号））"]
    assert published().do(EXPLAINED, "3-11").noted == []
    assert [(each.publication, each.by_leader) for each in late.state.explained] == [("s2", True)]


def test_a_document_holds_until_it_is_repealed_or_expires():
    assert not start("document").in_force(day("3-2"))
    desk = issued()
    assert [desk.state.in_force(day(each)) for each in ("3-1", "3-2")] == [False, True]
    expired = issued().do(EXPIRED, "6-1").state
    assert [expired.in_force(day(each)) for each in ("5-31", "6-1")] == [True, False]
    repealed = issued().do(AMENDED, "4-1").do(REPEALED, date(2027, 1, 1)).state  # written ahead
    assert (repealed.repealed, repealed.content, repealed.in_force(day("12-31"))) == (True, "c2", True)


# --- the refusals --------------------------------------------------------------------------------------

MOVED = {"source": "o1", "to": "o2", "document": "d1"}
REFUSED = [
    ("更正登记两次", asked, ASKED, "3-3", "这件更正请求已经登记（条例第四十一条）"),
    ("更正没有证据", lambda: Desk("rectification"), replace(ASKED, evidence=""), "3-2", "没有写证据材料的编号"),
    ("送达以后划转", lambda: told().do(PROVED, "3-12"), r.Moved(**MOVED), "3-13", "已经登记送达（条例第四十一条）"),
    ("公开以后划转", published, p.Moved(**MOVED), "3-9", "公开，留在原机关名下（条例第十条）"),
    ("失效以后划转", lambda: issued().do(EXPIRED, "6-1"), d.Moved(**MOVED), "6-2", "失去效力"),
    ("没收到就更正", lambda: Desk("rectification"), TOLD, "3-2", "还没有收到更正请求"),
    ("更正太早", asked, TOLD, "3-1", "早于收到更正请求的2026年3月2日"),
    ("更正两次", told, TOLD, "3-10", "已于2026年3月9日处理"),
    ("转给谁", asked, replace(TOLD, finding=Finding.TRANSFERRED), "3-9", "没有写有权更正的机关"),
    ("没处理就送达", asked, PROVED, "3-9", "更正请求还没有处理"),
    ("送达两次", lambda: told().do(PROVED, "3-12"), PROVED, "3-13", "已经登记送达"),
    ("更正凭证", told, replace(PROVED, proof=""), "3-13", "没有写送达凭证的编号"),
    ("副本两次", sued, COPY, "3-3", "这件案件已经登记"),
    ("案件登记号", lambda: Desk("remedy"), replace(COPY, register_number=""), "3-3", "没有写登记号"),
    ("没副本", lambda: Desk("remedy"), REPLY, "3-3", "还没有收到副本"),
    ("早于副本", sued, REPLY, "3-1", "早于收到副本的2026年3月2日"),
    ("期限早于通知", sued, m.ReplyDueSet(until=day("3-3"), document="d1"), "3-4", "答复期限早于通知"),
    ("没有证据清单", sued, replace(REPLY, evidence=""), "3-4", "没有写证据清单的编号（《中华人民共和国行政复议法》第七十条）"),
    ("又一份裁判", judged, JUDGED, "5-4", "已经有决定或者裁判，没有上诉"),
    ("裁判编号", sued, replace(JUDGED, document=""), "5-4", "没有写文书的编号"),
    ("没裁判就上诉", sued, APPEAL, "5-4", "还没有决定或者裁判"),
    ("上诉两次", lambda: judged().do(APPEAL, "4-28"), APPEAL, "4-29", "还没有决定或者裁判"),
    ("上诉太早", judged, APPEAL, "4-19", "早于收到决定或者裁判的2026年4月20日"),
    ("上诉状", judged, replace(APPEAL, document=""), "4-28", "没有写上诉状的编号"),
    ("生效以后", lambda: judged().do(FINAL, "5-8"), APPEAL, "5-9", "结果已于2026年5月8日生效"),
    ("没裁判就生效", sued, FINAL, "5-9", "还没有决定或者裁判"),
    ("起草两次", drafted, DRAFT, "3-4", "已经起草"),
    ("起草没内容", lambda: Desk("publication"), replace(DRAFT, content=""), "3-4", "没有写内容的编号"),
    ("没起草就审", lambda: Desk("publication"), passed(Stage.FIRST), "3-4", "还没有起草"),
    ("先终审", drafted, passed(Stage.FINAL), "3-4", "应当先初审（条例第十七条）"),
    ("审四次", reviewed, passed(Stage.FINAL), "3-6", "三审已经通过"),
    ("没审就签发", drafted, APPROVED, "3-6", "终审没有通过"),
    ("签发两次", published, APPROVED, "3-9", "已于2026年3月5日签发"),
    ("没签发就公开", reviewed, ON_SITE, "3-9", "没有签发"),
    ("公开早于签发", lambda: reviewed().do(APPROVED, "3-9"), ON_SITE, "3-6", "早于签发的2026年3月9日"),
    ("公开两次", published, ON_SITE, "3-9", "已于2026年3月6日在政府网站公开"),
    ("公开凭证", published, p.Published(outlet=Outlet.WEIBO, receipt=""), "3-9", "没有写公开凭证的编号"),
    ("没有定属性", bare, passed(Stage.FIRST), "3-4", "还没有定公开属性"),
    ("没有定属性就公开", bare, ON_SITE, "3-4", "还没有定公开属性"),
    ("没有依据", bare, replace(INNER, basis=""), "3-4", "没有写不主动公开依据的条款"),
    ("没有理由", bare, replace(INNER, reason=""), "3-4", "没有写不主动公开的理由"),
    ("公开着", published, INNER, "3-9", "还在政府网站公开，请先撤下"),
    ("不公开的公开", withheld, ON_SITE, "3-9", "公开属性是不予公开"),
    ("不用评估", drafted, STILL, "3-9", "只有不主动公开的信息才要定期评估"),
    ("评估太早", lambda: withheld().do(STILL, "4-1"), STILL, "3-31", "早于上一次评估的2026年4月1日"),
    ("评估意见", withheld, replace(STILL, note=""), "4-1", "没有写评估意见的编号"),
    ("没签发就报送", reviewed, SENT, "3-9", "没有签发"),
    ("报送凭证", published, replace(SENT, receipt=""), "3-9", "没有写报送凭证的编号"),
    ("没公开就解读", drafted, EXPLAINED, "3-9", "文件还没有公开"),
    ("解读编号", published, replace(EXPLAINED, publication=""), "3-9", "没有写解读的编号"),
    ("解读两次", lambda: published().do(EXPLAINED, "3-9"), EXPLAINED, "3-10", "这件解读已经登记"),
    ("没变", published, replace(CHANGED, content="c1"), "4-2", "没有新的内容"),
    ("变更在后", published, CHANGED, "3-31", "变更的日子晚于登记的日子"),
    ("没公开就撤", drafted, DOWN, "3-9", "没有在政府网站公开"),
    ("撤下原因", published, replace(DOWN, reason=""), "3-9", "没有写原因"),
    ("制发两次", issued, ISSUED, "3-9", "这件文件已经制发"),
    ("没有文号", lambda: Desk("document"), replace(ISSUED, number=""), "3-9", "没有写文号"),
    ("没制发就改", lambda: Desk("document"), AMENDED, "3-9", "还没有制发"),
    ("修改文号", issued, replace(AMENDED, number=""), "3-9", "没有写修改文件的文号"),
    ("失效后改", lambda: issued().do(EXPIRED, "6-1"), AMENDED, "6-2", "自2026年6月1日起已经失效"),
    ("废止文号", issued, replace(REPEALED, number=""), "3-9", "没有写废止文件的文号"),
    ("失效太早", issued, EXPIRED, "5-31", "失效日是2026年6月1日"),
    ("没写失效日", lambda: Desk("document").do(replace(ISSUED, expires_on=None), "3-2"), EXPIRED, "5-31", "文件没有写明失效日，请用废止"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "act", "on", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_an_act_is_refused_with_its_clause(make, act, on, words):
    reasons = make().reasons(act, on)
    assert [sentence for sentence in reasons if words in sentence], reasons
    assert all(sentence.startswith("不能") and sentence.endswith("）") for sentence in reasons)


POSSIBLE = {
    r.RectificationReceived: lambda: Desk("rectification"),
    r.RectificationDecided: asked,
    r.RectificationServed: told,
    m.CopyReceived: lambda: Desk("remedy"),
    m.ReplyDueSet: sued,
    m.ReplyFiled: sued,
    m.Decided: sued,
    m.Appealed: judged,
    m.BecameFinal: judged,
    m.Moved: sued,
    r.Moved: asked,
    d.Moved: issued,
    p.Moved: drafted,
    p.Drafted: lambda: Desk("publication"),
    p.Classified: drafted,
    p.Reassessed: withheld,
    p.SentUp: published,
    p.Explained: published,
    p.Reviewed: drafted,
    p.Approved: reviewed,
    p.Published: lambda: reviewed().do(APPROVED, "3-5"),
    p.Changed: drafted,
    p.TakenDown: published,
    d.Issued: lambda: Desk("document"),
    d.Amended: issued,
    d.Repealed: issued,
    d.Expired: issued,
}


@pytest.mark.parametrize("cls", POSSIBLE, ids=lambda cls: cls.kind)
def test_the_button_of_an_act_is_shown_when_it_is_possible(cls):
    assert GUARDS[cls](POSSIBLE[cls]().state, day("6-1"), CALENDAR) == []


@pytest.mark.parametrize("stream", [name for name in STREAMS if name != "application"])
def test_only_the_first_act_is_possible_in_an_empty_stream(stream):
    possible = [cls for cls in STREAMS[stream] if not GUARDS[cls](start(stream), day("6-1"), CALENDAR)]
    assert possible == [STREAMS[stream][0]]
