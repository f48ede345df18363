"""What is said of a delivery: that it is not sent any more, or where and since when it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.channels.base import Said
from gongkai.web.channels.by_hand import ByHand
from gongkai.web.channels.package import Package
from gongkai.web.publication.models import Delivery
from gongkai.web.publication.services.delivering import TAKEN
from gongkai.web.ui.forms import DayField, GkForm
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    from datetime import date

    from gongkai.web.channels.base import Channel

STATES = {
    "todo": ("要人办的", (Delivery.State.WAITING, Delivery.State.REFUSED, Delivery.State.WITHDRAWING)),
    "under_way": ("在途的", (Delivery.State.QUEUED, Delivery.State.FAILED)),
    "received": ("已送达", (Delivery.State.RECEIVED,)),
    "over": ("撤下、不再送的", (Delivery.State.WITHDRAWN, Delivery.State.CANCELLED)),
}


class GivingUp(GkForm):
    """Why it is not sent any more."""

    reason = forms.CharField(label="为什么不再送", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class Gone(GkForm):
    """Who took it down, where."""

    words = forms.CharField(label="谁在哪里撤下的", max_length=300, help_text="例如：经办人甲 3月9日 从公告栏上取下。")


class Saying(GkForm):
    """Where it stands, since when, who saw it, with which evidence. What is asked for follows from the channel."""

    address = forms.CharField(
        label="发布以后的网址",
        required=False,
        max_length=500,
        widget=forms.URLInput,
        help_text="从浏览器的地址栏复制，系统打开它，核对标题、日期和正文。",
    )
    place = forms.CharField(label="地点或者载体", required=False, max_length=120)
    day = DayField(label="哪一天", required=False)
    person = forms.CharField(label="谁办的", max_length=60)
    proof = forms.FileField(label="凭据", required=False, help_text="PNG、JPEG 图片或者 PDF 扫描件，不超过 32 MB。")
    taken = forms.ChoiceField(label="对方采用了没有", required=False, choices=[("", "还不知道"), *((each, each) for each in TAKEN)])
    accepted = forms.MultipleChoiceField(label="网页和登记的不同，但网页是对的", required=False, widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(label="为什么可以不同", required=False, max_length=300)

    def __init__(self, *args: Any, channel: Channel, delivery: Delivery, today: date, person: str, place: str, **kwargs: Any) -> None:
        """``person`` and ``place`` are proposed; the points in which the page differed last time can be accepted."""
        super().__init__(*args, **kwargs)
        self.channel = channel
        self._only(_asked(channel))
        self.fields["person"].initial = person
        day = self.fields["day"]
        assert isinstance(day, DayField)
        day.no_earlier, day.no_later = delivery.version.changed_on, today
        if isinstance(channel, ByHand | Package):
            self._named(channel, place, held=delivery.scan_id is not None)
        if "address" in self.fields:
            self.fields["address"].initial = delivery.address
        self._points(delivery)

    def _only(self, names: tuple[str, ...]) -> None:
        for name in set(self.fields) - set(names):
            del self.fields[name]
        self.order_fields(names)

    def _named(self, channel: ByHand | Package, place: str, *, held: bool) -> None:
        needed = isinstance(channel, ByHand) or channel.outlet is None  # with an address the page itself tells the rest
        for name, label in (("place", channel.where), ("proof", channel.proof)):
            self.fields[name].label = label
        self.fields["place"].initial = place
        self.fields["place"].required = self.fields["day"].required = needed
        if "address" in self.fields:
            self.fields["address"].help_text = "有网址的写网址，没有的交凭据。"
        else:
            self.fields["proof"].required = not held
            self.fields["proof"].error_messages["required"] = f"请交{channel.proof}。"

    def _points(self, delivery: Delivery) -> None:
        differing = [each for each in delivery.evidence.get("points", ()) if each.get("fine") is False]
        if not differing or "accepted" not in self.fields:
            for name in ("accepted", "reason"):
                self.fields.pop(name, None)
            return
        accepted = self.fields["accepted"]
        assert isinstance(accepted, forms.MultipleChoiceField)
        accepted.choices = [(str(each["key"]), str(each["words"])) for each in differing]

    def clean(self) -> dict[str, Any]:
        """An address or evidence, one of the two; a reason for what differs."""
        clean = super().clean() or {}
        if "address" in self.fields and not self.errors and not clean.get("address") and not clean.get("proof"):
            self.add_error(
                "address",
                "请贴上发布以后的网址；打不开的，交一张网页的截图。" if not isinstance(self.channel, ByHand) else "请写网址，或者交凭据。",
            )
        if clean.get("accepted") and not clean.get("reason", "").strip():
            self.add_error("reason", "网页和登记的不同而仍然算数的，请写明理由。")
        return clean

    @property
    def said(self) -> Said:
        """What the person says, of a valid form."""
        clean = self.cleaned_data
        return Said(
            person=clean["person"], on=clean.get("day"), place=clean.get("place") or "", address=(clean.get("address") or "").strip(),
            reason=clean.get("reason") or clean.get("taken") or "", accepted=tuple(clean.get("accepted") or ()),
        )  # fmt: skip

    @property
    def proof_given(self) -> Upload | None:
        """The file, of a valid form."""
        file = self.cleaned_data.get("proof")
        return Upload(file.name or "", file.read()) if file else None


_BY_ADDRESS = ("address", "accepted", "reason", "proof", "day", "person")
_WITH_ADDRESS = frozenset({"gazette", "weibo", "other_media", "press_conference", "press"})


def _asked(channel: Channel) -> tuple[str, ...]:
    """The fields that a channel asks for, in the order of the page."""
    if isinstance(channel, Package):
        return (
            ("place", "day", "person", "proof", "taken")
            if channel.outlet is None
            else ("address", "accepted", "reason", "place", "day", "person", "proof")
        )
    if isinstance(channel, ByHand):
        return ("place", "day", "address", "person", "proof") if channel.key in _WITH_ADDRESS else ("place", "day", "person", "proof")
    return _BY_ADDRESS
