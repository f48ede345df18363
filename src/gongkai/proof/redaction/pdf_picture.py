"""A page of a PDF as a picture with places burned out, and the rest of its text as an unseen layer that can be searched and read aloud."""

from __future__ import annotations

import ctypes
import io
import zlib
from typing import TYPE_CHECKING, NamedTuple

import pikepdf
import pypdfium2_raw as pdfium  # type: ignore[import-untyped]
from PIL import Image, ImageChops, ImageDraw

from gongkai.proof.files.pdf_pages import opened

if TYPE_CHECKING:
    from gongkai.proof.files.pdf_drawn import Rect
    from gongkai.proof.redaction.pdf_find import Found

_DOTS = 200  # an inch
_PIXELS = 24_000_000
_LOWER = bytes(value * 15 // 255 for value in range(256))  # sixteen greys
_UPPER = bytes(value << 4 for value in _LOWER)
_COARSE = 4  # pixels a side that are looked at as one
_QUALITY = 85
_IN_A_FONT = 255
_DEPTH = 0.2  # of the height of a line is below its foot
_COLORED = 24  # difference of the channels that an eye calls a colour


class Placed(NamedTuple):
    """A character with its box on the page as shown, in points, y downwards."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Painter:
    """Paints pages of a document."""

    def __init__(self, data: bytes) -> None:
        self._data = data  # PDFium reads from it as long as the document is open
        self._document = opened(data)

    def paint(self, found: Found) -> tuple[Image.Image, float, float, list[Placed]]:
        """The page with its boxes burned out, its width and height in points as shown, and its characters with their boxes as shown."""
        page = pdfium.FPDF_LoadPage(self._document, found.number - 1)
        wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        scale = min(_DOTS / 72, (_PIXELS / max(1.0, wide * high)) ** 0.5)
        size = 2 * max(1, round(wide * scale / 2)), max(1, round(high * scale))  # an even width, to pack pixels in pairs
        picture = _rendered(page, size)
        pen = ImageDraw.Draw(picture)
        for box in found.boxes:
            left, top, right, bottom = _window(page, size, box)
            pen.rectangle((left - 1, top - 1, right + 1, bottom + 1), fill=(0, 0, 0))
        characters = [Placed(glyph.text, *(side / scale for side in _window(page, size, glyph.line))) for glyph in found.seen]
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
    layer = _layer(new, characters, high)
    content = f"q {wide:.3f} 0 0 {high:.3f} 0 0 cm /Im0 Do Q\n{layer.content}"
    page = new.add_blank_page(page_size=(round(wide, 3), round(high, 3)))
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    if layer.fonts:
        page.obj.Resources.Font = pikepdf.Dictionary({f"/{name}": font for name, font in layer.fonts.items()})
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
    grey = picture.convert("L").tobytes()
    # Two pixels a byte: the left ones moved up, the right ones put under them, all at once as one long number.
    left, right = grey[0::2].translate(_UPPER), grey[1::2].translate(_LOWER)
    packed = (int.from_bytes(left, "big") | int.from_bytes(right, "big")).to_bytes(len(left), "big")
    image = new.make_stream(zlib.compress(packed, 6), {**keys, "/ColorSpace": pikepdf.Name.DeviceGray, "/BitsPerComponent": 4})
    image.Filter = pikepdf.Name.FlateDecode
    return image


def _is_colored(picture: Image.Image) -> bool:
    red, green, blue = picture.reduce(_COARSE).split()
    return any(_most(ImageChops.difference(one, other)) > _COLORED for one, other in ((red, green), (green, blue)))


def _most(channel: Image.Image) -> float:
    extremes = channel.getextrema()
    return max(value for value in extremes if isinstance(value, int | float))


class _Layer(NamedTuple):
    """The fonts of a text layer by name, and its content."""

    fonts: dict[str, pikepdf.Object]
    content: str


def _layer(new: pikepdf.Pdf, characters: list[Placed], high: float) -> _Layer:
    """The characters at their places, painted by no one (render mode 3), in fonts of up to 255 characters each."""
    codes: dict[str, tuple[int, int]] = {}
    lines = ["BT 3 Tr"]
    for placed in characters:
        size = placed.bottom - placed.top
        if size < 1 or placed.right <= placed.left or ord(placed.text[0]) > 0xFFFF:
            continue
        font, code = codes.setdefault(placed.text[0], (len(codes) // _IN_A_FONT, 1 + len(codes) % _IN_A_FONT))
        stretch = 100 * (placed.right - placed.left) / size
        lines.append(
            f"/F{font} {size:.1f} Tf {stretch:.1f} Tz 1 0 0 1 {placed.left:.1f} {high - placed.bottom + _DEPTH * size:.1f} Tm <{code:02X}> Tj"
        )
    groups: dict[int, list[str]] = {}
    for text, (font, _) in codes.items():
        groups.setdefault(font, []).append(text)
    fonts = {f"F{font}": _font(new, texts) for font, texts in groups.items()}
    return _Layer(fonts, "\n".join([*lines, "ET\n"]) if fonts else "")


def _font(new: pikepdf.Pdf, texts: list[str]) -> pikepdf.Object:
    """A font that draws nothing; its codes from 1 are these characters."""
    entries = "\n".join(f"<{code:02X}> <{ord(text):04X}>" for code, text in enumerate(texts, 1))
    blocks = entries.split("\n")
    parts = [blocks[at : at + 100] for at in range(0, len(blocks), 100)]
    mapping = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Unseen def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        + "".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n" for part in parts)
        + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )
    shape = new.make_stream(b"1000 0 0 -200 1000 800 d1")
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3, FontBBox=[0, -200, 1000, 800], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=pikepdf.Dictionary(g=shape), Encoding=pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=[1, *[pikepdf.Name.g] * len(texts)]),
        FirstChar=1, LastChar=len(texts), Widths=[1000] * len(texts), Resources=pikepdf.Dictionary(), ToUnicode=new.make_stream(mapping.encode("ascii")),
    )  # fmt: skip
    return new.make_indirect(font)
