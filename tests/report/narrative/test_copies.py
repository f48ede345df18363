"""Where a text repeats last year's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.proof.similarity import bare
from gongkai.report.narrative.copies import LEAST, copied

ONE = "政策解读以文字为主，图表和视频形式不多，群众不容易看懂"
TWO = "部分村务信息更新不够及时，有的栏目超过三个月没有新的内容"
OWN = "今年便民服务中心搬到新址，查阅点随之重新布置，并添置了两台查询设备"


def test_passages_are_found_in_the_order_of_the_text_with_their_place():
    text = f"{OWN}。{TWO}。{OWN[::-1]}。{ONE}。"
    found = copied(text, f"{ONE}。{TWO}。")
    assert [each.words for each in found] == [TWO, ONE]
    assert all(text[each.start : each.end] == each.words for each in found)


def test_another_number_or_year_makes_no_other_text():
    found = copied("2025年组织培训3次，参加培训的有各村和各科室的信息员", "2024年组织培训12次，参加培训的有各村和各科室的信息员")
    assert [each.words for each in found] == ["年组织培训3次，参加培训的有各村和各科室的信息员"]


def test_the_organs_name_does_not_count():
    assert not copied(
        "示例市示例区示例镇人民政府党政办公室信息公开岗位", "由示例市示例区示例镇人民政府党政办公室负责", ("示例市示例区示例镇人民政府",)
    )


def test_a_few_words_that_every_report_has_are_no_copy():
    assert not copied("主动公开政府信息46条，均通过网站", "主动公开政府信息60条，群众反映较好")


def test_nothing_is_copied_from_nothing():
    assert copied("", ONE) == [] == copied(ONE, "")


WORDS = st.lists(st.sampled_from((ONE, TWO, OWN, "。", "\n", "2025年", "另一句")), max_size=8).map("".join)


@given(WORDS, WORDS)
def test_passages_do_not_overlap_and_each_stands_in_the_other_text(text, other):
    found = copied(text, other)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    for each in found:
        counted = bare(each.words).text
        assert each.counted == len(counted) >= LEAST
        assert all(counted[at : at + 8] in bare(other).shingles for at in range(len(counted) - 7))


@given(WORDS.filter(lambda text: len(bare(text).text) >= LEAST))
def test_a_text_is_a_copy_of_itself(text):
    assert copied(text, text)
