"""What a page says is compared with what was given, in whatever form offices write it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.lib.errors import UnusableInput
from gongkai.lib.network.safe_http import Answer
from gongkai.web.channels.comparing import compare, dates_in
from support.envelopes import ENVELOPE, page


def compared(html: str | bytes, content_type: str = "text/html", envelope=ENVELOPE):
    body = html if isinstance(html, bytes) else html.encode()
    return {
        point.key: point for point in compare(Answer(200, "https://www.example/a", {"content-type": content_type}, body), envelope).points
    }


def test_a_page_that_says_the_same_agrees_in_every_point():
    found = compared(page())
    assert [point.words for point in found.values()] == ["标题一致", "发布日期一致", "成文日期一致", "正文一致", "附件 2 个都有链接"]
    assert all(point.fine for point in found.values())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_the_encoding_of_the_page_does_not_matter_nor_what_it_says_of_it(encoding):
    for declared in ("text/html", "text/html; charset=gb2312", "text/html; charset=utf-8"):
        assert all(point.fine for point in compared(page().encode(encoding), declared).values())


def test_a_page_in_big5_is_read_as_it_says():
    text = page(title="示例鎮通知", body="<p>報告處理</p>").encode("big5", "replace")
    assert compared(text, "text/html; charset=big5", ENVELOPE._replace(title="示例镇通知", text="报告处理"))["body"].fine


def test_another_date_is_told_with_both():
    point = compared(page(dates="发布日期：2026年3月3日"))["published"]
    assert (point.fine, point.words) == (False, "发布日期不一致：网页是 2026年3月3日，本机关登记的是 2026年3月2日")


def test_a_page_without_a_date_is_unknown_not_wrong():
    assert compared(page(dates=""))["published"].fine is None
    assert compared(page(dates="2026-03-02"))["published"].fine is True


def test_the_date_in_the_meta_tag_counts():
    assert compared(page(dates="", head='<meta name="PubDate" content="2026-03-02 10:20">'))["published"].fine is True
    assert compared(page(dates="", head='<meta name="PubDate" content="2026-03-05 10:20">'))["published"].fine is False


@pytest.mark.parametrize(("text", "label"), [
    ("发布日期：2026-03-02", "published"), ("发布时间: 2026/3/2 10:00", "published"), ("【发布日期】2026.03.02", "published"), ("日期：2026年3月2日", "published"),
    ("发布时间　２０２６－０３－０２", "published"), ("成文日期：二〇二六年三月二日", "issued"), ("印发日期：二○二六年三月二日", "issued"), ("二零二六年三月二日", ""),
    ("生成日期\n2026-3-2", "issued"), ("施行日期：2026-03-02", ""), ("20260302", ""), ("发布时间：20260302101500", "published"), ("有效期至：2026-03-02", ""),
])  # fmt: skip
def test_dates_are_read_in_every_form_with_what_they_are_called(text, label):
    assert list(dates_in(text)) == [(date(2026, 3, 2), label)]


@pytest.mark.parametrize("text", ["2026-13-01", "2026-02-30", "索引号：12026-03-021", "电话 0000-1000002", "2026〔3〕2号", ""])
def test_what_is_no_date_is_not_read_as_one(text):
    assert list(dates_in(text)) == []


@given(st.dates(date(1949, 10, 1), date(2099, 12, 31)), st.sampled_from(["%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d", "%Y.%m.%d"]))
def test_any_day_is_read_back(day, pattern):
    assert list(dates_in(f"发布日期：{day.strftime(pattern)}")) == [(day, "published")]


def test_another_title_is_told_with_both():
    point = compared(page(title="示例镇人民政府关于别的事的通知"))["title"]
    assert point.fine is False
    assert "网页是“示例镇人民政府关于别的事的通知”" in point.words


def test_a_title_with_a_line_break_or_other_quotation_marks_is_the_same():
    assert compared(page(title=ENVELOPE.title.replace("关于", "<br>关于 ")))["title"].fine


def test_a_missing_sentence_is_quoted_and_a_figure_is_never_a_trifle():
    long = "本段说明工作要求和组织保障。" * 40 + "补助标准为每户3.5万元。"
    envelope = ENVELOPE._replace(text="各单位要高度重视。" + "".join(f"第{number}段说明工作的要求和组织上的保障。" for number in range(60)))
    shorter = envelope.text.replace("各单位要高度重视。", "")
    point = compared(page(body=f"<p>{shorter}</p>"), envelope=envelope)["body"]
    assert (point.fine, point.words) == (True, "正文一致 99%，网页上少了或者不同的：“各单位要高度重视”")
    changed = compared(page(body=f"<p>{long.replace('3.5', '35')}</p>"), envelope=ENVELOPE._replace(text=long))["body"]
    assert changed.fine is False
    assert "补助标准为每户3.5万元" in changed.words


def test_formatting_does_not_matter_to_the_body():
    spread = "".join(f"<span>{each}</span> &nbsp;" for each in ENVELOPE.text).replace("，", ",").replace("（", "(")
    assert compared(page(body=spread))["body"].fine


def test_attachments_without_a_link_are_named_and_renamed_ones_are_left_to_a_person():
    assert compared(page(files=False))["attachments"].words == "没有找到附件“申报表.docx”、“补助对象名单.pdf”的链接"
    renamed = page(files=False, body=ENVELOPE.html + '<a href="a.docx">附件1</a><a href="b.pdf">附件2</a>')
    assert compared(renamed)["attachments"].fine is None


def test_a_file_is_compared_by_its_bytes():
    assert compared(b"%PDF-list", "application/pdf")["body"].fine
    assert compared(b"%PDF-other", "application/pdf")["body"].fine is False


def test_a_shell_that_needs_script_is_not_readable():
    shell = Answer(200, "https://www.example/", {}, b"<html><title>x</title><div id=app></div><script>render('a lot of text')</script>")
    assert not compare(shell, ENVELOPE).readable


def test_a_page_nested_beyond_sense_is_refused_at_once():
    with pytest.raises(UnusableInput):
        compared("<div>" * 100_000)


@given(st.binary(max_size=300))
def test_any_bytes_give_points_or_a_sentence(data):
    try:
        compared(data)
    except UnusableInput:
        return
