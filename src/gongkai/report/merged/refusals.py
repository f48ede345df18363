"""Why reports cannot be merged: all reasons at once, each with the file that it is about."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gongkai.report.forms import FORMS, required_form
from gongkai.report.merged.organs import same_organ

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.report.forms import Form
    from gongkai.report.merged.parts import Submitted
    from gongkai.report.model import Report

_OTHER = "table3.other"


class Reason(NamedTuple):
    """One reason: the file ("" for all of them), what is wrong, what to do.

    ``unusable`` when the file itself cannot be merged (another year, another form); else the files are
    good and the choice of them is wrong (an organ twice).
    """

    file: str
    problem: str
    remedy: str
    unusable: bool

    def sentence(self) -> str:
        """What is wrong and what to do, without the file's name."""
        return f"{self.problem}，{self.remedy}"


class MergeRefused(Exception):
    """These reports cannot be merged. ``reasons`` has all reasons."""

    def __init__(self, reasons: Sequence[Reason]) -> None:
        super().__init__("；".join(reason.sentence() for reason in reasons))
        self.reasons = tuple(reasons)


def year_of(given: Sequence[Submitted], year: int | None) -> int | None:
    """The year to merge: the one asked for, else that of most reports; None when two years are equally many."""
    if year is not None:
        return year
    votes = Counter(each.report.year for each in given if each.report.year is not None).most_common(2)
    return votes[0][0] if votes and (len(votes) == 1 or votes[0][1] > votes[1][1]) else None


def why_not(own: Submitted | None, children: Sequence[Submitted], *, organ: str, year: int | None) -> list[Reason]:
    """All reasons why these reports cannot be merged into that of ``organ``; empty when they can."""
    given = [*([own] if own else []), *children]
    if not given:
        return [Reason("", "没有要汇总的报告", "请写明下级机关的报告文件", unusable=True)]
    chosen = year_of(given, year)
    edition = required_form(chosen)
    reasons = [reason for each in given if (reason := _wrong_year(each, chosen)) is not None]
    if chosen is not None and edition is None:
        first = min(form.first_year for form in FORMS.values())
        reasons.append(Reason("", f"{chosen}年的报告没有全国统一的表格", f"只能汇总 {first} 年以来的报告", unusable=True))
    if edition is not None:
        fitting = (each for each in given if each.report.year == chosen)
        reasons.extend(reason for each in fitting if (reason := _wrong_form(each, edition)) is not None)
    return [*reasons, *_counted_twice(given), *_parent_among(children, organ)]


def _wrong_year(each: Submitted, chosen: int | None) -> Reason | None:
    if each.report.year is None:
        return Reason(each.file, "没有认出是哪一年度的报告", "请在标题里写明年度再汇总", unusable=True)
    if chosen is None:
        return Reason(each.file, f"是{each.report.year}年的报告，几份文件年度不同", "请只汇总同一年度的报告", unusable=True)
    if each.report.year != chosen:
        return Reason(each.file, f"是{each.report.year}年的报告，其余是{chosen}年的", f"请换成{chosen}年的报告", unusable=True)
    return None


def _wrong_form(each: Submitted, edition: Form) -> Reason | None:
    if not each.report.rows:
        return Reason(each.file, "没有认出第二至四部分的表格", "请换成表格是文字而不是图片的文件", unusable=True)
    what = _misfit(each.report, edition)
    if what is None:
        return None
    problem = f"{what}，{each.report.year}年的报告应当用{edition.name}年的格式（{edition.number}）"
    return Reason(each.file, problem, "请先用 gongkai report fix 改成规定的格式、填好待填的数再汇总", unusable=True)


def _misfit(report: Report, edition: Form) -> str | None:
    """What of the tables is not of this form, in words; None when all of it is."""
    for block, name in report.table2_forms.items():
        own = FORMS[name].block_of(block)
        if name != edition.name and own is not None and any(f"table2.{row.key}" in report.rows for row in own.rows):
            return f"第二部分“{own.item}”是{name}年格式的表格"
    for row, figures in report.rows.items():
        if row != _OTHER and not row.startswith(_OTHER + ".") and edition.width(row) != len(figures):
            return "第二部分有别的年度格式的行"
    # A table three of 2021 with （六）其他处理 as one row, and the other way round, is read as far as it can be.
    if report.form not in (None, edition.name) and not report.table2_forms:
        return f"表格是{report.form}年的格式"
    return None


def _counted_twice(given: Sequence[Submitted]) -> Iterator[Reason]:
    """Organs that stand there twice, by themselves or inside the merged report of another."""
    for index, each in enumerate(given):
        for before in given[:index]:
            if each.file == before.file:
                yield Reason(each.file, "写了两次", "请只写一次", unusable=False)
            elif each.report.organ and before.report.organ and same_organ(each.report.organ, before.report.organ):
                remedy = "请只留一份；确是两个机关的，请在报告里写全称"
                yield Reason(each.file, f"与 {before.file} 是同一个机关“{each.organ}”的报告", remedy, unusable=False)
            elif shared := _shared(each, before):
                yield Reason(each.file, f"与 {before.file} 都含有“{shared}”的数字", "请去掉其中一份，否则会加两遍", unusable=False)


def _shared(one: Submitted, other: Submitted) -> str | None:
    """An organ whose figures both reports have."""
    mine, theirs = _all(one), _all(other)
    return next((name for name in sorted(mine) if any(same_organ(name, each) for each in theirs)), None)


def _all(each: Submitted) -> frozenset[str]:
    return each.contains | ({each.report.organ} if each.report.organ else frozenset())


def _parent_among(children: Sequence[Submitted], organ: str) -> Iterator[Reason]:
    for child in children:
        if child.report.organ and same_organ(child.report.organ, organ):
            yield Reason(child.file, f"是汇总机关“{organ}”自己的报告", "是本级数字的请用 --own 写明，是汇总结果的请去掉", unusable=False)
        elif any(same_organ(name, organ) for name in child.contains):
            yield Reason(child.file, f"已经含有汇总机关“{organ}”的数字", "请换成下级机关自己的报告", unusable=False)
