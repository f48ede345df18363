"""The page of the text in a browser: fields, findings while it is typed, two people, a session that ran out, older texts."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai.ledger.vocabulary.codes import Verdict
from gongkai.report import codec
from gongkai.report.sample import clean
from gongkai.web.accounts.models import Role
from gongkai.web.reporting.models import Answer, PastReport, Revision, Scope
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.services.drafting import MOST_CHARACTERS, open_report, save
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.reporting.services.reviewing import review
from gongkai.web.vault import files
from support import reports, web
from support.reports import TODAY, finished, fresh, opened
from support.web import at

FIELDS = ("preamble", "overview", "problems", "other", "based_on", "drafted")
BACKEND = "django.contrib.auth.backends.ModelBackend"
LOST = "这一段话写了很久，不能丢。"


@pytest.fixture
def people(town, district):
    return reports.team(town, district)


@pytest.fixture
def annual(town, people):
    return opened(town, people)


@pytest.fixture
def officer(people, enter):
    return enter(people.officer, at(TODAY))


def to(annual, name="report_text", *parts):
    return reverse(f"desk:{name}", args=[annual.pk, *parts])


def form_of(response):
    """What the browser would send: every field of the page's form as it stands there."""
    page = html.fromstring(response.content.decode())
    form = page.xpath("//main//form[@data-unsaved]")[0]
    given = {field.get("name"): field.get("value", "") for field in form.xpath(".//input[@name]")}
    return given | {
        area.get("name"): (area.text or "").removeprefix("\r\n").removeprefix("\n") for area in form.xpath(".//textarea[@name]")
    }


def links(response, within):
    page = html.fromstring(response.content.decode())
    return {link.text_content().strip(): link.get("href") for link in page.xpath(f"//*[@id='{within}']//a[@href]")}


def words_of(response, within):
    return "".join(html.fromstring(response.content.decode()).xpath(f"//*[@id='{within}']")[0].text_content().split())


def last_year(town, **sections):
    document = codec.to_dict(clean()._replace(organ=town.name, year=2024, sections={**clean().sections, **sections}))
    stored = files.store(
        name="年报.pdf", data=b"%PDF-1.4\n%%EOF\n", purpose="past_report", stream=town.pk, organ=town.pk, by="", moment=at(TODAY)
    )
    PastReport.objects.create(organ=town, year=2024, document=document, file=stored, created_at=at(TODAY), created_by="")


# --- what the page shows ---------------------------------------------------------------------------------------------------


def test_what_the_register_of_problems_has_not_said_leads_to_the_register(annual, officer):
    shown = officer.get(to(annual, "report_text"))
    assert "{本年第一项问题}：问题登记簿里还没有写" in words_of(shown, "seen-problems")
    assert links(shown, "seen-problems")["{本年第一项问题}"] == reverse("desk:reports_troubles", args=[annual.organ.slug, annual.year])


def test_a_number_of_the_record_leads_to_its_cases_and_a_name_to_its_line_in_the_list(town, people, officer):
    web.application(town, on=date(2025, 12, 22))
    catch_up()
    annual = opened(town, people)
    page = officer.get(to(annual))
    (number,) = html.fromstring(page.content.decode()).xpath("//*[@id='seen-overview']//a[@title='新收申请数']")
    assert (number.text_content(), number.get("href")) == ("1", to(annual, "report_cell", "table3.new[6]"))
    assert links(page, "seen-preamble")[town.name] == "#field-2"
    (line,) = html.fromstring(page.content.decode()).xpath("//tr[@id='field-2']")
    assert "{机关名称}" in line.text_content()
    assert town.name in line.text_content()


def test_a_field_without_a_number_says_why_and_what_to_do_and_a_name_that_is_none_gets_a_guess(annual, officer, text):
    words = text(officer.post(to(annual, "report_text_check"), {"overview": "{解读总数}和{主动公开总}。"}))
    assert "{解读总数} ：" in words
    assert content_of(annual).told["解读总数"].why_unknown in words
    assert "没有叫“主动公开总”的字段，是不是“主动公开总数”？" in words


def test_the_first_part_is_counted_as_readers_see_it(annual, officer, text):
    sent = {"overview": "{年份}年" + "字" * 1000}
    words = text(officer.post(to(annual, "report_text_check"), sent))
    assert "总体情况 1005 字" in words
    assert "超出 5 字" in words


def test_every_field_can_be_copied_with_its_value(annual, officer, text):
    words = text(officer.get(to(annual)))
    for fact in content_of(annual).told.values():
        assert f"{{{fact.name}}}" in words
    assert "{新收申请数} 插入 “新收申请数” 本年新收的申请 0件" in words


