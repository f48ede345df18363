"""Figures in prose against table three: T001–T008."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.report.claims import applications as read
from gongkai.report.claims.statements import read as ready
from gongkai.report.rules.base import ERROR, INFO, SINCE_2019, WARNING, Hit, rule
from gongkai.report.rules.prose_base import SUMS, cell, doubted, label, narrow, place, place_of, shown, summed, there, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.report.claims.statements import Claim
    from gongkai.report.rules.context import Context

NEW, IN, OUT, DONE = "table3.new", "table3.carried_in", "table3.carried_out", "table3.total"


def _claims(ctx: Context, *kinds: str) -> list[tuple[str, Claim]]:
    return [(part, item) for part, item in told(ctx, lambda text: read.applications(text, ctx.year)) if item.kind in kinds and item.exact]


def _unknown(ctx: Context, part: str, item: Claim, row: str) -> Hit:
    words = f"文中写“{item.quote}”，但表三“{label(ctx, row)}”总计没有能确定的数字，无法核对，请对照表格核实"
    return Hit(words, place_of(ctx, part, item), certain=False, level=WARNING)


@rule("T001", "prose-received-differs", ERROR, cites=("勾稽",), forms=SINCE_2019)
def received(ctx: Context) -> Iterator[Hit]:
    """文中新收申请数与表三不一致。

    查什么：第一部分写的收到、受理申请件数，与表三“一、本年新收政府信息公开申请数量”总计是否相同。
    为什么：同一件事在一份报告里只能有一个数；“收办”“受理”“办理”可以包含上年结转，“收到”“新收”不应包含。
    怎样改：以台账为准，把文字和表格改成同一个数；确实包含上年结转的，写明“含上年结转×件”。
    依据：格式要求文字与表格数据一致；属于只说某个办公室的数，另行注明范围即可。
    """
    if not there(ctx, NEW):
        return
    new, carried, done = cell(ctx, NEW), cell(ctx, IN), cell(ctx, DONE)
    found = _claims(ctx, "new")
    agreed = any(item.value == new for _, item in found)
    if new is not None and len(found) > 1 and sum(item.value for _, item in found) in (new, new + (carried or 0)):
        return  # told by kinds of application
    for part, item in found:
        if new is None:
            if item.value:
                yield _unknown(ctx, part, item, NEW)
            continue
        if item.value == new or (agreed and not item.whole):
            continue
        hit = _received(ctx, part, item, new, carried, done)
        if hit is not None:
            yield hit


def _received(ctx: Context, part: str, item: Claim, new: float, carried: float | None, done: float | None) -> Hit | None:
    where = place_of(ctx, part, item)
    row = f"表三“{label(ctx, NEW)}”总计"
    if carried and item.value == new + carried:
        if item.verb not in read.RECEIVING or item.note == "carried":
            return None
        words = f"文中写“{item.quote}”，{row}是{shown(new)}，多出的{shown(carried)}件是上年结转，请写明“含上年结转{shown(carried)}件”"
        return Hit(words, where, level=INFO)
    if item.verb not in read.RECEIVING and item.value == done:
        return None
    if narrow(ctx, item) and item.value < new:
        words = f"文中“{item.quote}”只是其中一个单位的数，{row}是{shown(new)}，范围不同，请同时写出全部范围的数"
        return Hit(words, where, level=INFO)
    words = f"文中写“{item.quote}”，{row}是{shown(new)}，相差{shown(abs(item.value - new))}，请以台账核对后改成一致"
    return Hit(words, where, certain=not doubted(ctx, NEW))


@rule("T002", "prose-handled-differs", ERROR, cites=("勾稽",), forms=SINCE_2019)
def handled(ctx: Context) -> Iterator[Hit]:
    """文中办结、答复申请数与表三不一致。

    查什么：第一部分写的办结、答复件数，与表三“（七）总计”是否相同。
    为什么：（七）总计就是本年度办理结果的件数。答复件数可以不含逾期不补正、撤回等不再处理的件数。
    怎样改：以台账为准，把文字和表格改成同一个数。
    依据：格式要求文字与表格数据一致。
    """
    if not there(ctx, DONE):
        return
    done, carried, other, new = cell(ctx, DONE), cell(ctx, IN), summed(ctx, "other"), cell(ctx, NEW)
    found = _claims(ctx, "handled")
    agreed = any(item.value == done for _, item in found)
    for part, item in found:
        if done is None:
            if item.value:
                yield _unknown(ctx, part, item, DONE)
            continue
        if item.value == done or agreed or item.value == done - (carried or 0):
            continue
        if item.verb == "答复" and done - (other or 0) <= item.value <= done:
            continue
        if narrow(ctx, item) and item.value < done:
            continue
        note = "，也不等于新收件数" if new is not None and new != item.value else ""
        words = f"文中写“{item.quote}”，表三“{label(ctx, DONE)}”总计是{shown(done)}，相差{shown(abs(item.value - done))}{note}，请核对后改成一致"
        level = ERROR if item.verb == "办结" else WARNING
        yield Hit(words, place_of(ctx, part, item), level=level, certain=not doubted(ctx, DONE))


@rule("T003", "prose-carried-differs", ERROR, cites=("勾稽",), forms=SINCE_2019)
def carried_over(ctx: Context) -> Iterator[Hit]:
    """文中结转件数与表三不一致。

    查什么：第一部分写的上年结转、结转下年度件数，与表三第二项、第四项总计是否相同。
    为什么：结转件数连接两年的报告，写错会使下一年也对不上。
    怎样改：以台账为准，把文字和表格改成同一个数。
    依据：格式要求文字与表格数据一致。
    """
    for part, item in _claims(ctx, "carried_in", "carried_out"):
        row = f"table3.{item.kind}"
        if not there(ctx, row) or (narrow(ctx, item) and item.value < (cell(ctx, row) or 0)):
            continue
        value = cell(ctx, row)
        if value is None:
            if item.value:
                yield _unknown(ctx, part, item, row)
        elif value != item.value:
            words = f"文中写“{item.quote}”，表三“{label(ctx, row)}”总计是{shown(value)}，请核对后改成一致"
            yield Hit(words, place_of(ctx, part, item), certain=not doubted(ctx, row))


@rule("T004", "prose-outcome-differs", ERROR, cites=("勾稽",), forms=SINCE_2019)
def outcomes(ctx: Context) -> Iterator[Hit]:
    """文中办理结果件数与表三不一致。

    查什么：第一部分写的予以公开、部分公开、不予公开、无法提供、不予处理等件数，与表三相应行（或各小项之和）是否相同。
    为什么：同一类结果在一份报告里只能有一个数。
    怎样改：以台账为准，把文字和表格改成同一个数。
    依据：格式要求文字与表格数据一致。
    """
    kinds = tuple(dict.fromkeys(read.RESULTS.values()))
    for part, item in _claims(ctx, *kinds):
        values = [summed(ctx, kind) for kind in item.labels]
        if item.kind == "granted":
            values.append((summed(ctx, "granted") or 0) + (summed(ctx, "partial") or 0))
        if item.kind == "unavailable.not_held":
            values.append(summed(ctx, "unavailable"))
        value = summed(ctx, item.kind)
        if value is None or item.value in values or (narrow(ctx, item) and item.value < value):
            continue
        name = f"“{SUMS[item.kind][1]}”各行之和" if item.kind in SUMS else f"“{label(ctx, 'table3.' + item.kind)}”总计"
        words = f"文中写“{item.quote}”，表三{name}是{shown(value)}，请核对后改成一致"
        rows = [row for row in ctx.report.rows if row.startswith(f"table3.{item.kind}")]
        yield Hit(words, place_of(ctx, part, item), certain=not doubted(ctx, *rows))


@rule("T005", "prose-applicant-differs", ERROR, cites=("勾稽",), forms=SINCE_2019)
def applicants(ctx: Context) -> Iterator[Hit]:
    """文中各类申请人件数与表三不一致。

    查什么：第一部分写的自然人、商业企业等各类申请人的件数，与表三新收（或新收加结转、办结）的相应列是否相同。
    为什么：同一件事在一份报告里只能有一个数。
    怎样改：以台账为准，把文字和表格改成同一个数。
    依据：格式要求文字与表格数据一致。
    """
    kinds = tuple(f"applicant.{index}" for index in (*range(5), read.LEGAL_PERSONS))
    for part, item in _claims(ctx, *kinds):
        index = int(item.kind.partition(".")[2])
        columns = range(1, 6) if index == read.LEGAL_PERSONS else (index,)
        new, before, done = (_over(ctx, row, columns) for row in (NEW, IN, DONE))
        if new is None or item.value in (new, new + (before or 0), done) or (narrow(ctx, item) and item.value < new):
            continue
        column = "法人或其他组织各列之和" if index == read.LEGAL_PERSONS else f"“{ctx.column_label(NEW, index)}”"
        words = f"文中写“{item.quote}”，表三“{label(ctx, NEW)}”{column}是{shown(new)}，请核对后改成一致"
        yield Hit(words, place_of(ctx, part, item), certain=not doubted(ctx, NEW))


def _over(ctx: Context, row: str, columns: range | tuple[int, ...]) -> float | None:
    values = [cell(ctx, row, index) for index in columns]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


@rule("T006", "prose-says-no-application", ERROR, cites=("勾稽",), forms=SINCE_2019)
def none_received(ctx: Context) -> Iterator[Hit]:
    """文中说没有收到申请，表三却有数。

    查什么：文中“未收到政府信息公开申请”一类的话，与表三“一、本年新收政府信息公开申请数量”总计是否相符。
    为什么：两处相互矛盾，读者不知道该信哪一个，往往是照抄了上年的文字。
    怎样改：按台账改文字或表格。
    依据：格式要求文字与表格数据一致。
    """
    new = cell(ctx, NEW)
    if not new:
        return
    for part, item in told(ctx, lambda text: read.no_applications(text, ctx.year)):
        if narrow(ctx, item):
            continue
        words = f"文中写“{item.quote}”，表三“{label(ctx, NEW)}”总计却是{shown(new)}，请核对后改成一致"
        yield Hit(words, place_of(ctx, part, item), certain=not doubted(ctx, NEW))


@rule("T007", "prose-says-all-handled", ERROR, cites=("勾稽",), forms=SINCE_2019)
def all_handled(ctx: Context) -> Iterator[Hit]:
    """文中说申请全部办结，表三却有结转下年度。

    查什么：文中“均已办结”“全部答复”“办结率100%”一类的话，与表三“四、结转下年度继续办理”总计是否相符。
    为什么：有结转就是没有全部办结，应当如实写明还有几件在办。
    怎样改：写成“办结×件，结转下年度继续办理×件”。
    依据：格式要求文字与表格数据一致。
    """
    out = cell(ctx, OUT)
    if not out:
        return
    if any(item.value == out for _, item in _claims(ctx, "carried_out")):
        return
    closed = _claims(ctx, "handled")
    for part, item in told(ctx, lambda text: read.all_handled(text, ctx.year)):
        if narrow(ctx, item) or (item.verb == "答复" and closed):
            continue
        words = f"文中写“{item.quote}”，表三“{label(ctx, OUT)}”总计却是{shown(out)}，请写明还有{shown(out)}件结转下年度"
        level = ERROR if item.verb == "办结" else WARNING
        yield Hit(words, place_of(ctx, part, item), level=level, certain=not doubted(ctx, OUT))


@rule("T008", "applications-not-told", INFO, cites=("格式2021#一",), forms=SINCE_2019)
def not_told(ctx: Context) -> Iterator[Hit]:
    """表三有新收申请，“依申请公开”一段没有写件数。

    查什么：表三新收不为零时，第一部分（二）依申请公开是否写了收到、办理的件数。
    为什么：总体情况应当让读者不看表格也知道收到多少、怎样办的。
    怎样改：补写“新收×件，上年结转×件，办结×件，结转下年度×件”。
    依据：年度报告格式第一部分对依申请公开情况的要求。
    """
    new = cell(ctx, NEW)
    text = ctx.text("overview")
    if not new or "依申请" not in text:
        return
    reading = ready(text)
    start, end = reading.region
    if (
        start < 0
        or _claims(ctx, "new", "handled")
        or any(start <= item.start < end and item.unit in "件条份宗起" for item in reading.quantities)
    ):
        return
    if any(True for _ in told(ctx, lambda words: read.no_applications(words, ctx.year))):
        return
    stop = min((stop for mark in "。\n" if (stop := reading.flat.text.find(mark, start)) >= 0), default=end)
    first, last = reading.flat.span(start, max(start + 1, min(stop, end)))
    yield Hit(
        f"表三“{label(ctx, NEW)}”总计是{shown(new)}，“依申请公开”一段没有写收到和办理的件数，请补写", place(ctx, "overview", first, last)
    )


RULES = (received, handled, carried_over, outcomes, applicants, none_received, all_handled, not_told)
