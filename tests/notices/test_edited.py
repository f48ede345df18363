"""A letter that came back from Word: what may change, what may not, each difference in one sentence."""

import io
import re
import zipfile

import pytest

from gongkai.lib.errors import UnusableInput
from gongkai.notices.edited import differences
from gongkai.notices.fill import fill
from gongkai.notices.letter import Paragraph
from gongkai.notices.writers.docx import render
from tests.notices.samples import ALL, STEPS


def edited(letter, *changes, part="word/document.xml"):
    """The letter's .docx after replacements in its XML. Every replacement must find its place."""
    source = zipfile.ZipFile(io.BytesIO(render(letter)))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in source.namelist():
            text = source.read(name).decode()
            for old, new in changes if name == part else ():
                assert old in text
                text = text.replace(old, new, 1)
            archive.writestr(name, text)
    return made.getvalue()


@pytest.fixture(scope="module")
def reply():
    return fill("D08", ALL["D08"] | {"steps": STEPS, "layout": "plain"})


@pytest.mark.parametrize("code", ALL)
def test_a_letter_that_nobody_touched_has_no_differences(code):
    letter = fill(code, ALL[code])
    assert differences(letter, render(letter)) == ()


@pytest.mark.parametrize("code", ALL)
def test_wording_may_change_in_every_letter(code):
    letter = fill(code, ALL[code])
    data = edited(letter, ("</w:body>", "</w:body>")) if code in ("P01", "P16") else edited(letter, ("联系部门", "联系科室"))
    assert differences(letter, data) == ()


def test_a_sentence_may_be_added(reply):
    assert differences(reply, edited(reply, ("经审查，现答复如下：", "感谢您对我们工作的关心。经审查，现答复如下："))) == ()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("示政公开答〔2026〕4号", "示政公开答〔2026〕5号"), "文号“示政公开答〔2026〕4号”被改动或者删除"),
        (("申请人甲：", "申请人乙："), "收件人“申请人甲”被改动或者删除"),
        (("政府信息公开申请答复书<", "政府信息公开答复<"), "标题“政府信息公开申请答复书”被改动或者删除"),
        (("2026年3月20日", "2026年3月21日"), "成文日期“2026年3月20日”被改动或者删除"),
        (("2026年3月2日收到", "2026年3月3日收到"), "日期“2026年3月2日”被改动或者删除"),
        (("2026年3月2日收到", "2026年3月3日收到"), "多出了日期“2026年3月3日”，原文没有"),
        (("2026年4月20日", "2026年4月21日"), "日期“2026年4月20日”被改动或者删除"),
        (("第十六条第一款", "第十六条第二款"), "引用的条款“《中华人民共和国政府信息公开条例》第十六条第一款”被改动或者删除"),
        (("第十六条第一款", "第十六条第二款"), "多出了引用的条款“《中华人民共和国政府信息公开条例》第十六条第二款”，原文没有"),
        (("、第三十六条第（三）项", ""), "引用的条款“《中华人民共和国政府信息公开条例》第三十六条第（三）项”被改动或者删除"),
        (("经审查，现答复如下：", "根据《保守国家秘密法》第九条的规定，经审查，现答复如下："), "多出了引用的条款“《保守国家秘密法》第九条”，原文没有"),
        (("经审查，现答复如下：", "您也可以直接提起行政诉讼。"), "“您也可以直接提起行政诉讼。……”写到了救济途径，原文没有，请删去或者改用救济途径设置"),
        (("示政公开申〔2026〕5号", "示政公开申〔2026〕6号"), "文号“示政公开申〔2026〕5号”被改动或者删除"),
    ],
)  # fmt: skip
def test_what_must_not_change_is_said_in_one_sentence(reply, change, sentence):
    assert sentence in differences(reply, edited(reply, change))


def test_the_organ_under_the_letter_must_stay(reply):
    document = zipfile.ZipFile(io.BytesIO(render(reply))).read("word/document.xml").decode()
    last = re.findall(r"<w:p>(?:(?!</w:p>).)*示例镇人民政府</w:t></w:r></w:p>", document)[-1]
    data = edited(reply, (last, last.replace("示例镇人民政府", "示例镇党政办公室")))
    assert differences(reply, data) == ("落款的机关名称“示例镇人民政府”被改动或者删除",)


def test_the_red_name_over_a_letter_must_stay():
    letter = fill("P09", ALL["P09"])
    data = edited(letter, ("示例镇人民政府", "示例区人民政府"), part="word/header1.xml")
    assert differences(letter, data) == ("版头的机关名称“示例镇人民政府”被改动或者删除",)


def remedy(letter):
    return next(block.text for block in letter.blocks if isinstance(block, Paragraph) and block.fixed)


@pytest.mark.parametrize("change", [("60日内", "30日内"), ("先向示例区人民政府", "先向示例市人民政府"), ("应当自", "可以自")])
def test_not_a_word_of_the_remedy_may_change(reply, change):
    sentence = f"救济途径“{remedy(reply)[:24]}……”被改动或者删除，应当与原文完全一致"
    assert differences(reply, edited(reply, change))[0] == sentence


def test_a_deleted_remedy_is_missed(reply):
    assert differences(reply, edited(reply, (remedy(reply), ""))) == (
        f"救济途径“{remedy(reply)[:24]}……”被改动或者删除，应当与原文完全一致",
    )


def test_a_remedy_written_into_a_letter_that_has_none_is_found():
    letter = fill("P03", ALL["P03"])
    data = edited(letter, ("补正的后果", "不服的可以申请行政复议"))
    assert len(differences(letter, data)) == 1


class TestRevisions:
    def test_open_ones_are_counted(self, reply):
        data = edited(reply, ("<w:r>", '<w:ins w:id="1" w:author="a"><w:r><w:t>新</w:t></w:r></w:ins><w:r>'))
        assert "文件里还有 1 处修订没有接受或者拒绝，请先处理完再交回" in differences(reply, data)

    def test_deleted_words_count_as_gone(self, reply):
        number = '<w:t xml:space="preserve">示政公开答〔2026〕4号</w:t>'
        data = edited(reply, (f"<w:r>{number}</w:r>", f'<w:del w:id="1" w:author="a"><w:r>{number}</w:r></w:del>'))
        assert "文号“示政公开答〔2026〕4号”被改动或者删除" in differences(reply, data)


def test_runs_that_word_split_are_one_word(reply):
    data = edited(
        reply,
        ("示政公开答〔2026〕4号</w:t></w:r>", '示政公开答</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>〔2026〕4号</w:t></w:r>'),
    )
    assert differences(reply, data) == ()


def test_words_that_stand_twice_for_old_programs_count_once(reply):
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    inner = "<w:p><w:r><w:t>2026年3月2日</w:t></w:r></w:p>"
    first, *rest = (f"<mc:{name}>{inner}</mc:{name}>" for name in ("Choice", "Fallback"))
    drawing = f'<w:p><w:r><mc:AlternateContent xmlns:mc="{mc}">{first}{rest[0]}</mc:AlternateContent></w:r></w:p>'
    data = edited(reply, ("<w:body>", f"<w:body>{drawing}"), ("2026年3月2日收到", "前几日收到"))
    assert differences(reply, data) == ()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", "一段文字".encode(), b"%PDF-1.7"])
def test_what_is_no_word_file_is_refused(reply, data):
    with pytest.raises(UnusableInput, match="已损坏或不完整"):
        differences(reply, data)


def test_another_archive_is_refused(reply):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(UnusableInput, match=r"不是 Word 文档（.docx）"):
        differences(reply, file.getvalue())
