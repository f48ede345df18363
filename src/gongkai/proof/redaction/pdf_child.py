"""The inside of the PDF redactor: run in a bounded process by :mod:`gongkai.proof.redaction.pdf`.

Reads JSON with the file, the words and the boxes from standard input, writes JSON with the new file to standard output.
"""

from __future__ import annotations

import base64
import io
import json
import sys

import pikepdf

from gongkai.lib.errors import UnusableInput
from gongkai.proof.files.pdf_objects import opened
from gongkai.proof.redaction.pdf_clean import bare_page, flattened, forget
from gongkai.proof.redaction.pdf_find import Found, look
from gongkai.proof.redaction.pdf_picture import Painter, add_picture
from gongkai.proof.redaction.terms import Terms


def main() -> None:
    """Standard input to standard output; ``problem`` and ``remedy`` for a file that is refused."""
    given = json.loads(sys.stdin.buffer.read())
    data = base64.b64decode(given["data"])
    try:
        answer: dict[str, object] = _answer(data, given)
    except UnusableInput as error:
        answer = {"problem": error.problem, "remedy": error.remedy}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


def _answer(data: bytes, given: dict[str, list]) -> dict[str, object]:  # type: ignore[type-arg]
    with opened(data) as document:
        base = flattened(document)
    found = look(data, base, Terms(given["terms"]), given["boxes"], frozenset(given["keep"]))
    new = _built(base, found)
    return {
        "data": base64.b64encode(new).decode(),
        "pictures": [page.number for page in found if page.picture],
        "counts": [(page.number, page.words) for page in found if page.words],
    }


def _built(base: bytes, found: list[Found]) -> bytes:
    painter = Painter(base)
    with opened(base) as document, pikepdf.new() as new:
        for page in found:
            if page.picture:
                add_picture(new, painter, page)
            else:
                bare_page(document, page.number - 1)
                new.pages.append(document.pages[page.number - 1])
        forget(new)
        buffer = io.BytesIO()
        new.save(
            buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=True, recompress_flate=True
        )
    return buffer.getvalue()
