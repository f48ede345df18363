"""The Word file: layout of GB/T 9704-2012, merged headers, properties; made with no library, read with two."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from lxml import etree

from gongkai.report import sample, writers
from gongkai.report.model import Figure
from gongkai.report.writers.properties import APPENDIX

if TYPE_CHECKING:
    from pathlib import Path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(data: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


@pytest.fixture(scope="module")
def written() -> bytes:
    return writers.render(sample.clean(), ".docx", [("改了什么", ["标题补上年度。"])])


def test_every_part_is_well_formed_and_named_in_the_content_types(written: bytes) -> None:
    found = parts(written)
    named = {node.get("PartName", "").lstrip("/") for node in found["[Content_Types].xml"] if node.get("PartName")}
    assert named == {name for name in found if not name.endswith(".rels") and name != "[Content_Types].xml"}


def test_the_page_is_that_of_official_documents(written: bytes) -> None:
    section = docx.Document(io.BytesIO(written)).sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    assert [round(side.mm) for side in sides if side is not None] == [210, 297, 37, 28, 35, 26]


def test_headings_are_real_headings_and_the_title_is_a_title(written: bytes) -> None:
    paragraphs = docx.Document(io.BytesIO(written)).paragraphs
    assert [each.text for each in paragraphs if each.style and each.style.name == "Heading 1"][:2] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
    ]
    assert next(each.text for each in paragraphs if each.style and each.style.name == "Title").replace("\n", "") == sample.clean().title


def test_merged_headers_are_those_of_the_form(written: bytes) -> None:
    two, three, four = docx.Document(io.BytesIO(written)).tables
    assert (len(two.columns), len(three.columns), len(four.columns)) == (4, 10, 15)
    assert three.cell(0, 0)._tc is three.cell(2, 2)._tc
    assert three.cell(5, 0)._tc is three.cell(26, 0)._tc
    assert four.cell(0, 5).text == four.cell(0, 14).text == "行政诉讼"
    assert [cell.text for cell in three.rows[3].cells][2:] == ["一、本年新收政府信息公开申请数量", "4", "1", "0", "0", "0", "0", "5"]


def test_header_rows_are_repeated_and_rows_not_torn(written: bytes) -> None:
    body = parts(written)["word/document.xml"]
    three = list(body.iter(f"{W}tbl"))[1]
    rows = list(three.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows[:5]] == [True, True, True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_widths_of_cells_add_up_in_every_row(written: bytes) -> None:
    for table in parts(written)["word/document.xml"].iter(f"{W}tbl"):
        whole = sum(int(column.get(f"{W}w", "0")) for column in table.iter(f"{W}gridCol"))
        for row in table.iter(f"{W}tr"):
            assert sum(int(width.get(f"{W}w", "0")) for width in row.iter(f"{W}tcW")) == whole


def test_page_numbers_stand_outside_on_odd_and_even_pages(written: bytes) -> None:
    found = parts(written)
    assert found["word/settings.xml"].find(f"{W}evenAndOddHeaders") is not None
    sides = [found[f"word/footer{number}.xml"].find(f".//{W}jc") for number in (1, 2)]
    assert [side.get(f"{W}val") for side in sides if side is not None] == ["right", "left"]


def test_elements_of_a_paragraph_stand_in_the_order_of_the_standard(written: bytes) -> None:
    order = ["pStyle", "keepNext", "widowControl", "snapToGrid", "spacing", "ind", "jc", "outlineLvl"]
    for part in parts(written).values():
        for properties in part.iter(f"{W}pPr"):
            places = [order.index(str(child.tag).removeprefix(W)) for child in properties]
            assert places == sorted(places)


def test_the_properties_say_organ_year_and_forms(written: bytes) -> None:
    values = {node.get("name"): "".join(node.itertext()) for node in parts(written)["docProps/custom.xml"]}
    report = sample.clean()
    assert values == {
        "gongkai.organ": report.organ, "gongkai.title": report.title, "gongkai.year": "2023", "gongkai.form": "2021", "gongkai.cited_form": "2021",
    }  # fmt: skip


def test_the_appendix_begins_behind_a_page_break(written: bytes) -> None:
    paragraphs = [each.text for each in docx.Document(io.BytesIO(written)).paragraphs]
    assert paragraphs[-3:] == [APPENDIX, "改了什么", "标题补上年度。"]


def test_signs_of_xml_and_lost_characters_do_no_harm() -> None:
    report = sample.clean()._replace(title="<甲>&“乙”\x00", sections={"overview": "]]>&amp;\x0b\ud800<w:p/>"})
    text = "".join(each.text for each in docx.Document(io.BytesIO(writers.render(report, ".docx"))).paragraphs)
    assert "<甲>&“乙”" in text
    assert "]]>&amp;<w:p/>" in text


def test_a_blank_is_written_blank() -> None:
    report = sample.clean()
    rows = {**report.rows, "table2.rules": (Figure(None), Figure(None, "/"), Figure(None, "待填"))}
    two = docx.Document(io.BytesIO(writers.render(report._replace(rows=rows), ".docx"))).tables[0]
    assert [cell.text for cell in two.rows[2].cells] == ["规章", "", "/", "待填"]


@pytest.mark.slow
def test_libreoffice_opens_it(written: bytes, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "report.docx").write_bytes(written)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path), str(tmp_path / "report.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    text = (tmp_path / "report.txt").read_text(encoding="utf-8-sig")
    assert "三、本年度办理结果" in text
    assert "六、其他需要报告的事项" in text


@pytest.mark.slow
def test_libreoffice_sets_every_stop_at_the_end_of_a_full_line(tmp_path: Path) -> None:
    """Lines of every length end in a stop, so that some of them hang over the edge of the type area."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    chance = random.Random(1)
    clauses = ["".join(chance.choices("政府信息公开工作主动受理申请答复培训审查保密", k=chance.randint(4, 40))) for _ in range(1200)]
    marks = ["，" if number % 4 else "。\n" for number in range(1, 1201)]
    told = "".join(clause + mark for clause, mark in zip(clauses, marks, strict=True)).rstrip("\n")
    report = sample.clean()
    (tmp_path / "report.docx").write_bytes(writers.render(report._replace(sections={**report.sections, "overview": told}), ".docx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "report.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    shown = subprocess.run(["pdftotext", "-layout", str(tmp_path / "report.pdf"), "-"], check=True, capture_output=True, text=True).stdout
    without_numbers = re.sub(r"—\d+—", "", re.sub(r"\s", "", shown))
    assert re.sub(r"\s", "", told) in without_numbers
