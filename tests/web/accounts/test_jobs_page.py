"""The system administrator sees what runs by itself, and the head of the office is told when it does not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from gongkai.web import clock
from gongkai.web.accounts.models import Role
from gongkai.web.applications.tasks import deliver
from gongkai.web.events import heartbeats
from gongkai.web.events.queue import queue
from support import web


@pytest.fixture
def admin_page(client, district):
    client.force_login(web.account("sysadmin", "系统管理员", district, Role.SYSTEM_ADMIN, subtree=True))
    return lambda: client.get(reverse("accounts:jobs")).content.decode()


def all_well(moment):
    for each in heartbeats.WATCHED:
        heartbeats.went_well(name=each.name, day=clock.day_of(moment), moment=moment)


def test_a_silent_job_stands_first_with_its_reason(admin_page):
    now = clock.now()
    all_well(now)
    heartbeats.went_well(name="ledger", day=clock.day_of(now), moment=now - timedelta(hours=26))
    heartbeats.failed(name="ledger", moment=now, problem="账本第7条：内容与哈希不符")
    page = admin_page()
    assert "1 项任务超过 25 小时没有办成" in page
    assert page.index("核对账本并记下链头") < page.index("到期提醒、重算期限、保存期限")
    assert "停在：账本第7条：内容与哈希不符" in page


def test_when_all_is_well_nothing_is_red(admin_page):
    all_well(clock.now())
    page = admin_page()
    assert "没有办成。" not in page
    assert "gk-tag--error" not in page


def test_what_is_switched_off_says_how_to_switch_it_on(admin_page, monkeypatch):
    assert "GONGKAI_BACKUP_DIR" in admin_page()
    monkeypatch.setattr(settings, "ENVIRONMENT", settings.ENVIRONMENT._replace(backup="/somewhere"))
    assert "GONGKAI_BACKUP_DIR" not in admin_page()


def test_a_task_that_waits_for_a_worker_that_is_not_there_is_seen(admin_page):
    deliver.enqueue(1)
    assert "等了 10 分钟以上" not in admin_page()
    DBTaskResult.objects.update(enqueued_at=clock.now() - timedelta(minutes=11))
    assert "等了 10 分钟以上" in admin_page()


def test_a_task_for_later_does_not_wait_yet(db):
    now = clock.now()
    deliver.using(run_after=now + timedelta(hours=1)).enqueue(1)
    DBTaskResult.objects.update(enqueued_at=now - timedelta(hours=1))
    assert queue(now)[:2] == (0, None)
    late = queue(now + timedelta(hours=1, minutes=5))
    assert (late.waiting, late.stuck) == (1, False)


def test_the_head_of_the_office_is_told_and_the_officer_is_not(client, head, officer):
    all_well(clock.now() - timedelta(hours=26))
    for user, told in ((head, True), (officer, False)):
        client.force_login(user)
        assert ("没有办成，提醒和发布可能停了" in client.get(reverse("desk:home")).content.decode()) is told
    all_well(clock.now())
    client.force_login(head)
    assert "没有办成，提醒和发布可能停了" not in client.get(reverse("desk:home")).content.decode()


def test_only_the_system_administrator_may_look(client, head, auditor):
    assert client.get(reverse("accounts:jobs")).status_code == 302
    for user in (head, auditor):
        client.force_login(user)
        assert client.get(reverse("accounts:jobs")).status_code == 403


def test_the_page_takes_few_queries(admin_page, django_assert_max_num_queries):
    admin_page()
    with django_assert_max_num_queries(12):
        admin_page()
