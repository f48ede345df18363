"""Kinds of files, told from their first bytes; for each a type that no browser runs."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.archive import Archive
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Callable


class Kind(NamedTuple):
    """``label`` for people; ``type`` for the header; ``inline`` whether a browser may show it; ``inspect`` looks inside."""

    label: str
    suffix: str
    type: str
    inline: bool
    inspect: Callable[[bytes], object]


def _fine(data: bytes) -> None:
    """Nothing to look into."""


def _packed(data: bytes) -> Archive:
    return Archive(data)  # refuses bombs, encrypted parts, unsafe names


def _image(data: bytes) -> None:
    """Width and height of PNG and JPEG, so that no small file unfolds to gigabytes of pixels."""
    width, height = pixels(data)
    if width * height > 100_000_000:
        raise UnusableInput(f"图片有 {width}×{height} 个像素", "请缩小以后再交")


def pixels(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG, without decoding it; 0, 0 when they cannot be found."""
    if data.startswith(b"\x89PNG"):
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        if data[at + 1] in (*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)):
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return 0, 0


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS: dict[str, Kind] = {
    "pdf": Kind("PDF", ".pdf", "application/pdf", True, _fine),
    "png": Kind("PNG 图片", ".png", "image/png", True, _image),
    "jpeg": Kind("JPEG 图片", ".jpg", "image/jpeg", True, _image),
    "docx": Kind("Word 文档（.docx）", ".docx", f"{_OFFICE}wordprocessingml.document", False, _packed),
    "xlsx": Kind("Excel 表格（.xlsx）", ".xlsx", f"{_OFFICE}spreadsheetml.sheet", False, _packed),
    "ole": Kind("旧版 Word、WPS 文档", ".doc", "application/octet-stream", False, _fine),
    "text": Kind("纯文本", ".txt", "text/plain; charset=utf-8", False, _fine),
}
PAPERS = frozenset({"pdf", "png", "jpeg"})  # scans and photographs
DOCUMENTS = frozenset(KINDS)


def kind_of(data: bytes) -> str | None:
    """The key of :data:`KINDS`; None for everything else, HTML and programs among it."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    if data.startswith(b"PK\x03\x04"):
        return _of_package(data)
    return "text" if _is_text(data) else None


def _of_package(data: bytes) -> str | None:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist()[:5000])
    except (zipfile.BadZipFile, ValueError, OSError):
        return None
    return "docx" if "word/document.xml" in names else "xlsx" if "xl/workbook.xml" in names else None


def _is_text(data: bytes) -> bool:
    """UTF-8 or GB 18030 without control characters, and no markup that a browser would take for a page."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"\0" in data or head.startswith((b"<", b"%!", b"#!", b"mz")):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(ord(character) < 32 and character not in "\t\r\n\f" for character in text[:100_000])
    return False
