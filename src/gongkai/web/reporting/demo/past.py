"""The fictional town's report of the year before last, as a Word file that the office brings in: its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.report import sample
from gongkai.report.forms import FORMS
from gongkai.report.model import Figure
from gongkai.report.writers import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.report.model import Report

_RESULTS = {
    "granted": (12, 3, 0, 0, 2, 0, 17), "partial": (2, 0, 0, 0, 1, 0, 3), "denied.third_party": (1, 0, 0, 0, 0, 0, 1),
    "unavailable.not_held": (4, 1, 0, 0, 1, 0, 6), "not_processed.repeat": (1, 1, 0, 0, 0, 0, 2), "other.rest": (2, 0, 0, 0, 0, 0, 2),
}  # fmt: skip
_OVERVIEW = (
    "（一）主动公开。全年主动公开政府信息97条，其中通过政府网站公开61条，其余在村务公开栏和便民服务中心公开。\n"
    "（二）依申请公开。本年新收政府信息公开申请{new}件，上年结转0件，办结{total}件，结转下年度继续办理{carried_out}件，都在法定期限内答复。\n"
    "（三）政府信息管理。公开前先审查，{year}年底现行有效的行政规范性文件{in_force}件。\n"
    "（四）政府信息公开平台建设。在区政府门户网站设示例镇专栏，在便民服务中心设查阅点2处。\n"
    "（五）监督保障。政府信息公开列入镇年度工作考核，结果为合格；开展社会评议1次，结果为满意；没有责任追究的情形。"
)
_PROBLEMS = (
    "存在的主要问题：公开前审查多由一人完成，有的信息发布以后才发现错字。\n改进措施：实行三级审查，每条信息发布前由两名工作人员核对。"
)
_OTHER = "本年度没有收取信息处理费。没有其他需要报告的事项。"


def paper(organ: str, year: int, *, carried_out: tuple[int, ...], in_force: int) -> bytes:
    """The file. ``carried_out`` and ``in_force`` are what the next report begins with, so that the two agree."""
    return render(_report(organ, year, carried_out, in_force), ".docx")


def _report(organ: str, year: int, carried_out: tuple[int, ...], in_force: int) -> Report:
    form = FORMS["2021"]
    ended = tuple(map(sum, zip(*_RESULTS.values(), strict=True)))
    new = tuple(map(sum, zip(ended, carried_out, strict=True)))
    three = {**_RESULTS, "new": new, "total": ended, "carried_out": carried_out}
    rows = {f"table3.{row.key}": three.get(row.key, (0,) * len(form.columns)) for row in form.rows}
    rows |= {f"table4.{row.key}": (0,) * len(form.table4_columns) for row in form.table4}
    rows |= {"table2.rules": (0, 0, 0), "table2.normative_documents": (0, 0, in_force)}
    rows |= {"table2.licences": (29,), "table2.penalties": (7,), "table2.coercion": (0,), "table2.fees": (0,)}
    told = {"new": new[-1], "total": ended[-1], "carried_out": carried_out[-1], "year": year, "in_force": in_force}
    made = sample.clean("2021", year, organ)
    prose = {"preamble": made.sections["preamble"], "overview": _OVERVIEW.format(**told), "problems": _PROBLEMS, "other": _OTHER}
    return made._replace(rows=_figures(rows), sections=prose)


def _figures(rows: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[Figure, ...]]:
    return {key: tuple(Figure(value) for value in values) for key, values in rows.items()}
