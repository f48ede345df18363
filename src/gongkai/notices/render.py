"""Which module sets a letter in which format. The caller loads it by this name, so that typst comes only for a PDF."""

from __future__ import annotations

import os

from gongkai.lib.errors import UnusableInput

WRITERS = {
    ".docx": "gongkai.notices.writers.docx:render",
    ".pdf": "gongkai.notices.writers.pdf:render",
    ".html": "gongkai.notices.writers.html:render",
    ".htm": "gongkai.notices.writers.html:render",
    ".txt": "gongkai.notices.writers.txt:render",
}


def writer_of(path: str) -> str:
    """``module:name`` of the function ``(letter) -> bytes`` for the suffix of ``path``. Raises :class:`UnusableInput`."""
    suffix = os.path.splitext(path)[1].lower()
    if suffix not in WRITERS:
        known = "、".join(name for name in WRITERS if name != ".htm")
        raise UnusableInput(f"不能写成“{suffix or '没有后缀'}”的文件", f"请把后缀改为 {known} 之一")
    return WRITERS[suffix]
