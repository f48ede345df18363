"""One year of an organ: what happened in it, and the figures that are declared."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.ledger.acts.base import GUARDS
from gongkai.ledger.state import replay
from gongkai.ledger.vocabulary import activity as y
from gongkai.ledger.vocabulary.codes import Role
from gongkai.report.forms import FORMS
from tests.ledger.desk import CALENDAR, Desk, day

OPENED = y.Opened(year=2026)
FIGURE = y.FigureDeclared(cell="table2.licences[0]", value="12", source="n1", role=Role.OFFICER)
TRAINED = y.TrainingHeld(participants=20, record="r1")
OPEN_DAY = y.OpenDayHeld(participants=30, record="r2", materials=200, questions=16)
GROUP = y.LeadingGroupChanged(members=7, record="r3")
CHECKED = y.SelfChecked(found=5, mended=4, record="r4")


def opened(year=2026):
    return Desk("activity").do(y.Opened(year=year), date(year, 1, 1))


def declared():
    return opened().do(FIGURE, "3-3")


def figure(cell, value):
    return replace(FIGURE, cell=f"table2.{cell}", value=value)


# --- the way -------------------------------------------------------------------------------------------


def test_activities_are_kept_with_their_days():
    desk = opened().do(TRAINED, "3-2").do(GROUP, "3-9").do(CHECKED, "4-1").do(OPEN_DAY, "5-15")
    assert desk.state.year == 2026
    assert [(each.day, each.event) for each in desk.state.of(y.TrainingHeld)] == [(day("3-2"), TRAINED)]
    assert [each.event for each in desk.state.happened] == [TRAINED, GROUP, CHECKED, OPEN_DAY]
    assert replay("activity", desk.state.log) == desk.state
    assert desk.noted == []


def test_a_figure_declared_again_replaces_the_first_and_says_why():
    desk = declared().do(replace(FIGURE, source="n2"), "3-4").do(replace(FIGURE, value="13", note="n3"), "3-5")
    assert {cell: event.value for cell, event in desk.state.figures.items()} == {"table2.licences[0]": "13"}
    desk.void(4, "3-9")
    assert desk.state.figures["table2.licences[0]"].source == "n2"
    desk.void(3, "3-9").void(2, "3-9")
    assert desk.state.figures == {}


def test_the_year_is_opened_late_and_what_was_before_is_told_all_the_same():
    desk = Desk("activity").do(OPENED, "7-1").do(TRAINED, "3-2")
    assert len(desk.state.happened) == 1


def test_results_and_figures_may_come_after_the_end_of_the_year():
    desk = opened(2025)
    for event in (
        y.AssessmentReceived(record="r1"),
        y.SocialReviewDone(participants=9, record="r1"),
        y.HeldAccountable(persons=0, record="r1"),
    ):
        desk.do(event, "1-12")
    assert desk.do(FIGURE, "1-12").state.figures


# --- the cells -----------------------------------------------------------------------------------------

KINDS = {"count": ("0", "12"), "change": ("0", "12", "-3"), "amount": ("0", "12", "0.25", "1.234567")}
TRIED = ("0", "12", "-3", "0.25", "1.234567")


def cells():
    """Every cell of table two of every form, with the kinds of figure that a form has there."""
    found = {}
    for form in FORMS.values():
        for block in form.blocks:
            for row in block.rows:
                for place, column in enumerate(block.columns):
                    found.setdefault(f"{row.key}[{place}]", set()).add(column.kind)
    return found


def test_every_cell_of_both_forms_takes_what_the_forms_say_and_nothing_else():
    for cell, kinds in cells().items():
        taken = {value for value in TRIED if not opened().reasons(figure(cell, value), "3-3")}
        assert taken == {value for kind in kinds for value in KINDS[kind]}, cell


@pytest.mark.parametrize(
    "cell", ["fees[2]", "procurement[2]", "licences[3]", "granted[0]", "licences", "licences[00]", "licences[０]", "rules[0]]"]
)
def test_there_is_no_other_cell(cell):
    assert cell not in cells()
    assert opened().reasons(figure(cell, "1"), "3-3") == [
        f"不能申报数字：“table2.{cell}”不是2019年或者2021年格式表二的格，应当像 table2.licences[0]（国办公开办函〔2021〕30号第二部分）"
    ]


# --- the refusals --------------------------------------------------------------------------------------

REFUSED = [
    ("立卷两次", opened, OPENED, "3-2", "不能立卷：已经立卷（条例第五十条）"),
    ("立卷太早", lambda: Desk("activity"), OPENED, date(2025, 12, 31), "2025年12月31日还没有到2026年"),
    ("立哪一年", lambda: Desk("activity"), y.Opened(year=2007), "3-2", "2007年不在2008年至2100年之内"),
    ("立太远", lambda: Desk("activity"), y.Opened(year=2101), "3-2", "2101年不在2008年至2100年之内"),
    ("没立卷就培训", lambda: Desk("activity"), TRAINED, "3-2", "不能培训：这一年的账还没有立卷"),
    ("没立卷就申报", lambda: Desk("activity"), FIGURE, "3-2", "不能申报数字：这一年的账还没有立卷"),
    ("去年的培训", opened, TRAINED, date(2025, 12, 30), "2025年12月30日不在2026年，请记到那一年的账上"),
    ("明年的会议", lambda: opened(2025), y.MeetingHeld(participants=1, record="r1"), "1-4", "2026年1月4日不在2025年"),
    ("去年的考核", opened, y.AssessmentReceived(record="r1"), date(2025, 12, 30), "2025年12月30日还没有到2026年"),
    ("去年申报", opened, FIGURE, date(2025, 12, 30), "2025年12月30日还没有到2026年"),
    ("负的人数", opened, replace(TRAINED, participants=-1), "3-9", "人数不能小于零"),
    ("负的追责", opened, y.HeldAccountable(persons=-1, record="r1"), "3-9", "人数不能小于零"),
    ("负的成员", opened, replace(GROUP, members=-1), "3-9", "人数不能小于零"),
    ("负的资料", opened, replace(OPEN_DAY, materials=-1), "3-9", "资料的份数和咨询的件数不能小于零"),
    ("负的咨询", opened, replace(OPEN_DAY, materials=None, questions=-1), "3-9", "资料的份数和咨询的件数不能小于零"),
    ("改得太多", opened, replace(CHECKED, mended=6), "3-9", "查出5处，改正6处，改正的应当在零和查出的之间"),
    ("改得太少", opened, replace(CHECKED, mended=-1), "3-9", "改正的应当在零和查出的之间"),
    ("没有记录", opened, y.MeetingHeld(participants=1, record=""), "3-9", "没有写记录的编号"),
    ("开放日没有记录", opened, replace(OPEN_DAY, record=""), "3-9", "没有写记录的编号"),
    ("自查没有记录", opened, replace(CHECKED, record=""), "3-9", "没有写记录的编号"),
    ("哪一格", opened, replace(FIGURE, cell="table3.new"), "3-9", "“table3.new”不是2019年或者2021年格式表二的格"),
    ("不是整数", opened, figure("licences[0]", "12.5"), "3-9", "“12.5”不能填：table2.licences[0] 填件数，应当是不小于零的整数"),
    ("增减不是整数", opened, figure("fees[1]", "0.5"), "3-9", "“0.5”不能填：table2.fees[1] 填增减数，应当是整数"),
    ("七位小数", opened, figure("fees[0]", "0.1234567"), "3-9", "table2.fees[0] 填金额，单位万元，应当是不小于零、至多六位小数的十进制数"),
    ("全角数字", opened, figure("licences[0]", "１２"), "3-9", "“１２”不能填"),
    ("负零", opened, figure("licences[1]", "-0"), "3-9", "“-0”不能填"),
    ("太长", opened, figure("fees[0]", "9" * 13), "3-9", "不能填"),
    ("来源", opened, replace(FIGURE, source=""), "3-9", "没有写来源"),
    ("改数不说原因", declared, replace(FIGURE, value="13"), "3-9", "没有写把12改成13的原因"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "act", "on", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_an_act_is_refused_with_its_clause(make, act, on, words):
    reasons = make().reasons(act, on)
    assert [sentence for sentence in reasons if words in sentence], reasons
    assert all(sentence.startswith("不能") and sentence.endswith("）") for sentence in reasons)


def test_all_reasons_are_given_at_once():
    reasons = Desk("activity").reasons(replace(OPEN_DAY, participants=-1, record="", materials=-1), "3-2")
    assert len(reasons) == 4


@pytest.mark.parametrize("cls", y.EVENTS, ids=lambda cls: cls.kind)
def test_the_button_of_an_act_is_shown_when_it_is_possible(cls):
    desk = Desk("activity") if cls is y.Opened else opened()
    assert GUARDS[cls](desk.state, day("6-1"), CALENDAR) == []
