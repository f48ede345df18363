"""The inside of the PDF scanner: run in a bounded process by :mod:`gongkai.proof.files.pdf`.

Reads a PDF from standard input, writes pieces, pages and inner files as JSON to standard output.
"""

from __future__ import annotations

import base64
import json
import sys

from gongkai.lib.errors import UnusableInput
from gongkai.proof.files.model import NOTE, Piece, squeezed
from gongkai.proof.files.pdf_objects import check_pages
from gongkai.proof.files.pdf_pages import pages
from gongkai.proof.files.pdf_structure import structure


def main() -> None:
    """Standard input to standard output; ``problem`` and ``remedy`` for a file that is refused."""
    data = sys.stdin.buffer.read()
    try:
        answer: dict[str, object] = _answer(data)
    except UnusableInput as error:
        answer = {"problem": error.problem, "remedy": error.remedy}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


def _judged(piece: Piece, everything: str) -> Piece:
    """Words beside the page or cut off that are shown elsewhere hide nothing: a chart printed over two pages has such."""
    repeated = piece.code in ("pdf_off_page", "pdf_invisible_text") and all(
        squeezed(line) in everything for line in piece.text.splitlines()
    )
    return piece._replace(level=NOTE) if repeated else piece


def _answer(data: bytes) -> dict[str, object]:
    check_pages(data)
    shown = pages(data)
    texts = [page.text for page in shown]
    pieces, inner = structure(data, "\n".join(texts))
    everything = squeezed("\n".join(texts))
    seen = [_judged(piece, everything) for page in shown for piece in page.pieces]
    return {
        "pieces": [*seen, *pieces],
        "pages": texts,
        "inner": [(where, name, base64.b64encode(content).decode()) for where, name, content in inner],
    }
