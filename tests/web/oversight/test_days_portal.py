"""An open day for readers: found from the first page, signed up for once, full and closed said plainly, given back, printed with its code."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from gongkai.web.oversight.models import DayVisitor
from gongkai.web.oversight.services import days
from gongkai.web.portal.organs import open_to_readers
from gongkai.web.portal.public import entries
from gongkai.web.portal.public.frame import frame_of
from gongkai.web.portal.views import days as view
from support import web
from web.oversight.holding import BEFORE, DAY, PLAN, announced, planned
from web.portal.markup import faults

GIVEN = {"name": "申请人甲", "phone": "138 0000 0001", "people": "2", "group": "示例村", "agreed": "on", "key": "k1"}


@pytest.fixture
def today(monkeypatch):
    """Set the clock; it stands some days before the day."""

    def set_to(day):
        monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(day, 10))

    set_to(BEFORE)
    return set_to


@pytest.fixture
def reader(today):
    return Client()


@pytest.fixture
def day(town, officer):
    return announced(town, officer)


def where(day, more="") -> str:
    return f"/o/shilizhen/days/{day.pk}/{more}"


def page(reader, path, status=200):
    answer = reader.get(path)
    assert answer.status_code == status
    text = answer.content.decode()
    assert faults(text) == []
    return text


def front(reader) -> str:
    answer = reader.get("/o/shilizhen/")
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def test_a_day_is_found_from_the_first_page_while_it_is_coming_and_the_page_has_another_key(town, officer, reader):
    def key():
        return {each.path: each.key for each in entries.of(frame_of(town), open_to_readers(BEFORE))}["/o/shilizhen/"]

    plan = planned(town, officer)
    before = key()
    assert PLAN.theme not in front(reader)
    days.announce(day=plan, moment=web.at(BEFORE))
    assert PLAN.theme in front(reader)
    assert 'href="days/index.html"' in front(reader)
    assert key() != before
    days.tidy(DAY + timedelta(days=1))
    assert PLAN.theme not in front(reader)
    assert key() == before


def test_what_is_only_planned_is_not_found(town, officer, reader):
    plan = planned(town, officer)
    for more in ("", "cancel/", "notice/", "qr.svg"):
        assert reader.get(where(plan, more)).status_code == 404
    assert "近期没有安排" in page(reader, "/o/shilizhen/days/")
    assert reader.get(f"/o/shiliqu/days/{plan.pk}/").status_code == 404


def test_one_signs_up_and_gets_a_code_on_a_page_without_name_or_telephone(reader, day):
    shown = page(reader, where(day))
    assert "还有 5 个名额" in shown
    assert "活动后30天清除" in shown
    answer = reader.post(where(day), GIVEN)
    text = page(reader, answer["Location"])
    assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", text)
    assert "已经报名，2 人" in text
    assert not any(each in text for each in ("申请人甲", "13800000001", "示例村"))
    row = DayVisitor.objects.get()
    assert (row.name.reveal(), row.phone.reveal(), row.people, row.group) == ("申请人甲", "13800000001", 2, "示例村")
    assert "还有 3 个名额" in page(reader, where(day))


def test_pressed_twice_it_is_one_place(reader, day):
    first = reader.post(where(day), GIVEN)
    assert reader.post(where(day), GIVEN)["Location"] == first["Location"]
    assert DayVisitor.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "请填写姓名"),
        ({"phone": "12"}, "不像电话号码"),
        ({"people": "21"}, "几个人来请写 1 到 20"),
        ({"agreed": ""}, "没有您的同意不能收集姓名和电话"),
        ({"people": "6"}, "只剩5个名额"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(reader, day, change, said):
    answer = reader.post(where(day), GIVEN | change)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert "示例村" in text
    assert faults(text) == []
    assert not DayVisitor.objects.exists()


def test_a_full_house_is_said_without_a_form(reader, day):
    reader.post(where(day), GIVEN | {"people": "5"})
    text = page(reader, where(day))
    assert "5个名额已经报满。" in text
    assert 'name="phone"' not in text
    late = reader.post(where(day), GIVEN | {"key": "k2"})
    assert (late.status_code, "已经报满" in late.content.decode()) == (422, True)
    assert "5个名额已经报满。" in page(reader, "/o/shilizhen/days/")


def test_closed_over_and_called_off_are_said_plainly(town, officer, reader, day, today):
    today(DAY)
    assert "报名已于2026年5月14日截止。" in page(reader, where(day))
    today(DAY + timedelta(days=1))
    assert "这次活动已经结束。" in page(reader, where(day))
    assert "办过的" in page(reader, "/o/shilizhen/days/")
    today(BEFORE)
    receipt = reader.post(where(day), GIVEN)["Location"]
    days.cancel(day=day, reason="防汛值班", moment=web.at(BEFORE))
    for path in (where(day), receipt, where(day, "notice/")):
        assert "防汛值班" in page(reader, path)
    free = announced(town, officer, PLAN._replace(sign_up=False, places=None))
    assert "不用报名" in page(reader, where(free))


def test_the_place_is_given_back_with_the_code_of_the_receipt(reader, day):
    receipt = reader.post(where(day), GIVEN)["Location"]
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page(reader, receipt))[0]
    wrong = reader.post(where(day, "cancel/"), {"code": "0000 0000 0000"})
    assert (wrong.status_code, "没有这个取消码" in wrong.content.decode()) == (422, True)
    assert "已经取消报名" in page(reader, reader.post(where(day, "cancel/"), {"code": code.lower()})["Location"])
    assert "还有 5 个名额" in page(reader, where(day))


def test_a_receipt_is_found_under_its_own_day_only(town, officer, reader, day):
    receipt = reader.post(where(day), GIVEN)["Location"]
    other = announced(town, officer)
    assert reader.get(receipt.replace(str(day.pk), str(other.pk))).status_code == 404
    assert reader.get(where(day, f"signed/{uuid4()}/")).status_code == 404


def test_too_many_from_one_network_are_slowed(reader, town, officer, monkeypatch):
    day = announced(town, officer, PLAN._replace(places=500))
    monkeypatch.setattr(view, "LIMIT", view.LIMIT._replace(limit=3))
    for number in range(3):
        assert reader.post(where(day), GIVEN | {"key": f"n{number}"}).status_code == 302
    answer = reader.post(where(day), GIVEN | {"key": "once more"})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


def test_the_notice_names_the_day_and_its_code_leads_to_it(reader, day):
    text = page(reader, where(day, "notice/"))
    assert all(each in text for each in ("政府开放日公告", PLAN.theme, "2026年5月15日", PLAN.place, f'src="{where(day, "qr.svg")}"'))
    assert where(day) in re.search(r'alt="二维码，内容是网址 ([^"]+)"', text)[1]
    code = reader.get(where(day, "qr.svg"))
    assert code["Content-Type"] == "image/svg+xml"
    assert b"<svg" in code.content


def test_no_cache_keeps_what_belongs_to_one_person(reader, day):
    receipt = reader.post(where(day), GIVEN)["Location"]
    for path in (where(day), receipt, where(day, "cancel/")):
        assert reader.get(path)["Cache-Control"] == "no-store"


def test_a_list_costs_the_same_however_long_it_is(town, officer, reader, django_assert_max_num_queries):
    for number in range(4):
        day = announced(town, officer, PLAN._replace(day=date(2026, 5, 15 + number)))
        reader.post(where(day), GIVEN)
    for path in ("/o/shilizhen/days/", where(day), "/o/shilizhen/"):
        with django_assert_max_num_queries(12, info=path):
            reader.get(path)
