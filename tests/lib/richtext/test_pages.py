"""The words of an attached file, page by page, as its readers see them."""

from __future__ import annotations

import datetime
import io

import pytest
import xlsxwriter

from gongkai.lib.errors import UnusableInput
from gongkai.lib.richtext import pages
from lib.richtext.papers import zipped

typst = pytest.importorskip("typst")


def pdf(source: str) -> bytes:
    return typst.compile(source.encode("utf-8"), format="pdf")


def book(fill) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as made:
        fill(made)
    return file.getvalue()


def test_a_pdf_has_its_pages_with_wrapped_lines_joined():
    made = pages(
        pdf(
            '#set page(width: 60mm)\n#set text(font: "Noto Serif CJK SC")\n示例镇农村危房改造补助办法自发布之日起施行\n#pagebreak()\n#pagebreak(weak: false)\nPage three'
        ),
        "pdf",
    )
    assert made == ("示例镇农村危房改造补助办法自发布之日起施行", "", "Page three")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04"])
def test_a_broken_pdf_is_refused_with_a_sentence(data):
    with pytest.raises(UnusableInput):
        pages(data, "pdf")


def test_a_workbook_has_its_visible_sheets_rows_and_columns():
    def fill(made):
        day = made.add_format({"num_format": "yyyy年m月d日"})
        shown, hidden = made.add_worksheet("补助"), made.add_worksheet("底稿")
        shown.write_row(0, 0, ["户主", "金额", "暗"])
        shown.write_row(1, 0, ["户主甲", 2500.5, "暗"])
        shown.write_row(2, 0, ["暗"])
        shown.write_datetime(3, 1, datetime.date(2025, 3, 6), day)
        shown.set_column(2, 2, None, None, {"hidden": True})
        shown.set_row(2, None, None, {"hidden": True})
        hidden.write(0, 0, "暗")
        hidden.hide()

    assert pages(book(fill), "xlsx") == ("补助\n户主\t金额\n户主甲\t2500.5\n2025年3月6日",)


@pytest.mark.parametrize("data", [b"", zipped({"a": "b"}), zipped({"xl/workbook.xml": "<a/>"})])
def test_a_broken_workbook_is_refused_with_a_sentence(data):
    with pytest.raises(UnusableInput):
        pages(data, "xlsx")


def test_text_and_pages_of_the_web_are_one_page():
    assert pages("甲\n乙".encode("gb18030"), "txt") == ("甲\n乙",)
    assert pages("<p>甲</p><script>暗</script>".encode(), "html") == ("甲",)


def test_other_kinds_have_none():
    assert pages(b"x", "zip") == ()
