"""The year's report from an empty installation to its public page and its correction, as the people of a town and its district see it."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import NamedTuple

import pytest

from browser import axe, hands, looking
from browser.place import DESK, empty, gongkai
from browser.town import (
    CONTACTS,
    CORRECTED,
    DECLARED,
    DISTRICT,
    LATE,
    PEOPLE,
    ROWS,
    TODAY,
    TOWN,
    YEAR,
    day,
    establish,
    last_year,
    late,
    published,
    register,
)
from gongkai.law.deadlines import written
from gongkai.report import codec

PASSWORD = "道路-江河-湖泊-山林"
SUFFIXES = (".docx", ".pdf", ".html", ".xlsx", ".json")
NOTE = "补登一件邮寄的申请，更正第三部分的件数。"


class Signed(NamedTuple):
    """What went to the readers: the code under which it was signed, and the page as it then was."""

    code: str
    report: codec.Report
    words: str


@pytest.fixture(scope="module")
def site():
    """The district and nothing else. Takes the place of the demonstration."""
    with empty(DISTRICT) as place:
        yield place


@pytest.fixture
def enter(visit):
    """``enter()`` → a visitor; ``enter("jingban", password)`` → who logged in for the first time and chose a password."""

    def new(username="", given="", *, phone=False):
        page = visit(phone=phone)
        page.set_default_timeout(60_000)
        if username:
            hands.login(page, username, given)
            hands.own_password(page, given, PASSWORD)
        return page

    return new


@pytest.mark.timeout(1800)
def test_from_nothing_to_the_published_report_and_its_correction(enter, site, tmp_path):
    people = _office(enter, site)
    officer = people["jingban"]
    _brought_in(officer, people["guanli"])
    _declared(officer)
    _problems(officer)
    report = _opened(officer)
    _text(officer, report)
    code = _signed(people, report)
    _published(people, report)

    reader = enter()
    first = _read(reader, code, ROWS)
    _files(reader, first, tmp_path)

    _late(officer, report)
    reader.reload()
    assert hands.main(reader) == first.words, "what was published stays as it was"
    second = _signed(people, report)
    _published(people, report, note=NOTE)
    later = enter()  # a browser may keep a page for a minute
    _corrected(later, _read(later, second, CORRECTED), first)


# --- the office --------------------------------------------------------------------------------------------


def _office(enter, site):
    """Everybody with an account and a password of their own; the town below the district."""
    security = enter(site.seed["username"], site.seed["password"])
    people = {}
    for username, (name, organ, role, subtree) in PEOPLE.items():
        given = hands.make_account(security, username, name, organ=organ, role=role, subtree=subtree)
        people[username] = enter(username, given, phone=username == "zhenzhang")
        if username == "guanli":
            passes(establish(people[username]))
    passes(security)
    return people


# --- the guided start --------------------------------------------------------------------------------------


def _brought_in(officer, admin):
    """Contact data, register, list, last year's report: every step of the guide, each named by it as the next one."""
    _guide(officer, "机关信息完整")
    admin.goto("/accounts/admin/organs/shilizhen/")
    for label, words in CONTACTS.items():
        hands.say(admin, label, words)
    hands.press(admin, "保存", exact=True)
    _guide(officer, "导入申请台账", press="导入台账")
    hands.bring_in(officer, "台账.csv", register(), "6 件")
    passes(officer)
    _guide(officer, "导入主动公开清单", press="导入清单")
    hands.bring_in(officer, "清单.csv", published(), "12 条")
    passes(officer)
    _guide(officer, "导入上年年度报告", press="导入上年报告")
    paper = {"name": "上年.docx", "mimeType": "application/octet-stream", "buffer": last_year()}
    officer.locator("main input[type=file]").set_input_files(paper)
    hands.press(officer, "上传并读取")
    assert "与本机关一致" in hands.main(officer)
    passes(officer)
    hands.press(officer, "确认，作为")
    _guide(officer, "申报表二的数")
    assert "上年报告结转 1 件，记录里上年结转 1 件，各列都一致" in hands.main(officer)


