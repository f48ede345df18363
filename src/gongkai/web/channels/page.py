"""A web page as far as it is compared: what it calls itself, its meta tags, its text, where it links to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from gongkai.lib import limits
from gongkai.lib.errors import UnusableInput
from gongkai.lib.text import decode, one_space

if TYPE_CHECKING:
    from collections.abc import Mapping

_DROPPED = ["script", "style", "noscript", "template", "select", "iframe", "svg"]
_MANY_TAGS = 20_000
# Tags whose end is never left out, so that open ones can simply be counted.
_PAIRED = re.compile(
    r"<(/?)(?!(?:p|li|td|tr|th|tbody|thead|tfoot|dd|dt|option|br|img|hr|input|meta|link|col|area|base|wbr|source)\b)[a-z][\w:-]*",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*(big5(?:-hkscs)?|hz-gb-2312|utf-16\w*)", re.IGNORECASE)


class Link(NamedTuple):
    """Where a link leads, as it is written, and the words on it."""

    address: str
    words: str


class Page(NamedTuple):
    """``titles``: what may be its title, the surest first. ``text``: all that is read on it, blocks on lines of their own."""

    titles: tuple[str, ...]
    metas: Mapping[str, str]
    text: str
    links: tuple[Link, ...]


def page_of(data: bytes, content_type: str = "") -> Page:
    """The page. Raises :class:`UnusableInput` for what is no text or nested beyond all sense."""
    text = _text(data, content_type)
    if text.count("<") > _MANY_TAGS:
        _refuse_nesting(text)
    tree = LexborHTMLParser(text)
    metas = _metas(tree)
    head = tree.css_first("title")
    named = one_space(head.text()) if head is not None else ""
    tree.strip_tags(_DROPPED)
    body = tree.body
    headings = [one_space(node.text(separator="")) for tag in ("h1", "h2", "h3") for node in tree.css(tag)[:20]]
    titles = dict.fromkeys(word for word in (metas.get("articletitle", ""), *headings, metas.get("og:title", ""), named) if word)
    links = tuple(Link(node.attributes.get("href") or "", one_space(node.text(separator=""))) for node in tree.css("a[href]")[:5000])
    return Page(tuple(titles), metas, body.text(separator="\n") if body is not None else "", links)


def _text(data: bytes, content_type: str) -> str:
    """By its content, as ``lib.text`` does; only what cannot be told so is believed from the declaration."""
    declared = _CHARSET.search(content_type.encode("latin-1", "replace")) or _CHARSET.search(data[:4096])
    if declared and not declared[1].lower().startswith(b"utf-16"):
        return data.decode(declared[1].decode("ascii"), "replace")
    return decode(data)


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        name = node.attributes.get("name") or node.attributes.get("property") or ""
        found.setdefault(name.lower(), one_space(node.attributes.get("content") or ""))
    return found


def _refuse_nesting(text: str) -> None:
    """Refuse a page whose open tags pile up: building its tree alone could take minutes."""
    depth = 0
    for match in _PAIRED.finditer(text):
        depth += -1 if match[1] and depth else 1
        if depth > 4 * limits.NESTING:
            raise UnusableInput("网页的嵌套太深", "请改用截图")
