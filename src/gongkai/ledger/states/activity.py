"""One year's activities of an organ, and the figures that were declared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from gongkai.ledger.states.base import Branch, StreamState
from gongkai.ledger.vocabulary import activity as y

if TYPE_CHECKING:
    from datetime import date

    from gongkai.ledger.vocabulary.base import Entry, Event


class Happened(NamedTuple):
    """One activity: when, and what its event tells."""

    step: int
    day: date
    event: Event


@dataclass(frozen=True, slots=True)
class ActivityState(StreamState):
    """All that happened, in the order of the log. ``year`` is 0 until the stream is opened."""

    stream: ClassVar[str] = "activity"
    year: int = 0
    happened: tuple[Happened, ...] = ()

    def of(self, kind: type[Event]) -> tuple[Happened, ...]:
        """What happened of one kind."""
        return tuple(each for each in self.happened if isinstance(each.event, kind))

    @property
    def figures(self) -> dict[str, y.FigureDeclared]:
        """The declared figures by cell; of a cell declared again the last one."""
        return {each.event.cell: each.event for each in self.happened if isinstance(each.event, y.FigureDeclared)}


def _opened(state: ActivityState, entry: Entry, event: y.Opened) -> ActivityState:
    return replace(state, year=event.year)


def _happened(state: ActivityState, entry: Entry, event: Event) -> ActivityState:
    return replace(state, happened=(*state.happened, Happened(entry.number, entry.effective_on, event)))


BRANCHES: dict[type[Event], Branch] = {**dict.fromkeys(y.EVENTS, _happened), y.Opened: _opened}
