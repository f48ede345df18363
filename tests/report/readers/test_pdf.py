"""PDF files with a text layer, set with typst; real ones where the corpus is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typst

from gongkai.lib.document import Grid, Paragraph
from gongkai.lib.errors import UnusableInput
from gongkai.report.extract import extract
from gongkai.report.readers import pdf
from gongkai.report.readers.pdf_layout import Shape
from gongkai.report.readers.pdf_lines import Glyph, Line, cell_text, is_page_number, lines
from gongkai.report.readers.pdf_rules import Rule, find_tables
from tests.support import hostile

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
SETTING = '#set page(width: 16cm, height: 12cm, margin: 2cm)\n#set text(font: "New Computer Modern", size: 10pt)\n'


def read(source: str) -> list[str | list[list[tuple[str, int, int]]]]:
    """Texts, and for tables rows of (text, rows, columns)."""
    document = pdf.read(typst.compile((SETTING + source).encode()))
    return [
        block.text if isinstance(block, Paragraph) else [[(c.text, c.rows, c.columns) for c in row] for row in block.anchored()]
        for block in document.blocks
    ]


def table(columns: int, cells: list[str]) -> str:
    return f"#table(columns: {columns}, {', '.join(cells)})\n"


def test_paragraphs_and_a_table_come_in_order() -> None:
    found = read("Before\n\n" + table(2, ["[rules]", "[0]", "[fees]", "[0.85]"]) + "\nAfter")
    assert found == ["Before", [[("rules", 1, 1), ("0", 1, 1)], [("fees", 1, 1), ("0.85", 1, 1)]], "After"]


def test_merged_headers_keep_their_extent() -> None:
    cells = ["table.cell(rowspan: 2)[what]", "table.cell(colspan: 3)[who]", "[a]", "[b]", "[c]", "[new]", "[1]", "[]", "[3]"]
    assert read(table(4, cells)) == [
        [
            [("what", 2, 1), ("who", 1, 3)],
            [("a", 1, 1), ("b", 1, 1), ("c", 1, 1)],
            [("new", 1, 1), ("1", 1, 1), ("", 1, 1), ("3", 1, 1)],
        ]
    ]


def test_a_table_over_two_pages_is_one_table() -> None:
    cells = [f"[row{number}], [{number}]" for number in range(40)]
    found = read(table(2, cells))
    assert len(found) == 1
    assert [row[1][0] for row in found[0]] == [str(number) for number in range(40)]


def test_a_table_without_outer_borders_keeps_its_outer_columns() -> None:
    stroke = "stroke: (x, y) => (left: if x > 0 { 1pt }, bottom: 1pt, top: 1pt), "
    assert read(table(3, [stroke + "[a]", "[b]", "[c]", "[1]", "[2]", "[3]"])) == [
        [[("a", 1, 1), ("b", 1, 1), ("c", 1, 1)], [("1", 1, 1), ("2", 1, 1), ("3", 1, 1)]]
    ]


def test_a_frame_around_text_is_no_table_and_shading_draws_no_lines() -> None:
    assert read('#rect[framed]\n\n#block(fill: rgb("#c6d9f1"), inset: 4pt)[shaded]') == ["framed", "shaded"]


@pytest.mark.parametrize(("turns", "matrix"), [(90, "0 1 -1 0 300 100"), (270, "0 -1 1 0 300 700"), (180, "-1 0 0 -1 400 300")])
def test_text_on_a_turned_page_reads_as_it_is_shown(turns: int, matrix: str) -> None:
    content = f"BT /F1 12 Tf {matrix} Tm (Fees, 12.5 in all) Tj ET".encode()
    data = hostile.pdf(content).replace(b"/MediaBox", b"/Rotate %d /MediaBox" % turns)
    assert [block.text for block in pdf.read(data).blocks if isinstance(block, Paragraph)] == ["Fees, 12.5 in all"]


def test_boxes_turn_with_the_page() -> None:
    shape = Shape(600, 800, 1)
    assert shape.box(10, 20, 30, 40) == (20, 10, 40, 30)
    assert Shape(600, 800, 0).box(10, 20, 30, 40) == (10, 760, 30, 780)
    assert Shape(600, 800, 2).box(10, 20, 30, 40) == (570, 20, 590, 40)
    assert Shape(600, 800, 3).box(10, 20, 30, 40) == (760, 570, 780, 590)


def test_wrapped_lines_are_one_paragraph_and_page_numbers_are_none() -> None:
    found = read('#set page(numbering: "— 1 —")\n#set par(justify: true)\n' + "word " * 60 + "\n\nSecond")
    assert len(found) == 2
    assert str(found[0]).split() == ["word"] * 60


def glyphs(text: str, left: float, baseline: float, size: float = 10.0) -> list[Glyph]:
    return [
        Glyph(sign, left + n * size, baseline - 0.8 * size, left + (n + 1) * size, baseline + 0.2 * size) for n, sign in enumerate(text)
    ]


def test_chinese_is_joined_without_blanks_and_distant_words_are_not() -> None:
    found = lines([*glyphs("结果", 0, 20), *glyphs("维持", 60, 20), *glyphs("下一行", 0, 40)])
    assert [line.text for line in found] == ["结果 维持", "下一行"]


def test_a_vertical_label_is_read_downwards() -> None:
    column = [glyph for n, sign in enumerate("三、本年度") for glyph in glyphs(sign, 5, 20 + 11 * n)]
    assert cell_text(column) == "三、本年度"


def test_digits_on_two_lines_of_a_cell_stay_apart() -> None:
    assert cell_text([*glyphs("12", 0, 20), *glyphs("3", 0, 40)]) == "12\n3"


@pytest.mark.parametrize("text", ["- 1 -", "— 12 —", "3", "第 2 页", "第2页 共5页", "2 / 5"])
def test_page_numbers_are_known_by_their_signs_and_place(text: str) -> None:
    assert is_page_number(Line(text, 0, 790, 10, 800, 10), 842)
    assert not is_page_number(Line(text, 0, 400, 10, 410, 10), 842)


def test_a_missing_line_merges_only_what_it_should() -> None:
    lying = [Rule(y, 0, 100) for y in (0, 20)] + [Rule(10, 50, 100)]
    standing = [Rule(x, 0, 20) for x in (0, 50, 100)]
    assert find_tables(lying, standing)[0].cells == ((0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1))


@pytest.mark.parametrize("draw", [b"f", b"S"])
def test_all_borders_of_a_table_drawn_as_one_path_are_seen(draw: bytes) -> None:
    lying = b"".join(b"100 %d 200 1 re " % y for y in (500, 540, 580))
    standing = b"".join(b"%d 500 1 80 re " % x for x in (100, 200, 300))
    texts = b"".join(
        b"BT /F1 12 Tf %d %d Td (%s) Tj ET " % place
        for place in ((110, 550, b"rules"), (210, 550, b"0"), (110, 510, b"fees"), (210, 510, b"1"))
    )
    grid = pdf.read(hostile.pdf(texts + lying + standing + draw)).blocks[0]
    assert isinstance(grid, Grid)
    assert [(cell.text, cell.row, cell.column) for cell in grid.cells] == [("rules", 0, 0), ("0", 0, 1), ("fees", 1, 0), ("1", 1, 1)]


def test_a_pdf_without_text_says_that_it_is_a_scan() -> None:
    with pytest.raises(UnusableInput, match="没有文字层"):
        pdf.read(hostile.pdf(b"0 0 m 100 100 l S"))


def test_a_locked_pdf_says_so() -> None:
    with pytest.raises(UnusableInput, match="密码"):
        pdf.read(hostile.locked_pdf())


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(UnusableInput, match="200 页"):
        pdf.read(hostile.pdf(pages=201))


def test_the_real_pdf_is_read_without_a_wrong_figure() -> None:
    folder = CORPUS / "hongze_2024"
    if not folder.is_dir():
        pytest.skip("the corpus of real reports is not here")
    report = extract(pdf.read((folder / "raw.pdf").read_bytes()))
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    for name in ("table2", "table3", "table4"):
        found = {key: [figure.value for figure in report.rows.get(f"{name}.{key}", ())] for key in truth[name]}
        assert found == truth[name]
    assert report.year == truth["year"]
    assert report.organ == truth["organ"]
    assert report.unsure == ()


def test_the_grids_of_the_real_pdf_are_joined_over_its_pages() -> None:
    source = CORPUS / "hongze_2024" / "raw.pdf"
    if not source.is_file():
        pytest.skip("the corpus of real reports is not here")
    grids = [block for block in pdf.read(source.read_bytes()).blocks if isinstance(block, Grid)]
    assert [grid.source for grid in grids] == ["第 2—3 页表格 1", "第 3—4 页表格 2", "第 4 页表格 3"]
    assert next(cell for cell in grids[1].cells if cell.text == "三、本年度办理结果").rows == 20


def test_without_the_library_the_reader_says_what_to_install_and_not_that_the_file_is_broken(monkeypatch):
    monkeypatch.setattr("gongkai.report.readers.pdf.find_spec", lambda name: None)
    with pytest.raises(UnusableInput) as caught:
        pdf.read(b"%PDF-1.7")
    assert "gongkai[pdf]" in caught.value.sentence()
    assert "损坏" not in caught.value.sentence()
