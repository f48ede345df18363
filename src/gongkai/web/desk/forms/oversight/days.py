"""Forms of open days and of the organisation behind the work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.lib.text import alike
from gongkai.web.oversight.models import DayNote, OpenDay, Standing
from gongkai.web.oversight.services.days import Plan
from gongkai.web.oversight.services.days_particulars import Post
from gongkai.web.oversight.services.days_signing import begin
from gongkai.web.ui.forms import DayField, FilesField, GkForm
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    from datetime import date

    from gongkai.web.oversight.models import DayGroup, DayMaterial, DayVisitor

_MOST = 1_000_000
_PLACES = 800  # everybody who signed up is ticked off on one page
_NUMBERED = re.compile(r"(.*?)[\s,，、:：]*([0-9]{1,6})\s*[人份册张个名]?")


class NumberedLines(forms.CharField):
    """Lines of a name and a number; the value is a list of both."""

    widget = forms.Textarea

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most  # characters of a name

    def to_python(self, value: Any) -> Any:
        """The pairs; ValidationError names the line that is wrong."""
        found = []
        for number, line in enumerate(str(value or "").splitlines(), 1):
            if not line.strip():
                continue
            match = _NUMBERED.fullmatch(alike(line).strip())
            if match is None or not match[1].strip():
                raise ValidationError(f"{self.label}第 {number} 行“{line.strip()[:20]}”没有数量，请写成“名称 数量”。", code="number")
            name = line.strip()[: len(match[1])].strip()
            if len(name) > self.most:
                raise ValidationError(f"{self.label}第 {number} 行的名称最多 {self.most} 个字。", code="long")
            found.append((name, int(match[2])))
        return found

    def prepare_value(self, value: Any) -> Any:
        """Pairs as lines; what somebody typed stays as it is."""
        return value if isinstance(value, str) or value is None else "\n".join(f"{name} {number}" for name, number in value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as it is shown."""
        return super().has_changed(self.prepare_value(initial), data)


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"


def _time(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label, widget=TimeInput(format="%H:%M"), error_messages={"invalid": f"{label}写得不对。请写成 9:00 这样。"}
    )


