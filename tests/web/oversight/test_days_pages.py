"""The desk's pages of open days and of the year's activities: planned, announced, counted and registered in a browser."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.web.oversight.models import OpenDay, Standing
from gongkai.web.reporting.selectors.activities import activities
from support import items, web
from web.oversight.holding import AFTER, BEFORE, DAY, GUEST, PLAN, PNG, announced, closed, counted, planned, signed
from web.portal.markup import faults

BACKEND = "django.contrib.auth.backends.ModelBackend"
GIVEN = {
    "sort": "open", "theme": PLAN.theme, "banner": "", "day": "2026-05-15", "begins": "09:00", "ends": "11:30", "place": PLAN.place,
    "organisers": PLAN.organisers, "groups": "人大代表 4\n村民代表，10人", "programme": PLAN.programme, "boards": "", "materials": "公开指南折页 200份", "sign_up": "on",
    "places": "5", "closes_on": "",
}  # fmt: skip


@pytest.fixture
def today(monkeypatch):
    """Set the clock; it stands on the day before the plan's day."""

    def set_to(day):
        monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(day, 10))

    set_to(BEFORE)
    return set_to


@pytest.fixture
def desk(officer, today):
    client = Client()
    client.force_login(officer, backend=BACKEND)
    return client


def there(name, *args):
    return reverse(f"desk:{name}", args=args)


def page(client, name, *args):
    text = client.get(there(name, *args)).content.decode()
    assert faults(text) == []
    return text


