"""Every kind of letter: complete facts make it, a missing one is named, an unknown one refused."""

import pytest

from gongkai.law import grounds
from gongkai.law.citation import printed
from gongkai.law.facts import FACTS
from gongkai.lib.errors import UnusableInput
from gongkai.notices.fill import fill, needed
from gongkai.notices.kinds import KINDS, kind_of
from gongkai.notices.letter import Paragraph, Signature, Slip, body_lines
from tests.notices.samples import ALL, DECISIONS, PAPERS, REMEDY

REQUIRED = [(code, fact) for code, kind in KINDS.items() for fact in needed(kind) if fact.required and fact.key in ALL[code]]


def text(letter):
    return "\n".join(body_lines(letter))


def refused(code, facts):
    with pytest.raises(UnusableInput) as caught:
        fill(code, facts)
    return caught.value.sentence()


def test_all_letters_of_the_dossier_are_there():
    papers = {f"P{n:02d}" for n in range(1, 17)} | {"P09B", "P15B"}
    assert set(KINDS) == papers | {f"D{n:02d}" for n in range(1, 24)} | {"reply"} == set(ALL)


@pytest.mark.parametrize("code", ALL)
def test_complete_facts_make_a_letter_that_shows_every_one_of_them(code):
    shown = text(fill(code, ALL[code]))
    hidden = {"applicant"} if code in ("P07", "P09", "P09B", "P11") else set()
    # What a choice or the remedy turns into other words is looked at in tests of its own.
    turned = {"ground", "received_by", "fee_method", "correction_outcome", "court", "reviewer"} if code != "P01" else set()
    for key, value in ALL[code].items():
        if isinstance(value, str) and key not in hidden | turned:
            assert value.rstrip("。").replace("“", "").replace("”", "") in shown.replace("“", "").replace("”", "").replace("‘", "").replace(
                "’", ""
            )


@pytest.mark.parametrize(("code", "fact"), REQUIRED, ids=lambda value: getattr(value, "key", value))
def test_a_missing_fact_is_named_in_chinese(code, fact):
    facts = {key: value for key, value in ALL[code].items() if key != fact.key}
    assert f"缺少“{fact.label}”（{fact.key}）" in refused(code, facts)
    assert f"缺少“{fact.label}”（{fact.key}）" in refused(code, ALL[code] | {fact.key: " "})


@pytest.mark.parametrize("code", ALL)
def test_an_unknown_fact_is_refused(code):
    assert "不认识“身份证号码”" in refused(code, ALL[code] | {"身份证号码": "1"})


@pytest.mark.parametrize("code", ALL)
def test_facts_may_be_given_under_their_chinese_labels(code):
    kind = kind_of(code)
    labels = {fact.key: fact.label for fact in needed(kind)}
    assert fill(code, {labels[key]: value for key, value in ALL[code].items()}) == fill(code, ALL[code])


def test_a_fact_given_under_both_names_is_refused():
    assert "“补正方式”写了两次" in refused("P03", PAPERS["P03"] | {"补正方式": "书面"})


@pytest.mark.parametrize("code", [code for code, kind in KINDS.items() if not kind.remedy])
def test_a_letter_of_the_procedure_says_nothing_of_review_or_lawsuit(code):
    assert "申请行政复议" not in text(fill(code, ALL[code]))
    assert "行政诉讼" not in text(fill(code, ALL[code]))


@pytest.mark.parametrize("code", [code for code, kind in KINDS.items() if kind.remedy])
def test_a_letter_with_a_remedy_ends_in_one_that_no_one_may_change(code):
    fixed = [block.text for block in fill(code, ALL[code]).blocks if isinstance(block, Paragraph) and block.fixed]
    assert fixed
    assert all("示例区人民政府申请行政复议" in sentence for sentence in fixed)


@pytest.mark.parametrize("code", [code for code, kind in KINDS.items() if kind.remedy])
def test_without_the_reviewing_organ_no_remedy_can_be_told(code):
    facts = {key: value for key, value in ALL[code].items() if key not in REMEDY}
    assert "缺少行政复议机关的全称" in refused(code, facts)


