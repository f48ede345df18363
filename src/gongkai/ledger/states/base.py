"""What every state has, and what a fold says of a stream that cannot be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from gongkai.ledger.vocabulary.base import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")
# state after an event = branch(state before, the entry, its event)
Branch = Callable[[Any, Entry, Any], Any]


class BrokenStream(ValueError):
    """A stream that no sequence of allowed acts can have made: one Chinese sentence with the step."""


@dataclass(frozen=True, slots=True)
class StreamState:
    """The log as it was written, mistakes and their corrections included. ``stream`` is the kind of stream."""

    stream: ClassVar[str] = ""
    log: tuple[Entry, ...] = ()

    @property
    def next_number(self) -> int:
        """The number of the next entry."""
        return len(self.log) + 1


def broken(entry: Entry, problem: str) -> BrokenStream:
    """The sentence for an entry that cannot follow what stands before it."""
    return BrokenStream(f"账本第{entry.number}步“{entry.event.title}”接不上：{problem}，请核对这条记录的来历")


def found(things: Iterable[T], entry: Entry, problem: str) -> T:
    """The first of ``things``. Raises :class:`BrokenStream` with ``problem`` when there is none."""
    for thing in things:
        return thing
    raise broken(entry, problem)
