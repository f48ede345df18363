"""Days that cannot be true, and days that contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.inspection.addresses import named
from gongkai.inspection.model import ERROR, WARNING
from gongkai.inspection.rules.base import Hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.inspection.rules.base import Context

_FORGED = ("检查指标#单项否决指标（安全、泄密事故等严重问题）",)


@rule("W301", "published-in-future", ERROR, veto=True, cites=_FORGED)
def in_future(ctx: Context) -> Iterator[Hit]:
    """发布日期在检查日期以后。

    查什么：文章的 PubDate 和页面上写的发布日期是不是还没有到。
    为什么：还没有到的日子不可能是发布的日子。伪造发稿日期属于弄虚作假，全站单项否决。
    怎样改：改成实际发布的日期，并查清日期是怎样写上去的；日期由系统在发布时生成，不要手填。
    依据：检查指标的单项否决指标“安全、泄密事故等严重问题”。
    """
    for page in ctx.seen.articles:
        days = [("PubDate", ctx.seen.pub_day(page)), ("页面上的发布日期", page.published)]
        wrong = [(name, day) for name, day in days if day is not None and day > ctx.today]
        if wrong:
            words = f"{'、'.join(f'{name}是 {day}' for name, day in wrong)}，在检查日期 {ctx.today} 以后。"
            yield Hit(page.url, words, (*((name, day.isoformat()) for name, day in wrong), ("检查日期", ctx.today.isoformat())))


@rule("W302", "published-before-formed", ERROR, veto=True, cites=_FORGED)
def before_formed(ctx: Context) -> Iterator[Hit]:
    """发布日期早于成文日期。

    查什么：同一页面上的发布日期（PubDate 或者写明的发布日期）是不是早于成文日期。
    为什么：文件还没有形成，不可能已经公开。伪造发稿日期属于弄虚作假，全站单项否决。
    怎样改：核对原件的成文日期和系统里的发布记录，改正写错的一个。
    依据：检查指标的单项否决指标“安全、泄密事故等严重问题”。
    """
    for page in ctx.seen.articles:
        published = min((day for day in (ctx.seen.pub_day(page), page.published) if day is not None), default=None)
        if published is not None and page.formed is not None and published < page.formed:
            words = f"发布日期 {published} 早于成文日期 {page.formed}。"
            yield Hit(page.url, words, (("发布日期", published.isoformat()), ("成文日期", page.formed.isoformat())))


@rule("W303", "published-differs", WARNING, cites=("网站指引",))
def differs(ctx: Context) -> Iterator[Hit]:
    """PubDate、页面上写的发布日期、列表上的日期不是同一天。

    查什么：文章的 PubDate、页面上写明的发布日期、列表里标在它旁边的日期是不是同一天。
    为什么：检查按 PubDate 认定发布时间；两个日期不同，其中一个不真实。
    怎样改：几处用同一个发布时间。
    依据：政府网站发展指引关于网页标签的规定。
    """
    for page in ctx.seen.articles:
        if any(day is not None and day > ctx.today for day in (ctx.seen.pub_day(page), page.published)):
            continue  # W301 says that already
        tag, listed = ctx.seen.pub_day(page), ctx.seen.days_in_lists.get(named(page.url))
        if tag is not None and page.published is not None and tag != page.published:
            words = f"PubDate 是 {tag}，页面上写的发布日期是 {page.published}。"
            yield Hit(page.url, words, (("PubDate", tag.isoformat()), ("页面上的发布日期", page.published.isoformat())))
        elif listed is not None and (shown := page.published or tag) is not None and listed.day != shown:
            words = f"文章的发布日期是 {shown}，列表上写的是 {listed.day}。"
            yield Hit(page.url, words, (("文章的发布日期", shown.isoformat()), ("列表上的日期", f"{listed.day}"), ("列表", listed.on)))


RULES = (in_future, before_formed, differs)
