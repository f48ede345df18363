"""A table pasted by a clerk, as labels and named series of figures: unknown stays unknown, and every fault is told at once."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from gongkai.charts.grid import cells_of
from gongkai.lib.errors import UnusableInput

# What stands in a cell whose figure is not known (ADR 0007): never zero.
_UNKNOWN = frozenset(["", "/", "\\", "-", "--", "——", "—", "–", "…", "……", "...", "N/A", "n/a", "未知", "不详", "暂缺", "无数据"])
_NUMBER = re.compile(r"(?P<money>[¥$])?(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?P<unit>[^\d\s.,+\-][^\d\s,]{0,11})?")
_UNIT = re.compile(r"(?P<name>.*?)\s*[(（\[【]\s*(?:单位\s*[:：]\s*)?(?P<unit>[^()（）\[\]【】\d\s]{1,8})\s*[)）\]】]")
_CAPTION = re.compile(r"\s*[(（]?\s*(?:计量)?单位\s*[:：]\s*(?P<unit>[^()（）\t,，|]{1,8}?)\s*[)）]?\s*")
_TIME = re.compile(r"(?:\d{4}年?)?(?:(?:上|下)半年|第?[一二三四1-4]季度|\d{1,2}月份?|Q[1-4])?")
_YEAR = re.compile(r"(?:19|20)\d{2}年?(?:度)?")
# A unit that changes the size of the figure must stand on every figure of its column, or above all of them.
_SCALE = re.compile(r"[十百千万亿%‰]")
_SIGNIFICANT = 15
_ROWS, _COLUMNS = 1000, 30
TOTALS = frozenset(["合计", "总计", "共计", "总和", "小计", "合 计", "总 计"])


class Series(NamedTuple):
    """A named row of figures, one for each label; ``None`` is unknown. ``unit`` may be empty."""

    name: str
    values: tuple[Decimal | None, ...]
    unit: str = ""


class Table(NamedTuple):
    """Labels and series of figures for them. ``corner`` is what stands over the labels."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    corner: str = ""

    @property
    def unit(self) -> str:
        """The unit of all series; empty when they have none or differ."""
        units = {series.unit for series in self.series}
        return units.pop() if len(units) == 1 else ""

    @property
    def over_time(self) -> bool:
        """Are the labels points in time that follow each other?"""
        return follow_each_other(self.labels)

    def turned(self) -> Table:
        """The table with labels and series changed over. All series must have one unit."""
        columns = zip(*(series.values for series in self.series), strict=True)
        return Table(
            tuple(series.name for series in self.series),
            tuple(Series(label, values, self.unit) for label, values in zip(self.labels, columns, strict=True)),
            self.corner,
        )

    def without_totals(self) -> Table:
        """The table without rows and columns that are the sum of the others."""
        rows = [place for place, label in enumerate(self.labels) if label not in TOTALS]
        series = tuple(one._replace(values=tuple(one.values[place] for place in rows)) for one in self.series if one.name not in TOTALS)
        return Table(tuple(self.labels[place] for place in rows), series or self.series, self.corner) if rows else self

    def rows(self) -> list[list[str]]:
        """The twin of a chart: a row of headings, then a row for each label, figures as written, unknown ones in words."""
        heads = [f"{one.name}（{one.unit}）" if one.unit else one.name for one in self.series]
        body = [[label, *(told(one.values[place]) for one in self.series)] for place, label in enumerate(self.labels)]
        return [[self.corner, *heads], *body]


def told(value: Decimal | None) -> str:
    """A figure as people write it, grouped by thousands from five digits on.

    >>> told(Decimal("12345.50")), told(Decimal(1234)), told(None)
    ('12,345.50', '1234', '未知')
    """
    if value is None:
        return "未知"
    return f"{value:,f}" if abs(value) >= 10_000 else f"{value:f}"


def follow_each_other(labels: tuple[str, ...]) -> bool:
    """Are the labels at least two points in time in their order?"""
    moments = [_moment(label) for label in labels]
    known = [moment for moment in moments if moment]
    same_kind = len({len(moment) for moment in known}) == 1
    return len(known) == len(labels) > 1 and same_kind and all(one < other for one, other in zip(known, known[1:], strict=False))


def parse(text: str) -> Table:
    """The table in a text pasted from Excel, WPS, a web page, Markdown or CSV.

    The first row names the series, the first column the labels. Raises :class:`UnusableInput` with all faults, each with row and column.
    """
    caption, rows = _caption(cells_of(text))
    if not rows or max(len(cells) for _, cells in rows) < 2:
        raise UnusableInput("没有读到表格", "请从 Excel 或 WPS 里连同表头一起复制，至少要有一列名称和一列数字")
    if len(rows) > _ROWS or max(len(cells) for _, cells in rows) > _COLUMNS:
        raise UnusableInput(f"表格超过 {_ROWS} 行或 {_COLUMNS} 列", "请只粘贴要画的那一部分")
    heads, body = _headed(rows)
    return _Reading(caption, heads, body).table()


