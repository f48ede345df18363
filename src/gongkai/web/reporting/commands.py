"""What the command line calls. The data folder is ready (``config.boot``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.errors import UnusableInput
from gongkai.web.organs.importing import organ_named
from gongkai.web.reporting.selectors import figures, telling
from gongkai.web.reporting.selectors.words import problem_words
from gongkai.web.reporting.services.projecting import catch_up

if TYPE_CHECKING:
    from gongkai.report.model import Report


class Made(NamedTuple):
    """A compiled report. ``sources`` names the cases behind a cell as people do: by their numbers in the register; ``problems`` are sentences."""

    report: Report
    sources: dict[str, list[str]]
    problems: list[str]


def compile_year(organ: str, year: int) -> Made:
    """The tables of that year of the organ of that name, and the prose that the record can tell (form of 2021). Raises :class:`UnusableInput` for an unknown organ, a year without tables, a broken ledger."""
    found = organ_named(organ)
    if found is None:
        raise UnusableInput(f"没有“{organ}”这个机关", "请写机关的全称，或者先导入它的台账")
    read = catch_up()
    if read.broken:
        stream, problem = read.broken[0]
        raise UnusableInput(f"账本有 {len(read.broken)} 卷接不上，第一卷 {stream}：{problem}", "请先用 gongkai check-ledger 核对账本")
    try:
        made = figures.with_cases(found.pk, found.name, year)
    except ValueError as problem:
        raise UnusableInput(str(problem), "请换一个年度") from problem
    report = made.report._replace(sections=telling.drafted(found, made.report, year)) if made.report.form != "2019" else made.report
    names = figures.numbers(found.pk)
    sources = {cell: [names.get(each, each) for each in cases] for cell, cases in sorted(made.sources.items())}
    return Made(report, sources, [problem_words(made.report, each) for each in made.problems])
