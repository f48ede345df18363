"""Every act through its service, and that a refusal writes nothing."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.vocabulary.codes import Way
from gongkai.lib.errors import UnusableInput
from gongkai.notices.letter import body_lines
from gongkai.web.applications.models import Consulted, Letter, Text
from gongkai.web.applications.services import steps
from gongkai.web.applications.services.acting import state_of
from gongkai.web.applications.services.letters import rendered
from gongkai.web.events.store import Overtaken
from gongkai.web.vault.files import Upload
from gongkai.web.vault.models import StoredFile
from support import web

DAY = date(2026, 3, 4)
PDF = b"%PDF-1.7\n%%EOF\n"


def told(letter) -> str:
    return "\n".join(body_lines(rendered(letter)))


class TestOthersAreAsked:
    def test_a_co_maker_that_is_silent_agrees(self, desk, application):
        letter = desk.send("consult_co_maker", DAY, name="示例区交通局")
        desk.serve(letter, date(2026, 3, 5))
        desk.do("lapse_consultation", date(2026, 3, 27), label="甲")
        assert "视为同意公开" in told(letter)
        assert state_of(application).consultations[0].lapsed_on == date(2026, 3, 27)

    def test_another_organ_is_asked_under_its_own_clause(self, desk):
        letter = desk.send("consult_organ", DAY, name="示例区水务局")
        assert letter.code == "P09B"
        assert "第十一条" in told(letter)
        assert "视为同意" not in told(letter)

    def test_each_gets_a_label_of_its_own_and_the_ledger_knows_no_name(self, desk, application):
        desk.send("consult_organ", DAY, name="示例区水务局")
        desk.send("consult_co_maker", DAY, name="示例区交通局")
        assert set(Consulted.objects.values_list("label", flat=True)) == {"甲", "乙"}
        assert {each.label for each in state_of(application).consultations} == {"甲", "乙"}
        assert "水务局" not in str(state_of(application).log)

    def test_the_applicant_may_be_told_separately(self, desk):
        desk.send("consult_organ", DAY, name="示例区水务局")
        letter = desk.send("tell_consulting", DAY)
        assert (letter.code, letter.state, letter.step) == ("P08", "issued", None)
        assert "其他行政机关" in told(letter)

    def test_a_third_party_that_objects_is_told_before_it_is_published_all_the_same(self, desk):
        desk.serve(desk.send("consult_third_party", DAY, name="示例公司", relation="合同相对人", pronoun="贵单位"), date(2026, 3, 5))
        desk.do("receive_opinion", date(2026, 3, 10), label="甲", stance="objects", text="不同意")
        letter = desk.send(
            "tell_publishing", date(2026, 3, 11), label="甲", published_content="中标价", publishing_reason="关系公共资金的使用"
        )
        assert letter.code == "P11"
        assert "行政复议" in told(letter)

    def test_an_office_of_the_own_organ_stops_no_clock(self, desk, application):
        letter = desk.send("ask_help", DAY, unit="规划建设办公室", tasks="检索名单\n说明是否含有个人隐私")
        desk.do("receive_help", date(2026, 3, 9), label="规划建设办公室", text="共3页")
        application.refresh_from_db()
        assert application.due_on == date(2026, 3, 30)
        assert "请于2026年3月11日前" in told(letter)


class TestTimeAndMoney:
    def test_reasons_that_are_reasonable_give_a_later_day(self, desk, application):
        desk.send("request_reasons", DAY, application_counts="本月30件")
        desk.do("assess_reasons", date(2026, 3, 12), assessment="reasonable", note="需要用于诉讼")
        letter = desk.send(
            "defer", date(2026, 3, 13), deferral_days=30, reasons_received_on="2026-03-12", deferral_reason="同期申请数量较多"
        )
        application.refresh_from_db()
        assert application.due_on == date(2026, 4, 27)
        assert "2026年4月27日" in told(letter)

    def test_an_extension_is_signed_by_the_head_of_the_office(self, desk, application):
        desk.send("extend", DAY, extension_days=20, extension_reason="需要查档")
        assert state_of(application).extension.days == 20
        with pytest.raises(NotAllowed, match="已经延过一次"):
            desk.draft("extend", DAY, extension_days=20, extension_reason="需要查档")

    def test_a_fee_by_item_counts_the_applications_of_the_month(self, desk, town, application):
        last = [web.application(town, on=date(2026, 3, 3)) for _ in range(10)][-1]
        desk.application = last
        letter = desk.send("notify_fee", DAY, finding="本月11件，内容重复", method="by_item")
        assert "应缴纳信息处理费100.00元" in told(letter)
        desk.serve(letter, date(2026, 3, 5))
        desk.do("record_payment", date(2026, 3, 9), text="财政票据 示例1号")
        last.refresh_from_db()
        assert (last.due_on, state_of(last).fee.amount) == (date(2026, 4, 7), 10_000)

    def test_nothing_to_charge_makes_no_letter(self, desk):
        with pytest.raises(UnusableInput, match="不收费"):
            desk.draft("notify_fee", DAY, finding="第一件", method="by_item")


class TestTheEnd:
    def test_a_withdrawal_is_confirmed_by_letter(self, desk, application):
        desk.do("withdraw", date(2026, 3, 5), text="已从网站查到")
        letter = desk.send("confirm_withdrawal", date(2026, 3, 6))
        application.refresh_from_db()
        assert (application.phase, letter.code) == ("withdrawn", "P14")
        assert "于2026年3月5日以书面方式撤回" in told(letter)

    def test_a_case_is_handed_over_when_organs_are_reorganised(self, desk, application, bureau):
        desk.do("hand_over", DAY, to=str(bureau.pk), text="申请表1份")
        application.refresh_from_db()
        assert application.phase == "handed_over"


class TestTheRecordIsMended:
    def test_a_wrong_day_is_corrected_and_both_stay(self, desk, application):
        desk.send("request_correction", DAY, corrections="年度")
        desk.do("receive_correction", date(2026, 3, 10), text="2025年度")
        desk.do("correct_record", date(2026, 3, 11), number="3", effective_on="2026-03-09", reason="邮戳是9日")
        state = state_of(application)
        assert (state.correction.received_on, len(state.log)) == (date(2026, 3, 9), 4)
        assert Text.objects.filter(key="更正第3步的原因").get().text == "邮戳是9日"

    def test_the_letter_follows_the_step_that_is_corrected(self, desk):
        letter = desk.send("request_correction", DAY, corrections="年度")
        desk.serve(letter, date(2026, 3, 9))
        sent = {"number": "2", "effective_on": "2026-03-05", "letter": "示政公开补〔2026〕7号", "until": "2026-03-20", "reason": "录错"}
        desk.do("correct_record", date(2026, 3, 10), **sent)
        desk.do("correct_record", date(2026, 3, 10), number="3", effective_on="2026-03-06", way="in_person", reason="录错")
        letter.refresh_from_db()
        assert (letter.number, letter.issued_on) == ("示政公开补〔2026〕7号", date(2026, 3, 5))
        assert (letter.served_on, letter.way) == (date(2026, 3, 6), "in_person")

    def test_a_code_that_was_noted_wrongly_is_corrected(self, desk, application):
        letter = desk.send("consult_organ", DAY, name="示例区水务局")
        desk.serve(letter, DAY)
        desk.do("receive_opinion", date(2026, 3, 6), label="甲", stance="agrees", text="同意")
        desk.do("correct_record", date(2026, 3, 9), number="4", effective_on="2026-03-06", stance="partly", reason="看漏了后半页")
        assert state_of(application).consultations[0].stance == "partly"

    def test_a_step_that_never_happened_is_voided_with_its_letter(self, desk, application):
        letter = desk.send("request_correction", DAY, corrections="年度")
        desk.do("void_record", date(2026, 3, 5), number="2", reason="没有寄出")
        letter.refresh_from_db()
        application.refresh_from_db()
        assert (letter.state, application.due_on) == ("dropped", date(2026, 3, 30))
        again = desk.send("request_correction", date(2026, 3, 5), corrections="年度")
        assert again.number == "示政公开补〔2026〕2号"  # never used twice

    def test_a_step_on_which_others_rest_is_not_voided(self, desk):
        desk.send("request_correction", DAY, corrections="年度")
        desk.do("receive_correction", date(2026, 3, 10), text="2025年度")
        with pytest.raises(NotAllowed, match="第3步“收到补正”就不能成立"):
            desk.do("void_record", date(2026, 3, 11), number="2", reason="没有寄出")

    def test_a_service_that_was_voided_is_owed_again(self, desk):
        letter = desk.send("request_correction", DAY, corrections="年度")
        desk.serve(letter, date(2026, 3, 5))
        desk.do("void_record", date(2026, 3, 6), number="3", reason="邮件退回")
        letter.refresh_from_db()
        assert (letter.state, letter.served_on) == ("issued", None)


class TestRefusals:
    def test_a_refusal_gives_all_reasons_and_writes_nothing(self, desk, application):
        with pytest.raises(NotAllowed):
            desk.do("receive_correction", DAY, text="2025年度")
        assert len(state_of(application).log) == 1
        assert not Text.objects.exists()

    def test_a_paper_of_a_refused_act_is_not_listed(self, desk, application):
        with pytest.raises(NotAllowed):
            desk.do("receive_correction", date(2026, 3, 1), file=Upload("a.pdf", PDF))
        assert not StoredFile.objects.exists()

    def test_who_is_overtaken_is_told(self, desk, application):
        desk.decide("D12", DAY)
        with pytest.raises(Overtaken):
            steps.perform(
                application=application, act="withdraw", answers={"text": "不要了"}, on=DAY, by=desk.officer, moment=web.at(DAY), seen=1
            )  # fmt: skip

    def test_an_act_with_a_letter_cannot_be_done_without_it(self, desk):
        with pytest.raises(UnusableInput, match="要有文书"):
            desk.do("extend", DAY, extension_days=10)

    def test_a_paper_is_kept_and_named_by_the_step(self, desk, application):
        done = desk.do("withdraw", DAY, text="书面撤回", file=Upload("撤回.pdf", PDF))
        file = StoredFile.objects.get()
        assert done.entries[0].event.document == str(file.pk)
        assert (file.purpose, file.stream) == ("登记撤回", application.pk)


def test_what_is_irregular_is_named_and_recorded_all_the_same(desk):
    letter = desk.draft("request_correction", date(2026, 3, 16), corrections="年度")
    done = desk.issue(letter, date(2026, 3, 16))  # the tenth working day
    assert "7个工作日" in done.irregular[0]


def test_another_courier_is_named_irregular(desk):
    letter = desk.send("request_correction", DAY, corrections="年度")
    done = desk.serve(letter, date(2026, 3, 6), Way.COURIER, "快递单号 1")
    assert [sentence for sentence in done.irregular if "不能用其他快递" in sentence] == list(done.irregular) != []
    assert Letter.objects.get().state == "served"
