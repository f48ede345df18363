"""What every state has, and what a fold says of a stream that cannot be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar

from gongkai.ledger.vocabulary.base import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gongkai.ledger.vocabulary.base import Passed

T = TypeVar("T")
# state after an event = branch(state before, the entry, its event)
Branch = Callable[[Any, Entry, Any], Any]


class BrokenStream(ValueError):
    """A stream that no sequence of allowed acts can have made: one Chinese sentence with the step."""


class Move(NamedTuple):
    """The step with which a stream came to another organ (机构改革): the first day there, from whom, to whom."""

    step: int
    day: date
    source: str
    to: str


@dataclass(frozen=True, slots=True)
class StreamState:
    """The log as it was written, mistakes and their corrections included. ``stream`` is the kind of stream.

    ``moves`` are the organs through whose hands it went, when organs were reorganised.
    """

    stream: ClassVar[str] = ""
    log: tuple[Entry, ...] = ()
    moves: tuple[Move, ...] = ()

    @property
    def next_number(self) -> int:
        """The number of the next entry."""
        return len(self.log) + 1


def broken(entry: Entry, problem: str) -> BrokenStream:
    """The sentence for an entry that cannot follow what stands before it."""
    return BrokenStream(f"账本第{entry.number}步“{entry.event.title}”接不上：{problem}，请核对这条记录的来历")


def moved(state: Any, entry: Entry, event: Passed) -> Any:
    """The branch of ``Passed``: another organ has it, nothing else changes."""
    return replace(state, moves=(*state.moves, Move(entry.number, entry.effective_on, event.source, event.to)))


def found(things: Iterable[T], entry: Entry, problem: str) -> T:
    """The first of ``things``. Raises :class:`BrokenStream` with ``problem`` when there is none."""
    for thing in things:
        return thing
    raise broken(entry, problem)
