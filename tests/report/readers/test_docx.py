"""Word documents, those that Word and WPS write and those that python-docx makes."""

from __future__ import annotations

import io

import docx as oracle
import pytest

from gongkai.lib.document import Document, Grid, Paragraph
from gongkai.lib.errors import UnusableInput
from gongkai.report.readers import docx
from tests.support import hostile


def blocks(body: str, parts: dict[str, bytes] | None = None) -> list[str | list[list[tuple[str, int, int]]]]:
    """Texts, and for tables rows of (text, rows, columns)."""
    return shown(docx.read(hostile.word(body, parts)))


def shown(document: Document) -> list[str | list[list[tuple[str, int, int]]]]:
    return [
        block.text if isinstance(block, Paragraph) else [[(c.text, c.rows, c.columns) for c in row] for row in block.anchored()]
        for block in document.blocks
    ]


def p(text: str, inner: str = "") -> str:
    return f"<w:p>{inner}<w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def numbering(*levels: tuple[str, str]) -> bytes:
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    return (
        f'<w:numbering xmlns:w="{hostile.WORD}"><w:abstractNum w:abstractNumId="3">{inner}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="3"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        "</w:numbering>"
    ).encode()


def listed(text: str, level: int = 0, number: int = 1) -> str:
    return p(text, f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>')


def test_paragraphs_come_in_order_with_their_places() -> None:
    document = docx.read(hostile.word(p("甲") + "<w:p/>" + p("乙")))
    assert document.blocks == (Paragraph("甲", "第 1 段"), Paragraph("乙", "第 2 段"))
    assert document.kind == "docx"


def test_tabs_breaks_and_signs_are_text_and_tab_stops_are_not() -> None:
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="400"/></w:tabs></w:pPr>'
    runs = '<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:sym w:font="Wingdings" w:char="F0FE"/><w:noBreakHyphen/><w:t>丙</w:t></w:r>'
    assert blocks(f"<w:p>{stops}{runs}</w:p>") == ["甲\t乙\n☑-丙"]


def test_insertions_and_links_are_kept_and_deletions_and_field_codes_are_not() -> None:
    body = (
        "<w:p><w:ins><w:r><w:t>留</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del>"
        "<w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:moveFrom><w:r><w:t>走</w:t></w:r></w:moveFrom><w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert blocks(body) == ["留链控件"]


def test_a_text_box_with_its_fallback_is_read_once() -> None:
    box = f"<w:txbxContent>{p('框')}</w:txbxContent>"
    body = f"<w:p><w:r><w:t>正文</w:t><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    assert blocks(body) == ["正文", "框"]


def test_merged_cells_stand_once_with_their_extent() -> None:
    body = tbl(
        tr(tc("甲", '<w:gridSpan w:val="2"/>'), tc("乙", '<w:vMerge w:val="restart"/>')),
        tr(tc("1"), tc("2"), tc("", "<w:vMerge/>")),
        tr(tc("3"), tc("4"), tc("5")),
    )
    assert blocks(body) == [[[("甲", 1, 2), ("乙", 2, 1)], [("1", 1, 1), ("2", 1, 1)], [("3", 1, 1), ("4", 1, 1), ("5", 1, 1)]]]


def test_old_merging_sideways_and_a_row_that_begins_later_are_placed() -> None:
    body = tbl(
        tr(tc("甲", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("乙")),
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{tc("1")}{tc("2")}</w:tr>',
    )
    grid = docx.read(hostile.word(body)).blocks[0]
    assert isinstance(grid, Grid)
    assert [(c.text, c.row, c.column, c.columns) for c in grid.cells] == [("甲", 0, 0, 2), ("乙", 0, 2, 1), ("1", 1, 1, 1), ("2", 1, 2, 1)]


def test_rows_in_content_controls_are_rows() -> None:
    row = f"<w:sdt><w:sdtContent>{tr(tc('1'), tc('2'))}</w:sdtContent></w:sdt>"
    assert blocks(tbl(tr(tc("甲"), tc("乙")), row)) == [[[("甲", 1, 1), ("乙", 1, 1)], [("1", 1, 1), ("2", 1, 1)]]]


def test_a_row_marked_as_deleted_is_left_out() -> None:
    gone = f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr>{tc('旧')}{tc('9')}</w:tr>"
    assert blocks(tbl(tr(tc("甲"), tc("1")), gone, tr(tc("乙"), tc("2")))) == [[[("甲", 1, 1), ("1", 1, 1)], [("乙", 1, 1), ("2", 1, 1)]]]


def test_old_properties_of_tracked_changes_do_not_merge_cells() -> None:
    changed = '<w:tcPrChange><w:tcPr><w:gridSpan w:val="5"/></w:tcPr></w:tcPrChange>'
    assert blocks(tbl(tr(tc("甲", changed), tc("1")))) == [[[("甲", 1, 1), ("1", 1, 1)]]]


def test_a_layout_table_around_everything_gives_what_stands_in_it() -> None:
    inner = tbl(tr(tc("规章"), tc("0")))
    body = f"<w:tbl><w:tr><w:tc>{p('标题')}{inner}{p('正文')}</w:tc></w:tr></w:tbl>"
    assert blocks(body) == ["标题", [[("规章", 1, 1), ("0", 1, 1)]], "正文"]


def test_a_table_within_a_cell_follows_its_table() -> None:
    inner = tbl(tr(tc("x"), tc("1")))
    body = tbl(tr(tc("甲"), tc("乙")), f"<w:tr>{tc('丙')}<w:tc>{p('丁')}{inner}{p('')}</w:tc></w:tr>")
    assert blocks(body) == [[[("甲", 1, 1), ("乙", 1, 1)], [("丙", 1, 1), ("丁", 1, 1)]], [[("x", 1, 1), ("1", 1, 1)]]]


def test_headings_that_word_numbers_have_their_numbers() -> None:
    parts = {"word/numbering.xml": numbering(("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）"))}
    body = listed("总体情况") + listed("主动公开", 1) + listed("依申请", 1) + listed("表") + listed("另一节", 1)
    assert blocks(body, parts) == ["一、总体情况", "（一）主动公开", "（二）依申请", "二、表", "（一）另一节"]


def test_a_list_that_starts_elsewhere_and_bullets() -> None:
    parts = {"word/numbering.xml": numbering(("decimal", "%1."), ("bullet", "\uf0b7"))}
    assert blocks(listed("甲", 0, 2) + listed("乙", 0, 2) + listed("丙", 1, 2), parts) == ["5.甲", "6.乙", "丙"]


def test_a_style_that_is_based_on_a_numbered_one_numbers() -> None:
    styles = (
        f'<w:styles xmlns:w="{hostile.WORD}"><w:style w:styleId="1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="mine"><w:basedOn w:val="1"/></w:style></w:styles>'
    ).encode()
    parts = {"word/numbering.xml": numbering(("japaneseCounting", "%1、")), "word/styles.xml": styles}
    body = p("总体情况", '<w:pPr><w:pStyle w:val="mine"/></w:pPr>') + p("正文", '<w:pPr><w:pStyle w:val="none"/></w:pPr>')
    assert blocks(body, parts) == ["一、总体情况", "正文"]


def test_a_paragraph_taken_out_of_its_styles_list_has_no_number() -> None:
    parts = {"word/numbering.xml": numbering(("decimal", "%1."))}
    assert blocks(listed("甲", 0, 0), parts) == ["甲"]


def test_the_strict_kind_of_the_format_is_read() -> None:
    data = hostile.word_xml(p("甲")).replace(hostile.WORD.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert shown(docx.read(hostile.packed({"word/document.xml": data}))) == ["甲"]


def test_python_docx_sees_the_same_merged_table() -> None:
    made = oracle.Document()
    made.add_paragraph("标题")
    table = made.add_table(4, 5)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "甲"
    table.cell(0, 2).merge(table.cell(0, 4)).text = "乙"
    table.cell(2, 0).merge(table.cell(3, 0)).text = "丙"
    table.cell(3, 4).text = "丁"
    buffer = io.BytesIO()
    made.save(buffer)
    grid = docx.read(buffer.getvalue()).blocks[1]
    assert isinstance(grid, Grid)
    ours = {
        (row, column): cell.text
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    assert ours == {(row, column): table.cell(row, column).text for row in range(4) for column in range(5)}


def test_a_truncated_docx_gives_one_clear_sentence() -> None:
    data = hostile.word(p("正文" * 500))
    with pytest.raises(UnusableInput) as caught:
        docx.read(data[: len(data) // 2])
    assert "损坏" in caught.value.sentence()
    assert "\n" not in caught.value.sentence()


@pytest.mark.parametrize("body", [tc("没有表"), tr(tc("x")), f"<w:tbl>{tc('x')}</w:tbl>"])
def test_elements_out_of_their_place_are_damage(body: str) -> None:
    with pytest.raises(UnusableInput, match="损坏"):
        docx.read(hostile.word(body))
