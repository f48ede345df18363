"""Single cells and headers of the tables: F012–F016 and F018–F020."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gongkai.lib.text import alike
from gongkai.report.model import TO_FILL
from gongkai.report.rules.base import ERROR, INFO, SINCE_2019, WARNING, Fix, Hit, Place, rule
from gongkai.report.rules.form import printed_columns
from gongkai.report.rules.tables import (
    PART_NAMES,
    TABLES,
    block_form,
    column_kind,
    column_name,
    is_blank,
    is_dash,
    key_of,
    number,
    plain,
    row_name,
    row_names,
    table_rows,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.report.model import Figure
    from gongkai.report.rules.context import Context

_MANY = 5  # more rows than this with blanks are told in one sentence
_IMPLAUSIBLE_FEE = 10_000  # from here on Q004 speaks, once
_LARGE_FEE = 1000  # 万元; a town that collects more has probably written 元
_UNITS = {"元": 10_000, "万元": 1, "千元": 10, "亿元": 0.0001, "万": 1}


def _unsure(ctx: Context, row: str, index: int) -> bool:
    return any(item.where in (row, f"{row}[{index}]") for item in ctx.report.unsure)


def _all_blank(ctx: Context, table: str) -> bool:
    rows = table_rows(ctx, table)
    return bool(rows) and all(is_blank(f) and not _unsure(ctx, r, i) for r, row in rows.items() for i, f in enumerate(row))


@rule("F012", "extra-row", WARNING, cites=("格式2021", "格式2019"), forms=SINCE_2019)
def extra_row(ctx: Context) -> Iterator[Hit]:
    """表格多出格式没有的行。

    查什么：表格里有没有规定之外的行，例如自己加的“其他主动公开文件”。
    为什么：格式全国统一，多出的行无法汇总，还会使合计对不上。
    怎样改：删去这一行，要说明的写进总体情况或其他需要报告的事项。
    依据：当年年度报告格式。
    """
    for extra in ctx.report.extras:
        label = alike(extra.label).strip()
        name = PART_NAMES.get(extra.table, "表格")
        yield Hit(f"{name}多出“{label}”一行，格式里没有，应删去，情况写进正文", Place(extra.table, None, None, extra.label))


@rule("F013", "blank-cells", WARNING, cites=("惯例", "格式2021"), forms=SINCE_2019)
def blank_cells(ctx: Context) -> Iterator[Hit]:
    """表格有空白的格。

    查什么：每一行有没有空着不填的格；整张表都空的另报。
    为什么：空白不是 0，读的人不知道是没有发生还是漏填，合计也无法核对。
    怎样改：没有发生的写 0，漏填的补上。
    依据：年度报告编制惯例，数字格都应填写。
    """
    for table in TABLES:
        if _all_blank(ctx, table):
            continue
        found = {row: blank for row, figures in table_rows(ctx, table).items() if (blank := _blanks(ctx, row, figures))}
        if len(found) > _MANY:
            cells = sum(len(blank) for blank in found.values())
            message = f"{PART_NAMES[table]}的表格有 {len(found)} 行共 {cells} 格空白：{row_names(ctx, found)}；没有发生就写 0"
            yield Hit(message, Place(table, key_of(next(iter(found)))))
            continue
        for row, blank in found.items():
            width = len(ctx.report.rows[row])
            which = "整行" if len(blank) == width > 1 else f"“{'”“'.join(ctx.column_label(row, index) for index in blank)}”"
            yield Hit(
                f"{row_name(ctx, row)}：{which}空白，空白不是 0，没有就写 0", Place(table, key_of(row), ctx.column_label(row, blank[0]))
            )


def _blanks(ctx: Context, row: str, figures: tuple[Figure, ...]) -> list[int]:
    return [index for index, figure in enumerate(figures) if is_blank(figure) and not _unsure(ctx, row, index)]


@rule("F014", "blank-table", ERROR, cites=("条例:50", "格式2021"), forms=SINCE_2019)
def blank_table(ctx: Context) -> Iterator[Hit]:
    """整张表格没有填数字。

    查什么：第二、三、四部分的表格是不是一个数字都没有。
    为什么：空表等于没有报告这一部分。
    怎样改：按登记台账填写，没有发生的写 0。
    依据：条例第五十条，当年年度报告格式。
    """
    for table in TABLES:
        if _all_blank(ctx, table):
            yield Hit(f"{PART_NAMES[table]}的表格整张空白，应填写数字，没有发生的写 0", Place(table))


@rule("F015", "stroke-instead-of-number", INFO, cites=("惯例",), forms=SINCE_2019)
def strokes(ctx: Context) -> Iterator[Hit]:
    """表格里用“/”或“-”代替数字。

    查什么：哪些行用斜线、横线代替数字。
    为什么：没有规章制定权的单位在规章一行写“/”是常见做法；其他行写“/”，看不出是 0 还是没有统计。
    怎样改：没有发生的写 0；规章一行可以保留，统一写 0 更便于汇总。
    依据：年度报告编制惯例。
    """
    for table in TABLES:
        rows = {row: figures for row, figures in table_rows(ctx, table).items() if any(is_dash(figure) for figure in figures)}
        if not rows:
            continue
        first = next(figure for figures in rows.values() for figure in figures if is_dash(figure))
        tail = "没有规章制定权的可以这样写，写 0 更便于汇总" if set(rows) == {"table2.rules"} else "没有发生的请写 0"
        message = f"{PART_NAMES[table]}用“{first.shown.strip()}”代替数字：{row_names(ctx, rows)}；{tail}"
        yield Hit(message, Place(table, key_of(next(iter(rows))), None, first.shown.strip()))


@rule("F016", "unreadable-cell", WARNING, cites=("惯例",), forms=SINCE_2019)
def unreadable(ctx: Context) -> Iterator[Hit]:
    """有的数字认不准，需要对照原件。

    查什么：粘连、残缺、无法确定的数字和行。
    为什么：猜出来的数字不能用来核对，也不能当作 0。
    怎样改：对照原件核实；表格数字粘在一起的，换用 Word 或网页原件再查。
    依据：年度报告编制惯例，数字应当清楚可辨。
    """
    for item in ctx.report.unsure:
        row, _, rest = item.where.partition("[")
        table = row.partition(".")[0]
        column = column_name(ctx, row, int(rest.rstrip("]"))) if rest.rstrip("]").isdigit() else None
        where = row_name(ctx, row) + (f"“{column}”" if column else "")
        message = f"{where}印作“{item.printed.strip()}”，认不准（{item.why}），请核对原件"
        yield Hit(message, Place(table, key_of(row) or None, column or None, item.printed), certain=False)
    for row, figures in ctx.report.rows.items():
        for index, figure in enumerate(figures):
            if _illegible(figure) and not _unsure(ctx, row, index):
                column = ctx.column_label(row, index)
                message = f"{row_name(ctx, row)}“{column}”印作“{figure.shown.strip()}”，认不出是多少，请核对原件"
                yield Hit(message, Place(row.partition(".")[0], key_of(row), column, figure.shown), certain=False)


def _illegible(figure: Figure) -> bool:
    return figure.value is None and not is_blank(figure) and not is_dash(figure) and figure.shown.strip() != TO_FILL


@rule("F021", "cell-still-to-fill", ERROR, cites=("惯例", "格式2021"), forms=SINCE_2019)
def still_to_fill(ctx: Context) -> Iterator[Hit]:
    """表格里还写着“待填”。

    查什么：数字格里有没有修改时留下的“待填”，每张表合成一条。
    为什么：“待填”表示这个数只有本机关知道，带着它公布等于没有数字。
    怎样改：按台账填上数字，没有发生的填 0。
    依据：年度报告编制惯例，每格都要有数字。
    """
    owing: dict[str, list[str]] = {}
    for row, figures in ctx.report.rows.items():
        if any(figure.value is None and figure.shown.strip() == TO_FILL for figure in figures):
            owing.setdefault(row.partition(".")[0], []).append(row)
    for table, rows in owing.items():
        message = f"{PART_NAMES[table]}还有 {len(rows)} 行写着“{TO_FILL}”：{row_names(ctx, rows)}；公布前要填好，没有就写 0"
        yield Hit(message, Place(table, key_of(rows[0]), text=TO_FILL))


@rule("F018", "column-header-garbled", WARNING, cites=("格式2021#第二部分", "格式2019"), forms=SINCE_2019)
def column_header(ctx: Context) -> Iterator[Hit]:
    """第二部分的列名重复或残缺。

    查什么：同一栏里有没有两列同名，或者列名只剩半截。
    为什么：两列同名，下面的数字就说不清是什么。
    怎样改：按格式改正列名，并核对数字是否填在对的列。
    依据：当年年度报告格式第二部分。
    """
    for key in ctx.report.column_labels:
        form = block_form(ctx, key)
        block = next((block for block in form.blocks if block.key == key), None) if form else None
        if block is None:
            continue
        printed = printed_columns(ctx, key, block)
        official = [column.label for column in block.columns]
        if len(printed) != len(official):
            continue
        for index, (label, right) in enumerate(zip(printed, official, strict=True)):
            earlier = plain(label) in [plain(before) for before in printed[:index]]
            cut = plain(label) != plain(right) and plain(right).startswith(plain(label)) and len(plain(label)) < 5
            if earlier or cut:
                what = f"列名“{label}”印了两次" if earlier else f"列名“{label}”不完整"
                message = f"{block.item}：{what}，第 {index + 1} 列应为“{right}”，请核对数字是否填在对的列"
                yield Hit(message, Place("table2", key, right, label))


@rule("F019", "fee-with-unit", ERROR, cites=("格式2021#第二部分",), forms=SINCE_2019)
def fee_unit(ctx: Context) -> Iterator[Hit]:
    """收费金额没有按万元填写。

    查什么：“本年收费金额（单位：万元）”一格是不是带着单位，或者像是以元为单位填的。
    为什么：以元填入万元的格，金额就放大一万倍。
    怎样改：换算成万元，只写数字。
    依据：国办公开办函〔2021〕30号附件第二部分。
    """
    for row in ctx.report.rows:
        if not row.startswith("table2.") or row == "table2.procurement" or column_kind(ctx, row, 0) != "amount":
            continue
        value = ctx.report.value(row, 0)
        place = Place("table2", key_of(row), ctx.column_label(row, 0), str(value))
        if isinstance(value, str):
            yield from _amount_in_words(value.strip(), place)
        elif value is not None and ctx.is_town and _LARGE_FEE <= value < _IMPLAUSIBLE_FEE:
            message = f"收费金额写的是 {number(value)}，单位是万元，请核对是不是按元填的（按元换算是 {number(value / 10_000)} 万元）"
            yield Hit(message, place, certain=False, level=WARNING)


def _amount_in_words(value: str, place: Place) -> Iterator[Hit]:
    match = _amount().fullmatch(alike(value).replace("，", "").replace(" ", ""))
    if match is None or match[2] not in _UNITS:
        yield Hit(f"收费金额写的是“{value}”，应按万元只写数字，没有收费就写 0", place)
        return
    right = number(round(float(match[1]) / _UNITS[match[2]], 6))
    message = f"收费金额写的是“{value}”，这一格的单位是万元，应写 {right}"
    yield Hit(message, place, Fix(value, right), level=WARNING if match[2] in ("万元", "万") else ERROR)


@cache
def _amount() -> re.Pattern[str]:
    return re.compile(r"([0-9]+(?:\.[0-9]+)?)([万千亿]?元|万)")


@rule("F020", "count-not-whole", ERROR, cites=("惯例", "格式2021"), forms=SINCE_2019)
def count_not_whole(ctx: Context) -> Iterator[Hit]:
    """件数不是零或正整数。

    查什么：按件统计的格里有没有负数、小数或文字；“本年增/减”可以是负数；金额不能是负数。
    为什么：件数只能是整数，带文字的格无法汇总。
    怎样改：只写整数，没有发生的写 0。
    依据：年度报告编制惯例，数字格只填数字。
    """
    for row, figures in ctx.report.rows.items():
        for index, figure in enumerate(figures):
            if isinstance(figure.value, int) and figure.value >= 0:
                continue  # right in a column of any kind
            wrong = _wrong_count(figure, column_kind(ctx, row, index))
            if wrong:
                column = ctx.column_label(row, index)
                place = Place(row.partition(".")[0], key_of(row), column, figure.shown)
                digits = _digits().fullmatch(alike(str(figure.value)).strip()) if isinstance(figure.value, str) else None
                fix = Fix(figure.shown, digits[1]) if digits else None
                yield Hit(f"{row_name(ctx, row)}“{column}”写的是“{figure.shown.strip()}”，{wrong}", place, fix)


def _wrong_count(figure: Figure, kind: str) -> str:
    value = figure.value
    if value is None:
        return ""
    if kind == "amount":
        return "金额不能是负数" if isinstance(value, (int, float)) and value < 0 else ""
    if isinstance(value, str):
        return "应只写数字，没有发生就写 0"
    if value != int(value):
        return "件数应是整数"
    return "件数不能是负数" if value < 0 and kind != "change" else ""


@cache
def _digits() -> re.Pattern[str]:
    return re.compile(r"([0-9]+) ?[件项条个次宗]")


@rule("F022", "rules-without-power", WARNING, cites=("格式2021#第二部分",), forms=SINCE_2019)
def rules_without_power(ctx: Context) -> Iterator[Hit]:
    """没有规章制定权的机关填了规章。

    查什么：乡镇、街道、县的报告，“规章”一行是不是填了大于 0 的数。
    为什么：规章只能由国务院部门和省、设区的市、自治州人民政府制定；多半是把文件、制度的件数填错了行。
    怎样改：规章一行写 0；制发的规范性文件填在“行政规范性文件”一行。
    依据：年度报告格式第二部分，规章的含义见立法法。
    """
    county = (ctx.organ or "").endswith(("县", "县人民政府")) and not ctx.is_town
    if not (ctx.is_town or county):
        return
    for index, figure in enumerate(ctx.report.rows.get("table2.rules", ())):
        if isinstance(figure.value, (int, float)) and figure.value > 0 and not ctx.report.doubted("table2.rules"):
            column = ctx.column_label("table2.rules", index)
            who = "县级人民政府" if county else "乡镇、街道"
            message = f"规章的“{column}”填了 {number(figure.value)}，{who}不能制定规章，应为 0，请核对是不是填错了行"
            yield Hit(message, Place("table2", "rules", column, figure.shown))
            return


RULES = (
    extra_row,
    blank_cells,
    blank_table,
    strokes,
    unreadable,
    still_to_fill,
    column_header,
    fee_unit,
    count_not_whole,
    rules_without_power,
)
