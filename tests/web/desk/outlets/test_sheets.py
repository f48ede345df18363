"""No cell of a download is ever a formula, whatever somebody wrote, and what was written is what is read."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.lib.tablefile import Head, known, open_table
from gongkai.web.desk.sheets import as_csv, as_xlsx
from gongkai.web.publication.register.template import template
from gongkai.web.publication.services.columns import Choice, choose
from web.publication.register.lists import bring, row

# What Excel, WPS and LibreOffice take for a formula in a .csv, blanks before it or not; full-width signs are folded by some input of theirs.
SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
BLANKS = "\t\r\n\v\f\x00 \u00a0\u3000\ufeff"
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
HOSTILE = st.builds(
    str.__add__, st.text(st.sampled_from(BLANKS.replace("\x00", "")), max_size=3), st.builds(str.__add__, st.sampled_from(SIGNS), TEXT)
)
CELLS = st.lists(st.lists(TEXT | HOSTILE, min_size=3, max_size=3), max_size=5)


def computes(text: str) -> bool:
    return text.lstrip(BLANKS).startswith(SIGNS) or text.startswith(("\t", "\r", "\n"))


def formulas(data: bytes) -> list[str]:
    """Cells of any sheet that a spreadsheet would compute."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]


def csv_cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@given(CELLS)
@example([["=1+1", "\t=cmd|' /C calc'!A0", "\r@SUM(1)"], ["＝1", " =HYPERLINK(1)", "\u3000+1"]])
def test_no_cell_of_a_csv_is_computed(rows):
    cells = csv_cells(as_csv(("=甲", "乙", "丙"), rows))
    assert not [cell for line in cells for cell in line if computes(cell)]
    assert [len(line) for line in cells] == [3] * (len(rows) + 1)


@given(CELLS)
def test_what_was_written_to_a_csv_is_read_again(rows):
    """But for what our own reader of lists cannot tell: a text that began with the mark itself."""
    head = Head(known([("甲", "a"), ("乙", "b"), ("丙", "c")]), {"a": "甲", "b": "乙", "c": "丙"}, "表")
    plain = [[cell.replace("\x00", "") for cell in line] for line in rows if any(line) and not any(cell.startswith("'") for cell in line)]
    read = [values for _, values in open_table(as_csv(("甲", "乙", "丙"), plain), head).rows()]
    assert read == [line for line in plain if any(line)]


@given(CELLS)
@example([["=1+1", "{=1}", "http:localhost"], ["_x0041_", "00012", "1e5"]])
def test_no_cell_of_a_workbook_is_computed_and_every_text_comes_back(rows):
    printable = [["".join(sign for sign in cell if sign.isprintable() or sign in " \u3000") for cell in line] for line in rows]
    data = as_xlsx("清单", ("甲", "乙", "丙"), printable)
    assert formulas(data) == []
    lines = list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2, values_only=True))
    read = [[cell or "" for cell in line] for line in lines] + [["", "", ""]] * len(printable)  # empty lines at the end are no lines
    assert read[: len(printable)] == printable


@given(st.lists(st.text(max_size=20), max_size=5))
@example(["\x00\x08\x1f", "\ufffe\uffff", "\ud800", "\x7f\x85"])
def test_any_text_makes_a_workbook_that_opens(cells):
    assert formulas(as_xlsx("清单", ("甲",), [(cell,) for cell in cells])) == []


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
def test_any_name_names_a_sheet(name):
    assert openpyxl.load_workbook(io.BytesIO(as_xlsx(name, ("甲",), [("一",)]))).active["A2"].value == "一"


def test_a_text_longer_than_a_cell_is_cut_and_not_lost():
    data = as_xlsx("清单", ("甲",), [("字" * 40_000,)])
    assert len(openpyxl.load_workbook(io.BytesIO(data)).active["A2"].value) == 32_767


@pytest.mark.django_db
def test_no_download_of_these_pages_has_a_formula_whatever_stands_in_an_item(enter, officer, town):
    bad = ("=1+1", "＝cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\u3000=1", "'=1")
    choose(organ=town, choices={"livelihood": Choice(True, label="=HYPERLINK(1)")})
    bring(*(
        row(title=f"{text}{number}", number=f"{text}{number}", index_number=f"{text}{number}", genre=genre, channels="政府网站；微信；报送", column="=HYPERLINK(1)",
            department=text, keywords=text, summary=text, address=f"https://www.shiliqu.example/{number}")
        for number, (text, genre) in enumerate((text, genre) for text in bad for genre in ("规范性文件", "政策文件", "通知"))
    ))  # fmt: skip
    client = enter(officer)
    exports = [
        *((f"desk:{name}", (kind,), {"year": "2021", "state": "all"}) for name in ("deliveries_export", "item_figures_export", "interpretations_export", "documents_export") for kind in ("csv", "xlsx")),
        *(("desk:item_figures_list", (2021, "total"), {"as": kind}) for kind in ("csv", "xlsx")),
    ]  # fmt: skip
    for name, arguments, asked in exports:
        response = client.get(reverse(name, args=arguments), asked)
        assert response.status_code == 200, name
        if "csv" in response.headers["Content-Type"]:
            cells = [cell for line in csv_cells(response.content) for cell in line]
            assert any("SUM(1)" in cell or "HYPERLINK" in cell for cell in cells), name
            assert not [cell for cell in cells if computes(cell)], name
        else:
            assert formulas(response.content) == [], name
    assert formulas(template(["=1+1", "＝1"])) == []
