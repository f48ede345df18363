"""What the figures of a report say: a few small charts, each under its finding and with its table; a sentence where there is nothing to draw."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.utils.safestring import mark_safe

from gongkai.charts.figures import draw
from gongkai.charts.finding import percent, suggest_title
from gongkai.charts.table import Series, Table
from gongkai.lib.errors import UnusableInput
from gongkai.report.layout import edition_of
from gongkai.web.portal.public.pictures import ON_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.utils.safestring import SafeString

    from gongkai.charts.figures import Kind
    from gongkai.report.model import Report

_UNIT = "件"
_YEARS = 10  # of the line
_ALL = 6  # the place of 总计 in a row of table three


class Drawn(NamedTuple):
    """A finding with its chart and the figures of it; "" and nothing for a finding that needs no chart."""

    name: str
    title: str
    svg: SafeString
    table: list[list[str]]


class _Plan(NamedTuple):
    name: str
    kind: Kind
    title: str
    table: Table


def charts(report: Report, counts: Mapping[int, int | None]) -> list[Drawn]:
    """The charts of a report; ``counts`` are new applications by year, with those of other years. What is not known is not drawn."""
    plans = (_results(report), _applicants(report), _years(report, counts), _reviews(report))
    return [_drawn(plan) for plan in plans if plan is not None]


def _drawn(plan: _Plan) -> Drawn:
    if not any(value for one in plan.table.series for value in one.values):
        return Drawn(plan.name, plan.title, mark_safe(""), [])
    try:
        chart = draw(plan.kind, plan.table, title=plan.title, prefix=f"gk-{plan.name}", width=ON_PAGE)
    except UnusableInput:
        return Drawn(plan.name, plan.title, mark_safe(""), plan.table.rows())
    return Drawn(plan.name, plan.title, mark_safe(chart.svg), chart.table)  # noqa: S308 - every word in it is escaped


# --- applications -----------------------------------------------------------------------------------------


def _results(report: Report) -> _Plan | None:
    """How applications ended, by the groups of the form; the largest first."""
    groups = [(label, value) for label, value in _grouped(report) if value]
    whole = report.number("table3.total", _ALL)
    if whole is None:
        return None
    if not groups:
        return _Plan("results", "bar", f"{report.year}年没有办结的政府信息公开申请", _table("办理结果", [], "件数"))
    groups.sort(key=lambda each: -each[1])
    best = [label for label, value in groups if value == groups[0][1]]
    most = f"{'、'.join(best)}{'并列最多，各' if len(best) > 1 else '最多，'}{groups[0][1]}{_UNIT}"
    return _Plan("results", "bar", f"办结的{whole}件申请中，{most}", _table("办理结果", groups, "件数"))


def _grouped(report: Report) -> Iterator[tuple[str, int]]:
    """Each result of its own, and each group of results under its common name; one with an unknown row is left out."""
    form, found = edition_of(report), dict[str, list[int | float | None]]()
    for row in form.rows:
        if row.key in form.results:
            found.setdefault(_name(row.group or row.label), []).append(report.number(f"table3.{row.key}", _ALL))
    for label, values in found.items():
        if all(isinstance(value, int) for value in values):
            yield label, sum(int(value or 0) for value in values)


def _name(label: str) -> str:
    """A label without its number and what stands behind it in brackets: 部分公开."""
    return label.partition("）")[2].partition("（")[0]


def _applicants(report: Report) -> _Plan | None:
    """Who asked: natural persons, and each kind of legal person or organisation."""
    columns = edition_of(report).columns[:_ALL]
    row = [report.number("table3.new", place) for place in range(_ALL + 1)]
    whole = row[_ALL]
    if whole is None:
        return None
    parts = [(label, int(value)) for label, value in zip(columns, row[:_ALL], strict=True) if value]
    if not parts:
        return _Plan("applicants", "share", f"{report.year}年没有新收政府信息公开申请", _table("申请人", [], "新收申请"))
    label, value = max(parts, key=lambda each: each[1])
    title = f"新收的{whole}件申请中，{label}提出的有{value}件，占{percent(Decimal(value), Decimal(int(whole)))}"
    return _Plan("applicants", "share", title, _table("申请人", parts, "新收申请"))


def _years(report: Report, counts: Mapping[int, int | None]) -> _Plan | None:
    """New applications of this year and of those before it; none between which nothing can be compared."""
    assert report.year is not None
    known = [year for year in counts if year <= report.year]
    if len(known) < 2:
        return None
    first = max(min(known), report.year - _YEARS + 1)
    values = tuple(None if (value := counts.get(year)) is None else Decimal(value) for year in range(first, report.year + 1))
    table = Table(tuple(f"{year}年" for year in range(first, report.year + 1)), (Series("新收申请", values, _UNIT),), "年度")
    if sum(value is not None for value in values) < 2:
        return None
    return _Plan("years", "line", suggest_title(table), table)


# --- reviews and lawsuits ------------------------------------------------------------------------------------


def _reviews(report: Report) -> _Plan | None:
    """Reviews and lawsuits by what became of them."""
    form = edition_of(report)
    columns = form.table4_columns[:-1]
    rows = [(row.label, [report.number(f"table4.{row.key}", place) for place in range(len(columns))]) for row in form.table4]
    if any(value is None for _, values in rows for value in values):
        return None
    table = Table(
        tuple(label for label, _ in rows),
        tuple(Series(column, tuple(_decimal(values[place]) for _, values in rows), _UNIT) for place, column in enumerate(columns)), "案件",
    )  # fmt: skip
    sums = [sum(int(value or 0) for value in values) for _, values in rows]
    if not any(sums):
        return _Plan("reviews", "stacked", f"{report.year}年没有因政府信息公开被申请行政复议、提起行政诉讼", table)
    corrected = sum(int(values[1] or 0) for _, values in rows)
    brought = (("被申请行政复议", sums[0]), ("被提起行政诉讼", sum(sums[1:])))
    said = [f"{words}{count}{_UNIT}" for words, count in brought if count]
    return _Plan("reviews", "stacked", "，".join([*said, f"结果纠正的有{corrected}{_UNIT}" if corrected else "没有结果纠正的"]), table)


def _table(corner: str, lines: Sequence[tuple[str, int]], name: str) -> Table:
    return Table(tuple(label for label, _ in lines), (Series(name, tuple(Decimal(value) for _, value in lines), _UNIT),), corner)


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
