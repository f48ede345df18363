"""What an index can do, whatever stands behind it: SQLite or PostgreSQL here, tantivy or a cluster of search servers elsewhere.

An engine knows places, not items. A place is a number that is greater the later the item was published, so that newest first
is greatest first, and a day or a year is a range of numbers.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST = 20_000  # hits that are counted, ranked and divided into facets; beyond, the newest so many
FACETED = 5_000  # of so many newest hits the shelves are counted: what is found more often has to be narrowed anyway
A_DAY = 20  # bits of a place that number the items of one day


class Labels(NamedTuple):
    """By what hits can be narrowed: the id of the organ, the key of the column, the genre, the validity; "" is none."""

    organ: str = ""
    column: str = ""
    genre: str = ""
    validity: str = ""


class Entry(NamedTuple):
    """One thing to index. ``shelf`` is a number that stands for its ``labels``; ``head`` are its plain title and numbers, ``fields`` all its plain
    fields and pages with those of the head: a term is found where it stands wholly in one of them.
    """  # fmt: skip

    place: int
    shelf: int
    labels: Labels
    head: tuple[str, ...]
    fields: tuple[str, ...]


class Question(NamedTuple):
    """What is asked: plain terms, all of which must be found; the labels that an item must have; the places between which it stands.

    ``ahead`` are places that stand first whatever their rank; ``start`` and ``size`` cut the page out. There is a term or a label.
    """

    terms: tuple[str, ...]
    first: int
    last: int
    organs: tuple[str, ...] = ()
    column: str = ""
    genre: str = ""
    validity: str = ""
    ahead: tuple[int, ...] = ()
    start: int = 0
    size: int = 20
    most: int = MOST
    faceted: int = FACETED


class Answer(NamedTuple):
    """One page of places in their order. ``total`` counts up to ``most``, and ``capped`` says that there are more: then the newest stand
    first, ``years`` count the newest ``most``. ``shelves`` count the newest ``faceted``. Otherwise hits in the head go before the others.
    """  # fmt: skip

    places: tuple[int, ...]
    total: int
    capped: bool
    shelves: Mapping[int, int]
    years: Mapping[int, int]


class Engine(Protocol):
    """An index. What it does belongs to the transaction around it, where it has one."""

    def put(self, entries: Sequence[Entry]) -> None:
        """Index these, whose places are free; in the order of their places it is fastest."""

    def drop(self, entries: Sequence[Entry]) -> None:
        """Take these out; they are as they were put."""

    def ask(self, question: Question) -> Answer:
        """The page of hits that was asked for."""

    def heads(self, question: Question) -> list[int]:
        """The newest places whose head has all terms, at most ``question.size``; for suggestions."""

    def near(self, pairs: Sequence[str], question: Question) -> dict[int, int]:
        """How many of the pairs a place has; of each pair the newest ``question.size`` places are looked at."""

    def highest(self, first: int, last: int) -> int | None:
        """The greatest place between these that was ever put and not dropped."""

    def clear(self) -> None:
        """Forget everything."""

    def many(self, *, begin: bool) -> None:
        """Very many entries will follow, or have followed: time to make room, and to tidy up."""


def first_of(day: date) -> int:
    """The least place of a day."""
    return day.toordinal() << A_DAY


def last_of(day: date) -> int:
    """The greatest place of a day."""
    return first_of(day) + (1 << A_DAY) - 1


def day_of(place: int) -> date:
    """The day to which a place belongs."""
    return date.fromordinal(place >> A_DAY)


def years_of(places: Sequence[int]) -> dict[int, int]:
    """How many of the places, greatest first, stand in each year, newest first."""
    found: dict[int, int] = {}
    at = 0
    while at < len(places):
        year = date.fromordinal(places[at] >> A_DAY).year
        end = bisect_left(places, -first_of(date(year, 1, 1)) + 1, lo=at, key=lambda place: -place)
        found[year] = end - at
        at = end
    return found


def ordered(question: Question, places: Sequence[int], heads: Sequence[int]) -> tuple[int, ...]:
    """The page that was asked for: ``ahead``, then hits in the head, then the others, each newest first."""
    end = question.start + question.size
    known = set(places) if heads else set()
    front = dict.fromkeys([*question.ahead, *(place for place in heads if place in known)])
    whole = [*front, *(place for place in places[: end + len(front)] if place not in front)]
    return tuple(whole[question.start : end])
