"""The PDF: tagged, titled, ruled, with Chinese type or not at all."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest

from gongkai.lib.errors import UnusableInput
from gongkai.report import sample, writers
from gongkai.report.layout import Paragraph
from gongkai.report.model import Figure, Report

pytest.importorskip("typst", reason="the PDF writer needs the extra gongkai[pdf]")
pdfplumber = pytest.importorskip("pdfplumber")

from gongkai.lib import typesetting

if not typesetting.families() & set(typesetting._SANS + typesetting._SONG):
    pytest.skip("this system has no Chinese font", allow_module_level=True)


@pytest.fixture(scope="module")
def written() -> bytes:
    return writers.render(sample.clean(), ".pdf", [("改了什么", ["标题补上年度。"])])


def test_it_is_tagged_titled_and_says_its_language(written: bytes) -> None:
    assert b"/StructTreeRoot" in written
    assert b"pdfuaid" in written
    with pdfplumber.open(io.BytesIO(written)) as file:
        assert file.metadata["Title"] == sample.clean().title


def test_a_line_before_a_long_address_is_not_pulled_apart() -> None:
    text = "报告电子版可在示例区人民政府网站（www.shiliqu.example）查阅、下载。对报告有疑问的，请与示例镇党政综合办公室联系。"
    assert Paragraph("preamble", text).ragged
    assert not Paragraph("preamble", text.replace("www.shiliqu.example", "0000-1000002")).ragged
    report = sample.clean()
    with pdfplumber.open(io.BytesIO(writers.render(report._replace(sections={**report.sections, "preamble": text}), ".pdf"))) as file:
        words = next(line for line in file.pages[0].extract_text_lines() if line["text"].startswith("报告电子版"))
    gaps = [after["x0"] - before["x1"] for before, after in pairwise(words["chars"])]
    assert max(gaps) < 4, "as far apart as characters always are"


def test_tables_have_full_rules_and_stay_on_one_page(written: bytes) -> None:
    with pdfplumber.open(io.BytesIO(written)) as file:
        tables = [table for page in file.pages for table in page.extract_tables()]
    assert [(len(table), len(table[0])) for table in tables] == [(14, 4), (28, 10), (4, 15)]
    assert tables[1][3] == ["一、本年新收政府信息公开申请数量", None, None, "4", "1", "0", "0", "0", "0", "5"]


def test_a_page_is_a4_with_the_margins_of_official_documents(written: bytes) -> None:
    with pdfplumber.open(io.BytesIO(written)) as file:
        page = file.pages[1]
        body = [char for char in page.chars if 37 * 2.83 < char["top"] < (297 - 36) * 2.83]
        assert (round(page.width / 72 * 25.4), round(page.height / 72 * 25.4)) == (210, 297)
        assert min(char["x0"] for char in body) >= 28 * 72 / 25.4 - 1
        assert max(char["x1"] for char in body) <= (210 - 26) * 72 / 25.4 + 1


def test_a_line_holds_28_characters_and_a_page_22_lines() -> None:
    report = Report(None, None, None, None, None, {}, {"preamble": "字" * 2000}, {})
    with pdfplumber.open(io.BytesIO(writers.render(report, ".pdf"))) as file:
        lines = [line["text"] for line in file.pages[0].extract_text_lines() if "字" in line["text"]]
    assert len(lines) == 22
    assert [len(line) for line in lines] == [26] + [28] * 21


def test_words_are_never_markup() -> None:
    words = '#panic("x") $a$ *b* _c_ `d` \\ "e" // f @g <h> = i'
    report = sample.clean()._replace(sections={"overview": words})
    with pdfplumber.open(io.BytesIO(writers.render(report, ".pdf"))) as file:
        text = file.pages[0].extract_text()
    assert "".join(words.split()) in "".join(text.split())


def test_a_character_that_no_font_has_does_not_stop_it() -> None:
    report = sample.clean()._replace(sections={"overview": "生僻字\U000e0041\ue815"})
    assert writers.render(report, ".pdf").startswith(b"%PDF")


def test_a_table_longer_than_a_page_goes_on_with_its_header() -> None:
    report = sample.clean()
    rows = {name: tuple(Figure(None, "待" * 12) for _ in row) if name.startswith("table3") else row for name, row in report.rows.items()}
    with pdfplumber.open(io.BytesIO(writers.render(report._replace(rows=rows), ".pdf"))) as file:
        tables = [table for page in file.pages for table in page.extract_tables() if len(table[0]) == 10]
    assert len(tables) > 1
    assert all("勾稽关系" in table[0][0] for table in tables)


def test_without_a_chinese_font_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "families", lambda: frozenset({"DejaVu Sans"}))
    with pytest.raises(UnusableInput, match="没有找到中文字体") as caught:
        writers.render(sample.clean(), ".pdf")
    assert "fonts-noto-cjk" in caught.value.remedy
