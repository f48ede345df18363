"""Wording: what is doubled, confused, unpaired, left in or lost is found; good Chinese is left alone."""

from __future__ import annotations

import random
import time

import pytest

from gongkai.lib.text import alike
from gongkai.proof import wording, words
from gongkai.report import sample


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("规范审核审核发布", "审核审核"),
        ("整体统一的的界面", "的的"),
        ("，示例镇示例镇组织", "示例镇示例镇"),
        ("𠮷村规范审核审核发布", "审核审核"),
        ("召开建镇70周年座谈会召开建镇70周年座谈会。", "召开建镇70周年座谈会召开建镇70周年座谈会"),
        ("开会，及时更新栏目，及时更新栏目，有效", "及时更新栏目，及时更新栏目，"),
    ],
)
def test_a_word_that_stands_twice_is_found_once(text, wrong):
    assert [flaw.wrong for flaw in wording.doubled(text)] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "常常",
        "天天更新、处处公开",
        "沟通沟通",
        "一个一个地核对",
        "非常非常重要",
        "增进了了解",
        "实现处理目的的范围",
        "核对对外公开数量",
        "是不是不够",
        "实实在在的成效",
        "群众参与与监督",
        "机构合并并公布",
        "不了了之",
        "还是是否公开",
        "采购标的的公告",
        "普及及应用",
        "人民政府政府信息公开指南",
        "为为民办事",
        "0000000",
        "二十二十",
        "结果维持结果维持",
        "培训\n培训\n",
    ],
)
def test_good_doubles_numbers_and_table_words_are_left_alone(text):
    assert list(wording.doubled(text)) == []


def test_a_long_passage_is_found_wherever_it_begins():
    filler = "春夏秋冬雨雪风霜山川草木"
    passage = "为村民代表讲解查阅公开栏目的办法并当场演示"
    for shift in range(12):
        text = filler[:shift] + passage * 2
        assert [flaw.wrong for flaw in wording.doubled(text)] == [passage * 2]


@pytest.mark.parametrize(("wrong", "right", "around"), words.CONFUSED)
def test_every_confusion_is_mended_into_something_that_is_not_found_again(wrong, right, around):
    assert wrong != right
    assert around == "" or "@" in around
    if not around:
        found = [flaw for flaw in wording.confused(f"关于{wrong}的说明") if flaw.wrong == wrong]
        assert [flaw.right for flaw in found] == [right]
    assert list(wording.confused(f"关于{right}的说明")) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("及时准确的将工作落实", "及时准确地将"),
        ("更好的为群众服务", "更好地为"),
        ("圆满的完成了任务", "圆满地完成"),
        ("有效的保障了权益", "有效地保障"),
    ],
)
def test_an_adverb_before_a_verb_wants_the_other_de(text, right):
    assert [flaw.right for flaw in wording.adverbs(text)] == [right]


@pytest.mark.parametrize("text", ["更好的服务", "有效的保障措施", "积极的推动作用", "准确的把握", "高效的将来", "主动的向上"])
def test_de_before_a_noun_is_right(text):
    assert list(wording.adverbs(text)) == []


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("（地址：公园路1号。", "（"),
        ("按照《《条例》规定", "《"),
        ("由总体情况”组成", "”"),
        ("示政办〔2023 73号", "〔"),
        ("公开信息）若干", "）"),
    ],
)
def test_an_unpaired_mark_is_found(text, mark):
    assert [flaw.wrong for flaw in wording.brackets(text)] == [mark]


@pytest.mark.parametrize(
    "text", ["1）学习\n2）落实", "一）总结", "(半角)和（全角)混用", "《关于印发〈格式〉的通知》", "<http://www.example.cn/>", '用"直引号"']
)
def test_paired_marks_and_numbers_of_points_are_left_alone(text):
    assert list(wording.brackets(text)) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [("截至20251231日", "2025年12月31日"), ("20241月1日", "2024年1月"), ("榕政办〔202273号", "〔2022〕73号"), ("第二十条第，", None)],
)
def test_a_lost_character_is_found_and_put_back_where_only_one_fits(text, right):
    assert [flaw.right for flaw in wording.lost(text)] == [right]


def test_pinyin_in_the_text_is_the_sign_of_a_mirror():
    assert [flaw.start for flaw in wording.mirrored(alike("依據(jù)條例(lì)公开"))] == [1]


def test_traditional_characters_count_only_when_the_whole_text_has_them():
    assert wording.traditional("總體情況動開報務關機請辦會點") is not None
    assert wording.traditional("书法家于右任题“開卷”二字") is None


def test_the_words_of_the_trade_are_never_taken_for_flaws():
    clean = "\n".join(alike(text) for text in sample.clean().sections.values())
    for finder in (
        wording.doubled,
        wording.confused,
        wording.adverbs,
        wording.placeholders,
        wording.furniture,
        wording.lost,
        wording.mirrored,
    ):
        assert list(finder(clean)) == []


def test_any_text_is_read_without_an_error_and_every_place_lies_in_it():
    chance = random.Random(7)
    signs = "的的审核审核，。（《”〔2023号日月1一二\n 𠮷a邮箱.com第条第？X_"
    for _ in range(300):
        text = "".join(chance.choice(signs) for _ in range(60))
        for finder in (
            wording.doubled,
            wording.confused,
            wording.adverbs,
            wording.placeholders,
            wording.furniture,
            wording.lost,
            wording.mirrored,
            wording.brackets,
        ):
            for flaw in finder(text):
                assert 0 <= flaw.start < flaw.end <= len(text)
                assert flaw.wrong == text[flaw.start : flaw.end] or flaw.wrong in text


@pytest.mark.parametrize(
    "text",
    [
        "恢复盖章业务",
        "依法公开拦截情况",
        "不与公开内容冲突",
        "参与以公开为常态的活动",
        "将信息通过网站等多种渠道公开",
        "将文件在公示栏等渠道发布",
    ],
)
def test_words_that_only_look_confused_are_left_alone(text):
    assert list(wording.confused(text)) == []


@pytest.mark.parametrize("text", ["有待填补的空白", "请填写申请表提交", "提供附件下载", "组织朗读活动", "通过新浪微博公开"])
def test_work_that_a_report_tells_is_no_placeholder_and_no_furniture(text):
    assert [*wording.placeholders(text), *wording.furniture(text)] == []


@pytest.mark.parametrize("letter", ["一", "公", "1", "。"])
def test_one_character_without_end_is_looked_through_as_quickly_as_a_text(letter):
    begin = time.thread_time()
    list(wording.doubled(letter * 50_000))
    assert time.thread_time() - begin < 3
