"""我要纠错: taken in once, answered in time, told to nobody else."""

from __future__ import annotations

import re
from datetime import date

import pytest

from gongkai.web.portal.views import complain as view
from gongkai.web.publication.models import Complaint
from gongkai.web.publication.services import complaints
from support import web

GIVEN = {"kind": "错别字", "text": "第二行“帐户”应为“账户”", "contact": "13800000001", "page": "", "key": "k1"}


def test_a_complaint_gets_a_receipt_with_its_last_day(world, reader):
    answer = reader.post("/o/shilizhen/complain/", GIVEN, follow=True)
    text = answer.content.decode()
    assert "已经收到" in text
    assert "最迟2026年3月19日前答复" in text  # 7 working days from 10 March
    assert "13800000001" not in text
    assert "账户" not in text


def test_pressed_twice_it_is_one_complaint(world, reader):
    first = reader.post("/o/shilizhen/complain/", GIVEN)
    assert reader.post("/o/shilizhen/complain/", GIVEN)["Location"] == first["Location"]
    assert Complaint.objects.count() == 1


def test_what_is_missing_is_said_and_nothing_is_lost(world, reader):
    text = reader.post("/o/shilizhen/complain/", GIVEN | {"kind": "", "text": "写了很久的说明"}).content.decode()
    assert "有问题需要更正" in text
    assert "写了很久的说明" in text
    assert not Complaint.objects.exists()
    assert "错误：" in text


def test_every_form_has_a_key_of_its_own(world, reader):
    keys = {re.search(r'name="key" value="([^"]+)"', reader.get("/o/shilizhen/complain/").content.decode())[1] for _ in range(2)}
    assert len(keys) == 2


def test_too_many_from_one_network_are_slowed(world, reader):
    for number in range(view.LIMIT.limit):
        assert reader.post("/o/shilizhen/complain/", GIVEN | {"key": f"k{number}"}).status_code == 302
    answer = reader.post("/o/shilizhen/complain/", GIVEN | {"key": "once more"})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


def test_the_answer_stands_on_the_receipt(world, reader):
    where = reader.post("/o/shilizhen/complain/", GIVEN)["Location"]
    complaint = Complaint.objects.get()
    complaints.answer(
        complaint=complaint, state=Complaint.State.ANSWERED, text="已经更正。", by=world.team.officer, moment=web.at(date(2026, 3, 11))
    )
    assert "已经更正。" in reader.get(where).content.decode()


def test_a_receipt_of_another_organ_is_not_found(world, reader):
    where = reader.post("/o/shilizhen/complain/", GIVEN)["Location"]
    assert reader.get(where.replace("shilizhen", "shiliqu")).status_code == 404


def test_no_cache_keeps_the_form_or_the_receipt(world, reader):
    where = reader.post("/o/shilizhen/complain/", GIVEN)["Location"]
    for path in ("/o/shilizhen/complain/", where):
        assert reader.get(path)["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/o/meiyou/complain/", "/o/shilizhen/complain/00000000-0000-0000-0000-000000000000/"])
def test_there_is_no_form_about_what_is_not_there(world, reader, path):
    assert reader.get(path).status_code == 404
