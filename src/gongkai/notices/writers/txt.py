"""A letter as plain text in UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.notices.base import LETTER
from gongkai.notices.letter import Enclosures, Heading, Signature, Slip, Table, numbered
from gongkai.notices.measures import title_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.notices.letter import Block, Letter


def render(letter: Letter) -> bytes:
    """Paragraphs a line each; tables with bars."""
    lines = [letter.organ] if letter.layout == LETTER else []
    lines += title_lines(letter)
    if letter.number:
        lines.append(letter.number)
    lines.append("")
    if letter.addressee:
        lines.append(f"{letter.addressee}：")
    for block in letter.blocks:
        lines += _lines(block)
    return ("\n".join(lines).strip("\n") + "\n").encode()


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from ("| " + " | ".join(" ".join(cell.split()) for cell in row) + " |" for row in block.rows)
    elif isinstance(block, Enclosures):
        yield ""
        yield from ("　　" + line for line in numbered(block.names))
    elif isinstance(block, Signature):
        yield from ("", f"{block.organ}（印章）", block.date)
    elif isinstance(block, Slip):
        yield from ("", "————————————————", block.title, "")
    else:
        yield block.text if isinstance(block, Heading) else f"　　{block.text}"