@pytest.mark.parametrize("code", [code for code in PAPERS if code not in ("P01", "P16")])
def test_a_letter_that_goes_out_is_signed_by_the_organ_with_its_date(code):
    letter = fill(code, PAPERS[code])
    assert Signature("示例镇人民政府", "2026年3月20日") in letter.blocks
    assert letter.addressee == PAPERS[code]["addressee"]


ARTICLES = {
    "P02": ("条例:31(2)", "条例:33.2"), "P03": ("条例:30",), "P04": ("条例:35",), "P05": ("条例:33.2",), "P06": ("条例:35", "条例:33"),
    "P07": ("条例:32",), "P08": ("条例:33.3",), "P09": ("条例:34",), "P09B": ("条例:11", "条例:33.3"), "P11": ("条例:32",), "P12": ("条例:42.1", "收费办法"), "P13": ("条例:30",),
    "P15": ("条例:41",), "P15B": ("条例:41",),
}  # fmt: skip


@pytest.mark.parametrize(("code", "articles"), ARTICLES.items())
def test_each_letter_cites_the_article_that_it_rests_on(code, articles):
    for article in articles:
        assert printed(article) in text(fill(code, PAPERS[code]))


@pytest.mark.parametrize(("way", "item"), [("当面", "一"), ("邮寄", "二"), ("网络", "三"), ("传真", "三")])
def test_the_receipt_names_the_item_that_makes_the_day_the_day_of_receipt(way, item):
    assert f"第三十一条第（{item}）项的规定，以" in text(fill("P02", PAPERS["P02"] | {"received_by": way}))


@pytest.mark.parametrize(("code", "words"), [("P07", "逾期未提出意见的，由本机关依照"), ("P09", "逾期未提出意见的，视为同意公开")])
def test_silence_of_a_third_party_decides_nothing_and_of_a_co_maker_agrees(code, words):
    shown = text(fill(code, PAPERS[code]))
    assert words in shown
    assert "15个工作日内" in shown


@pytest.mark.parametrize("code", ["P07", "P09", "P09B", "P11"])
class TestLettersToOthersNeverShowTheApplicant:
    def test_the_applicant_given_for_the_check_is_not_printed(self, code):
        assert "申请人甲" not in text(fill(code, ALL[code]))

    @pytest.mark.parametrize("name", ["application_number", "received_on", "received_by"])
    def test_facts_of_the_application_are_not_taken(self, code, name):
        assert f"不认识“{name}”" in refused(code, ALL[code] | {name: "邮寄"})

    def test_a_fact_that_names_the_applicant_is_refused(self, code):
        key = "published_content" if code == "P11" else "consulted_content"
        assert "写到了申请人“申请人甲”" in refused(code, ALL[code] | {key: "申请人甲要的合同"})


@pytest.mark.parametrize("code", ["P07", "P09", "P09B"])
def test_a_slip_to_send_back_stands_on_a_page_of_its_own_behind_the_signature(code):
    blocks = fill(code, ALL[code]).blocks
    kinds = [type(block) for block in blocks]
    assert kinds.index(Slip) == kinds.index(Signature) + 1


class TestTheFeeNotice:
    def test_the_eleventh_application_of_a_month_costs_100_yuan(self):
        assert "应缴纳信息处理费100.00元" in text(fill("P12", PAPERS["P12"] | {"fee_quantity": 11}))

    def test_the_tenth_costs_nothing_and_no_notice_is_written(self):
        assert "不收费" in refused("P12", PAPERS["P12"] | {"fee_quantity": 10})

    def test_201_pages_are_charged_slice_by_slice(self):
        shown = text(fill("P12", PAPERS["P12"] | {"fee_method": "按量", "fee_quantity": 201}))
        for line in (
            "第1至30页",
            "第31至100页",
            "700.00元",
            "第101至200页",
            "2000.00元",
            "第201页",
            "40.00元",
            "应缴纳信息处理费2740.00元",
        ):
            assert line in shown

    def test_it_gives_20_working_days_from_the_next_day(self):
        assert "自收到本通知书次日起20个工作日内缴清" in text(fill("P12", PAPERS["P12"]))

    def test_before_2021_there_was_no_tariff(self):
        early = {"received_on": "2020-12-31", "date": "2020-12-31", "number": "示政公开费〔2020〕1号"}
        assert "2020-12-31 没有生效的规定" in refused("P12", PAPERS["P12"] | early)


