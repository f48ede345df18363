"""One door finds what must be mended or answered, says where and what to do, and never shows what it is about hiding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.proof.examining import ASK, BLOCK, NOTE, Found, examine, remark
from gongkai.proof.personal import personal
from gongkai.proof.sensitive import Word, compile_words

ID = "11010519491231002X"
MOBILE = "13800138000"
WORDS = compile_words([Word("首府", "区划名称", "省会"), Word("绝密", "涉密", level=BLOCK), Word("大约", level=NOTE)])


def of(text, **more):
    return examine({"text": text}, **more)


def only(text, **more):
    (made,) = of(text, **more)
    return made


class TestPersonalData:
    def test_stops_the_way_and_is_never_shown(self):
        made = only(f"<p>第一段。</p><p>申请人甲，身份证号{ID}。</p>")
        assert (made.code, made.level, made.certain) == ("private_citizen_id", BLOCK, True)
        assert made.message == "正文第 2 段的“110105**********2X”是公民身份号码，个人信息不能公开，请删去或者遮去，确需公开的写明依据。"
        assert ID not in f"{made.message}{made.excerpt}{made.fix}"

    def test_is_hidden_in_what_is_shown_of_other_remarks_too(self):
        for each in of(f"截止目前，{ID}，截止目前，村民手机{MOBILE}。"):
            assert ID not in each.excerpt
            assert MOBILE not in each.excerpt

    def test_that_the_office_itself_makes_public_is_none(self):
        text = f"村民联系人手机{MOBILE}。"
        assert only(text).code == "private_mobile"
        assert of(text, known=["138-0013-8000"]) == ()


class TestTheOfficesWords:
    @pytest.mark.parametrize(
        ("text", "level", "message"),
        [
            ("本市是首 府。", ASK, "正文里的“首 府”在本机关的敏感词表里（区划名称），请改为“省会”。"),
            ("绝密文件。", BLOCK, "正文里的“绝密”在本机关的敏感词表里（涉密），请改写。"),
            ("大约十户。", NOTE, "正文里的“大约”在本机关的敏感词表里，请核对，可以这样写的写明理由。"),
        ],
    )
    def test_say_why_and_what_to_write(self, text, level, message):
        made = only(text, words=WORDS)
        assert (made.level, made.message) == (level, message)

    def test_with_a_replacement_can_be_mended_at_once(self):
        made = only("本市是首 府。", words=WORDS)
        assert made.fix == ("首 府", "省会")


class TestWording:
    @pytest.mark.parametrize(
        ("text", "code", "level", "fix"),
        [
            ("关于关于补助的办法", "doubled", ASK, ("关于关于", "关于")),
            ("截止目前已发放。", "confused", ASK, ("截止目前", "截至目前")),
            ("学习习近平新时代特色社会主义思想。", "confused", BLOCK, ("习近平新时代特色社会主义思想", "习近平新时代中国特色社会主义思想")),
            ("更好的为群众服务。", "adverb", NOTE, ("更好的为", "更好地为")),
            ("补助（每户两千元。", "bracket", ASK, None),
            ("联系人：某某。", "placeholder", ASK, None),
            ("打印本页", "furniture", ASK, None),
            ("20250306日印发。", "lost", ASK, ("20250306日", "2025年3月6日")),
        ],
    )
    def test_is_found_with_a_level_and_a_fix(self, text, code, level, fix):
        made = only(text)
        assert (made.code, made.level, made.fix) == (code, level, fix)
        assert made.message.startswith("正文里的“")
        assert made.message.endswith("。")

    def test_is_asked_of_every_part_by_its_name(self):
        made = examine({"title": "关于关于", "summary": "截止目前", "text": "<p>好。</p>"})
        assert [(each.field, each.message[:2]) for each in made] == [("title", "标题"), ("summary", "概述")]

    def test_a_good_text_has_no_remarks(self):
        assert examine({"title": "补助办法", "summary": "", "text": "<h2>一、标准</h2><p>每户2500元。</p>"}, words=WORDS) == ()


class TestFingerprints:
    def test_stay_while_the_sentence_does(self):
        one = only("甲。截止目前已发放。乙。")
        other = only("<p>前面加了一段。</p><p>丙。截止目前 已发放。丁。</p>")
        assert one.fingerprint == other.fingerprint

    def test_change_with_the_sentence_the_field_and_the_code(self):
        prints = {
            only("截止目前已发放。").fingerprint, only("截止目前未发放。").fingerprint, examine({"title": "截止目前已发放。"})[0].fingerprint,
            remark("other", ASK, "甲", "text", "截止目前\n截止目前已发放").fingerprint,
        }  # fmt: skip
        assert len(prints) == 4

    def test_do_not_give_a_number_away(self):
        assert ID not in only(f"身份证号{ID}。").fingerprint
        assert len(only(f"身份证号{ID}。").fingerprint) == 64


class TestMoreSources:
    def test_join_with_findings_of_their_own(self):
        def shouting(text):
            at = text.find("！！")
            return [Found("shouting", ASK, at, at + 2, "太响，请改为“！”。", right="！")] if at >= 0 else []

        made = only("好！！", more=[shouting])
        assert (made.code, made.message, made.fix) == ("shouting", "正文里的“！！”太响，请改为“！”。", ("！！", "！"))

    def test_that_find_the_same_say_it_once(self):
        assert len(of(f"身份证号{ID}。", more=[personal])) == 1

    def test_remarks_about_no_place_are_made_alike(self):
        made = remark("missing_metadata", ASK, "没有填发文字号", "metadata", "7 number")
        assert made.fingerprint == remark("missing_metadata", NOTE, "别的话", "metadata", "7　number").fingerprint


@given(st.text(st.sampled_from("的了关于截止目前（）“”《》2025年3月日13800110105 \n，。X某"), max_size=60))
def test_every_remark_is_a_sentence_about_a_place_in_the_text(text):
    for each in of(text, words=WORDS):
        assert 0 <= each.start < each.end <= len(text)
        assert each.message.endswith("。")
        assert "\n" not in each.message + each.excerpt
        assert each.fix is None or each.fix[0] == text[each.start : each.end]
