import csv
import json
import os
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import duckdb
import pytest

from gongkai.lib.errors import UnusableInput
from gongkai.report import codec, sample
from gongkai.report.audit import cache, crew, parquet, run, tables, tally, work
from gongkai.report.audit.files import files
from gongkai.report.model import Figure

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "年报"
    (place / "乡镇").mkdir(parents=True)
    base = sample.clean()
    wrong = base._replace(rows={**base.rows, "table3.granted": tuple(Figure(v) for v in (2, 1, 0, 0, 0, 0, 4))})
    (place / "a.json").write_text(codec.dumps(base), "utf-8")
    (place / "乡镇" / "b.json").write_text(codec.dumps(wrong), "utf-8")
    (place / "c.json").write_bytes(PICTURE)
    (place / "~$d.docx").write_text("lock", "utf-8")
    (place / ".hidden.txt").write_text("x", "utf-8")
    (place / "photo.png").write_text("x", "utf-8")
    return place


class Counting(Executor):
    """Work done at once in this thread, with a count."""

    def __init__(self):
        self.count = 0

    def submit(self, function, /, *given, **named):
        self.count += 1
        future = Future()
        future.set_result(function(*given, **named))
        return future


def survey(folder, output="out.jsonl", convert=tables.to_jsonl, pool=None, **more):
    pool = pool or Counting()
    settings = run.Settings(paths=(str(folder),), output=str(folder.parent / output), convert=convert, **more)
    return run.run(settings, open_pool=lambda jobs: pool), pool


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_only_reports_are_looked_at_in_a_fixed_order(folder):
    assert [os.path.basename(file) for file in files([str(folder)])] == ["a.json", "c.json", "b.json"]


def test_patterns_and_files_named_twice_count_once(folder):
    found = list(files([str(folder / "*.json"), str(folder / "a.json"), str(folder / "photo.png")]))
    assert [os.path.basename(file) for file in found] == ["a.json", "c.json", "photo.png"]


def test_a_path_that_is_not_there_is_named(folder):
    with pytest.raises(UnusableInput, match="没有“"):
        list(files([str(folder / "nowhere")]))


def test_each_finding_is_a_line_and_clean_and_unusable_files_have_one_each(folder):
    survey(folder)
    rows = lines(folder.parent / "out.jsonl")
    codes = {os.path.basename(row["file"]): row["code"] for row in rows}
    assert codes["a.json"] == ""
    assert codes["c.json"] == "ERROR"
    found = [row for row in rows if row["code"] == "S001"]
    assert [(row["part"], row["row"], row["column"]) for row in found] == [("table3", "granted", "总计")]
    assert all(tuple(row) == tables.COLUMNS for row in rows)


def test_the_summary_counts_by_rule_organ_and_year(folder):
    survey(folder)
    summary = json.loads((folder.parent / "out.summary.json").read_text("utf-8"))
    assert (summary["files"], summary["clean"], summary["unusable"]) == (3, 1, 1)
    assert next(entry for entry in summary["by_rule"] if entry["code"] == "S001")["files"] == 1
    assert [entry["year"] for entry in summary["by_year"]] == [2023]
    assert summary["by_organ"][0]["organ"] == sample.ORGAN
    assert summary["by_organ"][0]["files"] == 2


def test_the_summary_is_shown_as_a_table(folder):
    counted, _ = survey(folder)
    page = tally.words(counted, 80)
    assert "共 3 份：1 份没有发现问题，1 份不能使用。" in page
    assert "S001" in page
    assert sample.ORGAN in page


def test_a_second_survey_reads_nothing(folder, tmp_path):
    kept = str(tmp_path / "cache")
    survey(folder, cache=kept)
    first = (tmp_path / "out.jsonl").read_bytes()
    counted, pool = survey(folder, cache=kept)
    assert pool.count == 0
    assert counted.from_cache == 3
    assert (tmp_path / "out.jsonl").read_bytes() == first