def test_what_followed_the_record_and_what_could_not_is_told(town, annual, officer, people, text):
    texts = annual.head.sections["overview"]
    own = texts.replace("未发生因政府信息公开引起的行政复议、行政诉讼。", "全年没有复议。").replace(
        "本年度未收到政府信息公开申请，没有上年结转的申请。", "全年没有人申请。"
    )
    save(annual=annual, sections={"overview": own}, based_on=1, by=people.officer, moment=at(TODAY))
    web.application(town, on=date(2025, 12, 22))
    page = officer.get(to(annual))
    assert "记录变了，这几处您写过自己的话，没有跟着变" in text(page)
    taken = officer.post(to(annual), form_of(page) | {"tool": "take:overview:收到申请"})
    assert "全年没有人申请。" in form_of(taken)["overview"]
    assert "（二）依申请公开。本年度新收政府信息公开申请{新收申请数}件" in form_of(taken)["overview"]
    assert "还没有保存" in text(taken)
    assert Revision.objects.count() == 2


def test_a_part_can_be_drafted_again_and_nothing_is_saved_by_it(annual, officer, people, text):
    save(annual=annual, sections={"other": "随便写的。"}, based_on=1, by=people.officer, moment=at(TODAY))
    page = officer.get(to(annual))
    again = officer.post(to(annual), form_of(page) | {"tool": "draft:other", "problems": LOST})
    assert form_of(again)["other"] == "本年度未收取信息处理费。没有其他需要报告的事项。"
    assert form_of(again)["problems"] == LOST
    assert fresh(annual).head.sections["other"] == "随便写的。"


def test_a_typed_number_becomes_a_field_one_decision_at_a_time(town, people, officer, text):
    web.application(town, on=date(2025, 12, 22))
    catch_up()
    annual = opened(town, people)
    typed = form_of(officer.get(to(annual))) | {"overview": "本年新收申请1件，2025年没有别的。"}
    page = officer.post(to(annual), typed | {"tool": "draft:other"})
    offers = re.findall(r'value="(bind:overview:[^"]+)"', page.content.decode())
    assert "bind:overview:6:7:新收申请数" in offers
    bound = officer.post(to(annual), form_of(page) | {"tool": "bind:overview:6:7:新收申请数"})
    assert form_of(bound)["overview"] == "本年新收申请{新收申请数}件，2025年没有别的。"
    stale = officer.post(to(annual), form_of(bound) | {"tool": "bind:overview:6:7:新收申请数"})
    assert "没有绑定" in text(stale)
    assert form_of(stale)["overview"] == form_of(bound)["overview"]


def test_passages_of_last_year_are_marked_and_the_rule_about_them_fires(town, annual, officer, text):
    old = (
        "解读形式单一，群众看不懂，图解和短视频少；个别部门报送信息不及时，栏目更新慢。" * 3
        + "下一步加强培训，落实责任，定期通报，按季度核对栏目，组织交叉检查。"
    )
    last_year(town, problems=old)
    words = text(officer.post(to(annual, "report_text_check"), {"problems": old + "本年新写的一句。"}))
    assert "上年报告也有的话" in words
    assert "规则 D002" in words
    page = officer.post(to(annual, "report_text_check"), {"problems": "今年完全不同的一句话，没有抄。"})
    assert "上年报告也有的话" not in text(page)


def test_what_the_record_has_every_report_say_is_no_copy(town, annual, officer, text):
    last_year(town, overview=content_of(annual).filled["overview"].text)
    assert "上年报告也有的话" not in text(officer.get(to(annual)))


def test_the_report_of_a_region_is_written_on_the_same_page(district, people, enter, text):
    head = web.account("district-head", "区负责人", district, Role.OFFICE_HEAD)
    catch_up()
    annual = open_report(organ=district, year=reports.YEAR, by=head, moment=at(TODAY), on=TODAY, scope=Scope.REGION)
    client = enter(head, at(TODAY))
    page = client.get(to(annual))
    assert "本行政区域汇总" in text(page)
    page = client.post(to(annual), form_of(page) | {"other": "全区没有收取信息处理费。"}, follow=True)
    assert "已保存。" in text(page)
    assert fresh(annual).head.sections["other"] == "全区没有收取信息处理费。"


# --- findings ------------------------------------------------------------------------------------------------------------


