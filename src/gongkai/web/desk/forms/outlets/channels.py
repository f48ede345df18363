"""The settings of a channel as a form: made from the fields that the channel names. A secret is written and never shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxLengthValidator

from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.web.channels.field_maps import KINDS, MOST, SOURCES, Line, as_json, field_map_of
from gongkai.web.ui.forms import GkForm

if TYPE_CHECKING:
    from gongkai.web.channels.base import Channel
    from gongkai.web.channels.base import Field as Setting
    from gongkai.web.channels.models import Account

OWN = "own"  # the office's own field map
_TEXT, _LONG = 500, 20_000
_bounded = MaxLengthValidator(_LONG, f"最多 {_LONG} 个字，请删减。")
_PREFIX = "set_"
_SELDOM = ("own_map", "set_allowed_hosts", "set_inner_hosts", "set_authorities")


class ChannelForm(GkForm):
    """Name, what it counts as, in use or not, and the fields of that kind of channel."""

    name = forms.CharField(label="名称", max_length=60, help_text="本机关怎样称呼它，例如区政府门户网站。")
    active = forms.BooleanField(label="在用", required=False, initial=True)

    def __init__(self, *args: Any, channel: Channel, account: Account | None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", initial_of(channel, account))
        super().__init__(*args, **kwargs)
        self.channel, self.account = channel, account
        for each in channel.fields:
            self.fields[_PREFIX + each.key] = self._field(each)
            if each.kind == "map":
                self.fields["own_map"] = _own_map()
        if channel.outlet is not None:
            self.fields["outlet"] = _outlet(channel)
        self._speak()

    def _field(self, each: Setting) -> forms.Field:
        if each.kind == "secret":
            held = bool(self.account and self.account.secret)
            hint = "已填写。要换就写新的，不换空着。" if held else each.hint
            return forms.CharField(
                label=each.label,
                required=False,
                max_length=_TEXT,
                help_text=hint,
                widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
            )
        if each.kind == "map":
            return forms.ChoiceField(label=each.label, choices=[*each.choices, (OWN, "本机关自己的（写在下面）")], help_text=each.hint)
        if each.kind == "choice":
            return forms.ChoiceField(label=each.label, choices=list(each.choices), required=False, help_text=each.hint)
        if each.kind == "flag":
            return forms.BooleanField(label=each.label, required=False, help_text=each.hint)
        if each.kind in ("lines", "json", "pem"):
            return forms.CharField(
                label=each.label, required=False, validators=[_bounded], help_text=each.hint, widget=forms.Textarea(attrs={"rows": 3})
            )
        return forms.CharField(label=each.label, required=False, max_length=_TEXT, help_text=each.hint, strip=each.key != "secret_prefix")

    def _speak(self) -> None:
        for name, field in self.fields.items():
            field.error_messages.setdefault(
                "max_length", f"{field.label or name}最多 %(limit_value)d 个字，现在有 %(show_value)d 个。请删减。"
            )

    def clean(self) -> dict[str, Any]:
        """JSON that is JSON, lines that are fields of a map."""
        clean = super().clean() or {}
        for each in self.channel.fields:
            if each.kind == "json" and clean.get(_PREFIX + each.key):
                try:
                    clean[_PREFIX + each.key] = json.loads(clean[_PREFIX + each.key])
                except ValueError:
                    self.add_error(_PREFIX + each.key, f'{each.label}不是 JSON。请写成 {{"名称": "内容"}} 这样。')
        if clean.get("own_map"):
            try:
                clean["own_map"] = lines_of(clean["own_map"])
            except forms.ValidationError as error:
                self.add_error("own_map", error)
        return clean

    @property
    def usual(self) -> list[forms.BoundField]:
        """The fields that everybody fills in."""
        return [each for each in self if each.name not in _SELDOM]

    @property
    def seldom(self) -> list[forms.BoundField]:
        """Those that few offices need."""
        return [each for each in self if each.name in _SELDOM]

    @property
    def seldom_open(self) -> bool:
        """Whether one of these holds something, or has an error."""
        return any(each.value() or each.errors for each in self.seldom)

    @property
    def settings(self) -> dict[str, Any]:
        """What is kept of the fields of the channel, without secret and map; of a valid form."""
        found: dict[str, Any] = {}
        for each in self.channel.fields:
            value = self.cleaned_data.get(_PREFIX + each.key)
            if each.kind in ("secret", "map"):
                continue
            if each.kind == "lines":
                value = [line.strip() for line in str(value or "").splitlines() if line.strip()]
            if value not in ("", None, []):
                found[each.key] = value
        return found

    @property
    def secret(self) -> str:
        """What was typed as secret; "" keeps the one that is there."""
        key = next((each.key for each in self.channel.fields if each.kind == "secret"), "")
        return str(self.cleaned_data.get(_PREFIX + key) or "") if key else ""

    @property
    def field_map(self) -> Any:
        """The key of a map, or the office's own lines."""
        key = next((each.key for each in self.channel.fields if each.kind == "map"), "")
        chosen = self.cleaned_data.get(_PREFIX + key) if key else None
        if chosen != OWN:
            return chosen
        return as_json(self.cleaned_data["own_map"]) if self.cleaned_data.get("own_map") else []


