"""HTML pages: paragraphs and tables in the order of the page, layout tables opened up.

lexbor (selectolax) builds the tree a browser would build, so that unclosed cells and
stray tags of Word and of old content systems end where a reader sees them end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from gongkai.lib import limits
from gongkai.lib.document import Block, Document, Grid, Paragraph, place_cells
from gongkai.lib.errors import UnusableInput
from gongkai.lib.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

_TOO_DEEP = f"网页的嵌套超过 {limits.NESTING} 层"
_RESAVE = "这不是正常的网页，请从网站重新保存后再试"
_BREAK = "\u2028"  # stands for <br> while white space is folded
_DROPPED = ["script", "style", "noscript", "template", "select", "iframe", "svg", "button"]
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul caption".split()
)
# Running text stands in these, so their text is taken in one piece. (Without a doctype a
# paragraph may hold a table all the same: quirks mode.)
_LEAVES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "pre"})
_SPACES = re.compile(r"[ \t\r\n\f]+")
# No Latin letter on either side: classes of Chinese characters would cost a millisecond to compile.
_WRAPPED = re.compile(r"(?<=[^\x00-\xff])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[^\x00-\xff])")
_MANY_TAGS = 20_000  # a report of forty pages has fewer; beyond, nesting is measured before a tree is built
# Tags whose end is never left out, so that open ones can simply be counted.
_PAIRED = re.compile(
    r"<(/?)(?!(?:p|li|td|tr|th|tbody|thead|tfoot|dd|dt|option|br|img|hr|input|meta|link|col|area|base|wbr|source)\b)[a-z][\w:-]*",
    re.IGNORECASE,
)
_PROSE_CELL = 300  # a cell with more text than this is layout, not a figure or a label


def read(data: bytes) -> Document:
    """The page as a document. Raises :class:`UnusableInput` when it is nested beyond all sense."""
    text = decode(data)
    if text.count("<") > _MANY_TAGS:
        _refuse_nesting(text)
    tree = LexborHTMLParser(text.replace("<br", _BREAK + "<br").replace("<BR", _BREAK + "<BR"))
    tree.strip_tags(_DROPPED)
    body = tree.body
    blocks: list[Block] = []
    if body is not None:
        _Walk(blocks).walk(body)
    head = tree.css_first("title")
    return Document("html", tuple(blocks), _fold(head.text()) if head is not None else "", _properties(tree))


def _refuse_nesting(text: str) -> None:
    """Refuse a page whose open tags pile up: building its tree alone could take minutes."""
    depth = 0
    for match in _PAIRED.finditer(text):
        depth += -1 if match[1] and depth else 1
        if depth > 4 * limits.NESTING:
            raise UnusableInput(_TOO_DEEP, _RESAVE)


def _properties(tree: LexborHTMLParser) -> dict[str, str]:
    """The named values that our own writer leaves in ``<meta>``."""
    found = {}
    for node in tree.css('meta[name^="gongkai."]'):
        attributes = node.attributes
        found[str(attributes["name"])] = attributes.get("content") or ""
    return found


def _fold(text: str) -> str:
    """White space as a browser shows it, and none inside a line that the source merely wrapped."""
    if text.isalnum():
        return text
    if "\n" in text:
        text = _WRAPPED.sub("", text)
    return _SPACES.sub(" ", text).replace(_BREAK, "\n").strip(" ")


class _Walk:
    """One pass over the tree. ``line`` gathers running text until a block ends it."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.line: list[str] = []
        self.tables = 0

    def walk(self, root: LexborNode) -> None:
        stack: list[Iterator[LexborNode] | None] = [_children(root)]
        while stack:
            level = stack[-1]
            node = next(level, None) if level is not None else None
            if node is None:
                stack.pop()
                self.flush()
                continue
            inner = self.enter(node)
            if inner is not None:
                if len(stack) >= limits.NESTING:
                    raise UnusableInput(_TOO_DEEP, _RESAVE)
                stack.append(inner)

    def enter(self, node: LexborNode) -> Iterator[LexborNode] | None:
        """Take the node's text, or give its children to be walked."""
        tag = node.tag
        if tag == "-text":
            self.line.append(node.text_content or "")
        elif tag in _LEAVES:
            self.flush()
            if node.css_first("table") is not None:
                return _children(node)
            self.add(node.text())
        elif tag == "table":
            self.flush()
            grid = self.grid(node)
            if grid is None:
                return _children(node)
            self.blocks.append(grid)
        elif tag in _BLOCKS:
            self.flush()
            return _children(node)
        elif tag is not None and tag[0] not in "-_!":
            if _holds_blocks(node):
                self.flush()
                return _children(node)
            self.line.append(node.text())
        return None

    def add(self, text: str) -> None:
        folded = _fold(text)
        if folded:
            self.blocks.append(Paragraph(folded, f"第 {len(self.blocks) + 1} 段"))

    def flush(self) -> None:
        if self.line:
            self.add("".join(self.line))
            self.line.clear()

    def grid(self, table: LexborNode) -> Grid | None:
        """The table as a grid; None for a layout table, whose content is walked instead."""
        rows: list[list[tuple[str, int, int]]] = []
        if table.css_first("td table,th table") is not None:
            return None
        for row in _rows(table):
            cells: list[tuple[str, int, int]] = []
            for cell in _children(row):
                if cell.tag not in ("td", "th"):
                    continue
                text = cell.text()
                if len(text) > _PROSE_CELL and len(text.strip()) > _PROSE_CELL:
                    return None
                spans = cell.attrs
                cells.append((_fold(text), _span(spans.get("rowspan")), _span(spans.get("colspan"))))
            rows.append(cells)
        if not any(rows):
            return None
        self.tables += 1
        try:
            return Grid(place_cells(rows, limits.CELLS), f"表格 {self.tables} ")
        except OverflowError:
            raise UnusableInput("表格的合并单元格范围异常", "请在网页编辑器里重做表格后再试", f"表格 {self.tables} ") from None


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        following = child.next
        yield child
        child = following


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    """The table's own rows, not those of tables inside it."""
    for part in _children(table):
        if part.tag == "tr":
            yield part
        elif part.tag in ("tbody", "thead", "tfoot"):
            yield from (row for row in _children(part) if row.tag == "tr")


def _holds_blocks(node: LexborNode) -> bool:
    return node.css_first("p,div,table,h1,h2,h3,h4,li,section,article") is not None


def _span(value: str | None) -> int:
    if value is None:
        return 1
    return min(max(int(value), 1), limits.SPAN) if value.isdecimal() and len(value) < 6 else 1
