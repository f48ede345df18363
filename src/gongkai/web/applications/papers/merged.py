"""PDFs and pictures put together into one PDF, with a number at the foot of every page. One at a time: PDFium is not safe in threads."""

from __future__ import annotations

import base64
import ctypes
import io
import threading
from typing import NamedTuple

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
import typst

from gongkai.lib.errors import UnusableInput
from gongkai.lib.typesetting import fonts
from gongkai.web.vault.kinds import KINDS, pixels

_MARGIN = 42.52  # 15 mm
# The picture stands inside an SVG, because typst takes files from memory only as text: nothing unsealed ever lies on the disk.
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
    '<image width="{width}" height="{height}" href="data:{type};base64,{data}"/></svg>'
)
_PAGE = """
#set page(paper: "a4", margin: 15mm, flipped: {across})
#align(center + horizon, image("picture.svg", {side}: 100%, fit: "contain"))
"""
_PICTURES = ("png", "jpeg")
_LOCK = threading.Lock()


class Source(NamedTuple):
    """What is put in: ``kind`` is a key of ``vault.kinds``."""

    kind: str
    data: bytes


def readable(source: Source) -> bool:
    """Whether it can become pages: a whole PDF without password, or a picture."""
    try:
        return pages_of(source) > 0
    except UnusableInput:
        return False


def pages_of(source: Source) -> int:
    """How many pages it will have. Raises :class:`UnusableInput` for what cannot be pages."""
    with _LOCK:
        document = _opened(source)
        try:
            return len(document)
        finally:
            document.close()


def joined(sources: list[Source]) -> bytes:
    """One PDF of all of them in order."""
    with _LOCK:
        whole = pypdfium2.PdfDocument.new()
        try:
            for source in sources:
                _add(whole, source)
            _number(whole)
            target = io.BytesIO()
            whole.save(target)
        finally:
            whole.close()
    return target.getvalue()


def _add(whole: pypdfium2.PdfDocument, source: Source) -> None:
    document = _opened(source)
    try:
        whole.import_pages(document)
    finally:
        document.close()


def _opened(source: Source) -> pypdfium2.PdfDocument:
    if source.kind != "pdf" and source.kind not in _PICTURES:
        raise UnusableInput("不能排进 PDF", "请另存为 PDF")
    try:
        return pypdfium2.PdfDocument(_picture(source) if source.kind in _PICTURES else source.data)
    except pypdfium2.PdfiumError as problem:
        raise UnusableInput("PDF 打不开", "文件可能已损坏或者有密码，请用原件") from problem


def _picture(source: Source) -> bytes:
    """A page of its own with the picture as large as it fits, upright or across as the picture is."""
    width, height = pixels(source.data)
    if not width or not height:
        raise UnusableInput("图片打不开", "文件可能已损坏，请用原件")
    drawn = _SVG.format(width=width, height=height, type=KINDS[source.kind].type, data=base64.b64encode(source.data).decode("ascii"))
    across = width > height
    wide = width / height > (267 / 180 if across else 180 / 267)  # the type area in mm
    markup = _PAGE.format(across=str(across).lower(), side="width" if wide else "height")
    try:
        files = {"main": markup.encode("utf-8"), "picture.svg": drawn.encode("utf-8")}
        page: bytes = typst.compile(files, format="pdf", font_paths=fonts())  # type: ignore[call-overload]  # its types forget the files in memory
    except typst.TypstError as problem:
        raise UnusableInput("图片打不开", "文件可能已损坏，请用原件") from problem
    if b"/Subtype/Image" not in page:  # a broken picture in an SVG is left out without a word
        raise UnusableInput("图片打不开", "文件可能已损坏，请用原件")
    return page


def _number(whole: pypdfium2.PdfDocument) -> None:
    for place in range(len(whole)):
        page = whole[place]
        words = f"{place + 1}/{len(whole)}"
        written = pdfium.FPDFPageObj_NewTextObj(whole, b"Helvetica", 9.0)
        text = ctypes.create_string_buffer(words.encode("utf-16-le") + b"\0\0")
        pdfium.FPDFText_SetText(written, ctypes.cast(text, pdfium.FPDF_WIDESTRING))
        pdfium.FPDFPageObj_Transform(written, 1, 0, 0, 1, page.get_width() - _MARGIN, 18.0)
        pdfium.FPDFPage_InsertObject(page, written)
        page.gen_content()
        page.close()
