"""规范性文件 and 规章: which hold, which ended, which are to be looked at, and table two (一) of a year, counted from the ledger."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from gongkai.ledger.states.document import DocumentState
from gongkai.ledger.vocabulary.codes import DocumentSort
from gongkai.web.events import store
from gongkai.web.publication.models import Item, Validity
from gongkai.web.publication.models.item import DOCUMENTS
from gongkai.web.publication.selectors import worklist

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ
    from gongkai.web.publication.selectors.worklist import Marks

# The order of the page: what holds first.
GROUPS = (Validity.VALID, Validity.AMENDED, Validity.COMING, Validity.EXPIRED, Validity.REPEALED)


class Count(NamedTuple):
    """One row of table two (一): made in the year, ended in it (of which by time alone), in force at its end."""

    sort: DocumentSort
    issued: int
    ended: int
    expired: int
    in_force: int


class Due(NamedTuple):
    """A document that is to be looked at, and why."""

    item: Item
    why: str


def documents_of(organ: Organ, validity: str = "") -> QuerySet[Item]:
    """The documents of the organ that became public, of one 有效性 or of all."""
    found = Item.objects.filter(organ=organ, genre__in=DOCUMENTS, document__isnull=False).order_by("-formed_on", "pk")
    return found.filter(validity=validity) if validity else found


def groups(organ: Organ) -> dict[str, int]:
    """How many documents of each 有效性."""
    found = {each.value: 0 for each in GROUPS}
    for validity in documents_of(organ).order_by().values_list("validity", flat=True):
        found[validity] = found.get(validity, 0) + 1
    return found


def due(organ: Organ, at: Marks) -> list[Due]:
    """The clean-up list: what ends soon or has ended by its own words, and what is old and names no end."""
    items = worklist.bucket(documents_of(organ), "cleanup", at)
    return [Due(item, _why(item, at)) for item in items]


def counts(organ: Organ, year: int, today: date) -> tuple[Count, ...]:
    """Table two (一) of the year, from the ledger alone; of a year that is not over, as it stands ``today``."""
    states = (state for _, state in store.streams("document", organ.pk) if isinstance(state, DocumentState))
    return counted(states, year, min(date(year, 12, 31), today))


def counted(states: Iterable[DocumentState], year: int, last: date) -> tuple[Count, ...]:
    """The rows for these documents; what is written ahead of ``last`` does not count yet."""
    known = [state for state in states if state.issue is not None and state.issued_on is not None and state.issued_on <= last]
    return tuple(_count(sort, [state for state in known if state.issue and state.issue.sort is sort], year, last) for sort in DocumentSort)


def _count(sort: DocumentSort, states: list[DocumentState], year: int, last: date) -> Count:
    ended = [state for state in states if state.ended_on is not None and state.ended_on.year == year and state.ended_on <= last]
    return Count(
        sort,
        sum(state.issued_on is not None and state.issued_on.year == year for state in states),
        len(ended),
        sum(not state.repealed for state in ended),
        sum(state.in_force(last) for state in states),
    )


def _why(item: Item, at: Marks) -> str:
    if item.expires_on is None:
        return f"成文已满 {_years(item.formed_on, at.today)} 年，没有写明失效日"
    return "写明的失效日已到" if item.expires_on <= at.today else "快到写明的失效日"


def _years(first: date, day: date) -> int:
    return day.year - first.year - ((day.month, day.day) < (first.month, first.day))