class _Reading:
    """One reading of rows into a table, which collects what is wrong."""

    def __init__(self, caption: str, heads: list[str], body: list[tuple[int, list[str]]]) -> None:
        self.faults: list[str] = []
        self.caption = caption
        self.corner, *self.heads = heads
        self.body = body

    def table(self) -> Table:
        corner, corner_unit = _named(self.corner)
        self._check_lengths()
        names = self._names([_named(head)[0] for head in self.heads], "表头", "列")
        labels = self._names([cells[0] for _, cells in self.body], "第一列", "行")
        series = []
        for place, head in enumerate(self.heads):
            unit = _named(head)[1] or corner_unit or self.caption
            series.append(self._series(place + 1, names[place], unit))
        if self.faults:
            raise UnusableInput(
                f"表格有 {len(self.faults)} 处读不懂：{'；'.join(self.faults)}", "请改正后重新粘贴，不知道的数留空，不要写 0"
            )
        if all(value is None for one in series for value in one.values):
            raise UnusableInput("表格里一个数也没有", "请连同数字一起粘贴")
        return Table(tuple(labels), tuple(series), corner)

    def _check_lengths(self) -> None:
        want = len(self.heads) + 1
        for row, cells in self.body:
            if len(cells) != want:
                self.faults.append(f"第 {row} 行有 {len(cells)} 格，表头有 {want} 格")

    def _names(self, names: list[str], where: str, what: str) -> list[str]:
        seen: set[str] = set()
        for place, name in enumerate(names):
            number = place + 2 if what == "列" else self.body[place][0]
            if not name and (what == "行" or len(names) > 1):
                self.faults.append(f"第 {number} {what}在{where}里没有名称")
            elif name in seen:
                self.faults.append(f"第 {number} {what}的名称“{name}”前面已有")
            seen.add(name)
        return names

    def _series(self, column: int, name: str, unit: str) -> Series:
        values: list[Decimal | None] = []
        units: dict[str, int] = {}
        bare = 0
        for row, cells in self.body:
            if len(cells) != len(self.heads) + 1:
                continue
            value, own = self._figure(cells[column], row, column, name)
            values.append(value)
            if own:
                units.setdefault(own, row)
            elif value:
                bare = bare or row
        return Series(name, tuple(values), self._one_unit(column, name, unit, units, bare))

    def _figure(self, cell: str, row: int, column: int, name: str) -> tuple[Decimal | None, str]:
        figure = _plain(cell)
        if figure in _UNKNOWN:
            return None, ""
        found = _NUMBER.fullmatch(figure)
        where = f"第 {row} 行第 {column + 1} 列" + (f"（{name}）" if name else "")
        if not found:
            self.faults.append(f"{where}写的是“{cell[:20]}”，不是一个数")
            return None, ""
        value = Decimal(found["number"].replace(",", ""))
        if len(value.as_tuple().digits) > _SIGNIFICANT:
            self.faults.append(f"{where}的数超过 {_SIGNIFICANT} 位")
            return None, ""
        return value, found["unit"] or {"¥": "元", "$": "美元"}.get(found["money"] or "", "")

    def _one_unit(self, column: int, name: str, unit: str, units: dict[str, int], bare: int) -> str:
        where = f"第 {column + 1} 列" + (f"（{name}）" if name else "")
        different = [own for own in units if unit and own != unit]
        if different:
            self.faults.append(f"{where}的单位是“{unit}”，第 {units[different[0]]} 行写的却是“{different[0]}”")
        elif len(units) > 1:
            self.faults.append(f"{where}混用了单位{'、'.join(f'“{own}”' for own in units)}")
        elif bare and not unit and any(_SCALE.search(own) for own in units):
            self.faults.append(f"{where}第 {bare} 行没有写单位“{next(iter(units))}”")
        return unit or next(iter(units), "")


def _caption(rows: list[tuple[int, list[str]]]) -> tuple[str, list[tuple[int, list[str]]]]:
    """The unit of a line such as 单位：万元 above the head, and the rest."""
    if rows:
        filled = [cell for cell in rows[0][1] if cell]
        found = _CAPTION.fullmatch(filled[0]) if len(filled) == 1 else None
        if found:
            return found["unit"], rows[1:]
    return "", rows


def _headed(rows: list[tuple[int, list[str]]]) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The head and the body; a list of names and one figure each may come without a head."""
    (_, first), *rest = rows
    filled = [cell for cell in first[1:] if cell]
    all_figures = bool(filled) and all(_NUMBER.fullmatch(_plain(cell)) for cell in filled)
    years = [cell for cell in first[1:] if _YEAR.fullmatch(_plain(_named(cell)[0]))]
    names_years = len(years) == len(first) - 1 and not _moment(first[0])
    if not all_figures or names_years or not first[0]:
        if not rest:
            raise UnusableInput("表格只有表头，没有数字", "请连同数字一起粘贴")
        return first, rest
    if len(first) > 2:
        raise UnusableInput("第 1 行没有各列的名称", "请连同表头一起粘贴")
    return ["", ""], rows


def _named(head: str) -> tuple[str, str]:
    """The name and the unit of a heading such as 投入（万元）."""
    found = _UNIT.fullmatch(head)
    return (found["name"], found["unit"]) if found else (head, "")


def _plain(cell: str) -> str:
    """Full width figures and signs as plain ones."""
    return unicodedata.normalize("NFKC", cell).replace("\u2212", "-")


def _moment(label: str) -> tuple[int, ...]:
    """A label as a moment that can be compared, empty when it is none."""
    label = _plain(label)
    if not label or not _TIME.fullmatch(label.removesuffix("度") if _YEAR.fullmatch(label) else label):
        return ()
    numbers = [int(number) for number in re.findall(r"\d+", label)]
    words = {"上半年": 1, "下半年": 2, "一季": 1, "二季": 2, "三季": 3, "四季": 4}
    return (*numbers, *(order for word, order in words.items() if word in label))
