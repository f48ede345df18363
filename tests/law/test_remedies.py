"""The clause at the end of a letter: who, where, until when, and the review first where the law says so."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from gongkai.law.citation import printed
from gongkai.law.grounds import DENIED, KINDS, by_code
from gongkai.law.parameters import CALENDAR_DAY, WORKING_DAY, NoValueInForce
from gongkai.law.remedies import NO_REPLY, ORGAN_KINDS, OrganFacts, Remedy, period, remedy, review_body
from gongkai.law.remedy_settings import data, default_clauses, read_settings
from gongkai.lib.errors import UnusableInput

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/law/remedies.toml").read_text("utf-8"))["case"]
TOWN = OrganFacts("示例镇人民政府", "town", "示例县人民政府")
OLD, NEW = date(2023, 12, 31), date(2024, 1, 1)  # either side of 复议法 Art. 90
DAY = date(2026, 3, 2)
REFUSALS = ("D03", "D04", "D05", "D06", "D07", "D08", "D09", "D10")
PROCEDURAL = ("P02", "P03", "P04", "P05", "P06", "P07", "P08", "P09", "P10", "P12", "P14", "P16")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_case_has_its_remedy(case):
    expect = case["expect"]
    organ = OrganFacts(**case["organ"]) if "organ" in case else TOWN
    found = remedy(case["given"]["kind"], organ, served_on=case["given"]["served"])
    assert found.review_first is expect["first"], case["why"]
    assert (found.review_body, found.review_days) == (expect["body"], expect["days"]), case["why"]
    assert (found.court, found.months) == (expect.get("court", ""), expect.get("months")), case["why"]
    assert found.after_review_days == expect.get("after_review_days")
    assert expect.get("cite", found.cites[0]) in found.cites
    assert expect.get("no_cite") not in found.cites
    assert expect.get("note", "") in "；".join(found.notes)
    assert found.review_body in found.clause
    assert found.court in found.clause


@pytest.mark.parametrize("code", REFUSALS)
def test_a_refusal_served_since_2024_sends_the_reader_to_the_review_first(code):
    clause = remedy(by_code(code), TOWN, served_on=NEW).clause
    assert "应当自收到本答复书之日起60日内先向示例县人民政府申请行政复议" in clause
    assert "自收到行政复议决定书之日起15日内依法向人民法院提起行政诉讼" in clause


@pytest.mark.parametrize("code", REFUSALS)
def test_the_same_letter_on_the_last_day_of_2023_does_not(code):
    found = remedy(by_code(code), TOWN, served_on=OLD)
    assert found.clause == (
        "不服本答复书的，可以自收到本答复书之日起60日内向示例县人民政府申请行政复议，"
        "也可以自收到本答复书之日起6个月内向示例县人民法院提起行政诉讼。"
    )
    assert found.after_review_days is None


def test_only_refusals_send_the_reader_to_the_review_first():
    first = {kind.code for kind in KINDS if remedy(kind, TOWN, served_on=NEW).review_first}
    assert first == set(REFUSALS)
    assert {kind.code for kind in KINDS if kind.family == DENIED} - first == {"D11"}


def test_a_whole_refusal_names_no_court_and_a_partial_one_does():
    assert "示例县人民法院" not in remedy("D04", TOWN, served_on=NEW).clause
    assert "示例县人民法院" in remedy("D03", TOWN, served_on=NEW).clause


@pytest.mark.parametrize("code", PROCEDURAL)
def test_a_step_of_the_procedure_carries_no_clause(code):
    assert remedy(code, TOWN, served_on=NEW, served_online=True) == Remedy("")


def test_every_letter_and_every_decision_has_an_answer():
    for code in default_clauses():
        found = remedy(code, TOWN, served_on=DAY)
        assert bool(found.clause) is (code not in PROCEDURAL)
        assert all(printed(cite) for cite in found.cites)


def test_a_letter_calls_itself_by_its_name():
    assert "本答复书" in remedy("D12", TOWN, served_on=NEW).clause
    assert "本告知书" in remedy("D21", TOWN, served_on=NEW).clause
    assert "本告知书" in remedy("P11", TOWN, served_on=NEW).clause
    assert "本决定书" in remedy("D12", TOWN, served_on=NEW, letter="决定书").clause


def test_a_letter_served_online_names_the_online_channel_since_2024():
    organ = TOWN._replace(online_channel="示例县行政复议网上申请平台")
    new, old = (remedy("D04", organ, served_on=day, served_online=True) for day in (NEW, OLD))
    assert new.clause.endswith("行政复议申请书可以通过以下互联网渠道提交：示例县行政复议网上申请平台。")
    assert "复议法:22.2" in new.cites
    assert "互联网" not in old.clause
    assert "互联网" not in remedy("D04", organ, served_on=NEW).clause


def test_a_letter_served_online_without_a_channel_is_refused_with_the_clause():
    with pytest.raises(UnusableInput, match="缺少提交行政复议申请书的互联网渠道") as refused:
        remedy("D04", TOWN, served_on=NEW, served_online=True)
    assert "《中华人民共和国行政复议法》第二十二条第二款" in refused.value.sentence()
    assert remedy("D04", TOWN, served_on=OLD, served_online=True).clause


def test_the_citations_of_a_refusal_are_those_of_its_parts():
    assert remedy("D04", TOWN, served_on=NEW).cites == ("复议法:23.1(4)", "复议法:23.2", "复议法:24.1(2)", "复议法:20.1", "诉讼法:45")
    assert remedy("D12", TOWN, served_on=NEW).cites == ("复议法:24.1(2)", "复议法:20.1", "诉讼法:46.1", "诉讼法:14")


def test_a_default_court_is_said_to_be_one():
    assert remedy("D12", TOWN, served_on=NEW).notes == ("管辖法院按默认写为示例县人民法院，实行集中管辖或者跨区域管辖的请在设置中改",)
    assert remedy("D12", TOWN._replace(court="某法院"), served_on=NEW).notes == ()


def test_who_reviews_can_be_asked_alone():
    assert review_body(TOWN, NEW).name == "示例县人民政府"
    assert set(data()["organs"]) == set(ORGAN_KINDS)


@pytest.mark.parametrize(
    ("code", "organ", "says"),
    [
        ("D99", TOWN, "没有“D99”这种答复或者文书"),
        ("D04", OrganFacts("示例镇人民政府", "village"), "没有“village”这种机关类型"),
        ("D04", OrganFacts("示例镇人民政府", "town"), "缺少行政复议机关的全称"),
        ("D04", OrganFacts("示例县税务局", "vertical", "示例县人民政府"), "缺少上一级主管部门的全称"),
        ("D12", OrganFacts("示例县税务局", "vertical", superior="示例市税务局"), "缺少管辖法院的全称"),
    ],
)
def test_what_the_clause_must_state_is_asked_for(code, organ, says):
    with pytest.raises(UnusableInput, match=says):
        remedy(code, organ, served_on=NEW)


def test_a_day_before_the_law_that_is_known_is_refused():
    with pytest.raises(NoValueInForce, match=r"2008-04-30 还没有政府信息公开的救济条款，最早从 2008-05-01 起"):
        remedy("D12", TOWN, served_on=date(2008, 4, 30))
    assert remedy("D12", TOWN, served_on=date(2008, 5, 1)).clause
    with pytest.raises(NoValueInForce, match=r"派出机构.*由谁复议没有规定"):
        remedy("D12", TOWN._replace(kind="branch"), served_on=OLD)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("review_answer", (10, CALENDAR_DAY), (10, WORKING_DAY)),
        ("review_answer_simplified", None, (5, WORKING_DAY)),
        ("review_period", (60, CALENDAR_DAY), (60, CALENDAR_DAY)),
        ("review_decision", (60, CALENDAR_DAY), (60, CALENDAR_DAY)),
        ("review_decision_extension", (30, CALENDAR_DAY), (30, CALENDAR_DAY)),
        ("review_decision_simplified", None, (30, CALENDAR_DAY)),
    ],
)
def test_the_clocks_of_a_review_on_either_side_of_2024(name, old, new):
    assert period(name, NEW)[:2] == new
    if old is None:
        with pytest.raises(NoValueInForce):
            period(name, OLD)
    else:
        assert period(name, OLD)[:2] == old


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [("suit_answer", 10, 15), ("appeal_judgment", 15, 15), ("appeal_ruling", 10, 10), ("suit_after_review", 15, 15), ("suit_period", 3, 6)],
)
def test_the_clocks_of_a_lawsuit_on_either_side_of_may_2015(name, old, new):
    assert period(name, date(2015, 4, 30)).value == old
    assert period(name, date(2015, 5, 1)).value == new


def test_the_unit_of_a_review_period_has_its_own_clause():
    assert printed(period("review_answer", NEW).unit_cite) == "《中华人民共和国行政复议法》第八十八条第二款"
    assert period("review_period_untold", NEW).words == "12个月"


# --- settings ---


def test_legal_officers_settle_the_clause_of_an_outcome():
    settings = read_settings('[clause]\nD11 = "review_first"\nD16 = "none"')
    found = remedy("D11", TOWN, served_on=DAY, settings=settings)
    assert found.review_first
    assert found.notes == ("D11 的救济条款按本机关的设置取 review_first",)
    assert remedy("D16", TOWN, served_on=DAY, settings=settings).clause == ""


def test_legal_officers_may_hold_that_no_reply_needs_the_review_first():
    settings = read_settings('[clause]\nno_reply = "no_reply_review_first"')
    assert remedy(NO_REPLY, TOWN, served_on=NEW, settings=settings).review_first
    assert not remedy(NO_REPLY, TOWN, served_on=OLD, settings=settings).review_first


def test_the_court_is_set_for_an_organ():
    settings = read_settings('[court]\n"示例镇人民政府" = "示例铁路运输法院"')
    assert remedy("D12", TOWN._replace(court="另一法院"), served_on=DAY, settings=settings).court == "示例铁路运输法院"
    assert remedy("D12", TOWN._replace(name="示例乡人民政府"), served_on=DAY, settings=settings).court == "示例县人民法院"


def test_own_words_replace_those_of_the_law_in_force_and_not_of_an_older_one():
    settings = read_settings('[text]\nreview_first = "请在{review}内先向{body}申请行政复议。"')
    found = remedy("D04", TOWN, served_on=NEW, settings=settings)
    assert found.clause == "请在60日内先向示例县人民政府申请行政复议。"
    assert found.notes == ("救济条款 review_first 用了本机关设置的文字",)
    old = remedy("D04", TOWN, served_on=OLD, settings=settings)
    assert "提起行政诉讼" in old.clause
    assert not any("设置的文字" in note for note in old.notes)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[clause", "不是正确的 TOML 格式"),
        ("[colour]", "中的“colour”不能用"),
        ("clause = 1", "中的“clause”不能用"),
        ("[clause]\nD11 = 1", "中的“clause”不能用"),
        ('[clause]\nD99 = "none"', "没有“D99”这种答复或者文书"),
        ('[clause]\nD11 = "maybe"', "D11 的“maybe”不是救济条款"),
        ('[clause]\nD11 = "online"', "D11 的“online”不是救济条款"),
        ('[clause]\nD04 = "either"', "把 D04 改成了不写先申请行政复议的条款"),
        ('[clause]\nD04 = "none"', "把 D04 改成了不写先申请行政复议的条款"),
        ('[text]\nmaybe = "x"', "没有“maybe”这种条款"),
        ('[text]\nonline = "x"', "没有“online”这种条款"),
        ('[text]\neither = "{body"', "花括号不成对"),
        ('[text]\neither = "{body}{judge}"', "不认识的 {judge}"),
        ('[text]\neither = "{review}内"', "缺少 {body}"),
        ('[text]\neither = "{review}内向{body}申请"', "缺少 {court}"),
        ('[text]\nreview_first = "{review}内向{body}申请"', "没有写应当先申请行政复议"),
    ],
)
def test_settings_that_cannot_be_used_are_refused_in_one_sentence(text, says):
    with pytest.raises(UnusableInput) as refused:
        read_settings(text)
    sentence = refused.value.sentence()
    assert says in sentence
    assert sentence.startswith("救济途径设置")


def test_a_refused_setting_names_the_duty():
    with pytest.raises(UnusableInput) as refused:
        read_settings('[clause]\nD04 = "either"', "设置.toml")
    assert refused.value.sentence() == (
        "设置.toml把 D04 改成了不写先申请行政复议的条款，《中华人民共和国行政复议法》第二十三条第二款要求告知，请改回"
    )


def test_a_refusal_may_take_the_other_clause_that_puts_the_review_first():
    assert read_settings('[clause]\nD03 = "review_first"').clause == {"D03": "review_first"}
