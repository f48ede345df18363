"""Dates of the law are days, not moments: where the machine stands makes no difference to a single byte."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
ZONES = ("UTC", "America/New_York", "Asia/Shanghai")
EVENTS = ("correction_requested@2025-12-31", "correction_received@2026-01-04", "extended@2026-01-30=20", "answered@2026-03-09")
COMMANDS = {
    "deadline": ["deadline", "--received", "2025-12-22", *(word for event in EVENTS for word in ("--event", event)), "--json"],
    "deadline as a calendar": ["deadline", "--received", "2025-12-31"],
    "fee": ["fee", "--items", "35", "--date", "2026-01-31", "--json"],
    "grounds": ["grounds", "--json"],
}
LETTER = {
    "organ": "示例市示例区示例镇人民政府",
    "organ_kind": "town",
    "reviewer": "示例市示例区人民政府",
    "court": "示例市示例区人民法院",
    "date": "2026-01-01",
    "number": "示例公复〔2026〕1号",
    "addressee": "申请人",
    "received_on": "2025-12-31",
    "received_by": "网络",
    "content": "2025年度道路养护合同",
    "contact_office": "党政办公室",
    "phone": "0000-00000000",
    "search_record": "2026年1月1日由档案员检索档案室目录，没有结果",
}


def told(arguments, zone, folder):
    """Exit code and all that is said, in a process of its own."""
    surroundings = {**os.environ, "TZ": zone, "PYTHONPATH": str(SOURCE), "GONGKAI_DATA": str(folder / "var")}
    done = subprocess.run([sys.executable, "-m", "gongkai", *arguments], env=surroundings, cwd=folder, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_the_same_question_gets_the_same_bytes_in_every_time_zone(name, tmp_path):
    answers = {zone: told(COMMANDS[name], zone, tmp_path) for zone in ZONES}
    code, out, err = answers["UTC"]
    assert (code, err) == (0, b"")
    assert len(out) > 100
    assert set(answers.values()) == {answers["UTC"]}


@pytest.mark.parametrize("suffix", ["txt", "html", "docx"])
def test_a_letter_has_the_same_bytes_in_every_time_zone(suffix, tmp_path):
    (tmp_path / "facts.json").write_text(json.dumps(LETTER), "utf-8")
    letters = set()
    for zone in ZONES:
        out = tmp_path / f"letter.{suffix}"
        code, said, err = told(["notice", "D12", "--data", "facts.json", "-o", out.name], zone, tmp_path)
        assert (code, err) == (0, b"")
        letters.add((said, out.read_bytes()))
        out.unlink()
    assert len(letters) == 1
