"""Old office formats: the container is checked first, then LibreOffice converts, where it is there."""

from __future__ import annotations

import io
import random
import shutil
import struct
import subprocess
import time
from typing import TYPE_CHECKING

import docx as oracle
import pytest
import xlsxwriter

from gongkai.lib import confine, limits
from gongkai.lib.document import Grid, Paragraph
from gongkai.lib.errors import UnusableInput
from gongkai.report import readers, sample, writers
from gongkai.report.readers import office, ole
from tests.support import hostile

if TYPE_CHECKING:
    from pathlib import Path

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed here")
SECTOR = 512


def container(streams: dict[str, bytes]) -> bytes:
    """An old Office file: header, allocation table, directory, streams one after another."""
    table = [0xFFFFFFFD, 0xFFFFFFFE]
    directory = _entry("Root Entry", 5, 0xFFFFFFFE, 0)
    content = b""
    for name, data in streams.items():
        count = max(1, -(-len(data) // SECTOR))
        start = len(table)
        table += [*range(start + 1, start + count), 0xFFFFFFFE]
        content += data.ljust(count * SECTOR, b"\x00")
        directory += _entry(name, 2, start, len(data))
    header = ole.MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3B, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * (4 * 108)
    packed_table = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    return header + packed_table + directory.ljust(SECTOR, b"\x00") + content


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    label = (name + "\x00").encode("utf-16-le")
    return label.ljust(64, b"\x00") + struct.pack("<HB49xIQ", len(label), kind, start, size)


def word_stream(flags: int = 0) -> bytes:
    return struct.pack("<H8xH", 0xA5EC, flags).ljust(4096, b"\x00")


def test_the_container_tells_word_from_excel() -> None:
    assert ole.kind(container({"1Table": b"x", "WordDocument": word_stream()})) == "doc"
    assert ole.kind(container({"Workbook": b"x"})) == "xls"


@pytest.mark.parametrize("streams", [{"EncryptedPackage": b"x"}, {"WordDocument": word_stream(0x0100)}])
def test_a_password_is_said(streams: dict[str, bytes]) -> None:
    with pytest.raises(UnusableInput, match="密码"):
        ole.kind(container(streams))


def test_other_content_is_refused() -> None:
    with pytest.raises(UnusableInput, match="不是 Word"):
        ole.kind(container({"PowerPoint Document": b"x"}))


def test_damage_to_the_container_is_one_sentence_and_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confine, "run", lambda *_args, **_kw: pytest.fail("LibreOffice was started"))
    chance = random.Random(3)
    whole = container({"WordDocument": word_stream()})
    for data in (whole[:40], whole[:600], whole[: 3 * SECTOR + 8], ole.MAGIC + chance.randbytes(3000), ole.MAGIC):
        with pytest.raises(UnusableInput) as caught:
            office.read(data)
        assert "\n" not in caught.value.sentence()


def test_without_libreoffice_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UnusableInput) as caught:
        office.read(container({"WordDocument": word_stream()}))
    assert "libreoffice-writer" in caught.value.sentence()
    assert ".docx" in caught.value.sentence()


def test_a_converter_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(slow))
    monkeypatch.setattr(limits, "OFFICE_SECONDS", 1)
    begun = time.monotonic()
    with pytest.raises(UnusableInput, match="1 秒"):
        office.read(container({"WordDocument": word_stream()}))
    assert time.monotonic() - begun < 10


def test_a_converter_that_gives_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    idle = tmp_path / "soffice"
    idle.write_text("#!/bin/sh\nexit 0\n")
    idle.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(idle))
    with pytest.raises(UnusableInput, match="打不开"):
        office.read(container({"WordDocument": word_stream()}))


def _report(folder: Path, paragraph_after: bool = True) -> Path:
    made = oracle.Document()
    made.add_paragraph("一、总体情况")
    table = made.add_table(3, 4)
    table.autofit = False
    table.cell(0, 0).merge(table.cell(0, 3)).text = "第二十条第（一）项"
    for row, texts in ((1, ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]), (2, ["规章", "0", "1", "2"])):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    if paragraph_after:
        made.add_paragraph("完")
    made.save(str(folder / "年报.docx"))
    return folder / "年报.docx"


def _converted(file: Path, suffix: str) -> bytes:
    profile = f"-env:UserInstallation=file://{file.parent}/profile"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", suffix, "--outdir", str(file.parent), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=90)
    return file.with_suffix(f".{suffix}").read_bytes()


@pytest.mark.slow
@needs_office
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_old_documents_keep_their_text_and_tables(suffix: str, tmp_path: Path) -> None:
    document = readers.read_bytes(_converted(_report(tmp_path), suffix))
    assert document.kind == suffix
    first, grid, last = document.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(last, Paragraph)
    assert isinstance(grid, Grid)
    assert (first.text, last.text) == ("一、总体情况", "完")
    assert [cell.text for cell in grid.cells] == [
        "第二十条第（一）项",
        "信息内容",
        "本年制发件数",
        "本年废止件数",
        "现行有效件数",
        "规章",
        "0",
        "1",
        "2",
    ]
    assert grid.cells[0].columns == 4


@pytest.mark.slow
@needs_office
@pytest.mark.parametrize("suffix", ["doc", "pdf"])
@pytest.mark.parametrize(("form", "year"), [("2021", 2023), ("2019", 2020)])
def test_a_whole_report_that_libreoffice_wrote_keeps_every_figure(form: str, year: int, suffix: str, tmp_path: Path) -> None:
    report = sample.clean(form, year)
    (tmp_path / "年报.docx").write_bytes(writers.render(report, ".docx"))
    found = readers.report_of(_converted(tmp_path / "年报.docx", suffix))
    assert {key: [f.value for f in row] for key, row in found.rows.items()} == {
        key: [f.value for f in row] for key, row in report.rows.items()
    }
    assert (found.title, found.organ, found.year, found.form, found.unsure) == (report.title, report.organ, year, form, ())


@pytest.mark.slow
@needs_office
def test_a_table_that_conversion_loses_is_refused_and_not_guessed(tmp_path: Path) -> None:
    data = _converted(_report(tmp_path, paragraph_after=False), "doc")
    with pytest.raises(UnusableInput, match="表格散开"):
        readers.read_bytes(data)


@pytest.mark.slow
@needs_office
def test_an_old_workbook_is_read(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.add_worksheet("年报").write_row(0, 0, ["规章", 0, 0.85])
    book.close()
    (tmp_path / "年报.xlsx").write_bytes(buffer.getvalue())
    document = readers.read_bytes(_converted(tmp_path / "年报.xlsx", "xls"))
    assert document.kind == "xls"
    assert [cell.text for cell in document.blocks[0].cells] == ["规章", "0", "0.85"]  # type: ignore[union-attr]


@pytest.mark.slow
@needs_office
def test_a_damaged_old_document_ends_in_a_sentence_or_is_read(tmp_path: Path) -> None:
    whole = _converted(_report(tmp_path), "doc")
    for data in (whole[: len(whole) * 2 // 3], whole[:9000] + bytes(3000) + whole[12000:]):
        begun = time.monotonic()
        assert "\n" not in (hostile.refusal(data) or "")
        assert time.monotonic() - begun < 40
