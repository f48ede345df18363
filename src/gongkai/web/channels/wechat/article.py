"""An item as an article: title, digest, and a body whose styles stand on the elements themselves.

WeChat drops classes, style sheets, scripts and links that lead out, and shows only pictures that were given to it. So
each element carries its style, a link becomes its words with the address behind, and pictures are put in by the caller.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.richtext import files
from gongkai.lib.richtext.body import tree
from gongkai.lib.richtext.tree import BREAK, CENTER, FLUSH, RIGHT, SIGN, Figure, Image, Listing, Para, Quote, Run, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gongkai.lib.richtext.tree import Block, Cell, Inline
    from gongkai.web.channels.base import Envelope

TITLE, DIGEST, AUTHOR = 64, 120, 16  # characters
CONTENT, CONTENT_BYTES = 20_000, 1_000_000
SOURCE = 1024  # bytes of the address behind 阅读原文
# What the page of a preview is sent with: it runs nothing and loads nothing.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

_WHOLE = "font-size:16px;line-height:1.75;color:#333333;text-align:justify;word-break:break-word;"
_P, _FLAT = "margin:0 0 14px;text-indent:2em;", "margin:0 0 14px;"
_HEADS = {2: "margin:24px 0 12px;font-size:18px;font-weight:bold;color:#9b1c1c;", 3: "margin:20px 0 10px;font-size:17px;font-weight:bold;"}
_TABLE = "width:100%;border-collapse:collapse;margin:0 0 14px;font-size:14px;line-height:1.5;"
_CELL = "border:1px solid #bbbbbb;padding:6px;text-indent:0;"
_SMALL = "margin:14px 0 0;font-size:14px;color:#666666;text-indent:0;"
_WHERE = {CENTER: "text-align:center;", RIGHT: "text-align:right;", SIGN: "text-align:right;", FLUSH: "text-align:left;"}


class Article(NamedTuple):
    """What WeChat is given. ``pictures``: names of enclosed files that the body shows; ``whole`` whether the body is all of it."""

    title: str
    digest: str
    author: str
    content: str
    source: str
    pictures: tuple[str, ...]
    whole: bool


def article(envelope: Envelope, picture: Callable[[str], str | None], *, author: str = "", short: bool = False) -> Article:
    """The article; ``picture(name)`` gives the address of an enclosed picture, None to leave it out.

    ``short``: when the body is longer than WeChat takes, the summary stands for it and leads to the whole.
    """
    cut = len(envelope.title) > TITLE
    title = f"{envelope.title[: TITLE - 1]}…" if cut else envelope.title
    first = _styled("p", _FLAT + "font-weight:bold;", escape(envelope.title)) if cut else ""  # nobody loses the end of a title
    content = _whole(first + _blocks(envelope, picture) + _behind(envelope))
    whole = fits(content)
    if not whole and short:
        content = _whole(first + _styled("p", _P, escape(envelope.summary)) + _behind(envelope, "全文较长，请点左下角“阅读原文”查看。"))
    digest = envelope.summary if len(envelope.summary) <= DIGEST else f"{envelope.summary[: DIGEST - 1]}…"
    return Article(
        title,
        digest,
        (author or envelope.organ)[:AUTHOR],
        content,
        source_of(envelope),
        files(envelope.html) if whole or not short else (),
        whole,
    )


def source_of(envelope: Envelope) -> str:
    """The address behind 阅读原文, with a mark by which this very content is known again; "" without a web address of ours."""
    if not envelope.address.startswith(("http://", "https://")):
        return ""
    marked = f"{envelope.address.partition('#')[0]}#gk-{hashlib.sha256(envelope.key.encode()).hexdigest()[:16]}"
    return marked if len(marked.encode()) < SOURCE else ""


def fits(content: str) -> bool:
    """Whether WeChat takes a body of this length."""
    return len(content) < CONTENT and len(content.encode()) < CONTENT_BYTES


def why_not_article(envelope: Envelope, *, short: bool) -> list[str]:
    """All that keeps the item from being an article, one sentence each."""
    reasons = [] if envelope.title.strip() else ["没有标题，微信不收。"]
    made = article(envelope, lambda name: "x" * 200)
    if not made.whole and not short:
        reasons.append(f"正文连同格式有 {len(made.content)} 个字符，微信最多 {CONTENT} 个，请在渠道设置里选“发概述，引导看原文”。")
    elif not made.whole and not envelope.summary.strip():
        reasons.append("正文太长，微信里只能发概述，请先填写内容概述。")
    if not made.whole and short and not made.source:
        reasons.append("正文太长，微信里只能发概述，但本系统没有可以打开的网址，请先设置公开栏目的网址。")
    known = {each.name for each in envelope.enclosed}
    missing = [name for name in files(envelope.html) if name not in known]
    return reasons + [f"正文里的图片“{name}”不在附件里，请补上。" for name in missing]


def preview(envelope: Envelope, *, author: str = "", short: bool = False) -> str:
    """A page of its own that shows the article as WeChat will and from which it is copied. Send it with :data:`HEADERS`."""
    made = article(envelope, _inside(envelope), author=author, short=short)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>{escape(made.title)}</title></head>\n<body style="max-width:578px;margin:20px auto;padding:0 16px;'
        f"font-family:-apple-system,BlinkMacSystemFont,'PingFang SC','Microsoft YaHei',sans-serif;\">"
        f'<h1 style="font-size:22px;line-height:1.4;margin:0 0 14px;">{escape(made.title)}</h1>'
        f'<p style="font-size:15px;color:#888888;margin:0 0 22px;">{escape(made.author)}</p>\n{made.content}\n</body></html>\n'
    )


def _inside(envelope: Envelope) -> Callable[[str], str | None]:
    """Pictures as data inside the page, so that it needs nothing else."""
    held = {each.name: each for each in envelope.enclosed if each.media_type in ("image/png", "image/jpeg")}

    def address(name: str) -> str | None:
        found = held.get(name)
        return f"data:{found.media_type};base64,{base64.b64encode(found.data).decode('ascii')}" if found else None

    return address


def _whole(inner: str) -> str:
    return f'<section style="{_WHOLE}">{inner}</section>'


def _styled(tag: str, style: str, inner: str, more: str = "") -> str:
    return f'<{tag} style="{style}"{more}>{inner}</{tag}>'


def _behind(envelope: Envelope, words: str = "") -> str:
    """What stands behind the body: the files, which WeChat cannot hold, and who published it."""
    listed = [words] if words else []
    attached = [each.name for each in envelope.enclosed if each.name not in files(envelope.html)]
    if attached:
        listed.append(f"附件：{'、'.join(attached)}（请点左下角“阅读原文”下载）" if source_of(envelope) else f"附件：{'、'.join(attached)}")
    listed.append("　".join(word for word in (envelope.organ, envelope.fields.get("发文字号", "")) if word))
    return "".join(_styled("p", _SMALL, escape(line)) for line in listed)


def _blocks(envelope: Envelope, picture: Callable[[str], str | None]) -> str:
    return "".join(_block(block, picture) for block in tree(envelope.html))


def _block(block: Block, picture: Callable[[str], str | None]) -> str:
    match block:
        case Para():
            inner = _inlines(block.inlines, picture)
            style = _HEADS[min(block.level, 3)] if block.level else (_FLAT + _WHERE[block.look] if block.look in _WHERE else _P)
            return _styled("p", style, inner) if inner else ""
        case Listing():
            return "".join(_points(block, picture, 0))
        case Table():
            caption = _styled("p", _FLAT + "text-align:center;", _inlines(block.caption, picture)) if block.caption else ""
            rows = "".join(f"<tr>{''.join(_cell(cell, picture) for cell in row)}</tr>" for row in block.rows)
            return f"{caption}{_styled('table', _TABLE, f'<tbody>{rows}</tbody>')}"
        case Quote():
            inner = "".join(_block(each, picture) for each in block.blocks)
            return _styled("section", "margin:0 0 14px;padding:4px 12px;border-left:3px solid #bbbbbb;color:#666666;", inner)
        case Figure():
            shown = _inlines((block.image,), picture)
            caption = _styled("p", _SMALL + "text-align:center;", _inlines(block.caption, picture)) if block.caption else ""
            return f"{_styled('p', 'margin:0 0 14px;text-align:center;', shown)}{caption}"
        case _:
            return '<hr style="border:0;border-top:1px solid #dddddd;margin:14px 0;">'


def _points(block: Listing, picture: Callable[[str], str | None], depth: int) -> Iterator[str]:
    """Points as paragraphs with their number written out: WeChat gives lists its own look."""
    for number, item in enumerate(block.items, block.start):
        mark = f"{number}. " if block.ordered else "• "
        yield _styled("p", f"margin:0 0 8px;padding-left:{2 + depth * 2}em;text-indent:-1.2em;", mark + _inlines(item.inlines, picture))
        for inner in item.lists:
            yield from _points(inner, picture, depth + 1)


def _cell(cell: Cell, picture: Callable[[str], str | None]) -> str:
    inner = "<br>".join(_inlines(each.inlines, picture) if isinstance(each, Para) else _block(each, picture) for each in cell.blocks)
    style = _CELL + ("background:#f5f5f5;font-weight:bold;text-align:center;" if cell.header else _WHERE.get(cell.look, ""))
    spans = "".join(f' {name}="{count}"' for name, count in (("colspan", cell.columns), ("rowspan", cell.rows)) if count > 1)
    return _styled("td", style, inner, spans)


def _inlines(inlines: Iterable[Inline], picture: Callable[[str], str | None]) -> str:
    return "".join(_image(each, picture) if isinstance(each, Image) else _run(each) for each in inlines)


def _image(each: Image, picture: Callable[[str], str | None]) -> str:
    address = picture(each.address.removeprefix("attachment:"))
    if address is None:
        return escape(f"（图：{each.alt}）") if each.alt else ""
    return f'<img src="{escape(address)}" alt="{escape(each.alt)}" style="max-width:100%;">'


def _run(each: Run) -> str:
    inner = escape(each.text, quote=False).replace(BREAK, "<br>")
    if each.href.startswith(("http://", "https://")) and each.href not in each.text:
        inner += f"（{_styled('span', 'word-break:break-all;', escape(each.href))}）"
    for mark in ("sub", "sup", "u", "em", "strong"):
        inner = f"<{mark}>{inner}</{mark}>" if mark in each.marks else inner
    return inner
