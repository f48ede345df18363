"""How each cell counts, in words for who opens it: what ``report.tally`` does, and the clause for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.report.tally import CARRIED_IN, CARRIED_OUT, COLUMNS, NEW, RESULTS, TOTAL, year_form
from gongkai.web.reporting.selectors.figures import parts_of

if TYPE_CHECKING:
    from gongkai.report.forms.base import Form

PARTIAL = "partial"
_MOVED = "因机构改革移交出去的申请由接收的机关计，接收来的从移交之日起由本机关计。"
_LAWSUITS = "一件案子不论经过几审只计一次，计在结果生效的那一年；撤回、终结的计入“其他结果”。"
_SUM = "总计是同一行前面各列之和。"
_DECISIONS = {"licences": "条例:20(5)", "penalties": "条例:20(6)", "coercion": "条例:20(6)", "fees": "条例:20(8)"}


class Counting(NamedTuple):
    """Sentences on what a cell counts, and the clauses for them."""

    sentences: tuple[str, ...]
    cites: tuple[str, ...]


def how_counted(year: int, cell: str) -> Counting:
    """What stands behind a cell of that year's form. KeyError for a cell that the form does not have."""
    table, row, index = parts_of(year, cell)
    form = year_form(year)
    if table == "table3":
        return _applications(year, form, row, index)
    if table == "table4":
        return _remedies(year, form, index)
    return _documents(year, index) if row not in _DECISIONS and form.name != "2019" else _declared(form, row)


def _applications(year: int, form: Form, row: str, index: int) -> Counting:
    """条例 Art. 31 says which day an application is received on; the form, that each counts in one row."""
    before, first, last = f"{year - 1}年12月31日", f"{year}年1月1日", f"{year}年12月31日"
    entry = form.row_of(f"table3.{row}")
    label = f"{entry.group}{entry.label}" if entry else row
    cites = ["条例:31", form.cite]
    if row == NEW:
        words = f"收到之日在{first}到{last}之间的申请，每件计一次。按收到之日计，哪一天登记的不影响。"
    elif row == CARRIED_IN:
        words = f"{before}以前收到、到{before}结束时还没有办结的申请。"
    elif row == CARRIED_OUT:
        words = f"{last}以前收到、到{last}结束时还没有办结的申请；正在等补正、征求意见、缴费的也在内。"
    elif row == TOTAL:
        words = f"{first}到{last}之间办结的申请，等于上面各种办理结果之和。按第一次办结之日计，重新答复的不再计。"
    elif row == PARTIAL:
        words = f"{first}到{last}之间办结、既有公开又有不公开的申请。只计在这一行，不再计其他各行。"
    else:
        words = f"{first}到{last}之间办结、结果是“{label}”的申请，每件只计在一行。按第一次办结之日计，重新答复的不再计。"
    if row not in (NEW, CARRIED_IN, CARRIED_OUT, TOTAL, PARTIAL):
        words += "各项结果分属几行的，计在经办人指定的主要事项那一行。"
    return Counting((words, _column(form, index), _MOVED), (*cites, "条例:29", "惯例"))


def _column(form: Form, index: int) -> str:
    if index >= len(COLUMNS):
        return _SUM
    return f"“{form.columns[index]}”看申请人本人，不看代理人；几个人共同提出的是一件。"


def _remedies(year: int, form: Form, index: int) -> Counting:
    if index >= len(RESULTS):
        words = _SUM
    elif RESULTS[index] == "pending":
        words = f"{year}年12月31日以前收到副本、到这一天结束时还没有生效结果的案子，以前年度收到的也在内。"
    else:
        words = f"{year}年内有了生效结果、结果是“{form.table4_columns[index]}”的案子。"
    return Counting((words, _LAWSUITS), (form.cite, "惯例"))


def _documents(year: int, index: int) -> Counting:
    """条例 Art. 20(1), in the three columns of the form."""
    words = (
        f"成文日期在{year}年的文件，每件计一次；修改的不另计。",
        f"{year}年内废止的文件；写明有效期、到期自动失效的不算废止。",
        f"{year}年12月31日结束时还有效的文件，不论哪一年制发。",
    )
    return Counting((words[index],), ("条例:20(1)", "格式2021"))


def _declared(form: Form, row: str) -> Counting:
    cites = ((_DECISIONS[row],) if row in _DECISIONS else ()) + (form.cite,)
    if row == "fees":
        return Counting(("本年收取的行政事业性收费，单位是万元，由收费的机构申报，写明来源。",), cites)
    return Counting(("本年作出的全部处理决定，公开的和依法不公开的都计，由作出决定的机构申报，写明来源。",), cites)
