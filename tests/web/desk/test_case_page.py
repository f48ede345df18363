"""The page of a case: one line of state, the next step, what cannot be done and why, what happened, facts without secrets."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Channel, Party
from gongkai.notices.writers import txt
from gongkai.web.accounts.models import Substitution
from gongkai.web.applications.codes import code_of
from gongkai.web.applications.models import Application, IdentityCheck, Letter, Reveal
from gongkai.web.applications.services.acting import act
from gongkai.web.applications.services.intake_papers import paper
from gongkai.web.applications.services.submitting import take_over
from gongkai.web.vault import files
from support import web

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + (1).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00" + b"x" * 20


@pytest.fixture
def page(application):
    return f"/desk/cases/{application.pk}/"


@pytest.fixture
def person(application):
    return application.people.get()


def test_the_first_thing_to_do_is_to_take_the_case_over(application, officer, enter, page, text):
    client = enter(officer, web.at(web.MONDAY))
    assert "接手办理" in text(client.get(page))
    assert client.post(f"{page}take").status_code == 302
    application.refresh_from_db()
    assert application.handler == officer


def test_the_page_shows_state_days_and_both_times(application, officer, enter, page, text):
    words = text(enter(officer, web.at(date(2026, 3, 24))).get(page))
    for said in ("示政公开申〔2026〕1号", "正在办理", "剩 4 个工作日", "期限逐日", "2026年3月2日 09:30", "申请人（网上）"):
        assert said in words


def test_a_step_written_late_is_shown_as_such(application, officer, enter, page, text):
    event = a.CorrectionRequested(letter="示政公开补〔2026〕1号", until=date(2026, 3, 25))
    act(application=application, events=[(event, date(2026, 3, 12))], by=officer, moment=web.at(date(2026, 3, 20)))
    words = text(enter(officer, web.at(date(2026, 3, 20))).get(page))
    assert "补记 晚了 8 天" in words
    assert "不合规定" in words  # asked after the seventh working day


def test_personal_data_are_masked(application, officer, enter, page, text):
    words = text(enter(officer, web.at(web.MONDAY)).get(page))
    assert "138******0001" in words
    assert "13800000001" not in words
    assert "11010119900307123X" not in words


def test_the_page_takes_at_most_twelve_queries(application, officer, head, enter, page, django_assert_max_num_queries):
    take_over(application=application, by=officer, moment=web.at(web.MONDAY))
    web.application(application.organ)  # the same person, the same text
    events = [
        (a.CorrectionRequested(letter="示政公开补〔2026〕1号", until=date(2026, 3, 20)), date(2026, 3, 5)),
        (a.CorrectionReceived(document="x"), date(2026, 3, 6)),
        (a.ConsultationSent(label="甲", party=Party.THIRD_PARTY, letter="示政公开征〔2026〕1号"), date(2026, 3, 6)),
    ]
    act(application=application, events=events, by=officer, moment=web.at(date(2026, 3, 6)))
    files.store(
        name="a.png", data=PNG, purpose="material", stream=application.pk, organ=application.organ_id, by="x", moment=web.at(web.MONDAY)
    )
    Letter.objects.create(
        organ=application.organ, stream=application.pk, act="extend", code="P05", drafted_by=officer, drafted_at=web.at(web.MONDAY), changed_at=web.at(web.MONDAY)
    )  # fmt: skip
    client = enter(head, web.at(date(2026, 3, 6)))
    with django_assert_max_num_queries(12):
        client.get(page)


def test_another_organ_is_not_told_that_it_exists(application, outsider, enter, page):
    assert enter(outsider, web.at(web.MONDAY)).get(page).status_code == 404


def test_the_supervisor_of_the_district_may_not_read_it(application, supervisor, enter, page):
    assert enter(supervisor, web.at(web.MONDAY)).get(page).status_code == 403


def test_a_leader_reads_but_is_offered_no_act(application, leader, enter, page, text):
    words = text(enter(leader, web.at(web.MONDAY)).get(page))
    assert "危房改造" in words
    assert "接手办理" not in words


def test_looking_at_personal_data_is_recorded_with_its_purpose(application, officer, enter, page, person, text):
    client = enter(officer, web.at(web.MONDAY))
    response = client.post(f"{page}people/{person.pk}/reveal", {"what": "phone", "why": "电话联系补正"}, follow=True)
    assert "13800000001" in text(response)
    assert "11010119900307123X" not in text(response)
    seen = Reveal.objects.get()
    assert (seen.what, seen.why, seen.by, seen.person) == ("phone", "电话联系补正", officer, person.pk)


def test_without_a_purpose_nothing_is_shown(application, officer, enter, page, person, text):
    response = enter(officer, web.at(web.MONDAY)).post(f"{page}people/{person.pk}/reveal", {"what": "phone", "why": " "}, follow=True)
    assert "13800000001" not in text(response)
    assert not Reveal.objects.exists()


def test_a_recorded_look_is_closed_to_others_and_after_ten_minutes(application, officer, head, enter, page, person):
    client = enter(officer, web.at(web.MONDAY))
    address = client.post(f"{page}people/{person.pk}/reveal", {"what": "all", "why": "邮寄答复书"}).headers["Location"]
    assert enter(head, web.at(web.MONDAY)).get(address).status_code == 404
    assert enter(officer, web.at(web.MONDAY, 9, 45)).get(address).status_code == 404


def test_a_leader_may_not_look(application, leader, enter, page, person):
    assert enter(leader, web.at(web.MONDAY)).post(f"{page}people/{person.pk}/reveal", {"what": "phone", "why": "x"}).status_code == 403


@pytest.mark.parametrize("change", ["update", "delete"])
def test_no_statement_changes_the_record_of_a_look(application, officer, person, change):
    Reveal.objects.create(application=application, person=person.pk, what="phone", why="x", by=officer, moment=web.at(web.MONDAY))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Reveal.objects.update(why="y") if change == "update" else Reveal.objects.all()._raw_delete("default")


def test_the_auditor_sees_who_looked_and_never_what(application, district, officer, enter, page, person, text):
    auditor = web.account("auditor", "审计员辛", district, web.Role.AUDITOR, subtree=True)
    enter(officer, web.at(web.MONDAY)).post(f"{page}people/{person.pk}/reveal", {"what": "phone", "why": "电话联系补正"})
    words = text(enter(auditor, web.at(web.MONDAY)).get("/desk/reveals/"))
    assert "经办人甲" in words
    assert "电话联系补正" in words
    assert "13800000001" not in words


def test_the_comparison_of_the_identity_proof_is_kept(application, officer, enter, page, person, text):
    client = enter(officer, web.at(web.MONDAY))
    assert "未核验" in text(client.get(page))
    assert "写明哪里不一致" in text(client.post(f"{page}people/{person.pk}/check", {"agrees": "0"}, follow=True))
    assert "已核验一致" in text(client.post(f"{page}people/{person.pk}/check", {"agrees": "1"}, follow=True))
    assert IdentityCheck.objects.get().by == officer


def test_an_email_is_registered_on_the_day_it_was_confirmed(town, officer, enter):
    case = web.application(town, channel=Channel.EMAIL)
    client = enter(officer, web.at(date(2026, 3, 4)))
    assert client.get(f"/desk/cases/{case.pk}/confirm").status_code == 200
    client.post(f"/desk/cases/{case.pk}/confirm", {"day": "2026-03-03", "why": "电话确认"})
    case.refresh_from_db()
    assert (case.received_on, case.phase, case.handler) == (date(2026, 3, 3), "open", officer)


@pytest.mark.parametrize(("day", "said"), [("2026-03-05", "不能晚于2026年3月4日"), ("2026-02-30", "2026-02-30")])
def test_receipt_is_not_confirmed_on_a_day_that_has_not_come_or_does_not_exist(town, officer, enter, text, day, said):
    case = web.application(town, channel=Channel.EMAIL)
    response = enter(officer, web.at(date(2026, 3, 4))).post(f"/desk/cases/{case.pk}/confirm", {"day": day, "why": "电话确认"})
    assert said in text(response)
    case.refresh_from_db()
    assert case.received_on is None


def test_confirmation_before_arrival_is_refused_with_the_clause(town, officer, enter, text):
    case = web.application(town, channel=Channel.EMAIL)
    response = enter(officer, web.at(date(2026, 3, 4))).post(
        f"/desk/cases/{case.pk}/confirm", {"day": "2026-03-01", "why": "x"}, follow=True
    )
    assert "先后不对" in text(response)
    case.refresh_from_db()
    assert (case.confirmed_on, case.phase) == (None, "unregistered")


def test_the_head_gives_cases_to_officers_of_the_organ_only(application, head, officer, outsider, enter, page, text):
    client = enter(head, web.at(web.MONDAY))
    client.post(f"{page}assign", {"to": str(officer.pk)})
    application.refresh_from_db()
    assert application.handler == officer
    assert "请在列出的选项里选择经办人" in text(client.post(f"{page}assign", {"to": str(outsider.pk)}))
    assert "交经办人甲办理" in text(client.get(page))


def test_an_officer_does_not_give_cases_away(application, officer, enter, page):
    assert enter(officer, web.at(web.MONDAY)).get(f"{page}assign").status_code == 403


def test_ticked_cases_are_given_away_together_and_others_organs_cases_never(town, bureau, head, officer, enter):
    own, other, foreign = web.application(town), web.application(town), web.application(bureau)
    ids = [str(case.pk) for case in (own, other, foreign)]
    enter(head, web.at(web.MONDAY)).post("/desk/cases/assign", {"case": ids, "to": str(officer.pk)})
    assert set(Application.objects.filter(handler=officer)) == {own, other}


def test_who_stands_in_during_leave_is_shown(application, officer, reviewer, enter, page, text):
    take_over(application=application, by=officer, moment=web.at(web.MONDAY))
    Substitution.objects.create(user=officer, substitute=reviewer, from_day=web.MONDAY, to_day=web.MONDAY)
    assert "由审核人乙代办" in text(enter(reviewer, web.at(web.MONDAY)).get(page))


def test_who_stands_in_may_do_what_the_other_may(application, officer, reviewer, enter, page):
    assert enter(reviewer, web.at(web.MONDAY)).post(f"{page}take").status_code == 403
    Substitution.objects.create(user=officer, substitute=reviewer, from_day=web.MONDAY, to_day=web.MONDAY)
    assert enter(reviewer, web.at(web.MONDAY)).post(f"{page}take").status_code == 302


@pytest.mark.parametrize("code", ["P01", "P02"])
def test_the_papers_of_registration_are_made_and_that_is_recorded(application, officer, enter, page, code):
    response = enter(officer, web.at(web.MONDAY)).post(f"{page}papers/{code}.docx")
    assert response.content[:2] == b"PK"
    assert Reveal.objects.get().what == code


def test_the_receipt_on_paper_has_the_code(application):
    assert code_of(application.pk) in txt.render(paper(application=application, code="P02", on=web.MONDAY)).decode("utf-8")


def test_what_cannot_be_done_is_listed_with_its_clause(application, officer, enter, page, text):
    words = text(enter(officer, web.at(web.MONDAY)).get(page))
    assert "现在不能办的，和原因" in words
    assert "条例第" in words


def test_the_next_step_is_to_decide_and_then_there_is_none(application, officer, enter, page, text):
    take_over(application=application, by=officer, moment=web.at(web.MONDAY))
    response = enter(officer, web.at(web.MONDAY)).get(page)
    assert response.context["step"].address.endswith("/decide_item")
    act(application=application, events=[(a.Withdrawn(document="x"), web.MONDAY)], by=officer, moment=web.at(web.MONDAY))
    assert enter(officer, web.at(web.MONDAY)).get(page).context["step"] is None


def test_the_receipt_page_has_the_number_and_the_code(application, officer, enter, page, text):
    words = text(enter(officer, web.at(web.MONDAY)).get(f"{page}receipt"))
    assert "2026年3月30日" in words
    assert "查询码" in words


def test_get_changes_nothing(application, officer, enter, page, person):
    client = enter(officer, web.at(web.MONDAY))
    for address in ("take", "link", "files", f"people/{person.pk}/reveal", f"people/{person.pk}/check", "papers/P01.pdf"):
        assert client.get(f"{page}{address}").status_code == 405


def test_while_a_third_party_is_asked_proof_of_service_comes_first(application, officer, enter, page):
    take_over(application=application, by=officer, moment=web.at(web.MONDAY))
    event = a.ConsultationSent(label="甲", party=Party.THIRD_PARTY, letter="示政公开征〔2026〕1号")
    act(application=application, events=[(event, date(2026, 3, 5))], by=officer, moment=web.at(date(2026, 3, 5)))
    step = enter(officer, web.at(date(2026, 3, 6))).get(page).context["step"]
    assert step.address.endswith("/serve")
    assert "示政公开征〔2026〕1号" in step.why


def test_a_draft_on_the_way_comes_before_anything_new(application, officer, enter, page, text):
    take_over(application=application, by=officer, moment=web.at(web.MONDAY))
    Letter.objects.create(
        organ=application.organ, stream=application.pk, act="extend", code="P05", drafted_by=officer, drafted_at=web.at(web.MONDAY),
        changed_at=web.at(web.MONDAY),
    )  # fmt: skip
    client = enter(officer, web.at(web.MONDAY))
    assert client.get(page).context["step"].verb == "继续起草"
    assert "有文书待发" in text(client.get("/desk/", {"list": "letters"}))


def test_a_case_that_is_not_registered_yet_leads_to_its_confirmation(town, officer, enter, text):
    case = web.application(town, channel=Channel.FAX)
    response = enter(officer, web.at(web.MONDAY)).get(f"/desk/cases/{case.pk}/")
    assert response.context["step"].verb == "确认收到"
    assert "今天必须确认" in text(response)


def test_an_imported_case_opens_without_being_judged(application, officer, enter, page, text):
    event = a.ResultImported(row="granted", letter="")
    act(application=application, events=[(event, date(2026, 3, 20))], by="import", moment=web.at(date(2026, 3, 20)))
    words = text(enter(officer, web.at(date(2026, 3, 23))).get(page))
    assert "导入办理结果" in words
    assert "（一）予以公开" in words
