"""Plain text and Markdown: one paragraph a line. What stands in pipes or glued is the extractor's work."""

from __future__ import annotations

from gongkai.lib.document import Document, Paragraph
from gongkai.lib.text import decode


def read(data: bytes) -> Document:
    """The text as a document of its lines, blank ones too (they can be empty cells)."""
    lines = decode(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Document("text", tuple(Paragraph(line, f"第 {number} 行") for number, line in enumerate(lines, 1)))
