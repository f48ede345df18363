"""Tables that are no longer tables: a cell a line, pipes, or everything glued together.

The labels of the form are looked for in their official order, with white space and bars
left out, so that words broken over lines are whole again; what stands behind a label up to
the next text is that row's figures.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.report.extract import glued, labels
from gongkai.report.extract.figures import figure, looks_like_figure
from gongkai.report.extract.grids import put_four
from gongkai.report.extract.loose_three import keep_torn, read_three
from gongkai.report.extract.region import Label, Region, cells_of, has_figures, leading_tokens
from gongkai.report.forms import FORMS
from gongkai.report.model import Figure

if TYPE_CHECKING:
    from collections.abc import Callable

    from gongkai.report.extract.grids import Tables

_TWO = (
    ("normative_documents", ("行政规范性文件", "规范性文件")), ("rules", ("规章",)), ("licences", ("行政许可",)),
    ("other_services", ("其他对外管理服务事项",)), ("penalties", ("行政处罚",)), ("coercion", ("行政强制",)),
    ("fees", ("行政事业性收费",)), ("procurement", ("政府集中采购",)),
)  # fmt: skip
_START3 = re.compile(r"（?本列数据的勾稽关系|申请人情况|[一1]?、?本年度?新收到?.{0,4}信息公开申请|（一）予以公开")
_START4 = re.compile(r"(?:行政复议|行政诉讼|未经复议直接起诉|复议后起诉){0,6}结果维持结果纠正|行政复议行政诉讼")
_ROW_OF_FIFTEEN = re.compile(r"^[ \t]*\d+(?:[ \t]+\d+){14}[ \t]*$", re.MULTILINE)
_HAN = re.compile(r"[^\W\d_]")


def read_loose(text: str, start: int, end: int, tables: Tables, place: Callable[[int], str]) -> int | None:
    """Read what tables the grids did not give out of ``text[start:end]``.

    ``place`` turns an offset into words. Gives the offset where the first loose table
    begins, None when there is none.
    """
    region = Region(text, start, end)
    three = _START3.search(region.squeezed)
    four = _START4.search(region.squeezed, three.end() if three else 0)
    begin = None
    if not tables.has("table2"):
        begin = _read_two(region, three.start() if three else len(region.squeezed), tables, place)
    if not tables.has("table3") and three:
        read_three(region, three.start(), four.start() if four else len(region.squeezed), tables, place)
        begin = region.at(three.start()) if begin is None else begin
    if not tables.has("table4") and four:
        _read_four(region, four.start(), tables, place)
    return begin


def _read_two(region: Region, end: int, tables: Tables, place: Callable[[int], str]) -> int | None:
    text = region.squeezed
    first = text.find("信息内容", 0, end)
    item = text.find("第二十条第", 0, end)
    start = min((found for found in (first, item) if found >= 0), default=-1)
    if start < 0:
        return None
    found = _labels_of_two(region, start, end)
    bounds = [*found, Label("", end, end, "")]
    header = text[start : found[0].start] if found else ""
    counts = [len(list(leading_tokens(region.segment(a.end, b.start)))) for a, b in zip(bounds, bounds[1:], strict=False)]
    astray = 0 in counts and region.strays(start, end, sum(counts)) > 0
    for label, following in zip(bounds, bounds[1:], strict=False):
        block = labels.BLOCK_OF[label.key]
        segment = region.segment(label.end, following.start)
        if block not in tables.forms:
            tables.forms[block] = labels.block_form(block, header) or _form_by_count(block, segment) or _any_form(tables)
            tables.column_labels[block] = _columns(header, tables.forms[block], block)
        _put_two(region, label, segment, tables, place, astray=astray)
        header = text[label.end : following.start]
    return region.at(start)


def read_missing(text: str, start: int, end: int, tables: Tables, place: Callable[[int], str]) -> None:
    """Rows that stand outside the grids which gave the rest of their table.

    A row of table two is taken when its line is plain. A label of table three without its
    figures is kept as a row that nobody can read.
    """
    if all(_whole(tables, table) for table in ("table2", "table3")):
        return
    region = Region(text, start, end)
    if tables.has("table2") and (item := region.squeezed.find("第二十条第")) >= 0:
        _read_lines_of_two(text[region.at(item) : end].split("\n"), tables, place(region.at(item)))
    if tables.has("table3"):
        keep_torn(region, tables, place)


def _whole(tables: Tables, table: str) -> bool:
    """True when every row that one of the forms has in the table was found, or none at all."""
    keys = [[key for key in form.row_keys() if key.startswith(table)] for form in FORMS.values()]
    return any(all(key in tables.rows for key in of_form) for of_form in keys) or not tables.has(table)


def _read_lines_of_two(lines: list[str], tables: Tables, where: str) -> None:
    header = ""
    for line in lines:
        words, *cells = line.replace("|", " ").split() or [""]
        key = next((name for name, labelled in _TWO if words in labelled), None)
        if key is None:
            header = line if "信息内容" in line or not line.strip() else header + line
            continue
        form = labels.block_form(labels.BLOCK_OF[key], header) or _any_form(tables)
        width = labels.block_width(labels.BLOCK_OF[key], form)
        if len(cells) == width and width and all(map(looks_like_figure, cells)):
            tables.forms.setdefault(labels.BLOCK_OF[key], form)
            tables.put(f"table2.{key}", tuple(map(figure, cells)), words, where)


def _columns(header: str, form: str, block: str) -> tuple[str, ...]:
    """Header words as printed: known labels of the block in the order they stand."""
    words = header.rpartition("信息内容")[2]
    known = {labels.canon(column.label): column.label for name in FORMS for column in _block_columns(name, block)}
    found = sorted((match.start(), known[word]) for word in known for match in re.finditer(re.escape(word), labels.canon(words)))
    kept = [label for position, label in found if not any(label in other and label != other for _, other in found)]
    return tuple(kept) if kept else tuple(column.label for column in _block_columns(form, block))


def _block_columns(form: str, block: str) -> tuple:  # type: ignore[type-arg]
    found = FORMS[form].block_of(block)
    return found.columns if found else ()


def _any_form(tables: Tables) -> str:
    return next(iter(tables.forms.values()), "2021")


def _form_by_count(block: str, segment: str) -> str | None:
    return labels.form_by_width(block, sum(1 for _ in leading_tokens(segment)))


def _labels_of_two(region: Region, start: int, end: int) -> list[Label]:
    text, found, position = region.squeezed, list[Label](), start
    order = [key for key, _ in _TWO if key != "rules"]
    for key in ("rules", *order):
        for word in dict(_TWO)[key]:
            at = text.find(word, position, end)
            if at < 0:
                continue
            if key == "rules" and found:
                continue
            found.append(region.label(key, at, at + len(word)))
            position = at + len(word)
            break
    return found


def _put_two(region: Region, label: Label, segment: str, tables: Tables, place: Callable[[int], str], *, astray: bool) -> None:
    key = f"table2.{label.key}"
    block = labels.BLOCK_OF[label.key]
    width = labels.block_width(block, tables.forms[block])
    where = place(region.at(label.start))
    if not width:
        return
    cells = cells_of(segment, width)
    if cells is not None:
        tables.put(key, tuple(map(figure, cells)), label.printed, where)
        return
    tokens = list(leading_tokens(segment))
    digits = "".join(tokens)
    if digits.isdecimal() and (numbers := glued.forced(tokens, width)):
        tables.put(key, tuple(map(Figure, numbers)), label.printed, where)
    elif not tokens and has_figures(segment):
        tables.doubt(key, width, segment.strip()[:20], "这一行的数字写法读不懂", label.printed, where)
    elif not tokens and astray:
        tables.doubt(key, width, "", "数字不在行名后面，不知属于哪一行", label.printed, where)
    elif not tokens:
        tables.put(key, (Figure(None, ""),) * width, label.printed, where)
    else:
        glue = len(tokens) < width <= len(digits)
        why = "数字连在一起，没有合计可以证明怎样断开" if glue else f"应有 {width} 个数，读到 {len(tokens)} 个"
        tables.doubt(key, width, " ".join(tokens), why, label.printed, where)


def _read_four(region: Region, start: int, tables: Tables, place: Callable[[int], str]) -> None:
    text = region.squeezed
    header_end = start
    for match in re.finditer(r"总计|审结|纠正|维持|起诉", text[start:]):
        if re.search(r"五、|存在的?主?要?问题", text[header_end : start + match.start()]):
            break
        header_end = start + match.end()
    header = text[start:header_end]
    parts = ["review"] if "行政复议" in header else []
    parts += ["litigation_direct"] if "未经复议直接起诉" in header else []
    parts += ["litigation_after_review"] if "复议后起诉" in header else []
    if not parts:
        parts = [row.key for row in FORMS["2021"].table4]
    segment = region.text[region.after(header_end) :]
    width = 5 * len(parts)
    where = place(region.after(header_end))
    cells = cells_of(segment, width)
    tokens = list(leading_tokens(segment))
    if cells is None:
        cells = _four_in_bars(segment, width)
    if cells is None and not tokens and (line := _ROW_OF_FIFTEEN.search(region.text, region.at(start), region.end)):
        parts, cells = [row.key for row in FORMS["2021"].table4], line[0].split()  # a header of single characters, over many lines
    if cells is not None:
        put_four(tables, parts, cells, where)
    elif tokens and all(token.isdecimal() for token in tokens) and (numbers := glued.summed_blocks(tokens, len(parts))):
        put_four(tables, parts, [str(number) for number in numbers], where)
        tables.split.update(f"table4.{part}" for part in parts if any(numbers))
    elif tokens:
        for part in parts:
            tables.doubt(f"table4.{part}", 5, " ".join(tokens), "数字连在一起，合计不能证明唯一的断法", "", where)


def _four_in_bars(segment: str, width: int) -> list[str] | None:
    """The first line of bars that has as many cells as the table has columns."""
    for line in segment.split("\n")[:6]:
        if line.count("|") >= width - 1:
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if len(cells) == width and all(looks_like_figure(cell) for cell in cells):
                return cells
        elif _HAN.search(line):
            return None
    return None
