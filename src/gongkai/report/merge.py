"""One report of a district from those of its organs: parent = own + Σ children, exactly and cell by cell.

Nothing is removed: two organs that each answered the same person had two applications. Unknown is
never zero: a cell that one part leaves open is open in the sum, and says whose part it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.report import codec
from gongkai.report.forms import required_form
from gongkai.report.merged.parts import NO_POWER, TOO_LONG, Part, Submitted, cells_of, figures_of, parts_of, settled, total, unit_of
from gongkai.report.merged.refusals import MergeRefused, Reason, why_not, year_of
from gongkai.report.merged.result import Merged, Problem
from gongkai.report.model import TO_FILL, Figure, Unsure, in_form
from gongkai.report.rules import RULES, check
from gongkai.report.rules.base import ERROR
from gongkai.report.rules.context import Context

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gongkai.report.forms import Form
    from gongkai.report.rules.base import Rule

__all__ = ["MergeRefused", "Merged", "Part", "Problem", "Reason", "Submitted", "contained", "merge", "to_dict"]

_AFTER_REVIEW = "table4.litigation_after_review[4]"


def merge(
    own: Submitted | None, children: Sequence[Submitted], *, organ: str, year: int | None = None, rules: Iterable[Rule] = RULES
) -> Merged:
    """The report of ``organ``: every cell of the form of the year is its own figure plus those of its children.

    ``own`` is the organ's report on itself alone (本级). ``rules`` are those by which each part is examined.
    Raises :class:`MergeRefused` with all reasons: another year or form, an organ twice, the organ among its children.
    """
    reasons = why_not(own, children, organ=organ, year=year)
    given = (*([own] if own else []), *children)
    chosen = year_of(given, year)
    edition = required_form(chosen)
    if reasons or chosen is None or edition is None:
        raise MergeRefused(reasons)
    cells = _cells(given, edition)
    sums = {cell: total(cells[cell], unit_of(edition, row, index)) for cell, row, index in cells_of(edition)}
    report = in_form(
        edition, organ=organ, year=chosen,
        rows={row: tuple(_figure(sums[f"{row}[{index}]"]) for index in range(edition.width(row))) for row in edition.row_keys()},
        unsure=tuple(_unsure(cell, cells[cell]) for cell in cells if sums[cell] is None),
    )  # fmt: skip
    unknown = tuple(cell for cell in cells if sums[cell] is None)
    return Merged(report, cells, unknown, _problems(given, rules), tuple(_notes(given, cells, edition)))


def _cells(given: Sequence[Submitted], edition: Form) -> dict[str, tuple[Part, ...]]:
    parts = [parts_of(each, edition) for each in given]
    return {cell: settled([each[cell] for each in parts], unit_of(edition, row, index)) for cell, row, index in cells_of(edition)}


def _figure(value: Any) -> Figure:
    return Figure(None, TO_FILL) if value is None else Figure(value)


def _unsure(cell: str, parts: Sequence[Part]) -> Unsure:
    unknown = [part for part in parts if part.unknown]
    why = "；".join(f"{part.organ}：{part.why or '没有可加的数'}" for part in unknown) or TOO_LONG
    return Unsure(cell, "；".join(part.printed for part in unknown if part.printed), why)


def _problems(given: Sequence[Submitted], rules: Iterable[Rule]) -> tuple[Problem, ...]:
    chosen = tuple(rules)
    return tuple(
        Problem(each.organ, each.file, finding)
        for each in given
        for finding in check(Context(each.report), chosen)
        if finding.level == ERROR and finding.certain
    )


# --- what to look at -------------------------------------------------------------------------------


def _notes(given: Sequence[Submitted], cells: Mapping[str, tuple[Part, ...]], edition: Form) -> Iterator[str]:
    nameless = [each.file for each in given if not each.report.organ]
    if nameless:
        yield f"没有认出机关名称、以文件名代替的有 {len(nameless)} 份，是否与别的重复请自行核对：{'、'.join(nameless)}"
    without = {part.organ: part.printed for parts in cells.values() for part in parts if part.why == NO_POWER}
    if without:
        yield f"规章一行不填数字的有 {len(without)} 个机关，没有规章制定权，按没有可加的处理：{'、'.join(without)}"
    split = [each for each in given if each.report.split]
    if split:
        names = "、".join(f"{each.organ}（{each.file}）" for each in split)
        yield f"有的数字在文件里连在一起，是按合计断开的，请对照原件：{names}"
    yield from _one_row(given, edition)
    yield from _co_defendants(cells)
    for cell, row, index in cells_of(edition):
        bare = [part for part in cells[cell] if isinstance(part.value, int | float) and part.value]
        if unit_of(edition, row, index) == "" and len(bare) > 1:
            yield f"{edition.column_label(row, index)}没有写单位，按同一单位相加，请核对：{'、'.join(part.organ for part in bare)}"


def _one_row(given: Sequence[Submitted], edition: Form) -> Iterator[str]:
    """Whose （六）其他处理 stands in fewer or more rows than the form has, and could be read all the same."""
    rows = [row for row in edition.row_keys() if row.startswith("table3.other")]
    names = [each.organ for each in given if any(row not in each.report.rows and figures_of(each.report, edition, row) for row in rows)]
    if names:
        yield f"“（六）其他处理”的行数与格式不同、数字能确定的有 {len(names)} 个机关：{'、'.join(names)}"


def _co_defendants(cells: Mapping[str, tuple[Part, ...]]) -> Iterator[str]:
    """诉讼法 Art. 26(2): after 复议维持 both organs are defendants, and each reports the case."""
    sued = [part for part in cells[_AFTER_REVIEW] if isinstance(part.value, int | float) and part.value > 0]
    if len(sued) > 1:
        names = "、".join(f"{part.organ} {part.value} 件" for part in sued)
        yield f"复议后起诉不止一个机关有：{names}。复议维持的案件由两个机关作共同被告（行政诉讼法第二十六条第二款），各计一件；合计如实相加，没有减去"


# --- JSON ------------------------------------------------------------------------------------------


def to_dict(merged: Merged) -> dict[str, Any]:
    """The report as ``gongkai.report/1`` with ``sources`` beside it: for every cell what each organ adds, and from which file."""
    return {**codec.to_dict(merged.report), "sources": {cell: [_source(part) for part in parts] for cell, parts in merged.cells.items()}}


def _source(part: Part) -> dict[str, Any]:
    found: dict[str, Any] = {"organ": part.organ, "file": part.file, "value": part.value}
    if part.printed is not None:
        found["printed"] = part.printed
    if part.why:
        found["why"] = part.why
    return found


def contained(data: object) -> frozenset[str]:
    """The organs whose figures were merged into a report, from the ``sources`` of its JSON values; empty for any other."""
    sources = data.get("sources") if isinstance(data, dict) else None
    parts = [part for each in sources.values() if isinstance(each, list) for part in each] if isinstance(sources, dict) else []
    names = (part.get("organ") for part in parts if isinstance(part, dict))
    return frozenset(name for name in names if isinstance(name, str))
