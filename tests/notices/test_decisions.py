"""The answers: the right title, article and remedy for each kind, alone and several in one letter."""

from datetime import date

import pytest

from gongkai.law import grounds
from gongkai.law.citation import printed
from gongkai.law.remedy_settings import read_settings
from gongkai.lib.errors import UnusableInput
from gongkai.notices.fill import fill
from gongkai.notices.letter import Heading, Paragraph, body_lines
from tests.notices.samples import DECISIONS, REPLY, law_values

ANSWER, NOT_PROCESSED = "政府信息公开申请答复书", "政府信息公开申请不予处理告知书"
TITLES = (
    {f"D{n:02d}": ANSWER for n in range(1, 16)}
    | {f"D{n:02d}": NOT_PROCESSED for n in range(16, 21)}
    | {"D21": "政府信息公开申请不再处理告知书", "D22": "政府信息公开申请不再处理告知书", "D23": "政府信息公开申请结案告知书"}
)
CITED = {
    "D01": "第三十六条第（一）项", "D02": "第三十六条第（二）项", "D03": "第三十七条", "D04": "第十四条", "D05": "第十四条", "D06": "第十四条",
    "D07": "第十五条", "D08": "第十六条第一款", "D09": "第十六条第二款", "D10": "第十六条第二款", "D11": "第三十六条第（七）项",
    "D12": "第三十六条第（四）项", "D13": "第十条、第三十六条第（五）项", "D14": "第三十八条", "D15": "第三十条", "D16": "第三十九条第一款",
    "D17": "第三十六条第（六）项", "D18": "第三十九条第二款", "D19": "第三十五条", "D21": "第三十条", "D22": "第四十二条第一款",
}  # fmt: skip
REFUSALS = {f"D{n:02d}" for n in range(4, 11)}


def text(letter):
    return "\n".join(body_lines(letter))


def remedy(letter):
    return [block.text for block in letter.blocks if isinstance(block, Paragraph) and block.fixed]


def on(code, day):
    """The decision made on another day, with all its dates moved."""
    day = date.fromisoformat(day)
    late = {key: date(2023, 12, 29) for key in ("correction_deadline", "payment_deadline") if key in DECISIONS[code]}
    return DECISIONS[code] | {"date": day, "received_on": date(2023, 12, 4), "number": f"示政公开答〔{day.year}〕4号"} | late


@pytest.mark.parametrize(("code", "title"), TITLES.items())
def test_each_decision_has_its_title(code, title):
    assert fill(code, DECISIONS[code]).title == title


@pytest.mark.parametrize(("code", "article"), CITED.items())
def test_each_decision_cites_law_article_paragraph_and_item(code, article):
    assert f"《中华人民共和国政府信息公开条例》{article}" in text(fill(code, DECISIONS[code]))


@pytest.mark.parametrize("code", CITED)
def test_the_article_agrees_with_the_table_of_grounds(code):
    """D22 cites the paragraph of Article 42; the others exactly what the table says first."""
    article = "条例:42.1" if code == "D22" else grounds.by_code(code).articles[0]
    assert printed(article) in text(fill(code, DECISIONS[code]))


def test_a_decision_without_an_article_of_its_own_states_what_it_rests_on():
    assert "根据《示例省政府信息公开办法》第九条的规定，现告知您不予处理。" in text(fill("D20", DECISIONS["D20"]))


@pytest.mark.parametrize("code", sorted(REFUSALS))
class TestRefusal:
    def test_since_2024_it_sends_the_reader_to_the_review_first(self, code):
        said = remedy(fill(code, on(code, "2024-01-01")))
        assert len(said) == 1
        assert "应当自收到本答复书之日起60日内先向示例区人民政府申请行政复议" in said[0]
        assert "人民法院提起行政诉讼" in said[0]
        assert "6个月" not in said[0]

    def test_until_2023_it_leaves_the_choice(self, code):
        said = remedy(fill(code, on(code, "2023-12-31")))
        assert len(said) == 1
        assert "应当" not in said[0]
        assert "也可以自收到本答复书之日起6个月内向示例区人民法院提起行政诉讼" in said[0]

    def test_the_day_of_service_counts_when_it_is_known(self, code):
        assert "应当" in remedy(fill(code, on(code, "2023-12-31") | {"served_on": "2024-01-02"}))[0]


@pytest.mark.parametrize("code", sorted(set(DECISIONS) - REFUSALS - {"D03"}))
def test_every_other_decision_leaves_the_choice_between_review_and_court(code):
    said = remedy(fill(code, DECISIONS[code]))
    letter = "告知书" if code >= "D16" else "答复书"
    # The clause belongs to ``law``; either order of words says the same.
    assert [sentence.replace(f"不服本{letter}的", f"对本{letter}不服的") for sentence in said] == [
        f"对本{letter}不服的，可以自收到本{letter}之日起60日内向示例区人民政府申请行政复议，"
        f"也可以自收到本{letter}之日起6个月内向示例区人民法院提起行政诉讼。"
    ]


def test_of_a_partial_answer_only_the_refused_part_goes_to_the_review_first():
    said = remedy(fill("D03", DECISIONS["D03"]))[0]
    assert said.startswith("对本答复书中不予公开的部分不服的，应当")
    assert "对本答复书的其他内容不服的，可以" in said


def test_each_withheld_part_has_its_own_article_or_none():
    shown = text(fill("D03", DECISIONS["D03"]))
    assert "中标人不同意公开，根据《中华人民共和国政府信息公开条例》第十五条的规定，该部分不予公开。" in shown
    assert "该部分不属于政府信息，不予公开。" in shown


