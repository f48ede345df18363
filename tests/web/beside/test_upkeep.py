"""What the system does by itself: mails of what is due, columns made again, content erased after its years."""

from __future__ import annotations

from datetime import date, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from gongkai.ledger.vocabulary.codes import Channel, Result, Sort
from gongkai.web.accounts.models import Substitution
from gongkai.web.applications import tasks
from gongkai.web.applications.models import Application, DigestSent, Draft, DueChanged, Erasure, Letter, Person, Text
from gongkai.web.applications.services import digest, recompute, remedies, retention
from gongkai.web.applications.services.remedies import Copy
from gongkai.web.events import store
from gongkai.web.vault import files
from gongkai.web.vault.models import StoredFile
from support import web
from web.beside.cases import ANSWERED, PDF, answered

DUE = date(2026, 3, 30)  # of the application of the fixture
TWO_DAYS_BEFORE, LATE, SUNDAY = date(2026, 3, 26), date(2026, 4, 1), date(2026, 3, 29)


@pytest.fixture
def reachable(officer, head):
    for user in (officer, head):
        user.email = f"{user.username}@shilizhen.example"
        user.save()
    return officer, head


@pytest.fixture
def mine(application, officer):
    application.handler = officer
    application.save()
    return application


def deliver(day: date) -> list[DigestSent]:
    digest.plan(day=day)
    rows = digest.unsent(day)
    for row in rows:
        digest.deliver(digest=row, moment=web.at(day))
    return rows


def test_an_officer_is_told_what_is_near_and_the_head_is_not(mine, reachable):
    deliver(TWO_DAYS_BEFORE)
    (sent,) = mail.outbox
    assert sent.to == ["officer@shilizhen.example"]
    assert "3 个工作日内到期（1 件）" in sent.body
    assert "示政公开申〔2026〕1号  最迟2026年3月30日答复，剩 2 个工作日" in sent.body


def test_what_is_overdue_goes_to_the_head_as_well(mine, reachable):
    deliver(LATE)
    assert {sent.to[0] for sent in mail.outbox} == {"officer@shilizhen.example", "head@shilizhen.example"}
    assert all("应于2026年3月30日前答复，已超期 2 个工作日" in sent.body for sent in mail.outbox)


def test_what_nobody_has_taken_goes_to_the_head(application, reachable):
    deliver(TWO_DAYS_BEFORE)
    assert [sent.to[0] for sent in mail.outbox] == ["head@shilizhen.example"]


def test_during_leave_the_mail_goes_to_the_substitute(mine, reachable, town):
    officer, _ = reachable
    substitute = web.account("stand-in", "经办人乙", town, web.Role.OFFICER)
    substitute.email = "stand-in@shilizhen.example"
    substitute.save()
    Substitution.objects.create(user=officer, substitute=substitute, from_day=TWO_DAYS_BEFORE, to_day=TWO_DAYS_BEFORE)
    deliver(TWO_DAYS_BEFORE)
    assert [sent.to[0] for sent in mail.outbox] == ["stand-in@shilizhen.example"]
    deliver(date(2026, 3, 27))
    assert mail.outbox[-1].to == ["officer@shilizhen.example"]


def test_a_mail_has_neither_content_nor_name(mine, reachable):
    deliver(LATE)
    for sent in mail.outbox:
        assert not any(secret in sent.subject + sent.body for secret in ("申请人甲", "危房", "1380000", "138*", "110101"))


def test_mail_that_must_be_confirmed_and_reviews_are_in_it(town, officer, reachable):
    web.application(town, on=TWO_DAYS_BEFORE, channel=Channel.EMAIL, by=officer)
    copy = Copy(sort=Sort.REVIEW, body_name="示例区人民政府", received_on=date(2026, 3, 13), claimant="申请人甲")
    remedies.register(organ=town, copy=copy, by=officer, moment=web.at(date(2026, 3, 13)))
    deliver(TWO_DAYS_BEFORE)
    body = next(sent.body for sent in mail.outbox if sent.to == ["officer@shilizhen.example"])
    assert "今天必须确认（1 件）" in body
    assert "示政公开议〔2026〕1号  最迟2026年3月27日提交书面答复和证据，剩 1 个工作日" in body


def test_one_mail_a_day_however_often_it_is_asked_for(mine, reachable):
    assert len(deliver(LATE)) == 2
    assert deliver(LATE) == []
    assert len(mail.outbox) == 2


def test_no_mail_on_a_rest_day_and_none_that_is_empty(mine, reachable):
    assert deliver(SUNDAY) == []
    assert deliver(date(2026, 3, 10)) == []


def test_the_address_of_the_organ_gets_what_the_head_gets(mine, town):
    town.choices = {"digest_mail": "office@shilizhen.example"}
    town.save()
    deliver(LATE)
    assert [sent.to[0] for sent in mail.outbox] == ["office@shilizhen.example"]


def test_a_mail_that_fails_says_why_and_is_tried_again(mine, reachable, monkeypatch):
    def refuse(*args, **kwargs):
        raise SMTPServerDisconnected("Connection unexpectedly closed")

    with monkeypatch.context() as broken:
        broken.setattr("gongkai.web.mailing.send_mail", refuse)
        deliver(LATE)
    row = DigestSent.objects.get(user=reachable[0])
    assert (row.sent_at, row.attempts) == (None, 1)
    assert "Connection unexpectedly closed" in row.problem
    deliver(LATE)
    row.refresh_from_db()
    assert (row.attempts, row.problem) == (2, "")
    assert row.sent_at


def test_the_worker_queues_what_is_to_be_sent(mine, reachable):
    assert tasks.digest(LATE) == 2
    assert DigestSent.objects.filter(sent_at=None).count() == 2
    assert tasks.deliver.func(DigestSent.objects.first().pk)
    assert tasks.digest(LATE) == 1


