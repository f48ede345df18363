"""The register given out: the columns of ``columns``, so that what is exported here is imported elsewhere with the same figures."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import xlsxwriter
from django.db.models import Q

from gongkai.law.tally import ROW_LABELS
from gongkai.ledger.states.application import ApplicationState
from gongkai.ledger.states.parts import Phase
from gongkai.ledger.states.remedy import RemedyState
from gongkai.ledger.vocabulary.codes import Channel, Column, Sort
from gongkai.web.applications.models import Application, Letter, Text
from gongkai.web.applications.models.people import Capacity
from gongkai.web.applications.register.columns import CHANNEL_WORDS, CHOICES, DAY, FIELDS, MONEY, NEEDED
from gongkai.web.applications.register.extras import opened
from gongkai.web.applications.register.writing import LETTER, NO_CONTENT
from gongkai.web.events import store

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Iterator, Mapping

    from django.db.models import QuerySet

    from gongkai.ledger.states.parts import Service
    from gongkai.web.organs.models import Organ

_WIDTHS = {"number": 24, "row": 30, "content": 50, "name": 16}
_CELL = 32_000  # characters: a cell holds 32,767
_EXAMPLE = {
    "number": "示例申〔2026〕1号", "received": date(2026, 3, 2), "channel": "网络", "column": "自然人", "closed": date(2026, 3, 20), "row": "（一）予以公开",
    "name": "申请人甲", "content": "示例镇2025年财政决算", "served": date(2026, 3, 23),
}  # fmt: skip


class Year(NamedTuple):
    """The cases that count in the annual table of a year: received in it, or open when it began. Cut by legal days."""

    cases: QuerySet[Application]
    organ: Organ
    year: int


def year_of(organ: Organ, year: int) -> Year:
    """The cases of a year, by their numbers."""
    open_then = Q(ended_on__isnull=True) | Q(ended_on__gte=date(year, 1, 1))
    found = Application.objects.filter(open_then, organ=organ, received_on__lte=date(year, 12, 31)).exclude(phase=Phase.HANDED_OVER)
    return Year(found.order_by("received_on", "register_number"), organ, year)


def workbook(chosen: Year) -> bytes:
    """The register as .xlsx: days are days, amounts numbers, everything else text that no spreadsheet computes."""
    extra = _extra_labels(chosen)
    return _written([field.label for field in FIELDS] + extra, _rows(chosen, extra))


def template() -> bytes:
    """An empty register with one example and, beside it, what may be written where."""
    head = [field.label for field in FIELDS]
    return _written(head, [[_EXAMPLE.get(field.key) for field in FIELDS]], notes=True)


def _extra_labels(chosen: Year) -> list[str]:
    known = {field.label for field in FIELDS}
    labels: dict[str, None] = {}
    for application in chosen.cases.exclude(extra={}).only("extra").iterator(chunk_size=1000):
        labels |= dict.fromkeys(opened(application))
    return [label for label in labels if label not in known]


def _rows(chosen: Year, extra: list[str]) -> Iterator[list[Any]]:
    states = dict(_states(chosen))
    postings = _postings(states)
    remedies = _remedies(chosen.organ)
    for application in chosen.cases.prefetch_related("people", "items").iterator(chunk_size=500):
        state = states.get(application.pk)
        if state is None:
            continue
        kept = opened(application)
        values = _values(application, state, postings) | _beside(remedies.get(str(application.pk), []))
        values["letter"] = values["letter"] or kept.get(LETTER, "")
        yield [values.get(field.key) for field in FIELDS] + [kept.get(label) for label in extra]


def _states(chosen: Year) -> Iterator[tuple[uuid.UUID, ApplicationState]]:
    for identity, state in store.streams("application", chosen.organ.pk):
        if isinstance(state, ApplicationState) and state.received_on is not None and state.received_on.year <= chosen.year:
            yield identity, state


def _values(application: Application, state: ApplicationState, postings: Mapping[str, str]) -> dict[str, Any]:
    """The case by the keys of the columns."""
    principal = next((person for person in application.people.all() if person.capacity == Capacity.PRINCIPAL), None)
    contents = [item.content for item in application.items.all()]
    return {
        "number": application.register_number, "received": state.received_on, "channel": CHANNEL_WORDS[Channel.of(application.channel)],
        "column": state.registered.column.label if state.registered else Column.PERSON.label,
        "name": principal.name.reveal() if principal else "",
        "content": "；".join(content for content in contents if content != NO_CONTENT),
        **_waits(state), **_result(application, state, postings),
    }  # fmt: skip


def _waits(state: ApplicationState) -> dict[str, Any]:
    """The first round only: it is the one that counts in table three."""
    correction, fee, extension = state.correction, state.fee, state.extension
    asked = [each for each in state.consultations if each.round == 1]
    ended = [each.answered_on or each.lapsed_on for each in asked]
    stances = [each.stance for each in asked if each.stance]
    return {
        "correction_requested": correction.requested_on if correction else None,
        "correction_received": correction.received_on if correction else None,
        "consulted": min((each.sent_on for each in asked), default=None),
        "opinion": max(day for day in ended if day) if asked and all(ended) else None,
        "stance": stances[-1].label if stances else None,
        "extended": extension.days if extension else None,
        "extended_on": extension.told_on if extension else None,
        "fee_notified": fee.notified_on if fee else None,
        "fee": fee.amount / 100 if fee and fee.amount else None,
        "fee_paid": fee.paid_on if fee else None,
    }


def _result(application: Application, state: ApplicationState, postings: Mapping[str, str]) -> dict[str, Any]:
    outcome = state.rounds[0].outcome
    if outcome is None or not application.row:
        return {"letter": ""}
    service = _service(state, outcome.step)
    return {
        "closed": outcome.day, "row": ROW_LABELS[application.row], "letter": outcome.letter,
        "served": service.day if service else None, "way": service.way.label if service else None,
        "posting": postings.get(service.proof) or postings.get(f"{application.pk} {outcome.step}") if service else None,
    }  # fmt: skip


def _service(state: ApplicationState, step: int) -> Service | None:
    return next((service for service in state.services if service.step == step), None)


def _postings(states: Mapping[uuid.UUID, Any]) -> dict[str, str]:
    """Numbers of postings: by the id of the proof that an import kept, and by case and step of the letter that went out."""
    texts = Text.objects.filter(key="posting").values_list("pk", "stream", "text").iterator(chunk_size=2000)
    found = {str(pk): text for pk, stream, text in texts if stream in states}
    letters = Letter.objects.exclude(posting_number="").values_list("stream", "step", "posting_number").iterator(chunk_size=2000)
    return found | {f"{stream} {step}": number for stream, step, number in letters if stream in states}


def _remedies(organ: Organ) -> dict[str, list[RemedyState]]:
    """Reviews and lawsuits by the application that they are about."""
    found: dict[str, list[RemedyState]] = {}
    for _, state in store.streams("remedy", organ.pk):
        if isinstance(state, RemedyState) and state.case is not None and state.case.application:
            found.setdefault(state.case.application, []).append(state)
    return found


def _beside(remedies: list[RemedyState]) -> dict[str, Any]:
    """The first review and the first lawsuit of a case; a register has room for one of each."""
    values: dict[str, Any] = {}
    for state in sorted(remedies, key=lambda each: each.received_on or date.max):
        assert state.case is not None
        kind = "review" if state.case.sort is Sort.REVIEW else "suit"
        if f"{kind}_received" in values:
            continue
        final = bool(state.final_on and state.instances)
        values[f"{kind}_received"] = state.received_on
        values[f"{kind}_closed"] = state.final_on if final else None
        values[f"{kind}_result"] = state.instances[-1].decision.result.label if final else None
        if kind == "suit":
            values["suit_sort"] = state.case.sort.label
    return values


def _written(head: list[str], rows: Iterable[list[Any]], *, notes: bool = False) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8F1FB"})
        looks = {DAY: book.add_format({"num_format": "yyyy-mm-dd"}), MONEY: book.add_format({"num_format": "0.00"}), "": None}
        kinds = [field.kind for field in FIELDS]
        sheet = book.add_worksheet("依申请公开登记台账")
        for column, label in enumerate(head):
            key = FIELDS[column].key if column < len(FIELDS) else ""
            sheet.set_column(column, column, _WIDTHS.get(key, max(12, 2 * len(label) + 2)))
        sheet.freeze_panes(1, 1)
        for column, label in enumerate(head):
            sheet.write_string(0, column, label, bold)
        for line, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                _cell(sheet, line, column, value, looks.get(kinds[column] if column < len(kinds) else ""))
        if notes:
            _notes(book)
    return file.getvalue()


def _cell(sheet: Any, line: int, column: int, value: Any, look: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        sheet.write_datetime(line, column, value, look)
    elif isinstance(value, (int, float)):
        sheet.write_number(line, column, value, look)
    else:
        sheet.write_string(line, column, str(value)[:_CELL])


def _notes(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("填写说明")
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 90)
    kinds = {DAY: "日期，例如 2026-03-06", MONEY: "金额，单位元", "count": "工作日的数目"}
    needed = {field.key for field in NEEDED}
    lines = [("第一张工作表的第 2 行是例子", "填写时请删去。列的顺序不限，可以增加别的列，增加的列会原样保留。")]
    for field in FIELDS:
        words = CHOICES.get(field.key) or kinds.get(field.kind, "")
        if field.key == "row":
            words = "年度报告表三的行名，带不带序号都可以：" + "；".join(ROW_LABELS.values())
        asked = (
            "必须有这一列；没有办结的，办结日期和办理结果空着。"
            if field.key in ("closed", "row")
            else "必须填写。"
            if field.key in needed
            else "可以不填。"
        )
        lines.append((field.label, asked + words))
    for line, pair in enumerate(lines):
        for column, words in enumerate(pair):
            sheet.write_string(line, column, words)