def _guide(officer, step, *, press=""):
    """The guide of the year says that this step is next; its button is pressed."""
    officer.goto("/desk/")
    officer.get_by_role("link", name="开始使用", exact=True).first.click()
    officer.get_by_role("link", name=f"{YEAR}年度报告").click()
    assert officer.locator("#next").inner_text() == f"下一步：{step}"
    passes(officer)
    if press:
        officer.locator(".gk-next").get_by_role("link", name=press).click()


# --- figures and words that no record has -----------------------------------------------------------------


def _declared(officer):
    """Asked of the office that decides; what it gives is written down with its source, and nothing is owed any more."""
    officer.locator(".gk-next").get_by_role("link", name="申报或者请人申报").click()
    assert "4 个数没有申报" in hands.main(officer)
    passes(officer)
    officer.get_by_role("link", name="向机构要数").click()
    hands.say(officer, "向哪个机构要", "便民服务中心")
    officer.get_by_label("什么时候以前报来").fill(str(TODAY + timedelta(days=10)))
    passes(officer)
    hands.press(officer, "登记，准备报送单")
    for row, value in DECLARED.items():
        _declare(officer, row, value)
    assert "表二要申报的数都有了" in hands.main(officer)
    _declare(officer, "政府网站上的政府信息公开栏目", "2")
    for none in ("社会评议", "因政府信息公开工作被追究责任的人"):
        _declare(officer, none, "0")
    officer.locator("main").get_by_role("link", name="会议、培训、考核").first.click()
    passes(officer)
    for sort, words in (("工作考核结果", "良好"), ("政府信息公开业务培训", "条例和答复办法培训")):
        officer.locator("main").get_by_role("link", name=sort, exact=True).click()
        officer.get_by_label("哪一天").fill(str(day(11, 24)))
        for number in officer.get_by_label("参加人次").all():
            number.fill("34")
        officer.locator("main [name=words]").fill(words)
        passes(officer)
        hands.press(officer, "登记", exact=True)
        assert f"已登记{sort}" in hands.main(officer)


def _declare(officer, row, value):
    line = officer.locator("tr", has=officer.locator("th", has_text=row)).first
    line.get_by_role("link", name="申报").click()
    officer.locator("main [name=value]").fill(value)
    hands.say(officer, "数据来源", "行政审批平台统计表")
    hands.say(officer, "报数人", "便民服务中心 经办人乙")
    if row == "行政许可":
        passes(officer)
    officer.locator("main form").last.locator("button").click()
    assert "已申报" in hands.main(officer)


def _problems(officer):
    """One of last year with what became of it, one of this year."""
    officer.goto(f"/desk/reports/troubles/shilizhen/{YEAR - 1}/new")
    hands.say(officer, "问题", "部分村务信息更新不够及时")
    hands.say(officer, "改进措施", "建立按月核对清单，由党政办公室逐月通报")
    hands.press(officer, "登记问题")
    officer.get_by_role("link", name="部分村务信息更新不够及时").first.click()
    officer.get_by_label("哪一天").fill(str(day(11, 20)))
    hands.choose(officer, "已经完成")
    hands.say(officer, "做了什么", "全年按月核对12次，更新村务信息86条")
    passes(officer)
    hands.press(officer, "登记进展")
    officer.goto(f"/desk/reports/troubles/shilizhen/{YEAR}/")
    officer.locator("main").get_by_role("link", name="登记问题").click()
    hands.say(officer, "问题", "政策解读以文字为主，图解偏少")
    hands.say(officer, "改进措施", "每件政策文件配一张图解")
    officer.get_by_label("完成期限").fill(f"{YEAR + 1}-06-30")
    hands.press(officer, "登记问题")
    assert f"每件政策文件配一张图解，{YEAR + 1}年6月底前完成" in hands.main(officer)
    passes(officer)


# --- the report --------------------------------------------------------------------------------------------


