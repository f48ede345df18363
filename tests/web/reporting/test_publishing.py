"""Publication: only the very content that was signed, all of its files or nothing, with its place in the ledger; and whether it still is as sealed."""

from __future__ import annotations

import os
from datetime import date

import pytest
from django.conf import settings

from gongkai.ledger.reasons import NotAllowed
from gongkai.report import codec, readers
from gongkai.web.events import heads, store
from gongkai.web.reporting.models import AnnualReport, Edition
from gongkai.web.reporting.selectors import sealed
from gongkai.web.reporting.selectors.changes import changes
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.selectors.history import report_from
from gongkai.web.reporting.selectors.sealed import all_right, check, differs
from gongkai.web.reporting.services import publishing
from gongkai.web.reporting.services.acting import state_of
from gongkai.web.reporting.services.publishing import SUFFIXES, prepare, publish
from gongkai.web.vault import files
from gongkai.web.vault.models import StoredFile
from support import reports, web
from support.reports import TODAY, declared, finished, fresh, opened, published, read_by_district, signed
from support.web import at

pytestmark = pytest.mark.django_db
LATER = date(2026, 2, 3)


@pytest.fixture
def people(town, district):
    return reports.team(town, district)


@pytest.fixture
def ready(town, people):
    """A report that may be published now, and the digest under which it may."""
    annual = finished(town, people)
    digest = signed(annual, people)
    read_by_district(annual, people, digest)
    return fresh(annual), digest


def on_disk():
    return {name for _, _, names in os.walk(settings.ENVIRONMENT.files) for name in names}


def test_every_reason_is_told_at_once_and_no_file_is_made(town, people, monkeypatch):
    monkeypatch.setattr(publishing, "render", lambda *_: pytest.fail("files of a report that cannot be published"))
    annual = opened(town, people)
    with pytest.raises(NotAllowed) as refused:
        publish(annual=annual, digest="0" * 64, by=people.head, moment=at(TODAY), on=TODAY)
    said = " ".join(each.sentence for each in refused.value.reasons)
    for words in ("您看的内容已经变了", "行政许可", "正文里还有没有数的地方", "这份内容没有签发", "没有经上级审读通过"):
        assert words in said


def test_a_row_that_was_read_before_somebody_saved_publishes_the_newer_text_or_nothing(town, people):
    stale = fresh(finished(town, people))
    newer = reports.written(stale, people, problems=reports.TEXTS["problems"] + "由党政综合办公室负责。")
    digest = signed(newer, people)
    read_by_district(newer, people, digest)
    edition = publish(annual=stale, digest=digest, by=people.head, moment=at(TODAY), on=TODAY)
    for each in edition.files.select_related("file"):
        report = readers.report_of(files.read(each.file))
        assert "由党政综合办公室负责" in report.sections["problems"], each.suffix


def test_what_changes_while_the_files_are_made_is_not_published(ready, people, monkeypatch):
    annual, digest = ready
    made = publishing.prepare

    def slowly(content):
        declared(annual.organ, people, "table2.licences[0]", "3", reason="漏报三件")
        return made(content)

    monkeypatch.setattr(publishing, "prepare", slowly)
    before = on_disk()
    with pytest.raises(NotAllowed, match="生成文件的时候数字或者文字变了"):
        publish(annual=annual, digest=digest, by=people.head, moment=at(TODAY), on=TODAY)
    assert Edition.objects.count() == 0
    assert state_of(annual).editions == ()
    assert on_disk() == before


def test_files_made_of_another_content_are_never_sealed(ready, people, monkeypatch):
    annual, digest = ready
    other = prepare(content_of(annual))._replace(content="0" * 64)
    monkeypatch.setattr(publishing, "prepare", lambda _: other)
    with pytest.raises(NotAllowed, match="生成文件的时候"):
        publish(annual=annual, digest=digest, by=people.head, moment=at(TODAY), on=TODAY)


def test_when_the_disk_is_full_nothing_is_published_and_nothing_left_behind(ready, people, monkeypatch):
    annual, digest = ready
    keep, before = files.keep, on_disk()

    def full(**given):
        if given["name"].endswith(".html"):
            raise OSError(28, "No space left on device")
        return keep(**given)

    monkeypatch.setattr(files, "keep", full)
    with pytest.raises(OSError, match="No space"):
        publish(annual=annual, digest=digest, by=people.head, moment=at(TODAY), on=TODAY)
    assert on_disk() == before
    assert Edition.objects.count() == 0
    monkeypatch.undo()
    assert publish(annual=fresh(annual), digest=digest, by=people.head, moment=at(TODAY), on=TODAY).number == 1


def test_the_position_is_that_of_the_last_entry_that_is_counted(ready, people):
    annual, digest = ready
    web.application(annual.organ, on=date(2026, 1, 12))
    last = store.position()
    edition = publish(annual=annual, digest=digest, by=people.head, moment=at(TODAY), on=TODAY)
    assert edition.position == last
    assert edition.ledger_head == heads.at(last)


