"""Figures carried from last year's report: C001–C004. They need ``ctx.previous``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.lib.text import alike, squeeze
from gongkai.report.forms import FORMS, form_of
from gongkai.report.rules.base import ERROR, SINCE_2019, WARNING, Hit, Place, rule
from gongkai.report.rules.tables import block_form, key_of, number, row_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.report.model import Report
    from gongkai.report.rules.context import Context

_IN, _OUT = "table3.carried_in", "table3.carried_out"
_DOCUMENTS = ("table2.rules", "table2.normative_documents")
_SUSPECT = "（其中有数字粘连或认不准，请先核对原件）"


def _base(organ: str) -> str:
    """The organ's name without what may come and go: 人民政府, 办公室, 管委会, brackets."""
    name = squeeze(alike(organ))
    name = re.sub(r"（.*?）", "", name)
    for tail in ("办公厅", "办公室", "办事处", "人民政府", "政府", "管理委员会", "管委会"):
        name = name.removesuffix(tail)
    return name


def same_organ(one: str | None, other: str | None) -> bool:
    """True when the names may mean one organ, with or without the names of what stands above it; unknown is not a difference.

    >>> same_organ("示例市示例区示例镇人民政府", "示例镇"), same_organ("示例镇", "邻近镇"), same_organ(None, "示例镇")
    (True, False, True)
    """
    if not one or not other:
        return True
    first, second = _base(one), _base(other)
    return first.endswith(second) or second.endswith(first)


def _complaint(ctx: Context) -> str:
    """Why the previous file cannot be compared; "" when it can."""
    previous = ctx.previous
    if previous is None:
        return ""
    if not same_organ(ctx.organ, previous.organ):
        return f"上年文件是“{previous.organ}”的报告，本年是“{ctx.organ}”的，没有比较年度之间的数字"
    if ctx.year is not None and previous.year is not None and previous.year != ctx.year - 1:
        return f"上年文件是{previous.year}年的报告，应当是{ctx.year - 1}年的，没有比较年度之间的数字"
    return ""


def _comparable(ctx: Context) -> Report | None:
    """Last year's report where it is that."""
    return None if _complaint(ctx) else ctx.previous


def _doubt(ctx: Context, previous: Report, row: str, before: str) -> tuple[bool, str]:
    unsure = ctx.report.doubted(row) or previous.doubted(before) or previous.year is None or ctx.year is None
    return not unsure, _SUSPECT if ctx.report.doubted(row) or previous.doubted(before) else ""


@rule("C001", "carried-in-differs", ERROR, cites=("勾稽", "格式2021#第三部分"), forms=SINCE_2019)
def carried_in(ctx: Context) -> Iterator[Hit]:
    """上年结转与上年报告的结转下年度不等。

    查什么：每一列“上年结转政府信息公开申请数量”，与上年报告“结转下年度继续办理”比较。
    为什么：上年没办完的申请一件不少地转到本年，两处必须相等。
    怎样改：按登记台账核对；因机构改革移交或更正上年数字的，在第六部分说明。
    依据：年度报告格式第三部分的勾稽关系，在两年之间延续。
    """
    previous = _comparable(ctx)
    if previous is None or _IN not in ctx.report.rows:
        return
    certain, doubt = _doubt(ctx, previous, _IN, _OUT)
    unknown = []
    for index in range(len(ctx.report.rows[_IN])):
        label = ctx.column_label(_IN, index)
        now, before = ctx.report.number(_IN, index), _at(previous, _OUT, index)
        if now is None or before is None:
            unknown.append(label)
        elif now != before:
            message = f"“{label}”一列：本年写上年结转 {number(now)}，上年报告写结转下年度 {number(before)}，相差 {number(abs(now - before))}{doubt}"
            yield Hit(message, Place("table3", "carried_in", label, number(now)), certain=certain)
    if unknown:
        message = f"上年结转有 {len(unknown)} 列无法与上年报告核对，数字空白、认不清或没有这一行：{'、'.join(unknown)}"
        yield Hit(message, Place("table3", "carried_in"), certain=False)


def _at(report: Report, row: str, index: int) -> int | float | None:
    return report.number(row, index) if index < len(report.rows.get(row, ())) else None


def _block_name(report: Report, key: str) -> str | None:
    return report.table2_forms.get(key) or report.form


