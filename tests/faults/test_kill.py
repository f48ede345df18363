"""A real server on a real file is killed without warning: what it acknowledged is there, once and whole."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from support.served import kill_again_and_again, plain_environment

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def test_ten_kills_under_load_lose_nothing_double_nothing_and_halve_nothing(site):
    found = kill_again_and_again(site, kills=10)
    assert (found.lost, found.wrong) == ([], [])
    assert found.acknowledged > 10
    checked = subprocess.run(
        [sys.executable, "-m", "gongkai", "check-ledger", "--data", str(site.folder)], env=plain_environment(), capture_output=True, text=True, timeout=100
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout + checked.stderr


def insisted(site, key):
    """The number of that key, asked for until there is an answer. A server that gave up after many crashes is started again, as a service would be."""
    while (number := site.submit(key)) is None:
        time.sleep(0.1)
        if site.group.poll() is not None:
            site.start(GONGKAI_FAULT="after-commit")
    return number


def test_killed_between_commit_and_answer_the_retry_gets_the_same_number(site):
    site.start(GONGKAI_FAULT="after-commit")
    for number in range(20):
        key = f"key-{number}"
        assert insisted(site, key) == insisted(site, key)
    site.kill()
    ledger = site.ledger()
    assert (ledger.wrong, len(ledger.numbers)) == ([], 20)


def test_fifty_clicks_on_one_form_make_one_application(site):
    site.start()
    with ThreadPoolExecutor(50) as clicks:
        found = list(clicks.map(site.submit, ["one"] * 50))
    assert len(set(found)) == 1
    assert len(site.ledger().numbers) == 1


def test_the_connections_of_a_served_process_are_durable(site):
    site.start()
    assert site.get("/faults/pragmas") == {
        "journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "30000", "transaction_mode": "IMMEDIATE",
    }  # fmt: skip
