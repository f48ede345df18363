"""催办: one letter an organ, one page, each thing once a day, a notice on the desk and a mail, acknowledged by the organ."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest
from django.core import mail as outbox
from django.urls import reverse

from gongkai.law.calendar import Calendar
from gongkai.notices.writers import docx, pdf
from gongkai.web.accounts.services.refusals import Refusal
from gongkai.web.organs.models import Organ
from gongkai.web.oversight.models import Urged, Urging
from gongkai.web.oversight.selectors.board import board_of
from gongkai.web.oversight.selectors.board_measures import span_of
from gongkai.web.oversight.services import board as services
from gongkai.web.oversight.urging_letter import letter_of, text_of
from support import items, web
from support.web import browser
from web.portal.markup import faults

DAY = date(2026, 4, 7)  # the application of web.MONDAY was due on 2026-03-30
SECRETS = ("申请人甲", "申***", "危房改造", "13800000001")


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("gongkai.web.clock.now", lambda: web.at(DAY, 10))


def urge(district, supervisor, *, on=DAY, again=False):
    span = span_of(on, Calendar.standard())
    lines = [line for line in board_of(Organ.objects.all(), span).to_urge if line.organ != district]
    return services.urge(
        district=district, lines=lines, span=span, calendar=Calendar.standard(), by=supervisor, moment=web.at(on), again=again
    )


def letter_to(organ) -> Urging:
    return Urging.objects.select_related("organ", "district").get(organ=organ)


def test_each_organ_gets_a_letter_that_names_its_things_and_nobody(town, bureau, district, supervisor):
    case = web.application(town)
    items.drafted(town, items.team(town), title="申请人甲救助公示")
    urge(district, supervisor)
    letter = letter_to(town)
    assert letter.number.startswith("示区政公开催〔2026〕")
    named = [line["what"] for line in letter.lines]
    assert f"答复申请 {case.register_number}" in named
    assert any(each.startswith("公开信息 ") for each in named)
    assert "该公开" not in str(letter.lines)
    for text in (str(letter.lines), text_of(letter), str(letter_of(letter))):
        for secret in SECRETS:
            assert secret not in text


def test_nothing_is_urged_twice_on_one_day_unless_asked(town, district, supervisor):
    web.application(town)
    urge(district, supervisor)
    with pytest.raises(Refusal, match="今天已经催办过"):
        urge(district, supervisor)
    assert Urging.objects.filter(organ=town).count() == 1
    urge(district, supervisor, again=True)
    assert sorted(Urged.objects.filter(organ=town, key__startswith="case:").values_list("turn", flat=True)) == [0, 1]


def test_what_is_new_on_the_same_day_is_urged_alone(town, district, supervisor):
    web.application(town)
    urge(district, supervisor)
    later = web.application(town, on=date(2026, 3, 3))
    [letter] = urge(district, supervisor)
    assert [line["what"] for line in letter.lines] == [f"答复申请 {later.register_number}"]


def test_the_next_day_it_may_be_urged_again(town, district, supervisor):
    web.application(town)
    urge(district, supervisor)
    assert [each.organ for each in urge(district, supervisor, on=date(2026, 4, 8)) if each.organ == town] == [town]


def test_the_letter_is_one_page_however_much_it_names_and_however_long_the_names_are(town, district):
    district.name, town.name = "示例经济技术开发区高新技术产业园区管理委员会", "示例经济技术开发区高新技术产业园区管理委员会信息化办公室"
    urging = Urging(
        number="示区政公开催〔2026〕1号", district=district, organ=town, day=DAY,
        lines=[{"key": str(n), "what": f"公开信息 示政公开〔2026〕{n:04d}号，关于一件名称很长很长很长的事项", "due": "2026年3月30日", "state": "已过 8 天"} for n in range(60)],
    )  # fmt: skip
    assert len(pypdfium2.PdfDocument(pdf.render(letter_of(urging)))) == 1
    assert "另有 55 件" in str(letter_of(urging))
    assert docx.render(letter_of(urging)).startswith(b"PK")


def test_a_mail_goes_where_an_address_is_set_and_once(town, district, supervisor):
    town.choices = {"digest_mail": "xxgk@shilizhen.example"}
    town.save(update_fields=["choices"])
    web.application(town)
    urge(district, supervisor)
    letter = letter_to(town)
    assert services.mail(urging=letter, moment=web.at(DAY))
    assert services.mail(urging=letter_to(town), moment=web.at(DAY))
    assert [each.to for each in outbox.outbox] == [["xxgk@shilizhen.example"]]
    assert letter.number in outbox.outbox[0].body


def test_a_mail_that_fails_says_why_and_is_tried_again(town, district, supervisor, monkeypatch):
    def refuse(*_args):
        raise ConnectionRefusedError("111")

    monkeypatch.setattr("gongkai.web.mailing.send_mail", refuse)
    town.choices = {"digest_mail": "xxgk@shilizhen.example"}
    town.save(update_fields=["choices"])
    web.application(town)
    urge(district, supervisor)
    assert not services.mail(urging=letter_to(town), moment=web.at(DAY))
    assert (letter_to(town).attempts, letter_to(town).problem) == (1, "ConnectionRefusedError: 111")


def test_the_district_urges_in_a_browser_and_the_organ_acknowledges(town, officer, district, supervisor, outsider):
    web.application(town)
    watches, works = browser(supervisor), browser(officer)
    answer = watches.post(reverse("desk:district_board_urge"), {"organ": [town.slug]}, follow=True)
    assert "已发出 1 份催办函" in answer.content.decode()
    letter = letter_to(town)
    first = works.get(reverse("desk:home")).content.decode()
    assert letter.number in first
    assert faults(first) == []
    assert faults(works.get(reverse("desk:urging", args=[letter.pk])).content.decode()) == []
    done = works.post(reverse("desk:urging_acknowledge", args=[letter.pk]), {"answer": "今天答复"}, follow=True).content.decode()
    assert "今天答复" in done
    assert letter.number not in works.get(reverse("desk:home")).content.decode()
    assert "已确认" in watches.get(reverse("desk:urgings")).content.decode()
    assert "已经确认过" in works.post(reverse("desk:urging_acknowledge", args=[letter.pk]), follow=True).content.decode()
    assert browser(outsider).get(reverse("desk:urging", args=[letter.pk])).status_code == 404


def test_all_of_the_list_are_urged_with_one_click_and_never_the_district_itself(town, bureau, district, supervisor):
    web.application(town)
    web.application(bureau)
    browser(supervisor).post(reverse("desk:district_board_urge"), {"all": "1"})
    assert {each.organ for each in Urging.objects.all()} == {town, bureau}


def test_who_chose_nobody_is_told(town, district, supervisor):
    assert "没有选要催办的机关" in browser(supervisor).post(reverse("desk:district_board_urge"), follow=True).content.decode()
