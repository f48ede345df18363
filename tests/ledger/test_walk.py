"""Every decision kind walks from registration to its row of both forms."""

import pytest

from gongkai.law import tally
from gongkai.law.grounds import KINDS
from gongkai.ledger.states.parts import Phase
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Assessment, OrderedBy, Unit
from gongkai.report.forms import FORMS
from tests.ledger.desk import (
    answered,
    consultation,
    correction,
    day,
    decided,
    fee,
    letter,
    opinion,
    reanswered,
    registered,
    served,
)


def corrected(desk):
    return desk.do(correction(), "3-5").do(a.CorrectionReceived(document="d1"), "3-10")


def found_unreasonable(desk):
    desk.do(a.ReasonsRequested(letter=letter()), "3-4")
    return desk.do(a.ReasonsAssessed(assessment=Assessment.UNREASONABLE, note="n1"), "3-10")


def objected(desk):
    return desk.do(consultation(), "3-4").do(opinion(), "3-11")


FIRST = {"D07": objected, "D15": corrected, "D19": found_unreasonable}


def lapsed_correction():
    desk = registered().do(correction("3-20"), "3-5").do(served(2), "3-6")
    return desk.do(a.CorrectionLapsed(), "3-23").do(a.Closed(decision="D21", letter=letter()), "3-24")


def lapsed_fee():
    desk = registered().do(fee(), "3-5").do(served(2), "3-6")
    return desk.do(a.FeeLapsed(), "4-8").do(a.Closed(decision="D22", letter=letter()), "4-9")


WHOLE = {"D21": lapsed_correction, "D22": lapsed_fee, "D23": lambda: registered().do(a.Withdrawn(document="d1"), "3-9")}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_kind_walks_through_to_its_row_of_both_forms(kind):
    if kind.code in WHOLE:
        desk = WHOLE[kind.code]()
    else:
        desk = FIRST.get(kind.code, lambda desk: desk)(registered()).do(decided(kind.code), "3-12").do(answered(), "3-13")
    rows = {form: desk.state.row(form) for form in FORMS}
    assert {form: row.key for form, row in rows.items()} == {"2019": kind.row_2019, "2021": kind.row_2021}
    assert all(FORMS[form].row_of(f"table3.{row.key}") for form, row in rows.items())
    assert desk.noted == []


def test_something_given_and_something_not_is_the_row_of_partial():
    desk = registered(3).do(decided("D02", 1), "3-4").do(decided("D12", 2), "3-4").do(decided("D14", 3), "3-4").do(answered(), "3-5")
    assert desk.state.row().key == "partial"


def test_the_officer_chooses_the_row_when_nothing_was_given_and_the_rows_differ():
    desk = registered(2).do(decided("D12", 1), "3-4").do(decided("D16", 2), "3-4")
    assert "请经办人指定主要事项" in desk.reasons(answered(), "3-5")[0]
    desk.do(a.MainRowChosen(item=2, reason="n1"), "3-5").do(answered(), "3-5")
    assert (desk.state.row().key, desk.state.row("2019").key) == ("not_processed.petition", "not_processed.petition")


def test_an_application_that_is_not_ended_has_no_row():
    assert registered().state.row() is None
    assert registered().do(a.HandedOver(to="o2", document="d1"), "3-4").state.row() is None


def test_an_imported_result_keeps_its_row_when_the_kind_is_not_known():
    desk = registered().do(a.ResultImported(row="unavailable.not_held"), "3-9")
    assert (desk.state.phase, desk.state.row().key, desk.state.row().kinds) == (Phase.ANSWERED, "unavailable.not_held", ("D12", "D13"))
    other = registered().do(a.ResultImported(row="other.fee_unpaid", letter="旧〔2021〕3号"), "3-9")
    assert (other.state.row("2019").key, other.state.row("2021").key) == ("other", "other.fee_unpaid")
    assert "表三没有“x”这一行" in registered().reasons(a.ResultImported(row="x"), "3-9")[0]
    assert set(tally.ROW_LABELS) >= {"other", "other.fee_unpaid"}


def test_an_answer_that_was_ordered_again_has_its_own_round_and_is_not_counted_again():
    desk = registered().do(decided("D12"), "3-5").do(answered(), "3-6")
    desk.do(a.ReanswerOrdered(ordered_by=OrderedBy.REVIEW, document="d1", period=30, unit=Unit.CALENDAR_DAY), "6-1")
    assert desk.state.phase is Phase.REANSWERING
    assert desk.reasons(reanswered(), "6-8") == ["不能重新答复：第1项还没有作出决定（条例第三十六条）"]
    desk.do(decided("D02"), "6-8").do(reanswered(), "6-9")
    assert desk.state.phase is Phase.ANSWERED
    assert desk.state.row().key == "unavailable.not_held"
    assert [[item.kind for item in each.outcome.items] for each in desk.state.rounds] == [["D12"], ["D02"]]
    assert desk.state.rounds[1].received_on == day("6-1")
    assert desk.noted == []
