"""What every output format is given: a file, its report, its findings, and a place in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.citation import UnknownCitation, printed
from gongkai.report.forms import FORMS, form_of
from gongkai.report.rules.base import ERROR, INFO, WARNING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.report.forms.base import FormRow
    from gongkai.report.model import Report
    from gongkai.report.rules.base import Finding, Place

LEVEL_WORDS = {ERROR: "错误", WARNING: "提醒", INFO: "提示"}
UNCERTAIN_WORD = "存疑"
# Of each kind of finding, in the order of their gravity: its sign (nobody needs the colour), its word, what it means.
SHAPES = {ERROR: "✕", WARNING: "▲", INFO: "●", "uncertain": "？"}
WORDS = {**LEVEL_WORDS, "uncertain": UNCERTAIN_WORD}
MEANINGS = {
    ERROR: "和法定格式、勾稽关系不符，要改",
    WARNING: "多半有误，或检查时会被指出",
    INFO: "请知悉",
    "uncertain": "数据读得不确定，请对照原件核实",
}
_PART_WORDS = {"title": "标题", "preamble": "开头", "document": "全文"}


class Checked(NamedTuple):
    """One file after checking. ``error`` is the sentence for a file that could not be used, else None."""

    file: str
    report: Report | None
    findings: tuple[Finding, ...] = ()
    error: str | None = None


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Findings by level where certain, and all that are not: keys error, warning, info, uncertain."""
    result = {ERROR: 0, WARNING: 0, INFO: 0, "uncertain": 0}
    for finding in findings:
        result[finding.level if finding.certain else "uncertain"] += 1
    return result


def count_words(totals: dict[str, int]) -> str:
    """「错误 3 · 提醒 5 · 提示 1 · 存疑 1」; 「没有发现问题」 when there is nothing."""
    words = [f"{LEVEL_WORDS.get(level, UNCERTAIN_WORD)} {number}" for level, number in totals.items() if number]
    return " · ".join(words) or "没有发现问题"


def head_words(item: Checked) -> str:
    """「示例镇人民政府 · 2023 年 · 2021 版表式」, with what is unknown said so."""
    report = item.report
    if report is None:
        return "无法读取"
    organ = report.organ or "机关名称不明"
    year = f"{report.year} 年" if report.year is not None else "年度不明"
    form = f"{report.form} 版表式" if report.form else "没有表格"
    return f"{organ} · {year} · {form}"


def label_of(report: Report | None, part: str, row: str) -> str:
    """The official label of a row with its group before it, as the report's own form has it; the key when unknown."""
    entry = _form_row(report, f"{part}.{row}")
    if entry is None:
        return row
    return f"{entry.group} · {entry.label}" if entry.group else entry.label


def _form_row(report: Report | None, key: str) -> FormRow | None:
    names = [
        *(report.table2_forms.values() if report and key.startswith("table2") else ()),
        report.form if report else None,
        "2021",
        "2019",
    ]
    for name in names:
        form = form_of(name)
        entry = form.row_of(key) if form else None
        if entry is not None:
            return entry
    return None


def part_words(report: Report | None, part: str) -> str:
    """The heading of a part as this report's form has it: 「三、收到和处理政府信息公开申请情况」."""
    if part in _PART_WORDS:
        return _PART_WORDS[part]
    form = form_of(report.form if report else None) or FORMS["2021"]
    section = next((entry for entry in form.sections if entry.key == part), None)
    return f"{section.number}、{section.heading}" if section else part


def place_words(report: Report | None, place: Place) -> str:
    """The place for people: 「三、收到和处理… · （一）予以公开 · 总计」."""
    words = [part_words(report, place.part)]
    if place.row:
        words.append(label_of(report, place.part, place.row))
    if place.column:
        words.append(place.column)
    return " · ".join(words)


def citations(finding: Finding) -> list[str]:
    """The citations as a letter prints them. A key that no instrument has stays as it is: better than no finding."""
    found = []
    for key in finding.cites:
        try:
            found.append(printed(key))
        except UnknownCitation:
            found.append(key)
    return found
