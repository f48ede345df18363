"""The fold: what each event leaves behind, and how mistakes are mended without touching what was written."""

from dataclasses import replace
from functools import reduce

import pytest

from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.state import BrokenStream, apply, effective, fold, replay, start
from gongkai.ledger.states.parts import Phase
from gongkai.ledger.vocabulary import Corrected, Voided
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Assessment, Party, Stance
from gongkai.ledger.vocabulary.remedy import BecameFinal
from tests.ledger.desk import (
    REGISTERED,
    Desk,
    answered,
    consultation,
    correction,
    day,
    decided,
    extension,
    fee,
    opinion,
    registered,
    served,
)


def long_story():
    desk = registered(2).do(correction(), "3-4").do(served(2), "3-5").do(a.CorrectionReceived(document="d1"), "3-10")
    desk.do(a.ItemSplit(item=2, into=(3, 4)), "3-10").do(consultation(), "3-11").do(served(6), "3-12").do(opinion(), "3-20")
    desk.do(a.CoHandlingAsked(label="民政办", due=day("3-18")), "3-11").do(extension(10), "3-24")
    return desk.do(decided("D07", 1), "4-1").do(decided("D12", 3), "4-1").do(decided("D02", 4), "4-1").do(answered(), "4-2")


def test_the_state_tells_the_story():
    state = long_story().state
    assert (state.phase, state.received_on, state.registered.column.label) == (Phase.ANSWERED, day("3-2"), "自然人")
    assert [(item.number, item.decision, item.split) for item in state.items] == [
        (1, "D07", False),
        (2, "", True),
        (3, "D12", False),
        (4, "D02", False),
    ]
    assert (state.correction.received_on, state.extension.days, state.consultation("甲").stance) == (day("3-10"), 10, Stance.OBJECTS)
    assert state.served_on(6) == day("3-12")
    assert state.served_on(1) is None
    assert state.consultation("乙") is None
    assert [event.kind for event in state.round.events] == [
        "correction_requested", "correction_received", "consultation_sent", "consultation_answered", "extended", "answered",
    ]  # fmt: skip
    assert start("application").received_on is None


def test_the_fold_equals_the_replay():
    state = long_story().state
    assert replay("application", state.log) == state
    assert reduce(apply, state.log, start("application")) == state
    assert replace(fold("application", effective(state.log)), log=state.log) == state


def test_the_clock_tells_a_co_maker_and_another_organ_from_a_third_party():
    desk = (
        registered()
        .do(consultation("甲"), "3-4")
        .do(consultation("乙", Party.CO_MAKER), "3-4")
        .do(consultation("丙", Party.OTHER_ORGAN), "3-4")
    )
    assert [event.label for event in desk.state.round.events] == ["甲", "共同制作机关乙", "其他机关丙"]


def test_an_item_that_was_overlooked_stands_beside_the_others():
    assert [item.number for item in registered(2).do(a.ItemAdded(item=3), "3-3").state.items] == [1, 2, 3]


def test_an_answer_that_may_come_later_has_its_own_day():
    desk = registered().do(a.ReasonsRequested(letter="示政公开理由〔2026〕1号"), "3-4")
    desk.do(a.ReasonsAssessed(assessment=Assessment.REASONABLE, note="n1"), "3-9")
    assert desk.state.deferred_until is None
    assert desk.do(a.Deferred(until=day("6-1"), letter="示政公开延〔2026〕1号"), "3-10").state.deferred_until == day("6-1")


def test_only_the_unit_that_was_asked_has_answered():
    desk = registered().do(a.CoHandlingAsked(label="民政办"), "3-4").do(a.CoHandlingAsked(label="农业办"), "3-4")
    desk.do(a.CoHandlingAnswered(label="农业办", document="d1"), "3-6")
    assert [each.answered_on for each in desk.state.co_handlings] == [None, day("3-6")]


# --- mistakes are new events ---------------------------------------------------------------------------


def test_a_corrected_day_of_receipt_moves_the_whole_clock_and_both_entries_stay():
    desk = registered().do(decided("D02"), "3-5")
    desk.correct(1, replace(REGISTERED, submitted_on=day("2-27")), "2-27")
    assert desk.state.received_on == day("2-27")
    assert [entry.number for entry in desk.state.log] == [1, 2, 3]
    assert desk.state.log[0].effective_on == day("3-2")
    assert replay("application", desk.state.log) == desk.state


