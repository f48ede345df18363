"""Bytes of a page to what a rule may look at: one pass over its elements, nothing recursive, everything bounded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree
from lxml.html import HTMLParser

from gongkai.inspection.addresses import is_web, resolved
from gongkai.inspection.dates import day_beside, formed_in, published_in
from gongkai.inspection.messages import message_in, messages_in
from gongkai.inspection.model import Entry, Link, Page
from gongkai.lib.errors import UnusableInput
from gongkai.lib.text import decode, one_space

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongkai.inspection.bounds import Bounds

_DROPPED = frozenset("script style noscript template select svg title button".split())
_ROWS = frozenset("li tr dd article p div dl".split())
_BLOCKS = _ROWS | frozenset(
    "ul ol table td th dt h1 h2 h3 h4 h5 h6 section main header footer nav aside br hr body form fieldset blockquote".split()
)
_FRAMES = frozenset({"header", "footer", "nav", "aside"})
_FRAME_NAMES = re.compile(
    r"(?:^|\s)(?:nav\w*|[\w-]+[_-]nav|menu\w*|[\w-]+[_-]menu|foot\w*|[\w-]+[_-]foot(?:er)?|header|[\w-]+[_-]header|(?:bread)?crumbs?|copyright)(?=\s|$)",
    re.IGNORECASE,
)
_OBJECTS = frozenset("img form iframe video audio object embed canvas".split())
_SCRIPTED = re.compile(r"\$\.(?:ajax|get|post|getJSON)|XMLHttpRequest|\bfetch\(|new Vue|createApp|axios|dataproxy|\.load\(", re.IGNORECASE)
_TODAY = re.compile(r"今天是|现在是|当前时间|星期[一二三四五六日天]")
_MESSAGE = 5_000  # characters of a page that is one message
_ROW_TEXT, _ROW_LINKS, _WORDS, _LINES, _ROWS_KEPT = 500, 3, 4, 3_000, 2_000


class Row(NamedTuple):
    """A line of a list or table: its cells, all of its text, the text outside its links, its links."""

    cells: tuple[str, ...]
    text: str
    beside: str
    links: tuple[tuple[str, str], ...]


def read(data: bytes, url: str, *, depth: int, words: str, today: date, bounds: Bounds, cut: bool = False) -> Page | None:
    """The page; None for what is no web page (a file, an empty answer)."""
    try:
        text = decode(data)
    except UnusableInput:
        return None
    parser = HTMLParser(encoding="utf-8", recover=True, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError, AssertionError):
        root = None
    if root is None:
        return None
    return _Reading(root, url, today, bounds, cut).page(depth, words)


class _Reading:
    """One pass: text goes to ``pieces`` (text, in a link, in a frame); an element remembers where it began."""

    def __init__(self, root: etree._Element, url: str, today: date, bounds: Bounds, cut: bool) -> None:
        self.url, self.today, self.bounds, self.cut = url, today, bounds, cut
        base = root.find(".//base[@href]")
        found = resolved(url, base.get("href") or "") if base is not None else None
        self.base = str(found) if found else url
        self.pieces: list[tuple[str, bool, bool]] = []
        self.sizes: list[int] = [0]
        self.hrefs: list[tuple[str, str, bool]] = []  # address as written, words, in a frame
        self.claimed: set[int] = set()
        self.rows: list[Row] = []
        self.entries: list[Entry] = []
        self.cells: list[str] = []
        self.metas: dict[str, str] = {}
        self.title, self.scripted = "", False
        self._walk(root)

    def page(self, depth: int, words: str) -> Page:
        """What was read."""
        text, footer = self._lines(framed=False), self._lines(framed=True)
        flat = "\n".join(text)
        links = tuple(self._links())
        return Page(
            self.url, depth, words, self.title, self.metas, links, tuple(self.entries), messages_in(self.rows), text,
            "\n".join(footer)[-6_000:], published_in(flat), formed_in(flat), self.cut, self.scripted, asked=message_in(one_space(flat)[:_MESSAGE]),
        )  # fmt: skip

    # --- the pass -------------------------------------------------------------------------------

    def _walk(self, root: etree._Element) -> None:
        dropped = framed = linked = 0
        starts: list[tuple[str, int, int, bool]] = []
        for number, (event, element) in enumerate(etree.iterwalk(root, events=("start", "end"))):
            if number >= 2 * self.bounds.elements:
                self.cut = True
                return
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                frame = tag in _FRAMES or (tag in ("div", "ul", "table", "section") and self._is_frame(element))
                starts.append((tag, len(self.pieces), len(self.hrefs), frame))
                dropped, framed, linked = dropped + (tag in _DROPPED), framed + frame, linked + (tag == "a")
                self._open(element, tag, bool(dropped), bool(framed))
                if not dropped:
                    self._say(element.text, tag in _BLOCKS, bool(linked), bool(framed))
                continue
            _, first, first_link, frame = starts.pop()
            if tag == "a" and not dropped:
                self._link(element, first, bool(framed))
            if not dropped:
                self._close(tag, first, first_link)
            dropped, framed, linked = dropped - (tag in _DROPPED), framed - frame, linked - (tag == "a")
            if not dropped:
                self._say(element.tail, tag in _BLOCKS, bool(linked), bool(framed))

    def _open(self, element: etree._Element, tag: str, dropped: bool, framed: bool) -> None:
        if tag == "meta":
            name = element.get("name") or ""
            if name and len(self.metas) < 200:
                self.metas.setdefault(name.strip().lower(), one_space(element.get("content") or "")[:1_000])
        elif tag == "title" and not self.title:
            self.title = one_space(element.text or "")[:300]
        elif tag == "script" and not self.scripted:
            self.scripted = bool(_SCRIPTED.search((element.text or "")[:50_000]))
        elif tag in _OBJECTS and not dropped:
            self._say(f"\0{tag}:{(element.get('src') or element.get('action') or element.get('data') or '')[:200]}", True, False, framed)
        elif tag == "tr":
            self.cells = []

    def _say(self, text: str | None, block: bool, linked: bool, framed: bool) -> None:
        if block:
            self._add("\n", linked, framed)
        if text and not text.isspace():
            self._add(text, linked, framed)

    def _add(self, text: str, linked: bool, framed: bool) -> None:
        self.pieces.append((text, linked, framed))
        self.sizes.append(self.sizes[-1] + len(text))

    def _link(self, element: etree._Element, first: int, framed: bool) -> None:
        href = element.get("href")
        if href is None or not is_web(href):
            return
        words = self._text(first) if self.sizes[-1] - self.sizes[first] <= 4 * _ROW_TEXT else ""
        named = one_space(element.get("title") or "")
        self.hrefs.append((href, (named if len(named) > len(words) else words)[:200], framed))

    def _close(self, tag: str, first: int, first_link: int) -> None:
        if tag in ("td", "th"):
            self.cells.append(self._text(first)[:_ROW_TEXT] if self.sizes[-1] - self.sizes[first] <= _ROW_TEXT else "")
        if tag not in _ROWS or self.sizes[-1] - self.sizes[first] > _ROW_TEXT or len(self.rows) >= _ROWS_KEPT:
            return
        links = range(first_link, len(self.hrefs))
        if len(links) > _ROW_LINKS or (tag != "tr" and not links):
            return
        found = tuple(self.hrefs[each][:2] for each in links)
        row = Row(tuple(self.cells) if tag == "tr" else (), self._text(first), self._text(first, beside=True), found)
        if tag in ("tr", "li", "dl", "article", "div"):
            self.rows.append(row)
        if links and not self.claimed.issuperset(links):
            self._entry(row, links)

    def _entry(self, row: Row, links: range) -> None:
        """The line's first link with words enough is what the line is about. A line without a day may still get one from what holds it."""
        if _TODAY.search(row.beside):
            self.claimed.update(links)
            return
        day = day_beside(row.beside, self.today) or next((found for _, words in row.links if (found := _numbered(words, self.today))), None)
        if day is None:
            return
        self.claimed.update(links)
        for each in links:
            href, words, _ = self.hrefs[each]
            target = resolved(self.base, href)
            if target is not None and len(words) >= _WORDS:
                self.entries.append(Entry(str(target), words, day))
                return

    # --- what it came to ------------------------------------------------------------------------

    def _text(self, first: int, beside: bool = False) -> str:
        return one_space("".join(text for text, linked, _ in self.pieces[first:] if not (beside and linked) and not text.startswith("\0")))

    def _lines(self, framed: bool) -> tuple[str, ...]:
        whole = "".join(text if "\0" not in text[:1] else f"{text}\n" for text, _, frame in self.pieces if frame is framed)
        return tuple(line for each in whole.split("\n") if (line := one_space(each)))[:_LINES]

    def _links(self) -> Iterator[Link]:
        for href, words, framed in self.hrefs[: self.bounds.links]:
            target = resolved(self.base, href)
            if target is not None:
                yield Link(str(target), words, not framed)
        if len(self.hrefs) > self.bounds.links:
            self.cut = True

    @staticmethod
    def _is_frame(element: etree._Element) -> bool:
        return bool(_FRAME_NAMES.search(f"{element.get('class') or ''} {element.get('id') or ''}"[:300]))


_NUMBERED = re.compile(r"(?:^|[\s\[(（])((?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})(?:$|[\s\])）])")


def _numbered(words: str, today: date) -> date | None:
    """A day in figures at the edge of a link's own words; a day inside a title is what the title speaks of."""
    match = _NUMBERED.search(words)
    return day_beside(match[1], today) if match else None
