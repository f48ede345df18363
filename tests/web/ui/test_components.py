"""Every component can be used as its entry says, by keyboard and by ear."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from gongkai.notices.letter import body_lines
from gongkai.web import ui
from gongkai.web.ui import review

EXAMPLES = [(component, example) for component in review.entries() for example in component.examples]
NAMES = {component.name for component in review.entries()}


def drawn(component, example, rf):
    request = rf.get("/ui/components", {"state": "open"})
    return html.fragment_fromstring(review.rendered(component, example.data, request), create_parent="div")


@pytest.mark.parametrize(("component", "example"), EXAMPLES, ids=[f"{component.name}-{example.name}" for component, example in EXAMPLES])
class TestEveryExample:
    def test_shows_something(self, component, example, rf):
        assert drawn(component, example, rf).text_content().strip()

    def test_has_no_style_and_no_script(self, component, example, rf):
        page = drawn(component, example, rf)
        assert page.xpath("//*[@style] | //style | //script | //@*[starts-with(name(), 'on')]") == []

    def test_labels_every_input(self, component, example, rf):
        page = drawn(component, example, rf)
        inputs = page.xpath("//input[not(@type='hidden')] | //select | //textarea")
        labelled = set(page.xpath("//label/@for"))
        assert [each.get("name") for each in inputs if each.get("id") not in labelled] == []

    def test_points_only_to_what_is_there(self, component, example, rf):
        page = drawn(component, example, rf)
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        described = {part for value in page.xpath("//@aria-describedby | //@aria-labelledby") for part in value.split()}
        assert described <= set(ids)

    def test_gives_every_link_and_button_words(self, component, example, rf):
        assert [each for each in drawn(component, example, rf).xpath("//a | //button") if not each.text_content().strip()] == []


def test_every_component_file_has_an_entry():
    files = {path.stem for path in (Path(ui.__file__).parent / "templates/ui/components").glob("*.html")}
    assert files <= NAMES


def test_an_entry_tells_purpose_criteria_and_examples():
    assert [each.name for each in review.entries() if not (each.purpose and each.criteria and each.examples)] == []


def test_an_error_is_linked_to_its_field_and_repeated_there(rf):
    form = review.OBJECTS["form_with_errors"]()
    component = next(each for each in review.entries() if each.name == "error_summary")
    summary = html.fromstring(review.rendered(component, {"form": form}))
    anchors = [link.get("href")[1:] for link in summary.iter("a")]
    page = html.fragment_fromstring("".join(str(field.as_field_group()) for field in form), create_parent="div")
    assert len(anchors) >= 5
    assert set(anchors) <= set(page.xpath("//input/@id | //select/@id | //textarea/@id"))
    assert "日期写的是“2024-02-30”，没有这一天。请对照日历改正。" in summary.text_content()
    assert "2024-02-30" in page.xpath("string(//input[@name='received']/@value)")


def test_a_pager_keeps_the_filters(rf):
    component = next(each for each in review.entries() if each.name == "pager")
    page = drawn(component, component.examples[1], rf)
    assert all("state=open" in link for link in page.xpath("//a/@href"))
    assert page.xpath("string(//*[@aria-current])").strip() == "第12页，现在这一页"


def test_the_calendar_says_every_day_in_words(rf):
    component = next(each for each in review.entries() if each.name == "day_calendar")
    text = re.sub(r"\s+", "", drawn(component, component.examples[0], rf).text_content())
    assert all(word in text for word in ("13收到", "14第1日补班", "16休", "9扣除", "25第20日到期", "最迟2026年3月25日前答复"))
    assert "《中华人民共和国政府信息公开条例》第三十三条第二款" in text


def test_a_letter_on_the_screen_says_what_the_paper_says():
    letter = review.OBJECTS["letter"]()
    component = next(each for each in review.entries() if each.name == "letter")
    text = html.fromstring(review.rendered(component, {"letter": letter})).text_content()
    assert [line for line in body_lines(letter) if line not in text] == []


def test_the_labels_of_a_form_are_headers_of_its_table():
    component = next(each for each in review.entries() if each.name == "letter")
    page = html.fromstring(review.rendered(component, {"letter": review.OBJECTS["form_letter"]()}))
    assert page.xpath("//th[@scope='row']/text()") == ["申请人", "收到日期", "申请内容"]
    assert page.xpath("//td[@colspan='3']/text()") == ["示例镇2025年农村危房改造补助对象名单和补助金额"]


def test_the_review_page_is_for_those_who_work_here(client, officer):
    assert client.get("/ui/components").status_code == 302
    client.force_login(officer)
    page = client.get("/ui/components")
    assert page.status_code == 200
    assert html.fromstring(page.content.decode()).xpath("count(//section)") == len(review.entries())


def test_the_review_page_never_repeats_an_id(client, officer):
    client.force_login(officer)
    ids = html.fromstring(client.get("/ui/components").content.decode()).xpath("//@id")
    assert [each for each in ids if ids.count(each) > 1] == []
