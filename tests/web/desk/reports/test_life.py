"""The life of a report in the browser: reviewed, signed on screen and on paper, sent up, published, corrected; refused with all reasons."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.report import codec
from gongkai.web.reporting.models import Edition, Note
from gongkai.web.reporting.selectors.content import content_of, digest_of
from gongkai.web.reporting.selectors.present import code_of
from gongkai.web.reporting.services.acting import state_of
from gongkai.web.vault.models import StoredFile
from support import hostile, reports, web
from support.reports import TODAY, declared, finished, fresh, opened, published, signed

pytestmark = pytest.mark.django_db
LATER = date(2026, 2, 3)


@pytest.fixture
def people(town, district):
    return reports.team(town, district)


@pytest.fixture
def annual(town, people):
    web.application(town, on=date(2025, 12, 22))
    return finished(town, people)


@pytest.fixture
def desk(enter):
    """A browser of somebody on that day."""
    return lambda user, on=TODAY: enter(user, web.at(on))


def life(annual):
    return f"/desk/reports/{annual.pk}/life/"


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())[1]


def act(client, annual, key, **fields):
    """Post a form of the page as it stands."""
    page = client.get(life(annual))
    return client.post(life(annual), {"act": key, "digest": hidden(page, "digest"), "seen": hidden(page, "seen"), **fields}, follow=True)


def test_the_whole_way_by_its_forms_ends_with_a_sealed_edition(annual, people, desk, text):
    assert "审核通过。" in text(act(desk(people.reviewer), annual, "review", verdict="passed", opinion="数字核对过"))
    assert "已签发。" in text(act(desk(people.leader), annual, "sign"))
    assert "已报送上级审读。" in text(act(desk(people.officer), annual, "send_up"))
    supervisor = desk(people.supervisor)
    reading = f"/desk/reports/reading/{annual.pk}/"
    page = supervisor.get(reading)
    supervisor.post(
        reading, {"verdict": "passed", "digest": hidden(page, "digest"), "seen": hidden(page, "seen"), "own": "", "opinion": ""}
    )
    page = act(desk(people.head), annual, "publish")
    assert "已公布，全套文件已经封存。" in text(page)
    assert Edition.objects.get().number == 1
    words = text(desk(people.head).get(life(annual)))
    for step in ("审核：通过", "签发：机关负责人，在屏幕上签发", "报送审读：报示例区人民政府", "审读：通过", "公布：第1版", "数字核对过"):
        assert step in words


def test_what_cannot_be_done_is_listed_with_every_reason_and_its_clause(town, people, desk, text):
    words = text(desk(people.leader).get(life(opened(town, people))))
    assert "现在不能办的，和原因" in words
    assert "不能签发：这份内容没有审核通过（条例第十七条）" in words
    assert "正文里还有没有数的地方" in words
    assert "行政许可" in words


def test_each_sees_the_acts_of_his_roles_only(annual, people, desk):
    def verbs(user):
        return set(re.findall(r'name="act" value="(\w+)"', desk(user).get(life(annual)).content.decode()))

    assert verbs(people.reviewer) == {"review"}
    assert verbs(people.officer) == verbs(people.leader) == set()
    signed(annual, people)
    assert verbs(people.officer) == {"send_up"}


def test_nobody_acts_beyond_his_roles_by_a_post_of_his_own(annual, people, desk):
    digest = content_of(annual).digest
    for user, key in ((people.officer, "review"), (people.officer, "sign"), (people.reviewer, "sign"), (people.leader, "publish")):
        assert desk(user).post(life(annual), {"act": key, "digest": digest, "seen": "1", "verdict": "passed"}).status_code == 403
    assert len(state_of(annual).log) == 1


def test_a_refused_opinion_is_not_lost(annual, people, desk, text):
    client = desk(people.reviewer)
    page = client.get(life(annual))
    declared(annual.organ, people, "table2.licences[0]", "3", reason="漏报三件")
    refused = client.post(
        life(annual),
        {"act": "review", "digest": hidden(page, "digest"), "seen": hidden(page, "seen"), "verdict": "passed", "opinion": "写了很久的意见"},
    )
    assert refused.status_code == 422
    assert "您看的内容已经变了" in text(refused)
    assert "写了很久的意见" in refused.content.decode()


def test_who_is_overtaken_is_told_so(annual, people, desk, text):
    client = desk(people.reviewer)
    page = client.get(life(annual))
    act(desk(people.head), annual, "review", verdict="passed", opinion="")
    late = client.post(
        life(annual), {"act": "review", "digest": hidden(page, "digest"), "seen": hidden(page, "seen"), "verdict": "passed", "opinion": ""}
    )
    assert late.status_code == 422
    assert "刚刚被别人办过一步" in text(late)


def test_a_return_says_why(annual, people, desk, text):
    assert "没有写退回的意见" in text(act(desk(people.reviewer), annual, "review", verdict="returned", opinion=" "))
    assert "已退回修改。" in text(act(desk(people.reviewer), annual, "review", verdict="returned", opinion="第五部分太笼统"))
    assert "第五部分太笼统" in text(desk(people.officer).get(life(annual)))


# --- on paper ---------------------------------------------------------------------------------


def paper(annual, people, desk, *, code, day="2026-01-12", name="镇长甲", scan=None):
    upload = SimpleUploadedFile("呈批单.pdf", hostile.pdf() if scan is None else scan)
    return act(desk(people.officer), annual, "paper", signed_by=name, day=day, code=code, scan=upload)


@pytest.fixture
def reviewed(annual, people, desk):
    act(desk(people.reviewer), annual, "review", verdict="passed", opinion="")
    return annual


def test_a_signature_on_paper_keeps_who_when_and_the_scan(reviewed, people, desk, text):
    code = code_of(content_of(reviewed).digest)
    assert "已登记纸面签发。" in text(paper(reviewed, people, desk, code=code.lower().replace("-", " ")))
    signature = state_of(reviewed).signatures[0]
    note = Note.objects.get(pk=signature.paper)
    assert (note.text, note.file.kind, signature.role.value) == ("镇长甲", "pdf", "leader")
    words = text(desk(people.officer).get(life(reviewed)))
    assert "签字人：镇长甲" in words
    assert desk(people.officer).get(f"/desk/files/{note.file.pk}").status_code == 200


def test_a_paper_with_the_code_of_another_content_is_refused(reviewed, people, desk, text):
    page = paper(reviewed, people, desk, code="ABCD-0123-4567")
    assert page.status_code == 422
    assert "内容码和现在的内容对不上" in text(page)
    assert StoredFile.objects.filter(stream=reviewed.pk).count() == 0


def test_a_paper_signed_before_the_review_is_refused(reviewed, people, desk, text):
    page = paper(reviewed, people, desk, code=code_of(content_of(reviewed).digest), day="2026-01-06")
    assert "早于审核的2026年1月12日" in text(page)


def test_a_scan_that_is_none_is_refused_in_a_sentence(reviewed, people, desk, text):
    page = paper(reviewed, people, desk, code=code_of(content_of(reviewed).digest), scan=b"no picture")
    assert page.status_code == 422
    assert "不是可以接收的文件" in text(page)


def test_the_sheet_to_sign_names_the_content_and_what_is_in_it(reviewed, people, desk):
    for kind, begins in (("pdf", b"%PDF-"), ("docx", b"PK")):
        answer = desk(people.officer).get(f"/desk/reports/{reviewed.pk}/sheet.{kind}")
        assert answer.content.startswith(begins)
    body = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    for words in (
        "示例镇人民政府2025年政府信息公开工作年度报告",
        code_of(content_of(reviewed).digest),
        "新收政府信息公开申请：1 件",
        "2026年1月31日",
        "审核人甲",
    ):
        assert words in body


# --- on a phone -------------------------------------------------------------------------------


def test_what_was_reviewed_waits_on_the_phone_of_the_leader_until_it_is_signed(reviewed, people, desk, text):
    client = desk(people.leader)
    assert "签发 2025年度报告" in text(client.get("/desk/signing/"))
    page = client.get(f"/desk/reports/{reviewed.pk}/sign/")
    assert "存在的主要问题及改进情况" in text(page), "the whole report can be read"
    done = client.post(
        f"/desk/reports/{reviewed.pk}/sign/",
        {"agreed": "1", "opinion": "", "digest": hidden(page, "digest"), "seen": hidden(page, "seen")},
        follow=True,
    )
    assert "已签发。" in text(done)
    assert "2025年度报告" not in text(client.get("/desk/signing/"))


def test_the_leader_returns_with_words_and_it_no_longer_waits(reviewed, people, desk, text):
    client = desk(people.leader)
    where = f"/desk/reports/{reviewed.pk}/sign/"
    page = client.get(where)
    sent = {"agreed": "0", "digest": hidden(page, "digest"), "seen": hidden(page, "seen")}
    assert client.post(where, {**sent, "opinion": ""}).status_code == 422
    client.post(where, {**sent, "opinion": "总体情况再写具体些"})
    assert "总体情况再写具体些" in text(client.get(life(reviewed)))
    assert "签发 2025年度报告" not in text(client.get("/desk/signing/"))


def test_what_changed_since_the_review_waits_for_nobody_s_signature(reviewed, people, desk, text):
    declared(reviewed.organ, people, "table2.licences[0]", "3", reason="漏报三件")
    client = desk(people.leader)
    assert "签发 2025年度报告" not in text(client.get("/desk/signing/"))
    assert "没有审核通过" in text(client.get(f"/desk/reports/{reviewed.pk}/sign/"))


# --- files and editions ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "xlsx", "json"])
def test_the_draft_can_be_printed_and_says_that_it_is_one(annual, people, desk, kind):
    answer = desk(people.officer).get(f"/desk/reports/{annual.pk}/draft.{kind}")
    assert answer.status_code == 200
    assert "%E8%8D%89%E7%A8%BF" in answer.headers["Content-Disposition"]  # 草稿
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.content


def test_a_draft_of_no_such_kind_is_not_found(annual, people, desk):
    assert desk(people.officer).get(f"/desk/reports/{annual.pk}/draft.exe").status_code == 404


def test_after_the_signature_a_change_is_told_cell_by_cell(annual, people, desk, text):
    signed(annual, people)
    declared(annual.organ, people, "table2.licences[0]", "3", reason="漏报三件")
    assert "签发以后内容又变了，要重新审核、签发：表二“行政许可”的“本年处理决定数量”由 0 改为 3" in text(
        desk(people.officer).get(life(annual))
    )


@pytest.fixture
def corrected(annual, people):
    published(annual, people)
    declared(annual.organ, people, "table2.licences[0]", "3", reason="漏报三件", on=LATER)
    again = reports.written(fresh(annual), people, on=LATER, other="本年度未收取信息处理费。首版漏报行政许可三件，现予更正。")
    published(again, people, on=LATER, change="行政许可漏报三件")
    return fresh(annual)


def test_the_editions_stand_beside_each_other_with_what_changed(corrected, people, desk, text):
    page = desk(people.officer, LATER).get(f"/desk/reports/{corrected.pk}/editions/")
    words = text(page)
    assert "表二“行政许可”的“本年处理决定数量” 0 3" in words
    assert "行政许可漏报三件" in words
    assert "首版漏报行政许可三件" in words
    assert "<ins>" in page.content.decode() or "gk-ins" in page.content.decode()
    for edition in corrected.editions.all():
        assert edition.digest in words
        assert f"账本第 {edition.position} 条" in words


def test_a_sealed_file_is_given_out_as_it_was_sealed(corrected, people, desk):
    answer = desk(people.officer).get(f"/desk/reports/{corrected.pk}/editions/1/json")
    edition = corrected.editions.get(number=1)
    assert digest_of(codec.loads(answer.content.decode())) == edition.content
    assert desk(people.officer).get(f"/desk/reports/{corrected.pk}/editions/3/json").status_code == 404
    assert desk(people.officer).get(f"/desk/reports/{corrected.pk}/editions/1/exe").status_code == 404


def test_the_check_says_that_everything_is_as_sealed(corrected, people, desk, text):
    words = text(desk(people.officer).get(f"/desk/reports/{corrected.pk}/editions/?check=1"))
    assert "文件、登记和账本都和封存时一样。" in words
    assert "不一致" not in words


def test_the_correction_is_offered_with_what_changed_in_words(annual, people, desk, text):
    published(annual, people)
    declared(annual.organ, people, "table2.licences[0]", "3", reason="漏报三件", on=LATER)
    digest = signed(fresh(annual), people, on=LATER)
    reports.read_by_district(fresh(annual), people, digest, on=LATER)
    page = desk(people.head, LATER).get(life(annual))
    assert "由 0 改为 3" in re.search(r'<textarea name="change"[^>]*>([^<]*)', page.content.decode())[1]
    assert "作为第 2 版公布" in text(page)


def test_what_is_published_leads_to_the_page_of_its_readers(annual, people, desk):
    address = f'href="/o/{annual.organ.slug}/reports/2025/"'
    assert address not in desk(people.head).get(life(annual)).content.decode()
    published(annual, people)
    for page in (life(annual), f"/desk/reports/{annual.pk}/"):
        assert address in desk(people.head).get(page).content.decode()
    assert address in desk(people.supervisor).get(f"/desk/reports/reading/{annual.pk}/").content.decode()


def test_the_next_step_opens_where_it_is_done_and_the_list_shows_where_one_is(town, people, desk):
    draft = opened(town, people)
    for page in (life(draft), f"/desk/reports/{draft.pk}/"):
        shown = desk(people.officer).get(page).content.decode()
        assert f'<a class="gk-button" href="/desk/reports/declared/?organ={town.slug}&amp;year=2025">请有关机构报数</a>' in shown
        assert '<a href="/desk/reports/" aria-current="page">编制和公布</a>' in shown
    assert f'<a href="/desk/reports/{draft.pk}/comparison/"><b>填报对照表</b>' in shown


def test_past_the_day_the_page_says_so(annual, people, desk, text):
    assert "已过公布期限" not in text(desk(people.officer).get(life(annual)))
    words = text(desk(people.officer, LATER).get(life(annual)))
    assert "应当在2026年1月31日以前公布，已晚 3 天" in words
    assert "条例没有规定乡镇、街道公布的日子" in words
