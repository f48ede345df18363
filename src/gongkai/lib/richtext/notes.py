"""What a reader left out or changed, said to the clerk in Chinese sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.lib.text import one_space

if TYPE_CHECKING:
    from collections.abc import Callable

_SHOWN = 20  # characters of what was left out
# In the order in which they are said; {n} is how often, {first} the first words.
_SENTENCES = {
    "hidden": "原文里有 {n} 处隐藏文字，没有放进正文：“{first}”。",
    "deleted": "原文里有 {n} 处修订标记为删除的文字，已经去掉：“{first}”。",
    "inserted": "原文里有 {n} 处修订插入的文字，已经当作正文，请核对：“{first}”。",
    "comment": "原文里有 {n} 条批注，没有放进正文：“{first}”。",
    "image": "有 {n} 张图片没有带进来，请把图片作为附件上传后再插入。",
    "link": "有 {n} 个链接的地址不能用在公开的页面上，已去掉链接、保留文字：“{first}”。",
    "object": "有 {n} 个嵌入的内容（视频、公式、图形等）没有带进来。",
    "control": "有 {n} 个填写框或者按钮没有带进来。",
    "struck": "有 {n} 处文字画了删除线，文字保留、删除线去掉了，请核对：“{first}”。",
    "layout": "有 {n} 个只用来排版的表格，已拆成段落。",
    "list_table": "列表里有 {n} 个表格，已移到列表外面。",
    "note": "原文有 {n} 条脚注或者尾注，已放在正文后面。",
    "header": "页眉、页脚里的文字没有放进正文：“{first}”。",
    "moved": "标题、发文字号等 {n} 行已填到各自的栏目，正文里不再重复。",
}


class Notes:
    """Counts what happened while one body was read."""

    def __init__(self) -> None:
        self._seen: dict[str, list[str]] = {}

    def add(self, what: str, words: str = "") -> None:
        """One more of the kind ``what``, with its words."""
        self._seen.setdefault(what, []).append(words)

    def add_text(self, what: str, words: str) -> None:
        """One more, unless there are no words in it."""
        shown = one_space(words)
        if shown:
            self.add(what, shown)

    def said(self) -> tuple[str, ...]:
        """One sentence for each kind, in a fixed order."""
        return tuple(
            sentence.format(n=len(self._seen[what]), first=_first(self._seen[what], one_space))
            for what, sentence in _SENTENCES.items()
            if what in self._seen
        )


def _first(found: list[str], tidy: Callable[[str], str]) -> str:
    words = tidy(next((each for each in found if each), ""))
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
