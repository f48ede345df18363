"""Verifying the ledger against the bare work: reading the rows and hashing as many bytes twice.

Run: python benchmarks/ledger_check.py [STREAMS]
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from gongkai.web.config.boot import boot
from support.served import Site

FOLDER = tempfile.TemporaryDirectory()
SITE = Site(Path(FOLDER.name) / "data")
boot(str(SITE.folder))

from django.db import connection, transaction  # noqa: E402 - Django is set up for the folder of this run

from gongkai.ledger.state import apply, start  # noqa: E402
from gongkai.ledger.vocabulary import application as a  # noqa: E402
from gongkai.ledger.vocabulary.codes import Channel, Column, Way  # noqa: E402
from gongkai.web.events import store, verification  # noqa: E402
from gongkai.web.events.models import Stream  # noqa: E402

DAY = date(2026, 3, 2)
BATCH = 2000
LIMIT = 4.0


def fill(streams: int) -> None:
    """Five entries in each stream."""
    stamp = store.stamp("7", uuid.UUID(int=1), datetime(2026, 3, 2, 1, 30, 0, 250, tzinfo=UTC))
    for first in range(0, streams, BATCH):
        names = [uuid.uuid4() for _ in range(min(BATCH, streams - first))]
        with transaction.atomic():
            Stream.objects.bulk_create([Stream(id=name, kind="application", organ=uuid.UUID(int=1)) for name in names], batch_size=300)
            store.append_many((name, _history(number, stamp)) for number, name in enumerate(names, first))


def _history(number: int, stamp: store.Stamp) -> tuple[object, ...]:
    state = start("application")
    for event in (
        a.Registered(register_number=f"示政公开申〔2026〕{number}号", channel=Channel.ONLINE, column=Column.PERSON, submitted_on=DAY),
        a.CorrectionRequested(letter=f"补〔2026〕{number}号", until=DAY + timedelta(days=20)),
        a.ItemDecided(item=1, decision="D01", facts=()),
        a.Answered(letter=f"答〔2026〕{number}号", way=Way.POST),
        a.Served(step=4, way=Way.POST, proof="1"),
    ):
        state = apply(state, store.entry(state, event, DAY, stamp))
    return state.log


def bare() -> int:
    """Read every row and hash its payload and what stands around it once with each hash."""
    count = 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT position, stream_id, payload, actor, body, sha256, sm3 FROM events_record ORDER BY position")
        for row in cursor.fetchall():
            record = (row[2] + row[3] + row[4] + " " * 200).encode()
            hashlib.sha256(record).hexdigest()
            hashlib.new("sm3", record).hexdigest()
            count += 1
    return count


def main() -> int:
    """1 when verifying takes more than :data:`LIMIT` times the bare work."""
    streams = int(sys.argv[1]) if len(sys.argv) > 1 else 40_000
    fill(streams)
    start_at = time.perf_counter()
    count = bare()
    middle = time.perf_counter()
    found = verification.verify()
    end = time.perf_counter()
    assert found.fault is None, found
    assert found.entries == count
    ratio = (end - middle) / (middle - start_at)
    print(
        f"{count} entries: bare {count / (middle - start_at):,.0f}/s, verified {count / (end - middle):,.0f}/s, ratio {ratio:.2f} (at most {LIMIT})"
    )
    SITE.close()
    FOLDER.cleanup()
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
