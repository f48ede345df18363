"""Real reports, cell by cell: right, or plainly unsure; never a wrong number."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gongkai.report.readers import read_report

if TYPE_CHECKING:
    from gongkai.report.model import Report

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
WHOLE = [
    ("dahei_2021", "raw.txt"),
    ("hongze_2024", "raw.txt"),
    ("hongze_2024", "raw.pdf"),
    ("pingtan_2021", "raw.txt"),
    ("pingtan_2022", "raw.txt"),
    ("pingtan_2019_abridged", "raw.txt"),
    ("hangzhou_2025_fixture", "raw.html"),
]

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real reports is not here")


def rows_of(truth: dict[str, dict[str, list[object]]]) -> dict[str, list[object]]:
    return {f"{table}.{key}": row for table in ("table2", "table3", "table4") for key, row in truth[table].items()}


def load(folder: str, name: str) -> tuple[Report, dict[str, object]]:
    return read_report(str(CORPUS / folder / name)), json.loads((CORPUS / folder / "truth.json").read_text("utf-8"))


@pytest.mark.parametrize(("folder", "name"), WHOLE)
def test_every_cell_of_a_real_report_is_right_or_unsure(folder: str, name: str) -> None:
    report, truth = load(folder, name)
    expected = rows_of(truth)  # type: ignore[arg-type]
    assert report.rows.keys() == expected.keys()
    doubted = {item.where.partition("[")[0] for item in report.unsure}
    for key, row in expected.items():
        got = [figure.value for figure in report.rows[key]]
        if key in doubted:
            assert all(value is None or value == right for value, right in zip(got, row, strict=True))
        else:
            assert got == row, key
    assert (report.year, report.form) == (truth["year"], truth["form"])
    assert report.organ == truth["organ"]


@pytest.mark.parametrize(("folder", "name"), WHOLE)
def test_only_glued_cells_of_table_two_stay_unsure(folder: str, name: str) -> None:
    report, _ = load(folder, name)
    allowed = {"pingtan_2021": 1, "pingtan_2022": 1, "pingtan_2019_abridged": 7}.get(folder, 0)
    assert len(report.unsure) <= allowed
    assert all(item.where.startswith("table2.") for item in report.unsure)


@pytest.mark.parametrize("folder", sorted(path.name for path in CORPUS.glob("excerpts/*")) if CORPUS.is_dir() else [])
def test_an_excerpt_is_read_without_harm(folder: str) -> None:
    meta = json.loads((CORPUS / "excerpts" / folder / "meta.json").read_text("utf-8"))
    report = read_report(str(CORPUS / "excerpts" / folder / "raw.txt"))
    assert report.year in (meta["year"], None)
    if meta["has_table_2"]:
        assert any(key.startswith("table2.") for key in report.rows)