def test_a_day_goes_from_the_plan_to_the_report_in_a_browser(town, desk, today):
    assert "这一年还没有开放日" in page(desk, "days")
    desk.post(there("day_new", town.slug), GIVEN)
    day = OpenDay.objects.get()
    assert [(each.name, each.invited) for each in day.groups.all()] == [("人大代表", 4), ("村民代表", 10)]
    assert "已发布" in desk.post(there("day_act", day.pk, "announce"), follow=True).content.decode()
    visitor = signed(day)
    today(DAY)
    for key, given in (
        ("question", {"asked": "怎样申请", "answer": "填申请表"}),
        ("note", {"sort": "feedback", "words": "希望多办", "address": ""}),
    ):
        assert desk.post(there("day_add", day.pk, key), given).status_code == 302
    picture = SimpleUploadedFile("现场.png", PNG)
    desk.post(there("day_add", day.pk, "photo"), {"pictures": picture, "alt": "代表听讲解", "agreed": "on"})
    groups = {f"g-{each.pk}": "3" for each in day.groups.all()}
    numbers = {f"v-{visitor.pk}": "2", **groups, "others": "4", f"m-{day.materials.get().pk}": "150"}
    assert desk.post(there("day_count", day.pk), numbers).status_code == 302
    shown = page(desk, "day", day.pk)
    assert all(each in shown for each in ("希望多办", 'alt="代表听讲解"', "怎样申请", "<dd>12</dd>"))
    draft = page(desk, "day_close", day.pk)
    assert "到场12人次，发放资料150份，现场解答咨询1件" in draft
    answer = desk.post(there("day_close", day.pk), {"words": "开放日，代表参观窗口。"}, follow=True).content.decode()
    assert "已登记到年度活动里" in answer
    assert [each.said for each in activities(town.pk, 2026)] == ["12人次，发放资料150份，现场解答咨询1件"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"theme": ""}, "请填写主题"),
        ({"ends": "08:00"}, "结束时间应当晚于开始时间"),
        ({"places": ""}, "请填写名额"),
        ({"groups": "人大代表\n村民代表 10"}, "邀请对象第 1 行“人大代表”没有数量"),
        ({"materials": "折页 1\n折页 2"}, "“折页”写了两次"),
        ({"begins": "九点"}, "开始时间写得不对"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_and_what_was_typed_stays(town, desk, change, said):
    answer = desk.post(there("day_new", town.slug), GIVEN | change)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert PLAN.place in answer.content.decode()
    assert not OpenDay.objects.exists()


def test_no_page_of_the_desk_shows_who_signed_up_but_the_one_that_asks_why(town, officer, desk):
    day = announced(town, officer)
    signed(day)
    for name, *args in (("days",), ("day", day.pk), ("day_count", day.pk), ("day_visitors", day.pk), ("day_close", day.pk)):
        text = page(desk, name, *args)
        assert GUEST.phone not in text
        assert GUEST.name not in text
    assert desk.post(there("day_visitors", day.pk), {"reason": ""}).status_code == 422
    text = desk.post(there("day_visitors", day.pk), {"reason": "打印签到表"}).content.decode()
    assert GUEST.phone in text
    assert faults(text) == []


def test_all_reasons_stand_on_the_page_and_there_is_no_button(town, officer, desk):
    day = announced(town, officer)
    text = page(desk, "day_close", day.pk)
    assert "现在还不能登记（3）" in text
    assert ">登记</button>" not in text
    assert desk.post(there("day_close", day.pk), {"words": "已办"}).status_code == 422
    assert not activities(town.pk, 2026)


def test_it_is_called_off_and_opened_again_with_a_reason(town, officer, desk, today):
    day = announced(town, officer)
    assert desk.post(there("day_act", day.pk, "cancel"), {"reason": ""}).status_code == 422
    desk.post(there("day_act", day.pk, "cancel"), {"reason": "防汛值班"})
    assert "防汛值班" in page(desk, "day", day.pk)
    other = closed(counted(announced(town, officer), officer), officer)
    today(AFTER)
    desk.post(there("day_act", other.pk, "reopen"), {"reason": "少数了"})
    assert not activities(town.pk, 2026)
    assert desk.get(there("day_act", other.pk, "dance")).status_code == 404


def test_an_answer_for_later_is_entered_from_the_list(town, officer, desk, today):
    day = counted(announced(town, officer), officer)
    waits = day.questions.get(answered_on=None)
    today(date(2026, 5, 27))
    assert "超期" in page(desk, "day", day.pk)
    assert "去年的名单在哪里" in page(desk, "day_answer", day.pk, waits.pk)
    desk.post(there("day_answer", day.pk, waits.pk), {"words": "在社会救助栏目。"})
    assert "在社会救助栏目。" in page(desk, "day", day.pk)


def test_the_year_says_what_the_report_lacks_and_where_to_go(town, officer, desk, today):
    day = announced(town, officer)
    today(AFTER)
    text = page(desk, "days")
    assert "2026年5月15日的“走进便民服务中心”还没有登记" in text
    assert there("day_close", day.pk) in text
    assert "没有登记政府信息公开业务培训，也没有申报没有" in text
    closed(counted(day, officer), officer)
    text = page(desk, "days")
    assert "还没有登记。" not in text
    assert "没有登记政府开放日" not in text


def test_who_answers_is_a_row_from_a_day_on_and_what_it_was_before_stays(town, desk):
    given = {"sort": "leader", "words": "副镇长", "number": "", "from_day": "2026-01-05", "paper": "示政〔2026〕1号"}
    desk.post(there("day_standing", town.slug), given)
    desk.post(there("day_standing", town.slug), given | {"words": "镇党委副书记", "from_day": "2026-04-01"})
    assert [(each.words, each.to_day) for each in Standing.objects.all()] == [("镇党委副书记", None), ("副镇长", date(2026, 3, 31))]
    early = desk.post(there("day_standing", town.slug), given | {"from_day": "2026-02-01"})
    assert (early.status_code, "新的应当在它以后" in early.content.decode()) == (422, True)
    assert "没有写有几个人" in desk.post(there("day_standing", town.slug), given | {"sort": "full"}).content.decode()
    assert "副镇长（2026年1月5日至2026年3月31日" in page(desk, "days")


def test_a_page_costs_the_same_however_much_is_on_it(town, officer, desk, django_assert_max_num_queries):
    for number in range(4):
        day = announced(town, officer, PLAN._replace(theme=f"第{number}次", places=50, day=date(2026, 5, 15 + number)))
        for _ in range(3):
            signed(day)
    for name, *args in (("days",), ("day", day.pk), ("day_count", day.pk), ("day_close", day.pk)):
        with django_assert_max_num_queries(12, info=name):
            desk.get(there(name, *args))


def test_who_only_reads_changes_nothing(town, officer, today):
    day = planned(town, officer)
    reader = Client()
    reader.force_login(items.team(town).leader, backend=BACKEND)
    text = page(reader, "day", day.pk)
    assert there("day_edit", day.pk) not in text
    assert reader.post(there("day_act", day.pk, "announce")).status_code == 403
    assert not OpenDay.objects.exclude(announced_at=None).exists()
