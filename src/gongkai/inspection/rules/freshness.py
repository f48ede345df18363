"""Whether the first page and the columns are kept up, and whether anything stands in them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from gongkai.inspection.dates import months_after
from gongkai.inspection.kinds import KIND_WORDS, NEWS, NOTICES, OTHER, POLICIES
from gongkai.inspection.model import ERROR, INFO, WARNING
from gongkai.inspection.rules.base import Hit, rule
from gongkai.law.parameters import MONTH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gongkai.inspection.columns import Column
    from gongkai.inspection.rules.base import Context
    from gongkai.law.parameters import Dated

_HOME, _COLUMNS = "检查指标#单项否决指标（首页不更新）", "检查指标#单项否决指标（栏目不更新）"


def last_day(latest: date, limit: Dated) -> date:
    """The last day on which something of ``latest`` still counts as kept up."""
    return months_after(latest, limit.value) if limit.unit == MONTH else latest + timedelta(days=limit.value)


@rule("W101", "home-not-updated", ERROR, veto=True, cites=(_HOME,))
def home(ctx: Context) -> Iterator[Hit]:
    """首页超过两周没有更新。

    查什么：首页上的信息里，列表旁边的日期和打开以后文章的发布日期，最新的一个是哪天。首页只有导航的，看它打开的下一级页面。没有日期的按没有更新算。
    为什么：首页两周没有新内容，全站单项否决。
    怎样改：把最近公开的信息放上首页，并在列表里标明日期；首页栏目和下级栏目用同一份数据，就不会忘记。
    依据：检查指标的单项否决指标“首页不更新”。
    """
    page, seen = ctx.seen.home, ctx.seen
    if page is None:
        return
    latest = seen.newest(page, own=False)
    if latest is None:
        latest = max((column.latest for column in seen.columns if column.page.depth == 1 and column.latest), default=None)
    limit = ctx.numbers.home_stale
    if latest is None:
        sure = not page.scripted and seen.walk.complete
        words = "首页和它打开的页面上没有找到带日期的信息，按没有更新算。"
        yield Hit(page.url, words, (("最新日期", "没有"), ("限度", limit.words)), certain=sure)
    elif last_day(latest, limit) < ctx.today:
        yield Hit(
            page.url,
            f"首页最新的信息是 {latest} 的，已有 {(ctx.today - latest).days} 天没有更新，限度 {limit.words}。",
            _days(latest, ctx.today, limit),
            certain=not page.scripted,
        )


@rule("W102", "column-not-updated", WARNING, veto=True, cites=(_COLUMNS,))
def stale_columns(ctx: Context) -> Iterator[Hit]:
    """动态、要闻类栏目超过两周，或者通知公告、政策文件类栏目超过六个月没有更新。

    查什么：按栏目名称认出动态要闻类栏目，以及首页直接打开的通知公告、政策文件类栏目，看每个栏目最新一条的日期。没有日期的按没有更新算。
    为什么：这两类合计达到 5 个，全站单项否决；不到 5 个的，逐个扣分。
    怎样改：有新内容的尽快发布；确实不再更新的栏目，合并或者撤下，不要空挂。
    依据：检查指标的单项否决指标“栏目不更新”。
    """
    found = [(column, limit) for column in ctx.seen.columns if (limit := _limit_of(column, ctx)) and _is_stale(column, limit, ctx)]
    most = ctx.numbers.stale_columns.value
    level = ERROR if len(found) >= most else WARNING
    for column, limit in found:
        what = KIND_WORDS[column.kind]
        if column.latest is None:
            words = f"{what}类栏目“{column.name}”里没有找到带日期的信息，按没有更新算。"
            evidence: tuple[tuple[str, str], ...] = (("栏目", column.name), ("最新日期", "没有"), ("限度", limit.words))
        else:
            words = f"{what}类栏目“{column.name}”最新一条是 {column.latest} 的，已有 {(ctx.today - column.latest).days} 天没有更新，限度 {limit.words}。"
            evidence = (("栏目", column.name), *_days(column.latest, ctx.today, limit))
        yield Hit(column.url, words, (*evidence, ("合计", f"{len(found)} 个，达到 {most} 个单项否决")), level)


@rule("W103", "column-long-not-updated", INFO, veto=True, cites=(_COLUMNS,))
def long_stale(ctx: Context) -> Iterator[Hit]:
    """其他栏目超过一年没有更新。

    查什么：除动态要闻、通知公告、政策文件和长期有效的内容（机构职能、公开指南等）以外的栏目，最新一条是不是一年以前的。
    为什么：应当更新而长期没有更新的栏目达到 10 个，全站单项否决。一年是各地常用的尺度，哪些栏目应当更新要人来认。
    怎样改：补上新的内容；不再用的栏目归档或者撤下。
    依据：检查指标的单项否决指标“栏目不更新”。
    """
    limit = ctx.numbers.long_stale
    found = [
        (column, column.latest)
        for column in ctx.seen.columns
        if column.kind == OTHER and not column.scripted and column.latest is not None and last_day(column.latest, limit) < ctx.today
    ]
    most = ctx.numbers.long_stale_columns.value
    for column, latest in found:
        words = f"栏目“{column.name}”最新一条是 {latest} 的，超过 {limit.words}没有更新。"
        evidence = (("栏目", column.name), *_days(latest, ctx.today, limit), ("合计", f"{len(found)} 个，达到 {most} 个单项否决"))
        yield Hit(column.url, words, evidence, ERROR if len(found) >= most else INFO)


@rule("W104", "column-blank", WARNING, veto=True, cites=(_COLUMNS,))
def blank_columns(ctx: Context) -> Iterator[Hit]:
    """空白栏目。

    查什么：栏目页面上除了各页都有的部分，有没有信息、文字、图片或者附件。用脚本取内容的页面看不到，不算。
    为什么：空白栏目达到 5 个，全站单项否决；不到 5 个的，逐个扣分。
    怎样改：有内容的补上，没有内容的不开栏目。
    依据：检查指标的单项否决指标“栏目不更新”。
    """
    found = [column for column in ctx.seen.columns if column.blank and not column.scripted]
    most = ctx.numbers.blank_columns.value
    for column in found:
        evidence = (("栏目", column.name), ("内容", "没有"), ("合计", f"{len(found)} 个，达到 {most} 个单项否决"))
        yield Hit(column.url, f"栏目“{column.name}”里没有任何内容。", evidence, ERROR if len(found) >= most else WARNING)


def _limit_of(column: Column, ctx: Context) -> Dated | None:
    if column.kind != NEWS and column.page.depth > 1:  # the six months are for columns of the first level
        return None
    return {NEWS: ctx.numbers.news_stale, NOTICES: ctx.numbers.notices_stale, POLICIES: ctx.numbers.notices_stale}.get(column.kind)


def _is_stale(column: Column, limit: Dated, ctx: Context) -> bool:
    """A blank column is blank, not stale. What lists things that nobody looked at is not judged."""
    if column.blank or column.scripted:
        return False
    if column.latest is None:
        return column.listed and not ctx.seen.linked_unseen(column.page)
    return last_day(column.latest, limit) < ctx.today


def _days(latest: date, today: date, limit: Dated) -> tuple[tuple[str, str], ...]:
    return ("最新日期", latest.isoformat()), ("已过", f"{(today - latest).days} 天"), ("限度", limit.words)


RULES = (home, stale_columns, long_stale, blank_columns)
