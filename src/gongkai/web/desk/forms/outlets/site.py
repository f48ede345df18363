"""How the public side stands: columns, watched words, mounting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.lib.cells import plain
from gongkai.web.publication.models import SiteSettings
from gongkai.web.publication.services.columns import Choice
from gongkai.web.ui.forms import GkForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.web.organs.models import Organ
    from gongkai.web.publication.selectors.columns import Shown

MOST_WORDS = 2000
# What the page of mounting shows of the settings of a site; the code of the site stands with the organ.
SITE_FORM_FIELDS = ("mount", "site_name", "site_domain", "address", "approval", "header", "footer", "icp", "police", "arrangement")
_WORD, _WHY, _INSTEAD = 60, 200, 60
_ONLY_TOLD = ("只提醒", "提醒", "不拦")
_MARK = re.compile(r"[\t|｜]|[，,](?=\S)")


class ColumnsForm(forms.Form):
    """A row for each column of the catalogue: shown or not, what it is called here, under which power."""

    def __init__(self, *args: Any, columns: Sequence[Shown], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        for each in columns:
            name = field_name(each.key)
            self.fields[f"shown_{name}"] = forms.BooleanField(label=f"公开“{each.entry.label}”", required=False, initial=each.shown)
            self.fields[f"label_{name}"] = forms.CharField(
                label=f"“{each.entry.label}”在本机关叫",
                required=False,
                max_length=120,
                initial="" if each.label == each.entry.label else each.label,
            )
            self.fields[f"basis_{name}"] = forms.CharField(
                label=f"“{each.entry.label}”的依据", required=False, max_length=200, initial=each.basis
            )

    def rows(self) -> list[tuple[Shown, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Each column with its three fields."""
        return [(each, *(self[f"{part}_{field_name(each.key)}"] for part in ("shown", "label", "basis"))) for each in self.columns]  # type: ignore[misc]  # three

    @property
    def choices(self) -> dict[str, Choice]:
        """What was said of the columns of which something was said that is not the default, of a valid form."""
        clean, found = self.cleaned_data, {}
        for each in self.columns:
            name = field_name(each.key)
            choice = Choice(clean[f"shown_{name}"], clean[f"basis_{name}"], clean[f"label_{name}"])
            changed = choice.shown != each.shown or bool(choice.basis) or bool(choice.label)
            if changed or each.chosen:
                found[each.key] = choice
        return found


def field_name(key: str) -> str:
    """The key of a column as a part of the name of a field."""
    return key.replace(".", "-")


class WordsForm(GkForm):
    """The watched words, a line each."""

    words = forms.CharField(
        label="敏感词、易错词", required=False, widget=forms.Textarea(attrs={"rows": 16}), max_length=200_000,
        help_text="一行一个，可以从 Excel 粘贴四列：词、为什么、改为、只提醒。只写词也可以；最后一列写“只提醒”的，不答复也能发布。",
    )  # fmt: skip

    def clean_words(self) -> list[tuple[str, str, str, bool]]:
        """Word, why, what to write instead, whether it blocks; every line that cannot be used is told at once."""
        found, wrong = [], []
        for number, line in enumerate(self.cleaned_data["words"].splitlines(), 1):
            cells = [plain(each) for each in (line.split("\t") if "\t" in line else _MARK.split(line))]
            if not any(cells):
                continue
            word, why, instead, told = (*cells, "", "", "", "")[:4]
            if not word or len(word) > _WORD or len(why) > _WHY or len(instead) > _INSTEAD:
                wrong.append(str(number))
            found.append((word, why, instead, told not in _ONLY_TOLD))
        if wrong:
            raise forms.ValidationError(
                f"第 {'、'.join(wrong[:20])} 行没有词，或者太长：词和“改为”最多 {_WORD} 个字，“为什么”最多 {_WHY} 个字。"
            )
        if len(found) > MOST_WORDS:
            raise forms.ValidationError(f"有 {len(found)} 个词，最多 {MOST_WORDS} 个。请删减。")
        return found


def words_text(words: Sequence[Any]) -> str:
    """The list as it is edited."""
    return "\n".join("\t".join((each.word, each.why, each.instead, "" if each.blocks else _ONLY_TOLD[0])).rstrip("\t") for each in words)


class MountForm(GkForm):
    """How readers reach the public side."""

    mount = forms.ChoiceField(label="怎样开通", choices=SiteSettings.Mount.choices, widget=forms.RadioSelect)
    site_name = forms.CharField(label="网站名称", required=False, max_length=120, help_text="所在门户网站的名称。")
    site_domain = forms.CharField(label="网站域名", required=False, max_length=120)
    address = forms.URLField(
        label="栏目网址", required=False, max_length=300, assume_scheme="https",
        help_text="读者从哪里打开本机关的公开栏目。二维码、公众号原文链接、移交的数据包都用它。",
        error_messages={"invalid": "栏目网址写得不对。请写成 https:// 开头的完整网址。"},
    )  # fmt: skip
    approval = forms.CharField(
        label="批准文件", required=False, max_length=200, help_text="独立网站的批准文件名称和文号。乡镇、街道和部门没有批准不能独立建站。"
    )
    site_code = forms.CharField(
        label="网站标识码", required=False, max_length=20, help_text="10 位，全国政府网站普查时取得，写在每一页的 SiteIDCode 里。"
    )
    icp = forms.CharField(label="ICP 备案号", required=False, max_length=60)
    police = forms.CharField(label="公安备案号", required=False, max_length=60)
    header = forms.CharField(
        label="页头",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="门户网站的页头，HTML，脚本和样式会去掉。",
    )
    footer = forms.CharField(label="页脚", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}))
    arrangement = forms.CharField(
        label="信息分类和编排体系",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="公开指南必须写明的内容（条例第十二条）。",
    )

    def clean_site_code(self) -> str:
        """Ten characters, where there is one."""
        code: str = self.cleaned_data["site_code"].strip()
        if code and not re.fullmatch(r"[0-9A-Za-z]{10}", code):
            raise forms.ValidationError("网站标识码是 10 位数字或者字母，请对照标识码证书核对。")
        return code

    @staticmethod
    def initial_of(site: SiteSettings, organ: Organ) -> dict[str, Any]:
        """What the form shows."""
        return {name: getattr(site, name) for name in SITE_FORM_FIELDS} | {"site_code": organ.site_code}
