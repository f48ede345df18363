"""The things behind a number of the board: number, days, state, outcome, letters that went out. Nobody's name, and nothing of what was asked.

What is not public yet is named by its index number alone: its title may name people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.law.deadlines import written
from gongkai.law.tally import ROW_LABELS
from gongkai.ledger.states.parts import Phase
from gongkai.ledger.vocabulary.codes import Result
from gongkai.notices.kinds import KINDS
from gongkai.web.applications.models import Letter
from gongkai.web.clock import day_of
from gongkai.web.oversight.selectors.board_measures import NOW, Sort
from gongkai.web.publication.clock import interpretation_term
from gongkai.web.reporting.selectors.due import left_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from gongkai.law.calendar import Calendar
    from gongkai.web.oversight.selectors.board_measures import Measure, Span
    from gongkai.web.oversight.selectors.defects import Organs


class Row(NamedTuple):
    """One thing of a list. ``begun`` and ``due`` are its days, ``ended`` when it was over; ``documents`` the letters that went out.

    ``public`` is the id of what readers can open, None for what they cannot.
    """

    organ: UUID
    key: str
    number: str
    what: str
    begun: date | None
    due: date | None
    ended: date | None
    state: str
    outcome: str = ""
    documents: tuple[str, ...] = ()
    public: UUID | None = None


class Due(NamedTuple):
    """One thing of a letter of 催办: its key, what has to be done, by when, how late in words. Kept with the letter as a list of texts."""

    key: str
    what: str
    due: str
    state: str


def rows_of(measure: Measure, rows: Sequence[Any], calendar: Calendar) -> list[Row]:
    """Rows of a measure as a list shows them. One query more for applications: the letters that went out."""
    made = _named(measure, rows, calendar)
    if measure.sort is not Sort.CASE:
        return made
    letters = _letters([each.pk for each in rows])
    return [row._replace(documents=tuple(letters.get(each.pk, ()))) for row, each in zip(made, rows, strict=True)]


def ordered(measure: Measure, organs: Organs, span: Span) -> QuerySet[Any]:
    """All rows of a measure, the earliest day first; what has no day in the order in which it came."""
    order = {
        Sort.CASE: ("due_on", "received_on", "pk"), Sort.ITEM: ("due_on", "first_published_on", "pk"), Sort.REMEDY: ("next_due", "pk"),
        Sort.COMPLAINT: ("due_on", "pk"), Sort.ORDER: ("due_on", "pk"), Sort.GRIEVANCE: ("reply_by", "pk"),
    }[measure.sort]  # fmt: skip
    return _only(measure.sort, measure.rows(organs, span)).order_by(*order)


def due_things(organs: Organs, span: Span, calendar: Calendar, *, most: int) -> dict[UUID, list[Due]]:
    """What is overdue or near at each of these organs, in the order of :data:`NOW`. One query a measure, however many organs; at most ``most`` things a measure."""
    found: dict[UUID, list[Due]] = {}
    for measure in NOW:
        for row in _named(measure, ordered(measure, organs, span)[:most], calendar):
            found.setdefault(row.organ, []).append(_due(measure, row, span.today))
    return found


def _named(measure: Measure, rows: Iterable[Any], calendar: Calendar) -> list[Row]:
    return [_MAKERS[measure.sort](measure, each, calendar) for each in rows]


def _due(measure: Measure, row: Row, day: date) -> Due:
    last = written(row.due) if row.due else ""
    return Due(row.key, f"{_VERBS[measure.key.partition('_')[0]]}{row.number}", last, left_words((row.due - day).days) if row.due else "")


_VERBS = {
    "cases": "答复申请 ", "remedies": "", "items": "公开信息 ", "policies": "解读政策", "complaints": "答复", "orders": "完成整改 ", "grievances": "说明投诉举报 ",
}  # fmt: skip


def _only(sort: Sort, rows: QuerySet[Any]) -> QuerySet[Any]:
    """No column is read that tells of a person or of what was asked."""
    return rows.only(*_COLUMNS[sort])


_COLUMNS: dict[Sort, tuple[str, ...]] = {
    Sort.CASE: ("organ", "register_number", "received_on", "due_on", "ended_on", "phase", "row", "on_time", "waiting_until"),
    Sort.ITEM: (
        "organ", "index_number", "title", "number", "genre", "formed_on", "due_on", "owed_by", "first_published_on", "phase", "explained",
    ),
    Sort.REMEDY: (
        "organ", "register_number", "sort", "received_on", "next_due", "next_duty", "final_on", "result", "performance_due", "performed_on",
    ),
    Sort.COMPLAINT: ("organ", "kind", "created_at", "due_on", "state"),
    Sort.ORDER: ("organ", "number", "issued_on", "due_on", "state"),
    Sort.GRIEVANCE: ("organ", "number", "received_on", "reply_by", "ended_on", "state"),
}  # fmt: skip


def _case(measure: Measure, case: Any, calendar: Calendar) -> Row:
    late = "逾期" if case.on_time is False else "按期" if case.on_time else ""
    outcome = "，".join(each for each in (ROW_LABELS.get(case.row, ""), late) if each)
    return Row(
        case.organ_id, f"case:{case.pk}", case.register_number, "政府信息公开申请", case.received_on, case.due_on, case.ended_on,
        Phase.of(case.phase).label, outcome,
    )  # fmt: skip


def _item(measure: Measure, item: Any, calendar: Calendar) -> Row:
    standing = item.phase in ("published", "changing")
    due = item.due_on or item.owed_by
    if measure.key.startswith(("policies", "unexplained")) and item.first_published_on:
        term = interpretation_term(item.first_published_on, calendar)
        due = term.due if term else None
    number = f"《{item.title}》" if standing else item.index_number
    key = "policy" if measure.key.startswith("policies_") else "item"
    return Row(
        item.organ_id, f"{key}:{item.pk}", number, item.get_genre_display(), item.formed_on, due, item.first_published_on,
        item.get_phase_display(), "有解读" if item.explained else "", public=item.pk if standing else None,
    )  # fmt: skip


def _remedy(measure: Measure, remedy: Any, calendar: Calendar) -> Row:
    owed = [each for each in (remedy.next_due, None if remedy.performed_on else remedy.performance_due) if each is not None]
    duty = remedy.next_duty if remedy.next_due else "履行" if owed else ""
    return Row(
        remedy.organ_id, f"remedy:{remedy.pk}", f"{remedy.register_number}{f'（{duty}）' if duty else ''}", remedy.get_sort_display(), remedy.received_on,
        min(owed, default=None), remedy.final_on, duty or "已审结", Result.of(remedy.result).label if remedy.result else "",
    )  # fmt: skip


def _complaint(measure: Measure, complaint: Any, calendar: Calendar) -> Row:
    came = day_of(complaint.created_at)
    return Row(
        complaint.organ_id, f"complaint:{complaint.pk}", f"{written(came)}的网页纠错（{complaint.kind}）", "网页纠错", came, complaint.due_on, None,
        complaint.get_state_display(),
    )  # fmt: skip


def _order(measure: Measure, order: Any, calendar: Calendar) -> Row:
    return Row(
        order.organ_id, f"order:{order.pk}", order.number, "整改通知", order.issued_on, order.due_on, None, order.get_state_display()
    )  # fmt: skip


def _grievance(measure: Measure, grievance: Any, calendar: Calendar) -> Row:
    return Row(
        grievance.organ_id, f"grievance:{grievance.pk}", grievance.number, "投诉举报", grievance.received_on, grievance.reply_by, grievance.ended_on,
        grievance.get_state_display(),
    )  # fmt: skip


_MAKERS: dict[Sort, Callable[[Measure, Any, Calendar], Row]] = {
    Sort.CASE: _case, Sort.ITEM: _item, Sort.REMEDY: _remedy, Sort.COMPLAINT: _complaint, Sort.ORDER: _order,
    Sort.GRIEVANCE: _grievance,
}  # fmt: skip


def _letters(cases: Sequence[UUID]) -> dict[UUID, list[str]]:
    """The letters that went out, by application: what each is and its number; nothing of what it says."""
    found: dict[UUID, list[str]] = {}
    sent = (Letter.State.ISSUED, Letter.State.SERVED)
    rows = Letter.objects.filter(stream__in=cases, state__in=sent).order_by("issued_on", "drafted_at")
    for stream, code, number, issued in rows.values_list("stream", "code", "number", "issued_on"):
        name = KINDS[code].name if code in KINDS else "文书"
        found.setdefault(stream, []).append(f"{name}{f'（{number}）' if number else ''}{f' {written(issued)}' if issued else ''}")
    return found