def test_the_same_content_is_not_published_again(town, people):
    annual = finished(town, people)
    published(annual, people)
    digest = signed(fresh(annual), people, on=LATER)
    read_by_district(fresh(annual), people, digest, on=LATER)
    with pytest.raises(NotAllowed, match="内容和第1版一样"):
        publish(annual=fresh(annual), digest=digest, by=people.head, moment=at(LATER), on=LATER, note_of_change="没有变")


def test_who_saw_an_older_page_is_overtaken_before_any_file_is_made(ready, people, monkeypatch):
    annual, digest = ready
    monkeypatch.setattr(publishing, "prepare", lambda _: pytest.fail("for nobody"))
    with pytest.raises(store.Overtaken):
        publish(annual=annual, digest=digest, by=people.head, moment=at(TODAY), on=TODAY, seen=1)


def test_making_the_files_twice_gives_the_same_bytes(ready):
    annual, _ = ready
    one, two = prepare(content_of(annual)), prepare(content_of(fresh(annual)))
    assert {suffix: one.files[suffix] == two.files[suffix] for suffix in SUFFIXES} == dict.fromkeys(SUFFIXES, True)
    assert one.digest == two.digest


def test_every_file_read_again_is_the_report_that_was_compiled(town, people):
    web.application(town, on=date(2025, 12, 22))
    edition = published(finished(town, people), people)
    compiled = report_from(edition.document)
    assert set(SUFFIXES) == set(sealed.SUFFIXES)
    for each in edition.files.select_related("file"):
        again = readers.report_of(files.read(each.file))
        told = changes(compiled, again)
        assert told.none, f"{each.suffix}: {told.sentence}"
        assert codec.to_dict(again) == codec.to_dict(compiled), each.suffix


# --- as sealed? -----------------------------------------------------------------------------------


@pytest.fixture
def edition(town, people):
    annual = finished(town, people)
    published(annual, people)
    declared(town, people, "table2.licences[0]", "3", reason="漏报三件", on=LATER)
    return published(fresh(annual), people, on=LATER, change="行政许可漏报三件")


def test_what_nobody_touched_is_as_it_was_sealed(edition):
    state = state_of(edition.report)
    for each in edition.report.editions.all():
        found = check(each, state)
        assert all_right(found), [one for one in found if not one.right]
        assert len(found) == len(SUFFIXES) + 4
    assert differs(edition.report, state) == ""


def test_a_file_that_another_lies_in_place_of_is_found(edition):
    row = edition.files.get(suffix=".pdf").file
    path = files.path_of(row.pk)
    with open(path, "rb") as source:
        data = source.read()
    with open(path, "wb") as target:
        target.write(data[:-1] + bytes([data[-1] ^ 1]))
    wrong = _wrong(edition)
    assert list(wrong) == [".pdf 文件"]


def test_a_file_that_is_lost_is_found(edition):
    os.unlink(files.path_of(edition.files.get(suffix=".json").file_id))
    wrong = _wrong(edition)
    assert "找不到" in wrong[".json 文件"]
    assert "读不出" in wrong["内容"]


def test_another_file_of_the_vault_is_not_taken_for_the_sealed_one(edition):
    first = edition.report.editions.get(number=1)
    other = first.files.get(suffix=".docx").file
    held = edition.files.get(suffix=".docx")
    held.file = StoredFile.objects.get(pk=other.pk)
    assert sealed._file(edition, ".docx", files.read(held.file)).right is False


@pytest.mark.parametrize(
    ("field", "value", "what"),
    [
        ("digest", "0" * 64, "全套文件的清单"), ("content", "0" * 64, "内容"), ("ledger_head", "0" * 64, "账本（到第"), ("position", 10**6, "账本"),
        ("manifest", "", "全套文件的清单"),
    ],
)  # fmt: skip
def test_a_row_that_says_something_else_is_found(edition, field, value, what):
    setattr(edition, field, value)
    assert any(each.startswith(what) for each in _wrong(edition))


def test_a_document_with_another_figure_is_found(edition):
    edition.document["table2"]["licences"][0] = 4
    assert "登记表里的数字和 .json 文件不一样" in _wrong(edition)["内容"]


def test_rows_and_ledger_that_disagree_are_named(edition):
    state = state_of(edition.report)
    other = AnnualReport(pk=edition.report.pk)
    assert differs(other, state) == ""
    first, second = state.editions
    without = type(state)(log=state.log, editions=(first,))
    assert differs(other, without) == "登记表里有第2版，账本里没有公布"
    third = type(state)(log=state.log, editions=(first, second, second._replace(number=3)))
    assert differs(other, third) == "账本里公布了第3版，登记表里没有"
    another = type(state)(log=state.log, editions=(first, second._replace(digest="0" * 64, position=1)))
    assert differs(other, another) == "第2版的全套文件的摘要、账本位置和账本不一致"


def _wrong(edition):
    return {each.what: each.words for each in check(edition, state_of(edition.report)) if not each.right}
