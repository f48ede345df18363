"""What an activity was about: a list of people is the number of its event, and what was said goes where the activity goes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.oversight.models import Particulars
from gongkai.web.oversight.selectors import days_year
from gongkai.web.oversight.services.days_particulars import Said, register
from gongkai.web.reporting.selectors.activities import BY_KEY, activities
from gongkai.web.reporting.services.activities import Deed, void
from support import web
from web.portal.markup import faults

TODAY, ON = date(2026, 5, 6), date(2026, 4, 17)
GIVEN = {
    "on": "2026-04-17",
    "participants": "",
    "words": "条例和答复办法培训",
    "people": "党政办 干事\n民政办 主任\n\n财政所 会计",
    "tested": "3",
    "passed": "2",
    "average": "86.5",
}
MORE = {"topic": "答复期限", "hours": "4", "form": "together", "teacher": "区政府办公室 科长"}


@pytest.fixture
def desk(officer, monkeypatch):
    monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(TODAY, 10))
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def new(town, key):
    return reverse("desk:reports_activity_new", args=[town.slug, 2026, key])


def shelf(desk, town):
    text = desk.get(f"{reverse('desk:reports_activities')}?organ={town.slug}&year=2026").content.decode()
    assert faults(text) == []
    return text


def test_who_is_listed_is_counted_and_the_particulars_stand_beside_the_event(town, desk):
    material = SimpleUploadedFile("课件.pdf", b"%PDF-1.4\n%%EOF\n")
    assert desk.post(new(town, "training"), GIVEN | MORE | {"material": material}).status_code == 302
    (activity,) = activities(town.pk, 2026)
    assert activity.said == "3人次"
    row = Particulars.objects.get(step=activity.step)
    assert (row.hours, row.average, row.people.splitlines()[1]) == (Decimal(4), Decimal("86.5"), "民政办 主任")
    text = shelf(desk, town)
    assert "主题：答复期限，4学时，集中，授课：区政府办公室 科长，测试3人，合格2人，平均86.5分，名单3人" in text
    year = days_year.year(town, 2026, TODAY)
    (training,) = [kind for kind in year.kinds if kind.sort.key == "training"]
    assert training.evidence == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"participants": "5"}, "名单有 3 行，这里写的是 5"),
        ({"people": ""}, "请填写参加人次，或者在下面写名单"),
        ({"passed": "4"}, "合格的人比参加测试的多"),
        ({"tested": "9"}, "参加测试的比参加培训的多"),
        ({"hours": "很多"}, "学时请写数字"),
    ],
)
def test_numbers_that_cannot_be_are_named_and_nothing_is_written(town, desk, change, said):
    answer = desk.post(new(town, "training"), GIVEN | change)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert faults(text) == []
    assert not activities(town.pk, 2026)
    assert not Particulars.objects.exists()


def test_the_members_of_a_group_are_its_lines_and_the_newest_stands_on_the_page_of_the_year(town, desk):
    for on, people in (("2026-01-08", "镇长 组长\n副镇长 副组长"), ("2026-03-20", "镇长 组长\n副镇长 副组长\n党政办主任 成员")):
        answer = desk.post(new(town, "leading-group"), {"on": on, "members": "", "people": people, "words": "示政办〔2026〕3号"})
        assert answer.status_code == 302
    assert [each.said for each in activities(town.pk, 2026)] == ["成立、调整以后有3人", "成立、调整以后有2人"]
    text = desk.get(reverse("desk:days")).content.decode()
    assert "镇长 组长；副镇长 副组长；党政办主任 成员" in text


def test_papers_that_a_meeting_conveyed_are_told(town, desk):
    given = {"on": "2026-03-12", "participants": "21", "words": "布置全年任务", "papers": "示例区2026年政务公开工作要点\n示区办〔2026〕2号"}
    assert desk.post(new(town, "meeting"), given).status_code == 302
    assert "传达文件：示例区2026年政务公开工作要点；示区办〔2026〕2号" in shelf(desk, town)


def test_what_was_voided_takes_its_particulars_out_of_the_year(town, officer, desk):
    desk.post(new(town, "training"), GIVEN)
    (activity,) = activities(town.pk, 2026)
    void(organ=town, year=2026, step=activity.step, reason="登记了两次", on=TODAY, by=officer, moment=web.at(TODAY))
    assert "民政办" not in shelf(desk, town)
    assert Particulars.objects.exists(), "the row is kept with the voided event"


def test_a_refused_event_leaves_no_particulars(town, officer):
    deed = Deed(BY_KEY["training"], date(2025, 12, 30), {"participants": 3}, "培训")
    with pytest.raises(NotAllowed, match="不在2026年"):
        register(organ=town, year=2026, deed=deed, said=Said(topic="条例"), by=officer, moment=web.at(ON))
    assert not Particulars.objects.exists()
