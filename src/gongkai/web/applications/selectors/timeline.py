"""What happened in a case, step by step: both times, who, what was irregular, what was mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import Refused
from gongkai.ledger.guards import irregularities
from gongkai.ledger.state import advance, effective, start
from gongkai.ledger.vocabulary import Corrected, Voided
from gongkai.web.applications.selectors.wording import named_by, words_of
from gongkai.web.applications.services.acting import APPLICANT, IMPORT, SYSTEM
from gongkai.web.clock import day_of

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from gongkai.law.calendar import Calendar
    from gongkai.ledger.states.application import ApplicationState
    from gongkai.ledger.vocabulary import Entry

ACTORS = {APPLICANT: "申请人（网上）", SYSTEM: "系统", IMPORT: "台账导入"}
LATE_DAYS = 3  # calendar days between the legal day and the writing, beyond which a step is shown as written late


class Named(NamedTuple):
    """A text or a file that a step names. ``size`` 0 for a text."""

    id: uuid.UUID
    what: str
    words: str
    kind: str
    size: int
    moment: datetime
    by: str
    erased: bool = False

    @property
    def is_file(self) -> bool:
        """Whether it can be opened."""
        return bool(self.kind)


class Step(NamedTuple):
    """One line of the timeline. ``mended``: what a later step said of this one, "" when it stands."""

    number: int
    title: str
    words: tuple[str, ...]
    on: date
    recorded_at: datetime
    who: str
    late_days: int
    mended: str
    irregular: tuple[str, ...]
    named: tuple[Named, ...]


def actors(entries: Iterable[Entry]) -> frozenset[str]:
    """The accounts that acted."""
    return frozenset(each.actor for each in entries) - ACTORS.keys() - {""}


def steps(state: ApplicationState, calendar: Calendar, names: Mapping[str, str], things: Mapping[str, Named]) -> list[Step]:
    """The timeline, newest first."""
    mended = {each.event.number: each.event.title for each in state.log if isinstance(each.event, (Corrected, Voided))}
    irregular = _irregular(state, calendar)
    return [
        Step(
            entry.number, entry.event.title, words_of(entry.event), entry.effective_on, entry.recorded_at,
            ACTORS.get(entry.actor) or names.get(entry.actor, "已停用的账号"), _late(entry), mended.get(entry.number, ""),
            irregular.get(entry.number, ()), tuple(things[key] for key in named_by(entry.event) if key in things),
        )
        for entry in reversed(state.log)
    ]  # fmt: skip


def _late(entry: Entry) -> int:
    days = (day_of(entry.recorded_at) - entry.effective_on).days
    return days if days > LATE_DAYS else 0


def _irregular(state: ApplicationState, calendar: Calendar) -> dict[int, tuple[str, ...]]:
    """What was irregular in each step that holds; nothing where the clock cannot judge (imported histories)."""
    found: dict[int, tuple[str, ...]] = {}
    running = start("application")
    for entry in effective(state.log):
        try:
            found[entry.number] = irregularities(running, entry.event, entry.effective_on, calendar)
        except (Refused, OutsideCalendar, ValueError):
            return found
        running = advance(running, entry)
    return found
