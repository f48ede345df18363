"""The pages of 投诉举报: said by anybody, heard by the district, explained by the organ, looked up by number and code."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.web.accounts.models import AdminAct
from gongkai.web.applications.codes import code_of
from gongkai.web.oversight.models import Accountability, Grievance
from gongkai.web.oversight.services import grievances
from gongkai.web.portal.views import grievances as view
from support import web
from web.oversight.complaining import CONTACT, asked, found, taken
from web.oversight.test_pages import browser
from web.portal.markup import faults

TODAY = date(2026, 3, 6)
GIVEN = {"organ": "shilizhen", "duty": "late", "text": "申请没有答复", "contact": CONTACT, "key": "k1"}
FORM, RECEIPT, LOOK = "/o/shilizhen/grievance/", "/o/shilizhen/grievance/receipt/", "/o/shilizhen/grievance/look/"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(TODAY, 10))


def read(client, where):
    answer = client.get(where)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert faults(text) == []
    return text


def desk(row, what="grievance", **more):
    return reverse(f"desk:{what}", kwargs={"pk": row.pk, **more})


def act(client, row, name, **given):
    return client.post(desk(row, "grievance_act", act=name), given, follow=True).content.decode()


# --- who complains ---------------------------------------------------------------------------------------------


def test_a_complaint_gets_a_receipt_with_number_code_and_days(town):
    reader = Client()
    page = read(reader, FORM)
    for words in ("请申请行政复议或者提起行政诉讼", "不留也受理", "由示例区人民政府办公室受理"):
        assert words in page
    assert reader.post(FORM, GIVEN)["Location"] == RECEIPT
    row = Grievance.objects.get()
    page = read(reader, RECEIPT)
    for words in (row.number, code_of(row.pk), "最迟2026年5月6日前答复", "条例没有规定这两个期限"):
        assert words in page
    assert CONTACT not in page


def test_pressed_twice_it_is_one_complaint(town):
    reader = Client()
    for _ in range(2):
        reader.post(FORM, GIVEN)
    assert Grievance.objects.count() == 1


def test_another_browser_has_no_receipt(town):
    Client().post(FORM, GIVEN)
    assert Client().get(RECEIPT)["Location"] == LOOK


def test_what_is_missing_is_said_and_nothing_is_lost(town):
    page = Client().post(FORM, GIVEN | {"duty": "", "text": "写了很久"} | {"organ": "nirgends"}).content.decode()
    for words in ("有问题需要更正", "写了很久", "请在列出的选项里选择被投诉的机关"):
        assert words in page
    assert not Grievance.objects.exists()


def test_at_the_column_of_the_district_one_chooses_the_organ(town, bureau, district):
    page = read(Client(), "/o/shiliqu/grievance/")
    assert re.findall(r'<option value="(\w+)"', page) == ["jiaoyuju", "shilizhen"], "about the district itself one complains above it"


def test_a_network_that_complains_too_often_waits(town, monkeypatch):
    monkeypatch.setattr(view, "LIMIT", view.LIMIT._replace(limit=1))
    reader = Client()
    assert reader.post(FORM, GIVEN).status_code == 302
    assert reader.post(FORM, GIVEN | {"key": "k2"}).status_code == 429


def test_number_and_code_show_how_it_stands_and_nothing_of_who_wrote(town, supervisor, officer):
    row = found(town, supervisor, officer)
    given = {"number": row.number.replace("〔", "[").replace("〕", "]"), "code": code_of(row.pk).lower()}
    page = Client().post(LOOK, given).content.decode()
    assert "正在查证" in page
    for words in (CONTACT, row.text, "已经补发答复"):
        assert words not in page
    browser_ = browser(supervisor)
    act(browser_, row, "order", what="按规定答复", due_on="2026-03-31")
    act(browser_, row, "answer", words="属实，已督促整改。")
    page = Client().post(LOOK, given).content.decode()
    for words in ("属实，已督促整改。", "督促整改，2026年3月31日前改好", "仍然可以依法申请行政复议"):
        assert words in page


def test_a_wrong_number_and_a_wrong_code_are_one_answer(town, monkeypatch):
    row = taken(town)
    pages = [
        re.sub(r'value="[^"]*"', "", Client().post(LOOK, {"number": number, "code": code}).content.decode())
        for number, code in ((row.number, "0000-0000-0000"), ("示区政公开投诉〔2026〕99号", code_of(row.pk)))
    ]
    assert "编号或者查询码不对" in pages[0]
    assert pages[0] == pages[1]
    monkeypatch.setattr(view, "LOOK_NUMBER", view.LOOK_NUMBER._replace(limit=1))
    Client().post(LOOK, {"number": "无号〔2026〕1号", "code": "x"})
    assert Client().post(LOOK, {"number": "无号〔2026〕1号", "code": "x"}).status_code == 429


# --- the district -------------------------------------------------------------------------------------------------


def test_one_that_came_by_telephone_is_registered_and_heard_in_a_browser(town, supervisor):
    client = browser(supervisor)
    given = GIVEN | {"source": "phone", "received_on": "2026-03-02"}
    assert "查询码" in client.post(reverse("desk:grievances_new"), given, follow=True).content.decode()
    row = Grievance.objects.get()
    page = read(client, desk(row))
    assert "受理" in page
    assert CONTACT not in page
    assert "已受理" in act(client, row, "accept")
    refused = act(client, row, "ask", passed=f"{CONTACT}说没有答复", reply_by="2026-03-16")
    assert "请去掉" in refused
    assert "已请机关说明" in act(client, row, "ask", passed="请说明", reply_by="2026-03-16")
    assert "还没有到" in act(client, row, "find", finding="true", words="逾期")
    assert row.number in read(client, reverse("desk:grievances"))


def test_who_looks_at_the_contact_says_why_and_it_is_recorded(town, supervisor):
    row, client = taken(town), browser(supervisor)
    assert CONTACT not in client.post(desk(row, "grievance_reveal"), {"why": ""}).content.decode()
    assert CONTACT in client.post(desk(row, "grievance_reveal"), {"why": "电话核实"}).content.decode()
    made = AdminAct.objects.get(what="grievance.reveal")
    assert (made.about, made.detail["why"]) == (row.number, "电话核实")


def test_the_lists_of_the_district_show_no_contact_and_ask_few_questions(town, bureau, supervisor, django_assert_max_num_queries):
    for organ in (town, bureau) * 6:
        taken(organ)
    client = browser(supervisor)
    client.get(reverse("desk:grievances"))
    with django_assert_max_num_queries(12):
        page = client.get(reverse("desk:grievances")).content.decode()
    assert page.count("示区政公开投诉〔2026〕") == 12
    assert "13800000001" not in page
    for key in ("late", "near", "new", "replied", "over"):
        assert faults(client.get(f"{reverse('desk:grievances')}?list={key}").content.decode()) == []


# --- the organ -----------------------------------------------------------------------------------------------------


def test_the_organ_sees_what_it_is_asked_and_never_who_wrote(town, supervisor, officer, django_assert_max_num_queries):
    waiting = taken(town)
    row = asked(town, supervisor)
    grievances.write_down(grievance=row, words="给申请人甲打过电话", by=supervisor, moment=web.at(TODAY))
    client = browser(officer)
    client.get(reverse("desk:grievances_asked"))
    with django_assert_max_num_queries(12):
        pages = client.get(reverse("desk:grievances_asked")).content.decode()
    assert row.number in pages
    assert waiting.number not in pages, "not before it is asked"
    assert client.get(desk(waiting, "grievance_asked")).status_code == 404
    pages += read(client, desk(row, "grievance_asked"))
    assert "请说明2025年第9号申请的答复情况" in pages
    for words in (CONTACT, "申请人甲", "1380000", "138*", row.text):
        assert words not in pages
    assert "已说明" in client.post(desk(row, "grievance_asked"), {"words": "已经补发答复"}, follow=True).content.decode()
    assert client.get(desk(row)).status_code == 404, "the page of the district is not the organ's"


def test_another_organ_sees_nothing(town, supervisor, outsider):
    row = asked(town, supervisor)
    client = browser(outsider)
    assert client.get(desk(row, "grievance_asked")).status_code == 404
    assert row.number not in read(client, reverse("desk:grievances_asked"))


# --- 责任追究 --------------------------------------------------------------------------------------------------------


def test_a_decision_is_written_down_and_taken_back(town, officer):
    client = browser(officer)
    where = reverse("desk:accountabilities_new", kwargs={"organ": town.slug})
    assert "不写姓名" in read(client, where)
    given = {
        "kind": "talk",
        "on": "2026-03-05",
        "decided_by": "示例区人民政府办公室",
        "document": "示区政办函〔2026〕3号",
        "about": "逾期答复",
        "persons": "1",
    }
    for _ in range(2):
        client.post(where, given | {"key": "k1"})
    made = Accountability.objects.get()
    listed = read(client, reverse("desk:accountabilities"))
    assert "示区政办函〔2026〕3号" in listed
    assert "示区政办函〔2026〕3号" in read(client, desk(made, "accountability_void"))
    client.post(desk(made, "accountability_void"), {"reason": "登记了两次"})
    assert "已作废：登记了两次" in read(client, reverse("desk:accountabilities"))


def test_each_role_is_led_to_its_own_list(town, supervisor, officer, reviewer):
    where = reverse("desk:grievances")
    assert "登记电话、来信、来访的" in read(browser(supervisor), where)
    assert browser(officer).get(where)["Location"] == reverse("desk:grievances_asked")
    assert browser(reviewer).get(where)["Location"] == reverse("desk:accountabilities")
