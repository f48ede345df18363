"""By hand: what is copied and printed, and the address or evidence that comes back. Counted only then."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.web.publication.models import Delivery, Reach
from gongkai.web.publication.selectors.figures import year_of
from support import items, web
from web.desk.outlets.conftest import TODAY

pytestmark = pytest.mark.django_db
State = Delivery.State
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x02\x00\x00\x00"


def page(title=items.TITLE, body=items.HTML, dates="成文日期：2026-02-27 发布日期：2026-03-06"):
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div>{dates}</div>{body}</body></html>"


def say(client, delivery, **said):
    wanted = {"person": "经办人甲"} | said
    return client.post(reverse("desk:manual", args=[delivery.pk]), wanted)


def again(delivery):
    return Delivery.objects.get(pk=delivery.pk)


def test_every_field_of_the_other_system_has_its_own_button(enter, officer, account, delivered, text):
    website = delivered(account("website", system="示例区门户后台"))["website"]
    response = enter(officer).get(reverse("desk:manual", args=[website.pk]))
    shown = response.content.decode()
    assert response.status_code == 200
    for label in (
        "标题",
        "栏目",
        "索引号",
        "发文字号",
        "发文机关",
        "成文日期",
        "发布日期",
        "主题分类",
        "关键词",
        "内容概述",
        "正文",
        "附件",
    ):
        assert label in shown
    assert "逐项复制到示例区门户后台" in shown
    assert shown.count("data-copy-words=") >= 9
    assert shown.count("data-copy-html=") == 1
    assert "补助标准为每户2.7万元" in text(response)


def test_the_pasted_address_is_opened_compared_and_counts(enter, officer, account, delivered, site, town):
    website = delivered(account("website", inner_hosts=site.settings["inner_hosts"]))["website"]
    assert website.state == State.WAITING
    client = enter(officer)
    answer = say(client, website, address=site.put("/a.html", page()))
    assert answer.url == reverse("desk:item_deliveries", args=[website.item_id])
    found = again(website)
    assert (found.state, found.received_on) == (State.RECEIVED, items.RELEASED)  # the day that the page itself tells
    assert {each["key"]: each["fine"] for each in found.evidence["points"]}["body"] is True
    shown = client.get(answer.url).content.decode()
    assert "标题一致" in shown
    assert site.host in shown


def test_a_page_that_says_something_else_does_not_count_and_every_difference_is_told(enter, officer, account, delivered, site, text):
    website = delivered(account("website", inner_hosts=site.settings["inner_hosts"]))["website"]
    client = enter(officer)
    wrong = page(title="关于2025年农村危房改造的通知", body="<p>另一份文件的正文，与本件没有关系。</p>", dates="发布日期：2025-01-01")
    answer = say(client, website, address=site.put("/a.html", wrong))
    assert answer.url == reverse("desk:manual", args=[website.pk])
    assert again(website).state == State.WAITING
    shown = text(client.get(answer.url))
    assert "标题不一致" in shown
    assert "发布日期不一致" in shown
    assert "网页和登记的不同，但网页是对的" in shown


def test_a_difference_counts_all_the_same_when_a_person_says_why(enter, officer, account, delivered, site):
    website = delivered(account("website", inner_hosts=site.settings["inner_hosts"]))["website"]
    client = enter(officer)
    address = site.put("/a.html", page(dates="发布日期：2026-03-05"))
    say(client, website, address=address)
    assert again(website).state == State.WAITING
    refused = say(client, website, address=address, accepted=["published"])
    assert refused.status_code == 422
    assert "请写明理由" in refused.content.decode()
    say(client, website, address=address, accepted=["published"], reason="网站按自己的时间显示发布日期")
    assert again(website).state == State.RECEIVED


def test_a_screenshot_counts_with_its_day_where_the_page_cannot_be_reached(enter, officer, account, delivered, site):
    website = delivered(account("website", inner_hosts=site.settings["inner_hosts"]))["website"]
    client = enter(officer)
    say(client, website, address=f"http://{site.host}/gone-for-login", day="2026-03-07", proof=SimpleUploadedFile("截图.png", PNG))
    assert again(website).state == State.WAITING  # the site says that there is no such page
    site.put("/login", "登录", status=403)
    say(client, website, address=f"http://{site.host}/login", day="2026-03-07", proof=SimpleUploadedFile("截图.png", PNG))
    found = again(website)
    assert (found.state, found.received_on) == (State.RECEIVED, date(2026, 3, 7))
    shown = client.get(reverse("desk:delivery_scan", args=[website.pk]))
    assert (shown.status_code, shown.content) == (200, PNG)
    assert shown.headers["X-Content-Type-Options"] == "nosniff"


def test_an_inner_address_is_never_asked(enter, officer, account, delivered, site):
    website = delivered(account("website"))["website"]
    site.put("/a.html", page())
    say(enter(officer), website, address=f"http://{site.host}/a.html")
    assert again(website).state == State.REFUSED
    assert site.asked == []


def test_nothing_pasted_and_nothing_uploaded_is_no_receipt(enter, officer, account, delivered):
    website = delivered(account("website"))["website"]
    answer = say(enter(officer), website)
    assert answer.status_code == 422
    assert "请贴上发布以后的网址" in answer.content.decode()
    assert again(website).tries == 1


def test_the_files_are_had_in_one_archive(enter, officer, account, delivered):
    website = delivered(account("website"))["website"]
    response = enter(officer).get(reverse("desk:manual_files", args=[website.pk]))
    assert response.headers["Content-Type"] == "application/zip"
    assert {"正文.html", "正文.txt", "字段.txt"} <= set(zipfile.ZipFile(io.BytesIO(response.content)).namelist())


def test_the_notice_board_is_printed_and_counts_with_place_day_and_photograph(enter, officer, account, delivered, town):
    board = delivered(account("board", place="镇政府门口公告栏"))["board"]
    client = enter(officer)
    sheet = client.get(reverse("desk:board_print", args=[board.pk]))
    assert (sheet.status_code, sheet.content[:5]) == (200, b"%PDF-")
    assert "镇政府门口公告栏" in client.get(reverse("desk:manual", args=[board.pk])).content.decode()
    lacking = say(client, board, place="镇政府门口公告栏", day="2026-03-07")
    assert lacking.status_code == 422
    assert "请交张贴后的照片。" in lacking.content.decode()
    assert not Reach.objects.filter(outlet="board").exists()
    say(client, board, place="镇政府门口公告栏", day="2026-03-07", proof=SimpleUploadedFile("照片.png", PNG))
    assert list(Reach.objects.filter(outlet="board").values_list("on", flat=True)) == [date(2026, 3, 7)]
    assert {each.key: each.value for each in year_of(town, 2026).outlets} == {"website": 1, "board": 1}


def test_a_day_before_the_approval_is_refused_with_its_reason(enter, officer, account, delivered, text):
    board = delivered(account("board"))["board"]
    client = enter(officer)
    answer = say(client, board, place="公告栏", day="2026-03-04", proof=SimpleUploadedFile("照片.png", PNG))
    assert "早于" in text(client.get(answer.url))
    assert again(board).state == State.WAITING


def test_archive_and_library_sign_one_list_of_all_that_waits(enter, officer, account, delivered):
    place = delivered(account("reading_place", place="示例区档案馆"))["reading_place"]
    response = enter(officer).get(reverse("desk:manual_list", args=[place.pk]))
    assert (response.status_code, response.content[:5]) == (200, b"%PDF-")


def test_sent_up_is_carried_as_a_package_and_counted_apart(enter, officer, account, delivered, town):
    up = delivered(account("report_up", place="示例区政务公开办公室"))["report_up"]
    client = enter(officer)
    assert client.get(reverse("desk:manual_files", args=[up.pk])).headers["Content-Type"] == "application/zip"
    say(client, up, place="示例区政务公开办公室", day="2026-03-09", taken="采用", proof=SimpleUploadedFile("回执.png", PNG))
    found = year_of(town, 2026)
    assert (found.total.value, found.sent_up.value, found.taken_up.value) == (1, 1, 1)
    assert "report_up" not in {each.key for each in found.outlets}


def test_the_article_for_the_official_account_is_a_page_that_runs_nothing(enter, officer, account, delivered):
    wechat = delivered(account("wechat"))["wechat"]
    client = enter(officer)
    response = client.get(reverse("desk:manual_preview", args=[wechat.pk]))
    policy = response.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "补助标准为每户2.7万元" in response.content.decode()
    kept = client.get(reverse("desk:manual_preview", args=[wechat.pk]), {"keep": "1"})
    assert kept.headers["Content-Disposition"].startswith("attachment")
    assert "标题" in client.get(reverse("desk:manual", args=[wechat.pk])).content.decode()


@pytest.mark.parametrize(
    "channel", ["gazette", "weibo", "other_media", "press_conference", "press", "board", "reading_place", "package", "wechat", "http_push"]
)
def test_every_channel_has_a_page_for_a_person(enter, officer, account, delivered, channel):
    settings = {"url": "https://api.shiliqu.invalid/in", "reference_path": "data.id"} if channel == "http_push" else {}
    made = delivered(account(channel, **settings))[channel]
    assert enter(officer).get(reverse("desk:manual", args=[made.pk])).status_code == 200


@pytest.mark.parametrize("name", ["manual_preview", "board_print", "manual_list"])
def test_what_a_channel_does_not_have_is_not_found(enter, officer, account, delivered, name):
    website = delivered(account("website"))["website"]
    assert enter(officer).get(reverse(f"desk:{name}", args=[website.pk])).status_code == 404


def test_our_own_column_is_done_by_nobody_by_hand(enter, officer, delivered):
    own = delivered()["column"]
    assert enter(officer).get(reverse("desk:manual", args=[own.pk])).status_code == 404


def test_what_is_there_already_is_not_changed(enter, officer, account, delivered, site, text):
    website = delivered(account("website", inner_hosts=site.settings["inner_hosts"]))["website"]
    client = enter(officer)
    address = site.put("/a.html", page())
    say(client, website, address=address)
    answer = say(client, website, address=address)
    assert "已送达，不能再改" in text(client.get(answer.url))


@pytest.mark.parametrize(("who", "status"), [("reviewer", 403), ("leader", 403), ("outsider", 404), ("supervisor", 403)])
def test_who_may_not_publish_says_nothing_of_a_delivery(request, enter, account, delivered, who, status):
    website = delivered(account("website"))["website"]
    client = enter(request.getfixturevalue(who))
    assert client.get(reverse("desk:manual", args=[website.pk])).status_code == status
    assert say(client, website, address="https://www.shiliqu.example/a").status_code == status
    assert web.MONDAY < TODAY
