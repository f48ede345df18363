"""The register in the browser: seen whole before anything is kept; only for those who may."""

from __future__ import annotations

import os

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.web.accounts.models import AdminAct
from gongkai.web.applications.models import Application, RegisterImport
from gongkai.web.applications.register import jobs, tasks
from gongkai.web.applications.register.jobs import found_of
from gongkai.web.applications.register.reading import open_table
from gongkai.web.applications.register.writing import bring_in
from gongkai.web.ui import progress
from gongkai.web.vault.files import path_of
from support.register import NOW, TOWN, csv_of, row, table, xlsx_of

State = RegisterImport.State


def send(client, organ, *rows, data=None, name="台账.xlsx"):
    paper = SimpleUploadedFile(name, xlsx_of(*rows) if data is None else data)
    return client.post(reverse("desk:register_upload"), {"organ": organ.slug, "file": paper})


@pytest.fixture
def clerk(client, officer):
    client.force_login(officer)
    return client


def test_the_whole_way_from_upload_to_cases(clerk, town):
    answer = send(clerk, town, row(), row(number="b", closed="2024-06-03"))
    job = RegisterImport.objects.get()
    assert answer.url == reverse("desk:register_job", args=[job.pk])
    page = clerk.get(answer.url).content.decode()
    assert "没有错误，可以导入" in page
    assert "逾期" in page
    assert Application.objects.count() == 0

    clerk.post(reverse("desk:register_confirm", args=[job.pk]))
    clerk.post(reverse("desk:register_confirm", args=[job.pk]))  # a second click does nothing more
    job.refresh_from_db()
    assert (job.state, job.imported, Application.objects.count()) == (State.DONE, 2, 2)
    assert "已导入" in clerk.get(answer.url).content.decode()
    assert not os.path.exists(path_of(job.file_id))


def test_all_errors_are_shown_and_nothing_is_kept(clerk, town):
    answer = send(clerk, town, row(received="2024-02-30"), row(number="b", column="<b>某类</b>"))
    page = clerk.get(answer.url).content.decode()
    assert "第 2 行“收到日期”写的是 2024-02-30，没有这一天。请改正后重新上传。" in page
    assert "&lt;b&gt;某类" in page
    assert (RegisterImport.objects.get().state, Application.objects.count()) == (State.REFUSED, 0)


@pytest.mark.parametrize("data", [b"<html>", b"\x00\x01", "没有表头".encode(), b"PK\x03\x04x"])
def test_what_is_no_register_is_refused_on_the_form(clerk, town, data):
    answer = send(clerk, town, data=data)
    assert answer.status_code == 422
    assert RegisterImport.objects.count() == 0


def test_giving_up_erases_the_file(clerk, town):
    send(clerk, town, row())
    job = RegisterImport.objects.get()
    clerk.post(reverse("desk:register_drop", args=[job.pk]))
    job.refresh_from_db()
    assert (job.state, os.path.exists(path_of(job.file_id))) == (State.DROPPED, False)
    clerk.post(reverse("desk:register_confirm", args=[job.pk]))
    assert Application.objects.count() == 0


def test_a_large_file_is_looked_at_in_the_worker(clerk, town, monkeypatch):
    monkeypatch.setattr(jobs, "AT_ONCE_BYTES", 10)
    monkeypatch.setattr(jobs, "AT_ONCE_ROWS", 0)
    answer = send(clerk, town, row())
    job = RegisterImport.objects.get()
    page = clerk.get(answer.url).content.decode()
    assert job.state == State.CHECKING
    assert 'hx-trigger="every 3s"' in page

    tasks.look.func(str(job.pk))
    clerk.post(reverse("desk:register_confirm", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == State.IMPORTING
    tasks.run.func(str(job.pk))
    job.refresh_from_db()
    assert (job.state, Application.objects.count()) == (State.DONE, 1)


def test_how_far_it_is_can_be_seen_while_it_runs(clerk, town):
    send(clerk, town, row())
    job = RegisterImport.objects.get()
    RegisterImport.objects.filter(pk=job.pk).update(state=State.IMPORTING)
    progress.writer(job.pk, NOW, 1000)(250)
    page = clerk.get(reverse("desk:register_job", args=[job.pk])).content.decode()
    assert "250 行，共 1000 行" in page
    assert os.path.isdir(os.path.join(settings.ENVIRONMENT.data, "progress"))


def test_what_came_between_look_and_import_is_found(clerk, town):
    send(clerk, town, row())
    bring_in(table(row()), organ_name=TOWN, moment=NOW)
    job = RegisterImport.objects.get()
    clerk.post(reverse("desk:register_confirm", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == State.REFUSED
    assert "系统里已经有这个编号" in found_of(job)["errors"][0]


def test_export_gives_the_year_and_is_recorded(clerk, town):
    bring_in(table(row()), organ_name=TOWN, moment=NOW)
    answer = clerk.post(reverse("desk:register_export"), {"organ": town.slug, "year": 2024})
    assert len(list(open_table(answer.content).rows())) == 1
    noted = AdminAct.objects.get(what="register.export")
    assert (noted.detail["year"], noted.detail["cases"]) == (2024, 1)


def test_the_page_offers_template_and_both_forms(clerk):
    page = clerk.get(reverse("desk:register"))
    assert page.status_code == 200
    template = clerk.get(reverse("desk:register_template"))
    assert template.headers["Content-Type"].endswith("sheet")
    assert open_table(template.content).keys[0] == "number"


def test_another_organ_sees_nothing_of_it(client, clerk, town, outsider):
    send(clerk, town, row())
    job = RegisterImport.objects.get()
    client.force_login(outsider)
    assert client.get(reverse("desk:register_job", args=[job.pk])).status_code == 404
    assert client.post(reverse("desk:register_confirm", args=[job.pk])).status_code == 404
    assert send(client, town, row()).status_code == 422
    assert client.post(reverse("desk:register_export"), {"organ": town.slug, "year": 2024}).status_code == 422


def test_another_role_may_not(client, clerk, town, reviewer):
    send(clerk, town, row())
    job = RegisterImport.objects.get()
    client.force_login(reviewer)
    assert client.get(reverse("desk:register_job", args=[job.pk])).status_code == 403
    assert client.get(reverse("desk:register")).status_code == 403
    client.logout()
    assert client.get(reverse("desk:register")).status_code == 302


def test_a_page_reads_few_rows(clerk, town, django_assert_max_num_queries):
    send(clerk, town, csv := row())
    assert csv
    with django_assert_max_num_queries(12):
        clerk.get(reverse("desk:register"))


def test_a_csv_of_gb18030_comes_in_too(clerk, town):
    answer = send(clerk, town, data=csv_of(row(), encoding="gb18030"), name="台账.csv")
    assert "没有错误，可以导入" in clerk.get(answer.url).content.decode()
