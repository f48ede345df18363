"""The inside of the proof of a PDF: decodes every stream and string and looks for bytes; run in a bounded process.

Reads JSON with the file and the needles from standard input, writes JSON with hits, strings and the number of streams.
"""

from __future__ import annotations

import base64
import json
import sys
from typing import TYPE_CHECKING

import pikepdf

from gongkai.lib.errors import UnusableInput
from gongkai.proof.files.pdf_objects import opened, strings_of
from gongkai.proof.files.pdf_pages import plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_SURE = 6  # bytes that chance does not make in pixels and fonts


def main() -> None:
    """Standard input to standard output."""
    given = json.loads(sys.stdin.buffer.read())
    try:
        answer: dict[str, object] = _answer(base64.b64decode(given["data"]), [base64.b64decode(needle) for needle in given["needles"]])
    except UnusableInput as error:
        answer = {"problem": error.problem, "remedy": error.remedy}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


def _answer(data: bytes, needles: Sequence[bytes]) -> dict[str, object]:
    sure = [needle for needle in needles if len(needle) >= _SURE]
    hits, streams = _hits(data, sure), 0
    texts: list[str] = [plain_text(data)]
    with opened(data) as document:
        texts += strings_of(document.trailer, 3)
        for item in document.objects:
            texts += strings_of(item, 3)
            if isinstance(item, pikepdf.Stream):
                streams += 1
                hits += _stream_hits(item, needles, sure)
                texts += _drawn(item)
    return {"hits": hits, "streams": streams, "strings": texts}


def _hits(data: bytes, needles: Sequence[bytes]) -> int:
    return sum(needle in data for needle in needles)


def _stream_hits(item: pikepdf.Object, needles: Sequence[bytes], sure: Sequence[bytes]) -> int:
    raw = bytes(item.read_raw_bytes())
    try:
        content = bytes(item.read_bytes())
    except pikepdf.PdfError:
        content = b""
    binary = (
        item.get("/Subtype") == "/Image"
        or "/Length1" in item
        or "/Length3" in item
        or item.get("/Subtype") in ("/CIDFontType0C", "/OpenType", "/Type1C")
    )
    return _hits(raw, sure) + _hits(content, sure if binary else needles)


def _drawn(item: pikepdf.Object) -> list[str]:
    """The strings that a content stream shows."""
    if item.get("/Subtype") == "/Image" or item.get("/Type") in ("/XRef", "/ObjStm", "/Metadata", "/CMap") or "/Length1" in item:
        return []
    try:
        instructions = pikepdf.parse_content_stream(item)
    except (pikepdf.PdfError, pikepdf.PdfParsingError, TypeError):
        return []
    shown = []
    for instruction in instructions:
        if str(instruction.operator) in ("Tj", "TJ", "'", '"'):
            shown.append("".join(text for operand in instruction.operands for text in strings_of(operand, 2)))
    return shown
