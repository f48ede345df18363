"""One story of a Word document, a body, header or note, told apart into what it shows and what it hides."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.proof.files.model import Piece
from gongkai.proof.files.package import attribute, child, local, switched
from gongkai.proof.files.word_styles import Styles, dark_fill, unseen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

DELETED = {"del", "moveFrom"}
INSERTED = {"ins", "moveTo"}
CHANGES = {
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "tblGridChange",
    "tblPrExChange",
    "numberingChange",
}


class At(NamedTuple):
    """Where the reader stands: in a change, on a shaded ground, in a paragraph with these properties, in a hidden thing."""

    place: str
    change: str = ""
    shaded: bool = False
    hidden: bool = False
    paragraph: etree._Element | None = None
    doubled: bool = False


class Story:
    """Reads one part; what is shown goes to ``pages``, the rest to ``pieces``."""

    def __init__(self, styles: Styles, title: str, *, numbered: bool) -> None:
        self.styles, self.title, self.numbered = styles, title, numbered
        self.pages: list[list[str]] = [[]]
        self.doubled: list[str] = []
        self.hidden: dict[tuple[str, str], list[str]] = {}
        self.authors: dict[str, None] = {}
        self.fields: list[list[str]] = []
        self.codes: list[str] = []
        self.notes: set[str] = set()
        self.count = 0
        self.unseen: list[tuple[etree._Element, str]] = []

    def read(self, element: etree._Element, at: At) -> None:
        """One element and all in it."""
        name = local(element)
        step = getattr(self, f"_{name}", None)
        if name in DELETED | INSERTED | CHANGES | {"moveFromRangeStart", "moveToRangeStart", "cellIns", "cellDel"}:
            self._change(element, name, at)
        elif step is not None:
            step(element, at)
        elif name not in ("pPr", "sectPr", "tblPr", "tblGrid"):
            self._inner(element, at)
        else:
            self._changes_in(element, at)

    def _inner(self, element: etree._Element, at: At) -> None:
        for inner in element:
            self.read(inner, at)

    def _changes_in(self, properties: etree._Element, at: At) -> None:
        for inner in properties.iter():
            name = local(inner)
            if name in CHANGES | DELETED | INSERTED | {"cellIns", "cellDel"}:
                self._mark(inner, name, at)

    def _mark(self, element: etree._Element, name: str, at: At) -> None:
        if attribute(element, "author"):
            self.authors[attribute(element, "author")] = None
        code = (
            "tracked_deletion"
            if name in DELETED | {"cellDel"}
            else "tracked_insertion"
            if name in INSERTED | {"cellIns"}
            else "tracked_format"
        )
        self.hidden.setdefault((code, at.place), [])

    def _change(self, element: etree._Element, name: str, at: At) -> None:
        if name.endswith("RangeStart"):
            return
        self._mark(element, name, at)
        if name in DELETED:
            self._inner(element, at._replace(change="tracked_deletion"))
        elif name in INSERTED:
            self._inner(element, at._replace(change=at.change or "tracked_insertion"))

    def _p(self, element: etree._Element, at: At) -> None:
        self.count += 1
        properties = child(element, "pPr")
        place = f"{self.title}第 {self.count} 段" if self.numbered else self.title
        shading = child(properties, "shd") if properties is not None else None
        shaded = at.shaded or (shading is not None and dark_fill(shading))
        self._inner(element, at._replace(place=place, paragraph=properties, shaded=shaded))
        self._show("\n", at)

    def _tbl(self, element: etree._Element, at: At) -> None:
        self._inner(element, at._replace(shaded=at.shaded or self.styles.shades(element)))

    def _tr(self, element: etree._Element, at: At) -> None:
        properties = child(element, "trPr")
        hidden = switched(properties, "hidden") or False
        changes = {local(inner) for inner in properties} if properties is not None else set()
        change = "tracked_deletion" if "del" in changes else at.change
        if properties is not None:
            self._changes_in(properties, at)
        self._inner(element, at._replace(hidden=at.hidden or hidden, change=change))

    def _trPr(self, element: etree._Element, at: At) -> None:  # noqa: N802 - named for the element, as all of these
        """Read with its row."""

    def _tc(self, element: etree._Element, at: At) -> None:
        shading = child(element, "tcPr", "shd")
        self._inner(element, at._replace(shaded=at.shaded or (shading is not None and dark_fill(shading))))
        self._show("\t", at)

    def _txbxContent(self, element: etree._Element, at: At) -> None:  # noqa: N802
        self._inner(element, at._replace(shaded=True))

    def _AlternateContent(self, element: etree._Element, at: At) -> None:  # noqa: N802
        """The same thing twice, for new and old programs: shown once, both looked through."""
        first = True
        for inner in element:
            self._inner(inner, at._replace(doubled=at.doubled or not first))
            first = False

    def _anchor(self, element: etree._Element, at: At) -> None:
        drawn = child(element, "docPr")
        hidden = attribute(element, "hidden") in ("1", "true") or (drawn is not None and attribute(drawn, "hidden") in ("1", "true"))
        self._inner(element, at._replace(hidden=at.hidden or hidden))

    _inline = _anchor

    def _docPr(self, element: etree._Element, at: At) -> None:  # noqa: N802
        text = "\n".join(filter(None, (attribute(element, "title"), attribute(element, "descr"))))
        if text:
            self._keep("alt_text", at.place, text)

    def _shape(self, element: etree._Element, at: At) -> None:
        hidden = "visibility:hidden" in attribute(element, "style").replace(" ", "")
        if attribute(element, "alt"):
            self._keep("alt_text", at.place, attribute(element, "alt"))
        text = child(element, "textpath")
        if text is not None:
            self._show(attribute(text, "string"), at)
        self._inner(element, at._replace(hidden=at.hidden or hidden))

    _rect = _roundrect = _oval = _shape

    def _r(self, element: etree._Element, at: At) -> None:
        properties = child(element, "rPr")
        if properties is not None:
            self._changes_in(properties, at)
        look = self.styles.effective(properties, at.paragraph)
        own = [child(properties, "shd"), child(properties, "highlight")] if properties is not None else []
        lit = (own and own[0] is not None and dark_fill(own[0])) or (len(own) > 1 and own[1] is not None)
        code = unseen(look, at.shaded or bool(lit))
        if code or at.hidden:
            self.unseen.append((element, code or "hidden_shape"))
        for inner in element:
            name = local(inner)
            if name in ("t", "delText"):
                self._text(inner.text or "", code, name, at)
            elif name == "tab":
                self._show("\t", at)
            elif name in ("br", "lastRenderedPageBreak", "cr"):
                self._break(inner, name, at)
            elif name == "fldChar":
                self._field(attribute(inner, "fldCharType"))
                self._data(inner, at)
            elif name in ("instrText", "delInstrText"):
                (self.fields[-1] if self.fields else self.codes).append(inner.text or "")
            elif name in ("footnoteReference", "endnoteReference"):
                self.notes.add(local(inner)[:3] + attribute(inner, "id"))
            elif name != "rPr":
                self.read(inner, at)

    def _text(self, text: str, code: str, name: str, at: At) -> None:
        if not text:
            return
        if name == "delText" or at.change == "tracked_deletion":
            self._keep("tracked_deletion", at.place, text)
        elif at.hidden or code:
            self._keep("hidden_shape" if at.hidden and not code else code, at.place, text)
        else:
            if at.change:
                self._keep(at.change, at.place, text)
            self._show(text, at)

    def _break(self, element: etree._Element, name: str, at: At) -> None:
        if name == "lastRenderedPageBreak" or attribute(element, "type") == "page":
            if self.pages[-1] and not at.doubled:
                self.pages.append([])
        else:
            self._show("\n", at)

    def _show(self, text: str, at: At) -> None:
        (self.doubled if at.doubled else self.pages[-1]).append(text)

    def _keep(self, code: str, place: str, text: str) -> None:
        if text.strip():
            self.hidden.setdefault((code, place), []).append(text)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append([])
        elif self.fields and kind in ("separate", "end"):
            if self.fields[-1]:
                self.codes.append("".join(self.fields[-1]))
                self.fields[-1].clear()
            if kind == "end":
                self.fields.pop()

    def _data(self, element: etree._Element, at: At) -> None:
        """Helps, names and preset values of a form field, and the data of a program's field."""
        texts = [attribute(inner, "val") for inner in element.iter() if local(inner) in ("statusText", "helpText", "default", "listEntry")]
        self._keep("content_control", at.place, "\n".join(text for text in texts if not text.isdigit()))
        self._keep("field_code", at.place, "".join(inner.text or "" for inner in element if local(inner) == "fldData"))

    def _fldSimple(self, element: etree._Element, at: At) -> None:  # noqa: N802
        self.codes.append(attribute(element, "instr"))
        self._inner(element, at)

    def _sdtPr(self, element: etree._Element, at: At) -> None:  # noqa: N802
        texts = [attribute(inner, "val") or attribute(inner, "displayText") for inner in element.iter() if local(inner) in ("alias", "tag")]
        for inner in element.iter():
            if local(inner) == "listItem":
                texts += [attribute(inner, "displayText"), attribute(inner, "value")]
        self._keep("content_control", at.place, "\n".join(filter(None, texts)))

    def _smartTagPr(self, element: etree._Element, at: At) -> None:  # noqa: N802
        self._keep("content_control", at.place, "\n".join(attribute(inner, "val") for inner in element))

    _customXmlPr = _smartTagPr  # noqa: N815

    def pieces(self) -> Iterator[Piece]:
        """What was kept, joined by place."""
        for (code, place), texts in self.hidden.items():
            yield Piece(code, place, "".join(texts) if code != "alt_text" else "\n".join(texts))
        yield Piece("", self.title, "".join(self.doubled))
