"""Every act of an application: when it is refused, with which reasons, and what is irregular but stands."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from gongkai.ledger.acts.activities import NARRATIVE, NARRATIVE_CELLS, NONE_OF
from gongkai.ledger.acts.base import GUARDS
from gongkai.ledger.guards import decide, why_not_consult, why_not_extend
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.ledger.vocabulary import activity as y
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.activity import MeetingHeld
from gongkai.ledger.vocabulary.codes import Assessment, Channel, OrderedBy, Party, Role, Unit, Way
from gongkai.report.narrative.facts import Year
from tests.ledger.desk import (
    CALENDAR,
    RECEIVED,
    REGISTERED,
    Desk,
    answered,
    consultation,
    correction,
    day,
    decided,
    extension,
    fee,
    letter,
    opinion,
    reanswered,
    registered,
    served,
)


def assessed(assessment):
    desk = registered().do(a.ReasonsRequested(letter=letter()), "3-4")
    return desk.do(a.ReasonsAssessed(assessment=assessment, note="n1"), "3-10")


def done():
    return registered().do(decided("D02"), "3-5").do(answered(), "3-6")


def asked(party=Party.THIRD_PARTY):
    return registered().do(consultation(party=party), "3-4")


def lapsed():
    return registered().do(correction("3-20"), "3-5").do(a.CorrectionLapsed(), "3-23")


def paid():
    return registered().do(fee(), "3-5").do(a.FeePaid(receipt="r1"), "3-9")


def ordered():
    return done().do(a.ReanswerOrdered(ordered_by=OrderedBy.SELF, document="d1"), "4-1")


BAD = "不是文号"
ASSESS = a.ReasonsAssessed(assessment=Assessment.REASONABLE, note="n1")
DEFER = a.Deferred(until=date(2026, 5, 6), letter="示镇公延〔2026〕1号")
LAPSE = a.ConsultationLapsed(label="甲")
REASONS = a.ReasonsRequested(letter="示镇公理〔2026〕1号")
HELP = a.CoHandlingAsked(label="民政办")
HELPED = a.CoHandlingAnswered(label="民政办", document="d1")
D21, D22 = a.Closed(decision="D21", letter="示镇公结〔2026〕1号"), a.Closed(decision="D22", letter="示镇公结〔2026〕1号")
AGAIN = a.ReanswerOrdered(ordered_by=OrderedBy.REVIEW, document="d1")

REFUSED = [
    ("登记一次", registered, REGISTERED, "3-2", "不能登记：这件申请正在办理（条例第四十五条）"),
    ("登记号", Desk, replace(REGISTERED, register_number=""), RECEIVED, "不能登记：没有写登记号（条例第四十五条）"),
    ("一项也没有", Desk, replace(REGISTERED, items=0), RECEIVED, "不能登记：一件申请至少有一项（条例第二十九条第二款）"),
    ("收到之日不对", Desk, REGISTERED, "3-3", "不能登记：收到之日应当是2026年3月2日，不是2026年3月3日（条例第三十一条）"),
    ("提交日没写", Desk, replace(REGISTERED, submitted_on=None), RECEIVED, "没有写提交的日子，请补上"),
    ("待确认", Desk, replace(REGISTERED, channel=Channel.FAX, arrived_on=RECEIVED), RECEIVED, "还没有与申请人确认，没有收到之日"),
    ("条例以前", Desk, replace(REGISTERED, submitted_on=date(2008, 4, 30)), date(2008, 4, 30), "条例施行以前没有政府信息公开申请"),
    ("接手的日子没写", Desk, replace(REGISTERED, taken_over_from="o9"), RECEIVED, "没有写从别的机关接手的日子（国办公开办函〔2021〕30号"),
    ("从哪里接手没写", Desk, replace(REGISTERED, taken_over_on=day("3-9")), RECEIVED, "写了接手的日子，没有写从哪个机关接手"),
    ("接手早于收到", Desk, replace(REGISTERED, taken_over_from="o9", taken_over_on=day("3-1")), RECEIVED, "接手的2026年3月1日早于收到申请之日2026年3月2日"),
    ("没有登记", Desk, decided("D02"), "3-4", "不能作出决定：这件申请没有登记（条例第四十五条）"),
    ("早于收到", registered, decided("D02"), "3-1", "不能作出决定：早于收到申请之日2026年3月2日（条例第三十一条）"),
    ("早于重新答复", ordered, decided("D02"), "3-20", "早于须重新答复的2026年4月1日（条例第三十三条第二款）"),
    ("加项号", registered, a.ItemAdded(item=3), "3-4", "不能增加一项：新的项号应当从2起往下排（条例第四十五条）"),
    ("拆没有的项", registered, a.ItemSplit(item=2, into=(2, 3)), "3-4", "没有第2项，或者它已经拆分"),
    ("拆成一项", registered, a.ItemSplit(item=1, into=(2,)), "3-4", "不能拆分一项：至少要拆成两项（条例第三十六条）"),
    ("拆号不连", registered, a.ItemSplit(item=1, into=(2, 4)), "3-4", "新的项号应当从2起往下排"),
    ("拆已决定的", lambda: registered().do(decided("D02"), "3-4"), a.ItemSplit(item=1, into=(2, 3)), "3-5", "第1项已经作出决定"),
    ("补正两次", lambda: registered().do(correction(), "3-4"), correction(), "3-5", "不能告知补正：已于2026年3月4日告知过，只能一次性告知（条例第三十条）"),
    ("补正期限", registered, correction("3-4"), "3-4", "不能告知补正：补正期限应当在告知之后（条例第三十条）"),
    ("文号", registered, replace(correction(), letter=BAD), "3-4", "文号“不是文号”写法不对，应当像“示镇公复〔2026〕1号”"),
    ("没有补正", registered, a.CorrectionReceived(document="d1"), "3-4", "不能收到补正：没有告知过补正（条例第三十条）"),
    ("补正收到两次", lambda: registered().do(correction(), "3-4").do(a.CorrectionReceived(document="d1"), "3-9"), a.CorrectionReceived(document="d1"), "3-10", "已于2026年3月9日收到补正"),
    ("补正早于告知", lambda: registered().do(correction(), "3-4"), a.CorrectionReceived(document="d1"), "3-3", "早于告知补正的2026年3月4日"),
    ("补正材料", lambda: registered().do(correction(), "3-4"), a.CorrectionReceived(document=""), "3-5", "没有写补正材料的编号"),
    ("补正期限未满", lambda: registered().do(correction("3-20"), "3-4"), a.CorrectionLapsed(), "3-20", "不能认定逾期不补正：补正期限到2026年3月20日才满（条例第三十条）"),
    ("认定两次", lapsed, a.CorrectionLapsed(), "3-24", "已于2026年3月23日认定过"),
    ("征求两次", asked, consultation(), "3-5", "不能征求意见：已经征求过“甲”的意见（条例第三十二条）"),
    ("征求谁", registered, consultation(label=""), "3-5", "没有写被征求意见者的编号"),
    ("没征求就答复", registered, opinion(), "3-5", "不能收到意见：没有征求过“甲”的意见（条例第三十二条）"),
    ("意见两次", lambda: asked().do(opinion(), "3-5"), opinion(), "3-6", "“甲”已于2026年3月5日答复"),
    ("意见早于征求", asked, opinion(), "3-3", "早于发出征求意见书的2026年3月4日"),
    ("意见书", asked, replace(opinion(), document=""), "3-5", "没有写书面意见的编号"),
    ("逾期无凭证", asked, LAPSE, "4-20", "不能逾期未提意见：没有“甲”收到征求意见书的凭证，期限无从起算（条例第三十二条）"),
    ("逾期太早", lambda: asked().do(served(2), "3-6"), LAPSE, "3-27", "“甲”提出意见的期限到2026年3月27日才满（条例第三十二条）"),
    ("共同机关太早", lambda: asked(Party.CO_MAKER).do(served(2), "3-6"), LAPSE, "3-27", "才满（条例第三十四条）"),
    ("没征求的逾期", registered, LAPSE, "3-27", "没有征求过“甲”的意见"),
    ("逾期两次", lambda: asked(Party.OTHER_ORGAN).do(LAPSE, "3-20"), LAPSE, "3-27", "“甲”已经答复或者已经认定逾期"),
    ("协办两次", lambda: registered().do(HELP, "3-4"), HELP, "3-5", "不能交办协办：已经交“民政办”协办（条例第四十五条）"),
    ("协办没写", registered, replace(HELP, label=""), "3-5", "没有写协办机构的编号"),
    ("没有协办", registered, HELPED, "3-5", "不能协办反馈：没有等待反馈的协办（条例第四十五条）"),
    ("反馈太早", lambda: registered().do(HELP, "3-4"), HELPED, "3-3", "早于交办的2026年3月4日"),
    ("理由两次", lambda: registered().do(REASONS, "3-4"), replace(REASONS, letter=letter()), "3-5", "已于2026年3月4日要求说明理由（条例第三十五条）"),
    ("文号用过", lambda: registered().do(REASONS, "3-4"), replace(DEFER, letter=REASONS.letter), "3-5", "文号“示镇公理〔2026〕1号”已经用过"),
    ("没要求就判断", registered, ASSESS, "3-5", "不能判断理由：没有要求申请人说明理由（条例第三十五条）"),
    ("判断太早", lambda: registered().do(REASONS, "3-4"), ASSESS, "3-3", "早于要求说明理由的2026年3月4日"),
    ("判断两次", lambda: assessed(Assessment.REASONABLE), ASSESS, "3-12", "已经判断过：理由合理"),
    ("判断依据", lambda: registered().do(REASONS, "3-4"), replace(ASSESS, note=""), "3-5", "没有写判断依据"),
    ("没要求就延迟", registered, DEFER, "3-5", "不能延迟答复：没有要求申请人说明理由（条例第三十五条）"),
    ("理由不合理", lambda: assessed(Assessment.UNREASONABLE), DEFER, "3-12", "没有认定申请人说明的理由合理（条例第三十五条）"),
    ("延到原定以前", lambda: assessed(Assessment.REASONABLE), replace(DEFER, until=day("3-20")), "3-12", "不晚于原定的"),
    ("延期两次", lambda: registered().do(extension(5), "3-4"), extension(5), "3-5", "不能延期：已经延过一次（条例第三十三条第二款）"),
    ("延期21日", registered, extension(21), "3-5", "不能延期：延长21个工作日，应当在1至20个工作日之内（条例第三十三条第二款）"),
    ("延期0日", registered, extension(0), "3-5", "延长0个工作日"),
    ("谁同意", registered, extension(5, Role.OFFICER), "3-5", "不能延期：应当经政府信息公开工作机构负责人同意，不是经办人（条例第三十三条第二款）"),
    ("收费认定", registered, replace(fee(), finding=""), "3-5", "没有写数量、频次明显超过合理范围的认定（条例第四十二条第一款）"),
    ("收费为零", registered, fee(0), "3-5", "数量和金额应当大于零"),
    ("收费两次", paid, fee(), "3-10", "这件申请已于2026年3月9日缴费，只收一次"),
    ("没收费就缴", registered, a.FeePaid(receipt="r1"), "3-10", "没有发出过收费通知"),
    ("缴两次", paid, a.FeePaid(receipt="r1"), "3-10", "不能缴费完毕：已于2026年3月9日缴费"),
    ("缴费太早", lambda: registered().do(fee(), "3-5"), a.FeePaid(receipt="r1"), "3-4", "早于收费通知的2026年3月5日"),
    ("票据", lambda: registered().do(fee(), "3-5"), a.FeePaid(receipt=""), "3-9", "没有写票据的编号"),
    ("没收费就逾期", registered, a.FeeLapsed(), "3-10", "没有发出过收费通知"),
    ("缴费期限未满", lambda: registered().do(fee(), "3-5").do(served(2), "3-6"), a.FeeLapsed(), "4-3", "缴费期限到2026年4月3日才满"),
    ("缴费无凭证", lambda: registered().do(fee(), "3-5"), a.FeeLapsed(), "4-30", "没有收费通知的送达凭证"),
    ("未缴两次", lambda: registered().do(fee(), "3-5").do(served(2), "3-6").do(a.FeeLapsed(), "4-8"), a.FeeLapsed(), "4-9", "已于2026年4月8日认定过"),
    ("没有的项", registered, decided("D02", 2), "3-5", "没有第2项"),
    ("没有的种类", registered, replace(decided("D02"), decision="D99"), "3-5", "没有答复种类“D99”"),
    ("逐项不再处理", registered, decided("D21"), "3-5", "是整件结案，请用“不再处理”（条例第三十条）"),
    ("没补正就不明确", registered, decided("D15"), "3-5", "没有收到过补正，不能认定补正后仍不明确（条例第三十条）"),
    ("没要理由就大量", registered, decided("D19"), "3-5", "没有要求说明理由并认定理由不合理（条例第三十五条）"),
    ("缺事实", registered, replace(decided("D12"), facts=()), "3-5", "没有写检索的范围、检索词、检索人和时间（条例第三十六条第（四）项）"),
    ("多事实", registered, replace(decided("D12"), facts=(*decided("D12").facts, ("x", "f"))), "3-5", "没有“x”这种事实"),
    ("主要事项没决定", registered, a.MainRowChosen(item=1, reason="n1"), "3-5", "第1项还没有作出决定"),
    ("主要事项没理由", lambda: registered().do(decided("D02"), "3-4"), a.MainRowChosen(item=1, reason=" "), "3-5", "没有写理由"),
    ("没决定就答复", lambda: registered(2).do(decided("D02"), "3-4"), answered(), "3-5", "不能答复：第2项还没有作出决定（条例第三十六条）"),
    ("答复早于决定", lambda: registered().do(decided("D02"), "3-6"), answered(), "3-5", "早于第1项作出决定的2026年3月6日"),
    ("答复两次", done, answered(), "3-9", "不能答复：这件申请已经答复（条例第四十五条）"),
    ("送达没发的", done, served(9), "3-9", "第9步没有发出文书"),
    ("送达太早", done, served(3), "3-5", "早于发出"),
    ("送达两次", lambda: done().do(served(3), "3-9"), served(3), "3-10", "这份文书已经登记送达"),
    ("送达凭证", done, replace(served(3), proof=""), "3-9", "没有写送达凭证的编号"),
    ("撤回没写", registered, a.Withdrawn(document=""), "3-9", "没有写撤回申请的编号"),
    ("划转没写", registered, a.Moved(source="", to="", document=""), "3-9", "没有写承接机关"),
    ("划转给自己", registered, a.Moved(source="o1", to="o1", document="d1"), "3-9", "移出和承接的是同一个机关"),
    ("划转早于最近一步", lambda: registered().do(decided("D02"), "3-10"), a.Moved(source="o1", to="o2", document="d1"), "3-9", "早于最近一步"),
    ("划转两次", lambda: registered().do(a.Moved(source="o1", to="o2", document="d1"), "3-5"), a.Moved(source="o1", to="o2", document="d1"), "3-9", "不在移出机关名下"),
    ("移交没写", registered, a.HandedOver(to="", document=""), "3-9", "没有写接收机关"),
    ("没逾期就结案", registered, D21, "3-9", "不能不再处理：没有认定逾期不补正（条例第三十条）"),
    ("没欠费就结案", registered, D22, "3-9", "没有认定逾期未缴费"),
    ("别的种类结案", registered, replace(D21, decision="D12"), "3-9", "要逐项决定并答复"),
    ("没有的种类结案", registered, replace(D21, decision="D99"), "3-9", "没有答复种类“D99”"),
    ("结案太早", lapsed, D21, "3-22", "早于认定逾期的2026年3月23日"),
    ("没答复就重来", registered, AGAIN, "3-9", "不能须重新答复：这件申请正在办理"),
    ("重来太早", done, AGAIN, "3-5", "早于答复或者结案的2026年3月6日"),
    ("重来期限", done, replace(AGAIN, period=0), "3-9", "决定书给的期限应当大于零"),
    ("别的账", registered, MeetingHeld(participants=1, record="r1"), "3-9", "“会议”不属于这本账"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "act", "on", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_an_act_is_refused_with_its_clause(make, act, on, words):
    desk = make()
    before = desk.state
    reasons = desk.reasons(act, on)
    assert [sentence for sentence in reasons if words in sentence], reasons
    assert all(sentence.endswith("）") or "请" in sentence for sentence in reasons), reasons
    with pytest.raises(NotAllowed) as refused:
        desk.do(act, on)
    assert [reason.sentence for reason in refused.value.reasons] == reasons
    assert desk.state is before


def test_all_reasons_are_given_at_once():
    desk = registered().do(extension(5), "3-4")
    reasons = desk.reasons(replace(extension(21, Role.OFFICER), letter=BAD), "3-1")
    assert len(reasons) == 5
    assert all(reason.startswith("不能延期：") for reason in reasons)


def test_a_case_that_moves_between_organs_tells_both_days():
    there = registered().do(a.HandedOver(to="o2", document="d1"), "3-9").state
    assert (there.handed_over_on, there.taken_over_on) == (day("3-9"), None)
    here = Desk().do(replace(REGISTERED, taken_over_from="o1", taken_over_on=day("3-9")), RECEIVED).state
    assert (here.received_on, here.taken_over_on, here.handed_over_on) == (RECEIVED, day("3-9"), None)
    assert (Desk().state.taken_over_on, Desk().state.handed_over_on) == (None, None)


def test_a_fee_before_the_rules_on_fees_is_refused():
    on = date(2020, 12, 31)
    desk = Desk().do(replace(REGISTERED, submitted_on=date(2020, 12, 30)), date(2020, 12, 30))
    assert "收费办法自2021年1月1日起施行" in desk.reasons(fee(), on)[0]
    assert desk.reasons(fee(), date(2021, 1, 1)) == []


def test_a_decision_before_its_kind_existed_is_refused():
    desk = Desk().do(replace(REGISTERED, submitted_on=date(2019, 5, 6)), date(2019, 5, 6))
    assert "自2019年5月15日起才有" in desk.reasons(decided("D02"), date(2019, 5, 14))[0]
    assert desk.reasons(decided("D02"), date(2019, 5, 15)) == []


def test_an_extension_of_an_old_application_has_the_limit_of_its_day():
    desk = Desk().do(replace(REGISTERED, submitted_on=date(2018, 3, 5)), date(2018, 3, 5))
    assert desk.reasons(extension(15), date(2018, 3, 6)) == []
    assert "应当在1至15个工作日之内" in desk.reasons(extension(16), date(2018, 3, 6))[0]


def test_a_day_outside_the_calendar_is_a_reason_and_no_crash():
    late = date(2099, 1, 5)
    moment = datetime(2099, 1, 6, tzinfo=UTC)
    assert "放假安排" in Desk().reasons(replace(REGISTERED, channel=Channel.ONLINE, submitted_on=late), late, moment)[0]
    assert "放假安排" in registered().reasons(fee(), late, moment)[0]


def test_nothing_is_written_before_it_happened_and_nothing_without_a_time_zone():
    desk = registered()
    evening = datetime(2026, 3, 4, 16, 0, tzinfo=UTC)  # already 5 March in China
    assert desk.reasons(decided("D02"), "3-5", evening) == []
    assert "还没有发生的事不能登记" in desk.reasons(decided("D02"), "3-5", evening - timedelta(seconds=1))[0]
    assert "没有写时区" in desk.reasons(decided("D02"), "3-5", evening.replace(tzinfo=None))[0]


def test_two_officers_at_once_the_second_is_told_to_load_again():
    desk = registered()
    entry = replace(desk.entry(decided("D02"), "3-5"), number=1)
    with pytest.raises(NotAllowed, match="请重新载入再办"):
        decide(desk.state, entry, CALENDAR)


# --- without an act: shall the button be shown? --------------------------------------------------------


@pytest.mark.parametrize("kind", [cls for cls in a.EVENTS if cls is not a.Registered], ids=lambda cls: cls.kind)
def test_no_button_of_an_application_that_is_not_registered(kind):
    assert GUARDS[kind](Desk().state, RECEIVED, CALENDAR)[0].text.endswith("这件申请没有登记")


def test_a_button_is_shown_when_the_act_is_possible_and_told_why_when_not():
    desk = registered()
    assert why_not_consult(desk.state, RECEIVED, CALENDAR) == []
    assert why_not_extend(desk.state, RECEIVED, CALENDAR) == []
    desk.do(extension(5), "3-4")
    assert why_not_extend(desk.state, day("3-5"), CALENDAR) == [Reason("不能延期：已经延过一次", ("条例:33.2",))]


BUTTONS = [
    (a.Registered, Desk, registered),
    (a.ItemAdded, registered, done),
    (a.ItemSplit, registered, done),
    (a.CorrectionRequested, registered, lapsed),
    (a.CorrectionReceived, lapsed, registered),
    (a.CorrectionLapsed, lambda: registered().do(correction("3-20"), "3-5"), registered),
    (a.ConsultationAnswered, asked, registered),
    (a.ConsultationLapsed, asked, registered),
    (a.CoHandlingAsked, registered, done),
    (a.CoHandlingAnswered, lambda: registered().do(HELP, "3-4"), registered),
    (a.ReasonsRequested, registered, lambda: registered().do(REASONS, "3-4")),
    (a.ReasonsAssessed, lambda: registered().do(REASONS, "3-4"), registered),
    (a.Deferred, lambda: assessed(Assessment.REASONABLE), lambda: assessed(Assessment.UNREASONABLE)),
    (a.FeeNotified, registered, paid),
    (a.FeePaid, lambda: registered().do(fee(), "3-5"), registered),
    (a.FeeLapsed, lambda: registered().do(fee(), "3-5").do(served(2), "3-6"), registered),
    (a.ItemDecided, registered, done),
    (a.MainRowChosen, registered, done),
    (a.Answered, lambda: registered().do(decided("D02"), "3-4"), registered),
    (a.ResultImported, registered, done),
    (a.Served, done, registered),
    (a.Withdrawn, registered, done),
    (a.HandedOver, registered, done),
    (a.Moved, registered, done),
    (a.Closed, lapsed, registered),
    (a.ReanswerOrdered, done, registered),
    (a.Reanswered, lambda: ordered().do(decided("D01"), "4-2"), ordered),
]


@pytest.mark.parametrize(("act", "possible", "impossible"), BUTTONS, ids=[row[0].kind for row in BUTTONS])
def test_the_button_of_an_act_without_its_content(act, possible, impossible):
    assert GUARDS[act](possible().state, day("5-29"), CALENDAR) == []
    assert GUARDS[act](impossible().state, day("5-29"), CALENDAR)


# --- irregular, recorded and named, and still in effect ------------------------------------------------

IRREGULAR = [
    ("网上确认晚了", Desk, replace(REGISTERED, channel=Channel.EMAIL, arrived_on=day("3-2"), submitted_on=day("3-2"), confirmed_on=day("3-4")), "3-4", "才确认"),
    ("补正告知晚了", registered, correction(), "3-12", "超过收到申请之日起7个工作日"),
    ("逾期才补正", lapsed, a.CorrectionReceived(document="d1"), "3-24", "超过补正期限2026年3月20日"),
    ("认定逾期没有凭证", lambda: registered().do(correction("3-20"), "3-5"), a.CorrectionLapsed(), "3-23", "没有补正告知书的送达凭证"),
    ("意见晚了", lambda: asked().do(served(2), "3-6"), opinion(), "3-30", "“甲”的意见晚于2026年3月27日"),
    ("认定逾期后才来意见", lambda: asked(Party.CO_MAKER).do(served(2), "3-6").do(LAPSE, "3-30"), opinion(), "3-31", "的意见晚于"),
    ("届满后延期", registered, extension(5), "4-1", "不改变答复期限"),
    ("没征求就以第三方拒绝", registered, decided("D07"), "3-5", "没有征求第三方意见的结果"),
    ("没补正就答复", lambda: registered().do(correction(), "3-5").do(decided("D02"), "3-6"), answered(), "3-9", "申请人还没有补正就答复"),
    ("没缴费就答复", lambda: registered().do(fee(), "3-5").do(decided("D02"), "3-6"), answered(), "3-9", "申请人还没有缴费就答复"),
    ("没等意见就答复", lambda: asked().do(decided("D02"), "3-6"), answered(), "3-9", "才满"),
    ("逾期答复", lambda: registered().do(decided("D02"), "3-6"), answered(), "4-30", "逾期答复（条例第三十三条第二款）"),
    ("用快递答复", lambda: registered().do(decided("D02"), "3-6"), replace(answered(), way=Way.COURIER), "3-9", "应当通过邮政企业"),
    ("用快递送达", done, served(3, Way.COURIER), "3-9", "应当通过邮政企业"),
    ("逾期重新答复", lambda: ordered().do(decided("D02"), "4-2"), reanswered(), "5-29", "逾期答复"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "act", "on", "words"), [row[1:] for row in IRREGULAR], ids=[row[0] for row in IRREGULAR])
def test_an_irregular_act_stands_and_is_named(make, act, on, words):
    desk = make()
    desk.noted.clear()
    desk.do(act, on)
    assert [sentence for sentence in desk.noted if words in sentence], desk.noted


REGULAR = [
    ("网上当天确认", Desk, replace(REGISTERED, channel=Channel.EMAIL, arrived_on=day("3-2"), confirmed_on=day("3-2")), "3-2"),
    ("网上提交即收到", Desk, replace(REGISTERED, channel=Channel.ONLINE), "3-2"),
    ("第七个工作日告知补正", registered, correction(), "3-11"),
    ("最后一天的意见", lambda: asked().do(served(2), "3-6"), opinion(), "3-27"),
    ("征求过才拒绝", lambda: asked().do(opinion(), "3-5"), decided("D07"), "3-5"),
    ("第二十个工作日答复", lambda: registered().do(decided("D02"), "3-6"), answered(), "3-30"),
    ("按决定书重新答复", lambda: done().do(replace(AGAIN, period=15), "4-1").do(decided("D02"), "4-2"), reanswered(), "4-23"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "act", "on"), [row[1:] for row in REGULAR], ids=[row[0] for row in REGULAR])
def test_a_regular_act_is_not_named(make, act, on):
    desk = make()
    desk.noted.clear()
    assert desk.do(act, on).noted == []


@pytest.mark.parametrize(("unit", "period", "last"), [(Unit.WORKING_DAY, 15, "4-23"), (Unit.CALENDAR_DAY, 30, "5-6")])
def test_a_period_of_a_decision_ends_on_a_working_day_and_the_next_day_is_late(unit, period, last):
    # 5 April is 清明, the labour days are 1 to 5 May: 30 days from 1 April end on 1 May and move on.
    desk = done().do(replace(AGAIN, period=period, unit=unit), "4-1").do(decided("D02"), "4-2")
    desk.noted.clear()
    assert desk.do(reanswered(), last).noted == []
    late = done().do(replace(AGAIN, period=period, unit=unit), "4-1").do(decided("D02"), "4-2")
    late.do(reanswered(), day(last) + timedelta(days=1))
    assert "逾期重新答复（《中华人民共和国行政复议法》第七十七条）" in late.noted[-1]


def test_an_opinion_after_the_answer_or_in_a_later_round_is_kept_and_moves_no_clock():
    desk = asked().do(decided("D02"), "3-6").do(answered(), "3-9").do(opinion(), "3-10")
    assert desk.state.consultations[0].answered_on == day("3-10")
    other = asked().do(decided("D02"), "3-6").do(answered(), "3-9").do(AGAIN, "4-1").do(opinion(), "4-3")
    assert other.state.round.events == ()
    assert other.state.consultations[0].answered_on == day("4-3")


# --- counts of the first part that are declared -----------------------------------------------------------

COUNT = y.FigureDeclared(cell="narrative.accounts", value="2", source="n1", role=Role.OFFICER)
NONE = replace(COUNT, cell="narrative.trainings", value="0")
TRAINED = y.TrainingHeld(participants=20, record="r1")


def year():
    return Desk("activity").do(y.Opened(year=2026), date(2026, 1, 1))


def test_only_counts_of_the_first_part_are_declared_and_each_is_one():
    whole = {each.name for each in fields(Year) if each.type == "int | None"}
    assert len(set(NARRATIVE_CELLS)) == len(NARRATIVE) + len(NONE_OF)
    assert {cell.removeprefix("narrative.") for cell in NARRATIVE_CELLS} <= whole


@pytest.mark.parametrize("name", NARRATIVE)
@pytest.mark.parametrize(("value", "taken"), [("0", True), ("12", True), ("-1", False), ("1.5", False), ("", False), ("１", False)])
def test_a_count_that_no_event_makes_is_declared_as_a_whole_number(name, value, taken):
    act = replace(COUNT, cell=f"narrative.{name}", value=value)
    assert year().reasons(act, "3-3") == (
        [] if taken else [f"不能申报数字：“{value}”不能填：这一项填个数，应当是不小于零的整数（条例第五十条）"]
    )


@pytest.mark.parametrize("name", NONE_OF)
def test_of_what_is_registered_each_time_only_that_there_was_none_is_declared(name):
    act = replace(NONE, cell=f"narrative.{name}")
    assert year().do(act, "3-3").state.figures[act.cell].value == "0"
    words = f"不能申报数字：“3”不能填：有过的“{NONE_OF[name].title}”请逐次登记，只有确实没有的才申报为 0（条例第五十条）"
    assert year().reasons(replace(act, value="3"), "3-3") == [words]


def test_what_was_registered_is_not_declared_to_have_been_none():
    assert year().do(TRAINED, "3-2").reasons(NONE, "3-3") == ["不能申报数字：这一年已经登记了“培训”，不能申报为没有（条例第五十条）"]
    assert year().do(NONE, "3-2").reasons(TRAINED, "3-3") == []


@pytest.mark.parametrize("cell", ["narrative.published", "narrative.accounts[0]", "narrative.", "narrative.late"])
def test_what_the_record_counts_is_not_declared(cell):
    reasons = year().reasons(replace(COUNT, cell=cell), "3-3")
    assert [each[: each.index("，")] for each in reasons] == [f"不能申报数字：“{cell}”不是申报的数"]


def test_a_count_declared_again_says_why():
    assert year().do(COUNT, "3-2").reasons(replace(COUNT, value="3"), "3-3") == [
        "不能申报数字：没有写把2改成3的原因（国办公开办函〔2021〕30号第二部分）"
    ]
