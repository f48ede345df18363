"""Pages of acts, letters, signing and numbers: they open for who may, do what they say, and change nothing when read."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.web import clock
from gongkai.web.applications.acts import ACTS
from gongkai.web.applications.models import Approval, Letter
from gongkai.web.applications.services import letters
from gongkai.web.applications.services.acting import state_of
from gongkai.web.events import store
from support import web
from web.applications.desk import facts_of

DAY = date(2026, 3, 6)
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """It is Friday 2026-03-06, 10:00 in China."""
    monkeypatch.setattr(clock, "now", lambda: web.at(DAY, 10))


@pytest.fixture
def at_desk(client, officer):
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def logged_in(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def act_url(application, key: str) -> str:
    return reverse("desk:act", args=[application.pk, key])


def page(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


class TestThePageOfAnAct:
    @pytest.mark.parametrize("key", ACTS)
    def test_it_opens_and_changes_nothing(self, at_desk, application, key):
        before = store.position()
        assert f"<h1>{ACTS[key].verb}" in page(at_desk.get(act_url(application, key)))
        assert (store.position(), Letter.objects.count()) == (before, 0)

    def test_what_cannot_be_done_says_why(self, at_desk, application):
        assert "没有告知过补正（条例第三十条）" in page(at_desk.get(act_url(application, "receive_correction")))

    def test_a_step_is_done_and_leads_back_to_the_case(self, at_desk, application):
        answer = at_desk.post(act_url(application, "withdraw"), {"text": "不要了", "legal_day": "2026-03-06", "seen": "1"})
        assert answer.url == reverse("desk:case", args=[application.pk])
        assert state_of(application).phase == "withdrawn"

    def test_an_upload_is_kept(self, at_desk, application):
        at_desk.post(
            act_url(application, "withdraw"), {"legal_day": "2026-03-06", "file": SimpleUploadedFile("撤回.pdf", PDF), "seen": "1"}
        )  # fmt: skip
        assert state_of(application).phase == "withdrawn"

    def test_who_is_overtaken_is_told_and_nothing_is_done(self, at_desk, application, desk):
        desk.decide("D12", DAY)
        shown = page(at_desk.post(act_url(application, "withdraw"), {"text": "不要了", "legal_day": "2026-03-06", "seen": "1"}))
        assert "刚刚被别人办过一步" in shown
        assert state_of(application).phase == "open"

    def test_what_is_irregular_is_shown_before_it_is_done(self, at_desk, application, desk, monkeypatch):
        desk.send("request_correction", date(2026, 3, 3), corrections="年度", correction_days=2)
        sent = {"seen": "2"}
        shown = page(at_desk.post(act_url(application, "lapse_correction"), sent))
        assert "没有补正告知书的送达凭证" in shown
        assert state_of(application).correction.lapsed_on is None
        at_desk.post(act_url(application, "lapse_correction"), sent | {"sure": "1"})
        assert state_of(application).correction.lapsed_on == DAY

    def test_a_decision_is_made_in_two_steps_without_script(self, at_desk, application):
        first = page(at_desk.get(act_url(application, "decide_item")))
        assert "一、补不补" in first
        assert "七、怎么答" in first
        second = page(at_desk.get(act_url(application, "decide_item") + "?item=1&decision=D12"))
        assert "检索的范围、检索词、检索人和时间" in second
        assert "定密依据" not in second
        at_desk.post(act_url(application, "decide_item"), {"item": "1", "decision": "D12", "second": "1", "seen": "1", **facts_of("D12")})
        assert state_of(application).items[0].decision == "D12"

    def test_a_missing_fact_is_named_on_the_page(self, at_desk, application):
        shown = page(at_desk.post(act_url(application, "decide_item"), {"item": "1", "decision": "D12", "second": "1", "seen": "1"}))
        assert "请写检索的范围" in shown

    def test_a_record_is_corrected_in_two_steps(self, at_desk, application, desk):
        desk.send("request_correction", date(2026, 3, 4), corrections="年度")
        assert "期限的最后一天" in page(at_desk.get(act_url(application, "correct_record") + "?number=2"))
        sent = {
            "number": "2", "second": "1", "effective_on": "2026-03-03", "until": "2026-03-20", "letter": "示政公开补〔2026〕1号",
            "reason": "日期录错", "seen": "2",
        }  # fmt: skip
        at_desk.post(act_url(application, "correct_record"), sent)
        assert state_of(application).correction.requested_on == date(2026, 3, 3)

    def test_there_is_no_page_for_another_act(self, at_desk, application):
        assert at_desk.get(act_url(application, "publish")).status_code == 404


class TestThePageOfALetter:
    def url(self, letter, name="letter", *more):
        return reverse(f"desk:{name}", args=[letter.pk, *more])

    def test_from_the_draft_to_the_proof_of_service(self, at_desk, application, officer, town):
        answer = at_desk.post(act_url(application, "request_correction"), {
            "corrections": "年度", "correction_way": "书面", "correction_days": "10", "seen": "1",
        })  # fmt: skip
        letter = Letter.objects.get()
        assert answer.url == self.url(letter)
        shown = page(at_desk.get(self.url(letter)))
        assert "现一次性告知您作出补正" in shown
        assert "登记发出" in shown
        at_desk.post(self.url(letter, "letter_change"), {"corrections": "年度\n类别", "correction_way": "书面", "correction_days": "10"})
        at_desk.post(self.url(letter, "letter_issue"), {"on": "2026-03-06", "way": "post", "posting_number": "EX000000000CN"})
        letter.refresh_from_db()
        assert (letter.state, letter.number) == ("issued", "示政公开补〔2026〕1号")
        at_desk.post(self.url(letter, "letter_scan"), {"file": SimpleUploadedFile("盖章.pdf", PDF)})
        at_desk.post(self.url(letter, "letter_serve"), {"on": "2026-03-06", "way": "post", "proof": "邮政签收"})
        letter.refresh_from_db()
        assert (letter.state, letter.sealed_scan.name) == ("served", "盖章.pdf")
        assert "送达的原件是上传的文件" in page(at_desk.get(self.url(letter)))

    @pytest.mark.parametrize(("what", "kind", "begins"), [("letter", "docx", b"PK"), ("letter", "pdf", b"%PDF"), ("sheet", "docx", b"PK")])
    def test_it_is_downloaded_to_print_and_to_edit(self, at_desk, desk, what, kind, begins):
        desk.decide("D02", DAY)
        letter = desk.draft("answer", DAY, way="post")
        answer = at_desk.get(self.url(letter, "letter_paper_file", what, kind))
        assert answer.content.startswith(begins)
        assert "attachment" in answer["Content-Disposition"]

    @pytest.mark.parametrize(("what", "kind"), [("letter", "html"), ("secret", "pdf")])
    def test_nothing_else_is_downloaded(self, at_desk, desk, what, kind):
        letter = desk.draft("request_correction", DAY, corrections="年度")
        assert at_desk.get(self.url(letter, "letter_paper_file", what, kind)).status_code == 404

    def test_a_form_that_is_wrong_says_so(self, at_desk, desk):
        letter = desk.draft("request_correction", DAY, corrections="年度")
        answer = at_desk.post(self.url(letter, "letter_drop"), {"reason": ""})
        assert answer.status_code == 422
        assert "请写作废的原因" in answer.content.decode()

    def test_an_irregular_letter_goes_out_only_knowingly(self, at_desk, desk, monkeypatch):
        monkeypatch.setattr(clock, "now", lambda: web.at(date(2026, 3, 16), 10))
        letter = desk.draft("request_correction", date(2026, 3, 16), corrections="年度")
        sent = {"on": "2026-03-16", "way": "post"}
        assert "今天发出不合规定" in page(at_desk.get(self.url(letter)))
        assert at_desk.post(self.url(letter, "letter_issue"), sent).status_code == 422
        at_desk.post(self.url(letter, "letter_issue"), sent | {"sure": "on"})
        letter.refresh_from_db()
        assert letter.state == "issued"

    def test_a_paper_signature_is_recorded(self, at_desk, desk):
        desk.decide("D02", DAY)
        letter = desk.draft("answer", DAY, way="post")
        at_desk.post(self.url(letter, "letter_submit"))
        assert "登记纸面签批" in page(at_desk.get(self.url(letter)))
        sent = {
            "stage": "sign",
            "agreed": "1",
            "name": "镇长丁",
            "role": "leader",
            "day": "2026-03-06",
            "scan": SimpleUploadedFile("呈批单.pdf", PDF),
        }
        at_desk.post(self.url(letter, "letter_paper"), sent)
        letter.refresh_from_db()
        assert (letter.state, Approval.objects.get().name) == ("approved", "镇长丁")

    def test_the_one_time_link_is_shown_once(self, at_desk, desk):
        letter = desk.send("consult_third_party", DAY, name="示例公司", relation="合同相对人", pronoun="贵单位")
        shown = page(at_desk.post(self.url(letter, "letter_link")))
        assert "给“甲”的一次性链接" in shown
        assert "申请人甲" not in shown
        assert "http://testserver/consult/" in shown

    def test_a_changed_date_in_word_is_shown(self, at_desk, desk):
        letter = desk.draft("request_correction", DAY, corrections="年度")
        other = desk.draft("ask_help", DAY, unit="规划建设办公室", tasks="检索")
        wrong = at_desk.get(self.url(other, "letter_paper_file", "letter", "docx")).content
        answer = at_desk.post(self.url(letter, "letter_back"), {"file": SimpleUploadedFile("a.docx", wrong)})
        assert "改动了不能改的地方" in answer.content.decode()


class TestSigning:
    @pytest.fixture
    def waiting(self, desk):
        desk.decide("D02", DAY)
        letter = desk.draft("answer", DAY, way="post")
        return letters.submit(letter=letter, by=desk.officer, moment=web.at(DAY))

    def test_the_leader_reads_the_whole_letter_and_agrees(self, client, leader, waiting):
        logged_in(client, leader)
        assert reverse("desk:sign", args=[waiting.pk]) in page(client.get(reverse("desk:signing")))
        shown = page(client.get(reverse("desk:sign", args=[waiting.pk])))
        assert "经审查，现答复如下" in shown
        assert client.post(reverse("desk:sign", args=[waiting.pk]), {"agreed": "1"}).url == reverse("desk:signing")
        waiting.refresh_from_db()
        assert waiting.state == "approved"
        assert "没有等您签的文书" in page(client.get(reverse("desk:signing")))

    def test_a_letter_is_returned_with_words(self, client, leader, waiting):
        logged_in(client, leader).post(reverse("desk:sign", args=[waiting.pk]), {"agreed": "0", "opinion": "补上附件"})
        waiting.refresh_from_db()
        assert waiting.state == "draft"

    def test_an_officer_has_nothing_to_sign(self, at_desk, waiting):
        assert at_desk.get(reverse("desk:signing")).status_code == 403
        assert at_desk.post(reverse("desk:sign", args=[waiting.pk]), {"agreed": "1"}).status_code == 403

    def test_the_list_costs_few_queries(self, client, leader, waiting, django_assert_max_num_queries):
        logged_in(client, leader)
        with django_assert_max_num_queries(14):
            client.get(reverse("desk:signing"))


class TestWhoMay:
    @pytest.mark.parametrize("name", ["letter", "letter_change", "sign"])
    def test_an_outsider_is_not_told_that_it_exists(self, client, outsider, desk, name):
        letter = desk.draft("request_correction", DAY, corrections="年度")
        assert logged_in(client, outsider).get(reverse(f"desk:{name}", args=[letter.pk])).status_code == 404

    def test_an_outsider_cannot_act(self, client, outsider, application):
        assert logged_in(client, outsider).get(act_url(application, "withdraw")).status_code == 404

    def test_a_reviewer_reads_but_does_not_act(self, client, reviewer, application, desk):
        letter = desk.draft("request_correction", DAY, corrections="年度")
        logged_in(client, reviewer)
        assert client.get(reverse("desk:letter", args=[letter.pk])).status_code == 200
        assert client.get(act_url(application, "withdraw")).status_code == 403
        assert client.post(reverse("desk:letter_issue", args=[letter.pk])).status_code == 403

    def test_without_login_one_is_sent_to_log_in(self, client, application):
        assert client.get(act_url(application, "withdraw")).status_code == 302


def test_the_register_of_numbers_shows_gaps(at_desk, desk):
    letter = desk.send("request_correction", DAY, corrections="年度")
    shown = page(at_desk.get(reverse("desk:numbers")))
    assert letter.number in shown
    assert "编到 1 号" in shown


def test_a_letter_of_nothing_is_not_found(at_desk):
    assert at_desk.get("/desk/letters/00000000-0000-0000-0000-000000000000/").status_code == 404
