"""Roles for tests of the web: 示例区, 示例镇, 示例区教育局; 经办人甲 and the others; 申请人甲. Nobody is real."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.test import Client

from gongkai.law.receipt import Came
from gongkai.ledger.vocabulary.codes import Channel
from gongkai.web.accounts.models import Appointment, Role, User
from gongkai.web.applications.services.submitting import Asked, Form, Somebody, submit
from gongkai.web.organs.models import Level, Organ
from gongkai.web.organs.services import establish

FOUNDED = date(2019, 1, 1)
PASSWORD = "test-pass-2026-示例"
MONDAY = date(2026, 3, 2)  # an ordinary working day; 20 working days later is 2026-03-30


def at(day: date, hour: int = 9, minute: int = 30) -> datetime:
    """A moment of that day in China, in UTC."""
    return datetime(day.year, day.month, day.day, hour - 8, minute, tzinfo=UTC)


def district() -> Organ:
    return establish(
        slug="shiliqu", name="示例区人民政府", short_name="示例区", level=Level.COUNTY, valid_from=FOUNDED, word="示区政公开",
        review_body="示例市人民政府", court="示例市中级人民法院", office="示例区人民政府办公室", phone="0000-1000001", address="示例区府前路1号", postcode="000001",
    )  # fmt: skip


def town(parent: Organ) -> Organ:
    return establish(
        slug="shilizhen", name="示例镇人民政府", short_name="示例镇", level=Level.TOWN, valid_from=FOUNDED, parent=parent, word="示政公开",
        review_body="示例区人民政府", court="示例区人民法院", office="示例镇党政综合办公室", phone="0000-1000002", fax="0000-1000003",
        address="示例镇人民路2号", postcode="000002", email="xxgk@shilizhen.example", hours="工作日 9:00—12:00，14:00—17:00",
    )  # fmt: skip


def bureau(parent: Organ) -> Organ:
    return establish(
        slug="jiaoyuju", name="示例区教育局", short_name="区教育局", level=Level.BUREAU, valid_from=FOUNDED, parent=parent, word="示教公开",
        review_body="示例区人民政府", superior="示例市教育局", court="示例区人民法院", office="示例区教育局办公室", phone="0000-1000004", address="示例区学府路3号",
    )  # fmt: skip


def account(username: str, name: str, organ: Organ | None = None, *roles: Role, subtree: bool = False) -> User:
    """An account with these roles for the organ."""
    user = User.objects.create_user(username, PASSWORD, name=name)
    for role in roles:
        assert organ is not None
        Appointment.objects.create(user=user, organ=organ, role=role, subtree=subtree, valid_from=FOUNDED)
    return user


APPLICANT = Somebody(
    name="申请人甲", identity_kind="citizen", identity="11010119900307123X", phone="13800000001", email="a@example.com",
    address="示例区示例镇示例村1号", postcode="000002",
)  # fmt: skip
FORM = Form(
    people=(APPLICANT,), items=(Asked("示例镇2025年农村危房改造补助对象名单和补助金额"),), wanted_form="纸质", wanted_way="邮寄",
)  # fmt: skip


def application(
    organ: Organ,
    *,
    on: date = MONDAY,
    form: Form = FORM,
    channel: Channel = Channel.ONLINE,
    by: User | str = "applicant",
    key: str | None = None,
):
    """An application that came in on that day."""
    came = (
        Came(submitted=on, arrived=on)
        if channel in (Channel.SIGNED_POST, Channel.ORDINARY_POST, Channel.FAX, Channel.EMAIL)
        else Came(submitted=on)
    )
    return submit(organ=organ, form=form, channel=channel, came=came, by=by, moment=at(on), key=key)


def browser(user: User) -> Client:
    """A browser in which somebody is logged in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