def _opened(officer):
    """Begun with one button; the tables are counted. Its address."""
    _guide(officer, "编制年度报告", press="编制年度报告")
    passes(officer)
    hands.press(officer, f"开始编制{YEAR}年度报告")
    assert "正文里还有没有数的地方" in hands.main(officer)
    passes(officer)
    report = officer.url
    officer.get_by_role("link", name="三张表").click()
    assert _line(officer, "#table3", "一、本年新收") == ["4", "1", "0", "0", "0", "0", "5"]
    assert _line(officer, "#table2", "行政规范性文件") == ["2", "1", "7"]
    passes(officer)
    _row(officer, "#table3", "一、本年新收").locator("td a").last.click()
    assert f"示政公开申〔{YEAR}〕1号" in hands.main(officer), "a figure opens its cases"
    passes(officer)
    return report


def _line(page, table, label):
    """The figures of a row of the official form."""
    return _row(page, table, label).locator("td > a:first-child").all_inner_texts()


def _row(page, table, label):
    return page.locator(f"section:has({table}) tr", has_text=label).first


def _text(officer, report):
    """What the record does not tell is said in words; the check follows what is typed, and the page of the report has nothing against it."""
    officer.goto(report)
    officer.locator("main .gk-next").get_by_role("link").click()
    state = officer.locator("#draft-state")
    overview = officer.locator("textarea[name=overview]")
    text = overview.input_value()
    with officer.expect_response(lambda answer: "/text/check" in answer.url):
        overview.fill(text.replace("{新收申请数}", "7", 1))
    state.locator(".gk-found--error").first.wait_for()
    passes(officer)
    with officer.expect_response(lambda answer: "/text/check" in answer.url):
        overview.fill(text.replace("全年", "年内", 1))
    state.locator(".gk-found--error").first.wait_for(state="detached")
    assert "还没有保存" in state.inner_text()
    preamble = officer.locator("textarea[name=preamble]")
    preamble.fill(preamble.input_value().replace("{下载网站}", "示例区人民政府网站的政府信息公开专栏"))
    hands.press(officer, "保存", exact=True)
    assert "已保存" in hands.main(officer)
    assert "没有发现问题" in state.inner_text()
    officer.goto(report)
    assert "数字齐全，文字里没有空着的地方，检查没有要改的错误" in hands.main(officer)


def _signed(people, report):
    """Reviewed by one who did not write it, signed by the leader on a phone, sent up and read. The code that all of them saw."""
    reviewer, leader, officer, supervisor = (people[each] for each in ("shenhe", "zhenzhang", "jingban", "jiandu"))
    reviewer.goto(f"{report}life/")
    code = reviewer.locator(".gk-mono").first.inner_text()
    passes(reviewer)
    hands.press(reviewer, "通过", exact=True)
    assert "审核通过" in hands.main(reviewer)
    leader.goto("/desk/signing/")
    leader.get_by_role("link", name=f"{YEAR}年度报告").click()
    assert code in hands.main(leader)
    passes(leader)
    hands.press(leader, "签发", exact=True)
    assert "已签发" in hands.main(leader)
    officer.goto(f"{report}life/")
    hands.press(officer, "报送审读", exact=True)
    assert "已报送上级审读" in hands.main(officer)
    supervisor.goto("/desk/reports/reading/")
    passes(supervisor)
    supervisor.get_by_role("link", name=f"{TOWN}{YEAR}年度报告").first.click()
    assert code in hands.main(supervisor)
    passes(supervisor)
    hands.press(supervisor, "通过", exact=True)
    assert "审读通过" in hands.main(supervisor)
    return code


def _published(people, report, *, note=""):
    officer = people["jingban"]
    officer.goto(f"{report}life/")
    if note:
        hands.say(officer, "更正说明", note)
    passes(officer)
    hands.press(officer, f"公布第 {2 if note else 1} 版")
    assert "已公布，全套文件已经封存" in hands.main(officer)
    passes(officer)
    officer.goto(f"{report}editions/?check={2 if note else 1}")
    assert "文件、登记和账本都和封存时一样" in hands.main(officer)
    passes(officer)


# --- the readers -------------------------------------------------------------------------------------------