def initial_of(channel: Channel, account: Account | None) -> dict[str, Any]:
    """What the form shows: the settings that are kept, the defaults where there are none; never the secret."""
    kept = account.settings if account else {}
    found: dict[str, Any] = {
        "name": account.name if account else channel.label,
        "active": account.active if account else True,
        "outlet": account.outlet if account else "",
    }
    for each in channel.fields:
        value = kept.get(each.key, each.default)
        if each.kind == "map":
            own = isinstance(account.field_map, list) and bool(account.field_map) if account else False
            found |= {_PREFIX + each.key: OWN if own else (account.field_map if account else "") or "default"}
            found["own_map"] = text_of(account.field_map) if account and own else ""
        elif each.kind == "json" and value:
            found[_PREFIX + each.key] = json.dumps(value, ensure_ascii=False)
        elif each.kind == "lines":
            found[_PREFIX + each.key] = "\n".join(value) if isinstance(value, (list, tuple)) else str(value or "")
        elif each.kind != "secret":
            found[_PREFIX + each.key] = value
    return found


def lines_of(text: str) -> list[Line]:
    """Lines of a field map as they are typed: label, source, kind, pattern, between bars. Raises ``ValidationError`` for all that cannot be read."""
    sources = {label: key for key, label in SOURCES.items()} | {key: key for key in SOURCES}
    kinds = {label: key for key, label in KINDS.items()} | {key: key for key in KINDS}
    found, wrong = [], []
    for number, raw in enumerate(text.splitlines(), 1):
        cells = [cell.strip() for cell in raw.replace("｜", "|").replace("\t", "|").split("|")]
        if not any(cells):
            continue
        label, source, kind, pattern = (*cells, "", "", "", "")[:4]
        meant = sources.get(source) or (source if source.startswith(("field:", "fixed:")) else _said(source))
        if not label or not meant or (kind and kind not in kinds):
            wrong.append(str(number))
            continue
        found.append(Line(label, meant, kinds.get(kind, "html" if meant == "html" else "text"), pattern or "%Y-%m-%d"))
    if wrong:
        raise forms.ValidationError(
            f"字段对照表第 {'、'.join(wrong)} 行看不明白。请写成：对方的字段 | 内容来源 | 类型，内容来源见下面的说明。"
        )
    if len(found) > MOST:
        raise forms.ValidationError(f"字段对照表有 {len(found)} 行，最多 {MOST} 行。")
    return found


def text_of(value: Any) -> str:
    """The office's own map as it is typed."""
    return "\n".join(
        " | ".join((each.label, _printed(each.source), KINDS.get(each.kind, each.kind), *([each.pattern] if each.kind == "date" else [])))
        for each in field_map_of(value).lines
    )


def _said(source: str) -> str:
    """元数据：索引号, 固定：主动公开 as the map keeps them."""
    for word, prefix in (("元数据", "field"), ("固定", "fixed")):
        if source.startswith((f"{word}：", f"{word}:")):
            return f"{prefix}:{source[len(word) + 1 :].strip()}"
    return ""


def _printed(source: str) -> str:
    kind, _, word = source.partition(":")
    return {"field": f"元数据：{word}", "fixed": f"固定：{word}"}.get(kind, SOURCES.get(source, source))


def _own_map() -> forms.CharField:
    listed = "、".join(SOURCES.values())
    return forms.CharField(
        label="本机关自己的字段对照表", required=False, validators=[_bounded], widget=forms.Textarea(attrs={"rows": 8}),
        help_text=f"一行一个字段，照对方表单的顺序：对方的字段 | 内容来源 | 类型 | 日期写法。内容来源：{listed}，元数据：索引号（或者别的元数据名称），固定：每次都一样的字。类型：{'、'.join(KINDS.values())}。",
    )  # fmt: skip


def _outlet(channel: Channel) -> forms.ChoiceField:
    assert channel.outlet is not None
    choices = [
        ("", f"{channel.outlet.label}（这种渠道的默认）"),
        *((each.value, each.label) for each in Outlet if each is not channel.outlet),
    ]
    return forms.ChoiceField(label="计入年报的哪一类", choices=choices, required=False)
