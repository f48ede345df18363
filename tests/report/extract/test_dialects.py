"""Every way a table can fall apart is read back to the same figures, or said to be unsure."""

from __future__ import annotations

import random

import pytest

from gongkai.report import sample
from gongkai.report.extract import extract
from gongkai.report.forms import FORMS
from gongkai.report.model import Figure, Report
from gongkai.report.readers import text
from tests.support import dialects

WIDE = ("table2.rules", "table2.normative_documents", "table2.licences", "table2.penalties", "table2.coercion", "table2.procurement")


def read(words: str, encoding: str = "utf-8") -> Report:
    return extract(text.read(words.encode(encoding)))


def values(report: Report) -> dict[str, list[object]]:
    return {key: [figure.value for figure in row] for key, row in report.rows.items()}


def shaken(form: str, seed: int) -> Report:
    """The clean report with other, consistent figures in tables three and four."""
    clean, rng = sample.clean(form, 2023 if form == "2021" else 2020), random.Random(seed)
    edition = FORMS[form]
    rows = {key: [0] * 6 for key in ("new", "carried_in", "total", "carried_out", *edition.results)}
    for column in range(6):
        for key in edition.results:
            rows[key][column] = rng.choice((0, 0, 0, 1, rng.randrange(40)))
        rows["total"][column] = sum(rows[key][column] for key in edition.results)
        rows["carried_out"][column] = rng.choice((0, rng.randrange(12)))
        rows["carried_in"][column] = rng.randrange(rows["total"][column] + 1) if rows["total"][column] else 0
        rows["new"][column] = rows["total"][column] + rows["carried_out"][column] - rows["carried_in"][column]
    made = {f"table3.{key}": tuple(map(Figure, [*row, sum(row)])) for key, row in rows.items()}
    for row in edition.table4:
        four = [rng.choice((0, 0, rng.randrange(15))) for _ in range(4)]
        made[f"table4.{row.key}"] = tuple(map(Figure, [*four, sum(four)]))
    return clean._replace(rows={**clean.rows, **made})


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("dialect", dialects.PLAIN)
def test_a_table_in_any_dialect_gives_the_same_figures(dialect: str, form: str) -> None:
    for seed in range(4):
        report = shaken(form, seed)
        found = read(dialects.printed(report, dialects.PLAIN[dialect]))
        assert values(found) == values(report)
        assert found.form == form
        assert found.unsure == ()
        assert (found.title, found.organ, found.year) == (report.title, report.organ, report.year)
        assert set(found.sections) == {"preamble", "overview", "problems", "other"}


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_glued_cells_are_split_only_where_sums_prove_it(form: str) -> None:
    split = 0
    for seed in range(30):
        report = shaken(form, seed)
        found = read(dialects.printed(report, dialects.glued, line=""))
        truth = values(report)
        for key, row in values(found).items():
            for index, value in enumerate(row):
                assert value is None or value == truth[key][index], (seed, key, index)
        doubted = {item.where for item in found.unsure}
        assert all(None not in row or key in doubted for key, row in values(found).items())
        assert found.rows.keys() == report.rows.keys()
        split += len(found.split)
    assert split > 100, "proof by sums must succeed often, else the reader is of no use"


def test_a_wrong_total_in_glued_digits_is_refused_not_guessed() -> None:
    report = shaken("2021", 3)
    row = report.rows["table3.granted"]
    wrong = (*row[:6], Figure(sum(f.value for f in row[:6] if isinstance(f.value, int)) + 1))
    found = read(dialects.printed(report._replace(rows={**report.rows, "table3.granted": wrong}), dialects.glued, line=""))
    assert [figure.value for figure in found.rows["table3.granted"]] == [None] * 7
    assert "table3.granted" in {item.where for item in found.unsure}


def test_an_encoding_of_the_nineties_is_read_alike() -> None:
    words = dialects.printed(sample.clean(), dialects.cell_a_line)
    assert values(read(words, "gb18030")) == values(read(words)) == values(read(words, "utf-16"))


def test_widths_and_radicals_do_not_matter() -> None:
    words = dialects.printed(sample.clean(), dialects.bars)
    wide = words.translate({**{ord(d): chr(ord(d) + 0xFEE0) for d in "0123456789"}, ord("行"): "⾏", ord("人"): "⼈", ord("（"): "("})
    assert values(read(wide)) == values(sample.clean())
    assert read(wide).year == 2023


def test_a_table_broken_over_pages_repeats_its_label_and_loses_nothing() -> None:
    words = dialects.printed(sample.clean(), dialects.cell_a_line)
    broken = words.replace("（四）无法提供", "- 3 -\n三、本年度办理结果\n（四）无法提供", 1)
    assert values(read(broken)) == values(sample.clean())


def test_an_empty_cell_between_bars_is_blank_and_stays_in_its_column() -> None:
    report = sample.clean()
    row = (Figure(2), Figure(None, ""), Figure(6))
    found = read(dialects.printed(report._replace(rows={**report.rows, "table2.normative_documents": row}), dialects.bars))
    assert [figure.value for figure in found.rows["table2.normative_documents"]] == [2, None, 6]
    assert found.rows["table2.normative_documents"][1].printed == ""


def test_a_cell_that_vanished_makes_the_row_unsure_never_shifted() -> None:
    report = sample.clean()
    words = dialects.printed(report, dialects.cell_a_line).replace("行政规范性文件\n\n2\n\n1\n\n6", "行政规范性文件\n\n2\n\n6")
    found = read(words)
    assert [figure.value for figure in found.rows["table2.normative_documents"]] == [None, None, None]
    assert [item.where for item in found.unsure] == ["table2.normative_documents"]


def test_misprinted_labels_are_still_their_rows_and_kept_as_printed() -> None:
    words = dialects.printed(sample.clean(), dialects.cell_a_line)
    for right, wrong in (
        ("3.危及“三安全", "3.危机“三安全"),
        ("行政执法案卷", "行政法案卷"),
        ("法规禁止公开", "规禁公开"),
        ("不掌握相关政府信息", "不撑握有关政府信息"),
    ):
        assert right in words
        words = words.replace(right, wrong)
    found = read(words)
    assert values(found) == values(sample.clean())
    assert "危机" in found.origins["table3.denied.security_stability"].label


def test_navigation_around_a_page_is_not_the_report() -> None:
    words = dialects.printed(sample.clean(), dialects.cell_a_line)
    page = "首页\n政务公开\n当前位置：首页 > 政府信息公开年报\n" + words + "\n上一篇：无\n版权所有：示例区人民政府"
    found = read(page)
    assert found.sections == read(words).sections
    assert found.sections["other"] == sample.clean().sections["other"]


def test_text_that_is_no_report_gives_an_empty_one() -> None:
    found = read("今日菜谱：红烧豆腐，青菜汤。")
    assert (found.year, found.form, dict(found.rows), found.title) == (None, None, {}, None)
