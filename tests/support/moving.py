"""The same history with and without 机构改革: a course that goes on at another organ from a day on."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from gongkai.ledger.state import apply, start
from gongkai.ledger.states.parts import Phase
from gongkai.ledger.vocabulary import Corrected, Entry, Voided
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary import document as d
from gongkai.ledger.vocabulary import rectification as r
from gongkai.ledger.vocabulary import remedy as m

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from support.courses import Course

_MOVED: dict[str, Any] = {"application": a.Moved, "remedy": m.Moved, "document": d.Moved, "rectification": r.Moved}


def runs(kind: str, state: Any, day: date) -> bool:
    """Whether it would move on that day: as the guards say, said again in few words."""
    if kind == "application":
        return state.phase in (Phase.OPEN, Phase.REANSWERING)
    if kind == "remedy":
        return state.case is not None and state.final_on is None
    if kind == "document":
        return state.issue is not None and (state.ended_on is None or state.ended_on > day)
    return state.request is not None and state.served_on is None


def moved(course: Course, day: date, source: str, to: str) -> Course:
    """The course with its move behind the last step of before that day, where something runs then; otherwise as it was."""
    state, place = start(course.kind), 0
    for entry in course.entries:
        if entry.effective_on > day or isinstance(entry.event, (Corrected, Voided)):
            break
        state, place = apply(state, entry), place + 1
    never = any(isinstance(each.event, Voided) and each.event.number == 1 for each in course.entries)  # nobody may void what moved
    if not place or never or not runs(course.kind, state, day):
        return course
    step = Entry(
        number=place + 1, effective_on=day, recorded_at=course.entries[place - 1].recorded_at,
        event=_MOVED[course.kind](source=source, to=to, document="f"),
    )  # fmt: skip
    return course._replace(entries=(*course.entries[:place], step, *(_later(each, place) for each in course.entries[place:])))


def _later(entry: Entry, place: int) -> Entry:
    """One step further back, with the steps that it speaks of."""
    event = entry.event
    spoken = {
        each.name: getattr(event, each.name)
        for each in fields(event)
        if each.name in ("number", "step") and isinstance(getattr(event, each.name), int)
    }
    changes = {name: number + 1 for name, number in spoken.items() if number > place}
    return replace(entry, number=entry.number + 1, event=replace(event, **changes) if changes else event)
