"""Reviewing, signing, sending up, reading: every reason at once, nothing written where there is one, and what was signed is kept whole."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.vocabulary.codes import Verdict
from gongkai.web.events import store
from gongkai.web.reporting.models import Note
from gongkai.web.reporting.selectors.content import content_of, digest_of
from gongkai.web.reporting.selectors.present import Marked, code_of, kept, marked_in, same_code, to_mend
from gongkai.web.reporting.services import reviewing
from gongkai.web.reporting.services.acting import state_of
from gongkai.web.reporting.services.projecting import Read
from gongkai.web.reporting.services.reviewing import read, review, send_up, sign
from gongkai.web.vault.files import Upload
from gongkai.web.vault.models import StoredFile
from support import hostile, reports, web
from support.reports import TODAY, declared, finished, fresh, opened, signed
from support.web import at

pytestmark = pytest.mark.django_db
LATER = date(2026, 2, 3)


@pytest.fixture
def people(town, district):
    return reports.team(town, district)


@pytest.fixture
def annual(town, people):
    return finished(town, people)


def refusal(act, **given):
    """All sentences of a refused act, which wrote nothing."""
    annual = given["annual"]
    before = len(state_of(annual).log), Note.objects.count(), StoredFile.objects.count()
    with pytest.raises(NotAllowed) as refused:
        act(moment=at(given.get("on", TODAY)), **({"on": TODAY} | given))
    assert (len(state_of(annual).log), Note.objects.count(), StoredFile.objects.count()) == before
    return " ".join(each.sentence for each in refused.value.reasons)


def test_a_review_is_refused_with_what_is_wrong_in_the_content_and_with_the_reviewer_at_once(town, people):
    annual = opened(town, people)
    said = refusal(review, annual=annual, digest="0" * 64, verdict=Verdict.PASSED, role="officer", by=people.officer, on=date(2026, 1, 4))
    for words in (
        "您看的内容已经变了",
        "行政许可",
        "正文里还有没有数的地方",
        "最后一次修改文字的人不能自己审核",
        "早于开始编制的2026年1月5日",
    ):
        assert words in said


def test_returning_needs_a_word_but_no_finished_report(town, people):
    annual = opened(town, people)
    digest = content_of(annual).digest
    given = {"annual": annual, "digest": digest, "verdict": Verdict.RETURNED, "role": "reviewer", "by": people.reviewer}
    assert refusal(review, **given, opinion=" \n") == "不能审核：没有写退回的意见（条例第十七条）"
    review(**given, opinion="数字还没有报齐", moment=at(TODAY), on=TODAY)
    assert state_of(annual).reviewed_digest == ""


def test_a_signature_is_refused_with_everything_that_is_missing_at_once(annual, people):
    said = refusal(
        sign, annual=annual, digest=content_of(annual).digest, role="office_head", by=people.head, on=date(2025, 12, 31),
        scan=Upload("呈批单.pdf", hostile.pdf()), signed_by=" ", code="ABCD",
    )  # fmt: skip
    for words in ("2025年还没有过完", "这份内容没有审核通过", "应当由机关负责人签发", "没有写纸上是谁签的字", "内容码和现在的内容对不上"):
        assert words in said


def test_what_was_signed_can_be_read_when_the_record_has_moved_on(annual, people):
    digest = signed(annual, people)
    report = content_of(annual).report
    declared(annual.organ, people, "table2.licences[0]", "3", reason="漏报三件")
    assert content_of(fresh(annual)).digest != digest
    assert kept(annual.pk, digest) == report
    assert digest_of(kept(annual.pk, digest)) == digest


def test_a_kept_content_that_somebody_changed_is_not_taken_for_what_was_signed(annual, people):
    digest = signed(annual, people)
    row = Note.objects.get(stream=annual.pk, key="content")
    forged = row.data | {"report": row.data["report"].replace("配一张图解", "配两张图解")}
    Note.objects.create(stream=annual.pk, key="content", text="", data=forged, created_at=at(LATER), created_by="x")
    assert kept(annual.pk, digest) is None


def test_what_is_sent_up_goes_to_the_superior_of_the_organ_and_to_nobody_else(annual, people, bureau):
    digest = signed(annual, people)
    assert "示例区教育局不是本机关的上级" in refusal(send_up, annual=annual, digest=digest, to=bureau, by=people.officer)


def test_a_content_is_sent_once_until_it_is_read(annual, people, district):
    digest = signed(annual, people)
    given = {"annual": annual, "digest": digest, "to": district, "by": people.officer}
    send_up(**given, moment=at(TODAY), on=TODAY)
    assert "已于2026年1月12日报送，还没有审读完" in refusal(send_up, **given)


def test_another_organ_does_not_read_what_was_sent_to_the_superior(annual, people, district, bureau):
    digest = signed(annual, people)
    given = {"annual": annual, "digest": digest, "verdict": Verdict.PASSED, "marked": [], "by": people.supervisor}
    assert "没有等待审读的内容" in refusal(read, **given, body=district)
    send_up(annual=annual, digest=digest, to=district, by=people.officer, moment=at(TODAY), on=TODAY)
    assert "报送的不是示例区教育局" in refusal(read, **given, body=bureau)


def test_blank_marks_are_no_reason_to_return(annual, people, district):
    digest = signed(annual, people)
    send_up(annual=annual, digest=digest, to=district, by=people.officer, moment=at(TODAY), on=TODAY)
    given = {"annual": annual, "digest": digest, "verdict": Verdict.RETURNED, "by": people.supervisor, "body": district}
    assert "没有写退回的意见" in refusal(read, **given, marked=[Marked("全文", " ")])
    read(**given, marked=[Marked("全文", " "), Marked("第五部分", "写具体")], moment=at(TODAY), on=TODAY)
    reading = to_mend(state_of(annual))
    assert marked_in(reading) == [Marked("第五部分", "写具体")]
    assert state_of(annual).log[-1].body == str(district.pk)


def test_who_saw_an_older_page_is_overtaken(annual, people):
    digest = content_of(annual).digest
    seen = len(state_of(annual).log)
    given = {"annual": annual, "digest": digest, "verdict": Verdict.PASSED, "moment": at(TODAY), "on": TODAY, "seen": seen}
    review(**given, role="reviewer", by=people.reviewer)
    with pytest.raises(store.Overtaken):
        review(**given, role="office_head", by=people.head)


def test_a_ledger_that_cannot_be_read_whole_is_not_signed_for(annual, people, monkeypatch):
    monkeypatch.setattr(reviewing, "catch_up", lambda: Read(1, 1, ((annual.pk, "接不上"),)))
    digest = content_of(annual).digest
    assert "账本有 1 卷接不上" in refusal(review, annual=annual, digest=digest, verdict=Verdict.PASSED, role="reviewer", by=people.reviewer)


def test_the_code_on_a_paper_is_compared_however_it_is_written():
    digest = "3f2a91bc07de" + "a" * 52
    assert code_of(digest) == "3F2A-91BC-07DE"
    assert all(same_code(each, digest) for each in ("3F2A-91BC-07DE", "3f2a 91bc 07de", "3f2a91bc07de"))
    assert not any(same_code(each, digest) for each in ("", "3F2A", "3F2A-91BC-07DF", "3F2A-91BC-07DE-A"))


def test_an_application_that_comes_in_after_the_review_belongs_to_another_year_or_needs_another_review(town, annual, people):
    digest = content_of(annual).digest
    review(annual=annual, digest=digest, verdict=Verdict.PASSED, role="reviewer", by=people.reviewer, moment=at(TODAY), on=TODAY)
    web.application(town, on=date(2026, 1, 12))
    sign(annual=annual, digest=digest, role="leader", by=people.leader, moment=at(TODAY), on=TODAY)
    web.application(town, on=date(2025, 12, 30))
    assert "您看的内容已经变了" in refusal(send_up, annual=annual, digest=digest, to=town.parent, by=people.officer)
