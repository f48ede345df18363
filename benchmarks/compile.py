"""A year's tables out of a million events: from the events, against reading and decoding them once; from the facts beside them, against one bare grouping.

Every cell opens its cases within 200 ms.

Run: python benchmarks/compile.py [--events 1000000]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from gongkai.web.config.boot import boot
from support.served import Site

FOLDER = tempfile.TemporaryDirectory()
SITE = Site(Path(FOLDER.name) / "data")
boot(str(SITE.folder))

from django.db import connection, transaction  # noqa: E402 - Django is set up for the folder of this run

from gongkai.ledger import codec  # noqa: E402
from gongkai.report.facts import facts_of  # noqa: E402
from gongkai.report.tally import compile_report  # noqa: E402
from gongkai.web.events import store  # noqa: E402
from gongkai.web.events.models import Record  # noqa: E402
from gongkai.web.reporting.selectors import figures  # noqa: E402
from gongkai.web.reporting.selectors.cells import Cases  # noqa: E402
from gongkai.web.reporting.services.projecting import rebuild  # noqa: E402
from support.courses import Courses  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

ORGAN, NAME, YEAR = uuid.UUID(int=1), "示例区示例镇人民政府", 2024
EVENTS, BATCH = 1_000_000, 5000
FROM_EVENTS, FROM_FACTS, OPENED_MS = 4.0, 3.0, 200.0
PAGE = 100  # cases of a cell on one page
TIMES = 5  # of each short measurement the quickest counts
_BARE = 'SELECT "column", row, count(*) FROM reporting_applicationfact WHERE organ = %s AND since <= %s AND (ended_on IS NULL OR ended_on >= %s) GROUP BY 1, 2'


def fill(events: int) -> None:
    """Courses of one organ until there are so many events."""
    made, written = Courses(1), 0
    while written < events:
        batch = [*made.applications(BATCH), *made.remedies(BATCH // 50), *made.documents(BATCH // 50)]
        with transaction.atomic():
            for kind in ("application", "remedy", "document"):
                chosen = [course for course in batch if course.kind == kind]
                store.open_streams(kind=kind, organ=ORGAN, identities=[course.stream for course in chosen])
                store.append_many((course.stream, course.entries) for course in chosen)
        written += sum(len(course.entries) for course in batch)


def seconds(call: Callable[[], object], times: int = 1) -> float:
    """The quickest of some calls."""
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        call()
        found.append(time.perf_counter() - begin)
    return min(found)


def decoded() -> None:
    """Every event read and decoded once, and nothing made of it."""
    for row in Record.objects.order_by("stream_id", "number").iterator(chunk_size=2000):
        codec.from_json(store.record_of(row))


def from_events() -> object:
    """The year from the events themselves."""
    facts = (
        fact
        for kind in ("application", "remedy", "document")
        for stream, log in store.logs_of(kind)
        for fact in facts_of(kind, str(stream), log)
    )
    return compile_report(facts, organ=NAME, year=YEAR)


def bare() -> object:
    """One grouping of the facts of the year."""
    with connection.cursor() as cursor:
        cursor.execute(_BARE, [ORGAN.hex, f"{YEAR}-12-31", f"{YEAR}-01-01"])
        return cursor.fetchall()


def page_of(cell: str) -> object:
    """What a page reads that opens a cell: how many cases, and the first of them."""
    cases = Cases(ORGAN, YEAR, cell)
    return len(cases), cases[:PAGE]


def told(words: str, value: float, bar: float, unit: str, rest: str) -> bool:
    """One line, and whether it holds."""
    holds = value <= bar
    print(f"{'ok  ' if holds else 'MISS'}  {words}: {value:.2f}{unit} (bar ≤ {bar:g}{unit}); {rest}", flush=True)
    return holds


def main(events: int) -> int:
    """Fill, count both ways, open every cell, judge."""
    begin = time.perf_counter()
    fill(events)
    count = store.position()
    print(f"      {count:,} events written in {time.perf_counter() - begin:.0f} s", flush=True)
    reading, counting = seconds(decoded), seconds(from_events)
    fine = told(
        "compiled from all events, against reading and decoding them once",
        counting / reading,
        FROM_EVENTS,
        " ×",
        f"{counting:.1f} s against {reading:.1f} s",
    )
    making = seconds(rebuild)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    grouping, quick = seconds(bare, TIMES), seconds(lambda: figures.compiled(ORGAN, NAME, YEAR), TIMES)
    rest = f"{quick * 1000:.0f} ms against {grouping * 1000:.0f} ms; the facts were made in {making:.0f} s"
    fine = told("compiled from the facts, against one bare grouping", quick / grouping, FROM_FACTS, " ×", rest) and fine
    report = figures.compiled(ORGAN, NAME, YEAR).report
    opened = [(seconds(lambda cell=cell: page_of(cell)) * 1000, cell) for cell in _cells(report)]  # type: ignore[misc]
    slowest, cell = max(opened)
    return 0 if told(f"{len(opened)} cells opened, the slowest", slowest, OPENED_MS, " ms", cell) and fine else 1


def _cells(report: object) -> list[str]:
    rows = report.rows  # type: ignore[attr-defined]
    return [f"{row}[{index}]" for row, held in rows.items() for index, figure in enumerate(held) if figure.value]


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--events", type=int, default=EVENTS)
    sys.exit(main(arguments.parse_args().events))
