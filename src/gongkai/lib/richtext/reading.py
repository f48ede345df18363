"""HTML of any origin (Word, WPS, a web page, the editor) read into a rough tree.

lexbor builds the tree a browser would build. What a reader would not see is left out and said: hidden text, deletions,
comments, pictures that are not the office's own. Nothing is taken over but words, their marks, links and the shape.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from gongkai.lib import limits
from gongkai.lib.errors import UnusableInput
from gongkai.lib.richtext import addresses, elements, styles, tables
from gongkai.lib.richtext.tree import (
    BREAK,
    CLASSES,
    Block,
    Cell,
    Figure,
    Image,
    Inline,
    Item,
    Listing,
    Para,
    Quote,
    Rule,
    Run,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from selectolax.lexbor import LexborNode

    from gongkai.lib.richtext.notes import Notes

_LONGEST = 16 * 1024 * 1024  # characters; a pasted picture alone can have some millions
_LEVEL = re.compile(r"\blevel(\d)\b")
_MARKER = 12  # characters of a bullet or number at most
_PLAIN_SPACES = re.compile(r"\r\n?|\n")


class _Style(NamedTuple):
    """What text inherits."""

    marks: frozenset[str] = frozenset()
    href: str = ""
    align: str = ""
    family: str = ""
    kept: bool = False  # line feeds count


class _Frame(NamedTuple):
    """What a paragraph has of the elements around it."""

    level: int = 0
    look: str = ""
    lead: float = 0.0
    depth: int = 0


class Reader:
    """One reading. ``own`` makes the address of a picture or file the one to be kept, None for a strange one."""

    def __init__(self, notes: Notes, own: Callable[[str], str | None]) -> None:
        self._notes = notes
        self._own = own
        self._sheet = styles.Sheet({})
        self._out: list[Block] = []
        self._runs: list[Inline] = []
        self._frame = _Frame()
        self._marker = ""
        self._nesting = 0
        self._cells = 0

    def read(self, html: str) -> list[Block]:
        """The blocks of a page or of a piece of one. UnusableInput when it is beyond all measure."""
        if len(html) > _LONGEST:
            raise UnusableInput("粘贴的内容太大", "请分几次粘贴，图片作为附件上传")
        elements.refuse_nesting(html)
        tree = LexborHTMLParser(html.encode("utf-8", "replace").decode("utf-8"))
        self._sheet = styles.sheet(node.text() for node in tree.css("style"))
        return self._inner(tree.body, _Style()) if tree.body is not None else []

    # --- walking

    def _inner(self, node: LexborNode, style: _Style) -> list[Block]:
        """What stands in an element as blocks of its own."""
        before = self._out, self._runs, self._frame, self._marker
        self._out, self._runs, self._frame, self._marker = [], [], _Frame(look=style.align), ""
        self._walk(node, style)
        self._flush()
        made = self._out
        self._out, self._runs, self._frame, self._marker = before
        return made

    def _walk(self, node: LexborNode, style: _Style) -> None:
        self._deeper(1)
        for child in elements.children(node):
            self._enter(child, style)
        self._nesting -= 1

    def _deeper(self, levels: int) -> None:
        """Count nesting; a table and a list take more of the machine than one element."""
        self._nesting += levels
        if self._nesting > elements.NESTING:
            raise elements.too_deep()

    def _flush(self) -> None:
        if self._runs:
            frame = self._frame
            self._out.append(Para(tuple(self._runs), frame.level, frame.look, frame.lead, self._marker, frame.depth))
            self._runs, self._marker = [], ""

    def _enter(self, node: LexborNode, style: _Style) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self._text(node.text_content or "", style)
        elif tag[:1].isalpha():
            attributes = {name: value or "" for name, value in node.attributes.items()}
            classes = attributes.get("class", "").lower().split()
            look = self._sheet.look(tag, classes, attributes.get("style", ""))
            if not self._left_out(node, tag, attributes, classes, look):
                self._element(node, tag, attributes, classes, look, style)

    def _text(self, text: str, style: _Style) -> None:
        if style.family:
            text = styles.signs(text, style.family)
        if style.kept:
            text = _PLAIN_SPACES.sub(BREAK, text)
        self._runs.append(Run(text, style.marks, style.href))

    def _left_out(self, node: LexborNode, tag: str, attributes: dict[str, str], classes: list[str], look: styles.Look) -> bool:
        """True when nothing in the element is for readers; said where it had words."""
        element = look.get("mso-element", "")
        if tag in elements.GONE:
            if elements.GONE[tag]:
                self._notes.add(elements.GONE[tag])
        elif "hidden" in attributes or styles.is_hidden(look):
            self._notes.add_text("hidden", node.text())
        elif tag == "del" or "msodel" in classes:
            self._notes.add_text("deleted", node.text())
        elif element in ("comment", "comment-list") or {"msocomtxt", "msocomoff"} & set(classes):
            self._comments(node)
        elif "msocomanchor" in classes or "msocommentreference" in classes or "mso-comment-reference" in look:
            pass  # the mark in the text, not the words
        elif element in ("header", "footer"):
            self._notes.add_text("header", node.text())
        elif look.get("mso-list") == "ignore" and self._frame.depth and not self._runs and len(node.text().strip()) <= _MARKER:
            self._marker = styles.signs(node.text(), self._families(node, look)).strip() or "·"
        else:
            return False
        return True

    def _comments(self, node: LexborNode) -> None:
        found = [
            each for each in node.css("div[style*='mso-element:comment']") if "comment-list" not in (each.attributes.get("style") or "")
        ]
        for each in found or [node]:
            self._notes.add_text("comment", each.text())

    def _families(self, node: LexborNode, look: styles.Look) -> str:
        parent = node.parent
        return look.get("font-family", "") + " " + ((parent.attributes.get("style") or "").lower() if parent is not None else "")

    # --- elements

    def _element(
        self, node: LexborNode, tag: str, attributes: dict[str, str], classes: list[str], look: styles.Look, style: _Style
    ) -> None:
        if tag == "br":
            self._runs.append(Run(BREAK, style.marks, style.href))
        elif tag in ("ul", "ol", "dir"):
            self._flush()
            self._out.extend(self._list(node, tag == "ol", attributes, style))
        elif tag == "table":
            self._flush()
            self._out.extend(self._table(node, self._inherited(tag, attributes, look, style)._replace(align="")))
        elif tag == "blockquote":
            self._flush()
            self._out.append(Quote(tuple(self._inner(node, style))))
        elif tag == "figure":
            self._flush()
            self._out.extend(self._figure(node, style))
        elif tag == "hr":
            self._flush()
            self._out.append(Rule())
        elif tag == "img":
            self._image(attributes)
        elif tag in elements.BLOCKS:
            self._paragraph(node, tag, classes, look, self._inherited(tag, attributes, look, style))
        else:
            self._inline(node, tag, attributes, classes, look, style)

    def _inherited(self, tag: str, attributes: dict[str, str], look: styles.Look, style: _Style) -> _Style:
        """The style of what is in an element."""
        marks = style.marks | {elements.MARKS[tag]} if tag in elements.MARKS else style.marks
        marks = styles.marks(look, marks) if look else marks
        align = styles.align(look, "center" if tag == "center" else attributes.get("align", ""), style.align)
        family = look.get("font-family", attributes.get("face", "").lower()) or style.family
        kept = style.kept or tag in ("pre", "listing") or look.get("white-space", "").startswith(("pre", "break-spaces"))
        return _Style(marks, style.href, align, family if "wingdings" in family or "symbol" in family else "", kept)

    def _paragraph(self, node: LexborNode, tag: str, classes: list[str], look: styles.Look, style: _Style) -> None:
        self._flush()
        before = self._frame
        level = elements.HEADINGS.get(tag, before.level)
        listed = _LEVEL.search(look.get("mso-list", "")) if tag in ("p", "li", "div") or tag in elements.HEADINGS else None
        own = next((name for name in classes if name in CLASSES), "")
        chosen = (
            own
            or style.align
            or (before.look if tag not in ("p", *elements.HEADINGS) and before.look not in ("gk-center", "gk-right") else "")
        )
        self._frame = _Frame(level, chosen, before.lead + (0.0 if listed else styles.lead(look)), int(listed[1]) if listed else 0)
        if tag == "dt":
            style = style._replace(marks=style.marks | {"strong"})
        self._walk(node, style)
        self._flush()
        self._frame = before

    def _inline(self, node: LexborNode, tag: str, attributes: dict[str, str], classes: list[str], look: styles.Look, style: _Style) -> None:
        if tag == "ins" or "msoins" in classes:
            self._notes.add_text("inserted", node.text())
        if tag in ("s", "strike") or "line-through" in look.get("text-decoration", "") + look.get("text-decoration-line", ""):
            self._notes.add_text("struck", node.text())
        inner = self._inherited(tag, attributes, look, style)
        if tag == "a" and "href" in attributes:
            address = addresses.link(attributes["href"], self._own)
            if address:
                inner = inner._replace(href=address)
            elif not attributes["href"].strip().startswith("#"):
                self._notes.add_text("link", node.text())
        if inner.href and "u" in inner.marks:
            inner = inner._replace(marks=inner.marks - {"u"})
        if tag == "q":
            self._runs.append(Run("“", inner.marks, inner.href))
        self._walk(node, inner)
        if tag == "q":
            self._runs.append(Run("”", inner.marks, inner.href))

    def _image(self, attributes: dict[str, str]) -> None:
        address = self._own(attributes.get("src", "").strip())
        if address is None:
            self._notes.add("image")
        else:
            self._runs.append(Image(address, " ".join(attributes.get("alt", "").split())))

    def _figure(self, node: LexborNode, style: _Style) -> list[Block]:
        """A figure; what is no picture of ours comes out of it as paragraphs."""
        pictures: list[Image] = []
        caption: list[Inline] = []
        rest: list[Block] = []
        for child in elements.children(node):
            if child.tag == "figcaption":
                for block in self._inner(child, style):
                    caption.extend(block.inlines if isinstance(block, Para) else ())
                continue
            before = self._out, self._runs, self._frame, self._marker
            self._out, self._runs, self._frame, self._marker = [], [], _Frame(), ""
            self._enter(child, style)
            self._flush()
            for block in self._out:
                if isinstance(block, Para) and not words(block.inlines).strip():
                    pictures.extend(each for each in block.inlines if isinstance(each, Image))
                else:
                    rest.append(block)
            self._out, self._runs, self._frame, self._marker = before
        made: list[Block] = [Figure(picture) for picture in pictures]
        if not made:
            return [*rest, Para(tuple(caption))] if caption else rest
        made[-1] = Figure(pictures[-1], tuple(caption))
        return [*made, *rest]

    # --- lists

    def _list(self, node: LexborNode, ordered: bool, attributes: dict[str, str], style: _Style) -> list[Block]:
        """A list; what cannot stand in one (tables, quotes) comes between its parts."""
        start = attributes.get("start", "")
        number = int(start) if start.isascii() and start.isdecimal() and len(start) < 5 else 1
        made: list[Block] = []
        items: list[Item] = []
        for child in elements.children(node):
            tag = child.tag or ""
            if not tag[:1].isalpha() and not (tag == "-text" and (child.text_content or "").strip()):
                continue
            self._deeper(2)
            blocks = self._list(child, tag == "ol", {}, style) if tag in ("ul", "ol", "dir") else self._point(child, style)
            self._nesting -= 2
            inlines, lists, other = _parts(blocks)
            if tag in ("ul", "ol", "dir") and items:
                items[-1] = items[-1]._replace(lists=(*items[-1].lists, *lists))
            else:
                items.append(Item(inlines, lists))
            if other:
                self._notes.add("list_table")
                made += [Listing(tuple(items), ordered, number), *other]
                number += len(items)
                items = []
        return [*made, Listing(tuple(items), ordered, number)] if items else made

    def _point(self, child: LexborNode, style: _Style) -> list[Block]:
        before = self._out, self._runs, self._frame, self._marker
        self._out, self._runs, self._frame, self._marker = [], [], _Frame(), ""
        self._enter(child, style._replace(align=""))
        self._flush()
        made = self._out
        self._out, self._runs, self._frame, self._marker = before
        return made

    # --- tables

    def _table(self, node: LexborNode, style: _Style) -> list[Block]:
        rows: list[list[Cell]] = []
        caption: list[Inline] = []
        beside: list[Block] = []
        head = 0
        for part in elements.children(node):
            if part.tag == "caption":
                for block in self._inner(part, _Style()):
                    caption.extend(block.inlines if isinstance(block, Para) else ())
            elif part.tag in ("tbody", "thead", "tfoot"):
                lines = [self._row(row, style) for row in elements.children(part) if row.tag == "tr"]
                if part.tag == "thead" and not rows:
                    head = len(lines)
                rows += lines
            elif part.tag == "tr":
                rows.append(self._row(part, style))
            elif part.tag is not None and part.tag[:1].isalpha() and part.tag not in ("colgroup", "col"):
                beside += self._point(part, style)
        return [*tables.opened(rows, head, tuple(caption), self._notes), *beside]

    def _row(self, row: LexborNode, style: _Style) -> list[Cell]:
        attributes = {name: value or "" for name, value in row.attributes.items()}
        look = self._sheet.look("tr", attributes.get("class", "").lower().split(), attributes.get("style", ""))
        if styles.is_hidden(look) or "hidden" in attributes:
            self._notes.add_text("hidden", row.text())
            return []
        style = self._inherited("tr", attributes, look, style)
        return [cell for child in elements.children(row) if child.tag in ("td", "th") and (cell := self._cell(child, style)) is not None]

    def _cell(self, node: LexborNode, style: _Style) -> Cell | None:
        self._cells += 1
        if self._cells > limits.CELLS:
            raise UnusableInput(f"表格超过 {limits.CELLS} 个单元格", "请把它作为表格文件（.xlsx）附在后面，正文里不放")
        tag = node.tag or ""
        attributes = {name: value or "" for name, value in node.attributes.items()}
        classes = attributes.get("class", "").lower().split()
        look = self._sheet.look(tag, classes, attributes.get("style", ""))
        if styles.is_hidden(look) or "hidden" in attributes:
            self._notes.add_text("hidden", node.text())
            return None
        inherited = self._inherited(tag, attributes, look, style)
        own = next((name for name in classes if name in ("gk-center", "gk-right")), "")
        self._deeper(3)
        blocks = self._inner(node, inherited._replace(align=own or inherited.align))
        self._nesting -= 3
        return Cell(tuple(blocks), elements.span(attributes.get("rowspan")), elements.span(attributes.get("colspan")), tag == "th")


def _parts(blocks: Sequence[Block]) -> tuple[tuple[Inline, ...], tuple[Listing, ...], list[Block]]:
    """The content of a point: its own words, the lists under it, and what cannot stand in a list."""
    inlines: list[Inline] = []
    lists: list[Listing] = []
    other: list[Block] = []
    for block in blocks:
        if isinstance(block, Para):
            inlines += [Run(BREAK), *block.inlines] if inlines else block.inlines
        elif isinstance(block, Listing):
            lists.append(block)
        else:
            other.append(block)
    return tuple(inlines), tuple(lists), other
