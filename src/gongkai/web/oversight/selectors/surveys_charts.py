"""The result of a questionnaire as charts, each with its sentence and its table: satisfaction in one picture, every other question in its own."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.utils.safestring import mark_safe

from gongkai.charts.figures import draw
from gongkai.charts.table import Series, Table
from gongkai.lib.errors import UnusableInput
from gongkai.web.oversight.models import Question
from gongkai.web.oversight.selectors.surveys import SCALE

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from gongkai.charts.figures import Kind
    from gongkai.web.oversight.selectors.surveys import Result, Told

_WIDTH = 480  # its words stay large enough on a telephone


class Drawn(NamedTuple):
    """A finding with its chart ("" where it cannot be drawn) and its figures."""

    title: str
    svg: SafeString
    table: list[list[str]]


def charts_of(result: Result) -> list[Drawn]:
    """All charts of a result; none where there are too few sheets."""
    if result.few:
        return []
    found = [_satisfaction(result)] if result.scales and any(each.answered for each in result.scales) else []
    return found + [
        _choices(each, place) for place, each in enumerate(result.questions) if each.question.kind != Question.Kind.SCALE and each.answered
    ]


def _satisfaction(result: Result) -> Drawn:
    series = tuple(
        Series(label, tuple(Decimal(each.lines[place].total) for each in result.scales), "份") for place, label in enumerate(SCALE)
    )
    table = Table(tuple(each.question.words for each in result.scales), series, "问题")
    title = f"{result.sheets}份答卷，满意率{result.satisfied}" if result.satisfied else f"{result.sheets}份答卷里各项的满意程度"
    return _drawn("stacked", table, title, "gk-satisfaction")


def _choices(told: Told, place: int) -> Drawn:
    table = Table(
        tuple(each.label for each in told.lines), (Series("选择", tuple(Decimal(each.total) for each in told.lines), "份"),), "选项"
    )
    most = max(told.lines, key=lambda each: each.total)
    return _drawn("bar", table, f"{told.question.words}：选“{most.label}”的最多，{most.total}份", f"gk-question-{place}")


def _drawn(kind: Kind, table: Table, title: str, prefix: str) -> Drawn:
    try:
        chart = draw(kind, table, title=title, prefix=prefix, width=_WIDTH)
    except UnusableInput:
        return Drawn(title, mark_safe(""), table.rows())
    return Drawn(title, mark_safe(chart.svg), chart.table)  # noqa: S308 - every word in it is escaped
