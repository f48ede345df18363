"""The inside of the PDF reader: run in a bounded process of its own by :mod:`gongkai.report.readers.pdf`.

Reads a PDF from standard input and writes its blocks as JSON to standard output. PDFium is C++
and the file is a stranger's, so neither its memory nor its time is trusted to end by itself.
"""

from __future__ import annotations

import ctypes
import json
import sys
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2_raw as pdfium  # type: ignore[import-untyped]

from gongkai.lib import limits
from gongkai.lib.text import unradical
from gongkai.report.readers.pdf_layout import Page, Shape, blocks
from gongkai.report.readers.pdf_lines import Glyph
from gongkai.report.readers.pdf_rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_PASSWORD = 4  # FPDF_ERR_PASSWORD
_THIN = 3.0  # a filled rectangle thinner than this is a drawn line
_NESTED = 8  # forms within forms
# Drawn things on one page. The fullest page of tables has some 2,000.
_DRAWN = 40_000
_PICTURE = 3_000  # a path of more pieces is a picture, no border
_GLYPHS = 1_000_000
_WHITE = 250
_BLANKS = frozenset([0xA0, 0x3000, 0xFFFE, 0x200B, 0xFEFF])


class _Refused(Exception):
    """Says the problem and the remedy."""


def main() -> None:
    """Standard input to standard output; the answer has ``blocks`` or ``problem`` and ``remedy``."""
    data = sys.stdin.buffer.read()
    try:
        answer = {"blocks": _blocks(data)}
    except _Refused as refused:
        answer = {"problem": refused.args[0], "remedy": refused.args[1]}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


def _blocks(data: bytes) -> list[object]:
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        if pdfium.FPDF_GetLastError() == _PASSWORD:
            raise _Refused("文件有密码，打不开", "请去掉密码后再试")
        raise _Refused("PDF 文件已损坏或不完整", "请重新下载或导出一份再试")
    count = pdfium.FPDF_GetPageCount(document)
    if count < 1:
        raise _Refused("PDF 文件没有可读的页", "请重新下载或导出一份再试")
    if count > limits.PDF_PAGES:
        raise _Refused(f"PDF 超过 {limits.PDF_PAGES} 页", "请只留下年度报告的页再试")
    pages = [_page(document, number) for number in range(count)]
    _check_text(pages)
    return blocks(pages)


def _check_text(pages: list[Page]) -> None:
    shown = [glyph.text for page in pages for glyph in page.glyphs]
    if len(shown) < 4:
        raise _Refused("没有文字层（扫描件或图片）", "请改用 Word 原件，或先做文字识别再试")
    strange = sum(1 for text in shown if "\ue000" <= text <= "\uf8ff" or text in "\ufffd\ufffe")
    if strange * 2 > len(shown):
        raise _Refused("PDF 的文字层是乱码（字体没有对照表）", "请改用 Word 原件，或重新导出 PDF 再试")


def _page(document: object, number: int) -> Page:
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        raise _Refused(f"PDF 第 {number + 1} 页已损坏", "请重新下载或导出一份再试")
    shape = Shape(_page_size(page)[0], _page_size(page)[1], pdfium.FPDFPage_GetRotation(page))
    glyphs = list(_glyphs(page, shape))
    lying, standing = _rules(page, shape)
    pdfium.FPDF_ClosePage(page)
    return Page(number, shape.shown_height, glyphs, lying, standing)


def _page_size(page: object) -> tuple[float, float]:
    """Width and height before the page is turned, in points."""
    wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    return (high, wide) if pdfium.FPDFPage_GetRotation(page) % 2 else (wide, high)


def _glyphs(page: object, shape: Shape) -> Iterator[Glyph]:
    text = pdfium.FPDFText_LoadPage(page)
    count = pdfium.FPDFText_CountChars(text)
    if count > _GLYPHS:
        raise _Refused("PDF 一页内的文字过多", "请确认这是一份年度报告")
    for index in range(max(0, count)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code <= 32 or code in _BLANKS or 0xD800 <= code < 0xE000 or code > 0x10FFFF or pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        box = _glyph_box(text, index)
        if box is not None:
            yield Glyph(unradical(chr(code)), *shape.box(*box))
    pdfium.FPDFText_ClosePage(text)


def _glyph_box(text: object, index: int) -> tuple[float, float, float, float] | None:
    """The place that the character takes in its line, in the page's coordinates: its advance wide, its font high.

    The ink alone would not do: a comma is lower than a letter, a 1 narrower than a 0.
    """
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top):
        return None
    ink = left.value, bottom.value, right.value, top.value
    loose, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    got = pdfium.FPDFText_GetLooseCharBox(text, index, loose) and pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    if not got or not pdfium.FPDFText_GetMatrix(text, index, matrix):
        return ink
    high, wide = loose.top - loose.bottom, loose.right - loose.left
    if high <= 0 or wide <= 0:
        return ink
    if abs(matrix.b) > abs(matrix.a):  # turned text, as on a page that is shown turned
        before, after = (0.8, 0.2) if matrix.b > 0 else (0.2, 0.8)
        return x.value - before * wide, loose.bottom, x.value + after * wide, loose.top
    if not loose.bottom - 1 <= y.value <= loose.top + 1:
        return ink
    size = pdfium.FPDFText_GetFontSize(text, index) * abs(matrix.d)
    if size > 0 and high > 2 * size:
        # Vertical writing: PDFium's box is in the wrong measure there, the ink's width and the origin are right.
        return left.value, y.value - 0.2 * size, right.value, y.value + 0.8 * size
    return loose.left, y.value - 0.2 * high, loose.right, y.value + 0.8 * high