def test_findings_stand_at_their_words_while_it_is_typed_and_nothing_is_kept(annual, officer):
    page = officer.post(to(annual, "report_text_check"), {"overview": "{年份}年，户主电话13900000009。"})
    fragment = html.fromstring(f"<div>{page.content.decode()}</div>")
    place = fragment.xpath("//*[@id='seen-overview']//a[@data-choose][contains(@href, 'id_overview')]")[0]
    assert (place.get("data-start"), place.get("data-end")) == ("10", "16")  # of the template: {年份} has four characters, not 2025
    assert "139000" in [mark.text_content() for mark in fragment.xpath("//*[@id='seen-overview']//mark")]
    assert "<html" not in page.content.decode()
    assert Revision.objects.count() == 1


def test_an_error_stays_with_a_reason_that_names_who_and_when(town, people, enter, text):
    annual = finished(town, people, problems="无")
    client = enter(people.officer, at(TODAY))
    page = client.get(to(annual))
    assert "处错误要改正，或者写明保留的理由" in text(page)
    given = form_of(page)
    marks = [name for name in given if name.startswith("answer-")]
    assert marks
    page = client.post(to(annual), given | dict.fromkeys(marks, "区里要求如此"), follow=True)
    assert "已记下" in text(page)
    assert "区里要求如此 经办人甲，2026年1月12日 09:30" in text(page)
    assert "处错误要改正" not in text(page)
    assert {each.created_by for each in Answer.objects.all()} == {people.officer.actor}
    assert Revision.objects.count() == 2  # the text is as it was: the reasons are no new one


def test_a_reason_for_what_was_mended_meanwhile_is_told_and_not_kept(town, people, enter, text):
    annual = finished(town, people, problems="无")
    client = enter(people.officer, at(TODAY))
    given = form_of(client.get(to(annual)))
    reasons = {name: "已经问过区里" for name in given if name.startswith("answer-")}
    page = client.post(to(annual), given | reasons | {"problems": reports.TEXTS["problems"]}, follow=True)
    assert "这条理由没有记下：“已经问过区里”" in text(page)
    assert not Answer.objects.exists()


def test_a_reason_that_is_being_written_stays_while_the_text_is_checked(town, people, enter):
    annual = finished(town, people, problems="无")
    client = enter(people.officer, at(TODAY))
    given = form_of(client.get(to(annual)))
    mark = next(name for name in given if name.startswith("answer-"))
    page = client.post(to(annual, "report_text_check"), given | {mark: "正在写的理由"})
    assert 'value="正在写的理由"' in page.content.decode()


def test_who_only_reads_sees_the_text_with_its_findings_and_no_form(annual, people, enter, text):
    page = enter(people.reviewer, at(TODAY)).get(to(annual))
    assert "读者看到的" in text(page)
    assert not html.fromstring(page.content.decode()).xpath("//main//textarea | //main//button")


def test_a_text_that_was_reviewed_warns_before_it_is_changed(town, people, enter, text):
    annual = finished(town, people)
    digest = content_of(annual).digest
    review(annual=annual, digest=digest, verdict=Verdict.PASSED, role="reviewer", by=people.reviewer, moment=at(TODAY), on=TODAY)
    assert "审核通过的就是现在的内容。文字一改，就要重新审核、签发。" in text(enter(people.officer, at(TODAY)).get(to(annual)))


# --- saving -----------------------------------------------------------------------------------------------------------------


def test_it_is_saved_with_a_note_for_colleagues(annual, officer, text):
    given = form_of(officer.get(to(annual)))
    page = officer.post(to(annual), given | {"other": "甲写的。\r\n第二行。", "note": "补第六部分"}, follow=True)
    assert "已保存。" in text(page)
    head = fresh(annual).head
    assert (head.sections["other"], head.note) == ("甲写的。\n第二行。", "补第六部分")
    assert head.sections["overview"] == annual.head.sections["overview"]


def test_a_form_as_it_came_saves_nothing(annual, officer, text):
    assert "文字没有改动，没有另存。" in text(officer.post(to(annual), form_of(officer.get(to(annual))), follow=True))
    assert Revision.objects.count() == 1


def test_words_that_are_refused_come_back(annual, officer, text):
    given = form_of(officer.get(to(annual))) | {"problems": LOST}
    for wrong in ({"other": "字" * (MOST_CHARACTERS + 1)}, {"note": "字" * 201}, {"based_on": "77"}, {"based_on": "x"}):
        page = officer.post(to(annual), given | wrong)
        assert page.status_code == 422
        assert form_of(page)["problems"] == LOST
    assert "找不到您修改时所看的那一版" in text(officer.post(to(annual), given | {"based_on": "77"}))
    assert Revision.objects.count() == 1


