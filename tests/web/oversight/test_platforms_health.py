"""The numbers of 国办秘函〔2019〕19号 on the record of many organs: the last day on which each still holds, and the first on which it does not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.law import catalogue
from gongkai.law.parameters import parameter
from gongkai.web.channels.models import Account
from gongkai.web.oversight.models import Platform
from gongkai.web.oversight.selectors.platforms_health import GREEN, RED, YELLOW, colour_of, health
from gongkai.web.publication.models import Column, Complaint, Delivery, Item, SiteSettings
from support import items, web

FIRST = date(2026, 1, 12)
TWO_WEEKS, SIX_MONTHS = date(2026, 1, 26), date(2026, 7, 12)  # the last days on which something of the first is still kept up


def item(organ, on, genre="notice", *, phase="published", key="x"):
    number = f"{organ.slug}-{genre}-{on}-{key}"
    given = {
        "title": "一条",
        "formed_on": on,
        "published_on": on,
        "first_published_on": on,
        "created_at": web.at(on),
        "changed_at": web.at(on),
    }
    return Item.objects.create(organ=organ, column="livelihood", genre=genre, index_number=number, phase=phase, **given)


def mark(organ, what, day):
    (found,) = [each for each in health([organ.pk], day).get(organ.pk, ()) if each.what.endswith(what)]
    return found


def said(organ, what, day):
    found = mark(organ, what, day)
    return found.colour, found.trips_on


@pytest.mark.parametrize(
    ("what", "genre", "last"),
    [("首页", "other", TWO_WEEKS), ("工作动态", "news", TWO_WEEKS), ("通知公告", "notice", SIX_MONTHS), ("政策文件", "policy", SIX_MONTHS)],
)
def test_what_we_publish_holds_to_its_last_day_and_not_one_longer(town, what, genre, last):
    item(town, FIRST, genre)
    trips = last + timedelta(days=1)
    assert said(town, what, last) == (YELLOW, trips)
    assert said(town, what, trips) == (RED, trips)


@pytest.mark.parametrize(("what", "genre", "days", "last"), [("首页", "other", 3, TWO_WEEKS), ("通知公告", "notice", 14, SIX_MONTHS)])
def test_it_is_yellow_some_days_before(town, what, genre, days, last):
    item(town, FIRST, genre)
    trips = last + timedelta(days=1)
    assert said(town, what, trips - timedelta(days=days)) == (YELLOW, trips)
    assert said(town, what, trips - timedelta(days=days + 1)) == (GREEN, trips)


def test_what_was_taken_down_keeps_nothing_up(town):
    item(town, FIRST)
    item(town, TWO_WEEKS, phase="withdrawn", key="y")
    assert mark(town, "首页", TWO_WEEKS + timedelta(days=1)).colour == RED


def test_five_blank_columns_are_red_and_four_are_not(town):
    keys = [each.key for each in catalogue.entries_for("town")[:5]]
    for key in keys:
        Column.objects.create(organ=town, key=key, shown=True)
    assert said(town, "空白栏目", FIRST) == (RED, None)
    Item.objects.filter(pk=item(town, FIRST).pk).update(column=keys[0])
    assert said(town, "空白栏目", FIRST) == (YELLOW, None)


def test_a_message_is_answered_within_three_months(town):
    given = {"page": "/", "kind": "内容有误", "text": "日期写错了", "created_at": web.at(FIRST)}
    row = Complaint.objects.create(organ=town, **given)
    last, trips = date(2026, 4, 12), date(2026, 4, 13)
    assert said(town, "留言答复", last) == (YELLOW, trips)
    assert said(town, "留言答复", trips) == (RED, trips)
    row.state = Complaint.State.ANSWERED
    row.save()
    assert health([town.pk], trips) == {}


def test_a_message_older_than_a_year_is_not_looked_at(town):
    Complaint.objects.create(organ=town, page="/", kind="其他", text="旧", created_at=web.at(date(2025, 1, 11)))
    assert health([town.pk], FIRST) == {}
    Complaint.objects.create(organ=town, page="/", kind="其他", text="一年以内", created_at=web.at(date(2025, 1, 12)))
    assert mark(town, "留言答复", FIRST).colour == RED


def platform(organ, **more):
    given = {"kind": "wechat", "name": "示例发布", "limit": "account_stale", "created_at": web.at(FIRST)}
    return Platform.objects.create(organ=organ, **(given | more))


def test_an_account_is_kept_up_every_two_weeks(town):
    platform(town, noted_on=FIRST)
    trips = TWO_WEEKS + timedelta(days=1)
    assert said(town, "示例发布", TWO_WEEKS) == (YELLOW, trips)
    assert said(town, "示例发布", trips) == (RED, trips)


def test_what_one_of_our_channels_received_is_counted_by_itself(town):
    team = items.team(town)
    account = Account.objects.create(organ=town, channel="wechat", name="公众号", changed_at=web.at(FIRST))
    made = items.published(town, team, accounts=[account])
    Delivery.objects.filter(account=account).update(state="received", received_on=date(2026, 3, 6))
    row = platform(town, account=account, noted_on=FIRST)
    assert said(town, "示例发布", date(2026, 3, 20)) == (YELLOW, date(2026, 3, 21))
    Delivery.objects.filter(item=made, account=account).update(state="waiting")
    assert mark(town, row.name, date(2026, 3, 20)).colour == RED


def test_what_was_closed_is_not_judged(town):
    platform(town, noted_on=FIRST, closed_on=TWO_WEEKS)
    assert mark(town, "示例发布", FIRST).colour == GREEN
    assert health([town.pk], TWO_WEEKS) == {}


def test_a_platform_of_which_nobody_noted_anything_counts_as_not_kept_up(town):
    platform(town)
    assert said(town, "示例发布", FIRST) == (RED, None)


def test_a_veto_of_the_last_visit_is_red_and_cites_its_clause(town):
    platform(town, kind="site", name="区门户", limit="", vetoes=["W101"], visited_on=FIRST)
    found = mark(town, "区门户", FIRST)
    assert (found.colour, "首页超过两周没有更新" in found.words, found.cite) == (RED, True, "检查指标#单项否决指标（首页不更新）")


def test_a_column_that_nobody_opened_is_not_judged_and_one_that_is_mounted_is(town):
    assert health([town.pk], FIRST) == {}
    SiteSettings.objects.create(organ=town)
    assert said(town, "首页", FIRST) == (RED, None)
    SiteSettings.objects.filter(organ=town).update(mount="none")
    assert health([town.pk], FIRST) == {}


def test_the_worst_comes_first_and_gives_the_colour(town):
    item(town, FIRST, "news")
    item(town, TWO_WEEKS, "notice")
    found = health([town.pk], TWO_WEEKS + timedelta(days=1))[town.pk]
    assert [each.colour for each in found] == [RED, GREEN, GREEN]
    assert (found[0].what, colour_of(found), colour_of(())) == ("公开栏目的工作动态", RED, "")


def test_every_clause_is_that_of_the_number(town):
    item(town, FIRST, "news")
    platform(town, noted_on=FIRST)
    cites = {each.cite for each in health([town.pk], TWO_WEEKS)[town.pk]}
    assert cites == {parameter(name, "inspection.toml").at(FIRST).cite for name in ("home_stale", "news_stale", "account_stale")}


def test_many_organs_are_six_queries(district, town, bureau, django_assert_max_num_queries):
    for number in range(20):
        item((district, town, bureau)[number % 3], FIRST, key=str(number))
    for organ in (district, town, bureau):
        platform(organ, noted_on=FIRST)
    with django_assert_max_num_queries(6):
        found = health({district.pk, town.pk, bureau.pk}, TWO_WEEKS)
    assert set(found) == {district.pk, town.pk, bureau.pk}


def test_a_visit_that_found_the_first_page_kept_up_counts_more_than_what_nobody_noted(town):
    row = platform(town, kind="site", name="镇网站", limit="home_stale", opened_on=date(2019, 1, 1), visited_on=FIRST)
    last = TWO_WEEKS
    assert mark(town, "镇网站", last).colour == GREEN
    after = mark(town, "镇网站", last + timedelta(days=1))
    assert (after.colour, "没有登记过更新" in after.words) == (RED, True)
    Platform.objects.filter(pk=row.pk).update(vetoes=["W101"])
    assert [each.colour for each in health([town.pk], last)[town.pk]] == [RED]
