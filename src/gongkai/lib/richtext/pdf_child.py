"""The inside of reading a PDF by page: run in a bounded process of its own by :mod:`gongkai.lib.richtext.pages`.

Reads a PDF from standard input and writes ``{"pages": [...]}`` or ``{"problem", "remedy"}`` as JSON to standard output.
"""

from __future__ import annotations

import ctypes
import json
import re
import sys

import pypdfium2_raw as pdfium  # type: ignore[import-untyped]

from gongkai.lib.text import unradical

_PASSWORD = 4  # FPDF_ERR_PASSWORD
_PAGES = 3_000
_CHARACTERS = 1_000_000  # of one page
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef，。；：！？、（）《》〔〕“”‘’"
# A line of Chinese that the page only wrapped goes on without a blank.
_WRAPPED = re.compile(f"(?<=[{_WIDE}])[ \\t]*\\n[ \\t]*(?=[{_WIDE}])")
_ENDS = re.compile(r"[ \t]+\n")


def main() -> None:
    """Standard input to standard output."""
    sys.stdout.buffer.write(json.dumps(_answer(sys.stdin.buffer.read()), ensure_ascii=False).encode("utf-8", "replace"))


def _answer(data: bytes) -> dict[str, object]:
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        if pdfium.FPDF_GetLastError() == _PASSWORD:
            return {"problem": "文件有密码，打不开", "remedy": "请去掉密码后再试"}
        return {"problem": "PDF 文件已损坏或不完整", "remedy": "请重新下载或导出一份再试"}
    count = pdfium.FPDF_GetPageCount(document)
    if count > _PAGES:
        return {"problem": f"PDF 超过 {_PAGES} 页", "remedy": "请分成几个文件再试"}
    return {"pages": [_page(document, number) for number in range(count)]}


def _page(document: object, number: int) -> str:
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return ""
    text = pdfium.FPDFText_LoadPage(page)
    count = min(max(0, pdfium.FPDFText_CountChars(text)), _CHARACTERS) if text else 0
    words = ""
    if count:
        room = (ctypes.c_ushort * (2 * count + 2))()
        length = pdfium.FPDFText_GetText(text, 0, count, room)
        words = bytes(room)[: 2 * max(0, length - 1)].decode("utf-16-le", "replace")
    if text:
        pdfium.FPDFText_ClosePage(text)
    pdfium.FPDF_ClosePage(page)
    words = unradical(words).replace("\r\n", "\n").replace("\ufffe", "").replace("\x00", "")
    return _WRAPPED.sub("", _ENDS.sub("\n", words)).strip()
