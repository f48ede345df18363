"""A table in a file: found by its labels wherever it stands, read in bounds, its guards taken off again."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from gongkai.lib.errors import UnusableInput
from gongkai.lib.tablefile import Head, known, open_table

HEAD = Head(known([("名称", "name"), ("日期", "day"), ("别名", "name")]), {"name": "名称"}, "清单")


def book(*cells, hidden=False):
    """Sheets of (row, column, value); the first may be hidden."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as made:
        first, second = made.add_worksheet(), made.add_worksheet()
        if hidden:
            second.activate()
            first.hide()
        for row, column, value in cells:
            first.write(row, column, value)
    return file.getvalue()


def rows(data):
    return [values for _, values in open_table(data, HEAD).rows()]


def test_the_head_is_found_below_a_title_and_its_rows_have_the_numbers_of_excel():
    table = open_table(book((0, 0, "某某清单"), (2, 0, "名 称"), (2, 1, "备注"), (4, 0, "甲"), (4, 1, "x")), HEAD)
    assert (table.keys, table.unknown) == (("name", ""), ("备注",))
    assert [line for line, _ in table.rows()] == [5]
    assert list(table.rows()) == list(table.rows())  # again and again


def test_a_label_that_stands_twice_counts_where_it_stands_first():
    assert open_table(b"\xe5\x90\x8d\xe7\xa7\xb0,\xe5\x88\xab\xe5\x90\x8d\na,b\n", HEAD).keys == ("name", "")


def test_a_hidden_sheet_is_no_table():
    with pytest.raises(UnusableInput, match="没有找到清单的表头"):
        open_table(book((0, 0, "名称"), (1, 0, "甲"), hidden=True), HEAD)


def test_one_lone_cell_in_the_far_corner_is_refused_before_it_fills_the_memory():
    with pytest.raises(UnusableInput, match="太大"):
        open_table(book((0, 0, "名称"), (1_048_575, 16_383, "x")), HEAD)


def test_a_bomb_is_refused_by_what_it_unpacks_to():
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(600):
            part.write(bytes(1024 * 1024))
    with pytest.raises(UnusableInput, match="太大"):
        open_table(file.getvalue(), HEAD)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "＝1", " =1", "\u3000＝1"])
def test_the_mark_that_guards_a_text_is_taken_off(text):
    assert rows(f"名称\n'{text}\n".encode()) == [[text]]


@pytest.mark.parametrize("text", ["'quoted'", "'80年代"])
def test_a_mark_that_guards_nothing_is_part_of_the_text(text):
    assert rows(f"名称\n{text}\n".encode()) == [[text]]


@pytest.mark.parametrize("mark", [",", "\t", ";", "，"])
def test_every_mark_of_an_office_parts_the_cells(mark):
    assert rows(f"名称{mark}日期\n甲{mark}2026-03-06\n".encode("gb18030")) == [["甲", "2026-03-06"]]
