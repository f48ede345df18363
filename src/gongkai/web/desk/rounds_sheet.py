"""One Excel of a round of assessment: results, every score, every case behind it."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import xlsxwriter

from gongkai.web.oversight.models import AppliesTo, Score
from gongkai.web.oversight.selectors.rounds import evidence_of, ranking

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gongkai.web.oversight.models import Round

    Cell = str | int | Decimal | date | None

_CELL = 32_767  # characters that a cell holds
_ROWS = 1_000_000  # a sheet holds a few more
_RESULT = ("类别", "机关", "名次", "得分", "其中加分", "等次", "一票否决", "报送自评")
_SCORES = ("机关", "指标", "计分办法", "分值", "件数", "总数", "系统评分", "自评分", "自评说明", "复核分", "复核理由", "得分")
_EVIDENCE = ("机关", "指标", "日期", "是什么", "说明", "网页")


def workbook(held: Round) -> bytes:
    """Three sheets. Two queries and those of the scores."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        _sheet(book, "结果", _RESULT, _results(held))
        scores = list(
            Score.objects.filter(assessed__round=held)
            .select_related("assessed__organ", "node")
            .order_by("assessed__organ__path", "node__position", "pk")
        )
        _sheet(book, "各指标得分", _SCORES, map(_score, scores))
        _sheet(book, "证据", _EVIDENCE, _evidence(scores))
    return file.getvalue()


def _results(held: Round) -> Iterable[Sequence[Cell]]:
    for each in ranking(held):
        handed = "已报送" if each.handed_at else "没有报送"
        yield (
            AppliesTo(each.kind).label,
            each.organ.name,
            each.rank,
            each.total,
            each.bonus,
            each.grade,
            "是" if each.vetoed else "",
            handed,
        )


def _score(score: Score) -> Sequence[Cell]:
    node = score.node
    return (
        score.assessed.organ.name, node.name, node.get_method_display(), node.points, score.cases if node.automatic else None, score.base, score.points,
        score.claimed, score.claim_words, score.given, score.reason, score.stands,
    )  # fmt: skip


def _evidence(scores: Iterable[Score]) -> Iterable[Sequence[Cell]]:
    for score in scores:
        for each in evidence_of(score):
            yield score.assessed.organ.name, score.node.name, each.on, each.what, each.words, each.address


def _sheet(book: xlsxwriter.Workbook, name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    bold, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(name)
    for column, label in enumerate(header):
        sheet.write_string(0, column, label, bold)
        sheet.set_column(column, column, max(12, 2 * len(label) + 2))
    last = 0
    for last, row in enumerate(rows, 1):
        if last > _ROWS:
            break
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(last, column, cell, day)
            elif isinstance(cell, int | Decimal):
                sheet.write_number(last, column, cell)
            elif cell:
                sheet.write_string(last, column, cell[:_CELL])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(header) - 1)
