"""``gongkai demo --district`` at a hundredth of its size: counts, the ledger, a second call, a call behind one that was killed."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]
ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith(("GONGKAI_", "DJANGO_"))} | {
    "GONGKAI_DEMO_SCALE": "0.01"
}


def command(folder, *words):
    return [sys.executable, "-m", "gongkai", *words, "--data", str(folder)]


def run(folder, *words, **more):
    return subprocess.run(command(folder, *words), capture_output=True, text=True, env={**ENVIRONMENT, **more}, timeout=1000, check=False)


def rows(folder, statement):
    connection = sqlite3.connect(folder / "gongkai.sqlite3")
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()


def entries(folder):
    return rows(folder, "SELECT max(position) FROM events_record")[0][0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A district whose making was killed after some organs, and then called again."""
    data = tmp_path_factory.mktemp("district") / "var"
    assert run(data, "demo", "--no-serve").returncode == 0
    with subprocess.Popen(
        command(data, "demo", "--district", "--no-serve"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT
    ) as child:
        while child.poll() is None and rows(data, "SELECT count(*) FROM organs_organ WHERE slug LIKE 'demo-zhen-%'")[0][0] < 3:
            time.sleep(0.1)
        child.send_signal(signal.SIGKILL)
    return data


def test_what_was_killed_goes_on_and_a_further_call_adds_nothing(folder):
    before = rows(folder, "SELECT slug FROM organs_organ WHERE slug LIKE 'demo-zhen-%'")
    assert 0 < len(before) < 18
    first = run(folder, "demo", "--district", "--no-serve")
    assert first.returncode == 0, first.stderr
    assert f"新增 {47 - len(before)} 个机关" in first.stdout
    assert "100%" in first.stderr
    known = entries(folder)
    second = run(folder, "demo", "--district", "--no-serve")
    assert second.returncode == 0
    assert "早已做好，没有改动" in second.stdout
    assert "yizhen" in second.stdout
    assert entries(folder) == known


def test_the_district_has_its_organs_items_and_applications(folder):
    levels = dict(rows(folder, "SELECT level, count(*) FROM organs_organ WHERE path LIKE '/demo-qu/%' GROUP BY level"))
    assert levels == {"county": 1, "town": 20, "street": 1, "bureau": 30}
    made = rows(
        folder,
        "SELECT count(*) FROM publication_item i JOIN organs_organ o ON o.id = i.organ_id WHERE o.path LIKE '/demo-qu/%' AND i.imported",
    )
    assert 1900 <= made[0][0] <= 2000
    assert rows(folder, "SELECT count(*) FROM applications_application")[0][0] == 200
    years = rows(folder, "SELECT DISTINCT substr(first_published_on, 1, 4) FROM publication_item WHERE first_published_on IS NOT NULL")
    assert len(years) >= 3


def test_no_two_organs_are_alike_and_every_sort_of_defect_is_there(folder):
    late = rows(folder, "SELECT count(*) FROM publication_item WHERE first_published_on > owed_by")[0][0]
    overdue = rows(folder, "SELECT count(DISTINCT organ_id) FROM publication_item WHERE phase = 'draft' AND due_on < date('now')")[0][0]
    slow = rows(folder, "SELECT count(*) FROM applications_application WHERE on_time = 0")[0][0]
    silent = rows(
        folder,
        "SELECT count(*) FROM (SELECT max(published_on) last FROM publication_item GROUP BY organ_id) WHERE last < date('now', '-28 days')",
    )[0][0]
    reports = dict(rows(folder, "SELECT edition > 0, count(*) FROM reporting_annualreport GROUP BY 1"))
    assert late > 20
    assert slow >= 1  # a hundredth has four applications an organ
    assert overdue > 5
    assert silent >= 5
    assert min(reports.values()) >= 8


def test_what_is_public_is_in_the_index_and_the_ledger_is_whole(folder):
    public = rows(folder, "SELECT count(*) FROM publication_item WHERE shown_id IS NOT NULL AND phase = 'published'")[0][0]
    assert rows(folder, "SELECT count(*) FROM search_publicitem WHERE source = 'publication' AND place IS NOT NULL")[0][0] == public
    checked = run(folder, "check-ledger")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_figures_of_a_town_compile(folder):
    done = run(
        folder,
        "report",
        "compile",
        "--organ",
        "示例一镇人民政府",
        "--year",
        str(rows(folder, "SELECT min(year) FROM reporting_annualreport")[0][0]),
        "--json",
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r'"new": \[', done.stdout)


@pytest.mark.parametrize("scale", ["0", "2", "viel"])
def test_a_scale_that_is_none_is_refused_in_one_sentence(folder, scale):
    done = run(folder, "demo", "--district", "--no-serve", GONGKAI_DEMO_SCALE=scale)
    assert done.returncode == 2
    assert "GONGKAI_DEMO_SCALE" in done.stderr
    assert "Traceback" not in done.stderr
