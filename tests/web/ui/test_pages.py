"""The frames of pages: what every reader finds on each of them, and what is told when something went wrong."""

from __future__ import annotations

import re

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.template import engines
from lxml import html

from gongkai.web.ui import errors
from support import web


def frame(name: str, request=None, **values):
    source = f'{{% extends "ui/{name}.html" %}}{{% block title %}}一页{{% endblock %}}{{% block main %}}<h1>一页</h1>{{% endblock %}}'
    return html.fromstring(engines["django"].from_string(source).render(values, request))


@pytest.fixture
def somebody(rf, officer):
    request = rf.get("/desk/", {"q": "补助"})
    request.user = officer
    return request


def test_a_public_page_has_a_skip_link_one_main_and_the_five_doors(rf, town):
    page = frame("public", rf.get("/"), organ=town)
    assert page.xpath("string(//body/a[1]/@href)") == "#main"
    assert len(page.xpath("//main[@id='main']")) == 1
    doors = [re.sub(r"（.*）", "", each.text_content()).strip() for each in page.xpath("//nav[contains(@class, 'gk-doors')]//li")]
    assert doors == ["公开指南", "公开制度", "法定主动公开内容", "公开年报", "依申请公开"]
    assert page.xpath("string(//title)") == "一页 - 示例镇人民政府"
    assert "0000-1000002" in page.xpath("string(//footer)")


def test_a_public_page_asks_neither_the_database_nor_the_session(rf, town, django_assert_num_queries):
    request = rf.get("/")
    with django_assert_num_queries(0):
        frame("public", request, organ=town)


def test_the_desk_names_who_is_logged_in_and_lets_them_out(somebody):
    page = frame("desk", somebody)
    assert "经办人甲" in page.xpath("string(//header)")
    assert page.xpath("//form[contains(@action, 'logout') and @method='post']//button/text()") == ["退出"]


def test_a_page_with_errors_says_so_in_its_title(rf):
    class Form:
        errors = ("x",)

    assert frame("public", rf.get("/"), form=Form()).xpath("string(//title)").startswith("错误：")


def test_messages_are_said_with_a_word_of_their_kind(client, officer, rf):
    request = rf.get("/")
    request.COOKIES["x"] = "y"
    request._messages = [type("Message", (), {"level_tag": "success", "message": "已登记。"})()]
    page = frame("public", request)
    assert get_messages(request)
    assert re.sub(r"\s+", "", page.xpath("string(//*[contains(@class, 'gk-notice--done')])")) == "已办成已登记。"


def test_without_a_choice_the_text_has_its_usual_size(rf):
    assert frame("public", rf.get("/")).get("class") is None


def test_large_text_is_kept_in_a_cookie_and_set_by_the_server(client, rf, db):
    answer = client.post("/ui/text-size", {"size": "large", "next": "/?a=1"})
    assert (answer.status_code, answer["Location"], client.cookies["gk-text"].value) == (302, "/?a=1", "large")
    request = rf.get("/")
    request.COOKIES["gk-text"] = "large"
    page = frame("public", request)
    assert page.get("class") == "gk-large"
    assert page.xpath("//form[@data-text-size]//button/text()") == ["标准字号"]
    client.post("/ui/text-size", {"size": "normal"})
    assert client.cookies["gk-text"].value == "normal"


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com", "javascript:alert(1)"])
def test_the_switch_leads_back_to_this_site_only(client, db, elsewhere):
    assert client.post("/ui/text-size", {"size": "large", "next": elsewhere})["Location"] == "/"


def test_looking_at_the_switch_changes_nothing(client, db):
    answer = client.get("/ui/text-size")
    assert answer.status_code == 405
    assert "gk-text" not in answer.cookies


def test_styles_and_scripts_come_from_this_site(client, rf, db):
    page = frame("public", rf.get("/"))
    links = [*page.xpath("//link/@href"), *page.xpath("//script/@src")]
    assert len(links) >= 9
    assert all(link.startswith("/static/") for link in links)
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200, link
        answer.close()


def test_htmx_is_told_to_write_no_styles_and_run_no_text(rf):
    settings = frame("public", rf.get("/")).xpath("string(//meta[@name='htmx-config']/@content)")
    assert '"includeIndicatorStyles":false' in settings
    assert '"allowEval":false' in settings
    assert '"historyCacheSize":0' in settings  # pages with personal data are not kept in the browser


@pytest.mark.parametrize(
    ("page", "status"),
    [
        (errors.bad_request, 400), (errors.forbidden, 403), (errors.not_found, 404), (errors.too_large, 413), (errors.failed, 500), (errors.csrf, 403),
        (lambda request: errors.too_many(request, 95), 429),
    ],
)  # fmt: skip
def test_an_error_page_says_what_happened_and_what_to_do_without_the_database(rf, page, status, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = page(rf.get("/"))
    document = html.fromstring(answer.content.decode())
    assert answer.status_code == status
    assert len(document.xpath("//h1")) == 1
    assert len(document.xpath("//main/p")) >= 2
    assert document.xpath("//main//a/@href") == ["/"]
    assert "请" in document.xpath("string(//main)") or "可以" in document.xpath("string(//main)")


@pytest.mark.parametrize("refused", [RequestDataTooBig(), TooManyFilesSent()])
def test_what_is_too_large_is_told_as_such(rf, refused):
    answer = errors.bad_request(rf.get("/"), refused)
    assert answer.status_code == 413
    assert "32 MB" in answer.content.decode()


@pytest.mark.parametrize(("seconds", "words"), [(30, "请过 30 秒再试。"), (95, "请过大约 2 分钟再试。"), (120, "请过大约 2 分钟再试。")])
def test_who_tried_too_often_is_told_how_long_to_wait(rf, seconds, words):
    answer = errors.too_many(rf.get("/"), seconds)
    assert words in answer.content.decode()
    assert answer["Retry-After"] == str(seconds)


def test_an_address_that_does_not_exist_is_told_calmly(client, db):
    answer = client.get("/no-such-page")
    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()


def test_the_fixtures_are_of_nobody_real(town):
    assert town.phone == "0000-1000002"
    assert web.APPLICANT.name == "申请人甲"


def test_a_door_is_here_on_every_page_behind_it(rf, town):
    page = frame("public", rf.get("/apply/people/"), organ=town)
    assert page.xpath("//nav[contains(@class, 'gk-doors')]//a[@aria-current='page']/text()") == ["依申请公开"]
