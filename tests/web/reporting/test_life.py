"""A report from the first draft to the reader: reviewed, signed, read by the district, published, corrected."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.vocabulary.codes import Verdict
from gongkai.report import codec
from gongkai.web.events import heads
from gongkai.web.reporting.models import Edition
from gongkai.web.reporting.selectors.content import content_of, digest_of
from gongkai.web.reporting.selectors.findings import findings_of, why_not_hand_over
from gongkai.web.reporting.services.acting import state_of
from gongkai.web.reporting.services.drafting import answer, save
from gongkai.web.reporting.services.publishing import publish
from gongkai.web.reporting.services.reviewing import review, send_up, sign
from gongkai.web.vault import files
from support import reports, web
from support.reports import TODAY, declared, finished, fresh, opened, published, signed
from support.web import at


@pytest.fixture
def district(db):
    return web.district()


@pytest.fixture
def town(district):
    return web.town(district)


@pytest.fixture
def people(town, district):
    return reports.team(town, district)


def test_the_first_text_is_what_the_record_says(town, people):
    annual = opened(town, people)
    assert annual.head.number == 1
    assert "未收到政府信息公开申请" in content_of(annual).report.sections["overview"]


def test_a_report_with_open_fields_and_undeclared_figures_is_not_handed_over(town, people):
    annual = opened(town, people)
    content = content_of(annual)
    reasons = " ".join(each.sentence for each in why_not_hand_over(content, findings_of(content)))
    assert "行政许可" in reasons
    assert "正文里还有没有数的地方" in reasons
    with pytest.raises(NotAllowed):
        review(
            annual=annual, digest=content.digest, verdict=Verdict.PASSED, role="reviewer", by=people.reviewer, moment=at(TODAY), on=TODAY
        )


def test_a_finished_report_has_no_finding_at_all(town, people):
    web.application(town, on=date(2025, 12, 22))
    annual = finished(town, people)
    content = content_of(annual)
    assert [(each.finding.code, each.finding.message) for each in findings_of(content)] == []
    assert why_not_hand_over(content, []) == ()


def test_what_is_published_is_sealed_with_its_files_and_the_last_entry_counted(town, people):
    edition = published(finished(town, people), people)
    lines = [line.split("  ") for line in edition.manifest.splitlines()]
    held = {each.suffix: files.read(each.file) for each in edition.files.select_related("file")}
    assert {name.rpartition(".")[2] for _, name in lines} == {"docx", "pdf", "html", "xlsx", "json"}
    assert sorted(digest for digest, _ in lines) == sorted(hashlib.sha256(data).hexdigest() for data in held.values())
    assert edition.digest == hashlib.sha256(edition.manifest.encode()).hexdigest()
    assert digest_of(codec.loads(held[".json"].decode())) == edition.content
    assert edition.ledger_head == heads.at(edition.position)
    assert fresh(edition.report).edition == 1


def test_nobody_edits_what_was_published(town, people):
    edition = published(finished(town, people), people)
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(note="改")
    with pytest.raises(DatabaseError), transaction.atomic():
        edition.files.all().delete()


def test_a_figure_that_changes_after_the_signature_needs_another_one(town, people):
    annual = finished(town, people)
    digest = signed(annual, people)
    declared(town, people, "table2.licences[0]", "3", reason="漏报三件")
    with pytest.raises(NotAllowed, match="已经变了"):
        send_up(annual=fresh(annual), digest=digest, to=town.parent, by=people.officer, moment=at(TODAY), on=TODAY)


def test_a_word_that_changes_after_the_review_needs_another_one(town, people):
    annual = finished(town, people)
    digest = content_of(annual).digest
    review(annual=annual, digest=digest, verdict=Verdict.PASSED, role="reviewer", by=people.reviewer, moment=at(TODAY), on=TODAY)
    annual = reports.written(annual, people, other="本年度未收取信息处理费。无其他需要报告的事项。")
    with pytest.raises(NotAllowed, match="没有审核通过"):
        sign(annual=annual, digest=content_of(annual).digest, role="leader", by=people.leader, moment=at(TODAY), on=TODAY)


def test_who_wrote_last_does_not_review(town, people):
    annual = finished(town, people)
    with pytest.raises(NotAllowed, match="不能自己审核"):
        review(
            annual=annual, digest=content_of(annual).digest, verdict=Verdict.PASSED, role="officer", by=people.officer, moment=at(TODAY), on=TODAY
        )  # fmt: skip


def test_without_the_reading_of_the_district_nothing_is_published_where_the_office_wants_it(town, people):
    annual = finished(town, people)
    digest = signed(annual, people)
    with pytest.raises(NotAllowed, match="先审后发"):
        publish(annual=fresh(annual), digest=digest, by=people.head, moment=at(TODAY), on=TODAY)
    town.choices = {"report_read_first": False}
    town.save()
    assert publish(annual=fresh(annual), digest=digest, by=people.head, moment=at(TODAY), on=TODAY).number == 1


def test_a_correction_is_a_new_edition_that_says_what_changed_and_the_old_one_stays(town, people):
    annual = finished(town, people)
    first = published(annual, people)
    declared(town, people, "table2.licences[0]", "3", reason="漏报三件", on=date(2026, 2, 2))
    annual = fresh(annual)
    with pytest.raises(NotAllowed, match="改了什么"):
        published(annual, people, on=date(2026, 2, 3))
    digest = content_of(annual).digest
    second = publish(
        annual=annual, digest=digest, by=people.head, moment=at(date(2026, 2, 4)), on=date(2026, 2, 4), note_of_change="行政许可漏报三件"
    )
    assert (first.number, second.number) == (1, 2)
    assert first.document["table2"]["licences"][0] == 0
    assert second.document["table2"]["licences"][0] == 3
    assert [each.number for each in state_of(annual).editions] == [1, 2]


def test_a_finding_may_stay_with_a_reason_that_is_kept(town, people):
    annual = finished(town, people, problems="无")
    content = content_of(annual)
    found = findings_of(content)
    assert any(each.blocks for each in found)
    for each in found:
        if each.blocks:
            with pytest.raises(NotAllowed, match="理由"):
                answer(annual=annual, found=each, reason=" ", by=people.officer, moment=at(TODAY))
            answer(annual=annual, found=each, reason="区里要求如此", by=people.officer, moment=at(TODAY))
    assert not any(each.blocks for each in findings_of(content))
    assert why_not_hand_over(content, findings_of(content)) == ()


def test_two_people_who_write_at_different_places_are_joined(town, people):
    annual = finished(town, people)
    base = annual.head.number
    texts = annual.head.sections
    one = save(
        annual=annual, sections={"problems": texts["problems"] + "\n甲加的一句。"}, based_on=base, by=people.officer, moment=at(TODAY)
    )
    two = save(annual=fresh(annual), sections={"other": "乙写的一句。"}, based_on=base, by=people.head, moment=at(TODAY))
    assert not one.joined
    assert two.joined
    sections = fresh(annual).head.sections
    assert "甲加的一句" in sections["problems"]
    assert "乙写的一句" in sections["other"]


def test_two_people_who_write_at_the_same_place_both_keep_their_words(town, people):
    annual = finished(town, people)
    base = annual.head.number
    save(annual=annual, sections={"other": "甲写的。"}, based_on=base, by=people.officer, moment=at(TODAY))
    two = save(annual=fresh(annual), sections={"other": "乙写的。"}, based_on=base, by=people.head, moment=at(TODAY))
    assert two.clashes["other"]
    assert fresh(annual).head.sections["other"] == "甲写的。"
    assert two.revision.sections["other"] == "乙写的。"
    content = content_of(fresh(annual))
    assert any("还没有合并" in each.text for each in why_not_hand_over(content, findings_of(content)))
