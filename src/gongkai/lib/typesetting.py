"""Setting Chinese type with typst: the fonts of the system, text as strings, a PDF that is accessible where it can be."""

from __future__ import annotations

from functools import cache
from typing import Literal

import typst

from gongkai.lib.errors import UnusableInput

_SONG = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "Songti SC", "SimSun", "NSimSun", "AR PL UMing CN")
_SANS = ("SimHei", "黑体", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC",
         "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback")  # fmt: skip
# Which fonts may set what, best first: the official ones, then open ones.
_WANTED = {
    "body": ("仿宋_GB2312", "FangSong_GB2312", "FangSong", "仿宋", "STFangsong", "FandolFang R", "FandolFang", *_SONG, *_SANS),
    "hei": (*_SANS, *_SONG),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "KaiTi", "楷体", "STKaiti", "FandolKai", *_SONG, *_SANS),
    "title": ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "方正小标宋_GBK", "小标宋体", "STZhongsong", *_SONG, *_SANS),
    "digits": ("SimSun", "宋体", *_SONG, *_SANS),
}


@cache
def fonts() -> typst.Fonts:
    """The fonts of this system, looked for once: that takes thirty times as long as to set a letter."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)


@cache
def families() -> frozenset[str]:
    """Names of the font families that this system has."""
    return frozenset(fonts().families())


def font(use: str) -> str:
    """The installed fonts for ``body``, ``hei``, ``kai``, ``title`` or ``digits``, best first, as a typst array.

    Raises :class:`UnusableInput` when the system has no Chinese font: boxes in place of words are worse than no PDF.
    """
    found = [name for name in _WANTED[use] if name in families()]
    if not found:
        raise UnusableInput("没有找到中文字体，写不出 PDF", "请安装中文字体（Debian 上为 fonts-noto-cjk）后再试，或改写成 .docx")
    return "(" + "".join(f"{string(name)}, " for name in found) + ")"


def string(text: str) -> str:
    """A typst string literal: no text is ever markup."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", " ")
    return f'"{escaped}"'


def compiled(markup: str, standard: Literal["ua-1"] | None = "ua-1") -> bytes:
    """The PDF, accessible by PDF/UA-1 where that can be had: a character that no font has forbids it."""
    try:
        pdf: bytes = typst.compile(markup.encode(), format="pdf", pdf_standards=standard, font_paths=fonts())
    except typst.TypstError as error:
        if standard:
            return compiled(markup, None)
        raise UnusableInput(f"排不成 PDF（{error}）", "请改写成 .docx") from error
    return pdf
