"""Organs, accounts, roles and leave: done by the right administrator, recorded, and kept apart."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from gongkai.web.accounts.models import AdminAct, Appointment, Role, Substitution, User
from gongkai.web.accounts.permissions import may
from gongkai.web.accounts.services import appointing, leave, people
from gongkai.web.accounts.services.refusals import Refusal
from gongkai.web.organs import settings as choices
from gongkai.web.organs.models import Organ
from support import web

NOW = web.at(web.MONDAY)
DAY = web.MONDAY


def give(user, organ, role, by, **more):
    return appointing.appoint(user=user, organ=organ, role=role, subtree=False, valid_from=DAY, by=by, moment=NOW, **more)


class TestKeptApart:
    @pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR])
    def test_who_handles_cases_is_no_administrator(self, officer, town, security_admin, role):
        with pytest.raises(Refusal, match="已经是经办人"):
            give(officer, town, role, security_admin)

    def test_an_administrator_handles_no_cases(self, auditor, town, security_admin):
        with pytest.raises(Refusal, match="管理员不办理申请"):
            give(auditor, town, Role.OFFICER, security_admin)

    def test_nobody_is_two_administrators(self, auditor, town, security_admin):
        with pytest.raises(Refusal, match="三类管理员由不同的人担任"):
            give(auditor, town, Role.SYSTEM_ADMIN, security_admin)

    def test_one_after_the_other_may_be(self, officer, town, security_admin):
        appointing.dismiss(appointment=officer.appointments.get(), on=DAY - timedelta(days=1), by=security_admin, moment=NOW)
        assert give(officer, town, Role.AUDITOR, security_admin).role == Role.AUDITOR

    def test_all_reasons_are_named_at_once(self, officer, town, security_admin):
        User.objects.filter(pk=officer.pk).update(is_active=False)
        officer.refresh_from_db()
        reasons = appointing.why_not_appoint(
            user=officer, organ=town, role=Role.AUDITOR, valid_from=DAY, valid_to=DAY - timedelta(days=1), by=officer
        )
        assert len(reasons) == 4

    def test_nobody_gives_himself_a_role(self, security_admin, district):
        with pytest.raises(Refusal, match="不能给自己授予职责"):
            give(security_admin, district, Role.SECURITY_ADMIN, security_admin)

    def test_an_administrator_cannot_stand_in_for_an_officer(self, officer, auditor):
        with pytest.raises(Refusal, match="不能替班"):
            leave.begin(user=officer, substitute=auditor, from_day=DAY, to_day=DAY, by=officer, today=DAY, moment=NOW)

    def test_who_stands_in_becomes_no_administrator(self, officer, reviewer, town, district, security_admin):
        newcomer = web.account("newcomer", "新来者寅")
        Substitution.objects.create(user=officer, substitute=newcomer, from_day=DAY, to_day=DAY)
        with pytest.raises(Refusal, match="正在替别人办理申请"):
            give(newcomer, town, Role.AUDITOR, security_admin)


class TestAccounts:
    def make(self, client, **more):
        given = {"username": "newcomer", "name": "新来者寅", "organ": "shilizhen", "role": "officer", **more}
        return client.post(reverse("accounts:make"), given)

    def test_the_password_is_shown_once_and_must_be_changed(self, entered, security_admin, town):
        client = entered(security_admin)
        page = self.make(client).content.decode()
        found = re.search(r"gk-large-number gk-mono\">([a-z2-9-]{19})<", page)
        assert found
        made = User.objects.get(username="newcomer")
        assert made.check_password(found[1])
        assert made.initial_password
        assert found[1] not in client.get(reverse("accounts:account", args=[made.pk])).content.decode()
        assert found[1] not in str(list(AdminAct.objects.values()))

    def test_a_name_that_is_taken_is_refused_in_words(self, entered, security_admin, officer):
        assert "已经有人用" in self.make(entered(security_admin), username="Officer").content.decode()

    def test_an_account_is_made_only_for_organs_that_one_looks_after(self, entered, bureau, town):
        own = web.account("town-security", "安全管理员卯", town, Role.SECURITY_ADMIN)
        assert "从列表里选择" in self.make(entered(own), organ="jiaoyuju").content.decode()
        assert not User.objects.filter(username="newcomer").exists()

    def test_disabling_ends_the_sessions_at_once(self, client, entered, security_admin, officer):
        theirs = type(client)()
        theirs.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
        assert theirs.get("/desk/").status_code == 200
        entered(security_admin).post(reverse("accounts:act", args=[officer.pk, "disable"]))
        assert theirs.get("/desk/").status_code == 302
        people.enable(user=officer, by=security_admin, moment=NOW)
        assert theirs.get("/desk/").status_code == 302  # the old session does not come back

    def test_ending_sessions_leaves_the_account_as_it_is(self, client, security_admin, officer):
        client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
        people.end_sessions(user=officer, by=security_admin, moment=NOW)
        assert client.get("/desk/").status_code == 302
        client.force_login(User.objects.get(pk=officer.pk), backend="django.contrib.auth.backends.ModelBackend")
        assert client.get("/desk/").status_code == 200

    @pytest.mark.parametrize("act", ["disable", "factor"])
    def test_nobody_does_it_to_himself(self, entered, security_admin, act):
        client = entered(security_admin)
        client.post(reverse("accounts:act", args=[security_admin.pk, act]))
        security_admin.refresh_from_db()
        assert security_admin.is_active
        assert not AdminAct.objects.exists()

    def test_who_also_works_elsewhere_is_left_to_the_common_superior(self, entered, officer, town, bureau):
        Appointment.objects.create(user=officer, organ=bureau, role=Role.OFFICER, valid_from=web.FOUNDED)
        own = web.account("town-security", "安全管理员卯", town, Role.SECURITY_ADMIN)
        assert entered(own).post(reverse("accounts:act", args=[officer.pk, "disable"])).status_code == 403

    def test_a_role_begins_and_ends_with_its_days(self, officer, town, bureau, security_admin):
        given = give(officer, bureau, Role.OFFICER, security_admin)
        assert not may(officer, "case.handle", bureau, DAY - timedelta(days=1))
        assert may(officer, "case.handle", bureau, DAY)
        appointing.dismiss(appointment=given, on=DAY + timedelta(days=9), by=security_admin, moment=NOW)
        assert may(officer, "case.handle", bureau, DAY + timedelta(days=9))
        assert not may(officer, "case.handle", bureau, DAY + timedelta(days=10))

    def test_roles_are_given_and_ended_on_the_page(self, entered, security_admin, officer, town):
        client = entered(security_admin)
        days = {"valid_from": "2026-03-02", "valid_to": ""}
        answer = client.post(reverse("accounts:appoint", args=[officer.pk]), {"organ": "shilizhen", "role": "reviewer", **days})
        assert answer.status_code == 302
        held = officer.appointments.get(role="reviewer")
        client.post(reverse("accounts:dismiss", args=[officer.pk, held.pk]))
        held.refresh_from_db()
        assert held.valid_to is not None
        assert list(AdminAct.objects.values_list("what", flat=True)) == ["account.dismiss", "account.appoint"]

    @pytest.mark.parametrize("statement", ["UPDATE accounts_adminact SET what = 'x'", "DELETE FROM accounts_adminact"])
    def test_no_statement_changes_what_was_recorded(self, security_admin, officer, statement):
        people.end_sessions(user=officer, by=security_admin, moment=NOW)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


class TestOrgans:
    def test_a_contact_is_changed_and_the_old_one_recorded(self, entered, system_admin, town):
        client = entered(system_admin)
        address = reverse("accounts:organ", args=["shilizhen"])
        fields = {name: getattr(town, name) for name in ("short_name", "word", "review_body", "court", "office", "address", "postcode")}
        assert client.post(address, {**fields, "phone": "0000-2000002"}).status_code == 302
        assert Organ.objects.get(pk=town.pk).phone == "0000-2000002"
        assert AdminAct.objects.get().detail["changed"]["phone"] == ["0000-1000002", "0000-2000002"]

    def test_saving_without_a_change_records_nothing(self, entered, system_admin, town):
        client = entered(system_admin)
        fields = {name: value for name, value in Organ.objects.values().get(pk=town.pk).items() if isinstance(value, str)}
        client.post(reverse("accounts:organ", args=["shilizhen"]), fields)
        assert not AdminAct.objects.exists()

    def test_a_setting_is_chosen_with_its_reason_beside_it(self, entered, system_admin, town):
        client = entered(system_admin)
        address = reverse("accounts:choices", args=["shilizhen"])
        assert "条例第三十条只说合理的补正期限" in client.get(address).content.decode()
        given = {key: setting.default for key, setting in choices.SETTINGS.items() if setting.default is not False} | {"correction_days": 7}
        assert client.post(address, given).status_code == 302
        assert Organ.objects.get(pk=town.pk).choices == {"correction_days": 7}

    def test_an_organ_is_established_below_another(self, entered, system_admin, district):
        given = {"name": "示例街道办事处", "slug": "shilijiedao", "level": "street", "valid_from": "2026-01-01"}
        assert entered(system_admin).post(reverse("accounts:establish", args=["shiliqu"]), given).status_code == 302
        assert Organ.objects.get(slug="shilijiedao").path == "/shiliqu/shilijiedao/"

    def test_an_organ_ends_with_a_successor(self, entered, system_admin, town, bureau):
        given = {"last_day": "2026-06-30", "successor": "jiaoyuju"}
        assert entered(system_admin).post(reverse("accounts:close", args=["shilizhen"]), given).status_code == 302
        town.refresh_from_db()
        assert (town.valid_to, town.successors.get()) == (date(2026, 6, 30), bureau)

    def test_one_with_organs_below_it_does_not_end(self, entered, system_admin, district, town):
        answer = entered(system_admin).post(reverse("accounts:close", args=["shiliqu"]), {"last_day": "2026-06-30", "successor": ""})
        assert "请先撤销下级" in answer.content.decode()


class TestLeave:
    def test_the_substitute_may_do_it_on_these_days_only(self, officer, town, outsider):
        newcomer = web.account("newcomer", "新来者寅")
        leave.begin(user=officer, substitute=newcomer, from_day=DAY, to_day=DAY, by=officer, today=DAY, moment=NOW)
        assert [may(newcomer, "case.handle", town, DAY + timedelta(days=days)) for days in (-1, 0, 1)] == [False, True, False]

    def test_two_for_the_same_days_are_refused(self, officer, reviewer, head):
        leave.begin(user=officer, substitute=reviewer, from_day=DAY, to_day=DAY, by=officer, today=DAY, moment=NOW)
        with pytest.raises(Refusal, match="已经由审核人乙替班"):
            leave.begin(user=officer, substitute=head, from_day=DAY, to_day=DAY, by=officer, today=DAY, moment=NOW)

    def test_the_head_arranges_it_for_others_and_an_officer_only_for_himself(self, entered, head, officer, reviewer):
        days = {"from_day": "2099-03-02", "to_day": "2099-03-03"}
        client = entered(head)
        assert client.post(reverse("accounts:leave"), {"user": officer.pk, "substitute": reviewer.pk, **days}).status_code == 302
        client = entered(officer)
        assert client.post(reverse("accounts:leave"), {"user": reviewer.pk, "substitute": head.pk, **days}).status_code == 200
        assert Substitution.objects.count() == 1
        assert client.post(reverse("accounts:end_leave", args=[Substitution.objects.get().pk])).status_code == 302
        assert not Substitution.objects.exists()
        assert list(AdminAct.objects.values_list("what", flat=True)) == ["leave.end", "leave.begin"]

    def test_ending_early_keeps_the_days_that_passed(self, officer, reviewer):
        made = leave.begin(
            user=officer, substitute=reviewer, from_day=DAY, to_day=DAY + timedelta(days=9), by=officer, today=DAY, moment=NOW
        )
        leave.end(substitution=made, today=DAY + timedelta(days=3), by=officer, moment=NOW)
        made.refresh_from_db()
        assert made.to_day == DAY + timedelta(days=2)