def test_two_who_write_at_different_places_are_joined_and_see_it(annual, people, enter, text):
    first, second = enter(people.officer, at(TODAY)), enter(people.head, at(TODAY))
    one, two = form_of(first.get(to(annual))), form_of(second.get(to(annual)))
    first.post(to(annual), one | {"other": one["other"] + "甲加的一句。"})
    page = second.post(to(annual), two | {"problems": two["problems"] + "\n乙加的一句。"}, follow=True)
    words = text(page)
    assert "两边已经合在一起" in words
    assert "合进来的" in words
    assert "新增： 甲加的一句。" in words
    sections = fresh(annual).head.sections
    assert sections["other"].endswith("甲加的一句。")
    assert sections["problems"].endswith("乙加的一句。")


@pytest.fixture
def aside(annual, people, enter):
    """The officer and the head of the office wrote the sixth part at the same time; the head sees both sides."""
    first, second = enter(people.officer, at(TODAY)), enter(people.head, at(TODAY))
    one, two = form_of(first.get(to(annual))), form_of(second.get(to(annual)))
    first.post(to(annual), one | {"other": "甲写的。"})
    page = second.post(to(annual), two | {"other": "乙写的。", "problems": two["problems"] + "\n乙加的。"}, follow=True)
    assert page.redirect_chain[-1][0] == to(annual, "report_text_aside", 3)
    return second, page


def test_two_who_write_at_one_place_see_both_sides_and_decide(annual, aside, text):
    client, page = aside
    words = text(page)
    assert "您写的已经存下" in words
    assert "六、其他需要报告的事项 第 1 处" in words
    assert "另外合进来的" in words
    given = form_of(page)
    (place,) = [name for name in given if name.startswith("place-")]
    assert given[place] == "甲写的。乙写的。"
    assert "写的一份文字和别人改的有冲突" in text(client.get(to(annual)))
    page = client.post(to(annual, "report_text_aside", 3), given | {place: "两人商量的。"}, follow=True)
    assert "已合并。" in text(page)
    head = fresh(annual).head
    assert head.sections["other"] == "两人商量的。"
    assert head.sections["problems"].endswith("\n乙加的。")
    assert head.sections["overview"] == annual.head.sections["overview"]
    assert Revision.objects.get(number=3).settled_in == head
    assert client.get(to(annual, "report_text_aside", 3)).status_code == 302


def test_a_decision_that_is_refused_comes_back(annual, aside, text):
    client, page = aside
    given = form_of(page)
    (place,) = [name for name in given if name.startswith("place-")]
    page = client.post(to(annual, "report_text_aside", 3), given | {place: LOST, "based_on": "77"})
    assert page.status_code == 422
    assert form_of(page)[place] == LOST
    assert Revision.objects.get(number=3).settled_in is None


def test_a_decision_about_a_text_that_changed_shape_meanwhile_is_shown_to_be_copied(annual, aside, people, text):
    client, page = aside
    given = form_of(page)
    (place,) = [name for name in given if name.startswith("place-")]
    save(annual=fresh(annual), sections={"other": annual.head.sections["other"]}, based_on=2, by=people.officer, moment=at(TODAY))
    page = client.post(to(annual, "report_text_aside", 3), given | {place: LOST, "based_on": "77"})
    assert page.status_code == 422
    assert "您看的时候文字又变了" in text(page)
    assert LOST in text(page)


def test_a_decision_that_somebody_overtakes_is_shown_again(annual, aside, people, text):
    client, page = aside
    given = form_of(page)
    (place,) = [name for name in given if name.startswith("place-")]
    save(annual=fresh(annual), sections={"other": "丙写的。"}, based_on=2, by=people.officer, moment=at(TODAY))
    page = client.post(to(annual, "report_text_aside", 3), given | {place: LOST}, follow=True)
    assert "又有人改了同一处" in text(page)
    assert LOST in text(page)
    assert "丙写的。" in text(page)


# --- a session that ran out ------------------------------------------------------------------------------------------------------


