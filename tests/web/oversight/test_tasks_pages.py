"""The pages of 信息管理 and of the register of platforms, as an officer of the town and a supervisor of the district use them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from gongkai.web.accounts.models import Role
from gongkai.web.organs.models import Level
from gongkai.web.organs.services import establish
from gongkai.web.oversight.models import Issue, Platform, Sending, Task, Visit
from gongkai.web.oversight.services import platforms, tasks, visiting
from gongkai.web.reporting.models import Trouble
from gongkai.web.vault.files import Upload
from gongkai.web.vault.models import StoredFile
from support import items, web
from support.faulty_site import HOME, TODAY, Faulty, Served
from support.web import browser
from web.portal.markup import faults

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(TODAY, 10))
    monkeypatch.setattr(visiting, "BOUNDS", visiting.BOUNDS._replace(rate=1000.0, seconds=20.0))


def page(client, name, query="", **given):
    answer = client.get(reverse(f"desk:{name}", kwargs=given) + query)
    text = answer.content.decode()
    assert answer.status_code == 200, answer.status_code
    assert faults(text) == []
    return text


def post(client, name, data, **given):
    text = client.post(reverse(f"desk:{name}", kwargs=given), data, follow=True).content.decode()
    assert faults(text) == []
    return text


def test_a_task_goes_from_the_group_to_the_receipt_in_a_browser(town, officer, head):
    client = browser(officer)
    assert "没有待办的任务" in page(client, "tasks")
    given = {
        "title": "报送3月份信息",
        "issuer": "区办",
        "way": "group",
        "received_on": "2026-03-30",
        "due_on": "2026-04-02",
        "due_time": "17:00",
    }
    paper = SimpleUploadedFile("要求.pdf", PDF)
    data = given | {"sort": "report", "weight": "high", "handler": str(head.pk), "attached": paper}
    assert "剩 2 天（4月2日 17:00前）" in post(client, "task_new", data, organ=town.slug)
    task = Task.objects.get()
    text = page(client, "task", pk=task.pk)
    assert "要求.pdf" in text
    assert "交给负责人丙办" in text
    assert "已记下" in post(client, "task_act", {"note-words": "已问各村"}, pk=task.pk, act="note")
    assert "请填写怎样办的" in post(client, "task_act", {"answer-words": " ", "answer-on": "2026-03-31"}, pk=task.pk, act="answer")
    sent = {"title": "3篇信息", "to": "区办", "way": "group", "on": "2026-03-31", "text": "正文", "receipt": "收到"}
    assert "按期" in post(client, "task_send", sent, pk=task.pk)
    row = Sending.objects.get()
    assert "区门户“动态”" in post(
        client, "sending_act", {"settle-taken": "yes", "settle-on": "2026-03-31", "settle-where": "区门户“动态”"}, pk=row.pk, act="settle"
    )
    assert "3篇信息" in page(client, "sendings", "?month=3&taken=1")
    text = page(client, "task_figures")
    assert "采用 <a" in text
    assert f"?organ={town.slug}&amp;year=2026&amp;count=in_time" in text
    assert "报送3月份信息" in page(client, "tasks", f"?organ={town.slug}&year=2026&count=in_time&issuer=区办")


def test_what_is_typed_wrongly_stays_in_the_form_with_all_reasons(town, officer):
    data = {
        "title": "会议",
        "issuer": "区办",
        "way": "phone",
        "received_on": "2026-03-30",
        "due_on": "2026-03-01",
        "sort": "meeting",
        "weight": "normal",
    }
    answer = browser(officer).post(reverse("desk:task_new", kwargs={"organ": town.slug}), data)
    assert answer.status_code == 422
    assert "期限2026年3月1日比收到日期还早" in answer.content.decode()
    assert 'value="会议"' in answer.content.decode()


def test_an_item_that_is_sent_up_from_a_task_shows_in_its_history(town):
    team = items.team(town)
    item = items.published(town, team)
    client = browser(team.officer)
    sent = {"item": str(item.pk), "to": "区办", "way": "group", "on": "2026-03-31"}
    post(client, "sending_new", sent, organ=town.slug)
    row = Sending.objects.get()
    post(client, "sending_act", {"settle-taken": "yes", "settle-on": "2026-03-31", "settle-where": "区门户"}, pk=row.pk, act="settle")
    assert "报送" in client.get(reverse("desk:item", args=[item.pk])).content.decode()
    assert "计入年度报告的报送" in page(client, "sendings")


def test_the_district_gives_a_task_to_all_towns_sees_who_is_silent_and_reminds(district, town, bureau, supervisor, officer):
    client = browser(supervisor)
    assert client.get(reverse("desk:tasks")).url == reverse("desk:issues")
    assert "还没有布置过任务" in page(client, "issues")
    data = {
        "title": "报账号清理情况",
        "due_on": "2026-04-03",
        "sort": "form",
        "weight": "normal",
        "levels": ["town"],
        "organs": [bureau.slug],
    }
    text = post(client, "issue_new", data, organ=district.slug)
    assert "已布置给 2 个机关" in text
    assert text.count("没有动静") >= 2
    issue = Issue.objects.get()
    assert "没有选给哪些机关" in post(client, "issue_new", data | {"levels": [], "organs": []}, organ=district.slug)
    assert "已催办" in post(client, "issue_remind", {"organ": [town.slug]}, pk=issue.pk)
    assert dict(Task.objects.values_list("organ__slug", "reminders")) == {town.slug: 1, bureau.slug: 0}
    assert "报账号清理情况" in page(browser(officer), "tasks")
    assert "催办 1 次" in page(browser(officer), "tasks")
    assert "布置的任务" in page(client, "task", pk=Task.objects.get(organ=town).pk)


def test_nobody_of_another_organ_opens_a_task_or_its_files(town, officer, outsider):
    asked = tasks.Asked("区办", "报送", TODAY)
    task, other = (
        tasks.receive(organ=town, asked=asked, uploads=[Upload("a.pdf", PDF)], by=officer, moment=web.at(TODAY)) for _ in range(2)
    )
    file = StoredFile.objects.get(stream=task.pk)
    mine, theirs = browser(officer), browser(outsider)
    assert mine.get(reverse("desk:task_file", args=[task.pk, file.pk])).status_code == 200
    assert mine.get(reverse("desk:task_file", args=[other.pk, file.pk])).status_code == 404
    for where in (reverse("desk:task", args=[task.pk]), reverse("desk:task_file", args=[task.pk, file.pk])):
        assert theirs.get(where).status_code == 404


def lots(district, supervisor, number=20):
    organs = [
        establish(slug=f"town{each}", name=f"示例{each}镇", level=Level.TOWN, valid_from=web.FOUNDED, parent=district)
        for each in range(number)
    ]
    tasks.issue(organ=district, asked=tasks.Asked("x", "报数", TODAY, due_on=TODAY), organs=organs, by=supervisor, moment=web.at(TODAY))
    for each in organs:
        given = {"limit": "account_stale", "noted_on": date(2026, 3, 1), "created_at": web.at(TODAY)}
        Platform.objects.create(organ=each, kind="wechat", name=f"{each.name}发布", **given)
    return organs


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "user"),
    [
        ("tasks", "head"),
        ("task_figures", "head"),
        ("sendings", "head"),
        ("issues", "supervisor"),
        ("issue", "supervisor"),
        ("platforms", "supervisor"),
    ],
)
def test_no_page_asks_more_than_twelve_times_whatever_the_number_of_organs(district, supervisor, name, user, django_assert_max_num_queries):
    lots(district, supervisor)
    both = {"supervisor": supervisor, "head": web.account("many", "代管者", district, Role.OFFICE_HEAD, subtree=True)}
    client, given = browser(both[user]), {"pk": Issue.objects.get().pk} if name == "issue" else {}
    client.get(reverse(f"desk:{name}", kwargs=given))
    with django_assert_max_num_queries(12):
        assert client.get(reverse(f"desk:{name}", kwargs=given)).status_code == 200


# --- 公开平台 ------------------------------------------------------------------------------------------


def test_a_platform_is_entered_kept_up_and_closed_in_a_browser(town, officer):
    client = browser(officer)
    assert "还没有登记平台" in page(client, "platforms")
    data = {"name": "示例镇发布", "limit": "account_stale", "opened_on": "2026-01-05", "number": "gh_1"}
    text = post(client, "platform_new", data, organ=town.slug, kind="wechat")
    assert "已超过" in text
    row = Platform.objects.get()
    update = {"update-on": "2026-03-30", "update-words": "发布两篇", "update-file": SimpleUploadedFile("图.pdf", PDF)}
    text = post(client, "platform_act", update, pk=row.pk, act="update")
    assert "2026年4月14日起超过14日的限度" in text
    assert "凭据" in text
    assert "已关停" in post(client, "platform_act", {"close-on": "2026-03-31", "close-why": "并入区级账号"}, pk=row.pk, act="close")
    assert "示例镇发布" in page(client, "platforms", "?closed=1")


def test_a_site_is_inspected_in_the_background_and_a_finding_becomes_a_task_a_problem_an_order(town, officer, supervisor):
    client = browser(officer)
    post(client, "platform_new", {"name": "镇网站", "address": HOME, "inspected": "on"}, organ=town.slug, kind="site")
    row = Platform.objects.get()
    assert "排队中" in post(client, "platform_visit", {}, pk=row.pk)
    assert "正在检查，请等它办完" in post(client, "platform_visit", {}, pk=row.pk)
    (queued,) = DBTaskResult.objects.all()
    visit = Visit.objects.get()
    assert queued.args_kwargs["args"] == [str(visit.pk)]
    with Served(Faulty("home_stale", "dead_link").pages) as served:
        visiting.visit(pk=visit.pk, moment=web.at(TODAY), network=served.network)
    text = page(client, "visit", pk=visit.pk)
    assert "首页超过两周没有更新" in text
    assert "这是第一次" in text
    key = text.split('name="key" value="')[1].split('"')[0]
    assert "已转为任务" in post(client, "visit_follow", {"key": key, "what": "task"}, pk=visit.pk)
    task = Task.objects.get()
    assert (task.sort, task.weight, "怎样改" in task.words) == ("mend", "urgent", True)
    assert "已经转为任务" in post(client, "visit_follow", {"key": key, "what": "task"}, pk=visit.pk)
    assert "已记入问题登记簿" in post(client, "visit_follow", {"key": key, "what": "trouble"}, pk=visit.pk)
    assert Trouble.objects.get().problem.startswith("镇网站：首页最新的信息是")
    assert "已转为任务" in page(client, "visit", pk=visit.pk)
    order = f"{reverse('desk:order_new')}?organ={town.slug}&amp;origin=inspection&amp;origin_words="
    assert order not in text
    assert order in page(browser(supervisor), "visit", pk=visit.pk)
    assert "有错误级的问题" in page(client, "platform", pk=row.pk)


def test_what_is_new_and_gone_since_the_last_visit_is_shown(town, officer):
    entry = platforms.Entry("site", "镇网站", address=HOME)
    row = platforms.register(organ=town, entry=entry, by=officer, moment=web.at(TODAY))
    for hour, fault in ((9, "dead_link"), (11, "dead_file")):
        asked = visiting.ask(platform=row, by=officer, moment=web.at(TODAY, hour))
        with Served(Faulty(fault).pages) as served:
            last = visiting.visit(pk=asked.pk, moment=web.at(TODAY, hour), network=served.network)
    text = page(browser(officer), "visit", pk=last.pk)
    assert "新的 1 处，没有了的 1 处" in text
    assert "上一次有、这一次没有了的（1）" in text


def test_a_supervisor_sees_the_platforms_of_the_district_and_changes_none(district, town, supervisor, officer):
    platforms.register(organ=town, entry=platforms.Entry("board", "公示栏"), by=officer, moment=web.at(TODAY))
    client, row = browser(supervisor), Platform.objects.get()
    assert "公示栏" in page(client, "platforms")
    assert "登记更新" not in page(client, "platform", pk=row.pk)
    assert client.post(reverse("desk:platform_act", kwargs={"pk": row.pk, "act": "close"})).status_code == 403
