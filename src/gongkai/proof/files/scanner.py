"""The door: which kind a file is, what its reader finds, and what the files inside it hide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.lib import limits
from gongkai.lib.archive import whole
from gongkai.lib.errors import UnusableInput
from gongkai.lib.text import decode
from gongkai.proof.files import pdf, pictures, sheet, slides, word
from gongkai.proof.files.common import part_words
from gongkai.proof.files.model import MOST_TEXT, Content, Piece, Scan, findings
from gongkai.proof.files.package import Package, part_kind

if TYPE_CHECKING:
    from collections.abc import Callable

_DEEP = 3  # files in files in files
_MANY = 200  # files inside one file
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = {"word": "Word 文档", "sheet": "Excel 表格", "slides": "演示文稿", "pdf": "PDF 文件", "zip": "压缩包", "open": "文档"}
_READERS: dict[str, Callable[[bytes], Content]] = {"word": word.read, "sheet": sheet.read, "slides": slides.read, "pdf": pdf.read}
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def scan(data: bytes, name: str) -> Scan:
    """What a file hides and what personal data it holds, also in the files inside it.

    ``name`` is only used to speak of it. Raises :class:`UnusableInput` for a file that is broken, locked, or larger than
    the limits. A kind that cannot be looked into is a blocking finding (``not_scanned``), not an error.
    """
    content = contents(data, name)
    return Scan(content.kind, findings(content.pieces), tuple(content.pages))


def contents(data: bytes, name: str) -> Content:
    """All pieces of a file and of the files inside it, before they are judged."""
    if len(data) > limits.RAW_BYTES:
        raise UnusableInput(f"文件超过 {limits.RAW_BYTES // (1024 * 1024)} MB", "请缩小后再试")
    return _deep(data, name, _DEEP, [_MANY])


def _deep(data: bytes, name: str, levels: int, budget: list[int]) -> Content:
    content = _shallow(data, name)
    pieces = list(content.pieces)
    for where, inner_name, inner in content.inner:
        place = f"{where}“{inner_name}”"
        budget[0] -= 1
        if levels == 0 or budget[0] < 0:
            pieces.append(Piece("not_scanned", place, "", f"{place}套得太深或太多，没有检查"))
            continue
        try:
            below = _deep(inner, inner_name, levels - 1, budget)
        except UnusableInput as error:
            pieces.append(Piece("not_scanned", place, "", f"{place}不能检查：{error.problem}"))
            continue
        pieces += [_below(place, piece) for piece in below.pieces]
        if content.kind == "zip":
            content.pages.extend(below.pages)
    return content._replace(pieces=pieces)


def _below(place: str, piece: Piece) -> Piece:
    message = f"{place}里，{piece.message}" if piece.message else ""
    return piece._replace(place=f"{place}里的{piece.place}", message=message)


def kind_of(data: bytes) -> str:
    """``word``, ``sheet``, ``slides``, ``open``, ``zip``, ``pdf``, ``picture``, ``ole``, ``text`` or ``""``, by content."""
    if data.startswith(b"PK"):  # asked first: a PDF may lie in a package as it is
        with whole("压缩包"):
            return part_kind(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        return "ole"
    return "picture" if pictures.kind_of(data) else ""


def _shallow(data: bytes, name: str) -> Content:
    kind = kind_of(data)
    if not data:
        raise UnusableInput("文件是空的", "请重新选择文件")
    if kind in _READERS:
        with whole(_KINDS[kind]):
            return _READERS[kind](data)
    if kind in ("zip", "open"):
        with whole(_KINDS[kind]):
            return _zip(data) if kind == "zip" else _open(data, name)
    if kind == "picture":
        return pictures.read(data, name)
    if kind == "ole":
        return _ole(data, name)
    return _text(data, name)


def _zip(data: bytes) -> Content:
    package = Package(data)
    inner = [("压缩包里的", member, package.read(member)) for member in package.names]
    return Content("zip", [], [], inner)


def _open(data: bytes, name: str) -> Content:
    """ODF, OFD and other packages: their words are read, what they hide is not known."""
    package = Package(data)
    pieces = [Piece("", f"部件 {part}", part_words(package, part)) for part in package.names if part.endswith(".xml")]
    return Content("other", [*pieces, _unknown(name, "这种格式藏了什么还不能检查，请另存为 DOCX、XLSX 或 PDF 再试")], [])


def _ole(data: bytes, name: str) -> Content:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnusableInput("文件有密码，打不开", "请去掉密码后再试")
    wide = "\n".join(re.findall(r"[\u4e00-\u9fff0-9A-Za-z，。：；（）、]{4,}", data.decode("utf-16-le", "ignore")))
    return Content(
        "old", [Piece("", f"文件“{name}”", wide), _unknown(name, "旧格式（.doc、.xls、.wps、.et）不能检查，请另存为 DOCX 或 XLSX 再试")], []
    )


def _text(data: bytes, name: str) -> Content:
    try:
        text = decode(data)
    except UnusableInput:
        return Content("other", [_unknown(name, "这种文件不能检查")], [])
    if len(text) > MOST_TEXT:
        raise UnusableInput(f"文件里的文字超过 {MOST_TEXT // 10_000} 万字", "请分成几个文件再试")
    if re.search(r"<(?:html|body|table|div|p)\b", text[:20_000], re.IGNORECASE):
        comments = re.findall(r"<!--(?!\[if)(.*?)-->", text, re.DOTALL)
        shown = _TAGS.sub("", re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL))
        return Content("html", [Piece("", "网页", text), *(Piece("xml_comment", "网页", comment) for comment in comments)], [shown])
    return Content("text", [Piece("", "文本", text)], [text])


def _unknown(name: str, message: str) -> Piece:
    return Piece("not_scanned", f"文件“{name}”", "", f"文件“{name}”：{message}")
