"""Training, meetings, open days, results of assessment: registered one by one with their record, and voided where they never happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction

from gongkai.ledger import guards
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.ledger.vocabulary import Voided
from gongkai.lib.errors import UnusableInput
from gongkai.web.events import store
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.reporting.selectors.activities import activities
from gongkai.web.reporting.services.acting import act_in_year, actor_of, note, stream_of_year
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.vault import files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from gongkai.ledger.states.base import StreamState
    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.selectors.activities import Sort
    from gongkai.web.vault.files import Upload

PURPOSE = "activity_record"  # of the files that stand behind it
_REPORT = ("条例:50",)
_GIVEN = "given"  # stands for the id of a record that is there, while the guard looks


class Deed(NamedTuple):
    """What was done: on which day, the numbers by the names of the event's fields, what the record says, the file behind it."""

    sort: Sort
    on: date
    numbers: Mapping[str, int | None]
    words: str
    upload: Upload | None = None


@transaction.atomic
def register(*, organ: Organ, year: int, deed: Deed, by: User, moment: datetime) -> int:
    """Write an activity into the year; its number in the year's log. Raises :class:`NotAllowed` with all reasons; then nothing is written."""
    catch_up()
    stream = stream_of_year(organ, year, by=by, moment=moment)
    problems = list(_why_not(organ, deed, store.load(stream), by, moment))
    if problems:
        raise NotAllowed(tuple(problems))
    file = None
    if deed.upload is not None:
        file = files.store(
            name=deed.upload.name, data=deed.upload.data, purpose=PURPOSE, stream=stream, organ=organ.pk, by=actor_of(by), moment=moment
        )
    record = note(stream=stream, key="record", text=deed.words, by=by, moment=moment, file=file)
    return len(act_in_year(organ=organ, year=year, event=_event(deed, record), on=deed.on, by=by, moment=moment).log)


@transaction.atomic
def void(*, organ: Organ, year: int, step: int, reason: str, on: date, by: User, moment: datetime) -> None:
    """Say that an activity never was, or not like this. Raises :class:`NotAllowed` with all reasons."""
    catch_up()
    if step not in {each.step for each in activities(organ.pk, year)}:
        raise NotAllowed((Reason("这一条已经作废，或者不是这一年的", _REPORT),))
    if not reason.strip():
        raise NotAllowed((Reason("没有写为什么作废", _REPORT),))
    stream = stream_of_year(organ, year, by=by, moment=moment)
    why = note(stream=stream, key="reason", text=reason, by=by, moment=moment)
    act_in_year(organ=organ, year=year, event=Voided(number=step, reason=why), on=on, by=by, moment=moment)


def _why_not(organ: Organ, deed: Deed, state: StreamState, by: User, moment: datetime) -> Iterator[Reason]:
    """What the guard says, and whether the file can be kept."""
    event = _event(deed, _GIVEN if deed.words.strip() else "")
    entry = store.entry(state, event, deed.on, store.stamp(actor_of(by), organ.pk, moment))
    yield from guards.why_not(state, entry, calendar_of(organ))
    if deed.upload is not None:
        try:
            files.checked(deed.upload.name, deed.upload.data)
        except UnusableInput as unusable:
            yield Reason(unusable.sentence())


def _event(deed: Deed, record: str) -> Any:
    return deed.sort.event(record=record, **deed.numbers)  # type: ignore[call-arg]  # the fields of each sort of event
