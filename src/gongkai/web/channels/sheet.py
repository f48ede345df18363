"""The sheet for the notice board: an item on A4 in type that is read standing, with a QR code of its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno

from gongkai.lib.richtext.body import tree
from gongkai.lib.richtext.tree import BREAK, CENTER, FLUSH, RIGHT, SIGN, Figure, Image, Listing, Para, Quote, Run, Table
from gongkai.lib.typesetting import compiled, font, string
from gongkai.web.channels.comparing import day_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gongkai.lib.richtext.tree import Block, Cell, Inline
    from gongkai.web.channels.base import Envelope

_FACTS = ("索引号", "发文字号", "主题分类", "生效日期", "有效性")
_PAGE = """
#set document(title: {title}, author: {organ}, date: none)
#set page(paper: "a4", margin: (x: 24mm, top: 24mm, bottom: 26mm), footer-descent: 8mm, footer: context {{
  set text(size: 10pt)
  grid(columns: (1fr, auto), [#{foot}], [第 #counter(page).display() 页，共 #counter(page).final().first() 页])
}})
#set text(font: {body}, size: 15pt, lang: "zh", region: "cn", top-edge: 0.88em, bottom-edge: -0.12em)
#set par(leading: 9pt, spacing: 11pt, justify: true, first-line-indent: (amount: 2em, all: true))
#show title: it => block(below: 14pt, width: 100%, align(center, {{
  set text(font: {title_font}, size: 25pt, weight: "regular")
  set par(leading: 9pt, justify: false, first-line-indent: 0pt)
  it.body
}}))
#show heading: it => block(above: 14pt, below: 9pt, sticky: true, text(font: {hei}, size: 16pt, weight: "regular", it.body))
#show table: it => {{
  set text(size: 11.5pt)
  set par(leading: 5pt, spacing: 5pt, justify: false, first-line-indent: 0pt)
  block(above: 8pt, below: 10pt, it)
}}
#let flat(where, body) = align(where, {{ set par(first-line-indent: 0pt); body }})
#let hei(body) = text(font: {hei}, weight: "regular", body)
"""


def sheet(envelope: Envelope) -> bytes:
    """The PDF, as many pages as it takes. Without a web address there is no QR code, and the sheet is the whole of it.

    Raises :class:`~gongkai.lib.errors.UnusableInput` when the system has no Chinese font.
    """
    foot = f"{envelope.organ}　{day_words(envelope.published_on)}发布"
    head = _PAGE.format(
        title=string(envelope.title),
        organ=string(envelope.organ),
        foot=string(foot),
        body=font("body"),
        hei=font("hei"),
        title_font=font("title"),
    )
    return compiled(
        "\n".join((head, f"#title[#{string(envelope.title)}]", _facts(envelope), *map(_block, tree(envelope.html)), _end(envelope)))
    )


def _facts(envelope: Envelope) -> str:
    facts = [(name, envelope.fields[name]) for name in _FACTS if envelope.fields.get(name)]
    issued = [("成文日期", day_words(envelope.issued_on))] if envelope.issued_on else []
    shown = [("发布机关", envelope.organ), *facts, *issued, ("发布日期", day_words(envelope.published_on))]
    last = len(shown) - 1
    cells = "".join(
        f"hei[#{string(name)}], table.cell(colspan: {3 if place == last and place % 2 == 0 else 1})[#{string(_broken(value) if value.isascii() else value)}], "
        for place, (name, value) in enumerate(shown)
    )
    return f"#table(columns: (auto, 1fr, auto, 1fr), stroke: 0.5pt + luma(130), inset: 6pt, align: horizon + left, {cells})"


def _end(envelope: Envelope) -> str:
    """What follows the body: attachments by name, the code, and lines for whoever pins it up."""
    listed = "".join(f"#par[#{string(f'附件 {number}：{each.name}')}]\n" for number, each in enumerate(envelope.enclosed, 1))
    pinned = "张贴地点：＿＿＿＿＿＿＿＿　　张贴日期：＿＿＿＿＿＿　　张贴人：＿＿＿＿＿"
    return f"{listed}#v(1fr)\n{_code(envelope)}\n#flat(left, text(size: 10.5pt, {string(pinned)}))"


def _code(envelope: Envelope) -> str:
    if not envelope.address.startswith(("http://", "https://")):
        return ""
    drawn = segno.make(envelope.address, error="m").svg_inline(border=2)
    words = "扫二维码看网上的全文和附件" if envelope.enclosed else "扫二维码看网上的全文"
    image = f'image(bytes({string(drawn)}), format: "svg", width: 32mm, alt: {string(f"二维码，内容是网址 {envelope.address}")})'
    return (
        "#block(breakable: false, width: 100%, above: 14pt, below: 14pt, grid(columns: (34mm, 1fr), column-gutter: 5mm, align: horizon, "
        f"{image}, {{ set par(first-line-indent: 0pt, justify: false); hei({string(words)}); linebreak(); text(size: 9pt, {string(_broken(envelope.address))}) }}))"
    )


def _broken(address: str) -> str:
    """An address that may be broken anywhere: it has no words."""
    return "\u200b".join(address)


def _block(block: Block) -> str:
    match block:
        case Para():
            return _para(block)
        case Listing():
            return "\n".join(f"#par[{mark}{_inlines(inlines)}]" for mark, inlines in _points(block))
        case Table():
            return _table(block)
        case Quote():
            return f"#pad(left: 2em)[{''.join(map(_block, block.blocks))}]"
        case Figure():
            return f"#flat(center)[{_inlines((block.image, *block.caption))}]"
        case _:
            return "#line(length: 100%, stroke: 0.5pt)"


def _para(block: Para) -> str:
    inner = _inlines(block.inlines)
    if block.level:
        return f"#heading(level: {block.level - 1})[{inner}]"
    where = {CENTER: "center", RIGHT: "right", SIGN: "right", FLUSH: "left"}.get(block.look)
    return f"#flat({where})[{inner}]" if where else f"#par[{inner}]"


def _points(block: Listing, depth: int = 0) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    for number, item in enumerate(block.items, block.start):
        yield f"#h({depth * 2}em)#{string(f'{number}. ' if block.ordered else '· ')}", item.inlines
        for inner in item.lists:
            yield from _points(inner, depth + 1)


def _table(block: Table) -> str:
    columns = max((sum(cell.columns for cell in row) for row in block.rows[:1]), default=1)
    rows = [", ".join(_cell(cell) for cell in row) for row in block.rows]
    head = f"table.header({', '.join(rows[: block.head])}), " if block.head else ""
    caption = f"#flat(center)[{_inlines(block.caption)}]\n" if block.caption else ""
    body = ",\n".join(row for row in rows[block.head :] if row)
    return f"{caption}#table(columns: ({'1fr, ' * columns}), stroke: 0.5pt, inset: 5pt, {head}\n{body})"


def _cell(cell: Cell) -> str:
    where = "center" if cell.header or cell.look == CENTER else "right" if cell.look == RIGHT else "left"
    inner = "".join(map(_block, cell.blocks)).replace("#par[", "#block[")
    return (
        f"table.cell(colspan: {cell.columns}, rowspan: {cell.rows}, align: {where} + horizon)[{f'#hei[{inner}]' if cell.header else inner}]"
    )


def _inlines(inlines: Iterable[Inline]) -> str:
    return "".join(_inline(each) for each in inlines)


def _inline(each: Inline) -> str:
    if isinstance(each, Image):
        return f"#{string(f'（图：{each.alt}，见网上全文）' if each.alt else '（图见网上全文）')}"
    assert isinstance(each, Run)
    inner = " #linebreak() ".join(f"#{string(line)}" for line in each.text.split(BREAK) if line)
    for mark, name in (("strong", "hei"), ("u", "underline"), ("sup", "super"), ("sub", "sub")):
        inner = f"#{name}[{inner}]" if mark in each.marks and inner else inner
    return inner
