"""The report as the page shows it: every finding beside its words, nothing lost, nothing without an end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.report.output import sheet
from gongkai.report.readers import report_of
from gongkai.report.rules import check
from gongkai.report.rules.base import ERROR, Finding, Fix, Place
from gongkai.report.rules.context import Context
from gongkai.report.sample import clean, flawed

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
REAL = sorted(path for path in CORPUS.rglob("raw.*")) if CORPUS.is_dir() else []


def made(report):
    return sheet.sheet_of(report, check(Context(report)))


def anchors(page):
    pieces = [
        piece for row in page["rows"] for piece in (*row.get("pieces", ()), *(cell for cells in row.get("cells", ()) for cell in cells))
    ]
    return sorted(end["number"] for piece in pieces for end in piece["ends"])


@pytest.mark.parametrize("path", REAL, ids=[path.parent.name + path.suffix for path in REAL])
def test_every_finding_of_a_real_report_has_one_place_and_one_note(path):
    page = made(report_of(path.read_bytes()))
    numbers = list(range(1, page["total"] + 1))
    assert anchors(page) == numbers
    assert sorted(note["number"] for row in page["rows"] for note in row["notes"]) == numbers


def test_the_words_that_a_finding_means_are_marked():
    page = made(flawed())
    marked = {
        piece["text"]: note["code"]
        for row in page["rows"]
        for piece in row.get("pieces", ())
        if piece["kind"]
        for note in row["notes"]
        if note["number"] in [end["number"] for end in piece["ends"]]
    }
    assert marked["示例镇示例镇"] == "N014"
    assert marked["139000"] == "P002"  # a number of a person is shown in the text and not told whole in a note


def test_a_figure_that_does_not_add_up_is_marked_in_its_cell():
    cells = [cell for row in made(flawed())["rows"] if row["row"] == "table" for cells in row["cells"] for cell in cells if cell["kind"]]
    assert any(cell["role"] == "figure" and cell["text"] == "4" and cell["kind"] == "error" for cell in cells)


def test_a_note_says_where_what_how_and_by_which_law():
    note = made(flawed())["notes"][0]
    assert all(note[key] for key in ("where", "message", "mend", "cites", "code", "word", "shape"))


def test_a_clean_report_is_shown_whole_and_without_a_note():
    page = made(clean())
    assert (page["total"], page["notes"], page["words"]) == (0, [], "")
    words = "".join(piece["text"] for row in page["rows"] for piece in row.get("pieces", ()))
    assert all(line.strip() in words for text in clean().sections.values() for line in text.split("\n"))


def test_where_no_machine_can_mend_the_rule_says_how():
    finding = Finding("F001", "x", ERROR, True, "没有认出", Place("document"), (), None)
    assert sheet.mend_words(finding) == "确认文件没有选错；表格或正文是图片的，改成可复制的文字后再查。"


@pytest.mark.parametrize(
    ("fix", "words"),
    [
        (Fix("及时的", "及时地"), "把「及时的」改为「及时地」。"),
        (Fix("示例镇", ""), "删去「示例镇」。"),
        (Fix("示例区示例镇年报", "示例区示例镇政府信息公开年度报告"), "改成上面说的写法。"),
    ],
)
def test_a_safe_mend_is_said_in_words_and_long_words_not_twice(fix, words):
    finding = Finding("T001", "x", ERROR, True, "应为“示例区示例镇政府信息公开年度报告”", Place("title"), (), fix)
    assert sheet.mend_words(finding) == words


def test_a_notice_is_cited_by_its_number_and_named_in_full_once():
    page = made(flawed())
    assert any("国办公开办函〔2021〕30号" in cite for note in page["notes"] for cite in note["cites"])
    assert all("工作年度报告格式》（" not in cite for note in page["notes"] for cite in note["cites"])
    assert "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）" in "".join(page["cited"])


def test_what_is_longer_than_any_report_is_cut_off_and_said_so():
    report = clean()
    overview = "\n".join(["公开公开了信息"] * (sheet.MOST_ROWS + 50))
    page = made(report._replace(sections={**report.sections, "overview": overview}))
    assert len(page["rows"]) == sheet.MOST_ROWS
    assert page["left_rows"] > 0
    assert len(page["notes"]) <= sheet.MOST_NOTES
    assert page["left_notes"] == page["total"] - len(page["notes"])


def test_a_sheet_goes_through_json_as_it_is():
    page = made(flawed())
    assert json.loads(json.dumps(page, ensure_ascii=False)) == page
