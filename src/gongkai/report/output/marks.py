"""Where each finding is marked on the page of a report: on words, on a cell, or beside a heading."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gongkai.report import layout
from gongkai.report.rules.base import ERROR, INFO, WARNING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongkai.report.model import Report
    from gongkai.report.rules.base import Finding

_GRAVITY = (ERROR, WARNING, INFO, "uncertain")
PROSE = ("preamble", "overview", "problems", "other")


class Numbered(NamedTuple):
    """A finding with its number on the page (from 1) and its kind: error, warning, info, uncertain."""

    number: int
    kind: str
    finding: Finding


class Span(NamedTuple):
    """Characters ``start`` to ``end`` of a part's text that a finding means."""

    start: int
    end: int
    item: Numbered


class Piece(NamedTuple):
    """A run of text: the kind it is marked as ("" for none) and the findings whose words end here."""

    text: str
    kind: str
    ends: tuple[Numbered, ...]


class Marks(NamedTuple):
    """All findings of a report by place: in prose, on cells (row key, position; -1 for the label), on whole parts."""

    spans: dict[str, list[Span]]
    cells: dict[tuple[str, int], list[Numbered]]
    parts: dict[str, list[Numbered]]


def numbered(findings: Sequence[Finding]) -> list[Numbered]:
    """Findings by gravity with their numbers; what is uncertain comes last."""
    kinds = [finding.level if finding.certain else "uncertain" for finding in findings]
    ordered = sorted(zip(kinds, findings, strict=True), key=lambda pair: _GRAVITY.index(pair[0]))
    return [Numbered(number, kind, finding) for number, (kind, finding) in enumerate(ordered, 1)]


def gravest(items: Iterable[Numbered]) -> str:
    """The gravest kind among findings, "" for none."""
    kinds = {item.kind for item in items}
    return next((kind for kind in _GRAVITY if kind in kinds), "")


def place_all(report: Report, items: Iterable[Numbered], blocks: Sequence[layout.Block]) -> Marks:
    """Give every finding the narrowest place that the page has for it; none is lost."""
    marks = Marks({}, {}, {})
    tables = {block.part: block for block in blocks if isinstance(block, layout.Table)}
    printed_parts = {block.section for block in blocks if isinstance(block, layout.Heading | layout.Paragraph)}
    for item in items:
        place = item.finding.place
        cell = _cell(tables.get(place.part), item) if place.row else None
        span = None if cell else _span(report, item)
        if cell is not None:
            marks.cells.setdefault(cell, []).append(item)
        elif span is not None:
            marks.spans.setdefault(place.part, []).append(span)
        else:
            part = place.part if place.part in printed_parts else "document"
            marks.parts.setdefault(part, []).append(item)
    return marks


def _cell(table: layout.Table | None, item: Numbered) -> tuple[str, int] | None:
    """The figure meant, or the row's label when no column is named; None when the table does not show it."""
    if table is None:
        return None
    place = item.finding.place
    row = f"{place.part}.{place.row}"
    cells = [cell for cells in table.rows for cell in cells if cell.row == row]
    figures = [cell for cell in cells if cell.role == layout.FIGURE]
    if place.column:
        wanted = next((cell for cell in figures if layout.header_of(table, cell) == place.column), None)
        if wanted is not None:
            return row, wanted.place
    return (row, -1) if figures else None


def text_of(report: Report, part: str) -> str:
    """The part's words as printed, in which places count their characters."""
    if part == "title":
        return report.title or ""
    return report.sections.get(part, "") if part in PROSE else report.notes.get(part) or report.sections.get(part, "")


def _span(report: Report, item: Numbered) -> Span | None:
    place = item.finding.place
    text = text_of(report, place.part)
    if 0 <= place.start < place.end <= len(text):
        return Span(place.start, place.end, item)
    if place.text and text.count(place.text) == 1:
        start = text.index(place.text)
        return Span(start, start + len(place.text), item)
    return None


def pieces(text: str, begin: int, spans: Sequence[Span]) -> Iterator[Piece]:
    """The text, which starts at character ``begin`` of its part, cut where a mark begins or ends.

    Words that go over several lines end, for their number, in the line of their last character.
    """
    end = begin + len(text)
    here = [span for span in spans if span.start < end and span.end > begin]
    cuts = sorted({begin, end, *(min(max(cut, begin), end) for span in here for cut in (span.start, span.end))})
    for start, stop in pairwise(cuts):
        covering = [span.item for span in here if span.start <= start and span.end >= stop]
        ends = tuple(span.item for span in here if span.end == stop)
        yield Piece(text[start - begin : stop - begin], gravest(covering), ends)
