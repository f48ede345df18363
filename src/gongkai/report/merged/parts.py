"""One report as parts of a sum: every cell of the form with what it adds, or why that is unknown."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.text import alike, squeeze
from gongkai.report.extract.figures import NOT_APPLICABLE
from gongkai.report.merged.organs import makes_no_rules
from gongkai.report.model import TO_FILL, Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongkai.report.forms import Form
    from gongkai.report.model import Report, Row, Unsure, Value

NO_POWER = "没有这项职权，没有可加的"
MIXED_UNITS = "没有写单位，不能与写了单位的相加"
TOO_LONG = "小数位数过多，不能精确相加"
_NO_ROW = "缺这一行"
_NO_WIDTH = "格数与表格不符"
_NO_AMOUNT = "不是认识的金额"
_NO_COUNT = "这一格应当是数"
_STROKES = NOT_APPLICABLE - {TO_FILL}
_AMOUNT = re.compile(r"([+-]?\d[\d,]*(?:\.\d+)?)(万元|亿元|元)")
_YUAN = {"元": 1, "万元": 10**4, "亿元": 10**8}
_OTHER = "table3.other"
# More digits than any figure of a report has, so that no sum is rounded.
_PRECISION = 2_000


class Submitted(NamedTuple):
    """A report that takes part in a merge, the file it came from, and the organs that were merged into it before."""

    file: str
    report: Report
    contains: frozenset[str] = frozenset()

    @property
    def organ(self) -> str:
        """The organ's name; the file's where the report does not say whose it is."""
        return self.report.organ or self.file


class Part(NamedTuple):
    """What one organ adds to one cell. ``value`` None adds nothing; ``why`` says why.

    In a column that has its unit (万元) ``value`` is in that unit; ``printed`` is what stood in the
    cell where that is not simply the value.
    """

    organ: str
    file: str
    value: Value
    printed: str | None = None
    why: str = ""

    @property
    def unknown(self) -> bool:
        """True when nobody knows what is to be added, so that the sum is unknown too."""
        return self.value is None and self.why != NO_POWER


def cells_of(edition: Form) -> Iterator[tuple[str, str, int]]:
    """Every cell of a form in its order: name (``table3.granted[0]``), row, place in the row."""
    for row in edition.row_keys():
        for index in range(edition.width(row)):
            yield f"{row}[{index}]", row, index


def unit_of(edition: Form, row: str, index: int) -> str | None:
    """The unit of a cell: 「万元」 where the column says so, "" for money without, None for a count."""
    block = edition.block_of(row.partition(".")[2]) if row.startswith("table2.") else None
    if block is None or block.columns[index].kind != "amount":
        return None
    return "万元" if "万元" in block.columns[index].label else ""


def figures_of(report: Report, edition: Form, row: str) -> Row | None:
    """The row in this form; None when the report does not have it.

    （六）其他处理 is one row in 2019 and three in 2021: the three are added up, and one row of
    nothing but 0 is three of 0, for counts are never negative. Otherwise nobody knows the three.
    """
    if row in report.rows:
        return report.rows[row]
    thirds = [key for key in report.rows if key.startswith(_OTHER + ".")]
    if row == _OTHER and len(thirds) == len({"no_correction", "fee_unpaid", "rest"}):
        return tuple(_added(column) for column in zip(*(report.rows[key] for key in thirds), strict=True))
    single = report.rows.get(_OTHER, ())
    if row.startswith(_OTHER + ".") and not thirds and single and all(figure.value == 0 for figure in single):
        return single
    return None


def _added(column: Iterable[Figure]) -> Figure:
    values = [figure.value for figure in column]
    counts = [value for value in values if isinstance(value, int)]
    return Figure(sum(counts)) if len(counts) == len(values) else Figure(None)


def parts_of(given: Submitted, edition: Form) -> dict[str, Part]:
    """What the report adds to every cell of the form, by name of the cell."""
    doubts = {item.where: item for item in given.report.unsure}
    found: dict[str, Part] = {}
    for cell, row, index in cells_of(edition):
        figures = figures_of(given.report, edition, row)
        if figures is None or len(figures) != edition.width(row):
            found[cell] = Part(given.organ, given.file, None, None, _NO_WIDTH if figures else _NO_ROW)
            continue
        doubt = doubts.get(cell, doubts.get(row))
        found[cell] = _part(given, row, figures[index], unit_of(edition, row, index), doubt)
    return found


def _part(given: Submitted, row: str, figure: Figure, unit: str | None, doubt: Unsure | None) -> Part:
    whose = (given.organ, given.file)
    if doubt is not None:
        return Part(*whose, None, doubt.printed or figure.shown, doubt.why or "认不准")
    if figure.value is None:
        printed = figure.shown.strip()
        if row == "table2.rules" and alike(printed) in _STROKES and makes_no_rules(given.report.organ):
            return Part(*whose, None, printed, NO_POWER)
        return Part(*whose, None, printed)
    value, why = _in_unit(figure.value, unit)
    printed_as = figure.shown if value != figure.value or figure.printed is not None else None
    return Part(*whose, value, printed_as, why)


def _in_unit(value: Value, unit: str | None) -> tuple[Value, str]:
    """The value as the column counts it; None with the reason when it does not say what the column asks."""
    if not isinstance(value, str):
        return value, ""
    read = _amount(value)
    if unit is None or read is None:
        return None, _NO_COUNT if unit is None else _NO_AMOUNT
    if not unit:
        return value, ""
    with localcontext(prec=_PRECISION):
        return _written(read[0] * _YUAN[read[1]] / _YUAN[unit], unit), ""


def _amount(text: str) -> tuple[Decimal, str] | None:
    """「12.6万元」 as number and unit; None for anything else."""
    found = _AMOUNT.fullmatch(squeeze(alike(text)).replace("，", ","))
    return (Decimal(found[1].replace(",", "")), found[2]) if found else None


def _written(number: Decimal, unit: str = "") -> Value:
    """The number as an int, as a float that says exactly this, or, with a unit, as text; None when none of them can."""
    if number == number.to_integral_value():
        return int(number)
    nearest = float(number)
    if Decimal(repr(nearest)) == number:
        return nearest
    return f"{_digits(number)}{unit}" if unit else None


def _digits(number: Decimal) -> str:
    """Plain digits without trailing zeros and without exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def settled(parts: Sequence[Part], unit: str | None) -> tuple[Part, ...]:
    """The parts of one cell, those that cannot be added to the others made unknown: money with and without its unit."""
    texts = [part for part in parts if isinstance(part.value, str)]
    if unit != "" or not texts:
        return tuple(parts)
    return tuple(
        part._replace(value=None, printed=part.printed or str(part.value), why=MIXED_UNITS)
        if isinstance(part.value, int | float) and part.value
        else part
        for part in parts
    )


def total(parts: Sequence[Part], unit: str | None) -> Value:
    """The exact sum of settled parts; None when one of them is unknown, or when no number can say the sum."""
    if any(part.unknown for part in parts):
        return None
    values = [part.value for part in parts if part.value is not None]
    whole = [value for value in values if isinstance(value, int)]
    if len(whole) == len(values):
        return sum(whole)
    with localcontext(prec=_PRECISION):
        amounts = [_amount(value) if isinstance(value, str) else (Decimal(repr(value)), unit or "") for value in values]
        known = [amount for amount in amounts if amount is not None and amount[0]]
        units = {each for _, each in known}
        if unit or not units - {""}:
            return _written(sum((number for number, _ in known), Decimal(0)), unit or "")
        common = units.pop() if len(units) == 1 else "元"
        return _digits(sum((number * _YUAN[each] for number, each in known), Decimal(0)) / _YUAN[common]) + common
