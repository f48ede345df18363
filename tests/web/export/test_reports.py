"""Annual reports in the exported folder: every sealed file as it was sealed, a correction beside what it corrects."""

from __future__ import annotations

import hashlib
import os
import shutil
from datetime import timedelta

import pytest

from gongkai.web.export.site import export
from gongkai.web.reporting.models import EditionFile
from support import links, sealed, web
from web.export.conftest import DAY
from web.export.place import files

FOLDER = "o/shilizhen/reports/2024/"


@pytest.fixture
def folder(exported, tmp_path):
    """A copy of the exported folder, to go on from."""
    shutil.copytree(exported, tmp_path / "site")
    return tmp_path / "site"


def test_every_sealed_file_lies_there_as_it_was_sealed(exported, today, world):
    held, found = files(exported), 0
    for each in EditionFile.objects.filter(edition__report__organ=world.town).select_related("edition", "file"):
        body = held[f"{FOLDER}editions/{each.edition.number}/report{each.suffix}"]
        assert hashlib.sha256(body).hexdigest() == each.file.sha256
        found += 1
    assert found == 10
    for suffix in ("docx", "pdf", "html", "xlsx", "json"):
        assert held[f"{FOLDER}report.{suffix}"] == held[f"{FOLDER}editions/2/report.{suffix}"]
        assert f"o/shiliqu/reports/2024/own/report.{suffix}" in held


def test_a_correction_lies_beside_what_it_corrects_and_touches_no_older_file(folder, world, today):
    export(str(folder), moment=web.at(DAY), jobs=1)
    older = {
        name: os.stat(folder / name).st_ino for name in files(folder) if name.startswith(f"{FOLDER}editions/") and name.endswith(".json")
    }
    sealed.seal(world.town, sealed.report(world.town, 2024, new=(8, 0, 0, 0, 0, 0, 8)), on=DAY, note="再改一次。")
    export(str(folder), moment=web.at(DAY) + timedelta(minutes=1), jobs=1)
    held = files(folder)
    assert held[f"{FOLDER}report.json"] == held[f"{FOLDER}editions/3/report.json"]
    assert {name: os.stat(folder / name).st_ino for name in older} == older
    assert "已经有新版" in held[f"{FOLDER}editions/2/index.html"].decode()
    assert links.broken(str(folder)) == []
