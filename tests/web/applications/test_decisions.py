"""All 23 kinds of decision come to a letter that went out."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.grounds import KINDS, by_code
from gongkai.ledger.reasons import NotAllowed
from gongkai.lib.errors import UnusableInput
from gongkai.notices.letter import body_lines
from gongkai.web.applications.acts.deciding import CODES
from gongkai.web.applications.models import Item
from gongkai.web.applications.services import linking
from gongkai.web.applications.services.acting import state_of
from gongkai.web.applications.services.letters import rendered
from gongkai.web.applications.services.submitting import Asked
from support import web
from web.applications.desk import Desk

DAY = date(2026, 3, 20)


def prepare(desk: Desk, code: str) -> None:
    """What has to have happened before this kind may be decided."""
    if code == "D15":
        desk.serve(desk.send("request_correction", date(2026, 3, 3), corrections="年度"), date(2026, 3, 4))
        desk.do("receive_correction", date(2026, 3, 9), text="还是全部")
    if code == "D19":
        desk.send("request_reasons", date(2026, 3, 3), application_counts="2026年3月共30件")
        desk.do("assess_reasons", date(2026, 3, 12), assessment="unreasonable", note="只说有用")


@pytest.mark.parametrize("code", list(CODES))
def test_a_decision_becomes_a_letter_that_is_issued_and_counted(desk, application, code):
    prepare(desk, code)
    desk.decide(code, DAY)
    letter = desk.send("answer", DAY, way="post")
    application.refresh_from_db()
    assert (letter.code, letter.state, letter.number) == (code, "issued", "示政公开答〔2026〕1号")
    assert (application.phase, application.row) == ("answered", by_code(code).row_2021)
    assert "2026年3月20日" in "\n".join(body_lines(rendered(letter)))


def test_the_questions_lead_to_every_kind_but_those_that_close_a_case():
    assert {*CODES, "D21", "D22"} == {kind.code for kind in KINDS}
    assert len(CODES) == len(set(CODES))


def test_an_application_that_was_not_corrected_in_time_is_closed(desk, application):
    asked = desk.send("request_correction", date(2026, 3, 3), corrections="年度", correction_days=5)
    desk.serve(asked, date(2026, 3, 6))
    with pytest.raises(NotAllowed, match="2026年3月13日才满"):  # five working days from the service, not from the letter
        desk.do("lapse_correction", date(2026, 3, 12))
    desk.do("lapse_correction", date(2026, 3, 16))
    letter = desk.send("close", date(2026, 3, 17), way="post")
    application.refresh_from_db()
    assert (letter.code, application.phase, application.row) == ("P13", "closed", "other.no_correction")
    assert "示政公开补〔2026〕1号，2026年3月6日送达" in "\n".join(body_lines(rendered(letter)))


def test_an_application_that_was_not_paid_in_time_is_closed(desk, application):
    notice = desk.send("notify_fee", date(2026, 3, 3), finding="一月内重复申请", method="by_page", pages=220)
    desk.serve(notice, date(2026, 3, 4))
    desk.do("lapse_fee", date(2026, 4, 7))
    desk.send("close", date(2026, 4, 8), way="post")
    application.refresh_from_db()
    assert (application.phase, application.row) == ("closed", "other.fee_unpaid")


class TestSeveralItems:
    @pytest.fixture
    def application(self, town):
        form = web.FORM._replace(items=(Asked("2025年补助名单"), Asked("2024年补助名单"), Asked("评审会议记录")))
        return web.application(town, form=form)

    def test_one_letter_answers_all_of_them(self, desk, application):
        for item, code in ((1, "D02"), (2, "D12"), (3, "D09")):
            desk.decide(code, DAY, item)
        letter = desk.send("answer", DAY, way="post")
        told = "\n".join(body_lines(rendered(letter)))
        application.refresh_from_db()
        assert (letter.code, application.row) == ("reply", "partial")
        assert "一、关于“2025年补助名单”" in told
        assert "三、关于“评审会议记录”" in told

    def test_an_answer_waits_for_the_last_item(self, desk):
        desk.decide("D02", DAY, 1)
        with pytest.raises(NotAllowed) as caught:
            desk.draft("answer", DAY, way="post")
        assert [reason.text for reason in caught.value.reasons] == ["不能答复：第2项还没有作出决定", "不能答复：第3项还没有作出决定"]

    def test_the_officer_names_the_main_item_only_when_nothing_was_given_and_rows_differ(self, desk, application):
        for item, code in ((1, "D12"), (2, "D14")):
            desk.decide(code, DAY, item)
        desk.decide("D02", DAY, 3)
        with pytest.raises(NotAllowed, match="不需要指定主要事项"):
            desk.do("choose_main_row", DAY, item="1", reason="主要内容")
        desk.decide("D09", DAY, 3)
        with pytest.raises(NotAllowed, match="指定主要事项"):
            desk.draft("answer", DAY, way="post")
        desk.do("choose_main_row", DAY, item="2", reason="申请人主要想要汇总")
        desk.send("answer", DAY, way="post")
        application.refresh_from_db()
        assert application.row == "unavailable.needs_creation"

    def test_an_item_that_asks_two_things_is_split_and_one_that_was_overlooked_added(self, desk, application):
        desk.do("split_item", DAY, item="1", parts="2025年补助名单\n2025年补助金额")
        desk.do("add_item", DAY, content="2023年补助名单")
        assert [item.number for item in state_of(application).live_items] == [2, 3, 4, 5, 6]
        assert list(Item.objects.filter(application=application, number__gt=3).values_list("content", flat=True)) == [
            "2025年补助名单",
            "2025年补助金额",
            "2023年补助名单",
        ]


def test_what_is_withheld_is_told_piece_by_piece(desk):
    desk.do(
        "decide_item", DAY, item="1", decision="D03", provided_items="名单", provided_form="纸质",
        part_1="证件号码", ground_1="D07", reason_1="个人隐私", part_2="便条", ground_2="不属于政府信息", reason_2="与履职无关",
    )  # fmt: skip
    told = "\n".join(body_lines(rendered(desk.draft("answer", DAY, way="post"))))
    assert "证件号码" in told
    assert "便条" in told


def test_a_decision_without_a_fact_of_its_kind_is_refused(desk, application):
    with pytest.raises(UnusableInput, match="请写检索的范围"):
        desk.do("decide_item", DAY, item="1", decision="D12")
    assert len(state_of(application).log) == 1


class TestAnsweredTogether:
    @pytest.fixture
    def other(self, town, application, officer):
        made = web.application(town, on=date(2026, 3, 3))
        linking.merge(application=made, into=application, why="内容相同", by=officer, moment=web.at(date(2026, 3, 3)))
        return made

    def test_one_letter_answers_both_and_each_is_counted(self, desk, application, other, officer, head, legal):
        desk.decide("D02", DAY)
        with pytest.raises(NotAllowed, match="一并答复的示政公开申〔2026〕2号第1项还没有作出决定"):
            desk.draft("answer", DAY, way="post")
        Desk(other, officer, head, legal).decide("D02", DAY)
        letter = desk.send("answer", DAY, way="post")
        desk.serve(letter, date(2026, 3, 23))
        other.refresh_from_db()
        assert (other.phase, other.row, other.ended_on, other.unserved) == ("answered", "granted", DAY, 0)
        assert state_of(other).letters[0].number == letter.number
        assert "2026年3月3日收到的示政公开申〔2026〕2号）一并答复" in "\n".join(body_lines(rendered(letter)))

    def test_the_other_one_is_not_answered_for_itself(self, other, officer, head, legal):
        second = Desk(other, officer, head, legal)
        second.decide("D02", DAY)
        with pytest.raises(NotAllowed, match="请在那一件里答复"):
            second.draft("answer", DAY, way="post")
