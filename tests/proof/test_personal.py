"""More personal data than numbers: what is found, what is only perhaps, what is the office's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.proof.personal import LABELS, personal

SURE = [
    ("申请人甲家住示例市示例区示例镇示例村三组12号", "home_address", "示例市示例区示例镇示例村三组12号"),
    ("村民乙住址为示例花园12栋3单元402", "home_address", "示例花园12栋3单元402"),
    ("示例小区3号楼2单元501室", "home_address", "示例小区3号楼2单元501室"),
    ("第三人居民丙住示例街5巷3号", "home_address", "示例街5巷3号"),
    ("肇事车辆鲁A7K358", "plate", "鲁A7K358"),
    ("新能源车京AD12345", "plate", "京AD12345"),
    ("护照号码：E12345678", "passport", "E12345678"),
    ("港澳通行证 C12345678", "travel_permit", "C12345678"),
    ("出生日期：1975-03-02", "birth_date", "1975-03-02"),
    ("1980年5月6日出生", "birth_date", "1980年5月6日"),
    ("发到 someone@qq.com 即可", "email", "someone@qq.com"),
    ("身份证号11010519491231002X", "citizen_id", "11010519491231002X"),
]
PERHAPS = [
    ("本镇示例路12号道路修缮", "home_address"),
    ("联系邮箱：bangong@163.com", "email"),
    ("1980年5月出生", "birth_date"),
]
NOBODYS = [
    "办公地址：示例区示例路12号，邮编100000，电话010-00000000",
    "联系地址：示例市示例路88号3号楼501室",
    "行政服务中心2号楼1单元301室",
    "示例街道办事处（示例路1号）",
    "国办公开办函〔2021〕30号",
    "本条例自2008年5月1日起施行，问题产生于2020年1月1日",
    "生产日期 2020-01-01",
    "合同编号E12345678",
    "京政办发12345",
    "联系电话：13800138000",
    "邮箱 office@town.gov.cn",
    "第12号楼道灯更换，共计34户",
]


@pytest.mark.parametrize(("text", "kind", "content"), SURE)
def test_what_is_of_a_person_is_found_and_certain(text, kind, content):
    found = personal(text)
    assert [(item.kind, item.content, item.certain) for item in found] == [(kind, content, True)]
    assert text[found[0].start : found[0].end] == content


@pytest.mark.parametrize(("text", "kind"), PERHAPS)
def test_what_may_be_anybodys_is_said_to_be_uncertain(text, kind):
    assert [(item.kind, item.certain) for item in personal(text)] == [(kind, False)]


@pytest.mark.parametrize("text", NOBODYS)
def test_what_an_office_says_of_itself_is_not_certain(text):
    assert not [item for item in personal(text) if item.certain]


@pytest.mark.parametrize(("text", "kind", "content"), SURE)
def test_the_mask_never_shows_all(text, kind, content):
    assert content not in personal(text)[0].masked()
    assert personal(text)[0].label == LABELS[kind]


def test_blanks_and_ends_of_lines_do_not_hide_what_they_break():
    found = personal("住址：示例市示例镇示例村三组\n12 号，身份证 110105194912\n31002X。车 鲁 A7K358\n1")
    assert [item.content for item in found] == ["示例市示例镇示例村三组12号", "11010519491231002X", "鲁A7K358"]


def test_numbers_of_two_cells_are_not_one_number():
    assert not personal("1101051949\t1231002X")
    assert [item.content for item in personal("鲁A7K358\t1")] == ["鲁A7K358"]


@given(st.text(alphabet="示例村路号室单元楼1234567890AX鲁@.生年月日 \n\t出住", max_size=60))
def test_places_lie_in_the_text_and_never_overlap(text):
    found = personal(text)
    assert all(0 <= item.start < item.end <= len(text) for item in found)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("身份证号11010119900307123X", "11010119900307123X"),
        ("公民身份号码：110101900307123", "110101900307123"),
        ("证件号码 110101199003071231。", "110101199003071231"),
    ],
)
def test_what_is_called_an_identity_number_is_one_whatever_its_check_digit(text, number):
    assert [(each.kind, each.content, each.certain) for each in personal(text)] == [("citizen_id", number, True)]


def test_a_number_of_an_organisation_is_nobodys():
    assert personal("统一社会信用代码11370322004222241N，项目编号110101199003071231") == ()
