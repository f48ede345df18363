"""What a file is, its content says."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from gongkai.lib import limits
from gongkai.lib.errors import UnusableInput
from gongkai.report import readers
from tests.support import hostile

if TYPE_CHECKING:
    from pathlib import Path

PARAGRAPH = "<w:p><w:r><w:t>正文</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (hostile.word(PARAGRAPH), "docx"),
        (hostile.workbook("<sheetData/>"), "xlsx"),
        (b"%PDF-1.4 ...", "pdf"),
        (b"\r\n\r\n%PDF-1.4 ...", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "office"),
        (rb"{\rtf1\ansi x}", "office"),
        (b'<?xml version="1.0"?><w:wordDocument xmlns:w="x"/>', "office"),
        (b'{"schema": "gongkai.report/1"}', "json"),
        (b'\xef\xbb\xbf {\n "title": 1}', "json"),
        ("{正文}".encode(), "text"),
        (b"<!DOCTYPE html><p>", "html"),
        ("\ufeff<html>".encode("utf-16-le"), "html"),
        ("<p>正文".encode("gb18030"), "html"),
        ("导航\n<table><tr><td>1</td></tr></table>".encode(), "html"),
        ("前言<div>正文</div>".encode(), "text"),
        ("| 规章 | 0 |<br>".encode(), "text"),
        ("<办法>全文".encode(), "text"),
        ("政府信息公开".encode("gb18030"), "text"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "mhtml"),
        ("BM区的报告".encode(), "text"),
    ],
)
def test_the_kind_is_told_from_the_content(data: bytes, kind: str) -> None:
    assert readers.kind_of(data) == kind


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (hostile.PNG, "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "JPEG"),
        (b"BM\x36\x00\x00\x00\x00\x00", "BMP"),
        (b"RIFF\x00\x00\x00\x00WEBP", "图片"),
        (b"Rar!\x1a\x07\x00", "压缩包"),
        (hostile.packed({"a.txt": b"x"}), "压缩包"),
        (hostile.packed({"OFD.xml": b"<x/>"}), "OFD"),
        (hostile.packed({"ppt/presentation.xml": b"<x/>"}), "演示"),
    ],
)
def test_what_holds_no_text_is_named(data: bytes, word: str) -> None:
    with pytest.raises(UnusableInput, match=word) as caught:
        readers.read_bytes(data)
    assert "\n" not in caught.value.sentence()


def test_text_under_a_wrong_suffix_is_read(tmp_path: Path) -> None:
    file = tmp_path / "年报.docx"
    file.write_text("示例镇2023年政府信息公开工作年度报告\n一、总体情况\n无。", encoding="gb18030")
    assert readers.read_report(str(file)).year == 2023


def test_a_web_archive_that_word_saved_is_read() -> None:
    page = "<html><body><p>正文一段</p></body></html>"
    data = f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\nContent-Type: text/html; charset="utf-8"\n\n{page}\n--x--\n'
    assert [block.text for block in readers.read_bytes(data.encode()).blocks] == ["正文一段"]  # type: ignore[union-attr]


def test_standard_input_is_read() -> None:
    assert readers.read_report("-", stdin=io.BytesIO("2022年政府信息公开工作年度报告".encode())).year == 2022


def test_standard_input_beyond_the_limit_is_refused_without_reading_on() -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert size == limits.RAW_BYTES + 1
            return bytes(size)

    with pytest.raises(UnusableInput, match="32 MB"):
        readers.read_input("-", stdin=Endless())  # type: ignore[arg-type]


def test_a_file_beyond_the_limit_is_refused_by_its_size(tmp_path: Path) -> None:
    file = tmp_path / "spaces.txt"
    with file.open("wb") as made:
        made.truncate(300 * 1024 * 1024)
    with pytest.raises(UnusableInput, match="32 MB"):
        readers.read_input(str(file))


@pytest.mark.parametrize(
    "data", [b" \n\t " * 1000, "\u3000\u00a0\n".encode(), b"<html><body><img src=1.png></body></html>", hostile.word("<w:p/>")]
)
def test_blank_files_are_said_to_hold_no_text(data: bytes) -> None:
    with pytest.raises(UnusableInput, match="没有文字"):
        readers.report_of(data)


def test_what_is_not_a_readable_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    for path, word in ((tmp_path / "none", "找不到"), (tmp_path, "文件夹"), (tmp_path / "empty", "空")):
        with pytest.raises(UnusableInput, match=word):
            readers.read_report(str(path))
    with pytest.raises(UnusableInput):
        readers.read_report("a\x00b")


def test_a_text_longer_than_any_report_is_read_only_as_far_as_one_reaches() -> None:
    text = "2022年政府信息公开工作年度报告\n" + "某镇办理了若干事项。\n" * 60_000
    report = readers.report_of(text.encode())
    assert report.year == 2022
    assert len(report.text) < 450_000


def test_html_and_text_load_no_heavy_library() -> None:
    code = (
        "import sys; from gongkai.report import readers\n"
        "readers.report_of('<p>一段</p>'.encode()); readers.report_of('一段'.encode())\n"
        "heavy = {'lxml', 'zipfile', 'subprocess', 'pypdfium2_raw', 'email', 'tempfile'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:] = {sys.path!r}\n{code}"], capture_output=True, text=True, check=False
    )
    assert done.stderr.strip() == ""