def test_a_survey_broken_off_goes_on_where_it_was(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(crew, "BATCH", 1)

    class Stops(Counting):
        def submit(self, function, /, *given, **named):
            if self.count == 2:
                raise KeyboardInterrupt
            return super().submit(function, *given, **named)

    kept = str(tmp_path / "cache")
    settings = run.Settings((str(folder),), str(tmp_path / "out.jsonl"), tables.to_jsonl, cache=kept)
    with pytest.raises(KeyboardInterrupt):
        run.run(settings, open_pool=lambda jobs: Stops())
    assert not list(tmp_path.glob("out*"))
    _, pool = survey(folder, cache=kept)
    assert pool.count < 3


def test_other_rules_are_another_answer():
    assert cache.version_of_rules(("S",)) != cache.version_of_rules(("F",))
    assert cache.version_of_rules() == cache.version_of_rules()


def test_a_failure_that_may_pass_is_not_kept(tmp_path):
    store = cache.Cache(str(tmp_path), "1")
    store.put(work.Outcome("aa", None, None, None, (), "超时", lasting=False))
    store.put(work.Outcome("bb", "某镇", 2023, "2021", (), ""))
    assert store.get("aa") is None
    assert store.get("bb") == work.Outcome("bb", "某镇", 2023, "2021", ())
    store.close()
    other = cache.Cache(str(tmp_path), "2")
    assert other.get("bb") is None
    other.close()


def test_csv_holds_no_formula_and_opens_in_a_spreadsheet(folder, tmp_path):
    evil = sample.clean("2021", 2023, "=HYPERLINK(1)")
    (folder / "evil.json").write_text(codec.dumps(evil), "utf-8")
    survey(folder, "out.csv", tables.to_csv)
    data = (tmp_path / "out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert tuple(rows[0]) == tables.COLUMNS
    assert any(row["organ"] == "'=HYPERLINK(1)" for row in rows)
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_parquet_has_a_type_for_every_column(folder, tmp_path):
    survey(folder, "out.parquet", parquet.convert)
    with duckdb.connect() as base:
        described = dict(
            base.execute(
                "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(?))", [str(tmp_path / "out.parquet")]
            ).fetchall()
        )
        found = base.execute(
            "SELECT count(*) FROM read_parquet(?) WHERE code = 'S001' AND certain AND year = 2023", [str(tmp_path / "out.parquet")]
        ).fetchone()
    assert tuple(described) == tables.COLUMNS
    assert described["year"] == "INTEGER"
    assert described["certain"] == "BOOLEAN"
    assert found == (1,)
    assert not (tmp_path / "out.parquet.part").exists()


def test_the_result_of_an_earlier_survey_is_no_report(folder):
    settings = run.Settings((str(folder),), str(folder / "out.jsonl"), tables.to_jsonl)
    for _ in range(2):
        assert run.run(settings, open_pool=lambda jobs: Counting()).files == 3


def test_a_folder_without_reports_is_said_so(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnusableInput, match="没有年度报告文件"):
        survey(tmp_path / "empty")


def test_only_so_many_files_are_handed_out_at_once(folder, monkeypatch):
    monkeypatch.setattr(crew, "IN_FLIGHT", 2)
    monkeypatch.setattr(crew, "BATCH", 1)
    for number in range(20):
        (folder / f"n{number}.json").write_bytes(PICTURE)
    waiting = []

    class Watched(ThreadPoolExecutor):
        def submit(self, *given, **named):
            future = super().submit(*given, **named)
            waiting.append(future)
            return future

    finished = []
    rows = work.rows

    def counted(file, outcome):
        finished.append(file)
        assert len(waiting) - len(finished) < 2
        return rows(file, outcome)

    monkeypatch.setattr(work, "rows", counted)
    survey(folder, pool=Watched(1))
    assert len(finished) == 23


def test_a_file_that_kills_its_worker_is_named_and_the_others_are_read(folder):
    class Dies(Counting):
        def submit(self, function, /, paths, *given):
            if any(path.endswith("c.json") for path in paths):
                future = Future()
                future.set_exception(BrokenProcessPool("gone"))
                return future
            return super().submit(function, paths, *given)

    survey(folder, pool=Dies())
    rows = lines(folder.parent / "out.jsonl")
    assert "进程意外终止" in next(row["message"] for row in rows if row["file"].endswith("c.json"))
    assert {os.path.basename(row["file"]) for row in rows} == {"a.json", "b.json", "c.json"}


def test_a_fault_of_ours_is_a_line_of_the_result(folder, monkeypatch):
    monkeypatch.setattr(work, "read_report", lambda path: 1 / 0)
    outcome = work.examine(str(folder / "a.json"), 5)
    assert "ZeroDivisionError" in outcome.error
    assert not outcome.lasting


def test_two_processes_give_the_same_answer_as_none(folder, tmp_path):
    survey(folder, "here.jsonl")
    settings = run.Settings((str(folder),), str(tmp_path / "there.jsonl"), tables.to_jsonl, jobs=2)
    run.run(settings)
    assert lines(tmp_path / "there.jsonl") == lines(tmp_path / "here.jsonl")


def test_a_worker_lost_by_a_cluster_costs_one_batch(folder, monkeypatch):
    monkeypatch.setattr(crew, "BATCH", 1)

    class Loses(Counting):
        def submit(self, function, /, paths, *given):
            if any(path.endswith("a.json") for path in paths):
                future = Future()
                future.set_exception(ConnectionError("gone"))
                return future
            return super().submit(function, paths, *given)

    survey(folder, pool=Loses())
    rows = lines(folder.parent / "out.jsonl")
    assert "ConnectionError" in next(row["message"] for row in rows if row["file"].endswith("a.json"))
    assert {os.path.basename(row["file"]) for row in rows} == {"a.json", "b.json", "c.json"}
