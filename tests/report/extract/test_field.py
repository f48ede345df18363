"""Shapes met in reports of the field: converters' Markdown, torn tables, columns too many, files cut short."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gongkai.report import sample
from gongkai.report.extract import extract
from gongkai.report.extract.glued import forced
from gongkai.report.model import Figure, Report
from gongkai.report.readers import html, text
from tests.report.extract.test_dialects import read, shaken, values
from tests.support import dialects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.dialects import Line

TITLE = "示例镇2023年政府信息公开工作年度报告"
NEW = "一、本年新收政府信息公开申请数量"


def is_figure(cell: str) -> bool:
    return not cell or cell.lstrip("-").replace(".", "").isdecimal()


def rule_under_head(rows: Iterator[Line]) -> str:
    """A Markdown table, every row as wide as the widest."""
    lines = list(rows)
    width = max(map(len, lines))
    full = ["|" + "|".join([*line, *[""] * (width - len(line))]) + "|" for line in lines]
    return "\n".join([full[0], "|" + ":---:|" * width, *full[1:]])


def rule_without_borders(rows: Iterator[Line]) -> str:
    """What an HTML-to-text converter makes: no bars at the ends, blanks behind."""
    lines = [" | ".join(line) + "  " for line in rows]
    return "\n".join([lines[0], "---|---", *lines[1:]])


def page(*parts: str) -> Report:
    return extract(html.read(("<html><body>" + "".join(parts) + "</body></html>").encode()))


def table(rows: list[Line]) -> str:
    return "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("dialect", [rule_under_head, rule_without_borders])
def test_a_table_with_a_rule_under_its_head_is_read_cell_by_cell(dialect: Callable[[Iterator[Line]], str], form: str) -> None:
    report = shaken(form, 5)
    found = read(dialects.printed(report, dialect))
    assert values(found) == values(report)
    assert found.unsure == ()


def test_table_four_in_three_tables_takes_its_parts_from_the_headings_above_them() -> None:
    head = "| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n|---|---|---|---|---|\n"
    found = read(
        f"# {TITLE}\n\n## 四、政府信息公开行政复议、行政诉讼情况\n\n### 行政复议\n{head}| 5 | 1 | 0 | 2 | 8 |\n\n"
        f"### 行政诉讼（未经复议直接起诉）\n{head}| 3 | 0 | 0 | 0 | 3 |\n\n### 行政诉讼（复议后起诉）\n{head}| 4 | 0 | 1 | 0 | 5 |\n\n"
        "## 五、存在的主要问题及改进情况\n\n解读不多。\n"
    )
    assert values(found) == {
        "table4.review": [5, 1, 0, 2, 8],
        "table4.litigation_direct": [3, 0, 0, 0, 3],
        "table4.litigation_after_review": [4, 0, 1, 0, 5],
    }
    assert found.title == TITLE
    assert found.sections == {"problems": "解读不多。"}


def test_a_row_that_lost_a_cell_is_refused_although_a_rule_stands_below_it() -> None:
    found = read(
        f"{TITLE}\n二、主动公开政府信息情况\n第二十条第（一）项\n| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n|---|---|---|---|\n"
        "## 表二\n| 行政规范性文件 | 14 | 89 |\n|---|---|---|\n"
    )
    assert values(found) == {"table2.normative_documents": [None, None, None]}
    assert [item.where for item in found.unsure] == ["table2.normative_documents"]


def test_rows_torn_out_of_a_table_are_read_when_plain_and_unsure_when_not() -> None:
    found = read(
        f"{TITLE}\n二、主动公开政府信息情况\n第二十条第（五）项\n信息内容本年处理决定数量\n行政许可 97\n"
        "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n|---|---|---|---|\n| 规章 | 0 | 0 | 0 |\n\n"
        f"三、收到和处理政府信息公开申请情况\n| {NEW} | 32 | 2 | 0 | 0 | 0 | 0 | 34 | |\n|---|---|---|---|---|---|---|---|---|\n"
        "（五）不\n予处理4.无正当理由大量反复\n申请\n| 6 | 0 | 0 | 0 | 0 | 0 | 6 |\n|---|---|---|---|---|---|---|\n"
    )
    assert values(found) == {
        "table2.rules": [0, 0, 0],
        "table2.licences": [97],
        "table3.new": [32, 2, 0, 0, 0, 0, 34],
        "table3.not_processed.excessive": [None] * 7,
    }
    assert [item.where for item in found.unsure] == ["table3.not_processed.excessive"]


def test_an_explanation_in_brackets_behind_a_label_does_not_hide_its_figures() -> None:
    found = read(
        f"{TITLE}\n二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\n本年新制作数量\n本年新公开数量\n对外公开总数量\n"
        "规章（镇一级不填）\n0\n0\n0\n规范性文件(镇政府印发的决定、通告等)\n34\n4\n47\n三、收到和处理政府信息公开申请情况\n"
    )
    assert values(found) == {"table2.rules": [0, 0, 0], "table2.normative_documents": [34, 4, 47]}


def test_figures_in_brackets_are_unsure_and_not_blank() -> None:
    found = read(
        f"{TITLE}\n二、主动公开政府信息情况\n第二十条第（五）项\n信息内容\n本年处理决定数量\n行政许可\n（5）\n三、收到和处理政府信息公开申请情况\n"
    )
    assert values(found) == {"table2.licences": [None]}
    assert [item.where for item in found.unsure] == ["table2.licences"]


@pytest.mark.parametrize(
    ("groups", "width", "numbers"),
    [(["007"], 3, (0, 0, 7)), (["0012"], 3, (0, 0, 12)), (["300"], 3, None), (["010"], 3, None), (["31", "31"], 1, None)],
)
def test_noughts_force_a_cut_only_where_no_other_is_left(groups: list[str], width: int, numbers: tuple[int, ...] | None) -> None:
    assert forced(groups, width) == numbers


def test_one_digit_a_column_is_read_though_the_report_itself_does_not_add_up() -> None:
    whole = dialects.printed(shaken("2019", 2), dialects.glued, line="")
    start, end = whole.index("（一）予以公开") + 7, whole.index("（二）部分公开")
    found = read(whole[:start] + "6000017" + whole[end:])
    assert [figure.value for figure in found.rows["table3.granted"]] == [6, 0, 0, 0, 0, 1, 7]
    assert "table3.granted" in found.split


@pytest.mark.parametrize("mark", ["（{cn}）", "{digit}.", "第{cn}部分 ", ""])
def test_headings_numbered_otherwise_are_headings(mark: str) -> None:
    words = dialects.printed(shaken("2021", 1), dialects.cell_a_line)
    for place, number in enumerate("一二三四五六", 1):
        for name in ("总体情况", "主动公开", "收到和处理", "政府信息公开行政复议", "存在的主要问题", "其他需要"):
            words = words.replace(f"\n{number}、{name}", "\n" + mark.format(cn=number, digit=place) + name)
    found = read(words)
    assert set(found.sections) == {"preamble", "overview", "problems", "other"}
    assert values(found) == values(shaken("2021", 1))


def test_table_four_under_a_head_of_single_characters_is_read() -> None:
    found = read(
        f"{TITLE}\n四、政府信息公开行政复议、行政诉讼情况\n行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n结 结 其 尚\n总计 果 果 他 未 总 果 果 他 未 总\n"
        "维 纠 结 审 计 维 纠 结 审 计\n持 正 果 结\n1 0 0 0 1 0 2 0 0 2 0 0 0 3 3\n五、存在的主要问题及改进情况\n无。\n"
    )
    assert [row[-1] for row in values(found).values()] == [1, 2, 3]


def test_a_title_broken_behind_its_subject_is_whole_again() -> None:
    found = read("正文\n2023 年示例市示例局政府信息公开\n工作年度报告\n本报告按要求编制。\n一、总体情况\n平稳。\n")
    assert (found.title, found.organ, found.year) == ("2023年示例市示例局政府信息公开工作年度报告", "示例市示例局", 2023)
    assert found.sections["preamble"] == "本报告按要求编制。"


@pytest.mark.parametrize(
    ("opening", "organ"),
    [
        ("本报告由示例镇人民政府党政办公室编制。", "示例镇人民政府"),
        ("现向社会公布示例市示例局2023年政府信息公开工作年度报告。", "示例市示例局"),
    ],
)
def test_an_untitled_text_names_its_organ_in_the_opening(opening: str, organ: str) -> None:
    assert read(f"{opening}\n一、总体情况\n平稳。\n").organ == organ


def with_subtotals(rows: Iterator[Line]) -> Iterator[Line]:
    """A column 法人小计 behind 自然人, which no form has."""
    for row in rows:
        figures = [cell for cell in row if is_figure(cell)]
        if len(figures) == 7:
            front = row[: len(row) - 7]
            yield [*front, figures[0], str(sum(int(cell or 0) for cell in figures[1:6])), *figures[1:]]
        else:
            yield row


@pytest.mark.parametrize("dialect", [dialects.cell_a_line, dialects.bars, rule_under_head])
def test_a_column_too_many_makes_rows_unsure_even_where_empty_cells_hide_it(dialect: Callable[[Iterator[Line]], str]) -> None:
    report = shaken("2021", 3)
    blank = {key: tuple(Figure(None, "") if not figure.value else figure for figure in row) for key, row in report.rows.items()}
    report = report._replace(rows=report.rows | {key: row for key, row in blank.items() if key.startswith("table3.")})
    found = values(read(dialects.printed(report, lambda rows: dialect(with_subtotals(rows)))))
    truth = values(report)
    for key, row in found.items():
        assert all(value is None or value == truth[key][index] for index, value in enumerate(row)), key


def test_a_total_column_in_table_two_is_not_glued_to_its_figure() -> None:
    found = read(
        f"{TITLE}\n二、主动公开政府信息情况\n第二十条第（五）项\n信息内容\n本年处理决定数量\n合计\n行政许可\n31\n31\n三、收到和处理政府信息公开申请情况\n"
    )
    assert values(found) == {"table2.licences": [None]}


def test_figures_inside_labels_and_merged_cells_repeated_by_a_converter_are_read() -> None:
    found = page(
        f"<h1>{TITLE}</h1><p>二、主动公开政府信息情况</p>",
        table([["信息内容", "本年处理决定数量"], ["行政许可：124"]]),
        table([["信息内容", *["本年处理决定数量"] * 3], ["行政处罚", "7", "7", "7"]]),
    )
    assert values(found) == {"table2.licences": [124], "table2.penalties": [7]}


def test_table_four_on_its_side_is_read() -> None:
    head = ["项目", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    found = page(f"<h1>{TITLE}</h1>", table([head, ["行政复议", "1", "0", "0", "2", "3"], ["复议后起诉", "0", "", "0", "0", "0"]]))
    assert values(found) == {"table4.review": [1, 0, 0, 2, 3], "table4.litigation_after_review": [0, None, 0, 0, 0]}


def test_a_file_cut_in_the_middle_of_a_number_does_not_give_half_of_it() -> None:
    whole = dialects.printed(shaken("2021", 4), dialects.cell_a_line)
    truth = values(shaken("2021", 4))
    start = whole.index(NEW)
    for end in range(start + len(NEW), start + 200):
        for key, row in values(read(whole[:end])).items():
            assert all(value is None or value == truth[key][index] for index, value in enumerate(row)), (end, key)


def test_a_dash_in_the_first_cell_is_no_part_of_a_misprinted_label() -> None:
    found = read(
        f"{TITLE}\n三、收到和处理政府信息公开申请情况\n{NEW}\n1\n0\n0\n0\n0\n0\n1\n（三）不予公开\n1.属于国家秘密\n0\n0\n0\n0\n0\n0\n0\n"
        "3.危机三安全稳定\n—\n1\n2\n0\n0\n0\n3\n4.保护第三方合法权益\n0\n0\n0\n0\n0\n0\n0\n"
    )
    assert values(found)["table3.denied.security_stability"] == [None, 1, 2, 0, 0, 0, 3]


def test_blanks_written_out_as_entities_are_blanks() -> None:
    clean = sample.clean("2021", 2023)
    words = dialects.printed(clean, dialects.bars).replace(" | ", "&nbsp;|&emsp;")
    assert values(extract(text.read(words.encode()))) == values(clean)


def test_a_note_in_brackets_that_holds_figures_is_not_passed_over() -> None:
    found = read(
        f"{TITLE}\n三、收到和处理政府信息公开申请情况\n{NEW} 95 0 0 0 0 0 95 （二）部分公开（区分处理的，只计这一情 形，不 9 0 0 0 0 0 9 "
        "计其他情形） 0 0 0 0 0 0 0 1.属于国家秘密 2.其他法律行政法规禁止公开 1 0 0 0 0 0 1\n"
    )
    assert values(found)["table3.partial"] == [None] * 7
    assert "table3.partial" in {item.where for item in found.unsure}


def test_the_rule_of_a_table_that_lost_its_lines_is_no_cell() -> None:
    found = read(
        f"{TITLE} 二、主动公开政府信息情况 第二十条第（一）项 | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 | |---|---|---|---| "
        "| 规章 | 22 | 235 | |---|---|---| | 行政规范性文件 | 34 | 189 | |---|---|---| 三、收到和处理政府信息公开申请情况"
    )
    assert values(found) == {"table2.rules": [None] * 3, "table2.normative_documents": [None] * 3}


def test_a_row_that_lost_one_of_its_lines_is_not_filled_up_by_cutting_another_cell() -> None:
    words = dialects.printed(shaken("2019", 2), dialects.broken_words)
    row = "5.要求行政机关确认或重新出具已获取信息\n\t0\n\t0\n\t0\n"
    found = read(words.replace(row + "\t33\n", row))
    assert row + "\t33\n" in words
    assert values(found)["table3.not_processed.confirm_or_reissue"] == [None] * 7


def test_empty_cells_at_both_ends_of_a_ragged_row_are_not_guessed_away() -> None:
    found = page(
        f"<h1>{TITLE}</h1>",
        table(
            [[NEW, *"1000001", "", ""], ["三、本年度办理结果", "（一）予以公开", *"1000001", ""], ["2.重复申请", "", *"00000", "1", "", ""]]
        ),
    )
    assert values(found)["table3.not_processed.repeat"] == [None] * 7
    assert [item.where for item in found.unsure] == ["table3.not_processed.repeat"]