@rule("C002", "in-force-chain-broken", WARNING, cites=("勾稽", "格式2021#第二部分"), forms=SINCE_2019)
def in_force(ctx: Context) -> Iterator[Hit]:
    """现行有效件数与上年接不上。

    查什么：规章、行政规范性文件两行，上年现行有效加本年制发减本年废止，是否等于本年现行有效。
    为什么：接不上，说明有一年的数字漏计，或有文件到期失效没有说明。
    怎样改：与司法行政部门核对目录；有到期失效或统计范围变化的，在总体情况里说明。
    依据：国办公开办函〔2021〕30号附件第二部分各列的含义。
    """
    previous = _comparable(ctx)
    form = block_form(ctx, "rules")
    if previous is None or form is None or form.name != "2021" or _block_name(previous, "rules") != "2021":
        return
    for row in _DOCUMENTS:
        if len(ctx.report.rows.get(row, ())) != 3:
            continue
        before = _at(previous, row, 2)
        issued, repealed, now = (ctx.report.number(row, index) for index in range(3))
        if before is None or issued is None or repealed is None or now is None:
            yield Hit(f"{row_name(ctx, row)}：有数字空白或认不清，现行有效件数无法与上年核对", Place("table2", key_of(row)), certain=False)
            continue
        should = before + issued - repealed
        if should != now:
            certain, doubt = _doubt(ctx, previous, row, row)
            message = (
                f"{row_name(ctx, row)}：上年现行有效 {number(before)} 加本年制发 {number(issued)} 减废止 {number(repealed)} 是 {number(should)}，"
                f"本年现行有效写的是 {number(now)}，相差 {number(abs(should - now))}，有到期失效的请在正文说明{doubt}"
            )
            yield Hit(message, Place("table2", key_of(row), "现行有效件数", number(now)), certain=certain)


@rule("C003", "not-last-years-report", WARNING, cites=("惯例",))
def not_last_year(ctx: Context) -> Iterator[Hit]:
    """给出的上年文件不是本单位上一年的报告。

    查什么：用来比较的文件，年份是不是早一年，单位是不是同一个。
    为什么：拿错文件比较，得出的差异都没有意义。
    怎样改：换成本单位上一年的年度报告再查；单位改名的，用 --organ 写明。
    依据：年度报告编制惯例，年度之间的数字按同一单位前后核对。
    """
    complaint = _complaint(ctx)
    if complaint:
        yield Hit(complaint, Place("document"))


@rule("C004", "projects-chain-broken", WARNING, cites=("勾稽", "格式2019"), forms=SINCE_2019)
def projects(ctx: Context) -> Iterator[Hit]:
    """上一年项目数量与上年报告接不上。

    查什么：2019 年格式的各行，“上一年项目数量”是否等于上年报告的上一年项目数量加本年增/减。
    为什么：上年年底的项目数就是本年的“上一年项目数量”。
    怎样改：与权责清单核对；因清单调整而不同的，在正文说明。
    依据：国办公开办函〔2019〕60号附件第二部分各列的含义。
    """
    previous = _comparable(ctx)
    if previous is None:
        return
    for block in FORMS["2019"].blocks:
        form = block_form(ctx, block.key)
        both = form is not None and form.name == "2019" and form_of(_block_name(previous, block.key)) is form
        if not both or block.columns[0].label != "上一年项目数量":
            continue
        for row in (f"table2.{entry.key}" for entry in block.rows):
            yield from _project_hits(ctx, previous, row)


def _project_hits(ctx: Context, previous: Report, row: str) -> Iterator[Hit]:
    if row not in ctx.report.rows:
        return
    now = ctx.report.number(row, 0)
    before, change = _at(previous, row, 0), _at(previous, row, 1)
    place = Place("table2", key_of(row), "上一年项目数量", "" if now is None else number(now))
    if now is None or before is None or change is None:
        yield Hit(f"{row_name(ctx, row)}：有数字空白或认不清，上一年项目数量无法与上年报告核对", place, certain=False)
    elif before + change != now:
        certain, doubt = _doubt(ctx, previous, row, row)
        message = (
            f"{row_name(ctx, row)}：上年报告 {number(before)} 加增减 {number(change)} 是 {number(before + change)}，"
            f"本年写上一年项目数量 {number(now)}，相差 {number(abs(before + change - now))}{doubt}"
        )
        yield Hit(message, place, certain=certain)


RULES = (carried_in, in_force, not_last_year, projects)
