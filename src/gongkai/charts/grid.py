"""Rows of cells in a pasted text: tab separated as from Excel and WPS, HTML, Markdown, CSV, or parted by blanks."""

from __future__ import annotations

import csv
import re

from selectolax.lexbor import LexborHTMLParser

from gongkai.lib import limits
from gongkai.lib.errors import UnusableInput

Rows = list[tuple[int, list[str]]]
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")


def cells_of(text: str) -> Rows:
    """The rows that hold anything, each with its number as pasted (from 1), cells without blanks at their ends.

    Raises :class:`UnusableInput` when a table of a page has merged cells: which figure belongs to which label is a guess then.
    """
    if len(text) > limits.RAW_BYTES // 16:
        raise UnusableInput("粘贴的内容太长", "请只粘贴要画的那张表")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if re.search(r"<t(?:able|r)[\s>]", lines, re.IGNORECASE):
        rows = _of_page(lines)
    elif "\t" in lines:
        rows = _padded(_separated(lines, "\t"))
    elif any(line.count("|") > 1 for line in lines.split("\n")):
        rows = _of_markdown(lines)
    elif mark := _mark(lines):
        rows = _separated(lines, mark)
    else:
        rows = [(number, line.split()) for number, line in enumerate(lines.split("\n"), 1)]
    trimmed = [(number, [" ".join(cell.split()) for cell in cells]) for number, cells in rows]
    return [(number, cells) for number, cells in trimmed if any(cells)]


def _mark(lines: str) -> str:
    """The character between cells, empty when blanks part them: a comma in 1,234 parts nothing then."""
    if re.search(r"[,;]", lines):
        between_thousands = len(re.findall(r"(?<=\d),(?=\d{3}(?!\d))", lines))
        if " " in lines and ";" not in lines and between_thousands == lines.count(","):
            return ""
        return ";" if lines.count(";") > lines.count(",") else ","
    return "，" if "，" in lines and not re.search(r"[ \u3000]", lines) else ""


def _separated(lines: str, mark: str) -> Rows:
    # A lone quotation mark opens a field to the end of the text; csv then gives one huge cell, which is refused as no figure.
    try:
        return list(enumerate(csv.reader(lines.split("\n") if '"' not in lines else lines.splitlines(keepends=True), delimiter=mark), 1))
    except csv.Error as error:
        raise UnusableInput("表格里有一格太长或引号不成对", "请从 Excel 或 WPS 里重新复制") from error


def _padded(rows: Rows) -> Rows:
    """Empty cells at the end of a row are lost when a form strips the text."""
    wide = max(len(cells) for _, cells in rows)
    return [(number, cells + [""] * (wide - len(cells))) for number, cells in rows]


def _of_markdown(lines: str) -> Rows:
    rows: Rows = []
    for number, line in enumerate(lines.split("\n"), 1):
        bare = line.strip().removeprefix("|").removesuffix("|")
        if "|" in line and not _RULE.fullmatch(line):
            rows.append((number, [cell.replace("**", "") for cell in bare.split("|")]))
    return rows


def _of_page(text: str) -> Rows:
    rows: Rows = []
    for number, row in enumerate(LexborHTMLParser(text).css("tr"), 1):
        cells = row.css("td, th")
        if any((cell.attributes.get(span) or "1") not in {"", "1"} for cell in cells for span in ("colspan", "rowspan")):
            raise UnusableInput("表格有合并的单元格，分不清哪个数属于哪一行", "请拆开合并的单元格再复制", f"第 {number} 行：")
        rows.append((number, [cell.text() for cell in cells]))
    return rows
