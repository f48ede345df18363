"""Shares of common text do not depend on figures and names, and the longest passage is a passage of both."""

from __future__ import annotations

import time

from gongkai.proof.similarity import bare, common

OWN = "示例镇全年召开推进会2次，由党政办公室逐月核对公开栏目，村民代表每季度试用专栏并提出意见，意见逐条办结后张榜公布。"
OTHER = "邻近镇全年召开推进会5次，由党政办公室逐月核对公开栏目，村民代表每季度试用专栏并提出意见，意见逐条办结后张榜公布。"


def test_a_text_is_wholly_in_itself_and_not_at_all_in_another():
    assert common(OWN, OWN).share == 1
    assert common(OWN, "为老年人查阅设专人帮助，损坏的公开栏当月修复，位置不便的另行选址安装。").share == 0


def test_names_and_figures_do_not_count():
    assert common(OWN, OTHER).share < 1
    assert common(OWN, OTHER, ("示例镇", "邻近镇")).share == 1


def test_the_share_is_of_the_own_text_so_a_part_is_contained_and_the_whole_is_not():
    part = OWN[20:]
    assert common(part, OWN).share == 1
    assert common(OWN, part).share < 0.8


def test_the_longest_passage_stands_in_both_texts():
    other = "另外，" + OWN[18:40] + "。此后另有安排，" + OWN[44:56]
    found = common(OWN, other)
    assert OWN[found.start : found.end] == OWN[18:40]


def test_a_text_too_short_for_a_shingle_shares_nothing():
    assert common("无", "无").share == 0


def test_places_lead_back_to_the_original():
    reduced = bare("公开46条，办结5件", ())
    assert reduced.text == "公开条办结件"
    assert reduced.offsets[2] == 4


def test_the_cost_grows_no_faster_than_the_text():
    def seconds(times: int) -> float:
        text = "".join(chr(0x4E00 + (index * 7919) % 20000) for index in range(2000 * times))
        begun = time.perf_counter()
        common(text, text + "终")
        return time.perf_counter() - begun

    assert seconds(16) < 160 * max(seconds(1), 0.0005)
