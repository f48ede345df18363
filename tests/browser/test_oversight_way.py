"""监督保障 as the district, the town and a reader see it: a letter that urges, an order that is answered, a place at the open day."""

from __future__ import annotations

import re

import pytest

from browser import hands

WANTED = "把便民服务中心查阅点的指南换成今年的。"
DONE = "查阅点的指南已经换成今年的，旧的已经收回。"


def of_the_town(page):
    """The line of the town in the list of whom to urge."""
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=re.compile("示例镇"))).first


@pytest.mark.timeout(240)
def test_who_is_urged_reads_why_on_his_first_page_and_the_district_sees_that_he_did(desk):
    supervisor, officer = desk("supervisor"), desk("officer", phone=True)
    supervisor.goto("/desk/oversight/board/")
    assert "示例镇" in of_the_town(supervisor).inner_text()
    for box in supervisor.get_by_role("checkbox").all():
        box.uncheck()
    of_the_town(supervisor).get_by_role("checkbox").check()
    hands.choose(supervisor, "今天催过的也再催")
    hands.press(supervisor, "催办勾选的机关")
    assert "已发出 1 份催办函" in hands.main(supervisor)
    number = supervisor.locator("tbody th a").first.inner_text()

    officer.goto("/desk/")
    officer.locator("main").get_by_role("link", name=re.compile(re.escape(number))).first.click()
    assert number in hands.heading(officer)
    assert officer.locator("tbody tr").count() > 0
    hands.say(officer, "办理情况", "今天全部答复。")
    hands.press(officer, "确认收到")
    officer.goto("/desk/")
    assert number not in hands.main(officer)

    supervisor.get_by_role("link", name=number).click()
    assert "今天全部答复。" in hands.main(supervisor)


@pytest.mark.timeout(240)
def test_an_order_is_issued_answered_with_evidence_and_accepted(desk, site):
    supervisor, officer = desk("supervisor"), desk("officer")
    supervisor.goto("/desk/oversight/orders/")
    supervisor.get_by_role("link", name="发整改通知").click()
    supervisor.get_by_label("整改机关").select_option(site.seed["town"])
    hands.say(supervisor, "整改事项", WANTED)
    hands.press(supervisor, "发出", exact=True)
    number = hands.heading(supervisor).split("\n")[0].strip()
    order = supervisor.url

    officer.goto("/desk/oversight/orders/")
    officer.locator("tbody tr").filter(has_text=WANTED).get_by_role("link").click()
    assert number in hands.heading(officer)
    section = officer.locator("details").filter(has=officer.get_by_role("button", name="报送整改情况"))
    section.evaluate("each => each.open = true")
    section.locator("textarea").fill(DONE)
    section.locator("input[type=file]").set_input_files({**hands.PROOF, "name": "现场照片.pdf"})
    section.get_by_role("button", name="报送整改情况").click()
    assert DONE in hands.main(officer)

    supervisor.goto(order)
    assert "现场照片.pdf" in hands.main(supervisor)
    hands.press(supervisor, "审核通过")
    assert "整改完成" in hands.heading(supervisor)


@pytest.mark.timeout(240)
def test_a_reader_without_script_takes_a_place_at_the_open_day_and_gives_it_back(visit, site):
    reader = visit(script=False, phone=True, quiet=False)  # a form that is refused answers 422, which the browser complains of
    reader.goto(f"/o/{site.seed['town']}/days/")
    reader.locator("main").get_by_role("link").first.click()
    page = reader.url
    left = places(reader)
    hands.say(reader, "姓名", "来访人丁")
    hands.say(reader, "电话", "13800000009")
    hands.say(reader, "几个人来", "2")
    hands.press(reader, "报名", exact=True)
    assert "没有您的同意" in reader.locator("[data-error-summary]").inner_text()
    hands.choose(reader, "我同意")
    hands.press(reader, "报名", exact=True)
    assert "已经报名，2 人" in hands.main(reader)
    code = reader.locator(".gk-large-number").inner_text().strip()
    reader.goto(page)
    assert places(reader) == left - 2
    reader.get_by_role("link", name="取消报名").click()
    hands.say(reader, "取消码", code)
    hands.press(reader, "取消报名")
    assert "已经取消报名" in hands.main(reader)
    reader.goto(page)
    assert places(reader) == left


def places(reader):
    """How many places the page says are left."""
    return int(re.search(r"还有 (\d+) 个名额", hands.main(reader)).group(1))
