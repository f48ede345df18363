"""The web page: alone, without script, with tables that can be followed by ear."""

from __future__ import annotations

import re

import lxml.html
import pytest

from gongkai.report import layout, sample, writers
from gongkai.report.writers import html


@pytest.fixture(scope="module")
def page() -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(writers.render(sample.clean(), ".html").decode())


def test_nothing_is_loaded_and_nothing_runs() -> None:
    text = writers.render(sample.clean(), ".html").decode()
    assert not re.search(r"<script|<link|<img|https?:|url\(|@import|\son\w+=", text)


def test_the_language_and_the_title_are_said(page: lxml.html.HtmlElement) -> None:
    assert page.get("lang") == "zh-CN"
    assert page.findtext(".//title") == page.find(".//h1").text_content() == sample.clean().title


def test_every_figure_names_its_headers_and_they_exist(page: lxml.html.HtmlElement) -> None:
    ids = {node.get("id"): node.text_content() for node in page.iter() if node.get("id")}
    cells = [cell for cell in page.iter("td") if cell.get("headers") is not None]
    assert len(cells) == sum(len(row) for row in sample.clean().rows.values())
    for cell in cells:
        assert all(name in ids for name in cell.get("headers").split())
    first = next(cell for cell in cells if cell.getparent()[0].text_content() == "一、本年新收政府信息公开申请数量")
    assert [ids[name] for name in first.get("headers").split()] == ["一、本年新收政府信息公开申请数量", "申请人情况", "自然人"]


def test_headers_of_one_block_do_not_reach_the_next(page: lxml.html.HtmlElement) -> None:
    ids = {node.get("id"): node.text_content() for node in page.iter("th")}
    cell = next(row[1] for row in page.iter("tr") if row[0].text_content() == "行政许可")
    assert [ids[name] for name in cell.get("headers").split()] == ["行政许可", "第二十条第（五）项", "本年处理决定数量"]


def test_each_table_has_a_caption_and_every_header_a_scope(page: lxml.html.HtmlElement) -> None:
    assert all(table.findtext("caption") for table in page.iter("table"))
    assert {header.get("scope") for header in page.iter("th")} == {"col", "colgroup", "row", "rowgroup"}


def test_ids_stand_once(page: lxml.html.HtmlElement) -> None:
    ids = [node.get("id") for node in page.iter() if node.get("id")]
    assert len(ids) == len(set(ids))


def test_a_phone_scrolls_the_box_and_not_the_page(page: lxml.html.HtmlElement) -> None:
    assert all(table.getparent().get("class") == "gk-box" and table.getparent().get("tabindex") == "0" for table in page.iter("table"))


def test_words_are_never_markup() -> None:
    report = sample.clean()._replace(title='"><script>x</script>', organ="<b>", sections={"overview": "<img src=x onerror=y>"})
    text = writers.render(report, ".html").decode()
    assert "<script>" not in text
    assert "<img" not in text


def test_another_page_may_put_its_own_marks_into_cells() -> None:
    table = layout.table4(sample.clean())
    assert table is not None
    marked = html.table(table, lambda cell: f"<mark>{cell.text}</mark>" if cell.place == 4 else cell.text)
    assert marked.count("<mark>") == 6  # three labels 总计 and the three figures under them


def test_small_type_is_dark_enough() -> None:
    tokens = dict(re.findall(r"--gk-([a-z]+):(#[0-9a-f]{3,6})", html.STYLE))
    for ink in ("ink", "soft", "red"):
        for paper in ("paper", "mist"):
            assert contrast(tokens[ink], tokens[paper]) >= 4.5


def contrast(one: str, other: str) -> float:
    lights = sorted((light(one), light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def light(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
