"""A letter to Word and back, out and served."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest

from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.vocabulary.codes import Way
from gongkai.lib.errors import UnusableInput
from gongkai.notices.letter import body_lines
from gongkai.notices.writers import docx as writer
from gongkai.web.applications import approval_sheet
from gongkai.web.applications.models import Letter, Text
from gongkai.web.applications.services import letters
from gongkai.web.applications.services.acting import state_of
from gongkai.web.vault.files import Upload
from support import web

DAY = date(2026, 3, 6)
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def signed(desk):
    desk.decide("D02", DAY)
    return desk.sign(desk.draft("answer", DAY, way="post"), DAY)


def edited(letter, old: str, new: str) -> Upload:
    """The letter as somebody changed it in Word."""
    document = docx.Document(io.BytesIO(writer.render(letters.rendered(letter))))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    data = io.BytesIO()
    document.save(data)
    return Upload("答复书.docx", data.getvalue())


class TestWord:
    def test_other_words_are_taken(self, signed, desk):
        back = letters.take_back(letter=signed, file=edited(signed, "现答复如下", "现作如下答复"), by=desk.officer, moment=web.at(DAY))
        assert (back.taken, back.differences) == (True, ())
        assert letters.served_copy(signed).name == "答复书.docx"
        desk.issue(signed, DAY)

    def test_another_date_is_shown_and_not_taken(self, signed, desk):
        back = letters.take_back(letter=signed, file=edited(signed, "2026年3月2日", "2026年3月3日"), by=desk.officer, moment=web.at(DAY))
        assert not back.taken
        assert "日期“2026年3月2日”被改动或者删除" in back.differences
        assert signed.edited is None

    def test_with_a_reason_it_is_taken_and_the_reason_kept(self, signed, desk):
        changed = edited(signed, "2026年3月2日", "2026年3月3日")
        back = letters.take_back(letter=signed, file=changed, by=desk.officer, moment=web.at(DAY), reason="收到日期以邮戳为准")
        assert back.taken
        assert Text.objects.get(key__startswith="改动:").text.startswith("收到日期以邮戳为准\n日期“2026年3月2日”")
        desk.issue(signed, DAY)

    def test_a_draft_taken_back_needs_its_number_before_it_goes_out(self, desk):
        letter = desk.draft("request_correction", DAY, corrections="年度")
        assert letters.take_back(
            letter=letter, file=edited(letter, "申请内容不明确", "申请内容不够明确"), by=desk.officer, moment=web.at(DAY)
        ).taken
        with pytest.raises(UnusableInput, match="交回的 Word 文书与签发的不一致"):
            desk.issue(letter, DAY)
        letter.refresh_from_db()
        assert (letter.state, letter.number) == ("draft", "")

    def test_what_is_no_word_file_is_refused(self, signed, desk):
        with pytest.raises(UnusableInput):
            letters.take_back(letter=signed, file=Upload("a.pdf", PDF), by=desk.officer, moment=web.at(DAY))

    def test_a_letter_changed_anew_forgets_the_file(self, desk):
        letter = desk.draft("request_correction", DAY, corrections="年度")
        letters.take_back(letter=letter, file=edited(letter, "申请内容不明确", "申请内容不够明确"), by=desk.officer, moment=web.at(DAY))
        letters.change(letter=letter, answers={"corrections": "年度\n类别"}, by=desk.officer, moment=web.at(DAY))
        assert letter.edited is None
        assert "2. 类别" in "\n".join(body_lines(letters.rendered(letter)))


class TestIssue:
    def test_the_sealed_scan_is_the_served_original(self, signed, desk):
        desk.issue(signed, DAY, scan=Upload("盖章.pdf", PDF))
        assert letters.served_copy(signed).name == "盖章.pdf"

    def test_it_does_not_go_out_before_its_date(self, desk):
        desk.decide("D02", date(2026, 3, 5))
        signed = desk.sign(desk.draft("answer", DAY, way="post"), DAY)
        with pytest.raises(NotAllowed, match="早于成文日期2026年3月6日"):
            letters.issue(letter=signed, on=date(2026, 3, 5), way=Way.POST, by=desk.officer, moment=web.at(DAY))

    def test_it_does_not_go_out_twice(self, signed, desk):
        desk.issue(signed, DAY)
        with pytest.raises(NotAllowed, match="这件申请已经答复"):
            desk.issue(signed, DAY)

    def test_the_ledger_has_number_and_way(self, signed, desk, application):
        desk.issue(signed, date(2026, 3, 9), posting_number="EX000000000CN")
        entry = state_of(application).log[-1]
        assert (entry.event.letter, entry.event.way, entry.effective_on) == ("示政公开答〔2026〕1号", Way.POST, date(2026, 3, 9))
        assert (signed.step, signed.issued_on, signed.posting_number) == (entry.number, date(2026, 3, 9), "EX000000000CN")

    def test_a_signed_letter_whose_decision_was_changed_does_not_go_out(self, signed, desk):
        desk.decide("D12", DAY)
        with pytest.raises(NotAllowed, match="签发以后案件又有了变化"):
            desk.issue(signed, DAY)

    def test_an_answer_sent_online_without_the_online_remedy_does_not_go_out(self, signed, desk):
        with pytest.raises(NotAllowed, match="网上申请行政复议的渠道"):
            desk.issue(signed, DAY, Way.ONLINE)

    def test_there_is_one_draft_of_an_answer_at_a_time(self, signed, desk):
        with pytest.raises(UnusableInput, match="已经有一份文书还没有发出"):
            desk.draft("answer", DAY, way="post")

    def test_before_it_goes_out_the_page_knows_what_would_be_irregular(self, signed):
        assert letters.outlook(signed, DAY) == ((), ())
        assert "逾期" in letters.outlook(signed, date(2026, 4, 1))[1][0]

    def test_an_organ_without_a_code_is_told(self, desk, town):
        town.word = ""
        town.save()
        desk.application.organ.refresh_from_db()
        with pytest.raises(UnusableInput, match="没有设置机关代字"):
            desk.draft("request_correction", DAY, corrections="年度")


class TestService:
    def test_the_proof_may_be_a_scan(self, signed, desk, application):
        desk.issue(signed, DAY)
        letters.serve(
            letter=signed,
            on=date(2026, 3, 9),
            way=Way.POST,
            proof=Upload("回执.pdf", PDF),
            by=desk.officer,
            moment=web.at(date(2026, 3, 9)),
        )
        application.refresh_from_db()
        assert (signed.state, signed.served_on, signed.proof.name, application.unserved) == ("served", date(2026, 3, 9), "回执.pdf", 0)

    def test_a_service_without_proof_is_refused(self, signed, desk):
        desk.issue(signed, DAY)
        with pytest.raises(UnusableInput, match="送达凭证"):
            desk.serve(signed, DAY, proof="")

    def test_the_proof_of_service_to_be_signed_is_printed(self, signed, desk):
        with pytest.raises(UnusableInput, match="还没有发出"):
            approval_sheet.service_sheet(letter=signed, on=DAY)
        desk.issue(signed, DAY, posting_number="EX000000000CN")
        told = "\n".join(body_lines(approval_sheet.service_sheet(letter=signed, on=DAY)))
        for words in ("政府信息公开文书送达回证", "示政公开答〔2026〕1号", "EX000000000CN", "申请人甲", "示例区示例镇示例村1号"):
            assert words in told


def test_personal_data_of_a_letter_are_sealed_in_the_row(desk, django_assert_num_queries):
    letter = desk.draft("consult_organ", DAY, name="示例区水务局")
    row = Letter.objects.filter(pk=letter.pk).values_list("answers", "facts").get()
    assert "水务局" not in "".join(each.token for each in row)
