"""A fictional office with very many cases, made in bulk: the ground of the benchmarks of the desk."""

from __future__ import annotations

import random
import uuid
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from django.db import connection, transaction

from gongkai.law.calendar import Calendar
from gongkai.ledger.state import apply, start
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Channel, Column, Way
from gongkai.web.applications.models import Application, Item, Person
from gongkai.web.applications.projection import project
from gongkai.web.applications.services.submitting import Asked, content_hash
from gongkai.web.events import store
from gongkai.web.events.models import Stream
from gongkai.web.vault.keyring import keyring
from support.web import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.ledger.vocabulary import Entry, Event
    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ

FIRST = date(2016, 1, 4)
KINDS = ("D01", "D02", "D12", "D13", "D16")
BATCH = 2000


def fill(organ: Organ, handlers: list[User], count: int, today: date, *, open_share: float = 0.05, seed: int = 1) -> None:
    """Write ``count`` cases received over ten years, the last few open on ``today`` with every state of the work list among them."""
    chance = random.Random(seed)
    cases = _cases(organ, handlers, count, today, open_share, chance)
    while batch := list(islice(cases, BATCH)):
        with transaction.atomic():
            _write(batch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _cases(
    organ: Organ, handlers: list[User], count: int, today: date, open_share: float, chance: random.Random
) -> Iterator[tuple[Application, tuple[Entry, ...]]]:
    calendar = Calendar.standard()
    length = (today - FIRST).days
    for number in range(1, count + 1):
        open_case = number > count * (1 - open_share)
        day = today - timedelta(days=chance.randrange(0, 30)) if open_case else FIRST + timedelta(days=length * number // count)
        application = Application(
            id=uuid.uuid4(), organ=organ, register_number=f"{organ.word}申〔{day.year}〕{number}号", channel=Channel.ONLINE.value, submitted_on=day,
            created_at=at(day), handler=chance.choice(handlers), taken_at=at(day), content_hash=content_hash((Asked(f"第{number}件"),)),
        )  # fmt: skip
        yield application, _history(application, _events(number, day, today, open_case, chance), calendar)


def _events(number: int, day: date, today: date, open_case: bool, chance: random.Random) -> list[tuple[Event, date]]:
    events: list[tuple[Event, date]] = [
        (a.Registered(register_number=f"{number}", channel=Channel.ONLINE, column=Column.PERSON, submitted_on=day), day)
    ]
    if open_case:
        if chance.random() < 0.2:
            events.append((a.CorrectionRequested(letter=f"补〔{day.year}〕{number}号", until=day + timedelta(days=20)), day))
        return events
    done = min(day + timedelta(days=chance.randrange(5, 35)), today)
    letter = f"答〔{done.year}〕{number}号"
    events.append((a.ItemDecided(item=1, decision=chance.choice(KINDS), facts=()), done))
    events.append((a.Answered(letter=letter, way=Way.POST), done))
    events.append((a.Served(step=3, way=Way.POST, proof="1"), done))
    return events


def _history(application: Application, events: list[tuple[Event, date]], calendar: Calendar) -> tuple[Entry, ...]:
    state = start("application")
    stamp = store.stamp("import", application.organ_id, application.created_at)
    for event, day in events:
        entry = store.entry(state, event, day, stamp)
        state = apply(state, entry)
    project(application, state, calendar)  # type: ignore[arg-type]  # a stream of applications
    return state.log


def _write(batch: list[tuple[Application, tuple[Entry, ...]]]) -> None:
    organ = batch[0][0].organ_id
    Application.objects.bulk_create([application for application, _ in batch], batch_size=400)
    Stream.objects.bulk_create([Stream(id=application.id, kind="application", organ=organ) for application, _ in batch], batch_size=400)
    Item.objects.bulk_create(
        [
            Item(application=application, number=1, content=f"示例镇{application.register_number}所问的补助资金使用情况")
            for application, _ in batch
        ],
        batch_size=400,
    )
    ring = keyring()
    people = []
    for application, _ in batch:
        who = f"申请人{application.register_number[-6:]}"
        person = Person(application=application, capacity="principal", column=Column.PERSON.value, name=who, phone="13800000000")
        person.name_index = ring.blind(who, "name")
        people.append(person)
    Person.objects.bulk_create(people, batch_size=400)
    store.append_many((application.id, log) for application, log in batch)
