"""One published thing: what its page says, what it never says, its versions, its papers, its end."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from pdfminer.high_level import extract_text

from gongkai.web.publication.models import Attachment, Drawing
from support import items, web
from web.portal.published import GONE_TEXT, SECRET


def page(reader, item):
    answer = reader.get(f"/o/shilizhen/items/{item.pk}/")
    return answer.content.decode()


def meta(text):
    return dict(re.findall(r'<meta name="([A-Z][A-Za-z]+)" content="([^"]*)">', text))


def test_the_metadata_stand_first_in_their_order(world, reader):
    text = page(reader, world.policy)
    names = re.findall(r"<dt>([^<]+)</dt>", text[: text.index("gk-body")])
    assert names == [
        "索引号", "发文字号", "发文机关", "栏目", "体裁", "主题分类", "成文日期", "发布日期", "生效日期", "废止日期", "有效性", "公开属性", "信息来源", "责任部门",
        "关键词", "内容概述",
    ]  # fmt: skip
    assert world.policy.index_number in text
    assert "示政发〔2026〕2号" in text


def test_the_ten_tags_and_those_at_will_stand_in_the_head(world, reader):
    found = meta(page(reader, world.policy))
    assert found["SiteName"] == "示例区人民政府网站"
    assert found["SiteDomain"] == "www.shiliqu.example"
    assert found["ColumnName"] == "行政法规、规章和规范性文件"
    assert found["ColumnType"] == "政策文件"
    assert found["ArticleTitle"] == "关于印发低保边缘家庭救助办法的通知"
    assert found["ContentSource"] == "示例镇人民政府"
    assert found["Keywords"] == "低保、救助"
    assert found["Description"] == "低保边缘家庭的认定条件和救助标准。"
    assert found["Url"] == f"http://www.shiliqu.example/o/shilizhen/items/{world.policy.pk}/"
    assert {"ColumnDescription", "ColumnKeywords", "Author"} <= set(found)


def test_the_moment_of_publication_has_minutes_in_twenty_four_hours(world, reader):
    assert meta(page(reader, world.corrected))["PubDate"] == "2026-03-09 09:30"
    assert all(re.fullmatch(r"2026-03-\d\d [0-2]\d:[0-5]\d", meta(page(reader, each))["PubDate"]) for each in (world.policy, world.sheet))


def test_a_policy_shows_who_explains_it_and_the_explanation_leads_back(world, reader):
    text = page(reader, world.policy)
    assert "一图读懂低保边缘家庭救助" in text
    assert "镇长丁（主要负责人）" in text
    back = page(reader, world.sheet)
    assert "解读的文件" in back
    assert f"{world.policy.pk}/" in back


def test_what_is_being_changed_never_shows_before_it_is_released(world, reader):
    text = page(reader, world.changing)
    assert "正在修改的通知" in text
    every = [
        f"items/{world.changing.pk}/", f"items/{world.changing.pk}/item.json", "items/", "items/list.json", "catalogue/", "catalogue/2026.json", "feed.atom", "",
        "search/results.json?q=标题", "statistics/2026/total/", "sitemap.xml", "simple/",
    ]  # fmt: skip
    assert not [path for path in every if SECRET in reader.get(f"/o/shilizhen/{path}").content.decode()]


def test_a_draft_is_not_there(world, reader):
    for path in ("", "item.json", "item.docx"):
        assert reader.get(f"/o/shilizhen/items/{world.draft.pk}/{path}").status_code == 404
    assert "还没有公开的草稿" not in reader.get("/o/shilizhen/items/").content.decode()


def test_what_was_taken_down_says_since_when_and_why_and_nothing_of_its_text(world, reader):
    answer = reader.get(f"/o/shilizhen/items/{world.gone.pk}/")
    text = answer.content.decode()
    assert answer.status_code == 410
    assert "2026年3月9日" in text
    assert "名单里有个人信息，更正后另行公布。" in text
    assert GONE_TEXT not in text
    assert "撤下的名单" not in text
    data = reader.get(f"/o/shilizhen/items/{world.gone.pk}/item.json")
    assert (data.status_code, data.json()["withdrawn_on"]) == (410, "2026-03-09")
    assert GONE_TEXT not in data.content.decode()


def test_what_was_taken_down_stands_in_no_list(world, reader):
    every = [
        "items/",
        "items/list.json",
        "catalogue/",
        "feed.atom",
        "sitemap.xml",
        "items/column/town.social_assistance/",
        "search/results.json?q=名单",
    ]
    assert not [path for path in every if "撤下的名单" in reader.get(f"/o/shilizhen/{path}").content.decode()]
    assert str(world.gone.pk) not in reader.get("/o/shilizhen/sitemap.xml").content.decode()


def test_what_does_not_hold_any_more_says_so_above_its_text(world, reader):
    text = page(reader, world.repealed)
    assert "本文件自2026年3月8日起废止（示政发〔2026〕2号），不再作为依据。" in text
    assert "废止" in reader.get("/o/shilizhen/items/column/documents/").content.decode()


def test_a_correction_shows_its_note_and_is_compared_with_what_stood_there(world, reader):
    text = page(reader, world.corrected)
    assert "补助标准由2.7万元改为2.9万元" in text
    compared = reader.get(f"/o/shilizhen/items/{world.corrected.pk}/versions/2/").content.decode()
    assert re.search(r"<del>.*7.*</del>", compared)
    assert re.search(r"<ins>.*9.*</ins>", compared)
    assert reader.get(f"/o/shilizhen/items/{world.corrected.pk}/versions/1/").status_code == 404
    assert reader.get(f"/o/shilizhen/items/{world.changing.pk}/versions/2/").status_code == 404


def test_what_stood_there_before_it_was_taken_down_is_never_compared(world, reader):
    team, item = world.team, world.gone
    changed = items.edited(item, team, on=items.date(2026, 3, 9), html="<p>更正后的名单</p>", note="去掉个人信息")
    changed = items.answered(items.submitted(changed, team, on=items.date(2026, 3, 9)), team, on=items.date(2026, 3, 9))
    changed = items.approved(items.reviewed(changed, team, on=items.date(2026, 3, 9)), team, on=items.date(2026, 3, 9))
    items.released(changed, team, on=items.date(2026, 3, 9))
    text = page(reader, item)
    assert "更正后的名单" in text
    assert "去掉个人信息" in text
    assert GONE_TEXT not in text
    answer = reader.get(f"/o/shilizhen/items/{item.pk}/versions/2/")
    assert answer.status_code == 404


def test_the_data_say_what_the_page_says(world, reader):
    text, data = page(reader, world.policy), reader.get(f"/o/shilizhen/items/{world.policy.pk}/item.json").json()
    for name in ("title", "index_number", "number", "column_label", "summary", "keywords"):
        assert data[name]
        assert data[name] in text
    assert [each["title"] for each in data["explained_by"]] == ["一图读懂低保边缘家庭救助", "镇长解读低保边缘家庭救助"]
    assert data["files"][0]["name"] == "申请表.txt"
    assert "救助标准" in data["html"]
    sheet = reader.get(f"/o/shilizhen/items/{world.sheet.pk}/item.json").json()
    assert [each["sort"] for each in sheet["pictures"]] == ["chart", "infographic"]
    assert sheet["pictures"][0]["table"][1] == ["2023年", "104"]


def test_a_chart_is_drawn_in_the_page_with_its_sentence_and_its_table(world, reader):
    text = page(reader, world.sheet)
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in text
    assert "救助户数由104户增加到152户" in text
    assert "<details" in text
    assert '<td class="gk-num">131</td>' in text
    assert "每人每月260元" in text  # the words of the one-page explanation


def test_pictures_are_had_as_files(world, reader):
    chart, sheet = Drawing.objects.filter(version=world.sheet.shown_id).order_by("position")
    for drawing, suffix, begins in (
        (chart, "svg", b"<svg"), (chart, "png", b"\x89PNG"), (chart, "csv", b"\xef\xbb\xbf"), (sheet, "svg", b"<svg"), (sheet, "pdf", b"%PDF"),
    ):  # fmt: skip
        answer = reader.get(f"/o/shilizhen/items/{world.sheet.pk}/pictures/{drawing.pk}.{suffix}")
        assert answer.content.startswith(begins), suffix
    assert reader.get(f"/o/shilizhen/items/{world.sheet.pk}/pictures/{chart.pk}.exe").status_code == 404
    assert reader.get(f"/o/shilizhen/items/{world.policy.pk}/pictures/{chart.pk}.svg").status_code == 404


def test_a_file_comes_with_its_own_name_and_never_runs(world, reader):
    found = Attachment.objects.get(version=world.policy.shown_id)
    answer = reader.get(f"/o/shilizhen/items/{world.policy.pk}/files/{found.pk}.txt")
    assert answer.content.decode() == "姓名、住址、家庭人口"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E7%94%B3")
    assert reader.get(f"/o/shilizhen/items/{world.policy.pk}/files/{found.pk}.pdf").status_code == 404
    assert reader.get(f"/o/shilizhen/items/{world.sheet.pk}/files/{found.pk}.txt").status_code == 404


def test_the_paper_has_title_number_text_table_and_where_it_comes_from(world, reader):
    pdf = extract_text(io.BytesIO(reader.get(f"/o/shilizhen/items/{world.policy.pk}/item.pdf").content)).replace("\n", "")
    word = (
        zipfile.ZipFile(io.BytesIO(reader.get(f"/o/shilizhen/items/{world.policy.pk}/item.docx").content))
        .read("word/document.xml")
        .decode()
    )
    for words in ("示政发〔2026〕2号", "一、救助标准", "260", "向村委会申请", "附件", world.policy.index_number):
        assert words in word
        assert words in pdf
    assert "<w:tbl>" in word


def test_the_same_thing_makes_the_same_paper(world, reader):
    for suffix in ("pdf", "docx"):
        address = f"/o/shilizhen/items/{world.policy.pk}/item.{suffix}"
        assert reader.get(address).content == reader.get(address).content


def test_what_has_no_number_is_no_official_paper(world, reader):
    assert reader.get(f"/o/shilizhen/items/{world.sheet.pk}/item.pdf").status_code == 404
    assert "公文版" not in page(reader, world.sheet)


def test_a_thing_of_another_organ_is_not_found_here(world, reader):
    assert reader.get(f"/o/shiliqu/items/{world.policy.pk}/").status_code == 404


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</title><script>"])
def test_no_word_of_a_title_becomes_markup(world, reader, hostile):
    made = items.submitted(
        items.drafted(world.town, world.team, title=f"关于{hostile}的通知", summary=hostile, keywords=hostile), world.team
    )
    item = items.released(items.approved(items.reviewed(items.answered(made, world.team), world.team), world.team), world.team)
    for path in (f"items/{item.pk}/", "items/", "", "feed.atom", "catalogue/", "search/?q=通知"):
        assert hostile not in reader.get(f"/o/shilizhen/{path}").content.decode(), path
    assert json.loads(reader.get(f"/o/shilizhen/items/{item.pk}/item.json").content)["title"] == f"关于{hostile}的通知"


def test_the_day_is_passed_in_and_not_read(world, reader, monkeypatch):
    before = page(reader, world.policy)
    monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(items.date(2027, 1, 4)))
    assert page(reader, world.policy) == before
