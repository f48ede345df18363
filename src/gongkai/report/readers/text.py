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

_RULE = re.compile(r"[|:\- \t]*-{2}[|:\- \t]*")  # the line under the head of a Markdown table
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+")
_BREAK = re.compile(r"<br ?/?>")
# Blanks that a crawler left written out.
_ENTITIES = ("&nbsp;", "&ensp;", "&emsp;", "&thinsp;", "&#160;", "&#12288;")


def read(data: bytes) -> Document:
    """The text as a document of its lines, blank ones too (they can be empty cells)."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    if "&" in text:
        for entity in _ENTITIES:
            text = text.replace(entity, " ")
    return Document("text", tuple(_blocks(text.split("\n"))))


def _blocks(lines: list[str]) -> Iterator[Block]:
    for barred, group in groupby(enumerate(lines, 1), lambda entry: "|" in entry[1]):
        numbered = list(group)
        rows = _rows([line for _, line in numbered]) if barred else None
        if rows is not None:
            yield Grid(place_cells(rows, limits.CELLS), f"第 {numbered[0][0]} 行起的表格")
            continue
        for number, line in numbered:
            # A rule that is left of a broken table must not be taken for cells with a dash in them.
            yield Paragraph("" if barred and _RULE.fullmatch(line) else _plain(line), f"第 {number} 行")


def _plain(line: str) -> str:
    """The line without the marks of Markdown for headings and heavy type."""
    if "#" in line and (mark := _HEADING.match(line)):
        line = line[mark.end() :]
    return line.replace("**", "") if "**" in line else line


def _rows(lines: list[str]) -> list[list[tuple[str, int, int]]] | None:
    """The cells of a whole table; None when the lines are some other use of bars.

    Whole is a table as our own writer makes it, and any that has a rule under its head: then
    every bar is the border of a cell.
    """
    if not 0 < sum(line.count("|") for line in lines) <= limits.CELLS:
        return None
    kept = [line.strip() for line in lines if not _RULE.fullmatch(line)]
    rule = next((line.strip() for line in lines if _RULE.fullmatch(line)), "")
    if not rule:
        return [_cells(line[1:-1]) for line in lines] if len(lines) > 1 and all(map(_is_row, lines)) else None
    if not rule.startswith("|"):
        return [_cells(line) for line in kept] if kept else None
    return [_cells(line.removeprefix("|").removesuffix("|")) for line in kept] if kept and all(line[0] == "|" for line in kept) else None


def _cells(line: str) -> list[tuple[str, int, int]]:
    if "<" in line:
        line = _BREAK.sub(" ", line)
    return [(cell.strip(), 1, 1) for cell in line.replace("**", "").split("|")]


def _is_row(line: str) -> bool:
    """A row as our own writer and Markdown make it: bars at both ends, blanks beside every bar, no runs of bars."""
    return len(line) > 3 and line.startswith("| ") and line.endswith(" |") and "||" not in line
