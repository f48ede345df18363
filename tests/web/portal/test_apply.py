"""The application from the first page to the receipt, without script."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.web.applications.codes import code_of
from gongkai.web.applications.models import Application, Draft, Person
from gongkai.web.organs.services import choose
from gongkai.web.vault import files as vault
from gongkai.web.vault.models import StoredFile
from web.portal.conftest import CONTACT, ITEMS, PERSON, PNG


def scan(name: str = "身份证.png", data: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def text_of(answer) -> str:
    return answer.content.decode()


def test_the_whole_way_ends_with_number_code_and_the_latest_day(citizen, town, today):
    page = text_of(citizen.apply())
    application = Application.objects.get()
    assert application.register_number in page
    assert code_of(application.pk) in page
    assert "最迟2026年3月30日前答复" in page
    assert application.organ == town


def test_what_was_typed_is_kept_in_one_form(citizen, today):
    citizen.apply()
    person = Person.objects.get()
    assert person.identity.reveal() == "83000019000101002X"
    assert person.phone.reveal() == "13800000001"
    item = Application.objects.get().items.get()
    assert item.content == "示例镇2025年危房改造补助名单"


def test_nobody_is_asked_what_it_is_for(citizen, today):
    citizen.fill()
    for path in ("what", "items", "kind", "person", "behalf", "contact", "way", "check"):
        assert "用途" not in text_of(citizen.get(f"/apply/{path}/")).replace("不用说明用途", "")
    citizen.browser.post("/apply/check/")
    assert Application.objects.get().purpose == ""


def test_pressing_twice_gives_the_same_receipt(citizen, today):
    citizen.fill()
    first = citizen.browser.post("/apply/check/", follow=True)
    second = citizen.browser.post("/apply/check/", follow=True)
    assert Application.objects.count() == 1
    assert Application.objects.get().register_number in text_of(first)
    assert Application.objects.get().register_number in text_of(second)


def test_going_back_after_submission_leads_to_the_receipt(citizen, today):
    citizen.apply()
    assert citizen.get("/apply/items/").url == "/apply/receipt/"
    assert citizen.browser.post("/apply/items/", ITEMS).url == "/apply/receipt/"


def test_somebody_who_comes_again_goes_on_where_it_was_left(citizen, today):
    citizen.begin()
    citizen.browser.post("/apply/items/", ITEMS)
    assert "接着上次填写" in text_of(citizen.get("/apply/"))
    assert citizen.post("/apply/", step="go_on").url == "/apply/kind/"
    assert "示例镇2025年危房改造补助名单" in text_of(citizen.get("/apply/items/"))


def test_a_page_that_is_missing_is_asked_before_the_check(citizen, today):
    citizen.begin()
    assert citizen.get("/apply/check/").url == "/apply/items/"


def test_a_change_from_the_check_leads_back_to_it(citizen, today):
    citizen.fill()
    assert "/apply/contact/?back=check" in text_of(citizen.get("/apply/check/"))
    answer = citizen.post("/apply/contact/?back=check", **{**CONTACT, "phone": "13900000002"})
    assert answer.url == "/apply/check/"
    assert "13900000002" in text_of(citizen.get("/apply/check/"))


def test_choosing_an_agent_on_the_check_asks_for_the_agent(citizen, today):
    citizen.fill()
    assert citizen.post("/apply/behalf/?back=check", behalf="agent").url == "/apply/agent/?back=check"


def test_items_are_added_and_removed_without_script(citizen, today):
    citizen.begin()
    two = text_of(citizen.browser.post("/apply/items/", {**ITEMS, "step": "add"}))
    assert "第 2 项" in two
    fields = {**ITEMS, "form-TOTAL_FORMS": "2", "form-1-content": "补助金额", "form-1-index_number": ""}
    one = text_of(citizen.browser.post("/apply/items/", {**fields, "step": "remove-0"}))
    assert "补助金额" in one
    assert "第 2 项" not in one
    assert citizen.browser.post("/apply/items/", fields).url == "/apply/kind/"
    assert [each["content"] for each in _answers()["items"]] == ["示例镇2025年危房改造补助名单", "补助金额"]


def test_an_agent_stands_beside_the_principal_whose_column_counts(citizen, today):
    citizen.fill()
    citizen.post("/apply/behalf/", behalf="agent")
    citizen.post(
        "/apply/agent/", name="代理人乙", phone="13900000009", identity_kind="other", identity="A123456", authority=scan("委托书.png"), proof=scan("证件.png")
    )  # fmt: skip
    citizen.browser.post("/apply/check/")
    agent = Person.objects.get(capacity="agent")
    assert agent.name.reveal() == "代理人乙"
    assert agent.authority.name == "委托书.png"
    assert Application.objects.get().people.get(capacity="principal").column == "person"


def test_joint_applicants_are_one_application(citizen, today):
    citizen.fill()
    citizen.post("/apply/behalf/", behalf="joint")
    other = {"identity_kind": "other", "identity": "B1234567", "proof_later": "on"}
    citizen.post("/apply/joint/", name="共同申请人丙", step="add", **other)
    assert citizen.post("/apply/joint/", name="共同申请人丁", step="done", **other).url == "/apply/contact/"
    assert "共同申请人丙" in text_of(citizen.get("/apply/check/"))
    citizen.browser.post("/apply/check/")
    assert Application.objects.count() == 1
    assert Person.objects.filter(capacity="joint").count() == 2


def test_an_organisation_is_named_by_its_credit_code(citizen, today):
    citizen.begin()
    citizen.post("/apply/kind/", kind="business")
    assert "单位名称" in text_of(citizen.get("/apply/person/"))
    wrong = citizen.post(
        "/apply/person/", name="示例公司", contact="联系人戊", identity_kind="credit", identity="91350100M000100Y4", proof_later="on"
    )
    assert "应当是 18 位" in text_of(wrong)
    right = citizen.post(
        "/apply/person/", name="示例公司", contact="联系人戊", identity_kind="credit", identity="9135 0100 M000 100Y 43", proof_later="on"
    )
    assert right.url == "/apply/behalf/"


def test_a_wrong_identity_number_is_said_beside_the_field_and_nothing_typed_is_lost(citizen, today):
    citizen.begin()
    page = text_of(citizen.post("/apply/person/", **{**PERSON, "identity": "830000190001010020"}))
    assert "有一位写错了" in page
    assert "申请人甲" in page


def test_one_way_to_reach_the_applicant_is_enough_and_none_is_not(citizen, today):
    citizen.begin()
    empty = {"phone": "", "email": "", "address": "", "postcode": ""}
    assert "请至少写一种联系方式" in text_of(citizen.post("/apply/contact/", **empty))
    assert citizen.post("/apply/contact/", **{**empty, "email": "a@example.com"}).status_code == 302


def test_post_needs_an_address(citizen, today):
    citizen.fill()
    page = text_of(citizen.post("/apply/way/", wanted_form="纸质", wanted_way="邮寄"))
    assert "没有写通信地址" in page


def test_taking_the_address_away_asks_again_how_to_send(citizen, today):
    citizen.fill()
    citizen.post("/apply/contact/", **{**CONTACT, "address": "示例镇示例村1号"})
    citizen.post("/apply/way/", wanted_form="纸质", wanted_way="邮寄")
    assert citizen.post("/apply/contact/?back=check", **CONTACT).url == "/apply/way/?back=check"


def test_another_kind_of_applicant_is_asked_for_its_name_again(citizen, today):
    citizen.fill()
    assert citizen.post("/apply/kind/?back=check", kind="business").url == "/apply/person/?back=check"


def test_files_of_pages_that_do_not_count_any_more_are_not_kept(citizen, today):
    citizen.fill(proof=scan("申请人.png"))
    citizen.post("/apply/behalf/", behalf="agent")
    citizen.post(
        "/apply/agent/",
        name="代理人乙",
        phone="13900000009",
        identity_kind="other",
        identity="A123456",
        authority=scan("委托书.png"),
        proof_later="on",
    )
    citizen.post("/apply/behalf/", behalf="self")
    citizen.browser.post("/apply/check/")
    assert [file.name for file in StoredFile.objects.filter(erased_on=None)] == ["申请人.png"]


def test_the_organ_is_asked_only_where_it_is_not_known(citizen, today):
    citizen.begin()
    assert citizen.post("/apply/what/", what="x").url == "/apply/items/"
    citizen.browser.post("/apply/", {"step": "new"})
    assert citizen.post("/apply/what/", what="x").url == "/apply/organ/"
    assert citizen.post("/apply/organ/", organ="shilizhen").url == "/apply/items/"


def test_looking_first_shows_what_is_public_and_keeps_the_question_out_of_the_address(citizen, town, today):
    citizen.begin()
    page = citizen.post("/apply/what/", what="没有公开的东西", step="search")
    assert page.status_code == 200
    assert "没有找到已经公开的" in text_of(page)
    assert citizen.get("/apply/found/").status_code == 405


# --- uploads ---------------------------------------------------------------------------------------------


def test_a_scan_goes_with_the_application(citizen, town, today):
    citizen.apply(proof=scan())
    file = Person.objects.get().proof
    assert file.stream == Application.objects.get().pk
    assert file.organ == town.pk
    assert vault.read(file) == PNG


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 50_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("证件.pdf", b"<html><script>alert(1)</script></html>"),
        ("证件.jpg", b"MZ\x90\0" + b"\0" * 100),
        ("证件.docx", bomb()),
        ("证件.png", b""),
        ("大图.png", b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (60_000).to_bytes(4, "big") * 2),
    ],
    ids=["HTML 改名 pdf", "程序改名 jpg", "压缩炸弹", "空文件", "像素炸弹"],
)
def test_a_bad_file_is_refused_and_nothing_is_kept(citizen, today, name, data):
    citizen.begin()
    page = citizen.post("/apply/person/", **PERSON, proof=scan(name, data))
    assert page.status_code == 200
    assert "gk-error" in text_of(page)
    assert not StoredFile.objects.exists()


def test_a_new_scan_takes_the_place_of_the_old_one(citizen, today):
    citizen.begin()
    citizen.post("/apply/person/", **PERSON, proof=scan("一.png"))
    citizen.post("/apply/person/", **PERSON, proof=scan("二.png"))
    assert [file.name for file in StoredFile.objects.filter(erased_on=None)] == ["二.png"]


def test_a_scan_stays_when_the_page_is_saved_again(citizen, today):
    citizen.begin()
    citizen.post("/apply/person/", **PERSON, proof=scan("一.png"))
    citizen.post("/apply/person/", **{**PERSON, "name": "申请人乙"})
    assert "一.png" in text_of(citizen.get("/apply/person/"))


def test_a_scan_can_be_taken_back(citizen, today):
    citizen.begin()
    citizen.post("/apply/person/", **PERSON, proof=scan())
    citizen.post("/apply/person/", remove="proof")
    assert not StoredFile.objects.filter(erased_on=None).exists()
    assert "申请人甲" in text_of(citizen.get("/apply/person/"))


# --- what is kept, and for whom ------------------------------------------------------------------------------


def test_the_draft_is_sealed_and_empty_after_submission(citizen, today):
    citizen.fill()
    assert "申请人甲" not in Draft.objects.get().answers.token
    citizen.browser.post("/apply/check/")
    assert not Draft.objects.get().answers


def test_another_browser_sees_nothing_of_a_draft(citizen, neighbour, today):
    citizen.fill()
    for path in ("what", "items", "person", "contact", "check"):
        assert neighbour.get(f"/apply/{path}/").url == "/apply/"
    neighbour.begin()
    for path in ("what", "items", "person", "contact"):
        page = text_of(neighbour.get(f"/apply/{path}/"))
        assert "申请人甲" not in page
        assert "危房" not in page.replace("例如“示例镇2025年危房改造补助名单”", "")


def test_the_cookie_of_the_draft_is_out_of_reach_of_scripts_and_other_sites(citizen, today):
    cookie = citizen.begin().cookies["gk-draft"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_forgetting_throws_the_draft_away(citizen, today):
    citizen.fill(proof=scan())
    answer = citizen.post("/apply/forget/")
    assert answer.cookies["gk-draft"].value == ""
    assert not Draft.objects.exists()
    assert not StoredFile.objects.filter(erased_on=None).exists()


def test_forgetting_after_submission_keeps_the_application(citizen, today):
    citizen.apply()
    citizen.post("/apply/forget/")
    assert Application.objects.exists()
    assert citizen.get("/apply/receipt/").url == "/track/"


def test_looking_changes_nothing(citizen, today):
    citizen.fill()
    before = Draft.objects.values().get()
    for path in ("what", "items", "person", "contact", "check"):
        citizen.get(f"/apply/{path}/")
    after = Draft.objects.values().get()
    assert before.pop("answers").token == after.pop("answers").token
    assert before == after


# --- the receipt -----------------------------------------------------------------------------------------------


def test_where_the_office_confirms_the_receipt_gives_no_date_yet(citizen, town, today):
    choose(organ=town, choices={"own_form_confirms": False})
    page = text_of(citizen.apply())
    assert "待确认" in page
    assert "最迟2026年3月3日与您确认" in page
    assert "前答复" not in page
    assert "还没有开始计算期限" in text_of(citizen.get("/apply/receipt/days/"))


def test_the_receipt_says_how_the_day_was_counted(citizen, today):
    citizen.apply()
    page = text_of(citizen.get("/apply/receipt/days/"))
    assert "第20日" in page
    assert "到期" in page


def test_the_picture_code_is_an_image_without_style(citizen, today):
    citizen.apply()
    answer = citizen.get("/apply/receipt/qr.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "style" not in text_of(answer)


def test_the_receipt_can_be_kept_as_a_paper(citizen, today):
    citizen.apply()
    answer = citizen.get("/apply/receipt/receipt.docx")
    text = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    assert "最迟于2026年3月30日答复" in text


def test_an_application_on_a_free_day_counts_from_that_day(citizen, today):
    today(date(2026, 3, 7))
    assert "最迟2026年4月3日前答复" in text_of(citizen.apply())


def _answers():
    return json.loads(Draft.objects.get().answers.reveal())
