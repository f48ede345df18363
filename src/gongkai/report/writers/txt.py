"""The report as plain text: headings on lines of their own, tables with bars, one row a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.lib.text import squeeze
from gongkai.report.extract import extract
from gongkai.report.layout import Heading, Table, Title, blocks, clean
from gongkai.report.readers.text import read
from gongkai.report.writers.properties import APPENDIX

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.report.model import Report


def render(report: Report, notes: Sequence[tuple[str, Sequence[str]]] = ()) -> bytes:
    """UTF-8 text. What a reader would take otherwise (an odd title, organ, year) stands on a line that names it."""
    plain = _lines(report, "", (), notes)
    reread = extract(read(plain))
    said = []
    if reread.organ != report.organ:
        said.append(f"编制机关：{' '.join(clean(report.organ or '').split())}")
    if reread.year != report.year:
        said.append(f"报告年度：{'' if report.year is None else report.year}")
    named = "标题：" if report.title and squeeze(reread.title or "") != squeeze(report.title) else ""
    return _lines(report, named, said, notes) if said or named else plain


def _lines(report: Report, named: str, said: Sequence[str], notes: Sequence[tuple[str, Sequence[str]]]) -> bytes:
    lines: list[str] = []
    parts = blocks(report)
    if parts and isinstance(parts[0], Title):
        lines.append(named + parts[0].text)
        parts = parts[1:]
    lines.extend(said)
    for part in parts:
        lines.append("")
        if isinstance(part, Table):
            lines.extend(_table(part))
        else:
            lines.append(part.printed if isinstance(part, Heading) else part.text)
    lines.extend(_appendix(notes))
    return ("\n".join(lines).strip("\n") + "\n").encode()


def _table(table: Table) -> Iterator[str]:
    """A row a line. A merged cell stands once, without empty cells for the rest of it: those would look like blanks."""
    for row in table.rows:
        yield "| " + " | ".join(" ".join(cell.text.replace("|", "｜").split()) for cell in row) + " |"


def _appendix(notes: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    if notes:
        yield from ("", APPENDIX)
    for heading, rows in notes:
        yield from ("", heading, *rows)
