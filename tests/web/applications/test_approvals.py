"""Who looks at a letter before it goes out: on screen, on paper, never the one who drafted it."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest

from gongkai.ledger.reasons import NotAllowed
from gongkai.lib.errors import UnusableInput
from gongkai.notices.letter import body_lines
from gongkai.notices.writers import docx as writer
from gongkai.web.accounts.models import Role
from gongkai.web.applications import approval_sheet, letterbook
from gongkai.web.applications.models import Letter
from gongkai.web.applications.services import approvals, letters
from gongkai.web.applications.services.acting import state_of
from gongkai.web.applications.services.approvals import Paper
from gongkai.web.vault.files import Upload
from support import web

DAY = date(2026, 3, 6)
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def refusal(desk):
    desk.decide("D09", DAY)
    return desk.draft("answer", DAY, way="post")


@pytest.fixture
def submitted(refusal, desk):
    return letters.submit(letter=refusal, by=desk.officer, moment=web.at(DAY, 10))


def say(letter, stage, user, *, agreed=True, opinion="", paper=None):
    return letters.approve(letter=letter, stage=stage, agreed=agreed, opinion=opinion, by=user, moment=web.at(DAY, 11), paper=paper)


class TestWhoHasToSign:
    def test_a_refusal_is_read_by_the_legal_officer_first(self, refusal):
        assert approvals.needed(refusal) == ("legal", "sign")

    def test_an_answer_that_gives_everything_is_only_signed(self, desk):
        desk.decide("D02", DAY)
        assert approvals.needed(desk.draft("answer", DAY, way="post")) == ("sign",)

    def test_the_office_may_do_without_legal_review(self, refusal, town):
        town.choices = {"approve_legal": False}
        town.save()
        assert approvals.needed(Letter.objects.get(pk=refusal.pk)) == ("sign",)

    def test_letters_on_the_way_are_signed_only_where_the_office_wants_it(self, desk, town):
        letter = desk.draft("request_correction", DAY, corrections="年度")
        assert approvals.needed(letter) == ()
        with pytest.raises(UnusableInput, match="不需要审签"):
            letters.submit(letter=letter, by=desk.officer, moment=web.at(DAY))
        town.choices = {"approve_process": True}
        town.save()
        letter = Letter.objects.get(pk=letter.pk)
        assert approvals.needed(letter) == ("sign",)
        with pytest.raises(NotAllowed, match="还没有签发"):
            desk.issue(letter, DAY)

    def test_an_extension_is_for_the_head_of_the_office_and_nobody_else(self, desk, leader):
        letter = desk.draft("extend", DAY, extension_days=10, extension_reason="查档")
        letters.submit(letter=letter, by=desk.officer, moment=web.at(DAY, 10))
        with pytest.raises(NotAllowed, match="工作机构负责人办理（条例第三十三条第二款）"):
            say(letter, "sign", leader)
        say(letter, "sign", desk.signer)
        assert letter.state == "approved"


class TestOnScreen:
    def test_the_last_signature_gives_number_and_date(self, submitted, desk, legal, leader):
        say(submitted, "legal", legal, opinion="依据准确")
        assert (submitted.state, submitted.number) == ("in_approval", "")
        say(submitted, "sign", leader)
        assert (submitted.state, submitted.number, submitted.dated) == ("approved", "示政公开答〔2026〕1号", DAY)
        assert letters.rendered(submitted).number == "示政公开答〔2026〕1号"

    def test_before_that_the_place_of_the_number_stands_open(self, submitted):
        assert letters.rendered(submitted).number == "示政公开答〔2026〕　　号"
        assert "999999" not in "\n".join(body_lines(letters.rendered(submitted)))

    def test_nobody_signs_before_the_legal_officer(self, submitted, leader):
        with pytest.raises(NotAllowed, match="还轮不到签发"):
            say(submitted, "sign", leader)

    def test_who_drafted_it_cannot_sign_it(self, desk, head, application):
        desk.decide("D02", DAY)
        own = letters.draft(application=application, act="answer", answers={"way": "post"}, by=head, moment=web.at(DAY))
        letters.submit(letter=own, by=head, moment=web.at(DAY))
        with pytest.raises(NotAllowed, match="起草人不能签发自己起草的文书"):
            say(own, "sign", head)

    def test_an_edit_by_a_colleague_does_not_free_the_first_drafter_to_sign(self, desk, head, application):
        desk.decide("D02", DAY)
        own = letters.draft(application=application, act="answer", answers={"way": "post"}, by=head, moment=web.at(DAY))
        letters.change(letter=own, answers={"way": "in_person"}, by=desk.officer, moment=web.at(DAY))
        letters.submit(letter=own, by=desk.officer, moment=web.at(DAY))
        assert own.drafted_by == desk.officer
        with pytest.raises(NotAllowed, match="起草人不能签发自己起草的文书"):
            say(own, "sign", head)

    def test_an_officer_is_told_all_reasons(self, submitted, desk):
        with pytest.raises(NotAllowed) as caught:
            say(submitted, "legal", desk.officer)
        assert [reason.text for reason in caught.value.reasons] == [
            "起草人不能法制审核自己起草的文书（机关内部制度）",
            "法制审核应当由法制审核办理",
        ]

    def test_a_return_needs_a_reason_and_begins_a_new_round(self, submitted, desk, legal, leader):
        say(submitted, "legal", legal)
        with pytest.raises(NotAllowed, match="退回没有写意见"):
            say(submitted, "sign", leader, agreed=False)
        say(submitted, "sign", leader, agreed=False, opinion="写明是哪一类")
        assert (submitted.state, approvals.missing(submitted)) == ("draft", ("legal", "sign"))
        letters.submit(letter=submitted, by=desk.officer, moment=web.at(DAY, 12))
        assert approvals.stage_for(submitted, ["legal"]) == "legal"

    def test_what_was_decided_anew_since_cannot_be_signed(self, submitted, desk, legal, leader):
        say(submitted, "legal", legal)
        desk.do("decide_item", DAY, item="1", decision="D09", process_kind="请示报告", no_publication_duty="已核对")
        with pytest.raises(UnusableInput, match="起草以后案件又有了变化"):
            say(submitted, "sign", leader)
        submitted.refresh_from_db()
        assert (submitted.state, submitted.number) == ("in_approval", "")

    def test_a_reviewer_may_look_but_need_not(self, submitted, reviewer, legal):
        assert approvals.stage_for(submitted, [Role.REVIEWER]) == "review"
        say(submitted, "review", reviewer, opinion="文字已看")
        assert approvals.missing(submitted) == ("legal", "sign")


class TestOnPaper:
    def test_who_signed_when_is_recorded_with_the_scan(self, submitted, desk):
        say(submitted, "legal", desk.officer, paper=Paper("法制员戊", "legal", DAY), opinion="同意")
        given = say(submitted, "sign", desk.officer, paper=Paper("镇长丁", "leader", DAY, Upload("呈批单.pdf", PDF)))
        assert (given.name, given.day, given.on_paper, given.recorded_by, given.user) == ("镇长丁", DAY, True, desk.officer, None)
        assert given.scan.purpose == "呈批单"
        assert submitted.state == "approved"

    def test_the_letter_bears_the_day_of_the_signature(self, submitted, desk):
        letters.approve(
            letter=submitted, stage="legal", agreed=True, by=desk.officer, moment=web.at(date(2026, 3, 11)), paper=Paper("法制员戊", "legal", DAY)
        )  # fmt: skip
        letters.approve(
            letter=submitted, stage="sign", agreed=True, by=desk.officer, moment=web.at(date(2026, 3, 11)),
            paper=Paper("镇长丁", "leader", date(2026, 3, 9)),
        )  # fmt: skip
        assert submitted.dated == date(2026, 3, 9)

    @pytest.mark.parametrize(
        ("paper", "why"),
        [
            (Paper("经办人甲", "leader", DAY), "起草人不能签发"),
            (Paper("镇长丁", "officer", DAY), "应当由机关负责人、工作机构负责人签字"),
            (Paper("镇长丁", "leader", date(2026, 3, 9)), "签字日期还没有到"),
            (Paper(" ", "leader", DAY), "没有写谁签的字"),
        ],
    )
    def test_what_cannot_be_on_the_sheet_is_refused(self, desk, paper, why):
        desk.decide("D02", DAY)
        letter = desk.draft("answer", DAY, way="post")
        letters.submit(letter=letter, by=desk.officer, moment=web.at(DAY))
        with pytest.raises(NotAllowed, match=why):
            say(letter, "sign", desk.officer, paper=paper)

    def test_the_sheet_shows_the_case_the_letter_and_what_was_said(self, submitted, legal):
        say(submitted, "legal", legal, opinion="依据准确")
        submitted = Letter.objects.get(pk=submitted.pk)
        told = "\n".join(body_lines(approval_sheet.sheet(letter=submitted, on=DAY)))
        for words in ("政府信息公开文书呈批单", "示政公开申〔2026〕1号", "2026年3月30日", "依据准确\n法制员戊", "签名：", "过程"):
            assert words in told
        opened = docx.Document(io.BytesIO(writer.render(approval_sheet.sheet(letter=submitted, on=DAY))))
        assert opened.tables[0].cell(0, 1).text == "政府信息公开申请答复书"


class TestLists:
    def test_a_signer_sees_what_waits_for_him(self, submitted, town, legal, leader):
        def waiting(user):
            return letterbook.waiting([town], user, lambda organ: approvals.held_roles(user, organ, DAY))

        assert [(each.letter.pk, each.stage) for each in waiting(legal)] == [(submitted.pk, "legal")]
        assert waiting(leader) == []
        say(submitted, "legal", legal)
        assert [each.stage for each in waiting(leader)] == ["sign"]
        assert waiting(legal) == []

    def test_a_dropped_number_is_a_gap_with_its_reason(self, desk, town):
        desk.decide("D02", DAY)
        letter = desk.sign(desk.draft("answer", DAY, way="post"), DAY)
        letters.drop(letter=letter, reason="打印有误", by=desk.officer, moment=web.at(DAY, 14))
        desk.send("answer", DAY, way="in_person")
        (series,) = letterbook.series(town, 2026)
        assert series.gaps == ("示政公开答〔2026〕1号没有使用：打印有误",)
        assert [each.number for each in series.letters] == ["示政公开答〔2026〕1号", "示政公开答〔2026〕2号"]


def test_an_answer_that_is_not_signed_does_not_go_out(refusal, desk, application):
    with pytest.raises(NotAllowed, match="还没有签发，不能发出"):
        desk.issue(refusal, DAY)
    assert state_of(application).phase == "open"
