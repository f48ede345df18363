"""Sixteen processes write at once into one SQLite file: they wait for each other and none fails."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from support.served import plain_environment
from support.writing import together

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_sixteen_writers_wait_for_each_other_and_none_is_locked_out(site):
    found = together(site.folder, 16, 10)
    assert found.errors == []
    ledger = site.ledger()
    assert (ledger.wrong, len(ledger.numbers)) == ([], found.done)


def test_of_eight_processes_that_act_on_one_case_at_once_exactly_one_writes(site):
    def call(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "support.racing", str(site.folder), *arguments]
        return subprocess.Popen(command, env=plain_environment(), stdout=subprocess.PIPE, text=True)

    stream = call("new").communicate(timeout=60)[0].strip()
    begin = str(time.time() + 25)  # when all of them have started
    racers = [call(stream, begin) for _ in range(8)]
    said = sorted(each.communicate(timeout=100)[0].strip() for each in racers)
    assert said == ["False"] * 7 + ["True"]
