"""The text of a Word document as a rough tree: one walk over ``word/document.xml``.

Insertions count as text, deletions do not; hidden text and comments stay out. All of that is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib import limits
from gongkai.lib.errors import UnusableInput
from gongkai.lib.richtext import addresses, tables
from gongkai.lib.richtext.docx_styles import RELATIONS, Package, Style, switch, value
from gongkai.lib.richtext.tree import BREAK, CENTER, RIGHT, Block, Cell, Image, Inline, Para, Rule, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import etree

    from gongkai.lib.richtext.notes import Notes

PAGE = Rule("page")  # stands where a page of the paper ends
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_VML = "{urn:schemas-microsoft-com:vml}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_NESTING = limits.NESTING // 2
_TWIPS = 320  # one character of size 3 (16 points)
_ALIGNS = {"center": CENTER, "right": RIGHT, "end": RIGHT}
_SIGNS = {"F0FC": "√", "F0FE": "☑", "F0A8": "□", "F06F": "□", "F052": "☑", "F0A7": "▪", "F0D7": "×", "F0B7": "·", "F06C": "●", "F06E": "■"}
_KINDS = ((b"\x89PNG\r\n\x1a\n", "png", "image/png"), (b"\xff\xd8\xff", "jpg", "image/jpeg"), (b"GIF8", "gif", "image/gif"))


class Picture(NamedTuple):
    """A picture of the document: the name by which the body calls it, its media type, its content."""

    name: str
    media_type: str
    data: bytes


class _Field:
    """A field while it is read: its instruction, and whether its result is being read."""

    def __init__(self) -> None:
        self.instruction = ""
        self.shown = False


class Walk:
    """One walk. What it finds: :attr:`pictures`, :attr:`titles` (texts in the style of a title)."""

    def __init__(self, package: Package, notes: Notes) -> None:
        self._package, self._notes = package, notes
        self._space = package.space
        self._footnotes = package.texts("footnotes.xml", "footnote")
        self._endnotes = package.texts("endnotes.xml", "endnote")
        self.pictures: list[Picture] = []
        self.titles: list[str] = []
        self._names: dict[str, str] = {}
        self._cited: list[str] = []
        self._cells = self._nesting = 0
        self._out: list[Block] = []
        self._runs: list[Inline] = []
        self._after: list[Block] = []
        self._hidden: list[str] = []
        self._fields: list[_Field] = []
        self._style = Style()
        self._href = ""
        self._containers = {
            self._space + name for name in ("sdt", "sdtContent", "smartTag", "customXml", "fldSimple", "moveTo", "body", "dir", "bdo")
        }
        self._elements: dict[str, Callable[[etree._Element], None]] = {
            self._space + "p": self._paragraph,
            self._space + "tbl": self._table,
            self._space + "r": self._run,
            self._space + "hyperlink": self._hyperlink,
            self._space + "ins": self._inserted,
            self._space + "del": self._deleted,
            self._space + "moveFrom": self._deleted,
            self._space + "ruby": lambda element: self._children(element.find(self._space + "rubyBase")),
            _ALTERNATIVE + "AlternateContent": self._alternative,
            _MATH + "oMath": self._formula,
            _MATH + "oMathPara": self._formula,
        }

    def blocks(self) -> list[Block]:
        """Everything in order, notes of the pages behind it."""
        self._children(self._package.root)
        for comment in self._package.texts("comments.xml", "comment").values():
            self._notes.add_text("comment", comment)
        self._notes.add_text("header", self._package.headers())
        for text in self._cited:
            self._notes.add("note")
            self._out.append(Para((Run(text),)))
        return self._out

    def _children(self, element: etree._Element | None) -> None:
        self._nesting += 1
        if self._nesting > _NESTING:
            raise UnusableInput(f"文件内部嵌套超过 {_NESTING} 层", "请用 Word 或 WPS 打开后另存一份再试")
        for child in element if element is not None else ():
            handle = self._elements.get(str(child.tag))
            if handle is not None:
                handle(child)
            elif child.tag in self._containers:
                self._children(child)
        self._nesting -= 1

    def _inside(self, element: etree._Element) -> list[Block]:
        """What stands in a cell or a text box, as blocks of its own."""
        before = self._out, self._runs, self._after, self._hidden, self._fields, self._style, self._href
        self._out, self._runs, self._after, self._hidden, self._fields, self._style, self._href = [], [], [], [], [], Style(), ""
        self._children(element)
        made = self._out
        self._out, self._runs, self._after, self._hidden, self._fields, self._style, self._href = before
        return made

    # --- paragraphs

    def _paragraph(self, element: etree._Element) -> None:
        space = self._space
        about = element.find(space + "pPr")
        name = value(about, space, "pStyle")
        self._style = style = self._package.style(name)
        self._runs, self._after, self._hidden = [], [], []
        if switch(about, space, "pageBreakBefore"):
            self._out.append(PAGE)
        self._children(element)
        level = style.level or 0
        own = value(about, space, "outlineLvl")
        if own is not None and own.isdecimal():
            level = int(own) + 1 if int(own) < 9 else 0
        marker, depth = self._listed(about, name)
        look = _ALIGNS.get(value(about, space, "jc") or style.align or "", "")
        if style.title:
            self.titles.append("".join(each.text for each in self._runs if isinstance(each, Run)).strip())
        self._out.append(Para(tuple(self._runs), min(level, 6), look, self._lead(about), marker, depth))
        if self._hidden:
            self._notes.add_text("hidden", "".join(self._hidden))
        self._out.extend(self._after)
        if about is not None and value(about.find(space + "sectPr"), space, "type") not in (None, "continuous"):
            self._out.append(PAGE)
        self._runs, self._after, self._hidden = [], [], []

    def _listed(self, about: etree._Element | None, style: str | None) -> tuple[str, int]:
        """The bullet or number of a paragraph and its level from 1."""
        numbers = self._package.numbers
        if numbers is None:
            return "", 0
        listed = about.find(self._space + "numPr") if about is not None else None
        name, level = value(listed, self._space, "numId"), value(listed, self._space, "ilvl")
        depth = int(level) + 1 if level and level.isdecimal() and len(level) < 3 else 1
        if numbers.bullet(name, level, style):
            return "·", depth
        marker = numbers.number(name, level, style).strip()
        return marker, depth if marker else 0

    def _lead(self, about: etree._Element | None) -> float:
        moved = about.find(self._space + "ind") if about is not None else None
        if moved is None:
            return 0.0
        total = 0.0
        for side, unit in (("left", _TWIPS), ("start", _TWIPS), ("firstLine", _TWIPS), ("leftChars", 100), ("firstLineChars", 100)):
            text = moved.get(self._space + side) or ""
            if unit == 100 or moved.get(f"{self._space}{side}Chars") is None:
                total += int(text) / unit if text.isdecimal() and len(text) < 7 else 0.0
        return total

    # --- runs

    def _run(self, element: etree._Element) -> None:
        space = self._space
        about = element.find(space + "rPr")
        character = self._package.style(value(about, space, "rStyle"))
        hidden = switch(about, space, "vanish")
        if hidden if hidden is not None else character.hidden or self._style.hidden:
            self._hidden.extend(piece.text or "" for piece in element.iter(space + "t"))
            return
        marks = self._marks(about, character)
        for child in element:
            self._piece(child, marks)

    def _marks(self, about: etree._Element | None, character: Style) -> frozenset[str]:
        space = self._space
        marks = set()
        bold = switch(about, space, "b")
        if bold if bold is not None else (character.bold if character.bold is not None else self._style.bold):
            marks.add("strong")
        if switch(about, space, "i"):
            marks.add("em")
        if switch(about, space, "u") and not self._address():
            marks.add("u")
        height = value(about, space, "vertAlign")
        if height in ("superscript", "subscript"):
            marks.add("sup" if height == "superscript" else "sub")
        if switch(about, space, "strike") or switch(about, space, "dstrike"):
            marks.add("struck")
        return frozenset(marks)

    def _piece(self, child: etree._Element, marks: frozenset[str]) -> None:
        space, tag = self._space, str(child.tag)
        text = ""
        if tag == space + "t":
            text = child.text or ""
        elif tag in (space + "tab", space + "ptab"):
            text = "\t"
        elif tag == space + "cr" or (tag == space + "br" and child.get(space + "type") in (None, "textWrapping")):
            text = BREAK
        elif tag == space + "br" and child.get(space + "type") == "page":
            self._page()
        elif tag == space + "noBreakHyphen":
            text = "-"
        elif tag == space + "sym":
            text = _sign(child.get(space + "char") or "")
        elif tag == space + "fldChar":
            self._field(child.get(space + "fldCharType") or "")
        elif tag == space + "instrText" and self._fields:
            self._fields[-1].instruction += child.text or ""
        elif tag in (space + "footnoteReference", space + "endnoteReference"):
            text = self._cite(self._footnotes if tag.endswith("footnoteReference") else self._endnotes, child.get(space + "id") or "")
        elif tag in (space + "drawing", space + "pict", space + "object", _ALTERNATIVE + "AlternateContent"):
            self._drawing(child)
        if text and not any(not field.shown for field in self._fields):
            if "struck" in marks:
                self._notes.add_text("struck", text)
            self._runs.append(Run(text, marks - {"struck"}, self._address()))

    def _page(self) -> None:
        if self._runs:
            self._out.append(Para(tuple(self._runs)))
            self._runs = []
        self._out.append(PAGE)

    def _cite(self, notes: dict[str, str], identity: str) -> str:
        if not notes.get(identity):
            return ""
        self._cited.append(f"[{len(self._cited) + 1}] {notes[identity]}")
        return f"[{len(self._cited)}]"

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].shown = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def _address(self) -> str:
        if self._href:
            return self._href
        for field in reversed(self._fields):
            words = field.instruction.split()
            if len(words) > 1 and words[0].upper() == "HYPERLINK":
                return addresses.link(words[1].strip('"“”'))
        return ""

    # --- around runs

    def _hyperlink(self, element: etree._Element) -> None:
        related = next((found for space in RELATIONS if (found := self._package.related.get(element.get(space + "id") or ""))), None)
        before = self._href
        if related is not None:
            self._href = addresses.link(related.target)
            if not self._href:
                self._notes.add_text("link", self._words(element, "t"))
        self._children(element)
        self._href = before

    def _inserted(self, element: etree._Element) -> None:
        self._notes.add_text("inserted", self._words(element, "t"))
        self._children(element)

    def _deleted(self, element: etree._Element) -> None:
        self._notes.add_text("deleted", self._words(element, "delText") + self._words(element, "t"))

    def _formula(self, element: etree._Element) -> None:
        self._notes.add("object")

    def _words(self, element: etree._Element, tag: str) -> str:
        return "".join(piece.text or "" for piece in element.iter(self._space + tag))

    def _alternative(self, element: etree._Element) -> None:
        self._children(element[0] if len(element) else None)

    def _drawing(self, element: etree._Element) -> None:
        """Pictures and text boxes; of two versions of one drawing the first."""
        box = self._space + "txbxContent"
        for inner in _drawn(element, box):
            if inner.tag == box:
                self._after.extend(self._inside(inner))
            elif inner.tag == _DRAWING + "blip":
                self._picture(inner, "embed", element)
            elif inner.tag == _VML + "imagedata":
                self._picture(inner, "id", element)

    def _picture(self, inner: etree._Element, attribute: str, element: etree._Element) -> None:
        found = next((made for space in RELATIONS if (made := self._package.picture(inner.get(space + attribute)))), None)
        kind = next((kind for kind in _KINDS if found is not None and found[1].startswith(kind[0])), None)
        if found is None or kind is None:
            self._notes.add("image")
            return
        if found[0] not in self._names:
            self._names[found[0]] = f"图{len(self._names) + 1}.{kind[1]}"
            self.pictures.append(Picture(self._names[found[0]], kind[2], found[1]))
        said = next(iter(element.iter(_PLACED + "docPr")), None)
        alt = (said.get("descr") or "") if said is not None else ""
        self._runs.append(Image(addresses.ATTACHMENT + self._names[found[0]], " ".join(alt.split())))

    # --- tables

    def _table(self, element: etree._Element) -> None:
        space = self._space
        rows: list[list[Cell]] = []
        open_above: dict[int, tuple[int, int]] = {}  # column -> row and place of the cell that may go on
        head = 0
        for line in self._lines(element, "tr"):
            about = line.find(space + "trPr")
            if about is not None and about.find(space + "del") is not None:
                self._notes.add_text("deleted", self._words(line, "t") + self._words(line, "delText"))
                continue
            if about is not None and switch(about, space, "hidden"):
                self._notes.add_text("hidden", self._words(line, "t"))
                continue
            if switch(about, space, "tblHeader") and head == len(rows):
                head += 1
            open_above = self._cells_of(line, rows, open_above)
        self._out.extend(tables.opened(rows, head, (), self._notes))

    def _lines(self, element: etree._Element, tag: str) -> list[etree._Element]:
        """Rows of a table, cells of a row; also those that a content control wraps."""
        wrapped = {self._space + name for name in ("sdt", "sdtContent", "customXml", "ins")}
        found: list[etree._Element] = []
        waiting = list(reversed(element))
        while waiting:
            child = waiting.pop()
            if child.tag == self._space + tag:
                found.append(child)
            elif child.tag in wrapped:
                waiting.extend(reversed(child))
        return found

    def _cells_of(self, line: etree._Element, rows: list[list[Cell]], above: dict[int, tuple[int, int]]) -> dict[int, tuple[int, int]]:
        space = self._space
        row: list[Cell] = []
        rows.append(row)
        going_on: dict[int, tuple[int, int]] = {}
        column = self._number(value(line.find(space + "trPr"), space, "gridBefore"), 0)
        if column:
            row.append(Cell(columns=column))
        for element in self._lines(line, "tc"):
            self._cells += 1
            if self._cells > limits.CELLS:
                raise UnusableInput(f"表格超过 {limits.CELLS} 个单元格", "请把它作为表格文件（.xlsx）附在后面，正文里不放")
            about = element.find(space + "tcPr")
            wide = max(1, self._number(value(about, space, "gridSpan"), 1))
            merge = about.find(space + "vMerge") if about is not None else None
            sideways = about.find(space + "hMerge") if about is not None else None
            goes_on = merge is not None and merge.get(space + "val") != "restart"
            blocks = tuple(block for block in self._inside(element) if block != PAGE)
            if sideways is not None and sideways.get(space + "val") != "restart" and row:
                row[-1] = row[-1]._replace(columns=row[-1].columns + wide, blocks=row[-1].blocks + blocks)
            elif goes_on and column in above:
                at, place = above[column]
                cell = rows[at][place]
                rows[at][place] = cell._replace(rows=len(rows) - at, blocks=cell.blocks + blocks)
                going_on[column] = above[column]
            else:
                row.append(Cell(blocks, 1, wide))
                if merge is not None:
                    going_on[column] = len(rows) - 1, len(row) - 1
            column += wide
        return going_on

    def _number(self, text: str | None, otherwise: int) -> int:
        return min(int(text), limits.SPAN) if text and text.isdecimal() and len(text) < 8 else otherwise


def _sign(code: str) -> str:
    code = code.upper()
    if code in _SIGNS:
        return _SIGNS[code]
    try:
        return chr(int(code, 16)) if len(code) == 4 and not code.startswith(("F0", "E", "D", "0")) else ""
    except ValueError:
        return ""


def _drawn(element: etree._Element, box: str) -> Iterator[etree._Element]:
    """A drawing and what is in it, in order: of two versions the first, of a text box only itself."""
    waiting = [element]
    while waiting:
        inner = waiting.pop()
        yield inner
        if inner.tag != box:
            waiting.extend(each for each in reversed(inner) if each.tag != _ALTERNATIVE + "Fallback" or each.getprevious() is None)
