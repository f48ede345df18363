"""The table of hand-counted cases, asked through the command as an officer would.

Keys of a case: ``name`` (a sentence) · ``received`` · ``events`` (as behind ``--event``) · ``why`` (clause and counting) ·
``expect``: ``due``, or ``waiting_for`` (words that must stand in it; then there is no due day) · ``on_time`` (true, false,
"none") · ``irregular`` (how many) · ``provisional`` · ``days`` (day = its number in the running period) · ``idle`` (days that do not count).
"""

import json
import tomllib
from pathlib import Path

import pytest

from gongkai.cli import main

FOLDER = Path(__file__).parent.parent / "cases" / "law" / "deadlines"
EXPECTED = {"due", "waiting_for", "on_time", "irregular", "provisional", "days", "idle"}


def all_cases():
    return [case for path in sorted(FOLDER.glob("*.toml")) for case in tomllib.loads(path.read_text("utf-8"))["case"]]


CASES = all_cases()


def arguments(case):
    events = [word for event in case.get("events", []) for word in ("--event", event)]
    return ["deadline", "--received", case["received"].isoformat(), *events, "--json"]


def complaints(expect, told):
    """What is not as the case says, in words."""
    numbers = {day["date"]: day["number"] if day["counts"] else None for day in told["days"]}
    wrong = []
    if "due" in expect and told["due"] != expect["due"].isoformat():
        wrong.append(f"到期日应是 {expect['due']}，算出 {told['due']}")
    if "waiting_for" in expect and (
        told["due"] is not None or expect["waiting_for"] not in json.dumps(told["waiting_for"], ensure_ascii=False)
    ):
        wrong.append(f"应在等待 {expect['waiting_for']}，实是 {told['due']} {told['waiting_for']}")
    if "due" in expect and told["waiting_for"] is not None:
        wrong.append(f"不应等待 {told['waiting_for']}")
    if "on_time" in expect and told["on_time"] is not (None if expect["on_time"] == "none" else expect["on_time"]):
        wrong.append(f"是否按时应是 {expect['on_time']}，实是 {told['on_time']}")
    if "irregular" in expect and len(told["irregular"]) != expect["irregular"]:
        wrong.append(f"不合规应有 {expect['irregular']} 处，实有 {told['irregular']}")
    if "provisional" in expect and told["provisional"] is not expect["provisional"]:
        wrong.append(f"暂定应是 {expect['provisional']}")
    wrong += [f"{day} 应是第 {n} 日，实是 {numbers.get(day)}" for day, n in expect.get("days", {}).items() if numbers.get(day) != n]
    wrong += [
        f"{day} 不应计算，实是第 {numbers[day.isoformat()]} 日" for day in expect.get("idle", []) if numbers[day.isoformat()] is not None
    ]
    return wrong


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_hand_counted_case(case, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path))  # no calendar that someone imported
    code = main.main(arguments(case))
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    assert complaints(case["expect"], json.loads(out)) == []


def test_the_table_has_at_least_sixty_cases_each_with_its_own_name_its_reason_and_known_keys():
    assert len(CASES) >= 60
    assert len({case["name"] for case in CASES}) == len(CASES)
    assert all(len(case["why"]) > 20 for case in CASES)
    assert all(set(case) <= {"name", "received", "events", "expect", "why"} and set(case["expect"]) <= EXPECTED for case in CASES)


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        ({"due": "2024-08-09"}, {"due": "2024-08-12"}),
        ({"days": {"2024-08-09": 20}}, {}),
        ({"on_time": "none"}, {"on_time": False}),
        ({"irregular": 0}, {"irregular": ["迟延"]}),
        ({"waiting_for": "申请人"}, {}),
    ],
)
def test_the_table_notices_a_wrong_answer(expect, told):
    clean = {"due": "2024-08-09", "waiting_for": None, "on_time": None, "irregular": [], "provisional": False, "days": []}
    assert complaints(
        {key: _Iso(value) if key == "due" else value for key, value in expect.items()},
        {**clean, **told},
    )


class _Iso(str):
    def isoformat(self):
        return str(self)
