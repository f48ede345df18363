"""From a neutral document to an annual report: one way for every file format."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from gongkai.lib.document import Paragraph
from gongkai.lib.text import alike, squeeze
from gongkai.report.extract.grids import GridReader, Tables
from gongkai.report.extract.identity import Identity, cited_form, compose, identify
from gongkai.report.extract.loose import read_loose, read_missing
from gongkai.report.extract.sections import Parts, find_parts, tidy, wrap_width
from gongkai.report.model import Report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.lib.document import Document, Grid

_SHORT = 40  # characters of a line that can be the name of a table
_TABLES = ("table2", "table3", "table4")
_TABLE_BEGINS = re.compile(
    r"第二十条\s*第|信息内容|（?本列数据的勾稽|申请人情况|一、本年新收|行政复议[\s|]*行政诉讼|结果\s*维持", re.MULTILINE
)
_PAGE_NUMBER = re.compile(r"\s*[-—–－]+\s*\d{1,3}\s*[-—–－]+\s*")
_FURNITURE = re.compile(
    r"当前位置|浏览次数|点击(?:数|次数|收听)|字[体号] ?[：:]|分享(?:至|到)?[：:]?|打印|来源 ?[：:]|(?:发布|更新|公开|成文|发文|生成)(?:时间|日期)|索 ?引 ?号|文 ?号 ?[：:]|"
    r"^(?:时间|日期|标题|栏目|原文链接|本地目录|作者|编制机关|报告年度) ?[：:]|^-->$|发布(?:机构|单位)|发文机关|语音朗读|阅读[：:]"
)


class _Flow:
    """The document as one text, with the way back from an offset to the place it came from."""

    def __init__(self, document: Document) -> None:
        self.tables = Tables()
        reader = GridReader(self.tables)
        lines: list[str] = []
        self.starts: list[int] = []
        self.sources: list[str] = []
        at = 0
        for block in document.blocks:
            if isinstance(block, Paragraph):
                pieces = [] if _PAGE_NUMBER.fullmatch(block.text) else [(block.text, block.source)]
                if len(block.text) < _SHORT:
                    reader.hear(block.text)
            else:
                pieces = _left_over(block, reader.read(block))
            for text, source in pieces:
                lines.append(text)
                self.starts.append(at)
                self.sources.append(source)
                at += len(text) + 1
        self.text = "\n".join(lines)
        # Only plain text and PDF are wrapped by hand; a paragraph of Word or HTML is whole.
        self.width = wrap_width(self.text) if document.kind == "text" else 0

    def place(self, offset: int) -> str:
        """The place in words of an offset of :attr:`text`."""
        index = bisect_right(self.starts, offset) - 1
        return self.sources[index] if index >= 0 else ""


def _left_over(grid: Grid, taken: set[int]) -> list[tuple[str, str]]:
    """Rows of a grid that are no rows of the report: a layout or metadata table, kept as text."""
    left: list[tuple[str, str]] = []
    for cells in grid.anchored():
        if cells[0].row not in taken:
            words = [cell.text.strip() for cell in cells if cell.text.strip()]
            if words:
                left.append((" | ".join(words), grid.place(cells[0])))
    return left


def extract(document: Document) -> Report:
    """The report that a document holds. Text that is none gives one without year, rows and parts."""
    flow = _Flow(document)
    parts = find_parts(flow.text)
    first = parts.headings[0].start if parts.headings else len(flow.text)
    tables_at = _read_loose_tables(flow, parts)
    head_end = first if parts.headings else min(len(flow.text), 600)
    identity = identify(flow.text[:head_end], flow.text, document.title)
    identity = _own_title(_with_prefix(identity, flow.text), flow.text, document.properties)
    report = Report(
        title=identity.title,
        organ=identity.organ,
        year=identity.year,
        form=_form(flow.tables),
        cited_form=cited_form(flow.text),
        table2_forms=dict(flow.tables.forms),
        sections=_sections(flow, parts, identity, first, tables_at),
        rows=_ordered(flow.tables),
        unsure=tuple(flow.tables.unsure),
        split=frozenset(flow.tables.split),
        origins=flow.tables.origins,
        headings=parts.headings,
        column_labels=flow.tables.column_labels,
        extras=tuple(flow.tables.extras),
        notes=_notes(flow, parts),
        title_lines=identity.title_lines,
        metadata=identity.metadata,
        text=flow.text,
        kind=document.kind,
    )
    return _restored(report, document.properties)


def _read_loose_tables(flow: _Flow, parts: Parts) -> int | None:
    """Tables that no grid gave, read from the text between the parts of prose."""
    starts = {heading.section: heading.start for heading in parts.headings}
    start = next((starts[key] for key in _TABLES if key in starts), 0)
    end = next((starts[key] for key in ("problems", "other") if key in starts and starts[key] > start), len(flow.text))
    if any(flow.tables.has(table) for table in ("table2", "table3")):
        read_missing(flow.text, start, end, flow.tables, flow.place)
    if all(flow.tables.has(table) for table in _TABLES):
        return None
    return read_loose(flow.text, start, end, flow.tables, flow.place)


def _sections(flow: _Flow, parts: Parts, identity: Identity, first: int, tables_at: int | None) -> dict[str, str]:
    text, sections = flow.text, {}
    if parts.headings and (preamble := _preamble(text[identity.title_end : first], flow.width)):
        sections["preamble"] = preamble
    if not parts.headings and (body := _preamble(text[identity.title_end :], flow.width)):
        sections["overview"] = body  # prose without any heading is still looked at
    for key in ("overview", "problems", "other"):
        if key in parts.spans:
            start, end = parts.spans[key]
            if key == "overview" and tables_at is not None and start < tables_at < end:
                end = tables_at
            sections[key] = tidy(text[start:end], flow.width)
    return sections


def _preamble(text: str, width: int) -> str:
    """What stands between title and part one, without the page's own furniture."""
    if "-->" in text:
        text = text.rpartition("-->")[2]
    lines = text.split("\n")
    ruled = [number for number, line in enumerate(lines) if line.startswith("=====")]
    if ruled:  # a crawler's own head, closed by a ruled line
        lines = lines[ruled[-1] + 1 :]
    kept = [line for line in lines if not (len(line) < 90 and _FURNITURE.search(line.strip()))]
    return tidy("\n".join(kept), width)


