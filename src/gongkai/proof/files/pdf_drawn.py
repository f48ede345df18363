"""The objects of a PDF page in the order they are drawn, and pictures of the page with some of them left out.

Works on PDFium's raw interface, in the bounded process only.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2_raw as pdfium  # type: ignore[import-untyped]

from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NESTED = 8
_OBJECTS = 100_000
_PIXELS = 4_000_000
_SCALE = 1.5  # pixels a point
_ANNOTATIONS = 1  # FPDF_ANNOT

TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
# Brightness as far as an eye tells it: near white is white, the rest in steps of eight.
_SEEN = bytes(255 if value >= 240 else value // 8 * 8 for value in range(256))


# Alpha that lets through; and the part of a picture that may be so before it is no cover.
_HOLES = bytes(value < 200 for value in range(256))
_SOME_HOLES = 0.1


class Rect(NamedTuple):
    """Left, low, right, high in the page's coordinates, y upwards."""

    left: float
    low: float
    right: float
    high: float

    @property
    def area(self) -> float:
        """Square points."""
        return max(0.0, self.right - self.left) * max(0.0, self.high - self.low)

    def common(self, other: Rect) -> Rect:
        """What both cover; of no area when nothing."""
        return Rect(max(self.left, other.left), max(self.low, other.low), min(self.right, other.right), min(self.high, other.high))


class Matrix(NamedTuple):
    """As PDF has it: x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def rect(self, box: Rect) -> Rect:
        """The upright box around a box that this matrix moves."""
        points = [
            (self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f) for x in (box.left, box.right) for y in (box.low, box.high)
        ]
        return Rect(min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points))

    def within(self, outer: Matrix) -> Matrix:
        """This matrix first, then the outer one."""
        a, b = outer.a * self.a + outer.c * self.b, outer.b * self.a + outer.d * self.b
        c, d = outer.a * self.c + outer.c * self.d, outer.b * self.c + outer.d * self.d
        return Matrix(a, b, c, d, outer.a * self.e + outer.c * self.f + outer.e, outer.b * self.e + outer.d * self.f + outer.f)


class Drawn(NamedTuple):
    """An object of a page: its place in the order, its kind, its box, whether it stands in a layer."""

    order: int
    kind: int
    handle: object
    box: Rect
    layered: bool


def address(handle: object) -> int:
    """The number that tells one object of PDFium from another; 0 for none."""
    return (ctypes.cast(handle, ctypes.c_void_p).value or 0) if handle else 0  # type: ignore[arg-type]


def objects(page: object) -> list[Drawn]:
    """All objects of a page, those in forms too, in the order they are drawn."""
    return [Drawn(order, *item) for order, item in enumerate(_objects(page))]


def _objects(page: object) -> Iterator[tuple[int, object, Rect, bool]]:
    count = pdfium.FPDFPage_CountObjects(page)
    if count > _OBJECTS:
        raise UnusableInput("PDF 一页内的内容过多", "请导出成简单一些的 PDF 再试")
    stack = [(pdfium.FPDFPage_GetObject(page, index), Matrix(), 0, False) for index in reversed(range(max(0, count)))]
    seen = 0
    while stack:
        handle, outer, depth, layered = stack.pop()
        seen += 1
        if seen > _OBJECTS:
            raise UnusableInput("PDF 一页内的内容过多", "请导出成简单一些的 PDF 再试")
        kind = pdfium.FPDFPageObj_GetType(handle)
        layered = layered or _in_layer(handle)
        if kind == FORM and depth < _NESTED:
            matrix = _matrix(handle).within(outer)
            inner = range(max(0, pdfium.FPDFFormObj_CountObjects(handle)))
            stack.extend((pdfium.FPDFFormObj_GetObject(handle, index), matrix, depth + 1, layered) for index in reversed(inner))
        else:
            yield kind, handle, outer.rect(_bounds(handle)), layered


def _in_layer(handle: object) -> bool:
    length = ctypes.c_ulong()
    name = ctypes.create_string_buffer(64)
    for index in range(max(0, pdfium.FPDFPageObj_CountMarks(handle))):
        mark = pdfium.FPDFPageObj_GetMark(handle, index)
        wide = ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort))
        if pdfium.FPDFPageObjMark_GetName(mark, wide, 64, length) and name.raw.startswith(b"O\x00C\x00\x00\x00"):
            return True
    return False


def _matrix(handle: object) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, matrix):
        return Matrix()
    return Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _bounds(handle: object) -> Rect:
    left, low, right, high = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(handle, left, low, right, high):
        return Rect(0, 0, 0, 0)
    return Rect(left.value, low.value, right.value, high.value)


def fill(handle: object) -> tuple[int, int, int] | None:
    """The colour that a path or a text is filled with; None for no fill or one that lets through."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha) or alpha.value < 250:
        return None
    return red.value, green.value, blue.value


