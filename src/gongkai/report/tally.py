"""The figures of a year, counted from facts: every cell keeps the cases behind it.

The legal day decides, up to the end of 31 December; when something was written down decides nothing. A case stands in one row of
what came in (new, or carried in) and in one of what became of it (a result, or carried out), in its column and in the total: so
新收 + 结转 = 办结 + 结转下年 holds in every column by construction (格式2021#三, the relation that the form prints).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from gongkai.ledger.vocabulary.codes import Column, Result
from gongkai.report.facts import ApplicationFacts, DeclaredFact, DocumentFacts, RemedyFacts
from gongkai.report.forms import required_form
from gongkai.report.model import Figure, Unsure, in_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gongkai.report.facts import Fact
    from gongkai.report.forms.base import Form
    from gongkai.report.model import Report, Row, Value

COLUMNS = tuple(each.value for each in Column)  # of table three, without the total
RESULTS = (Result.UPHELD.value, Result.OVERTURNED.value, Result.OTHER.value, "pending")  # of table four, without the total
NEW, CARRIED_IN, TOTAL, CARRIED_OUT = "new", "carried_in", "total", "carried_out"
_ISSUED, _REPEALED, _IN_FORCE = 0, 1, 2
_LIFE = ("rules", "normative_documents")  # rows of table two that are counted from the life of documents


class Problem(NamedTuple):
    """What keeps figures from being known: the cells, or whole rows; the case ("" none); what is to be done, in Chinese."""

    cells: tuple[str, ...]
    case: str
    words: str


class Compiled(NamedTuple):
    """A report without prose. ``sources``: for each cell with anything behind it the ids of its cases, or of the declaration.

    ``declared`` are the cells that were declared and not counted, with their declaration.
    """

    report: Report
    sources: Mapping[str, tuple[str, ...]]
    declared: Mapping[str, DeclaredFact]
    problems: tuple[Problem, ...]


class Group(NamedTuple):
    """So many applications alike: column, whether they came in an earlier year, the row of their result as ``place`` says it, the cases behind them."""

    column: str
    older: bool
    row: str
    amount: int
    cases: tuple[str, ...] = ()


class Counts:
    """Figures by cell as they add up, with what is behind them."""

    def __init__(self) -> None:
        """Nothing counted yet."""
        self.values: dict[str, int] = defaultdict(int)
        self.sources: dict[str, list[str]] = defaultdict(list)

    def add(self, cell: str, count: int, cases: Sequence[str]) -> None:
        """So many more in a cell."""
        self.values[cell] += count
        self.sources[cell].extend(cases)


def year_form(year: int) -> Form:
    """The form of that year. Raises ``ValueError`` before 2019: older reports have no tables."""
    form = required_form(year)
    if form is None:
        raise ValueError(f"{year}年的年度报告没有全国统一的表格，只能从2019年起编制")
    return form


def compile_report(facts: Iterable[Fact], *, organ: str, year: int) -> Compiled:
    """The tables of that year of one organ. Raises ``ValueError`` before 2019."""
    form = year_form(year)
    applications: dict[tuple[str, bool, str], list[str]] = defaultdict(list)
    remedies, documents, declared = Counts(), Counts(), dict[str, DeclaredFact]()
    problems: list[Problem] = []
    for fact in facts:
        if isinstance(fact, ApplicationFacts):
            where = place(fact, year, form.name)
            if where is not None:
                applications[where].append(fact.id)
                problems += undecided(fact, year)
        elif isinstance(fact, RemedyFacts):
            for cell in remedy_cells(fact, year):
                remedies.add(cell, 1, (fact.id,))
        elif isinstance(fact, DocumentFacts):
            for cell in document_cells(fact, year):
                documents.add(cell, 1, (fact.id,))
        elif isinstance(fact, DeclaredFact) and fact.year == year:
            declared[fact.cell] = fact
    groups = [Group(*key, len(cases), tuple(cases)) for key, cases in applications.items()]
    return assemble(groups, remedies, documents, declared, problems, organ=organ, form=form, year=year)


def counts_in(fact: ApplicationFacts, year: int) -> bool:
    """Whether the report of that year counts the application at all.

    Not one of a later year, not one that ended in an earlier one; one that was handed over counts at the other organ only (机构改革).
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    if fact.since > last or (fact.gone_on is not None and fact.gone_on <= last):
        return False
    return fact.ended_on is None or fact.ended_on >= first


def place(fact: ApplicationFacts, year: int, form: str = "2021") -> tuple[str, bool, str] | None:
    """Column, whether it was carried in, and the row of its result in that form ("" carried out); None where the year does not count it.

    Of a result whose row an officer has yet to choose the row is ``"?"`` and the rows that it may be, with commas.
    """
    if not counts_in(fact, year):
        return None
    ended = fact.ended_on is not None and fact.ended_on <= date(year, 12, 31)
    row = (fact.row_2019 if form == "2019" else fact.row) or f"?{','.join(fact.choices)}"
    return fact.column, fact.received_on < date(year, 1, 1), row if ended else ""


