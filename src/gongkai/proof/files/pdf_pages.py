"""The text of a PDF's pages, told apart into what is seen and what is not.

A character is seen when the page looks another way without it. That finds what any trick hides, black boxes, white words,
layers that are off, without knowing the tricks; the order of drawing then says which it was.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2_raw as pdfium  # type: ignore[import-untyped]

from gongkai.lib import limits
from gongkai.lib.errors import UnusableInput
from gongkai.lib.text import unradical
from gongkai.proof.files.model import Piece
from gongkai.proof.files.pdf_drawn import (
    IMAGE,
    PATH,
    TEXT,
    Camera,
    Drawn,
    Picture,
    Rect,
    address,
    covers,
    fill,
    inside,
    objects,
    opaque,
    same,
    uniform,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_PASSWORD = 4  # FPDF_ERR_PASSWORD
_GLYPHS = 300_000
_TINY = 2.5  # points from the lowest to the highest of a line
_INVISIBLE = {3, 7}  # render modes that paint nothing
_INK = 0.2  # square points; what has less is drawn by no font
_SMALL_BOX = 30.0  # square points; a smaller box hides no words
_ANNOTATIONS = 500
_MOSTLY = 0.7  # of a character that a cover has to cover
_SUSPECTS = 40  # text objects of a page that are looked at one by one
_BLANKS = frozenset([0xA0, 0x3000, 0xFFFE, 0x200B, 0xFEFF])
_SEEN, _READ = "", "pdf_ocr_layer"


class Glyph(NamedTuple):
    """A character with its ink, the box of its line, and the object that draws it."""

    text: str
    ink: Rect
    line: Rect
    owner: int

    @property
    def body(self) -> Rect:
        """Its ink; where its font draws none (the text layer of a scan), the box of its line."""
        return self.ink if self.ink.area >= _INK else self.line


class PageText(NamedTuple):
    """What a page shows as text, and its pieces."""

    text: str
    pieces: list[Piece]


def opened(data: bytes) -> object:
    """A document of PDFium. Raises UnusableInput for passwords, damage, too many pages."""
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        if pdfium.FPDF_GetLastError() == _PASSWORD:
            raise UnusableInput("文件有密码，打不开", "请去掉密码后再试")
        raise UnusableInput("PDF 文件已损坏或不完整", "请重新下载或导出一份再试")
    count = pdfium.FPDF_GetPageCount(document)
    if count < 1:
        raise UnusableInput("PDF 文件没有可读的页", "请重新下载或导出一份再试")
    if count > limits.PDF_PAGES:
        raise UnusableInput(f"PDF 超过 {limits.PDF_PAGES} 页", "请分成几个文件再试")
    return document


def pages(data: bytes) -> list[PageText]:
    """Every page of a PDF."""
    document = opened(data)
    found = []
    for number in range(pdfium.FPDF_GetPageCount(document)):
        page = pdfium.FPDF_LoadPage(document, number)
        if not page:
            raise UnusableInput(f"PDF 第 {number + 1} 页已损坏", "请重新下载或导出一份再试")
        found.append(Reader(document, page, f"第 {number + 1} 页").read())
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)
    return found


def plain_text(data: bytes) -> str:
    """All text of a PDF whether it is seen or not; "" when it cannot be opened."""
    try:
        document = opened(data)
    except UnusableInput:
        return ""
    texts = []
    for number in range(pdfium.FPDF_GetPageCount(document)):
        page = pdfium.FPDF_LoadPage(document, number)
        if page:
            texts.append("".join(item if isinstance(item, str) else item.text for item in characters(page)))
            pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)
    return "\n".join(texts)


def characters(page: object) -> list[Glyph | str]:
    """The characters of a page in the order of the text; blanks and line ends as plain strings."""
    text = pdfium.FPDFText_LoadPage(page)
    count = pdfium.FPDFText_CountChars(text)
    if count > _GLYPHS:
        raise UnusableInput("PDF 一页内的文字过多", "请导出成简单一些的 PDF 再试")
    found = list(_characters(text, max(0, count)))
    pdfium.FPDFText_ClosePage(text)
    return found


def _characters(text: object, count: int) -> Iterator[Glyph | str]:
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in (10, 13):
            yield "\n" if code == 10 else ""
        elif code <= 32 or code in _BLANKS or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            yield " "
        else:
            ink, line = _boxes(text, index)
            yield Glyph(unradical(chr(code)), ink, line, address(pdfium.FPDFText_GetTextObject(text, index)))


def _boxes(text: object, index: int) -> tuple[Rect, Rect]:
    left, right, low, high = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, index, left, right, low, high)
    loose = pdfium.FS_RECTF()
    ink = Rect(left.value, low.value, right.value, high.value)
    if not pdfium.FPDFText_GetLooseCharBox(text, index, loose):
        return ink, ink
    return ink, Rect(loose.left, loose.bottom, loose.right, loose.top)


class Reader:
    """Looks at one page. After :meth:`read`, ``seen`` are the characters that are seen, ``covered`` the boxes of what lies under others."""

    def __init__(self, document: object, page: object, place: str) -> None:
        self.document, self.page, self.place = document, page, place
        self.opaque: dict[int, bool] = {}
        self.drawn = objects(page)
        self.texts = {address(drawn.handle): drawn for drawn in self.drawn if drawn.kind == TEXT}
        self.covers = [drawn for drawn in self.drawn if drawn.kind in (PATH, IMAGE) and drawn.box.area >= _SMALL_BOX and covers(drawn)]
        self.images = [drawn for drawn in self.drawn if drawn.kind == IMAGE]
        self.camera = Camera(page)
        self.shown = self.camera.take()
        self.bare = self.camera.take(self.texts.values()) if self.texts else self.shown
        self.seen: list[Glyph | str] = []
        self.covered: list[Rect] = []
        self.without: dict[int, Picture] = {}
        self.unannotated: tuple[Picture, Picture] | None = None

    def read(self) -> PageText:
        """The text that is seen, and pieces for the rest."""
        shown: list[str] = []
        runs: list[tuple[str, list[str]]] = []
        for item in characters(self.page):
            code = _SEEN if isinstance(item, str) else self._judge(item)
            text = item if isinstance(item, str) else item.text
            if code in (_SEEN, _READ):
                shown.append(text)
                self.seen.append(item)
            elif code == "pdf_text_under_box" and isinstance(item, Glyph):
                self.covered.append(item.ink)
            if isinstance(item, str):
                if runs and runs[-1][0]:
                    runs[-1][1].append(text)
            elif runs and runs[-1][0] == code:
                runs[-1][1].append(text)
            else:
                runs.append((code, [text]))
        text = "".join(shown).strip()
        return PageText(text, [Piece("", self.place, text), *self._hidden(runs), *self._pictures(text)])

    def _hidden(self, runs: list[tuple[str, list[str]]]) -> Iterator[Piece]:
        if any(code == _READ for code, _ in runs):
            yield Piece(_READ, self.place, "")
        for code in dict.fromkeys(code for code, _ in runs if code not in (_SEEN, _READ)):
            parts = ["".join(texts).strip() for each, texts in runs if each == code]
            text = "\n".join(part for part in parts if part)
            if len(text) > 1:
                yield Piece(code, self.place, text, _SENTENCES.get(code, "{}有看不见的文字").format(self.place))

    def _judge(self, glyph: Glyph) -> str:
        """Why a character is not seen: a code; "" when it is."""
        whole = self.camera.window(glyph.body)
        window = inside(self.shown, whole)
        if window is None:
            return "pdf_off_page"
        owner = self.texts.get(glyph.owner)
        if owner is None:
            return _SEEN
        above = self._above(glyph, owner)
        if same(self.shown, self.bare, window):
            return self._cause(glyph, owner, above, window)
        if glyph.line.high - glyph.line.low < _TINY and glyph.line.right - glyph.line.left < _TINY:
            return "pdf_invisible_text"
        if above and self._lost(owner, window):
            return "pdf_text_under_box"
        return _SEEN

    def _above(self, glyph: Glyph, owner: Drawn) -> bool:
        ink = glyph.body
        return any(
            cover.order > owner.order and cover.box.common(ink).area >= _MOSTLY * ink.area > 0 and self._hides(cover)
            for cover in self.covers
        )

    def _hides(self, cover: Drawn) -> bool:
        if cover.kind != IMAGE:
            return True
        if cover.order not in self.opaque:
            self.opaque[cover.order] = opaque(self.document, self.page, cover)
        return self.opaque[cover.order]

    def _under_seal(self, glyph: Glyph, owner: Drawn) -> bool:
        """Whether a picture with holes lies over it, as a seal does: single characters are lost, not hidden."""
        return any(image.order > owner.order and image.box.common(glyph.body).area > 0 and not self._hides(image) for image in self.images)

    def _lost(self, owner: Drawn, window: tuple[int, int, int, int]) -> bool:
        """Whether leaving out this very text changes nothing there: other words stand above it."""
        if owner.order not in self.without:
            if len(self.without) >= _SUSPECTS:
                return False
            self.without[owner.order] = self.camera.take([owner])
        return same(self.shown, self.without[owner.order], window)

    def _cause(self, glyph: Glyph, owner: Drawn, above: bool, window: tuple[int, int, int, int]) -> str:
        if owner.layered:
            return "pdf_layer"
        if pdfium.FPDFTextObj_GetTextRenderMode(owner.handle) in _INVISIBLE:
            return _READ if self._read_from_picture(glyph) else "pdf_invisible_text"
        if above or self._annotated(window):
            return "pdf_text_under_box"
        if self._under_seal(glyph, owner):
            return _SEEN
        color = fill(owner.handle)
        if color is None or min(color) >= 240:
            return "pdf_invisible_text"
        font = pdfium.FPDFTextObj_GetFont(owner.handle)
        # Without the font, a program draws nothing or something else: no proof that others see nothing.
        return "pdf_invisible_text" if pdfium.FPDFFont_GetIsEmbedded(font) == 1 and glyph.ink.area > 1 else _SEEN

    def _read_from_picture(self, glyph: Glyph) -> bool:
        """Whether a picture has something to read where the invisible character stands."""
        on_picture = any(image.box.common(glyph.line).area >= 0.8 * glyph.line.area for image in self.images)
        window = inside(self.shown, self.camera.window(glyph.line))
        return on_picture and window is not None and not uniform(self.shown, window)

    def _annotated(self, window: tuple[int, int, int, int]) -> bool:
        """Whether the words appear when annotations are left out."""
        if pdfium.FPDFPage_GetAnnotCount(self.page) < 1:
            return False
        if self.unannotated is None:
            self.unannotated = self.camera.take(annotations=False), self.camera.take(self.texts.values(), annotations=False)
        return not same(*self.unannotated, window)

    def _pictures(self, text: str) -> Iterator[Piece]:
        if self.images and len(text) < 20:
            yield Piece("unread_picture", self.place, "", f"{self.place}是图片，图片里的字无法检查，请人看一遍")
        boxes = [cover for cover in self.covers if cover.kind == PATH and self._hides_picture(cover)]
        if boxes or self.annotations_over_pictures():
            yield Piece("pdf_picture_under_box", self.place, str(len(boxes)), f"{self.place}的色块下面还有图片内容")

    def _hides_picture(self, cover: Drawn) -> bool:
        below = [image for image in self.images if image.order < cover.order and image.box.common(cover.box).area >= _SMALL_BOX]
        color = fill(cover.handle)
        if not below or color is None:
            return False
        page = pdfium.FPDF_GetPageWidthF(self.page) * pdfium.FPDF_GetPageHeightF(self.page)
        if max(color) > 100 and not any(image.box.area >= 0.5 * page for image in below):
            return False
        window = inside(self.shown, self.camera.window(cover.box))
        if window is None:
            return False
        uncovered = self.camera.take([cover, *self.texts.values()])
        return uniform(self.bare, window) and not uniform(uncovered, window)

    def annotations_over_pictures(self) -> list[Rect]:
        """The annotations that hide a part of a picture."""
        count = pdfium.FPDFPage_GetAnnotCount(self.page)
        if count < 1 or not self.images:
            return []
        clean = self.camera.take(self.texts.values(), annotations=False)
        found = []
        for box in _annotation_boxes(self.page, min(count, _ANNOTATIONS)):
            window = inside(self.shown, self.camera.window(box))
            over = any(image.box.common(box).area >= _SMALL_BOX for image in self.images)
            if over and window and uniform(self.bare, window) and not uniform(clean, window):
                found.append(box)
        return found


def _annotation_boxes(page: object, count: int) -> Iterator[Rect]:
    for index in range(count):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        box = pdfium.FS_RECTF()
        if annotation and pdfium.FPDFAnnot_GetRect(annotation, box):
            # The edge of a box is not of its colour.
            yield Rect(box.left + 2, min(box.bottom, box.top) + 2, box.right - 2, max(box.bottom, box.top) - 2)
        if annotation:
            pdfium.FPDFPage_CloseAnnot(annotation)


_SENTENCES = {
    "pdf_layer": "{}有关闭的图层，里面有文字",
    "pdf_invisible_text": "{}有看不见的文字（白色、透明或极小）",
    "pdf_text_under_box": "{}的色块或图片下面还有文字",
    "pdf_off_page": "{}的页面以外还有文字",
}
