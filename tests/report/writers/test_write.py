"""Writing by suffix: what works, what is refused, and that nothing is lost on the way."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from gongkai.lib.errors import UnusableInput
from gongkai.report import sample, writers

if TYPE_CHECKING:
    from pathlib import Path

NOTES = [("改了什么", ["标题补上年度。"]), ("还要填什么", ["收费金额：待填"])]


@pytest.mark.parametrize("suffix", list(writers.WRITERS))
def test_every_format_is_written_and_the_same_report_makes_the_same_bytes(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"报告{suffix.upper()}"
    writers.write(sample.clean(), str(path), NOTES)
    first = path.read_bytes()
    writers.write(sample.clean(), str(path), NOTES)
    assert path.read_bytes() == first
    assert os.listdir(tmp_path) == [path.name]


@pytest.mark.parametrize("name", ["报告.odt", "报告", "报告.doc"])
def test_an_unknown_suffix_names_the_known_ones(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="不能写成") as caught:
        writers.write(sample.clean(), str(tmp_path / name))
    assert ".docx" in caught.value.remedy
    assert not os.listdir(tmp_path)


def test_an_input_is_never_overwritten_under_any_name(tmp_path: Path) -> None:
    given = tmp_path / "原件.docx"
    given.write_bytes(b"original")
    linked = tmp_path / "另名.docx"
    linked.symlink_to(given)
    for path in (given, linked, tmp_path / "." / "原件.docx"):
        with pytest.raises(UnusableInput, match="就是输入的文件"):
            writers.write(sample.clean(), str(path), inputs=["-", "没有这个文件", str(given)])
    assert given.read_bytes() == b"original"


def test_a_folder_that_is_not_there_is_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="文件夹不存在"):
        writers.write(sample.clean(), str(tmp_path / "无" / "报告.txt"))


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "报告.txt").mkdir()
    with pytest.raises(UnusableInput, match="是一个文件夹"):
        writers.write(sample.clean(), str(tmp_path / "报告.txt"))


def test_a_disk_that_is_full_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("旧", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnusableInput, match="写不进去"):
        writers.write(sample.clean(), str(path))
    assert path.read_text(encoding="utf-8") == "旧"
    assert os.listdir(tmp_path) == ["报告.txt"]


def test_a_missing_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ModuleNotFoundError("no", name="typst")

    monkeypatch.setattr(writers, "import_module", absent)
    with pytest.raises(UnusableInput) as caught:
        writers.render(sample.clean(), ".pdf")
    assert 'pip install "gongkai[pdf]"' in caught.value.sentence()


def test_a_new_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_text("", encoding="utf-8")
    writers.write(sample.clean(), str(tmp_path / "报告.txt"))
    assert stat.S_IMODE((tmp_path / "报告.txt").stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)
