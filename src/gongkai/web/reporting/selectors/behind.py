"""What is behind a number of the narrative: the things that it counts, page by page, or who declared it.

The same selections that count (``telling``) are listed here, so what the rows add is the number in the sentence; a test goes through all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from gongkai.law.deadlines import written
from gongkai.ledger.acts.activities import NARRATIVE
from gongkai.ledger.vocabulary.codes import Explanation, Outlet
from gongkai.lib.identity import identity
from gongkai.report.narrative.facts import cells_of
from gongkai.report.narrative.problems import State
from gongkai.web.reporting.models import ExplanationFact, ItemDay, Note, Trouble
from gongkai.web.reporting.selectors import telling, telling_items, telling_work, troubles
from gongkai.web.reporting.selectors.activities import SORTS
from gongkai.web.reporting.selectors.how_told import how_told
from gongkai.web.reporting.selectors.words import cell_words

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable
    from datetime import date

    from django.db.models import QuerySet

    from gongkai.report.model import Report
    from gongkai.report.narrative.facts import Fact, Number
    from gongkai.web.reporting.models import AnnualReport, ApplicationFact, Declaration, RectificationFact
    from gongkai.web.reporting.selectors.counting import Counting

ITEM, APPLICATION, RECTIFICATION, ACTIVITY, TROUBLE, CELL = "item", "application", "rectification", "activity", "trouble", "cell"
_FEN = 100  # of a yuan
_WORDS = (
    "year",
    "organ",
    "contact_office",
    "contact_address",
    "contact_postcode",
    "contact_phone",
    "website",
)  # who it is: nothing is counted
_LABELS = {sort.event.kind.removeprefix("activity."): sort.label for sort in SORTS}
_STATES = dict(Trouble.State.choices)
_POLICIES = ("to_explain", "documents_explained", "explained_share")


class Row(NamedTuple):
    """One thing behind a number: what it is (one of the constants above), its stream or key, what reporting knows it by ("" for an item).

    ``on`` is the day that counts it, ``amount`` what it adds: 1, people, 元, or the value of a cell (None while that is unknown).
    """

    kind: str
    key: str
    name: str
    on: date | None
    words: str
    amount: Number | None = 1


class Behind(NamedTuple):
    """All rows of a number, how it counts, and the declaration where it was declared. ``adds`` is the unit of the amounts, "" where each counts once."""

    rows: Sequence[Row]
    how: Counting
    said: Declaration | None = None
    adds: str = ""

    def source(self) -> Note | None:
        """Where a declared number comes from, as its office says."""
        known = self.said is not None and identity(self.said.source) is not None
        return Note.objects.select_related("file").filter(pk=self.said.source).first() if self.said and known else None


class Rows(Sequence[Row]):
    """Rows of a selection, counted and cut into pages without all of them being read."""

    def __init__(self, chosen: QuerySet[Any, Any], made: Callable[[Sequence[Any]], list[Row]]) -> None:
        self._chosen, self._made = chosen, made

    def __len__(self) -> int:
        """How many."""
        return self._chosen.order_by().count()

    @overload
    def __getitem__(self, part: int) -> Row: ...
    @overload
    def __getitem__(self, part: slice) -> list[Row]: ...
    def __getitem__(self, part: int | slice) -> Row | list[Row]:
        """One, or some of them, in their order."""
        return self._made(list(self._chosen[part])) if isinstance(part, slice) else self[part : part + 1][0]


def opens(key: str) -> bool:
    """Whether anything is counted under the key of a field: not for the name of the organ and the like."""
    return key not in _WORDS


def behind(annual: AnnualReport, fact: Fact, report: Report) -> Behind:
    """What makes the value of a field; no row while that is unknown. ``report`` has the tables. The facts must be up to date."""
    how = how_told(annual.year, fact.key)
    if fact.key.startswith("table"):
        return Behind(_cells(report, fact), how, adds=fact.unit)
    if fact.value in (None, ""):
        return Behind((), how)
    organ, year, head = annual.organ_id, annual.year, fact.key.partition(".")[0]
    if head in NARRATIVE:
        return Behind((), how, telling_work.declaration_of(organ, year, head))
    if telling_work.tells(head):
        return _work(organ, year, fact, how)
    if head.startswith("problems_"):
        return Behind(_problems(organ, year, head), how)
    if head in ("late", "fee_cases", "fee_amount"):
        return _applications(organ, year, head, how)
    if head == "rectifications":
        return Behind(Rows(telling.rectifications_in(organ, year).order_by("received_on", "number"), _rectifications), how)
    if head.startswith("explained") and head != "explained_share":
        return Behind([_explanation(each) for each in telling_items.explanations(organ, year, fact.key)], how)
    if head in _POLICIES:
        chosen = telling_items.items_of(organ, year, "to_explain" if head == "explained_share" else head)
        return Behind(Rows(chosen, lambda held: _policies(held, year)), how)
    return Behind(Rows(telling_items.items_of(organ, year, fact.key), lambda held: _items(held, year)), how)


def _cells(report: Report, fact: Fact) -> list[Row]:
    values = cells_of(report)
    return [Row(CELL, cell, cell_words(report, (cell,)), None, "", values.get(cell)) for cell in fact.keys]


def _work(organ: uuid.UUID, year: int, fact: Fact, how: Counting) -> Behind:
    """What was done; where nothing was, the declaration that there was none."""
    people = telling_work.counts_people(fact.key)
    held = list(telling_work.activities_of(organ, year, fact.key))
    words = telling_work.words_of(held)
    rows = [
        Row(ACTIVITY, str(each.stream), _LABELS[each.sort], each.on, words.get(each.record, ""), each.people if people else 1)
        for each in held
    ]
    return Behind(rows, how, None if held else telling_work.declaration_of(organ, year, fact.key), fact.unit if people else "")


def _problems(organ: uuid.UUID, year: int, name: str) -> list[Row]:
    """Entries of the register as the report tells them."""
    return [
        Row(TROUBLE, str(trouble.pk), problem.problem, None, "，".join(filter(None, (_STATES[problem.state.value], problem.outcome))))
        for trouble, problem in troubles.told(organ, year)
        if problem.last_year is (name != "problems_found") and (name != "problems_solved" or problem.state is State.DONE)
    ]


def _applications(organ: uuid.UUID, year: int, name: str, how: Counting) -> Behind:
    if name == "late":
        return Behind(Rows(telling.late_in(organ, year), _late), how)
    paid = telling.paid_in(organ, year).order_by("paid_on", "number")
    return Behind(Rows(paid, lambda held: _paid(held, adds=name == "fee_amount")), how, adds="元" if name == "fee_amount" else "")


def _late(held: Sequence[ApplicationFact]) -> list[Row]:
    return [
        Row(APPLICATION, str(each.stream), each.number, each.ended_on, f"应当在{written(each.due_on)}以前答复" if each.due_on else "")
        for each in held
    ]


def _paid(held: Sequence[ApplicationFact], *, adds: bool) -> list[Row]:
    fees = [Decimal(each.fee) / _FEN for each in held]
    return [
        Row(APPLICATION, str(each.stream), each.number, each.paid_on, f"收到{fee.normalize():f}元", fee if adds else 1)
        for each, fee in zip(held, fees, strict=True)
    ]


def _rectifications(held: Sequence[RectificationFact]) -> list[Row]:
    return [Row(RECTIFICATION, str(each.stream), each.number, each.received_on, "") for each in held]


def _explanation(each: telling_items.Explained) -> Row:
    leader = "，主要负责人解读" if each.by_leader else ""
    return Row(ITEM, each.item, "", each.on, f"{Explanation.of(each.form).label}{leader}")


def _items(held: Sequence[dict[str, Any]], year: int) -> list[Row]:
    """Things of a page, with the channels on which they stood in the year for the first time. One query."""
    stood: dict[uuid.UUID, list[str]] = {}
    labels = {each.value: each.label for each in Outlet}
    days = ItemDay.objects.filter(stream__in=[each["stream"] for each in held], what__in=labels, on__year=year)
    for stream, what in days.order_by("on", "pk").values_list("stream", "what"):
        stood.setdefault(stream, []).append(labels[what])
    return [Row(ITEM, str(each["stream"]), "", each["day"], "、".join(dict.fromkeys(stood.get(each["stream"], [])))) for each in held]


def _policies(held: Sequence[dict[str, Any]], year: int) -> list[Row]:
    """Papers of a page, with whether they were explained by the end of the year. One query."""
    asked = [each["stream"] for each in held]
    explained = set(ExplanationFact.objects.filter(stream__in=asked, on__year__lte=year).values_list("stream", flat=True))
    return [Row(ITEM, str(each["stream"]), "", each["day"], "已解读" if each["stream"] in explained else "还没有解读") for each in held]
