"""The board of a district with 20 towns, 30 bureaus, 200,000 items and 20,000 applications of three years: queries and processor time of its pages, each made anew.

Run: python benchmarks/board.py [--items 200000] [--applications 20000]   (the rows are written directly, about a minute)
"""

from __future__ import annotations

import argparse
import atexit
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
import uuid
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
FOLDER = tempfile.mkdtemp(prefix="gongkai-board-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["GONGKAI_DATA"] = FOLDER
os.environ.setdefault("GONGKAI_HOSTS", "testserver")

from gongkai.web.config.boot import boot  # noqa: E402 - the folder must be chosen before the settings are read

boot()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from gongkai.web import bulk, clock  # noqa: E402
from gongkai.web.accounts.models import Role  # noqa: E402
from gongkai.web.applications.models import Application, Remedy  # noqa: E402
from gongkai.web.events.models import Record, Stream  # noqa: E402
from gongkai.web.organs.models import Level, Organ  # noqa: E402
from gongkai.web.publication.models import Genre, Item, Phase  # noqa: E402
from gongkai.web.vault import keyring  # noqa: E402
from support import web  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

TOWNS, BUREAUS, ITEMS, APPLICATIONS, MANY = 20, 30, 200_000, 20_000, 2000
YEARS = 3
BAR_MS, BAR_QUERIES, ROUNDS = 300.0, 12, 9
BATCH = 5000
_GENRES = (*[Genre.NOTICE.value] * 6, *[Genre.NEWS.value] * 8, *[Genre.LIST.value] * 4, Genre.POLICY.value, Genre.NORMATIVE.value)


def prepared() -> tuple[Client, Organ]:
    """An empty folder with a district, and a client of its supervisor."""
    os.makedirs(os.path.join(FOLDER, "files"), exist_ok=True)
    keyring.make(os.path.join(FOLDER, "keys.json"))
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")
    district = web.district()
    supervisor = web.account("supervisor", "监督员甲", district, Role.SUPERVISOR, subtree=True)
    client = Client()
    client.force_login(supervisor, backend="django.contrib.auth.backends.ModelBackend")
    return client, district


def organs_below(district: Organ, level: Level, word: str, amount: int) -> list[Organ]:
    """So many organs of one kind."""
    made = [
        Organ(
            slug=f"{level.value}-{number}", name=f"示例{number}{word}", short_name=f"示例{number}", level=level, parent=district, valid_from=web.FOUNDED,
            path=f"{district.path}{level.value}-{number}/", word=f"示{number}", phone="0000-1000000",
        )
        for number in range(amount)
    ]  # fmt: skip
    return list(Organ.objects.bulk_create(made))


def fill(organs: Sequence[Organ], items: int, applications: int, today: date) -> None:
    """Rows as the projections keep them, and an event for each stream; a few are late, overdue, corrected, unexplained."""
    chance = random.Random(7)
    _write(_items(organs, items, today, chance))
    _write(_applications(organs, applications, today, chance))
    _write(_remedies(organs, applications // 50, today, chance))
    _events(organs, items + applications, today, chance)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _write(rows: Iterator[Any]) -> None:
    batch: list[Any] = []
    with transaction.atomic():
        for row in rows:
            batch.append(row)
            if len(batch) == BATCH:
                bulk.insert(batch)
                batch = []
        bulk.insert(batch)


def _items(organs: Sequence[Organ], amount: int, today: date, chance: random.Random) -> Iterator[Item]:
    for number in range(amount):
        organ = organs[number % len(organs)]
        day = today - timedelta(days=chance.randrange(365 * YEARS))
        waiting = number % 400 == 0  # 500 are not public yet
        late = chance.random() < 0.02
        genre = chance.choice(_GENRES)
        formed = today - timedelta(days=chance.randrange(40)) if waiting else day - timedelta(days=30 if late else 5)
        owed = formed + timedelta(days=28)
        yield Item(
            id=uuid.UUID(int=chance.getrandbits(128)), organ=organ, column="notices", genre=genre, title=f"第{number}号通知", index_number=f"{organ.slug}/{number}",
            formed_on=formed, created_at=web.at(day), changed_at=web.at(day), phase=Phase.DRAFT if waiting else Phase.PUBLISHED,
            first_published_on=None if waiting else day, published_on=None if waiting else day, due_on=owed if waiting else None, owed_by=owed,
            explained=chance.choice((0, 1, 1)),
        )  # fmt: skip


def _applications(organs: Sequence[Organ], amount: int, today: date, chance: random.Random) -> Iterator[Application]:
    for number in range(amount):
        day = today - timedelta(days=chance.randrange(365 * YEARS))
        running = (today - day).days < 30
        ended = None if running else day + timedelta(days=chance.randrange(5, 30))
        yield Application(
            id=uuid.UUID(int=chance.getrandbits(128)), organ=organs[number % len(organs)], register_number=f"申{number}号", channel="online",
            submitted_on=day, created_at=web.at(day), received_on=day, due_on=day + timedelta(days=28), phase="open" if running else "answered", ended_on=ended,
            on_time=None if running else chance.random() < 0.97, row="" if running else "granted",
        )  # fmt: skip


def _remedies(organs: Sequence[Organ], amount: int, today: date, chance: random.Random) -> Iterator[Remedy]:
    for number in range(amount):
        day = today - timedelta(days=chance.randrange(365 * YEARS))
        over = (today - day).days > 90
        yield Remedy(
            id=uuid.UUID(int=chance.getrandbits(128)), organ=organs[number % len(organs)], register_number=f"复{number}号", sort="review", body_name="示例区人民政府",
            created_at=web.at(day), received_on=day, next_due=None if over else day + timedelta(days=15), result=chance.choice(("upheld", "overturned")) if over else "",
            final_on=day + timedelta(days=60) if over else None,
        )  # fmt: skip


def _events(organs: Sequence[Organ], amount: int, today: date, chance: random.Random) -> None:
    """Two events a thing, in the order of their days; two organs have been silent for months."""
    quiet, place = {organ.pk for organ in organs[-2:]}, count(1)
    with transaction.atomic():
        for begin in range(0, amount, BATCH):
            day = today - timedelta(days=round(365 * YEARS * (1 - begin / amount)))
            owners = [organs[number % len(organs)] for number in range(begin, min(begin + BATCH, amount))]
            streams = [Stream(id=uuid.UUID(int=chance.getrandbits(128)), kind="publication", organ=organ.pk) for organ in owners]
            bulk.insert(streams)
            spoke = [each for each in streams if each.organ not in quiet or (today - day).days > 90]
            bulk.insert([_record(next(place), each, number, day) for each in spoke for number in (1, 2)])


def _record(position: int, stream: Stream, number: int, day: date) -> Record:
    return Record(
        position=position, stream_id=stream.pk, number=number, kind="publication.created", schema=1, payload="{}", effective_on=day,
        recorded_at=web.at(day), actor="officer", group="", body=str(stream.organ), sha256="0" * 64,
    )  # fmt: skip


def asked(client: Client, where: str) -> tuple[int, float]:
    """Queries of one visit, and the median of the milliseconds of processor time of several, each made anew: what others do on the machine is not ours."""
    with CaptureQueriesContext(connection) as seen:
        assert client.get(where).status_code == 200, where
    queries = len(seen)  # the next request empties the log
    took = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        client.get(where)
        took.append((time.process_time() - begin) * 1000)
    return queries, statistics.median(took)


def told(words: str, queries: int, milliseconds: float, bar: float | None) -> bool:
    """One line, and whether it holds."""
    fine = queries <= BAR_QUERIES and (bar is None or milliseconds <= bar)
    limit = f"bar ≤ {bar:g} ms" if bar is not None else "no bar of time"
    print(f"{'ok  ' if fine else 'MISS'}  {words}: {queries} queries (bar ≤ {BAR_QUERIES}), {milliseconds:.0f} ms ({limit})", flush=True)
    return fine


def main(items: int, applications: int) -> int:
    """Fill, measure, judge."""
    client, district = prepared()
    today = clock.day_of(clock.now())
    begin = time.perf_counter()
    organs = organs_below(district, Level.TOWN, "镇人民政府", TOWNS) + organs_below(district, Level.BUREAU, "局", BUREAUS)
    fill(organs, items, applications, today)
    print(
        f"      {len(organs)} organs, {items:,} items, {applications:,} applications written in {time.perf_counter() - begin:.0f} s",
        flush=True,
    )
    board = reverse("desk:district_board")
    client.get(board)  # the first request of a session writes that it was used
    with override_settings(KEPT_BYTES=0):  # nothing is kept between two visits
        fine = told("the board", *asked(client, board), BAR_MS)
        last = today.year - 1
        fine = told(f"the board of {last}", *asked(client, f"{board}?year={last}"), BAR_MS) and fine
        for key in ("cases_overdue", "public", "unexplained"):
            fine = told(f"the list of {key}", *asked(client, reverse("desk:district_board_list", args=[key])), BAR_MS) and fine
        organs_below(district, Level.STREET, "街道办事处", MANY)
        fine = told(f"the board of {MANY} organs more", *asked(client, board), None) and fine
    return 0 if fine else 1


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--items", type=int, default=ITEMS)
    arguments.add_argument("--applications", type=int, default=APPLICATIONS)
    given = arguments.parse_args()
    sys.exit(main(given.items, given.applications))
