"""A process that publishes the annual report is killed at any moment: the old edition stands or the new one, whole, and going on works."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time

import pytest

from support.served import plain_environment, run

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]
KILLS = 20
FILES = 5  # of the sealed set


class Office:
    """The office at its desk, in a process of its own, and the publications that it begins."""

    def __init__(self, folder) -> None:
        self.folder = folder
        self.process = self._start("office")

    def asked(self, what: str):
        """The answer of the office."""
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def publisher(self, digest: str, *more: str) -> subprocess.Popen[str]:
        """A process that begins to publish now."""
        process = self._start("publish", digest, *more)
        assert json.loads(process.stdout.readline()) == "ready"
        process.stdin.write("go\n")
        process.stdin.flush()
        return process

    def _start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "support.publishing", str(self.folder), *arguments], env=plain_environment(), stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip


@pytest.fixture
def office(tmp_path):
    folder = tmp_path / "data"
    run([sys.executable, "-m", "gongkai", "init", "--data", str(folder), "--organ", "示例镇人民政府"])
    made = Office(folder)
    yield made
    made.process.kill()
    made.process.communicate()


def ended(process: subprocess.Popen[str]) -> int:
    process.kill()
    process.communicate(timeout=60)
    return process.returncode


def test_killed_twenty_times_at_random_the_old_edition_stands_or_the_new_one_whole(office):
    chance = random.Random(6)
    wanted, standing = office.asked("next")["digest"], 0
    length = 3 * office.asked("time")["seconds"]  # about; corrected by what comes of each kill, so that they gather around the seal
    first = old = new = 0
    for _ in range(KILLS):
        first += standing == 0
        process = office.publisher(wanted)
        time.sleep(chance.uniform(0.3, 1.1) * length)
        assert ended(process) == -9
        found = office.asked("look")
        assert found["wrong"] == []
        assert (found["edition"], found["content"] == wanted) in ((standing, False), (standing + 1, True))
        if found["edition"] == standing:
            old, length = old + 1, 1.2 * length
            assert found["now"] == wanted, "what was signed still can be published"
        else:
            new, standing, wanted, length = new + 1, standing + 1, office.asked("next")["digest"], 0.85 * length
    assert old > 0, "no kill came before the end"
    assert new > 1, "no kill came behind it"
    assert 0 < first < KILLS, "first editions and corrections"
    _goes_on(office, wanted, standing)


@pytest.mark.parametrize("edition", [1, 2])
def test_killed_behind_each_file_of_a_first_edition_and_of_a_correction_nothing_is_half_published(office, edition):
    wanted = office.asked("next")["digest"]
    if edition == 2:
        _goes_on(office, wanted, 0)
        wanted = office.asked("next")["digest"]
    for written in range(FILES):
        process = office.publisher(wanted, str(written))
        process.communicate(timeout=100)
        assert process.returncode == -9
        found = office.asked("look")
        assert (found["edition"], found["wrong"], found["now"]) == (edition - 1, [], wanted)
    _goes_on(office, wanted, edition - 1)


def _goes_on(office, wanted: str, standing: int) -> None:
    """The next publication comes to its end, and the whole ledger is clean."""
    process = office.publisher(wanted)
    assert json.loads(process.stdout.readline()) == "published"
    ended(process)
    assert office.asked("look") == {"edition": standing + 1, "content": wanted, "now": wanted, "wrong": []}
    checked = subprocess.run(
        [sys.executable, "-m", "gongkai", "check-ledger", "--data", str(office.folder)], env=plain_environment(), capture_output=True, text=True, timeout=100
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout + checked.stderr
