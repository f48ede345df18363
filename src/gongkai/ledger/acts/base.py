"""How a guard is made: its own checks, those that all acts of the stream share, and what the clock or the calendar refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import Refused, explain, written
from gongkai.ledger.reasons import Reason
from gongkai.ledger.states.application import ApplicationState, clock_event

if TYPE_CHECKING:
    from gongkai.law.calendar import Calendar
    from gongkai.ledger.states.parts import Phase
    from gongkai.ledger.vocabulary.base import Event

E = TypeVar("E", bound="Event")


class Case(NamedTuple):
    """What a guard looks at: the state, the legal day, the calendar, and the act (None: is it possible at all?)."""

    state: Any
    on: date
    calendar: Calendar
    act: Any = None


Check = Callable[[Case], Iterator[Reason]]


class Guard(Protocol):
    """All reasons why the act is not possible on that legal day; empty when it is.

    Without ``act`` only what does not depend on its content is looked at: shall the button be shown?
    """

    def __call__(self, state: Any, on: date, calendar: Calendar, act: Any = None) -> list[Reason]:
        """The reasons, each a sentence with its clause."""


GUARDS: dict[type[Event], Guard] = {}
NOTED: dict[type[Event], Check] = {}  # what is irregular in an act that the law gives effect


def guard(act: type[Event], *shared: Check) -> Callable[[Check], Guard]:
    """Makes a check the guard of ``act``, behind the checks that are ``shared``."""

    def made(check: Check) -> Guard:
        def why_not(state: Any, on: date, calendar: Calendar, act: Any = None) -> list[Reason]:
            case = Case(state, on, calendar, act)
            try:
                problems = [reason for part in (*shared, check) for reason in part(case)]
            except OutsideCalendar as outside:
                problems = [Reason(outside.sentence())]
            return [Reason(f"不能{title}：{text}", cites) for text, cites in problems] or clock_refuses(case)

        title = act.title
        why_not.__doc__ = check.__doc__
        GUARDS[act] = why_not
        return why_not

    return made


def irregular(*acts: type[Event]) -> Callable[[Check], Check]:
    """Makes a check the one that names what is irregular in these acts."""

    def made(check: Check) -> Check:
        NOTED.update(dict.fromkeys(acts, check))
        return check

    return made


def in_phase(*phases: Phase) -> Check:
    """The act of an application belongs to these phases, and not before the receipt that began the round."""

    def check(case: Case) -> Iterator[Reason]:
        state: ApplicationState = case.state
        if state.phase not in phases:
            yield Reason(f"这件申请{state.phase.label}", ("条例:45",))
        if state.rounds and case.on < state.round.received_on:
            day = written(state.round.received_on)
            if state.round.order:
                yield Reason(f"早于须重新答复的{day}", ("条例:33.2",))
            else:
                yield Reason(f"早于收到申请之日{day}", ("条例:31",))

    return check


def clock_refuses(case: Case) -> list[Reason]:
    """What the statutory clock refuses, in its own words: its sentence names the clause itself."""
    if case.act is None or not isinstance(case.state, ApplicationState) or not case.state.rounds:
        return []
    seen = clock_event(case.state, case.act, case.on)
    if seen is None:
        return []
    try:
        explain(case.state.round.received_on, (*case.state.round.events, seen), case.calendar)
    except Refused as refused:
        return [Reason(str(refused))]
    except OutsideCalendar as outside:
        return [Reason(outside.sentence())]
    return []


def needed(value: object, words: str, *cites: str) -> Iterator[Reason]:
    """One reason when something that must be given is empty."""
    if not value:
        yield Reason(f"没有写{words}", cites)


def its_year(case: Case) -> Iterator[Reason]:
    """The act opens a stream for a year that has begun, since the first Regulation of 2008."""
    if case.act is None:
        return
    if not 2008 <= case.act.year <= 2100:
        yield Reason(f"{case.act.year}年不在2008年至2100年之内", ("条例:50",))
    elif case.on < date(case.act.year, 1, 1):
        yield Reason(f"{written(case.on)}还没有到{case.act.year}年", ("条例:50",))


def not_before(attribute: str, words: str, cite: str) -> Check:
    """The act is not earlier than the day in that field of the state."""

    def check(case: Case) -> Iterator[Reason]:
        day = getattr(case.state, attribute)
        if day and case.on < day:
            yield Reason(f"早于{words}{written(day)}", (cite,))

    return check


def first_act(attribute: str, words: str, cite: str) -> Check:
    """The act begins the stream."""

    def check(case: Case) -> Iterator[Reason]:
        if getattr(case.state, attribute):
            yield Reason(f"{words}", (cite,))

    return check


def begun(attribute: str, words: str, cite: str) -> Check:
    """The stream has begun."""

    def check(case: Case) -> Iterator[Reason]:
        if not getattr(case.state, attribute):
            yield Reason(f"{words}", (cite,))

    return check
