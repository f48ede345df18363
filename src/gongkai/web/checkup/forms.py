"""What is asked for: a report, and what makes the check more exact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.lib import limits
from gongkai.lib.text import alike
from gongkai.web.checkup.examining import Order
from gongkai.web.ui.forms import GkForm
from gongkai.web.vault.files import safe_name

if TYPE_CHECKING:
    from django.core.files import File

_MEGABYTES = limits.RAW_BYTES // (1024 * 1024)
_EMPTY = {"empty": "文件是空的，请确认选对了文件。", "invalid": "请上传年度报告。", "missing": "请上传年度报告。"}


class FileField(forms.FileField):
    """A file of at most what the readers take."""

    def to_python(self, data: File[Any] | None) -> File[Any] | None:
        """The file; ValidationError names it when it is too large."""
        if data is not None and (data.size or 0) > limits.RAW_BYTES:
            raise ValidationError(
                f"“{safe_name(data.name or '')}”超过 {_MEGABYTES} MB。请确认这是一份年度报告，去掉大图片后再试。", code="large"
            )
        return super().to_python(data)


class Given(GkForm):
    """The report, and at will last year's, the organ and the year, as ``gongkai report check`` takes them."""

    report = FileField(
        label="年度报告",
        error_messages=_EMPTY,
        help_text=f"Word、WPS、PDF、网页、表格、文本都可以，最大 {_MEGABYTES} MB，也可以把文件拖到这里。扫描件要先做文字识别。",
    )
    previous = FileField(
        label="上年的年度报告", required=False, error_messages=_EMPTY, help_text="用来核对上年结转和现行有效件数接不接得上。"
    )
    organ = forms.CharField(label="机关名称", max_length=100, required=False, help_text="写全称。不写就按报告自己说的。")
    year = forms.CharField(label="年度", max_length=20, required=False, help_text="四位数字，例如 2025。不写就按报告自己说的。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].widget.attrs |= {"inputmode": "numeric", "class": "gk-day"}

    def clean_year(self) -> int | None:
        """A year in four digits, as the command takes it."""
        text = alike(self.cleaned_data["year"]).strip().removesuffix("年")
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) == 4):
            raise ValidationError(f"年度要写四位数字，例如 2025，现在写的是“{text}”。")
        return int(text)

    def order(self, *, page: bool) -> tuple[Order, bytes, bytes]:
        """What to check, with the bytes of both files; only of a valid form. ``page``: it is to be shown to people."""
        given: File[Any] = self.cleaned_data["report"]
        before: File[Any] | None = self.cleaned_data["previous"]
        previous = before.read() if before else b""
        order = Order(
            safe_name(given.name or ""), given.size or 0, len(previous), self.cleaned_data["organ"] or None, self.cleaned_data["year"], page
        )
        return order, given.read(), previous