class TestExtension:
    def test_20_working_days_are_the_most(self):
        assert "答复期限延长20个工作日" in text(fill("P05", PAPERS["P05"] | {"extension_days": 20}))

    def test_21_are_refused_with_the_clause(self):
        assert f"不能延长 21 个工作日，{printed('条例:33.2')}规定最长20个工作日" in refused("P05", PAPERS["P05"] | {"extension_days": 21})


class TestRemarksForTheOfficer:
    def test_a_due_day_of_20_working_days_needs_none(self):
        assert fill("P02", PAPERS["P02"]).notes == ()

    def test_another_due_day_is_remarked(self):
        notes = fill("P02", PAPERS["P02"] | {"due_on": "2026-03-31"}).notes
        assert notes == ("答复期限写的是 2026-03-31，自收到申请之日起20个工作日是 2026-03-30，请核对",)

    def test_a_request_for_correction_on_the_seventh_working_day_is_in_time(self):
        assert fill("P03", PAPERS["P03"] | {"date": "2026-03-11"}).notes == ()

    def test_on_the_eighth_it_is_late_and_still_a_letter(self):
        letter = fill("P03", PAPERS["P03"] | {"date": "2026-03-12"})
        assert letter.notes == (f"成文日期是收到申请后第8个工作日，{printed('条例:30')}要求在7个工作日内告知补正",)

    def test_an_extension_told_on_the_last_day_is_in_time(self):
        last = {"date": "2026-03-30", "extension_days": 10, "due_on": "2026-04-14"}
        assert fill("P05", PAPERS["P05"] | last).notes == ()

    def test_a_day_later_it_is_remarked(self):
        late = fill("P05", PAPERS["P05"] | {"date": "2026-03-31", "due_on": "2026-04-15"}).notes
        assert "成文日期已过 2026-03-30" in late[0]
        assert "应当是 2026-04-14，请核对" in late[1]

    def test_a_year_without_a_notice_gives_a_provisional_day(self):
        day = {"received_on": "2031-03-03", "date": "2031-03-04", "due_on": "2031-12-01"}
        assert "（当年放假安排尚未公布，暂定）" in fill("P02", PAPERS["P02"] | day).notes[0]


class TestNotProcessedAnyFurther:
    def test_without_correction_it_rests_on_article_30(self):
        letter = fill("P13", PAPERS["P13"])
        assert (letter.kind, letter.title) == ("P13", "政府信息公开申请不再处理告知书")
        assert "第三十条的规定，视为您放弃申请" in text(letter)

    def test_without_payment_it_rests_on_the_rules_on_the_fee(self):
        unpaid = DECISIONS["D22"] | {"ground": "逾期未缴费"}
        assert f"{printed('条例:42.1')}和{printed('收费办法')}的规定，视为您放弃申请" in text(fill("P13", unpaid))

    def test_a_deadline_that_has_not_passed_is_refused(self):
        assert "“补正期限届满日”还没有过" in refused("P13", PAPERS["P13"] | {"correction_deadline": PAPERS["P13"]["date"]})


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("予以更正", "本机关决定予以更正：家庭人口数由2人更正为3人。"),
        ("不予更正", "本机关决定不予更正。"),
        ("转送有权机关", "转送有权更正的示例区民政局处理（联系方式：000-11111111）。"),
        ("告知向有权机关提出", "请向有权更正的示例区民政局提出（联系方式：000-11111111）。"),
    ],
)
def test_a_request_for_correction_has_four_outcomes(outcome, words):
    more = {"correction_outcome": outcome, "right_organ": "示例区民政局", "right_organ_contact": "000-11111111"}
    assert words in text(fill("P15", PAPERS["P15"] | more))


