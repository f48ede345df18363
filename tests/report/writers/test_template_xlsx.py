"""A superior's template: figures go into its empty cells, and nothing else in the file changes."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from random import Random

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font, PatternFill

from gongkai.lib.errors import UnusableInput
from gongkai.report import sample, writers
from gongkai.report.comparison import comparison
from gongkai.report.forms import FORMS, common
from gongkai.report.model import Figure
from gongkai.report.readers import report_of
from gongkai.report.writers.template_xlsx import fill_template, order_of

YEARS = {"2019": 2020, "2021": 2023}


def blank(form="2021"):
    """Our own workbook of a report in which no figure stands."""
    report = sample.clean(form, YEARS[form])
    return writers.render(report._replace(rows={key: (Figure(None, ""),) * len(row) for key, row in report.rows.items()}), ".xlsx")


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def opened(data, **how):
    return openpyxl.load_workbook(io.BytesIO(data), **how)


def table_three(sheet, top=1, *, left=1, rows=FORMS["2021"].rows, columns=common.COLUMNS):
    """A plain table three: labels in one column, heads in one row, nothing merged."""
    for number, label in enumerate(columns, 1):
        sheet.cell(top, left + number, label)
    for number, row in enumerate(rows, 1):
        sheet.cell(top + number, left, row.label)


def superior():
    """A workbook as a district sends it: a page of words, the tables with formulas and styles, a sheet that counts."""
    book = openpyxl.Workbook()
    words = book.active
    words.title = "填报说明"
    words["A1"] = "请于1月15日前报送。商业企业、科研机构等口径见通知。"
    sheet = book.create_sheet("填报表")
    sheet["A1"] = "政府信息公开年度报告填报表"
    sheet.merge_cells("A1:I1")
    for row, (label, *heads) in enumerate(
        [
            ("信息内容", "本年制发\n件数", "本年废止件数", "现行有效件数"), ("规 章",), ("行政规范性文件",), ("其他主动公开文件",),
            ("信息内容", "本年处理决定数量"), ("行政许可",), ("行政处罚",), ("行政强制",),
            ("信息内容", "本年收费金额(单位:万元)"), ("行政事业性收费",),
        ],
        3,
    ):  # fmt: skip
        for column, text in enumerate((label, *heads), 1):
            sheet.cell(row, column, text)
    table_three(sheet, 15, left=2)
    sheet["C15"].font = Font(bold=True)
    sheet["A18"] = "三、本年度办理结果"
    sheet.merge_cells("A18:A39")
    for number in range(16, 41):
        sheet[f"I{number}"] = f"=SUM(C{number}:H{number})"
        sheet[f"C{number}"].fill = PatternFill("solid", fgColor="FFFF00")
    for number, label in enumerate(common.TABLE4_COLUMNS, 2):
        sheet.cell(43, number, label)
    for number, row in enumerate(common.TABLE4, 44):
        sheet.cell(number, 1, row.label)
    counting = book.create_sheet("核对")
    counting["A1"] = "=填报表!C16+填报表!C17-填报表!C39-填报表!C40"
    return saved(book)


TEMPLATE = superior()


# --- filling -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_an_empty_official_form_is_filled_whole_and_read_back(form):
    report = sample.clean(form, YEARS[form])
    done = fill_template(blank(form), report)
    assert report_of(done.data).rows == report.rows
    assert len(done.filled) == sum(map(len, report.rows.values()))
    assert (done.strange, done.kept, done.unknown) == ((), (), ())


@given(st.integers(0, 2**32))
@settings(max_examples=10)
def test_whatever_the_figures_they_stand_in_their_own_cells(seed):
    chance = Random(seed)
    report = sample.clean()
    rows = {
        key: tuple(Figure(chance.choice((0, chance.randrange(10**6), 10**15 + 1))) for _ in row) if key.startswith("table3.") else row
        for key, row in report.rows.items()
    }
    assert report_of(fill_template(blank(), report._replace(rows=rows)).data).rows.items() >= rows.items()


@given(st.integers(0, 2**32))
@settings(max_examples=10)
def test_every_cell_that_is_said_to_be_filled_holds_its_figure_and_no_other_does(seed):
    chance = Random(seed)
    report = sample.clean()
    rows = {key: tuple(Figure(chance.choice((None, None, 0, 7, 12.25))) for _ in row) for key, row in report.rows.items()}
    done = fill_template(blank(), report._replace(rows=rows))
    sheet = opened(done.data).active
    numbers = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)}
    expected = {
        f"{key}[{index}]": figure.value for key, row in rows.items() for index, figure in enumerate(row) if figure.value is not None
    }
    assert {filled.cell: numbers.pop(filled.place) for filled in done.filled} == expected
    assert numbers == {}
    assert len(done.unknown) + len(done.filled) == sum(map(len, rows.values()))


def test_a_district_template_gets_its_figures_where_its_labels_say():
    done = fill_template(superior(), sample.clean())
    sheet = opened(done.data)["填报表"]
    assert [sheet.cell(5, column).value for column in (2, 3, 4)] == [2, 1, 6]
    assert [sheet.cell(row, 2).value for row in (8, 9, 10, 12)] == [31, 4, 1, 0.85]
    assert [sheet.cell(16, column).value for column in range(3, 9)] == [4, 1, 0, 0, 0, 0]
    assert [sheet.cell(40, column).value for column in range(3, 9)] == [1, 0, 0, 0, 0, 0]
    assert [sheet.cell(46, column).value for column in range(2, 7)] == [0, 0, 0, 0, 0]
    assert ("table3.new[0]", "填报表", "C16") in done.filled


def test_labels_of_no_form_are_listed_with_their_place():
    assert fill_template(superior(), sample.clean()).strange == ("工作表“填报表”A6“其他主动公开文件”",)


def test_formulas_and_styles_stay_and_are_told():
    before, after = opened(superior())["填报表"], (done := fill_template(superior(), sample.clean())) and opened(done.data)["填报表"]
    assert after["I16"].value == before["I16"].value == "=SUM(C16:H16)"
    assert after["C16"].fill.fgColor.rgb == before["C16"].fill.fgColor.rgb == "00FFFF00"
    assert after["C15"].font.bold
    assert after.merged_cells.ranges == before.merged_cells.ranges
    assert "工作表“填报表”I16 有公式" in done.kept
    assert len(done.kept) == 25


def test_other_sheets_and_every_other_part_stay_byte_for_byte():
    def parts(data):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    template = superior()
    before, after = parts(template), parts(fill_template(template, sample.clean()).data)
    assert list(before) == list(after)
    # The workbook is told to work out its formulas again; nothing else but the filled sheet differs.
    assert {name for name in before if before[name] != after[name]} == {"xl/worksheets/sheet2.xml", "xl/workbook.xml"}


def test_what_formulas_gave_for_empty_cells_is_forgotten():
    with zipfile.ZipFile(io.BytesIO(superior())) as old:
        sheet = old.read("xl/worksheets/sheet2.xml").replace(b"<f>SUM(C16:H16)</f><v />", b"<f>SUM(C16:H16)</f><v>0</v>")
        sheet = sheet.replace(b"<f>SUM(C16:H16)</f><v></v>", b"<f>SUM(C16:H16)</f><v>0</v>")
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as new:
            for name in old.namelist():
                new.writestr(name, sheet if name == "xl/worksheets/sheet2.xml" else old.read(name))
    assert opened(file.getvalue(), data_only=True)["填报表"]["I16"].value == 0
    done = fill_template(file.getvalue(), sample.clean())
    assert opened(done.data, data_only=True)["填报表"]["I16"].value is None
    assert opened(done.data).calculation.fullCalcOnLoad


def test_a_cell_that_holds_something_is_not_touched_and_told_when_it_differs():
    book = opened(superior())
    book["填报表"]["C16"], book["填报表"]["D16"] = 4, "/"
    done = fill_template(saved(book), sample.clean())
    sheet = opened(done.data)["填报表"]
    assert (sheet["C16"].value, sheet["D16"].value) == (4, "/")
    told = [words for words in done.kept if "公式" not in words]
    assert told == ["工作表“填报表”D16 原有“/”，报告是“1”"]


def test_a_figure_that_nobody_knows_leaves_its_cell_empty_and_is_told():
    report = sample.clean()
    rows = {key: row for key, row in report.rows.items() if key != "table2.coercion"}
    done = fill_template(superior(), report._replace(rows={**rows, "table2.licences": (Figure(None, "/"),)}))
    sheet = opened(done.data)["填报表"]
    assert (sheet["B8"].value, sheet["B10"].value) == (None, None)
    assert done.unknown == ("工作表“填报表”B8", "工作表“填报表”B10")


def test_a_column_of_money_in_another_unit_is_not_filled():
    book = opened(superior())
    book["填报表"]["B11"] = "本年收费金额（单位：元）"
    done = fill_template(saved(book), sample.clean())
    assert opened(done.data)["填报表"]["B12"].value is None
    assert "工作表“填报表”B11“本年收费金额（单位：元）”" in done.strange


def test_a_column_that_the_form_does_not_have_is_left_alone():
    book = openpyxl.Workbook()
    table_three(book.active, columns=(*common.COLUMNS[:1], "小计", *common.COLUMNS[1:]))
    done = fill_template(saved(book), sample.clean())
    sheet = opened(done.data).active
    assert [sheet.cell(2, column).value for column in range(2, 10)] == [4, None, 1, 0, 0, 0, 0, 5]
    assert done.strange == ("工作表“Sheet”C1“小计”",)


def test_one_row_for_other_handling_gets_the_sum_of_the_three():
    book = openpyxl.Workbook()
    table_three(book.active, rows=FORMS["2019"].rows)
    report = sample.clean()
    thirds = {f"table3.other.{key}": (Figure(1),) + (Figure(0),) * 5 + (Figure(1),) for key in ("no_correction", "fee_unpaid", "rest")}
    done = fill_template(saved(book), report._replace(rows={**report.rows, **thirds}))
    sheet = opened(done.data).active
    row = next(row for row in sheet.iter_rows() if row[0].value == "（六）其他处理")
    assert [cell.value for cell in row[1:]] == [3, 0, 0, 0, 0, 0, 3]


def test_a_table_that_stands_twice_is_filled_in_the_first_that_is_empty():
    book = openpyxl.Workbook()
    book.active.title = "样表"
    table_three(book.active)
    for row in book.active.iter_rows(min_row=2, max_row=26, min_col=2, max_col=8):
        for cell in row:
            cell.value = 7
    for name in ("甲", "乙"):
        table_three(book.create_sheet(name))
    done = fill_template(saved(book), sample.clean())
    after = opened(done.data)
    assert (after["样表"]["B2"].value, after["甲"]["B2"].value, after["乙"]["B2"].value) == (7, 4, None)
    assert done.kept == ()


def test_hidden_sheets_are_left_alone():
    book = openpyxl.Workbook()
    table_three(book.active)
    table_three(book.create_sheet("旧表"))
    book["Sheet"].sheet_state = "hidden"
    book.active = 1
    done = fill_template(saved(book), sample.clean())
    assert {cell.sheet for cell in done.filled} == {"旧表"}


def test_a_cell_that_the_file_does_not_list_is_made_with_the_style_of_its_column():
    book = openpyxl.Workbook()
    table_three(book.active)
    book.active.column_dimensions["B"].font = Font(italic=True)
    sheet = opened(fill_template(saved(book), sample.clean()).data).active
    assert sheet["B2"].value == 4
    assert sheet["B2"].font.italic
    assert [cell.coordinate for cell in sheet[2]] == [f"{letter}2" for letter in "ABCDEFGH"]


def test_rows_and_cells_without_numbers_are_counted_as_excel_does():
    book = openpyxl.Workbook()
    table_three(book.active)
    data = saved(book)
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as new:
            for name in old.namelist():
                part = old.read(name)
                if name == "xl/worksheets/sheet1.xml":
                    part = part.replace(b'<row r="2">', b"<row>").replace(b'<c r="A2" ', b"<c ")
                new.writestr(name, part)
    assert opened(fill_template(file.getvalue(), sample.clean()).data).active["B2"].value == 4


# --- order and refusals ------------------------------------------------------------------------------


def test_the_order_of_the_template_orders_the_comparison():
    book = openpyxl.Workbook()
    table_three(book.active, rows=tuple(reversed(FORMS["2021"].rows)))
    # Below 四、结转下年度 a table ends: only what stands before it is asked for.
    assert order_of(saved(book), "2021")[:2] == ("table3.carried_out[0]", "table3.carried_out[1]")
    rows = comparison(sample.clean(), order=order_of(superior(), "2021"))
    assert [row.cell for row in rows[:4]] == ["table2.rules[0]", "table2.rules[1]", "table2.rules[2]", "table2.normative_documents[0]"]
    assert len(rows) == 10 + 175 + 15


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing", "一、总体情况".encode(), b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_refused(data):
    with pytest.raises(UnusableInput):
        fill_template(data, sample.clean())


@given(st.integers(0, 2**32))
@settings(max_examples=40)
def test_a_damaged_workbook_is_refused_or_filled_and_nothing_else(seed):
    chance = Random(seed)
    with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as old:
        parts = {name: bytearray(old.read(name)) for name in old.namelist()}
    part = parts[chance.choice(("xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"))]
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(part))
        part[at : at + chance.randrange(6)] = bytes(chance.choices(b'<>/"=rcAZ09 ', k=chance.randrange(6)))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        for name, content in parts.items():
            new.writestr(name, bytes(content))
    try:
        done = fill_template(file.getvalue(), sample.clean())
    except UnusableInput:
        return  # one sentence; anything else raised fails the test
    assert zipfile.ZipFile(io.BytesIO(done.data)).testzip() is None


def test_a_word_file_is_refused():
    with pytest.raises(UnusableInput, match=r"不是 \.xlsx 表格"):
        fill_template(writers.render(sample.clean(), ".docx"), sample.clean())


def test_a_workbook_without_any_table_of_the_form_is_refused():
    book = openpyxl.Workbook()
    book.active["A1"] = "通讯录"
    with pytest.raises(UnusableInput) as refused:
        fill_template(saved(book), sample.clean())
    assert "没有找到2021年格式的年度报告表格" in refused.value.sentence()


def test_a_template_of_the_other_form_gets_only_what_means_the_same():
    done = fill_template(blank("2019"), sample.clean("2021", 2023))
    # 处理决定数量 is the same count in both forms; nothing else of table two is.
    assert [cell.cell for cell in done.filled if cell.cell.startswith("table2.")] == [
        "table2.licences[0]",
        "table2.penalties[0]",
        "table2.coercion[0]",
    ]
    assert any("本年新制作数量" in words for words in done.strange)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_works_out_the_formulas_over_the_figures(tmp_path):
    (tmp_path / "filled.xlsx").write_bytes(fill_template(superior(), sample.clean()).data)
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "out"), str(tmp_path / "filled.xlsx")], check=True, capture_output=True, timeout=120
    )
    after = opened((tmp_path / "out" / "filled.xlsx").read_bytes(), data_only=True)
    assert after["填报表"]["I16"].value == 5
    assert after["核对"]["A1"].value == 0
