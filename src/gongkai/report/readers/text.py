"""Plain text and Markdown: one paragraph a line; a whole pipe table (``| a | b |``) is a grid.

What stands in other dialects of pipes, or glued, is the extractor's work.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from gongkai.lib import limits
from gongkai.lib.document import Document, Grid, Paragraph, place_cells
from gongkai.lib.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.lib.document import Block

_RULE = re.compile(r"[|: -]*-{3}[|: -]*")  # the line under the head of a Markdown table


def read(data: bytes) -> Document:
    """The text as a document of its lines, blank ones too (they can be empty cells)."""
    lines = decode(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Document("text", tuple(_blocks(lines)))


def _blocks(lines: list[str]) -> Iterator[Block]:
    for barred, group in groupby(enumerate(lines, 1), lambda entry: "|" in entry[1]):
        numbered = list(group)
        cells = sum(line.count("|") for _, line in numbered) if barred else 0
        if len(numbered) > 1 and 0 < cells <= limits.CELLS and all(_is_row(line) for _, line in numbered):
            kept = [line for _, line in numbered if not _RULE.fullmatch(line)]
            rows = [[(cell.strip(), 1, 1) for cell in line[1:-1].split("|")] for line in kept]
            yield Grid(place_cells(rows, limits.CELLS), f"第 {numbered[0][0]} 行起的表格")
        else:
            for number, line in numbered:
                yield Paragraph(line, f"第 {number} 行")


def _is_row(line: str) -> bool:
    """A row as our own writer and Markdown make it: bars at both ends, blanks beside every bar, no runs of bars."""
    return len(line) > 3 and line.startswith("| ") and line.endswith(" |") and "||" not in line
