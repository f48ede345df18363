"""A whole register looked at before anything is kept: all errors, all oddities, with row and column. Reads the database, writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.calendar import Calendar
from gongkai.ledger import state as ledger
from gongkai.ledger.states.application import ApplicationState
from gongkai.ledger.states.base import BrokenStream
from gongkai.lib.cells import Problem
from gongkai.web.applications.models import Application, Remedy
from gongkai.web.applications.register.case import cases
from gongkai.web.applications.register.history import application_events, remedy_events
from gongkai.web.applications.register.oddities import oddities
from gongkai.web.applications.register.values import AGAIN
from gongkai.web.applications.services.acting import IMPORT
from gongkai.web.clock import day_of
from gongkai.web.events import store
from gongkai.web.organs import settings
from gongkai.web.organs.importing import organ_named
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.organs.settings import SETTINGS
from gongkai.web.organs.swift import swift

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from gongkai.ledger.states.base import StreamState
    from gongkai.ledger.vocabulary import Entry, Event
    from gongkai.lib.tablefile import Table
    from gongkai.web.applications.register.case import Case
    from gongkai.web.events.store import Stamp
    from gongkai.web.organs.models import Organ

    Progress = Callable[[int], None]  # told the number of rows looked at

KEPT_WARNINGS = 5000  # sentences that are kept; beyond that they are counted


class Checked(NamedTuple):
    """What was found. ``rows`` cases; ``organ`` None when it would be made; ``open_cases`` those without a result."""

    organ_name: str
    organ: Organ | None
    rows: int
    open_cases: int
    years: tuple[tuple[int, int], ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    warned: int
    unknown: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether it can be brought in."""
        return not self.problems and self.rows > 0


def nobody(done: int) -> None:
    """Progress that nobody looks at."""


def check(table: Table, *, organ_name: str, moment: datetime, progress: Progress = nobody) -> Checked:
    """Look at every row. Raises :class:`~gongkai.lib.errors.UnusableInput` when the file breaks off."""
    organ = organ_named(organ_name)
    looking = _Looking(organ, moment)
    for done, case in enumerate(cases(table, day_of(moment)), 1):
        looking.at(case)
        if done % 500 == 0:
            progress(done)
    if not looking.rows:
        looking.problems.append(Problem(0, "", "台账里没有一行申请。请核对工作表，再上传。"))
    return Checked(
        organ.name if organ else "".join(organ_name.split()), organ, looking.rows, looking.open_cases, tuple(sorted(looking.years.items())),
        tuple(looking.problems), tuple(looking.warnings), looking.warned, table.unknown,
    )  # fmt: skip


class _Looking:
    """What is found row after row."""

    def __init__(self, organ: Organ | None, moment: datetime) -> None:
        self.rows = self.open_cases = self.warned = 0
        self.years: dict[int, int] = {}
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self._seen: dict[str, int] = {}
        self._stored = _stored(organ)
        self._calendar = working_days(organ)
        self._correction_days = correction_days(organ)
        self._stamp = store.stamp(IMPORT, "", moment)

    def at(self, case: Case) -> None:
        """Look at one more row."""
        self.rows += 1
        self._twice(case)
        if not case.problems:
            self._fold(case)
        self.problems += case.problems

    def _twice(self, case: Case) -> None:
        number = case["number"]
        if not number:
            return
        if number in self._seen:
            case.wrong("number", f"写的是 {number}，和第 {self._seen[number]} 行重复")
        elif number in self._stored:
            case.wrong("number", f"写的是 {number}，系统里已经有这个编号")
        self._seen.setdefault(number, case.line)

    def _fold(self, case: Case) -> None:
        try:
            state, _ = folded(
                "application", application_events(case, self._calendar, self._correction_days, lambda text: text), self._stamp
            )
            for each in remedy_events(case, ""):
                folded("remedy", each.events, self._stamp)
        except BrokenStream as broken:
            case.problems.append(Problem(case.line, "", f"第 {case.line} 行的日期排不成一件申请的经过：{broken}。{AGAIN}。"))
            return
        assert isinstance(state, ApplicationState)
        self.open_cases += not case["closed"]
        self.years[case["received"].year] = self.years.get(case["received"].year, 0) + 1
        for found in oddities(case, state, self._calendar):
            self.warned += 1
            if len(self.warnings) < KEPT_WARNINGS:
                self.warnings.append(found)


def folded(kind: str, events: Sequence[tuple[Event, date]], stamp: Stamp) -> tuple[StreamState, list[Entry]]:
    """The state after all events of a new stream, judged by nobody, and its entries. Raises :class:`BrokenStream`."""
    state = ledger.start(kind)
    entries = []
    for event, day in events:
        entry = store.entry(state, event, day, stamp)
        state = ledger.apply(state, entry)
        entries.append(entry)
    return state, entries


def working_days(organ: Organ | None) -> Calendar:
    """The calendar of the organ, the national one of an organ that is not there yet."""
    return swift(calendar_of(organ) if organ else Calendar.standard())


def correction_days(organ: Organ | None) -> int:
    """How long the office lets people correct, where a register does not say it."""
    return int(settings.of(organ, "correction_days") if organ else SETTINGS["correction_days"].default)


def _stored(organ: Organ | None) -> frozenset[str]:
    """Register numbers that are taken: of applications, and of reviews and lawsuits beside them."""
    if organ is None:
        return frozenset()
    return frozenset(
        number
        for model in (Application, Remedy)
        for number in model.objects.filter(organ=organ).values_list("register_number", flat=True).iterator(chunk_size=5000)
    )