class Planning(GkForm):
    """The plan of a day."""

    sort = forms.ChoiceField(label="名称", choices=OpenDay.Sort.choices, widget=forms.RadioSelect, initial=OpenDay.Sort.OPEN)
    theme = forms.CharField(label="主题", max_length=100, help_text="例如：走进便民服务中心。")
    banner = forms.CharField(label="横幅", max_length=200, required=False, help_text="横幅上的字，没有的空着。")
    day = DayField(label="日期")
    begins = _time("开始时间")
    ends = _time("结束时间")
    place = forms.CharField(label="地点", max_length=200)
    organisers = forms.CharField(label="承办单位", max_length=200)
    groups = NumberedLines(
        label="邀请对象",
        required=False,
        most=40,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="一行一种，后面写人数，例如：人大代表 6。",
    )
    programme = forms.CharField(
        label="活动安排", widget=forms.Textarea(attrs={"rows": 5}), max_length=2000, help_text="一行一项，写明时间。"
    )
    boards = forms.CharField(
        label="展板", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text="一行一块，写展板的题目。"
    )
    materials = NumberedLines(
        label="发放资料",
        required=False,
        most=80,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一行一种，后面写准备几份，例如：公开指南折页 200。",
    )
    sign_up = forms.BooleanField(label="开通网上报名", required=False, help_text="报名的人留姓名和电话，活动后30天清除。")
    places = forms.IntegerField(label="名额", min_value=1, max_value=_PLACES, required=False, help_text="开通网上报名的要写。")
    closes_on = DayField(label="报名截止", required=False, help_text="空着是活动的前一天。")

    def __init__(self, *args: Any, earliest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on = self.fields["day"]
        assert isinstance(on, DayField)
        on.no_earlier = earliest

    def clean(self) -> dict[str, Any]:
        """Times that follow each other, a number of places where one signs up."""
        clean = super().clean() or {}
        begins, ends = clean.get("begins"), clean.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", "结束时间应当晚于开始时间。")
        if clean.get("sign_up") and not clean.get("places") and "places" not in self.errors:
            self.add_error("places", "请填写名额。")
        return clean

    @property
    def plan(self) -> Plan:
        """What is planned, of a valid form."""
        return Plan(**{name: self.cleaned_data[name] for name in Plan._fields})

    @staticmethod
    def of(row: OpenDay) -> dict[str, Any]:
        """The initial values of a day that is there."""
        held = {name: getattr(row, name) for name in Plan._fields if name not in ("groups", "materials")}
        held["groups"] = [(each.name, each.invited) for each in row.groups.all()]
        return {**held, "materials": [(each.name, each.planned) for each in row.materials.all()]}


class Attending(GkForm):
    """Who came: of each who signed up, of each group, the others. Empty is not counted yet."""

    unmarked = True

    def __init__(self, *args: Any, visitors: list[DayVisitor], groups: list[DayGroup], others: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visitors, self.groups = visitors, groups
        for place, each in enumerate(visitors, 1):
            self.fields[f"v-{each.pk}"] = _count(
                f"{place}号（{begin(each)}…）{each.name.masked or '已清除'}，报了{each.people}人", each.came, each.people
            )
        for group in groups:
            self.fields[f"g-{group.pk}"] = _count(f"{group.name}（邀请{group.invited}人）", group.came, _MOST)
        self.fields["others"] = _count("其他到场的", others, _MOST)

    @property
    def given(self) -> dict[str, Any]:
        """What the service asks, of a valid form."""
        clean = self.cleaned_data
        return {
            "came": {each.pk: clean[f"v-{each.pk}"] for each in self.visitors},
            "groups": {each.pk: clean[f"g-{each.pk}"] for each in self.groups},
            "others": clean["others"],
        }


class Handing(GkForm):
    """How many copies of each kind were handed out."""

    unmarked = True

    def __init__(self, *args: Any, materials: list[DayMaterial], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.materials = materials
        for each in materials:
            self.fields[f"m-{each.pk}"] = _count(f"{each.name}（准备{each.planned}份）", each.handed, _MOST)

    @property
    def given(self) -> dict[int, int | None]:
        """Copies by the key of the material, of a valid form."""
        return {each.pk: self.cleaned_data[f"m-{each.pk}"] for each in self.materials}


def _count(label: str, initial: int | None, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=most, required=False, initial=initial, widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": f"{label}请写整数。", "min_value": f"{label}不能小于零。", "max_value": f"{label}最多写{most}。"},
    )  # fmt: skip


class Questioning(GkForm):
    """A question at the desk."""

    asked = forms.CharField(label="问的是什么", max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text="不写姓名、电话。")
    answer = forms.CharField(
        label="怎样答的",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="当场答不了的空着，在期限前补上。",
    )


class Replying(GkForm):
    """The answer that was promised."""

    words = forms.CharField(label="怎样答的", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class Picturing(GkForm):
    """Pictures of the day."""

    pictures = FilesField(
        label="照片", help_text="PNG 或者 JPEG，可以一次选几张，每张不超过 32 MB。", error_messages={"empty": "这是空文件，请重新选择"}
    )
    alt = forms.CharField(label="照片上是什么", max_length=200, help_text="读给看不见的人听的一句话，例如：村民代表在窗口前听讲解。")
    agreed = forms.BooleanField(label="认得出的人都同意拍摄和使用，或者没有认得出的人")

    @property
    def uploads(self) -> list[Upload]:
        """The files, of a valid form."""
        return [Upload(each.name or "", each.read()) for each in self.cleaned_data["pictures"]]


class Noting(GkForm):
    """Feedback, or a report of the press."""

    sort = forms.ChoiceField(label="记什么", choices=DayNote.Sort.choices, widget=forms.RadioSelect, initial=DayNote.Sort.FEEDBACK)
    words = forms.CharField(
        label="内容", max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text="反馈写意见；报道写媒体和标题。"
    )
    address = forms.CharField(label="报道的网址", max_length=300, required=False)


class Closing(GkForm):
    """What the record says."""

    words = forms.CharField(
        label="活动情况",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="按记录起草，可以改。人次、份数、件数从记录里数，不用填。",
    )


class Reasoning(GkForm):
    """Why it is called off, opened again, or why somebody looks at contacts."""

    reason = forms.CharField(label="原因", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class Standings(GkForm):
    """Who answers for the work from a day on."""

    sort = forms.ChoiceField(label="登记什么", choices=Standing.Sort.choices, widget=forms.RadioSelect, initial=Standing.Sort.LEADER)
    words = forms.CharField(
        label="职务、名称", max_length=120, help_text="分管领导写职务，例如：副镇长；工作机构写名称；人员写岗位，例如：信息公开岗。"
    )
    number = forms.IntegerField(label="有几个人", min_value=0, max_value=999, required=False, help_text="专职、兼职人员要写，没有的填0。")
    from_day = DayField(label="从哪一天起")
    paper = forms.CharField(label="文号", max_length=120, required=False, help_text="分工文件的文号，没有的空着。")

    @property
    def post(self) -> Post:
        """What was said, of a valid form."""
        clean = self.cleaned_data
        return Post(clean["sort"], clean["words"], clean["number"], clean["paper"])
