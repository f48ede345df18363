"""People write as they are used to; a mistake is named with what to do."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from gongkai.web.ui import reading
from gongkai.web.ui.fields import error_lines
from gongkai.web.ui.forms import DayField, FilesField, GkForm, IdentityField, MoneyField, PhoneField


class Everything(GkForm):
    name = forms.CharField(label="姓名", max_length=5)
    phone = PhoneField(label="联系电话", required=False)
    identity = IdentityField(label="身份证号码", required=False)
    day = DayField(label="收到日期", required=False, no_earlier=date(2008, 5, 1), no_later=date(2026, 3, 6))
    fee = MoneyField(label="金额", required=False)
    email = forms.EmailField(label="电子邮箱", required=False)
    way = forms.ChoiceField(label="获取方式", choices=[("post", "邮寄")], required=False)
    text = forms.CharField(label="内容", widget=forms.Textarea, max_length=10, required=False)
    papers = FilesField(label="材料", required=False)


class Needed(GkForm):
    name = forms.CharField(label="姓名")
    way = forms.ChoiceField(label="获取方式", choices=[("post", "邮寄")], widget=forms.RadioSelect)
    paper = FilesField(label="身份证明")
    phone = PhoneField(label="联系电话")


def filled(**data):
    form = Everything({"name": "申请人甲", **data})
    form.is_valid()
    return form


def said(**data) -> list[str]:
    return [str(text) for texts in filled(**data).errors.values() for text in texts]


@pytest.mark.parametrize(
    ("written", "kept"),
    [("１３８００００　０００１", "13800000001"), ("+86 138-0000-0001", "13800000001"), ("(0571)8888 8888", "0571-88888888"), ("0000-1000002", "0000-1000002"),
     ("0571－88888888转802", "0571-88888888-802"), ("12345", "12345"), ("+852 2810 2810", "+85228102810")],
)  # fmt: skip
def test_a_telephone_number_is_taken_in_any_way_of_writing(written, kept):
    assert filled(phone=written).cleaned_data["phone"] == kept


@pytest.mark.parametrize("written", ["1380000", "abc", "138000000011", "0571"])
def test_what_is_no_telephone_number_is_named(written):
    assert said(phone=written) == [f"“{written}”不像电话号码。手机号是 11 位数字，座机请带区号，例如 0571-88888888。"]


def test_an_identity_number_is_made_plain_and_checked():
    assert filled(identity="８３００００ 19000101-002x").cleaned_data["identity"] == "83000019000101002X"
    assert said(identity="830000190001010021") == ["身份证号码有一位写错了：最后一位校验不符，或者出生日期不存在。请对照证件核对。"]
    assert said(identity="1101011990") == ["身份证号码应当是 18 位，现在是 10 位。请对照证件核对。"]


def test_other_papers_are_read_by_their_kind():
    assert reading.identity("９１３５0100 M000100Y43", "credit") == "91350100M000100Y43"
    assert reading.identity("e12345678", "passport") == "E12345678"
    with pytest.raises(ValueError, match="校验不符"):
        reading.identity("91350100M000100Y44", "credit")
    with pytest.raises(ValueError, match="18 位，现在是 4 位"):
        reading.identity("9135", "credit")
    with pytest.raises(ValueError, match="只有字母和数字"):
        reading.identity("护照", "other")


@pytest.mark.parametrize(
    "written", ["2026-03-06", "2026/3/6", "2026年3月6日", "２０２６－０３－０６", "2026.3.6", "20260306", " 2026年 3 月 6 日 "]
)
def test_a_day_is_taken_in_any_way_of_writing(written):
    assert filled(day=written).cleaned_data["day"] == date(2026, 3, 6)


def test_a_day_that_does_not_exist_is_named_and_shown_again():
    form = filled(day="2024-02-30")
    assert form.errors["day"] == ["日期写的是“2024-02-30”，没有这一天。请对照日历改正。"]
    field = html.fromstring(str(form["day"]))
    assert (field.get("type"), field.get("value")) == ("text", "2024-02-30")


def test_a_day_that_exists_stands_in_the_calendar_of_the_browser():
    field = html.fromstring(str(filled(day="2026年3月6日")["day"]))
    assert (field.get("type"), field.get("value")) == ("date", "2026-03-06")
    assert html.fromstring(str(Everything(initial={"day": date(2026, 3, 6)})["day"])).get("value") == "2026-03-06"


def test_a_day_out_of_its_bounds_is_named_with_the_bound():
    assert said(day="2026-03-07") == ["收到日期不能晚于2026年3月6日，现在写的是2026年3月7日。"]
    assert said(day="2008-04-30") == ["收到日期不能早于2008年5月1日，现在写的是2008年4月30日。"]
    assert said(day="下个月") == ["日期“下个月”看不明白。请写成 2026-03-06 或者 2026年3月6日。"]


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_day_is_read_back_as_it_was_written(day):
    assert {reading.day(text) for text in (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day:%Y%m%d}")} == {day}


@pytest.mark.parametrize(("written", "fen"), [("3,000", 300_000), ("￥１２.5元", 1250), ("0.05", 5), ("", None)])
def test_an_amount_is_kept_in_fen(written, fen):
    assert filled(fee=written).cleaned_data["fee"] == fen


def test_an_amount_is_shown_in_yuan_again():
    assert html.fromstring(str(Everything(initial={"fee": 123_405})["fee"])).get("value") == "1234.05"
    assert said(fee="12.345") == ["金额“12.345”写得不对。请只写数字，单位是元，最多两位小数，例如 120.50。"]


@given(st.integers(min_value=0, max_value=10**12))
def test_every_amount_is_read_back(fen):
    assert reading.money(f"{fen // 100:,}.{fen % 100:02d}元") == fen


def refusal(read, text: str) -> str:
    """The sentence of a refusal, "" when it was read."""
    try:
        read(text)
    except ValueError as problem:
        return str(problem)
    return ""


@given(st.text(max_size=40))
def test_whatever_is_written_is_read_or_refused_with_a_sentence(text):
    readers = (reading.phone, reading.citizen_id, reading.credit_code, reading.other_paper, reading.day, reading.money)
    assert all(refusal(read, text)[-1:] in ("", "。") for read in readers)


def test_what_is_missing_is_asked_for_by_its_name():
    form = Needed({})
    assert [form.errors[name] for name in ("name", "way", "paper", "phone")] == [
        ["请填写姓名。"],
        ["请选择获取方式。"],
        ["请上传身份证明。"],
        ["请填写联系电话。"],
    ]


def test_other_mistakes_are_told_in_our_words():
    assert said(name="申请人甲乙丙") == ["姓名最多 5 个字，现在有 6 个。请删减。"]
    assert said(email="a@") == ["电子邮箱写得不对。请写成 name@example.com 这样。"]
    assert said(way="fly") == ["请在列出的选项里选择获取方式。"]


def test_several_files_are_taken_and_none_is_an_empty_list():
    files = MultiValueDict({"papers": [SimpleUploadedFile("a.pdf", b"%PDF-"), SimpleUploadedFile("b.pdf", b"%PDF-")]})
    form = Everything({"name": "申请人甲"}, files)
    assert form.is_valid()
    assert [each.name for each in form.cleaned_data["papers"]] == ["a.pdf", "b.pdf"]
    assert filled().cleaned_data["papers"] == []


def test_an_empty_file_is_named():
    form = Everything({"name": "申请人甲"}, MultiValueDict({"papers": [SimpleUploadedFile("a.pdf", b"")]}))
    assert form.errors["papers"]


def test_a_field_says_whether_it_is_needed_and_is_described_by_hint_and_error():
    class Asked(GkForm):
        name = forms.CharField(label="姓名", help_text="和证件上的一致。")
        note = forms.CharField(label="备注", required=False)

    form = Asked({"note": "x"})
    page = html.fragment_fromstring(str(form["name"].as_field_group()) + str(form["note"].as_field_group()), create_parent="div")
    field = page.xpath("//input[@name='name']")[0]
    assert field.get("aria-describedby").split() == ["id_name_helptext", "id_name_error"]
    assert field.get("aria-invalid") == "true"
    assert "placeholder" not in field.attrib
    assert [page.xpath(f"string(//label[@for='id_{name}'])").strip() for name in ("name", "note")] == ["姓名必填", "备注选填"]


def test_choices_stand_in_a_group_with_a_name():
    page = html.fromstring(str(Needed()["way"].as_field_group()))
    assert page.tag == "fieldset"
    assert page.xpath("string(legend)").strip() == "获取方式必填"
    assert page.xpath("string(.//label[@for='id_way_0'])").strip() == "邮寄"


def test_one_question_is_the_heading_of_its_page():
    form = Needed()
    form.question = True
    assert html.fromstring(str(form["name"].as_field_group())).xpath("string(//h1/label)") == "姓名"
    assert html.fromstring(str(form["way"].as_field_group())).xpath("string(//legend/h1)") == "获取方式"


def test_a_long_text_is_counted_and_never_cut_while_it_is_pasted():
    page = html.fromstring(str(filled(text="一" * 11)["text"].as_field_group()))
    assert page.xpath("//textarea/@maxlength") == []
    assert page.xpath("string(//*[@data-counter='id_text']/@data-max)") == "10"
    assert "内容最多 10 个字，现在有 11 个。请删减。" in page.text_content()


def test_an_attribute_stands_once_in_an_input():
    assert str(Everything()["phone"]).count("type=") == 1


def test_the_summary_of_a_set_of_forms_names_every_one():
    class Item(GkForm):
        text = forms.CharField(label="所需信息")

    many = forms.formset_factory(Item, min_num=2, validate_min=True)
    typed = many({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-text": "", "form-1-text": ""})
    lines = error_lines(None, typed)
    assert [line.anchor for line in lines if line.anchor] == ["id_form-0-text", "id_form-1-text"]
    assert error_lines(None, many()) == ()
