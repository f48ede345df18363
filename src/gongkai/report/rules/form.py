"""The right edition of the form, and all of it: F001–F011 and F017."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from gongkai.lib.text import alike
from gongkai.report.forms import FORMS, form_of
from gongkai.report.rules.base import ERROR, INFO, SINCE_2019, SINCE_2021, WARNING, Hit, Place, rule
from gongkai.report.rules.tables import PART_NAMES, TABLES, key_of, row_name, row_names, table_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.report.forms.base import Block
    from gongkai.report.rules.context import Context

OTHER_ROWS = ("table3.other.no_correction", "table3.other.fee_unpaid", "table3.other.rest")
_CITED_IN = ("preamble", "overview", "problems", "other")
_PARTS = ("overview", "table2", "table3", "table4", "problems", "other")


@cache
def _speaks_of_itself() -> re.Pattern[str]:
    return re.compile(
        r"本报告|20\d\d年度?[^，。\n]{0,24}公开(?:工作)?(?:年度|情况)?报告|所列数据|(?:主动公开|依申请公开|公开政府信息|公开申请)[^。\n]{0,16}?\d+ ?[条件]"
    )


def recognised(ctx: Context) -> bool:
    """True when there is anything of an annual report: title and year, a part, a table, or a sentence that says so."""
    report = ctx.report
    prose = ("overview", "problems", "other") if report.kind == "json" else ("problems", "other")  # any text is read as overview
    if report.rows or report.headings or any(report.sections.get(key) for key in prose):
        return True
    if report.title is not None and report.year is not None:
        return True
    text = alike(report.text) or ctx.everything
    return "公开" in text and _speaks_of_itself().search(text) is not None


def printed_parts(ctx: Context) -> set[str]:
    """Keys of the parts of which a heading, words or a table are there."""
    report = ctx.report
    printed = {heading.section for heading in report.headings} | {key for key, text in report.sections.items() if text.strip()}
    return printed | {table for table in TABLES if table_rows(ctx, table)}


def ends_at(ctx: Context, part: str) -> bool:
    """True when nothing of the report stands behind that part: the file may be cut off there."""
    return not printed_parts(ctx) & set(_PARTS[_PARTS.index(part) + 1 :])


def mixed(ctx: Context) -> bool:
    """True when the blocks of table two are of more than one edition."""
    return len(set(ctx.report.table2_forms.values())) > 1


@rule("F001", "not-a-report", ERROR, cites=("条例:50",))
def not_a_report(ctx: Context) -> Iterator[Hit]:
    """没有认出年度报告。

    查什么：文字里有没有年度报告的标题和年份、六个部分或规定的表格；一样都没有就报。
    为什么：认不出年度报告，其他各项都无从核对。
    怎样改：确认文件没有选错；表格或正文是图片的，改成可复制的文字后再查。
    依据：条例第五十条规定了年度报告应当包括的内容。
    """
    if not recognised(ctx):
        yield Hit("没有认出年度报告：没有标题和年份，没有六个部分，也没有表格，请确认文件没有选错", Place("document"))


@rule("F002", "tables-of-another-edition", ERROR, cites=("格式2021", "格式2019"), forms=SINCE_2019)
def tables_of_another_edition(ctx: Context) -> Iterator[Hit]:
    """表格整体用了另一年的格式。

    查什么：表格的列名和行名属于哪一版格式，与报告年度应当用的格式是否一致。
    为什么：两版格式统计的内容不同，用错格式的数据不能汇总，也等于没有按规定报告。
    怎样改：下载当年应当用的空白格式，按新的列名重新统计填写，不能把旧表的数字照抄过去。
    依据：2019、2020 年度用国办公开办函〔2019〕60号，2021 年度起用国办公开办函〔2021〕30号。
    """
    form, required = ctx.form, ctx.required
    if form is None or required is None or form is required or mixed(ctx):
        return
    yield Hit(
        f"{ctx.year}年度报告的表格应当用{required.number}的格式，现在用的是{form.number}的旧格式"
        if form.first_year < required.first_year
        else f"{ctx.year}年度报告的表格应当用{required.number}的格式，现在用的是{form.number}的格式",
        Place("table2"),
        cites=(required.cite, form.cite),
    )


@rule("F003", "block-columns-of-another-edition", ERROR, cites=("格式2021", "格式2019"), forms=SINCE_2019)
def block_columns(ctx: Context) -> Iterator[Hit]:
    """第二部分某一栏的列名是另一版格式的。

    查什么：第二十条第（一）（五）（六）（八）项各栏的列名，逐栏与当年格式比较。
    为什么：例如“本年新制作数量”和“本年制发件数”口径不同，列名错了，下面的数字也就错了。
    怎样改：换成规定的列名，并按新口径重新统计。
    依据：当年年度报告格式第二部分。
    """
    for key, right, wrong in wrong_blocks(ctx):
        if key == "fees" and right.columns[0].kind == "amount":
            continue  # F006 says it
        shown = printed_columns(ctx, key, wrong)
        official = [column.label for column in right.columns]
        first = next((label for label in shown if label not in official), shown[0])
        yield Hit(
            f"{right.item}的列名是“{'”“'.join(shown)}”，应为“{'”“'.join(official)}”，数字要按新列名重新统计",
            Place("table2", key, None, first),
        )


def wrong_blocks(ctx: Context) -> Iterator[tuple[str, Block, Block]]:
    """Blocks of another edition than the year requires: key, right block, the block as it is."""
    required = ctx.required
    for key, name in ctx.report.table2_forms.items():
        form = form_of(name)
        if required is None or form is None or form is required:
            continue
        right = next((block for block in required.blocks if block.key == key), None)
        wrong = next((block for block in form.blocks if block.key == key), None)
        if right is not None and wrong is not None and right.columns != wrong.columns:
            yield key, right, wrong


def printed_columns(ctx: Context, key: str, block: Block) -> list[str]:
    """The column labels as printed where they were read, else those of the edition."""
    read = [label for label in ctx.report.column_labels.get(key, ()) if label and "信息内容" not in label]
    return read or [column.label for column in block.columns]


@rule("F004", "other-services-row", ERROR, cites=("格式2021#第二部分",), forms=SINCE_2021)
def other_services(ctx: Context) -> Iterator[Hit]:
    """2021 年起的格式没有“其他对外管理服务事项”。

    查什么：第二部分有没有“其他对外管理服务事项”一行。
    为什么：这一行只在 2019 年的试行格式里有，留着就是用错了格式。
    怎样改：删去这一行，不要把它的数字并入行政许可。
    依据：国办公开办函〔2021〕30号附件第二部分。
    """
    if "table2.other_services" in ctx.report.rows:
        place = Place("table2", "other_services", None, "其他对外管理服务事项")
        yield Hit("第二十条第（五）项多出“其他对外管理服务事项”一行，现行格式没有，应删去", place)


@rule("F005", "procurement-row", ERROR, cites=("格式2021#第二部分",), forms=SINCE_2021)
def procurement(ctx: Context) -> Iterator[Hit]:
    """2021 年起的格式没有第（九）项政府集中采购。

    查什么：第二部分有没有“第二十条第（九）项 政府集中采购”一栏。
    为什么：这一栏只在 2019 年的试行格式里有，留着就是用错了格式。
    怎样改：删去整栏；想说明采购情况，写进总体情况。
    依据：国办公开办函〔2021〕30号附件第二部分。
    """
    if "table2.procurement" in ctx.report.rows:
        place = Place("table2", "procurement", None, "政府集中采购")
        yield Hit("多出“第二十条第（九）项 政府集中采购”一栏，现行格式没有，应整栏删去", place)


@rule("F006", "fees-counted-in-items", ERROR, cites=("格式2021#第二部分",), forms=SINCE_2021)
def fees_in_items(ctx: Context) -> Iterator[Hit]:
    """行政事业性收费填的是项目数，不是金额。

    查什么：第二十条第（八）项的列是“上一年项目数量、本年增/减”，还是“本年收费金额（单位：万元）”。
    为什么：现行格式要报全年收了多少钱，项目数不能换算成金额。
    怎样改：换成“本年收费金额（单位：万元）”一列，向财务核实全年金额，没有收费就写 0。
    依据：国办公开办函〔2021〕30号附件第二部分。
    """
    for key, right, wrong in wrong_blocks(ctx):
        if key == "fees" and right.columns[0].kind == "amount":
            shown = printed_columns(ctx, key, wrong)
            yield Hit(
                f"第二十条第（八）项行政事业性收费填的是项目数（“{'”“'.join(shown)}”），应填“{right.columns[0].label}”，没有收费就写 0",
                Place("table2", "fees", None, shown[0]),
            )


@rule("F007", "other-handling-rows", ERROR, cites=("格式2021#第三部分", "格式2019"), forms=SINCE_2019)
def other_handling(ctx: Context) -> Iterator[Hit]:
    """（六）其他处理的分行与格式不符。

    查什么：2021 年起（六）其他处理应分三行：逾期不补正、逾期未缴费、其他；2019、2020 年度只有一行。
    为什么：合成一行就看不出有多少申请因不补正、不缴费而终止，上级也无法汇总。
    怎样改：按登记台账把这一行的件数分到三行，分不出原因的先查台账，不要全数填进“3.其他”。
    依据：当年年度报告格式第三部分。
    """
    if ctx.required is None:
        return
    rows = ctx.report.rows
    split = [row for row in OTHER_ROWS if row in rows]
    if ctx.required.name == "2021" and "table3.other" in rows and not split:
        names = "”“".join(row.label for row in FORMS["2021"].rows if row.key.startswith("other."))
        zero = all(figure.value == 0 for figure in rows["table3.other"])
        message = f"（六）其他处理只有一行，应分为“{names}”三行" + ("，三行都写 0" if zero else "，请按登记台账分开填写")
        yield Hit(message, Place("table3", "other", None, "（六）其他处理"), cites=("格式2021#第三部分",))
    elif ctx.required.name == "2019" and split and "table3.other" not in rows:
        place = Place("table3", key_of(split[0]), None, "（六）其他处理")
        yield Hit(f"（六）其他处理分成了 {len(split)} 行，{ctx.required.number}的格式只有一行", place, cites=("格式2019",))


@rule("F008", "blocks-of-mixed-editions", ERROR, cites=("格式2021", "格式2019"), forms=SINCE_2019)
def mixed_blocks(ctx: Context) -> Iterator[Hit]:
    """第二部分混用了两版格式。

    查什么：第二部分各栏是不是同一版格式。
    为什么：一张表里两种口径，读的人无法判断哪个数字可用。
    怎样改：全部换成当年应当用的格式。
    依据：当年年度报告格式第二部分。
    """
    if not mixed(ctx) or ctx.required is None:
        return
    forms = ctx.report.table2_forms
    lists = []
    for name in sorted(set(forms.values())):
        form = form_of(name)
        blocks = [block.item.removeprefix("第二十条") for block in form.blocks if forms.get(block.key) == name] if form else []
        lists.append(f"{'、'.join(blocks)}是 {name} 年的格式")
    yield Hit(f"第二部分混用了两版格式：{'，'.join(lists)}；应全部用 {ctx.required.name} 年的格式", Place("table2"))


@rule("F009", "cited-edition-differs", WARNING, cites=("格式2021", "格式2019"), forms=SINCE_2019)
def cited_edition(ctx: Context) -> Iterator[Hit]:
    """正文引用的格式文件与表格不是同一版。

    查什么：正文写的是按哪一号文件编制，与表格实际的格式是否一致。
    为什么：说按新格式编制却用旧表，或者用新表却引旧文件，一看就知道没有核对。
    怎样改：表格用错的换表格；表格没错的，把引用的文号改成当年的格式文件。
    依据：当年年度报告格式。
    """
    cited, form = form_of(ctx.report.cited_form), ctx.form
    if cited is None or form is None or cited is form or ctx.required is None:
        return
    if form is ctx.required and cited.number in ctx.everything:
        return  # N026 says it
    part, start = _where_cited(ctx, cited.number)
    text = ctx.raw(part)[start : start + len(cited.number)] if start >= 0 else ""
    mend = "表格要换成引用的这一版" if cited is ctx.required else f"引用应改为{ctx.required.number}"
    if form is not ctx.required and cited is not ctx.required:
        mend = f"两处都应是{ctx.required.number}"
    place = Place(part, None, None, text, start, start + len(text) if start >= 0 else -1)
    level = ERROR if form is not ctx.required else WARNING
    yield Hit(f"正文说按{cited.number}编制，表格却是{form.number}的格式，{mend}", place, level=level)


def _where_cited(ctx: Context, number: str) -> tuple[str, int]:
    for part in _CITED_IN:
        start = ctx.text(part).find(number)
        if start >= 0:
            return part, start
    return "preamble", -1


@rule("F010", "rows-missing", ERROR, cites=("格式2021", "格式2019"), forms=SINCE_2019)
def rows_missing(ctx: Context) -> Iterator[Hit]:
    """表格缺少规定的行。

    查什么：当年格式规定的每一行是不是都在；整张表没有的另报。
    为什么：缺行就少报一项内容，合计也无法核对。
    怎样改：补上缺少的行，没有发生的写 0。
    依据：当年年度报告格式。
    """
    if ctx.required is None:
        return
    present = set(ctx.report.rows) | {item.where.partition("[")[0] for item in ctx.report.unsure}
    if "table3.other" in present or present & set(OTHER_ROWS):
        present |= {"table3.other"} if ctx.required.name == "2019" else set()
        present |= set(OTHER_ROWS) if "table3.other" in ctx.report.rows else set()  # F007 says it
    missing = Counter(row.partition(".")[0] for row in ctx.required.row_keys() if row not in present)
    for table, count in missing.items():
        if not table_rows(ctx, table):
            continue
        all_rows = [row for row in ctx.required.row_keys() if row.startswith(table + ".")]
        rows = [row for row in all_rows if row not in present]
        cut = rows == all_rows[-len(rows) :] and ends_at(ctx, table)
        message = f"{PART_NAMES[table]}的表格缺 {count} 行：{row_names(ctx, rows)}，应补上，没有发生的写 0"
        if cut:
            message = f"{PART_NAMES[table]}的表格只到“{row_name(ctx, all_rows[-len(rows) - 1])}”，后面 {count} 行没有读到，请确认文件完整"
        yield Hit(message, Place(table, key_of(rows[0])), certain=not cut)


@rule("F011", "table-missing", ERROR, cites=("条例:50", "格式2021"), forms=SINCE_2019)
def table_missing(ctx: Context) -> Iterator[Hit]:
    """缺少整张表格。

    查什么：第二、三、四部分的表格是不是都能读到。
    为什么：这三张表是年度报告的法定内容；做成图片的表格不能复制、检索和核对。
    怎样改：按格式补上表格；表格是图片的，改成文字表格。
    依据：条例第五十条第一款，当年年度报告格式第二、三、四部分。
    """
    if ctx.required is None or not recognised(ctx):
        return
    headed = {heading.section for heading in ctx.report.headings}
    unread = {item.where.partition(".")[0] for item in ctx.report.unsure}
    for table in TABLES:
        # Where the whole part is missing between others, F030 says so.
        if table_rows(ctx, table) or table in unread or (headed and table not in headed):
            continue
        cut = ends_at(ctx, table)
        if cut and table not in headed:
            continue  # F030 says that the file ends
        message = f"没有读到{PART_NAMES[table]}的表格，" + (
            "文件到此就结束了，请确认文件完整" if cut else "应按格式补上；表格是图片的，请改成文字表格"
        )
        yield Hit(message, Place(table), certain=not cut, cites=("条例:50", ctx.required.cite))


@rule("F017", "before-2019", INFO, cites=("条例2007", "格式2019"))
def before_2019(ctx: Context) -> Iterator[Hit]:
    """2018 年度及以前的报告，不按现行表格核对。

    查什么：报告年度是不是早于 2019 年。
    为什么：那时没有全国统一的表格，拿现行格式去比没有意义。
    怎样改：不用改；只核对标题、名称、个人信息等与格式无关的事项。
    依据：2019 年度起才有全国统一的年度报告格式。
    """
    if ctx.edition == "old":
        yield Hit(f"{ctx.year}年度的报告是旧格式，只核对与格式无关的事项", Place("document"))


RULES = (
    not_a_report, tables_of_another_edition, block_columns, other_services, procurement, fees_in_items,
    other_handling, mixed_blocks, cited_edition, rows_missing, table_missing, before_2019,
)  # fmt: skip
