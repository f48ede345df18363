"""Arithmetic within the tables: S001–S007."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.report.forms import FORMS
from gongkai.report.rules.base import ERROR, INFO, SINCE_2019, WARNING, Hit, Place, rule
from gongkai.report.rules.tables import PART_NAMES, block_form, key_of, number, row_name, row_names, table_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gongkai.report.rules.context import Context

    Values = Mapping[str, Sequence[int | float | None]]

_BALANCE = ("table3.new", "table3.carried_in", "table3.total", "table3.carried_out")
_OTHERS = tuple(f"table3.{key}" for key in FORMS["2021"].results if key.startswith("other."))
_WIDTH = len(FORMS["2021"].columns)
_ALL_RESULTS = tuple(f"table3.{key}" for key in (*FORMS["2021"].results, "other"))
_NOTHING = ("/", "-", "—", "／", "－")
_SOME_ROWS = 5  # more rows than these are missing only where a file was cut off
_SUSPECT = "（这里的数字粘连或认不准，请先核对原件）"


def numbers(ctx: Context, table: str) -> dict[str, list[int | float | None]]:
    """The rows of one table with None for all that is no number."""
    if table in ctx.numbers:
        return ctx.numbers[table]
    found = ctx.numbers[table] = {
        row: [figure.value if isinstance(figure.value, (int, float)) else None for figure in figures]
        for row, figures in table_rows(ctx, table).items()
    }
    return found


def results(ctx: Context) -> tuple[list[str], list[str]]:
    """The rows that add up to （七）总计: those the document has, and those it lacks.

    One row （六）其他处理 stands for the three of 2021 and the other way round.
    """
    rows = ctx.report.rows
    present = [row for row in _ALL_RESULTS if row in rows]
    needed = [row for row in _ALL_RESULTS if row not in _OTHERS and row != "table3.other"]
    if "table3.other" not in rows:
        needed += _OTHERS if ctx.form is None or ctx.form.name == "2021" or any(row in rows for row in _OTHERS) else ("table3.other",)
    return present, [row for row in needed if row not in rows]


def _sum(values: Sequence[int | float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known), 6) if len(known) == len(values) else None


def _differs(one: float, other: float) -> bool:
    return abs(one - other) > 1e-6


def _row_broken(row: Sequence[int | float | None]) -> bool:
    parts, total = _sum(row[:-1]), row[-1]
    return parts is not None and total is not None and _differs(parts, total)


def _balance(values: Values, column: int) -> tuple[float, float] | None:
    cells = [values[row][column] if row in values else None for row in _BALANCE]
    incoming, outgoing = _sum(cells[:2]), _sum(cells[2:])
    return None if incoming is None or outgoing is None else (incoming, outgoing)


def _outcome(values: Values, present: list[str], missing: list[str], column: int) -> tuple[float, float] | None:
    total = values["table3.total"][column] if "table3.total" in values else None
    parts = _sum([values[row][column] for row in present]) if present and not missing else None
    return None if parts is None or total is None else (parts, total)


def _doubt(ctx: Context, rows: Sequence[str]) -> tuple[bool, str]:
    """Whether a mismatch is certain, and the word behind the message when it is not."""
    doubted = any(ctx.report.doubted(row) for row in rows)
    return not doubted, _SUSPECT if doubted else ""


def _unknown(values: Values) -> list[str]:
    return [row for row, cells in values.items() if None in cells]


def _known_at_all(values: Values) -> bool:
    return any(cell is not None for cells in values.values() for cell in cells)


def _level_of_doubt(ctx: Context, rows: Sequence[str]) -> str:
    """What cannot be added up is no proven error; "/" for 「没有」 (F015) is hardly a doubt at all."""
    cells = [figure for row in rows for figure in ctx.report.rows.get(row, ()) if figure.value is None]
    every_row = all(row in ctx.report.rows for row in rows)
    return INFO if every_row and cells and all(figure.shown.strip() in _NOTHING for figure in cells) else WARNING


def _cut_short(ctx: Context) -> bool:
    """The file ends inside table three: F010 has said so."""
    return len(results(ctx)[1]) > _SOME_ROWS


@rule("S001", "row-total-differs", ERROR, cites=("勾稽", "格式2021#第三部分"), forms=SINCE_2019)
def row_total(ctx: Context) -> Iterator[Hit]:
    """第三部分一行的总计不等于六类申请人之和。

    查什么：每一行自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他六格之和，与总计一格比较。
    为什么：总计就是六类申请人相加，不等说明有一格填错。
    怎样改：按登记台账核对这一行；只有一处改动能使全表相符时，提示里会写出来，仍须与台账核对。
    依据：年度报告格式第三部分，表格横向合计。
    """
    values = numbers(ctx, "table3")
    broken = [row for row, cells in values.items() if len(cells) == _WIDTH and _row_broken(cells)]
    for row in broken:
        parts, total = _sum(values[row][:-1]) or 0, values[row][-1] or 0
        certain, doubt = _doubt(ctx, [row])
        advice = _advice(ctx, values, row) if len(broken) == 1 and certain else ""
        message = f"{row_name(ctx, row)}：六类申请人之和是 {number(parts)}，总计写的是 {number(total)}，相差 {number(abs(parts - total))}"
        yield Hit(message + advice + doubt, Place("table3", key_of(row), "总计", number(total)), certain=certain)
    unknown = _unknown(values)
    if unknown and _known_at_all(values):
        message = f"{PART_NAMES['table3']}有 {len(unknown)} 行含空白、“/”或认不清的数字，总计无法核对：{row_names(ctx, unknown)}"
        yield Hit(message, Place("table3", key_of(unknown[0])), certain=False, level=_level_of_doubt(ctx, unknown))
    if not ctx.report.split.intersection(broken):
        yield from _split_by_sums(ctx, "table3")


def _split_by_sums(ctx: Context, table: str) -> Iterator[Hit]:
    """Rows whose digits were told apart by their sums: the sums cannot then vouch for them."""
    split = sorted(row for row in ctx.report.split if row.startswith(table))
    if split:
        message = f"{PART_NAMES[table]}有 {len(split)} 行的数字在文件里连在一起，是按合计断开的，合计不能再用来核对这几行，请看原件"
        yield Hit(message, Place(table, key_of(split[0])), certain=False, level=WARNING)


def _advice(ctx: Context, values: Values, row: str) -> str:
    """The one change of one cell of this row after which every sum of the table holds."""
    present, missing = results(ctx)
    cells = values[row]
    gap = (cells[-1] or 0) - (_sum(cells[:-1]) or 0)
    mends = []
    for column in range(_WIDTH):
        changed = list(cells)
        changed[column] = (changed[column] or 0) + (gap if column < _WIDTH - 1 else -gap)
        if (changed[column] or 0) >= 0 and _all_hold({**values, row: changed}, present, missing):
            mends.append((column, changed[column] or 0))
    if len(mends) != 1:
        return ""
    column, right = mends[0]
    return f"；把“{ctx.column_label(row, column)}”的 {number(cells[column] or 0)} 改为 {number(right)} 后全表相符，请核对台账"


def _all_hold(values: Values, present: list[str], missing: list[str]) -> bool:
    if any(_row_broken(cells) for cells in values.values()):
        return False
    pairs = [_balance(values, column) for column in range(_WIDTH)]
    pairs += [_outcome(values, present, missing, column) for column in range(_WIDTH)]
    return all(pair is not None and not _differs(*pair) for pair in pairs)


def _columns(
    ctx: Context, rows: Sequence[str], pair_of: Callable[[int], tuple[float, float] | None], sentence: Callable[[int, float, float], str]
) -> Iterator[Hit]:
    """One hit for every column whose two sides differ."""
    certain, doubt = _doubt(ctx, rows)
    for column in range(_WIDTH):
        pair = pair_of(column)
        if pair is not None and _differs(*pair):
            label = ctx.column_label("table3.total", column)
            message = f"“{label}”一列：{sentence(column, *pair)}，相差 {number(round(abs(pair[0] - pair[1]), 6))}{doubt}"
            yield Hit(message, Place("table3", "total", label, number(pair[1])), certain=certain)


@rule("S002", "column-balance-differs", ERROR, cites=("勾稽", "格式2021#第三部分"), forms=SINCE_2019)
def column_balance(ctx: Context) -> Iterator[Hit]:
    """第三部分一列的收办不平衡。

    查什么：每一列本年新收加上年结转，是否等于（七）总计加结转下年度继续办理。
    为什么：收进来的申请不是办结就是结转，表格左上角印着这条勾稽关系。
    怎样改：按登记台账核对这四行，常见的是上年结转漏填、结转下年度没有扣除。
    依据：年度报告格式第三部分所附勾稽关系。
    """
    values = numbers(ctx, "table3")
    if not values:
        return

    def cell(row: str, column: int) -> str:
        return number(values[row][column] or 0)

    def sentence(column: int, incoming: float, outgoing: float) -> str:
        new, carried, total, left = (cell(row, column) for row in _BALANCE)
        return f"本年新收 {new} 加上年结转 {carried} 是 {number(incoming)}，总计 {total} 加结转下年度 {left} 是 {number(outgoing)}"

    yield from _columns(ctx, _BALANCE, lambda column: _balance(values, column), sentence)
    lacking = [row for row in _BALANCE if row not in values or None in values[row]]
    if lacking and _known_at_all(values) and not _cut_short(ctx):
        message = f"收办平衡有的列无法核对：{row_names(ctx, lacking)}不全"
        yield Hit(message, Place("table3", key_of(lacking[0])), certain=False, level=_level_of_doubt(ctx, lacking))


@rule("S003", "results-differ-from-total", ERROR, cites=("勾稽", "格式2021#第三部分"), forms=SINCE_2019)
def results_total(ctx: Context) -> Iterator[Hit]:
    """第三部分各项办理结果之和不等于（七）总计。

    查什么：每一列（一）至（六）各行相加，与（七）总计比较。
    为什么：每件申请只计入一种办理结果，各行相加就是总计。
    怎样改：按登记台账核对；常见的是部分公开的申请又计入不予公开，或者漏计其他处理。
    依据：年度报告格式第三部分，区分处理的只计一种情形。
    """
    values = numbers(ctx, "table3")
    present, missing = results(ctx)

    def sentence(_column: int, parts: float, total: float) -> str:
        return f"各项办理结果之和是 {number(parts)}，（七）总计写的是 {number(total)}"

    rows = [*present, "table3.total"]
    yield from _columns(ctx, rows, lambda column: _outcome(values, present, missing, column), sentence)
    lacking = missing + [row for row in rows if row not in values or None in values[row]]
    if values and lacking and _known_at_all(values) and not _cut_short(ctx):
        message = f"办理结果之和有的列无法核对：{row_names(ctx, lacking)}不全"
        yield Hit(message, Place("table3", key_of(lacking[0])), certain=False, level=_level_of_doubt(ctx, lacking))


@rule("S004", "review-total-differs", ERROR, cites=("勾稽", "格式2021#第四部分"), forms=SINCE_2019)
def review_total(ctx: Context) -> Iterator[Hit]:
    """第四部分的总计不等于四种结果之和。

    查什么：行政复议、未经复议直接起诉、复议后起诉三组，各组结果维持、结果纠正、其他结果、尚未审结之和与总计比较。
    为什么：每件案件只计入一种结果，四项相加就是总计。
    怎样改：按复议、诉讼案件登记核对这一组。
    依据：年度报告格式第四部分。
    """
    values = numbers(ctx, "table4")
    for row, cells in values.items():
        if not _row_broken(cells):
            continue
        certain, doubt = _doubt(ctx, [row])
        parts, total = _sum(cells[:-1]) or 0, cells[-1] or 0
        message = (
            f"{row_name(ctx, row)}：四种结果之和是 {number(parts)}，总计写的是 {number(total)}，相差 {number(abs(parts - total))}{doubt}"
        )
        yield Hit(message, Place("table4", key_of(row), "总计", number(total)), certain=certain)
    unknown = _unknown(values)
    if unknown and _known_at_all(values):
        message = f"{PART_NAMES['table4']}有的数字空白或认不清，总计无法核对：{row_names(ctx, unknown)}"
        yield Hit(message, Place("table4", key_of(unknown[0])), certain=False, level=_level_of_doubt(ctx, unknown))
    if not any(row in ctx.report.split and _row_broken(cells) for row, cells in values.items()):
        yield from _split_by_sums(ctx, "table4")


def _documents(ctx: Context, form: str) -> Iterator[tuple[str, int | float | None, int | float | None, int | float | None]]:
    """The two rows of 第（一）项 where that block has the edition named."""
    block = block_form(ctx, "rules")
    for row in ("table2.rules", "table2.normative_documents"):
        if block is not None and block.name == form and len(ctx.report.rows.get(row, ())) == 3:
            yield row, ctx.report.number(row, 0), ctx.report.number(row, 1), ctx.report.number(row, 2)


@rule("S005", "issued-more-than-in-force", WARNING, cites=("勾稽", "格式2021#第二部分"), forms=SINCE_2019)
def issued_and_in_force(ctx: Context) -> Iterator[Hit]:
    """本年制发的件数多于现行有效与废止之和。

    查什么：规章、行政规范性文件两行，本年制发件数是否多于现行有效件数加本年废止件数。
    为什么：当年制发的文件年底不是有效就是已废止；多出来说明现行有效漏计。
    怎样改：与司法行政部门核对现行有效文件目录；确有当年到期失效的，在正文说明。
    依据：国办公开办函〔2021〕30号附件第二部分各列的含义。
    """
    for row, issued, repealed, in_force in _documents(ctx, "2021"):
        if issued is None or repealed is None or in_force is None or issued <= in_force + repealed:
            continue
        certain, doubt = _doubt(ctx, [row])
        message = (
            f"{row_name(ctx, row)}：本年制发 {number(issued)} 件，多于现行有效 {number(in_force)} 件加废止 {number(repealed)} 件{doubt}"
        )
        yield Hit(message, Place("table2", key_of(row), "现行有效件数", number(in_force)), certain=certain)


@rule("S006", "published-more-than-all", WARNING, cites=("勾稽", "格式2019"), forms=SINCE_2019)
def published_and_all(ctx: Context) -> Iterator[Hit]:
    """本年新公开数量多于对外公开总数量。

    查什么：2019 年格式的规章、规范性文件两行，本年新公开数量是否多于对外公开总数量。
    为什么：总数量包括本年新公开的，不会比它少。
    怎样改：核对对外公开总数量，它是历年累计数。
    依据：国办公开办函〔2019〕60号附件第二部分各列的含义。
    """
    for row, _made, published, everything in _documents(ctx, "2019"):
        if published is None or everything is None or published <= everything:
            continue
        certain, doubt = _doubt(ctx, [row])
        message = f"{row_name(ctx, row)}：本年新公开 {number(published)} 件，多于对外公开总数量 {number(everything)} 件{doubt}"
        yield Hit(message, Place("table2", key_of(row), "对外公开总数量", number(everything)), certain=certain)


@rule("S007", "projects-below-zero", ERROR, cites=("勾稽", "格式2019"), forms=SINCE_2019)
def projects_below_zero(ctx: Context) -> Iterator[Hit]:
    """上一年项目数量加本年增减后小于零。

    查什么：2019 年格式的许可、处罚、强制、收费等行，上一年项目数量与本年增/减相加是否小于 0。
    为什么：减少的项目不可能比原有的还多。
    怎样改：核对两格；本年增/减填的是变化数，不是本年的项目数。
    依据：国办公开办函〔2019〕60号附件第二部分各列的含义。
    """
    for row, cells in numbers(ctx, "table2").items():
        if len(cells) < 2 or ctx.column_label(row, 1) != "本年增/减":
            continue
        before, change = cells[0], cells[1]
        if before is None or change is None or before + change >= 0:
            continue
        certain, doubt = _doubt(ctx, [row])
        message = f"{row_name(ctx, row)}：上一年项目数量 {number(before)}，本年增/减 {number(change)}，相加小于 0{doubt}"
        yield Hit(message, Place("table2", key_of(row), "本年增/减", number(change)), certain=certain)


RULES = (row_total, column_balance, results_total, review_total, issued_and_in_force, published_and_all, projects_below_zero)
