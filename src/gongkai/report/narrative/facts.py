"""What the narrative of a year may tell: every field with its value, or why it has none.

The web room fills :class:`Year` from the record; nothing here asks where a number comes from. The figures of the tables
come in as their cells, so that a sentence and the table beside it cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from gongkai.report.narrative.catalogue import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.report.model import Report
    from gongkai.report.narrative.catalogue import Entry
    from gongkai.report.narrative.template import Shown

Number = int | Decimal
_NO_CELL = "表格的这一格还没有数，请登记案件、文件或者申报这个数"
_NO_COUNT = "记录里还没有这个数，请登记；确实没有的，登记为 0"
_NO_WORDS = "还没有填写"


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The plain values of one organ's year. None is unknown, never zero.

    ``cells`` are the figures of the tables by cell (``table3.new[6]``), as :func:`cells_of` gives them. ``outlets`` are items
    by ``Outlet`` and ``explained_forms`` interpretations by ``Explanation`` of the ledger: where the mapping is given, what is
    not in it is zero. Money is in 元. ``why`` says, by field name, why a value is unknown, where the record knows more than
    that it is.
    """

    year: int
    cells: Mapping[str, Number | None] = field(default_factory=dict)
    why: Mapping[str, str] = field(default_factory=dict)

    organ: str | None = None
    contact_office: str | None = None
    contact_address: str | None = None
    contact_postcode: str | None = None
    contact_phone: str | None = None
    website: str | None = None

    published: int | None = None
    outlets: Mapping[str, int] | None = None
    new_media: int | None = None
    elsewhere: int | None = None
    sent_up: int | None = None
    taken_up: int | None = None
    explained: int | None = None
    explained_forms: Mapping[str, int] | None = None
    explained_by_leader: int | None = None
    to_explain: int | None = None
    documents_explained: int | None = None
    responses: int | None = None

    late: int | None = None
    fee_amount: Number | None = None
    fee_cases: int | None = None

    reviewed: int | None = None
    returned: int | None = None
    reassessed: int | None = None
    rectifications: int | None = None

    columns: int | None = None
    columns_updated: int | None = None
    accounts: int | None = None
    zones: int | None = None
    reading_places: int | None = None
    boards: int | None = None
    gazette_issues: int | None = None

    meetings: int | None = None
    trainings: int | None = None
    training_participants: int | None = None
    open_days: int | None = None
    open_day_participants: int | None = None
    assessments: int | None = None
    assessment_result: str | None = None
    social_reviews: int | None = None
    social_review_participants: int | None = None
    social_review_result: str | None = None
    accountable: int | None = None

    problems_last_year: int | None = None
    problems_solved: int | None = None
    problems_found: int | None = None

    @property
    def explained_share(self) -> Decimal | None:
        """Documents explained of those that had to be, in percent with one decimal; None when there was none to explain."""
        if not self.to_explain or self.documents_explained is None:
            return None
        share = Decimal(100) * self.documents_explained / self.to_explain
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


class Fact(NamedTuple):
    """A field's value with its key, what it is, its unit; ``why_unknown`` is "" where the value is known.

    ``words`` are those next to which a typed number may mean it.
    """

    name: str
    key: str
    label: str
    value: Shown | None
    unit: str
    why_unknown: str
    words: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The cells of a sum, else the one key."""
        return tuple(self.key.split("+"))


class Facts(Mapping[str, Fact]):
    """All fields of :mod:`gongkai.report.narrative.catalogue` by name, in its order."""

    def __init__(self, year: int, facts: Mapping[str, Fact]) -> None:
        self.year = year
        self._facts = dict(facts)

    def __getitem__(self, name: str) -> Fact:
        return self._facts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def known(self, name: str) -> bool:
        """The field has a value."""
        return self._facts[name].value not in (None, "")

    def zero(self, name: str) -> bool:
        """The count is known to be none."""
        return self._facts[name].value == 0

    def some(self, name: str) -> bool:
        """The count is known to be more than none."""
        value = self._facts[name].value
        return isinstance(value, (int, Decimal)) and value > 0


def facts_of(year: Year) -> Facts:
    """The facts of a year, every field of the catalogue among them."""
    entries = (entry for group in GROUPS.values() for entry in group)
    return Facts(year.year, {entry.name: _fact(year, entry) for entry in entries})


def cells_of(report: Report) -> dict[str, Number | None]:
    """The figures of a report by cell; None where blank, unreadable, or an amount that stands with its unit."""
    return {
        f"{row}[{index}]": Decimal(str(figure.value)) if isinstance(figure.value, float) else figure.value
        for row, figures in report.rows.items()
        for index, figure in enumerate(figures)
        if not isinstance(figure.value, str)
    }


def _fact(year: Year, entry: Entry) -> Fact:
    value = _value(year, entry.key)
    why = "" if value not in (None, "") else year.why.get(entry.name) or _why(entry)
    return Fact(entry.name, entry.key, entry.label, value, entry.unit, why, entry.words)


def _value(year: Year, key: str) -> Shown | None:
    if key.startswith("table"):
        return _sum(year.cells, key)
    head, _, tail = key.partition(".")
    found: Shown | Mapping[str, int] | None = getattr(year, head)
    return found.get(tail, 0) if isinstance(found, Mapping) else found


def _sum(cells: Mapping[str, Number | None], key: str) -> Number | None:
    """The sum of the cells; unknown as soon as one of them is."""
    values = [cells.get(cell) for cell in key.split("+")]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _why(entry: Entry) -> str:
    if entry.key == "explained_share":
        return "没有应当解读的文件，或者还没有登记"
    return _NO_CELL if entry.key.startswith("table") else _NO_COUNT if entry.unit else _NO_WORDS
