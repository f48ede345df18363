"""The door to the ledger for annual reports and the activities of a year: judged by the guards, written, projected, in one transaction."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.ledger.guards import decide
from gongkai.ledger.states.activity import ActivityState
from gongkai.ledger.states.report import ReportState
from gongkai.ledger.vocabulary.activity import Opened
from gongkai.ledger.vocabulary.codes import Role as LedgerRole
from gongkai.web.events import store
from gongkai.web.organs.models import Organ
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.reporting.models import AnnualReport, Note

if TYPE_CHECKING:
    import uuid
    from collections.abc import Sequence
    from datetime import datetime

    from gongkai.ledger.vocabulary import Event
    from gongkai.web.accounts.models import User
    from gongkai.web.vault.models import StoredFile

FIELDS = ("step", "edition", "published_on", "changed_on")
ROLES = {
    "officer": LedgerRole.OFFICER, "reviewer": LedgerRole.OFFICER, "office_head": LedgerRole.OFFICE_HEAD, "legal": LedgerRole.LEGAL,
    "leader": LedgerRole.LEADER, "supervisor": LedgerRole.OFFICER,
}  # fmt: skip


class Done(NamedTuple):
    """The state after an act, and what was irregular in it, as sentences with their clauses."""

    state: ReportState
    irregular: tuple[str, ...]


def actor_of(user: User | str) -> str:
    """How events name who acts."""
    return user if isinstance(user, str) else user.actor


def locked(annual: AnnualReport) -> AnnualReport:
    """The row, locked, with its organ and text: what a service reads before it decides."""
    return AnnualReport.objects.select_for_update(of=("self",)).select_related("organ", "head").get(pk=annual.pk)


@transaction.atomic
def act(
    *, annual: AnnualReport, events: Sequence[tuple[Event, date]], by: User | str, moment: datetime, body: Organ | None = None,
    seen: int | None = None,
) -> Done:  # fmt: skip
    """Write events of a report, each with its legal day, as one act; ``annual`` is given its new columns and saved.

    ``body`` is the organ that acts, where that is the superior. ``seen`` is the number of the last entry that the user's page showed:
    when somebody acted since, ``Overtaken`` is raised. Raises :class:`NotAllowed`.
    """
    row = locked(annual)
    state = state_of(row)
    if seen is not None and seen != len(state.log):
        raise store.Overtaken
    stamp = store.stamp(actor_of(by), body.pk if body else row.organ_id, moment)
    written, irregular = [], list[str]()
    for event, day in events:
        entry = store.entry(state, event, day, stamp)
        folded, named = decide(state, entry, calendar_of(row.organ))
        assert isinstance(folded, ReportState)
        state = folded
        written.append(entry)
        irregular += named
    store.append(stream=row.pk, entries=written)
    project(annual, state)
    annual.save(update_fields=list(FIELDS))
    return Done(state, tuple(irregular))


@transaction.atomic
def act_in_year(*, organ: Organ, year: int, event: Event, on: date, by: User | str, moment: datetime) -> ActivityState:
    """Write one event into the year's activities of an organ; the year is opened with it. Raises :class:`NotAllowed`."""
    return acts_in_year(organ=organ, year=year, events=[(event, on)], by=by, moment=moment)


@transaction.atomic
def acts_in_year(
    *, organ: Organ, year: int, events: Sequence[tuple[Event, date]], by: User | str, moment: datetime
) -> ActivityState:  # fmt: skip
    """The same for several events, each with its legal day, as one act."""
    stream = stream_of_year(organ, year, by=by, moment=moment)
    state, calendar, stamp = store.load(stream), calendar_of(organ), store.stamp(actor_of(by), organ.pk, moment)
    written = []
    for event, on in events:
        entry = store.entry(state, event, on, stamp)
        state, _ = decide(state, entry, calendar)
        written.append(entry)
    store.append(stream=stream, entries=written)
    assert isinstance(state, ActivityState)
    return state


def stream_of_year(organ: Organ, year: int, *, by: User | str, moment: datetime) -> uuid.UUID:
    """The stream of the year's activities; opened on its first day where there is none. Inside a transaction."""
    Organ.objects.select_for_update().get(pk=organ.pk)  # one stream a year, whoever comes first
    for stream, state in store.streams("activity", organ.pk):
        if isinstance(state, ActivityState) and state.year == year:
            return stream
    stream = store.open_stream(kind="activity", organ=organ.pk)
    state = store.load(stream)
    entry = store.entry(state, Opened(year=year), date(year, 1, 1), store.stamp(actor_of(by), organ.pk, moment))
    decide(state, entry, calendar_of(organ))
    store.append(stream=stream, entries=[entry])
    return stream


def state_of(annual: AnnualReport) -> ReportState:
    """Where the report stands, folded from its events."""
    state = store.load(annual.pk)
    assert isinstance(state, ReportState)
    return state


def project(annual: AnnualReport, state: ReportState) -> None:
    """The columns that are made from the ledger."""
    annual.step = len(state.log)
    annual.edition = state.edition.number if state.edition else 0
    annual.published_on = state.editions[0].day if state.editions else None
    annual.changed_on = state.edition.day if state.edition else None


def note(
    *, stream: uuid.UUID, key: str, text: str, by: User | str, moment: datetime, data: object = None, file: StoredFile | None = None
) -> str:
    """Keep a text and give the id by which an event names it; "" for an empty one with nothing beside it."""
    if not text.strip() and not data and file is None:
        return ""
    row = Note.objects.create(
        stream=stream, key=key, text=text.strip(), data=data or {}, file=file, created_at=moment, created_by=actor_of(by)
    )
    return str(row.pk)
