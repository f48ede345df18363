"""The check itself: what the command finds, and one sentence for a file that cannot be used."""

from __future__ import annotations

import base64
import json

import pytest

from gongkai.cli.main import main
from gongkai.lib.errors import UnusableInput
from gongkai.report.readers import report_of
from gongkai.report.sample import clean
from gongkai.report.writers import render
from gongkai.web.checkup import examining
from gongkai.web.checkup.examining import answered
from support import hostile
from web.checkup import given


def asked(data, previous=b"", *, folder=True, **more):
    return answered(given.ordered(data, previous, **more), data, previous, folder=folder)


@pytest.fixture
def command(capfd):
    def run(*words):
        main(["report", *words])
        return capfd.readouterr().out

    return run


@pytest.mark.skipif(not given.REAL, reason="the corpus of real reports is not here")
@pytest.mark.parametrize("path", given.REAL, ids=[path.parent.name + path.suffix for path in given.REAL])
def test_a_real_report_has_the_findings_that_the_command_gives(command, path):
    answer = asked(path.read_bytes(), name=str(path), page=False)
    assert not answer.error
    assert answer.document == command("check", "--json", str(path))


def test_organ_year_and_the_report_before_are_used_as_the_command_uses_them(command, tmp_path):
    before, now = tmp_path / "2022.docx", tmp_path / "2023.docx"
    before.write_bytes(render(clean(year=2022), ".docx"))
    now.write_bytes(given.bad())
    given_now, given_before = now.read_bytes(), before.read_bytes()
    answer = asked(given_now, given_before, name=str(now), organ="示例区人民政府", year=2022, page=False)
    words = ["--previous", str(before), "--organ", "示例区人民政府", "--year", "2022", str(now)]
    assert answer.document == command("check", "--json", *words)
    without = [
        asked(given_now, name=str(now), organ="示例区人民政府", year=2022, page=False),
        asked(given_now, given_before, name=str(now), year=2022, page=False),
        asked(given_now, given_before, name=str(now), organ="示例区人民政府", page=False),
    ]
    assert answer.document not in {each.document for each in without}


def test_the_mended_file_is_the_one_that_the_command_writes(command, tmp_path):
    given_file, target = tmp_path / "a.docx", tmp_path / "b.docx"
    given_file.write_bytes(given.bad())
    told = command("fix", str(given_file), "-o", str(target))
    answer = asked(given_file.read_bytes())
    assert base64.b64decode(answer.mended) == target.read_bytes()
    assert f"改了 {answer.changed_count} 处" in told
    assert f"还要人来定 {answer.owed_count} 处" in told
    assert (len(answer.changed), len(answer.owed)) == (answer.changed_count, answer.owed_count)


def test_only_the_document_is_made_when_only_that_is_wanted():
    answer = asked(given.bad(), page=False)
    assert (answer.sheet, answer.mended) == (None, "")
    assert '"findings"' in answer.document
    assert asked(given.bad()).document == ""


def test_every_format_gives_the_same_title():
    titles = {asked(render(clean(), suffix)).title for suffix in (".docx", ".html", ".xlsx", ".json", ".txt")}
    assert titles == {clean().title}


HOSTILE = {
    "picture.docx": hostile.PNG + bytes(64),
    "half.docx": given.good()[:2000],
    "deep.docx": hostile.packed({"word/document.xml": b"<a>" * 20_000 + b"</a>" * 20_000}),
    "lying.docx": hostile.lying_archive(2_000_000, 1000),
    "entity.docx": hostile.packed({"word/document.xml": b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>'}),
    "nested.html": b"<html><body>" + b"<table><tr><td>" * 20_000,
    "nested.json": b'{"a":' * 20_000,
    "blank.txt": b" " * 100_000,
    "nothing": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_sentence(name):
    answer = asked(HOSTILE[name], name=name)
    assert answer.error
    assert "\n" not in answer.error
    assert json.loads(answer.document) == {"files": [{"file": name, "error": answer.error}]}


def test_a_report_before_that_cannot_be_used_is_named():
    assert asked(given.good(), hostile.PNG + bytes(64)).error.startswith("上年报告：是 PNG 图片")


def test_a_fault_of_ours_is_told_in_words(monkeypatch):
    monkeypatch.setattr(examining, "check", lambda context: 1 // 0)
    assert "没有预料到的情况（ZeroDivisionError）" in asked(given.good()).error


def test_without_a_folder_in_memory_what_needs_one_is_refused_with_what_to_do():
    answer = asked(hostile.pdf(), folder=False)
    assert "请在 Word、WPS 里另存为 .docx" in answer.error
    assert not asked(given.good(), folder=False).error
    with pytest.raises(UnusableInput, match="文字"):
        report_of(b" ")


def test_what_a_page_cannot_carry_is_left_out(monkeypatch):
    monkeypatch.setattr(examining, "MOST_MENDED", 100)
    answer = asked(given.bad())
    assert (answer.mended, bool(answer.sheet)) == ("", True)