def browser(user):
    """One that insists on the token of its forms, as real ones are made to."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(user, backend=BACKEND)
    return client


def test_words_that_are_sent_after_the_session_ended_are_back_after_the_login(annual, people, text, monkeypatch):
    monkeypatch.setattr("gongkai.web.clock.now", lambda: at(TODAY))
    client = browser(people.officer)
    given = form_of(client.get(to(annual))) | {"other": LOST}
    client.cookies["sessionid"] = ""
    answer = client.post(to(annual), given)
    assert answer["Location"].startswith("/accounts/login/?next=")
    client.force_login(people.officer, backend=BACKEND)
    page = client.get(to(annual))
    assert "登录中断以前写的字都在下面" in text(page)
    assert form_of(page)["other"] == LOST
    assert Revision.objects.count() == 1
    client.post(to(annual), form_of(page))
    assert fresh(annual).head.sections["other"] == LOST
    assert "登录中断" not in text(client.get(to(annual)))


def test_words_of_a_page_from_before_another_login_are_back_and_are_not_saved_unseen(annual, people, text, monkeypatch):
    monkeypatch.setattr("gongkai.web.clock.now", lambda: at(TODAY))
    client = browser(people.officer)
    given = form_of(client.get(to(annual))) | {"other": LOST, "csrfmiddlewaretoken": "x" * 64}
    page = client.post(to(annual), given, follow=True)
    assert form_of(page)["other"] == LOST
    assert Revision.objects.count() == 1


def test_somebody_else_who_logs_in_does_not_see_them(annual, people, text, monkeypatch):
    monkeypatch.setattr("gongkai.web.clock.now", lambda: at(TODAY))
    client = browser(people.officer)
    given = form_of(client.get(to(annual))) | {"other": LOST}
    client.cookies["sessionid"] = ""
    client.post(to(annual), given)
    client.force_login(people.head, backend=BACKEND)
    assert LOST not in text(client.get(to(annual)))


def test_without_the_ticket_of_a_page_of_ours_nothing_is_kept(annual, people, text, monkeypatch):
    monkeypatch.setattr("gongkai.web.clock.now", lambda: at(TODAY))
    client = browser(people.officer)
    given = form_of(client.get(to(annual))) | {"other": LOST, "ticket": "geraten"}
    assert client.post(to(annual), given | {"csrfmiddlewaretoken": "x" * 64}).status_code == 403
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post(to(annual), given).status_code == 302
    assert "kept_words" not in stranger.session
    assert LOST not in text(client.get(to(annual)))


def test_the_check_says_that_the_session_is_over_and_takes_nothing_away(annual, officer, text):
    given = form_of(officer.get(to(annual)))
    stranger = Client()
    assert "您写的字都还在页面上" in text(stranger.post(to(annual, "report_text_check"), given))
    assert stranger.post(to(annual, "report_text_check"), {}).status_code == 302


def test_what_was_kept_is_thrown_away_when_nobody_wants_it(annual, people, text, monkeypatch):
    monkeypatch.setattr("gongkai.web.clock.now", lambda: at(TODAY))
    client = browser(people.officer)
    given = form_of(client.get(to(annual))) | {"other": LOST, "csrfmiddlewaretoken": "x" * 64}
    page = client.post(to(annual), given, follow=True)
    page = client.post(to(annual), form_of(page) | {"tool": "forget"}, follow=True)
    assert form_of(page)["other"] == annual.head.sections["other"]


def test_a_decision_is_back_after_the_login_too(annual, aside, people, text):
    client, page = aside
    given = form_of(page)
    (place,) = [name for name in given if name.startswith("place-")]
    client.cookies["sessionid"] = ""
    client.post(to(annual, "report_text_aside", 3), given | {place: LOST})
    client.force_login(people.head, backend=BACKEND)
    assert form_of(client.get(to(annual, "report_text_aside", 3)))[place] == LOST


# --- older texts -------------------------------------------------------------------------------------------------------------------


def test_every_text_is_listed_compared_by_words_and_taken_again(annual, officer, people, text):
    save(annual=annual, sections={"other": "甲写的。"}, based_on=1, by=people.head, moment=at(TODAY), note="换第六部分")
    words = text(officer.get(to(annual, "report_revisions")))
    assert "2026年1月12日 09:30 负责人甲 换第六部分 在第 1 次上改" in words
    assert "2026年1月5日 09:30 经办人甲 按记录起草 开始编制" in words
    words = text(officer.get(f"{to(annual, 'report_revisions')}?old=1&new=2"))
    assert "删去： 本年度未收取信息处理费。没有其他需要报告的事项。 新增： 甲写的。" in words
    assert officer.get(f"{to(annual, 'report_revisions')}?old=1&new=9").status_code == 404
    page = officer.post(to(annual, "report_revision_restore", 1), {"based_on": "2"}, follow=True)
    assert "已取回第 1 次保存的文字。" in text(page)
    assert fresh(annual).head.sections == annual.head.sections
    assert "找不到您修改时所看的那一版" in text(officer.post(to(annual, "report_revision_restore", 1), {"based_on": "x"}, follow=True))


def test_the_list_of_texts_costs_no_more_with_more_of_them(annual, officer, people, django_assert_max_num_queries):
    for number in range(1, 8):
        save(annual=fresh(annual), sections={"other": f"第{number}句。"}, based_on=number, by=people.officer, moment=at(TODAY))
    with django_assert_max_num_queries(25):
        officer.get(to(annual, "report_revisions"))
