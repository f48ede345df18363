"""Reports of earlier years from files: read apart, shown, confirmed; what is unsure stays unsure, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date, timedelta

import pytest

from gongkai.ledger.reasons import NotAllowed
from gongkai.lib import apart
from gongkai.lib.errors import UnusableInput
from gongkai.report import codec
from gongkai.report.model import Figure, Unsure
from gongkai.report.sample import clean, flawed
from gongkai.report.writers import render
from gongkai.web.reporting import reading_child
from gongkai.web.reporting.models import PastReport
from gongkai.web.reporting.selectors import history
from gongkai.web.reporting.selectors.past import held_of, names_it, shelf_of, surely
from gongkai.web.reporting.services import importing, reading
from gongkai.web.vault import files
from gongkai.web.vault.files import Upload
from gongkai.web.vault.models import StoredFile
from support import hostile, reports, web

NOW = web.at(date(2026, 7, 1), 10)
YEAR = 2025
OWN = "示例区示例镇人民政府"
needs_memory = pytest.mark.skipif(not os.path.ismount(apart.IN_MEMORY), reason="this system has no folder in memory")


def written(report=None, suffix=".docx"):
    """The bytes of a report: the sample of this town for 2025 unless another is given."""
    report = report or clean(year=YEAR, organ=OWN)
    return codec.dumps(report).encode() if suffix == ".json" else render(report, suffix)


@pytest.fixture
def bring(town, officer):
    """Upload and confirm: ``bring(data, year, ticks…)``."""

    def brought(data=None, year=YEAR, moment=NOW, **ticks):
        waits = importing.upload(organ=town, paper=Upload("年报.docx", data or written()), by=officer, moment=moment)
        return importing.confirm(organ=town, pk=waits.file.pk, year=year, by=officer, moment=moment, **ticks)

    return brought


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        (".docx", "docx"),
        pytest.param(".pdf", "pdf", marks=needs_memory),
        (".html", "text"),
        (".xlsx", "xlsx"),
        (".json", "text"),
        (".txt", "text"),
    ],
)
def test_every_format_becomes_the_history_of_the_organ_with_its_figures(town, officer, suffix, kind):
    given, data = clean(year=YEAR, organ=OWN), written(suffix=suffix)
    waits = importing.upload(organ=town, paper=Upload(f"年报{suffix}", data), by=officer, moment=NOW)
    assert (waits.report.organ, waits.report.year, waits.file.kind) == (OWN, YEAR, kind)
    made = importing.confirm(organ=town, pk=waits.file.pk, year=YEAR, by=officer, moment=NOW)
    kept = history.reported(town.pk, YEAR)
    assert {row: [each.value for each in cells] for row, cells in kept.rows.items()} == {
        row: [each.value for each in cells] for row, cells in given.rows.items()
    }
    assert files.read(made.file) == data
    assert made.created_by == officer.actor


@needs_memory
@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_an_old_word_file_is_read_too(town, officer, tmp_path):
    (tmp_path / "a.docx").write_bytes(written())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path), str(tmp_path / "a.docx")],
        check=True,
        capture_output=True,
        timeout=90,
    )
    data = (tmp_path / "a.doc").read_bytes()
    waits = importing.upload(organ=town, paper=Upload("a.doc", data), by=officer, moment=NOW)
    assert (waits.report.year, waits.report.number("table3.carried_out", 6), waits.file.kind) == (YEAR, 1, "ole")


def test_nothing_counts_before_the_clerk_confirms(town, officer):
    importing.upload(organ=town, paper=Upload("年报.docx", written()), by=officer, moment=NOW)
    assert history.reported(town.pk, YEAR) is None


def test_errors_are_counted_when_a_file_is_read(bring):
    assert bring().findings == 0
    faulty = flawed()
    assert bring(written(faulty._replace(organ=OWN, year=2023)), 2023, other_organ=True).findings > 2


def test_a_cell_that_is_unsure_stays_unknown(town, bring):
    report = clean(year=YEAR, organ=OWN)
    rows = {
        **report.rows,
        "table3.carried_out": (Figure(None, "1？"), *report.rows["table3.carried_out"][1:]),
        "table2.fees": (Figure(None, "/"),),
    }
    doubted = report._replace(rows=rows, unsure=(Unsure("table3.carried_out[0]", "1？", "印得不清"),))
    bring(written(doubted, ".json"))
    kept = history.reported(town.pk, YEAR)
    assert (kept.value("table3.carried_out", 0), kept.value("table2.fees", 0)) == (None, None)
    assert [each.where for each in kept.unsure] == ["table3.carried_out[0]"]
    assert surely(kept, "table3.carried_out", 0) is None
    assert surely(kept, "table3.carried_out", 6) == 1


def test_a_figure_that_somebody_doubts_is_not_sure_although_it_was_read():
    report = clean()._replace(unsure=(Unsure("table3.new", "5", "整行粘连"),))
    assert surely(report, "table3.new", 6) is None
    assert surely(report, "table3.total", 6) == 5


def test_a_better_file_replaces_the_older_one_which_is_kept(town, bring):
    first, second = bring(), bring(moment=NOW + timedelta(days=1))
    first.refresh_from_db()
    assert (first.replaced_at, second.replaced_at) == (NOW + timedelta(days=1), None)
    assert files.read(first.file)
    assert held_of(town, YEAR).past == second


def test_the_report_of_another_organ_needs_a_tick(bring):
    other = written(clean(year=YEAR, organ="示例区示例乡人民政府"))
    with pytest.raises(NotAllowed, match="不是“示例镇人民政府”"):
        bring(other)
    assert not PastReport.objects.exists()
    assert bring(other, other_organ=True).year == YEAR


def test_the_report_of_another_year_needs_a_tick(bring):
    with pytest.raises(NotAllowed, match="文件写的是2025年度，要导入为2024年度"):
        bring(year=2024)
    assert bring(year=2024, other_year=True).year == 2024


def test_all_reasons_are_given_at_once(bring):
    with pytest.raises(NotAllowed) as refused:
        bring(written(clean(year=YEAR, organ="示例区示例乡人民政府")), 2026)
    assert len(refused.value.reasons) == 3  # a year that is not over, another organ, another year


@pytest.mark.parametrize(("year", "allowed"), [(2007, False), (2008, True), (2025, True), (2026, False)])
def test_a_year_has_a_report_from_the_first_regulation_to_the_last_year_that_is_over(bring, year, allowed):
    if allowed:
        assert bring(year=year, other_year=True).year == year
    else:
        with pytest.raises(NotAllowed, match="2008 到 2025"):
            bring(year=year, other_year=True)


def test_what_the_system_published_itself_is_not_replaced_by_a_file(town, district, officer, bring):
    people = reports.Team(
        officer, web.account("r", "审核人甲", town, "reviewer"), web.account("h", "负责人甲", town, "office_head"),
        web.account("l", "镇长甲", town, "leader"), web.account("s", "监督员甲", district, "supervisor", subtree=True),
    )  # fmt: skip
    reports.published(reports.finished(town, people), people)
    with pytest.raises(NotAllowed, match="本系统公布"):
        bring()
    assert held_of(town, YEAR).edition.number == 1


def test_a_file_is_confirmed_once(town, officer):
    waits = importing.upload(organ=town, paper=Upload("年报.docx", written()), by=officer, moment=NOW)
    given = {"organ": town, "pk": waits.file.pk, "year": YEAR, "by": officer, "moment": NOW}
    importing.confirm(**given)
    with pytest.raises(NotAllowed, match="已经导入或者放弃"):
        importing.confirm(**given)
    assert PastReport.objects.count() == 1


def test_a_file_of_another_organ_is_not_found_here(town, bureau, officer):
    waits = importing.upload(organ=town, paper=Upload("年报.docx", written()), by=officer, moment=NOW)
    assert importing.waiting(bureau, waits.file.pk) is None
    assert not importing.drop(organ=bureau, pk=waits.file.pk, moment=NOW)
    assert importing.waiting(town, waits.file.pk).report.year == YEAR


def test_what_is_dropped_is_erased_with_what_was_read(town, officer):
    waits = importing.upload(organ=town, paper=Upload("年报.docx", written()), by=officer, moment=NOW)
    assert importing.drop(organ=town, pk=waits.file.pk, moment=NOW)
    assert importing.waiting(town, waits.file.pk) is None
    assert not StoredFile.objects.filter(erased_on=None).exists()
    assert not any(os.path.exists(files.path_of(each.pk)) for each in StoredFile.objects.all())


def test_what_was_read_is_not_kept_twice_after_it_was_confirmed(bring):
    made = bring()
    assert [each.pk for each in StoredFile.objects.filter(erased_on=None)] == [made.file_id]


def test_a_file_that_nobody_confirmed_for_a_month_goes_with_the_next(town, officer):
    old, younger = (
        importing.upload(organ=town, paper=Upload("年报.docx", written()), by=officer, moment=NOW + timedelta(days=days)).file.pk
        for days in (0, 1)
    )
    importing.upload(
        organ=town, paper=Upload("年报.docx", written()), by=officer, moment=NOW + timedelta(days=importing.WAITS_DAYS, hours=1)
    )
    assert importing.waiting(town, old) is None
    assert importing.waiting(town, younger)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        ("今天开会，研究了防汛工作。".encode(), "没有认出年度报告"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "图片"),
        (b'{"schema": "gongkai.report/1", "year": "2025"}', "year"),
        (b"%PDF-1.4\n%%EOF\n", "，"),
    ],
)
def test_what_is_no_report_is_refused_in_one_sentence_and_nothing_is_kept(town, officer, data, words):
    with pytest.raises(UnusableInput) as refused:
        importing.upload(organ=town, paper=Upload("文件", data), by=officer, moment=NOW)
    assert words in refused.value.sentence()
    assert refused.value.remedy.startswith("请") or "应" in refused.value.remedy
    assert "预料" not in refused.value.problem
    assert not StoredFile.objects.exists()


def test_a_file_beyond_the_limit_is_not_even_read(town, officer, monkeypatch):
    monkeypatch.setattr("gongkai.lib.limits.RAW_BYTES", 1024)
    with pytest.raises(UnusableInput, match="超过"):
        importing.upload(organ=town, paper=Upload("大.docx", written()), by=officer, moment=NOW)


@pytest.mark.parametrize(("bound", "value"), [("cpu_seconds", 0.02), ("wall_seconds", 0.02), ("memory", 4 * 1024 * 1024)])
def test_what_goes_beyond_a_bound_is_one_sentence(monkeypatch, bound, value):
    monkeypatch.setattr(reading, "BOUNDS", reading.BOUNDS._replace(**{bound: value}))
    with pytest.raises(UnusableInput, match="没有在限定的时间和内存里读完"):
        reading.read_apart(written(), moment=NOW)


def test_a_reader_that_breaks_is_told_in_words(monkeypatch):
    def breaks(data):
        raise ZeroDivisionError

    monkeypatch.setattr(reading_child, "report_of", breaks)
    assert "ZeroDivisionError" in reading_child.answered(b"x", folder=True).refused[0]


def test_without_a_folder_in_memory_a_pdf_is_not_written_to_a_disk():
    assert "另存为 .docx" in reading_child.answered(hostile.pdf(), folder=False).refused[1]


def test_the_process_knows_no_django():
    code = "import sys; sys.path[:] = sys.argv[1:]; import gongkai.web.reporting.reading_child; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code, *sys.path], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.slow
@pytest.mark.timeout(600)
@needs_memory
def test_every_hostile_file_is_refused_in_words():
    for name, data in hostile.hostile_set().items():
        with pytest.raises(UnusableInput) as refused:
            reading.read_apart(data, moment=NOW)
        assert "预料" not in refused.value.problem, name


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("示例镇人民政府", True),
        ("示例镇", True),
        ("示例区示例镇人民政府", True),
        ("示例市示例区示例镇", True),
        ("邻区示例镇人民政府", False),
        ("示例区小示例镇人民政府", False),
        ("示例区人民政府", False),
        ("", None),
        (None, None),
    ],
)
def test_a_name_is_that_of_the_organ_with_or_without_the_places_above_it(town, name, same):
    assert names_it(town, name) is same


@pytest.mark.parametrize(("name", "same"), [("示例区教育局", True), ("示例市示例区教育局", True), ("邻区教育局", False)])
def test_a_bureau_has_the_place_in_its_name(bureau, name, same):
    assert names_it(bureau, name) is same


def test_the_shelf_names_the_years_that_are_missing(town, bring):
    for year in (2022, 2024):
        bring(written(clean(year=year, organ=OWN)), year)
    shelf = shelf_of(town, 2025)
    assert [line.held.year for line in shelf.lines] == [2024, 2022]
    assert shelf.missing == (2025, 2023)
    assert [(line.new, line.carried_in, line.total, line.carried_out) for line in shelf.lines] == [(5, 1, 5, 1)] * 2


def test_years_before_the_organ_was_established_are_not_missing(town):
    town.valid_from = date(2025, 6, 1)
    assert shelf_of(town, 2025).missing == (2025,)
    assert shelf_of(town, 2024).missing == ()


def test_a_report_that_takes_over_another_number_than_the_last_one_carried_out_is_marked(town, bring):
    report = clean(year=2025, organ=OWN)
    bring(written(clean(year=2024, organ=OWN)), 2024)
    bring(written(report))
    assert [line.gap for line in shelf_of(town, 2025).lines] == [None, None]
    changed = (*report.rows["table3.carried_out"][:6], Figure(3))
    bring(
        written(clean(year=2024, organ=OWN)._replace(rows={**clean(year=2024, organ=OWN).rows, "table3.carried_out": changed}), ".json"),
        2024,
    )
    assert [line.gap for line in shelf_of(town, 2025).lines] == [3, None]
