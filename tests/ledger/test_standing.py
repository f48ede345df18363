"""What an application still asks for, of whom and until when; and its term in every kind of round."""

from dataclasses import replace

from gongkai.ledger.standing import duties
from gongkai.ledger.state import start
from gongkai.ledger.term import clock, term
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Assessment, OrderedBy, Party
from tests.ledger.desk import (
    CALENDAR,
    answered,
    consultation,
    correction,
    day,
    decided,
    fee,
    letter,
    opinion,
    registered,
    served,
)


def told(desk):
    return [(duty.who, duty.what, duty.until) for duty in duties(desk.state, CALENDAR)]


def test_a_new_application_is_to_be_decided_and_answered():
    assert told(registered(2)) == [("经办人", "对第1、2项作出决定", day("3-30")), ("经办人", "答复", day("3-30"))]
    assert duties(start("application"), CALENDAR) == ()


def test_a_correction_that_is_owed_stops_the_clock_and_its_letter_is_to_be_served():
    desk = registered().do(correction("3-25"), "3-5").do(decided("D02"), "3-6")
    letter_number = desk.state.letters[0].number
    assert told(desk) == [("申请人", "补正", day("3-25")), ("经办人", "答复", None), ("经办人", f"登记“{letter_number}”的送达", None)]
    desk.do(served(2), "3-6").do(a.CorrectionLapsed(), "3-26")
    assert ("经办人", "告知不再处理", None) in told(desk)
    assert ("申请人", "补正", day("3-25")) not in told(desk)


def test_opinions_help_reasons_and_fees_are_owed_by_others():
    desk = registered().do(consultation(), "3-4").do(served(2), "3-6").do(consultation("乙", Party.OTHER_ORGAN), "3-4")
    desk.do(a.CoHandlingAsked(label="民政办", due=day("3-10")), "3-4").do(a.ReasonsRequested(letter=letter()), "3-4").do(fee(), "3-5")
    assert told(desk)[:5] == [
        ("申请人", "缴费", None),
        ("第三方（甲）", "提出意见", day("3-27")),
        ("其他机关（乙）", "提出意见", None),
        ("协办机构（民政办）", "反馈", day("3-10")),
        ("经办人", "判断申请人说明的理由", None),
    ]
    desk.do(served(7), "3-6").do(opinion(), "3-9").do(opinion("乙"), "3-9").do(a.CoHandlingAnswered(label="民政办", document="d1"), "3-9")
    desk.do(a.ReasonsAssessed(assessment=Assessment.REASONABLE, note="n1"), "3-9")
    assert told(desk)[0] == ("申请人", "缴费", day("4-3"))
    desk.do(a.FeeLapsed(), "4-7")
    assert told(desk)[0] == ("经办人", "告知不再处理", None)


def test_after_the_answer_only_its_service_is_open_and_after_a_hand_over_nothing():
    desk = registered().do(decided("D02"), "3-5").do(answered(), "3-6")
    assert [what for _, what, _ in told(desk)] == [f"登记“{desk.state.letters[0].number}”的送达"]
    assert told(desk.do(served(3), "3-9")) == []
    assert told(registered().do(a.HandedOver(to="o2", document="d1"), "3-4")) == []


def test_an_ordered_answer_is_due_by_the_decision_or_by_the_statute():
    desk = registered().do(decided("D12"), "3-5").do(answered(), "3-6")
    order = a.ReanswerOrdered(ordered_by=OrderedBy.JUDGMENT, document="d1")
    by_statute = term(desk.do(order, "6-1").state, CALENDAR)
    assert (by_statute.due, by_statute.cites) == (day("6-30"), ("条例:33.2",))
    assert ("经办人", "重新答复", day("6-30")) in told(desk)
    named = registered().do(decided("D12"), "3-5").do(answered(), "3-6").do(replace(order, period=10), "6-1")
    assert (term(named.state, CALENDAR).due, term(named.state, CALENDAR).cites) == (day("6-15"), ("诉讼法:94",))


def test_the_clock_of_a_past_day_does_not_know_what_came_later():
    desk = registered().do(correction(), "3-5")
    assert clock(desk.state, CALENDAR, day("3-4")).due == day("3-30")
    assert term(desk.state, CALENDAR).due is None
