"""A list is looked at whole: every error with row and column at once, and what is odd is said and stops nothing."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.lib.errors import UnusableInput
from gongkai.lib.tablefile import open_table
from gongkai.web.publication.models import Item
from gongkai.web.publication.register.checking import check
from gongkai.web.publication.register.columns import HEAD
from gongkai.web.publication.register.template import template
from gongkai.web.publication.services import columns as column_services
from gongkai.web.publication.services.columns import Choice
from web.publication.register.lists import NOW, TOWN, bring, csv_of, row, table, xlsx_of

pytestmark = pytest.mark.django_db
SLASHES = "://"  # kept apart, because no file names a host that is not known: these are no hosts


def checked(*rows, organ=TOWN):
    return check(table(*rows), organ_name=organ, moment=NOW)


def words(*rows):
    return [problem.words for problem in checked(*rows).problems]


def test_all_errors_are_told_at_once_with_row_and_column():
    found = checked(
        row(formed="2021-02-30"), row(title=""), row(channels="政府网站；飞鸽传书"), row(published="2021-02-01"), row(column="不知道的栏目")
    ).problems
    assert [(each.line, each.column) for each in found] == [
        (2, "成文日期"),
        (3, "标题"),
        (4, "公开渠道"),
        (5, "发布日期"),
        (6, "栏目"),
    ]
    assert "写的是 2021-02-30，没有这一天" in found[0].words
    assert "不认识其中的“飞鸽传书”" in found[2].words
    assert "写的是 2021-02-01，早于“成文日期”2021-03-01" in found[3].words


def test_published_before_it_was_formed_is_an_error_and_on_the_same_day_is_none():
    assert len(words(row(published="2021-02-28"))) == 1
    assert words(row(published="2021-03-01")) == []


def test_a_day_that_has_not_come_yet_is_an_error():
    assert words(row(formed="2026-03-03", published="2026-03-03")) == [
        "第 2 行“成文日期”写的是 2026-03-03，今天是2026年3月2日，还没有到。请改正后重新上传。",
        "第 2 行“发布日期”写的是 2026-03-03，今天是2026年3月2日，还没有到。请改正后重新上传。",
    ]
    assert words(row(formed="2026-03-02", published="2026-03-02")) == []


def test_the_same_index_number_twice_is_an_error_in_the_list_and_against_the_system(town):
    assert words(row(index_number="a1"), row(index_number="a1")) == ["第 3 行“索引号”写的是 a1，和第 2 行重复。请改正后重新上传。"]
    bring(row(index_number="a1"))
    assert words(row(index_number="a1")) == ["第 2 行“索引号”写的是 a1，系统里已经有这个索引号。请改正后重新上传。"]


def test_what_is_not_for_everybody_was_not_published():
    assert "写的是 不予公开，却填了公开渠道" in words(row(attribute="不予公开"))[0]
    assert words(row(attribute="不予公开", channels="报送")) == []


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "www.shiliqu.example",
        f"https{SLASHES}",
        f"https{SLASHES}a b.example/",
        f"http{SLASHES}[",
        "ftp" + SLASHES + "a.example/x",
    ],
)
def test_an_address_that_no_reader_can_open_is_an_error(address):
    assert "不是网址" in words(row(address=address))[0]


def test_a_text_that_is_too_long_for_its_field_is_an_error_and_not_cut():
    assert "有 301 个字，最多 300 个字" in words(row(title="示" * 301))[0]
    assert words(row(title="示" * 300)) == []


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("政府网站", ("website",)),
        ("政府网站、政务微信公众号；政务微博", ("website", "wechat", "weibo")),
        ("报刊、广播、电视", ("press",)),
        ("信息公告栏、电子信息屏；档案馆、图书馆、政务服务场所", ("board", "reading_place")),
        ("网站, 微信", ("website", "wechat")),
        (" 政府 网站 ；；报送（采用）", ("website", "taken_up")),
        ("新闻发布会\n政府公报", ("press_conference", "gazette")),
        ("其他政务新媒体", ("other_media",)),
    ],
)
def test_channels_are_understood_as_offices_write_them(text, keys):
    read = table(row(channels=text))
    found = check(read, organ_name=TOWN, moment=NOW)
    assert found.problems == ()
    assert len(found.channels) == len(keys)


def test_late_is_a_warning_on_the_first_day_behind_the_period_and_not_on_the_last():
    # Formed on Monday 2021-03-01: 20 working days later is 2021-03-29 (条例 Art. 26).
    last = checked(row(published="2021-03-29"))
    behind = checked(row(published="2021-03-30"))
    assert (last.problems, last.warned) == ((), 0)
    assert [each.words for each in behind.warnings] == ["第 2 行：应当在2021年3月29日以前公开，2021年3月30日才公开，超过20个工作日。"]


def test_what_was_only_sent_up_is_not_late():
    assert checked(row(published="2021-08-30", channels="报送")).warned == 0


def test_a_title_twice_is_a_warning_in_the_list_and_against_the_system(town):
    assert "标题和第 2 行一样" in checked(row(), row()).warnings[0].words
    bring(row())
    found = checked(row())
    assert found.good
    assert "系统里已经有同样标题的信息" in found.warnings[0].words


def test_rows_of_totals_are_left_out_and_a_list_without_rows_is_an_error():
    assert checked(row(), {"标题": "合计", "公开渠道": "164"}).rows == 1
    assert [each.words for each in checked({"标题": "合计", "成文日期": "", "发布日期": "", "公开渠道": ""}).problems] == [
        "清单里没有一条信息。请核对工作表，再上传。"
    ]


def test_columns_go_by_the_names_of_the_law_and_by_those_of_the_office(town):
    assert words(row(column="财政预算、决算信息"), row(title="另一条", column="budgets")) == []
    assert "目录里没有这个栏目" in words(row(column="乡村振兴专栏"))[0]
    column_services.choose(organ=town, choices={"livelihood": Choice(True, label="乡村振兴专栏")})
    assert words(row(column="乡村振兴专栏")) == []


def test_the_head_may_stand_below_a_title_and_in_any_order():
    data = xlsx_of(
        {"公开渠道": "微信", "备注": "x", "发布日期": date(2021, 3, 5), "信息名称": "一条", "生成日期": date(2021, 3, 1)},
        title="2021年清单",
    )
    found = check(open_table(data, HEAD), organ_name=TOWN, moment=NOW)
    assert (found.good, found.rows, found.unknown) == (True, 1, ("备注",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_tables_are_read_in_every_encoding_of_an_office(encoding):
    assert check(open_table(csv_of(row(), encoding=encoding), HEAD), organ_name=TOWN, moment=NOW).good


def test_a_missing_column_is_named():
    with pytest.raises(UnusableInput) as wrong:
        open_table(xlsx_of({"标题": "一条", "成文日期": "2021-03-01"}), HEAD)
    assert wrong.value.sentence() == "没有找到清单的表头，缺少 “发布日期”、“公开渠道”，请照模板的列名写表头，顺序不限，再上传"


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"PK\x03\x04x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_what_is_no_table_is_refused_in_one_sentence(data):
    with pytest.raises(UnusableInput):
        open_table(data, HEAD)


def test_the_template_is_a_list_that_can_be_imported():
    found = check(open_table(template(["财政预算、决算信息"]), HEAD), organ_name=TOWN, moment=NOW)
    assert (found.problems, found.rows, found.unknown) == ((), 1, ())


def test_looking_keeps_nothing(town):
    checked(row())
    assert not Item.objects.exists()
