"""Reading about reviews, lawsuits and 更正: lists, the cells of table four, what can be done now."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F, Q

from gongkai.ledger.acts.base import GUARDS
from gongkai.ledger.states.remedy import PENDING, RemedyState
from gongkai.ledger.vocabulary import remedy as m
from gongkai.ledger.vocabulary.codes import Result, Sort
from gongkai.web.applications.models import Rectification, Remedy, Text
from gongkai.web.applications.remedy_clock import owed
from gongkai.web.events import store
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.vault.models import StoredFile

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from gongkai.ledger.reasons import Reason
    from gongkai.ledger.vocabulary import Event
    from gongkai.web.applications.remedy_clock import Owed
    from gongkai.web.organs.models import Organ

COLUMNS = (*Result, PENDING)
COLUMN_WORDS = (*(result.label for result in Result), "尚未审结", "总计")
# What an officer may do with a review or lawsuit: the word in the address, the verb, the event whose guard is asked.
STEPS: dict[str, tuple[str, type[Event]]] = {
    "reply": ("登记提交答复和证据", m.ReplyFiled), "due": ("登记通知书写明的期限", m.ReplyDueSet), "decide": ("登记决定或者裁判", m.Decided),
    "appeal": ("登记上诉", m.Appealed), "final": ("登记裁判生效", m.BecameFinal),
}  # fmt: skip
# What a record of who saw personal data says of the papers made here.
TAKEN = {
    "archive:zip": "整卷（ZIP）", "archive:pdf": "整卷（PDF）", "remedy:answer": "答复书、答辩状草稿", "remedy:evidence": "证据清单",
    "rectification:person": "更正申请人的信息", "rectification:letter": "更正告知书",
}  # fmt: skip
OPEN_REMEDY = Q(final_on=None) | Q(performance_due__isnull=False, performed_on=None)


class Row(NamedTuple):
    """A row of table four: its label and its figures, the total last."""

    label: str
    figures: tuple[int, ...]


class Step(NamedTuple):
    """A step: possible when ``reasons`` is empty."""

    key: str
    verb: str
    reasons: tuple[Reason, ...]


class Page(NamedTuple):
    """What the page of a review or lawsuit shows."""

    state: RemedyState
    owed: tuple[Owed, ...]
    steps: tuple[Step, ...]
    files: list[StoredFile]
    texts: list[Text]


def remedies_of(organs: Iterable[uuid.UUID], *, only_open: bool, sort: str = "") -> QuerySet[Remedy]:
    """Reviews and lawsuits, what is due first, then the newest."""
    chosen = Remedy.objects.filter(organ__in=organs).select_related("organ", "application", "handler")
    if only_open:
        chosen = chosen.filter(OPEN_REMEDY)
    if sort:
        chosen = chosen.filter(sort=sort)
    return chosen.order_by(F("next_due").asc(nulls_last=True), F("received_on").desc(nulls_last=True), "register_number")


def rectifications_of(organs: Iterable[uuid.UUID], *, only_open: bool) -> QuerySet[Rectification]:
    """Requests for 更正, those not yet served first, then the newest."""
    chosen = Rectification.objects.filter(organ__in=organs).select_related("organ", "handler")
    if only_open:
        chosen = chosen.filter(served_on=None)
    return chosen.order_by(F("served_on").asc(nulls_first=True), F("received_on").desc(nulls_last=True), "register_number")


def table_four(organs: Iterable[Organ], year: int) -> list[Row]:
    """Table four of these organs for a year, from the ledger: each case once, by the result final in the year (practice 12)."""
    found: Counter[tuple[str, str]] = Counter()
    for organ in organs:
        for _, state in store.streams("remedy", organ.pk):
            cell = state.cell(date(year, 12, 31)) if isinstance(state, RemedyState) else None
            if cell:
                found[cell] += 1
    rows = []
    for sort in Sort:
        figures = tuple(found[sort.value, str(column)] for column in COLUMNS)
        rows.append(Row(sort.label, (*figures, sum(figures))))
    return rows


def page_of(remedy: Remedy, on: date) -> Page:
    """The page on that day. Four queries."""
    state = store.load(remedy.pk)
    assert isinstance(state, RemedyState)
    calendar = calendar_of(remedy.organ)
    steps = tuple(
        Step(key, verb, tuple(GUARDS[event](state, on, calendar))) for key, (verb, event) in STEPS.items() if _fits(remedy, state, key)
    )
    return Page(state, owed(remedy, state, calendar), steps, files_of(remedy.pk), texts_of(remedy.pk))


def files_of(stream: uuid.UUID) -> list[StoredFile]:
    """The files of a case, the oldest first."""
    return list(StoredFile.objects.filter(stream=stream))


def texts_of(stream: uuid.UUID) -> list[Text]:
    """What was kept in words, the oldest first."""
    return list(Text.objects.filter(stream=stream).order_by("created_at"))


def _fits(remedy: Remedy, state: RemedyState, key: str) -> bool:
    """A review has no appeal and is final with its decision (复议法 Art. 75)."""
    if remedy.sort == Sort.REVIEW and key in ("appeal", "final"):
        return False
    return not (key == "reply" and state.replied_on)
