"""One of several who act on one case at once: ``python -m support.racing DATA STREAM START`` prints whether its entry was written."""

from __future__ import annotations

import sys
import time
import uuid
from datetime import UTC, date, datetime

from gongkai.web.config.boot import boot

boot(sys.argv[1])

from django.db import transaction

from gongkai.ledger.state import start
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Channel, Column
from gongkai.web.events import store

DAY = date(2026, 3, 2)


def race(stream: uuid.UUID, begin: float) -> bool:
    """Append the first entry at that time of the clock."""
    event = a.Registered(register_number="1", channel=Channel.ONLINE, column=Column.PERSON, submitted_on=DAY)
    entry = store.entry(start("application"), event, DAY, store.stamp("7", stream, datetime(2026, 3, 2, 1, tzinfo=UTC)))
    time.sleep(max(0.0, begin - time.time()))
    try:
        with transaction.atomic():
            store.append(stream=stream, entries=[entry])
    except store.Overtaken:
        return False
    return True


def new_stream() -> uuid.UUID:
    """An empty stream to race for."""
    return store.open_stream(kind="application", organ=uuid.UUID(int=1))


if __name__ == "__main__":
    print(new_stream() if sys.argv[2] == "new" else race(uuid.UUID(sys.argv[2]), float(sys.argv[3])))
