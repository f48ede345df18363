"""Plain text: what the title does not say stands under it, a row stands on a line."""

from __future__ import annotations

from gongkai.report import sample, writers
from gongkai.report.model import Figure
from gongkai.report.writers.properties import APPENDIX


def lines(**changes: object) -> list[str]:
    return writers.render(sample.clean()._replace(**changes), ".txt").decode().split("\n")


def test_organ_and_year_are_left_to_a_title_that_says_them() -> None:
    text = "\n".join(lines())
    assert "编制机关" not in text
    assert "报告年度" not in text


def test_organ_and_year_stand_under_a_title_that_says_others() -> None:
    assert lines(organ="示例市示例区司法局", year=2022)[:3] == [sample.clean().title, "编制机关：示例市示例区司法局", "报告年度：2022"]


def test_a_row_has_all_its_cells_and_blanks_stay_blank() -> None:
    rows = {**sample.clean().rows, "table2.rules": (Figure(None), Figure(None, "/"), Figure(3))}
    assert "| 规章 |  | / | 3 |" in lines(rows=rows)


def test_a_bar_in_a_cell_does_not_make_another_cell() -> None:
    rows = {**sample.clean().rows, "table2.rules": (Figure(None, "1|2"), Figure(0), Figure(3))}
    assert "| 规章 | 1｜2 | 0 | 3 |" in lines(rows=rows)


def test_notes_stand_behind_the_report() -> None:
    text = writers.render(sample.clean(), ".txt", [("改了什么", ["标题。"])]).decode()
    assert text.endswith(f"\n\n{APPENDIX}\n\n改了什么\n标题。\n")
