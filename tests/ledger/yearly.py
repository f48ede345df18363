"""Random acts for random years and reports, and what must hold of any history of them, written apart from the guards."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from gongkai.ledger.state import effective
from gongkai.ledger.vocabulary import Corrected, Entry, Event, Voided
from gongkai.ledger.vocabulary import activity as y
from gongkai.ledger.vocabulary import report as e
from gongkai.ledger.vocabulary.codes import Role, Verdict
from tests.ledger.workflow import pick

if TYPE_CHECKING:
    from gongkai.ledger.states.base import StreamState

CONTENTS = ("a" * 64, "b" * 64, "c" * 64)
CELLS = ("licences[0]", "licences[1]", "fees[0]", "fees[2]", "rules[0]")
VALUES = ("0", "12", "3.5", "-2", "")


def act(cls: type[Event], state: StreamState, on: date, n: int) -> Event:
    """An act of that kind, mostly plausible; ``n`` decides its content."""
    content, record = pick(CONTENTS, n) if n % 13 != 12 else "x", "r1" if n % 11 != 10 else ""
    verdict = Verdict.RETURNED if n % 6 == 5 else Verdict.PASSED
    editions = sum(isinstance(entry.event, e.Published) for entry in effective(state.log))
    made = {
        y.Opened: lambda: y.Opened(year=on.year + (n % 9 == 8)),
        y.TrainingHeld: lambda: y.TrainingHeld(participants=n % 40 - (n % 7 == 6), record=record),
        y.MeetingHeld: lambda: y.MeetingHeld(participants=n % 40, record=record),
        y.OpenDayHeld: lambda: y.OpenDayHeld(participants=n % 40, record=record, materials=n % 9 - 1, questions=n % 9 or None),
        y.LeadingGroupChanged: lambda: y.LeadingGroupChanged(members=n % 12 - (n % 7 == 6), record=record),
        y.SelfChecked: lambda: y.SelfChecked(found=n % 5, mended=n % 3, record=record),
        y.AssessmentReceived: lambda: y.AssessmentReceived(record=record),
        y.SocialReviewDone: lambda: y.SocialReviewDone(participants=n % 40, record=record),
        y.HeldAccountable: lambda: y.HeldAccountable(persons=n % 3, record=record),
        y.FigureDeclared: lambda: y.FigureDeclared(
            cell=f"table2.{pick(CELLS, n)}", value=pick(VALUES, n // 5), source=record, role=pick(Role, n), note="n1" if n % 3 else ""
        ),
        e.Opened: lambda: e.Opened(year=on.year - 1, form="2019" if n % 9 == 8 else "2021"),
        e.Reviewed: lambda: e.Reviewed(verdict=verdict, role=pick(Role, n), digest=content, note="n1" if n % 4 else ""),
        e.Signed: lambda: e.Signed(role=Role.OFFICER if n % 8 == 7 else Role.LEADER, digest=content, paper="p1" if n % 2 else ""),
        e.SentUp: lambda: e.SentUp(digest=content, to="o1" if n % 10 != 9 else ""),
        e.Read: lambda: e.Read(verdict=verdict, digest=content, findings="f1" if n % 4 else ""),
        e.Published: lambda: e.Published(
            edition=editions + 1 + (n % 14 == 13), digest=f"{n:064x}", content=content, position=len(state.log) + 10 - n % 12,
            note="n1" if n % 5 != 4 else "", read_first=n % 2 == 0,
        ),
        Voided: lambda: Voided(number=1 + n % (len(state.log) + 1), reason="n1"),
        Corrected: lambda: corrected(state, n),
    }  # fmt: skip
    return made[cls]()


def corrected(state: StreamState, n: int) -> Corrected:
    """The same act a day earlier or later."""
    held = effective(state.log)
    chosen = pick(held, n) if held else Entry(number=1, effective_on=date(2026, 3, 2), recorded_at=None, event=e.SentUp(digest="", to=""))
    return Corrected(number=chosen.number, effective_on=chosen.effective_on + timedelta(days=n % 3 - 1), event=chosen.event)


def illegal(log: tuple[Entry, ...]) -> list[str]:
    """What no history may contain, read from the entries alone."""
    held = effective(log)
    if not held:
        return []
    opened = [entry for entry in held if isinstance(entry.event, (y.Opened, e.Opened))]
    wrong = ["does not begin with its opening, once"] * (opened != [held[0]])
    return wrong + (_activities(held) if isinstance(held[0].event, y.Opened) else _reports(held))


def _activities(held: tuple[Entry, ...]) -> list[str]:
    year, wrong, declared = held[0].event.year, [], {}
    for entry in held:
        event = entry.event
        dated = isinstance(event, (y.TrainingHeld, y.MeetingHeld, y.OpenDayHeld, y.LeadingGroupChanged, y.SelfChecked))
        wrong += [f"step {entry.number} outside its year"] * (entry.effective_on.year < year or (dated and entry.effective_on.year > year))
        counts = [
            getattr(event, name)
            for name in ("participants", "members", "persons", "materials", "questions", "found", "mended")
            if hasattr(event, name)
        ]
        wrong += ["a negative count"] * any(count is not None and count < 0 for count in counts)
        wrong += ["no record"] * (getattr(event, "record", "r1") == "")
        if isinstance(event, y.FigureDeclared):
            wrong += ["a cell that is not there"] * (event.cell == "table2.fees[2]")
            wrong += ["no number, or not one of this cell"] * _misfit(event)
            wrong += ["changed without a word"] * (declared.get(event.cell, event.value) != event.value and not event.note)
            declared[event.cell] = event.value
    return wrong


def _misfit(event: y.FigureDeclared) -> bool:
    if event.value == "":
        return True
    return (float(event.value) < 0 and event.cell != "table2.licences[1]") or (
        float(event.value) % 1 != 0 and event.cell != "table2.fees[0]"
    )


def _reports(held: tuple[Entry, ...]) -> list[str]:
    """Every edition rests on acts about its very content, done since the edition before it, in their order."""
    wrong, since, last = [], 0, None
    for place, entry in enumerate(held):
        event = entry.event
        wrong += [f"step {entry.number} before the opening"] * (entry.effective_on < held[0].effective_on)
        if not isinstance(event, e.Published):
            continue
        way = [each.event for each in held[since:place] if getattr(each.event, "digest", "") == event.content]
        wrong += _way_to(event, way, [each.event for each in held[:place] if isinstance(each.event, e.Published)])
        wrong += ["nothing is said of the change"] * bool(last and not event.note)
        wrong += ["counts less than before, or is older"] * bool(
            last and (event.position < last.event.position or entry.effective_on < last.effective_on)
        )
        since, last = place, entry
    return wrong


def _way_to(event: e.Published, way: list[Event], before: list[Event]) -> list[str]:
    signed = [place for place, each in enumerate(way) if isinstance(each, e.Signed)]
    wrong = ["not signed, signed twice, or not by the head"] * (len(signed) != 1 or way[signed[0]].role is not Role.LEADER)
    reviews = [each.verdict for each in way[: signed[0] if signed else 0] if isinstance(each, e.Reviewed)]
    wrong += ["not reviewed before it was signed"] * (reviews[-1:] != [Verdict.PASSED])
    read = [each.verdict for each in way if isinstance(each, e.Read)]
    sent = [each for each in way if isinstance(each, e.SentUp)]
    wrong += ["not read though it had to be"] * (event.read_first and read[-1:] != [Verdict.PASSED])
    wrong += ["read oftener than it was sent"] * (len(read) > len(sent))
    return wrong + ["a wrong number"] * (event.edition != len(before) + 1)
