"""更正 of records about oneself: its own register and numbers, a letter signed by another, never a row of table three."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.vocabulary.codes import Channel, Finding, Way
from gongkai.lib.errors import UnusableInput
from gongkai.notices.letter import body_lines
from gongkai.web.applications.models import Application, Letter, Rectification
from gongkai.web.applications.services import rectifications
from gongkai.web.applications.services.rectifications import Decision, OnPaper, Request
from gongkai.web.vault.files import Upload
from support import web
from web.beside.cases import PDF

CAME, SIGNED, SENT, SERVED = date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 9)
ASKED = Request(
    name="申请人甲", record="《低保名单》第 12 行的出生年份", wanted="改为 1990 年", evidence="户口簿复印件", channel=Channel.IN_PERSON,
    identity="11010119900307123X", phone="13800000001", address="示例区示例镇示例村1号",
)  # fmt: skip
REFUSED = Decision(Finding.REFUSED, "户口簿登记的年份与名单一致")
PASSED_ON = Decision(Finding.TRANSFERRED, "该记录由民政部门管理", "示例区民政局", "0000-1000009")


@pytest.fixture
def asked(town, officer):
    made = rectifications.register(organ=town, request=ASKED, on=CAME, by=officer, moment=web.at(CAME))
    return Rectification.objects.select_related("organ").get(pk=made.pk)


def drafted(asked, officer, decision=REFUSED) -> list[Letter]:
    return rectifications.draft(rectification=asked, decision=decision, by=officer, moment=web.at(CAME))


def signed(letter: Letter, leader) -> Letter:
    return rectifications.sign(letter=letter, agreed=True, by=leader, role="leader", moment=web.at(SIGNED))


def test_it_has_a_register_of_its_own_and_is_no_application(asked):
    assert (asked.register_number, asked.received_on, asked.step) == ("示政公开更申〔2026〕1号", CAME, 1)
    assert not Application.objects.exists()


def test_who_asks_is_sealed(asked):
    assert (str(asked.name), str(asked.identity), str(asked.phone)) == ("申***", "110******3X", "138******0001")


def test_without_evidence_it_is_refused_with_the_clause(town, officer):
    with pytest.raises(NotAllowed, match="条例第四十一条"):
        rectifications.register(organ=town, request=ASKED._replace(evidence=""), on=CAME, by=officer, moment=web.at(CAME))
    assert not Rectification.objects.exists()


def test_a_file_is_evidence_too(town, officer):
    made = rectifications.register(
        organ=town, request=ASKED._replace(evidence=""), on=CAME, by=officer, moment=web.at(CAME), papers=[Upload("户口簿.pdf", PDF)]
    )
    assert made.received_on == CAME


def test_the_whole_way_ends_with_the_proof_of_service(asked, officer, leader):
    letter = signed(drafted(asked, officer)[0], leader)
    assert (letter.number, letter.dated, letter.state) == ("示政公开更〔2026〕1号", SIGNED, "approved")
    rectifications.issue(rectification=asked, on=SENT, way=Way.POST, by=officer, moment=web.at(SENT), posting_number="1234567890123")
    rectifications.serve(rectification=asked, on=SERVED, way=Way.POST, proof="1234567890123", by=officer, moment=web.at(SERVED))
    letter.refresh_from_db()
    assert (asked.finding, asked.decided_on, asked.served_on) == ("refused", SENT, SERVED)
    assert (letter.state, letter.served_on, letter.step) == ("served", SERVED, 2)


@pytest.mark.parametrize("finding", list(Finding))
def test_every_finding_has_its_letter(asked, officer, finding):
    decision = Decision(finding, "理由在此", "示例区民政局", "0000-1000009")
    letter = drafted(asked, officer, decision)[0]
    text = "\n".join(body_lines(rectifications.rendered(letter, CAME)))
    assert "第四十一条" in text
    assert "六十日" in text or "60日" in text
    assert "签发时编号" in text


def test_what_is_passed_on_takes_a_second_letter_to_the_right_organ(asked, officer, leader):
    to_person, to_organ = drafted(asked, officer, PASSED_ON)
    numbers = [signed(each, leader).number for each in (to_person, to_organ)]
    assert numbers == ["示政公开更〔2026〕1号", "示政公开更〔2026〕2号"]
    rectifications.issue(rectification=asked, on=SENT, way=Way.POST, by=officer, moment=web.at(SENT))
    assert set(Letter.objects.values_list("code", "state")) == {("P15", "issued"), ("P15B", "issued")}


def test_who_drafted_a_letter_cannot_sign_it(asked, officer):
    with pytest.raises(NotAllowed, match="起草人不能签发"):
        rectifications.sign(letter=drafted(asked, officer)[0], agreed=True, by=officer, role="leader", moment=web.at(SIGNED))


def test_a_leader_signs_on_paper_and_the_scan_is_kept(asked, officer):
    paper = OnPaper("镇长丁", SIGNED, Upload("签发单.pdf", PDF))
    letter = rectifications.sign(
        letter=drafted(asked, officer)[0], agreed=True, by=officer, role="leader", moment=web.at(SENT), paper=paper
    )
    approval = letter.approvals.get()
    assert (approval.name, approval.day, approval.on_paper, approval.scan.name) == ("镇长丁", SIGNED, True, "签发单.pdf")
    assert letter.dated == SIGNED


def test_a_letter_is_returned_with_an_opinion_only(asked, officer, leader):
    letter = drafted(asked, officer)[0]
    with pytest.raises(NotAllowed, match="退回要写明意见"):
        rectifications.sign(letter=letter, agreed=False, by=leader, role="leader", moment=web.at(SIGNED))
    returned = rectifications.sign(letter=letter, agreed=False, by=leader, role="leader", moment=web.at(SIGNED), opinion="写明核对过程")
    assert (returned.state, returned.number) == ("draft", "")


def test_nothing_goes_out_unsigned(asked, officer):
    drafted(asked, officer)
    with pytest.raises(NotAllowed, match="还没有全部签发"):
        rectifications.issue(rectification=asked, on=SENT, way=Way.POST, by=officer, moment=web.at(SENT))
    asked.refresh_from_db()
    assert asked.decided_on is None


def test_a_letter_is_not_issued_before_its_date(asked, officer, leader):
    signed(drafted(asked, officer)[0], leader)
    with pytest.raises(UnusableInput, match="早于成文日期"):
        rectifications.issue(rectification=asked, on=CAME, way=Way.POST, by=officer, moment=web.at(SENT))


def test_a_decided_request_is_not_drafted_again(asked, officer, leader):
    signed(drafted(asked, officer)[0], leader)
    rectifications.issue(rectification=asked, on=SENT, way=Way.POST, by=officer, moment=web.at(SENT))
    with pytest.raises(NotAllowed):
        drafted(asked, officer)
