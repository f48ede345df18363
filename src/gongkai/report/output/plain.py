"""A report for people at a terminal: what was read, the tables in columns, what is unsure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.report.forms import FORMS, form_of
from gongkai.report.output.checked import label_of, part_words
from gongkai.report.output.columns import indented, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.report.model import Report, Row

_BLANK = "（空）"


def show(report: Report, *, width: int = 80) -> str:
    """The whole report as text, ``width`` columns wide."""
    return "\n".join(_lines(report, max(60, width))) + "\n"


def _lines(report: Report, width: int) -> Iterator[str]:
    yield from indented(report.title or "没有找到标题", width, "标题：")
    yield f"机关：{report.organ or '没有认出'}"
    yield f"年度：{report.year if report.year is not None else '没有认出'}"
    yield f"表式：{_forms(report)}"
    for part in ("preamble", "overview", "table2", "table3", "table4", "problems", "other"):
        text = report.sections.get(part)
        rows = {key: row for key, row in report.rows.items() if key.startswith(part + ".")}
        if text is None and not rows:
            continue
        yield ""
        yield f"【{part_words(report, part)}】"
        if text is not None:
            yield from indented(text or _BLANK, width, "", "")
        yield from _table(report, part, rows, width)
    if report.unsure:
        yield ""
        yield f"【读得不确定的地方，共 {len(report.unsure)} 处，请对照原件】"
        for item in report.unsure:
            yield from indented(f"{where_words(report, item.where)}：写的是「{item.printed}」，{item.why}", width, "- ")


def _forms(report: Report) -> str:
    words = f"表格是 {report.form} 版" if report.form else "没有认出表格"
    if set(report.table2_forms.values()) - {report.form}:
        words += "（第二部分各表版本不一）"
    if report.cited_form:
        words += f"，正文引用的是 {report.cited_form} 版"
    return words


def _table(report: Report, part: str, rows: dict[str, Row], width: int) -> Iterator[str]:
    """One table per group of rows with the same columns."""
    groups: dict[tuple[str, ...], list[list[str]]] = {}
    for key, row in rows.items():
        head = _columns(report, key, len(row))
        label = label_of(report, part, key.partition(".")[2])
        groups.setdefault(head, []).append([label, *(figure.shown or "—" for figure in row)])
    for head, lines in groups.items():
        yield ""
        yield from table(("", *head), lines, width)


def _columns(report: Report, key: str, length: int) -> tuple[str, ...]:
    for form in (form_of(report.table2_forms.get(key.partition(".")[2])), form_of(report.form), *FORMS.values()):
        if form is not None and form.width(key) == length:
            return tuple(form.column_label(key, index) for index in range(length))
    return ("",) * length


def where_words(report: Report, where: str) -> str:
    """``table3.granted[6]`` for people: 「（一）予以公开 · 总计」."""
    key, _, index = where.partition("[")
    part, _, row = key.partition(".")
    words = label_of(report, part, row)
    figures = report.rows.get(key)
    if index and figures:
        head = _columns(report, key, len(figures))
        position = int(index.rstrip("]"))
        if position < len(head):
            words += f" · {head[position] or f'第 {position + 1} 格'}"
    return words
