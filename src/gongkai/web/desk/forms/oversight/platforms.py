"""A platform of the register, an update that somebody saw, its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.channels.models import Account
from gongkai.web.oversight.models.platforms import Platform
from gongkai.web.oversight.services.platforms import ON_THE_WEB, Entry
from gongkai.web.ui.forms import DayField, GkForm
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

Kind = Platform.Kind
_MEDIA = (Kind.WECHAT, Kind.WEIBO, Kind.VIDEO, Kind.APP, Kind.OTHER)
_LIMITS = {Kind.SITE: Platform.Limit.HOME, Kind.COLUMN: Platform.Limit.NOTICES} | dict.fromkeys(_MEDIA[:-1], Platform.Limit.ACCOUNT)
_NAMES = {
    Kind.SITE: "例如：示例区人民政府门户网站。", Kind.COLUMN: "例如：区门户网站“镇街公开—示例镇”栏目。", Kind.WECHAT: "例如：示例镇发布。",
    Kind.BOARD: "例如：便民服务中心一楼公示栏。", Kind.READING: "例如：区档案馆政府信息查阅点。",
}  # fmt: skip


class Registering(GkForm):
    """What the register asks of one kind of platform; what the kind does not have is not there."""

    name = forms.CharField(label="名称", max_length=120)
    own = forms.BooleanField(label="就是本系统生成的公开栏目", required=False, help_text="勾上以后，更新情况按公开的信息自动计算。")
    account = forms.ModelChoiceField(
        Account.objects.none(), label="用哪个渠道发布", required=False, empty_label="不用本系统的渠道", help_text="选了以后，最近更新按送达的回执自动计算。"
    )  # fmt: skip
    limit = forms.ChoiceField(
        label="多久要更新", choices=Platform.Limit.choices, required=False, help_text="国办秘函〔2019〕19号的检查指标，超过就单项否决或者扣分。"
    )  # fmt: skip
    address = forms.CharField(label="网址", max_length=500, required=False)
    site_code = forms.CharField(label="网站标识码", max_length=20, required=False)
    icp = forms.CharField(label="ICP 备案号", max_length=60, required=False)
    number = forms.CharField(label="账号", max_length=120, required=False, help_text="平台上的账号或者原始 ID。")
    department = forms.CharField(label="主办部门", max_length=120, required=False)
    manager = forms.CharField(
        label="管理岗位", max_length=120, required=False, help_text="写岗位，不写个人的身份信息。例如：党政办宣传岗。"
    )
    contact = forms.CharField(label="联系岗位和办公电话", max_length=120, required=False)
    approval = forms.CharField(label="备案、审批", max_length=200, required=False, help_text="批准开设的文件或者备案号。")
    approved_on = DayField(label="备案、审批日期", required=False)
    opened_on = DayField(label="开通日期", required=False)
    inspected = forms.BooleanField(
        label="每周检查一次", required=False, help_text="夜里按检查指标打开看一遍，只看不改；查出的问题可以转为任务。"
    )

    def __init__(self, *args: Any, kind: str, accounts: QuerySet[Account], **kwargs: Any) -> None:
        """``accounts`` are the channels of the organ that no other platform has."""
        super().__init__(*args, **kwargs)
        self.kind = kind
        web = kind in ON_THE_WEB
        self.fields["account"].queryset = accounts  # type: ignore[attr-defined]
        self.fields["name"].help_text = _NAMES.get(Kind(kind), "")
        self.fields["limit"].initial = _LIMITS.get(Kind(kind), "")
        if not web:
            self.fields["address"].label = "网址" if kind in _MEDIA else "地点"
            self.fields["address"].help_text = "" if kind in _MEDIA else "例如：示例镇人民路2号一楼大厅。"
        dropped = [] if web else ["own", "site_code", "icp", "inspected"]
        dropped += ["number"] if kind not in _MEDIA else []
        dropped += ["limit"] if kind in (Kind.BOARD, Kind.READING) else []
        for name in dropped:
            del self.fields[name]

    @property
    def entry(self) -> Entry:
        """What ``services.platforms`` asks, of a valid form."""
        clean = self.cleaned_data
        return Entry(kind=self.kind, **{name: clean[name] for name in Entry._fields if name in clean})


class Updating(GkForm):
    """An update that somebody saw, with evidence."""

    on = DayField(label="哪一天更新的")
    words = forms.CharField(
        label="更新了什么", max_length=300, help_text="例如：发布“便民服务中心延时服务”等 2 篇；公示栏换贴第一季度村务。"
    )
    file = forms.FileField(
        label="截图或者照片", required=False, error_messages={"empty": "这是空文件，请重新选择"}, help_text="PDF 或者图片，不超过 32 MB。"
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on = self.fields["on"]
        assert isinstance(on, DayField)
        on.initial, on.no_later = today, today

    @property
    def upload(self) -> Upload | None:
        """The file, of a valid form."""
        file = self.cleaned_data.get("file")
        return Upload(file.name or "", file.read()) if file else None


class Closing(GkForm):
    """When and why it ended."""

    on = DayField(label="关停日期")
    why = forms.CharField(label="为什么关停", max_length=200, help_text="例如：长期不更新，按要求注销；并入区级账号。")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on = self.fields["on"]
        assert isinstance(on, DayField)
        on.initial, on.no_later = today, today
