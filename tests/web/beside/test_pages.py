"""The pages: who may open them, what they offer, what each step writes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.web.accounts.models import Role
from gongkai.web.applications.models import Letter, Rectification, Remedy, Reveal, Text
from gongkai.web.applications.services import rectifications, remedies
from support import web
from web.beside.cases import PDF, answered
from web.beside.test_rectifications import ASKED

CAME = date(2026, 4, 13)


def words(response) -> str:
    return response.content.decode("utf-8")


@pytest.fixture
def asked(town, officer):
    made = rectifications.register(organ=town, request=ASKED, on=CAME, by=officer, moment=web.at(CAME))
    return Rectification.objects.select_related("organ").get(pk=made.pk)


def addresses(review, asked, application) -> list[str]:
    return [
        reverse("desk:remedies"), reverse("desk:remedy", args=[review.pk]), reverse("desk:rectifications"),
        reverse("desk:rectification", args=[asked.pk]), reverse("desk:archive", args=[application.pk, "zip"]), reverse("desk:upkeep"),
    ]  # fmt: skip


def test_everybody_with_a_case_role_opens_the_pages(enter, town, review, asked, application):
    for role in (Role.REVIEWER, Role.LEGAL, Role.LEADER, Role.OFFICE_HEAD):
        client = enter(web.account(role.value, role.label, town, role))
        assert [client.get(address).status_code for address in addresses(review, asked, application)] == [200] * 6, role


def test_nobody_opens_them_without_logging_in(client, review, asked, application):
    for address in addresses(review, asked, application):
        assert client.get(address).status_code == 302


def test_cases_of_another_organ_do_not_exist(enter, outsider, review, asked, application):
    client = enter(outsider)
    own = {reverse("desk:remedies"), reverse("desk:rectifications"), reverse("desk:upkeep")}
    for address in addresses(review, asked, application):
        assert client.get(address).status_code == (200 if address in own else 404)
    assert review.register_number not in words(client.get(reverse("desk:remedies")))


def test_a_reviewer_may_look_and_not_act(enter, reviewer, review, asked):
    client = enter(reviewer)
    assert client.get(reverse("desk:remedy_step", args=[review.pk, "reply"])).status_code == 403
    assert client.post(reverse("desk:rectification_decide", args=[asked.pk])).status_code == 403
    assert client.get(reverse("desk:remedy_begin")).status_code == 403
    assert "登记提交答复和证据" not in words(client.get(reverse("desk:remedy", args=[review.pk])))


def test_a_supervisor_sees_no_content(enter, supervisor, review, asked, application):
    client = enter(supervisor)
    for address in addresses(review, asked, application):
        assert client.get(address).status_code == 403


def test_the_list_says_what_is_due_in_words(enter, officer, review):
    text = words(enter(officer).get(reverse("desk:remedies")))
    assert "提交书面答复和证据" in text
    assert "2026年4月21日" in text
    assert "申***" in text
    assert "申请人甲" not in text


def test_a_copy_is_registered_from_the_page_of_the_application(enter, officer, application):
    form = {
        "organ": str(application.organ_id), "sort": "litigation_direct", "body_name": "示例区人民法院", "on": "2026-04-14", "procedure": "ordinary",
        "claimant": "申请人甲", "application_number": application.register_number, "case_number": "（2026）示行初1号",
    }  # fmt: skip
    response = enter(officer).post(reverse("desk:remedy_new", args=[application.pk]), form | {"paper": SimpleUploadedFile("副本.pdf", PDF)})
    made = Remedy.objects.get()
    assert response.url == reverse("desk:remedy", args=[made.pk])
    assert (made.application_id, made.reply_due, made.handler) == (application.pk, date(2026, 4, 29), officer)


def test_a_wrong_number_of_an_application_is_named_at_its_field(enter, officer, town):
    form = {
        "organ": str(town.pk), "sort": "review", "body_name": "示例区人民政府", "on": "2026-04-14", "procedure": "ordinary", "claimant": "申请人甲",
        "application_number": "示政公开申〔2026〕99号",
    }  # fmt: skip
    response = enter(officer).post(reverse("desk:remedy_begin"), form)
    assert "没有登记编号为“示政公开申〔2026〕99号”的申请" in words(response)
    assert not Remedy.objects.exists()


def test_every_step_of_a_suit_is_done_from_its_page(enter, officer, town):
    on = date(2026, 3, 2)
    made = remedies.register(
        organ=town,
        copy=remedies.Copy(remedies.Sort.LITIGATION_DIRECT, "示例区人民法院", on, claimant="申请人甲"),
        by=officer,
        moment=web.at(on),
    )
    client = enter(officer)
    page = reverse("desk:remedy", args=[made.pk])

    def do(key: str, **fields: object) -> None:
        assert client.get(reverse("desk:remedy_step", args=[made.pk, key])).status_code == 200
        assert client.post(reverse("desk:remedy_step", args=[made.pk, key]), fields).url == page

    do("due", on="2026-03-04", until="2026-03-16")
    do("reply", on="2026-03-12", reply_words="示政答〔2026〕1号", evidence_file=SimpleUploadedFile("证据.pdf", PDF))
    do("decide", on="2026-03-20", result="overturned", reanswer="on", paper_words="（2026）示行初1号", unit="")
    do("appeal", on="2026-03-25", side="organ", paper_words="上诉状")
    do("decide", on="2026-04-10", result="upheld", paper_words="（2026）示行终1号", unit="")
    do("final", on="2026-04-10", what="公开名单", until="2026-05-10", unit="")
    do("performed", on="2026-04-14")
    made.refresh_from_db()
    assert (made.result, made.final_on, made.performed_on, made.next_duty) == ("upheld", date(2026, 4, 10), date(2026, 4, 14), "")


def test_a_day_to_come_is_refused_at_its_field(enter, officer, review):
    response = enter(officer).post(
        reverse("desk:remedy_step", args=[review.pk, "reply"]), {"on": "2026-05-01", "reply_words": "一", "evidence_words": "二"}
    )
    assert "这一天还没有到" in words(response)


def test_a_form_that_is_older_than_the_case_is_told_so(enter, officer, review):
    client = enter(officer)
    address = reverse("desk:remedy_step", args=[review.pk, "reply"])
    fields = {"on": "2026-04-14", "reply_words": "一", "evidence_words": "二", "seen": "0"}
    assert "刚刚被别人办过一步" in words(client.post(address, fields, follow=True))


@pytest.mark.parametrize("paper", ["answer", "evidence"])
@pytest.mark.parametrize(("kind", "begins"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_drafts_are_made_and_it_is_recorded_who_took_them(enter, officer, review, application, paper, kind, begins):
    answered(application, officer)
    response = enter(officer).post(reverse("desk:remedy_draft", args=[review.pk, paper, kind]))
    assert response.content.startswith(begins)
    assert Reveal.objects.get().what == f"remedy:{paper}"


def test_a_file_is_put_into_a_case(enter, officer, review):
    fields = {"purpose": "remedy_notice", "file": SimpleUploadedFile("通知书.pdf", PDF)}
    client = enter(officer)
    client.post(reverse("desk:remedy_attach", args=[review.pk]), fields)
    assert "通知书.pdf" in words(client.get(reverse("desk:remedy", args=[review.pk])))


def test_table_four_counts_what_is_pending(enter, officer, review):
    text = words(enter(officer).get(reverse("desk:remedies"), {"year": "2026"}))
    row = text[text.index('<tr><th scope="row">行政复议</th>') :][:260]
    assert row.count(">1</td>") == 2  # pending and total


def test_a_request_for_correction_goes_its_whole_way_by_the_pages(enter, officer, leader, town):
    client = enter(officer)
    form = {
        "organ": str(town.pk), "on": "2026-04-13", "channel": "in_person", "name": "申请人甲", "record": "名单第 12 行", "wanted": "改为 1990 年",
        "evidence": "户口簿",
    }  # fmt: skip
    client.post(reverse("desk:rectification_new"), form)
    row = Rectification.objects.get()
    client.post(reverse("desk:rectification_decide", args=[row.pk]), {"finding": "corrected", "reason": "已改为 1990 年"})
    letter = Letter.objects.get()
    page = reverse("desk:rectification", args=[row.pk])
    assert "予以更正" in words(client.get(page))
    assert client.post(reverse("desk:rectification_sign", args=[row.pk, letter.pk]), {"agreed": "1"}).status_code == 403
    enter(leader).post(reverse("desk:rectification_sign", args=[row.pk, letter.pk]), {"agreed": "1"})
    client = enter(officer)
    client.post(reverse("desk:rectification_issue", args=[row.pk]), {"on": "2026-04-15", "way": "in_person"})
    client.post(reverse("desk:rectification_serve", args=[row.pk]), {"on": "2026-04-15", "way": "in_person", "proof_words": "回证1号"})
    row.refresh_from_db()
    assert (row.finding, row.served_on) == ("corrected", date(2026, 4, 15))
    assert "已送达" in words(client.get(page))


def test_two_letters_on_one_page_have_fields_with_ids_of_their_own(enter, head, officer, asked):
    decision = rectifications.Decision(rectifications.Finding.TRANSFERRED, "由民政部门管理", "示例区民政局")
    rectifications.draft(rectification=asked, decision=decision, by=officer, moment=web.at(CAME))
    ids = re.findall(r' id="([^"]+)"', words(enter(head).get(reverse("desk:rectification", args=[asked.pk]))))
    assert len(ids) == len(set(ids))
    assert {"id_0_agreed", "id_1_agreed"} <= {each.removesuffix("_0") for each in ids} | set(ids)


def test_a_letter_that_is_taken_away_is_noted(enter, officer, asked):
    client = enter(officer)
    client.post(reverse("desk:rectification_decide", args=[asked.pk]), {"finding": "refused", "reason": "一致"})
    letter = Letter.objects.get()
    response = client.post(reverse("desk:rectification_letter", args=[asked.pk, letter.pk, "docx"]))
    assert response.content.startswith(b"PK")
    record = Reveal.objects.get(rectification=asked)
    assert (record.what, record.why, record.by) == ("rectification:letter", "下载告知书草稿", officer)


def test_who_may_sign_a_letter_can_take_its_file_and_a_reviewer_cannot(enter, officer, leader, reviewer, asked):
    enter(officer).post(reverse("desk:rectification_decide", args=[asked.pk]), {"finding": "refused", "reason": "一致"})
    address = reverse("desk:rectification_letter", args=[asked.pk, Letter.objects.get().pk, "pdf"])
    assert enter(reviewer).post(address).status_code == 403
    client = enter(leader)
    assert "下载 PDF" in words(client.get(reverse("desk:rectification", args=[asked.pk])))
    assert client.post(address).content.startswith(b"%PDF")
    assert Reveal.objects.get().by == leader


def test_who_asks_is_shown_in_full_only_for_a_purpose_that_is_kept(enter, officer, asked):
    client = enter(officer)
    address = reverse("desk:rectification_person", args=[asked.pk])
    assert "13800000001" not in words(client.get(address))
    assert "没有写查看个人信息的用途" in words(client.post(address, {"why": " "}, follow=True))
    assert "13800000001" in words(client.post(address, {"why": "邮寄告知书"}, follow=True))
    record = Reveal.objects.get(rectification=asked)
    assert (record.what, record.why, record.by) == ("rectification:person", "邮寄告知书", officer)
    assert "13800000001" not in words(enter(officer, date(2026, 4, 16)).get(address))


def test_the_auditor_sees_looks_of_rectifications_too(enter, officer, district, asked):
    enter(officer).post(reverse("desk:rectification_person", args=[asked.pk]), {"why": "邮寄告知书"})
    auditor = web.account("auditor", "审计员辛", district, web.Role.AUDITOR, subtree=True)
    seen = words(enter(auditor).get(reverse("desk:reveals")))
    assert asked.register_number in seen
    assert "更正申请人的信息" in seen
    assert "13800000001" not in seen


def test_the_whole_file_is_given_only_for_a_purpose_that_is_recorded(enter, officer, application):
    client = enter(officer)
    address = reverse("desk:archive", args=[application.pk, "zip"])
    assert client.post(address, {"why": " "}).status_code == 302
    assert not Reveal.objects.exists()
    response = client.post(address, {"why": "案卷归档"})
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert "index.html" in archive.namelist()
    record = Reveal.objects.get()
    assert (record.what, record.why, record.by) == ("archive:zip", "案卷归档", officer)


def test_the_whole_file_comes_as_one_pdf(enter, officer, application):
    response = enter(officer).post(reverse("desk:archive", args=[application.pk, "pdf"]), {"why": "案卷归档"})
    assert response.content.startswith(b"%PDF")
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("name", ["rectification_decide", "rectification_issue", "rectification_serve"])
def test_steps_are_done_by_post_only(enter, officer, asked, name):
    assert enter(officer).get(reverse(f"desk:{name}", args=[asked.pk])).status_code == 405


def test_looking_changes_nothing(enter, officer, review, asked, application):
    client = enter(officer)
    before = (Reveal.objects.count(), Text.objects.count(), review.step, asked.step)
    for address in addresses(review, asked, application):
        client.get(address)
    review.refresh_from_db()
    asked.refresh_from_db()
    assert (Reveal.objects.count(), Text.objects.count(), review.step, asked.step) == before


@pytest.mark.parametrize("number", [1, 10])
def test_the_list_takes_few_queries_however_many_there_are(enter, officer, town, number, django_assert_max_num_queries):
    on = date(2026, 4, 7)
    for _ in range(number):
        remedies.register(
            organ=town, copy=remedies.Copy(remedies.Sort.REVIEW, "示例区人民政府", on, claimant="申请人甲"), by=officer, moment=web.at(on)
        )
    client = enter(officer)
    with django_assert_max_num_queries(14):
        client.get(reverse("desk:remedies"))


def test_the_page_of_a_review_takes_few_queries(enter, officer, review, django_assert_max_num_queries):
    client = enter(officer)
    with django_assert_max_num_queries(14):
        client.get(reverse("desk:remedy", args=[review.pk]))
