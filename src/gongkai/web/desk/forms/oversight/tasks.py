"""Tasks from superiors, what is sent up for them, and the district's task for many organs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.accounts.models import User
from gongkai.web.organs.models import Level, Organ
from gongkai.web.oversight.models.tasks import Sort, Way, Weight
from gongkai.web.oversight.services.sending import Papers, Sent
from gongkai.web.oversight.services.tasks import Asked
from gongkai.web.ui.forms import DayField, FilesField, GkForm
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from gongkai.web.publication.models import Item


_EMPTY = {"empty": "这是空文件，请重新选择"}
_KINDS = "PDF、图片、Word、Excel，每个不超过 32 MB。"
_GIVEN = [(value, label) for value, label in Way.choices if value != Way.SYSTEM]  # what came through this system nobody notes by hand


class HourInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def _hour(label: str, hint: str = "") -> forms.TimeField:
    wrong = {"invalid": f"{label}写得不对。请写成 17:00 这样。"}
    return forms.TimeField(label=label, required=False, help_text=hint, widget=HourInput(), error_messages=wrong)


def _words(label: str, hint: str = "", *, required: bool = True, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=4000, help_text=hint, widget=forms.Textarea(attrs={"rows": rows})
    )  # fmt: skip


def uploads_of(given: Iterable[Any]) -> list[Upload]:
    """The files of a field."""
    return [Upload(each.name or "", each.read()) for each in given or ()]


class _Asking(GkForm):
    """What is wanted: the part that a noted and an issued task have in common."""

    title = forms.CharField(label="要办什么", max_length=200, help_text="例如：报送8月份政务信息；填报政务新媒体账号清理表。")
    words = _words("具体要求", "照来文、群里的原话写。", required=False, rows=4)
    number = forms.CharField(label="文号", required=False, max_length=120)
    sort = forms.ChoiceField(label="种类", choices=Sort.choices, initial=Sort.REPORT)
    weight = forms.ChoiceField(label="重要程度", choices=Weight.choices, initial=Weight.NORMAL)
    due_on = DayField(label="期限", required=False, help_text="最迟哪一天。没有写明的空着。")
    due_time = _hour("几点以前", "没有写明几点的空着，算到当天结束。")
    attached = FilesField(label="附件", required=False, help_text=f"来文、表格、截图，可以选几个。{_KINDS}", error_messages=_EMPTY)

    @property
    def uploads(self) -> list[Upload]:
        """The files, of a valid form."""
        return uploads_of(self.cleaned_data["attached"])


class Receiving(_Asking):
    """A task that came by paper, in a group, on a platform or by telephone."""

    issuer = forms.CharField(label="谁布置的", max_length=120, help_text="例如：区政务公开办公室。")
    way = forms.ChoiceField(label="从哪里来", choices=_GIVEN, initial=Way.GROUP)
    received_on = DayField(label="收到日期")

    field_order = (
        "title",
        "issuer",
        "way",
        "received_on",
        "due_on",
        "due_time",
        "words",
        "number",
        "sort",
        "weight",
        "handler",
        "attached",
    )

    def __init__(self, *args: Any, people: QuerySet[User] | None = None, today: date, **kwargs: Any) -> None:
        """``people``: who may handle it there; None where nobody is to be chosen (a change)."""
        super().__init__(*args, **kwargs)
        received = self.fields["received_on"]
        assert isinstance(received, DayField)
        received.no_later = today
        received.initial = today
        if people is not None:
            self.fields["handler"] = forms.ModelChoiceField(people, label="交给谁办", required=False, empty_label="先不交办")
            self.order_fields(self.field_order)

    @property
    def asked(self) -> Asked:
        """What ``services.tasks`` asks, of a valid form."""
        clean = self.cleaned_data
        names = ("issuer", "title", "received_on", "way", "number", "words", "sort", "weight", "due_on", "due_time")
        return Asked(**{name: clean[name] for name in names})


class Issuing(_Asking):
    """One task for many organs: whole kinds of them, and single ones."""

    levels = forms.MultipleChoiceField(label="给哪几类机关", required=False, widget=forms.CheckboxSelectMultiple)
    organs = forms.ModelMultipleChoiceField(
        Organ.objects.none(), label="另外给哪些机关", required=False, to_field_name="slug", widget=forms.CheckboxSelectMultiple
    )
    field_order = ("title", "words", "due_on", "due_time", "levels", "organs", "number", "sort", "weight", "attached")

    def __init__(self, *args: Any, organs: QuerySet[Organ], **kwargs: Any) -> None:
        """``organs`` are those to which the user may give tasks."""
        super().__init__(*args, **kwargs)
        self.reach = organs
        there = set(organs.order_by().values_list("level", flat=True).distinct())
        self.fields["levels"].choices = [(value, label) for value, label in Level.choices if value in there]  # type: ignore[attr-defined]
        self.fields["organs"].queryset = organs  # type: ignore[attr-defined]
        self.fields["sort"].initial = Sort.REPORT

    @property
    def asked(self) -> Asked:
        """What ``services.tasks.issue`` asks, of a valid form; who and when it fills in itself."""
        clean = self.cleaned_data
        names = ("title", "number", "words", "sort", "weight", "due_on", "due_time")
        return Asked(issuer="—", received_on=clean["due_on"], **{name: clean[name] for name in names})

    @property
    def chosen(self) -> list[Organ]:
        """The organs, each once."""
        clean = self.cleaned_data
        found = {each.pk: each for each in clean["organs"]}
        if clean["levels"]:
            found |= {each.pk: each for each in self.reach.filter(level__in=clean["levels"])}
        return sorted(found.values(), key=lambda organ: organ.path)

    due_on = DayField(label="期限", help_text="最迟哪一天报来。")


class Noting(GkForm):
    """A step."""

    words = _words("做了什么", "例如：已请各村报数字，周五汇总。", rows=2)


class Assigning(GkForm):
    """To whom it is given."""

    to = forms.ModelChoiceField(User.objects.none(), label="交给谁", empty_label="请选择")

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]


class Finishing(GkForm):
    """It is done without anything to send up."""

    words = _words("怎样办的", "例如：已参加会议；电话答复没有这类情况。", rows=2)
    on = DayField(label="哪一天办的")
    at = _hour("几点", "期限写明几点的才要写。")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today


class Dropping(GkForm):
    """Why it need not be done."""

    why = forms.CharField(label="为什么不用办", max_length=300, help_text="例如：上级通知撤回；和另一件是同一件事。")


class Sending(GkForm):
    """What was sent up and its receipt."""

    title = forms.CharField(
        label="报送了什么", required=False, max_length=300, help_text="例如：8月份政务信息3篇。选了公开的信息的可以不写。"
    )
    item = forms.ChoiceField(
        label="是公开的信息的，选是哪一条", required=False, help_text="选了以后，年度报告的报送、采用数从这里算，只算一次。"
    )  # fmt: skip
    text = _words("内容", "报的文字；传了文件或者选了信息的可以不写。", required=False)
    attached = FilesField(label="报送的文件", required=False, help_text=f"可以选几个。{_KINDS}", error_messages=_EMPTY)
    to = forms.CharField(label="报给谁", max_length=120)
    way = forms.ChoiceField(label="怎样报的", choices=Way.choices, initial=Way.GROUP)
    on = DayField(label="报送日期")
    at = _hour("几点", "期限写明几点的才要写。")
    receipt = forms.CharField(label="回执", required=False, max_length=300, help_text="对方怎样回的，例如：群里回复“收到”。")
    receipt_file = forms.FileField(label="回执的截图、签收单", required=False, help_text=_KINDS, error_messages=_EMPTY)

    def __init__(self, *args: Any, items: Iterable[Item], today: date, **kwargs: Any) -> None:
        """``items`` are those that may be sent up."""
        super().__init__(*args, **kwargs)
        self.items = {str(each.pk): each for each in items}
        offered = [(key, each.title) for key, each in self.items.items()]
        self.fields["item"].choices = [("", "不是公开的信息"), *offered]  # type: ignore[attr-defined]
        on = self.fields["on"]
        assert isinstance(on, DayField)
        on.initial, on.no_later = today, today

    @property
    def sent(self) -> Sent:
        """What ``services.sending.send`` asks, of a valid form."""
        clean = self.cleaned_data
        return Sent(**{name: clean[name] for name in Sent._fields if name != "item"}, item=self.items.get(clean["item"]))

    @property
    def papers(self) -> Papers:
        """The files, of a valid form."""
        clean = self.cleaned_data
        receipt = uploads_of([clean["receipt_file"]] if clean["receipt_file"] else [])
        return Papers(uploads_of(clean["attached"]), receipt[0] if receipt else None)


class ComingBack(GkForm):
    """退回: why, and until when again."""

    why = forms.CharField(label="为什么退回", max_length=300)
    on = DayField(label="哪一天退回的")
    due_on = DayField(label="最迟哪天重报", required=False)
    due_time = _hour("几点以前")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today


class Settling(GkForm):
    """采用: whether it was taken, and where it appeared."""

    taken = forms.ChoiceField(
        label="对方采用了吗", choices=(("yes", "采用"), ("no", "没有采用")), widget=forms.RadioSelect, error_messages={"required": "请选采用没有。"}
    )  # fmt: skip
    on = DayField(label="哪一天知道的")
    where = forms.CharField(label="登在哪里", required=False, max_length=200, help_text="例如：区政府门户网站“镇街动态”。")
    address = forms.URLField(
        label="网址", required=False, max_length=500, assume_scheme="https", error_messages={"invalid": "网址写得不对。请从浏览器地址栏完整复制。"}
    )  # fmt: skip
    proof = forms.FileField(label="截图", required=False, help_text=_KINDS, error_messages=_EMPTY)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today

    @property
    def upload(self) -> Upload | None:
        """The picture, of a valid form."""
        file = self.cleaned_data.get("proof")
        return Upload(file.name or "", file.read()) if file else None
