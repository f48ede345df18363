"""整改: issued, answered, prolonged, returned, let pass; steps are only added; each day in pairs; who may do what."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.lib.errors import UnusableInput
from gongkai.web.accounts.services.refusals import Refusal
from gongkai.web.oversight.models import Order
from gongkai.web.oversight.services import orders
from gongkai.web.oversight.services.orders import Wanted
from gongkai.web.oversight.urging_letter import order_letter
from gongkai.web.vault.files import Upload
from support import web
from support.web import browser
from web.portal.markup import faults

TODAY, DUE = date(2026, 4, 7), date(2026, 4, 22)
PAPER = Upload("截图.pdf", b"%PDF-1.4\n%%EOF\n")


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(TODAY, 10))


@pytest.fixture
def order(town, district, supervisor):
    return issued(town, district, supervisor)


def issued(organ, district, supervisor, *, due=DUE, what="补齐没有公开的救助资金发放表", uploads=()) -> Order:
    return orders.issue(district=district, organ=organ, wanted=Wanted(what, due), by=supervisor, moment=web.at(TODAY), uploads=uploads)


def again(order) -> Order:
    return Order.objects.get(pk=order.pk)


def kinds(order) -> list[str]:
    return list(order.steps.values_list("kind", flat=True))


def test_an_order_has_a_number_its_basis_and_its_first_step(order, town):
    assert order.number == "示区政公开整改〔2026〕1号"
    assert "第四十七条" in order.basis
    assert (order.state, order.due_on, kinds(order)) == ("open", DUE, ["issued"])
    assert "请于2026年4月22日以前完成" in str(order_letter(order, []))


def test_an_order_without_words_in_the_past_or_to_another_is_refused_with_all_reasons(town, bureau, district, supervisor):
    with pytest.raises(Refusal) as refused:
        issued(district, town, supervisor, due=date(2026, 4, 6), what=" ")
    assert len(refused.value.reasons) == 3
    assert not Order.objects.exists()
    assert issued(town, district, supervisor, due=TODAY).due_on == TODAY


def test_a_file_that_cannot_be_kept_takes_the_whole_order_back(town, district, supervisor):
    with pytest.raises(UnusableInput):
        issued(town, district, supervisor, uploads=[Upload("空.pdf", b"")])
    assert not Order.objects.exists()


def test_it_is_answered_returned_answered_again_and_let_pass(order, officer, supervisor):
    orders.answer(order=order, words="已经补齐", by=officer, moment=web.at(TODAY), uploads=[PAPER])
    assert again(order).state == "answered"
    orders.give_back(order=order, until=date(2026, 4, 30), words="缺一月", by=supervisor, moment=web.at(TODAY))
    assert (again(order).state, again(order).due_on) == ("returned", date(2026, 4, 30))
    orders.answer(order=order, words="补了一月", by=officer, moment=web.at(TODAY))
    orders.accept(order=order, words="", by=supervisor, moment=web.at(TODAY))
    assert again(order).state == "accepted"
    assert kinds(order) == ["issued", "answered", "returned", "answered", "accepted"]


def test_what_is_not_answered_is_not_let_pass(order, supervisor, officer):
    for step in (orders.accept, lambda **given: orders.give_back(until=DUE, **given)):
        with pytest.raises(Refusal, match="要等机关报送整改情况"):
            step(order=order, words="好", by=supervisor, moment=web.at(TODAY))
    orders.withdraw(order=order, words="发错了", by=supervisor, moment=web.at(TODAY))
    with pytest.raises(Refusal, match="不能再报送"):
        orders.answer(order=order, words="已经补齐", by=officer, moment=web.at(TODAY))


@pytest.mark.parametrize(("day", "refused"), [(DUE, False), (date(2026, 4, 23), True)])
def test_more_time_is_asked_for_until_the_last_day_and_not_behind_it(order, officer, day, refused):
    def ask():
        orders.ask_time(order=order, until=date(2026, 5, 10), words="档案在馆里", by=officer, moment=web.at(day))

    if refused:
        with pytest.raises(Refusal, match="已过"):
            ask()
    else:
        ask()
        assert again(order).asked_until == date(2026, 5, 10)


def test_time_that_is_granted_moves_the_day_and_time_that_is_denied_does_not(order, officer, supervisor):
    with pytest.raises(Refusal, match="没有等着答复的延期申请"):
        orders.decide_time(order=order, granted=True, words="", by=supervisor, moment=web.at(TODAY))
    orders.ask_time(order=order, until=date(2026, 5, 10), words="档案在馆里", by=officer, moment=web.at(TODAY))
    with pytest.raises(Refusal, match="已经申请过延期"):
        orders.ask_time(order=order, until=date(2026, 5, 11), words="档案在馆里", by=officer, moment=web.at(TODAY))
    orders.decide_time(order=order, granted=False, words="来得及", by=supervisor, moment=web.at(TODAY))
    assert (again(order).due_on, again(order).asked_until) == (DUE, None)
    orders.ask_time(order=order, until=date(2026, 5, 10), words="档案在馆里", by=officer, moment=web.at(TODAY))
    orders.decide_time(order=order, granted=True, words="", by=supervisor, moment=web.at(TODAY))
    assert (again(order).due_on, again(order).first_due) == (date(2026, 5, 10), DUE)


def test_the_way_of_an_order_in_two_browsers(town, officer, district, supervisor, outsider):
    watches, works = browser(supervisor), browser(officer)
    form = watches.get(reverse("desk:order_new") + f"?organ={town.slug}&origin=board&origin_words=答复已超期 2 件").content.decode()
    assert faults(form) == []
    assert "答复已超期 2 件" in form
    basis = form.split('name="basis"')[1].split('value="')[1].split('"')[0]
    given = {
        "organ": town.slug,
        "what": "按期答复",
        "basis": basis,
        "origin": "board",
        "origin_words": "答复已超期 2 件",
        "due_on": "2026-04-22",
    }
    made = watches.post(
        reverse("desk:order_new"), {**given, "papers": [SimpleUploadedFile("检查.pdf", PAPER.data)]}, follow=True
    ).content.decode()
    assert faults(made) == []
    order = Order.objects.get()
    assert order.number in works.get(reverse("desk:home")).content.decode()
    page = works.get(reverse("desk:order", args=[order.pk])).content.decode()
    assert faults(page) == []
    assert "报送整改情况" in page
    assert "审核通过" not in page
    held = order.steps.get().files.get()
    assert works.get(reverse("desk:order_file", args=[order.pk, held.file_id])).content == PAPER.data
    refused = works.post(reverse("desk:order_act", args=[order.pk, "answer"]), {"answer-words": ""})
    assert refused.status_code == 422
    assert works.post(reverse("desk:order_act", args=[order.pk, "accept"]), {"accept-words": "好"}).status_code == 403
    done = works.post(
        reverse("desk:order_act", args=[order.pk, "answer"]),
        {"answer-words": "都答复了", "answer-papers": [SimpleUploadedFile("答复.pdf", PAPER.data)]}, follow=True,
    )  # fmt: skip
    assert "已报送" in done.content.decode()
    assert order.number not in works.get(reverse("desk:home")).content.decode()
    assert (
        "整改完成" in watches.post(reverse("desk:order_act", args=[order.pk, "accept"]), {"accept-words": ""}, follow=True).content.decode()
    )
    assert browser(outsider).get(reverse("desk:order", args=[order.pk])).status_code == 404
    for kind in ("pdf", "docx"):
        assert works.get(reverse("desk:order_paper", args=[order.pk, kind])).status_code == 200


def test_the_list_of_orders_costs_the_same_for_many(town, district, supervisor, django_assert_max_num_queries):
    for number in range(8):
        issued(town, district, supervisor, what=f"第{number}件")
    client = browser(supervisor)
    client.get(reverse("desk:orders"))
    with django_assert_max_num_queries(10):
        text = client.get(reverse("desk:orders")).content.decode()
    assert faults(text) == []
    assert text.count("示区政公开整改〔2026〕") == 8


def test_an_order_in_the_past_is_refused_on_the_form_with_what_was_typed(town, district, supervisor):
    answer = browser(supervisor).post(reverse("desk:order_new"), {"organ": town.slug, "what": "按期答复", "due_on": "2026-04-06"})
    assert answer.status_code == 422
    assert "按期答复" in answer.content.decode()