def undecided(fact: ApplicationFacts, year: int) -> list[Problem]:
    """What an officer has to choose before the case stands in one row (格式2021#三: an application counts once)."""
    if fact.row or fact.ended_on is None or fact.ended_on > date(year, 12, 31):
        return []
    return [
        Problem(tuple(f"table3.{row}" for row in fact.choices), fact.id, f"{fact.number}的各项分属几行，请经办人指定主要事项并写明理由")
    ]


def remedy_cells(fact: RemedyFacts, year: int) -> list[str]:
    """The cells of table four: the result in the year in which it became final; whatever is pending at the end of a year, older cases too.

    One that moved counts at the organ that has it at the end of the year (机构改革).
    """
    last = date(year, 12, 31)
    if (fact.since is not None and fact.since > last) or (fact.gone_on is not None and fact.gone_on <= last):
        return []
    if fact.received_on > last or (fact.final_on is not None and fact.final_on.year < year):
        return []
    result = fact.result if fact.final_on is not None and fact.final_on <= last else "pending"
    return [f"table4.{fact.sort}[{RESULTS.index(result)}]", f"table4.{fact.sort}[{len(RESULTS)}]"]


def document_cells(fact: DocumentFacts, year: int) -> list[str]:
    """The cells of table two (一): issued in the year, repealed in it, in force at its end. One that ran out by itself was not repealed.

    Each is told by the organ that had the document on that day (机构改革).
    """
    last = date(year, 12, 31)
    cells = []
    if fact.issued_on.year == year and fact.held(fact.issued_on):
        cells.append(_ISSUED)
    if fact.repealed and fact.ended_on is not None and fact.ended_on.year == year and fact.issued_on <= last and fact.held(fact.ended_on):
        cells.append(_REPEALED)
    if fact.issued_on <= last and (fact.ended_on is None or fact.ended_on > last) and fact.held(last):
        cells.append(_IN_FORCE)
    return [f"table2.{fact.sort}[{each}]" for each in cells]


def assemble(
    groups: Iterable[Group], remedies: Counts, documents: Counts, declared: Mapping[str, DeclaredFact], problems: Sequence[Problem], *,
    organ: str, form: Form, year: int,
) -> Compiled:  # fmt: skip
    """The report out of what was counted, wherever it was counted."""
    three, doubtful = _three(groups)
    rows: dict[str, Row] = {}
    sources: dict[str, list[str]] = {**three.sources, **remedies.sources}
    used: dict[str, DeclaredFact] = {}
    missing: list[Problem] = []
    for key in form.row_keys():
        cells = [f"{key}[{index}]" for index in range(form.width(key))]
        table = key.partition(".")[0]
        if table == "table2":
            rows[key] = tuple(_two(cell, form, documents, declared, used, sources, missing) for cell in cells)
        else:
            counts = three if table == "table3" else remedies
            rows[key] = tuple(Figure(None, "") if cell in doubtful else Figure(counts.values.get(cell, 0)) for cell in cells)
    unsure = tuple(Unsure(cell, "", "有申请的主要事项还没有指定") for cell in sorted(doubtful) if cell.partition("[")[0] in rows)
    report = in_form(form, organ=organ, year=year, rows=rows, unsure=unsure)
    behind = {cell: tuple(ids) for cell, ids in sources.items() if ids and cell.partition("[")[0] in rows}
    return Compiled(report, behind, used, (*problems, *missing))


def _three(groups: Iterable[Group]) -> tuple[Counts, set[str]]:
    """Table three, and the cells that cannot be known while a row is not chosen."""
    counts, doubtful = Counts(), set[str]()
    for group in groups:
        rows = [CARRIED_IN if group.older else NEW]
        if not group.row:
            rows.append(CARRIED_OUT)
        elif group.row.startswith("?"):
            rows.append(TOTAL)
        else:
            rows += [group.row, TOTAL]
        for index in (COLUMNS.index(group.column), len(COLUMNS)):
            for row in rows:
                counts.add(f"table3.{row}[{index}]", group.amount, group.cases)
            doubtful |= {f"table3.{row}[{index}]" for row in group.row[1:].split(",") if group.row.startswith("?") and row}
    return counts, doubtful


def _two(
    cell: str, form: Form, documents: Counts, declared: Mapping[str, DeclaredFact], used: dict[str, DeclaredFact],
    sources: dict[str, list[str]], missing: list[Problem],
) -> Figure:  # fmt: skip
    """A cell of table two: declared by the office that decides, else counted from the life of documents, else unknown."""
    said = declared.get(cell)
    if said is not None:
        used[cell] = said
        sources[cell] = [said.id]
        return Figure(_number(said.value))
    counted = form.name != "2019" and cell.partition("[")[0].removeprefix("table2.") in _LIFE
    if counted:
        sources[cell] = documents.sources.get(cell, [])
        return Figure(documents.values.get(cell, 0))
    missing.append(Problem((cell,), "", "没有记录可数，请作出决定的机构申报"))
    return Figure(None, "")


def _number(text: str) -> Value:
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else float(value)
