"""A published paper as a PDF, set by typst: 仿宋 in lines of 28 characters, headings in 黑体 and 楷体, page numbers at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.lib.richtext.tree import BREAK, CENTER, FLUSH, RIGHT, SIGN, Figure, Image, Listing, Para, Quote, Rule, Table
from gongkai.lib.typesetting import compiled, font, string

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongkai.lib.richtext.tree import Block, Cell, Inline
    from gongkai.web.portal.public.paper_model import Paper

# 22 lines on 225 mm are 28.9 pt from line to line: 16 pt of type, 12.9 between (公文格式 5.2.2).
_PREAMBLE = """
#set document(title: {title}, author: {organ}, date: none)
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), footer-descent: 7mm, footer: context {{
  let n = counter(page).get().first()
  set text(font: {digits}, size: 14pt)
  set align(if calc.odd(n) {{ right }} else {{ left }})
  h(14pt); "— " + str(n) + " —"; h(14pt)
}})
#set text(font: {body}, size: 16pt, lang: "zh", region: "cn", tracking: -0.25pt, cjk-latin-spacing: none, top-edge: 0.88em, bottom-edge: -0.12em)
#set par(leading: 12.9pt, spacing: 12.9pt, justify: true, first-line-indent: (amount: 2em, all: true))
#show title: it => block(above: 28pt, below: 20pt, width: 100%, align(center, {{
  set text(font: {title_font}, size: 22pt, weight: "regular", tracking: 0pt)
  set par(leading: 10pt, justify: false, first-line-indent: 0pt)
  it.body
}}))
#show heading: it => block(above: 12.9pt, below: 12.9pt, sticky: true, {{
  set text(font: if it.level == 1 {{ {hei} }} else if it.level == 2 {{ {kai} }} else {{ {body} }}, size: 16pt, weight: "regular")
  h(2em) + it.body
}})
#let flat(where, it) = {{ set par(first-line-indent: 0pt, justify: false); align(where, it) }}
#let small(it) = {{ set text(size: 10.5pt, fill: rgb("#595959"), tracking: 0pt); set par(leading: 5pt, first-line-indent: 0pt, justify: false); it }}
#set table(stroke: 0.5pt, inset: (x: 4pt, y: 6pt))
#show table: it => {{
  set text(tracking: 0pt, size: 12pt)
  set par(leading: 4pt, spacing: 4pt, justify: false, first-line-indent: 0pt)
  block(above: 12pt, below: 16pt, it)
}}
"""
_ALIGN = {CENTER: "center", RIGHT: "right", SIGN: "right"}
_MARKS = {"strong": 'text(weight: "bold", {})', "em": "emph({})", "u": "underline({})", "sup": "super({})", "sub": "sub({})"}


def render(paper: Paper) -> bytes:
    """A PDF. Raises :class:`UnusableInput` when the system has no Chinese font."""
    head = _PREAMBLE.format(
        title=string(paper.title), organ=string(paper.organ), body=font("body"), digits=font("digits"), hei=font("hei"), kai=font("kai"),
        title_font=font("title"),
    )  # fmt: skip
    parts = [
        head,
        f"#title([#{string(paper.title)}])",
        f"#flat(center, {string(paper.number)})" if paper.number else "",
        f"#block(above: 14pt, below: 14pt, width: 100%, stroke: 1pt, inset: 8pt, flat(center, {string(paper.over)}))" if paper.over else "",
        *(_block(block) for block in paper.blocks),
        _attachments(paper.attachments),
        f"#v(28pt)\n#line(length: 100%, stroke: 0.5pt)\n#small({string(paper.foot)})",
    ]
    return compiled("\n".join(parts))


def _attachments(names: Sequence[str]) -> str:
    if not names:
        return ""
    lines = (
        [f"附件：{names[0]}"]
        if len(names) == 1
        else [f"{'附件：' if not place else ''}{place + 1}.{name}" for place, name in enumerate(names)]
    )
    return "#v(16pt)\n" + "\n".join(f"#par[{'#h(3em)' if place else ''}#{string(line)}]" for place, line in enumerate(lines))


def _block(block: Block) -> str:
    match block:
        case Para():
            return _paragraph(block)
        case Listing():
            return "\n".join(_points(block, 0))
        case Table():
            return _table(block)
        case Quote():
            return f"#pad(left: 2em)[{' '.join(_block(each) for each in block.blocks)}]"
        case Figure():
            words = block.image.alt or "图"
            caption = f"\n#flat(center, {_inline(block.caption)})" if block.caption else ""
            return f"#flat(center, {string(f'（{words}）')}){caption}"
        case Rule():
            return "#line(length: 100%, stroke: 0.5pt)"


def _paragraph(block: Para) -> str:
    words = _inline(block.inlines)
    if block.level:
        return f"#heading(level: {max(1, block.level - 1)}, {words})"
    if block.look == SIGN:
        return f"#block(width: 100%, breakable: false, flat(right, {words} + h(4em)))"
    if block.look in _ALIGN:
        return f"#flat({_ALIGN[block.look]}, {words})"
    return f"#flat(left, {words})" if block.look == FLUSH else f"#par({words})"


def _points(listing: Listing, depth: int) -> list[str]:
    found = []
    for number, item in enumerate(listing.items, listing.start):
        mark = f"{number}. " if listing.ordered else "· "
        found.append(f"#par(h({depth * 2}em) + {string(mark)} + {_inline(item.inlines)})")
        for inner in item.lists:
            found += _points(inner, depth + 1)
    return found


def _table(table: Table) -> str:
    columns = max((sum(cell.columns for cell in row) for row in table.rows[:1]), default=1)
    rows = [", ".join(_cell(cell) for cell in row) for row in table.rows]
    head = f"table.header({', '.join(rows[: table.head])}), " if table.head else ""
    caption = f"#flat(center, {_inline(table.caption)})\n" if table.caption else ""
    return f"{caption}#table(columns: ({'1fr, ' * columns}), {head}{', '.join(row for row in rows[table.head :] if row)})"


def _cell(cell: Cell) -> str:
    where = _ALIGN.get(cell.look, "center" if cell.header else "left")
    inner = " + parbreak() + ".join(_inline(each.inlines) for each in cell.blocks if isinstance(each, Para)) or '""'
    return f"table.cell(rowspan: {cell.rows}, colspan: {cell.columns}, align: {where} + horizon, {inner})"


def _inline(inlines: Iterable[Inline]) -> str:
    """An expression of content."""
    return " + ".join(_run(each) for each in inlines) or '""'


def _run(each: Inline) -> str:
    if isinstance(each, Image):
        return string(f"（{each.alt or '图'}）")
    words = " + linebreak() + ".join(string(part) for part in each.text.split(BREAK))
    for mark in each.marks:
        words = _MARKS[mark].format(words)
    return words
