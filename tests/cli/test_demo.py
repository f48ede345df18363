"""The demonstration: files are there, they can be read, and a missing library is one sentence."""

from __future__ import annotations

import importlib
from argparse import Namespace

import pytest

from gongkai.cli import demo
from gongkai.lib.errors import UnusableInput


def load(target):
    module, _, name = target.partition(":")
    found = importlib.import_module(module)
    return getattr(found, name) if name else found


class WithoutPdf:
    """Writers on a machine that lacks the library for PDF."""

    @staticmethod
    def write(report, path, notes=None):
        if path.endswith(".pdf"):
            raise UnusableInput("写 pdf 文件需要的组件没有安装", "请先安装")
        load("gongkai.report.writers").write(report, path, notes)


def load_without_pdf(target):
    return WithoutPdf if target == "gongkai.report.writers" else load(target)


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        lines = []
        patch.setattr(demo.sys, "stdout", Screen(lines))
        code = demo.run(str(folder), load_without_pdf)
    return folder / "demo", "".join(lines), code


class Screen:
    """Standard output that is no terminal."""

    def __init__(self, lines):
        self.lines = lines

    def write(self, text):
        self.lines.append(text)

    def isatty(self):
        return False


def test_the_flawed_report_is_there_in_every_format_that_can_be_written(shown):
    folder, _, code = shown
    assert code == 0
    assert {path.suffix for path in folder.glob(f"{demo.NAME}.*")} == {".docx", ".html", ".xlsx", ".txt", ".json"}


def test_the_mended_report_and_the_findings_page_are_there(shown):
    folder, _, _ = shown
    assert (folder / demo.MENDED).stat().st_size > 5_000
    assert "危机" in (folder / demo.FINDINGS).read_text("utf-8")


def test_a_format_that_cannot_be_written_is_named_in_one_line(shown):
    _, told, _ = shown
    assert [line for line in told.splitlines() if "没有写" in line and line.startswith(demo.NAME)] == [
        "示例镇2023年年报.pdf 没有写：写 pdf 文件需要的组件没有安装，请先安装"
    ]


def test_the_screen_tells_findings_changes_debts_files_and_what_next(shown):
    folder, told, _ = shown
    for words in ("S001", "已经改好", "还要填写或核对", str(folder), "接下来可以试", "gongkai report check"):
        assert words in told


def test_each_written_file_is_read_back_as_the_report_of_2023(shown):
    readers = pytest.importorskip("gongkai.report.readers")
    folder, _, _ = shown
    for suffix in (".docx", ".html", ".xlsx", ".txt", ".json"):
        report = readers.read_report(str(folder / (demo.NAME + suffix)))
        assert (report.year, report.form) == (2023, "2019"), suffix


def test_it_can_be_run_twice(tmp_path, capsys):
    assert demo.run(str(tmp_path), load_without_pdf) == 0
    assert demo.run(str(tmp_path), load_without_pdf) == 0
    assert capsys.readouterr().out.count("示例镇是虚构的") == 2


def test_the_data_folder_comes_from_the_option_then_the_environment(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path / "environment"))
    monkeypatch.setattr(demo, "site", lambda data, load: None)  # tests/web/demo looks at the site
    assert demo.demo(Namespace(data=None, no_serve=True, district=False), load_without_pdf) == 0
    assert demo.demo(Namespace(data=str(tmp_path / "option"), no_serve=True, district=False), load_without_pdf) == 0
    assert capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["environment", "option"]
