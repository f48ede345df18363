"""Pictures for WeChat: made small enough, and a cover where the item has none."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

import typst
from PIL import Image

from gongkai.lib.errors import UnusableInput
from gongkai.lib.typesetting import font, fonts, string
from gongkai.web.vault.kinds import pixels

if TYPE_CHECKING:
    from gongkai.web.channels.base import Enclosed, Envelope

TYPES = ("image/jpeg", "image/png")
MOST = 1_000_000  # bytes of a picture inside an article; a cover may have ten times as many
_WIDEST = 1280
_LARGEST = 60_000_000  # pixels: more is no picture for a phone
# 2.35 : 1, the shape in which WeChat shows the cover of a single article.
_COVER = """
#set page(width: 900pt, height: 383pt, margin: (x: 64pt, y: 44pt), fill: rgb("#9b1c1c"))
#set text(font: {body}, fill: white, lang: "zh", region: "cn")
#set par(leading: 14pt, justify: false)
#place(bottom + left, text(font: {hei}, size: 22pt, fill: rgb("#f6d9d9"), {organ}))
#place(top + left, line(length: 72pt, stroke: 5pt + rgb("#f2c14e")))
#v(24pt)
#block(height: 240pt, width: 100%, clip: true, align(left + horizon, text(font: {title_font}, size: {size}pt, {title})))
"""


def small(each: Enclosed) -> tuple[bytes, str]:
    """The picture with its type, at most :data:`MOST` bytes. Raises :class:`UnusableInput` for what is no JPEG or PNG."""
    width, height = pixels(each.data)
    if each.media_type not in TYPES or not 0 < width * height <= _LARGEST:
        raise UnusableInput("不是微信能用的图片", "请换成 JPG 或者 PNG", f"“{each.name}”")
    if len(each.data) <= MOST:
        return each.data, each.media_type
    try:
        with Image.open(io.BytesIO(each.data)) as opened:
            picture = opened.convert("RGB")
    except (OSError, ValueError, SyntaxError) as error:
        raise UnusableInput("是损坏的图片", "请换一张", f"“{each.name}”") from error
    picture.thumbnail((_WIDEST, _WIDEST * 8))
    for quality in (88, 75, 60, 40):
        target = io.BytesIO()
        picture.save(target, "JPEG", quality=quality, optimize=True)
        if target.tell() <= MOST:
            return target.getvalue(), "image/jpeg"
    raise UnusableInput("压缩以后还是太大", "请裁剪以后再用", f"“{each.name}”")


def cover(envelope: Envelope, shown: tuple[str, ...]) -> tuple[bytes, str]:
    """The first picture that the body shows; where it shows none, the title on a red ground."""
    for each in envelope.enclosed:
        if each.name in shown and each.media_type in TYPES:
            return small(each)
    return drawn(envelope.title, envelope.organ), "image/png"


@lru_cache(maxsize=16)  # a try that failed draws the same again
def drawn(title: str, organ: str) -> bytes:
    """A cover of the title as a PNG of 900 × 383. Raises :class:`UnusableInput` when the system has no Chinese font."""
    size = 52 if len(title) <= 28 else 42 if len(title) <= 48 else 34
    markup = _COVER.format(
        body=font("body"), hei=font("hei"), title_font=font("title"), size=size, title=string(title), organ=string(organ)
    )
    made: bytes = typst.compile(markup.encode(), format="png", ppi=72.0, font_paths=fonts())
    return made
