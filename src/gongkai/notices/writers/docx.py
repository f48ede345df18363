"""A letter as a Word file in the layout of GB/T 9704-2012, plain or 信函格式."""

from __future__ import annotations

from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from gongkai.lib import ooxml
from gongkai.lib.ooxml import fonts, paragraph, run
from gongkai.notices.base import LETTER
from gongkai.notices.letter import Enclosures, Heading, Signature, Slip, Table, numbered
from gongkai.notices.measures import indent_of_organ, name_size, title_lines

if TYPE_CHECKING:
    from gongkai.notices.letter import Block, Letter

_RED = "C00000"
_CHARACTER = 320  # twips: 3号 is 16 pt
_AFTER_FIRST = f'<w:ind w:left="{5 * _CHARACTER}" w:firstLine="0" w:firstLineChars="0"/>'  # under the first name, behind 附件：1.
_FLAT = '<w:ind w:firstLine="0" w:firstLineChars="0"/>'
# 公文格式 10.1: lines of 170 mm, centred on a page of 210 mm with margins of 28 and 26 mm.
_WIDER = '<w:ind w:left="-454" w:right="-340" w:firstLine="0" w:firstLineChars="0"/>'


def render(letter: Letter) -> bytes:
    """A .docx; the same letter makes the same bytes."""
    is_letter = letter.layout == LETTER
    parts = {
        "styles.xml": _styles(),
        "settings.xml": _settings(),
        "footer1.xml": _footer("right"),
        "footer2.xml": _footer("left"),
        **(_red_lines(letter) if is_letter else {}),
        "document.xml": _document(letter),
    }
    return ooxml.package(parts, " ".join(title_lines(letter)), letter.organ)


def _document(letter: Letter) -> str:
    is_letter = letter.layout == LETTER
    body = []
    if is_letter and letter.number:
        body.append(paragraph(run(letter.number), f'{_FLAT}<w:jc w:val="right"/>'))  # 公文格式 10.1
    body.append(paragraph(run("\n".join(title_lines(letter))), '<w:pStyle w:val="Title"/>'))
    if letter.number and not is_letter:
        body.append(paragraph(run(letter.number), f'<w:spacing w:after="280"/>{_FLAT}<w:jc w:val="center"/>'))
    if letter.addressee:
        body.append(paragraph(run(f"{letter.addressee}："), f"<w:keepNext/>{_FLAT}"))
    # No signature stands alone on a page: what is before it goes with it (公文格式 7.3.5).
    body += [_block(block, keep=isinstance(after, Signature)) for block, after in zip_longest(letter.blocks, letter.blocks[1:])]
    references = '<w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/>'
    if is_letter:
        references += (
            '<w:headerReference w:type="first" r:id="rId5"/><w:headerReference w:type="default" r:id="rId6"/>'
            '<w:headerReference w:type="even" r:id="rId6"/><w:footerReference w:type="first" r:id="rId7"/>'
        )
    first = "<w:titlePg/>" if is_letter else ""
    page = f'{ooxml.PAGE_SIZE}<w:pgMar {ooxml.MARGINS} w:header="1701" w:footer="1134" w:gutter="0"/>'
    return (
        f'{ooxml.HEAD}<w:document xmlns:w="{ooxml.W}" xmlns:r="{ooxml.R}"><w:body>{"".join(body)}'
        f"<w:sectPr>{references}{page}{first}{ooxml.GRID}</w:sectPr></w:body></w:document>"
    )


def _block(block: Block, *, keep: bool) -> str:
    together = "<w:keepNext/>" if keep else ""
    if isinstance(block, Heading):
        return paragraph(run(block.text), '<w:pStyle w:val="Heading1"/>')
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Enclosures):
        return "".join(
            paragraph(run(line), together + ('<w:spacing w:before="560"/>' if number == 0 else _AFTER_FIRST))
            for number, line in enumerate(numbered(block.names))
        )  # fmt: skip
    if isinstance(block, Signature):
        return _signature(block)
    if isinstance(block, Slip):
        return paragraph(run(block.title), '<w:pStyle w:val="Title"/><w:pageBreakBefore/>')
    return paragraph(run(block.text), together)


def _signature(block: Signature) -> str:
    """公文格式 7.3.5.1: the date four characters from the right, the organ centred over it, the seal over both."""
    organ, date = indent_of_organ(block.organ, block.date), 4.0
    mark = '<w:color w:val="808080"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
    return (
        paragraph(run(block.organ), f'<w:keepNext/><w:spacing w:before="1120"/>{_from_right(organ)}')
        + paragraph(run(block.date), f"<w:keepNext/>{_from_right(date)}")
        + paragraph(run("（印章）", mark), _from_right(indent_of_organ("（印章）", block.date, size=0.66)))
    )


def _from_right(characters: float) -> str:
    return f'<w:ind w:right="{round(characters * _CHARACTER)}" w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="right"/>'


