"""A letter as a tagged PDF in the layout of GB/T 9704-2012, plain or 信函格式, set by typst."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from gongkai.lib.typesetting import compiled, font, string
from gongkai.notices.base import LETTER
from gongkai.notices.letter import Enclosures, Heading, Signature, Slip, Table, numbered
from gongkai.notices.measures import indent_of_organ, name_size, title_lines

if TYPE_CHECKING:
    from gongkai.notices.letter import Block, Letter

# 22 lines on 225 mm are 28.9 pt from line to line: 16 pt of type (the edges make it so for every font), 12.9 between.
_PREAMBLE = """
#set document(title: {title}, author: {author}, date: none)
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), footer-descent: 7mm, footer: context {{
  let n = counter(page).get().first()
  if n > 1 or {numbered} {{
    set text(font: {digits}, size: 14pt)
    set align(if calc.odd(n) {{ right }} else {{ left }})
    h(14pt); "— " + str(n) + " —"; h(14pt)
  }}
}})
#set text(font: {body}, size: 16pt, lang: "zh", region: "cn", tracking: -0.25pt, cjk-latin-spacing: none, top-edge: 0.88em, bottom-edge: -0.12em)
#set par(leading: 12.9pt, spacing: 12.9pt, justify: true, first-line-indent: (amount: 2em, all: true))
#let titled(it) = block(above: 28pt, below: 20pt, width: 100%, align(center, {{
  set text(font: {title_font}, size: 22pt, weight: "regular", tracking: 0pt)
  set par(leading: 10pt, justify: false, first-line-indent: 0pt)
  it.body
}}))
#show title: titled
#show heading: it => block(above: 12.9pt, below: 12.9pt, sticky: true, {{
  set text(font: {hei}, size: 16pt, weight: "regular")
  h(2em) + it.body
}})
#show <slip>: titled
#let flat(body, where: left) = {{ set par(first-line-indent: 0pt); align(where, body) }}
#let hei(body) = text(font: {hei}, body)
#set table(stroke: 0.5pt, inset: (x: 5pt, y: 8pt))
#show table: it => {{
  set text(tracking: 0pt, size: 12pt)
  set par(leading: 4pt, spacing: 4pt, justify: false, first-line-indent: 0pt)
  block(above: 12pt, below: 16pt, it)
}}
"""
# 公文格式 10.1: the name 30 mm from the top edge of the page, 4 mm below it the red lines of 170 mm, the same upside down 20 mm from
# the bottom edge. The type area begins 37 mm from the top, ends 35 mm from the bottom, and lies 1 mm left of the page's middle.
_RED_HEAD = """
#let red = rgb("#c00000")
#let thick = line(length: 170mm, stroke: 2pt + red)
#let thin = line(length: 170mm, stroke: 0.6pt + red)
#place(top + center, dx: -1mm, dy: -7mm, box(width: 170mm, {{
  set text(font: {title_font}, size: {size}pt, fill: red, tracking: 0pt, top-edge: "bounds", bottom-edge: "bounds")
  set par(first-line-indent: 0pt)
  align(center, {name})
}}))
#place(top + center, dx: -1mm, dy: {below}mm, stack(spacing: 2pt, thick, thin))
#place(bottom + center, dx: -1mm, dy: 15mm, stack(spacing: 2pt, thin, thick))
#v({below}mm + 18pt)
"""
_MM_PER_POINT = 0.3528


def render(letter: Letter) -> bytes:
    """A PDF. Raises :class:`UnusableInput` when the system has no Chinese font."""
    is_letter = letter.layout == LETTER
    lines = title_lines(letter)
    number = f"#flat(where: {'right' if is_letter else 'center'}, {string(letter.number)})" if letter.number else ""
    title = "#title({})".format(" + linebreak() + ".join(f"[#{string(line)}]" for line in lines))
    parts = [
        _PREAMBLE.format(
            title=string(" ".join(lines)), author=string(letter.organ), numbered="false" if is_letter else "true",
            body=font("body"), digits=font("digits"), hei=font("hei"), title_font=font("title"),
        ),
        *([_red_head(letter), number, title] if is_letter else [title, number]),
        f"#flat({string(f'{letter.addressee}：')})" if letter.addressee else "",
        # No signature stands alone on a page: what is before it goes with it (公文格式 7.3.5).
        *(_block(block, keep=isinstance(after, Signature)) for block, after in zip_longest(letter.blocks, letter.blocks[1:])),
    ]  # fmt: skip
    return compiled("\n".join(parts))


def _red_head(letter: Letter) -> str:
    size = name_size(letter.organ)
    below = size * _MM_PER_POINT + 4 - 7
    return _RED_HEAD.format(title_font=font("title"), size=f"{size:.1f}", name=string(letter.organ), below=f"{below:.2f}")


def _block(block: Block, *, keep: bool) -> str:
    if isinstance(block, Heading):
        return f"#heading(level: 1, {string(block.text)})"
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Enclosures):
        lines = numbered(block.names)
        listed = "\n".join(f"#par[{'#h(3em)' if place else ''}#{string(line)}]" for place, line in enumerate(lines))
        return f"#block(above: 40pt, sticky: true)[{listed}]"
    if isinstance(block, Signature):
        return _signature(block)
    if isinstance(block, Slip):
        return f"#pagebreak()\n#heading(level: 1, {string(block.title)}) <slip>"
    return f"#block(sticky: true, par[#{string(block.text)}])" if keep else f"#par[#{string(block.text)}]"


def _signature(block: Signature) -> str:
    organ, mark = indent_of_organ(block.organ, block.date), indent_of_organ("（印章）", block.date, size=0.66)
    return (
        "#block(above: 56pt, breakable: false, width: 100%, {\nset par(first-line-indent: 0pt)\n"
        f"align(right, {string(block.organ)} + h({organ}em))\nalign(right, {string(block.date)} + h(4em))\n"
        f'align(right, text(size: 10.5pt, fill: rgb("#595959"), "（印章）") + h({mark}em))\n}})'
    )


def _table(table: Table) -> str:
    widths = ", ".join(f"{weight}fr" for weight in table.weights)
    made = []
    for number, row in enumerate(table.rows):
        cells = []
        for place, text in enumerate(row):
            label = table.is_label(number, place)
            where = "center" if label or table.head else "left"
            words = f"#{string(text)}" if text else ""
            cells.append(
                f"table.cell(colspan: {table.span(row, place)}, align: {where} + horizon)[{f'#hei({string(text)})' if label else words}]"
            )
        joined = ", ".join(cells)
        made.append(f"table.header({joined})" if table.head and number == 0 else joined)
    return f"#table(columns: ({widths}),\n" + ",\n".join(made) + ")"