class _Matrix(NamedTuple):
    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: _Matrix) -> _Matrix:
        """This matrix first, then the outer one."""
        a, b = outer.a * self.a + outer.c * self.b, outer.b * self.a + outer.d * self.b
        c, d = outer.a * self.c + outer.c * self.d, outer.b * self.c + outer.d * self.d
        return _Matrix(a, b, c, d, *outer.point(self.e, self.f))


def _matrix(thing: object) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, matrix):
        return _Matrix()
    return _Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _rules(page: object, shape: Shape) -> tuple[list[Rule], list[Rule]]:
    """Lying and standing lines, drawn as strokes or as thin filled rectangles."""
    lying: list[Rule] = []
    standing: list[Rule] = []
    seen = 0
    for thing, outer in _paths(page):
        pieces = pdfium.FPDFPath_CountSegments(thing)
        seen += pieces if 0 < pieces <= _PICTURE else 1
        if seen > _DRAWN:
            raise _Refused("PDF 一页内的线条过多", "请改用 Word 原件再试")
        if pieces > _PICTURE:
            continue
        for start, end in _strokes(thing, _matrix(thing).within(outer)):
            left, top, right, bottom = shape.box(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))
            if bottom - top <= 1.0 < right - left:
                lying.append(Rule((top + bottom) / 2, left, right))
            elif right - left <= 1.0 < bottom - top:
                standing.append(Rule((left + right) / 2, top, bottom))
    return lying, standing


def _paths(page: object) -> Iterator[tuple[object, _Matrix]]:
    """Every path of the page, also those in forms, with the matrix of what it stands in."""
    if pdfium.FPDFPage_CountObjects(page) > _GLYPHS:
        raise _Refused("PDF 一页内的内容过多", "请确认这是一份年度报告")
    stack = [
        (pdfium.FPDFPage_GetObject(page, index), _Matrix(), 0) for index in reversed(range(max(0, pdfium.FPDFPage_CountObjects(page))))
    ]
    while stack:
        thing, outer, depth = stack.pop()
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield thing, outer
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _NESTED:
            matrix = _matrix(thing).within(outer)
            inner = range(max(0, pdfium.FPDFFormObj_CountObjects(thing)))
            stack.extend((pdfium.FPDFFormObj_GetObject(thing, index), matrix, depth + 1) for index in inner)


_Point = tuple[float, float]


def _strokes(thing: object, matrix: _Matrix) -> list[tuple[_Point, _Point]]:
    """The straight lines that one path shows."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(thing, fill, stroke):
        return []
    if stroke.value:
        if _is_white(thing, pdfium.FPDFPageObj_GetStrokeColor):
            return []
        return [edge for outline in _outlines(thing, matrix) for edge in outline]
    if not fill.value or _is_white(thing, pdfium.FPDFPageObj_GetFillColor):
        return []
    return [line for outline in _outlines(thing, matrix) if (line := _thin(outline)) is not None]


def _thin(outline: list[tuple[_Point, _Point]]) -> tuple[_Point, _Point] | None:
    """The line that a filled outline looks like; None when it is too thick for one."""
    xs = [point[0] for edge in outline for point in edge]
    ys = [point[1] for edge in outline for point in edge]
    if max(ys) - min(ys) <= _THIN:
        middle = (max(ys) + min(ys)) / 2
        return (min(xs), middle), (max(xs), middle)
    if max(xs) - min(xs) <= _THIN:
        middle = (max(xs) + min(xs)) / 2
        return (middle, min(ys)), (middle, max(ys))
    return None


def _outlines(thing: object, matrix: _Matrix) -> list[list[tuple[_Point, _Point]]]:
    """The straight edges of each part of a path: all borders of a table can be one path of many parts."""
    outlines: list[list[tuple[_Point, _Point]]] = [[]]
    start = here = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(max(0, pdfium.FPDFPath_CountSegments(thing))):
        segment = pdfium.FPDFPath_GetPathSegment(thing, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
            outlines.append([])
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            outlines[-1].append((here, point))
        here = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            outlines[-1].append((here, start))
    return [outline for outline in outlines if outline]


def _is_white(thing: object, color_of: object) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not callable(color_of) or not color_of(thing, red, green, blue, alpha):
        return False
    return alpha.value < 10 or min(red.value, green.value, blue.value) >= _WHITE
