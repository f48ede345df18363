"""Pages that everybody may read: no account, no cookie, and what the law says must stand there."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from gongkai.web.accounts.services import institutions
from gongkai.web.organs.services import edit
from gongkai.web.search.models import PublicItem
from gongkai.web.search.services import put
from support import web

PLAIN = [
    "/", "/search/?q=危房", "/o/shilizhen/", "/o/shilizhen/search/?q=危房", "/o/shilizhen/guide/", "/o/shilizhen/flow/", "/o/shilizhen/flow.svg",
    "/calculator/", "/calculator/?received=2026-03-02",
]  # fmt: skip


@pytest.mark.parametrize("path", PLAIN)
def test_a_plain_page_is_shown_without_a_cookie(path, citizen, today):
    answer = citizen.get(path)
    assert answer.status_code == 200
    assert not answer.cookies


@pytest.mark.parametrize("path", PLAIN)
def test_a_plain_page_has_neither_script_nor_style_of_its_own(path, citizen, today):
    text = citizen.get(path).content.decode()
    assert " style=" not in text
    assert "<style" not in text
    assert " onclick" not in text


def test_the_first_page_lists_the_organs_when_there_are_several(citizen, today):
    text = citizen.get("/").content.decode()
    assert "示例镇人民政府" in text
    assert "示例区人民政府" in text


def test_an_unknown_organ_is_not_found(citizen, today):
    assert citizen.get("/o/meiyou/").status_code == 404


def test_the_guide_has_all_that_article_12_names(citizen, today):
    text = citizen.get("/o/shilizhen/guide/").content.decode()
    for named in (
        "示例镇党政综合办公室",
        "示例镇人民路2号",
        "工作日 9:00—12:00",
        "0000-1000002",
        "0000-1000003",
        "000002",
        "xxgk@shilizhen.example",
    ):
        assert named in text


def test_the_guide_is_dated_by_its_last_change_and_names_kinds_of_information_fax_post_and_where_to_complain(citizen, town, officer, today):
    institutions.edit(organ=town, changes={"hours": "工作日 9:00—17:00"}, by=officer, moment=web.at(web.MONDAY))
    text = citizen.get("/o/shilizhen/guide/").content.decode()
    assert "更新日期：" in text
    assert "2026年3月2日" in text
    assert "财政预算、决算信息" in text
    assert "宅基地" in text  # 条例 Art. 21: a town has kinds of its own
    assert "传真号码" in text
    assert "示例镇人民路2号，邮政编码 000002" in text
    assert "投诉、举报" in text
    assert "示例区人民政府办公室，电话 0000-1000001，示例区府前路1号（000001）" in text


def test_a_district_names_where_to_complain_though_nothing_stands_above_it(citizen, today):
    text = citizen.get("/o/shiliqu/guide/").content.decode()
    assert "宅基地" not in text
    assert "<dt>投诉、举报</dt><dd>示例市人民政府</dd>" in text


def test_the_guide_follows_a_change_of_the_telephone_at_once(citizen, town, today):
    edit(organ=town, changes={"phone": "0000-7654321"})
    assert "0000-7654321" in citizen.get("/o/shilizhen/guide/").content.decode()


def test_the_form_to_download_has_the_organ_in_it(citizen, today):
    answer = citizen.get("/o/shilizhen/form.docx")
    text = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    assert "示例镇人民政府" in text
    assert "示例镇人民路2号" in text
    assert "attachment" in answer["Content-Disposition"]


def test_there_is_no_form_of_another_kind(citizen, today):
    assert citizen.get("/o/shilizhen/form.exe").status_code == 404


def test_the_picture_of_the_way_reads_its_steps_aloud(citizen, today):
    text = citizen.get("/o/shilizhen/flow.svg").content.decode()
    assert 'role="img"' in text
    assert "7 个工作日内一次性告知补正" in text


def test_the_calculator_gives_the_day_and_why(citizen, today):
    text = citizen.get("/calculator/?received=2026-03-02").content.decode()
    assert "最迟2026年3月30日前答复" in text
    assert "第20日" in text


def test_the_calculator_takes_an_extension(citizen, today):
    text = citizen.get("/calculator/?received=2026-03-02&form-0-kind=extended&form-0-day=2026-03-20&form-0-days=20").content.decode()
    assert "最迟2026年4月28日前答复" in text


def test_the_calculator_says_which_day_does_not_exist(citizen, today):
    assert "没有这一天" in citizen.get("/calculator/?received=2026-02-30").content.decode()


def test_the_calculator_says_why_a_step_cannot_be(citizen, today):
    text = citizen.get("/calculator/?received=2026-03-02&form-0-kind=correction_received&form-0-day=2026-03-09").content.decode()
    assert "不能成立" in text


def test_a_search_finds_what_is_public(citizen, town, today):
    put(
        organ=town, source=PublicItem.Source.PUBLICATION, title="示例镇危房改造补助办法", number="示政发〔2026〕1号", text="补助对象和标准", published_on=date(2026, 2, 2)
    )  # fmt: skip
    text = citizen.get("/o/shilizhen/search/?q=危房改造").content.decode()
    assert "示例镇危房改造补助办法" in text


def test_a_search_that_finds_nothing_says_what_to_do(citizen, today):
    assert "申请公开" in citizen.get("/search/?q=没有的东西").content.decode()


def test_a_page_of_an_organ_needs_few_queries(citizen, today, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        citizen.get("/o/shilizhen/")


def test_one_organ_alone_is_the_first_page(db, today, client):
    web.district()
    assert "示例区人民政府" in client.get("/").content.decode()
