"""Where on the pages of a PDF the words stand, and which pages hide something."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2_raw as pdfium  # type: ignore[import-untyped]

from gongkai.lib.errors import UnusableInput
from gongkai.lib.text import unradical
from gongkai.proof.files.pdf_drawn import Rect
from gongkai.proof.files.pdf_pages import Glyph, Reader, characters, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongkai.proof.redaction.terms import Terms

# What on a page is only safe when the page becomes a picture.
_UNSAFE = frozenset({"pdf_invisible_text", "pdf_text_under_box", "pdf_picture_under_box", "pdf_off_page", "pdf_layer"})
_PAD = 1.2  # points around the ink: its soft edge must not stay
_FINE = 100  # steps a point when places are turned from what is shown into the page's own
_EDGE = 0.15
_STOP = "\x00"


class Found(NamedTuple):
    """A page (from 1): whether it must become a picture, what is burned out, how many words that is, which characters may stay as text."""

    number: int
    picture: bool
    boxes: list[Rect]
    words: int
    seen: list[Glyph]


def look(data: bytes, base: bytes, terms: Terms, boxes: Sequence[Sequence[float]], keep: frozenset[str]) -> list[Found]:
    """Every page. ``data`` is the file as it came, ``base`` the one without annotations that the result is made of."""
    original, plain = opened(data), opened(base)
    count = pdfium.FPDF_GetPageCount(original)
    wrong = [int(box[0]) for box in boxes if not 1 <= box[0] <= count]
    if wrong:
        raise UnusableInput(f"没有第 {wrong[0]} 页", f"这份 PDF 共 {count} 页，请改页码")
    found = []
    for number in range(1, count + 1):
        page, bare = pdfium.FPDF_LoadPage(original, number - 1), pdfium.FPDF_LoadPage(plain, number - 1)
        if not page or not bare:
            raise UnusableInput(f"PDF 第 {number} 页已损坏", "请重新导出一份再试")
        mine = [box for box in boxes if int(box[0]) == number]
        readers = Reader(original, page, ""), Reader(plain, bare, "")
        found.append(_page(*readers, number, terms, mine, keep))
        pdfium.FPDF_ClosePage(page)
        pdfium.FPDF_ClosePage(bare)
    return found


def _page(first: Reader, second: Reader, number: int, terms: Terms, boxes: Sequence[Sequence[float]], keep: frozenset[str]) -> Found:
    page, bare = first.page, second.page
    hidden = {piece.code for piece in first.read().pieces} | {piece.code for piece in second.read().pieces}
    spans = _spans(characters(bare), terms)
    burned = [
        _padded(rect)
        for rect in (*first.covered, *first.annotations_over_pictures(), *_marked(page), *(rect for span in spans for rect in span))
    ]
    burned += [_own(page, box) for box in boxes]
    picture = bool(burned) or bool(hidden & _UNSAFE - keep)
    seen = [
        item
        for item in second.seen
        if isinstance(item, Glyph) and not any(box.common(item.line).area > 0 or box.common(item.ink).area > 0 for box in burned)
    ]
    return Found(number, picture, burned, len(spans) + len(boxes), seen)


def _touches(box: Rect, glyph: Glyph) -> bool:
    """Whether a burned box covers more of a character than the edge that it has on its neighbours."""
    return any(box.common(part).area > _EDGE * part.area for part in (glyph.line, glyph.ink))


def _padded(rect: Rect) -> Rect:
    return Rect(rect.left - _PAD, rect.low - _PAD, rect.right + _PAD, rect.high + _PAD)


def _own(page: object, box: Sequence[float]) -> Rect:
    """A box as shown, y downwards, in the page's own coordinates."""
    wide, high = int(pdfium.FPDF_GetPageWidthF(page) * _FINE), int(pdfium.FPDF_GetPageHeightF(page) * _FINE)
    x, y = ctypes.c_double(), ctypes.c_double()
    corners = []
    for across, down in ((box[1], box[2]), (box[3], box[4])):
        pdfium.FPDF_DeviceToPage(page, 0, 0, wide, high, 0, int(across * _FINE), int(down * _FINE), x, y)
        corners.append((x.value, y.value))
    (x1, y1), (x2, y2) = corners
    return Rect(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _marked(page: object) -> Iterator[Rect]:
    """Places marked for redaction that nobody carried out."""
    for index in range(max(0, pdfium.FPDFPage_GetAnnotCount(page))):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        box = pdfium.FS_RECTF()
        if annotation and pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_REDACT and pdfium.FPDFAnnot_GetRect(annotation, box):
            yield Rect(box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top))
        if annotation:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _spans(items: list[Glyph | str], terms: Terms) -> list[list[Rect]]:
    """The boxes of every word found, in the order of the text or as the eye reads, lying or standing."""
    if not terms:
        return []
    glyphs = [item for item in items if isinstance(item, Glyph)]
    found: dict[tuple[int, ...], list[Rect]] = {}
    for order in (items, _lying(glyphs), _standing(glyphs)):
        text = "".join(item if isinstance(item, str) else unradical(item.text)[:1] for item in order)
        places = [item for item in order for _ in range(len(item) if isinstance(item, str) else 1)]
        for first, last in terms.spans(text):
            word = [item for item in places[first:last] if isinstance(item, Glyph)]
            found.setdefault(tuple(sorted(id(item) for item in word)), _rects(word))
    return list(found.values())


def _rects(word: Iterable[Glyph]) -> list[Rect]:
    """One box for each line that a word stands in."""
    rects: list[Rect] = []
    for glyph in word:
        box = glyph.body
        last = rects[-1] if rects else None
        if last and min(last.high, box.high) - max(last.low, box.low) > -2 and -2 < box.left - last.right < 30:
            rects[-1] = Rect(min(last.left, box.left), min(last.low, box.low), max(last.right, box.right), max(last.high, box.high))
        else:
            rects.append(box)
    return rects


def _lying(glyphs: list[Glyph]) -> list[Glyph | str]:
    """As the eye reads: lines from the top, characters from the left, a stop where a gap is wide."""
    return _ordered(glyphs, lambda box: (-(box.low + box.high) / 2, box.left, box.right, box.high - box.low))


def _standing(glyphs: list[Glyph]) -> list[Glyph | str]:
    """As vertical writing is read: columns from the right, characters from the top."""
    return _ordered(glyphs, lambda box: (-(box.left + box.right) / 2, -box.high, -box.low, box.right - box.left))


def _ordered(glyphs: list[Glyph], shape: object) -> list[Glyph | str]:
    assert callable(shape)
    shapes = sorted(((*shape(glyph.line), glyph) for glyph in glyphs), key=lambda item: item[0])
    lines: list[list[tuple[float, float, float, float, Glyph]]] = []
    for item in shapes:
        if lines and abs(item[0] - lines[-1][0][0]) < 0.5 * max(1.0, item[3]):
            lines[-1].append(item)
        else:
            lines.append([item])
    ordered: list[Glyph | str] = []
    for line in lines:
        end = None
        for _, start, stop, size, glyph in sorted(line, key=lambda item: item[1]):
            if end is not None and start - end > 1.2 * max(1.0, size):
                ordered.append(_STOP)
            ordered.append(glyph)
            end = stop
        ordered.append(_STOP)
    return ordered
