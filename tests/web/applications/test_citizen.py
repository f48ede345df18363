"""What the citizen hands in counts the same moment."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.vocabulary.codes import Stance, Way
from gongkai.lib.errors import UnusableInput
from gongkai.web.applications.models import Consulted, Text
from gongkai.web.applications.services import citizen
from gongkai.web.applications.services.acting import state_of
from gongkai.web.vault.files import Upload
from gongkai.web.vault.models import StoredFile
from support import web

DAY = date(2026, 3, 4)
PDF = b"%PDF-1.7\n%%EOF\n"


def test_a_correction_begins_the_period_anew_from_the_day_it_came(desk, application):
    desk.send("request_correction", DAY, corrections="年度")
    citizen.correct(application=application, text="2025年度", files=[Upload("说明.pdf", PDF)], moment=web.at(date(2026, 3, 7), 22))
    application.refresh_from_db()
    state = state_of(application)
    assert state.correction.received_on == date(2026, 3, 7)
    assert state.log[-1].actor == "applicant"
    assert Text.objects.get(pk=state.log[-1].event.document).text == "2025年度"
    assert StoredFile.objects.get().purpose == "补正材料"


def test_a_correction_that_nobody_asked_for_is_refused_and_nothing_kept(application):
    with pytest.raises(NotAllowed):
        citizen.correct(application=application, text="补充", files=(), moment=web.at(DAY))
    assert not Text.objects.exists()


def test_an_empty_correction_is_refused(desk, application):
    desk.send("request_correction", DAY, corrections="年度")
    with pytest.raises(UnusableInput, match="没有写内容"):
        citizen.correct(application=application, text=" ", files=(), moment=web.at(DAY))


def test_a_withdrawal_ends_the_case(application):
    citizen.withdraw(application=application, text="", moment=web.at(DAY))
    application.refresh_from_db()
    assert (application.phase, application.row) == ("withdrawn", "other.rest")


def test_a_letter_opened_online_is_served(desk, application):
    letter = desk.draft("request_correction", DAY, corrections="年度")
    desk.issue(letter, DAY, Way.ONLINE)
    citizen.confirm_read(letter=letter, moment=web.at(date(2026, 3, 5)))
    assert (letter.state, state_of(application).served_on(letter.step)) == ("served", date(2026, 3, 5))


class TestTheOneTimeLink:
    @pytest.fixture
    def asked(self, desk):
        letter = desk.send("consult_third_party", DAY, name="示例公司", relation="合同相对人", pronoun="贵单位")
        desk.serve(letter, date(2026, 3, 5))
        return Consulted.objects.get()

    def test_it_is_valid_to_the_end_of_the_period(self, asked, officer):
        token = citizen.make_link(consulted=asked, by=officer, moment=web.at(date(2026, 3, 5)))
        assert token not in asked.link
        assert asked.link_until == date(2026, 3, 26)  # 15 working days from the service
        assert citizen.by_link(token, date(2026, 3, 26)) == asked
        assert citizen.by_link(token, date(2026, 3, 27)) is None
        assert citizen.by_link("", DAY) is None

    def test_a_new_one_makes_the_old_one_void(self, asked, officer):
        old = citizen.make_link(consulted=asked, by=officer, moment=web.at(DAY))
        citizen.make_link(consulted=asked, by=officer, moment=web.at(DAY))
        assert citizen.by_link(old, DAY) is None

    def test_an_answer_is_written_and_the_link_spent(self, asked, officer, application):
        token = citizen.make_link(consulted=asked, by=officer, moment=web.at(DAY))
        citizen.answer_consultation(consulted=asked, stance=Stance.OBJECTS, text="含商业秘密", files=(), moment=web.at(date(2026, 3, 9)))
        assert state_of(application).consultations[0].stance is Stance.OBJECTS
        assert citizen.by_link(token, date(2026, 3, 9)) is None
        with pytest.raises(UnusableInput, match="已经答复"):
            citizen.make_link(consulted=Consulted.objects.get(), by=officer, moment=web.at(DAY))

    def test_an_objection_gives_its_reasons(self, asked):
        with pytest.raises(UnusableInput, match="没有写理由"):
            citizen.answer_consultation(consulted=asked, stance="objects", text="", files=(), moment=web.at(date(2026, 3, 9)))
