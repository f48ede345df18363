"""Counted statements and lists in prose: what is read as a claim, and what is left alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from gongkai.lib.text import alike
from gongkai.report.claims.applications import all_handled, applications, no_applications
from gongkai.report.claims.cases import cases, no_cases
from gongkai.report.claims.counts import quantities
from gongkai.report.claims.documents import decisions, documents, money
from gongkai.report.claims.flat import LONGEST, flatten
from gongkai.report.claims.lists import lists
from gongkai.report.readers import read_report
from gongkai.report.rules import check, chosen
from gongkai.report.rules.context import Context

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
# Everything that the rules on prose say of the real reports; each was judged by eye.
REAL = {
    "dahei_2021/raw.txt": ["T018", "T023"],
    "excerpts/guangde_nyj_2022/raw.txt": ["T022"],
    "excerpts/heshan_nyj_2022_broken/raw.txt": ["T020"],
    "excerpts/huarong_2023/raw.txt": ["T018"],
    "excerpts/licheng_nysl_2022/raw.txt": ["T019"],
    "excerpts/lintao_xintian_2022/raw.txt": ["T017"],
    "excerpts/linxia_gaj_2023/raw.txt": ["T017"],
    "excerpts/tianmen_hushi_2019/raw.txt": ["T018"],
    "hangzhou_2025_fixture/raw.html": ["T008", "T012"],
    "hongze_2024/raw.pdf": ["T001"],
    "hongze_2024/raw.txt": ["T001"],
    "pingtan_2019_abridged/raw.txt": ["T018"],
    "pingtan_2021/raw.txt": ["T012"],
    "pingtan_2022/raw.txt": ["T001"],
}


def _told(claims):
    return {claim.kind: claim.value for claim in claims}


def _region(sentence):
    return alike(f"（一）主动公开。公开信息若干。\n（二）依申请公开。{sentence}\n（三）政府信息管理。")


@pytest.mark.parametrize(
    ("words", "value", "exact"),
    [("70件", 70, True), ("两件", 2, True), ("十二件", 12, True), ("1，234条", 1234, True), ("1100余条", 1100, False), ("约30篇", 30, False),
     ("超过50条", 50, False), ("上百条", 100, False), ("1.2万条", 12000, False), ("27.9万元", 27.9, True)],
)  # fmt: skip
def test_a_count_is_read_with_its_exactness(words, value, exact):
    (found,) = quantities(words)
    assert (found.value, found.exact) == (value, exact)


@pytest.mark.parametrize(
    "words", ["第二十条第（一）项", "2023年1月31日", "第711号", "高效办成一件事", "一条龙服务", "三审三校", "8个", "〔2021〕30号"]
)
def test_numbers_that_count_nothing_are_no_counted_information(words):
    assert not [found for found in quantities(words) if found.unit in ("条", "件", "篇", "份")]


def test_words_broken_by_a_page_are_read_and_their_place_is_that_of_the_page():
    lines = ["（二）依申请公开。指导各部门采取自行办理、协同办理、会商", "办理相结合的工作方式。2024 年，本镇受理政府", "信息公开申请 17 件，均已在法定期限内予以", "答复。",
             "（三）政府信息管理情况。加强网站日常管理，新增审核发布", "报备制度，严格执行程序。"]  # fmt: skip
    text = "\n".join(lines)
    (found,) = applications(text, 2024)
    assert (found.kind, found.value) == ("new", 17)
    assert text[found.start : found.end] == "本镇受理政府\n信息公开申请 17 件"


def test_the_way_back_from_flat_text_is_exact_at_every_character():
    text = " 甲 乙\n\n丙丁 12 34 戊，\n己 "
    flat = flatten(text)
    assert all(flat.text[place] in (text[flat.origin(place)], "\n", " ") for place in range(len(flat.text)))


def test_traditional_characters_are_read():
    assert _told(applications("2021年受理依申請公開件9件，均通過信函遞交。", 2021)) == {"new": 9}


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("全年共收到政府信息公开申请70件，及时依法依规办结69件，1件结转下年度继续办理。", {"new": 70, "handled": 69, "carried_out": 1}),
        ("收到政府信息公开申请26件，结转上年度申请0件。办结26件，结转下年度办理0件。", {"new": 26, "carried_in": 0, "handled": 26, "carried_out": 0}),
        ("2023年度累计收到依申请公开信息7条，同意公开7条，上年度结转为0条。", {"new": 7, "granted": 7, "carried_in": 0}),
        ("收到政府信息公开申请75件，涉及自然人72件、商业企业3件。", {"new": 75, "applicant.0": 72, "applicant.1": 3}),
        ("本年度收到申请书55份。", {"new": 55}),
        ("政府信息公开申请受理5件。", {"new": 5}),
    ],
)  # fmt: skip
def test_counts_of_applications_are_read(sentence, told):
    assert _told(applications(_region(sentence), 2023)) == told


@pytest.mark.parametrize(
    "sentence",
    [
        "2022年收到政府信息公开申请9件。", "上半年收到政府信息公开申请9件。", "比上年增加申请3件。", "通过网上收到申请3件。", "收到县长信箱信件183件，答复183件。",
        "办理政务服务许可申请900件。", "坚持第一时间回复申请的“三个一”机制。", "办理建议提案12件。", "涉及征地类申请8件。", "收到申请人补正材料2件。", "延期答复3件。",
    ],
)  # fmt: skip
def test_other_counts_are_no_counts_of_the_years_applications(sentence):
    assert not applications(_region(sentence), 2023)


@pytest.mark.parametrize(
    "sentence",
    [
        "未收到政府信息公开申请。",
        "未接到任何形式的信息公开申请。",
        "无依申请公开信息。",
        "没有收到依申请公开件。",
        "未收到公民、法人和其他组织的政府信息公开申请。",
    ],
)
def test_saying_that_no_application_came_is_read(sentence):
    assert [claim.kind for claim in no_applications(_region("我镇" + sentence), 2023)] == ["none_new"]


@pytest.mark.parametrize(
    "sentence",
    [
        "无正当理由大量反复申请0件。",
        "未收到因政府信息公开申请行政复议的案件。",
        "无上年结转申请。",
        "未出现超期办理的申请。",
        "未收取申请人费用。",
        "2022年未收到申请。",
        "无网上申请。",
    ],
)
def test_other_things_that_did_not_happen_are_not_read_as_no_application(sentence):
    assert not no_applications(_region(sentence), 2023)


@pytest.mark.parametrize("sentence", ["确保收到的申请均按时办结。", "收到申请5件，除1件外均已办结。", "对提案3件均已答复。"])
def test_a_promise_or_exception_is_not_all_handled(sentence):
    assert not all_handled(_region(sentence), 2023)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("因政府信息公开产生行政复议2件，行政诉讼1件。", {"review": 2, "litigation": 1}),
        ("政府信息公开行政复议、行政诉讼均为0件。", {"review": 0, "litigation": 0}),
        ("因政府信息公开引发的行政复议、行政诉讼共3件。", {"cases": 3}),
        ("政府信息公开行政复议案件3件，其中维持2件，撤销1件。", {"review": 3}),
        ("因政府信息公开未经复议直接起诉2件。", {"litigation_direct": 2}),
        ("全年审理行政复议案件30件。", {}),
    ],
)  # fmt: skip
def test_counts_of_reviews_and_lawsuits_are_read(sentence, told):
    assert _told(cases(alike(sentence), 2023, False)) == told


def test_a_clause_says_of_which_kind_there_was_none():
    assert [claim.kind for claim in no_cases("发生政府信息公开行政复议3件，未发生因政府信息公开引发的行政诉讼案件。", False)] == [
        "none_litigation"
    ]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("全年制发行政规范性文件2件，废止1件，现行有效6件。", {"issued": 2, "repealed": 1, "in_force": 6}),
        ("规范性文件制发2件，废止1件，现行有效6件。", {"issued": 2, "repealed": 1, "in_force": 6}),
        ("公开规范性文件12件，开展备案审查9件，建立规章制度4项。", {}),
        ("制定政府规章3件。", {"rules.issued": 3}),
        ("我镇制定规范性文件0件，现行有效的规范性文件。", {"issued": 0}),
    ],
)  # fmt: skip
def test_counts_of_documents_are_read(sentence, told):
    assert _told(documents(sentence, 2023)) == told


def test_decisions_and_amounts_are_read():
    assert _told(decisions("我局共办结行政许可事项9110件、行政处罚203件、实施行政强制15件。", 2023)) == {
        "licences": 9110,
        "penalties": 203,
        "coercion": 15,
    }
    assert _told(money("行政事业性收费27.948692万元，收取信息处理费400元。", 2023)) == {"fees": 27.948692, "processing_fee": 400}


@pytest.mark.parametrize(
    "sentence",
    [
        "公开信息64条，其中部门工作59条、政策文件3条、财务公开1条、年报1条。",
        "公开信息13条（其中：乡镇动态11条，财政预算决算2条）；在客户端发布内容26条。",
        "公开信息81条。其中，工作动态50条，通知公告9条，组织机构12条，重大建设项目6条，建议提案办理4条。通过公众号公开108条信息。",
        "公开信息229条。在主动公开的信息中，部门公告193条；部门动态11条；其他信息25条。",
        "公开信息40条，分别为政策10条、动态30条。",
        "公开信息254条，完成全年任务。其中：指南4条，動態（tài）类250条。",
        "公开信息208条，其中政策文件3条、办事指南205条；依托宣传栏公开信息100余条。",
    ],
)  # fmt: skip
def test_lists_that_add_up_fit(sentence):
    assert [listing.fits for listing in lists(alike(sentence))] == [True]


def test_no_text_however_hostile_takes_long():
    for seed in (
        "公开信息9条，其中甲1条、乙2条，",
        "公开信息1条（其中甲1条（含乙1条",
        "一",
        "无申请",
        "均已办结",
        "1，111",
        "（",
        "未发生行政复议1件，",
    ):
        text = seed * (100_000 // len(seed))
        start = time.process_time()
        for reader in (lambda t: applications(t, 2023), lambda t: no_applications(t, 2023), lambda t: cases(t, 2023, True), lists):
            reader(text)
        assert time.process_time() - start < 1, seed
    assert len(flatten("一" * (LONGEST * 2)).text) == LONGEST


def test_the_real_reports_have_what_was_seen_by_eye_and_nothing_else():
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real reports is not here")
    found = {}
    for path in [*CORPUS.glob("*/raw.*"), *CORPUS.glob("excerpts/*/raw.*")]:
        codes = sorted({finding.code for finding in check(Context(read_report(str(path))), chosen(["T"])) if finding.certain})
        if codes:
            found[str(path.relative_to(CORPUS))] = codes
    assert found == REAL


@pytest.mark.parametrize(
    "sentence",
    [
        "引导其通过其他渠道解决诉求12件。", "办理热线47件，已全部办结，满意率100%。", "比上年减少5件。", "出具答复书5份，会商3次。", "一并受理行政许可申请30件。",
    ],
)  # fmt: skip
def test_other_work_beside_the_applications_is_left_alone(sentence):
    text = _region("本年新收政府信息公开申请5件，" + sentence)
    assert _told(applications(text, 2023)) == {"new": 5}
    assert not cases(text, 2023, False)
    assert not all_handled(text, 2023)