def _read(reader, code, rows):
    """The public page from the first page of the town; its data are what was signed."""
    reader.goto("/o/shilizhen/")
    reader.get_by_role("link", name="公开年报").first.click()
    reader.get_by_role("link", name=f"{TOWN}{YEAR}年政府信息公开工作年度报告").first.click()
    words = hands.main(reader)
    new = rows["new"][-1]
    assert f"本年度新收政府信息公开申请{new}件（自然人{new - 1}件，法人或其他组织1件）" in words
    assert reader.locator(".gk-figure svg").count() >= 3
    assert reader.locator(".gk-official table").count() == 3
    passes(reader)
    report = codec.loads(_file(reader, ".json").decode("utf-8"))
    for row, values in rows.items():
        assert [figure.value for figure in report.rows[f"table3.{row}"]] == values
    assert [figure.value for figure in report.rows["table2.normative_documents"]] == [2, 1, 7]
    digest = hashlib.sha256(codec.dumps(report).encode("utf-8")).hexdigest()
    assert code.replace("-", "").lower() == digest[:12], "the readers have what was signed"
    return Signed(code, report, words)


def _file(reader, suffix):
    """A file of the set as the page links to it; it is the one whose SHA-256 stands on the page."""
    place = SUFFIXES.index(suffix)
    address = reader.locator("section[aria-labelledby=files] .gk-files a").nth(place).get_attribute("href")
    answer = reader.context.request.get(f"{reader.url.rpartition('/')[0]}/{address}")
    assert answer.status == 200
    assert hashlib.sha256(answer.body()).hexdigest() == reader.locator(".gk-hashes dd").nth(place).text_content()
    return answer.body()


def _files(reader, signed, folder):
    """All five, and the check finds nothing in the Word file, beside last year's."""
    files = {suffix: _file(reader, suffix) for suffix in SUFFIXES}
    assert files[".pdf"].startswith(b"%PDF")
    assert json.loads(files[".json"])["schema"] == "gongkai.report/1"
    assert signed.report.title.encode() in files[".html"]
    paper, before = folder / "report.docx", folder / "before.docx"
    paper.write_bytes(files[".docx"])
    before.write_bytes(last_year())
    checked = gongkai("report", "check", str(paper), "--previous", str(before), "--year", str(YEAR), "--organ", TOWN, "--json")
    assert checked.returncode == 0, checked.stdout
    assert json.loads(checked.stdout)["files"][0]["findings"] == []
    assert codec.dumps(codec.loads(gongkai("report", "read", str(paper), "--json").stdout)) == codec.dumps(signed.report)


def _late(officer, report):
    """An application of the year that is registered behind the seal: the page of differences names it, cell by cell."""
    officer.goto("/desk/register/")
    hands.bring_in(officer, "补登.csv", late(), "1 件")
    officer.goto(report)
    officer.get_by_role("link", name="公布以后的变化").first.click()
    table = officer.get_by_role("region", name="不一样的格")
    lines = [[cell.strip() for cell in row.split("\t")] for row in table.locator("tbody tr").all_inner_texts()]
    assert [line[1:4] for line in lines] == [
        [was, now, LATE[0]] for was, now in (("4", "5"), ("5", "6"), ("3", "4"), ("3", "4"), ("4", "5"), ("5", "6"))
    ]
    passes(officer)


def _corrected(reader, second, first):
    """The second edition says what it changed; the first stays under its own address, as it was."""
    assert NOTE in second.words
    assert f"第 2 版，{written(TODAY)}公布" in second.words
    reader.get_by_role("link", name="第 1 版", exact=True).click()
    assert "已经有新版" in hands.main(reader)
    passes(reader)
    assert codec.dumps(codec.loads(_file(reader, ".json").decode("utf-8"))) == codec.dumps(first.report)


def passes(page):
    """Nothing serious on the page, and nothing sticks out of a phone."""
    found = axe.serious(page)
    assert not found, (page.url, found)
    held = page.viewport_size
    page.set_viewport_size(looking.PHONE)
    wide = looking.overflow(page)
    page.set_viewport_size(held or DESK)
    assert not wide, (page.url, wide)
