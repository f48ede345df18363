"""The tables of a year out of the facts beside the ledger, and the cases behind each cell."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import BooleanField, Case, Count, F, Q, Value, When
from django.db.models.functions import Concat, ExtractYear

from gongkai.report import tally
from gongkai.report.facts import ApplicationFacts, DeclaredFact, DocumentFacts, RemedyFacts
from gongkai.report.tally import COLUMNS, Compiled, Counts, Group, assemble, year_form
from gongkai.web.reporting.models import ApplicationFact, Declaration, DocumentFact, RemedyFact

if TYPE_CHECKING:
    import uuid

    from django.db.models import QuerySet

    from gongkai.report.forms.base import Form

_CELL = re.compile(r"(table[234])\.([a-z_.]+)\[(\d)\]")


class Behind(NamedTuple):
    """A case behind a cell: its stream, its number, the days that put it there, and the row of its result."""

    stream: uuid.UUID
    kind: str
    number: str
    began_on: date
    ended_on: date | None
    row: str = ""
    column: str = ""


def compiled(organ: uuid.UUID, name: str, year: int) -> Compiled:
    """The tables of the year: one grouping each over applications, reviews and documents, and the declarations. Cells keep no cases: see ``behind``."""
    form = year_form(year)
    groups = [Group(column, older, row, amount) for column, older, row, amount in _groups(organ, year, form)]
    remedies, documents = _remedies(organ, year), _documents(organ, year)
    declared = {each.cell: _declared(each) for each in Declaration.objects.filter(organ=organ, year=year)}
    doubtful = undecided(organ, year) if any(each.row.startswith("?") for each in groups) else ()
    problems = [problem for case in doubtful for problem in tally.undecided(_application(case), year)]
    return assemble(groups, remedies, documents, declared, problems, organ=name, form=form, year=year)


def with_cases(organ: uuid.UUID, name: str, year: int) -> Compiled:
    """The same with the cases behind every cell: from the facts themselves, case by case."""
    facts: list[ApplicationFacts | RemedyFacts | DocumentFacts | DeclaredFact] = [_application(each) for each in counted(organ, year)]
    facts += [_remedy(each) for each in RemedyFact.objects.filter(organ=organ).order_by("received_on", "number")]
    facts += [_document(each) for each in DocumentFact.objects.filter(organ=organ).order_by("issued_on", "number")]
    facts += [_declared(each) for each in Declaration.objects.filter(organ=organ, year=year)]
    return tally.compile_report(facts, organ=name, year=year)


def numbers(organ: uuid.UUID) -> dict[str, str]:
    """What people call each case: its number in the register, the 文号 of a document; a declaration is called 申报."""
    found = {
        str(stream): number
        for table in (ApplicationFact, RemedyFact, DocumentFact)
        for stream, number in table.objects.filter(organ=organ).values_list("stream", "number")
    }
    return found | {str(stream): "申报" for stream in Declaration.objects.filter(organ=organ).values_list("stream", flat=True)}


def counted(organ: uuid.UUID, year: int) -> QuerySet[ApplicationFact]:
    """The applications that the report of the year counts (``tally.counts_in``), in the order of their receipt."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return (
        ApplicationFact.objects.filter(organ=organ, since__lte=last)
        .filter(Q(gone_on=None) | Q(gone_on__gt=last), Q(ended_on=None) | Q(ended_on__gte=first))
        .order_by("received_on", "number")
    )


def undecided(organ: uuid.UUID, year: int) -> QuerySet[ApplicationFact]:
    """Those of which nobody has said in which row they stand."""
    return counted(organ, year).filter(row="", ended_on__lte=date(year, 12, 31))


def behind(organ: uuid.UUID, year: int, cell: str) -> list[Behind]:
    """The cases behind a cell of that year. KeyError for a cell that the form does not have."""
    table, row, _ = parts_of(year, cell)
    if table == "table3":
        return [
            Behind(each.stream, "application", each.number, each.received_on, each.ended_on, each.row, each.column)
            for each in applications_in(organ, year, cell)
        ]
    if table == "table4":
        cases = RemedyFact.objects.filter(organ=organ, sort=row).order_by("received_on", "number")
        return [
            Behind(each.stream, "remedy", each.number, each.received_on, each.final_on)
            for each in cases
            if cell in tally.remedy_cells(_remedy(each), year)
        ]
    papers = DocumentFact.objects.filter(organ=organ, sort=row).order_by("issued_on", "number")
    return [
        Behind(each.stream, "document", each.number, each.issued_on, each.ended_on)
        for each in papers
        if cell in tally.document_cells(_document(each), year)
    ]