def test_a_voided_extension_was_never_given_and_another_may_be():
    desk = registered().do(extension(5), "3-4").void(2)
    assert desk.state.extension is None
    assert desk.reasons(extension(10), "3-5") == []
    assert replay("application", desk.state.log) == desk.state


def test_an_entry_can_be_corrected_twice_and_then_voided():
    desk = registered().do(extension(5), "3-4").correct(2, extension(6), "3-4").correct(2, extension(7), "3-5")
    assert desk.state.extension == (2, day("3-5"), 7)
    assert desk.void(2).state.extension is None
    assert "没有第2步，或者它已经作废" in desk.reasons(Voided(number=2, reason="n1"), "12-1")[0]


@pytest.mark.parametrize("number", [0, 3, 9])
def test_only_an_act_that_stands_can_be_mended(number):
    desk = registered().do(extension(5), "3-4").correct(2, extension(6), "3-4")
    assert "没有第" in desk.reasons(Voided(number=number, reason="n1"), "12-1")[0]
    with pytest.raises(BrokenStream, match="没有可以更正的第"):
        apply(desk.state, desk.entry(Voided(number=number, reason="n1"), "12-1"))


def test_a_log_that_mends_what_it_does_not_hold_has_nothing_that_holds():
    desk = registered()
    with pytest.raises(BrokenStream, match="没有可以更正的第3步"):
        effective((*desk.state.log, desk.entry(Voided(number=3, reason="n1"), "12-1")))


def test_a_correction_keeps_the_kind():
    desk = registered().do(extension(5), "3-4")
    wrong = Corrected(number=2, effective_on=day("3-4"), event=decided("D02"))
    assert "请先作废再补记“作出决定”" in desk.reasons(wrong, "12-1")[0]
    with pytest.raises(BrokenStream, match="不能改成“作出决定”"):
        apply(desk.state, desk.entry(wrong, "12-1"))


def test_what_rests_on_an_entry_is_named_when_it_is_to_be_voided():
    desk = registered().do(correction("3-20"), "3-5").do(a.CorrectionReceived(document="d1"), "3-10")
    assert desk.reasons(Voided(number=2, reason="n1"), "12-1") == [
        "不能作废记录：第3步“收到补正”就不能成立，不能收到补正：没有告知过补正（条例第三十条）"
    ]
    with pytest.raises(NotAllowed):
        desk.void(2)
    assert desk.void(3).void(2).state.correction is None


def test_a_correction_must_itself_be_allowed():
    desk = registered().do(extension(5), "3-4")
    wrong = Corrected(number=2, effective_on=day("3-4"), event=extension(21))
    assert ["应当在1至20个工作日之内" in reason for reason in desk.reasons(wrong, "12-1")] == [True]


def test_an_old_fault_of_the_history_does_not_block_another_correction():
    """A history that was imported is not judged; mending one entry asks only what the mending changes."""
    desk = registered()
    desk.state = apply(desk.state, desk.entry(extension(21), "3-4"))
    desk.correct(1, replace(REGISTERED, register_number="2026-2"), "3-2")
    assert desk.state.registered.register_number == "2026-2"


# --- streams that cannot be ----------------------------------------------------------------------------

BROKEN = [
    ("一开始不是登记", Desk, decided("D02"), "登记只能有一次，并且在最前"),
    ("又登记", registered, REGISTERED, "登记只能有一次，并且在最前"),
    ("没有的项", registered, decided("D02", 7), "没有第7项"),
    ("没有告知补正", registered, a.CorrectionLapsed(), "此前没有告知补正"),
    ("没有征求", registered, replace(opinion(), label="乙"), "没有向“乙”征求过意见"),
    ("没有协办", registered, a.CoHandlingAnswered(label="乙", document="d1"), "没有交“乙”协办"),
    ("没有要求理由", registered, a.ReasonsAssessed(assessment="reasonable", note="n"), "此前没有要求说明理由"),
    ("没有收费", registered, a.FeePaid(receipt="r1"), "此前没有发出收费通知"),
    ("别的账", registered, BecameFinal(), "这种事件不属于这本账"),
]


@pytest.mark.parametrize(("make", "act", "words"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_the_fold_refuses_what_cannot_follow(make, act, words):
    desk = make()
    with pytest.raises(BrokenStream, match=words):
        apply(desk.state, desk.entry(act, "3-9"))


def test_the_fold_refuses_a_gap_in_the_numbers():
    desk = registered()
    with pytest.raises(BrokenStream, match="应当是第2步"):
        apply(desk.state, replace(desk.entry(fee(), "3-9"), number=3))
