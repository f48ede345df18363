"""An annual report from its opening to its editions: what was said of which content, and what may follow."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.ledger.acts.base import GUARDS
from gongkai.ledger.state import replay, start
from gongkai.ledger.states.report import ReportPhase
from gongkai.ledger.vocabulary import report as e
from gongkai.ledger.vocabulary.codes import Role, Verdict
from gongkai.report.forms import FORMS
from tests.ledger.desk import CALENDAR, Desk, day

A, B, FILES, FILES_2 = "a" * 64, "b" * 64, "1" * 64, "2" * 64
OPENED = e.Opened(year=2025, form="2021")
REVIEWED = e.Reviewed(verdict=Verdict.PASSED, role=Role.OFFICE_HEAD, digest=A)
SIGNED = e.Signed(role=Role.LEADER, digest=A)
SENT = e.SentUp(digest=A, to="o1")
READ = e.Read(verdict=Verdict.PASSED, digest=A)
RETURNED = e.Read(verdict=Verdict.RETURNED, digest=A, findings="f1")
FIRST = e.Published(edition=1, digest=FILES, content=A, position=120)
SECOND = e.Published(edition=2, digest=FILES_2, content=B, position=150, note="n1")


def opened():
    return Desk("report").do(OPENED, "1-4")


def reviewed(content=A):
    return opened().do(replace(REVIEWED, digest=content), "1-6")


def signed(content=A):
    return reviewed(content).do(replace(SIGNED, digest=content), "1-8")


def sent():
    return signed().do(SENT, "1-9")


def read():
    return sent().do(READ, "1-15")


def returned():
    return sent().do(RETURNED, "1-15")


def published():
    return signed().do(FIRST, "1-20")


def again(desk, content=B):
    return desk.do(replace(REVIEWED, digest=content), "2-2").do(replace(SIGNED, digest=content), "2-3")


# --- the way -------------------------------------------------------------------------------------------

WAY = [
    (lambda: Desk("report"), ReportPhase.NOT_OPENED),
    (opened, ReportPhase.DRAFT),
    (lambda: opened().do(replace(REVIEWED, verdict=Verdict.RETURNED, note="n1"), "1-6"), ReportPhase.DRAFT),
    (reviewed, ReportPhase.REVIEWED),
    (signed, ReportPhase.SIGNED),
    (sent, ReportPhase.WITH_DISTRICT),
    (returned, ReportPhase.RETURNED),
    (read, ReportPhase.READ),
    (published, ReportPhase.PUBLISHED),
    (lambda: published().do(replace(REVIEWED, digest=B, verdict=Verdict.RETURNED, note="n1"), "2-2"), ReportPhase.CORRECTING),
    (lambda: again(published()), ReportPhase.SIGNED),
    (lambda: again(published()).do(SECOND, "2-4"), ReportPhase.PUBLISHED),
]


@pytest.mark.parametrize(("make", "phase"), WAY, ids=[f"{number}-{phase.value}" for number, (_, phase) in enumerate(WAY)])
def test_a_report_goes_its_way(make, phase):
    desk = make()
    assert desk.state.phase is phase
    assert replay("report", desk.state.log) == desk.state
    assert desk.noted == []


def test_every_phase_stands_on_the_way():
    assert {phase for _, phase in WAY} == set(ReportPhase)


def test_an_edit_leaves_review_signature_and_reading_with_the_old_content():
    state = read().state
    assert (state.reviewed_digest, state.signed_digest, state.read_digest) == (A, A, A)
    assert (state.phase_of(A), state.phase_of(B)) == (ReportPhase.READ, ReportPhase.DRAFT)
    assert published().state.phase_of(B) is ReportPhase.CORRECTING


def test_what_was_returned_counts_no_more():
    assert opened().do(replace(REVIEWED, verdict=Verdict.RETURNED, note="n1"), "1-6").state.reviewed_digest == ""
    assert reviewed().do(replace(REVIEWED, verdict=Verdict.RETURNED, note="n1"), "1-7").state.reviewed_digest == ""
    assert returned().state.read_digest == ""
    assert returned().state.waiting is None


def test_what_was_returned_may_be_sent_unchanged_and_then_pass():
    desk = returned().do(SENT, "1-16")
    assert (desk.state.phase, desk.state.waiting.day) == (ReportPhase.WITH_DISTRICT, day("1-16"))
    assert desk.do(READ, "1-19").state.read_digest == A


def test_a_new_content_replaces_the_one_that_the_district_has():
    desk = again(sent()).do(replace(SENT, digest=B), "2-4")
    assert desk.reasons(READ, "2-5") == ["不能审读：审读的不是报送的那份内容（年度报告编制惯例）"]
    assert desk.do(replace(READ, digest=B), "2-5").state.read_digest == B


def test_an_edition_keeps_its_seal_its_signature_and_what_it_counted():
    edition = read().do(replace(FIRST, read_first=True), "1-20").state.edition
    assert (edition.number, edition.day, edition.digest, edition.content, edition.position) == (1, day("1-20"), FILES, A, 120)
    assert (edition.signature.day, edition.signature.role) == (day("1-8"), Role.LEADER)


def test_an_edition_begins_the_way_anew():
    state = read().do(FIRST, "1-20").state
    assert (state.reviewed_digest, state.signed_digest, state.read_digest, state.waiting) == ("", "", "", None)
    assert sent().do(FIRST, "1-20").state.waiting is None
    desk = again(published()).do(SECOND, "2-4")
    back = replace(FIRST, edition=3, position=150, note="n2")
    assert desk.reasons(back, "2-9") == ["不能公布：这份内容没有签发（国办公开办函〔2021〕30号）"]
    assert [each.number for each in again(desk, A).do(back, "2-9").state.editions] == [1, 2, 3]


def test_files_made_anew_of_the_same_content_are_an_edition_too():
    desk = again(published(), A).do(replace(SECOND, content=A), "2-4")
    assert [each.digest for each in desk.state.editions] == [FILES, FILES_2]


def test_an_office_without_the_setting_publishes_what_was_returned_and_it_is_named():
    desk = returned().do(FIRST, "1-20")
    assert desk.noted == ["上级2026年1月15日退回修改的内容没有改就公布（年度报告编制惯例）"]
    assert returned().reasons(replace(FIRST, read_first=True), "1-20") == [
        "不能公布：这份内容没有经上级审读通过，本机关的设置是先审后发（年度报告编制惯例）"
    ]


def test_a_signature_that_stands_under_an_edition_is_not_voided():
    with pytest.raises(ValueError, match="第4步“公布”就不能成立"):
        published().void(3)


def test_the_form_of_a_year_is_that_of_the_notices():
    for form in FORMS.values():
        for year in range(form.first_year, (form.last_year or 2100) + 1):
            assert Desk("report").reasons(e.Opened(year=year, form=form.name), date(year, 12, 1)) == []
            refused = GUARDS[e.Opened](start("report"), date(year, 12, 1), CALENDAR, e.Opened(year=year, form="x"))
            assert [reason.text for reason in refused] == [f"不能开始编制：{year}年的年度报告应当用{form.name}年的格式，不是“x”"]


# --- the refusals --------------------------------------------------------------------------------------

REFUSED = [
    ("开始两次", opened, OPENED, "1-5", "不能开始编制：已经开始编制（条例第五十条）"),
    ("开始太早", lambda: Desk("report"), OPENED, date(2024, 12, 31), "2024年12月31日还没有到2025年"),
    ("哪一年", lambda: Desk("report"), replace(OPENED, year=1999, form="2019"), "1-4", "1999年不在2008年至2100年之内"),
    ("旧格式", lambda: Desk("report"), replace(OPENED, form="2019"), "1-4", "2025年的年度报告应当用2021年的格式，不是“2019”"),
    ("条例以前的格式", lambda: Desk("report"), e.Opened(year=2015, form="2021"), "1-4", "2015年的年度报告应当用2019年的格式"),
    ("没开始就审核", lambda: Desk("report"), REVIEWED, "1-4", "这一年的年度报告还没有开始编制"),
    ("早于开始", opened, REVIEWED, "1-3", "早于开始编制的2026年1月4日"),
    ("审核哪份", opened, replace(REVIEWED, digest="A" * 64), "1-6", "不是64位小写十六进制数"),
    ("退回不说原因", opened, replace(REVIEWED, verdict=Verdict.RETURNED), "1-6", "没有写退回的意见（条例第十七条）"),
    ("签发后审核", signed, REVIEWED, "1-9", "这份内容已于2026年1月8日签发，要改请先改内容"),
    ("没审核就签发", opened, SIGNED, "1-8", "不能签发：这份内容没有审核通过（条例第十七条）"),
    ("审核的是别的", lambda: reviewed(B), SIGNED, "1-8", "这份内容没有审核通过"),
    ("退回了就签发", lambda: reviewed().do(replace(REVIEWED, verdict=Verdict.RETURNED, note="n1"), "1-7"), SIGNED, "1-8", "这份内容没有审核通过"),
    ("签发早于审核", reviewed, SIGNED, "1-5", "早于审核的2026年1月6日"),
    ("签发两次", signed, SIGNED, "1-9", "这份内容已于2026年1月8日签发"),
    ("谁签发", reviewed, replace(SIGNED, role=Role.OFFICE_HEAD), "1-8", "应当由机关负责人签发，不是政府信息公开工作机构负责人"),
    ("年内签发", lambda: Desk("report").do(replace(OPENED, year=2026), "12-1").do(REVIEWED, "12-2"), SIGNED, "12-31", "2026年还没有过完"),
    ("签发哪份", reviewed, replace(SIGNED, digest="x"), "1-8", "内容的摘要“x”不是64位小写十六进制数"),
    ("没签发就报送", reviewed, SENT, "1-9", "这份内容没有签发"),
    ("报送早于签发", signed, SENT, "1-7", "早于签发的2026年1月8日"),
    ("报给谁", signed, replace(SENT, to=""), "1-9", "没有写上级机关"),
    ("报送两次", sent, SENT, "1-10", "这份内容已于2026年1月9日报送，还没有审读完"),
    ("读过再报", read, SENT, "1-16", "这份内容已于2026年1月15日审读通过"),
    ("没报送就读", signed, READ, "1-10", "没有等待审读的内容"),
    ("读两次", read, READ, "1-16", "没有等待审读的内容"),
    ("读早于报送", sent, READ, "1-8", "早于报送的2026年1月9日"),
    ("读的是别的", sent, replace(READ, digest=B), "1-15", "审读的不是报送的那份内容"),
    ("退回没有清单", sent, replace(RETURNED, findings=""), "1-15", "没有写退回的意见（年度报告编制惯例）"),
    ("没签发就公布", reviewed, FIRST, "1-20", "这份内容没有签发"),
    ("签的是别的", lambda: signed(B), FIRST, "1-20", "这份内容没有签发"),
    ("公布早于签发", signed, FIRST, "1-7", "早于签发的2026年1月8日"),
    ("先审后发", signed, replace(FIRST, read_first=True), "1-20", "这份内容没有经上级审读通过"),
    ("公布早于审读", read, replace(FIRST, read_first=True), "1-14", "早于审读的2026年1月15日"),
    ("第一版", signed, replace(FIRST, edition=2), "1-20", "应当是第1版，不是第2版"),
    ("封存", signed, replace(FIRST, digest=""), "1-20", "全套文件的摘要“”不是64位小写十六进制数"),
    ("算到哪里", signed, replace(FIRST, position=0), "1-20", "没有写数字算到账本的第几条"),
    ("又是第一版", lambda: again(published()), replace(SECOND, edition=1), "2-4", "应当是第2版，不是第1版"),
    ("改了什么", lambda: again(published()), replace(SECOND, note=""), "2-4", "没有写改了什么"),
    ("往回算", lambda: again(published()), replace(SECOND, position=119), "2-4", "数字算到账本第119条，第1版已经算到第120条"),
    ("第二版太早", lambda: again(published()), SECOND, "1-19", "早于第1版公布的2026年1月20日"),
    ("一样", lambda: again(published(), A), replace(SECOND, content=A, digest=FILES), "2-4", "和第1版完全一样"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "act", "on", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_an_act_is_refused_with_its_clause(make, act, on, words):
    reasons = make().reasons(act, on)
    assert [sentence for sentence in reasons if words in sentence], reasons
    assert all(sentence.startswith("不能") and sentence.endswith("）") for sentence in reasons)


def test_all_reasons_are_given_at_once():
    wrong = replace(FIRST, edition=3, digest="x", content=B, position=0, read_first=True)
    assert len(published().reasons(wrong, "1-5")) == 8


BUTTONS = [
    (e.Opened, lambda: Desk("report"), opened),
    (e.Reviewed, opened, lambda: Desk("report")),
    (e.Signed, reviewed, opened),
    (e.SentUp, signed, reviewed),
    (e.Read, sent, read),
    (e.Published, signed, published),
]


@pytest.mark.parametrize(("act", "possible", "impossible"), BUTTONS, ids=[row[0].kind for row in BUTTONS])
def test_the_button_of_an_act_without_its_content(act, possible, impossible):
    assert GUARDS[act](possible().state, day("5-29"), CALENDAR) == []
    assert GUARDS[act](impossible().state, day("5-29"), CALENDAR)