def parts_of(year: int, cell: str) -> tuple[str, str, int]:
    """Table, row and column of a cell of that year's form. KeyError for one that the form does not have."""
    found = _CELL.fullmatch(cell)
    if found is None or int(found[3]) >= year_form(year).width(f"{found[1]}.{found[2]}"):
        raise KeyError(cell)
    return found[1], found[2], int(found[3])


def applications_in(organ: uuid.UUID, year: int, cell: str) -> QuerySet[ApplicationFact]:
    """The applications behind a cell of table three, to be counted or read page by page. KeyError as :func:`parts_of`."""
    _, row, index = parts_of(year, cell)
    return _in_cell(counted(organ, year), year, year_form(year), row, index)


def _in_cell(cases: QuerySet[ApplicationFact], year: int, form: Form, row: str, index: int) -> QuerySet[ApplicationFact]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    if index < len(COLUMNS):
        cases = cases.filter(column=COLUMNS[index])
    if row == tally.NEW:
        return cases.filter(received_on__gte=first)
    if row == tally.CARRIED_IN:
        return cases.filter(received_on__lt=first)
    if row == tally.CARRIED_OUT:
        return cases.filter(Q(ended_on=None) | Q(ended_on__gt=last))
    ended = cases.filter(ended_on__lte=last)
    return ended if row == tally.TOTAL else ended.filter(**{_row_of(form): row})


def _groups(organ: uuid.UUID, year: int, form: Form) -> QuerySet[ApplicationFact, tuple[str, bool, str, int]]:
    """Column, carried in or not, row of the result, how many: what ``tally.place`` says of each case, said by the database."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    ended = Q(ended_on__lte=last)
    return (
        counted(organ, year)
        .order_by()
        .annotate(
            older=Case(When(received_on__lt=first, then=Value(True)), default=Value(False), output_field=BooleanField()),
            outcome=Case(
                When(ended & ~Q(**{_row_of(form): ""}), then=F(_row_of(form))),
                When(ended, then=Concat(Value("?"), F("choices"))),
                default=Value(""),
            ),
        )
        .values_list("column", "older", "outcome")
        .annotate(amount=Count("*"))
    )


def _remedies(organ: uuid.UUID, year: int) -> Counts:
    """Table four: those alike are placed once."""
    counts, last = Counts(), date(year, 12, 31)
    alike = RemedyFact.objects.filter(Q(final_on=None) | Q(final_on__year__gte=year), organ=organ, received_on__lte=last)
    kinds = alike.values_list("sort", "final_on", "result", "since", "gone_on").annotate(amount=Count("*"))
    for sort, final_on, result, since, gone_on, amount in kinds:
        for cell in tally.remedy_cells(RemedyFacts("", "", sort, last, final_on, result, since, gone_on), year):
            counts.add(cell, amount, ())
    return counts


def _documents(organ: uuid.UUID, year: int) -> Counts:
    """Table two (一): which cells hold a document depends on the years of its days alone; of one that moved, on the days themselves."""
    counts = Counts()
    moved = Q(since__isnull=False) | Q(gone_on__isnull=False)
    alike = (
        DocumentFact.objects.filter(organ=organ, issued_on__year__lte=year)
        .annotate(issued_day=Case(When(moved, then=F("issued_on"))), ended_day=Case(When(moved, then=F("ended_on"))))
        .values_list("sort", ExtractYear("issued_on"), ExtractYear("ended_on"), "repealed", "issued_day", "ended_day", "since", "gone_on")
        .annotate(amount=Count("*"))
    )
    for sort, issued, ended, repealed, issued_day, ended_day, since, gone_on, amount in alike:
        last = ended_day or (date(ended, 1, 1) if ended else None)
        fact = DocumentFacts("", "", sort, issued_day or date(issued, 1, 1), last, repealed, since=since, gone_on=gone_on)
        for cell in tally.document_cells(fact, year):
            counts.add(cell, amount, ())
    return counts


def _row_of(form: Form) -> str:
    return "row_2019" if form.name == "2019" else "row"


def _application(held: ApplicationFact) -> ApplicationFacts:
    return ApplicationFacts(
        str(held.stream), held.number, held.received_on, held.since, held.column, held.ended_on, held.row, held.row_2019,
        tuple(filter(None, held.choices.split(","))), held.gone_on, held.fee, held.paid_on,
    )  # fmt: skip


def _remedy(held: RemedyFact) -> RemedyFacts:
    return RemedyFacts(str(held.stream), held.number, held.sort, held.received_on, held.final_on, held.result, held.since, held.gone_on)


def _document(held: DocumentFact) -> DocumentFacts:
    return DocumentFacts(
        str(held.stream), held.number, held.sort, held.issued_on, held.ended_on, held.repealed, since=held.since, gone_on=held.gone_on
    )


def _declared(held: Declaration) -> DeclaredFact:
    return DeclaredFact(str(held.stream), held.year, held.cell, held.value, held.source, held.role, held.on)