def test_the_worker_queues_a_mail_that_failed_again_and_later(mine, reachable, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError("no mail server")

    monkeypatch.setattr("gongkai.web.mailing.send_mail", refuse)
    digest.plan(day=LATE)
    row = DigestSent.objects.first()
    before = DBTaskResult.objects.count()
    assert not tasks.deliver.func(row.pk)
    assert DBTaskResult.objects.count() == before + 1
    assert DBTaskResult.objects.latest("enqueued_at").run_after


def test_of_two_workers_with_one_mail_one_sends_it(mine, reachable):
    digest.plan(day=LATE)
    one, other = DigestSent.objects.first(), DigestSent.objects.first()
    digest.deliver(digest=one, moment=web.at(LATE))
    digest.deliver(digest=other, moment=web.at(LATE))
    assert len(mail.outbox) == 1


def test_columns_that_moved_are_noted_with_both_days(application):
    Application.objects.update(due_on=date(2026, 4, 1), provisional=True)
    assert recompute.recompute_open(moment=web.at(ANSWERED)) == 1
    moved = DueChanged.objects.get()
    assert (moved.field, moved.old, moved.new, moved.provisional) == ("due_on", date(2026, 4, 1), DUE, False)
    application.refresh_from_db()
    assert application.due_on == DUE


def test_nothing_is_noted_when_nothing_moved(application):
    assert recompute.recompute_open(moment=web.at(ANSWERED)) == 0
    assert not DueChanged.objects.exists()


def test_a_day_that_became_certain_is_noted(application):
    Application.objects.update(provisional=True)
    recompute.recompute_open(moment=web.at(ANSWERED))
    assert DueChanged.objects.get().new == DUE


FIVE_YEARS = date(2031, 3, 20)


@pytest.fixture
def old(application, officer, town):
    answered(application, officer)
    Application.objects.update(unserved=0)
    files.store(
        name="身份证.pdf", data=PDF, purpose="identity_proof", stream=application.pk, organ=town.pk, by="x", moment=web.at(ANSWERED)
    )
    Text.objects.create(stream=application.pk, key="reason", text="申请人甲的来信", created_at=web.at(ANSWERED))
    Letter.objects.create(
        organ=town, stream=application.pk, act="answer", code="D12", facts='{"addressee": "申请人甲"}', drafted_by=officer,
        drafted_at=web.at(ANSWERED), changed_at=web.at(ANSWERED),
    )  # fmt: skip
    application.refresh_from_db()
    return application


def test_content_goes_after_the_years_of_the_organ_and_figures_stay(old):
    figures = (old.phase, old.row, old.on_time, old.received_on)
    entries = store.entries(old.pk)
    assert retention.erase_due(moment=web.at(FIVE_YEARS)) == 1
    old.refresh_from_db()
    assert (old.phase, old.row, old.on_time, old.received_on) == figures
    assert old.erased_on == FIVE_YEARS
    assert store.entries(old.pk) == entries
    assert not Person.objects.exists()
    assert [item.content for item in old.items.all()] == [retention.ERASED]
    assert [text.text for text in Text.objects.all()] == [retention.ERASED]
    assert not Letter.objects.get().facts
    file = StoredFile.objects.get()
    assert (file.name, file.erased_on) == ("已清除", FIVE_YEARS)
    record = Erasure.objects.get()
    assert (record.number, record.people, record.files) == (old.register_number, 1, 1)


def test_nothing_goes_a_day_too_early_or_twice(old):
    assert retention.erase_due(moment=web.at(FIVE_YEARS - timedelta(days=1))) == 0
    assert retention.erase_due(moment=web.at(FIVE_YEARS)) == 1
    assert retention.erase_due(moment=web.at(FIVE_YEARS)) == 0


def test_a_review_that_is_not_over_holds_its_application(old, town, officer):
    copy = Copy(sort=Sort.REVIEW, body_name="示例区人民政府", received_on=date(2031, 3, 3), application=old)
    case = remedies.register(organ=town, copy=copy, by=officer, moment=web.at(date(2031, 3, 3)))
    assert retention.erase_due(moment=web.at(FIVE_YEARS)) == 0
    assert [each.pk for each in retention.held(town, FIVE_YEARS)] == [old.pk]
    on = date(2031, 4, 1)
    remedies.decide(remedy=case, on=on, result=Result.UPHELD, paper="决定书", by=officer, moment=web.at(on))
    assert retention.erase_due(moment=web.at(on)) == 1


def test_what_will_go_within_a_month_is_listed_before(old, town):
    (soon,) = retention.going(town, date(2031, 3, 1) + retention.WARNING)
    assert (soon.row.pk, soon.on) == (old.pk, FIVE_YEARS)
    assert retention.going(town, date(2031, 2, 1)) == []


def test_an_organ_may_keep_for_other_years_or_for_ever(old, town):
    town.choices = {"retention_years": 0}
    town.save()
    assert retention.erase_due(moment=web.at(FIVE_YEARS)) == 0
    town.choices = {"retention_years": 1}
    town.save()
    assert retention.erase_due(moment=web.at(date(2027, 3, 20))) == 1


def test_drafts_that_nobody_finished_go_after_a_month(db):
    for token, day in (("a", date(2026, 2, 1)), ("b", date(2026, 3, 1))):
        Draft.objects.create(token=token, answers="{}", updated_at=web.at(day))
    retention.erase_due(moment=web.at(date(2026, 3, 10)))
    assert [draft.token for draft in Draft.objects.all()] == ["b"]


def test_the_daily_round_may_run_any_number_of_times(old, mine, reachable):
    for _ in range(2):
        tasks.daily(LATE)
    assert DigestSent.objects.filter(day=LATE).count() <= 2
