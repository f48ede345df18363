"""A published paper as a Word file in the layout of official papers; the same text makes the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.lib import ooxml
from gongkai.lib.ooxml import fonts, paragraph, run
from gongkai.lib.richtext.tree import BREAK, CENTER, FLUSH, RIGHT, SIGN, Figure, Image, Listing, Para, Quote, Rule, Table, starts, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongkai.lib.richtext.tree import Block, Cell, Inline
    from gongkai.web.portal.public.paper_model import Paper

_FLAT = '<w:ind w:firstLine="0" w:firstLineChars="0"/>'
_JC = {CENTER: "center", RIGHT: "right", SIGN: "right"}
_LOOKS = {
    "strong": "<w:b/>",
    "em": "<w:i/>",
    "u": '<w:u w:val="single"/>',
    "sup": '<w:vertAlign w:val="superscript"/>',
    "sub": '<w:vertAlign w:val="subscript"/>',
}
_ORDER = ("strong", "em", "u", "sup", "sub")  # as Word wants the properties of a run
_HEADINGS = {2: "Heading1", 3: "Heading2"}
_SMALL = '<w:color w:val="595959"/><w:sz w:val="21"/><w:szCs w:val="21"/>'


def render(paper: Paper) -> bytes:
    """A .docx."""
    parts = {
        "styles.xml": _styles(), "settings.xml": _settings(), "footer1.xml": _footer("right"), "footer2.xml": _footer("left"),
        "document.xml": _document(paper),
    }  # fmt: skip
    return ooxml.package(parts, paper.title, paper.organ)


def _document(paper: Paper) -> str:
    body = [paragraph(run(paper.title), '<w:pStyle w:val="Title"/>')]
    if paper.number:
        body.append(paragraph(run(paper.number), f'<w:spacing w:after="280"/>{_FLAT}<w:jc w:val="center"/>'))
    if paper.over:
        body.append(paragraph(run(paper.over, "<w:b/>"), f'{_FLAT}<w:jc w:val="center"/>'))
    for block in paper.blocks:
        body += _block(block)
    for place, name in enumerate(paper.attachments):
        mark = f"{place + 1}." if len(paper.attachments) > 1 else ""
        body.append(
            paragraph(run(f"{'附件：' if not place else '　　　'}{mark}{name}"), '<w:spacing w:before="280"/>' if not place else "")
        )
    body.append(paragraph(run(paper.foot, _SMALL), f'<w:spacing w:before="560" w:line="320" w:lineRule="exact"/>{_FLAT}'))
    references = '<w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/>'
    page = f'{ooxml.PAGE_SIZE}<w:pgMar {ooxml.MARGINS} w:header="1701" w:footer="1134" w:gutter="0"/>'
    return (
        f'{ooxml.HEAD}<w:document xmlns:w="{ooxml.W}" xmlns:r="{ooxml.R}"><w:body>{"".join(body)}'
        f"<w:sectPr>{references}{page}{ooxml.GRID}</w:sectPr></w:body></w:document>"
    )


def _block(block: Block) -> list[str]:
    match block:
        case Para():
            return [_paragraph(block)]
        case Listing():
            return _points(block, 0)
        case Table():
            return _table(block)
        case Quote():
            return [piece for each in block.blocks for piece in _block(each)]
        case Figure():
            lines = [f"（{block.image.alt or '图'}）", *([words(block.caption)] if block.caption else [])]
            return [paragraph(run(line), f'{_FLAT}<w:jc w:val="center"/>') for line in lines]
        case Rule():
            return [paragraph("", '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>')]


def _paragraph(block: Para) -> str:
    inner = _inline(block.inlines)
    if block.level:
        return paragraph(inner, f'<w:pStyle w:val="{_HEADINGS.get(block.level, "Heading3")}"/>')
    if block.look in _JC:
        room = '<w:ind w:right="1280" w:firstLine="0" w:firstLineChars="0"/>' if block.look == SIGN else _FLAT
        return paragraph(inner, f'{room}<w:jc w:val="{_JC[block.look]}"/>')
    return paragraph(inner, _FLAT if block.look == FLUSH else "")


def _points(listing: Listing, depth: int) -> list[str]:
    found = []
    for number, item in enumerate(listing.items, listing.start):
        mark = f"{number}. " if listing.ordered else "· "
        found.append(paragraph(run(mark) + _inline(item.inlines), f'<w:ind w:left="{depth * 640}"/>' if depth else ""))
        for inner in item.lists:
            found += _points(inner, depth + 1)
    return found


def _table(table: Table) -> list[str]:
    places = starts(table.rows)
    columns = max(
        (start + cell.columns for row, at in zip(table.rows, places, strict=True) for cell, start in zip(row, at, strict=True)), default=1
    )
    width = ooxml.TEXT_WIDTH // columns
    below: dict[int, tuple[int, int]] = {}  # column → rows still covered by a cell above, and its width
    rows = []
    for number, (row, at) in enumerate(zip(table.rows, places, strict=True)):
        cells, column, mine = [], 0, dict(zip(at, row, strict=True))
        while column < columns:
            cell = mine.get(column)
            if cell is not None:
                cells.append(_cell(cell, width, "restart" if cell.rows > 1 else ""))
                if cell.rows > 1:
                    below[column] = (cell.rows - 1, cell.columns)
                column += cell.columns
            elif column in below:
                left, wide = below.pop(column)
                cells.append(_covered(width, wide))
                if left > 1:
                    below[column] = (left - 1, wide)
                column += wide
            else:
                cells.append(_covered(width, 1, merged=False))
                column += 1
        head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if number < table.head else "<w:trPr><w:cantSplit/></w:trPr>"
        rows.append(f"<w:tr>{head}{''.join(cells)}</w:tr>")
    grid = f'<w:gridCol w:w="{width}"/>' * columns
    caption = [paragraph(run(words(table.caption)), f'<w:keepNext/>{_FLAT}<w:jc w:val="center"/>')] if table.caption else []
    made = (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{width * columns}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )
    return [*caption, made, paragraph("", '<w:pStyle w:val="Cells"/>')]


def _cell(cell: Cell, width: int, merge: str) -> str:
    align = f'<w:jc w:val="{_JC.get(cell.look, "center" if cell.header else "left")}"/>'
    look = fonts("hei") if cell.header else ""
    held = [each for each in cell.blocks if isinstance(each, Para)]
    inner = "".join(paragraph(_inline(each.inlines, look), f'<w:pStyle w:val="Cells"/>{align}') for each in held) or paragraph(
        "", '<w:pStyle w:val="Cells"/>'
    )
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f'<w:tc><w:tcPr>{_wide(width, cell.columns)}{down}<w:vAlign w:val="center"/></w:tcPr>{inner}</w:tc>'


def _covered(width: int, columns: int, *, merged: bool = True) -> str:
    down = "<w:vMerge/>" if merged else ""
    return f"<w:tc><w:tcPr>{_wide(width, columns)}{down}</w:tcPr>{paragraph('', _CELLS)}</w:tc>"


_CELLS = '<w:pStyle w:val="Cells"/>'


def _wide(width: int, columns: int) -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    return f'<w:tcW w:w="{width * columns}" w:type="dxa"/>{span}'


def _inline(inlines: Iterable[Inline], look: str = "") -> str:
    pieces = []
    for each in inlines:
        if isinstance(each, Image):
            pieces.append(run(f"（{each.alt or '图'}）", look))
        elif each.text:
            pieces.append(run(each.text.replace(BREAK, "\n"), look + "".join(_LOOKS[mark] for mark in _ORDER if mark in each.marks)))
    return "".join(pieces)


def _footer(side: str) -> str:
    place = f'<w:pStyle w:val="Footer"/><w:ind w:{side}="280" w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="{side}"/>'
    return f'{ooxml.HEAD}<w:ftr xmlns:w="{ooxml.W}">{paragraph(ooxml.page_number(), place)}</w:ftr>'


def _settings() -> str:
    return (
        f'{ooxml.HEAD}<w:settings xmlns:w="{ooxml.W}"><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _styles() -> str:
    tight = f'<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>{_FLAT}'
    size = '<w:sz w:val="{0}"/><w:szCs w:val="{0}"/>'
    sides: Sequence[str] = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    title = (
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="560" w:after="280" w:line="600" w:lineRule="exact"/>{_FLAT}<w:jc w:val="center"/>'
    )
    return (
        f'{ooxml.HEAD}<w:styles xmlns:w="{ooxml.W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts()}{ooxml.CLOSER}<w:kern w:val="2"/>{size.format(32)}'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl w:val="0"/>'
        '<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLine="640" w:firstLineChars="200"/><w:jc w:val="both"/></w:pPr></w:style>'
        + ooxml.style("Title", "Title", title, f'{fonts("title")}<w:spacing w:val="0"/>{size.format(44)}')
        + ooxml.style("Heading1", "heading 1", '<w:keepNext/><w:outlineLvl w:val="0"/>', fonts("hei"))
        + ooxml.style("Heading2", "heading 2", '<w:keepNext/><w:outlineLvl w:val="1"/>', fonts("kai"))
        + ooxml.style("Heading3", "heading 3", '<w:keepNext/><w:outlineLvl w:val="2"/>', "<w:b/>")
        + ooxml.style("Cells", "表格文字", f'{tight}<w:jc w:val="left"/>', f'<w:spacing w:val="0"/>{size.format(24)}', following="Cells")
        + ooxml.style("Footer", "footer", tight, f'{fonts("song")}{size.format(28)}')
        + '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>'
    )  # fmt: skip
