"""A merge in words: how a cell came about, what is open and whose it is, the tables in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.report.forms import form_of
from gongkai.report.layout import shown
from gongkai.report.mending import PARTS, place_of
from gongkai.report.model import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.report.forms import Form
    from gongkai.report.merged.parts import Part
    from gongkai.report.merged.result import Merged

_NAMED = 3  # rows named before they are only counted
_KEY_ROWS = ("new", "carried_in", "total", "carried_out")


def in_words(merged: Merged, cell: str) -> str:
    """How the sum of one cell came about: 「3 ＝ 示例区司法局 1 ＋ 示例镇人民政府 2」. KeyError for no cell of the form."""
    row, _, index = cell.partition("[")
    parts = merged.cells[cell]
    summands = " ＋ ".join(f"{part.organ} {_part_words(part)}" for part in parts)
    return f"{shown(merged.report.rows[row][int(index.rstrip(']'))])} ＝ {summands}"


def _part_words(part: Part) -> str:
    if part.value is None:
        return f"{_printed(part)}（{part.why}）" if part.why else _printed(part)
    number = shown(Figure(part.value))
    return f"{number}（写的是“{part.printed}”）" if part.printed else number


def _printed(part: Part) -> str:
    return f"“{part.printed}”" if part.printed else "空白"


def open_words(merged: Merged) -> list[str]:
    """Whose figures are missing: one sentence for each organ and each kind of gap, with the rows and columns."""
    edition = form_of(merged.report.form)
    if edition is None:
        return []
    sentences = []
    for index in range(len(next(iter(merged.cells.values()), ()))):
        gaps: dict[tuple[str, str], list[str]] = {}
        parts = {cell: merged.cells[cell][index] for cell in merged.unknown if merged.cells[cell][index].unknown}
        for row in edition.row_keys():
            for why, columns in _gaps_of_row(parts, edition, row):
                whole = len(columns) == edition.width(row) or not all(columns)
                place = place_of(edition, row).removeprefix(PARTS[row.partition(".")[0]])
                gaps.setdefault((row.partition(".")[0], why), []).append(place + ("" if whole else "、".join(columns)))
        for (table, why), places in gaps.items():
            whose = next(iter(parts.values()))
            sentences.append(f"{whose.organ}（{whose.file}）{PARTS[table]}{_few(places)}：{why}")
    return sentences


def _gaps_of_row(parts: dict[str, Part], edition: Form, row: str) -> Iterator[tuple[str, list[str]]]:
    """What is open in one row of one organ: why, and the columns."""
    found: dict[str, list[str]] = {}
    for index in range(edition.width(row)):
        part = parts.get(f"{row}[{index}]")
        if part is not None:
            found.setdefault(_gap_words(part), []).append(edition.column_label(row, index))
    yield from found.items()


def _gap_words(part: Part) -> str:
    if part.why and part.printed:
        return f"写的是“{part.printed}”，{part.why}"
    return part.why or (f"写的是“{part.printed}”" if part.printed else "空白")


def _few(places: Sequence[str]) -> str:
    if len(places) <= _NAMED:
        return "、".join(places)
    return f"{'、'.join(places[:_NAMED])}等 {len(places)} 行"


def table_words(merged: Merged) -> Iterator[tuple[str, list[str]]]:
    """The sums in short, a table at a time: its name and its lines. Of table three only what is not 0, in 总计."""
    edition = form_of(merged.report.form)
    if edition is None:
        return
    two = [f"table2.{row.key}" for block in edition.blocks for row in block.rows]
    yield "第二部分 主动公开政府信息情况", [_line(merged, edition, row) for row in two]
    yield "第三部分 收到和处理政府信息公开申请情况（总计一列）", list(_totals(merged, edition))
    yield "第四部分 行政复议、行政诉讼情况", [_line(merged, edition, f"table4.{row.key}") for row in edition.table4]


def _line(merged: Merged, edition: Form, row: str) -> str:
    figures = merged.report.rows[row]
    words = "，".join(f"{edition.column_label(row, index)} {shown(figure)}" for index, figure in enumerate(figures))
    return f"{_name(edition, row)}：{'都是 0' if len(figures) > 1 and all(figure.value == 0 for figure in figures) else words}"


def _name(edition: Form, row: str) -> str:
    return place_of(edition, row).partition("“")[2].rpartition("”")[0]


def _totals(merged: Merged, edition: Form) -> Iterator[str]:
    for entry in edition.rows:
        figure = merged.report.rows[f"table3.{entry.key}"][-1]
        if figure.value != 0 or entry.key in _KEY_ROWS:
            yield f"{_name(edition, f'table3.{entry.key}')} {shown(figure)}"
