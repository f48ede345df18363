"""Lists: every row of the page stands in the data, older pages keep their numbers, empty columns say what will come."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from gongkai.web.portal.public import lists, sheets
from gongkai.web.portal.public.where import Where, read
from gongkai.web.search.services import Paper, put_many

ATOM = "{http://www.w3.org/2005/Atom}"
FIRST = date(2024, 1, 1)


def fill(organ, count, start=0, column="budgets"):
    """Things of one column, one a day."""
    put_many(
        Paper(organ, f"第{number}号通知", FIRST + timedelta(days=number), index_number=f"X/2024-{number:05d}", column=column, column_label="财政", genre="notice")
        for number in range(start, start + count)
    )  # fmt: skip


def titles(reader, path):
    return re.findall(r"第\d+号通知", reader.get(path).content.decode())


def rows_of(reader, path):
    return [row["title"] for row in reader.get(path).json()["items"]]


@pytest.mark.parametrize("where", ["column/town.levies/year/2026/page/3/", "genre/notice/", "validity/valid/", "year/2025/", "page/7/"])
def test_a_path_names_its_list_and_the_list_its_path(where):
    assert str(read(where)) == where


@given(total=st.integers(0, 500))
def test_the_newest_page_holds_what_no_older_page_does(total):
    archive = lists.archived(total)
    newest = total - archive * lists.SIZE
    assert total < 2 * lists.SIZE or lists.SIZE <= newest < 2 * lists.SIZE


def test_pages_hold_everything_once_newest_first(citizen, town, today):
    fill(town, 65)
    found, path = [], "/o/shilizhen/items/column/budgets/list.json"
    while path:
        data = citizen.get(path).json()
        found += [row["title"] for row in data["items"]]
        path = data["older"]
    assert found == [f"第{number}号通知" for number in range(64, -1, -1)]


def test_what_is_published_next_leaves_older_pages_as_they_are(citizen, town, today):
    fill(town, 65)
    before = {number: citizen.get(f"/o/shilizhen/items/page/{number}/").content for number in (1, 2)}
    fill(town, 1, start=65)
    assert citizen.get("/o/shilizhen/items/page/1/").content == before[1]
    assert citizen.get("/o/shilizhen/items/page/2/").content == before[2]
    assert titles(citizen, "/o/shilizhen/items/")[0] == "第65号通知"


def test_a_page_that_is_not_there_is_not_found(citizen, town, today):
    fill(town, 45)
    assert citizen.get("/o/shilizhen/items/page/1/").status_code == 200
    for path in (
        "page/2/",
        "page/0/",
        "year/1999/",
        "genre/novel/",
        "column/no.such/",
        "validity/repealed/",
        "genre/notice/column/budgets/",
    ):
        assert citizen.get(f"/o/shilizhen/items/{path}").status_code == 404, path


def test_page_json_and_csv_say_the_same(citizen, town, today):
    fill(town, 45)
    for path in ("items/", "items/column/budgets/", "items/genre/notice/", "items/page/1/", "catalogue/"):
        shown = list(dict.fromkeys(titles(citizen, f"/o/shilizhen/{path}")))
        assert shown
        assert rows_of(citizen, f"/o/shilizhen/{path}list.json") == shown
        table = list(csv.DictReader(io.StringIO(citizen.get(f"/o/shilizhen/{path}list.csv").content.decode("utf-8-sig"))))
        assert [row["名称"] for row in table] == shown
        assert table[0]["索引号"].startswith("X/2024-")


def test_the_catalogue_of_a_year_is_had_whole(citizen, town, today):
    fill(town, 400)
    book = openpyxl.load_workbook(io.BytesIO(citizen.get("/o/shilizhen/catalogue/2024.xlsx").content)).active
    assert [cell.value for cell in book[1]][:4] == ["索引号", "名称", "内容概述", "生成日期"]
    assert book.max_row - 1 == 366 == citizen.get("/o/shilizhen/catalogue/2024.json").json()["total"]
    assert citizen.get("/o/shilizhen/catalogue/2023.xlsx").status_code == 404
    assert citizen.get("/o/shilizhen/catalogue/2024.exe").status_code == 404


def test_the_same_catalogue_makes_the_same_file(citizen, town, today):
    fill(town, 3)
    assert citizen.get("/o/shilizhen/catalogue/2024.xlsx").content == citizen.get("/o/shilizhen/catalogue/2024.xlsx").content


_CELLS = st.text(st.sampled_from("=+-@\t\r\n＝＋,'\" 甲1"), max_size=6)


@settings(max_examples=60)
@given(st.lists(_CELLS, min_size=1, max_size=4))
def test_no_cell_is_a_formula_whatever_the_text(cells):
    text = sheets.as_csv(("甲",), [cells]).decode("utf-8-sig")
    for cell in list(csv.reader(io.StringIO(text)))[1:][0] if any(cells) else []:
        assert not cell.lstrip().startswith(("=", "+", "-", "@")), cell
    book = openpyxl.load_workbook(io.BytesIO(sheets.as_xlsx("甲", ("甲",), [cells])))
    assert not [cell for row in book.active.iter_rows() for cell in row if cell.data_type == "f"]


def test_an_empty_column_says_what_will_appear_there(citizen, town, today):
    text = citizen.get("/o/shilizhen/items/column/town.levies/").content.decode()
    assert "还没有公开的内容" in text
    assert "筹资筹劳" in text
    assert "申请公开" in text


def test_a_column_of_which_the_organ_has_no_power_stands_in_no_navigation(citizen, town, today):
    text = citizen.get("/o/shilizhen/items/").content.decode()
    assert "公务员招考" not in text
    assert "宅基地使用情况审核" in text


def test_the_tree_counts_what_is_in_each_column(citizen, town, today):
    fill(town, 7)
    text = citizen.get("/o/shilizhen/items/").content.decode()
    assert re.search(r'财政预算、决算信息 <span class="gk-count">7<', text)
    assert re.search(r'筹资筹劳 <span class="gk-count">暂无<', text)


def test_a_column_with_nothing_in_it_has_an_address_to_which_no_page_leads(citizen, town, today):
    fill(town, 1)
    texts = {path: citizen.get(f"/o/shilizhen/{path}").content.decode() for path in ("", "guide/", "map/", "items/")}
    assert [path for path, text in texts.items() if "town.levies" in text] == []
    assert [path for path, text in texts.items() if "budgets" not in text] == []
    sitemap = citizen.get("/o/shilizhen/sitemap.xml").content.decode()
    assert "items/column/budgets/" in sitemap
    assert "town.levies" not in sitemap
    assert citizen.get("/o/shilizhen/items/column/town.levies/").status_code == 200


def test_the_feed_is_atom_with_the_newest_first(citizen, town, today):
    fill(town, 40)
    for path in ("feed.atom", "items/column/budgets/feed.atom"):
        answer = citizen.get(f"/o/shilizhen/{path}")
        feed = etree.fromstring(answer.content)
        assert answer["Content-Type"].startswith("application/atom+xml")
        assert [each.text for each in feed.iter(f"{ATOM}title")][1] == "第39号通知"
        assert len(feed.findall(f"{ATOM}entry")) == 30
        for each in (feed, *feed.findall(f"{ATOM}entry")):
            assert each.find(f"{ATOM}id").text.startswith("urn:uuid:")
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", each.find(f"{ATOM}updated").text)


def test_a_long_list_needs_no_more_queries_than_a_short_one(citizen, town, today, django_assert_max_num_queries):
    fill(town, 1000)
    for path in ("items/", "items/page/20/", "items/column/budgets/", "catalogue/", "", "feed.atom", "items/list.json"):
        with django_assert_max_num_queries(12, info=path):
            citizen.get(f"/o/shilizhen/{path}")


def test_where_is_written_as_it_is_read():
    assert Where("genre", "notice", 2025).root == Where("genre", "notice", 2025)
    with pytest.raises(ValueError, match="column"):
        read("column/../secret/")
