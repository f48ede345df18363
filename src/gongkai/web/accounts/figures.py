"""A year's figures of an organ with the cases and events behind each: counted from the ledger alone, for the auditor."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import xlsxwriter

from gongkai.law.deadlines import written
from gongkai.law.tally import ROW_LABELS, Row
from gongkai.ledger.guards import BEIJING
from gongkai.ledger.states.application import ApplicationState
from gongkai.ledger.states.parts import Phase
from gongkai.report.facts import holders
from gongkai.web.accounts.selectors import names_of
from gongkai.web.events import browse, store

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Sequence

    from xlsxwriter.worksheet import Worksheet

    from gongkai.web.organs.models import Organ

RECEIVED, CARRIED = "received", "carried_out"
_ENDED_ELSEWHERE = "ended"  # ended, but an officer has still to choose the row
_GROUPS = {"denied": "（三）不予公开", "unavailable": "（四）无法提供", "not_processed": "（五）不予处理", "other": "（六）其他处理"}
LABELS = {
    RECEIVED: "本年新收",
    **{key: f"{_GROUPS[key.partition('.')[0]]}{label}" if "." in key else label for key, label in ROW_LABELS.items()},
    _ENDED_ELSEWHERE: "已办结，待指定主要事项",
    CARRIED: "结转下年度继续办理",
}
_ONLY_IF_ANY = (_ENDED_ELSEWHERE, "other")  # no row of the form of 2021
_FIGURES, _CASES, _EVENTS = "数字", "案件", "事件"


class Case(NamedTuple):
    """One application of the year, by ledger alone. ``row`` is a key of :data:`LABELS`."""

    stream: uuid.UUID
    number: str
    received: date
    ended: date | None
    row: str
    column: str
    new: bool


class Figures(NamedTuple):
    """The year: how many stand in each row, and the cases."""

    organ: Organ
    year: int
    counts: Counter[str]
    cases: tuple[Case, ...]

    @property
    def lines(self) -> list[tuple[str, int]]:
        """The rows with their figures, in the order of the form."""
        return [(label, self.counts[key]) for key, label in LABELS.items() if self.counts[key] or key not in _ONLY_IF_ANY]


def figures(organ: Organ, year: int) -> Figures:
    """Applications received or answered in the year, or carried out of it; cut by the legal day, whenever it was written.

    One that moved (机构改革) stands where it was answered, or at the end of the year.
    """
    cases = []
    for stream, state in store.streams_ever("application", organ.pk):
        assert isinstance(state, ApplicationState)
        case = _case(stream, state, year)
        if case is not None and _held(state, organ, date(year, 12, 31)):
            cases.append(case)
    counts = Counter(case.row for case in cases)
    counts[RECEIVED] = sum(case.new for case in cases)
    return Figures(organ, year, counts, tuple(sorted(cases, key=lambda case: (case.received, case.number))))


def workbook(found: Figures, by: str) -> bytes:
    """Three sheets: figures, the cases behind each, and the events behind each case with their hashes. No cell is a formula."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    ) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        figures_sheet = book.add_worksheet(_FIGURES)
        rows: list[list[str | int]] = [[label, number] for label, number in found.lines]
        rows.append(["导出", f"{found.organ.name} {found.year}年，由{by}从台账事件导出，到第{store.position()}条为止"])
        _sheet(figures_sheet, ("行", "件数"), rows, bold, (60, 12))
        _sheet(book.add_worksheet(_CASES), _CASE_HEAD, [_case_row(case) for case in found.cases], bold, (24, 24, 14, 14, 50, 16, 40))
        _sheet(book.add_worksheet(_EVENTS), _EVENT_HEAD, _event_rows(found.cases), bold, (24, 8, 20, 14, 22, 20, 10, 68))
    return file.getvalue()


_CASE_HEAD = ("登记编号", "申请人类型", "收到日期", "办结日期", "表三的行", "是否本年新收", "台账流编号")
_EVENT_HEAD = ("登记编号", "步", "事件", "生效日", "写入时间（北京）", "办理人", "总序号", "SHA-256")


def _case(stream: uuid.UUID, state: ApplicationState, year: int) -> Case | None:
    received = state.received_on
    if received is None or state.registered is None or received.year > year:
        return None
    outcome = state.rounds[0].outcome
    ended = outcome.day if outcome and state.phase is not Phase.HANDED_OVER else None
    if ended is not None and ended.year < year:
        return None
    row = CARRIED
    if ended is not None and ended.year == year:
        found = state.row()
        row = found.key if isinstance(found, Row) else _ENDED_ELSEWHERE
    return Case(stream, state.registered.register_number, received, ended, row, state.registered.column.label, received.year == year)


def _held(state: ApplicationState, organ: Organ, last: date) -> bool:
    """Whether the case is counted by that organ at the end of the year: what was answered stays where it was answered."""
    outcome = state.rounds[0].outcome
    return any(part.had(last) and part.holder in ("", str(organ.pk)) for part in holders(state.moves, outcome.step if outcome else None))


def _case_row(case: Case) -> list[str]:
    ended = written(case.ended) if case.ended else ""
    return [case.number, case.column, written(case.received), ended, LABELS[case.row], "是" if case.new else "上年结转", str(case.stream)]


def _event_rows(cases: Sequence[Case]) -> Iterable[list[str | int]]:
    numbers = {case.stream: case.number for case in cases}
    lines = list(browse.of_streams(tuple(numbers)))
    names = names_of({line.actor for line in lines})
    for line in lines:
        moment = line.recorded_at.astimezone(BEIJING)
        yield [
            numbers[line.stream_id], line.number, browse.title_of(line.kind), written(line.effective_on), f"{moment:%Y-%m-%d %H:%M:%S}",
            names.get(line.actor, line.actor), line.position, line.sha256,
        ]  # fmt: skip


def _sheet(sheet: Worksheet, head: Sequence[str], rows: Iterable[Sequence[str | int]], bold: object, widths: Sequence[int]) -> None:
    for column, (label, width) in enumerate(zip(head, widths, strict=True)):
        sheet.write_string(0, column, label, bold)
        sheet.set_column(column, column, width)
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, column, value)
            else:
                sheet.write_string(line, column, value)
    sheet.freeze_panes(1, 0)
