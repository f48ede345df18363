"""The report as a Word file in the layout of GB/T 9704-2012. The XML itself is made in ``ooxml``."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from gongkai.lib.ooxml import core_properties
from gongkai.report.layout import SUB, Heading, Paragraph, Table, Title, blocks
from gongkai.report.writers import ooxml
from gongkai.report.writers.properties import APPENDIX, properties

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.report.layout import Block
    from gongkai.report.model import Report

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same report makes the same bytes


def render(report: Report, notes: Sequence[tuple[str, Sequence[str]]] = ()) -> bytes:
    """A .docx. ``notes`` stand on a page of their own behind 「附：修改说明」."""
    body = "".join([*(_block(block) for block in blocks(report)), *_appendix(notes)])
    named = properties(report)
    parts = {
        **ooxml.fixed_parts(),
        "docProps/core.xml": core_properties(named["gongkai.title"], named["gongkai.organ"]),
        "docProps/custom.xml": ooxml.custom_properties(named),
        "word/document.xml": ooxml.document(body),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), text.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _block(block: Block) -> str:
    if isinstance(block, Title):
        return ooxml.paragraph("\n".join(block.lines), "Title")
    if isinstance(block, Heading):
        return ooxml.paragraph(block.printed, "Heading1")
    if isinstance(block, Table):
        return ooxml.table(block)
    return _prose(block)


def _prose(paragraph: Paragraph) -> str:
    if paragraph.level == SUB:
        return ooxml.paragraph(paragraph.text, "Heading2")
    return ooxml.paragraph(paragraph.text, "", lead=paragraph.lead, ragged=paragraph.ragged)


def _appendix(notes: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    if notes:
        yield ooxml.page_break()
        yield ooxml.paragraph(APPENDIX, "Heading1")
    for heading, rows in notes:
        yield ooxml.paragraph(heading, "Heading2")
        for row in rows:
            yield ooxml.paragraph(row, "")