def covers(drawn: Drawn) -> bool:
    """Whether an object hides what is under its box: a filled path or a picture, none of them transparent."""
    if pdfium.FPDFPageObj_HasTransparency(drawn.handle):
        return False
    if drawn.kind == PATH:
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        return bool(pdfium.FPDFPath_GetDrawMode(drawn.handle, mode, stroke)) and mode.value != 0 and fill(drawn.handle) is not None
    return drawn.kind == IMAGE


def opaque(document: object, page: object, drawn: Drawn) -> bool:
    """Whether a picture hides what is under it: a seal has holes, and words under it are read."""
    bitmap = pdfium.FPDFImageObj_GetRenderedBitmap(document, page, drawn.handle)
    if not bitmap:
        return True
    holes = 0.0
    if pdfium.FPDFBitmap_GetFormat(bitmap) in (pdfium.FPDFBitmap_BGRA, pdfium.FPDFBitmap_BGRA_Premul):
        high, stride = pdfium.FPDFBitmap_GetHeight(bitmap), pdfium.FPDFBitmap_GetStride(bitmap)
        alphas = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * high)[3::4]
        holes = alphas.translate(_HOLES).count(1) / max(1, len(alphas))
    pdfium.FPDFBitmap_Destroy(bitmap)
    return holes < _SOME_HOLES


class Picture(NamedTuple):
    """A page as grey pixels of the steps an eye tells apart."""

    width: int
    height: int
    stride: int
    pixels: bytes


class Camera:
    """Takes pictures of one page."""

    def __init__(self, page: object) -> None:
        self.page = page
        wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        scale = min(_SCALE, (_PIXELS / max(1.0, wide * high)) ** 0.5)
        self.width, self.height = max(1, int(wide * scale)), max(1, int(high * scale))

    def take(self, without: Iterable[Drawn] = (), *, annotations: bool = True) -> Picture:
        """The page as it is shown, without some of its objects."""
        left_out = list(without)
        for drawn in left_out:
            pdfium.FPDFPageObj_SetIsActive(drawn.handle, False)
        bitmap = pdfium.FPDFBitmap_CreateEx(self.width, self.height, pdfium.FPDFBitmap_Gray, None, 0)
        if not bitmap:
            raise UnusableInput("PDF 的页面过大", "请导出成 A4 大小的 PDF 再试")
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, self.width, self.height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, self.page, 0, 0, self.width, self.height, 0, _ANNOTATIONS if annotations else 0)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * self.height)
        pdfium.FPDFBitmap_Destroy(bitmap)
        for drawn in left_out:
            pdfium.FPDFPageObj_SetIsActive(drawn.handle, True)
        return Picture(self.width, self.height, stride, pixels.translate(_SEEN))

    def window(self, box: Rect) -> tuple[int, int, int, int]:
        """Left, top, right, bottom of a box in pixels, not cut to the picture."""
        x, y = ctypes.c_int(), ctypes.c_int()
        corners = []
        for across, up in ((box.left, box.low), (box.right, box.high)):
            pdfium.FPDF_PageToDevice(self.page, 0, 0, self.width, self.height, 0, across, up, x, y)
            corners.append((x.value, y.value))
        (x1, y1), (x2, y2) = corners
        return min(x1, x2), min(y1, y2), max(x1, x2) + 1, max(y1, y2) + 1


Window = tuple[int, int, int, int]


def inside(picture: Picture, window: Window) -> Window | None:
    """The part of a window that the picture has; None when there is none."""
    left, top, right, bottom = max(0, window[0]), max(0, window[1]), min(picture.width, window[2]), min(picture.height, window[3])
    return (left, top, right, bottom) if left < right and top < bottom else None


def same(one: Picture, other: Picture, window: Window) -> bool:
    """Whether two pictures show the same there."""
    left, top, right, bottom = window
    return all(
        one.pixels[row * one.stride + left : row * one.stride + right]
        == other.pixels[row * other.stride + left : row * other.stride + right]
        for row in range(top, bottom)
    )


def uniform(picture: Picture, window: Window) -> bool:
    """Whether a picture shows one colour there."""
    left, top, right, bottom = window
    values = {value for row in range(top, bottom) for value in picture.pixels[row * picture.stride + left : row * picture.stride + right]}
    return not values or max(values) - min(values) <= 16
