"""The report as a tagged PDF in the layout of GB/T 9704-2012, set by typst.

Every text goes in as a string, never as markup. The fonts are those of the system: the
official ones where they are installed, else open ones; without any Chinese font there is
no PDF, for boxes in place of words are worse than none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.lib.typesetting import compiled, font, string
from gongkai.report.layout import CORNER, FIGURE, HEADER, ITEM, LABEL, SUB, Heading, Table, TableCell, Title, blocks, placed
from gongkai.report.writers.properties import APPENDIX, properties

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.report.layout import Block, Paragraph
    from gongkai.report.model import Report

# 22 lines on 225 mm are 28.9 pt from line to line: 16 pt of type (the edges make it so for every font), 12.9 between.
_PREAMBLE = """
#set document(title: {title}, author: {author}, date: none)
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), footer-descent: 7mm, footer: context {{
  let n = counter(page).get().first()
  set text(font: {digits}, size: 14pt)
  set align(if calc.odd(n) {{ right }} else {{ left }})
  h(14pt); "— " + str(n) + " —"; h(14pt)
}})
#set text(font: {body}, size: 16pt, lang: "zh", region: "cn", tracking: -0.25pt, cjk-latin-spacing: none, top-edge: 0.88em, bottom-edge: -0.12em)
#set par(leading: 12.9pt, spacing: 12.9pt, justify: true, first-line-indent: (amount: 2em, all: true))
#show title: it => block(above: 28pt, below: 40pt, width: 100%, align(center, {{
  set text(font: {title_font}, size: 22pt, weight: "regular", tracking: 0pt)
  set par(leading: 10pt, justify: false, first-line-indent: 0pt)
  it.body
}}))
#show heading: it => block(above: 12.9pt, below: 12.9pt, sticky: true, {{
  set text(font: if it.level == 1 {{ {hei} }} else {{ {kai} }}, size: 16pt, weight: "regular")
  h(2em) + it.body
}})
#let hei(body) = text(font: {hei}, body)
#let kai(body) = text(font: {kai}, body)
#set table(stroke: 0.5pt, align: center + horizon)
#show table: it => {{
  set text(tracking: 0pt)
  set par(leading: 3pt, spacing: 3pt, justify: false, first-line-indent: 0pt)
  // A table goes to the next page whole when it fits on one, so that no label is torn in two.
  layout(area => block(above: 12pt, below: 16pt, breakable: measure(it, width: area.width).height > 630pt, it))
}}
"""


def render(report: Report, notes: Sequence[tuple[str, Sequence[str]]] = ()) -> bytes:
    """A PDF. Raises :class:`UnusableInput` when the system has no Chinese font."""
    markup = "\n".join([_preamble(report), *(_block(part) for part in blocks(report)), *_appendix(notes)])
    return compiled(markup)


def _preamble(report: Report) -> str:
    named = properties(report)
    return _PREAMBLE.format(
        title=string(named["gongkai.title"] or "政府信息公开工作年度报告"),
        author=string(named["gongkai.organ"]),
        body=font("body"),
        digits=font("digits"),
        hei=font("hei"),
        kai=font("kai"),
        title_font=font("title"),
    )


def _block(part: Block) -> str:
    if isinstance(part, Title):
        return "#title({})".format(" + linebreak() + ".join(f"[#{string(line)}]" for line in part.lines))
    if isinstance(part, Heading):
        return _heading(part.printed, 1)
    if isinstance(part, Table):
        return _table(part)
    # PDF/UA wants the first heading to be one of the first level, and nothing stands above the preamble.
    return _heading(part.text, 2) if part.level == SUB and part.section != "preamble" else _prose(part)


def _heading(text: str, level: int) -> str:
    return f"#heading(level: {level}, {string(text)})"


def _prose(paragraph: Paragraph) -> str:
    opening = f"#kai({string(paragraph.text[: paragraph.lead])})" if paragraph.lead else ""
    rest = paragraph.text[paragraph.lead :]
    return ("#par(justify: false)[" if paragraph.ragged else "#par[") + opening + (f"#{string(rest)}" if rest else "") + "]"


def _table(table: Table) -> str:
    """The table; every cell with its place, so that typst refuses what would not fit instead of moving it."""
    size = "9pt" if table.width > 6 else "10.5pt"
    widths = ", ".join(f"{weight}fr" for weight in table.weights)
    inset = "(x: 2pt, y: 3pt)" if table.width > 6 else "(x: 4pt, y: 4pt)"
    return f"#{{\nset text(size: {size})\ntable(columns: ({widths}), inset: {inset},\n{''.join(_rows(table))})\n}}"


def _rows(table: Table) -> Iterator[str]:
    head: list[str] = []
    level = 1 if table.head else 0
    for number, row in enumerate(placed(table)):
        cells = [_cell(cell, column, number) for column, cell in row]
        if number < table.head or _is_header([cell for _, cell in row]):
            head += cells
            continue
        if head:
            # The head of a whole table is printed again on a new page, that of one block of table two is not.
            repeat = "true" if level else "false"
            yield f"table.header(repeat: {repeat}, {', '.join(head)}),\n"
            head = []
        yield ", ".join(cells) + ",\n"


def _is_header(row: list[TableCell]) -> bool:
    return all(cell.role in (ITEM, CORNER, HEADER) for cell in row)


def _cell(cell: TableCell, column: int, row: int) -> str:
    spans = f"x: {column}, y: {row}, rowspan: {cell.rows}, colspan: {cell.columns}"
    align = ", align: left + horizon" if cell.role == LABEL and cell.rows == 1 else ""
    whole = ", breakable: false" if cell.rows == 1 else ""
    words = f"#{string(cell.text)}" if cell.text else ""
    if cell.role in (HEADER, ITEM) and words:
        words = f"#hei({string(cell.text)})"
    narrow = ", inset: (x: 0pt, y: 3pt)" if cell.role == FIGURE and len(cell.text) > 5 and column > 1 else ""
    return f"table.cell({spans}{align}{whole}{narrow})[{words}]"


def _appendix(notes: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    if notes:
        yield f"#pagebreak()\n{_heading(APPENDIX, 1)}"
    for heading, rows in notes:
        yield _heading(heading, 2)
        yield from (f"#par[#{string(row)}]" for row in rows)
