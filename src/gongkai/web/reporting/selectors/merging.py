"""The tables of a region: own and all below it, from their editions in the system and from files (practice 17).

Nothing is taken for granted: an organ without a report, a report with errors, a cell that nobody knows stand in the way until they are
there, or until the office writes why it goes on without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.report.forms import form_of
from gongkai.report.layout import shown
from gongkai.report.merge import MergeRefused, merge
from gongkai.report.merged.words import open_words
from gongkai.report.model import TO_FILL, Figure, in_form
from gongkai.report.rules import RULES, check
from gongkai.report.rules.base import ERROR
from gongkai.report.rules.context import Context
from gongkai.report.tally import Compiled, Problem
from gongkai.web.reporting.selectors.subordinates import Kind, Unit, units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.report.merge import Merged, Part
    from gongkai.report.merged.refusals import Reason
    from gongkai.report.model import Report
    from gongkai.report.rules.base import Finding
    from gongkai.web.reporting.models import AnnualReport

_APART = (Kind.FILE, Kind.HISTORY)  # never looked at by our own rules before; the system's own were when they were signed
_QUOTED = 2  # errors of a file that its sentence quotes


class Region(NamedTuple):
    """The organs of a region, and the sum of what they gave; ``merged`` None when it could not be made, with the reasons."""

    annual: AnnualReport
    units: tuple[Unit, ...]
    merged: Merged | None
    refused: tuple[Reason, ...]

    @property
    def given(self) -> tuple[Unit, ...]:
        """Those who add something: in the order of the parts of every cell."""
        return tuple(each for each in self.units if each.found.report is not None)


def region(annual: AnnualReport) -> Region:
    """Whose figures make the report, and their sum: parent = own + Σ children, cell by cell."""
    found = tuple(units(annual))
    own = next((each.given for each in found if each.own), None)
    children = [each.given for each in found if not each.own and each.given is not None]
    try:
        return Region(annual, found, merge(own, children, organ=annual.organ_name, year=annual.year, rules=()), ())
    except MergeRefused as refused:
        return Region(annual, found, None, refused.reasons)


def compiled(annual: AnnualReport) -> Compiled:
    """The tables. ``problems`` name who is missing, whose file has errors, and what nobody knows."""
    return compiled_of(region(annual))


def compiled_of(found: Region) -> Compiled:
    """The tables of a region that was read already."""
    report = found.merged.report if found.merged else _blank(found.annual)
    return Compiled(report, {cell: tuple(words) for cell, words in _sources(found).items()}, {}, tuple(problems(found)))


def sources(annual: AnnualReport) -> dict[str, list[str]]:
    """For each cell what each organ adds to it, with where that is from: 「示例镇 12（第1版）」. A part of 0 is not named."""
    return _sources(region(annual))


def cell_of(found: Region, cell: str) -> list[tuple[Unit, Part]]:
    """One cell explained: who adds what. KeyError for a cell that the form does not have; empty when there is no sum."""
    if found.merged is None:
        form = form_of(found.annual.form)
        if form is None or cell not in {f"{row}[{index}]" for row in form.row_keys() for index in range(form.width(row))}:
            raise KeyError(cell)
        return []
    return list(zip(found.given, found.merged.cells[cell], strict=True))


def errors_of(unit: Unit) -> list[Finding]:
    """The certain errors of its report that no reason of its own office covers."""
    if unit.found.report is None:
        return []
    own = unit.annual.answers.all() if unit.annual and unit.found.kind not in _APART else ()
    answered = {(each.code, each.message) for each in own}
    found = check(Context(unit.found.report), RULES)
    return [each for each in found if each.level == ERROR and each.certain and (each.code, each.message) not in answered]


def problems(found: Region) -> Iterator[Problem]:
    """What keeps the report from being handed over, each with what is to be done: of the sum as a whole, then of each organ."""
    yield from problems_of_all(found)
    for unit in found.units:
        yield from problems_of(found, unit)


def problems_of_all(found: Region) -> Iterator[Problem]:
    """What of it concerns no single organ."""
    for reason in found.refused:
        if reason.file:  # without a file it says that there is nothing to merge: then everybody is missing
            yield Problem((), "", f"{reason.file}{reason.problem}，不能汇总；请换一份文件，或者改正机关的名称")
    if found.merged is not None:
        cells = tuple(cell for cell in found.merged.unknown if not any(part.unknown for part in found.merged.cells[cell]))
        if cells:
            yield Problem(cells, "", "各部分的小数位数过多，不能精确相加；请核对各机关这一格的数")


def problems_of(found: Region, unit: Unit) -> Iterator[Problem]:
    """What of it concerns one organ: it is missing, its file has errors, it leaves figures open."""
    if unit.missing:
        yield Problem((), "", f"缺{called(unit)}的报告：{unit.found.what}；请等它签发或者上传它的文件，确实要不等它的请写明理由")
    elif not unit.taken_as_is:
        yield from _failing(unit)
        yield from _unknown(found, unit)


def called(unit: Unit) -> str:
    """The organ in a sentence: the government's own figures are 本级."""
    return f"{unit.organ.name}（本级）" if unit.own else unit.organ.name


def _failing(unit: Unit) -> Iterator[Problem]:
    errors = errors_of(unit) if unit.found.kind in _APART else []
    if errors:
        first = "；".join(each.message for each in errors[:_QUOTED])
        said = f"有 {len(errors)} 处错误，例如“{first}”" if len(errors) > _QUOTED else f"有错误：“{first}”"
        yield Problem((), "", f"{called(unit)}的报告（{unit.found.what}）{said}；请它改正后重新上传，确实要照样汇总的请写明理由")


def _unknown(found: Region, unit: Unit) -> Iterator[Problem]:
    """The figures that this organ leaves open: one sentence for each kind of gap."""
    if found.merged is None or unit.given is None:
        return
    place = found.given.index(unit)
    alone = found.merged._replace(cells={cell: (parts[place],) for cell, parts in found.merged.cells.items()})
    for sentence in open_words(alone):
        yield Problem(
            (), "", f"{sentence.replace(f'（{unit.given.file}）', f'（{unit.found.what}）', 1)}；请它补齐，确实补不齐的请写明理由"
        )


def _sources(found: Region) -> dict[str, list[str]]:
    if found.merged is None:
        return {}
    named = {cell: [_part_words(unit, part) for unit, part in zip(found.given, parts, strict=True) if part.unknown or part.value] for cell, parts in found.merged.cells.items()}  # fmt: skip
    return {cell: words for cell, words in sorted(named.items()) if words}


def _part_words(unit: Unit, part: Part) -> str:
    number = shown(Figure(part.value)) if part.value is not None else f"“{part.printed}”" if part.printed else "空白"
    return f"{unit.organ.short_name or unit.organ.name} {number}（{unit.found.what}）"


def _blank(annual: AnnualReport) -> Report:
    form = form_of(annual.form)
    assert form is not None
    rows = {key: tuple(Figure(None, TO_FILL) for _ in range(form.width(key))) for key in form.row_keys()}
    return in_form(form, organ=annual.organ_name, year=annual.year, rows=rows)
