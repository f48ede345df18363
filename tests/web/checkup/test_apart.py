"""The process of its own: bounded, with a folder in memory that is gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.lib import apart as folders
from gongkai.web.checkup import apart, examining
from support import hostile, web
from web.checkup import given

NOW = web.at(web.MONDAY, 10)
pytestmark = pytest.mark.skipif(not os.path.ismount(folders.IN_MEMORY), reason="this system has no folder in memory")


@pytest.fixture(autouse=True)
def _own_names(monkeypatch):
    """Other tests check files at the same time, in processes of their own: only what these make is looked at."""
    monkeypatch.setattr(folders, "PREFIX", f"{folders.PREFIX}{os.getpid()}-")


def ours():
    return sorted(path.name for path in Path(folders.IN_MEMORY).glob(f"{folders.PREFIX}*"))


def examined(data, previous=b"", **more):
    return apart.examine(given.ordered(data, previous, **more), data, previous, moment=NOW)


def test_the_answer_is_that_of_the_same_check_here():
    data, before = given.bad(), given.good()
    assert examined(data, before) == given_back(examining.answered(given.ordered(data, before), data, before, folder=True))


def given_back(answer):
    """As it is after its way through JSON."""
    return answer._replace(changed=list(answer.changed), owed=list(answer.owed))


def test_a_pdf_is_read_by_way_of_a_folder_in_memory_that_is_gone_afterwards():
    before = ours()
    assert "没有文字" not in examined(hostile.pdf()).error
    assert ours() == before


@pytest.mark.parametrize(("bound", "value"), [("cpu_seconds", 0.02), ("wall_seconds", 0.02), ("memory", 4 * 1024 * 1024)])
def test_what_goes_beyond_a_bound_is_one_sentence_and_leaves_nothing(monkeypatch, bound, value):
    before = ours()
    monkeypatch.setattr(apart, "BOUNDS", apart.BOUNDS._replace(**{bound: value}))
    answer = examined(given.good())
    assert answer.error == apart._TOO_MUCH
    assert "请确认这是一份年度报告" in answer.document
    assert ours() == before


def test_without_such_a_folder_a_word_file_is_checked_all_the_same(monkeypatch, tmp_path):
    monkeypatch.setattr(folders, "IN_MEMORY", str(tmp_path))  # a plain folder: it may be a disk
    assert not examined(given.good()).error
    assert "另存为 .docx" in examined(hostile.pdf()).error
    assert list(tmp_path.iterdir()) == []


def test_the_process_knows_no_django():
    code = "import sys; sys.path[:] = sys.argv[1:]; import gongkai.web.checkup.examining; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code, *sys.path], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_hostile_file_is_one_sentence_and_leaves_nothing():
    before = ours()
    told = {name: examined(data, name=name) for name, data in hostile.hostile_set().items()}
    assert [name for name, answer in told.items() if not answer.error] == ["corner.xlsx"]  # it holds text all the same, and no report
    assert not [name for name, answer in told.items() if "\n" in answer.error or "预料" in answer.error]
    assert ours() == before


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_an_old_format_is_converted_in_memory(tmp_path):
    source = tmp_path / "a.docx"
    source.write_bytes(given.good())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path), str(source)],
        check=True,
        capture_output=True,
        timeout=90,
    )
    before = ours()
    answer = examined((tmp_path / "a.doc").read_bytes(), name="a.doc")
    assert (answer.error, answer.title) == ("", "示例市示例区示例镇人民政府2023年政府信息公开工作年度报告")
    assert ours() == before
