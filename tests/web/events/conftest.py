"""A small ledger of several streams, written in turns, as an office does."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction

from gongkai.ledger.state import apply, start
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Channel, Column, Way
from gongkai.web.events import store

DAY = date(2026, 3, 2)
MOMENT = datetime(2026, 3, 2, 1, 30, 0, 250, tzinfo=UTC)
STREAMS = 5


def events(number: int):
    """From the first day to service, with words that must be escaped in JSON."""
    return [
        a.Registered(
            register_number=f'示政公开申〔2026〕{number}号 "引号" \\ 反斜线 \x01',
            channel=Channel.ONLINE,
            column=Column.PERSON,
            submitted_on=DAY,
        ),
        a.CorrectionRequested(letter=f"补〔2026〕{number}号", until=DAY + timedelta(days=20)),
        a.ItemDecided(item=1, decision="D01", facts=()),
        a.Answered(letter=f"答〔2026〕{number}号", way=Way.POST),
        a.Served(step=4, way=Way.POST, proof="1"),
    ]


def write(stream: uuid.UUID, state, event, moment=MOMENT):
    """One entry in a transaction of its own; the state after it."""
    entry = store.entry(state, event, DAY, store.stamp("7", uuid.UUID(int=1), moment))
    with transaction.atomic():
        store.append(stream=stream, entries=[entry])
    return apply(state, entry)


@pytest.fixture
def ledger(db):
    """25 entries of 5 streams, in turns."""
    streams = [(store.open_stream(kind="application", organ=uuid.UUID(int=1)), start("application")) for _ in range(STREAMS)]
    for step in range(len(events(0))):
        for number, (stream, state) in enumerate(streams):
            moment = MOMENT if step else MOMENT.replace(microsecond=0)
            streams[number] = (stream, write(stream, state, events(number)[step], moment))
    return [stream for stream, _ in streams]


@pytest.fixture
def unprotected(db):
    """What an administrator of the database can do: take the triggers away."""
    with connection.cursor() as cursor:
        for name in store.TRIGGERS:
            cursor.execute(f"DROP TRIGGER {name}" + (" ON events_record" if connection.vendor == "postgresql" else ""))
