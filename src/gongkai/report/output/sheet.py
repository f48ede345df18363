"""The report as a page shows it (``ui/sheet``): row by row, every finding beside the words that it means.

A sheet is plain data (dicts, lists, words) because it goes from one process to another as JSON. No word in it is HTML: the template
escapes all of them. What is longer than any report is cut off and said so, so that a page never costs more than one of a report.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gongkai.law.instruments import INSTRUMENTS
from gongkai.report import layout
from gongkai.report.output.checked import MEANINGS, SHAPES, WORDS, citations, counts, place_words
from gongkai.report.output.marks import gravest, numbered, pieces, place_all, text_of
from gongkai.report.rules import by_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongkai.report.model import Report
    from gongkai.report.output.marks import Marks, Numbered
    from gongkai.report.rules.base import Finding

MOST_ROWS = 2000  # the longest real report has some 400 lines
MOST_NOTES = 300
_LONG = 12  # characters
_SHORT = ("heading", "part")
_ADVICE, _BEHIND_ADVICE = "怎样改：", "依据："


def sheet_of(report: Report, findings: Sequence[Finding]) -> dict[str, Any]:
    """Counts by kind and in words, notes (all findings by gravity, with numbers from 1), and rows with the numbers of their notes;
    ``cited`` are the full names of what the notes cite by number.

    ``left_notes`` and ``left_rows`` say how many there were beyond :data:`MOST_NOTES` and :data:`MOST_ROWS`.
    """
    items = numbered(findings)
    shown = items[:MOST_NOTES]
    rows = _Rows(report, shown).all()
    notes = [_note(report, item) for item in shown]
    kept = [{**row, "notes": [notes[number - 1] for number in row["notes"]]} for row in rows[:MOST_ROWS]]
    seen = {note["number"] for row in kept for note in row["notes"]}
    return {
        "counts": [_count(kind, number, shown) for kind, number in counts(findings).items()],
        "total": len(items),
        "words": "、".join(f"{WORDS[kind]} {number} 处" for kind, number in counts(findings).items() if number),
        "notes": [{**note, "here": note["number"] in seen} for note in notes],
        "left_notes": len(items) - len(shown),
        "cited": [
            words for words in dict.fromkeys(words for item in shown for words in citations(item.finding)) if short_of(words) != words
        ],
        "rows": kept,
        "left_rows": max(0, len(rows) - MOST_ROWS),
    }


def _count(kind: str, number: int, items: Iterable[Numbered]) -> dict[str, Any]:
    first = next((item.number for item in items if item.kind == kind), 0)
    return {**_sign(kind), "number": number, "first": first, "meaning": MEANINGS[kind]}


def _sign(kind: str) -> dict[str, str]:
    """A kind with its shape and its word, so that no one needs the colour."""
    return {"kind": kind, "shape": SHAPES[kind], "word": WORDS[kind]}


def _note(report: Report, item: Numbered) -> dict[str, Any]:
    finding = item.finding
    return {
        **_sign(item.kind),
        "number": item.number,
        "where": layout.clean(place_words(report, finding.place)),
        "message": layout.clean(finding.message),
        "mend": layout.clean(mend_words(finding)),
        "cites": [short_of(words) for words in citations(finding)],
        "code": finding.code,
    }


def short_of(citation: str) -> str:
    """A citation as it stands beside the text: a notice is known by its number, its long name stands once under the report.

    >>> short_of("《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）第六部分")
    '国办公开办函〔2021〕30号第六部分'
    >>> short_of("《中华人民共和国政府信息公开条例》第五十条")
    '《中华人民共和国政府信息公开条例》第五十条'
    """
    for each in INSTRUMENTS.values():
        if each.level == "notice" and each.number and citation.startswith(f"《{each.title}》（{each.number}）"):
            return citation.replace(f"《{each.title}》（{each.number}）", each.number, 1)
    return citation


def mend_words(finding: Finding) -> str:
    """How to mend it: the words to change where that is certain, else what the rule advises. Long words are not said twice."""
    if finding.fix is not None and len(finding.fix.with_) > _LONG and finding.fix.with_ in finding.message:
        return "改成上面说的写法。"
    if finding.fix is not None and finding.fix.with_:
        return f"把「{finding.fix.replace}」改为「{finding.fix.with_}」。"
    if finding.fix is not None:
        return f"删去「{finding.fix.replace}」。"
    rule = by_code(finding.code)
    advice = rule.doc.partition(_ADVICE)[2].partition(_BEHIND_ADVICE)[0] if rule else ""
    return "".join(line.strip() for line in advice.splitlines())


class _Rows:
    """The rows of one report, in the order in which it is printed."""

    def __init__(self, report: Report, items: Sequence[Numbered]) -> None:
        self._report = report
        self._blocks = layout.blocks(report)
        self._marks: Marks = place_all(report, items, self._blocks)
        self._rows: list[dict[str, Any]] = []

    def all(self) -> list[dict[str, Any]]:
        """Every row; ``notes`` are numbers here. Those of a heading stand beside what follows it: it is too short for them."""
        report = self._report
        if report.title:
            self._line("title", "title", text_of(report, "title"), 0)
        self._whole("关于全文", "document")
        done: set[str] = set()
        for block in self._blocks:
            if isinstance(block, layout.Heading):
                self._part("heading", block.printed, block.section)
            elif isinstance(block, layout.Table):
                self._table(block)
            elif isinstance(block, layout.Paragraph) and block.section not in done:
                done.add(block.section)
                if block.section == "preamble":
                    self._whole("关于开头", "preamble")
                self._prose(block.section)
        for row, following in pairwise(self._rows):
            if row["row"] in _SHORT and following["row"] != "heading":
                following["notes"], row["notes"] = [*row["notes"], *following["notes"]], []
        return self._rows

    def _whole(self, words: str, part: str) -> None:
        """A row for what is said about a part that has no heading; none when nothing is."""
        if self._marks.parts.get(part):
            self._part("part", words, part)

    def _part(self, kind: str, words: str, part: str) -> None:
        items = self._marks.parts.get(part, [])
        self._add(kind, items, pieces=[_piece(words, "", items)])

    def _prose(self, section: str) -> None:
        """A part's text line by line, so that characters keep their numbers."""
        begin = 0
        for line in text_of(self._report, section).split("\n"):
            if line.strip():
                self._line("line", section, line.strip(), begin + len(line) - len(line.lstrip()))
            begin += len(line) + 1

    def _line(self, kind: str, part: str, text: str, begin: int) -> None:
        found = list(pieces(text, begin, self._marks.spans.get(part, [])))
        self._add(
            kind, [item for piece in found for item in piece.ends], pieces=[_piece(each.text, each.kind, each.ends) for each in found]
        )

    def _table(self, table: layout.Table) -> None:
        items: dict[int, Numbered] = {}
        cells = [[self._cell(cell, items) for cell in row] for row in table.rows]
        self._add("table", items.values(), caption=table.caption, cells=cells)

    def _cell(self, cell: layout.TableCell, items: dict[int, Numbered]) -> dict[str, Any]:
        """One cell; its findings are added to ``items``."""
        figure = cell.role == layout.FIGURE
        label = cell.role == layout.LABEL or (cell.role == layout.HEADER and cell.place < 0)
        mine = self._marks.cells.get((cell.row, cell.place if figure else -1), []) if cell.row and (label or figure) else []
        items |= {item.number: item for item in mine}
        origin = self._report.origins.get(cell.row) if label else None
        text = origin.label if origin and origin.label else cell.text
        return {
            **_piece(text, gravest(mine), mine), "role": cell.role, "scope": _scope(cell), "rows": cell.rows, "columns": cell.columns,
        }  # fmt: skip

    def _add(self, kind: str, items: Iterable[Numbered], **more: Any) -> None:
        self._rows.append({"row": kind, "notes": [item.number for item in items], **more})


def _piece(text: str, kind: str, ends: Iterable[Numbered]) -> dict[str, Any]:
    """A run of words, how it is marked ("" for not), and the findings whose numbers stand behind it."""
    return {"text": layout.clean(text), "kind": kind, "ends": [{**_sign(item.kind), "number": item.number} for item in ends]}


def _scope(cell: layout.TableCell) -> str:
    """What a header cell is the header of; "" for a figure and for the corner that belongs to no row or column."""
    if cell.role in (layout.FIGURE, layout.CORNER):
        return ""
    if cell.role == layout.LABEL:
        return "rowgroup" if cell.rows > 1 else "row"
    return "colgroup" if cell.role == layout.ITEM or cell.columns > 1 else "col"


def lines_of(notes: Iterable[object], most: int = MOST_NOTES) -> Iterator[str]:
    """Sentences for a list on the page, as many as it holds."""
    for _, note in zip(range(most), notes, strict=False):
        yield layout.clean(str(note))
