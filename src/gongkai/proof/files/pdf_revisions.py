"""What earlier revisions of a PDF still hold: it is often saved by adding to its end, and the old pages stay in front."""

from __future__ import annotations

import hashlib
import re
import zlib
from typing import TYPE_CHECKING

import pikepdf

from gongkai.lib.errors import UnusableInput
from gongkai.proof.files.model import NOTE, Piece, squeezed
from gongkai.proof.files.pdf_objects import opened, stream_words, walk
from gongkai.proof.files.pdf_pages import plain_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_OBJECT = re.compile(rb"(?<![0-9])(\d{1,8})[ \t\r\n]+(\d{1,5})[ \t\r\n]+obj(?![a-z])")
_MOST = 12
_TAIL = 8  # bytes behind the end that are no accident


def revisions(data: bytes, document: pikepdf.Pdf, seen: str, strings: Collection[str]) -> Iterator[Piece]:
    """Earlier revisions, old objects outside the table, and bytes before the beginning or behind the end."""
    ends = _ends(data)
    now = _pictures(document)
    for number, end in enumerate(ends[:-1][-_MOST:], 1):
        text, pictures = _old(data[:end])
        new = "\n".join(line for line in text.splitlines() if line.strip() and squeezed(line) not in seen and line not in strings)
        level = "" if new or pictures - now else NOTE
        yield Piece("pdf_earlier_revision", f"第 {number} 个早先版本", new, "文件里还存着早先保存的版本，可以被还原", level)
    if len(ends) < 2:
        yield from _old_objects(data, document)
    last = data.rfind(b"%%EOF")
    tail = data[last + 5 :].strip(b"\x00\r\n\t ") if last >= 0 else b""
    lead = data[: max(0, data.find(b"%PDF-"))].strip(b"\x00\r\n\t \xef\xbb\xbf")
    for rest in (lead, tail):
        if len(rest) > _TAIL:
            yield Piece("pdf_unreferenced", "文件首尾", stream_words(rest), "文件开头之前或结尾之后还有别的数据")


def _ends(data: bytes) -> list[int]:
    """The ends of all revisions. The first part of a linearised file is none of its own."""
    found = []
    size = re.search(rb"/Linearized\b.{0,200}?/L\s+(\d+)", data[:2048], re.DOTALL)
    first = int(size[1]) if size else 0
    for match in _END.finditer(data):
        offset = int(match[1])
        if match.end() + 2 >= first and (offset == 0 or _starts_table(data[offset : offset + 40])):
            found.append(match.end())
    return found


def _starts_table(piece: bytes) -> bool:
    return piece.lstrip().startswith(b"xref") or _OBJECT.match(piece.lstrip()) is not None


def _old(data: bytes) -> tuple[str, set[bytes]]:
    """The text and the pictures of a revision."""
    try:
        with opened(data) as document:
            _without_tools(document)
            found = walk(document)
            return "\n".join([plain_text(data), *found.strings]), _pictures(document)
    except UnusableInput:
        return stream_words(data), set()


def _without_tools(document: pikepdf.Pdf) -> None:
    """Dates, marks and names of programs change with every saving and tell nothing."""
    info = document.trailer.get("/Info")
    for key in ("/Creator", "/Producer", "/CreationDate", "/ModDate"):
        if isinstance(info, pikepdf.Dictionary) and key in info:
            del info[key]
    if "/ID" in document.trailer:
        del document.trailer["/ID"]


def _pictures(document: pikepdf.Pdf) -> set[bytes]:
    marks = set()
    for item in document.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
            marks.add(hashlib.sha256(item.read_raw_bytes()).digest())
    return marks


def _old_objects(data: bytes, document: pikepdf.Pdf) -> Iterator[Piece]:
    """Objects in the bytes that the table does not know."""
    known = {entry.offset for entry in document.get_xref_table().values() if entry.type == 1}
    lead = max(0, data.find(b"%PDF-"))
    inside = _streams(data)
    texts, count = [], 0
    for match in _OBJECT.finditer(data):
        if match.start() in known or match.start() - lead in known or _within(match.start(), inside):
            continue
        end = data.find(b"endobj", match.end())
        body = data[match.end() : end if end > 0 else match.end() + 100_000]
        if b"/Linearized" in body[:200] or b"/XRef" in body[:400] or b"/ObjStm" in body[:400]:
            continue
        texts.append(stream_words(_inflated(body)))
        count += 1
    if count:
        yield Piece("pdf_unreferenced", "文件", "\n".join(filter(None, texts)), f"文件里有 {count} 个没有用到的旧对象")


def _streams(data: bytes) -> list[tuple[int, int]]:
    """Where streams stand: what looks like an object in one is data."""
    found, at = [], 0
    while (start := data.find(b"stream", at)) >= 0:
        end = data.find(b"endstream", start)
        if end < 0:
            break
        found.append((start, end))
        at = end + 9
    return found


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle][1] < place:
            low = middle + 1
        else:
            high = middle
    return low < len(spans) and spans[low][0] <= place


def _inflated(body: bytes) -> bytes:
    match = re.search(rb"stream\r?\n", body)
    if match is None:
        return body
    unpacker = zlib.decompressobj()
    try:
        return body[: match.start()] + unpacker.decompress(body[match.end() :], 1_000_000)
    except zlib.error:
        return body
