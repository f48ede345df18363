"""An A4 notice that asks people to do something on the web: a title, a few lines, a QR code that is scanned standing."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

import segno

from gongkai.lib.typesetting import compiled, font, string

if TYPE_CHECKING:
    from collections.abc import Sequence

_PAGE = """
#set document(title: {title}, author: {organ}, date: none)
#set page(paper: "a4", margin: (x: 26mm, top: 30mm, bottom: 26mm))
#set text(font: {hei}, size: 19pt, lang: "zh", region: "cn", top-edge: 0.88em, bottom-edge: -0.12em)
#set par(leading: 13pt, spacing: 15pt, justify: false)
#show title: it => block(below: 20mm, width: 100%, align(center, {{ set text(font: {title_font}, size: 34pt, weight: "regular"); set par(leading: 14pt); it.body }}))
#align(center, text(size: 21pt, {organ}))
#v(4mm)
#title[#{title}]
"""


class Poster(NamedTuple):
    """What is printed: who asks, for what, in which lines, and the address behind the code with the words below it."""

    organ: str
    title: str
    lines: Sequence[str]
    address: str
    below: str


def qr(address: str) -> bytes:
    """The code of an address as an SVG, with its white edge."""
    target = io.BytesIO()
    code = segno.make(address, error="m")
    code.save(target, kind="svg", border=4, dark="#1b1f24", light="#ffffff", svgclass=None, lineclass=None, omitsize=True)
    return target.getvalue()


def pdf(poster: Poster) -> bytes:
    """One sheet. Raises :class:`~gongkai.lib.errors.UnusableInput` when the system has no Chinese font."""
    head = _PAGE.format(title=string(poster.title), organ=string(poster.organ), hei=font("hei"), title_font=font("title"))
    body = "\n".join(f"#par[#{string(line)}]" for line in poster.lines if line.strip())
    drawn = segno.make(poster.address, error="m").svg_inline(border=2)
    image = f'image(bytes({string(drawn)}), format: "svg", width: 78mm, alt: {string(f"二维码，内容是网址 {poster.address}")})'
    spread = "\u200b".join(poster.address)  # may be broken anywhere: an address has no words
    code = f"#v(1fr)\n#align(center, {{ {image}; linebreak(); text(size: 21pt, {string(poster.below)}); linebreak(); text(size: 11pt, {string(spread)}) }})\n#v(1fr)"
    return compiled(f"{head}\n{body}\n{code}")
