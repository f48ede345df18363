"""Tables, headings and labels brought into the form that the year requires.

A figure moves only where it is the same thing in both forms. What only a person knows becomes
a cell without value, printed “待填”, and is never 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.text import alike, squeeze
from gongkai.report.forms import FORMS, form_of, required_form
from gongkai.report.mending import DASHES, EMPTY, PARTS, Change, Lists, Owed, by_table, place_of, shown
from gongkai.report.model import TO_FILL, Heading, Origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.report.forms.base import Block, Form
    from gongkai.report.model import Report, Row

_PROSE = ("overview", "problems", "other")
_OTHERS = ("other.no_correction", "other.fee_unpaid", "other.rest")
_NUMBERS = "一二三四五六七八九十"


class Converted(NamedTuple):
    """A report in the required form, with what was changed and what is owed."""

    report: Report
    changed: tuple[Change, ...]
    owed: tuple[Owed, ...]


def to_required(report: Report) -> Converted:
    """The report in the form its year requires; the very same report when nothing is to do.

    A report before 2019, or of an unknown year without tables, is left alone. Tables of the
    2021 form in a report on 2019 or 2020 are named in ``owed``: there is no way back.
    """
    form = required_form(report.year) if report.year is not None else form_of(report.form)
    if form is None:
        return Converted(report, (), ())
    lists = Lists()
    mended = _headings(_sections(report, form, lists), form, lists)
    newer = (report.form is not None and report.form > form.name) or any(name > form.name for name in report.table2_forms.values())
    if newer:
        lists.owe("第二至四部分表格", f"表格是新格式，{report.year}年应当用 {form.name} 年的格式，须人工改填")
        mended = _labels(mended, form_of(report.form) or form, lists)
    else:
        mended = _labels(_figures(mended, form, lists), form, lists)
    if mended != report:
        # The page as it was read is no longer this report: places in it would mislead.
        mended = mended._replace(text="", headings=tuple(h._replace(start=-1) for h in mended.headings))
    return Converted(mended, tuple(lists.changed), tuple(lists.owed))


# --- parts and headings ----------------------------------------------------------------------------


def _sections(report: Report, form: Form, lists: Lists) -> Report:
    """Parts that are missing altogether are there, to be filled in."""
    sections = dict(report.sections)
    for section in form.sections:
        if section.key in _PROSE and section.key not in sections:
            sections[section.key] = TO_FILL
            if not report.headings:
                lists.change(PARTS[section.key], "（缺）", f"{section.number}、{section.heading}", form.cite)
        if section.key in _PROSE and squeeze(sections[section.key]) in ("", TO_FILL):
            sections[section.key] = TO_FILL
            lists.owe(PARTS[section.key], f"补写“{section.number}、{section.heading}”的内容")
    return report if sections == report.sections else report._replace(sections=sections)


def _headings(report: Report, form: Form, lists: Lists) -> Report:
    """Official headings, numbers and order. Parts that no form has follow, with the next numbers."""
    present: dict[str, Heading] = {}
    others: list[Heading] = []
    official = {section.key for section in form.sections}
    for heading in report.headings:
        if heading.section in official:
            present.setdefault(heading.section, heading)
        else:
            others.append(heading)
    headings = []
    for section in form.sections:
        old = present.get(section.key)
        new = Heading(section.key, section.heading, section.number, old.start if old else -1)
        if old is None or alike(squeeze(old.printed)).rstrip("、") != section.heading or old.number != section.number:
            # A report from JSON has no headings at all: nothing was printed wrongly.
            if report.headings:
                before = f"{old.number}、{old.printed}" if old and old.number else old.printed if old else "（缺）"
                lists.change(f"标题“{section.number}”", before, f"{section.number}、{section.heading}", form.cite)
        elif old.printed == section.heading:
            new = old
        headings.append(new)
    for index, heading in enumerate(others[: len(_NUMBERS) - len(headings)], start=len(headings)):
        number = _NUMBERS[index]
        if heading.number and heading.number != number:
            lists.change(f"标题“{heading.printed}”", f"{heading.number}、", f"{number}、", form.cite)
            heading = heading._replace(number=number)
        lists.owe(f"标题“{heading.printed}”", "格式只有六个部分，这一部分请并入第六部分或删去")
        headings.append(heading)
    if not report.headings or tuple(headings) == report.headings:
        return report
    return report._replace(headings=tuple(headings))


# --- figures ----------------------------------------------------------------------------------------


def _figures(report: Report, form: Form, lists: Lists) -> Report:
    rows = dict(report.rows)
    if form.name == "2021":
        for block in FORMS["2019"].blocks:
            if _is_old(report, block, rows):
                _block(block, rows, form, lists)
        _other_handling(rows, form, lists)
    complete = _complete(report, rows, form, lists)
    if complete == report.rows and report.form == form.name:
        return report
    doubtful = tuple(item for item in report.unsure if not _settled(item.where, complete))
    return report._replace(
        form=form.name,
        rows=complete,
        table2_forms={block.key: form.name for block in form.blocks},
        unsure=doubtful,
        split=frozenset(row for row in report.split if row in complete),
    )


def _settled(where: str, rows: Mapping[str, Row]) -> bool:
    """True when the doubtful cell or row is now one to be filled in, or gone."""
    key, _, index = where.partition("[")
    row = rows.get(key)
    if row is None:
        return True
    cells = row if not index else row[int(index.rstrip("]")) :][:1] if index.rstrip("]").isdigit() else ()
    return any(cell.printed == TO_FILL for cell in cells)


def _is_old(report: Report, block: Block, rows: Mapping[str, Row]) -> bool:
    """Does the document have this block with the columns of 2019?"""
    if not any(f"table2.{row.key}" in rows for row in block.rows):
        return False
    if block.key == "procurement":
        return True
    return report.table2_forms.get(block.key, report.form) == "2019"


def _block(block: Block, rows: dict[str, Row], form: Form, lists: Lists) -> None:
    """One block of table two from 2019 to 2021: only what is the same thing keeps its figure."""
    before = "、".join(column.label for column in block.columns)
    target = form.block_of(block.key)
    if target is not None:
        lists.change(f"第二部分表格{block.item}", f"列：{before}", f"列：{'、'.join(column.label for column in target.columns)}", form.cite)
    for entry in block.rows:
        key = f"table2.{entry.key}"
        old = rows.pop(key, None)
        if old is None:
            continue
        if form.row_of(key) is None:
            lists.change(f"第二部分表格“{entry.label}”", shown(old), "删去这一行（2021年格式没有）", form.cite)
            lists.owe(f"第二部分表格“{entry.label}”", f"原填 {shown(old)}，2021年格式没有这一行，需要保留的请写入正文")
        else:
            rows[key] = _moved(key, old, form, lists)


def _moved(key: str, old: Row, form: Form, lists: Lists) -> Row:
    name = key.partition(".")[2]
    where = place_of(form, key)
    if name in ("rules", "normative_documents"):
        if old[:1] and old[0].value is not None:
            lists.owe(where, f"“本年制发件数”由“本年新制作数量”{old[0].shown} 移来，两者含义相近，请核对")
        moved: Row = (old[0] if old else EMPTY, EMPTY, EMPTY)
    elif name == "fees":
        moved = (EMPTY,)
    else:
        moved = (old[2] if len(old) > 2 else EMPTY,)
    lists.change(where, shown(old), shown(moved), form.cite)
    return moved


def _other_handling(rows: dict[str, Row], form: Form, lists: Lists) -> None:
    """（六）其他处理 as one row becomes three. Three counts that add up to 0 are each 0."""
    old = rows.pop("table3.other", None)
    if old is None:
        return
    keys = tuple(f"table3.{key}" for key in _OTHERS)
    where = "第三部分表格“（六）其他处理”"
    if any(key in rows for key in keys):
        lists.change(where, shown(old), "删去合计一行，只留三个分项", form.cite)
        return
    unknown = (EMPTY,) * len(old)
    if all(figure.value == 0 for figure in old):
        rows |= dict.fromkeys(keys, old)
        lists.change(where, f"一行：{shown(old)}", "分为三行，都是 0", form.cite)
    elif all(figure.value is None for figure in old):
        rows |= dict.fromkeys(keys, unknown)
        lists.change(where, "一行，没有数字", "分为三行，待填", form.cite)
    else:
        rows |= {keys[0]: unknown, keys[1]: unknown, keys[2]: old}
        lists.change(where, f"一行：{shown(old)}", "分为三行，数字暂记入“3.其他”，另两行待填", form.cite)
        lists.owe(where, "原表没有细分，请按台账把数字分到三个分项")


def _complete(report: Report, rows: Mapping[str, Row], form: Form, lists: Lists) -> dict[str, Row]:
    """Every row of the form, in its order; what is absent or blank is to be filled in."""
    complete: dict[str, Row] = {}
    absent, blanked = [], []
    for key in form.row_keys():
        width, old = form.width(key), rows.get(key)
        if old is None:
            absent.append(key)
            complete[key] = (EMPTY,) * width
            continue
        if len(old) != width:
            lists.change(place_of(form, key), shown(old), TO_FILL, form.cite)
            lists.owe(place_of(form, key), f"原文是“{shown(old)}”，格数与表格不符，请重新填写")
            old = (EMPTY,) * width
        complete[key] = _filled(old, form, key, lists)
        if complete[key] != old and report.rows.get(key) == old:
            blanked.append(key)
    for table, keys in by_table(absent).items():
        if any(key.startswith(table + ".") for key in rows):
            lists.change_rows(form, keys, "缺这一行", f"补上，{TO_FILL}")
        else:
            lists.change(PARTS[table], "（缺整张表）", f"补上整张表，{TO_FILL}", form.cite)
    lists.change_rows(form, blanked, "有空格或认不清的数字", TO_FILL)
    for key, row in rows.items():
        if key not in complete:
            lists.owe(key, f"官方表格没有这一行（{shown(row)}），请并入别的行或写入正文")
    told = _owe_unsure(report, complete, form, lists)
    _owe_blanks(complete, told, form, lists)
    return complete


def _filled(row: Row, form: Form, key: str, lists: Lists) -> Row:
    """Blank and unreadable cells as “待填”; a bar printed on purpose stays."""
    cells = []
    for index, cell in enumerate(row):
        words = squeeze(cell.printed or "")
        if cell.value is not None or words in DASHES or words == TO_FILL:
            cells.append(cell)
            continue
        cells.append(EMPTY)
        if words:
            lists.owe(f"{place_of(form, key)}“{form.column_label(key, index)}”", f"原文是“{words}”，不能确定是什么数，请填写")
    return tuple(cells)


def _owe_unsure(report: Report, rows: Mapping[str, Row], form: Form, lists: Lists) -> set[str]:
    """Rows that were printed and could not be read, with what was printed; their keys."""
    told = set()
    for item in report.unsure:
        if item.printed and any(cell.printed == TO_FILL for cell in rows.get(item.where, ())):
            lists.owe(place_of(form, item.where), f"原文是“{item.printed}”，{item.why}，请逐格填写")
            told.add(item.where)
    return told


def _owe_blanks(rows: Mapping[str, Row], told: set[str], form: Form, lists: Lists) -> None:
    """One line for a table that is blank altogether, else one for each row or run of rows."""
    for table, keys in by_table(rows).items():
        cells = [cell for key in keys for cell in rows[key]]
        if all(cell.printed == TO_FILL for cell in cells):
            lists.owe(PARTS[table], f"整张表 {len(cells)} 格都要填写，没有的填 0")
            continue
        whole = []
        for key in keys:
            row = rows[key]
            blanks = [index for index, cell in enumerate(row) if cell.printed == TO_FILL]
            if len(blanks) == len(row) and len(row) > 1:
                whole.append(key)
            elif blanks:
                names = "、".join(form.column_label(key, index) for index in blanks)
                lists.owe(place_of(form, key), f"{names} 待填，没有的填 0")
            if any(cell.value is None and squeeze(cell.printed or "") in DASHES for cell in row):
                lists.owe(place_of(form, key), f"填的是“{shown(row)}”，没有的建议填 0")
        lists.owe_rows(form, [key for key in whole if key not in told], "整行待填，没有的填 0")


# --- labels -----------------------------------------------------------------------------------------


def _labels(report: Report, form: Form, lists: Lists) -> Report:
    """Labels of rows and columns as the form prints them."""
    origins: dict[str, Origin] = {}
    for key, origin in report.origins.items():
        entry = form.row_of(key)
        if entry is None:
            if key in report.rows:
                origins[key] = origin
            continue
        found, official = _bare(origin.label), _bare(entry.label)
        if found in ("", official, _bare(entry.group) + official):
            origins[key] = origin
            continue
        lists.change(place_of(form, key), origin.label, entry.label, form.cite)
        origins[key] = Origin(entry.label, origin.source)
    columns = {key: labels for key, labels in report.column_labels.items() if key in report.table2_forms}
    for block in form.blocks:
        labels, old = tuple(column.label for column in block.columns), columns.get(block.key)
        if old is None or report.table2_forms.get(block.key) != form.name or tuple(map(_bare, old)) == tuple(map(_bare, labels)):
            continue
        if len(old) == len(labels):
            lists.change(f"第二部分表格{block.item}", f"列：{'、'.join(old)}", f"列：{'、'.join(labels)}", form.cite)
        columns[block.key] = labels
    if origins == report.origins and columns == report.column_labels:
        return report
    return report._replace(origins=origins, column_labels=columns)


def _bare(label: str) -> str:
    return squeeze(alike(label)).replace("〔", "（").replace("〕", "）").replace("。", "").replace("“", "").replace("”", "")
