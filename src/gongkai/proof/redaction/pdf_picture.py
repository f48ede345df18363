"""A page of a PDF as a picture with places burned out, and the rest of its text as an unseen layer that can be searched and read aloud."""

from __future__ import annotations

import ctypes
import io
import zlib
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2_raw as pdfium  # type: ignore[import-untyped]
from PIL import Image, ImageDraw

from gongkai.proof.files.pdf_pages import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.proof.files.pdf_drawn import Rect
    from gongkai.proof.redaction.pdf_find import Found

_DOTS = 200  # an inch
_PIXELS = 24_000_000
_GREYS = 16
_QUALITY = 85
_COLORED = 24  # difference of the channels that an eye calls a colour


class Painter:
    """Paints pages of a document."""

    def __init__(self, data: bytes) -> None:
        self._data = data  # PDFium reads from it as long as the document is open
        self._document = opened(data)

    def paint(self, found: Found) -> tuple[Image.Image, float, float, list[tuple[str, float, float, float, float]]]:
        """The page with its boxes burned out, its width and height in points as shown, and its characters with their boxes as shown."""
        page = pdfium.FPDF_LoadPage(self._document, found.number - 1)
        wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        scale = min(_DOTS / 72, (_PIXELS / max(1.0, wide * high)) ** 0.5)
        size = max(1, round(wide * scale)), max(1, round(high * scale))
        picture = _rendered(page, size)
        pen = ImageDraw.Draw(picture)
        for box in found.boxes:
            left, top, right, bottom = _window(page, size, box)
            pen.rectangle((left - 1, top - 1, right + 1, bottom + 1), fill=(0, 0, 0))
        characters = [(glyph.text, *(side / scale for side in _window(page, size, glyph.line))) for glyph in found.seen]
        pdfium.FPDF_ClosePage(page)
        return picture, wide, high, characters


def _rendered(page: object, size: tuple[int, int]) -> Image.Image:
    wide, high = size
    bitmap = pdfium.FPDFBitmap_CreateEx(wide, high, pdfium.FPDFBitmap_BGRx, None, 0)
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, high, 0, 0)
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * high)
    pdfium.FPDFBitmap_Destroy(bitmap)
    return Image.frombuffer("RGB", size, pixels, "raw", "BGRX", stride, 1).copy()


def _window(page: object, size: tuple[int, int], box: Rect) -> tuple[int, int, int, int]:
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for across, up in ((box.left, box.low), (box.right, box.high)):
        pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, across, up, x, y)
        corners.append((x.value, y.value))
    (x1, y1), (x2, y2) = corners
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def add_picture(new: pikepdf.Pdf, painter: Painter, found: Found) -> None:
    """Add a page that is the picture of another one."""
    picture, wide, high, characters = painter.paint(found)
    image = _image(new, picture)
    content = f"q {wide:.3f} 0 0 {high:.3f} 0 0 cm /Im0 Do Q\n" + "".join(_layer(characters, high))
    page = new.add_blank_page(page_size=(round(wide, 3), round(high, 3)))
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    if characters:
        page.obj.Resources.Font = pikepdf.Dictionary(F0=_font(new))
    page.obj.Contents = new.make_stream(content.encode("ascii"))


def _image(new: pikepdf.Pdf, picture: Image.Image) -> pikepdf.Object:
    wide, high = picture.size
    keys = {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": wide, "/Height": high}
    if _is_colored(picture):
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=_QUALITY)
        image = new.make_stream(buffer.getvalue(), {**keys, "/ColorSpace": pikepdf.Name.DeviceRGB, "/BitsPerComponent": 8})
        image.Filter = pikepdf.Name.DCTDecode
        return image
    grey = picture.convert("L").point([value * (_GREYS - 1) // 255 for value in range(256)])
    packed = bytearray()
    row = grey.tobytes()
    for start in range(0, wide * high, wide):
        line = row[start : start + wide] + b"\0" * (wide % 2)
        packed += bytes((line[place] << 4) | line[place + 1] for place in range(0, len(line), 2))
    image = new.make_stream(zlib.compress(bytes(packed), 6), {**keys, "/ColorSpace": pikepdf.Name.DeviceGray, "/BitsPerComponent": 4})
    image.Filter = pikepdf.Name.FlateDecode
    return image


def _is_colored(picture: Image.Image) -> bool:
    small = picture.resize((max(1, picture.width // 4), max(1, picture.height // 4)))
    red, green, blue = small.split()
    return any(max(pair) > _COLORED for pair in _differences(red, green, blue))


def _differences(red: Image.Image, green: Image.Image, blue: Image.Image) -> Iterator[tuple[int, int]]:
    for one, other in ((red, green), (green, blue)):
        values = [abs(first - second) for first, second in zip(one.tobytes(), other.tobytes(), strict=True)]
        yield max(values), 0


def _layer(characters: list[tuple[str, float, float, float, float]], high: float) -> Iterator[str]:
    """The characters at their places, painted by no one (render mode 3)."""
    if not characters:
        return
    yield "BT 3 Tr\n"
    for text, left, top, right, bottom in characters:
        code = ord(text[0])
        size = max(1.0, bottom - top)
        if code <= 0xFFFF and right > left:
            yield f"/F0 {size:.1f} Tf {100 * (right - left) / size:.1f} Tz 1 0 0 1 {left:.1f} {high - bottom + 0.2 * size:.1f} Tm <{code:04X}> Tj\n"
    yield "ET\n"


def _font(new: pikepdf.Pdf) -> pikepdf.Object:
    """A font without shapes whose codes are Unicode."""
    ranges = [f"<{row:02X}00> <{row:02X}FF> <{row:02X}00>" for row in range(256)]
    blocks = "".join(
        f"{len(part)} beginbfrange\n" + "\n".join(part) + "\nendbfrange\n" for part in (ranges[at : at + 100] for at in range(0, 256, 100))
    )
    mapping = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def "
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{blocks}endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    name = pikepdf.Name("/Unseen")
    descriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor, FontName=name, Flags=4, FontBBox=[0, -200, 1000, 800], ItalicAngle=0, Ascent=800, Descent=-200, CapHeight=800, StemV=80,
    )  # fmt: skip
    system = pikepdf.Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0)
    inner = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, BaseFont=name, CIDSystemInfo=system, FontDescriptor=new.make_indirect(descriptor), DW=1000,
        CIDToGIDMap=pikepdf.Name.Identity,
    )  # fmt: skip
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=name, Encoding=pikepdf.Name("/Identity-H"), DescendantFonts=[new.make_indirect(inner)],
        ToUnicode=new.make_stream(mapping.encode("ascii")),
    )  # fmt: skip
    return new.make_indirect(font)
