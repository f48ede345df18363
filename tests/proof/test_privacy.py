"""Numbers of persons are found however they are written; an office's own telephone is not one of them."""

from __future__ import annotations

import pytest

from gongkai.proof.privacy import BANK_CARD, CITIZEN_ID, MOBILE, is_bank_card, is_citizen_id, private

# The example of the standard GB 11643.
EXAMPLE = "11010519491231002X"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"申请人甲，身份证号{EXAMPLE}。", CITIZEN_ID),
        ("申请人甲，身份证号11010519491231002x。", CITIZEN_ID),
        ("申请人甲１１０１０５１９４９１２３１００２Ｘ。", CITIZEN_ID),
        ("申请人甲110105 19491231 002X。", CITIZEN_ID),
        ("村民乙13800138000反映", MOBILE),
        ("村民乙138 0013 8000反映", MOBILE),
        ("村民乙１３８－００１３－８０００反映", MOBILE),
        ("退款至6222 0212 3456 7890 128账户", BANK_CARD),
    ],
)
def test_a_number_of_a_person_is_found(text, kind):
    found = private(text)
    assert [number.kind for number in found] == [kind]
    assert found[0].digits[:3] in ("110", "138", "622")


def test_the_place_covers_the_number_as_written():
    text = "村民乙138-0013-8000反映"
    number = private(text)[0]
    assert text[number.start : number.end] == "138-0013-8000"


@pytest.mark.parametrize(
    "text",
    [
        "联系电话：13800138000",
        "咨询请拨打 138-0013-8000",
        "电话010-00000000，邮编100000",
        "索引号014416330/2018-04736",
        "总额11398889.6937489万元",
        "编号110105194912310021",
        "规章0000000000000000行政许可",
    ],
)
def test_what_is_no_number_of_a_person_is_left_alone(text):
    assert private(text) == ()


def test_the_telephone_of_an_applicant_is_personal_even_where_it_is_called_so():
    assert [number.kind for number in private("申请人甲的联系电话13800138000")] == [MOBILE]


@pytest.mark.parametrize("digits", ["110105194913310021", "110105194912320021", "110105184912310021"])
def test_a_day_that_does_not_exist_makes_no_citizen_id(digits):
    assert not any(is_citizen_id(digits[:17] + check) for check in "0123456789X")


def test_exactly_one_check_digit_is_right():
    assert [check for check in "0123456789X" if is_citizen_id(EXAMPLE[:17] + check)] == ["X"]
    assert [check for check in "0123456789" if is_bank_card("622202123456789012" + check)] == ["8"]


def test_the_mask_shows_only_the_beginning_and_the_last_two():
    assert private(f"申请人{EXAMPLE}")[0].masked() == "110105**********2X"
    assert private("村民乙13800138000")[0].masked() == "138******00"
