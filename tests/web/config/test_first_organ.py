"""The kind of an organ as its name tells it."""

from __future__ import annotations

import pytest

from gongkai.lib.errors import UnusableInput
from gongkai.web.accounts.models import User
from gongkai.web.accounts.permissions import may
from gongkai.web.clock import day_of, now
from gongkai.web.config.environment import MailServer, mail_server
from gongkai.web.config.first_organ import first_organ, level_of
from gongkai.web.organs.models import Organ


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("示例镇人民政府", "town"),
        ("示例乡人民政府", "town"),
        ("示例街道办事处", "street"),
        ("示例区人民政府", "county"),
        ("示例县人民政府", "county"),
        ("示例市人民政府", "city"),
        ("示例省人民政府", "province"),
        ("示例壮族自治区人民政府", "province"),
        ("示例自治州人民政府", "city"),
        ("示例区教育局", "bureau"),
    ],
)
def test_the_kind_follows_from_the_name(name, level):
    assert level_of(name) == level


def test_an_organ_is_made_once(db):
    assert first_organ(" 示例镇人民政府 ")
    assert first_organ("示例镇人民政府") == []
    assert first_organ("示例区人民政府")
    assert sorted(Organ.objects.values_list("slug", flat=True)) == ["organ-1", "organ-2"]


def test_the_first_organ_comes_with_one_account_that_can_make_others(db):
    said = first_organ("示例镇人民政府")
    password = said[1].partition("初始密码 ")[2].partition("：")[0]
    user = User.objects.get()
    assert (user.username, user.initial_password, user.check_password(password)) == ("anquan", True, True)
    assert may(user, "accounts.manage", Organ.objects.get(), day_of(now()))
    assert not may(user, "case.see", Organ.objects.get(), day_of(now()))
    assert len(first_organ("示例区人民政府")) == 1
    assert User.objects.count() == 1


def test_no_name_makes_no_organ(db):
    assert first_organ("  ") == []


def test_a_name_that_is_too_long_is_refused(db):
    with pytest.raises(UnusableInput, match="120"):
        first_organ("示" * 121)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("", MailServer()),
        ("smtp://mail.example", MailServer("mail.example", 25)),
        ("smtps://u%40x:p@mail.example", MailServer("mail.example", 465, "u@x", "p", ssl=True)),
        ("smtp+tls://u:p@mail.example:2525", MailServer("mail.example", 2525, "u", "p", starttls=True)),
    ],
)
def test_the_mail_server_is_read_from_one_address(url, server):
    assert mail_server(url) == server


def test_another_address_is_no_mail_server():
    with pytest.raises(UnusableInput, match="GONGKAI_MAIL_URL"):
        mail_server("http://mail.example")
