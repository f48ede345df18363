"""The desk with very many cases: 95 % of its pages under 100 ms, at most 12 queries a page, and what a page costs against a bare Django view.

Run: python benchmarks/desk.py [CASES]   (100,000 cases are made first, about a minute and a half)
"""

from __future__ import annotations

import atexit
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
FOLDER = tempfile.mkdtemp(prefix="gongkai-desk-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["GONGKAI_DATA"] = FOLDER
os.environ.setdefault("GONGKAI_HOSTS", "testserver")

from gongkai.web.config.boot import boot  # noqa: E402 - the folder must be chosen before the settings are read

boot()

from benchmarks import _many  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import include, path, reverse  # noqa: E402

from gongkai.web import clock  # noqa: E402
from gongkai.web.accounts.models import Role  # noqa: E402
from gongkai.web.applications.models import Application  # noqa: E402
from gongkai.web.vault import keyring  # noqa: E402
from support import web  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

CASES = 100_000
BAR_MS, QUERIES, ROUNDS = 100, 12, 20


def bare(request: HttpRequest) -> HttpResponse:
    """A view that does nothing, behind the same middleware."""
    return HttpResponse("ok")


urlpatterns = [path("bare", bare), path("", include("gongkai.web.config.urls"))]


def made(cases: int) -> tuple[Client, list[str]]:
    """A client of an officer, and the addresses of the desk with their parameters."""
    os.makedirs(os.path.join(FOLDER, "files"), exist_ok=True)
    keyring.make(os.path.join(FOLDER, "keys.json"))
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")
    town = web.town(web.district())
    officers = [web.account(f"officer{number}", f"经办人{number}", town, Role.OFFICER, Role.OFFICE_HEAD) for number in range(5)]
    today = clock.day_of(clock.now())
    begin = time.perf_counter()
    _many.fill(town, officers, cases, today)
    print(f"{cases} cases made in {time.perf_counter() - begin:.0f} s", flush=True)
    client = Client()
    client.force_login(officers[0], backend="django.contrib.auth.backends.ModelBackend")
    chance = random.Random(7)
    ids = list(Application.objects.order_by("register_number").values_list("pk", flat=True))
    home = reverse("desk:home")
    lists = ("overdue", "today", "near", "soon", "correction", "consultation", "letters", "unserved", "all", "ended", "every")
    pages = [
        home,
        *(f"{home}?list={name}" for name in lists),
        f"{home}?list=every&page=50",
        f"{home}?list=ended&year={(today - timedelta(days=700)).year}",
    ]
    pages += [f"{home}?list=every&words=示政公开申〔2020〕", f"{home}?list=every&words=申请人5000号", reverse("desk:overview")]
    pages += [reverse("desk:case", args=[pk]) for pk in chance.sample(ids, 20)]
    pages += [reverse("desk:act", args=[pk, act]) for pk, act in zip(ids[-6:], ("extend", "decide_item", "withdraw") * 2, strict=True)]
    return client, pages


def milliseconds(call: Callable[[], object]) -> float:
    """What one call takes."""
    begin = time.perf_counter()
    call()
    return (time.perf_counter() - begin) * 1000


def main(cases: int) -> int:
    """Make, measure, judge."""
    with override_settings(ROOT_URLCONF="benchmarks.desk", ALLOWED_HOSTS=["testserver"]):
        client, pages = made(cases)
        times: dict[str, list[float]] = {page: [] for page in pages}
        empty: list[float] = []
        most = 0
        client.get(pages[0])  # the first request of a session writes that it was used
        for page in pages:  # the first visit warms templates and counts queries
            with CaptureQueriesContext(
                connection,
            ) as seen:
                answer = client.get(page)
            assert answer.status_code == 200, (page, answer.status_code)
            if len(seen) > QUERIES:
                print(f"      {len(seen)} queries: {page}")
            most = max(most, len(seen))
        for _ in range(ROUNDS):
            empty.append(milliseconds(lambda: client.get("/bare")))
            for page in pages:
                times[page].append(milliseconds(lambda page=page: client.get(page)))  # type: ignore[misc]
    every = sorted(value for values in times.values() for value in values)
    slow = every[int(len(every) * 0.95)]
    for page, values in sorted(times.items(), key=lambda item: -statistics.median(item[1]))[:8]:
        print(f"      {statistics.median(values):6.1f} ms  {page}")
    ratio = statistics.median(every) / statistics.median(empty)
    fine = slow <= BAR_MS and most <= QUERIES
    print(
        f"{'ok  ' if fine else 'MISS'}  {cases} cases: 95 % of {len(pages)} desk pages within {slow:.0f} ms (bar {BAR_MS}), median {statistics.median(every):.0f} ms, "
        f"{ratio:.0f}× a bare view of {statistics.median(empty):.2f} ms; at most {most} queries (bar {QUERIES})"
    )
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else CASES))