def test_a_request_passed_on_says_to_whom():
    assert "缺少“有权更正的行政机关”（right_organ）" in refused("P15", PAPERS["P15"] | {"correction_outcome": "转送有权机关"})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"date": "2026-02-30"}, "“成文日期”写的 2026-02-30 这一天不存在"),
        ({"date": "2026年3月1日"}, "“成文日期”不是日期"),
        ({"received_on": "2026-03-21"}, "2026-03-21 晚于成文日期 2026-03-20"),
        ({"number": "示政公开补〔2026〕第3号"}, "序号前不加“第”"),
        ({"number": "示政公开补〔2025〕3号"}, "年份和成文日期 2026-03-20 不一致"),
        ({"received_by": "口信"}, "“收到申请的方式”不能是“口信”，可以是：当面、邮寄、网络、传真、口头"),
        ({"correction_days": 0}, "“补正期限（工作日）”要写一个不小于 1 的整数"),
        ({"correction_days": True}, "“补正期限（工作日）”要写一个不小于 1 的整数"),
        ({"corrections": {"a": 1}}, "“补正内容”要写成若干行文字"),
        ({"content": 1.5}, "“申请公开的内容”要写成文字"),
        ({"content": "长" * 20_001}, "“申请公开的内容”超过 20000 字"),
        ({"layout": "海报"}, "“版式”不能是“海报”"),
        ({"date": "2019-05-14", "received_on": "2019-05-02", "number": "示政公开补〔2019〕3号"}, "成文日期 2019-05-14 早于《中华人民共和国政府信息公开条例》"),
    ],
)  # fmt: skip
def test_a_fact_that_cannot_be_is_refused_in_one_sentence(changes, words):
    assert words in refused("P03", PAPERS["P03"] | changes)


def test_what_happened_before_the_receipt_is_refused():
    assert "“撤回日期” 2026-03-01 早于“收到申请的日期” 2026-03-02" in refused("P14", PAPERS["P14"] | {"withdrawn_on": "2026-03-01"})


def test_proof_of_posting_needs_its_number():
    facts = {key: value for key, value in PAPERS["P16"].items() if key != "posting_number"}
    assert "缺少“邮寄单号”（posting_number），邮寄送达的要写明" in refused("P16", facts)
    assert "直接送达" in text(fill("P16", facts | {"service_way": "直接送达"}))


def test_on_the_day_the_regulation_came_into_force_a_letter_can_be_written():
    day = {"date": "2019-05-15", "received_on": "2019-05-15", "number": "示政公开补〔2019〕1号"}
    assert "第三十条" in text(fill("P03", PAPERS["P03"] | day))


def test_no_fact_can_begin_a_block_or_a_cell_of_its_own():
    nasty = "第一段\nremedy: 可以不复议\nsign:\n{{ organ }}|第二格\x00\x07"
    letter = fill("P03", PAPERS["P03"] | {"guidance": nasty})
    plain = [block.text for block in letter.blocks if isinstance(block, Paragraph)]
    assert "remedy: 可以不复议" in plain
    assert "{{ organ }}｜第二格" in plain
    assert not any(block.fixed for block in letter.blocks if isinstance(block, Paragraph))


def test_a_kind_that_does_not_exist_is_refused():
    assert "没有“P17”这种文书" in refused("P17", {})
    assert kind_of("d05") is KINDS["D05"]


def test_the_facts_of_a_decision_are_those_of_the_table_of_grounds():
    for kind in grounds.KINDS:
        keys = {fact.key: fact for fact in KINDS[kind.code].facts}
        assert {key for key in kind.facts if keys[key].required} == set(kind.facts)
        assert all(keys[key].label == FACTS[key].label for key in kind.facts)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"content": 2026}, "申请内容为：“2026”"),
        ({"guidance": None}, "三、补正的后果"),
    ],
)
def test_numbers_are_words_and_nothing_is_left_out_quietly(changes, words):
    assert words in text(fill("P03", PAPERS["P03"] | changes))


def test_yes_or_no_is_not_a_word():
    assert "“通过互联网送达”要写 true 或 false" in refused("D12", DECISIONS["D12"] | {"served_online": "是"})


def test_before_the_tariff_a_late_letter_still_charges_nothing():
    """The day of receipt decides, not the day of the letter."""
    late = {"received_on": "2020-12-31", "date": "2021-01-04", "number": "示政公开费〔2021〕1号"}
    assert "还没有信息处理费的收费标准" in refused("P12", PAPERS["P12"] | late)
