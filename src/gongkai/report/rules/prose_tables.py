"""Figures in prose against tables two and four: T009–T016."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.report.claims import cases as case_claims
from gongkai.report.claims import documents as read
from gongkai.report.claims.counts import MONEY
from gongkai.report.rules.base import ERROR, INFO, SINCE_2019, WARNING, Hit, Place, rule
from gongkai.report.rules.prose_base import PARTS, cell, doubted, narrow, place_of, shown, there, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gongkai.report.claims.statements import Claim
    from gongkai.report.rules.context import Context

REVIEW, DIRECT, AFTER = "table4.review", "table4.litigation_direct", "table4.litigation_after_review"
_CASES = {
    "review": ((REVIEW,), "行政复议总计"),
    "litigation": ((DIRECT, AFTER), "行政诉讼两项总计之和"),
    "cases": ((REVIEW, DIRECT, AFTER), "行政复议、行政诉讼总计之和"),
    "litigation_direct": ((DIRECT,), "未经复议直接起诉总计"),
    "litigation_after_review": ((AFTER,), "复议后起诉总计"),
}
_PENDING, _ALL = 3, 4


def _cases(ctx: Context, kind: str, index: int = _ALL) -> float | None:
    values = [cell(ctx, row, index) for row in _CASES[kind][0]]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _about(ctx: Context, reader: Callable[[str, bool], Iterable[Claim]]) -> Iterator[tuple[str, Claim]]:
    """Claims of a reader of cases, which wants to know whether the part is about nothing else."""
    for part in PARTS:
        text = ctx.text(part)
        if text:
            for item in reader(text, part == "table4"):
                yield part, item


@rule("T009", "prose-cases-differ", ERROR, cites=("勾稽",), forms=SINCE_2019)
def cases_differ(ctx: Context) -> Iterator[Hit]:
    """文中行政复议、行政诉讼件数与表四不一致。

    查什么：文中写的因政府信息公开发生的行政复议、行政诉讼件数，与表四总计是否相同；行政诉讼为直接起诉与复议后起诉两项之和。
    为什么：同一件事在一份报告里只能有一个数。
    怎样改：以案件登记为准，把文字和表格改成同一个数。
    依据：格式要求文字与表格数据一致。
    """
    for part, item in _about(ctx, lambda text, about: case_claims.cases(text, ctx.year, about)):
        rows, name = _CASES[item.kind]
        value = _cases(ctx, item.kind)
        if value is None:
            if item.value and all(there(ctx, row) for row in rows):
                words = f"文中写“{item.quote}”，但表四{name}没有能确定的数字，无法核对，请对照表格核实"
                yield Hit(words, place_of(ctx, part, item), certain=False, level=WARNING)
            continue
        if not item.exact or item.value == value:
            continue
        if narrow(ctx, item) and item.value < value:
            words = f"文中“{item.quote}”只是其中一个单位的数，表四{name}是{shown(value)}，范围不同，请同时写出全部范围的数"
            yield Hit(words, place_of(ctx, part, item), level=INFO)
            continue
        words = f"文中写“{item.quote}”，表四{name}是{shown(value)}，请核对后改成一致"
        yield Hit(words, place_of(ctx, part, item), certain=not doubted(ctx, *rows))


@rule("T010", "prose-says-no-case", ERROR, cites=("勾稽",), forms=SINCE_2019)
def no_case(ctx: Context) -> Iterator[Hit]:
    """文中说没有行政复议、行政诉讼，表四却有数。

    查什么：文中“未发生行政复议、行政诉讼”一类的话，与表四总计是否相符。
    为什么：两处相互矛盾，往往是照抄了上年的文字。
    怎样改：按案件登记改文字或表格。
    依据：格式要求文字与表格数据一致。
    """
    for part, item in _about(ctx, case_claims.no_cases):
        kind = item.kind.removeprefix("none_")
        value = _cases(ctx, kind)
        if value and not narrow(ctx, item):
            words = f"文中写“{item.quote}”，表四{_CASES[kind][1]}却是{shown(value)}，请核对后改成一致"
            yield Hit(words, place_of(ctx, part, item), certain=not doubted(ctx, *_CASES[kind][0]))


@rule("T011", "prose-says-cases-closed", ERROR, cites=("勾稽",), forms=SINCE_2019)
def not_closed(ctx: Context) -> Iterator[Hit]:
    """文中说案件均已结案，表四却有尚未审结。

    查什么：文中复议、诉讼“均已结案”“全部审结”一类的话，与表四“尚未审结”是否相符。
    为什么：年末仍在审理的案件要计入尚未审结，两处不能矛盾。
    怎样改：按案件登记改文字或表格。
    依据：格式要求文字与表格数据一致。
    """
    for part, item in _about(ctx, case_claims.all_closed):
        values = [_cases(ctx, kind, _PENDING) for kind in item.labels]
        pending = sum(value for value in values if value is not None)
        if pending and not narrow(ctx, item):
            rows = [row for kind in item.labels for row in _CASES[kind][0]]
            words = f"文中写“{item.quote}”，表四“尚未审结”却有{shown(pending)}件，请核对后改成一致"
            yield Hit(words, place_of(ctx, part, item), certain=not doubted(ctx, *rows))


@rule("T012", "cases-not-told", INFO, cites=("考核",), forms=SINCE_2019)
def cases_not_told(ctx: Context) -> Iterator[Hit]:
    """表四有案件，全文没有提到行政复议、行政诉讼。

    查什么：表四总计不为零时，文字部分是否提到复议或诉讼。
    为什么：被复议、被起诉是依申请公开工作的结果，只列数字不作说明，读者看不出原因和改进。
    怎样改：在依申请公开一段补写件数和结果，有被纠正的写明原因和改进措施。
    依据：各地考核多要求文字与表四相互印证。
    """
    count = _cases(ctx, "cases")
    if not count or not ctx.text("overview"):
        return
    if any("复议" in text or "诉讼" in text for part in ("overview", "problems", "other", "table4") if (text := ctx.text(part))):
        return
    yield Hit(f"表四有行政复议、行政诉讼共{shown(count)}件，文字部分没有提到，请补写件数和结果", Place("overview"))


def _index(ctx: Context, kind: str) -> tuple[str, int] | None:
    """The row and column that a count of documents is held against; None where the form has none."""
    row = "table2.rules" if kind.startswith("rules.") else "table2.normative_documents"
    form = ctx.report.table2_forms.get("rules")
    columns = {"issued": 0, "repealed": 1, "in_force": 2} if form == "2021" else {"issued": 0} if form == "2019" else {}
    index = columns.get(kind.rpartition(".")[2])
    return None if index is None or not there(ctx, row) else (row, index)


@rule("T013", "prose-documents-differ", ERROR, cites=("勾稽",), forms=SINCE_2019)
def documents_differ(ctx: Context) -> Iterator[Hit]:
    """文中规章、规范性文件件数与表二不一致。

    查什么：文中写的制发、废止、现行有效规章和行政规范性文件件数，与表二相应格是否相同。
    为什么：同一件事在一份报告里只能有一个数。
    怎样改：以文件目录为准，把文字和表格改成同一个数。
    依据：格式要求文字与表格数据一致。
    """
    found = list(told(ctx, lambda text: read.documents(text, ctx.year)))
    for part, item in found:
        spot = _index(ctx, item.kind)
        if spot is None or not item.exact:
            continue
        value = cell(ctx, *spot)
        name = f"表二“{'规章' if item.kind.startswith('rules.') else '行政规范性文件'}”的“{ctx.column_label(*spot)}”"
        if value is None:
            if item.value:
                words = f"文中写“{item.quote}”，但{name}没有能确定的数字，无法核对，请对照表格核实"
                yield Hit(words, place_of(ctx, part, item), certain=False, level=WARNING)
            continue
        if item.value == value or any(other.kind == item.kind and other.value == value for _, other in found):
            continue
        if ctx.report.table2_forms.get("rules") == "2019" and item.value == cell(ctx, spot[0], 1):
            continue
        if narrow(ctx, item) and item.value < value:
            words = f"文中“{item.quote}”只是其中一个单位的数，{name}是{shown(value)}，范围不同，请同时写出全部范围的数"
            yield Hit(words, place_of(ctx, part, item), level=INFO)
            continue
        level = ERROR if item.verb in ("制发", "废止", "现行有效", "未制发") else WARNING
        words = f"文中写“{item.quote}”，{name}是{shown(value)}，请核对后改成一致"
        yield Hit(words, place_of(ctx, part, item), level=level, certain=not doubted(ctx, spot[0]))


@rule("T014", "prose-decisions-differ", WARNING, cites=("勾稽",), forms=SINCE_2019)
def decisions_differ(ctx: Context) -> Iterator[Hit]:
    """文中行政许可、行政处罚、行政强制件数与表二不一致。

    查什么：文中写的办结、作出的行政许可、行政处罚、行政强制件数，与表二处理决定数量是否相同。
    为什么：表二统计本年全部处理决定；文字另有口径的，应当写明。
    怎样改：把文字和表格改成同一个数，或者写明文字的统计口径。
    依据：格式要求文字与表格数据一致。
    """
    names = {"licences": ("licences", "行政许可"), "penalties": ("penalties", "行政处罚"), "coercion": ("penalties", "行政强制")}
    for part, item in told(ctx, lambda text: read.decisions(text, ctx.year)):
        block, name = names[item.kind]
        row = f"table2.{item.kind}"
        index = 2 if ctx.report.table2_forms.get(block) == "2019" else 0
        if not there(ctx, row) or not item.exact:
            continue
        value = cell(ctx, row, index)
        column = ctx.column_label(row, index)
        if value is None:
            if item.value:
                words = f"文中写“{item.quote}”，但表二“{name}”的“{column}”没有能确定的数字，无法核对，请对照表格核实"
                yield Hit(words, place_of(ctx, part, item), certain=False, level=WARNING)
        elif item.value != value and not (narrow(ctx, item) and item.value < value):
            words = f"文中写“{item.quote}”，表二“{name}”的“{column}”是{shown(value)}，请核对后改成一致，口径不同的请写明"
            yield Hit(words, place_of(ctx, part, item), certain=not doubted(ctx, row))


def _fees(ctx: Context) -> float | None:
    """Fees of table two in 万元; None when unknown, or when the form counts items instead."""
    if ctx.report.table2_forms.get("fees") != "2021":
        return None
    value = ctx.report.value("table2.fees", 0)
    if isinstance(value, str) and value.endswith("万元"):
        value = value.removesuffix("万元").replace(",", "")
    elif isinstance(value, str) and value.endswith("元"):
        number = value.removesuffix("元").replace(",", "")
        return float(number) / 10_000 if number.replace(".", "", 1).isdigit() else None
    if isinstance(value, str):
        return float(value) if value.replace(".", "", 1).isdigit() else None
    return value


@rule("T015", "prose-fees-differ", WARNING, cites=("勾稽",), forms=SINCE_2019)
def fees_differ(ctx: Context) -> Iterator[Hit]:
    """文中行政事业性收费金额与表二不一致。

    查什么：文中写的行政事业性收费金额，与表二“本年收费金额（单位：万元）”是否相同，元与万元是否弄混。
    为什么：同一件事在一份报告里只能有一个数；元与万元相差一万倍，最容易填错。
    怎样改：以财务数据为准，把文字和表格改成同一个数，表内单位是万元。
    依据：格式要求文字与表格数据一致。
    """
    table = _fees(ctx)
    if table is None:
        return
    for part, item in told(ctx, lambda text: read.money(text, ctx.year)):
        if item.kind == "none_fees" and table and not narrow(ctx, item):
            words = f"文中写“{item.quote}”，表二“行政事业性收费”金额却是{shown(table)}万元，请核对后改成一致"
        elif item.kind == "fees" and item.exact and not narrow(ctx, item):
            said = item.value * MONEY[item.unit] / 10_000
            if abs(said - table) <= 0.5 / 10**item.places * MONEY[item.unit] / 10_000 + 1e-9 or abs(said - table) < 0.005:
                continue
            slip = "，像是把元填成了万元" if table and abs(said * 10_000 - table) < 1 else ""
            words = f"文中写“{item.quote}”，表二“行政事业性收费”金额是{shown(table)}万元{slip}，请核对后改成一致"
        else:
            continue
        yield Hit(words, place_of(ctx, part, item), certain=not doubted(ctx, "table2.fees"))


@rule("T016", "processing-fee-not-counted", WARNING, cites=("收费办法",), forms=SINCE_2019)
def processing_fee(ctx: Context) -> Iterator[Hit]:
    """收取了信息处理费，表二行政事业性收费却是 0。

    查什么：第六部分写的信息处理费金额大于零时，表二“行政事业性收费”金额是否包含它。
    为什么：信息处理费属于行政事业性收费，收了就应当计入表二。
    怎样改：核对收费金额，把信息处理费计入表二。
    依据：信息处理费管理办法把信息处理费作为行政事业性收费管理。
    """
    table = _fees(ctx)
    if table is None:
        return
    for part, item in told(ctx, lambda text: read.money(text, ctx.year)):
        if item.kind != "processing_fee" or not item.value:
            continue
        said = item.value * MONEY[item.unit] / 10_000
        if said >= 0.005 and (table == 0 or said > table + 0.01):
            words = f"文中写“{item.quote}”，表二“行政事业性收费”金额只有{shown(table)}万元，信息处理费应当计入，请核对"
            yield Hit(words, place_of(ctx, part, item), certain=not doubted(ctx, "table2.fees"))


RULES = (cases_differ, no_case, not_closed, cases_not_told, documents_differ, decisions_differ, fees_differ, processing_fee)