def _notes(flow: _Flow, parts: Parts) -> dict[str, str]:
    """Sentences printed under the headings of parts two to four, before their tables."""
    text, notes = flow.text, {}
    for key in _TABLES:
        if key in parts.spans:
            start, end = parts.spans[key]
            table = _TABLE_BEGINS.search(alike(text), start, end)
            note = tidy(text[start : table.start() if table else end], flow.width)
            if note:
                notes[key] = note
    return notes


def _form(tables: Tables) -> str | None:
    """The edition of most blocks of table two; where they are even or absent, that of table three."""
    votes = Counter(tables.forms.values())
    ranked = votes.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return ranked[0][0]
    if "table3.other" in tables.rows:
        return "2019"
    if any(key.startswith("table3.other.") for key in tables.rows):
        return "2021"
    return ranked[0][0] if ranked else None


def _ordered(tables: Tables) -> dict[str, tuple]:  # type: ignore[type-arg]
    """Rows by table, in the order they were found."""
    return {key: tables.rows[key] for table in _TABLES for key in tables.rows if key.startswith(table)}


def _own_title(identity: Identity, text: str, properties: Mapping[str, str]) -> Identity:
    """The title that our own writer left in the file, where the document still begins with it, however odd it is."""
    written = squeeze(properties.get("gongkai.title", ""))
    end = 0
    while written and end < len(text) and squeeze(text[:end]) != written:
        following = text.find("\n", end + 1)
        end = following if following >= 0 else len(text)
        if len(squeeze(text[:end])) > len(written):
            return identity
    return identity._replace(title=properties["gongkai.title"], title_end=end) if written and squeeze(text[:end]) == written else identity


def _with_prefix(identity: Identity, text: str) -> Identity:
    """Complete the organ's name with the city that another mention gives."""
    said = "编制机关" in identity.metadata  # our own text writer says it in so many words
    if said or not identity.organ or not identity.organ.endswith(("人民政府", "办事处")):
        return identity
    others = re.findall(r"[^\W\x00-\x7f]{2,8}市[^\W\x00-\x7f]{1,6}[区县][^\W\x00-\x7f]{1,8}(?:人民政府|办事处)", text[:4000])
    return identity._replace(organ=compose(identity.organ, others))


def _restored(report: Report, properties: Mapping[str, str]) -> Report:
    """What our own writer left in a file, believed while the printed title is still the one it wrote."""
    written = properties.get("gongkai.title")
    if written is None or squeeze(written) != squeeze(report.title or ""):
        return report
    year = properties.get("gongkai.year", "")
    return report._replace(
        title=written or None,
        organ=properties.get("gongkai.organ") or None,
        year=int(year) if year.isdecimal() else None,
        cited_form=properties.get("gongkai.cited_form") or None,
        form=report.form or properties.get("gongkai.form") or None,
    )
