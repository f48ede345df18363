"""投诉举报 at the desk: registering one that was said or written, each of its steps, and who was held accountable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.oversight.models import Accountability, Grievance
from gongkai.web.oversight.services.grievances import CONTACT_CHARACTERS, TEXT_CHARACTERS, Said
from gongkai.web.oversight.services.grievances_measures import MOST_PERSONS, Decision
from gongkai.web.ui.forms import DayField, GkForm

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ

_WORDS = 1000
_SOURCES = [each for each in Grievance.Source.choices if each[0] != Grievance.Source.ONLINE]


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Registering(GkForm):
    """One that came by telephone, by letter or in person."""

    organ: forms.ModelChoiceField[Organ] = forms.ModelChoiceField(None, label="被投诉的机关", to_field_name="slug", empty_label="请选择")
    source = forms.ChoiceField(label="怎样来的", choices=_SOURCES, widget=forms.RadioSelect)
    received_on = DayField(label="收到日期", help_text="受理和答复的期限从第二天起算。")
    duty = forms.ChoiceField(label="什么职责没有履行", choices=Grievance.Duty.choices, widget=forms.RadioSelect)
    text = forms.CharField(label="是什么情况", max_length=TEXT_CHARACTERS, widget=_area(6), help_text="照原话、原信记。")
    contact = forms.CharField(
        label="联系方式", max_length=CONTACT_CHARACTERS, required=False, help_text="加密保存，不转给被投诉的机关。没有留的空着。"
    )
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organs: QuerySet[Organ], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, day = self.fields["organ"], self.fields["received_on"]
        assert isinstance(field, forms.ModelChoiceField)
        assert isinstance(day, DayField)
        field.queryset, day.no_later = organs, today

    @property
    def said(self) -> Said:
        """What is complained of, of a valid form."""
        clean = self.cleaned_data
        return Said(clean["duty"], clean["text"], clean["contact"])


class Referring(GkForm):
    """Where it belongs."""

    words = forms.CharField(
        label="告诉投诉举报人", max_length=_WORDS, widget=_area(),
        help_text="写明为什么不在这里办、应当向哪里提出。例如：不同意答复的，自知道答复之日起六十日内可以向示例区人民政府申请行政复议。",
    )  # fmt: skip


class Asking(GkForm):
    """What the organ is asked."""

    passed = forms.CharField(
        label="转给机关的内容",
        max_length=TEXT_CHARACTERS,
        widget=_area(6),
        help_text="机关只看得到这里写的。去掉能看出是谁的话，写明请它说明什么。",
    )
    reply_by = DayField(label="请机关在哪一天前说明")


class Finding(GkForm):
    """What was found out."""

    finding = forms.ChoiceField(label="查证结果", choices=Grievance.Finding.choices, widget=forms.RadioSelect)
    words = forms.CharField(label="查明的事实", max_length=_WORDS, widget=_area())


class Ordering(GkForm):
    """What is to be mended, by when."""

    what = forms.CharField(label="整改什么", max_length=_WORDS, widget=_area(), help_text="会发一份整改通知，在“整改”里接着跟。")
    due_on = DayField(label="整改期限")


class Criticising(GkForm):
    """The circular."""

    document = forms.CharField(label="通报的文号", max_length=80, help_text="例如：示区政办通〔2026〕12号。")
    words = forms.CharField(label="通报了什么", max_length=_WORDS, widget=_area(3), help_text="只写机关，不写姓名。")


class Answering(GkForm):
    """What the complainant is told."""

    words = forms.CharField(
        label="答复",
        max_length=_WORDS,
        widget=_area(),
        help_text="查明了什么，怎样处理的。凭编号和查询码就看得到；留了联系方式的，另外告知。",
    )


class Noting(GkForm):
    """A remark for the file."""

    words = forms.CharField(label="备注", max_length=_WORDS, widget=_area(2), help_text="例如：什么时候打过电话、核实了什么。机关看不到。")


class Replying(GkForm):
    """What the organ explains."""

    words = forms.CharField(label="说明", max_length=2000, widget=_area(6), help_text="事实是怎样的、依据是什么、已经或者准备怎样改。")


class Revealing(GkForm):
    """Why somebody looks at how to reach the complainant."""

    why = forms.CharField(label="为什么要看", max_length=200, help_text="例如：电话核实情况。会记录谁在什么时候看过。")


class Deciding(GkForm):
    """A decision to hold accountable."""

    kind = forms.ChoiceField(label="种类", choices=Accountability.Kind.choices, widget=forms.RadioSelect)
    on = DayField(label="哪一天决定")
    decided_by = forms.CharField(label="谁决定的", max_length=80, help_text="写机关的名称，例如：示例区人民政府办公室。")
    document = forms.CharField(label="文号", max_length=80)
    about = forms.CharField(label="因为什么", max_length=300, widget=_area(3), help_text="不写姓名。")
    persons = forms.IntegerField(
        label="被追究责任的人数",
        min_value=0,
        max_value=MOST_PERSONS,
        help_text="只通报了机关、没有追究个人的，写 0，年度报告不计入追究责任。",
    )
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["on"]
        assert isinstance(day, DayField)
        day.no_later = today

    @property
    def decision(self) -> Decision:
        """The decision, of a valid form."""
        clean = self.cleaned_data
        return Decision(clean["kind"], clean["on"], clean["decided_by"], clean["document"], clean["about"], clean["persons"])


class Voiding(GkForm):
    """Why it never was."""

    reason = forms.CharField(label="为什么作废", max_length=300, widget=_area(2), help_text="例如：登记了两次；人数写错，重新登记。")
