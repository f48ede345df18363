"""A report of an earlier year: which file; whose it is and of which year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.web.reporting.selectors.past import names_it
from gongkai.web.ui.forms import GkForm

if TYPE_CHECKING:
    from gongkai.report.model import Report
    from gongkai.web.organs.models import Organ


class PastUpload(GkForm):
    """The file."""

    file = forms.FileField(
        label="年度报告文件", help_text="Word、PDF、网页、Excel、文本、JSON 都可以，旧版的 .doc、.wps 也可以，不超过 32 MB。",
        error_messages={"required": "请选择年度报告文件。", "empty": "是空文件，请重新选择。"},
    )  # fmt: skip


class PastConfirm(GkForm):
    """The clerk's word on a file that was read. A tick is asked only where the file says something else."""

    year = forms.IntegerField(label="报告年度", min_value=2008, max_value=2100)  # which of them are allowed the service says
    other_organ = forms.BooleanField(required=False)
    other_year = forms.BooleanField(required=False)

    def __init__(self, *args: Any, organ: Organ, report: Report, **kwargs: Any) -> None:
        """``report`` is what was read, ``organ`` whose it is to be."""
        super().__init__(*args, **kwargs)
        self.fields["year"].help_text = f"文件写的是{report.year}年度。" if report.year else "文件没有写年度，请按报告的内容填写。"
        if names_it(organ, report.organ) is not False:
            del self.fields["other_organ"]
        else:
            self.fields["other_organ"].label = f"文件写的是“{report.organ}”，确实是本机关的年度报告"
        if report.year is None or self._year() == report.year:
            del self.fields["other_year"]
        else:
            self.fields["other_year"].label = f"文件写的是{report.year}年度，确实要导入为上面填写的年度"

    def _year(self) -> int | None:
        """The year as the page shows it."""
        text = str(self["year"].value() or "").strip()
        return int(text) if text.isascii() and text.isdecimal() else None