def _table(table: Table) -> str:
    whole = sum(table.weights)
    edges = [0]
    for weight in table.weights:
        edges.append(edges[-1] + round(ooxml.TEXT_WIDTH * weight / whole))
    widths = [right - left for left, right in pairwise(edges)]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = []
    for number, row in enumerate(table.rows):
        cells, column = [], 0
        for place, text in enumerate(row):
            span = table.span(row, place)
            cells.append(_cell(text, sum(widths[column : column + span]), span, label=table.is_label(number, place), middle=table.head))
            column += span
        head = "<w:tblHeader/>" if table.head and number == 0 else ""
        rows.append(f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="680" w:hRule="atLeast"/>{head}</w:trPr>{"".join(cells)}</w:tr>')
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
        + paragraph("", '<w:pStyle w:val="Cells"/>')
    )


def _cell(text: str, width: int, span: int, *, label: bool, middle: bool) -> str:
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    align = '<w:jc w:val="center"/>' if label or middle else ""
    look = fonts("hei") if label else ""
    inner = paragraph(run(text, look) if text else "", f'<w:pStyle w:val="Cells"/>{align}')
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{wide}<w:vAlign w:val="center"/></w:tcPr>{inner}</w:tc>'


def _red_lines(letter: Letter) -> dict[str, str]:
    """The organ's name and the thick and thin line under it; an empty header behind page one; the line at the foot (公文格式 10.1)."""
    size = round(name_size(letter.organ) * 2)
    look = f'{fonts("title")}<w:color w:val="{_RED}"/><w:spacing w:val="20"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    under = _rule("bottom", "thickThinSmallGap")
    # The name ends 4 mm (227 twips) above the line.
    name = paragraph(
        run(letter.organ, look),
        f'<w:snapToGrid w:val="0"/><w:spacing w:after="0" w:line="{size * 11}" w:lineRule="exact"/>{_WIDER}<w:jc w:val="center"/>',
    )
    gap = paragraph("", f'{under}<w:snapToGrid w:val="0"/><w:spacing w:line="170" w:lineRule="exact"/>{_WIDER}')
    tail = paragraph("", f'<w:snapToGrid w:val="0"/><w:spacing w:line="280" w:lineRule="exact"/>{_FLAT}')
    thin = paragraph("", f'<w:snapToGrid w:val="0"/><w:spacing w:line="20" w:lineRule="exact"/>{_FLAT}')
    foot = paragraph(
        "", f'{_rule("bottom", "thinThickSmallGap")}<w:snapToGrid w:val="0"/><w:spacing w:line="20" w:lineRule="exact"/>{_WIDER}'
    )
    return {
        "header1.xml": _around("hdr", name + gap + tail),
        "header2.xml": _around("hdr", thin),
        "footer3.xml": _around("ftr", foot),
    }


def _rule(side: str, kind: str) -> str:
    return f'<w:pBdr><w:{side} w:val="{kind}" w:sz="24" w:space="1" w:color="{_RED}"/></w:pBdr>'


def _around(element: str, inner: str) -> str:
    return f'{ooxml.HEAD}<w:{element} xmlns:w="{ooxml.W}">{inner}</w:{element}>'


def _footer(side: str) -> str:
    # 7 mm below the type area: 8 mm above the footer's own edge at 20 mm.
    place = f'<w:pStyle w:val="Footer"/><w:spacing w:after="454"/><w:ind w:{side}="280" w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="{side}"/>'
    return _around("ftr", paragraph(ooxml.page_number(), place))


def _settings() -> str:
    return (
        f'{ooxml.HEAD}<w:settings xmlns:w="{ooxml.W}"><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _styles() -> str:
    tight = f'<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>{_FLAT}'
    size = '<w:sz w:val="{0}"/><w:szCs w:val="{0}"/>'
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'{ooxml.HEAD}<w:styles xmlns:w="{ooxml.W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts()}{ooxml.CLOSER}<w:kern w:val="2"/>{size.format(32)}'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl w:val="0"/>'
        '<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLine="640" w:firstLineChars="200"/><w:jc w:val="both"/></w:pPr></w:style>'
        + ooxml.style("Title", "Title", f'<w:snapToGrid w:val="0"/><w:spacing w:before="560" w:after="280" w:line="600" w:lineRule="exact"/>{_FLAT}<w:jc w:val="center"/>', f'{fonts("title")}<w:spacing w:val="0"/>{size.format(44)}')
        + ooxml.style("Heading1", "heading 1", '<w:keepNext/><w:outlineLvl w:val="0"/>', fonts("hei"))
        + ooxml.style("Cells", "表格文字", f'{tight}<w:jc w:val="left"/>', f'<w:spacing w:val="0"/>{size.format(24)}', following="Cells")
        + ooxml.style("Footer", "footer", tight, f'{fonts("song")}{size.format(28)}')
        + '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>'
    )  # fmt: skip
