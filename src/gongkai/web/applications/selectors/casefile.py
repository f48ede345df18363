"""All that the page of a case shows, in few queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import CharField, Count, DateField, OuterRef, PositiveBigIntegerField, Subquery, Value
from django.db.models.functions import Coalesce

from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import Refused
from gongkai.law.grounds import by_code
from gongkai.law.reminders import remind
from gongkai.ledger.standing import duties
from gongkai.ledger.state import replay
from gongkai.ledger.states.application import ApplicationState
from gongkai.ledger.states.parts import Item as ItemState
from gongkai.ledger.states.parts import Phase
from gongkai.ledger.term import clock
from gongkai.web.accounts.models import User
from gongkai.web.applications.models import Application, IdentityCheck, Item, Letter, Person, Remedy, Text
from gongkai.web.applications.selectors import likeness, timeline
from gongkai.web.applications.selectors.days import RUNNING, reminder
from gongkai.web.applications.services import citizen
from gongkai.web.events import store
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.search.models import PublicItem
from gongkai.web.vault.models import StoredFile

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from gongkai.law.calendar import Calendar
    from gongkai.law.deadlines import Clock
    from gongkai.law.reminders import Reminder
    from gongkai.ledger.standing import Duty
    from gongkai.web.applications.selectors.likeness import Relative
    from gongkai.web.applications.selectors.timeline import Named, Step

HANDED_IN = (citizen.REASONS, citizen.SUPPLEMENT, citizen.PROMISED)  # from the applicant, and named by no event
NOTES = ("assigned", "linked", "merged", "confirmed", "made_public")  # keys of texts that say what the office did beside the ledger


class ItemLine(NamedTuple):
    """One thing asked for and where it stands."""

    item: Item
    decision: str
    split: bool


class Casefile(NamedTuple):
    """The page. ``clock`` None before registration and where no clock can be made of an imported history."""

    case: Application
    state: ApplicationState
    clock: Clock | None
    reminder: Reminder
    duties: tuple[Duty, ...]
    steps: list[Step]
    items: list[ItemLine]
    people: list[Person]
    letters: list[Letter]
    files: list[Named]
    handed_in: list[Named]
    notes: list[Named]
    relatives: list[Relative]

    @property
    def seen(self) -> int:
        """The number of the last entry shown: what an act hands back, so that nobody overtakes unseen."""
        return len(self.state.log)


def for_page(cases: QuerySet[Application]) -> QuerySet[Application]:
    """With the number of reviews and lawsuits about it, the first of them, and the title under which the answer is public."""
    remedies = Remedy.objects.filter(application=OuterRef("pk")).order_by("created_at")
    public = PublicItem.objects.filter(source=PublicItem.Source.ANSWER, origin=OuterRef("pk"), withdrawn_on__isnull=True)
    number = remedies.order_by().values("application").annotate(n=Count("pk")).values("n")
    return cases.annotate(
        remedies_count=Coalesce(Subquery(number), 0), remedy_id=Subquery(remedies.values("pk")[:1]),
        remedy_number=Subquery(remedies.values("register_number")[:1]), public_title=Subquery(public.values("title")[:1]),
    )  # fmt: skip


def casefile(case: Application, day: date, known: Iterable[User] = ()) -> Casefile:
    """The page of ``case`` (with organ and handler) on that day. ``known``: accounts whose names are at hand."""
    calendar = calendar_of(case.organ)
    state = replay("application", store.entries(case.pk))
    assert isinstance(state, ApplicationState)
    people = list(people_of(case))
    things = things_of(case.pk)
    names = _names(timeline.actors(state.log), (*known, *([case.handler] if case.handler else [])))
    running = case.phase in RUNNING
    days = _clock(state, calendar, day)
    # A period that a decision gave is no statutory clock: there the columns say the day.
    said = remind(days, calendar, day) if days and case.phase == Phase.OPEN else reminder(case, day)
    return Casefile(
        case, state, days, said, _duties(state, calendar) if running or case.unserved else (),
        timeline.steps(state, calendar, names, things), _items(case, state), people, list(Letter.objects.filter(stream=case.pk)),
        [thing for thing in things.values() if thing.is_file],
        [thing for thing in things.values() if thing.what in HANDED_IN and not thing.is_file],
        [thing for thing in things.values() if thing.what in NOTES], likeness.relatives(case, people),
    )  # fmt: skip


def people_of(case: Application) -> QuerySet[Person]:
    """The people on the form, each with what the last comparison of the identity proof found."""
    checks = IdentityCheck.objects.filter(person=OuterRef("pk")).order_by("-moment")
    return Person.objects.filter(application=case).annotate(
        checked=Subquery(checks.values("agrees")[:1]), checked_at=Subquery(checks.values("moment")[:1]), checked_note=Subquery(checks.values("note")[:1])
    )  # fmt: skip


def things_of(stream: uuid.UUID) -> dict[str, Named]:
    """Texts and files of a case by id: what events name. One query."""
    texts = Text.objects.filter(stream=stream).order_by().annotate(
        kind=Value("", CharField()), size=Value(0, PositiveBigIntegerField()), erased=Value(None, DateField())
    ).values_list("id", "key", "text", "kind", "size", "created_at", "created_by", "erased")  # fmt: skip
    files = StoredFile.objects.filter(stream=stream).order_by().values_list(
        "id", "purpose", "name", "kind", "size", "stored_at", "stored_by", "erased_on"
    )  # fmt: skip
    rows = sorted(texts.union(files, all=True), key=lambda row: row[5])
    return {str(row[0]): timeline.Named(*row[:7], erased=row[7] is not None) for row in rows}


def _clock(state: ApplicationState, calendar: Calendar, day: date) -> Clock | None:
    if not state.rounds:
        return None
    try:
        return clock(state, calendar, day)
    except (Refused, OutsideCalendar):
        return None


def _duties(state: ApplicationState, calendar: Calendar) -> tuple[Duty, ...]:
    try:
        return duties(state, calendar)
    except (Refused, OutsideCalendar):
        return ()


def _items(case: Application, state: ApplicationState) -> list[ItemLine]:
    decided: Mapping[int, ItemState] = {item.number: item for item in state.items}
    blank = ItemState(0)
    return [
        ItemLine(item, by_code(held.decision).label if held.decision else "", held.split)
        for item in case.items.all()
        for held in [decided.get(item.number, blank)]
    ]


def _names(ids: frozenset[str], known: Iterable[User]) -> dict[str, str]:
    names = {user.actor: user.name for user in known}
    missing = ids - names.keys()
    if missing:
        names |= {str(pk): name for pk, name in User.objects.filter(pk__in=missing).values_list("pk", "name")}
    return names
