"""Reading any file as a report. What a file is, its content says; its suffix is not looked at.

The readers are loaded by name when one is needed: most calls need one, and some are heavy.
"""

from __future__ import annotations

import importlib
import os
import re
import stat
import sys
from typing import TYPE_CHECKING

from gongkai.lib import limits
from gongkai.lib.document import Paragraph
from gongkai.lib.errors import UnusableInput
from gongkai.report.extract import extract

if TYPE_CHECKING:
    from typing import Any, BinaryIO

    from gongkai.lib.document import Document
    from gongkai.report.model import Report

_MODULES = {
    "html": "gongkai.report.readers.html",
    "text": "gongkai.report.readers.text",
    "json": "gongkai.report.readers.jsonfile",
    "docx": "gongkai.report.readers.docx",
    "xlsx": "gongkai.report.readers.xlsx",
    "pdf": "gongkai.report.readers.pdf",
    "office": "gongkai.report.readers.office",
    "mhtml": "gongkai.report.readers.mhtml",
}
_PACKED = "gongkai.report.readers.packed"
_OTHER_FORMAT = "请改用 Word、PDF、网页、表格或文本格式的年度报告"
_REFUSED = (
    (b"\x89PNG\r\n\x1a\n", "是 PNG 图片，没有文字"),
    (b"\xff\xd8\xff", "是 JPEG 图片，没有文字"),
    (b"GIF87a", "是 GIF 图片，没有文字"),
    (b"GIF89a", "是 GIF 图片，没有文字"),
    (b"BM", "是 BMP 图片，没有文字"),
    (b"II*\x00", "是 TIFF 图片，没有文字"),
    (b"MM\x00*", "是 TIFF 图片，没有文字"),
    (b"RIFF", "是图片或影音文件，没有文字"),
    (b"Rar!\x1a\x07", "是压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "是压缩包"),
    (b"\x1f\x8b", "是压缩包"),
    (b"\x7fELF", "是程序，不是文档"),
    (b"MZ", "是程序，不是文档"),
    (b"SQLite format 3\x00", "是数据库，不是文档"),
)
_OLE = b"\xd0\xcf\x11\xe0"
_PDF_WITHIN = 1024
_SNIFFED = 1 << 16
# Characters; the longest real report with all that stands around it on its page has some 100,000.
_LONGEST = 400_000
_TAG = re.compile(r"<(?:!doctype|html|body|head|table|!--)\b|<!--", re.IGNORECASE)
_CLOSING = re.compile(r"</(?:p|div|td|tr|table|span|h[1-6]|li|font|a)\s*>", re.IGNORECASE)
_DAMAGE = (ValueError, LookupError, TypeError, ArithmeticError, AttributeError, RuntimeError, MemoryError, OSError)


def read_report(source: str, *, stdin: BinaryIO | None = None) -> Report:
    """The report in a file, or in what comes on standard input when ``source`` is ``-``.

    Raises :class:`UnusableInput` for what yields no text. Text that is no annual report gives a
    report with nothing in it, which a rule then says.
    """
    return report_of(read_input(source, stdin=stdin))


def report_of(data: bytes) -> Report:
    """The report in the bytes of a file of any kind. Raises as :func:`read_report`."""
    kind = kind_of(data)
    if kind == "json":
        report: Report = _read(kind, data)
        return report
    return extract(_beginning_of(_document(kind, data)))


def read_bytes(data: bytes, name: str = "") -> Document:
    """Paragraphs and grids of the bytes of a file of any kind; JSON is read as the text it is.

    ``name`` says what the file is called and decides nothing. Raises :class:`UnusableInput`.
    """
    kind = kind_of(data)
    return _document("text" if kind == "json" else kind, data)


def read_input(source: str, *, stdin: BinaryIO | None = None) -> bytes:
    """The bytes of a file or of standard input (``-``), never more than the limit. Raises :class:`UnusableInput`."""
    data = (stdin or sys.stdin.buffer).read(limits.RAW_BYTES + 1) if source == "-" else _file(source)
    if len(data) > limits.RAW_BYTES:
        raise _too_large()
    if not data:
        raise UnusableInput("文件是空的", "请确认选对了文件")
    return data


def _file(path: str) -> bytes:
    try:
        found = os.stat(path)
        if stat.S_ISDIR(found.st_mode):
            raise UnusableInput("是文件夹，不是文件", "请写明其中的文件；查整个文件夹请用 gongkai report audit")
        if found.st_size > limits.RAW_BYTES:
            raise _too_large()
        with open(path, "rb") as file:
            return file.read(limits.RAW_BYTES + 1)
    except FileNotFoundError as error:
        raise UnusableInput("找不到这个文件", "请检查文件名和所在文件夹") from error
    except PermissionError as error:
        raise UnusableInput("没有权限读这个文件", "请换一个有权限的用户，或把文件复制到自己的文件夹") from error
    except (OSError, ValueError) as error:
        raise UnusableInput("文件读不出来", "请检查文件名，或把文件复制到本机再试") from error


def _too_large() -> UnusableInput:
    return UnusableInput(f"文件超过 {limits.RAW_BYTES // (1024 * 1024)} MB", "请确认这是一份年度报告，去掉大图片后再试")


def kind_of(data: bytes) -> str:
    """What the bytes are: the name of a reader. Raises :class:`UnusableInput` for what no reader can use."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        found: str = importlib.import_module(_PACKED).kind(data)
        return found
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith(_OLE) or data[:64].lstrip().startswith(rb"{\rtf"):
        return "office"
    for magic, what in _REFUSED:
        if data.startswith(magic) and b"\x00" in data[:_SNIFFED]:
            raise UnusableInput(what, _OTHER_FORMAT)
    return _kind_of_text(_beginning(data))


def _beginning(data: bytes) -> str:
    """The beginning of text as far as its tags and signs are ASCII."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[:_SNIFFED].decode("utf-16", "ignore").lstrip()
    return data[:_SNIFFED].removeprefix(b"\xef\xbb\xbf").lstrip(b"\x00 \t\r\n\f\v").decode("latin-1")


def _kind_of_text(text: str) -> str:
    if text.startswith("{") and text[1:].lstrip()[:1] in {'"', "}"}:
        return "json"
    if text.startswith("<?xml") and ("wordDocument" in text or "<pkg:package" in text):
        return "office"
    if text[:13].lower() == "mime-version:" or ("multipart/related" in text[:2000] and text.startswith("From:")):
        return "mhtml"
    if text.startswith("<") and text[1:2].isascii() and (text[1:2].isalpha() or text[1:2] in "!?"):
        return "html"
    if _TAG.search(text) or len(_CLOSING.findall(text)) > 4:
        return "html"
    return "text"


def _document(kind: str, data: bytes) -> Document:
    document: Document = _read(kind, data)
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if block.text.strip():
                return document
        elif any(cell.text.strip() for cell in block.cells):
            return document
    raise UnusableInput("没有文字（可能只有空白或图片）", _OTHER_FORMAT)


def _beginning_of(document: Document) -> Document:
    """The document as far as a report can reach: what is longer is no report, and costs no more than one."""
    left = _LONGEST
    for number, block in enumerate(document.blocks):
        left -= len(block.text) if isinstance(block, Paragraph) else sum(len(cell.text) for cell in block.cells)
        if left < 0:
            return document._replace(blocks=document.blocks[:number])
    return document


def _read(kind: str, data: bytes) -> Any:
    """What the reader of this kind makes of the data; whatever else than UnusableInput it raises means damage."""
    reader = importlib.import_module(_MODULES[kind])
    try:
        return reader.read(data)
    except UnusableInput:
        raise
    except _DAMAGE as error:
        raise UnusableInput("文件已损坏，读不出来", "请重新下载，或用原来的软件打开后另存一份再试") from error
