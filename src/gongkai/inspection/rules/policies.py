"""A policy and its interpretation lead to each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.inspection.addresses import named
from gongkai.inspection.kinds import OTHER, POLICIES, READINGS, kind_of
from gongkai.inspection.model import WARNING
from gongkai.inspection.rules.base import Hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.inspection.model import Page
    from gongkai.inspection.rules.base import Context

_CITES = ("检查指标#扣分指标（解读回应）", "公开要点2016")
_READING = re.compile(r"解读|图解|一图读懂|政策问答")
_POLICY = re.compile(r"《[^》]+》|政策文件|原文|文件链接|相关文件|关于.+的(?:通知|意见|决定|办法|公告|方案)")


@rule("W601", "policy-without-interpretation", WARNING, cites=_CITES)
def unexplained(ctx: Context) -> Iterator[Hit]:
    """政策文件没有链接到解读。

    查什么：政策文件的页面上有没有通向解读的链接。
    为什么：看文件的人应当一步就能看到解读。哪些文件应当解读由机关认定，这里逐件列出，请人来认。
    怎样改：应当解读的补上解读，并在文件页面上加链接；不需要解读的不用改。
    依据：检查指标关于解读的扣分指标；重要政策公开后 3 个工作日内要有解读。
    """
    for page in ctx.seen.articles:
        if kind_of_article(ctx, page) == POLICIES and not _leads(ctx, page, READINGS, _READING):
            yield Hit(page.url, f"政策文件“{_title(page)}”的页面上没有通向解读的链接。", (("文件", _title(page)),), certain=False)


@rule("W602", "interpretation-without-policy", WARNING, cites=_CITES)
def unfounded(ctx: Context) -> Iterator[Hit]:
    """解读没有链接到所解读的文件。

    查什么：解读的页面上有没有通向政策文件的链接。
    为什么：解读和文件要互相链接，看解读的人应当一步就能看到原文。
    怎样改：在解读页面上加文件的链接。
    依据：检查指标关于解读的扣分指标。
    """
    for page in ctx.seen.articles:
        if kind_of_article(ctx, page) == READINGS and not _leads(ctx, page, POLICIES, _POLICY):
            yield Hit(page.url, f"解读“{_title(page)}”的页面上没有通向所解读文件的链接。", (("解读", _title(page)),))


def kind_of_article(ctx: Context, page: Page) -> str:
    """Whether a text is a policy or an interpretation: by its title, by its tags (the type before the name), without tags by the column that lists it."""
    if _READING.search(_title(page)):
        return READINGS
    tagged = page.meta("ColumnType") or page.meta("ColumnName")
    if tagged:
        return kind_of(tagged)
    listed = ctx.seen.kinds_of_lists.get(named(page.url), set())
    return next((kind for kind in (READINGS, POLICIES) if kind in listed), OTHER)


def _title(page: Page) -> str:
    return (page.meta("ArticleTitle") or page.title)[:80]


def _leads(ctx: Context, page: Page, kind: str, words: re.Pattern[str]) -> bool:
    for link in ctx.seen.links_of(page):
        found = ctx.seen.page_at(link.url)
        if found is None or ctx.seen.is_article(found):
            if words.search(link.words) or (found is not None and kind_of_article(ctx, found) == kind):
                return True
        elif found.meta("ColumnName") == "" and words.search(link.words):
            return True
    return False


RULES = (unexplained, unfounded)
