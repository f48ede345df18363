"""The superior reads what was sent up: the very content, with what the rules say; marks, lets pass, returns. What is late is shown to him."""

from __future__ import annotations

import re
from datetime import date

import pytest

from gongkai.report import codec
from gongkai.web.accounts.models import Role
from gongkai.web.reporting.models import Note
from gongkai.web.reporting.selectors.content import content_of, digest_of
from gongkai.web.reporting.selectors.findings import findings_of
from gongkai.web.reporting.services.acting import state_of
from gongkai.web.reporting.services.drafting import answer
from gongkai.web.reporting.services.publishing import publish
from gongkai.web.reporting.services.reviewing import send_up
from support import reports, web
from support.reports import TODAY, declared, finished, fresh, opened, published, signed

pytestmark = pytest.mark.django_db
LIST = "/desk/reports/reading/"


@pytest.fixture
def people(town, district):
    return reports.team(town, district)


@pytest.fixture
def annual(town, people):
    """A report in which the rules find something that is not in the way."""
    return finished(town, people)


@pytest.fixture
def sent(annual, people):
    digest = signed(annual, people)
    send_up(annual=annual, digest=digest, to=annual.organ.parent, by=people.officer, moment=web.at(TODAY), on=TODAY)
    return fresh(annual)


@pytest.fixture
def desk(enter):
    return lambda user, on=TODAY: enter(user, web.at(on))


def one(annual):
    return f"{LIST}{annual.pk}/"


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())[1]


def read(client, annual, verdict, **fields):
    page = client.get(one(annual))
    given = {"verdict": verdict, "digest": hidden(page, "digest"), "seen": hidden(page, "seen"), "own": "", "opinion": ""}
    return client.post(one(annual), given | fields, follow=True)


def test_what_was_sent_up_waits_in_the_list_with_its_day(sent, people, desk, text):
    words = text(desk(people.supervisor).get(LIST))
    assert "等您审读（1）" in words
    assert "2026年1月12日报送，应当在2026年1月31日以前公布" in words
    assert "示例区人民政府 没有开始编制" in words


def test_an_officer_has_no_such_list(people, desk):
    assert desk(people.officer).get(LIST).status_code == 403


def test_the_report_stands_there_as_it_was_signed(sent, people, desk, text):
    page = desk(people.supervisor).get(one(sent))
    words = text(page)
    for each in ("示例镇人民政府2025年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况", "改进措施是每件政策文件配一张图解"):
        assert each in words
    answer_ = desk(people.supervisor).get(f"{one(sent)}file.json")
    assert digest_of(codec.loads(answer_.content.decode())) == state_of(sent).waiting.digest


def test_it_stays_the_one_that_was_sent_when_the_town_changes_its_draft(sent, people, desk, text):
    before = text(desk(people.supervisor).get(one(sent)))
    declared(sent.organ, people, "table2.licences[0]", "3", reason="漏报三件")
    after = desk(people.supervisor).get(one(sent))
    assert "机关报送以后又改了草稿" in text(after)
    assert re.search(r"行政许可 (\d+)", before)[1] == re.search(r"行政许可 (\d+)", text(after))[1] == "0"
    read(desk(people.supervisor), sent, "passed")
    assert state_of(sent).read_digest == state_of(sent).sendings[0].digest != content_of(fresh(sent)).digest


def test_let_pass_it_may_be_published(sent, people, desk, text):
    assert "审读通过。" in text(read(desk(people.supervisor), sent, "passed", opinion="同意公布"))
    edition = publish(annual=fresh(sent), digest=content_of(fresh(sent)).digest, by=people.head, moment=web.at(TODAY), on=TODAY)
    assert edition.number == 1
    assert "同意公布" in text(desk(people.officer).get(f"/desk/reports/{sent.pk}/life/"))


def test_findings_of_the_rules_are_taken_over_and_own_ones_added(town, people, desk, text):
    annual = finished(town, people, problems="上年问题已经改进。主要问题是解读少，改进措施是多配图。")
    content = content_of(annual)
    for each in findings_of(content):
        if each.blocks:
            answer(annual=annual, found=each, reason="当地如此", by=people.officer, moment=web.at(TODAY))
    digest = signed(annual, people)
    send_up(annual=annual, digest=digest, to=town.parent, by=people.officer, moment=web.at(TODAY), on=TODAY)
    client = desk(people.supervisor)
    page = client.get(one(annual))
    marks = re.findall(r'name="taken" value="(\w+)"', page.content.decode())
    assert len(marks) == len(findings_of(content)) > 0, "the rules find something in a short text"
    page = read(
        client,
        annual,
        "returned",
        taken=marks[:1],
        own="第五部分：写明改进措施的完成时间\n\n标题字体不对\n时间 12:30 有误",
        opinion="改好再报",
    )
    assert "已退回修改。" in text(page)
    reading = state_of(annual).readings[0]
    marked = Note.objects.get(pk=reading.findings).data["marked"]
    assert [(each["place"], each["words"]) for each in marked[1:]] == [
        ("第五部分", "写明改进措施的完成时间"), ("全文", "标题字体不对"), ("时间 12", "30 有误"),
    ]  # fmt: skip
    assert marked[0]["code"]
    words = text(desk(people.officer).get(f"/desk/reports/{annual.pk}/life/"))
    assert "上级退回，要改的（4）" in words
    assert "写明改进措施的完成时间" in words
    assert marked[0]["words"] in words
    assert "改好再报" in words


