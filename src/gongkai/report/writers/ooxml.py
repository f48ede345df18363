"""Word's XML for a report: paragraphs, tables, styles, page. Lengths in twips (1/20 pt) as Word has them.

The measures are those of GB/T 9704-2012: A4, type area 156 × 225 mm, 22 lines of 28
characters in 3号 (16 pt) 仿宋, title 2号 (22 pt) 小标宋.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from gongkai.lib.ooxml import CLOSER, GRID, HEAD, MARGINS, PAGE_SIZE, TEXT_WIDTH, R, W, font_table, fonts, page_number, run, style
from gongkai.report.layout import FIGURE, HEADER, ITEM, LABEL
from gongkai.report.model import TO_FILL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.report.layout import Table, TableCell

_DOC_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"

_PAGE = f'{PAGE_SIZE}<w:pgMar {MARGINS} w:header="851" w:footer="1588" w:gutter="0"/>'
_LINE = "560"  # 28 pt


# --- pieces of the body ------------------------------------------------------------------------


def paragraph(text: str, style: str, *, lead: int = 0, ragged: bool = False) -> str:
    """A paragraph in a style ("" is body text); its first ``lead`` characters are a sub-heading in 楷体; ``ragged`` without an even margin."""
    name = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else '<w:pPr><w:jc w:val="left"/></w:pPr>' if ragged else ""
    runs = [run(text[:lead], fonts("kai"))] if lead else []
    if text[lead:]:
        runs.append(run(text[lead:]))
    return f"<w:p>{name}{''.join(runs)}</w:p>"


def page_break() -> str:
    """A paragraph that ends the page."""
    return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def table(table: Table) -> str:
    """A table with fixed widths over the whole type area, its header rows repeated on every page."""
    widths = _widths(table)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_rows(table, widths))
    # tblCaption is what a screen reader says before it reads the cells.
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/><w:tblCaption w:val="{escape(table.caption)}"/></w:tblPr>'
        f'<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl><w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>'
    )


def _widths(table: Table) -> list[int]:
    whole = sum(table.weights)
    edges = [0]
    for weight in table.weights:
        edges.append(edges[-1] + round(TEXT_WIDTH * weight / whole))
    return [right - left for left, right in pairwise(edges)]


def _rows(table: Table, widths: list[int]) -> list[str]:
    """Rows with every square of the grid: below a merged cell stands a cell that continues it.

    Every row is kept with the next, so that a table that fits on a page is not torn in two.
    """
    going: dict[int, tuple[TableCell, int]] = {}  # first column -> cell that goes on, rows still to come
    made = []
    for number, row in enumerate(table.rows):
        waiting = list(row)
        column = 0
        cells = []
        while column < table.width:
            cell, left = going.pop(column, (None, 0))
            first = cell is None
            if cell is None:
                cell = waiting.pop(0)
                left = cell.rows
            cells.append(_cell(table, cell, sum(widths[column : column + cell.columns]), first=first, keep=number + 1 < len(table.rows)))
            if left > 1:
                going[column] = (cell, left - 1)
            column += cell.columns
        repeated = "<w:tblHeader/>" if number < table.head else ""
        made.append(f'<w:tr><w:trPr><w:cantSplit/>{repeated}<w:jc w:val="center"/></w:trPr>{"".join(cells)}</w:tr>')
    return made


def _cell(table: Table, cell: TableCell, width: int, *, first: bool, keep: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = "" if cell.rows == 1 else '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
    upright = cell.role == LABEL and cell.rows > 8 and width < 800
    middle = cell.role != LABEL or cell.rows > 1
    align = "" if not middle else '<w:jc w:val="center"/>'
    size = '<w:sz w:val="18"/><w:szCs w:val="18"/>' if table.width > 6 else ""
    look = (fonts("hei") if cell.role in (HEADER, ITEM) else "") + size
    words = run(cell.text, look) if first and cell.text else ""
    narrow = '<w:tcMar><w:left w:w="28" w:type="dxa"/><w:right w:w="28" w:type="dxa"/></w:tcMar>' if table.width > 10 or upright else ""
    # What a person still owes is seen at once, on the screen and on paper.
    owed = '<w:shd w:val="clear" w:color="auto" w:fill="FFF2CC"/>' if cell.role == FIGURE and cell.text == TO_FILL else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{owed}{narrow}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{"Figures" if cell.role == FIGURE else "Cells"}"/>{"<w:keepNext/>" if keep else ""}{align}</w:pPr>{words}</w:p></w:tc>'
    )


# --- parts of the package ----------------------------------------------------------------------


def document(body: str) -> str:
    """``word/document.xml`` around the body."""
    footers = '<w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/>'
    return f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}<w:sectPr>{footers}{_PAGE}{GRID}</w:sectPr></w:body></w:document>'


def custom_properties(values: Mapping[str, str]) -> str:
    """``docProps/custom.xml`` with text values."""
    items = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{escape(name)}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(values.items(), 2)
    )
    return f'{HEAD}<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">{items}</Properties>'


def _styles() -> str:
    flat = '<w:ind w:firstLine="0" w:firstLineChars="0"/>'
    spaced = f'<w:spacing w:line="{_LINE}" w:lineRule="exact"/>'
    tight = f'<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>{flat}'
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts()}{CLOSER}<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        f'<w:widowControl w:val="0"/>{spaced}<w:ind w:firstLine="640" w:firstLineChars="200"/><w:jc w:val="both"/></w:pPr></w:style>'
        + style("Title", "Title", f'<w:spacing w:before="560" w:after="560" w:line="600" w:lineRule="exact"/>{flat}<w:jc w:val="center"/>', f'{fonts("title")}<w:spacing w:val="0"/><w:sz w:val="44"/><w:szCs w:val="44"/>')
        + style("Heading1", "heading 1", '<w:keepNext/><w:outlineLvl w:val="0"/>', fonts("hei"))
        + style("Heading2", "heading 2", '<w:keepNext/><w:outlineLvl w:val="1"/>', fonts("kai"))
        + style("Cells", "表格文字", f'{tight}<w:jc w:val="left"/>', '<w:spacing w:val="0"/><w:sz w:val="21"/><w:szCs w:val="21"/>', following="Cells")
        + style("Figures", "表格数字", '<w:jc w:val="center"/>', "", based="Cells", following="Figures")
        + style("AfterTable", "表后", f'<w:snapToGrid w:val="0"/><w:spacing w:line="200" w:lineRule="exact"/>{flat}', '<w:sz w:val="10"/>')
        + style("Footer", "footer", f'{tight}', '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="28"/><w:szCs w:val="28"/>')
        + '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="57" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>'
    )  # fmt: skip


def _footer(side: str) -> str:
    indent = f'<w:ind w:{side}="280" w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="{side}"/>'
    return f'{HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/>{indent}</w:pPr>{page_number()}</w:p></w:ftr>'


def _content_types() -> str:
    overrides = {
        "/word/document.xml": f"{_DOC_TYPE}.document.main+xml",
        "/word/styles.xml": f"{_DOC_TYPE}.styles+xml",
        "/word/settings.xml": f"{_DOC_TYPE}.settings+xml",
        "/word/fontTable.xml": f"{_DOC_TYPE}.fontTable+xml",
        "/word/footer1.xml": f"{_DOC_TYPE}.footer+xml",
        "/word/footer2.xml": f"{_DOC_TYPE}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    }
    items = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{items}</Types>'
    )


def _relationships(targets: Mapping[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>' for number, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'


def fixed_parts() -> dict[str, str]:
    """The parts that are the same in every file, by name; ``[Content_Types].xml`` first, as Word wants it."""
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            {"word/document.xml": f"{R}/officeDocument", "docProps/core.xml": core, "docProps/custom.xml": f"{R}/custom-properties"}
        ),
        "word/_rels/document.xml.rels": _relationships(
            {
                "styles.xml": f"{R}/styles",
                "settings.xml": f"{R}/settings",
                "footer1.xml": f"{R}/footer",
                "footer2.xml": f"{R}/footer",
                "fontTable.xml": f"{R}/fontTable",
            }
        ),
        "word/styles.xml": _styles(),
        "word/settings.xml": f'{HEAD}<w:settings xmlns:w="{W}"><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>',
        "word/fontTable.xml": font_table(),
        "word/footer1.xml": _footer("right"),
        "word/footer2.xml": _footer("left"),
    }
