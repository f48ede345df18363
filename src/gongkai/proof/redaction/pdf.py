"""A PDF without what it hides. The work is done in a bounded process: see :mod:`gongkai.proof.redaction.pdf_child`."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

from gongkai.proof.files.pdf import asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.proof.redaction.model import Box
    from gongkai.proof.redaction.terms import Terms

_CPU_SECONDS, _WALL_SECONDS, _MEMORY = 120.0, 300.0, 1200 * 1024 * 1024
_CHILD = "gongkai.proof.redaction.pdf_child"


def redacted(data: bytes, terms: Terms, boxes: Sequence[Box], keep: frozenset[str]) -> tuple[bytes, dict[str, int], tuple[int, ...]]:
    """The new file, how many places were burned out by page, and the pages that are pictures now.

    Raises UnusableInput for a broken or locked file, a box on a page that is not there, and more than it may cost.
    """
    given = {
        "data": base64.b64encode(data).decode(),
        "terms": list(terms.words),
        "boxes": [list(box) for box in boxes],
        "keep": sorted(keep),
    }
    answer = asked(_CHILD, json.dumps(given).encode(), cpu_seconds=_CPU_SECONDS, wall_seconds=_WALL_SECONDS, memory=_MEMORY)
    counts = {f"第 {page} 页": count for page, count in answer["counts"]}
    return base64.b64decode(str(answer["data"])), counts, tuple(answer["pictures"])
