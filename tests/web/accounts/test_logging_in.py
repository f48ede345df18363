"""Logging in: name and password, a second factor, pauses that slow and never shut out."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from axes.models import AccessAttempt
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.test import Client
from django.urls import NoReverseMatch, reverse

from gongkai.web.accounts.models import User
from support import web

LOGIN = "/accounts/login/"


def log_in(client: Client, name: str, password: str = web.PASSWORD, **extra: str):
    return client.post(LOGIN, {"login": name, "password": password}, **extra)


def confirm(client: Client) -> None:
    """The password once more, as before every change of the second factor."""
    assert client.post("/accounts/reauthenticate/", {"password": web.PASSWORD}).status_code == 302


def code_of(secret: str) -> str:
    counter = next(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_an_officer_logs_in_and_comes_to_the_desk(client, officer):
    answer = log_in(client, "officer")
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert client.get("/desk/").status_code == 200


def test_the_session_has_another_key_after_logging_in(client, officer):
    client.get(LOGIN)
    client.post("/accounts/login/", {"login": "officer", "password": "wrong"})
    before = client.session.session_key
    log_in(client, "officer")
    assert client.session.session_key != before


def test_the_answer_is_the_same_for_a_wrong_password_and_for_a_name_that_nobody_has(client, officer):
    known, unknown = (log_in(client, name, "wrong-password-1").content.decode() for name in ("officer", "nobody"))
    clean = [re.sub(r'value="[^"]*"', "", page) for page in (known, unknown)]
    assert clean[0] == clean[1]
    assert "用户名或者密码不对" in known


def test_a_name_that_nobody_has_costs_as_much_time_as_one_that_exists(client, officer, settings, monkeypatch):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    officer.set_password(web.PASSWORD)
    officer.save()
    web.account("gone", "离职者丑")
    User.objects.filter(username="gone").update(is_active=False)
    hashed: list[str] = []
    encode = ScryptPasswordHasher.encode
    monkeypatch.setattr(ScryptPasswordHasher, "encode", lambda self, *given, **named: hashed.append("") or encode(self, *given, **named))
    counts = []
    for name in ("officer", "nobody", "gone"):
        hashed.clear()
        log_in(client, name, "wrong-password-1")
        counts.append(len(hashed))
    assert counts[0] == counts[1] == counts[2] > 0


def test_a_disabled_account_hears_the_same_as_a_wrong_password(client, officer):
    User.objects.update(is_active=False)
    answer = log_in(client, "officer")
    assert answer.status_code == 200
    assert "用户名或者密码不对" in answer.content.decode()


class TestPause:
    def test_after_five_wrong_passwords_there_is_a_pause_that_says_how_long(self, client, officer):
        answers = [log_in(client, "officer", f"wrong-{number}") for number in range(6)]
        assert [answer.status_code for answer in answers[:4]] == [200] * 4
        assert answers[5].status_code == 429
        assert 0 < int(answers[5]["Retry-After"]) <= 300
        assert "分钟再登录" in answers[5].content.decode()

    def test_during_the_pause_even_the_right_password_waits_and_afterwards_it_works(self, client, officer):
        for number in range(5):
            log_in(client, "officer", f"wrong-{number}")
        assert log_in(client, "officer").status_code == 429
        attempt = AccessAttempt.objects.get()
        AccessAttempt.objects.update(attempt_time=attempt.attempt_time - timedelta(minutes=6))
        assert log_in(client, "officer").status_code == 302

    def test_tries_during_the_pause_do_not_make_it_longer(self, client, officer):
        for number in range(5):
            log_in(client, "officer", f"wrong-{number}")
        before = AccessAttempt.objects.get().attempt_time
        log_in(client, "officer", "wrong-again")
        assert AccessAttempt.objects.get().attempt_time == before

    def test_a_stranger_elsewhere_cannot_shut_somebody_out(self, client, officer):
        for number in range(8):
            log_in(Client(), "officer", f"wrong-{number}", REMOTE_ADDR="203.0.113.9")
        assert log_in(client, "officer", REMOTE_ADDR="10.0.0.5").status_code == 302

    def test_a_forged_header_does_not_evade_the_pause(self, client, officer):
        answers = [log_in(client, "officer", f"wrong-{number}", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}") for number in range(6)]
        assert answers[5].status_code == 429


class TestSecondFactor:
    @pytest.fixture
    def secret(self, officer):
        secret = totp.generate_totp_secret()
        totp.TOTP.activate(officer, secret)
        return secret

    def test_a_password_alone_is_not_enough(self, client, secret):
        answer = log_in(client, "officer")
        assert answer["Location"] == "/accounts/2fa/authenticate/"
        assert client.get("/desk/").status_code == 302

    def test_with_the_code_it_is(self, client, secret):
        log_in(client, "officer")
        page = client.get("/accounts/2fa/authenticate/").content.decode()
        assert "动态口令" in page
        assert client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})["Location"] == "/desk/"
        assert client.get("/desk/").status_code == 200

    def test_a_wrong_code_is_refused_with_words(self, client, secret):
        log_in(client, "officer")
        answer = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
        assert "动态口令不对" in answer.content.decode()

    def test_the_secret_is_sealed_in_the_database(self, secret):
        assert secret not in str(Authenticator.objects.get(type="totp").data)

    def test_a_role_that_needs_one_is_led_to_set_it_up(self, client, leader, settings):
        settings.SECOND_FACTOR_ROLES = ("leader",)
        log_in(client, "leader")
        answer = client.get("/desk/")
        assert answer["Location"].startswith(reverse("mfa_index"))
        assert "您的职责要求两步验证" in client.get(answer["Location"]).content.decode()

    def test_an_account_of_a_demonstration_is_not_asked(self, client, leader, settings):
        settings.SECOND_FACTOR_ROLES = ("leader",)
        User.objects.update(factor_waived=True)
        log_in(client, "leader")
        assert client.get("/desk/").status_code == 200

    def test_setting_it_up_opens_the_desk(self, client, leader, settings):
        settings.SECOND_FACTOR_ROLES = ("leader",)
        log_in(client, "leader")
        confirm(client)
        page = client.get(reverse("mfa_activate_totp")).content.decode()
        found = re.search(r'密钥：<span class="gk-mono">([A-Z2-7]+)<', page)
        assert found
        client.post(reverse("mfa_activate_totp"), {"code": code_of(found[1])})
        assert "恢复码" in client.get(reverse("mfa_view_recovery_codes")).content.decode()
        assert client.get("/desk/").status_code == 200
        refused = client.post(reverse("mfa_deactivate_totp"))
        assert "不能停用" in refused.content.decode()

    def test_an_officer_is_not_asked(self, client, officer, settings):
        settings.SECOND_FACTOR_ROLES = ("leader",)
        log_in(client, "officer")
        assert client.get("/desk/").status_code == 200


class TestSessions:
    def age(self, client, seconds):
        session = client.session
        records = session[AUTHENTICATION_METHODS_SESSION_KEY]
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{**record, "at": record["at"] - seconds} for record in records]
        session.save()

    def test_an_idle_session_ends(self, client, officer):
        log_in(client, "officer")
        self.age(client, 61 * 60)
        assert client.get("/desk/")["Location"].startswith(LOGIN)

    def test_a_session_in_use_goes_on(self, client, officer):
        log_in(client, "officer")
        self.age(client, 50 * 60)
        assert client.get("/desk/").status_code == 200
        self.age(client, 50 * 60)
        assert client.get("/desk/").status_code == 200

    def test_no_session_lasts_longer_than_a_working_day(self, client, officer):
        log_in(client, "officer")
        session = client.session
        session["seen_at"] = session[AUTHENTICATION_METHODS_SESSION_KEY][0]["at"]
        session.save()
        self.age(client, 8 * 60 * 60 + 60)
        assert client.get("/desk/")["Location"].startswith(LOGIN)

    def test_an_initial_password_must_be_changed_first(self, client, officer):
        User.objects.update(initial_password=True)
        log_in(client, "officer")
        assert client.get("/desk/")["Location"].startswith(reverse("account_change_password"))
        new = "新的-密码-五个词-2026"
        client.post(reverse("account_change_password"), {"oldpassword": web.PASSWORD, "password1": new, "password2": new})
        assert client.get("/desk/").status_code == 200
        officer.refresh_from_db()
        assert officer.check_password(new)
        assert not officer.initial_password


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_reset_password", "account_set_password", "mfa_signup_webauthn", "mfa_trust"]
)
def test_what_is_not_wanted_cannot_be_reached(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize(
    "name",
    [
        "account_logout", "account_reauthenticate", "account_change_password", "mfa_index", "mfa_reauthenticate", "mfa_activate_totp",
        "mfa_deactivate_totp", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes", "account_inactive",
    ],
)  # fmt: skip
def test_every_page_of_login_safety_is_ours_in_chinese_and_without_inline_script(client, officer, name):
    log_in(client, "officer")
    confirm(client)
    if name != "mfa_activate_totp":
        totp.TOTP.activate(officer, totp.generate_totp_secret())
    if "recovery" in name:
        client.post(reverse("mfa_generate_recovery_codes"))
    answer = client.get(reverse(name))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page)
    main = re.sub(r"<[^>]+>|&#?\w+;", " ", page[page.index("<main") :])
    assert not re.search(r"[A-Za-z]{4,} [A-Za-z]{3,}", main), main


def test_the_login_page_offers_a_key_with_a_script_of_its_own(client, db):
    page = client.get(LOGIN).content.decode()
    assert "用安全密钥登录" in page
    assert "/static/accounts/keys.js" in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)


def test_a_key_can_be_asked_for_as_data(client, db):
    answer = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    assert "challenge" in answer.json()["request_options"]["publicKey"]
