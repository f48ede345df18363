"""The inside of the proof of a PDF: decodes every stream and string and looks for bytes; run in a bounded process.

Reads JSON with the file and the needles from standard input, writes JSON with hits, strings and the number of streams.
"""

from __future__ import annotations

import base64
import json
import re
import sys
from typing import TYPE_CHECKING

import pikepdf

from gongkai.lib.errors import UnusableInput
from gongkai.proof.files.pdf_objects import opened, strings_of
from gongkai.proof.files.pdf_pages import plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_SURE = 6  # bytes that chance does not make in pixels and fonts
_SHOW = ("Tj", "TJ", "'", '"')
_SHOWS = re.compile(rb"T[jJ]|['\"]\s")


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
                content = _decoded(item)
                hits += _hits(bytes(item.read_raw_bytes()), sure) + _hits(content, sure if _is_binary(item) else needles)
                texts += _drawn(item, content)
    return {"hits": hits, "streams": streams, "strings": texts}


def _hits(data: bytes, needles: Sequence[bytes]) -> int:
    return sum(needle in data for needle in needles)


def _decoded(item: pikepdf.Object) -> bytes:
    try:
        return bytes(item.read_bytes())
    except pikepdf.PikepdfError:
        return b""


def _is_binary(item: pikepdf.Object) -> bool:
    """Pixels and fonts."""
    fonts = ("/CIDFontType0C", "/OpenType", "/Type1C")
    return item.get("/Subtype") in ("/Image", *fonts) or "/Length1" in item or "/Length3" in item


def _drawn(item: pikepdf.Object, content: bytes) -> list[str]:
    """The strings that a content stream shows."""
    if item.get("/Subtype") == "/Image" or item.get("/Type") in ("/XRef", "/ObjStm", "/Metadata", "/CMap") or not _SHOWS.search(content):
        return []
    try:
        instructions = pikepdf.parse_content_stream(item)
        return [
            "".join(text for operand in each.operands for text in strings_of(operand, 2))
            for each in instructions
            if str(each.operator) in _SHOW
        ]
    except (pikepdf.PikepdfError, TypeError, UnicodeDecodeError):  # a stream of another sort: its bytes were searched
        return []
