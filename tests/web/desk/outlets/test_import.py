"""A year's list in the browser: seen whole before anything is kept; only for those who may."""

from __future__ import annotations

import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.lib.tablefile import open_table
from gongkai.web.events.models import Record
from gongkai.web.publication.models import Item, ListImport
from gongkai.web.publication.register import jobs, tasks
from gongkai.web.publication.register.columns import HEAD
from gongkai.web.ui import progress
from gongkai.web.vault.files import path_of
from support import web
from web.desk.outlets.conftest import TODAY
from web.publication.register.lists import csv_of, row, xlsx_of

pytestmark = pytest.mark.django_db
State = ListImport.State


def send(client, organ, *rows, data=None, name="清单.xlsx"):
    paper = SimpleUploadedFile(name, xlsx_of(*rows) if data is None else data)
    return client.post(reverse("desk:item_import"), {"organ": organ.slug, "file": paper})


@pytest.fixture
def clerk(enter, officer):
    return enter(officer)


def test_the_whole_way_from_upload_to_figures(clerk, town, officer):
    answer = send(clerk, town, row(), row(title="另一条", channels="微信；报送", published="2021-06-01"))
    job = ListImport.objects.get()
    assert answer.url == reverse("desk:item_import_job", args=[job.pk])
    page = clerk.get(answer.url).content.decode()
    assert "没有错误，可以导入" in page
    assert "示例镇2021年农村危房改造补助公示" in page
    assert "政务微信公众号 1 条" in page
    assert "超过20个工作日" in page
    assert Item.objects.count() == 0

    clerk.post(reverse("desk:item_import_confirm", args=[job.pk]))
    clerk.post(reverse("desk:item_import_confirm", args=[job.pk]))  # a second click does nothing more
    job.refresh_from_db()
    assert (job.state, job.imported, Item.objects.count()) == (State.DONE, 2, 2)
    assert "已导入" in clerk.get(answer.url).content.decode()
    assert os.path.exists(path_of(job.file_id))  # the evidence of every receipt
    assert set(Record.objects.values_list("actor", flat=True)) == {officer.actor}
    assert "共 2 条" in clerk.get(reverse("desk:item_figures_list", args=[2021, "total"])).content.decode()


def test_all_errors_are_shown_and_nothing_is_kept(clerk, town):
    answer = send(clerk, town, row(formed="2021-02-30"), row(channels="<b>飞鸽</b>"))
    page = clerk.get(answer.url).content.decode()
    assert "第 2 行“成文日期”写的是 2021-02-30，没有这一天。请改正后重新上传。" in page
    assert "&lt;b&gt;飞鸽" in page
    job = ListImport.objects.get()
    assert (job.state, Item.objects.count()) == (State.REFUSED, 0)
    assert not os.path.exists(path_of(job.file_id))


@pytest.mark.parametrize("data", [b"<html>", b"\x00\x01", "没有表头".encode(), b"PK\x03\x04x"])
def test_what_is_no_list_is_refused_in_one_sentence(clerk, town, data):
    answer = send(clerk, town, data=data)
    assert answer.status_code == 422
    assert "gk-error-summary" in answer.content.decode()
    assert not ListImport.objects.exists()


def test_dropping_erases_the_file(clerk, town):
    send(clerk, town, row())
    job = ListImport.objects.select_related("file").get()
    clerk.post(reverse("desk:item_import_drop", args=[job.pk]))
    job.refresh_from_db()
    assert (job.state, os.path.exists(path_of(job.file_id))) == (State.DROPPED, False)
    clerk.post(reverse("desk:item_import_confirm", args=[job.pk]))
    assert Item.objects.count() == 0


def test_what_is_long_waits_for_the_worker_and_tells_how_far_it_is(clerk, town, monkeypatch, text):
    monkeypatch.setattr(jobs, "AT_ONCE_BYTES", 0)
    monkeypatch.setattr(jobs, "AT_ONCE_ROWS", 0)
    answer = send(clerk, town, row())
    job = ListImport.objects.get()
    assert "排在后台等候" in text(clerk.get(answer.url))
    progress.writer(job.pk, web.at(TODAY), 100)(40)
    assert "已检查 40 条，共 100 条" in text(clerk.get(answer.url))
    tasks.look.func(str(job.pk))
    assert "没有错误，可以导入" in text(clerk.get(answer.url))
    clerk.post(reverse("desk:item_import_confirm", args=[job.pk]))
    assert "正在导入" in text(clerk.get(answer.url))
    assert Item.objects.count() == 0
    tasks.run.func(str(job.pk))
    assert (ListImport.objects.get().state, progress.far(job.pk), Item.objects.count()) == (State.DONE, None, 1)


def test_a_text_table_is_taken_too(clerk, town):
    send(clerk, town, data=csv_of(row(), encoding="gb18030"), name="清单.csv")
    assert ListImport.objects.get().state == State.CHECKED


def test_the_template_can_be_filled_and_has_the_columns_of_the_organ(clerk):
    response = clerk.get(reverse("desk:item_import_template"))
    assert response.content[:2] == b"PK"
    assert open_table(response.content, HEAD).unknown == ()


@pytest.mark.parametrize(("who", "status"), [("reviewer", 403), ("leader", 403), ("outsider", 404)])
def test_who_may_not_import_sees_no_import(request, enter, clerk, town, who, status):
    send(clerk, town, row())
    job = ListImport.objects.get()
    browser = enter(request.getfixturevalue(who))
    assert browser.get(reverse("desk:item_import_job", args=[job.pk])).status_code == status
    assert browser.post(reverse("desk:item_import_confirm", args=[job.pk])).status_code == status
    assert Item.objects.count() == 0


def test_nobody_imports_for_an_organ_that_is_not_his(clerk, bureau):
    assert send(clerk, bureau, row()).status_code == 422