def test_a_look_up_elsewhere_tells_the_officer_that_the_remedy_is_not_settled():
    assert any("没有定论" in note for note in fill("D11", DECISIONS["D11"]).notes)


def test_served_online_it_names_the_online_channel_of_the_review():
    online = DECISIONS["D12"] | {"served_online": True, "online_channel": "掌上复议"}
    assert "行政复议申请书可以通过以下互联网渠道提交：掌上复议。" in remedy(fill("D12", online))[0]
    with pytest.raises(UnusableInput, match="缺少提交行政复议申请书的互联网渠道"):
        fill("D12", DECISIONS["D12"] | {"served_online": True})


def test_legal_staff_can_change_the_clause_of_an_outcome():
    settings = read_settings('[clause]\nD11 = "review_first"\n')
    assert "应当" in remedy(fill("D11", DECISIONS["D11"], settings=settings))[0]


def test_the_fee_was_not_yet_law_in_2020():
    early = {"date": "2020-12-31", "received_on": "2020-11-02", "payment_deadline": "2020-12-30", "number": "示政公开告〔2020〕1号"}
    with pytest.raises(UnusableInput, match="2020-12-31 不能作出"):
        fill("D22", DECISIONS["D22"] | early)


class TestSeveralItemsInOneLetter:
    def test_each_stands_under_its_heading_with_its_own_clause(self):
        letter = fill("reply", REPLY)
        headings = [block.text for block in letter.blocks if isinstance(block, Heading)]
        assert headings == ["一、关于“2025年度养护合同”", "二、关于“2024年度养护合同”", "三、关于“合同会审讨论记录”"]
        for article in ("条例:36(2)", "条例:36(4)", "条例:16.2"):
            assert printed(article) in text(letter)

    def test_each_outcome_has_its_remedy_by_item(self):
        either, first = remedy(fill("reply", REPLY))
        assert either.startswith("对本答复书第一项、第二项不服的，可以")
        assert first.startswith("对本答复书第三项不服的，应当")

    def test_before_2024_one_clause_serves_all(self):
        early = {"date": "2023-12-31", "received_on": "2023-12-04", "number": "示政公开答〔2023〕4号", "steps": []}
        assert len(remedy(fill("reply", REPLY | early))) == 1

    def test_a_partial_answer_among_others_says_which_item(self):
        items = [{"decision": code, "item_content": code} | law_values(code) for code in ("D12", "D03")]
        said = remedy(fill("reply", REPLY | {"items": items}))
        assert said[1].startswith("对本答复书第二项中不予公开的部分不服的，应当")
        assert "对本答复书第二项的其他内容不服的，可以" in said[1]

    def test_the_steps_are_told_by_date(self):
        shown = text(fill("reply", REPLY | {"steps": list(reversed(REPLY["steps"]))}))
        days = ["2026年3月4日，本机关依照", "2026年3月9日，本机关收到您补正的申请", "2026年3月18日，经本机关政府信息公开工作机构负责人同意"]
        assert [shown.index(day) for day in days] == sorted(shown.index(day) for day in days)
        assert "将答复期限延长至2026年4月20日" in shown

    def test_items_that_are_all_not_processed_make_a_notice(self):
        items = [{"decision": code, "item_content": code} | law_values(code) for code in ("D16", "D17")]
        letter = fill("reply", REPLY | {"items": items})
        assert letter.title == NOT_PROCESSED
        assert "经审查，现告知如下：" in text(letter)

    @pytest.mark.parametrize(
        ("item", "words"),
        [
            ({"decision": "D24", "item_content": "合同"}, "第1项答复：没有答复种类“D24”"),
            ({"item_content": "合同"}, "第1项答复：缺少“答复种类”（decision）"),
            ({"decision": "D12", "item_content": "合同"}, "第1项答复：缺少“检索的范围、检索词、检索人和时间”（search_record）"),
            ({"decision": "D12", "search_record": "全部"}, "第1项答复：缺少“该项申请内容”（item_content）"),
            ({"decision": "D01", "item_content": "合同", "way_and_place": "网站", "search_record": "x"}, "第1项答复：不认识“search_record”"),
            ({"decision": "D21", "item_content": "合同"}, "不能作为一项答复，请改用 P13"),
            ("D12", "“各项答复”要写成一条一条的表"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_with_an_item_is_said_with_its_number(self, item, words):
        with pytest.raises(UnusableInput) as caught:
            fill("reply", REPLY | {"items": [item]})
        assert words in caught.value.sentence()

    @pytest.mark.parametrize(
        ("step", "words"),
        [
            ({"step": "extended", "date": "2026-03-18"}, "“延长答复期限”缺少“至”（until）"),
            ({"step": "fee_paid", "date": "2026-03-21"}, "“缴费”的日期 2026-03-21 不在收到申请和成文之间"),
            ({"step": "fee_paid", "date": "2026-03-01"}, "“缴费”的日期 2026-03-01 不在收到申请和成文之间"),
            ({"step": "发火", "date": "2026-03-18"}, "“办理经过”第1条：“事项”不能是“发火”"),
            ({"step": "fee_paid"}, "“办理经过”第1条：缺少“日期”（date）"),
        ],
    )
    def test_what_is_wrong_with_a_step_is_said(self, step, words):
        with pytest.raises(UnusableInput) as caught:
            fill("reply", REPLY | {"steps": [step]})
        assert words in caught.value.sentence()
