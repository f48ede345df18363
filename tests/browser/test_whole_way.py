"""依申请公开 from the citizen's form to the review, as everybody sees it. The citizen's browser runs no script."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from browser import hands
from gongkai.law.calendar import Calendar
from gongkai.law.deadlines import ClockEvent, explain, written
from gongkai.ledger.guards import BEIJING

WANTED = "示例镇2025年道路硬化工程的中标合同"
CALENDAR = Calendar.standard()


def china_today():
    return datetime.now(UTC).astimezone(BEIJING).date()  # noqa: TID251 - the site reads the clock too


def due(*events):
    """The last day as the law counts it for an application received today."""
    return explain(TODAY, events, CALENDAR).due


TODAY = china_today()


@pytest.mark.timeout(240)
def test_from_the_form_to_the_review(visit, desk, site):
    citizen, officer = visit(script=False, phone=True), desk("officer")

    # The citizen applies and gets number, code and the last day.
    held = hands.apply(citizen, site.seed["town"], wanted=WANTED)
    assert held.number.startswith("示政公开申〔")
    assert len(held.code.replace("-", "")) == 12
    assert f"最迟{written(due())}前答复" in held.words

    # The officer takes it over; the case shows the same day.
    hands.find(officer, held.number)
    case = officer.url
    assert WANTED in hands.main(officer)
    hands.press(officer, "接手办理")
    assert "已由您接手办理" in hands.main(officer)
    assert written(due()) in officer.locator("body").inner_text()

    # 补正: drafted, sent online, and the citizen's page asks for it.
    correction_number = _ask_for_correction(officer, case)
    hands.track(citizen, held)
    assert "请您补正" in hands.main(citizen)
    assert written(CALENDAR.add(TODAY, 10).day) in hands.main(citizen)
    _read(citizen, correction_number, "哪一条道路")

    # The correction begins the period anew.
    citizen.goto("/track/case/")
    citizen.get_by_role("link", name="提交补正").click()
    hands.press(citizen, "提交补正")
    assert "没有写内容" in citizen.locator("[data-error-summary]").inner_text()
    hands.say(citizen, "补正内容", "示例镇至示例村的道路，2025年6月")
    hands.press(citizen, "提交补正")
    corrected = (ClockEvent("correction_requested", TODAY), ClockEvent("correction_received", TODAY))
    assert f"最迟{written(due(*corrected))}前答复" in hands.main(citizen)

    # A third party is asked; the applicant is told, and its letter does not name him.
    _consult(officer, case)
    hands.track(citizen, held)
    assert "正在征求意见" in hands.main(citizen)
    assert "示例建设公司" not in hands.main(citizen)

    # Its opinion comes; the clock goes on.
    hands.act(officer, case, "登记收到意见")
    officer.get_by_label("不同意公开", exact=True).check()
    hands.say(officer, "内容", "合同单价是商业秘密，不同意公开")
    hands.press(officer, "登记收到意见")
    assert "已办：登记收到意见" in hands.main(officer)
    asked = (*corrected, ClockEvent("consultation_sent", TODAY, label="甲"), ClockEvent("consultation_answered", TODAY, label="甲"))
    hands.track(citizen, held)
    assert f"最迟{written(due(*asked))}前答复" in hands.main(citizen)

    # Extended with the signature of the head on screen.
    extended = (*asked, ClockEvent("extended", TODAY, days=20))
    letter = _extend(officer, case)
    _sign(desk("office_head"), held.number)
    officer.goto(letter)
    hands.issue(officer, "互联网")
    assert "已登记发出" in hands.main(officer)
    hands.track(citizen, held)
    assert f"最迟{written(due(*extended))}前答复" in hands.main(citizen)

    # The decision, and the answer signed by legal office and leader, he on the phone.
    _decide(officer, case)
    letter = _answer(officer, case)
    _sign(desk("legal"), held.number)
    _sign(desk("leader", phone=True), held.number)
    officer.goto(letter)
    hands.issue(officer, "互联网")
    answer_number = officer.locator(".gk-caption").inner_text().split("　")[1]

    # The citizen reads it and thereby has it.
    hands.track(citizen, held)
    assert "已经答复" in hands.main(citizen)
    _read(citizen, answer_number, "复议")
    officer.goto(letter)
    assert f"送达\n{written(TODAY)}" in officer.locator("aside").inner_text()

    # A review comes in.
    _register_review(officer, case)
    assert written(CALENDAR.add(TODAY, 10).day) in hands.main(officer)
    officer.goto(case)
    assert "复议" in officer.locator("aside").inner_text()


def _ask_for_correction(officer, case):
    hands.act(officer, case, "告知补正")
    hands.say(officer, "需要补正的事项", "请写明哪一条道路、哪一年的合同")
    hands.press(officer, "起草文书")
    assert "哪一条道路" in officer.locator(".gk-letter").inner_text()
    hands.issue(officer, "互联网")
    assert "已登记发出" in hands.main(officer)
    return officer.locator(".gk-caption").inner_text().split("　")[1]


def _read(citizen, number, words):
    """Open a letter that waits; from then on it is served."""
    citizen.goto("/track/case/")
    row = citizen.locator("li", has_text=number).first
    row.get_by_role("button", name="打开并签收").click()
    assert number in hands.heading(citizen)
    assert words in hands.main(citizen)


def _consult(officer, case):
    hands.act(officer, case, "征求第三方意见")
    hands.say(officer, "名称或者姓名", "示例建设公司")
    hands.say(officer, "与第三方的关系", "合同的另一方")
    hands.press(officer, "起草文书")
    assert "申请人甲" not in officer.locator(".gk-letter").first.inner_text()
    hands.issue(officer, "直接送达")
    assert "已登记发出" in hands.main(officer)


def _extend(officer, case):
    hands.act(officer, case, "延期")
    hands.say(officer, "延期理由", "需要核对合同中涉及商业秘密的内容")
    hands.press(officer, "起草文书")
    hands.press(officer, "送审签")
    return officer.url


def _sign(signer, number):
    signer.goto("/desk/signing/")
    signer.get_by_role("link", name=number).click()
    assert signer.locator(".gk-letter").count() == 1
    hands.press(signer, "同意", exact=True)
    assert "已同意" in hands.main(signer)


def _decide(officer, case):
    hands.act(officer, case, "作出决定")
    officer.locator("#d-D03").check()
    hands.press(officer, "下一步")
    for field in officer.locator("main textarea:visible").all():
        field.fill("合同文本，遮去单价以后提供")
    officer.get_by_label("不予公开的部分（1）").fill("合同单价")
    officer.get_by_label("依据（1）").select_option(index=5)
    hands.press(officer, "作出决定")
    assert "已办：作出决定" in hands.main(officer)


def _answer(officer, case):
    hands.act(officer, case, "答复")
    officer.get_by_label("互联网").check()
    hands.press(officer, "起草文书")
    assert WANTED in officer.locator(".gk-letter").inner_text()
    hands.press(officer, "送审签")
    return officer.url


def _register_review(officer, case):
    officer.goto(case)
    officer.get_by_role("link", name="登记收到的复议或者诉讼").click()
    officer.get_by_label("类型").select_option(label="行政复议")
    hands.say(officer, "复议机关或者法院", "示例区人民政府")
    hands.say(officer, "申请人或者原告", "申请人甲")
    hands.press(officer, "登记", exact=True)


def test_with_script_what_is_public_is_found_while_typing(visit, site):
    page = visit()
    hands.begin(page, site.seed["town"])
    hands.say(page, "您想找什么信息？", "防汛应急预案")
    page.locator("#found a", has_text="防汛应急预案").first.wait_for()
    assert "/apply/what/" in page.url


def test_with_script_two_presses_hand_in_once(visit, site):
    page = visit(phone=True)
    held = hands.apply(page, site.seed["town"], wanted="示例镇2025年路灯维护合同", presses=2)
    page.go_back()
    page.goto("/apply/check/")
    assert hands.receipt(page).number == held.number


def test_the_switch_of_the_text_size_stays_without_script(visit, site):
    page = visit(script=False, phone=True)
    page.goto("/track/")
    hands.press(page, "大字版")
    page.goto("/calculator/")
    assert "gk-large" in (page.locator("html").get_attribute("class") or "")
    hands.press(page, "标准字号")
    assert "gk-large" not in (page.locator("html").get_attribute("class") or "")


def test_who_was_asked_answers_through_the_link_once_and_never_learns_who_applied(visit, site):
    page = visit(script=False, phone=True, quiet=False)
    page.goto(site.seed["consultations"][1])
    assert "申请人" not in hands.main(page)
    hands.choose(page, "不同意公开")
    hands.press(page, "提交意见")
    assert "不同意" in page.locator("[data-error-summary]").inner_text()
    hands.choose(page, "不同意公开")
    hands.say(page, "理由和范围", "单价是商业秘密")
    hands.press(page, "提交意见")
    assert page.goto(site.seed["consultations"][1]).status == 410
