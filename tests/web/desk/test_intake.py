"""Intake at the desk: only the days of the channel are asked, the receipt is shown with its clause before saving, saving twice saves once."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.web.applications.models import Application
from gongkai.web.applications.services.intake_desk import ASKS
from gongkai.web.vault.models import StoredFile
from support import web

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (1).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00" + b"x" * 20
FILLED = {
    "column": "person", "name": "申请人甲", "identity_kind": "citizen", "identity": "110101199003071233", "phone": "13800000001",
    "address": "示例区示例镇示例村1号", "items": "示例镇2025年危房改造补助名单\n\n示例镇2025年低保户数", "wanted_form": "纸质", "wanted_way": "邮寄", "key": "k1",
}  # fmt: skip
POST = "/desk/intake/shilizhen/signed_post/"


@pytest.fixture
def client(officer, enter):
    return enter(officer, web.at(date(2026, 3, 5)))


@pytest.mark.parametrize("channel", ASKS)
def test_only_the_days_that_the_channel_needs_are_asked(client, channel):
    form = client.get(f"/desk/intake/shilizhen/{channel}/").context["form"]
    assert {name for name in ("submitted", "arrived", "confirmed") if name in form.fields} == {
        name for name in ("submitted", "arrived", "confirmed") if getattr(ASKS[channel], name)
    }


def test_the_day_of_receipt_is_shown_with_its_clause_and_nothing_is_saved_yet(client, text):
    words = text(client.post(POST, {**FILLED, "arrived": "2026-03-03", "step": "preview"}))
    assert "收到申请之日： 2026年3月3日" in words
    assert "2026年3月31日 答复" in words
    assert "第三十一条第（二）项" in words
    assert not Application.objects.exists()


def test_saving_registers_with_two_items_and_leads_to_the_receipt(client, officer, text):
    response = client.post(POST, {**FILLED, "arrived": "2026-03-03", "step": "save"}, follow=True)
    case = Application.objects.get()
    assert (case.received_on, case.channel, case.handler, case.items.count()) == (date(2026, 3, 3), "signed_post", officer, 2)
    assert "查询码" in text(response)
    assert case.people.get().identity.reveal() == "110101199003071233"


def test_a_second_click_saves_nothing_more(client):
    for _ in range(2):
        client.post(POST, {**FILLED, "arrived": "2026-03-03", "step": "save"})
    assert Application.objects.count() == 1


def test_an_ordinary_letter_that_is_not_confirmed_waits(client, text):
    response = client.post("/desk/intake/shilizhen/ordinary_post/", {**FILLED, "arrived": "2026-03-05", "step": "save"}, follow=True)
    assert "待确认" in text(response)
    assert Application.objects.get().phase == "unregistered"


def test_a_late_confirmation_is_named_before_saving(client, text):
    days = {"arrived": "2026-03-02", "confirmed": "2026-03-05", "step": "preview"}
    assert "2026年3月5日才确认" in text(client.post("/desk/intake/shilizhen/fax/", {**FILLED, **days}))


def test_scans_go_from_the_first_look_to_the_case(client, officer):
    scan = SimpleUploadedFile("信封.png", PNG, "image/png")
    look = client.post(POST, {**FILLED, "arrived": "2026-03-03", "step": "preview", "envelope_scan": scan})
    ((held, _label),) = look.context["held"]
    client.post(POST, {**FILLED, "arrived": "2026-03-03", "step": "save", "held": str(held.pk)})
    kept = StoredFile.objects.get()
    assert (kept.stream, kept.purpose, kept.stored_by) == (Application.objects.get().pk, "envelope_scan", officer.actor)


def test_nobody_takes_the_scans_that_another_holds(client, head, enter, officer):
    scan = SimpleUploadedFile("信封.png", PNG, "image/png")
    ((held, _label),) = client.post(POST, {**FILLED, "arrived": "2026-03-03", "step": "preview", "envelope_scan": scan}).context["held"]
    enter(head, web.at(date(2026, 3, 5))).post(POST, {**FILLED, "arrived": "2026-03-03", "step": "save", "held": str(held.pk)})
    assert StoredFile.objects.get().stream is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"arrived": "2026-03-06"}, "不能晚于2026年3月5日"),
        ({"arrived": "2026-02-30"}, "没有"),
        ({"arrived": ""}, "请填写签收的日子"),
        ({"identity": "110101199003071230"}, "校验码不对"),
        ({"phone": "", "address": ""}, "至少填一项"),
        ({"items": ""}, "请填写申请内容"),
    ],
)
def test_errors_say_what_is_wrong(client, text, change, said):
    assert said in text(client.post(POST, {**FILLED, "arrived": "2026-03-03", **change, "step": "save"}))
    assert not Application.objects.exists()


def test_a_program_is_not_taken_for_a_scan(client, text):
    scan = SimpleUploadedFile("信封.png", b"MZ\x00\x01", "image/png")
    assert "不是可以接收的文件" in text(client.post(POST, {**FILLED, "arrived": "2026-03-03", "step": "save", "envelope_scan": scan}))
    assert not Application.objects.exists()


def test_agent_and_joint_applicants_stand_beside_the_principal(client):
    client.post(POST, {**FILLED, "arrived": "2026-03-03", "step": "save", "agent": "代理人辛", "joint": "申请人乙\n申请人丙"})
    case = Application.objects.get()
    assert sorted(case.people.values_list("capacity", flat=True)) == ["agent", "joint", "joint", "principal"]


def test_online_applications_are_not_typed_in(client):
    assert client.get("/desk/intake/shilizhen/online/").status_code == 404


def test_another_organs_intake_does_not_exist(client, bureau):
    assert client.get("/desk/intake/jiaoyuju/fax/").status_code == 404


def test_a_reviewer_registers_nothing(reviewer, enter):
    client = enter(reviewer, web.at(web.MONDAY))
    assert client.get("/desk/intake/").status_code == 403
    assert client.get(POST).status_code == 403