def test_what_is_to_be_mended_is_listed_until_it_is_sent_again(sent, people, desk, text):
    read(desk(people.supervisor), sent, "returned", own="第五部分：太笼统")
    where = f"/desk/reports/{sent.pk}/life/"
    words = text(desk(people.officer).get(where))
    assert "上级退回，要改的（1）" in words
    next_step = "照退回的意见改 上级退回了这份内容，照标出的改好以后重新审核、签发、报送。"
    assert next_step in words
    assert f"{next_step} 看上级标出的" in text(desk(people.officer).get(f"/desk/reports/{sent.pk}/"))
    assert "上级退回的就是这份内容，还没有改。" in words
    again = reports.written(sent, people, problems=reports.TEXTS["problems"] + "由党政综合办公室负责。")
    digest = signed(again, people)
    assert "上级退回，要改的（1）" in text(desk(people.officer).get(where))
    send_up(annual=again, digest=digest, to=sent.organ.parent, by=people.officer, moment=web.at(TODAY), on=TODAY)
    assert "上级退回，要改的" not in text(desk(people.officer).get(where))


def test_a_return_without_a_word_is_refused_and_what_was_written_stays(sent, people, desk, text):
    page = read(desk(people.supervisor), sent, "returned")
    assert page.status_code == 422
    assert "没有写退回的意见" in text(page)
    page = read(desk(people.supervisor), sent, "returned", own="第五部分：写具体", digest="0" * 64)
    assert page.status_code == 422
    assert "审读的不是报送的那份内容" in text(page)
    assert "第五部分：写具体" in page.content.decode()


def test_a_supervisor_of_the_town_alone_does_not_read_for_the_district(sent, people, desk, text):
    own = web.account("own", "监督员乙", sent.organ, Role.SUPERVISOR)
    page = desk(own).get(one(sent))
    assert 'name="verdict"' not in page.content.decode()
    refused = desk(own).post(one(sent), {"verdict": "passed", "digest": state_of(sent).waiting.digest, "own": "", "opinion": ""})
    assert refused.status_code == 422
    assert state_of(sent).readings == ()


def test_twice_read_is_refused(sent, people, desk, text):
    client = desk(people.supervisor)
    page = client.get(one(sent))
    given = {"verdict": "passed", "digest": hidden(page, "digest"), "seen": hidden(page, "seen"), "own": "", "opinion": ""}
    assert client.post(one(sent), given).status_code == 302
    assert client.post(one(sent), given).status_code == 422


def test_published_late_and_not_published_past_the_day_are_shown(town, bureau, people, desk, text):
    opened(bureau, people)
    published(finished(town, people), people, on=date(2026, 2, 2))
    words = text(desk(people.supervisor, date(2026, 2, 5)).get(LIST))
    assert "已公布 1 份，其中逾期公布 1 份；已过期限没有公布 1 份" in words
    assert "2026年2月2日 逾期公布 晚 2 天" in words
    assert "示例区教育局 起草 最迟2026年1月21日 2026年1月31日 逾期未公布 已晚 5 天" in words


def test_the_list_has_a_page_for_each_year(people, desk, text):
    words = text(desk(people.supervisor, date(2026, 12, 1)).get(f"{LIST}?year=2025"))
    assert "各机关的2025年度报告" in words
    assert "2026年度" in words, "from 1 December on the running year"
    assert "各机关的2026年度报告" in text(desk(people.supervisor, date(2026, 12, 1)).get(f"{LIST}?year=1990"))


def test_the_first_page_of_the_office_says_what_is_due_and_the_district_what_waits(sent, people, desk, text):
    words = text(desk(people.officer).get("/desk/"))
    assert "年度报告：有期限要办" in words
    assert "示例镇2025年度报告 公布，先报上级审读（最迟2026年1月21日） 2026年1月31日 还有 19 天" in words
    assert "2025年度报告 ：等审读 1 份，已过公布期限没有公布 0 份。" in text(desk(people.supervisor).get("/desk/oversight/"))
    read(desk(people.supervisor), sent, "passed")
    publish(annual=fresh(sent), digest=content_of(fresh(sent)).digest, by=people.head, moment=web.at(TODAY), on=TODAY)
    assert "年度报告：有期限要办" not in text(desk(people.officer).get("/desk/"))
    assert "年度报告审读" in text(desk(people.supervisor).get("/desk/oversight/")), "the page stands beside it on the left"
